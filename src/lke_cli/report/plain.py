"""A document as plain text of a given width, for a pipe or a file."""

from lke_cli.report.document import Document
from lke_cli.report.layout import lay_out

WIDTH = 100


def to_text(document: Document, width: int = WIDTH) -> str:
    """Return a document as plain text; no line is longer than ``width``."""
    return "".join("".join(piece.text for piece in line).rstrip() + "\n" for line in lay_out(document, width))
