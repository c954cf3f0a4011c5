"""Both sides of what makes a table one of counts, of a column a respondent, or of a row an answer."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from lke_cli.errors import LkeError
from lke_cli.results import SurveyReport, SurveyResult
from lke_cli.rubric import load_rubric
from lke_cli.surveys.run import SurveySettings, survey_file

RUBRIC = load_rubric("permenpanrb-90-2021")
NINE = ["Persyaratan", "Prosedur", "Waktu", "Biaya", "Produk", "Kompetensi", "Perilaku", "Pengaduan", "Sarana"]


def report(path: Path, sheets: Any, kind: str | None = None) -> SurveyReport:
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for i, row in enumerate(rows):
                sheet.write_row(i, 0, row)
    return survey_file(path, SurveySettings(rubric=RUBRIC, target="wbk"), kind=kind)


def one(tmp_path: Path, rows: Any, kind: str | None = None) -> SurveyResult:
    (result,) = report(tmp_path / "survei.xlsx", {"Data": rows}, kind).surveys
    return result


def counts(*row: float, titles: Sequence[object] = (1, 2, 3, 4)) -> list[list[object]]:
    return [["Unsur", *titles], *([name, *row] for name in NINE)]


@pytest.mark.parametrize(
    ("rows", "mean"),
    [
        # More gave an answer than there are answers: (2 x 3 + 5 x 4) / 7; of up to four nobody can tell.
        (counts(0, 0, 2, 5), 26 / 7),
        (counts(0, 0, 3, 4), None),
        # The title of the sums tells it too, where it holds them: (3 x 3 + 4 x 4) / 7.
        (counts(0, 0, 3, 4, 7, titles=[1, 2, 3, 4, "Jumlah"]), 25 / 7),
        (counts(0, 0, 3, 4, 6, titles=[1, 2, 3, 4, "Jumlah"]), None),
        # Titles that count 1, 2, 3, ... in any order, or words of a scale.
        (counts(5, 2, 0, 0, titles=[4, 3, 2, 1]), 26 / 7),
        (counts(0, 0, 2, 5, titles=["Bintang 1", "Bintang 2", "Bintang 3", "Bintang 4"]), 26 / 7),
        (counts(0, 0, 2, 5, titles=["Tidak Baik", "Kurang Baik", "Baik", "Sangat Baik"]), 26 / 7),
    ],
)
def test_how_often_each_answer_was_given(tmp_path: Path, rows: Any, mean: float | None) -> None:
    if mean is None:
        with pytest.raises(LkeError, match="banyaknya tiap jawaban atau satu kolom per responden"):
            one(tmp_path, rows)
        return
    result = one(tmp_path, rows)
    assert (result.shape, result.respondents) == ("counts-per-answer", 7)
    assert result.index == pytest.approx(mean)
    assert (result.complete, result.interval) == (7, None)


def test_shares_of_answers_are_no_counts(tmp_path: Path) -> None:
    with pytest.raises(LkeError, match=r"^Lembar 'Data' memuat bagian \(persen\) tiap jawaban"):
        one(tmp_path, counts(0.0, 10.5, 30.5, 59.0))


def test_more_counts_than_any_survey_has_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LkeError, match="terlalu besar untuk sebuah survei"):
        one(tmp_path, counts(0, 0, 0, 222_223))


def test_unsur_that_more_or_fewer_answered_count_each_by_its_own(tmp_path: Path) -> None:
    rows = counts(0, 0, 10, 10)
    rows[1] = [NINE[0], 0, 0, 10, 0]
    result = one(tmp_path, rows)
    # The first of 3, eight of 3,5.
    assert [(unsur.n, unsur.mean) for unsur in result.unsur] == [(10, 3), *[(20, 3.5)] * 8]
    assert result.respondents == 20
    assert result.index == pytest.approx(31 / 9)
    assert result.unsur[0].missing == 0  # nobody says who left it blank


@pytest.mark.parametrize("unsur", [2, 3])
def test_a_table_by_unsur_names_three(tmp_path: Path, unsur: int) -> None:
    rows = [
        ["Unsur", *(f"Inisial {letter}" for letter in "ABCDEFGHIJ")],
        *([name, *[3] * 5, *[4] * 5] for name in NINE[:unsur]),
    ]
    if unsur == 3:
        result = one(tmp_path, rows, "skm")
        assert (result.shape, result.respondents, len(result.unsur)) == ("column-per-respondent", 10, 3)
        assert result.index == 3.5
    else:
        assert one(tmp_path, rows, "skm").shape == "row-per-respondent"


@pytest.mark.parametrize("respondents", [2, 3])
def test_a_column_a_respondent_from_three_on(tmp_path: Path, respondents: int) -> None:
    rows = [["Unsur", *(f"R{n}" for n in range(respondents))], *([name, *[3, 4, 4][:respondents]] for name in NINE)]
    if respondents == 3:
        result = one(tmp_path, rows)
        assert (result.shape, result.respondents) == ("column-per-respondent", 3)
        assert result.index == pytest.approx(11 / 3)
    else:
        with pytest.raises(LkeError):
            one(tmp_path, rows)


@pytest.mark.parametrize(
    ("names", "across"),
    [
        (["R1", "R2", "R3"], True),
        (["R1", "R2"], False),
        (["R1", "R2", "R3", "Kelas", "Ruang"], True),  # with the title of the first column three of six
        (["R1", "R2", "R3", "Kelas", "Ruang", "Hari"], False),
    ],
)
def test_questions_of_ones_own_stand_in_rows_where_three_respondents_are_named(
    tmp_path: Path, names: list[str], across: bool
) -> None:
    rows = [["Hal", *names], *([name, *[3, 4, 4, 3, 3, 3][: len(names)]] for name in OWN)]
    result = one(tmp_path, rows, "ipkp")
    assert (result.shape == "column-per-respondent") is across


@pytest.mark.parametrize(("questions", "across"), [(2, True), (1, False)])
def test_named_respondents_stand_across_from_two_questions_of_ones_own_on(
    tmp_path: Path, questions: int, across: bool
) -> None:
    rows = [["Hal", "R1", "R2", "R3"], *([name, 3, 4, 4] for name in OWN[:questions])]
    result = one(tmp_path, rows, "ipkp")
    assert (result.shape == "column-per-respondent") is across
    assert result.respondents == (3 if across else 1)


def test_a_last_row_of_answers_that_count_up_is_no_title(tmp_path: Path) -> None:
    rows = [["Unsur", *(f"Inisial {letter}" for letter in "ABCD")], *([name, 3, 3, 4, 3] for name in NINE[:8])]
    result = one(tmp_path, [*rows, [NINE[8], 1, 2, 3, 4]])
    # Eight of 13/4, one of 10/4.
    assert result.shape == "column-per-respondent"
    assert result.index == pytest.approx((8 * 13 / 4 + 2.5) / 9)


@pytest.mark.parametrize(
    "title", ["Jumlah", "Total", "n", "Rata-rata", "NRR", "Indeks unsur", "Nilai rata-rata", "Jml responden"]
)
def test_sums_and_means_behind_the_respondents_are_none(tmp_path: Path, title: str) -> None:
    rows = [["Unsur", *(f"Responden {n}" for n in range(1, 6)), title], *([name, 3, 3, 3, 4, 4, 3] for name in NINE)]
    result = one(tmp_path, rows)
    assert (result.shape, result.respondents) == ("column-per-respondent", 5)
    assert result.index == pytest.approx(17 / 5)


def test_what_stands_below_the_unsur_is_told_of_each_respondent(tmp_path: Path) -> None:
    rows = [["Unsur", *(f"R{n}" for n in range(1, 7))], *([name, *[3, 4] * 3] for name in NINE)]
    path = tmp_path / "survei.xlsx"
    report(path, {"Data": [*rows, ["Layanan", *["Loket", "Daring"] * 3], ["Jumlah", *[27, 36] * 3]]})
    (result,) = survey_file(path, SurveySettings(rubric=RUBRIC, target="wbk", by="Layanan")).surveys
    assert [(group.name, group.respondents, group.index) for group in result.groups] == [
        ("Daring", 3, 4),
        ("Loket", 3, 3),
    ]
    assert [column.letter for column in result.columns] == [f"baris {n}" for n in range(2, 12)]


OWN = ["Taman rapi", "Papan jelas", "Kantin bersih"]


def long(respondents: int, questions: Sequence[str], value: object = 3) -> list[list[object]]:
    return [[f"K{n}", question, value] for n in range(respondents) for question in questions]


def test_a_row_an_answer_of_two_respondents_and_two_questions(tmp_path: Path) -> None:
    rows = [["Responden", "Pertanyaan", "Jawaban"], *long(2, OWN[:2])]
    result = one(tmp_path, rows, "ipkp")
    assert (result.shape, result.respondents, result.index) == ("row-per-answer", 2, 3)
    assert [unsur.label for unsur in result.unsur] == OWN[:2]


@pytest.mark.parametrize(
    "title", ["Unsur", "Pertanyaan", "Butir", "Indikator", "Aspek", "Pernyataan", "Item kuesioner", "Kode pertanyaan"]
)
def test_a_row_an_answer_is_known_by_its_titles(tmp_path: Path, title: str) -> None:
    assert one(tmp_path, [["Responden", title, "Nilai jawaban"], *long(4, NINE)]).shape == "row-per-answer"


@pytest.mark.parametrize(("numbered", "known"), [(False, True), (True, False)])
def test_a_title_with_a_number_is_a_question_and_not_the_one_of_questions(
    tmp_path: Path, numbered: bool, known: bool
) -> None:
    rows = [["Responden", "Pertanyaan 1" if numbered else "Pertanyaan", "Nilai"], *long(4, NINE)]
    if known:
        assert one(tmp_path, rows).shape == "row-per-answer"
    else:
        with pytest.raises(LkeError):
            one(tmp_path, rows)


@pytest.mark.parametrize(("again", "more"), [(5, ""), (6, " dan 1 lainnya"), (7, " dan 2 lainnya")])
def test_answers_given_twice_are_named_by_their_rows(tmp_path: Path, again: int, more: str) -> None:
    rows = [["Responden", "Unsur", "Nilai"], *long(8, NINE), *([f"K{n}", "Waktu", 4] for n in range(again))]
    # A title and 72 answers stand above.
    named = ", ".join(str(74 + n) for n in range(min(again, 5)))
    with pytest.raises(LkeError, match=f"baris {named}{more};"):
        one(tmp_path, rows)


def test_a_question_that_is_only_a_number_has_a_title(tmp_path: Path) -> None:
    rows = [["Responden", "Pertanyaan", "Nilai"], *([f"K{n}", q, 3] for n in range(5) for q in (1, 2, 3))]
    assert [unsur.label for unsur in one(tmp_path, rows, "ipkp").unsur] == [f"Pertanyaan {n}" for n in (1, 2, 3)]


@pytest.mark.parametrize(("copied", "respondents"), [(5, 10), (4, 14)])
def test_a_copy_has_five_rows_at_least(tmp_path: Path, copied: int, respondents: int) -> None:
    rows = [[3 if unsur < n else 4 for unsur in range(9)] for n in range(10)]
    made = report(tmp_path / "bulan.xlsx", {"Januari": [NINE, *rows], "Januari 2": [NINE, *rows[:copied]]})
    assert [result.respondents for result in made.surveys] == [respondents]


@pytest.mark.parametrize(("other", "added"), [(1, True), (2, False)], ids=["8 of 10", "7 of 11"])
def test_sheets_with_four_fifths_of_their_questions_alike_are_one_survey(
    tmp_path: Path, other: int, added: bool
) -> None:
    """Of both sheets' questions together."""
    second = [*NINE[: 9 - other], *["Kerapian taman", "Kenyamanan kantin"][:other]]
    sheets = {"Januari": [NINE, *[[3] * 9] * 10], "Februari": [second, *[[3] * (9 - other) + [4] * other] * 6]}
    (result,) = report(tmp_path / "bulan.xlsx", sheets, "skm").surveys
    assert result.sheets == (("Januari", "Februari") if added else ("Januari",))
    assert ("survey-other-sheet" in {finding.rule for finding in result.findings}) is not added


@pytest.mark.parametrize(("twice", "refused"), [(2, False), (3, True)])
def test_three_questions_that_stand_twice_are_not_chosen_between(tmp_path: Path, twice: int, refused: bool) -> None:
    header = [*NINE[:twice], *NINE[:twice]]
    rows = [header, *[[3] * len(header)] * 6]
    if refused:
        with pytest.raises(LkeError, match=r"berdiri dua kali dengan judul yang sama \(kolom A, B, C, D, E, F\)"):
            one(tmp_path, rows, "skm")
    else:
        assert one(tmp_path, rows, "skm").respondents == 6


@pytest.mark.parametrize(("beside", "aside"), [(2, False), (3, True)], ids=["2 of 5", "3 of 7"])
def test_importance_in_other_words_is_known_from_three_columns_on(tmp_path: Path, beside: int, aside: bool) -> None:
    asked = ["Syarat", "Alur prosedur", "Lama waktu"][:beside]
    others = NINE[: beside + 1]
    rows = [[*others, *(f"Pentingnya {unsur.lower()}" for unsur in asked)], *[[3] * len(others) + [4] * beside] * 10]
    result = one(tmp_path, rows, "skm")
    assert (sum(column.role == "beside" for column in result.columns) == beside) is aside


@pytest.mark.parametrize(
    ("length", "said"), [(40, "tidak dikenal sebagai skala"), (41, "tidak berisi kolom jawaban survei")]
)
def test_words_of_no_scale_are_named_up_to_forty_letters(tmp_path: Path, length: int, said: str) -> None:
    words = ["m" * length, "lumayan"]
    with pytest.raises(LkeError, match=said):
        one(tmp_path, [NINE, *[[words[n % 2]] * 9 for n in range(12)]])


@pytest.mark.parametrize(("unsur", "recap"), [(4, True), (3, False)])
def test_a_recap_names_four_unsur_in_its_rows(tmp_path: Path, unsur: int, recap: bool) -> None:
    rows = [["Unsur", "Mutu"], *([name, "lihat lampiran"] for name in NINE[:unsur])]
    with pytest.raises(LkeError) as raised:
        one(tmp_path, rows)
    assert ("hanya memuat rekap" in str(raised.value)) is recap


def test_another_sheet_with_answers_is_named_where_it_is_not_the_one_counted(tmp_path: Path) -> None:
    clean = ["Diskriminasi", "Kecurangan", "Imbalan", "Pungutan liar", "Percaloan"]
    sheets = {"Loket": [NINE, *[[3] * 9] * 10], "Daring": [[*NINE, *clean], *[[2] * 9 + [4] * 5] * 6]}
    made = {result.survey: result for result in report(tmp_path / "dua.xlsx", sheets).surveys}
    assert {name: (result.sheets, result.index) for name, result in made.items()} == {
        "skm": (("Loket",), 3),
        "ipak": (("Daring",), 4),
    }
    named = {
        name: [finding.message for finding in result.findings if finding.rule == "survey-other-sheet"]
        for name, result in made.items()
    }
    assert named == {"skm": ["Yang dihitung lembar 'Loket'; jawaban juga ada di 'Daring'."], "ipak": []}


@pytest.mark.parametrize(
    ("more", "known"),
    [
        # Of twenty rows two stand there again: 18 of 20; of twenty-one three.
        ([["K0", OWN[0], 3], ["K1", OWN[0], 3]], True),
        ([["K0", OWN[0], 3], ["K1", OWN[0], 3], ["K2", OWN[0], 3]], False),
    ],
    ids=["90%", "86%"],
)
def test_a_respondent_answers_each_question_once_in_nine_tenths_of_the_rows(
    tmp_path: Path, more: list[Any], known: bool
) -> None:
    rows = [["Responden", "Pertanyaan", "Jawaban"], *long(6, OWN), *more]
    if known:
        assert one(tmp_path, rows, "ipkp").respondents == 6
    else:
        with pytest.raises(LkeError, match="tidak ada kolom yang menyebut respondennya"):
            one(tmp_path, rows, "ipkp")


@pytest.mark.parametrize(("left_out", "known"), [(0, True), (1, False)], ids=["18 of 36", "17 of 36"])
def test_a_respondent_s_answers_are_at_least_half_of_the_questions(tmp_path: Path, left_out: int, known: bool) -> None:
    """Over all respondents: where fewer are there, the column is no respondent's."""
    asked = [f"{name} {what}" for name in OWN for what in ("luar", "dalam")]
    rows = [[f"K{n}", asked[(n + at) % 6], 3] for n in range(6) for at in range(3)]
    table = [["Responden", "Pertanyaan", "Jawaban"], *rows[: len(rows) - left_out]]
    if known:
        result = one(tmp_path, table, "ipkp")
        assert (result.respondents, [unsur.n for unsur in result.unsur]) == (6, [3] * 6)
    else:
        with pytest.raises(LkeError, match="tidak ada kolom yang menyebut respondennya"):
            one(tmp_path, table, "ipkp")


@pytest.mark.parametrize(("answers", "known"), [(12, True), (11, False)], ids=["60%", "55%"])
def test_values_are_answers_in_three_fifths_of_the_rows(tmp_path: Path, answers: int, known: bool) -> None:
    """The others are remarks, more than a scale has words."""
    values = [3 if n < answers else f"lihat catatan {'abcdefghijkl'[n - answers]}" for n in range(20)]
    rows = [[f"K{n // 4}", [*OWN, "Parkir luas"][n % 4], value] for n, value in enumerate(values)]
    table = [["Responden", "Pertanyaan", "Jawaban"], *rows]
    if known:
        assert one(tmp_path, table, "ipkp").shape == "row-per-answer"
    else:
        with pytest.raises(LkeError, match="tidak berisi kolom jawaban survei"):
            one(tmp_path, table, "ipkp")


def test_a_respondent_named_once_for_two_rows_is_blank_in_half_of_them(tmp_path: Path) -> None:
    rows = [[f"K{n // 2}" if n % 2 == 0 else "", OWN[n % 2], 3 + n % 2] for n in range(6)]
    result = one(tmp_path, [["Responden", "Pertanyaan", "Jawaban"], *rows], "ipkp")
    assert (result.respondents, [unsur.counts for unsur in result.unsur]) == (3, [(0, 0, 3, 0), (0, 0, 0, 3)])


@pytest.mark.parametrize(("row", "found"), [(29, True), (30, False)])
def test_a_header_is_looked_for_in_thirty_rows(tmp_path: Path, row: int, found: bool) -> None:
    result = one(tmp_path, [*[["Laporan survei"]] * row, OWN, *[[3] * 3] * 10], "ipkp")
    assert ([unsur.label for unsur in result.unsur] == OWN) is found
    assert ("survey-header-not-found" in {finding.rule for finding in result.findings}) is not found


def test_what_is_wrong_is_named_with_its_cell(tmp_path: Path) -> None:
    answers: list[Any] = [[3] * 9 for _ in range(30)]
    answers[4][2] = 9
    answers[6][0] = "entahlah"
    result = one(tmp_path, [["Laporan"], [], NINE, *answers])
    cells = {finding.rule: finding.cell for finding in result.findings}
    # The header stands in row 3, so the first answers in row 4.
    assert (cells["survey-out-of-scale"], cells["survey-unknown-answer"]) == ("Data!C8", "Data!A10")


def test_answers_are_listed_by_question_a_sign_a_respondent(tmp_path: Path) -> None:
    header = ["Taman", "Papan", "Kantin"]
    rows = [header, [3, 4, 1], ["", "", ""], [4, "", 2], ["x", "tidak berlaku", ""], [1, 9, 3], *[[3, 3, 3]] * 40]
    result = one(tmp_path, rows, "ipkp")
    # The second row is blank, the fourth holds no answer; 9 is no answer of four.
    assert [text[:3] for text in result.answers] == ["341", "4..", "123"]
    assert (result.rows, result.respondents, result.no_answers) == (44, 43, 1)
