"""A comparison as a workbook: ranking, heat map unit x area, unit x question, findings. Written row by row."""

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lke_cli.compare.result import Comparison, Row, Unit
from lke_cli.findings import SEVERITY_LABELS
from lke_cli.report.compare import VERDICTS, area_codes, remarks, survey_codes
from lke_cli.rubric.model import TOTAL, Rubric
from lke_cli.untrusted import spreadsheet_text

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_ROWS = 1_048_575  # of a sheet, below its header
_CELL = 32_000  # characters that a cell holds, with some to spare
_RED, _YELLOW, _GREEN = "#F8B4B4", "#FFF2B3", "#B7E1B5"
_UNIT_WIDTH = 38


def write_xlsx(path: Path, comparison: Comparison, rubric: Rubric, rows: Iterable[Row]) -> None:
    """Write the workbook. rows: as they were spooled; only those of the comparison's units are shown.

    Raises OSError where it cannot be written.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    # constant_memory: rows go to disk as they are written; texts are never run as formulas or links
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(str(path), options)
    try:
        book.set_properties({"title": f"Perbandingan LKE, target {comparison.target_label}"})
        sheets = _Sheets(book)
        _ranking(sheets, comparison, rubric)
        _heat(sheets, comparison, rubric)
        shown = {unit.file: unit for unit in comparison.units}
        _questions(sheets, rubric, (row for row in rows if row.unit.file in shown))
        _findings(sheets, (row for row in rows if row.unit.file in shown))
        _moves(sheets, comparison, rubric)
        _remarks(sheets, comparison)
        book.close()
    except FileCreateError as error:
        raise error.args[0] from error


class _Sheets:
    """The workbook being written, and its formats."""

    def __init__(self, book: "Workbook") -> None:
        self.book = book
        self.header: Format = book.add_format(
            {"bold": True, "bg_color": "#D9E2F3", "border": 1, "text_wrap": True, "valign": "top"}
        )
        self.points: Format = book.add_format({"num_format": "0.00"})
        self.share: Format = book.add_format({"num_format": "0%"})
        self.colours = {c: book.add_format({"bg_color": c}) for c in (_RED, _GREEN)}

    def add(self, name: str, titles: Sequence[str], widths: Sequence[float], frozen: int) -> "Worksheet":
        """Add a sheet with a header row, its first columns and the header frozen."""
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        for column, title in enumerate(titles):
            sheet.write_string(0, column, spreadsheet_text(title), self.header)
        sheet.freeze_panes(1, frozen)
        return sheet

    def write(self, sheet: "Worksheet", row: int, values: Sequence[object], formats: "Sequence[Format | None]") -> None:
        """Write a row; a None is an empty cell, a text is never run."""
        for column, (value, format) in enumerate(zip(values, formats, strict=True)):
            if isinstance(value, str):
                sheet.write_string(row, column, spreadsheet_text(value)[:_CELL], format)
            elif isinstance(value, int | float):
                sheet.write_number(row, column, value, format)


def _finish(sheet: "Worksheet", rows: int, columns: int) -> None:
    if rows:
        sheet.autofilter(0, 0, rows, columns - 1)


def _ranking(sheets: _Sheets, comparison: Comparison, rubric: Rubric) -> None:
    nodes, surveys = area_codes(rubric), survey_codes(rubric)
    points = ["Total", *(_title(rubric, code) for code in nodes), *surveys.values()]
    rest = ["Minimal tak tercapai", "Yang tak tercapai", "Kosong", "Galat", "Temuan", "Putusan", "Berkas", "Sebab"]
    titles = ["No", "Unit", *points, *rest]
    widths = [5, _UNIT_WIDTH, *[12.0] * len(points), 10, 24, 9, 8, 9, 13, 40, 60]
    sheet = sheets.add("Peringkat", titles, widths, 2)
    formats = [None, None, *[sheets.points] * len(points), *[None] * len(rest)]
    for number, unit in enumerate(comparison.units, 1):
        readable = unit.verdict != "unreadable"
        counts: list[object] = [None] * 5
        if readable:
            counts = [len(unit.missed), " ".join(unit.missed), unit.unanswered, unit.errors, unit.findings]
        values = [unit.rank, unit.unit, unit.total, *(unit.scores.get(code) for code in nodes)]
        values += [unit.surveys.get(code) for code in surveys]
        sheets.write(sheet, number, [*values, *counts, VERDICTS[unit.verdict], unit.file, unit.problem], formats)
    count = len(comparison.units)
    _finish(sheet, count, len(titles))
    if count:
        verdict = titles.index("Putusan")
        for word, colour in ((VERDICTS["met"], _GREEN), (VERDICTS["not-met"], _RED), (VERDICTS["unreadable"], _RED)):
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": sheets.colours[colour]}
            sheet.conditional_format(1, verdict, count, verdict, rule)
        for column, code in enumerate((TOTAL, *nodes), 2):
            if code in comparison.required:
                # a hair below the minimum: float noise is not red, as in the verdict
                below = {"type": "cell", "criteria": "<", "value": comparison.required[code] - 1e-9}
                rule = {**below, "format": sheets.colours[_RED]}
                sheet.conditional_format(1, column, count, column, {"type": "blanks", "stop_if_true": True})
                sheet.conditional_format(1, column, count, column, rule)


def _heat(sheets: _Sheets, comparison: Comparison, rubric: Rubric) -> None:
    codes = tuple(rubric.combined_by_code) + tuple(code for code in rubric.overview if code in rubric.nodes)
    codes = codes or area_codes(rubric)
    sheet = sheets.add(
        "Peta panas", ["Unit", *(_title(rubric, c) for c in codes)], [_UNIT_WIDTH, *[11.0] * len(codes)], 1
    )
    units = [unit for unit in comparison.units if unit.verdict != "unreadable"]
    formats = [None, *[sheets.share] * len(codes)]
    for number, unit in enumerate(units, 1):
        sheets.write(sheet, number, [unit.unit, *(_share(unit, code, rubric) for code in codes)], formats)
    _finish(sheet, len(units), len(codes) + 1)
    _colour(sheet, len(units), len(codes))


def _share(unit: Unit, code: str, rubric: Rubric) -> float | None:
    score = unit.scores.get(code)
    return None if score is None else score / rubric.weights[code]


def _colour(sheet: "Worksheet", rows: int, columns: int) -> None:
    if rows and columns:
        scale: dict[str, Any] = {"type": "3_color_scale", "min_color": _RED, "mid_color": _YELLOW, "max_color": _GREEN}
        scale |= {f"{end}_type": "num" for end in ("min", "mid", "max")}
        scale |= {"min_value": 0, "mid_value": 0.5, "max_value": 1}
        sheet.conditional_format(1, 1, rows, columns, scale)


def _questions(sheets: _Sheets, rubric: Rubric, rows: Iterable[Row]) -> None:
    titles = ["Unit", *(f"{code} {question.label}" for code, question in rubric.questions.items())]
    sheet = sheets.add("Unit x pertanyaan", titles, [_UNIT_WIDTH, *[10.0] * (len(titles) - 1)], 1)
    formats = [None, *[sheets.points] * (len(titles) - 1)]
    number = 0
    for row in rows:
        if row.values and number < _ROWS:
            number += 1
            sheets.write(sheet, number, [row.unit.unit, *row.values], formats)
    _finish(sheet, number, len(titles))
    _colour(sheet, number, len(titles) - 1)


def _findings(sheets: _Sheets, rows: Iterable[Row]) -> None:
    titles = ["Unit", "Jenis", "Aturan", "Kode", "Sel", "Keterangan", "Saran", "Berkas"]
    sheet = sheets.add("Temuan", titles, [_UNIT_WIDTH, 12, 20, 14, 18, 80, 60, 40], 1)
    number = 0
    for row in rows:
        for finding in row.findings:
            number += 1
            if number >= _ROWS:
                text = "Temuan selebihnya tidak muat di lembar ini; periksa per unit dengan lke score."
                sheets.write(sheet, _ROWS, [text], [None])
                _finish(sheet, _ROWS, len(titles))
                return
            values = (finding.rule, finding.node, finding.cell, finding.message, finding.advice, row.unit.file)
            sheets.write(sheet, number, [row.unit.unit, SEVERITY_LABELS[finding.severity], *values], [None] * 8)
    _finish(sheet, number, len(titles))


def _moves(sheets: _Sheets, comparison: Comparison, rubric: Rubric) -> None:
    if comparison.before is None:
        return
    nodes = area_codes(rubric)
    titles = ["Unit", "Lalu", "Kini", "Selisih", *(_title(rubric, code) for code in nodes), "Putusan"]
    sheet = sheets.add("Perubahan", titles, [_UNIT_WIDTH, *[12.0] * (len(titles) - 2), 30], 1)
    formats = [None, *[sheets.points] * (len(titles) - 2), None]
    for number, move in enumerate(comparison.before.moves, 1):
        old, new = (VERDICTS["met" if met else "not-met"] for met in (move.met_before, move.met_after))
        values = [move.unit, move.before, move.after, move.after - move.before]
        sheets.write(sheet, number, [*values, *(move.changes.get(c) for c in nodes), f"{old} -> {new}"], formats)
    _finish(sheet, len(comparison.before.moves), len(titles))


def _remarks(sheets: _Sheets, comparison: Comparison) -> None:
    sheet = sheets.add("Catatan", ["Jenis", "Keterangan"], [16, 140], 0)
    number = 0
    for number, values in enumerate(islice(remarks(comparison), _ROWS), 1):
        sheets.write(sheet, number, values, [None, None])
    _finish(sheet, number, 2)


def _title(rubric: Rubric, code: str) -> str:
    return f"{code} {rubric.label(code)}"
