"""Both sides of the numbers that docs/survei.md names."""

import csv
import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import xlsxwriter

from lke_cli.errors import LkeError, UndecidedError
from lke_cli.results import SurveyReport, SurveyResult
from lke_cli.rubric import Minimum, Rubric
from lke_cli.surveys.run import SurveySettings, exit_code, survey_file
from lke_cli.surveys.scale import parse_scale, parse_words

NINE = ["Persyaratan", "Prosedur", "Waktu", "Biaya", "Produk", "Kompetensi", "Perilaku", "Pengaduan", "Sarana"]
FIVE = ["Diskriminasi", "Kecurangan", "Imbalan", "Pungutan liar", "Percaloan"]
EIGHT = [
    *("Informasi tersedia", "Syarat sama seperti di papan", "Prosedur mudah", "Jangka waktu seperti janji"),
    *("Tarif seperti ketentuan", "Ruang tunggu nyaman", "Petugas tanggap", "Konsultasi mudah"),
]
Survey = Callable[..., SurveyReport]


@pytest.fixture
def survey(rubric: Rubric, tmp_path: Path) -> Survey:
    def run(rows: Sequence[Sequence[object]], kind: str | None = None, questions: str | None = None) -> SurveyReport:
        path = tmp_path / "survei.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return survey_file(path, SurveySettings(rubric=rubric, target="wbk", questions=questions), kind=kind)

    return run


def rules(result: SurveyResult) -> set[str]:
    return {finding.rule for finding in result.findings}


@pytest.mark.parametrize(
    ("count", "mutu", "code", "severity"),
    [
        (4, False, 2, "error"),
        (5, True, 0, "warning"),
        (8, True, 0, "warning"),
        (9, True, 0, ""),
        (10, False, 2, "error"),
    ],
)
def test_a_mutu_is_of_five_to_nine_unsur(survey: Survey, count: int, mutu: bool, code: int, severity: str) -> None:
    names = [*NINE, "Kerapian"][:count]
    report = survey([names, *[[3] * count] * 10], "skm", questions=f"A..{'ABCDEFGHIJ'[count - 1]}")
    assert (report.surveys[0].quality is not None) is mutu
    assert {unsur.quality is not None for unsur in report.surveys[0].unsur} == {mutu}
    assert exit_code(report) == code
    counted = [finding for finding in report.surveys[0].findings if finding.rule == "survey-unsur-count"]
    assert [finding.severity.value for finding in counted] == ([severity] if severity else [])
    assert all(("Mutu tidak diberikan" in finding.message) is not mutu for finding in counted)


@pytest.mark.parametrize(("asked", "there"), [(6, True), (5, False)], ids=["75%", "62,5%"])
def test_an_instrument_is_there_from_about_seventy_percent_on(survey: Survey, asked: int, there: bool) -> None:
    rows = [EIGHT[:asked], *[[3] * asked] * 10]
    if there:
        assert [result.survey for result in survey(rows).surveys] == ["ipkp"]
    else:
        with pytest.raises(LkeError, match="--kind"):
            survey(rows)


@pytest.mark.parametrize(("asked", "there"), [(3, True), (2, False)], ids=["60%", "40%"])
def test_a_short_instrument_is_there_with_three_of_five(survey: Survey, asked: int, there: bool) -> None:
    rows = [FIVE[:asked], *[[3] * asked] * 10]
    if there:
        assert [result.survey for result in survey(rows).surveys] == ["ipak"]
    else:
        with pytest.raises(LkeError, match="--kind"):
            survey(rows)


@pytest.mark.parametrize(("answers", "question"), [(6, True), (5, False)])
def test_a_question_has_sixty_percent_answers(survey: Survey, answers: int, question: bool) -> None:
    others = ["lama sekali", "antre", "belum tahu", "panas", "jauh"]
    rows = [[*NINE, "Kerapian ruang di sini"]]
    rows += [[*["3"] * 9, "3" if n < answers else others[n - answers]] for n in range(10)]
    (result,) = survey(rows).surveys
    role = next(column.role for column in result.columns if column.header.startswith("Kerapian"))
    assert (role == "question") is question


@pytest.mark.parametrize(("strange", "read"), [(1, True), (2, False)], ids=["90%", "80%"])
def test_a_scale_holds_ninety_percent_of_the_answers(survey: Survey, strange: int, read: bool) -> None:
    words = ["Sangat Baik"] * 5 + ["Baik"] * (5 - strange) + ["Cukup Cepat"] * strange
    rows = [NINE, *[[word] * 9 for word in words]]
    if not read:
        with pytest.raises(LkeError, match="tidak dapat ditentukan: kata itu ada di beberapa skala"):
            survey(rows)
        return
    (result,) = survey(rows).surveys
    # Five of 4 and four of 3, the strange one not counted.
    assert result.index == pytest.approx(32 / 9)
    assert "survey-unknown-answer" in rules(result)


@pytest.mark.parametrize(("respondents", "shown"), [(4, False), (5, True)])
def test_months_and_groups_of_fewer_than_five_are_not_shown(survey: Survey, respondents: int, shown: bool) -> None:
    rows = [["Cap waktu", "Jenis kelamin", *NINE]]
    rows += [[f"2026-01-{n + 1:02d} 10:00", "Perempuan", *["3"] * 9] for n in range(12)]
    rows += [[f"2026-02-{n + 1:02d} 11:00", "Laki-laki", *["4"] * 9] for n in range(respondents)]
    (result,) = survey(rows).surveys
    assert (result.months[1].index is not None) is shown
    values = {share.value for profile in result.profile for share in profile.shares}
    assert ("Laki-laki" in values) is shown


@pytest.mark.parametrize(
    ("together", "others", "told"),
    [(10, 90, True), (9, 90, False), (10, 91, False), (3, 0, True), (2, 0, False)],
    ids=["10 of 100", "9 of 99", "10 of 101", "all three", "all two"],
)
def test_many_answers_in_one_minute(survey: Survey, together: int, others: int, told: bool) -> None:
    rows: list[list[object]] = [["Cap waktu", *NINE]]
    rows += [[f"2026-01-05 10:00:{n:02d}", *[3] * 9] for n in range(together)]
    rows += [[f"2026-02-{n // 30 + 1:02d} {n % 12 + 8:02d}:{n % 60:02d}:00", *[3] * 9] for n in range(others)]
    (result,) = survey(rows).surveys
    assert ("survey-burst" in rules(result)) is told


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [("12/03", "12/04", True), ("13/03", "13/04", False), ("03/12", "04/12", True), ("03/13", "04/13", False)],
)
def test_a_number_above_twelve_tells_day_from_month(survey: Survey, first: str, second: str, both: bool) -> None:
    rows: list[list[object]] = [["Cap waktu", *NINE], *[[f"{day}/2026 8:00", *[3] * 9] for day in (first, second)]]
    (result,) = survey(rows).surveys
    assert ("survey-day-or-month" in rules(result)) is both


@pytest.mark.parametrize(("beside", "aside"), [(6, True), (5, False)], ids=["6 of 15: 40%", "5 of 14"])
def test_importance_in_other_words_is_known_from_two_fifths_of_the_questions_on(
    survey: Survey, beside: int, aside: bool
) -> None:
    asked = ["Syarat", "Alur prosedur", "Lama waktu", "Besar biaya", "Hasil produk", "Kemampuan petugas"][:beside]
    rows = [[*NINE, *(f"Pentingnya {unsur.lower()}" for unsur in asked)], *[[3] * 9 + [4] * beside] * 10]
    (result,) = survey(rows, "skm").surveys
    assert (sum(column.role == "beside" for column in result.columns) == beside) is aside


@pytest.mark.parametrize(("share", "required", "met"), [(0.85, 3.4, True), (0.86, 3.44, False)])
def test_a_minimum_may_be_a_share_of_the_weight(
    rubric: Rubric, tmp_path: Path, share: float, required: float, met: bool
) -> None:
    minimum = Minimum(node="B.I.a", ratio=share)
    target = dataclasses.replace(rubric.targets["wbk"], minimums=(minimum,))
    own = dataclasses.replace(rubric, targets={"wbk": target})
    path = tmp_path / "survei.csv"
    path.write_text(",".join(FIVE) + "\n" + "4,4,3,3,3\n" * 10, encoding="utf-8")
    # (4 + 4 + 3 + 3 + 3) / 5 = 3,4; of 17,5 points 0,85 are 14,875, which is 3,4 of 4.
    (result,) = survey_file(path, SurveySettings(rubric=own, target="wbk"), kind="ipak").surveys
    assert result.place is not None
    assert result.place.required == pytest.approx(required)
    assert result.place.met is met


def severity(result: SurveyResult, rule: str) -> str:
    return next((finding.severity.value for finding in result.findings if finding.rule == rule), "")


@pytest.mark.parametrize(("blank", "told"), [(4, "info"), (5, "warning")], ids=["4 of 90", "5 of 90"])
def test_blank_answers_are_a_warning_from_five_percent_on(survey: Survey, blank: int, told: str) -> None:
    rows: list[list[object]] = [[3] * 9 for _ in range(10)]
    for n in range(blank):
        rows[n][n] = ""
    assert severity(survey([NINE, *rows]).surveys[0], "survey-missing-answer") == told


@pytest.mark.parametrize(("respondents", "told"), [(20, "error"), (21, "warning")], ids=["5%", "4,8%"])
def test_answers_that_are_not_understood_are_an_error_from_five_percent_of_a_column_on(
    survey: Survey, respondents: int, told: str
) -> None:
    rows: list[list[object]] = [[3] * 9 for _ in range(respondents)]
    rows[7][2] = "entahlah"
    assert severity(survey([NINE, *rows]).surveys[0], "survey-unknown-answer") == told


@pytest.mark.parametrize(
    ("straight", "others", "told"),
    [(10, 10, "warning"), (10, 11, "info"), (9, 9, "info"), (0, 20, "")],
    ids=["10 of 20", "10 of 21", "9 of 18", "none"],
)
def test_the_same_answer_throughout_is_a_warning_from_half_of_ten_on(
    survey: Survey, straight: int, others: int, told: str
) -> None:
    rows = [[3] * 9] * straight + [[4, *[3] * 8]] * others
    assert severity(survey([NINE, *rows]).surveys[0], "survey-straight-lining") == told


@pytest.mark.parametrize(
    ("low", "high", "respondents", "told"),
    [
        ([2, 2, 2, 1], 4, 4, True),
        ([2, 2, 2, 2], 4, 4, False),
        ([1] * 4, 3, 4, False),
        ([1] * 3, 4, 3, True),
        ([1] * 2, 4, 2, False),
    ],
    ids=["1,75 and 4", "2,00 and 4", "1 and 3", "three answers", "two answers"],
)
def test_a_question_is_opposite_below_a_third_where_the_others_are_above_two(
    survey: Survey, low: list[int], high: int, respondents: int, told: bool
) -> None:
    """Of the way from 1 to 4: a third is 2, two thirds 3; a question of which fewer than three answered is none."""
    rows = [[low[n], *[high] * 4] for n in range(respondents)]
    (result,) = survey([["Petugas berbelit", *FIVE[:4]], *rows], "ipak", questions="A..E").surveys
    assert ("survey-opposite-answers" in rules(result)) is told


@pytest.mark.parametrize(("points", "allowed"), [(1, False), (2, True), (10, True), (11, False)])
def test_a_scale_has_two_to_ten_points_and_as_many_words(points: int, allowed: bool) -> None:
    words = ",".join("abcdefghijk"[:points])
    if allowed:
        assert (parse_scale(points), parse_words([words]).points) == (points, points)
        return
    with pytest.raises(LkeError, match="harus bilangan bulat 2 sampai 10"):
        parse_scale(points)
    with pytest.raises(LkeError, match="tulis 2 sampai 10 kata"):
        parse_words([words])


@pytest.mark.parametrize(("count", "refused"), [(120, False), (121, True)])
def test_a_table_has_up_to_a_hundred_and_twenty_questions(survey: Survey, count: int, refused: bool) -> None:
    rows = [[f"Hal {n}" for n in range(count)], *[[3] * count] * 3]
    if refused:
        with pytest.raises(LkeError, match="punya 121 kolom"):
            survey(rows, "skm")
    else:
        assert len(survey(rows, "skm").surveys[0].unsur) == count


@pytest.mark.parametrize(("width", "refused"), [(1000, False), (1001, True)])
def test_a_table_has_up_to_a_thousand_columns(survey: Survey, width: int, refused: bool) -> None:
    rows = [[*NINE, *[""] * (width - 10), "x"], *[[*[3] * 9, *[""] * (width - 10), "y"]] * 2]
    if refused:
        with pytest.raises(LkeError, match="lebih dari 1000 kolom"):
            survey(rows)
    else:
        assert survey(rows).surveys[0].index == 3


@pytest.mark.parametrize(
    ("fives", "refused"), [(1, False), (2, True)], ids=["1 of 180: a slip of the finger", "2 of 180: another scale"]
)
def test_numbers_above_the_scale_are_another_scale_from_one_percent_on(
    survey: Survey, fives: int, refused: bool
) -> None:
    rows = [[3] * 9 for _ in range(20)]
    for n in range(fives):
        rows[n][n] = 5
    if refused:
        with pytest.raises(LkeError, match="skala 1 sampai 5"):
            survey([NINE, *rows])
    else:
        assert "survey-out-of-scale" in rules(survey([NINE, *rows]).surveys[0])


@pytest.mark.parametrize(("with_zero", "best", "refused"), [(5, False, True), (4, False, False), (9, True, False)])
def test_zeros_in_most_questions_and_no_best_answer_may_be_a_scale_from_zero(
    survey: Survey, with_zero: int, best: bool, refused: bool
) -> None:
    rows = [[3] * 9 for _ in range(10)]
    rows[0] = [0 if n < with_zero else 3 for n in range(9)]
    if best:
        rows[1][0] = 4
    if refused:
        with pytest.raises(LkeError, match="0 sampai 3"):
            survey([NINE, *rows])
    else:
        assert survey([NINE, *rows]).surveys


@pytest.mark.parametrize(("words", "asked"), [(10, True), (11, False)])
def test_words_of_no_known_scale_are_asked_for_where_they_can_be_told(survey: Survey, words: int, asked: bool) -> None:
    """--words takes up to ten."""
    rows = [NINE, *[[f"Jawab {'abcdefghijk'[n % words]}"] * 9 for n in range(4 * words)]]
    with pytest.raises(LkeError) as raised:
        survey(rows)
    assert ("tidak dikenal sebagai skala" in str(raised.value)) is asked


@pytest.mark.parametrize(("once", "refused"), [(3, True), (4, False)], ids=["3 of 6 twice", "3 of 7 twice"])
def test_questions_that_stand_twice_are_not_chosen_between_from_half_of_them_on(
    survey: Survey, once: int, refused: bool
) -> None:
    header = [*NINE[: 3 + once], *NINE[:3]]
    rows = [header, *[[3] * len(header)] * 6]
    if refused:
        with pytest.raises(UndecidedError, match="berdiri dua kali"):
            survey(rows, "skm")
    else:
        assert survey(rows, "skm").surveys


@pytest.mark.parametrize(("words", "note"), [(4, True), (5, False)], ids=["4 of 9", "5 of 9"])
def test_a_last_row_of_words_under_fewer_than_half_of_the_questions_is_a_note(
    survey: Survey, words: int, note: bool
) -> None:
    rows: list[list[object]] = [["No", *NINE]]
    rows += [[n, *[3] * 9] for n in range(1, 9)]
    rows.append(["", *["Keterangan", "Mutu", "Interval", "Kinerja", "Tanggal"][:words], *[""] * (9 - words)])
    assert ("survey-unknown-answer" not in rules(survey(rows).surveys[0])) is note


@pytest.mark.parametrize(("strange", "told"), [(1, True), (2, False)], ids=["90%", "80%"])
def test_a_column_set_aside_may_be_a_question_from_ninety_percent_of_answers_on(
    survey: Survey, strange: int, told: bool
) -> None:
    rows = [[*NINE, "Kerapian taman"], *[[*[3] * 7, 2, 2, 4 if n >= strange else 8] for n in range(10)]]
    (result,) = survey(rows).surveys
    # Seven unsur of 3 and two of 2: 25/9, mutu C; with a tenth of 4 it is 29/10, C as well.
    assert result.index == pytest.approx(25 / 9)
    assert (result.spread is not None) is told
    assert result.spread is None or result.spread.highest == pytest.approx(2.9)


@pytest.mark.parametrize(("sheets", "refused"), [(100, False), (101, True)])
def test_a_workbook_of_more_than_a_hundred_sheets_has_to_be_told_which(
    rubric: Rubric, tmp_path: Path, sheets: int, refused: bool
) -> None:
    path = tmp_path / "lembar.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for n in range(sheets):
            sheet = book.add_worksheet(f"Lembar {n}")
            for i, row in enumerate([NINE, [3] * 9, [4] * 9] if n == sheets - 1 else []):
                sheet.write_row(i, 0, row)
    settings = SurveySettings(rubric=rubric, target="wbk")
    if refused:
        with pytest.raises(LkeError, match="lebih dari 100 lembar"):
            survey_file(path, settings)
        settings = dataclasses.replace(settings, sheets=("Lembar 100",))
    assert survey_file(path, settings).surveys[0].index == 3.5


@pytest.mark.parametrize(
    ("unsur", "unread", "lowest", "highest"),
    [
        # 3 each; the seven, or five, that the SKM asks beside them may be 1 or 4.
        (2, 0, (2 * 3 + 7) / 9, (2 * 3 + 7 * 4) / 9),
        (4, 0, (4 * 3 + 5) / 9, (4 * 3 + 5 * 4) / 9),
        # With one in words that are not known there are five: it alone is open.
        (4, 1, (4 * 3 + 1) / 5, (4 * 3 + 4) / 5),
        (3, 1, (3 * 3 + 6) / 9, (3 * 3 + 6 * 4) / 9),
    ],
)
def test_too_few_unsur_leave_the_index_open_by_those_that_are_missing(
    survey: Survey, unsur: int, unread: int, lowest: float, highest: float
) -> None:
    words = ["Molor terus", "Umumnya pas", "Selalu pas"]
    rows = [[*[3] * unsur, *[words[n % 3]] * unread] for n in range(12)]
    (skm,) = survey([NINE[: unsur + unread], *rows], "skm").surveys
    assert skm.readings is not None
    assert (skm.readings.lowest, skm.readings.highest) == pytest.approx((lowest, highest))
    assert (skm.verdict, skm.index) == ("undecided", 3)


@pytest.mark.parametrize(("few", "told"), [(10, True), (9, False)], ids=["10 answers", "9 answers"])
@pytest.mark.parametrize(("best", "counted"), [(3, True), (2, False)], ids=["3 of 5", "2 of 4"])
def test_a_column_that_never_reaches_what_most_do_may_be_a_code(
    survey: Survey, few: int, told: bool, best: int, counted: bool
) -> None:
    """From ten answers on, where more than half of the columns reach further."""
    header = [*["Taman", "Papan", "Kantin"][:best], "Seragam", "Gedung"]
    rows = [[*[4 - n % 2] * best, 1 + n % 2, 1 + n % 2] for n in range(few)]
    (ipkp,) = survey([header, *rows], "ipkp").surveys
    doubted = [f.message for f in ipkp.findings if f.rule == "survey-doubtful-question"]
    assert len(doubted) == (2 if told and counted else 0)
    assert all("hanya berisi 1 sampai 2, sedangkan kebanyakan kolom sampai 4" in message for message in doubted)


def test_a_refused_scale_names_twelve_words_at_most(survey: Survey) -> None:
    grades = ["sangat tidak {}", "tidak {}", "netral", "{}", "sangat {}"]
    header = ["Taman", "Papan", "Kantin", "Parkir"]
    about = ["baik", "puas", "jelas", "rapi"]
    rows = [header, *[[grade.format(word) for word in about[:3]] + ["Baik"] for grade in grades for _ in range(3)]]
    with pytest.raises(LkeError, match="skala 1 sampai 5") as raised:
        survey(rows, "ipkp")
    # Three times four and "netral" are thirteen.
    assert str(raised.value).split("(")[1].split(")")[0].count(",") == 11


@pytest.mark.parametrize(
    ("highest", "others", "needs"),
    [
        (5, (), "skala 1 sampai 5"),
        (6, (), "skala 1 sampai 6"),
        (6, (5,), "skala 1 sampai 6"),
        (9, (10,), "skala 1 sampai 10"),
        (10, (7,), "skala 1 sampai 10"),
        (9, (), ""),
        (10, (), ""),
    ],
    ids=str,
)
def test_the_scale_is_the_shortest_that_holds_the_answers(
    survey: Survey, highest: int, others: tuple[int, ...], needs: str
) -> None:
    """A single number above six stands for something else, such as 9 for none."""
    rows = [[3] * 9 for _ in range(20)]
    for n, answer in enumerate((highest, highest, *others, *others)):
        rows[n][n] = answer
    if needs:
        with pytest.raises(LkeError, match=needs):
            survey([NINE, *rows])
    else:
        assert "survey-out-of-scale" in rules(survey([NINE, *rows]).surveys[0])


@pytest.mark.parametrize(
    ("respondents", "severity_told", "share"),
    [(9, "info", "100,0%"), (10, "warning", "100,0%")],
)
def test_the_same_answer_throughout_by_a_few_is_no_warning(
    survey: Survey, respondents: int, severity_told: str, share: str
) -> None:
    (skm,) = survey([NINE, *[[3] * 9] * respondents]).surveys
    assert severity(skm, "survey-straight-lining") == severity_told
    said = next(f.message for f in skm.findings if f.rule == "survey-straight-lining")
    assert f"{respondents} dari {respondents} responden ({share})" in said
    assert f"(semua 3: {respondents})" in said


@pytest.mark.parametrize(("questions", "told"), [(2, False), (3, True)])
def test_the_same_answer_throughout_says_something_from_three_questions_on(
    survey: Survey, questions: int, told: bool
) -> None:
    (ipkp,) = survey([["Taman", "Papan", "Kantin"][:questions], *[[3] * questions] * 12], "ipkp").surveys
    assert ("survey-straight-lining" in rules(ipkp)) is told


def test_two_busy_minutes_are_counted_together_and_the_busier_named(survey: Survey) -> None:
    rows: list[list[object]] = [["Cap waktu", *NINE]]
    rows += [[f"2026-01-05 10:07:{n:02d}", *[3] * 9] for n in range(10)]
    rows += [[f"2026-01-06 14:30:{n:02d}", *[3] * 9] for n in range(12)]
    rows += [[f"2026-01-07 08:{n:02d}:00", *[3] * 9] for n in range(5)]
    (skm,) = survey(rows).surveys
    said = next(f.message for f in skm.findings if f.rule == "survey-burst")
    assert "22 dari 27 jawaban masuk pada 2 menit yang ramai; terbanyak 12 jawaban pada 06-01-2026 pukul 14.30" in said


def test_blanks_are_counted_by_unsur(survey: Survey) -> None:
    rows: list[list[object]] = [[3] * 9 for _ in range(10)]
    for n, unsur in ((0, 0), (1, 0), (2, 4)):
        rows[n][unsur] = ""
    (skm,) = survey([NINE, *rows]).surveys
    said = next(f.message for f in skm.findings if f.rule == "survey-missing-answer")
    assert "3 dari 90 jawaban kosong (U1 Persyaratan 2, U5 Produk spesifikasi jenis pelayanan 1)" in said
    assert [unsur.missing for unsur in skm.unsur] == [2, 0, 0, 0, 1, 0, 0, 0, 0]
    assert (skm.complete, skm.respondents) == (7, 10)


def test_words_of_two_scales_ask_for_the_scale_that_decides_or_for_all_words(survey: Survey) -> None:
    rows = [["Taman", "Papan", "Kantin"], *[["Cukup"] * 3] * 6, *[["Baik"] * 3] * 6]
    with pytest.raises(LkeError, match=r"\('cukup', 'baik'\).*sebutkan --scale 4 atau --scale 5, atau --words"):
        survey(rows, "ipkp")
