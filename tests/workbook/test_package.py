"""One view of a file: what is scored is what other programs open, or the file is refused."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from lke_cli.errors import LkeError
from lke_cli.findings import Finding
from lke_cli.rubric import Rubric
from lke_cli.scored import score_workbook
from lke_cli.templates import example_filling
from lke_cli.workbook.read import Reader
from lke_cli.workbook.sheets import SpreadsheetFile
from lke_cli.workbook.verify import verify
from tests.conftest import Write
from tests.workbook.grid import read_grid, write_grid, write_grids

SHEET = "xl/worksheets/sheet1.xml"
CELL_SEEN_OTHERWISE = b'<row r="900"><c r="B900" t="inlineStr"><is><r><t>B</t></r><t>A</t></is></c></row></sheetData>'


@pytest.fixture
def filled(write: Write, rubric: Rubric) -> Path:
    return write(example_filling(rubric))


def _again(path: Path, to: Path, change: Callable[[str, bytes], tuple[str, bytes]], **more: bytes) -> Path:
    """Write a package again with its parts changed; more: parts that come to it, ``__`` for a slash."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(*change(name, source.read(name)))
        for name, content in more.items():
            target.writestr(name.replace("__", "/"), content)
    return to


def _total(reader: Reader, path: Path) -> float | None:
    card = score_workbook(reader, path, target="wbk").scorecard
    return card.total.score if card else None


def _refused(path: Path) -> str:
    with pytest.raises(LkeError) as raised:
        list(SpreadsheetFile(path).sheets())
    return str(raised.value)


class TestAsProgramsWrite:
    def test_names_with_backslashes(self, reader: Reader, filled: Path, tmp_path: Path) -> None:
        path = _again(filled, tmp_path / "a.xlsx", lambda name, content: (name.replace("/", "\\"), content))
        assert _total(reader, path) == _total(reader, filled)

    @pytest.mark.parametrize("start", ["../xl/", "/xl/", "./", ".\\"])
    def test_targets_however_they_are_written(self, reader: Reader, filled: Path, tmp_path: Path, start: str) -> None:
        def change(name: str, content: bytes) -> tuple[str, bytes]:
            if name == "xl/_rels/workbook.xml.rels":
                content = content.replace(b'Target="', b'Target="' + start.encode())
            return name, content

        assert _total(reader, _again(filled, tmp_path / "a.xlsx", change)) == _total(reader, filled)

    def test_a_workbook_part_of_another_name(self, reader: Reader, filled: Path, tmp_path: Path) -> None:
        def change(name: str, content: bytes) -> tuple[str, bytes]:
            return name.replace("workbook.xml", "buku.xml"), content.replace(b"workbook.xml", b"buku.xml")

        assert _total(reader, _again(filled, tmp_path / "a.xlsx", change)) == _total(reader, filled)

    @pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "utf-8-sig"])
    def test_parts_in_another_encoding(self, reader: Reader, filled: Path, tmp_path: Path, encoding: str) -> None:
        def change(name: str, content: bytes) -> tuple[str, bytes]:
            if name.endswith(".xml"):
                said = content.decode().replace('"UTF-8"', f'"{encoding.removesuffix("-sig")}"', 1)
                content = said.encode(encoding, "xmlcharrefreplace")
            return name, content

        assert _total(reader, _again(filled, tmp_path / "a.xlsx", change)) == _total(reader, filled)

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (b"<c r=", b"<c  r="),
            (b"<sheetData>", b"<!-- x --><sheetData>"),
            (b"<row ", b"\n  <row "),
            (b"spreadsheetml/2006/main", b"spreadsheetml/2006/main"),
        ],
    )
    def test_a_sheet_that_no_program_writes_is_read_all_the_same(
        self, reader: Reader, filled: Path, tmp_path: Path, old: bytes, new: bytes
    ) -> None:
        """The second reader gives just what the first does."""
        path = _again(filled, tmp_path / "a.xlsx", lambda n, c: (n, c.replace(old, new) if n == SHEET else c))
        (first,), (second,) = SpreadsheetFile(filled).sheets(), SpreadsheetFile(path).sheets()
        height, width = len(second.rows), len(second.rows[0])
        assert [row[:width] for row in first.rows[:height]] == second.rows
        assert _total(reader, path) == _total(reader, filled)


class TestAmbiguous:
    def test_two_directories(self, filled: Path, tmp_path: Path, write: Write, rubric: Rubric) -> None:
        """One package behind another: programs differ in which end they look for."""
        path = tmp_path / "dua.xlsx"
        path.write_bytes(filled.read_bytes() + filled.read_bytes())
        assert "bersusunan ganda" in _refused(path)

    def test_a_package_in_a_part_is_none(self, reader: Reader, filled: Path, tmp_path: Path) -> None:
        """An attachment is a package of its own, stored as it is."""
        path = _again(filled, tmp_path / "a.xlsx", lambda name, content: (name, content))
        with zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as archive:
            archive.writestr("xl/embeddings/lampiran.xlsx", filled.read_bytes())
        assert _total(reader, path) == _total(reader, filled)

    def test_names_that_differ_in_case_only(self, filled: Path, tmp_path: Path) -> None:
        path = _again(filled, tmp_path / "a.xlsx", lambda n, c: (n, c), **{SHEET.replace("/", "__").upper(): b""})
        assert "bersusunan ganda" in _refused(path)

    def test_a_member_with_another_name_in_the_directory(self, filled: Path, tmp_path: Path) -> None:
        data = filled.read_bytes()
        at = data.rindex(b"xl/worksheets/sheet1.xml")
        path = tmp_path / "a.xlsx"
        path.write_bytes(data[:at] + b"xl/worksheets/sheet2.xml" + data[at + 24 :])
        assert "bersusunan ganda" in _refused(path)

    def test_a_size_that_lies(self, filled: Path, tmp_path: Path) -> None:
        with zipfile.ZipFile(filled) as archive:
            size = archive.getinfo(SHEET).file_size
        path = tmp_path / "a.xlsx"
        path.write_bytes(filled.read_bytes().replace(struct.pack("<L", size), struct.pack("<L", size - 9)))
        assert "rusak" in _refused(path)

    @pytest.mark.parametrize("said", ['r:id="rId9" x:id="rId1"', 'x:id="rId9" r:id="rId1"', 'x:id="rId1" r:id="rId1"'])
    def test_ids_are_told_by_their_namespace(self, reader: Reader, filled: Path, tmp_path: Path, said: str) -> None:
        def change(name: str, content: bytes) -> tuple[str, bytes]:
            if name == "xl/workbook.xml":
                content = content.replace(b"<workbook ", b'<workbook xmlns:x="urn:x" ')
                content = content.replace(b'r:id="rId1"', said.encode())
            return name, content

        path = _again(filled, tmp_path / "a.xlsx", change)
        if 'r:id="rId9"' in said:
            assert "rusak" in _refused(path)
        else:
            assert _total(reader, path) == _total(reader, filled)


class TestBounds:
    def test_a_big_sheet_beside_the_lke_refuses_nothing(self, reader: Reader, filled: Path, tmp_path: Path) -> None:
        """10,000 rows are more than any LKE has."""
        path = write_grids(tmp_path / "a.xlsx", {"LKE": read_grid(filled), "Data": [["x"]] * 10_000})
        assert _total(reader, path) == _total(reader, filled)
        file = SpreadsheetFile(path)
        assert [sheet.name for sheet in file.sheets()] == ["LKE"]
        assert file.too_large == ["Data"]
        assert len(file.beginning("Data").rows) == 40
        (told,) = (each for each in reader.read(path).findings if each.rule == "sheet-too-large")
        assert (told.cell, told.message) == (
            "Data!A1",
            "Lembar 'Data' terlalu besar untuk sebuah LKE dan tidak dibaca; yang dinilai 'LKE'.",
        )

    def test_a_blank_far_out_stretches_nothing(self, filled: Path, tmp_path: Path) -> None:
        book = openpyxl.load_workbook(filled)
        book.worksheets[0].protection.sheet = False
        book.worksheets[0]["A1048576"] = " "
        book.save(tmp_path / "a.xlsx")
        (sheet,) = SpreadsheetFile(tmp_path / "a.xlsx").sheets()
        assert len(sheet.rows) == len(read_grid(filled))

    def test_a_workbook_is_read_as_often_as_one_likes(self, filled: Path) -> None:
        """203 rows x 19 columns, 600 times, are 2.3 million cells: more than a file may have at once."""
        file = SpreadsheetFile(filled)
        for _ in range(600):
            file.sheet("LKE")

    def test_an_unknown_word_of_error_is_shown(self, filled: Path, tmp_path: Path) -> None:
        def change(name: str, content: bytes) -> tuple[str, bytes]:
            cell = b'<row r="900"><c r="B900" t="e"><v>#BARU!</v></c></row></sheetData>'
            return name, content.replace(b"</sheetData>", cell) if name == SHEET else content

        (sheet,) = SpreadsheetFile(_again(filled, tmp_path / "a.xlsx", change)).sheets()
        assert sheet.rows[899][1] == "#BARU!"


class TestVerify:
    def test_two_readers_agree(self, reader: Reader, filled: Path, tmp_path: Path) -> None:
        assert verify(reader.read(filled)) == ()
        assert verify(reader.read(write_grid(tmp_path / "b.xlsx", read_grid(filled)))) == ()

    def test_a_cell_that_is_seen_otherwise_is_named(self, reader: Reader, filled: Path, tmp_path: Path) -> None:
        """A text in pieces, in an order that no program writes: the second reader puts plain ones first."""

        def change(name: str, content: bytes) -> tuple[str, bytes]:
            return name, content.replace(b"</sheetData>", CELL_SEEN_OTHERWISE) if name == SHEET else content

        workbook = reader.read(_again(filled, tmp_path / "a.xlsx", change))
        (finding,) = verify(workbook)
        assert (finding.rule, finding.cell) == ("read-otherwise", "LKE!B900")

    def test_a_character_that_is_written_as_its_number_is_no_difference(
        self, reader: Reader, filled: Path, tmp_path: Path
    ) -> None:
        """``_x000D_`` is how Excel writes the first half of Windows' line end."""

        def change(name: str, content: bytes) -> tuple[str, bytes]:
            cell = b'<row r="900"><c r="B900" t="str"><v>satu_x000D_dua</v></c></row></sheetData>'
            return name, content.replace(b"</sheetData>", cell) if name == SHEET else content

        assert verify(reader.read(_again(filled, tmp_path / "a.xlsx", change))) == ()

    def test_the_strict_form_of_the_standard_is_no_difference(
        self, reader: Reader, filled: Path, tmp_path: Path
    ) -> None:
        def change(name: str, content: bytes) -> tuple[str, bytes]:
            for usual, strict in (
                (b"schemas.openxmlformats.org/spreadsheetml/2006/main", b"purl.oclc.org/ooxml/spreadsheetml/main"),
                (
                    b"schemas.openxmlformats.org/officeDocument/2006/relationships",
                    b"purl.oclc.org/ooxml/officeDocument/relationships",
                ),
            ):
                content = content.replace(usual, strict)
            return name, content

        strict = _again(filled, tmp_path / "a.xlsx", change)
        assert _total(reader, strict) == _total(reader, filled)
        assert verify(reader.read(strict)) == ()

    def test_all_sheets_of_the_lke_are_read_again(self, reader: Reader, filled: Path, tmp_path: Path) -> None:
        grid = read_grid(filled)
        path = write_grids(tmp_path / "a.xlsx", {"Satu": grid[:110], "Dua": [*grid[:2], *grid[110:]]})

        def change(name: str, content: bytes) -> tuple[str, bytes]:
            return name, content.replace(b"</sheetData>", CELL_SEEN_OTHERWISE) if name == SHEET.replace(
                "1", "2"
            ) else content

        workbook = reader.read(_again(path, tmp_path / "b.xlsx", change))
        assert {part.sheet for part in workbook.parts} == {"Satu", "Dua"}
        assert [finding.cell for finding in verify(workbook)] == ["Dua!B900"]


def test_a_file_is_the_same_whether_its_zip_has_sizes_before_or_behind(
    reader: Reader, filled: Path, tmp_path: Path
) -> None:
    """Programs that write as a stream put the sizes behind each part."""

    class Stream(io.RawIOBase):
        def __init__(self) -> None:
            self.written = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.written += bytes(data)  # type: ignore[call-overload]
            return len(bytes(data))  # type: ignore[call-overload]

    stream = Stream()
    with zipfile.ZipFile(filled) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
    path = tmp_path / "a.xlsx"
    path.write_bytes(bytes(stream.written))
    assert _total(reader, path) == _total(reader, filled)


def _findings(reader: Reader, path: Path, rule: str) -> list[Finding]:
    card = score_workbook(reader, path, target="wbk").scorecard
    assert card is not None
    return [finding for finding in card.findings if finding.rule == rule]


@pytest.mark.parametrize("broken", [b"<worksheet><sheetData><row", None])
def test_a_hidden_sheet_that_cannot_be_read_is_said(
    reader: Reader, filled: Path, tmp_path: Path, broken: bytes | None
) -> None:
    """Nothing is taken from it; that it may have been another LKE cannot be told."""
    book = openpyxl.load_workbook(filled)
    book.create_sheet("Lama").sheet_state = "hidden"
    book.save(tmp_path / "utuh.xlsx")
    part = f"xl/worksheets/sheet{len(book.sheetnames)}.xml"
    with zipfile.ZipFile(tmp_path / "utuh.xlsx") as source, zipfile.ZipFile(tmp_path / "rusak.xlsx", "w") as target:
        for name in source.namelist():
            if name != part or broken is not None:
                target.writestr(name, source.read(name) if name != part else broken or b"")
    assert _total(reader, tmp_path / "rusak.xlsx") == _total(reader, filled)
    messages = [finding.message for finding in _findings(reader, tmp_path / "rusak.xlsx", "hidden-sheet-unread")]
    assert messages == ["Lembar tersembunyi 'Lama' rusak dan tidak dibaca."]
    assert not _findings(reader, tmp_path / "utuh.xlsx", "hidden-sheet-unread")


def test_styles_that_are_named_but_missing_are_said(reader: Reader, filled: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(filled) as source, zipfile.ZipFile(tmp_path / "tanpa.xlsx", "w") as target:
        for name in source.namelist():
            if name != "xl/styles.xml":
                target.writestr(name, source.read(name))
    assert len(_findings(reader, tmp_path / "tanpa.xlsx", "styles-missing")) == 1
    assert not _findings(reader, filled, "styles-missing")
