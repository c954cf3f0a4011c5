"""What all first screens have in common: how much is shown, so that it fits."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from lke_cli.report.document import Block, Column, Document, Table, Text, Value
from lke_cli.report.layout import count_lines

LINES = 23
"""Of a first screen: with the line to type in, a terminal of 24 lines shows it whole."""
_ADDRESS = re.compile(r"(?:(.*)!)?([A-Z]+)(\d+)")
T = TypeVar("T")


def fitted(make: Callable[[T], Document], rooms: Iterable[T], width: int) -> Document:
    """Return the first document that fits, the last where none does. rooms: how much is shown, most first."""
    document = None
    for room in rooms:
        document = make(room)
        if count_lines(document, width) <= LINES:
            break
    assert document is not None
    return document


def section(title: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield a blank line, a title and what stands under it; nothing where that is nothing."""
    if blocks:
        yield Text("")
        yield Text(title, "title")
        yield from blocks


def rows_table(key: str, rows: Sequence[tuple[Value, ...]], columns: Sequence[Column], indent: int = 2) -> Table:
    """Return rows as a compact table."""
    return Table(key, "", tuple(columns), tuple(rows), compact=True, indent=indent)


def listed(texts: Sequence[str], most: int, what: str = "lagi") -> str:
    """Return the first of some texts, and how many more there are: ``M8, M11, dan 5 lagi``."""
    if len(texts) <= most + 1:
        return ", ".join(texts)
    return f"{', '.join(texts[:most])}, dan {len(texts) - most} {what}"


def cells_text(cells: Sequence[str], most: int) -> str:
    """Return cells as people find them: ``R66 sampai R73, R80, dan 5 sel lagi``."""
    parts = [_ADDRESS.fullmatch(cell) for cell in cells]
    if not all(parts):
        return listed(cells, most, "sel lagi")
    places = [(part.group(1), part.group(2), int(part.group(3))) for part in parts if part]
    runs = []
    for _, run in groupby(enumerate(places), key=lambda each: (each[1][:2], each[1][2] - each[0])):
        first, *others = [cells[number] for number, _ in run]
        runs.append(
            (f"{first} sampai {others[-1]}" if len(others) > 1 else ", ".join([first, *others]), len(others) + 1)
        )
    if len(runs) <= most + 1:
        return ", ".join(text for text, _ in runs)
    left = sum(count for _, count in runs[most:])
    return f"{', '.join(text for text, _ in runs[:most])}, dan {left} sel lagi"
