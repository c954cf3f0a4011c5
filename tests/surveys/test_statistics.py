"""The index, its interval and its mutu, against values computed by hand, and what must always hold."""

import csv
import io
import random
from pathlib import Path
from statistics import mean, stdev
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lke_cli.instrument import load_instrument
from lke_cli.results import QualityBand, SurveyResult, quality_of
from lke_cli.rubric import load_rubric
from lke_cli.surveys.run import passes, survey_index
from lke_cli.surveys.scale import parse_words
from lke_cli.surveys.statistics import t_quantile

RUBRIC = load_rubric("permenpanrb-90-2021")
BANDS = tuple(QualityBand(b.letter, b.label, b.lowest) for b in load_instrument("skm-14-2017").bands)
NINE = [f"U{number}" for number in range(1, 10)]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("survey")


def survey(folder: Path, rows: list[Any], kind: str = "ipak", **options: object) -> SurveyResult:
    """Survey rows (a header first) as a CSV file."""
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    path = folder / "survei.csv"
    path.write_text(buffer.getvalue(), encoding="utf-8")
    return survey_index(path, kind, rubric=RUBRIC, target="wbk", **options)  # type: ignore[arg-type]


def test_index_and_interval_by_hand(folder: Path) -> None:
    rows = [["A", "B"], [4, 3], [4, 4], [3, 3], [2, 4]]
    result = survey(folder, rows)
    # A: (4+4+3+2)/4 = 3.25; B: (3+4+3+4)/4 = 3.5; index (3.25 + 3.5)/2 = 3.375; x 25 = 84.375
    assert [unsur.mean for unsur in result.unsur] == [3.25, 3.5]
    assert [unsur.counts for unsur in result.unsur] == [(0, 1, 1, 2), (0, 0, 2, 2)]
    assert (result.index, result.converted) == (3.375, 84.375)
    # Respondents' means 3.5, 4, 3, 3: variance (0.125² + 0.625² + 0.375² + 0.375²)/3 = 0.6875/3; error its root / 2.
    # t with 3 degrees of freedom 3.182446
    assert result.interval is not None
    assert result.interval.standard_error == pytest.approx((0.6875 / 3 / 4) ** 0.5)
    assert result.interval.margin == pytest.approx(3.182446 * (0.6875 / 3 / 4) ** 0.5, abs=1e-5)
    assert result.interval.lower == pytest.approx(3.375 - result.interval.margin)
    assert result.interval.upper == 4
    # 17.5 points for 4: 3.375 gives 3.375 / 4 * 17.5 = 14.765625; the minimum of WBK is 15.75 points, that is 3.60.
    assert result.place is not None
    assert (result.place.question, result.place.points) == ("B.I.a", 14.765625)
    assert result.place.required == pytest.approx(3.6)
    assert result.place.gap == pytest.approx(0.225)
    assert (result.place.met, passes(result)) == (False, False)


def test_finite_population_correction_by_hand(folder: Path) -> None:
    rows = [["A", "B"], [4, 3], [4, 4], [3, 3], [2, 4]]
    free, bound = (survey(folder, rows, population=n).interval for n in (None, 10))
    assert free is not None
    assert bound is not None
    # sqrt((10 - 4) / (10 - 1))
    assert bound.correction == pytest.approx((6 / 9) ** 0.5)
    assert bound.margin == pytest.approx(free.margin * (6 / 9) ** 0.5)
    all_of_them = survey(folder, rows, population=4).interval
    assert all_of_them is not None
    assert all_of_them.margin == 0


def test_what_does_not_apply_counts_in_no_mean_on_the_longest_scale(folder: Path) -> None:
    result = survey(folder, [["A", "B"], [10, 7], [1, "tidak berlaku"], [10, 7]], points=10)
    # Of 10, on 1 to 4: (10 + 1 + 10)/3 = 7 and 7 are 1 + 6 x 3/9 = 3.
    assert [unsur.mean for unsur in result.unsur] == [3, 3]
    assert [unsur.counts for unsur in result.unsur] == [(1, *[0] * 8, 2), (*[0] * 6, 2, *[0] * 3)]
    assert (result.unsur[1].n, result.unsur[1].not_applicable, result.complete) == (2, 1, 2)


def test_missing_answers_count_in_no_mean_and_are_said(folder: Path) -> None:
    rows = [["A", "B", "C"], [4, 3, 3], [4, "", 3], [3, 3, 3], ["", "", ""], ["", "", "x"]]
    result = survey(folder, rows)
    # A: 11/3 over three answers, B: 6/2 over two, C: 9/3; the fourth row is blank: nobody; the fifth
    # holds nothing but a word: no respondent.
    assert [unsur.mean for unsur in result.unsur] == [pytest.approx(11 / 3), 3, 3]
    assert [unsur.missing for unsur in result.unsur] == [0, 1, 0]
    assert (result.respondents, result.complete, result.no_answers) == (3, 2, 1)
    said = {finding.rule: finding.message for finding in result.findings}
    assert "1 dari 9 jawaban kosong (B 1)" in said["survey-missing-answer"]
    assert "baris 6" in said["survey-no-answers"]


def test_variance_with_missing_answers_by_hand(folder: Path) -> None:
    # A 4, 2, 3 (mean 3); B 4, -, 2 (mean 3). Contributions of A: (x - 3) / (2 * 3); of B: (x - 3) / (2 * 2); x n = 3:
    # first 3 * (1/6 + 1/4) = 1.25; second 3 * (-1/6) = -0.5; third 3 * (0 - 1/4) = -0.75. They sum to 0.
    # Squares 1.5625 + 0.25 + 0.5625 = 2.375; error = sqrt(2.375 / (3 * 2)).
    result = survey(folder, [["A", "B"], [4, 4], [2, ""], [3, 2]])
    assert result.interval is not None
    assert result.interval.standard_error == pytest.approx((2.375 / 6) ** 0.5)


def test_two_questions_about_one_unsur_are_pooled(folder: Path) -> None:
    header = ["U1 Persyaratan jelas", "U1 Persyaratan mudah", *NINE[1:]]
    result = survey(folder, [header, [4, 2, *[3] * 8], [4, 2, *[3] * 8]], "skm")
    # U1: (4 + 2 + 4 + 2) / 4 = 3, so all nine unsur are 3.
    assert len(result.unsur) == 9
    assert (result.unsur[0].n, result.unsur[0].columns) == (4, ("A", "B"))
    assert result.index == 3
    assert "survey-unsur-count" not in {finding.rule for finding in result.findings}


def test_exactly_the_minimum_is_enough(folder: Path) -> None:
    # 3 of 5 answer 4 and 2 answer 3: 18/5 = 3.6.
    rows = [["A", "B"], *[[4, 4]] * 3, *[[3, 3]] * 2]
    result = survey(folder, rows)
    assert result.place is not None
    assert result.place.met
    assert not result.place.safe
    assert result.place.points == pytest.approx(15.75)
    # Deviation sqrt(5 x 0.24 / 4), error that / sqrt(5), t with 4 degrees of freedom 2.776: 3.6 - 0.68.
    (said,) = [finding.message for finding in result.findings if finding.rule == "survey-not-safe"]
    assert said == "Indeks mencapai nilai minimal 3,60, tetapi selang kepercayaannya mulai dari 2,92."
    assert passes(result)


def test_safe_above_the_minimum(folder: Path) -> None:
    result = survey(folder, [["A", "B"], *[[4, 4]] * 99, [3, 3]])
    # mean 3.99, deviation 0.1, error 0.01, t 1.984: from 3.970 on
    assert result.place is not None
    assert result.place.safe
    assert result.interval is not None
    assert result.interval.margin == pytest.approx(1.984217 * 0.01, abs=1e-6)


def test_the_minimum_comes_from_the_rubric_and_its_target(folder: Path) -> None:
    rows = [["A", "B"], *[[3, 3]] * 4, *[[4, 4]] * 4]
    wbk = survey(folder, rows, "ipkp").place
    assert wbk is not None
    assert wbk.required == pytest.approx(3.2)
    assert (wbk.question, wbk.met) == ("B.II.a", True)
    path = folder / "survei.csv"
    wbbm = survey_index(path, "ipkp", rubric=RUBRIC, target="wbbm").place
    assert wbbm is not None
    assert wbbm.required == pytest.approx(3.6)
    assert wbbm.met is False


@pytest.mark.parametrize(
    ("value", "letter"),
    [(100, "A"), (88.31, "A"), (88.305, "B"), (76.61, "B"), (76.60, "C"), (65, "C"), (64.996, "D"), (25, "D")],
)
def test_mutu(value: float, letter: str) -> None:
    quality = quality_of(BANDS, value)
    assert quality is not None
    assert quality.letter == letter


@pytest.mark.parametrize(
    ("freedom", "published"),
    [
        (1, 12.706),
        (2, 4.303),
        (3, 3.182),
        (4, 2.776),
        (5, 2.571),
        (8, 2.306),
        (10, 2.228),
        (15, 2.131),
        (20, 2.086),
        (29, 2.045),
        (30, 2.042),
        (40, 2.021),
        (60, 2.000),
        (120, 1.980),
        (200, 1.972),
        (201, 1.972),
        (500, 1.965),
        (1000, 1.962),
        (10**7, 1.960),
    ],
)
def test_t_quantile_against_the_published_table(freedom: int, published: float) -> None:
    assert round(t_quantile(freedom), 3) == published


answers = st.lists(st.lists(st.sampled_from([1, 2, 3, 4]), min_size=5, max_size=5), min_size=2, max_size=12)


@settings(max_examples=40, deadline=None)
@given(answers, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_changes_nothing(
    folder: Path, rows: list[list[int]], chance: random.Random
) -> None:
    header = ["Satu", "Dua", "Tiga", "Empat", "Lima"]
    result = survey(folder, [header, *rows])
    order = list(range(5))
    chance.shuffle(order)
    shuffled = [[row[i] for i in order] for row in rows]
    chance.shuffle(shuffled)
    other = survey(folder, [[header[i] for i in order], *shuffled])
    assert other.index == pytest.approx(result.index, abs=1e-12)
    assert result.interval is not None
    assert other.interval is not None
    assert other.interval.margin == pytest.approx(result.interval.margin, abs=1e-9)
    # Complete answers: the interval is that of the respondents' own means.
    means = [mean(row) for row in rows]
    assert result.index == pytest.approx(mean(means))
    assert result.interval.standard_error == pytest.approx(stdev(means) / len(means) ** 0.5, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(answers, st.data())
def test_a_better_answer_never_lowers_the_index(folder: Path, rows: list[list[int]], data: st.DataObject) -> None:
    header = ["Satu", "Dua", "Tiga", "Empat", "Lima"]
    before = survey(folder, [header, *rows]).index
    assert 1 <= before <= 4
    row = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.integers(0, 4))
    better = [list(each) for each in rows]
    better[row][column] = min(4, better[row][column] + 1)
    assert survey(folder, [header, *better]).index >= before


@settings(max_examples=40, deadline=None)
@given(answers)
def test_turning_every_question_mirrors_the_index(folder: Path, rows: list[list[int]]) -> None:
    header = ["Satu", "Dua", "Tiga", "Empat", "Lima"]
    before = survey(folder, [header, *rows])
    turned = survey(folder, [header, *rows], reverse="A..E")
    assert turned.index == pytest.approx(5 - before.index, abs=1e-12)
    assert [unsur.counts for unsur in turned.unsur] == [unsur.counts[::-1] for unsur in before.unsur]


WORDS = ("Tidak pernah", "Jarang", "Sering", "Selalu")


@settings(max_examples=40, deadline=None)
@given(answers)
def test_the_user_s_words_count_as_the_numbers_they_stand_for(folder: Path, rows: list[list[int]]) -> None:
    header = ["Satu", "Dua", "Tiga", "Empat", "Lima"]
    numbers = survey(folder, [header, *rows])
    said = [[WORDS[answer - 1] for answer in row] for row in rows]
    assert survey(folder, [header, *said], words=parse_words([",".join(WORDS)])).index == numbers.index
