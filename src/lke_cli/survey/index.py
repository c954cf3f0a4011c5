"""From answers to the index: unsur means, the index, its interval, its mutu. Pure arithmetic.

Index = mean over the unsur of each unsur's mean over its own answers (NRR weighted by 1 / number of unsur). Its
variance is that of the respondents' linearised contributions, so that respondents who left unsur blank count for what
they answered; with complete answers it is the variance of the respondents' own means.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import compress
from operator import mul
from statistics import NormalDist

from lke_cli.survey.answers import AMBIGUOUS, BLANK, CHUNK, OUTSIDE, UNKNOWN, Answers, any_of
from lke_cli.survey.columns import Column
from lke_cli.survey.quality import Quality, quality_of
from lke_cli.survey.scale import rescaler

CONFIDENCE = 0.95
_TO_100 = 25


@dataclass(frozen=True, slots=True)
class UnsurResult:
    """An unsur (or a question of its own).

    columns: letters of its columns. n: valid answers. counts: answers per point of the scale, worst first. mean: on
    1..4, None without answers. converted: mean x 25. missing, outside, unknown: cells that do not count, by reason.
    difference: mean less the index; what is below 0 pulls the index down.
    """

    code: str
    label: str
    columns: tuple[str, ...]
    n: int
    counts: tuple[int, ...]
    mean: float | None
    converted: float | None
    quality: Quality | None
    missing: int
    outside: int
    unknown: int
    difference: float | None


@dataclass(frozen=True, slots=True)
class Interval:
    """The 95 % confidence interval of the index: ``lower`` and ``upper`` held to 1..4.

    margin: t quantile x standard error x finite population correction. corrected: whether that correction was made.
    """

    confidence: float
    standard_error: float
    t: float
    correction: float
    corrected: bool
    margin: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Readings:
    """The index (1..4) where every answer that can be read in several ways is read as low, and as high, as it can."""

    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class Statistics:
    """What the answers say. respondents: those with a valid answer. complete: those with an answer to every question.

    straight: complete respondents with the same answer throughout, by that answer (worst first).
    readings: the index with the ambiguous answers read as low and as high as they can be; None without such answers,
    which the index itself leaves out.
    """

    respondents: int
    complete: int
    straight: tuple[int, ...]
    unsur: tuple[UnsurResult, ...]
    index: float
    converted: float
    quality: Quality | None
    interval: Interval | None
    readings: Readings | None


def statistics_of(answers: Answers, *, population: int | None, skm: bool) -> Statistics | None:
    """Return what the answers say, None where there is no valid one. population: for the finite correction."""
    value = rescaler(answers.points)
    grouped = _by_unsur(answers.columns)
    counts = [[column.count(code) for code in range(AMBIGUOUS + 1)] for column in answers.codes]
    summed = {key: [sum(counts[i][code] for i in at) for code in range(AMBIGUOUS + 1)] for key, at in grouped.items()}
    means = {key: _mean(each, answers.points) for key, each in summed.items()}
    known = [mean for mean in means.values() if mean is not None]
    if not known:
        return None
    index = math.fsum(known) / len(known)
    readings = None
    if any(each[AMBIGUOUS] for each in summed.values()):
        readings = Readings(*(_index_with(answers, grouped, summed, means, end) for end in (0, 1)))
    unsur = []
    for (code, label), at in grouped.items():
        each, mean = summed[code, label], means[code, label]
        valid = tuple(each[1 : answers.points + 1])
        unsur.append(
            UnsurResult(
                code=code,
                label=label,
                columns=tuple(answers.columns[i].letter for i in at),
                n=sum(valid),
                counts=valid,
                mean=mean,
                converted=None if mean is None else mean * _TO_100,
                quality=quality_of(mean * _TO_100) if skm and mean is not None else None,
                missing=each[BLANK],
                outside=each[OUTSIDE],
                unknown=each[UNKNOWN] + each[AMBIGUOUS],
                difference=None if mean is None else mean - index,
            )
        )
    # What each code of each column adds to a respondent's contribution, but for the factor n.
    parts = [[0.0] * (AMBIGUOUS + 1) for _ in answers.columns]
    for key, at in grouped.items():
        mean = means[key]
        if mean is not None:
            weight = 1 / (len(known) * sum(summed[key][1 : answers.points + 1]))
            for i in at:
                parts[i][1 : answers.points + 1] = [weight * (value(x) - mean) for x in range(1, answers.points + 1)]
    respondents, complete, straight = _per_respondent(answers)
    return Statistics(
        respondents=respondents,
        complete=complete,
        straight=straight,
        unsur=tuple(unsur),
        index=index,
        converted=index * _TO_100,
        quality=quality_of(index * _TO_100) if skm else None,
        interval=_interval(index, respondents, _squares(answers, parts), population),
        readings=readings,
    )


def _index_with(
    answers: Answers,
    grouped: Mapping[tuple[str, str], Sequence[int]],
    summed: Mapping[tuple[str, str], Sequence[int]],
    means: Mapping[tuple[str, str], float | None],
    end: int,
) -> float:
    """Return the index with the ambiguous answers counted. end: 0 as low as they can be, 1 as high."""
    known = []
    for key, at in grouped.items():
        n, doubtful = sum(summed[key][1 : answers.points + 1]), summed[key][AMBIGUOUS]
        if n + doubtful:
            total = n * (means[key] or 0.0) + math.fsum(answers.uncertain[i][end] for i in at)
            known.append(total / (n + doubtful))
    return math.fsum(known) / len(known)


def group_indices(answers: Answers) -> list[tuple[str, int, float | None]]:
    """Return per group its name, its respondents (with a valid answer) and its index; in order of their names."""
    grouped = _by_unsur(answers.columns)
    tallies: list[Counter[tuple[int, int]]] = [Counter() for _ in answers.columns]
    sizes: Counter[int] = Counter()
    valid = bytes(0 < code <= answers.points for code in range(256))
    for start in range(0, len(answers.rows), CHUNK):
        groups = answers.groups[start : start + CHUNK]
        parts = [column[start : start + CHUNK] for column in answers.codes]
        for tally, part in zip(tallies, parts, strict=True):
            tally.update(zip(groups, part, strict=True))
        sizes.update(compress(groups, any_of([part.translate(valid) for part in parts])))
    found = []
    for number, name in enumerate(answers.group_names):
        means = []
        for at in grouped.values():
            counts = [sum(tallies[i][number, code] for i in at) for code in range(AMBIGUOUS + 1)]
            mean = _mean(counts, answers.points)
            if mean is not None:
                means.append(mean)
        found.append((name, sizes[number], math.fsum(means) / len(means) if means else None))
    return sorted(found)


def _by_unsur(columns: Sequence[Column]) -> Mapping[tuple[str, str], list[int]]:
    """Return the places of each unsur's columns; several questions about one unsur share it."""
    grouped: dict[tuple[str, str], list[int]] = {}
    for i, column in enumerate(columns):
        grouped.setdefault((column.unsur, column.label), []).append(i)
    return dict(sorted(grouped.items(), key=lambda item: item[0][0] if item[0][0][1:].isdigit() else "~"))


def _mean(counts: Sequence[int], points: int) -> float | None:
    """Return the mean on 1..4 of answers counted by code."""
    n = sum(counts[1 : points + 1])
    if not n:
        return None
    # Whole numbers until the one division: an index of exactly 3.6 must come out as 3.6.
    total = sum(code * counts[code] for code in range(1, points + 1))
    return ((points - 1) * n + 3 * (total - n)) / ((points - 1) * n)


def _per_respondent(answers: Answers) -> tuple[int, int, tuple[int, ...]]:
    """Return how many respondents answered, how many everything, and how many the same throughout, by answer."""
    valid = bytes(0 < code <= answers.points for code in range(256))
    masks = [column.translate(valid) for column in answers.codes]
    straight = []
    for value in range(1, answers.points + 1):
        same = bytes(code == value for code in range(256))
        straight.append(_all(column.translate(same) for column in answers.codes))
    return any_of(masks).count(1), _all(masks), tuple(straight)


def _all(masks: Iterable[bytes]) -> int:
    """Return in how many places all masks are 1."""
    return reduce(int.__and__, (int.from_bytes(mask, "little") for mask in masks)).bit_count()


def _squares(answers: Answers, parts: Sequence[Sequence[float]]) -> float:
    """Return the sum over respondents of the square of what all their answers add."""
    sums = []
    for start in range(0, len(answers.rows), CHUNK):
        columns = (
            map(part.__getitem__, c[start : start + CHUNK]) for part, c in zip(parts, answers.codes, strict=True)
        )
        added = list(map(sum, zip(*columns, strict=True)))
        sums.append(math.fsum(map(mul, added, added)))
    return math.fsum(sums)


def _interval(index: float, n: int, squares: float, population: int | None) -> Interval | None:
    if n < 2:
        return None
    # squares lacks n^2; variance of a mean is sum of squares / (n (n - 1)).
    error = math.sqrt(squares * n / (n - 1))
    corrected = population is not None and population >= n
    correction = math.sqrt((population - n) / (population - 1)) if population is not None and corrected else 1.0
    t = t_quantile(n - 1)
    margin = t * error * correction
    return Interval(
        CONFIDENCE, error, t, correction, corrected, margin, max(1.0, index - margin), min(4.0, index + margin)
    )


def t_quantile(freedom: int) -> float:
    """Return the two-sided 95 % quantile of Student's t for so many degrees of freedom (1 or more), to 1e-5.

    Up to 200 by bisection of its distribution, which for whole degrees is a finite sum (Abramowitz & Stegun 26.7.3
    and 26.7.4); above by the first terms of its expansion about the normal quantile (26.7.5).
    """
    z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
    if freedom > 200:
        return z + (z**3 + z) / (4 * freedom) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
    low, high = z, 13.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _within(middle, freedom) < CONFIDENCE else (low, middle)
    return (low + high) / 2


def _within(t: float, freedom: int) -> float:
    """Return the probability that Student's t lies within -t..t."""
    angle = math.atan(t / math.sqrt(freedom))
    term = math.cos(angle) if freedom % 2 else 1.0
    total = 0.0
    for step in range(2 if freedom % 2 else 1, freedom, 2):
        total += term
        term *= math.cos(angle) ** 2 * step / (step + 1)
    total *= math.sin(angle)
    return (angle + total) * 2 / math.pi if freedom % 2 else total
