"""Which rows are respondents, and what each cell of a question says: a code a cell, before any scale is known."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress
from typing import TYPE_CHECKING

from lke_cli.instrument import number_of
from lke_cli.surveys.columns import SurveyColumn, SurveyLayout, is_band, is_named_summary
from lke_cli.surveys.scale import LONGEST, ScaleWords, contradicts, read_scale_answer, speaks_of_a_scale
from lke_cli.surveys.turned import frame_cells
from lke_cli.untrusted import one_line
from lke_cli.values import CellValue, as_text

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

BLANK, OUTSIDE, UNKNOWN, AMBIGUOUS, NONE = 0, 12, 13, 14, 11
"""Codes of an answer beside its value 1..10; NONE: 0, or words that say that the question does not apply."""
SHEET = 10_000_000
"""A row's number in the second sheet that is added is this much more, and so on."""
FIRST_PHRASE = 20
_MOST_PHRASES = 240
_FIRST, _TAIL = 5, 400
"""So many first rows tell how responses begin; so many last ones are looked at for sums, means and a legend."""
ROWS_NAMED = 5
_UNKNOWN_NAMED = 20
_MOST_CHECKED = 20_000


@dataclass(frozen=True, slots=True)
class SomeRows:
    """Rows of the file: how many, and the numbers (1-based) of the first few."""

    count: int = 0
    first: tuple[int, ...] = ()


def some_rows(numbers: Iterable[int]) -> SomeRows:
    """Return rows by their numbers."""
    every = list(numbers)
    return SomeRows(len(every), tuple(int(number) for number in every[:ROWS_NAMED]))


@dataclass
class Known:
    """What is known of a question column's cells while it is read."""

    phrases: list[str] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)
    contradiction: str | None = None
    words: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Responses:
    """The responses of a table.

    frame: their cells, by row number. codes: of the question columns, by column index: BLANK, 1..10, OUTSIDE, UNKNOWN,
    NONE, or a phrase from FIRST_PHRASE on. known: what these phrases are. zeros: how many NONE a column
    holds, rows that were left out included. no_answers: rows left out because every
    question is blank, or because a line of text is all they hold; services: those of them that hold more than a text.
    summaries: rows left out because they hold sums or means. like_summaries: rows that are named so too, but count.
    """

    frame: "pd.DataFrame"
    codes: "pd.DataFrame"
    known: Mapping[int, Known]
    zeros: Mapping[int, int]
    no_answers: SomeRows
    services: tuple[int, ...]
    summaries: SomeRows
    like_summaries: SomeRows


def read_rows(layout: SurveyLayout, frame: "pd.DataFrame") -> Responses:
    """Return the responses below the header, all question columns read."""
    import numpy as np
    import pandas as pd

    body = frame.iloc[layout.first_row :]
    known = {column.index: Known() for column in layout.questions}
    codes = pd.DataFrame(
        {c.index: _coded(c, body, layout.vocabulary, known[c.index]) for c in layout.questions}, index=body.index
    )
    filled = np.zeros(len(body), dtype=np.int32)
    for name in body.columns:
        filled += body[name].cat.codes.to_numpy() > 0
    values = codes.to_numpy()
    quiet = np.isin(values, (BLANK, NONE)).all(axis=1)
    unread = np.isin(values, (BLANK, NONE, UNKNOWN)).all(axis=1)
    nothing = quiet | (unread & (filled <= 1))
    sums, named = _summaries(layout, body, codes)
    numbers = body.index.to_numpy()
    dropped = nothing | np.isin(numbers, sorted(sums))
    left_out = nothing & (filled > 0) & ~np.isin(numbers, sorted(sums))
    kept = ~dropped
    return Responses(
        frame=body[kept],
        codes=codes[kept],
        known=known,
        zeros={int(index): int((codes[index] == NONE).sum()) for index in codes.columns},
        no_answers=some_rows(numbers[left_out]),
        services=tuple(int(n) for n in numbers[left_out & (filled > 1)][:_MOST_CHECKED]),
        summaries=some_rows(sorted(sums)),
        like_summaries=some_rows(sorted(named - sums - set(numbers[nothing].tolist()))),
    )


def _coded(column: SurveyColumn, body: "pd.DataFrame", vocabulary: ScaleWords, known: Known) -> "np.ndarray":
    import numpy as np

    categories = body[column.index].cat.categories
    codes = body[column.index].cat.codes.to_numpy()
    vocabulary = replace(vocabulary, known=frozenset(word for words in column.lists for word in words))
    counts = np.bincount(codes, minlength=len(categories))
    read = [_code(cell, vocabulary, known) if n else BLANK for cell, n in zip(categories, counts, strict=True)]
    table = np.array(read, dtype=np.int16)
    known.words = [
        one_line(as_text(cell))
        for cell, code in compress(zip(categories, table, strict=True), counts > 0)
        if code == UNKNOWN
    ][:_UNKNOWN_NAMED]
    return np.asarray(table[codes])


def _code(cell: CellValue, vocabulary: ScaleWords, known: Known) -> int:
    answer = read_scale_answer(cell, vocabulary)
    if answer.blank:
        return BLANK
    if answer.none or answer.number == 0:
        return NONE
    if answer.number is not None:
        has_value = answer.phrase in vocabulary.user_words or answer.phrase in vocabulary.known
        if (
            known.contradiction is None
            and answer.phrase
            and not has_value
            and contradicts(answer.number, answer.phrase)
        ):
            known.contradiction = f"{answer.number:g}. {answer.phrase.title()}"
        return int(answer.number) if answer.number in range(1, LONGEST + 1) else OUTSIDE
    if answer.phrase is None:
        text = as_text(cell)
        if speaks_of_a_scale(text) and len(known.unknown) < _UNKNOWN_NAMED:
            known.unknown.add(one_line(text))
        return UNKNOWN
    if answer.phrase not in known.phrases:
        if len(known.phrases) >= _MOST_PHRASES:
            return UNKNOWN
        known.phrases.append(answer.phrase)
    return FIRST_PHRASE + known.phrases.index(answer.phrase)


def _summaries(layout: SurveyLayout, body: "pd.DataFrame", codes: "pd.DataFrame") -> tuple[set[int], set[int]]:
    """Return the rows that hold sums or means, and all that are named so.

    Sums stand below the responses; so is a row in the middle that is named so and holds no answers.
    """
    import numpy as np

    tail = body.iloc[-_TAIL:]
    cells = frame_cells(tail)
    coded = codes.iloc[-_TAIL:].to_numpy().tolist()
    texts = _starts_with_text(cells)
    worded = _starts_with_text(frame_cells(body.iloc[:_FIRST]))
    closing, legend = _closing(cells, coded, texts, worded)
    numbers = [int(number) for number in tail.index]
    sums = {numbers[i] for i in legend}
    sums |= {numbers[i] for i in closing if _is_sum(i, closing, cells, coded, codes)}
    named = {numbers[i] for i in closing if is_named_summary(cells[i])}
    values = codes.to_numpy()
    odd = np.flatnonzero((values == OUTSIDE).any(axis=1))[:_MOST_CHECKED]
    for at, row in zip(odd, frame_cells(body.iloc[odd]), strict=True):
        if is_named_summary(row) and _mostly(values[at].tolist(), OUTSIDE):
            sums.add(int(body.index[at]))
    return sums, named


def _mostly(codes: Sequence[int], wanted: int) -> bool:
    filled = [code for code in codes if code != BLANK]
    return bool(filled) and filled.count(wanted) * 2 >= len(filled)


def _starts_with_text(cells: Sequence[Sequence[CellValue]]) -> bool:
    """Return whether most rows begin with a text, as those of a table without numbering do."""
    first = [row[0] for row in cells if row and row[0] != ""]
    return sum(isinstance(cell, str) and not cell.strip().isdigit() for cell in first) * 2 > len(first)


def _closing(
    cells: Sequence[Sequence[CellValue]], coded: Sequence[Sequence[int]], texts: bool, worded: bool
) -> tuple[list[int], list[int]]:
    """Return which of the last rows are sums or means by their name or their numbers, and which are a legend.

    texts: whether most of these rows begin with a text; worded: whether the first responses do.
    """
    closing: list[int] = []
    legend: list[int] = []
    for i in range(len(cells) - 1, -1, -1):
        filled = [cell for cell in cells[i] if cell != ""]
        if is_named_summary(cells[i]):
            closing.append(i)
        elif len(filled) > 1:
            if _is_legend(filled, coded[i]) or is_band(cells[i]) or (not worded and _is_note(filled, coded[i])):
                legend.append(i)
            elif not texts and _is_unnamed_sum(filled, coded[i]):
                closing.append(i)
            else:
                break
    if len(closing) + len(legend) >= len(cells) - 1:
        return [], []
    return closing, legend


def _is_legend(filled: Sequence[CellValue], codes: Sequence[int]) -> bool:
    """Return whether a row explains an unsur: ``U1, Persyaratan, 3,2``."""
    answered = sum(code != BLANK and code != UNKNOWN for code in codes)
    first = filled[0]
    words = sum(isinstance(cell, str) and any(map(str.isalpha, cell)) for cell in filled)
    return isinstance(first, str) and number_of(first) is not None and words >= 2 and answered * 3 <= len(codes)


def _is_note(filled: Sequence[CellValue], codes: Sequence[int]) -> bool:
    """Return whether a row of words stands below the answers, such as the title of a legend or who signs."""
    given = [code for code in codes if code != BLANK]
    words = all(isinstance(cell, str) and not cell.strip().isdigit() for cell in filled)
    return words and 2 * len(given) <= len(codes) and set(given) <= {UNKNOWN}


def _is_unnamed_sum(filled: Sequence[CellValue], codes: Sequence[int]) -> bool:
    first = filled[0]
    named = isinstance(first, str) and not first.strip().replace(",", "").replace(".", "").isdigit()
    return named and _mostly(codes, OUTSIDE)


def _is_sum(
    i: int,
    closing: Sequence[int],
    cells: Sequence[Sequence[CellValue]],
    coded: Sequence[Sequence[int]],
    codes: "pd.DataFrame",
) -> bool:
    """Return whether a closing row holds sums or means.

    It does where an answer is no whole number of a scale, none is there at all, or all are the column's own sum or mean
    and no other row is named alike (a unit called ``Kinerja Pegawai`` is).
    """
    import numpy as np

    own = coded[i]
    answers = [(at, code) for at, code in enumerate(own) if code not in (BLANK, OUTSIDE, UNKNOWN, NONE)]
    if OUTSIDE in own or not answers:
        return True
    names = Counter(next((as_text(cell) for cell in row if cell != ""), "") for row in cells)
    if names[next(as_text(cell) for cell in cells[i] if cell != "")] > 1:
        return False
    above = codes.to_numpy()
    rows = np.ones(len(above), dtype=bool)
    rows[[len(above) - len(cells) + at for at in closing]] = False
    for at, code in answers:
        values = above[rows, at]
        values = values[(values >= 1) & (values <= LONGEST)]
        if not len(values) or not (abs(code - values.mean()) < 0.005 or code == values.sum()):
            return False
    return True
