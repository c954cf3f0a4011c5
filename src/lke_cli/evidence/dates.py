"""Dates in names and texts as Indonesians write them."""

import datetime
import re
from collections.abc import Iterable, Iterator

from lke_cli.periods import MONTHS

_MONTH = "(" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_GAP = r"[\s._\-]+"
_START, _END = r"(?<![0-9a-z])", r"(?![0-9])"
_YEAR = r"((?:19|20)\d\d)"
_DAY_MONTH_YEAR = re.compile(rf"{_START}(\d{{1,2}}){_GAP}{_MONTH}{_GAP}{_YEAR}{_END}")
_MONTH_YEAR = re.compile(rf"(?<![a-z]){_MONTH}{_GAP}{_YEAR}{_END}")
_ISO = re.compile(rf"(?<!\d){_YEAR}[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01]){_END}")
_TIME = re.compile(
    r"(?<!\d)((?:19|20)\d\d[-_.]?\d\d[-_.]?\d\d)(?:[ _t-]+(?:at|pukul|jam))?[ _t-]+"
    r"[0-2]?\d[.:_-][0-5]\d(?:[.:_-][0-5]\d)?(?![.:_-]?\d)"
    r"|\b(?:at|pukul|jam)\s+[0-2]?\d[.:][0-5]\d(?:[.:][0-5]\d)?(?!\d)"
)
"""A time of day, after its date: 2023-05-04 at 09.12.25."""
_NUMERIC = re.compile(rf"(?<!\d)(\d{{1,2}})([-/._])(\d{{1,2}})\2{_YEAR}{_END}")
_BARE_YEAR = re.compile(rf"(?<![0-9.,/]){_YEAR}(?![0-9]|[.,]\d)")
# Years of two digits, within the years that units are assessed in.
_SHORT = r"(1[5-9]|[23]\d)"
_NUMERIC_SHORT = re.compile(rf"(?<![\d./_-])(\d\d)([-/._])(\d\d)\2{_SHORT}(?![\d]|[./_-]\d)")
_DAY_MONTH_SHORT = re.compile(rf"{_START}(\d{{1,2}}){_GAP}{_MONTH}{_GAP}'?{_SHORT}(?![\d]|[.:,]\d)")
_SPAN = re.compile(rf"(?<![0-9.,/]){_YEAR}\s*(?:-|–|/|s\.?/?d\.?|sampai(?:\s+dengan)?|hingga)\s*{_YEAR}{_END}")
_NAMED_YEAR = re.compile(
    r"\b(?:tahun|thn|ta|t\.a\.|periode|(?:triwulan|tw|semester|smt|caturwulan)\s*(?:iv|i{1,3}|[1-4]))"
    rf"\s*(?:anggaran\s+)?{_YEAR}{_END}"
)
# "Undang-Undang Nomor 5 Tahun 2014 (Lembaran Negara Republik Indonesia Tahun 2014 Nomor 6)" dates the law that is
# cited, not the document.
_NUMBERED = re.compile(rf"\b(?:nomor|no\.?)\s*[:.]?\s*\S{{1,40}}\s+tahun\s+{_YEAR}")
_CITED = re.compile(
    rf"{_NUMBERED.pattern}|\btahun\s+{_YEAR}\s+(?:nomor|no\.?)\s*[:.]?\s*\d+"
    rf"|\b(?:lembaran|berita)\s+(?:negara|daerah)\b[^()]{{0,120}}?\btahun\s+{_YEAR}"
)
_AFTER_NUMBER = re.compile(r"(?im)\btentang\b|^[^\S\n]*+(?:menimbang|mengingat|memperhatikan|dasar)\b")
_ORDER = re.compile(r"\A\s*+\d{1,2}[.)]\s")  # 03. Maret 2025
_FOLDER_WORDS = re.compile(rf"\b(?:{'|'.join(MONTHS)}|tahun|thn|ta|bulan|bln|periode|tw|triwulan|semester|smt|[iv]+)\b")
_UNITS = ("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
_NUMERALS = {word: number for number, word in enumerate(_UNITS, 1)}
_NUMERAL = f"(?:{'|'.join(sorted((*_NUMERALS, 'belas', 'puluh', 'ribu'), key=len, reverse=True))})"
_SPOKEN = re.compile(
    rf"\btanggal\s+({_NUMERAL}(?:\s+{_NUMERAL}){{0,2}})\s+(?:bulan\s+)?{_MONTH}\s+"
    rf"tahun\s+({_NUMERAL}(?:\s+{_NUMERAL}){{1,5}})\b"
)
"""As minutes write it: tanggal dua belas bulan Maret tahun dua ribu dua puluh lima."""
_TITLE_LINES = 14
_EARLIEST, _LATEST = 1990, 2100


def dates_in_name(name: str) -> tuple[str, ...]:
    """Return the dates in a file name, finest first; a year alone counts (``SK Tim 2025``), a time of day does not."""
    name = _TIME.sub(lambda time: time.group(1) or " ", name.lower())
    return _unique(_dates(name, _DAY_MONTH_SHORT, _NUMERIC_SHORT, _SPAN, _BARE_YEAR))


def dates_of_folder(name: str) -> tuple[str, ...]:
    """Return the dates that are all that a folder's name says: ``2025``, ``Maret 2025``, ``Tahun 2025``."""
    name = _ORDER.sub("", name)
    dates = dates_in_name(name)
    rest = _FOLDER_WORDS.sub(" ", name.lower())
    return dates if dates and not re.search(r"[a-z]", rest) else ()


def dates_in_text(text: str) -> tuple[str, ...]:
    """Return the dates in a document's text; a year alone counts only as ``tahun 2025``, and not of a cited law.

    ``NOMOR 12 TAHUN 2025`` in the title is the document's own.
    """
    own = _NUMBERED.search(_title(text))
    body = _CITED.sub(" ", text.lower())
    return _unique([*(own.groups() if own else ()), *_dates(body, _SPOKEN, _NUMERIC_SHORT, _SPAN, _NAMED_YEAR)])


def _title(text: str) -> str:
    """Return the lines in capitals before what a decree is about, in lower case: there stands its own number."""
    end = _AFTER_NUMBER.search(text)
    lines = [line for line in text[: end.start() if end else None].splitlines() if line.strip()]
    return "\n".join(line for line in lines[:_TITLE_LINES] if in_capitals(line)).lower()


def in_capitals(line: str) -> bool:
    """Return whether a line is written in capitals, but for a letter or two (``NOMOR 12/HK.03.1-Kpt/2025``)."""
    letters = [c for c in line if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) >= 0.8 * len(letters)


def _dates(text: str, *more: re.Pattern[str]) -> Iterator[str]:
    for pattern in (_DAY_MONTH_YEAR, _ISO, _NUMERIC, _MONTH_YEAR, *more):
        for match in pattern.finditer(text):
            date = _read(pattern, match)
            if date:
                yield date
        # What is read is taken out: "12 Maret 2025" is not the month and the year once more.
        text = pattern.sub(" | ", text)


def _read(pattern: re.Pattern[str], match: re.Match[str]) -> str | None:
    parts = match.groups()
    if pattern is _DAY_MONTH_YEAR:
        return _day(parts[2], MONTHS[parts[1]], parts[0])
    if pattern is _ISO:
        return _day(parts[0], parts[1], parts[2])
    if pattern is _NUMERIC:
        return _day(parts[3], parts[2], parts[0])
    if pattern is _DAY_MONTH_SHORT:
        return _day(f"20{parts[2]}", MONTHS[parts[1]], parts[0])
    if pattern is _NUMERIC_SHORT:
        return _day(f"20{parts[3]}", parts[2], parts[0])
    if pattern is _SPOKEN:
        return _day(str(_counted(parts[2])), MONTHS[parts[1]], str(_counted(parts[0])))
    if pattern is _SPAN:
        return f"{parts[0]}..{parts[1]}" if parts[0] < parts[1] else None
    if pattern is _MONTH_YEAR:
        return f"{parts[1]}-{MONTHS[parts[0]]:02}"
    return parts[0]


def _day(year: str, month: str | int, day: str) -> str | None:
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _counted(words: str) -> int:
    """Return the number that words say: 25 for ``dua puluh lima``."""
    total = last = 0
    for word in words.split():
        if word in _NUMERALS:
            total, last = total + last, _NUMERALS[word]
        else:
            last = last + 10 if word == "belas" else last * (10 if word == "puluh" else 1000)
    return total + last


def _unique(dates: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(date for date in dates if _EARLIEST <= int(date[:4]) <= _LATEST))
