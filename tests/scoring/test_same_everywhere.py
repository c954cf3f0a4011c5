"""The same workbook gives the same digits under every Python: 3.12 began to add floats in another way than 3.11."""

from fractions import Fraction

import pytest

from lke_cli.answers import Given
from lke_cli.constants import TOTAL
from lke_cli.rubric import Rubric
from lke_cli.scoring import score_answers
from tests.templates.filled import random_filling


@pytest.mark.parametrize("seed", range(20))
def test_a_sum_is_the_float_nearest_to_the_true_sum(rubric: Rubric, seed: int) -> None:
    answers = {code: Given(value) for code, value in random_filling(rubric, seed).answers.items()}
    card = score_answers(rubric, answers, target="wbk")
    scores = {node.code: node.score or 0.0 for node in card.nodes}
    for top in rubric.tree:
        parts = [scores[child.code] for child in top.children]
        assert scores[top.code] == float(sum(map(Fraction, parts)))
    assert card.total.score == float(sum(Fraction(scores[top.code]) for top in rubric.tree))
    assert TOTAL not in {top.code for top in rubric.tree}
