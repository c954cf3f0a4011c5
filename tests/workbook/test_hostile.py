"""Files made to harm: refused in one sentence, within bounded memory, and never written to."""

import csv
import io
import os
import re
import resource
import struct
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import Font

from lke_cli.errors import LkeError
from lke_cli.rubric import Rubric
from lke_cli.scored import score_workbook
from lke_cli.templates import Filling, example_filling
from lke_cli.untrusted import printable, spreadsheet_text
from lke_cli.workbook.read import Reader
from lke_cli.workbook.sheets import SpreadsheetFile, column_letters
from tests.conftest import Run, Write
from tests.workbook.files import record, write_ods, write_xls
from tests.workbook.grid import read_grid, write_grid

MEMORY_BOUND = 1_000_000_000
"""Bytes of address space that any file may take; a real LKE takes under 100 million."""


def _with_part(path: Path, part: str, content: bytes, to: Path) -> Path:
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, content if name == part else source.read(name))
        if part not in source.namelist():
            target.writestr(part, content)
    return to


def _sheet(cell: str, prefix: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    declared = f'xmlns:{prefix.rstrip(":")}="{space}"' if prefix else f'xmlns="{space}"'
    return f"<{prefix}worksheet {declared}><{prefix}sheetData>{cell}</{prefix}sheetData></{prefix}worksheet>".encode()


def _bounded(path: Path) -> subprocess.CompletedProcess[bytes]:
    """Score a file in a process of bounded memory and time."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BOUND, MEMORY_BOUND))

    command = [sys.executable, "-m", "lke_cli", "score", str(path)]
    return subprocess.run(command, capture_output=True, check=False, timeout=60, preexec_fn=limit)


def _refused(path: Path) -> str:
    done = _bounded(path)
    err = done.stderr.decode("utf-8")
    assert done.returncode == 2, err
    assert err.startswith("Galat: ")
    assert err.count("\n") == 1
    assert "tak terduga" not in err
    return err


class TestSize:
    @pytest.mark.parametrize(
        "cell",
        [
            '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
            "<row r='1048576'><c s='1' r='XFD1048576'><v>1</v></c></row>",
            '<row r="1"><c r="ZZ1"><v>1</v></c></row><row r="1048576"><c><v>1</v></c></row>',
            '<row r="1"><c r="ZZ1"><v>1</v></c></row>' + "<row><c><v>1</v></c></row>" * 20_000,
            '<row r="9999"><c r="A9999"><v>1</v></c>' + "<c><v>1</v></c>" * 20_000 + "</row>",
            '<row r="1"><c r="AA99999" t="inlineStr"><is><t>x</t></is></c></row>',
            '<row r="1048576"><c r="XFD1048576"></is><v>2</v></c></row>',
            '<row r="1048576"><c r ="XFD1048576"><v>2</v></c></row>',
            """<row r="1048576"><c s='>' r="XFD1048576"><v>2</v></c></row>""",
            '<row r="1048576"><c r="A1" r="XFD1048576"><v>2</v></c></row>',
            '<row r="1"><c r="A1" s="1" t="n" /><c r="XFD1048576" s="1" t="n" ><v>2</v></c></row>',
            '<row r="1"><c r="A1" t="n" r="XFD1048576" ><v>2</v></c></row>',
            '<row r="4294967295"><c/><c><v>2</v></c></row>',
            """<row r="1"><c r="A1" s='/>' t="n" foo="<c r='XFD1'/>"/><c r="XFD1048576"/><c><v>2</v></c></row>""",
        ],
    )
    def test_a_cell_at_the_end_of_the_world(self, write: Write, tmp_path: Path, cell: str) -> None:
        path = _with_part(write(Filling()), "xl/worksheets/sheet1.xml", _sheet(cell), tmp_path / "jauh.xlsx")
        assert re.search("terlalu besar|rusak|bersusunan ganda", _refused(path))

    @pytest.mark.parametrize(
        ("cell", "texts"),
        [
            ('t ="s"><v>0</v></c>', "<si><t>{}</t></si>"),
            ('t="s"><v >0</v ></c>', "<si><t>{}</t></si>"),
            ('t="s"><v>+0</v></c>', "<si><t>{}</t></si>"),
            ('t="s"><v>9</v><v>0</v></c>', "<si><t>{}</t></si>"),
            ('t="s"><v>0</v></c>', "<si ><t>{}</t></si >"),
            ('t="s"><v>1</v></c>', "<si/><si><t>{}</t></si>"),
            ('t="s"><v>0</v></c>', "<si><t><!--si>-->{}<!--</si>--></t></si>"),
        ],
    )
    def test_a_long_text_shown_by_many_cells_however_it_is_written(
        self, write: Write, tmp_path: Path, cell: str, texts: str
    ) -> None:
        """4,000 cells show one text of a million letters, which would take 4 GB; the file has a few KB."""
        cells = "".join(f'<c r="A{row}" {cell}' for row in range(1, 4_001))
        path = _with_part(write(Filling()), "xl/worksheets/sheet1.xml", _sheet(cells), tmp_path / "lembar.xlsx")
        shared = _sheet("").replace(b"<sheetData></sheetData>", texts.format("x" * 1_000_000).encode())
        path = _with_part(path, "xl/sharedStrings.xml", shared.replace(b"worksheet", b"sst"), tmp_path / "salin.xlsx")
        assert re.search("terlalu besar|rusak|bersusunan ganda", _refused(path))

    @pytest.mark.parametrize("spread", ["shared text", "one part"])
    def test_the_bound_of_texts_is_for_all_sheets_together(self, tmp_path: Path, spread: str) -> None:
        """40 sheets that show 150 x 1 million letters each, or that all are one part of 30 million letters."""
        path, several, long = tmp_path / "a.xlsx", tmp_path / "b.xlsx", "x" * 1_000_000
        book = xlsxwriter.Workbook(str(path))
        for _ in range(40):
            book.add_worksheet().write(0, 0, "teks")
        book.close()
        cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 151))
        if spread == "one part":
            cells = f'<c r="A1" t="inlineStr"><is><t>{long * 30}</t></is></c>'
        with zipfile.ZipFile(path) as source, zipfile.ZipFile(several, "w", zipfile.ZIP_DEFLATED) as target:
            for name in source.namelist():
                content = source.read(name)
                if name.startswith("xl/worksheets/sheet") and (spread == "shared text" or name.endswith("sheet1.xml")):
                    content = _sheet(cells)
                elif name == "xl/sharedStrings.xml" and spread == "shared text":
                    content = content.replace(b"teks", long.encode())
                elif name == "xl/_rels/workbook.xml.rels" and spread == "one part":
                    content = re.sub(rb"worksheets/sheet\d+", b"worksheets/sheet1", content)
                target.writestr(name, content)
        assert re.search("terlalu besar|rusak", _refused(several))

    @pytest.mark.parametrize("hiding", ["case", "twice", "target", "doctype"])
    def test_a_far_cell_in_a_part_that_is_hard_to_find(self, write: Write, tmp_path: Path, hiding: str) -> None:
        """The guard looks at the very part that is read."""
        far = _sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
        path = tmp_path / "sembunyi.xlsx"
        with zipfile.ZipFile(write(Filling())) as source, zipfile.ZipFile(path, "w") as target:
            for name in source.namelist():
                content = source.read(name)
                sheet = name == "xl/worksheets/sheet1.xml"
                if sheet and hiding == "case":
                    name, content = "XL/Worksheets/SHEET1.xml", far
                elif sheet and hiding == "twice":
                    target.writestr("xl/worksheets/SHEET1.xml", content)
                    content = far
                elif sheet and hiding == "target":
                    content = far
                elif name == "xl/_rels/workbook.xml.rels" and hiding == "target":
                    content = content.replace(b'"worksheets/', b'"xl/worksheets/')
                elif name == "xl/workbook.xml" and hiding == "doctype":
                    content = content.replace(b"<workbook", b"<!DOCTYPE workbook><workbook")
                target.writestr(name, content)
        assert re.search("terlalu besar|rusak|bersusunan ganda", _refused(path))

    @pytest.mark.parametrize(
        ("part", "content"),
        [
            ("xl/workbook.xml", b"<workbook>" + b"<sheet " * 60_000),
            ("xl/worksheets/sheet1.xml", b'<worksheet r="XFD1">' + b"<c " * 60_000),
            ("xl/worksheets/sheet1.xml", b'<worksheet t="e">' + b'<c r="A1" ' * 30_000),
            ("xl/worksheets/sheet1.xml", b'<worksheet t="e">' + b'<c r="A1" t="e"><f>' * 30_000),
            ("xl/worksheets/sheet1.xml", b'<worksheet><c r="A1" ' + b't="e" ' * 100_000 + b">"),
        ],
    )
    def test_elements_without_an_end_take_no_time(
        self, write: Write, reader: Reader, tmp_path: Path, part: str, content: bytes
    ) -> None:
        path = _with_part(write(Filling()), part, content, tmp_path / "lama.xlsx")
        start = time.process_time()
        with pytest.raises(LkeError, match=r"'lama\.xlsx' rusak"):
            reader.read(path)
        assert time.process_time() - start < 2

    def test_many_sheets_with_one_far_cell_each(self, tmp_path: Path) -> None:
        """40 x 9,999 x 702 cells = 281 million: the bound is for the whole file."""
        path = tmp_path / "banyak.xlsx"
        book = xlsxwriter.Workbook(str(path))
        for number in range(40):
            book.add_worksheet(f"L{number}").write(9_998, 701, 1)
        book.close()
        assert "terlalu besar" in _refused(path)

    def test_one_long_text_shown_in_many_cells(self, write: Write, tmp_path: Path) -> None:
        """1 million characters in 5,000 cells: 5 GB of copies from a file of a few kB."""
        row = "".join(f'<c r="{column_letters(c)}1" t="s"><v>0</v></c>' for c in range(700)) * 8
        path = _with_part(
            write(Filling()), "xl/worksheets/sheet1.xml", _sheet(f"<row>{row}</row>"), tmp_path / "a.xlsx"
        )
        shared = f"<si><t>{'x' * 1_000_000}</t></si>".encode()
        texts = _sheet("").replace(b"<sheetData></sheetData>", shared).replace(b"worksheet", b"sst")
        assert "terlalu besar" in _refused(_with_part(path, "xl/sharedStrings.xml", texts, tmp_path / "salin.xlsx"))

    def test_a_far_cell_in_a_binary_workbook(self, write: Write, tmp_path: Path) -> None:
        path = _with_part(write(Filling()), "xl/workbook.bin", b"", tmp_path / "biner.xlsb")
        assert "simpan sebagai .xlsx" in _refused(path)

    def test_the_same_under_a_namespace(self, write: Write, tmp_path: Path) -> None:
        cell = '<x:row r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>'
        path = _with_part(write(Filling()), "xl/worksheets/sheet1.xml", _sheet(cell, "x:"), tmp_path / "jauh.xlsx")
        assert "terlalu besar" in _refused(path)

    def test_far_cells_that_are_only_formatted_do_no_harm(self, write: Write, rubric: Rubric, tmp_path: Path) -> None:
        path = write(example_filling(rubric))
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        sheet.protection.sheet = False
        sheet["XFD1048576"].font = Font(bold=True)
        book.save(tmp_path / "format.xlsx")
        assert _bounded(tmp_path / "format.xlsx").returncode == 0

    @pytest.mark.parametrize(
        "row",
        [
            "<table:table-row table:number-rows-repeated='1048576'><table:table-cell office:value-type='float' "
            "office:value='1' table:number-columns-repeated='16384'/></table:table-row>",
            "<table:table-row table:number-rows-repeated='9999'><table:table-cell office:value-type='float' "
            "office:value='1' table:number-columns-repeated='999'/></table:table-row>",
            "<table:table-row table:style-name='a' table:number-rows-repeated='1048576'>"
            "<table:table-cell office:value-type='string'><text:p>x</text:p></table:table-cell></table:table-row>",
            "<table:table-row table:number-rows-repeated='1048575'><table:table-cell/></table:table-row>"
            "<table:table-row><table:table-cell table:number-columns-repeated='16383'/>"
            "<table:table-cell office:value-type='float' office:value='1'/></table:table-row>",
            "<table:table-row><table:table-cell office:value-type='string'><text:p><text:s text:c='2000000000'/>"
            "</text:p></table:table-cell></table:table-row>",
        ],
    )
    def test_repeated_content_in_an_opendocument_sheet(self, tmp_path: Path, row: str) -> None:
        assert "terlalu besar" in _refused(write_ods(tmp_path / "ulang.ods", row))

    @pytest.mark.parametrize(
        "record",
        [
            struct.pack("<HHHHHd", 0x203, 14, 65535, 65535, 0, 1.0),  # a number in the last cell of all
            struct.pack("<HHII", 0xFC, 8, 1, 0x7FFFFFFF),  # a table of two thousand million texts
            struct.pack("<HHIIHHH", 0x200, 14, 0, 0xFFFFFFFF, 0, 0xFFFF, 0),  # a sheet of so many rows and columns
        ],
    )
    def test_an_old_workbook_that_states_absurd_sizes(self, tmp_path: Path, record: bytes) -> None:
        assert re.search("terlalu besar|bukan LKE|rusak", _refused(write_xls(tmp_path / "lama.xls", record)))

    def test_an_old_workbook_whose_sectors_go_in_a_circle(self, tmp_path: Path) -> None:
        path = write_xls(tmp_path / "lingkar.xls", b"")
        raw = bytearray(path.read_bytes())
        raw[512 : 512 + 4 * 100] = struct.pack("<100I", *[(n + 1) % 3 + 1 for n in range(100)])
        path.write_bytes(raw)
        _refused(path)

    def test_a_zip_bomb(self, write: Write, tmp_path: Path) -> None:
        bomb = b"<x>" + b" " * 400_000_000
        path = _with_part(write(Filling()), "xl/worksheets/sheet1.xml", bomb, tmp_path / "bom.xlsx")
        assert path.stat().st_size < 1_000_000
        assert "terlalu besar" in _refused(path)

    def test_a_bomb_that_lies_about_its_size(self, write: Write, tmp_path: Path) -> None:
        path = _with_part(write(Filling()), "xl/sharedStrings.xml", b" " * 300_000_000, tmp_path / "bohong.xlsx")
        raw = path.read_bytes().replace((300_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
        path.write_bytes(raw)
        _refused(path)

    def test_a_question_repeated_thousands_of_times(self, write: Write, rubric: Rubric, tmp_path: Path) -> None:
        grid = read_grid(write(example_filling(rubric)))
        path = write_grid(tmp_path / "ulang.xlsx", grid + [grid[6]] * 5_000)
        assert _bounded(path).returncode in (0, 1)


class TestTricks:
    def test_entities_are_not_expanded(self, write: Write, tmp_path: Path) -> None:
        bomb = b'<?xml version="1.0"?><!DOCTYPE z [<!ENTITY a "' + b"x" * 1000 + b'">'
        bomb += b"".join(b'<!ENTITY a%d "%s">' % (i, b"&a;" * 100) for i in range(1, 9)) + b"]>"
        cell = b'<row r="1"><c r="A1" t="inlineStr"><is><t>&a8;</t></is></c></row>'
        part = bomb + _sheet(cell.decode())
        _refused(_with_part(write(Filling()), "xl/worksheets/sheet1.xml", part, tmp_path / "entitas.xlsx"))

    def test_macros_and_external_links_are_neither_run_nor_followed(
        self, write: Write, rubric: Rubric, reader: Reader, tmp_path: Path
    ) -> None:
        path = write(example_filling(rubric))
        macro = _with_part(path, "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 makro", tmp_path / "makro.xlsm")
        link = _with_part(macro, "xl/externalLinks/externalLink1.xml", b"<externalLink/>", tmp_path / "tautan.xlsm")
        card = score_workbook(reader, link, target="wbk").scorecard
        assert card is not None
        assert card.met

    def test_a_users_file_is_never_written_to(self, lke: Run, write: Write, rubric: Rubric) -> None:
        path = write(example_filling(rubric))
        os.utime(path, (1_700_000_000, 1_700_000_000))
        path.chmod(0o444)
        before = path.read_bytes()
        for command in (("score", path), ("inspect", path), ("diff", path, path), ("score", path, "--detail")):
            lke(*command)
        assert path.read_bytes() == before
        assert path.stat().st_mtime == 1_700_000_000
        assert [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(("cell", "is_read"), [("A9999", True), ("A10000", False), ("ZZ1", True), ("AAA1", False)])
def test_a_sheet_is_read_up_to_its_bounds(
    rubric: Rubric, reader: Reader, write: Write, tmp_path: Path, cell: str, is_read: bool
) -> None:
    book = openpyxl.load_workbook(write(example_filling(rubric)))
    book.worksheets[0][cell] = "catatan"
    path = tmp_path / "jauh.xlsx"
    book.save(path)
    if is_read:
        assert reader.read(path).items["A.I.1.i.a"].row > 0
    else:
        with pytest.raises(LkeError, match=r"Lembar 'LKE' di 'jauh\.xlsx' terlalu besar"):
            reader.read(path)


class TestNames:
    def test_a_folder_that_is_named_like_a_workbook(self, reader: Reader, tmp_path: Path) -> None:
        (tmp_path / "LKE.xlsx").mkdir()
        with pytest.raises(LkeError, match="folder"):
            reader.read(tmp_path / "LKE.xlsx")

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
    def test_a_pipe_does_not_make_it_wait(self, reader: Reader, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipa.xlsx")
        with pytest.raises(LkeError, match=r"'pipa\.xlsx' bukan berkas biasa"):
            reader.read(tmp_path / "pipa.xlsx")

    def test_a_broken_shortcut(self, reader: Reader, tmp_path: Path) -> None:
        (tmp_path / "putus.xlsx").symlink_to(tmp_path / "tidak ada.xlsx")
        with pytest.raises(LkeError, match="tidak ada"):
            reader.read(tmp_path / "putus.xlsx")

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are no UTF-8")
    @pytest.mark.parametrize("format", ["text", "json", "csv", "md"])
    def test_a_name_that_is_no_utf8(self, write: Write, rubric: Rubric, tmp_path: Path, format: str) -> None:
        path = write(example_filling(rubric))
        name = os.path.join(os.fsencode(tmp_path), b"LKE \xff\xfe.xlsx")
        os.rename(os.fsencode(path), name)
        command = [sys.executable, "-m", "lke_cli", "score", name, "--format", format]
        done = subprocess.run(command, capture_output=True, check=False)  # type: ignore[arg-type]
        assert (done.returncode, done.stderr) == (0, b"")
        done.stdout.decode("utf-8")


class TestFormulasAsText:
    """Names of files and what cells say go into tables that a spreadsheet opens: never as a formula."""

    NAME = "=HYPERLINK(1) A.I.1.i.a SK"

    @pytest.fixture
    def comparing(self, write: Write, rubric: Rubric) -> list[object]:
        path = write(example_filling(rubric), f"{self.NAME}.xlsx")
        return ["compare", path, write(example_filling(rubric), "LKE Lain.xlsx")]

    @pytest.fixture
    def checking(self, tmp_path: Path) -> list[object]:
        folder = tmp_path / "bukti"
        folder.mkdir()
        (folder / f"{self.NAME}.txt").write_text("SK Tim Kerja Zona Integritas Tahun 2026", encoding="utf-8")
        return ["check-evidence", folder]

    @pytest.mark.parametrize("command", ["comparing", "checking"])
    def test_in_csv(self, lke: Run, request: pytest.FixtureRequest, command: str) -> None:
        out = lke(*request.getfixturevalue(command), "--format", "csv", "--csv", "machine")[1]
        fields = [field for row in csv.reader(io.StringIO(out.removeprefix("\ufeff")), delimiter=";") for field in row]
        assert any("HYPERLINK(1)" in field for field in fields)
        assert not [field for field in fields if field.lstrip().startswith(("=", "@"))]

    @pytest.mark.parametrize("command", ["comparing", "checking"])
    def test_in_xlsx(self, lke: Run, request: pytest.FixtureRequest, tmp_path: Path, command: str) -> None:
        path = tmp_path / "hasil.xlsx"
        lke(*request.getfixturevalue(command), "-o", path)
        book = openpyxl.load_workbook(path)
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert any("HYPERLINK(1)" in str(cell.value) for cell in cells)
        assert not [cell.value for cell in cells if cell.data_type == "f" and "HYPERLINK" in str(cell.value)]

    @pytest.mark.parametrize("start", ["=", " =", "\n=", "\t=", "\u200b=", "\r\n @", "+", "-1+"])
    def test_behind_whatever_blanks(self, start: str) -> None:
        assert spreadsheet_text(start + "cmd|' /C calc'!A0").startswith("'")

    @pytest.mark.parametrize("text", ["-", "- ", "A", "", "3,6", "a=b"])
    def test_what_is_no_formula_stays(self, text: str) -> None:
        assert spreadsheet_text(text) == text


@pytest.mark.parametrize("text", ["\x1b]0;owned\x07ada", "\x1b]8;;http://x\x1b\\ada", "\x1b[31mada\x1b[0m", "\x9bada"])
def test_commands_to_a_terminal_are_left_out_whole(text: str) -> None:
    assert printable(text) == "ada"


def test_the_same_question_twice_says_which_was_read(
    write: Write, rubric: Rubric, reader: Reader, tmp_path: Path
) -> None:
    grid = read_grid(write(example_filling(rubric)))
    row = next(i for i, cells in enumerate(grid) if rubric.questions["A.I.1.i.b"].label in cells)
    again = list(grid[row])
    again[grid[1].index("Jawaban")] = "C"
    workbook = reader.read(write_grid(tmp_path / "dua.xlsx", [*grid[: row + 1], again, *grid[row + 1 :]]))
    (finding,) = (f for f in workbook.findings if f.rule == "row-repeated")
    assert f"baris {row + 1}" in finding.message or f"baris {row + 2}" in finding.message
    assert "tidak dihitung" in finding.message
    assert io.StringIO(finding.message).read().count("\n") == 0


def test_hidden_columns_are_counted_once_however_often_they_are_stated(
    write: Write, tmp_path: Path, rubric: Rubric
) -> None:
    """200,000 areas of 16,384 columns would be 3,000,000,000."""
    filled = write(example_filling(rubric))
    sheet = zipfile.ZipFile(filled).read("xl/worksheets/sheet1.xml")
    columns = b"<cols>" + b'<col min="1" max="16384" hidden="1"/>' * 200_000 + b"</cols><sheetData>"
    path = _with_part(
        filled, "xl/worksheets/sheet1.xml", sheet.replace(b"<sheetData>", columns, 1), tmp_path / "a.xlsx"
    )
    started = time.process_time()
    (read,) = SpreadsheetFile(path).sheets()
    assert len(read.hidden_columns) == 16_384
    assert time.process_time() - started < 10


def test_a_sheet_of_an_xls_is_left_as_soon_as_it_spans_too_much(tmp_path: Path) -> None:
    """9,000 rows of 256 columns are 2,304,000 cells, more than 2,000,000."""
    cells = b"".join(record(0x203, struct.pack("<HHHd", row, 255, 0, 1.0)) for row in range(9_000))
    with pytest.raises(LkeError, match="terlalu besar"):
        list(SpreadsheetFile(write_xls(tmp_path / "a.xls", cells)).sheets())


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_a_sheet_with_a_name_without_end_is_broken(write: Write, tmp_path: Path, rubric: Rubric, suffix: str) -> None:
    name = "MEMENUHI " * 40
    if suffix == "ods":
        path = write_ods(tmp_path / "a.ods", "")
        part, old = "content.xml", b'table:name="'
    else:
        path = write(example_filling(rubric))
        part, old = "xl/workbook.xml", b'<sheet name="'
    content = zipfile.ZipFile(path).read(part)
    assert old in content
    path = _with_part(path, part, content.replace(old, old + name.encode(), 1), tmp_path / f"b.{suffix}")
    with pytest.raises(LkeError, match="rusak"):
        list(SpreadsheetFile(path).sheets())
