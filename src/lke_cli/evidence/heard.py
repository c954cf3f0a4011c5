"""Who hears how far the work on a folder is."""

from typing import Protocol


class Progress(Protocol):
    """Hears how far the work is."""

    def start(self, files: int, size: int) -> None:
        """So many files and bytes are to be opened."""

    def advance(self, size: int) -> None:
        """One more file, of this size, was opened."""


class Silent:
    """A progress that nobody watches."""

    def start(self, files: int, size: int) -> None:
        """Say nothing."""

    def advance(self, size: int) -> None:
        """Say nothing."""
