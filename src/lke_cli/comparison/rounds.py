"""Earlier rounds held against this one: who moved, who is missing, and how each unit went over all rounds."""

import statistics
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from lke_cli.comparison.files import same_bytes
from lke_cli.comparison.versions import by_key
from lke_cli.results import Move, RoundTotals, Since, Trend, Unchanged, Unit
from lke_cli.unit_names import own_words


def since(before: Iterable[Unit], after: Iterable[Unit], *, complete: bool = True) -> Since:
    """Hold two rounds against each other by unit name. A name that several files claim is not matched, and said.

    complete: both rounds were read whole; where not, nothing is said about who is only in one of them.
    """
    old, new = by_key(before), by_key(after)
    moves: list[Move] = []
    unmatched = _unreadable(old, new, "lalu") + _unreadable(new, old, "ini")
    for key in old.keys() & new.keys():
        first, second = old[key], new[key]
        name = second[0].unit
        if len(first) > 1 or len(second) > 1:
            unmatched.append(
                f"{name}: {len(first)} berkas di putaran lalu dan {len(second)} di putaran ini; sisakan satu berkas."
            )
        elif first[0].total is None or second[0].total is None:
            both = (("lalu", first[0].total), ("ini", second[0].total))
            where = " dan putaran ".join(which for which, total in both if total is None)
            unmatched.append(f"{name}: berkas di putaran {where} belum bernilai.")
        else:
            moves.append(_move(first[0], second[0], first[0].total, second[0].total))
    return Since(
        moves=tuple(sorted(moves, key=lambda move: (-(move.after - move.before), move.unit))),
        only_before=tuple(sorted(old[key][0].unit for key in old.keys() - new.keys())) if complete else (),
        only_after=tuple(sorted(new[key][0].unit for key in new.keys() - old.keys())) if complete else (),
        unmatched=tuple(sorted(unmatched)),
        complete=complete,
    )


def _unreadable(these: dict[str, list[Unit]], others: dict[str, list[Unit]], which: str) -> list[str]:
    """Take the files that could not be read and match no unit by name out of a round, and the units of the other round
    that they may well be of; return what must be said of them: neither is a unit of one round only."""
    sentences = []
    for key in [key for key, group in these.items() if key not in others and all(unit.problem for unit in group)]:
        for unit in these.pop(key):
            words = own_words(unit.unit)
            likely = [other for other in others if other not in these and words and words <= own_words(other)]
            if len(likely) == 1:
                name = others.pop(likely[0])[0].unit
                sentences.append(f"{name}: berkasnya di putaran {which} belum bernilai. {unit.problem}")
            else:
                sentences.append(f"putaran {which}, tidak diketahui unitnya: {unit.problem}")
    return sentences


def _move(old: Unit, new: Unit, before: float, after: float) -> Move:
    changes = {
        code: points - earlier
        for code, points in new.scores.items()
        if points is not None and (earlier := old.scores.get(code)) is not None
    }
    met = old.verdict == "met", new.verdict == "met"
    return Move(new.unit, before, after, changes, *met, _unchanged(old, new))


def _unchanged(old: Unit, new: Unit) -> Unchanged | None:
    """Return what of a unit's workbook is the same in both rounds: all of the file, or all answers."""
    if same_bytes(Path(old.file), Path(new.file)):
        return "file"
    return "answers" if old.answers and old.answers == new.answers else None


def trends(rounds: Sequence[Sequence[Unit]], codes: Iterable[str]) -> Iterator[Trend]:
    """Yield each unit of the last round over all rounds, by its name, the oldest first."""
    keyed = [{key: group[0] for key, group in by_key(units).items() if len(group) == 1} for units in rounds]
    nodes = [*codes]
    for key, unit in keyed[-1].items():
        over = [groups.get(key) for groups in keyed]
        totals = tuple([group.total if group else None for group in over])
        points = {code: tuple([group.scores.get(code) if group else None for group in over]) for code in nodes}
        yield Trend(unit.unit, totals, points)


def round_totals(names: Sequence[str], rounds: Sequence[Sequence[Unit]], codes: Sequence[str]) -> Iterator[RoundTotals]:
    """Yield how many units count in each round and pass, their mean points, and those of the units of every round."""
    scored = [[unit for unit in units if unit.total is not None] for units in rounds]
    keyed = [{key: group[0] for key, group in by_key(units).items() if len(group) == 1} for units in scored]
    always = set.intersection(*(set(units) for units in keyed))
    for name, units, by_name in zip(names, scored, keyed, strict=True):
        same = mean_points([unit for key, unit in by_name.items() if key in always], codes)
        passing = sum(unit.verdict == "met" for unit in units)
        yield RoundTotals(name, len(units), passing, mean_points(units, codes), same, len(always))


def mean_points(units: Sequence[Unit], codes: Iterable[str]) -> dict[str, float]:
    """Return the mean points of units by node, of those that have points there."""
    means = {}
    for code in codes:
        points = [value for unit in units if (value := unit.scores.get(code)) is not None]
        if points:
            means[code] = statistics.fmean(points)
    return means
