"""The one currency for "something is wrong": a finding, made from a rule that is documented here once.

Every room of the code reports through :class:`Finding`; every report shows findings and invents none.
Rule ids are stable: they stand in JSON output and people filter by them.
"""

import string
from collections.abc import Iterable, Mapping
from dataclasses import field
from enum import StrEnum

from lke_cli.numbers import format_number, format_plain
from lke_cli.record import record


class Severity(StrEnum):
    """How much a finding matters: an error makes the exit code 1, a warning wants a look, info explains a value."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


SEVERITY_LABELS = {Severity.ERROR: "galat", Severity.WARNING: "peringatan", Severity.INFO: "catatan"}


_Value = str | int | float
"""What a finding says about what it found: a text, a count, a score."""


@record
class Finding:
    """One thing that is wrong, doubtful or worth knowing.

    rule: id of the :class:`Rule` it was made from. node: code in the rubric, or None. cell: where it was seen,
    as ``SHEET!K12`` (or a path for evidence), or None. message, advice: Indonesian sentences. cells: all places that
    it speaks of, the first of them ``cell``. values: what the message was made from, under English names. title: of
    its rule, so that a report needs no list of rules.
    """

    rule: str
    severity: Severity
    node: str | None
    cell: str | None
    message: str
    advice: str
    cells: tuple[str, ...] = ()
    values: Mapping[str, _Value] = field(default_factory=dict, hash=False)
    title: str = ""


class _Indonesian(string.Formatter):
    """Fills in a message: counts with dots, other numbers with a decimal comma and two decimals (``{gap:3}``: three,
    ``{typed:plain}``: as many as were typed)."""

    def format_field(self, value: object, format_spec: str) -> str:
        if isinstance(value, int | float) and not isinstance(value, bool):
            if format_spec == "plain":
                return format_plain(value)
            return format_number(value, int(format_spec) if format_spec else 0 if isinstance(value, int) else 2)
        return str(value)


_INDONESIAN = _Indonesian()


@record
class Rule:
    """A kind of finding: its id, how bad it is, what it means and what to do about it (Indonesian).

    why: why it matters, where the title does not say so. source: the regulation or practice that it rests on.
    """

    id: str
    severity: Severity
    title: str
    advice: str
    why: str = ""
    source: str = ""

    def at(
        self,
        message: str,
        *,
        node: str | None = None,
        cell: str | None = None,
        cells: Iterable[str] = (),
        severity: Severity | None = None,
        advice: str | None = None,
        **values: _Value,
    ) -> Finding:
        """Return a finding of this rule; severity and advice default to the rule's own.

        message: with a ``{name}`` for each of the values; without values it is taken as it stands. cells: where several
        places are spoken of; the first is the finding's ``cell`` where none is named.
        """
        sentence = _INDONESIAN.vformat(message, (), values) if values else message
        places = tuple(dict.fromkeys([*([cell] if cell else ()), *cells]))
        first = places[0] if places else None
        return Finding(
            self.id, severity or self.severity, node, first, sentence, advice or self.advice, places, values, self.title
        )


RULES: dict[str, Rule] = {}


def rule(id: str, severity: Severity, title: str, advice: str, *, why: str = "", source: str = "") -> Rule:
    """Register a rule. Ids are unique: a second one with the same id is a programming error (ValueError)."""
    if id in RULES:
        raise ValueError(f"rule {id!r} is defined twice")
    RULES[id] = made = Rule(id, severity, title, advice, why, source)
    return made


def has_errors(findings: Iterable[Finding]) -> bool:
    """Return whether any finding is an error, which makes the exit code 1."""
    return any(finding.severity is Severity.ERROR for finding in findings)
