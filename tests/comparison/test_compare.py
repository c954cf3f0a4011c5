"""``lke compare`` as a coordinator meets it: a folder in, one table out."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import openpyxl
import pytest

from lke_cli.comparison import CompareSettings, UnitRows, compared_nodes, fill
from lke_cli.report.schemas import published
from lke_cli.rubric import Rubric
from lke_cli.templates import Filling, example_filling, write_template
from tests.conftest import ROOT, Run, Write
from tests.templates.recalculate import recalculate

SAMPLES = ROOT / "samples"
PASSING, FAILING, HALF = (next(SAMPLES.glob(pattern)) for pattern in ("*Teladan*", "*Contoh*.xlsx", "*Misal*"))
MINI = ROOT / "tests/rubrics/sakip-mini.yaml"


def _json(lke: Run, *arguments: object) -> dict[str, list[dict[str, object]]]:
    _, out, _ = lke("compare", *arguments, "--format", "json")
    report: dict[str, list[dict[str, object]]] = json.loads(out)
    jsonschema.Draft202012Validator(json.loads(published()["lke-compare-1.json"])).validate(report)
    return report


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "LKE Provinsi"
    made.mkdir()
    for path in (PASSING, FAILING, HALF):
        shutil.copy(path, made)
    return made


class TestRanking:
    def test_units_stand_by_their_total_with_their_verdict(self, lke: Run, folder: Path) -> None:
        code, out, err = lke("compare", "--detail", folder)
        assert (code, err) == (1, "")
        assert "1 dari 3 unit yang terbaca memenuhi nilai minimal WBK" in out
        assert out.index("Teladan Utara") < out.index("Contoh Selatan") < out.index("Misal Barat")

    def test_totals_are_those_of_lke_score(self, lke: Run, folder: Path) -> None:
        scored = json.loads(lke("score", folder, "--format", "json")[1])["workbooks"]
        totals = {
            each["file"]: next(n["score"] for n in each["scorecard"]["nodes"] if n["code"] == "total")
            for each in scored
        }
        assert {unit["file"]: unit["total"] for unit in _json(lke, folder)["units"]} == totals

    def test_only_and_sort(self, lke: Run, folder: Path) -> None:
        report = _json(lke, folder, "--only", "failing", "--sort", "unanswered")
        assert [unit["unit"] for unit in report["units"]] == ["KPU Kota Misal Barat", "KPU Kabupaten Contoh Selatan"]
        assert [unit["rank"] for unit in report["units"]] == [3, 2]

    def test_equal_totals_share_a_rank(self, lke: Run, rubric: Rubric, write: Write, tmp_path: Path) -> None:
        for name in ("A", "B"):
            write(example_filling(rubric, f"KPU Kota {name}"), f"{name}.xlsx")
        shutil.copy(HALF, tmp_path)
        assert [unit["rank"] for unit in _json(lke, tmp_path)["units"]] == [1, 1, 3]

    def test_all_pass(self, lke: Run) -> None:
        assert lke("compare", "--detail", PASSING)[0] == 0

    def test_a_score_just_below_does_not_read_as_reached(self, lke: Run) -> None:
        # A.5 is 14.526: against a minimum of 14.53 it must not be shown as 14,53.
        assert "14,53" in lke("compare", PASSING, "--detail")[1]
        code, out, _ = lke("compare", PASSING, "--detail", "--min", "A.5=14,53")
        assert code == 1
        _, areas = (line for line in out.splitlines() if line.startswith("1   KPU"))
        assert "14,526" in areas.split()

    def test_a_survey_just_below_does_not_read_as_reached(self, lke: Run, rubric: Rubric, write: Write) -> None:
        # 3.596 of 4 gives 15.7325 of 17.5 points, below 15.75 (3.60)
        example = example_filling(rubric)
        path = write(Filling("KPU Kota Contoh", {**example.answers, "B.I.a": 3.596}))
        _, areas = (line for line in lke("compare", path, "--detail")[1].splitlines() if line.startswith("1   KPU"))
        assert areas.split()[-2] == "3,596"

    def test_which_minimums_are_missed_is_said(self, lke: Run) -> None:
        for more in ((), ("--format", "md")):
            out = lke("compare", FAILING, *more, "--detail")[1]
            assert "A.6, B.I.a" in out

    def test_another_rubric_has_its_own_columns(self, lke: Run, mini: Rubric, tmp_path: Path) -> None:
        answers: dict[str, str | float] = {"1.a": "Ada", "1.b": "A", "1.c": "BB", "2.1.x.a.1": 10, "2.1.x.a.2": 8}
        answers |= {"2.2.a": 90, "2.2.b": "B", "3.a": "Ada"}
        write_template(mini, tmp_path / "Dinas Contoh.xlsx", Filling("Dinas Contoh", answers))
        _, out, _ = lke("compare", tmp_path, "--rubric", MINI, "--format", "csv")
        header, row = (line.split(";") for line in out.removeprefix("\ufeff").splitlines())
        assert row[header.index("Total")] == "89,0"  # computed by hand in tests/cli/test_score.py
        assert row[header.index("Unit")] == "Dinas Contoh"

    @pytest.mark.parametrize("width", [80, 120, 160])
    def test_it_fits_its_width(self, folder: Path, width: int) -> None:
        command = [sys.executable, "-m", "lke_cli", "compare", str(folder)]
        done = subprocess.run(command, capture_output=True, check=False, env={**os.environ, "COLUMNS": str(width)})
        lines = done.stdout.decode("utf-8").splitlines()
        assert max(map(len, lines)) <= width
        assert any("A.6" in line for line in lines)


class TestFiles:
    def test_a_bad_file_is_a_row_with_its_reason(self, lke: Run, folder: Path) -> None:
        (folder / "LKE Kota Rusak.xlsx").write_bytes(b"PK\x03\x04 rusak")
        code, out, _ = lke("compare", "--detail", folder)
        assert code == 2
        assert "1 berkas tidak terbaca" in out
        assert "terpotong atau rusak" in " ".join(out.split())

    def test_a_filter_does_not_hide_why_a_file_is_not_read(self, lke: Run, folder: Path) -> None:
        (folder / "LKE Kota Rusak.xlsx").write_bytes(b"PK\x03\x04 rusak")
        code, out, _ = lke("compare", "--detail", folder, "--only", "passing")
        assert code == 2
        assert "terpotong atau rusak" in " ".join(out.split())

    def test_what_a_flat_table_cannot_hold_is_said_beside_it(self, lke: Run, folder: Path) -> None:
        shutil.copy(folder / PASSING.name, folder / "salinan.xlsx")
        assert "1 salinan dilewati" in lke("compare", folder, "--format", "csv")[2]

    def test_a_filtered_table_says_beside_it_what_was_not_read(self, lke: Run, tmp_path: Path) -> None:
        (tmp_path / "LKE Kota Rusak.xlsx").write_bytes(b"PK\x03\x04 rusak")
        code, out, err = lke("compare", tmp_path, "--only", "failing", "--format", "csv", "--before", SAMPLES)
        assert (code, out.count("\n")) == (2, 1)
        assert "'LKE Kota Rusak.xlsx' terpotong atau rusak" in err
        assert "Di luar tabel: perbandingan dengan putaran lalu" in err

    def test_files_that_the_map_does_not_name_are_told(self, lke: Run, folder: Path, tmp_path: Path) -> None:
        names = tmp_path / "nama.csv"
        names.write_text(f"{PASSING.name};Teladan\n", encoding="utf-8")
        out = lke("compare", folder, "--name-from", names, "--detail")[1]
        assert "tidak menamai 2 berkas" in " ".join(out.split())

    def test_a_copy_is_skipped_and_said(self, lke: Run, folder: Path) -> None:
        shutil.copy(folder / PASSING.name, folder / "salinan.xlsx")
        report = _json(lke, folder)
        assert len(report["units"]) == 3
        assert [Path(str(copy["same_as"])).name for copy in report["copies"]] == [PASSING.name]
        assert "isinya sama persis" in lke("compare", folder, "--detail")[1]

    def test_a_copy_under_any_name_is_skipped_where_it_is_of_the_same_unit(self, lke: Run, folder: Path) -> None:
        """Its name is no unit's, and the workbook says whose it is: it counts once."""
        shutil.copy(PASSING, folder / "LKE hasil rapat pleno.xlsx")
        report = _json(lke, folder)
        assert len(report["units"]) == 3
        assert len(report["copies"]) == 1
        assert report["claims"] == []

    def test_a_copy_that_a_map_names_is_not_said_to_be_missing(self, lke: Run, folder: Path, tmp_path: Path) -> None:
        shutil.copy(PASSING, folder / "LKE KPU Kab. Solok.xlsx")
        names = tmp_path / "nama.csv"
        names.write_text(f"{PASSING.name};KPU Kab. Agam\nLKE KPU Kab. Solok.xlsx;KPU Kab. Agam\n", encoding="utf-8")
        report = _json(lke, folder, "--name-from", names)
        assert len(report["copies"]) == 1
        assert not [note for note in report["notes"] if "menyebut" in str(note)]

    def test_many_copies_are_counted_on_screen_and_all_in_json(self, lke: Run, folder: Path) -> None:
        for number in range(12):
            shutil.copy(folder / PASSING.name, folder / f"salinan ({number}).xlsx")
        out = lke("compare", folder, "--detail")[1]
        assert (out.count("isinya sama persis"), out.count("dan 2 berkas lain")) == (10, 1)
        assert len(_json(lke, folder)["copies"]) == 12

    def test_one_wrong_file_among_many_processes(self, folder: Path, rubric: Rubric) -> None:
        bad = folder / "kosong.xlsx"
        bad.touch()
        ticks: list[int] = []
        rows = UnitRows(compared_nodes(rubric), tuple(rubric.questions))
        paths = sorted(folder.glob("*.xlsx"))
        left = fill(rows, paths, CompareSettings("permenpanrb-90-2021", "wbk"), 2, lambda: ticks.append(1))
        units = {Path(row.unit.file).name: row.unit for row in rows}
        assert (left, len(ticks), len(units)) == (0, 4, 4)
        assert units["kosong.xlsx"].verdict == "unreadable"
        assert units[PASSING.name].verdict == "met"
        assert units[PASSING.name].answers["A.I.1.i.a"] == "Ya"
        assert units[FAILING.name].findings == len(units[FAILING.name].details) > 0

    @pytest.mark.parametrize(
        "arguments", [("--sort", "nama"), ("--format", "xlsx"), ("--name-from", "("), ("--before", "tidak ada")]
    )
    def test_wrong_usage_is_one_sentence(self, lke: Run, arguments: tuple[str, ...]) -> None:
        code, out, err = lke("compare", SAMPLES, *arguments)
        assert (code, out) == (2, "")
        assert err.startswith("Galat: ")
        assert err.count("\n") == 1


class TestAcross:
    def test_the_spread_of_a_question_and_who_leaves_it_blank(self, lke: Run, rubric: Rubric, write: Write) -> None:
        # Ya/Tidak: 1, 0 and blank (0): minimum 0, median 0, mean 1/3, maximum 1, deviation sqrt(2)/3 = 0.4714
        example = example_filling(rubric)
        paths = []
        for number, answer in enumerate(("Ya", "Tidak", "")):
            answers = {**example.answers, "A.I.1.i.a": answer}
            paths.append(write(Filling(f"KPU Kota {number}", answers, documents=example.documents), f"{number}.xlsx"))
        report = _json(lke, *paths)
        (question,) = (each for each in report["questions"] if each["code"] == "A.I.1.i.a")
        assert question["blank"] == 1
        assert question["spread"] == {
            "minimum": 0,
            "median": 0,
            "mean": pytest.approx(1 / 3),
            "maximum": 1,
            "deviation": pytest.approx(0.4714, abs=1e-4),
        }

    def test_a_copied_workbook_is_told_and_an_own_one_is_not(self, lke: Run, rubric: Rubric, write: Write) -> None:
        example = example_filling(rubric)

        def texts(seed: str) -> dict[str, str]:
            return {
                c: f"{seed} {n} rapat {seed} bulan {n} membahas {seed} {n + 1} hal"
                for n, c in enumerate(rubric.questions)
            }

        mine, others = texts("agam"), texts("padang")
        first = write(Filling("KPU Kota Satu", example.answers, mine), "1.xlsx")
        second = write(
            Filling("KPU Kota Dua", example.answers, {**mine, "A.I.1.i.a": "sedikit lain dari itu"}), "2.xlsx"
        )
        third = write(Filling("KPU Kota Tiga", example.answers, others), "3.xlsx")
        (pair,) = _json(lke, first, second, third)["alike"]
        assert {pair["first"], pair["second"]} == {"KPU Kota Satu", "KPU Kota Dua"}
        assert pair["answers"] == 1

    def test_a_copied_workbook_is_told_whatever_the_words_in_its_file_name(
        self, lke: Run, rubric: Rubric, write: Write
    ) -> None:
        """The words of one file's name stand in both texts: they are no names of units."""
        example = example_filling(rubric)
        texts = {code: f"Tim ZI rapat pleno nomor {n} tentang {n} hal" for n, code in enumerate(rubric.questions)}
        paths = [
            write(Filling(f"KPU Kabupaten {unit}", example.answers, texts), name)
            for unit, name in (("Agam", "LKE ZI Tim rapat.xlsx"), ("Solok", "LKE pleno nomor.xlsx"))
        ]
        (pair,) = _json(lke, *paths)["alike"]
        assert pair["narratives"] == 1

    def test_two_versions_of_a_units_own_workbook_are_no_copied_pair(
        self, lke: Run, rubric: Rubric, write: Write
    ) -> None:
        example = example_filling(rubric)
        paths = [
            write(Filling(f"KPU {kab} Agam", example.answers, example.narratives), f"{kab}.xlsx")
            for kab in ("Kab.", "Kabupaten")
        ]
        report = _json(lke, *paths)
        assert report["alike"] == []
        assert [Path(str(each["file"])).name for each in _json(lke, *paths, "--all-versions")["units"]] == [
            "Kab..xlsx",
            "Kabupaten.xlsx",
        ]

    def test_a_unit_far_below_the_others_is_an_outlier(self, lke: Run, rubric: Rubric, write: Write) -> None:
        example = example_filling(rubric)
        paths = [write(Filling(f"KPU Kota {n}", example.answers), f"{n}.xlsx") for n in range(8)]
        # eight files of the same answers are not the same bytes: their titles differ
        worst = {
            code: rubric.scales[question.scale].ranked[0][1]
            for code, question in rubric.questions.items()
            if rubric.scales[question.scale].kind == "choice"
        }
        paths.append(write(Filling("KPU Kota Jauh", {**worst, "B.I.a": 0, "B.II.a": 0}), "9.xlsx"))
        outliers = _json(lke, *paths)["outliers"]
        assert {each["unit"] for each in outliers} == {"KPU Kota Jauh"}
        # All points lost, the median's share of the weight is the distance: the farthest node comes first
        weights = {"total": 100, "A.1": 8, "A.2": 7, "A.3": 10, "A.4": 10, "A.5": 15, "A.6": 10}
        shares = [(float(str(o["median"])) - float(str(o["score"]))) / weights[str(o["node"])] for o in outliers]
        assert shares == sorted(shares, reverse=True)
        assert "total" in {each["node"] for each in outliers}


class TestBefore:
    def test_who_moved_who_passes_and_who_is_missing(self, lke: Run, rubric: Rubric, tmp_path: Path) -> None:
        example = example_filling(rubric)
        low = {**example.answers, "B.I.a": 3.0}  # 3.76 now: (3.76 - 3.00) / 4 x 17.5 = 3.325 more
        rounds = {"lalu": {"Satu": low, "Dua": example.answers}, "kini": {"Satu": example.answers, "Tiga": low}}
        for name, units in rounds.items():
            (tmp_path / name).mkdir()
            for unit, answers in units.items():
                filling = Filling(f"KPU Kota {unit}", answers, documents=example.documents)
                write_template(rubric, tmp_path / name / f"{unit}.xlsx", filling)
        report = _json(lke, tmp_path / "kini", "--before", tmp_path / "lalu")
        since = report["before"]
        assert isinstance(since, dict)
        (move,) = since["moves"]
        assert move["unit"] == "KPU Kota Satu"
        assert move["after"] - move["before"] == pytest.approx(3.325)
        assert (move["met_before"], move["met_after"]) == (False, True)
        assert (since["only_before"], since["only_after"]) == (["KPU Kota Dua"], ["KPU Kota Tiga"])
        out = lke("compare", tmp_path / "kini", "--before", tmp_path / "lalu", "--detail")[1]
        assert "Kini memenuhi: KPU Kota Satu." in out
        # what changed stands with its code on one line
        assert " B:+3,33" in next(line for line in out.splitlines() if "+3,33" in line)


class TestOutputs:
    def test_the_workbook_opens_in_libreoffice_with_its_sheets(self, lke: Run, folder: Path, tmp_path: Path) -> None:
        path = tmp_path / "rekap.xlsx"
        assert lke("compare", folder, "--before", SAMPLES, "-o", path)[0] == 1
        (opened,) = recalculate([path], tmp_path / "lo")
        for each in (path, opened):
            book = openpyxl.load_workbook(each)
            names = ["Peringkat", "Peta panas", "Sebaran", "Pertanyaan", "Unit x pertanyaan"]
            names += ["Temuan", "Perubahan", "Catatan", "Berkas"]
            assert book.sheetnames == names
            ranking = book["Peringkat"]
            assert [ranking.cell(row, 2).value for row in (5, 6, 7)] == [
                "KPU Kabupaten Teladan Utara",
                "KPU Kabupaten Contoh Selatan",
                "KPU Kota Misal Barat",
            ]
            assert ranking.cell(5, 3).value == pytest.approx(94.401)
            if each == path:
                assert ranking.freeze_panes == "C5"  # a headless LibreOffice has no view to keep it in
            assert ranking.auto_filter.ref
            assert ranking.cell(5, 3).number_format == "0.00"
            assert book["Peta panas"].conditional_formatting
            assert book["Temuan"].max_row > 100
            book.close()

    def test_its_sheets_stand_in_the_order_asked_for(self, lke: Run, folder: Path, tmp_path: Path) -> None:
        path = tmp_path / "rekap.xlsx"
        lke("compare", folder, "--sort", "total", "--only", "failing", "-o", path)
        book = openpyxl.load_workbook(path)
        expected = ["KPU Kota Misal Barat", "KPU Kabupaten Contoh Selatan"]  # 60.76, 86.47
        for name in ("Peringkat", "Peta panas", "Unit x pertanyaan", "Temuan"):
            column, first = (2, 5) if name == "Peringkat" else (1, 2)
            told = [row[column - 1].value for row in book[name].iter_rows(min_row=first)]
            assert list(dict.fromkeys(told)) == expected, name

    def test_its_sheets_show_the_weakest_and_what_most_leave_blank(
        self, lke: Run, folder: Path, tmp_path: Path
    ) -> None:
        path = tmp_path / "rekap.xlsx"
        lke("compare", folder, "-o", path)
        book = openpyxl.load_workbook(path)
        spread = {row[0].value: row for row in book["Sebaran"].iter_rows(min_row=2)}
        assert spread["A.II.6.ii"][9].value == 1  # 0.56 of 2.50 on average: 22 %, the least of all
        # the totals of the three, as lke score gives them: the median is the middle one
        assert [spread["total"][n].value for n in (3, 4, 6)] == pytest.approx([60.7585, 86.4721, 94.401], abs=1e-4)
        questions = {row[0].value: row for row in book["Pertanyaan"].iter_rows(min_row=2)}
        assert [cell.value for cell in questions["A.I.2.iii.a"][4:]] == [2, 0, 3]

    def test_its_header_row_is_as_high_as_its_titles(self, lke: Run, folder: Path, tmp_path: Path) -> None:
        path = tmp_path / "rekap.xlsx"
        lke("compare", folder, "-o", path)
        # "A.6 Peningkatan Kualitas Pelayanan Publik" is written upwards, in two lines: 21 letters of 7 points each
        assert (openpyxl.load_workbook(path)["Peringkat"].row_dimensions[4].height or 0) >= 147

    def test_a_cell_just_below_its_minimum_does_not_read_as_reached(self, lke: Run, tmp_path: Path) -> None:
        path = tmp_path / "rekap.xlsx"
        lke("compare", PASSING, "--min", "A.5=14,53", "-o", path)  # it is 14.526
        sheet = openpyxl.load_workbook(path)["Peringkat"]
        titles = [cell.value for cell in sheet[4]]
        assert sheet.cell(5, titles.index("A.5 Penguatan Pengawasan") + 1).number_format == "0.000"
        assert sheet.cell(5, titles.index("Total") + 1).number_format == "0.00"
        # 15.75 of 17.5 points need an index of 3.60; the survey's column is red below that.
        column = sheet.cell(5, titles.index("IPAK") + 1).coordinate
        (limit,) = (
            float(rule.formula[0])
            for each in sheet.conditional_formatting
            for rule in each.rules
            if str(each.sqref) == column and rule.operator == "lessThan"
        )
        assert limit == pytest.approx(3.6, abs=1e-6)

    def test_its_own_earlier_report_is_left_out_and_may_be_written_anew(self, lke: Run, folder: Path) -> None:
        path = folder / "rekap.xlsx"
        assert lke("compare", folder, "-o", path)[0] == 1
        assert lke("compare", folder, "-o", path)[0] == 1
        code, out, _ = lke("compare", "--detail", folder)
        assert code == 1
        assert "Dilewati, hasil lke compare sendiri" in out
        assert "1 dari 3 unit" in out

    def test_a_unit_named_like_a_formula_is_a_text(self, lke: Run, tmp_path: Path) -> None:
        names = tmp_path / "nama.csv"
        names.write_text(f'{PASSING.name};=HYPERLINK("http://x")\n', encoding="utf-8")
        made = tmp_path / "rekap.xlsx"
        lke("compare", PASSING, "--name-from", names, "-o", made)
        book = openpyxl.load_workbook(made)
        for sheet, cell in (("Peringkat", "B5"), ("Peta panas", "A2"), ("Unit x pertanyaan", "A2")):
            value = book[sheet][cell]
            assert (value.data_type, value.value) == ("s", '\'=HYPERLINK("http://x")')

    def test_parquet_needs_an_extra_and_says_so(self, lke: Run, folder: Path, tmp_path: Path) -> None:
        path = tmp_path / "rekap.parquet"
        code, _, err = lke("compare", folder, "-o", path)
        try:
            import pyarrow.parquet
        except ImportError:
            assert code == 2
            assert 'pip install "lke-cli[parquet]"' in err
            assert not path.exists()
        else:
            assert code == 1
            assert pyarrow.parquet.read_table(str(path)).num_rows == 3
            # A column that is empty this time has its type all the same: the files of several runs fit together.
            bad = tmp_path / "rusak.xlsx"
            bad.write_bytes(b"bukan workbook")
            lke("compare", bad, "-o", tmp_path / "lain.parquet")
            assert pyarrow.parquet.read_schema(str(tmp_path / "lain.parquet")) == pyarrow.parquet.read_schema(str(path))

    @pytest.mark.parametrize("format", ["text", "md", "csv", "json"])
    def test_a_file_gets_what_the_screen_gets(self, lke: Run, folder: Path, tmp_path: Path, format: str) -> None:
        detail = ["--detail"] if format == "text" else []  # a file holds all; a screen says what to type next as well
        _, on_screen, told = lke("compare", folder, "--format", format, *detail)
        path = tmp_path / "hasil"
        code, out, err = lke("compare", folder, "--format", format, "-o", path)
        assert (code, out) == (1, "")
        assert err.startswith(told)
        assert str(path) in err
        assert path.read_bytes().decode("utf-8") == on_screen.partition("\nSemua unit: -o rekap.xlsx | ")[0]


def _without_properties(path: Path) -> None:
    """Take the document's own dates out of a workbook, as programs do that write none."""
    import zipfile

    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != "docProps/core.xml"}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
