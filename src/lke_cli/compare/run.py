"""Score many workbooks over the processor's cores, and stop in good order when the user says so."""

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from lke_cli.compare.rows import Packed, Rows, pack
from lke_cli.compare.work import Options, Work, unreadable

_FEW = 40
"""Workbooks under which starting other processes costs more than it saves."""
_CHUNK = 8
_AHEAD = 3  # chunks per process that wait or run


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


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
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for process in multiprocessing.active_children():
            process.kill()
        raise KeyboardInterrupt


def fill(
    rows: Rows,
    paths: Sequence[Path],
    options: Options,
    workers: int | None = None,
    tick: Callable[[], object] = int,
    stop: Stop | None = None,
) -> int:
    """Score workbooks, add their rows; return how many were left because the user stopped the run.

    tick: called after each workbook. workers: processes; by default one per core, none for few workbooks.
    """
    if workers is None:
        workers = cores() if len(paths) >= _FEW else 1
    stop = stop or Stop()
    start = len(rows)
    for packed in _rows_here(paths, options, stop) if workers <= 1 else _in_processes(paths, options, workers, stop):
        rows.add(packed)
        tick()
    return len(paths) - (len(rows) - start)


def _rows_here(paths: Sequence[Path], options: Options, stop: Stop) -> Iterator[Packed]:
    work = Work(options)
    for path in paths:
        if stop.asked:
            return
        yield pack(work.row(path))


def _in_processes(paths: Sequence[Path], options: Options, workers: int, stop: Stop) -> Generator[Packed, None, None]:
    chunks = iter([paths[i : i + _CHUNK] for i in range(0, len(paths), _CHUNK)])
    broken: list[Path] = []
    pool = _pool(options, workers)
    pending: dict[Future[list[Packed]], Sequence[Path]] = {}
    try:
        while True:
            if stop.asked:
                # What runs is finished and kept; what only waits is not begun.
                pending = {future: chunk for future, chunk in pending.items() if not future.cancel()}
                broken.clear()
            elif not broken:
                try:
                    for chunk in islice(chunks, max(0, workers * _AHEAD - len(pending))):
                        with _no_interrupt():
                            pending[pool.submit(_chunk, chunk)] = chunk
                except BrokenProcessPool:
                    broken += chunk
            if not pending and not broken:
                break
            done, _ = wait(pending, return_when=FIRST_COMPLETED)
            for future in done:
                chunk = pending.pop(future)
                try:
                    yield from future.result()
                except BrokenProcessPool:
                    broken += chunk
            if broken and not pending:
                pool.shutdown(wait=True)
                yield from _one_by_one(broken, options, stop)
                broken = []
                pool = _pool(options, workers)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _one_by_one(paths: Sequence[Path], options: Options, stop: Stop) -> Iterator[Packed]:
    """Yield the rows of workbooks of which one ended its process: that one is told from the others."""
    pool = _pool(options, 1)
    for path in paths:
        if stop.asked:
            break
        try:
            with _no_interrupt():
                future = pool.submit(_chunk, [path])
            yield future.result()[0]
        except BrokenProcessPool:
            pool.shutdown(wait=True)
            pool = _pool(options, 1)
            yield pack(unreadable(path, f"'{path.name}' menghentikan pembacanya; periksa berkas itu sendiri."))
    pool.shutdown(wait=True)


def _pool(options: Options, workers: int) -> ProcessPoolExecutor:
    # spawn: the same on every system, and safe beside the thread that draws the progress bar
    return ProcessPoolExecutor(
        workers, mp_context=multiprocessing.get_context("spawn"), initializer=_begin, initargs=(options,)
    )


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Let a process be started that no Ctrl-C reaches, not even while it starts: that is the parent's to hear."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows: the process turns it off itself, in _begin
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_work: Work | None = None


def _begin(options: Options) -> None:
    global _work
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _work = Work(options)
    gc.freeze()  # the rubric stays; a row makes hardly any garbage in cycles, and looking for it costs a tenth
    gc.set_threshold(50_000)


def _chunk(paths: Sequence[Path]) -> list[Packed]:
    assert _work is not None
    return [pack(_work.row(path)) for path in paths]
