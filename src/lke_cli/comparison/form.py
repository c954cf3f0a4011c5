"""From a rubric to what reports say of the form that many units filled in."""

from collections.abc import Iterable, Iterator, Mapping

from lke_cli.constants import TOTAL
from lke_cli.results import Form, FormNode, FormSurvey
from lke_cli.rubric import Rubric


def compared_nodes(rubric: Rubric) -> tuple[str, ...]:
    """Return the codes of the nodes that are compared: the total, those of the overview, combined ones, those with a
    minimum, and every node that holds questions."""
    inner = [code for code, node in rubric.nodes.items() if node.questions]
    tops = [top.code for top in rubric.tree]
    held = [minimum.node for target in rubric.targets.values() for minimum in target.minimums]
    return tuple(dict.fromkeys((TOTAL, *tops, *rubric.combined_by_code, *rubric.overview, *held, *inner)))


def form_of(rubric: Rubric, required: Mapping[str, float]) -> Form:
    """Return the form of a rubric. required: the minimums in points, by node."""
    tops, combined = [top.code for top in rubric.tree], list(rubric.combined_by_code)
    surveys = {code for code, question in rubric.questions.items() if question.survey}
    kept = {*compared_nodes(rubric)} - {TOTAL, *tops, *combined, *surveys}
    held = [code for code in required if code in kept]
    shown = [code for code in rubric.overview if code in rubric.weights] or tops
    heat = dict.fromkeys([TOTAL, *combined, *shown, *held])
    return Form(
        tops=tuple(_nodes(rubric, tops)),
        combined=tuple(_nodes(rubric, combined)),
        held=tuple(_nodes(rubric, held)),
        heat=tuple(_nodes(rubric, heat)),
        covering=tuple(_covering(rubric)),
        surveys=tuple(
            FormSurvey(code, question.survey, _needed_index(rubric, code, required))
            for code, question in rubric.questions.items()
            if question.survey
        ),
        questions={code: question.label for code, question in rubric.questions.items()},
    )


def _nodes(rubric: Rubric, codes: Iterable[str]) -> Iterator[FormNode]:
    return (FormNode(code, rubric.label(code), rubric.weights[code]) for code in codes)


def _needed_index(rubric: Rubric, code: str, required: Mapping[str, float]) -> float | None:
    """Return the index that a survey must reach, where a minimum is on its score alone."""
    parent = rubric.nodes[rubric.parents[code]]
    node = code if code in required else parent.code
    if node not in required or (node != code and len(parent.questions) != 1):
        return None
    return required[node] / rubric.weights[node] * rubric.scales[rubric.questions[code].scale].maximum


def _covering(rubric: Rubric) -> list[str]:
    """Return the combined nodes, and the top nodes that none of them is a part of: together they cover the total."""
    covered = set()
    for part in [part for combined in rubric.combined for part in combined.parts]:
        above: str | None = part
        while above is not None:
            covered.add(above)
            above = rubric.parents.get(above)
    return [*rubric.combined_by_code, *(top.code for top in rubric.tree if top.code not in covered)]
