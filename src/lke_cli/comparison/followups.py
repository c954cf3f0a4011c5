"""Two rounds of workbooks become what became of the notes in them, unit by unit."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from lke_cli.bounded import Lost, run, sentence
from lke_cli.comparison.files import same_bytes
from lke_cli.comparison.identity import identified
from lke_cli.comparison.naming import Naming
from lke_cli.comparison.versions import by_key, counted_versions
from lke_cli.comparison.work import unreadable
from lke_cli.errors import LkeError
from lke_cli.results import AreaShare, FollowupReport, Unit, UnitFollowup
from lke_cli.rubric import Rubric
from lke_cli.scored import version_of
from lke_cli.scoring import Version, area_shares, followed_notes
from lke_cli.unit_names import names_an_organisation, title_name, unit_key
from lke_cli.workbook import Reader, ReadSettings, SpreadsheetFile, saved_at

_AHEAD = 2


class _Read(NamedTuple):
    """A workbook of a round, or why it could not be read; title: the unit that it names."""

    version: Version | None
    title: str
    problem: str | None
    saved: datetime | None = None


def read_round(
    rubric: Rubric, paths: Sequence[Path], reading: ReadSettings, *, target: str, seconds: float,
    tick: Callable[[], object] = int,
) -> dict[Path, _Read]:  # fmt: skip
    """Return workbooks as read with the unit's own answers, each in a process within bounds."""
    read_one = partial(_read, Reader(rubric), reading, target)
    by_path: dict[Path, _Read] = {}
    for path, outcome in run(read_one, paths, seconds=seconds, ahead=_AHEAD):
        if isinstance(outcome, Lost):
            outcome = _Read(None, "", sentence(outcome, path.name, seconds=seconds))
        by_path[path] = outcome
        tick()
    return by_path


def _read(reader: Reader, reading: ReadSettings, target: str, path: Path) -> _Read:
    saved = None
    try:
        saved = saved_at(SpreadsheetFile(path).properties)
        version, _ = version_of(reader, path, reading, target=target)
    except LkeError as error:
        return _Read(None, "", str(error), saved)
    return _Read(version, title_name(version.heading, reader.rubric.title), None, saved)


def followed_up(rubric: Rubric, before: dict[Path, _Read], after: dict[Path, _Read], naming: Naming) -> FollowupReport:
    """Return what became of the notes of each unit. A file of each round is one unit's, whatever they are called."""
    notes: list[str] = []
    if len(before) == len(after) == 1:
        pairs = {"": ([*before], [*after])}
        notes += _two_units([*before.values(), *after.values()])
    else:
        rounds = [_named(round_path, naming, notes) for round_path in (before, after)]
        keys = dict.fromkeys([*rounds[0], *rounds[1]])
        pairs = {key: (rounds[0].get(key, []), rounds[1].get(key, [])) for key in keys}
    units = [_unit(rubric, old, new, {**before}, {**after}, naming) for old, new in pairs.values()]
    units.sort(key=lambda unit: unit.unit.casefold())
    return FollowupReport(
        units=tuple(units),
        areas=_together(area for unit in units for area in unit.areas),
        asked=sum(unit.asked for unit in units),
        done=sum(unit.done for unit in units),
        notes=tuple(notes),
    )


def _two_units(read: Iterable[_Read]) -> Iterator[str]:
    """Yield that two files are of different units, by their titles: what became of notes is then told of none."""
    names = {unit_key(workbook.title): workbook.title for workbook in read if names_an_organisation(workbook.title)}
    if len(names) > 1:
        yield f"Kedua berkas tampak dari unit yang berlainan: {' dan '.join(names.values())}; periksa berkasnya."


def _named(read: dict[Path, _Read], naming: Naming, notes: list[str]) -> dict[str, list[Path]]:
    """Return the files of each unit that count in a round: the newest."""
    units, messages = identified(_units(read), naming)
    notes += messages
    kept = counted_versions(units)
    for old in kept.superseded:
        notes.append(f"Versi lama tidak dihitung: {old.file}; yang dihitung {old.by}.")
    return {key: [Path(unit.file) for unit in group] for key, group in by_key(kept.units).items()}


def _units(read: dict[Path, _Read]) -> list[Unit]:
    made = []
    for path, workbook in read.items():
        unit = unreadable(path, workbook.problem or "", saved=workbook.saved).unit
        made.append(replace(unit, unit=workbook.title, verdict="unreadable" if workbook.problem else "not-met"))
    return made


def _unit(
    rubric: Rubric, old: Sequence[Path], new: Sequence[Path], before: dict[Path, _Read], after: dict[Path, _Read],
    naming: Naming,
) -> UnitFollowup:  # fmt: skip
    files = {path: (after if path in new else before)[path] for path in (*new, *old)}
    (named, *_), _ = identified(_units(files), naming)
    names = str(old[0]) if len(old) == 1 else None, str(new[0]) if len(new) == 1 else None
    made = UnitFollowup(named.unit, *names)
    if len(old) != 1 or len(new) != 1:
        return replace(made, problem=_unpaired(len(old), len(new)))
    first, second = before[old[0]], after[new[0]]
    if first.version is None or second.version is None:
        return replace(made, problem=first.problem or second.problem)
    notes = followed_notes(rubric, first.version, second.version)
    areas = area_shares(rubric, notes)
    return replace(
        made,
        notes=notes,
        areas=areas,
        asked=sum(area.asked for area in areas),
        done=sum(area.done for area in areas),
        same_file=same_bytes(old[0], new[0]),
    )


def _unpaired(old: int, new: int) -> str:
    if not old:
        return "Tidak ditemukan di putaran lama; catatannya tidak dapat ditelusuri."
    if not new:
        return "Tidak ditemukan di putaran baru; kirimkan LKE terbarunya."
    return f"{old} berkas di putaran lama dan {new} di putaran baru mengaku unit ini; sisakan satu di masing-masing."


def _together(areas: Iterable[AreaShare]) -> tuple[AreaShare, ...]:
    asked: Counter[str] = Counter()
    done: Counter[str] = Counter()
    labels: dict[str, str] = {}
    for area in areas:
        asked[area.node] += area.asked
        done[area.node] += area.done
        labels[area.node] = area.label
    return tuple(AreaShare(node, label, asked[node], done[node]) for node, label in sorted(labels.items()))
