"""What the cells of a column say that it is, on the rows whose question is known."""

import re
from collections.abc import Callable, Mapping, Sequence
from operator import eq, itemgetter
from typing import Literal, NamedTuple

from lke_cli.answers import option_texts, read_answer, squeeze
from lke_cli.record import record
from lke_cli.rubric import Rubric, Scale
from lke_cli.values import CellValue, visible
from lke_cli.workbook.columns.texts import ColumnCells

_Kind = Literal["empty", "answers", "worded", "listed", "choices", "numbers", "long", "short"]
"""answers: options of the question on that row. worded: their full texts. listed: all options of the question in each
cell. choices: the form's allowed answers. numbers, long (texts), short (texts): as said. empty: nothing there."""

_SHORT = 25  # characters of a short text
_LONGEST = 400  # characters of a text that may be an answer in full
_EDGE = " \t\r\n.,:;()[]'\"`´’‘“”"
_FIRST_WORD = re.compile(r"\A\s*+\(?+\s*+([^\W\d_]++)")
_WORDS = re.compile(r"[^\W\d_]+")
_MOST = 0.5  # of a column's texts that must be of a kind
_LISTED = 0.3  # as much of them is enough for lists of options: a Ya/Tidak question needs none
_WEIGHTS = 0.6  # of the nodes whose weight must stand there
_KINDS = "olmftsn"  # options, their texts, lists of them, forms' allowed answers, long texts, short ones, numbers
_CELLS_KEPT = 4_000
_FORMS_KEPT, _COLUMNS_KEPT = 16, 64
_OF_THE_FORM: tuple[_Kind, ...] = ("choices", "listed", "worded", "empty")
_Form = tuple[tuple[tuple[int, str], ...], tuple[tuple[int, str], ...]]


@record
class Facts:
    """What a column holds. kind: what most of its cells are. options: cells that are an option of their question.

    filled: cells on questions' rows that hold something. weights: nodes whose weight stands there, a share 0..1.
    scored: numbers on rows of questions without a weight of their own.
    """

    kind: _Kind
    options: int
    filled: int
    weights: float
    scored: int


class _Rows(NamedTuple):
    """The rows of a form that hold its questions and nodes. kinds: what short cells of a question are known to be.

    questions, nodes: give these rows' cells of a column. weights: of the nodes, None for one that has none.
    """

    questions: Callable[[ColumnCells], tuple[CellValue, ...]]
    scales: tuple[Scale, ...]
    kinds: tuple[dict[str, str], ...]
    nodes: Callable[[ColumnCells], tuple[CellValue, ...]]
    weights: tuple[float | None, ...]
    known: dict[ColumnCells, Facts]


class Gatherer:
    """Gathers the facts of columns under one rubric; what a cell is under a scale is known after its first time."""

    def __init__(self, rubric: Rubric) -> None:
        self._rubric = rubric
        self._forms = {squeeze(scale.form) for scale in rubric.scales.values() if scale.form}
        self._scales = {code: rubric.scales[question.scale] for code, question in rubric.questions.items()}
        self._kinds = {scale: _plain_kinds(scale) for scale in rubric.scales.values()}
        self._forms_seen: dict[_Form, _Rows] = {}

    def on(self, questions: Mapping[int, str], nodes: Mapping[int, str]) -> Callable[[ColumnCells], Facts]:
        """Return what gathers the facts of a form's columns; those that the form itself fills in are kept."""
        form = tuple(questions.items()), tuple(nodes.items())
        if form not in self._forms_seen:
            if len(self._forms_seen) >= _FORMS_KEPT:
                self._forms_seen.clear()
            self._forms_seen[form] = self._rows(questions, nodes)
        rows = self._forms_seen[form]

        def gather(cells: ColumnCells) -> Facts:
            facts = rows.known.get(cells)
            if facts is None:
                facts = self._facts(cells, rows)
                if len(rows.known) < _COLUMNS_KEPT and (facts.kind in _OF_THE_FORM or are_weights(facts)):
                    rows.known[cells] = facts
            return facts

        return gather

    def _rows(self, questions: Mapping[int, str], nodes: Mapping[int, str]) -> _Rows:
        scales = tuple([self._scales[code] for code in questions.values()])
        kinds = tuple([self._kinds[scale] for scale in scales])
        weights = tuple([self._rubric.weights.get(code) for code in nodes.values()])
        return _Rows(cells_at([*questions]), scales, kinds, cells_at([*nodes]), weights, {})

    def _facts(self, cells: ColumnCells, rows: _Rows) -> Facts:
        """Return what a column's cells say."""
        kinds_seen: list[str] = []
        scored = 0
        for value, scale, kinds in zip(rows.questions(cells), rows.scales, rows.kinds, strict=True):
            if value == "":
                continue
            if isinstance(value, str):
                kind = kinds.get(value)
                kinds_seen.append(self._kind(value, scale, kinds) if kind is None else kind)
            else:
                kinds_seen.append("n")
                scored += scale.kind == "choice"
        counts = {kind: kinds_seen.count(kind) for kind in _KINDS}
        weights = sum(map(eq, rows.nodes(cells), rows.weights)) / len(rows.weights) if rows.weights else 0.0
        return Facts(_kind_of(counts), counts["o"], sum(counts.values()), weights, scored)

    def options_of(self, code: str) -> Mapping[str, float]:
        """Return the options of a question, none where it is no choice."""
        scale = self._scales[code]
        return scale.options if scale.kind == "choice" else {}

    def option(self, value: CellValue, code: str) -> str | None:
        """Return the option that a short cell is under its question's scale."""
        scale = self._scales[code]
        if scale.kind != "choice" or not isinstance(value, str) or len(value) > _SHORT:
            return None
        return scale.spellings.get(str(visible(value)).lower().strip(_EDGE))

    def _kind(self, value: str, scale: Scale, kinds: dict[str, str]) -> str:
        """Return what a text is; a short one is kept among those that are known."""
        if len(value) > _SHORT:
            return self._long(value, scale)
        if len(kinds) >= _CELLS_KEPT:
            kinds.clear()
            kinds.update(_plain_kinds(scale))
        return kinds.setdefault(value, self._short(str(visible(value)), scale))

    def _short(self, value: str, scale: Scale) -> str:
        bare = value.lower().strip(_EDGE)
        if squeeze(value) in self._forms:
            return "f"
        if scale.kind == "choice" and bare in scale.spellings:
            return "o"
        if not bare or bare in self._rubric.unanswered_texts or value.strip().lower() in self._rubric.unanswered_texts:
            return ""
        if value.lstrip()[:1] == "#" or not any(map(str.isalpha, bare)):
            return "n"
        options = {option.lower() for option in scale.options}
        if len(options) > 1 and options <= set(_WORDS.findall(value.lower())):
            return "m"
        return "s"

    def _long(self, value: str, scale: Scale) -> str:
        if "\n" in value and len(option_texts(value)) > 1:
            return "m"
        first = _FIRST_WORD.match(value) if scale.kind == "choice" else None
        if first is None or first.group(1).lower() not in scale.spellings:
            return "t" if not value.isspace() else ""
        if len(value) > _LONGEST:
            return "t"
        return "l" if read_answer(value, scale, self._rubric.unanswered_texts).state == "answered" else "t"


def _plain_kinds(scale: Scale) -> dict[str, str]:
    """Return what the cells are that need no look: a scale's options as they are nearly always typed."""
    return dict.fromkeys(scale.options, "o") if scale.kind == "choice" else {}


def cells_at(rows: Sequence[int]) -> Callable[[ColumnCells], tuple[CellValue, ...]]:
    """Return what gives the cells of a column in some rows."""
    if len(rows) > 1:
        return itemgetter(*rows)
    return lambda cells: tuple([cells[row] for row in rows])


def _kind_of(counts: Mapping[str, int]) -> _Kind:
    texts = sum(counts.values()) - counts["n"]
    rules: tuple[tuple[_Kind, bool], ...] = (
        ("empty", texts == 0 and counts["n"] == 0),
        ("numbers", texts == 0 or (counts["n"] > texts and counts["o"] == 0)),
        ("choices", counts["f"] >= _MOST * texts),
        ("answers", counts["o"] > 0 and counts["o"] >= _MOST * texts),
        ("listed", counts["m"] >= _LISTED * texts and counts["m"] > 1),
        ("worded", counts["l"] >= _MOST * texts),
        ("long", counts["t"] + counts["l"] + counts["m"] >= _MOST * texts),
    )
    return next((kind for kind, holds in rules if holds), "short")


def are_weights(facts: Facts) -> bool:
    """Return whether a column holds the rubric's own weights."""
    return facts.weights >= _WEIGHTS
