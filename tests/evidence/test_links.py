"""Links as they are written in workbooks, and what is wrong with them before anybody asks the network."""

from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from lke_cli.evidence.links import addresses_in, find_links, flaw_of, link_findings, same_link
from lke_cli.rubric.model import Rubric
from lke_cli.workbook.hyperlinks import read_hyperlinks
from lke_cli.workbook.read import Reader
from tests.workbook.grid import read_grid

SAMPLE = Path(__file__).parents[2] / "samples/LKE ZI KPU Kab. Teladan Utara.xlsx"


@pytest.mark.parametrize(
    ("url", "flaw"),
    [
        ("https://drive.google.com/file/d/1abc/view?usp=sharing", None),
        ("https://bit.ly/ZI-2026", None),
        ("www.satker.go.id/berita", None),
        ("https://web.archive.org/web/2025/https://satker.go.id/", None),
        ("htp://satker.go.id/a", "malformed"),
        ("https//satker.go.id/a", "malformed"),
        ("http:/satker.go.id/a", "malformed"),
        ("https:// satker.go.id/a", "malformed"),
        ("https://", "malformed"),
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
        ("https://docs.google.com/document/d/1abc/edit?usp=sharing", "private-view"),
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
    workbook = Reader(rubric).read(linked)
    links = find_links(workbook, rubric, read_hyperlinks(linked, workbook.sheet))
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
