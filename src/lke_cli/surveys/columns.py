"""Which column is what, by its content first and its header second."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lke_cli.instrument import Instrument, fits, general_words, may_number, number_of
from lke_cli.results import ColumnRole
from lke_cli.surveys.headers import (
    HEADER_ROWS,
    before_brackets,
    find_header,
    header_texts,
    header_words,
    in_brackets,
    is_answer,
    is_numbering,
    is_sentence,
    is_time,
)
from lke_cli.surveys.roles import EMPTY_COLUMN, ROLE_RULES, Looked, RoleDoubt, says_nothing
from lke_cli.surveys.scale import KNOWN, LONGEST, ScaleWords, learn_adjectives, spelled
from lke_cli.surveys.tables import TableRow
from lke_cli.untrusted import one_line
from lke_cli.values import CellValue, as_text
from lke_cli.workbook import column_letters

_LABEL_LENGTH = 60
_SHORT_HEADER = 6
_WIDEST = 120
_FEW_WORDED = 0.2
"""Up to this share of the question columns, those of words are remarks beside numbers."""

_SUMMARY = re.compile(rf"[Σ∑\W]{{0,3}}(grand )?({'|'.join(general_words().summary)})\b.{{0,50}}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SurveyColumn:
    """A column. index: 0-based. letter: as a spreadsheet names it. header: one line, ``Kolom D`` where it has none.

    reason: why it was taken for what it is (Indonesian). unsur, label: what its answers count for (questions only).
    lists: lists of words for its answers, worst first, that are special to its question. group: the title over several
    columns that it stands under. instrument, question: which question of which instrument it is. known: whether its
    header asks a question of any instrument. worded: whether its answers are words, and not such as the user told the
    value of. varied: whether they are several.
    """

    index: int
    letter: str
    header: str
    role: ColumnRole
    reason: str
    unsur: str = ""
    label: str = ""
    lists: tuple[tuple[str, ...], ...] = ()
    doubt: RoleDoubt = ""
    group: str = ""
    instrument: str | None = None
    question: str | None = None
    known: bool = False
    worded: bool = False
    varied: bool = False

    @property
    def titles(self) -> str:
        """What stands over it and before its brackets, where a form names the instrument."""
        return f"{self.group} {before_brackets(self.header)}"

    @property
    def asks(self) -> str:
        """What it asks: what stands in brackets, as form tools write questions of a grid, else the header."""
        return in_brackets(self.header) or self.header


@dataclass(frozen=True, slots=True)
class SurveyLayout:
    """How a table was understood. first_row: 0-based row of the first response; header_row: None where there is none.

    filled: answers in the rows that were looked at, by which the best sheet is chosen. vocabulary: the words of its
    answers. chosen: whether the user named the questions.
    """

    header_row: int | None
    first_row: int
    columns: tuple[SurveyColumn, ...]
    filled: int
    vocabulary: ScaleWords
    chosen: bool = False

    @property
    def questions(self) -> tuple[SurveyColumn, ...]:
        """The question columns, in order."""
        return tuple(column for column in self.columns if column.role == "question")

    @property
    def empty(self) -> frozenset[int]:
        """The places of the columns without any content."""
        return frozenset(column.index for column in self.columns if column.reason == EMPTY_COLUMN)


def find_layout(
    head: Sequence[TableRow],
    *,
    instruments: Sequence[Instrument],
    vocabulary: ScaleWords = KNOWN,
    deeper: Callable[[int], Sequence[CellValue]] = lambda _: (),
) -> SurveyLayout:
    """Return how a table is laid out, from its first rows.

    instruments: whose questions headers may ask. vocabulary: the user's own words. deeper: cells of a column from
    anywhere below, for one that is empty in the first rows.
    """
    width = max(map(len, head), default=0)
    vocabulary = replace(vocabulary, adjectives=learn_adjectives(_texts(head, width)))
    closing = closing_rows(head)
    body = [row for i, row in enumerate(head) if i not in closing]
    likely = _likely(body, width, vocabulary)
    header_row = find_header(head, likely, vocabulary)
    if header_row is None:
        header_row = _asking_row(head, instruments)
    first = _first_response(head, likely, vocabulary) if header_row is None else header_row + 1
    while first < len(head) and is_numbering([head[first][i] for i in likely if i < len(head[first])]):
        first += 1
    headers, groups = header_texts(head, header_row, width, likely)
    rows = [row for i, row in enumerate(head) if i >= first and i not in closing]
    habits = _occurrences(headers, instruments)
    columns = []
    for i in range(width):
        cells = [row[i] for row in rows if i < len(row) and row[i] != ""] or list(deeper(i))
        columns.append(_column(i, headers[i], groups[i], cells, vocabulary, any(headers), instruments, habits))
    columns = _without_remarks(_one_time(columns, rows))
    taken = [column.index for column in columns if column.role == "question"]
    filled = sum(is_answer(row[i], vocabulary) for row in rows for i in taken if i < len(row))
    return SurveyLayout(header_row, first, tuple(columns), filled, vocabulary)


def _asking_row(head: Sequence[TableRow], instruments: Sequence[Instrument]) -> int | None:
    """Return the row that asks most questions of instruments: what stands below it may be answers of no known scale."""
    best, asking_row = 2, None
    for number, row in enumerate(head[:HEADER_ROWS]):
        texts = [in_brackets(cell) or cell for cell in row[:_WIDEST] if isinstance(cell, str)]
        asking = sum(any(fits(text, instrument) for instrument in instruments) for text in texts)
        if asking > best:
            best, asking_row = asking, number
    return asking_row


def with_questions(layout: SurveyLayout, chosen: Sequence[SurveyColumn]) -> SurveyLayout:
    """Return a layout whose questions are the chosen columns and no others."""
    places = {column.index for column in chosen}

    def taken(column: SurveyColumn) -> SurveyColumn:
        if column.index in places:
            return replace(column, role="question", reason="disebut di --questions", doubt="")
        if column.role in ("question", "unreadable"):
            return replace(column, role="aside", reason="tidak disebut di --questions", doubt="left-out")
        return replace(column, doubt="")

    return replace(layout, columns=tuple(map(taken, layout.columns)), chosen=True)


def full_name(code: str, label: str) -> str:
    """Return ``U3 Waktu penyelesaian``; the label alone where the code is a column's letter or the label itself."""
    return f"{code} {label}" if code[1:].isdigit() and label.lower() != code.lower() else label


def columns_text(columns: Sequence[SurveyColumn]) -> str:
    """Return columns, in the table's order, as ``--questions`` takes them: ``E..I,K``."""
    runs: list[list[SurveyColumn]] = []
    for column in columns:
        if runs and runs[-1][-1].index + 1 == column.index:
            runs[-1].append(column)
        else:
            runs.append([column])
    ends = ((run[0].letter, run[-1].letter) for run in runs)
    return ",".join(first if first == last else f"{first}..{last}" for first, last in ends)


def is_named_summary(row: TableRow) -> bool:
    """Return whether the first filled cell of a row names a sum or mean, as it does below the responses."""
    first = next((cell for cell in row if cell != ""), "")
    return isinstance(first, str) and _SUMMARY.fullmatch(first.strip()) is not None


def is_legend(row: TableRow) -> bool:
    """Return whether a row explains an unsur, as below the sums of the regulation's table: ``U1, Persyaratan, 3,2``."""
    filled = [cell for cell in row if cell != ""]
    if len(filled) < 2 or not isinstance(filled[0], str) or number_of(filled[0]) is None:
        return False
    return any(isinstance(cell, str) and re.search(r"[a-zA-Z]{3}", cell) for cell in filled[1:3])


_BOUNDS = re.compile(r"[:\s]{0,3}\d{1,3}(?:[.,]\d{1,4})?\s{0,3}(?:[-–—]|s\.?/?d\.?)\s{0,3}\d{1,3}(?:[.,]\d{1,4})?")
_MOST_IN_BAND = 6


def is_band(row: TableRow) -> bool:
    """Return whether a row gives the bounds of a mutu, as the regulation's table has them below: ``A, 88,31 - 100``."""
    filled = [cell for cell in row if cell != ""]
    words = any(isinstance(cell, str) and re.search(r"[a-zA-Z]", cell) for cell in filled)
    bounds = any(isinstance(cell, str) and _BOUNDS.fullmatch(cell.strip()) for cell in filled)
    return len(filled) <= _MOST_IN_BAND and words and bounds


def closing_rows(rows: Sequence[TableRow]) -> set[int]:
    """Return which of the last rows are named as sums or means: below them stand only blanks, notes and signatures."""
    closing = set()
    widest = max((sum(cell != "" for cell in row) for row in rows), default=0)
    for i in range(len(rows) - 1, -1, -1):
        filled = [cell for cell in rows[i] if cell != "" and (not isinstance(cell, str) or cell.strip())]
        if is_named_summary(rows[i]) or is_legend(rows[i]) or is_band(rows[i]):
            closing.add(i)
        elif len(filled) > 1 and not (2 * len(filled) <= widest and all(isinstance(cell, str) for cell in filled)):
            break
    return closing if len(closing) < len(rows) - 1 else set()


def _texts(head: Sequence[TableRow], width: int) -> list[set[str]]:
    """Return the texts of each column that has few different ones."""
    cells = ([row[i] for row in head if i < len(row)] for i in range(width))
    texts_by_column = [{cell.strip() for cell in column if isinstance(cell, str)} for column in cells]
    return [texts for texts in texts_by_column if len(texts) <= 20]


def _likely(rows: Sequence[TableRow], width: int, vocabulary: ScaleWords) -> list[int]:
    """Return the columns that mostly hold answers, titles and headers included in the count."""
    filled = [0] * width
    answers = [0] * width
    for row in rows:
        for i, cell in enumerate(row):
            if cell != "":
                filled[i] += 1
                answers[i] += is_answer(cell, vocabulary)
    return [i for i in range(width) if answers[i] and answers[i] >= 0.5 * filled[i]]


def _first_response(head: Sequence[TableRow], likely: Sequence[int], vocabulary: ScaleWords) -> int:
    """Return the first row with an answer, where no header stands above it."""
    answered = (n for n, row in enumerate(head) if any(i < len(row) and is_answer(row[i], vocabulary) for i in likely))
    return next(answered, 0)


def words_asked(header: str, instruments: Sequence[Instrument]) -> tuple[tuple[str, ...], ...]:
    """Return the lists of words, worst first, that instruments have for the question that a header asks."""
    lists: list[tuple[str, ...]] = []
    for instrument in instruments:
        asked = fits(header, instrument)
        for question in instrument.questions:
            if question.code in asked or may_number(header, question, instrument):
                lists += question.answers
        if asked:
            lists += instrument.answers
            lists += [occurrence.words for occurrence in instrument.occurrence]
    return tuple(dict.fromkeys(tuple(map(spelled, words)) for words in lists))


def _occurrences(headers: Sequence[str], instruments: Sequence[Instrument]) -> tuple[tuple[str, ...], ...]:
    """Return the words of how often something happens, of the instruments whose questions a table asks."""
    asking = [
        instrument
        for instrument in instruments
        if instrument.occurrence and sum(bool(fits(h, instrument)) for h in headers) > 1
    ]
    return tuple(tuple(map(spelled, some.words)) for instrument in asking for some in instrument.occurrence)


def _column(
    index: int,
    header: str,
    group: str,
    cells: Sequence[CellValue],
    vocabulary: ScaleWords,
    titled: bool,
    instruments: Sequence[Instrument],
    habits: tuple[tuple[str, ...], ...],
) -> SurveyColumn:
    letter = column_letters(index)
    name = header or f"Kolom {letter}"
    asked = in_brackets(header) or header
    lists = words_asked(asked, instruments)
    known = any(fits(asked, instrument) for instrument in instruments)
    plain = header_words(header)
    if is_sentence(plain) and not _hold(lists, cells):
        lists = (*lists, *habits)
    vocabulary = replace(
        vocabulary,
        known=frozenset(word for words in lists for word in words),
        longest=LONGEST if known else vocabulary.longest,
    )
    short = known and len(plain.split()) <= _SHORT_HEADER and not is_time(plain, sent=True)
    filled = [cell for cell in cells if cell != "" and not says_nothing(cell)]
    named = short or number_of(header) is not None
    looked = Looked(header, plain, cells, filled, vocabulary, known, named, titled, instruments)
    taken_for = next(choice for rule in ROLE_RULES if (choice := rule(looked)) is not None)
    texts = {spelled(cell) for cell in filled if isinstance(cell, str)}
    worded = taken_for[0] == "question" and not looked.numbers and not texts & vocabulary.user_words.keys()
    return SurveyColumn(
        index=index,
        letter=letter,
        header=name,
        role=taken_for[0],
        reason=taken_for[1],
        unsur=letter,
        label=one_line(name, _LABEL_LENGTH),
        lists=lists,
        doubt=taken_for[2] if len(taken_for) == 3 else "",
        group=group,
        known=known,
        worded=worded,
        varied=len(texts) > 1,
    )


def _hold(lists: Sequence[tuple[str, ...]], cells: Sequence[CellValue]) -> bool:
    """Return whether one of the lists has all the words of some cells."""
    words = {spelled(cell) for cell in cells if isinstance(cell, str)}
    return any(words <= set(allowed) for allowed in lists)


def _without_remarks(columns: list[SurveyColumn]) -> list[SurveyColumn]:
    """Set aside a column of words among numbers: ``Keluhan Anda: tidak ada`` is a remark, however it is asked."""
    asked = [column for column in columns if column.role == "question"]
    worded = [column for column in asked if column.worded]
    if not worded or len(worded) > _FEW_WORDED * len(asked):
        return columns
    return [_set_aside(column) if column in worded else column for column in columns]


def _set_aside(column: SurveyColumn) -> SurveyColumn:
    """Return a column of words that is not counted: one that asks an instrument's question may be one all the same."""
    reason = "berisi kata, sedangkan pertanyaan lain angka"
    if column.known and column.varied:
        return replace(column, role="unreadable", reason=reason)
    return replace(column, role="aside", reason=reason, doubt="set-aside")


def _one_time(columns: list[SurveyColumn], rows: Sequence[TableRow]) -> list[SurveyColumn]:
    """Keep one time column: the one that is named as that of sending, has a time of the day, or is named at all."""
    times = [column for column in columns if column.role == "time"]
    if len(times) < 2:
        return columns

    def rank(column: SurveyColumn) -> tuple[bool, bool, bool]:
        plain = header_words(column.header)
        clock = any(column.index < len(row) and ":" in as_text(row[column.index]) for row in rows[:50])
        return is_time(plain, sent=True), clock, is_time(plain)

    kept = max(times, key=rank)
    return [
        replace(c, role="aside", reason="tanggal lain, bukan waktu pengisian") if c in times and c != kept else c
        for c in columns
    ]
