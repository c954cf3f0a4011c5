"""What ``-o`` does: the format follows the name, and nothing of the user's is overwritten."""

import json
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

SAMPLE = ROOT / "samples/LKE ZI KPU Kab. Teladan Utara.xlsx"
COMMANDS = {
    "score": ["score", "{workbook}"],
    "diff": ["diff", "{workbook}", "{workbook}"],
    "inspect": ["inspect", "{workbook}"],
    "compare": ["compare", "{workbook}"],
    "check-evidence": ["check-evidence", "{folder}", "--workbook", "{workbook}"],
}


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    copied = tmp_path / "LKE kita.xlsx"
    copied.write_bytes(SAMPLE.read_bytes())
    return copied


@pytest.mark.parametrize("command", COMMANDS)
def test_a_workbook_is_never_overwritten_by_its_own_report(lke: Run, workbook: Path, command: str) -> None:
    before = workbook.read_bytes()
    words = [word.format(workbook=workbook, folder=workbook.parent) for word in COMMANDS[command]]
    code, _, told = lke(*words, "-o", str(workbook), *([] if command == "inspect" else ["--format", "text"]))
    assert code == 2
    assert "akan menimpa berkas yang diperiksa" in told
    assert workbook.read_bytes() == before


def test_answers_of_respondents_are_never_overwritten(lke: Run, tmp_path: Path) -> None:
    answers = tmp_path / "survei.csv"
    answers.write_bytes((ROOT / "samples/survei-ipak-contoh.csv").read_bytes())
    before = answers.read_bytes()
    code, _, _ = lke("survey", str(answers), "-o", str(answers), "--format", "csv")
    assert code == 2
    assert answers.read_bytes() == before


def test_the_format_follows_the_name_of_the_file(lke: Run, workbook: Path, tmp_path: Path) -> None:
    lke("score", str(workbook), "-o", str(tmp_path / "hasil.json"))
    assert json.loads((tmp_path / "hasil.json").read_text(encoding="utf-8"))["kind"] == "lke-score"
    lke("score", str(workbook), "-o", str(tmp_path / "hasil.md"))
    assert (tmp_path / "hasil.md").read_text(encoding="utf-8").startswith("#")


@pytest.mark.parametrize("suffix", ["pdf", "xls", "docx"])
def test_a_suffix_that_nothing_opens_is_refused(lke: Run, workbook: Path, tmp_path: Path, suffix: str) -> None:
    code, _, told = lke("score", str(workbook), "-o", str(tmp_path / f"hasil.{suffix}"))
    assert code == 2
    assert f"'.{suffix}'" in told
    assert not (tmp_path / f"hasil.{suffix}").exists()


def test_a_folder_that_is_not_there_is_told_before_the_work(lke: Run, workbook: Path, tmp_path: Path) -> None:
    code, _, told = lke("compare", str(workbook), "-o", str(tmp_path / "tidak ada" / "rekap.xlsx"))
    assert code == 2
    assert "tidak ada" in told
    assert not (tmp_path / "tidak ada").exists()
