"""Are the formulas in the score column whole? Read only where a shown score is in doubt; never evaluated."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from lke_cli.answers import Formulas
from lke_cli.constants import TOTAL
from lke_cli.patterns import later
from lke_cli.rubric import Rubric
from lke_cli.workbook.addresses import column_number
from lke_cli.workbook.book import Workbook

_CELL = later(rb'<c r="([A-Z]{1,3}+)(\d++)"[^<>]*+>\s*+<f(?:\s([^<>]*+))?+>(?:([^<]*+)</f>)?+')
_RANGE = later(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")
_ROW = later(r"(?<=[A-Z])\$?+\d++")
_REFERENCE = r"\$?+[A-Z]{1,3}+\$?+\d++"
_LIST = rf"\({_REFERENCE}(?:[:,;]{_REFERENCE})*+\)"
_SUM = later(rf"SUM{_LIST}|{_REFERENCE}(?:\+{_REFERENCE})*+", re.IGNORECASE)
_MEAN = later(rf"AVERAGE{_LIST}\*\$?[A-Z]{{1,3}}\$?(\d+)", re.IGNORECASE)
_ALONE = later(r"\$?([A-Z]{1,3})\$?(\d+)")
_LONGEST_WAY = 3  # cells that a formula may lead through to the one that adds up
_MOST = 0.5  # of the cells of a kind that must have a formula before one without it is worth a word

_Place = tuple[int, int]
_Texts = Mapping[_Place, str]


def _texts(workbook: Workbook) -> _Texts:
    """Return the formulas of a sheet by 0-based row and column; ``""`` for one that is shared with another cell."""
    from html import unescape  # not at the top: its names take longer to load than a sheet

    return {
        (int(row) - 1, column_number(letters.decode())): unescape(text.decode("utf-8", "replace"))
        for letters, row, _, text in _CELL.findall(workbook.file.usual_xml(workbook.sheet))
    }


def is_formula(workbook: Workbook, code: str) -> bool | None:
    """Return whether an entry's answer cell holds a formula; None where the format does not let that be read."""
    part = workbook.part(code)
    column, item = part.layout.answers.get(part.assessor), part.items.get(code)
    if column is None or item is None or not part.file.shows_formulas:
        return None
    return (item.row, column) in _texts(part)


def read_formulas(workbook: Workbook, rubric: Rubric) -> Formulas | None:
    """Return what is known of the formulas that give the shown scores; None where the file has none to read."""
    parts = [formulas for part in workbook.parts if (formulas := _of_sheet(part, rubric)) is not None]
    if len(parts) < 2:
        return parts[0] if parts else None
    return Formulas(
        frozenset(code for part in parts for code in part.present),
        frozenset(code for part in parts for code in part.overwritten),
        {code: missed for part in parts for code, missed in part.missed.items()},
        frozenset(code for part in parts for code in part.plain),
        {code: cell for part in parts for code, cell in part.elsewhere.items()},
    )


def _of_sheet(workbook: Workbook, rubric: Rubric) -> Formulas | None:
    column = workbook.layout.scores.get(workbook.assessor)
    if column is None:
        return None
    rows = tuple([(code, workbook.items[code].row) for code in rubric.scored if code in workbook.items])
    return _judged(rubric, column, rows, tuple(_texts(workbook).items()))


@lru_cache(maxsize=8)
def _judged(
    rubric: Rubric, column: int, rows: tuple[tuple[str, int], ...], formulas: tuple[tuple[_Place, str], ...]
) -> Formulas | None:
    """Return what is known of a column's formulas; units that use one form share it. rows: by code."""
    texts = dict(formulas)
    places = {code: (row, column) for code, row in rows}
    nodes = [code for code in (*rubric.nodes, TOTAL) if code in places]
    questions = [code for code in rubric.questions if code in places]
    overwritten: set[str] = set()
    known = False
    for kind in (nodes, questions):
        without = [code for code in kind if places[code] not in texts]
        if len(without) <= (1 - _MOST) * len(kind):
            known = True
            overwritten.update(without)
    if not known:
        return None
    ends: dict[str, str] = {}
    elsewhere: dict[str, str] = {}
    for code in (*nodes, *questions):
        if places[code] in texts:
            ends[code], end = _followed(texts[places[code]], places, texts)
            if end is not None:
                elsewhere[code] = end
    codes = {row: code for code, (row, _) in places.items()}
    touched = {code: _touched(ends[code], column, codes) for code in nodes if code in ends}
    missed: dict[str, tuple[str, ...]] = {}
    plain = _usual([ends[code] for code in questions if code in ends])
    whole = {code for code in questions if code in ends and _shape(ends[code]) in plain}
    for code, taken in touched.items():
        children = [child for child in rubric.parts_of(code) if child in places]
        lost = tuple([child for child in children if child not in taken])
        if lost and len(lost) < len(children):
            missed[code] = lost
        elif taken == set(children) and _is_plain(ends[code], rubric.is_mean(code), places[code][0]):
            whole.add(code)
    return Formulas(frozenset(ends), frozenset(overwritten), missed, frozenset(whole), elsewhere)


def _followed(formula: str, places: Mapping[str, tuple[int, int]], texts: _Texts) -> tuple[str, str | None]:
    """Return the formula that one leads to which only takes another cell (``=L198``), as the official form's komponen
    take their total's row; and that cell where it holds no formula."""
    for _ in range(_LONGEST_WAY):
        match = _ALONE.fullmatch(formula)
        if match is None:
            break
        cell = int(match.group(2)) - 1, column_number(match.group(1))
        if cell in places.values():
            break
        if cell not in texts:
            return formula, f"{match.group(1)}{match.group(2)}"
        formula = texts[cell]
    return formula, None


@lru_cache(maxsize=1024)
def _shape(formula: str) -> str:
    """Return a formula without its rows; units that use one form share its formulas."""
    return _ROW.sub("", formula)


def _usual(formulas: Sequence[str]) -> set[str]:
    """Return the shapes of formulas that occur more than once, but for the row."""
    return {shape for shape, count in Counter(map(_shape, formulas)).items() if count > 1}


def _is_plain(formula: str, mean: bool, row: int) -> bool:
    """Return whether a formula is a bare sum, or a mean x what stands in the node's own row."""
    if not mean:
        return _SUM.fullmatch(formula) is not None
    match = _MEAN.fullmatch(formula)
    return match is not None and int(match.group(1)) == row + 1


def _touched(formula: str, column: int, codes: Mapping[int, str]) -> set[str]:
    """Return the codes whose score cells, by row in a column, a formula takes."""
    touched: set[str] = set()
    last_row = max(codes, default=0)
    for first, top, last, bottom in _RANGE.findall(formula):
        if column_number(first) <= column <= column_number(last or first):
            rows = range(int(top) - 1, min(int(bottom or top), last_row + 1))
            touched.update([codes[row] for row in rows if row in codes])
    return touched
