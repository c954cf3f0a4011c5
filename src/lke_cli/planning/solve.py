"""The cheapest choice of states, proved by mixed integer programming (HiGHS). The only place that knows the solver.

A minimum must hold after any ``k`` answers fall one step. For a fixed choice the worst ``k`` falls take the ``k``
largest losses; their sum is the optimum of a linear program with whole corners, and its dual, ``k * theta + sum(pi)``
with ``theta + pi[q] >= loss[q]``, stands in the model instead (Bertsimas and Sim, *The Price of Robustness*, 2004).
So the model is exact, not an estimate. What comes back is a rounded choice; the caller holds it against the scorer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from lke_cli.planning.model import PlanProblem

_FEASIBLE = 1e-9
_GAP = 1e-6
_SECONDS = 60.0
"""After which a solve is given up, with what it has: the bound then says how far from the optimum it may be."""


@dataclass(frozen=True, slots=True)
class Solution:
    """chosen: the number of each group's state, None where there is none. bound: no choice costs less.

    optimal: proved. infeasible: proved that no choice does it.
    """

    chosen: tuple[int, ...] | None
    bound: float
    optimal: bool
    infeasible: bool


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of the solver.

    falls: how many answers each minimum must stand, by node; nodes that are not in it need not be met. margins: points
    above the minimum, by node. cap: the most it may cost. without: choices that do not count.
    """

    falls: Mapping[str, int]
    margins: Mapping[str, float]
    cap: float | None = None
    without: tuple[tuple[int, ...], ...] = ()


def cheapest(problem: PlanProblem, ask: Ask) -> Solution:
    """Return the cheapest choice under which every minimum in ``ask.falls`` is met after so many falls."""
    return _asked(_Model(problem), problem, ask).solve()


def another(problem: PlanProblem, ask: Ask) -> Solution:
    """Return any choice that ``ask`` allows, whatever it costs; found sooner than the cheapest."""
    return _asked(_Model(problem, costs=False), problem, ask).solve()


def _asked(model: "_Model", problem: PlanProblem, ask: Ask) -> "_Model":
    model.limit(ask)
    for bound in problem.bounds:
        if bound.node in ask.falls:
            model.require(bound.node, ask.falls[bound.node], ask.margins.get(bound.node, 0.0))
    return model


def best_within(problem: PlanProblem, nodes: Sequence[str], cap: float) -> Solution:
    """Return the best choice within a cost: the fewest of some minimums missed, then the largest smallest margin of
    those that are met, then the least cost. ``bound`` is the cost."""
    few = _Model(problem, costs=False)
    few.limit(Ask({}, {}, cap))
    missed = [few.column(1.0, 0.0, 1.0, whole=True) for _ in nodes]
    for node, column in zip(nodes, missed, strict=True):
        few.require(node, 0, 0.0, missed=column)
    first = few.solve()
    if first.chosen is None:
        return first
    wide = _Model(problem, costs=False)
    wide.limit(Ask({}, {}, cap))
    margin = wide.column(-1.0, 0.0, sum(sum(bound.weights.values()) for bound in problem.bounds))
    columns = [wide.column(0.0, 0.0, 1.0, whole=True) for _ in nodes]
    for node, column in zip(nodes, columns, strict=True):
        wide.require(node, 0, 0.0, missed=column, above=margin)
    wide.rows.append((-_INFINITE, round(first.bound) + 0.5, dict.fromkeys(columns, 1.0)))
    second = wide.solve()
    if second.chosen is None:
        return first
    bounds = {bound.node: bound for bound in problem.bounds}
    margins = {node: problem.points(bounds[node], second.chosen) - bounds[node].required for node in nodes}
    met = {node: above for node, above in margins.items() if above >= -_FEASIBLE}
    least = min(met.values(), default=0.0)
    third = cheapest(problem, Ask(dict.fromkeys(met, 0), dict.fromkeys(met, max(0.0, least - _GAP)), cap))
    proved = first.optimal and second.optimal
    if third.chosen is None:
        return Solution(second.chosen, second.bound, proved, False)
    return Solution(third.chosen, third.bound, proved and third.optimal, False)


class _Model:
    """A mixed integer program under construction: a 0/1 column per state, one state per group."""

    def __init__(self, problem: PlanProblem, *, costs: bool = True) -> None:
        self.problem = problem
        self.costs: list[float] = []
        self.lower: list[float] = []
        self.upper: list[float] = []
        self.whole: list[bool] = []
        self.rows: list[tuple[float, float, dict[int, float]]] = []
        self.states: list[list[int]] = [
            [self.column(state.cost if costs else 0.0, 0.0, 1.0, whole=True) for state in group.states]
            for group in problem.groups
        ]
        self.place = {
            code: (group, place)
            for group, variable in enumerate(problem.groups)
            for place, code in enumerate(variable.questions)
        }
        for columns in self.states:
            self.rows.append((1.0, 1.0, dict.fromkeys(columns, 1.0)))

    def column(self, cost: float, lower: float, upper: float, *, whole: bool = False) -> int:
        """Add a column and return its number."""
        self.costs.append(cost)
        self.lower.append(lower)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.costs) - 1

    def limit(self, ask: Ask) -> None:
        """Hold the cost under a cap, and leave out choices."""
        if ask.cap is not None:
            pairs = zip(self.states, self.problem.groups, strict=True)
            terms = {
                c: s.cost for columns, group in pairs for c, s in zip(columns, group.states, strict=True) if s.cost
            }
            self.rows.append((-_INFINITE, ask.cap + _GAP, terms))
        for chosen in ask.without:
            taken = {columns[number]: 1.0 for columns, number in zip(self.states, chosen, strict=True)}
            self.rows.append((-_INFINITE, len(chosen) - 1.0, taken))

    def require(
        self, node: str, falls: int, margin: float, *, missed: int | None = None, above: int | None = None
    ) -> None:
        """Hold a node at its minimum after falls. missed: a column that lifts it. above: a column of points above."""
        bound = next(other for other in self.problem.bounds if other.node == node)
        points: dict[int, float] = {}
        losses: list[dict[int, float]] = []
        for code, weight in bound.weights.items():
            group, place = self.place[code]
            lost: dict[int, float] = {}
            for column, state in zip(self.states[group], self.problem.groups[group].states, strict=True):
                points[column] = points.get(column, 0.0) + weight * state.values[place]
                if state.falls[place]:
                    lost[column] = weight * state.falls[place]
            if lost:
                losses.append(lost)
        if falls and losses:
            theta = self.column(0.0, 0.0, _INFINITE)
            points[theta] = -float(falls)
            for lost in losses:
                pi = self.column(0.0, 0.0, _INFINITE)
                points[pi] = -1.0
                self.rows.append((0.0, _INFINITE, {theta: 1.0, pi: 1.0, **{c: -loss for c, loss in lost.items()}}))
        if missed is not None:
            points[missed] = bound.required + sum(bound.weights.values())
        if above is not None:
            points[above] = -1.0
        self.rows.append((bound.required + margin, _INFINITE, {c: value for c, value in points.items() if value}))

    def solve(self) -> Solution:
        """Return what HiGHS finds, one thread and a fixed seed: the same model gives the same choice."""
        import highspy

        solver = _quiet(highspy)
        for option, value in _OPTIONS.items():
            solver.setOptionValue(option, value)
        solver.passModel(self._lp(highspy))
        solver.run()
        status = solver.getModelStatus()
        info = solver.getInfo()
        if status == highspy.HighsModelStatus.kInfeasible:
            return Solution(None, float("inf"), False, True)
        if info.primal_solution_status != 2:  # no choice found in time
            return Solution(None, info.mip_dual_bound, False, False)
        values = list(solver.getSolution().col_value)
        chosen = tuple(max(range(len(columns)), key=lambda n: values[columns[n]]) for columns in self.states)
        return Solution(chosen, info.mip_dual_bound, status == highspy.HighsModelStatus.kOptimal, False)

    def _lp(self, highspy: Any) -> Any:
        import numpy as np

        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.costs), len(self.rows)
        lp.col_cost_ = np.array(self.costs)
        lp.col_lower_, lp.col_upper_ = np.array(self.lower), np.array(self.upper)
        lp.row_lower_ = np.array([low for low, _, _ in self.rows])
        lp.row_upper_ = np.array([high for _, high, _ in self.rows])
        kinds = highspy.HighsVarType
        lp.integrality_ = [kinds.kInteger if whole else kinds.kContinuous for whole in self.whole]
        starts: list[int] = [0]
        columns: list[int] = []
        values: list[float] = []
        for _, _, terms in self.rows:
            columns += terms.keys()
            values += terms.values()
            starts.append(len(columns))
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(starts, dtype=np.int32)
        lp.a_matrix_.index_ = np.array(columns, dtype=np.int32)
        lp.a_matrix_.value_ = np.array(values)
        return lp


def _quiet(highspy: Any) -> Any:
    """Return a solver that prints nothing: one of HiGHS 1.16 prints its banner while it is made, when its callbacks
    are set up, which we need none of."""

    class Quiet(highspy.Highs):  # type: ignore[misc]
        def enableCallbacks(self) -> None:  # noqa: N802
            self.setOptionValue("output_flag", False)

    return Quiet()


_INFINITE = float("inf")
_OPTIONS: Mapping[str, bool | int | float | Literal["off"]] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": _GAP,
    "primal_feasibility_tolerance": _FEASIBLE,
    "mip_feasibility_tolerance": _FEASIBLE,
    "time_limit": _SECONDS,
}
