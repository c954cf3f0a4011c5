"""Respondents by service, where the user names the column that tells it, and by month."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lke_cli.errors import LkeError
from lke_cli.findings import Finding
from lke_cli.numbers import format_number
from lke_cli.results import Group, Month
from lke_cli.surveys import rules
from lke_cli.surveys.answers import RespondentAnswers
from lke_cli.surveys.columns import SurveyColumn
from lke_cli.surveys.headers import holds_contact, is_a_person
from lke_cli.surveys.profile import SMALLEST_GROUP
from lke_cli.surveys.rows import SHEET, Responses
from lke_cli.surveys.sample import sample_size
from lke_cli.surveys.sources import Source
from lke_cli.surveys.statistics import group_indices
from lke_cli.surveys.times import NO_DAY, Times
from lke_cli.surveys.turned import MONTH_COUNTS
from lke_cli.untrusted import one_line
from lke_cli.values import as_text

if TYPE_CHECKING:
    import pandas as pd

_MOST_SERVICES = 100
_NAME_LENGTH, _NAME_WORDS = 60, 8
"""A longer value of the ``--by`` column is a remark and no service."""


def indices_by_service(
    answers: RespondentAnswers,
    rows: Responses,
    column: SurveyColumn,
    body: "pd.DataFrame",
    population: Mapping[str, int],
) -> tuple[Group, ...]:
    """Return each service's respondents and index, and of those whose population is told whether they are enough.

    column: the one that names the service. body: the rows below the header. Raises LkeError where the column holds
    people or remarks.
    """
    services = _services(rows, column, body)
    counted = sorted([*group_indices(answers, services.names), *((name, 0, None) for name in services.more)])
    total = sum(respondents for _, respondents, _ in counted)
    people = {_service_key(name): number for name, number in population.items()}
    groups = []
    for name, n, index in counted:
        own = people.pop(_service_key(name), None)
        needed = None if own is None else sample_size(own)
        groups.append(
            Group(name, n, n / total if total else 0.0, index, needed, None if needed is None else max(0, needed - n))
        )
    for name, own in population.items():
        if _service_key(name) in people:
            groups.append(Group(name, 0, 0.0, None, sample_size(own), sample_size(own)))
    return tuple(groups)


@dataclass(frozen=True, slots=True)
class _Services:
    """The service of each respondent, by row number; ``more``: names whose respondents answered nothing."""

    names: "pd.Series[str]"
    more: tuple[str, ...]


def _services(rows: Responses, column: SurveyColumn, body: "pd.DataFrame") -> _Services:
    """Return respondents by the ``--by`` column.

    Values that differ only in capitals and spaces are one, in the spelling that came first.
    """
    import pandas as pd

    series = body[column.index]
    used = series[series.index.isin([*rows.frame.index, *rows.services])]
    order = pd.unique(used.cat.codes.to_numpy())
    spelling: dict[str, str] = {}
    by_code: dict[int, str] = {}
    for code in order:
        name = one_line(as_text(series.cat.categories[int(code)])) or "(kosong)"
        if len(name) > _NAME_LENGTH or name.count(" ") >= _NAME_WORDS:
            raise LkeError("Kolom --by berisi isian bebas, bukan nama layanan; pilih kolom layanan atau unit.")
        by_code[int(code)] = spelling.setdefault(_service_key(name), name)
        if len(spelling) > _MOST_SERVICES:
            raise LkeError(
                f"Kolom --by berisi lebih dari {_MOST_SERVICES} nama yang berbeda; pilih kolom layanan, "
                "bukan isian bebas."
            )
    codes = rows.frame[column.index].cat.codes.to_numpy()
    names = pd.Series([by_code[int(code)] for code in codes], index=rows.frame.index, dtype=object)
    counts = names.value_counts()
    _refuse_names(list(spelling.values()), [int(counts.get(name, 0)) for name in spelling.values()], len(names))
    return _Services(names, tuple(name for name in spelling.values() if name not in counts))


def _refuse_names(names: Sequence[str], sizes: Sequence[int], rows: int) -> None:
    """Refuse a ``--by`` column of people or remarks: contacts, titles, or many values that hardly repeat."""
    many = len(names) > 2 and 2 * len(names) > rows
    once = list(sizes).count(1)
    titled = sum(map(is_a_person, names))
    if many or (once > 5 and 2 * once > len(names)) or 2 * titled > len(names) or any(map(holds_contact, names)):
        raise LkeError("Kolom --by tampak berisi data orang atau isian bebas, bukan layanan; pilih kolom layanan.")


def _service_key(name: str) -> str:
    """Return a service's name in a form that can be compared."""
    return " ".join(name.split()).casefold()


def service_findings(groups: Sequence[Group], *, by_service: bool) -> Iterator[Finding]:
    """Yield which services have too few respondents. by_service: the user told the population of services."""
    for group in groups:
        if group.missing:
            yield rules.GROUP_TOO_FEW.at(
                "Kelompok '{name}': responden {respondents} dari {needed} yang diperlukan, kurang {missing}.",
                name=group.name,
                respondents=format_number(group.respondents, 0),
                needed=group.needed or 0,
                missing=group.missing,
            )
        elif by_service and group.needed is None:
            yield rules.GROUP_WITHOUT_POPULATION.at(
                "Kelompok '{name}' tidak disebut di --population, jadi kecukupannya tidak diperiksa.", name=group.name
            )


def indices_by_month(
    answers: RespondentAnswers, rows: Responses, source: Source, times: Times | None
) -> tuple[Month, ...]:
    """Return respondents by month, or by sheet where each month has one; nothing where all are of one month."""
    names = _month_names(rows, source, times)
    if names is None or names.nunique() < 2:
        return ()
    order = {name: i for i, name in enumerate(names.unique())} if source.shape == MONTH_COUNTS else {}
    by_month = group_indices(answers, names)
    by_month.sort(key=lambda month: (order.get(month[0], 0), month[0]))
    return tuple(Month(name, n, index if n >= SMALLEST_GROUP else None) for name, n, index in by_month)


def _month_names(rows: Responses, source: Source, times: Times | None) -> "pd.Series[str] | None":
    import pandas as pd

    index = rows.frame.index
    if source.shape == MONTH_COUNTS:
        return pd.Series([source.sheets[int(number) // SHEET] for number in index], index=index, dtype=object)
    if times is None or times.ambiguous or times.exchanged or not source.linked:
        return None
    days = {day: "" if day == NO_DAY else f"{datetime.date.fromordinal(day):%Y-%m}" for day in set(times.days.tolist())}
    names = pd.Series([days[day] for day in times.days.tolist()], index=index, dtype=object)
    return names.where(names != "", "tanpa tanggal")
