"""What can be mended now comes first, a line a question; no list of files is cut without a sign."""

import os
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

import openpyxl
import pytest

from lke_cli.evidence.check import build_report
from lke_cli.evidence.folder import check_folder
from lke_cli.periods import parse_period
from lke_cli.report import show_result
from lke_cli.report.checklist import write_checklist
from lke_cli.report.document import Table
from lke_cli.report.evidence import evidence_document, evidence_table, genuine_text
from lke_cli.report.first.evidence import first_evidence
from lke_cli.report.mend import mend_text, to_mend
from lke_cli.results import EvidenceReport, Signature
from lke_cli.rubric import Rubric
from tests.evidence import files
from tests.evidence.copies import jpeg
from tests.evidence.scenes import hall
from tests.report.pages import read_page

SK = "A.I.1.i.a"


@pytest.fixture
def report(tmp_path: Path, rubric: Rubric) -> EvidenceReport:
    folder = tmp_path / "bukti"
    for number in range(44):
        files.put(folder, f"{SK}/SK {number:02} 2025.pdf", files.pdf(f"KEPUTUSAN {number}"))
    files.put(folder, f"{SK}/SK 2019.pdf", files.pdf("KEPUTUSAN TAHUN 2019"))
    files.put(folder, "A.I.1.iii.b/Notulensi.pdf", b"")
    files.put(folder, "A.I.1.iii.b/Laporan.pdf", files.pdf("LAPORAN")[:200])
    files.put(folder, "entah apa.pdf", files.pdf("ISI"))
    checked = check_folder(folder, rubric, period=parse_period("2025"))
    return build_report(rubric, checked, period="2025")


def test_one_line_a_question_the_worst_first(report: EvidenceReport) -> None:
    mends = to_mend(report)
    said = [(mend.code, mend_text(mend, 5)) for mend in mends]
    assert said[0] == ("A.I.1.iii.b", "kosong: Notulensi.pdf; rusak: Laporan.pdf")
    assert (SK, "di luar periode: SK 2019.pdf") in said
    assert any("letaknya belum pasti: entah apa.pdf" in text for _, text in said)
    assert len({code for code, _ in said}) == len(said)


def test_the_first_screen_says_how_many_more_files_there_are(tmp_path: Path, rubric: Rubric) -> None:
    """44 empty files of one question and a broken one stand in what is left of a line: none is cut without a sign."""
    for number in range(44):
        files.put(tmp_path, f"{SK}/SK nomor {number:02}.pdf", b"")
    report = build_report(rubric, check_folder(tmp_path, rubric))
    files.put(tmp_path, f"{SK}/SK yang panjang sekali namanya sehingga dipotong.pdf", b"%PDF-1.4")
    both = build_report(rubric, check_folder(tmp_path, rubric))
    lines = [_mended_line(each, width) for each in (report, both) for width in (80, 100)]
    assert lines == [
        "44 kosong",
        "kosong: SK nomor 00.pdf dan 43 lagi",
        "44 kosong; 1 rusak",
        "44 kosong; 1 rusak",
    ]


def _mended_line(report: EvidenceReport, width: int) -> object:
    screen = first_evidence(report, width)
    return next(block.rows[0][3] for block in screen.blocks if isinstance(block, Table) and block.key == "mend")


def test_the_report_names_it_before_all_tables(report: EvidenceReport) -> None:
    tables = [block.key for block in evidence_document(report).blocks if hasattr(block, "key")]
    assert tables[0] == "mend"


def test_the_checklist_says_how_many_more_there_are_and_leads_to_them(tmp_path: Path, report: EvidenceReport) -> None:
    """45 usable files of one question: twelve by name, 33 more."""
    write_checklist(report, tmp_path / "daftar.xlsx")
    book = openpyxl.load_workbook(tmp_path / "daftar.xlsx")
    assert book.sheetnames[0] == "Betulkan dulu"
    head = [cell.value for cell in book["Daftar periksa"][3]]
    row = next(row for row in book["Daftar periksa"].iter_rows() if row[0].value == SK)
    names = row[head.index("Nama berkas")]
    lines = str(names.value).splitlines()
    assert len(lines) == 13
    assert lines[-1] == "dan 33 lagi di lembar Berkas"
    assert names.hyperlink is not None
    assert names.hyperlink.location is not None
    sheet, _, cell = names.hyperlink.location.replace("'", "").partition("!")
    assert book[sheet][cell].value.startswith(f"{SK}/")
    listed = [each.value for each in book["Berkas"]["B"]]
    assert listed.count(SK) == 45
    assert row[head.index("Dipersoalkan")].value == "di luar periode 1"


@pytest.mark.parametrize(("count", "more"), [(12, []), (13, ["dan 1 lagi di lembar Berkas"])])
def test_the_checklist_names_twelve_files(tmp_path: Path, rubric: Rubric, count: int, more: list[str]) -> None:
    folder = tmp_path / "bukti"
    for number in range(count):
        files.put(folder, f"{SK}/SK {number:02} 2025.pdf", files.pdf(f"KEPUTUSAN {number}"))
    report = build_report(rubric, check_folder(folder, rubric))
    write_checklist(report, tmp_path / "daftar.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "daftar.xlsx")["Daftar periksa"]
    row = next(row for row in sheet.iter_rows() if row[0].value == SK)
    lines = str(row[[cell.value for cell in sheet[3]].index("Nama berkas")].value).splitlines()
    assert len(lines[:12]) == 12
    assert lines[12:] == more


def test_points_hang_on_a_doubted_file_alone(report: EvidenceReport) -> None:
    (old,) = [file for file in report.files if file.path.endswith("SK 2019.pdf")]
    assert (old.genuine, old.at_risk) == (("outside",), 0.25)  # half of the 0.5 points of two questions
    assert sum(file.at_risk for file in report.files) == 0.25
    table = evidence_table(report)
    keys = [column.key for column in table.columns]
    (row,) = [dict(zip(keys, row, strict=True)) for row in table.rows if old.path in row and row[0] == "file"]
    assert (row["genuine"], row["at_risk"]) == ("outside", 0.25)


def test_what_a_cell_says_of_signatures(report: EvidenceReport) -> None:
    whole = Signature("whole", "2025-03-12T09:30:00", "Kepala Contoh", "OSD", ("OSD",), "", "BSrE BSSN")
    file = replace(report.files[0], signatures=(whole,), genuine=("signed", "outside"))
    said = "Kepala Contoh, 12 Maret 2025, penerbit bernama BSrE BSSN, isinya utuh"
    assert genuine_text(file) == f"tanda tangan elektronik ({said}); di luar periode"


ODD = ("javascript:alert(1).pdf", "SK #1 100%.pdf", 'a"><img src=x onerror=alert(1)>.pdf', "a?b&amp;c.pdf")


def _links_of_page(folder: Path, rubric: Rubric, page: Path, part: str = "mend") -> dict[str, str]:
    """Return the files that a page on a folder leads to: what is said, and the address."""
    result = build_report(rubric, check_folder(folder, rubric))
    show_result(result, "html", page)
    links = read_page(page.read_text("utf-8")).by_id(part).all("a")
    return {link.text: link.attributes["href"] for link in links}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_page_beside_the_folder_leads_to_its_files_and_to_nothing_else(tmp_path: Path, rubric: Rubric) -> None:
    """An address is quoted: whatever a file is called, a browser opens that file in the page's own folder."""
    folder = tmp_path / "bukti"
    for name in ODD:
        files.put(folder, f"{SK}/{name}", b"")
    files.put(folder, f"{SK}/program.exe", b"MZ")
    files.put(tmp_path, "rahasia.pdf", b"")
    (folder / SK / "lain.pdf").symlink_to(tmp_path / "rahasia.pdf")
    links = _links_of_page(folder, rubric, tmp_path / "halaman.html")
    assert set(links) == {*ODD, "lain.pdf"}
    assert links.pop("lain.pdf") == "rahasia.pdf"
    for name, address in links.items():
        parts = urlsplit(address)
        assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("", "", "", "")
        assert (tmp_path / unquote(parts.path)).samefile(folder / SK / name)
    # In the evidence folder itself the page leads to what lies there, not out of it.
    inside = _links_of_page(folder, rubric, folder / "halaman.html")
    assert set(inside) == set(ODD)
    assert inside["SK #1 100%.pdf"] == f"{SK}/SK%20%231%20100%25.pdf"


def test_a_page_elsewhere_names_files_without_leading_to_them(tmp_path: Path, rubric: Rubric) -> None:
    files.put(tmp_path / "bukti", f"{SK}/SK.pdf", b"")
    elsewhere = tmp_path / "lain"
    elsewhere.mkdir()
    assert _links_of_page(tmp_path / "bukti", rubric, elsewhere / "halaman.html") == {}
    assert "kosong: SK.pdf" in read_page((elsewhere / "halaman.html").read_text("utf-8")).by_id("mend").text


def test_a_page_leads_to_each_of_the_pictures_that_are_alike(tmp_path: Path, rubric: Rubric) -> None:
    photo = hall(1)
    files.put(tmp_path / "bukti", f"{SK}/Foto.jpg", jpeg(photo))
    files.put(tmp_path / "bukti", "A.I.1.iv.c/IMG 1.jpg", jpeg(photo, 60))
    links = _links_of_page(tmp_path / "bukti", rubric, tmp_path / "halaman.html", "mirip")
    assert {name: unquote(address) for name, address in links.items()} == {
        f"{SK}/Foto.jpg": f"bukti/{SK}/Foto.jpg",
        "A.I.1.iv.c/IMG 1.jpg": "bukti/A.I.1.iv.c/IMG 1.jpg",
    }


def test_a_page_says_how_many_more_files_of_a_question_there_are(tmp_path: Path, rubric: Rubric) -> None:
    """Seven empty files of one question: six by name."""
    for number in range(7):
        files.put(tmp_path / "bukti", f"{SK}/SK {number}.pdf", b"")
    assert len(_links_of_page(tmp_path / "bukti", rubric, tmp_path / "halaman.html")) == 6
    said = read_page((tmp_path / "halaman.html").read_text("utf-8")).by_id("mend").text
    assert said.endswith("SK 5.pdf dan 1 lagi")
