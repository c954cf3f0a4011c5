"""Screens and pipes that do not speak UTF-8: plain letters, and no broken sign in the tool's own words."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

SAMPLE = next((ROOT / "samples").glob("*Selatan*.xlsx"))
OTHER = next((ROOT / "samples").glob("*Utara*.xlsx"))
COMMANDS: dict[str, list[object]] = {
    "score": ["score", SAMPLE],
    "detail": ["score", SAMPLE, "--detail"],
    "compare": ["compare", SAMPLE, OTHER],
    "diff": ["diff", SAMPLE, OTHER],
    "inspect": ["inspect", SAMPLE],
    "check-evidence": ["check-evidence", ROOT / "samples/bukti-dukung-contoh", "--no-cache"],
    "survey": ["survey", ROOT / "samples/survei-ipak-contoh.csv", "--kind", "ipak", "--population", "1200"],
    "survey plan": ["survey", "plan", "--population", "1200", "--months", "2026-01..2026-06"],
    "plan": ["plan", SAMPLE],
    "plans": ["plan", SAMPLE, OTHER],
    "simulate": ["simulate", SAMPLE, "--set", "A.I.6.i.a=A"],
    "rubric list": ["rubric", "list"],
    "rubric show": ["rubric", "show"],
    "help": ["score", "--help"],
    "error": ["score", "tidak ada.xlsx"],
}
MD = ("score", "compare", "diff", "check-evidence", "survey", "rubric show")


def _run(encoding: str, *words: object) -> bytes:
    command = [sys.executable, "-m", "lke_cli", *map(str, words)]
    done = subprocess.run(
        command, capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": encoding, "COLUMNS": "100"}
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("command", [*COMMANDS, *(f"{each} md" for each in MD)])
def test_the_words_of_the_tool_are_plain_letters_where_utf_8_is_not_spoken(command: str) -> None:
    words = COMMANDS[command.removesuffix(" md")]
    words = [*words, "--format", "md"] if command.endswith(" md") else words
    utf = _run("utf-8", *words).decode("utf-8")
    for encoding in ("cp1252", "cp850", "ascii") if command in ("score", "check-evidence") else ("ascii",):
        out = _run(encoding, *words)
        assert out.isascii()  # the samples hold no letter that is not
        assert out.count(b"?") == utf.count("?")
        assert all(len(line) <= 100 or command.endswith("md") for line in out.decode("ascii").splitlines())


def test_a_name_keeps_the_letters_that_the_encoding_has_and_gets_the_nearest_for_others(tmp_path: Path) -> None:
    path = tmp_path / "LKE Café Łódź.xlsx"
    path.write_bytes(SAMPLE.read_bytes())
    assert "LKE Café".encode("cp850") in _run("cp850", "score", "--detail", path)
    assert "LKE Café".encode("cp1252") in _run("cp1252", "score", "--detail", path)
    assert b"LKE Cafe" in _run("ascii", "score", "--detail", path)


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "ascii"])
def test_data_is_whole_whatever_the_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "LKE Café – 日本.xlsx"
    path.write_bytes(SAMPLE.read_bytes())
    read = json.loads(_run(encoding, "score", path, "--format", "json"))
    assert read == json.loads(_run("utf-8", "score", path, "--format", "json"))
    assert _run(encoding, "compare", path, "--format", "csv", "--csv", "machine").decode("utf-8").startswith("\ufeff")
