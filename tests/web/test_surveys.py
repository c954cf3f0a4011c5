"""Surveys in ``lke.html``: by themselves, and beside a workbook, as the command line reads them."""

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import ROOT, SHARED, Run
from tests.web.page import Opened

SAMPLES = ROOT / "samples"
WORKBOOK = SAMPLES / "LKE ZI KPU Kab. Contoh Selatan.xlsx"
SURVEY = SAMPLES / "survei-ipak-contoh.csv"


def _json_of(page: Opened) -> str:
    return page.saved("Data (JSON)").decode()


def _same(page: str, command: str) -> bool:
    """Tell whether two results are the same. A processor sums in another order than a browser's engine does, so that a
    deviation may differ in its last digits, beyond the twelfth."""
    return _rounded(json.loads(page)) == _rounded(json.loads(command))


def _rounded(value: object) -> object:
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_rounded(inner) for inner in value]
    return float(f"{value:.12g}") if isinstance(value, float) else value


def _command(lke: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, *arguments: object) -> str:
    monkeypatch.chdir(folder)
    return lke(*arguments, "--format", "json")[1]


@pytest.fixture
def answers_in_excel(tmp_path: Path) -> Path:
    """The sample survey as a form tool exports it: a workbook."""
    book = openpyxl.Workbook()
    assert book.active is not None
    with SURVEY.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            book.active.append([int(value) if value.isdecimal() else value for value in row])
    path = tmp_path / "Jawaban responden.xlsx"
    book.save(path)
    return path


def test_a_survey_by_itself_gives_what_the_command_gives(
    page: Opened, lke: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.choose(SURVEY)
    assert _same(_json_of(page), _command(lke, SAMPLES, monkeypatch, "survey", SURVEY.name, "--target", "wbk"))


def test_a_survey_beside_a_workbook_is_held_against_it(page: Opened, lke: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    page.choose(WORKBOOK, SURVEY)
    saved = _json_of(page)
    assert _same(saved, _command(lke, SAMPLES, monkeypatch, "score", WORKBOOK.name, "--survey", SURVEY.name))
    (claim,) = json.loads(saved)["workbooks"][0]["surveys"]
    assert claim["survey"] == "ipak"
    assert not page.page.locator("#lke-note").is_visible()


def test_a_survey_in_excel_is_told_from_the_workbook_by_what_it_holds(
    page: Opened, answers_in_excel: Path, lke: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = answers_in_excel.parent
    beside = folder / WORKBOOK.name
    beside.write_bytes(WORKBOOK.read_bytes())
    page.choose(answers_in_excel, beside)
    wanted = ("score", beside.name, "--survey", answers_in_excel.name)
    assert _same(_json_of(page), _command(lke, folder, monkeypatch, *wanted))
    page.choose(answers_in_excel)
    wanted = ("survey", answers_in_excel.name, "--target", "wbk")
    assert _same(_json_of(page), _command(lke, folder, monkeypatch, *wanted))


def test_what_settles_a_survey_is_typed_as_for_the_command(
    page: Opened, lke: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.choose(SURVEY)
    try:
        page.set(options="--population 900 --kind ipak")
        wanted = ("survey", SURVEY.name, "--population", "900", "--kind", "ipak", "--target", "wbk")
        assert _same(_json_of(page), _command(lke, SAMPLES, monkeypatch, *wanted))
        assert page.set(options="--column answer=K").startswith("Galat: Pilihan '--column' tidak dikenal di sini")
    finally:
        page.set(options="")


def test_a_table_that_is_no_survey_gives_the_sentence_of_the_command(
    page: Opened, tmp_path: Path, lke: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "daftar.csv"
    path.write_text("nama,harga\nkertas,5\ntinta,7\n", "utf-8")
    said = page.choose(path)
    monkeypatch.chdir(tmp_path)
    code, _, err = lke("survey", path.name, "--target", "wbk")
    assert (said, code) == (err.strip(), 2)


def test_surveys_without_a_workbook_are_taken_one_by_one(page: Opened, tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        tmp_path.joinpath(name).write_bytes(SURVEY.read_bytes())
    said = page.choose(tmp_path / "a.csv", tmp_path / "b.csv")
    assert said == "Galat: a.csv, b.csv: pilih satu berkas data survei (csv atau Excel), atau bersama satu LKE."


def test_a_saved_result_of_a_survey_is_named_with_the_command_that_reads_it(page: Opened, tmp_path: Path) -> None:
    saved = tmp_path / "ipak.json"
    saved.write_text("{}", "utf-8")
    page.choose(WORKBOOK, saved)
    assert json.loads(_json_of(page))["kind"] == "lke-score"
    note = page.page.locator("#lke-note").inner_text()
    assert f'lke score "{WORKBOOK.name}" --survey ipak.json' in note


def test_cases_of_surveys_that_were_read_wrongly(page: Opened, lke: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = SHARED / "cases/survey"
    if not folder.is_dir():
        pytest.skip("the cases (../shared/cases) are not here")
    paths = [path for path in sorted(folder.glob("*.csv")) if path.stem != "cases"]
    assert paths
    monkeypatch.chdir(folder)
    wrong = []
    for path in paths:
        said = page.choose(path)
        _, out, err = lke("survey", path.name, "--target", "wbk", "--format", "json")
        same = _same(_json_of(page), out) if out else said == err.strip()
        wrong += [] if same else [path.name]
    assert wrong == []


def test_nothing_was_asked_for_and_nothing_complained(page: Opened) -> None:
    page.choose(SURVEY)
    assert page.wrong == []
