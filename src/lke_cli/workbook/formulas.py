"""Are the formulas in the score column whole? Read only where a shown score is in doubt; never evaluated."""

import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from lke_cli.findings import Finding
from lke_cli.rubric.model import TOTAL, Node, Rubric
from lke_cli.workbook import rules
from lke_cli.workbook.layout import UNIT
from lke_cli.workbook.package import Package, TooLargeError, column_number
from lke_cli.workbook.read import Workbook

_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d+)"[^>]*>\s*<f\b([^>]*?)(?:/>|>([^<]*)</f>)')
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")
_MOST = 0.5  # of the nodes that must have a formula before one without it is worth a word

Formulas = Mapping[tuple[int, int], str]


def read_formulas(path: Path, sheet: str) -> Formulas:
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


def formula_findings(workbook: Workbook, rubric: Rubric) -> list[Finding]:
    """Return what is wrong with the formulas of nodes: overwritten by a number, or a child's row left out."""
    column = workbook.layout.scores.get(UNIT)
    if column is None:
        return []
    formulas = read_formulas(workbook.path, workbook.sheet)
    places = {code: (item.row, column) for code, item in workbook.items.items()}
    nodes = [code for code in (*rubric.nodes, TOTAL) if code in places]
    having = [code for code in nodes if places[code] in formulas]
    if not having or len(having) < _MOST * len(nodes):
        return []
    found = []
    for code in nodes:
        address = workbook.cell(code, "score")
        if code not in having and workbook.at(code, column) != "":
            found.append(
                rules.FORMULA_OVERWRITTEN.at(
                    f"{code} {rubric.label(code)}: sel nilainya berisi angka, bukan rumus.", node=code, cell=address
                )
            )
        elif code in having:
            missed = _missed(formulas[places[code]], _children(code, rubric), places)
            if missed:
                found.append(
                    rules.FORMULA_MISSES_ROW.at(
                        f"{code} {rubric.label(code)}: rumusnya tidak memuat baris {', '.join(missed)}.",
                        node=code,
                        cell=address,
                    )
                )
    return found


def _children(code: str, rubric: Rubric) -> list[str]:
    if code == TOTAL:
        return [top.code for top in rubric.tree]
    node: Node = rubric.nodes[code]
    return [each.code for each in (node.children or node.questions)]


def _missed(formula: str, children: Sequence[str], places: Mapping[str, tuple[int, int]]) -> list[str]:
    """Return the children whose score cells a formula does not touch; none where it goes another way altogether."""
    touched: set[str] = set()
    for first, top, last, bottom in _RANGE.findall(formula):
        columns = range(column_number(first), column_number(last or first) + 1)
        rows = range(int(top) - 1, int(bottom or top))
        touched |= {child for child in children if child in places and _within(places[child], rows, columns)}
    return [child for child in children if child in places and child not in touched] if touched else []


def _within(place: tuple[int, int], rows: range, columns: range) -> bool:
    return place[0] in rows and place[1] in columns
