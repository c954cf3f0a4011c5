"""Are the formulas in the score column whole? Read only where a shown score is in doubt; never evaluated."""

import re
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from lke_cli.answers.formulas import Formulas
from lke_cli.rubric.model import TOTAL, Rubric
from lke_cli.workbook.package import Package, TooLargeError, column_number
from lke_cli.workbook.read import Workbook

_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d+)"[^>]*>\s*<f\b([^>]*?)(?:/>|>([^<]*)</f>)')
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")
_ROW = re.compile(r"(?<=[A-Z])\$?\d+")
_REFERENCE = r"\$?[A-Z]{1,3}\$?\d+"
_PLAIN = re.compile(
    rf"(?:SUM|AVERAGE)\({_REFERENCE}(?:[:,;]{_REFERENCE})*\)(?:\*{_REFERENCE})?|{_REFERENCE}(?:\+{_REFERENCE})*",
    re.IGNORECASE,
)
_MOST = 0.5  # of the cells of a kind that must have a formula before one without it is worth a word

Texts = Mapping[tuple[int, int], str]


def read_texts(path: Path, sheet: str) -> Texts:
    """Return the formulas of a sheet by 0-based row and column; ``""`` for one that is shared with another cell.

    Empty for anything but .xlsx and .xlsm, and for a file that cannot be opened any more.
    """
    try:
        package = Package(path.read_bytes())
        xml = package.part(dict(package.sheet_parts).get(sheet, ""))
    except (OSError, zipfile.BadZipFile, TooLargeError):
        return {}
    return {
        (int(row) - 1, column_number(letters.decode())): text.decode("utf-8", "replace")
        for letters, row, _, text in _CELL.findall(xml)
    }


def read_formulas(workbook: Workbook, rubric: Rubric) -> Formulas | None:
    """Return what is known of the formulas that give the shown scores; None where the file has none to read."""
    column = workbook.column("score")
    if column is None:
        return None
    texts = read_texts(workbook.path, workbook.sheet)
    places = {code: (item.row, column) for code, item in workbook.items.items()}
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
    found = {code: texts[places[code]] for code in (*nodes, *questions) if places[code] in texts}
    missed = {code: lost for code in nodes if code in found and (lost := _missed(code, found[code], rubric, places))}
    return Formulas(frozenset(found), frozenset(overwritten), missed, _plain(found, nodes, questions, missed))


def _plain(
    found: Mapping[str, str], nodes: Sequence[str], questions: Sequence[str], missed: Mapping[str, object]
) -> frozenset[str]:
    """Return the nodes with a plain sum or mean, and the questions whose formula others have too, but for the row."""
    shapes = {code: _ROW.sub("", found[code]) for code in questions if code in found}
    counts = Counter(shapes.values())
    usual = {code for code, shape in shapes.items() if counts[shape] > 1}
    whole = {code for code in nodes if code in found and code not in missed and _PLAIN.fullmatch(found[code].strip())}
    return frozenset(usual | whole)


def _missed(code: str, formula: str, rubric: Rubric, places: Mapping[str, tuple[int, int]]) -> tuple[str, ...]:
    """Return the children whose score cells a formula does not touch; none where it goes another way altogether."""
    children = [child for child in rubric.parts_of(code) if child in places]
    touched: set[str] = set()
    for first, top, last, bottom in _RANGE.findall(formula):
        columns = range(column_number(first), column_number(last or first) + 1)
        rows = range(int(top) - 1, int(bottom or top))
        touched |= {child for child in children if places[child][0] in rows and places[child][1] in columns}
    return tuple([child for child in children if child not in touched]) if touched else ()
