"""Forms in which a mark under one of several option columns is the answer."""

from collections.abc import Collection, Mapping, Sequence

from lke_cli.record import record
from lke_cli.values import CellValue, as_text
from lke_cli.workbook.columns.facts import Gatherer
from lke_cli.workbook.columns.headers import Headers
from lke_cli.workbook.columns.texts import ColumnCells
from lke_cli.workbook.columns.titles import Title
from lke_cli.workbook.options import UNIT

_MARKS = frozenset(["x", "v", "*", "1", "√", "✓", "✔", "✗", "✘", "☑", "☒", "●", "•", "■", "ya", "true", "yes", "ok"])
_BLANKS = frozenset(["0", "☐", "□", "○", "-", "false"])
_MOSTLY, _CHANCE = 0.5, 2  # of a column's filled cells that may be no marks: a share, and so many
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
        option = headers.option(title.stack[-1]) if title.stack else None
        if option is None or not _holds_marks([columns[column][row] for row in questions]):
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


def marked(row: Sequence[CellValue], marks: MarkSet, options: Collection[str] | None = None) -> CellValue:
    """Return the answer that a row's marks give: the option, several where several are marked, else the number.

    What else is written under an option is part of the answer: it is not passed over.
    options: of the question, none where a number is asked; of a title such as ``Ya/A`` its own one is meant.
    """
    if options is not None and not options:
        numbers = [row[column] for column in marks.options if type(row[column]) in (int, float)]
        if len(numbers) == 1:
            return numbers[0]
    chosen = [
        next((part for part in option.split("/") if part in (options or ())), option)
        for column, option in marks.options.items()
        if is_mark(row[column])
    ]
    written = [row[column] for column in marks.options if not _may_be_mark(row[column])]
    if chosen:
        return ", ".join([*chosen, *map(as_text, written)])
    if written:
        return written[0] if len(written) == 1 else ", ".join(map(as_text, written))
    return row[marks.number] if marks.number is not None else ""


def marked_column(row: Sequence[CellValue], marks: MarkSet) -> int:
    """Return the column of a row's first mark, of the number where it has none, else the first option's."""
    places = [column for column in sorted(marks.options) if is_mark(row[column])]
    if marks.number is not None and not places and row[marks.number] != "":
        return marks.number
    return places[0] if places else min(marks.options)


def _holds_marks(cells: Sequence[CellValue]) -> bool:
    """Return whether a column may be marked: a number or a remark among its marks takes nothing from the others."""
    filled = [cell for cell in cells if cell != ""]
    return sum(not _may_be_mark(cell) for cell in filled) <= max(_CHANCE, _MOSTLY * len(filled))


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
