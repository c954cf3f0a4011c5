"""``lke score --survey``: what the workbook claims beside what the respondents answered."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import jsonschema
import pytest

from lke_cli.report.schemas import published
from lke_cli.rubric import Rubric
from lke_cli.templates import Filling, example_filling
from tests.conftest import ROOT, Run, Write

Score = Callable[..., tuple[int, str, str]]


@pytest.fixture
def score(lke: Run, rubric: Rubric, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Score:
    """Score a workbook that claims a value for IPAK beside a survey of two questions, both with these answers."""
    monkeypatch.setenv("COLUMNS", "300")  # sentences stay on one line

    def run(claim: object, answers: Sequence[object], *arguments: object) -> tuple[int, str, str]:
        filling = example_filling(rubric)
        given = {**filling.answers, "B.I.a": claim}
        book = write(Filling("", given, documents=filling.documents))  # type: ignore[arg-type]
        data = tmp_path / "data.csv"
        data.write_text(
            "Petugas jujur,Petugas terbuka\n" + "".join(f"{each},{each}\n" for each in answers), encoding="utf-8"
        )
        code, out, err = lke("score", book, "--detail", "--survey", f"ipak={data}", *arguments)
        return code, " ".join(out.split()), err

    return run


# 18 of 25 answer 4 and 7 answer 3: 93/25 = 3.72.
REACHES = [*[4] * 18, *[3] * 7]
# 3 x 4 + 2 x 3 = 18 over 5 = 3.6; without one 4 14/4 = 3.5.
BELOW = [4, 4, 3, 3]


def test_the_same_value_is_said_to_be_the_same(score: Score) -> None:
    code, out, _ = score(3.72, REACHES)
    assert "B.I.a Survei persepsi korupsi (IPAK) 3,72 3,72 ± 0,19 3,60 25 sama" in out
    assert code == 0


@pytest.mark.parametrize(
    ("claim", "answers", "said"),
    [(3.72, REACHES, True), (3.99, [*[4] * 99, 3], False), (3.5, BELOW, False), ("", REACHES, False)],
    ids=["3,72 from 3,53 on", "3,99 from 3,97 on", "below the minimum", "no claim"],
)
def test_data_that_reach_the_minimum_may_not_be_safe(
    score: Score, claim: object, answers: Sequence[int], said: bool
) -> None:
    _, out, _ = score(claim, answers)
    # 18 of 25 of 4 and 7 of 3: deviation 0,4583, error 0,0917, t 2,0639: 3,72 - 0,189 = 3,531.
    assert ("mencapai nilai minimal 3,60, tetapi selang kepercayaannya mulai dari 3,53" in out) is said


def test_a_higher_claim_is_an_error_with_its_cell(score: Score) -> None:
    code, out, _ = score(3.9, REACHES)
    assert code == 1
    assert "LKE menulis 3,90, lebih tinggi daripada data survei, 3,72" in out
    assert "galat B.I.a" in out


def test_a_lower_claim_is_said_and_no_error(score: Score) -> None:
    code, out, _ = score(3.65, REACHES)
    assert code == 0
    assert "LKE menulis 3,65, lebih rendah daripada data survei, 3,72" in out


def test_a_claim_rounded_to_its_own_decimals_is_said_with_both(score: Score) -> None:
    # 82 of 131 answer 4 and 49 answer 3: 475/131 = 3.62595...
    answers = [*[4] * 82, *[3] * 49]
    code, out, _ = score(3.63, answers)
    assert code == 0
    assert "LKE menulis 3,63, pembulatan dari data survei 3,626" in out
    assert score(3.6, answers)[0] == 0
    # 3.62 is no rounding of it, and lower; 3.64 is higher.
    assert "lebih rendah" in score(3.62, answers)[1]
    assert score(3.64, answers)[0] == 1


def test_a_rounding_that_crosses_the_minimum_is_an_error(score: Score) -> None:
    # 596 of 1000 answer 4, 404 answer 3: 3.596, which rounds to 3.6.
    code, out, _ = score(3.6, [*[4] * 596, *[3] * 404])
    assert code == 1
    assert "LKE menulis 3,60 dan mencapai 3,60, tetapi data survei 3,596" in out


def test_data_below_the_minimum_is_said_where_the_claim_is_above(score: Score) -> None:
    code, out, _ = score(3.9, BELOW)
    assert code == 1
    assert "LKE menulis 3,90 dan mencapai 3,60, tetapi data survei 3,50" in out
    assert "data di bawah minimal" in out


def test_an_institution_that_asks_for_more_is_heard(score: Score) -> None:
    # 16.45 of 17.5 points are 3.76 of 4.
    assert "mencapai 3,76, tetapi data survei 3,72" in score(3.8, REACHES, "--min", "B.I.a=16.45")[1]


def test_no_claim_where_there_is_data(score: Score) -> None:
    code, out, _ = score("", REACHES)
    assert code == 1
    assert "tidak diisi dengan nilai yang sah, sedangkan data survei 3,72" in out


def test_words_that_can_be_read_two_ways_settle_no_claim(score: Score) -> None:
    # "Tidak setuju" is 1 or 2: (36 + 1)/10 = 3.7 or 3.8.
    answers = [*["Sangat Setuju"] * 9, "Tidak Setuju"]
    code, out, _ = score(3.75, answers)
    assert code == 1
    assert "data survei 3,70 sampai 3,80, menurut cara membaca" in out
    assert "belum dapat dicocokkan" in out


def test_json_holds_claim_and_data_as_its_schema_says(score: Score) -> None:
    code, out, _ = score(3.9, REACHES, "--format", "json")
    assert code == 1
    report = json.loads(out)
    jsonschema.Draft202012Validator(json.loads(published()["lke-score-1.json"])).validate(report)
    (claim,) = report["workbooks"][0]["surveys"]
    assert (claim["question"], claim["claimed"], claim["agreement"]) == ("B.I.a", 3.9, "higher")
    assert claim["index"] == pytest.approx(3.72)


def test_a_result_of_lke_survey_stands_for_its_data(lke: Run, score: Score, tmp_path: Path) -> None:
    data, result = tmp_path / "kuesioner.csv", tmp_path / "ipak.json"
    data.write_text("Satu,Dua\n" + "5,5\n" * 9 + "1,1\n", encoding="utf-8")
    sample = next((ROOT / "samples").glob("*Teladan*"))
    code, _, err = lke("score", "--detail", sample, "--survey", f"ipak={data}")
    assert code == 2
    assert "--survey ipak.json" in err
    lke("survey", data, "--kind", "ipak", "--scale", "5", "-o", result, "--format", "json")
    # (9 x 4 + 1)/10 = 3.7
    assert "3,70 ±" in lke("score", "--detail", sample, "--survey", result)[1]
    code, _, err = lke("score", "--detail", sample, "--survey", f"ipkp={result}")
    assert code == 2
    assert "berisi survei IPAK" in err


@pytest.mark.parametrize(
    ("named", "said"),
    [
        (["kuesioner.csv"], "tidak ada"),
        (["lain.csv"], "sebutkan surveinya"),
        (["ipak=tidak-ada.csv"], "tidak ada"),
        (["tidak-ada.json"], "tidak ada"),
        (["rusak.json"], "bukan hasil lke survey"),
        (["ipak=ipak.csv", "ipak.csv"], "Dua berkas"),
    ],
)
def test_a_survey_that_cannot_be_used_is_one_sentence(
    lke: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: Sequence[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ipak.csv").write_text("Satu\n4\n3\n", encoding="utf-8")
    Path("lain.csv").write_text("Satu,Dua\n4,3\n3,3\n", encoding="utf-8")
    Path("rusak.json").write_text('{"index": 3}', encoding="utf-8")
    sample = next((ROOT / "samples").glob("*Teladan*"))
    code, out, err = lke("score", "--detail", sample, *(part for name in named for part in ("--survey", name)))
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_a_survey_file_that_is_not_there_is_said_without_other_advice(lke: Run, tmp_path: Path) -> None:
    code, _, err = lke("score", "--detail", tmp_path / "LKE.xlsx", "--survey", f"ipak={tmp_path / 'tiada.csv'}")
    assert code == 2
    assert "tidak ada" in err
    assert "--scale" not in err


def test_one_workbook_at_a_time(lke: Run) -> None:
    code, _, err = lke("score", "--detail", ROOT / "samples", "--survey", "ipak=x.csv")
    assert code == 2
    assert "satu LKE" in err


SURVEY_SCALE = "survei: {kind: number, form: Nilai (0-4), minimum: 0, maximum: 4}"
BOTH = (
    "Informasi mudah didapat,Persyaratan sesuai,Prosedur mudah,Waktu sesuai,Biaya sesuai,Sarana nyaman,"
    "Petugas tanggap,Konsultasi mudah,Tanpa diskriminasi,Tanpa kecurangan,Tanpa imbalan,Tanpa pungutan liar,Tanpa calo"
)


def test_both_indices_are_found_in_one_file(lke: Run, tmp_path: Path) -> None:
    data = tmp_path / "survei.csv"
    data.write_text(BOTH + "\n" + (",".join("3333333344444") + "\n") * 8, encoding="utf-8")
    sample = next((ROOT / "samples").glob("*Teladan*"))
    report = json.loads(lke("score", sample, "--survey", data, "--format", "json")[1])
    claims = {claim["question"]: claim["index"] for claim in report["workbooks"][0]["surveys"]}
    assert claims == {"B.I.a": 4, "B.II.a": 3}


def test_a_rubric_that_asks_for_a_hundred_gets_one_of_a_hundred(lke: Run, tmp_path: Path) -> None:
    rubric = (ROOT / "rubrics/permenpanrb-90-2021.yaml").read_text(encoding="utf-8")
    hundred = tmp_path / "seratus.yaml"
    hundred.write_text(
        rubric.replace(SURVEY_SCALE, SURVEY_SCALE.replace("maximum: 4", "maximum: 100")), encoding="utf-8"
    )
    data = tmp_path / "survei.csv"
    data.write_text("Satu,Dua\n" + "4,4\n" * 6 + "3,3\n" * 4, encoding="utf-8")
    # 3.6 of 4 is 90 of 100, and so is the minimum.
    code, out, _ = lke("survey", "--detail", data, "--kind", "ipak", "--rubric", hundred)
    assert code == 0
    assert "indeks 90,00 dari 100; minimal 90,00" in " ".join(out.split())
    hundred.write_text(rubric.replace(SURVEY_SCALE, SURVEY_SCALE.replace("maximum: 4", "maximum: 5")), encoding="utf-8")
    code, _, err = lke("survey", "--detail", data, "--kind", "ipak", "--rubric", hundred)
    assert code == 2
    assert "bernilai sampai 5" in err


DATED = ["Cap waktu,Jujur,Terbuka", *["2026-03-02 10:00,4,4"] * 18, *["2024-03-02 10:00,3,3"] * 7]


@pytest.mark.parametrize("told", ["--period", "lke.toml"])
def test_respondents_outside_the_period_are_told_beside_the_claim(
    lke: Run, rubric: Rubric, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: str
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    filling = example_filling(rubric)
    book = write(Filling("", {**filling.answers, "B.I.a": 3.72}, documents=filling.documents))
    data = tmp_path / "data.csv"
    data.write_text("\n".join(DATED), encoding="utf-8")
    arguments = ["--period", "2026"] if told == "--period" else []
    if told == "lke.toml":
        (book.parent / "lke.toml").write_text('period = "2026"\n', encoding="utf-8")
    code, out, _ = lke("score", book, "--detail", "--survey", f"ipak={data}", *arguments)
    said = " ".join(out.split())
    # 18 of 4 and 7 of 3 are 3,72 and pass 3,60; those inside are 4.
    assert code == 0
    assert "7 dari 25 responden 'data.csv' di luar periode 1 Januari 2026 sampai 31 Desember 2026" in said
    assert "indeks yang di dalamnya 4,00" in said


def test_a_survey_without_days_is_told_where_the_period_is_known(score: Score) -> None:
    _, out, _ = score(3.72, REACHES, "--period", "2026")
    assert "tidak diketahui apakah responden 'data.csv' dari periode penilaian" in out
    _, out, _ = score(3.72, REACHES)
    assert "tidak diketahui apakah responden" not in out


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (3.8, "sama"),
        (3.83, "menurut cara membaca kata atau kolomnya"),
        (3.9, "lebih tinggi daripada data survei, 3,80"),
    ],
)
def test_a_claim_over_more_columns_is_open_and_no_lie(
    lke: Run, rubric: Rubric, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, claim: float, said: str
) -> None:
    """Five statements of 3,8; with a sixth of 4 it is (19 + 4) / 6 = 3,83, and both reach 3,60."""
    monkeypatch.setenv("COLUMNS", "300")
    filling = example_filling(rubric)
    book = write(Filling("", {**filling.answers, "B.I.a": claim}, documents=filling.documents))
    header = "Diskriminasi,Kecurangan,Imbalan,Pungutan liar,Percaloan,Satpam sigap sekali"
    data = tmp_path / "data.csv"
    data.write_text("\n".join([header, *["4,4,4,4,4,4"] * 8, *["3,3,3,3,3,4"] * 2]), encoding="utf-8")
    _, out, _ = lke("score", book, "--detail", "--survey", data)
    assert said in " ".join(out.split())
