"""What every shape is turned into: a grid with a row a respondent, under one header row."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lke_cli.instrument import Instrument, fits, number_of
from lke_cli.surveys.scale import LONGEST, read_scale_answer
from lke_cli.surveys.tables import Grid
from lke_cli.values import CellValue

if TYPE_CHECKING:
    import pandas as pd

ROW, LONG, ACROSS, COUNTS, MONTH_COUNTS = (
    "row-per-respondent",
    "row-per-answer",
    "column-per-respondent",
    "counts-per-answer",
    "sheet-per-month",
)
LABELS = {
    ROW: "satu baris per responden",
    LONG: "satu baris per jawaban",
    ACROSS: "satu kolom per responden",
    COUNTS: "banyaknya tiap jawaban",
    MONTH_COUNTS: "satu lembar per bulan",
}
_HEAD = 400
"""So many first rows tell how a table stands."""
_FEWEST, _MOST_CELLS = 60, 40_000
"""Rows of a wide table that are looked at, and cells of them all."""


@dataclass(frozen=True, slots=True)
class Shaped:
    """A grid with a row a respondent. shape: how it stood. linked: whether a row's answers are one respondent's.

    places: what each column is called in the file; None: by its letter.
    """

    grid: Grid
    shape: str
    linked: bool = True
    places: tuple[str, ...] | None = None


def head_of(grid: Grid, rows: int = _HEAD) -> list[list[CellValue]]:
    """Return the first rows of a grid as plain cells; of a very wide one fewer."""
    rows = min(rows, max(_FEWEST, _MOST_CELLS // max(1, grid.frame.shape[1])))
    return frame_cells(grid.frame.iloc[:rows])


def frame_cells(frame: "pd.DataFrame") -> list[list[CellValue]]:
    """Return the rows of a frame as plain cells."""
    columns = []
    for name in frame.columns:
        values = frame[name].cat.categories
        columns.append([values[code] for code in frame[name].cat.codes])
    return [list(row) for row in zip(*columns, strict=True)] if columns else [[] for _ in range(len(frame))]


def asks_a_question(cell: CellValue, instruments: Iterable[Instrument]) -> bool:
    """Return whether a cell names an unsur or asks a question of an instrument."""
    if not isinstance(cell, str) or not cell.strip():
        return False
    return number_of(cell) is not None or any(fits(cell, instrument) for instrument in instruments)


def may_be_answer(cell: CellValue) -> bool:
    """Return whether a cell is a number that a scale may have, or words of one."""
    read = read_scale_answer(cell)
    return read.phrase is not None or (read.number is not None and read.number in range(LONGEST + 1))


def sheet_text(grid: Grid) -> str:
    """Return what a refusal calls the table."""
    return f"Lembar '{grid.sheet}'" if grid.sheet is not None else "Berkas ini"
