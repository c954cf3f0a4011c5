"""Every operation on files made to fail once, through each command: one sentence, nothing half, nothing lost."""

import sys
import tempfile
from itertools import cycle, product
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run
from tests.faults.failing import ERRORS, failing

SAMPLE = next((ROOT / "samples").glob("*Selatan*.xlsx"))
OTHER = next((ROOT / "samples").glob("*Utara*.xlsx"))
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="counts the operations of POSIX")
COMMANDS = {
    "score": (["score", "LKE.xlsx"], "hasil.txt"),
    "compare": (["compare", "LKE.xlsx", "lain.xlsx"], "rekap.xlsx"),
    "compare csv": (["compare", "LKE.xlsx", "lain.xlsx"], "rekap.csv"),
    "diff": (["diff", "lain.xlsx", "LKE.xlsx"], "beda.md"),
    "inspect": (["inspect", "LKE.xlsx"], "pembacaan.txt"),
    "check-evidence": (["check-evidence", "bukti"], "daftar.xlsx"),
    "survey": (["survey", "ipak.csv", "--kind", "ipak"], "ipak.json"),
    "rubric show": (["rubric", "show", "rubrik.yaml"], "rubrik.md"),
    "template": (["template", "--force"], "kosong.xlsx"),
}


@pytest.fixture
def inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "kerja"
    (folder / "bukti/A.I.1").mkdir(parents=True)
    (folder / "bukti/A.I.1/A.I.1.i.a SK Tim.txt").write_text("Surat Keputusan Tim Kerja 2026", encoding="utf-8")
    for name, source in (
        ("LKE.xlsx", SAMPLE),
        ("lain.xlsx", OTHER),
        ("ipak.csv", ROOT / "samples/survei-ipak-contoh.csv"),
        ("rubrik.yaml", ROOT / "tests/rubrics/sakip-mini.yaml"),
    ):
        (folder / name).write_bytes(source.read_bytes())
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
    words, name = COMMANDS[command]
    output, before = inputs / name, _content(inputs)
    with failing(0, 0, inputs.parent) as counted:  # loads what is imported late, too
        good = lke(*words, "-o", name)
    assert good[0] != 2
    whole = output.read_bytes()
    aside = inputs.parent / "aside"
    seen = []
    numbers = range(1, counted.done + 1)
    all_ways = product(numbers, ERRORS) if command == "score" else zip(numbers, cycle(ERRORS), strict=False)
    for number, error in all_ways:
        output.unlink(missing_ok=True)
        with failing(number, error, inputs.parent) as faults:
            code, _, told = lke(*words, "-o", name)
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
            assert command.startswith(("compare", "check-evidence")), where
        else:
            assert (code, told) == (good[0], good[2]), where
        seen.append(faults.at)
    assert any(seen)
