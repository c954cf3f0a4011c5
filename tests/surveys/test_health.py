"""What is wrong with the data, groups, and that nobody's data comes out."""

import csv
import datetime
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import jsonschema
import pytest

from lke_cli.errors import LkeError
from lke_cli.periods import parse_period
from lke_cli.report.schemas import published
from lke_cli.results import SurveyReport, SurveyResult
from lke_cli.rubric import Rubric
from lke_cli.surveys.run import exit_code, survey_index
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
    assert message(survey(rows), "survey-filled-twice").startswith("2 baris")
    assert "baris 3, 5." in message(survey(rows), "survey-filled-twice")


def test_the_same_form_sent_twice_by_nobody(survey: Survey) -> None:
    rows = [
        ["Timestamp", "Nama", "A", "B"],
        ["2026-01-05 08:00:01", "", 4, 3],
        ["2026-01-05 08:00:01", "", 4, 3],
        ["2026-01-05 08:00:01", "", 4, 4],
        ["2026-01-05 08:00:02", "", 4, 3],
    ]
    assert "1 baris" in message(survey(rows), "survey-duplicate-responses")
    assert "baris 3." in message(survey(rows), "survey-duplicate-responses")
    assert message(survey(rows), "survey-filled-twice") == ""


def test_the_same_form_sent_twice_in_a_file_without_titles(survey: Survey) -> None:
    rows = [*[["2026-01-05 08:00:01", 4, 3]] * 2, ["2026-01-05 08:09:00", 3, 4], ["2026-01-05 08:10:00", 4, 4]]
    assert "baris 2." in message(survey(rows), "survey-duplicate-responses")


def test_the_same_person_a_minute_later(survey: Survey) -> None:
    rows = [
        ["Timestamp", "Nama", "Alamat", "A", "B"],
        ["2026-01-05 08:00:01", "Responden A", "Jalan Satu", 4, 3],
        ["2026-01-05 08:01:01", "Responden A", "Jalan Satu", 4, 3],
        ["2026-01-05 08:02:01", "Responden B", "Jalan Satu", 4, 3],
        ["2026-01-05 08:03:01", "Responden A", "Jalan Satu", 4, 4],
    ]
    assert "baris 3." in message(survey(rows), "survey-filled-twice")


def test_who_served_them_is_shared_by_many(survey: Survey) -> None:
    rows = [["Nama petugas yang melayani", "A", "B"], *[["Petugas A", 4, 3]] * 5]
    assert message(survey(rows), "survey-filled-twice") == ""


def test_dates_without_a_time_prove_no_duplicate(survey: Survey) -> None:
    rows = [["Tanggal", "A", "B"], *[["2026-01-05", 4, 3]] * 5]
    assert message(survey(rows), "survey-duplicate-responses") == ""


def test_one_contact_on_several_rows(survey: Survey) -> None:
    numbers = ["0812-3456-7890", "+62 812 3456 7890", "081299990000", "-", "", "81299990000"]
    rows = [["No HP", "A", "B"], *([number, 4, 3] for number in numbers)]
    said = message(survey(rows), "survey-repeated-contact")
    assert said.startswith("2 baris")
    assert "baris 3, 7" in said


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
        (["13 Januari 2026 09.15", "1 Februari 2026 13.00"], "2026-01-13", "2026-02-01"),
        (["13-Jan-2026 09:15", "01-Feb-2026 13:00"], "2026-01-13", "2026-02-01"),
        (["Selasa, 13 Januari 2026 pukul 09.15 WIB", "Minggu, 1 Peb 2026 pukul 13.00 WIB"], "2026-01-13", "2026-02-01"),
        (["13/01/2026, 09.15.11", "01/02/2026, 13.00.00"], "2026-01-13", "2026-02-01"),
        # 2026-01-13 is day 46035 after 1899-12-30; ,3855 is 09.15.
        (["46035,3855", "46054,5417"], "2026-01-13", "2026-02-01"),
        # Only one order never goes back: 3 Feb, 12 Feb, 5 Mar; and 2 Mar, 3 Mar, 1 Apr written month first.
        (["03/02/2026 8:00", "12/02/2026 8:00", "05/03/2026 8:00"], "2026-02-03", "2026-03-05"),
        (["03/02/2026 8:00", "03/03/2026 8:00", "04/01/2026 8:00"], "2026-03-02", "2026-04-01"),
    ],
)
def test_times_as_forms_write_them(survey: Survey, times: list[str], first: str, last: str) -> None:
    result = survey([["Waktu", "A"], *([time, 4] for time in times)])
    assert (result.first_day, result.last_day) == (first, last)
    assert message(result, "survey-day-or-month") == ""


@pytest.mark.parametrize("time", ["13 Januari 2026 09.15", "46035,3855", "13/01/2026, 09.15.11"])
def test_the_minute_is_read_too(survey: Survey, time: str) -> None:
    said = message(survey([["Cap waktu", "A", "B"], *[[time, 4, 3]] * 4]), "survey-burst")
    assert "4 dari 4 jawaban" in said
    assert "13-01-2026 pukul 09.15" in said


def test_few_responses_all_from_one_minute_are_said(survey: Survey) -> None:
    times = ["2026-01-05 08:00:01", "2026-01-05 08:00:20", "2026-01-05 08:00:50"]
    rows = [["Timestamp", "A"], *[[time, 4] for time in times]]
    assert "3 dari 3 jawaban" in message(survey(rows), "survey-burst")
    assert message(survey(rows[:3]), "survey-burst") == ""
    assert message(survey([*rows, ["2026-01-05 08:09:00", 4]]), "survey-burst") == ""


def test_the_time_of_sending_goes_before_other_dates(survey: Survey) -> None:
    rows = [["Tanggal kunjungan", "Timestamp", "A"], *[["2025-12-01", "2026-01-05 08:00", 4]] * 3]
    assert survey(rows).first_day == "2026-01-05"


def test_a_date_with_a_time_of_the_day_goes_before_one_without(survey: Survey) -> None:
    rows = [["Tanggal datang", "Tanggal pulang", "A"], *[["2025-12-01", "2026-01-05 08:00", 4]] * 3]
    assert survey(rows).first_day == "2026-01-05"


def test_days_and_months_that_excel_exchanged_are_said(rubric: Rubric, tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "tukar.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy hh:mm"}) as book:
        sheet = book.add_worksheet()
        # 5 and 6 January became 1 May and 1 June; 13 and 14 January stayed texts.
        times = [
            datetime.datetime(2026, 5, 1, 8),
            datetime.datetime(2026, 6, 1, 8),
            "13/01/2026 8:00",
            "14/01/2026 8:00",
        ]
        for i, row in enumerate([["Timestamp", "A"], *[[time, 4] for time in times]]):
            sheet.write_row(i, 0, row)
    result = survey_index(path, "ipak", rubric=rubric, target="wbk")
    said = message(result, "survey-day-month-exchanged")
    assert "hari dan bulannya tertukar" in said


def test_times_that_cannot_be_read_are_not_said_to_be_absent(survey: Survey) -> None:
    result = survey([["Cap waktu", "A"], *[["kemarin pagi", 4], ["tadi siang", 3]] * 3], period=parse_period("2026"))
    assert (
        message(result, "survey-no-time")
        == "--period tidak dapat diperiksa: waktu di kolom A (Cap waktu) tidak terbaca."
    )


def test_a_period_without_times_is_said_once(survey: Survey) -> None:
    for period in (parse_period("2026"), None):
        result = survey([["A", "B"], [4, 3]], period=period)
        assert [finding.rule for finding in result.findings].count("survey-no-time") == 1


def test_day_or_month_is_said(survey: Survey) -> None:
    result = survey([["Timestamp", "A"], ["02/03/2026 8:00", 4], ["05/04/2026 9:00", 3]])
    assert (result.first_day, result.last_day) == ("2026-03-02", "2026-04-05")
    assert message(result, "survey-day-or-month")


def test_outside_the_period(survey: Survey) -> None:
    days = ["2025-12-31 10:00", "2026-01-01 10:00", "2026-06-30 10:00", "2026-07-01 10:00", "kapan-kapan"]
    rows = [["Timestamp", "A"], *([day, 4] for day in days)]
    result = survey(rows, period=parse_period("2026-01..2026-06"))
    assert (
        "2 jawaban di luar periode 01-01-2026 sampai 30-06-2026: baris 2, 5; indeks 2 responden di dalamnya 4,00."
        in message(result, "survey-outside-period")
    )
    assert "1 baris: baris 6" in message(result, "survey-time-unreadable")
    assert result.respondents == 5


def test_a_period_without_times_is_said(survey: Survey) -> None:
    result = survey([["A", "B"], [4, 3]], period=parse_period("2026"))
    assert any(f.rule == "survey-no-time" and f.severity == "warning" for f in result.findings)


def test_each_service_needs_the_sample_of_its_own_population(survey: Survey) -> None:
    answers: list[list[object]] = [*[["PPID", 4]] * 6, *[["jdih", 3]] * 2, ["JDIH ", 3], ["Loket", ""], ["Loket", ""]]
    times = [f"2026-01-05 08:0{i % 10}" for i in range(len(answers))]
    rows = [["Timestamp", "Layanan", "A"], *([time, *each] for time, each in zip(times, answers, strict=True))]
    result = survey(rows, by="layanan", population={"PPID": 100, "JDIH": 10, "Helpdesk": 20})
    # Krejcie & Morgan: 100 -> 80, 10 -> 10, 20 -> 19; together 130 -> 97, of which 9 answered.
    assert [(g.name, g.respondents, g.index, g.needed, g.missing) for g in result.groups] == [
        ("Loket", 0, None, None, None),
        ("PPID", 6, 4, 80, 74),
        ("jdih", 3, 3, 10, 7),
        ("Helpdesk", 0, None, 19, 19),
    ]
    assert result.sample is not None
    assert (result.sample.population, result.sample.needed, result.sample.missing) == (130, 97, 88)
    assert "'Loket'" in message(result, "survey-group-without-population")
    assert "'Helpdesk': responden 0 dari 19" in " ".join(finding.message for finding in result.findings)


def test_the_sum_of_some_services_is_not_the_population_of_all(survey: Survey) -> None:
    rows = [["Layanan", "A"], *[["Loket", 4], ["Loket", 3]] * 15, *[["PPID", 4]] * 3]
    some = survey(rows, by="layanan", population={"PPID": 10})
    assert some.sample is None
    assert some.interval is not None
    assert not some.interval.corrected
    assert message(some, "survey-more-than-population") == ""
    # 10 of PPID need 10 and 30 of Loket 28; together 40 need 36, and 33 answered.
    every = survey(rows, by="layanan", population={"PPID": 10, "Loket": 30})
    assert every.sample is not None
    assert (every.sample.population, every.sample.needed, every.sample.missing) == (40, 36, 3)
    assert every.interval is not None
    assert every.interval.corrected


@pytest.mark.parametrize(
    ("population", "said"),
    [
        ("JDIH=30", "Kecukupan seluruh responden tidak diperiksa"),
        ("JDIH=30,Loket=25", "Responden cukup untuk semuanya, tetapi 1 kelompok belum: populasi 55 memerlukan 48"),
    ],
)
def test_the_headline_does_not_hide_a_service_with_too_few(
    lke: Run, tmp_path: Path, population: str, said: str
) -> None:
    path = tmp_path / "layanan.csv"
    path.write_text("Layanan,A\n" + "Loket,4\n" * 25 + "JDIH,3\n" * 25, encoding="utf-8")
    # Krejcie & Morgan: 30 -> 28 (25 answered), 25 -> 24 (25 answered), 55 -> 48 (50 answered).
    args = ("survey", path, "--kind", "ipak", "--by", "Layanan", "--population", population)
    assert said in " ".join(lke(*args)[1].split())


def test_without_its_population_no_service_is_said_to_have_enough(survey: Survey) -> None:
    rows = [["Layanan", "A"], *[["Loket", 4]] * 6, *[["Daring", 3]] * 2]
    result = survey(rows, by="layanan", population=20)
    assert [(g.needed, g.missing) for g in result.groups] == [(None, None), (None, None)]


@pytest.mark.parametrize("header", ["Petugas yang melayani", "Siapa yang melayani Anda"])
def test_who_served_is_no_group_to_print(survey: Survey, header: str) -> None:
    rows = [[header, "Satu"], *[[f"Nama Rekaan {'AB'[i % 2]}", 3 + i % 2] for i in range(12)]]
    with pytest.raises(LkeError, match="data pribadi"):
        survey(rows, by="A")


def test_the_population_of_services_needs_the_column_of_services(lke: Run) -> None:
    code, _, err = lke("survey", "--detail", SAMPLE, "--kind", "ipak", "--population", "PPID=100,JDIH=50")
    assert code == 2
    assert "--by" in err


@pytest.mark.parametrize(("typed", "said"), [("1.200", "1.200 memerlukan 291"), ("1200", "1.200 memerlukan 291")])
def test_a_population_with_and_without_a_thousand_dot(lke: Run, typed: str, said: str) -> None:
    assert said in lke("survey", "--detail", SAMPLE, "--kind", "ipak", "--population", typed)[1]


@pytest.mark.parametrize("typed", ["0", "seribu", "1,5", "1.20", "-3", "A=0,B=2", "A"])
def test_a_population_that_is_none_is_one_indonesian_sentence(lke: Run, typed: str) -> None:
    code, _, err = lke("survey", "--detail", SAMPLE, "--kind", "ipak", f"--population={typed}")
    assert code == 2
    assert "--population" in err
    assert "tulis seperti" in err


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


NAMES = ["Budianto Contoh", "Siti Misal", "Rahmat Teladan"]


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("Nama pengguna layanan", NAMES),
        ("Diisi oleh", NAMES),
        ("Nama petugas yang melayani", NAMES),
        ("Saran", ["Baik sekali", "Cukup lama", "Terima kasih"]),
        ("Kritik dan saran untuk unit kami", ["Baik sekali", "Cukup lama", "Terima kasih"]),
        ("Isian", ["Antrean di loket kedua terlalu lama, mohon ditambah petugas", "x", "y"]),
        ("Yang melayani", ["Ibu Siti", "Pak Rahmat", "Bpk. Budianto"]),
        ("Isi", [*"abcdefghij"[:8], *["baik sekali"] * 12]),
    ],
)
def test_people_and_remarks_that_repeat_are_no_groups(survey: Survey, header: str, values: list[str]) -> None:
    rows = [[header, "Satu"], *[[values[i % len(values)], 4] for i in range(20)]]
    with pytest.raises(LkeError) as raised:
        survey(rows, by=header)
    assert not any(value in str(raised.value) for value in NAMES)


def shown(result: SurveyResult) -> str:
    return repr(result)


def test_a_first_respondent_without_a_header_is_not_shown(survey: Survey) -> None:
    rows = [
        ["Budianto Rahasia", "PPID", "Lumayan", 4],
        ["Siti Rahasia", "PPID", "Baik", 3],
        ["Rahmat", "PPID", "Baik", 3],
    ]
    result = survey(rows)
    assert "Rahasia" not in shown(result)
    assert [column.header for column in result.columns] == [f"Kolom {letter}" for letter in "ABCD"]


def test_a_first_respondent_with_a_word_of_no_scale_is_no_header(survey: Survey) -> None:
    result = survey([["Budianto Rahasia", "Lumayan", 4], ["Siti Rahasia", "Baik", 3], ["Rahmat Rahasia", "Baik", 4]])
    assert "Rahasia" not in shown(result)


def test_a_row_above_the_header_names_no_column(survey: Survey) -> None:
    rows = [["Dicetak oleh", "Budianto Rahasia"], ["No", "", "Satu", "Dua"], [1, "x", 4, 3], [2, "y", 3, 3]]
    result = survey(rows)
    assert "Rahasia" not in shown(result)
    assert [column.header for column in result.columns] == ["No", "Kolom B", "Satu", "Dua"]


def test_contacts_in_headers_are_masked(survey: Survey) -> None:
    header = [
        "Hubungi budianto@contoh.invalid atau 0812-3456-7890",
        "Petugas jujur (aduan: +62 812 3456 7890)",
        "Tahun 2026",
    ]
    result = survey([header, *[["x", 4, 3]] * 4])
    assert [column.header for column in result.columns] == [
        "Hubungi [e-mail] atau [nomor]",
        "Petugas jujur (aduan: [nomor])",
        "Tahun 2026",
    ]
    assert "budianto" not in shown(result)


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
    assert code in (0, 1, 2)
    shown = (out + err + target.read_text(encoding="utf-8")).lower()
    for private in (*PRIVATE, "budianto", "rahasia"):
        assert private.lower() not in shown
    assert "loket" in shown


def test_json_is_what_its_schema_says(lke: Run) -> None:
    arguments = ("--kind", "ipak", "--population", "1200", "--by", "Jenis layanan", "--format", "json")
    code, out, _ = lke("survey", SAMPLE, *arguments)
    assert code == 1  # 140 of 291 respondents
    report = json.loads(out)
    jsonschema.Draft202012Validator(json.loads(published()["lke-survey-2.json"])).validate(report)
    assert (report["kind"], report["schema_version"]) == ("lke-survey", "2.1")
    del report["surveys"][0]["index"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(json.loads(published()["lke-survey-2.json"])).validate(report)


def test_the_plan_s_json_is_what_its_schema_says(lke: Run) -> None:
    _, out, _ = lke("survey", "plan", "--services", "A=10,B=20", "--months", "2026", "--format", "json")
    jsonschema.Draft202012Validator(json.loads(published()["lke-survey-plan-1.json"])).validate(json.loads(out))


def test_the_sample_survey_as_its_user_sees_it(lke: Run) -> None:
    code, out, _ = lke("survey", "--detail", SAMPLE, "--kind", "ipak", "--population", "1200")
    assert code == 1
    assert "belum aman di atas 3,60" in out
    assert "memerlukan 291, kurang 151" in out
    assert "Responden 001" not in out


def test_csv_has_the_index_and_every_question(lke: Run) -> None:
    _, out, _ = lke("survey", SAMPLE, "--kind", "ipak", "--format", "csv", "--csv", "machine")
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff")), delimiter=";"))
    rows = [row for row in rows if row["kind"] in ("index", "unsur")]
    assert len(rows) == 6
    means = [float(row["mean"].replace(",", ".")) for row in rows]
    assert means[0] == pytest.approx(sum(means[1:]) / 5)
    assert rows[0]["met"] == "yes"


FIVE = ["Diskriminasi", "Kecurangan", "Imbalan", "Pungutan liar", "Percaloan"]
INSIDE = [["2026-03-02 10:00", 4, 4, 4, 4, 3]] * 6


@pytest.mark.parametrize(
    ("outside", "verdict"), [(4, "met"), (1, "undecided")], ids=["the same verdict", "another verdict"]
)
def test_the_index_of_those_inside_the_period_stands_beside(survey: Survey, outside: int, verdict: str) -> None:
    rows = [["Timestamp", *FIVE], *INSIDE, *[["2024-03-02 10:00", *[outside] * 5]] * 2]
    result = survey([*rows, ["2026-01-01 10:00", 4, 4, 4, 4, 4]], period=parse_period("2026"))
    assert result.inside is not None
    # Six of 19/5 and one of 4: (6 x 3,8 + 4)/7. With two of 4 besides, (26,8 + 8)/9; of 1, (26,8 + 2)/9 = 3,2.
    assert (result.inside.respondents, result.inside.outside, result.inside.undated) == (7, 2, 0)
    assert result.inside.index == pytest.approx(26.8 / 7)
    assert result.index == pytest.approx((26.8 + 2 * outside) / 9)
    assert result.verdict == verdict
    said = message(result, "survey-outside-period")
    assert "2 jawaban di luar periode 01-01-2026 sampai 31-12-2026" in said
    assert "indeks 7 responden di dalamnya 3,83" in said
    if verdict == "undecided":
        advice = next(finding.advice for finding in result.findings if finding.rule == "survey-undecided")
        assert "di luar periode di salinan berkas" in (advice or "")


def test_a_survey_of_another_year_is_no_survey_of_this_one(survey: Survey) -> None:
    rows = [["Timestamp", *FIVE], *INSIDE]
    other = survey(rows, period=parse_period("2025"))
    assert other.inside is not None
    assert (other.inside.respondents, other.inside.index) == (0, None)
    assert "tidak satu pun di dalamnya" in message(other, "survey-outside-period")
    assert exit_code(SurveyReport("x", (other,))) == 1
    assert exit_code(SurveyReport("x", (survey(rows, period=parse_period("2026")),))) == 0
