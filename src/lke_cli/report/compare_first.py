"""What a coordinator asks first: by which minimums, who is one short and what they do first, how the rounds went."""

from collections.abc import Iterator

from lke_cli.numbers import EPSILON, format_number
from lke_cli.report.document import Block, Column, Table, Text, Value
from lke_cli.results import Comparison, Nearly
from lke_cli.untrusted import some_of


def minimums_used(comparison: Comparison) -> Text:
    """Return the minimums that units are held against; those that were raised are named with what the target asks."""
    parts = [
        f"{node} {format_number(points)}{_raised(node, comparison)}" for node, points in comparison.required.items()
    ]
    needed = {survey.name.upper(): survey.needed for survey in comparison.form.surveys if survey.needed is not None}
    parts += [f"indeks {name} {format_number(index)}" for name, index in needed.items()]
    return Text(f"Nilai minimal {comparison.target_label}: {'; '.join(parts)}.", "muted")


def minimums_in_short(comparison: Comparison) -> Text:
    """Return how many minimums there are, the total's, and those that were raised."""
    raised = [
        f"{node} {format_number(points)}{raised_text}"
        for node, points in comparison.required.items()
        if (raised_text := _raised(node, comparison))
    ]
    total = comparison.required.get("total")
    whole = f", total {format_number(total)}" if total is not None and not _raised("total", comparison) else ""
    more = f"; {', '.join(raised)}" if raised else ""
    return Text(f"{len(comparison.required)} nilai minimal {comparison.target_label}{whole}{more}.", "muted")


def _raised(node: str, comparison: Comparison) -> str:
    standard = comparison.standards.get(node)
    if standard is None:
        return " (tambahan)" if comparison.standards else ""
    return f" (dinaikkan dari {format_number(standard)})" if comparison.required[node] > standard + EPSILON else ""


def first_lines(comparison: Comparison) -> Iterator[Text]:
    """Yield what stands right below the summary: the minimums used, and what else the predicate needs."""
    yield minimums_used(comparison)
    if comparison.target_note:
        yield Text(comparison.target_note, "warn")
        without = [
            expected.unit
            for expected in comparison.expected
            if any(unit.unit == expected.unit and unit.verdict == "met" for unit in comparison.units)
            and not expected.earlier
        ]
        if without:
            yield Text(
                f"Memenuhi nilai, tetapi daftar unit tidak menyebut predikat sebelumnya: {some_of(without)}.", "warn"
            )


def nearly_table(comparison: Comparison) -> Table:
    """Return the units that miss a single minimum, the least short first, with what to do first."""
    misses = [(unit.unit, unit.nearly) for unit in comparison.units if unit.nearly is not None]
    misses.sort(key=lambda near_unit: (near_unit[1].gap, near_unit[0]))
    return Table(
        "nearly",
        f"Kurang satu nilai minimal saja: {len(misses)} unit",
        (
            Column("unit", "Unit", grow=True),
            Column("node", "Nilai minimal", grow=True),
            Column("gap", "Kurang"),
            Column("step", "Langkah pertama", grow=True),
            Column("cell", "Sel"),
        ),
        tuple(
            (name, f"{near.node} {near.label}", _gap(near.gap), _step(near), (near.cell or "").rsplit("!", 1)[-1])
            for name, near in misses
        ),
    )


def _gap(gap: float) -> str:
    """Return what is lacking, never as nothing."""
    return next(
        text for decimals in range(2, 12) if (text := format_number(gap, decimals)).strip("0,") or decimals == 11
    )


def _step(near: Nearly) -> str:
    if near.code is None or near.adds is None:
        return "tidak ada satu jawaban yang dapat dinaikkan"
    now = near.now or "belum dijawab"
    enough = "cukup" if near.closes else f"masih kurang {_gap(near.gap - near.adds)}"
    return f"{near.code} {near.question}: {now} menjadi {near.then} (+{_gap(near.adds)}, {enough})"


def rounds_blocks(comparison: Comparison) -> Iterator[Block]:
    """Yield how the rounds went, and each unit over them, where several earlier ones are given."""
    if len(comparison.rounds) > 2:
        yield rounds_table(comparison)
        yield trends_table(comparison)
    if comparison.before is not None:
        for what, same_as in (("file", "berkasnya sama persis dengan"), ("answers", "semua jawabannya sama dengan")):
            names = [move.unit for move in comparison.before.moves if move.same == what]
            if names:
                yield Text(f"{len(names)} unit {same_as} putaran lalu: {some_of(names)}.", "warn")


def rounds_table(comparison: Comparison) -> Table:
    """Return a row a round: how many units count and pass, and their mean points."""
    nodes = comparison.form.areas
    return Table(
        "rounds",
        "Dari putaran ke putaran",
        (
            Column("round", "Putaran", grow=True),
            Column("units", "Unit"),
            Column("passing", "Memenuhi"),
            Column("total", "Rata-rata", "number"),
            Column("same", "Unit yang sama", "number"),
            *(Column(node.code, node.code, "number") for node in nodes),
        ),
        tuple(
            (
                totals.name,
                str(totals.counted),
                str(totals.passing),
                totals.mean.get("total"),
                totals.same.get("total"),
                *(totals.same.get(node.code) for node in nodes),
            )
            for totals in comparison.rounds
        ),
        note=f"Unit yang sama: rata-rata {comparison.rounds[-1].same_units} unit yang bernilai di semua putaran; "
        "kode di kanannya juga menurut unit itu. Rata-rata: semua unit putaran itu."
        if comparison.rounds
        else None,
    )


def trends_table(comparison: Comparison) -> Table:
    """Return a row a unit: its total in each round, the oldest first, and what changed from the first to the last."""
    names = [totals.name for totals in comparison.rounds]
    rows: list[tuple[Value, ...]] = []
    for trend in sorted(comparison.trends, key=lambda trend_of_unit: trend_of_unit.unit.casefold()):
        there = [total for total in trend.totals if total is not None]
        change = there[-1] - there[0] if len(there) > 1 else None
        rows.append((trend.unit, *trend.totals, "–" if change is None else _signed(change)))
    columns = (
        Column("unit", "Unit", grow=True),
        *(Column(f"round_{number}", name, "number") for number, name in enumerate(names, 1)),
        Column("change", "Selisih"),
    )
    return Table("trends", "Nilai total per putaran", columns, tuple(rows))


def area_trends(comparison: Comparison) -> Table:
    """Return a row a unit and area: its points in each round, the oldest first."""
    names = [totals.name for totals in comparison.rounds]
    labels = {node.code: node.label for node in comparison.form.areas}
    return Table(
        "area_trends",
        "Tren per area",
        (
            Column("unit", "Unit", grow=True),
            Column("node", "Kode"),
            Column("label", "Uraian", grow=True),
            *(Column(f"round_{number}", name, "number") for number, name in enumerate(names, 1)),
        ),
        tuple(
            (trend.unit, code, labels.get(code, "Nilai total"), *points)
            for trend in comparison.trends
            for code, points in trend.points.items()
        ),
    )


def _signed(change: float) -> str:
    return ("+" if change > EPSILON else "") + format_number(0.0 if abs(change) <= EPSILON else change)
