"""How many falls a minimum can be made to stand at all, and what can be reached at best.

Both are worked out without the solver, from the best that each question can get.
"""

from lke_cli.numbers import reaches
from lke_cli.planning.model import Bound, PlanProblem


def most(problem: PlanProblem, bound: Bound) -> float:
    """Return the most points that a minimum's node can reach. Exact: groups are chosen apart from each other."""
    return sum(
        max(
            sum(bound.weights.get(code, 0.0) * value for code, value in zip(group.questions, state.values, strict=True))
            for state in group.states
        )
        for group in problem.groups
    )


def stands(problem: PlanProblem, bound: Bound, falls: int) -> int:
    """Return how many falls, of so many, a minimum could stand where each question has the best it can get.

    No plan makes it stand more: a fall leaves at most the best that any state leaves after one. Where a rule ties
    questions together so that not all can be best at once, it may be less; the solver then proves that.
    """
    best, left = [], []
    for group in problem.groups:
        for place, code in enumerate(group.questions):
            weight = bound.weights.get(code, 0.0)
            if weight:
                best.append(weight * max(state.values[place] for state in group.states))
                left.append(weight * max(state.values[place] - state.falls[place] for state in group.states))
    lost = sorted((high - low for high, low in zip(best, left, strict=True)), reverse=True)
    points = sum(best)
    for stood, loss in enumerate(lost[:falls]):
        points -= loss
        if not reaches(points, bound.required):
            return stood
    return falls
