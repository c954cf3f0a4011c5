"""A plan as a document, and as one flat table for csv."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from lke_cli.constants import TOTAL
from lke_cli.numbers import format_below, format_gap, format_number, format_percent
from lke_cli.report.document import Block, Column, Document, Table, Text, Value
from lke_cli.report.resilience import chance_text, resilience_text, review_sentence, review_text
from lke_cli.results import Change, PlannedMinimum, PlanResult, PlanStep, Reached, Way

_FIRST = 3
"""Steps that are named before all tables."""
_NAMED = 6
"""Minimums not met that the verdict names; the table has all."""
_MONTH = 30
_WIDE = 80
"""Characters from which the table of steps has all its columns."""
"""The code of the whole."""


def plan_document(plan: PlanResult, width: int = 100) -> Document:
    """Return the report of a plan: what to do next first, then every step. width: of the page, in characters."""
    who = "" if plan.assessor == "unit" else f", jawaban {plan.assessor}"
    title = f"Rencana: {Path(plan.file).name}, lembar {plan.sheet}{who}"
    blocks: list[Block] = [*_verdict(plan), *_unreachable(plan), *_ways(plan), *_next(plan)]
    if plan.met:
        blocks.append(_weakest(plan))
    main = plan.main
    if main is not None and main.steps:
        blocks.append(_steps(main, _main_title(plan), wide=width >= _WIDE))
    blocks.append(_minimums(plan, wide=width >= _WIDE))
    if main is not plan.cheapest and plan.cheapest is not None and plan.cheapest.steps and plan.budgeted is None:
        blocks.append(_steps(plan.cheapest, "Tanpa cadangan: yang termurah", wide=width >= _WIDE))
    blocks += [Text(f"- {note}", "warn") for note in plan.notes]
    if main is not None and main.steps:
        blocks.append(
            Text(
                f"Satuan upaya: {_classes(plan)}. Ubah dengan --cost. Waktunya seolah semua berjalan bersamaan.",
                "muted",
            )
        )
    return Document(title, tuple(blocks))


def _verdict(plan: PlanResult) -> Iterator[Block]:
    missed = [minimum for minimum in plan.minimums if not minimum.met]
    total = next((minimum.required for minimum in plan.minimums if minimum.node == TOTAL), None)
    shown = format_below(plan.total, total) if total is not None else format_number(plan.total)
    counted = " Yang dihitung hanya jawaban yang ada buktinya." if plan.evidenced else ""
    if plan.met:
        verdict = (
            f"MEMENUHI nilai minimal {plan.target_label}: nilai total {shown}; semua {len(plan.minimums)} tercapai."
        )
        yield Text(verdict + counted, "good")
        if plan.resilience is not None:
            yield Text(resilience_text(plan.resilience))
        if plan.review is not None:
            yield Text(review_sentence(plan.review))
        return
    lacking = "; ".join(
        f"{minimum.node} kurang {format_gap(minimum.required - minimum.reached)}" for minimum in missed[:_NAMED]
    )
    if len(missed) > _NAMED:
        lacking += "; dan lain-lain di tabel"
    yield Text(
        f"BELUM MEMENUHI nilai minimal {plan.target_label}: nilai total {shown}; {len(missed)} dari "
        f"{len(plan.minimums)} belum tercapai: {lacking}.{counted}",
        "bad",
    )


def _unreachable(plan: PlanResult) -> Iterator[Block]:
    """Say which minimums no plan reaches: that is proved, for everything that may move is at its best there."""
    closed = [minimum for minimum in plan.minimums if not minimum.reachable]
    for minimum in closed:
        if not any(_says_more(other, minimum) for other in closed):
            yield Text(unreachable_text(minimum), "bad")
    if closed and len(closed) < len(plan.minimums):
        yield Text("Rencana di bawah ini untuk nilai minimal lainnya.", "warn")


def _says_more(other: PlannedMinimum, minimum: PlannedMinimum) -> bool:
    """Return whether another minimum asks a higher figure of the same survey: that then closes this one too."""
    if other.survey is None or other.survey != minimum.survey:
        return False
    return (other.survey_required or 0.0) > (minimum.survey_required or 0.0)


def unreachable_text(minimum: PlannedMinimum) -> str:
    """Return why a minimum cannot be reached, and what it would take."""
    head = minimum.label if minimum.node == TOTAL else f"{minimum.node} {minimum.label}"
    if minimum.survey is not None and minimum.survey_required is not None:
        now = "kosong" if minimum.survey_now is None else format_number(minimum.survey_now)
        needed = _rounded_up(minimum.survey_required)
        if minimum.measured:
            return f"{minimum.survey_label} {now}: tidak dapat ditutup dari jawaban lain, perlu survei {needed}."
        return (
            f"{head}: paling tinggi {format_below(minimum.most, minimum.required)} dari "
            f"{format_number(minimum.required)} walaupun semua yang boleh berubah sudah terbaik; perlu "
            f"{minimum.survey_label} {needed} (kini {now})."
        )
    surveys = ""
    lacks = minimum.required - minimum.most
    if lacks <= minimum.survey_points:
        surveys = f"; perlu tambahan {format_gap(lacks)} dari survei"
    return (
        f"{head}: tidak dapat tercapai; paling tinggi {format_below(minimum.most, minimum.required)} dari "
        f"{format_number(minimum.required)} walaupun semua yang boleh berubah sudah terbaik{surveys}."
    )


def _rounded_up(value: float) -> str:
    """Return a figure that is needed, never rounded below it."""
    shown = round(value, 2)
    return format_number(shown if shown >= value - 1e-9 else shown + 0.01)


def _main_title(plan: PlanResult) -> str:
    if plan.budgeted is not None:
        return f"Rencana dengan upaya paling banyak {_plain(plan.budget or 0.0)}"
    if plan.sturdy is not None:
        return f"Rencana yang tahan {plan.sturdy.falls} penurunan{_except(plan, plan.sturdy)}"
    return "Rencana termurah, tanpa cadangan"


def _ways(plan: PlanResult) -> Iterator[Block]:
    if plan.cheapest is None:
        if any(minimum.reachable for minimum in plan.minimums):
            yield Text("Tidak ada rencana yang menutup semua nilai minimal itu sekaligus; itu terbukti.", "bad")
        return
    if plan.budgeted is not None:
        yield from _budget(plan, plan.budgeted, plan.cheapest)
        return
    if plan.sturdy is not None and plan.sturdy is plan.main:
        yield from _sturdy(plan, plan.sturdy, plan.cheapest)
    elif plan.cheapest.steps:
        yield Text(f"{_size(plan.cheapest)}.{_passes(plan.cheapest)} {proof_text(plan, plan.cheapest)}")
    elif not plan.met:
        yield Text("Tidak ada langkah yang masih berguna untuk nilai minimal yang dapat dicapai.", "warn")


def _except(plan: PlanResult, sturdy: Way) -> str:
    """Return where a way cannot stand all the falls that it is for."""
    asked = {reached.node: reached.falls for reached in sturdy.reached}
    weak = [m for m in plan.minimums if m.reachable and not m.measured and asked[m.node] < sturdy.falls]
    return f" (di {', '.join(f'{minimum.node} hanya {asked[minimum.node]}' for minimum in weak)})" if weak else ""


def _sturdy(plan: PlanResult, sturdy: Way, cheapest: Way) -> Iterator[Block]:
    if not sturdy.steps:
        if plan.met:
            sentence = f"Sudah tahan {sturdy.falls} penurunan, jawaban mana pun itu{_except(plan, sturdy)}"
            yield Text(f"{sentence}; tidak ada yang perlu ditambah.", "good")
        else:
            yield Text("Nilai minimal lainnya sudah tercapai dan tahan; tidak ada langkah yang perlu ditambah.")
        return
    yield Text(f"{_main_title(plan)}: {_size(sturdy)}.{_passes(sturdy)} {proof_text(plan, sturdy)}", "good")
    if cheapest.steps:
        yield Text(
            f"Tanpa cadangan: {_size(cheapest)}; tidak dihitung untuk bertahan.{_passes(cheapest)} "
            f"{proof_text(plan, cheapest)}",
            "warn",
        )


def _budget(plan: PlanResult, way: Way, cheapest: Way) -> Iterator[Block]:
    missed = [reached for reached in way.reached if not reached.met]
    closed = f"menyisakan {len(missed)} nilai minimal" if missed else "menutup semua nilai minimal"
    named = f" ({', '.join(reached.node for reached in missed)})" if missed else ""
    size = _size(way) if way.steps else "tidak ada langkah yang berguna"
    yield Text(f"Dengan upaya {_plain(plan.budget or 0.0)}: {size}, {closed}{named}.{_passes(way)}")
    if missed and cheapest.steps:
        yield Text(f"Untuk menutup semua yang dapat ditutup perlu upaya {_plain(cheapest.cost)}.", "warn")


def _size(way: Way) -> str:
    return (
        f"{len(way.steps)} langkah, upaya {_plain(way.cost)}, nilai total {format_number(way.total)}, "
        f"sekitar {time_text(way.days)}"
    )


def _passes(way: Way) -> str:
    if way.review is None:
        return ""
    return f" Lolos pada {review_text(way.review)} reviu acak (peluang turun {chance_text(way.review.chance)})."


def proof_text(plan: PlanResult, way: Way) -> str:
    """Return how sure it is that nothing is cheaper, and whether something is as cheap."""
    if not way.optimal:
        return (
            f"Belum terbukti termurah: cara lain tidak mungkin di bawah {_plain(way.bound)}, selisih paling banyak "
            f"{format_percent(way.gap, 1)}."
        )
    others = {True: "; ada yang sama upayanya", False: "; tidak ada yang sama upayanya", None: ""}
    among = " dengan lompatan itu" if plan.coarse else ""
    return f"Terbukti termurah{among} (batas {_plain(way.bound)}, selisih 0%){others[way.others]}."


def time_text(days: int) -> str:
    """Return ``14 hari`` or ``4 bulan``."""
    return f"{days} hari" if days < 2 * _MONTH else f"{round(days / _MONTH)} bulan"


def _plain(value: float) -> str:
    """Return a cost with as many decimals as it has, at most two."""
    decimals = next((n for n in (0, 1) if abs(value - round(value, n)) < 1e-6), 2)
    return format_number(value, decimals)


def _next(plan: PlanResult) -> Iterator[Block]:
    main = plan.main
    if main is None or not main.steps:
        return
    yield Text("Mulai dari:")
    for step in main.steps[:_FIRST]:
        closes = f" Menutup {', '.join(step.closes)}." if step.closes else ""
        yield Text(f"  {step.number}. {step.question} {step.label}: {changes_text(step.changes)}.{closes}")


def changes_text(changes: Sequence[Change]) -> str:
    """Return what moves: ``C menjadi B (K12)``, counts with their names."""

    def sentence(change: Change) -> str:
        named = f"{change.label} " if change.code != change.question else ""
        return f"{named}{change.before} menjadi {change.after} ({cell_place(change.cell)})"

    return "; ".join(map(sentence, changes))


def address(cell: str | None) -> str:
    """Return a cell without its sheet, for a column of cells."""
    return cell.rsplit("!", 1)[-1] if cell else "–"


def cell_place(cell: str | None) -> str:
    """Return a cell without its sheet: the title says which sheet it is."""
    return f"sel {cell.rsplit('!', 1)[-1]}" if cell else "baris tidak ada"


def _weakest(plan: PlanResult) -> Table:
    spots = plan.resilience.defend if plan.resilience else ()
    node = f" ({plan.resilience.node} {plan.resilience.label})" if plan.resilience and plan.resilience.node else ""
    return Table(
        "weakest",
        f"Titik terlemah: yang pertama perlu dipertahankan{node}",
        (
            Column("code", "Kode"),
            Column("label", "Uraian", grow=True),
            Column("answer", "Jawaban"),
            Column("cell", "Sel"),
            Column("loss", "Hilang bila turun", "number", decimals=3),
        ),
        tuple(
            (defended.code, defended.label, defended.answer, address(defended.cell), defended.loss)
            for defended in spots
        ),
    )


def _steps(way: Way, title: str, *, wide: bool) -> Table:
    reserve = "; + berarti sejak itu cadangannya cukup" if way.falls else ""
    title = f"{title}: {len(way.steps)} langkah"
    if not wide:
        columns = (Column("code", "Kode"), Column("step", "Langkah dan buktinya", grow=True), Column("cost", "Upaya"))
        return Table("steps", title, columns, tuple(map(_narrow_row, way.steps)))
    return Table(
        "steps",
        title,
        (
            Column("number", "No"),
            Column("code", "Kode"),
            Column("step", "Langkah dan buktinya", grow=True),
            Column("adds", "Tambah", "number"),
            Column("total", "Total", "number"),
            Column("cost", "Upaya"),
            Column("sum", "Terpakai"),
            Column("closes", "Menutup"),
        ),
        tuple(
            (
                *(str(step.number), step.question, _doing(step), step.adds, step.total),
                *(_plain(step.cost), _plain(step.cost_so_far), closes_text(step)),
            )
            for step in way.steps
        ),
        note=f"Menutup: nilai minimal yang sejak langkah itu tercapai{reserve}.",
    )


def _narrow_row(step: PlanStep) -> tuple[Value, ...]:
    closes = closes_text(step)
    line = f"{step.number}. {_doing(step)}; total {format_number(step.total)}"
    return step.question, line + (f"; menutup {closes}" if closes else ""), _plain(step.cost)


def _doing(step: PlanStep) -> str:
    return f"{step.label}: {changes_text(step.changes)}; {_evidence(step)}{time_text(step.days)}"


def _evidence(step: PlanStep) -> str:
    return f"bukti: {', '.join(step.evidence)}; " if step.evidence else ""


def closes_text(step: PlanStep) -> str:
    """Return which minimums a step closes, and (after +) which it makes stand all falls."""
    return ", ".join([*step.closes, *(f"+{node}" for node in step.secures if node not in step.closes)])


def _minimums(plan: PlanResult, *, wide: bool) -> Table:
    main = plan.main
    reached = {minimum.node: minimum for minimum in main.reached} if main else {}
    falls = main.falls if main else 0
    columns = [
        Column("node", "Kode"),
        *([Column("label", "Uraian", grow=True)] if wide else []),
        Column("required", "Minimal", "number"),
        Column("now", "Kini"),
        Column("after", "Rencana"),
        *([Column("worst", "Terburuk")] if falls else []),
        Column("state", "Keterangan"),
    ]

    def row(minimum: PlannedMinimum) -> tuple[Value, ...]:
        then = reached.get(minimum.node)
        points = [minimum.reached, *([then.reached, *([then.worst] if falls else [])] if then else [])]
        shown = [format_below(value, minimum.required) for value in points]
        shown += ["–"] * (2 + bool(falls) - len(shown))
        return (minimum.node, *([minimum.label] if wide else []), minimum.required, *shown, _state(plan, minimum, then))

    return Table(
        "minimums",
        f"Nilai minimal {plan.target_label}",
        tuple(columns),
        tuple(map(row, plan.minimums)),
        note=f"Terburuk: setelah {falls} jawaban yang paling merugikan turun satu tingkat." if falls else None,
    )


def _state(plan: PlanResult, minimum: PlannedMinimum, then: Reached | None) -> Text:
    if not minimum.reachable:
        return Text("tidak dapat ditutup", "bad")
    if then is None or not then.met:
        return Text("belum tercapai", "bad")
    if plan.budgeted is not None or not plan.falls or plan.sturdy is None:
        return Text("tercapai", "good")
    if minimum.measured:
        return Text("dari survei saja, tanpa cadangan", "warn")
    if minimum.stands < plan.falls:
        return Text(f"hanya dapat tahan {minimum.stands}", "warn")
    if then.falls < plan.falls:
        return Text(f"tahan {then.falls}", "warn")
    return Text("tahan", "good")


def _classes(plan: PlanResult) -> str:
    return "; ".join(
        f"{effort_class.label} {_plain(effort_class.cost)} ({time_text(effort_class.days)})"
        for effort_class in plan.efforts
    )


def plan_table(plan: PlanResult) -> Table:
    """Return one flat table: every change of every way, in order."""
    keys = (
        *("way", "step", "code", "question", "label", "cell", "before", "after", "adds", "total", "cost"),
        *("cost_so_far", "effort", "days", "evidence", "closes", "secures"),
    )
    ways = (("budget", plan.budgeted), ("sturdy", plan.sturdy), ("cheapest", plan.cheapest))
    rows: list[tuple[Value, ...]] = [
        (
            *(name, step.number, change.code, change.question, change.label, change.cell, change.before, change.after),
            *((step.adds, step.total, step.cost, step.cost_so_far) if first else (None,) * 4),
            *(step.effort, step.days, ", ".join(step.evidence), " ".join(step.closes), " ".join(step.secures)),
        )
        for name, way in ways
        if way is not None
        for step in way.steps
        for first, change in [(number == 0, change) for number, change in enumerate(step.changes)]
    ]
    return Table("plan", "plan", tuple(Column(key, key) for key in keys), tuple(rows))
