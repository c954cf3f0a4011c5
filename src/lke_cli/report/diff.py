"""What changed between two versions or two assessors, as a document."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from lke_cli.numbers import format_below, format_number
from lke_cli.report.document import Block, Column, Document, Table, Text, Value
from lke_cli.report.notes import notes_table, reviewed_sentence
from lke_cli.report.score import STATES
from lke_cli.results import ChangedMinimum, ChangedNode, ChangedQuestion, DiffReport, Side, TextKind
from lke_cli.untrusted import one_line

_CODE = Column("code", "Kode")
_LABEL = Column("label", "Uraian", grow=True)
_LONGEST = 30
_LONG = 300


def diff_document(report: DiffReport, *, detail: bool = False) -> Document:
    """Return the report. detail: all texts and notes.

    Where a second assessor left questions empty, what is compared is the corrections; the JSON holds both readings.
    """
    sides = (report.before, report.after)
    names = _names(*sides)
    blocks: list[Block] = [Text(line) for line in _standings(report, names)]
    blocks += [Text(line, "warn") for name, side in zip(names, sides, strict=True) for line in _uncounted(name, side)]
    blocks += _said(report, names)
    questions, nodes, minimums, after = report.questions, report.nodes, report.minimums, names[1]
    if report.corrected is not None:
        corrected, after = report.corrected, "Dikoreksi"
        questions, nodes, minimums = corrected.questions, corrected.nodes, corrected.minimums
        blocks += [Text(line) for line in _corrections(report, names)]
    blocks += [
        _questions(questions, (names[0], after)),
        _nodes([node for node in nodes if node.code in report.overview], (names[0], after)),
        _minimums(minimums, report.target_label, (names[0], after)),
        _texts(report, None if detail else _SHOWN),
        notes_table(report.notes, None if detail else _SHOWN),
    ]
    return Document(_title(*sides), tuple(blocks))


_KINDS: Mapping[TextKind, str] = {"narrative": "catatan", "documents": "dokumen", "links": "tautan"}
_SHOWN = 20


def _said(report: DiffReport, names: tuple[str, str]) -> Iterator[Text]:
    """Yield what is to be said before the tables: one file, what a reviewer entered, what was renewed."""
    if report.same_file:
        yield Text("Kedua berkas sama persis: satu berkas dibandingkan dengan dirinya.", "warn")
    if report.other_unit:
        yield Text(
            f"Kedua berkas menyebut unit yang berbeda, {report.before.unit} dan {report.after.unit}: "
            "ini bukan sebelum dan sesudah satu unit.",
            "warn",
        )
    for name, side in zip(names, (report.before, report.after), strict=True):
        if side.reviewed is not None:
            yield Text(reviewed_sentence(name, side.reviewed))
    if report.before.file != report.after.file:
        yield Text(_renewed(report))


def _renewed(report: DiffReport) -> str:
    """Return ``0 jawaban berubah; 10 catatan dan 10 tautan diperbarui.``"""
    counts = Counter(text.kind for text in report.texts if text.added)
    parts = [f"{counts[kind]} {word}" for kind, word in _KINDS.items() if counts[kind]]
    sentence = f"{' dan '.join([', '.join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)} diperbarui"
    if not parts:
        sentence = "catatan, dokumen, dan tautan tidak ada yang diperbarui"
    less = sum(not text.added for text in report.texts)
    rest = f"; {less} dikurangi atau diubah susunannya" if less else ""
    return f"{len(report.questions)} jawaban berubah; {sentence}{rest}."


def _texts(report: DiffReport, most: int | None) -> Table:
    rows = report.texts[:most]
    hidden = len(report.texts) - len(rows)
    return Table(
        "texts",
        f"Catatan, dokumen, dan tautan yang berubah: {len(report.texts)}",
        (
            _CODE,
            Column("kind", "Apa"),
            Column("before", "Sebelum", grow=True),
            Column("after", "Sesudah", grow=True),
            Column("cell", "Sel"),
        ),
        tuple(
            (
                text.code,
                _KINDS[text.kind],
                one_line("; ".join(text.before), _LONG) or "kosong",
                one_line("; ".join(text.after), _LONG) or "kosong",
                (text.cell or "").rsplit("!", 1)[-1],
            )
            for text in rows
        ),
        note=f"... dan {hidden} lainnya; semuanya di json, csv, dan xlsx." if hidden else None,
    )


def diff_table(report: DiffReport) -> Table:
    """Return one flat table: a row for each answer, count, narrative, document or link that changed, and each note."""
    names = _names(report.before, report.after)
    questions = report.corrected.questions if report.corrected is not None else report.questions
    rows: list[tuple[Value, ...]] = []
    for q in questions:
        rows.append(
            (
                "jawaban",
                q.code,
                q.label,
                answer_text(q, after=False),
                answer_text(q, after=True),
                q.change,
                q.cell_after,
            )
        )
        rows += [("jumlah", i.code, i.label, i.before, i.after, None, i.cell_after) for i in q.inputs]
    for text in report.texts:
        texts = "; ".join(text.before), "; ".join(text.after)
        rows.append((_KINDS[text.kind], text.code, text.label, *texts, None, text.cell))
    for note in report.notes:
        rows.append((f"catatan {note.assessor}", note.code, note.label, note.unit_answer, note.text, None, note.cell))
    titles = ("Apa", "Kode", "Uraian", names[0], names[1], "Pengaruh", "Sel")
    kinds = ("text", "text", "text", "text", "text", "number", "text")
    columns = tuple(
        Column(title, title, kind, grow=place in (2, 3, 4))  # type: ignore[arg-type]
        for place, (title, kind) in enumerate(zip(titles, kinds, strict=True))
    )
    return Table("changes", "Perubahan", columns, tuple(rows))


def diff_sheets(report: DiffReport) -> Iterator[tuple[str, Table]]:
    """Yield the sheets of a workbook."""
    names = _names(report.before, report.after)
    yield "Perubahan", diff_table(report)
    yield "Nilai", _nodes(report.nodes, names)
    yield "Nilai minimal", _minimums(report.minimums, report.target_label, names)
    yield "Catatan penilai", notes_table(report.notes)


def _names(before: Side, after: Side) -> tuple[str, str]:
    """Name each side by what tells them apart: the assessor, else before and after."""
    return ("Sebelum", "Sesudah") if before.assessor == after.assessor else (before.assessor, after.assessor)


def _title(before: Side, after: Side) -> str:
    whose = f", {after.unit or before.unit}" if after.unit or before.unit else ""
    if before.assessor == after.assessor:
        return f"Perbandingan sebelum dan sesudah, jawaban {after.assessor}{whose}"
    return f"Perbandingan jawaban {before.assessor} dan {after.assessor}{whose}"


def _standings(report: DiffReport, names: tuple[str, str]) -> Iterator[str]:
    sides = (report.before, report.after)
    files = [Path(side.file).name for side in sides]
    if files[0] == files[1]:
        files = [side.file for side in sides] if sides[0].file != sides[1].file else files
    for name, side, file in zip(names, sides, files, strict=True):
        whose = "" if name == side.assessor else f", jawaban {side.assessor}"
        yield f"{name} ({file}{whose}): {_standing(side.total, side.met, report.target_label)}."


def _standing(total: float | None, met: bool, target: str) -> str:
    number = "tidak terhitung" if total is None else format_number(total)
    return f"nilai total {number}, {'memenuhi' if met else 'belum memenuhi'} nilai minimal {target}"


def _uncounted(name: str, side: Side) -> Iterator[str]:
    if side.unanswered:
        yield f"{name}: {side.unanswered} pertanyaan belum dijawab; dihitung 0."
    if side.invalid:
        yield f"{name}: {side.invalid} jawaban tidak sah; dihitung 0."
    if side.not_found:
        yield f"{name}: {side.not_found} pertanyaan tidak ditemukan di berkas; dihitung 0."


def _corrections(report: DiffReport, names: tuple[str, str]) -> Iterator[str]:
    corrected = report.corrected
    assert corrected is not None
    first, second = names
    standing = _standing(corrected.total, corrected.met, report.target_label)
    yield (
        f"Bila yang dikosongkan {second} mengikuti jawaban {first} ({len(corrected.kept)} pertanyaan): {standing}. "
        f"Tabel di bawah membandingkan jawaban {first} dengan hasil koreksi itu."
    )


def signed_text(change: float | None) -> Text:
    """Return a change with its sign."""
    if change is None:
        return Text("tidak terhitung", "warn")
    sign = "+" if change > 0 else ""
    return Text(sign + format_number(change, 3), "good" if change > 0 else "bad" if change < 0 else "plain")


def answer_text(question: ChangedQuestion, *, after: bool) -> str:
    """Return an answer as it counts; one that is invalid as it is written."""
    state, answer, written = (
        (question.state_after, question.after, question.written_after)
        if after
        else (question.state_before, question.before, question.written_before)
    )
    if state == "invalid" and written:
        return f"'{one_line(written, _LONGEST)}' ({STATES[state]})"
    return answer or STATES[state]


def _place(before: str | None, after: str | None) -> str:
    cells = [(cell or "–").rsplit("!", 1)[-1] for cell in (before, after)]
    return cells[0] if cells[0] == cells[1] else " / ".join(cells)


def _question_rows(questions: Sequence[ChangedQuestion]) -> Iterator[tuple[Value, ...]]:
    for q in questions:
        place = _place(q.cell_before, q.cell_after)
        yield q.code, q.label, answer_text(q, after=False), answer_text(q, after=True), signed_text(q.change), place
        for changed_count in q.inputs:
            counts = [one_line(count, _LONGEST) or "kosong" for count in (changed_count.before, changed_count.after)]
            yield (
                changed_count.code,
                f"- {changed_count.label}",
                *counts,
                "",
                _place(changed_count.cell_before, changed_count.cell_after),
            )


def _questions(questions: Sequence[ChangedQuestion], names: tuple[str, str]) -> Table:
    return Table(
        "questions",
        f"Jawaban yang berubah: {len(questions)}",
        (
            _CODE,
            _LABEL,
            Column("before", names[0]),
            Column("after", names[1]),
            Column("change", "Pengaruh"),
            Column("cell", "Sel"),
        ),
        tuple(_question_rows(questions)),
        empty="Tidak ada jawaban yang berubah.",
    )


def _nodes(nodes: Sequence[ChangedNode], names: tuple[str, str]) -> Table:
    return Table(
        "nodes",
        "Nilai yang berubah",
        (
            _CODE,
            _LABEL,
            Column("before", names[0], "number"),
            Column("after", names[1], "number"),
            Column("change", "Perubahan"),
        ),
        tuple((n.code, n.label, n.before, n.after, signed_text(n.change)) for n in nodes),
        empty="Tidak ada nilai yang berubah.",
    )


def _minimums(minimums: Sequence[ChangedMinimum], target: str, names: tuple[str, str]) -> Table:
    return Table(
        "minimums",
        f"Nilai minimal {target}",
        (
            _CODE,
            _LABEL,
            Column("required", "Minimal", "number"),
            Column("before", names[0]),
            Column("after", names[1]),
            Column("state", "Keterangan"),
        ),
        tuple(
            (
                m.node,
                m.label,
                m.required,
                reached_text(m.before, m.required),
                reached_text(m.after, m.required),
                moved_text(m),
            )
            for m in minimums
        ),
    )


def reached_text(value: float | None, required: float) -> str:
    """Return what is reached, never as if it reached what is required."""
    return "–" if value is None else format_below(value, required)


def moved_text(minimum: ChangedMinimum) -> Text:
    """Return on which side of a minimum both stand."""
    if minimum.met_before and minimum.met_after:
        return Text("tetap tercapai")
    if minimum.met_after:
        return Text("kini tercapai", "good")
    if minimum.met_before:
        return Text("kini tidak tercapai", "bad")
    return Text("tetap tidak tercapai", "bad")
