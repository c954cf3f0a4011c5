"""Progress of long work, on stderr, only where a person watches."""

import sys
from collections.abc import Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")


def watched(things: Sequence[T], doing: str) -> Iterable[T]:
    """Yield things one by one, with a bar, rate and time left where there are many and stderr is a terminal."""
    if len(things) < 20 or not sys.stderr.isatty():
        return things
    from rich.console import Console
    from rich.progress import track

    return track(things, description=doing, console=Console(stderr=True), transient=True)
