"""An assessor's answers over those that lie beneath: every cell left empty keeps what stood there."""

from collections.abc import Callable

from lke_cli.answers import Answers, Given, Reading, read_answer
from lke_cli.rubric import Input, Question, Rubric
from lke_cli.scoring.questions import read_question, same_ratio

_OVER_NOTHING = (0.0, 1.0)  # what a formula over empty counts may give, beside an error
IsFormula = Callable[[str], bool | None]
"""Whether the answer cell of a code holds a formula; None where that cannot be known."""


class TypedOverError(Exception):
    """A percentage of which it is not known whether it was typed, or is a formula over counts that are empty.

    code: of its question.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def entered(rubric: Rubric, answers: Answers, code: str) -> bool:
    """Return whether something stands in the answer cell of a question or count."""
    given = answers.get(code)
    return given is not None and (given.uncomputed or _state(rubric, given) != "unanswered")


def reviewed(rubric: Rubric, answers: Answers, question: Question, is_formula: IsFormula) -> bool:
    """Return whether an assessor entered something for a question: its answer, or of a percentage a count or itself.

    What a formula may give over empty counts is asked about.
    """
    if question.ratio is None:
        return entered(rubric, answers, question.code)
    if any(entered(rubric, answers, count.code) for count in question.inputs if count.sum is None):
        return True
    given = answers.get(question.code)
    typed = _typed(rubric, question, given) if given is not None else None
    return typed is not None and (typed.value not in _OVER_NOTHING or not is_formula(question.code))


def over(rubric: Rubric, upper: Answers, lower: Answers, is_formula: IsFormula) -> dict[str, Given]:
    """Return an assessor's answers over those beneath. Raises TypedOverError.

    Where they lie on another sheet, the narrative and the evidence are those of the unit's row. What the assessor's
    sheet shows as scores of nodes is left out where something was taken from beneath: nobody means those.
    """
    merged: dict[str, Given] = {**lower, **upper}
    taken = False
    for question in rubric.questions.values():
        kept = _kept(rubric, question, upper, lower, is_formula)
        taken = taken or bool(kept)
        merged.update({code: lower[code] for code in kept})
    for code in rubric.questions.keys() & upper.keys() & lower.keys():
        merged[code] = _with_texts(merged[code], lower[code])
    if taken:
        for code in rubric.scored:
            if code in merged and code not in rubric.questions:
                merged[code] = merged[code]._replace(shown="", shown_cell=None)
    return merged


def _kept(rubric: Rubric, question: Question, upper: Answers, lower: Answers, is_formula: IsFormula) -> list[str]:
    """Return the codes of a question and its counts that are taken from beneath."""
    code = question.code
    if question.ratio is None:
        return [] if entered(rubric, upper, code) or code not in lower else [code]
    counts = [count for count in question.inputs if entered(rubric, upper, count.code)]
    if not counts:
        typed = upper.get(code)
        if typed is not None and _stands_alone(rubric, question, typed, lower, is_formula):
            return []
        return [part for part in (code, *(count.code for count in question.inputs)) if part in lower]
    of_typed_sums = {name for count in counts for name in _parts(count)}
    return [
        count.code
        for count in question.inputs
        if count not in counts and count.code in lower and count.name not in of_typed_sums
    ]


def _stands_alone(rubric: Rubric, question: Question, given: Given, lower: Answers, is_formula: IsFormula) -> bool:
    """Return whether a percentage without counts was typed to say something else than those beneath it."""
    typed = _typed(rubric, question, given)
    if typed is None or typed.value is None:
        return typed is not None
    beneath = read_question(question, rubric, lower).reading.value
    if beneath is not None and same_ratio(typed.value, beneath):
        return False
    if typed.value not in _OVER_NOTHING:
        return True  # no formula over empty cells gives this
    formula = is_formula(question.code)
    if formula is None:
        raise TypedOverError(question.code)
    return not formula


def _typed(rubric: Rubric, question: Question, given: Given) -> Reading | None:
    """Return a percentage that stands in a cell, None where none does: a formula over empty counts shows an error."""
    if given.uncomputed:
        return None
    reading = read_answer(given.answer, rubric.scales[question.scale], rubric.unanswered_texts)
    return None if reading.state == "unanswered" or reading.excel_error else reading


def _parts(count: Input) -> tuple[str, ...]:
    expression = count.sum_expression or count.default_expression
    return tuple(expression.names) if expression is not None else ()


def _with_texts(given: Given, lower: Given) -> Given:
    """Return an answer with the narrative and the evidence of the unit's row, where its own row has none."""
    if given is lower:
        return given
    if not given.evidence and lower.evidence:
        given = given._replace(evidence=lower.evidence)
    if not given.narrative and lower.narrative:
        given = given._replace(narrative=lower.narrative, narrative_cell=lower.narrative_cell)
    return given


def _state(rubric: Rubric, given: Given) -> str:
    return read_answer(given.answer, rubric.count_scale, rubric.unanswered_texts).state
