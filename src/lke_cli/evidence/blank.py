"""Documents and pictures that open and show nothing: an empty page, a form of one's own never filled in.

Only what is beyond doubt: whatever might show something (a picture, a drawing, a note) makes a document no blank one.
"""

import base64
import re
import zipfile
from typing import Any

NOTHING_SHOWN = "terbuka, tetapi tidak ada isinya"
_MOST_PAGES = 12
_SAME = 2  # of 256 shades by which the parts of a picture of one colour may differ
_TEXTS = re.compile(
    r"(?:word/(?:document|header\d*|footer\d*|footnotes|comments)|ppt/slides/slide\d+"
    r"|xl/(?:sharedStrings|worksheets/[^/]+))\.xml"
)
_TEXT = re.compile(rb">\s*+[^<>\s][^<>]*+</(?:\w++:)?+[tv]>")
_SHAPE = re.compile(rb"<(?:w:drawing|w:pict|w:object|w:altChunk|mc:AlternateContent|p:pic|p:graphicFrame|p:cxnSp)\b")
_SHOWS = re.compile(r"/(?:media|embeddings|charts|diagrams|drawings|activeX|ink|chartsheets)/")


def is_blank_office(archive: zipfile.ZipFile) -> bool:
    """Return whether no page, slide or sheet of a Word, PowerPoint or Excel file shows anything."""
    names = archive.namelist()
    if any(_SHOWS.search(name) for name in names):
        return False
    parts = [archive.read(name) for name in names if _TEXTS.fullmatch(name)]
    return bool(parts) and not any(_TEXT.search(part) or _SHAPE.search(part) for part in parts)


def is_blank_pdf(document: Any) -> bool:
    """Return whether no page of a short PDF (a ``pypdfium2.PdfDocument``) holds anything."""
    from pypdfium2 import raw

    return len(document) <= _MOST_PAGES and all(
        raw.FPDFPage_CountObjects(page.raw) == 0 and raw.FPDFPage_GetAnnotCount(page.raw) == 0 for page in document
    )


def is_one_colour(image: Any, look: str) -> bool:
    """Return whether a picture (``PIL.Image``, with its look) is of one colour; one that is seen through may not be."""
    if not look or image.mode not in ("1", "L", "RGB") or "transparency" in image.info:
        return False
    shades = base64.b64decode(look)
    return getattr(image, "n_frames", 1) == 1 and max(shades) - min(shades) <= _SAME
