"""Items in processes: one that hangs, crashes or takes all memory costs itself, never the run."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from functools import partial
from pathlib import Path

import pytest

from lke_cli.bounded import Lost, call, run
from lke_cli.errors import LkeError, UndecidedError
from lke_cli.instrument import InstrumentError
from lke_cli.rubric import RubricError

MEGABYTES_200 = 200_000_000


def work(item: str) -> str:
    if item == "hang":
        time.sleep(600)
    if item == "crash":
        os._exit(3)
    if item == "abort":
        os.abort()
    if item == "raise":
        raise ValueError(item)
    if item == "greedy":
        return str(len(bytearray(1_000_000_000)))
    if item == "loud":
        os.write(1, b"native text\n")
        os.write(2, b"native text\n")
    return item.upper()


@pytest.mark.parametrize("ahead", [1, 4])
@pytest.mark.parametrize("jobs", [1, 3])
def test_an_item_that_hangs_crashes_raises_or_is_greedy_costs_only_itself(jobs: int, ahead: int) -> None:
    items = ["a", "hang", "b", "crash", "raise", "c", "abort", "greedy", "d", "e"]
    seconds = {"hang": 0.5}
    results = list(
        run(work, items, seconds=lambda item: seconds.get(item, 60), memory=MEGABYTES_200, jobs=jobs, ahead=ahead)
    )
    assert Counter(item for item, _ in results) == Counter(items)  # none is lost, none is done twice
    assert dict(results) == {
        "a": "A",
        "hang": Lost("slow"),
        "b": "B",
        "crash": Lost("crashed"),
        "raise": Lost("error", "ValueError"),
        "c": "C",
        "abort": Lost("crashed"),
        "greedy": Lost("memory"),
        "d": "D",
        "e": "E",
    }


def test_no_items_no_processes() -> None:
    assert list(run(work, [])) == []


def test_many_items_come_back_once_each() -> None:
    items = [str(number) for number in range(3_000)]
    assert sorted(run(work, items, jobs=2, ahead=4)) == sorted((item, item) for item in items)


def test_what_a_worker_prints_never_reaches_the_screen(capfd: pytest.CaptureFixture[str]) -> None:
    assert dict(run(work, ["loud"])) == {"loud": "LOUD"}
    assert capfd.readouterr() == ("", "")


def test_no_process_is_left_when_the_results_are_no_longer_wanted() -> None:
    results = run(_pid, range(100), jobs=2)
    first = {next(results)[1] for _ in range(5)}
    results.close()  # type: ignore[attr-defined]
    assert not [pid for pid in first if isinstance(pid, int) and _alive(pid)]


def test_once_the_end_is_asked_for_only_what_runs_is_finished() -> None:
    asked: list[bool] = []
    results = []
    for each in run(partial(_slowly, 0.5), range(1_000), jobs=2, ahead=4, stop=lambda: bool(asked)):
        results.append(each)
        asked.append(True)
    assert 1 <= len(results) <= 3  # the first, and at most what each process was at


def test_a_start_that_always_fails_is_said_and_ends() -> None:
    with pytest.raises(LkeError, match="Proses pembaca tidak mau berjalan"):
        list(run(work, ["a"], start=partial(os._exit, 1)))


def test_a_call_gives_what_the_function_gives_or_raises(tmp_path: Path) -> None:
    file = tmp_path / "LKE.xlsx"
    assert call(work, "a", file=file) == "A"
    with pytest.raises(UndecidedError) as caught:
        call(_undecided, file=file)
    assert (str(caught.value), caught.value.cells, caught.value.command) == ("Dua kolom.", ("LKE!K1",), "--column x=K")


@pytest.mark.parametrize(
    ("item", "says"),
    [
        ("hang", "'LKE.xlsx' tidak selesai dibaca dalam 1 detik"),
        ("abort", "'LKE.xlsx' menghentikan pembacanya"),
        ("greedy", "'LKE.xlsx' perlu lebih dari 200 MB memori"),
        ("raise", r"'LKE.xlsx' tidak dapat dibaca \(galat tak terduga ValueError\)"),
    ],
)
def test_a_call_that_goes_past_a_bound_is_one_sentence(tmp_path: Path, item: str, says: str) -> None:
    with pytest.raises(LkeError, match=says) as caught:
        call(work, item, file=tmp_path / "LKE.xlsx", seconds=1, memory=MEGABYTES_200)
    assert "\n" not in str(caught.value)


def refuse(how: str) -> None:
    if how == "undecided":
        raise UndecidedError("Dua kolom.", cells=("K3", "L3"), command="--column answer=K")
    kind = InstrumentError if how == "instrument" else RubricError
    raise kind("a.yaml", [(3, "isian 'label' wajib ada"), (9, "isian 'x' tidak dikenal")])


def test_an_error_comes_back_from_its_process_as_it_was_raised(tmp_path: Path) -> None:
    with pytest.raises(InstrumentError, match=r"^Instrumen 'a.yaml' salah pada baris 3: .* \(dan 1 kes") as instrument:
        call(refuse, "instrument", file=tmp_path / "a.csv")
    assert instrument.value.mistakes == [(3, "isian 'label' wajib ada"), (9, "isian 'x' tidak dikenal")]
    with pytest.raises(RubricError, match=r"^Rubrik 'a.yaml' salah pada baris 3"):
        call(refuse, "rubric", file=tmp_path / "a.xlsx")
    with pytest.raises(UndecidedError) as undecided:
        call(refuse, "undecided", file=tmp_path / "a.xlsx")
    assert (undecided.value.cells, undecided.value.command) == (("K3", "L3"), "--column answer=K")


def test_a_call_that_the_system_refuses_says_why_and_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "ipak.csv"
    with pytest.raises(LkeError, match=r"'ipak.csv' tidak dapat dibaca: hilang atau tautan putus; periksa letak"):
        call(Path.read_bytes, file, file=file)


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes under /proc")
@pytest.mark.parametrize("kind", ["idle", "busy"])
def test_a_killed_parent_leaves_no_process(tmp_path: Path, kind: str) -> None:
    code = (
        "from functools import partial; import time\n"
        "from lke_cli.bounded import run\n"
        "from tests.bounded.test_run import _pid, _busy\n"
        "for _, pid in run(_pid, range(2), jobs=2):\n    print(pid, flush=True)\n"
        f"    if {kind == 'idle'}: time.sleep(600)\n"
        "for _ in run(_busy, [1], jobs=1): pass\n"
    )
    root = Path(__file__).parents[2]
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=root) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        time.sleep(0.5)
        workers = [int(pid) for pid in _children(parent.pid)]
        assert workers
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    end = time.monotonic() + 5
    while any(map(_alive, workers)) and time.monotonic() < end:
        time.sleep(0.02)
    assert not any(map(_alive, workers))


def _children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _pid(_: int) -> int:
    return os.getpid()


def _busy(_: int) -> None:
    while True:
        pass


def _slowly(seconds: float, item: int) -> int:
    time.sleep(seconds)
    return item


def _undecided() -> None:
    raise UndecidedError("Dua kolom.", cells=("LKE!K1",), command="--column x=K")
