"""Change one thing at a time in the source, run tests, and tell what no test noticed. See CONTRIBUTING.

The changes are made in a copy; the tests run against it, in the order given, until one fails. mutmut and cosmic-ray
want a project laid out their way, or a whole session of their own; a few modules at a time is all that is asked here.
"""

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[1]
SECONDS = 240  # for one run of the tests; a mutant that never ends counts as noticed

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
}


def changed(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what a node may be changed into: one thing at a time."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARISONS:
        yield ast.Compare(node.left, [_COMPARISONS[type(node.ops[0])](), *node.ops[1:]], node.comparators)
    elif isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        yield ast.BinOp(node.left, _OPERATORS[type(node.op)](), node.right)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        yield ast.Constant(node.value + 1)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand


class _Put(ast.NodeTransformer):
    """Puts a change in the place of one node, told by its number in the walk."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        """Return the node, or what it is changed into."""
        return ast.copy_location(self._new, node) if node is self._old else self.generic_visit(node)


def mutants(source: str) -> Iterator[tuple[int, str, Callable[[], str]]]:
    """Yield (line, what is changed, how to make the changed source) for each change that can be made."""
    tree = ast.parse(source)
    skipped = {
        id(part) for node in ast.walk(tree) if isinstance(node, ast.AnnAssign) for part in ast.walk(node.annotation)
    }
    for number, node in enumerate(ast.walk(tree)):
        if id(node) in skipped:
            continue
        for variant, new in enumerate(changed(node)):
            change = f"{ast.unparse(node)} -> {ast.unparse(new)}"
            yield getattr(node, "lineno", 0), change, partial(_made, source, number, variant)


def _made(source: str, number: int, variant: int) -> str:
    """Return a source with one node, told by its number in the walk, put as one of what it may be changed into."""
    tree = ast.parse(source)
    old = list(ast.walk(tree))[number]
    new = list(changed(old))[variant]
    return ast.unparse(ast.fix_missing_locations(_Put(old, new).visit(tree)))


def noticed(copied: Path, tests: list[str]) -> bool:
    """Return whether the tests fail against the copy of the source."""
    environment = {**os.environ, "PYTHONPATH": str(copied), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--no-header", *tests]
    try:
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


def main() -> None:
    """Run the mutants of the modules named, and tell how many the tests noticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="+", type=Path)
    parser.add_argument("--tests", nargs="+", required=True)
    parser.add_argument("--sample", type=int, default=0, help="so many of all, drawn")
    parser.add_argument("--seed", type=int, default=14, help="what they are drawn with")
    arguments = parser.parse_args()
    made = [(path, *mutant) for path in arguments.modules for mutant in mutants(path.read_text(encoding="utf-8"))]
    if arguments.sample:
        made = random.Random(arguments.seed).sample(made, min(arguments.sample, len(made)))
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder)
        shutil.copytree(ROOT / "src/lke_cli", copied / "lke_cli")
        shutil.copytree(ROOT / "rubrics", copied / "lke_cli/rubrics", dirs_exist_ok=True)
        if (ROOT / "instruments").is_dir():
            shutil.copytree(ROOT / "instruments", copied / "lke_cli/instruments", dirs_exist_ok=True)
        if noticed(copied, arguments.tests):
            sys.exit("The tests fail without any change; nothing can be told.")
        lived = 0
        for path, line, change, make in made:
            place = copied / path.resolve().relative_to(ROOT / "src")
            whole = place.read_text(encoding="utf-8")
            place.write_text(make(), encoding="utf-8")
            if not noticed(copied, arguments.tests):
                lived += 1
                print(f"lived: {path}:{line}: {change}", flush=True)
            place.write_text(whole, encoding="utf-8")
    print(f"{len(made) - lived} of {len(made)} changes were noticed ({(len(made) - lived) / max(1, len(made)):.0%})")


if __name__ == "__main__":
    main()
