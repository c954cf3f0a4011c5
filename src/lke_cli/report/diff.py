"""What changed between two scorecards, as a document."""

from pathlib import Path

from lke_cli.numbers import format_below, format_number
from lke_cli.report.document import Block, Column, Document, Table, Text, Value
from lke_cli.report.score import STATES
from lke_cli.scoring.diff import ChangedMinimum, ChangedQuestion, DiffReport, Side
from lke_cli.scoring.result import Scorecard

_CODE = Column("code", "Kode")
_LABEL = Column("label", "Uraian", grow=True)


def diff_document(report: DiffReport, overview: Scorecard) -> Document:
    """Return the report. overview: the scorecard whose overview tells which nodes are worth a row."""
    names = _names(report.before, report.after)
    blocks: list[Block] = [
        Text(f"{name} ({Path(s.file).name}): {_standing(s, report.target_label)}") for name, s in names.items()
    ]
    blocks += [
        Text(f"{name} belum mengisi {s.unanswered} pertanyaan; dihitung 0.", "warn")
        for name, s in names.items()
        if s.unanswered
    ]
    before, after = names
    blocks += [
        _questions(report, before, after),
        _nodes(report, before, after, {*overview.overview, overview.total.code}),
        _minimums(report, before, after),
    ]
    return Document(f"Perbandingan {before.lower()} dan {after.lower()}", tuple(blocks))


def _names(before: Side, after: Side) -> dict[str, Side]:
    """Name each side by what tells them apart: the assessor in one workbook, else before and after."""
    same = before.file == after.file and before.assessor != after.assessor
    names = (before.assessor, after.assessor) if same else ("Sebelum", "Sesudah")
    return dict(zip(names, (before, after), strict=True))


def _standing(s: Side, target: str) -> str:
    total = "tidak terhitung" if s.total is None else format_number(s.total)
    return f"nilai total {total}, {'memenuhi' if s.met else 'belum memenuhi'} nilai minimal {target}."


def _signed(change: float | None) -> Text:
    if change is None:
        return Text("tidak terhitung", "warn")
    sign = "+" if change > 0 else ""
    return Text(sign + format_number(change, 3), "good" if change > 0 else "bad" if change < 0 else "plain")


def _answer(question: ChangedQuestion, *, after: bool) -> str:
    state, answer = (question.state_after, question.after) if after else (question.state_before, question.before)
    return answer or STATES[state]


def _questions(report: DiffReport, before: str, after: str) -> Table:
    rows: list[tuple[Value, ...]] = []
    for q in report.questions:
        cells = [(cell or "–").rsplit("!", 1)[-1] for cell in (q.cell_before, q.cell_after)]
        place = cells[0] if cells[0] == cells[1] else " / ".join(cells)
        rows.append((q.code, q.label, _answer(q, after=False), _answer(q, after=True), _signed(q.change), place))
    return Table(
        "questions",
        f"Jawaban yang berubah: {len(rows)}",
        (
            _CODE,
            _LABEL,
            Column("before", before),
            Column("after", after),
            Column("change", "Pengaruh"),
            Column("cell", "Sel"),
        ),
        tuple(rows),
        empty="Tidak ada jawaban yang berubah.",
    )


def _nodes(report: DiffReport, before: str, after: str, shown: set[str]) -> Table:
    rows = tuple((n.code, n.label, n.before, n.after, _signed(n.change)) for n in report.nodes if n.code in shown)
    columns = (
        _CODE,
        _LABEL,
        Column("before", before, "number"),
        Column("after", after, "number"),
        Column("change", "Perubahan"),
    )
    return Table("nodes", "Nilai yang berubah", columns, rows)


def _minimums(report: DiffReport, before: str, after: str) -> Table:
    columns = (
        _CODE,
        _LABEL,
        Column("required", "Minimal", "number"),
        Column("before", before),
        Column("after", after),
        Column("state", "Keterangan"),
    )
    rows = tuple(
        (m.node, m.label, m.required, _reached(m.before, m.required), _reached(m.after, m.required), _moved(m))
        for m in report.minimums
    )
    return Table("minimums", f"Nilai minimal {report.target_label}", columns, rows)


def _reached(value: float | None, required: float) -> str:
    return "–" if value is None else format_below(value, required)


def _moved(minimum: ChangedMinimum) -> Text:
    if minimum.met_before and minimum.met_after:
        return Text("tetap tercapai")
    if minimum.met_after:
        return Text("kini tercapai", "good")
    if minimum.met_before:
        return Text("kini tidak tercapai", "bad")
    return Text("tetap tidak tercapai", "bad")
