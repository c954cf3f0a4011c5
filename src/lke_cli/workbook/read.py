"""Read a workbook under a rubric: the sheet that is the LKE, its layout, and the row of every question."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from lke_cli.answers import Given, squeeze
from lke_cli.errors import AbsentError, LkeError, UndecidedError
from lke_cli.findings import Finding, Severity
from lke_cli.numbers import parse_number
from lke_cli.record import record
from lke_cli.results import FRONT_MARK
from lke_cli.rubric import Input, Question, Role, Rubric, evidence_judge
from lke_cli.untrusted import one_line
from lke_cli.values import CellValue, as_text, visible
from lke_cli.workbook import rules
from lke_cli.workbook.columns import Columns
from lke_cli.workbook.columns.marks import MarkSet, marked, marked_column
from lke_cli.workbook.columns.texts import row_text
from lke_cli.workbook.elimination import by_elimination, elimination_findings
from lke_cli.workbook.layout import UNIT, Layout
from lke_cli.workbook.match import Match, TextRow, match_rows
from lke_cli.workbook.options import ReadSettings
from lke_cli.workbook.sheets import Area, Sheet, SpreadsheetFile, column_letters
from lke_cli.workbook.shown import NOTHING, Shown, beside_cells, broken_cells, evidence_shown, narrative_text
from lke_cli.workbook.spans import fill_merged, merged_answers
from lke_cli.workbook.undecided import (
    no_assessor,
    undecided_beneath,
    undecided_columns,
    undecided_formulas,
    undecided_sheets,
)
from lke_cli.workbook.words import SURE, Vocabulary

_FORMS_KEPT = 64
_LKE_SHARE = 0.35  # of the rubric's questions that a sheet must hold to be taken for an LKE
_FEW = 2  # questions that make a sheet a part of an LKE
_CHANCE = 0.1  # of a sheet's questions that may stand on another one too, by chance likeness of their texts
_MOST_SHEETS = 20  # that a message names
_NAMED = 5  # columns that a message names
_GIVEN: tuple[Role, ...] = ("answer", "score", "narrative", "weight", "choices", "explanation")
_PLACED = 5  # of these: the roles whose cells are named
_MERGED: tuple[Role, ...] = ("choices", "explanation", "narrative")
_FORM_ROLES: tuple[Role, ...] = ("weight", "choices")


class _Form(NamedTuple):
    """What is known of a form, the same for every unit that fills it in.

    items: the rows that hold entries of the rubric, by code, in row order; doubtful: those that a person should look
    at. unmatched: rows with a text that hold no entry. not_found: a finding per entry that has no row.
    """

    items: Mapping[str, Match] = {}
    doubtful: tuple[Match, ...] = ()
    unmatched: tuple[TextRow, ...] = ()
    not_found: tuple[Finding, ...] = ()
    questions: int = 0


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
        return any(code not in answers or _is_unanswered(answers[code].answer, rubric) for code in self._asked(rubric))

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
            if item.row in self.uncomputed or not (_is_unanswered(value, rubric) or (number and value in (0, "0"))):
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
                for each in there:
                    number = self.items[each].row
                    proof = proof.and_(evidence_shown(self.rows[number], self.layout.evidence_columns, judge))
                    proof = proof.and_(self.shared.get(number, NOTHING))
                yield code, Given(cell=given[there[0]].cell, evidence=proof.evidence, claims=proof.claims)


@lru_cache(maxsize=8)
def _addresses(places: tuple[str, ...], rows: int) -> list[list[str | None]]:
    """Return, for each row, its cells' addresses in the columns (``LKE ZI!K``); None for a column that is not there."""
    return [[(place + str(row)) if place else None for place in places] for row in range(1, rows + 1)]


def _is_unanswered(value: CellValue, rubric: Rubric) -> bool:
    return value == "" or (isinstance(value, str) and value.strip(" .").lower() in {"", *rubric.unanswered_texts})


class Reader:
    """Reads workbooks under one rubric; what it learns of the rubric's words serves every workbook."""

    def __init__(self, rubric: Rubric) -> None:
        self.rubric = rubric
        self._vocabulary = Vocabulary(rubric)
        self._columns = Columns(rubric, self._vocabulary)
        self._headers = self._columns.headers
        self._order = [*rubric.questions, *rubric.inputs]
        self._forms: dict[_Print, _Form] = {}

    def __reduce__(self) -> tuple[type["Reader"], tuple[Rubric]]:
        """To another process goes the rubric; what was learned of it is learned anew there."""
        return Reader, (self.rubric,)

    def read(
        self,
        path: Path,
        options: ReadSettings = ReadSettings(),  # noqa: B008 (a frozen value)
        *,
        sheet: str | None = None,
        assessor: str | None = None,
    ) -> Workbook:
        """Return a workbook as understood under the rubric.

        options: what the user has settled. sheet, assessor: short for options that settle just these.
        Raises LkeError where the file cannot be opened or no sheet is an LKE, UndecidedError where it could be read in
        two ways.
        """
        return self.read_opened(SpreadsheetFile(path), options, sheet=sheet, assessor=assessor)

    def read_opened(
        self,
        file: SpreadsheetFile,
        options: ReadSettings = ReadSettings(),  # noqa: B008 (a frozen value)
        *,
        sheet: str | None = None,
        assessor: str | None = None,
    ) -> Workbook:
        """Return a workbook that is open already, as ``read`` does."""
        if sheet is not None:
            options = replace(options, sheets=(sheet,))
        if assessor is not None:
            options = replace(options, assessor=assessor)
        understood, aside = self._understood(file, options)
        workbook = self._of(file, understood, aside, options)
        if workbook.assessor == UNIT:
            return workbook
        beneath = tuple(self._beneath(file, understood, workbook, options))
        if workbook.assessor not in self.rubric.assessors and not options.alone:
            self._refuse_contested(workbook, beneath)
        return replace(workbook, beneath=beneath, alone=options.alone)

    def _beneath(
        self, file: SpreadsheetFile, understood: "Sequence[_Understood]", top: Workbook, options: ReadSettings
    ) -> Iterator[Workbook]:
        """Yield a workbook as of those who come before an assessor and have answers in it, the nearest first.

        Raises UndecidedError where it is not known which these are, and the assessor leaves something to them.
        """
        order = [*self.rubric.assessors]
        before = order[: order.index(top.assessor)] if top.assessor in order else [UNIT]
        layouts = [each.layout for each in understood if each.layout is not None and each.form.questions]
        for whose in reversed(before):
            doubts = [doubt for layout in layouts if (doubt := layout.doubts.get(whose)) and doubt.kind != "elsewhere"]
            if doubts or any(whose in layout.answers for layout in layouts):
                try:
                    yield self._of(file, understood, (), replace(options, assessor=whose))
                except UndecidedError:
                    if top.leaves_blank(self.rubric):
                        raise

    def _refuse_contested(self, top: Workbook, beneath: Sequence[Workbook]) -> None:
        """Raise UndecidedError where an assessor whom the rubric does not name leaves cells empty that another one
        fills in otherwise than the unit: which of the two lies beneath is not known."""
        others = {who: column for who, column in top.layout.answers.items() if who not in (UNIT, top.assessor)}
        units = next((workbook.layout.answers[UNIT] for workbook in beneath if workbook.assessor == UNIT), None)
        for code in self._order:
            if code not in top.items or not _is_unanswered(top.value(code, "answer"), self.rubric):
                continue
            given = "" if units is None else squeeze(as_text(top.at(code, units)))
            for who, column in others.items():
                value = top.at(code, column)
                if not _is_unanswered(value, self.rubric) and squeeze(as_text(value)) != given:
                    raise undecided_beneath(top.path, top.assessor, who, (top.cell(code) or "", code))

    def _of(
        self, file: SpreadsheetFile, understood: "Sequence[_Understood]", aside: Sequence[str], options: ReadSettings
    ) -> Workbook:
        """Return a workbook as of the assessor whose answers are asked for."""
        path = file.path
        try:
            chosen, whose = self._choose(path, understood, options)
        except LkeError:
            file.refuse_too_large()
            raise
        _refuse_unused([each.sheet for each in chosen], {m.row for e in chosen for m in e.form.items.values()}, options)
        held = self._held(chosen, whose)
        main, *more = [self._workbook(file, each, codes, whose) for each, codes in zip(chosen, held, strict=True)]
        findings = self._findings(main, more, chosen, understood)
        twins = tuple(self._hidden_twins(file, aside, chosen[0]))
        workbook = replace(main, more=tuple(more), findings=(*twins, *findings))
        uncomputed = [cell for part in workbook.parts for cell in self._uncomputed(part)]
        if uncomputed:
            raise undecided_formulas(path, uncomputed)
        told = [*_too_large(file, workbook), *_of_the_file(file)]
        return replace(workbook, findings=(*workbook.findings, *told)) if told else workbook

    def look(self, path: Path, options: ReadSettings = ReadSettings()) -> Workbook:  # noqa: B008 (a frozen value)
        """Return how the likeliest sheet of a workbook is understood that could be read in two ways.

        Its answers are nobody's where that is what could not be decided. Raises LkeError where no sheet is an LKE.
        """
        file = SpreadsheetFile(path)
        understood, _ = self._understood(file, options)
        fit = [each for each in understood if each.layout is not None and each.form.questions]
        if not fit:
            raise AbsentError(_no_lke(path, understood, len(self.rubric.questions)))
        best = max(fit, key=lambda each: (not each.sheet.hidden, each.form.questions))
        whose = self._assessor(options.assessor, best.known) or options.assessor
        findings = (*self._doubtful(best.sheet, best.known, best.form.doubtful), *best.form.not_found)
        form = best.form
        return Workbook(file, best.sheet.name, best.sheet.rows, best.known, form.items, form.unmatched, findings, whose)

    def _understood(self, file: SpreadsheetFile, options: ReadSettings) -> "tuple[list[_Understood], list[str]]":
        """Return how a workbook's sheets are understood, and the names of hidden ones that need not be read.

        Raises LkeError where a sheet that is asked for is not there.
        """
        path = file.path
        for name in options.sheets:
            if name not in file.sheet_names:
                raise LkeError(f"Lembar '{name}' tidak ada di '{path.name}'; yang ada: {_named(file.sheet_names)}.")
        worksheets = file.worksheets()
        wanted = [name for name in worksheets if not options.sheets or name in options.sheets]
        seen = [name for name in wanted if not worksheets[name]]
        understood = [self._understand(sheet, options) for sheet in file.sheets(seen) if not _is_ours(sheet)]
        aside = [name for name in wanted if worksheets[name]]
        if aside and not self._is_whole(understood):
            understood += [self._understand(sheet, options) for sheet in file.sheets(aside)]
            aside = []
        understood = self._with_small(understood, options)
        return understood, aside

    def _is_whole(self, visible: "Sequence[_Understood]") -> bool:
        """Return whether nothing is left for hidden sheets to hold: visible ones hold nearly every question."""
        there = {
            code
            for understood in visible
            if understood.layout and understood.form.questions >= _FEW
            for code in understood.form.items
        }
        return sum(code not in there for code in self.rubric.questions) <= _FEW

    def _hidden_twins(self, file: SpreadsheetFile, names: Sequence[str], read: "_Understood") -> Iterator[Finding]:
        """Yield a finding per hidden sheet that begins as the one that is read; it is not read for that."""
        for name in names:
            try:
                rows = file.beginning(name).rows
            except LkeError:
                yield rules.HIDDEN_SHEET_UNREAD.at("Lembar tersembunyi '{sheet}' rusak dan tidak dibaca.", sheet=name)
                continue
            there = [code for code, match in read.form.items.items() if match.row < len(rows)]
            alike = self._columns.questions_in(rows)
            if alike >= max(_FEW, sum(code in self.rubric.questions for code in there) / 2):
                yield _hidden_twin(name, read.sheet.name)

    def _uncomputed(self, part: Workbook) -> Iterator[str]:
        """Yield the cells of answers that are formulas without a stored value, but for those that are computed from
        others: a percentage from its counts, a sum from its parts."""
        if not part.uncomputed:
            return
        given = {code for code, item in part.items.items() if item.row not in part.uncomputed}
        for code, question in self.rubric.questions.items():
            needed = [count.code for count in question.inputs if not _has_parts(count, question, given)]
            for each in needed or [code]:
                if each in part.items and each not in given:
                    yield part.cell(each) or ""

    def _assessor(self, wanted: str, layout: Layout) -> str | None:
        """Return the assessor whose answers a sheet has, whatever the case and by whichever of their names."""
        there = {*layout.answers, *layout.doubts}
        if wanted in there:
            return wanted
        titled = {
            layout.titles[column].lower(): who for who, column in layout.answers.items() if column in layout.titles
        }
        labelled = {a.label.lower(): who for who, a in self.rubric.assessors.items()}
        plain = " ".join(wanted.lower().split())
        named = (plain, plain.replace(" ", "-"), titled.get(plain), labelled.get(plain), self._headers.assessor(wanted))
        return next((who for who in named if who in there), None)

    def _with_small(self, understood: "list[_Understood]", options: ReadSettings) -> "list[_Understood]":
        """Return how sheets are read, those that hold a single question among them, where questions are missing."""
        there = {code for each in understood if each.layout for code in self._questions(each)}
        if there >= self.rubric.questions.keys():
            return understood
        found = []
        for each in understood:
            again = each
            if each.layout is None and each.sheet.rows and not each.sheet.hidden:
                again = self._understand(each.sheet, options, small=True)
                if not (set(again.form.items) & set(self.rubric.questions)) - there:
                    again = each
            found.append(again)
        return found

    def _understand(self, sheet: Sheet, options: ReadSettings, *, small: bool = False) -> "_Understood":
        """Return how a sheet is read; units that use the same form share which row is which question."""
        layout = self._columns.layout(sheet, options, small=small)
        if layout is None:
            return _Understood(sheet, None, _Form())
        layout = self._of_whom(sheet, layout)
        seen = _print(sheet.rows, layout)
        form = self._forms.get(seen)
        if form is None:
            if len(self._forms) >= _FORMS_KEPT:
                self._forms.clear()
            self._forms[seen] = form = self._form(_text_rows(sheet.rows, layout))
        return _Understood(sheet, layout, form)

    def _of_whom(self, sheet: Sheet, layout: Layout) -> Layout:
        """Return a layout whose answers are those of whom the sheet's name says, where no title says whose they are."""
        whose = self._headers.assessor(sheet.name)
        if whose is None or whose == UNIT or whose in layout.answers or UNIT not in layout.answers:
            return layout
        if self._headers.assessor(layout.titles.get(layout.answers[UNIT], "")) == UNIT:
            return layout

        def moved(found: Mapping[str, int]) -> dict[str, int]:
            return {whose if who == UNIT else who: column for who, column in found.items()}

        return replace(layout, answers=moved(layout.answers), scores=moved(layout.scores))

    def _form(self, rows: Sequence[TextRow]) -> _Form:
        matches = match_rows(rows, self.rubric, self._vocabulary)
        taken = {match.row for match in matches}
        items = {match.code: match for match in matches}
        return _Form(
            items,
            tuple([match for match in matches if match.doubtful]),
            tuple([row for row in rows if row.number not in taken]),
            tuple(self._not_found(items)),
            sum(code in self.rubric.questions for code in items),
        )

    def _choose(
        self, path: Path, understood: "Sequence[_Understood]", options: ReadSettings
    ) -> "tuple[list[_Understood], str]":
        """Return the sheets that are the LKE, the one with most questions first, and whose answers are read.

        Raises LkeError where there are none, UndecidedError where they could be read in two ways.
        """
        fit = [each for each in understood if each.form.questions and each.layout]
        visible = [each for each in fit if not each.sheet.hidden] or fit
        codes = {code for each in visible for code in each.form.items if code in self.rubric.questions}
        if len(codes) < (1 if options.sheets else max(1, _LKE_SHARE * len(self.rubric.questions))):
            raise AbsentError(_no_lke(path, understood, len(self.rubric.questions)))
        ranked = sorted(visible, key=lambda each: (self._headers.is_others(each.sheet.name), -each.form.questions))
        answered = [(each, whose) for each in ranked if (whose := self._assessor(options.assessor, each.known))]
        if not answered:
            raise no_assessor(path, ranked[0].sheet.name, options.assessor, ranked[0].known, self.rubric)
        whose = answered[0][1]
        main, *rest = self._filled([each for each, who in answered if who == whose], whose)
        chosen = [main]
        for each in rest:
            if self._goes_on(path, chosen, each, whose, told=len(options.sheets) > 1):
                chosen.append(each)
        for each in chosen:
            doubt = each.known.doubts.get(whose)
            if doubt is not None and doubt.kind == "elsewhere":
                raise no_assessor(path, each.sheet.name, options.assessor, each.known, self.rubric)
            if doubt is not None:
                raise undecided_columns(path, each.sheet, each.known, doubt, whose)
        return chosen, whose

    def _filled(self, sheets: "Sequence[_Understood]", whose: str) -> "list[_Understood]":
        """Return the sheets without guidance and blank copies: those without an answer whose questions others have."""
        if len(sheets) == 1:
            return list(sheets)
        filled = [
            understood
            for understood in sheets
            if understood.known.doubts.get(whose) or any(self._answers(understood, whose).values())
        ]
        there = {code for understood in filled for code in understood.form.items}
        blank = [
            understood
            for understood in sheets
            if understood not in filled and (not filled or self._questions(understood) - there)
        ]
        return [*filled, *blank] if filled else list(sheets)

    def _questions(self, each: "_Understood") -> set[str]:
        doubtful = {match.code for match in each.form.doubtful}
        return {code for code in each.form.items if code in self.rubric.questions and code not in doubtful}

    def _answers(self, each: "_Understood", whose: str) -> dict[str, str]:
        """Return what stands in the answer cells of a sheet's questions and counts, by code; ``""`` where nothing."""
        column = each.known.answers.get(whose)
        if column is None:
            return {}
        marks = _marks(each.known, whose)
        found = {}
        for code in (*self._questions(each), *(code for code in self.rubric.inputs if code in each.form.items)):
            row = each.sheet.rows[each.form.items[code].row]
            value = marked(row, marks) if marks else row[column]
            found[code] = "" if _is_unanswered(value, self.rubric) else squeeze(as_text(value))
        return found

    def _goes_on(
        self, path: Path, chosen: "Sequence[_Understood]", other: "_Understood", whose: str, *, told: bool
    ) -> bool:
        """Return whether the LKE goes on on another sheet. told: the user names the sheets that it is on.

        Raises UndecidedError where both say something else, or the other answers what is blank here.
        """
        there = {code: understood for understood in chosen for code in understood.form.items}
        answers = self._answers(other, whose)
        both = [code for code in self._order if code in answers and code in there]
        new = self._questions(other) - set(there)
        fills = False
        for code in both:
            first = there[code]
            given, again = self._answers(first, whose).get(code, ""), answers[code]
            fills = fills or (again != "" and given == "")
            doubted = first.known.doubts.get(whose) or other.known.doubts.get(whose)
            if doubted or (again and given != again and not (told and given == "")):
                others = [self._headers.is_others(understood.sheet.name) for understood in (first, other)]
                if others == [False, True]:
                    return False
                cells = {_answer_cell(each, code, whose): text for each, text in ((first, given), (other, again))}
                raise undecided_sheets(path, [first.sheet.name, other.sheet.name], code, cells, self.rubric)
        twice = [code for code in both if answers[code] and code in self.rubric.questions]
        return (told and fills) or (len(new) >= 1 and len(twice) <= max(_FEW, _CHANCE * len(new)))

    def _held(self, chosen: "Sequence[_Understood]", whose: str) -> "list[set[str]]":
        """Return the codes that are read of each sheet: of the first that answers them, else of the first."""
        if len(chosen) == 1:
            return [{*chosen[0].form.items}]
        held: list[set[str]] = [set() for _ in chosen]
        answers = [self._answers(understood, whose) for understood in chosen]
        for code in {code for understood in chosen for code in understood.form.items}:
            there = [n for n, each in enumerate(chosen) if code in each.form.items]
            held[next((n for n in there if answers[n].get(code)), there[0])].add(code)
        return held

    def _workbook(
        self,
        file: SpreadsheetFile,
        each: "_Understood",
        held: Collection[str],
        assessor: str,
    ) -> Workbook:
        """Return a sheet as understood. held: the codes that are read of it."""
        sheet, layout, form = each.sheet, each.known, each.form
        if len(held) < len(form.items):
            form = form._replace(
                items={code: item for code, item in form.items.items() if code in held},
                doubtful=tuple(match for match in form.doubtful if match.code in held),
            )
        marks, places = _marks(layout, assessor), dict[str, int]()
        if marks is not None:
            places = {code: marked_column(sheet.rows[item.row], marks) for code, item in form.items.items()}
            sheet = replace(sheet, rows=_with_marks(sheet.rows, marks, layout.answers[assessor], form))
        answer = layout.answers[assessor]
        merged = [layout.columns[role] for role in _MERGED if role in layout.columns]
        filled = fill_merged(sheet, answer, merged, _first_row(layout))
        left = self._by_elimination(form, filled.rows, answer)
        form = self._with_rows(form, left)
        findings = [
            *_header(sheet, layout),
            *_hidden(sheet, layout, form, assessor),
            *_columns_not_found(sheet, layout, self.rubric, assessor),
            *self._doubtful(sheet, layout, form.doubtful),
            *self._shortened(sheet, layout, form.items),
            *elimination_findings(left, sheet, layout.texts[0], self.rubric),
            *self._left_over(sheet, layout, form, assessor),
            *merged_answers(sheet, answer, filled, form.items),
            *self._struck(sheet, form, answer, places),
            *broken_cells(sheet, (item.row for item in form.items.values()), _claiming(layout)),
        ]
        judge = evidence_judge(self.rubric.evidence_words, self.rubric.no_evidence_texts)
        shared = beside_cells(sheet, layout.evidence_columns, judge)
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
            marked=places,
        )

    def _by_elimination(self, form: _Form, rows: Sequence[Sequence[CellValue]], answer: int) -> Mapping[str, Match]:
        if not form.unmatched or len(form.items) >= len(self._vocabulary.entries):
            return {}

        def given(number: int) -> CellValue:
            value = rows[number][answer] if answer < len(rows[number]) else ""
            return "" if isinstance(value, str) and not value.strip() else value

        return by_elimination(form.items, form.unmatched, given, self.rubric)

    def _with_rows(self, form: _Form, more: Mapping[str, Match]) -> _Form:
        """Return a form with more rows known than its texts told."""
        if not more:
            return form
        items = dict(sorted({**form.items, **more}.items(), key=lambda item: item[1].row))
        taken = {match.row for match in more.values()}
        unmatched = tuple(row for row in form.unmatched if row.number not in taken)
        return _Form(items, form.doubtful, unmatched, tuple(self._not_found(items)), form.questions)

    def _findings(
        self,
        main: Workbook,
        more: Sequence[Workbook],
        chosen: "Sequence[_Understood]",
        understood: "Sequence[_Understood]",
    ) -> tuple[Finding, ...]:
        """Return what is to be said of the sheets together: what was read of each, and what none of them holds."""
        parts = (main, *more)
        findings = [*self._passed(chosen, understood)]
        if more:
            findings.append(
                rules.SEVERAL_SHEETS.at(
                    "LKE ini terbagi di {count} lembar ({names}); dibaca sebagai satu.",
                    cells=[f"{part.sheet}!A1" for part in parts],
                    count=len(parts),
                    names=", ".join(part.sheet for part in parts),
                )
            )
        items = {code: item for part in parts for code, item in part.items.items()}
        known = chosen[0].form
        lost = known.not_found if not more and len(items) == len(known.items) else self._not_found(items)
        return (*findings, *main.findings, *lost, *(finding for part in more for finding in part.findings))

    def _passed(self, chosen: "Sequence[_Understood]", understood: "Sequence[_Understood]") -> Iterator[Finding]:
        """Yield a finding per sheet that was not read though questions of the LKE stand on it."""
        names = {each.sheet.name for each in chosen}
        items = {code for each in chosen for code in each.form.items}
        for each in understood:
            if each.sheet.name in names or each.layout is None:
                continue
            lacking = self._questions(each) - items
            if len(lacking) > (_FEW if each.sheet.hidden else 0):
                yield rules.QUESTIONS_ELSEWHERE.at(
                    "Lembar '{sheet}' memuat {count} pertanyaan yang tidak ada di lembar '{read}'; "
                    "hanya '{read}' yang dinilai.",
                    cell=f"{each.sheet.name}!A1",
                    sheet=each.sheet.name,
                    count=len(lacking),
                    read=chosen[0].sheet.name,
                )
            elif each.sheet.hidden and each.form.questions >= len(items) / 2:
                yield _hidden_twin(each.sheet.name, chosen[0].sheet.name)
            elif not each.sheet.hidden and each.form.questions >= len(items) / 2:
                yield rules.SHEET_PASSED.at(
                    "Lembar '{sheet}' memuat pertanyaan yang sama, tetapi tidak berisi jawaban yang berbeda; yang "
                    "dinilai '{read}'.",
                    cell=f"{each.sheet.name}!A1",
                    sheet=each.sheet.name,
                    read=chosen[0].sheet.name,
                )

    def _left_over(self, sheet: Sheet, layout: Layout, form: _Form, assessor: str) -> Iterator[Finding]:
        """Yield a finding per row that holds no entry, but an answer or allowed answers."""
        answer = layout.answers[assessor]
        for row in form.unmatched:
            cells = sheet.rows[row.number]
            given = as_text(cells[answer]) if answer < len(cells) else ""
            if not row.choices.strip() and not given:
                continue
            text, cell = one_line(row.text, 80), sheet.address(row.number, layout.texts[0])
            lost = f"; jawabannya '{one_line(given, 30)}' tidak dihitung" if given else ""
            likely = self._vocabulary.candidates(row.text)
            if likely and likely[0].similarity >= SURE and likely[0].entry.code in form.items:
                code = likely[0].entry.code
                read = sheet.rows[form.items[code].row][answer]
                differs = not _is_unanswered(given, self.rubric) and squeeze(given) != squeeze(as_text(read))
                yield rules.ROW_REPEATED.at(
                    "'{text}' sama dengan {code} {label}, yang dibaca di baris {row}{lost}.",
                    node=code,
                    cell=cell,
                    severity=Severity.ERROR if differs else None,
                    text=text,
                    code=code,
                    label=self.rubric.label(code),
                    row=form.items[code].row + 1,
                    lost=f"{lost}, padahal di sana '{one_line(as_text(read), 30)}'" if differs else lost,
                )
            else:
                yield rules.ROW_UNMATCHED.at(
                    "'{text}' tidak cocok dengan pertanyaan mana pun{lost}.", text=text, lost=lost, cell=cell
                )

    def _struck(self, sheet: Sheet, form: _Form, answer: int, places: Mapping[str, int]) -> Iterator[Finding]:
        """Yield a finding per answer that is crossed out. places: their columns, where they are marked in several."""
        for code, item in form.items.items() if sheet.struck else ():
            column = places.get(code, answer)
            value = sheet.rows[item.row][column]
            asked = code in self.rubric.questions or code in self.rubric.inputs
            if asked and (item.row, column) in sheet.struck and not _is_unanswered(value, self.rubric):
                yield rules.ANSWER_STRUCK.at(
                    "{code} {label}: jawabannya '{answer}' dicoret, tetapi masih tertulis; dihitung seperti tertulis.",
                    node=code,
                    cell=sheet.address(item.row, column),
                    code=code,
                    label=self.rubric.label(code),
                    answer=one_line(as_text(value), 30),
                )

    def _not_found(self, items: Mapping[str, Match]) -> list[Finding]:
        findings = []
        for code, question in self.rubric.questions.items():
            absent = [count for count in question.inputs if count.code not in items]
            if code not in items and question.inputs and not _lacking(question, items):
                findings.append(
                    rules.ROW_COMPUTED.at(
                        "{code} {label}: tidak punya baris sendiri; dihitung dari jumlahnya.",
                        node=code,
                        code=code,
                        label=question.label,
                    )
                )
            elif code not in items:
                findings.append(
                    rules.QUESTION_NOT_FOUND.at(
                        "{code} {label}: barisnya tidak ditemukan di lembar; dihitung 0.",
                        code=code,
                        label=question.label,
                        node=code,
                    )
                )
            findings.extend(
                rules.INPUT_NOT_FOUND.at(
                    "{code} {label}: barisnya tidak ditemukan.", node=code, code=count.code, label=count.label
                )
                for count in absent
                if not _has_parts(count, question, items)
            )
        return findings

    def _shortened(self, sheet: Sheet, layout: Layout, items: Mapping[str, Match]) -> Iterator[Finding]:
        """Yield a finding for the questions whose texts are without some of the form's telling words."""
        shorter = [match for match in items.values() if match.left_out and not match.doubtful]
        if shorter:
            said = [f"{match.code} tanpa '{' '.join(match.left_out)}'" for match in shorter[:_NAMED]]
            more = f", dan {len(shorter) - _NAMED} lainnya" if len(shorter) > _NAMED else ""
            yield rules.TEXT_SHORTENED.at(
                "{count} pertanyaan ditulis tanpa sebagian kata formulirnya, tetapi dibaca sebagai itu: {said}.",
                cells=[sheet.address(match.row, layout.texts[0]) for match in shorter],
                count=len(shorter),
                said=", ".join(said) + more,
            )

    def _doubtful(self, sheet: Sheet, layout: Layout, matches: Iterable[Match]) -> Iterator[Finding]:
        for match in matches:
            rival = f", tetapi mirip juga {match.rival} {self.rubric.label(match.rival)}" if match.rival else ""
            yield rules.DOUBTFUL_MATCH.at(
                "'{text}' dibaca sebagai {code} {label}{rival}.",
                text=one_line(match.text, 80),
                code=match.code,
                label=self.rubric.label(match.code),
                rival=rival,
                node=match.code,
                cell=sheet.address(match.row, layout.texts[0]),
            )


def _has_parts(each: Input, question: Question, items: Collection[str]) -> bool:
    """Return whether an input can be added up from others that have rows."""
    expression = each.sum_expression or each.default_expression
    return expression is not None and all(question.inputs_by_name[name].code in items for name in expression.names)


def _lacking(question: Question, items: Collection[str]) -> list[Input]:
    """Return the inputs that a ratio needs and that have neither a row nor parts with rows."""
    needed = [question.inputs_by_name[name] for name in question.required_inputs]
    return [count for count in needed if count.code not in items and not _has_parts(count, question, items)]


@record
class _Understood:
    sheet: Sheet
    layout: Layout | None
    form: _Form

    @property
    def known(self) -> Layout:
        """The layout of a sheet that has one."""
        assert self.layout is not None
        return self.layout


_Print = tuple[int, frozenset[int], tuple[CellValue | tuple[CellValue, ...], ...]]


def _print(rows: Sequence[Sequence[CellValue]], layout: Layout) -> _Print:
    """Return all of a sheet that says which row is which question: the same for every unit that fills in one form."""
    more = [layout.columns[role] for role in _FORM_ROLES if role in layout.columns]
    start = layout.first_row
    skipped = frozenset(row for row in layout.skipped if row >= start)
    return start, skipped, tuple(map(itemgetter(*layout.labels, *more), rows[start:]))


def _is_ours(sheet: Sheet) -> bool:
    """Return whether a sheet is the one that ``lke annotate`` put in front: it lists questions, and is no LKE."""
    return bool(sheet.rows) and as_text(sheet.rows[0][0]) == FRONT_MARK


def _marks(layout: Layout, whose: str) -> MarkSet | None:
    """Return the option columns in which somebody marks their answers, None where they write them."""
    options = layout.marks.get(whose)
    return None if options is None else MarkSet(whose, options, layout.numbers.get(whose))


def _with_marks(rows: Sequence[Sequence[CellValue]], marks: MarkSet, column: int, form: _Form) -> list[list[CellValue]]:
    """Return the rows with the answers that are marked written in one column."""
    written = [[*row] for row in rows]
    for item in form.items.values():
        written[item.row][column] = marked(rows[item.row], marks)
    return written


def _refuse_unused(sheets: Sequence[Sheet], rows: Collection[int], options: ReadSettings) -> None:
    """Raise LkeError where the user names a column or a header row that the sheets do not have.

    rows: of the entries.
    """
    name, width = sheets[0].name, max(len(sheet.rows[0]) for sheet in sheets)
    for choice in options.columns:
        if choice.column >= width:
            letters, last = column_letters(choice.column), column_letters(width - 1)
            raise LkeError(
                f"--column {choice.role}={letters}: lembar '{name}' tidak punya kolom {letters}; yang terakhir {last}."
            )
    if options.header_row is not None and not any(row > options.header_row for row in rows):
        raise LkeError(
            f"--header-row {options.header_row + 1}: tidak ada pertanyaan di bawah baris itu di lembar '{name}'; sebut "
            "nomor baris judul kolomnya."
        )


def _hidden_twin(sheet: str, read: str) -> Finding:
    return rules.HIDDEN_TWIN.at(
        "Lembar tersembunyi '{sheet}' juga tampak seperti LKE; yang dinilai '{read}'.",
        cell=f"{sheet}!A1",
        sheet=sheet,
        read=read,
    )


def _answer_cell(each: "_Understood", code: str, whose: str) -> str:
    return each.sheet.address(each.form.items[code].row, each.known.answers.get(whose, each.known.labels[-1]))


def _claiming(layout: Layout) -> tuple[int, ...]:
    """Return the columns in which a check box or an error stands for evidence."""
    narrative = layout.columns.get("narrative")
    return layout.evidence_columns if narrative is None else (narrative, *layout.evidence_columns)


def _first_row(layout: Layout) -> int:
    return layout.first_row


def _text_rows(rows: Sequence[Sequence[CellValue]], layout: Layout) -> list[TextRow]:
    text_rows = []
    weight_column, choices_column = layout.columns.get("weight"), layout.columns.get("choices")
    for number in range(layout.first_row, len(rows)):
        if number in layout.skipped:
            continue
        row = rows[number]
        text, marker = row_text(row, layout.texts, layout.labels)
        if text:
            weight = row[weight_column] if weight_column is not None else ""
            choices = row[choices_column] if choices_column is not None else ""
            stated = choices if isinstance(choices, str) else ""
            text_rows.append(TextRow(number, text, _bare(marker), _number(weight), stated))
    return text_rows


def _bare(marker: str) -> str:
    return marker.strip(" .()").lower()


def _number(value: CellValue) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value)
    parsed = parse_number(value) if value and isinstance(value, str) else None
    return parsed[0] if parsed else None


def _hidden(sheet: Sheet, layout: Layout, form: _Form, assessor: str) -> Iterator[Finding]:
    """Yield what is to be said of hidden columns and rows: those that were passed over, and those that count."""
    for column in layout.hidden:
        yield rules.HIDDEN_COLUMN.at(
            "Kolom {column} tersembunyi dan berisi jawaban; tidak dibaca. Yang dibaca: {read}.",
            cell=sheet.address(layout.first_row, column),
            column=one_line(layout.describe(column), 40),
            read=one_line(layout.describe(layout.answers[assessor]), 40),
        )
    if layout.answers[assessor] in sheet.hidden_columns:
        yield rules.HIDDEN_COLUMN.at(
            "Kolom jawaban yang dibaca, {column}, tersembunyi; tidak ada kolom jawaban lain.",
            cell=sheet.address(layout.first_row, layout.answers[assessor]),
            column=one_line(layout.describe(layout.answers[assessor]), 40),
        )
    if layout.twins:
        yield rules.HIDDEN_ROWS.at(
            "{count} baris tersembunyi memuat pertanyaan yang juga ada di baris yang terlihat; tidak dibaca.",
            cells=[sheet.address(row, layout.texts[0]) for row in layout.twins],
            count=len(layout.twins),
        )
    if not sheet.hidden_rows:
        return
    rows = {item.row for code, item in form.items.items() if "." in code} & sheet.hidden_rows
    for found, kind, severity in (
        (rows - sheet.filtered_rows, "tersembunyi", None),
        (rows & sheet.filtered_rows, "disembunyikan saringan (filter)", Severity.INFO),
    ):
        if found:
            yield rules.HIDDEN_ROWS.at(
                "{count} baris LKE {kind}; tetap dihitung.",
                cells=[sheet.address(row, layout.texts[0]) for row in sorted(found)],
                severity=severity,
                count=len(found),
                kind=kind,
            )


def _header(sheet: Sheet, layout: Layout) -> list[Finding]:
    if layout.header_row is not None:
        return [
            rules.ANSWERS_TWICE.at(
                "Kolom {describe} juga berisi jawaban, tetapi tidak dibaca; yang dibaca: {values}.",
                describe=one_line(layout.describe(column), 40),
                values=", ".join(layout.describe(answer) for answer in layout.answers.values()),
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
            "Lembar '{name}' tidak punya baris judul yang dikenal; dari isinya: {columns}.",
            name=sheet.name,
            columns=said,
            cell=f"{sheet.name}!A1",
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
        lost.append(
            f"Kolom bukti dukung tidak dikenali, dari judul maupun isinya; kolom yang tidak dipakai: {names}{more}"
        )
    for message in lost:
        yield rules.COLUMN_NOT_FOUND.at(
            "{sentence}.",
            sentence=message,
            cell=f"{sheet.name}!A{(layout.header_row or 0) + 1}",
            severity=None if assessor == UNIT else Severity.INFO,
        )


def _named(sheets: Sequence[str]) -> str:
    more = f", dan {len(sheets) - _MOST_SHEETS} lainnya" if len(sheets) > _MOST_SHEETS else ""
    return ", ".join(f"'{sheet}'" for sheet in sheets[:_MOST_SHEETS]) + more


def _too_large(file: SpreadsheetFile, workbook: Workbook) -> Iterator[Finding]:
    """Yield a finding per sheet that was passed over as too large."""
    for name in file.too_large:
        yield rules.SHEET_TOO_LARGE.at(
            "Lembar '{sheet}' terlalu besar untuk sebuah LKE dan tidak dibaca; yang dinilai '{read}'.",
            cell=f"{name}!A1",
            sheet=name,
            read=workbook.sheets,
        )


def _of_the_file(file: SpreadsheetFile) -> list[Finding]:
    """Return what is to be said of a file whatever its sheets hold."""
    path, findings = file.path, []
    if not file.shows_formulas:
        findings.append(
            rules.FORMULAS_UNREAD.at(
                "Rumus di '{file}' ({suffix}) tidak dapat dibaca, jadi keutuhannya tidak diperiksa.",
                file=path.name,
                suffix=path.suffix.lower(),
            )
        )
    if file.lacks_styles:
        findings.append(
            rules.STYLES_MISSING.at(
                "Bagian gaya (styles.xml) di '{file}' hilang: tanggal terbaca sebagai angka.", file=path.name
            )
        )
    fitting = (".xlsx", ".xlsm") if file.shows_formulas else (".xls", ".ods")
    if path.suffix.lower() not in fitting:
        findings.append(
            rules.WORKBOOK_MISNAMED.at(
                "'{file}' berisi workbook {fitting} walau namanya berakhiran lain; isinya yang dibaca.",
                file=path.name,
                fitting=" atau ".join(fitting),
            )
        )
    return findings


def _no_lke(path: Path, understood: "Sequence[_Understood]", questions: int) -> str:
    if not understood:
        return f"'{path.name}' tidak berisi lembar kerja; pilih berkas LKE."
    most = max(understood, key=lambda each: (each.form.questions, each.layout is not None))
    if most.form.questions == 0:
        return (
            f"'{path.name}' bukan LKE: tidak satu pun dari {questions} pertanyaan ditemukan; pilih berkas yang benar."
        )
    return (
        f"'{path.name}' bukan LKE menurut rubrik ini: yang paling mirip lembar '{most.sheet.name}' dengan "
        f"{most.form.questions} dari {questions} pertanyaan; pilih berkas lain, atau lembarnya dengan --sheet."
    )
