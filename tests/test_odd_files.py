"""Odd files, folders and surroundings: real commands on them, one true sentence or a result, never a traceback."""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="makes what only a Unix file system holds")
SAMPLE = next((ROOT / "samples").glob("*Misal*.xlsx"))
EACH = (["score", "s.xlsx"], ["compare", "."], ["check-evidence", "bukti"], ["inspect", "s.xlsx"], ["diff", "s.xlsx", "t.xlsx"])  # fmt: skip  # noqa: E501


class Ran:
    def __init__(self, done: "subprocess.CompletedProcess[bytes]") -> None:
        self.code, self.out, self.err = done.returncode, done.stdout.decode(), done.stderr.decode()
        assert "Traceback" not in self.out + self.err
        assert "tak terduga" not in self.out + self.err


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("s.xlsx", "t.xlsx", "bukti/SK Tim.xlsx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(SAMPLE, tmp_path / name)
    return tmp_path


def run(arguments: Sequence[object], shell: str = "", **options: str) -> Ran:
    """Run ``lke``; shell: what a shell does around it, with the command as ``"$@"``."""
    command = [sys.executable, "-m", "lke_cli", *map(os.fspath, arguments)]  # type: ignore[arg-type]
    if shell:
        command = ["bash", "-c", shell, "bash", *command]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **options}
    return Ran(subprocess.run(command, capture_output=True, check=False, timeout=120, env=environment))


@pytest.mark.parametrize("seconds", [-11_644_473_600, 10_413_792_000])
def test_times_of_1601_and_2300(place: Path, seconds: int) -> None:
    for name in ("s.xlsx", "bukti/SK Tim.xlsx"):
        os.utime(place / name, (seconds, seconds))
    assert run(["score", "s.xlsx"]).code == 1
    assert run(["compare", "s.xlsx", "t.xlsx"]).code == 1
    for _ in range(2):  # the second time from the cache
        assert run(["check-evidence", "bukti"]).code == 1


@pytest.mark.parametrize("name", [b"a" * 250 + b".xlsx", b"r\xff\xfe\xed\xa0\x80.xlsx"])
def test_names_of_255_bytes_or_of_no_encoding(place: Path, name: bytes) -> None:
    for folder in (b"", b"bukti/"):
        shutil.copy(os.fsencode(SAMPLE), folder + name)
    odd = os.fsdecode(name)
    assert run(["score", odd, "--format", "json"]).code == 1
    assert run(["inspect", odd]).code == 0
    assert run(["diff", odd, "s.xlsx"]).code == 1
    assert run(["compare", odd, "s.xlsx", "-o", "banding.xlsx"]).code == 1
    report = run(["check-evidence", "bukti", "--format", "json"])
    assert len(json.loads(report.out)["files"]) == 2


@pytest.mark.parametrize("arguments", EACH, ids=lambda each: each[0])
def test_with_20_file_handles(place: Path, arguments: list[str]) -> None:
    assert run(arguments, 'ulimit -n 20; exec "$@"').code == run(arguments).code


@pytest.mark.parametrize("arguments", EACH, ids=lambda each: each[0])
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&- <&-"])
def test_with_closed_streams(place: Path, arguments: list[str], closed: str) -> None:
    assert run(arguments, f'exec "$@" {closed}').code == run(arguments).code


def test_in_a_folder_that_was_deleted(place: Path) -> None:
    gone = 'mkdir gone; cd gone; rmdir ../gone; exec "$@"'
    assert run(["score", place / "s.xlsx"], gone).code == 1
    assert run(["compare", place], gone).code == 1
    assert run(["check-evidence", place / "bukti"], gone).code == 1
    missing = run(["score", "s.xlsx"], gone)
    assert (missing.code, missing.err.count("\n")) == (2, 1)
    nowhere = run(["score", place / "s.xlsx", "-o", "hasil.json"], gone)
    assert (nowhere.code, "sudah dihapus" in nowhere.err, "ENOENT" in nowhere.err) == (2, True, False)


@pytest.mark.parametrize("home", ["env -u HOME -u XDG_CACHE_HOME", "env -u XDG_CACHE_HOME HOME=/nonexistent/x"])
def test_without_a_home(place: Path, home: str) -> None:
    for arguments in EACH:
        assert run(arguments, f'exec {home} "$@"').code == run(arguments).code


@pytest.fixture
def odd(place: Path) -> Path:
    """A folder with one workbook and all that is none, and what may not be looked into."""
    folder = place / "aneh"
    (folder / "rahasia").mkdir(parents=True)
    for name in ("LKE.xlsx", "rahasia/r.xlsx", "tertutup.xlsx"):
        shutil.copy(SAMPLE, folder / name)
    os.mkfifo(folder / "pipa.xlsx")
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("aneh/soket.xlsx")  # a path of more than 107 bytes would be refused
    for link, target in (("putar", "putar2"), ("putar2", "putar"), ("diri", "."), ("putus.xlsx", "/nonexistent.xlsx")):
        (folder / link).symlink_to(target)
    (folder / "nol.xlsx").symlink_to("/dev/zero")
    (folder / "rahasia").chmod(0)
    (folder / "tertutup.xlsx").chmod(0)
    return folder


LIKE_ANYBODY = 'exec setpriv --bounding-set=-dac_override,-dac_read_search --inh-caps=-all "$@"'
"""Root may look into everything; without these capabilities it may not."""
needs_setpriv = pytest.mark.skipif(
    os.name != "posix" or (os.geteuid() == 0 and not shutil.which("setpriv")), reason="root sees everything"
)


def as_anybody(arguments: Sequence[object]) -> Ran:
    return run(arguments, LIKE_ANYBODY if os.geteuid() == 0 else "")


@needs_setpriv
def test_compare_names_all_that_it_could_not_look_into(odd: Path) -> None:
    done = as_anybody(["compare", odd, "--format", "json"])
    assert done.code == 2
    unread = {Path(unit["file"]).name: unit["problem"] for unit in json.loads(done.out)["units"] if unit["problem"]}
    assert sorted(unread) == ["putar", "putar2", "putus.xlsx", "rahasia", "tertutup.xlsx"]
    assert "tidak boleh dibaca" in unread["rahasia"]
    assert "tidak boleh dibaca" in unread["tertutup.xlsx"]
    assert "tautannya berputar" in unread["putar"]
    assert "tidak ada" in unread["putus.xlsx"]
    assert as_anybody(["compare", odd / "rahasia"]).code == 2
    assert as_anybody(["score", odd]).code == 2


@needs_setpriv
def test_check_evidence_names_all_that_it_could_not_look_into(odd: Path) -> None:
    done = as_anybody(["check-evidence", odd, "--no-cache", "--format", "json"])
    assert done.code == 2
    findings = json.loads(done.out)["findings"]
    unseen = {f["cell"]: f["severity"] for f in findings if f["rule"] == "folder-unreadable"}
    assert unseen == {
        "nol.xlsx": "warning",
        "pipa.xlsx": "warning",
        "putar": "error",
        "putar2": "error",
        "putus.xlsx": "error",
        "rahasia": "error",
        "soket.xlsx": "warning",
    }
    assert [f["cell"] for f in findings if f["rule"] == "file-unreadable"] == ["tertutup.xlsx"]


def test_a_folder_of_workbooks_that_is_linked_is_read_once(place: Path) -> None:
    far = place / "jauh"
    far.mkdir()
    shutil.copy(SAMPLE, far / "LKE Jauh.xlsx")
    (place / "dekat").mkdir()
    for link in ("satu", "dua"):
        (place / "dekat" / link).symlink_to(far)
    report = json.loads(run(["compare", "dekat", "--format", "json"]).out)
    assert [Path(unit["file"]).name for unit in report["units"]] == ["LKE Jauh.xlsx"]
