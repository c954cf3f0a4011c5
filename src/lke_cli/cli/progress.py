"""Progress of long work, on stderr, only where a person watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress

    from lke_cli.evidence import Progress


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
        progress.MofNCompleteColumn(),
        progress.TextColumn("{task.fields[rate]}"),
        progress.TimeRemainingColumn(),
    )
    with progress.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=things, rate="")

        def tick() -> None:
            speed = bar.tasks[0].finished_speed or bar.tasks[0].speed
            bar.update(task, advance=1, rate=f"{speed:.0f} {unit}/detik" if speed and speed >= 1 else "")

        yield tick


@contextmanager
def files_bar(doing: str) -> Iterator["Progress"]:
    """Give a progress over files and their bytes, with rate and time left; a silent one where nobody watches."""
    from lke_cli.evidence import Silent

    if not sys.stderr.isatty():
        yield Silent()
        return
    from rich import progress
    from rich.console import Console

    columns = (
        progress.TextColumn(doing),
        progress.BarColumn(),
        progress.TextColumn("{task.fields[done]} dari {task.fields[files]} berkas"),
        progress.DownloadColumn(),
        progress.TransferSpeedColumn(),
        progress.TimeRemainingColumn(),
    )
    with progress.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield _Bar(bar)


class _Bar:
    def __init__(self, bar: "RichProgress") -> None:
        self._bar = bar
        self._done = 0
        self._task = bar.add_task("", total=None, done=0, files=0)

    def start(self, files: int, size: int) -> None:
        """Show how much there is: the bar runs over bytes, beside it stands the count of files."""
        self._bar.update(self._task, total=size, files=files)

    def advance(self, size: int) -> None:
        """Show one more file."""
        self._done += 1
        self._bar.update(self._task, advance=size, done=self._done)


class _OnScreen:
    """Watches for the person at the screen."""

    counted = staticmethod(counted)
    files = staticmethod(files_bar)


ON_SCREEN = _OnScreen()
