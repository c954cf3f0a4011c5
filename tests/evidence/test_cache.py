"""A cache that is damaged, old or out of reach changes nothing but the time that a check takes."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from lke_cli.evidence.cache import Cache
from lke_cli.evidence.content import Content, Examination

TASK, TIME = Examination("/bukti/SK.pdf", 10), 1_700_000_000_000_000_000
CONTENT = Content("ok", heading="KEPUTUSAN", dates=("2025-01-02",), digest="ab")


def garbage(path: Path) -> None:
    path.write_bytes(b"bukan basis data " * 500)


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:3_000])


def spoiled(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:8192] = b"\xff" * 4096
    path.write_bytes(data)


def of_other_columns(path: Path) -> None:
    path.unlink()
    database = sqlite3.connect(path)
    database.execute("create table seen (path blob primary key, other text)")
    database.close()


@pytest.mark.parametrize("damage", [garbage, truncated, spoiled, of_other_columns])
def test_a_damaged_cache_is_renewed(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    path = tmp_path / "cache.sqlite"
    Cache(path).store([(TASK, TIME, CONTENT)])
    assert Cache(path).load([(TASK, TIME)]) == {TASK.path: CONTENT}
    damage(path)
    assert Cache(path).load([(TASK, TIME)]) == {}
    Cache(path).store([(TASK, TIME, CONTENT)])
    assert Cache(path).load([(TASK, TIME)]) == {TASK.path: CONTENT}


@pytest.mark.parametrize(
    "text", ["", "null", "[1]", '{"state": "baik", "dates": []}', '{"state": "ok", "dates": 3}', "["]
)
def test_a_row_of_nonsense_is_not_known_and_the_others_are(tmp_path: Path, text: str) -> None:
    path = tmp_path / "cache.sqlite"
    other = Examination("/bukti/lain.pdf", 10)
    Cache(path).store([(TASK, TIME, CONTENT), (other, TIME, CONTENT)])
    database = sqlite3.connect(path)
    with database:
        database.execute("update seen set content = ? where path = ?", (text, b"/bukti/SK.pdf"))
    database.close()
    assert Cache(path).load([(TASK, TIME), (other, TIME)]) == {other.path: CONTENT}


@pytest.mark.parametrize("time", [-11_644_473_600_000_000_000, 10_413_792_000_000_000_000, 10**30])
def test_times_of_1601_and_2300_are_kept(tmp_path: Path, time: int) -> None:
    path = tmp_path / "cache.sqlite"
    Cache(path).store([(TASK, time, CONTENT)])
    assert Cache(path).load([(TASK, time)]) == {TASK.path: CONTENT}


@pytest.mark.parametrize("task", [TASK, Examination(TASK.path, 11)])
@pytest.mark.parametrize("later", [-1, 0, 1])
def test_a_file_of_another_time_or_size_is_opened_anew(tmp_path: Path, task: Examination, later: int) -> None:
    """An older version that was copied back is another file too."""
    path = tmp_path / "cache.sqlite"
    Cache(path).store([(TASK, TIME, CONTENT)])
    assert bool(Cache(path).load([(task, TIME + later)])) == (task == TASK and later == 0)


def test_a_cache_that_is_in_use_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    Cache(path).store([(TASK, TIME, CONTENT)])
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("begin exclusive")
    assert Cache(path).load([(TASK, TIME)]) == {}
    holder.execute("rollback")
    holder.close()
    assert Cache(path).load([(TASK, TIME)]) == {TASK.path: CONTENT}


def test_a_place_that_cannot_hold_a_cache_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_bytes(b"")
    for path in (tmp_path / "berkas" / "cache.sqlite", tmp_path):
        Cache(path).store([(TASK, TIME, CONTENT)])
        assert Cache(path).load([(TASK, TIME)]) == {}
