"""Every scale of words that is known, read off its data; and what an answer is worth on it, by hand."""

import pytest

from lke_cli.errors import LkeError
from lke_cli.instrument import WordScale, general_words
from lke_cli.surveys.scale import (
    ADJECTIVES,
    SCALES,
    contradicts,
    learn_adjectives,
    parse_words,
    phrase_of,
    read_columns,
    read_scale_answer,
    rescaler,
    speaks_of_a_scale,
    spelled,
)

WORDS = general_words()


def about(scale: WordScale) -> str:
    return ", ".join(scale.words)


@pytest.mark.parametrize("scale", WORDS.scales, ids=about)
def test_a_column_with_all_words_of_a_scale_has_their_places(scale: WordScale) -> None:
    """Once the user has said how many points it has: nothing else is left open by all of its words."""
    words = scale.about("puas").words
    reading = read_columns([dict.fromkeys(words, 5)], [()], scale.points)
    assert reading.columns[0].values == {word: place for place, word in enumerate(words, 1)}
    assert (reading.columns[0].spans, reading.columns[0].strangers, reading.needs) == ({}, frozenset(), None)


@pytest.mark.parametrize("adjective", sorted(ADJECTIVES))
def test_an_adjective_is_graded_by_what_stands_before_it(adjective: str) -> None:
    words = [f"{modifier}{adjective}" for modifier in ("sangat tidak ", "tidak ", "", "sangat ")]
    reading = read_columns([dict.fromkeys(words, 5)], [()], None)
    assert [reading.columns[0].values[word] for word in words] == [1, 2, 3, 4]
    assert [phrase_of(word.upper()) for word in words] == words


@pytest.mark.parametrize("points", SCALES)
def test_scales_of_so_many_points_are_known(points: int) -> None:
    assert any(scale.points == points for scale in WORDS.scales)


@pytest.mark.parametrize("text", WORDS.no_answer)
def test_words_that_say_the_question_does_not_apply(text: str) -> None:
    assert read_scale_answer(text.title()).none


def test_an_instrument_s_own_word_with_two_places_is_worth_either() -> None:
    """``tidak ada`` ends one of its lists and begins another."""
    best, worst = ("ada", "sering", "jarang", "tidak ada"), ("tidak ada", "jarang", "sering", "ada")
    reading = read_columns([{"tidak ada": 5, "jarang": 5}], [(best, worst)], None).columns[0]
    assert reading.values == {}
    assert reading.spans == {"tidak ada": (1, 4), "jarang": (2, 3)}
    longer = ("selalu", "sering", "kadang", "jarang", "hampir tidak", "tidak ada")
    other = ("tidak ada", "jarang", "hampir tidak", "kadang", "sering", "selalu")
    reading = read_columns([{"sering": 5}], [(longer, other)], None).columns[0]
    # 2 or 5 of 6, on 1 to 4: 1 + 1 x 3/5 and 1 + 4 x 3/5.
    assert reading.spans == {"sering": pytest.approx((1.6, 3.4))}


def test_a_word_of_two_scales_is_worth_either_until_the_points_are_told() -> None:
    counts = {"cukup": 5, "baik": 5}
    # "Cukup" is 2 of 4 or 3 of 5, which is 2,5; "baik" 3 of 4 or 4 of 5, which is 3,25.
    reading = read_columns([counts], [()], None)
    assert reading.columns[0].spans == {"cukup": (2, 2.5), "baik": (3, 3.25)}
    assert reading.scale_decides
    assert read_columns([counts], [()], 5).columns[0].values == {"cukup": 3, "baik": 4}


@pytest.mark.parametrize(("strange", "left_out"), [(1, True), (2, False)], ids=["90%", "80%"])
def test_a_scale_has_nine_tenths_of_the_answers(strange: int, left_out: bool) -> None:
    reading = read_columns([{"baik": 10 - strange, "cukup cepat": strange}], [()], None).columns[0]
    assert (reading.strangers == {"cukup cepat"}) is left_out
    assert ("baik" in reading.values) is left_out


def test_modifiers_that_no_scale_has_together_ask_for_no_longer_one() -> None:
    reading = read_columns([{"sangat kurang baik": 5, "kurang baik": 5}, {"tidak baik": 5}], [(), ()], None)
    assert reading.needs is None
    # Each column for itself: the worst two of four; the worst, or the second beside "sangat tidak".
    assert reading.columns[0].values == {"sangat kurang baik": 1, "kurang baik": 2}
    assert reading.columns[1].spans == {"tidak baik": (1, 2)}


@pytest.mark.parametrize(
    ("texts", "learned"),
    [
        (["tidak mahir", "mahir", "sangat mahir"], {"mahir"}),
        (["kurang mahir", "mahir", "sangat mahir"], {"mahir"}),
        (["cukup mahir", "mahir", "sangat mahir"], set()),
        (["tidak mahir", "sangat mahir"], set()),
        (["tidak mahir", "mahir"], set()),
        (["tidak lambat", "lambat", "sangat lambat"], set()),
        (["tidak baik", "baik", "sangat baik"], set()),
        (["tidak a b c", "a b c", "sangat a b c"], {"a b c"}),
        (["tidak a b c d", "a b c d", "sangat a b c d"], set()),
    ],
)
def test_an_adjective_is_learned_from_words_that_grade_it(texts: list[str], learned: set[str]) -> None:
    assert learn_adjectives([texts]) == learned


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("sangat cukup", True),
        ("tdk baik dan ramah", True),
        ("sangat lumayan", False),
        ("", False),
        (" ".join(["sangat"] * 5) + " tidak", True),  # 40 letters
        (" ".join(["sangat"] * 6), False),  # 41
    ],
)
def test_what_is_made_of_a_scale_s_words_may_be_shown(text: str, speaks: bool) -> None:
    assert speaks_of_a_scale(text) is speaks


@pytest.mark.parametrize(
    ("number", "phrase", "wrong"),
    [
        (2, "sangat baik", True),
        (3, "sangat baik", False),
        (2, "baik", True),
        (4, "tidak baik", True),
        (3, "tidak baik", False),
        (4, "sangat kurang baik", True),
        (4, "kurang baik", False),
        (1, "cukup baik", False),
        (2, "murah", True),
        (3, "sangat mahal", False),
        (4, "sangat lambat", True),
        (1, "sangat lambat", False),
        (5, "lambat", False),
    ],
)
def test_a_number_on_the_wrong_end_of_its_words(number: int, phrase: str, wrong: bool) -> None:
    assert contradicts(number, phrase) is wrong


@pytest.mark.parametrize(
    ("cell", "number", "phrase"),
    [
        ("★" * 10, 10, None),
        ("★" * 11, None, None),
        ("10 bintang", 10, None),
        ("Bintang 6", 6, None),
        ("4 = " + "x" * 196, 4, None),  # 200 letters are an answer, more are a remark
        ("4 = " + "x" * 197, None, None),
        ("SS (4)", None, "sangat setuju"),
        # Degrees, and not "setuju".
        ("S-1", None, None),
        ("S.2", None, None),
        ("S 3", None, None),
        ("Baik 4", 4, "baik"),
        ("3) Baik", 3, "baik"),
        ("3. 4", None, None),
        ("a. Baik", None, "baik"),
        ("g. Baik", None, None),
    ],
)
def test_what_an_answer_says(cell: str, number: float | None, phrase: str | None) -> None:
    read = read_scale_answer(cell)
    assert (read.number, read.phrase) == (number, phrase)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A4", "a4"),
        ("abc12", "abc12"),
        ("abcd1", "abcd"),
        ("sts", "sangat tidak setuju"),
        ("Baik Sekali", "sangat baik"),
    ],
)
def test_an_answer_in_one_spelling(text: str, words: str) -> None:
    assert spelled(text) == words


def test_the_user_s_words_are_as_many_in_each_list() -> None:
    words = parse_words(["buruk,sedang,bagus", "kurang,cukup,baik"])
    assert (words.points, words.user_words["sedang"], words.user_words["baik"]) == (3, 2, 3)
    for other in ("baik,buruk", "bagus,sedang,buruk"):
        with pytest.raises(LkeError, match="bertentangan dengan --words lain"):
            parse_words(["buruk,sedang,bagus", other])


@pytest.mark.parametrize(
    ("points", "top", "formula", "answers"),
    [
        (4, 4, "rentang", [1, 2, 3, 4]),
        (5, 4, "rentang", [1, 1.75, 2.5, 3.25, 4]),
        (5, 4, "bagian", [0.8, 1.6, 2.4, 3.2, 4]),
        (2, 4, "rentang", [1, 4]),
        (4, 6, "rentang", [1, 1 + 5 / 3, 1 + 10 / 3, 6]),
    ],
)
def test_an_answer_on_another_scale(points: int, top: int, formula: str, answers: list[float]) -> None:
    assert [rescaler(points, top, formula)(x) for x in range(1, points + 1)] == pytest.approx(answers)
