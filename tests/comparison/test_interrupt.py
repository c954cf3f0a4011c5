"""Ctrl-C while many workbooks are read: a real process, real signals."""

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import python_calamine

from lke_cli.cli.shown import whole_or_none
from lke_cli.report import write_file
from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds the processes under /proc, and sends SIGINT")
SAMPLE = next((ROOT / "samples").glob("*Misal*.xlsx"))


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of 400 workbooks, no two with the same bytes."""
    folder = tmp_path_factory.mktemp("banyak")
    data = SAMPLE.read_bytes()
    for number in range(400):
        made = io.BytesIO(data)
        with zipfile.ZipFile(made, "a") as archive:
            archive.comment = f"{number:06}".encode()
        (folder / f"LKE KPU Kab. Contoh {number:03}.xlsx").write_bytes(made.getvalue())
    return folder


@contextmanager
def _running(*arguments: object) -> "Iterator[subprocess.Popen[bytes]]":
    command = [sys.executable, "-m", "lke_cli", "compare", *map(str, arguments)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _children(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []


def _await_workers(pid: int) -> None:
    """Wait until processes that read workbooks have been started (one more keeps account of them)."""
    end = time.monotonic() + 60
    while len(_children(pid)) < 2 and time.monotonic() < end:
        time.sleep(0.005)


def test_ctrl_c_reports_what_is_read_and_says_what_is_not(many: Path) -> None:
    with _running(many) as process:
        _await_workers(process.pid)
        time.sleep(1.0)
        os.killpg(process.pid, signal.SIGINT)
        out, err = (stream.decode("utf-8") for stream in process.communicate(timeout=60))
    assert process.returncode == 130
    assert "berkas belum dibaca" in err
    assert "Traceback" not in err
    assert "unit yang terbaca" in out


def test_an_early_ctrl_c_ends_the_starting_processes_without_a_word_of_python(many: Path) -> None:
    with _running(many) as process:
        _await_workers(process.pid)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in err


@pytest.mark.parametrize("pause", [0.0, 0.1])
def test_a_second_ctrl_c_ends_at_once(many: Path, pause: float) -> None:
    with _running(many) as process:
        _await_workers(process.pid)
        for _ in range(3):
            os.killpg(process.pid, signal.SIGINT)
            time.sleep(pause)
        _, err = process.communicate(timeout=20)  # it once never ended
    assert process.returncode == 130
    assert b"Traceback" not in err
    assert b"Dihentikan" in err


def test_an_interrupted_run_does_not_say_which_units_are_new(many: Path, tmp_path: Path) -> None:
    before = shutil.copytree(many, tmp_path / "lalu")
    with _running(many, "--before", before, "--detail") as process:
        _await_workers(process.pid)
        time.sleep(1.0)
        os.killpg(process.pid, signal.SIGINT)
        out, _ = (stream.decode("utf-8") for stream in process.communicate(timeout=60))
    assert "Tidak ditemukan di putaran" not in out
    assert "Kini memenuhi" not in out
    assert "Belum semua berkas dibaca" in " ".join(out.split())


@pytest.mark.parametrize("suffix", ["csv", "json", "md", "txt", "xlsx"])
def test_a_report_that_is_cut_short_goes_beside_the_whole_one_and_says_so(
    many: Path, tmp_path: Path, suffix: str
) -> None:
    output, beside = tmp_path / f"rekap.{suffix}", tmp_path / f"rekap (terputus).{suffix}"
    output.write_text("laporan utuh", encoding="utf-8")
    with _running(many, "-o", output, "--force") as process:
        _await_workers(process.pid)
        time.sleep(1.0)
        os.killpg(process.pid, signal.SIGINT)
        _, err = (stream.decode("utf-8") for stream in process.communicate(timeout=60))
    assert process.returncode == 130
    assert str(beside) in err
    assert output.read_text(encoding="utf-8") == "laporan utuh"
    assert sorted(each.name for each in tmp_path.iterdir()) == [beside.name, output.name]
    assert "belum dibaca" in _words(beside) or json.loads(beside.read_text(encoding="utf-8"))["left"] > 0


def _words(path: Path) -> str:
    if path.suffix != ".xlsx":
        return path.read_text(encoding="utf-8")
    book = python_calamine.CalamineWorkbook.from_path(path)
    return " ".join(str(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)


@pytest.mark.parametrize(("writes", "said"), [(True, "sudah ditulis, utuh"), (False, "tidak ditulis")])
def test_a_ctrl_c_while_writing_says_whether_the_file_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], writes: bool, said: str
) -> None:
    output = tmp_path / "rekap.csv"
    output.write_text("laporan lama", encoding="utf-8")

    def cut(path: Path) -> None:
        path.write_text("sete", encoding="utf-8")
        raise KeyboardInterrupt

    def run() -> None:
        with whole_or_none(output):
            if writes:
                write_file(output, lambda path: path.write_text("laporan baru", encoding="utf-8"))
                raise KeyboardInterrupt
            write_file(output, cut)

    with pytest.raises(KeyboardInterrupt):
        run()
    assert said in capsys.readouterr().err
    assert output.read_text(encoding="utf-8") == ("laporan baru" if writes else "laporan lama")
    assert [each.name for each in tmp_path.iterdir()] == [output.name]
