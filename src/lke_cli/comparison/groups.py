"""Units in groups: as a list says, else by the folders that they lie in; each with its own totals."""

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from lke_cli.comparison.identity import common_folder
from lke_cli.comparison.rounds import mean_points
from lke_cli.results import Expected, GroupTotals, Unit
from lke_cli.untrusted import one_line


def by_folder(units: Sequence[Unit]) -> list[Unit]:
    """Return units with the folder that each lies in as its group, where several folders hold several units.

    A folder for each unit is no group.
    """
    base = common_folder(Path(unit.file) for unit in units)
    folders = [_first_folder(Path(unit.file), base) for unit in units]
    counts = Counter(filter(None, folders))
    if len(counts) < 2 or max(counts.values()) < 2 or sum(counts.values()) < 2 * len(counts):
        return list(units)
    return [replace(unit, group=folder) for unit, folder in zip(units, folders, strict=True)]


def _first_folder(path: Path, base: Path) -> str | None:
    parts = Path(os.path.relpath(os.path.abspath(path), base)).parts
    return one_line(parts[0], 100) if len(parts) > 1 else None


def group_totals(units: Sequence[Unit], expected: Iterable[Expected], codes: Sequence[str]) -> tuple[GroupTotals, ...]:
    """Return the totals of each group, in the order of the list, else by name."""
    listed: dict[str, list[Expected]] = {}
    for entry in expected:
        if entry.group:
            listed.setdefault(entry.group, []).append(entry)
    by_group: dict[str, list[Unit]] = {name: [] for name in listed}
    for unit in sorted(units, key=lambda unit: unit.group or ""):
        if unit.group:
            by_group.setdefault(unit.group, []).append(unit)
    return tuple([_totals(name, members, listed.get(name, ()), codes) for name, members in by_group.items()])


def _totals(name: str, members: Sequence[Unit], listed: Sequence[Expected], codes: Sequence[str]) -> GroupTotals:
    counts = Counter(unit.verdict for unit in members)
    scored = [unit for unit in members if unit.total is not None]
    return GroupTotals(
        name=name,
        units=len(listed) or len(members),
        counted=len(scored),
        passing=counts["met"],
        failing=counts["not-met"],
        unreadable=counts["unreadable"],
        undecided=counts["undecided"],
        blank=counts["blank"],
        missing=sum(expected.state == "missing" for expected in listed),
        mean=mean_points(scored, codes),
        unreviewed=counts["unreviewed"],
    )
