"""Questionnaires as units really make them: which columns count, and that no answers vanish without a word."""

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lke_cli.errors import LkeError
from lke_cli.results import SurveyResult
from lke_cli.rubric import load_rubric
from lke_cli.surveys.run import survey_index
from tests.conftest import Run

RUBRIC = load_rubric("permenpanrb-90-2021")
LIKERT = ("Sangat Tidak Setuju", "Tidak Setuju", "Setuju", "Sangat Setuju")
Survey = Callable[..., SurveyResult]

IPAK = [
    "Pelayanan diberikan tanpa membedakan suku, agama, dan gender",
    "Petugas loket tidak meminta imbalan",
    "Fasilitas ramah penyandang disabilitas",
    "Saran dan masukan ditindaklanjuti dengan baik",
    "Informasi sesuai tingkat pendidikan masyarakat",
    "Nomor antrean dipanggil berurutan",
    "Status permohonan dapat diketahui setiap saat",
    "Jumlah biaya yang dibayar sama dengan tarif resmi",
    "Tidak ada kontak dengan perantara di luar loket",
    "Kode etik petugas dipasang di ruang layanan",
    "Tanggal selesai diberitahukan di awal",
    "Nama petugas terpasang pada seragamnya",
    "Keterangan dari petugas mudah dipahami",
    "Alamat situs layanan mudah ditemukan",
    "Total waktu tunggu sesuai janji layanan",
]
"""In our own words; each holds a word that elsewhere names data of the respondent."""
NUMBERED = ["IPAK 1", "IPAK 2", "Skor 3", "Nomor 4", "Pertanyaan 5", "P6", "Q7", "Butir 8", "No 9", "Nilai 10"]
PROFILE = [
    "Jenis pelayanan",
    "Frekuensi datang",
    "Status pernikahan",
    "Jenis Kelamin",
    "Usia",
    "Pendidikan terakhir Anda",
    "Pekerjaan utama",
    "Berapa kali kunjungan",
    "No. Responden",
    "Jumlah kunjungan",
    "Kode unit",
    "Total",
    "Nilai rata-rata",
]


def run(path: Path, rows: Sequence[Sequence[object]], kind: str = "ipak", **options: object) -> SurveyResult:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    path.write_text(buffer.getvalue(), encoding="utf-8")
    return survey_index(path, kind, rubric=RUBRIC, target="wbk", **options)  # type: ignore[arg-type]


@pytest.fixture
def survey(tmp_path: Path) -> Survey:
    return lambda rows, kind="ipak", **options: run(tmp_path / "survei.csv", rows, kind, **options)


def message(result: SurveyResult, rule: str) -> str:
    return next((finding.message for finding in result.findings if finding.rule == rule), "")


def roles(result: SurveyResult) -> dict[str, str]:
    return {column.header: column.role for column in result.columns}


def test_questions_are_counted_whatever_words_they_hold(survey: Survey) -> None:
    words = survey([IPAK, *[[LIKERT[(i + j) % 4] for j in range(len(IPAK))] for i in range(12)]])
    numbers = survey([IPAK, *[[1 + (i + j) % 4 for j in range(len(IPAK))] for i in range(12)]])
    for result in (words, numbers):
        assert [unsur.label for unsur in result.unsur] == IPAK
        # Each answer three times in every column: (1 + 2 + 3 + 4) / 4.
        assert {unsur.mean for unsur in result.unsur} == {2.5}


def test_numbered_questions_are_counted(survey: Survey) -> None:
    result = survey([NUMBERED, *[[1 + (i + j) % 4 for j in range(len(NUMBERED))] for i in range(12)]])
    assert [unsur.label for unsur in result.unsur] == NUMBERED


@pytest.mark.parametrize("header", PROFILE)
def test_coded_data_of_respondents_is_set_aside_and_said(survey: Survey, header: str) -> None:
    result = survey([[header, "Petugas jujur", "Biaya jelas"], *[[1 + i % 3, 4, 1 + i % 4] for i in range(12)]])
    assert [unsur.label for unsur in result.unsur] == ["Petugas jujur", "Biaya jelas"]
    assert header in message(result, "survey-set-aside")


def test_columns_like_data_of_respondents_are_doubted(survey: Survey) -> None:
    header = ["Layanan mana", "Kelompok pendidikan formal", "Satu", "Dua", "Tiga"]
    result = survey([header, *[[1 + i % 3, 1 + i % 4, 4 - i % 4, 1 + i % 4, 4] for i in range(12)]])
    doubted = [f.message for f in result.findings if f.rule == "survey-doubtful-question"]
    assert len(doubted) == 2
    assert any("Layanan mana" in each and "1 sampai 3" in each for each in doubted)
    assert any("Kelompok pendidikan formal" in each for each in doubted)


def test_the_user_names_the_questions(survey: Survey, tmp_path: Path) -> None:
    header = ["Jenis", "Layanan mana", "Usia", "Adil, jujur", "Ramah"]
    rows = [header, *[[1, 2, 3, 4, 4]] * 3]
    assert [u.label for u in survey(rows, questions="Usia").unsur] == ["Usia"]
    assert [u.label for u in survey(rows, questions="d..E").unsur] == ["Adil, jujur", "Ramah"]
    assert [u.label for u in survey(rows, questions="Adil, jujur").unsur] == ["Adil, jujur"]
    assert [u.label for u in survey(rows, questions="ramah, B").unsur] == ["Layanan mana", "Ramah"]
    left = survey(rows, questions="E")
    assert left.index == 4
    assert "Layanan mana" in message(left, "survey-set-aside")
    for wrong in ("Z", "E..D", "", "a, ,b", "R..ZZ"):
        with pytest.raises(LkeError, match="--questions"):
            survey(rows, questions=wrong or " ")


def test_two_surveys_in_one_form_are_each_computed_from_their_own_columns(
    lke: Run, survey: Survey, tmp_path: Path
) -> None:
    rows = [
        ["IPAK - Tidak ada pungli", "IPAK - Tidak ada calo", "IPKP - Cepat", "IPKP - Ramah"],
        *[[4, 4, 2, 2]] * 12,
    ]
    assert (survey(rows).index, survey(rows, "ipkp").index) == (4, 2)
    path = tmp_path / "survei.csv"
    assert lke("survey", "--detail", path, "--kind", "ipak")[0] == 0
    code, out, _ = lke("survey", "--detail", path)
    assert code == 1  # IPKP 2,00 misses 3,20
    assert "indeks 4,00" in out
    assert "indeks 2,00" in out


def test_a_file_of_another_survey_is_said(survey: Survey) -> None:
    rows = [["IPKP 1", "IPKP 2"], *[[4, 3]] * 5]
    for kind, severity in (("ipak", "error"), ("skm", "warning")):
        found = [f for f in survey(rows, kind).findings if f.rule == "survey-other-instrument"]
        assert [finding.severity for finding in found] == [severity]
    assert message(survey(rows, "ipkp"), "survey-other-instrument") == ""


def test_a_row_with_a_phone_above_the_header_is_no_part_of_it(survey: Survey) -> None:
    above = ["Petugas survei", "Nama Rekaan", "HP 080000000000", ""]
    result = survey([above, ["", "", "Satu", "Dua"], *[["x", "y", 3 + i % 2, 4] for i in range(12)]])
    assert [column.header for column in result.columns] == ["Kolom A", "Kolom B", "Satu", "Dua"]


@pytest.mark.parametrize("header", ["Kelompok", "Triwulan", "Kelompok umur"])
def test_codes_of_groups_and_quarters_are_no_answers(survey: Survey, header: str) -> None:
    result = survey([[header, "Satu", "Dua"], *[[1 + i % 4, 3 + i % 2, 4] for i in range(12)]])
    assert [unsur.columns for unsur in result.unsur] == [("B",), ("C",)]
    assert header in message(result, "survey-set-aside")


def test_two_surveys_under_merged_titles_are_told_apart(survey: Survey) -> None:
    rows = [["No", "IPAK", "", "IPKP", ""], ["", "Jujur dan terbuka", "Tanpa calo", "Cepat melayani", "Ramah melayani"]]
    result = survey([*rows, *[[i, 4, 4, 2, 2] for i in range(5)]])
    assert [column.header for column in result.columns][:2] == ["No", "Jujur dan terbuka"]
    assert result.index == 4
    assert {column.instrument for column in result.columns if column.letter in "DE"} == {None}


@pytest.mark.parametrize(
    "answers",
    [
        ("Selalu", "Sering", "Jarang", "Tidak pernah"),
        ("Ya", "Tidak"),
        ("Pernah", "Tidak pernah"),
        ("Jujur sekali adanya", "Biasa", "Buruk betul"),
    ],
)
def test_words_that_no_scale_has_are_said(survey: Survey, answers: Sequence[str]) -> None:
    asked = "Petugas memberi tahu biaya tanpa diminta"
    result = survey([[asked, "Dua"], *[[answers[i % len(answers)], 4] for i in range(20)]])
    assert roles(result)[asked] == "unreadable"
    assert asked in message(result, "survey-unsur-unreadable")


def test_choices_that_are_no_judgement_are_not_said(survey: Survey) -> None:
    header = ["Jenis Kelamin", "Layanan apa yang Anda gunakan hari ini", "Pendidikan terakhir", "Satu"]
    rows = [[("Perempuan", "Laki-laki")[i % 2], ("PPID", "Loket")[i % 2], ("SMA", "S1")[i % 2], 4] for i in range(20)]
    result = survey([header, *rows])
    assert message(result, "survey-unsur-unreadable") == ""
    assert [roles(result)[each] for each in header[:3]] == ["aside"] * 3


def test_a_header_of_one_word_that_is_also_an_answer_is_a_header(survey: Survey) -> None:
    result = survey([["Ramah", "Cepat", "Baik"], [4, 3, "Setuju"], [3, 3, "Sangat Setuju"], [4, 3, "Kurang Setuju"]])
    assert [unsur.label for unsur in result.unsur] == ["Ramah", "Cepat", "Baik"]
    assert result.respondents == 3
    answers = survey([["Ramah", "Baik"], ["Sangat ramah", "Baik"], ["Ramah", "Kurang baik"]])
    assert answers.respondents == 3


@pytest.mark.parametrize("count", [2, 4, 7])
def test_headers_with_a_number_before_their_words_are_headers(survey: Survey, count: int) -> None:
    manners = ["jujur", "ramah", "sabar", "adil", "rapi", "teliti", "santun"][:count]
    header = ["Nama", *(f"{i}. Petugas selalu {manner}" for i, manner in enumerate(manners, 1))]
    result = survey([header, *[[f"Responden {r}", *[4 - r % 2] * count] for r in range(6)]])
    assert [unsur.label for unsur in result.unsur] == header[1:]
    assert (result.respondents, result.index) == (6, 3.5)


def test_fractions_are_said_for_what_they_are(survey: Survey) -> None:
    result = survey([["Petugas jujur", "Dua"], *[[each, 4] for each in ("2,5", "3", "3,5", "2,5")]])
    assert roles(result)["Petugas jujur"] == "unreadable"
    assert "bukan bilangan bulat" in message(result, "survey-unsur-unreadable")
    some = survey([["Satu", "Dua"], *[["3", 4]] * 9, ["2,5", 4]])
    assert "bukan bilangan bulat 1 sampai 4" in message(some, "survey-out-of-scale")


def test_units_named_like_sums_are_respondents(survey: Survey) -> None:
    units = ["Kinerja Pegawai", "Mutu Pelayanan", "Umum"]
    rows = [[units[i % 3], 3 + i % 2, 4] for i in range(24)]
    result = survey([["Bagian", "Satu", "Dua"], *rows])
    assert (result.respondents, result.index) == (24, 3.75)
    # The last rows stand where sums would: rows 23 and 24 of the responses after the header are units again.
    named = survey([["Bagian", "Satu", "Dua"], *rows[:23]])
    assert named.respondents == 23
    assert "baris 23, 24" in message(named, "survey-like-summary")


@pytest.mark.parametrize(
    ("last", "respondents"),
    [([3, 4], 8), ([8 * 3, 8 * 4], 8), ([4, 3], 9), ([3, 3], 9)],
    ids=["the means", "the sums", "neither", "one of them"],
)
def test_a_last_row_named_like_a_sum_is_one_where_it_holds_the_sums_or_the_means(
    survey: Survey, last: list[int], respondents: int
) -> None:
    rows = [["Bagian", "Satu", "Dua"], *[[f"R{i}", 3, 4] for i in range(8)], ["Kinerja Pegawai", *last]]
    assert survey(rows).respondents == respondents


@pytest.mark.parametrize("below", [12, 420])
@pytest.mark.parametrize(("slips", "respondent"), [(1, True), (2, False)], ids=["1 of 3", "2 of 3"])
def test_a_row_named_like_a_sum_is_one_where_half_of_it_is_no_answer(
    survey: Survey, below: int, slips: int, respondent: bool
) -> None:
    odd = ["Kinerja Pegawai", *[25] * slips, *[4] * (3 - slips)]
    result = survey([["Bagian", "Satu", "Dua", "Tiga"], odd, *[["Umum", 3, 4, 3], ["Umum", 4, 4, 3]] * below])
    assert result.respondents == 2 * below + respondent


def test_where_every_row_is_named_like_a_sum_none_is_one(survey: Survey) -> None:
    result = survey([["Unit", "Satu", "Dua"], *[["Kinerja Pegawai", 4, 3], ["Kinerja Pegawai", 3, 3]] * 3])
    assert (result.respondents, result.index) == (6, 3.25)


def test_sums_and_means_below_the_answers_are_no_respondents(survey: Survey) -> None:
    answers = [[f"R{i}", 3, 4] for i in range(8)]
    below = [["Jumlah", 24, 32], ["NRR", 3, 4], ["IKM", "", 87.5], [], ["", "", "Kota Contoh, 3 Januari 2026"]]
    result = survey([["Bagian", "Satu", "Dua"], *answers, *below])
    assert result.respondents == 8
    assert "baris 10, 11, 12" in message(result, "survey-summary-row")


def test_opposite_questions_are_said_and_turned_on_request(survey: Survey) -> None:
    rows = [["Petugas meminta imbalan", "Ramah", "Cepat"], *[[1, 4, 4]] * 9, [2, 4, 3]]
    result = survey(rows)
    assert "Petugas meminta imbalan" in message(result, "survey-opposite-answers")
    turned = survey(rows, reverse="imbalan")
    # 9 x 4 + 3 over 10
    assert turned.unsur[0].mean == pytest.approx(3.9)
    assert turned.unsur[0].counts == (0, 0, 1, 9)
    assert message(turned, "survey-opposite-answers") == ""
    assert "kolom A" in message(turned, "survey-reversed")
    with pytest.raises(LkeError, match="tidak ada"):
        survey(rows, reverse="Z")


def test_several_questions_may_be_opposite_to_the_others(survey: Survey) -> None:
    rows = [["Petugas meminta imbalan", "Ada pungutan liar", "Ramah"], *[[1, 1, 4]] * 9, [2, 2, 4]]
    said = message(survey(rows), "survey-opposite-answers")
    # 9 x 1 + 2 over 10
    assert "rata-rata 1,10; sedangkan rata-rata pertanyaan lain 4,00" in said
    letters = [f.message[:7] for f in survey(rows).findings if f.rule == "survey-opposite-answers"]
    assert letters == ["Kolom A", "Kolom B"]
    assert message(survey([["Satu", "Dua"], *[[1, 1], [2, 1]] * 5]), "survey-opposite-answers") == ""


def test_words_that_do_not_fit_the_scale_told_are_said_so(survey: Survey) -> None:
    with pytest.raises(LkeError, match="tidak dapat dinilai pada skala 1 sampai 6"):
        survey([["Petugas jujur"], ["Tidak setuju"], ["Kurang setuju"], ["Setuju"], ["Sangat setuju"]], points=6)


def test_words_are_turned_too(survey: Survey) -> None:
    rows = [["Petugas meminta imbalan", "Ramah"], *[[word, 4] for word in LIKERT[:2] * 5]]
    # Sangat tidak setuju 1 becomes 4, tidak setuju 2 becomes 3.
    assert survey(rows, reverse="A").unsur[0].mean == 3.5


HEADERS = st.sampled_from([*IPAK, *NUMBERED, *PROFILE, "Kritik dan saran", "Kesan", "U3", "Layanan", "Ramah"])
ANSWERS = st.sampled_from([("1", "2", "3", "4"), LIKERT, ("Baik", "Sangat Baik"), ("3,5", "2,5", "4"), ("Ya", "Tidak")])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(HEADERS, ANSWERS), min_size=1, max_size=5, unique_by=lambda each: each[0]))
def test_every_column_that_looks_like_answers_is_a_question_or_named_in_a_finding(
    tmp_path_factory: pytest.TempPathFactory, columns: list[tuple[str, Sequence[str]]]
) -> None:
    header = ["Petugas jujur", *(name for name, _ in columns)]
    rows = [["4", *(answers[i % len(answers)] for _, answers in columns)] for i in range(12)]
    try:
        result = run(tmp_path_factory.getbasetemp() / "sifat.csv", [header, *rows])
    except LkeError as error:
        refused = str(error)
    else:
        refused = ""
    if refused:
        # Most known questions have words of no scale: nothing is computed, and the columns are named.
        assert "tidak dikenal sebagai skala: 'Ya', 'Tidak'" in refused
        return
    said = " ".join(finding.message for finding in result.findings)
    for column, (_, answers) in zip(result.columns[1:], columns, strict=True):
        no_scale = answers[0] == "Ya" or (answers[0] == "3,5" and column.header in PROFILE)
        known = no_scale and column.header in (*PROFILE, "Kritik dan saran", "Kesan")
        assert column.role == "question" or column.header in said or known
