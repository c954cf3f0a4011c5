"""From what stands in an answer cell to a value 0..1. Total: whatever stands there becomes a reading, never an error.

Values: PermenPANRB 90/2021, Lampiran III; shapes: as units really type them.
"""

import datetime
import math
import re
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from lke_cli.answers.typed import bare_number, bare_option, with_worth
from lke_cli.numbers import EPSILON, format_number, format_plain, parse_number
from lke_cli.results import AnswerState
from lke_cli.rubric import Scale
from lke_cli.untrusted import one_line
from lke_cli.values import CellValue, as_text, is_error


class Reading(NamedTuple):
    """An answer as read: ``value`` 0..1 (choice, number), the count, or the ratio; None unless answered.

    shown: the answer in its plain form (``B``, ``3,60``). problem: why it is invalid (Indonesian, part of a sentence).
    excel_error: the cell holds an error such as ``#DIV/0!``. missing: codes of the counts that a percentage lacks.
    zero_rule: its denominator is 0, so the rubric decided.
    """

    state: AnswerState
    value: float | None = None
    shown: str = ""
    problem: str = ""
    excel_error: bool = False
    missing: tuple[str, ...] = ()
    zero_rule: bool = False


_UNANSWERED = Reading("unanswered")
UNCOMPUTED = Reading("uncomputed")
"""A formula that no program has computed yet: nobody knows what it gives."""

_LOWEST_INDEX = 1
"""A survey's answers start at 1, so that the lowest index there can be is 1 of 4, which is 25 of 100."""
_INDEX_DECIMALS = 4  # of an index that is shown; one that was computed has more, which say nothing

_EDGE = " \t\r\n.,:;()[]'\"`´’‘“”"
_LOOK_ALIKE = {0xFEE0 + code: code for code in range(0x21, 0x7F)} | str.maketrans("АВСЕасеΑΒΕ", "ABCEaceABE")
"""Letters of full width, and Cyrillic and Greek ones that nobody can tell from A, B, C and E."""
_OPTION_WITH_TEXT = re.compile(r"\A\(?+\s*+([^\W\d_]++)(\s*+[.):\],;(]|\s++[-–—](?=\s)|(?=\s))\s*+(\S.+)", re.DOTALL)
_LONG_TEXT = 9  # characters behind an option that are a text, whatever they are
_FEW_WORDS = re.compile(r"(?!.*\b[a-e]\b)[^\W\d_].{2,}", re.DOTALL)
_LONGEST_AROUND = 100  # characters of an answer with something around it
_UNSURE = re.compile(r"\b(?:tidak|tdk|belum|blm|bukan|tetapi|tapi|namun|kecuali|sebagian|kurang)\b")
_TAKEN_BACK = re.compile(
    r"\(?(?:(?:di|sudah |telah )?(?:coret|batal(?:kan)?|hapus|tolak|ubah|ganti|revisi|koreksi|ralat|anulir)"
    r"|salah|keliru|rencana|usulan|usul|draf|draft|target|akan|masih|dalam proses|proses|ragu|sementara|perlu|tunggu"
    r"|menunggu|seharusnya|harusnya|semestinya|tpi|tpn|menurut|versi|reviu)\b"
)
"""What a short remark begins with that takes an answer back, or says that it is not yet, or not the unit's."""
_SHORT_REMARK = 4  # words behind an answer that are a remark; an option's text has more
_NOT_WHOLLY = re.compile(r"\b(?:belum|blm|tetapi|tapi|namun|kecuali|sebagian|kurang)\b")
_ANOTHER = re.compile(r"(?:^|[\s;,])[a-e][.)]\s")
_NONE = re.compile(r"nihil\.?|0\s*\(nihil\)", re.IGNORECASE)
_OPTION_LINE = re.compile(r"^[^\S\n]*+\(?+([A-Za-z])[^\S\n]*+[.)]\s*+", re.MULTILINE)


def read_answer(value: CellValue, scale: Scale, unanswered: Collection[str], explanation: str = "") -> Reading:
    """Read an answer cell under a scale.

    unanswered: lower-case texts that mean "not filled in". explanation: the form's option texts, for an answer that
    repeats one of them in full.
    """
    if isinstance(value, str):
        if (plain := _plain_options(scale).get(value)) is not None:
            return plain
        value = value.translate(_LOOK_ALIKE).strip()
        if not value or value.lower().strip(_EDGE) in unanswered or value.lower() in unanswered:
            return _UNANSWERED
        if is_error(value):
            return Reading("invalid", problem=f"galat Excel {one_line(value, 20)}", excel_error=True)
    if scale.kind == "choice":
        return _choice(value, scale, explanation)
    if scale.kind == "count" and isinstance(value, str) and _NONE.fullmatch(value):
        value = 0
    number = _number(value, {"number": scale.maximum, "ratio": 100.0}.get(scale.kind))
    if isinstance(number, Reading):
        return number
    amount, percent = number
    if scale.kind == "number":
        return _on_scale(amount, percent, scale)
    if scale.kind == "count":
        return _count(amount, percent)
    return _ratio(amount, percent)


@lru_cache(maxsize=64)
def _plain_options(scale: Scale) -> dict[str, Reading]:
    """Return the readings of a scale's options as they are nearly always typed."""
    return {option: Reading("answered", value, option) for option, value in scale.options.items()}


def squeeze(text: str) -> str:
    """Return text without case and white space, to compare allowed answers: ``Ya / Tidak`` is ``ya/tidak``."""
    return "".join(text.lower().split())


def option_texts(explanation: str) -> dict[str, str]:
    """Return the option texts of a form's *Penjelasan* (``a. ... b. ... c. ...``) by lower-case letter."""
    parts = _OPTION_LINE.split(explanation)
    return {parts[i].lower(): parts[i + 1].strip() for i in range(1, len(parts) - 1, 2)}


def _choice(value: CellValue, scale: Scale, explanation: str) -> Reading:
    if not isinstance(value, str):
        return Reading("invalid", problem=f"{_describe(value)} bukan pilihannya; {_choose(scale)}")
    option = spelt(value, scale) or _option_in_full(value, scale, explanation)
    if option is None:
        option = _option_within(value, scale, explanation)
    if option is None:
        return Reading("invalid", problem=f"'{one_line(value, 40)}' bukan pilihannya; {_choose(scale)}")
    return Reading("answered", scale.options[option], option)


def spelt(text: str, scale: Scale) -> str | None:
    """Return the option that a text is in whatever letters, with whatever blanks and dots around it; else None."""
    return scale.spellings.get(text.lower().strip(_EDGE))


def _choose(scale: Scale) -> str:
    *first, last = scale.options
    options = f"{', '.join(first)}{',' if len(first) > 1 else ''} atau {last}" if first else last
    return f"isi salah satu: {options}"


def _option_within(value: str, scale: Scale, explanation: str) -> str | None:
    """Return the option of an answer with something around it: a check mark, ``Pilihan``, its own value."""
    if len(value) > _LONGEST_AROUND:
        return None
    bare = bare_option(value)
    worth = with_worth(bare)
    if worth is not None:
        option = scale.spellings.get(worth[0].lower().strip(_EDGE))
        return option if option is not None and abs(scale.options[option] - worth[1]) < EPSILON else None
    if bare == value:
        return None
    return scale.spellings.get(bare.lower().strip(_EDGE)) or _option_in_full(bare, scale, explanation)


def _option_in_full(value: str, scale: Scale, explanation: str) -> str | None:
    """Return the option of an answer such as ``a. Jika semua ...`` or the option's text without its letter."""
    plain = " ".join(value.lower().split())
    for letter, text in option_texts(explanation).items():
        if " ".join(text.lower().split()) == plain:
            return scale.spellings.get(letter)
    match = _OPTION_WITH_TEXT.fullmatch(value)
    if match is None:
        return None
    word, separator, rest = match.group(1).lower(), match.group(2).strip(), match.group(3).lower()
    if len(word) == 1 and separator in ("", ",", ";", "("):
        return None  # 'a b ...' and 'a, b' name no single option
    if len(rest) < _LONG_TEXT and not _FEW_WORDS.fullmatch(rest):
        return None
    texts = {" ".join(text.lower().split()): letter for letter, text in option_texts(explanation).items()}
    named = texts.get(" ".join(rest.split()))
    if named is not None:
        return scale.spellings.get(word) if named == word else None  # 'A. (the text of C)'
    if _ANOTHER.search(rest) or (len(word) > 1 and _UNSURE.search(rest)):
        return None  # several options are listed, or 'Ya, tetapi belum ...'
    option = scale.spellings.get(word)
    if len(rest.split()) <= _SHORT_REMARK and _takes_back(rest, best=option == next(iter(scale.options))):
        return None
    if len(word) > 1 and any(re.search(rf"\b{re.escape(other)}\b", rest) for other in scale.spellings):
        return None  # 'Tidak ( v ) Ya'
    if any(
        re.match(rf"(?:dan|atau|/|s\.?/?d\.?)?\s*{re.escape(other)}\b", rest)
        for other in scale.spellings
        if other != word
    ):
        return None
    return option


def _takes_back(remark: str, *, best: bool) -> bool:
    """Return whether a short remark behind an option takes it back. best: the option is its scale's best; of others
    a text such as "sebagian" or "belum ada" may be its own."""
    return _TAKEN_BACK.match(remark) is not None or (best and _NOT_WHOLLY.search(remark) is not None)


def _number(value: CellValue, highest: float | None) -> tuple[float, bool] | Reading:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return Reading("invalid", problem=f"{_describe(value)} bukan angka")
    if isinstance(value, str):
        parsed = parse_number(value, highest)
        if parsed is None and len(value) <= _LONGEST_AROUND:
            parsed = parse_number(bare_number(value, highest), highest)
        return parsed or Reading("invalid", problem=f"'{one_line(value, 40)}' bukan angka")
    if not math.isfinite(value):
        return Reading("invalid", problem="bukan angka yang berhingga")
    return float(value), False


def _on_scale(amount: float, percent: bool, scale: Scale) -> Reading:
    low, high = format_number(scale.minimum, 0), format_number(scale.maximum, 0)
    if percent or not scale.minimum <= amount <= scale.maximum:
        typed = format_plain(amount) + ("%" if percent else "")
        hint = ""
        if amount <= 100 and amount / 100 * scale.maximum >= _LOWEST_INDEX:
            same = format_number(amount / 100 * scale.maximum)
            hint = f"; tampaknya skala 0–100, yang setara {same} pada skala {low}–{high}"
        return Reading("invalid", problem=f"{typed} di luar {low}–{high}{hint}")
    return Reading("answered", amount / scale.maximum, format_plain(amount, _INDEX_DECIMALS))


def _count(amount: float, percent: bool) -> Reading:
    if percent or amount < 0 or amount != int(amount):
        typed = (format_number(amount, 0) if amount == int(amount) else format_plain(amount)) + "%" * percent
        return Reading("invalid", problem=f"{typed} bukan jumlah (bilangan bulat 0 atau lebih)")
    return Reading("answered", amount, format_number(amount, 0))


def _ratio(amount: float, percent: bool) -> Reading:
    ratio = amount / 100 if percent or amount >= 2 else amount
    if (not percent and 1 < amount < 2) or (percent and 0 < amount < 1):
        typed = format_plain(amount)
        return Reading(
            "invalid", problem=f"{typed}{'%' * percent} dapat berarti {typed}% atau {format_plain(amount * 100)}%"
        )
    if not 0 <= ratio <= 1:
        typed = format_plain(amount) + ("%" if percent or amount >= 0 else "")
        return Reading("invalid", problem=f"{typed} di luar 0–100%")
    return Reading("answered", ratio, format_number(ratio * 100) + "%")


def _describe(value: bool | float | datetime.date | datetime.time | datetime.timedelta) -> str:
    """Return what is typed that is no text."""
    if isinstance(value, bool):
        return "nilai BENAR" if value else "nilai SALAH"
    if isinstance(value, int | float):
        return f"angka {format_number(value, 0) if float(value).is_integer() else format_plain(value)}"
    midnight = isinstance(value, datetime.datetime) and value.time() == datetime.time()
    typed = f"{value:%d/%m/%Y}" if midnight or type(value) is datetime.date else as_text(value)
    return f"tanggal atau waktu ({typed}; Excel mengubah ketikan seperti 3.6 menjadi tanggal)"
