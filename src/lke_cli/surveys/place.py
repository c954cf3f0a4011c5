"""Where a survey's index stands in an LKE: all numbers come from the rubric."""

from lke_cli.errors import LkeError
from lke_cli.instrument import Instrument
from lke_cli.numbers import reaches
from lke_cli.results import Place
from lke_cli.rubric import Question, Rubric
from lke_cli.surveys.statistics import Range


def place_of(
    kind: str,
    index: float,
    lower: float | None,
    readings: Range | None,
    instrument: Instrument | None,
    top: int,
    rubric: Rubric,
    target: str,
) -> Place | None:
    """Return what an index gives in the rubric, None where no question of it is answered by a survey of this kind.

    lower: end of the interval. readings: from where to where the index may lie. instrument: the index, whose highest
    answers (``maxima``) it can be brought to. Raises LkeError where the rubric's question has another.
    """
    question = next((question for question in rubric.questions.values() if question.survey == kind), None)
    if question is None:
        return None
    maximum = rubric.scales[question.scale].maximum
    if instrument is not None and instrument.maxima and maximum not in instrument.maxima:
        known = " atau ".join(f"{highest:g}" for highest in instrument.maxima)
        raise LkeError(
            f"Pertanyaan {question.code} di rubrik {rubric.id} bernilai sampai {maximum:g}, sedangkan "
            f"{instrument.label} hanya dapat dijadikan sampai {known}; betulkan rubriknya, atau maxima di instrumennya."
        )
    weight = _weight(question, rubric)
    points = index / top * weight
    required_points = _required_points(question, rubric, target)
    required = gap = met = safe = None
    if required_points is not None:
        required = required_points / weight * maximum
        met = reaches(points, required_points)
        gap = 0.0 if met else required - index / top * maximum
        safe = None if lower is None else met and reaches(lower / top * maximum, required)
        if readings is not None:
            met = _met(readings, required_points, weight, top)
            gap = required - readings.highest / top * maximum if met is False else None
            safe = None
    return Place(
        rubric=rubric.id,
        target=target,
        target_label=rubric.targets[target].label,
        question=question.code,
        label=question.label,
        maximum=maximum,
        answer=index / top * maximum,
        weight=weight,
        points=points,
        required=required,
        required_points=required_points,
        gap=gap,
        met=met,
        safe=safe,
    )


def _met(readings: Range, required_points: float, weight: float, top: int) -> bool | None:
    """Return whether the minimum is reached whichever way the answers are read."""
    # Not even where every reading reaches it: what can be read so has to be settled first.
    return None if reaches(readings.highest / top * weight, required_points) else False


def _weight(question: Question, rubric: Rubric) -> float:
    parent = rubric.nodes[rubric.parents[question.code]]
    return question.weight if question.weight is not None else parent.weight / len(parent.questions)


def _required_points(question: Question, rubric: Rubric, target: str) -> float | None:
    """Return the highest minimum of the nodes that this question alone makes up."""
    codes = {question.code} | {code for code, node in rubric.nodes.items() if node.questions == (question,)}
    held = [
        minimum.score if minimum.score is not None else (minimum.ratio or 0.0) * rubric.weights[minimum.node]
        for minimum in rubric.targets[target].minimums
        if minimum.node in codes
    ]
    return max(held, default=None)
