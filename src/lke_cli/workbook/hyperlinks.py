"""The links behind the cells of a sheet, which the reader of values leaves out."""

import zipfile
from pathlib import Path

from lke_cli.workbook.package import Package, TooLargeError

CellLinks = dict[tuple[int, int], list[str | None]]
"""Addresses by 0-based row and column; None for one that a formula puts together."""


def read_hyperlinks(path: Path, sheet: str) -> CellLinks | None:
    """Return the links behind a sheet's cells; None where the file's format does not give them (.xls, .ods)."""
    try:
        data = path.read_bytes()
        if not data.startswith(b"PK"):
            return None
        package = Package(data)
        part = dict(package.sheet_parts).get(sheet)
        if part is None:
            return None
        found: CellLinks = {}
        for place, address in package.hyperlinks(part):
            found.setdefault(place, []).append(address)
    except (OSError, zipfile.BadZipFile, TooLargeError):
        return None
    return found
