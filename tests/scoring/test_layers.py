"""An assessor's answers over those of the unit: what is taken from beneath, and what is the assessor's own."""

import pytest

from lke_cli.answers import Given
from lke_cli.rubric import Rubric
from lke_cli.scoring import over, reviewed
from lke_cli.scoring.layers import TypedOverError
from tests.planning.small import percent, small_rubric

RUBRIC = small_rubric(
    [
        {
            "code": "A", "label": "Satu", "weight": 10,
            "questions": [{"code": f"A.{letter}", "label": letter, "scale": "abc"} for letter in "abc"],
        }
    ],
    [{"node": "A", "score": 5}],
)  # fmt: skip
UNIT = {
    "A.a": Given(answer="A", narrative="Kata unit.", narrative_cell="LKE!N5", evidence=("sk.pdf",)),
    "A.b": Given(answer="A", narrative="Kata unit.", narrative_cell="LKE!N6", evidence=("sop.pdf",)),
    "A.c": Given(answer="B"),
    "A": Given(shown=8.0, shown_cell="LKE!M4"),
}


def test_a_row_without_words_of_its_own_has_the_units_and_one_with_keeps_its_own() -> None:
    tpi = {
        "A.a": Given(answer="B", narrative="Kata TPI.", narrative_cell="TPI!N5", evidence=("berita acara.pdf",)),
        "A.b": Given(answer="C"),
        "A.c": Given(answer="B"),
    }
    merged = over(RUBRIC, tpi, UNIT, lambda code: False)
    assert [merged[code].answer for code in ("A.a", "A.b", "A.c")] == ["B", "C", "B"]
    first, second = merged["A.a"], merged["A.b"]
    assert (first.narrative, first.narrative_cell, first.evidence) == ("Kata TPI.", "TPI!N5", ("berita acara.pdf",))
    assert (second.narrative, second.narrative_cell, second.evidence) == ("Kata unit.", "LKE!N6", ("sop.pdf",))


def test_what_an_assessor_leaves_blank_is_the_units_and_no_score_of_a_node_is_meant_then() -> None:
    tpi = {"A.a": Given(answer="B"), "A.b": Given(), "A": Given(shown=5.0, shown_cell="TPI!M4")}
    merged = over(RUBRIC, tpi, UNIT, lambda code: False)
    assert [merged[code].answer for code in ("A.a", "A.b", "A.c")] == ["B", "A", "B"]
    assert (merged["A"].shown, merged["A"].shown_cell) == ("", None)


def test_where_an_assessor_answers_all_the_scores_of_its_sheet_are_meant() -> None:
    tpi = {code: Given(answer="B") for code in RUBRIC.questions} | {"A": Given(shown=5.0, shown_cell="TPI!M4")}
    assert over(RUBRIC, tpi, UNIT, lambda code: False)["A"].shown == 5.0


class TestPercentages:
    """LHKPN: sudah / wajib, and wajib is the sum of three counts."""

    QUESTION = "A.II.5.iii.a.a"

    def codes(self, rubric: Rubric) -> tuple[str, tuple[str, ...], str]:
        """Return the codes of the sum, of its parts, and of what is done."""
        inputs = rubric.questions[self.QUESTION].inputs
        (total,) = (count for count in inputs if count.sum_expression is not None)
        assert total.sum_expression is not None
        parts = tuple(count.code for count in inputs if count.name in total.sum_expression.names)
        (done,) = (count.code for count in inputs if count.code not in (total.code, *parts))
        return total.code, parts, done

    def test_a_count_of_the_assessors_lies_over_the_units_and_the_other_counts_stay(self, rubric: Rubric) -> None:
        total, parts, done = self.codes(rubric)
        unit = {code: Given(answer=9) for code in (total, *parts, done)}
        merged = over(rubric, {**dict.fromkeys(unit, Given()), done: Given(answer=7)}, unit, lambda code: False)
        assert merged[done].answer == 7
        assert [merged[code].answer for code in (total, *parts)] == [9] * 4

    def test_under_a_sum_of_the_assessors_the_units_parts_are_not_meant(self, rubric: Rubric) -> None:
        total, parts, done = self.codes(rubric)
        unit = {code: Given(answer=9) for code in (total, *parts, done)}
        merged = over(rubric, {**dict.fromkeys(unit, Given()), total: Given(answer=30)}, unit, lambda code: False)
        assert (merged[total].answer, merged[done].answer) == (30, 9)
        assert [merged[code].answer for code in parts] == [""] * 3

    @pytest.mark.parametrize(
        ("typed", "of_formula", "of_number"), [(0, False, True), (0.85, True, True), (1, False, True)]
    )
    def test_what_a_formula_over_nothing_gives_was_entered_only_where_it_is_no_formula(
        self, rubric: Rubric, typed: float, of_formula: bool, of_number: bool
    ) -> None:
        question, answers = rubric.questions[self.QUESTION], {self.QUESTION: Given(answer=typed)}
        assert reviewed(rubric, answers, question, lambda code: True) is of_formula
        assert reviewed(rubric, answers, question, lambda code: False) is of_number


PERCENT = small_rubric([{"code": "A", "label": "Satu", "weight": 10, "questions": [percent("A.a")]}], [])
BENEATH = {"A.a": Given(answer=""), "A.a.1": Given(answer=4), "A.a.2": Given(answer=3)}
"""Three of four: 75 %."""


@pytest.mark.parametrize(
    ("typed", "own"),
    [
        (0.8, True),
        # Half a percent is rounding: who types 75,5 % says the same as the counts beneath.
        (0.755, False),
        (0.745, False),
        (0.756, True),
        (0.744, True),
        ("", False),
        ("#DIV/0!", False),
        ("banyak", True),
    ],
)
def test_a_percentage_without_counts_is_the_assessors_where_it_says_something_else(
    typed: str | float, own: bool
) -> None:
    upper = {"A.a": Given(answer=typed), "A.a.1": Given(), "A.a.2": Given()}
    merged = over(PERCENT, upper, BENEATH, lambda code: False)
    assert (merged["A.a"].answer == typed) is (own or typed == "")
    assert [merged[code].answer for code in ("A.a.1", "A.a.2")] == (["", ""] if own else [4, 3])


@pytest.mark.parametrize("typed", [0, 1])
def test_what_a_formula_over_nothing_may_give_is_asked_about(typed: int) -> None:
    upper = {"A.a": Given(answer=typed), "A.a.1": Given(), "A.a.2": Given()}
    assert over(PERCENT, upper, BENEATH, lambda code: True)["A.a.2"].answer == 3
    assert over(PERCENT, upper, BENEATH, lambda code: False)["A.a.2"].answer == ""
    with pytest.raises(TypedOverError) as raised:
        over(PERCENT, upper, BENEATH, lambda code: None)
    assert raised.value.code == "A.a"


def test_a_formula_that_was_not_computed_is_no_percentage_that_was_typed() -> None:
    upper = {"A.a": Given(answer=0.5, uncomputed=True), "A.a.1": Given(), "A.a.2": Given()}
    assert over(PERCENT, upper, BENEATH, lambda code: False)["A.a.2"].answer == 3
