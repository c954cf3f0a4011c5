"""Read a workbook under a rubric: the sheet that is the LKE, its layout, and the row of every question."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from lke_cli.answers.given import Given
from lke_cli.errors import LkeError
from lke_cli.findings import Finding
from lke_cli.numbers import parse_number
from lke_cli.rubric.model import Role, Rubric
from lke_cli.untrusted import one_line
from lke_cli.values import CellValue, as_text
from lke_cli.workbook import rules
from lke_cli.workbook.guess import guess_layout
from lke_cli.workbook.layout import UNIT, Headers, Layout, find_layout
from lke_cli.workbook.match import Match, TextRow, match_rows
from lke_cli.workbook.sheets import Sheet, SpreadsheetFile, column_letters
from lke_cli.workbook.words import SURE, Vocabulary

_MARKER = re.compile(r"\s*\(?([A-Za-z]|[ivxIVX]{1,5}|\d{1,2}|-|–)\s*[.)]?\s*")
_LONGEST_MARKER = 8
_FORMS_KEPT = 64
_LKE_SHARE = 0.35  # of the rubric's questions that a sheet must hold to be taken for an LKE
_GIVEN: tuple[Role, ...] = ("answer", "score", "narrative", "weight", "choices", "explanation")
_PLACED = 5  # of these: the roles whose cells are named
_FORM_ROLES: tuple[Role, ...] = ("weight", "choices")
_LETTER = re.compile(r"[^\W\d_]")


class Item(NamedTuple):
    """A row that holds an entry of the rubric: its 0-based row number, its text, its cells, how sure the match is."""

    code: str
    row: int
    text: str
    similarity: float
    rival: str | None
    cells: Sequence[CellValue]


@dataclass(frozen=True, slots=True)
class Workbook:
    """How a workbook was understood.

    items: by code, in row order. unmatched: rows with a text that hold no entry. findings: what is doubtful or missing.
    heading: the rows above the table, where the unit's name often stands.
    """

    path: Path
    sheet: str
    layout: Layout
    items: Mapping[str, Item]
    unmatched: tuple[TextRow, ...]
    findings: tuple[Finding, ...]
    assessor: str
    heading: Sequence[Sequence[CellValue]] = ()

    def value(self, code: str, role: Role) -> CellValue:
        """Return a cell of an entry's row by role (the answer and score are the assessor's); ``""`` where not there."""
        column = self.column(role)
        return "" if column is None else self.at(code, column)

    def at(self, code: str, column: int) -> CellValue:
        """Return a cell of an entry's row by column; ``""`` where not there."""
        cells = self.items[code].cells
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
        item, column = self.items.get(code), self._column_address(self.column(role))
        return None if item is None or column is None else f"{column}{item.row + 1}"

    def _column_address(self, column: int | None) -> str | None:
        return None if column is None else f"{self.sheet}!{column_letters(column)}"

    def answers(self, rubric: Rubric) -> dict[str, Given]:
        """Return what the unit (or the assessor) gave, by code: the input of scoring."""
        columns = [self.column(role) for role in _GIVEN]
        places = [self._column_address(column) or "" for column in columns[:_PLACED]]
        if not any(self.value(code, "choices") for code in rubric.questions if code in self.items):
            places[-1] = ""
        width = len(next(iter(self.items.values())).cells) if self.items else 0
        take = itemgetter(*(width if column is None or column >= width else column for column in columns))
        shown_in = [column for column in self.layout.evidence_columns if column < width]
        given = {}
        for code, item in self.items.items():
            answer, shown, narrative, weight, choices, explanation = take((*item.cells, ""))
            evidence: tuple[str, ...] = ()
            question = rubric.questions.get(code)
            if question is not None:
                evidence = _evidence(item.cells, shown_in)
                for each in question.inputs:
                    if each.code in self.items:
                        evidence += _evidence(self.items[each.code].cells, shown_in)
            number = str(item.row + 1)
            cell, shown_cell, narrative_cell, weight_cell, choices_cell = [
                (place + number) if place else None for place in places
            ]
            given[code] = Given(
                answer,
                cell,
                item.text,
                as_text(choices),
                as_text(explanation),
                as_text(narrative),
                narrative_cell,
                weight,
                weight_cell,
                evidence,
                shown,
                shown_cell,
                choices_cell,
            )
        return given


def _evidence(cells: Sequence[CellValue], columns: Iterable[int]) -> tuple[str, ...]:
    """Return the texts that stand in the evidence columns of a row; a lone dash is none."""
    found = [as_text(cells[column]) for column in columns if cells[column] != ""]
    return tuple([text for text in found if text.strip(" -–.\n")]) if found else ()


class Reader:
    """Reads workbooks under one rubric; what it learns of the rubric's words serves every workbook."""

    def __init__(self, rubric: Rubric) -> None:
        self.rubric = rubric
        self._vocabulary = Vocabulary(rubric)
        self._headers = Headers(rubric)
        self._forms: dict[_Form, tuple[tuple[TextRow, ...], tuple[Match, ...]]] = {}

    def read(self, path: Path, *, sheet: str | None = None, assessor: str = UNIT) -> Workbook:
        """Return a workbook as understood under the rubric.

        sheet: the name of the sheet to take; found by content where None. assessor: whose answers are read.
        Raises LkeError where the file cannot be opened, no sheet is an LKE, or several are.
        """
        file = SpreadsheetFile(path)
        if sheet is not None and sheet not in file.sheet_names:
            names = ", ".join(f"'{name}'" for name in file.sheet_names)
            raise LkeError(f"Lembar '{sheet}' tidak ada di '{path.name}'; yang ada: {names}.")
        understood = [(each, self._understand(each)) for each in file.sheets() if sheet in (None, each.name)]
        chosen, layout, matches, rows = self._choose(path, understood, picked=sheet is not None)
        if assessor not in layout.answers:
            raise LkeError(_no_assessor(path, chosen.name, assessor, layout))
        return self._workbook(path, chosen, layout, matches, rows, understood, assessor)

    def _understand(self, sheet: Sheet) -> "_Understood":
        """Return how a sheet is read; units that use the same form share which row is which question."""
        layout = find_layout(sheet.rows, self._headers) or guess_layout(sheet.rows, self.rubric, self._vocabulary)
        if layout is None:
            return _Understood(None, (), ())
        form = _form(sheet.rows, layout)
        known = self._forms.get(form)
        if known is None:
            rows = tuple(_text_rows(sheet.rows, layout))
            known = rows, tuple(match_rows(rows, self.rubric, self._vocabulary))
            if len(self._forms) >= _FORMS_KEPT:
                self._forms.clear()
            self._forms[form] = known
        rows, matches = known
        return _Understood(layout, matches, rows)

    def _choose(
        self, path: Path, understood: "list[tuple[Sheet, _Understood]]", *, picked: bool
    ) -> "tuple[Sheet, Layout, tuple[Match, ...], tuple[TextRow, ...]]":
        counted = [(self._questions_in(each.matches), sheet, each) for sheet, each in understood]
        needed = 1 if picked else max(1, _LKE_SHARE * len(self.rubric.questions))
        fit = [entry for entry in counted if entry[0] >= needed and entry[2].layout is not None]
        if not fit:
            raise LkeError(_no_lke(path, counted, len(self.rubric.questions)))
        visible = [entry for entry in fit if not entry[1].hidden] or fit
        if len(visible) > 1:
            names = " dan ".join(f"'{entry[1].name}'" for entry in visible)
            raise LkeError(f"Lembar {names} di '{path.name}' sama-sama tampak seperti LKE; pilih dengan --sheet.")
        _, sheet, each = visible[0]
        assert each.layout is not None
        return sheet, each.layout, each.matches, each.rows

    def _questions_in(self, matches: Iterable[Match]) -> int:
        return sum(match.code in self.rubric.questions for match in matches)

    def _workbook(
        self,
        path: Path,
        sheet: Sheet,
        layout: Layout,
        matches: tuple[Match, ...],
        rows: tuple[TextRow, ...],
        understood: "list[tuple[Sheet, _Understood]]",
        assessor: str,
    ) -> Workbook:
        items = {
            m.code: Item(m.code, m.row.number, m.row.text, m.similarity, m.rival, sheet.rows[m.row.number])
            for m in matches
        }
        taken = {match.row.number for match in matches}
        unmatched = tuple(row for row in rows if row.number not in taken)
        findings = [
            *_header(sheet, layout),
            *self._not_found(items),
            *self._doubtful(sheet, layout, matches),
            *self._left_over(sheet, layout, unmatched, items, assessor),
        ]
        for other, each in understood:
            if other.name != sheet.name and other.hidden and self._questions_in(each.matches) >= len(items) / 2:
                findings.append(
                    rules.HIDDEN_TWIN.at(
                        f"Lembar tersembunyi '{other.name}' juga tampak seperti LKE; yang dinilai '{sheet.name}'.",
                        cell=f"{other.name}!A1",
                    )
                )
        top = layout.header_row
        if top is None:
            top = min((item.row for item in items.values()), default=0)
        heading = sheet.rows[:top]
        return Workbook(path, sheet.name, layout, items, unmatched, tuple(findings), assessor, heading)

    def _left_over(
        self, sheet: Sheet, layout: Layout, rows: Iterable[TextRow], items: Mapping[str, Item], assessor: str
    ) -> Iterator[Finding]:
        """Yield a finding per row that holds no entry, but an answer or allowed answers."""
        answer = layout.answers[assessor]
        for row in rows:
            cells = sheet.rows[row.number]
            given = as_text(cells[answer]) if answer < len(cells) else ""
            if not row.choices.strip() and not given:
                continue
            text, cell = one_line(row.text, 80), sheet.address(row.number, layout.labels[-1])
            lost = f"; jawabannya '{one_line(given, 30)}' tidak dihitung" if given else ""
            likely = self._vocabulary.candidates(row.text)
            if likely and likely[0].similarity >= SURE and likely[0].entry.code in items:
                code = likely[0].entry.code
                yield rules.ROW_REPEATED.at(
                    f"'{text}' sama dengan {code} {self.rubric.label(code)}, yang dibaca di baris "
                    f"{items[code].row + 1}{lost}.",
                    node=code,
                    cell=cell,
                )
            else:
                yield rules.ROW_UNMATCHED.at(f"'{text}' tidak cocok dengan pertanyaan mana pun{lost}.", cell=cell)

    def _not_found(self, items: Mapping[str, Item]) -> list[Finding]:
        found = []
        for code, question in self.rubric.questions.items():
            if code not in items:
                found.append(
                    rules.QUESTION_NOT_FOUND.at(
                        f"{code} {question.label}: barisnya tidak ditemukan di lembar; dihitung 0.", node=code
                    )
                )
            found.extend(
                rules.INPUT_NOT_FOUND.at(f"{each.code} {each.label}: barisnya tidak ditemukan.", node=code)
                for each in question.inputs
                if each.code not in items
            )
        return found

    def _doubtful(self, sheet: Sheet, layout: Layout, matches: Iterable[Match]) -> list[Finding]:
        found = []
        for match in matches:
            if match.doubtful:
                rival = f", tetapi mirip juga {match.rival} {self.rubric.label(match.rival)}" if match.rival else ""
                found.append(
                    rules.DOUBTFUL_MATCH.at(
                        f"'{one_line(match.row.text, 80)}' dibaca sebagai {match.code} "
                        f"{self.rubric.label(match.code)}{rival}.",
                        node=match.code,
                        cell=sheet.address(match.row.number, layout.labels[-1]),
                    )
                )
        return found


@dataclass(frozen=True, slots=True)
class _Understood:
    layout: Layout | None
    matches: tuple[Match, ...]
    rows: tuple[TextRow, ...]


_Form = tuple[int, tuple[tuple[CellValue, ...], ...]]


def _form(rows: Sequence[Sequence[CellValue]], layout: Layout) -> _Form:
    """Return all of a sheet that says which row is which question: the same for every unit that fills in one form."""
    more = [layout.columns[role] for role in _FORM_ROLES if role in layout.columns]
    start, columns = _first_row(layout), [*layout.labels, *more]
    return start, tuple([tuple([row[column] for column in columns]) for row in rows[start:]])


def _first_row(layout: Layout) -> int:
    return 0 if layout.header_row is None else layout.header_row + 1


def _text_rows(rows: Sequence[Sequence[CellValue]], layout: Layout) -> list[TextRow]:
    found = []
    weight_column, choices_column = layout.columns.get("weight"), layout.columns.get("choices")
    start = _first_row(layout)
    first, last = layout.labels[0], layout.labels[-1] + 1
    for number in range(start, len(rows)):
        row = rows[number]
        text = marker = ""
        for value in row[first:last]:
            if value and isinstance(value, str) and (value := value.strip()):
                if len(value) <= _LONGEST_MARKER and _MARKER.fullmatch(value):
                    marker = value
                elif len(value) > len(text) and _LETTER.search(value):
                    text = value
        if text:
            weight = row[weight_column] if weight_column is not None and weight_column < len(row) else ""
            choices = row[choices_column] if choices_column is not None and choices_column < len(row) else ""
            stated = choices if isinstance(choices, str) else ""
            found.append(TextRow(number, text, _bare(marker), _number(weight), stated))
    return found


def _bare(marker: str) -> str:
    return marker.strip(" .()").lower()


def _number(value: CellValue) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value)
    parsed = parse_number(value) if value and isinstance(value, str) else None
    return parsed[0] if parsed else None


def _header(sheet: Sheet, layout: Layout) -> list[Finding]:
    if layout.header_row is not None:
        return []
    named = {**{k: f"jawaban {k}" for k in layout.answers}, **{k: f"nilai {k}" for k in layout.scores}}
    columns = [*layout.answers.values(), *layout.scores.values()]
    said = ", ".join(f"{name} di kolom {column_letters(c)}" for name, c in zip(named.values(), columns, strict=False))
    return [
        rules.HEADER_NOT_FOUND.at(
            f"Lembar '{sheet.name}' tidak punya baris judul yang dikenal; dari isinya: {said}.", cell=f"{sheet.name}!A1"
        )
    ]


def _no_lke(path: Path, counted: "list[tuple[int, Sheet, _Understood]]", questions: int) -> str:
    if not counted:
        return f"'{path.name}' tidak berisi lembar kerja; pilih berkas LKE."
    count, sheet, _ = max(counted, key=lambda entry: (entry[0], entry[2].layout is not None))
    if count == 0:
        return (
            f"'{path.name}' bukan LKE: tidak satu pun dari {questions} pertanyaan ditemukan; pilih berkas yang benar."
        )
    return (
        f"'{path.name}' bukan LKE menurut rubrik ini: yang paling mirip lembar '{sheet.name}' dengan {count} dari "
        f"{questions} pertanyaan; pilih berkas lain, atau lembarnya dengan --sheet."
    )


def _no_assessor(path: Path, sheet: str, assessor: str, layout: Layout) -> str:
    known = ", ".join(layout.answers)
    return f"Jawaban '{assessor}' tidak ada di lembar '{sheet}' dari '{path.name}'; yang ada: {known}."
