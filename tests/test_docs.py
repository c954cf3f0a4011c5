"""What the documents say is true of the tool."""

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import lke_cli
from tests import generated
from tests.conftest import ROOT, Run


@pytest.mark.parametrize("path", generated.texts(), ids=lambda path: path.name)
def test_what_is_made_from_something_else_is_current(path: Path) -> None:
    made = generated.texts()[path]
    assert path.read_text(encoding="utf-8") == made, "run: python -m tests.generated"


def test_every_room_stands_on_the_readmes_map() -> None:
    rooms = {path.parent.name for path in (ROOT / "src/lke_cli").glob("*/__init__.py")}
    on_the_map = set(re.findall(r"^\| `(\w+)/` ", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert rooms <= on_the_map


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == lke_cli.__version__
    page = tomllib.loads((ROOT / "packaging/web/pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert page["version"] == lke_cli.__version__
    assert project["optional-dependencies"]["web"] == [f"lke-cli-web=={lke_cli.__version__}"]


def test_the_readme_has_both_commands() -> None:
    for name in ("main-job", "tests"):
        command = [sys.executable, str(ROOT / ".ci/readme_command.py"), name]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert done.stdout.strip().count("\n") == 0


def test_the_capture_in_the_readme_is_what_the_tool_prints(lke: Run) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (capture,) = re.findall(r"<!-- capture -->\n```console\n(.*?)```", text, re.DOTALL)
    first, _, shown = capture.partition("\n")
    arguments = shlex.split(first.removeprefix("$ lke "))
    out = lke(*arguments[:-1], ROOT / arguments[-1])[1]
    for part in shown.split("[...]\n"):
        assert part in out


def test_options_that_the_guide_names_exist(lke: Run) -> None:
    """Every command and option in the guide's examples is known to the command line."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md"))
    for line in set(re.findall(r"^\s*(lke [a-z].*)$", text, re.MULTILINE)):
        words = line.split()
        options = {word.split("=")[0] for word in words if word.startswith("--")}
        command = [words[1]] + ([words[2]] if words[1] == "rubric" or words[1:3] == ["survey", "plan"] else [])
        help_text = lke(*command, "--help")[1]
        for option in options:
            assert option in help_text, f"{line}: {option}"


def test_the_picture_in_the_readme_is_there_and_small() -> None:
    (picture,) = re.findall(r"!\[[^\]]+\]\((docs/gambar/[^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert 10_000 < (ROOT / picture).stat().st_size < 200_000
