"""From the sheets of a file to its sources: tables of respondents, those of several months put together."""

import re
from collections import Counter
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from lke_cli.errors import LkeError, UndecidedError
from lke_cli.findings import Finding
from lke_cli.instrument import Instrument, fits, general_words, load_instruments, number_of
from lke_cli.surveys import rules
from lke_cli.surveys.columns import SurveyColumn, SurveyLayout, find_layout
from lke_cli.surveys.headers import header_words, importance_of, performance_of
from lke_cli.surveys.rows import SHEET
from lke_cli.surveys.scale import ScaleWords, read_scale_answer
from lke_cli.surveys.shapes import shaped
from lke_cli.surveys.tables import Grid
from lke_cli.surveys.turned import COUNTS, LABELS, MONTH_COUNTS, ROW, head_of
from lke_cli.untrusted import one_line
from lke_cli.values import CellValue, as_text

if TYPE_CHECKING:
    import pandas as pd

_LOOKED_AT = 400
_MOST_WORDS, _WORD_LENGTH = 10, 40
_LEAST_ASKED = 4
_ALIKE = 0.8
_PERIOD = re.compile(rf"\b({'|'.join(general_words().periods)}|20\d\d|[1-9]|1[0-2]|i{{1,3}}|iv)\b", re.IGNORECASE)
_RECAP = re.compile("|".join(general_words().recap), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """A table of respondents. frame: its cells, header and all. months: per sheet that was added, its first row number.

    hidden_rows, filtered_rows: numbers of rows that the workbook does not show.
    """

    layout: SurveyLayout
    frame: "pd.DataFrame"
    sheets: tuple[str, ...]
    shape: str
    linked: bool
    hidden_rows: frozenset[int]
    filtered_rows: frozenset[int]
    findings: tuple[Finding, ...] = ()

    @property
    def sheet(self) -> str | None:
        """The sheet that cells are named by."""
        return self.sheets[0] if self.sheets else None


def sources_of(
    grids: Sequence[Grid],
    path: Path,
    instruments: Sequence[Instrument],
    words: ScaleWords,
    *,
    named: bool,
    chosen: bool,
) -> list[Source]:
    """Return the tables of a file, the one with most answers first.

    named: the user named the sheets, so all of them count together. chosen: the user named the questions, so that a
    table without columns that look like some is one too. Raises LkeError where no sheet is a table of respondents, or
    where it cannot be told which sheets belong together.
    """
    sources: list[Source] = []
    empty: list[Source] = []
    problems: list[LkeError] = []
    for grid in grids:
        try:
            source = _source(grid, instruments, words)
        except UndecidedError:
            raise
        except LkeError as error:
            problems.append(error)
            continue
        if source.layout.questions or (chosen and any(column.doubt for column in source.layout.columns)):
            sources.append(source)
        else:
            empty.append(source)
    if not sources and problems:
        raise problems[0]
    for source in sources or empty:
        _refuse_unread(source, path, chosen=chosen)
    sources.sort(key=lambda source: -source.layout.filled)
    return _together(sources, path, named=named)


def _refuse_unread(source: Source, path: Path, *, chosen: bool) -> None:
    """Raise where columns ask an instrument's questions, but their cells are no answers: with what would settle it."""
    questions = source.layout.questions
    asked = [column for column in source.layout.columns if column.known and column.role == "unreadable"]
    if chosen or any(column.known for column in questions) or (questions and len(questions) >= len(asked)):
        return  # what would count is more than a page number or an identity
    words, numbers = _said(source, asked)
    if len(asked) >= 2 and not numbers and words and len(words) <= _MOST_WORDS and max(map(len, words)) <= _WORD_LENGTH:
        listed = ", ".join(f"'{word}'" for word in words)
        letters = ", ".join(column.letter for column in asked)
        raise LkeError(
            f"Kata jawaban di '{path.name}' (kolom {letters}) tidak dikenal sebagai skala: {listed}; sebutkan semua "
            f"pilihan dari terburuk sampai terbaik: {_words_example(words)}."
        )
    if not questions and _is_recap(source, asked, numbers):
        raise LkeError(
            f"'{path.name}' hanya memuat rekap (rata-rata atau jumlah per unsur), bukan jawaban responden; pakai data "
            "satu baris per responden."
        )


def _said(source: Source, columns: Sequence[SurveyColumn]) -> tuple[list[str], list[float]]:
    """Return the different words and the numbers in some columns."""
    body = source.frame.iloc[source.layout.first_row :]
    words: dict[str, None] = {}
    numbers: list[float] = []
    for column in columns:
        values = body[column.index].cat.categories
        for code in body[column.index].cat.codes.unique():
            read = read_scale_answer(values[code])
            if read.number is not None:
                numbers.append(read.number)
            elif not read.blank and not read.none:
                words[one_line(as_text(values[code]))] = None
    return list(words), numbers


def _is_recap(source: Source, asked: Sequence[SurveyColumn], numbers: Sequence[float]) -> bool:
    """Return whether a table holds means, or names unsur in its rows and hardly anything beside."""
    unread = [column for column in source.layout.columns if column.role == "unreadable"]
    unsur_below = _asking_texts(source) >= _LEAST_ASKED and not asked and len(unread) <= 2
    return any(number % 1 for number in numbers) or unsur_below


def _words_example(words: Sequence[str]) -> str:
    """Return how the words would be told, without an order that the file does not tell."""
    if {word.lower() for word in words} <= {"ya", "tidak", "tdk"}:
        return '--words "Ya,Tidak" bila Ya berarti hal buruk terjadi, --words "Tidak,Ya" bila Ya berarti baik'
    return '--words "terburuk,...,terbaik"'


def _asking_texts(source: Source) -> int:
    """Return how many cells below the header name an unsur, as the rows of a recap do."""
    return sum(
        number_of(cell) is not None or len(header_words(cell).split()) <= 6
        for column in source.layout.columns[:3]
        for cell in source.frame[column.index].cat.categories[:200]
        if isinstance(cell, str) and any(fits(cell, i) for i in load_instruments())
    )


def _source(grid: Grid, instruments: Sequence[Instrument], words: ScaleWords) -> Source:
    turned = shaped(grid, instruments)
    layout = find_layout(
        head_of(turned.grid), instruments=instruments, vocabulary=words, deeper=_deeper(turned.grid.frame)
    )
    columns = layout.columns
    findings: tuple[Finding, ...] = ()
    if turned.places is not None:
        columns = tuple(replace(column, letter=place) for column, place in zip(columns, turned.places, strict=False))
        count = len(turned.grid.frame) - layout.first_row
        what = "responden" if turned.linked else "jawaban untuk tiap pertanyaan"
        findings = (
            rules.TURNED_TABLE.at(
                "Tabel berisi {labels}; terbaca {count} {what}.", labels=LABELS[turned.shape], count=count, what=what
            ),
        )
    columns = _without_beside(columns, instruments)
    layout = replace(layout, columns=columns)
    return Source(
        layout,
        turned.grid.frame,
        () if grid.sheet is None else (grid.sheet,),
        turned.shape,
        turned.linked,
        turned.grid.hidden_rows,
        turned.grid.filtered_rows,
        findings,
    )


def _deeper(frame: "pd.DataFrame") -> Callable[[int], Sequence[CellValue]]:
    """Return how to get the cells of a column that is empty in the first rows."""

    def cells(column: int) -> Sequence[CellValue]:
        codes = frame[column].cat.codes.iloc[_LOOKED_AT:]
        values = frame[column].cat.categories
        return [values[code] for code in codes[codes > 0].iloc[:_LOOKED_AT]]

    return cells


def _without_beside(columns: tuple[SurveyColumn, ...], instruments: Sequence[Instrument]) -> tuple[SurveyColumn, ...]:
    """Return columns with those set aside that say how important or expected something is, beside how good it was."""
    asked = [column for column in columns if column.role in ("question", "unreadable")]
    titled = {column.index: importance_of(f"{column.group} {column.header}") for column in asked}
    beside = {index for index, base in titled.items() if base is not None}
    others = [column for column in asked if column.index not in beside]
    if not beside or not others:
        return columns
    bases = {performance_of(f"{column.group} {column.header}") for column in others}
    bases |= {performance_of(column.header) for column in others}
    questions = {(i.id, code) for column in others for i in instruments for code in fits(column.asks, i)}
    many = len(beside) >= 3 and len(beside) * 5 >= 2 * len(asked)
    taken = set()
    for column in asked:
        if column.index not in beside:
            continue
        own = {(i.id, code) for i in instruments for code in fits(column.asks, i)}
        if titled[column.index] in bases or importance_of(column.header) in bases or (many and own & questions):
            taken.add(column.index)
    return tuple(
        replace(column, role="beside", reason="kepentingan atau harapan, bukan jawaban", doubt="")
        if column.index in taken
        else column
        for column in columns
    )


def refuse_twins(layout: SurveyLayout, path: Path) -> None:
    """Refuse questions that all stand twice, word for word, without a title that tells the two apart."""
    plain = {header_words(column.header) for column in layout.questions}
    texts = Counter((column.group, _without_number(header_words(column.header), plain)) for column in layout.questions)
    twice = [text for text, count in texts.items() if count > 1 and not text[1].startswith("kolom ")]
    if len(twice) >= 3 and 2 * len(twice) >= len(texts) and not layout.chosen:
        letters = [
            c.letter for c in layout.questions if (c.group, _without_number(header_words(c.header), plain)) in twice
        ]
        raise UndecidedError(
            f"Pertanyaan di '{path.name}' berdiri dua kali dengan judul yang sama (kolom {', '.join(letters)}); "
            "sebutkan kolom yang berisi jawaban dengan --questions.",
            cells=tuple(letters),
            command="--questions",
        )


def _without_number(plain: str, others: Set[str]) -> str:
    """Return a header without the number that a program puts behind one that stands already (``Waktu.1``)."""
    first, _, last = plain.rpartition(" ")
    return first if last.isdigit() and first in others else plain


def _signature(source: Source) -> frozenset[str]:
    return frozenset(header_words(column.header) for column in source.layout.questions)


def _together(sources: list[Source], path: Path, *, named: bool) -> list[Source]:
    """Return sources with sheets of the same questions added up, or left out where they are a copy or a recap."""
    made: list[Source] = []
    while sources:
        first = sources.pop(0)
        own = _signature(first)
        alike = [
            source for source in sources if len(own & _signature(source)) >= _ALIKE * len(own | _signature(source))
        ]
        sources = [source for source in sources if source not in alike]
        made.append(_added(first, alike, path, named=named) if alike else first)
    return made


def _added(first: Source, others: Sequence[Source], path: Path, *, named: bool) -> Source:
    kept: list[Source] = [first]
    copies: list[Source] = []
    for source in others:
        is_copy = not named and any(_is_inside(source, other) for other in kept)
        (copies if is_copy else kept).append(source)
    findings = list(first.findings)
    if copies:
        names = ", ".join(f"'{source.sheet}'" for source in copies)
        findings.append(
            rules.SHEET_LEFT_OUT.at(
                "Lembar {names} berisi baris yang sama dengan lembar lain dan tidak dihitung lagi.", names=names
            )
        )
    kept, recaps = _without_recaps(kept, named=named)
    if recaps:
        names = ", ".join(f"'{source.sheet}'" for source in recaps)
        findings.append(
            rules.SHEET_LEFT_OUT.at(
                "Lembar {names} menurut namanya rekap atau hasil olahan dan tidak dihitung.", names=names
            )
        )
    if len(kept) == 1:
        return replace(kept[0], findings=tuple(findings))
    if not named and not all(_PERIOD.search((source.sheet or "").replace("_", " ")) for source in kept):
        names = ", ".join(f"'{source.sheet}'" for source in kept)
        every = ",".join(source.sheet or "" for source in kept)
        raise UndecidedError(
            f"Beberapa lembar di '{path.name}' berisi pertanyaan yang sama ({names}); sebutkan yang dihitung dengan "
            f"--sheet, misalnya --sheet '{kept[0].sheet}', atau semuanya: --sheet '{every}'.",
            cells=tuple(f"{source.sheet}!A1" for source in kept),
            command="--sheet",
        )
    names = ", ".join(f"'{source.sheet}'" for source in kept)
    findings.append(rules.SHEETS_ADDED.at("{count} lembar dihitung bersama: {names}.", count=len(kept), names=names))
    return _joined(kept, tuple(findings))


def _without_recaps(sources: Sequence[Source], *, named: bool) -> tuple[list[Source], list[Source]]:
    recaps = [source for source in sources if _RECAP.search(source.sheet or "")]
    if named or len(recaps) == len(sources):
        return list(sources), []
    return [source for source in sources if source not in recaps], recaps


def _answers(source: Source) -> Counter[tuple[str, ...]]:
    body = source.frame.iloc[source.layout.first_row :]
    columns = sorted(source.layout.questions, key=lambda column: header_words(column.header))
    texts = []
    for column in columns:
        values = [as_text(cell) for cell in body[column.index].cat.categories]
        texts.append([values[code] for code in body[column.index].cat.codes])
    return Counter(row for row in zip(*texts, strict=True) if any(row))


def _is_inside(source: Source, other: Source) -> bool:
    """Return whether all rows of a sheet stand in another."""
    if len(source.layout.questions) != len(other.layout.questions) or len(source.layout.questions) < 2:
        return False
    own = _answers(source)
    return own.total() >= _LEAST_COPIED and own <= _answers(other)


_LEAST_COPIED = 5
"""Responses; so few may be the same in two months by chance."""


def _joined(sources: Sequence[Source], findings: tuple[Finding, ...]) -> Source:
    import pandas as pd
    from pandas.api.types import union_categoricals

    first = sources[0]
    parts = []
    for number, source in enumerate(sources):
        places = _same_places(first.layout, source.layout)
        start = 0 if number == 0 else source.layout.first_row
        body = source.frame.iloc[start:]
        parts.append((body, places, body.index.to_numpy() + SHEET * number))
    columns = {}
    for column in first.layout.columns:
        cells = []
        for body, places, _ in parts:
            at = places.get(column.index)
            empty = pd.Categorical.from_codes([0] * len(body), categories=pd.Index([""], dtype=object))
            cells.append(empty if at is None else body[at].array)
        columns[column.index] = union_categoricals(cells)
    index = [int(n) for _, _, numbers in parts for n in numbers]
    hidden = frozenset(n + SHEET * i for i, source in enumerate(sources) for n in source.hidden_rows)
    filtered = frozenset(n + SHEET * i for i, source in enumerate(sources) for n in source.filtered_rows)
    frame = pd.DataFrame(columns, index=index)
    sheets = tuple(source.sheet or "" for source in sources)
    return replace(
        first,
        frame=_empty_first(frame),
        sheets=sheets,
        shape=MONTH_COUNTS if first.shape == ROW else first.shape,
        hidden_rows=hidden,
        filtered_rows=filtered,
        findings=findings,
        linked=all(source.linked for source in sources) and first.shape != COUNTS,
    )


def _empty_first(frame: "pd.DataFrame") -> "pd.DataFrame":
    """Return a frame whose columns have the empty cell as their first category."""
    made = {}
    for name in frame.columns:
        values = frame[name].cat.categories
        ordered = ["", *(value for value in values if value != "")]
        made[name] = frame[name].cat.set_categories(ordered)
    import pandas as pd

    return pd.DataFrame(made, index=frame.index)


def _same_places(layout: SurveyLayout, other: SurveyLayout) -> dict[int, int]:
    """Return where each column stands in another sheet: by its header, else at its own place where both have none."""
    named = {header_words(column.header): column.index for column in reversed(other.columns)}
    return {
        column.index: named[header_words(column.header)]
        for column in layout.columns
        if header_words(column.header) in named
    }
