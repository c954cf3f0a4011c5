"""A form: which row of a sheet is which entry of the rubric, the same for every unit that fills it in."""

from collections.abc import Collection, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from lke_cli.findings import Finding
from lke_cli.numbers import parse_number
from lke_cli.record import record
from lke_cli.rubric import Input, Question, Role, Rubric
from lke_cli.values import CellValue
from lke_cli.workbook import rules
from lke_cli.workbook.columns.marks import MarkSet
from lke_cli.workbook.columns.texts import row_text
from lke_cli.workbook.layout import Layout
from lke_cli.workbook.match import Match, TextRow, match_rows
from lke_cli.workbook.sheets import Sheet
from lke_cli.workbook.words import Vocabulary

_FORM_ROLES: tuple[Role, ...] = ("weight", "choices")


class SheetForm(NamedTuple):
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
class Understood:
    """A sheet as it was understood. layout: None where it names no questions."""

    sheet: Sheet
    layout: Layout | None
    form: SheetForm

    @property
    def known(self) -> Layout:
        """The layout of a sheet that has one."""
        assert self.layout is not None
        return self.layout


Fingerprint = tuple[int, frozenset[int], tuple[CellValue | tuple[CellValue, ...], ...]]
"""All of a sheet that says which row is which question."""


def fingerprint(rows: Sequence[Sequence[CellValue]], layout: Layout) -> Fingerprint:
    """Return all of a sheet that says which row is which question: the same for every unit that fills in one form."""
    more = [layout.columns[role] for role in _FORM_ROLES if role in layout.columns]
    start = layout.first_row
    skipped = frozenset(row for row in layout.skipped if row >= start)
    return start, skipped, tuple(map(itemgetter(*layout.labels, *more), rows[start:]))


def sheet_form(rows: Sequence[TextRow], rubric: Rubric, vocabulary: Vocabulary) -> SheetForm:
    """Return which of a sheet's rows with a text are which entries."""
    matches = match_rows(rows, rubric, vocabulary)
    taken = {match.row for match in matches}
    items = {match.code: match for match in matches}
    return SheetForm(
        items,
        tuple([match for match in matches if match.doubtful]),
        tuple([row for row in rows if row.number not in taken]),
        tuple(not_found(items, rubric)),
        sum(code in rubric.questions for code in items),
    )


def with_rows(form: SheetForm, more: Mapping[str, Match], rubric: Rubric) -> SheetForm:
    """Return a form with more rows known than its texts told."""
    if not more:
        return form
    items = dict(sorted({**form.items, **more}.items(), key=lambda item: item[1].row))
    taken = {match.row for match in more.values()}
    unmatched = tuple(row for row in form.unmatched if row.number not in taken)
    return SheetForm(items, form.doubtful, unmatched, tuple(not_found(items, rubric)), form.questions)


def not_found(items: Mapping[str, Match], rubric: Rubric) -> list[Finding]:
    """Return a finding per question and count of the rubric that has no row."""
    findings = []
    for code, question in rubric.questions.items():
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
            if not has_parts(count, question, items)
        )
    return findings


def text_rows(rows: Sequence[Sequence[CellValue]], layout: Layout) -> list[TextRow]:
    """Return the rows of a sheet that hold a text, with what else tells which question it is."""
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


def marks_of(layout: Layout, whose: str) -> MarkSet | None:
    """Return the option columns in which somebody marks their answers, None where they write them."""
    options = layout.marks.get(whose)
    return None if options is None else MarkSet(whose, options, layout.numbers.get(whose))


def has_parts(count: Input, question: Question, items: Collection[str]) -> bool:
    """Return whether an input can be added up from others that have rows."""
    expression = count.sum_expression or count.default_expression
    return expression is not None and all(question.inputs_by_name[name].code in items for name in expression.names)


def _lacking(question: Question, items: Collection[str]) -> list[Input]:
    """Return the inputs that a ratio needs and that have neither a row nor parts with rows."""
    needed = [question.inputs_by_name[name] for name in question.required_inputs]
    return [count for count in needed if count.code not in items and not has_parts(count, question, items)]


def _bare(marker: str) -> str:
    return marker.strip(" .()").lower()


def _number(value: CellValue) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value)
    parsed = parse_number(value) if value and isinstance(value, str) else None
    return parsed[0] if parsed else None
