"""An assessor's answers over those of the unit: what is taken from beneath, and what is the assessor's own."""

from lke_cli.answers import Given
from lke_cli.scoring import over
from tests.planning.small import small_rubric

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
