"""Which instruments a file holds, however its columns are titled and ordered: each from its own columns alone."""

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lke_cli.errors import LkeError, UndecidedError
from lke_cli.results import SurveyReport
from lke_cli.rubric import load_rubric
from lke_cli.surveys.run import SurveySettings, exit_code, survey_file
from lke_cli.surveys.scale import parse_words

RUBRIC = load_rubric("permenpanrb-90-2021")
SERVICE = [
    "Keterangan dan informasi tentang layanan gampang dicari",
    "Syarat yang diminta sama seperti di papan",
    "Langkah prosedur pengurusan tidak berbelit",
    "Jangka waktu selesai seperti yang dijanjikan",
    "Tarif yang dibayar seperti ketentuan",
    "Ruang tunggu dan fasilitas pendukung nyaman",
    "Petugas tanggap melayani permintaan",
    "Tempat bertanya, konsultasi, dan mengadu mudah ditemukan",
]
CORRUPTION = [
    "Petugas memperlakukan semua orang sama, tidak membeda-bedakan",
    "Layanan diberikan sesuai prosedur tanpa kecurangan",
    "Petugas tidak menerima gratifikasi, tip, ataupun fasilitas",
    "Tidak dimintai pungutan di luar biaya resmi",
    "Tidak ditawari jasa calo",
]
NINE = ["Persyaratan", "Prosedur", "Waktu", "Biaya", "Produk", "Kompetensi", "Perilaku", "Pengaduan", "Sarana"]
Survey = Callable[..., SurveyReport]


def run(path: Path, rows: Any, kind: str | None = None, **options: object) -> SurveyReport:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    path.write_text(buffer.getvalue(), encoding="utf-8")
    return survey_file(path, SurveySettings(rubric=RUBRIC, target="wbk", **options), kind=kind)  # type: ignore[arg-type]


@pytest.fixture
def survey(tmp_path: Path) -> Survey:
    return lambda rows, kind=None, **options: run(tmp_path / "survei.csv", rows, kind, **options)


def indices(report: SurveyReport) -> dict[str, float]:
    return {result.survey: result.index for result in report.surveys}


def rules(report: SurveyReport) -> set[str]:
    return {finding.rule for result in report.surveys for finding in result.findings}


def both(order: Sequence[int]) -> list[Any]:
    """Eight answers of service 3, five of corruption 4, in an order."""
    header, answers = [*SERVICE, *CORRUPTION], [3] * 8 + [4] * 5
    return [[header[i] for i in order], *[[answers[i] for i in order]] * 6]


def test_one_form_with_both_instruments_gives_both_indices(survey: Survey) -> None:
    report = survey(both(range(13)))
    assert indices(report) == {"ipkp": 3, "ipak": 4}
    assert [result.instrument for result in report.surveys] == ["spak", "spkp"]
    taken = {column.header: column.unsur for column in report.surveys[0].columns}
    assert taken[CORRUPTION[1]] == "A2 Kecurangan di luar prosedur"  # not the prosedur of the other
    assert taken[CORRUPTION[2]] == "A3 Imbalan"  # not its fasilitas
    # 3 misses the 3,20 of IPKP.
    assert exit_code(report) == 1


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(13)))
def test_the_order_of_the_columns_changes_nothing(tmp_path_factory: pytest.TempPathFactory, order: list[int]) -> None:
    report = run(tmp_path_factory.getbasetemp() / "urutan.csv", both(order))
    assert indices(report) == {"ipkp": 3, "ipak": 4}


@pytest.mark.parametrize(
    "title", ["{n}. {text}", "Penilaian Anda [{text}]", "G2Q{n}_{text}", "grup_2/{text}", "  {text} *"]
)
def test_titles_as_form_tools_write_them(survey: Survey, title: str) -> None:
    header = [title.format(n=n, text=text) for n, text in enumerate([*SERVICE, *CORRUPTION], 1)]
    assert indices(survey([header, *[[3] * 8 + [4] * 5] * 6])) == {"ipkp": 3, "ipak": 4}


def test_titles_of_groups_tell_instruments_that_ask_alike_apart(survey: Survey) -> None:
    header = ["Cap waktu", *NINE, *SERVICE, *CORRUPTION]
    report = survey([header, *[["2026-01-05 10:00", *[2] * 9, *[3] * 8, *[4] * 5]] * 6])
    assert indices(report) == {"skm": 2, "ipkp": 3, "ipak": 4}


def test_what_belongs_to_no_instrument_is_left_out_and_said(survey: Survey) -> None:
    report = survey([[*NINE, "Secara keseluruhan Anda puas"], *[[3] * 9 + [4]] * 6])
    (skm,) = report.surveys
    assert (skm.index, skm.complete) == (3, 6)
    assert any("kolom J" in finding.message for finding in skm.findings if finding.rule == "survey-set-aside")


def test_a_column_at_the_place_of_the_missing_unsur_is_it(survey: Survey) -> None:
    header = [*NINE[:4], "Mutu berkas yang diterima", *NINE[5:]]
    (skm,) = survey([header, *[[3, 3, 3, 3, 4, 3, 3, 3, 3]] * 6]).surveys
    assert skm.index == pytest.approx((8 * 3 + 4) / 9)
    assert skm.unsur[4].label == "Produk spesifikasi jenis pelayanan"
    assert "survey-known-by-place" in rules(SurveyReport("", (skm,)))


def test_a_column_that_may_be_a_question_leaves_a_range(survey: Survey) -> None:
    header = [*NINE[:4], *NINE[5:], "Kenyamanan", "Kerapian"]
    (skm,) = survey([header, *[[3] * 8 + [4, 4]] * 6]).surveys
    # Without the two 3; with them (8 x 3 + 2 x 4)/10 = 3.2.
    assert skm.readings is not None
    assert (skm.readings.lowest, skm.readings.highest) == pytest.approx((3, 3.2))
    assert (skm.verdict, skm.quality) == ("undecided", None)
    assert exit_code(SurveyReport("", (skm,))) == 2


def test_questions_of_no_instrument_need_a_kind(survey: Survey) -> None:
    rows = [["Kerapian", "Kenyamanan"], *[[3, 4]] * 6]
    with pytest.raises(LkeError, match="--kind"):
        survey(rows)
    assert indices(survey(rows, "ipkp")) == {"ipkp": 3.5}


def test_another_instrument_than_named_is_refused(survey: Survey) -> None:
    with pytest.raises(LkeError, match="berisi SKM"):
        survey([NINE, *[[3] * 9] * 6], "ipak")
    assert indices(survey([NINE, *[[3] * 9] * 6], "ipkp")) == {"ipkp": 3}


def test_importance_beside_performance_is_no_answer(survey: Survey) -> None:
    for what, other in (("Kepuasan: {}", "Kepentingan: {}"), ("{} (Persepsi)", "{} (Harapan)")):
        header = [text.format(unsur) for unsur in NINE for text in (what, other)]
        (skm,) = survey([header, *[[3, 4] * 9] * 6]).surveys
        assert skm.index == 3
        (beside,) = [finding.message for finding in skm.findings if finding.rule == "survey-importance-beside"]
        assert "9 kolom" in beside
        assert "kolom B, D, F, H, J, L, N, P, R" in beside


def test_the_same_questions_twice_without_a_title_are_not_chosen_between(survey: Survey) -> None:
    rows = [[*NINE, *NINE], *[[4] * 9 + [3] * 9] * 6]
    with pytest.raises(UndecidedError, match="--questions"):
        survey(rows)
    with pytest.raises(UndecidedError, match="--questions"):
        survey([[*NINE, *(f"{name}.1" for name in NINE)], *rows[1:]])
    assert indices(survey(rows, questions="J..R")) == {"skm": 3}


def test_whether_answers_were_steered_is_a_share(survey: Survey) -> None:
    header = [*CORRUPTION, "Apakah Anda diarahkan petugas saat menjawab survei ini?"]
    rows = [header, *[[4] * 5 + ["Ya"]] * 2, *[[4] * 5 + ["Tidak"]] * 6]
    (ipak,) = survey(rows).surveys
    assert ipak.index == 4
    assert ipak.steering is not None
    assert (ipak.steering.yes, ipak.steering.answered) == (2, 8)
    assert any("25,0%" in finding.message for finding in ipak.findings if finding.rule == "survey-steered")


NEGATIVE = [
    "Petugas membedakan pemohon",
    "Petugas melakukan kecurangan",
    "Petugas meminta imbalan",
    "Ada pungli",
    "Ditawari perantara",
]


@pytest.mark.parametrize(
    "words",
    [
        ("Selalu ada", "Sering ada", "Jarang ada", "Tidak ada"),
        ("Selalu", "Sering", "Jarang", "Tidak pernah"),
        ("Ada", "Jarang", "Sangat jarang", "Tidak ada"),
    ],
)
def test_that_it_never_happens_is_best(survey: Survey, words: Sequence[str]) -> None:
    rows = [NEGATIVE, *[[word] * 5 for word in words]]
    (ipak,) = survey(rows, "ipak").surveys
    assert [unsur.counts for unsur in ipak.unsur] == [(1, 1, 1, 1)] * 5
    assert ipak.index == 2.5


def test_how_often_says_nothing_sure_where_the_question_is_positive(survey: Survey) -> None:
    rows = [CORRUPTION, *[["Tidak pernah"] * 5] * 3, *[["Selalu"] * 5] * 3]
    with pytest.raises(LkeError, match=r"'tidak pernah', 'selalu'.*--words"):
        survey(rows, "ipak")


def test_yes_and_no_are_asked_for_and_then_read(survey: Survey) -> None:
    rows = [NEGATIVE, *[["Tidak"] * 5] * 9, ["Ya"] * 5]
    with pytest.raises(LkeError, match=r"'Tidak', 'Ya'.*--words"):
        survey(rows, "ipak")
    # Tidak is 2 of 2, that is 4 of 4: (9 x 4 + 1)/10.
    assert indices(survey(rows, "ipak", words=parse_words(["Ya,Tidak"]))) == {"ipak": pytest.approx(3.7)}


def test_six_stars_say_both_ways_and_leave_open_what_only_one_reaches(survey: Survey) -> None:
    (ipak,) = survey([CORRUPTION, *[[6] * 5] * 5, *[[5] * 5] * 5]).surveys
    # Mean 5.5: 1 + 4.5 x 3/5 = 3.7, or 5.5/6 x 4 = 3.667; both reach 3.60.
    assert ipak.index == pytest.approx(3.7)
    assert ipak.conversion is not None
    assert ipak.conversion.other_index == pytest.approx(5.5 / 6 * 4)
    assert ipak.verdict == "met"
    (both,) = [finding.message for finding in ipak.findings if finding.rule == "survey-other-conversion"]
    assert "cara rentang: indeks 3,7000; dengan cara bagian: 3,6667" in both
    (near,) = survey([CORRUPTION, *[[6] * 5] * 7, *[[5] * 5] * 11, [4] * 5, [4] * 5]).surveys
    # Mean (42 + 55 + 8)/20 = 5.25: 1 + 4.25 x 0.6 = 3.55, or 3.5: neither.
    assert near.verdict == "missed"
    (between,) = survey([CORRUPTION, *[[6] * 5] * 7, *[[5] * 5] * 13]).surveys
    # Mean 5.35: 1 + 4.35 x 0.6 = 3.61 reaches 3.60; 5.35/6 x 4 = 3.567 does not.
    assert between.verdict == "undecided"


def test_answers_from_zero_are_not_taken_for_not_applicable(survey: Survey) -> None:
    with pytest.raises(LkeError, match="0 sampai 3"):
        survey([NINE, *[[n % 4] * 9 for n in range(12)]])


def test_not_applicable_is_no_answer_and_said(survey: Survey) -> None:
    for none in (0, "Tidak berlaku"):
        rows = [NINE, *[[4, 4, 4, none if n % 2 else 2, 4, 4, 4, 4, 4] for n in range(10)]]
        (skm,) = survey(rows).surveys
        assert (skm.unsur[3].n, skm.unsur[3].not_applicable, skm.unsur[3].mean) == (5, 5, 2)
        assert skm.index == pytest.approx((8 * 4 + 2) / 9)


def test_a_remark_among_numbers_is_no_second_answer(survey: Survey) -> None:
    rows = [[*NINE, "Keluhan Anda"], *[[3] * 9 + ["tidak ada"]] * 6]
    assert indices(survey(rows)) == {"skm": 3}


def test_initials_alone_make_nobody_the_same(survey: Survey) -> None:
    rows = [["Nama", *NINE], *[["A.B.", *[3] * 9]] * 4]
    assert "survey-filled-twice" not in rules(survey(rows))
    assert "survey-filled-twice" in rules(survey([["Nama", *NINE], *[["Responden Satu", *[3] * 9]] * 2]))


def test_rows_of_a_trial_are_named(survey: Survey) -> None:
    rows = [["Nama", *NINE], ["test", *[4] * 9], ["Responden", *[3] * 9], ["Uji coba 2", *[4] * 9]]
    (skm,) = survey(rows).surveys
    (said,) = [finding.message for finding in skm.findings if finding.rule == "survey-test-row"]
    assert "2 baris" in said
    assert "baris 2, 4" in said


def test_a_rounded_weight_that_changes_the_mutu_is_said(survey: Survey) -> None:
    # 8 x 3.5 + 3.7 over 9: 3.5222 x 25 = 88.06 (B). 80 answers: five unsur of 3.55 and four of 3.5.
    rows = [[4] * 9 if n < 11 else [4] * 5 + [3] * 4 if n < 12 else [3] * 9 for n in range(20)]
    (skm,) = survey([NINE, *rows]).surveys
    # 12/20 of five and 11/20 of four answered 4: (5 x 3.6 + 4 x 3.55)/9 = 3.57778, x 25 = 89.44 (A);
    # 32.2 x 0.11 x 25 = 88.55 (A): no change.
    assert skm.index == pytest.approx(32.2 / 9)
    assert skm.rounded is None
    rows = [[4] * 9 if n < 11 else [3] * 9 for n in range(20)]
    (skm,) = survey([NINE, *rows]).surveys
    # 3.55 x 25 = 88.75 (A); 31.95 x 0.11 x 25 = 87.86 (B).
    assert skm.quality is not None
    assert skm.rounded is not None
    assert skm.rounded.quality is not None
    assert (skm.quality.letter, skm.rounded.quality.letter) == ("A", "B")
    assert any("87,86" in finding.message for finding in skm.findings)


def test_the_profile_is_shares_without_small_groups(survey: Survey) -> None:
    who = [*[("Perempuan", 24)] * 12, *[("Laki-laki", 33)] * 6, *[("Lain", 70)] * 2]
    rows = [["Jenis Kelamin", "Umur", *NINE], *[[sex, age, *[3] * 9] for sex, age in who]]
    (skm,) = survey(rows).surveys
    shares = {profile.trait: {each.value: each.share for each in profile.shares} for profile in skm.profile}
    # 2 are fewer than 5: they go with the next smallest.
    assert shares["jenis kelamin"] == {"Perempuan": 0.6, "lainnya": 0.4}
    assert shares["umur"] == {"21–30": 0.6, "lainnya": 0.4}


def test_months_have_their_index_but_not_of_a_few(survey: Survey) -> None:
    rows = [["Cap waktu", *NINE], *[["2026-01-05 10:00", *[3] * 9]] * 6, *[["2026-02-05 10:00", *[4] * 9]] * 2]
    (skm,) = survey(rows).surveys
    assert [(m.month, m.respondents, m.index) for m in skm.months] == [("2026-01", 6, 3), ("2026-02", 2, None)]


HEALTH = [
    "Syarat berobat cocok dengan layanannya",
    "Syarat berobat mudah dipenuhi",
    "Alur berobat gampang diikuti",
    "Waktu tunggu wajar",
    "Ongkos berobat wajar",
    "Ongkos sesuai perda",
    "Hasil pelayanan seperti yang diharapkan",
    "Kemampuan dokter dan perawat",
    "Petugas sopan",
    "Petugas ramah",
    "Ruang tunggu bersih",
    "Fasilitas lengkap",
    "Keluhan ditanggapi",
]
THIRTEEN = [[4, 2, 3, 4, 3, 1, 4, 3, 4, 2, 4, 3, 4], [3, 1, 4, 3, 4, 2, 3, 4, 3, 1, 3, 4, 3]] * 5
# Sums of both rows: 7 3 | 7 | 7 | 7 3 | 7 | 7 | 7 3 | 7 7 | 7. By unsur, in halves: 5 7 7 5 7 7 5 7 7 = 57, over 9.
BY_UNSUR = 57 / 18
# Each for itself: 10 sevens and 3 threes, in halves: 79, over 13.
EACH_ALONE = 79 / 26


def test_a_form_that_asks_some_unsur_twice_is_decided_where_both_ways_say_the_same(survey: Survey) -> None:
    """All nine by words, the questions of each side by side: only how they are averaged is open."""
    (result,) = survey([HEALTH, *[[3] * 13, [4] * 12 + [3]] * 5]).surveys
    # 3,5 twelve times and 3: by unsur (8 x 3,5 + 3)/9 x 25 = 86,1; one by one 45/13 x 25 = 86,5: B both.
    assert result.spread is not None
    assert (result.spread.lowest, result.spread.highest) == pytest.approx((31 / 9, 45 / 13))
    assert result.quality is not None
    assert result.quality.letter == "B"
    assert result.index == pytest.approx(31 / 9)
    assert exit_code(SurveyReport("x", (result,))) == 0


def test_a_form_that_asks_some_unsur_twice_is_a_range_until_the_user_says_it_is_that_survey(survey: Survey) -> None:
    (result,) = survey([HEALTH, *THIRTEEN]).surveys
    assert result.readings is not None
    assert result.readings.lowest == pytest.approx(EACH_ALONE, abs=1e-9)
    assert result.readings.highest == pytest.approx(BY_UNSUR, abs=1e-9)
    assert (result.quality, exit_code(SurveyReport("x", (result,)))) == (None, 2)
    advice = next(f.advice for f in result.findings if f.rule == "survey-undecided")
    assert "--kind skm" in advice
    (told,) = survey([HEALTH, *THIRTEEN], "skm").surveys
    assert told.readings is None
    assert told.index == pytest.approx(BY_UNSUR, abs=1e-9)


def test_what_asks_an_unsur_again_elsewhere_is_not_settled_by_the_kind(survey: Survey) -> None:
    """Maklumat, which the form of 2014 asked, is no second question about standards and procedure."""
    old = [*NINE[:7], "Maklumat pelayanan", "Penanganan pengaduan"]
    (result,) = survey([old, *[[4, 3, 4, 3, 4, 3, 4, 1, 4]] * 10], "skm").surveys
    assert (result.verdict, result.quality) == ("undecided", None)


def test_a_form_of_which_a_part_is_known_is_not_computed(survey: Survey) -> None:
    """The fourteen of 2004: six of the nine unsur, and others."""
    headers = ["Prosedur", "Persyaratan", "Kejelasan petugas", "Kedisiplinan petugas", "Tanggung jawab", "Kemampuan"]
    headers += ["Kecepatan", "Keadilan mendapat layanan", "Kesopanan petugas", "Kewajaran biaya", "Kepastian biaya"]
    rows = [headers, *[[4, 3, 4, 3, 4, 3, 4, 3, 4, 3, 4]] * 10]
    with pytest.raises(UndecidedError, match="belum tentu kuesioner ini SKM; sebutkan --kind skm"):
        survey(rows)
    # Both about fees are one unsur of 3.5, so ten: five of 4, four of 3. Which nine are the SKM's nobody says:
    # without a 4 (4 x 4 + 4 x 3 + 3.5)/9 = 3.5, without a 3 (5 x 4 + 3 x 3 + 3.5)/9.
    (skm,) = survey(rows, "skm").surveys
    assert skm.readings is not None
    assert (skm.readings.lowest, skm.readings.highest) == pytest.approx((31.5 / 9, 32.5 / 9))
    assert (skm.verdict, skm.quality) == ("undecided", None)


def test_two_questions_an_unsur_make_no_second_survey(survey: Survey) -> None:
    headers = [f"{word} {what}" for word in NINE for what in ("jelas", "baik")]
    assert [result.survey for result in survey([headers, *[[4, 3] * 9] * 10]).surveys] == ["skm"]


OTHERS = ["Parkir luas", "Satpam sigap sekali", "Kantin murah meriah enak"]
# Sum 31 of nine, x 25 / 9 = 86,1 (B); with 3 twice (31 + 6)/11 x 25 = 84,1 (B), with 1 twice 33/11 x 25 = 75 (C).
B_EVEN = [4, 3, 4, 3, 4, 3, 4, 3, 3]


@pytest.mark.parametrize(
    ("own", "answer", "decided"),
    [(2, 3, True), (2, 1, False), (3, 3, False)],
    ids=["same mutu", "another mutu", "more than a quarter"],
)
def test_other_questions_leave_it_open_where_they_would_decide(
    survey: Survey, own: int, answer: int, decided: bool
) -> None:
    """Nine unsur allow two beside them (a quarter is 2,25), and those only where the mutu stays the same with them."""
    (result,) = survey([[*NINE, *OTHERS[:own]], *[[*B_EVEN, *[answer] * own]] * 10]).surveys
    assert (result.verdict != "undecided") is decided
    range_told = result.spread if decided else result.readings
    assert range_told is not None
    if own == 2:
        with_them = (31 + 2 * answer) / 11
        ends = sorted([31 / 9, with_them])
        assert (range_told.lowest, range_told.highest) == pytest.approx(ends)
        assert result.index == pytest.approx(31 / 9)
    if decided:
        assert result.quality is not None
        assert result.quality.letter == "B"
        assert {"survey-set-aside", "survey-other-readings"} <= rules(SurveyReport("", (result,)))
    else:
        advice = next(f.advice for f in result.findings if f.rule == "survey-undecided")
        assert "--questions" in (advice or "")


def test_the_very_command_settles_what_other_questions_leave_open(survey: Survey) -> None:
    rows = [[*NINE, *OTHERS[:2]], *[[*B_EVEN, 1, 1]] * 10]
    (open_one,) = survey(rows).surveys
    advice = next(f.advice for f in open_one.findings if f.rule == "survey-undecided") or ""
    assert "--kind skm --questions A..I," in advice
    assert "--kind skm --questions A..K" in advice
    (nine,) = survey(rows, "skm", questions="A..I").surveys
    assert nine.index == pytest.approx(31 / 9)
    assert nine.readings is nine.spread is None


@pytest.mark.parametrize(("answer", "verdict"), [(4, "met"), (1, "undecided")])
def test_a_minimum_that_only_one_choice_of_columns_reaches_is_open(survey: Survey, answer: int, verdict: str) -> None:
    # Five statements of 3,8 reach the 3,60 of IPAK; with a sixth of 1: (19 + 1)/6 = 3,33.
    rows = [[*CORRUPTION, "Satpam sigap sekali"], *[[4] * 5 + [answer]] * 8, *[[3] * 5 + [answer]] * 2]
    (ipak,) = survey(rows).surveys
    assert ipak.verdict == verdict
    range_told = ipak.spread or ipak.readings
    assert range_told is not None
    ends = sorted([3.8, (19 + answer) / 6])
    assert (range_told.lowest, range_told.highest) == pytest.approx(ends)


def test_a_rating_on_another_scale_beside_the_questions_changes_nothing(survey: Survey) -> None:
    rows = [[*NINE, "Satpam sigap sekali"], *[[*B_EVEN, "Lumayan"]] * 10]
    (result,) = survey(rows).surveys
    assert (result.verdict, result.spread) == ("none", None)


@pytest.mark.parametrize(
    "title", ["Secara keseluruhan Anda puas", "Tingkat kepuasan terhadap keseluruhan pelayanan informasi publik"]
)
def test_what_asks_for_the_whole_service_is_no_unsur(survey: Survey, title: str) -> None:
    rows = [[*NINE, title], *[[*B_EVEN, 1]] * 10]
    (result,) = survey(rows).surveys
    assert result.index == pytest.approx(31 / 9)
    assert result.spread is None
    assert any("kolom J" in f.message for f in result.findings if f.rule == "survey-set-aside")


def test_an_unsur_that_stands_behind_another_instrument_may_be_its(survey: Survey) -> None:
    """Complaints behind the statements on corruption: of the nine, or of what goes wrong."""
    header = [*NINE[:7], "Sarana", *CORRUPTION, "Kemudahan akses sistem pengaduan"]
    (ipak, skm) = sorted(survey([header, *[[3] * 8 + [4] * 5 + [1]] * 10]).surveys, key=lambda each: each.survey)
    assert ipak.index == 4
    # (24 + 1)/9 x 25 = 69,4 (C) or 3 x 25 = 75 (C).
    assert skm.spread is not None
    assert (skm.spread.lowest, skm.spread.highest) == pytest.approx((25 / 9, 3))
    (_, skm) = sorted(survey([header, *[[3, 4] * 4 + [4] * 5 + [1]] * 10]).surveys, key=lambda each: each.survey)
    # (28 + 1)/9 x 25 = 80,6 (B) or 3,5 x 25 = 87,5 (B); with answers of 4 and 2 below, another mutu.
    assert skm.verdict == "none"
    (_, skm) = sorted(survey([header, *[[4] * 8 + [4] * 5 + [1]] * 10]).surveys, key=lambda each: each.survey)
    # 33/9 x 25 = 91,7 (A), 100 (A).
    assert skm.verdict == "none"
    (_, skm) = sorted(
        survey([header, *[[3, 3, 3, 3, 3, 3, 3, 4] + [4] * 5 + [1]] * 10]).surveys, key=lambda x: x.survey
    )
    # 26/9 x 25 = 72,2 (C) or 25/8 x 25 = 78,1 (B).
    assert skm.verdict == "undecided"


@pytest.mark.parametrize(("answer", "verdict"), [(3, "none"), (1, "undecided")])
def test_numbers_above_the_nine_are_no_unsur(survey: Survey, answer: int, verdict: str) -> None:
    rows = [[f"U{n}" for n in range(1, 12)], *[[*B_EVEN, answer, answer]] * 10]
    (result,) = survey(rows).surveys
    taken = {column.header: column.unsur for column in result.columns}
    assert (taken["U9"], taken["U10"], taken["U11"]) == ("U9", None, None)
    assert result.index == pytest.approx(31 / 9)
    assert result.verdict == verdict


def test_a_part_of_one_instrument_among_many_other_questions_is_no_survey_yet(survey: Survey) -> None:
    """Six of the eight on service, and as many others: a form of the unit's own about something else."""
    header = [*SERVICE[:4], *SERVICE[5:7], *OTHERS, "Kompetensi petugas", "Hasil layanan"]
    with pytest.raises(UndecidedError, match="--kind ipkp bila memang itu"):
        survey([header, *[[3] * 11] * 10])


def test_more_questions_than_any_form_has_are_refused_at_once(survey: Survey) -> None:
    headers = [f"{NINE[n % 9]} layanan ke {n}" for n in range(121)]
    with pytest.raises(LkeError, match="punya 121 kolom yang tampak seperti pertanyaan, paling banyak 120"):
        survey([headers, *[[4, 3] * 60 + [4]] * 5])


def test_two_questions_on_one_thing_in_six_words_are_settled_by_the_kind(survey: Survey) -> None:
    words = ["Selalu ada", "Sering ada", "Kadang-kadang ada", "Jarang ada", "Hampir tidak pernah ada"]
    words.append("Tidak ada sama sekali")
    headers = ["Diskriminasi karena suku", "Diskriminasi karena jabatan", "Kecurangan di luar prosedur", "Imbalan uang"]
    headers += ["Pungutan liar", "Percaloan"]
    rows = [[words[5], words[4], words[5], words[5], words[5], words[5]]] * 10
    (result,) = survey([headers, *rows]).surveys
    advice = next(f.advice for f in result.findings if f.rule == "survey-undecided")
    assert (result.verdict, "--kind ipak" in advice) == ("undecided", True)
    # Six of six is 4, five is 1 + 4 x 3/5 = 3,4: (5 x 4 + 3,4) / 6.
    (told,) = survey([headers, *rows], "ipak").surveys
    assert told.points == 6
    assert told.index == pytest.approx(23.4 / 6, abs=1e-9)


STATISTICS = [
    *("Informasi layanan tersedia", "Syarat layanan gampang", "Alur layanan gampang", "Jangka waktu layanan cocok"),
    *("Biaya layanan cocok", "Produk layanan cocok", "Sarana layanan nyaman", "Angka gampang diunduh"),
    *("Petugas merespons dengan baik", "Petugas memberi informasi yang jelas", "Pengaduan gampang"),
    *CORRUPTION,
]


def test_the_kind_chooses_between_two_surveys_that_ask_alike(survey: Survey) -> None:
    """Eleven questions on service, which may be the eight of one survey or eight of the nine of another."""
    rows = [STATISTICS, *[[3] * 11 + [4] * 5] * 10]
    with pytest.raises(UndecidedError, match="sebutkan yang dihitung: --kind skm atau --kind ipak atau --kind ipkp"):
        survey(rows)
    (ipkp,) = survey(rows, "ipkp").surveys
    assert (ipkp.survey, ipkp.index) == ("ipkp", 3)
    assert any("dikenal sebagai SPKP" in finding.message for finding in ipkp.findings)
    assert indices(survey(rows, "ipak")) == {"ipak": 4}


@pytest.mark.parametrize(("title", "unsur"), [("Toilet ramah difabel", ""), ("Satpam ramah", "U7 Perilaku pelaksana")])
def test_what_is_friendly_to_the_disabled_says_nothing_of_manners(survey: Survey, title: str, unsur: str) -> None:
    header = [*(name for name in NINE if name != "Perilaku"), title]
    (skm,) = survey([header, *[[3] * 9] * 10], "skm").surveys
    assert skm.columns[-1].unsur == (unsur or title)


@pytest.mark.parametrize(("name", "survey_named"), [("IKM", "skm"), ("SPKP", "ipkp")])
def test_questions_of_two_surveys_are_of_the_one_that_their_titles_name(
    survey: Survey, name: str, survey_named: str
) -> None:
    alike = ["Persyaratan", "Prosedur", "Waktu", "Biaya", "Sarana", "Pengaduan", "Informasi"]
    (result,) = survey([[f"{name} - {asked}" for asked in alike], *[[3] * 7] * 6]).surveys
    assert result.survey == survey_named


def test_a_fee_outside_the_official_one_is_a_levy_also_where_nothing_else_asks_for_fees(survey: Survey) -> None:
    service = [unsur for unsur in NINE if unsur != "Biaya"]
    report = survey([[*service, *CORRUPTION], *[[3] * 8 + [4] * 5] * 6])
    assert indices(report) == {"skm": 3, "ipak": 4}
    assert {result.survey: len(result.unsur) for result in report.surveys} == {"skm": 8, "ipak": 5}


def test_a_single_question_of_a_survey_is_known_as_its(survey: Survey) -> None:
    (skm,) = survey([["Kompetensi petugas"], *[[3]] * 6]).surveys
    assert (skm.survey, skm.verdict) == ("skm", "undecided")


def test_a_short_survey_of_ones_own_may_stand_before_another_that_asks_alike(survey: Survey, tmp_path: Path) -> None:
    own = tmp_path / "loket.yaml"
    asked = ["prosedur", "waktu", "biaya"]
    own.write_text(
        "format: 1\nid: loket\nlabel: SKL\ntitle: Survei loket\nsurvey: skl\ntop: 4\n"
        f"unsur: [{', '.join(f'{{code: L{n}, label: L{n}}}' for n in range(3))}]\n"
        f"questions: [{', '.join(f'{{code: q{n}, unsur: L{n}, ask: [{word}]}}' for n, word in enumerate(asked))}]\n",
        encoding="utf-8",
    )
    header = ["Prosedur loket", "Waktu loket", "Biaya loket", *NINE]
    report = survey([header, *[[2] * 3 + [3] * 9] * 6], instruments=[str(own)])
    assert indices(report) == {"skl": 2, "skm": 3}


def test_words_of_how_often_stand_beside_words_of_another_scale(survey: Survey) -> None:
    how_often = ("Selalu", "Sering", "Jarang", "Tidak ada")
    agreed = ("Sangat Tidak Setuju", "Tidak Setuju", "Setuju", "Sangat Setuju")
    header = [*NEGATIVE[:3], "Tidak ditawari jasa calo", "Petugas jujur"]
    rows = [[*[often] * 4, agree] for often, agree in zip(how_often, agreed, strict=True)]
    (ipak,) = survey([header, *rows], "ipak", questions="A..E").surveys
    assert [unsur.counts for unsur in ipak.unsur] == [(1, 1, 1, 1)] * 5
