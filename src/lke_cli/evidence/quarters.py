"""Which quarters have evidence of what is asked for each quarter or month, by what names, folders and texts say.

Where a name or a folder tells the time, that counts: a report on the first quarter is written in the second. A date in
the text alone may be that of the writing, so it leaves the quarter in doubt.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from lke_cli.evidence import rules
from lke_cli.evidence.dates import dates_in_name
from lke_cli.findings import Finding
from lke_cli.periods import MONTH_NAMES, MONTHS, Period
from lke_cli.results import FileResult, QuarterCell, QuarterState, QuestionQuarters
from lke_cli.rubric import Rubric

_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_SPAN = re.compile(
    r"(?<![a-z0-9])(triwulan|trwln|tw|tribulan|kuartal|q|semester|smt)[\s._-]*(?:ke[\s._-]*)?(iv|i{1,3}|[1-4])(?![a-z0-9])"
)
_LENGTHS = {"semester": 6, "smt": 6}  # months; of the others three
_LONG_NAMES = "|".join(name for name in MONTHS if len(name) >= 3)
_MONTH = re.compile(rf"(?<![a-z])({_LONG_NAMES})(?![a-z])")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_TO_THE_MONTH = len("2025-03")
ROMAN = ("I", "II", "III", "IV")

Months = tuple[str, ...]


def months_of(parts: Sequence[str], heading: str, dates: Iterable[str]) -> tuple[Months, bool]:
    """Return the months that a file stands for (``2025-03``), and whether its name, a folder or its title says so.

    parts: of its path. heading: of its first page. dates: in its text.
    """
    stem = parts[-1].rpartition(".")[0] or parts[-1]
    texts = [stem, *reversed(parts[:-1])]
    for number, text in enumerate(texts):
        months = _stated(text, texts[number:])
        if months:
            return months, True
    # Of a text only a quarter in so many words: a month may be that of any meeting in it.
    titled = tuple(_spans(heading.lower(), _year_of([heading])))
    if titled:
        return titled, True
    return tuple(dict.fromkeys(date[:_TO_THE_MONTH] for date in dates if _is_fine(date))), False


def _stated(text: str, around: Sequence[str]) -> Months:
    """Return the months that a name states, with a year from it or from the nearest folder around."""
    lower = text.lower()
    year = _year_of(around)
    spans = tuple(_spans(lower, year))
    if spans:
        return spans
    dated = [date[:_TO_THE_MONTH] for date in dates_in_name(text) if _is_fine(date)]
    named = [f"{year}-{MONTHS[match.group(1)]:02}" for match in _MONTH.finditer(lower)] if year else []
    return tuple(dict.fromkeys([*dated, *named]))


def _spans(text: str, year: str | None) -> Iterator[str]:
    for match in _SPAN.finditer(text) if year else ():
        length = _LENGTHS.get(match.group(1), 3)
        last = _NUMBERS[match.group(2)] * length
        if last <= len(MONTH_NAMES):
            yield from (f"{year}-{month:02}" for month in range(last - length + 1, last + 1))


def _year_of(texts: Iterable[str]) -> str | None:
    return next((match.group(1) for text in texts if (match := _YEAR.search(text))), None)


def _is_fine(date: str) -> bool:
    return len(date) >= _TO_THE_MONTH and ".." not in date


def quarter_of(month: str) -> str:
    """Return ``2025-Q1`` for ``2025-03``."""
    return f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}"


def quarter_title(quarter: str) -> str:
    """Return ``triwulan I 2025`` for ``2025-Q1``."""
    return f"triwulan {ROMAN[int(quarter[-1]) - 1]} {quarter[:4]}"


def by_quarter(rubric: Rubric, files: Iterable[FileResult], period: Period) -> tuple[QuestionQuarters, ...]:
    """Return the questions that ask for something each quarter or month, with what there is in each of a period."""
    placed: dict[str, list[FileResult]] = {}
    for file in files:
        if file.usable and file.question is not None:
            placed.setdefault(file.question, []).append(file)
    quarters: dict[str, list[str]] = {}
    for month in period.months:
        quarters.setdefault(quarter_of(month), []).append(month)
    return tuple(
        QuestionQuarters(
            code,
            question.label,
            question.every,
            tuple(_cell(q, months, placed.get(code, []), question.every) for q, months in quarters.items()),
            sum(not file.months for file in placed.get(code, [])),
        )
        for code, question in rubric.questions.items()
        if question.every is not None
    )


def _cell(quarter: str, months: Sequence[str], files: Sequence[FileResult], every: str) -> QuarterCell:
    touching = [file for file in files if quarter in map(quarter_of, file.months)]
    sure = [file for file in touching if file.months_sure and len(set(map(quarter_of, file.months))) == 1]
    missing: Months = ()
    if every == "month":
        there = {month for file in sure if len(file.months) == 1 for month in file.months}
        missing = tuple(month for month in months if month not in there)
    there_is = bool(sure) and not missing
    state: QuarterState = "there" if there_is else "partial" if sure else "unsure" if touching else "hole"
    return QuarterCell(quarter, state, len(sure), len(touching) - len(sure), missing)


def quarter_findings(rows: Iterable[QuestionQuarters]) -> Iterator[Finding]:
    """Yield the questions with quarters of which there is nothing."""
    for row in rows:
        holes = [quarter_title(cell.quarter) for cell in row.cells if cell.state == "hole"]
        if holes:
            yield rules.QUARTER_EMPTY.at(
                "{name}: tidak ada bukti bertanggal {holes}{undated}.",
                name=f"{row.code} {row.label}",
                holes=", ".join(holes),
                undated=f" ({row.undated} berkas tidak menyebut bulannya)" if row.undated else "",
                node=row.code,
            )
