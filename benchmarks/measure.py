"""Medians of things measured in turn, A B A B ..., so that a ratio holds when the machine's speed drifts."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence


def medians(things: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the median seconds of each thing over so many rounds, after one round that does not count."""
    times: dict[str, list[float]] = {name: [] for name in things}
    for number in range(rounds + 1):
        for name, thing in things.items():
            start = time.perf_counter()
            thing()
            if number:
                times[name].append(time.perf_counter() - start)
    return {name: statistics.median(each) for name, each in times.items()}


def python(*arguments: str) -> Callable[[], object]:
    """Return a call that runs this Python with arguments as a whole process, its output thrown away."""
    command: Sequence[str] = (sys.executable, *arguments)
    # As installed: compiled modules are kept, also where the environment says otherwise.
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}

    def run() -> object:
        return subprocess.run(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, env=environment
        )

    return run


def show(title: str, seconds: Mapping[str, float]) -> None:
    """Print medians in milliseconds, each with its ratio to the first."""
    print(f"\n{title}")
    base = next(iter(seconds.values()))
    for name, value in seconds.items():
        print(f"  {name:<52} {value * 1000:10.2f} ms  {value / base:7.2f} x")
