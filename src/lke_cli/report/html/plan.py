"""The page of a plan: what to do in order, where each minimum stands then, and how sure it is."""

from dataclasses import replace

from lke_cli.numbers import format_below, format_number
from lke_cli.report.document import Document, Text
from lke_cli.report.html.building import (
    facts,
    file_name,
    others,
    page_of,
    said_first,
    sheet,
    tables_of,
    texts_of,
    verdict_of,
)
from lke_cli.report.html.parts import Bar, Bars, Figure, Figures, Item, Job, Jobs, Page, Part, Sheet, Words
from lke_cli.report.plan import address, closes_text, time_text
from lke_cli.results import Change, PlannedMinimum, PlanResult, PlanStep, Way

_SHOWN_OTHERWISE = {"steps", "minimums"}
"""Tables of the document that other parts of the page show."""


def page(plan: PlanResult, document: Document) -> Page:
    """Return the page."""
    verdict, lines = said_first(document)
    lines = tuple(line for line in lines if not line.text.startswith("  ") and line.text != "Mulai dari:")
    parts: list[Part] = [verdict_of(verdict, lines)]
    main = plan.main
    if main is not None:
        parts.append(_figures(main))
    if main is not None and main.steps:
        parts.append(_steps(main, "Langkah, berurutan", "langkah"))
    parts.append(_bars(plan))
    tables = tables_of(document)
    parts += [sheet(tables["weakest"])] if "weakest" in tables else []
    cheapest = plan.cheapest
    if main is not cheapest and cheapest is not None and cheapest.steps and plan.budgeted is None:
        parts.append(_steps(cheapest, "Tanpa cadangan: yang termurah", "termurah"))
    parts.append(sheet(replace(tables["minimums"], key="rincian", title="Rincian nilai minimal"), folded=True))
    parts += others(document, {part.id for part in parts if isinstance(part, Sheet)} | _SHOWN_OTHERWISE)
    notes = texts_of(document, after="minimums")
    parts += [Words("catatan", "Cara menghitung", notes)] if notes else []
    title = file_name(plan.file)
    page_facts = facts(
        ("Target", plan.target_label), ("Jawaban", plan.assessor), ("Lembar", plan.sheet or ""), ("Rubrik", plan.rubric)
    )
    head = f"Rencana {title} | target {plan.target_label} | jawaban {plan.assessor}"
    return page_of(f"Rencana menuju {plan.target_label}", title, page_facts, parts, head=head, lead=2)


def _figures(way: Way) -> Figures:
    return Figures(
        (
            Figure(str(len(way.steps)), "langkah"),
            Figure(format_number(way.cost, 0 if float(way.cost).is_integer() else 2), "satuan upaya"),
            Figure(format_number(way.total), "nilai total sesudahnya"),
            Figure(time_text(way.days), "bila semua berjalan bersamaan"),
        )
    )


def _steps(way: Way, title: str, id: str) -> Jobs:
    return Jobs(id, f"{title}: {len(way.steps)}", tuple(map(_job, way.steps)))


def _job(step: PlanStep) -> Job:
    gains = [f"+{format_number(step.adds)}, nilai total {format_number(step.total)}", time_text(step.days)]
    if step.evidence:
        gains.append(f"bukti dukung: {', '.join(step.evidence)}")
    if closes := closes_text(step):
        gains.append(f"menutup {closes}")
    return Job(f"{step.question} {step.label}", tuple(map(_item, step.changes)), "; ".join(gains) + ".")


def _item(change: Change) -> Item:
    named = f"{change.label}: " if change.code != change.question else ""
    return Item(address(change.cell), f"{named}{change.before} menjadi {change.after}")


def _bars(plan: PlanResult) -> Bars:
    main = plan.main
    then = {reached.node: reached.reached for reached in main.reached} if main else {}
    rows = tuple(_bar(minimum, then.get(minimum.node)) for minimum in plan.minimums)
    note = "Biru tua atau jingga: kini; biru muda: tambahan dari rencana; garis tegak: nilai minimal."
    heads = ("Rencana", "Bagian dari yang paling tinggi dapat dicapai", "Minimal")
    return Bars("minimal", f"Nilai minimal {plan.target_label}: kini dan dengan rencana", rows, note, heads)


def _bar(minimum: PlannedMinimum, then: float | None) -> Bar:
    most = max(minimum.most, minimum.required, minimum.reached, then or 0.0) or 1.0
    after = minimum.reached if then is None else then
    if minimum.met:
        state = Text("tercapai", "good")
    elif not minimum.reachable:
        state = Text("tidak dapat ditutup", "bad")
    else:
        state = Text("ditutup rencana", "good") if after >= minimum.required else Text("belum tercapai", "bad")
    return Bar(
        minimum.node,
        minimum.label,
        format_below(minimum.reached, minimum.required),
        "–" if then is None else format_below(then, minimum.required),
        minimum.reached / most,
        format_number(minimum.required),
        minimum.required / most,
        state,
        after=after / most,
    )
