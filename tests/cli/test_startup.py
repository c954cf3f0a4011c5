"""Start-up stays cheap: a command imports what it needs, nothing of the others."""

import subprocess
import sys

import pytest

from tests.conftest import ROOT

SAMPLE = "samples/LKE ZI KPU Kab. Teladan Utara.xlsx"
HEAVY = (
    "pydantic",
    "rich",
    "openpyxl",
    "xlsxwriter",
    "PIL",
    "pypdfium2",
    "httpcore",
    "pyarrow",
    "pandas",
    "numpy",
    "highspy",
    "jinja2",
    "lke_cli.evidence",
    "lke_cli.planning",
)
THEN_TELL = """
import sys
from lke_cli.cli.main import main
try:
    main(sys.argv[1:])
except SystemExit:
    print(*sys.modules, file=sys.stderr)
"""


@pytest.mark.parametrize("arguments", [["--help"], ["score", "--help"], ["score", SAMPLE]])
def test_a_score_into_a_pipe_imports_nothing_heavy(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", THEN_TELL, *arguments], capture_output=True, text=True, check=True, cwd=ROOT
    )
    imported = done.stderr.split()
    assert "lke_cli.cli.main" in imported
    assert not [name for name in HEAVY if name in imported]


CTRL_C_WHILE_TYPER_IS_IMPORTED = """
import sys
class Stopping:
    def find_spec(self, name, *_):
        if name == "typer":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Stopping())
from lke_cli.cli.main import main
main(["score", "LKE.xlsx"])
"""


def test_a_ctrl_c_while_it_starts_shows_no_python() -> None:
    done = subprocess.run([sys.executable, "-c", CTRL_C_WHILE_TYPER_IS_IMPORTED], capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode().strip()) == (130, "Dihentikan.")


CTRL_C_AGAIN_AND_AGAIN = """
import atexit, os, signal, sys
def press():
    os.kill(os.getpid(), signal.SIGINT)
class Stopping:
    def find_spec(self, name, *_):
        if name == "typer":
            try:
                press()
            finally:
                press()
sys.meta_path.insert(0, Stopping())
atexit.register(press)
from lke_cli.cli.main import main
try:
    main(["score", "LKE.xlsx"])
finally:
    press()
"""
CTRL_C_WHILE_A_CLASS_IS_MADE = """
import sys
class Named:
    def __set_name__(self, owner, name):
        raise KeyboardInterrupt
class Stopping:
    def find_spec(self, name, *_):
        if name == "lke_cli.api":
            class Made:
                member = Named()
sys.meta_path.insert(0, Stopping())
from lke_cli.cli.main import main
main(["score", "LKE.xlsx"])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGINT")
@pytest.mark.parametrize("program", [CTRL_C_AGAIN_AND_AGAIN, CTRL_C_WHILE_A_CLASS_IS_MADE])
def test_a_ctrl_c_wherever_it_comes_and_however_often_ends_the_run_as_one(program: str) -> None:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 130
    assert done.stderr.decode("utf-8").split() == ["Dihentikan."]
