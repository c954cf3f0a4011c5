"""What a column is, told by its content first and its header second: rules that are tried in order."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from lke_cli.instrument import Instrument, asks_steering, general_words
from lke_cli.results import ColumnRole
from lke_cli.surveys.headers import (
    EMAIL,
    begins_personal,
    header_words,
    is_answer,
    is_contact,
    is_free_text,
    is_identifier,
    is_like_profile,
    is_personal,
    is_profile,
    is_score_column,
    is_sentence,
    is_time,
)
from lke_cli.surveys.scale import SCALES, ScaleWords, read_scale_answer
from lke_cli.surveys.times import is_date, is_serial
from lke_cli.values import CellValue, as_text

RoleDoubt = Literal["", "counted", "set-aside", "left-out", "not-asked"]
"""What is doubtful about a role: counted as a question though it may be data of the respondent; set aside though its
cells look like answers; left out because other columns were named as the
questions; not asked by any instrument that the file holds."""

SHARE = 0.6
"""A column is what so many of its filled-in cells are."""
SOME_SHARE = 0.25
"""From this share of answers on, a column that is not taken for a question is said."""
EMPTY_COLUMN = "kosong"
"""The reason of a column without content in the rows that were looked at."""
UNREADABLE_TIME = "waktu yang bentuknya tidak terbaca"
"""The reason of a column that is named as a time, but holds none that is understood."""
_LARGEST_SCALE = 10
_FEW_TEXTS, _MANY_ROWS = 6, 10
_TEXT_LENGTH = 40

_BIRTH = re.compile(r"lahir|birth")
_CHOICES = frozenset(general_words().choices)


def contact_key(cell: CellValue) -> str | None:
    """Return an e-mail or number in a form that can be compared; None where the cell holds neither."""
    text = as_text(cell).lower()
    if EMAIL.fullmatch(text):
        return text
    if re.search(r"[a-z]", text):
        return None
    digits = re.sub(r"\D", "", text)
    if len(digits) < 8 or len(set(digits)) < 3:
        return None
    # 62 812..., 0812... and the 812... that Excel leaves of it are one phone.
    for prefix in ("62", "0"):
        if digits.startswith(prefix + "8"):
            return digits.removeprefix(prefix)
    return digits


@dataclass(frozen=True, slots=True)
class Looked:
    """A column that is being told: its header, its cells (first ones), and what they are answers of.

    plain: the header's words. filled: cells that say something. named: whether the header names an unsur. titled:
    whether any column has a header.
    """

    header: str
    plain: str
    cells: Sequence[CellValue]
    filled: Sequence[CellValue]
    vocabulary: ScaleWords
    known: bool
    named: bool
    titled: bool
    instruments: Sequence[Instrument]

    def share(self, test: Callable[[CellValue], bool], least: float = SHARE) -> bool:
        """Return whether so large a share of the cells passes a test."""
        return sum(map(test, self.filled)) >= least * len(self.filled)

    @property
    def answers(self) -> bool:
        """Whether most cells are answers."""
        return self.share(lambda cell: is_answer(cell, self.vocabulary))

    @property
    def numbers(self) -> list[float]:
        """The numbers among the cells."""
        read = (read_scale_answer(cell, self.vocabulary).number for cell in self.filled)
        return [number for number in read if number is not None]


RoleAndReason = tuple[ColumnRole, str] | tuple[ColumnRole, str, RoleDoubt]
"""ColumnRole, reason, and what is doubtful about it."""


def _by_title(column: Looked) -> RoleAndReason | None:
    if is_identifier(column.header) and not column.named:
        return "aside", "nomor atau kode di berkas"
    if is_score_column(column.header):
        return "aside", "nilai atau catatan formulir atas pertanyaan lain"
    if asks_steering(column.header, column.instruments):
        return "steering", "apakah responden diarahkan"
    return None


def _empty(column: Looked) -> RoleAndReason | None:
    if column.filled:
        return None
    if column.cells and column.known:
        return "question", "tidak satu pun jawaban berlaku"
    return ("question", "judul unsur, tanpa jawaban") if column.named else ("aside", EMPTY_COLUMN)


def _time(column: Looked) -> RoleAndReason | None:
    if column.share(is_date) or (is_time(column.plain) and column.share(is_serial)):
        return ("personal", "tanggal lahir") if _BIRTH.search(column.plain) else ("time", "waktu pengisian")
    return None


def _contact(column: Looked) -> RoleAndReason | None:
    mostly_contacts = column.share(lambda cell: contact_key(cell) is not None)
    return ("contact", "kontak atau nomor pribadi") if mostly_contacts else None


def _zero_and_one(column: Looked) -> RoleAndReason | None:
    numbers = {read_scale_answer(cell, column.vocabulary).number for cell in column.cells}
    if 0 not in numbers or not numbers <= {0, 1, None}:
        return None
    like = column.named or is_sentence(column.plain)
    return "unreadable" if like else "aside", "isinya hanya 0 dan 1"


def _answers_without_title(column: Looked) -> RoleAndReason | None:
    if column.answers and not column.header and column.titled:
        return "unreadable", "berisi jawaban, tetapi tanpa judul"
    return None


def _answers(column: Looked) -> RoleAndReason | None:
    if not column.answers:
        return None
    if column.named:
        return "question", "unsur menurut judulnya"
    if is_free_text(column.plain):
        return "aside", "komentar menurut judulnya", "set-aside"
    words = sum(read_scale_answer(cell, column.vocabulary).phrase is not None for cell in column.filled)
    if 2 * words < len(column.filled):
        if is_profile(column.plain):
            return "aside", "data responden atau penghitung menurut judulnya", "set-aside"
        if is_like_profile(column.plain):
            return "question", "isinya jawaban skala", "counted"
    return "question", "isinya jawaban skala"


def _other_numbers(column: Looked) -> RoleAndReason | None:
    numbers = column.numbers
    if len(numbers) < SHARE * len(column.filled):
        return None
    inside = max(numbers) <= SCALES[-1]
    reason = "angkanya bukan bilangan bulat" if inside else f"angka di luar skala 1 sampai {SCALES[-1]}"
    if is_profile(column.plain):
        return "aside", f"{reason}; data responden atau penghitung menurut judulnya"
    small = min(numbers) >= 0 and max(numbers) <= _LARGEST_SCALE
    return "unreadable" if column.named or small or is_sentence(column.plain) else "aside", reason


def _unknown_words(column: Looked) -> RoleAndReason | None:
    if column.named and _few_different(column.filled):
        return "unreadable", "judul unsur, tetapi isinya bukan jawaban skala"
    judged = not is_free_text(column.plain) and not is_profile(column.plain)
    if judged and (_is_choice(column.plain, column.filled) or (column.known and _is_repeated(column))):
        return "unreadable", "kata jawabannya tidak dikenal sebagai skala"
    return None


def _person(column: Looked) -> RoleAndReason | None:
    if begins_personal(column.plain):
        return "personal", "data pribadi"
    if is_contact(column.header):
        return "contact", "kontak atau nomor pribadi"
    return ("personal", "data pribadi") if is_personal(column.plain) else None


def _some_answers(column: Looked) -> RoleAndReason | None:
    if is_time(column.plain):
        return "aside", UNREADABLE_TIME
    judged = not is_free_text(column.plain) and not is_profile(column.plain)
    if judged and column.share(lambda cell: is_answer(cell, column.vocabulary), SOME_SHARE):
        return "unreadable", "hanya sebagian isinya jawaban skala"
    return None


def _remark(column: Looked) -> RoleAndReason | None:
    return "aside", "komentar menurut judulnya" if is_free_text(column.plain) else "isian bebas atau data responden"


def says_nothing(cell: CellValue) -> bool:
    """Return whether a cell is blank, 0, or says that the question does not apply."""
    read = read_scale_answer(cell)
    return read.blank or read.none or read.number == 0


def _few_different(cells: Sequence[CellValue]) -> bool:
    return len({as_text(cell).lower() for cell in cells}) <= max(_FEW_TEXTS, len(cells) // 3)


def _is_repeated(column: Looked) -> bool:
    """Return whether a statement about a thing that an instrument asks has few short answers, however few rows."""
    texts = [header_words(as_text(cell)) for cell in column.filled]
    few = 1 < len(set(texts)) <= _FEW_TEXTS and len(set(texts)) < len(texts) and max(map(len, texts)) <= _TEXT_LENGTH
    return few and is_sentence(column.plain) and not begins_personal(column.plain)


def _is_choice(plain: str, cells: Sequence[CellValue]) -> bool:
    """Return whether few texts stand in many rows under a sentence, or only words such as ``Ya`` and ``Pernah``."""
    texts = {header_words(as_text(cell)) for cell in cells}
    if texts <= _CHOICES and len(texts) > 1:
        return True
    if begins_personal(plain):
        return False
    few = len(cells) >= _MANY_ROWS and 1 < len(texts) <= _FEW_TEXTS and max(map(len, texts)) <= _TEXT_LENGTH
    return few and is_sentence(plain)


ROLE_RULES: tuple[Callable[[Looked], RoleAndReason | None], ...] = (
    _by_title,
    _empty,
    _time,
    _contact,
    _zero_and_one,
    _answers_without_title,
    _answers,
    _other_numbers,
    _unknown_words,
    _person,
    _some_answers,
    _remark,
)
