"""``lke score`` as its users meet it: the right files, the wrong files, the screen, the pipe."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lke_cli.rubric import Rubric
from lke_cli.templates import Filling, example_filling
from tests.conftest import ROOT, Run, Write
from tests.workbook.grid import read_grid, write_grids

SAMPLES = ROOT / "samples"
PASSING, FAILING, HALF = (next(SAMPLES.glob(pattern)) for pattern in ("*Teladan*", "*Contoh*.xlsx", "*Misal*"))


class TestVerdict:
    def test_a_unit_that_reaches_every_minimum(self, lke: Run) -> None:
        code, out, err = lke("score", "--detail", PASSING)
        assert (code, err) == (0, "")
        assert "MEMENUHI nilai minimal WBK" in out
        assert "BELUM MEMENUHI" not in out

    def test_a_unit_that_misses_an_area_and_a_survey(self, lke: Run) -> None:
        code, out, _ = lke("score", "--detail", FAILING)
        assert code == 1
        assert "BELUM MEMENUHI nilai minimal WBK" in out
        assert "2 dari 12 nilai minimal tidak tercapai" in " ".join(out.split())
        # IPAK 3.42 of 3.60: 0.18 / 4 x 17.5 = 0.7875 points short, rounded up
        assert "kurang 0,79" in out
        assert "survei 3,42 (perlu 3,60)" in " ".join(out.split())

    def test_wbbm_asks_for_more_and_says_what_no_score_shows(self, lke: Run) -> None:
        code, out, _ = lke("score", "--detail", PASSING, "--target", "wbbm")
        assert code == 0
        assert "WBBM" in out
        assert "predikat WBK" in out

    def test_an_institution_that_asks_for_more_than_is_reached(self, lke: Run) -> None:
        code, out, _ = lke("score", "--detail", PASSING, "--min", "total=99")
        assert code == 1
        assert "99,00" in out

    def test_an_invalid_answer_keeps_a_passing_unit_from_exit_code_0(
        self, lke: Run, rubric: Rubric, write: Write
    ) -> None:
        filling = example_filling(rubric)
        path = write(Filling("", {**filling.answers, "A.I.1.i.b": "Z"}, documents=filling.documents))
        code, out, _ = lke("score", "--detail", path)
        assert code == 1
        assert "MEMENUHI nilai minimal" in out
        assert "galat" in out

    def test_an_invalid_answer_is_not_called_empty(self, lke: Run, rubric: Rubric, write: Write) -> None:
        answers = {code: each for code, each in example_filling(rubric).answers.items() if code != "B.II.a"}
        out = lke("score", "--detail", write(Filling("", {**answers, "B.I.a": 85})))[1]
        rows = [line for line in out.splitlines() if line.startswith(("B.I.a ", "B.II.a "))]
        assert [line for line in rows if "kosong" in line and line.startswith("B.I.a ")] == []
        assert any("[tidak sah]" in line for line in rows)
        assert any("[kosong]" in line for line in rows)
        assert any("kurang 15,75; perlu survei 3,60" in line for line in rows)

    @pytest.mark.parametrize("format", ["text", "md"])
    def test_a_total_just_below_its_minimum_never_reads_as_reaching_it(
        self, lke: Run, rubric: Rubric, write: Write, format: str
    ) -> None:
        # The example has 94.40083; 0.001 more of IPAK adds 0.001 / 4 x 17.5 = 0.004375: 94.40521, rounded 94.41.
        filling = example_filling(rubric)
        path = write(Filling("", {**filling.answers, "B.I.a": 3.761}))
        whole = path.with_name("hasil")
        assert lke("score", path, "--format", format, "--min", "total=94,41", "-o", whole)[0] == 1
        out = whole.read_text(encoding="utf-8")
        assert "nilai total 94,405 dari 100" in " ".join(out.split())
        (shown, held) = (line for line in out.splitlines() if "Nilai total" in line)
        assert "94,41" not in shown
        assert "94,41" in held
        assert "94,405" in held

    def test_a_percentage_just_below_its_minimum_does_not_either(self, lke: Run, rubric: Rubric, write: Write) -> None:
        # 3.763 / 4 = 94.075 %, which is 94,1 % to one decimal.
        path = write(Filling("", {**example_filling(rubric).answers, "B.I.a": 3.763}))
        out = lke("score", "--detail", path, "--min", "B.I.a=94,1%")[1]
        assert "94,08%" in next(line for line in out.splitlines() if "(IPAK) [3,763]" in line)

    def test_what_one_cause_spreads_over_many_nodes_is_told_once(
        self, lke: Run, rubric: Rubric, tmp_path: Path
    ) -> None:
        """The half filled unit: 37 indikator and B.I have a blank in them, 18 nodes stand above."""
        lke("score", HALF, "-o", tmp_path / "a.md")
        told = " ".join((tmp_path / "a.md").read_text(encoding="utf-8").split())
        assert "di 37 tempat: " in told
        assert "di 18 tempat: " in told
        assert told.count("; dihitung ") == 0
        assert "bila dinilai sendiri" not in told
        _, out, _ = lke("score", HALF, "--detail")
        assert " ".join(out.split()).count(" dihitung ") >= 37 + 18
        assert "hitungan dan yang tampak di berkas" in out

    def test_half_filled_says_what_is_not_answered_with_its_cell(self, lke: Run) -> None:
        _, out, _ = lke("score", "--detail", HALF)
        assert "Belum dijawab: 56 dari 113" in out
        assert "A.I.1.i.b" in out

    def test_detail_shows_the_workbooks_own_texts(self, lke: Run, rubric: Rubric) -> None:
        _, out, _ = lke("score", PASSING, "--detail", "--format", "md")
        for question in rubric.questions.values():
            assert question.label.replace("-", "-") in out.replace("\\", "")

    def test_another_rubric_needs_no_other_code(self, lke: Run, mini: Rubric, write: Write) -> None:
        # 1: (Ada 1 + A 0.9 + BB 0.8) / 3 x 30 = 27; 2.1: 8 of 10 x 15 = 12; 2.2: 90 % x 20 + B 0.7 x 10 = 25; 3: 25
        answers: dict[str, str | float] = {"1.a": "Ada", "1.b": "A", "1.c": "BB", "2.1.x.a.1": 10, "2.1.x.a.2": 8}
        answers |= {"2.2.a": 90, "2.2.b": "B", "3.a": "Ada"}
        path = write(Filling("", answers, documents={"1.a": ["Renstra"]}), of=mini)
        code, out, _ = lke("score", "--detail", path, "--rubric", ROOT / "tests/rubrics/sakip-mini.yaml")
        assert code == 0
        assert "MEMENUHI nilai minimal Baik: nilai total 89,00 dari 100" in out
        code, out, _ = lke(
            "score", "--detail", path, "--rubric", ROOT / "tests/rubrics/sakip-mini.yaml", "--target", "sangat-baik"
        )
        assert code == 1
        assert "kurang 1,50" in out  # 90 % of 15 is 13.50; 12 reached


class TestManyFiles:
    def test_a_folder_gives_a_short_table(self, lke: Run) -> None:
        code, out, _ = lke("score", "--detail", SAMPLES)
        assert code == 1
        assert "1 dari 3 berkas memenuhi" in out

    def test_a_pattern_is_expanded_by_us(self, lke: Run) -> None:
        assert "dari 3 berkas" in lke("score", "--detail", SAMPLES / "*.xlsx")[1]

    def test_a_bad_file_is_a_row_with_its_reason(self, lke: Run, tmp_path: Path) -> None:
        bad = tmp_path / "kosong.xlsx"
        bad.touch()
        code, out, _ = lke("score", "--detail", PASSING, bad)
        assert code == 2
        assert "kosong (0 byte)" in " ".join(out.split())
        assert "memenuhi" in out

    def test_a_folder_with_spaces_and_lock_files(self, lke: Run, write: Write, rubric: Rubric, tmp_path: Path) -> None:
        folder = tmp_path / "LKE Provinsi (final) 2026"
        folder.mkdir()
        write(example_filling(rubric)).rename(folder / "LKE ZI KPU Kab. X FINAL (2) rev.xlsx")
        (folder / "~$LKE ZI KPU Kab. X FINAL (2) rev.xlsx").write_bytes(b"\x05kunci")
        assert lke("score", "--detail", folder)[0] == 0


class TestFormats:
    @pytest.mark.parametrize("format", ["json", "md", "csv"])
    def test_a_file_gets_what_the_screen_gets(self, lke: Run, tmp_path: Path, format: str) -> None:
        on_screen = lke("score", PASSING, "--format", format)[1]
        path = tmp_path / "hasil"
        code, out, err = lke("score", PASSING, "--format", format, "-o", path)
        assert (code, out) == (0, "")
        assert err.startswith("MEMENUHI WBK: semua 12 nilai minimal tercapai.")
        assert f"Ditulis ke '{path}'" in err
        assert path.read_bytes().decode("utf-8") == on_screen

    def test_csv_opens_in_indonesian_excel(self, lke: Run) -> None:
        out = lke("score", FAILING, "--format", "csv", "--csv", "machine")[1]
        lines = out.removeprefix("\ufeff").splitlines()
        assert out.startswith("\ufeff")
        assert lines[0].split(";")[:4] == ["kind", "code", "label", "weight"]
        (ipak,) = (line.split(";") for line in lines if ";B.I.a;" in line and line.startswith("question;"))
        assert ipak[4] == "14,9625"  # 3.42 / 4 x 17.5

    def test_csv_holds_what_the_workbook_shows_beside_our_scores(self, lke: Run) -> None:
        head, *lines = lke("score", HALF, "--format", "csv", "--csv", "machine")[1].removeprefix("\ufeff").splitlines()
        rows = {cells[1]: cells for cells in (line.split(";") for line in lines)}
        score, shown = head.split(";").index("score"), head.split(";").index("shown")
        assert (rows["A.I.1.i"][score], rows["A.I.1.i"][shown]) == ("0,25", "0,5")  # Ya and a blank, weight 0.5
        assert rows["A"][shown] == "#DIV/0!"

    def test_a_pipe_gets_plain_text_within_its_width(self) -> None:
        for width in (80, 120):
            out = _piped("score", str(FAILING), COLUMNS=str(width))
            assert "\x1b" not in out
            assert max(map(len, out.splitlines())) <= width

    def test_an_output_that_cannot_be_written_is_said_and_leaves_nothing(self, lke: Run, tmp_path: Path) -> None:
        code, out, err = lke("score", PASSING, "-o", tmp_path / "tidak ada" / "hasil.txt")
        assert (code, out) == (2, "")
        assert "tidak ada" in err
        assert not list(tmp_path.iterdir())


def _piped(*arguments: str, **environment: str) -> str:
    command = [sys.executable, "-m", "lke_cli", *arguments]
    done = subprocess.run(command, capture_output=True, check=False, env={**os.environ, **environment})
    return done.stdout.decode("utf-8")


def _one_sentence(err: str) -> None:
    assert err.startswith("Galat: ")
    assert err.count("\n") == 1
    assert "Traceback" not in err


class TestBadInput:
    @pytest.mark.parametrize(
        ("name", "content", "said"),
        [
            ("kosong.xlsx", b"", "kosong (0 byte)"),
            ("bukan.xlsx", b"halo, ini teks biasa", "adalah berkas teks, bukan workbook"),
            ("halaman.xls", b"<html><table><tr><td>1</td></tr></table></html>", "adalah halaman web (HTML)"),
            ("gambar.xlsx", b"\x89PNG\r\n\x1a\n", "adalah gambar"),
            ("~$LKE.xlsx", b"\x05kunci", "berkas kunci"),
            ("terpotong.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 50, "rusak"),
            ("sandi.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "kata sandi"),
        ],
    )
    def test_a_file_that_is_no_workbook(self, lke: Run, tmp_path: Path, name: str, content: bytes, said: str) -> None:
        path = tmp_path / name
        path.write_bytes(content)
        code, out, err = lke("score", "--detail", path)
        assert (code, out) == (2, "")
        _one_sentence(err)
        assert said in err
        assert name in err

    def test_a_truncated_workbook(self, lke: Run, tmp_path: Path) -> None:
        path = tmp_path / "terpotong.xlsx"
        path.write_bytes(PASSING.read_bytes()[:9000])
        code, _, err = lke("score", "--detail", path)
        assert code == 2
        _one_sentence(err)
        assert "terpotong.xlsx" in err
        assert "rusak" in err

    def test_a_missing_file_and_an_empty_folder(self, lke: Run, tmp_path: Path) -> None:
        missing, none = tmp_path / "tidak ada.xlsx", "tidak berisi workbook"
        for path, why in ((missing, "tidak ada"), (tmp_path, none), (tmp_path / "*.xlsx", "*.xlsx")):
            code, out, err = lke("score", "--detail", path)
            assert (code, out) == (2, "")
            _one_sentence(err)
            assert why in err

    def test_a_workbook_that_is_no_lke_is_refused_with_the_closest_guess(self, lke: Run, tmp_path: Path) -> None:
        grid = read_grid(PASSING)
        path = write_grids(tmp_path / "lain.xlsx", {"Rekap": grid[:2] + grid[5:12], "Lain": [["Nama", "Nilai"]]})
        code, _, err = lke("score", "--detail", path)
        assert code == 2
        _one_sentence(err)
        assert "'Rekap'" in err

    def test_a_rubric_that_does_not_fit(self, lke: Run) -> None:
        code, _, err = lke("score", "--detail", PASSING, "--rubric", ROOT / "tests/rubrics/sakip-mini.yaml")
        assert code == 2
        _one_sentence(err)
        assert "tidak satu pun dari 7 pertanyaan ditemukan" in err

    @pytest.mark.parametrize(
        "arguments",
        [
            ("score",),
            ("score", PASSING, "--target", "xyz"),
            ("score", PASSING, "--format", "pdf"),
            ("score", PASSING, "--min", "total=900"),
            ("score", PASSING, "--sheet", "Tidak Ada"),
            ("score", PASSING, "--assessor", "tpn"),
            ("score", PASSING, "--rubric", "tidak-ada"),
            ("score", PASSING, "--blank", "half"),
            ("score", PASSING, "--tidak-ada"),
            ("hitung", PASSING),
        ],
    )
    def test_wrong_usage_is_one_indonesian_sentence(self, lke: Run, arguments: tuple[object, ...]) -> None:
        code, out, err = lke(*arguments)
        assert (code, out) == (2, "")
        _one_sentence(err)
        for english in ("Invalid", "No such", "Missing", "Error", "not one of"):
            assert english not in err


def test_what_a_workbook_says_cannot_write_on_the_screen(lke: Run, rubric: Rubric, write: Write) -> None:
    filling = example_filling(rubric)
    hostile = "\x1b[31m[bold]x[/bold]\x07\u202e"
    path = write(Filling("", {**filling.answers, "A.I.1.i.b": hostile}))
    for format in ("text", "md", "csv"):
        out = lke("score", path, "--format", format)[1]
        assert not {"\x1b", "\x07", "\u202e"} & set(out)


def test_help_is_indonesian_and_has_examples(lke: Run) -> None:
    for command in ((), ("compare",), ("score",), ("diff",), ("inspect",), ("template",)):
        code, out, _ = lke(*command, "--help")
        assert code == 0
        for english in ("Usage:", "Options:", "Show this message", "[default", "[required]"):
            assert english not in out
        if command:
            assert "Contoh:" in out
            assert f"lke {command[0]} " in out


def test_an_empty_template_is_said_to_be_blank_and_has_no_verdict(lke: Run, tmp_path: Path) -> None:
    lke("template", "-o", tmp_path / "kosong.xlsx")
    code, out, _ = lke("score", "--detail", tmp_path / "kosong.xlsx")
    assert code == 2
    assert "FORMULIR MASIH KOSONG" in out
