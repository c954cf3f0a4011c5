"""No text makes a pattern of the package take more than linear time."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.patterns import in_calls


@pytest.mark.skipif(sys.platform == "win32", reason="a pattern that runs is stopped by a signal")
def test_every_pattern_of_the_package_is_linear_in_its_input() -> None:
    command = [sys.executable, "-m", "tests.fuzz.patterns"]
    done = subprocess.run(command, capture_output=True, check=False, timeout=400, cwd=Path(__file__).parents[2])
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode("utf-8").splitlines() == []


def test_a_pattern_within_a_call_is_seen() -> None:
    source = """
def f(text, word):
    return re.search(rf"{word}\\s*$", text, flags=re.IGNORECASE) or re.fullmatch("a+", text)
"""
    assert [(line, pattern.pattern, asked) for line, pattern, asked in in_calls(source)] == [
        (3, r"kata\s*$", ("match", "findall")),
        (3, "a+", ("match",)),
    ]
