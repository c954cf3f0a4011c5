"""``lke.toml``: what an office writes once beside its files, and ``lke init``, which writes it."""

import json
import os
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

SAMPLE = ROOT / "samples/LKE ZI KPU Kab. Teladan Utara.xlsx"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A unit's folder below a province's; one stands elsewhere."""
    unit = tmp_path / "Provinsi" / "KPU Kab. X"
    unit.mkdir(parents=True)
    (unit / "LKE.xlsx").write_bytes(SAMPLE.read_bytes())
    monkeypatch.chdir(tmp_path)
    return unit


def write(folder: Path, text: str) -> None:
    (folder / "lke.toml").write_bytes(text.encode())


def card(lke: Run, *words: object) -> tuple[dict[str, float], str, str]:
    """Return the minimums of a scored workbook, its target, and what was said beside."""
    _, out, err = lke("score", *words, "--format", "json")
    found = json.loads(out)["workbooks"][0]["scorecard"]
    return {each["node"]: each["required"] for each in found["minimums"]}, found["target"], err


class TestWhatCounts:
    def test_what_stands_beside_the_file_counts_and_is_said_in_one_line(self, lke: Run, folder: Path) -> None:
        write(folder, 'target = "wbbm"\n[minimum]\ntotal = 90\n')
        minimums, target, err = card(lke, folder / "LKE.xlsx")
        assert (target, minimums["total"]) == ("wbbm", 90)
        assert err == f"Setelan dari '{folder / 'lke.toml'}': target wbbm, minimum total=90.\n"

    def test_what_stands_above_counts_too_and_the_nearest_first(self, lke: Run, folder: Path) -> None:
        write(folder.parent, 'target = "wbbm"\n[minimum]\ntotal = 90\n"A.1" = 7\n')
        assert card(lke, folder / "LKE.xlsx")[1] == "wbbm"
        write(folder, 'target = "wbk"\n[minimum]\ntotal = 80\n')
        minimums, target, err = card(lke, folder / "LKE.xlsx")
        assert (target, minimums["total"], minimums["A.1"]) == ("wbk", 80, 7)
        assert err.count("lke.toml") == 2

    def test_options_win(self, lke: Run, folder: Path) -> None:
        write(folder, 'target = "wbbm"\n[minimum]\ntotal = 90\n"A.1" = 7\n')
        minimums, target, err = card(lke, folder / "LKE.xlsx", "--target", "wbk", "--min", "total=80")
        assert (target, minimums["total"], minimums["A.1"]) == ("wbk", 80, 7)
        assert "target" not in err

    def test_a_minimum_that_raises_nothing_is_said_by_every_command(self, lke: Run, folder: Path) -> None:
        """WBK asks for a total of 75: 60 asks for nothing more, 75.004 does."""
        file = folder / "LKE.xlsx"
        said = "--min total=60,00 tidak menaikkan apa pun: nilai minimalnya sudah 75,00.\n"
        for words in (("score", file), ("plan", file), ("simulate", file, "--set", "B.I.b=A"), ("diff", file, file)):
            assert said in lke(*words, "--min", "total=60")[2], words
        assert lke("score", file, "--min", "total=75,004")[2] == ""
        write(folder, "[minimum]\ntotal = 60\n")
        assert said in lke("score", file)[2]
        assert said in lke("check", folder)[2]
        assert said in lke("annotate", file, "-o", folder / "salinan.xlsx")[2]

    def test_what_raises_a_minimum_for_score_raises_it_for_diff_too(self, lke: Run, folder: Path) -> None:
        write(folder, "[minimum]\ntotal = 99\n")
        out = lke("diff", folder / "LKE.xlsx", folder / "LKE.xlsx", "--format", "json")[1]
        assert next(each["required"] for each in json.loads(out)["minimums"] if each["node"] == "total") == 99

    def test_where_nothing_of_it_is_taken_nothing_is_said(self, lke: Run, folder: Path) -> None:
        write(folder, "max-mb = 5\n")
        assert card(lke, folder / "LKE.xlsx")[2] == ""

    def test_above_the_users_own_folder_nothing_is_looked_for(
        self, lke: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(folder.parent, 'target = "wbbm"\n')
        for name in ("HOME", "USERPROFILE"):
            monkeypatch.setenv(name, str(folder))
        assert card(lke, folder / "LKE.xlsx")[1] == "wbk"

    def test_a_file_is_counted_from_the_settings_own_folder(self, lke: Run, folder: Path) -> None:
        (folder / "data").mkdir()
        (folder / "data/ipak.csv").write_bytes((ROOT / "samples/survei-ipak-contoh.csv").read_bytes())
        for text in ('surveys = ["data/ipak.csv"]\n', "surveys = ['ipak=data/ipak.csv']\n"):
            write(folder, text)
            out = lke("score", folder / "LKE.xlsx", "--format", "json")[1]
            assert [each["survey"] for each in json.loads(out)["workbooks"][0]["surveys"]] == ["ipak"]

    def test_surveys_of_one_unit_are_not_those_of_several(self, lke: Run, folder: Path) -> None:
        write(folder, 'surveys = ["ipak.csv"]\n')
        (folder / "LKE 2.xlsx").write_bytes(SAMPLE.read_bytes())
        assert lke("score", "--detail", folder)[0] == 0

    def test_a_rubric_and_columns(self, lke: Run, folder: Path) -> None:
        write(folder, 'rubric = "r.yaml"\n[columns]\nanswer = "Z"\n')
        (folder / "r.yaml").write_bytes((ROOT / "rubrics/permenpanrb-90-2021.yaml").read_bytes())
        code, _, err = lke("score", "--detail", folder / "LKE.xlsx")
        assert code == 2
        assert "--column answer=Z" in err

    @pytest.mark.parametrize("text", ['target = "wbbm"', '\ufefftarget = "wbbm"\r\nmax-mb = 10\r\n'])
    def test_as_notepad_saves_it(self, lke: Run, folder: Path, text: str) -> None:
        write(folder, text)
        assert card(lke, folder / "LKE.xlsx")[1] == "wbbm"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[minimum]\nipak = 3.6\n[population]\nipkp = 900\nipak = 0\n", 5),
        ("population.ipkp = 900\npopulation.ipak = 0\n", 2),
        ("population = { ipkp = 900, ipak = 0 }\n", 1),
    ],
)
def test_an_entry_that_is_none_is_named_with_its_own_line(lke: Run, folder: Path, text: str, line: int) -> None:
    write(folder, text)
    code, _, err = lke("check", folder)
    assert code == 2
    assert f"baris {line}: population ipak harus bilangan bulat 1 atau lebih" in err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('target = "wbk"\nwarna = 3\n', "baris 2: 'warna' tidak dikenal; pakai target, minimum"),
        ("target = 3\n", "baris 1: target harus sebuah nama"),
        ('max-mb = "x"\n[minimum]\nA = 40\ntotal = true\n', "baris 4: minimum total harus bilangan 0 atau lebih"),
        ("minimum = 76\n", "baris 1: minimum harus tabel kode dan nilai"),
        ('surveys = "ipak.csv"\n', "baris 1: surveys harus daftar berkas"),
        ("population = 0\n", "baris 1: population harus bilangan bulat"),
        ('[minimum]\n"A.1" = true\n', "baris 2: minimum A.1 harus bilangan 0 atau lebih"),
        ("period = true\n", "baris 1: period harus seperti"),
        ("columns = ['answer=K']\n", "baris 1: columns harus [columns]"),
        ("\n\ntarget = wbk\n", "baris 3 tidak terbaca sebagai setelan: teks ditulis di antara tanda kutip"),
        ('evidence = "D:\\Bukti"\n', "tanda \\ hanya boleh di antara tanda kutip tunggal"),
        ("[minimum]\nA = 40\nA.1 = 5\n", 'kode bertitik ditulis di antara tanda kutip, misalnya "A.1" = 5'),
        ("a = " + "[" * 5_000 + "]" * 5_000, "tidak terbaca sebagai setelan"),
    ],
)
def test_what_nobody_understands_is_one_sentence_with_its_line(lke: Run, folder: Path, text: str, said: str) -> None:
    write(folder, text)
    code, out, err = lke("score", "--detail", folder / "LKE.xlsx")
    assert (code, out) == (2, "")
    assert err.startswith("Galat: ")
    assert said in err
    assert err.count("\n") == 1


def test_a_code_with_a_dot_needs_no_quotes_where_it_is_clear(lke: Run, folder: Path) -> None:
    write(folder, "[minimum]\nA.1 = 7\nB.I.a = 16\n")
    minimums, _, _ = card(lke, folder / "LKE.xlsx")
    assert (minimums["A.1"], minimums["B.I.a"]) == (7, 16)


def test_what_is_no_text_is_said(lke: Run, folder: Path) -> None:
    (folder / "lke.toml").write_bytes('target = "wbk" # é'.encode("latin-1"))
    code, _, err = lke("score", "--detail", folder / "LKE.xlsx")
    assert code == 2
    assert "Encoding UTF-8" in err


class TestInit:
    def test_what_it_writes_is_read_back(self, lke: Run, folder: Path) -> None:
        options = ["--target", "wbbm", "--min", "total=90", "--min", "A.1=80%", "--max-mb", "2,5", "--period", "2026"]
        options += ["--population", "ipak=1.200,ipkp=900", "--evidence", "D:\\Bukti 'ZI'", "--survey", "ipak=a b.csv"]
        code, out, err = lke("init", folder, *options, "--column", "answer=K")
        assert (code, err) == (0, "")
        assert "lke check" in out
        import tomllib

        content = tomllib.loads((folder / "lke.toml").read_text(encoding="utf-8"))
        assert content == {
            "target": "wbbm",
            "minimum": {"total": 90, "A.1": "80%"},
            "max-mb": 2.5,
            "period": "2026",
            "population": {"ipak": 1200, "ipkp": 900},
            "evidence": "D:\\Bukti 'ZI'",
            "surveys": ["ipak=a b.csv"],
            "columns": {"answer": "K"},
        }
        minimums, target, _ = card(lke, folder / "LKE.xlsx", "--survey", ROOT / "samples/survei-ipak-contoh.csv")
        assert (target, minimums["total"]) == ("wbbm", 90)
        assert minimums["A.1"] == pytest.approx(6.4)  # 80 % of 8

    def test_without_options_all_is_there_as_remarks(self, lke: Run, folder: Path) -> None:
        assert lke("init", folder)[0] == 0
        text = (folder / "lke.toml").read_text(encoding="utf-8")
        for key in (
            "target",
            "rubric",
            "period",
            "max-mb",
            "evidence",
            "surveys",
            "[minimum]",
            "[population]",
            "[columns]",
        ):
            assert f"\n# {key}" in text
        assert card(lke, folder / "LKE.xlsx")[2] == ""
        # A remark made a setting says what it says: the examples are right.
        write(
            folder,
            "\n".join(line.removeprefix("# ") if "=" in line or "[" in line else line for line in text.split("\n")),
        )
        assert "Setelan dari" in lke("inspect", folder / "LKE.xlsx")[2]

    def test_nothing_is_overwritten_unasked(self, lke: Run, folder: Path) -> None:
        write(folder, 'target = "wbk"\n')
        code, _, err = lke("init", folder, "--target", "wbbm")
        assert code == 2
        assert "--force" in err
        assert (folder / "lke.toml").read_text(encoding="utf-8") == 'target = "wbk"\n'
        assert lke("init", folder, "--target", "wbbm", "--force")[0] == 0
        assert card(lke, folder / "LKE.xlsx")[1] == "wbbm"

    @pytest.mark.parametrize(
        ("option", "said"),
        [
            (["--target", "wbx"], "Target 'wbx' tidak ada"),
            (["--min", "total"], "--min total"),
            (["--period", "kapan"], "kapan"),
            (["--max-mb", "0"], "--max-mb 0"),
            (["--population", "banyak"], "--population 'banyak'"),
            (["--column", "jawab=K"], "--column 'jawab=K'"),
        ],
    )
    def test_what_no_command_understands_is_not_written(
        self, lke: Run, folder: Path, option: list[str], said: str
    ) -> None:
        code, _, err = lke("init", folder, *option)
        assert code == 2
        assert said in err
        assert not (folder / "lke.toml").exists()

    def test_files_are_named_from_where_one_stands(self, lke: Run, folder: Path) -> None:
        (folder / "Bukti").mkdir()
        here = folder.parent.parent
        lke("init", folder, "--evidence", (folder / "Bukti").relative_to(here))
        assert "evidence = 'Bukti'" in (folder / "lke.toml").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal is made with a POSIX module")
def test_on_a_terminal_it_asks_and_asks_again_where_it_does_not_understand(folder: Path) -> None:
    import pty
    import subprocess

    parent, child = pty.openpty()
    command = [sys.executable, "-m", "lke_cli", "init", str(folder), "--period", "2026"]
    process = subprocess.Popen(command, stdin=child, stdout=child, stderr=child)
    os.close(child)
    os.write(parent, b"wbx\nwbbm\ntotal=90\n\n\n\n1200\n")
    shown = b""
    try:
        while part := os.read(parent, 4096):
            shown += part
    except OSError:  # the other end is closed
        pass
    os.close(parent)
    assert process.wait(timeout=60) == 0
    assert b"Target 'wbx' tidak ada" in shown
    text = (folder / "lke.toml").read_text(encoding="utf-8")
    for line in ("target = 'wbbm'", "total = 90", "period = '2026'", "population = 1200", "# max-mb = 10"):
        assert f"\n{line}\n" in text
