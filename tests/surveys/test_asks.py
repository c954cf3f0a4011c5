"""Which question a header asks, by its words and by its number; what an instrument's parts must be."""

from collections.abc import Mapping

import pytest

from lke_cli.instrument import (
    Instrument,
    asks_overall,
    asks_steering,
    asks_whether_it_happens,
    by_number,
    fits,
    is_named,
    load_instruments,
    may_number,
    number_of,
    numbered_unsur,
)
from lke_cli.instrument.ask import fit, holds, words_in
from lke_cli.instrument.model import InstrumentQuestion

BY_ID: Mapping[str, Instrument] = {instrument.id: instrument for instrument in load_instruments()}
SKM = BY_ID["skm-14-2017"]


@pytest.mark.parametrize(
    ("entry", "text", "held"),
    [
        ("pungutan", "Ada pungutan?", True),
        ("pungutan", "Ada pungutannya", False),
        ("pungut*", "Ada pungutan", True),
        ("pungut*", "Dipungut", False),
        ("*pungut", "Dipungut", True),
        ("*pungut", "Pungutan", False),
        ("*pungut*", "Dipungutnya", True),
        ("*pungut*", "Pungli", False),
        ("waktu selesai", "Selesai pada waktunya", False),
        ("waktu selesai", "Selesai pada WAKTU", True),
    ],
)
def test_all_words_of_an_entry_stand_in_a_text(entry: str, text: str, held: bool) -> None:
    assert holds(entry, words_in(text)) is held


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Biaya", 1),
        ("Biaya wajar", 1.1),
        ("Biaya wajar menurut perda", 1.2),
        ("Biaya hidup", 0),
        ("Waktu", 0),
    ],
)
def test_more_words_of_an_entry_tell_more(text: str, value: float) -> None:
    asked = InstrumentQuestion(
        code="q", unsur="U", ask=("biaya", "biaya wajar", "biaya wajar perda"), unless=("hidup",)
    )
    assert fit(text, asked) == pytest.approx(value)


@pytest.mark.parametrize(("text", "asks"), [("Biaya", True), ("ab", False), ("U4", False), ("12 3", False)])
def test_a_text_of_less_than_three_letters_asks_nothing(text: str, asks: bool) -> None:
    assert bool(fits(text, SKM)) is asks


@pytest.mark.parametrize(
    ("header", "number"),
    [
        ("U3", 3),
        ("U3 Waktu", 3),
        ("Unsur 10", 10),
        ("(u-9)", 9),
        ("U99", 99),
        ("U0", None),
        ("U100", None),
        ("Waktu U3", None),
        ("U", None),
    ],
)
def test_a_header_that_begins_with_an_unsur_s_number(header: str, number: int | None) -> None:
    assert number_of(header) == number


def test_a_number_is_an_unsur_s_where_the_instrument_goes_by_their_order() -> None:
    assert [numbered_unsur(f"U{n}", SKM) for n in (1, 9, 10)] == ["U1", "U9", None]
    others = [instrument for instrument in BY_ID.values() if instrument.unsur and not instrument.order]
    assert others
    assert {numbered_unsur("U1", instrument) for instrument in others} == {None}


def test_a_number_tells_no_question_where_forms_differ_in_their_order() -> None:
    """The regulation numbers complaints U8 and facilities U9; forms have them the other way round."""
    assert set(SKM.unordered) == {"U8", "U9"}
    assert [by_number(f"U{n}", SKM) for n in (1, 7, 8, 9, 10)] == [
        SKM.questions[0].code,
        next(question.code for question in SKM.questions if question.unsur == "U7"),
        None,
        None,
        None,
    ]
    asked = {question.unsur: question for question in SKM.questions}
    assert [may_number("U8", asked[unsur], SKM) for unsur in ("U7", "U8", "U9")] == [False, True, True]
    assert [may_number("U7", asked[unsur], SKM) for unsur in ("U7", "U8", "U9")] == [True, False, False]


@pytest.mark.parametrize("instrument", [i for i in BY_ID.values() if i.names], ids=lambda instrument: instrument.id)
def test_an_instrument_is_named_by_whole_words(instrument: Instrument) -> None:
    for name in instrument.names:
        assert is_named(f"Survei ({name.upper()}): tahun 2026", instrument)
        assert not is_named(f"x{name}x", instrument)


@pytest.mark.parametrize(
    ("text", "happens"),
    [
        ("Petugas meminta imbalan", True),
        ("Petugas tidak meminta imbalan", False),
        ("Layanan tanpa pungutan liar", False),
        ("Ada pungutan liar", True),
        ("Ruang tunggu nyaman", None),
    ],
)
def test_whether_a_question_says_that_a_bad_thing_happens(text: str, happens: bool | None) -> None:
    assert asks_whether_it_happens(text, BY_ID["spak"]) is happens


def test_what_asks_for_steering_or_for_the_whole() -> None:
    assert asks_steering("Apakah Anda diarahkan petugas saat menjawab?", BY_ID.values())
    assert not asks_steering("Apakah petugas ramah?", BY_ID.values())
    assert asks_overall("Secara keseluruhan Anda puas")
    assert not asks_overall("Anda puas dengan biayanya")
