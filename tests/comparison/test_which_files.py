"""Which files of a folder count: one a unit, and for each other file a row that says why it does not."""

import os
import shutil
import statistics
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from lke_cli.rubric import Rubric
from lke_cli.templates import Filling, example_filling, write_template
from tests.comparison.test_compare import PASSING, _json, _without_properties
from tests.conftest import Run
from tests.workbook.files import write_ods

LkeOf = Callable[..., Path]
AGAM, SOLOK = "KPU Kab. Agam", "KPU Kota Solok"


@pytest.fixture
def lke_of(rubric: Rubric, tmp_path: Path) -> LkeOf:
    """Write the LKE of a unit at a path below a folder; ipak: its survey's value; when: the file's time, in days."""
    example = example_filling(rubric)

    def made(path: str, unit: str, ipak: float = 3.76, when: int = 0) -> Path:
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        write_template(rubric, file, Filling(unit, {**example.answers, "B.I.a": ipak}, documents=example.documents))
        _without_properties(file)
        seconds = 1_700_000_000 + 86_400 * when
        os.utime(file, (seconds, seconds))
        return file

    return made


def dated(path: Path, day: str) -> Path:
    """Give a workbook a date of its own, as Excel writes it, whatever its file's time is."""
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified></cp:coreProperties>'
    )
    with zipfile.ZipFile(path, "w") as target:
        for name, content in {**parts, "docProps/core.xml": core.encode()}.items():
            target.writestr(name, content)
    return path


def _report(lke: Run, *arguments: object) -> dict[str, Any]:
    return _json(lke, *arguments)


def _names(report: dict[str, Any], key: str = "units", of: str = "file") -> list[str]:
    return [Path(each[of]).name for each in report[key]]


class TestVersions:
    def test_the_newest_counts_and_the_older_is_told(self, lke: Run, lke_of: LkeOf, tmp_path: Path) -> None:
        lke_of("a.xlsx", AGAM, 3.0, when=1)
        lke_of("b.xlsx", "KPU Kabupaten Agam", when=2)
        report = _report(lke, tmp_path)
        assert _names(report) == ["b.xlsx"]
        (old,) = report["superseded"]
        assert (Path(str(old["file"])).name, Path(str(old["by"])).name, old["clock"]) == ("a.xlsx", "b.xlsx", "file")
        out = " ".join(lke("compare", tmp_path, "--detail")[1].split())
        assert "versi lama dari KPU Kabupaten Agam" in out

    def test_a_copys_file_time_makes_no_older_document_the_newest(
        self, lke: Run, lke_of: LkeOf, tmp_path: Path
    ) -> None:
        """b was saved last and handed in twice; a was copied last; of c the file has the second of its document."""
        for name, ipak, day in (("a", 3.0, 1), ("b", 3.6, 5), ("b sama", 3.61, 5), ("c", 3.2, 3)):
            file = dated(lke_of(f"{name}.xlsx", AGAM, ipak), f"2026-05-0{day}T08:00:00Z")
            seconds = datetime(2026, 5, day, 8, tzinfo=UTC).timestamp() + {"a": 86_400 * 30, "b": 60}.get(name, 0)
            os.utime(file, (seconds, seconds))
        report = _report(lke, tmp_path)
        assert _names(report) == ["b.xlsx"]
        assert {each["clock"] for each in report["superseded"]} <= {"document"}

    def test_statistics_and_ranks_are_over_one_file_a_unit(self, lke: Run, lke_of: LkeOf, tmp_path: Path) -> None:
        # 3.76, 3.60 and 3.20 of 4 in 17.5 points: the totals differ by 0.70 and 1.75; what is older does not count.
        lke_of("a lama.xlsx", AGAM, 1.0, when=1)
        for unit, ipak in ((AGAM, 3.76), (SOLOK, 3.6), ("KPU Kab. Sijunjung", 3.2)):
            lke_of(f"{unit}.xlsx", unit, ipak, when=2)
        report = _report(lke, tmp_path)
        assert [unit["rank"] for unit in report["units"]] == [1, 2, 3]
        totals = [float(str(unit["total"])) for unit in report["units"]]
        assert totals[0] - totals[1] == pytest.approx((3.76 - 3.6) / 4 * 17.5)
        (node,) = (node for node in report["nodes"] if node["code"] == "total")
        assert node["spread"]["deviation"] == pytest.approx(statistics.pstdev(totals))
        everything = _report(lke, tmp_path, "--all-versions")
        assert [unit["rank"] for unit in everything["units"]] == [1, 2, 3, 4]
        assert everything["superseded"] == []

    def test_times_that_do_not_tell_decide_nothing(self, lke: Run, lke_of: LkeOf, tmp_path: Path) -> None:
        lke_of("a.xlsx", AGAM, 3.0, when=1)
        lke_of("b.xlsx", AGAM, 3.6, when=1)
        code, out, _ = lke("compare", tmp_path, "--detail")
        assert code == 2
        assert "sisakan satu, atau hitung semuanya dengan --all-versions" in " ".join(out.split())
        report = _report(lke, tmp_path)
        assert [(unit["verdict"], unit["total"]) for unit in report["units"]] == [("undecided", None)] * 2
        assert lke("compare", "--detail", tmp_path, "--all-versions")[0] == 1

    def test_an_older_one_counts_where_the_newest_cannot_be_read(self, lke: Run, lke_of: LkeOf, tmp_path: Path) -> None:
        lke_of(f"{AGAM} lama.xlsx", AGAM, when=1)
        bad = tmp_path / f"{AGAM}.xlsx"
        bad.write_bytes(b"PK\x03\x04 rusak")
        report = _report(lke, tmp_path)
        assert sorted(unit["verdict"] for unit in report["units"]) == ["met", "unreadable"]
        code, out, _ = lke("compare", "--detail", tmp_path)
        assert code == 2
        assert bad.name in out

    def test_a_blank_form_takes_no_ones_place(self, lke: Run, lke_of: LkeOf, rubric: Rubric, tmp_path: Path) -> None:
        lke_of(f"{AGAM}.xlsx", AGAM, when=1)
        write_template(rubric, tmp_path / f"{AGAM} baru.xlsx", Filling(AGAM))
        report = _report(lke, tmp_path)
        assert [(Path(str(u["file"])).name, u["verdict"]) for u in report["units"]] == [
            (f"{AGAM}.xlsx", "met"),
            (f"{AGAM} baru.xlsx", "blank"),
        ]
        assert "formulir kosong" in lke("compare", tmp_path, "--detail")[1]

    def test_a_form_with_zeros_alone_is_blank(self, lke: Run, rubric: Rubric, tmp_path: Path) -> None:
        zeros: dict[str, str | float] = {**dict.fromkeys(rubric.inputs, 0), "B.I.a": 0, "B.II.a": 0}
        write_template(rubric, tmp_path / "LKE.xlsx", Filling(AGAM, zeros))
        code, out, _ = lke("score", "--detail", tmp_path / "LKE.xlsx")
        assert code == 2
        assert "FORMULIR MASIH KOSONG" in out
        assert [unit["verdict"] for unit in _report(lke, tmp_path)["units"]] == ["blank"]
        write_template(rubric, tmp_path / "LKE.xlsx", Filling(AGAM, {**zeros, "A.I.1.i.a": "Tidak"}))
        assert [unit["verdict"] for unit in _report(lke, tmp_path)["units"]] == ["not-met"]

    def test_of_equal_files_the_name_without_copy_of_is_kept(self, lke: Run, tmp_path: Path) -> None:
        for name in (f"Copy of {AGAM}.xlsx", f"{AGAM}.xlsx", f"{AGAM} (2).xlsx"):
            shutil.copy(PASSING, tmp_path / name)
        assert _names(_report(lke, tmp_path)) == [f"{AGAM}.xlsx"]


class TestBefore:
    def test_an_earlier_round_in_the_folder_is_not_of_this_one(self, lke: Run, lke_of: LkeOf, tmp_path: Path) -> None:
        lke_of("LKE/agam.xlsx", AGAM)
        lke_of("LKE/Tahap 1/agam.xlsx", AGAM, 3.0, when=5)  # copied later: its time is no sign of its round
        report = _report(lke, tmp_path / "LKE", "--before", tmp_path / "LKE/Tahap 1")
        assert _names(report) == ["agam.xlsx"]
        assert "Tahap 1" not in str(report["units"][0]["file"])
        assert len(report["earlier_files"]) == 1
        assert report["before"]["moves"][0]["before"] < report["before"]["moves"][0]["after"]

    def test_where_a_filter_leaves_none_or_nobody_is_in_both_rounds_that_is_said(
        self, lke: Run, lke_of: LkeOf, tmp_path: Path
    ) -> None:
        lke_of("kini/a.xlsx", AGAM)
        lke_of("lalu/b.xlsx", SOLOK)
        assert "Tidak ada unit yang sesuai saringan." in lke("compare", tmp_path / "kini", "--only", "unreviewed")[1]
        out = lke("compare", tmp_path / "kini", "--before", tmp_path / "lalu")[1]
        assert "Sejak putaran lalu: 0 unit kini memenuhi, 0 tidak lagi" in out
        assert "rata-rata 0 unit" not in out
        out = lke("compare", tmp_path / "kini", "--assessor", "tpi")[1]
        assert "1 berkas tidak terbaca, atau tidak memuat jawaban tpi." in out

    def test_a_round_that_is_named_twice_is_refused(self, lke: Run, lke_of: LkeOf, tmp_path: Path) -> None:
        lke_of("kini/a.xlsx", AGAM, 3.6)
        lke_of("lalu/a.xlsx", AGAM, 3.0)
        lalu = tmp_path / "lalu"
        code, _, err = lke("compare", tmp_path / "kini", "--before", lalu, "--before", f"{lalu}/")
        assert code == 2
        assert "berisi berkas yang sama dengan --before" in err

    def test_how_rounds_went_is_told_of_the_units_of_every_round(self, lke: Run, lke_of: LkeOf, tmp_path: Path) -> None:
        """Agam is in both rounds and rises by 0.4 of 4 in 17.5 points, 1.75; Solok came later, with less."""
        lke_of("lalu/a.xlsx", AGAM, 3.2)
        lke_of("kini/a.xlsx", AGAM, 3.6)
        lke_of("kini/b.xlsx", SOLOK, 1.2)
        report = _report(lke, tmp_path / "kini", "--before", tmp_path / "lalu")
        before, now = report["rounds"]
        assert (before["same_units"], now["same_units"]) == (1, 1)
        assert now["same"]["total"] - before["same"]["total"] == pytest.approx(1.75)
        assert now["mean"]["total"] < before["mean"]["total"]
        out = " ".join(lke("compare", tmp_path / "kini", "--before", tmp_path / "lalu")[1].split())
        assert "rata-rata 1 unit yang ada di semua putaran" in out

    def test_this_round_in_the_earlier_ones_folder_is_not_of_that(
        self, lke: Run, lke_of: LkeOf, tmp_path: Path
    ) -> None:
        lke_of("LKE/agam.xlsx", AGAM, 3.0)
        lke_of("LKE/Kini/agam.xlsx", AGAM)
        (move,) = _report(lke, tmp_path / "LKE/Kini", "--before", tmp_path / "LKE")["before"]["moves"]
        assert move["after"] - move["before"] == pytest.approx(0.76 / 4 * 17.5)

    def test_a_round_against_itself_is_refused(self, lke: Run, lke_of: LkeOf, tmp_path: Path) -> None:
        lke_of("agam.xlsx", AGAM)
        code, _, err = lke("compare", "--detail", tmp_path, "--before", tmp_path)
        assert code == 2
        assert "sama dengan putaran ini" in err


class TestPassedOver:
    def test_each_is_a_row_with_its_reason(self, lke: Run, lke_of: LkeOf, tmp_path: Path) -> None:
        lke_of("Kab. Agam/LKE.xlsx", AGAM)
        lke_of("Kota Solok/LKE.xlsx", SOLOK)
        for name in ("Kab. Sijunjung/LKE.pdf", "Kab. Tanah Datar/LKE.zip", "Kota Padang/LKE.xlsx.crdownload"):
            (tmp_path / name).parent.mkdir()
            (tmp_path / name).write_bytes(b"isi")
        (tmp_path / "Kota Pariaman").mkdir()
        (tmp_path / "Kab. Agam/Bukti Dukung").mkdir()  # beside its unit's LKE: no unit's folder
        found = {Path(str(each["file"])).name: each["kind"] for each in _report(lke, tmp_path)["passed_over"]}
        folders = ("Kab. Sijunjung", "Kab. Tanah Datar", "Kota Padang", "Kota Pariaman")
        assert found == {
            "LKE.pdf": "PDF",
            "LKE.zip": "arsip",
            "LKE.xlsx.crdownload": "unduhan yang belum selesai",
            **dict.fromkeys(folders, "folder tanpa LKE"),
        }
        out = " ".join(lke("compare", tmp_path, "--detail")[1].split())
        assert "Berkas yang tidak dihitung: 7" in out

    def test_the_tools_own_recap_saved_as_ods_is_none(self, lke: Run, lke_of: LkeOf, tmp_path: Path) -> None:
        lke_of("agam.xlsx", AGAM)
        recap = write_ods(tmp_path / "rekap.ods", "<table:table-row><table:table-cell/></table:table-row>")
        with zipfile.ZipFile(recap, "a") as archive:
            archive.writestr("meta.xml", "<office:meta><meta:keyword>lke-compare</meta:keyword></office:meta>")
        report = _report(lke, tmp_path)
        assert [Path(str(file)).name for file in report["own_reports"]] == ["rekap.ods"]
        assert _names(report) == ["agam.xlsx"]


class TestNames:
    def test_the_folder_says_which_place_of_a_name_is_meant(self, lke: Run, lke_of: LkeOf, tmp_path: Path) -> None:
        lke_of("Kab. Solok/LKE Solok.xlsx", "")
        lke_of("Kota Solok/LKE Solok FINAL.xlsx", "")
        lke_of("Agam/LKE Sijunjung.xlsx", "")  # another name in the folder says nothing
        assert {unit["unit"] for unit in _report(lke, tmp_path)["units"]} == {"Kab. Solok", "Kota Solok", "Sijunjung"}

    def test_names_from_folders_where_the_user_says_so(self, lke: Run, lke_of: LkeOf, tmp_path: Path) -> None:
        lke_of("Agam/Tahap II/isian.xlsx", "KPU Provinsi")
        lke_of("Solok/isian.xlsx", "KPU Provinsi")
        lke_of("LKE Lain.xlsx", "")
        report = _report(lke, tmp_path, "--name-from", "folder")
        assert {unit["unit"] for unit in report["units"]} == {"Agam", "Solok", "Lain"}
        assert any("tidak menamai 1 berkas" in str(note) for note in report["notes"])


class TestRoster:
    @pytest.fixture
    def roster(self, tmp_path: Path) -> Path:
        path = tmp_path / "daftar.csv"
        path.write_text(
            "No;Nama Satker;Wilayah;Penilai;Kontak;Status WBK\n"
            "1;KPU Kota Solok;Selatan;Tim 1;0812;WBK 2024\n"
            "2;KPU Kabupaten Agam;Utara;Tim 2;;\n"
            "3;KPU Kab. Sijunjung;Selatan;Tim 1;;\n"
            "4;KPU Kab. Pasaman;Utara;;;\n",
            encoding="utf-8",
        )
        return path

    def test_its_spelling_and_order_rule_and_it_says_who_is_missing(
        self, lke: Run, lke_of: LkeOf, tmp_path: Path, roster: Path
    ) -> None:
        lke_of("LKE/a.xlsx", "Kab. Agam")
        lke_of("LKE/b.xlsx", "KPU KOTA SOLOK", 3.0)
        lke_of("LKE/c.xlsx", "KPU Kab. Pasamn")
        (tmp_path / "LKE/LKE KPU Kab. Sijunjung.xlsx").write_bytes(b"PK\x03\x04 rusak")
        report = _report(lke, tmp_path / "LKE", "--units", roster)
        assert [(unit["unit"], unit["group"]) for unit in report["units"]] == [
            ("KPU Kota Solok", "Selatan"),
            ("KPU Kabupaten Agam", "Utara"),
            ("KPU Kab. Sijunjung", "Selatan"),
            ("KPU Kab. Pasamn", None),
        ]
        assert [(each["unit"], each["state"]) for each in report["expected"]] == [
            ("KPU Kota Solok", "counted"),
            ("KPU Kabupaten Agam", "counted"),
            ("KPU Kab. Sijunjung", "unreadable"),
            ("KPU Kab. Pasaman", "missing"),
        ]
        assert report["unexpected"] == ["KPU Kab. Pasamn"]
        assert any("mungkin 'KPU Kab. Pasaman'" in str(note) for note in report["notes"])
        groups = {str(each["name"]): each for each in report["groups"]}
        assert [(name, g["units"], g["passing"], g["failing"], g["missing"]) for name, g in groups.items()] == [
            ("Selatan", 2, 0, 1, 0),
            ("Utara", 2, 1, 0, 1),
        ]

    def test_titles_as_offices_write_them_and_a_list_without_one(self, lke: Run, lke_of: LkeOf, tmp_path: Path) -> None:
        lke_of("lke/a.xlsx", AGAM)
        roster = tmp_path / "daftar.csv"
        rows = (
            f"Daftar satker 2026;;\n;;\nNO.;NAMA SATKER / UNIT KERJA;Wilayah (Provinsi)\n1;{AGAM};Sumbar\n2;{SOLOK};\n"
        )
        roster.write_text(rows, encoding="utf-8")
        listed = _report(lke, tmp_path / "lke", "--units", roster)["expected"]
        assert [(each["unit"], each["group"], each["state"]) for each in listed] == [
            (AGAM, "Sumbar", "counted"),
            (SOLOK, None, "missing"),
        ]
        roster.write_text(f"1;{AGAM}\n2;{SOLOK}\n", encoding="utf-8")
        code, _, err = lke("compare", tmp_path / "lke", "--units", roster)
        assert code == 2
        assert "tidak punya judul kolom nama" in err
        roster.write_text("Kolom pertama\nLain sama sekali\n", encoding="utf-8")
        assert "Tidak satu pun berkas bernama seperti di --units" in str(
            _report(lke, tmp_path / "lke", "--units", roster)["notes"]
        )

    def test_two_spellings_of_one_listed_unit_are_versions(
        self, lke: Run, lke_of: LkeOf, tmp_path: Path, roster: Path
    ) -> None:
        lke_of("LKE/a.xlsx", "Kab. Agam", when=1)
        lke_of("LKE/b.xlsx", "KPU Kab. Agam", when=2)
        report = _report(lke, tmp_path / "LKE", "--units", roster)
        assert _names(report) == ["b.xlsx"]
        assert _names(report, "superseded") == ["a.xlsx"]

    def test_a_kota_is_not_taken_for_a_kabupaten(self, lke: Run, lke_of: LkeOf, tmp_path: Path, roster: Path) -> None:
        lke_of("LKE/a.xlsx", "KPU Kabupaten Solok")
        report = _report(lke, tmp_path / "LKE", "--units", roster)
        assert report["unexpected"] == ["KPU Kabupaten Solok"]

    def test_a_workbook_is_a_list_too_and_a_wrong_one_is_said(self, lke: Run, lke_of: LkeOf, tmp_path: Path) -> None:
        import openpyxl

        book = openpyxl.Workbook()
        for row in (["Daftar satker 2026"], ["No", "Unit"], [1, AGAM], [2, SOLOK]):
            book.worksheets[0].append(row)
        book.save(tmp_path / "daftar.xlsx")
        lke_of("LKE/a.xlsx", AGAM)
        report = _report(lke, tmp_path / "LKE", "--units", tmp_path / "daftar.xlsx")
        assert [each["state"] for each in report["expected"]] == ["counted", "missing"]
        (tmp_path / "kosong.csv").write_text("\n", encoding="utf-8")
        (tmp_path / "ganda.csv").write_text(f"nama\n{AGAM}\nKPU Kabupaten Agam\n", encoding="utf-8")
        for name, said in (
            ("kosong.csv", "tidak memuat"),
            ("ganda.csv", "baris 3"),
            ("tiada.csv", "tidak dapat dibaca"),
        ):
            code, _, err = lke("compare", "--detail", tmp_path / "LKE", "--units", tmp_path / name)
            assert code == 2
            assert said in err

    def test_folders_with_several_units_are_groups(self, lke: Run, lke_of: LkeOf, tmp_path: Path) -> None:
        for folder, units in (("Sumbar", (AGAM, SOLOK)), ("Riau", ("KPU Kab. Siak", "KPU Kab. Kampar"))):
            for unit in units:
                lke_of(f"{folder}/{unit}.xlsx", unit, 3.0 if unit == SOLOK else 3.76)
        groups = {str(each["name"]): each for each in _report(lke, tmp_path)["groups"]}
        assert [(name, g["units"], g["passing"]) for name, g in groups.items()] == [("Riau", 2, 2), ("Sumbar", 2, 1)]
        gap = groups["Riau"]["mean"]["total"] - groups["Sumbar"]["mean"]["total"]
        assert gap == pytest.approx(0.76 / 4 * 17.5 / 2)
        made = tmp_path / "rekap.xlsx"
        lke("compare", tmp_path, "-o", made)
        import openpyxl

        book = openpyxl.load_workbook(made)
        assert {"Kelompok", "Riau", "Sumbar"} <= {*book.sheetnames}
        assert [row[1].value for row in book["Riau"].iter_rows(min_row=2)] == ["KPU Kab. Kampar", "KPU Kab. Siak"]
