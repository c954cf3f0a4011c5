"""A workbook is scored, and what of it can be fixed is found, in one reading."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from lke_cli.marking.fixes import Fixes, safe_fixes
from lke_cli.marking.mark import WrittenCells
from lke_cli.marking.shape import CellPlace
from lke_cli.marking.sheet import Written
from lke_cli.results import Fix, ScoredWorkbook, Unfixed
from lke_cli.rubric import Minimum
from lke_cli.scored import score_workbook
from lke_cli.workbook import Reader, ReadSettings


class ForMarking(NamedTuple):
    """A scored workbook, and the cells of it that have one meaning only."""

    scored: ScoredWorkbook
    corrected: Fixes

    @property
    def fixes(self) -> tuple[Fix, ...]:
        """What is fixed."""
        return tuple(correction.fix for correction in self.corrected.corrections)

    @property
    def unfixed(self) -> tuple[Unfixed, ...]:
        """What is broken and is not fixed."""
        return self.corrected.unfixed

    @property
    def written(self) -> WrittenCells:
        """What is written, by sheet and place."""
        cells: dict[str, dict[CellPlace, Written]] = {}
        for correction in self.corrected.corrections:
            cells.setdefault(correction.sheet, {})[correction.place] = correction.written
        return cells


def read_for_marking(
    reader: Reader,
    path: Path,
    *,
    target: str,
    minimums: Sequence[Minimum] = (),
    reading: ReadSettings = ReadSettings(),  # noqa: B008 (a frozen value)
    fix: bool = False,
) -> ForMarking:
    """Return a workbook scored, with what can be fixed where that is asked for. Raises LkeError as scoring does."""
    scored = score_workbook(reader, path, target=target, minimums=minimums, reading=reading)
    if not fix or scored.scorecard is None:
        return ForMarking(scored, Fixes())
    return ForMarking(scored, safe_fixes(reader.read(path, reading), reader.rubric, scored.scorecard))


def same_score(first: ScoredWorkbook, second: ScoredWorkbook) -> bool:
    """Return whether two workbooks claim and score the same: answers, points, minimums, verdict."""
    one, other = first.scorecard, second.scorecard
    if one is None or other is None:
        return one is other
    same_answers = [(q.code, q.state, q.answer, q.value, q.points) for q in one.questions] == [
        (q.code, q.state, q.answer, q.value, q.points) for q in other.questions
    ]
    return same_answers and one.nodes == other.nodes and one.minimums == other.minimums and one.met == other.met
