"""Score many workbooks over the processor's cores, and stop in good order when the user says so."""

import gc
import signal
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from lke_cli.bounded import SECONDS, Lost, run, sentence
from lke_cli.comparison.rows import Packed, UnitRows, pack
from lke_cli.comparison.work import CompareSettings, Work, unreadable

_AHEAD = 4  # workbooks that a process has waiting: it must not wait for its parent after each


class Stop:
    """Whether the user asked for the end with Ctrl-C. A context manager, which listens while it is open.

    The first Ctrl-C only sets ``asked``: what is being written is written whole, what was read is kept. The second ends
    the other processes and raises KeyboardInterrupt, and from then on no further one is heard: they would break the
    interpreter's own clearing up.
    """

    def __init__(self) -> None:
        self.asked = False

    def __enter__(self) -> "Stop":
        self._listens = threading.current_thread() is threading.main_thread()
        if self._listens:
            self._before = signal.signal(signal.SIGINT, self._heard)
        return self

    def __exit__(self, *_: object) -> None:
        if self._listens and signal.getsignal(signal.SIGINT) == self._heard:
            signal.signal(signal.SIGINT, self._before)

    def _heard(self, *_: object) -> None:
        if not self.asked:
            self.asked = True
            return
        import multiprocessing

        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for process in multiprocessing.active_children():
            process.kill()
        raise KeyboardInterrupt


def fill(
    rows: UnitRows,
    paths: Sequence[Path],
    options: CompareSettings,
    workers: int | None = None,
    tick: Callable[[], object] = int,
    stop: Stop | None = None,
    seconds: float = SECONDS,
) -> int:
    """Score workbooks, add their rows; return how many were left because the user stopped the run.

    tick: called after each workbook. workers: processes; by default one per core. seconds: for one workbook.
    A workbook that ends its process, or goes past a bound, is a row that says so.
    """
    stop = stop or Stop()
    start = len(rows)
    done: dict[Path, Packed] = {}
    order = iter(paths)
    turn = next(order, None)
    for path, outcome in run(
        _row,
        paths,
        seconds=seconds,
        jobs=workers,
        start=partial(_begin, options),
        ahead=_AHEAD,
        stop=lambda: stop.asked,
    ):
        if isinstance(outcome, Lost):
            outcome = pack(unreadable(path, sentence(outcome, path.name, seconds=seconds)))
        done[path] = outcome
        tick()
        while turn in done:  # rows stand in the order of their paths, whichever process was faster
            rows.add(done.pop(turn))
            turn = next(order, None)
    for path in paths:
        if path in done:  # of a run that was ended: some before them were not read
            rows.add(done.pop(path))
    return len(paths) - (len(rows) - start)


_work: Work | None = None


def _begin(options: CompareSettings) -> None:
    global _work
    _work = Work(options)
    gc.set_threshold(50_000)  # a row makes hardly any garbage in cycles, and looking for it costs a tenth


def _row(path: Path) -> Packed:
    assert _work is not None
    return pack(_work.row(path))
