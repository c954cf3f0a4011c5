"""From where to where an index may lie where columns can be read in several ways, and whether that decides anything."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from lke_cli.errors import LkeError
from lke_cli.results import Place, QualityBand, Readings, quality_of
from lke_cli.surveys.answers import RespondentAnswers, answers_of
from lke_cli.surveys.columns import SurveyColumn
from lke_cli.surveys.instruments import Asked
from lke_cli.surveys.rows import Responses
from lke_cli.surveys.scale import ScaleWords
from lke_cli.surveys.statistics import Statistics, statistics_of

_SAME_SCALE = 0.9
"""A column that was set aside may be a question where so many of its answers are of the scale of the others."""
_NOTHING = 1e-9
WORDS = "kata yang bernilai ganda"
"""Why an index is open where words of answers can be worth more than one thing."""
_SAME_THING = "pertanyaan tentang hal yang sama, per unsur atau satu per satu"


def readings_of(asked: Asked, answers: RespondentAnswers, statistics: Statistics) -> Readings | None:
    """Return from where to where an index lies that nobody can tell before the user says more; None where one can."""
    if statistics.readings is not None:
        return Readings(statistics.readings.lowest, statistics.readings.highest, WORDS)
    others: list[tuple[str, tuple[SurveyColumn, ...]]] = []
    if asked.doubtful:
        columns = tuple(column for column in answers.columns if column.index not in asked.doubtful)
        letters = ", ".join(column.letter for column in answers.columns if column.index in asked.doubtful)
        others.append((f"kolom {letters} yang belum tentu pertanyaan {asked.label}", columns))
    if asked.repeated and not asked.settled:
        others.append((_SAME_THING, _each_alone(answers)))
    indices, reasons = [statistics.index], []
    for why, columns in others:
        other = _index_over(answers, columns)
        if other is not None and abs(other - statistics.index) > _NOTHING:
            indices.append(other)
            reasons.append(why)
    return Readings(min(indices), max(indices), ", dan ".join(reasons)) if reasons else None


def spread_of(
    asked: Asked, rows: Responses, vocabulary: ScaleWords, answers: RespondentAnswers, statistics: Statistics
) -> Readings | None:
    """Return from where to where an index lies whose columns are told by their words, if some were read otherwise.

    Those set aside may count, those among another instrument's may not, and those of one unsur may each count alone.
    None where none of it would change the index.
    """
    certain, maybe, reasons = _parts(asked, statistics)
    for column in asked.aside:
        mean = _mean_of(column, asked, rows, vocabulary, answers)
        if mean is not None:
            maybe.append(mean)
            reasons.append(column.letter)
    why = [f"kolom {', '.join(reasons)} dihitung atau tidak"] if reasons else []
    indices = [statistics.index, *_ends(certain, maybe)]
    if asked.repeated and asked.settled:
        alone = _index_over(answers, _each_alone(answers))
        if alone is not None:
            indices.append(alone)
            why.append(_SAME_THING)
    lowest, highest = min(indices), max(indices)
    return Readings(lowest, highest, ", dan ".join(why)) if highest - lowest > _NOTHING else None


def together(readings: Readings | None, spread: Readings) -> Readings:
    """Return from where to where an index lies for both reasons."""
    if readings is None:
        return spread
    ends = (min(readings.lowest, spread.lowest), max(readings.highest, spread.highest))
    return Readings(*ends, f"{readings.why}, dan {spread.why}")


def decides(
    spread: Readings, asked: Asked, bands: Sequence[QualityBand], place_at: Callable[[float], Place | None]
) -> bool:
    """Return whether the verdict or the mutu depends on how the columns are read. place_at: the place of an index."""
    ends = [place_at(spread.lowest), place_at(spread.highest)]
    if len({place.met if place else None for place in ends}) > 1:
        return True
    if not asked.has_quality:
        return False
    return quality_of(tuple(bands), spread.lowest * asked.hundred) != quality_of(
        tuple(bands), spread.highest * asked.hundred
    )


def _parts(asked: Asked, statistics: Statistics) -> tuple[list[float], list[float], list[str]]:
    """Return the means of the unsur that surely count, of those that may, and the letters of the latter's columns."""
    apart = {column.letter for column in asked.columns if column.index in asked.apart}
    certain: list[float] = []
    maybe: list[float] = []
    letters: list[str] = []
    for unsur in statistics.unsur:
        if unsur.mean is None:
            continue
        if apart.issuperset(unsur.columns):
            maybe.append(unsur.mean)
            letters += unsur.columns
        else:
            certain.append(unsur.mean)
    return certain, maybe, letters


def _ends(certain: Sequence[float], maybe: Sequence[float]) -> Iterator[float]:
    """Yield the lowest and the highest mean of the certain values and any choice of the others."""
    if not certain or not maybe:
        return
    for ordered, sign in ((sorted(maybe), 1.0), (sorted(maybe, reverse=True), -1.0)):
        values = list(certain)
        for value in ordered:
            if sign * value < sign * math.fsum(values) / len(values):
                values.append(value)
        yield math.fsum(values) / len(values)


def _mean_of(
    column: SurveyColumn, asked: Asked, rows: Responses, vocabulary: ScaleWords, answers: RespondentAnswers
) -> float | None:
    """Return a column's mean on the scale of the others; None where its answers are of no such scale."""
    try:
        own = answers_of(
            rows,
            (column,),
            vocabulary,
            asked.scaled,
            wording=asked.wording,
            top=asked.top,
            points=answers.points,
            linked=answers.linked,
        )
    except LkeError:
        return None
    statistics = statistics_of(own)
    if statistics is None:
        return None
    unsur = statistics.unsur[0]
    return unsur.mean if unsur.n >= _SAME_SCALE * (unsur.n + unsur.outside + unsur.unknown) else None


def _each_alone(answers: RespondentAnswers) -> tuple[SurveyColumn, ...]:
    return tuple(replace(column, unsur=column.letter) for column in answers.columns)


def _index_over(answers: RespondentAnswers, columns: tuple[SurveyColumn, ...]) -> float | None:
    codes = answers.codes[[column.index for column in columns]]
    other = statistics_of(replace(answers, columns=columns, codes=codes))
    return None if other is None else other.index
