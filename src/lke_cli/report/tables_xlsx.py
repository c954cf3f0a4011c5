"""Tables as a workbook: a sheet each, with its titles on every page and its first columns frozen."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from lke_cli.in_memory import KeptBytes
from lke_cli.report.document import Column, Table, Text, Value
from lke_cli.results import NO_DATE
from lke_cli.untrusted import spreadsheet_text, unbroken

if TYPE_CHECKING:
    from xlsxwriter.format import Format

_CELL = 32_000  # characters that a cell holds, with some to spare
_WIDE, _NARROW = 44, 14


def write_tables(path: Path, tables: Iterable[tuple[str, Table]], *, title: str, keyword: str) -> None:
    """Write tables under the names of their sheets; empty ones are left out, but for the first. Raises OSError.

    keyword: by which the workbook is known as a report of ours.
    """
    import xlsxwriter

    made = KeptBytes()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(made, options)
    book.set_properties({"title": unbroken(title), "keywords": keyword, "created": NO_DATE})
    header = book.add_format({"bold": True, "bg_color": "#D9E2F3", "border": 1, "text_wrap": True, "valign": "top"})
    formats = {
        "number": book.add_format({"num_format": "0.00", "valign": "top"}),
        "percent": book.add_format({"num_format": "0%", "valign": "top"}),
    }
    text = book.add_format({"text_wrap": True, "valign": "top"})
    for number, (name, table) in enumerate(tables):
        if number and not table.rows:
            continue
        sheet = book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, _width(table, place, column))
            sheet.write_string(0, place, spreadsheet_text(column.title), header)
        for row, values in enumerate(table.rows, 1):
            for place, (value, column) in enumerate(zip(values, table.columns, strict=True)):
                _write(sheet, row, place, value, formats.get(column.kind, text))
        if table.rows:
            sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    book.close()
    path.write_bytes(made.getbuffer())


def _width(table: Table, place: int, column: Column) -> float:
    if column.grow:
        return _WIDE
    longest = max((len(str(_plain(row[place]) or "")) for row in table.rows), default=0)
    return min(max(len(column.title) * 1.2, longest + 1, 6), 2 * _NARROW)


def _plain(value: Value) -> str | int | float | None:
    return value.text if isinstance(value, Text) else value


def _write(sheet: object, row: int, column: int, value: Value, format: "Format") -> None:
    plain = _plain(value)
    if isinstance(plain, str):
        sheet.write_string(row, column, spreadsheet_text(plain)[:_CELL], format)  # type: ignore[attr-defined]
    elif plain is not None:
        sheet.write_number(row, column, plain, format)  # type: ignore[attr-defined]
    else:
        sheet.write_blank(row, column, None, format)  # type: ignore[attr-defined]
