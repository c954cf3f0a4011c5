"""A document as plain text of a given width, for a pipe or a file: ASCII lines and bars, nothing a mail would break.

A terminal gets ``report.terminal`` instead; importing rich costs more than scoring a workbook, so a pipe does not.
"""

import textwrap
from collections.abc import Iterator, Sequence

from lke_cli.report.cells import cell_text
from lke_cli.report.document import Document, Table, Text
from lke_cli.untrusted import unbroken

WIDTH = 100
_GAP = 2
_NARROWEST = 8


def to_text(document: Document, width: int = WIDTH) -> str:
    """Return a document as plain text; no line is longer than ``width`` unless a single word is."""
    lines = [unbroken(document.title)]
    for block in document.blocks:
        if isinstance(block, Text):
            lines += _wrap(unbroken(block.text), width)
        elif block.rows or block.empty:
            lines += ["", unbroken(block.title)]
            lines += _table(block, width) if block.rows else [f"  {unbroken(block.empty or '')}"]
            lines += [f"  {line}" for line in _wrap(unbroken(block.note or ""), width - 2) if line]
    return "".join(line.rstrip() + "\n" for line in lines)


def _table(table: Table, width: int) -> Iterator[str]:
    texts = [[cell_text(v, c) for v, c in zip(row, table.columns, strict=True)] for row in table.rows]
    widths = _widths(table, texts, width)
    right = [column.kind in ("number", "percent") for column in table.columns]
    yield from _row([unbroken(column.title) for column in table.columns], widths, right)
    yield "-" * (sum(widths) + _GAP * (len(widths) - 1))
    for row in texts:
        yield from _row(row, widths, right)


def _row(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> Iterator[str]:
    wrapped = [_wrap(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for line in range(max(map(len, wrapped))):
        parts = []
        for cell, width, to_right in zip(wrapped, widths, right, strict=True):
            text = cell[line] if line < len(cell) else ""
            parts.append(text.rjust(width) if to_right else text.ljust(width))
        yield (" " * _GAP).join(parts)


def _widths(table: Table, texts: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return the columns' widths: their content's, then the growing ones, then the widest, narrowed until all fits."""
    widths = []
    for number, column in enumerate(table.columns):
        cells = [unbroken(column.title), *(row[number] for row in texts)]
        widths.append(max(len(line) for cell in cells for line in (cell.splitlines() or [""])))
    shrinkable = [i for i, column in enumerate(table.columns) if column.kind == "text"]
    for candidates in ([i for i in shrinkable if table.columns[i].grow], shrinkable):
        while sum(widths) + _GAP * (len(widths) - 1) > width:
            widest = max(candidates, key=lambda i: widths[i], default=None)
            floor = 3 * _NARROWEST if candidates is not shrinkable else _NARROWEST
            if widest is None or widths[widest] <= floor:
                break
            widths[widest] -= 1
    return widths


def _wrap(text: str, width: int) -> list[str]:
    if len(text) <= width and "\n" not in text:
        return [text]
    lines = [part for line in text.splitlines() for part in textwrap.wrap(line, width) or [""]]
    return lines or [""]
