"""How many respondents are enough (Krejcie & Morgan 1970), and how to spread them."""

import math
from collections.abc import Mapping, Sequence

from lke_cli.results import PlannedMonth, PlannedService, SamplePlan

# Chi-square of one degree of freedom at 95 %, the proportion that needs most respondents, and the error they allow.
_CHI_SQUARE, _P, _D = 3.841, 0.5, 0.05


def sample_size(population: int) -> int:
    """Return the respondents needed for a population of at least 1, by Krejcie & Morgan's formula, rounded half up."""
    spread = _CHI_SQUARE * _P * (1 - _P)
    exact = spread * population / (_D**2 * (population - 1) + spread)
    return min(population, max(1, math.floor(exact + 0.5)))


def spread_by_share(total: int, shares: Mapping[str, float]) -> dict[str, int]:
    """Return whole numbers in proportion to shares (0 or more, some above 0) that add up to ``total``.

    The largest remainders are rounded up; among equal ones, those that come first.
    """
    whole = math.fsum(shares.values())
    exact = {name: total * share / whole for name, share in shares.items()}
    given = {name: math.floor(value + 1e-9) for name, value in exact.items()}
    by_remainder = sorted(exact, key=lambda name: round(given[name] - exact[name], 9))
    for name in by_remainder[: total - sum(given.values())]:
        given[name] += 1
    return given


def plan_sample(population: int, services: Mapping[str, int], months: Sequence[str]) -> SamplePlan:
    """Spread the sample over services by their population, and over months evenly; either may be empty.

    With both, each service's part is spread over the months, what is left over going to the month with the fewest.
    """
    needed = sample_size(population)
    parts = spread_by_share(needed, services) if services else {"": needed}
    totals = [0] * len(months)
    planned = []
    for name, part in parts.items():
        by_month = _evenly(part, totals)
        totals = [total + more for total, more in zip(totals, by_month, strict=True)]
        if name:
            own = services[name]
            planned.append(PlannedService(name, own, part, sample_size(own), tuple(by_month)))
    return SamplePlan(
        population,
        needed,
        tuple(planned),
        tuple(PlannedMonth(month, total) for month, total in zip(months, totals, strict=True)),
    )


def _evenly(part: int, totals: Sequence[int]) -> list[int]:
    if not totals:
        return []
    share, rest = divmod(part, len(totals))
    given = [share] * len(totals)
    for month in sorted(range(len(totals)), key=lambda i: totals[i])[:rest]:
        given[month] += 1
    return given
