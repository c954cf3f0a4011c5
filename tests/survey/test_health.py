"""What is wrong with the data, groups, and that nobody's data comes out."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import jsonschema
import pytest

from lke_cli.errors import LkeError
from lke_cli.report.schemas import published
from lke_cli.rubric.model import Rubric
from lke_cli.survey.result import SurveyResult
from lke_cli.survey.run import survey_index
from lke_cli.survey.times import parse_period
from tests.conftest import ROOT, Run

Survey = Callable[..., SurveyResult]
SAMPLE = ROOT / "samples/survei-ipak-contoh.csv"


@pytest.fixture
def survey(rubric: Rubric, tmp_path: Path) -> Survey:
    def run(rows: Sequence[Sequence[object]], **options: object) -> SurveyResult:
        buffer = io.StringIO()
        csv.writer(buffer).writerows(rows)
        path = tmp_path / "survei.csv"
        path.write_text(buffer.getvalue(), encoding="utf-8")
        return survey_index(path, "ipak", rubric=rubric, target="wbk", **options)  # type: ignore[arg-type]

    return run


def message(result: SurveyResult, rule: str) -> str:
    return next((finding.message for finding in result.findings if finding.rule == rule), "")


def test_straight_lining(survey: Survey) -> None:
    rows = [["A", "B", "C"], *[[4, 4, 4]] * 6, *[[3, 3, 3]] * 5, *[[4, 3, 4]] * 9, [4, 4, ""]]
    said = message(survey(rows), "survey-straight-lining")
    # 11 of 21; who left an answer blank did not answer the same throughout
    assert "11 dari 21 responden (52,4%)" in said
    assert "semua 3: 5, semua 4: 6" in said


def test_the_same_form_sent_twice(survey: Survey) -> None:
    rows = [
        ["Timestamp", "Nama", "A", "B"],
        ["2026-01-05 08:00:01", "Satu", 4, 3],
        ["2026-01-05 08:00:01", "Satu", 4, 3],
        ["2026-01-05 08:00:01", "Dua", 4, 3],
        ["2026-01-05 08:00:02", "Satu", 4, 3],
    ]
    assert message(survey(rows), "survey-duplicate-responses").startswith("1 baris")
    assert "baris 3" in message(survey(rows), "survey-duplicate-responses")


def test_dates_without_a_time_prove_no_duplicate(survey: Survey) -> None:
    rows = [["Tanggal", "A", "B"], *[["2026-01-05", 4, 3]] * 5]
    assert message(survey(rows), "survey-duplicate-responses") == ""


def test_one_contact_on_several_rows(survey: Survey) -> None:
    numbers = ["0812-3456-7890", "+62 812 3456 7890", "081299990000", "-", ""]
    rows = [["No HP", "A", "B"], *([number, 4, 3] for number in numbers)]
    said = message(survey(rows), "survey-repeated-contact")
    assert said.startswith("1 baris")
    assert "baris 3" in said


def test_all_from_one_minute(survey: Survey) -> None:
    rows = [
        ["Timestamp", "A"],
        *[[f"13/01/2026 9.15.{second:02d}", 4] for second in range(40)],
        ["14/01/2026 8.00.00", 3],
    ]
    said = message(survey(rows), "survey-burst")
    assert "40 dari 41 jawaban" in said
    assert "13-01-2026 pukul 09.15" in said


@pytest.mark.parametrize(
    ("times", "first", "last"),
    [
        (["2026/01/13 8:05:12 AM GMT+7", "2026/02/01 1:00:00 PM GMT+7"], "2026-01-13", "2026-02-01"),
        (["13/01/2026 8:05:12", "01/02/2026 13:00:00"], "2026-01-13", "2026-02-01"),
        (["1/13/2026 8:05:12", "2/1/2026 13:00:00"], "2026-01-13", "2026-02-01"),
        (["2026-01-13T08:05:12", "2026-02-01T13:00:00"], "2026-01-13", "2026-02-01"),
        (["13-01-26", "01-02-26"], "2026-01-13", "2026-02-01"),
    ],
)
def test_times_as_forms_write_them(survey: Survey, times: list[str], first: str, last: str) -> None:
    result = survey([["Waktu", "A"], *([time, 4] for time in times)])
    assert (result.first_day, result.last_day) == (first, last)
    assert message(result, "survey-day-or-month") == ""


def test_day_or_month_is_said(survey: Survey) -> None:
    result = survey([["Timestamp", "A"], ["02/03/2026 8:00", 4], ["05/04/2026 9:00", 3]])
    assert (result.first_day, result.last_day) == ("2026-03-02", "2026-04-05")
    assert message(result, "survey-day-or-month")


def test_outside_the_period(survey: Survey) -> None:
    days = ["2025-12-31 10:00", "2026-01-01 10:00", "2026-06-30 10:00", "2026-07-01 10:00", "kapan-kapan"]
    rows = [["Timestamp", "A"], *([day, 4] for day in days)]
    result = survey(rows, period=parse_period("2026-01..2026-06"))
    assert "2 jawaban di luar periode 01-01-2026 sampai 30-06-2026: baris 2, 5." in message(
        result, "survey-outside-period"
    )
    assert "1 baris: baris 6" in message(result, "survey-time-unreadable")
    assert result.respondents == 5


def test_a_period_without_times_is_said(survey: Survey) -> None:
    result = survey([["A", "B"], [4, 3]], period=parse_period("2026"))
    assert any(f.rule == "survey-no-time" and f.severity == "warning" for f in result.findings)


def test_groups_and_their_part_of_the_sample(survey: Survey) -> None:
    rows = [["Layanan", "A"], *[["Loket", 4]] * 6, *[["Daring", 3]] * 2]
    result = survey(rows, by="layanan", population=20)
    # 20 need 19: 19 * 6/8 = 14.25, 19 * 2/8 = 4.75: 14 and 5. 14 - 6 = 8 and 5 - 2 = 3 are missing, together 11.
    assert [(g.name, g.respondents, g.index, g.needed, g.missing) for g in result.groups] == [
        ("Daring", 2, 3, 5, 3),
        ("Loket", 6, 4, 14, 8),
    ]
    assert result.sample is not None
    assert (result.sample.needed, result.sample.missing) == (19, 11)


def test_the_same_column_by_letter_and_by_part_of_its_header(survey: Survey) -> None:
    rows = [["Jenis layanan yang diterima", "Satu"], *[["Loket", 4]] * 3]
    assert survey(rows, by="A").groups == survey(rows, by="jenis layanan").groups


@pytest.mark.parametrize(
    ("by", "said"), [("Nama", "data pribadi"), ("Email", "pribadi"), ("A", "pertanyaan"), ("Apa", "tidak ada")]
)
def test_nobody_is_a_group(survey: Survey, by: str, said: str) -> None:
    rows = [["Nama", "Email", "Satu", "A"], *[[f"Orang {i}", f"o{i}@contoh.invalid", "x", 4] for i in range(30)]]
    with pytest.raises(LkeError, match=said):
        survey(rows, by=by)


def test_names_under_another_header_are_no_groups(survey: Survey) -> None:
    rows = [["Pengisi", "A"], *[[f"Orang {i}", 4] for i in range(30)]]
    with pytest.raises(LkeError, match="layanan"):
        survey(rows, by="Pengisi")


PRIVATE = ("Budianto Rahasia", "budianto.rahasia@contoh.invalid", "081234567890", "Jalan Rahasia 7", "keluhan rahasia")


@pytest.mark.parametrize("format", ["text", "json", "md", "csv"])
@pytest.mark.parametrize("kind", ["skm", "ipak"])
def test_nobody_s_data_comes_out(lke: Run, tmp_path: Path, format: str, kind: str) -> None:
    header = [
        "Timestamp",
        "Nama",
        "Alamat email",
        "Nomor HP",
        "Alamat",
        "Layanan",
        "U1",
        "U2",
        "U3 Waktu",
        "U8",
        "Saran",
    ]
    who = (*PRIVATE[:3], PRIVATE[3])
    rows: list[list[object]] = [[*header]]
    rows += [["2026-01-05 08:00:01", *who, "Loket", 4, 3, "3 hari", 4, PRIVATE[4]] for _ in range(12)]
    # A respondent's data in the wrong columns, and an answer that is none.
    rows += [["x", *who, "Loket", PRIVATE[0], PRIVATE[2], PRIVATE[1], PRIVATE[4], ""] for _ in range(3)]
    rows += [["2026-01-05 08:00:01", *who, "Loket", PRIVATE[0], 3, "", PRIVATE[2], PRIVATE[4]] for _ in range(3)]
    path = tmp_path / "survei.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    target = tmp_path / "hasil"
    code, out, err = lke("survey", path, "--kind", kind, "--by", "Layanan", "--format", format, "-o", target)
    assert code in (0, 1)
    shown = (out + err + target.read_text(encoding="utf-8")).lower()
    for private in (*PRIVATE, "budianto", "rahasia"):
        assert private.lower() not in shown
    assert "loket" in shown


def test_json_is_what_its_schema_says(lke: Run) -> None:
    arguments = ("--kind", "ipak", "--population", "1200", "--by", "Jenis layanan", "--format", "json")
    code, out, _ = lke("survey", SAMPLE, *arguments)
    assert code == 1  # 140 of 291 respondents
    report = json.loads(out)
    jsonschema.Draft202012Validator(json.loads(published()["lke-survey-1.json"])).validate(report)
    assert (report["kind"], report["schema_version"]) == ("lke-survey", "1.0")
    del report["index"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(json.loads(published()["lke-survey-1.json"])).validate(report)


def test_the_plan_s_json_is_what_its_schema_says(lke: Run) -> None:
    _, out, _ = lke("survey", "plan", "--services", "A=10,B=20", "--months", "2026", "--format", "json")
    jsonschema.Draft202012Validator(json.loads(published()["lke-survey-plan-1.json"])).validate(json.loads(out))


def test_the_sample_survey_as_its_user_sees_it(lke: Run) -> None:
    code, out, _ = lke("survey", SAMPLE, "--kind", "ipak", "--population", "1200")
    assert code == 1
    assert "belum aman di atas 3,60" in out
    assert "memerlukan 291, kurang 151" in out
    assert "Responden 001" not in out


def test_csv_has_the_index_and_every_question(lke: Run) -> None:
    _, out, _ = lke("survey", SAMPLE, "--kind", "ipak", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff")), delimiter=";"))
    assert [row["kind"] for row in rows] == ["index", *["unsur"] * 5]
    means = [float(row["mean"].replace(",", ".")) for row in rows]
    assert means[0] == pytest.approx(sum(means[1:]) / 5)
    assert rows[0]["met"] == "yes"
