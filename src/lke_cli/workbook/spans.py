"""Answers that are said once for several rows: a cell merged over them holds its value in the first alone."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lke_cli.findings import Finding
from lke_cli.untrusted import one_line
from lke_cli.values import CellValue, as_text
from lke_cli.workbook import rules
from lke_cli.workbook.match import Match
from lke_cli.workbook.sheets import Area, Sheet

_LONGEST = 200  # rows; a merge over more is no answer


class Filled(NamedTuple):
    """A sheet's rows in which every row of a merged answer has it; areas: of the answers, first and last row."""

    rows: Sequence[Sequence[CellValue]]
    areas: tuple[tuple[int, int], ...]


def fill_merged(sheet: Sheet, answer: int, others: Sequence[int], below: int) -> Filled:
    """Return the rows with what is merged over several of them in each.

    answer: the column of the answers, whose areas are told. others: columns that are filled in the same way. Rows up
    to ``below`` are left as they are.
    """
    areas = [area for area in sheet.merges if _spans_rows(area, (answer, *others), below)]
    if not areas:
        return Filled(sheet.rows, ())
    rows = list(sheet.rows)
    for (top, left), (bottom, _) in areas:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        for number in range(top + 1, min(bottom + 1, len(rows))):
            cells = [*rows[number]]
            cells[left] = rows[top][left]
            rows[number] = cells
    return Filled(rows, tuple((top, bottom) for (top, left), (bottom, _) in areas if left == answer))


def _spans_rows(area: Area, columns: Sequence[int], below: int) -> bool:
    (top, left), (bottom, _) = area
    return below <= top < bottom < top + _LONGEST and left in columns


def merged_answers(sheet: Sheet, answer: int, filled: Filled, items: Mapping[str, Match]) -> Iterator[Finding]:
    """Yield a finding per answer that is merged over several entries: it is taken for each of them."""
    if not filled.areas:
        return
    codes = {item.row: code for code, item in items.items()}
    for top, bottom in filled.areas:
        given = as_text(filled.rows[top][answer]) if top < len(filled.rows) else ""
        spanned = [codes[row] for row in range(top, bottom + 1) if row in codes]
        if given and len(spanned) > 1:
            yield rules.ANSWER_MERGED.at(
                "Jawaban '{given}' digabung (merge) pada {count} baris dan dipakai untuk semuanya: {codes}.",
                node=spanned[0],
                cell=sheet.address(top, answer),
                given=one_line(given, 40),
                count=len(spanned),
                codes=", ".join(spanned),
            )
