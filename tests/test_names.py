"""No public name stands in two modules: one that does would mean two things, or be written twice."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT

SOURCE = ROOT / "src/lke_cli"

READ_BEHIND_ITS_MODULE = {
    "workbook/rules.py": "a rule is read as rules.NAME, that of its own room",
    "scoring/rules.py": "as above",
    "surveys/rules.py": "as above",
    "evidence/rules.py": "as above",
    "templates/formulas.py": "a formula of Excel is read as formulas.name",
    "report/html/parts.py": "a part of a page has the name of what it shows",
}
ALLOWED = {
    "SCHEMA_VERSION": "each kind of result has one; results/kinds.py reads it by its module",
    "page": "each page of results has one; report/html/pages.py chooses it by its module",
}


def public_names(path: Path) -> Iterator[str]:
    """Yield what a module defines for others; a type variable is its module's alone."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                yield from (name.id for name in ast.walk(target) if isinstance(name, ast.Name))


def _twice(paths: Iterator[Path]) -> dict[str, list[str]]:
    places = defaultdict(list)
    for path in paths:
        module = path.relative_to(SOURCE).as_posix()
        # The functions of cli/ are the commands: a command has the name of what it calls.
        for name in () if module in READ_BEHIND_ITS_MODULE or module.startswith("cli/") else public_names(path):
            if not name.startswith("_") and not re.fullmatch("[A-Z]", name):
                places[name].append(module)
    return {name: modules for name, modules in places.items() if len(modules) > 1}


def test_no_public_name_stands_in_two_modules() -> None:
    twice = _twice(iter(sorted(SOURCE.rglob("*.py"))))
    assert {name: modules for name, modules in twice.items() if name not in ALLOWED} == {}
    assert set(twice) == set(ALLOWED), "an allowance that nothing needs goes"


def test_a_module_that_is_read_behind_its_name_is_there() -> None:
    assert all((SOURCE / module).is_file() for module in READ_BEHIND_ITS_MODULE)
