"""Look into zip archives without unpacking them to disk: their files are as good as those of a folder.

An online drive gives a folder as one archive, or as several with a number each; each stands for itself.
"""

import io
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lke_cli.bounded import Lost, run
from lke_cli.scan import Entry

MOST_FILES = 5_000
"""Files of an archive up to which it is looked into."""
MOST_BYTES = 60_000_000
"""Unpacked bytes of a file in an archive up to which it is opened: it is held in memory."""
_SECONDS, _MEMORY = 30.0, 150_000_000
_INSIDE = "\0"  # between an archive's path and that of a file in it; no path holds it


@dataclass(frozen=True, slots=True)
class _Member:
    """A file in an archive: its name there, unpacked bytes, and its checksum."""

    name: str
    size: int
    checksum: int


def is_zip(name: str) -> bool:
    """Return whether a file's name is that of an archive that is looked into."""
    return name.lower().endswith(".zip")


def as_folders(parts: Sequence[str]) -> tuple[str, ...]:
    """Return the parts of a path with the archives in it named as the folders that they stand for."""
    return (*(part[: -len(".zip")] if is_zip(part) else part for part in parts[:-1]), parts[-1])


def looked_into(entries: Sequence[Entry], seconds: float = _SECONDS) -> list[Entry]:
    """Return entries with those in archives in the place of the archive. One that holds no file, too many, a password
    or cannot be read stays, and is judged as a file."""
    paths = [entry.path for entry in entries if is_zip(entry.name)]
    listed = run(_members, paths, seconds=seconds, memory=_MEMORY, jobs=1) if paths else ()
    inside = {path: members for path, members in listed if not isinstance(members, Lost)}
    return [shown for entry in entries for shown in _expanded(entry, inside.get(entry.path, []))]


def _expanded(entry: Entry, members: Iterable[_Member]) -> list[Entry]:
    entries = []
    for member in members:
        parts = [unicodedata.normalize("NFC", part) for part in member.name.replace("\\", "/").split("/")]
        parts = [part for part in parts if part not in ("", ".", "..")]
        if parts:
            path = f"{entry.path}{_INSIDE}{member.name}"
            # Its time is the archive's and its own checksum: another file of the same name is another file.
            shown = (*entry.parts, *parts)
            entries.append(Entry(path, shown, member.size, entry.mtime ^ member.checksum))
    return entries or [entry]


def _members(path: str) -> list[_Member]:
    """Return the files of an archive; none where it is better judged as a file."""
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if len(infos) > MOST_FILES or any(info.flag_bits & 1 for info in infos):
                return []
            return [_Member(info.filename, info.file_size, info.CRC) for info in infos]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError):
        return []


def place_in_zip(path: str) -> tuple[str, str]:
    """Return the file of the file system that a path leads to, and the name in it (``""`` where it is no archive)."""
    outer, _, name = path.partition(_INSIDE)
    return outer, name


def open_file(path: str) -> io.BufferedReader | io.BytesIO:
    """Open a file, or one in an archive. Raises OSError, ``TooLargeInsideError`` and what ``zipfile`` raises."""
    outer, name = place_in_zip(path)
    if not name:
        return open(outer, "rb")
    with _archive(outer).open(name) as member:
        data = member.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise TooLargeInsideError
    return io.BytesIO(data)


# A list of thousands of files is read once, not for each of them anew. The processes that open files end with the run.
_archive = lru_cache(maxsize=2)(zipfile.ZipFile)


class TooLargeInsideError(Exception):
    """A file in an archive that is too large to be held in memory."""
