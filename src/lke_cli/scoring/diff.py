"""What changed between two scorecards: two versions of a workbook, or two assessors of one."""

from dataclasses import dataclass

from lke_cli.answers.reading import State
from lke_cli.numbers import EPSILON
from lke_cli.scoring.result import QuestionScore, Scorecard, ScoredWorkbook

SCHEMA_VERSION = "1.0"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are compared."""

    file: str
    sheet: str | None
    assessor: str
    total: float | None
    met: bool
    unanswered: int


@dataclass(frozen=True, slots=True)
class ChangedQuestion:
    """A question whose answer changed; ``change`` is the effect on the total, in points."""

    code: str
    label: str
    before: str
    after: str
    state_before: State
    state_after: State
    cell_before: str | None
    cell_after: str | None
    change: float


@dataclass(frozen=True, slots=True)
class ChangedNode:
    """A node whose score changed, in points; ``change`` is None where one of the two is an error."""

    code: str
    label: str
    weight: float
    before: float | None
    after: float | None
    change: float | None


@dataclass(frozen=True, slots=True)
class ChangedMinimum:
    """A minimum before and after; every minimum is listed, changed or not."""

    node: str
    label: str
    required: float
    before: float | None
    after: float | None
    met_before: bool
    met_after: bool


@dataclass(frozen=True, slots=True)
class DiffReport:
    """What ``lke diff`` yields. Questions stand in the order of the form."""

    target: str
    target_label: str
    before: Side
    after: Side
    questions: tuple[ChangedQuestion, ...]
    nodes: tuple[ChangedNode, ...]
    minimums: tuple[ChangedMinimum, ...]


def side(workbook: ScoredWorkbook, card: Scorecard) -> Side:
    """Return how one side is named and where it stands."""
    blank = sum(question.state != "answered" for question in card.questions)
    return Side(workbook.file, workbook.sheet, workbook.assessor, card.total.score, card.met, blank)


def diff(before: Scorecard, after: Scorecard, sides: tuple[Side, Side]) -> DiffReport:
    """Return what changed between two scorecards under one rubric and target."""
    pairs = list(zip(before.questions, after.questions, strict=True))
    nodes = [
        ChangedNode(old.code, old.label, old.weight, old.score, new.score, _change(old.score, new.score))
        for old, new in zip(before.nodes, after.nodes, strict=True)
    ]
    return DiffReport(
        target=after.target,
        target_label=after.target_label,
        before=sides[0],
        after=sides[1],
        questions=tuple(_question(old, new) for old, new in pairs if _given(old) != _given(new)),
        nodes=tuple(node for node in nodes if node.change is None or abs(node.change) > EPSILON),
        minimums=tuple(
            ChangedMinimum(old.node, old.label, new.required, old.reached, new.reached, old.met, new.met)
            for old, new in zip(before.minimums, after.minimums, strict=True)
        ),
    )


def _given(question: QuestionScore) -> tuple[str, str]:
    return question.state, question.answer


def _question(old: QuestionScore, new: QuestionScore) -> ChangedQuestion:
    change = new.points - old.points
    return ChangedQuestion(
        old.code, old.label, old.answer, new.answer, old.state, new.state, old.cell, new.cell, change
    )


def _change(before: float | None, after: float | None) -> float | None:
    if before is None or after is None:
        return None if before != after else 0.0
    return after - before
