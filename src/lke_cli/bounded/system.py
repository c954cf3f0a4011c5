"""What a worker process does with itself, and what the system is asked to hold it to."""

import faulthandler
import gc
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import Any

if sys.platform != "win32":
    import resource

_ROOM = 400_000_000  # of addresses beside the memory of its own: libraries, their tables, shared pages
_PYTHON = 60_000_000  # bytes that a process takes before its first item, where that is not known of it
_DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG, linux/prctl.h


def work(
    connection: Any,
    function: Callable[[Any], Any],
    start: Callable[[], object] | None,
    memory: int,
    parent: int | None,
) -> None:
    """Do what a worker process does: begin, say so, then answer every item of every list with its result.

    parent: the process that forked this one, where one did.
    """
    from lke_cli.bounded.lost import Lost

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it goes to the whole group; the parent decides what happens
    _be_silent()
    _die_with_parent(parent)
    if start is not None:
        start()
    gc.freeze()  # what was there before the first item stays: looking for garbage in it, or copying it, is for nothing
    connection.send(_bound(memory))
    while True:
        try:
            items = connection.recv()
        except (EOFError, OSError):
            return
        for item in items:
            try:
                result = function(item)
            except MemoryError:
                result = Lost("memory")
            except Exception as error:
                result = Lost("error", type(error).__name__)
            try:
                connection.send(result)
            except (BrokenPipeError, ConnectionError):
                return
            except MemoryError:
                connection.send(Lost("memory"))
            except Exception as error:  # a result that cannot be pickled
                connection.send(Lost("error", type(error).__name__))


def _be_silent() -> None:
    """Let what this process and its native libraries print go nowhere."""
    faulthandler.disable()  # its file may be another than stderr
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (1, 2):
            os.dup2(nowhere, stream)
        if nowhere > 2:
            os.close(nowhere)


def _die_with_parent(parent: int | None) -> None:
    """Have this process ended when its parent is."""
    if sys.platform == "linux":
        try:
            held = system_calls().prctl(_DIES_WITH_PARENT, signal.SIGKILL) == 0
        except (OSError, AttributeError):
            held = False
        if parent is not None and os.getppid() != parent:
            os._exit(1)  # it ended before it could be asked for
        if held:
            return
    threading.Thread(target=_watch_parent, daemon=True).start()


@cache
def system_calls() -> Any:
    """Return the system's own functions. A process that forks asks for them first: a child has them at no cost then."""
    import ctypes

    return ctypes.CDLL(None)


def _watch_parent() -> None:
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _bound(memory: int) -> bool:
    """Have the system refuse this process more memory; return whether it does."""
    if sys.platform == "win32":
        return True  # by the job that the parent put it into
    try:
        addresses, data = _sizes()
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        for kind, most in ((resource.RLIMIT_DATA, data + memory), (resource.RLIMIT_AS, addresses + memory + _ROOM)):
            hard = resource.getrlimit(kind)[1]
            least = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (least, least))
    except (OSError, ValueError):
        return False
    return sys.platform == "linux"  # macOS takes the limits and does not hold to them


def _sizes() -> tuple[int, int]:
    """Return the bytes of addresses that this process has, and those of data of its own; 0 where that is not known."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            sizes = [int(pages) * os.sysconf("SC_PAGE_SIZE") for pages in file.read().split()]
        return sizes[0], sizes[5]
    except (OSError, ValueError, IndexError):
        return 0, 0


def confine(pid: int, memory: int) -> object:
    """Have the system bound a process from outside, where that is how it is done (Windows); keep what is returned."""
    if sys.platform == "win32":
        from lke_cli.bounded.windows import job

        return job(pid, _PYTHON + memory)
    return None


def resident(pid: int) -> int:
    """Return the bytes of memory that a process takes now, 0 where that is not known."""
    try:
        if sys.platform == "linux":
            with open(f"/proc/{pid}/statm", encoding="ascii") as file:
                return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        if sys.platform != "win32":
            import subprocess

            shown = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, check=False, timeout=5)
            return int(shown.stdout) * 1024
    except (OSError, ValueError, IndexError):
        pass
    return 0
