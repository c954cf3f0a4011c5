"""What a spreadsheet cell holds."""

import datetime
import math
import re

CellValue = str | int | float | bool | datetime.date | datetime.time | datetime.datetime | datetime.timedelta
"""A cell's value; an empty cell is ``""``."""


def as_text(value: CellValue) -> str:
    """Return a cell's value as text as a person would see it; ``""`` for an empty one."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
    return str(value)


_ERROR_STARTS = frozenset("#Ee")
_ERROR = re.compile(r"#(?:N/A|[A-Z][A-Z0-9/_]*[!?])|#GETTING_DATA|Err:\d{3}", re.IGNORECASE)


def is_error(text: str) -> bool:
    """Return whether a text is an error as Excel and LibreOffice show it: ``#REF!``, ``Err:508``."""
    return text[:1] in _ERROR_STARTS and _ERROR.fullmatch(text.strip()) is not None


_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"), "") | {0xA0: " ", 0x202F: " "}


def visible(value: CellValue) -> CellValue:
    """Return a cell's value without the characters that nobody sees (zero-width ones, as web pages leave them)."""
    if isinstance(value, str) and not value.isascii():
        return value.translate(_INVISIBLE)
    return value


def wrapped_lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column that is so many characters wide."""
    return sum(max(1, math.ceil(len(line) / width)) for line in text.split("\n"))
