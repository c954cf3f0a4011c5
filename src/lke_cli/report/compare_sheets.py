"""The sheets of a comparison that are tables of its report as they stand: one sheet each, whole."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lke_cli.report.compare import people_table
from lke_cli.report.compare_files import expected_table, groups_table, not_counted
from lke_cli.report.compare_first import area_trends, nearly_table, rounds_table, trends_table
from lke_cli.report.compare_review import lowered_table, notes_of_all, review_table
from lke_cli.report.document import Table, Text, Value
from lke_cli.results import Comparison

if TYPE_CHECKING:
    from lke_cli.report.compare_xlsx import _Sheets

_PAGES = 60  # groups that have a sheet of their own
_LONGEST_NAME = 31  # characters of a sheet's name, as Excel has them
_WIDTHS = {"number": 11.0, "percent": 9.0}


def write_tables(sheets: "_Sheets", comparison: Comparison) -> None:
    """Write a sheet for each table that has rows."""
    names: set[str] = {sheet.name.lower() for sheet in sheets.book.worksheets()}
    for name, table in _tables(comparison):
        if table.rows:
            _write(sheets, _free(name, names), table)


def _tables(comparison: Comparison) -> Iterator[tuple[str, Table]]:
    yield "Kurang satu", nearly_table(comparison)
    if comparison.against is not None:
        yield "Reviu", review_table(comparison)
        yield "Sering diturunkan", lowered_table(comparison)
    yield "Catatan penilai", notes_of_all(comparison)
    if len(comparison.rounds) > 2:
        yield "Putaran", rounds_table(comparison)
        yield "Tren", trends_table(comparison)
        yield "Tren per area", area_trends(comparison)
    yield "Daftar unit", expected_table(comparison)
    yield "Kelompok", groups_table(comparison)
    whole = people_table(comparison)
    group = next(number for number, column in enumerate(whole.columns) if column.title == "Kelompok")
    for each in comparison.groups[:_PAGES]:
        rows = tuple(row for row in whole.rows if row[group] == each.name)
        yield each.name, Table(each.name, each.name, whole.columns, rows)
    yield "Tidak dihitung", not_counted(comparison)


def _free(name: str, names: set[str]) -> str:
    """Return a name that a sheet may have and none has yet."""
    plain = re.sub(r"[\\[\]:*?/\\\\']", " ", name).strip() or "Kelompok"
    candidates = [plain[:_LONGEST_NAME], *(f"{plain[: _LONGEST_NAME - 4]} {number}" for number in range(2, 999))]
    free = next(each for each in candidates if each.lower() not in names)
    names.add(free.lower())
    return free


def _write(sheets: "_Sheets", name: str, table: Table) -> None:
    widths = [_WIDTHS.get(column.kind, 60.0 if column.grow else 18.0) for column in table.columns]
    sheet = sheets.add(name, [column.title for column in table.columns], widths, 1)
    formats = [{"number": sheets.points, "percent": sheets.share}.get(column.kind) for column in table.columns]
    for number, row in enumerate(table.rows, 1):
        sheets.write(sheet, number, [_plain(value) for value in row], formats)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _plain(value: Value) -> object:
    return value.text if isinstance(value, Text) else value
