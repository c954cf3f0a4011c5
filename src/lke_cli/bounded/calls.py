"""One call on one file, in a process of its own."""

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, ParamSpec, TypeVar

from lke_cli.bounded.lost import MEMORY, SECONDS, Lost
from lke_cli.errors import LkeError
from lke_cli.scan import reason

if sys.platform == "emscripten":  # a browser: there are no processes
    from lke_cli.bounded.here import cores_here as cores
    from lke_cli.bounded.here import run_here as run
else:
    from lke_cli.bounded.pool import cores, run

__all__ = ["call", "call_each", "cores", "run", "sentence"]

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

WORKBOOK_AGAIN = "buka di Excel, hapus yang tidak dipakai, lalu simpan lagi sebagai .xlsx"
"""What makes a workbook smaller (Indonesian)."""
_MANY = 3  # files for which it pays to start processes where they cannot be forked
_USUAL_FILE, _USUAL_UNPACKED = 5_000_000, 60_000_000  # bytes; an LKE with its formulas takes a tenth


class _Outcome(NamedTuple):
    value: Any
    error: Exception | None


class _Calls:
    """Calls to be made, told by their numbers: what is sent to a process is small. What one raises is its result."""

    def __init__(self, calls: Sequence[Callable[[], Any]]) -> None:
        self._calls = calls

    def __call__(self, number: int) -> _Outcome:
        try:
            return _Outcome(self._calls[number](), None)
        except MemoryError:
            raise
        except Exception as error:
            import traceback

            error.add_note(traceback.format_exc())  # for --debug: the traceback stays in the process
            return _Outcome(None, error)


def call(
    function: Callable[..., R],
    *arguments: Any,
    file: Path,
    seconds: float = SECONDS,
    memory: int = MEMORY,
    again: str = WORKBOOK_AGAIN,
    meanwhile: Callable[[], object] | None = None,
    **options: Any,
) -> R:
    """Return what a function makes of a file, which it reads within bounds.

    file: what the sentence names that says what went past a bound; again: what it says to do. meanwhile: is called
    while a process reads. Raises LkeError where
    something did, the LkeError that the function raises, one with what the system refused, and one that names any other
    error (with ``--debug`` its traceback shows).

    Where processes cannot be forked (Windows, macOS), starting one takes longer than reading a workbook of the usual
    shape, so those are read right here; all others are read in a process everywhere.
    """
    if sys.platform not in ("linux", "emscripten") and _is_usual(file):
        return function(*arguments, **options)
    work = _Calls([partial(function, *arguments, **options)])
    for _, outcome in run(work, [0], seconds=seconds, memory=memory, jobs=1, meanwhile=meanwhile):
        value: R = _value(outcome, file, seconds, memory, again)
        return value
    raise AssertionError("an item without an outcome")


def call_each(
    function: Callable[[T], R],
    items: Sequence[T],
    *,
    file: Callable[[T], Path],
    seconds: float = SECONDS,
    memory: int = MEMORY,
    again: str = WORKBOOK_AGAIN,
    tick: Callable[[], object] = int,
) -> list[R | LkeError]:
    """Return what a function makes of each item's file as ``call`` does, in their order; where that raises an LkeError,
    the error itself. Several are read at once, as many as there are cores. tick: called after each."""
    if len(items) < (2 if sys.platform == "linux" else _MANY):
        return [_or_error(function, item, file(item), seconds, memory, again, tick) for item in items]
    done: dict[int, R | LkeError] = {}
    work = _Calls([partial(function, item) for item in items])
    for number, outcome in run(work, range(len(items)), seconds=seconds, memory=memory):
        try:
            done[number] = _value(outcome, file(items[number]), seconds, memory, again)
        except LkeError as error:
            done[number] = error
        tick()
    return [done[number] for number in range(len(items))]


def _or_error(
    function: Callable[[T], R],
    item: T,
    file: Path,
    seconds: float,
    memory: int,
    again: str,
    tick: Callable[[], object],
) -> R | LkeError:
    try:
        return call(function, item, file=file, seconds=seconds, memory=memory, again=again)
    except LkeError as error:
        return error
    finally:
        tick()


def _value(outcome: _Outcome | Lost, file: Path, seconds: float, memory: int, again: str) -> Any:
    """Return what a function made of a file. Raises LkeError, as a user reads it, where it made nothing."""
    if isinstance(outcome, Lost):
        raise LkeError(sentence(outcome, file.name, seconds=seconds, memory=memory, again=again))
    if isinstance(outcome.error, LkeError):
        raise outcome.error
    if isinstance(outcome.error, OSError) and outcome.error.errno:
        why = reason(outcome.error)
        raise LkeError(
            f"'{file.name}' tidak dapat dibaca: {why}; periksa letak dan izinnya, lalu ulangi."
        ) from outcome.error
    if outcome.error is not None:
        lost = Lost("error", type(outcome.error).__name__)
        raise LkeError(sentence(lost, file.name, again=again)) from outcome.error
    return outcome.value


def sentence(
    lost: Lost, name: str, *, seconds: float = SECONDS, memory: int = MEMORY, again: str = WORKBOOK_AGAIN
) -> str:
    """Return why a file was not read, and what to do (Indonesian, one sentence)."""
    if lost.why == "slow":
        return (
            f"'{name}' tidak selesai dibaca dalam {seconds:.0f} detik; {again}, atau beri waktu dengan --max-seconds."
        )
    if lost.why == "memory":
        return f"'{name}' perlu lebih dari {memory / 1e6:.0f} MB memori untuk dibaca; {again}."
    if lost.why == "crashed":
        return f"'{name}' menghentikan pembacanya: rusak, atau perlu lebih dari {memory / 1e6:.0f} MB memori; {again}."
    return f"'{name}' tidak dapat dibaca (galat tak terduga {lost.detail}); {again}."


def _is_usual(file: Path) -> bool:
    """Return whether a file is an .xlsx of the size of an LKE, by its directory; never raises."""
    import zipfile

    try:
        if file.stat().st_size > _USUAL_FILE:
            return False
        with zipfile.ZipFile(file) as archive:
            infos = archive.infolist()
    except Exception:
        return False
    names = {info.filename.lower() for info in infos}
    unpacked = sum(info.file_size for info in infos)
    return "xl/workbook.xml" in names and len(names) == len(infos) and unpacked < _USUAL_UNPACKED
