"""From the path of a workbook to its scorecard."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from lke_cli.bounded import Lost, run, sentence
from lke_cli.errors import LkeError
from lke_cli.results.score import Blank, Scorecard, ScoredWorkbook
from lke_cli.rubric.model import Minimum, Rubric
from lke_cli.scoring.evidenced import score_evidenced
from lke_cli.scoring.resilience import resilience
from lke_cli.scoring.score import score
from lke_cli.workbook.formulas import read_formulas
from lke_cli.workbook.read import Reader, Workbook

_AHEAD = 4  # workbooks that a process has waiting


def score_workbook(
    reader: Reader,
    path: Path,
    *,
    target: str,
    blank: Blank = "zero",
    minimums: Sequence[Minimum] = (),
    sheet: str | None = None,
    assessor: str = "unit",
    evidenced: Collection[str] | None = None,
) -> ScoredWorkbook:
    """Return a workbook scored. Raises LkeError where it cannot be read.

    evidenced: codes of questions that have evidence; a second scorecard then counts only these.
    """
    workbook = reader.read(path, sheet=sheet, assessor=assessor)
    card = scorecard(workbook, reader.rubric, target=target, blank=blank, minimums=minimums)
    left = None
    if evidenced is not None:
        answers = workbook.answers(reader.rubric)
        left = score_evidenced(reader.rubric, answers, evidenced, target=target, minimums=minimums)
    return ScoredWorkbook(str(path), workbook.sheet, workbook.assessor, card, None, left)


def scorecard(
    workbook: Workbook, rubric: Rubric, *, target: str, blank: Blank = "zero", minimums: Sequence[Minimum] = ()
) -> Scorecard:
    """Return the scorecard of a workbook that was read, with the findings of its reading."""
    card = score(
        rubric,
        workbook.answers(rubric),
        target=target,
        blank=blank,
        minimums=minimums,
        formulas=lambda: read_formulas(workbook, rubric),
    )
    return replace(card, findings=(*workbook.findings, *card.findings), resilience=resilience(card, rubric))


def score_all(
    reader: Reader, paths: Sequence[Path], *, seconds: float, tick: Callable[[], object] = int, **options: object
) -> list[ScoredWorkbook]:
    """Return workbooks scored in processes, each within its time in seconds, in their order.

    A workbook that cannot be read, ends its process or goes past a bound has the reason in its place. tick: called
    after each.
    """
    found: dict[Path, ScoredWorkbook] = {}
    score_one: Callable[[Path], ScoredWorkbook] = partial(score_or_problem, reader, **options)  # type: ignore[arg-type]
    for path, outcome in run(score_one, paths, seconds=seconds, ahead=_AHEAD):
        found[path] = (
            _problem(path, sentence(outcome, path.name, seconds=seconds), options)
            if isinstance(outcome, Lost)
            else outcome
        )
        tick()
    return [found[path] for path in paths]


def score_or_problem(reader: Reader, path: Path, **options: object) -> ScoredWorkbook:
    """Return a workbook scored, or with the reason why it could not be read: one bad file does not end a run."""
    try:
        return score_workbook(reader, path, **options)  # type: ignore[arg-type]
    except LkeError as error:
        return _problem(path, str(error), options)


def _problem(path: Path, problem: str, options: Mapping[str, object]) -> ScoredWorkbook:
    return ScoredWorkbook(str(path), None, str(options.get("assessor", "unit")), None, problem)
