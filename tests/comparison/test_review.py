"""What a reviewer entered beside a unit's answers: over them, beside them, and what it does to a province."""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lke_cli.rubric import Rubric
from lke_cli.templates import Filling, example_filling, write_template
from lke_cli.workbook import Reader
from tests.comparison.test_compare import _json, _without_properties
from tests.conftest import SHARED, Run
from tests.workbook.grid import read_grid, write_grid

Columns = Mapping[str, Mapping[str, Any]]
LkeOf = Callable[..., Path]
CODE = "A.I.1.i.a"
"""Ya/Tidak, one of two questions of an indikator of weight 0.5: Tidak takes 0.25."""


@pytest.fixture
def lke_of(rubric: Rubric, reader: Reader, tmp_path: Path) -> LkeOf:
    """Write an example LKE with further columns: by title, what stands in them by code."""

    def made(name: str, columns: Columns, answers: Mapping[str, Any] | None = None, unit: str = "KPU Kota A") -> Path:
        example = example_filling(rubric)
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        given = {**example.answers, **(answers or {})}
        write_template(rubric, path, Filling(unit, given, example.narratives, example.documents, example.links))
        items = reader.read(path).items
        grid = read_grid(path)
        header = next(number for number, row in enumerate(grid) if "Jawaban" in row)
        for title, cells in columns.items():
            for number, row in enumerate(grid):
                row.append(title if number == header else "")
            for code, value in cells.items():
                grid[items[code].row][-1] = value
        return write_grid(path, grid)

    return made


def _scored(lke: Run, *arguments: object) -> tuple[int, Any]:
    code, out, _ = lke("score", *arguments, "--format", "json")
    return code, json.loads(out)["workbooks"][0]


def _total(scored: Any) -> float:
    return float(scored["scorecard"]["total"]["score"])


class TestOverTheUnit:
    def test_what_is_left_blank_is_the_units_and_the_rest_is_counted(self, lke: Run, lke_of: LkeOf) -> None:
        path = lke_of("a.xlsx", {"Jawaban TPI": {CODE: "Tidak", "A.I.1.i.b": "A", "A.I.1.ii.a": "Ya"}})
        own = _total(_scored(lke, path)[1])
        _, scored = _scored(lke, path, "--assessor", "tpi")
        assert _total(scored) == pytest.approx(own - 0.25)
        reviewed = scored["reviewed"]
        assert (reviewed["reviewed"], reviewed["lowered"], reviewed["raised"]) == (3, 1, 0)
        out = lke("score", path, "--assessor", "tpi", "--detail")[1]
        assert "tpi mengisi 3 dari 113 pertanyaan: 1 diturunkan, 0 dinaikkan." in " ".join(out.split())

    def test_alone_what_is_left_blank_is_nothing(self, lke: Run, lke_of: LkeOf) -> None:
        # Ya in one of two questions of weight 0.5
        path = lke_of("a.xlsx", {"Jawaban TPI": {CODE: "Ya"}})
        code, scored = _scored(lke, path, "--assessor", "tpi", "--alone")
        assert code == 1
        assert _total(scored) == pytest.approx(0.25)

    def test_itjen_lies_over_tpi_and_tpi_over_the_unit(self, lke: Run, lke_of: LkeOf) -> None:
        # TPI lowers both questions of A.I.1.i (0.5 in all), Itjen restores one of them.
        columns = {"Jawaban TPI": {CODE: "Tidak", "A.I.1.i.b": "C"}, "Jawaban TPI Itjen": {CODE: "Ya"}}
        path = lke_of("a.xlsx", columns)
        own = _total(_scored(lke, path)[1])
        assert _total(_scored(lke, path, "--assessor", "tpi")[1]) == pytest.approx(own - 0.5)
        _, scored = _scored(lke, path, "--assessor", "itjen")
        assert _total(scored) == pytest.approx(own - 0.25)
        assert scored["reviewed"]["over"] == ["tpi", "unit"]
        assert (scored["reviewed"]["reviewed"], scored["reviewed"]["lowered"]) == (1, 0)

    def test_three_levels_of_one_team(self, lke: Run, lke_of: LkeOf) -> None:
        columns = {
            "Jawaban Anggota Tim": {CODE: "Tidak", "A.I.1.i.b": "C"},
            "Jawaban Ketua Tim": {CODE: "Ya"},
            "Jawaban Pengendali Teknis": {"A.I.1.i.b": "A"},
        }
        path = lke_of("a.xlsx", columns)
        own = _total(_scored(lke, path)[1])
        expected = {"anggota": own - 0.5, "ketua": own - 0.25, "pengendali-teknis": own}
        totals = {who: _total(_scored(lke, path, "--assessor", who)[1]) for who in expected}
        assert totals == {who: pytest.approx(total) for who, total in expected.items()}

    def test_an_assessor_whom_the_rubric_does_not_know_beside_another_is_undecided(
        self, lke: Run, lke_of: LkeOf
    ) -> None:
        path = lke_of("a.xlsx", {"Jawaban TPI": {CODE: "Tidak"}, "Jawaban Pembina": {"A.I.1.ii.a": "Ya"}})
        code, out, _ = lke("score", path, "--assessor", "pembina")
        assert code == 2
        assert CODE in out
        assert "--alone" in out
        assert lke("score", path, "--assessor", "pembina", "--alone")[0] == 1


class TestPercentages:
    """A.II.5.iii.a (weight 1): the counts of LHKPN."""

    CODE, DONE = "A.II.1.i.a", "A.II.1.i.a.2"

    def test_one_count_corrected_keeps_the_others(self, lke: Run, lke_of: LkeOf, rubric: Rubric) -> None:
        question = rubric.questions[self.CODE]
        path = lke_of("a.xlsx", {"Jawaban TPI": {self.DONE: 3}})  # 3 of 9 instead of 9 of 9
        _, scored = _scored(lke, path, "--assessor", "tpi")
        (told,) = (q for q in scored["scorecard"]["questions"] if q["code"] == self.CODE)
        assert question.ratio is not None
        assert told["value"] == pytest.approx(3 / 9)

    def test_a_percentage_typed_by_the_reviewer_counts(self, lke: Run, lke_of: LkeOf) -> None:
        path = lke_of("a.xlsx", {"Jawaban TPI": {self.CODE: "80%"}})
        _, scored = _scored(lke, path, "--assessor", "tpi")
        (told,) = (q for q in scored["scorecard"]["questions"] if q["code"] == self.CODE)
        assert (told["value"], scored["reviewed"]["lowered"]) == (pytest.approx(0.8), 1)

    def test_a_formula_over_empty_counts_is_no_answer(self, lke: Run, lke_of: LkeOf, reader: Reader) -> None:
        path = lke_of("a.xlsx", {"Jawaban TPI": {CODE: "Ya", self.CODE: 0.0}})
        workbook = reader.read(path, assessor="tpi")
        cell = (workbook.cell(self.CODE) or "").rsplit("!", 1)[-1]
        typed = _scored(lke, path, "--assessor", "tpi")[1]
        assert typed["reviewed"]["lowered"] == 1  # a 0 that was typed is the reviewer's
        import xlsxwriter

        grid = read_grid(path)
        book = xlsxwriter.Workbook(str(path))
        sheet = book.add_worksheet("LKE")
        for number, row in enumerate(grid):
            for column, value in enumerate(row):
                if value != "":
                    sheet.write(number, column, value)
        sheet.write_formula(cell, "=IFERROR(Z900/Z901,0)", None, 0)
        book.close()
        computed = _scored(lke, path, "--assessor", "tpi")[1]
        assert computed["reviewed"]["lowered"] == 0


class TestUnreviewed:
    def test_a_column_without_an_entry_has_no_score_and_is_no_failure(self, lke: Run, lke_of: LkeOf) -> None:
        first = lke_of("LKE/a.xlsx", {"Jawaban TPI": {}}, unit="KPU Kota A")
        assert lke("score", first, "--assessor", "tpi")[0] == 2
        assert "BELUM DIREVIU" in lke("score", first, "--assessor", "tpi")[1]
        assert lke("compare", first, "--assessor", "tpi")[0] == 2
        assert lke("diff", first, "--against", "tpi")[0] == 2
        lke_of("LKE/b.xlsx", {"Jawaban TPI": {CODE: "Ya"}}, unit="KPU Kota B")
        report: Any = _json(lke, first.parent, "--assessor", "tpi")
        assert sorted(str(unit["verdict"]) for unit in report["units"]) == ["met", "unreviewed"]
        assert report["unreviewed"] == 1
        # What is reviewed decides: as without the other one.
        alone = lke("compare", first.parent / "b.xlsx", "--assessor", "tpi")[0]
        assert lke("compare", first.parent, "--assessor", "tpi")[0] == alone
        assert lke("score", first.parent, "--assessor", "tpi")[0] == alone

    def test_an_older_version_of_what_is_unreviewed_does_not_count_either(
        self, lke: Run, lke_of: LkeOf, tmp_path: Path
    ) -> None:
        for name, when in (("lama.xlsx", 1_700_000_000), ("baru.xlsx", 1_800_000_000)):
            path = lke_of(f"LKE/{name}", {"Jawaban TPI": {}}, {CODE: "Ya" if name == "baru.xlsx" else "Tidak"})
            _without_properties(path)
            os.utime(path, (when, when))
        report: Any = _json(lke, tmp_path / "LKE", "--assessor", "tpi")
        assert [Path(unit["file"]).name for unit in report["units"]] == ["baru.xlsx"]
        assert [Path(old["file"]).name for old in report["superseded"]] == ["lama.xlsx"]


class TestProvince:
    @pytest.fixture
    def province(self, lke_of: LkeOf) -> Path:
        """Three units: TPI lowers one question in two of them, IPAK in one below its minimum, and one is not begun."""
        down = {CODE: "Tidak"}
        first = lke_of("LKE/a.xlsx", {"Jawaban TPI": {**down, "B.I.a": 3.4}}, unit="KPU Kota A")
        lke_of("LKE/b.xlsx", {"Jawaban TPI": {**down, "A.I.1.i.b": "A"}}, {"A.I.1.i.b": "B"}, "KPU Kota B")
        lke_of("LKE/c.xlsx", {"Jawaban TPI": {}}, unit="KPU Kota C")
        return first.parent

    def test_a_row_a_unit_and_what_reviewers_lower_most(self, lke: Run, province: Path, tmp_path: Path) -> None:
        report: Any = _json(lke, province, "--against", "tpi")
        reviews = {unit["unit"]: (unit["total"], unit["review"]) for unit in report["units"]}
        own, first = reviews["KPU Kota A"]
        # 3.76 to 3.40 of 4 in 17.5 points, and 0.25
        assert first["total"] == pytest.approx(own - 0.25 - 0.36 / 4 * 17.5)
        assert (first["verdict"], first["lost"], first["lowered"], first["raised"]) == ("not-met", ["B.I.a"], 2, 0)
        own, second = reviews["KPU Kota B"]
        # of weight 0.5 the mean of 1 and 0.5 (Ya, B) before, of 0 and 1 (Tidak, A) after
        assert second["total"] == pytest.approx(own - 0.375 + 0.25)
        assert (second["reviewed"], second["lowered"], second["raised"]) == (2, 1, 1)
        assert (reviews["KPU Kota C"][1]["verdict"], reviews["KPU Kota C"][1]["total"]) == ("unreviewed", None)
        assert [(each["code"], each["units"], each["share"]) for each in report["lowered"]] == [
            (CODE, 2, 1),
            ("B.I.a", 1, 0.5),
        ]
        out = " ".join(lke("compare", province, "--against", "tpi", "--detail")[1].split())
        assert "tpi: 2 unit direviu, 1 belum direviu; 1 unit tidak lagi memenuhi menurut tpi." in out
        made = tmp_path / "rekap.xlsx"
        lke("compare", province, "--against", "tpi", "-o", made)
        assert {"Reviu", "Sering diturunkan"} <= {*openpyxl.load_workbook(made).sheetnames}

    def test_the_exit_code_is_of_the_units_own_answers(self, lke: Run, province: Path) -> None:
        assert lke("compare", province, "--against", "tpi")[0] == lke("compare", province)[0]


class TestNotes:
    @pytest.fixture
    def noted(self, lke_of: LkeOf) -> Path:
        columns = {
            "Jawaban TPI": {CODE: "Tidak"},
            "Catatan TPI": {CODE: "Belum ada SK tim", "A.I.1.ii.a": "-"},
            "Rekomendasi": {"A.I.1.i.b": "Tambahkan notulen"},
            "Tindak Lanjut": {CODE: "SK sedang disusun"},
            "Status Tindak Lanjut": {CODE: True, "A.I.1.i.b": "Belum"},
            "Jawaban TPI Itjen": {},
            "Catatan TPI Itjen": {CODE: "Sependapat dengan TPI"},
            "Catatan Verifikator": {CODE: "Lengkapi"},
        }
        return lke_of("a.xlsx", columns)

    def test_each_is_read_with_its_question_answers_evidence_and_cell(self, lke: Run, noted: Path) -> None:
        notes = _scored(lke, noted)[1]["notes"]
        told = {(note["assessor"], note["code"]): note for note in notes}
        assert {key: note["text"] for key, note in told.items()} == {
            ("tpi", CODE): "Belum ada SK tim",
            ("tpi", "A.I.1.i.b"): "Tambahkan notulen",
            ("itjen", CODE): "Sependapat dengan TPI",
            ("verifikator", CODE): "Lengkapi",
        }
        first = told["tpi", CODE]
        assert (first["unit_answer"], first["answer"]) == ("Ya", "Tidak")
        assert (first["reply"], first["done"]) == ("SK sedang disusun", True)
        assert told["tpi", "A.I.1.i.b"]["done"] is False
        assert first["evidence"]
        assert first["cell"].split("!")[1] == "U7"  # the eighth column behind M: the row of the question

    @pytest.mark.parametrize("command", ["score", "diff"])
    @pytest.mark.parametrize("format", ["text", "md", "html", "json"])
    def test_it_travels(self, lke: Run, noted: Path, command: str, format: str) -> None:
        detail = ["--detail"] if format == "text" else []
        assert "Belum ada SK tim" in " ".join(lke(command, noted, "--format", format, *detail)[1].split())

    def test_it_travels_in_the_workbook_of_a_score(self, lke: Run, noted: Path, tmp_path: Path) -> None:
        lke("score", noted, "-o", tmp_path / "nilai.xlsx")
        sheet = openpyxl.load_workbook(tmp_path / "nilai.xlsx")["Catatan penilai"]
        assert "Belum ada SK tim" in {cell.value for row in sheet.iter_rows() for cell in row}

    def test_it_travels_in_compare(self, lke: Run, noted: Path, tmp_path: Path) -> None:
        assert "Belum ada SK tim" in lke("compare", noted, "--format", "json")[1]
        lke("compare", noted, "-o", tmp_path / "rekap.xlsx")
        sheet = openpyxl.load_workbook(tmp_path / "rekap.xlsx")["Catatan penilai"]
        assert "Belum ada SK tim" in {cell.value for row in sheet.iter_rows() for cell in row}


CASES = SHARED / "cases/province"


@pytest.mark.skipif(not CASES.exists(), reason="the cases (../shared/cases) are not here")
class TestCases:
    def test_letters_alone_over_the_units_counts(self, lke: Run) -> None:
        path = CASES / "tpi-letters-only.xlsx"
        assert _total(_scored(lke, path, "--assessor", "tpi")[1]) == pytest.approx(89.05, abs=0.005)
        assert _total(_scored(lke, path, "--assessor", "tpi", "--alone")[1]) == pytest.approx(79.06, abs=0.005)

    def test_what_was_renewed_after_notes(self, lke: Run) -> None:
        out = lke("diff", CASES / "before-notes.xlsx", CASES / "after-notes.xlsx")[1]
        assert "0 jawaban berubah; 10 catatan dan 10 tautan diperbarui." in out


def test_the_page_of_a_province_holds_what_each_note_says(lke: Run, lke_of: LkeOf, tmp_path: Path) -> None:
    for name, unit in (("a", "KPU Kota A"), ("b", "KPU Kota B")):
        lke_of(f"lke/{name}.xlsx", {"Catatan TPI": {CODE: f"Belum ada SK tim {name}"}}, unit=unit)
    lke("compare", tmp_path / "lke", "-o", tmp_path / "x.html")
    page = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert "Isi catatan penilai: 2" in page
    for name in ("a", "b"):
        assert f"Belum ada SK tim {name}" in page


def test_a_plan_of_a_reviewers_own_cells_alone(lke: Run, lke_of: LkeOf) -> None:
    """TPI reviewed one question of weight 0.25: alone that is all there is, over the unit it takes nothing."""
    path = lke_of("a.xlsx", {"Jawaban TPI": {CODE: "Ya"}})
    code, out, err = lke("plan", path, "--assessor", "tpi", "--alone", "--robust", "0", "--format", "json")
    assert code == 1, err
    assert json.loads(out)["total"] == pytest.approx(0.25)
