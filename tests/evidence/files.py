"""Small real files of every kind, with invented text about no person."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx
import pptx
import pypdf
import xlsxwriter
from PIL import Image
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject


def pdf(*lines: str, password: str | None = None, owner: str | None = None, made: str | None = None) -> bytes:
    """A PDF with one page; without lines it shows no text, as a scan does."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(595, 842)
    if not lines:
        grey = DecodedStreamObject()
        grey.set_data(b"0.9 g 50 50 495 742 re f")
        page[NameObject("/Contents")] = writer._add_object(grey)
    if lines:
        font = DictionaryObject(
            {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1")}
        )
        font[NameObject("/BaseFont")] = NameObject("/Helvetica")
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = DecodedStreamObject()
        shown = " ".join(f"({line}) Tj 0 -16 Td" for line in lines)
        stream.set_data(f"BT /F1 12 Tf 60 780 Td {shown} ET".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream)
    if made:
        writer.add_metadata({"/CreationDate": f"D:{made.replace('-', '')}080000"})
    if password is not None or owner is not None:
        writer.encrypt(password or "", owner, algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def blank_pdf() -> bytes:
    """A PDF with one page on which there is nothing."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def report(title: str, *pages: Sequence[bytes]) -> bytes:
    """A PDF of which each page bears a line of text and pictures."""
    writer = pypdf.PdfWriter()
    for number, pictures in enumerate(pages, 1):
        page = writer.add_page(pypdf.PdfReader(io.BytesIO(pdf(f"{title} {number}"))).pages[0])
        for place, picture in enumerate(pictures):
            buffer = io.BytesIO()
            Image.open(io.BytesIO(picture)).save(buffer, "PDF")
            shown = pypdf.PdfReader(io.BytesIO(buffer.getvalue())).pages[0]
            page.merge_transformed_page(shown, pypdf.Transformation().scale(0.2).translate(0, 100 * place))
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def word(*lines: str) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def slides(*titles: str) -> bytes:
    show = pptx.Presentation()
    for title in titles:
        shape = show.slides.add_slide(show.slide_layouts[0]).shapes.title
        assert shape is not None
        shape.text = title
    buffer = io.BytesIO()
    show.save(buffer)
    return buffer.getvalue()


def sheet(*rows: str) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    page = book.add_worksheet()
    for number, row in enumerate(rows):
        page.write(number, 0, row)
    book.close()
    return buffer.getvalue()


def image(kind: str, size: tuple[int, int] = (320, 240)) -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(buffer, kind)
    return buffer.getvalue()


def archive(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return buffer.getvalue()


def put(folder: Path, path: str, data: bytes) -> Path:
    """Write a file below a folder, with its folders."""
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return target
