"""Progress of long work, on stderr, only where a person watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lke_cli.numbers import format_number

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress

    from lke_cli.evidence import Progress


def done_text(done: int, things: int, unit: str = "berkas") -> str:
    """Return ``1.200 dari 12.000 berkas``."""
    return f"{format_number(done, 0)} dari {format_number(things, 0)} {unit}"


@contextmanager
def counted(things: int, doing: str, unit: str = "berkas") -> Iterator[Callable[[], object]]:
    """Give what is to be called after each thing: it moves a bar with rate and time left, where a person watches."""
    if not things or not sys.stderr.isatty():
        yield int
        return
    from rich import progress
    from rich.console import Console

    columns = (
        progress.TextColumn(doing),
        progress.BarColumn(),
        progress.TextColumn("{task.fields[done]}"),
        progress.TextColumn("{task.fields[rate]}"),
        progress.TimeRemainingColumn(),
    )
    with progress.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=things, rate="", done=done_text(0, things, unit))

        def tick() -> None:
            speed = bar.tasks[0].finished_speed or bar.tasks[0].speed
            rate = f"{format_number(speed, 0)} {unit}/detik" if speed and speed >= 1 else ""
            bar.update(task, advance=1, rate=rate)
            bar.update(task, done=done_text(int(bar.tasks[0].completed), things, unit))

        yield tick


@contextmanager
def files_bar(doing: str) -> Iterator["Progress"]:
    """Give a progress over files, with the time left; a silent one where nobody watches."""
    from lke_cli.evidence import Silent

    if not sys.stderr.isatty():
        yield Silent()
        return
    from rich import progress
    from rich.console import Console

    columns = (
        progress.TextColumn(doing),
        progress.BarColumn(),
        progress.TextColumn("{task.fields[done]}"),
        progress.TimeRemainingColumn(),
    )
    with progress.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield _Bar(bar)


class _Bar:
    def __init__(self, bar: "RichProgress") -> None:
        self._bar = bar
        self._done = self._files = 0
        self._task = bar.add_task("", total=None, done="")

    def start(self, files: int, size: int) -> None:
        """Show how much there is: the bar runs over files, each of which takes its time whatever its size."""
        self._done, self._files = 0, files
        self._bar.reset(self._task, total=files, done=done_text(0, files))

    def advance(self, size: int) -> None:
        """Show one more file."""
        self._done += 1
        self._bar.update(self._task, advance=1, done=done_text(self._done, self._files))


class _OnScreen:
    """Watches for the person at the screen."""

    counted = staticmethod(counted)
    files = staticmethod(files_bar)

    def waiting(self) -> None:
        """Import what shows a result, and what it is held against."""
        import lke_cli.history  # noqa: F401
        from lke_cli.report import get_ready

        get_ready()


ON_SCREEN = _OnScreen()
