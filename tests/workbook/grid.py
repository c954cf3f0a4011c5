"""A workbook's sheet as a grid of values, to be changed and written again, as people do with a form."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import python_calamine
import xlsxwriter

from lke_cli.values import CellValue

Grid = list[list[CellValue]]


def read_grid(path: Path) -> Grid:
    """Return the first sheet's values, row by row from A1."""
    return python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)


def write_grid(path: Path, grid: Sequence[Sequence[CellValue]], sheet: str = "Sheet1") -> Path:
    """Write values to a new workbook; texts stay texts."""
    return write_grids(path, {sheet: grid})


def write_grids(path: Path, grids: Mapping[str, Sequence[Sequence[CellValue]]], hidden: Sequence[str] = ()) -> Path:
    """Write several sheets to a new workbook."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    for name, grid in grids.items():
        sheet = book.add_worksheet(name)
        if name in hidden:
            sheet.hide()
        else:
            sheet.activate()
            sheet.set_first_sheet()
        for number, row in enumerate(grid):
            for column, value in enumerate(row):
                if value != "":
                    sheet.write(number, column, value)
    book.close()
    return path
