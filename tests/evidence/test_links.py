"""Links as they are written in workbooks, and what is wrong with them before anybody asks the network."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter.worksheet import Worksheet

from lke_cli.evidence.links import addresses_in, flaw_of, link_findings, same_link
from lke_cli.evidence.workbook import read_claimed
from lke_cli.rubric import Rubric
from lke_cli.workbook import Reader, column_letters
from tests.evidence import files
from tests.workbook.grid import read_grid

SAMPLE = Path(__file__).parents[2] / "samples/LKE ZI KPU Kab. Teladan Utara.xlsx"


@pytest.mark.parametrize(
    ("url", "flaw"),
    [
        ("https://drive.google.com/file/d/1abc/view?usp=sharing", None),
        ("https://bit.ly/ZI-2026", None),
        ("www.satker.go.id/berita", None),
        ("https://web.archive.org/web/2025/https://satker.go.id/", None),
        ("linktr.ee/satker", None),
        ("https://www.canva.com/design/DAF/abc/view", None),
        ("https://onedrive.live.com/?authkey=x&id=1", None),
        ("https://www.canva.com/design/DAF/abc/edit", "private-view"),
        ("https://onedrive.live.com/edit.aspx?resid=1", "private-view"),
        ("https://contoh.sharepoint.com/:x:/r/sites/a/_layouts/15/Doc.aspx?sourcedoc=1&action=edit", "private-view"),
        ("https://contoh.sharepoint.com/:x:/s/a/Eabc?e=1", None),
        ("https://www.dropbox.com/home/zi", "private-view"),
        ("https ://satker.go.id/a", "malformed"),
        ("htp://satker.go.id/a", "malformed"),
        ("https//satker.go.id/a", "malformed"),
        ("http:/satker.go.id/a", "malformed"),
        ("https:// satker.go.id/a", "malformed"),
        ("https://", "malformed"),
        ("https://drive.google.com", "malformed"),  # cut short: the service, and nothing that is kept there
        ("https://bit.ly/", "malformed"),
        ("https://satker.go.id", None),
        ("https://satker,go.id/a", "malformed"),
        ("ftp://satker.go.id/a", "malformed"),
        ("https://xxx", "placeholder"),
        ("https://drive.google.com/...", "placeholder"),
        ("https://example.com/sk", "placeholder"),
        ("Link", "placeholder"),
        ("C:\\Users\\operator\\SK Tim.pdf", "local"),
        ("file:///D:/ZI/SK.pdf", "local"),
        ("\\\\server\\ZI\\SK.pdf", "local"),
        ("http://localhost/sk", "internal"),
        ("http://192.168.1.5/sk.pdf", "internal"),
        ("http://nas/sk.pdf", "internal"),
        ("https://accounts.google.com/ServiceLogin?continue=x", "private-view"),
        ("https://satker.go.id/login?next=/sk", "private-view"),
        ("https://docs.google.com/document/d/1abc/edit?usp=sharing", None),  # as the button that shares gives it
        ("https://docs.google.com/spreadsheets/d/1abc/edit?gid=0&usp=drive_link", None),
        ("https://docs.google.com/document/d/1abc/edit", "private-view"),
        ("https://docs.google.com/spreadsheets/d/1abc/edit?gid=0#gid=0", "private-view"),
        ("https://drive.google.com/drive/u/0/my-drive", "private-view"),
        ("https://drive.google.com/drive/folders/1abc?usp=sharing", "folder"),
        ("https://drive.google.com/drive/u/1/folders/1abc", "folder"),
        ("https://satker-my.sharepoint.com/:f:/g/personal/x", "folder"),
        ("https://satker-my.sharepoint.com/:b:/g/personal/x", None),
    ],
)
def test_what_is_wrong_with_a_link(url: str, flaw: str | None) -> None:
    assert flaw_of(url) == flaw


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("https://s.id/a\nhttps://s.id/b", ["https://s.id/a", "https://s.id/b"]),
        ("SK: https://s.id/a, notulensi (https://s.id/b).", ["https://s.id/a", "https://s.id/b"]),
        ("https://s.id/ahttps://s.id/b", ["https://s.id/a", "https://s.id/b"]),
        ("drive.google.com/file/d/1/view", ["drive.google.com/file/d/1/view"]),
        ("C:\\ZI\\SK Tim.pdf", ["C:\\ZI\\SK Tim.pdf"]),
        ("SK Tim, undangan; notulensi dan/atau laporan", []),
        ("Hasil/laporan No. 12/HK.03/2025", []),
        ("tim@satker.go.id", []),
        ("satker.go.id:8080/sk", ["satker.go.id:8080/sk"]),
        ("satker.go.id", ["satker.go.id"]),
        ("Situs satker.go.id", []),
        ("https://satker.go.id/SK Tim ZI 2025.pdf", ["https://satker.go.id/SK Tim ZI 2025.pdf"]),
        ("https://satker.go.id/berita SK Tim.pdf", ["https://satker.go.id/berita"]),
        ("https://s.id/SKTim SK Tim.pdf", ["https://s.id/SKTim"]),
        ("https://satker.go.id/SK\nhttps://s.id/a.pdf", ["https://satker.go.id/SK", "https://s.id/a.pdf"]),
    ],
)
def test_several_links_share_a_cell(text: str, addresses: list[str]) -> None:
    assert list(addresses_in(text)) == addresses


@given(st.text(max_size=80))
def test_no_text_is_too_strange(text: str) -> None:
    for address in addresses_in(text):
        flaw_of(address)
        same_link(address)


def test_spellings_of_one_link_are_one() -> None:
    assert same_link("https://Drive.google.com/file/d/1/view/?usp=sharing") == same_link(
        "drive.google.com/file/d/1/view"
    )
    assert same_link("https://s.id/A") != same_link("https://s.id/a")


@pytest.fixture
def linked(tmp_path: Path, rubric: Rubric) -> Path:
    """A workbook: a link behind the word Link, one under three questions, and the word Link with nothing behind it."""
    grid = read_grid(SAMPLE)
    workbook = Reader(rubric).read(SAMPLE)
    column = workbook.layout.columns["links"]
    codes = list(rubric.questions)[:5]
    rows = [workbook.items[code].row for code in codes]
    for row in grid:
        if column < len(row):
            row[column] = row[column] if row is grid[workbook.layout.header_row or 0] else ""
    path = tmp_path / "LKE.xlsx"
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("LKE")
    for number, row in enumerate(grid):
        for place, value in enumerate(row):
            if value != "":
                sheet.write(number, place, value)
    sheet.write_url(rows[0], column, "https://drive.google.com/file/d/1/view", string="Link")
    for row_number in rows[1:4]:
        sheet.write_string(row_number, column, "https://s.id/semua-bukti")
    sheet.write_string(rows[4], column, "Link")
    book.close()
    return path


def test_links_behind_words_are_read_and_a_word_with_none_is_said(linked: Path, rubric: Rubric) -> None:
    links = read_claimed(Reader(rubric), linked, target="wbk").links
    codes = list(rubric.questions)[:5]
    assert [(link.url, link.question) for link in links] == [
        ("https://drive.google.com/file/d/1/view", codes[0]),
        *(("https://s.id/semua-bukti", code) for code in codes[1:4]),
        ("Link", codes[4]),
    ]
    found = {finding.rule: finding for finding in link_findings(links)}
    assert set(found) == {"link-shared", "link-placeholder"}
    assert "dipakai untuk 3 pertanyaan" in found["link-shared"].message
    assert found["link-placeholder"].cell == links[4].cell


def relinked(path: Path, reader: Reader, write: Callable[[Worksheet, int, dict[str, int]], None]) -> Path:
    """Write the sample without its links; ``write`` gets the sheet, the links' column, and the row of each entry."""
    grid = read_grid(SAMPLE)
    workbook = reader.read(SAMPLE)
    column = workbook.layout.columns["links"]
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("LKE")
    for number, row in enumerate(grid):
        for place, value in enumerate(row):
            if value != "" and (place != column or number <= (workbook.layout.header_row or 0)):
                sheet.write(number, place, value)
    write(sheet, column, {code: item.row for code, item in workbook.items.items()})
    book.close()
    return path


def test_a_merged_cell_is_that_of_every_question_it_spans(tmp_path: Path, rubric: Rubric, reader: Reader) -> None:
    codes = ["A.I.1.ii.a", "A.I.1.ii.b", "A.I.1.ii.c"]

    def write(sheet: Worksheet, column: int, rows: dict[str, int]) -> None:
        assert rows[codes[2]] == rows[codes[0]] + 2
        sheet.merge_range(rows[codes[0]], column, rows[codes[2]], column, "https://s.id/rencana")
        # A hyperlink whose reference is an area: Excel lays it behind all cells of a merge.
        sheet.merge_range(rows["A.I.1.iv.a"], column, rows["A.I.1.iv.b"], column, "")
        sheet.write_url(rows["A.I.1.iv.a"], column, "https://s.id/agen", string="Link")

    read = read_claimed(Reader(rubric), relinked(tmp_path / "LKE.xlsx", reader, write), target="wbk")
    assert [(link.question, link.url) for link in read.links] == [
        *((code, "https://s.id/rencana") for code in codes),
        *((code, "https://s.id/agen") for code in ("A.I.1.iv.a", "A.I.1.iv.b")),
    ]
    assert len({link.cell for link in read.links[:3]}) == 1
    # lke score sees them as evidence too.
    assert all("https://s.id/rencana" in read.claimed.answers[code].evidence for code in codes)


def test_the_link_of_an_indikator_is_that_of_its_questions(tmp_path: Path, rubric: Rubric, reader: Reader) -> None:
    def write(sheet: Worksheet, column: int, rows: dict[str, int]) -> None:
        sheet.write_string(rows["A.I.1.i"], column, "https://s.id/tim")
        sheet.write_string(rows["A.I.1"], column, "https://s.id/area")

    read = read_claimed(Reader(rubric), relinked(tmp_path / "LKE.xlsx", reader, write), target="wbk")
    assert [(link.question, link.url) for link in read.links] == [
        ("A.I.1.i.a", "https://s.id/tim"),
        ("A.I.1.i.b", "https://s.id/tim"),
    ]
    (lost,) = read.findings
    assert lost.rule == "link-unplaced"
    assert lost.message == "'https://s.id/area' di baris A.I.1 Manajemen Perubahan, bukan pertanyaan; tidak dihitung."


def test_what_a_link_formula_says_is_read_or_said(tmp_path: Path, rubric: Rubric, reader: Reader) -> None:
    codes = list(rubric.questions)[:7]
    formulas = [
        '=HYPERLINK("https://s.id/sk","Link")',
        '=HYPERLINK(CONCATENATE("https://","s.id/sk"),"Link")',
        '=HYPERLINK($Z$1&"/"&Z2,"Link")',
        '=HYPERLINK("#\'LKE\'!A1","Ke atas")',
        '=HYPERLINK("https://s.id/"&Z9,"Link")',  # a blank cell: half an address is none
        '=HYPERLINK(VLOOKUP(A1,B:C,2),"Link")',
        '=HYPERLINK(CONCATENATE(Z1,"/a b","?x=",Z3)&"#1")',
    ]

    def write(sheet: Worksheet, column: int, rows: dict[str, int]) -> None:
        for row, value in enumerate(["https://s.id", "notulensi"]):
            sheet.write_string(row, 25, value)
        sheet.write_number(2, 25, 7)
        for code, formula in zip(codes, formulas, strict=True):
            sheet.write_formula(rows[code], column, formula, None, "Buka")

    read = read_claimed(Reader(rubric), relinked(tmp_path / "LKE.xlsx", reader, write), target="wbk")
    assert [(link.question, link.url) for link in read.links] == [
        (codes[0], "https://s.id/sk"),
        (codes[1], "https://s.id/sk"),
        (codes[2], "https://s.id/notulensi"),
        (codes[6], "https://s.id/a b?x=7#1"),
    ]
    assert [(f.rule, f.node) for f in read.findings] == [("link-formula", codes[4]), ("link-formula", codes[5])]
    assert read.findings[0].message == (
        f"Alamat tautan di {read.findings[0].cell} tidak terbaca: disusun rumus, atau hilang dari berkasnya."
    )


def test_a_link_behind_a_denial_is_a_link(tmp_path: Path, rubric: Rubric, reader: Reader) -> None:
    code = next(iter(rubric.questions))

    def write(sheet: Worksheet, column: int, rows: dict[str, int]) -> None:
        sheet.write_url(rows[code], column, "https://s.id/sk", string="belum")

    read = read_claimed(Reader(rubric), relinked(tmp_path / "LKE.xlsx", reader, write), target="wbk")
    assert [(link.question, link.url, link.flaw) for link in read.links] == [(code, "https://s.id/sk", None)]
    assert read.claimed.answers[code].evidence


def test_a_link_whose_address_the_file_lost_is_said(tmp_path: Path, rubric: Rubric, reader: Reader) -> None:
    code = next(iter(rubric.questions))

    def write(sheet: Worksheet, column: int, rows: dict[str, int]) -> None:
        sheet.write_url(rows[code], column, "https://s.id/sk", string="SK")

    whole = relinked(tmp_path / "LKE.xlsx", reader, write)
    lost = tmp_path / "Hilang.xlsx"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(lost, "w") as target:
        for name in source.namelist():
            if name != "xl/worksheets/_rels/sheet1.xml.rels":
                target.writestr(name, source.read(name))
    read = read_claimed(Reader(rubric), lost, target="wbk")
    assert (read.links, [(f.rule, f.node) for f in read.findings]) == ((), [("link-formula", code)])


@pytest.mark.parametrize(
    ("target", "flaw"),
    [
        ("Eviden/SK Tim.pdf", "local"),
        ("SK%20Tim.pdf", "local"),
        ("../SK.pdf", "local"),
        ("mailto:tim@satker.go.id", "email"),
        ("www.satker.go.id/sk", None),
        ("satker.go.id/sk", None),
        ("https://satker.go.id/SK Tim.pdf", "malformed"),
    ],
)
def test_an_address_without_scheme_behind_a_cell_is_a_file(target: str, flaw: str | None) -> None:
    assert flaw_of(target, stored=True) == flaw


def test_a_link_laid_over_several_cells_is_behind_each(tmp_path: Path, rubric: Rubric, reader: Reader) -> None:
    codes = ["A.I.1.ii.a", "A.I.1.ii.b", "A.I.1.ii.c"]
    cell: list[str] = []

    def write(sheet: Worksheet, column: int, rows: dict[str, int]) -> None:
        sheet.write_url(rows[codes[0]], column, "https://s.id/rencana", string="Link")
        cell.extend(f"{column_letters(column)}{rows[code] + 1}" for code in codes)

    path = relinked(tmp_path / "LKE.xlsx", reader, write)
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    one, area = f'<hyperlink ref="{cell[0]}"', f'<hyperlink ref="{cell[0]}:{cell[2]}"'
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(one.encode(), area.encode())
    path.write_bytes(files.archive(**parts))
    links = read_claimed(Reader(rubric), path, target="wbk").links
    assert [(link.question, link.url) for link in links] == [(code, "https://s.id/rencana") for code in codes]


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("lihat linktr.ee/satker", ["linktr.ee/satker"]),
        ("zi.contoh.xyz/bukti", ["zi.contoh.xyz/bukti"]),
        ("Nomor 12/KPTS.SEK/2025", []),
        ("No.HK/12", []),
        ("notulen.docx/rapat", []),
        ("A.I.1.i.a/SK", []),
    ],
)
def test_a_host_with_a_dot_and_a_path_is_an_address_whatever_its_ending(text: str, addresses: list[str]) -> None:
    assert list(addresses_in(text)) == addresses
