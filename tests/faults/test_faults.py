"""Every operation on files made to fail once, through each command: one sentence, nothing half, nothing lost."""

import errno
import signal
import sys
import tempfile
from itertools import cycle, product
from pathlib import Path

import pytest

from lke_cli.cli.main import main
from lke_cli.rubric import Rubric
from lke_cli.templates import example_filling, write_template
from lke_cli.workbook import Reader
from tests.conftest import ROOT, Run
from tests.faults.failing import ERRORS, failing
from tests.workbook.grid import read_grid, write_grid

SAMPLE = next((ROOT / "samples").glob("*Selatan*.xlsx"))
OTHER = next((ROOT / "samples").glob("*Utara*.xlsx"))
SURVEY = ROOT / "samples/survei-ipak-contoh.csv"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="counts the operations of POSIX")
COMMANDS = (
    "score LKE.xlsx -o hasil.txt",
    "check unit -o periksa.html",
    "compare LKE.xlsx lain.xlsx -o rekap.xlsx",
    "compare LKE.xlsx lain.xlsx -o rekap.csv",
    "diff lain.xlsx LKE.xlsx -o beda.md",
    "followup dinilai.xlsx LKE.xlsx -o tindak-lanjut.xlsx",
    "plan LKE.xlsx --robust 0 -o langkah.xlsx",
    "plan LKE.xlsx --track rencana.xlsx -o lacak.md",
    "annotate LKE.xlsx -o bertanda.xlsx",
    "inspect LKE.xlsx -o pembacaan.txt",
    "check-evidence bukti -o daftar.xlsx",
    "survey ipak.csv --kind ipak -o ipak.json",
    "survey plan --population 1200 -o responden.csv",
    "report hasil.json -o lagi.docx",
    "rubric show rubrik.yaml -o rubrik.md",
    "template --force -o kosong.xlsx",
    "init --target wbk",
)
STEPS = {"check": 7, "annotate": 3, "compare": 2, "followup": 3}
"""Of what takes a second or more a run, every so many operations fail."""


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory, rubric: Rubric) -> Path:
    """Return a folder with what commands read that other commands, or a reviewer, made."""
    folder = tmp_path_factory.mktemp("kept")
    for words in (["score", SAMPLE, "-o", "hasil.json"], ["plan", SAMPLE, "--robust", "0", "-o", "rencana.xlsx"]):
        with pytest.raises(SystemExit):
            main([*map(str, words[:-1]), str(folder / str(words[-1]))])
    example = folder / "contoh.xlsx"
    write_template(rubric, example, example_filling(rubric))
    grid = read_grid(example)
    header = next(number for number, row in enumerate(grid) if "Jawaban" in row)
    for number, row in enumerate(grid):
        row.append("Catatan TPI" if number == header else "")
    grid[Reader(rubric).read(example).items["A.I.1.i.a"].row][-1] = "Belum ada SK tim"
    write_grid(folder / "dinilai.xlsx", grid)
    return folder


@pytest.fixture
def inputs(tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "kerja"
    for name, source in (
        ("LKE.xlsx", SAMPLE),
        ("lain.xlsx", OTHER),
        ("ipak.csv", SURVEY),
        ("rubrik.yaml", ROOT / "tests/rubrics/sakip-mini.yaml"),
        ("hasil.json", kept / "hasil.json"),
        ("rencana.xlsx", kept / "rencana.xlsx"),
        ("dinilai.xlsx", kept / "dinilai.xlsx"),
        ("unit/LKE.xlsx", SAMPLE),
        ("unit/survei ipak.csv", SURVEY),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(source.read_bytes())
    for evidence in ("bukti", "unit/bukti dukung"):
        (folder / evidence / "A.I.1").mkdir(parents=True)
        text = folder / evidence / "A.I.1/A.I.1.i.a SK Tim.txt"
        text.write_text("Surat Keputusan Tim Kerja 2026", encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(folder)
    (tmp_path / "aside").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "aside"))
    return folder


def _content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("command", COMMANDS)
def test_one_failure_is_one_sentence_and_leaves_nothing_half(lke: Run, inputs: Path, command: str) -> None:
    words = command.split()
    name = words[-1] if "-o" in words else "lke.toml"
    output, before = inputs / name, _content(inputs)
    with failing(0, 0, inputs.parent) as counted:  # loads what is imported late, too
        good = lke(*words)
    assert good[0] != 2
    whole = output.read_bytes()
    aside = inputs.parent / "aside"
    seen = []
    numbers = range(1, counted.done + 1, STEPS.get(words[0], 1))
    all_ways = product(numbers, ERRORS) if command == COMMANDS[0] else zip(numbers, cycle(ERRORS), strict=False)
    for number, error in all_ways:
        output.unlink(missing_ok=True)
        with failing(number, error, inputs.parent) as faults:
            code, _, told = lke(*words)
        left = _content(inputs)
        made = left.pop(name, None)
        where = f"operation {number}: {faults.at}, errno {error}: {code} {told}"
        assert left == before, where
        assert list(aside.iterdir()) == [], where
        assert "tak terduga" not in told, where
        assert "Traceback" not in told, where
        if made is None:
            assert code == 2, where
            assert told.startswith("Galat: "), where
            assert told.count("\n") == 1, where
        elif made != whole:
            # a report that says what could not be read
            assert code != 0, where
            assert command.startswith(("compare", "check")), where
        else:
            assert (code, told) == (good[0], good[2]), where
        seen.append(faults.at)
    assert any(seen)


def test_a_folder_for_evidence_that_could_not_be_made_whole_is_told_and_made_whole_the_next_time(
    lke: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with failing(0, 0, tmp_path) as counted:
        assert lke("evidence-folder", "utuh")[0] == 0
    whole = _content(tmp_path / "utuh")
    errors, failed = cycle(ERRORS), 0
    for number in (1, 2, 3, 4, *range(5, counted.done + 1, counted.done // 12)):
        with failing(number, next(errors), tmp_path) as faults:
            code, _, told = lke("evidence-folder", f"bukti-{number}")
        where = f"operation {number}: {faults.at}: {code} {told}"
        if code != 0:  # where a folder lies is only looked at to name it
            assert code == 2, where
            assert told.startswith("Galat: "), where
            assert told.count("\n") == 1, where
            assert "tak terduga" not in told, where
            failed += 1
            assert lke("evidence-folder", f"bukti-{number}")[0] == 0
        assert _content(tmp_path / f"bukti-{number}") == whole, where
    assert failed > 5


def test_a_watched_file_that_is_in_use_for_a_moment_is_looked_at_again(lke: Run, inputs: Path) -> None:
    """The ninth look is the first one of the score; before it, two find the file whole and unchanged."""
    with failing(9, errno.EBUSY, inputs / "LKE.xlsx") as faults:

        def stop(*_: object) -> None:
            if faults.done > 20:  # what it shows is followed by looks alone
                raise KeyboardInterrupt

        before = signal.signal(signal.SIGALRM, stop)
        signal.setitimer(signal.ITIMER_REAL, 0.2, 0.2)
        try:
            code, out, told = lke("watch", "LKE.xlsx")
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
    assert faults.at.endswith("LKE.xlsx")
    assert code == 1
    assert "BELUM MEMENUHI" in out
    assert "Galat" not in told
