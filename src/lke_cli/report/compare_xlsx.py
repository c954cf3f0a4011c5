"""A comparison as a workbook: ranking, heat maps, spreads, questions, findings. Written row by row."""

from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lke_cli.findings import SEVERITY_LABELS
from lke_cli.numbers import EPSILON, format_below
from lke_cli.report.compare import TOTAL, VERDICTS, named_apart, remarks
from lke_cli.report.compare_sheets import write_sheets
from lke_cli.results import COMPARISON, Comparison, FormNode, Unit
from lke_cli.xlsx import ROWS, Book, Cell, Sheet

if TYPE_CHECKING:
    from xlsxwriter.format import Format

_RED, _YELLOW, _GREEN = "#F8B4B4", "#FFF2B3", "#B7E1B5"
_UNIT_WIDTH = 38


def write_xlsx(path: Path, comparison: Comparison) -> None:
    """Write the workbook. Raises OSError where it cannot be written."""
    with Book(path, f"Perbandingan LKE, target {comparison.target_label}", mark=COMPARISON, streamed=True) as book:
        sheets = _Sheets(book)
        _ranking(sheets, comparison)
        _heat(sheets, comparison)
        _spreads(sheets, comparison)
        _questions(sheets, comparison)
        names = named_apart(comparison)
        _matrix(sheets, comparison, names)
        _findings(sheets, comparison, names)
        _moves(sheets, comparison)
        write_sheets(book, comparison)
        _remarks(sheets, comparison)


class _Sheets:
    """The workbook being written, and its formats."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.points = self.with_decimals(2)
        self.share = book.format(num_format="0%")
        self.colours = {colour: book.format(bg_color=colour) for colour in (_RED, _GREEN)}

    def with_decimals(self, decimals: int) -> "Format":
        """Return the format of a number with so many decimals."""
        return self.book.format(num_format="0." + "0" * decimals)

    def below(self, value: float | None, required: float | None) -> "Format":
        """Return the format in which a number that is below what is required does not read as if it reached it."""
        if value is None or required is None:
            return self.points
        return self.with_decimals(len(format_below(value, required).rpartition(",")[2]))

    def add(self, name: str, titles: Sequence[str], widths: Sequence[float], frozen: int) -> Sheet:
        """Add a sheet with a header row, its first columns and the header frozen."""
        return self.book.table(name, list(zip(titles, widths, strict=True)), frozen=frozen)


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
        counts: list[Cell] = [None] * 5
        if readable:
            counts = [len(unit.missed), " ".join(unit.missed), unit.unanswered, unit.errors, unit.findings]
        values = [
            unit.total,
            *(unit.scores.get(code) for code in nodes),
            *(unit.surveys.get(s.code) for s in form.surveys),
        ]
        formats = [sheets.below(value, minimum) for value, minimum in zip(values, needed, strict=True)]
        sheet.values(
            number,
            [unit.rank, names[unit.file], *values, *counts, VERDICTS[unit.verdict], unit.file, unit.problem],
            [None, None, *formats, *[None] * len(rest)],
        )
    count = len(comparison.units)
    sheet.filter(count, len(titles))
    if count:
        verdict = titles.index("Putusan")
        for verdict_key, word in VERDICTS.items():
            colour = _GREEN if verdict_key == "met" else _RED
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": sheets.colours[colour]}
            sheet.raw.conditional_format(1, verdict, count, verdict, rule)
        for column, minimum in enumerate(needed, 2):
            if minimum is not None:
                # a hair below the minimum: float noise is not red, as in the verdict
                below = {"type": "cell", "criteria": "<", "value": minimum - EPSILON}
                rule = {**below, "format": sheets.colours[_RED]}
                sheet.raw.conditional_format(1, column, count, column, {"type": "blanks", "stop_if_true": True})
                sheet.raw.conditional_format(1, column, count, column, rule)


def _heat(sheets: _Sheets, comparison: Comparison) -> None:
    nodes = comparison.form.heat
    sheet = sheets.add("Peta panas", ["Unit", *map(_title, nodes)], [_UNIT_WIDTH, *[13.0] * len(nodes)], 1)
    units = [unit for unit in comparison.units if unit.verdict in ("met", "not-met")]
    formats = [None, *[sheets.share] * len(nodes)]
    names = named_apart(comparison)
    for number, unit in enumerate(units, 1):
        sheet.values(number, [names[unit.file], *(_share(unit, node) for node in nodes)], formats)
    sheet.filter(len(units), len(nodes) + 1)
    _colour(sheet, len(units), len(nodes))


def _share(unit: Unit, node: FormNode) -> float | None:
    score = unit.scores.get(node.code)
    return None if score is None else score / node.weight


def _colour(sheet: Sheet, rows: int, columns: int) -> None:
    if rows and columns:
        scale: dict[str, Any] = {"type": "3_color_scale", "min_color": _RED, "mid_color": _YELLOW, "max_color": _GREEN}
        scale |= {f"{end}_type": "num" for end in ("min", "mid", "max")}
        scale |= {"min_value": 0, "mid_value": 0.5, "max_value": 1}
        sheet.raw.conditional_format(1, 1, rows, columns, scale)


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
        sheet.values(number, values, formats)
    sheet.filter(len(comparison.nodes), len(titles))


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
        values: list[Cell] = [
            each.code,
            each.label,
            each.spread.mean,
            each.spread.deviation,
            each.blank,
            each.unsupported,
            read,
        ]
        sheet.values(number, values, formats)
    sheet.filter(len(comparison.questions), len(titles))


def _matrix(sheets: _Sheets, comparison: Comparison, names: Mapping[str, str]) -> None:
    titles = ["Unit", *(f"{code} {label}" for code, label in comparison.form.questions.items())]
    sheet = sheets.add("Unit x pertanyaan", titles, [_UNIT_WIDTH, *[10.0] * (len(titles) - 1)], 1)
    formats = [None, *[sheets.points] * (len(titles) - 1)]
    units = [unit for unit in comparison.units if unit.values][:ROWS]
    for number, unit in enumerate(units, 1):
        sheet.values(number, [names[unit.file], *map(unit.values.get, comparison.form.questions)], formats)
    sheet.filter(len(units), len(titles))
    _colour(sheet, len(units), len(titles) - 1)


def _findings(sheets: _Sheets, comparison: Comparison, names: Mapping[str, str]) -> None:
    titles = ["Unit", "Jenis", "Aturan", "Kode", "Sel", "Keterangan", "Saran", "Berkas"]
    sheet = sheets.add("Temuan", titles, [_UNIT_WIDTH, 12, 20, 14, 18, 80, 60, 40], 1)
    number = 0
    for unit in comparison.units:
        for finding in unit.details:
            number += 1
            if number >= ROWS:
                text = "Temuan selebihnya tidak muat di lembar ini; periksa per unit dengan lke score."
                sheet.values(ROWS, [text], [None])
                sheet.filter(ROWS, len(titles))
                return
            values = (finding.rule, finding.node, finding.cell, finding.message, finding.advice, unit.file)
            kind = SEVERITY_LABELS[finding.severity]
            sheet.values(number, [names[unit.file], kind, *values], [None] * 8)
    sheet.filter(number, len(titles))


def _moves(sheets: _Sheets, comparison: Comparison) -> None:
    if comparison.before is None:
        return
    nodes = comparison.form.areas
    titles = ["Unit", "Lalu", "Kini", "Selisih", *map(_title, nodes), "Putusan"]
    sheet = sheets.add("Perubahan", titles, [_UNIT_WIDTH, *[12.0] * (len(titles) - 2), 30], 1)
    formats = [None, *[sheets.points] * (len(titles) - 2), None]
    for number, move in enumerate(comparison.before.moves, 1):
        old, new = (VERDICTS["met" if met else "not-met"] for met in (move.met_before, move.met_after))
        values: list[Cell] = [move.unit, move.before, move.after, move.after - move.before]
        sheet.values(number, [*values, *(move.changes.get(node.code) for node in nodes), f"{old} -> {new}"], formats)
    sheet.filter(len(comparison.before.moves), len(titles))


def _remarks(sheets: _Sheets, comparison: Comparison) -> None:
    sheet = sheets.add("Catatan", ["Jenis", "Keterangan"], [16, 140], 0)
    number = 0
    for number, values in enumerate(islice(remarks(comparison), ROWS), 1):
        sheet.values(number, values, [None, None])
    sheet.filter(number, 2)


def _title(node: FormNode) -> str:
    return f"{node.code} {node.label}"
