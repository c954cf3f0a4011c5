"""What the user says of time and chance."""

import calendar
import re
from datetime import date

from lke_cli.errors import LkeError
from lke_cli.numbers import parse_number


def days_until(deadline: str, today: date) -> int:
    """Return the days from today to a day (``2026-03-15``), or to the end of a month (``2026-03``).

    Raises LkeError where it is no date, or has passed.
    """
    match = re.fullmatch(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", deadline.strip())
    try:
        if match is None:
            raise ValueError
        year, month = int(match[1]), int(match[2])
        last = date(year, month, int(match[3]) if match[3] else calendar.monthrange(year, month)[1])
    except (ValueError, calendar.IllegalMonthError) as error:
        raise LkeError(f"--deadline {deadline}: tulis sebagai TAHUN-BULAN, misalnya {today.year + 1}-03.") from error
    if last < today:
        raise LkeError(f"--deadline {deadline} sudah lewat; sebut bulan yang akan datang.")
    return (last - today).days


def parse_chance(text: str) -> float:
    """Return the chance that ``5%``, ``5`` or ``0,05`` names, above 0 and below 1. Raises LkeError."""
    number = parse_number(text)
    if number is not None:
        value, percent = number
        chance = value / 100 if percent or value >= 1 else value
        if 0 < chance < 1:
            return chance
    raise LkeError(f"--review {text}: tulis peluang antara 0 dan 100%, misalnya 5%.")
