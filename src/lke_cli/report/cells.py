"""How one table value reads as plain text; shared by every format for people."""

from pathlib import PurePath

from lke_cli.numbers import format_number, format_percent
from lke_cli.report.document import Column, Text, Value
from lke_cli.untrusted import unbroken


def cell_text(value: Value, column: Column) -> str:
    """Return a value as Indonesian text on one line under its column's kind; an en dash for a number not there."""
    if isinstance(value, Text):
        return unbroken(f"{value.text} [{value.mark}]" if value.mark else value.text)
    if isinstance(value, str):
        return unbroken(value)
    if value is None:
        return "" if column.kind in ("text", "bar") else "–"
    if column.kind == "percent":
        return format_percent(value)
    if column.kind == "number":
        return format_number(value, column.decimals)
    if column.kind == "bar":
        return bar(value, 10, full="#", empty=".")
    return str(value)


def file_name(path: str) -> str:
    """Return a file's name without its folders, whichever system wrote it."""
    return PurePath(path.replace("\\", "/")).name or path


def bar(ratio: float, width: int, *, full: str, empty: str) -> str:
    """Return a bar of ``width`` characters for a ratio 0..1; it is full only when the ratio is 1."""
    filled = min(width, max(0, int(ratio * width + 1e-9)))
    return full * filled + empty * (width - filled)
