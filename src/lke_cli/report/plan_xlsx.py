"""A plan as a workbook: the rencana aksi that a unit fills in with who does what by when, and reports from."""

import datetime
from collections.abc import Iterable, Sequence
from pathlib import Path

from lke_cli.report.plan import unreachable_text
from lke_cli.results import ACTIONS, PLAN, SUMMARY, TITLES, TOTAL_THEN, PlanResult, PlansResult, PlanStep
from lke_cli.xlsx import Book, Cell

_WIDTHS = {
    "number": 4, "code": 13, "label": 34, "cell": 7, "before": 9, "after": 10, "evidence": 24, "effort": 22,
    "days": 10, "closes": 12, "person": 17, "date": 11, "status": 11, "remark": 18,
}  # fmt: skip
_STATES = ("Belum", "Dikerjakan", "Selesai")


def write_plan(plan: PlanResult, path: Path) -> None:
    """Write a plan. Raises OSError where the file cannot be written."""
    with Book(path, "Rencana aksi menuju nilai minimal", mark=PLAN) as book:
        steps = plan.main.steps if plan.main else ()
        sheet = book.wrapped_table(ACTIONS, [(TITLES[name], _WIDTHS[name]) for name in TITLES], _rows(steps), frozen=2)
        names = list(TITLES)
        if steps:
            last = sum(len(step.changes) for step in steps)
            status, date = names.index("status"), names.index("date")
            sheet.raw.data_validation(1, status, last, status, {"validate": "list", "source": list(_STATES)})
            sheet.raw.data_validation(
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
        book.wrapped_table(SUMMARY, [("Hal", 40), ("Isi", 80)], _summary(plan), frozen=2)
        columns = [("Kode", 10), ("Uraian", 44), ("Minimal", 10), ("Kini", 10), ("Rencana", 10), ("Terburuk", 10)]
        book.wrapped_table("Nilai minimal", columns, _minimums(plan), frozen=2)


def write_plans(plans: PlansResult, path: Path) -> None:
    """Write the plans of many units. Raises OSError where the file cannot be written."""
    with Book(path, "Rencana banyak unit", mark=PLAN) as book:
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
        book.wrapped_table("Unit", columns, rows, frozen=2)
        common = [(step.code, step.label, step.units) for step in plans.common]
        book.wrapped_table("Pertanyaan bersama", [("Kode", 14), ("Pertanyaan", 60), ("Unit", 8)], common, frozen=2)


def _rows(steps: Sequence[PlanStep]) -> Iterable[Sequence[Cell]]:
    for step in steps:
        for first, change in [(number == 0, change) for number, change in enumerate(step.changes)]:
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
    for minimum in plan.minimums:
        if not minimum.reachable:
            yield "Tidak dapat ditutup", unreachable_text(minimum)
    for note in plan.notes:
        yield "Catatan", note
    for effort in plan.efforts:
        yield f"Satuan upaya: {effort.label}", effort.cost


def _minimums(plan: PlanResult) -> Iterable[Sequence[Cell]]:
    reached = {minimum.node: minimum for minimum in plan.main.reached} if plan.main else {}
    for minimum in plan.minimums:
        then = reached.get(minimum.node)
        yield (
            *(minimum.node, minimum.label, minimum.required, minimum.reached),
            *((then.reached, then.worst) if then else (None, None)),
        )
