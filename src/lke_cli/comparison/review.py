"""What a reviewer made of a unit's LKE, of all units together, and what a unit that misses one minimum may do first."""

import statistics
from collections.abc import Iterator, Mapping, Sequence

from lke_cli.errors import LkeError, UnreviewedError
from lke_cli.numbers import EPSILON, format_below, format_number
from lke_cli.results import Changed, Lowered, MinimumResult, Nearly, QuestionScore, Scorecard, Unit, UnitReview
from lke_cli.rubric import Rubric
from lke_cli.scored import entered_in
from lke_cli.workbook import Workbook


def unit_review(own: Scorecard, theirs: Scorecard, workbook: Workbook, rubric: Rubric) -> UnitReview:
    """Return an assessor's result beside the unit's own. workbook: as of the assessor."""
    before = {question.code: question for question in own.questions}
    after = {question.code: question for question in theirs.questions}
    entered = entered_in(workbook, rubric)
    changes = {code: (after[code].value or 0.0) - (before[code].value or 0.0) for code in entered}
    missed, missed_then = ({minimum.node for minimum in card.missed} for card in (own, theirs))
    return UnitReview(
        assessor=workbook.assessor,
        total=theirs.total.score,
        verdict="met" if theirs.met else "not-met",
        questions=len(rubric.questions),
        reviewed=len(entered),
        lowered=sum(change < -EPSILON for change in changes.values()),
        raised=sum(change > EPSILON for change in changes.values()),
        lost=tuple([minimum.node for minimum in theirs.missed if minimum.node not in missed]),
        gained=tuple([minimum.node for minimum in own.missed if minimum.node not in missed_then]),
        changed=tuple(
            [
                Changed(
                    code, before[code].answer, after[code].answer, change, after[code].points - before[code].points,
                    workbook.cell(code),
                )
                for code, change in changes.items()
                if abs(change) > EPSILON
            ]
        ),
        over=tuple(review.assessor for review in workbook.beneath),
    )  # fmt: skip


def without_review(assessor: str, error: LkeError | None, rubric: Rubric) -> UnitReview:
    """Return that there is no result of an assessor, and why: nothing is entered yet, or they have no column."""
    verdict = "unreviewed" if isinstance(error, UnreviewedError) else "undecided"
    problem = str(error) if error is not None else None
    return UnitReview(assessor, None, verdict, len(rubric.questions), 0, 0, 0, (), (), (), (), problem)  # type: ignore[arg-type]


def lowered(units: Sequence[Unit], rubric: Rubric) -> Iterator[Lowered]:
    """Yield the questions that reviewers lower: those of most units first, then those that lose most."""
    reviews = [unit.review for unit in units if unit.review is not None and unit.review.total is not None]
    by_code: dict[str, list[Changed]] = {}
    for lowering in (change for review in reviews for change in review.changed if change.change < -EPSILON):
        by_code.setdefault(lowering.code, []).append(lowering)
    lowerings = [
        Lowered(
            code,
            rubric.label(code),
            len(changes),
            len(changes) / len(reviews),
            -statistics.fmean(change.change for change in changes),
            -statistics.fmean(change.points for change in changes),
        )
        for code, changes in by_code.items()
    ]
    order = {code: place for place, code in enumerate(rubric.questions)}
    yield from sorted(lowerings, key=lambda lowering: (-lowering.units, -lowering.points, order[lowering.code]))


def nearly(card: Scorecard, rubric: Rubric, counted: Mapping[str, Mapping[str, int]]) -> Nearly | None:
    """Return the single minimum that a unit misses, with the step to begin with; None where it misses none or several.

    The step is the smallest of one answer that reaches the minimum, else the one that adds most. A survey's is the
    index that is needed. counted: the questions of each node.
    """
    if len(card.missed) != 1:
        return None
    (missed,) = card.missed
    gap = missed.gap or 0.0
    bare = Nearly(missed.node, missed.label, gap)
    below = counted.get(missed.node, {})
    questions = [question for question in card.questions if question.code in below]
    if missed.answer_required is not None and len(questions) == 1:
        return _survey(bare, missed, questions[0], missed.answer_required)
    steps = [
        (step.adds, step.answer, question)
        for question in questions
        if not rubric.questions[question.code].survey
        for step in question.steps
    ]
    reaching = [step for step in steps if step[0] >= gap - EPSILON]
    best = min(reaching, key=lambda step: step[0], default=None) or max(steps, key=lambda step: step[0], default=None)
    if best is None:
        return bare
    adds, then, question = best
    return Nearly(
        missed.node, missed.label, gap, question.code, question.label, question.cell, question.answer, then, adds,
        adds >= gap - EPSILON,
    )  # fmt: skip


def _survey(bare: Nearly, missed: MinimumResult, question: QuestionScore, needed: float) -> Nearly:
    reached = missed.answer_reached
    now = question.answer if reached is None else format_below(reached, needed)
    return Nearly(
        bare.node, missed.label, bare.gap, question.code, question.label, question.cell, now, format_number(needed),
        bare.gap, closes=True,
    )  # fmt: skip
