"""Where workbooks and scoring meet: from the path of a workbook to its scorecard."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from lke_cli.findings import Finding
from lke_cli.results.score import Blank, Scorecard, ScoredWorkbook
from lke_cli.rubric.model import Minimum, Rubric
from lke_cli.scoring.diff import Version
from lke_cli.scoring.evidenced import score_evidenced
from lke_cli.scoring.score import assess, score
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

    target: of the rubric. minimums: beside the target's own. sheet: found by content where None. evidenced: codes of
    questions that have evidence; a second scorecard then counts only these.
    """
    rubric = reader.rubric
    workbook = reader.read(path, sheet=sheet, assessor=assessor)
    card = scorecard(workbook, rubric, target=target, blank=blank, minimums=minimums)
    left = None
    if evidenced is not None:
        left = score_evidenced(rubric, workbook.answers(rubric), evidenced, target=target, minimums=minimums)
    return ScoredWorkbook(str(path), workbook.sheet, workbook.assessor, card, None, left)


def scorecard(
    workbook: Workbook, rubric: Rubric, *, target: str, blank: Blank = "zero", minimums: Sequence[Minimum] = ()
) -> Scorecard:
    """Return the scorecard of a workbook that was read, with the findings of its reading.

    Its formulas are looked at only where what it shows is not what they should give: that opens the file once more.
    """
    assessed = assess(rubric, workbook.answers(rubric), target=target, blank=blank, minimums=minimums)
    card = assessed.card(read_formulas(workbook, rubric) if assessed.differs else None)
    return replace(card, findings=(*workbook.findings, *card.findings))


def with_findings(scored: ScoredWorkbook, findings: Sequence[Finding]) -> ScoredWorkbook:
    """Return a scored workbook with more findings, before its own."""
    card = scored.scorecard
    if card is None or not findings:
        return scored
    return replace(scored, scorecard=replace(card, findings=(*findings, *card.findings)))


def version_of(workbook: Workbook, rubric: Rubric, target: str) -> Version:
    """Return a workbook that was read as one of two versions that are compared."""
    answers = workbook.answers(rubric)
    card = score(rubric, answers, target=target)
    return Version(str(workbook.path), workbook.sheet, workbook.assessor, answers, card)
