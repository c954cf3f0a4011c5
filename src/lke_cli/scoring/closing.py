"""The fewest answers that close a minimum.

What questions add to a node does not depend on one another, but for those that are tied together. So of the questions
that stand alone the largest gains are taken first; for the ties, of which a node has few, all numbers of answers are
tried; and the smallest sum of both that closes the minimum is taken. Then each is made as small as it may be: nobody is
asked to claim more than it takes.
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from math import fsum
from typing import NamedTuple

from lke_cli.scoring.moves import AnswerStep, Standing
from lke_cli.scoring.ties import Tie

_NOISE = 1e-10
_Chosen = tuple[tuple[Tie, AnswerStep], ...]


class _Answers(NamedTuple):
    """Answers that are typed together, and what each adds to the node. closes: they reach what was missing."""

    moves: tuple[tuple[float, AnswerStep], ...]
    closes: bool


def closing(standing: Standing, inside: Mapping[str, int], gap: float) -> _Answers:
    """Return the fewest answers that add ``gap`` points to a node; where none do, all that add to it.

    inside: how often each question counts in the node. The largest gain comes first.
    """
    singles = standing.singles(inside)
    must = [single for single in singles if single[1] in standing.needed]
    free = [single for single in singles if single[1] not in standing.needed]
    gap -= fsum([gain for gain, _ in must])
    sums = [0.0, *accumulate([gain for gain, _ in free])]
    together = _together(standing, inside)
    picked = _fewest(sums, together, gap)
    closes = picked is not None and standing.unreachable.isdisjoint(inside)
    count, tied = picked or (len(free), max(together.values(), key=lambda gained: gained[0])[1])
    taken = [*must, *free[:count]]
    tied_gain = fsum([standing.gain(move, inside) for _, move in tied])
    slack = sums[count] + tied_gain - gap if picked else 0.0
    moves = _made_small(standing, inside, taken, tied, slack)
    return _Answers(tuple(sorted(moves, key=lambda move: -move[0])), closes)


def _together(standing: Standing, inside: Mapping[str, int]) -> dict[int, tuple[float, _Chosen]]:
    """Return by number of typed cells what the ties can add at most, and with which moves."""
    best: dict[int, tuple[float, _Chosen]] = {0: (0.0, ())}
    for tie, moves in standing.tied(inside):
        better = dict(best)
        for move in moves:
            gain = standing.gain(move, inside)
            if gain <= _NOISE:
                continue
            for cells, (points, chosen) in best.items():
                there = better.get(cells + len(move.typed))
                if there is None or there[0] < points + gain - _NOISE:
                    better[cells + len(move.typed)] = points + gain, (*chosen, (tie, move))
        best = better
    return best


def _fewest(
    sums: Sequence[float], together: Mapping[int, tuple[float, _Chosen]], gap: float
) -> tuple[int, _Chosen] | None:
    """Return how many answers that stand alone, and which tied ones, are the fewest to close a gap; None: none do."""
    most = len(sums) - 1
    for cells in range(most + max(together) + 1):
        ways = [
            (sums[min(cells - tied, most)] + points, min(cells - tied, most), chosen)
            for tied, (points, chosen) in together.items()
            if tied <= cells
        ]
        points, alone, chosen = max(ways, key=lambda way: way[0])
        if points + _NOISE >= gap:
            return alone, chosen
    return None


def _made_small(
    standing: Standing,
    inside: Mapping[str, int],
    taken: Sequence[tuple[float, str]],
    tied: _Chosen,
    slack: float,
) -> list[tuple[float, AnswerStep]]:
    """Return moves that are as small as the slack lets them be, the smallest gains made smaller first."""
    moves = []
    for gain, code in reversed(taken):
        per_value = inside[code] * standing.weights[code]
        for value, option in standing.options(code):
            adds = per_value * (value - standing.values[code])
            if gain - adds <= slack + _NOISE:
                slack -= gain - adds
                moves.append((adds, standing.answer(code, option)))
                break
    for tie, move in tied:
        gain = standing.gain(move, inside)
        smaller = _smaller(standing, inside, tie, move, gain - slack)
        slack -= gain - smaller[0]
        moves.append(smaller)
    return moves


def _smaller(
    standing: Standing, inside: Mapping[str, int], tie: Tie, move: AnswerStep, enough: float
) -> tuple[float, AnswerStep]:
    """Return the least of a move that adds enough: fewer of one count, which may stand in several cells."""
    best = standing.gain(move, inside), move
    counts = {what for _, what in move.typed}
    (then, *others) = counts
    now = standing.counts.get(move.typed[0][0])
    if others or isinstance(then, str) or now is None:
        return best
    step, low, high = (1 if then > now else -1), 0, abs(int(then - now))
    while high - low > 1:
        middle = (low + high) // 2
        tried = standing.tried(tie, tuple((code, now + step * middle) for code, _ in move.typed))
        gain = standing.gain(tried, inside) if tried else 0.0
        if tried is not None and gain + _NOISE >= enough:
            high, best = middle, (gain, tried)
        else:
            low = middle
    return best
