"""Text columns: those in which the rubric's questions are found, whatever stands over them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from math import fsum
from typing import NamedTuple

from lke_cli.record import record
from lke_cli.values import CellValue
from lke_cli.workbook.words import SURE, Vocabulary

ColumnCells = tuple[CellValue, ...]
_Texts = list[tuple[int, str]]

MARKER = re.compile(r"\A\s*+\(?+([A-Za-z]|[ivxIVX]{1,5}|\d{1,2}|-|–)\s*+[.)]?+\s*+")
LONGEST_MARKER = 8
_SHORTEST, _LONGEST = 5, 600  # characters of a text that may be an entry
_HIT = 0.7  # similarity of a text and an entry
_FEW = 2  # entries that a column must name before it counts as a column of texts
_SHARE = 0.5  # of a further column's texts that must be entries
_AGREEING = 0.5  # of a numbering's letters on questions' rows that must be those of their codes
_TIE = 0.97  # of the best column's fit: a column that repeats the questions exactly
_RECURRING = 0.1  # of a numbering's letters that may recur within an indikator
_SAID = frozenset(["ya", "tidak", "tdk", "y", "t"])  # what no numbering says
_SAMPLE = 8  # texts from the top, and as many spread over the rest, that show what a column is
_TEXTS = 2_000  # texts of a column that are looked at: ten times a real form
_KNOWN = 64


class Hit(NamedTuple):
    """A text that is an entry of the rubric: its row, the entry's code and kind, how similar they are."""

    row: int
    code: str
    kind: str
    similarity: float


@record
class TextColumns:
    """Where the texts stand. columns: with entries, the one with most questions first. labels: numbering too, sorted.

    questions, inputs, nodes: the code that a row's text surely is, by row. aside: a column in which other questions
    stand beside those of the first, and the first such row; None where a row holds one.
    """

    columns: tuple[int, ...]
    labels: tuple[int, ...]
    questions: Mapping[int, str]
    inputs: Mapping[int, str]
    nodes: Mapping[int, str]
    aside: tuple[int, int] | None = None


class Texts:
    """Finds text columns; what a form's columns are is known after its first workbook."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._known: dict[ColumnCells, tuple[int, tuple[tuple[int, ColumnCells], ...], TextColumns]] = {}

    def find(
        self, columns: Sequence[ColumnCells], forced: Sequence[int] = (), *, small: bool = False
    ) -> TextColumns | None:
        """Return the text columns, None where no column names two questions. forced: as the user says.

        small: one question is enough, where its text is surely that.
        """
        known = None if forced or small else self._seen(columns)
        if known is not None:
            return known
        entries = [_entries(cells) for cells in columns]
        hits = {
            c: hits_there for c, texts in enumerate(entries) if (hits_there := self._hits(texts, whole=c in forced))
        }
        fits = {c: _fit(hits_there) for c, hits_there in hits.items() if not forced or c in forced}
        questions = {
            c: len({hit.code for hit in hits_there if hit.kind == "question"}) for c, hits_there in hits.items()
        }
        best = max(fits.values(), default=0.0)
        main = next((c for c in sorted(fits) if fits[c] >= _TIE * best and questions[c] > 0), None)
        if main is None or (questions[main] < _FEW and not forced and not (small and _names_surely(hits[main]))):
            return None
        likely = [c for c in hits if c < main or (c > main and not _is_title(hits[c]))]
        others = [c for c in likely if _adds(entries[c], hits[c], columns[main])]
        totals = [c for c in range(main) if self._names_total(entries[c])]
        text_columns = _gathered(
            columns, main, [*others, *(c for c in forced if c not in (main, *others))], hits, totals
        )
        aside = None if forced else _aside(main, hits)
        if aside is not None:
            return replace(text_columns, aside=aside)
        if not forced and not small:
            self._keep(columns, text_columns)
        return text_columns

    def _seen(self, columns: Sequence[ColumnCells]) -> TextColumns | None:
        for c, cells in enumerate(columns):
            kept = self._known.get(cells) if cells else None
            if kept is None:
                continue
            start, beside, texts = kept
            if texts.columns[0] == c and all(n < len(columns) and columns[n][start:] == there for n, there in beside):
                return texts
        return None

    def _keep(self, columns: Sequence[ColumnCells], text_columns: TextColumns) -> None:
        if len(self._known) >= _KNOWN:
            self._known.clear()
        # Columns that could have been texts decide as well: a column beside that changes must be looked at again. What
        # stands above the form's first row is the unit's own, its name in the title.
        start = min(
            min(rows, default=0) for rows in (text_columns.questions, text_columns.inputs, text_columns.nodes) if rows
        )
        beside = tuple((c, columns[c][start:]) for c in text_columns.labels)
        self._known[columns[text_columns.columns[0]]] = start, beside, text_columns

    def _hits(self, texts: _Texts, *, whole: bool) -> list[Hit]:
        texts = texts[:_TEXTS]
        if not whole and len(texts) > 2 * _SAMPLE:
            spread = texts[_SAMPLE :: max(1, len(texts) // _SAMPLE)]
            if sum(self._is_hit(text) for _, text in (*texts[:_SAMPLE], *spread)) < _FEW:
                return []
        return [hit for row, text in texts if (hit := self._hit(row, text)) is not None]

    def _names_total(self, texts: _Texts) -> bool:
        """Return whether a column of a few texts holds the form's total."""
        if len(texts) > _SAMPLE:
            return False
        best = [self._vocabulary.candidates(text.strip()) for _, text in texts]
        return any(
            candidates and candidates[0].similarity >= _HIT and candidates[0].entry.kind == "total"
            for candidates in best
        )

    def _is_hit(self, text: str) -> bool:
        return self._hit(0, text) is not None

    def _hit(self, row: int, text: str) -> Hit | None:
        best = self._vocabulary.candidates(text.strip())
        if not best or best[0].similarity < _HIT or best[0].entry.kind == "total":
            return None
        return Hit(row, best[0].entry.code, best[0].entry.kind, best[0].similarity)


def row_text(row: Sequence[CellValue], text_columns: Sequence[int], labels: Sequence[int]) -> tuple[str, str]:
    """Return a row's text and the numbering before it: the text of the first text column that has one, else the
    longest beside it. text_columns: text columns, that of the questions first."""
    marker = ""
    for column in labels:
        value = row[column]
        if value and isinstance(value, str) and len(value) <= LONGEST_MARKER and MARKER.fullmatch(value):
            marker = value
    main = _as_entry(row[text_columns[0]])
    if main:
        return main, marker
    text = max((_as_entry(row[column]) for column in text_columns[1:]), key=len, default="")
    return text or max((_as_entry(row[column]) for column in labels), key=len, default=""), marker


def _as_entry(value: CellValue) -> str:
    if not isinstance(value, str) or not (text := value.strip()):
        return ""
    if len(value) <= LONGEST_MARKER and MARKER.fullmatch(value):
        return ""
    return text if any(map(str.isalpha, text)) else ""


def _entries(cells: ColumnCells) -> _Texts:
    """Return the texts of a column that may be entries, with their rows."""
    return [
        (row, value)
        for row, value in enumerate(cells)
        if isinstance(value, str) and _SHORTEST <= len(value) <= _LONGEST and not value.isspace()
    ]


def _fit(hits: Sequence[Hit]) -> float:
    best: dict[str, float] = {}
    for hit in hits:
        if hit.kind == "question":
            best[hit.code] = max(best.get(hit.code, 0.0), hit.similarity)
    return fsum(best.values())


def _is_title(hits: Sequence[Hit]) -> bool:
    """Return whether a column's entries may be a title that reads as one, such as "Hasil" over answers."""
    return len({hit.code for hit in hits}) == 1 and hits[0].kind == "node"


def _names_surely(hits: Sequence[Hit]) -> bool:
    return any(hit.kind == "question" and hit.similarity >= SURE for hit in hits)


def _aside(main: int, hits: Mapping[int, Sequence[Hit]]) -> tuple[int, int] | None:
    """Return a column whose questions stand in the rows of other ones, and the first such row: two parts of a form
    side by side."""
    sure = {c: {hit.row: hit.code for hit in there if hit.kind == "question" and hit.similarity >= SURE}
            for c, there in hits.items()}  # fmt: skip
    own = {*sure[main].values()}
    for c, questions in sure.items():
        rows = [row for row, code in questions.items() if code not in own and row in sure[main]]
        if len(rows) > _FEW:
            return c, min(rows)
    return None


def _adds(texts: _Texts, hits: Sequence[Hit], main: ColumnCells) -> bool:
    """Return whether a column holds entries that the column of the questions does not: nodes beside or between its
    questions, counts under them. One that repeats its questions (a narrative) adds none."""
    if len(hits) < _SHARE * len(texts):
        return False
    adding = [hit for hit in hits if hit.kind != "question" or not _as_entry(main[hit.row])]
    return len(adding) >= _SHARE * len(hits) and (len(adding) >= _FEW or len(texts) == len(hits))


def _gathered(
    columns: Sequence[ColumnCells],
    main: int,
    others: Sequence[int],
    hits: Mapping[int, Sequence[Hit]],
    totals: Sequence[int],
) -> TextColumns:
    texts = (main, *sorted(others))
    kinds: dict[str, dict[int, str]] = {"question": {}, "input": {}, "node": {}}
    for hit in [*(hit for c in texts[1:] for hit in hits.get(c, ())), *hits.get(main, ())]:
        if hit.kind == "node" and _as_entry(columns[main][hit.row]) and hit not in hits[main]:
            continue  # an indikator beside its question
        for rows in kinds.values():
            rows.pop(hit.row, None)
        kinds[hit.kind][hit.row] = hit.code
    ordered = {kind: dict(sorted(rows.items())) for kind, rows in kinds.items()}
    numbering = [
        c
        for c, cells in enumerate(columns)
        if c not in texts and _is_numbering(cells, ordered["question"], ordered["node"])
    ]
    labels = tuple(sorted({*texts, *numbering, *(c for c in totals if c < main)}))
    return TextColumns(texts, labels, ordered["question"], ordered["input"], ordered["node"])


def _is_numbering(cells: ColumnCells, questions: Mapping[int, str], nodes: Mapping[int, str]) -> bool:
    """Return whether a column numbers its rows: nodes, or most questions by the letters of their codes. Answers stand
    on no node's row, and agree with the letters by chance at most."""
    short = [(row, value) for row, value in enumerate(cells) if isinstance(value, str) and len(value) <= LONGEST_MARKER]
    markers = {row for row, value in short if _is_marker(value)}
    texts = sum([isinstance(value, str) and value != "" and not value.isspace() for value in cells]) if markers else 0
    if not markers or len(markers) < min(_SHARE * texts, texts - _FEW):
        return False
    if not markers.isdisjoint(nodes):
        return True
    if any(isinstance(cells[row], str) and str(cells[row]).strip().lower() in _SAID for row in questions):
        return False
    there = [row for row in markers if row in questions]
    if _repeats(cells, there, questions):
        return False
    agreeing = [_bare(cells[row]) for row in there if _bare(cells[row]) == questions[row].rsplit(".", 1)[-1].lower()]
    # An answer is a bare capital, a numbering "a." or "a"; where each indikator has one question, A stands at all of a.
    written = sum(str(cells[row]).strip() == _bare(cells[row]).upper() for row in there)
    return len(agreeing) >= _AGREEING * len(there) and len(set(agreeing)) > 1 and written < _AGREEING * len(there)


def _repeats(cells: ColumnCells, rows: Sequence[int], questions: Mapping[int, str]) -> bool:
    """Return whether letters recur within an indikator: those of a numbering do not, those of answers do."""
    seen: dict[str, set[str]] = {}
    again = 0
    for row in rows:
        letters = seen.setdefault(questions[row].rpartition(".")[0], set())
        again += _bare(cells[row]) in letters
        letters.add(_bare(cells[row]))
    return again > _RECURRING * len(rows)


def _bare(value: CellValue) -> str:
    return str(value).strip(" .()").lower()


@lru_cache(maxsize=4096)
def _is_marker(value: str) -> bool:
    """Return whether a text of at most so many characters is a numbering."""
    return value != "" and MARKER.fullmatch(value) is not None


def rows_of(text_columns: TextColumns) -> Iterator[tuple[int, str]]:
    """Yield the rows that hold an answer of their own, questions and counts, with their codes, in order."""
    yield from sorted({**text_columns.questions, **text_columns.inputs}.items())
