"""A survey as the regulation's processing table: an answer a cell, and sums, means and the index as live formulas."""

from pathlib import Path

from lke_cli.errors import LkeError
from lke_cli.results import SURVEY, SurveyReport, SurveyResult
from lke_cli.xlsx import Book

_FIRST = 3
"""Row (0-based) of the first respondent."""


def refuse_unlistable(report: SurveyReport) -> None:
    """Raise LkeError where a survey's answers cannot be laid out one by one."""
    for result in report.surveys:
        if result.why_unlisted is not None:
            raise LkeError(
                f"Tabel pengolahan {result.label} tidak dapat dibuat: {result.why_unlisted}; pakai --format csv."
            )


def write_survey_xlsx(path: Path, report: SurveyReport) -> None:
    """Write the workbook: a sheet a survey. Raises OSError where it cannot be written."""
    with Book(path, "Pengolahan survei", mark=SURVEY) as book:
        for result in report.surveys:
            _Sheet(book, result).write()


class _Sheet:
    """The table of one survey being written."""

    def __init__(self, book: Book, result: SurveyResult) -> None:
        self.result = result
        self.sheet = book.add(f"Pengolahan {result.label}")
        self.bold, self.head = book.format(bold=True), book.head
        self.number = book.format(num_format="0.0000")
        self.last = _FIRST + len(result.answers[0]) - 1

    def write(self) -> None:
        """Write title, header, answers and what is made of them."""
        result, sheet = self.result, self.sheet
        sheet.text(0, 0, f"Pengolahan {result.label} per responden dan per unsur", self.bold)
        sheet.raw.set_column(0, 0, 34)
        sheet.text(_FIRST - 1, 0, "No.", self.head)
        order = result.by_question
        for at, (unsur, _, answers) in enumerate(order, 1):
            sheet.text(_FIRST - 2, at, unsur.code, self.head)
            sheet.text(_FIRST - 1, at, unsur.label, self.head)
            for i, mark in enumerate(answers):
                if mark != ".":
                    sheet.number(_FIRST + i, at, 10 if mark == "A" else int(mark))
        for i in range(len(result.answers[0])):
            sheet.number(_FIRST + i, 0, i + 1)
        sheet.raw.freeze_panes(_FIRST, 1)
        sheet.page(repeated=_FIRST - 1)
        self._below(len(order))

    def _below(self, count: int) -> None:
        """Write sums, counts, means, weighted means, the index and the mutu; a formula has its value beside it."""
        from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

        result, sheet = self.result, self.sheet
        rows = {name: self.last + 2 + i for i, name in enumerate(("sum", "count", "mean", "weighted"))}
        for name, label in (
            ("sum", "Jumlah nilai"),
            ("count", "Banyaknya jawaban"),
            ("mean", "NRR per unsur"),
            ("weighted", "NRR tertimbang"),
        ):
            sheet.text(rows[name], 0, label, self.bold)
        known = sum(unsur.mean is not None for unsur in result.unsur)
        firsts: list[int] = []
        at = 1
        for unsur in result.unsur:
            width = len(unsur.columns)
            area = xl_range(_FIRST, at, self.last, at + width - 1)
            total = sum(value * count for value, count in enumerate(unsur.counts, 1))
            sheet.formula(rows["sum"], at, f"=SUM({area})", total)
            sheet.formula(rows["count"], at, f"=COUNT({area})", unsur.n)
            if unsur.mean is not None:
                cells = [xl_rowcol_to_cell(rows[name], at) for name in ("sum", "count", "mean")]
                sheet.formula(rows["mean"], at, f"={self._mean(cells[0], cells[1])}", unsur.mean, self.number)
                sheet.formula(rows["weighted"], at, f"={cells[2]}/{known}", unsur.mean / known, self.number)
                firsts.append(at)
            at += width
        row = rows["weighted"] + 2
        area = xl_range(rows["weighted"], 1, rows["weighted"], max(1, count))
        sheet.text(row, 0, f"Indeks {result.label}", self.bold)
        sheet.formula(row, 1, f"=SUM({area})", result.index, self.number)
        index = xl_rowcol_to_cell(row, 1)
        sheet.text(row + 1, 0, f"Indeks x {result.hundred:g}", self.bold)
        sheet.formula(row + 1, 1, f"={index}*{result.hundred:g}", result.converted, self.number)
        self._quality(row + 2, xl_rowcol_to_cell(row + 1, 1))

    def _mean(self, total: str, count: str) -> str:
        result = self.result
        if result.conversion is None:
            return f"{total}/{count}"
        if result.conversion.formula == "bagian":
            return f"{total}/{count}/{result.points}*{result.top}"
        return f"1+({total}/{count}-1)*{result.top - 1}/{result.points - 1}"

    def _quality(self, row: int, converted: str) -> None:
        result = self.result
        if not result.quality:
            return
        formula = f'"{result.bands[-1].letter}"'
        for band in reversed(result.bands[:-1]):
            # As the verdict, exact but for float noise.
            formula = f'IF({converted}>={band.lowest:g}-1E-9,"{band.letter}",{formula})'
        self.sheet.text(row, 0, "Mutu", self.bold)
        self.sheet.formula(row, 1, f"={formula}", result.quality.letter)
