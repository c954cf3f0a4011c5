"""The official form, where it is at hand, filled in."""

from pathlib import Path

import openpyxl

from lke_cli.rubric import Rubric
from lke_cli.workbook import Reader

FORM = Path(__file__).parents[2] / "shared/form/lke-zi-90-2021-kosong.xlsx"


def filled_form(own: Path, rubric: Rubric) -> openpyxl.Workbook:
    """Return the official form, filled as the tool's own workbook is."""
    reader = Reader(rubric)
    filled, form = reader.read(own), reader.read(FORM)
    book = openpyxl.load_workbook(FORM)
    sheet = book.worksheets[0]
    for code, item in form.items.items():
        value = filled.value(code, "answer") if code in filled.items else ""
        if value != "" and (code in rubric.questions or code in rubric.inputs):
            sheet.cell(item.row + 1, (form.column("answer") or 0) + 1).value = value
            sheet.cell(item.row + 1, (form.column("narrative") or 0) + 1).value = filled.text(code, "narrative")
    return book
