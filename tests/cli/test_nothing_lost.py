"""``-o`` writes over nothing that the tool did not write, writes whole or not at all, and says truly why it cannot."""

import errno
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from lke_cli.report.output import why_unwritable
from tests.conftest import ROOT, Run

SAMPLE = ROOT / "samples/LKE ZI KPU Kab. Teladan Utara.xlsx"
SURVEY = ROOT / "samples/survei-ipak-contoh.csv"
MINI = ROOT / "tests/rubrics/sakip-mini.yaml"
FORMATS = [
    *[("score", f) for f in ("txt", "json", "md", "csv")],
    *[("compare", f) for f in ("txt", "json", "md", "csv", "xlsx")],
    *[("check-evidence", f) for f in ("txt", "json", "md", "csv", "xlsx")],
    *[("diff", f) for f in ("txt", "json", "md")],
    *[("survey", f) for f in ("txt", "json", "md", "csv")],
    *[("survey plan", f) for f in ("txt", "json", "md", "csv")],
    *[("plan", f) for f in ("txt", "json", "md", "csv", "xlsx")],
    *[("simulate", f) for f in ("txt", "csv")],
    *[("rubric show", f) for f in ("txt", "json", "md")],
    ("rubric schema", "json"),
    ("inspect", "txt"),
]
windows = pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
not_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    folder = tmp_path / "bukti"
    folder.mkdir()
    (folder / "A.I.1.i.a SK Tim.txt").write_text("Surat Keputusan Tim Kerja tahun 2026", encoding="utf-8")
    return folder


@pytest.fixture
def words(evidence: Path) -> dict[str, list[object]]:
    return {
        "score": ["score", SAMPLE],
        "compare": ["compare", SAMPLE],
        "check-evidence": ["check-evidence", evidence, "--no-cache"],
        "diff": ["diff", SAMPLE, SAMPLE],
        "survey": ["survey", SURVEY, "--kind", "ipak"],
        "survey plan": ["survey", "plan", "--population", "1200"],
        "plan": ["plan", SAMPLE],
        "simulate": ["simulate", SAMPLE, "--set", "A.I.1.i.b=A"],
        "rubric show": ["rubric", "show", MINI],
        "rubric schema": ["rubric", "schema"],
        "inspect": ["inspect", SAMPLE],
    }


@pytest.mark.parametrize(("command", "suffix"), FORMATS)
def test_a_file_of_others_is_kept_unless_forced_and_ours_is_written_anew_with_the_same_bytes(
    lke: Run, words: dict[str, list[object]], tmp_path: Path, command: str, suffix: str
) -> None:
    output = tmp_path / f"hasil.{suffix}"
    output.write_text("catatan rapat", encoding="utf-8")
    code, _, told = lke(*words[command], "-o", output)
    assert code == 2
    assert "--force" in told
    assert output.read_text(encoding="utf-8") == "catatan rapat"
    assert lke(*words[command], "-o", output, "--force")[0] != 2
    first = output.read_bytes()
    time.sleep(1.1 if suffix == "xlsx" else 0)  # the clock of a zip file counts seconds
    assert lke(*words[command], "-o", output)[0] != 2
    assert output.read_bytes() == first


def test_a_report_that_was_changed_by_hand_is_kept(lke: Run, tmp_path: Path) -> None:
    output = tmp_path / "hasil.csv"
    assert lke("score", SAMPLE, "-o", output)[0] == 0
    with output.open("ab") as file:
        file.write(b"sudah dibahas\r\n")
    code, _, told = lke("score", SAMPLE, "-o", output)
    assert code == 2
    assert "bukan hasil lke yang masih utuh" in told
    assert output.read_bytes().endswith(b"sudah dibahas\r\n")


def test_force_does_not_write_over_what_is_read(lke: Run, tmp_path: Path) -> None:
    copied = tmp_path / "LKE.xlsx"
    copied.write_bytes(SAMPLE.read_bytes())
    code, _, err = lke("compare", copied, "-o", copied, "--force")
    assert code == 2
    assert "akan menimpa berkas yang dibaca" in err
    assert copied.read_bytes() == SAMPLE.read_bytes()


@windows
class TestLinks:
    def test_a_link_to_a_file_of_others_is_refused(self, lke: Run, tmp_path: Path) -> None:
        theirs, link = tmp_path / "penting.txt", tmp_path / "hasil.txt"
        theirs.write_text("penting", encoding="utf-8")
        link.symlink_to(theirs)
        code, _, err = lke("score", SAMPLE, "-o", link)
        assert code == 2
        assert "hasil.txt' sudah ada dan bukan hasil lke" in err
        assert theirs.read_text(encoding="utf-8") == "penting"

    def test_a_link_to_a_report_of_ours_is_written_through(self, lke: Run, tmp_path: Path) -> None:
        folder = tmp_path / "arsip"
        folder.mkdir()
        real, link = folder / "hasil.md", tmp_path / "hasil.md"
        lke("score", SAMPLE, "-o", real)
        link.symlink_to(real)
        assert lke("score", SAMPLE, "--target", "wbbm", "-o", link)[0] == 0
        assert link.is_symlink()
        assert "WBBM" in real.read_text(encoding="utf-8")

    def test_a_link_to_nothing_is_refused(self, lke: Run, tmp_path: Path) -> None:
        link = tmp_path / "hasil.txt"
        link.symlink_to(tmp_path / "belum ada.txt")
        code, _, told = lke("score", SAMPLE, "-o", link)
        assert code == 2
        assert "tautan ke berkas yang tidak ada" in told
        assert not (tmp_path / "belum ada.txt").exists()

    def test_a_link_laid_where_a_temporary_file_might_be_is_not_followed(self, tmp_path: Path) -> None:
        from lke_cli.report.output import new_beside

        made = {new_beside(tmp_path / "hasil.txt").name for _ in range(50)}
        assert len(made) == 50


@windows
def test_a_report_has_the_permissions_of_new_files_and_keeps_those_it_had(lke: Run, tmp_path: Path) -> None:
    output = tmp_path / "hasil.txt"
    before = os.umask(0o027)
    try:
        lke("score", SAMPLE, "-o", output)
    finally:
        os.umask(before)
    assert stat.S_IMODE(output.stat().st_mode) == 0o640
    output.chmod(0o600)
    lke("score", SAMPLE, "-o", output)
    assert stat.S_IMODE(output.stat().st_mode) == 0o600


class TestReasons:
    def test_a_folder(self, tmp_path: Path) -> None:
        assert "adalah folder" in why_unwritable(tmp_path, IsADirectoryError(errno.EISDIR, ""))

    def test_a_folder_that_is_a_file(self, lke: Run, tmp_path: Path) -> None:
        (tmp_path / "berkas").write_text("x", encoding="utf-8")
        code, _, told = lke("score", SAMPLE, "-o", tmp_path / "berkas" / "hasil.txt")
        assert code == 2
        assert "adalah berkas, bukan folder" in told

    def test_a_name_that_is_too_long(self, lke: Run, tmp_path: Path) -> None:
        code, _, told = lke("score", SAMPLE, "-o", tmp_path / f"{'a' * 300}.txt")
        assert code == 2
        assert "terlalu panjang" in told
        assert list(tmp_path.iterdir()) == []

    @not_root
    def test_a_folder_that_may_not_be_written_is_not_called_open_in_excel(self, lke: Run, tmp_path: Path) -> None:
        folder = tmp_path / "terkunci"
        folder.mkdir()
        folder.chmod(0o500)
        code, _, told = lke("score", SAMPLE, "-o", folder / "hasil.txt")
        assert code == 2
        assert "tidak boleh ditulisi" in told
        assert "Excel" not in told

    @pytest.mark.parametrize(
        ("number", "words"),
        [
            (errno.ENOSPC, "Disk penuh"),
            (errno.EFBIG, "Disk penuh"),
            (errno.EROFS, "hanya dapat dibaca"),
            (errno.EBUSY, "sedang dibuka program lain"),
            (errno.EINVAL, "tidak boleh menjadi nama"),
            (errno.EACCES, "tidak boleh"),
            (errno.EIO, "EIO"),
        ],
    )
    def test_each_refusal_of_the_system_has_its_sentence(self, tmp_path: Path, number: int, words: str) -> None:
        assert words in why_unwritable(tmp_path / "hasil.txt", OSError(number, "english words"))
        assert "english" not in why_unwritable(tmp_path / "hasil.txt", OSError(number, "english words"))


@windows
@pytest.mark.parametrize("suffix", ["txt", "json", "csv", "md", "xlsx"])
def test_a_disk_that_is_full_half_way_leaves_the_old_report_and_nothing_else(tmp_path: Path, suffix: str) -> None:
    output = tmp_path / f"hasil.{suffix}"
    command = ["check-evidence", ROOT / "samples"] if suffix == "xlsx" else ["score", SAMPLE]
    assert _run(*command, "-o", output).returncode != 2
    before = output.read_bytes()

    import resource

    def no_room() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))

    done = _run(*command, "-o", output, prepare=no_room)
    assert done.returncode == 2
    told = done.stderr.decode()
    assert told.lower().startswith("galat: disk penuh, ")
    assert told.count("\n") == 1
    assert output.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [output.name]


def _run(*words: object, prepare: Callable[[], object] | None = None) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-m", "lke_cli", *map(str, words)]
    return subprocess.run(command, capture_output=True, check=False, preexec_fn=prepare)


def test_what_a_killed_run_left_is_swept_away_an_hour_later(lke: Run, tmp_path: Path) -> None:
    old, new, theirs = (tmp_path / name for name in (f".lke-{'0' * 16}.tmp", f".lke-{'1' * 16}.tmp", ".lke-x.tmp"))
    for path in (old, new, theirs):
        path.write_text("setengah", encoding="utf-8")
    for path in (old, theirs):
        os.utime(path, (0, 0))
    lke("score", SAMPLE, "-o", tmp_path / "hasil.json")
    assert (old.exists(), new.exists(), theirs.exists()) == (False, True, True)
