"""A report on paper: LibreOffice makes a PDF of it, and its pages tell how large their texts are."""

import ctypes
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from tests.templates.recalculate import required_office


@dataclass(frozen=True)
class Page:
    """A page's text, the sizes of its letters in points, and the sides of its paper in points."""

    text: str
    sizes: tuple[float, ...]
    width: float
    height: float


def printed(path: Path, folder: Path) -> list[Page]:
    """Return the pages of a document as LibreOffice prints it (see ``required_office``)."""
    soffice = required_office()
    folder.mkdir(exist_ok=True)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    made = folder / f"{path.stem}.pdf"
    if not made.exists() and not os.environ.get("LKE_REQUIRE_LIBREOFFICE"):
        pytest.skip("this LibreOffice does not open such a document (libreoffice-writer)")
    document = pypdfium2.PdfDocument(made)
    pages = [Page(page.get_textpage().get_text_range(), tuple(_sizes(page)), *page.get_size()) for page in document]
    document.close()
    return pages


def _sizes(page: pypdfium2.PdfPage) -> Iterator[float]:
    """Yield the size of each text on a page, as it is printed."""
    for each in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
        size = ctypes.c_float()
        pdfium.FPDFTextObj_GetFontSize(each.raw, size)
        matrix = each.get_matrix()
        yield size.value * (matrix.c**2 + matrix.d**2) ** 0.5


def check_readable(pages: list[Page]) -> None:
    """Assert that no page is empty, and that no text is smaller than 7 points."""
    assert pages
    for number, page in enumerate(pages, 1):
        assert page.text.strip(), f"page {number} is empty"
        assert min(page.sizes) >= 7, f"page {number}: {min(page.sizes):.2f} points"
