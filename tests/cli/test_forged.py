"""Texts made to forge a verdict, to command a terminal or to run in a spreadsheet, through every command and format."""

import csv
import io
import json
import os
import re
import subprocess
import sys
import unicodedata
from contextlib import suppress
from pathlib import Path

import pytest
import python_calamine
import yaml

from lke_cli.values import CellValue
from tests.conftest import ROOT, SHARED, Run
from tests.workbook.grid import read_grid, write_grid

SAMPLE = ROOT / "samples/LKE ZI KPU Kab. Contoh Selatan.xlsx"
FORGED = "MEMENUHI nilai minimal WBK: nilai total 99,99"
LINE_ENDS = ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"]
NASTY = (
    "=1+1,=2+2;@x"
    + "".join(f"{end}{FORGED}" for end in LINE_ENDS)
    + "\x1b]0;judul\x07\x1b[2J\x9b31m\u202eabc\u2066\u200b"
    "\x90x\x9c\ue000\U000e0041|`*#<b>&amp;[a](javascript:x)\t\x00\x7f"
)
SHEET = f"LKE\n{FORGED[:20]}\x85\u202e"
SURVEY = f"survei\n{FORGED}.xlsx"
NAME = f"LKE\n{FORGED}\x1b[2J\u202e.xlsx"
windows = pytest.mark.skipif(sys.platform == "win32", reason="names of files that Windows does not allow")
pytestmark = windows


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no line be so long that it is wrapped: a line begins where the tool began it, or where a text broke out."""
    monkeypatch.setenv("COLUMNS", "500")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a workbook, evidence, a survey and a rubric, all of whose free texts are nasty."""
    folder = tmp_path_factory.mktemp("tempat") / f"folder\n{FORGED}\x1b[2J"
    folder.mkdir()
    grid = read_grid(SAMPLE)
    for row in grid[2:]:
        for column, value in enumerate(row):
            if isinstance(value, str) and len(value) > 60:
                row[column] = f"{value} {NASTY}"
    grid[0][0] = f"LKE KPU Kab. Jahat {NASTY}"
    clean = "".join(each for each in SHEET if each.isprintable() or each in "\n\x85\u202e")
    write_grid(folder / NAME, grid, clean)
    write_grid(folder / "dua.xlsx", [*grid[:60], *read_grid(SAMPLE)[60:]], clean)
    evidence = folder / f"bukti\n{FORGED}"
    evidence.mkdir()
    (evidence / f"A.I.1.i.a SK\n{FORGED}\x1b[2J.txt").write_text(NASTY, encoding="utf-8")
    (evidence / f"tak jelas\r{FORGED}.pdf").write_bytes(b"%PDF-1.4 rusak")
    header: list[CellValue] = ["Timestamp", *(f"Pertanyaan {number} {NASTY}" for number in range(1, 6)), "Saran"]
    answers: list[list[CellValue]] = [
        [f"2026-0{1 + number % 6}-11", 4.0, 3.0, 4.0, 3.0, 4.0, NASTY] for number in range(40)
    ]
    write_grid(folder / SURVEY, [header, *answers], clean)
    rubric = yaml.safe_load((ROOT / "tests/rubrics/sakip-mini.yaml").read_text(encoding="utf-8"))
    rubric["title"] = f"Rubrik {NASTY}"
    (folder / f"rubrik\n{FORGED}.yaml").write_text(yaml.safe_dump(rubric, allow_unicode=False), encoding="utf-8")
    return folder


def commands(folder: Path) -> dict[str, list[object]]:
    survey, rubric = folder / SURVEY, folder / f"rubrik\n{FORGED}.yaml"
    evidence = folder / f"bukti\n{FORGED}"
    return {
        "score": ["score", folder / NAME],
        "score detail": ["score", folder / NAME, "--detail"],
        "score two": ["score", folder / NAME, folder / "dua.xlsx"],
        "compare": ["compare", folder / NAME, folder / "dua.xlsx"],
        "compare before": ["compare", folder / NAME, folder / "dua.xlsx", "--before", folder / "dua.xlsx"],
        "diff": ["diff", folder / "dua.xlsx", folder / NAME],
        "inspect": ["inspect", folder / NAME],
        "check-evidence": ["check-evidence", evidence, "--workbook", folder / NAME, "--no-cache"],
        "survey": ["survey", survey, "--kind", "ipak", "--questions", "B..F"],
        "rubric show": ["rubric", "show", rubric],
        "rubric check": ["rubric", "check", rubric],
        # errors
        "no file": ["score", folder / f"x\n{FORGED}\x1b[2J"],
        "no sheet": ["score", folder / NAME, "--sheet", f"x\n{FORGED}\x1b[2J"],
        "no format": ["score", folder / NAME, "--format", f"x\n{FORGED}\x1b[2J"],
        "no command": [f"x\n{FORGED}\x1b[2J"],
        "no option": ["score", f"--x\n{FORGED}\x1b[2J"],
        "no rubric": ["score", folder / NAME, "--rubric", f"x\n{FORGED}\x1b[2J"],
        "no column": ["survey", survey, "--by", f"x\n{FORGED}\x1b[2J"],
        "folder": ["score", folder / NAME, "-o", folder / f"x\n{FORGED}" / "y.txt"],
        "bad suffix": ["score", folder / NAME, "-o", folder / f"x.\n{FORGED}"],
        "not a rubric": ["rubric", "check", survey],
    }


DATA = ("text", "json", "md", "csv")
SHAPES = {
    **dict.fromkeys(("score", "score detail", "score two", "survey"), DATA),
    **dict.fromkeys(("compare", "compare before", "check-evidence"), (*DATA, "xlsx")),
    **dict.fromkeys(("diff", "rubric show"), DATA[:3]),
}
RUNS = [(command, shape) for command, shapes in SHAPES.items() for shape in shapes]
PLAIN = [each for each in commands(Path()) if each not in SHAPES]


def acted_on(text: str, allowed: str = "\n") -> list[str]:
    bad = ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")
    return [each for each in text if each not in allowed and unicodedata.category(each) in bad]


def assert_not_forged(text: str) -> None:
    """The forged verdict stands nowhere at the beginning of a line, where the true one stands."""
    assert [line for line in text.splitlines() if line.lstrip("*# ").startswith(FORGED[:30])] == []


@pytest.mark.parametrize(("command", "shape"), RUNS)
def test_nothing_in_a_report_acts_on_its_reader(
    lke: Run, place: Path, tmp_path: Path, command: str, shape: str
) -> None:
    output = tmp_path / f"hasil.{shape if shape != 'text' else 'txt'}"
    code, out, told = lke(*commands(place)[command], *(["-o", output] if shape == "xlsx" else ["--format", shape]))
    assert "tak terduga" not in told
    assert acted_on(told) == []
    if shape == "xlsx":
        book = python_calamine.CalamineWorkbook.from_path(output)
        for name in book.sheet_names:
            for row in book.get_sheet_by_name(name).to_python():
                for cell in row:
                    assert not isinstance(cell, str) or acted_on(cell, "\n\t") == []
        assert b"<f>" not in output.read_bytes()
        return
    assert out, (code, told)
    if shape == "json":
        json.loads(out)
        return
    if shape == "csv":
        out = out.removeprefix("\ufeff")
        assert acted_on(out, "\r\n") == []
        rows = list(csv.reader(io.StringIO(out, newline=""), delimiter=";"))
        assert {len(row) for row in rows} == {len(rows[0])}
        assert len(rows) == out.count("\r\n") == out.count("\n")
        fields = [f for by in ",;\t" for row in csv.reader(io.StringIO(out, newline=""), delimiter=by) for f in row]
        assert [f for f in fields if len(f) > 1 and f.strip()[:1] in tuple("=+@")] == []
        return
    assert acted_on(out) == []
    assert_not_forged(out)
    if shape == "md":
        columns = 0
        for line in out.splitlines():
            now = line.replace("\\\\", "").replace("\\|", "").count("|")
            assert not (columns and now) or now == columns, line
            columns = now


@pytest.mark.parametrize("command", PLAIN)
def test_no_message_acts_on_its_reader(lke: Run, place: Path, command: str) -> None:
    code, out, told = lke(*commands(place)[command])
    assert "tak terduga" not in told
    assert acted_on(out + told) == []
    assert_not_forged(out + told)
    if code == 2:
        assert told.count("\n") <= 1


@pytest.mark.parametrize("command", ["score", "inspect"])
def test_a_sheet_name_with_a_line_end_forges_no_verdict(lke: Run, command: str) -> None:
    path = SHARED / "cases/hostile/sheetname_newline.xlsx"
    if not path.exists():
        pytest.skip("the cases (../shared) are not here")
    _, out, _ = lke(command, path)
    assert_not_forged(out)


@pytest.mark.parametrize("shape", ["text", "json", "md", "csv"])
@pytest.mark.parametrize("command", ["score", "compare", "check-evidence", "inspect"])
def test_nothing_reaches_a_terminal_that_acts_on_it(place: Path, command: str, shape: str) -> None:
    more = [] if command == "inspect" else ["--format", shape]
    if not more and shape != "text":
        pytest.skip("inspect has one format")
    shown = _on_a_terminal(*commands(place)[command], *more)
    assert FORGED[:15] in " ".join(shown.split())
    assert acted_on(re.sub(r"\x1b\[[0-9;]*m", "", shown), "\r\n\t\ufeff") == []
    if shape == "json":
        json.loads(shown)


def _on_a_terminal(*words: object) -> str:
    """Return what ``lke`` writes where stdout is a terminal."""
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "lke_cli", *map(str, words)]
    with subprocess.Popen(command, stdout=theirs, stderr=subprocess.DEVNULL, env={**os.environ, "TERM": "xterm"}):
        os.close(theirs)
        shown = b""
        with suppress(OSError):  # the end of a terminal
            while read := os.read(ours, 65536):
                shown += read
    os.close(ours)
    return shown.decode("utf-8")


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize(
    "command", ["score", "score two", "compare", "inspect", "check-evidence", "diff", "plan", "refused"]
)
def test_no_name_is_long_enough_to_wrap_into_a_verdict(
    lke: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, width: int
) -> None:
    """Whatever begins in the first column is ours: what a name goes on with is indented."""
    monkeypatch.setenv("COLUMNS", str(width))
    words = "MEMENUHI nilai minimal WBK "
    folder = tmp_path / f"bukti {words * 5}"
    folder.mkdir()
    (folder / f"SK {words * 6}.txt").write_text("KEPUTUSAN", encoding="utf-8")
    path, other = tmp_path / f"a {words * 8}.xlsx", tmp_path / f"b {words * 8}.xlsx"
    for each in (path, other):
        write_grid(each, read_grid(SAMPLE), f"a {words}".strip())
    (tmp_path / f"c {words * 8}.xlsx").write_bytes(b"rusak")
    asked = {
        "score": ["score", path], "score two": ["score", tmp_path], "compare": ["compare", tmp_path],
        "inspect": ["inspect", path], "check-evidence": ["check-evidence", folder, "--workbook", path, "--no-cache"],
        "diff": ["diff", path, other], "plan": ["plan", path], "refused": ["score", path, "--sheet", words * 9],
    }  # fmt: skip
    _, out, told = lke(*asked[command])
    assert [
        line for line in (out + told).splitlines() if line.startswith(("MEMENUHI", "nilai", "minimal", "WBK"))
    ] == []
