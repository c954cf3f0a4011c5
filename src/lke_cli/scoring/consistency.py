"""Do the numbers agree? The rubric's consistency rules, checked on what is filled in."""

from collections.abc import Iterator, Mapping

from lke_cli.answers.given import Answers
from lke_cli.answers.reading import Reading, read_answer
from lke_cli.findings import Finding, Severity
from lke_cli.numbers import format_number
from lke_cli.rubric.model import Consistency, Rubric
from lke_cli.scoring import rules


def contradictions(rubric: Rubric, answers: Answers, readings: Mapping[str, Reading]) -> Iterator[Finding]:
    """Yield a finding per rule that does not hold, with the values and cells on both sides."""
    if not rubric.consistency:
        return
    values = {code: reading.value for code, reading in readings.items() if reading.value is not None}
    for code in rubric.inputs:
        given = answers.get(code)
        reading = read_answer(given.answer, rubric.count_scale, rubric.unanswered_texts) if given else None
        if reading and reading.value is not None:
            values[code] = reading.value
    for each in rubric.consistency:
        condition = each.when_relation
        names = (*each.must_relation.names, *(condition.names if condition else ()))
        if any(name not in values for name in names):
            continue
        if (condition is None or condition.holds(values)) and not each.must_relation.holds(values):
            yield _finding(each, tuple(dict.fromkeys(names)), rubric, answers, readings, values)


def _finding(
    each: Consistency,
    names: tuple[str, ...],
    rubric: Rubric,
    answers: Answers,
    readings: Mapping[str, Reading],
    values: Mapping[str, float],
) -> Finding:
    said = []
    for name in names:
        shown = readings[name].shown if name in readings else format_number(values[name], 0)
        cell = (answers[name].cell or "").rsplit("!", 1)[-1]
        said.append(f"{rubric.label(name)} {shown} ({name}, {cell})")
    node = names[0] if names[0] in rubric.questions else rubric.parents[names[0]]
    return rules.INCONSISTENT.at(
        f"{each.message}: {'; '.join(said)}.",
        node=node,
        cell=answers[names[0]].cell,
        severity=Severity(each.severity),
    )
