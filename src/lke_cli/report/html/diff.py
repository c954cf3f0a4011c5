"""The page of what changed between two versions of a workbook, or two assessors of one."""

from collections.abc import Sequence

from lke_cli.numbers import EPSILON, format_number
from lke_cli.report.compare import signed
from lke_cli.report.document import Document, Text, Tone
from lke_cli.report.html.building import facts, file_name, page_of, said_before_tables, sheet, tables_of
from lke_cli.report.html.parts import ChangeRow, Changes, Figure, Figures, Page, Part, Verdict
from lke_cli.results import ChangedMinimum, ChangedNode, DiffReport


def page(report: DiffReport, document: Document) -> Page:
    """Return the page. Where a second assessor left questions empty, the corrections are what is shown."""
    tables = tables_of(document)
    shown = report.corrected or report
    total, met = (
        (report.after.total, report.after.met)
        if report.corrected is None
        else (report.corrected.total, report.corrected.met)
    )
    names = (tables["minimums"].columns[3].title, tables["minimums"].columns[4].title)
    word = f"{'MEMENUHI' if met else 'BELUM MEMENUHI'} nilai minimal {report.target_label}"
    before = report.before.total
    sentence = f"{names[0]} {format_number(before)}, {names[1].lower()} {format_number(total)}{_by(before, total)}."
    verdict = Verdict("good" if met else "bad", word, sentence, said_before_tables(document))
    parts: list[Part] = [verdict, _figures(shown.minimums, len(shown.questions), before, total)]
    parts += [sheet(tables["minimums"]), _changes(shown.nodes, report.overview, names), sheet(tables["questions"])]
    parts += [sheet(tables[key]) for key in ("texts", "notes") if key in tables]
    page_facts = facts(
        ("Target", report.target_label),
        (names[0], _side(report.before.file, report.before.assessor)),
        ("Sesudah" if names[1] == "Dikoreksi" else names[1], _side(report.after.file, report.after.assessor)),
    )
    return page_of("Perubahan LKE", document.title, page_facts, parts, head=f"{document.title} | {report.target_label}")


def _side(file: str, assessor: str) -> str:
    return f"{file_name(file)}, jawaban {assessor}"


def _by(before: float | None, after: float | None) -> str:
    return "" if before is None or after is None else f" ({signed(after - before)})"


def _figures(minimums: Sequence[ChangedMinimum], changed: int, before: float | None, after: float | None) -> Figures:
    won = sum(minimum.met_after and not minimum.met_before for minimum in minimums)
    lost = sum(minimum.met_before and not minimum.met_after for minimum in minimums)
    left = sum(not minimum.met_after for minimum in minimums)
    moved = "–" if before is None or after is None else signed(after - before)
    return Figures(
        (
            Figure(moved, "perubahan nilai total"),
            Figure(str(changed), "jawaban berubah"),
            Figure(str(won), "nilai minimal kini tercapai", "good" if won else "plain"),
            Figure(str(lost), "nilai minimal kini tidak tercapai", "bad" if lost else "plain"),
            Figure(str(left), f"masih kurang dari {len(minimums)} nilai minimal", "bad" if left else "plain"),
        )
    )


def _changes(nodes: Sequence[ChangedNode], overview: Sequence[str], names: tuple[str, str]) -> Changes:
    shown = [node for node in nodes if node.code in overview]
    largest = max((abs(node.change) for node in shown if node.change is not None), default=0.0)
    rows = tuple(
        ChangeRow(
            node.code,
            node.label,
            format_number(node.before),
            format_number(node.after),
            _signed(node.change),
            None if node.change is None or largest < EPSILON else node.change / largest,
        )
        for node in shown
    )
    return Changes("perubahan", "Nilai yang berubah", names, rows, "Tidak ada nilai yang berubah.")


def _signed(change: float | None) -> Text:
    if change is None:
        return Text("tidak terhitung", "warn")
    tone: Tone = "good" if change > EPSILON else "bad" if change < -EPSILON else "plain"
    return Text(signed(change), tone)
