"""Where the score that a workbook shows differs from ours, and the likely reason.

The form's arithmetic and its known faults were found by recalculating it. Differences up to 0.005 are rounding.
"""

import math
from collections.abc import Collection, Iterator, Mapping

from lke_cli.answers import Answers, Reading
from lke_cli.constants import TOTAL
from lke_cli.findings import Finding
from lke_cli.numbers import EPSILON, format_number, parse_number
from lke_cli.record import record
from lke_cli.results import Blank, NodeScore
from lke_cli.rubric import Rubric
from lke_cli.scoring import rules
from lke_cli.untrusted import one_line
from lke_cli.values import CellValue

TOLERANCE = 0.005

_Shown = Mapping[str, float | str]
"""What a workbook shows as scores, by code of question, node and total: a number, else the text or error."""


def shown_scores(rubric: Rubric, answers: Answers) -> dict[str, float | str]:
    """Return what a workbook shows as scores; a code is left out where the cell is empty or not there."""
    shown: dict[str, float | str] = {}
    most = rubric.weights[TOTAL]
    for code in rubric.scored:
        given = answers.get(code)
        if given is not None and given.shown != "":
            number = as_number(given.shown, most)
            shown[code] = one_line(str(given.shown), 40) if number is None else number
    return shown


def as_number(value: CellValue, most: float | None = None) -> float | None:
    """Return the number that a cell holds, also as text (``3,5``; at ``most`` so much); None for anything else."""
    if isinstance(value, str):
        parsed = parse_number(value, most) if value else None
        return parsed[0] if parsed and not parsed[1] else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if math.isfinite(value) else None


def changed_weights(rubric: Rubric, answers: Answers) -> Iterator[Finding]:
    """Yield a finding per node whose weight in the sheet is not the rubric's."""
    for code, weight in rubric.weights.items():
        given = answers.get(code)
        stated = as_number(given.weight) if given else None
        if given and stated is not None and abs(stated - weight) > EPSILON:
            yield rules.WEIGHT_DIFFERS.at(
                "{code} {label}: bobot di lembar {stated}; menurut rubrik {weight}.",
                code=code,
                label=rubric.label(code),
                stated=format_number(stated),
                weight=format_number(weight),
                node=code,
                cell=given.weight_cell,
            )


@record
class ShownSheet:
    """What is compared. nodes: our scores by code. differing: questions whose counts or percentage differ."""

    rubric: Rubric
    answers: Answers
    readings: Mapping[str, Reading]
    nodes: Mapping[str, NodeScore]
    blank: Blank
    shown: _Shown
    differing: Collection[str | None] = ()

    def has_cell(self, code: str) -> bool:
        """Return whether the sheet has a cell for a score."""
        given = self.answers.get(code)
        return given is not None and given.shown_cell is not None

    def ours(self, code: str) -> float | None:
        """Return our score of a question as its cell should show it: its value, or the points of its own weight."""
        value = self.readings[code].value
        return None if value is None else value * (self.rubric.questions[code].weight or 1.0)


@record
class Differences:
    """The questions and nodes whose shown score is not ours. calculated: the sheet shows most of its scores."""

    sheet: ShownSheet
    calculated: bool
    questions: tuple[str, ...]
    nodes: tuple[str, ...]

    def __bool__(self) -> bool:
        return not self.calculated or bool(self.questions) or bool(self.nodes)


def differences(sheet: ShownSheet) -> Differences:
    """Return where the scores that a sheet shows are not ours."""
    rubric, shown = sheet.rubric, sheet.shown
    nodes = [code for code in (*rubric.nodes, TOTAL) if sheet.has_cell(code)]
    calculated = bool(shown) and sum(code in shown for code in nodes) * 2 >= len(nodes)
    scored = calculated and sum(code in shown for code in rubric.questions) * 2 >= len(rubric.questions)
    return Differences(
        sheet,
        calculated,
        tuple([code for code in rubric.questions if _question_differs(code, sheet, scored)]),
        tuple([code for code in nodes if _node_differs(code, sheet, calculated)]),
    )


def _question_differs(code: str, sheet: ShownSheet, scored: bool) -> bool:
    theirs = sheet.shown.get(code)
    if theirs is None and not sheet.has_cell(code):
        return False
    mine = sheet.ours(code)
    if isinstance(theirs, float):
        if mine is None:
            mine = 0.0 if sheet.blank == "zero" else math.inf
        return abs(theirs - mine) > TOLERANCE
    return mine is not None and (theirs is not None or scored)


def _node_differs(code: str, sheet: ShownSheet, calculated: bool) -> bool:
    mine, theirs = sheet.nodes[code], sheet.shown.get(code)
    if isinstance(theirs, float):
        return mine.score is None or abs(theirs - mine.score) > TOLERANCE
    if theirs is None:
        return calculated
    # Which of the errors a cell shows depends on which of several blanks its formula meets first.
    return not (mine.error and shows_error(theirs))


def shows_error(shown: float | str | None) -> bool:
    """Return whether a cell shows one of Excel's errors."""
    return isinstance(shown, str) and shown.startswith("#")
