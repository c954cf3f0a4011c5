"""Forms in which a mark under one of several option columns is the answer."""

from collections.abc import Mapping, Sequence

from lke_cli.record import record
from lke_cli.values import CellValue, as_text
from lke_cli.workbook.columns.facts import Gatherer
from lke_cli.workbook.columns.headers import Headers
from lke_cli.workbook.columns.texts import ColumnCells
from lke_cli.workbook.columns.titles import Title
from lke_cli.workbook.options import UNIT

_MARKS = frozenset(["x", "v", "*", "1", "√", "✓", "✔", "✗", "✘", "☑", "☒", "●", "•", "■", "ya", "true", "yes", "ok"])
_BLANKS = frozenset(["0", "☐", "□", "○", "-", "false"])
_FEW = 2  # option columns that make a set


@record
class MarkSet:
    """Option columns of one person: the option of each. number: the column in which numbers are typed beside them."""

    whose: str
    options: Mapping[int, str]
    number: int | None


def is_mark(value: CellValue) -> bool:
    """Return whether a cell in an option column is a mark."""
    if isinstance(value, bool):
        return value
    return as_text(value).lower() in _MARKS


def find_marks(
    columns: Sequence[ColumnCells],
    titles: Mapping[int, Title],
    free: Sequence[int],
    questions: Mapping[int, str],
    headers: Headers,
    gatherer: Gatherer,
) -> list[MarkSet]:
    """Return the sets of option columns, from the left. free: the columns that hold no texts of questions."""
    sets: list[tuple[str, dict[int, str]]] = []
    for column in free:
        title = titles.get(column, Title())
        option = headers.options.get(title.stack[-1].lower()) if title.stack else None
        if option is None or not all(_may_be_mark(columns[column][row]) for row in questions):
            continue
        whose = title.who if title.who is not None else UNIT
        if not sets or option in sets[-1][1].values() or sets[-1][0] != whose:
            sets.append((whose, {}))
        sets[-1][1][column] = option
    return [
        MarkSet(whose, options, _numbers(columns, max(options), titles, free, questions, gatherer))
        for whose, options in sets
        if len(options) >= _FEW
    ]


def marked(row: Sequence[CellValue], marks: MarkSet) -> CellValue:
    """Return the answer that a row's marks give: the option, several where several are marked, else the number."""
    chosen = [option for column, option in marks.options.items() if is_mark(row[column])]
    if chosen:
        return ", ".join(chosen)
    return row[marks.number] if marks.number is not None else ""


def marked_column(row: Sequence[CellValue], marks: MarkSet) -> int:
    """Return the column of a row's first mark, of the number where it has none, else the first option's."""
    places = [column for column in sorted(marks.options) if is_mark(row[column])]
    if marks.number is not None and not places and row[marks.number] != "":
        return marks.number
    return places[0] if places else min(marks.options)


def _may_be_mark(value: CellValue) -> bool:
    if value == "" or isinstance(value, bool):
        return True
    text = as_text(value).lower()
    return not text or text in _MARKS or text in _BLANKS


def _numbers(
    columns: Sequence[ColumnCells],
    last: int,
    titles: Mapping[int, Title],
    free: Sequence[int],
    questions: Mapping[int, str],
    gatherer: Gatherer,
) -> int | None:
    """Return the column in which the answers stand that are numbers: those of questions without options alone."""
    rows = [row for row, code in questions.items() if not gatherer.options_of(code)]
    choices = [row for row, code in questions.items() if gatherer.options_of(code)]
    fitting = []
    for column in free:
        there = sum(isinstance(columns[column][row], int | float) for row in rows)
        beside = sum(columns[column][row] != "" for row in choices)
        if there and not beside:
            fitting.append((abs(column - last), column))
    return min(fitting)[1] if fitting else None
