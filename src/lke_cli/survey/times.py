"""When a form was sent: dates and times as Google Forms, Excel and people write them."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from lke_cli.errors import LkeError
from lke_cli.values import CellValue

NO_TIME = -1
"""Minute of the day where a cell has a date only."""
_MEMO = 200_000

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january",
            "feb peb februari pebruari february",
            "mar mrt maret march",
            "apr april",
            "mei may",
            "jun juni june",
            "jul juli july",
            "agu agt ags agus agustus aug august",
            "sep sept september",
            "okt oktober oct october",
            "nov nop november nopember",
            "des desember dec december",
        ),
        1,
    )
    for name in names.split()
}
_NAMED = re.compile(r"(?:[a-z]+,\s*)?(\d{1,2})[\s\-./]+([a-z]+)\.?[\s\-./,]+(\d{4}|\d{2})\b[,\s]*(.*)", re.IGNORECASE)
_COMMA = re.compile(r"([\d/.\-]{6,10}),\s*(.*)")
_SERIAL = re.compile(r"(\d{5})(?:[.,](\d+))?")
_FIRST_SERIAL, _LAST_SERIAL = 36_526, 73_050
"""Days since 1899-12-30, as Excel counts them: from the year 2000 to the end of 2099."""
_EXCEL_EPOCH = datetime.datetime(1899, 12, 30)

_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})")
_TIME = re.compile(
    r"(\d{1,2})[:.](\d{2})(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(AM|PM)?\s*(?:[A-Z]{2,4}|[A-Z]{0,3}[+-][\d:]+)?", re.IGNORECASE
)
_MONTH = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


class _Dates(dict[str, int]):
    """Numbers the date texts as they come; what they mean is settled when all have been seen."""

    def __missing__(self, text: str) -> int:
        number = len(self)
        if number >= _MEMO:
            return 0
        self[text] = number
        return number


class _Minutes(dict[str, int]):
    """The minute of the day of a time text; NO_TIME where it is no time."""

    def __missing__(self, text: str) -> int:
        minute = _minute(text)
        if len(self) < _MEMO:
            self[text] = minute
        return minute


class TimeColumn:
    """Collects a column of times: 6 bytes a cell. ``settle`` then gives them as minutes."""

    def __init__(self) -> None:
        from array import array

        self._dates = _Dates({"": 0})
        self._minutes = _Minutes({"": NO_TIME})
        self._date_numbers = array("i")
        self._minute_numbers = array("h")

    def extend(self, cells: Iterable[CellValue]) -> None:
        """Add cells in order."""
        texts = [cell if type(cell) is str else str(cell) for cell in cells]
        if texts and texts[0][10:11] == "T":
            texts = [text.replace("T", " ", 1) for text in texts]
        parts = [text.partition(" ") for text in texts]
        odd = {date for date in {date for date, _, _ in parts} if date and not _is_plain(date)}
        if odd:
            parts = [
                plain(text).partition(" ") if part[0] in odd else part for text, part in zip(texts, parts, strict=True)
            ]
        self._date_numbers.extend(map(self._dates.__getitem__, [date for date, _, _ in parts]))
        self._minute_numbers.extend(map(self._minutes.__getitem__, [time for _, _, time in parts]))

    def settle(self) -> "Times":
        """Return what was collected."""
        day_first, month_first = _days(self._dates)
        lasts = [(int(last[1]), int(last[2])) for last in map(_YEAR_LAST.fullmatch, self._dates) if last]
        first_above, second_above = any(first > 12 for first, _ in lasts), any(second > 12 for _, second in lasts)
        days, ambiguous = day_first, False
        if second_above and not first_above:
            days = month_first
        elif not first_above and day_first != month_first:
            # Both orders are dates. A form writes its rows as they come in, so an order that never goes back is it.
            rising = [_never_falls(each, self._date_numbers) for each in (day_first, month_first)]
            days = month_first if rising == [False, True] else day_first
            ambiguous = rising[0] == rising[1]
        iso = [int(date[3]) for date in map(_YEAR_FIRST.fullmatch, self._dates) if date]
        exchanged = bool(iso and lasts) and max(iso) <= 12 and all(first > 12 for first, _ in lasts)
        return Times(days, self._date_numbers, self._minute_numbers, ambiguous, exchanged)


@dataclass(frozen=True, slots=True)
class Times:
    """Times of all rows. ``ambiguous``: day and month could be exchanged; the day was taken to stand first.

    exchanged: some are real dates, none after the 12th, and the others texts after the 12th: Excel read day as month.
    """

    _days: list[int | None]
    _date_numbers: "Iterable[int]"
    _minute_numbers: "Iterable[int]"
    ambiguous: bool
    exchanged: bool

    @property
    def has_clock(self) -> bool:
        """Whether cells hold a time of the day and not only a date."""
        return any(minute != NO_TIME for minute in self._minute_numbers)

    def rows(self) -> Iterable[tuple[int | None, int]]:
        """Yield per row the day (proleptic ordinal, None where unreadable) and the minute of the day (or NO_TIME)."""
        return zip(map(self._days.__getitem__, self._date_numbers), self._minute_numbers, strict=True)


def _days(texts: Iterable[str]) -> tuple[list[int | None], list[int | None]]:
    """Return the day of each text, read with the day before the month, and the other way round."""
    day_first: list[int | None] = []
    month_first: list[int | None] = []
    for text in texts:
        year_first, last = _YEAR_FIRST.fullmatch(text), _YEAR_LAST.fullmatch(text)
        if year_first:
            day = _ordinal(*map(int, year_first.groups()))
            day_first.append(day)
            month_first.append(day)
        elif last:
            first, second, year = (int(each) for each in last.groups())
            year += 2000 if year < 100 else 0
            day_first.append(_ordinal(year, second, first))
            month_first.append(_ordinal(year, first, second))
        else:
            day_first.append(None)
            month_first.append(None)
    return day_first, month_first


def _never_falls(days: list[int | None], numbers: Iterable[int]) -> bool:
    seen = [day for day in map(days.__getitem__, numbers) if day is not None]
    return all(earlier <= later for earlier, later in pairwise(seen))


def _is_plain(date: str) -> bool:
    return bool(_YEAR_FIRST.fullmatch(date) or _YEAR_LAST.fullmatch(date))


def plain(text: str) -> str:
    """Return a date with a named month, a comma behind it, or as Excel's serial number, with digits alone."""
    text = text.strip()
    named = _NAMED.fullmatch(text)
    if named and named[2].lower() in _MONTHS:
        year = int(named[3]) + (2000 if len(named[3]) == 2 else 0)
        time = re.sub(r"^pukul\s*", "", named[4], flags=re.IGNORECASE)
        return f"{year}-{_MONTHS[named[2].lower()]:02d}-{int(named[1]):02d} {time}".strip()
    if text[10:11] == "T":
        return text.replace("T", " ", 1)
    comma = _COMMA.fullmatch(text)
    if comma:
        return f"{comma[1]} {comma[2]}"
    if is_serial(text):
        moment = _EXCEL_EPOCH + datetime.timedelta(days=float(text.replace(",", ".")))
        return moment.isoformat(" ", "seconds")
    return text


def is_serial(cell: CellValue) -> bool:
    """Return whether a cell may be a date as Excel counts it (``46023,38``)."""
    found = _SERIAL.fullmatch(cell.strip() if isinstance(cell, str) else str(cell))
    return bool(found and _FIRST_SERIAL <= int(found[1]) <= _LAST_SERIAL)


def _ordinal(year: int, month: int, day: int) -> int | None:
    try:
        return datetime.date(year, month, day).toordinal()
    except ValueError:
        return None


def _minute(text: str) -> int:
    found = _TIME.fullmatch(text.strip())
    if not found:
        return NO_TIME
    hour, minute, half = int(found[1]), int(found[2]), (found[3] or "").upper()
    if half:
        hour = hour % 12 + (12 if half == "PM" else 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else NO_TIME


def is_date(cell: CellValue) -> bool:
    """Return whether a cell holds a date, with or without a time."""
    if isinstance(cell, datetime.date):
        return True
    if not isinstance(cell, str):
        return False
    text = cell.strip()
    if not is_serial(text):
        text = plain(text)
    return _is_plain(re.split(r"[ T]", text, maxsplit=1)[0])


def parse_period(text: str) -> tuple[datetime.date, datetime.date]:
    """Return the first and last day of ``2025-01..2026-06``, ``2026`` or ``2026-01-05..2026-02-10``.

    Raises LkeError where it is anything else.
    """
    first, dots, last = text.strip().partition("..")
    try:
        begin, end = _span(first)[0], _span(last if dots else first)[1]
    except ValueError as error:
        raise LkeError(f"Periode '{text}' tidak terbaca; tulis seperti 2025-01..2026-06.") from error
    if begin > end:
        raise LkeError(f"Periode '{text}' terbalik; tulis yang lebih awal dulu, seperti 2025-01..2026-06.")
    return begin, end


def months_of(text: str) -> list[str]:
    """Return the months of a period: ``["2026-01", "2026-02"]``. Raises LkeError as :func:`parse_period`."""
    begin, end = parse_period(text)
    first, last = begin.year * 12 + begin.month - 1, end.year * 12 + end.month - 1
    if last - first >= 120:
        raise LkeError(f"Periode '{text}' lebih dari 10 tahun; perpendek.")
    return [f"{month // 12}-{month % 12 + 1:02d}" for month in range(first, last + 1)]


def _span(text: str) -> tuple[datetime.date, datetime.date]:
    found = _MONTH.fullmatch(text.strip())
    if not found:
        raise ValueError(text)
    year, month, day = int(found[1]), found[2], found[3]
    if day:
        only = datetime.date(year, int(month), int(day))
        return only, only
    begin = datetime.date(year, int(month or 1), 1)
    end_month = int(month or 12)
    after = datetime.date(year + end_month // 12, end_month % 12 + 1, 1)
    return begin, after - datetime.timedelta(days=1)
