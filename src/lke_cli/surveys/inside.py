"""Which respondents answered inside the period that counts, and what the index is without the others."""

from dataclasses import replace
from typing import TYPE_CHECKING

from lke_cli.findings import Finding, Severity
from lke_cli.numbers import format_number
from lke_cli.periods import Period
from lke_cli.results import InsidePeriod
from lke_cli.surveys import rules
from lke_cli.surveys.answers import RespondentAnswers
from lke_cli.surveys.health import rows_text
from lke_cli.surveys.rows import SomeRows, some_rows
from lke_cli.surveys.statistics import statistics_of
from lke_cli.surveys.times import NO_DAY, Times

if TYPE_CHECKING:
    import numpy as np


def inside_period(answers: RespondentAnswers, times: Times, period: Period) -> tuple[InsidePeriod, Finding | None]:
    """Return who answered inside a period, and that others did not, with the index of those who did.

    times: of the rows that answers hold, in their order.
    """
    valid = answers.valid().any(axis=1).to_numpy()
    known, outside = _outside(times, period)
    within = answers.codes[known & ~outside]
    of_them = statistics_of(replace(answers, codes=within))
    inside = InsidePeriod(
        first=period.first.isoformat(),
        last=period.last.isoformat(),
        respondents=of_them.respondents if of_them else 0,
        outside=int((valid & outside).sum()),
        undated=int((valid & ~known).sum()),
        index=of_them.index if of_them else None,
    )
    return inside, _finding(inside, some_rows(answers.codes.index[outside]), period)


def _outside(times: Times, period: Period) -> "tuple[np.ndarray, np.ndarray]":
    """Return which rows have a day, and of these which lie outside a period."""
    begin, end = period.first.toordinal(), period.last.toordinal()
    known = times.days != NO_DAY
    return known, known & ((times.days < begin) | (times.days > end))


def _finding(inside: InsidePeriod, some: SomeRows, period: Period) -> Finding | None:
    if not some.count:
        return None
    span = f"{period.first:%d-%m-%Y} sampai {period.last:%d-%m-%Y}"
    if inside.index is None:
        others = "tidak satu pun di dalamnya"
    else:
        others = f"indeks {format_number(inside.respondents, 0)} responden di dalamnya {format_number(inside.index)}"
    return rules.OUTSIDE_PERIOD.at(
        "{count} jawaban di luar periode {span}: {rows}; {others}.",
        count=format_number(some.count, 0),
        span=span,
        rows=rows_text(some),
        others=others,
        severity=Severity.ERROR if inside.index is None else Severity.WARNING,
    )
