"""A survey as the regulation's processing table: an answer a cell, and sums, means and the index as live formulas."""

from pathlib import Path

from lke_cli.errors import LkeError
from lke_cli.results import SURVEY, SurveyReport, SurveyResult, UnsurResult
from lke_cli.xlsx import Book

_FIRST = 3
"""Row (0-based) of the first respondent."""


def refuse_unlistable(report: SurveyReport) -> None:
    """Raise LkeError where a survey's answers cannot be laid out one by one."""
    for result in report.surveys:
        if not result.answers:
            why = (
                "hanya memuat banyaknya tiap jawaban"
                if result.shape == "counts-per-answer"
                else "terlalu banyak respondennya"
            )
            raise LkeError(f"Tabel pengolahan {result.label} tidak dapat dibuat: berkasnya {why}; pakai --format csv.")


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
        self.columns = [letter for unsur in result.unsur for letter in unsur.columns]
        self.last = _FIRST + len(result.answers[0]) - 1

    def write(self) -> None:
        """Write title, header, answers and what is made of them."""
        result, sheet = self.result, self.sheet
        sheet.text(0, 0, f"Pengolahan {result.label} per responden dan per unsur", self.bold)
        sheet.raw.set_column(0, 0, 34)
        sheet.text(_FIRST - 1, 0, "No.", self.head)
        order = self._places()
        for at, (unsur, number) in enumerate(order, 1):
            sheet.text(_FIRST - 2, at, unsur.code, self.head)
            sheet.text(_FIRST - 1, at, unsur.label, self.head)
            for i, mark in enumerate(result.answers[number]):
                if mark != ".":
                    sheet.number(_FIRST + i, at, 10 if mark == "A" else int(mark))
        for i in range(len(result.answers[0])):
            sheet.number(_FIRST + i, 0, i + 1)
        sheet.raw.freeze_panes(_FIRST, 1)
        sheet.page(repeated=_FIRST - 1)
        self._below(order)

    def _places(self) -> list[tuple[UnsurResult, int]]:
        """Return the columns of the table, those of an unsur side by side: the unsur, and the answers' number."""
        letters = [use.letter for use in self.result.columns if use.letter in self.columns and use.role == "question"]
        by_letter: dict[str, list[int]] = {}
        for number, letter in enumerate(letters):
            by_letter.setdefault(letter, []).append(number)
        if len(letters) != len(self.result.answers) or max(map(len, by_letter.values())) > 1:
            # Columns of a turned table share a letter: they stand in the order of the unsur.
            numbers = iter(range(len(self.result.answers)))
            return [(unsur, next(numbers)) for unsur in self.result.unsur for _ in unsur.columns]
        return [(unsur, by_letter[letter][0]) for unsur in self.result.unsur for letter in unsur.columns]

    def _below(self, order: list[tuple[UnsurResult, int]]) -> None:
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
        area = xl_range(rows["weighted"], 1, rows["weighted"], max(1, len(order)))
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
