"""The cheapest way to a unit's minimums that survives a review; how far it has come; what would be if.

In comes a scored workbook, out goes a PlanResult, PlansResult, TrackResult or SimulateResult.
"""

from typing import TYPE_CHECKING

from lke_cli.doors import opened

if TYPE_CHECKING:
    from lke_cli.planning.simulate import moves_of_plan, parse_set, simulate_moves
    from lke_cli.planning.track import read_plan, track_plan
    from lke_cli.planning.when import days_until, parse_chance
    from lke_cli.planning.work import Held, Planner, PlanWork, plan_units, read_answers

__all__ = [
    "Held",
    "PlanWork",
    "Planner",
    "days_until",
    "moves_of_plan",
    "parse_chance",
    "parse_set",
    "plan_units",
    "read_answers",
    "read_plan",
    "simulate_moves",
    "track_plan",
]

__getattr__ = opened(
    __name__,
    simulate="moves_of_plan parse_set simulate_moves",
    track="read_plan track_plan",
    when="days_until parse_chance",
    work="Held PlanWork Planner plan_units read_answers",
)
