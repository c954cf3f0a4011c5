"""Walk a folder: every file with its size, and everything that could not be looked into."""

import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Entry:
    """A file: its path, its parts below the root (NFC, for comparing), its size in bytes, its time of change in ns."""

    path: str
    parts: tuple[str, ...]
    size: int
    mtime: int

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.parts[-1]

    @property
    def shown(self) -> str:
        """Its path below the root as a person reads it."""
        return "/".join(self.parts)


@dataclass(slots=True)
class Scan:
    """What a walk found. unreadable: folders and files with the reason. loops: links back to a folder above them."""

    root: Path
    entries: list[Entry] = field(default_factory=list)
    unreadable: list[tuple[str, str]] = field(default_factory=list)
    loops: list[str] = field(default_factory=list)


def scan(root: Path) -> Scan:
    """Return all files below a folder, in order of name. Links are followed once; loops and what fails are noted."""
    found = Scan(root)
    try:
        info = os.stat(root)
    except OSError as error:
        found.unreadable.append((".", _reason(error)))
        return found
    _walk(str(root), (), (_identity(info),), found)
    return found


_DEEPEST = 60  # folders within folders; Windows paths end long before


def _walk(folder: str, parts: tuple[str, ...], above: tuple[tuple[int, int], ...], found: Scan) -> None:
    shown = "/".join(parts) or "."
    if len(parts) > _DEEPEST:
        found.unreadable.append((shown, "terlalu dalam"))
        return
    try:
        with os.scandir(folder) as listing:
            children = sorted(listing, key=lambda child: child.name)
    except OSError as error:
        found.unreadable.append((shown, _reason(error)))
        return
    for child in children:
        below = (*parts, unicodedata.normalize("NFC", child.name))
        try:
            info = os.stat(child.path)  # DirEntry.stat has no identity on Windows
        except OSError as error:
            found.unreadable.append(("/".join(below), _reason(error)))
            continue
        if stat.S_ISDIR(info.st_mode):
            identity = _identity(info)
            if identity in above:
                found.loops.append("/".join(below))
            else:
                _walk(child.path, below, (*above, identity), found)
        elif stat.S_ISREG(info.st_mode):
            found.entries.append(Entry(child.path, below, info.st_size, info.st_mtime_ns))


def _identity(info: os.stat_result) -> tuple[int, int]:
    return info.st_dev, info.st_ino


def _reason(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "tidak boleh dibaca"
    if isinstance(error, FileNotFoundError):
        return "hilang atau tautan putus"
    return error.strerror or type(error).__name__


def same_size(entries: list[Entry]) -> set[str]:
    """Return the paths of files that share their size with another: only these can be duplicates."""
    sizes: dict[int, list[str]] = {}
    for entry in entries:
        if entry.size:
            sizes.setdefault(entry.size, []).append(entry.path)
    return {path for paths in sizes.values() if len(paths) > 1 for path in paths}


def by_folder(entries: list[Entry]) -> Iterator[tuple[tuple[str, ...], list[Entry]]]:
    """Yield the files of each folder, folders in order of the walk."""
    folders: dict[tuple[str, ...], list[Entry]] = {}
    for entry in entries:
        folders.setdefault(entry.parts[:-1], []).append(entry)
    yield from folders.items()
