"""Data walks one way: which module may import which, read off the imports themselves, those inside functions too."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import lke_cli
from tests.conftest import ROOT

SOURCE = ROOT / "src/lke_cli"
VALUES = {
    "beside",
    "constants",
    "doors",
    "errors",
    "findings",
    "in_memory",
    "numbers",
    "patterns",
    "periods",
    "record",
    "scan",
    "unit_names",
    "untrusted",
    "values",
    "xlsx",
}
RUBRIC = VALUES | {"rubric", "results"}
READ = RUBRIC | {"answers"}
ALLOWED = {
    **dict.fromkeys(VALUES, VALUES),
    "results": VALUES,
    "rubric": VALUES | {"results"},
    "answers": READ,
    "bounded": VALUES,
    "workbook": READ | {"bounded"},
    "scoring": READ,
    "scored": READ | {"bounded", "workbook", "scoring"},
    "history": RUBRIC,
    "evidence": READ | {"bounded", "workbook", "scoring", "scored"},
    "instrument": RUBRIC,
    "surveys": READ | {"bounded", "instrument", "workbook"},
    "comparison": READ | {"bounded", "workbook", "scoring", "scored"},
    "checking": READ | {"bounded", "workbook", "scored", "evidence", "instrument", "surveys"},
    "planning": READ | {"bounded", "workbook", "scoring", "scored", "comparison"},
    "templates": READ | {"workbook", "scoring"},
    "marking": READ | {"bounded", "workbook", "scoring", "scored"},
    "report": VALUES | {"results"},
    "api": READ
    | {
        "bounded",
        "workbook",
        "scoring",
        "scored",
        "evidence",
        "surveys",
        "comparison",
        "planning",
        "checking",
        "templates",
        "marking",
        "report",
    },
    "cli": READ | {"api", "history", "instrument", "report"},
}
"""By room, or module beside the rooms, what it may import beside itself."""

EXCEPTIONS = {
    # Whether a file is a report of ours, and how a bar over files is told.
    ("cli/shown.py", "workbook"),
    ("cli/progress.py", "evidence"),
    # What a population is written as, and when a survey passes.
    ("cli/survey.py", "surveys"),
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


ROOMS = sorted(path.parent.name for path in SOURCE.glob("*/__init__.py") if path.parent.name != "cli")
"""The rooms that have a front door; the command line is where one comes from."""
USERS = [*MODULES, SOURCE / "__init__.py", *sorted((ROOT / "samples").rglob("*.py"))]
TESTS = [*sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "benchmarks").rglob("*.py"))]


def past_doors(path: Path, room: str) -> Iterator[tuple[str, str, str]]:
    """Yield what a module of a room imports past the door of another: that room, the module in it and the name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("lke_cli."):
            _, other, *inner = node.module.split(".")
            for name in node.names if other in ROOMS and other != room else ():
                if inner or (SOURCE / other / f"{name.name}.py").exists():
                    yield other, ".".join(inner), name.name
        elif isinstance(node, ast.Import):
            for parts in (name.name.split(".") for name in node.names):
                if parts[0] == "lke_cli" and len(parts) > 2 and parts[1] in ROOMS and parts[1] != room:
                    yield parts[1], ".".join(parts[2:]), "*"


@pytest.mark.parametrize("path", USERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_is_entered_by_its_front_door(path: Path) -> None:
    room = _room(path) if path.is_relative_to(SOURCE) else ""
    past = [".".join(part for part in parts if part) for parts in past_doors(path, room)]
    assert not past, f"offer in the room's __init__, or do without: {', '.join(past)}"


@pytest.mark.parametrize("path", TESTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_test_of_another_room_takes_what_the_door_offers_at_the_door(path: Path) -> None:
    # It may look further inside: what it measures there is not what the room offers.
    room = path.relative_to(ROOT / "tests").parts[0] if path.is_relative_to(ROOT / "tests") else ""
    past = [(other, name) for other, _, name in past_doors(path, room)]
    offered = [f"{other}.{name}" for other, name in past if name in import_module(f"lke_cli.{other}").__all__]
    assert not offered, f"import from the room itself: {', '.join(offered)}"


@pytest.mark.parametrize(
    "line",
    [
        "from lke_cli.scoring.score import score_answers",
        "from lke_cli.scoring import score",
        "import lke_cli.scoring.score",
        "import lke_cli.scoring.score as s",
    ],
)
def test_an_import_past_a_door_is_seen(tmp_path: Path, line: str) -> None:
    module = tmp_path / "x.py"
    module.write_text(f"def f():\n    {line}\n", encoding="utf-8")
    assert [other for other, *_ in past_doors(module, "workbook")] == ["scoring"]
    assert not list(past_doors(module, "scoring"))


@pytest.mark.parametrize("room", ROOMS)
def test_a_front_door_gives_what_it_names(room: str) -> None:
    door = import_module(f"lke_cli.{room}")
    assert door.__doc__
    assert door.__all__, f"{room} names nothing"
    for name in door.__all__:
        assert getattr(door, name) is not None
    with pytest.raises(AttributeError, match="no attribute"):
        _ = door.tidak_ada


@pytest.mark.parametrize("room", ROOMS)
def test_what_a_front_door_offers_is_told_to_the_type_checker_alike(room: str) -> None:
    text = (SOURCE / room / "__init__.py").read_text(encoding="utf-8")
    typed = {
        name.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"lke_cli.{room}.")
        for name in node.names
    }
    assert typed == set(import_module(f"lke_cli.{room}").__all__)


@pytest.mark.parametrize("room", ROOMS)
def test_no_name_at_a_door_is_that_of_a_module_behind_it(room: str) -> None:
    # Importing the module would put it in the place of what the door offers.
    behind = {path.stem for path in (SOURCE / room).glob("*.py")}
    assert not behind & set(import_module(f"lke_cli.{room}").__all__)


def test_no_function_of_the_package_has_the_name_of_a_room() -> None:
    beside = {path.stem for path in SOURCE.glob("*.py")} | {path.name for path in SOURCE.iterdir()}
    assert not beside & set(lke_cli.__all__)
