"""Where a document lies as seen from a report's folder, for a report that leads to it."""

import os
from pathlib import Path, PurePath
from urllib.parse import quote

_DOCUMENTS = frozenset(
    [".xlsx", ".xls", ".ods", ".pdf", ".docx", ".doc", ".odt", ".pptx", ".ppt", ".jpg", ".jpeg", ".png", ".txt", ".mp4"]
)
"""Files that are looked at when they are opened, and not run; one with macros is no such."""


def path_from(folder: Path, path: str) -> str | None:
    """Return a document's path from a folder on, None where there is none that may be led to.

    A path that a saved result brings may lie on another computer, whose server is not asked; a program is not led to
    either.
    """
    elsewhere = path.replace("\\", "/").startswith("//") or not path.isprintable()
    if elsewhere or Path(path).suffix.lower() not in _DOCUMENTS:
        return None
    try:
        file = Path(path).resolve(strict=True)
        return os.path.relpath(file, folder.resolve()) if file.is_file() else None
    except (OSError, ValueError):  # it is not there, or on another drive
        return None


def address_from(folder: Path, path: str) -> str | None:
    """Return the address by which a page in a folder leads to a document, None where it lies neither in that folder nor
    below: sent elsewhere with its folder, the page leads to it still, and tells nothing of the disk."""
    where = path_from(folder, path)
    if where is None or ".." in PurePath(where).parts:
        return None
    return quote(PurePath(where).as_posix())  # a colon too: no name becomes a scheme
