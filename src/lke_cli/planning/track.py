"""A plan that was handed out as a workbook, read back beside a newer workbook of the unit."""

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path

from lke_cli.errors import LkeError
from lke_cli.numbers import EPSILON, format_number, parse_number
from lke_cli.results import (
    ACTIONS,
    BLANK_ANSWER,
    EVIDENCED,
    SUMMARY,
    TITLES,
    TOTAL_THEN,
    Scorecard,
    ScoredWorkbook,
    TrackedStep,
    TrackResult,
    TrackState,
)
from lke_cli.rubric import Rubric
from lke_cli.untrusted import one_line
from lke_cli.values import CellValue
from lke_cli.workbook import SpreadsheetFile

_LONGEST = 200


def read_plan(path: Path) -> tuple[list[dict[str, str]], float | None]:
    """Return the rows of a plan's workbook by column, and the total when it was made (None where it is not there).

    Raises LkeError where the file is no plan.
    """
    rows, total = None, None
    for sheet in SpreadsheetFile(path).sheets():
        if sheet.name == ACTIONS:
            rows = list(_rows(sheet.rows))
        elif sheet.name == SUMMARY:
            total = next((_number(row[1]) for row in sheet.rows if len(row) > 1 and row[0] == TOTAL_THEN), None)
    if not rows:
        raise LkeError(
            f"--track '{path}' tidak memuat lembar '{ACTIONS}' dengan langkahnya; "
            "beri workbook hasil lke plan -o rencana.xlsx."
        )
    return rows, total


def _number(value: CellValue) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _rows(rows: Sequence[Sequence[CellValue]]) -> Iterator[dict[str, str]]:
    """Yield the rows under the header, which may have moved: columns are known by their titles."""
    places: dict[str, int] = {}
    for row in rows:
        if not places:
            columns = {name: row.index(title) for name, title in TITLES.items() if title in row}
            places = columns if {"code", "after"} <= columns.keys() else {}
            continue
        read = {name: _text(row[place]) for name, place in places.items() if place < len(row)}
        if read.get("code"):
            yield read


def _text(value: CellValue) -> str:
    if isinstance(value, datetime.datetime | datetime.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return format_number(value, 0 if float(value).is_integer() else 2)
    return one_line(str(value), _LONGEST)


def track_plan(
    path: Path, plan: tuple[list[dict[str, str]], float | None], scored: ScoredWorkbook, rubric: Rubric
) -> TrackResult:
    """Return what became of each row of a plan (as :func:`read_plan` gives it), by a newer workbook that was scored."""
    card = scored.scorecard
    assert card is not None
    rows, total_then = plan
    steps = tuple(_step(number, row, card, rubric) for number, row in enumerate(rows, 1))
    return TrackResult(
        plan=str(path),
        file=scored.file,
        sheet=scored.sheet,
        target_label=card.target_label,
        met=card.met,
        total=card.total.score or 0.0,
        total_then=total_then,
        steps=steps,
        left={minimum.node: minimum.gap or 0.0 for minimum in card.missed},
        labels={minimum.node: minimum.label for minimum in card.missed},
    )


def _step(number: int, row: dict[str, str], card: Scorecard, rubric: Rubric) -> TrackedStep:
    code = row["code"]
    state: TrackState = "unknown"
    now, cell = "", None
    known = {question.code: question for question in card.questions}
    counts = {count.code: count for count in card.inputs}
    before, after = row.get("before", ""), row.get("after", "")
    if code in counts:
        count = counts[code]
        now, cell = format_number(count.count, 0), count.cell
        worth = [None if (n := parse_number(text)) is None else n[0] for text in (before, after)]
        # Of some counts less is better, such as violations: the plan's own direction tells.
        down = worth[0] is not None and worth[1] is not None and worth[1] < worth[0]
        state = _state(*(_turned(turned_value, down) for turned_value in (count.count, *worth)))
    elif code in known and after != EVIDENCED:
        question = known[code]
        now, cell = question.answer or BLANK_ANSWER[question.state], question.cell
        scale = rubric.scales[rubric.questions[code].scale]

        def value(text: str) -> float | None:
            if text and text in BLANK_ANSWER.values():
                return 0.0
            if scale.kind == "choice":
                return scale.options.get(text)
            number = parse_number(text, scale.maximum)
            return None if number is None else number[0] / scale.maximum

        state = _state(question.value or 0.0, value(before), value(after))
    elif code in known:
        now, cell = known[code].answer or BLANK_ANSWER[known[code].state], known[code].cell
    label = row.get("label") or (rubric.label(code) if code in known or code in counts else "")
    person, date, status = (row.get(name, "") for name in ("person", "date", "status"))
    return TrackedStep(number, code, label, cell, before, after, now, state, person, date, status)


def _turned(value: float | None, down: bool) -> float | None:
    return -value if down and value is not None else value


def _state(now: float | None, before: float | None, after: float | None) -> TrackState:
    """Return what became of a step: its answer reached, part of the way, not moved, or below where it began."""
    if now is None or after is None:
        return "unknown" if after is None else "not-yet"
    if now >= after - EPSILON:
        return "done"
    if before is None or abs(now - before) <= EPSILON:
        return "not-yet"
    return "partly" if now > before else "undone"
