"""What a survey's answers are worth: from what the cells say to values on one scale, and who answered twice."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lke_cli.errors import LkeError
from lke_cli.instrument import Instrument, asks_whether_it_happens, general_words
from lke_cli.surveys.columns import SurveyColumn, SurveyLayout
from lke_cli.surveys.headers import holds_contact
from lke_cli.surveys.roles import contact_key
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
    some_rows,
)
from lke_cli.surveys.scale import LONGEST, SCALES, TOP, ColumnReading, ScaleReading, ScaleWords, read_columns, spelled
from lke_cli.surveys.times import Times, times_of
from lke_cli.untrusted import one_line
from lke_cli.values import as_text

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

__all__ = ["AMBIGUOUS", "BLANK", "NONE", "OUTSIDE", "UNKNOWN", "RespondentAnswers", "answers_of", "without_valid"]

_OTHER_SCALE = 0.01
"""From this share of answers above the scale on, they are of a longer scale and not slips of the finger."""
_NO_SCALE = 0.2
"""From this share of fractions and larger numbers on, the answers are of no scale that counts whole points."""
MOST_GROUPS = 100
_MOST_SHOWN = 12
"""Words of answers that a refusal lists."""
_NAME_LENGTH, _NAME_WORDS = 60, 8
"""A longer value of the ``--by`` column is a remark and no service."""
_TITLE = re.compile(
    r"\b(bapak|bpk|pak|ibu|bu|sdr|sdri|tn|ny|drs?|dra|hj?|ir|s\.?(e|h|t|pd|kom|sos|ip|ag)|m\.?(m|h|si|pd))\b\.?,?\s"
)
_TELLS = re.compile(r"[a-z]{4}|\d{6}")
"""A name of which nothing is as long is initials: they make nobody the same."""
_TEST_ROW = frozenset(general_words().tests)


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
        {
            phrase: int(counts[c.index][FIRST_PHRASE + i])
            for i, phrase in enumerate(k.phrases)
            if _has(counts[c.index], i)
        }
        for c, k in zip(columns, known, strict=True)
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
    for column, k, column_reading, often in zip(columns, known, reading.columns, phrase_counts, strict=True):
        turned = column.index in reverse
        table = _values_of(k.phrases, column_reading, scaling.points, turned=turned)
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
            tuple(sorted({*k.unknown, *column_reading.strangers}))
            for k, column_reading in zip(known, reading.columns, strict=True)
        ),
        ambiguous=tuple(
            tuple(phrase for phrase in k.phrases if phrase in column_reading.spans)
            for k, column_reading in zip(known, reading.columns, strict=True)
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


def _has(counts: "np.ndarray", phrase: int) -> bool:
    return FIRST_PHRASE + phrase < len(counts) and bool(counts[FIRST_PHRASE + phrase])


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


@dataclass(frozen=True, slots=True)
class Who:
    """What is known of who answered, and when.

    sent_twice: rows with the time and answers of an earlier row, where nobody gave a name; None without a time of the
    day. filled_twice: rows with the names, contacts and answers of an earlier row. contacts: rows with the contact of
    an earlier row; None where there is no contact column. tests: rows in which a text says that it is a test.
    """

    times: Times | None
    sent_twice: SomeRows | None
    filled_twice: SomeRows
    contacts: SomeRows | None
    tests: SomeRows


def who_answered(layout: SurveyLayout, rows: Responses) -> Who:
    """Return who answered twice or to try, and when; names and contacts leave nothing but row numbers behind."""
    import numpy as np
    import pandas as pd

    frame = rows.frame
    time_at = next((column.index for column in layout.columns if column.role == "time"), None)
    contacts = [column.index for column in layout.columns if column.role == "contact"]
    who = [*contacts, *(c.index for c in layout.columns if c.role == "personal" and not _is_shared(c))]
    keys = rows.codes.copy()
    identified = np.zeros(len(frame), dtype=bool)
    for index in who:
        codes = frame[index].cat.codes.to_numpy()
        tells = np.array(
            [bool(_TELLS.search(as_text(cell).lower())) for cell in frame[index].cat.categories], dtype=bool
        )
        identified |= tells[codes]
        keys[f"who{index}"] = codes
    filled = keys.duplicated().to_numpy() & identified
    times = sent = None
    if time_at is not None:
        categories = list(frame[time_at].cat.categories)
        codes = frame[time_at].cat.codes.to_numpy()
        times = times_of(categories, codes)
        keys["time"] = codes
        again = keys.duplicated().to_numpy() & ~identified & (codes > 0)
        sent = some_rows(frame.index[again]) if times.has_clock else None
    repeated = []
    for index in contacts:
        known = [contact_key(cell) for cell in frame[index].cat.categories]
        numbers, _ = pd.factorize(np.array([key or "" for key in known], dtype=object))
        contact_numbers = pd.Series(numbers[frame[index].cat.codes.to_numpy()], index=frame.index)
        empty = {int(numbers[i]) for i, key in enumerate(known) if key is None}
        repeated.append(
            some_rows(frame.index[contact_numbers.duplicated().to_numpy() & ~contact_numbers.isin(empty).to_numpy()])
        )
    return Who(
        times=times,
        sent_twice=sent,
        filled_twice=some_rows(frame.index[filled]),
        contacts=max(repeated, key=lambda some: some.count, default=None),
        tests=_tests(layout, rows),
    )


def _tests(layout: SurveyLayout, rows: Responses) -> SomeRows:
    import numpy as np

    is_tried = np.zeros(len(rows.frame), dtype=bool)
    for column in layout.columns:
        if column.role in ("question", "time", "beside"):
            continue
        codes = rows.frame[column.index].cat.codes.to_numpy()
        values = rows.frame[column.index].cat.categories
        test = np.array([isinstance(v, str) and _is_test(v) for v in values], dtype=bool)
        if test.any():
            is_tried |= test[codes]
    return some_rows(rows.frame.index[is_tried])


def _is_test(text: str) -> bool:
    words = " ".join(re.findall(r"[a-z]+", text.lower()[:40]))
    return (
        words in _TEST_ROW
        or re.fullmatch(r"(tes|test|coba|uji coba)( \w{1,2}| \d+)?", text.strip().lower()[:40]) is not None
    )


def _is_shared(column: SurveyColumn) -> bool:
    """Return whether many respondents may share what a personal column holds: an address, who served them."""
    return re.search(r"alamat|petugas|melayani", column.header.lower()) is not None


def is_a_person(text: str) -> bool:
    """Return whether a text holds what stands before or behind a person's name."""
    return _TITLE.search(text.lower() + " ") is not None


def group_key(name: str) -> str:
    """Return a service's name in a form that can be compared."""
    return " ".join(name.split()).casefold()


@dataclass(frozen=True, slots=True)
class Groups:
    """The group of each respondent, by row number; ``more``: names whose respondents answered nothing."""

    names: "pd.Series[str]"
    more: tuple[str, ...]


def groups_of(rows: Responses, column: SurveyColumn, body: "pd.DataFrame") -> Groups:
    """Return respondents by the ``--by`` column. Raises LkeError where it holds people or remarks.

    Values that differ only in capitals and spaces are one, in the spelling that came first.
    """
    import pandas as pd

    series = body[column.index]
    used = series[series.index.isin([*rows.frame.index, *rows.services])]
    order = pd.unique(used.cat.codes.to_numpy())
    spelling: dict[str, str] = {}
    by_code: dict[int, str] = {}
    for code in order:
        name = one_line(as_text(series.cat.categories[int(code)])) or "(kosong)"
        if len(name) > _NAME_LENGTH or name.count(" ") >= _NAME_WORDS:
            raise LkeError("Kolom --by berisi isian bebas, bukan nama layanan; pilih kolom layanan atau unit.")
        by_code[int(code)] = spelling.setdefault(group_key(name), name)
        if len(spelling) > MOST_GROUPS:
            raise LkeError(
                f"Kolom --by berisi lebih dari {MOST_GROUPS} nama yang berbeda; pilih kolom layanan, bukan isian bebas."
            )
    codes = rows.frame[column.index].cat.codes.to_numpy()
    names = pd.Series([by_code[int(code)] for code in codes], index=rows.frame.index, dtype=object)
    counts = names.value_counts()
    _refuse_names(list(spelling.values()), [int(counts.get(name, 0)) for name in spelling.values()], len(names))
    return Groups(names, tuple(name for name in spelling.values() if name not in counts))


def _refuse_names(names: Sequence[str], sizes: Sequence[int], rows: int) -> None:
    """Refuse a ``--by`` column of people or remarks: contacts, titles, or many values that hardly repeat."""
    many = len(names) > 2 and 2 * len(names) > rows
    once = list(sizes).count(1)
    titled = sum(map(is_a_person, names))
    if many or (once > 5 and 2 * once > len(names)) or 2 * titled > len(names) or any(map(holds_contact, names)):
        raise LkeError("Kolom --by tampak berisi data orang atau isian bebas, bukan layanan; pilih kolom layanan.")
