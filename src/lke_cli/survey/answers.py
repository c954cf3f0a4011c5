"""All answers of a survey, a byte each, so that a million respondents fit in little memory."""

import re
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import compress, islice
from typing import cast

from lke_cli.errors import LkeError
from lke_cli.survey.columns import Column, Layout, closing_rows, contact_key, is_named_summary
from lke_cli.survey.read import Row
from lke_cli.survey.scale import (
    SCALES,
    TOP,
    Vocabulary,
    contradicts,
    read_answer,
    read_columns,
    speaks_of_a_scale,
)
from lke_cli.survey.times import TimeColumn, Times
from lke_cli.untrusted import one_line
from lke_cli.values import CellValue, as_text

CHUNK = 2_000
BLANK, OUTSIDE, UNKNOWN, AMBIGUOUS = 0, 7, 8, 9
"""Codes of an answer beside its value 1..6. While a file is read, codes from ``_FIRST_PHRASE`` on are phrases."""
_FIRST_PHRASE = 10
_MOST_PHRASES = 240
_MEMO = 20_000
_OTHER_SCALE = 0.01
"""From this share of 5s and 6s on, the answers are of a longer scale and not slips of the finger."""
MOST_GROUPS = 100
ROWS_NAMED = 5
_NAME_LENGTH, _NAME_WORDS = 60, 8
"""A longer value of the ``--by`` column is a remark and no service."""
_TITLE = re.compile(
    r"\b(bapak|bpk|pak|ibu|bu|sdr|sdri|tn|ny|drs?|dra|hj?|ir|s\.?(e|h|t|pd|kom|sos|ip|ag)|m\.?(m|h|si|pd))\b\.?,?\s"
)
_IS_ANSWER = bytes(code not in (BLANK, OUTSIDE, UNKNOWN) for code in range(256))


class _Codes(dict[CellValue, int]):
    """The code of each cell value of a question column."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._vocabulary = vocabulary
        self.phrases: list[str] = []
        self.unknown: set[str] = set()
        self.contradiction: str | None = None

    def __missing__(self, cell: CellValue) -> int:
        code = self._code(cell)
        if len(self) < _MEMO:
            self[cell] = code
        return code

    def _code(self, cell: CellValue) -> int:
        answer = read_answer(cell, self._vocabulary)
        if answer.blank:
            return BLANK
        if answer.number is not None:
            told = answer.phrase in self._vocabulary.told
            if self.contradiction is None and answer.phrase and not told and contradicts(answer.number, answer.phrase):
                self.contradiction = f"{answer.number:g}. {answer.phrase.title()}"
            return int(answer.number) if answer.number in range(1, SCALES[-1] + 1) else OUTSIDE
        if answer.phrase is None:
            text = as_text(cell)
            if speaks_of_a_scale(text) and len(self.unknown) < 20:
                self.unknown.add(one_line(text))
            return UNKNOWN
        if answer.phrase not in self.phrases:
            if len(self.phrases) >= _MOST_PHRASES:
                return UNKNOWN
            self.phrases.append(answer.phrase)
        return _FIRST_PHRASE + self.phrases.index(answer.phrase)


class _Groups(dict[CellValue, int]):
    """Numbers the values of the ``--by`` column as they come; ``names`` are its values, one line each.

    Values that differ only in capitals and spaces are one, in the spelling that came first.
    """

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self._keys: list[str] = []

    def __missing__(self, cell: CellValue) -> int:
        name = one_line(as_text(cell)) or "(kosong)"
        key = group_key(name)
        if key not in self._keys:
            self.names.append(name)
            self._keys.append(key)
        if len(name) > _NAME_LENGTH or name.count(" ") >= _NAME_WORDS:
            raise LkeError("Kolom --by berisi isian bebas, bukan nama layanan; pilih kolom layanan atau unit.")
        if len(self.names) > MOST_GROUPS:
            raise LkeError(
                f"Kolom --by berisi lebih dari {MOST_GROUPS} nama yang berbeda; pilih kolom layanan, bukan isian bebas."
            )
        number = self._keys.index(key)
        if len(self) < _MEMO:
            self[cell] = number
        return number


def group_key(name: str) -> str:
    """Return a service's name in a form that can be compared."""
    return " ".join(name.split()).casefold()


@dataclass(frozen=True, slots=True)
class SomeRows:
    """Rows of the file: how many, and the numbers (1-based) of the first few."""

    count: int
    first: tuple[int, ...]


class _Rows:
    """Counts rows; ``settle`` gives them."""

    def __init__(self) -> None:
        self._count = 0
        self._first: list[int] = []

    def add(self, number: int) -> None:
        self._count += 1
        if self._count <= ROWS_NAMED:
            self._first.append(number)

    def settle(self) -> SomeRows:
        return SomeRows(self._count, tuple(self._first))


class _Repeats(_Rows):
    """Rows whose key an earlier row had. Only hashes are kept, under a key that this process alone knows."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: set[int] = set()

    def extend(self, numbers: Iterable[int], hashes: Iterable[int | None]) -> None:
        keys = list(hashes)
        new = set(keys)
        if len(new) == len(keys) and None not in new and self._seen.isdisjoint(new):
            self._seen |= cast(set[int], new)
            return
        for number, key in zip(numbers, keys, strict=True):
            if key in self._seen:
                self.add(number)
            elif key is not None:
                self._seen.add(key)


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of all respondents.

    points: of the scale. codes: per question column a code per response: BLANK, a value 1..points, OUTSIDE, UNKNOWN
    or AMBIGUOUS. rows: the row number of each response in the file. no_answers: rows left out because every question
    is blank, or because a line of text (a signature) is all they hold. summaries: rows left out because they hold
    sums or means. like_summaries: rows that are named so too, but count as respondents.
    unknown, ambiguous: per question column the words without a value, where they may be shown. uncertain: per question
    column what its ambiguous answers add up to, on 1..4, read as low and as high as they can be. scale_decides: whether
    the number of points would give some of these words one value.
    sent_twice: rows with the time and answers of an earlier row, where nobody gave a name; None without a time of the
    day. filled_twice: rows with the names, contacts and answers of an earlier row.
    contacts: rows with the contact of an earlier row; None where there is no contact column.
    groups: per respondent the number of a name in ``group_names``.
    """

    columns: tuple[Column, ...]
    points: int
    codes: tuple[bytes, ...]
    rows: Sequence[int]
    no_answers: SomeRows
    summaries: SomeRows
    like_summaries: SomeRows
    unknown: tuple[tuple[str, ...], ...]
    ambiguous: tuple[tuple[str, ...], ...]
    uncertain: tuple[tuple[float, float], ...]
    scale_decides: bool
    times: Times | None
    sent_twice: SomeRows | None
    filled_twice: SomeRows
    contacts: SomeRows | None
    groups: bytes
    group_names: tuple[str, ...]


class LateColumnError(Exception):
    """A column that seemed empty has content further down: ``rows`` hold some of it."""

    def __init__(self, rows: list[Row]) -> None:
        super().__init__()
        self.rows = rows


def gather(
    layout: Layout,
    rows: Iterable[Row],
    *,
    points: int | None,
    by: Column | None,
    reverse: Collection[int] = (),
    surely_empty: bool = False,
) -> Answers:
    """Read all responses: the rows from ``layout.first_row`` on.

    points: how many the user says that the scale has. by: the column to group by. reverse: the places of columns
    whose best answer is 1. surely_empty: columns that seem empty are not looked at further down.
    Raises LkeError where answers are of another scale, numbers and words contradict, or ``by``
    holds no groups; LateColumnError as it says.
    """
    columns = layout.questions
    places = [column.index for column in columns]
    codes = [_Codes(layout.vocabulary) for _ in columns]
    stores = [bytearray() for _ in columns]
    time_at = next((column.index for column in layout.columns if column.role == "time"), None)
    contacts_at = [column.index for column in layout.columns if column.role == "contact"]
    who_at = [*contacts_at, *(c.index for c in layout.columns if c.role == "personal" and not _is_shared(c))]
    empty = frozenset[int]() if surely_empty else layout.empty
    times, contacts = TimeColumn(), [_Repeats() for _ in contacts_at]
    sent, filled = _Repeats(), _Repeats()
    groups, group_store = _Groups(), bytearray()
    numbers, no_answers, summaries, like_summaries = array("I"), _Rows(), _Rows(), _Rows()
    before = layout.first_row
    for chunk, is_last in _chunks(rows, len(layout.columns)):
        cells = list(zip(*chunk, strict=False))
        closing = closing_rows(chunk) if is_last else set()
        for index in empty:
            if any(cells[index]):
                late = [row for i, row in enumerate(chunk) if as_text(row[index]) and i not in closing]
                if late:
                    raise LateColumnError(late[:200])
        coded = [bytes(map(known.__getitem__, cells[at])) for known, at in zip(codes, places, strict=True)]
        chunk_numbers: Sequence[int] = range(before + 1, before + len(chunk) + 1)
        before += len(chunk)
        dropped = set()
        sums = _sums(chunk, closing, coded, stores)
        for i in sorted({*_doubtful(coded), *closing}):
            if i in sums:
                summaries.add(chunk_numbers[i])
            elif _is_response([each[i] for each in coded], chunk[i]):
                if is_named_summary(chunk[i]):
                    like_summaries.add(chunk_numbers[i])
                continue
            elif any(map(as_text, chunk[i])):
                no_answers.add(chunk_numbers[i])
                if by and sum(cell != "" for cell in chunk[i]) > 1:
                    groups[cells[by.index][i]]  # a service whose respondents answered nothing is still one
            dropped.add(i)
        if dropped:
            kept = [i not in dropped for i in range(len(chunk))]
            cells = [tuple(compress(column, kept)) for column in cells]
            coded = [bytes(compress(column, kept)) for column in coded]
            chunk_numbers = list(compress(chunk_numbers, kept))
        numbers.extend(chunk_numbers)
        for store, column in zip(stores, coded, strict=True):
            store += column
        if time_at is not None:
            times.extend(cells[time_at])
        who = [cells[at] for at in who_at]
        if any(map(all, who)):
            filled.extend(chunk_numbers, map(hash, zip(*who, *coded, strict=True)))
        else:
            nobody = [not any(each) for each in zip(*who, strict=True)] if who else [True] * len(chunk_numbers)
            if who:
                filled.extend(chunk_numbers, _keys(zip(*who, *coded, strict=True), nobody, False))
            if time_at is not None:
                sent.extend(chunk_numbers, _keys(zip(cells[time_at], *coded, strict=True), nobody, True))
        for seen, at in zip(contacts, contacts_at, strict=True):
            keys = map(contact_key, cells[at])
            seen.extend(chunk_numbers, (None if key is None else hash(key) for key in keys))
        if by:
            group_store.extend(map(groups.__getitem__, cells[by.index]))
    _refuse_contradictions(columns, codes)
    if by:
        _refuse_names(groups.names, group_store)
    settled = times.settle() if time_at is not None else None
    has_clock = settled is not None and settled.has_clock
    repeated = [each.settle() for each in contacts]
    values = _values(columns, codes, stores, points or layout.vocabulary.points, layout.vocabulary, reverse)
    return Answers(
        columns=columns,
        points=values.points,
        codes=tuple(bytes(store).translate(table) for store, table in zip(stores, values.tables, strict=True)),
        rows=numbers,
        no_answers=no_answers.settle(),
        summaries=summaries.settle(),
        like_summaries=like_summaries.settle(),
        unknown=tuple(tuple(sorted(known.unknown)) for known in codes),
        ambiguous=values.ambiguous,
        uncertain=values.uncertain,
        scale_decides=values.scale_decides,
        times=settled,
        sent_twice=sent.settle() if has_clock else None,
        filled_twice=filled.settle(),
        contacts=max(repeated, key=lambda each: each.count, default=None),
        groups=bytes(group_store),
        group_names=tuple(groups.names),
    )


def _keys(rows: Iterable[tuple[object, ...]], nobody: Sequence[bool], wanted: bool) -> list[int | None]:
    """Return the hash of each row whose ``nobody`` is as wanted, None for the others."""
    return [hash(row) if no is wanted else None for row, no in zip(rows, nobody, strict=True)]


def _is_shared(column: Column) -> bool:
    """Return whether many respondents may share what a personal column holds: an address, who served them."""
    return re.search(r"alamat|petugas|melayani", column.header.lower()) is not None


def _sums(
    chunk: Sequence[Row], closing: Collection[int], coded: Sequence[bytes], stores: Sequence[bytearray]
) -> set[int]:
    """Return which of the closing rows hold sums or means.

    They do where an answer is no whole number of a scale, none is there at all, or all are the column's own sum or
    mean and no other row is named alike (a unit called ``Kinerja Pegawai`` is).
    """
    if not closing:
        return set()
    totals = []
    for store, column in zip(stores, coded, strict=True):
        above = bytes(store) + bytes(code for i, code in enumerate(column) if i not in closing)
        each = [above.count(code) for code in range(SCALES[-1] + 1)]
        totals.append((sum(each[1:]), sum(code * n for code, n in enumerate(each))))
    names = Counter(next((as_text(cell) for cell in row if cell != ""), "") for row in chunk)
    found = set()
    for i in closing:
        codes = [column[i] for column in coded]
        answers = [(code, *total) for code, total in zip(codes, totals, strict=True) if _IS_ANSWER[code]]
        alone = names[next(as_text(cell) for cell in chunk[i] if cell != "")] == 1
        equal = all(n and (abs(code - total / n) < 0.005 or code == total) for code, n, total in answers)
        if OUTSIDE in codes or not answers or (alone and equal):
            found.add(i)
    return found


def _chunks(rows: Iterable[Row], width: int) -> Iterator[tuple[list[Row], bool]]:
    """Yield rows in chunks, none shorter than ``width``, and whether a chunk is the last; the last holds the tail."""
    rows = iter(rows)
    chunk = list(islice(rows, CHUNK))
    while chunk:
        following = list(islice(rows, CHUNK))
        if len(following) < CHUNK:
            chunk, following = chunk + following, []
        if min(map(len, chunk)) < width:
            chunk = [row if len(row) >= width else [*row, *[""] * (width - len(row))] for row in chunk]
        yield chunk, not following
        chunk = following


def _doubtful(coded: Sequence[bytes]) -> set[int]:
    """Return the rows of a chunk without an answer, and those with a number that no scale has."""
    answered = any_of([column.translate(_IS_ANSWER) for column in coded])
    found = set(_places(answered, 0))
    for column in coded:
        found.update(_places(column, OUTSIDE))
    return found


def _is_response(codes: Sequence[int], row: Row) -> bool:
    """Return whether a row answers anything; a lone text (a signature below the table) is no answer."""
    if all(code in (BLANK, UNKNOWN) for code in codes):
        return any(codes) and sum(cell != "" for cell in row) > 1
    return True


def _places(column: bytes, code: int) -> Iterator[int]:
    at = column.find(code)
    while at >= 0:
        yield at
        at = column.find(code, at + 1)


def any_of(masks: Sequence[bytes]) -> bytes:
    """Return 1 wherever any of several masks (bytes 0 and 1, of one length) is 1: as long integers, for speed."""
    joined = reduce(int.__or__, (int.from_bytes(mask, "little") for mask in masks))
    return joined.to_bytes(len(masks[0]), "little")


def without_valid(answers: Answers) -> SomeRows:
    """Return the rows without a valid answer: those left out, and those whose answers are all invalid."""
    valid = bytes(0 < code <= answers.points for code in range(256))
    invalid = [answers.rows[at] for at in _places(any_of([c.translate(valid) for c in answers.codes]), 0)]
    rows = sorted([*answers.no_answers.first, *invalid[:ROWS_NAMED]])
    return SomeRows(answers.no_answers.count + len(invalid), tuple(rows[:ROWS_NAMED]))


def _refuse_contradictions(columns: Sequence[Column], codes: Sequence[_Codes]) -> None:
    for known, column in zip(codes, columns, strict=True):
        if known.contradiction:
            raise LkeError(
                f"Kolom {column.letter} ('{one_line(column.header, 40)}') menulis '{known.contradiction}', padahal 1 "
                "harus terburuk dan angka tertinggi terbaik; betulkan angkanya atau hapus di salinan berkas."
            )


def _refuse_names(names: Sequence[str], groups: bytes | bytearray) -> None:
    """Refuse a ``--by`` column of people or remarks: contacts, titles, or many values that hardly repeat."""
    sizes = [groups.count(number) for number in range(len(names))]
    many = len(names) > 2 and 2 * len(names) > len(groups)
    once = sizes.count(1)
    titled = sum(_TITLE.search(name.lower() + " ") is not None for name in names)
    if many or (once > 5 and 2 * once > len(names)) or 2 * titled > len(names) or any(map(contact_key, names)):
        raise LkeError("Kolom --by tampak berisi data orang atau isian bebas, bukan layanan; pilih kolom layanan.")


@dataclass(frozen=True, slots=True)
class _Values:
    """tables: per column from codes while reading to codes; the rest as in :class:`Answers`."""

    points: int
    tables: list[bytes]
    ambiguous: tuple[tuple[str, ...], ...]
    uncertain: tuple[tuple[float, float], ...]
    scale_decides: bool


def _values(
    columns: Sequence[Column],
    codes: Sequence[_Codes],
    stores: Sequence[bytearray],
    points: int | None,
    vocabulary: Vocabulary,
    reverse: Collection[int],
) -> _Values:
    """Return what the codes while reading are worth. Raises LkeError where answers are of another scale than told."""
    counts = [
        {phrase: store.count(_FIRST_PHRASE + i) for i, phrase in enumerate(known.phrases)}
        for known, store in zip(codes, stores, strict=True)
    ]
    reading = read_columns(counts, [column.scale for column in columns], points, vocabulary.told)
    needs = reading.needs or (_numbers_need(stores) if points is None else None)
    given = sum(len(store) - store.count(BLANK) for store in stores)
    if needs and sum(store.count(OUTSIDE) for store in stores) >= _OTHER_SCALE * given:
        raise LkeError(
            f"Jawaban memakai angka di luar 1 sampai {SCALES[-1]} atau pecahan; ubah menjadi 1 (terburuk) sampai {TOP} "
            "(terbaik) di salinan berkas, atau sebutkan --scale bila angka itu salah ketik."
        )
    if needs:
        raise LkeError(
            f"Jawaban tampaknya memakai skala 1 sampai {needs}, sedangkan indeks memakai 1 sampai {TOP}; tulis "
            f"--scale {needs} agar diubah dengan rumus 1 + (jawaban - 1) x {TOP - 1}/{needs - 1}, atau --scale {TOP} "
            f"bila skalanya memang 1 sampai {TOP}."
        )
    points = points or TOP
    tables, ambiguous, uncertain = [], [], []
    for column, known, each, often in zip(columns, codes, reading.columns, counts, strict=True):
        turned = column.index in reverse
        scale = [points + 1 - x if turned else x for x in range(1, points + 1)]
        table = bytearray([BLANK, *scale, *[OUTSIDE] * (OUTSIDE - points), *range(OUTSIDE + 1, 256)])
        low = high = 0.0
        for i, phrase in enumerate(known.phrases):
            code = each.values.get(phrase, UNKNOWN if phrase in each.strangers else AMBIGUOUS)
            if phrase in each.values and turned:
                code = points + 1 - code
            table[_FIRST_PHRASE + i] = code
            if code == AMBIGUOUS:
                lowest, highest = each.spans[phrase]
                if turned:
                    lowest, highest = TOP + 1 - highest, TOP + 1 - lowest
                low += often[phrase] * lowest
                high += often[phrase] * highest
        known.unknown.update(each.strangers)
        tables.append(bytes(table))
        ambiguous.append(tuple(phrase for phrase in known.phrases if phrase in each.spans))
        uncertain.append((low, high))
    return _Values(points, tables, tuple(ambiguous), tuple(uncertain), reading.scale_decides)


def _numbers_need(stores: Sequence[bytearray]) -> int | None:
    """Return 5 or 6 where so many answers are above 4 that they are no slips of the finger."""
    counts = [sum(store.count(value) for store in stores) for value in range(SCALES[-1] + 1)]
    above = sum(counts[TOP + 1 :])
    if not above or above < _OTHER_SCALE * sum(counts[1:]):
        return None
    return next(points for points in SCALES if not sum(counts[points + 1 :]))
