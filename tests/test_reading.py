"""An answer cell in every shape that people give it, and what it is worth."""

import datetime

import pytest

from lke_cli.answers import read_answer
from lke_cli.rubric import Scale
from lke_cli.values import CellValue

YES_NO = Scale(kind="choice", form="Ya/Tidak", options={"Ya": 1, "Tidak": 0}, aliases={"Tidak": ("tdk",)})
ABCD = Scale(kind="choice", form="A/B/C/D", options={"A": 1, "B": 0.67, "C": 0.33, "D": 0})
SURVEY = Scale(kind="number", form="Nilai (0-4)", minimum=0, maximum=4)
PERCENT = Scale(kind="ratio", form="%")
COUNT = Scale(kind="count", form="Jumlah")
BLANKS = frozenset({"blm diisi", "-"})
OPTIONS = "a. Jika semua SOP diterapkan\nb. Jika sebagian besar SOP diterapkan\nc. Jika sebagian kecil\nd. Jika belum"


@pytest.mark.parametrize(
    ("scale", "typed", "value"),
    [
        (YES_NO, "Ya", 1),
        (YES_NO, " YA ", 1),
        (YES_NO, "Tdk", 0),
        (YES_NO, "tidak.", 0),
        (YES_NO, "Ya, tim sudah dibentuk", 1),
        (ABCD, "a", 1),
        (ABCD, " B.", 0.67),
        (ABCD, "(c)", 0.33),
        (ABCD, "b. Jika sebagian besar SOP diterapkan", 0.67),
        (ABCD, "Jika sebagian besar  SOP diterapkan", 0.67),
        (ABCD, "Jika semua SOP diterapkan", 1),
        (ABCD, "jika belum", 0),
        (ABCD, "\uff21", 1),  # of full width, as a keyboard for Chinese or Japanese gives it
        (ABCD, "\u0412", 0.67),  # a Cyrillic letter that looks like B
        (ABCD, "\u0421.", 0.33),
        (SURVEY, "\uff13\uff0c\uff16", 0.9),
        (SURVEY, 3.6, 0.9),  # 3.6 / 4
        (SURVEY, "3,6", 0.9),
        (SURVEY, 4, 1),
        (Scale(kind="number", form="Nilai (0-1)"), 0.5, 0.5),  # a scale without bounds of its own ends at 1
        (PERCENT, 0.85, 0.85),
        (PERCENT, 85, 0.85),
        (PERCENT, "85%", 0.85),
        (PERCENT, "85 %", 0.85),
        (PERCENT, "0,85", 0.85),
        (PERCENT, 1, 1),
        (COUNT, 12.0, 12),
        (COUNT, "1.250", 1250),
    ],
)
def test_a_valid_answer_has_its_value(scale: Scale, typed: CellValue, value: float) -> None:
    reading = read_answer(typed, scale, BLANKS, OPTIONS)
    assert reading.state == "answered"
    assert reading.value == pytest.approx(value, abs=1e-12)


@pytest.mark.parametrize("typed", ["", "   ", "Blm Diisi", "-", "blm diisi "])
def test_an_empty_answer_is_unanswered(typed: str) -> None:
    assert read_answer(typed, ABCD, BLANKS).state == "unanswered"


@pytest.mark.parametrize(
    ("scale", "typed"),
    [
        (ABCD, "E"),
        (ABCD, "A/B/C/D"),
        (ABCD, "A/B"),
        (ABCD, "a dan b"),
        (ABCD, "a. atau b. semuanya"),
        (ABCD, "A atau B, tergantung"),
        (ABCD, "Sudah dilaksanakan semua"),
        (ABCD, 1),
        (ABCD, True),
        (YES_NO, "Ya/Tidak"),
        (YES_NO, "Yaitu belum ada"),
        (YES_NO, "A"),
        (SURVEY, 88.5),
        (SURVEY, 4.2),
        (SURVEY, -1),
        (SURVEY, "90%"),
        (SURVEY, datetime.date(2026, 6, 3)),  # Excel turned 3.6 into the third of June
        (PERCENT, 1.2),  # 120 % or 1,2 %?
        (PERCENT, 140),
        (PERCENT, "-5%"),
        (COUNT, -1),
        (COUNT, 2.5),
        (COUNT, "banyak"),
        (ABCD, "#REF!"),
        (SURVEY, "#N/A"),
    ],
)
def test_an_answer_that_cannot_be_decided_is_invalid_and_says_why(scale: Scale, typed: CellValue) -> None:
    reading = read_answer(typed, scale, BLANKS, OPTIONS)
    assert reading.state == "invalid"
    assert reading.value is None
    assert reading.problem


def test_a_survey_on_a_scale_of_100_is_told_what_it_would_be() -> None:
    problem = read_answer(88.5, SURVEY, BLANKS).problem  # 88.5 / 100 * 4 = 3.54
    assert "3,54" in problem


def test_a_date_in_an_answer_is_told_to_be_a_date() -> None:
    assert "tanggal" in read_answer(datetime.date(2026, 6, 3), SURVEY, BLANKS).problem


@pytest.mark.parametrize(
    ("scale", "typed", "said"),
    [
        (SURVEY, 4.0001, "4,0001 di luar 0–4"),
        (SURVEY, 4.2, "4,20 di luar 0–4"),
        (SURVEY, "5.125", "5.125,00 di luar 0–4"),
        (PERCENT, -5, "-5,00 di luar 0–100%"),
        (PERCENT, "-5%", "-5,00% di luar 0–100%"),
        (PERCENT, 140, "140,00% di luar 0–100%"),
        (PERCENT, "100.500", "100.500,00% di luar 0–100%"),  # a hundred thousand, as Indonesians write it
        (COUNT, 2.0004, "2,0004 bukan jumlah (bilangan bulat 0 atau lebih)"),
        (YES_NO, "Ya/Tidak", "'Ya/Tidak' bukan pilihannya; isi salah satu: Ya atau Tidak"),
        (ABCD, "E", "'E' bukan pilihannya; isi salah satu: A, B, C, atau D"),
    ],
)
def test_what_is_wrong_is_said_with_what_was_typed(scale: Scale, typed: CellValue, said: str) -> None:
    assert read_answer(typed, scale, BLANKS).problem == said


def test_a_survey_with_three_decimals_as_text_is_no_thousands() -> None:
    assert read_answer("3.625", SURVEY, BLANKS).value == pytest.approx(3.625 / 4)


def test_a_date_is_said_without_the_time_that_nobody_typed() -> None:
    problem = read_answer(datetime.datetime(2026, 6, 3), SURVEY, BLANKS).problem
    assert "03/06/2026" in problem
    assert "00:00" not in problem


@pytest.mark.parametrize(
    ("scale", "typed", "value"),
    [
        (YES_NO, "√ Ya", 1),
        (YES_NO, "Ya ✓", 1),
        (YES_NO, "☐ Ya ☑ Tidak", 0),
        (YES_NO, "Ya, sudah", 1),
        (YES_NO, "Ya = 1", 1),
        (ABCD, "Pilihan B", 0.67),
        (ABCD, "Jawaban: A", 1),
        (ABCD, "B. sebagian", 0.67),
        (ABCD, "D - belum ada", 0),
        (ABCD, "A. Rencana kerja sudah ditetapkan dengan SK", 1),
        (ABCD, "B (0,67)", 0.67),
        (ABCD, "A (100%)", 1),
        (SURVEY, "3,6 (skala 4)", 0.9),
        (SURVEY, "3,6/4", 0.9),
        (SURVEY, "3,6 dari 4", 0.9),
        (SURVEY, "3,6 (Sangat Baik)", 0.9),
        (SURVEY, "IPAK: 3,6", 0.9),
        (PERCENT, "85 persen", 0.85),
        (COUNT, "9 orang", 9),
        (COUNT, "25 (dua puluh lima) pegawai", 25),
        (COUNT, "1.000 orang", 1000),
        (COUNT, "Nihil", 0),
        (COUNT, "0 (nihil)", 0),
    ],
)
def test_what_stands_around_an_answer_does_not_hide_it(scale: Scale, typed: str, value: float) -> None:
    reading = read_answer(typed, scale, BLANKS, OPTIONS)
    assert reading.state == "answered"
    assert reading.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("scale", "typed"),
    [
        (YES_NO, "☑ Ya ☑ Tidak"),
        (YES_NO, "☐ Ya ☐ Tidak"),
        (YES_NO, "Tidak ( v ) Ya"),
        (YES_NO, "Ya ( v ) Tidak"),
        (YES_NO, "Ya, tetapi belum lengkap"),
        (YES_NO, "Ya sebagian"),
        (YES_NO, "Ya?"),
        (YES_NO, "Ya = 0"),
        (ABCD, "A/B"),
        (ABCD, "A atau B"),
        (ABCD, "A (TPI: B)"),
        (ABCD, "A (0,67)"),
        (ABCD, "A. semua dokumen ada; b. sebagian dokumen ada"),
        (ABCD, "Ya (A)"),
        (ABCD, "A. jadi B"),
        (ABCD, "A - belum"),
        (ABCD, "A. sebagian saja"),
        (ABCD, "B (dicoret)"),
        (ABCD, "B - rencana"),
        (ABCD, "B. dalam proses"),
        (ABCD, "B. menurut TPI"),
        (YES_NO, "Ya (dibatalkan)"),
        (YES_NO, "Ya, rencana tahun depan"),
        (YES_NO, "Ya - akan dilengkapi"),
        (SURVEY, "3,6 dari 5"),
        (SURVEY, "3,6 (skala 6)"),
        (SURVEY, "3,6 - 3,8"),
        (SURVEY, "3,6 (target)"),
        (SURVEY, "~3,6"),
        (PERCENT, "0,85%"),
        (PERCENT, "85-90%"),
        (COUNT, "9 (delapan) orang"),
        (COUNT, "9 dari 10"),
        (COUNT, "9 orang, 2 honorer"),
        (COUNT, "12 bulan"),
        (COUNT, "±9"),
    ],
)
def test_what_could_mean_two_things_is_no_answer(scale: Scale, typed: str) -> None:
    assert read_answer(typed, scale, BLANKS, OPTIONS).state == "invalid"


@pytest.mark.parametrize("typed", ["#REF!", "#N/A", "#NAME?", "#DIV/0!", "#SPILL!", "Err:508", " #VALUE! "])
def test_every_error_of_a_spreadsheet_is_known_as_one(typed: str) -> None:
    assert read_answer(typed, COUNT, BLANKS).excel_error


@pytest.mark.parametrize("typed", ["#1", "# A", "Err", "#tim"])
def test_what_begins_like_an_error_is_none(typed: str) -> None:
    assert not read_answer(typed, COUNT, BLANKS).excel_error


@pytest.mark.parametrize(
    ("scale", "typed", "value"),
    [
        (SURVEY, 0, 0),
        (SURVEY, 4, 1),
        (PERCENT, "0%", 0),
        (PERCENT, "1%", 0.01),
        (PERCENT, "100%", 1),
        (PERCENT, 1, 1),
        (PERCENT, 2, 0.02),  # 2 of 100: a share above 1 there is not
        (COUNT, 0, 0),
        (COUNT, "9 (sembilan)", 9),
        (COUNT, "10 (sepuluh)", 10),
        (COUNT, "11 (sebelas)", 11),
        (COUNT, "19 (sembilan belas)", 19),
        (COUNT, "20 (dua puluh)", 20),
        (COUNT, "99 (sembilan puluh sembilan)", 99),
        (COUNT, "100 (seratus)", 100),
    ],
)
def test_a_bound_belongs_to_what_is_valid(scale: Scale, typed: CellValue, value: float) -> None:
    reading = read_answer(typed, scale, BLANKS)
    assert reading.state == "answered"
    assert reading.value == pytest.approx(value, abs=1e-12)


@pytest.mark.parametrize(
    ("scale", "typed", "why"),
    [
        (SURVEY, -0.01, "-0,01 di luar 0–4"),
        (SURVEY, 4.01, "4,01 di luar 0–4"),
        (PERCENT, "0,5%", "0,50% dapat berarti 0,50% atau 50,00%"),
        (PERCENT, 1.5, "1,50 dapat berarti 1,50% atau 150,00%"),
        (PERCENT, "101%", "101,00% di luar 0–100%"),
        (COUNT, -1, "-1 bukan jumlah"),
        (COUNT, "10 (sebelas)", "'10 (sebelas)' bukan angka"),
        (SURVEY, datetime.date(2026, 6, 3), "tanggal atau waktu (03/06/2026;"),
        (SURVEY, datetime.datetime(2026, 6, 3, 1), "tanggal atau waktu (2026-06-03 01:00:00;"),
    ],
)
def test_what_is_beyond_a_bound_is_refused_with_its_reason(scale: Scale, typed: CellValue, why: str) -> None:
    reading = read_answer(typed, scale, BLANKS)
    assert reading.state == "invalid"
    assert reading.problem.startswith(why)


@pytest.mark.parametrize(("typed", "hinted"), [(24.9, False), (25, True), (100, True), (100.1, False)])
def test_an_index_of_100_is_suspected_from_the_lowest_that_there_can_be(typed: float, hinted: bool) -> None:
    # All answers 1 of 4 are 25 of 100: below it, a number is no index of the other scale.
    assert ("skala 0–100" in read_answer(typed, SURVEY, BLANKS).problem) is hinted


@pytest.mark.parametrize(
    ("scale", "choices"),
    [
        (YES_NO, "isi salah satu: Ya atau Tidak"),
        (Scale(kind="choice", form="A/B/C", options={"A": 1, "B": 0.5, "C": 0}), "isi salah satu: A, B, atau C"),
    ],
)
def test_what_may_be_chosen_is_listed_as_one_writes_it(scale: Scale, choices: str) -> None:
    assert choices in read_answer("Z", scale, BLANKS).problem


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("A. 2 dokumen", "answered"),  # nine characters behind the letter are a text
        ("A. 2 berkas", "invalid"),  # eight that are no words may be anything
        ("A. ada", "answered"),
        ("B. Sebagian besar, lihat lampiran a", "answered"),  # a letter within a sentence names no option
        ("B. Sebagian besar; a. semua", "invalid"),
    ],
)
def test_what_stands_behind_an_option_is_its_text(typed: str, state: str) -> None:
    assert read_answer(typed, ABCD, BLANKS).state == state


@pytest.mark.parametrize(("characters", "state"), [(100, "answered"), (101, "invalid")])
def test_only_a_short_answer_is_looked_through_for_what_stands_around_it(characters: int, state: str) -> None:
    assert read_answer("nilai" + " " * (characters - 6) + "9", COUNT, BLANKS).state == state
    assert read_answer("pilihan" + " " * (characters - 8) + "A", ABCD, BLANKS).state == state


@pytest.mark.parametrize(
    ("scale", "typed", "shown"),
    [
        (PERCENT, 0.85, "85,00%"),
        (PERCENT, "85 persen", "85,00%"),
        (SURVEY, 3.6, "3,60"),
        (SURVEY, 3.61238, "3,6124"),  # more decimals than a survey has say nothing
        (SURVEY, 3.6125, "3,6125"),
        (COUNT, "1.250", "1.250"),
        (ABCD, "pilihan b", "B"),
    ],
)
def test_an_answer_is_shown_in_its_plain_form(scale: Scale, typed: CellValue, shown: str) -> None:
    assert read_answer(typed, scale, BLANKS).shown == shown


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (True, "nilai BENAR bukan"),
        (False, "nilai SALAH bukan"),
        (3, "angka 3 bukan"),
        (0.67, "angka 0,67 bukan"),
        (datetime.time(3, 6), "tanggal atau waktu (03:06:00;"),
        (datetime.timedelta(hours=30), "tanggal atau waktu (30:00:00;"),
    ],
)
def test_what_is_no_text_is_named_where_a_letter_is_asked(typed: CellValue, why: str) -> None:
    assert read_answer(typed, ABCD, BLANKS).problem.startswith(why)
