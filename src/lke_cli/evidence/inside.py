"""The photographs in Word, PowerPoint and Excel files, for finding copies: those that the pages themselves show.

What stands in every letter is no photograph: pictures of the header and the footer, logos (small, or on white), and
what most documents of a folder have (that is for whoever sees them all to tell).
"""

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lke_cli.evidence.pictures import decoded_size, draft, is_on_paper, look_of

MOST_PHOTOS = 4
"""Of a document: of a copied report these give it away, and 5,000 documents stay within the memory."""
SMALLEST_PHOTO = 200
"""Points of the shorter side; logos in letters have fewer."""
_STORED = 10_000_000  # bytes of a picture
_DECODED = 16_000_000
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
            draft(image)
            if small or max(whole, decoded_size(image)) > _DECODED:
                return ""
            look = look_of(image)
    except MemoryError:
        raise
    except Exception:
        return ""
    return "" if is_on_paper(look) else look


def _is_read_in_part(image: Any) -> bool:
    """Return whether a picture takes no more memory than the part of its size that it is decoded at."""
    return image.format == "JPEG" and not image.info.get("progressive")
