"""From the path of a workbook to its scorecard."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from lke_cli.errors import LkeError
from lke_cli.results.score import Blank, Scorecard, ScoredWorkbook
from lke_cli.rubric.model import Minimum, Rubric
from lke_cli.scoring.evidenced import score_evidenced
from lke_cli.scoring.resilience import resilience
from lke_cli.scoring.score import score
from lke_cli.workbook.formulas import read_formulas
from lke_cli.workbook.read import Reader, Workbook


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


def score_or_problem(reader: Reader, path: Path, **options: object) -> ScoredWorkbook:
    """Return a workbook scored, or with the reason why it could not be read: one bad file does not end a run."""
    try:
        return score_workbook(reader, path, **options)  # type: ignore[arg-type]
    except LkeError as error:
        return ScoredWorkbook(str(path), None, str(options.get("assessor", "unit")), None, str(error))
