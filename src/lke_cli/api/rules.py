"""The rules that findings are made from."""

from typing import TYPE_CHECKING

from lke_cli.errors import LkeError

if TYPE_CHECKING:
    from lke_cli.findings import Rule


RULES_IN = (
    "lke_cli.checking.rules",
    "lke_cli.workbook.rules",
    "lke_cli.scoring.rules",
    "lke_cli.surveys.rules",
    "lke_cli.evidence.rules",
)
"""Modules that declare rules."""


def all_rules() -> "tuple[Rule, ...]":
    """Return every rule that findings are made from, in the order of their ids."""
    from importlib import import_module

    from lke_cli.findings import RULES

    for module in RULES_IN:
        import_module(module)
    return tuple(rule for _, rule in sorted(RULES.items()))


def rule_named(name: str) -> "Rule":
    """Return a rule by its id. Raises LkeError, with the ids nearest to it, where there is none."""
    from difflib import get_close_matches

    rules = {rule.id: rule for rule in all_rules()}
    wanted = name.strip().strip("[]").lower()
    if wanted not in rules:
        near = get_close_matches(wanted, rules, n=3) or [rule for rule in rules if wanted in rule][:3]
        hint = f"mungkin {', '.join(near)}" if near else "lihat semuanya dengan lke explain"
        raise LkeError(f"Aturan '{name}' tidak ada; {hint}.")
    return rules[wanted]
