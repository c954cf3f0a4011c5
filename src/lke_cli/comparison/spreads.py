"""How units spread over nodes and questions: means and ranges, the weakest nodes, who lies far out."""

import statistics
from collections import Counter
from collections.abc import Iterator, Sequence

from lke_cli.comparison.form import compared_nodes
from lke_cli.comparison.rows import UnitRow
from lke_cli.constants import TOTAL
from lke_cli.numbers import EPSILON
from lke_cli.results import NodeSpread, Outlier, QuestionSpread, Spread, Unit
from lke_cli.rubric import Rubric

_ENOUGH_FOR_OUTLIERS = 8
_FENCE = 1.5  # Tukey's fences: 1.5 interquartile ranges beyond the quartiles
_LEAST_SHARE = 0.1  # of a node's weight; a smaller distance from the median is none, however alike the others are


def question_spreads(rows: Sequence[UnitRow], rubric: Rubric) -> Iterator[QuestionSpread]:
    """Yield how the units that count answer every question."""
    unsupported = Counter(number for row in rows for number in row.unsupported)
    for number, (code, question) in enumerate(rubric.questions.items()):
        values = [row.unit.values[code] for row in rows if row.unit.values]
        if values:
            spread = _spread([value or 0.0 for value in values])
            blank = sum(value is None for value in values)
            yield QuestionSpread(code, question.label, spread, blank, unsupported[number])


def _spread(values: Sequence[float]) -> Spread:
    return Spread(
        min(values), statistics.median(values), statistics.fmean(values), max(values), statistics.pstdev(values)
    )


def node_spreads(readable: Sequence[Unit], rubric: Rubric) -> Iterator[NodeSpread]:
    """Yield how the units that have a score spread over each node that is compared."""
    for code in compared_nodes(rubric):
        values = [points for unit in readable if (points := unit.scores[code]) is not None]
        if values:
            if code == TOTAL:
                level = TOTAL
            else:
                level = "combined" if code in rubric.combined_by_code else rubric.levels_by_code.get(code, "question")
            yield NodeSpread(code, rubric.label(code), level, rubric.weights[code], _spread(values))


def weakest(nodes: Sequence[NodeSpread], rubric: Rubric) -> list[str]:
    """Return the nodes that hold questions, lowest mean share of the weight first."""
    inner = [node for node in nodes if node.code in rubric.nodes and rubric.nodes[node.code].questions]
    return [node.code for node in sorted(inner, key=lambda node: node.spread.mean / node.weight)]


def outliers(readable: Sequence[Unit], nodes: Sequence[NodeSpread], rubric: Rubric) -> Iterator[Outlier]:
    """Yield the units that lie beyond Tukey's fences in the total or a combined node (a top node where none is).

    The farthest first, as a share of the node's weight.
    """
    if len(readable) < _ENOUGH_FOR_OUTLIERS:
        return
    looked_at = {TOTAL, *(rubric.combined_by_code or [top.code for top in rubric.tree])}
    far_out = []
    for node in nodes:
        if node.code not in looked_at:
            continue
        values = [points for unit in readable if (points := unit.scores[node.code]) is not None]
        low, _, high = statistics.quantiles(values, method="inclusive")
        reach = max(_FENCE * (high - low), _LEAST_SHARE * node.weight)
        for unit in readable:
            points = unit.scores[node.code]
            if points is not None and not low - reach - EPSILON <= points <= high + reach + EPSILON:
                outlier = Outlier(unit.unit, unit.file, node.code, points, node.spread.median)
                far_out.append((abs(points - node.spread.median) / node.weight, outlier))
    yield from (outlier for _, outlier in sorted(far_out, key=lambda placed: -placed[0]))
