"""What a finding says is made from values, which a program can read without taking a sentence apart."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from lke_cli.findings import Rule, Severity
from tests.conftest import ROOT

NO_VALUES = {"node", "cell", "cells", "severity", "advice"}
A_RULE = Rule("uji", Severity.WARNING, "Uji", "Betulkan isian itu.")


def _findings(path: Path) -> Iterator[ast.Call]:
    """Yield where findings are made."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "at" and node.args:
            yield node


def _sentences_in_pieces(path: Path) -> Iterator[str]:
    """Yield where a finding's message is an f-string, whose values are lost."""
    for node in _findings(path):
        if any(isinstance(part, ast.JoinedStr) for part in ast.walk(node.args[0])):
            yield f"{path.name}:{node.lineno}"


def _wrongly_filled_in(path: Path) -> Iterator[str]:
    """Yield where a message names other values than are given to it."""
    for node in _findings(path):
        message, given = node.args[0], {word.arg for word in node.keywords}
        if isinstance(message, ast.Constant) and isinstance(message.value, str) and None not in given:
            named = {name for _, name, _, _ in Formatter().parse(message.value) if name is not None}
            if given - NO_VALUES != named:
                yield f"{path.name}:{node.lineno} {sorted(map(str, named ^ (given - NO_VALUES)))}"


def test_no_message_is_put_together_before_it_is_handed_over() -> None:
    found = [place for path in (ROOT / "src").rglob("*.py") for place in _sentences_in_pieces(path)]
    assert found == []


def test_every_message_names_the_values_that_it_is_given() -> None:
    assert [place for path in (ROOT / "src").rglob("*.py") for place in _wrongly_filled_in(path)] == []


@pytest.mark.parametrize(
    ("line", "seen"), [('RULE.at(f"{a} b", node=c)', 1), ('RULE.at("{a} b", a=f"{a}.", node=c)', 0)]
)
def test_one_that_is_would_be_seen(tmp_path: Path, line: str, seen: int) -> None:
    module = tmp_path / "x.py"
    module.write_text(line, encoding="utf-8")
    assert len(list(_sentences_in_pieces(module))) == seen


def test_a_message_is_made_from_its_values_as_indonesians_write_them() -> None:
    finding = A_RULE.at("{unit}: {count} dari {total}, kurang {gap}.", unit="{x} A", count=1234, total=2000, gap=0.5)
    assert finding.message == "{x} A: 1.234 dari 2.000, kurang 0,50."
    assert finding.values == {"unit": "{x} A", "count": 1234, "total": 2000, "gap": 0.5}


def test_its_first_cell_is_where_it_stands() -> None:
    assert A_RULE.at("Dua sel.", cells=("LKE!A1", "LKE!B2")).cell == "LKE!A1"
    assert A_RULE.at("Satu sel.", cell="LKE!C3", cells=("LKE!A1",)).cells == ("LKE!C3", "LKE!A1")
    assert A_RULE.at("Tanpa sel.").cell is None
