"""Numbers as people type and read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lke_cli.numbers import format_apart, format_below, format_number, format_percent, parse_number, reaches


@pytest.mark.parametrize(
    ("typed", "number", "percent"),
    [
        ("3,6", 3.6, False),
        ("3.6", 3.6, False),
        (" 0,85 ", 0.85, False),
        ("85 %", 85, True),
        ("85%", 85, True),
        ("85,5 %", 85.5, True),
        ("1.234,5", 1234.5, False),
        ("1,234.5", 1234.5, False),
        ("1.234", 1234, False),  # Excel in Indonesian groups thousands with dots
        ("0.234", 0.234, False),
        ("-3", -3, False),
        (",5", 0.5, False),
    ],
)
def test_numbers_as_typed(typed: str, number: float, percent: bool) -> None:
    assert parse_number(typed) == (number, percent)


@pytest.mark.parametrize(
    ("typed", "highest", "number"),
    [
        ("86.468", 100, 86.468),  # no total has 86 thousand points
        ("3.625", 4, 3.625),
        ("1.234", 2000, 1234),  # thousands can be: they are
        ("5.125", 4, 5125),  # neither fits
        ("12.345.678", 100, 12345678),
    ],
)
def test_where_thousands_cannot_be_a_dot_is_decimal(typed: str, highest: float, number: float) -> None:
    assert parse_number(typed, highest) == (number, False)


@pytest.mark.parametrize("typed", ["", "tiga", "3,6,1", "3-6", "85 persen", "3,6 (baik)", "1e5", "NaN", "∞"])
def test_what_is_no_number_is_not_guessed(typed: str) -> None:
    assert parse_number(typed) is None


@given(st.floats(min_value=-1e6, max_value=1e6), st.integers(min_value=1, max_value=2))
def test_a_shown_number_reads_back_within_its_rounding(value: float, decimals: int) -> None:
    parsed = parse_number(format_number(value, decimals))
    assert parsed is not None
    assert abs(parsed[0] - value) <= 0.5 * 10**-decimals + 1e-6


def test_a_minimum_is_compared_exactly_but_for_float_noise() -> None:
    assert reaches(3.6 / 4 * 17.5, 15.75)
    assert not reaches(74.996, 75)


def test_a_score_below_its_minimum_never_reads_as_the_minimum() -> None:
    assert format_below(74.996, 75) == "74,996"
    assert format_below(74.9999, 75) == "74,9999"
    assert format_below(75.0, 75) == "75,00"
    assert format_below(70.0, 75) == "70,00"


def test_numbers_are_shown_the_indonesian_way() -> None:
    assert format_number(1234.5) == "1.234,50"
    assert format_number(0.125, 2) == "0,13"  # half up, as a person rounds
    assert format_number(-0.001) == format_number(-0.0) == "0,00"
    assert format_number(None) == "–"
    assert format_percent(0.625) == "62,5%"


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        (3.541, 3.544, ("3,541", "3,544")),
        (3.54, 3.55, ("3,54", "3,55")),
        (3.5, 3.5, ("3,50", "3,50")),
        (3.54000001, 3.54000004, ("3,54000001", "3,54000004")),
    ],
)
def test_two_ends_that_differ_read_so(low: float, high: float, shown: tuple[str, str]) -> None:
    assert format_apart(low, high) == shown
