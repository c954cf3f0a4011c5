"""What comparing yields: frozen values that every report is made from, and that JSON holds whole."""

from dataclasses import dataclass
from typing import Literal

from lke_cli.findings import Finding

SCHEMA_VERSION = "1.0"

NameSource = Literal["map", "pattern", "workbook", "file"]
"""Where a unit's name was taken from: ``--name-from`` (map, pattern), the workbook's title, the file's name."""
Verdict = Literal["met", "not-met", "unreadable"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A workbook's row. rank: by total among the readable ones, equal totals share it; None where unreadable.

    scores: points by node. surveys: indices by question, None where not answered. missed: nodes whose minimum is not
    reached. findings: errors and warnings. modified: ISO 8601, of the document where it says so, else of the file.
    """

    rank: int | None
    unit: str
    name_source: NameSource
    file: str
    sheet: str | None
    modified: str
    verdict: Verdict
    total: float | None
    scores: dict[str, float | None]
    surveys: dict[str, float | None]
    missed: tuple[str, ...]
    minimums: int
    unanswered: int
    errors: int
    findings: int
    problem: str | None


class Row:
    """What a worker hands back of a workbook; the scorecard itself is not kept.

    answers, values: in the order of the rubric's questions; an unanswered one is ``""`` and None. unsupported: numbers
    of the questions whose answer scores without evidence. sketch: see ``compare.alike``. findings: errors and warnings.
    """

    __slots__ = ("answers", "findings", "sketch", "unit", "unsupported", "values")

    def __init__(
        self,
        unit: Unit,
        answers: tuple[str, ...] = (),
        values: tuple[float | None, ...] = (),
        unsupported: tuple[int, ...] = (),
        sketch: tuple[int, ...] = (),
        findings: tuple[Finding, ...] = (),
    ) -> None:
        self.unit, self.answers, self.values = unit, answers, values
        self.unsupported, self.sketch, self.findings = unsupported, sketch, findings


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
    """Two units with the same answers and narratives; both are shares 0..1, the second an estimate."""

    first: str
    second: str
    first_file: str
    second_file: str
    answers: float
    narratives: float


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
    """A file with the same content as another, which was read instead."""

    file: str
    same_as: str


@dataclass(frozen=True, slots=True)
class Claim:
    """Several files that claim the same unit, newest first; each keeps its own row."""

    unit: str
    files: tuple[str, ...]
    newest: str | None


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
    """An earlier round held against this one. unmatched: why units or files could not be held against another."""

    moves: tuple[Move, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    unmatched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What ``lke compare --format json`` holds.

    required: the minimums in points, by node. units: sorted and filtered as asked; all else is about all readable
    units. left: files not read, because the run was stopped. notes: what else must be said (Indonesian).
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
    units_with_errors: int
    passing_with_errors: int
    problems: tuple[Problem, ...]
    nodes: tuple[NodeSpread, ...]
    questions: tuple[QuestionSpread, ...]
    weakest: tuple[str, ...]
    alike: tuple[Alike, ...]
    outliers: tuple[Outlier, ...]
    copies: tuple[Copy, ...]
    claims: tuple[Claim, ...]
    before: Since | None
    notes: tuple[str, ...]
