"""What is told how long work gets on."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from lke_cli.evidence import Progress


class Watch(Protocol):
    """Is told how long work gets on. Each gives what is to be called as it does."""

    def counted(self, things: int, doing: str, unit: str = "berkas") -> "AbstractContextManager[Callable[[], object]]":
        """Give what is called after each of so many things."""

    def files(self, doing: str) -> "AbstractContextManager[Progress]":
        """Give a progress over files and their bytes."""

    def waiting(self) -> None:
        """Is told that another process works: what will be needed then may be made ready."""


class Unwatched:
    """Watches nothing."""

    @contextmanager
    def counted(self, things: int, doing: str, unit: str = "berkas") -> Iterator[Callable[[], object]]:
        """Give what may be called after each thing."""
        yield int

    @contextmanager
    def files(self, doing: str) -> Iterator["Progress"]:
        """Give a progress that nobody sees."""
        from lke_cli.evidence import Silent

        yield Silent()

    def waiting(self) -> None:
        """Import what reads a workbook, so that the next process has it from its start."""
        import lke_cli.scored  # noqa: F401


UNWATCHED = Unwatched()
