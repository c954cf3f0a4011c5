"""What of a sheet is hidden, filtered, not computed or a picture is known of every kind of workbook."""

import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from lke_cli.workbook.sheets import Sheet, SpreadsheetFile
from tests.workbook.files import record, write_ods, write_xls

SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _hidden(sheet: Sheet) -> tuple[set[int], set[int], set[int]]:
    """Return the hidden columns, the hidden rows, and those of them that a filter hides."""
    return set(sheet.hidden_columns), set(sheet.hidden_rows), set(sheet.filtered_rows)


def _sheet(path: Path) -> Sheet:
    (sheet,) = SpreadsheetFile(path).sheets()
    return sheet


def _written(path: Path, change: Callable[[xlsxwriter.worksheet.Worksheet], object]) -> Sheet:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("LKE")
    for row in range(12):
        sheet.write_row(row, 0, [f"{row}.{column}" for column in range(6)])
    change(sheet)
    book.close()
    return _sheet(path)


def _with_cells(path: Path, cells: str, parts: dict[str, str] | None = None) -> Sheet:
    """Write an .xlsx whose only sheet has these rows."""
    _written(path.with_suffix(".asal.xlsx"), lambda sheet: None)
    with zipfile.ZipFile(path.with_suffix(".asal.xlsx")) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = f'<worksheet xmlns="{SPACE}">{cells}</worksheet>'.encode()
            target.writestr(name, content)
        for name, text in (parts or {}).items():
            target.writestr(name, text)
    return _sheet(path)


class TestExcel:
    def test_columns_and_rows_that_are_hidden(self, tmp_path: Path) -> None:
        def hide(sheet: xlsxwriter.worksheet.Worksheet) -> None:
            sheet.set_column("C:D", None, None, {"hidden": True})
            sheet.set_row(4, None, None, {"hidden": True})

        sheet = _written(tmp_path / "a.xlsx", hide)
        assert _hidden(sheet) == ({2, 3}, {4}, set())

    def test_what_is_drawn_to_no_width_or_height_is_hidden(self, tmp_path: Path) -> None:
        def squeeze(sheet: xlsxwriter.worksheet.Worksheet) -> None:
            sheet.set_column("B:B", 0)
            sheet.set_column("C:C", 1)
            sheet.set_row(7, 0)
            sheet.set_row(8, 3)

        sheet = _written(tmp_path / "a.xlsx", squeeze)
        assert _hidden(sheet) == ({1}, {7}, set())

    def test_rows_left_out_by_a_filter_are_told_from_others(self, tmp_path: Path) -> None:
        """The filter's area begins below row 4: row 2 is hidden by hand, row 7 by the filter."""

        def choose(sheet: xlsxwriter.worksheet.Worksheet) -> None:
            sheet.autofilter("A4:F12")
            sheet.filter_column("A", "x != 6.0")
            for row in (1, 6):
                sheet.set_row(row, None, None, {"hidden": True})

        sheet = _written(tmp_path / "a.xlsx", choose)
        assert _hidden(sheet) == (set(), {1, 6}, {6})

    def test_a_filter_that_leaves_nothing_out_hides_nothing(self, tmp_path: Path) -> None:
        def choose(sheet: xlsxwriter.worksheet.Worksheet) -> None:
            sheet.autofilter("A4:F12")
            sheet.set_row(6, None, None, {"hidden": True})

        sheet = _written(tmp_path / "a.xlsx", choose)
        assert _hidden(sheet) == (set(), {6}, set())

    def test_the_filter_of_a_table(self, tmp_path: Path) -> None:
        def choose(sheet: xlsxwriter.worksheet.Worksheet) -> None:
            sheet.add_table("A4:F12", {})
            sheet.set_row(6, None, None, {"hidden": True})

        path = tmp_path / "a.xlsx"
        _written(path, choose)
        filtered = tmp_path / "b.xlsx"
        with zipfile.ZipFile(path) as source, zipfile.ZipFile(filtered, "w") as target:
            for name in source.namelist():
                column = b'<autoFilter ref="A4:F12"><filterColumn colId="0"/></autoFilter>'
                target.writestr(name, source.read(name).replace(b'<autoFilter ref="A4:F12"/>', column))
        assert _sheet(filtered).filtered_rows == {6}

    @pytest.mark.parametrize(
        ("cell", "missing"),
        [
            ("<f>1+1</f>", True),
            ("<f>1+1</f><v></v>", True),
            ("<f>1+1</f><v/>", True),
            ('<f t="shared" si="0"/>', True),
            ("<f>1+1</f>\n <v>2</v>", False),
            ('<f t="shared" si="0"/><v>2</v>', False),
            ("<v>2</v>", False),
        ],
    )
    def test_formulas_without_a_stored_value(self, tmp_path: Path, cell: str, missing: bool) -> None:
        sheet = _with_cells(
            tmp_path / "a.xlsx",
            f'<sheetData><row r="2"><c r="B2" s="0">{cell}</c><c r="C2"><v>1</v></c></row></sheetData>',
        )
        assert sheet.uncomputed == ({(1, 1)} if missing else frozenset())

    def test_a_formula_that_gave_an_empty_text_is_computed(self, tmp_path: Path) -> None:
        cells = '<sheetData><row r="2"><c r="B2" t="str"><f>IF(1=1,"","x")</f><v></v></c></row></sheetData>'
        assert _with_cells(tmp_path / "a.xlsx", cells).uncomputed == frozenset()

    def test_pictures_in_cells(self, tmp_path: Path) -> None:
        cells = (
            '<sheetData><row r="2"><c r="B2" t="e" vm="1"><v>#VALUE!</v></c><c r="C2" t="e"><v>#VALUE!</v></c>'
            '<c r="D2" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c></row></sheetData>'
        )
        assert _with_cells(tmp_path / "a.xlsx", cells).pictures == {(1, 1), (1, 3)}
        image = {"xl/richData/rdrichvaluestructure.xml": '<rvStructures><s t="_localImage"/></rvStructures>'}
        assert _with_cells(tmp_path / "b.xlsx", cells, image).pictures == {(1, 1), (1, 3)}

    def test_an_error_that_excel_knows_more_of_is_no_picture(self, tmp_path: Path) -> None:
        """``#SPILL!`` and its like are stored as pictures are, under another kind."""
        cells = '<sheetData><row r="2"><c r="B2" t="e" vm="1"><v>#VALUE!</v></c></row></sheetData>'
        kinds = {"xl/richData/rdrichvaluestructure.xml": '<rvStructures><s t="_error"/></rvStructures>'}
        assert _with_cells(tmp_path / "a.xlsx", cells, kinds).pictures == frozenset()


class TestOpenDocument:
    def test_columns_and_rows(self, tmp_path: Path) -> None:
        text = "<table:table-cell office:value-type='string'><text:p>x</text:p></table:table-cell>"
        sheet = _sheet(
            write_ods(
                tmp_path / "a.ods",
                "<table:table-column/>"
                "<table:table-column table:visibility='collapse' table:number-columns-repeated='2'/>"
                f"<table:table-row table:number-rows-repeated='2'>{text}</table:table-row>"
                f"<table:table-row table:visibility='collapse'>{text}</table:table-row>"
                f"<table:table-row table:visibility='filter' table:number-rows-repeated='3'>{text}</table:table-row>",
            )
        )
        assert _hidden(sheet) == ({1, 2}, {2, 3, 4, 5}, {3, 4, 5})

    def test_formulas_without_a_stored_value_and_merged_cells(self, tmp_path: Path) -> None:
        sheet = _sheet(
            write_ods(
                tmp_path / "a.ods",
                "<table:table-row><table:table-cell table:number-columns-repeated='2'/>"
                "<table:table-cell table:formula='of:=1+1'/>"
                "<table:table-cell table:formula='of:=1+1' office:value-type='float' office:value='2'/>"
                "</table:table-row>"
                "<table:table-row><table:table-cell table:number-rows-spanned='2' office:value-type='string'>"
                "<text:p>x</text:p></table:table-cell></table:table-row>",
            )
        )
        assert sheet.uncomputed == {(0, 2)}
        assert list(sheet.merges) == [((1, 0), (2, 0))]


class TestOldExcel:
    def _records(self, more: bytes = b"") -> bytes:
        column = record(0x7D, struct.pack("<HHHHHH", 2, 3, 2560, 0, 1, 0))
        rows = record(0x208, struct.pack("<HHHHHHHH", 1, 0, 4, 255, 0, 0, 0x20, 0))
        cells = b"".join(record(0x203, struct.pack("<HHHd", row, 0, 0, 1.0)) for row in range(4))
        merge = record(0xE5, struct.pack("<HHHHH", 1, 2, 3, 0, 0))
        return column + more + rows + cells + merge

    def test_columns_rows_and_merged_cells(self, tmp_path: Path) -> None:
        sheet = _sheet(write_xls(tmp_path / "a.xls", self._records(), record(0xE0, b"\0" * 20)))
        assert _hidden(sheet) == ({2, 3}, {1}, set())
        assert list(sheet.merges) == [((2, 0), (3, 0))]

    def test_rows_left_out_by_a_filter(self, tmp_path: Path) -> None:
        sheet = _sheet(write_xls(tmp_path / "a.xls", self._records(record(0x9B, b"")), record(0xE0, b"\0" * 20)))
        assert _hidden(sheet) == ({2, 3}, {1}, {1})
