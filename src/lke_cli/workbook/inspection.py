"""How a workbook was understood, as a result."""

from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from lke_cli.results.inspect import Cause, ColumnRead, Found, Inspection, RowRead, RowUnread
from lke_cli.rubric.model import Rubric
from lke_cli.workbook.layout import UNIT, Layout
from lke_cli.workbook.read import Reader, Workbook
from lke_cli.workbook.sheets import column_letters


def inspection(workbook: Workbook, rubric: Rubric) -> Inspection:
    """Return how a workbook was understood: sheet, header, columns and why, matched, doubtful and unmatched rows."""
    header = workbook.layout.header_row
    return Inspection(
        rubric=rubric.id,
        file=str(workbook.path),
        sheet=workbook.sheet,
        assessor=workbook.assessor,
        header_row=None if header is None else header + 1,
        questions=_found(rubric.questions, workbook.items),
        inputs=_found(rubric.inputs, workbook.items),
        nodes=_found(rubric.nodes, workbook.items),
        columns=tuple(sorted(_columns(workbook.layout), key=lambda read: (len(read.column), read.column))),
        rows=tuple(_rows(workbook, rubric)),
        unmatched=tuple(RowUnread(row.number + 1, row.text) for row in workbook.unmatched),
        findings=workbook.findings,
    )


def inspect_workbook(rubric: Rubric, path: Path, *, sheet: str | None = None, assessor: str = UNIT) -> Inspection:
    """Return how the workbook of a path is understood. Raises LkeError where it cannot be read."""
    return inspection(Reader(rubric).read(path, sheet=sheet, assessor=assessor), rubric)


def _found(codes: Iterable[str], items: Container[str]) -> Found:
    there = [code in items for code in codes]
    return Found(sum(there), len(there))


def _columns(layout: Layout) -> Iterator[ColumnRead]:
    """Yield every column once, with what it was last taken for: an assessor's answers before a role of the form."""
    meanings: dict[int, tuple[str, str | None]] = {column: (role, None) for role, column in layout.columns.items()}
    for role, columns in (("answer", layout.answers), ("score", layout.scores), ("note", layout.notes)):
        meanings |= {column: (role, assessor) for assessor, column in columns.items()}
    meanings |= dict.fromkeys(layout.extra, ("evidence", None))
    meanings |= dict.fromkeys(layout.unused, ("unused", None))
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
