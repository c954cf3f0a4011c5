"""``lke check``: is a unit safe to submit? Folders as units keep them, and what is said of them."""

import errno
import json
import os
import shutil
import zipfile
from pathlib import Path

import jsonschema
import pytest

from lke_cli.rubric import Rubric
from lke_cli.templates import NO_FILLING, write_template
from tests.checking.folders import EVIDENCE, LKE, write_evidence, write_lke, write_survey, write_unit
from tests.conftest import ROOT, Run

PEOPLE = ["--population", "25"]  # Krejcie & Morgan ask for 24 of 25; the data has 25


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory, rubric: Rubric) -> Path:
    return write_unit(tmp_path_factory.mktemp("unit") / "ZI Kab Contoh", rubric)


@pytest.fixture
def unit(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A unit's folder with a blank in its name, whole and right."""
    monkeypatch.setenv("COLUMNS", "80")
    return Path(shutil.copytree(whole, tmp_path / "ZI Kab Contoh"))


def obstacles(out: str) -> dict[str, str]:
    """Return what stands in the way of the first unit, by rule: the messages."""
    found: dict[str, str] = {}
    for each in json.loads(out)["units"][0]["obstacles"]:
        found[each["finding"]["rule"]] = each["finding"]["message"]
    return found


def test_a_whole_unit_is_safe_and_what_was_taken_is_said(lke: Run, unit: Path) -> None:
    code, out, err = lke("check", unit, *PEOPLE)
    assert (code, err) == (0, "")
    assert out.splitlines()[1].startswith("AMAN DIAJUKAN")
    for taken in (LKE, EVIDENCE, "Survei/survei ipak.csv", "Survei/survei ipkp.csv"):
        assert taken in out
    assert "--online" not in out, "this LKE holds no link"
    assert "--period" in out
    assert "--max-mb" in out


def test_without_a_word_it_is_the_folder_one_stands_in(lke: Run, unit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(unit)
    assert lke("check", *PEOPLE)[0] == 0
    assert lke("check", LKE, *PEOPLE)[0] == 0


@pytest.mark.parametrize("part", [LKE, EVIDENCE, "Survei/survei ipak.csv", "Survei/survei ipkp.csv", "Survei"])
def test_what_is_missing_never_passes_as_checked(lke: Run, unit: Path, part: str) -> None:
    gone = unit / part
    shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    code, out, _ = lke("check", unit, *PEOPLE)
    assert code == 2, "nothing is known to be wrong, and not all was looked at"
    assert out.splitlines()[1].startswith("JANGAN DULU")
    assert "tidak ditemukan" in out


def test_an_empty_folder_has_nothing_that_was_checked(lke: Run, tmp_path: Path) -> None:
    code, out, _ = lke("check", tmp_path, "--format", "json")
    assert code == 2
    assert set(obstacles(out)) == {"check-no-workbook", "check-no-evidence-folder", "check-no-survey"}


class TestRespondents:
    def test_without_the_number_of_users_it_is_not_known_whether_they_are_enough(self, lke: Run, unit: Path) -> None:
        code, out, _ = lke("check", unit)
        assert code == 2
        assert "JANGAN DULU: 2 hal, belum dapat dipastikan." in out
        assert "--population ipak=N" in out

    def test_one_too_few_is_too_few(self, lke: Run, unit: Path) -> None:
        # 0.96025 x 27 / (0.0025 x 26 + 0.96025) = 25.29 -> 25; of 28: 26.887 / 1.02775 = 26.16 -> 26
        assert lke("check", unit, "--population", "ipak=27,ipkp=25")[0] == 0
        code, out, _ = lke("check", unit, "--population", "ipak=28,ipkp=25")
        assert code == 1
        assert "Responden IPAK 25, perlu 26: kurang 1." in out
        assert "IPKP 25" not in out

    def test_from_384_on_they_are_enough_for_any_number_of_users(self, lke: Run, unit: Path) -> None:
        # The formula's limit is 0.96025 / 0.0025 = 384.1 -> 384.
        for count, expected in ((383, 2), (384, 0)):
            for kind in ("ipak", "ipkp"):
                write_survey(unit / f"Survei/survei {kind}.csv", kind, [4] * count)
            write_lke(unit / LKE, _rubric(), {"B.I.a": 4, "B.II.a": 4})
            assert lke("check", unit)[0] == expected

    def test_a_survey_that_is_not_asked_for_is_told(self, lke: Run, unit: Path) -> None:
        code, _, err = lke("check", unit, "--population", "skm=1200")
        assert code == 2
        assert "bukan survei yang dinilai di LKE; pilih ipak atau ipkp" in err


def _rubric() -> Rubric:
    from lke_cli.rubric import load_rubric

    return load_rubric("permenpanrb-90-2021")


class TestLke:
    def test_a_missed_minimum_decides_whatever_else_is_missing(self, lke: Run, unit: Path) -> None:
        shutil.rmtree(unit / EVIDENCE)
        code, out, _ = lke("check", unit, *PEOPLE, "--min", "total=99")
        assert code == 1
        assert "kurang" in out
        assert "JANGAN DULU: 2 hal, 1 di antaranya belum pasti." in out

    def test_an_answer_that_is_none_is_told_with_its_cell(self, lke: Run, unit: Path, rubric: Rubric) -> None:
        write_lke(unit / LKE, rubric, {"A.I.1.i.b": "Z"})
        code, out, _ = lke("check", unit, *PEOPLE, "--format", "json")
        assert code == 1
        (finding,) = (each["finding"] for each in json.loads(out)["units"][0]["obstacles"])
        assert finding["rule"] == "check-workbook-errors"
        row = next(
            q["cell"]
            for q in json.loads(out)["score"]["workbooks"][0]["scorecard"]["questions"]
            if q["code"] == "A.I.1.i.b"
        )
        assert finding["cell"] == row

    def test_two_could_be_meant_and_naming_one_settles_it(self, lke: Run, unit: Path) -> None:
        other = unit / "LKE ZI KPU Kab. Contoh Utara rev2.xlsx"
        shutil.copy(unit / LKE, other)
        code, out, _ = lke("check", unit, *PEOPLE)
        assert code == 2
        assert "Ada 2 LKE di folder ini" in out
        assert f'lke check "{other}"' in " ".join(out.split()) or f'lke check "{unit / LKE}"' in " ".join(out.split())
        assert lke("check", unit / LKE, *PEOPLE)[0] == 0

    def test_an_older_one_in_a_folder_below_could_be_meant_too(self, lke: Run, unit: Path) -> None:
        (unit / "arsip").mkdir()
        shutil.copy(unit / LKE, unit / "arsip" / "LKE lama.xlsx")
        code, out, _ = lke("check", unit, *PEOPLE)
        assert code == 2
        assert "Ada 2 LKE di folder ini" in out

    def test_a_blank_form_and_a_lock_file_are_no_other_lke(self, lke: Run, unit: Path, rubric: Rubric) -> None:
        write_template(rubric, unit / "LKE kosong.xlsx", NO_FILLING)
        (unit / f"~${LKE}").write_bytes(b"\x05Operator")
        code, out, _ = lke("check", unit, *PEOPLE)
        assert code == 0
        assert "Tidak dipakai: LKE kosong.xlsx" in out
        assert "sedang terbuka di Excel" in out

    def test_only_a_blank_form_is_no_verdict(self, lke: Run, unit: Path, rubric: Rubric) -> None:
        write_template(rubric, unit / LKE, NO_FILLING)
        code, out, _ = lke("check", unit, *PEOPLE, "--format", "json")
        assert code == 2
        assert "masih kosong" in obstacles(out)["check-not-scored"]

    def test_a_workbook_that_cannot_be_read_may_be_the_lke(self, lke: Run, unit: Path) -> None:
        (unit / "rahasia.xlsx").write_bytes(b"PK\x03\x04 terpotong")
        code, out, _ = lke("check", unit, *PEOPLE)
        assert code == 2
        assert "1 tidak terbaca" in out
        assert lke("check", unit / LKE, *PEOPLE)[0] == 0

    def test_beside_another_units_lke_nothing_is_taken_for_its_own(self, lke: Run, unit: Path) -> None:
        shutil.copy(unit / LKE, unit / "LKE ZI KPU Kota Lain.xlsx")
        code, out, _ = lke("check", unit / LKE, *PEOPLE, "--format", "json")
        assert code == 2
        assert set(obstacles(out)) == {"check-another-units"}
        named = ["--evidence", unit / EVIDENCE, "--survey", unit / "Survei/survei ipak.csv"]
        assert lke("check", unit / LKE, *PEOPLE, *named, "--survey", unit / "Survei/survei ipkp.csv")[0] == 0

    def test_a_cell_that_a_second_reader_sees_otherwise_leaves_it_open(self, lke: Run, unit: Path) -> None:
        """A text in pieces, in an order that no program writes: the second reader puts plain ones first."""
        pieces = b"<r><t>satu</t></r><t>dua</t>"
        cell = b'<row r="900"><c r="B900" t="inlineStr"><is>' + pieces + b"</is></c></row></sheetData>"
        with zipfile.ZipFile(unit / LKE) as source:
            parts = {name: source.read(name) for name in source.namelist()}
        with zipfile.ZipFile(unit / LKE, "w") as target:
            for name, content in parts.items():
                changed = content.replace(b"</sheetData>", cell) if name == "xl/worksheets/sheet1.xml" else content
                target.writestr(name, changed)
        code, out, _ = lke("check", unit, *PEOPLE, "--format", "json")
        assert code == 2
        assert "B900" in obstacles(out)["check-readers-differ"]

    def test_a_table_that_is_no_lke_is_passed_over_and_named(self, lke: Run, unit: Path) -> None:
        (unit / "anggaran.csv").write_text("Bulan;Rupiah\nJanuari;1200000\nFebruari;900000\n", encoding="utf-8")
        code, out, _ = lke("check", unit, *PEOPLE)
        assert code == 0
        assert "anggaran.csv" in out


class TestEvidence:
    def test_a_question_without_any_is_told_by_its_code(self, lke: Run, unit: Path, rubric: Rubric) -> None:
        shutil.rmtree(unit / EVIDENCE)
        write_evidence(unit / EVIDENCE, rubric, without=["A.I.1.i.a", "A.I.2.i.b"])
        code, out, _ = lke("check", unit, *PEOPLE)
        assert code == 1
        # The one that more points hang on stands first: 1 over 3 questions, against 0.5 over 2.
        assert "2 pertanyaan tanpa bukti dukung: A.I.2.i.b, A.I.1.i.a." in out

    def test_one_kind_too_few_is_in_part(self, lke: Run, unit: Path, rubric: Rubric) -> None:
        code = next(code for code, question in rubric.questions.items() if len(question.evidence) > 1)
        from lke_cli.evidence import folder_of

        next(unit.joinpath(EVIDENCE, *folder_of(rubric, code)).glob("*.pdf")).unlink()
        result, out, _ = lke("check", unit, *PEOPLE)
        assert result == 1
        assert f"1 pertanyaan baru sebagian bukti dukungnya: {code}." in out

    def test_a_broken_file_is_told_by_its_name(self, lke: Run, unit: Path) -> None:
        file = next((unit / EVIDENCE).rglob("*.pdf"))
        file.write_bytes(b"")
        code, out, _ = lke("check", unit, *PEOPLE)
        assert code == 1
        assert file.name in out.replace("\n    ", " ")

    def test_two_folders_could_be_meant_and_naming_one_settles_it(self, lke: Run, unit: Path) -> None:
        (unit / "Bukti Dukung 2025").mkdir()
        code, out, _ = lke("check", unit, *PEOPLE)
        assert code == 2
        assert "Ada 2 folder yang tampak seperti bukti dukung" in out
        assert lke("check", unit, *PEOPLE, "--evidence", unit / EVIDENCE)[0] == 0

    def test_one_that_is_called_so_and_one_that_looks_so_could_both_be_meant(self, lke: Run, unit: Path) -> None:
        (unit / EVIDENCE).rename(unit / "Dokumen 2026")
        (unit / "Bukti lain").mkdir()
        code, out, _ = lke("check", unit, *PEOPLE)
        assert code == 2
        assert "Bukti lain, Dokumen 2026" in out

    def test_a_folder_is_known_by_what_it_holds(self, lke: Run, unit: Path) -> None:
        (unit / EVIDENCE).rename(unit / "Dokumen 2026")
        code, out, _ = lke("check", unit, *PEOPLE)
        assert code == 0
        assert "Dokumen 2026" in out

    def test_the_units_own_folder_may_be_the_one(self, lke: Run, unit: Path) -> None:
        for inside in (unit / EVIDENCE).iterdir():
            inside.rename(unit / inside.name)
        (unit / EVIDENCE).rmdir()
        assert lke("check", unit, *PEOPLE)[0] == 0

    def test_a_folder_with_a_surveys_name_is_none_of_evidence(self, lke: Run, unit: Path) -> None:
        (unit / "Survei").rename(unit / "Survei persepsi korupsi (IPAK)")
        assert lke("check", unit, *PEOPLE)[0] == 0


class TestSurvey:
    def test_a_claim_that_the_data_does_not_bear_is_told(self, lke: Run, unit: Path) -> None:
        write_survey(unit / "Survei/survei ipak.csv", "ipak", [4] * 20 + [3] * 5)  # 95 / 25 = 3.80, the LKE says 3.96
        code, out, _ = lke("check", unit, *PEOPLE)
        assert code == 1
        assert "LKE menulis 3,96, lebih tinggi daripada data survei, 3,80" in out.replace("\n    ", " ")

    @pytest.mark.parametrize(("days", "codes"), [(25, 0), (24, 1)])
    def test_respondents_outside_the_period_stand_in_the_way(self, lke: Run, unit: Path, days: int, codes: int) -> None:
        for kind in ("ipak", "ipkp"):
            dated = [*["2026-03-02 10:00"] * days, *["2023-03-02 10:00"] * (25 - days)]
            write_survey(unit / f"Survei/survei {kind}.csv", kind, days=dated)
        code, out, _ = lke("check", unit, *PEOPLE, "--period", "2026", "--format", "json")
        said = obstacles(out).get("check-survey-outside-period", "")
        assert code == codes
        assert said.startswith("1 dari 25 responden IP") is (days == 24)
        assert ("indeks 24 responden di dalamnya" in said) is (days == 24)
        unchecked = {each["what"] for each in json.loads(out)["units"][0]["unchecked"]}
        assert "survey-dates" not in unchecked

    def test_days_of_a_survey_that_are_not_known_are_said_to_be_unchecked(self, lke: Run, unit: Path) -> None:
        for arguments, option in (((), "--period"), (("--period", "2026"), "lke survey")):
            _, out, _ = lke("check", unit, *PEOPLE, *arguments, "--format", "json")
            unchecked = {each["what"]: each["option"] for each in json.loads(out)["units"][0]["unchecked"]}
            assert unchecked["survey-dates"] == option

    def test_two_files_of_one_survey_could_be_meant(self, lke: Run, unit: Path) -> None:
        write_survey(unit / "ipak lama.csv", "ipak", [3] * 25)
        code, out, _ = lke("check", unit, *PEOPLE)
        assert code == 2
        assert "2 berkas memuat survei IPAK" in out
        named = ["--survey", unit / "Survei/survei ipak.csv", "--survey", unit / "Survei/survei ipkp.csv"]
        assert lke("check", unit, *PEOPLE, *named)[0] == 0

    def test_a_name_alone_makes_no_survey(self, lke: Run, unit: Path) -> None:
        rows = "".join(f"{n % 4 + 1},{n % 3 + 2}\n" for n in range(40))
        (unit / "Survei/survei ipak.csv").write_text("Kolom satu,Kolom dua\n" + rows, encoding="utf-8")
        code, out, _ = lke("check", unit, *PEOPLE, "--format", "json")
        assert code == 2
        assert {"check-survey-by-name"} <= set(obstacles(out))

    def test_skm_under_the_name_of_ipkp_is_not_yet_ipkp(self, lke: Run, unit: Path) -> None:
        nine = "Persyaratan,Prosedur,Waktu,Biaya,Produk layanan,Kompetensi petugas,Perilaku petugas,Pengaduan,Sarana"
        rows = "".join("4,4,4,4,4,4,4,4,4\n" for _ in range(25))
        (unit / "Survei/survei ipkp.csv").write_text(f"{nine}\n{rows}", encoding="utf-8")
        code, out, _ = lke("check", unit, *PEOPLE, "--format", "json")
        assert code == 2
        assert "check-survey-by-name" in obstacles(out)

    def test_a_saved_result_stands_for_data_that_cannot_be_computed_alone(self, lke: Run, unit: Path) -> None:
        data = unit / "Survei/survei ipak.csv"
        saved = unit / "Survei/hasil.json"
        assert lke("survey", data, "--population", "25", "-o", saved)[0] == 0
        assert lke("check", unit, *PEOPLE)[0] == 0, "the data is there, and computed anew"
        data.unlink()
        code, out, _ = lke("check", unit, "--population", "ipkp=25")
        assert code == 0
        assert "hasil.json" in out


class TestOneThingOnce:
    def test_a_claim_that_the_data_does_not_bear_is_one_thing_by_whichever_way_the_data_is_named(
        self, lke: Run, unit: Path
    ) -> None:
        """95 / 25 = 3.80, the LKE says 3.96; both are over 3.60, so that nothing else is wrong."""
        data = write_survey(unit / "Survei/survei ipak.csv", "ipak", [4] * 20 + [3] * 5)
        named = ["--survey", f"ipak={data}", "--survey", f"ipkp={unit / 'Survei/survei ipkp.csv'}"]
        for more in ([], named):
            assert "JANGAN DULU: 1 hal." in lke("check", unit, *PEOPLE, *more)[1]

    def test_evidence_that_is_not_there_is_one_thing_and_keeps_no_lke_from_its_score(
        self, lke: Run, unit: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (unit / "lke.toml").write_text('evidence = "tidak ada"\n', encoding="utf-8")
        monkeypatch.chdir(unit)  # a long path would be cut on the screen
        code, out, _ = lke("check", ".", *PEOPLE)
        assert code == 2
        assert "JANGAN DULU: 1 hal, belum dapat dipastikan." in out
        assert " ".join(out.split()).count("tidak ada; sebut folder yang berisi bukti dukung") == 1
        assert "  LKE            baik" in out


class TestProvince:
    @pytest.fixture
    def province(self, whole: Path, tmp_path: Path, rubric: Rubric) -> Path:
        """Five folders: a safe unit by its own settings, one that misses a minimum, one without surveys, one with two
        LKEs, an empty one."""
        folder = tmp_path / "Provinsi"
        names = ["1 Aman", "2 Kurang", "3 Tanpa survei", "4 Dua LKE"]
        for name in names:
            shutil.copytree(whole, folder / name)
            (folder / name / "lke.toml").write_text("population = 25\n", encoding="utf-8")
        write_lke(folder / names[1] / LKE, rubric, {"B.I.a": 3.0})
        shutil.rmtree(folder / names[2] / "Survei")
        shutil.copy(folder / names[3] / LKE, folder / names[3] / "LKE 2.xlsx")
        (folder / "5 Kosong").mkdir()
        return folder

    def test_one_line_a_unit(self, lke: Run, province: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("COLUMNS", "80")
        code, out, _ = lke("check", province)
        assert code == 2
        assert "1 dari 5 unit aman diajukan." in out
        lines = out.split("------\n")[1].splitlines()[:5]
        assert [line.split("  ")[0] for line in lines] == [
            "1 Aman",
            "2 Kurang",
            "3 Tanpa survei",
            "4 Dua LKE",
            "5 Kosong",
        ]
        assert "AMAN" in lines[0]
        assert all("JANGAN DULU" in line for line in lines[1:])

    def test_each_has_the_verdict_that_its_own_check_gives(self, lke: Run, province: Path) -> None:
        units = json.loads(lke("check", province, "--format", "json")[1])["units"]
        for folder, of_all in zip(sorted(province.iterdir()), units, strict=True):
            (alone,) = json.loads(lke("check", folder, "--format", "json")[1])["units"]
            assert alone["obstacles"] == of_all["obstacles"]
            assert alone["parts"] == of_all["parts"]

    def test_its_reports_are_the_same_from_what_was_saved(self, lke: Run, province: Path, tmp_path: Path) -> None:
        saved = tmp_path / "hasil.json"
        assert lke("check", province, "-o", saved)[0] == 2
        schema = json.loads((ROOT / "schemas/lke-check-1.json").read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator(schema).validate(json.loads(saved.read_text(encoding="utf-8")))
        for format in ("text", "md", "csv", "json"):
            assert lke("report", saved, "--format", format)[1] == lke("check", province, "--format", format)[1]

    def test_what_is_one_units_is_not_said_of_all(self, lke: Run, province: Path) -> None:
        for option in (["--evidence", province], ["--survey", "ipak.csv"], PEOPLE):
            code, _, err = lke("check", province, *option)
            assert code == 2
            assert "untuk satu unit saja" in err

    def test_a_folder_of_units_alone_is_compared(self, lke: Run, province: Path) -> None:
        _, out, err = lke(province)
        assert "lke compare" in err
        assert out.startswith("Perbandingan")


def test_the_screen_is_never_longer_than_24_lines(lke: Run, unit: Path, rubric: Rubric) -> None:
    shutil.rmtree(unit / EVIDENCE)
    write_evidence(unit / EVIDENCE, rubric, without=[code for code in rubric.questions if code.startswith("A.I.")])
    low = {code: "Tidak" for code, question in rubric.questions.items() if question.scale == "ya-tidak"}
    write_lke(unit / LKE, rubric, {**low, "A.I.1.i.b": "Z", "B.I.a": 3.0, "B.II.a": 3.0})
    for number in range(9):
        next(path for path in (unit / EVIDENCE).rglob("*.pdf") if path.stat().st_size).write_bytes(b"x" * number)
    code, out, _ = lke("check", unit, "--population", "900", "--min", "A.II.1=4", "--min", "A.II.2=3.5")
    assert code == 1
    assert out.count("\n") <= 24
    assert all(len(line) <= 80 for line in out.splitlines())
    assert "hal lagi: --detail menyebut semuanya" in out
    count = int(out.split("JANGAN DULU: ")[1].split()[0])
    detail = lke("check", unit, "--population", "900", "--min", "A.II.1=4", "--min", "A.II.2=3.5", "--detail")[1]
    assert f"Bereskan dahulu: {count}" in detail


def test_nothing_of_the_folder_is_changed(lke: Run, unit: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in unit.rglob("*")}
    lke("check", unit)
    assert {path: path.stat().st_mtime_ns for path in unit.rglob("*")} == before


def test_a_folder_that_is_not_there(lke: Run, unit: Path) -> None:
    code, _, err = lke("check", unit.with_name("ZI Kab Conto"))
    assert code == 2
    assert "tidak ada" in err
    assert "Maksudnya" in err


def test_a_folder_that_may_not_be_seen_may_hold_anything(lke: Run, unit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system refuses one folder, as a share on a network may: what is in it is not known."""
    closed = unit / "Tutup"
    closed.mkdir()
    listed = os.scandir

    def refusing(path: str) -> object:
        if Path(path) == closed:
            raise PermissionError(errno.EACCES, "refused", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", refusing)
    code, out, _ = lke("check", unit, *PEOPLE)
    assert code == 2
    assert "Folder yang tidak dapat dilihat isinya: Tutup (tidak boleh dibaca)." in out
