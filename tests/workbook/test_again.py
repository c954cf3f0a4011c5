"""A question that is answered in two places: in a second column, or in a row without a text below its own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lke_cli.errors import UndecidedError
from lke_cli.results import ScoredWorkbook
from lke_cli.scored import score_workbook
from lke_cli.workbook import Reader, ReadSettings, Workbook
from lke_cli.workbook.options import parse_column
from tests.conftest import ROOT
from tests.workbook.grid import Grid, read_grid, write_grid, write_grids

PASSING = next((ROOT / "samples").glob("*Teladan*.xlsx"))


def _asked(reader: Reader, workbook: Workbook, area: str = "A.") -> list[tuple[str, int, str]]:
    """Return the questions of an area that a letter or word answers: code, row, the worst answer."""
    scales = reader.rubric.scales
    return [
        (code, workbook.items[code].row, [*scales[question.scale].options][-1])
        for code, question in reader.rubric.questions.items()
        if code.startswith(area) and scales[question.scale].kind == "choice"
    ]


def _below(grid: Grid, column: int, given: dict[int, str]) -> Grid:
    """Return a grid with a row that holds an answer alone below some of its rows."""
    rows: Grid = []
    for number, row in enumerate(grid):
        rows.append(row)
        if number in given:
            rows.append([given[number] if at == column else "" for at in range(len(row))])
    return rows


def _beside(grid: Grid, column: int, given: dict[int, str], title: str, header: int) -> Grid:
    """Return a grid with a column right of another that holds answers in some of its rows."""
    return [
        [*row[: column + 1], title if number == header else given.get(number, ""), *row[column + 1 :]]
        for number, row in enumerate(grid)
    ]


def _told(scored: ScoredWorkbook) -> list[str | None]:
    assert scored.scorecard is not None
    return [finding.node for finding in scored.scorecard.findings if finding.rule == "answer-again"]


@pytest.fixture
def own(reader: Reader) -> Workbook:
    return reader.read(PASSING)


Place = Callable[[Grid, Workbook, dict[int, str]], Grid]


def below(grid: Grid, own: Workbook, given: dict[int, str]) -> Grid:
    return _below(grid, own.layout.answers["unit"], given)


def untitled(grid: Grid, own: Workbook, given: dict[int, str]) -> Grid:
    return _beside(grid, own.layout.answers["unit"], given, "", own.layout.header_row or 0)


def mended(grid: Grid, own: Workbook, given: dict[int, str]) -> Grid:
    return _beside(grid, own.layout.answers["unit"], given, "Perbaikan", own.layout.header_row or 0)


PLACES = pytest.mark.parametrize("place", [below, untitled, mended])


@PLACES
def test_many_second_answers_leave_open_which_count(
    reader: Reader, own: Workbook, tmp_path: Path, place: Place
) -> None:
    asked = _asked(reader, own, "A.I.6")
    given = {row: worst for _, row, worst in asked}
    path = write_grid(tmp_path / "LKE.xlsx", place(read_grid(PASSING), own, given))
    with pytest.raises(UndecidedError, match="dijawab lain di tempat kedua") as caught:
        score_workbook(reader, path, target="wbk")
    assert len(caught.value.cells) == sum(own.text(code, "answer") != worst for code, _, worst in asked)


@PLACES
def test_a_few_second_answers_are_told(reader: Reader, own: Workbook, tmp_path: Path, place: Place) -> None:
    asked = [entry for entry in _asked(reader, own, "A.I.1") if own.text(entry[0], "answer") != entry[2]][:3]
    path = write_grid(tmp_path / "LKE.xlsx", place(read_grid(PASSING), own, {row: worst for _, row, worst in asked}))
    scored = score_workbook(reader, path, target="wbk")
    assert _told(scored) == [code for code, _, _ in asked]
    assert scored.scorecard is not None
    assert scored.scorecard.total == score_workbook(reader, PASSING, target="wbk").scorecard.total  # type: ignore[union-attr]


@PLACES
def test_the_same_answer_in_a_second_place_is_none(reader: Reader, own: Workbook, tmp_path: Path, place: Place) -> None:
    given = {row: f" {own.text(code, 'answer').lower()}." for code, row, _ in _asked(reader, own, "A.I.6")}
    path = write_grid(tmp_path / "LKE.xlsx", place(read_grid(PASSING), own, given))
    assert _told(score_workbook(reader, path, target="wbk")) == []


def test_answers_below_their_questions_are_not_told_as_missing(reader: Reader, own: Workbook, tmp_path: Path) -> None:
    column = own.layout.answers["unit"]
    grid, given = read_grid(PASSING), dict[int, str]()
    for _, row, _ in _asked(reader, own):
        given[row], grid[row][column] = str(grid[row][column]), ""
    path = write_grid(tmp_path / "LKE.xlsx", _below(grid, column, given))
    with pytest.raises(UndecidedError, match="dijawab lain di tempat kedua"):
        score_workbook(reader, path, target="wbk")


def test_the_column_that_is_named_is_read(reader: Reader, own: Workbook, tmp_path: Path) -> None:
    given = {row: worst for _, row, worst in _asked(reader, own, "A.I.6")}
    path = write_grid(tmp_path / "LKE.xlsx", mended(read_grid(PASSING), own, given))
    letters = own.layout.describe(own.layout.answers["unit"]).partition(" ")[0]
    settled = ReadSettings(columns=(parse_column(f"answer={letters}"),))
    assert _told(score_workbook(reader, path, target="wbk", reading=settled)) == []


def test_a_reviewers_few_corrections_are_no_second_answers(reader: Reader, own: Workbook, tmp_path: Path) -> None:
    given = {row: worst for _, row, worst in _asked(reader, own, "A.I.6")}
    grid = _beside(read_grid(PASSING), own.layout.answers["unit"], given, "Koreksi TPI", own.layout.header_row or 0)
    assert _told(score_workbook(reader, write_grid(tmp_path / "LKE.xlsx", grid), target="wbk")) == []


SURVEYS = ["B.I.a", "B.II.a"]


@pytest.mark.parametrize("title", ["", "Perbaikan", "Jawaban 2025", "Data Terbaru"])
def test_newer_surveys_beside_are_told_and_carry_no_verdict(
    reader: Reader, own: Workbook, tmp_path: Path, title: str
) -> None:
    """The sample's surveys reach the minimum; those beside, on the same rows, would not."""
    grid = read_grid(PASSING)
    column, header = own.layout.answers["unit"], own.layout.header_row or 0
    rows = {own.items[code].row for code in SURVEYS}
    beside: Grid = [
        [*row[: column + 1], title if number == header else 2.5 if number in rows else "", *row[column + 1 :]]
        for number, row in enumerate(grid)
    ]
    with pytest.raises(UndecidedError, match="Kosongkan jawaban yang tidak berlaku") as caught:
        score_workbook(reader, write_grid(tmp_path / "LKE.xlsx", beside, "LKE"), target="wbk")
    assert set(caught.value.cells) == {f"LKE!{(own.cell(code) or '').rpartition('!')[2]}" for code in SURVEYS}


@pytest.mark.parametrize("title", ["Target", "Nilai Maksimal", "Halaman"])
@pytest.mark.parametrize("typed", [2.5, "2", "2,5"])
def test_other_numbers_beside_are_none(
    reader: Reader, own: Workbook, tmp_path: Path, title: str, typed: float | str
) -> None:
    """What is no answer by its title, or numbers every row, says nothing of a survey."""
    grid = read_grid(PASSING)
    column, header = own.layout.answers["unit"], own.layout.header_row or 0
    beside: Grid = [
        [*row[: column + 1], title if number == header else typed if number > header else "", *row[column + 1 :]]
        for number, row in enumerate(grid)
    ]
    assert _told(score_workbook(reader, write_grid(tmp_path / "LKE.xlsx", beside), target="wbk")) == []


@pytest.mark.parametrize(
    ("titles", "decided"),
    [(("Semula", "Menjadi"), False), (("Jawaban Lama", "Jawaban Baru"), False), (("Target", "Usulan"), True)],
)
def test_a_sheet_of_changes_leaves_open_which_answers_count(
    reader: Reader, own: Workbook, tmp_path: Path, titles: tuple[str, str], decided: bool
) -> None:
    asked = _asked(reader, own, "A.I.6")
    changes: Grid = [["No", "Pertanyaan", *titles]]
    changes += [[n, own.items[code].text, own.text(code, "answer"), worst] for n, (code, _, worst) in enumerate(asked)]
    path = write_grids(tmp_path / "LKE.xlsx", {"LKE": read_grid(PASSING), "Perubahan": changes})
    if decided:
        assert score_workbook(reader, path, target="wbk").scorecard is not None
        return
    with pytest.raises(UndecidedError, match="'LKE' dan 'Perubahan'"):
        score_workbook(reader, path, target="wbk")


def test_answers_under_a_title_that_reads_as_an_entry_are_answers(
    reader: Reader, own: Workbook, tmp_path: Path
) -> None:
    """ "Hasil" is a component of the form too; the column under it is no text."""
    column = own.layout.answers["unit"]
    best = {row: "Ya" if worst == "Tidak" else "A" for _, row, worst in _asked(reader, own)}
    grid = _beside(read_grid(PASSING), column, best, "Hasil", own.layout.header_row or 0)
    layout = reader.look(write_grid(tmp_path / "LKE.xlsx", grid)).layout
    assert column + 1 not in layout.labels
