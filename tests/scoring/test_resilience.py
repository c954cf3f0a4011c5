"""How sure the share of random reviews is: the half width of Wilson's 95 % interval."""

from collections.abc import Callable

import pytest

from lke_cli.answers import Given
from lke_cli.results import Scorecard
from lke_cli.rubric import Rubric
from lke_cli.scoring import review_share, score_answers
from lke_cli.templates import example_filling


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
