"""A document on a terminal. What stands where is ``report.layout``'s; rich gives the colours (NO_COLOR is honoured).

Importing rich costs more than scoring a workbook, so a pipe does without.
"""

from rich.console import Console
from rich.text import Text as RichText

from lke_cli.report.document import Document
from lke_cli.report.layout import Look, Style, lay_out

_LOOK = Look(full="█", empty="░", rule="─")
_STYLES: dict[Style, str] = {
    "plain": "",
    "good": "bold green",
    "bad": "bold red",
    "warn": "yellow",
    "muted": "dim",
    "title": "bold",
    "head": "bold",
    "bar": "cyan",
    "mark": "dim",
}


def print_document(document: Document, console: Console | None = None) -> None:
    """Print a document on a console (default: the terminal that stdout is). Text is never taken for markup."""
    console = console or Console(highlight=False, markup=False, emoji=False)
    for line in lay_out(document, console.width, _LOOK):
        console.print(RichText.assemble(*((piece.text, _STYLES[piece.style]) for piece in line)), soft_wrap=True)
