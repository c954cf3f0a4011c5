"""How a workbook is understood; a result that was saved."""

from pathlib import Path
from typing import TYPE_CHECKING

from lke_cli.api.held import read_settings
from lke_cli.api.options import MAX_SECONDS, ReadOptions

if TYPE_CHECKING:
    from lke_cli.results import Inspection


def inspect(path: str | Path, options: ReadOptions | None = None, *, verified: bool = False) -> "Inspection":
    """Return how a workbook is understood: sheet, header, columns and why, rows matched, doubtful and unmatched.

    verified: a second reader reads it too, and ``differing`` holds the cells that it sees otherwise.
    """
    from lke_cli.bounded import call
    from lke_cli.rubric import load_rubric
    from lke_cli.workbook import Reader, inspect_workbook

    options = options or ReadOptions()
    file, rubric = Path(path), load_rubric(options.rubric)
    return call(
        inspect_workbook,
        Reader(rubric),
        file,
        read_settings(options),
        verified=verified,
        file=file,
        seconds=options.max_seconds,
    )


def load_bounded(path: str | Path, max_seconds: float = MAX_SECONDS) -> object:
    """Return the result that ``--format json`` saved, read within bounds of memory and time."""
    from lke_cli.bounded import call
    from lke_cli.results import load

    again = "buat lagi hasilnya dengan --format json"
    return call(load, path, file=Path(path), seconds=max_seconds, again=again)
