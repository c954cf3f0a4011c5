"""Data walks one way: which module may import which, read off the imports themselves, those inside functions too."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from tests.conftest import ROOT

SOURCE = ROOT / "src/lke_cli"
VALUES = {
    "doors",
    "errors",
    "findings",
    "in_memory",
    "numbers",
    "periods",
    "record",
    "scan",
    "unit_names",
    "untrusted",
    "values",
}
RUBRIC = VALUES | {"rubric", "results"}
READ = RUBRIC | {"answers"}
ALLOWED = {
    **dict.fromkeys(VALUES, VALUES),
    "rubric": VALUES,
    "results": RUBRIC,
    "answers": READ,
    "bounded": VALUES,
    "workbook": READ | {"bounded"},
    "scoring": READ,
    "scored": READ | {"bounded", "workbook", "scoring"},
    "evidence": READ | {"bounded", "workbook", "scoring", "scored"},
    "instrument": RUBRIC,
    "survey": READ | {"bounded", "instrument", "workbook"},
    "compare": READ | {"bounded", "workbook", "scoring", "scored"},
    "plan": READ | {"bounded", "workbook", "scoring", "scored", "compare"},
    "template": READ | {"workbook", "scoring"},
    "report": VALUES | {"results"},
    "api": READ
    | {"bounded", "workbook", "scoring", "scored", "evidence", "survey", "compare", "plan", "template", "report"},
    "cli": READ | {"api", "instrument", "report"},
}
"""By room, or module beside the rooms, what it may import beside itself."""

EXCEPTIONS = {
    # A rubric or an instrument is itself what is shown: there is no result to stand between.
    ("report/rubric.py", "rubric"),
    ("report/instrument.py", "instrument"),
    # The guide's list is made by the one who knows all rooms, when the page is written anew.
    ("report/rules.py", "api"),
    # Whether a file is a report of ours, and how a bar over files is told.
    ("cli/shown.py", "workbook"),
    ("cli/progress.py", "evidence"),
    # What a population is written as, and when a survey passes.
    ("cli/survey.py", "survey"),
}


def imports(path: Path) -> Iterator[str]:
    """Yield the rooms that a module imports anything of."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("lke_cli"):
            if node.module == "lke_cli":
                yield from (name.name for name in node.names if (SOURCE / name.name).exists() or name.name == "api")
            else:
                yield node.module.split(".")[1]
        elif isinstance(node, ast.Import):
            yield from (name.name.split(".")[1] for name in node.names if name.name.startswith("lke_cli."))


def _room(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


MODULES = [path for path in sorted(SOURCE.rglob("*.py")) if _room(path) not in ("__init__", "__main__")]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_import_runs_back_up(path: Path) -> None:
    room = _room(path)
    assert room in ALLOWED, f"say in this test what {room} may import"
    found = set(imports(path)) - {room}
    name = path.relative_to(SOURCE).as_posix()
    wrong = {other for other in found - ALLOWED[room] if (name, other) not in EXCEPTIONS}
    assert not wrong, f"{name} imports {', '.join(sorted(wrong))}"


def test_no_exception_is_left_over() -> None:
    used = {(path.relative_to(SOURCE).as_posix(), room) for path in MODULES for room in imports(path)}
    assert used >= EXCEPTIONS


def test_this_test_can_fail(tmp_path: Path) -> None:
    module = tmp_path / "x.py"
    module.write_text("def f():\n    from lke_cli.scoring.score import score\n", encoding="utf-8")
    assert list(imports(module)) == ["scoring"]


@pytest.mark.parametrize("room", ["rubric", "answers", "scoring", "compare", "template", "results", "bounded"])
def test_a_front_door_gives_what_it_names(room: str) -> None:
    door = import_module(f"lke_cli.{room}")
    assert door.__all__, f"{room} names nothing"
    for name in door.__all__:
        assert getattr(door, name) is not None
    with pytest.raises(AttributeError, match="no attribute"):
        _ = door.tidak_ada
