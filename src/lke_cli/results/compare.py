"""What comparing yields: frozen values that every report is made from, and that JSON holds whole."""

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from lke_cli.findings import Finding

SCHEMA_VERSION = "1.2"

NameSource = Literal["map", "pattern", "workbook", "file", "folder"]
"""Where a unit's name was taken from: ``--name-from`` (map, pattern), the workbook's title, the file's name or its
folder's."""
Verdict = Literal["met", "not-met", "unreadable"]
Clock = Literal["document", "file"]


class Points(Mapping[str, float | None]):
    """Scores by node, as bare numbers under codes that all units share: thousands of units are kept at once."""

    __slots__ = ("_places", "_values")

    def __init__(self, places: Mapping[str, int], values: "array[float]") -> None:
        self._places, self._values = places, values

    def __getitem__(self, code: str) -> float | None:
        value = self._values[self._places[code]]
        return None if value != value else value

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._values)


@dataclass(frozen=True, slots=True)
class Unit:
    """A workbook's row. rank: by total among the readable ones, equal totals share it; None where unreadable.

    scores: points by node. surveys: indices by question, None where not answered. missed: nodes whose minimum is not
    reached. findings: errors and warnings. modified: ISO 8601, of the document where it says so, else of the file;
    file_modified: always of the file.
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


class Sketch(NamedTuple):
    """A small stand-in for what a workbook says; see ``compare.alike``."""

    runs: bytes = b""
    links: bytes = b""


class Row(NamedTuple):
    """What a worker hands back of a workbook; the scorecard itself is not kept.

    unit: named by the workbook's title only, ``""`` where it has none. answers: a code of two bytes per question of
    the rubric, 0 for an unanswered one. values: 0..1 per question, None for an unanswered one. unsupported: numbers of
    the questions whose answer scores without evidence. findings: errors and warnings.
    own_report: the file is a workbook that ``lke compare`` wrote, no unit's.
    """

    unit: Unit
    answers: bytes = b""
    values: tuple[float | None, ...] = ()
    unsupported: tuple[int, ...] = ()
    sketch: Sketch = Sketch()
    findings: tuple[Finding, ...] = ()
    own_report: bool = False


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

    complete: both rounds were read whole; where not, nothing is said about who is only in one of them.
    """

    moves: tuple[Move, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    unmatched: tuple[str, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """What ``lke compare --format json`` holds.

    required: the minimums in points, by node. units: sorted and filtered as asked; all else is about all readable
    units. left: files not read, because the run was stopped. alike: at most 1,000 pairs, of alike_pairs.
    alike_unjudged: readable units with too little text and links of their own to be held against others. notes: what
    else must be said (Indonesian).
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
    alike_pairs: int
    alike_unjudged: int
    outliers: tuple[Outlier, ...]
    copies: tuple[Copy, ...]
    claims: tuple[Claim, ...]
    before: Since | None
    notes: tuple[str, ...]
