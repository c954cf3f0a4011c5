"""The regulation's table as a workbook: its formulas, calculated by another program, agree with the result."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook

from lke_cli.results import SurveyResult
from lke_cli.rubric import load_rubric
from lke_cli.surveys.run import SurveySettings, survey_file
from tests.conftest import Run
from tests.templates.recalculate import recalculate

RUBRIC = load_rubric("permenpanrb-90-2021")
NINE = ["Persyaratan", "Prosedur", "Waktu", "Biaya", "Produk", "Kompetensi", "Perilaku", "Pengaduan", "Sarana"]
TWO_OF_ONE = ["Persyaratan jelas", "Persyaratan mudah", *NINE[1:]]
STARS = ["Tanpa diskriminasi", "Tanpa kecurangan", "Tanpa imbalan", "Tanpa pungutan liar", "Tanpa calo"]


def written(lke: Run, folder: Path, name: str, rows: Sequence[Sequence[object]]) -> tuple[Path, SurveyResult]:
    data, table = folder / f"{name}.csv", folder / f"{name}.xlsx"
    with data.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    lke("survey", data, "-o", table)
    return table, survey_file(data, SurveySettings(rubric=RUBRIC, target="wbk")).surveys[0]


def values(path: Path) -> dict[str, list[object]]:
    sheet = load_workbook(path, data_only=True).worksheets[0]
    return {str(row[0].value): [cell.value for cell in row[1:]] for row in sheet.iter_rows() if row[0].value}


def test_formulas_agree_with_the_result(lke: Run, tmp_path: Path) -> None:
    whole, skm = written(lke, tmp_path, "skm", [NINE, *[[1 + (i + j) % 4 for j in range(9)] for i in range(7)]])
    gaps, part = written(
        lke,
        tmp_path,
        "kosong",
        [TWO_OF_ONE, *[["" if (i + j) % 5 == 0 else 3 + i % 2 for j in range(10)] for i in range(9)]],
    )
    stars, six = written(lke, tmp_path, "bintang", [STARS, *[[4 + (i + j) % 3 for j in range(5)] for i in range(8)]])
    results = {"skm": skm, "kosong": part, "bintang": six}
    folder = tmp_path / "hitung"
    folder.mkdir()
    for path in recalculate([whole, gaps, stars], folder):
        result, read = results[path.stem], values(path)
        cached = values(tmp_path / path.name)
        index = f"Indeks {result.label}"
        assert read[index][0] == pytest.approx(result.index, abs=1e-12)
        assert cached[index][0] == pytest.approx(result.index, abs=1e-12)
        means = [value for value in read["NRR per unsur"] if value is not None]
        assert means == pytest.approx([unsur.mean for unsur in result.unsur], abs=1e-12)
        if result.quality:
            assert read["Mutu"][0] == result.quality.letter


def test_the_table_holds_answers_and_nobody(lke: Run, tmp_path: Path) -> None:
    rows: list[list[object]] = [["Nama", *NINE], ["Orang Rahasia", *[4] * 9], ["Orang Lain", *[3] * 9]]
    path, result = written(lke, tmp_path, "nama", rows)
    sheet = load_workbook(path).worksheets[0]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not any("Orang" in text for text in texts)
    assert [sheet.cell(4, 2).value, sheet.cell(5, 2).value] == [4, 3]
    assert result.answers == ("43",) * 9


def test_counts_have_no_table_of_respondents(lke: Run, tmp_path: Path) -> None:
    data = tmp_path / "banyak.csv"
    data.write_text("Unsur,1,2,3,4,Jumlah\n" + "".join(f"{n},0,1,2,3,6\n" for n in NINE), encoding="utf-8")
    code, _, err = lke("survey", data, "-o", tmp_path / "x.xlsx")
    assert code == 2
    assert "hanya memuat banyaknya tiap jawaban" in err
