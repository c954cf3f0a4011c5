"""Photographs in documents used again, and what stands in every letter and is none."""

import io
from collections.abc import Sequence
from pathlib import Path

import docx
import pptx
import pytest
import xlsxwriter
from PIL import Image, ImageDraw, ImageFont

from lke_cli.evidence.folder import FolderEvidence, check_folder
from lke_cli.rubric import Rubric
from tests.evidence import files
from tests.evidence.copies import jpeg, resized, stamped
from tests.evidence.scenes import hall, yard

QUESTIONS = ("A.I.1.i.a", "A.I.1.ii.a", "A.I.2.i.a", "A.I.2.ii.a", "A.I.3.i.a", "A.I.4.i.a", "A.I.4.ii.a", "A.I.5.i.a")
REPORT, OTHER = "A.I.1.ii.a/Laporan rapat.docx", "A.I.4.i.a/Foto.jpg"


def word(*pictures: bytes, header: Sequence[bytes] = (), title: str = "LAPORAN") -> bytes:
    document = docx.Document()
    document.add_paragraph(title)
    for picture in pictures:
        document.add_picture(io.BytesIO(picture), width=docx.shared.Cm(12))
    for picture in header:
        document.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(picture))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def slides(picture: bytes) -> bytes:
    show = pptx.Presentation()
    show.slides.add_slide(show.slide_layouts[6]).shapes.add_picture(io.BytesIO(picture), 0, 0)
    buffer = io.BytesIO()
    show.save(buffer)
    return buffer.getvalue()


def sheet(picture: bytes) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    book.add_worksheet().insert_image(0, 0, "foto.jpg", {"image_data": io.BytesIO(picture)})
    book.close()
    return buffer.getvalue()


def logo(side: int = 600) -> bytes:
    """An emblem on white, as stands above letters."""
    image = Image.new("RGB", (600, 600), "white")
    draw = ImageDraw.Draw(image)
    draw.ellipse((60, 60, 540, 540), fill=(200, 30, 90))
    draw.polygon([(300, 120), (450, 420), (150, 420)], fill="gold")
    draw.text((160, 250), "CONTOH", fill="black", font=ImageFont.load_default(80))
    return jpeg(image.resize((side, side)))


def check(folder: Path, rubric: Rubric, contents: dict[str, bytes]) -> FolderEvidence:
    for path, data in contents.items():
        files.put(folder, path, data)
    return check_folder(folder, rubric)


def reused(evidence: FolderEvidence) -> list[str]:
    return [finding.message for finding in evidence.findings if finding.rule == "photo-reused"]


def test_a_photograph_in_a_report_is_told_with_the_report_and_its_own_name(tmp_path: Path, rubric: Rubric) -> None:
    copy = jpeg(resized(stamped(hall(1)), 0.6), 70)
    evidence = check(tmp_path, rubric, {REPORT: word(jpeg(yard(5)), copy), OTHER: jpeg(hall(1))})
    assert reused(evidence) == [f"gambar image2.jpg di '{REPORT}' sangat mirip dengan '{OTHER}'."]
    assert {file.path: file.alike for file in evidence.files} == {REPORT: (OTHER,), OTHER: (REPORT,)}
    assert all("reused" in file.genuine for file in evidence.files)


def test_slides_and_sheets_are_looked_into_too(tmp_path: Path, rubric: Rubric) -> None:
    one, other = "A.I.1.ii.a/Paparan.pptx", "A.I.4.i.a/Rekap.xlsx"
    evidence = check(tmp_path, rubric, {one: slides(jpeg(hall(1))), other: sheet(jpeg(hall(1), 50))})
    assert reused(evidence) == [f"gambar image1.jpg di '{one}' sangat mirip dengan gambar image1.jpeg di '{other}'."]


def test_photographs_on_the_pages_of_a_pdf_with_text_are_compared(tmp_path: Path, rubric: Rubric) -> None:
    path = "A.I.1.ii.a/Laporan rapat.pdf"
    report = files.report("LAPORAN", [], [jpeg(yard(5)), jpeg(resized(hall(1), 0.6), 70)])
    evidence = check(tmp_path, rubric, {path: report, OTHER: jpeg(hall(1))})
    assert reused(evidence) == [f"gambar halaman 2 di '{path}' sangat mirip dengan '{OTHER}'."]


@pytest.mark.parametrize(("page", "told"), [(2, True), (3, False), (4, False), (5, True), (14, True)])
def test_of_a_long_pdf_the_first_two_pages_and_the_last_ten_are_looked_at(
    tmp_path: Path, rubric: Rubric, page: int, told: bool
) -> None:
    pages = [[jpeg(hall(1))] if number == page else [] for number in range(1, 15)]
    evidence = check(tmp_path, rubric, {"A.I.1.ii.a/L.pdf": files.report("LAPORAN", *pages), OTHER: jpeg(hall(1))})
    assert bool(reused(evidence)) == told


def test_a_picture_above_every_page_of_a_pdf_leaves_room_for_the_others(tmp_path: Path, rubric: Rubric) -> None:
    """Of a document four pictures are kept; the letterhead on five pages is one of them."""
    head = jpeg(yard(7))
    pages = [*([head] for _ in range(5)), [head, jpeg(hall(1))]]
    evidence = check(tmp_path, rubric, {"A.I.1.ii.a/L.pdf": files.report("LAPORAN", *pages), OTHER: jpeg(hall(1))})
    assert reused(evidence) == [f"gambar halaman 6 di 'A.I.1.ii.a/L.pdf' sangat mirip dengan '{OTHER}'."]


def test_several_photographs_of_two_reports_are_told_once(tmp_path: Path, rubric: Rubric) -> None:
    photos = [jpeg(hall(seed)) for seed in (1, 2, 3)]
    other = "A.I.4.i.a/Laporan lain.docx"
    evidence = check(tmp_path, rubric, {REPORT: word(*photos), other: word(*photos[::-1], title="LAIN")})
    assert reused(evidence) == [f"gambar image1.jpg di '{REPORT}' sangat mirip dengan gambar image3.jpg di '{other}'."]


@pytest.mark.parametrize("picture", [logo(), logo(180)], ids=["large", "small"])
def test_a_logo_is_no_photograph(tmp_path: Path, rubric: Rubric, picture: bytes) -> None:
    letters = {f"{code}/Surat {code}.docx": word(picture, title=code) for code in QUESTIONS[:3]}
    assert reused(check(tmp_path, rubric, letters)) == []


@pytest.mark.parametrize(("side", "told"), [(199, False), (200, True)])
def test_a_picture_of_fewer_than_200_points_is_not_compared(
    tmp_path: Path, rubric: Rubric, side: int, told: bool
) -> None:
    picture = jpeg(hall(1).resize((400, side)), 95)
    evidence = check(tmp_path, rubric, {REPORT: word(picture), "A.I.4.i.a/Lain.docx": word(picture, title="LAIN")})
    assert bool(reused(evidence)) == told


def test_a_picture_above_every_page_is_no_photograph(tmp_path: Path, rubric: Rubric) -> None:
    letters = {f"{code}/Surat {code}.docx": word(header=[jpeg(hall(1))], title=code) for code in QUESTIONS[:3]}
    assert reused(check(tmp_path, rubric, letters)) == []


@pytest.mark.parametrize(("shared", "others", "told"), [(5, 4, False), (5, 5, True), (4, 0, True)])
def test_what_most_documents_have_is_their_letterhead(
    tmp_path: Path, rubric: Rubric, shared: int, others: int, told: bool
) -> None:
    """In more than half of the documents that have photographs, and in five at least."""
    same = {f"{QUESTIONS[n]}/Surat {n}.docx": word(jpeg(hall(1)), title=f"SURAT {n}") for n in range(shared)}
    own = {f"{QUESTIONS[n]}/Lain {n}.docx": word(jpeg(yard(n)), title=f"LAIN {n}") for n in range(others)}
    assert bool(reused(check(tmp_path, rubric, same | own))) == told


@pytest.mark.parametrize(("place", "told"), [(4, True), (5, False)])
def test_the_first_four_photographs_of_a_document_are_compared(
    tmp_path: Path, rubric: Rubric, place: int, told: bool
) -> None:
    photos = [jpeg(yard(seed)) for seed in range(20, 19 + place)]
    evidence = check(tmp_path, rubric, {REPORT: word(*photos, jpeg(hall(1))), OTHER: jpeg(hall(1), 60)})
    assert bool(reused(evidence)) == told


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("Laporan Maret 2025.docx", "Laporan April 2025.docx", True),
        ("Laporan Maret 2025.docx", "Notulen 2025-03-12.docx", False),
        ("Laporan Maret 2025.docx", "Notulen.docx", False),
        ("Laporan 2025-04-02.docx", "Foto 2025-03-31.jpg", False),
    ],
)
def test_of_one_question_only_documents_of_different_months(
    tmp_path: Path, rubric: Rubric, one: str, other: str, told: bool
) -> None:
    """A report shows the photographs that lie beside it, and is written later than they were taken."""
    contents = {one: word(jpeg(hall(1))), other: word(jpeg(hall(1)), title="LAIN")}
    contents = {f"A.I.1.ii.a/{n}": jpeg(hall(1)) if n.endswith("jpg") else data for n, data in contents.items()}
    assert bool(reused(check(tmp_path, rubric, contents))) == told


def test_the_same_report_for_two_questions_is_told_once(tmp_path: Path, rubric: Rubric) -> None:
    report = word(jpeg(hall(1)))
    evidence = check(tmp_path, rubric, {REPORT: report, "A.I.4.i.a/Laporan.docx": report})
    assert reused(evidence) == []
    assert "file-duplicate" in {finding.rule for finding in evidence.findings}


def test_a_picture_that_is_none_or_too_large_leaves_the_document_as_it_is(tmp_path: Path, rubric: Rubric) -> None:
    buffer = io.BytesIO()
    Image.new("RGBA", (2_100, 2_000), "red").save(buffer, "PNG")  # 16,8 MB decoded
    whole = jpeg(hall(1))
    huge = jpeg(Image.new("L", (100, 100), "white")).replace(b"\0\x64\0\x64", b"\xff\x00\xff\x00", 1)  # 65280 points
    contents = {
        "A.I.1.i.a/a.docx": word(buffer.getvalue()),
        "A.I.4.i.a/b.docx": word(buffer.getvalue(), title="LAIN"),
        "A.I.1.ii.a/c.docx": word(whole[: len(whole) // 2]),
        OTHER: whole,
        "A.I.5.i.a/d.docx": word(huge, title="BESAR"),
    }
    assert [(file.state, file.alike) for file in check(tmp_path, rubric, contents).files] == [("ok", ())] * 5
