"""What comparing yields: frozen values that every report is made from, and that JSON holds whole."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from lke_cli.findings import Finding
from lke_cli.results.found import PassedOver
from lke_cli.results.score import Task

if TYPE_CHECKING:
    from pandas import DataFrame

SCHEMA_VERSION = "1.6"

NameSource = Literal["map", "pattern", "workbook", "file", "folder"]
"""Where a unit's name was taken from: ``--name-from`` (map, pattern), the workbook's title, the file's name or its
folder's."""
Verdict = Literal["met", "not-met", "unreadable", "undecided", "blank"]
Clock = Literal["document", "file"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A workbook's row. rank: by total among the readable ones, equal totals share it; None where unreadable.

    scores: points by node. surveys: indices by question, None where not answered. missed: nodes whose minimum is not
    reached. findings: how many errors and warnings, which ``details`` holds. modified: ISO 8601, of the document where
    it says so, else of the file; file_modified: always of the file. answers: by question, in plain form, ``""`` where
    there is no valid one; values: the same as 0..1, None then. Both are empty where the file is unreadable.
    resilience: of a unit that passes, the fewest answers that fail it by falling one step; None where none do.
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
    tasks: tuple[Task, ...] = ()


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
    that together cover the total. questions: labels by code, in the order of the form.
    """

    tops: tuple[FormNode, ...]
    combined: tuple[FormNode, ...]
    heat: tuple[FormNode, ...]
    covering: tuple[str, ...]
    surveys: tuple[FormSurvey, ...]
    questions: Mapping[str, str]

    @property
    def areas(self) -> tuple[FormNode, ...]:
        """The nodes that a ranking shows beside the total: the top nodes, then the combined ones."""
        return (*self.tops, *self.combined)


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
    identical: the files are the same byte for byte.
    """

    first: str
    second: str
    first_file: str
    second_file: str
    answers: float
    narratives: float | None
    links: float | None
    identical: bool


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
class Move:
    """A unit that is in both rounds: what changed, in points, by node (``total`` is one of them)."""

    unit: str
    before: float
    after: float
    changes: dict[str, float]
    met_before: bool
    met_after: bool


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

    def to_frame(self, *, questions: bool = False, findings: bool = False) -> "DataFrame":
        """Return a pandas frame with a row a unit; docs/api.md lists the columns.

        questions: a row a unit and question instead. findings: a row a finding instead, errors and warnings.
        """
        from lke_cli.results.frames import FINDINGS, finding_record, frame

        if findings:
            rows = (finding_record(unit.file, unit.unit, each) for unit in self.units for each in unit.details)
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
