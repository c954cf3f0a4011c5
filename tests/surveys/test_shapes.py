"""Tables as they come: each shape read as what it is, or refused by its name."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from lke_cli.errors import LkeError, UndecidedError
from lke_cli.results import SurveyReport, SurveyResult
from lke_cli.rubric import load_rubric
from lke_cli.surveys.run import SurveySettings, exit_code, survey_file
from tests.conftest import SHARED, Run

RUBRIC = load_rubric("permenpanrb-90-2021")
NINE = ["Persyaratan", "Prosedur", "Waktu", "Biaya", "Produk", "Kompetensi", "Perilaku", "Pengaduan", "Sarana"]
CODES = [f"U{n}" for n in range(1, 10)]
# Ten respondents: the n-th answers 3 to the first n unsur and 4 to the others, so that no two are alike.
ANSWERS = [[3 if unsur < n else 4 for unsur in range(9)] for n in range(10)]
INDEX = (90 * 4 - 45) / 90
"""3.5: the threes are 0 + 1 + ... + 9 = 45 of 90 answers."""


def workbook(path: Path, sheets: dict[str, Any], hidden: Sequence[int] = ()) -> Path:
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for i, row in enumerate(rows):
                sheet.write_row(i, 0, row)
            for number in hidden:
                sheet.set_row(number, None, None, {"hidden": True})
    return path


def report(path: Path, kind: str | None = None, **options: Any) -> SurveyReport:
    return survey_file(path, SurveySettings(rubric=RUBRIC, target="wbk", **options), kind=kind)


def one(tmp_path: Path, rows: Any, **options: Any) -> SurveyResult:
    (result,) = report(workbook(tmp_path / "survei.xlsx", {"Data": rows}), **options).surveys
    return result


def rows_of_answers() -> list[list[Any]]:
    return [[f"R{n}", unsur, answer] for n, row in enumerate(ANSWERS) for unsur, answer in zip(CODES, row, strict=True)]


@pytest.mark.parametrize("titles", [["Kode responden", "Unsur", "Nilai"], ["ID", "Pertanyaan", "Jawaban"]])
def test_a_row_per_answer(tmp_path: Path, titles: list[str]) -> None:
    result = one(tmp_path, [titles, *reversed(rows_of_answers())])
    assert (result.shape, result.respondents, result.complete) == ("row-per-answer", 10, 10)
    assert result.index == pytest.approx(INDEX)
    assert result.interval is not None


def test_a_row_per_answer_whose_respondent_is_named_once(tmp_path: Path) -> None:
    rows = [[who if unsur == "U1" else "", unsur, answer] for who, unsur, answer in rows_of_answers()]
    result = one(tmp_path, [["Responden", "Unsur", "Jawaban"], *rows])
    assert (result.respondents, result.index) == pytest.approx((10, INDEX))


def test_a_row_per_answer_without_respondents_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LkeError, match="satu baris per jawaban"):
        one(tmp_path, [["Unsur", "Nilai"], *(row[1:] for row in rows_of_answers())])


def test_a_column_per_respondent(tmp_path: Path) -> None:
    columns = list(zip(*ANSWERS, strict=True))
    for names in ([f"R{n}" for n in range(10)], [f"Inisial {'ABCDEFGHIJ'[n]}" for n in range(10)], list(range(1, 11))):
        rows = [["Unsur", *names], *([name, *column] for name, column in zip(NINE, columns, strict=True))]
        result = one(tmp_path, rows)
        assert (result.shape, result.respondents, len(result.unsur)) == ("column-per-respondent", 10, 9)
        assert result.index == pytest.approx(INDEX)


@pytest.mark.parametrize("titles", [[1, 2, 3, 4], ["Nilai 1", "Nilai 2", "Nilai 3", "Nilai 4"]])
def test_counts_per_answer(tmp_path: Path, titles: list[Any]) -> None:
    rows = [["Unsur", *titles, "Jumlah"], *([name, 0, 10, 30, 20, 60] for name in NINE)]
    result = one(tmp_path, rows)
    # (10 x 2 + 30 x 3 + 20 x 4)/60
    assert result.shape == "counts-per-answer"
    assert (result.respondents, result.index) == pytest.approx((60, 190 / 60))
    assert result.interval is None  # nobody's answers are known together
    assert result.unsur[0].counts == (0, 10, 30, 20)


def test_counts_that_could_be_four_respondents_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LkeError, match="atau satu kolom per responden"):
        one(tmp_path, [["Unsur", 1, 2, 3, 4], *([name, 1, 3, 2, 2] for name in NINE)])


def test_the_regulation_s_table_with_sums_and_a_legend(tmp_path: Path) -> None:
    answers = [[*row[:3], 4, *row[4:]] for row in ANSWERS]  # the service is free
    sums = [sum(column) for column in zip(*answers, strict=True)]
    rows: list[Sequence[Any]] = [["PENGOLAHAN SURVEI"], [], ["No", *CODES, "Ket"]]
    rows += [[n, *row] for n, row in enumerate(answers, 1)]
    rows += [["ΣNilai/Unsur", *sums], ["NRR/Unsur", *(each / 10 for each in sums)]]
    rows += [["NRR tertimbang x 0,11", *(each / 10 * 0.11 for each in sums), sum(sums) / 10 * 0.11], []]
    rows += [[code, name, "", "", each / 10] for code, name, each in zip(CODES, NINE, sums, strict=True)]
    result = one(tmp_path, rows)
    assert (result.respondents, result.index) == pytest.approx((10, sum(sums) / 90))
    assert result.rounded is not None
    assert result.rounded.converted == pytest.approx(sum(sums) / 10 * 0.11 * 25)


@pytest.mark.parametrize("kind", ["letter first", "value first"])
def test_the_bounds_of_the_mutu_below_the_sums_are_no_respondents(tmp_path: Path, kind: str) -> None:
    """All answer 4, so that every sum, mean and legend could be a respondent too."""
    rows: list[Sequence[Any]] = [["No", *CODES, "Ket"], *([n, *[4] * 9] for n in range(1, 8))]
    rows += [["Jumlah nilai", *[28] * 9], ["NRR per unsur", *[4] * 9], ["NRR tertimbang", *[0.44] * 9, 3.96], []]
    rows += [
        ["Keterangan:"],
        *([code, name, "NRR" if code == "U1" else "", 4] for code, name in zip(CODES, NINE, strict=True)),
    ]
    if kind == "letter first":
        rows += [["Mutu Pelayanan :"], ["A (Sangat Baik)", "88,31 - 100,00"], ["B (Baik)", "76,61 - 88,30"]]
    else:
        rows += [
            ["Nilai Persepsi", "Nilai Interval", "Mutu"],
            [4, "3,5324 - 4,00", "88,31 - 100,00", "A", "Sangat baik"],
        ]
    rows += [["Mengetahui,", "", "Padang, 3 Maret 2026"]]
    result = one(tmp_path, rows)
    assert (result.respondents, result.index) == (7, 4)
    assert exit_code(SurveyReport("", (result,))) == 0


def test_respondents_in_columns_with_their_mean_behind_them(tmp_path: Path) -> None:
    header = ["No", "Pertanyaan", *(f"Responden {n}" for n in range(1, 11)), "Rata-rata"]
    rows = [[n, name, *[row[n] for row in ANSWERS], 3.5] for n, name in enumerate(NINE)]
    result = one(tmp_path, [header, *rows])
    assert (result.shape, result.respondents) == ("column-per-respondent", 10)
    assert result.index == pytest.approx(INDEX)


def test_sums_between_the_respondents_are_none(tmp_path: Path) -> None:
    sums = [sum(column) for column in zip(*ANSWERS[:5], strict=True)]
    rows = [["No", *CODES], *([n, *row] for n, row in enumerate(ANSWERS[:5], 1)), ["Jumlah", *sums]]
    result = one(tmp_path, [*rows, *([n, *row] for n, row in enumerate(ANSWERS[5:], 6))])
    assert (result.respondents, result.index) == pytest.approx((10, INDEX))


@pytest.mark.parametrize("row", [0, 7, 19])
def test_a_header_in_rows_1_to_20(tmp_path: Path, row: int) -> None:
    rows = [*[["Laporan survei"]] * row, ["No", *NINE], *([n, *answers] for n, answers in enumerate(ANSWERS))]
    assert one(tmp_path, rows).index == pytest.approx(INDEX)


def test_a_sheet_per_month_is_added_up_and_the_recap_left_out(tmp_path: Path) -> None:
    months = {
        "Januari": [["No", *NINE], *([n, *row] for n, row in enumerate(ANSWERS))],
        "Februari": [["judul"], ["No", *NINE[::-1]], *([n, *[2] * 9] for n in range(10))],
        "Rekap": [["Unsur", "NRR"], *([name, 3.1] for name in NINE)],
    }
    (result,) = report(workbook(tmp_path / "bulan.xlsx", months)).surveys
    assert (result.shape, result.sheets, result.respondents) == ("sheet-per-month", ("Januari", "Februari"), 20)
    assert result.index == pytest.approx((INDEX + 2) / 2)
    assert [(month.month, month.index) for month in result.months] == [("Januari", INDEX), ("Februari", 2)]
    (only,) = report(tmp_path / "bulan.xlsx", sheets=("Februari",)).surveys
    assert (only.index, only.respondents) == (2, 10)


def test_rows_of_an_added_sheet_are_told_by_their_sheet(tmp_path: Path) -> None:
    rows = [["No", *NINE], *([n, *row] for n, row in enumerate(ANSWERS))]
    odd = [["No", *NINE], [1, 9, *[3] * 8], *([n, *[3] * 9] for n in range(9))]
    (result,) = report(workbook(tmp_path / "bulan.xlsx", {"Januari": rows, "Februari": odd})).surveys
    (said,) = [finding for finding in result.findings if finding.rule == "survey-out-of-scale"]
    assert "baris 2 (lembar ke-2)" in said.message


def test_a_sheet_that_cannot_be_read_does_not_hide_one_that_can(tmp_path: Path) -> None:
    sheets = {
        "Data": [["No", *NINE], *([n, *row] for n, row in enumerate(ANSWERS))],
        "Lain": [["Kerapian", "Kenyamanan"], *([3, 4] for _ in range(4))],
    }
    (result,) = report(workbook(tmp_path / "dua.xlsx", sheets)).surveys
    assert result.index == pytest.approx(INDEX)
    assert any("'Lain'" in finding.message for finding in result.findings if finding.rule == "survey-sheet-left-out")


def test_a_copy_of_a_sheet_is_not_counted_twice(tmp_path: Path) -> None:
    rows = [["No", *NINE], *([n, *row] for n, row in enumerate(ANSWERS))]
    (result,) = report(workbook(tmp_path / "salin.xlsx", {"Januari": rows, "Januari 2": rows[:-2]})).surveys
    assert result.respondents == 10


@pytest.mark.parametrize(
    ("names", "counted"),
    [(("Data", "Rekap"), ("Data",)), (("Rekap Januari", "Rekap Februari"), ("Rekap Januari", "Rekap Februari"))],
)
def test_a_recap_with_answers_of_its_own_is_left_out_beside_the_data(
    tmp_path: Path, names: tuple[str, str], counted: tuple[str, ...]
) -> None:
    sheets = {name: [NINE, *[[answer] * 9] * 10] for name, answer in zip(names, (3, 2), strict=True)}
    (result,) = report(workbook(tmp_path / "rekap.xlsx", sheets)).surveys
    assert (result.sheets, result.index) == (counted, 3 if len(counted) == 1 else 2.5)
    (both,) = report(tmp_path / "rekap.xlsx", sheets=names).surveys
    assert (both.sheets, both.index) == (names, 2.5)


def test_a_hidden_sheet_counts_only_where_it_is_named(tmp_path: Path) -> None:
    path = tmp_path / "dua.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, answer in (("Data", 3), ("Lama", 4)):
            sheet = book.add_worksheet(name)
            for i, row in enumerate([NINE, *[[answer] * 9] * 6]):
                sheet.write_row(i, 0, row)
        sheet.hide()
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Data!$A$2:$A$7"})
        book.add_chartsheet("Grafik").set_chart(chart)
    assert [(result.sheets, result.index) for result in report(path).surveys] == [(("Data",), 3)]
    assert [(result.sheets, result.index) for result in report(path, sheets=["Lama"]).surveys] == [(("Lama",), 4)]


def test_sheets_of_services_are_not_chosen_between(tmp_path: Path) -> None:
    one_sheet = [["No", *NINE], *([n, *row] for n, row in enumerate(ANSWERS))]
    other = [["No", *NINE], *([n, *[2] * 9] for n in range(10))]
    with pytest.raises(UndecidedError, match="--sheet 'PPID,JDIH'"):
        report(workbook(tmp_path / "dua.xlsx", {"PPID": one_sheet, "JDIH": other}))


def test_a_recap_alone_is_refused_as_one(tmp_path: Path) -> None:
    with pytest.raises(LkeError, match="hanya memuat rekap"):
        one(tmp_path, [["Unsur", "NRR"], *([name, 3.11] for name in NINE)])


def test_hidden_rows_are_said_beside_the_index(tmp_path: Path, lke: Run) -> None:
    rows = [["No", *NINE], *([n, *row] for n, row in enumerate(ANSWERS))]
    path = workbook(tmp_path / "sembunyi.xlsx", {"Data": rows}, hidden=[1, 2, 3])
    (result,) = report(path).surveys
    assert (result.hidden_rows, result.respondents) == (3, 10)
    before_tables = lke("survey", "--detail", path)[1].split("Nilai per unsur")[0]
    assert "3 baris responden di lembar 'Data' tersembunyi, dan tetap dihitung." in " ".join(before_tables.split())


def test_a_line_without_an_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "panjang.csv"
    path.write_text("U1,U2\n" + "4," * 2_000_000, encoding="utf-8")
    with pytest.raises(LkeError, match="terlalu panjang"):
        report(path)


@pytest.mark.parametrize(
    ("file", "kind", "index"),
    [
        ("both-instruments.csv", "ipkp", 3.185),
        ("both-instruments.csv", "ipak", 3.656),
        ("how-often.csv", "ipak", 3.585),
        ("row-per-answer.csv", None, 3.274074),
        ("column-per-respondent.xlsx", None, 3.274074),
        ("regulation-table-free.xlsx", None, 3.261111),
        ("sheet-per-month.xlsx", None, 3.277778),
        ("zero-not-applicable.csv", None, 3.332099),
        ("importance-beside.csv", None, 3.0),
        ("counts-per-answer.csv", None, 3.166667),
        ("none-is-best.csv", "ipak", 4.0),
    ],
)
def test_files_that_were_read_wrongly(file: str, kind: str | None, index: float) -> None:
    path = SHARED / "cases/survey" / file
    if not path.exists():
        pytest.skip("the cases (../shared/cases) are not here")
    assert [result.index for result in report(path, kind).surveys] == [pytest.approx(index, abs=1e-6)]


def test_a_sheet_whose_name_holds_a_comma_is_named_like_any_other(tmp_path: Path) -> None:
    rows = [NINE, *ANSWERS]
    path = workbook(tmp_path / "survei.xlsx", {"PPID, JDIH": rows, "PPID": rows[:8], "Loket, lantai 2": rows[:6]})
    assert report(path, sheets=("PPID, JDIH",)).surveys[0].sheets == ("PPID, JDIH",)
    assert report(path, sheets=("ppid,jdih,PPID",)).surveys[0].sheets == ("PPID, JDIH", "PPID")
    assert report(path, sheets=("PPID", "Loket, lantai 2")).surveys[0].sheets == ("PPID", "Loket, lantai 2")
    with pytest.raises(LkeError, match="Lembar 'JDIH' tidak ada"):
        report(path, sheets=("PPID,JDIH,JDIH",))


@pytest.mark.parametrize("apart", [0, 2], ids=["beside", "two rows between"])
def test_counts_whose_first_row_looks_like_the_titles_of_the_answers(tmp_path: Path, apart: int) -> None:
    titles = ["Unsur", "Tidak Baik", "Kurang Baik", "Baik", "Sangat Baik"]
    rows = [titles, *[[]] * apart, [NINE[0], 4, 3, 2, 1], *([name, 0, 1, 2, 7] for name in NINE[1:])]
    result = one(tmp_path, rows)
    # (4 + 2 x 3 + 3 x 2 + 4) / 10 = 2 and, eight times, (2 + 3 x 2 + 4 x 7) / 10 = 3.6.
    assert [unsur.mean for unsur in result.unsur] == pytest.approx([2, *[3.6] * 8])


def test_a_row_per_remark_is_no_survey(tmp_path: Path) -> None:
    remark = "Petugas di loket kedua menjelaskan semuanya dengan sabar, antrean ke-{}"
    rows = [[f"R{who}", unsur, remark.format(who * 9 + n)] for who in range(8) for n, unsur in enumerate(CODES)]
    with pytest.raises(LkeError, match="tidak berisi kolom jawaban survei"):
        one(tmp_path, [["Kode responden", "Unsur", "Jawaban"], *rows])


def test_one_value_for_each_unsur_of_one_office_is_a_recap_and_no_respondent(tmp_path: Path) -> None:
    with pytest.raises(LkeError, match="hanya memuat rekap"):
        one(tmp_path, [["Kode kantor", "Unsur", "Nilai"], *(["K1", name, 3 + n % 2] for n, name in enumerate(NINE))])


def test_a_row_without_a_question_is_passed_over_in_a_row_per_answer(tmp_path: Path) -> None:
    rows = [[who, name, answer] for who, answer in (("R1", 3), ("R2", 4)) for name in NINE]
    result = one(tmp_path, [["Responden", "Unsur", "Nilai"], *rows, ["R2", "", ""]])
    assert (result.shape, result.respondents, result.index) == ("row-per-answer", 2, 3.5)


def test_respondents_whose_codes_look_like_unsur_are_respondents(tmp_path: Path) -> None:
    rows = [["Nomor", *NINE, "Layanan"], *([n, *[3] * 9, "Loket"] for n in range(1, 5))]
    rows += [[f"U{n}", *[4] * 9, "Daring"] for n in range(1, 5)]
    assert (one(tmp_path, rows).respondents, one(tmp_path, rows).index) == (8, 3.5)


def test_a_column_per_respondent_of_questions_of_ones_own(tmp_path: Path) -> None:
    header = ["No", "Hal", *(f"R{n}" for n in range(1, 9))]
    rows = [[n, f"{what} rapi", *[3] * 4, *[4] * 4] for n, what in enumerate(["Taman", "Papan", "Seragam"], 1)]
    (result,) = report(workbook(tmp_path / "survei.xlsx", {"Data": [header, *rows]}), "ipkp").surveys
    assert (result.shape, result.respondents, result.index) == ("column-per-respondent", 8, 3.5)


@pytest.mark.parametrize(("sums", "shown"), [(2, False), (3, True)])
def test_three_rows_of_sums_make_it_the_regulation_s_table(tmp_path: Path, sums: int, shown: bool) -> None:
    rows: list[Sequence[Any]] = [["No", *CODES], *([n, *[3] * 9] for n in range(1, 8))]
    below = [["Jumlah nilai", *[21] * 9], ["NRR per unsur", *[3] * 9], ["NRR tertimbang", *[0.33] * 9]]
    result = one(tmp_path, [*rows, *below[:sums]])
    assert (result.respondents, result.index, result.rounded is not None) == (7, 3, shown)
