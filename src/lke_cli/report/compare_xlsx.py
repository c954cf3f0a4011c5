"""A comparison as a workbook: ranking, heat maps, spreads, questions, findings. Written row by row."""

from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lke_cli.constants import TOTAL
from lke_cli.findings import SEVERITY_LABELS
from lke_cli.numbers import EPSILON, format_below
from lke_cli.report.compare import VERDICTS, named_apart, remarks
from lke_cli.report.compare_sheets import write_sheets
from lke_cli.results import COMPARISON, Comparison, FormNode, Unit
from lke_cli.xlsx import ROWS, Above, Book, Cell, WrittenSheet

if TYPE_CHECKING:
    from xlsxwriter.format import Format

_TURNED = 165  # points of height that titles take which are written upwards
_RED, _YELLOW, _GREEN = "#F8B4B4", "#FFF2B3", "#B7E1B5"
_UNIT_WIDTH, _RANKED_WIDTH = 38, 22


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
        _files(sheets, comparison, names)


class _Sheets:
    """The workbook being written, and its formats."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.points = self.with_decimals(2)
        self.share = book.format(num_format="0%", valign="top", border=1)
        self.text = book.text
        self.whole = book.format(num_format="0", valign="top", border=1)
        self.colours = {colour: book.format(bg_color=colour) for colour in (_RED, _YELLOW, _GREEN)}
        self.legend = {colour: book.format(bg_color=colour, border=1) for colour in (_RED, _YELLOW, _GREEN)}
        self.label = book.format(bold=True)
        self.limit = book.format(bold=True, num_format="0.00##", bg_color="#E7E6E6", border=1)

    def with_decimals(self, decimals: int) -> "Format":
        """Return the format of a number with so many decimals."""
        return self.book.format(num_format="0." + "0" * decimals, valign="top", border=1)

    def below(self, value: float | None, required: float | None) -> "Format":
        """Return the format in which a number that is below what is required does not read as if it reached it."""
        if value is None or required is None:
            return self.points
        return self.with_decimals(len(format_below(value, required).rpartition(",")[2]))

    def add(
        self, name: str, titles: Sequence[str], widths: Sequence[float], frozen: int, above: Sequence[Above] = ()
    ) -> WrittenSheet:
        """Add a sheet with a header row, its first columns and the header frozen."""
        return self.book.table(name, list(zip(titles, widths, strict=True)), frozen=frozen, above=above)


def _turn(sheets: _Sheets, sheet: WrittenSheet, titles: Sequence[str], first: int) -> None:
    """Write titles of narrow columns upwards, so that no word of them is broken."""
    turned = sheets.book.format(
        bold=True, bg_color="#1F3864", font_color="#FFFFFF", border=1, text_wrap=True, rotation=90, valign="bottom"
    )
    sheet.raw.set_row(sheet.head_row, _TURNED)
    for column, title in enumerate(titles, first):
        sheet.text(sheet.head_row, column, title, turned)


def _row(
    sheet: WrittenSheet, row: int, widths: Sequence[float], values: Sequence[Cell], formats: "Sequence[Format]"
) -> None:
    """Write a row as high as its texts, which wrap."""
    sheet.height(row, [cell for cell in zip(values, widths, strict=True) if isinstance(cell[0], str)])
    for column, (value, format) in enumerate(zip(values, formats, strict=True)):
        if value is None:
            sheet.blank(row, column, format)
    sheet.values(row, values, formats)


def _ranking(sheets: _Sheets, comparison: Comparison) -> None:
    form = comparison.form
    points = ["Total", *map(_title, form.areas), *(survey.name.upper() for survey in form.surveys)]
    rest = ["Minimal tak tercapai", "Yang tak tercapai", "Kosong", "Galat", "Temuan", "Putusan"]
    titles = ["No", "Unit", *points, *rest]
    widths = [4, _RANKED_WIDTH, *[7.2] * len(points), 8.5, 12, 7.2, 6, 7.2, 9]
    names, nodes = named_apart(comparison), [node.code for node in form.areas]
    needed = [*map(comparison.required.get, (TOTAL, *nodes)), *(survey.needed for survey in form.surveys)]
    sheet = sheets.add("Peringkat", titles, widths, 2, _over_the_ranking(sheets, comparison, needed))
    _turn(sheets, sheet, points, 2)
    first = sheet.head_row + 1
    for number, unit in enumerate(comparison.units, first):
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
        ends = [sheets.whole, sheets.text, *[sheets.whole] * 3, sheets.text]
        _row(
            sheet,
            number,
            widths,
            [unit.rank, names[unit.file], *values, *counts, VERDICTS[unit.verdict]],
            [sheets.whole, sheets.text, *formats, *ends],
        )
    last = sheet.head_row + len(comparison.units)
    sheet.filter(last, len(titles))
    if comparison.units:
        _colour_verdicts(sheets, sheet, first, last, titles.index("Putusan"))
        for title in ("Kosong", "Galat"):
            rule = {"type": "cell", "criteria": ">", "value": 0, "format": sheets.colours[_YELLOW]}
            sheet.raw.conditional_format(first, titles.index(title), last, titles.index(title), rule)
        for column, minimum in enumerate(needed, 2):
            if minimum is not None:
                # a hair below the minimum: float noise is not red, as in the verdict
                below = {"type": "cell", "criteria": "<", "value": minimum - EPSILON}
                rule = {**below, "format": sheets.colours[_RED]}
                sheet.raw.conditional_format(first, column, last, column, {"type": "blanks", "stop_if_true": True})
                sheet.raw.conditional_format(first, column, last, column, rule)


def _over_the_ranking(sheets: _Sheets, comparison: Comparison, needed: Sequence[float | None]) -> list[Above]:
    """Return what stands over the ranking: what it is about, what its colours mean, and the minimums."""
    read = comparison.passing + comparison.failing
    title = f"Rekap {comparison.files} berkas LKE, target {comparison.target_label}"
    about = f"{comparison.passing} dari {read} unit yang terbaca memenuhi semua nilai minimal."
    limits = [(column, minimum, sheets.limit) for column, minimum in enumerate(needed, 2)]
    legend = [(_RED, "di bawah minimal"), (_YELLOW, "perlu dilihat"), (_GREEN, "memenuhi")]
    return [
        [(0, title, sheets.book.heading)],
        [(0, about, None), *(row for n, shown in enumerate(legend) for row in _legend(sheets, 5 + 3 * n, *shown))],
        [(1, f"Nilai minimal {comparison.target_label}", sheets.label), *limits],
    ]


def _legend(sheets: _Sheets, column: int, colour: str, meaning: str) -> Above:
    return (column, " ", sheets.legend[colour]), (column + 1, meaning, None)


def _colour_verdicts(sheets: _Sheets, sheet: WrittenSheet, first: int, last: int, column: int) -> None:
    for verdict, word in VERDICTS.items():
        colour = {"met": _GREEN, "not-met": _RED}.get(verdict, _YELLOW)
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": sheets.colours[colour]}
        sheet.raw.conditional_format(first, column, last, column, rule)


def _heat(sheets: _Sheets, comparison: Comparison) -> None:
    nodes = comparison.form.heat
    widths = [_UNIT_WIDTH, *[6.5] * len(nodes)]
    sheet = sheets.add("Peta panas", ["Unit", *map(_title, nodes)], widths, 1)
    _turn(sheets, sheet, list(map(_title, nodes)), 1)
    units = [unit for unit in comparison.units if unit.verdict in ("met", "not-met")]
    formats = [sheets.text, *[sheets.share] * len(nodes)]
    names = named_apart(comparison)
    for number, unit in enumerate(units, 1):
        _row(sheet, number, widths, [names[unit.file], *(_share(unit, node) for node in nodes)], formats)
    sheet.filter(len(units), len(nodes) + 1)
    _colour(sheet, len(units), len(nodes))


def _share(unit: Unit, node: FormNode) -> float | None:
    score = unit.scores.get(node.code)
    return None if score is None else score / node.weight


def _colour(sheet: WrittenSheet, rows: int, columns: int) -> None:
    if rows and columns:
        scale: dict[str, Any] = {"type": "3_color_scale", "min_color": _RED, "mid_color": _YELLOW, "max_color": _GREEN}
        scale |= {f"{end}_type": "num" for end in ("min", "mid", "max")}
        scale |= {"min_value": 0, "mid_value": 0.5, "max_value": 1}
        sheet.raw.conditional_format(1, 1, rows, columns, scale)


def _spreads(sheets: _Sheets, comparison: Comparison) -> None:
    """Write how the units spread in every node; the weakest indicators carry their place."""
    titles = ["Kode", "Uraian", "Dari", "Terendah", "Median", "Rata-rata", "Tertinggi", "Simpangan baku"]
    titles += ["Rata-rata dari bobot", "Terlemah ke-"]
    widths = [10, 50, *[11.0] * 8]
    sheet = sheets.add("Sebaran", titles, widths, 2)
    places = {code: place for place, code in enumerate(comparison.weakest, 1)}
    formats = [sheets.text, sheets.text, *[sheets.points] * 6, sheets.share, sheets.whole]
    for number, node in enumerate(comparison.nodes, 1):
        spread = node.spread
        points = [node.weight, spread.minimum, spread.median, spread.mean, spread.maximum, spread.deviation]
        values = [node.code, node.label, *points, spread.mean / node.weight, places.get(node.code)]
        _row(sheet, number, widths, values, formats)
    sheet.filter(len(comparison.nodes), len(titles))


def _questions(sheets: _Sheets, comparison: Comparison) -> None:
    """Write how the units answer every question: what most leave blank or answer without evidence."""
    titles = [
        "Kode",
        "Uraian",
        "Rata-rata",
        "Simpangan baku",
        "Unit tanpa jawaban sah",
        "Unit tanpa bukti dukung",
        "Dari unit",
    ]
    widths = [14, 60, *[11.0] * 5]
    sheet = sheets.add("Pertanyaan", titles, widths, 2)
    read = comparison.passing + comparison.failing
    formats = [sheets.text, sheets.text, sheets.points, sheets.points, *[sheets.whole] * 3]
    for number, question in enumerate(comparison.questions, 1):
        values: list[Cell] = [
            question.code,
            question.label,
            question.spread.mean,
            question.spread.deviation,
            question.blank,
            question.unsupported,
            read,
        ]
        _row(sheet, number, widths, values, formats)
    sheet.filter(len(comparison.questions), len(titles))


def _matrix(sheets: _Sheets, comparison: Comparison, names: Mapping[str, str]) -> None:
    titles = ["Unit", *(f"{code} {label}" for code, label in comparison.form.questions.items())]
    widths = [_UNIT_WIDTH, *[6.5] * (len(titles) - 1)]
    sheet = sheets.add("Unit x pertanyaan", titles, widths, 1)
    _turn(sheets, sheet, titles[1:], 1)
    formats = [sheets.text, *[sheets.points] * (len(titles) - 1)]
    units = [unit for unit in comparison.units if unit.values][:ROWS]
    for number, unit in enumerate(units, 1):
        values = [names[unit.file], *map(unit.values.get, comparison.form.questions)]
        _row(sheet, number, widths, values, formats)
    sheet.filter(len(units), len(titles))
    _colour(sheet, len(units), len(titles) - 1)


def _findings(sheets: _Sheets, comparison: Comparison, names: Mapping[str, str]) -> None:
    titles = ["Unit", "Jenis", "Aturan", "Kode", "Sel", "Keterangan", "Saran"]
    widths = [24, 10, 15, 12, 12, 48, 40]
    sheet = sheets.add("Temuan", titles, widths, 1)
    formats = [sheets.text] * len(titles)
    number = 0
    for unit in comparison.units:
        for finding in unit.details:
            number += 1
            if number >= ROWS:
                text = "Temuan selebihnya tidak muat di lembar ini; periksa per unit dengan lke score."
                sheet.values(ROWS, [text], [None])
                sheet.filter(ROWS, len(titles))
                return
            values = (finding.rule, finding.node, finding.cell, finding.message, finding.advice)
            kind = SEVERITY_LABELS[finding.severity]
            _row(sheet, number, widths, [names[unit.file], kind, *values], formats)
    sheet.filter(number, len(titles))


def _moves(sheets: _Sheets, comparison: Comparison) -> None:
    if comparison.before is None:
        return
    nodes = comparison.form.areas
    titles = ["Unit", "Lalu", "Kini", "Selisih", *map(_title, nodes), "Putusan"]
    widths = [_UNIT_WIDTH, *[10.0] * (len(titles) - 2), 30]
    sheet = sheets.add("Perubahan", titles, widths, 1)
    formats = [sheets.text, *[sheets.points] * (len(titles) - 2), sheets.text]
    for number, move in enumerate(comparison.before.moves, 1):
        old, new = (VERDICTS["met" if met else "not-met"] for met in (move.met_before, move.met_after))
        values: list[Cell] = [move.unit, move.before, move.after, move.after - move.before]
        changes = (move.changes.get(node.code) for node in nodes)
        _row(sheet, number, widths, [*values, *changes, f"{old} -> {new}"], formats)
    sheet.filter(len(comparison.before.moves), len(titles))


def _remarks(sheets: _Sheets, comparison: Comparison) -> None:
    widths = [14, 140]
    sheet = sheets.add("Catatan", ["Jenis", "Keterangan"], widths, 0)
    number = 0
    for number, values in enumerate(islice(remarks(comparison), ROWS), 1):
        _row(sheet, number, widths, values, [sheets.text, sheets.text])
    sheet.filter(number, 2)


def _files(sheets: _Sheets, comparison: Comparison, names: Mapping[str, str]) -> None:
    """Write where each unit's file is, and why it has no score; the other sheets name units alone."""
    titles, widths = ["Unit", "Berkas", "Putusan", "Sebab"], [32, 56, 14, 56]
    sheet = sheets.add("Berkas", titles, widths, 1)
    number = 0
    for number, unit in enumerate(comparison.units, 1):
        _row(sheet, number, widths, [names[unit.file], None, VERDICTS[unit.verdict], unit.problem], [sheets.text] * 4)
        sheet.file(number, 1, unit.file, sheets.text)
    sheet.filter(number, len(titles))


def _title(node: FormNode) -> str:
    return f"{node.code} {node.label}"
