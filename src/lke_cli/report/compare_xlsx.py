"""A comparison as a workbook: ranking, heat maps, spreads, questions, findings. Written row by row."""

import os
import shutil
import tempfile
import textwrap
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lke_cli.findings import SEVERITY_LABELS
from lke_cli.in_memory import KeptBytes
from lke_cli.numbers import EPSILON, format_below
from lke_cli.report.compare import TOTAL, VERDICTS, named_apart, remarks
from lke_cli.report.compare_sheets import write_tables
from lke_cli.results import COMPARISON, NO_DATE, Comparison, FormNode, Unit
from lke_cli.untrusted import spreadsheet_text, unbroken

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_ROWS = 1_048_575  # of a sheet, below its header
_CELL = 32_000  # characters that a cell holds, with some to spare
_RED, _YELLOW, _GREEN = "#F8B4B4", "#FFF2B3", "#B7E1B5"
_UNIT_WIDTH = 38
_LINE = 15  # points of height


def write_xlsx(path: Path, comparison: Comparison) -> None:
    """Write the workbook. Raises OSError where it cannot be written."""
    # A folder of our own for what XlsxWriter lays aside: it does not clear up behind itself when a disk is full.
    aside = tempfile.mkdtemp(prefix="lke-")
    try:
        _write(path, aside, comparison)
    finally:
        for _ in range(3):  # again where it fails, as while a virus scanner looks at what is new
            shutil.rmtree(aside, ignore_errors=True)
            if not os.path.lexists(aside):
                break


def _write(path: Path, aside: str, comparison: Comparison) -> None:
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    # constant_memory: rows go to disk as they are written; texts are never run as formulas or links
    options = {
        "constant_memory": True,
        "tmpdir": aside,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    # In memory first: a zip file that a full disk ends half way says so once more, in Python's words, when it is freed.
    made = KeptBytes()
    book = xlsxwriter.Workbook(made, options)
    try:
        title = f"Perbandingan LKE, target {unbroken(comparison.target_label)}"
        book.set_properties({"title": title, "keywords": COMPARISON, "created": NO_DATE})
        sheets = _Sheets(book)
        _ranking(sheets, comparison)
        _heat(sheets, comparison)
        _spreads(sheets, comparison)
        _questions(sheets, comparison)
        names = named_apart(comparison)
        _matrix(sheets, comparison, names)
        _findings(sheets, comparison, names)
        _moves(sheets, comparison)
        write_tables(sheets, comparison)
        _remarks(sheets, comparison)
        book.close()
        path.write_bytes(made.getbuffer())
    except FileCreateError as error:
        raise error.args[0] from error
    finally:
        _let_go(book)


def _let_go(book: "Workbook") -> None:
    """Close what XlsxWriter laid aside: it does so only where all went well, and Windows removes no open file."""
    for sheet in book.worksheets():
        for file in {sheet.row_data_fh, sheet.fh} - {None}:
            with suppress(OSError, ValueError):
                file.close()


class _Sheets:
    """The workbook being written, and its formats."""

    def __init__(self, book: "Workbook") -> None:
        self.book = book
        self._numbers: dict[int, Format] = {}
        self.header: Format = book.add_format(
            {"bold": True, "bg_color": "#D9E2F3", "border": 1, "text_wrap": True, "valign": "top"}
        )
        self.points = self.with_decimals(2)
        self.share: Format = book.add_format({"num_format": "0%"})
        self.colours = {c: book.add_format({"bg_color": c}) for c in (_RED, _GREEN)}

    def with_decimals(self, decimals: int) -> "Format":
        """Return the format of a number with so many decimals."""
        if decimals not in self._numbers:
            self._numbers[decimals] = self.book.add_format({"num_format": "0." + "0" * decimals})
        return self._numbers[decimals]

    def below(self, value: float | None, required: float | None) -> "Format":
        """Return the format in which a number that is below what is required does not read as if it reached it."""
        if value is None or required is None:
            return self.points
        return self.with_decimals(len(format_below(value, required).rpartition(",")[2]))

    def add(self, name: str, titles: Sequence[str], widths: Sequence[float], frozen: int) -> "Worksheet":
        """Add a sheet with a header row, its first columns and the header frozen."""
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        # LibreOffice does not make a row as high as its wrapped titles by itself; bold letters are wider.
        lines = max(
            len(textwrap.wrap(title, max(1, int(width * 0.85)))) for title, width in zip(titles, widths, strict=True)
        )
        sheet.set_row(0, _LINE * max(1, lines))
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


def _ranking(sheets: _Sheets, comparison: Comparison) -> None:
    form = comparison.form
    points = ["Total", *map(_title, form.areas), *(survey.name.upper() for survey in form.surveys)]
    rest = ["Minimal tak tercapai", "Yang tak tercapai", "Kosong", "Galat", "Temuan", "Putusan", "Berkas", "Sebab"]
    titles = ["No", "Unit", *points, *rest]
    widths = [5, _UNIT_WIDTH, *[12.0] * len(points), 12, 24, 9, 8, 9, 13, 40, 60]
    sheet = sheets.add("Peringkat", titles, widths, 2)
    names, nodes = named_apart(comparison), [node.code for node in form.areas]
    needed = [*map(comparison.required.get, (TOTAL, *nodes)), *(survey.needed for survey in form.surveys)]
    for number, unit in enumerate(comparison.units, 1):
        readable = unit.verdict in ("met", "not-met")
        counts: list[object] = [None] * 5
        if readable:
            counts = [len(unit.missed), " ".join(unit.missed), unit.unanswered, unit.errors, unit.findings]
        values = [
            unit.total,
            *(unit.scores.get(code) for code in nodes),
            *(unit.surveys.get(s.code) for s in form.surveys),
        ]
        formats = [sheets.below(value, minimum) for value, minimum in zip(values, needed, strict=True)]
        sheets.write(
            sheet,
            number,
            [unit.rank, names[unit.file], *values, *counts, VERDICTS[unit.verdict], unit.file, unit.problem],
            [None, None, *formats, *[None] * len(rest)],
        )
    count = len(comparison.units)
    _finish(sheet, count, len(titles))
    if count:
        verdict = titles.index("Putusan")
        for verdict_key, word in VERDICTS.items():
            colour = _GREEN if verdict_key == "met" else _RED
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": sheets.colours[colour]}
            sheet.conditional_format(1, verdict, count, verdict, rule)
        for column, minimum in enumerate(needed, 2):
            if minimum is not None:
                # a hair below the minimum: float noise is not red, as in the verdict
                below = {"type": "cell", "criteria": "<", "value": minimum - EPSILON}
                rule = {**below, "format": sheets.colours[_RED]}
                sheet.conditional_format(1, column, count, column, {"type": "blanks", "stop_if_true": True})
                sheet.conditional_format(1, column, count, column, rule)


def _heat(sheets: _Sheets, comparison: Comparison) -> None:
    nodes = comparison.form.heat
    sheet = sheets.add("Peta panas", ["Unit", *map(_title, nodes)], [_UNIT_WIDTH, *[13.0] * len(nodes)], 1)
    units = [unit for unit in comparison.units if unit.verdict in ("met", "not-met")]
    formats = [None, *[sheets.share] * len(nodes)]
    names = named_apart(comparison)
    for number, unit in enumerate(units, 1):
        sheets.write(sheet, number, [names[unit.file], *(_share(unit, node) for node in nodes)], formats)
    _finish(sheet, len(units), len(nodes) + 1)
    _colour(sheet, len(units), len(nodes))


def _share(unit: Unit, node: FormNode) -> float | None:
    score = unit.scores.get(node.code)
    return None if score is None else score / node.weight


def _colour(sheet: "Worksheet", rows: int, columns: int) -> None:
    if rows and columns:
        scale: dict[str, Any] = {"type": "3_color_scale", "min_color": _RED, "mid_color": _YELLOW, "max_color": _GREEN}
        scale |= {f"{end}_type": "num" for end in ("min", "mid", "max")}
        scale |= {"min_value": 0, "mid_value": 0.5, "max_value": 1}
        sheet.conditional_format(1, 1, rows, columns, scale)


def _spreads(sheets: _Sheets, comparison: Comparison) -> None:
    """Write how the units spread in every node; the weakest indicators carry their place."""
    titles = ["Kode", "Uraian", "Dari", "Terendah", "Median", "Rata-rata", "Tertinggi", "Simpangan baku"]
    titles += ["Rata-rata dari bobot", "Terlemah ke-"]
    sheet = sheets.add("Sebaran", titles, [10, 50, *[11.0] * 8], 2)
    places = {code: place for place, code in enumerate(comparison.weakest, 1)}
    formats = [None, None, *[sheets.points] * 6, sheets.share, None]
    for number, node in enumerate(comparison.nodes, 1):
        spread = node.spread
        points = [node.weight, spread.minimum, spread.median, spread.mean, spread.maximum, spread.deviation]
        values = [node.code, node.label, *points, spread.mean / node.weight, places.get(node.code)]
        sheets.write(sheet, number, values, formats)
    _finish(sheet, len(comparison.nodes), len(titles))


def _questions(sheets: _Sheets, comparison: Comparison) -> None:
    """Write how the units answer every question: what most leave blank or answer without evidence."""
    titles = [
        "Kode",
        "Uraian",
        "Rata-rata",
        "Simpangan baku",
        "Unit tanpa jawaban sah",
        "Unit tanpa eviden",
        "Dari unit",
    ]
    sheet = sheets.add("Pertanyaan", titles, [14, 60, *[11.0] * 5], 2)
    read = comparison.passing + comparison.failing
    formats = [None, None, sheets.points, sheets.points, None, None, None]
    for number, each in enumerate(comparison.questions, 1):
        values = [each.code, each.label, each.spread.mean, each.spread.deviation, each.blank, each.unsupported, read]
        sheets.write(sheet, number, values, formats)
    _finish(sheet, len(comparison.questions), len(titles))


def _matrix(sheets: _Sheets, comparison: Comparison, names: Mapping[str, str]) -> None:
    titles = ["Unit", *(f"{code} {label}" for code, label in comparison.form.questions.items())]
    sheet = sheets.add("Unit x pertanyaan", titles, [_UNIT_WIDTH, *[10.0] * (len(titles) - 1)], 1)
    formats = [None, *[sheets.points] * (len(titles) - 1)]
    units = [unit for unit in comparison.units if unit.values][:_ROWS]
    for number, unit in enumerate(units, 1):
        sheets.write(sheet, number, [names[unit.file], *map(unit.values.get, comparison.form.questions)], formats)
    _finish(sheet, len(units), len(titles))
    _colour(sheet, len(units), len(titles) - 1)


def _findings(sheets: _Sheets, comparison: Comparison, names: Mapping[str, str]) -> None:
    titles = ["Unit", "Jenis", "Aturan", "Kode", "Sel", "Keterangan", "Saran", "Berkas"]
    sheet = sheets.add("Temuan", titles, [_UNIT_WIDTH, 12, 20, 14, 18, 80, 60, 40], 1)
    number = 0
    for unit in comparison.units:
        for finding in unit.details:
            number += 1
            if number >= _ROWS:
                text = "Temuan selebihnya tidak muat di lembar ini; periksa per unit dengan lke score."
                sheets.write(sheet, _ROWS, [text], [None])
                _finish(sheet, _ROWS, len(titles))
                return
            values = (finding.rule, finding.node, finding.cell, finding.message, finding.advice, unit.file)
            kind = SEVERITY_LABELS[finding.severity]
            sheets.write(sheet, number, [names[unit.file], kind, *values], [None] * 8)
    _finish(sheet, number, len(titles))


def _moves(sheets: _Sheets, comparison: Comparison) -> None:
    if comparison.before is None:
        return
    nodes = comparison.form.areas
    titles = ["Unit", "Lalu", "Kini", "Selisih", *map(_title, nodes), "Putusan"]
    sheet = sheets.add("Perubahan", titles, [_UNIT_WIDTH, *[12.0] * (len(titles) - 2), 30], 1)
    formats = [None, *[sheets.points] * (len(titles) - 2), None]
    for number, move in enumerate(comparison.before.moves, 1):
        old, new = (VERDICTS["met" if met else "not-met"] for met in (move.met_before, move.met_after))
        values = [move.unit, move.before, move.after, move.after - move.before]
        sheets.write(
            sheet, number, [*values, *(move.changes.get(node.code) for node in nodes), f"{old} -> {new}"], formats
        )
    _finish(sheet, len(comparison.before.moves), len(titles))


def _remarks(sheets: _Sheets, comparison: Comparison) -> None:
    sheet = sheets.add("Catatan", ["Jenis", "Keterangan"], [16, 140], 0)
    number = 0
    for number, values in enumerate(islice(remarks(comparison), _ROWS), 1):
        sheets.write(sheet, number, values, [None, None])
    _finish(sheet, number, 2)


def _title(node: FormNode) -> str:
    return f"{node.code} {node.label}"
