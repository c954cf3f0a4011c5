"""Ketahanan: how many answers may fall one step before a unit fails, and what a random review leaves of it.

No solver is needed: a minimum fails soonest where its largest losses come first, so they are sorted and added up.
"""

import math
import random
from collections.abc import Mapping, Sequence
from functools import lru_cache

from lke_cli.numbers import reaches
from lke_cli.results.score import Defended, Resilience, ReviewShare, Scorecard
from lke_cli.rubric.model import Rubric
from lke_cli.scoring.falls import choice_fall, ratio_fall, shares

DEFENDED = 3
"""Questions that are named to be defended first."""
SIMULATIONS = 10_000
_SEED = 90_2021
_Z95 = 1.959964


def losses(card: Scorecard, rubric: Rubric) -> dict[str, float]:
    """Return, by question, the points that it loses by falling one step; questions that cannot fall are left out."""
    counts: dict[str, dict[str, float]] = {}
    for each in card.inputs:
        if each.count is not None:
            counts.setdefault(each.question, {})[_name(rubric, each.code)] = each.count
    found = {}
    for answered in card.questions:
        value = answered.value
        if not value:
            continue
        scale = rubric.scales[answered.scale]
        if scale.kind == "choice":
            loss = choice_fall(scale, value)
        elif scale.kind == "ratio":
            loss = ratio_fall(rubric.questions[answered.code], counts.get(answered.code, {}))
        else:
            continue
        if loss > 0:
            found[answered.code] = loss * answered.weight
    return found


@lru_cache(maxsize=16)
def _names(rubric: Rubric) -> Mapping[str, str]:
    return {code: each.name for code, each in rubric.inputs.items()}


def _name(rubric: Rubric, code: str) -> str:
    return _names(rubric)[code]


def falls_until_missed(score: float, required: float, lost: Sequence[float]) -> int | None:
    """Return the fewest losses that take a score below what is required; None where all of them do not.

    lost: points, largest first.
    """
    for number, loss in enumerate(lost, 1):
        score -= loss
        if not reaches(score, required):
            return number
    return None


def resilience(card: Scorecard, rubric: Rubric) -> Resilience | None:
    """Return how many answers may fall before a scorecard fails; None where it fails already."""
    if not card.met:
        return None
    lost = losses(card, rubric)
    ranked = sorted(lost, key=lambda code: -lost[code])
    counted = shares(rubric)
    fewest, where = None, None
    for minimum in card.minimums:
        if minimum.reached is None:
            continue
        inside = counted[minimum.node]
        first = [lost[code] * inside[code] for code in ranked if code in inside]
        falls = falls_until_missed(minimum.reached, minimum.required, first)
        if falls is not None and (fewest is None or falls < fewest):
            fewest, where = falls, minimum
    if where is None:
        return Resilience(None, None, None, None, ())
    inside = counted[where.node]
    defended = [code for code in ranked if code in inside][:DEFENDED]
    by_code = {each.code: each for each in card.questions if each.code in defended}
    return Resilience(
        fewest,
        where.node,
        where.label,
        (where.reached or 0.0) - where.required,
        tuple(
            Defended(code, by_code[code].label, by_code[code].answer, by_code[code].cell, lost[code] * inside[code])
            for code in defended
        ),
    )


def review_share(card: Scorecard, rubric: Rubric, chance: float, *, simulations: int = SIMULATIONS) -> ReviewShare:
    """Return the share of random reviews that a scorecard passes: each answer falls one step with this chance.

    chance: above 0, below 1. The seed is fixed, so the same scorecard gives the same share. The error is half the 95 %
    interval of the share (Wilson), which holds near 0 and 1 as well.
    """
    lost, counted = losses(card, rubric), shares(rubric)
    codes, inside = list(lost), [counted[minimum.node] for minimum in card.minimums]
    effects = [
        [(number, lost[code] * times[code]) for number, times in enumerate(inside) if code in times] for code in codes
    ]
    slack = [(-math.inf if m.reached is None else m.reached - m.required) for m in card.minimums]
    passed = simulations if card.met else 0
    if card.met:
        chances, per_gap = random.Random(_SEED), math.log1p(-chance)
        for _ in range(simulations):
            taken = [0.0] * len(slack)
            at = int(math.log(1.0 - chances.random()) / per_gap)  # so many answers stand before the next one falls
            while at < len(codes):
                for number, loss in effects[at]:
                    taken[number] += loss
                at += 1 + int(math.log(1.0 - chances.random()) / per_gap)
            passed -= any(not reaches(left, loss) for left, loss in zip(slack, taken, strict=True))
    share, squared = passed / simulations, _Z95**2
    spread = math.sqrt(share * (1 - share) / simulations + squared / (4 * simulations**2))
    return ReviewShare(chance, share, _Z95 * spread / (1 + squared / simulations), simulations)
