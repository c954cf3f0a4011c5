"""What many tests need: rubrics, a reader, workbooks of the tool's own writer, the official form where it is."""

import os
from collections.abc import Callable
from itertools import count
from multiprocessing.util import get_temp_dir
from pathlib import Path

import pytest

from lke_cli.rubric import Rubric, load_rubric
from lke_cli.templates import Filling, write_template
from lke_cli.workbook import Reader

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"

os.environ.pop("COLUMNS", None)  # pytest-xdist sets it: reports would be as narrow as the screen it runs on

Write = Callable[..., Path]
Run = Callable[..., tuple[int, str, str]]


_STATES = count()


@pytest.fixture(autouse=True)
def _no_history(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test see what another's run on the same sample left behind."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.getbasetemp() / f"state-{next(_STATES)}"))


@pytest.fixture(scope="session", autouse=True)
def _own_state(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what the runs of the tests remember out of the developer's own folder (where XDG is honoured).

    And let reports be as wide as a pipe's: who runs the tests in parallel gets the width of a screen that is not there.
    """
    os.environ["XDG_STATE_HOME"] = str(tmp_path_factory.mktemp("state"))
    os.environ.pop("COLUMNS", None)
    # multiprocessing's folder is made once and goes when Python ends: before a test puts temporary files elsewhere.
    get_temp_dir()


@pytest.fixture(scope="session")
def rubric() -> Rubric:
    return load_rubric("permenpanrb-90-2021")


@pytest.fixture(scope="session")
def mini() -> Rubric:
    return load_rubric(str(ROOT / "tests/rubrics/sakip-mini.yaml"))


@pytest.fixture(scope="session")
def reader(rubric: Rubric) -> Reader:
    return Reader(rubric)


@pytest.fixture(scope="session")
def official_form() -> Path:
    path = SHARED / "form/lke-zi-90-2021-kosong.xlsx"
    if not path.exists():
        pytest.skip("the official form (../shared/form) is not here")
    return path


@pytest.fixture
def write(tmp_path: Path, rubric: Rubric) -> Write:
    """Write a workbook of a filling."""

    def made(filling: Filling, name: str = "LKE.xlsx", of: Rubric = rubric) -> Path:
        path = tmp_path / name
        write_template(of, path, filling)
        return path

    return made


@pytest.fixture
def lke(capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run ``lke`` with arguments as a user would; returns exit code, stdout, stderr."""
    from lke_cli.cli.main import main

    def run(*arguments: object) -> tuple[int, str, str]:
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        code = ended.value.code
        return (code if isinstance(code, int) else 1 if code else 0), out.decode("utf-8"), err.decode("utf-8")

    return run
