"""Whose answers a column holds: one column for each assessor, or a doubt where several could be it."""

from collections.abc import Iterable, Mapping, Sequence

from lke_cli.answers import squeeze
from lke_cli.record import record
from lke_cli.values import CellValue, as_text
from lke_cli.workbook.columns.facts import Facts, Gatherer
from lke_cli.workbook.columns.texts import ColumnCells
from lke_cli.workbook.columns.titles import Title
from lke_cli.workbook.layout import Doubt
from lke_cli.workbook.options import UNIT

_FULL = 0.5  # of the answers of the column that is read: what a rival must have to be one
_FEW = 2  # answers that a column without a title of answers may hold by chance
_PRINTED = 0.5  # of the questions whose options must all stand printed
_NO_ANSWERS = ("choices", "listed", "long")
_EXPLICIT, _PLAIN, _WORDED, _UNNAMED = 3, 2, 1, 0


@record
class _Candidate:
    """A column that may hold somebody's answers. whose: an assessor; UNIT where nobody else is named.

    rank: 3 its title names the unit, 2 it is titled as answers, 1 with words more, 0 nothing says so. size: answers in
    it. others: its title says that they are not those to score.
    """

    column: int
    whose: str
    rank: int
    size: int
    hidden: bool
    others: bool
    years: frozenset[str]
    state: bool


@record
class AnswerColumns:
    """Whose column is which. rivals: columns that hold answers as well and are not read, though no title says why.

    again: those of them that may be the unit's for some questions. hidden: columns that could have been read, but are
    hidden.
    """

    answers: Mapping[str, int]
    doubts: Mapping[str, Doubt]
    rivals: tuple[int, ...]
    hidden: tuple[int, ...]
    again: tuple[int, ...]


def candidates(facts: Mapping[int, Facts], titles: Mapping[int, Title], hidden: frozenset[int]) -> list[_Candidate]:
    """Return the columns that may hold answers, by their cells or their titles."""
    most = max((fact.options for fact in facts.values() if fact.kind == "answers"), default=0)
    likely = []
    for column, fact in facts.items():
        title = titles.get(column, Title())
        named = title.key is not None and title.key[0] in ("answer", "who")
        whose = whose_title(title)
        some = whose == UNIT and (title.key is None or named)  # such as answers mended for some questions
        by_cells = fact.kind == "answers" and (fact.options > _FEW or named) and (some or fact.options >= _FULL * most)
        by_title = named and _may_be(fact, title)
        if not (by_cells or by_title):
            continue
        likely.append(
            _Candidate(column, whose, _rank(title), fact.options or fact.filled, column in hidden,
                      title.others, title.years, title.state)
        )  # fmt: skip
    # A title over cells that hold no answers decides nothing where another column of the same person holds some.
    known = {candidate.whose for candidate in likely if facts[candidate.column].kind == "answers"}
    return [c for c in likely if c.whose not in known or facts[c.column].kind in ("answers", "empty", "worded")]


def choose(
    likely: Sequence[_Candidate],
    columns: Sequence[ColumnCells],
    rows: Sequence[int],
    titles: Mapping[int, Title],
    heading: frozenset[str],
) -> AnswerColumns:
    """Return the column of each assessor, or why it is not known. rows: those that hold answers. heading: words that
    stand above the table or name its sheet, such as the unit's."""
    answers: dict[str, int] = {}
    doubts: dict[str, Doubt] = {}
    rivals: list[int] = []
    again: list[int] = []
    passed: list[int] = []
    named = sorted({candidate.whose for candidate in likely if candidate.whose != UNIT})
    for whose in (UNIT, *named):
        pool = [candidate for candidate in likely if candidate.whose == whose]
        if whose == UNIT:
            pool, doubt = _without_others(pool, bool(named))
            if doubt is not None:
                doubts[UNIT] = doubt
                continue
        visible = [candidate for candidate in pool if not candidate.hidden]
        passed += [candidate.column for candidate in pool if candidate.hidden and visible]
        pool = visible or pool
        distinct = _distinct(pool, columns, rows)
        if not distinct:
            continue
        first, *rest = distinct
        against = [candidate for candidate in rest if _is_rival(first, candidate)]
        title = titles.get(first.column, Title())
        titled_otherwise = (first.rank == _UNNAMED and bool(named or title.text)) or not title.unknown <= heading
        beside = title.state and any(_differs(first, other, columns, rows) for other in likely)
        if not against and whose == UNIT and (titled_otherwise or beside):
            doubts[UNIT] = Doubt("elsewhere", (first.column,))
        elif against:
            places = (first.column, *(candidate.column for candidate in against))
            doubts[whose] = Doubt("columns", places, _first_difference(first.column, against[0].column, columns, rows))
        else:
            answers[whose] = first.column
            told = [candidate for candidate in rest if candidate.size]
            rivals += [candidate.column for candidate in told]
            again += [other.column for other in told if whose == UNIT and _may_be_firsts(first, other)]
    return AnswerColumns(answers, doubts, tuple(rivals), tuple(passed), tuple(again))


def printed(
    beside: Sequence[int], columns: Sequence[ColumnCells], questions: Mapping[int, str], gatherer: Gatherer
) -> tuple[int, ...]:
    """Return the columns that together hold all options of most questions: the form's options, printed side by side.

    beside: the columns that hold options and whose titles name no assessor but the unit.
    """
    if len(beside) < 2:
        return ()
    whole = several = 0
    for row, code in questions.items():
        options = gatherer.options_of(code)
        if len(options) < 3:
            continue
        several += 1
        there = {gatherer.option(columns[column][row], code) for column in beside}
        whole += there >= set(options)
    return tuple(beside) if several and whole >= _PRINTED * several else ()


def _may_be(fact: Facts, title: Title) -> bool:
    """Return whether a column titled as answers may hold some."""
    if title.key is not None and title.key[0] == "who":
        return fact.kind in ("answers", "empty", "numbers")
    return fact.kind not in _NO_ANSWERS


def whose_title(title: Title) -> str:
    """Return the assessor whom a title names; an unknown one by the words that it adds."""
    if title.who is not None and title.who != UNIT:
        return title.who
    key = title.key
    if key is not None and key[0] == "answer" and key[1] != UNIT and title.others and not title.years:
        return key[1]
    return UNIT


def _rank(title: Title) -> int:
    kind = title.key[0] if title.key is not None else ""
    if kind not in ("answer", "who"):
        return _UNNAMED
    if not title.exact:
        return _WORDED
    return _EXPLICIT if title.who == UNIT and not title.years else _PLAIN


def _without_others(pool: list[_Candidate], named: bool) -> tuple[list[_Candidate], Doubt | None]:
    """Leave out the columns whose titles say that they are not to be scored; a doubt where no other is there."""
    own = [candidate for candidate in pool if not candidate.others]
    if own or not pool:
        return own, None
    if any(candidate.size for candidate in pool) or named:
        return own, Doubt("elsewhere", tuple(candidate.column for candidate in pool))
    return pool, None


def _distinct(pool: Iterable[_Candidate], columns: Sequence[ColumnCells], rows: Sequence[int]) -> list[_Candidate]:
    """Return the candidates without those that hold the very answers of another, best titled and fullest first."""
    distinct: list[_Candidate] = []
    for candidate in sorted(pool, key=lambda c: (-c.rank, -int(max(c.years, default="0")), -c.size, c.column)):
        if all(_first_difference(candidate.column, other.column, columns, rows) is not None for other in distinct):
            distinct.append(candidate)
    return distinct


def _is_rival(first: _Candidate, other: _Candidate) -> bool:
    """Return whether another column could be what the first is taken for."""
    return other.size > 0 and other.size >= _FULL * first.size and _may_be_firsts(first, other)


def _may_be_firsts(first: _Candidate, other: _Candidate) -> bool:
    """Return whether another column's title leaves open that its answers are those of the one the first names."""
    return other.rank >= _WORDED or other.state or first.rank < _EXPLICIT or first.size == 0


def _differs(first: _Candidate, other: _Candidate, columns: Sequence[ColumnCells], rows: Sequence[int]) -> bool:
    """Return whether another column that is seen holds answers that are not the first's."""
    seen = other.size > 0 and not other.hidden
    return seen and _first_difference(first.column, other.column, columns, rows) is not None


def _first_difference(one: int, other: int, columns: Sequence[ColumnCells], rows: Sequence[int]) -> int | None:
    return next((row for row in rows if _plain(columns[one][row]) != _plain(columns[other][row])), None)


def _plain(value: CellValue) -> str:
    return squeeze(as_text(value))
