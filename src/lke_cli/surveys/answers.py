"""What a survey's answers are worth: from what the cells say to values on one scale."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lke_cli.errors import LkeError
from lke_cli.instrument import Instrument, asks_whether_it_happens
from lke_cli.surveys.columns import SurveyColumn
from lke_cli.surveys.rows import (
    AMBIGUOUS,
    BLANK,
    FIRST_PHRASE,
    NONE,
    OUTSIDE,
    UNKNOWN,
    Known,
    Responses,
    SomeRows,
)
from lke_cli.surveys.scale import LONGEST, SCALES, TOP, ColumnReading, ScaleReading, ScaleWords, read_columns, spelled
from lke_cli.untrusted import one_line

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

_OTHER_SCALE = 0.01
"""From this share of answers above the scale on, they are of a longer scale and not slips of the finger."""
_NO_SCALE = 0.2
"""From this share of fractions and larger numbers on, the answers are of no scale that counts whole points."""
_MOST_SHOWN = 12
"""Words of answers that a refusal lists."""


@dataclass(frozen=True, slots=True)
class Scaling:
    """How answers are brought to 1..top. points: of their own scale. known: whether the instrument names that scale."""

    points: int
    top: int
    formula: str
    known: bool


@dataclass(frozen=True, slots=True)
class RespondentAnswers:
    """The answers of all respondents to some questions.

    points: of the scale; top, formula: what they are brought to, and how. codes: a column per question (by its index),
    a row per response (by its number in the file): BLANK, a value 1..points, NONE, OUTSIDE, UNKNOWN or AMBIGUOUS.
    unknown, ambiguous: per question column the words without a value, where they may be shown. uncertain: by column
    index what its ambiguous answers add up to, on 1..top, read as low and as high as they can be. scale_decides:
    whether the number of points would give some of these words one value.
    """

    columns: tuple[SurveyColumn, ...]
    points: int
    top: int
    formula: str
    scale_known: bool
    codes: "pd.DataFrame"
    linked: bool
    unknown: tuple[tuple[str, ...], ...]
    ambiguous: tuple[tuple[str, ...], ...]
    uncertain: dict[int, tuple[float, float]]
    scale_decides: bool

    def valid(self) -> "pd.DataFrame":
        """Return where answers are valid."""
        return (self.codes >= 1) & (self.codes <= self.points)


def answers_of(
    rows: Responses,
    columns: Sequence[SurveyColumn],
    vocabulary: ScaleWords,
    instrument: Instrument | None,
    *,
    wording: Instrument | None,
    top: int,
    points: int | None,
    reverse: Collection[int] = (),
    linked: bool = True,
) -> RespondentAnswers:
    """Return what the answers to some questions are worth.

    instrument: the questionnaire, None where the questions are of none. wording: the one whose words of answers hold.
    points: how many the user says that the scale has. reverse: the places of columns whose best answer is 1. Raises
    LkeError where answers are of another scale, or numbers and words contradict.
    """
    import numpy as np
    import pandas as pd

    known = [rows.known[column.index] for column in columns]
    _refuse_contradictions(columns, known)
    codes = {column.index: rows.codes[column.index].to_numpy() for column in columns}
    counts = {index: np.bincount(column_codes, minlength=FIRST_PHRASE) for index, column_codes in codes.items()}
    phrase_counts = [
        _phrase_counts(cells.phrases, counts[column.index]) for column, cells in zip(columns, known, strict=True)
    ]
    own = _own_lists(columns, phrase_counts, wording)
    special = {word for column in columns for words in column.lists for word in words}
    own_places = {column.index for column in columns}
    beside = {phrase for index, other in rows.known.items() if index not in own_places for phrase in other.phrases}
    reading = read_columns(phrase_counts, own, points or vocabulary.points, vocabulary.user_words, special, beside)
    zeros = [rows.zeros[column.index] for column in columns]
    phrases = sorted({phrase for counted in phrase_counts for phrase in counted})
    scaling = _scaling(list(counts.values()), zeros, reading, points or vocabulary.points, instrument, top, phrases)
    made: dict[int, np.ndarray[tuple[int], np.dtype[np.int8]]] = {}
    uncertain: dict[int, tuple[float, float]] = {}
    for column, cells, column_reading, often in zip(columns, known, reading.columns, phrase_counts, strict=True):
        turned = column.index in reverse
        table = _values_of(cells.phrases, column_reading, scaling.points, turned=turned)
        made[column.index] = table[codes[column.index]]
        uncertain[column.index] = _uncertain(column_reading, often, top, turned=turned)
    return RespondentAnswers(
        columns=tuple(columns),
        points=scaling.points,
        top=top,
        formula=scaling.formula,
        scale_known=scaling.known,
        codes=pd.DataFrame(made, index=rows.codes.index),
        linked=linked,
        unknown=tuple(
            tuple(sorted({*cells.unknown, *column_reading.strangers}))
            for cells, column_reading in zip(known, reading.columns, strict=True)
        ),
        ambiguous=tuple(
            tuple(phrase for phrase in cells.phrases if phrase in column_reading.spans)
            for cells, column_reading in zip(known, reading.columns, strict=True)
        ),
        uncertain=uncertain,
        scale_decides=reading.scale_decides,
    )


def _values_of(phrases: Sequence[str], reading: ColumnReading, points: int, *, turned: bool) -> "np.ndarray":
    """Return what each code of a column is worth. turned: 1 is the best answer."""
    import numpy as np

    table = np.zeros(FIRST_PHRASE + max(1, len(phrases)), dtype=np.int8)
    table[NONE], table[OUTSIDE], table[UNKNOWN] = NONE, OUTSIDE, UNKNOWN
    for x in range(1, LONGEST + 1):
        table[x] = OUTSIDE if x > points else points + 1 - x if turned else x
    for i, phrase in enumerate(phrases):
        value = reading.values.get(phrase)
        if value is None:
            table[FIRST_PHRASE + i] = UNKNOWN if phrase in reading.strangers else AMBIGUOUS
        else:
            table[FIRST_PHRASE + i] = points + 1 - value if turned else value
    return table


def _uncertain(reading: ColumnReading, often: dict[str, int], top: int, *, turned: bool) -> tuple[float, float]:
    """Return what a column's ambiguous answers add up to, read as low and as high as they can be."""
    spans = [(n, *reading.spans[phrase]) for phrase, n in often.items() if phrase in reading.spans]
    low = sum(n * (top + 1 - highest if turned else lowest) for n, lowest, highest in spans)
    high = sum(n * (top + 1 - lowest if turned else highest) for n, lowest, highest in spans)
    return float(low), float(high)


def _phrase_counts(phrases: Sequence[str], counts: "np.ndarray") -> dict[str, int]:
    """Return how often a column's phrases stand in the rows that count; one that stands in none of them is left out."""
    return {phrase: int(n) for phrase, n in zip(phrases, counts[FIRST_PHRASE:], strict=False) if n}


def _own_lists(
    columns: Sequence[SurveyColumn], phrase_counts: Sequence[dict[str, int]], instrument: Instrument | None
) -> list[tuple[tuple[str, ...], ...]]:
    """Return the lists of words that each column's answers may be of.

    Words of how often something happens are one list for the whole instrument, and hold where they mean the bad thing.
    """
    if instrument is None or not instrument.occurrence:
        return [column.lists for column in columns]
    every = {tuple(map(spelled, occurrence.words)): occurrence.always for occurrence in instrument.occurrence}
    used = {phrase for phrases in phrase_counts for phrase in phrases if any(phrase in words for words in every)}
    fitting = [words for words in every if used <= set(words)] or list(every)
    # "Selalu, sering, jarang" alone may be of a list that holds whatever is asked, or of one that does not.
    always = all(every[words] for words in fitting)
    lists_by_column = []
    for column in columns:
        happens = asks_whether_it_happens(column.asks, instrument)
        lists = [words for words in column.lists if words not in every]
        lists_by_column.append((*lists, *(words for words in fitting if always or happens)))
    return lists_by_column


def _refuse_contradictions(columns: Sequence[SurveyColumn], known: Sequence[Known]) -> None:
    for cells, column in zip(known, columns, strict=True):
        if cells.contradiction:
            raise LkeError(
                f"Kolom {column.letter} ('{one_line(column.header, 40)}') menulis '{cells.contradiction}', padahal 1 "
                "harus terburuk dan angka tertinggi terbaik; betulkan angkanya atau hapus di salinan berkas."
            )


def _scaling(
    counts: "Sequence[np.ndarray]",
    zeros: Sequence[int],
    reading: ScaleReading,
    points: int | None,
    instrument: Instrument | None,
    top: int,
    phrases: Sequence[str],
) -> Scaling:
    """Return the scale of the answers. Raises LkeError where it is another than told or known."""
    import numpy as np

    sums = np.sum([count[:FIRST_PHRASE] for count in counts], axis=0)
    scales = {scale.points: scale.formula for scale in (instrument.scales if instrument else ())}
    if points is not None:
        return Scaling(points, top, scales.get(points, "rentang"), False)
    needs = reading.needs or _numbers_need(sums, top)
    given = int(sums.sum() - sums[BLANK])
    least = _OTHER_SCALE if needs else _NO_SCALE
    if sums[OUTSIDE] and sums[OUTSIDE] >= least * given:
        raise LkeError(
            f"Jawaban memakai angka di luar 1 sampai {LONGEST} atau pecahan; ubah menjadi 1 (terburuk) sampai {top} "
            "(terbaik) di salinan berkas, atau sebutkan --scale bila angka itu salah ketik."
        )
    if needs in scales and (reading.own or not reading.needs):
        return Scaling(needs, top, scales[needs], True)
    if needs:
        words = f" ({', '.join(phrases[:_MOST_SHOWN])})" if reading.needs else ""
        raise LkeError(
            f"Jawaban{words} tampaknya memakai skala 1 sampai {needs}, sedangkan indeks memakai 1 sampai {top}; tulis "
            f"--scale {needs} agar diubah dengan rumus 1 + (jawaban - 1) x {top - 1}/{needs - 1}, atau --scale {top} "
            f"bila skalanya memang 1 sampai {top}."
        )
    _refuse_from_zero(counts, zeros, top)
    return Scaling(top, top, "rentang", True)


def _refuse_from_zero(counts: "Sequence[np.ndarray]", zeros: Sequence[int], top: int) -> None:
    """Refuse answers of which many are 0 and none the best: their scale may begin at 0."""
    with_zero = sum(map(bool, zeros))
    answered = sum(int(count[1 : top + 1].sum()) for count in counts)
    best = sum(int(count[top]) for count in counts)
    words = sum(int(count[FIRST_PHRASE:].sum()) for count in counts)
    if with_zero * 2 >= len(counts) and with_zero > 1 and answered and not best and not words:
        raise LkeError(
            f"Jawaban berisi 0 pada kebanyakan pertanyaan dan tidak satu pun {top}: skalanya mungkin 0 sampai "
            f"{top - 1}; ubah menjadi 1 sampai {top} di salinan berkas, atau sebutkan --scale {top} bila 0 memang "
            "berarti tidak berlaku."
        )


def _numbers_need(sums: "np.ndarray", top: int) -> int | None:
    """Return 5, 6 or 10 where so many answers are above the best that they are no slips of the finger.

    A single number above the scales of words (9 for "not answered") is none.
    """
    known = SCALES[-1]
    far = sums[known + 1 : LONGEST + 1]
    highest = LONGEST if (far > 0).sum() > 1 else known
    above = int(sums[top + 1 : highest + 1].sum())
    if not above or above < _OTHER_SCALE * int(sums[1 : highest + 1].sum()):
        return None
    scales = sorted({*SCALES, LONGEST} - {TOP, top})
    return next((points for points in scales if points > top and not sums[points + 1 : highest + 1].sum()), LONGEST)


def without_valid(answers: RespondentAnswers, rows: Responses) -> SomeRows:
    """Return the rows without a valid answer: those left out, and those whose answers are all invalid."""
    if not answers.linked:
        return SomeRows()
    none = ~answers.valid().any(axis=1)
    invalid = answers.codes.index[none]
    first = sorted([*rows.no_answers.first, *map(int, invalid[:5])])
    return SomeRows(rows.no_answers.count + len(invalid), tuple(first[:5]))
