"""Another way of the same cost that is near, one step less here and one more there: sooner tried than solved."""

import itertools
from collections.abc import Iterator, Mapping, Sequence

from lke_cli.planning.model import PlanProblem, is_met

TRIED = 300
"""Exchanges that are tried, those that lose least first."""


def exchanged(problem: PlanProblem, chosen: Sequence[int], falls: Mapping[str, int]) -> tuple[int, ...] | None:
    """Return a choice of the same cost that differs in two groups and meets the minimums in ``falls`` after so many
    falls; None where none of those that were tried does, which proves nothing."""
    exchanges = sorted(_exchanges(problem, chosen, falls), key=lambda exchange: -exchange[0])
    for _, changes in exchanges[:TRIED]:
        then = list(chosen)
        for group, state in changes:
            then[group] = state
        if is_met(problem, then, falls):
            return tuple(then)
    return None


def _exchanges(
    problem: PlanProblem, chosen: Sequence[int], falls: Mapping[str, int]
) -> Iterator[tuple[float, tuple[tuple[int, int], tuple[int, int]]]]:
    """Yield pairs of changes that together cost nothing, with the points that they add over all minimums."""
    by_cost: dict[float, list[tuple[float, tuple[int, int]]]] = {}
    bounds = [bound for bound in problem.bounds if bound.node in falls]
    for number, (group, now) in enumerate(zip(problem.groups, chosen, strict=True)):
        weights = [sum(bound.weights.get(code, 0.0) for bound in bounds) for code in group.questions]
        for place, state in enumerate(group.states):
            if place != now:
                values = zip(weights, state.values, group.states[now].values, strict=True)
                adds = sum(weight * (then - before) for weight, then, before in values)
                cost = round(state.cost - group.states[now].cost, 6)
                by_cost.setdefault(cost, []).append((adds, (number, place)))
    for cost, dearer in by_cost.items():
        if cost > 0:
            for one, other in itertools.product(dearer, by_cost.get(-cost, ())):
                if one[1][0] != other[1][0]:
                    yield one[0] + other[0], (one[1], other[1])
