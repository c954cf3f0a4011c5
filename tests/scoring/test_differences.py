"""Where the workbook shows another score than ours: which node, both numbers, the cell, and the likely reason."""

import csv
import random
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from lke_cli.findings import Finding
from lke_cli.rubric.model import Rubric
from lke_cli.scoring.differences import shown_number
from lke_cli.scoring.run import score_workbook
from lke_cli.scoring.score import score
from lke_cli.template.filling import Filling, example_filling
from lke_cli.values import CellValue
from lke_cli.workbook.read import Reader
from tests.conftest import Write
from tests.template.recalculate import recalculate
from tests.workbook.grid import Grid, read_grid, write_grid

WEIGHT, CHOICES, ANSWER, SCORE = 9, 11, 12, 13


def _differing(reader: Reader, path: Path) -> dict[str | None, Finding]:
    card = score_workbook(reader, path, target="wbk").scorecard
    assert card is not None
    return {finding.node: finding for finding in card.findings if finding.rule == "workbook-differs"}


@pytest.fixture
def change(rubric: Rubric, reader: Reader, write: Write, tmp_path: Path) -> Callable[..., dict[str | None, Finding]]:
    """Change cells of a calculated workbook, by code and column, and return what is said of it."""

    def made(changes: dict[tuple[str, int], CellValue]) -> dict[str | None, Finding]:
        original = write(example_filling(rubric))
        items = reader.read(original).items
        grid: Grid = read_grid(original)
        for (code, column), value in changes.items():
            grid[items[code].row][column] = value
        return _differing(reader, write_grid(tmp_path / "changed.xlsx", grid))

    return made


Change = Callable[..., dict[str | None, Finding]]


def test_a_workbook_that_adds_up_is_not_doubted(change: Change) -> None:
    assert change({}) == {}


def test_an_overwritten_total_is_named_with_both_numbers_and_its_cell(change: Change) -> None:
    (finding,) = change({("total", SCORE): 99.0}).values()
    assert finding.node == "total"
    assert "99,00" in finding.message
    assert "94,40" in finding.message
    assert finding.cell is not None
    assert finding.cell.startswith("Sheet1!N")


def test_a_difference_of_rounding_is_none(change: Change) -> None:
    assert change({("total", SCORE): 94.4}) == {}


def test_a_sum_that_misses_a_row(change: Change) -> None:
    # A.I.1 = 0.5 + 0.833 + 1 + ...: what it shows is the sum without its first indikator (0.5).
    found = change({("A.I.1", SCORE): 3.6458333333 - 0.5})
    assert "melewatkan baris A.I.1.i" in found["A.I.1"].message


def test_a_mean_that_misses_a_row(change: Change) -> None:
    # A.I.1.iv (weight 1.5): Ya 1, B 0.5, A 1, A 1; without the B the mean is 1.
    found = change({("A.I.1.iv", SCORE): 1.5})
    assert "melewatkan baris A.I.1.iv.b" in found["A.I.1.iv"].message


def test_a_stale_answer_is_told_and_its_parents_say_where_they_have_it_from(change: Change) -> None:
    found = change({("A.I.1.i.a", ANSWER): "Tidak"})
    assert "belum dihitung ulang" in found["A.I.1.i.a"].message
    assert "ikut dari A.I.1.i.a" in found["A.I.1.i"].message
    assert "ikut dari A.I.1.i" in found["A.I.1"].message
    assert "ikut dari A" in found["total"].message


def test_a_wrong_pilihan_jawaban_that_makes_the_form_drop_the_question(change: Change) -> None:
    found = change({("A.I.1.i.a", CHOICES): "Ya", ("A.I.1.i.a", SCORE): "-"})
    assert "Pilihan Jawaban tertulis 'Ya'" in found["A.I.1.i.a"].message


def test_an_error_in_the_sheet_is_shown_as_it_is(change: Change, tmp_path: Path, reader: Reader) -> None:
    change({})
    path = tmp_path / "changed.xlsx"
    book = openpyxl.load_workbook(path)
    row = reader.read(path).items["A.II"].row
    book.worksheets[0].cell(row + 1, SCORE + 1).value = "#REF!"
    book.save(path)
    assert "'#REF!'" in _differing(reader, path)["A.II"].message


def test_a_file_without_calculated_values_is_compared_with_nothing_and_says_so(
    rubric: Rubric, reader: Reader, write: Write, tmp_path: Path
) -> None:
    path = write(example_filling(rubric))
    openpyxl.load_workbook(path).save(tmp_path / "program.xlsx")  # keeps formulas, drops their values
    card = score_workbook(reader, tmp_path / "program.xlsx", target="wbk").scorecard
    assert card is not None
    assert [f.rule for f in card.findings] == ["not-calculated"]
    assert card.total.score == pytest.approx(94.401, abs=0.001)


def test_a_weight_that_was_changed_in_the_sheet(rubric: Rubric, reader: Reader, write: Write, tmp_path: Path) -> None:
    original = write(example_filling(rubric))
    grid = read_grid(original)
    grid[reader.read(original).items["A.I.1.ii"].row][WEIGHT] = 3
    card = score_workbook(reader, write_grid(tmp_path / "bobot.xlsx", grid), target="wbk").scorecard
    assert card is not None
    (finding,) = (f for f in card.findings if f.rule == "weight-differs")
    assert "3,00" in finding.message
    assert "1,00" in finding.message
    assert finding.cell is not None
    assert finding.cell.startswith("Sheet1!J")


class TestFormulas:
    """Formulas are read where a shown score is in doubt."""

    @pytest.fixture
    def spoiled(
        self, rubric: Rubric, reader: Reader, write: Write, tmp_path: Path
    ) -> Callable[[dict[str, object]], dict[str | None, Finding]]:
        def made(changes: dict[str, object]) -> dict[str | None, Finding]:
            path = write(example_filling(rubric))
            items = reader.read(path).items
            book = openpyxl.load_workbook(path)
            for code, value in changes.items():
                book.worksheets[0].cell(items[code].row + 1, SCORE + 1).value = value  # type: ignore[assignment]
            book.save(tmp_path / "rumus.xlsx")
            card = score_workbook(reader, tmp_path / "rumus.xlsx", target="wbk").scorecard
            assert card is not None
            return {f.node: f for f in card.findings if f.rule.startswith("formula-")}

        return made

    Spoiled = Callable[[dict[str, object]], dict[str | None, Finding]]

    def test_whole_formulas_are_not_doubted(self, spoiled: Spoiled) -> None:
        assert spoiled({}) == {}

    def test_a_sum_that_was_overwritten(self, spoiled: Spoiled) -> None:
        found = spoiled({"A.I.2": 3.5})
        assert list(found) == ["A.I.2"]
        assert found["A.I.2"].rule == "formula-overwritten"

    def test_a_mean_whose_range_misses_rows(self, spoiled: Spoiled, reader: Reader, tmp_path: Path) -> None:
        found = spoiled({"A.I.1.iv": "=AVERAGE(N20:N21)*J19"})
        assert found["A.I.1.iv"].rule == "formula-misses-row"


class TestOfficialForm:
    @pytest.fixture
    def calculated(self, official_form: Path, rubric: Rubric, tmp_path: Path) -> list[Path]:
        """The official form filled at random (no, some, many blanks) and recalculated."""
        with (official_form.parent / "struktur.csv").open(encoding="utf-8") as file:
            rows = {row["kode"]: int(row["baris_form"]) for row in csv.DictReader(file)}
        paths = []
        for seed, blank in enumerate((0.0, 0.0, 0.1, 0.4)):
            rnd = random.Random(seed)
            book = openpyxl.load_workbook(official_form)
            sheet = book.worksheets[0]
            _fill(sheet, rubric, rows, rnd, blank)
            path = tmp_path / f"form-{seed}.xlsx"
            book.save(path)
            paths.append(path)
        return recalculate(paths, tmp_path / "recalculated")

    def test_the_forms_own_arithmetic_node_by_node(
        self, calculated: list[Path], rubric: Rubric, reader: Reader
    ) -> None:
        """``--blank skip`` is what the form computes, but for its known fault: A.II.5.iii misses LHKASN."""
        faulty = {"A.II.5.iii", "A.II.5", "A.II", "A", "total"}
        for path in calculated:
            workbook = reader.read(path)
            assert {*rubric.questions, *rubric.inputs, *rubric.nodes, "total"} <= set(workbook.items)
            answers = workbook.answers(rubric)
            card = score(rubric, answers, target="wbk", blank="skip")
            for node in card.nodes:
                if node.code in answers and node.code not in faulty:
                    expected = None if node.score is None else pytest.approx(node.score, abs=1e-9)
                    assert shown_number(answers[node.code]) == expected, f"{path.name} {node.code}"

    def test_its_known_fault_is_named(self, calculated: list[Path], reader: Reader) -> None:
        card = score_workbook(reader, calculated[0], target="wbk").scorecard
        assert card is not None
        assert [f.node for f in card.findings if f.rule.startswith("formula-")] == ["A.II.5.iii"]
        finding = _differing(reader, calculated[0])["A.II.5.iii"]
        assert "A.II.5.iii.b" in finding.message
        assert finding.cell == "LKE ZI!L175"


def _fill(sheet: Worksheet, rubric: Rubric, rows: dict[str, int], rnd: random.Random, blank: float) -> None:
    answers: dict[str, str | float] = {}
    for code, question in rubric.questions.items():
        scale = rubric.scales[question.scale]
        if scale.kind == "choice":
            answers[code] = rnd.choice(list(scale.options))
        elif scale.kind == "number":
            answers[code] = round(rnd.uniform(3, 4), 2)
    answers |= {code: rnd.randint(1, 9) for code, each in rubric.inputs.items() if each.sum is None}
    for code, answer in answers.items():
        if rnd.random() >= blank:
            sheet.cell(rows[code], 11).value = answer


def test_filling_is_used(rubric: Rubric) -> None:
    """The expected numbers above rest on the example: it must stay as it is."""
    answers = Filling("", example_filling(rubric).answers).answers
    assert (answers["A.I.1.i.a"], answers["A.I.1.iv.b"], answers["A.I.1.iv.a"]) == ("Ya", "B", "Ya")
