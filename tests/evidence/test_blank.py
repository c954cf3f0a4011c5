"""What opens and shows nothing is no evidence; what might show something is judged as before."""

import io
from pathlib import Path

import docx
import pytest
import xlsxwriter
from PIL import Image, ImageDraw

from lke_cli.evidence.folder import check_folder
from lke_cli.rubric import Rubric
from tests.evidence import files
from tests.evidence.copies import jpeg


def _word(*, header: str = "", picture: bool = False) -> bytes:
    document = docx.Document()
    document.add_paragraph(" ")
    document.sections[0].header.paragraphs[0].text = header
    if picture:
        document.add_picture(io.BytesIO(files.image("JPEG")))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _sheets(**cells: str) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    for name, value in cells.items():
        book.add_worksheet(name).write(30, 2, value) if value else book.add_worksheet(name)
    book.close()
    return buffer.getvalue()


def _picture(mark: int) -> bytes:
    """A white page of 800 x 600 points with a square of so many points each way."""
    image = Image.new("RGB", (800, 600), "white")
    if mark:
        ImageDraw.Draw(image).rectangle((200, 200, 199 + mark, 199 + mark), fill="black")
    return jpeg(image)


def _seen_through() -> bytes:
    """A signature in black on nothing: the colour alone is black everywhere."""
    image = Image.new("RGBA", (400, 200), (0, 0, 0, 0))
    ImageDraw.Draw(image).line((50, 50, 350, 150), fill=(0, 0, 0, 255), width=8)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "blank"),
    [
        ("SK.docx", _word(), True),
        ("SK.docx", _word(header="KEPUTUSAN"), False),
        ("SK.docx", _word(picture=True), False),
        ("SK.pptx", files.slides("", ""), True),
        ("SK.pptx", files.slides("", "Paparan"), False),
        ("SK.xlsx", _sheets(Satu="", Dua=""), True),
        ("SK.xlsx", _sheets(Satu="", Dua="Rekap"), False),
        ("SK.pdf", files.blank_pdf(), True),
        ("SK.pdf", files.pdf(), False),  # a picture of a page
        ("SK.txt", b"  \r\n", True),
        ("SK.txt", b" SK \r\n", False),
        ("SK.jpg", _picture(0), True),
        ("SK.jpg", _picture(5), False),
        ("SK.png", _seen_through(), False),
    ],
)
def test_a_document_that_shows_nothing_does_not_count(
    tmp_path: Path, rubric: Rubric, name: str, data: bytes, blank: bool
) -> None:
    files.put(tmp_path, f"A.I.1.i.a/{name}", data)
    checked = check_folder(tmp_path, rubric)
    (file,) = checked.files
    assert (file.state == "empty", file.usable) == (blank, not blank)
    assert bool([finding for finding in checked.findings if finding.rule == "file-empty"]) == blank
