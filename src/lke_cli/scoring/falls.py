"""One step down: what a reviewer who lowers an answer takes from its value.

A choice falls to the next lower option. A percentage falls by one whole count (one agent's change not accepted, one
report not there). A figure that respondents gave (a survey) does not fall: a reviewer checks it, nobody judges it.
"""

from collections.abc import Mapping
from functools import lru_cache

from lke_cli.constants import TOTAL
from lke_cli.numbers import EPSILON
from lke_cli.rubric import Question, Ratio, Rubric, Scale


@lru_cache(maxsize=1024)
def choice_fall(scale: Scale, value: float) -> float:
    """Return what a choice of this value (0..1) loses by falling to the next lower option; 0 for the lowest."""
    below = [worth for worth, _ in scale.ranked if worth < value - EPSILON]
    return value - below[-1] if below else 0.0


def ratio_value(ratio: Ratio, counts: Mapping[str, float]) -> float:
    """Return a ratio's value, held to 0..1. counts: by name; all that the ratio names must be there (KeyError)."""
    below = ratio.denominator_expression.value(counts)
    if below == 0:
        names = (*ratio.numerator_expression.names, *ratio.denominator_expression.names)
        of_nothing = ratio.zero.all_zero
        return ratio.zero.otherwise if of_nothing is None or any(counts[name] for name in names) else of_nothing
    return min(1.0, max(0.0, ratio.numerator_expression.value(counts) / below))


@lru_cache(maxsize=256)
def done_counts(question: Question) -> tuple[tuple[int, str], ...]:
    """Return the counts of what was done, as (sign, name): those of the numerator that are no obligation.

    ``lapor`` of lapor / wajib (+1); ``kini`` of (lalu - kini) / lalu (-1: less of it is better). A count that is the
    sum of others is none: its parts would have to move.
    """
    if question.ratio is None:
        return ()
    obligations = set(question.ratio.denominator_expression.names)
    summed = {count.name for count in question.inputs if count.sum is not None}
    terms = question.ratio.numerator_expression.terms
    return tuple((sign, name) for sign, name in terms if name not in obligations | summed)


def ratio_fall(question: Question, counts: Mapping[str, float]) -> float:
    """Return what a percentage loses where one whole count of what was done is not accepted.

    counts: by name; 0 where not all that it needs are there.
    """
    ratio = question.ratio
    if ratio is None or not all(name in counts for name in question.required_inputs):
        return 0.0
    value = ratio_value(ratio, counts)
    worse = [{**counts, name: counts[name] - sign} for sign, name in done_counts(question) if counts[name] - sign >= 0]
    return max([value - ratio_value(ratio, worse_counts) for worse_counts in worse], default=0.0)


@lru_cache(maxsize=16)
def shares(rubric: Rubric) -> Mapping[str, Mapping[str, int]]:
    """Return per node, combined node, weighted question and the total how often each question counts in it.

    It is once, but for a combined node whose parts hold one another.
    """
    counted: dict[str, dict[str, int]] = {code: {code: 1} for code in rubric.questions}
    for code, node in reversed(rubric.nodes.items()):  # children before their parents
        counted[code] = _added([counted[part.code] for part in (node.children or node.questions)])
    for combined in rubric.combined:
        counted[combined.code] = _added([counted[part] for part in combined.parts])
    counted[TOTAL] = _added([counted[top.code] for top in rubric.tree])
    return counted


def _added(parts: list[dict[str, int]]) -> dict[str, int]:
    added: dict[str, int] = {}
    for part in parts:
        for code, times in part.items():
            added[code] = added.get(code, 0) + times
    return added
