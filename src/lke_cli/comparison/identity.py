"""Which file is of which unit: the names of all files held together, so that a name that many share is seen through."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from lke_cli.comparison.naming import Naming
from lke_cli.results import NameSource, Unit
from lke_cli.unit_names import (
    key_words,
    names_a_kind_of_place,
    names_an_organisation,
    own_words,
    unit_in_file_name,
    unit_key,
)
from lke_cli.untrusted import one_line, some_of

_NAMED = 5
"""Files or names that a note tells."""

Name = tuple[str, NameSource]


def identified(units: Sequence[Unit], naming: Naming) -> tuple[list[Unit], list[str]]:
    """Return the units under their names, in the same order, and what must be said of the names.

    A unit comes in under the name that its title gives, ``""`` for none. What the user says counts first, then the
    title, then the file's name. A name that several files share is not believed where their own names, or their
    folders', differ: these count then.
    """
    base = common_folder(Path(unit.file) for unit in units)
    names = [_first(unit, naming, base) for unit in units]
    notes: list[str] = []
    more: list[str] = []
    for shared, group in _shared(
        [(name, number) for number, name in enumerate(names) if name[1] in ("workbook", "file")]
    ):
        own_names = _told_apart([Path(units[number].file) for number in group], shared)
        for number, name in zip(group, own_names, strict=True):
            if name:
                names[number] = name
        apart = [name for name in own_names if name]
        if apart and shared and len(notes) == _NAMED:
            more.append(shared)
        elif apart and shared:
            notes.append(
                f"Nama '{shared}' ada di {len(group)} berkas yang namanya berlainan; unitnya dinamai menurut nama "
                f"berkas atau foldernya: {some_of([name for name, _ in apart])}."
            )
    if more:
        notes.append(f"Begitu juga {len(more)} nama lain: {some_of(more)}.")
    made = [
        replace(unit, unit=name or one_line(Path(unit.file).stem, 100), name_source=source)
        for unit, (name, source) in zip(units, names, strict=True)
    ]
    if naming.asked:
        notes += _unnamed(made)
    return made, notes


def unit_in_path(path: Path, naming: Naming, base: Path) -> str:
    """Return what a file is called, by the user, by its own name, or by its folder's below ``base``; else ``""``."""
    given = naming.name(path) or (next(_of_folders(path, base), None) if naming.folder else None)
    return given[0] if given else next((name for name, _ in _of_path(path, base)), "")


def common_folder(paths: Iterable[Path]) -> Path:
    """Return the folder that holds all files."""
    try:
        return Path(os.path.commonpath([os.path.abspath(path.parent) for path in paths]))
    except ValueError:  # none, or on several drives
        return Path()


def likely_same(names: Iterable[str]) -> list[tuple[str, str]]:
    """Return pairs of names of which one only lacks words of institutions: ``Kab Agam`` beside ``KPU Kab. Agam``."""
    groups: dict[frozenset[str], dict[frozenset[str], str]] = {}
    for name in names:
        if own := own_words(name):
            groups.setdefault(own, {}).setdefault(key_words(name), name)
    return [
        (group[fewer], group[more]) for group in groups.values() for fewer in group for more in group if fewer < more
    ]


def _first(unit: Unit, naming: Naming, base: Path) -> Name:
    path = Path(unit.file)
    if given := naming.name(path):
        return given
    if naming.folder and (folder := next(_of_folders(path, base), None)):
        return folder
    return (unit.unit, "workbook") if unit.unit else _by_path(path, base)


def _by_path(path: Path, base: Path) -> Name:
    """Return the name that a file's own gives; that of its folder where this says which place of one name is meant."""
    name = unit_in_file_name(path.stem)
    if not name:
        return next(_of_folders(path, base), ("", "file"))
    if not names_a_kind_of_place(name):
        for folder, source in _of_folders(path, base):
            if names_a_kind_of_place(folder) and own_words(folder) == own_words(name):
                return folder, source
    return name, "file"


def _shared(names: Iterable[tuple[Name, int]]) -> Iterator[tuple[str, list[int]]]:
    """Yield the names that several have, or that is none, with the numbers of those."""
    groups: dict[str, list[int]] = {}
    spelled: dict[str, str] = {}
    for (name, _), number in names:
        key = unit_key(name)
        groups.setdefault(key, []).append(number)
        spelled.setdefault(key, name)
    return ((spelled[key], group) for key, group in groups.items() if len(group) > 1)


def _told_apart(paths: Sequence[Path], shared: str) -> list[Name | None]:
    """Return a name of its own for each file that is not of the unit ``shared``; all None where they seem one unit's.

    Versions of one unit's file are called ``hasil rapat`` or ``Agam rev 2``: what does not say an institution, or says
    all of the shared name, is no other unit's name; but three files of different names are hardly versions.
    """
    base = common_folder(paths)
    own_names: list[Name | None] = []
    affirmed = False
    for path in paths:
        other = None
        for name in _of_path(path, base):
            if _says(name[0], shared):
                affirmed = True
            else:
                other = name
            break
        own_names.append(other)
    others = {unit_key(name): name for name, _ in filter(None, own_names)}
    different = len(others) + affirmed
    sure = not shared or different > 2 or any(map(names_an_organisation, others.values()))
    return own_names if different > 1 and sure else [None] * len(paths)


def _says(name: str, shared: str) -> bool:
    words, of_shared = key_words(name), key_words(shared)
    return bool(shared) and (words <= of_shared or (own_words(shared) <= words and bool(own_words(shared))))


def _of_path(path: Path, base: Path) -> Iterator[Name]:
    """Yield the names that a file's name and its folders' below ``base`` give, the nearest first."""
    name, source = _by_path(path, base)
    if name and source == "file":
        yield name, source
    yield from _of_folders(path, base)


def _of_folders(path: Path, base: Path) -> Iterator[Name]:
    """Yield the names that the folders of a file below ``base`` give, the nearest first."""
    folder = Path(os.path.abspath(path.parent))
    while folder != base and base in folder.parents:
        if name := unit_in_file_name(folder.name):
            yield name, "folder"
        folder = folder.parent


def _unnamed(units: Sequence[Unit]) -> Iterator[str]:
    files = [unit.file for unit in units if unit.name_source not in ("map", "pattern", "folder")]
    if files:
        yield f"--name-from tidak menamai {len(files)} berkas; namanya dari judul atau nama berkas: {some_of(files)}"
