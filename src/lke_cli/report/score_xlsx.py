"""A scored workbook, or several, as a workbook that prints: summary, minimums, questions, findings."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lke_cli.findings import SEVERITY_LABELS
from lke_cli.numbers import format_below
from lke_cli.report.cells import file_name
from lke_cli.report.findings import place, sheet_of_answers, worst_first
from lke_cli.report.notes import notes_table
from lke_cli.report.score import STATES, UNSCORED, minimum_texts, verdict_sentence, why_unscored
from lke_cli.report.tables_xlsx import add_table
from lke_cli.report.tasks import item_line, task_title
from lke_cli.results import SCORE, Scorecard, ScoredWorkbook, ScoreReport
from lke_cli.xlsx import Above, Book, Cell, WrittenSheet

if TYPE_CHECKING:
    from xlsxwriter.format import Format

_RED, _YELLOW, _GREEN = "#FFC7CE", "#FFEB9C", "#C6EFCE"
_COLOURS = {"belum": _RED, "tercapai": _GREEN, "memenuhi": _GREEN, "belum memenuhi": _RED, "galat": _RED}
_COLOURS |= dict.fromkeys(("peringatan", *(word for state, word in STATES.items() if state != "answered")), _YELLOW)
_COLOURS |= dict.fromkeys(UNSCORED.values(), _YELLOW)


def write_score(report: ScoreReport, path: Path) -> None:
    """Write the workbook of one LKE, or a row each of several. Raises OSError where it cannot be written."""
    first = report.workbooks[0]
    if len(report.workbooks) > 1 or first.scorecard is None:
        with Book(path, f"Nilai LKE, target {report.target_label}", mark=SCORE) as book:
            _units(book, report)
            _files(book, report.workbooks)
        return
    name = first.unit or file_name(first.file)
    with Book(path, f"{name}, target {first.scorecard.target_label}", mark=SCORE) as book:
        _summary(book, first, first.scorecard)
        _minimums(book, first, first.scorecard)
        _steps(book, first)
        _questions(book, first.scorecard)
        _findings(book, first.scorecard)
        if first.notes:
            add_table(book, "Catatan penilai", notes_table(first.notes))
        _files(book, report.workbooks)


def _formats(book: Book) -> "dict[str, Format]":
    return {
        word: book.format(bg_color=colour, valign="top", border=1, text_wrap=True) for word, colour in _COLOURS.items()
    }


def _over(book: Book, scored: ScoredWorkbook, card: Scorecard, legend: Sequence[tuple[str, str]]) -> list[Above]:
    """Return what stands over the first table: the unit, the verdict, and what the colours mean."""
    name = scored.unit or file_name(scored.file)
    formats = {colour: book.format(bg_color=colour, border=1) for _, colour in legend}
    shown = [(2 * n + 2, " ", formats[colour]) for n, (_, colour) in enumerate(legend)]
    words = [(2 * n + 3, word, None) for n, (word, _) in enumerate(legend)]
    return [
        [(0, f"{name}: nilai LKE, target {card.target_label}", book.heading)],
        [(0, verdict_sentence(card), book.format(bold=True))],
        sorted([(0, "Warna:", None), *shown, *words], key=lambda row: row[0]),
    ]


def _summary(book: Book, scored: ScoredWorkbook, card: Scorecard) -> None:
    required = {minimum.node: minimum for minimum in card.minimums}
    columns: list[tuple[str, float]] = [("Kode", 12), ("Uraian", 52), ("Bobot", 12), ("Nilai", 14), ("Minimal", 14)]
    columns += [("Keadaan", 16)]
    above = _over(book, scored, card, [("di bawah minimal", _RED), ("tercapai", _GREEN)])
    sheet = book.table("Ringkasan", columns, above=above, frozen=2)
    formats = _formats(book)
    row = sheet.head_row
    for row, code in enumerate([*card.overview, card.total.code], sheet.head_row + 1):
        node = card.total if code == card.total.code else card.node(code)
        minimum = required.get(code)
        state = "" if minimum is None else "tercapai" if minimum.met else "belum"
        value: Cell = node.error if node.score is None else node.score
        number = _points(book, node.score, minimum.required if minimum else None)
        values: list[Cell] = [node.code, node.label, node.weight, value, minimum.required if minimum else None, state]
        plain = _points(book, None, None)
        _row(sheet, row, columns, values, [book.text, book.text, plain, number, plain, formats.get(state, book.text)])
    sheet.filter(row, len(columns))


def _points(book: Book, value: float | None, required: float | None) -> "Format":
    """Return the format in which a number below what is required does not read as if it reached it."""
    shown = "0,00" if value is None or required is None else format_below(value, required)
    return book.format(num_format="0." + "0" * len(shown.rpartition(",")[2]), valign="top", border=1, text_wrap=True)


def _row(
    sheet: WrittenSheet,
    row: int,
    columns: Sequence[tuple[str, float]],
    values: Sequence[Cell],
    formats: "Sequence[Format]",
) -> None:
    widths = [width for _, width in columns]
    sheet.height(row, [cell for cell in zip(values, widths, strict=True) if isinstance(cell[0], str)])
    for column, (value, format) in enumerate(zip(values, formats, strict=True)):
        if value is None:
            sheet.blank(row, column, format)
    sheet.values(row, values, formats)


def _minimums(book: Book, scored: ScoredWorkbook, card: Scorecard) -> None:
    columns: list[tuple[str, float]] = [("Kode", 12), ("Uraian", 46), ("Minimal", 12), ("Tercapai", 12)]
    columns += [("Keadaan", 12), ("Keterangan", 44), ("Dinaikkan dari", 14)]
    sheet = book.table("Nilai minimal", columns, frozen=2)
    formats, row = _formats(book), sheet.head_row
    for row, minimum in enumerate(card.minimums, sheet.head_row + 1):
        state = "tercapai" if minimum.met else "belum"
        values: list[Cell] = [minimum.node, minimum.label, minimum.required, minimum.reached, state]
        values += [minimum_texts(minimum)[2], minimum.standard]
        plain, number = _points(book, None, None), _points(book, minimum.reached, minimum.required)
        looks = [book.text, book.text, plain, number, formats.get(state, book.text), book.text, plain]
        _row(sheet, row, columns, values, looks)
    sheet.filter(row, len(columns))


def _steps(book: Book, scored: ScoredWorkbook) -> None:
    def rows() -> Iterator[Sequence[Cell]]:
        for number, task in enumerate(scored.tasks, 1):
            yield number, task_title(task), "", "", ""
            for item in task.items:
                yield None, item_line(item), item.cell or "–", item.now, item.then

    columns: list[tuple[str, float]] = [("No", 6), ("Langkah", 84), ("Sel", 12), ("Kini", 24), ("Menjadi", 24)]
    book.wrapped_table("Langkah", columns, rows(), frozen=1)


def _questions(book: Book, card: Scorecard) -> None:
    sheet = sheet_of_answers(card)
    columns: list[tuple[str, float]] = [("Kode", 13), ("Pertanyaan", 38), ("Keadaan", 11), ("Jawaban", 10), ("Poin", 8)]
    columns += [("Dari", 8), ("Catatan", 30), ("Bukti dukung", 28), ("Sel", 9)]
    book.wrapped_table(
        "Pertanyaan",
        columns,
        (
            (
                *(q.code, q.label, STATES[q.state], q.answer, float(q.points), float(q.weight)),
                *(q.narrative, "\n".join(q.evidence), place(q.cell, sheet)),
            )
            for q in card.questions
        ),
        decimals=3,
        formats=_formats(book),
        frozen=2,
    )


def _findings(book: Book, card: Scorecard) -> None:
    columns: list[tuple[str, float]] = [("Jenis", 11), ("Kode", 13), ("Keterangan", 68), ("Saran", 54), ("Sel", 14)]
    findings, sheet = worst_first(card.findings), sheet_of_answers(card)
    rows = ((SEVERITY_LABELS[f.severity], f.node, f.message, f.advice, place(f.cell, sheet)) for f in findings)
    book.wrapped_table("Temuan", columns, rows, formats=_formats(book))


def _units(book: Book, report: ScoreReport) -> None:
    overview = next((workbook.scorecard.overview for workbook in report.workbooks if workbook.scorecard), ())
    codes = [code for code in overview if code.count(".") <= 1]
    columns: list[tuple[str, float]] = [("Unit", 34), ("Putusan", 16), ("Total", 9), *((code, 8.0) for code in codes)]
    columns += [("Minimal belum tercapai", 20)]

    def rows() -> Iterator[Sequence[Cell]]:
        for workbook in report.workbooks:
            name, card = workbook.unit or file_name(workbook.file), workbook.scorecard
            if card is None:
                yield name, UNSCORED[why_unscored(workbook)], None, *[None] * len(codes), None
                continue
            word = "memenuhi" if card.met else "belum memenuhi"
            missed = ", ".join(minimum.node for minimum in card.missed)
            yield name, word, card.total.score, *(card.node(code).score for code in codes), missed

    title = f"Nilai {len(report.workbooks)} LKE, target {report.target_label}"
    book.wrapped_table("Ringkasan", columns, rows(), formats=_formats(book), above=[[(0, title, book.heading)]])


def _files(book: Book, workbooks: Sequence[ScoredWorkbook]) -> None:
    """Write where each workbook is, and why it has no score."""
    columns: list[tuple[str, float]] = [("Unit", 32), ("Berkas", 56), ("Lembar", 20), ("Sebab", 50)]
    sheet = book.wrapped_table(
        "Berkas", columns, ((workbook.unit, workbook.file, workbook.sheet, workbook.problem) for workbook in workbooks)
    )
    for number, scored in enumerate(workbooks, 1):
        sheet.file(number, 1, scored.file, book.text)
