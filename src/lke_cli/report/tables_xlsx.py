"""Tables of a report as sheets of a workbook, as they stand."""

from collections.abc import Iterable
from pathlib import Path

from lke_cli.numbers import format_percent
from lke_cli.report.document import Column, Table, Text, Value
from lke_cli.xlsx import Book, Cell

_WIDE, _NARROW, _LEAST = 44.0, 28.0, 8.0  # characters of a column


def write_tables(path: Path, tables: Iterable[tuple[str, Table]], *, title: str, mark: str) -> None:
    """Write tables under the names of their sheets; empty ones are left out, but for the first. Raises OSError.

    mark: by which the workbook is known as a report of ours.
    """
    with Book(path, title, mark=mark) as book:
        for number, (name, table) in enumerate(tables):
            if table.rows or not number:
                add_table(book, name, table)


def add_table(book: Book, name: str, table: Table) -> None:
    """Add a sheet with a table."""
    columns = [(column.title, _width(table, place, column)) for place, column in enumerate(table.columns)]
    rows = ([_cell(value, column) for value, column in zip(row, table.columns, strict=True)] for row in table.rows)
    book.wrapped_table(name, columns, rows)


def _width(table: Table, place: int, column: Column) -> float:
    if column.grow:
        return _WIDE
    longest = max((len(str(_cell(row[place], column) or "")) for row in table.rows[:500]), default=0)
    return min(max(len(column.title) + 2.0, longest + 1.0, _LEAST), _NARROW)


def _cell(value: Value, column: Column) -> Cell:
    if isinstance(value, Text):
        return value.text
    if column.kind == "percent" and isinstance(value, float):
        return format_percent(value)
    return value
