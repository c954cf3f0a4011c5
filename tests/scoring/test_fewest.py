"""How many answers may fall before a minimum fails, by hand: small rubrics of a few points."""

from typing import Any

import pytest

from lke_cli.answers import Given
from lke_cli.errors import LkeError
from lke_cli.rubric import Rubric, load_rubric
from lke_cli.scoring import choice_fall, parse_minimum, ratio_fall, resilience_of, review_share, score_answers
from tests.planning.small import scored, small_rubric


def _abc(code: str) -> dict[str, Any]:
    return {"code": code, "label": code, "scale": "abc"}


def _two(required: float) -> Rubric:
    """Return a rubric of two questions of five points; each loses 2,5 where it falls a step."""
    tree = [{"code": "A", "label": "Satu", "weight": 10, "questions": [_abc("A.a"), _abc("A.b")]}]
    return small_rubric(tree, [{"node": "A", "score": required}])


@pytest.mark.parametrize(
    ("required", "falls", "slack"),
    [
        (7.6, 1, 2.4),  # 10 - 2,5 is below it
        (7.5, 2, 2.5),  # 7,5 still reaches it, 5 does not
        (5.1, 2, 4.9),
    ],
)
def test_so_many_falls_fail_a_minimum(required: float, falls: int, slack: float) -> None:
    rubric = _two(required)
    resilience = resilience_of(scored(rubric, {"A.a": "A", "A.b": "A"}), rubric)
    assert resilience is not None
    assert (resilience.falls, resilience.node) == (falls, "A")
    assert resilience.slack == pytest.approx(slack)
    assert [(defended.code, defended.loss) for defended in resilience.defend] == [("A.a", 2.5), ("A.b", 2.5)]


def test_where_all_may_fall_a_step_no_minimum_fails() -> None:
    rubric = _two(5)
    resilience = resilience_of(scored(rubric, {"A.a": "A", "A.b": "A"}), rubric)
    assert resilience is not None
    assert (resilience.falls, resilience.node) == (None, None)


@pytest.mark.parametrize(
    ("required", "chance", "share"),
    [
        (7.6, 0.5, 0.25),  # neither of two may fall: 0,5 x 0,5
        (7.5, 0.5, 0.75),  # one may: 1 - 0,5 x 0,5
        (7.6, 0.1, 0.81),  # 0,9 x 0,9
        (7.5, 0.1, 0.99),
        (5.0, 0.9, 1.0),
    ],
)
def test_random_reviews_pass_as_often_as_chance_says(required: float, chance: float, share: float) -> None:
    rubric = _two(required)
    reviewed = review_share(scored(rubric, {"A.a": "A", "A.b": "A"}), rubric, chance, simulations=10_000)
    assert reviewed.share == pytest.approx(share, abs=0.015)  # three deviations: 3 x sqrt(0,25 / 10.000)


def test_the_share_of_reviews_is_as_unsure_as_wilson_says() -> None:
    """z = 1.96: (z sqrt(p (1 - p) / n + z * z / 4 n * n)) / (1 + z * z / n), of a hundred reviews."""
    rubric = _two(7.5)
    reviewed = review_share(scored(rubric, {"A.a": "A", "A.b": "A"}), rubric, 0.5, simulations=100)
    assert reviewed.share == pytest.approx(0.75, abs=0.13)
    spread = (reviewed.share * (1 - reviewed.share) / 100 + 3.8416 / 40_000) ** 0.5
    assert reviewed.error == pytest.approx(1.96 * spread / 1.038416, abs=1e-5)


def test_a_percentage_falls_by_its_last_count_too() -> None:
    inputs = [
        {"code": "A.a.1", "name": "wajib", "label": "Wajib"},
        {"code": "A.a.2", "name": "sudah", "label": "Sudah"},
    ]
    ratio = {"numerator": "sudah", "denominator": "wajib", "zero": {"otherwise": 0}}
    question = {"code": "A.a", "label": "A.a", "scale": "persen", "inputs": inputs, "ratio": ratio}
    tree = [{"code": "A", "label": "Satu", "weight": 10, "questions": [question]}]
    asked = small_rubric(tree, [{"node": "A", "score": 5}]).questions["A.a"]
    assert ratio_fall(asked, {"wajib": 2, "sudah": 2}) == 0.5  # 2 / 2 to 1 / 2
    assert ratio_fall(asked, {"wajib": 2, "sudah": 1}) == 0.5  # 1 / 2 to 0 / 2
    assert ratio_fall(asked, {"wajib": 2, "sudah": 0}) == 0  # there is nothing left to fall
    assert ratio_fall(asked, {"wajib": 2}) == 0


def test_a_choice_falls_to_the_next_worse() -> None:
    scale = _two(5).scales["abcd"]
    falls = [choice_fall(scale, value) for value in (1, 0.67, 0.33)]
    assert falls == pytest.approx([0.33, 0.34, 0.33])  # 1 - 0,67; 0,67 - 0,33; 0,33 - 0


def test_the_index_of_a_survey_is_held_where_the_rubric_holds_it() -> None:
    rubric = load_rubric("permenpanrb-90-2021")
    minimum = parse_minimum("ipak=3.7", rubric)
    assert minimum.node == "B.I.a"
    assert minimum.score == pytest.approx(3.7 / 4 * 17.5)  # of 17,5 points


def _survey(code: str, survey: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "label": code, "scale": "survei", "survey": survey, **more}


@pytest.mark.parametrize(
    ("questions", "node", "points"),
    [
        ([_survey("A.a", "ipak")], "A", 7.5),  # 3 / 4 of all 10 points: the node is the survey
        ([_survey("A.a", "ipak", weight=5), _survey("A.b", "ipkp", weight=5)], "A.a", 3.75),  # of its own 5
    ],
)
def test_an_index_is_a_minimum_of_the_node_that_a_survey_alone_makes(
    questions: list[dict[str, Any]], node: str, points: float
) -> None:
    tree = [{"code": "A", "label": "Satu", "weight": 10, "questions": questions}]
    minimum = parse_minimum("ipak=3", small_rubric(tree, [{"node": "A", "score": 5}]))
    assert minimum.node == node
    assert minimum.score == pytest.approx(points)


def test_an_index_is_no_minimum_where_a_node_is_the_mean_of_several() -> None:
    questions = [_survey("A.a", "ipak"), _survey("A.b", "ipkp")]
    tree = [{"code": "A", "label": "Satu", "weight": 10, "questions": questions}]
    with pytest.raises(LkeError, match=r"--min ipak=3: A\.a tidak berbobot sendiri, .*; beri untuk A\."):
        parse_minimum("ipak=3", small_rubric(tree, [{"node": "A", "score": 5}]))


def test_what_a_survey_must_reach_is_told_as_its_index() -> None:
    tree = [{"code": "A", "label": "Satu", "weight": 10, "questions": [_survey("A.a", "ipak")]}]
    (minimum,) = scored(small_rubric(tree, [{"node": "A", "score": 9}]), {"A.a": 3}).minimums
    assert minimum.answer_required == pytest.approx(3.6)  # 9 / 10 x 4
    assert minimum.answer_reached == 3


def test_without_an_overview_of_its_own_every_node_is_shown() -> None:
    tree = [
        {"code": "A", "label": "Satu", "weight": 6, "questions": [_abc("A.a")]},
        {"code": "B", "label": "Dua", "weight": 4, "questions": [_abc("B.a")]},
    ]
    card = scored(small_rubric(tree, [{"node": "A", "score": 5}]), {"A.a": "A", "B.a": "A"})
    assert card.overview == ("A", "B")
    shipped = load_rubric("permenpanrb-90-2021")
    assert 0 < len(shipped.overview) < len(shipped.nodes)


def test_of_what_cells_claim_three_are_quoted(rubric: Rubric) -> None:
    codes = [code for code, question in rubric.questions.items() if rubric.scales[question.scale].kind == "choice"][:4]
    answers = {
        code: Given(answer=rubric.scales[rubric.questions[code].scale].best_first[0], claims=(f"ada {number}",))
        for number, code in enumerate(codes, 1)
    }
    (claimed,) = [f for f in score_answers(rubric, answers, target="wbk").findings if f.rule == "evidence-claimed"]
    assert (
        "4 pertanyaan hanya menyatakan ada bukti dukung tanpa menyebutnya ('ada 1', 'ada 2', 'ada 3')"
        in claimed.message
    )
