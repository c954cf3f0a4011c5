"""From the bytes of a spreadsheet to answers: open it, find the sheet, the header, the columns, each question's row.

In come a path and a Rubric, out goes a Workbook with the Answers of its assessors, or what is in doubt.
"""

from typing import TYPE_CHECKING

from lke_cli.doors import opened

if TYPE_CHECKING:
    from lke_cli.workbook.addresses import column_number
    from lke_cli.workbook.archive import AmbiguousError, Member, deflated, zipped
    from lke_cli.workbook.assignment import best_assignment
    from lke_cli.workbook.book import Workbook
    from lke_cli.workbook.cells import area, area_around
    from lke_cli.workbook.find import FoundWorkbooks, find_workbooks
    from lke_cli.workbook.formulas import is_formula, read_formulas
    from lke_cli.workbook.inspection import inspect_workbook
    from lke_cli.workbook.locked import PasswordError
    from lke_cli.workbook.marks import NO_MARKS, Marks
    from lke_cli.workbook.options import UNIT, ReadSettings, check_columns, parse_column
    from lke_cli.workbook.own import is_report, report_of, saved_at
    from lke_cli.workbook.package import LKE_BOUNDS, Bounds, BrokenError, Package, TooLargeError
    from lke_cli.workbook.plain import PlainSheet
    from lke_cli.workbook.read import Reader
    from lke_cli.workbook.remarks import links_behind, remarks_of
    from lke_cli.workbook.rules import is_doubt
    from lke_cli.workbook.sheets import (
        NO_WORKBOOKS,
        SUFFIXES,
        CellLinks,
        SpreadsheetFile,
        column_letters,
        is_spreadsheet,
        merged_rows,
        open_book,
        read_bytes,
        read_start,
    )
    from lke_cli.workbook.undecided import undecided_percent, undecided_rows
    from lke_cli.workbook.words import words_of
    from lke_cli.workbook.xls import xls_sheets
    from lke_cli.workbook.xlsx import PackageBook

__all__ = [
    "LKE_BOUNDS",
    "NO_MARKS",
    "NO_WORKBOOKS",
    "SUFFIXES",
    "UNIT",
    "AmbiguousError",
    "Bounds",
    "BrokenError",
    "CellLinks",
    "FoundWorkbooks",
    "Marks",
    "Member",
    "Package",
    "PackageBook",
    "PasswordError",
    "PlainSheet",
    "ReadSettings",
    "Reader",
    "SpreadsheetFile",
    "TooLargeError",
    "Workbook",
    "area",
    "area_around",
    "best_assignment",
    "check_columns",
    "column_letters",
    "column_number",
    "deflated",
    "find_workbooks",
    "inspect_workbook",
    "is_doubt",
    "is_formula",
    "is_report",
    "is_spreadsheet",
    "links_behind",
    "merged_rows",
    "open_book",
    "parse_column",
    "read_bytes",
    "read_formulas",
    "read_start",
    "remarks_of",
    "report_of",
    "saved_at",
    "undecided_percent",
    "undecided_rows",
    "words_of",
    "xls_sheets",
    "zipped",
]

__getattr__ = opened(
    __name__,
    addresses="column_number",
    archive="AmbiguousError Member deflated zipped",
    assignment="best_assignment",
    book="Workbook",
    cells="area area_around",
    find="FoundWorkbooks find_workbooks",
    formulas="is_formula read_formulas",
    inspection="inspect_workbook",
    locked="PasswordError",
    marks="Marks NO_MARKS",
    options="ReadSettings UNIT check_columns parse_column",
    own="is_report report_of saved_at",
    package="Bounds BrokenError LKE_BOUNDS Package TooLargeError",
    plain="PlainSheet",
    read="Reader",
    remarks="links_behind remarks_of",
    rules="is_doubt",
    sheets=(
        "CellLinks NO_WORKBOOKS SUFFIXES SpreadsheetFile column_letters is_spreadsheet merged_rows open_book "
        "read_bytes read_start"
    ),
    undecided="undecided_percent undecided_rows",
    words="words_of",
    xls="xls_sheets",
    xlsx="PackageBook",
)
