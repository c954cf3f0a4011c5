"""A workbook as it was understood: its cells, its columns, and the row of every question."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from operator import itemgetter
from pathlib import Path

from lke_cli.answers import Given
from lke_cli.findings import Finding
from lke_cli.record import record
from lke_cli.rubric import Role, Rubric, evidence_judge
from lke_cli.values import CellValue, as_text, visible
from lke_cli.workbook.layout import Layout
from lke_cli.workbook.match import Match, TextRow
from lke_cli.workbook.sheets import Area, SpreadsheetFile, column_letters
from lke_cli.workbook.shown import NOTHING, Shown, evidence_shown, narrative_text

_GIVEN: tuple[Role, ...] = ("answer", "score", "narrative", "weight", "choices", "explanation")
_PLACED = 5  # of these: the roles whose cells are named


@record
class Workbook:
    """How a workbook was understood.

    rows: its cells, all rows of one width. items: by code, in row order. unmatched: rows with a text that hold no
    entry. findings: what is doubtful or missing. shared: what evidence columns show beside a row's own texts, by row.
    merges: the sheet's merged areas. uncomputed: rows whose answer is a formula without a value.
    more: the other sheets on which the LKE goes on, each understood for itself. marked: the column of the answer by
    code, where it is marked in one of several. beneath: the same as of those over whose answers the assessor's lie,
    the nearest first. alone: the assessor's answers are to count by themselves.
    """

    file: SpreadsheetFile
    sheet: str
    rows: Sequence[Sequence[CellValue]]
    layout: Layout
    items: Mapping[str, Match]
    unmatched: tuple[TextRow, ...]
    findings: tuple[Finding, ...]
    assessor: str
    shared: Mapping[int, Shown] = field(default_factory=dict)
    merges: Sequence[Area] = ()
    uncomputed: frozenset[int] = frozenset()
    more: tuple["Workbook", ...] = ()
    marked: Mapping[str, int] = field(default_factory=dict)
    beneath: tuple["Workbook", ...] = ()
    alone: bool = False

    @property
    def parts(self) -> tuple["Workbook", ...]:
        """The sheets of the LKE, each understood for itself; the first is this one."""
        return (self, *self.more)

    @property
    def sheets(self) -> str:
        """The names of the sheets of the LKE."""
        return ", ".join(part.sheet for part in self.parts)

    @property
    def path(self) -> Path:
        """The file that was read."""
        return self.file.path

    @property
    def heading(self) -> Sequence[Sequence[CellValue]]:
        """The rows above the table, where the unit's name often stands."""
        top = self.layout.header_row
        if top is None:
            top = min((item.row for item in self.items.values()), default=0)
        return self.rows[:top]

    def part(self, code: str) -> "Workbook":
        """Return the sheet on which an entry stands; this one where it stands on none."""
        if code in self.items or not self.more:
            return self
        return next((part for part in self.more if code in part.items), self)

    def leaves_blank(self, rubric: Rubric) -> bool:
        """Return whether the assessor left the answer of a question, or of a count, empty."""
        answers = self.answers(rubric)
        return any(code not in answers or is_unanswered(answers[code].answer, rubric) for code in self._asked(rubric))

    def _asked(self, rubric: Rubric) -> Iterator[str]:
        """Yield the codes of what is typed: questions, and the counts of those that are computed from some."""
        for code, question in rubric.questions.items():
            yield from [count.code for count in question.inputs if count.sum is None] or [code]

    def is_blank(self, rubric: Rubric) -> bool:
        """Return whether nothing is answered: neither a question nor a count, but for those that formulas give.

        Zeros in the places of counts and surveys alone are what forms are handed out with.
        """
        column = self.column("answer")
        for code, item in self.items.items() if column is not None else ():
            question, count = rubric.questions.get(code), rubric.inputs.get(code)
            asked = (question is not None and not question.inputs) or (count is not None and count.sum is None)
            if not asked:
                continue
            value = self.at(code, column or 0)
            number = count is not None or (question is not None and rubric.scales[question.scale].kind == "number")
            if item.row in self.uncomputed or not (is_unanswered(value, rubric) or (number and value in (0, "0"))):
                return False
        return all(part.is_blank(rubric) for part in self.more)

    def value(self, code: str, role: Role) -> CellValue:
        """Return a cell of an entry's row by role (the answer and score are the assessor's); ``""`` where not there."""
        if code not in self.items and self.more:
            return self.part(code).value(code, role)
        column = self.column(role)
        return "" if column is None else self.at(code, column)

    def at(self, code: str, column: int) -> CellValue:
        """Return a cell of an entry's row by column; ``""`` where not there."""
        cells = self.rows[self.items[code].row]
        return cells[column] if column < len(cells) else ""

    def text(self, code: str, role: Role) -> str:
        """Return a cell as text, ``""`` for an empty one."""
        return as_text(self.value(code, role))

    def column(self, role: Role) -> int | None:
        """Return the column of a role, 0-based; the answer's and score's are the assessor's own."""
        if role == "answer":
            return self.layout.answers.get(self.assessor)
        if role == "score":
            return self.layout.scores.get(self.assessor)
        return self.layout.columns.get(role)

    def cell(self, code: str, role: Role = "answer") -> str | None:
        """Return the address of an entry's cell, such as ``LKE ZI!K12``; None where row or column is not there."""
        if code not in self.items and self.more:
            return self.part(code).cell(code, role) if self.part(code) is not self else None
        answered = self.marked.get(code) if role == "answer" else None
        place = self.column(role) if answered is None else answered
        item, column = self.items.get(code), self._column_address(place)
        return None if item is None or column is None else f"{column}{item.row + 1}"

    def file_address(self, row: int, column: int) -> str:
        """Return the address of a cell, such as ``LKE ZI!K12``."""
        return f"{self.sheet}!{column_letters(column)}{row + 1}"

    def evidence_cell(self, code: str) -> str | None:
        """Return the first cell of an entry's row in which evidence is shown; None where row or column is not there."""
        if code not in self.items and self.more:
            return self.part(code).evidence_cell(code) if self.part(code) is not self else None
        item, columns = self.items.get(code), self.layout.evidence_columns
        return None if item is None or not columns else f"{self._column_address(columns[0])}{item.row + 1}"

    def _column_address(self, column: int | None) -> str | None:
        return None if column is None else f"{self.sheet}!{column_letters(column)}"

    def answers(self, rubric: Rubric) -> dict[str, Given]:
        """Return what the unit (or the assessor) gave, by code: the input of scoring."""
        columns = [self.column(role) for role in _GIVEN]
        places = [self._column_address(column) or "" for column in columns[:_PLACED]]
        if not any(self.value(code, "choices") for code in rubric.questions if code in self.items):
            places[-1] = ""
        width = len(self.rows[0]) if self.rows else 0
        there = [width if column is None or column >= width else column for column in columns]
        take, whole = itemgetter(*there), width not in there
        shown_in = [column for column in self.layout.evidence_columns if column < width]
        judge = evidence_judge(rubric.evidence_words, rubric.no_evidence_texts)
        addresses = _addresses(tuple(places), len(self.rows))
        rows, items, questions, shared = self.rows, self.items, rubric.questions, self.shared
        uncomputed, given = self.uncomputed, {}
        for code, item in items.items():
            number, cells = item.row, rows[item.row]
            answer, shown, narrative, weight, choices, explanation = take(cells if whole else (*cells, ""))
            proof = NOTHING
            question = questions.get(code)
            if question is not None:
                proof = evidence_shown(cells, shown_in, judge)
                if number in shared:
                    proof = proof.and_(shared[number])
                for count in question.inputs:
                    if count.code in items:
                        proof = proof.and_(evidence_shown(rows[items[count.code].row], shown_in, judge))
            cell, shown_cell, narrative_cell, weight_cell, choices_cell = addresses[number]
            if code in self.marked:
                cell = self.cell(code)
            given[code] = Given._make((  # Given() itself takes twice as long
                visible(answer), cell, item.text, as_text(choices), as_text(explanation), narrative_text(narrative),
                narrative_cell, weight, weight_cell, proof.evidence, shown, shown_cell, choices_cell,
                number in uncomputed, proof.claims,
            ))  # fmt: skip
        if not items.keys() >= questions.keys():
            given.update(self._without_rows(rubric, given))
        for part in self.more:
            given = {**part.answers(rubric), **given}
        return given

    def _without_rows(self, rubric: Rubric, given: Mapping[str, Given]) -> Iterator[tuple[str, Given]]:
        """Yield the questions that have no row of their own but rows of their counts, with the evidence of these."""
        judge = evidence_judge(rubric.evidence_words, rubric.no_evidence_texts)
        for code, question in rubric.questions.items():
            there = [count.code for count in question.inputs if count.code in given]
            if code not in given and there:
                proof = NOTHING
                for count_code in there:
                    number = self.items[count_code].row
                    proof = proof.and_(evidence_shown(self.rows[number], self.layout.evidence_columns, judge))
                    proof = proof.and_(self.shared.get(number, NOTHING))
                yield code, Given(cell=given[there[0]].cell, evidence=proof.evidence, claims=proof.claims)


@lru_cache(maxsize=8)
def _addresses(places: tuple[str, ...], rows: int) -> list[list[str | None]]:
    """Return, for each row, its cells' addresses in the columns (``LKE ZI!K``); None for a column that is not there."""
    return [[(place + str(row)) if place else None for place in places] for row in range(1, rows + 1)]


def is_unanswered(value: CellValue, rubric: Rubric) -> bool:
    """Return whether an answer cell says nothing: it is empty, or holds what the rubric takes for that."""
    return value == "" or (isinstance(value, str) and value.strip(" .").lower() in {"", *rubric.unanswered_texts})
