"""What a spreadsheet cell holds."""

import datetime

CellValue = str | int | float | bool | datetime.date | datetime.time | datetime.datetime | datetime.timedelta
"""A cell's value; an empty cell is ``""``."""


def as_text(value: CellValue) -> str:
    """Return a cell's value as text as a person would see it; ``""`` for an empty one."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
