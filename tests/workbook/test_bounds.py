"""What the guide says a workbook may hold is read whole at that number, and told as too large one beyond it."""

import contextlib
from pathlib import Path

import pytest
import xlsxwriter

from lke_cli.errors import LkeError
from lke_cli.workbook.sheets import SpreadsheetFile

LONG = 20_000  # letters of a text; Excel's cells hold 32,767


def _sheets(path: Path, fill: dict[str, tuple[int, int]]) -> SpreadsheetFile:
    """Write sheets of which the first and the last cell hold something. fill: rows and columns by name."""
    book = xlsxwriter.Workbook(str(path))
    for name, (rows, columns) in fill.items():
        sheet = book.add_worksheet(name)
        sheet.write(0, 0, "awal")
        sheet.write(rows - 1, columns - 1, "akhir")
    book.close()
    return SpreadsheetFile(path)


@pytest.mark.parametrize(("columns", "passed_over"), [(250, []), (251, ["DUA"])])
def test_all_sheets_together_span_two_million_cells(tmp_path: Path, columns: int, passed_over: list[str]) -> None:
    # 4,000 x 250 + 4,000 x 250 = 2,000,000
    file = _sheets(tmp_path / "x.xlsx", {"SATU": (4_000, 250), "DUA": (4_000, columns)})
    assert [sheet.name for sheet in file.sheets()] == [name for name in ("SATU", "DUA") if name not in passed_over]
    assert file.too_large == passed_over


@pytest.mark.parametrize(("cells", "is_read"), [(10_000, True), (10_001, False)])
def test_texts_are_shown_up_to_200_megabytes(tmp_path: Path, cells: int, is_read: bool) -> None:
    # 10,000 x 20,000 = 200,000,000
    book = xlsxwriter.Workbook(str(tmp_path / "x.xlsx"))
    sheet = book.add_worksheet("LKE")
    for number in range(cells):
        sheet.write(number // 10, number % 10, "x" * LONG)
    book.close()
    assert _reads(SpreadsheetFile(tmp_path / "x.xlsx")) is is_read


@pytest.mark.parametrize(("more", "is_read"), [(0, True), (2, False)])
def test_merged_areas_hold_up_to_200_000_cells(tmp_path: Path, more: int, is_read: bool) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "x.xlsx"))
    sheet = book.add_worksheet("LKE")
    for number in range(200):  # 200 x 2 rows x 500 columns = 200,000
        sheet.merge_range(2 * number, 0, 2 * number + 1, 499, "")
    if more:
        sheet.merge_range(400, 0, 401, 0, "")
    sheet.write(402, 0, "akhir")
    book.close()
    assert _reads(SpreadsheetFile(tmp_path / "x.xlsx")) is is_read


def _reads(file: SpreadsheetFile) -> bool:
    """Return whether the sheet is read; where it is not, the sentence that says so is looked at."""
    with contextlib.suppress(LkeError):
        return [sheet.name for sheet in file.sheets()] == ["LKE"]
    with pytest.raises(LkeError, match="terlalu besar"):
        list(file.sheets())
    return False
