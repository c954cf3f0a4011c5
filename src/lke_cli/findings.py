"""The one currency for "something is wrong": a finding, made from a rule that is documented here once.

Every room of the code reports through :class:`Finding`; every report shows findings and invents none.
Rule ids are stable: they stand in JSON output and people filter by them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters: an error makes the exit code 1, a warning wants a look, info explains a value."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


SEVERITY_LABELS = {Severity.ERROR: "galat", Severity.WARNING: "peringatan", Severity.INFO: "catatan"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, doubtful or worth knowing.

    rule: id of the :class:`Rule` it was made from. node: code in the rubric, or None. cell: where it was seen,
    as ``SHEET!K12`` (or a path for evidence), or None. message, advice: Indonesian sentences.
    """

    rule: str
    severity: Severity
    node: str | None
    cell: str | None
    message: str
    advice: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of finding: its id, how bad it is, what it means and what to do about it (Indonesian)."""

    id: str
    severity: Severity
    title: str
    advice: str

    def at(
        self,
        message: str,
        *,
        node: str | None = None,
        cell: str | None = None,
        severity: Severity | None = None,
        advice: str | None = None,
    ) -> Finding:
        """Return a finding of this rule at a node and cell; severity and advice default to the rule's own."""
        return Finding(self.id, severity or self.severity, node, cell, message, advice or self.advice)


RULES: dict[str, Rule] = {}


def rule(id: str, severity: Severity, title: str, advice: str) -> Rule:
    """Register a rule. Ids are unique: a second one with the same id is a programming error (ValueError)."""
    if id in RULES:
        raise ValueError(f"rule {id!r} is defined twice")
    RULES[id] = made = Rule(id, severity, title, advice)
    return made


def has_errors(findings: Iterable[Finding]) -> bool:
    """Return whether any finding is an error, which makes the exit code 1."""
    return any(finding.severity is Severity.ERROR for finding in findings)
