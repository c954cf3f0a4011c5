"""Workbooks that are handed around on paper: A4 lying, nothing too small, no page empty, the head on each page."""

import shutil
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest

from tests.conftest import ROOT, Run
from tests.report.printed import check_readable, printed

SAMPLES = ROOT / "samples"
A4 = (841.9, 595.3)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "masuk").mkdir()
    for path in SAMPLES.glob("*.xlsx"):
        shutil.copy(path, tmp_path / "masuk")
    (tmp_path / "masuk/LKE Kota Rusak.xlsx").write_bytes(b"PK\x03\x04 rusak")
    return tmp_path / "masuk"


@pytest.mark.parametrize("command", ["compare", "check-evidence", "score", "score-many"])
def test_a_workbook_can_be_read_on_paper(command: str, lke: Run, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "laporan.xlsx"
    evidence = next(SAMPLES.glob("*/"))
    arguments = {
        "compare": ("compare", folder),
        "score": ("score", next(folder.glob("*Misal*"))),
        "score-many": ("score", folder),
        "check-evidence": ("check-evidence", evidence, "--workbook", next(folder.glob("*Teladan*"))),
    }
    lke(*arguments[command], "-o", path)
    pages = printed(path, tmp_path / "pdf")
    check_readable(pages)
    for page in pages:
        assert (page.width, page.height) == pytest.approx(A4, abs=1)
        assert "Halaman" in page.text


def test_the_recap_says_what_it_is_and_what_is_asked_for(lke: Run, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "rekap.xlsx"
    lke("compare", folder, "--min", "A.1=70%", "-o", path)
    sheet = openpyxl.load_workbook(path)["Peringkat"]
    assert sheet["A1"].value == "Rekap 4 berkas LKE, target WBK"
    assert sheet["B3"].value == "Nilai minimal WBK"
    titles = [cell.value for cell in sheet[4]]
    limits = {title: cell.value for title, cell in zip(titles, sheet[3], strict=True)}
    assert limits["Total"] == 75
    assert limits["A.1 Manajemen Perubahan"] == pytest.approx(5.6)  # 70 % of 8
    assert limits["IPAK"] == 3.6
    legend = {cell.value for cell in sheet[2]}
    assert {"di bawah minimal", "perlu dilihat", "memenuhi"} <= legend
    assert sheet.print_title_rows == "$1:$4"


def test_scores_have_a_workbook_of_their_own(lke: Run, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "nilai.xlsx"
    lke("score", next(folder.glob("*Contoh*.xlsx")), "-o", path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Ringkasan", "Nilai minimal", "Langkah", "Pertanyaan", "Temuan", "Berkas"]
    minimums = {row[0].value: row for row in book["Nilai minimal"].iter_rows()}
    # numbers that a person can compute with: 14.9625 of 15.75, which 3.42 of 4 in 17.5 points gives
    assert [minimums["B.I.a"][column].value for column in (2, 3)] == [15.75, pytest.approx(14.9625)]
    nodes = {row[0].value: row for row in book["Ringkasan"].iter_rows(min_row=5)}
    assert nodes["A.6"][3].value == pytest.approx(2.4444, abs=1e-4)
    assert [cell.value for cell in nodes["A.6"][4:6]] == [6, "belum"]
    assert book["Pertanyaan"].max_row == 1 + 113
    # It lists every question with its answer, and is no LKE to us.
    code, _, err = lke("score", path)
    assert code == 2
    assert "laporan yang ditulis lke, bukan LKE" in err


def test_files_stand_on_the_last_sheet_alone_and_lead_there(lke: Run, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "rekap.xlsx"
    lke("compare", folder, "-o", path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[-1] == "Berkas"
    for sheet in book.worksheets[:-1]:
        if sheet.title != "Catatan":  # says of a file that it cannot be read
            told = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
            assert not [text for text in told if str(folder) in text], sheet.title
    links = {cell.value: cell.hyperlink.target for cell in book["Berkas"]["B"][1:] if cell.hyperlink}
    teladan = next(folder.glob("*Teladan*"))
    assert unquote(links[str(teladan)]) == f"masuk\\{teladan.name}"  # as Excel writes it
    assert len(links) == 4  # all that are there


def test_a_file_is_led_to_only_where_it_is_and_is_a_document(tmp_path: Path) -> None:
    from lke_cli.xlsx import Book

    for name in ("ada.pdf", "program.exe", "makro.xlsm"):
        (tmp_path / name).write_bytes(b"x")
    paths = ["ada.pdf", "program.exe", "makro.xlsm", "tidak ada.pdf"]
    paths = [*(str(tmp_path / name) for name in paths), "//server/bersama/a.pdf", "\\\\server\\bersama\\a.pdf"]
    with Book(tmp_path / "a.xlsx", "Judul") as book:
        sheet = book.add("Berkas")
        for row, path in enumerate(paths):
            sheet.file(row, 0, path)
    cells = openpyxl.load_workbook(tmp_path / "a.xlsx")["Berkas"]["A"]
    assert [cell.value for cell in cells] == paths
    assert [cell.hyperlink.target if cell.hyperlink else None for cell in cells] == ["ada.pdf", *[None] * 5]
