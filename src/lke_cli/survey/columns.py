"""Which column is what, by its content first and its header second; and where the header stands."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from lke_cli.survey.read import Row
from lke_cli.survey.scale import SCALES, read_answer
from lke_cli.survey.times import is_date
from lke_cli.survey.unsur import code_of, unsur_of
from lke_cli.untrusted import one_line
from lke_cli.values import CellValue, as_text
from lke_cli.workbook.sheets import column_letters

Role = Literal["question", "time", "contact", "personal", "aside", "unreadable"]
"""question: answers. time: when it was sent. contact: e-mail, phone, NIK. personal: names, addresses.

unreadable: named like a question, but its cells are not answers of a scale. aside: everything else.
"""

HEADER_ROWS = 30
"""The header is looked for in so many first rows."""
SHARE = 0.6
"""A column is what so many of its filled-in cells are."""
SOME = 0.25
"""From this share of answers on, a column that is not taken for a question is said."""
EMPTY = "kosong"
"""The reason of a column without content in the rows that were looked at."""
_LABEL_LENGTH = 60

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.\w+")
_PHONE = re.compile(r"\+?\d[\d\s().\-]{7,18}")
_NOT_A_NAME = r"layanan|pelayanan|unit|loket|instansi|kantor|satker|kecamatan|kabupaten|kota|provinsi|kegiatan|survei"
_CONTACT = re.compile(
    r"\b(e-?mail|surel|telepon|telp|tlp|hp|handphone|ponsel|whats ?app|wa|nik|ktp|kontak|phone|instagram)\b"
)
_PERSONAL = re.compile(rf"\b(nama|name|alamat|username|akun|petugas)\b(?!.*\b({_NOT_A_NAME})\b)")
_TIME_HEADER = re.compile(r"timestamp|cap waktu|stempel waktu|tanggal|waktu (isi|pengisian|kirim)|\bdate\b|\btime\b")
_BIRTH = re.compile(r"lahir|birth")
# Numbers 1..4 that are no answers: profile codes, counters, totals. Read only where no unsur is named.
_PROFILE = re.compile(
    r"(no|nomor|id|kode|nip|kuesioner|responden)( \w+){0,2}"
    r"|(jumlah|total|skor|rata|rerata|nrr|ikm|skm|ipak|ipkp|indeks|frekuensi|status)( \w+){0,4}"
    r"|.*\b(usia|umur|kelamin|gender|pendidikan|pekerjaan|agama|suku|disabilitas|loket|berapa kali|kunjungan)\b.*"
)
_FREE_TEXT = re.compile(
    r"((mohon|tulis|tuliskan|berikan|isi|apa) )?(kritik|saran|masukan|komentar|pesan|kesan|alasan|harapan|keterangan"
    r"|catatan|usul|usulan)\b.*"
)
_SUMMARY = re.compile(
    r"(grand )?(jumlah|total|sum|nrr|rata|rerata|mean|average|ikm|skm|indeks|nilai|bobot|mutu|kinerja)\b.{0,50}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column. index: 0-based. letter: as a spreadsheet names it. header: one line, ``Kolom D`` where it has none.

    reason: why it was taken for what it is (Indonesian). unsur, label: what its answers count for (questions only).
    scale: the regulation's own words for the answers of its unsur, worst first, where they are special to it.
    """

    index: int
    letter: str
    header: str
    role: Role
    reason: str
    unsur: str = ""
    label: str = ""
    scale: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table was understood. first_row: 0-based row of the first response; header_row: None where there is none.

    filled: answers in the rows that were looked at, by which the best sheet is chosen.
    """

    header_row: int | None
    first_row: int
    columns: tuple[Column, ...]
    filled: int

    @property
    def questions(self) -> tuple[Column, ...]:
        """The question columns, in order."""
        return tuple(column for column in self.columns if column.role == "question")


def find_layout(head: Sequence[Row], *, skm: bool) -> Layout:
    """Return how a table is laid out, from its first rows. skm: headers are read as the nine unsur."""
    width = max(map(len, head), default=0)
    likely = _likely(head, width)
    header_row = _header_row(head, likely)
    first = _first_response(head, likely) if header_row is None else header_row + 1
    while first < len(head) and _numbering([head[first][i] for i in likely if i < len(head[first])]):
        first += 1
    headers = _headers(head, header_row, width)
    rows = [row for row in head[first:] if not is_summary(row)]
    columns = [
        _column(i, headers[i], [row[i] for row in rows if i < len(row)], any(headers), skm=skm) for i in range(width)
    ]
    columns = _one_time(columns)
    taken = [column.index for column in columns if column.role == "question"]
    filled = sum(_is_answer(row[i]) for row in rows for i in taken if i < len(row))
    return Layout(header_row, first, tuple(columns), filled)


def full_name(code: str, label: str) -> str:
    """Return ``U3 Waktu penyelesaian``; the label alone where the code is a column's letter or the label itself."""
    return f"{code} {label}" if code[1:].isdigit() and label.lower() != code.lower() else label


def is_summary(row: Row) -> bool:
    """Return whether a row holds sums or means below the responses: its first filled cell says so."""
    first = next((cell for cell in row if cell != ""), "")
    return isinstance(first, str) and _SUMMARY.fullmatch(first.strip()) is not None


def contact_key(cell: CellValue) -> str | None:
    """Return an e-mail or number in a form that can be compared; None where the cell holds neither."""
    text = as_text(cell).lower()
    if _EMAIL.fullmatch(text):
        return text
    if re.search(r"[a-z]", text):
        return None
    digits = re.sub(r"\D", "", text)
    if len(digits) < 8 or len(set(digits)) < 3:
        return None
    return "0" + digits[2:] if digits.startswith("62") else digits


def _is_answer(cell: CellValue) -> bool:
    read = read_answer(cell)
    return read.phrase is not None or (read.number is not None and read.number in range(1, SCALES[-1] + 1))


def _likely(head: Sequence[Row], width: int) -> list[int]:
    """Return the columns that mostly hold answers, titles and headers included in the count."""
    filled = [0] * width
    answers = [0] * width
    for row in head:
        if is_summary(row):
            continue
        for i, cell in enumerate(row):
            if cell != "":
                filled[i] += 1
                answers[i] += _is_answer(cell)
    return [i for i in range(width) if answers[i] and answers[i] >= 0.5 * filled[i]]


def _header_row(head: Sequence[Row], likely: Sequence[int]) -> int | None:
    """Return the row that names most answer columns, of those that can be a header; a respondent's row never is.

    A row that only numbers the columns (1, 2, 3, ...) is the header where no row has words.
    """
    best, found, numbering = 0, None, None
    for number, row in enumerate(head[:HEADER_ROWS]):
        cells = [row[i] for i in likely if i < len(row)]
        if _numbering(cells):
            numbering = number if numbering is None else numbering
            continue
        names = sum(isinstance(cell, str) and not _blank_or_answer(cell) for cell in cells)
        texts = [as_text(cell) for cell in row if cell != ""]
        personal = any(_EMAIL.search(t) or _PHONE.fullmatch(t) for t in texts) or any(map(is_date, row))
        if names >= max(best, 1) and names * 2 >= len(likely) and not personal and len(set(texts)) * 2 >= len(texts):
            best, found = names, number
        elif 2 * sum(map(_is_answer, cells)) >= len(likely):
            break
    return numbering if found is None else found


def _blank_or_answer(cell: str) -> bool:
    return not cell.strip() or _is_answer(cell)


def _first_response(head: Sequence[Row], likely: Sequence[int]) -> int:
    """Return the first row with an answer, where no header stands above it."""
    return next((n for n, row in enumerate(head) if any(i < len(row) and _is_answer(row[i]) for i in likely)), 0)


def _numbering(cells: Sequence[CellValue]) -> bool:
    """Return whether cells count 1, 2, 3, ... as a header of question numbers does."""
    numbers = [number for number in (read_answer(cell).number for cell in cells) if number is not None]
    return len(numbers) > 4 and 2 * len(numbers) >= len(cells) and all(b == a + 1 for a, b in pairwise(numbers))


def _headers(head: Sequence[Row], header_row: int | None, width: int) -> list[str]:
    if header_row is None:
        return [""] * width

    def text(row: int, column: int) -> str:
        return one_line(as_text(head[row][column])) if column < len(head[row]) else ""

    above = header_row - 1
    texts = [text(header_row, i) for i in range(width)]
    # A merged header of two rows leaves the lower cell empty where it spans both.
    if above >= 0 and sum(cell != "" for cell in head[above]) > 1:
        texts = [own or text(above, i) for i, own in enumerate(texts)]
    return texts


def _column(index: int, header: str, cells: Sequence[CellValue], has_headers: bool, *, skm: bool) -> Column:
    letter = column_letters(index)
    name = header or f"Kolom {letter}"
    filled = [cell for cell in cells if cell != "" and not (isinstance(cell, str) and not cell.strip())]
    plain = " ".join(re.findall(r"[a-z0-9]+", header.lower()))

    def made(role: Role, reason: str, unsur: str = "", label: str = "", scale: tuple[str, ...] | None = None) -> Column:
        return Column(index, letter, name, role, reason, unsur, label, scale)

    def share(test: Callable[[CellValue], bool], least: float = SHARE) -> bool:
        return sum(map(test, filled)) >= least * len(filled)

    unsur = unsur_of(header) if skm else None
    named = bool(unsur or code_of(header))
    if not filled:
        if named:
            return made("question", "judul unsur, tanpa jawaban", *_named(header, name, letter, skm=skm))
        return made("aside", EMPTY)
    if share(is_date):
        if _BIRTH.search(plain):
            return made("personal", "tanggal lahir")
        return made("time", "waktu pengisian")
    if share(lambda cell: contact_key(cell) is not None):
        return made("contact", "kontak atau nomor pribadi")
    if share(_is_answer):
        if not header and has_headers:
            return made("unreadable", "berisi jawaban, tetapi tanpa judul")
        if not named and (_PROFILE.fullmatch(plain) or _FREE_TEXT.fullmatch(plain)):
            return made("aside", "data responden, penghitung, atau komentar, bukan jawaban")
        reason = "unsur menurut judulnya" if named else "isinya jawaban skala"
        return made("question", reason, *_named(header, name, letter, skm=skm))
    if _CONTACT.search(header.lower()):
        return made("contact", "kontak atau nomor pribadi")
    if _PERSONAL.search(plain):
        return made("personal", "data pribadi")
    if _TIME_HEADER.search(plain):
        return made("aside", "waktu yang bentuknya tidak terbaca")
    if all(read_answer(cell).number is not None for cell in filled):
        if named and not _PROFILE.fullmatch(plain):
            return made("unreadable", "angka di luar skala 1 sampai 6")
        return made("aside", "angka di luar skala 1 sampai 6")
    if named and _few_different(filled):
        return made("unreadable", "judul unsur, tetapi isinya bukan jawaban skala")
    if share(_is_answer, SOME) and not _FREE_TEXT.fullmatch(plain) and not _PROFILE.fullmatch(plain):
        return made("unreadable", "hanya sebagian isinya jawaban skala")
    return made("aside", "isian bebas atau data responden")


def _few_different(cells: Sequence[CellValue]) -> bool:
    return len({as_text(cell).lower() for cell in cells}) <= max(6, len(cells) // 3)


def _named(header: str, name: str, letter: str, *, skm: bool) -> tuple[str, str, tuple[str, ...] | None]:
    """Return what a question's answers count for: code, label, and the regulation's own words for its answers."""
    unsur = unsur_of(header) if skm else None
    if unsur:
        return unsur.code, unsur.label, unsur.scale
    return (code_of(header) if skm else None) or letter, one_line(name, _LABEL_LENGTH), None


def _one_time(columns: list[Column]) -> list[Column]:
    """Keep one time column: the one that is named so, else the first; others are set aside."""
    times = [column for column in columns if column.role == "time"]
    if len(times) < 2:
        return columns
    kept = next((c for c in times if _TIME_HEADER.search(c.header.lower())), times[0])
    return [
        Column(c.index, c.letter, c.header, "aside", "tanggal lain") if c in times and c != kept else c for c in columns
    ]
