"""In which order the steps of a plan are taken: what closes most of what is missing first, then what secures most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lke_cli.numbers import reaches
from lke_cli.plan.model import Bound, Problem


@dataclass(frozen=True, slots=True)
class Taken:
    """A group that moves. closes, secures: nodes whose minimum is met, or stands all its falls, from then on."""

    group: int
    closes: tuple[str, ...]
    secures: tuple[str, ...]


def ordered(problem: Problem, chosen: Sequence[int], falls: Mapping[str, int]) -> list[Taken]:
    """Return the groups that move, in the order to take them. falls: by node that is planned for."""
    bounds = [bound for bound in problem.bounds if bound.node in falls]
    adds = [sum(_gain(problem, group, number, bound) for bound in bounds) for group, number in enumerate(chosen)]
    now, left = [0] * len(chosen), [group for group, number in enumerate(chosen) if number]
    met, secure = _state(problem, bounds, now, falls)
    order = []
    while left:
        use = {group: _use(problem, bounds, _with(now, group, chosen[group]), falls) for group in left}
        best = min(left, key=lambda group: (use[group], -adds[group], problem.groups[group].states[chosen[group]].cost))
        now = _with(now, best, chosen[best])
        left.remove(best)
        met_then, secure_then = _state(problem, bounds, now, falls)
        order.append(
            Taken(
                best,
                tuple(bound.node for bound in bounds if bound.node in met_then - met),
                tuple(bound.node for bound in bounds if bound.node in secure_then - secure and falls[bound.node]),
            )
        )
        met, secure = met_then, secure_then
    return order


def _with(now: Sequence[int], group: int, number: int) -> list[int]:
    then = list(now)
    then[group] = number
    return then


def _gain(problem: Problem, group: int, number: int, bound: Bound) -> float:
    each = problem.groups[group]
    pairs = zip(each.states[number].values, each.states[0].values, strict=True)
    return sum(
        bound.weights.get(code, 0.0) * (then - now) for code, (then, now) in zip(each.questions, pairs, strict=True)
    )


def _use(
    problem: Problem, bounds: Sequence[Bound], then: Sequence[int], falls: Mapping[str, int]
) -> tuple[float, float]:
    """Return what would still be missing, of the minimums and of their reserves; rounded, for noise is no order."""
    missing = insecure = 0.0
    for bound in bounds:
        points = problem.points(bound, then)
        missing += max(0.0, bound.required - points)
        insecure += max(0.0, bound.required - points + problem.lost(bound, then, falls[bound.node]))
    return round(missing, 7), round(insecure, 7)


def _state(
    problem: Problem, bounds: Sequence[Bound], now: Sequence[int], falls: Mapping[str, int]
) -> tuple[set[str], set[str]]:
    met, secure = set(), set()
    for bound in bounds:
        points = problem.points(bound, now)
        if reaches(points, bound.required):
            met.add(bound.node)
        if reaches(points - problem.lost(bound, now, falls[bound.node]), bound.required):
            secure.add(bound.node)
    return met, secure
