"""What all first screens have in common: how much is shown, so that it fits."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TypeVar

from lke_cli.report.document import Block, Column, Document, Table, Text, Value
from lke_cli.report.layout import count_lines
from lke_cli.untrusted import one_line

_LINES = 23
"""Of a first screen: with the line to type in, a terminal of 24 lines shows it whole."""
_ADDRESS = re.compile(r"(?:([^!]*+)!)?+([A-Z]++)(\d++)")
T = TypeVar("T")


def fitted(make: Callable[[T], Document], rooms: Iterable[T], width: int) -> Document:
    """Return the first document that fits, the last where none does. rooms: how much is shown, most first."""
    document = None
    for room in rooms:
        document = make(room)
        if count_lines(document, width) <= _LINES:
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
    for _, run in groupby(enumerate(places), key=lambda numbered: (numbered[1][:2], numbered[1][2] - numbered[0])):
        first, *others = [cells[number] for number, _ in run]
        runs.append(
            (f"{first} sampai {others[-1]}" if len(others) > 1 else ", ".join([first, *others]), len(others) + 1)
        )
    if len(runs) <= most + 1:
        return ", ".join(text for text, _ in runs)
    left = sum(count for _, count in runs[most:])
    return f"{', '.join(text for text, _ in runs[:most])}, dan {left} sel lagi"


_FIRST_DROPPED = ("muted", "plain", "good", "warn", "bad")
_LONGEST = 320  # characters of a sentence on a first screen: four lines
ScreenPart = tuple[Table, str]
"""A table that is shown in part, and what its rows are called where some are left out."""


def shortened(
    title: str, blocks: Iterable[Block], parts: Sequence[ScreenPart], last: str, width: int, *, kept: int = 1
) -> Document:
    """Return a screen of sentences, the first rows of some tables, and what to type next.

    Where not all fit, rows are left out first, down to three a table, then sentences: those that say least first, the
    first of them (``kept`` many) never.
    """
    texts = [_cut(text) for text in blocks if isinstance(text, Text) and text.text]

    def made(room: tuple[int, int]) -> Document:
        sentences, rows = room
        shown: list[Block] = list(_most_telling(texts, sentences, kept))
        for table, what in parts:
            if table.rows:
                shown += [Text(""), Text(table.title, "title"), _first_rows(table, rows, what)]
        return Document(title, (*shown, Text(""), Text(last)))

    rooms = [(len(texts), rows) for rows in (10, 8, 6, 5, 4, 3)]
    rooms += [(sentences, 3) for sentences in range(len(texts) - 1, kept, -1)] + [(kept, 2), (kept, 1)]
    return fitted(made, rooms, width)


def _cut(text: Text) -> Text:
    blanks = len(text.text) - len(text.text.lstrip(" "))
    return Text(" " * blanks + one_line(text.text, _LONGEST), text.tone)


def _most_telling(texts: Sequence[Text], most: int, first: int) -> Iterator[Text]:
    """Yield so many of the sentences, in their order: the first of all, then by tone."""
    ranked = sorted(range(first, len(texts)), key=lambda n: (-_FIRST_DROPPED.index(texts[n].tone), n))
    shown = {*range(first), *ranked[: max(0, most - first)]}
    yield from (text for number, text in enumerate(texts) if number in shown)


def _first_rows(table: Table, most: int, what: str) -> Table:
    kept = [n for n, column in enumerate(table.columns) if column.kind != "bar"]
    rows = table.rows if len(table.rows) <= most + 1 else table.rows[:most]
    shown: list[tuple[Value, ...]] = [tuple(row[n] for n in kept) for row in rows]
    if len(rows) < len(table.rows):
        wide = next((at for at, n in enumerate(kept) if table.columns[n].grow), 0)
        more = Text(f"dan {len(table.rows) - len(rows)} {what} lagi", "muted")
        shown.append(tuple(more if at == wide else "" for at in range(len(kept))))
    return replace(
        table, columns=tuple(table.columns[n] for n in kept), rows=tuple(shown), note=None, compact=True, indent=2
    )
