"""Ketahanan: how many answers may fall one step before a unit fails, and what a random review leaves of it.

No solver is needed: a minimum fails soonest where its largest losses come first, so they are sorted and added up.
"""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import itemgetter

from lke_cli.numbers import EPSILON, reaches
from lke_cli.results import Defended, MinimumResult, Resilience, ReviewShare, Scorecard
from lke_cli.rubric import Rubric
from lke_cli.scoring.falls import choice_fall, ratio_fall, shares

DEFENDED = 3
"""Questions that are named to be defended first."""
SIMULATIONS = 10_000
_SEED = 90_2021
_Z95 = 1.959964


def losses(card: Scorecard, rubric: Rubric) -> dict[str, float]:
    """Return, by question, the points that it loses by falling one step; questions that cannot fall are left out."""
    scales, counts = rubric.scales, _counts(card, rubric)
    losses_by_code = {}
    for answered in card.questions:
        if not answered.value:
            continue
        scale = scales[answered.scale]
        loss = 0.0
        if scale.kind == "choice":
            loss = choice_fall(scale, answered.value) * answered.weight
        elif scale.kind == "ratio":
            loss = ratio_fall(rubric.questions[answered.code], counts.get(answered.code, {})) * answered.weight
        if loss > 0:
            losses_by_code[answered.code] = loss
    return losses_by_code


def _counts(card: Scorecard, rubric: Rubric) -> dict[str, dict[str, float]]:
    """Return the counts of percentages that are filled in, by question and by their names in formulas."""
    names = _names(rubric)
    counts: dict[str, dict[str, float]] = {}
    for count in card.inputs:
        if count.count is not None:
            counts.setdefault(count.question, {})[names[count.code]] = count.count
    return counts


@lru_cache(maxsize=16)
def _names(rubric: Rubric) -> Mapping[str, str]:
    return {code: count.name for code, count in rubric.inputs.items()}


def resilience_of(card: Scorecard, rubric: Rubric) -> Resilience | None:
    """Return how many answers may fall before a scorecard fails; None where it fails already."""
    if not card.met:
        return None
    lost = losses(card, rubric)
    ranked = sorted(lost.items(), key=itemgetter(1), reverse=True)  # stable: equal losses stay in the form's order
    counted = shares(rubric)
    fewest, where = len(ranked) + 1, None
    for minimum in card.minimums:
        falls = _falls(minimum, ranked, counted[minimum.node], fewest)
        if falls < fewest:
            fewest, where = falls, minimum
    if where is None:
        return Resilience(None, None, None, None, ())
    questions = {question.code: question for question in card.questions}
    defend = tuple(
        Defended(code, questions[code].label, questions[code].answer, questions[code].cell, loss)
        for code, loss in _inside(ranked, counted[where.node])[:DEFENDED]
    )
    return Resilience(fewest, where.node, where.label, (where.reached or 0.0) - where.required, defend)


def _inside(ranked: Sequence[tuple[str, float]], inside: Mapping[str, int]) -> list[tuple[str, float]]:
    """Return the losses of the questions in a node, largest first."""
    weighted = [(code, loss * inside[code]) for code, loss in ranked if code in inside]
    return sorted(weighted, key=itemgetter(1), reverse=True)


def _falls(minimum: MinimumResult, ranked: Sequence[tuple[str, float]], inside: Mapping[str, int], fewest: int) -> int:
    """Return the fewest falls that fail a minimum; ``fewest`` where it takes as many or more."""
    left = (minimum.reached or 0.0) - minimum.required + EPSILON
    falls = 0
    if max(inside.values()) == 1:  # the order of all is the order of those inside
        for code, loss in ranked:
            if code in inside:
                left -= loss
                falls += 1
                if left < 0 or falls >= fewest:
                    return min(falls, fewest)
        return fewest
    for _, loss in _inside(ranked, inside):
        left -= loss
        falls += 1
        if left < 0:
            return min(falls, fewest)
    return fewest


def review_share(card: Scorecard, rubric: Rubric, chance: float, *, simulations: int = SIMULATIONS) -> ReviewShare:
    """Return the share of random reviews that a scorecard passes: each answer falls one step with this chance.

    chance: above 0, below 1. The seed is fixed, so the same scorecard gives the same share. The error is half the 95 %
    interval of the share (Wilson), which holds near 0 and 1 as well.
    """
    import random

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
