"""When a form was sent: dates and times as Google Forms, Excel and people write them."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from lke_cli.errors import LkeError
from lke_cli.values import CellValue

NO_TIME = -1
"""Minute of the day where a cell has a date only."""
_MEMO = 200_000

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
        if any(text[10:11] == "T" for text in texts):
            texts = [text.replace("T", " ", 1) for text in texts]
        parts = [text.partition(" ") for text in texts]
        self._date_numbers.extend(map(self._dates.__getitem__, [date for date, _, _ in parts]))
        self._minute_numbers.extend(map(self._minutes.__getitem__, [time for _, _, time in parts]))

    def settle(self) -> "Times":
        """Return what was collected."""
        days, ambiguous = _days(self._dates)
        return Times(days, self._date_numbers, self._minute_numbers, ambiguous)


@dataclass(frozen=True, slots=True)
class Times:
    """Times of all rows. ``ambiguous``: day and month could be exchanged; the day was taken to stand first."""

    _days: list[int | None]
    _date_numbers: "Iterable[int]"
    _minute_numbers: "Iterable[int]"
    ambiguous: bool

    @property
    def has_clock(self) -> bool:
        """Whether cells hold a time of the day and not only a date."""
        return any(minute != NO_TIME for minute in self._minute_numbers)

    def rows(self) -> Iterable[tuple[int | None, int]]:
        """Yield per row the day (proleptic ordinal, None where unreadable) and the minute of the day (or NO_TIME)."""
        return zip(map(self._days.__getitem__, self._date_numbers), self._minute_numbers, strict=True)


def _days(texts: Iterable[str]) -> tuple[list[int | None], bool]:
    parts = [(_YEAR_FIRST.fullmatch(text), _YEAR_LAST.fullmatch(text)) for text in texts]
    lasts = [(int(last[1]), int(last[2])) for _, last in parts if last]
    month_first = any(second > 12 for _, second in lasts) and not any(first > 12 for first, _ in lasts)
    days: list[int | None] = []
    for year_first, last in parts:
        if year_first:
            days.append(_ordinal(*map(int, year_first.groups())))
        elif last:
            first, second, year = (int(each) for each in last.groups())
            year += 2000 if year < 100 else 0
            days.append(_ordinal(year, first, second) if month_first else _ordinal(year, second, first))
        else:
            days.append(None)
    settled = any(max(pair) > 12 for pair in lasts) or all(first == second for first, second in lasts)
    return days, not settled


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
    date = re.split(r"[ T]", cell.strip(), maxsplit=1)[0]
    return bool(_YEAR_FIRST.fullmatch(date) or _YEAR_LAST.fullmatch(date))


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
