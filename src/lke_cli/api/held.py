"""What options name: workbooks, how they are read, the rubric, and what is asked of them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from lke_cli.api.options import HeldOptions, Paths, ReadOptions
from lke_cli.errors import LkeError

if TYPE_CHECKING:
    from lke_cli.periods import Period
    from lke_cli.rubric import Minimum, Rubric
    from lke_cli.workbook import FoundWorkbooks, ReadSettings


T = TypeVar("T")

MANY_WORKBOOKS = 20
"""Workbooks under which they are read before a bar is seen."""
_SURVEY_MEMORY = 1_800_000_000
_SURVEY_AGAIN = "hapus kolom dan lembar yang bukan kuesioner, atau simpan lembar kuesionernya saja sebagai CSV"


def workbooks(paths: "Paths | FoundWorkbooks") -> "FoundWorkbooks":
    """Return the workbooks that files, folders and patterns name, and what may hold one beside them but is not read."""
    from lke_cli.workbook import FoundWorkbooks, find_workbooks

    if isinstance(paths, FoundWorkbooks):
        return paths
    named = [paths] if isinstance(paths, str | Path) else paths
    return find_workbooks([str(path) for path in named])


def target_of(rubric: "Rubric", name: str | None) -> str:
    """Return the key of a target, the rubric's first where none is named. Raises LkeError where it does not exist."""
    if name is None:
        return next(iter(rubric.targets))
    key = name.lower()
    if key not in rubric.targets:
        raise LkeError(f"Target '{name}' tidak ada dalam rubrik {rubric.id}; pilih {' atau '.join(rubric.targets)}.")
    return key


def read_settings(options: ReadOptions) -> "ReadSettings":
    """Return how workbooks are read. Raises LkeError where options contradict each other."""
    from lke_cli.workbook import ReadSettings, check_columns, parse_column

    columns = tuple(parse_column(text) for text in options.columns)
    check_columns(columns)
    header = None if options.header_row is None else options.header_row - 1
    alone = isinstance(options, HeldOptions) and options.alone
    return ReadSettings(options.sheets, columns, header, options.assessor, alone)


def held_to(options: HeldOptions) -> "tuple[Rubric, str, tuple[Minimum, ...]]":
    """Return the rubric, the target and the minimums that options name."""
    from lke_cli.rubric import load_rubric
    from lke_cli.scoring import parse_minimum

    rubric = load_rubric(options.rubric)
    minimums = tuple(parse_minimum(text, rubric) for text in options.minimums)
    return rubric, target_of(rubric, options.target), minimums


def bare_minimums(minimums: "Sequence[Minimum]") -> tuple[tuple[str, float], ...]:
    """Return minimums as they go to other processes: node and score."""
    return tuple((minimum.node, minimum.score or 0.0) for minimum in minimums)


def check_held(
    rubric: str, *, target: str | None = None, minimums: Sequence[str] = (), columns: Sequence[str] = ()
) -> None:
    """Raise LkeError where a rubric does not load, or a target, a minimum or a column says nothing under it."""
    options = HeldOptions(rubric=rubric, target=target, minimums=tuple(minimums), columns=tuple(columns))
    held_to(options)
    read_settings(options)


def idle_minimums(rubric: str, target: str | None, minimums: Sequence[str]) -> list[str]:
    """Return a sentence for each minimum that raises nothing, because the target asks for as much already."""
    from lke_cli.scoring import raising_nothing

    loaded, name, parsed = held_to(HeldOptions(rubric=rubric, target=target, minimums=tuple(minimums)))
    return [*raising_nothing(parsed, name, loaded)]


def period_named(text: str | None) -> "Period | None":
    """Return the period that a text names, None where none is named."""
    from lke_cli.periods import parse_period

    return parse_period(text) if text else None


def call_on_survey(function: Callable[..., T], *arguments: object, file: Path, seconds: float, **options: Any) -> T:
    """Return what a function makes of the data of a survey, which it reads within bounds."""
    from lke_cli.bounded import call

    return call(function, *arguments, file=file, seconds=seconds, memory=_SURVEY_MEMORY, again=_SURVEY_AGAIN, **options)
