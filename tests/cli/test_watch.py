"""``lke watch``: a real process beside real saves."""

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PASSING, FAILING = (next((ROOT / "samples").glob(pattern)) for pattern in ("*Teladan*.xlsx", "*Contoh*.xlsx"))
_WAIT = 90  # seconds; a save shows in two

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent otherwise there")


class Watched:
    """A running ``lke watch``, whose lines come as they are printed."""

    def __init__(self, path: Path, *options: str) -> None:
        command = [sys.executable, "-u", "-m", "lke_cli", "watch", str(path), *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self._lines.put(line)

    def until(self, text: str) -> str:
        """Return what is printed until a text comes."""
        said = ""
        while text not in said:
            said += self._lines.get(timeout=_WAIT)
        return said

    def stop(self) -> int:
        """Press Ctrl-C and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.ended()

    def ended(self) -> int:
        """Return the exit code once the process has ended."""
        code = self.process.wait(timeout=_WAIT)
        self._reader.join(timeout=_WAIT)
        return code


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "LKE ZI.xlsx"
    made.write_bytes(FAILING.read_bytes())
    return made


@pytest.fixture
def watched(path: Path) -> Iterator[Watched]:
    found = Watched(path)
    yield found
    found.process.kill()
    found.ended()


def test_each_save_shows_the_screen_again_and_ctrl_c_gives_the_last_verdict(path: Path, watched: Watched) -> None:
    assert "BELUM MEMENUHI" in watched.until("Menunggu simpanan")
    path.write_bytes(PASSING.read_bytes())
    shown = watched.until("Menunggu simpanan")
    assert "MEMENUHI" in shown
    assert "BELUM MEMENUHI" not in shown
    assert watched.stop() == 0


def test_ctrl_c_after_a_failing_verdict_is_1(watched: Watched) -> None:
    watched.until("Menunggu simpanan")
    assert watched.stop() == 1


def test_as_excel_saves(path: Path, watched: Watched) -> None:
    """A lock file, a new file under another name, the old one taken away, the new one given its name."""
    watched.until("Menunggu simpanan")
    path.with_name(f"~${path.name}").write_bytes(b"\x05Operator")
    new = path.with_name("A1B2C3D4.tmp")
    new.write_bytes(PASSING.read_bytes())
    path.unlink()
    new.rename(path)
    shown = watched.until("Menunggu simpanan")
    assert "Galat" not in shown
    assert "BELUM MEMENUHI" not in shown
    assert watched.stop() == 0


def test_a_half_written_save_is_waited_for(path: Path, watched: Watched) -> None:
    watched.until("Menunggu simpanan")
    data = PASSING.read_bytes()
    with path.open("wb") as file:
        for start in range(0, len(data), len(data) // 4 + 1):
            file.write(data[start : start + len(data) // 4 + 1])
            file.flush()
            os.fsync(file.fileno())
            threading.Event().wait(0.5)
    shown = watched.until("Menunggu simpanan")
    assert "Galat" not in shown
    assert watched.stop() == 0


def test_what_stays_unreadable_is_said_and_a_good_save_heals_it(path: Path, watched: Watched) -> None:
    watched.until("Menunggu simpanan")
    path.write_bytes(FAILING.read_bytes()[:5000])
    assert "Galat" in watched.until("Menunggu simpanan")
    path.write_bytes(PASSING.read_bytes())
    assert "MEMENUHI" in watched.until("Menunggu simpanan")
    assert watched.stop() == 0


def test_what_is_not_there_at_first_is_said_at_once(tmp_path: Path) -> None:
    for place, said in ((tmp_path / "LKE.xlsx", "tidak ada"), (tmp_path, "adalah folder")):
        watched = Watched(place)
        assert said in watched.until("Galat")
        assert watched.ended() == 2
