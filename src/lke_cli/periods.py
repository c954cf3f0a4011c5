"""Periods and dates as people write them here: names of months, ``2026``, ``2025-01..2026-06``, ``12 Maret 2025``."""

import calendar
import datetime
import re
from dataclasses import dataclass

from lke_cli.errors import LkeError

MONTH_NAMES = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari pebruari february feb peb",
            "maret march mar mrt",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agu agt ags aug",
            "september sept sep",
            "oktober october okt oct",
            "november nopember nov nop",
            "desember december des dec",
        ),
        1,
    )
    for name in names.split()
}
"""The number of a month by its names and abbreviations in Indonesian and English, lower case."""

_MOST_MONTHS = 120
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True, slots=True)
class Period:
    """Some days in a row, the first and the last included."""

    first: datetime.date
    last: datetime.date

    def overlaps(self, date: str) -> bool:
        """Return whether a date (``2025``, ``2025-03``, ``2025-03-12`` or ``2024..2028``) may lie in the period."""
        first, _, last = date.partition("..")
        return span_of(first).first <= self.last and span_of(last or first).last >= self.first

    @property
    def months(self) -> tuple[str, ...]:
        """The months that the period touches: ``("2026-01", "2026-02")``."""
        first, last = (day.year * 12 + day.month - 1 for day in (self.first, self.last))
        return tuple(f"{month // 12}-{month % 12 + 1:02d}" for month in range(first, last + 1))


def parse_period(text: str) -> Period:
    """Return the period of ``2026``, ``2026-03``, ``2025-01..2026-06`` or ``2026-01-05..2026-02-10``.

    Raises LkeError where it is anything else, or the first comes after the last.
    """
    first, dots, last = text.partition("..")
    try:
        period = Period(span_of(first.strip()).first, span_of((last if dots else first).strip()).last)
    except ValueError as error:
        raise LkeError(f"Periode '{text}' tidak terbaca; tulis seperti 2025-01..2026-06, atau 2026.") from error
    if period.first > period.last:
        raise LkeError(f"Periode '{text}' terbalik; tulis yang lebih awal dulu, seperti 2025-01..2026-06.")
    return period


QUARTER_NUMERALS = ("I", "II", "III", "IV")
"""The quarters of a year as people write them."""


def months_of(text: str) -> tuple[str, ...]:
    """Return the months of a period. Raises LkeError as :func:`parse_period`, and for more than ten years."""
    months = parse_period(text).months
    if len(months) > _MOST_MONTHS:
        raise LkeError(f"Periode '{text}' lebih dari 10 tahun; perpendek.")
    return months


def span_of(date: str) -> Period:
    """Return the days of a year, a month or a day. Raises ValueError for any other text, and for no day there is."""
    match = _DATE.fullmatch(date)
    if match is None:
        raise ValueError(date)
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if month is None:
        return Period(datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    if day is None:
        last = calendar.monthrange(year, month)[1] if 1 <= month <= 12 else 1
        return Period(datetime.date(year, month, 1), datetime.date(year, month, last))
    only = datetime.date(year, month, day)
    return Period(only, only)


def indonesian_date(date: str) -> str:
    """Return ``12 Maret 2025`` for ``2025-03-12``, ``Maret 2025`` for ``2025-03``, ``2024–2028`` for a span."""
    if ".." in date:
        return date.replace("..", "–")
    parts = date.split("-")
    words = [str(int(parts[2]))] if len(parts) == 3 else []
    words += [MONTH_NAMES[int(parts[1]) - 1]] if len(parts) > 1 else []
    return " ".join([*words, parts[0]])
