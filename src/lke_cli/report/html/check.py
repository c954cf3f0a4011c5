"""The page of one check before submission: whether it is safe, what stands in the way, and what was looked at."""

from collections.abc import Iterator
from dataclasses import replace

from lke_cli.numbers import format_number
from lke_cli.report.document import Document, Text
from lke_cli.report.findings import place, sheet_of_answers
from lke_cli.report.html.building import ALL_ROWS, facts, file_name, page_of, said_first, sheet, tables_of
from lke_cli.report.html.evidence import complete_counts
from lke_cli.report.html.parts import Beside, Fact, Figure, Figures, Item, Job, Jobs, Page, Part, Sheet, Verdict
from lke_cli.report.html.score import minimum_bars, score_facts, score_foot, shortfalls
from lke_cli.results import CheckReport, Obstacle, ScoredWorkbook, UnitCheck


def page(report: CheckReport, document: Document) -> Page:
    """Return the page: of one unit all of its check, of several a row each."""
    return _unit(report, report.units[0], document) if len(report.units) == 1 else _units(report, document)


def _unit(report: CheckReport, unit: UnitCheck, document: Document) -> Page:
    tables = tables_of(document)
    verdict, lines = said_first(document)
    behind = tuple(block for block in document.blocks[1 + len(lines) :] if isinstance(block, Text) and block.text)
    scored = _scored(report)
    parts: list[Part] = [_verdict(verdict, (*lines, *behind)), _figures(unit), *_first(unit, scored)]
    parts.append(sheet(tables["parts"]))
    if scored is not None and scored.scorecard is not None:
        parts.append(minimum_bars(scored.scorecard))
    if report.evidence is not None and report.evidence.folder is not None:
        parts.append(complete_counts(report.evidence))
    if "aside" in tables:
        parts.append(sheet(tables["aside"], folded=True))
    foot = "" if scored is None else score_foot(scored)
    head = f"{unit.unit} | target {report.target_label} | pemeriksaan sebelum diajukan"
    kicker = f"Pemeriksaan sebelum diajukan, target {report.target_label}"
    return page_of(kicker, unit.unit, _facts(report, unit, scored), parts, head=head, foot=foot, lead=3)


def _verdict(text: Text, lines: tuple[Text, ...]) -> Verdict:
    """Return the verdict: what is not safe is told with how much stands in the way."""
    if text.tone == "bad":
        return Verdict("bad", text.text.removesuffix("."), "", lines)
    word, _, rest = text.text.partition(": ")
    return Verdict(text.tone, word, rest, lines)


def _scored(report: CheckReport) -> ScoredWorkbook | None:
    return report.score.workbooks[0] if report.score is not None and report.score.workbooks else None


def _facts(report: CheckReport, unit: UnitCheck, scored: ScoredWorkbook | None) -> tuple[Fact, ...]:
    if scored is not None and scored.scorecard is not None:
        return score_facts(scored, scored.scorecard)
    return facts(("Target", report.target_label), ("Folder", file_name(unit.folder)))


def _figures(unit: UnitCheck) -> Figures:
    unsure = sum(obstacle.why != "wrong" for obstacle in unit.obstacles)
    good = sum(part.state == "good" for part in unit.parts)
    count = len(unit.obstacles)
    missed = len(unit.missed)
    return Figures(
        (
            Figure(str(count), "hal menghalangi", "bad" if count else "good"),
            Figure(str(unsure), "di antaranya belum pasti atau belum diperiksa", "warn" if unsure else "plain"),
            Figure(f"{good} dari {len(unit.parts)}", "bagian baik", "good" if good == len(unit.parts) else "plain"),
            Figure(format_number(unit.total), "nilai total"),
            Figure(str(missed), "nilai minimal tidak tercapai", "bad" if missed else "plain"),
        )
    )


def _first(unit: UnitCheck, scored: ScoredWorkbook | None) -> Iterator[Part]:
    card = None if scored is None else scored.scorecard
    sheet = "" if card is None else sheet_of_answers(card)
    made = tuple(_job(obstacle, sheet) for obstacle in unit.obstacles)
    jobs = Jobs("bereskan", "Bereskan dahulu", made, "Tidak ada yang menghalangi.")
    yield Beside((shortfalls(card), jobs)) if card is not None and card.missed else jobs


def _job(obstacle: Obstacle, sheet: str) -> Job:
    finding = obstacle.finding
    items = (Item(place(finding.cell, sheet), finding.advice),) if finding.cell and "!" in finding.cell else ()
    return Job(finding.message, items, "" if items else finding.advice, obstacle.command or None)


def _units(report: CheckReport, document: Document) -> Page:
    verdict, lines = said_first(document)
    table = tables_of(document)["units"]
    states = tuple("aman" if unit.verdict == "safe" else "jangan dulu" for unit in report.units)
    short = sum(unit.verdict != "safe" for unit in report.units)
    figures = Figures(
        (
            Figure(str(len(report.units) - short), "aman diajukan", "good"),
            Figure(str(short), "jangan dulu", "bad" if short else "plain"),
            Figure(str(sum(bool(unit.missed) for unit in report.units)), "belum mencapai nilai minimal"),
        )
    )
    units = Sheet(table.key, table, sortable=True, states=states)
    missed = replace(
        table,
        key="missed",
        title="Nilai minimal yang tidak tercapai",
        columns=(table.columns[0], replace(table.columns[-1], key="nodes", title="Kode")),
        rows=tuple((unit.unit, ", ".join(unit.missed)) for unit in report.units if unit.missed),
        note=None,
    )
    parts: list[Part] = [Verdict(verdict.tone, verdict.text, "", lines), figures, units]
    parts += [sheet(missed, most=ALL_ROWS)] if missed.rows else []
    title = f"{len(report.units)} unit"
    kicker = f"Pemeriksaan sebelum diajukan, target {report.target_label}"
    return page_of(kicker, title, facts(("Target", report.target_label), ("Folder", file_name(report.path))), parts)
