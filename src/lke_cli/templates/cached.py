"""What the formulas of a filled template will show, so that a reader without a calculator sees it at once."""

from lke_cli.answers import Given
from lke_cli.rubric import Rubric
from lke_cli.scoring import node_scores, read_question
from lke_cli.templates import formulas
from lke_cli.templates.filling import Filling


def cached_values(rubric: Rubric, filling: Filling) -> dict[str, float | str]:
    """Return the values of a template's formulas by code.

    Percent of nodes stand under code + ``%``, computed answers (percentages, sums) under code + ``=``.
    """
    answers = {code: Given(answer=filling.answers.get(code, "")) for code in (*rubric.questions, *rubric.inputs)}
    values = {code: read_question(question, rubric, answers)[0].value for code, question in rubric.questions.items()}
    cached: dict[str, float | str] = {}
    for code, question in rubric.questions.items():
        value = values[code]
        cached[code] = formulas.BLANK if value is None else value
        if question.ratio is not None:
            cached[f"{code}="] = cached[code]
        for count in question.inputs:
            if count.sum_expression is not None:
                parts = {name: question.inputs_by_name[name].code for name in count.sum_expression.names}
                counts = {name: float(filling.answers[c]) for name, c in parts.items() if c in filling.answers}
                whole = len(counts) == len(parts)
                cached[f"{count.code}="] = count.sum_expression.value(counts) if whole else formulas.BLANK
    for code, node in node_scores(rubric, values, "skip").items():
        shown: float | str = node.error if node.error else node.score or 0.0
        cached[code] = shown
        cached[f"{code}%"] = shown if isinstance(shown, str) else shown / node.weight
    return cached
