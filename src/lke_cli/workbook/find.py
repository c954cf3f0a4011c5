"""Find workbooks: files, folders and patterns such as ``*.xlsx``, which Windows shells do not expand."""

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from lke_cli.errors import LkeError
from lke_cli.workbook.sheets import NO_WORKBOOKS, SUFFIXES

_REFUSED = (".xlsb",)
"""Workbooks that are found so that it is said why they are not read."""


def find_workbooks(given: Sequence[str]) -> list[Path]:
    """Return the workbooks that files, folders (with all below them) and patterns name, each once, in order.

    A pattern may match files and folders. What Excel and macOS lay beside workbooks (``~$``, ``._``) is passed over in
    folders and patterns; a file that is named itself is always in the result.
    Raises LkeError for an empty name, and for a folder or pattern without workbooks.
    """
    found: dict[str, Path] = {}
    for name in given:
        path = Path(name)
        if not name.strip():
            raise LkeError("Nama berkas kosong; sebut sebuah berkas, folder, atau pola seperti *.xlsx.")
        if path.is_dir():
            inside = sorted(_workbooks([path]))
            if not inside:
                raise LkeError(f"Folder '{name}' tidak berisi workbook ({', '.join(SUFFIXES)}); pilih folder lain.")
        elif glob.has_magic(name) and not path.exists():
            inside = list(_workbooks(_matching(path)))
            if not inside:
                raise LkeError(f"Tidak ada workbook yang cocok dengan '{name}'; periksa folder dan namanya.")
        else:
            inside = [path]
        for each in inside:
            found.setdefault(os.path.realpath(each), each)
    return list(found.values())


def _workbooks(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(each for each in path.rglob("*") if _is_workbook(each))
        elif _is_workbook(path):
            yield path


def _matching(pattern: Path) -> list[Path]:
    """Return what a pattern matches; brackets in the name of a folder that exists are no pattern."""
    folder = next((each for each in pattern.parents if each.is_dir()), Path())
    rest = pattern.relative_to(folder) if folder.parts else pattern
    return [Path(each) for each in sorted(glob.glob(os.path.join(glob.escape(str(folder)), rest), recursive=True))]


def _is_workbook(path: Path) -> bool:
    named = path.suffix.lower() in (*SUFFIXES, *_REFUSED) and not path.name.startswith(tuple(NO_WORKBOOKS))
    return named and path.is_file()
