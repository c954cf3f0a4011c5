"""Read a workbook under a rubric: the sheet that is the LKE, its layout, and the row of every question."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from lke_cli.answers.given import Given
from lke_cli.errors import LkeError
from lke_cli.findings import Finding, Severity
from lke_cli.numbers import parse_number
from lke_cli.rubric.model import Input, Question, Role, Rubric
from lke_cli.untrusted import one_line
from lke_cli.values import CellValue, as_text, visible
from lke_cli.workbook import rules
from lke_cli.workbook.elimination import by_elimination, elimination_findings
from lke_cli.workbook.guess import guess_layout
from lke_cli.workbook.layout import UNIT, Headers, Layout, find_layout
from lke_cli.workbook.match import Match, TextRow, match_rows
from lke_cli.workbook.sheets import Area, Sheet, SpreadsheetFile, column_letters
from lke_cli.workbook.shown import beside_texts, claims_only, evidence_texts, narrative_text
from lke_cli.workbook.spans import fill_merged, merged_answers
from lke_cli.workbook.words import SURE, Vocabulary

_MARKER = re.compile(r"\s*\(?([A-Za-z]|[ivxIVX]{1,5}|\d{1,2}|-|–)\s*[.)]?\s*")
_LONGEST_MARKER = 8
_FORMS_KEPT = 64
_LKE_SHARE = 0.35  # of the rubric's questions that a sheet must hold to be taken for an LKE
_ELSEWHERE = 3  # questions on another sheet, from which it is a part of the LKE and no chance likeness
_ONCE = 0.9  # of the questions on several sheets that must stand on one of them alone
_NAMED = 5  # columns that a message names
_GIVEN: tuple[Role, ...] = ("answer", "score", "narrative", "weight", "choices", "explanation")
_PLACED = 5  # of these: the roles whose cells are named
_MERGED: tuple[Role, ...] = ("choices", "explanation", "narrative")
_FORM_ROLES: tuple[Role, ...] = ("weight", "choices")
_LETTER = re.compile(r"[^\W\d_]")


class Form(NamedTuple):
    """What is known of a form, the same for every unit that fills it in.

    items: the rows that hold entries of the rubric, by code, in row order; doubtful: those that a person should look
    at. unmatched: rows with a text that hold no entry. not_found: a finding per entry that has no row.
    """

    items: Mapping[str, Match] = {}
    doubtful: tuple[Match, ...] = ()
    unmatched: tuple[TextRow, ...] = ()
    not_found: tuple[Finding, ...] = ()
    questions: int = 0


@dataclass(frozen=True, slots=True)
class Workbook:
    """How a workbook was understood.

    rows: its cells, all rows of one width. items: by code, in row order. unmatched: rows with a text that hold no
    entry. findings: what is doubtful or missing. shared: texts of evidence cells that are merged over several rows, by
    row below the first. merges: the sheet's merged areas. uncomputed: rows whose answer is a formula without a value.
    """

    file: SpreadsheetFile
    sheet: str
    rows: Sequence[Sequence[CellValue]]
    layout: Layout
    items: Mapping[str, Match]
    unmatched: tuple[TextRow, ...]
    findings: tuple[Finding, ...]
    assessor: str
    shared: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    merges: Sequence[Area] = ()
    uncomputed: frozenset[int] = frozenset()

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

    def value(self, code: str, role: Role) -> CellValue:
        """Return a cell of an entry's row by role (the answer and score are the assessor's); ``""`` where not there."""
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
        width = len(self.rows[0]) if self.rows else 0
        there = [width if column is None or column >= width else column for column in columns]
        take, whole = itemgetter(*there), width not in there
        shown_in = [column for column in self.layout.evidence_columns if column < width]
        nothing = rubric.no_evidence_texts
        addresses = _addresses(tuple(places), len(self.rows))
        rows, items, questions, shared = self.rows, self.items, rubric.questions, self.shared
        uncomputed, given = self.uncomputed, {}
        for code, item in items.items():
            number, cells = item.row, rows[item.row]
            answer, shown, narrative, weight, choices, explanation = take(cells if whole else (*cells, ""))
            evidence: tuple[str, ...] = ()
            question = questions.get(code)
            if question is not None:
                evidence = evidence_texts(cells, shown_in, nothing)
                if number in shared:
                    evidence += shared[number]
                for each in question.inputs:
                    if each.code in items:
                        evidence += evidence_texts(rows[items[each.code].row], shown_in, nothing)
            cell, shown_cell, narrative_cell, weight_cell, choices_cell = addresses[number]
            given[code] = Given._make((  # Given() itself takes twice as long
                visible(answer), cell, item.text, as_text(choices), as_text(explanation), narrative_text(narrative),
                narrative_cell, weight, weight_cell, evidence, shown, shown_cell, choices_cell,
                number in uncomputed,
            ))  # fmt: skip
        if len(items) < len(questions) + len(rubric.inputs) + len(rubric.nodes):
            given.update(self._without_rows(rubric, given))
        return given

    def _without_rows(self, rubric: Rubric, given: Mapping[str, Given]) -> Iterator[tuple[str, Given]]:
        """Yield the questions that have no row of their own but rows of their counts, with the evidence of these."""
        nothing = rubric.no_evidence_texts
        for code, question in rubric.questions.items():
            there = [each.code for each in question.inputs if each.code in given]
            if code not in given and there:
                evidence: tuple[str, ...] = ()
                for each in there:
                    number = self.items[each].row
                    evidence += evidence_texts(self.rows[number], self.layout.evidence_columns, nothing)
                    evidence += self.shared.get(number, ())
                yield code, Given(cell=given[there[0]].cell, evidence=evidence)


@lru_cache(maxsize=8)
def _addresses(places: tuple[str, ...], rows: int) -> list[list[str | None]]:
    """Return, for each row, its cells' addresses in the columns (``LKE ZI!K``); None for a column that is not there."""
    return [[(place + str(row)) if place else None for place in places] for row in range(1, rows + 1)]


class Reader:
    """Reads workbooks under one rubric; what it learns of the rubric's words serves every workbook."""

    def __init__(self, rubric: Rubric) -> None:
        self.rubric = rubric
        self._vocabulary = Vocabulary(rubric)
        self._headers = Headers(rubric)
        self._forms: dict[_Print, Form] = {}

    def __reduce__(self) -> tuple[type["Reader"], tuple[Rubric]]:
        """To another process goes the rubric; what was learned of it is learned anew there."""
        return Reader, (self.rubric,)

    def read(self, path: Path, *, sheet: str | None = None, assessor: str = UNIT) -> Workbook:
        """Return a workbook as understood under the rubric.

        sheet: the name of the sheet to take; found by content where None. assessor: whose answers are read, by the
        rubric's name of them or as the sheet's header says (``TPI``, ``Jawaban Inspektorat``).
        Raises LkeError where the file cannot be opened, no sheet is an LKE, or several are.
        """
        return self.read_opened(SpreadsheetFile(path), sheet=sheet, assessor=assessor)

    def read_opened(self, file: SpreadsheetFile, *, sheet: str | None = None, assessor: str = UNIT) -> Workbook:
        """Return a workbook that is open already, as ``read`` does."""
        path = file.path
        if sheet is not None and sheet not in file.sheet_names:
            names = ", ".join(f"'{name}'" for name in file.sheet_names)
            raise LkeError(f"Lembar '{sheet}' tidak ada di '{path.name}'; yang ada: {names}.")
        understood = [(each, self._understand(each)) for each in file.sheets() if sheet in (None, each.name)]
        chosen, layout, form = self._choose(path, understood, picked=sheet is not None)
        whose = self._assessor(assessor, layout)
        if whose is None:
            raise LkeError(_no_assessor(path, chosen.name, assessor, layout, self.rubric))
        workbook = self._workbook(file, chosen, layout, form, understood, whose)
        more = _of_the_file(file)
        return replace(workbook, findings=(*workbook.findings, *more)) if more else workbook

    def _assessor(self, wanted: str, layout: Layout) -> str | None:
        """Return the assessor whose answers a sheet has, whatever the case and by whichever of their names."""
        if wanted in layout.answers:
            return wanted
        titled = {
            layout.titles[column].lower(): who for who, column in layout.answers.items() if column in layout.titles
        }
        labelled = {a.label.lower(): who for who, a in self.rubric.assessors.items()}
        plain = " ".join(wanted.lower().split())
        named = (plain, plain.replace(" ", "-"), titled.get(plain), labelled.get(plain), self._headers.assessor(wanted))
        return next((who for who in named if who in layout.answers), None)

    def _understand(self, sheet: Sheet) -> "_Understood":
        """Return how a sheet is read; units that use the same form share which row is which question."""
        layout = find_layout(sheet.rows, self._headers) or guess_layout(sheet.rows, self._headers, self._vocabulary)
        if layout is None:
            return _Understood(None, Form())
        seen = _print(sheet.rows, layout)
        form = self._forms.get(seen)
        if form is None:
            if len(self._forms) >= _FORMS_KEPT:
                self._forms.clear()
            self._forms[seen] = form = self._form(_text_rows(sheet.rows, layout))
        return _Understood(layout, form)

    def _form(self, rows: Sequence[TextRow]) -> Form:
        matches = match_rows(rows, self.rubric, self._vocabulary)
        taken = {match.row for match in matches}
        items = {match.code: match for match in matches}
        return Form(
            items,
            tuple([match for match in matches if match.doubtful]),
            tuple([row for row in rows if row.number not in taken]),
            tuple(self._not_found(items)),
            sum(code in self.rubric.questions for code in items),
        )

    def _choose(
        self, path: Path, understood: "list[tuple[Sheet, _Understood]]", *, picked: bool
    ) -> tuple[Sheet, Layout, Form]:
        counted = [(each.form.questions, sheet, each) for sheet, each in understood]
        needed = 1 if picked else max(1, _LKE_SHARE * len(self.rubric.questions))
        fit = [entry for entry in counted if entry[0] >= needed and entry[2].layout is not None]
        if not fit:
            raise LkeError(_no_lke(path, counted, len(self.rubric.questions)))
        visible = [entry for entry in fit if not entry[1].hidden] or fit
        if len(visible) > 1 and self._disjoint([entry[2] for entry in visible]):
            visible = [max(visible, key=lambda entry: entry[0])]  # one LKE in parts; the finding says where the rest is
        if len(visible) > 1:
            names = " dan ".join(f"'{entry[1].name}'" for entry in visible)
            raise LkeError(f"Lembar {names} di '{path.name}' sama-sama tampak seperti LKE; pilih dengan --sheet.")
        _, sheet, each = visible[0]
        assert each.layout is not None
        return sheet, each.layout, each.form

    def _disjoint(self, sheets: "Sequence[_Understood]") -> bool:
        """Return whether no question stands on two of several sheets."""
        codes = [code for each in sheets for code in each.form.items if code in self.rubric.questions]
        return len(set(codes)) >= _ONCE * len(codes)

    def _workbook(
        self,
        file: SpreadsheetFile,
        sheet: Sheet,
        layout: Layout,
        form: Form,
        understood: "list[tuple[Sheet, _Understood]]",
        assessor: str,
    ) -> Workbook:
        answer = layout.answers[assessor]
        merged = [layout.columns[role] for role in _MERGED if role in layout.columns]
        filled = fill_merged(sheet, answer, merged, _first_row(layout))
        left = self._by_elimination(form, filled.rows, answer)
        form = self._with_rows(form, left)
        findings = [
            *_header(sheet, layout),
            *_columns_not_found(sheet, layout, self.rubric, assessor),
            *self._elsewhere(sheet, form.items, understood),
            *form.not_found,
            *self._doubtful(sheet, layout, form.doubtful),
            *elimination_findings(left, sheet, layout.labels[-1], self.rubric),
            *self._left_over(sheet, layout, form, assessor),
            *merged_answers(sheet, answer, filled, form.items),
            *claims_only(sheet, (item.row for item in form.items.values()), _claiming(layout)),
        ]
        for other, each in understood:
            if other.name != sheet.name and other.hidden and each.form.questions >= len(form.items) / 2:
                findings.append(
                    rules.HIDDEN_TWIN.at(
                        f"Lembar tersembunyi '{other.name}' juga tampak seperti LKE; yang dinilai '{sheet.name}'.",
                        cell=f"{other.name}!A1",
                    )
                )
        shared = beside_texts(sheet, layout.evidence_columns, self.rubric.no_evidence_texts)
        return Workbook(
            file,
            sheet.name,
            filled.rows,
            layout,
            form.items,
            form.unmatched,
            tuple(findings),
            assessor,
            shared,
            sheet.merges,
            frozenset(row for row, column in sheet.uncomputed if column == answer),
        )

    def _by_elimination(self, form: Form, rows: Sequence[Sequence[CellValue]], answer: int) -> Mapping[str, Match]:
        if not form.unmatched or len(form.items) >= len(self._vocabulary.entries):
            return {}

        def given(number: int) -> CellValue:
            value = rows[number][answer] if answer < len(rows[number]) else ""
            return "" if isinstance(value, str) and not value.strip() else value

        return by_elimination(form.items, form.unmatched, given, self.rubric)

    def _with_rows(self, form: Form, more: Mapping[str, Match]) -> Form:
        """Return a form with more rows known than its texts told."""
        if not more:
            return form
        items = dict(sorted({**form.items, **more}.items(), key=lambda item: item[1].row))
        taken = {match.row for match in more.values()}
        unmatched = tuple(row for row in form.unmatched if row.number not in taken)
        return Form(items, form.doubtful, unmatched, tuple(self._not_found(items)), form.questions)

    def _elsewhere(
        self, sheet: Sheet, items: Mapping[str, Match], understood: "list[tuple[Sheet, _Understood]]"
    ) -> Iterator[Finding]:
        """Yield a finding per other visible sheet that holds questions which this one lacks."""
        for other, each in understood:
            if other.name == sheet.name or other.hidden or each.layout is None:
                continue
            there = {code for code, match in each.form.items.items() if not match.doubtful} & set(self.rubric.questions)
            lacking = there - set(items)
            if len(lacking) >= _ELSEWHERE:
                yield rules.QUESTIONS_ELSEWHERE.at(
                    f"Lembar '{other.name}' memuat {len(lacking)} pertanyaan yang tidak ada di lembar '{sheet.name}'; "
                    f"hanya '{sheet.name}' yang dinilai.",
                    cell=f"{other.name}!A1",
                )

    def _left_over(self, sheet: Sheet, layout: Layout, form: Form, assessor: str) -> Iterator[Finding]:
        """Yield a finding per row that holds no entry, but an answer or allowed answers."""
        answer = layout.answers[assessor]
        for row in form.unmatched:
            cells = sheet.rows[row.number]
            given = as_text(cells[answer]) if answer < len(cells) else ""
            if not row.choices.strip() and not given:
                continue
            text, cell = one_line(row.text, 80), sheet.address(row.number, layout.labels[-1])
            lost = f"; jawabannya '{one_line(given, 30)}' tidak dihitung" if given else ""
            likely = self._vocabulary.candidates(row.text)
            if likely and likely[0].similarity >= SURE and likely[0].entry.code in form.items:
                code = likely[0].entry.code
                yield rules.ROW_REPEATED.at(
                    f"'{text}' sama dengan {code} {self.rubric.label(code)}, yang dibaca di baris "
                    f"{form.items[code].row + 1}{lost}.",
                    node=code,
                    cell=cell,
                )
            else:
                yield rules.ROW_UNMATCHED.at(f"'{text}' tidak cocok dengan pertanyaan mana pun{lost}.", cell=cell)

    def _not_found(self, items: Mapping[str, Match]) -> list[Finding]:
        found = []
        for code, question in self.rubric.questions.items():
            absent = [each for each in question.inputs if each.code not in items]
            if code not in items and question.inputs and not _lacking(question, items):
                found.append(
                    rules.ROW_COMPUTED.at(
                        "{code} {label}: tidak punya baris sendiri; dihitung dari jumlahnya.",
                        node=code,
                        code=code,
                        label=question.label,
                    )
                )
            elif code not in items:
                found.append(
                    rules.QUESTION_NOT_FOUND.at(
                        f"{code} {question.label}: barisnya tidak ditemukan di lembar; dihitung 0.", node=code
                    )
                )
            found.extend(
                rules.INPUT_NOT_FOUND.at(
                    "{code} {label}: barisnya tidak ditemukan.", node=code, code=each.code, label=each.label
                )
                for each in absent
                if not _has_parts(each, question, items)
            )
        return found

    def _doubtful(self, sheet: Sheet, layout: Layout, matches: Iterable[Match]) -> Iterator[Finding]:
        for match in matches:
            rival = f", tetapi mirip juga {match.rival} {self.rubric.label(match.rival)}" if match.rival else ""
            yield rules.DOUBTFUL_MATCH.at(
                f"'{one_line(match.text, 80)}' dibaca sebagai {match.code} {self.rubric.label(match.code)}{rival}.",
                node=match.code,
                cell=sheet.address(match.row, layout.labels[-1]),
            )


def _has_parts(each: Input, question: Question, items: Collection[str]) -> bool:
    """Return whether an input can be added up from others that have rows."""
    expression = each.sum_expression or each.default_expression
    return expression is not None and all(question.inputs_by_name[name].code in items for name in expression.names)


def _lacking(question: Question, items: Collection[str]) -> list[Input]:
    """Return the inputs that a ratio needs and that have neither a row nor parts with rows."""
    needed = [question.inputs_by_name[name] for name in question.required_inputs]
    return [each for each in needed if each.code not in items and not _has_parts(each, question, items)]


@dataclass(frozen=True, slots=True)
class _Understood:
    layout: Layout | None
    form: Form


_Print = tuple[int, tuple[CellValue | tuple[CellValue, ...], ...]]


def _print(rows: Sequence[Sequence[CellValue]], layout: Layout) -> _Print:
    """Return all of a sheet that says which row is which question: the same for every unit that fills in one form."""
    more = [layout.columns[role] for role in _FORM_ROLES if role in layout.columns]
    start = _first_row(layout)
    return start, tuple(map(itemgetter(*layout.labels, *more), rows[start:]))


def _claiming(layout: Layout) -> tuple[int, ...]:
    """Return the columns in which a check box or an error stands for evidence."""
    narrative = layout.columns.get("narrative")
    return layout.evidence_columns if narrative is None else (narrative, *layout.evidence_columns)


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
        return [
            rules.ANSWERS_TWICE.at(
                f"Kolom {one_line(layout.describe(column), 40)} juga berisi jawaban, tetapi tidak dibaca; yang dibaca: "
                f"{', '.join(layout.describe(each) for each in layout.answers.values())}.",
                cell=sheet.address(layout.header_row, column),
            )
            for column in layout.rivals
        ]
    columns = [
        *((f"jawaban {who}", column) for who, column in layout.answers.items()),
        *((f"nilai {who}", column) for who, column in layout.scores.items()),
    ]
    said = ", ".join(f"{name} di kolom {column_letters(column)}" for name, column in columns)
    if layout.rivals:
        others = " dan ".join(column_letters(column) for column in layout.rivals)
        said += f"; kolom {others} juga tampak berisi jawaban, tetapi tidak dibaca"
    return [
        rules.HEADER_NOT_FOUND.at(
            f"Lembar '{sheet.name}' tidak punya baris judul yang dikenal; dari isinya: {said}.", cell=f"{sheet.name}!A1"
        )
    ]


def _columns_not_found(sheet: Sheet, layout: Layout, rubric: Rubric, assessor: str) -> Iterator[Finding]:
    """Yield a finding per column of the rubric's form that is not there, and what is not looked at without it."""
    lost: list[str] = []
    if assessor not in layout.scores and "score" in rubric.headers:
        whose = "" if assessor == UNIT else f" {assessor}"
        lost.append(f"Kolom nilai{whose} tidak dikenali; nilai yang tampak di berkas tidak dibandingkan")
    if "choices" not in layout.columns and "choices" in rubric.headers:
        lost.append("Kolom pilihan jawaban tidak dikenali; isinya tidak diperiksa")
    if "weight" not in layout.columns and "weight" in rubric.headers:
        lost.append("Kolom bobot tidak dikenali; bobot di berkas tidak diperiksa")
    if not layout.evidence_columns and layout.unused:
        names = ", ".join(one_line(layout.describe(column), 40) for column in layout.unused[:_NAMED])
        more = f", dan {len(layout.unused) - _NAMED} lainnya" if len(layout.unused) > _NAMED else ""
        lost.append(f"Kolom eviden tidak dikenali, dari judul maupun isinya; kolom yang tidak dipakai: {names}{more}")
    for message in lost:
        yield rules.COLUMN_NOT_FOUND.at(
            f"{message}.",
            cell=f"{sheet.name}!A{(layout.header_row or 0) + 1}",
            severity=None if assessor == UNIT else Severity.INFO,
        )


def _of_the_file(file: SpreadsheetFile) -> list[Finding]:
    """Return what is to be said of a file whatever its sheets hold."""
    path, found = file.path, []
    if not file.shows_formulas:
        found.append(
            rules.FORMULAS_UNREAD.at(
                "Rumus di '{file}' ({suffix}) tidak dapat dibaca, jadi keutuhannya tidak diperiksa.",
                file=path.name,
                suffix=path.suffix.lower(),
            )
        )
    fitting = (".xlsx", ".xlsm") if file.shows_formulas else (".xls", ".ods")
    if path.suffix.lower() not in fitting:
        found.append(
            rules.WORKBOOK_MISNAMED.at(
                "'{file}' berisi workbook {fitting} walau namanya berakhiran lain; isinya yang dibaca.",
                file=path.name,
                fitting=" atau ".join(fitting),
            )
        )
    return found


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


def _no_assessor(path: Path, sheet: str, assessor: str, layout: Layout, rubric: Rubric) -> str:
    known = ", ".join(f"{who} di kolom {layout.describe(column)}" for who, column in layout.answers.items())
    where = f"di lembar '{sheet}' dari '{path.name}'"
    if assessor != UNIT:
        return f"Jawaban '{assessor}' tidak ada {where}; yang ada: {known}."
    unused = ", ".join(one_line(layout.describe(column), 40) for column in layout.unused[:_NAMED])
    others = f", dan kolom yang tidak dikenali: {unused}" if unused else ""
    title = rubric.titles["answer"][0]
    return (
        f"Kolom jawaban unit tidak dikenali {where}: yang ada: {known}{others}; beri judul '{title}' pada kolom isian "
        "unit, atau pilih penilai lain dengan --assessor."
    )
