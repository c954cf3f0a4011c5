"""A document laid out in lines of a given width, for a screen, a pipe or a file: the one engine for all of them.

No line is wider than asked, and no word of up to 24 characters is broken. Longer ones (links, paths) are broken behind
a separator where they must be. A table that does not fit even so is shown row by row, a line per column.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from lke_cli.record import record
from lke_cli.report.cells import bar, cell_text
from lke_cli.report.document import Column, Document, Table, Text, Tone, Value
from lke_cli.untrusted import unbroken

LONGEST_WHOLE = 24
"""Characters up to which a word is never broken."""
Style = Tone | Literal["head", "bar", "mark"]

_GAP = 2
_HANG = 2  # blanks before a paragraph's further lines
_COMFORT = 24  # characters that a growing column keeps as long as others can give
_BEHIND = re.compile(r"(?<=[/\\_.,;:&?=+-])")


@record
class Look:
    """The characters that lines and bars are drawn with."""

    full: str = "#"
    empty: str = "."
    rule: str = "-"


PLAIN = Look()
"""ASCII, nothing that a mail would break."""


class Piece(NamedTuple):
    """Some words of a line, in one style."""

    text: str
    style: Style


Line = tuple[Piece, ...]


def lay_out(document: Document, width: int, look: Look = PLAIN) -> Iterator[Line]:
    """Yield the lines of a document, none wider than ``width`` (at least 40)."""
    yield from _paragraph(document.title, width, "title")
    for block in document.blocks:
        if isinstance(block, Text):
            yield from _paragraph(block.text, width, block.tone)
        elif block.compact:
            yield from _compact(block, width, look)
        elif block.rows or block.empty:
            yield ()
            yield from _paragraph(block.title, width, "title")
            yield from _rows(block, width, look) if block.rows else _paragraph(block.empty or "", width, "plain", "  ")
            if block.note:
                yield from _paragraph(block.note, width, "muted", "  ")


def count_lines(document: Document, width: int) -> int:
    """Return how many lines a document takes."""
    return sum(1 for _ in lay_out(document, width))


def _compact(table: Table, width: int, look: Look) -> Iterator[Line]:
    indent = (Piece(" " * table.indent, "plain"),) if table.indent else ()
    for line in _rows(table, width - table.indent, look) if table.rows else ():
        yield (*indent, *line) if line else ()


def display_width(text: str) -> int:
    """Return how many columns of a screen a text takes: wide letters take two, marks on letters none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def wrapped(text: str, width: int, hang: int = 0) -> list[str]:
    """Return a text in lines of at most ``width``; words are broken only where one alone is wider.

    hang: blanks before all lines but a paragraph's first.
    """
    if display_width(text) <= width and "\n" not in text:
        return [text]
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = paragraph[: len(paragraph) - len(paragraph.lstrip(" "))][: width // 2]
        first, indent = line, line + " " * hang
        for number, word in enumerate(paragraph.split()):
            joined = f"{line} {word}" if number else line + word
            if display_width(joined) <= width:
                line = joined
                continue
            if number:
                lines.append(line)
            parts = [indent + part for part in _broken(word, width - len(indent))]
            if not number:
                parts[0] = first + parts[0][len(indent) :]
            *full, line = parts
            lines += full
        lines.append(line)
    return lines


def _broken(word: str, width: int) -> list[str]:
    """Return a word in parts of at most ``width``, broken behind separators where there are any."""
    if display_width(word) <= width:
        return [word]
    parts = [""]
    for piece in _BEHIND.split(word):
        if display_width(parts[-1] + piece) <= width:
            parts[-1] += piece
            continue
        parts.append("")
        for char in piece:
            if display_width(parts[-1] + char) > width:
                parts.append("")
            parts[-1] += char
    return [part for part in parts if part]


def _paragraph(text: str, width: int, style: Style, indent: str = "") -> Iterator[Line]:
    # What goes on is indented: a name that is long enough to wrap begins no line, so that none passes for a verdict.
    for line in wrapped(unbroken(text), width - len(indent), _HANG):
        yield (Piece(indent + line, style),) if line else ()


class _Cell(NamedTuple):
    """What stands in a cell, in its style; mark: its last word, in small."""

    text: str
    style: Style
    mark: str


def _cell(value: Value, column: Column, look: Look) -> _Cell:
    if column.kind == "bar" and isinstance(value, int | float):
        return _Cell(bar(value, 10, full=look.full, empty=look.empty), "bar", "")
    text = cell_text(value, column)
    if isinstance(value, Text):
        return _Cell(text, value.tone, f"[{unbroken(value.mark)}]" if value.mark else "")
    return _Cell(text, "plain", "")


def _rows(table: Table, width: int, look: Look) -> Iterator[Line]:
    """Yield a table side by side where it fits, without its bars where that makes it fit, else row by row."""
    every = range(len(table.columns))
    for kept in ([*every], [number for number in every if table.columns[number].kind != "bar"]):
        columns = [table.columns[number] for number in kept]
        cells = [[_cell(row[number], table.columns[number], look) for number in kept] for row in table.rows]
        widths = _widths(columns, cells, width)
        if widths is not None:
            return _side_by_side(columns, cells, widths, None if table.compact else look)
    return _row_by_row(columns, cells, width)


def _side_by_side(
    columns: Sequence[Column], rows: Sequence[Sequence[_Cell]], widths: Sequence[int], look: Look | None
) -> Iterator[Line]:
    """Yield heads, a line under them (where there is a look) and rows; heads that are all empty are left out."""
    right = [column.kind in ("number", "percent") for column in columns]
    if look or any(column.title for column in columns):
        yield from _table_row([_Cell(unbroken(column.title), "head", "") for column in columns], widths, right)
    if look:
        yield (Piece(look.rule * (sum(widths) + _GAP * (len(widths) - 1)), "plain"),)
    for row in rows:
        yield from _table_row(row, widths, right, _HANG)


def _table_row(cells: Sequence[_Cell], widths: Sequence[int], right: Sequence[bool], hang: int = 0) -> Iterator[Line]:
    """Yield the lines of a row. hang: blanks before all lines of the first cell but its first, as in a paragraph."""
    lines = [
        wrapped(cell.text, width, 0 if n else hang) for n, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    for number in range(max(map(len, lines))):
        pieces: list[Piece] = []
        for cell, texts, width, to_right in zip(cells, lines, widths, right, strict=True):
            text = texts[number] if number < len(texts) else ""
            blank = " " * (width - display_width(text))
            pieces += [Piece(" " * _GAP, "plain")] if pieces else []
            pieces += [Piece(blank, "plain")] if to_right else []
            pieces += _marked(text, cell, last=number == len(texts) - 1)
            pieces += [] if to_right else [Piece(blank, "plain")]
        yield tuple(pieces if right[-1] else pieces[:-1])


def _marked(text: str, cell: _Cell, *, last: bool) -> list[Piece]:
    if last and cell.mark and text.endswith(cell.mark):
        return [Piece(text.removesuffix(cell.mark), cell.style), Piece(cell.mark, "mark")]
    return [Piece(text, cell.style)]


def _row_by_row(columns: Sequence[Column], rows: Sequence[Sequence[_Cell]], width: int) -> Iterator[Line]:
    titles = max(display_width(unbroken(column.title)) for column in columns)
    titles = min(titles, width // 2)
    for number, row in enumerate(rows):
        if number:
            yield ()
        for column, cell in zip(columns, row, strict=True):
            if cell.text:
                title = _Cell(unbroken(column.title), "head", "")
                yield from _table_row([title, cell], [titles, width - titles - _GAP], [False, False])


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[_Cell]], width: int) -> list[int] | None:
    """Return the columns' widths: their content's; where that is too much the growing ones give first, then all that
    wrap, the widest first, down to their longest word. None where they do not fit even then."""
    natural, least = [], []
    for number, column in enumerate(columns):
        title, texts = unbroken(column.title), [row[number].text for row in rows]
        natural.append(min(max(_widest_line(title), *map(_widest_line, texts)), width))
        wraps = column.kind == "text"
        word = max(_longest_word(title), *map(_longest_word if wraps else _widest_line, texts))
        least.append(word if number or not wraps else min(word + _HANG, natural[0]))
    room = width - _GAP * (len(columns) - 1)
    if sum(least) > room:
        return None
    growing = [number for number, column in enumerate(columns) if column.grow]
    for giving, floor in ((growing, _COMFORT), (range(len(columns)), 0)):
        while (over := sum(natural) - room) > 0:
            free = {n: natural[n] - max(least[n], floor) for n in giving}
            widest = max((n for n in giving if free[n] > 0), key=lambda n: natural[n], default=None)
            if widest is None:
                break
            others = max((natural[n] for n in giving if n != widest and free[n] > 0), default=0)
            natural[widest] -= min(over, free[widest], max(1, natural[widest] - others))
    return natural


def _widest_line(text: str) -> int:
    return display_width(text) if "\n" not in text else max(map(display_width, text.split("\n")))


def _longest_word(text: str) -> int:
    return min(max(map(display_width, text.split()), default=0), LONGEST_WHOLE)
