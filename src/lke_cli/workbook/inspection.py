"""How a workbook was understood, as a result."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from lke_cli.errors import UndecidedError
from lke_cli.results import Cause, ColumnRead, Found, Inspection, RowRead, RowUnread, Undecided
from lke_cli.rubric import Rubric
from lke_cli.workbook.book import Workbook
from lke_cli.workbook.layout import Layout
from lke_cli.workbook.options import ReadSettings
from lke_cli.workbook.read import Reader
from lke_cli.workbook.sheets import column_letters


def inspection(workbook: Workbook, rubric: Rubric) -> Inspection:
    """Return how a workbook was understood: sheet, header, columns and why, matched, doubtful and unmatched rows."""
    header = workbook.layout.header_row
    items = {code for part in workbook.parts for code in part.items}
    return Inspection(
        rubric=rubric.id,
        file=str(workbook.path),
        sheet=workbook.sheets,
        assessor=workbook.assessor,
        header_row=None if header is None else header + 1,
        questions=_found(rubric.questions, items),
        inputs=_found(rubric.inputs, items),
        nodes=_found(rubric.nodes, items),
        columns=tuple(sorted(_columns(workbook.layout), key=lambda read: (len(read.column), read.column))),
        rows=tuple(_rows(workbook, rubric)),
        unmatched=tuple(RowUnread(row.number + 1, row.text) for row in workbook.unmatched),
        findings=workbook.findings,
    )


def inspect_workbook(reader: Reader, path: Path, reading: ReadSettings, *, verified: bool = False) -> Inspection:
    """Return how the workbook of a path is understood. Raises LkeError where it cannot be read.

    One that could be read in two ways is shown as far as it is understood, with what is to be settled.
    verified: a second reader reads it too, and every cell that it sees otherwise is told.
    """
    rubric = reader.rubric
    try:
        workbook = reader.read(path, reading)
    except UndecidedError as error:
        read = inspection(reader.look(path, reading), rubric)
        return replace(read, problem=str(error), undecided=Undecided(error.cells, error.command))
    read = replace(inspection(workbook, rubric), blank=workbook.is_blank(rubric))
    if not verified:
        return read
    from lke_cli.workbook.verify import verify

    return replace(read, differing=verify(workbook))


def _found(codes: Iterable[str], items: Container[str]) -> Found:
    there = [code in items for code in codes]
    return Found(sum(there), len(there))


def _columns(layout: Layout) -> Iterator[ColumnRead]:
    """Yield every column once, with what it was last taken for: an assessor's answers before a role of the form."""
    meanings: dict[int, tuple[str, str | None]] = {column: (role, None) for role, column in layout.columns.items()}
    for role, columns in (("answer", layout.answers), ("score", layout.scores), ("note", layout.notes)):
        meanings |= {column: (role, assessor) for assessor, column in columns.items()}
    meanings |= {column: ("note", assessor) for column, assessor in layout.remarks}
    meanings |= dict.fromkeys(layout.replies, ("reply", None))
    meanings |= dict.fromkeys(layout.done, ("done", None))
    meanings |= dict.fromkeys(layout.extra, ("evidence", None))
    meanings |= dict.fromkeys(layout.unused, ("unused", None))
    meanings |= dict.fromkeys((*layout.hidden, *layout.rivals), ("rival", None))
    for who, doubt in layout.doubts.items():
        meanings |= dict.fromkeys(doubt.columns, ("rival", who))
    for who, options in layout.marks.items():
        meanings |= dict.fromkeys(options, ("answer", who))
    for column, (role, assessor) in meanings.items():
        title = layout.titles.get(column, "")
        yield ColumnRead(column_letters(column), role, assessor, title, _cause(role, title))


def _cause(role: str, title: str) -> Cause:
    if role == "unused":
        return "unknown"
    if role == "evidence":
        return "evidence"
    return "title" if title else "contents"


def _rows(workbook: Workbook, rubric: Rubric) -> Iterator[RowRead]:
    for code, item in workbook.items.items():
        answer = workbook.text(code, "answer")
        yield RowRead(item.row + 1, code, rubric.label(code), item.text, answer, item.similarity, item.doubtful)
