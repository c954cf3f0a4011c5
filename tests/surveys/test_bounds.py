"""Data of surveys is read in a process of its own, within bounds; what goes past one is said in a sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lke_cli import api
from lke_cli.errors import LkeError
from tests.conftest import ROOT, Run

HEADERS = ["Persyaratan", "Prosedur", "Waktu", "Biaya", "Produk", "Kompetensi", "Perilaku", "Pengaduan", "Sarana"]


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of 1,500,000 rows, which takes longer than a second to read on any machine."""
    path = tmp_path_factory.mktemp("survei") / "panjang.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(HEADERS) + "\n")
        for n in range(15):
            file.write(f"4,3,4,3,4,3,4,3,{n % 4 + 1}\n" * 100_000)
    return path


def test_a_file_that_takes_too_long_is_said_with_what_to_do(lke: Run, long: Path) -> None:
    code, out, err = lke("survey", long, "--max-seconds", "1")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "'panjang.csv' tidak selesai dibaca dalam 1 detik" in err
    assert "--max-seconds" in err


def test_the_survey_of_a_score_is_held_to_the_same_time(lke: Run, long: Path) -> None:
    sample = next((ROOT / "samples").glob("LKE*Teladan*.xlsx"))
    code, out, err = lke("score", sample, "--survey", f"ipkp={long}", "--max-seconds", "1")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "'panjang.csv' tidak selesai dibaca dalam 1 detik" in err


@pytest.mark.skipif(sys.platform != "linux", reason="sees the memory of processes by /proc")
def test_the_process_that_asks_never_holds_the_rows(tmp_path: Path) -> None:
    """Pandas is the reader's alone: the command itself does not even import it."""
    path = tmp_path / "survei.csv"
    path.write_text("\n".join([",".join(HEADERS), *["4,3,4,3,4,3,4,3,4"] * 20]), encoding="utf-8")
    code = (
        "import sys\n"
        "from lke_cli import api\n"
        f"report = api.survey({str(path)!r})\n"
        "assert report.surveys[0].respondents == 20\n"
        "assert 'pandas' not in sys.modules and 'numpy' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60, env=os.environ | {"PYTHONPATH": ""})


def test_what_cannot_be_decided_comes_through_whole(tmp_path: Path) -> None:
    path = tmp_path / "survei.csv"
    path.write_text("a,b\nx,y\n", encoding="utf-8")
    with pytest.raises(LkeError, match="tidak berisi kolom jawaban survei"):
        api.survey(path)
