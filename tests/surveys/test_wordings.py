"""What institutions really write: their answers' words, codes and stars, and their own IPAK questionnaires."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from lke_cli.rubric import load_rubric
from lke_cli.surveys.run import SurveySettings, survey_file
from lke_cli.surveys.scale import parse_words
from tests.conftest import Run

RUBRIC = load_rubric("permenpanrb-90-2021")

CORRUPTION = [
    "Petugas melayani tanpa diskriminasi",
    "Tidak ada pelayanan di luar prosedur",
    "Tidak ada imbalan kepada petugas",
    "Tidak ada pungutan liar",
    "Tidak ada percaloan",
]
UNSUR = ["Persyaratan", "Prosedur", "Waktu", "Biaya", "Produk", "Kompetensi", "Perilaku", "Pengaduan", "Sarana"]
# Two respondents' answers a question, on a scale to 6: 5+6, 6+6, 4+6, 6+6, 5+4; mean 54/10 = 5.4.
SIX = [[5, 6, 4, 6, 5], [6, 6, 6, 6, 4]]
SIX_INDEX = 1 + (5.4 - 1) * 3 / 5


def table(folder: Path, header: Sequence[str], rows: Sequence[Sequence[object]], times: int = 10) -> Path:
    path = folder / "survei.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *(row for _ in range(times) for row in rows)])
    return path


def index(path: Path, kind: str | None = None, words: Sequence[str] = ()) -> float:
    settings = SurveySettings(rubric=RUBRIC, target="wbk", words=parse_words(words))
    (result,) = survey_file(path, settings, kind=kind).surveys
    assert result.readings is None
    return result.index


@pytest.mark.parametrize("stars", ["{0} Bintang", "bintang {0}", "{1}", "{1}{2}"])
def test_stars_are_read_as_drawn_or_named(tmp_path: Path, stars: str) -> None:
    rows = [[stars.format(n, "★" * n, "☆" * (6 - n)) for n in row] for row in SIX]
    assert index(table(tmp_path, CORRUPTION, rows)) == pytest.approx(SIX_INDEX)


def test_six_words_of_how_often_are_a_scale_of_the_instrument(tmp_path: Path) -> None:
    words = ["Selalu ada", "Sering ada", "Kadang-kadang ada", "Jarang ada", "Hampir tidak pernah ada"]
    words.append("Tidak ada sama sekali")
    rows = [[words[n - 1] for n in row] for row in SIX]
    assert index(table(tmp_path, CORRUPTION, rows)) == pytest.approx(SIX_INDEX)


COURT = [
    "Apakah petugas melayani di luar prosedur dengan maksud tertentu?",
    "Apakah petugas meminta imbalan agar cepat selesai?",
    "Pernahkah Anda dihubungi pegawai yang menjanjikan bantuan?",
    "Apakah informasi tentang biaya sulit diperoleh?",
    "Apakah Anda memberi hadiah setelah dilayani?",
    "Apakah Anda mengetahui praktik percaloan di sini?",
]


def test_no_occurrence_is_best_also_where_a_question_is_the_unit_s_own(tmp_path: Path) -> None:
    rows = [["Tidak ada"] * 6, ["Tidak ada", "Jarang", "Tidak ada", "Sering", "Tidak ada", "Selalu"]]
    # 4 + 3.5 + 4 + 3 + 4 + 2.5 = 21 over six questions.
    assert index(table(tmp_path, COURT, rows), "ipak") == pytest.approx(21 / 6)


def test_tidak_ada_is_the_worst_answer_about_complaints_alone(tmp_path: Path) -> None:
    rows = [["Baik"] * 7 + ["Tidak ada", "Baik"], ["Sangat Baik"] * 7 + ["Dikelola dengan baik", "Sangat Baik"]]
    # 3.5 eight times, and (1 + 4) / 2 for complaints.
    assert index(table(tmp_path, UNSUR, rows)) == pytest.approx((8 * 3.5 + 2.5) / 9)


def test_selalu_is_not_read_where_the_statement_is_good(lke: Run, tmp_path: Path) -> None:
    good = ["Petugas melayani tanpa diskriminasi", "Petugas bekerja sesuai prosedur tanpa kecurangan"]
    good += ["Petugas menolak imbalan", "Petugas tidak melakukan pungutan liar", "Pelayanan bebas dari calo"]
    rows = [["Selalu", "Sering", "Selalu", "Selalu", "Jarang"], ["Selalu"] * 5]
    code, _, err = lke("survey", "--detail", table(tmp_path, good, rows), "--kind", "ipak")
    assert code == 2
    assert "sebutkan --words dengan semua pilihan dari terburuk sampai terbaik" in err


NINE = [
    "Petugas melayani secara khusus (diskriminatif)",
    "Petugas membeda-bedakan karena kekerabatan",
    "Petugas melayani di luar prosedur",
    "Petugas menerima imbalan uang",
    "Petugas menerima imbalan barang",
    "Petugas melakukan pungli",
    "Ada calo di sini",
]


def test_several_questions_about_one_thing_are_open_until_the_user_says(lke: Run, tmp_path: Path) -> None:
    path = table(tmp_path, NINE, [[4, 4, 4, 3, 3, 4, 4], [4, 4, 4, 4, 4, 4, 4]])
    code, out, _ = lke("survey", "--detail", path)
    # By thing: 4, 4, 3.5, 4, 4 -> 3.9. One by one: 6 x 4 - ... = (5 x 4 + 2 x 3.5) / 7 = 3.857.
    assert code == 2
    said = " ".join(out.split())
    assert "indeks 3,86 sampai 3,90 menurut pertanyaan tentang hal yang sama, per unsur atau satu per satu" in said
    assert "Sebutkan --kind ipak agar setiap pertanyaan berbobot sama" in said
    assert index(path, "ipak") == pytest.approx(27 / 7)


def test_codes_of_answers_are_told_with_words(lke: Run, tmp_path: Path) -> None:
    header = ["id", "lastpage", *(f"Penilaian [{each}]" for each in UNSUR)]
    path = table(tmp_path, header, [[1, 3, *["A4"] * 9], [2, 3, *["A3"] * 9]])
    for options in ([], ["--kind", "skm"]):
        code, _, err = lke("survey", "--detail", path, *options)
        assert code == 2
        assert "tidak dikenal sebagai skala: 'A4', 'A3'; sebutkan semua pilihan" in err
    assert index(path, words=["A1,A2,A3,A4"]) == pytest.approx(3.5)


@pytest.mark.parametrize("format", ["text", "json", "md", "csv"])
def test_values_of_traits_never_show_a_contact_or_a_person(lke: Run, tmp_path: Path, format: str) -> None:
    header = ["Umur", "Pekerjaan", "Pendidikan", "Layanan", *CORRUPTION]
    own = ["35 (Rahasia)", "Sopir Pak Rahasia", "S1 rahasia@contoh.invalid", "KTP Rahasia 081234567890"]
    path = table(tmp_path, header, [[*own, 4, 4, 4, 4, 3], ["41", "PNS", "S1", "KTP", 4, 4, 3, 4, 4]])
    code, out, _ = lke("survey", path, "--format", format, "--detail")
    assert code == 0
    assert "ahasia" not in out
    assert "0812" not in out
    assert "lainnya" in out
    code, out, err = lke("survey", path, "--by", "Layanan", "--format", format)
    assert code == 2
    assert "Kolom --by tampak berisi data orang" in err
    assert "ahasia" not in out + err


@pytest.mark.parametrize("degree", ["S1", "S-1", "S.1", "S 1"])
def test_a_degree_is_no_agreement(tmp_path: Path, degree: str) -> None:
    rows = [[*["Baik"] * 9, degree], [*["Sangat Baik"] * 9, degree], [*["Baik"] * 9, "SMA"]]
    path = table(tmp_path, [*UNSUR, "Pendidikan terakhir"], rows)
    (result,) = survey_file(path, SurveySettings(rubric=RUBRIC, target="wbk"), kind="skm").surveys
    # (3 + 4 + 3) / 3, of nine unsur alone.
    assert result.index == pytest.approx(10 / 3)
    assert result.spread is None
    assert [profile.trait for profile in result.profile] == ["pendidikan"]


def test_a_whole_year_is_a_period_here_as_elsewhere(lke: Run, tmp_path: Path) -> None:
    path = table(tmp_path, ["Cap waktu", *CORRUPTION], [["2026-03-01 08:00:00", 4, 4, 4, 4, 3]])
    _, out, _ = lke("survey", "--detail", path, "--period", "2025")
    assert "10 jawaban di luar periode 01-01-2025 sampai 31-12-2025" in " ".join(out.split())
    code, _, err = lke("survey", "--detail", path, "--period", "2026-05..2026-01")
    assert code == 2
    assert "terbalik" in err


def test_the_sample_is_decided_without_any_option(lke: Run) -> None:
    sample = Path(__file__).parents[2] / "samples/survei-ipak-contoh.csv"
    code, out, _ = lke("survey", "--detail", sample)
    assert code == 0
    assert out.splitlines()[1].startswith("MENCAPAI nilai minimal WBK")
