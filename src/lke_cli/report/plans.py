"""The plans of many units: their costs, their first steps, and which questions stand in most of them."""

from collections.abc import Sequence

from lke_cli.numbers import format_number
from lke_cli.report.document import Block, Column, Document, Table, Text, Value
from lke_cli.report.plan import changes_text
from lke_cli.results import PlansResult, PlanStep, UnitPlan, passed_over_sentence

_WIDE = 80
COMMON = 15
"""Questions that are named as standing in most plans."""


def plans_document(plans: PlansResult, width: int = 100) -> Document:
    """Return the report of many units' plans. width: of the page, in characters."""
    passing = sum(unit.met is True for unit in plans.units)
    failed = [unit for unit in plans.units if unit.problem]
    without = f" {len(failed)} berkas tidak dapat direncanakan; sebabnya di bawah." if failed else ""
    blocks: list[Block] = [
        Text(
            f"{passing} dari {len(plans.units) - len(failed)} unit memenuhi nilai minimal {plans.target_label}; "
            f"{plans.planned} punya langkah yang perlu dikerjakan.{without}"
        ),
        _units(plans, wide=width >= _WIDE),
        _common(plans),
    ]
    blocks += [Text(f"{unit.file}: {unit.problem}", "bad") for unit in failed]
    if plans.passed_over:
        blocks.append(Text(passed_over_sentence(plans.passed_over), "warn"))
    open_bounds = [unit for unit in plans.units if unit.optimal is False]
    if open_bounds:
        names = ", ".join(unit.unit for unit in open_bounds)
        blocks.append(Text(f"Belum terbukti termurah (waktunya habis): {names}.", "warn"))
    return Document(f"Rencana {len(plans.units)} unit menuju {plans.target_label}", tuple(blocks))


def _units(plans: PlansResult, *, wide: bool) -> Table:
    columns = [Column("unit", "Unit", grow=True), Column("total", "Total", "number"), Column("bare", "Tanpa cadangan")]
    if plans.falls:
        columns.append(Column("sturdy", f"Tahan {plans.falls}"))
    columns.append(Column("first", "Tiga langkah pertama", grow=True))
    if wide:
        columns.append(Column("unreachable", "Tak dapat ditutup"))
    return Table(
        "units",
        "Upaya per unit",
        tuple(columns),
        tuple(_row(unit, with_sturdy=bool(plans.falls), wide=wide) for unit in plans.units if not unit.problem),
        empty="Tidak satu pun berkas dapat direncanakan.",
        note="Upaya dalam satuan rubrik; 0: selain yang tak dapat ditutup, tidak ada yang perlu ditambah. Yang tidak "
        "dapat dibuat setahan itu dibuat setahan mungkin (lke plan per unit). Unit yang memenuhi diberi tanda *.",
    )


def _row(unit: UnitPlan, *, with_sturdy: bool, wide: bool) -> tuple[Value, ...]:
    steps = "; ".join(f"{step.question} {_moves(step)}" for step in unit.first) or "–"
    closed = ", ".join(unit.unreachable)
    if closed and not wide:
        steps += f"; tak dapat ditutup: {closed}"
    row: list[Value] = [unit.unit + (" *" if unit.met else ""), unit.total, _cost(unit.cheapest_cost)]
    if with_sturdy:
        row.append(_cost(unit.sturdy_cost))
    return (*row, steps, closed) if wide else (*row, steps)


def _moves(step: PlanStep) -> str:
    """Return what moves, without cells: those are each workbook's own."""
    return ", ".join(
        f"{change.label + ' ' if change.code != change.question else ''}{change.before} menjadi {change.after}"
        for change in step.changes
    )


def _cost(cost: float | None) -> str:
    return "–" if cost is None else format_number(cost, 0 if float(cost).is_integer() else 1)


def _common(plans: PlansResult) -> Table:
    shown: Sequence[tuple[Value, ...]] = [
        (common.code, common.label, str(common.units), common.units / plans.planned) for common in plans.common[:COMMON]
    ]
    return Table(
        "common",
        "Pertanyaan yang ada di rencana paling banyak unit",
        (
            Column("code", "Kode"),
            Column("label", "Uraian", grow=True),
            Column("units", "Unit"),
            Column("share", "Dari yang punya rencana", "percent"),
        ),
        tuple(shown),
        note="Satu pelatihan atau contoh untuk pertanyaan ini menolong semua unit itu.",
    )


def plans_table(plans: PlansResult) -> Table:
    """Return one flat row per unit."""
    keys = (
        *("unit", "file", "met", "total", "cheapest_cost", "sturdy_cost", "optimal", "resilience", "unreachable"),
        *("first", "questions", "problem"),
    )
    words = {True: "yes", False: "no", None: None}
    rows: list[tuple[Value, ...]] = [
        (
            *(unit.unit, unit.file, words[unit.met], unit.total, unit.cheapest_cost, unit.sturdy_cost),
            *(words[unit.optimal], unit.falls, " ".join(unit.unreachable)),
            "; ".join(f"{step.question}: {changes_text(step.changes)}" for step in unit.first),
            *(" ".join(unit.questions), unit.problem),
        )
        for unit in plans.units
    ]
    return Table("plans", "plans", tuple(Column(key, key) for key in keys), tuple(rows))
