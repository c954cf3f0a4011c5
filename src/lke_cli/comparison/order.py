"""In which order units are shown: by rank, or as the user asks."""

from collections.abc import Iterable
from dataclasses import replace

from lke_cli.comparison.form import compared_nodes
from lke_cli.comparison.roster import Roster
from lke_cli.errors import LkeError
from lke_cli.numbers import EPSILON
from lke_cli.results import Unit
from lke_cli.rubric import Rubric

_VERDICTS = ("not-met", "met", "undecided", "unreviewed", "blank", "unreadable")


def ranked(units: Iterable[Unit]) -> list[Unit]:
    """Return units by rank: highest total first, equal totals share a rank; unreadable ones last, without one."""
    ordered = sorted(units, key=lambda unit: -1.0 if unit.total is None else unit.total, reverse=True)
    made: list[Unit] = []
    rank, last = 0, float("inf")
    for number, unit in enumerate(ordered, 1):
        if unit.total is None:
            made.append(unit)
            continue
        if unit.total < last - EPSILON:
            rank, last = number, unit.total
        made.append(replace(unit, rank=rank))
    return sorted(made, key=_by_rank)


def _by_rank(unit: Unit) -> tuple[float, str, str]:
    return (float("inf") if unit.rank is None else unit.rank, unit.unit.casefold(), unit.file)


def in_order(units: list[Unit], sort: str, roster: Roster) -> list[Unit]:
    """Return ranked units in the order that ``sort`` asks for, a key that ``check_sort`` lets pass."""
    if sort == "rank":
        return units
    if sort == "units":
        order = roster.order()
        return sorted(units, key=lambda unit: order.get(unit.unit, len(order)))
    if sort == "unit":
        return sorted(units, key=lambda unit: (unit.unit.casefold(), unit.file))
    if sort == "verdict":
        return sorted(units, key=lambda unit: _VERDICTS.index(unit.verdict))
    if sort in ("missed", "unanswered", "findings"):
        return sorted(units, key=lambda unit: -_count(unit, sort))
    return sorted(units, key=lambda unit: (unit.scores.get(sort) is None, unit.scores.get(sort) or 0.0))


def _count(unit: Unit, name: str) -> int:
    return {"missed": len(unit.missed), "unanswered": unit.unanswered, "findings": unit.findings}[name]


def check_sort(sort: str, rubric: Rubric) -> str:
    """Return the sort key. Raises LkeError where it is none."""
    words = ("rank", "unit", "units", "verdict", "missed", "unanswered", "findings")
    if sort not in words and sort not in compared_nodes(rubric):
        raise LkeError(f"--sort {sort}: pilih {', '.join(words)}, atau kode seperti {', '.join(rubric.overview[:4])}.")
    return sort
