"""Find workbooks: files, folders and patterns such as ``*.xlsx``, which Windows shells do not expand."""

import glob
from collections.abc import Sequence
from pathlib import Path

from lke_cli.errors import LkeError
from lke_cli.workbook.sheets import SUFFIXES

_REFUSED = (".xlsb",)
"""Workbooks that are found so that it is said why they are not read."""


def find_workbooks(given: Sequence[str]) -> list[Path]:
    """Return the workbooks that files, folders (with all below them) and patterns name, each once, in order.

    Lock files (``~$``) in folders and patterns are passed over; a file that is named itself is always in the result.
    Raises LkeError for a name that does not exist, and for a folder or pattern without workbooks.
    """
    found: dict[Path, None] = {}
    for name in given:
        path = Path(name)
        if path.is_dir():
            inside = sorted(each for each in path.rglob("*") if _is_workbook(each))
            if not inside:
                raise LkeError(f"Folder '{name}' tidak berisi workbook ({', '.join(SUFFIXES)}); pilih folder lain.")
        elif glob.has_magic(name) and not path.exists():
            inside = [each for each in map(Path, sorted(glob.glob(name, recursive=True))) if _is_workbook(each)]
            if not inside:
                raise LkeError(f"Tidak ada workbook yang cocok dengan '{name}'; periksa folder dan namanya.")
        else:
            inside = [path]
        found.update(dict.fromkeys(inside))
    return list(found)


def _is_workbook(path: Path) -> bool:
    return path.suffix.lower() in (*SUFFIXES, *_REFUSED) and not path.name.startswith("~$") and path.is_file()
