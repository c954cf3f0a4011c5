"""Several files of one unit: which of them counts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from lke_cli.results import Claim, Clock, Superseded, Unit
from lke_cli.unit_names import unit_key
from lke_cli.untrusted import one_line

_READ = ("met", "not-met", "unreviewed")


class Versions(NamedTuple):
    """units: one that counts for each, in the order in which they came. superseded: older files of these. claims: units
    that several files claim, of which it is not known which is the newest, or all of which are to count."""

    units: list[Unit]
    superseded: tuple[Superseded, ...]
    claims: tuple[Claim, ...]


def counted_versions(units: Sequence[Unit], *, all_versions: bool = False) -> Versions:
    """Return of several files of one unit the newest alone.

    A form without answers is no version of one with some. Where the newest cannot be read or decided, the newest that
    can counts beside it. Where the times do not tell, none has a score: the user says which, or that all are to count.
    """
    filled = [unit for unit in units if unit.verdict != "blank"]
    claimed = tuple(claims(filled))
    if all_versions:
        return Versions(list(units), (), claimed)
    by_file = {unit.file: unit for unit in filled}
    gone: dict[str, Superseded] = {}
    open_ones: dict[str, Unit] = {}
    undecided: list[Claim] = []
    for claim in claimed:
        if claim.newest is None or claim.clock is None:
            undecided.append(claim)
            open_ones |= {file: _undecided(by_file[file], claim) for file in claim.files}
            continue
        scored = [file for file in claim.files if by_file[file].verdict in _READ]
        counts = scored[0] if scored else claim.newest
        last = claim.files.index(counts)
        gone |= {file: _superseded(by_file[file], claim, counts, claim.clock) for file in claim.files[last + 1 :]}
    kept = [open_ones.get(unit.file, unit) for unit in units if unit.file not in gone]
    return Versions(kept, tuple(gone.values()), tuple(undecided))


def _superseded(unit: Unit, claim: Claim, by: str, clock: Clock) -> Superseded:
    modified = unit.modified if clock == "document" else unit.file_modified
    return Superseded(claim.unit, unit.file, by, clock, modified, unit.verdict, unit.total)


def _undecided(unit: Unit, claim: Claim) -> Unit:
    """Return the row of a file of which it is not known whether it is the newest of its unit's."""
    problem = (
        f"{len(claim.files)} berkas mengaku {one_line(claim.unit, 60)} dan waktunya tidak menunjukkan mana yang "
        "terbaru; sisakan satu, atau hitung semuanya dengan --all-versions."
    )
    return replace(
        unit, verdict="undecided", total=None, scores={}, surveys={}, missed=(), minimums=0, unanswered=0, errors=0,
        findings=0, problem=unit.problem or problem, answers={}, values={}, details=(), resilience=None, nearly=None,
        review=None, notes=(),
    )  # fmt: skip


def claims(units: Iterable[Unit]) -> Iterator[Claim]:
    """Yield the units that several files claim, newest first; which is the newest is None where the times do not tell.

    The documents' own dates decide where all have one and they differ, for programs stamp a fixed date; of those that
    share the newest, the file's time. Else the files' times alone decide: the two kinds are never held against each
    other.
    """
    for group in by_key(units).values():
        if len(group) < 2:
            continue
        by_file = sorted(group, key=lambda unit: unit.file_modified, reverse=True)
        by_document = sorted(by_file, key=lambda unit: unit.modified, reverse=True)
        clock: Clock | None = None
        ordered = by_file
        if all(unit.dated for unit in group) and by_document[0].modified > by_document[-1].modified:
            ordered = by_document
            newest = [unit for unit in by_document if unit.modified == by_document[0].modified]
            clock = "document" if _differ(newest) else None
        elif _differ(by_file) and by_file[-1].file_modified:
            clock = "file"
        files = tuple([unit.file for unit in ordered])
        yield Claim(ordered[0].unit, files, files[0] if clock else None, clock)


def _differ(newest_first: Sequence[Unit]) -> bool:
    """Return whether the first file has no equal in its time."""
    return len(newest_first) < 2 or newest_first[0].file_modified > newest_first[1].file_modified


def by_key(units: Iterable[Unit]) -> dict[str, list[Unit]]:
    """Return units by what the spellings of a name have in common."""
    groups: dict[str, list[Unit]] = {}
    for unit in units:
        groups.setdefault(unit_key(unit.unit), []).append(unit)
    return groups
