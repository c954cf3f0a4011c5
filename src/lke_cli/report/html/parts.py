"""What an HTML page is made of: small values, each shown by the template macro of its ``kind``.

A part holds text as it is read and shares 0..1 as they are drawn; no markup.
"""

from dataclasses import dataclass
from typing import ClassVar

from lke_cli.report.document import Table, Text, Tone


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a page's head: ``Target``, ``WBK``. mark: shown with emphasis, as for a minimum that was raised.

    paper: stands in the head on paper only, on a screen at the page's end.
    """

    name: str
    value: str
    mark: bool = False
    paper: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a page says first. word: the verdict itself; sentence: what it rests on; lines: what goes with it; command:
    what settles it."""

    kind: ClassVar[str] = "verdict"
    tone: Tone
    word: str
    sentence: str
    lines: tuple[Text, ...] = ()
    command: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number to be seen from afar, and what it counts."""

    value: str
    label: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers side by side."""

    kind: ClassVar[str] = "figures"
    items: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A value drawn against what it is a share of. ratio, required: 0..1 of its weight; None where there is none.

    depth: how far it is indented below the one above. after: 0..1, what it is to become.
    """

    code: str
    label: str
    value: str
    weight: str
    ratio: float | None
    minimum: str = ""
    required: float | None = None
    state: Text | None = None
    depth: int = 0
    after: float | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    """Values against their minimums. heads: of the columns of the weight, of the bars, and of the minimums."""

    kind: ClassVar[str] = "bars"
    id: str
    title: str
    rows: tuple[Bar, ...]
    note: str = ""
    heads: tuple[str, str, str] = ("Bobot", "Bagian dari bobot", "Minimal")


@dataclass(frozen=True, slots=True)
class Shortfalls:
    """The minimums that are missed, each with its bar."""

    kind: ClassVar[str] = "shortfalls"
    id: str
    title: str
    rows: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One place of a task: the cell to type in, what it is about, what stands there and should stand there."""

    cell: str
    line: str


@dataclass(frozen=True, slots=True)
class Job:
    """Something to do: what, where, and what to type for it. note: what is to be known with it."""

    title: str
    items: tuple[Item, ...] = ()
    note: str = ""
    command: str | None = None


@dataclass(frozen=True, slots=True)
class Jobs:
    """What to do, in order."""

    kind: ClassVar[str] = "jobs"
    id: str
    title: str
    jobs: tuple[Job, ...]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of the report. folded: shown when it is asked for (and on paper). sortable: its rows are units, whose
    names stand in the second column, and ``states`` tells their verdicts, by which they can be filtered."""

    kind: ClassVar[str] = "sheet"
    id: str
    table: Table
    folded: bool = False
    sortable: bool = False
    states: tuple[str, ...] = ()
    lines: tuple[Text, ...] = ()

    @property
    def title(self) -> str:
        """The table's title."""
        return self.table.title


@dataclass(frozen=True, slots=True)
class FaultyFiles:
    """Files of one fault: the names of some, with the paths that the page may lead to, and how many more there are."""

    fault: str
    files: tuple[tuple[str, str], ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class MendRow:
    """A question whose files can be mended, and the points that hang on it."""

    code: str
    label: str
    points: str
    faults: tuple[FaultyFiles, ...]


@dataclass(frozen=True, slots=True)
class Mending:
    """What can be mended of files, a question a row. note: how many rows are not listed."""

    kind: ClassVar[str] = "mending"
    id: str
    title: str
    rows: tuple[MendRow, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that a finding speaks of."""

    cell: str
    message: str


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings of one rule with one advice. more: how many are not listed."""

    tone: Tone
    severity: str
    rule: str
    title: str
    advice: str
    spots: tuple[Spot, ...]
    more: int = 0

    @property
    def count(self) -> int:
        """How many findings it stands for."""
        return len(self.spots) + self.more


@dataclass(frozen=True, slots=True)
class Findings:
    """What is wrong, worst first."""

    kind: ClassVar[str] = "findings"
    id: str
    title: str
    groups: tuple[FindingGroup, ...]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answer. state: in words, where there is no valid answer. evidence: as listed beside it."""

    code: str
    text: str
    answer: str
    tone: Tone
    value: str
    points: str
    weight: str
    cell: str
    narrative: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedGroup:
    """The questions of a node. score: what they give together, in words."""

    code: str
    label: str
    score: str
    notes: tuple[Text, ...]
    questions: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Questions:
    """All questions, folded by the node that they stand under."""

    kind: ClassVar[str] = "questions"
    id: str
    title: str
    groups: tuple[AskedGroup, ...]


@dataclass(frozen=True, slots=True)
class HeatColumn:
    """A node of a heat map. head: a second line, such as the minimum."""

    code: str
    label: str
    head: str = ""


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A score. level: -3 (far below) to 3 (far above), None where there is no score. missed: below its minimum."""

    text: str
    level: int | None
    missed: bool = False


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A unit of a heat map."""

    rank: str
    unit: str
    state: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True)
class Heat:
    """Units against nodes. legend: what each level means, from worst to best."""

    kind: ClassVar[str] = "heat"
    id: str
    title: str
    columns: tuple[HeatColumn, ...]
    rows: tuple[HeatRow, ...]
    legend: tuple[tuple[int, str], ...]
    note: str = ""
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """How a node spreads over units; all ends 0..1 of its weight, with their texts."""

    code: str
    label: str
    low: float
    middle: float | None
    high: float
    texts: tuple[str, str, str]
    required: float | None = None
    minimum: str = ""
    missed: str = ""


@dataclass(frozen=True, slots=True)
class Ranges:
    """From where to where each node reaches. heads: of the three ends and of how many are below the minimum."""

    kind: ClassVar[str] = "ranges"
    id: str
    title: str
    rows: tuple[Range, ...]
    note: str = ""
    heads: tuple[str, str, str, str] = ("Terendah", "Median", "Tertinggi", "Di bawahnya")


@dataclass(frozen=True, slots=True)
class Counts:
    """Shares of a whole, each with its tone, drawn as one bar a row: how many are complete, partial, none."""

    kind: ClassVar[str] = "counts"
    id: str
    title: str
    heads: tuple[tuple[str, Tone], ...]
    rows: tuple[tuple[str, str, tuple[int, ...]], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What a value was and is. ratio: -1..1 of the largest change that is drawn; None where it cannot be told."""

    code: str
    label: str
    before: str
    after: str
    change: Text
    ratio: float | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What moved, up to the right and down to the left. heads: what the two are called."""

    kind: ClassVar[str] = "changes"
    id: str
    title: str
    heads: tuple[str, str]
    rows: tuple[ChangeRow, ...]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Sentences under a title."""

    kind: ClassVar[str] = "words"
    id: str
    title: str
    lines: tuple[Text, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """Parts that stand side by side where there is room."""

    kind: ClassVar[str] = "beside"
    parts: tuple["Part", ...]


Part = (
    Verdict
    | Figures
    | Bars
    | Shortfalls
    | Jobs
    | Sheet
    | Mending
    | Findings
    | Questions
    | Heat
    | Ranges
    | Counts
    | Changes
    | Words
    | Beside
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page. kicker: what kind of report it is. facts: what it is about. head, foot: of each printed page.

    contents: id and title of its parts; they are listed behind the first ``lead`` parts.
    """

    kicker: str
    title: str
    facts: tuple[Fact, ...]
    parts: tuple[Part, ...]
    head: str
    foot: str = ""
    contents: tuple[tuple[str, str], ...] = ()
    lead: int = 1
