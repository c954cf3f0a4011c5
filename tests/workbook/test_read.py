"""A form as units really send it is read by what it says, not by where it says it."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from lke_cli.errors import LkeError
from lke_cli.rubric.model import Rubric
from lke_cli.scoring.result import Scorecard
from lke_cli.scoring.run import score_workbook
from lke_cli.template.filling import Filling, example_filling
from lke_cli.values import CellValue
from lke_cli.workbook.read import Reader, Workbook
from tests.conftest import Write

from .grid import Grid, read_grid, write_grid, write_grids

LABELS = slice(1, 9)  # the numbering and text columns of the written form (B..I)
WEIGHT, EXPLANATION, CHOICES, ANSWER, SCORE, PERCENT = range(9, 15)
HEADER = 1


@pytest.fixture
def filled(rubric: Rubric) -> Filling:
    """An example in which many answers differ, so that a row taken for another changes the score."""
    rnd = random.Random(7)
    filling = example_filling(rubric)
    choices = {c: rubric.scales[q.scale] for c, q in rubric.questions.items() if rubric.scales[q.scale].options}
    answers = {code: rnd.choice(list(scale.options)) for code, scale in choices.items()}
    return Filling("", {**filling.answers, **answers}, filling.narratives, filling.documents, filling.links)


def _answers(workbook: Workbook, rubric: Rubric) -> dict[str, CellValue]:
    codes = (*rubric.questions, *rubric.inputs)
    return {code: workbook.value(code, "answer") for code in codes if code in workbook.items}


class TestOfficialForm:
    def test_blank_form_is_matched_whole_and_none_twice(
        self, official_form: Path, reader: Reader, rubric: Rubric
    ) -> None:
        workbook = reader.read(official_form)
        assert {*rubric.questions, *rubric.inputs, *rubric.nodes, "total"} <= set(workbook.items)
        rows = [item.row for item in workbook.items.values()]
        assert len(rows) == len(set(rows))
        assert not workbook.findings

    def test_every_row_is_the_one_that_the_structure_lists(self, official_form: Path, reader: Reader) -> None:
        import csv

        with (official_form.parent / "struktur.csv").open(encoding="utf-8") as file:
            expected = {row["kode"]: int(row["baris_form"]) for row in csv.DictReader(file)}
        found = {code: item.row + 1 for code, item in reader.read(official_form).items.items() if code != "total"}
        assert found == expected

    @pytest.mark.parametrize("seed", range(4))
    def test_the_form_with_typing_errors_and_shuffled_rows(
        self, official_form: Path, reader: Reader, rubric: Rubric, tmp_path: Path, seed: int
    ) -> None:
        rnd = random.Random(seed)
        grid = read_grid(official_form)
        for number, row in enumerate(grid):
            row[10] = f"baris {number}"
            for column in range(1, 7):
                row[column] = _misspell(row[column], rnd) if number > 2 else row[column]
        expected = {code: item.row for code, item in reader.read(official_form).items.items()}
        workbook = reader.read(write_grid(tmp_path / "x.xlsx", grid))
        for code in (*rubric.questions, *rubric.inputs):
            if code in workbook.items:
                assert workbook.items[code].row == expected[code], code
        missing = [code for code in rubric.questions if code not in workbook.items]
        assert len(missing) <= 2
        assert {f.node for f in workbook.findings if f.rule == "question-not-found"} == set(missing)


def _misspell(value: CellValue, rnd: random.Random) -> CellValue:
    if not isinstance(value, str):
        return value
    words = value.split()
    for i, word in enumerate(words):
        if len(word) > 6 and rnd.random() < 0.12:
            k = rnd.randrange(1, len(word) - 1)
            words[i] = rnd.choice([word[:k] + word[k + 1 :], word[:k] + word[k] + word[k:]])
    return " ".join(words)


Change = Callable[[Grid], Grid]


def _insert_columns(grid: Grid) -> Grid:
    return [[*row[:WEIGHT], "", *row[WEIGHT:CHOICES], "", "", *row[CHOICES:]] for row in grid]


def _answers_first(grid: Grid) -> Grid:
    return [[row[ANSWER], *row[:ANSWER], *row[ANSWER + 1 :]] for row in grid]


def _swap_answer_and_score(grid: Grid) -> Grid:
    return [[*row[:ANSWER], row[SCORE], row[ANSWER], *row[SCORE + 1 :]] for row in grid]


def _blank_rows(grid: Grid) -> Grid:
    blank: list[CellValue] = [""] * len(grid[0])
    return [each for number, row in enumerate(grid) for each in ([row] if number % 3 else [row, blank])]


def _is_marker(value: CellValue, row: int, column: int) -> bool:
    return row > HEADER and 0 < column < WEIGHT and isinstance(value, str) and 0 < len(value) <= 4


def _with_markers(grid: Grid, marker: str) -> Grid:
    return [[marker if _is_marker(v, n, c) else v for c, v in enumerate(row)] for n, row in enumerate(grid)]


def _upper_case(grid: Grid) -> Grid:
    return [[v.upper() if c < WEIGHT and isinstance(v, str) else v for c, v in enumerate(row)] for row in grid]


def _other_headers(grid: Grid) -> Grid:
    titles = {"Penilaian": "Uraian", "Jawaban": "JAWABAN UNIT", "Nilai": "Nilai Unit :", "Bobot": " bobot "}
    grid[HEADER] = [titles.get(str(value), value) for value in grid[HEADER]]
    return grid


def _two_header_rows(grid: Grid) -> Grid:
    upper = list(grid[HEADER])
    upper[ANSWER], upper[SCORE] = "Unit Kerja", ""
    lower: list[CellValue] = [""] * len(upper)
    lower[ANSWER], lower[SCORE] = "Jawaban", "Nilai"
    return [grid[0], upper, lower, *grid[2:]]


def _header_far_down(grid: Grid) -> Grid:
    blank: list[CellValue] = [""] * len(grid[0])
    return [blank] * 9 + grid


def _no_header_over_texts(grid: Grid) -> Grid:
    grid[HEADER][1] = ""
    return grid


CHANGES: dict[str, Change] = {
    "as written": lambda grid: grid,
    "no column A": lambda grid: [row[1:] for row in grid],
    "columns inserted": _insert_columns,
    "answers in the first column": _answers_first,
    "score before answer": _swap_answer_and_score,
    "no title": lambda grid: grid[1:],
    "header far down": _header_far_down,
    "no header": lambda grid: grid[2:],
    "two header rows": _two_header_rows,
    "header in other words": _other_headers,
    "no header over the texts": _no_header_over_texts,
    "blank rows": _blank_rows,
    "no numbering": lambda grid: _with_markers(grid, ""),
    "wrong numbering": lambda grid: _with_markers(grid, "h."),
    "upper case": _upper_case,
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_form_gives_the_same_answers_and_scores(
    name: str, filled: Filling, rubric: Rubric, reader: Reader, write: Write, tmp_path: Path
) -> None:
    original = write(filled)
    changed = write_grid(tmp_path / "changed.xlsx", CHANGES[name](read_grid(original)))
    before, after = reader.read(original), reader.read(changed)
    assert _answers(after, rubric) == _answers(before, rubric)
    cards: list[Scorecard | None] = [score_workbook(reader, p, target="wbk").scorecard for p in (original, changed)]
    assert cards[0] is not None
    assert cards[1] is not None
    assert [node.score for node in cards[1].nodes] == [node.score for node in cards[0].nodes]


def test_exchanged_texts_move_their_answers_with_them(
    filled: Filling, rubric: Rubric, reader: Reader, write: Write, tmp_path: Path
) -> None:
    """Two institutions' forms have b and c exchanged: the text decides, not the letter."""
    grid = read_grid(write(filled))
    before = reader.read(tmp_path / "LKE.xlsx")
    b, c = before.items["A.I.1.ii.b"].row, before.items["A.I.1.ii.c"].row
    letters = [grid[b][:5], grid[c][:5]]
    grid[b], grid[c] = letters[0] + grid[c][5:], letters[1] + grid[b][5:]
    after = reader.read(write_grid(tmp_path / "swapped.xlsx", grid))
    assert _answers(after, rubric) == _answers(before, rubric)


def test_an_area_that_is_left_out_is_said_and_scores_nothing(
    filled: Filling, rubric: Rubric, reader: Reader, write: Write, tmp_path: Path
) -> None:
    path = write(filled)
    workbook = reader.read(path)
    first, last = workbook.items["A.II.5"].row, workbook.items["A.II.6"].row
    grid = read_grid(path)
    left_out = write_grid(tmp_path / "tanpa.xlsx", grid[:first] + grid[last:])
    card = score_workbook(reader, left_out, target="wbk").scorecard
    assert card is not None
    assert card.node("A.II.5").score == 0
    gone = {code for code in rubric.questions if code.startswith("A.II.5.")}
    assert {f.node for f in card.findings if f.rule == "question-not-found"} == gone
    others = {q.code: q.value for q in card.questions if q.code not in gone}
    whole = score_workbook(reader, path, target="wbk").scorecard
    assert whole is not None
    assert others == {q.code: q.value for q in whole.questions if q.code not in gone}


def test_a_row_that_fits_nothing_but_has_an_answer_is_said_with_its_cell(
    filled: Filling, reader: Reader, write: Write, tmp_path: Path
) -> None:
    grid = read_grid(write(filled))
    extra: list[CellValue] = [""] * len(grid[0])
    extra[5], extra[CHOICES], extra[ANSWER] = "Lapangan parkir khusus tersedia luas", "Ya/Tidak", "Ya"
    workbook = reader.read(write_grid(tmp_path / "tambah.xlsx", [*grid[:30], extra, *grid[30:]]))
    (finding,) = (f for f in workbook.findings if f.rule == "row-unmatched")
    assert finding.cell is not None
    assert finding.cell.endswith("31")
    assert "parkir" in finding.message


class TestSheets:
    def test_the_lke_is_found_among_others_also_behind_hidden_ones(
        self, filled: Filling, reader: Reader, write: Write, tmp_path: Path
    ) -> None:
        grid = read_grid(write(filled))
        path = write_grids(
            tmp_path / "x.xlsx",
            {"REKAP": [["Ringkasan", "Nilai"], ["#REF!", 3]], "Petunjuk": [["Isi kolom jawaban"]], "Kertas 7": grid},
            hidden=("REKAP",),
        )
        assert reader.read(path).sheet == "Kertas 7"

    def test_two_lke_sheets_need_a_choice(self, filled: Filling, reader: Reader, write: Write, tmp_path: Path) -> None:
        grid = read_grid(write(filled))
        path = write_grids(tmp_path / "x.xlsx", {"Lama": grid, "Baru": grid})
        with pytest.raises(LkeError, match="--sheet"):
            reader.read(path)
        assert reader.read(path, sheet="Baru").sheet == "Baru"

    def test_a_hidden_twin_is_passed_over_and_said(
        self, filled: Filling, reader: Reader, write: Write, tmp_path: Path
    ) -> None:
        grid = read_grid(write(filled))
        path = write_grids(tmp_path / "x.xlsx", {"Lama": grid, "Baru": grid}, hidden=("Lama",))
        workbook = reader.read(path)
        assert workbook.sheet == "Baru"
        assert [f.rule for f in workbook.findings] == ["hidden-twin"]

    def test_a_sheet_that_does_not_exist_is_said_with_those_that_do(self, reader: Reader, write: Write) -> None:
        with pytest.raises(LkeError, match="'LKE'"):
            reader.read(write(Filling()), sheet="Tidak Ada")


class TestAssessors:
    def test_each_assessors_answers_are_read_from_their_own_columns(
        self, filled: Filling, reader: Reader, write: Write, tmp_path: Path
    ) -> None:
        grid = read_grid(write(filled))
        for number, row in enumerate(grid):
            row += ["Jawaban TPI", "Jawaban Pembina"] if number == HEADER else ["", ""]
        place = reader.read(tmp_path / "LKE.xlsx").items["A.I.1.i.b"].row
        grid[place][ANSWER], grid[place][-2], grid[place][-1] = "A", "B", "C"
        path = write_grid(tmp_path / "x.xlsx", grid)
        read = {who: reader.read(path, assessor=who).value("A.I.1.i.b", "answer") for who in ("unit", "tpi", "pembina")}
        assert read == {"unit": "A", "tpi": "B", "pembina": "C"}

    def test_an_assessor_that_is_not_there_is_said_with_those_that_are(self, reader: Reader, write: Write) -> None:
        with pytest.raises(LkeError, match="yang ada: unit"):
            reader.read(write(Filling()), assessor="tpn")


class TestErrorsInCells:
    def test_an_error_in_an_answer_cell_is_an_invalid_answer(
        self, filled: Filling, rubric: Rubric, reader: Reader, write: Write, tmp_path: Path
    ) -> None:
        import openpyxl

        path = write(filled)
        row = reader.read(path).items["B.I.a"].row
        book = openpyxl.load_workbook(path)
        book.worksheets[0].cell(row + 1, ANSWER + 1).value = "#REF!"
        book.save(path)
        card = score_workbook(reader, path, target="wbk").scorecard
        assert card is not None
        (finding,) = (f for f in card.findings if f.rule == "invalid-answer")
        assert "#REF!" in finding.message
        assert finding.node == "B.I.a"
