"""A document on a terminal (rich), or as plain text in a pipe: the same words, without colour and box lines."""

import io
import os
import sys
from typing import IO

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text as RichText

from lke_cli.report.cells import bar, cell_text
from lke_cli.report.document import Column, Document, Table, Text, Value
from lke_cli.untrusted import printable

_STYLES = {"plain": "", "good": "bold green", "bad": "bold red", "warn": "yellow", "muted": "dim"}
PLAIN_WIDTH = 100


def make_console(stream: IO[str] | None = None) -> Console:
    """Return a console for a stream (default stdout): its own width on a terminal, ``COLUMNS`` or 100 elsewhere."""
    stream = stream or sys.stdout
    interactive = stream.isatty()
    columns = os.environ.get("COLUMNS", "")
    width = None if interactive else int(columns) if columns.isdecimal() and int(columns) >= 40 else PLAIN_WIDTH
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)


def to_text(document: Document, width: int = PLAIN_WIDTH) -> str:
    """Return a document as plain text of a given width, for a file or a pipe."""
    buffer = io.StringIO()
    console = Console(file=buffer, width=width, highlight=False, markup=False, emoji=False, no_color=True)
    print_document(document, console)
    return buffer.getvalue()


def print_document(document: Document, console: Console) -> None:
    """Print a document on a console."""
    _print(console, RichText(printable(document.title), style="bold"))
    for block in document.blocks:
        if isinstance(block, Text):
            _print(console, RichText(printable(block.text), style=_STYLES[block.tone]))
        elif block.rows or block.empty:
            console.print()
            _print(console, RichText(block.title, style="bold"))
            if block.rows:
                _print(console, _table(block, fancy=console.is_terminal))
            else:
                _print(console, RichText("  " + (block.empty or "")))
            if block.note:
                _print(console, Padding(RichText(block.note, style="dim"), (0, 0, 0, 2)))


def _print(console: Console, renderable: RichText | RichTable | Padding) -> None:
    if console.is_terminal:
        console.print(renderable)
        return
    # A pipe gets no trailing blanks: they would only make diffs and mails ugly.
    with console.capture() as capture:
        console.print(renderable)
    console.file.write("".join(line.rstrip() + "\n" for line in capture.get().splitlines()))


def _table(table: Table, *, fancy: bool) -> RichTable:
    made = RichTable(
        box=box.SIMPLE_HEAD if fancy else box.Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True),
        pad_edge=False,
        padding=(0, 1),
        header_style="bold" if fancy else "",
        show_edge=False,
    )
    for column in table.columns:
        made.add_column(
            RichText(column.title),
            justify="right" if column.kind in ("number", "percent") else "left",
            overflow="fold",
            no_wrap=not column.grow and column.kind != "text",
            ratio=None,
        )
    for row in table.rows:
        made.add_row(*(_cell(value, column, fancy=fancy) for value, column in zip(row, table.columns, strict=True)))
    return made


def _cell(value: Value, column: Column, *, fancy: bool) -> RichText:
    if column.kind == "bar" and isinstance(value, int | float):
        if fancy:
            return RichText(bar(value, 10, full="█", empty="░"), style="cyan")
        return RichText(bar(value, 10, full="#", empty="."))
    style = _STYLES[value.tone] if isinstance(value, Text) else ""
    return RichText(cell_text(value, column), style=style)
