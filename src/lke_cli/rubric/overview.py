"""A rubric as it is shown: flat, in the order of the form."""

from collections import Counter
from collections.abc import Iterator

from lke_cli.results import MinimumOverview, RatioOverview, RubricLine, RubricOverview, ScaleOverview, TargetOverview
from lke_cli.rubric.model import Minimum, Node, Question, Ratio, Rubric, Scale


def rubric_overview(rubric: Rubric) -> RubricOverview:
    """Return what a rubric holds."""
    return RubricOverview(
        title=rubric.title,
        source=rubric.source,
        levels=dict(Counter(rubric.levels_by_code.values())),
        questions=len(rubric.questions),
        inputs=len(rubric.inputs),
        weight=rubric.weights["total"],
        lines=tuple(line for top in rubric.tree for line in _node(rubric, top, 0)),
        scales=tuple(_scale(name, scale) for name, scale in rubric.scales.items()),
        targets=tuple(
            TargetOverview(
                name, target.label, target.note, tuple(_minimum(rubric, minimum) for minimum in target.minimums)
            )
            for name, target in rubric.targets.items()
        ),
    )


def _node(rubric: Rubric, node: Node, depth: int) -> Iterator[RubricLine]:
    yield RubricLine(node.code, node.label, depth, node.weight)
    for question in node.questions:
        yield from _question(rubric, question, depth + 1)
    for child in node.children:
        yield from _node(rubric, child, depth + 1)


def _question(rubric: Rubric, question: Question, depth: int) -> Iterator[RubricLine]:
    form = _form(rubric.scales[question.scale])
    ratio = None if question.ratio is None else _ratio(question.ratio)
    yield RubricLine(question.code, question.label, depth, question.weight, form, ratio=ratio)
    for count in question.inputs:
        yield RubricLine(count.code, count.label, depth + 1, form=_form(rubric.count_scale), name=count.name)


def _ratio(ratio: Ratio) -> RatioOverview:
    return RatioOverview(ratio.numerator, ratio.denominator, ratio.zero.otherwise, ratio.zero.all_zero)


def _scale(name: str, scale: Scale) -> ScaleOverview:
    return ScaleOverview(name, scale.kind, _form(scale), dict(scale.options), scale.minimum, scale.maximum)


def _form(scale: Scale) -> str:
    return " ".join(scale.form.split())


def _minimum(rubric: Rubric, minimum: Minimum) -> MinimumOverview:
    weight = rubric.weights[minimum.node]
    score = minimum.score if minimum.ratio is None else minimum.ratio * weight
    assert score is not None  # rubric.check: score or ratio, one of them
    return MinimumOverview(minimum.node, rubric.label(minimum.node), weight, score)
