"""The photographs in Word, PowerPoint, Excel and PDF files, for finding copies: those that the pages themselves show.

What stands in every letter is no photograph: pictures of the header and the footer, logos (small, or on white), and
what most documents of a folder have (that is for whoever sees them all to tell).
"""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from typing import Any

from lke_cli.evidence.pictures import decoded_size, draft, is_on_paper, look_of

MOST_PHOTOS = 4
"""Of a document: of a copied report these give it away, and 5,000 documents stay within the memory."""
SMALLEST_PHOTO = 200
"""Points of the shorter side; logos in letters have fewer."""
_STORED = 10_000_000  # bytes of a picture
_DECODED = 16_000_000
_PAGES_SEEN = 12  # of a PDF; of a longer one the last, where reports show what was done, and the first two
_FIRST = 2
_OBJECTS = 20_000  # of a page, above which it is a drawing
_PICTURES = 30  # of a page
_RELATIONS = 1_000_000  # bytes of a part that says which pictures a page shows
_PAGES = re.compile(
    r"word/_rels/document\.xml\.rels|ppt/slides/_rels/slide\d+\.xml\.rels|xl/drawings/_rels/drawing\d+\.xml\.rels"
)
_PICTURE = re.compile(rb"[\"'/]media/([\w.-]{1,80}\.(?:jpe?g|png))[\"']", re.IGNORECASE)

Photo = tuple[str, str]
"""The name of a picture in a document, and its look."""


def photos_inside(archive: zipfile.ZipFile) -> tuple[Photo, ...]:
    """Return the first photographs of a document. What cannot be read of them is not needed to judge it."""
    shown = {name for info in archive.infolist() if _PAGES.fullmatch(info.filename) for name in _named(archive, info)}
    parts = [info for info in archive.infolist() if info.filename.rpartition("/media/")[2] in shown]
    parts.sort(key=lambda info: (len(info.filename), info.filename))  # image2 before image10
    return tuple(islice(_photos(archive, parts), MOST_PHOTOS))


def photos_on_pages(document: Any) -> tuple[Photo, ...]:
    """Return the first photographs (JPEG) of a PDF (a ``pypdfium2.PdfDocument``), each named by its page."""
    count = len(document)
    pages = range(count) if count <= _PAGES_SEEN else (*range(_FIRST), *range(count - _PAGES_SEEN + _FIRST, count))
    found: dict[str, str] = {}
    for number in pages:
        for data in _jpegs_of(document, number):
            look = _look(data)
            if look:
                found.setdefault(look, f"halaman {number + 1}")  # what stands above every page is one picture
            if len(found) == MOST_PHOTOS:
                return tuple((name, look) for look, name in found.items())
    return tuple((name, look) for look, name in found.items())


def _jpegs_of(document: Any, number: int) -> Iterator[bytes]:
    """Yield the bytes of the JPEG pictures of a page. What cannot be read of them is not needed to judge it."""
    from pypdfium2 import raw

    try:
        with closing(document[number]) as page:
            pictures = jpegs_on(page) if raw.FPDFPage_CountObjects(page.raw) <= _OBJECTS else []
            for picture in pictures:
                if raw.FPDFImageObj_GetImageDataRaw(picture, None, 0) <= _STORED:
                    yield bytes(picture.get_data())
    except MemoryError:
        raise
    except Exception:
        return


def jpegs_on(page: Any) -> list[Any]:
    """Return the pictures of a page of a PDF that are stored as JPEG: others would have to be unpacked whole."""
    from pypdfium2 import raw

    pictures = islice(page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=2), _PICTURES)
    return [picture for picture in pictures if picture.get_filters() == ["DCTDecode"]]


def _named(archive: zipfile.ZipFile, relations: zipfile.ZipInfo) -> set[str]:
    if relations.file_size > _RELATIONS:
        return set()
    return {name.decode() for name in _PICTURE.findall(archive.read(relations))}


def _photos(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> Iterator[Photo]:
    for info in parts:
        look = _look(archive.read(info)) if info.file_size <= _STORED else ""
        if look:
            yield info.filename.rpartition("/")[2], look


def _look(data: bytes) -> str:
    """Return the look of a photograph, nothing of what is none or too large."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=["JPEG", "PNG"]) as image:
            small = min(image.size) < SMALLEST_PHOTO
            whole = 0 if _is_read_in_part(image) else decoded_size(image)
            part = draft(image)
            if small or max(whole, decoded_size(image)) > _DECODED:
                return ""
            look = look_of(image, part)
    except MemoryError:
        raise
    except Exception:
        return ""
    return "" if is_on_paper(look) else look


def _is_read_in_part(image: Any) -> bool:
    """Return whether a picture takes no more memory than the part of its size that it is decoded at."""
    return image.format == "JPEG" and not image.info.get("progressive")
