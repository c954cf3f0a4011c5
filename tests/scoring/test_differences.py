"""Where the workbook shows another score than ours: which node, both numbers, the cell, and the likely reason."""

import csv
import random
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from lke_cli.findings import Finding
from lke_cli.rubric import Rubric
from lke_cli.scored import score_workbook
from lke_cli.scoring import score_answers
from lke_cli.scoring.differences import as_number
from lke_cli.templates import Filling, example_filling
from lke_cli.values import CellValue
from lke_cli.workbook import Reader
from tests.conftest import Write
from tests.templates.recalculate import recalculate
from tests.workbook.grid import Grid, read_grid, write_grid

WEIGHT, CHOICES, ANSWER, SCORE = 9, 11, 12, 13


def _differing(reader: Reader, path: Path) -> dict[str | None, Finding]:
    card = score_workbook(reader, path, target="wbk").scorecard
    assert card is not None
    found = [f for f in card.findings if re.search(r"tertulis [^;]+; dihitung (?!dari)", f.message)]
    assert len({finding.node for finding in found}) == len(found), "one finding per cell"
    return {finding.node: finding for finding in found}


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


FORM_CHANGES: list[tuple[Mapping[str, str | float | datetime | None], Mapping[str, str]]] = [
    (
        {"K161": 0, "K162": 0, "J9": "Ya/Tidak", "K203": None, "K173": None, "H127": 1, "K152": None},
        {
            "A.II.4.i.a": "dihitung 0,00; rumus formulir membagi dengan 0",
            "A.I.1.i.b": "Pilihan Jawaban di J9 tertulis 'Ya/Tidak', jadi rumus formulir membaca",
            "B.I": "menjadi galat karena pertanyaan tanpa jawaban sah (B.I.b)",
            "A.II.5.ii": "menjadi galat karena pertanyaan tanpa jawaban sah (A.II.5.ii.a)",
            "A.II.1.i": "bobot di lembar 1,00; seharusnya 2,00",
            "A.II.3.ii": "menjadi galat karena pertanyaan tanpa jawaban sah (A.II.3.ii.a)",
        },
    ),
    (
        {"K160": 85, "J9": None, "K202": 85, "K180": None, "K20": None, "K194": 0, "K195": 0, "L6": 3},
        {
            "A.II.4.i.a": "tertulis 85,00; dihitung 1,00; rumus formulir memakai isi sel persentase K160",
            "A.I.1.i.b": "Pilihan Jawaban di J9 kosong, jadi rumus formulir tidak menilai",
            "B.I.a": "dihitung 0,00; jawabannya tidak sah, tetapi rumus formulir tetap menghitungnya",
            "A.II.5.iii.a": "menjadi galat karena pertanyaan tanpa jawaban sah (A.II.5.iii.a.a)",
            "A.I.1.iv": "mengabaikan pertanyaan tanpa jawaban sah (A.I.1.iv.b)",
            "A.II.6.i.b": "rumus formulir membagi dengan 0",
            # The example has 3.6458; without the B of A.I.1.iv: - 0.5/4 x 1.5
            "A.I.1": "tertulis 3,00; dihitung 3,46; sel nilainya berisi angka, bukan rumus",
        },
    ),
    (
        {"K160": 0.85, "J13": "Ya", "H202": 10, "K178": 12, "L8": 0},
        {
            "A.II.4.i.a": "memakai isi sel persentase K160 apa adanya",
            "A.I.1.ii.c": "Pilihan Jawaban di J13 tertulis 'Ya', jadi rumus formulir tidak menilai",
            "B.I.a": "bobot di lembar 10,00; seharusnya 17,50",
            "A.II.5.iii.a.a": "memakai isi sel persentase K177 apa adanya",
            "A.I.1.i.a": "sel nilainya berisi angka, bukan rumus",
        },
    ),
    (
        {"K160": "85 %", "K9": " a.", "L208": 99, "L6": "tiga koma lima"},
        {
            "A.II.4.i.a": "tidak mengenali '85 %' seperti tertulis di K160",
            "A.I.1.i.b": "tidak mengenali ' a.' seperti tertulis di K9",
            "total": "sel nilainya berisi angka, bukan rumus",
            "A.I.1": "sel nilainya berisi teks, bukan rumus",
        },
    ),
    (
        {"K205": "3,625", "K202": datetime(2026, 6, 3), "L25": "=XX", "K160": -5},
        {
            "B.II.a": "rumus formulir membaca teks '3,625' di K205 sebagai bilangan lain",
            # 3 June 2026 is day 46176: / 4 x 17.5 = 202020
            "B.I.a": "tertulis 202.020,00; dihitung 0,00; isian di K202 tanggal, yang dihitung rumus",
            "A.I.2.i.a": "rumusnya menghasilkan galat, misalnya karena acuan yang hilang",
            "A.II.4.i.a": "memakai isi sel persentase K160 apa adanya",
        },
    ),
    (
        {"K162": 2.5, "L6": "=SUM(L7,L10,L14)", "L23": "=L24+L28+L33", "L106": "=SUM(L107:L112)", "L206": 30},
        {
            "B": "tertulis 30,00; dihitung 37,90; rumusnya mengambil L206, yang tidak berisi rumus",
            "A.I.6.ii": "atau rumusnya lain dari biasanya",
            "A.II.4.i.a": "jawabannya tidak sah, tetapi rumus formulir tetap menghitungnya",
            "A.I.1": "rumusnya tidak memuat baris A.I.1.iv",
        },
    ),
]
"""What is changed in the official form, filled as the example; and where differences begin, with their reasons."""

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
    assert "ditimpa angka, rumusnya diubah, atau berkas belum dihitung ulang" in found["A.I.1.i.a"].message
    assert "ikut dari A.I.1.i.a" in found["A.I.1.i"].message
    assert "ikut dari A.I.1.i" in found["A.I.1"].message
    assert "ikut dari A" in found["total"].message


@pytest.mark.parametrize(
    ("changed", "total", "named"),
    # The example has 7,026 and 4,585833 in the fifth and sixth area.
    [(4, 4 + 7.026 + 4.585833, ""), (6, 6.0, ", dan 2 lainnya")],
)
def test_four_parts_that_a_difference_comes_from_are_named(
    change: Change, changed: int, total: float, named: str
) -> None:
    shown = {(f"A.I.{n}", SCORE): 1.0 for n in range(1, changed + 1)}
    found = change({**shown, ("A.I", SCORE): total})
    assert found["A.I"].message.endswith(f"; ikut dari A.I.1, A.I.2, A.I.3, A.I.4{named}.")


def test_a_wrong_pilihan_jawaban_that_makes_the_form_drop_the_question(change: Change) -> None:
    found = change({("A.I.1.i.a", CHOICES): "Ya", ("A.I.1.i.a", SCORE): "-"})
    assert "Pilihan Jawaban di L7 tertulis 'Ya', jadi rumus formulir tidak menilai" in found["A.I.1.i.a"].message


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


def test_a_number_typed_as_text_that_the_form_reads_as_another_one(change: Change) -> None:
    # A program that writes 3.625 takes the comma for thousands: 3625 / 4 x 17.5 = 15859.375.
    found = change({("B.II.a", ANSWER): "3,625", ("B.II.a", SCORE): 15859.375})["B.II.a"]
    assert "membaca teks '3,625' di" in found.message
    assert "belum dihitung ulang" not in found.message
    assert "angka dan persentase sebagai angka" in found.advice


@pytest.mark.parametrize(("shown", "beyond"), [(35.0, False), (35.1, True)])
def test_what_is_beyond_twice_the_weight_is_another_number(change: Change, shown: float, beyond: bool) -> None:
    # 17.5 points: a survey's 4 is all of them, so that 35 may be anything.
    found = change({("B.II.a", ANSWER): "3,625", ("B.II.a", SCORE): shown})["B.II.a"]
    assert ("sebagai bilangan lain" in found.message) is beyond


def test_a_blank_that_a_program_wrote_as_0_makes_the_error(change: Change) -> None:
    found = change({("A.I.3.v.a", ANSWER): None, ("A.I.3.v.a", SCORE): 0.0, ("A.I.3.v", SCORE): "#DIV/0!"})
    assert "menjadi galat karena pertanyaan tanpa jawaban sah (A.I.3.v.a)" in found["A.I.3.v"].message


def test_an_overwritten_total_does_not_come_from_a_part_that_differs_too(change: Change) -> None:
    # A 56,96 shown + B 37,90 are not the 99 that the total shows.
    found = change({("total", SCORE): 99.0, ("A", SCORE): 57.0})
    assert "ikut dari" not in found["total"].message


def test_what_is_below_a_text_is_where_the_difference_comes_from(change: Change) -> None:
    # A.I.1 = 0.5 + 0.833.. + ...; its first indikator is a text, which a sum leaves out.
    found = change({("A.I.1.i", SCORE): "setengah", ("A.I.1", SCORE): 3.6458333333 - 0.5})
    assert "berisi teks" in found["A.I.1.i"].message
    assert "ikut dari A.I.1.i" in found["A.I.1"].message


def test_an_empty_score_is_a_difference_where_at_least_half_of_the_scores_are_there(
    change: Change, rubric: Rubric
) -> None:
    nodes = [*rubric.nodes, "total"]
    half = len(nodes) // 2
    found = change({(code, SCORE): None for code in nodes[:half]})
    assert "tertulis kosong; dihitung" in found[nodes[0]].message
    assert found.keys() == {*nodes[:half]}
    assert change({(code, SCORE): None for code in nodes[: half + 1]}) == {}


def test_an_empty_score_of_a_question_among_scores_is_a_difference(change: Change) -> None:
    found = change({("A.I.1.i.a", SCORE): None})
    assert "tertulis kosong; dihitung 1,00" in found["A.I.1.i.a"].message


def test_a_number_that_leaving_blanks_out_does_not_give_is_not_laid_to_blanks(change: Change) -> None:
    # Ya and A give 1 x 0.5; neither question shows what it has.
    found = change({("A.I.1.i.a", SCORE): None, ("A.I.1.i.b", SCORE): None, ("A.I.1.i", SCORE): 0.123})
    assert "tertulis 0,12; dihitung 0,50; sel nilai ditimpa angka" in found["A.I.1.i"].message


def test_a_form_whose_formulas_hold_other_values_is_told_apart_from_a_stale_file(
    change: Change, rubric: Rubric
) -> None:
    given = example_filling(rubric).answers
    cells = {(code, SCORE): 0.66 for code, q in rubric.questions.items() if q.scale == "abcd" and given[code] == "B"}
    assert len(cells) > 3
    found = change(cells)
    for code, _ in cells:
        assert "memberi nilai itu untuk setiap jawaban 'B' pada A/B/C/D" in found[code].message


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
        found = spoiled({"A.I.2": 3.0})
        assert list(found) == ["A.I.2"]
        assert found["A.I.2"].rule == "formula-overwritten"
        assert "tertulis 3,00" in found["A.I.2"].message

    def test_a_question_whose_formula_was_overwritten(self, spoiled: Spoiled) -> None:
        assert "berisi angka, bukan rumus" in spoiled({"A.I.1.i.a": 0})["A.I.1.i.a"].message

    def test_where_no_question_has_a_formula_none_was_overwritten(self, spoiled: Spoiled, rubric: Rubric) -> None:
        found = spoiled({**dict.fromkeys(rubric.questions, 1), "A.I.2": 3.0})
        assert list(found) == ["A.I.2"]

    def test_a_mean_whose_range_misses_rows(self, spoiled: Spoiled) -> None:
        found = spoiled({"A.I.1.iv": "=AVERAGE(N20:N21)*J19"})
        assert found["A.I.1.iv"].rule == "formula-misses-row"

    @pytest.mark.parametrize(("code", "column"), [("B.I.a", ANSWER), ("A.I.1.iv", SCORE)])
    def test_a_whole_formula_with_another_number_was_not_calculated_anew(
        self, rubric: Rubric, reader: Reader, write: Write, tmp_path: Path, code: str, column: int
    ) -> None:
        path = write(example_filling(rubric))
        row = reader.read(path).items[code].row + 1
        stale = _with_number(path, tmp_path / "usang.xlsx", f"{'ABCDEFGHIJKLMN'[column]}{row}", 1.25)
        finding = _differing(reader, stale)[code]
        assert "rumusnya utuh, jadi berkas belum dihitung ulang" in finding.message


def _with_number(path: Path, to: Path, cell: str, number: float) -> Path:
    """Put another number into a cell and calculate nothing, as a program does."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(to, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                pattern = rf'(<c r="{cell}"[^>]*>(?:<f>[^<]*</f>)?<v>)[^<]*'
                part, count = re.subn(pattern.encode(), rb"\g<1>%f" % number, part)
                assert count == 1
            new.writestr(name, part)
    return to


@pytest.fixture(scope="module")
def calculated(official_form: Path, rubric: Rubric, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The official form filled at random (no, some, many blanks), or with one thing changed; recalculated in one go."""
    with (official_form.parent / "struktur.csv").open(encoding="utf-8") as file:
        rows = {row["kode"]: int(row["baris_form"]) for row in csv.DictReader(file)}
    folder = tmp_path_factory.mktemp("formulir")
    paths: list[Path] = []

    def save(book: openpyxl.Workbook, name: str) -> None:
        paths.append(folder / f"{name}.xlsx")
        book.save(paths[-1])

    for seed, blank in enumerate((0.0, 0.0, 0.1, 0.4)):
        book = openpyxl.load_workbook(official_form)
        _fill(book.worksheets[0], rubric, rows, random.Random(seed), blank)
        save(book, f"acak-{seed}")
    book = openpyxl.load_workbook(official_form)
    sheet = book.worksheets[0]
    for code, answer in example_filling(rubric).answers.items():
        sheet.cell(rows[code], 11).value = answer
    for number, (cells, _) in enumerate(FORM_CHANGES):
        before = {cell: (sheet[cell].value, sheet[cell].number_format) for cell in cells}
        for cell, value in cells.items():
            sheet[cell].value = value
        save(book, str(number))
        for cell, (old, format) in before.items():
            sheet[cell].value = old
            sheet[cell].number_format = format
    return {path.stem: path for path in recalculate(paths, folder / "recalculated")}


class TestOfficialForm:
    def test_the_forms_own_arithmetic_node_by_node(
        self, calculated: dict[str, Path], rubric: Rubric, reader: Reader
    ) -> None:
        """``--blank skip`` is what the form computes, but for its known fault: A.II.5.iii misses LHKASN."""
        faulty = {"A.II.5.iii", "A.II.5", "A.II", "A", "total"}
        for name in ("acak-0", "acak-1", "acak-2", "acak-3"):
            workbook = reader.read(calculated[name])
            rows = [item.row for item in workbook.items.values()]
            assert len(set(rows)) == len(rows), "no row is read twice"
            assert {*rubric.questions, *rubric.inputs, *rubric.nodes, "total"} <= set(workbook.items)
            answers = workbook.answers(rubric)
            card = score_answers(rubric, answers, target="wbk", blank="skip")
            for node in card.nodes:
                if node.code in answers and node.code not in faulty:
                    expected = None if node.score is None else pytest.approx(node.score, abs=1e-9)
                    assert as_number(answers[node.code].shown) == expected, f"{name} {node.code}"

    def test_its_known_fault_is_named(self, calculated: dict[str, Path], reader: Reader) -> None:
        finding = _differing(reader, calculated["acak-0"])["A.II.5.iii"]
        assert finding.rule == "formula-misses-row"
        assert "A.II.5.iii.b" in finding.message
        assert finding.cell == "LKE ZI!L175"

    @pytest.mark.parametrize("number", range(len(FORM_CHANGES)))
    def test_the_reason_is_the_real_one(
        self, calculated: dict[str, Path], rubric: Rubric, reader: Reader, number: int
    ) -> None:
        _, expected = FORM_CHANGES[number]
        found = _differing(reader, calculated[str(number)])
        for code, reason in expected.items():
            assert reason in found[code].message
        # All other differences come from these, and say so; but for the form's own fault.
        for finding in found.values():
            if finding.node not in expected and finding.node != "A.II.5.iii":
                assert "; ikut dari " in finding.message, finding.message
                assert finding.rule == "workbook-differs-follows"

    @pytest.mark.parametrize(
        ("number", "cell", "code", "said"),
        [
            (0, "K173", "A.II.5.ii.a", "Pengaduan sedang diproses (K173) kosong"),
            (1, "K180", "A.II.5.iii.a.a", "Pejabat wajib LHKPN (K180) kosong"),
        ],
    )
    def test_a_percentage_without_all_its_counts_names_the_blank_one(
        self, calculated: dict[str, Path], reader: Reader, number: int, cell: str, code: str, said: str
    ) -> None:
        card = score_workbook(reader, calculated[str(number)], target="wbk").scorecard
        assert card is not None
        (finding,) = (f for f in card.findings if f.rule == "unanswered" and f.node == code)
        assert finding.cell == f"LKE ZI!{cell}"
        assert said in finding.message
        assert next(q for q in card.questions if q.code == code).cell == f"LKE ZI!{cell}"

    def test_a_sum_that_was_typed_over_is_one_fault(self, calculated: dict[str, Path], reader: Reader) -> None:
        card = score_workbook(reader, calculated["2"], target="wbk").scorecard
        assert card is not None
        of_it = {f.rule: f.cell for f in card.findings if f.node == "A.II.5.iii.a.a"}
        of_it.pop("no-evidence")
        assert of_it == {"sum-differs": "LKE ZI!K178", "workbook-differs-follows": "LKE ZI!L177"}


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
