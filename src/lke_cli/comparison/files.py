"""Which files are read: each content once, unless two units hand in the same."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lke_cli.comparison.identity import common_folder, unit_in_path
from lke_cli.comparison.naming import Naming
from lke_cli.results import Copy, PassedOver
from lke_cli.unit_names import own_words, unit_key


@dataclass(frozen=True, slots=True)
class Files:
    """paths: to be read. copies: left out, their content is that of another. twins: read, though it is: their names
    say that they are of another unit. passed_over: what stands beside them and is not read."""

    paths: list[Path]
    copies: list[Copy]
    twins: list[Copy]
    passed_over: tuple[PassedOver, ...] = ()


def without_copies(
    paths: Sequence[Path], naming: Naming, *, earlier: bool = False, passed_over: tuple[PassedOver, ...] = ()
) -> Files:
    """Return which of the files are read. Only files of equal size are looked into.

    A file that cannot be read, or is empty, is kept: its row will say why. earlier: they are of the round before.
    """
    sizes: dict[int, list[Path]] = {}
    for path in paths:
        sizes.setdefault(_size(path), []).append(path)
    copies: dict[Path, Copy] = {}
    twins: list[Copy] = []
    base = common_folder(paths)
    for size, group in sizes.items():
        if size <= 0 or len(group) < 2:
            continue
        for same in _same(group):
            keys = {path: _key(path, naming, base) for path in same}
            first = next((path for path in same if keys[path]), same[0])
            kept = {keys[first]: first}
            for path in same:
                key = keys[path]
                if path == first:
                    continue
                if key and key not in kept:
                    kept[key] = path
                    twins.append(Copy(str(path), str(first), earlier))
                else:
                    copies[path] = Copy(str(path), str(kept.get(key, first)), earlier)
    return Files([path for path in paths if path not in copies], list(copies.values()), twins, passed_over)


def _key(path: Path, naming: Naming, base: Path) -> str:
    name = unit_in_path(path, naming, base)
    return unit_key(name) if own_words(name) else ""


def _same(group: Sequence[Path]) -> Iterator[list[Path]]:
    """Yield the files that have one content, where there are several."""
    found: dict[bytes, list[Path]] = {}
    for path in group:
        try:
            with path.open("rb") as file:
                found.setdefault(hashlib.file_digest(file, "sha256").digest(), []).append(path)
        except OSError:
            continue
    return (same for same in found.values() if len(same) > 1)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
