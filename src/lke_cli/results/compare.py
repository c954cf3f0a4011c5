"""What comparing yields: frozen values that every report is made from, and that JSON holds whole."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from lke_cli.findings import Finding
from lke_cli.results.found import PassedOver
from lke_cli.results.notes import ReviewNote
from lke_cli.results.score import Task

if TYPE_CHECKING:
    from pandas import DataFrame

SCHEMA_VERSION = "1.7"

NameSource = Literal["map", "pattern", "workbook", "file", "folder"]
"""Where a unit's name was taken from: ``--name-from`` (map, pattern), the workbook's title, the file's name or its
folder's."""
Verdict = Literal["met", "not-met", "unreadable", "undecided", "blank", "unreviewed"]
"""unreviewed: the assessor whose answers are read has entered nothing yet."""
Clock = Literal["document", "file"]


@dataclass(frozen=True, slots=True)
class Nearly:
    """The single minimum that a unit misses, what it lacks in points, and the step that adds most there.

    code, label: of the question, None where no answer can be better. cell: of its answer. now, then: the answers. adds:
    points. closes: whether that step alone reaches the minimum.
    """

    node: str
    label: str
    gap: float
    code: str | None = None
    question: str | None = None
    cell: str | None = None
    now: str | None = None
    then: str | None = None
    adds: float | None = None
    closes: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """A question that a reviewer answered otherwise than the unit. change: of the question's value, 0..1, below 0 where
    it was lowered. points: of the total."""

    code: str
    before: str
    after: str
    change: float
    points: float
    cell: str | None


@dataclass(frozen=True, slots=True)
class UnitReview:
    """An assessor's result beside the unit's own. total: over what the unit gave where they left it blank.

    verdict: theirs; "unreviewed" where they entered nothing, and then there is no total. reviewed: questions in which
    they entered something, of ``questions``. lowered, raised: that they answered otherwise. lost, gained: minimums that
    the unit reached by itself and not by them, and the reverse. over: whose answers theirs lie over, nearest first.
    """

    assessor: str
    total: float | None
    verdict: Verdict
    questions: int
    reviewed: int
    lowered: int
    raised: int
    lost: tuple[str, ...]
    gained: tuple[str, ...]
    changed: tuple[Changed, ...]
    over: tuple[str, ...]
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A workbook's row. rank: by total among the readable ones, equal totals share it; None where unreadable.

    scores: points by node. surveys: indices by question, None where not answered. missed: nodes whose minimum is not
    reached. findings: how many errors and warnings, which ``details`` holds. modified: ISO 8601, of the document where
    it says so (``dated``), else of the file; file_modified: always of the file. answers: by question, in plain
    form, ``""`` where there is no valid one; values: the same as 0..1, None then. Both are empty where the file is
    unreadable.
    resilience: of a unit that passes, the fewest answers that fail it by falling one step; None where none do.
    group: that a list of units, or the folder, puts it in. nearly: of a unit that misses a single minimum. review: what
    an assessor changed, where the unit's own answers are held against theirs. notes: that assessors wrote beside the
    answers.
    tasks: the first three of what it has to do, with at most three cells each (``count`` says of how many).
    """

    rank: int | None
    unit: str
    name_source: NameSource
    file: str
    sheet: str | None
    modified: str
    file_modified: str
    verdict: Verdict
    total: float | None
    scores: Mapping[str, float | None]
    surveys: dict[str, float | None]
    missed: tuple[str, ...]
    minimums: int
    unanswered: int
    errors: int
    findings: int
    problem: str | None
    answers: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, float | None] = field(default_factory=dict)
    details: Sequence[Finding] = ()
    resilience: int | None = None
    group: str | None = None
    nearly: Nearly | None = None
    review: UnitReview | None = None
    notes: Sequence[ReviewNote] = ()
    tasks: tuple[Task, ...] = ()
    dated: bool = False


@dataclass(frozen=True, slots=True)
class FormNode:
    """A node of the form that a table has a column or row for. weight: its points."""

    code: str
    label: str
    weight: float


@dataclass(frozen=True, slots=True)
class FormSurvey:
    """A question that a survey's index answers. needed: the index to reach, where a minimum is on its score alone."""

    code: str
    name: str
    needed: float | None


@dataclass(frozen=True, slots=True)
class Form:
    """What reports say of the form that all units filled in.

    tops: the top nodes. combined: nodes that several others make. heat: those that the heat map shows. covering: nodes
    that together cover the total. questions: labels by code, in the order of the form. held: further nodes that have a
    minimum, other than a survey's alone.
    """

    tops: tuple[FormNode, ...]
    combined: tuple[FormNode, ...]
    heat: tuple[FormNode, ...]
    covering: tuple[str, ...]
    surveys: tuple[FormSurvey, ...]
    questions: Mapping[str, str]
    held: tuple[FormNode, ...] = ()

    @property
    def areas(self) -> tuple[FormNode, ...]:
        """The nodes that a ranking shows beside the total: the top nodes, the combined ones, others with a minimum."""
        return (*self.tops, *self.combined, *self.held)


@dataclass(frozen=True, slots=True)
class Spread:
    """How a value spreads over the readable units; ``deviation`` is the standard deviation of all of them."""

    minimum: float
    median: float
    mean: float
    maximum: float
    deviation: float


@dataclass(frozen=True, slots=True)
class NodeSpread:
    """The scores of a node over the units, in points."""

    code: str
    label: str
    level: str
    weight: float
    spread: Spread


@dataclass(frozen=True, slots=True)
class QuestionSpread:
    """The values 0..1 of a question over the units; one that is not answered counts 0, as in the score.

    blank: units without a valid answer. unsupported: units whose answer scores without evidence.
    """

    code: str
    label: str
    spread: Spread
    blank: int
    unsupported: int


@dataclass(frozen=True, slots=True)
class Alike:
    """Two units whose workbooks look copied; all shares 0..1.

    answers: that are equal. narratives, links: that are the same, estimated; None where there are too few to judge.
    identical: the files are the same byte for byte. verbatim: codes of the questions whose narratives are the same word
    for word, of ``told`` that both tell something of; nodes: whose questions all are.
    """

    first: str
    second: str
    first_file: str
    second_file: str
    answers: float
    narratives: float | None
    links: float | None
    identical: bool
    verbatim: tuple[str, ...] = ()
    told: int = 0
    nodes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlier:
    """A unit far from the others in a node, in points."""

    unit: str
    file: str
    node: str
    score: float
    median: float


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that could not be read, and why."""

    file: str
    problem: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A file with the same content as another, which was read instead. earlier: in the round before (``--before``)."""

    file: str
    same_as: str
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """Several files that claim the same unit, newest first; each keeps its own row.

    newest: None where the times do not tell. clock: by which it was told, the date in the documents or the files'.
    """

    unit: str
    files: tuple[str, ...]
    newest: str | None
    clock: Clock | None


@dataclass(frozen=True, slots=True)
class Superseded:
    """An older version of a unit's workbook, which does not count. by: the file that does. clock: by which time."""

    unit: str
    file: str
    by: str
    clock: Clock
    modified: str
    verdict: Verdict
    total: float | None


Sent = Literal["counted", "unreadable", "undecided", "blank", "unreviewed", "missing"]
"""What became of the workbook of a unit that is expected to hand one in."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A unit of the list that says who is to hand in an LKE. earlier: of which predicate it has already, as listed."""

    unit: str
    state: Sent
    group: str | None = None
    assessor: str | None = None
    contact: str | None = None
    earlier: str | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class GroupTotals:
    """The units of a group. units: of the list, else those with a file. mean: points by node, of those that count."""

    name: str
    units: int
    counted: int
    passing: int
    failing: int
    unreadable: int
    undecided: int
    blank: int
    missing: int
    mean: dict[str, float]
    unreviewed: int = 0


@dataclass(frozen=True, slots=True)
class Trend:
    """A unit over the rounds, the oldest first, this one last; None where it has no total in one. points: by node."""

    unit: str
    totals: tuple[float | None, ...]
    points: dict[str, tuple[float | None, ...]]


@dataclass(frozen=True, slots=True)
class RoundTotals:
    """A round: its name, how many units count in it and pass, and the mean points by node of all that count.

    same: the mean points of the units that count in every round, ``same_units`` many: the only ones that tell how the
    rounds went.
    """

    name: str
    counted: int
    passing: int
    mean: dict[str, float]
    same: dict[str, float] = field(default_factory=dict)
    same_units: int = 0


@dataclass(frozen=True, slots=True)
class Lowered:
    """A question that reviewers lower. units: of how many. share: of the reviewed units, 0..1. loss: its mean loss over
    those units, as a share of the question, 0..1; points: of the total, their mean."""

    code: str
    label: str
    units: int
    share: float
    loss: float
    points: float


Unchanged = Literal["file", "answers"]


@dataclass(frozen=True, slots=True)
class Move:
    """A unit that is in both rounds: what changed, in points, by node (``total`` is one of them).

    same: the file is the same byte for byte, or only all answers and counts are; None where they differ.
    """

    unit: str
    before: float
    after: float
    changes: dict[str, float]
    met_before: bool
    met_after: bool
    same: Unchanged | None = None


@dataclass(frozen=True, slots=True)
class Since:
    """An earlier round held against this one. unmatched: why units or files could not be held against another.

    complete: both rounds were read whole; where not, nothing is said about who is only in one of them. left: files of
    the earlier round that were not read.
    """

    moves: tuple[Move, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    unmatched: tuple[str, ...]
    complete: bool
    left: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """What ``lke compare --format json`` holds.

    required: the minimums in points, by node. units: sorted and filtered as asked; all else is about all readable
    units. left: files not read, because the run was stopped. alike: at most 1,000 pairs, of alike_pairs.
    alike_unjudged: readable units with too little text and links of their own to be held against others. notes: what
    else must be said (Indonesian). passed_over: files beside the workbooks that were not read.

    superseded: older versions that do not count. earlier_files: workbooks of an earlier round that lie among these.
    own_reports: reports of this tool that do. expected: the units of a list, in its order; unexpected: units that are
    not on it. groups: their totals. standards: the target's own minimums in points, by node. target_note: what else the
    target needs. rounds, trends: where earlier rounds are given, the oldest first and this one last. against: the
    assessor whom the units' own answers are held against. lowered: the questions that reviewers lower, the most often
    lowered first. assessor: whose answers are compared, and ``alone`` whether without what others gave beneath.
    """

    rubric: str
    target: str
    target_label: str
    required: dict[str, float]
    files: int
    left: int
    units: tuple[Unit, ...]
    passing: int
    failing: int
    unreadable: int
    undecided: int
    blank: int
    units_with_errors: int
    passing_with_errors: int
    problems: tuple[Problem, ...]
    nodes: tuple[NodeSpread, ...]
    questions: tuple[QuestionSpread, ...]
    weakest: tuple[str, ...]
    alike: tuple[Alike, ...]
    alike_pairs: int
    alike_unjudged: int
    outliers: tuple[Outlier, ...]
    copies: tuple[Copy, ...]
    claims: tuple[Claim, ...]
    before: Since | None
    notes: tuple[str, ...]
    form: Form
    passed_over: tuple[PassedOver, ...] = ()
    superseded: tuple[Superseded, ...] = ()
    earlier_files: tuple[str, ...] = ()
    own_reports: tuple[str, ...] = ()
    expected: tuple[Expected, ...] = ()
    unexpected: tuple[str, ...] = ()
    groups: tuple[GroupTotals, ...] = ()
    standards: dict[str, float] = field(default_factory=dict)
    target_note: str | None = None
    rounds: tuple[RoundTotals, ...] = ()
    trends: tuple[Trend, ...] = ()
    assessor: str = "unit"
    alone: bool = False
    unreviewed: int = 0
    against: str | None = None
    lowered: tuple[Lowered, ...] = ()

    def to_frame(self, *, questions: bool = False, findings: bool = False) -> "DataFrame":
        """Return a pandas frame with a row a unit; docs/api.md lists the columns.

        questions: a row a unit and question instead. findings: a row a finding instead, errors and warnings.
        """
        from lke_cli.results.frames import FINDINGS, finding_record, frame

        if findings:
            rows = (finding_record(unit.file, unit.unit, finding) for unit in self.units for finding in unit.details)
            return frame(FINDINGS, rows)
        if questions:
            return frame(_QUESTIONS, self._question_rows())
        areas = {node.code: "float64" for node in self.form.areas}
        surveys = {survey.name.lower(): "float64" for survey in self.form.surveys}
        return frame({**_FIRST, **areas, **surveys, **_LAST}, self._unit_rows())

    def _question_rows(self) -> Iterator[Sequence[Any]]:
        for unit in self.units:
            for code, answer in unit.answers.items():
                yield unit.file, unit.unit, code, self.form.questions.get(code), answer, unit.values[code]

    def _unit_rows(self) -> Iterator[Sequence[Any]]:
        for unit in self.units:
            areas = (unit.scores.get(node.code) for node in self.form.areas)
            surveys = (unit.surveys.get(survey.code) for survey in self.form.surveys)
            readable = unit.verdict != "unreadable"
            counts = (len(unit.missed), unit.unanswered, unit.errors, unit.findings) if readable else (None,) * 4
            ends = unit.verdict, unit.sheet, unit.modified, unit.problem
            yield unit.rank, unit.unit, unit.file, unit.total, *areas, *surveys, *counts, *ends


_FIRST = {"rank": "Int64", "unit": "string", "file": "string", "total": "float64"}
_LAST = {
    **dict.fromkeys(("missed", "unanswered", "errors", "findings"), "Int64"),
    **dict.fromkeys(("verdict", "sheet", "modified", "problem"), "string"),
}
_QUESTIONS = {
    **dict.fromkeys(("file", "unit", "code", "label", "answer"), "string"),
    "value": "float64",
}
