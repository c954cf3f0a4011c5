"""``lke explain``: what a finding means and what is to be done about it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lke_cli.api import all_rules
from lke_cli.findings import Rule
from tests.conftest import ROOT, Run


def test_a_rule_is_explained(lke: Run) -> None:
    code, out, _ = lke("explain", "half-below")
    assert code == 0
    said = " ".join(out.split())
    assert "Arti: Salah satu bagian area di bawah rasio minimal." in said
    assert "Mengapa: Sebagian instansi mensyaratkan" in said
    assert "Yang perlu dilakukan: Sebagian instansi" in said
    assert "Sumber: kebiasaan instansi" in said


def test_what_stands_in_brackets_behind_a_finding_can_be_pasted(lke: Run) -> None:
    shown = lke("score", next((ROOT / "samples").glob("*Contoh*.xlsx")), "--detail")[1]
    rule = re.search(r"\[([a-z-]+)\]", shown)
    assert rule is not None
    assert lke("explain", rule.group(0))[0] == 0


def test_without_a_name_all_rules_are_told(lke: Run) -> None:
    out = lke("explain")[1]
    assert all(rule.id in out for rule in all_rules())


@pytest.mark.parametrize(("typed", "hint"), [("half-belo", "mungkin half-below"), ("cuaca", "lke explain")])
def test_an_unknown_rule_is_said_with_the_nearest(lke: Run, typed: str, hint: str) -> None:
    code, out, err = lke("explain", typed)
    assert (code, out) == (2, "")
    assert f"Aturan '{typed}' tidak ada" in err
    assert hint in err


def _named_in_reports() -> Iterator[str]:
    """Yield the ids of rules that reports name."""
    for path in Path(ROOT / "src/lke_cli/report").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                named = node.targets[0].id
                if named in ("_OWN_TABLE", "_SPREADS", "_COMPARED", "_TOLD_BY", "_CLAIM_WITHOUT"):
                    yield from (
                        part.value
                        for part in ast.walk(node.value)
                        if isinstance(part, ast.Constant) and isinstance(part.value, str) and "-" in part.value
                    )


def test_a_report_names_no_rule_that_is_not_declared() -> None:
    named, declared = set(_named_in_reports()), {rule.id for rule in all_rules()}
    assert len(named) > 10
    assert named <= declared


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_every_rule_says_what_it_is_why_it_matters_and_how_it_is_mended(rule: Rule) -> None:
    assert rule.title
    assert not rule.title.endswith(".")
    for sentence in (rule.why, rule.advice):
        assert sentence.endswith(".")
        assert len(sentence.split()) > 3
    assert rule.source
    assert rule.why != rule.title
