"""What the data itself leaves open about an index, with what settles it.

Questions that cannot be read, answers that are not understood, statements that may be turned round, and another number
of questions than the survey has."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lke_cli.instrument import Instrument, asks_whether_it_happens, fits, numbered_unsur
from lke_cli.results import Readings
from lke_cli.surveys.answers import RespondentAnswers
from lke_cli.surveys.columns import SurveyColumn, columns_text, full_name
from lke_cli.surveys.headers import holds_contact, is_a_person
from lke_cli.surveys.health import opposite
from lke_cli.surveys.instruments import Asked
from lke_cli.surveys.rows import AMBIGUOUS, OUTSIDE, UNKNOWN
from lke_cli.surveys.scale import speaks_of_a_scale
from lke_cli.surveys.statistics import Statistics
from lke_cli.untrusted import one_line
from lke_cli.values import as_text

if TYPE_CHECKING:
    import pandas as pd

_NOTHING = 1e-9
_MOST_WORDS, _WORD_LENGTH = 10, 40


@dataclass(frozen=True, slots=True)
class Unsettled:
    """From where to where an index lies for one reason. advice: what settles it. always: also where neither the verdict
    nor the mutu depends on it, since the index itself is not the survey's."""

    readings: Readings
    advice: str
    always: bool


@dataclass(frozen=True, slots=True)
class _Sum:
    """What an unsur's answers add up to on 1..top, as low and as high as those that are not understood can be."""

    low: float
    high: float
    n: int


def unsettled(
    asked: Asked,
    layout_columns: Sequence[SurveyColumn],
    body: "pd.DataFrame",
    answers: RespondentAnswers,
    statistics: Statistics,
    *,
    turned: bool,
    chosen: bool,
) -> Iterator[Unsettled]:
    """Yield what is open. body: the rows below the header. turned: the user named what to turn round, chosen: the
    questions."""
    unread = _unread_questions(asked, layout_columns)
    rules = (
        _unread(asked, unread, body, answers, statistics),
        _number_of_questions(asked, statistics, len(unread), chosen=chosen),
        None if chosen or turned else _turned(asked, answers, statistics),
    )
    for reason in rules:
        if reason is not None and (reason.always or reason.readings.highest - reason.readings.lowest > _NOTHING):
            yield reason


def _unread_questions(asked: Asked, columns: Sequence[SurveyColumn]) -> list[tuple[str, SurveyColumn]]:
    """Return the columns that ask an unsur which no counted column does, but hold no answers that are understood."""
    instrument = asked.instrument
    if instrument is None:
        return []
    missing = {unsur.code for unsur in instrument.unsur} - {column.unsur for column in asked.columns}
    unread: dict[str, SurveyColumn] = {}
    for column in columns:
        codes = _unsur_asked(column, instrument) & missing if column.role == "unreadable" else frozenset()
        if len(codes) == 1:
            unread.setdefault(next(iter(codes)), column)
    return sorted(unread.items())


def _unsur_asked(column: SurveyColumn, instrument: Instrument) -> frozenset[str]:
    number = numbered_unsur(column.asks, instrument)
    asked = {instrument.by_code[code].unsur for code in fits(column.asks, instrument)}
    return frozenset({number} if number and not asked else asked)


def _unread(
    asked: Asked,
    unread: Sequence[tuple[str, SurveyColumn]],
    body: "pd.DataFrame",
    answers: RespondentAnswers,
    statistics: Statistics,
) -> Unsettled | None:
    """Return where the index lies if what is not understood is the worst answer, or the best."""
    columns = ", ".join(column.letter for column in answers.columns if _has_unread(answers, column))
    if not unread and not columns:
        return None
    sums = _sums(answers, statistics)
    lows = [total.low / total.n for total in sums if total.n] + [1.0] * len(unread)
    highs = [total.high / total.n for total in sums if total.n] + [float(asked.top)] * len(unread)
    ends = (math.fsum(lows) / len(lows), math.fsum(highs) / len(highs))
    if unread:
        letters = ", ".join(column.letter for _, column in unread)
        advice = " ".join(_words_advice(code, column, asked, body) for code, column in unread)
        return Unsettled(Readings(*ends, f"kolom {letters} yang jawabannya tidak dikenal"), advice, always=True)
    advice = (
        f"Betulkan jawaban yang tidak terbaca di kolom {columns} di salinan berkas, atau sebutkan semua kata "
        "jawabannya dari terburuk sampai terbaik dengan --words."
    )
    return Unsettled(Readings(*ends, f"jawaban yang tidak terbaca di kolom {columns}"), advice, always=False)


def _has_unread(answers: RespondentAnswers, column: SurveyColumn) -> bool:
    return bool(answers.codes[column.index].isin((UNKNOWN, OUTSIDE)).any())


def _sums(answers: RespondentAnswers, statistics: Statistics) -> list[_Sum]:
    index_of = {column.letter: column.index for column in answers.columns}
    made = []
    for unsur in statistics.unsur:
        known = (unsur.mean or 0.0) * unsur.n
        places = [index_of[letter] for letter in unsur.columns] if len(index_of) == len(answers.columns) else []
        doubtful = sum(int((answers.codes[at] == AMBIGUOUS).sum()) for at in places)
        low, high = (math.fsum(answers.uncertain[at][end] for at in places) for end in (0, 1))
        lost = unsur.unknown + unsur.outside - doubtful
        made.append(_Sum(known + low + lost, known + high + lost * answers.top, unsur.n + doubtful + lost))
    return made


def _words_advice(code: str, column: SurveyColumn, asked: Asked, body: "pd.DataFrame") -> str:
    label = asked.instrument.by_unsur[code].label if asked.instrument else column.label
    words = _words_of(body, column)
    shown = f" ({', '.join(words)})" if words else ""
    return (
        f"Kata jawaban kolom {column.letter} ({full_name(code, label)}) tidak dikenal{shown}: sebutkan semua "
        "pilihannya di kuesioner, juga yang tidak dipilih responden, dari terburuk sampai terbaik: "
        '--words "...,...,...,...".'
    )


def _words_of(body: "pd.DataFrame", column: SurveyColumn) -> list[str]:
    """Return a column's texts that may be shown: those of a scale, and those that several respondents gave."""
    counts = body[column.index].value_counts()
    texts = []
    for cell, n in counts[counts > 0].items():
        text = one_line(as_text(cell))  # type: ignore[arg-type]
        common = n > 1 and not holds_contact(text) and not is_a_person(text)
        if text and "," not in text and len(text) <= _WORD_LENGTH and (common or speaks_of_a_scale(text)):
            texts.append(text)
    return texts[:_MOST_WORDS]


def _number_of_questions(asked: Asked, statistics: Statistics, unread: int, *, chosen: bool) -> Unsettled | None:
    """Return that an index over so few or so many questions is not the survey's."""
    shape = asked.counted_by
    means = sorted(unsur.mean for unsur in statistics.unsur if unsur.mean is not None)
    count = len(statistics.unsur) + unread
    whole = shape.complete or shape.least or count
    if shape.least is not None and count < shape.least:
        missing = whole - len(means)
        total = math.fsum(means)
        ends = ((total + missing) / whole, (total + missing * asked.top) / whole)
        if shape.complete is None:
            ends = (1.0, float(asked.top))  # of how many questions, nobody says
        why = f"{asked.counted_as} {asked.label} lain, yang tidak ditemukan di berkas (hanya ada {count})"
        advice = (
            f"Pakai data yang memuat semua {asked.counted_as} {asked.label}, atau sebutkan kolomnya dengan --questions "
            "bila ada yang tidak terpilih."
        )
        return Unsettled(Readings(*ends, why), advice, always=True)
    most = shape.most or shape.complete or count
    if count > most and not asked.doubtful:
        some = min(whole, len(means))
        ends = (math.fsum(means[:some]) / some, math.fsum(means[-some:]) / some)
        why = f"mana di antara {count} kolom yang {asked.counted_as} {asked.label}"
        advice = (
            "Sebutkan kolom pertanyaannya saja dengan --questions, atau pembagiannya ke "
            f"{asked.counted_as} di --instrument."
        )
        if not chosen or shape.complete:
            return Unsettled(Readings(*ends, why), advice, always=True)
    return None


def _turned(asked: Asked, answers: RespondentAnswers, statistics: Statistics) -> Unsettled | None:
    """Return where the index lies if statements that a bad thing happens are answered so that 1 is best."""
    if asked.wording is None:
        return None
    low = {letter for unsur in opposite(statistics, asked.top) for letter in unsur.columns}
    columns = [c for c in answers.columns if c.letter in low and asks_whether_it_happens(c.asks, asked.wording)]
    if not columns:
        return None
    letters = {column.letter for column in columns}
    turned = [
        asked.top + 1 - unsur.mean if letters.issuperset(unsur.columns) else unsur.mean
        for unsur in statistics.unsur
        if unsur.mean is not None
    ]
    ends = sorted((statistics.index, math.fsum(turned) / len(turned)))
    named = columns_text(columns)
    why = f"kolom {named} yang mungkin bernada negatif"
    advice = (
        f"Sebutkan --reverse {named} bila 1 jawaban terbaiknya; bila "
        f"tidak, --kind {asked.survey} --questions {columns_text(asked.columns)}."
    )
    return Unsettled(Readings(ends[0], ends[1], why), advice, always=False)
