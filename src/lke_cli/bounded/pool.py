"""Processes that work through items, and what becomes of an item whose process is lost."""

import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import islice
from typing import Any, Generic, Literal, TypeVar

from lke_cli.bounded import system
from lke_cli.bounded.lost import MEMORY, SECONDS, Lost
from lke_cli.errors import LkeError

T = TypeVar("T")
R = TypeVar("R")

_START_SECONDS = 60.0  # for a process to begin; a virus scanner may look at every library
_LOOK = 0.25  # seconds between two looks at deadlines, memory, and whether the user wants the end
_STILLBORN = 3  # processes in a row that end before they begin: then none will
_PRELOADED = ["lke_cli.comparison.work", "lke_cli.scored", "lke_cli.evidence.content"]


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run(
    function: Callable[[T], R],
    items: Iterable[T],
    *,
    seconds: float | Callable[[T], float] = SECONDS,
    memory: int = MEMORY,
    jobs: int | None = None,
    start: Callable[[], object] | None = None,
    ahead: int = 1,
    stop: Callable[[], bool] | None = None,
    meanwhile: Callable[[], object] | None = None,
) -> Iterator[tuple[T, R | Lost]]:
    """Yield every item with its result, in the order in which they are ready.

    seconds: for an item, or how to tell it from one. memory: bytes that each process may take beyond those it has at
    its first item. jobs: processes at once; by
    default one per core. ahead: items that a process has waiting, more than 1 for items of milliseconds. stop: asked a
    few times a second; once it says yes, what runs is finished, and what only waits is not begun or yielded. meanwhile:
    is called once, while the first items are worked on.
    Raises LkeError where no process can be started.
    """
    pool: _Pool[T, R] = _Pool(partial(_start, function, start, memory), iter(items), seconds, ahead, jobs or cores())
    try:
        yield from pool.results(stop or _never, meanwhile)
    finally:
        pool.end()


def _never() -> bool:
    return False


class _Worker(Generic[T]):
    """A process, and the items that it was given; it works on the first."""

    def __init__(self, process: Any, connection: Any, memory: int, job: object) -> None:
        self.process, self.connection, self.memory = process, connection, memory
        self.allowed = memory  # with what it has at its first item
        self._job = job  # Windows ends the process with the last handle on it
        self.items: deque[T] = deque()
        self.ready = False
        self.bounded = True  # whether the system holds it to its memory
        self.deadline = time.monotonic() + _START_SECONDS

    def end(self) -> None:
        self.connection.close()
        self.process.kill()
        self.process.join()
        self.process.close()


def _start(function: Callable[[T], R], start: Callable[[], object] | None, memory: int) -> "_Worker[T]":
    import multiprocessing  # not at the top: where a file is read in this process, none of it is needed

    context = _context()
    try:
        return _started(context, function, start, memory)
    except OSError:
        if context.get_start_method() != "forkserver":
            raise
        # Its socket finds no place where the path of the temporary folder is long.
        return _started(multiprocessing.get_context("spawn"), function, start, memory)


def _started(context: Any, function: Callable[[T], R], start: Callable[[], object] | None, memory: int) -> "_Worker[T]":
    ours, theirs = context.Pipe()
    parent = None
    if context.get_start_method() == "fork":
        parent = os.getpid()
        with suppress(OSError):
            system.system_calls()
    process = context.Process(target=system.work, args=(theirs, function, start, memory, parent), daemon=True)
    try:
        with _no_interrupt():
            process.start()
    except BaseException:
        ours.close()
        raise
    finally:
        theirs.close()
    return _Worker(process, ours, memory, system.confine(process.pid, memory))


def _context() -> Any:
    """Return how processes are started: by fork where it is safe (a few ms), else as new programs."""
    import multiprocessing

    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    try:
        threads = len(os.listdir("/proc/self/task"))
    except OSError:
        threads = 2
    if threads == 1:
        return multiprocessing.get_context("fork")
    # A fork beside other threads (a progress bar's) may copy a lock that nobody will open.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Let a process be started that no Ctrl-C reaches, not even while it starts: that is the parent's to hear."""
    if sys.platform == "win32":  # the process turns it off itself
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Pool(Generic[T, R]):
    def __init__(
        self,
        start: Callable[[], "_Worker[T]"],
        items: Iterator[T],
        seconds: float | Callable[[T], float],
        ahead: int,
        jobs: int,
    ) -> None:
        self._start, self._items, self._ahead, self._jobs = start, items, ahead, jobs
        self._seconds = seconds if callable(seconds) else lambda _: seconds
        self._again: deque[T] = deque()  # given to a process that was lost before it came to them
        self._workers: list[_Worker[T]] = []
        self._stillborn = 0

    def results(self, stop: Callable[[], bool], meanwhile: Callable[[], object] | None) -> Iterator[tuple[T, R | Lost]]:
        """Yield items with their results until there are none left, or the end is asked for."""
        from multiprocessing.connection import wait

        while True:
            if stop():
                self._shrink()
            else:
                self._feed()
            if not self._workers:
                return
            if meanwhile is not None:
                meanwhile()
                meanwhile = None
            nearest = min(worker.deadline for worker in self._workers) - time.monotonic()
            ready = wait([worker.connection for worker in self._workers], max(0.0, min(_LOOK, nearest)))
            for worker in list(self._workers):
                yield from self._heard(worker) if worker.connection in ready else self._overdue(worker)

    def end(self) -> None:
        """End all processes."""
        while self._workers:
            self._workers.pop().end()

    def _feed(self) -> None:
        """Give every process its next items; start processes while there are items, end those without."""
        for worker in list(self._workers):
            self._give(worker)
            if not worker.items:
                self._drop(worker)
        while len(self._workers) < self._jobs and (first := self._taken(1)):
            self._again.extendleft(first)
            try:
                worker = self._start()
            except OSError as error:
                if not self._workers:
                    raise LkeError("Sistem tidak memberi proses baru untuk membaca; tutup program lain.") from error
                self._jobs = len(self._workers)  # those that run do the rest
                return
            self._workers.append(worker)
            self._give(worker)

    def _give(self, worker: "_Worker[T]") -> None:
        if len(worker.items) > self._ahead // 2:
            return
        items = self._taken(self._ahead - len(worker.items))
        if items and worker.ready and not worker.items:
            worker.deadline = time.monotonic() + self._seconds(items[0])
        worker.items.extend(items)
        # A process that just ended is found out by the end of its connection.
        with suppress(OSError):
            if items:
                worker.connection.send(items)

    def _taken(self, count: int) -> list[T]:
        taken = [self._again.popleft() for _ in range(min(count, len(self._again)))]
        return taken + list(islice(self._items, count - len(taken)))

    def _shrink(self) -> None:
        """Let processes finish the item that runs, and no other."""
        for worker in list(self._workers):
            while len(worker.items) > 1:
                worker.items.pop()
            if not worker.ready or not worker.items:
                self._drop(worker)

    def _drop(self, worker: "_Worker[T]") -> None:
        self._workers.remove(worker)
        worker.end()

    def _heard(self, worker: "_Worker[T]") -> Iterator[tuple[T, R | Lost]]:
        try:
            outcome = worker.connection.recv()
        except (EOFError, OSError):
            yield from self._lost(worker, "crashed")
            return
        if not worker.ready:
            worker.ready, worker.bounded, self._stillborn = True, outcome, 0
            worker.allowed = worker.memory + (0 if outcome else system.resident(worker.process.pid))
        else:
            item = worker.items.popleft()
            # Out of memory, what is left of it is not to be trusted.
            if isinstance(outcome, Lost) and outcome.why == "memory":
                self._again.extendleft(reversed(worker.items))
                self._drop(worker)
            yield item, outcome
        if worker.items:
            worker.deadline = time.monotonic() + self._seconds(worker.items[0])

    def _overdue(self, worker: "_Worker[T]") -> Iterator[tuple[T, R | Lost]]:
        if worker.items and time.monotonic() >= worker.deadline:
            yield from self._lost(worker, "slow")
        elif not worker.bounded and system.resident(worker.process.pid) > worker.allowed:
            yield from self._lost(worker, "memory")

    def _lost(self, worker: "_Worker[T]", why: Literal["slow", "memory", "crashed"]) -> Iterator[tuple[T, R | Lost]]:
        began, lost = worker.ready, worker.items.popleft() if worker.items else None
        rest = list(worker.items)
        self._drop(worker)
        if not began:
            self._stillborn += 1
            if self._stillborn >= _STILLBORN:
                raise LkeError("Proses pembaca tidak mau berjalan di komputer ini; pasang ulang lke-cli.")
            rest = [lost, *rest] if lost is not None else rest
            self._again.extendleft(reversed(rest))
            return
        self._again.extendleft(reversed(rest))
        if lost is not None:
            yield lost, Lost(why)
