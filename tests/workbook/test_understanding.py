"""What a sheet is read as is decided by what it holds: no title, order or place of a column makes another score."""

import json
import random
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lke_cli.errors import BlankError, LkeError, UndecidedError
from lke_cli.rubric import Rubric, load_rubric
from lke_cli.scored import refuse_blank, score_workbook, scorecard
from lke_cli.templates import Filling, example_filling
from lke_cli.values import CellValue
from lke_cli.workbook.options import ReadSettings, parse_column
from lke_cli.workbook.plain import PlainBook, PlainSheet
from lke_cli.workbook.read import Reader
from lke_cli.workbook.sheets import Sheet, SpreadsheetFile, column_letters
from tests.conftest import Run, Write
from tests.workbook.files import write_ods
from tests.workbook.grid import Grid, read_grid, write_grid, write_grids

HEADER, LABELS, ANSWER, SCORE, WIDTH = 1, 9, 12, 13, 19
_RUBRIC = load_rubric("permenpanrb-90-2021")
_TITLES = sorted(
    {
        *(title for titles in _RUBRIC.titles.values() for title in titles),
        *(t for each in _RUBRIC.assessors.values() for t in (*each.answer, *each.score, *each.note, *each.names)),
    }
)


def _filled(rubric: Rubric, best: bool) -> Filling:
    """Return a form with the best, or the worst, answer to every question; the counts are the example's."""
    filling = example_filling(rubric)
    answers: dict[str, float | str] = {}
    for code, question in rubric.questions.items():
        scale = rubric.scales[question.scale]
        if scale.kind == "choice":
            answers[code] = scale.best_first[0 if best else -1]
        elif scale.kind == "number":
            answers[code] = 3.9 if best else 1.2
    return Filling("", {**filling.answers, **answers})


@pytest.fixture(scope="module")
def forms(rubric: Rubric, tmp_path_factory: pytest.TempPathFactory) -> tuple[Grid, Grid]:
    """The unit's form, all the worst, and another's, all the best: whoever takes the other's is found out."""
    from lke_cli.templates import write_template

    grids = []
    for best in (False, True):
        path = tmp_path_factory.mktemp("form") / "LKE.xlsx"
        write_template(rubric, path, _filled(rubric, best))
        grids.append([row[:WIDTH] for row in read_grid(path)])
    return grids[0], grids[1]


class InMemory(SpreadsheetFile):
    """Sheets as they are in a file, without the file."""

    def __init__(self, grids: dict[str, Grid], hidden: Sequence[str] = ()) -> None:
        self.path = Path("x.ods")
        self._book = PlainBook([PlainSheet(name, name in hidden, grid) for name, grid in grids.items()])
        self.too_large = []
        self._read = {}


@pytest.fixture(scope="module")
def total(reader: Reader) -> Callable[..., float | None]:
    """The total of sheets, None where there is no verdict."""

    def read(grid: Grid | dict[str, Grid], *, hidden: Sequence[str] = (), **options: object) -> float | None:
        file = InMemory(grid if isinstance(grid, dict) else {"Sheet1": grid}, hidden)
        try:
            workbook = reader.read_opened(file, ReadSettings(**options))  # type: ignore[arg-type]
            refuse_blank(workbook, reader.rubric)
            return scorecard(workbook, reader.rubric, workbook.answers(reader.rubric), target="wbk").total.score
        except (UndecidedError, BlankError):
            return None

    return read


def _column(grid: Grid, column: int, title: str) -> list[CellValue]:
    return [title if n == HEADER else row[column] for n, row in enumerate(grid)]


def _insert(grid: Grid, at: int, *columns: Sequence[CellValue]) -> Grid:
    return [[*row[:at], *(column[n] for column in columns), *row[at:]] for n, row in enumerate(grid)]


def _mixed(forms: tuple[Grid, Grid], rnd: random.Random) -> Grid:
    """Return a form whose answers are the worst here and the best there, so that a row taken for another is seen."""
    unit, other = forms
    return [[*rnd.choice((worst, best))] for worst, best in zip(unit, other, strict=True)]


def _shuffled(grid: Grid, reader: Reader, form: Grid, rnd: random.Random) -> Grid:
    """Return a grid in which the questions of each indikator without counts stand in another order."""
    items = reader.read_opened(InMemory({"LKE": form})).items
    rows = [*grid]
    for node in reader.rubric.nodes.values():
        places = [items[question.code].row for question in node.questions]
        if any(question.inputs for question in node.questions):
            continue
        for place, other in zip(places, rnd.sample(places, len(places)), strict=True):
            rows[place] = grid[other]
    return rows


class TestTitles:
    @pytest.mark.parametrize("column", range(WIDTH))
    def test_no_title_of_another_role_makes_another_score(
        self, forms: tuple[Grid, Grid], total: Callable[..., float | None], column: int
    ) -> None:
        unit, _ = forms
        right = total(unit)
        for title in ("", *_TITLES):
            grid = [list(row) for row in unit]
            grid[HEADER][column] = title
            assert total(grid) in (right, None), (title, column)

    @pytest.mark.parametrize("at", [0, ANSWER, WIDTH])
    def test_no_title_over_a_reviewers_columns_makes_another_score(
        self, forms: tuple[Grid, Grid], total: Callable[..., float | None], at: int
    ) -> None:
        """All best answers beside the unit's all worst: their answers, scores and remarks under any known title."""
        unit, other = forms
        right = total(unit)
        named = {"answer": "Jawaban TPI", "score": "Nilai TPI", "note": "Catatan TPI"}
        remarks: list[CellValue] = ["Sesuai" if row[ANSWER] != "" else "" for row in other]
        cells = (_column(other, ANSWER, ""), _column(other, SCORE, ""), remarks)
        for role in named:
            for title in ("", *_TITLES):
                wide = _insert(unit, at, *cells)
                for place, each in enumerate(named):
                    wide[HEADER][at + place] = title if each == role else named[each]
                assert total(wide) in (right, None), (title, role)

    @pytest.mark.parametrize("at", [0, LABELS, ANSWER, SCORE + 1, WIDTH])
    @pytest.mark.parametrize(
        "title",
        ["Jawaban", "Jawaban 2024", "2024", "Jawaban lama", "Target", "Usulan", "Hasil Verifikasi", "Jawaban Biro",
         "KPU Kab. Contoh", "", "Isian", "Jawaban Final", "Tahun lalu", "Bobot", "Catatan"],
    )  # fmt: skip
    def test_anothers_answers_beside_are_never_taken(
        self, forms: tuple[Grid, Grid], total: Callable[..., float | None], at: int, title: str
    ) -> None:
        unit, other = forms
        wide = _insert(unit, at, _column(other, ANSWER, title), _column(other, SCORE, "Nilai lain"))
        place = ANSWER + (2 if at <= ANSWER else 0)
        for own in ("Jawaban", "Jawaban Unit", "Jawaban 2025", "Pengisian", ""):
            wide[HEADER][place] = own
            if own in ("Pengisian", "") and title == "Isian":
                continue  # the other title says that it is the unit's
            assert total(wide) in (total(unit), None), own

    @pytest.mark.parametrize(
        ("group", "read"),
        [
            ("Penilaian TPI", True),
            ("Inspektorat", True),
            ("Tahun lalu", True),
            ("Tahun 2024", False),
            ("Kab. A", False),
        ],
    )
    @pytest.mark.parametrize("at", [ANSWER, SCORE + 1])
    def test_a_group_title_alone_over_one_pair_counts_on_either_side(
        self, forms: tuple[Grid, Grid], total: Callable[..., float | None], group: str, read: bool, at: int
    ) -> None:
        unit, other = forms
        wide = _insert(unit, at, _column(other, ANSWER, "Jawaban"), _column(other, SCORE, "Nilai"))
        above: list[CellValue] = [group if c == at else "" for c in range(len(wide[0]))]
        grid = [wide[0], above, *wide[1:]]
        assert total(grid) == (total(unit) if read else None)
        if group == "Penilaian TPI":
            assert total(grid, assessor="tpi") == total(other)

    def test_a_lone_title_amid_a_pair_says_not_whose_it_is(
        self, forms: tuple[Grid, Grid], total: Callable[..., float | None]
    ) -> None:
        unit, other = forms
        wide = _insert(unit, ANSWER, _column(other, ANSWER, "Jawaban"), _column(other, SCORE, "Nilai"))
        above: list[CellValue] = ["TPI" if c == ANSWER + 1 else "" for c in range(len(wide[0]))]
        assert total([wide[0], above, *wide[1:]]) is None

    def test_two_columns_with_the_same_answers_leave_nothing_to_decide(
        self, forms: tuple[Grid, Grid], total: Callable[..., float | None]
    ) -> None:
        unit, _ = forms
        assert total(_insert(unit, WIDTH, _column(unit, ANSWER, "Jawaban"))) == total(unit)


class TestLayouts:
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(seed=st.integers(0, 10_000))
    def test_order_gaps_case_and_names_change_nothing(
        self, forms: tuple[Grid, Grid], total: Callable[..., float | None], reader: Reader, seed: int
    ) -> None:
        """Columns beside the texts in any order and on either side, questions in any order inside their indikator,
        blank columns and rows between, titles in any case, any name of the sheet."""
        rnd = random.Random(seed)
        unit = _mixed(forms, rnd)
        beside = list(range(LABELS, WIDTH))
        rnd.shuffle(beside)
        cut = rnd.randrange(len(beside) + 1)
        order = [*beside[:cut], *range(LABELS), *beside[cut:]]
        grid: Grid = [[row[c] for c in order] for row in unit]
        grid = _insert(grid, rnd.choice([0, cut, len(order)]), [""] * len(grid))
        grid = _shuffled(grid, reader, unit, rnd)
        heading = ["".join(rnd.choice((c.upper(), c.lower())) for c in str(value)) for value in grid[HEADER]]
        rows: Grid = []
        for number, row in enumerate(grid):
            rows.append([*heading] if number == HEADER else row)
            if number > HEADER + 1 and rnd.random() < 0.1:
                rows.append([""] * len(row))
        name = rnd.choice(["LKE", "Sheet1", "Kertas kerja 2026", "lke zi"])
        assert total({name: rows}) == total(unit)

    def test_questions_in_any_order_inside_their_indikator(
        self, forms: tuple[Grid, Grid], total: Callable[..., float | None]
    ) -> None:
        unit, other = forms
        mixed = [list(row) for row in unit]
        first = next(n for n, row in enumerate(mixed) if row[11] == "A/B/C/D")
        mixed[first] = list(other[first])
        right = total(mixed)
        mixed[first], mixed[first + 1] = mixed[first + 1], mixed[first]
        assert total(mixed) == right

    def test_a_header_that_is_repeated_is_no_row_of_the_form(
        self, forms: tuple[Grid, Grid], reader: Reader, tmp_path: Path
    ) -> None:
        unit, _ = forms
        areas = {n for n, row in enumerate(unit) if row[3] != "" and n > HEADER}
        rows: Grid = []
        for n, row in enumerate(unit):
            rows += [unit[HEADER], row] if n in areas else [row]
        workbook = reader.read(write_grid(tmp_path / "x.xlsx", rows))
        assert not {f.rule for f in workbook.findings} & {"row-unmatched", "row-repeated", "question-not-found"}

    def test_marks_under_options_are_the_answers_and_two_are_none(
        self, forms: tuple[Grid, Grid], reader: Reader, rubric: Rubric, tmp_path: Path
    ) -> None:
        unit, _ = forms
        options = ["Ya", "Tidak", "A", "B", "C", "D", "E"]
        rows: Grid = []
        for n, row in enumerate(unit):
            marks: list[CellValue] = ["X" if row[ANSWER] == option else "" for option in options]
            number = row[ANSWER] if not isinstance(row[ANSWER], str) else ""
            rows.append([*row[:LABELS], *(options if n == HEADER else marks), "Angka" if n == HEADER else number])
        path = write_grid(tmp_path / "x.xlsx", rows)
        plain = score_workbook(reader, write_grid(tmp_path / "p.xlsx", unit), target="wbk").scorecard
        card = score_workbook(reader, path, target="wbk").scorecard
        assert plain is not None
        assert card is not None
        assert card.total.score == plain.total.score
        place = next(n for n, each in enumerate(unit) if each[11] == "A/B/C")
        rows[place][LABELS + 2] = "X"
        twice = score_workbook(reader, write_grid(tmp_path / "x.xlsx", rows), target="wbk").scorecard
        assert twice is not None
        (finding,) = (f for f in twice.findings if f.rule == "invalid-answer")
        assert "A, C" in finding.message

    def test_an_option_of_each_scale_may_share_a_column_and_numbers_stand_in_the_first(
        self, forms: tuple[Grid, Grid], reader: Reader, rubric: Rubric, tmp_path: Path
    ) -> None:
        unit, _ = forms
        titles = ["Ya / A", "Tidak/B", "C", "D", "E"]
        rows: Grid = []
        for n, row in enumerate(unit):
            marks: list[CellValue] = [
                "v" if row[ANSWER] != "" and str(row[ANSWER]) in title else "" for title in titles
            ]
            if not isinstance(row[ANSWER], str):
                marks[0] = row[ANSWER]
            rows.append([*row[:LABELS], *(titles if n == HEADER else marks)])
        path = write_grid(tmp_path / "x.xlsx", rows)
        plain = score_workbook(reader, write_grid(tmp_path / "p.xlsx", unit), target="wbk").scorecard
        card = score_workbook(reader, path, target="wbk").scorecard
        assert plain is not None
        assert card is not None
        assert card.total.score == plain.total.score

    def test_what_else_is_written_under_an_option_is_told_and_takes_nothing_from_other_rows(
        self, forms: tuple[Grid, Grid], reader: Reader, rubric: Rubric, tmp_path: Path
    ) -> None:
        unit, _ = forms
        options = ["Ya", "Tidak", "A", "B", "C", "D", "E"]
        rows: Grid = []
        for n, row in enumerate(unit):
            marks: list[CellValue] = ["X" if row[ANSWER] == option else "" for option in options]
            number = row[ANSWER] if not isinstance(row[ANSWER], str) else ""
            rows.append([*row[:LABELS], *(options if n == HEADER else marks), "Angka" if n == HEADER else number])
        place = next(n for n, row in enumerate(unit) if row[11] == "A/B/C")
        rows[place][LABELS : LABELS + len(options)] = ["", "", "lihat SK", "", "", "", ""]
        blank = [[*row] for row in unit]
        blank[place][ANSWER] = ""
        expected = score_workbook(reader, write_grid(tmp_path / "p.xlsx", blank), target="wbk").scorecard
        card = score_workbook(reader, write_grid(tmp_path / "x.xlsx", rows), target="wbk").scorecard
        assert expected is not None
        assert card is not None
        assert card.total.score == expected.total.score
        (finding,) = (f for f in card.findings if f.rule == "invalid-answer")
        assert "lihat SK" in finding.message


class TestUndecided:
    def test_blocks_one_below_the_other(
        self, forms: tuple[Grid, Grid], total: Callable[..., float | None], reader: Reader, tmp_path: Path
    ) -> None:
        unit, other = forms
        rows = [*other, *unit]
        with pytest.raises(UndecidedError, match="hampir setiap pertanyaan berdiri dua kali") as told:
            reader.read(write_grid(tmp_path / "x.xlsx", rows))
        second = len(other) + HEADER
        assert told.value.command == f"--header-row {second + 1}"
        assert total(rows, header_row=second) == total(unit)
        assert total(rows, header_row=HEADER) == total(other)

    def test_blocks_side_by_side(self, forms: tuple[Grid, Grid], total: Callable[..., float | None]) -> None:
        unit, other = forms
        beside = [[*left, *right] for left, right in zip(unit, other, strict=True)]
        assert total(beside) is None
        assert total(beside, columns=(parse_column(f"answer={column_letters(ANSWER)}"),)) == total(unit)

    def test_a_blank_copy_below_is_no_rival(self, forms: tuple[Grid, Grid], total: Callable[..., float | None]) -> None:
        unit, _ = forms
        blank = [[*row[:ANSWER], "", "", *row[14:]] if n > HEADER else row for n, row in enumerate(unit)]
        assert total([*unit, *blank]) == total(unit)
        assert total([*blank, *unit]) == total(unit)

    def test_options_that_stand_printed_side_by_side(
        self, forms: tuple[Grid, Grid], reader: Reader, rubric: Rubric, tmp_path: Path
    ) -> None:
        unit, _ = forms
        scales = {scale.form: list(scale.options) for scale in rubric.scales.values() if scale.kind == "choice"}
        rows = [[*row[:ANSWER], *(scales.get(str(row[11]), []) + [""] * 5)[:5]] for row in unit]
        rows[HEADER] = [*unit[HEADER][:ANSWER], "Jawaban", "", "", "", ""]
        with pytest.raises(UndecidedError, match="semua pilihan tercetak"):
            reader.read(write_grid(tmp_path / "x.xlsx", rows))

    def test_several_sheets_with_different_answers(
        self, forms: tuple[Grid, Grid], total: Callable[..., float | None]
    ) -> None:
        unit, other = forms
        sheets = {"2024": other, "2025": unit}
        assert total(sheets) is None
        assert total(sheets, sheets=("2025",)) == total(unit)
        assert total({"LKE lama": other, "LKE": unit}) == total(unit)
        assert total({"LKE TPI": other, "LKE": unit}) == total(unit)
        assert total({"LKE TPI": other, "LKE": unit}, assessor="tpi") == total(other)
        assert total(sheets, hidden=("2024",)) == total(unit)

    def test_the_verdict_says_so_with_the_command_that_settles_it(
        self, forms: tuple[Grid, Grid], lke: Run, tmp_path: Path
    ) -> None:
        unit, other = forms
        wide = _insert(unit, ANSWER, _column(other, ANSWER, "Jawaban 2024"))
        wide[HEADER][ANSWER + 1] = "Jawaban 2025"
        path = write_grid(tmp_path / "x.xlsx", wide)
        code, out, _ = lke("score", "--detail", path)
        assert (code, "BELUM DAPAT DINILAI" in out) == (2, True)
        assert "--column answer=N" in out
        assert "MEMENUHI" not in out
        assert lke("score", "--detail", path, "--column", "answer=N")[0] == 1
        assert '"command": "--column answer=N"' in lke("score", path, "--format", "json")[1]
        code, out, _ = lke("inspect", path)
        assert (code, "--column answer=N" in out) == (2, True)
        for command in (["diff", path, path], ["check-evidence", "--workbook", path]):
            code, _, err = lke(*command)
            assert (code, "--column answer=N" in err) == (2, True)
        code, out, _ = lke("compare", "--detail", tmp_path)
        assert (code, "belum dapat dinilai" in out) == (2, True)

    def test_a_form_without_an_answer_is_blank(self, write: Write, lke: Run, tmp_path: Path) -> None:
        path = write(Filling())
        code, out, _ = lke("score", "--detail", path)
        assert (code, "FORMULIR MASIH KOSONG" in out) == (2, True)
        code, out, _ = lke("compare", "--detail", tmp_path)
        assert (code, "1 formulir masih kosong" in out) == (2, True)

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            (["--column", "jawaban=K"], "tidak dikenali"),
            (["--column", "answer=K", "--column", "score=K"], "dua kali"),
            (["--column", "weight:tpi=K"], "hanya answer, score, dan note"),
        ],
    )
    def test_a_wrong_option_is_said(self, write: Write, lke: Run, options: list[str], said: str) -> None:
        code, _, err = lke("score", "--detail", write(Filling()), *options)
        assert code == 2
        assert said in err.replace("\n", " ")


class TestSettled:
    """What the options settle, and what is said where they cannot."""

    def _said(self, text: str) -> str:
        return " ".join(text.split())

    @pytest.fixture
    def settle(self, forms: tuple[Grid, Grid], lke: Run, tmp_path: Path) -> Callable[..., dict[str, Any]]:
        def run(grid: Grid | dict[str, Grid], *options: str, command: str = "inspect") -> dict[str, Any]:
            sheets = grid if isinstance(grid, dict) else {"LKE": grid}
            write_grids(tmp_path / "x.xlsx", {**sheets})
            code, out, err = lke(command, tmp_path / "x.xlsx", *options, "--format", "json")
            assert code in (0, 1), self._said(out + err)
            return json.loads(out)  # type: ignore[no-any-return]

        return run

    @pytest.mark.parametrize(
        ("option", "column", "role", "assessor"),
        [
            ("score=S", "S", "score", "unit"),
            ("note:tpi=S", "S", "note", "tpi"),
            ("evidence=S", "S", "documents", None),
            ("label=G", "G", "label", None),
            ("answer=M", "M", "answer", "unit"),
        ],
    )
    def test_a_column_is_what_the_user_says(
        self,
        forms: tuple[Grid, Grid],
        settle: Callable[..., dict[str, Any]],
        option: str,
        column: str,
        role: str,
        assessor: str | None,
    ) -> None:
        grid = [[*row] for row in forms[0]]
        grid[HEADER][18] = "Lainnya"
        columns = settle(grid, "--column", option)["columns"]
        assert [(each["role"], each["assessor"]) for each in columns if each["column"] == column] == [(role, assessor)]

    def test_several_sheets_are_one_where_the_user_names_them(
        self, forms: tuple[Grid, Grid], reader: Reader, settle: Callable[..., dict[str, Any]]
    ) -> None:
        unit, other = forms
        cut = reader.read_opened(InMemory({"LKE": unit})).items["A.II"].row
        parts = {"Satu": unit[:cut], "Dua": [*unit[: HEADER + 1], *unit[cut:]], "Lain": other}
        found = settle(parts, "--sheet", "Satu", "--sheet", "Dua")
        assert found["sheet"] in ("Satu, Dua", "Dua, Satu")
        assert found["questions"]["found"] == found["questions"]["of"]

    def test_a_header_row_settles_which_block(
        self, forms: tuple[Grid, Grid], settle: Callable[..., dict[str, Any]], total: Callable[..., float | None]
    ) -> None:
        unit, other = forms
        found = settle([*other, *unit], "--header-row", str(len(other) + HEADER + 1), command="score")
        assert found["workbooks"][0]["scorecard"]["total"]["score"] == total(unit)

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            (["--column", "answer=ZZ"], "ZZ"),
            (["--column", "answer=3"], "tidak dikenali"),
            (["--header-row", "900"], "900"),
            (["--header-row", "0"], "header-row"),
            (["--sheet", "LKE", "--sheet", "Tidak Ada"], "Lembar 'Tidak Ada' tidak ada"),
            (["--column", "label=R"], "LKE"),
        ],
    )
    def test_what_is_wrong_is_told_in_one_sentence(
        self, forms: tuple[Grid, Grid], lke: Run, tmp_path: Path, options: list[str], said: str
    ) -> None:
        path = write_grids(tmp_path / "x.xlsx", {"LKE": forms[0]})
        code, out, err = lke("score", "--detail", path, *options)
        assert code == 2, self._said(out)
        assert said in self._said(out + err)
        assert "Traceback" not in err

    @pytest.mark.parametrize(("lost", "told"), [(22, False), (23, True)])
    def test_a_fifth_not_found_is_said_in_the_verdict(
        self, forms: tuple[Grid, Grid], reader: Reader, lke: Run, tmp_path: Path, lost: int, told: bool
    ) -> None:
        """113 questions: 22 are 19.5 %, 23 are 20.4 %."""
        unit, _ = forms
        items = reader.read_opened(InMemory({"LKE": unit})).items
        plain = [code for code, question in reader.rubric.questions.items() if not question.inputs]
        gone = {items[code].row for code in plain[:lost]}
        path = write_grid(tmp_path / "x.xlsx", [row for n, row in enumerate(unit) if n not in gone])
        _, out, _ = lke("score", "--detail", path)
        verdict = self._said(out).split("Komponen")[0]
        assert (f"Pembacaannya meragukan: {lost} dari 113" in verdict) is told


class TestOtherFormats:
    def test_xls_and_ods_of_one_workbook_have_its_score(
        self, forms: tuple[Grid, Grid], reader: Reader, tmp_path: Path
    ) -> None:
        soffice = shutil.which("soffice")
        if soffice is None:
            pytest.skip("LibreOffice (soffice) is not installed")
        path = write_grid(tmp_path / "x.xlsx", _mixed(forms, random.Random(3)), "LKE")
        right = score_workbook(reader, path, target="wbk").scorecard
        assert right is not None
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        for suffix in ("xls", "ods"):
            command = [soffice, profile, "--headless", "--convert-to", suffix, "--outdir", str(tmp_path), str(path)]
            subprocess.run(command, check=True, capture_output=True, timeout=120)
            card = score_workbook(reader, path.with_suffix(f".{suffix}"), target="wbk").scorecard
            assert card is not None
            assert card.total.score == right.total.score

    def test_an_ods_written_cell_by_cell_has_the_same_score(
        self, forms: tuple[Grid, Grid], reader: Reader, total: Callable[..., float | None], tmp_path: Path
    ) -> None:
        grid = _mixed(forms, random.Random(4))
        card = score_workbook(reader, write_ods(tmp_path / "x.ods", _ods_rows(grid)), target="wbk").scorecard
        assert card is not None
        assert card.total.score == total(grid)


def _ods_rows(grid: Grid) -> str:
    def cell(value: CellValue) -> str:
        if value == "":
            return "<table:table-cell/>"
        if isinstance(value, str):
            return f'<table:table-cell calcext:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'

    rows = (f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in grid)
    return "".join(rows).replace("calcext:value-type", "office:value-type")


class TestHidden:
    def _layout(self, reader: Reader, sheet: Sheet) -> dict[str, int]:
        layout = reader._columns.layout(sheet, ReadSettings())
        assert layout is not None
        return dict(layout.answers)

    def test_a_hidden_column_is_passed_over_where_one_is_visible(
        self, forms: tuple[Grid, Grid], reader: Reader
    ) -> None:
        unit, other = forms
        rows = _insert(unit, ANSWER, _column(other, ANSWER, "Jawaban"))
        assert self._layout(reader, Sheet("LKE", False, rows, hidden_columns=frozenset({ANSWER}))) == {
            "unit": ANSWER + 1
        }
        assert self._layout(reader, Sheet("LKE", False, rows)) == {}
        both = frozenset({ANSWER, ANSWER + 1})
        assert self._layout(reader, Sheet("LKE", False, rows, hidden_columns=both)) == {}
        assert self._layout(reader, Sheet("LKE", False, unit, hidden_columns=frozenset({ANSWER}))) == {"unit": ANSWER}

    def test_hidden_rows_that_say_what_visible_ones_say_are_left_out_filtered_ones_count(
        self, forms: tuple[Grid, Grid], reader: Reader
    ) -> None:
        unit, other = forms
        rows = [
            row for n, pair in enumerate(zip(other, unit, strict=True)) for row in (pair if n > HEADER else pair[:1])
        ]
        old = frozenset(range(HEADER + 1, len(rows), 2))
        layout = reader._columns.layout(Sheet("LKE", False, rows, hidden_rows=old), ReadSettings())
        assert layout is not None
        assert not layout.doubts
        filled = {n for n in old if any(value != "" for value in rows[n][:LABELS])}
        assert filled <= set(layout.twins)
        filtered = reader._columns.layout(Sheet("LKE", False, unit, hidden_rows=old, filtered_rows=old), ReadSettings())
        assert filtered is not None
        assert filtered.twins == ()


def test_a_sheet_without_a_question_is_said_to_be_none(reader: Reader, tmp_path: Path) -> None:
    path = write_grid(tmp_path / "x.xlsx", [["Nama", "Nilai"], ["Budi", 3]])
    with pytest.raises(LkeError, match="bukan LKE"):
        reader.read(path)
