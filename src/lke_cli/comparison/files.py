"""Which files are read: each content once, unless two units hand in the same."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lke_cli.comparison.identity import common_folder, unit_in_path
from lke_cli.comparison.naming import Naming
from lke_cli.errors import LkeError
from lke_cli.results import Copy, PassedOver
from lke_cli.unit_names import is_a_copys, own_words, unit_key


@dataclass(frozen=True, slots=True)
class Files:
    """paths: to be read. copies: left out, their content is that of another. twins: read, though it is: their names
    say that they are of another unit. passed_over: what stands beside them and is not read. earlier: those of an
    earlier round that lie among them."""

    paths: list[Path]
    copies: list[Copy]
    twins: list[Copy]
    passed_over: tuple[PassedOver, ...] = ()
    earlier: tuple[str, ...] = ()


def apart(now: Sequence[Path], earlier: Sequence[Sequence[Path]]) -> tuple[list[Path], list[list[Path]], list[Path]]:
    """Return the files of this round, of the earlier ones, and those left out of this one: a file is of one round.

    A folder of an earlier round that lies in this one's is not of this one; where all of this one lie in an earlier
    one's folder, they are not of that.
    """
    real = {path: os.path.realpath(path) for path in [*now, *(path for paths in earlier for path in paths)]}
    before = {real[path] for paths in earlier for path in paths}
    kept = [path for path in now if real[path] not in before]
    if kept or not before:
        return kept, [list(paths) for paths in earlier], [path for path in now if real[path] in before]
    here = {real[path] for path in now}
    rounds = [[path for path in paths if real[path] not in here] for paths in earlier]
    if not all(rounds):
        raise LkeError("--before menyebut berkas yang sama dengan putaran ini; sebut folder atau berkas putaran lalu.")
    return list(now), rounds, []


def without_copies(
    paths: Sequence[Path],
    naming: Naming,
    *,
    earlier: bool = False,
    passed_over: tuple[PassedOver, ...] = (),
    left_out: Sequence[Path] = (),
) -> Files:
    """Return which of the files are read. Only files of equal size are looked into.

    A file that cannot be read, or is empty, is kept: its row will say why. earlier: they are of a round before.
    left_out: files among them that are of an earlier round.
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
            first = min(same, key=lambda path: (not keys[path], is_a_copys(path.stem)))
            kept = {keys[first]: first}
            for path in sorted(same, key=lambda path: is_a_copys(path.stem)):
                key = keys[path]
                if path == first:
                    continue
                if key and key not in kept:
                    kept[key] = path
                    twins.append(Copy(str(path), str(first), earlier))
                else:
                    copies[path] = Copy(str(path), str(kept.get(key, first)), earlier)
    return Files(
        [path for path in paths if path not in copies],
        list(copies.values()),
        twins,
        passed_over,
        tuple(map(str, left_out)),
    )


def _key(path: Path, naming: Naming, base: Path) -> str:
    name = unit_in_path(path, naming, base)
    return unit_key(name) if own_words(name) else ""


def _same(group: Sequence[Path]) -> Iterator[list[Path]]:
    """Yield the files that have one content, where there are several."""
    by_content: dict[bytes, list[Path]] = {}
    for path in group:
        try:
            with path.open("rb") as file:
                by_content.setdefault(hashlib.file_digest(file, "sha256").digest(), []).append(path)
        except OSError:
            continue
    return (same for same in by_content.values() if len(same) > 1)


def same_bytes(one: Path, other: Path) -> bool:
    """Return whether two files hold the same."""
    if _size(one) != _size(other) or _size(one) <= 0:
        return False
    return next(_same([one, other]), None) is not None


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
