"""What is meant where no command is named: ``lke`` alone, a file, a folder, a misspelt command."""

from pathlib import Path

import pytest

from lke_cli.cli.window import opened_for_us
from tests.conftest import ROOT, Run

SAMPLE = ROOT / "samples/LKE ZI KPU Kab. Teladan Utara.xlsx"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "LKE ZI FINAL (2).xlsx").write_bytes(SAMPLE.read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_lke_alone_greets_with_the_order_of_work_and_three_examples(lke: Run) -> None:
    code, out, err = lke()
    assert (code, err) == (0, "")
    steps = [out.index(command) for command in ("lke survey", "lke template", "lke score", "lke plan", "lke check ")]
    assert steps == sorted(steps)
    assert out.split("Contoh\n")[1].split("\n\n")[0].count("  lke ") == 3
    assert out.count("\n") <= 24
    assert all(len(line) <= 80 for line in out.splitlines())


@pytest.mark.usefixtures("folder")
class TestFile:
    def test_a_file_alone_is_scored(self, lke: Run) -> None:
        words = ["LKE ZI FINAL (2).xlsx", "--no-history"]
        assert lke(*words) == lke("score", *words)

    def test_options_go_with_it(self, lke: Run) -> None:
        assert lke("LKE ZI FINAL (2).xlsx", "--format", "csv", "--csv", "machine") == lke(
            "score", "LKE ZI FINAL (2).xlsx", "--format", "csv", "--csv", "machine"
        )

    def test_without_quotes_its_words_are_put_together(self, lke: Run) -> None:
        code, _, told = lke("LKE", "ZI", "FINAL", "(2).xlsx")
        assert code == 0
        assert told.count("dibaca sebagai satu nama") == 1

    def test_a_misspelt_file_is_no_command_and_gets_the_one_that_is_there(self, lke: Run) -> None:
        code, _, told = lke("LKE ZI FINL (2).xlsx")
        assert code == 2
        assert "Maksudnya 'LKE ZI FINAL (2).xlsx'?" in told
        assert "Perintah" not in told

    def test_a_pattern_is_scored(self, lke: Run) -> None:
        assert lke("*.xlsx", "--no-history")[1] == lke("score", "*.xlsx", "--no-history")[1]


@pytest.mark.parametrize("name", ["survey", "plan"])
def test_a_command_goes_before_a_file_of_its_name(lke: Run, folder: Path, name: str) -> None:
    (folder / name).write_bytes(SAMPLE.read_bytes())
    code, out, told = lke(name, "--help")
    assert (code, told) == (0, "")
    assert f"lke {name}" in out
    assert lke(f"./{name}")[1].startswith("Berkas") == lke("score", f"./{name}")[1].startswith("Berkas")


@pytest.mark.parametrize(("typed", "near"), [("scor", "score"), ("inspek", "inspect"), ("Score", "score")])
def test_a_misspelt_command_gets_the_nearest(lke: Run, typed: str, near: str) -> None:
    code, _, told = lke(typed, SAMPLE)
    assert code == 2
    assert f"Perintah '{typed}' tidak dikenal. Maksudnya '{near}'" in told


@pytest.mark.parametrize(
    ("programs", "waits"),
    [
        ([r"C:\Users\op\.local\bin\lke.exe", r"C:\Users\op\pipx\venvs\lke-cli\Scripts\python.exe"], True),
        ([r"C:\Python313\python.exe"], True),
        ([r"C:\x\lke.exe", r"C:\x\python.exe", r"C:\Windows\System32\cmd.exe"], False),
        ([r"C:\x\lke.exe", r"C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe"], False),
        ([r"C:\x\lke.exe", ""], False),  # one that may not be asked
        ([], False),
    ],
)
def test_only_a_window_that_closes_with_the_program_waits_for_a_key(programs: list[str], waits: bool) -> None:
    assert opened_for_us(programs) is waits
