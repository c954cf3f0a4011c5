"""What ``-o`` does: the format follows the name, and nothing of the user's is overwritten."""

import json
import os
import subprocess
import sys
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
    code, _, told = lke(*words, "-o", str(workbook), "--format", "text")
    assert code == 2
    assert "akan menimpa berkas yang dibaca" in told
    assert workbook.read_bytes() == before


def test_answers_of_respondents_are_never_overwritten(lke: Run, tmp_path: Path) -> None:
    answers = tmp_path / "survei.csv"
    answers.write_bytes((ROOT / "samples/survei-ipak-contoh.csv").read_bytes())
    before = answers.read_bytes()
    code, _, told = lke("survey", str(answers), "-o", str(answers), "--format", "csv", "--csv", "machine")
    assert code == 2
    assert "akan menimpa berkas yang dibaca" in told
    assert answers.read_bytes() == before


def test_the_format_follows_the_name_of_the_file(lke: Run, workbook: Path, tmp_path: Path) -> None:
    lke("score", str(workbook), "-o", str(tmp_path / "hasil.json"))
    assert json.loads((tmp_path / "hasil.json").read_text(encoding="utf-8"))["kind"] == "lke-score"
    lke("score", str(workbook), "-o", str(tmp_path / "hasil.md"))
    assert (tmp_path / "hasil.md").read_text(encoding="utf-8").startswith("#")


@pytest.mark.parametrize("suffix", ["pdf", "xls", "doc"])
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


def test_a_workbook_that_is_no_report_of_ours_is_never_overwritten(lke: Run, workbook: Path, tmp_path: Path) -> None:
    """Another unit's LKE lies where the report is to go."""
    theirs = tmp_path / "lain" / "LKE.xlsx"
    theirs.parent.mkdir()
    theirs.write_bytes(SAMPLE.read_bytes())
    code, _, told = lke("compare", str(workbook), "-o", str(theirs))
    assert code == 2
    assert "sudah ada dan bukan hasil lke" in told
    assert theirs.read_bytes() == SAMPLE.read_bytes()


@pytest.mark.parametrize(("command", "report"), [("compare", "rekap.xlsx"), ("check-evidence", "daftar.xlsx")])
def test_a_report_of_ours_may_be_written_anew(
    lke: Run, workbook: Path, tmp_path: Path, command: str, report: str
) -> None:
    words = [word.format(workbook=workbook, folder=workbook.parent) for word in COMMANDS[command]]
    for _ in range(2):
        assert lke(*words, "-o", str(tmp_path / report))[0] != 2


def test_a_rubric_and_a_list_of_names_are_never_overwritten(lke: Run, workbook: Path, tmp_path: Path) -> None:
    rubric, names = tmp_path / "rubrik.csv", tmp_path / "nama.csv"
    rubric.write_bytes((ROOT / "rubrics/permenpanrb-90-2021.yaml").read_bytes())
    names.write_text("LKE kita.xlsx;KPU Kota Satu", encoding="utf-8")
    for read, option in ((rubric, "--rubric"), (names, "--name-from")):
        before = read.read_bytes()
        code, _, told = lke("compare", str(workbook), option, str(read), "-o", str(read))
        assert code == 2
        assert "akan menimpa" in told
        assert read.read_bytes() == before


@pytest.mark.parametrize("command", ["check-evidence", "score"])
def test_evidence_is_never_overwritten(lke: Run, workbook: Path, tmp_path: Path, command: str) -> None:
    folder = tmp_path / "bukti dukung"
    folder.mkdir()
    note = folder / "A.I.1.i.a catatan.txt"
    note.write_text("rahasia", encoding="utf-8")
    words = (
        ["check-evidence", str(folder)]
        if command == "check-evidence"
        else ["score", str(workbook), "--evidence", str(folder)]
    )
    code, _, told = lke(*words, "-o", str(note))
    assert code == 2
    assert "sudah ada di folder bukti dukung" in told
    assert note.read_text(encoding="utf-8") == "rahasia"
    assert lke(*words, "-o", str(folder / "laporan.txt"))[0] != 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("format", ["text", "json"])
def test_a_full_disk_behind_the_output_is_one_sentence(workbook: Path, format: str) -> None:
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-m", "lke_cli", "compare", str(workbook), "--format", format]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr.decode().startswith("Galat: disk penuh")
    assert done.stderr.decode().count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_what_cannot_be_said_leaves_the_exit_code_what_it_is(workbook: Path, tmp_path: Path) -> None:
    """stderr goes to a log on a full disk."""

    def run(*arguments: str, out: str = os.devnull) -> int:
        with open("/dev/full", "w") as full, open(out, "w") as stdout:
            command = [sys.executable, "-m", "lke_cli", *arguments]
            return subprocess.run(command, stdout=stdout, stderr=full, check=False).returncode

    verdict = run("score", str(workbook))
    assert run("score", str(workbook), "-o", str(tmp_path / "laporan.html")) == verdict < 2
    assert (tmp_path / "laporan.html").read_text(encoding="utf-8").endswith("</html>")
    assert run("score", str(tmp_path / "tidak ada.xlsx")) == 2
    assert run("score", str(workbook), out="/dev/full") == 2
