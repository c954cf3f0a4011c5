"""A cell is named with its sheet where a report is of several sheets, and without it where there is only one."""

from pathlib import Path

import pytest

from lke_cli.rubric import Rubric
from lke_cli.templates import example_filling
from lke_cli.workbook import Reader
from tests.conftest import Run, Write
from tests.workbook.grid import Grid, read_grid, write_grids

ANSWER = 12  # the column M


@pytest.fixture
def grid(write: Write, rubric: Rubric, reader: Reader) -> Grid:
    """A filled LKE in which B.I.b, the last question but one of Hasil, is answered with what is no option."""
    path = write(example_filling(rubric))
    grid = read_grid(path)
    grid[reader.read(path).items["B.I.b"].row][ANSWER] = "Z"
    return grid


def _invalid_row(grid: Grid) -> int:
    return next(number for number, cells in enumerate(grid, 1) if cells[ANSWER] == "Z")


@pytest.mark.parametrize("form", ["txt", "html"])
def test_several_sheets_are_named_with_each_cell(lke: Run, grid: Grid, tmp_path: Path, form: str) -> None:
    cut = next(number for number, cells in enumerate(grid) if "Hasil" in cells)
    parts = {"Pengungkit": grid[:cut], "Hasil": [*grid[:2], *grid[cut:]]}
    write_grids(tmp_path / "x.xlsx", parts)
    code, _, error = lke("score", tmp_path / "x.xlsx", "-o", tmp_path / f"hasil.{form}")
    assert code == 1, error
    assert f"Hasil!M{_invalid_row(parts['Hasil'])}" in (tmp_path / f"hasil.{form}").read_text(encoding="utf-8")


def test_of_one_sheet_the_title_says_which_it_is(lke: Run, grid: Grid, tmp_path: Path) -> None:
    write_grids(tmp_path / "x.xlsx", {"LKE": grid})
    code, said, error = lke("score", tmp_path / "x.xlsx", "--detail")
    assert code == 1, error
    assert f"M{_invalid_row(grid)}" in said
    assert "LKE!" not in said
