"""Walk a folder: every file with its size, and everything that could not be looked into."""

import errno
import os
import stat
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lke_cli.record import record


@record
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


@record
class Unseen:
    """What could not be looked into: its path, how a person reads it, and why.

    may_hold: whether it may be, or hold, a document; a pipe or a device is none.
    """

    path: str
    shown: str
    why: str
    may_hold: bool = True


@dataclass(slots=True)
class Scan:
    """What a walk found.

    unseen: folders, links and files that could not be looked into. again: links to a folder that is walked elsewhere,
    with that place. folders: all below the root, by their parts.
    """

    root: Path
    entries: list[Entry] = field(default_factory=list)
    folders: list[tuple[str, ...]] = field(default_factory=list)
    unseen: list[Unseen] = field(default_factory=list)
    again: list[tuple[str, str]] = field(default_factory=list)


def scan(root: Path) -> Scan:
    """Return all files below a folder, in order of name.

    Every folder is walked once: its own place comes before any link to it, and links to a place that was walked are
    noted, as is whatever fails.
    """
    walk = _Walk(Scan(root))
    links: list[tuple[str, tuple[str, ...]]] = [(str(root), ())]
    while links:
        links = [link for linked in links for link in walk.folder(*linked)]
    walk.scanned.entries.sort(key=lambda entry: entry.parts)
    return walk.scanned


_DEEPEST = 60  # folders within folders; Windows paths end long before


class _Walk:
    def __init__(self, scanned: Scan) -> None:
        self.scanned = scanned
        self._seen: dict[tuple[int, int], str] = {}

    def folder(self, path: str, parts: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Note the files of a folder and of those in it; yield the links to folders, to be followed afterwards."""
        shown = "/".join(parts) or "."
        if len(parts) > _DEEPEST:
            self._failed(path, parts, "terlalu dalam")
            return
        try:
            identity = _identity(os.stat(path))
            if identity in self._seen:
                self.scanned.again.append((shown, self._seen[identity]))
                return
            self._seen[identity] = shown
            if parts:
                self.scanned.folders.append(parts)
            with os.scandir(path) as listing:
                children = sorted(listing, key=lambda child: child.name)
        except OSError as error:
            self._failed(path, parts, reason(error))
            return
        for child in children:
            below = (*parts, unicodedata.normalize("NFC", child.name))
            try:
                info = os.stat(child.path)  # DirEntry.stat has no identity on Windows
            except OSError as error:
                self._failed(child.path, below, reason(error))
                continue
            if stat.S_ISDIR(info.st_mode):
                if child.is_symlink() or _is_junction(child):
                    yield child.path, below
                else:
                    yield from self.folder(child.path, below)
            elif stat.S_ISREG(info.st_mode):
                self.scanned.entries.append(Entry(child.path, below, info.st_size, info.st_mtime_ns))
            else:
                self._failed(child.path, below, "bukan berkas biasa", may_hold=False)

    def _failed(self, path: str, parts: tuple[str, ...], why: str, *, may_hold: bool = True) -> None:
        self.scanned.unseen.append(Unseen(path, "/".join(parts) or ".", why, may_hold))


def _identity(info: os.stat_result) -> tuple[int, int]:
    return info.st_dev, info.st_ino


def _is_junction(child: "os.DirEntry[str]") -> bool:
    return sys.version_info >= (3, 12) and child.is_junction()


_REASONS = {
    errno.EACCES: "tidak boleh dibaca",
    errno.EPERM: "tidak boleh dibaca",
    errno.ENOENT: "hilang atau tautan putus",
    errno.ENOTDIR: "hilang atau tautan putus",
    errno.ELOOP: "tautannya berputar",
    errno.ENAMETOOLONG: "namanya terlalu panjang",
    errno.ENOSPC: "tempat penyimpanan penuh",
    errno.EROFS: "tempatnya hanya boleh dibaca",
    errno.EBUSY: "sedang dipakai program lain",
    errno.EEXIST: "namanya sudah dipakai berkas lain",
    errno.EIO: "cakram atau jaringannya gagal dibaca",
    errno.ETIMEDOUT: "jaringannya tidak menjawab",
    getattr(errno, "ESTALE", -1): "sambungan jaringannya terputus",
}


def reason(error: OSError) -> str:
    """Return why the system refused, as part of an Indonesian sentence."""
    return _REASONS.get(error.errno or 0, f"galat sistem {error.errno}" if error.errno else "galat sistem")


def same_size(entries: list[Entry]) -> set[str]:
    """Return the paths of files that share their size with another: only these can be duplicates."""
    sizes: dict[int, list[str]] = {}
    for entry in entries:
        if entry.size:
            sizes.setdefault(entry.size, []).append(entry.path)
    return {path for paths in sizes.values() if len(paths) > 1 for path in paths}


def is_open(path: Path) -> bool:
    """Return whether Excel or LibreOffice holds a workbook open, by the file that it lays beside it meanwhile."""
    beside = (f"~${path.name}", f".~lock.{path.name}#")
    return any(os.path.lexists(path.with_name(name)) for name in beside)
