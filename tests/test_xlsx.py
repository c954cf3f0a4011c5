"""What a workbook of ours holds, read back with openpyxl: texts stay texts, pages are set up, nothing half is left."""

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from lke_cli.xlsx import LONGEST_TEXT, Book
from tests.conftest import ROOT


def _open(path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(path)


@pytest.mark.parametrize("text", ["=1+1", "+62 812", "-2", "@SUM(A1)", '  "=1+1"', "＝1+1"])
def test_a_text_that_a_spreadsheet_would_run_stays_a_text(tmp_path: Path, text: str) -> None:
    with Book(tmp_path / "a.xlsx", "Judul") as book:
        sheet = book.wrapped_table("Lembar", [("Kolom", 10)], [(text,)])
        sheet.text(3, 0, text)
        sheet.values(4, [text])
        sheet.link(5, 0, "https://contoh.example/a", text)
        sheet.merged(6, 0, 2, text, book.text)
    cells = [_open(tmp_path / "a.xlsx")["Lembar"].cell(row, 1) for row in (2, 4, 5, 6, 7)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.value for cell in cells} == {"'" + text}


def test_a_number_stays_one_and_a_formula_of_ours_has_its_value(tmp_path: Path) -> None:
    with Book(tmp_path / "a.xlsx", "Judul") as book:
        sheet = book.wrapped_table("Lembar", [("Kolom", 10), ("Lain", 10)], [(2, 0.5), ("2", None)])
        sheet.formula(4, 0, "=A2*2", 4)
    assert [_open(tmp_path / "a.xlsx")["Lembar"].cell(row, 1).value for row in (2, 3, 5)] == [2, "2", "=A2*2"]
    computed = openpyxl.load_workbook(tmp_path / "a.xlsx", data_only=True)
    assert computed["Lembar"].cell(5, 1).value == 4


@pytest.mark.parametrize(
    ("url", "followed"),
    [
        ("https://contoh.example/a?b=c", True),
        ("http://contoh.example", True),
        ("file:///C:/rahasia.exe", False),
        ("javascript:alert(1)", False),
        ("external:C:/rahasia.xlsx", False),
        ("https://contoh.example/a b", False),
        ("https://contoh.example/\u202e", False),
        ("https://contoh.example/" + "a" * 3_000, False),  # longer than Excel opens
    ],
)
@pytest.mark.filterwarnings("ignore:Ignoring URL")
def test_a_link_leads_to_the_web_or_nowhere(tmp_path: Path, url: str, followed: bool) -> None:
    with Book(tmp_path / "a.xlsx", "Judul") as book:
        book.add("Lembar").link(0, 0, url, "Bukti")
    cell = _open(tmp_path / "a.xlsx")["Lembar"]["A1"]
    assert cell.value == "Bukti"
    assert (cell.hyperlink is not None) is followed


def test_what_no_cell_holds_is_cut(tmp_path: Path) -> None:
    with Book(tmp_path / "a.xlsx", "Judul") as book:
        book.add("Lembar").values(0, ["a" * (LONGEST_TEXT + 1), "b" * LONGEST_TEXT, "c\x1b[2Jd\x00"])
    row = [cell.value for cell in _open(tmp_path / "a.xlsx")["Lembar"][1]]
    assert [len(str(row[0])), len(str(row[1])), row[2]] == [LONGEST_TEXT, LONGEST_TEXT, "cd"]


def test_a_sheet_has_a_name_that_excel_allows_and_no_other_has(tmp_path: Path) -> None:
    with Book(tmp_path / "a.xlsx", "Judul") as book:
        for name in ("Survei [a]/b", "Survei [A]/b", "x" * 40, "x" * 40, "''"):
            book.add(name)
    names = _open(tmp_path / "a.xlsx").sheetnames
    assert names == ["Survei a b", "Survei A b (2)", "x" * 31, "x" * 27 + " (2)", "Lembar"]


@pytest.mark.parametrize("streamed", [False, True])
def test_a_table_prints_on_a4_with_its_head_on_each_page(tmp_path: Path, streamed: bool) -> None:
    with Book(tmp_path / "a.xlsx", "Judul", streamed=streamed) as book:
        sheet = book.table("Lembar", [("Kolom", 10), ("Lain", 10)])
        sheet.values(1, [1, 2])
        sheet.filter(1, 2)
    page = _open(tmp_path / "a.xlsx")["Lembar"]
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert getattr(page.sheet_properties.pageSetUpPr, "fitToPage", False)
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)  # 1 is what is not written
    assert (page.print_title_rows, page.freeze_panes, page.auto_filter.ref) == ("$1:$1", "B2", "A1:B2")


@pytest.mark.parametrize("streamed", [False, True])
def test_nothing_is_written_where_writing_it_fails(
    tmp_path: Path, streamed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    aside = tmp_path / "aside"
    aside.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(aside))

    def fail() -> None:
        with Book(tmp_path / "a.xlsx", "Judul", streamed=streamed) as book:
            book.add("Lembar").values(0, [1])
            raise ValueError("di tengah")

    with pytest.raises(ValueError, match="di tengah"):
        fail()
    assert not (tmp_path / "a.xlsx").exists()
    assert not list(aside.iterdir())


def test_one_input_gives_one_file(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        with Book(tmp_path / name, "Judul", mark="lke-uji") as book:
            book.table("Lembar", [("Kolom", 10)])
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert b"lke-uji" in archive.read("docProps/core.xml")


def test_every_workbook_of_ours_is_written_through_it() -> None:
    direct = re.compile(r"xlsxwriter\.Workbook\(|add_worksheet|\bwrite_(?:string|number|formula|url|row|column)\(")
    modules = [path for path in (ROOT / "src").rglob("*.py") if path.name != "xlsx.py" or path.parent.name != "lke_cli"]
    assert [path.name for path in modules if direct.search(path.read_text(encoding="utf-8"))] == []
    assert direct.search((ROOT / "src/lke_cli/xlsx.py").read_text(encoding="utf-8"))
