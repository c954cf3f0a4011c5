"""Tasks in processes: one that hangs or crashes costs itself, not the run."""

import os
import time

from lke_cli.evidence.workers import Lost, run


def work(task: str) -> str:
    if task == "hang":
        time.sleep(600)
    if task == "crash":
        os._exit(3)
    if task == "raise":
        raise ValueError(task)
    return task.upper()


def test_a_task_that_hangs_crashes_or_raises_costs_only_itself() -> None:
    tasks = ["a", "hang", "b", "crash", "raise", "c"]
    # The first task of a process waits for its start; the one that hangs comes to a process that runs.
    results = dict(run(work, tasks, seconds=lambda task: 0.5 if task == "hang" else 60.0, jobs=1))
    assert results == {
        "a": "A",
        "hang": Lost("slow"),
        "b": "B",
        "crash": Lost("crashed"),
        "raise": Lost("error", "ValueError"),
        "c": "C",
    }


def test_no_tasks_no_processes() -> None:
    assert list(run(work, [], seconds=lambda task: 1.0)) == []
