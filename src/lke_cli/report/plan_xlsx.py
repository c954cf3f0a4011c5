"""A plan as a workbook: the rencana aksi that a unit fills in with who does what by when, and reports from."""

import datetime
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from lke_cli.in_memory import KeptBytes
from lke_cli.report.plan import unreachable_text
from lke_cli.results import ACTIONS, NO_DATE, PLAN, SUMMARY, TITLES, TOTAL_THEN, PlanResult, PlansResult, PlanStep
from lke_cli.untrusted import spreadsheet_text
from lke_cli.values import wrapped_lines

_WIDTHS = {
    "number": 4, "code": 13, "label": 34, "cell": 7, "before": 9, "after": 10, "evidence": 24, "effort": 22,
    "days": 10, "closes": 12, "person": 17, "date": 11, "status": 11, "remark": 18,
}  # fmt: skip
_STATES = ("Belum", "Dikerjakan", "Selesai")
_A4 = 9  # among the numbers that Excel knows papers by
_LINE, _HIGHEST = 15, 405  # points; Excel makes no row higher
_LONGEST = 32_000  # Excel holds 32,767 characters in a cell

Cell = str | int | float | None


def write_plan(plan: PlanResult, path: Path) -> None:
    """Write a plan. Raises OSError where the file cannot be written."""
    with _Book(path, "Rencana aksi menuju nilai minimal") as book:
        steps = plan.main.steps if plan.main else ()
        sheet = book.add(ACTIONS, [(TITLES[name], _WIDTHS[name]) for name in TITLES], _rows(steps))
        names = list(TITLES)
        if steps:
            last = sum(len(step.changes) for step in steps)
            status, date = names.index("status"), names.index("date")
            sheet.data_validation(1, status, last, status, {"validate": "list", "source": list(_STATES)})
            sheet.data_validation(
                *(1, date, last, date),
                {
                    "validate": "date",
                    "criteria": ">=",
                    "value": datetime.date(2000, 1, 1),
                    "error_type": "warning",
                    "error_title": "Tanggal",
                    "error_message": "Isi tanggal, misalnya 31/03/2026.",
                },
            )
        book.add(SUMMARY, [("Hal", 40), ("Isi", 80)], _summary(plan))
        columns = [("Kode", 10), ("Uraian", 44), ("Minimal", 10), ("Kini", 10), ("Rencana", 10), ("Terburuk", 10)]
        book.add("Nilai minimal", columns, _minimums(plan))


def write_plans(plans: PlansResult, path: Path) -> None:
    """Write the plans of many units. Raises OSError where the file cannot be written."""
    with _Book(path, "Rencana banyak unit") as book:
        columns = [("Unit", 40), ("Total", 8), ("Memenuhi", 10), ("Tanpa cadangan", 10), (f"Tahan {plans.falls}", 10)]
        columns += [("Langkah pertama", 40), ("Langkah kedua", 40), ("Langkah ketiga", 40)]
        columns += [("Tak dapat ditutup", 16), ("Berkas", 50), ("Sebab tidak terbaca", 50)]
        rows = []
        for unit in plans.units:
            first = [f"{step.question} {step.label}" for step in unit.first]
            met = {True: "ya", False: "belum", None: None}[unit.met]
            rows.append(
                (
                    *(unit.unit, unit.total, met, unit.cheapest_cost, unit.sturdy_cost),
                    *[*first, None, None, None][:3],
                    *(", ".join(unit.unreachable), unit.file, unit.problem),
                )
            )
        book.add("Unit", columns, rows)
        common = [(each.code, each.label, each.units) for each in plans.common]
        book.add("Pertanyaan bersama", [("Kode", 14), ("Pertanyaan", 60), ("Unit", 8)], common)


def _rows(steps: Sequence[PlanStep]) -> Iterable[Sequence[Cell]]:
    for step in steps:
        for first, change in [(number == 0, each) for number, each in enumerate(step.changes)]:
            label = step.label if change.code == step.question else f"{step.label}: {change.label}"
            cell = change.cell.rsplit("!", 1)[-1] if change.cell else None
            yield (
                *(step.number, change.code, label, cell, change.before, change.after),
                *((", ".join(step.evidence), step.effort, step.days, _closes(step)) if first else (None,) * 4),
                *(None, None, _STATES[0], None),
            )


def _closes(step: PlanStep) -> str:
    """Return which minimums a step closes and which reserves it completes, as no spreadsheet takes it for a sum."""
    reserves = [f"cadangan {node}" for node in step.secures if node not in step.closes]
    return ", ".join([*step.closes, *reserves])


def _summary(plan: PlanResult) -> Iterable[Sequence[Cell]]:
    main = plan.main
    yield "Berkas LKE", Path(plan.file).name
    yield "Target", plan.target_label
    yield TOTAL_THEN, plan.total
    yield "Tahan penurunan", main.falls if main else None
    yield "Nilai total menurut rencana", main.total if main else None
    yield "Upaya rencana ini", main.cost if main else None
    yield "Upaya tanpa cadangan", plan.cheapest.cost if plan.cheapest else None
    for each in plan.minimums:
        if not each.reachable:
            yield "Tidak dapat ditutup", unreachable_text(each)
    for note in plan.notes:
        yield "Catatan", note
    for effort in plan.efforts:
        yield f"Satuan upaya: {effort.label}", effort.cost


def _minimums(plan: PlanResult) -> Iterable[Sequence[Cell]]:
    reached = {each.node: each for each in plan.main.reached} if plan.main else {}
    for each in plan.minimums:
        then = reached.get(each.node)
        yield (
            *(each.node, each.label, each.required, each.reached),
            *((then.reached, then.worst) if then else (None, None)),
        )


def _height(texts: Sequence[tuple[Any, float]]) -> float:
    """Return how high a row is, in points. texts: each with the width of its column, in characters."""
    lines = max([1, *(wrapped_lines(text, width) for text, width in texts)])
    return min(_LINE * lines, _HIGHEST)


class _Book:
    """A workbook of tables: a frozen header, a filter, columns as wide as they need; texts stay texts."""

    def __init__(self, path: Path, title: str) -> None:
        import xlsxwriter

        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        # In memory first: a zip file that a full disk ends half way says so once more, in Python's words.
        self._path, self._made = path, KeptBytes()
        self._book: Any = xlsxwriter.Workbook(self._made, {**options, "in_memory": True})
        self._book.set_properties({"title": title, "keywords": PLAN, "created": NO_DATE})
        self._head = self._book.add_format(
            {
                "bold": True,
                "bg_color": "#1F3864",
                "font_color": "#FFFFFF",
                "text_wrap": True,
                "valign": "top",
                "border": 1,
            }
        )
        self._text = self._book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        self._number = self._book.add_format({"num_format": "0.00", "valign": "top", "border": 1})

    def __enter__(self) -> "_Book":
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self._book.close()
            self._path.write_bytes(self._made.getbuffer())

    def add(self, name: str, columns: Sequence[tuple[str, float]], rows: Iterable[Sequence[Cell]]) -> Any:
        """Add a sheet and return it; columns are (title, width in characters)."""
        sheet = self._book.add_worksheet(name)
        for column, (title, width) in enumerate(columns):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, spreadsheet_text(title), self._head)
        sheet.set_row(0, _height(columns))
        last = 0
        for last, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                self._write(sheet, last, column, value)
            widths = [width for _, width in columns]
            sheet.set_row(last, _height([each for each in zip(row, widths, strict=True) if isinstance(each[0], str)]))
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.4, right=0.4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        return sheet

    def _write(self, sheet: Any, row: int, column: int, value: Cell) -> None:
        if value is None:
            sheet.write_blank(row, column, None, self._text)
        elif isinstance(value, str):
            sheet.write_string(row, column, spreadsheet_text(value)[:_LONGEST], self._text)
        else:
            sheet.write_number(row, column, value, self._text if isinstance(value, int) else self._number)
