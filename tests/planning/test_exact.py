"""The plan is the best there is: on small rubrics, all that a unit could do is tried and scored one by one."""

from typing import Any

from hypothesis import given as over
from hypothesis import settings
from hypothesis import strategies as st

from lke_cli.planning.effort import efforts_of
from lke_cli.planning.run import PlanSettings, PlanSource, make_plan
from lke_cli.planning.verify import Start
from lke_cli.results import PlanResult, Way
from lke_cli.rubric import Rubric
from tests.planning.small import (
    SCALES,
    Typed,
    best_by_trying,
    choice,
    given,
    holds_after_any,
    node,
    percent,
    scored,
    small_rubric,
)

SOURCE = PlanSource("LKE.xlsx", "LKE", "unit")


def plan(rubric: Rubric, answers: Typed, falls: int, **options: Any) -> PlanResult:
    return make_plan(Start(rubric, given(answers), "lulus"), efforts_of(rubric), PlanSettings(falls, **options), SOURCE)


def after(answers: Typed, way: Way) -> Typed:
    then = dict(answers)
    for step in way.steps:
        then.update({change.code: change.answer for change in step.changes if change.answer is not None})
    return then


@st.composite
def rubrics(draw: st.DrawFn) -> tuple[Rubric, Typed, int]:
    """Draw a rubric of two or three nodes, answers to it, and how many may fall."""
    efforts = {"murah": 1.0, "sedang": 2.5, "mahal": 7.0}
    answers: Typed = {}
    tree, codes = [], []
    for number in range(draw(st.integers(2, 3))):
        name = "ABC"[number]
        questions = []
        own = draw(st.booleans())
        for place in range(draw(st.integers(1, 2))):
            code = f"{name}.{place}"
            effort = draw(st.sampled_from([None, *efforts]))
            if not own and draw(st.booleans()):
                questions.append(percent(code, effort))
                whole = draw(st.integers(1, 3))
                answers[code] = ""
                answers |= {f"{code}.1": whole, f"{code}.2": draw(st.integers(0, whole))}
            else:
                scale = draw(st.sampled_from(["ya", "abc", "abcd"]))
                questions.append(choice(code, scale, effort, weight=5.0 * (place + 1) if own else None))
                options: Any = SCALES[scale]["options"]
                answers[code] = draw(st.sampled_from(["", *options]))
            codes.append(code)
        weight = sum(q["weight"] for q in questions) if own else draw(st.sampled_from([3.0, 5.0, 12.5]))
        tree.append(node(name, weight, questions))
    shares = st.sampled_from([0.3, 0.5, 0.6, 2 / 3, 0.75, 0.9])
    combined = [{"code": "gabungan", "label": "Gabungan", "parts": ["A", "B"]}]
    minimums = [
        {"node": name, "ratio": draw(shares)} for name in draw(st.sets(st.sampled_from(["A", "B", "gabungan"])))
    ]
    minimums.append({"node": "total", "ratio": draw(shares)})
    return small_rubric(tree, minimums, efforts=efforts, combined=combined), answers, draw(st.integers(0, 3))


@settings(max_examples=60, deadline=None)
@over(rubrics())
def test_a_plan_costs_what_the_best_of_all_ways_costs(drawn: tuple[Rubric, Typed, int]) -> None:
    rubric, answers, falls = drawn
    result = plan(rubric, answers, falls)
    if not result.whole:
        assert best_by_trying(rubric, answers, 0).cost is None
        return
    bare = best_by_trying(rubric, answers, 0)
    assert result.cheapest is not None
    assert bare.cost is not None
    assert abs(result.cheapest.cost - bare.cost) < 1e-9
    assert result.cheapest.optimal
    if any(step for step in result.cheapest.steps):
        assert result.cheapest.others == (bare.ways > 1)
    assert scored(rubric, after(answers, result.cheapest)).met
    if falls:
        sturdy = best_by_trying(rubric, answers, falls)
        if all(each.stands == falls for each in result.minimums):
            assert result.sturdy is not None
            assert sturdy.cost is not None
            assert result.sturdy.falls == falls
            assert abs(result.sturdy.cost - sturdy.cost) < 1e-9
            assert holds_after_any(rubric, after(answers, result.sturdy), falls)
        else:
            assert sturdy.cost is None


@settings(max_examples=40, deadline=None)
@over(rubrics())
def test_how_many_falls_a_unit_stands_is_what_trying_all_falls_shows(drawn: tuple[Rubric, Typed, int]) -> None:
    rubric, answers, _ = drawn
    result = plan(rubric, answers, 0)
    if not result.met:
        assert result.resilience is None
        return
    assert result.resilience is not None
    stood = next((n for n in range(1, 7) if not holds_after_any(rubric, answers, n)), None)
    assert result.resilience.falls == stood


LINKED = small_rubric(
    [
        node("A", 10, [percent("A.a", "mahal"), percent("A.b", "murah")]),
        node("B", 10, [choice("B.a", "abcd", "sedang")]),
    ],
    [{"node": "A", "ratio": 0.7}, {"node": "total", "ratio": 0.6}],
    efforts={"murah": 1, "sedang": 2, "mahal": 3},
    consistency=[
        {"id": "sama", "must": "A.a.2 == A.b.1", "message": "Jumlah berbeda"},
        {"id": "bagian", "must": "A.b.2 <= A.b.1", "message": "Melebihi"},
    ],
)


@settings(max_examples=40, deadline=None)
@over(st.integers(1, 4), st.data(), st.integers(0, 2))
def test_a_count_in_two_questions_moves_in_both(whole: int, data: st.DataObject, falls: int) -> None:
    """More of what is done in one question is more that is to be done in the other, whose percentage then sinks."""
    done = data.draw(st.integers(0, whole))
    answers: Typed = {"A.a": "", "A.b": "", "A.a.1": whole, "A.a.2": done, "A.b.1": done}
    answers |= {"A.b.2": data.draw(st.integers(0, done)), "B.a": data.draw(st.sampled_from("ABCD"))}
    result = plan(LINKED, answers, falls)
    bare = best_by_trying(LINKED, answers, falls) if falls == 0 else best_by_trying(LINKED, answers, 0)
    assert result.cheapest is not None if result.whole else bare.cost is None
    if result.whole and result.cheapest:
        then = after(answers, result.cheapest)
        assert then["A.a.2"] == then["A.b.1"]
        assert float(then["A.b.2"]) <= float(then["A.b.1"])
        assert bare.cost is not None
        assert abs(result.cheapest.cost - bare.cost) < 1e-9
    if falls and result.sturdy and result.sturdy.falls == falls and all(m.stands == falls for m in result.minimums):
        assert holds_after_any(LINKED, after(answers, result.sturdy), falls)
        tried = best_by_trying(LINKED, answers, falls)
        assert tried.cost is not None
        assert abs(result.sturdy.cost - tried.cost) < 1e-9
