"""Where a survey's index stands in an LKE: all numbers come from the rubric."""

from lke_cli.numbers import reaches
from lke_cli.rubric.model import Question, Rubric
from lke_cli.survey.index import Statistics
from lke_cli.survey.result import Place


def place_of(kind: str, statistics: Statistics, rubric: Rubric, target: str) -> Place | None:
    """Return what an index gives in the rubric, None where no question of it is answered by a survey of this kind."""
    index, interval, readings = statistics.index, statistics.interval, statistics.readings
    question = next((each for each in rubric.questions.values() if each.survey == kind), None)
    if question is None:
        return None
    maximum = rubric.scales[question.scale].maximum
    weight = _weight(question, rubric)
    points = index / maximum * weight
    required_points = _required_points(question, rubric, target)
    required = gap = met = safe = None
    if required_points is not None:
        required = required_points / weight * maximum
        met = reaches(points, required_points)
        gap = 0.0 if met else required - index
        safe = None if interval is None else met and reaches(interval.lower, required)
        if readings is not None:
            # Not even where every reading reaches it: the words have to be settled first.
            met = False if not reaches(readings.highest / maximum * weight, required_points) else None
            gap = required - readings.highest if met is False else None
            safe = None
    return Place(
        rubric=rubric.id,
        target=target,
        target_label=rubric.targets[target].label,
        question=question.code,
        label=question.label,
        maximum=maximum,
        weight=weight,
        points=points,
        required=required,
        required_points=required_points,
        gap=gap,
        met=met,
        safe=safe,
    )


def _weight(question: Question, rubric: Rubric) -> float:
    parent = rubric.nodes[rubric.parents[question.code]]
    return question.weight if question.weight is not None else parent.weight / len(parent.questions)


def _required_points(question: Question, rubric: Rubric, target: str) -> float | None:
    """Return the highest minimum of the nodes that this question alone makes up."""
    codes = {question.code} | {code for code, node in rubric.nodes.items() if node.questions == (question,)}
    held = [
        each.score if each.score is not None else (each.ratio or 0.0) * rubric.weights[each.node]
        for each in rubric.targets[target].minimums
        if each.node in codes
    ]
    return max(held, default=None)
