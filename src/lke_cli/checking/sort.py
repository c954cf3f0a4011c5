"""What a workbook is: an LKE, a blank one, a report of ours, some other table, or not to be read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from lke_cli.bounded import Lost, run, sentence
from lke_cli.errors import AbsentError, LkeError, UndecidedError
from lke_cli.rubric import Rubric
from lke_cli.workbook import Reader, SpreadsheetFile, report_of

What = Literal["lke", "blank", "report", "table", "unread"]


@dataclass(frozen=True, slots=True)
class Sorted:
    """A workbook and what it is. why: of one that could not be read."""

    path: Path
    what: What
    why: str = ""


def sort_workbooks(
    paths: Sequence[Path], rubric: Rubric, *, seconds: float, tick: Callable[[], object] = int
) -> list[Sorted]:
    """Return what workbooks are, in their order. Each is read within its time in seconds; nothing is ever raised."""
    by_path: dict[Path, Sorted] = {}
    for path, outcome in run(partial(_sorted, Reader(rubric)), paths, seconds=seconds):
        if isinstance(outcome, Lost):
            outcome = Sorted(path, "unread", sentence(outcome, path.name, seconds=seconds))
        by_path[path] = outcome
        tick()
    return [by_path[path] for path in paths]


def _sorted(reader: Reader, path: Path) -> Sorted:
    try:
        file = SpreadsheetFile(path)
        if report_of(file.properties) is not None:
            return Sorted(path, "report")
        workbook = reader.read_opened(file)
    except UndecidedError:
        return Sorted(path, "lke")  # whose columns or sheets: that is told when it is scored
    except AbsentError:
        return Sorted(path, "table")
    except LkeError as error:
        return Sorted(path, "unread", str(error))
    return Sorted(path, "blank" if workbook.is_blank(reader.rubric) else "lke")
