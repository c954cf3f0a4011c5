"""The sheets of a comparison that are tables of its report as they stand: one sheet each, whole."""

from collections.abc import Iterator

from lke_cli.report.compare import people_comparison
from lke_cli.report.compare_files import expected_table, groups_table, not_counted
from lke_cli.report.compare_first import area_trends, nearly_table, rounds_table, trends_table
from lke_cli.report.compare_review import lowered_table, notes_of_all, review_table
from lke_cli.report.document import Table
from lke_cli.report.tables_xlsx import add_table
from lke_cli.results import Comparison
from lke_cli.xlsx import Book

_PAGES = 60  # groups that have a sheet of their own


def write_sheets(book: Book, comparison: Comparison) -> None:
    """Add a sheet for each table that has rows."""
    for name, table in _tables(comparison):
        if table.rows:
            add_table(book, name, table)


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
    whole = people_comparison(comparison)
    group = next(number for number, column in enumerate(whole.columns) if column.title == "Kelompok")
    for totals in comparison.groups[:_PAGES]:
        rows = tuple(row for row in whole.rows if row[group] == totals.name)
        yield totals.name, Table(totals.name, totals.name, whole.columns, rows)
    yield "Tidak dihitung", not_counted(comparison)
