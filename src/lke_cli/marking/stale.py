"""Which formulas show a value that no longer holds once some cells are written anew: no stored number may be wrong.

Formulas are never evaluated. One that takes what is not told by its text alone (a name that is not there, INDIRECT)
counts as taking everything.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lke_cli.marking.shape import CellPlace
from lke_cli.marking.xml import Element
from lke_cli.patterns import later
from lke_cli.workbook import area, column_letters, column_number

_TEXT = later(r'"[^"]*+"')
_SHEET = r"(?:(?<!')'((?:[^']|'')++)'|([^\W\d][\w.]*+))!"
_PART = later(
    rf"(?:{_SHEET})?+(?:\$?([A-Z]{{1,3}})\$?(\d++)(?::\$?([A-Z]{{1,3}})\$?(\d++))?+(?![\w(])"
    r"|\$?([A-Z]{1,3}):\$?([A-Z]{1,3})(?![\w(])|(?<!\d)\$?(\d++):\$?(\d++)(?![\w(])"
    r"|([^\W\d][\w.]*+)(\s*+\()?+)",
    re.IGNORECASE,
)
_RELATIVE = later(r"(?<![\w$.'])(\$?)([A-Z]{1,3})(\$?)(\d++)(?![\w(])", re.IGNORECASE)
_ANYWHERE = frozenset({"INDIRECT", "OFFSET"})
_WORDS = frozenset({"TRUE", "FALSE"})
_LAST = 1_048_576

StaleCells = dict[str, set[CellPlace]]
"""Places by sheet."""


@dataclass(frozen=True, slots=True)
class _Taken:
    """A rectangle that a formula takes, the ends included."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    def holds(self, places: set[CellPlace]) -> bool:
        return any(self.top <= row <= self.bottom and self.left <= column <= self.right for row, column in places)


def stale_cells(
    sheets: Mapping[str, Element],
    names: Mapping[str, str],
    written: Mapping[str, Mapping[CellPlace, str | None]],
) -> StaleCells:
    """Return the cells whose formula takes a cell that is written, or one that does; of those that are written, the
    ones whose new formula takes another.

    sheets: the roots of worksheets, by name. names: what the workbook's own names stand for. written: the new formula
    of each cell, None where it is none.
    """
    taking = {
        (sheet, place): _taken(formula, sheet, names)
        for sheet, root in sheets.items()
        for place, formula in _formulas(root, written.get(sheet, {}))
    }
    stale: StaleCells = {}
    news: StaleCells = {sheet: set(places) for sheet, places in written.items()}
    while any(news.values()):
        by_sheet: StaleCells = {}
        for (sheet, place), areas in taking.items():
            if place not in stale.get(sheet, ()) and (
                areas is None or any(taken.holds(news.get(taken.sheet, set())) for taken in areas)
            ):
                by_sheet.setdefault(sheet, set()).add(place)
        for sheet, places in by_sheet.items():
            stale.setdefault(sheet, set()).update(places)
        news = by_sheet
    return stale


def _formulas(root: Element, written: Mapping[CellPlace, str | None]) -> Iterator[tuple[CellPlace, str]]:
    """Yield the formulas of a sheet as they will stand in it; one that is shared as each of its cells has it."""
    shared: dict[str, tuple[CellPlace, str]] = {}
    data = root.child("sheetData")
    yield from ((place, formula) for place, formula in written.items() if formula is not None)
    for cell in (cell for row in (data.each("row") if data is not None else ()) for cell in row.each("c")):
        formula, where = cell.child("f"), area(cell.attributes.get("r", ""))
        if formula is None or where is None or where[0] in written:
            continue
        text, number = formula.text, formula.attributes.get("si", "")
        if text and number:
            shared[number] = where[0], text
        elif number in shared:
            (row, column), text = shared[number]
            text = _moved(text, where[0][0] - row, where[0][1] - column)
        yield where[0], text


def _moved(formula: str, rows: int, columns: int) -> str:
    """Return a formula as it is some rows and columns further on."""

    def moved(match: re.Match[str]) -> str:
        fixed_column, letters, fixed_row, number = match.groups()
        column = column_number(letters) + (0 if fixed_column else columns)
        row = int(number) + (0 if fixed_row else rows)
        return f"{fixed_column}{column_letters(max(0, column))}{fixed_row}{max(1, row)}"

    pieces = formula.split('"')  # every second piece is a text in quotes
    pieces[::2] = [_RELATIVE.sub(moved, piece) for piece in pieces[::2]]
    return '"'.join(pieces)


def _taken(formula: str, sheet: str, names: Mapping[str, str], depth: int = 0) -> list[_Taken] | None:
    """Return what a formula takes, None for what its text does not tell."""
    takens: list[_Taken] = []
    if not formula or depth > 5 or "[" in formula:
        return None
    for match in _PART.finditer(_TEXT.sub('""', formula)):
        quoted, plain, left, top, right, bottom, first, last, upper, lower, name, call = match.groups()
        where = quoted.replace("''", "'") if quoted else plain or sheet
        if top:
            rows, columns = (int(top), int(bottom or top)), (left, right or left)
        elif first:
            rows, columns = (1, _LAST), (first, last)
        elif upper:
            rows, columns = (int(upper), int(lower)), ("A", "XFD")
        elif call or name.upper() in _WORDS:
            if call and name.upper() in _ANYWHERE:
                return None
            continue
        else:
            meant = _taken(names.get(name.lower(), ""), sheet, names, depth + 1)
            if meant is None:
                return None
            takens += meant
            continue
        numbers = sorted(column_number(letters) for letters in columns)
        takens.append(_Taken(where, min(rows) - 1, numbers[0], max(rows) - 1, numbers[1]))
    return takens
