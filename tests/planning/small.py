"""Small rubrics and all that can be done under them, tried one by one: what the solver is held against.

Nothing here uses the planner: answers are changed by hand, and the scorer says what they give.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lke_cli.answers import Given
from lke_cli.numbers import reaches
from lke_cli.results import Scorecard
from lke_cli.rubric import Rubric, build_value
from lke_cli.scoring import score_answers

Typed = dict[str, str | float]

SCALES: dict[str, dict[str, Any]] = {
    "ya": {"kind": "choice", "form": "Ya/Tidak", "options": {"Ya": 1, "Tidak": 0}},
    "abc": {"kind": "choice", "form": "A/B/C", "options": {"A": 1, "B": 0.5, "C": 0}},
    "abcd": {"kind": "choice", "form": "A/B/C/D", "options": {"A": 1, "B": 0.67, "C": 0.33, "D": 0}},
    "survei": {"kind": "number", "form": "0-4", "minimum": 0, "maximum": 4},
    "persen": {"kind": "ratio", "form": "%"},
    "jumlah": {"kind": "count", "form": "n"},
}


def small_rubric(
    tree: list[dict[str, Any]],
    minimums: list[dict[str, Any]],
    *,
    efforts: Mapping[str, float] | None = None,
    consistency: Sequence[Mapping[str, Any]] = (),
    combined: Sequence[Mapping[str, Any]] = (),
) -> Rubric:
    """Return a rubric of a tree and minimums. efforts: cost of a step, by class."""
    return build_value(
        Rubric,
        {
            "format": 1,
            "id": "kecil",
            "title": "Kecil",
            "source": "uji",
            "levels": ["bagian"],
            "scales": SCALES,
            "headers": {"answer": ["Jawaban"]},
            "tree": tree,
            "targets": {"lulus": {"label": "Lulus", "minimums": minimums}},
            "efforts": {name: {"label": name, "cost": cost, "days": 7} for name, cost in (efforts or {}).items()},
            "consistency": list(consistency),
            "combined": list(combined),
        },
    )


def given(answers: Typed) -> dict[str, Given]:
    return {code: Given(answer=answer, cell=f"LKE!K{n}") for n, (code, answer) in enumerate(answers.items(), 5)}


def scored(rubric: Rubric, answers: Typed) -> Scorecard:
    return score_answers(rubric, given(answers), target="lulus")


@dataclass(frozen=True)
class Best:
    """The least cost that does it, None where nothing does; how many ways cost just that."""

    cost: float | None
    ways: int


def best_by_trying(rubric: Rubric, answers: Typed, falls: int, *, nodes: Sequence[str] | None = None) -> Best:
    """Return the least cost at which every minimum (of nodes) holds after any so many answers fall, by trying all."""
    best, ways = None, 0
    for then in everything(rubric, answers):
        cost = cost_of(rubric, answers, then)
        if best is not None and cost > best + 1e-9:
            continue
        if holds_after_any(rubric, then, falls, nodes):
            ways = ways + 1 if best is not None and abs(cost - best) < 1e-9 else 1
            best = cost
    return Best(best, ways)


def holds_after_any(rubric: Rubric, answers: Typed, falls: int, nodes: Sequence[str] | None = None) -> bool:
    """Return whether the minimums hold whichever so many answers, or fewer, fall one step."""
    fallen = {code: fall for code in rubric.questions if (fall := one_down(rubric, answers, code)) is not None}
    for number in range(falls + 1):
        for codes in itertools.combinations(fallen, number):
            if not _meets(rubric, answers, codes, nodes):
                return False
    return True


def _meets(rubric: Rubric, answers: Typed, fallen: Sequence[str], nodes: Sequence[str] | None) -> bool:
    """Return whether minimums hold where some answers fell, each by itself: one's counts do not move another's."""
    card = scored(rubric, answers)
    lost = {}
    for code in fallen:
        down = one_down(rubric, answers, code)
        assert down is not None
        before = next(q for q in card.questions if q.code == code)
        after = next(q for q in scored(rubric, down).questions if q.code == code)
        lost[code] = before.points - after.points
    for minimum in card.minimums:
        if nodes is not None and minimum.node not in nodes:
            continue
        taken = sum(points for code, points in lost.items() if code in _inside(rubric, minimum.node))
        if not reaches((minimum.reached or 0.0) - taken, minimum.required):
            return False
    return True


def _inside(rubric: Rubric, node: str) -> set[str]:
    if node == "total":
        return set(rubric.questions)
    if node in rubric.combined_by_code:
        return set().union(*(_inside(rubric, part) for part in rubric.combined_by_code[node].parts))
    if node in rubric.questions:
        return {node}
    return {question.code for each in rubric.nodes[node].walk() for question in each.questions}


def one_down(rubric: Rubric, answers: Typed, code: str) -> Typed | None:
    """Return answers where one fell a step; None where it cannot."""
    question = rubric.questions[code]
    scale = rubric.scales[question.scale]
    if scale.kind == "choice":
        ranked = [option for _, option in scale.ranked]
        place = ranked.index(str(answers[code])) if answers.get(code) in ranked else 0
        return {**answers, code: ranked[place - 1]} if place else None
    if question.ratio is None:
        return None
    done = next(each.code for each in question.inputs if each.name == "selesai")
    count = float(answers[done])
    return {**answers, done: count - 1} if count >= 1 else None


def everything(rubric: Rubric, answers: Typed) -> Iterator[Typed]:
    """Yield all answers that a unit may come to: better options, more of what was done, held to consistency rules."""
    codes, levels = [], []
    for code, question in rubric.questions.items():
        scale = rubric.scales[question.scale]
        if scale.kind == "choice":
            ranked = [option for _, option in scale.ranked]
            place = ranked.index(str(answers[code])) if answers.get(code) in ranked else 0
            codes.append(code)
            levels.append([answers.get(code, ""), *ranked[place + 1 :]])
        elif question.ratio is not None:
            done = next(each for each in question.inputs if each.name == "selesai")
            whole = next(each for each in question.inputs if each.name == "semua")
            now = int(answers[done.code])
            most = int(answers[whole.code])
            for each in rubric.consistency:  # what is to be done here is what is done there, which may become more
                names = each.must_relation.names
                if each.must_relation.sign == "==" and whole.code == names[1]:
                    most = int(answers[f"{rubric.parents[names[0]]}.1"])
            codes.append(done.code)
            levels.append(list(range(now, max(now, most) + 1)))
    for chosen in itertools.product(*levels):
        then = {**answers, **dict(zip(codes, chosen, strict=True))}
        for each in rubric.consistency:
            relation = each.must_relation
            if relation.sign == "==":
                left, right = relation.names
                then[right] = then[left]
        if not any(finding.rule == "inconsistent" for finding in scored(rubric, then).findings):
            yield then


def cost_of(rubric: Rubric, before: Typed, then: Typed) -> float:
    """Return what a change costs: steps, or counts of what was done, times the question's effort."""
    cost = 0.0
    for code, question in rubric.questions.items():
        effort = rubric.efforts[question.effort].cost if question.effort else 1.0
        scale = rubric.scales[question.scale]
        if scale.kind == "choice":
            ranked = [option for _, option in scale.ranked]
            places = [ranked.index(str(each[code])) if each.get(code) in ranked else 0 for each in (before, then)]
            cost += effort * (places[1] - places[0])
        elif question.ratio is not None:
            done = next(each.code for each in question.inputs if each.name == "selesai")
            cost += effort * (float(then[done]) - float(before[done]))
    return cost


def choice(code: str, scale: str = "abc", effort: str | None = None, weight: float | None = None) -> dict[str, Any]:
    """Return a question with a choice."""
    question: dict[str, Any] = {"code": code, "label": f"Pertanyaan {code}", "scale": scale}
    return question | ({"effort": effort} if effort else {}) | ({"weight": weight} if weight else {})


def percent(code: str, effort: str | None = None) -> dict[str, Any]:
    """Return a question with a percentage of what is done."""
    return {
        "code": code,
        "label": f"Persen {code}",
        "scale": "persen",
        "ratio": {"numerator": "selesai", "denominator": "semua", "zero": {"otherwise": 0}},
        "inputs": [
            {"code": f"{code}.1", "name": "semua", "label": "Semua"},
            {"code": f"{code}.2", "name": "selesai", "label": "Selesai"},
        ],
    } | ({"effort": effort} if effort else {})


def node(code: str, weight: float, questions: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return a node with questions."""
    return {"code": code, "label": f"Bagian {code}", "weight": weight, "questions": list(questions)}
