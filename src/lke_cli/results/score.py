"""What scoring yields: frozen values that every report is made from, and that JSON holds whole."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Any, Literal

from lke_cli.findings import Finding
from lke_cli.record import bulk_record, record
from lke_cli.results.found import PassedOver
from lke_cli.results.notes import ReviewNote

AnswerState = Literal["answered", "unanswered", "invalid", "uncomputed", "not-found"]
"""How an answer cell was read."""

if TYPE_CHECKING:
    from pandas import DataFrame

Blank = Literal["zero", "skip"]
"""An unanswered question counts: ``zero`` (0, the default), or ``skip`` (it drops out of the mean, as in the form)."""

SCHEMA_VERSION = "1.6"


@bulk_record
class Step:
    """A better answer to a question, and the points that it adds to the total."""

    answer: str
    adds: float


@bulk_record
class QuestionScore:
    """A question's answer and what it is worth.

    value: 0..1, None unless answered. weight: points that a value of 1 gives (0 where ``--blank skip`` leaves it out).
    points: what it gives now. text, narrative, evidence: from the workbook. steps: better answers, smallest first.
    cell: where the answer stands, or of an unanswered percentage the first count that it lacks. missing: the codes of
    the counts that it lacks. claims: what evidence cells only say that there is ("ada"), beside what they show.
    evidence_cell: where the evidence that it lacks is to be written; None where it lacks none, or the sheet has no
    column for it.
    """

    code: str
    label: str
    parent: str
    scale: str
    state: AnswerState
    answer: str
    value: float | None
    weight: float
    points: float
    steps: tuple[Step, ...]
    cell: str | None
    text: str
    narrative: str
    evidence: tuple[str, ...]
    missing: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    evidence_cell: str | None = None


@bulk_record
class InputScore:
    """A count that a percentage is computed from, as it is used (a sum of others added up), and its cell."""

    code: str
    label: str
    question: str
    state: AnswerState
    count: float | None
    cell: str | None


@bulk_record
class NodeScore:
    """A node's score in points. ``score`` is None where the form's arithmetic gives an error (``--blank skip``).

    level: komponen, bagian, area, indikator, combined, question (with a weight of its own) or total.
    parent: the code of the node that holds it; None for combined nodes and the total.
    """

    code: str
    label: str
    level: str
    parent: str | None
    weight: float
    score: float | None
    error: str | None

    @property
    def ratio(self) -> float | None:
        """The score as a share of the weight, 0..1."""
        return None if self.score is None else self.score / self.weight


@record
class MinimumResult:
    """A minimum and how far it is reached, in points; ``gap`` is what is missing (0 where it is met).

    answer_required, answer_reached: for a survey, the same on the scale of its answer. standard: the points that the
    rubric requires itself, where the user asked for more; None where it is the rubric's own or only the user's.
    """

    node: str
    label: str
    weight: float
    required: float
    reached: float | None
    gap: float | None
    met: bool
    answer_required: float | None
    answer_reached: float | None
    standard: float | None = None


@record
class AspectScore:
    """The questions of a key aspect taken together: how many, how many answered, points reached and possible."""

    tag: str
    label: str
    questions: int
    answered: int
    points: float
    weight: float

    @property
    def ratio(self) -> float | None:
        """Points as a share of those possible, 0..1; None where all its questions are left out."""
        return self.points / self.weight if self.weight else None


@record
class Defended:
    """A question to defend in a review: its answer, and the points that a fall by one step takes from the node."""

    code: str
    label: str
    answer: str
    cell: str | None
    loss: float


@record
class Resilience:
    """How many answers may fall one step before a unit that passes fails (ketahanan).

    falls: the fewest one-step falls that fail it, None where even all answers together falling do not. node, label:
    the minimum that fails then; slack: the points that it has above its minimum. defend: what to defend first there.
    """

    falls: int | None
    node: str | None
    label: str | None
    slack: float | None
    defend: tuple[Defended, ...]


@record
class ReviewShare:
    """The share of random reviews passed, 0..1, where each answer falls one step with a chance; simulated.

    error: half of the 95 % interval of the share, 0..1.
    """

    chance: float
    share: float
    error: float
    simulations: int


@record
class Scorecard:
    """A scored workbook. ``shown_total`` is the total that the workbook itself shows.

    shown: all that the workbook itself shows as scores, by code of question, node and total: a number, else its text.
    resilience: of a unit that passes. review: where a random review was asked for.
    """

    rubric: str
    target: str
    target_label: str
    target_note: str | None
    blank: Blank
    met: bool
    total: NodeScore
    overview: tuple[str, ...]
    nodes: tuple[NodeScore, ...]
    questions: tuple[QuestionScore, ...]
    minimums: tuple[MinimumResult, ...]
    aspects: tuple[AspectScore, ...]
    findings: tuple[Finding, ...]
    shown_total: float | None
    inputs: tuple[InputScore, ...] = ()
    shown: Mapping[str, float | str] = field(default_factory=dict)
    resilience: Resilience | None = None
    review: ReviewShare | None = None

    def node(self, code: str) -> NodeScore:
        """Return a node's score (KeyError where there is none)."""
        for node in self.nodes:
            if node.code == code:
                return node
        raise KeyError(code)

    @property
    def missed(self) -> tuple[MinimumResult, ...]:
        """The minimums that are not met."""
        return tuple(minimum for minimum in self.minimums if not minimum.met)


Agreement = Literal["equal", "rounded", "higher", "lower", "undecided", "no-claim"]
"""A claim beside the data: equal, rounded to the decimals typed, higher or lower; undecided where the data is."""


@record
class SurveyClaim:
    """What a workbook claims for a survey, beside what the respondents' answers give, both on the answer's scale.

    index: None where words can be read in several ways; it then lies between lowest and highest, else it is both.
    margin: of the 95 % interval. required: the minimum. claim_met, data_met: whether each reaches it, None where there
    is no minimum, no claim, or no decision.
    """

    question: str
    label: str
    cell: str | None
    survey: str
    file: str
    respondents: int
    claimed: float | None
    index: float | None
    lowest: float
    highest: float
    margin: float | None
    required: float | None
    claim_met: bool | None
    data_met: bool | None
    agreement: Agreement


@record
class Reviewed:
    """What an assessor entered. over: whose answers count where they left a question blank, the nearest first.

    reviewed: questions in which they entered something, of ``questions``; lowered, raised: that are worth less, or
    more, than the unit's own. alone: theirs count by themselves; blank ones count 0.
    """

    over: tuple[str, ...]
    questions: int
    reviewed: int
    lowered: int
    raised: int
    alone: bool = False


@record
class Undecided:
    """What a workbook that could be read in two ways leaves open: the cells that could each be meant, and the options
    that settle it (``""`` where none can)."""

    cells: tuple[str, ...]
    command: str


TaskKind = Literal["doubt", "minimum", "survey", "evidence", "warning"]


@record
class TaskItem:
    """A cell to change. code: of a question or of a count. cell: to type in, with its sheet where the LKE has
    several; None where the sheet has none.

    now, then: the answer that stands there once the tasks before are done, and what it must be; ``""`` where nothing
    stands there, or where it is for the user to say. options: of what the user then has to say. adds: points, to the
    total.
    """

    code: str
    label: str
    cell: str | None
    now: str = ""
    then: str = ""
    adds: float = 0.0
    options: tuple[str, ...] = ()


@record
class Task:
    """What to do next.

    kind: ``doubt`` (what makes the number itself doubtful), ``minimum`` (answers that close a missed minimum),
    ``survey`` (a minimum that no answer closes, since respondents give it), ``evidence`` (cells to fill in),
    ``warning`` (findings to read). rule: of the findings that a doubt is about, else None. count: of what there is to
    do; more than the items where not all have a cell.

    node, gap: of a minimum, and the points that it misses now. closes: whether the items, typed after those of the
    tasks before, reach it; never for a survey. Without items it comes with the tasks before. Where it cannot be closed
    the items are those that add most. Each answer counts only where it is true and has its evidence.
    command: what to type, None where nothing needs to be.
    """

    kind: TaskKind
    node: str | None = None
    gap: float | None = None
    items: tuple[TaskItem, ...] = ()
    closes: bool = False
    command: str | None = None
    rule: str | None = None
    count: int = 0


@record
class OtherScores:
    """What another assessor's answers in the same workbook give. scores: points by node, the total among them; None
    where the form's arithmetic gives an error."""

    assessor: str
    scores: Mapping[str, float | None]


@record
class ScoredWorkbook:
    """A workbook and its scorecard; where it has none, ``scorecard`` is None and ``problem`` says why.

    undecided: where it could be read in two ways. blank: not one question is answered. reviewed: what the assessor
    entered, where it is not the unit. unreviewed: they entered nothing yet. notes: what assessors wrote beside answers.

    evidenced: the scorecard where only answers with evidence count, where a folder of evidence was given. surveys: what
    is claimed for them beside their data, where that was given.

    tasks: what to do, in the order to do it. unit: as the sheet's title or the file's name names it, None where neither
    does. saved: when the document was saved, by itself, ISO 8601 with its zone; None where it does not say. sha256: of
    the file. others: the scores of the other assessors whose answers the workbook holds too, such as those of TPI.
    """

    file: str
    sheet: str | None
    assessor: str
    scorecard: Scorecard | None
    problem: str | None
    evidenced: Scorecard | None = None
    surveys: tuple[SurveyClaim, ...] = ()
    undecided: Undecided | None = None
    blank: bool = False
    tasks: tuple[Task, ...] = ()
    unit: str | None = None
    saved: str | None = None
    sha256: str | None = None
    others: tuple[OtherScores, ...] = ()
    reviewed: Reviewed | None = None
    unreviewed: bool = False
    notes: tuple[ReviewNote, ...] = ()


@record
class ScoreReport:
    """What ``lke score --format json`` holds.

    target_label: what all workbooks were held against. passed_over: files beside them that were not read.
    """

    workbooks: tuple[ScoredWorkbook, ...]
    target_label: str = ""
    passed_over: tuple[PassedOver, ...] = ()

    def to_frame(self, rows: Literal["questions", "nodes", "findings"] = "questions") -> "DataFrame":
        """Return a pandas frame with a row a question, a node with its minimum, or a finding; docs/api.md lists the
        columns. Workbooks that could not be read have no rows."""
        from lke_cli.results.frames import FINDINGS, finding_record, frame

        cards = [(scored.file, scored.scorecard) for scored in self.workbooks if scored.scorecard is not None]
        if rows == "findings":
            return frame(
                FINDINGS, (finding_record(file, "", finding) for file, card in cards for finding in card.findings)
            )
        columns, make = (_QUESTIONS, _question_rows) if rows == "questions" else (_NODES, _node_rows)
        return frame(columns, (row for file, card in cards for row in make(file, card)))


_QUESTIONS = {
    "file": "string",
    "code": "string",
    "label": "string",
    "parent": "string",
    "state": "string",
    "answer": "string",
    "value": "float64",
    "points": "float64",
    "weight": "float64",
    "cell": "string",
    "narrative": "string",
    "evidence": "Int64",
}
_NODES = {
    "file": "string",
    "code": "string",
    "label": "string",
    "level": "string",
    "parent": "string",
    "weight": "float64",
    "score": "float64",
    "required": "float64",
    "met": "boolean",
}


def _question_rows(file: str, card: Scorecard) -> Iterator[Sequence[Any]]:
    for q in card.questions:
        given = q.state, q.answer, q.value, q.points, q.weight, q.cell, q.narrative, len(q.evidence)
        yield file, q.code, q.label, q.parent, *given


def _node_rows(file: str, card: Scorecard) -> Iterator[Sequence[Any]]:
    minimums = {minimum.node: minimum for minimum in card.minimums}
    for node in card.nodes:
        held = minimums.get(node.code)
        required, met = (None, None) if held is None else (held.required, held.met)
        yield file, node.code, node.label, node.level, node.parent, node.weight, node.score, required, met
