"""Titles: which rows head the table, and what they say of each column: its own title and those that span it."""

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import field
from functools import lru_cache

from lke_cli.record import record
from lke_cli.values import CellValue
from lke_cli.workbook.columns.headers import BY_ASSESSOR, LONGEST_TITLE, YEAR, Headers, Key, years_in
from lke_cli.workbook.columns.texts import ColumnCells, TextColumns
from lke_cli.workbook.options import UNIT
from lke_cli.workbook.sheets import Area

_GROUP_ROWS = 3  # rows of group titles above the titles
_FAR = 60  # rows above the first question in which its header may stand
_KNOWN = 2  # known titles that make a row a header
_NAMED = 3  # unknown ones that do
_REPEATED = 0.6  # of a header's titles that a repeated one has
_Rows = Sequence[Sequence[CellValue]]


@record
class Title:
    """What stands over a column. stack: from the widest group title down to its own. key: what they mean together.

    who: the assessor whom they name, None where none is named. exact: its own words are known ones, but for years and
    names. years: that they name. others: they say that its answers are not those to score. unknown: words of a title of
    answers that do not say whose they are. state: they name one, such as final, and not whose it is.
    """

    text: str = ""
    stack: tuple[str, ...] = ()
    key: Key | None = None
    who: str | None = None
    exact: bool = False
    years: frozenset[str] = frozenset()
    others: bool = False
    unknown: frozenset[str] = frozenset()
    state: bool = False


NO_TITLE = Title()


@record
class TitleBand:
    """The rows that head the table. header_row: the last of them, None where no known title stands in any.

    main: the row of the titles themselves. first: the first row below. titles: by column.
    """

    header_row: int | None
    main: int | None
    first: int
    titles: Mapping[int, Title] = field(default_factory=dict)

    def title(self, column: int) -> Title:
        """Return what stands over a column."""
        return self.titles.get(column, NO_TITLE)


def read_band(
    rows: _Rows, merges: Sequence[Area], text_columns: TextColumns, headers: Headers, header_row: int | None = None
) -> TitleBand:
    """Return the rows that head a table whose texts are known. header_row: as the user says."""
    below = [
        row
        for row in (*text_columns.questions, *text_columns.nodes, *text_columns.inputs)
        if header_row is None or row > header_row
    ]
    questions = [row for row in text_columns.questions if header_row is None or row > header_row]
    if not questions:
        return TitleBand(None, None, 0)
    main = header_row if header_row is not None else _main_row(rows, min(questions), headers)
    named = main is not None
    if main is None:
        main = _unknown_row(rows, min(below), text_columns)
    if main is None:
        return TitleBand(None, None, 0)
    first_entry = min((row for row in below if row > main), default=main + 1)
    last = main
    for number in range(main + 1, first_entry):
        if _is_titles(rows[number], text_columns, headers):
            last = number
        elif any(value != "" for value in rows[number]):
            break
    first = main
    while first > 0 and main - first < _GROUP_ROWS and _is_group(rows[first - 1], first - 1, merges, text_columns):
        first -= 1
    titles = _titles(rows, range(first, last + 1), main, merges, text_columns, headers)
    return TitleBand(last if named else None, main, last + 1, titles)


def repeated(columns: Sequence[ColumnCells], rows: _Rows, band: TitleBand) -> Iterator[int]:
    """Yield the rows below a header that hold it once more."""
    if band.main is None:
        return
    heading = [(c, value) for c, value in enumerate(rows[band.main]) if title_text(value)]
    if len(heading) < _KNOWN:
        return
    needed = max(_KNOWN, math.ceil(_REPEATED * len(heading)))
    # A row that has so many of the titles has one of these.
    some = heading[: len(heading) - needed + 1]
    likely = {row for c, value in some for row in _places(columns[c], value, band.first)}
    for number in sorted(likely):
        row = rows[number]
        if sum([row[c] == value for c, value in heading]) >= needed:
            yield number


def retitled(
    columns: Sequence[ColumnCells], rows: _Rows, band: TitleBand, column: int, again: Sequence[int], headers: Headers
) -> int | None:
    """Return the first row below a header that heads a column otherwise, None where none does.

    again: the rows that hold the header once more; those who are named over it may differ.
    """
    if band.main is None:
        return None
    title = headers.meaning(title_text(rows[band.main][column]))
    names = _names(rows, band.main - 1, headers)
    for row in range(band.first, len(rows)):
        text = title_text(columns[column][row])
        key = headers.meaning(text) if text else None
        if key is None or key[0] == "who":
            continue
        others = _names(rows, row - 1, headers) if row in again and names else names
        if (key != title and _known_titles(rows[row], headers) >= _KNOWN) or (others and others != names):
            return row
    return None


def _names(rows: _Rows, row: int, headers: Headers) -> list[tuple[int, str]]:
    """Return the assessors that a row of group titles names, by column."""
    texts = [(c, title_text(value)) for c, value in enumerate(rows[row])] if row >= 0 else []
    return [(c, who) for c, text in texts if text and (who := headers.assessor(text)) is not None]


def _known_titles(row: Sequence[CellValue], headers: Headers) -> int:
    return sum(headers.meaning(text) is not None for value in row if (text := title_text(value)))


def _places(cells: ColumnCells, value: CellValue, first: int) -> Iterator[int]:
    """Yield where a column holds a value, from a row on."""
    with suppress(ValueError):
        while True:
            first = cells.index(value, first) + 1
            yield first - 1


def title_text(value: CellValue) -> str:
    """Return a cell as a title: a year typed as a number is one; ``""`` for what is none."""
    if isinstance(value, str):
        return " ".join(value.split()) if value and len(value) <= LONGEST_TITLE * 2 else ""
    if isinstance(value, int | float) and not isinstance(value, bool) and 1900 <= value < 2100 and value == int(value):
        return str(int(value))
    return ""


def _meaning(text: str, headers: Headers) -> Key | None:
    """Return what a title means; years and options count as meanings of their own."""
    key = headers.meaning(text)
    if key is not None:
        return key
    if (option := headers.option(text)) is not None:
        return "option", option
    year = YEAR.search(text)
    return ("year", year.group()) if year and len(text) <= LONGEST_TITLE else None


def _main_row(rows: _Rows, first_question: int, headers: Headers) -> int | None:
    best, chosen = _KNOWN - 1, None
    for number in range(max(0, first_question - _FAR), first_question):
        keys = {key for value in rows[number] if (text := title_text(value)) and (key := _meaning(text, headers))}
        if len(keys) > best and any(kind not in ("year", "option") for kind, _ in keys):
            best, chosen = len(keys), number
    return chosen


def _unknown_row(rows: _Rows, first_entry: int, text_columns: TextColumns) -> int | None:
    """Return the row right above the table that looks like titles, none of which is known."""
    for number in range(first_entry - 1, max(-1, first_entry - 4), -1):
        named = [c for c, value in enumerate(rows[number]) if c not in text_columns.labels and title_text(value)]
        if len(named) >= _NAMED:
            return number
        if named:
            return None
    return None


def _is_titles(row: Sequence[CellValue], text_columns: TextColumns, headers: Headers) -> bool:
    """Return whether a row below the titles holds more of them: known words, names, years or bare numbering."""
    texts = [(c, text) for c, value in enumerate(row) if value != "" and (text := title_text(value) or str(value))]
    if not texts or any(len(text) > LONGEST_TITLE for _, text in texts):
        return False
    if all(_is_number(text) for _, text in texts):
        return len(texts) > _KNOWN
    known = [c for c, text in texts if _meaning(text, headers) or headers.assessor(text)]
    unknown = [c for c, text in texts if c in text_columns.columns and c not in known and not _is_number(text)]
    return bool(known) and not unknown


def _is_number(text: str) -> bool:
    bare = text.strip(" ()[].").removesuffix(".0")
    return bare.isdigit() or (len(bare) == 1 and bare.isalpha())


def _is_group(row: Sequence[CellValue], number: int, merges: Sequence[Area], text_columns: TextColumns) -> bool:
    """Return whether a row above the titles holds group titles: texts over columns that hold no questions."""
    main = text_columns.columns[0]
    for column, value in enumerate(row):
        text = title_text(value)
        if not text or len(text) > LONGEST_TITLE or column in text_columns.labels:
            continue
        right = _merged_to(number, column, merges)
        if right is None or not column <= main <= right:
            return True
    return False


def _merged_to(row: int, column: int, merges: Sequence[Area]) -> int | None:
    """Return the last column that a cell is merged over, None where it is not merged."""
    for (top, left), (_, right) in merges:
        if (top, left) == (row, column):
            return right
    return None


def _titles(
    rows: _Rows, band: range, main: int, merges: Sequence[Area], text_columns: TextColumns, headers: Headers
) -> dict[int, Title]:
    width = len(rows[main])
    texts = {number: [title_text(value) for value in rows[number]] for number in band}
    own = {
        c: number for c in range(width) for number in band if number >= main and texts[number][c]
    }  # the lowest row that has a title
    keys = {c: headers.meaning(texts[number][c]) for c, number in own.items()}
    stacks: dict[int, list[str]] = {c: [] for c in range(width)}
    for number in band:
        for c in range(width):
            text = texts[number][c]
            if not text:
                continue
            if own.get(c) == number and number == band[-1]:
                span = {c}
            else:
                span = _span(number, c, texts[number], own, keys, merges, lowest=own.get(c) == number)
            if (
                number < main
                and not span.isdisjoint(text_columns.labels[:1] + text_columns.columns[:1])
                and len(span) > 1
            ):
                continue  # the sheet's own heading
            for number_in_span in span:
                if own.get(number_in_span, -1) >= number or number_in_span == c:
                    stacks[number_in_span].append(text)
    return {c: _title(tuple(stack), headers) for c, stack in stacks.items() if stack}


def _span(
    number: int,
    column: int,
    texts: Sequence[str],
    own: Mapping[int, int],
    keys: Mapping[int, Key | None],
    merges: Sequence[Area],
    *,
    lowest: bool,
) -> set[int]:
    """Return the columns that a title spans: as it is merged, else to the next title, and never over a second column
    of one meaning, nor over what belongs to no assessor."""
    right = _merged_to(number, column, merges)
    if right is not None:
        return set(range(column, right + 1))
    if lowest:
        return {column}
    if _starts_amid(number, column, texts, own, keys):
        return set()
    span = {column}
    seen = {keys.get(column)} if own.get(column, -1) > number else set()
    for c in range(column + 1, len(texts)):
        key = keys.get(c)
        if texts[c] or own.get(c, -1) <= number or key in seen or not _of_assessor(key):
            break
        seen.add(key)
        span.add(c)
    return span


def _of_assessor(key: Key | None) -> bool:
    return key is None or key[0] in (*BY_ASSESSOR, "who") or key == ("role", "percent")


def _starts_amid(
    number: int, column: int, texts: Sequence[str], own: Mapping[int, int], keys: Mapping[int, Key | None]
) -> bool:
    """Return whether a title that is not merged stands over the second column of a pair, so that whose is unknown."""
    key, left = keys.get(column), keys.get(column - 1)
    if key is None or left is None or own.get(column, -1) <= number or own.get(column - 1, -1) <= number:
        return False
    return key[0] in ("score", "note") and left[0] == "answer" and not texts[column - 1]


@lru_cache(maxsize=1024)
def _title(stack: tuple[str, ...], headers: Headers) -> Title:
    *upper, own = stack
    texts = tuple(dict.fromkeys(stack))
    key = _together(upper, own, headers)
    who = key[1] if key is not None and key[0] in (*BY_ASSESSOR, "who") and key[1] != UNIT else None
    if who not in headers.rubric.assessors:
        named = [name for text in reversed(texts) if (name := headers.assessor(text))]
        who = named[0] if named else None
    exact = headers.is_exact(own) and all(headers.is_exact(text) or _only_years(text) for text in upper)
    return Title(
        " ".join(texts),
        texts,
        key,
        who,
        exact,
        years_in(texts),
        any(headers.is_others(text) for text in texts),
        frozenset() if exact or key is None or key[0] != "answer" else headers.unknown(own),
        who is None and any(headers.names_state(text) for text in texts),
    )


def _only_years(text: str) -> bool:
    return not YEAR.sub("", text).lower().replace("tahun", "").replace("lke", "").strip(" .:-/")


def _together(upper: Sequence[str], own: str, headers: Headers) -> Key | None:
    """Return what a column holds by all its titles: the lowest says what, those above whose."""
    key = headers.meaning(own)
    for text in reversed(upper):
        who = headers.assessor(text)
        if key is not None and key[0] in BY_ASSESSOR:
            return (key[0], who) if who is not None and key[1] == UNIT else key
        if key == ("role", "narrative") and who is not None and who != UNIT:
            return "note", who
        if key is None or key[0] == "who":
            both = headers.meaning(f"{text} {own}") or headers.meaning(f"{own} {text}")
            key = both or key
    return key
