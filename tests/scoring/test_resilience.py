"""How sure the share of random reviews is: the half width of Wilson's 95 % interval."""

from collections.abc import Callable

import pytest

from lke_cli.answers import Given
from lke_cli.results import Scorecard
from lke_cli.rubric import Rubric
from lke_cli.scoring import review_share, score_answers
from lke_cli.scoring.resilience import losses
from lke_cli.templates import example_filling
from lke_cli.values import CellValue


def _card(rubric: Rubric, change: Callable[[str], bool] = lambda code: False) -> Scorecard:
    """Return a scorecard with the best answer everywhere, but none where ``change`` says so."""
    answers = {}
    for code, question in rubric.questions.items():
        scale = rubric.scales[question.scale]
        best = scale.best_first[0] if scale.kind == "choice" else 4.0
        answers[code] = Given(answer="" if question.inputs or change(code) else best)
    counts = {
        code: Given(answer=value) for code, value in example_filling(rubric).answers.items() if code in rubric.inputs
    }
    return score_answers(rubric, answers | counts, target="wbk")


def test_a_unit_that_always_passes_is_as_unsure_as_the_number_of_reviews_says(rubric: Rubric) -> None:
    """z = 1.96, ten reviews, all passed: z * z / 20 / (1 + z * z / 10) = 0.19208 / 1.38415 = 0.13877."""
    card = _card(rubric)
    assert card.met
    share = review_share(card, rubric, 1e-12, simulations=10)
    assert share.share == 1
    assert share.error == pytest.approx(0.13877, abs=5e-5)


def test_a_unit_that_does_not_pass_now_passes_no_review(rubric: Rubric) -> None:
    share = review_share(_card(rubric, lambda code: code.startswith("A.I.1")), rubric, 0.5, simulations=10)
    assert share.share == 0


def test_what_falls_and_by_how_much(rubric: Rubric) -> None:
    """A survey does not fall: respondents gave it. Nor does what has nothing to fall to."""
    card = score_answers(rubric, {"B.I.a": Given(answer=4), "A.I.1.ii.b": Given(answer="C")}, target="wbk")
    assert losses(card, rubric) == {}
    # A.I.1.ii has weight 1 and three questions: Ya falls to Tidak, B of A/B/C to C.
    card = score_answers(rubric, {"A.I.1.ii.a": Given(answer="Ya"), "A.I.1.ii.b": Given(answer="B")}, target="wbk")
    assert losses(card, rubric) == pytest.approx({"A.I.1.ii.a": 1 / 3, "A.I.1.ii.b": 1 / 6})
    # 8 targets of which 6 are reached, weight 2: one less is an eighth.
    counts: dict[str, CellValue] = {"A.II.4.i.a": "", "A.II.4.i.a.1": 8, "A.II.4.i.a.2": 6}
    card = score_answers(rubric, {code: Given(answer=count) for code, count in counts.items()}, target="wbk")
    assert losses(card, rubric) == pytest.approx({"A.II.4.i.a": 2 / 8})
