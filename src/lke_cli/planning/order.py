"""In which order the steps of a plan are taken: what closes most of what is missing first, then what secures most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from lke_cli.numbers import reaches
from lke_cli.planning.model import Bound, GroupState, PlanProblem


@dataclass(frozen=True, slots=True)
class TakenGroup:
    """A group that moves. closes, secures: nodes whose minimum is met, or stands all its falls, from then on."""

    group: int
    closes: tuple[str, ...]
    secures: tuple[str, ...]


def ordered(problem: PlanProblem, chosen: Sequence[int], falls: Mapping[str, int]) -> list[TakenGroup]:
    """Return the groups that move, in the order to take them. falls: by node that is planned for."""
    tallies = [_Tally(problem, bound, chosen, falls[bound.node]) for bound in problem.bounds if bound.node in falls]
    adds = [sum(tally.gain(group) for tally in tallies) for group in range(len(chosen))]
    costs = [group.states[number].cost for group, number in zip(problem.groups, chosen, strict=True)]
    left, order = [group for group, number in enumerate(chosen) if number], []
    while left:
        use = {group: _use(tallies, group) for group in left}
        best = min(left, key=lambda group: (use[group], -adds[group], costs[group]))
        left.remove(best)
        met, secure = ({tally.node for tally in tallies if getattr(tally, name)} for name in ("met", "secure"))
        for tally in tallies:
            tally.take(best)
        order.append(
            TakenGroup(
                best,
                tuple(tally.node for tally in tallies if tally.met and tally.node not in met),
                tuple(tally.node for tally in tallies if tally.secure and tally.node not in secure and tally.falls),
            )
        )
    return order


def _use(tallies: Sequence["_Tally"], group: int) -> tuple[float, float]:
    """Return what would still be missing after a group, of the minimums and of their reserves; rounded, for noise is no
    order."""
    lacks = [tally.lacks(group) for tally in tallies]
    return round(sum(missing for missing, _ in lacks), 7), round(sum(insecure for _, insecure in lacks), 7)


class _Tally:
    """What a minimum's node has while groups are taken one after another."""

    def __init__(self, problem: PlanProblem, bound: Bound, chosen: Sequence[int], falls: int) -> None:
        self.node, self.required, self.falls = bound.node, bound.required, falls
        self._points = problem.points(bound, [0] * len(chosen))
        self._losses: dict[int, tuple[float, ...]] = {}  # by group of this node, as it now is
        self._then: dict[int, tuple[float, tuple[float, ...]]] = {}  # by group that moves: gain, and losses after it
        for number, (group, then) in enumerate(zip(problem.groups, chosen, strict=True)):
            weights = [bound.weights.get(code, 0.0) for code in group.questions]
            if any(weights):
                now, moved = group.states[0], group.states[then]
                self._losses[number] = _losses(weights, now)
                self._then[number] = (_points(weights, moved) - _points(weights, now), _losses(weights, moved))
        self._lacks = self._lacking(self._points, self._losses)

    def gain(self, group: int) -> float:
        """Return the points that a group's move gives."""
        return self._then[group][0] if group in self._then else 0.0

    def lacks(self, group: int) -> tuple[float, float]:
        """Return what the minimum, and its reserve, would lack after a group's move."""
        if group not in self._then:
            return self._lacks
        gain, losses = self._then[group]
        return self._lacking(self._points + gain, {**self._losses, group: losses})

    def take(self, group: int) -> None:
        """Let a group move."""
        if group in self._then:
            gain, self._losses[group] = self._then[group]
            self._points += gain
            self._lacks = self._lacking(self._points, self._losses)

    @property
    def met(self) -> bool:
        """Whether the minimum is met."""
        return reaches(self._points, self.required)

    @property
    def secure(self) -> bool:
        """Whether it is met after all its falls."""
        return reaches(self._points - self._lost(self._losses), self.required)

    def _lost(self, losses: Mapping[int, tuple[float, ...]]) -> float:
        return sum(nlargest(self.falls, (loss for of_one in losses.values() for loss in of_one))) if self.falls else 0.0

    def _lacking(self, points: float, losses: Mapping[int, tuple[float, ...]]) -> tuple[float, float]:
        missing = self.required - points
        return max(0.0, missing), max(0.0, missing + self._lost(losses))


def _points(weights: Sequence[float], state: GroupState) -> float:
    return sum(weight * value for weight, value in zip(weights, state.values, strict=True))


def _losses(weights: Sequence[float], state: GroupState) -> tuple[float, ...]:
    return tuple(weight * fall for weight, fall in zip(weights, state.falls, strict=True))
