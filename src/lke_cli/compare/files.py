"""Which files are read: each content once."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from lke_cli.compare.result import Copy


def without_copies(paths: Sequence[Path]) -> tuple[list[Path], list[Copy]]:
    """Return the files whose content is not that of an earlier one, and the copies. Only equal sizes are compared.

    A file that cannot be read, or is empty, is kept: its row will say why.
    """
    sizes: dict[int, list[Path]] = {}
    for path in paths:
        sizes.setdefault(_size(path), []).append(path)
    copies = {
        copy.file: copy for size, group in sizes.items() if size > 0 and len(group) > 1 for copy in _copies(group)
    }
    return [path for path in paths if str(path) not in copies], list(copies.values())


def _copies(group: Sequence[Path]) -> Iterator[Copy]:
    first: dict[bytes, Path] = {}
    for path in group:
        try:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").digest()
        except OSError:
            continue
        if first.setdefault(digest, path) != path:
            yield Copy(str(path), str(first[digest]))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
