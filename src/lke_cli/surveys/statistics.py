"""From answers to the index: unsur means, the index, its interval, its mutu. Pure arithmetic on frames.

Index = mean over the unsur of each unsur's mean over its own answers (NRR weighted by 1 / number of unsur). Its
variance is that of the respondents' linearised contributions, so that respondents who left unsur blank count for what
they answered; with complete answers it is the variance of the respondents' own means.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

from lke_cli.results import Interval, QualityBand, UnsurResult, quality_of
from lke_cli.surveys.answers import RespondentAnswers
from lke_cli.surveys.columns import SurveyColumn
from lke_cli.surveys.rows import AMBIGUOUS, BLANK, NONE, OUTSIDE, UNKNOWN
from lke_cli.surveys.scale import rescaler

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Range:
    """The index where every answer that can be read in several ways is read as low, and as high, as it can."""

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
    interval: Interval | None
    readings: Range | None


_Key = tuple[str, str]


def statistics_of(
    answers: RespondentAnswers,
    *,
    population: int | None = None,
    bands: tuple[QualityBand, ...] = (),
    hundred: float = 1.0,
) -> Statistics | None:
    """Return what the answers say, None where there is no valid one.

    population: for the finite correction. bands, hundred: of the mutu of each unsur.
    """
    import numpy as np

    counts = {
        column.index: np.bincount(answers.codes[column.index], minlength=AMBIGUOUS + 1) for column in answers.columns
    }
    grouped = _by_unsur(answers.columns)
    summed = {key: sum((counts[i] for i in at), np.zeros(AMBIGUOUS + 1, dtype=np.int64)) for key, at in grouped.items()}
    means = {key: mean_of(by_code[1 : answers.points + 1].tolist(), answers) for key, by_code in summed.items()}
    known = [mean for mean in means.values() if mean is not None]
    if not known:
        return None
    index = math.fsum(known) / len(known)
    readings = None
    if any(by_code[AMBIGUOUS] for by_code in summed.values()):
        readings = Range(*(_index_with(answers, grouped, summed, means, end) for end in (0, 1)))
    unsur = tuple(
        _unsur(key, answers, grouped[key], summed[key].tolist(), means[key], index, bands, hundred) for key in grouped
    )
    count = answers.valid().sum(axis=1)
    respondents = int((count > 0).sum()) if answers.linked else max(one.n for one in unsur)
    interval = None
    if answers.linked:
        interval = _interval(index, respondents, _squares(answers, grouped, summed, means), population, answers.top)
    return Statistics(
        respondents=respondents,
        complete=int((count == len(answers.columns)).sum()) if answers.linked else respondents,
        straight=_straight(answers) if answers.linked else tuple(0 for _ in range(answers.points)),
        unsur=unsur,
        index=index,
        interval=interval,
        readings=readings,
    )


def _unsur(
    key: _Key,
    answers: RespondentAnswers,
    at: Sequence[int],
    counts: Sequence[int],
    mean: float | None,
    index: float,
    bands: tuple[QualityBand, ...],
    hundred: float,
) -> UnsurResult:
    valid = tuple(counts[1 : answers.points + 1])
    letters = {column.index: column.letter for column in answers.columns}
    return UnsurResult(
        code=key[0],
        label=key[1],
        columns=tuple(letters[i] for i in at),
        n=sum(valid),
        counts=valid,
        mean=mean,
        converted=None if mean is None else mean * hundred,
        quality=None if mean is None else quality_of(bands, mean * hundred),
        missing=counts[BLANK] if answers.linked else 0,
        outside=counts[OUTSIDE],
        unknown=counts[UNKNOWN] + counts[AMBIGUOUS],
        not_applicable=counts[NONE],
        difference=None if mean is None else mean - index,
    )


def _by_unsur(columns: Sequence[SurveyColumn]) -> Mapping[_Key, list[int]]:
    """Return the places of each unsur's columns; several questions about one unsur share it."""
    grouped: dict[_Key, list[int]] = {}
    for column in columns:
        grouped.setdefault((column.unsur, column.label), []).append(column.index)
    return dict(sorted(grouped.items(), key=lambda item: item[0][0] if item[0][0][1:].isdigit() else "~"))


def mean_of(counts: Sequence[int], answers: RespondentAnswers) -> float | None:
    """Return the mean on 1..top of answers counted by value, worst first; None without any."""
    n = sum(counts)
    if not n:
        return None
    # Whole numbers until the one division: an index of exactly 3.6 must come out as 3.6.
    points, top = answers.points, answers.top
    total = sum(value * count for value, count in enumerate(counts, 1))
    if answers.formula == "bagian":
        return total * top / (points * n)
    return ((points - 1) * n + (top - 1) * (total - n)) / ((points - 1) * n)


def _index_with(
    answers: RespondentAnswers,
    grouped: Mapping[_Key, Sequence[int]],
    summed: "Mapping[_Key, np.ndarray]",
    means: Mapping[_Key, float | None],
    end: int,
) -> float:
    """Return the index with the ambiguous answers counted. end: 0 as low as they can be, 1 as high."""
    known = []
    for key, at in grouped.items():
        n, doubtful = int(summed[key][1 : answers.points + 1].sum()), int(summed[key][AMBIGUOUS])
        if n + doubtful:
            total = n * (means[key] or 0.0) + math.fsum(answers.uncertain[i][end] for i in at)
            known.append(total / (n + doubtful))
    return math.fsum(known) / len(known)


def group_indices(answers: RespondentAnswers, groups: "pd.Series[str]") -> list[tuple[str, int, float | None]]:
    """Return per group its name, its respondents (with a valid answer) and its index; in order of their names.

    groups: the name of each respondent's group, by the index of ``answers.codes``.
    """
    valid = answers.valid()
    values = answers.codes.where(valid, 0).astype("int64").groupby(groups, observed=True).sum()
    numbers = valid.astype("int64").groupby(groups, observed=True).sum()
    sizes = valid.any(axis=1).groupby(groups, observed=True).sum()
    grouped = _by_unsur(answers.columns)
    indices = []
    for name in sizes.index:
        means = []
        for at in grouped.values():
            n, total = int(numbers.loc[name, at].sum()), int(values.loc[name, at].sum())
            if n:
                means.append(rescaler(answers.points, answers.top, answers.formula)(total / n))
        indices.append((str(name), int(sizes[name]), math.fsum(means) / len(means) if means else None))
    return sorted(indices)


def _straight(answers: RespondentAnswers) -> tuple[int, ...]:
    """Return how many respondents gave the same answer throughout, by that answer."""
    first = answers.codes.iloc[:, 0]
    same = answers.codes.eq(first, axis=0).all(axis=1)
    counts = first[same].value_counts()
    return tuple(int(counts.get(value, 0)) for value in range(1, answers.points + 1))


def _squares(
    answers: RespondentAnswers,
    grouped: Mapping[_Key, Sequence[int]],
    summed: "Mapping[_Key, np.ndarray]",
    means: Mapping[_Key, float | None],
) -> float:
    """Return the sum over respondents of the square of what all their answers add."""
    import numpy as np

    value = rescaler(answers.points, answers.top, answers.formula)
    known = sum(mean is not None for mean in means.values())
    added = np.zeros(len(answers.codes))
    for key, at in grouped.items():
        mean = means[key]
        if mean is None:
            continue
        part = np.zeros(AMBIGUOUS + 1)
        weight = 1 / (known * int(summed[key][1 : answers.points + 1].sum()))
        part[1 : answers.points + 1] = [weight * (value(x) - mean) for x in range(1, answers.points + 1)]
        for i in at:
            added += part[answers.codes[i].to_numpy()]
    return float(np.dot(added, added))


def _interval(index: float, n: int, squares: float, population: int | None, top: int) -> Interval | None:
    if n < 2:
        return None
    # squares lacks n^2; variance of a mean is sum of squares / (n (n - 1)).
    error = math.sqrt(squares * n / (n - 1))
    corrected = population is not None and population >= n
    correction = math.sqrt((population - n) / (population - 1)) if population is not None and corrected else 1.0
    t = t_quantile(n - 1)
    margin = t * error * correction
    return Interval(
        CONFIDENCE, error, t, correction, corrected, margin, max(1.0, index - margin), min(float(top), index + margin)
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
