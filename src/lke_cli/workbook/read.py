"""Read a workbook under a rubric: the sheet that is the LKE, its layout, and the row of every question."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from lke_cli.answers import squeeze
from lke_cli.errors import AbsentError, LkeError, UndecidedError
from lke_cli.findings import Finding
from lke_cli.results import FRONT_MARK
from lke_cli.rubric import Role, Rubric, evidence_judge
from lke_cli.values import CellValue, as_text
from lke_cli.workbook import rules
from lke_cli.workbook.book import Workbook, is_unanswered
from lke_cli.workbook.choice import FEW, Choice, no_lke
from lke_cli.workbook.columns import Columns
from lke_cli.workbook.columns.marks import MarkSet, marked, marked_column
from lke_cli.workbook.elimination import by_elimination, elimination_findings
from lke_cli.workbook.form import (
    Fingerprint,
    SheetForm,
    Understood,
    fingerprint,
    has_parts,
    marks_of,
    not_found,
    sheet_form,
    text_rows,
    with_rows,
)
from lke_cli.workbook.layout import UNIT, Layout
from lke_cli.workbook.match import Match
from lke_cli.workbook.options import ReadSettings
from lke_cli.workbook.sheet_findings import (
    answered_again,
    columns_not_found,
    doubtful_rows,
    file_findings,
    header_findings,
    hidden_places,
    hidden_twin,
    left_over,
    sheets_too_large,
    shortened_texts,
    struck_answers,
)
from lke_cli.workbook.sheets import Sheet, SpreadsheetFile, column_letters
from lke_cli.workbook.shown import beside_cells, broken_cells
from lke_cli.workbook.spans import fill_merged, merged_answers
from lke_cli.workbook.undecided import undecided_beneath, undecided_formulas, undecided_twice
from lke_cli.workbook.words import Vocabulary

_FORMS_KEPT = 64
_MOST_SHEETS = 20  # that a message names
_TWICE = 0.1  # of the rubric's questions answered in two places: then it is not known which answers count
_MERGED: tuple[Role, ...] = ("choices", "explanation", "narrative")


class Reader:
    """Reads workbooks under one rubric; what it learns of the rubric's words serves every workbook."""

    def __init__(self, rubric: Rubric) -> None:
        self.rubric = rubric
        self._vocabulary = Vocabulary(rubric)
        self._columns = Columns(rubric, self._vocabulary)
        self._headers = self._columns.headers
        self._choice = Choice(rubric, self._headers)
        self._forms: dict[Fingerprint, SheetForm] = {}

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
        self, file: SpreadsheetFile, understood: Sequence[Understood], top: Workbook, options: ReadSettings
    ) -> Iterator[Workbook]:
        """Yield a workbook as of those who come before an assessor and have answers in it, the nearest first.

        Raises UndecidedError where it is not known which these are, and the assessor leaves something to them.
        """
        order = [*self.rubric.assessors]
        before = order[: order.index(top.assessor)] if top.assessor in order else [UNIT]
        layouts = [seen.layout for seen in understood if seen.layout is not None and seen.form.questions]
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
        for code in (*self.rubric.questions, *self.rubric.inputs):
            if code not in top.items or not is_unanswered(top.value(code, "answer"), self.rubric):
                continue
            given = "" if units is None else squeeze(as_text(top.at(code, units)))
            for who, column in others.items():
                value = top.at(code, column)
                if not is_unanswered(value, self.rubric) and squeeze(as_text(value)) != given:
                    raise undecided_beneath(top.path, top.assessor, who, (top.cell(code) or "", code))

    def _of(
        self, file: SpreadsheetFile, understood: Sequence[Understood], aside: Sequence[str], options: ReadSettings
    ) -> Workbook:
        """Return a workbook as of the assessor whose answers are asked for."""
        path = file.path
        try:
            chosen, whose = self._choice.choose(path, understood, options)
        except LkeError:
            file.refuse_too_large()
            raise
        _refuse_unused([seen.sheet for seen in chosen], {m.row for e in chosen for m in e.form.items.values()}, options)
        held = self._choice.held(chosen, whose)
        main, *more = [self._workbook(file, seen, codes, whose) for seen, codes in zip(chosen, held, strict=True)]
        findings = self._findings(main, more, chosen, understood)
        twins = tuple(self._hidden_twins(file, aside, chosen[0]))
        workbook = replace(main, more=tuple(more), findings=(*twins, *findings))
        uncomputed = [cell for part in workbook.parts for cell in self._uncomputed(part)]
        if uncomputed:
            raise undecided_formulas(path, uncomputed)
        again = [finding for finding in workbook.findings if finding.rule == rules.ANSWER_AGAIN.id]
        if len(again) >= _TWICE * len(self.rubric.questions):
            raise undecided_twice(path, again)
        others = [*sheets_too_large(file, workbook), *file_findings(file)]
        return replace(workbook, findings=(*workbook.findings, *others)) if others else workbook

    def look(self, path: Path, options: ReadSettings = ReadSettings()) -> Workbook:  # noqa: B008 (a frozen value)
        """Return how the likeliest sheet of a workbook is understood that could be read in two ways.

        Its answers are nobody's where that is what could not be decided. Raises LkeError where no sheet is an LKE.
        """
        file = SpreadsheetFile(path)
        understood, _ = self._understood(file, options)
        fit = [seen for seen in understood if seen.layout is not None and seen.form.questions]
        if not fit:
            raise AbsentError(no_lke(path, understood, len(self.rubric.questions)))
        best = max(fit, key=lambda seen: (not seen.sheet.hidden, seen.form.questions))
        whose = self._choice.assessor(options.assessor, best.known) or options.assessor
        findings = (*doubtful_rows(best.sheet, best.known, best.form.doubtful, self.rubric), *best.form.not_found)
        form = best.form
        return Workbook(file, best.sheet.name, best.sheet.rows, best.known, form.items, form.unmatched, findings, whose)

    def _understood(self, file: SpreadsheetFile, options: ReadSettings) -> tuple[list[Understood], list[str]]:
        """Return how a workbook's sheets are understood, and the names of hidden ones that need not be read.

        Raises LkeError where a sheet that is asked for is not there.
        """
        path = file.path
        for name in options.sheets:
            if name not in file.sheet_names:
                raise LkeError(f"Lembar '{name}' tidak ada di '{path.name}'; yang ada: {_named(file.sheet_names)}.")
        worksheets = file.worksheets()
        wanted = [name for name in worksheets if not options.sheets or name in options.sheets]
        shown = [name for name in wanted if not worksheets[name]]
        understood = [self._understand(sheet, options) for sheet in file.sheets(shown) if not _is_ours(sheet)]
        aside = [name for name in wanted if worksheets[name]]
        if aside and not self._is_whole(understood):
            understood += [self._understand(sheet, options) for sheet in file.sheets(aside)]
            aside = []
        understood = self._with_small(understood, options)
        return understood, aside

    def _is_whole(self, visible: Sequence[Understood]) -> bool:
        """Return whether nothing is left for hidden sheets to hold: visible ones hold nearly every question."""
        there = {
            code
            for understood in visible
            if understood.layout and understood.form.questions >= FEW
            for code in understood.form.items
        }
        return sum(code not in there for code in self.rubric.questions) <= FEW

    def _hidden_twins(self, file: SpreadsheetFile, names: Sequence[str], read: Understood) -> Iterator[Finding]:
        """Yield a finding per hidden sheet that begins as the one that is read; it is not read for that."""
        for name in names:
            try:
                rows = file.beginning(name).rows
            except LkeError:
                yield rules.HIDDEN_SHEET_UNREAD.at("Lembar tersembunyi '{sheet}' rusak dan tidak dibaca.", sheet=name)
                continue
            there = [code for code, match in read.form.items.items() if match.row < len(rows)]
            alike = self._columns.questions_in(rows)
            if alike >= max(FEW, sum(code in self.rubric.questions for code in there) / 2):
                yield hidden_twin(name, read.sheet.name)

    def _uncomputed(self, part: Workbook) -> Iterator[str]:
        """Yield the cells of answers that are formulas without a stored value, but for those that are computed from
        others: a percentage from its counts, a sum from its parts."""
        if not part.uncomputed:
            return
        given = {code for code, item in part.items.items() if item.row not in part.uncomputed}
        for code, question in self.rubric.questions.items():
            needed = [count.code for count in question.inputs if not has_parts(count, question, given)]
            for asked in needed or [code]:
                if asked in part.items and asked not in given:
                    yield part.cell(asked) or ""

    def _with_small(self, understood: list[Understood], options: ReadSettings) -> list[Understood]:
        """Return how sheets are read, those that hold a single question among them, where questions are missing."""
        there = {code for seen in understood if seen.layout for code in self._choice.questions(seen)}
        if there >= self.rubric.questions.keys():
            return understood
        with_small = []
        for seen in understood:
            again = seen
            if seen.layout is None and seen.sheet.rows and not seen.sheet.hidden:
                again = self._understand(seen.sheet, options, small=True)
                if not (set(again.form.items) & set(self.rubric.questions)) - there:
                    again = seen
            with_small.append(again)
        return with_small

    def _understand(self, sheet: Sheet, options: ReadSettings, *, small: bool = False) -> Understood:
        """Return how a sheet is read; units that use the same form share which row is which question."""
        layout = self._columns.layout(sheet, options, small=small)
        if layout is None:
            return Understood(sheet, None, SheetForm())
        layout = self._of_whom(sheet, layout)
        key = fingerprint(sheet.rows, layout)
        form = self._forms.get(key)
        if form is None:
            if len(self._forms) >= _FORMS_KEPT:
                self._forms.clear()
            self._forms[key] = form = sheet_form(text_rows(sheet.rows, layout), self.rubric, self._vocabulary)
        return Understood(sheet, layout, form)

    def _of_whom(self, sheet: Sheet, layout: Layout) -> Layout:
        """Return a layout whose answers are those of whom the sheet's name says, where no title says whose they are."""
        whose = self._headers.assessor(sheet.name)
        if whose is None or whose == UNIT or whose in layout.answers or UNIT not in layout.answers:
            return layout
        if self._headers.assessor(layout.titles.get(layout.answers[UNIT], "")) == UNIT:
            return layout

        def moved(columns: Mapping[str, int]) -> dict[str, int]:
            return {whose if who == UNIT else who: column for who, column in columns.items()}

        return replace(layout, answers=moved(layout.answers), scores=moved(layout.scores))

    def _workbook(
        self,
        file: SpreadsheetFile,
        seen: Understood,
        held: Collection[str],
        assessor: str,
    ) -> Workbook:
        """Return a sheet as understood. held: the codes that are read of it."""
        sheet, layout, form = seen.sheet, seen.known, seen.form
        if len(held) < len(form.items):
            form = form._replace(
                items={code: item for code, item in form.items.items() if code in held},
                doubtful=tuple(match for match in form.doubtful if match.code in held),
            )
        marks, places = marks_of(layout, assessor), dict[str, int]()
        if marks is not None:
            places = {code: marked_column(sheet.rows[item.row], marks) for code, item in form.items.items()}
            sheet = replace(sheet, rows=_with_marks(sheet.rows, marks, layout.answers[assessor], form, self.rubric))
        answer = layout.answers[assessor]
        merged = [layout.columns[role] for role in _MERGED if role in layout.columns]
        filled = fill_merged(sheet, answer, merged, layout.first_row)
        left = self._by_elimination(form, filled.rows, answer)
        form = with_rows(form, left, self.rubric)
        findings = [
            *header_findings(sheet, layout),
            *hidden_places(sheet, layout, form, assessor),
            *columns_not_found(sheet, layout, self.rubric, assessor),
            *doubtful_rows(sheet, layout, form.doubtful, self.rubric),
            *shortened_texts(sheet, layout, form.items),
            *elimination_findings(left, sheet, layout.texts[0], self.rubric),
            *left_over(sheet, layout, form, assessor, self.rubric, self._vocabulary),
            *merged_answers(sheet, answer, filled, form.items),
            *struck_answers(sheet, form, answer, places, self.rubric),
            *answered_again(sheet, layout, form, answer, filled.rows, self.rubric),
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

    def _by_elimination(self, form: SheetForm, rows: Sequence[Sequence[CellValue]], answer: int) -> Mapping[str, Match]:
        if not form.unmatched or len(form.items) >= len(self._vocabulary.entries):
            return {}

        def given(number: int) -> CellValue:
            value = rows[number][answer] if answer < len(rows[number]) else ""
            return "" if isinstance(value, str) and not value.strip() else value

        return by_elimination(form.items, form.unmatched, given, self.rubric)

    def _findings(
        self,
        main: Workbook,
        more: Sequence[Workbook],
        chosen: Sequence[Understood],
        understood: Sequence[Understood],
    ) -> tuple[Finding, ...]:
        """Return what is to be said of the sheets together: what was read of each, and what none of them holds."""
        parts = (main, *more)
        findings = [*self._choice.passed(chosen, understood, main.assessor)]
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
        lost = known.not_found if not more and len(items) == len(known.items) else not_found(items, self.rubric)
        return (*findings, *main.findings, *lost, *(finding for part in more for finding in part.findings))


def _is_ours(sheet: Sheet) -> bool:
    """Return whether a sheet is the one that ``lke annotate`` put in front: it lists questions, and is no LKE."""
    return bool(sheet.rows) and as_text(sheet.rows[0][0]) == FRONT_MARK


def _with_marks(
    rows: Sequence[Sequence[CellValue]], marks: MarkSet, column: int, form: SheetForm, rubric: Rubric
) -> list[list[CellValue]]:
    """Return the rows with the answers that are marked written in one column."""
    written = [[*row] for row in rows]
    for code, item in form.items.items():
        question = rubric.questions.get(code)
        options = rubric.scales[question.scale].options if question is not None else ()
        written[item.row][column] = marked(rows[item.row], marks, options)
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


def _claiming(layout: Layout) -> tuple[int, ...]:
    """Return the columns in which a check box or an error stands for evidence."""
    narrative = layout.columns.get("narrative")
    return layout.evidence_columns if narrative is None else (narrative, *layout.evidence_columns)


def _named(sheets: Sequence[str]) -> str:
    more = f", dan {len(sheets) - _MOST_SHEETS} lainnya" if len(sheets) > _MOST_SHEETS else ""
    return ", ".join(f"'{sheet}'" for sheet in sheets[:_MOST_SHEETS]) + more
