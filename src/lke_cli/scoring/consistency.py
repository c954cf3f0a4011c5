"""Do the numbers agree? The rubric's consistency rules, checked on what is filled in."""

import math
from collections.abc import Iterator, Mapping

from lke_cli.answers import Answers, Reading
from lke_cli.findings import Finding, Severity
from lke_cli.numbers import format_number
from lke_cli.rubric import Consistency, Limits, Rubric
from lke_cli.scoring import rules

_ANY_COUNT: Limits = (0.0, math.inf)
_ANY_VALUE: Limits = (0.0, 1.0)
_UNKNOWN = {
    "unanswered": "kosong",
    "invalid": "tidak sah",
    "uncomputed": "belum dihitung",
    "not-found": "tidak ditemukan",
}


def contradictions(
    rubric: Rubric, answers: Answers, readings: Mapping[str, Reading], counts: Mapping[str, Reading]
) -> Iterator[Finding]:
    """Yield a finding per rule that cannot hold, whatever fills the blanks, with the values and cells on both sides.

    readings, counts: of questions and of inputs, by code.
    """
    for consistency in rubric.consistency:
        condition = consistency.when_relation
        ranges = {
            name: _limits(counts.get(name) or readings[name], name in rubric.inputs) for name in consistency.names
        }
        if (condition is None or condition.holds(ranges)) and consistency.must_relation.holds(ranges) is False:
            yield _finding(consistency, rubric, answers, {**readings, **counts})


def _limits(reading: Reading, count: bool) -> Limits:
    if reading.value is not None:
        return reading.value, reading.value
    return _ANY_COUNT if count else _ANY_VALUE


def _finding(consistency: Consistency, rubric: Rubric, answers: Answers, readings: Mapping[str, Reading]) -> Finding:
    sides, names = [], consistency.names
    for name in names:
        reading, given = readings[name], answers.get(name)
        number = name in rubric.inputs and reading.value is not None
        shown = format_number(reading.value, 0) if number else reading.shown or _UNKNOWN[reading.state]
        cell = ((given.cell if given else None) or "").rsplit("!", 1)[-1]
        sides.append(f"{rubric.label(name)} {shown} ({name}{', ' if cell else ''}{cell})")
    node = names[0] if names[0] in rubric.questions else rubric.parents[names[0]]
    place = answers.get(names[0])
    return rules.INCONSISTENT.at(
        "{rule}: {entries}.",
        rule=consistency.message,
        entries="; ".join(sides),
        node=node,
        cell=place.cell if place else None,
        severity=Severity(consistency.severity),
    )
