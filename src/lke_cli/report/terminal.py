"""A document on a terminal, with rich: colour (NO_COLOR is honoured), lines and bars."""

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text as RichText

from lke_cli.report.cells import bar, cell_text
from lke_cli.report.document import Column, Document, Table, Text, Value
from lke_cli.untrusted import unbroken

_STYLES = {"plain": "", "good": "bold green", "bad": "bold red", "warn": "yellow", "muted": "dim"}


def print_document(document: Document, console: Console | None = None) -> None:
    """Print a document on a console (default: the terminal that stdout is). Text is never taken for markup."""
    console = console or Console(highlight=False, markup=False, emoji=False)
    console.print(RichText(unbroken(document.title), style="bold"))
    for block in document.blocks:
        if isinstance(block, Text):
            console.print(RichText(unbroken(block.text), style=_STYLES[block.tone]))
        elif block.rows or block.empty:
            console.print()
            console.print(RichText(unbroken(block.title), style="bold"))
            console.print(_table(block) if block.rows else RichText(f"  {unbroken(block.empty or '')}"))
            if block.note:
                console.print(Padding(RichText(unbroken(block.note), style="dim"), (0, 0, 0, 2)))


def _table(table: Table) -> RichTable:
    made = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False)
    for column in table.columns:
        made.add_column(
            RichText(unbroken(column.title)),
            justify="right" if column.kind in ("number", "percent") else "left",
            overflow="fold",
            no_wrap=column.kind != "text",
        )
    for row in table.rows:
        made.add_row(*(_cell(value, column) for value, column in zip(row, table.columns, strict=True)))
    return made


def _cell(value: Value, column: Column) -> RichText:
    if column.kind == "bar" and isinstance(value, int | float):
        return RichText(bar(value, 10, full="█", empty="░"), style="cyan")
    return RichText(cell_text(value, column), style=_STYLES[value.tone] if isinstance(value, Text) else "")
