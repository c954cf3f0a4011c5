"""A message: short enough for a chat, nothing that a chat acts on, a file a unit, over nobody else's file."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from lke_cli import score
from lke_cli.report.message import LONGEST_MESSAGE, Message, message_files, messages_of, safe_name
from lke_cli.rubric import Rubric
from lke_cli.templates import Filling, example_filling
from tests.conftest import ROOT, Run, Write

SAMPLES = ROOT / "samples"
PASSING, FAILING = (next(SAMPLES.glob(pattern)) for pattern in ("*Teladan*", "*Misal*"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "masuk").mkdir()
    for path in SAMPLES.glob("*.xlsx"):
        shutil.copy(path, tmp_path / "masuk")
    return tmp_path / "masuk"


def test_it_says_the_verdict_what_is_missed_the_first_steps_and_by_when(lke: Run) -> None:
    code, out, _ = lke("score", FAILING, "--message", "--deadline", "2026-03-31")
    assert code == 1
    first, verdict, missed, head, *steps, when = out.strip().split("\n")
    assert first == "KPU Kota Misal Barat"
    assert verdict.startswith("BELUM MEMENUHI nilai minimal WBK: total 60,76 dari 100")
    assert "A Pengungkit 12,15" in missed  # 40 - 27.855
    assert head == "Langkah pertama:"
    assert [step[:2] for step in steps] == ["1.", "2.", "3."]
    assert when == "Paling lambat 31 Maret 2026."
    assert len(out.strip()) <= LONGEST_MESSAGE


def test_a_unit_that_passes_is_told_so(lke: Run) -> None:
    code, out, _ = lke("score", PASSING, "--message")
    assert code == 0
    assert "MEMENUHI nilai minimal WBK: total 94,40 dari 100, semua nilai minimal tercapai." in out
    assert "Kurang" not in out


def test_compare_says_the_same_of_a_unit_as_score(lke: Run, folder: Path) -> None:
    alone = lke("score", folder / FAILING.name, "--message")[1].strip().split("\n")
    together = next(each for each in lke("compare", folder, "--message")[1].split("\n\n") if "Misal Barat" in each)
    assert together.split("\n")[:2] == alone[:2]


def test_a_chat_finds_nothing_to_act_on(rubric: Rubric, write: Write, lke: Run) -> None:
    example = example_filling(rubric, "*Unit* _Satu_ ~x~ `y` https://jahat.example/ \u202e www.jahat.example")
    path = write(Filling(example.unit, {**example.answers, "A.I.1.i.a": "*mungkin* https://x.example"}), "a_b.xlsx")
    _, out, _ = lke("score", path, "--message")
    assert not set("*_~`\u202e") & set(out)
    assert "://" not in out
    assert "www." not in out


def test_it_is_never_too_long(rubric: Rubric, write: Write) -> None:
    example = example_filling(rubric).answers
    wrong = {code: "mungkin " * 40 for code, given in example.items() if isinstance(given, str) and "A.II" in code}
    filling = Filling("Unit " + "panjang " * 60, {**example, **wrong})
    path = write(filling, "x.xlsx")
    (message,) = messages_of(score(path), "2026-03-31")
    assert len(message.text) <= LONGEST_MESSAGE
    assert message.text.endswith("Paling lambat 31 Maret 2026.")


def test_a_file_that_has_no_score_is_told_why(lke: Run, tmp_path: Path) -> None:
    (tmp_path / "LKE Kota Rusak.xlsx").write_bytes(b"PK\x03\x04 rusak")
    shutil.copy(PASSING, tmp_path)
    _, out, _ = lke("compare", tmp_path, "--message")
    assert "TIDAK TERBACA: 'LKE Kota Rusak.xlsx' terpotong atau rusak" in out


def test_a_file_a_unit_named_safely(lke: Run, folder: Path, tmp_path: Path) -> None:
    code, _, err = lke("compare", folder, "--messages", tmp_path / "pesan", "--deadline", "2026-03")
    assert code == 1
    assert "3 pesan ditulis" in err
    names = sorted(path.name for path in (tmp_path / "pesan").iterdir())
    assert names == [
        "KPU Kabupaten Contoh Selatan.txt",
        "KPU Kabupaten Teladan Utara.txt",
        "KPU Kota Misal Barat.txt",
    ]
    text = (tmp_path / "pesan" / names[2]).read_text(encoding="utf-8")
    assert text.startswith("KPU Kota Misal Barat\nBELUM MEMENUHI")
    assert text.endswith("Paling lambat Maret 2026.\n")


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("../../etc/passwd", "etc passwd"),
        ("CON", "Unit CON"),
        ("lpt1.x", "Unit lpt1.x"),
        ('a<b>:"|?*c', "a b c"),
        ("...", "Unit"),
        ("Dinas (A) & B, Kota C", "Dinas (A) & B, Kota C"),
        ("x" * 300, "x" * 80),
    ],
)
def test_names_that_every_system_takes(unit: str, name: str) -> None:
    assert safe_name(unit) == name


def test_two_units_of_one_name_get_a_file_each() -> None:
    made = message_files([Message("Unit A", "satu"), Message("unit a", "dua"), Message("Unit A", "tiga")])
    assert list(made) == ["Unit A.txt", "unit a (2).txt", "Unit A (3).txt"]


def test_nothing_is_written_over_what_is_not_ours(lke: Run, folder: Path, tmp_path: Path) -> None:
    pesan = tmp_path / "pesan"
    pesan.mkdir()
    mine = pesan / "KPU Kota Misal Barat.txt"
    mine.write_text("catatan saya", encoding="utf-8")
    code, _, err = lke("compare", folder, "--messages", pesan)
    assert code == 2
    assert "bukan hasil lke" in err
    assert [path.name for path in pesan.iterdir()] == [mine.name]
    assert mine.read_text(encoding="utf-8") == "catatan saya"
    assert lke("compare", folder, "--messages", pesan, "--force")[0] == 1
    assert lke("compare", folder, "--messages", pesan)[0] == 1  # its own of the last run are renewed


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--message", "--format", "json"), "--message adalah teks"),
        (("--deadline", "2026-03"), "tambahkan --message"),
        (("--message", "--deadline", "besok"), "TAHUN-BULAN-TANGGAL"),
        (("--message", "--deadline", "2026-02-30"), "TAHUN-BULAN-TANGGAL"),
    ],
)
def test_options_that_do_not_go_together(lke: Run, arguments: tuple[str, ...], said: str) -> None:
    code, _, err = lke("score", PASSING, *arguments)
    assert code == 2
    assert said in err


def test_a_deadline_that_is_over_is_said_to_be(lke: Run) -> None:
    """The day itself is not over; the year and the month end with their last day."""
    today = date.today()
    gone, now = today - timedelta(days=1), today
    for text, over in ((f"{gone:%Y-%m-%d}", True), (f"{now:%Y-%m-%d}", False), (f"{now:%Y-%m}", False)):
        code, out, err = lke("score", PASSING, "--message", "--deadline", text)
        assert code == 0
        assert ("sudah lewat" in err) is over
        assert "Paling lambat" in out
