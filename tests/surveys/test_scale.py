"""What an answer says, as people and forms write it."""

from collections.abc import Mapping

import pytest

from lke_cli.surveys.scale import contradicts, phrase_of, read_columns, read_scale_answer, rescaler


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (4, 4),
        (3.0, 3),
        ("4", 4),
        (" 2 ", 2),
        ("4. Sangat Baik", 4),
        ("3 - Setuju", 3),
        ("4=Sangat Baik", 4),
        ("(1) Tidak Baik", 1),
        ("Sangat Baik (4)", 4),
        ("3,0", 3),
        ("3 Baik", 3),
        ("4. Kata yang tidak dikenal", 4),
        ("0", 0),
        ("-1", -1),
        ("3,5", 3.5),
    ],
)
def test_numbers_with_and_without_words(cell: object, number: float) -> None:
    assert read_scale_answer(cell).number == number


@pytest.mark.parametrize("cell", ["3 hari", "4/5", "Pak Lurah", "12 Januari", "081x", True, None, "2-3"])
def test_what_is_no_answer_is_not_taken_for_one(cell: object) -> None:
    assert read_scale_answer(cell) == (None, None, False, False)


@pytest.mark.parametrize("cell", ["", "  ", "-", "n/a"])
def test_blanks(cell: str) -> None:
    assert read_scale_answer(cell).blank


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Sangat Setuju", "sangat setuju"),
        ("SANGAT  SETUJU.", "sangat setuju"),
        ("sgt setuju", "sangat setuju"),
        ("STS", "sangat tidak setuju"),
        ("tdk sesuai", "tidak sesuai"),
        ("d. Sangat sesuai", "sangat sesuai"),
        ("Baik sekali", "sangat baik"),
        ("Sopan & ramah", "sopan dan ramah"),
        ("Gratis", "gratis"),
        ("Ragu-ragu", "ragu ragu"),
        ("Lumayan", None),
        ("Sangat mahir", None),
    ],
)
def test_phrases_in_one_spelling(text: str, phrase: str | None) -> None:
    assert phrase_of(text) == phrase


def values(*columns: str, points: int | None = None) -> tuple[tuple[dict[str, int], ...], int | None]:
    reading = read_columns([dict.fromkeys(c.split(", "), 5) for c in columns], [()] * len(columns), points)
    return tuple(dict(column.values) for column in reading.columns), reading.needs


def test_the_words_beside_a_word_decide_its_value() -> None:
    assert values("sangat setuju, setuju, kurang setuju, tidak setuju") == (
        ({"sangat setuju": 4, "setuju": 3, "kurang setuju": 2, "tidak setuju": 1},),
        None,
    )
    assert values("sangat setuju, setuju, tidak setuju, sangat tidak setuju")[0] == (
        {"sangat setuju": 4, "setuju": 3, "tidak setuju": 2, "sangat tidak setuju": 1},
    )


def test_a_word_with_two_possible_values_has_none() -> None:
    # "Tidak setuju" is 1 beside "kurang" and 2 beside "sangat tidak"; here neither is seen.
    assert values("setuju, tidak setuju") == (({"setuju": 3},), None)


def test_another_column_of_the_same_form_settles_it() -> None:
    assert values("setuju, tidak setuju", "kurang mudah, mudah")[0][0] == {"setuju": 3, "tidak setuju": 1}
    assert values("setuju, tidak setuju", "sangat tidak mudah, mudah")[0][0] == {"setuju": 3, "tidak setuju": 2}


@pytest.mark.parametrize("words", ["netral, setuju", "sangat tidak baik, tidak baik, kurang baik, baik"])
def test_words_of_a_scale_of_five_ask_for_it(words: str) -> None:
    assert values(words)[1] == 5


def test_a_scale_of_five_that_shows_only_across_columns_asks_for_it() -> None:
    assert values("sangat tidak setuju, tidak setuju, setuju", "tidak setuju, kurang setuju")[1] == 5
    assert values("sangat tidak setuju, tidak setuju", "kurang setuju, setuju, sangat setuju")[1] == 5


def test_a_scale_of_five_where_told() -> None:
    assert values("netral, setuju, sangat setuju", points=5)[0] == ({"netral": 3, "setuju": 4, "sangat setuju": 5},)


def test_cukup_is_2_of_4_or_3_of_5_and_not_guessed() -> None:
    assert values("cukup, baik, sangat baik") == (({},), None)
    assert values("cukup, baik, sangat baik", points=4)[0] == ({"cukup": 2, "baik": 3, "sangat baik": 4},)
    assert values("cukup, baik, sangat baik", points=5)[0] == ({"cukup": 3, "baik": 4, "sangat baik": 5},)


def test_the_regulation_s_own_words_for_fees_and_facilities() -> None:
    fees = ("sangat mahal", "cukup mahal", "murah", "gratis")
    facilities = ("buruk", "cukup", "baik", "sangat baik")
    seen: list[Mapping[str, int]] = [{"gratis": 1, "cukup mahal": 1}, {"cukup": 1, "baik": 1}]
    reading = read_columns(seen, [(fees,), (facilities,)], None)
    assert tuple(column.values for column in reading.columns) == (
        {"gratis": 4, "cukup mahal": 2},
        {"cukup": 2, "baik": 3},
    )
    assert reading.needs is None


@pytest.mark.parametrize(
    ("number", "phrase", "wrong"),
    [
        (1, "sangat setuju", True),
        (4, "tidak baik", True),
        (4, "sangat baik", False),
        (2, "kurang baik", False),
        (1, "sangat tidak setuju", False),
        (3, "netral", False),
        (4, "gratis", False),
        (4, "sangat mahal", True),
    ],
)
def test_numbers_against_their_words(number: int, phrase: str, wrong: bool) -> None:
    assert contradicts(number, phrase) is wrong


def test_rescaling_by_the_stated_formula() -> None:
    # 1 + (x - 1) * 3 / 4 and 1 + (x - 1) * 3 / 5
    assert [rescaler(5)(x) for x in range(1, 6)] == [1, 1.75, 2.5, 3.25, 4]
    assert [round(rescaler(6)(x), 9) for x in range(1, 7)] == [1, 1.6, 2.2, 2.8, 3.4, 4]
