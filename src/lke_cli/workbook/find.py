"""Find workbooks: files, folders and patterns such as ``*.xlsx``, which Windows shells do not expand."""

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from lke_cli.errors import LkeError
from lke_cli.results import PassedOver, passed_over_sentence
from lke_cli.scan import Scan, Unseen, scan
from lke_cli.workbook.sheets import NO_WORKBOOKS, SUFFIXES, is_spreadsheet

_REFUSED = (".xlsb",)
"""Workbooks that are found so that it is said why they are not read."""


_PASSED_OVER = {
    "dokumen Word": (".docx", ".docm", ".doc", ".rtf", ".odt"),
    "PDF": (".pdf",),
    "arsip": (".zip", ".rar", ".7z", ".tar", ".gz"),
    "pintasan": (".lnk", ".url", ".webloc", ".gsheet", ".desktop"),
    "teks": (".csv", ".tsv"),
    "lembar kerja lain": (".numbers", ".et", ".xlt", ".xltx", ".xltm", ".fods", ".xml"),
    "halaman web": (".html", ".htm", ".mht", ".mhtml"),
    "unduhan yang belum selesai": (".crdownload", ".part", ".partial", ".opdownload", ".download"),
}
"""What may hold an LKE that is not read, by what it is called and how its name ends."""
_NO_LKE = "folder tanpa LKE"
"""What a folder is called in which no workbook lies, though one lies in each of some folders beside it."""
_KINDS = {suffix: kind for kind, suffixes in _PASSED_OVER.items() for suffix in suffixes}


class FoundWorkbooks(NamedTuple):
    """The workbooks, each once, in order; and what may hold one beside them, but is not read."""

    workbooks: tuple[Path, ...]
    passed_over: tuple[PassedOver, ...] = ()


def find_workbooks(given: Sequence[str]) -> FoundWorkbooks:
    """Return the workbooks that files, folders (with all below them) and patterns name.

    A folder, link or file in them that could not be looked into is among the workbooks: reading it says why.
    A pattern may match files and folders. What Excel and macOS lay beside workbooks (``~$``, ``._``) is left out in
    folders and patterns; documents, archives and shortcuts there are passed over by name. A file that is named itself
    is always in the result.
    Raises LkeError for an empty name, and for a folder or pattern without workbooks.
    """
    by_folder: dict[str, Path] = {}
    passed_over: dict[str, PassedOver] = {}
    for name in given:
        path = Path(name)
        if not name.strip():
            raise LkeError("Nama berkas kosong; sebut sebuah berkas, folder, atau pola seperti *.xlsx.")
        inside: list[Path] = [path]
        beside: list[PassedOver] = []
        if path.is_dir():
            inside, beside = _within([path])
            if not inside:
                raise LkeError(
                    f"Folder '{name}' tidak berisi workbook ({', '.join(SUFFIXES)}); pilih folder lain.{_said(beside)}"
                )
        elif glob.has_magic(name) and not path.exists():
            inside, beside = _within(_matching(path))
            if not inside:
                raise LkeError(
                    f"Tidak ada workbook yang cocok dengan '{name}'; periksa folder dan namanya.{_said(beside)}"
                )
        for file in inside:
            by_folder.setdefault(os.path.realpath(file), file)
        for other in beside:
            passed_over.setdefault(os.path.realpath(other.file), other)
    return FoundWorkbooks(tuple(by_folder.values()), tuple(passed_over.values()))


def _said(passed_over: Sequence[PassedOver]) -> str:
    return f" {passed_over_sentence(passed_over)}" if passed_over else ""


def _within(paths: Iterable[Path]) -> tuple[list[Path], list[PassedOver]]:
    """Return the workbooks among files and in folders with all below them, and what is passed over beside them."""
    files: list[Path] = []
    unseen: list[Unseen] = []
    scans: list[Scan] = []
    for path in paths:
        if path.is_dir():
            scanned = scan(path)
            scans.append(scanned)
            files += sorted(Path(entry.path) for entry in scanned.entries)
            unseen += scanned.unseen
        else:
            files.append(path)
    inside, beside = _sorted_out(files, unseen)
    return inside, [*beside, *(passed_over for scanned in scans for passed_over in _without_workbooks(scanned, inside))]


def _without_workbooks(scanned: Scan, workbooks: Iterable[Path]) -> Iterator[PassedOver]:
    """Yield the folders without a workbook below them that stand beside folders with one: a unit's, who sent none.

    A folder of evidence beside its unit's own LKE is none of these.
    """
    root = str(scanned.root)
    holding = {Path(os.path.relpath(path, root)).parts[:-1] for path in workbooks}
    filled = {parts[:depth] for parts in holding for depth in range(len(parts) + 1)}
    beside = {parts[:-1] for parts in filled if parts} - (holding - {()})
    for parts in scanned.folders:
        if parts not in filled and parts[:-1] in beside:
            yield PassedOver(os.path.join(root, *parts), _NO_LKE)


def _sorted_out(paths: Iterable[Path], unseen: Iterable[Unseen]) -> tuple[list[Path], list[PassedOver]]:
    """Return the workbooks, and among them what may hold some but could not be looked into: reading it says why."""
    workbooks, passed_over = [], []
    for path in paths:
        suffix = path.suffix.lower()
        if path.name.startswith(tuple(NO_WORKBOOKS)):
            continue
        if suffix in (*SUFFIXES, *_REFUSED):
            workbooks += [path] if path.is_file() else []
        elif suffix == ".pdf" and _is_spreadsheet(path):
            workbooks.append(path)  # a workbook under another name: it is read, and that is said
        elif suffix in _KINDS and path.is_file():
            passed_over.append(PassedOver(str(path), _KINDS[suffix]))
    hidden = [Path(place.path) for place in unseen if place.may_hold]
    return workbooks + [path for path in hidden if path.suffix.lower() in ("", *SUFFIXES) or path.is_dir()], passed_over


def _is_spreadsheet(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return is_spreadsheet(file.read(8))
    except OSError:
        return False


def _matching(pattern: Path) -> list[Path]:
    """Return what a pattern matches; brackets in the name of a folder that exists are no pattern."""
    folder = next((path for path in pattern.parents if path.is_dir()), Path())
    rest = pattern.relative_to(folder) if folder.parts else pattern
    return [Path(path) for path in sorted(glob.glob(os.path.join(glob.escape(str(folder)), rest), recursive=True))]
