"""When a form was sent: dates and times as Google Forms, Excel and people write them."""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lke_cli.periods import MONTHS
from lke_cli.values import CellValue

if TYPE_CHECKING:
    import numpy as np

NO_TIME = -1
"""Minute of the day where a cell has a date only."""
NO_DAY = -1
"""Day of a cell that is no date."""
_LONG = 60
"""Characters; what is longer is no time."""

_NAMED = re.compile(
    r"(?:[a-z]{1,12},\s{0,3})?(\d{1,2})[\s\-./]{1,3}([a-z]{1,12})\.?[\s\-./,]{1,3}(\d{4}|\d{2})\b[,\s]{0,3}(.*)",
    re.IGNORECASE,
)
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


@dataclass(frozen=True, slots=True)
class Times:
    """Times of all rows. ``ambiguous``: day and month could be exchanged; the day was taken to stand first.

    days: per row the day (proleptic ordinal, NO_DAY where unreadable). minutes: the minute of the day, or NO_TIME.
    exchanged: some are real dates, none after the 12th, and the others texts after the 12th: Excel read day as month.
    """

    days: "np.ndarray"
    minutes: "np.ndarray"
    ambiguous: bool
    exchanged: bool

    @property
    def has_clock(self) -> bool:
        """Whether cells hold a time of the day and not only a date."""
        return bool((self.minutes != NO_TIME).any())


def times_of(cells: Sequence[CellValue], codes: "np.ndarray") -> Times:
    """Return the times of rows. cells: the different ones; codes: which of them each row holds."""
    import numpy as np

    dates: dict[str, int] = {}
    clocks: dict[str, int] = {}
    of_cell = np.empty(len(cells), dtype=np.int64)
    minutes = np.empty(len(cells), dtype=np.int64)
    for i, cell in enumerate(cells):
        date, clock = _parts(cell)
        of_cell[i] = dates.setdefault(date, len(dates))
        if clock not in clocks:
            clocks[clock] = _minute(clock)
        minutes[i] = clocks[clock]
    day_first, month_first = _days(dates)
    lasts = [(int(last[1]), int(last[2])) for last in map(_YEAR_LAST.fullmatch, dates) if last]
    first_above, second_above = any(first > 12 for first, _ in lasts), any(second > 12 for _, second in lasts)
    days, ambiguous = day_first, False
    if second_above and not first_above:
        days = month_first
    elif not first_above and day_first != month_first:
        # Both orders are dates. A form writes its rows as they come in, so an order that never goes back is it.
        rising = [_never_falls(np.array(order)[of_cell][codes]) for order in (day_first, month_first)]
        days = month_first if rising == [False, True] else day_first
        ambiguous = rising[0] == rising[1]
    iso = [int(date[3]) for date in map(_YEAR_FIRST.fullmatch, dates) if date]
    exchanged = bool(iso and lasts) and max(iso) <= 12 and all(first > 12 for first, _ in lasts)
    return Times(np.array(days, dtype=np.int64)[of_cell][codes], minutes[codes], ambiguous, exchanged)


def _parts(cell: CellValue) -> tuple[str, str]:
    """Return the date and the time of the day that a cell holds, as texts."""
    text = cell if isinstance(cell, str) else str(cell)
    if text[10:11] == "T":
        text = text.replace("T", " ", 1)
    date, _, clock = text.partition(" ")
    if date and not _is_plain(date):
        date, _, clock = plain_date(text[:_LONG]).partition(" ")
    return date, clock


def _days(texts: Iterable[str]) -> tuple[list[int], list[int]]:
    """Return the day of each text, read with the day before the month, and the other way round."""
    day_first: list[int] = []
    month_first: list[int] = []
    for text in texts:
        year_first, last = _YEAR_FIRST.fullmatch(text), _YEAR_LAST.fullmatch(text)
        if year_first:
            day = _ordinal(*map(int, year_first.groups()))
            day_first.append(day)
            month_first.append(day)
        elif last:
            first, second, year = (int(part) for part in last.groups())
            year += 2000 if year < 100 else 0
            day_first.append(_ordinal(year, second, first))
            month_first.append(_ordinal(year, first, second))
        else:
            day_first.append(NO_DAY)
            month_first.append(NO_DAY)
    return day_first, month_first


def _never_falls(days: "np.ndarray") -> bool:
    seen = days[days != NO_DAY]
    return bool((seen[1:] >= seen[:-1]).all())


def _is_plain(date: str) -> bool:
    return bool(_YEAR_FIRST.fullmatch(date) or _YEAR_LAST.fullmatch(date))


def plain_date(text: str) -> str:
    """Return a date with a named month, a comma behind it, or as Excel's serial number, with digits alone."""
    text = text.strip()
    named = _NAMED.fullmatch(text)
    if named and named[2].lower() in MONTHS:
        year = int(named[3]) + (2000 if len(named[3]) == 2 else 0)
        time = re.sub(r"^pukul\s*", "", named[4], flags=re.IGNORECASE)
        return f"{year}-{MONTHS[named[2].lower()]:02d}-{int(named[1]):02d} {time}".strip()
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
    match = _SERIAL.fullmatch(cell.strip() if isinstance(cell, str) else str(cell))
    return bool(match and _FIRST_SERIAL <= int(match[1]) <= _LAST_SERIAL)


def _ordinal(year: int, month: int, day: int) -> int:
    try:
        return datetime.date(year, month, day).toordinal()
    except ValueError:
        return NO_DAY


def _minute(text: str) -> int:
    match = _TIME.fullmatch(text.strip())
    if not match:
        return NO_TIME
    hour, minute, half = int(match[1]), int(match[2]), (match[3] or "").upper()
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
        text = plain_date(text)
    return _is_plain(re.split(r"[ T]", text, maxsplit=1)[0])
