"""What a plan says: each case has a true sentence, and every promise is scored."""

import random
from typing import Any

import pytest

from lke_cli.answers import Given
from lke_cli.errors import LkeError
from lke_cli.numbers import reaches
from lke_cli.planning.effort import efforts_of
from lke_cli.planning.model import Freedom
from lke_cli.planning.run import PlanSettings, PlanSource, make_plan, refuse_skip
from lke_cli.planning.verify import Start
from lke_cli.report.plan import plan_document
from lke_cli.results import PlanResult, Way
from lke_cli.rubric import Rubric
from lke_cli.scoring import score_answers
from tests.planning.small import Typed, choice, given, node, percent, scored, small_rubric

SOURCE = PlanSource("LKE.xlsx", "LKE", "unit")


def plan(rubric: Rubric, answers: Typed, falls: int = 0, target: str = "lulus", **freedom: Any) -> PlanResult:
    start = Start(rubric, given(answers), target)
    return make_plan(start, efforts_of(rubric), PlanSettings(falls, Freedom(**freedom)), SOURCE)


def said(result: PlanResult) -> str:
    """Return all sentences of the report, without its tables."""
    return "\n".join(block.text for block in plan_document(result).blocks if hasattr(block, "text"))


def moves(result: PlanResult) -> dict[str, str]:
    assert result.main is not None
    return {change.code: change.after for step in result.main.steps for change in step.changes}


def done(answers: Typed, way: Way) -> Typed:
    """Return answers after all steps of a way."""
    moved = {change.code: change.answer for step in way.steps for change in step.changes}
    return {**answers, **{code: answer for code, answer in moved.items() if answer is not None}}


TWO = small_rubric(
    [node("A", 10, [choice("A.a", "abc", "murah"), choice("A.b", "abc", "mahal")]), node("B", 10, [choice("B.a")])],
    [{"node": "A", "score": 5}, {"node": "total", "score": 10}],
    efforts={"murah": 1, "mahal": 5},
)


def test_the_cheapest_way_takes_the_cheap_question() -> None:
    # A must have 5 of 10: A.a from C to A gives 1/2 x 10 = 5 for two steps of 1; A.b would cost 10. Then the total
    # lacks 5 of its 10: one step of B.a, C to B, gives 0.5 x 10 for the usual 1.
    result = plan(TWO, {"A.a": "C", "A.b": "C", "B.a": "C"})
    assert moves(result) == {"A.a": "A", "B.a": "B"}
    assert result.cheapest is not None
    assert result.cheapest.cost == 3
    assert result.cheapest.total == 10
    assert "Terbukti termurah (batas 3, selisih 0%)" in said(result)


def test_a_way_that_stands_one_fall_has_that_much_in_reserve() -> None:
    # After any one fall (2.5 points in A, 5 in B) A must have 5, the total 10. Both of A at their best, B at B: any
    # fall leaves A 7.5 and the total 15 - 5 = 10: 2 + 10 + 1 = 13. With A.b at B only: A 7.5 - 2.5 = 5 holds, and the
    # total with B.a at A is 17.5 - 5: 2 + 5 + 2 = 9. With B.a at B the total is 12.5 - 5 = 7.5, too little.
    result = plan(TWO, {"A.a": "C", "A.b": "C", "B.a": "C"}, falls=1)
    assert result.sturdy is not None
    assert result.sturdy.cost == 9
    assert moves(result) == {"A.a": "A", "A.b": "B", "B.a": "A"}
    assert "Tanpa cadangan: 2 langkah, upaya 3" in said(result)


def test_steps_come_in_the_order_of_what_they_close() -> None:
    result = plan(TWO, {"A.a": "C", "A.b": "C", "B.a": "C"})
    assert result.cheapest is not None
    # A.a takes 5 from what A lacks and 5 from what the total lacks; B.a only takes from the total.
    assert [step.question for step in result.cheapest.steps] == ["A.a", "B.a"]
    assert [step.closes for step in result.cheapest.steps] == [("A",), ("total",)]
    assert [step.total for step in result.cheapest.steps] == [5, 10]


def test_what_a_survey_keeps_from_being_met_is_proved_and_the_rest_planned() -> None:
    survey = {"code": "S.a", "label": "Survei", "scale": "survei", "survey": "ipak"}
    rubric = small_rubric(
        [node("S", 10, [survey]), node("A", 10, [choice("A.a")])],
        [{"node": "S", "score": 9}, {"node": "A", "score": 5}],
    )
    result = plan(rubric, {"S.a": 3.42, "A.a": "C"})
    # 9 of 10 is 0.9 x 4 = 3.60 of 4.
    assert "Survei 3,42: tidak dapat ditutup dari jawaban lain, perlu survei 3,60." in said(result)
    assert moves(result) == {"A.a": "B"}
    assert not result.whole
    risen = plan(rubric, {"S.a": 3.42, "A.a": "C"}, survey_up=True)
    assert risen.whole
    assert moves(risen) == {"S.a": "3,60", "A.a": "B"}


def test_a_unit_that_stands_already_needs_nothing() -> None:
    result = plan(TWO, {"A.a": "A", "A.b": "A", "B.a": "A"}, falls=2)
    assert result.met
    assert "Sudah tahan 2 penurunan" in said(result)
    assert result.sturdy is not None
    assert result.sturdy.steps == ()
    assert result.sturdy.cost == 0


def test_a_unit_that_passes_on_the_line_gets_its_weakest_spots_and_a_reserve() -> None:
    result = plan(TWO, {"A.a": "A", "A.b": "C", "B.a": "B"}, falls=1)
    assert result.met
    assert "gagal bila satu jawaban saja turun satu tingkat" in said(result)
    assert result.resilience is not None
    assert result.resilience.falls == 1
    assert result.sturdy is not None
    assert result.sturdy.steps


def test_where_all_is_locked_nothing_can_be_reached_and_that_is_said() -> None:
    result = plan(TWO, {"A.a": "C", "A.b": "C", "B.a": "C"}, locked={"A.a", "A.b", "B.a"})
    assert not result.whole
    assert [each.reachable for each in result.minimums] == [False, False]
    assert "tidak dapat tercapai; paling tinggi 0,00 dari 5,00" in said(result)
    assert result.cheapest is not None
    assert result.cheapest.steps == ()


def test_without_any_answers_everything_is_to_be_answered() -> None:
    result = plan(TWO, {"A.a": "", "A.b": "", "B.a": ""})
    assert moves(result) == {"A.a": "A", "B.a": "B"}
    assert result.main is not None
    assert {change.before for step in result.main.steps for change in step.changes} == {"kosong"}


def test_one_question_that_alone_carries_a_minimum_cannot_be_made_sturdy() -> None:
    rubric = small_rubric(
        [node("A", 10, [choice("A.a", "ya")]), node("B", 10, [choice("B.a")])], [{"node": "A", "score": 5}]
    )
    result = plan(rubric, {"A.a": "Tidak", "B.a": "C"}, falls=3)
    (minimum,) = result.minimums
    assert minimum.stands == 0
    assert result.sturdy is not None
    assert result.sturdy.cost == 1
    assert "Rencana yang tahan 3 penurunan (di A hanya 0): 1 langkah" in said(result)
    table = next(block for block in plan_document(result).blocks if getattr(block, "key", "") == "minimums")
    assert "hanya dapat tahan 0" in str(table)


def test_only_what_can_be_done_in_time_is_planned() -> None:
    rubric = small_rubric(
        [node("A", 10, [choice("A.a", "abc", "murah"), choice("A.b", "abc", "lama")])],
        [{"node": "A", "score": 5}],
        efforts={"murah": 9, "lama": 1},
    )
    rubric.efforts["lama"].days = 365  # type: ignore[misc]
    answers: Typed = {"A.a": "C", "A.b": "C"}
    assert moves(plan(rubric, answers)) == {"A.b": "A"}
    assert moves(plan(rubric, answers, days=7)) == {"A.a": "A"}
    assert not plan(rubric, answers, days=6).whole


def test_a_budget_buys_the_fewest_missed_then_the_largest_smallest_margin() -> None:
    rubric = small_rubric(
        [
            node("A", 10, [choice("A.a")]),
            node("B", 10, [choice("B.a")]),
            node("C", 10, [choice("C.a", "abc", "mahal")]),
        ],
        [{"node": "A", "score": 5}, {"node": "B", "score": 5}, {"node": "C", "score": 5}],
        efforts={"mahal": 4},
    )
    start = Start(rubric, given({"A.a": "C", "B.a": "C", "C.a": "C"}), "lulus")

    def bought(budget: float) -> dict[str, str]:
        return moves(make_plan(start, efforts_of(rubric), PlanSettings(0, budget=budget), SOURCE))

    assert bought(2) == {"A.a": "B", "B.a": "B"}
    assert bought(4) == {"A.a": "A", "B.a": "A"}  # C.a alone would be one minimum for the same
    assert bought(5) == {"A.a": "A", "B.a": "A"}
    assert bought(6) == {"A.a": "B", "B.a": "B", "C.a": "B"}
    assert bought(0) == {}


def test_evidence_that_is_missing_is_a_step() -> None:
    tree = [node("A", 10, [choice("A.a") | {"evidence": ["sk"]}, choice("A.b") | {"evidence": ["sk"]}])]
    rubric = small_rubric(tree, [{"node": "A", "score": 7.5}])
    rubric.evidence_kinds["sk"] = type("Kind", (), {"label": "Surat keputusan"})()
    start = Start(rubric, given({"A.a": "A", "A.b": "C"}), "lulus", (), frozenset({"A.b"}))
    freedom = Freedom(evidenced={"A.b"})
    result = make_plan(start, efforts_of(rubric), PlanSettings(0, freedom), SOURCE)
    assert result.total == 0  # A.a is claimed, but not evidenced
    assert result.cheapest is not None
    # The evidence of A.a gives 5 for 1, a step of A.b 2.5 for 1.
    assert {(c.code, c.before, c.after) for s in result.cheapest.steps for c in s.changes} == {
        ("A.a", "A, tanpa bukti", "bukti ada"),
        ("A.b", "C", "B"),
    }
    assert result.cheapest.total == 7.5


def test_blanks_that_drop_out_of_a_mean_are_refused_with_the_reason() -> None:
    card = score_answers(TWO, given({"A.a": "A", "A.b": "", "B.a": "A"}), target="lulus", blank="skip")
    with pytest.raises(LkeError, match=r"mengisi pertanyaan kosong .* dapat menurunkan rata-rata"):
        refuse_skip(card)
    refuse_skip(score_answers(TWO, given({"A.a": "A", "A.b": "C", "B.a": "A"}), target="lulus", blank="skip"))


@pytest.mark.parametrize(
    ("counts", "why"),
    [
        ({"A.a.1": "", "A.a.2": 1}, "jumlahnya belum lengkap"),
        ({"A.a.1": "", "A.a.2": "", "A.a": 0.5}, "persentasenya diketik tanpa jumlah"),
    ],
)
def test_a_percentage_of_unknown_counts_is_not_planned(counts: Typed, why: str) -> None:
    rubric = small_rubric([node("A", 10, [percent("A.a")])], [{"node": "A", "score": 8}])
    result = plan(rubric, {"A.a": "", **counts})
    assert not result.whole
    assert any(why in note for note in result.notes)


def test_a_percentage_moves_in_whole_counts() -> None:
    # 3 of 4 is 75 %, which is 7.5 of 10; 8 takes a fourth: 100 %.
    rubric = small_rubric([node("A", 10, [percent("A.a")])], [{"node": "A", "score": 7.6}])
    result = plan(rubric, {"A.a": "", "A.a.1": 4, "A.a.2": 1})
    assert moves(result) == {"A.a.2": "4"}
    assert result.cheapest is not None
    assert result.cheapest.cost == 3


def test_obligations_are_never_lowered() -> None:
    rubric = small_rubric([node("A", 10, [percent("A.a")])], [{"node": "A", "score": 10}])
    result = plan(rubric, {"A.a": "", "A.a.1": 0, "A.a.2": 0})
    assert not result.whole  # nothing to do, and the zero rule gives 0


def random_answers(rubric: Rubric, seed: int) -> Typed:
    chance = random.Random(seed)
    answers: Typed = {}
    for code, question in rubric.questions.items():
        scale = rubric.scales[question.scale]
        if scale.kind == "choice":
            answers[code] = chance.choice([*scale.options, ""])
        elif scale.kind == "number":
            answers[code] = scale.maximum * 0.95
        for each in question.inputs:
            answers[each.code] = 6
    for question in rubric.questions.values():
        done = question.inputs[-1].code if question.inputs else None
        if done is not None:
            answers[done] = chance.randint(1, 6)
    return answers


@pytest.mark.parametrize("seed", range(3))
def test_a_plan_of_the_whole_form_keeps_its_promise_after_the_worst_falls(rubric: Rubric, seed: int) -> None:
    """Every question is made to fall by the scorer itself; per minimum the three that hurt most then fall together."""
    answers: Typed = {"A.II.5.iii.b.a.2": 6, "A.II.5.iii.b.a.3": 0, "A.II.5.iii.b.a.4": 0}
    answers = {**random_answers(rubric, seed), **answers}
    all_given = {code: Given(answer=answers.get(code, "")) for code in (*rubric.questions, *rubric.inputs)}
    result = make_plan(Start(rubric, all_given, "wbk"), efforts_of(rubric), PlanSettings(3), SOURCE)
    assert result.sturdy is not None
    then: Typed = {
        **answers,
        **{c.code: c.answer for s in result.sturdy.steps for c in s.changes if c.answer is not None},
    }

    def scored_as(typed: Typed) -> Any:
        return score_answers(rubric, {c: Given(answer=typed.get(c, "")) for c in all_given}, target="wbk")

    card = scored_as(then)
    assert card.met == result.sturdy.met == result.whole
    assert card.total.score == pytest.approx(result.sturdy.total, abs=1e-9)
    assert result.sturdy.steps[-1].total == pytest.approx(result.sturdy.total, abs=1e-9)
    lost = {}
    for question in card.questions:
        scale = rubric.scales[question.scale]
        if scale.kind == "choice" and question.value:
            ranked = [option for _, option in scale.ranked]
            fallen = scored_as({**then, question.code: ranked[ranked.index(question.answer) - 1]})
            lost[question.code] = {
                m.node: m.reached - f.reached for m, f in zip(card.minimums, fallen.minimums, strict=True)
            }
    for minimum, planned in zip(card.minimums, result.minimums, strict=True):
        if not planned.reachable:
            continue
        worst = sorted((each[minimum.node] for each in lost.values()), reverse=True)[: planned.stands]
        assert reaches(minimum.reached - sum(worst), minimum.required), minimum.node


def test_another_rubric_plans_without_new_code(mini: Rubric) -> None:
    answers: Typed = {"1.a": "Belum", "1.b": "E", "1.c": "D", "2.1.x.a": "", "2.1.x.a.1": 12, "2.1.x.a.2": 3}
    answers |= {"2.2.a": 80, "2.2.b": "D", "3.a": "Belum"}
    result = plan(mini, answers, falls=1, target="baik")
    assert result.whole
    for way in (result.cheapest, result.sturdy):
        assert way is not None
        assert score_answers(mini, given(done(answers, way)), target="baik").met


def test_the_same_workbook_gives_the_same_plan(rubric: Rubric) -> None:
    answers = random_answers(rubric, 7)
    all_given = {code: Given(answer=answers.get(code, "")) for code in (*rubric.questions, *rubric.inputs)}
    plans = [
        make_plan(Start(rubric, all_given, "wbk"), efforts_of(rubric), PlanSettings(3, review=0.05), SOURCE)
        for _ in range(2)
    ]
    assert plans[0] == plans[1]


def test_small_rubrics_are_scored_as_they_are_planned() -> None:
    assert scored(TWO, {"A.a": "A", "A.b": "C", "B.a": "B"}).met
