"""What holding two versions of a workbook, or two assessors of one, against each other yields."""

from typing import Literal

from lke_cli.record import record
from lke_cli.results.notes import ReviewNote
from lke_cli.results.score import AnswerState, Reviewed

SCHEMA_VERSION = "1.5"


@record
class Side:
    """One of the two that are compared. unanswered, invalid, not_found: how many questions count 0 for that reason.

    unit: its name, by the file's, None where that names none. reviewed: what the assessor entered, where it is not the
    unit.
    """

    file: str
    sheet: str | None
    assessor: str
    total: float | None
    met: bool
    unanswered: int
    invalid: int
    not_found: int
    unit: str | None = None
    reviewed: Reviewed | None = None


@record
class ChangedInput:
    """A count of a percent question that changed; ``""`` where the cell is empty."""

    code: str
    label: str
    before: str
    after: str
    cell_before: str | None
    cell_after: str | None


@record
class ChangedQuestion:
    """A question whose answer changed, or a count under it; ``change`` is the effect on the total, in points.

    before, after: the answer in its plain form, ``""`` unless answered. written_before, written_after: what stands in
    the answer's cell.
    """

    code: str
    label: str
    before: str
    after: str
    state_before: AnswerState
    state_after: AnswerState
    written_before: str
    written_after: str
    cell_before: str | None
    cell_after: str | None
    change: float
    inputs: tuple[ChangedInput, ...]


@record
class ChangedNode:
    """A node whose score changed, in points; ``change`` is None where one of the two is an error."""

    code: str
    label: str
    weight: float
    before: float | None
    after: float | None
    change: float | None


@record
class ChangedMinimum:
    """A minimum before and after; every minimum is listed, changed or not."""

    node: str
    label: str
    required: float
    before: float | None
    after: float | None
    met_before: bool
    met_after: bool


@record
class Corrected:
    """The first assessor's answers with those of the second in their place, wherever the second gave one.

    kept: codes of the questions that the second left empty altogether. questions, nodes, minimums: what the
    corrections change in the first assessor's own.
    """

    total: float | None
    met: bool
    kept: tuple[str, ...]
    questions: tuple[ChangedQuestion, ...]
    nodes: tuple[ChangedNode, ...]
    minimums: tuple[ChangedMinimum, ...]


TextKind = Literal["narrative", "documents", "links"]


@record
class ChangedText:
    """What a unit tells or shows beside a question, and that changed between two files. cell: in the second.

    added: it says or shows something that it did not before; else something was only taken away or put otherwise.
    """

    code: str
    label: str
    kind: TextKind
    before: tuple[str, ...]
    after: tuple[str, ...]
    cell: str | None
    added: bool


@record
class DiffReport:
    """What ``lke diff`` yields. Questions stand in the order of the form.

    corrected: where two assessors are compared and the second left questions empty that the first answered.
    overview: the nodes that a report shows, the total among them. texts: narratives, documents and links that changed,
    where two files are compared. notes: that assessors wrote, in the second file. same_file: both are one file, or hold
    the same byte for byte. other_unit: they name two different units.
    """

    target: str
    target_label: str
    before: Side
    after: Side
    questions: tuple[ChangedQuestion, ...]
    nodes: tuple[ChangedNode, ...]
    minimums: tuple[ChangedMinimum, ...]
    corrected: Corrected | None
    overview: tuple[str, ...] = ()
    texts: tuple[ChangedText, ...] = ()
    notes: tuple[ReviewNote, ...] = ()
    same_file: bool = False
    other_unit: bool = False
