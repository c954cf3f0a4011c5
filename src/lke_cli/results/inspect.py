"""What looking into a workbook yields: how it was understood."""

from dataclasses import dataclass
from typing import Literal

from lke_cli.findings import Finding
from lke_cli.results.score import Undecided

SCHEMA_VERSION = "1.1"

Cause = Literal["title", "contents", "evidence", "unknown"]
"""Why a column is taken for what it is: its title, what its cells hold and where it stands, links or names of documents
in it; unknown where neither tells anything."""


@dataclass(frozen=True, slots=True)
class ColumnRead:
    """A column and what it was taken for.

    role: of the form's columns (``label``, ``weight``, ``narrative`` ...), ``answer``, ``score`` and ``note`` of an
    assessor, ``evidence``, ``rival`` (answers as well, but not read or not decided), ``reply`` and ``done`` (what a
    unit did about notes), or ``unused``. title: as the sheet writes it, ``""`` where it has none.
    """

    column: str
    role: str
    assessor: str | None
    title: str
    cause: Cause


@dataclass(frozen=True, slots=True)
class RowRead:
    """A row that was matched with an entry of the rubric. row: as the sheet counts. similarity: of the texts, 0..1."""

    row: int
    code: str
    label: str
    text: str
    answer: str
    similarity: float
    doubtful: bool


@dataclass(frozen=True, slots=True)
class RowUnread:
    """A row with a text that holds no entry of the rubric."""

    row: int
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """How many entries of a kind were found, of how many."""

    found: int
    of: int


@dataclass(frozen=True, slots=True)
class Inspection:
    """What ``lke inspect`` yields.

    sheet: the names of all that are the LKE; columns and rows are of the first. header_row: as the sheet counts, None
    where no header was found. differing: the cells that a second reader sees otherwise, None where none was asked.
    problem, undecided: why the workbook could be read in two ways, and where. blank: not one question is answered.
    """

    rubric: str
    file: str
    sheet: str
    assessor: str
    header_row: int | None
    questions: Found
    inputs: Found
    nodes: Found
    columns: tuple[ColumnRead, ...]
    rows: tuple[RowRead, ...]
    unmatched: tuple[RowUnread, ...]
    findings: tuple[Finding, ...]
    differing: tuple[Finding, ...] | None = None
    problem: str | None = None
    undecided: Undecided | None = None
    blank: bool = False
