"""What marking a workbook yields, and what it is marked with: reports make the words, others write them."""

from typing import Literal

from lke_cli.record import record
from lke_cli.results.score import ScoredWorkbook

MarkTone = Literal["error", "warning", "step", "fixed", "info"]
"""How a marked cell is coloured, the one that matters most first."""

MARK_TONES: tuple[MarkTone, ...] = ("error", "warning", "step", "fixed", "info")


@record
class Note:
    """What is said at a cell (``LKE ZI!K12``): lines, and the tone that it is coloured in."""

    cell: str
    tone: MarkTone
    lines: tuple[str, ...]


@record
class Fix:
    """A cell that has one meaning only and was written anew. kind: an answer, a *Pilihan Jawaban*, a formula.

    before, after: as the cell held it, a formula with its ``=``.
    """

    kind: Literal["answer", "choices", "formula"]
    code: str
    label: str
    cell: str
    before: str
    after: str


@record
class Unfixed:
    """A formula that is not the form's and was left as it is, and why."""

    code: str
    label: str
    cell: str
    why: str


FrontStyle = Literal["title", "text", "bold", "head", "link", "good", "bad", "warn", "muted", "number", MarkTone]


@record
class FrontCell:
    """A cell of the sheet in front. to: the cell that it leads to. span: columns that it takes."""

    text: str
    style: FrontStyle = "text"
    to: str | None = None
    span: int = 1


@record
class Front:
    """The sheet in front: the widths of its columns in characters, and its rows."""

    widths: tuple[float, ...]
    rows: tuple[tuple[FrontCell, ...], ...]


@record
class Annotation:
    """A marked copy. marked: cells that were coloured. fixes: with ``--fix safe``; unfixed: formulas that were left.

    untouched: cells whose threaded comments were left alone, so that what is said of them stands on the sheet only.
    locked: whether the workbook's structure is locked, so that the sheet cannot be taken out by hand.
    """

    file: str
    output: str
    scored: ScoredWorkbook
    marked: int
    fixes: tuple[Fix, ...] = ()
    untouched: tuple[str, ...] = ()
    locked: bool = False
    unfixed: tuple[Unfixed, ...] = ()
