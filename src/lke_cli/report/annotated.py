"""What a marked workbook says: at which cell what, and the sheet in front."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from lke_cli.findings import SEVERITY_LABELS, Finding, Severity
from lke_cli.numbers import format_number
from lke_cli.report.findings import worst_first
from lke_cli.report.resilience import resilience_text
from lke_cli.report.score import minimum_texts, verdict_sentence
from lke_cli.report.tasks import item_line, task_title
from lke_cli.results import (
    FRONT_MARK,
    Annotation,
    Fix,
    Front,
    FrontCell,
    FrontStyle,
    MarkTone,
    Note,
    Scorecard,
    ScoredWorkbook,
    TaskItem,
    Unfixed,
)
from lke_cli.untrusted import one_line, printable, quoted

_TONES: dict[Severity, MarkTone] = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}
_LEGEND: tuple[tuple[MarkTone, str], ...] = (
    ("error", "galat: harus dibetulkan"),
    ("warning", "peringatan: perlu dilihat"),
    ("step", "langkah berikutnya"),
    ("fixed", "sudah dibetulkan (--fix safe)"),
    ("info", "catatan: tidak perlu diubah"),
)
_IN_STEPS = {"unanswered", "no-evidence"}
"""Rules whose findings the steps list, cell by cell."""
_KINDS = {"answer": "Jawaban", "choices": "Pilihan Jawaban", "formula": "Rumus"}
_FIXED = "Sudah dibetulkan di salinan ini"
_PREFIXED = re.compile(r"^'(?=[=+\-@])")  # the apostrophe that keeps a text from being run
_WIDTHS = (13.0, 44.0, 16.0, 20.0, 20.0, 23.0)
_LONGEST_FORMULA = 90  # characters
_LONGEST = 400  # characters of what is said at a cell in one line

Row = tuple[FrontCell, ...]


def notes_at_cells(scored: ScoredWorkbook, fixes: Sequence[Fix] = ()) -> tuple[Note, ...]:
    """Return what is said at which cell: the next steps, what was fixed, what was found, the worst first."""
    card = scored.scorecard
    assert card is not None
    made = [_note_of_step(number, item, scored) for number, item in _steps(scored) if item.cell]
    made += [_note_of_fix(fix) for fix in fixes]
    made += [note for finding in worst_first(card.findings) for note in _notes_of_finding(finding, fixes)]
    return tuple(dict.fromkeys(made))


def _steps(scored: ScoredWorkbook) -> Iterator[tuple[int, TaskItem]]:
    """Yield the things to do, each with the number of its task."""
    for number, task in enumerate(scored.tasks, 1):
        yield from ((number, item) for item in task.items)


def _whole_cell(item: TaskItem, scored: ScoredWorkbook) -> str | None:
    """Return where an item is done, with its sheet, which it names only where there are several."""
    return item.cell if item.cell is None or "!" in item.cell else f"{scored.sheet}!{item.cell}"


def _note_of_step(number: int, item: TaskItem, scored: ScoredWorkbook) -> Note:
    line = one_line(f"Langkah {number}: {item_line(item)}", _LONGEST)
    return Note(_whole_cell(item, scored) or "", "step", (line,))


def _note_of_fix(fix: Fix) -> Note:
    line = f"Dibetulkan: {_KINDS[fix.kind]} {fix.code}, sebelumnya {fix.before}, menjadi {fix.after}"
    return Note(fix.cell, "fixed", (one_line(line, _LONGEST),))


def _notes_of_finding(finding: Finding, fixes: Sequence[Fix]) -> Iterator[Note]:
    kind = SEVERITY_LABELS[finding.severity].capitalize()
    lines = (one_line(f"{kind}: {finding.message}", _LONGEST), one_line(f"Saran: {finding.advice}", _LONGEST))
    for cell in finding.cells or ((finding.cell,) if finding.cell else ()):
        yield Note(cell, _TONES[finding.severity], lines)


def front_page(scored: ScoredWorkbook, fixes: Sequence[Fix] = (), unfixed: Sequence[Unfixed] = ()) -> Front:
    """Return the sheet in front: verdict, minimums, steps with links to their cells, what was fixed and what could not
    be, what was found."""
    card = scored.scorecard
    assert card is not None
    rows: list[Row] = [*_head(scored, card), (), *_minimums(card), (), *_tasks(scored)]
    rows += [(), *_fixed(fixes)] if fixes else []
    rows += [(), *_unfixed(unfixed)] if unfixed else []
    rows += [(), *_found(card), (), *_legend()]
    return Front(_WIDTHS, tuple(rows))


def _whole(text: str, style: FrontStyle = "text") -> Row:
    return (FrontCell(one_line(text), style, span=len(_WIDTHS)),)


def _titles(*titles: str) -> Row:
    spans = [1] * (len(titles) - 1) + [len(_WIDTHS) - len(titles) + 1]
    return tuple(FrontCell(title, "head", span=span) for title, span in zip(titles, spans, strict=True))


def _row(*cells: FrontCell | str) -> Row:
    made = [cell if isinstance(cell, FrontCell) else FrontCell(printable(cell)) for cell in cells]
    spans = [1] * (len(made) - 1) + [len(_WIDTHS) - len(made) + 1]
    return tuple(FrontCell(c.text, c.style, c.to, span) for c, span in zip(made, spans, strict=True))


def _link(cell: str | None) -> FrontCell:
    return FrontCell(one_line(cell, 60), "link", cell) if cell else FrontCell("–")


def _head(scored: ScoredWorkbook, card: Scorecard) -> Iterator[Row]:
    yield _whole(FRONT_MARK, "title")
    whose = "" if scored.assessor == "unit" else f", jawaban {scored.assessor}"
    yield _whole(f"Berkas {Path(scored.file).name}, lembar {scored.sheet}{whose}; target {card.target_label}.", "muted")
    yield _whole(verdict_sentence(card), "good" if card.met else "bad")
    if card.resilience is not None:
        yield _whole(resilience_text(card.resilience), "muted")
    if card.met and card.target_note:
        yield _whole(card.target_note, "warn")
    errors = sum(finding.severity is Severity.ERROR for finding in card.findings)
    if card.met and errors:
        yield _whole(f"Masih ada {errors} galat yang harus dibetulkan sebelum diajukan; lihat di bawah.", "bad")


def _minimums(card: Scorecard) -> Iterator[Row]:
    yield _whole(f"Nilai minimal {card.target_label}", "bold")
    yield _titles("Kode", "Uraian", "Minimal", "Tercapai", "Keterangan")
    for minimum in card.minimums:
        required, reached, state = minimum_texts(minimum)
        yield _row(minimum.node, minimum.label, FrontCell(required, "number"), FrontCell(reached, "number"), state)


def _tasks(scored: ScoredWorkbook) -> Iterator[Row]:
    yield _whole("Yang harus dikerjakan, berurutan", "bold")
    if not scored.tasks:
        yield _whole("Tidak ada langkah yang perlu dikerjakan menurut lembar ini.")
        return
    for number, task in enumerate(scored.tasks, 1):
        yield _whole(f"{number}. {task_title(task)}", "step")
        if task.items:
            yield _titles("Kode", "Uraian", "Sel", "Kini", "Menjadi", "Menambah nilai")
        for item in task.items:
            adds = format_number(item.adds, 3) if item.adds else ""
            where = _link(_whole_cell(item, scored))
            yield _row(item.code, item.label, where, item.now, item.then, FrontCell(adds, "number"))


def _fixed(fixes: Sequence[Fix]) -> Iterator[Row]:
    yield _whole(f"{_FIXED}: {len(fixes)} sel", "bold")
    yield _whole(
        "Hanya yang bermakna satu; jawaban unit tidak berubah. Rumus yang memakai sel itu dikosongkan angkanya: buka "
        "salinan ini di Excel, yang menghitungnya, lalu simpan.",
        "muted",
    )
    yield _titles("Jenis", "Uraian", "Sel", "Sebelum", "Sesudah")
    for fix in fixes:
        before, after = (one_line(text, _LONGEST_FORMULA) for text in (fix.before, fix.after))
        yield _row(_KINDS[fix.kind], f"{fix.code} {fix.label}", _link(fix.cell), before, after)


def fixes_in_front(rows: Sequence[Sequence[str]]) -> tuple[Fix, ...]:
    """Return what an earlier marking fixed, by the sheet that it put in front: the list must not be lost when the
    copy is marked again."""
    start = next((number for number, row in enumerate(rows) if row and row[0].startswith(_FIXED)), None)
    kinds = {word: kind for kind, word in _KINDS.items()}
    fixes = []
    for row in rows[start + 3 :] if start is not None else ():
        if len(row) < 5 or row[0] not in kinds:
            break
        code, _, label = row[1].partition(" ")
        before, after = (_PREFIXED.sub("", text) for text in row[3:5])
        fixes.append(Fix(kinds[row[0]], code, label, row[2], before, after))  # type: ignore[arg-type]
    return tuple(fixes)


def _unfixed(unfixed: Sequence[Unfixed]) -> Iterator[Row]:
    yield _whole(f"Rumus yang tidak dibetulkan: {len(unfixed)}", "bold")
    yield _titles("Kode", "Uraian", "Sel", "Sebab")
    for unfixed_cell in unfixed:
        yield _row(unfixed_cell.code, unfixed_cell.label, _link(unfixed_cell.cell), unfixed_cell.why)


def _found(card: Scorecard) -> Iterator[Row]:
    findings = worst_first(finding for finding in card.findings if finding.rule not in _IN_STEPS)
    yield _whole(f"Temuan lain: {len(findings)}", "bold")
    if not findings:
        yield _whole("Tidak ada temuan lain.")
        return
    yield _titles("Jenis", "Keterangan", "Sel", "Saran")
    for finding in findings:
        kind = FrontCell(SEVERITY_LABELS[finding.severity], _TONES[finding.severity])
        more = len(finding.cells) - 1
        where = _link(finding.cell)
        if more > 0:
            where = FrontCell(f"{where.text} dan {more} lainnya", "link", finding.cell)
        yield _row(kind, finding.message, where, finding.advice)


def _legend() -> Iterator[Row]:
    yield _whole("Warna sel di lembar LKE, juga dengan komentar di selnya", "bold")
    for tone, meaning in _LEGEND:
        yield _row(FrontCell("", tone), meaning)
    yield _whole(
        "Lembar ini, warna, dan komentar bertanda [lke] dibuat oleh lke dan diperbarui bila perintahnya dijalankan "
        "lagi; isi LKE yang lain tidak diubah. Hapus lembar ini sebelum LKE diajukan.",
        "muted",
    )


def annotation_sentences(made: Annotation) -> Iterator[str]:
    """Yield what is said on screen of a marked copy."""
    steps = sum(len(task.items) for task in made.scored.tasks)
    fixed = f", {len(made.fixes)} sel dibetulkan" if made.fixes else ""
    yield f"Salinan bertanda ditulis: {made.output} ({made.marked} sel ditandai, {steps} langkah{fixed})."
    for fix in made.fixes:
        before, after = (one_line(text, _LONGEST_FORMULA) for text in (fix.before, fix.after))
        yield f"Dibetulkan {fix.cell}: {before} menjadi {after} ({_KINDS[fix.kind]} {fix.code})."
    for left in made.unfixed:
        yield f"Tidak dibetulkan {left.cell}, rumus {left.code}: {left.why}."
    if made.untouched:
        cells = ", ".join(made.untouched[:5]) + (" dan lainnya" if len(made.untouched) > 5 else "")
        yield f"Komentar berantai (threaded) tidak diubah; yang dikatakan tentang {cells} ada di lembar depan saja."
    if made.locked:
        yield "Struktur workbook ini dikunci; lembar depan baru dapat dihapus setelah kuncinya dibuka."
    saved = " dan simpan, supaya nilainya dihitung ulang" if made.fixes else ""
    yield f"Buka salinan itu di Excel{saved}; kerjakan dari lembar depan, lalu: lke score {quoted(made.output)}"
