"""Write an LKE workbook from a rubric, in the layout of the official form."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lke_cli.constants import TOTAL
from lke_cli.numbers import format_number
from lke_cli.rubric import Node, Question, Role, Rubric, Scale
from lke_cli.templates import formulas
from lke_cli.templates.cached import cached_values
from lke_cli.templates.filling import NO_FILLING, Filling
from lke_cli.values import wrapped_lines
from lke_cli.xlsx import Book

if TYPE_CHECKING:
    from xlsxwriter.format import Format

_SHEET = "LKE"
TOTAL_LABEL = "Nilai total evaluasi"
FIRST_ROW = 2  # 0-based: a title, the header, then the tree
_CREATED = datetime.datetime(2026, 1, 1)


_WIDTHS: dict[Role, float] = {
    "weight": 8, "explanation": 38, "choices": 14, "answer": 11, "score": 9, "percent": 8,
    "narrative": 48, "documents": 34, "links": 40,
}  # fmt: skip
"""Widths of columns, in characters."""
_LINE_HEIGHT = 13.5  # points


@dataclass(frozen=True, slots=True)
class _Row:
    """A row to be written: its 0-based number, how deep it stands, and what it holds."""

    number: int
    depth: int
    marker: str
    code: str


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where everything stands: rows by code, columns by role."""

    rows: Mapping[str, _Row]
    columns: Mapping[Role, int]
    total_row: int
    depth: int

    def cell(self, code: str, role: Role, *, absolute: bool = False) -> str:
        from xlsxwriter.utility import xl_rowcol_to_cell

        row = self.total_row if code == TOTAL else self.rows[code].number
        return str(xl_rowcol_to_cell(row, self.columns[role], row_abs=absolute, col_abs=absolute))


def write_template(rubric: Rubric, path: Path, filling: Filling = NO_FILLING) -> None:
    """Write a workbook with the tree of a rubric, filled in as given. Raises OSError where that cannot be written.

    Its formulas carry the values that they will show, for readers that do not calculate.
    """
    plan = _plan(rubric)
    with Book(path, rubric.title, created=_CREATED) as book:
        _Writer(book, rubric, plan, filling).write()


def _plan(rubric: Rubric) -> _Plan:
    rows: dict[str, _Row] = {}
    depth = 0
    for code, level, marker in _order(rubric):
        rows[code] = _Row(FIRST_ROW + len(rows), level, marker, code)
        depth = max(depth, level)
    first = depth + 3  # column A stays free; numbering columns, then the column of the deepest text
    roles: tuple[Role, ...] = ("weight", "explanation", "choices", "answer", "score", "percent")
    columns: dict[Role, int] = {"label": 1}
    columns |= {role: first + i for i, role in enumerate(roles)}
    columns |= {"narrative": first + 7, "documents": first + 8, "links": first + 9}
    return _Plan(rows, columns, FIRST_ROW + len(rows) + 1, depth)


def _order(rubric: Rubric) -> Iterator[tuple[str, int, str]]:
    """Yield code, depth and numbering of every row, in the order of the form."""

    def below(node: Node, depth: int) -> Iterator[tuple[str, int, str]]:
        yield node.code, depth, _marker(node.code)
        for child in node.children:
            yield from below(child, depth + 1)
        for question in node.questions:
            yield question.code, depth + 1, _marker(question.code)
            for count in question.inputs:
                yield count.code, depth + 2, "-"

    for top in rubric.tree:
        yield from below(top, 0)


def _marker(code: str) -> str:
    return code.rsplit(".", 1)[-1] + "."


class _Writer:
    """Writes one sheet; holds what every row needs."""

    def __init__(self, book: Book, rubric: Rubric, plan: _Plan, filling: Filling) -> None:
        self.rubric, self.plan, self.filling = rubric, plan, filling
        self.cached = cached_values(rubric, filling)
        self.sheet = book.add(_SHEET)
        base: dict[str, Any] = {"border": 1, "border_color": "#BFBFBF", "valign": "top", "text_wrap": True}
        shades = ("#1F4E78", "#9DC3E6", "#BDD7EE", "#DDEBF7")

        def style(**more: Any) -> "Format":
            return book.format(**{**base, **more})

        self.nodes = [
            {
                "text": style(bold=True, bg_color=shade, font_color="#FFFFFF" if i == 0 else "#000000"),
                "number": style(
                    bold=True, bg_color=shade, font_color="#FFFFFF" if i == 0 else "#000000", num_format="0.00"
                ),
                "percent": style(
                    bold=True, bg_color=shade, font_color="#FFFFFF" if i == 0 else "#000000", num_format="0.0%"
                ),
            }
            for i, shade in enumerate(shades)
        ]
        self.text, self.number, self.percent = style(), style(num_format="0.00"), style(num_format="0.0%")
        self.muted = style(font_color="#595959")
        self.header = style(bold=True, bg_color="#404040", font_color="#FFFFFF", align="center", valign="vcenter")
        self.title = book.format(bold=True, font_size=14, valign="vcenter", text_wrap=True, locked=False)
        open_cell = {"bg_color": "#FFF2CC", "locked": False}
        self.answer = style(**open_cell, align="center")
        self.answer_number = style(**open_cell, align="center", num_format="0.00")
        self.answer_count = style(**open_cell, align="center", num_format="0")
        self.computed_percent = style(align="center", num_format="0.00%", bg_color="#EDEDED")
        self.computed_count = style(align="center", num_format="0", bg_color="#EDEDED")
        self.note = style(locked=False)

    def write(self) -> None:
        """Write the whole sheet."""
        self._head()
        for node in self.rubric.nodes.values():
            self._node(node)
            for question in node.questions:
                self._question(question)
        self._total()
        self._dress()

    def _head(self) -> None:
        unit = f"\n{self.filling.unit}" if self.filling.unit else ""
        last = self.plan.columns["links"]
        self.sheet.merged(0, 1, last, self.rubric.title + unit, self.title)
        self.sheet.raw.set_row(0, 42)
        for role, column in self.plan.columns.items():
            title = self.rubric.titles[role][0]
            if role == "label":
                self.sheet.merged(1, column, self.plan.columns["weight"] - 1, title, self.header)
            else:
                self.sheet.text(1, column, title, self.header)

    def _label(self, code: str, label: str, style: "Format") -> None:
        row = self.plan.rows[code]
        last = self.plan.columns["weight"] - 1
        self.sheet.text(row.number, 1 + row.depth, row.marker, style)
        if row.depth + 2 < last:
            self.sheet.merged(row.number, row.depth + 2, last, label, style)
        else:
            self.sheet.text(row.number, last, label, style)

    def _formula(self, code: str, role: Role, formula: str, style: "Format", key: str | None = None) -> None:
        row = self.plan.total_row if code == TOTAL else self.plan.rows[code].number
        value = self.cached[key or code]
        self.sheet.formula(row, self.plan.columns[role], formula, value, style)

    def _node(self, node: Node) -> None:
        row = self.plan.rows[node.code]
        style = self.nodes[min(row.depth, len(self.nodes) - 1)]
        for column in range(1, self.plan.columns["links"] + 1):
            self.sheet.blank(row.number, column, style["text"])
        self._label(node.code, node.label, style["text"])
        self.sheet.number(row.number, self.plan.columns["weight"], node.weight, style["number"])
        weight = self.plan.cell(node.code, "weight")
        if node.children:
            formula = formulas.total([self.plan.cell(child.code, "score") for child in node.children])
        else:
            cells = [self.plan.cell(question.code, "score") for question in node.questions]
            own = node.questions[0].weight is not None
            formula = formulas.total(cells) if own else formulas.mean(cells, weight)
        self._formula(node.code, "score", formula, style["number"])
        score = self.plan.cell(node.code, "score")
        self._formula(node.code, "percent", f"={score}/{weight}", style["percent"], key=f"{node.code}%")

    def _question(self, question: Question) -> None:
        scale = self.rubric.scales[question.scale]
        row = self.plan.rows[question.code].number
        columns = self.plan.columns
        self._label(question.code, question.label, self.text)
        if question.weight is not None:
            self.sheet.number(row, columns["weight"], question.weight, self.number)
        else:
            self.sheet.blank(row, columns["weight"], self.text)
        self.sheet.text(row, columns["explanation"], explanation(question, scale), self.muted)
        self.sheet.text(row, columns["choices"], scale.form, self.text)
        self.sheet.blank(row, columns["percent"], self.text)
        answer = self.plan.cell(question.code, "answer")
        if question.ratio is not None:
            self._formula(
                question.code,
                "answer",
                formulas.ratio_of_inputs(question, self._input_cell(question)),
                self.computed_percent,
                key=f"{question.code}=",
            )
            value = formulas.ratio_value(answer)
        else:
            self._answer(question.code, scale)
            value = (
                formulas.choice_value(scale, answer) if scale.kind == "choice" else formulas.number_value(scale, answer)
            )
        if question.weight is not None:
            value = formulas.weighted(value, question.weight)
        self._formula(question.code, "score", value, self.number)
        self._beside(question.code)
        for count in question.inputs:
            self._input(question, count.code)

    def _input_cell(self, question: Question) -> formulas.Cell:
        return lambda name: self.plan.cell(question.inputs_by_name[name].code, "answer")

    def _input(self, question: Question, code: str) -> None:
        count = self.rubric.inputs[code]
        row, columns = self.plan.rows[code].number, self.plan.columns
        for role in ("weight", "explanation", "score", "percent", "narrative", "documents", "links"):
            self.sheet.blank(row, columns[role], self.text)
        self._label(code, count.label, self.text)
        self.sheet.text(row, columns["choices"], self.rubric.count_scale.form, self.text)
        if count.sum is not None:
            formula = formulas.sum_of_inputs(question, count.name, self._input_cell(question))
            self._formula(code, "answer", formula, self.computed_count, key=f"{code}=")
        else:
            self._answer(code, self.rubric.count_scale)

    def _answer(self, code: str, scale: Scale) -> None:
        row, column = self.plan.rows[code].number, self.plan.columns["answer"]
        styles = {"choice": self.answer, "number": self.answer_number, "count": self.answer_count}
        style = styles[scale.kind]
        given = self.filling.answers.get(code)
        if given is None:
            self.sheet.blank(row, column, style)
        elif isinstance(given, str):
            self.sheet.text(row, column, given, style)
        else:
            self.sheet.number(row, column, given, style)
        self.sheet.raw.data_validation(row, column, row, column, _validation(scale))

    def _beside(self, code: str) -> None:
        row, columns = self.plan.rows[code].number, self.plan.columns
        texts: tuple[tuple[Role, str], ...] = (
            ("narrative", self.filling.narratives.get(code, "")),
            ("documents", "\n".join(self.filling.documents.get(code, ()))),
            ("links", "\n".join(self.filling.links.get(code, ()))),
        )
        # A spreadsheet does not fit the height of a row to wrapped text by itself when it opens a file.
        lines = max(wrapped_lines(text, _WIDTHS[role]) for role, text in texts)
        scale = self.rubric.scales[self.rubric.questions[code].scale]
        lines = max(lines, wrapped_lines(explanation(self.rubric.questions[code], scale), _WIDTHS["explanation"]))
        self.sheet.raw.set_row(row, _LINE_HEIGHT * lines)
        for role, text in texts:
            if text:
                self.sheet.text(row, columns[role], text, self.note)
            else:
                self.sheet.blank(row, columns[role], self.note)

    def _total(self) -> None:
        row, columns = self.plan.total_row, self.plan.columns
        style = self.nodes[0]
        for column in range(1, columns["links"] + 1):
            self.sheet.blank(row, column, style["text"])
        self.sheet.merged(row, 1, columns["weight"] - 1, TOTAL_LABEL, style["text"])
        self.sheet.number(row, columns["weight"], self.rubric.weights[TOTAL], style["number"])
        self._formula(
            TOTAL,
            "score",
            formulas.total([self.plan.cell(top.code, "score") for top in self.rubric.tree]),
            style["number"],
        )

    def _dress(self) -> None:
        columns = self.plan.columns
        self.sheet.raw.set_column(0, 0, 2)
        self.sheet.raw.set_column(1, columns["weight"] - 2, 4.5)
        self.sheet.raw.set_column(columns["weight"] - 1, columns["weight"] - 1, 46)
        for role, width in _WIDTHS.items():
            self.sheet.raw.set_column(columns[role], columns[role], width)
        self.sheet.raw.set_column(columns["percent"] + 1, columns["percent"] + 1, 2)
        self.sheet.raw.freeze_panes(2, columns["weight"])
        self.sheet.page(repeated=1)
        self.sheet.raw.protect("", {"format_cells": True, "format_columns": True, "format_rows": True})


def _validation(scale: Scale) -> dict[str, Any]:
    if scale.kind == "choice":
        return {
            "validate": "list",
            "source": list(scale.options),
            "error_title": "Jawaban tidak sah",
            "error_message": f"Pilih salah satu: {', '.join(scale.options)}.",
        }
    if scale.kind == "number":
        low, high = format_number(scale.minimum, 0), format_number(scale.maximum, 0)
        return {
            "validate": "decimal",
            "criteria": "between",
            "minimum": scale.minimum,
            "maximum": scale.maximum,
            "error_title": "Nilai tidak sah",
            "error_message": f"Isi angka {low} sampai {high}.",
        }
    return {
        "validate": "integer",
        "criteria": ">=",
        "value": 0,
        "error_title": "Jumlah tidak sah",
        "error_message": "Isi bilangan bulat 0 atau lebih.",
    }


def explanation(question: Question, scale: Scale) -> str:
    """Return in own words how a question is answered and what its answers are worth."""
    if scale.kind == "choice":
        return "Pilih: " + "; ".join(f"{option} = {_short(value)}" for option, value in scale.options.items())
    if scale.kind == "number":
        return f"Isi angka {_short(scale.minimum)} sampai {_short(scale.maximum)}"
    assert question.ratio is not None
    labels = {count.name: count.label for count in question.inputs}

    def said(text: str) -> str:
        return " ".join(labels.get(word, word) for word in text.split())

    return f"Dihitung: ({said(question.ratio.numerator)}) dibagi ({said(question.ratio.denominator)})"


def _short(value: float) -> str:
    return format_number(value).rstrip("0").rstrip(",")
