"""From the values of questions to the scores of nodes (PermenPANRB 90/2021, Lampiran III)."""

from collections.abc import Mapping, Sequence
from math import fsum

from lke_cli.constants import TOTAL
from lke_cli.results import Blank, NodeScore
from lke_cli.rubric import Node, Question, Rubric

EMPTY_MEAN, EMPTY_TERM = "#DIV/0!", "#VALUE!"
"""What the form shows for an indikator with nothing filled in, and for a blank question with a weight of its own."""


def node_scores(rubric: Rubric, values: Mapping[str, float | None], blank: Blank) -> dict[str, NodeScore]:
    """Return the score of every node, weighted question, combined node and the total, by code.

    values: 0..1 per question, None where it has no valid answer. A node is the sum of its children; or the mean of
    its questions x its weight; or the sum of its questions' own weighted values.
    """
    scores: dict[str, NodeScore] = {}
    for node in reversed(rubric.nodes.values()):  # children before their parents
        own = [question for question in node.questions if question.weight is not None]
        if node.children:
            score, error = _sum([scores[child.code] for child in node.children])
        elif own:
            parts = [_weighted(question, node, values[question.code], blank) for question in own]
            scores.update({part.code: part for part in parts})
            score, error = _sum(parts)
        else:
            score, error = _mean([values[question.code] for question in node.questions], node.weight, blank)
        level, parent = rubric.levels_by_code[node.code], rubric.parents[node.code]
        scores[node.code] = NodeScore(node.code, node.label, level, parent, node.weight, score, error)
    # In the order of the form, parents before their children.
    scores = {code: scores[code] for code in rubric.weights if code in scores}
    for combined in rubric.combined:
        score, error = _sum([scores[part] for part in combined.parts])
        scores[combined.code] = NodeScore(
            combined.code, combined.label, "combined", None, rubric.weights[combined.code], score, error
        )
    score, error = _sum([scores[top.code] for top in rubric.tree])
    scores[TOTAL] = NodeScore(TOTAL, rubric.label(TOTAL), "total", None, rubric.weights[TOTAL], score, error)
    return scores


def _weighted(question: Question, node: Node, value: float | None, blank: Blank) -> NodeScore:
    """Return the score of a question with a weight of its own."""
    weight = question.weight or 0.0
    score, error = (None, EMPTY_TERM) if value is None and blank == "skip" else ((value or 0.0) * weight, None)
    return NodeScore(question.code, question.label, "question", node.code, weight, score, error)


def _sum(parts: Sequence[NodeScore]) -> tuple[float | None, str | None]:
    error = next(filter(None, [part.error for part in parts]), None)
    return (None, error) if error else (fsum([part.score or 0.0 for part in parts]), None)


def _mean(values: Sequence[float | None], weight: float, blank: Blank) -> tuple[float | None, str | None]:
    filled = [value for value in values if value is not None]
    if blank == "zero":
        return fsum(filled) / len(values) * weight, None
    return (fsum(filled) / len(filled) * weight, None) if filled else (None, EMPTY_MEAN)
