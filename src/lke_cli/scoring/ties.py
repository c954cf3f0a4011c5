"""Questions that the rubric's consistency rules tie together: what one of them says bounds what another may say."""

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from lke_cli.record import bulk_record
from lke_cli.rubric import Consistency, Rubric

KnownAnswers = Mapping[str, float | None]
"""By code what rules may name: the value 0..1 of a question, the count of an input; None where it is not known."""


@bulk_record
class Tie:
    """Questions that hang together, in the order of the form, and the rules that tie them; most stand alone."""

    questions: tuple[str, ...]
    rules: tuple[Consistency, ...]


@lru_cache(maxsize=16)
def ties_of(rubric: Rubric) -> tuple[Tie, ...]:
    """Return all questions of a rubric, each in one tie."""
    owner = {code: rubric.parents[code] for code in rubric.inputs} | {code: code for code in rubric.questions}
    together = {code: {code} for code in rubric.questions}
    for rule in rubric.consistency:
        merged = set().union(*(together[owner[name]] for name in rule.names))
        for code in merged:
            together[code] = merged
    return tuple(_in_order(rubric, owner, together))


def _in_order(rubric: Rubric, owner: Mapping[str, str], together: Mapping[str, set[str]]) -> Iterator[Tie]:
    seen: set[str] = set()
    for code in rubric.questions:
        if code not in seen:
            seen |= together[code]
            members = tuple(question for question in rubric.questions if question in together[code])
            yield Tie(members, tuple(rule for rule in rubric.consistency if owner[rule.names[0]] in together[code]))


def contradicted(rules: Sequence[Consistency], known: KnownAnswers, rubric: Rubric) -> list[Consistency]:
    """Return the rules that cannot hold, whatever fills in what is not known."""
    return [rule for rule in rules if not _allowed(rule, known, rubric)]


def _allowed(rule: Consistency, known: KnownAnswers, rubric: Rubric) -> bool:
    ranges = {}
    for name in rule.names:
        value = known[name]
        highest = math.inf if name in rubric.inputs else 1.0
        ranges[name] = (0.0, highest) if value is None else (value, value)
    condition = rule.when_relation
    if condition is not None and not condition.holds(ranges):
        return True
    return rule.must_relation.holds(ranges) is not False


def same_counts(code: str, rules: Sequence[Consistency], counts: KnownAnswers) -> tuple[str, ...]:
    """Return a count and the others that rules such as ``x == y`` hold to be the same, where they are filled in."""
    same = [code]
    for rule in rules:
        relation = rule.must_relation
        plain = relation.sign == "==" and rule.when is None and relation.right is not None
        if plain and len(relation.left.terms) == 1 and relation.right and len(relation.right.terms) == 1:
            names = set(relation.names)
            if names & set(same) and all(sign > 0 for sign, _ in (*relation.left.terms, *relation.right.terms)):
                same += [name for name in relation.names if name not in same and counts.get(name) is not None]
    return tuple(same)
