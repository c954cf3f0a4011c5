"""Rows that are no part of the form that is read: hidden twins, blocks that say all once more."""

from collections.abc import Mapping, Sequence

from lke_cli.answers import squeeze
from lke_cli.record import record
from lke_cli.values import CellValue, as_text
from lke_cli.workbook.columns.texts import TextColumns, row_text
from lke_cli.workbook.sheets import Sheet

_FEW, _SHARE = 3, 0.2  # questions that stand twice before it is a block and no chance


@record
class Blocks:
    """skipped: rows that are not read. differ: two rows of one question with different answers, where blocks differ."""

    skipped: frozenset[int] = frozenset()
    differ: tuple[int, int] | None = None
    second: int | None = None


def hidden_twins(sheet: Sheet, text_columns: TextColumns, first: int) -> tuple[int, ...]:
    """Return the hidden rows whose text stands in a visible row as well. Rows that a filter hides are not hidden."""
    hidden = [row for row in sorted(sheet.hidden_rows - sheet.filtered_rows) if first <= row < len(sheet.rows)]
    if not hidden:
        return ()
    codes = {**text_columns.questions, **text_columns.inputs}
    there = set(hidden)
    texts = set()
    known = set()
    for number in range(first, len(sheet.rows)):
        if number not in there:
            texts.add(_text(sheet.rows[number], text_columns))
            known.add(text_columns.questions.get(number))
    texts.discard("")
    return tuple(
        row
        for row in hidden
        if _text(sheet.rows[row], text_columns) in texts or (codes.get(row) and codes[row] in known)
    )


def _text(row: Sequence[CellValue], text_columns: TextColumns) -> str:
    return squeeze(row_text(row, text_columns.columns, text_columns.labels)[0])


def twice(questions: Mapping[int, str], skipped: frozenset[int]) -> list[tuple[int, int]]:
    """Return the rows of questions that stand twice, the first and a later one, in the order of the later ones; none
    where they are few."""
    seen: dict[str, int] = {}
    pairs = []
    for row, code in questions.items():
        if row in skipped:
            continue
        if code in seen:
            pairs.append((seen[code], row))
        else:
            seen[code] = row
    return pairs if len(pairs) >= max(_FEW, _SHARE * len(seen)) else []


def settle(pairs: Sequence[tuple[int, int]], cells: Sequence[CellValue], starts: Sequence[int], rows: int) -> Blocks:
    """Return which of the rows that stand twice are read: those with answers; a pair that differs where both have some.

    cells: the answer column. starts: rows of repeated headers. rows: of the sheet.
    """
    begin = min(later for _, later in pairs)
    above = max(first for first, later in pairs if later == begin)
    begin = max((row for row in starts if above < row <= begin), default=begin)
    clean = all(first < begin <= later for first, later in pairs)
    differing = [(a, b) for a, b in pairs if _plain(cells[a]) != _plain(cells[b])]
    if not differing:
        return Blocks(frozenset(range(begin, rows)) if clean else frozenset(later for _, later in pairs))
    for place in (0, 1):
        if all(_plain(cells[pair[place]]) == "" for pair in pairs):
            blank = (range(begin), range(begin, rows))[place] if clean else [pair[place] for pair in pairs]
            return Blocks(frozenset(blank))
    return Blocks(differ=differing[0], second=begin)


def _plain(value: CellValue) -> str:
    return squeeze(as_text(value))
