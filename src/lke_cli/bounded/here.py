"""Works through items right here, where there are no processes: in a browser.

Nothing in here can end work that takes too long or fills the memory. Who runs all this can: it is told before each
item, may end everything, begin anew, and then answer for that item with what became of it (:data:`attend`).
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from lke_cli.bounded.lost import MEMORY, SECONDS, Lost

T = TypeVar("T")
R = TypeVar("R")


def _nobody(seconds: float) -> Lost | None:
    return None


attend: Callable[[float], Lost | None] = _nobody
"""Is told before each item how many seconds it may take, and gives what became of it at an earlier try, where it is
known that it was lost."""


def run_here(
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
    """Yield every item with its result, as :func:`lke_cli.bounded.run` does, one after the other.

    memory, jobs, ahead and meanwhile are for processes; here who runs all this bounds the memory.
    """
    if start is not None:
        start()
    for item in items:
        if stop is not None and stop():
            return
        lost = attend(seconds(item) if callable(seconds) else seconds)
        yield item, _done(function, item) if lost is None else lost


def _done(function: Callable[[T], R], item: T) -> R | Lost:
    try:
        return function(item)
    except MemoryError:
        return Lost("memory")
    except Exception as error:
        return Lost("error", type(error).__name__)


def cores_here() -> int:
    """Return how many items are worked on at once."""
    return 1
