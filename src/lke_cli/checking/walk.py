"""What a folder holds: tables outside its evidence, the folders that look like evidence, and what could not be seen.

Evidence may be tens of thousands of files: a folder that is known as such by its name is not walked here.
"""

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lke_cli.errors import LkeError
from lke_cli.evidence import Mapper
from lke_cli.rubric import Rubric
from lke_cli.scan import reason
from lke_cli.workbook import NO_WORKBOOKS, SUFFIXES

TABLES = (".csv", ".tsv")
SAVED = ".json"
_DEEPEST = 4  # folders below the one that is checked, outside the evidence
_MOST = 5_000  # folders; more are no unit's and no province's
_EVIDENCE = re.compile(
    r"\b(?:bukti|eviden|evidence|evident)\b|\b(?:data|dokumen|file|berkas) (?:dukung|pendukung)\b", re.I
)
_HIDDEN = (".", "$", "~", "__MACOSX", "System Volume Information")
_SIBLINGS = 3  # folders with names of the form's parts, from which the folder above them is one of evidence
_LOOKED_AT, _PLACED = 100, 3  # files that are looked at; those in their place that make a folder one of evidence


@dataclass(slots=True)
class FolderSeen:
    """What a folder holds. workbooks, tables (csv and saved results), by path. evidence: folders, none inside another.

    unseen: folders that could not be looked into, and why.
    """

    root: Path
    folders: list[Path] = field(default_factory=list)
    workbooks: list[Path] = field(default_factory=list)
    tables: list[Path] = field(default_factory=list)
    evidence: list[Path] = field(default_factory=list)
    unseen: list[tuple[Path, str]] = field(default_factory=list)

    def inside(self, folder: Path) -> "FolderSeen":
        """Return what of it lies in one of its folders."""

        def within(paths: Iterable[Path]) -> list[Path]:
            return [path for path in paths if folder in (path, *path.parents)]

        return FolderSeen(
            folder,
            within(self.folders),
            within(self.workbooks),
            within(self.tables),
            within(self.evidence),
            [(path, why) for path, why in self.unseen if within([path])],
        )


def look(folder: Path, rubric: Rubric) -> FolderSeen:
    """Return what a folder holds, with the folders in it. Raises LkeError where it cannot be looked into, or is so
    large that it is no unit's."""
    seen = FolderSeen(folder)
    _Walk(seen, Mapper(rubric)).folder(folder, 0)
    if seen.unseen and seen.unseen[0][0] == folder:
        raise LkeError(f"Folder '{folder}' {seen.unseen[0][1]}; periksa izinnya, atau sebut folder lain.")
    seen.evidence = [path for path in seen.evidence if not _is_told(path, seen)]
    return seen


def _is_told(path: Path, seen: FolderSeen) -> bool:
    """Return whether a folder of evidence is a part of another of the same sort. One that is called so within one that
    only looks so is not: either may be meant."""
    around = [other for other in seen.evidence if other in path.parents]
    return any(_is_called_evidence(other) or not _is_called_evidence(path) for other in around)


def _is_called_evidence(folder: Path) -> bool:
    return _EVIDENCE.search(folder.name.replace("_", " ")) is not None


class _Walk:
    def __init__(self, seen: FolderSeen, mapper: Mapper) -> None:
        self._seen, self._mapper = seen, mapper

    def folder(self, folder: Path, depth: int) -> None:
        """Note what a folder holds, and the folders in it that are no evidence."""
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
            below = [Path(entry.path) for entry in entries if entry.is_dir() and not entry.name.startswith(_HIDDEN)]
        except OSError as error:
            self._seen.unseen.append((folder, reason(error)))
            return
        self._seen.folders.append(folder)
        if len(self._seen.folders) > _MOST:
            raise LkeError(
                f"'{self._seen.root}' berisi lebih dari {_MOST} folder; sebut folder satu unit, atau folder provinsi "
                "yang berisi folder unit."
            )
        self._files([Path(entry.path) for entry in entries if entry.is_file()])
        parts = self._parts(below)
        if parts or self._holds_placed([entry.name for entry in entries if entry.is_file()]):
            self._seen.evidence.append(folder)
        for child in below:
            if _is_called_evidence(child):
                self._seen.evidence.append(child)
            elif child not in parts and depth < _DEEPEST:
                self.folder(child, depth + 1)

    def _files(self, files: Sequence[Path]) -> None:
        for path in files:
            suffix = path.suffix.lower()
            if path.name.startswith(tuple(NO_WORKBOOKS)):
                continue
            if suffix in (*SUFFIXES, ".xlsb"):
                self._seen.workbooks.append(path)
            elif suffix in (*TABLES, SAVED):
                self._seen.tables.append(path)

    def _parts(self, folders: Sequence[Path]) -> list[Path]:
        """Return the folders that are parts of the form, where they make the one above them a folder of evidence.

        One with a name of a part is not enough: ``Survei IPAK`` may hold the survey's data.
        """
        named = [path for path in folders if self._mapper.context((path.name,))]
        nested = any(self._mapper.context((path.name, *_folders_in(path)))[1:] for path in named)
        return named if nested or len(named) >= _SIBLINGS else []

    def _holds_placed(self, names: Sequence[str]) -> bool:
        """Return whether at least half of a folder's documents say by their own name which question they belong to."""
        documents = [name for name in names if Path(name).suffix.lower() not in (*SUFFIXES, *TABLES, SAVED, ".toml")]
        documents = documents[:_LOOKED_AT]
        placed = sum(self._mapper.place((name,)).question is not None for name in documents)
        return placed >= _PLACED and placed * 2 >= len(documents)


def _folders_in(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as listing:
            return sorted(entry.name for entry in listing if entry.is_dir())
    except OSError:
        return []


def units_in(seen: FolderSeen, workbooks: Iterable[Path]) -> list[Path]:
    """Return the folders of units: the one that was looked at, or, where several folders in it hold an LKE each and
    nothing else says that it is one unit's own, all folders in it. workbooks: those that are an LKE."""
    return _units(seen.root, list(workbooks), seen)


def _units(root: Path, workbooks: list[Path], seen: FolderSeen) -> list[Path]:
    if any(path.parent == root for path in workbooks) or any(path.parent == root for path in seen.evidence):
        return [root]
    children = {root / path.relative_to(root).parts[0] for path in workbooks if root in path.parents}
    if len(children) == 1:
        inner = _units(next(iter(children)), workbooks, seen)
        return inner if len(inner) > 1 else [root]
    if not children:
        return [root]
    unseen = [path for path, _ in seen.unseen if path.parent == root]
    return sorted({*(path for path in seen.folders if path.parent == root and path != root), *unseen})
