"""What a unit's LKE holds, read three times for three checks, each within bounds; those of many units at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TypeVar

from lke_cli.bounded import call_each
from lke_cli.errors import LkeError
from lke_cli.evidence import ReadWorkbook, read_claimed
from lke_cli.results import Inspection, ScoredWorkbook
from lke_cli.rubric import Minimum, load_rubric
from lke_cli.scored import score_workbook, without_score
from lke_cli.workbook import Reader, ReadSettings, inspect_workbook

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class LkeAsked:
    """A workbook, and how it is read and scored. rubric: by its name or file."""

    path: Path
    rubric: str
    target: str
    minimums: tuple[Minimum, ...]
    reading: ReadSettings


class LkeRead(NamedTuple):
    """What was found in an LKE. inspection: by a second reader; claimed: what its evidence is to bear out, and its
    links. Both None where it has no score, an error where that reading failed."""

    scored: ScoredWorkbook
    inspection: Inspection | LkeError | None
    claimed: ReadWorkbook | LkeError | None


def read_lkes(asked: Sequence[LkeAsked], *, seconds: float, tick: Callable[[], object] = int) -> dict[Path, LkeRead]:
    """Return what LKEs hold. seconds: for each reading of one. tick: called three times for each."""

    def each_read(function: Callable[[LkeAsked], R], these: Sequence[LkeAsked]) -> dict[Path, R | LkeError]:
        outcomes = call_each(function, these, file=_path, seconds=seconds, tick=tick)
        return {one.path: read for one, read in zip(these, outcomes, strict=True)}

    outcomes = each_read(_scored, asked)
    scored = {one.path: _or_without(one, outcomes[one.path]) for one in asked}
    left = [one for one in asked if scored[one.path].scorecard is not None]
    for _ in range(2 * (len(asked) - len(left))):
        tick()
    inspected, claimed = each_read(_inspected, left), each_read(_claimed, left)
    return {one.path: LkeRead(scored[one.path], inspected.get(one.path), claimed.get(one.path)) for one in asked}


def _or_without(asked: LkeAsked, outcome: ScoredWorkbook | LkeError) -> ScoredWorkbook:
    return without_score(asked.path, asked.reading.assessor, outcome) if isinstance(outcome, LkeError) else outcome


def _path(asked: LkeAsked) -> Path:
    return asked.path


@lru_cache(maxsize=4)
def _reader(rubric: str) -> Reader:
    """Return a process's reader, which knows the forms that it has seen."""
    return Reader(load_rubric(rubric))


def _scored(asked: LkeAsked) -> ScoredWorkbook:
    return score_workbook(
        _reader(asked.rubric), asked.path, target=asked.target, minimums=asked.minimums, reading=asked.reading
    )


def _inspected(asked: LkeAsked) -> Inspection:
    return inspect_workbook(_reader(asked.rubric), asked.path, asked.reading, verified=True)


def _claimed(asked: LkeAsked) -> ReadWorkbook:
    return read_claimed(
        _reader(asked.rubric), asked.path, target=asked.target, minimums=asked.minimums, reading=asked.reading
    )
