"""How a table stands: each shape is turned into one row a respondent, under one header row.

A rule looks at a grid and returns it turned, or nothing where the shape is another. They are tried in order.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from lke_cli.errors import LkeError
from lke_cli.instrument import Instrument
from lke_cli.surveys.answer_rows import row_per_answer
from lke_cli.surveys.headers import header_words
from lke_cli.surveys.scale import LONGEST, read_scale_answer
from lke_cli.surveys.tables import Grid, grid_of
from lke_cli.surveys.turned import ACROSS, COUNTS, ROW, Shaped, asks_a_question, head_of, may_be_answer, sheet_text
from lke_cli.values import CellValue, as_text

_LEAST_QUESTIONS = 3
_MOST_EXPANDED = 2_000_000
_WIDEST = 120
"""So many first cells of a row are looked at for questions: more columns are no questionnaire's."""
_HEADERS = 25
_RESPONDENT_NAME = re.compile(
    r"\W{0,3}(?:r|res|resp|responden|respondent|rsp)[\s._\-]{0,3}\d{1,7}\W{0,3}", re.IGNORECASE
)
_SUM_TITLE = re.compile(r"\W{0,3}(jumlah|total|n|responden|sum|jml)\b.{0,30}", re.IGNORECASE)


def shaped(grid: Grid, instruments: Sequence[Instrument]) -> Shaped:
    """Return a grid as one row a respondent. Raises LkeError, with the shape's name, where that cannot be."""
    for rule in (counts_per_answer, column_per_respondent, row_per_answer):
        turned = rule(grid, instruments)
        if turned is not None:
            return turned
    return Shaped(grid, ROW)


def _question_rows(head: Sequence[Sequence[CellValue]], instruments: Sequence[Instrument]) -> tuple[int, list[int]]:
    """Return the column (of the first three) that names most questions, and its rows."""
    best: tuple[int, list[int]] = (0, [])
    for column in range(3):
        rows = [i for i, row in enumerate(head) if column < len(row) and asks_a_question(row[column], instruments)]
        if len(rows) > len(best[1]):
            best = column, rows
    return best


def _most_in_a_row(head: Sequence[Sequence[CellValue]], instruments: Sequence[Instrument]) -> int:
    return max(
        (sum(asks_a_question(cell, instruments) for cell in row[:_WIDEST]) for row in head[:_HEADERS]), default=0
    )


def _number(cell: CellValue) -> float | None:
    return read_scale_answer(cell).number


def counts_per_answer(grid: Grid, instruments: Sequence[Instrument]) -> Shaped | None:
    """A question a row, an answer a column, and how many gave it in the cells."""
    head = head_of(grid, 80)
    column, rows = _question_rows(head, instruments)
    if len(rows) < _LEAST_QUESTIONS or _most_in_a_row(head, instruments) >= len(rows):
        return None
    for above in range(rows[0] - 1, max(-1, rows[0] - 4), -1):
        titles = head[above][column + 1 :]
        at = [i for i, cell in enumerate(titles) if _is_answer_title(cell)]
        values = [_answer_value(titles[i]) for i in at]
        numbers = [value for value in values if value is not None]
        if len(at) < 3 or (numbers and sorted(numbers) != [float(n) for n in range(1, len(at) + 1)]):
            continue
        return _counted(grid, head, column, rows, above, [column + 1 + i for i in at], values)
    return None


def _is_answer_title(cell: CellValue) -> bool:
    read = read_scale_answer(cell)
    if read.number is not None:
        return read.number in range(1, LONGEST + 1)
    if read.phrase is not None:
        return True
    return _answer_value(cell) is not None


def _answer_value(cell: CellValue) -> float | None:
    number = _number(cell)
    if number is not None:
        return number
    match = re.fullmatch(r"(?:nilai|skor|jawaban|bobot|bintang|skala)\s*[:=]?\s*(\d{1,2})", header_words(as_text(cell)))
    return float(match[1]) if match else None


def _counted(
    grid: Grid,
    head: Sequence[Sequence[CellValue]],
    column: int,
    rows: Sequence[int],
    above: int,
    at: Sequence[int],
    values: Sequence[float | None],
) -> Shaped | None:
    import numpy as np

    table = [[_number(head[row][i]) if head[row][i] != "" else 0.0 for i in at] for row in rows]
    if any(n is None or n < 0 for row in table for n in row):
        return None
    counts = np.array(table, dtype=float)
    totals = counts.sum(axis=1)
    beside = [i for i, cell in enumerate(head[above]) if i > column and _SUM_TITLE.fullmatch(as_text(cell))]
    stated = any(all(_number(head[row][i]) == total for row, total in zip(rows, totals, strict=True)) for i in beside)
    if (counts % 1).any():
        raise LkeError(
            f"{sheet_text(grid)} memuat bagian (persen) tiap jawaban, bukan banyaknya; "
            "pakai data satu baris per responden."
        )
    larger = counts.max() > len(at)
    even = len(set(totals)) == 1
    if not (stated or larger):
        if even and totals[0] > 0:
            raise LkeError(
                f"{sheet_text(grid)} dapat dibaca sebagai banyaknya tiap jawaban atau satu kolom per responden; "
                "tambahkan kolom Jumlah, atau beri nama responden di judul kolom."
            )
        return None
    if totals.max() * len(rows) > _MOST_EXPANDED:
        raise LkeError(
            f"{sheet_text(grid)} memuat banyaknya jawaban yang terlalu besar untuk sebuah survei; periksa isinya."
        )
    cells: list[list[CellValue]] = [[head[row][column] for row in rows]]
    answers = [head[above][i] if value is None else value for i, value in zip(at, values, strict=True)]
    lists = [[a for a, n in zip(answers, count, strict=True) for _ in range(int(n))] for count in counts]
    cells += [[given[i] if i < len(given) else "" for given in lists] for i in range(int(totals.max()))]
    made = _grid(grid, cells, [above + 1, *([rows[0] + 1] * (len(cells) - 1))])
    return Shaped(made, COUNTS, linked=False, places=tuple(f"baris {row + 1}" for row in rows))


def _grid(grid: Grid, cells: Sequence[Sequence[CellValue]], numbers: Sequence[int]) -> Grid:
    made = grid_of(grid.sheet, cells, Path(grid.sheet or "survei"))
    made.frame.index = list(numbers)
    return replace(made, hidden_rows=frozenset(), filtered_rows=frozenset())


def column_per_respondent(grid: Grid, instruments: Sequence[Instrument]) -> Shaped | None:
    """A question a row and a respondent a column."""
    head = head_of(grid, 200)
    column, rows = _question_rows(head, instruments)
    across = _most_in_a_row(head, instruments)
    named = _named_across(head)
    if len(rows) < max(_LEAST_QUESTIONS, across + 1):
        if named is None or across >= _LEAST_QUESTIONS:
            return None
        column, rows = _answered_rows(head, named)
    if len(rows) < 2:
        return None
    answered = [[i for i, cell in enumerate(head[row]) if i > column and may_be_answer(cell)] for row in rows]
    width = max(map(len, answered))
    if width < 3 or sum(len(places) >= width / 2 for places in answered) < len(rows) * 0.6:
        return None
    used = sorted({i for places in answered for i in places})
    first = rows[0]
    title = next((r for r in range(first - 1, -1, -1) if sum(head[r][i] != "" for i in used) >= len(used) / 2), None)
    if title is not None:
        used = [i for i in used if not _adds_up(head[title][i])]
    lines = [r for r in range(first, len(head)) if as_text(head[r][column]) and any(head[r][i] != "" for i in used)]
    lines = [r for r in lines if r in rows or not _SUM_TITLE.fullmatch(as_text(head[r][column]))]
    before = [r for r in range(title + 1 if title is not None else 0, first) if as_text(head[r][column])]
    lines = [*before, *lines]
    cells: list[list[CellValue]] = [[head[row][column] for row in lines]]
    cells += [[head[row][i] for row in lines] for i in used]
    made = _grid(grid, cells, [1, *(i + 1 for i in used)])
    return Shaped(made, ACROSS, places=tuple(f"baris {row + 1}" for row in lines))


def _adds_up(cell: CellValue) -> bool:
    """Return whether a title is that of sums or means; ``Responden 12`` is a respondent's."""
    text = as_text(cell)
    return not _RESPONDENT_NAME.fullmatch(text) and (_SUM_TITLE.fullmatch(text) is not None or _is_mean(cell))


def _is_mean(cell: CellValue) -> bool:
    return re.match(r"\W*(rata|nrr|mean|average|indeks|nilai)", as_text(cell).lower()) is not None


def _named_across(head: Sequence[Sequence[CellValue]]) -> int | None:
    """Return the row that names respondents (R1, R2, ...), None where none does."""
    for i, row in enumerate(head[:30]):
        named = sum(bool(_RESPONDENT_NAME.fullmatch(as_text(cell))) for cell in row if cell != "")
        if named >= 3 and named * 2 >= sum(cell != "" for cell in row):
            return i
    return None


def _answered_rows(head: Sequence[Sequence[CellValue]], named: int) -> tuple[int, list[int]]:
    first = next(i for i, cell in enumerate(head[named]) if _RESPONDENT_NAME.fullmatch(as_text(cell)))
    column = max(0, first - 1)
    rows = [
        i
        for i, row in enumerate(head)
        if i > named and as_text(row[column]) and sum(map(may_be_answer, row[first:])) >= max(3, len(row[first:]) / 2)
    ]
    return column, rows
