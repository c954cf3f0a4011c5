"""From bytes to cells: delimiters, encodings and bounds of a CSV file, what a cell keeps of what it holds."""

import codecs
from collections.abc import Sequence
from itertools import repeat
from pathlib import Path

import pytest

from lke_cli.errors import LkeError
from lke_cli.surveys import tables
from lke_cli.surveys.tables import grid_of, read_grids
from lke_cli.surveys.turned import frame_cells, head_of
from lke_cli.values import CellValue


def cells(rows: Sequence[Sequence[CellValue]]) -> list[list[CellValue]]:
    return frame_cells(grid_of(None, rows, Path("survei.csv")).frame)


def read(folder: Path, content: bytes) -> list[list[CellValue]]:
    path = folder / "survei.csv"
    path.write_bytes(content)
    (grid,) = read_grids(path)
    return frame_cells(grid.frame)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("A,B\n3,4\n", [["A", "B"], ["3", "4"]]),
        ("A;B;C\n3,5;4;3\n3,5;4;3\n", [["A", "B", "C"], ["3,5", "4", "3"], ["3,5", "4", "3"]]),
        ("A\tB\n3\t4\n", [["A", "B"], ["3", "4"]]),
        ("A|B\n3|4\n", [["A", "B"], ["3", "4"]]),
        # The delimiter that cuts most lines alike; of as many, the one that makes more fields.
        ("a;b\nx,y\nx,y\n", [["a;b", ""], ["x", "y"], ["x", "y"]]),
        ("a,b;c;d\na,b;c;d\n", [["a,b", "c", "d"], ["a,b", "c", "d"]]),
        ("A\n3\n4\n", [["A"], ["3"], ["4"]]),
        ('"A, B",C\n3,4\n', [["A, B", "C"], ["3", "4"]]),
        ("sep=;\nA;B\n3;4\n", [["", ""], ["A", "B"], ["3", "4"]]),
    ],
)
def test_the_delimiter_of_a_file(tmp_path: Path, text: str, rows: list[list[str]]) -> None:
    assert read(tmp_path, text.encode()) == rows


@pytest.mark.parametrize(
    "content",
    [
        "Kepuasan,Café\n3,4\n".encode("utf-8-sig"),
        "Kepuasan,Café\n3,4\n".encode("cp1252"),
        codecs.BOM_UTF16_LE + "Kepuasan,Café\n3,4\n".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "Kepuasan,Café\n3,4\n".encode("utf-16-be"),
        "Kepuasan,Café\n3,4\n".encode("utf-16-le"),
        "Kepuasan,Café\n3,4\n".encode("utf-16-be"),
    ],
    ids=["utf-8-sig", "cp1252", "utf-16-le with mark", "utf-16-be with mark", "utf-16-le", "utf-16-be"],
)
def test_the_encoding_of_a_file(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path, content) == [["Kepuasan", "Café"], ["3", "4"]]


def test_a_letter_of_another_encoding_far_down_is_read(tmp_path: Path) -> None:
    """It is the whole file that tells, not its beginning."""
    content = b"Nama,Nilai\n" + b"Orang,3\n" * 200_000 + "Café,4\n".encode("cp1252")
    assert read(tmp_path, content)[-1] == ["Café", "4"]


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LkeError, match="bukan tabel"):
        read(tmp_path, b"\x89abc\0\0\1\2,\n" * 10)
    with pytest.raises(LkeError, match=r"Tanda kutip di 'survei.csv' tidak benar di sekitar baris"):
        read(tmp_path, b'A,B\n"3,4\n')


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("x" * 500, "x" * 500),
        ("x" * 501, "x" * 500),
        ("a" + " " * 600 + "b", "a b"),
        (" x ", " x "),
        ("  ", ""),
        (True, "TRUE"),
        (False, "FALSE"),
        (1, 1),
    ],
)
def test_what_a_cell_keeps(cell: CellValue, kept: CellValue) -> None:
    (row,) = cells([[cell, "."]])
    assert (row, type(row[0])) == ([kept, "."], type(kept))


def test_rows_of_different_length_and_columns_that_stay_empty() -> None:
    assert cells([["a"], ["b", "c"], [], ["", "", ""]]) == [["a", ""], ["b", "c"], ["", ""], ["", ""]]


def test_rows_that_come_in_several_parts() -> None:
    """Of twenty thousand each; a later one may be wider than an earlier one, or narrower."""
    rows = [["a"]] * 20_000 + [["b"]] * 19_999 + [["c", "d"]] + [["e"]] * 2
    grid = grid_of(None, rows, Path("survei.csv"))
    assert frame_cells(grid.frame) == [[*row, ""][:2] for row in rows]
    assert grid.frame.index[[0, -1]].tolist() == [1, 40_002]


@pytest.mark.parametrize(("rows", "refused"), [(2_000_000, False), (2_000_001, True)])
def test_more_rows_than_any_survey_has_are_refused(rows: int, refused: bool) -> None:
    every = repeat(["x"], rows)
    if refused:
        with pytest.raises(LkeError, match="punya lebih dari 2000000 baris"):
            grid_of(None, every, Path("survei.csv"))
    else:
        assert len(grid_of(None, every, Path("survei.csv")).frame) == rows


def test_cells_beyond_those_that_are_told_apart_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_DIFFERENT", 3)
    # Two of the first column and one of the second; what was told apart already stays so.
    assert cells([["a", "b"], ["c", "d"], ["a", "b"], ["a", "f"]]) == [["a", "b"], ["c", "…"], ["a", "b"], ["a", "…"]]


@pytest.mark.parametrize(
    ("width", "rows"),
    # Forty thousand cells, but sixty rows at least and four hundred at most.
    [(1, 400), (100, 400), (101, 396), (666, 60), (1000, 60)],
)
def test_so_many_first_rows_tell_how_a_table_stands(width: int, rows: int) -> None:
    grid = grid_of(None, [["x"] * width] * 450, Path("survei.csv"))
    assert len(head_of(grid)) == rows
