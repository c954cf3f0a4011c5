"""Which rows below the answers are respondents: sums, means, legends and notes are none, units named like them are."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from lke_cli.results import SurveyResult
from lke_cli.rubric import Rubric
from lke_cli.surveys.health import rows_text
from lke_cli.surveys.rows import SHEET, SomeRows
from lke_cli.surveys.run import SurveySettings, survey_file

Survey = Callable[..., SurveyResult]
HEADER = ["Satu", "Dua", "Tiga", "Empat", "Lima", "Enam"]


@pytest.fixture
def survey(rubric: Rubric, tmp_path: Path) -> Survey:
    def run(rows: Sequence[Any], points: int | None = None) -> SurveyResult:
        path = tmp_path / "survei.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            first = "No" if rows[0][0] == 1 else "Bagian"
            csv.writer(file).writerows([[first, *HEADER], *rows])
        return survey_file(path, SurveySettings(rubric=rubric, target="wbk", points=points), kind="ipkp").surveys[0]

    return run


def numbered(count: int, answers: Sequence[int] = (3,) * 6) -> list[list[object]]:
    return [[n, *answers] for n in range(1, count + 1)]


def named(count: int, name: str = "Umum", answers: Sequence[int] = (3,) * 6) -> list[list[object]]:
    return [[name, *answers] for _ in range(count)]


@pytest.mark.parametrize(
    ("rows", "below", "respondents"),
    [
        # A unit of that name elsewhere: its last row is a respondent however it answers.
        ([*named(4, "Kinerja Pegawai"), *named(4)], ["Kinerja Pegawai", *[3] * 6], 9),
        (named(8), ["Kinerja Pegawai", *[3] * 6], 8),
        # The mean 3 + 1/250 = 3,004 is written 3; 3 + 1/199 = 3,00503 is not.
        ([*named(249), ["Umum", *[4] * 6]], ["Kinerja Pegawai", *[3] * 6], 250),
        ([*named(198), ["Umum", *[4] * 6]], ["Kinerja Pegawai", *[3] * 6], 200),
        # A mean with a fraction is no answer.
        (named(8), ["Kinerja Pegawai", 3.1, *[4] * 5], 8),
        # Blank under every question: a title.
        (named(8), ["Mutu Pelayanan", *[""] * 6], 8),
        # Without a name, by its numbers alone, where most rows begin with a number: half of it no answer.
        (numbered(40), ["Total", *[120] * 6], 40),
        (numbered(40), ["Semuanya", *[120] * 3, *[3] * 3], 40),
        (numbered(40), ["Semuanya", *[120] * 2, *[3] * 4], 41),
        (named(8), ["Semuanya", *[120] * 3, *[3] * 3], 9),
        (numbered(40), ["9", *[120] * 3, *[3] * 3], 41),
        # A legend: an unsur, words, and answers under up to a third of the questions.
        (numbered(40), ["U1", 3, 3, "Waktu", "", "", ""], 40),
        (numbered(40), ["U1", 3, 3, 3, "Waktu", "", ""], 41),
        (numbered(40), ["U1", 3, 3, "", "", "", ""], 41),
        # A note: words under up to half of the questions.
        (numbered(40), ["Catatan", "ditanda", "tangani", "ketua", "", "", ""], 40),
        (numbered(40), ["Catatan", "ditanda", "tangani", "ketua", 3, "", ""], 41),
    ],
)
def test_a_row_below_the_answers(
    survey: Survey, rows: list[list[object]], below: Sequence[object], respondents: int
) -> None:
    assert survey([*rows, below]).respondents == respondents


def test_the_best_of_ten_counts_in_the_mean_that_a_sum_is_known_by(survey: Survey) -> None:
    rows = [*named(4, answers=[10] * 6), *named(4, answers=[8] * 6)]
    assert survey([*rows, ["Kinerja Pegawai", *[9] * 6]], 10).respondents == 8
    assert survey([*rows, ["Kinerja Pegawai", *[8] * 6]], 10).respondents == 9


def test_rows_without_an_answer_are_counted_apart(survey: Survey) -> None:
    rows: list[Sequence[object]] = [
        *numbered(3),
        [4, *[""] * 6],
        [5, "entahlah", *[""] * 5],
        ["", "entahlah", *[""] * 5],
        [""] * 7,
    ]
    result = survey([*rows, *numbered(3)])
    # Rows 5, 6 and 7 of the file hold something, but no answer; row 8 is blank.
    assert (result.respondents, result.no_answers) == (6, 3)
    said = next(finding.message for finding in result.findings if finding.rule == "survey-no-answers")
    assert "3 baris" in said
    assert "baris 5, 6, 7." in said


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (SomeRows(2, (12, 40)), "baris 12, 40"),
        (SomeRows(1_205, (1, 2, 3, 4, 5)), "baris 1, 2, 3, 4, 5 dan 1.200 lainnya"),
        (SomeRows(2, (12, SHEET + 3)), "baris 12, 3 (lembar ke-2)"),
        (SomeRows(1, (2 * SHEET + 3,)), "baris 3 (lembar ke-3)"),
    ],
)
def test_rows_are_named_by_their_sheet(rows: SomeRows, text: str) -> None:
    assert rows_text(rows) == text
