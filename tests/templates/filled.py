"""Workbooks with random answers."""

import random

from lke_cli.rubric import Rubric
from lke_cli.templates import Filling

_BLANK_SHARES = (0.0, 0.05, 0.3, 1.0)


def random_filling(rubric: Rubric, seed: int, *, shares: tuple[float, ...] = _BLANK_SHARES) -> Filling:
    """Return random answers: a share of blanks, zero denominators, counts that give any ratio."""
    rnd = random.Random(seed)
    blank = shares[seed % len(shares)]
    answers: dict[str, str | float] = {}
    for code, question in rubric.questions.items():
        scale = rubric.scales[question.scale]
        if scale.kind == "choice" and rnd.random() >= blank:
            answers[code] = rnd.choice(list(scale.options))
        elif scale.kind == "number" and rnd.random() >= blank:
            answers[code] = round(rnd.uniform(scale.minimum, scale.maximum), 2)
        for each in question.inputs:
            if each.sum is None and rnd.random() >= blank:
                answers[each.code] = rnd.choice((0, 0, 1, 2, 3, 7))
    return Filling("", answers)
