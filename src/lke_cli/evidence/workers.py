"""Run a function over many tasks in worker processes, each task within a time of its own.

The standard pools cannot end one task that hangs; here its process is ended and replaced, and the run goes on.
"""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, Literal, TypeVar

T = TypeVar("T")
R = TypeVar("R")

MAX_JOBS = 3
"""More processes than this would break the memory promise and wait for the disk anyway."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A task without a result: it took too long (``slow``), its process died (``crashed``), or it raised."""

    why: Literal["slow", "crashed", "error"]
    detail: str = ""


class _Worker(Generic[T, R]):
    """A process that works on one task at a time."""

    def __init__(self, function: Callable[[T], R]) -> None:
        # "spawn" on every system: the same behaviour as on Windows, and safe beside the threads of a progress bar.
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, function), daemon=True)
        self.process.start()
        theirs.close()
        self.task: T | None = None
        self.deadline = float("inf")

    def give(self, task: T, seconds: float) -> None:
        self.task, self.deadline = task, time.monotonic() + seconds
        self.connection.send(task)

    def end(self) -> None:
        self.connection.close()
        self.process.kill()
        self.process.join()
        self.process.close()


def run(
    function: Callable[[T], R],
    tasks: Iterable[T],
    *,
    seconds: Callable[[T], float],
    jobs: int | None = None,
) -> Iterator[tuple[T, R | Lost]]:
    """Yield every task with its result, in the order in which they are ready.

    function: a module's own function, given a task. seconds: how long a task may take. jobs: processes at once.
    """
    waiting = iter(tasks)
    workers: list[_Worker[T, R]] = []
    try:
        for task in waiting:
            worker = _Worker[T, R](function)
            workers.append(worker)
            # The first task's time includes the start of the process.
            worker.give(task, seconds(task) + 30)
            if len(workers) >= (jobs or min(MAX_JOBS, os.cpu_count() or 1)):
                break
        while workers:
            now = time.monotonic()
            ready = wait([w.connection for w in workers], max(0.0, min(w.deadline for w in workers) - now))
            for worker in list(workers):
                outcome = _outcome(worker, ready)
                if outcome is None:
                    continue
                assert worker.task is not None
                yield worker.task, outcome
                gone = isinstance(outcome, Lost) and outcome.why != "error"
                following = next(waiting, None)
                if gone or following is None:
                    workers.remove(worker)
                    worker.end()
                if following is not None:
                    if gone:
                        worker = _Worker[T, R](function)
                        workers.append(worker)
                    worker.give(following, seconds(following) + (30 if gone else 0))
    finally:
        for worker in workers:
            worker.end()


def _outcome(worker: _Worker[T, R], ready: list[Any]) -> R | Lost | None:
    if worker.connection in ready:
        try:
            outcome: R | Lost = worker.connection.recv()
        except (EOFError, OSError):
            return Lost("crashed")
        return outcome
    return Lost("slow") if time.monotonic() >= worker.deadline else None


def _work(connection: "Connection[Any, Any]", function: Callable[[Any], Any]) -> None:
    # Ctrl-C goes to the whole group; the parent decides what happens.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            task = connection.recv()
        except (EOFError, OSError):
            return
        try:
            result = function(task)
        except MemoryError:
            result = Lost("error", "memori tidak cukup")
        except Exception as error:
            result = Lost("error", type(error).__name__)
        connection.send(result)
