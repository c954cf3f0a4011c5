"""Which question of which instrument each column is, decided for all columns together.

A header seldom tells alone: a fee stands in three instruments. So the sets of questionnaires that a file may hold are
compared by how many of their questions, and of the file's columns, they explain.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from lke_cli.errors import UndecidedError
from lke_cli.instrument import Instrument, asks_overall, by_number, fits, is_named, number_of
from lke_cli.surveys.columns import SurveyColumn
from lke_cli.workbook import best_assignment

_UNASKED, _UNEXPLAINED, _INSTRUMENT, _POOLED = 0.5, 0.5, 0.35, 0.25
"""What a question without a column, a column without a question, and an instrument cost; what a second column of an
unsur gives, beside 1 for a question that has its column."""
_CONTESTED = 0.6
"""What a fit is worth where another instrument goes before."""
_NUMBERED, _NAMED = 2.0, 0.5
_SURE = 0.75
"""By so much the best reading has to go before one that says something else."""
_MOST_TOGETHER = 3
_WHOLE = 0.7
"""An instrument is there where so many of its questions are; of a short one a few less."""
_SHORT, _SHORT_WHOLE = 5, 0.6


@dataclass(frozen=True, slots=True)
class ColumnsOfOne:
    """An instrument's columns: question by column index. guessed: those known by their place alone."""

    instrument: Instrument
    questions: Mapping[int, str]
    guessed: frozenset[int] = frozenset()

    @property
    def complete(self) -> bool:
        """Whether every question has a column."""
        return {question.code for question in self.instrument.questions} <= set(self.questions.values())


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file holds: its instruments, and the columns that belong to none."""

    taken: tuple[ColumnsOfOne, ...]
    left: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    value: float
    taken: tuple[ColumnsOfOne, ...] = field(default_factory=tuple)

    @property
    def what(self) -> frozenset[str]:
        return frozenset(columns.instrument.id for columns in self.taken)


def recognise(
    columns: Sequence[SurveyColumn],
    questionnaires: Sequence[Instrument],
    wanted: Iterable[str] = (),
    kinds: Mapping[str, str] | None = None,
) -> Recognised:
    """Return which instruments the question columns are of.

    wanted: ids of the questionnaires that the user's choice settles between those that look alike, the usual one
    first. kinds: what
    ``--kind`` calls the survey of each, by id. Raises UndecidedError where two readings that say different things are
    about as likely.
    """
    fit = {column.index: _fits(column, questionnaires) for column in columns}
    readings = sorted(_readings(columns, questionnaires, fit), key=lambda reading: -reading.value)
    readings = [reading for reading in readings if reading.taken]
    if not readings:
        return Recognised((), tuple(column.index for column in columns))
    best = readings[0]
    names = {instrument.id: instrument.label for instrument in questionnaires}
    chosen = list(dict.fromkeys(names[id] for id in wanted if id in names))
    near = [reading for reading in readings if best.value - reading.value < _SURE and reading.what != best.what]
    if chosen:
        # An index over several questionnaires is of the first that may be there: the one it is usually made of.
        ordered = (reading for label in chosen for reading in (best, *near) if label in _surveys(reading))
        best = next(ordered, best)
    else:
        _refuse_undecided(best, near, columns, kinds or {})
    taken = tuple(_by_place(of_one, columns, best) for of_one in best.taken)
    known = {index for of_one in taken for index in of_one.questions}
    return Recognised(taken, tuple(column.index for column in columns if column.index not in known))


def _refuse_undecided(
    best: _Reading, near: Sequence[_Reading], columns: Sequence[SurveyColumn], kinds: Mapping[str, str]
) -> None:
    """Raise where another reading would give another survey. Two forms of one survey with the same unsur are one."""
    surveys = _surveys(best)
    for other in near:
        if _surveys(other) != surveys and not _surveys(other) < surveys:
            names = " atau ".join(
                " dan ".join(of_one.instrument.label for of_one in reading.taken) for reading in (best, other)
            )
            ids = (of_one.instrument.id for reading in (best, other) for of_one in reading.taken)
            named = dict.fromkeys(f"--kind {kinds[id]}" for id in ids if id in kinds)
            raise UndecidedError(
                f"Pertanyaan di berkas ini dapat dibaca sebagai {names}; sebutkan yang dihitung: "
                f"{' atau '.join(named) or '--kind'}.",
                cells=tuple(column.letter for column in columns),
                command="--kind",
            )


def _surveys(reading: _Reading) -> frozenset[str]:
    return frozenset(columns.instrument.label for columns in reading.taken)


def _fits(column: SurveyColumn, questionnaires: Sequence[Instrument]) -> dict[tuple[str, str], float]:
    """Return what a column may be: (instrument, question) and how well."""
    fitting: dict[tuple[str, str], float] = {}
    if asks_overall(column.asks):
        return fitting
    named = [questionnaire for questionnaire in questionnaires if is_named(column.titles, questionnaire)] or [
        questionnaire for questionnaire in questionnaires if is_named(column.header, questionnaire)
    ]
    ahead = {
        other
        for questionnaire in questionnaires
        if questionnaire.before and (fits(column.asks, questionnaire) or fits(column.header, questionnaire))
        for other in questionnaire.before
    }
    for instrument in questionnaires:
        if named and instrument not in named:
            continue
        number = by_number(column.asks, instrument)
        asked = fits(column.asks, instrument) or fits(column.header, instrument)
        if number is not None and (number in asked or not asked or len(asked) > 1):
            fitting[instrument.id, number] = _NUMBERED
            continue
        for code, value in asked.items():
            share = _CONTESTED if instrument.id in ahead else 1.0
            fitting[instrument.id, code] = value * share + (_NAMED if named else 0.0)
    return fitting


def _names(column: SurveyColumn, instrument: Instrument) -> bool:
    return is_named(f"{column.titles} {column.header}", instrument)


def _readings(
    columns: Sequence[SurveyColumn],
    questionnaires: Sequence[Instrument],
    fit: Mapping[int, Mapping[tuple[str, str], float]],
) -> Iterable[_Reading]:
    likely = [instrument for instrument in questionnaires if _is_likely(instrument, fit)]
    for size in range(1, _MOST_TOGETHER + 1):
        for together in combinations(likely, size):
            if len({instrument.label for instrument in together}) < size:
                continue  # two forms of one survey
            every = (_reading(columns, together, split) for split in _splits(columns, together, fit))
            best = max(every, key=_value, default=None)
            if best is not None and all(is_there(of_one) for of_one in best.taken):
                yield best
    if not likely:
        return
    fallback = max((_reading(columns, (instrument,), fit) for instrument in likely), key=_value, default=None)
    if fallback is not None:
        # Even a part of an instrument is worth naming, where nothing else is told; so it goes last.
        yield _Reading(min(fallback.value, 0.0) - len(columns), fallback.taken)


def _value(reading: _Reading) -> float:
    return reading.value


def _is_likely(instrument: Instrument, fit: Mapping[int, Mapping[tuple[str, str], float]]) -> bool:
    asked = {code for column_fit in fit.values() for (id, code) in column_fit if id == instrument.id}
    return len(asked) >= 2 or (len(asked) == 1 and len(fit) == 1)


def is_there(taken: ColumnsOfOne) -> bool:
    """Return whether so many of an instrument's questions have a column that the table holds it."""
    questions = taken.instrument.questions
    share = _SHORT_WHOLE if len(questions) <= _SHORT else _WHOLE
    return len(set(taken.questions.values())) >= share * len(questions) - 1e-9


def _splits(
    columns: Sequence[SurveyColumn], together: Sequence[Instrument], fit: Mapping[int, Mapping[tuple[str, str], float]]
) -> Iterable[Mapping[int, Mapping[tuple[str, str], float]]]:
    """Yield what columns may be where two instruments that ask alike stand one after the other.

    Mixed they are only where titles name them: else the second questions of one instrument's unsur make another.
    """
    alike = [(a, b) for a in together for b in together if a is not b and b.id not in a.before and a.id not in b.before]
    if not alike or any(_names(column, instrument) for column in columns for instrument in together):
        yield fit
    order = [column.index for column in columns]
    for first, second in alike:
        for cut in range(3, len(order) - 2):
            ahead = set(order[:cut])
            yield {
                index: {
                    (id, code): value
                    for (id, code), value in column_fit.items()
                    if id != (second.id if index in ahead else first.id)
                }
                for index, column_fit in fit.items()
            }


def _reading(
    columns: Sequence[SurveyColumn], together: Sequence[Instrument], fit: Mapping[int, Mapping[tuple[str, str], float]]
) -> _Reading:
    ids = {instrument.id for instrument in together}
    options = {
        column.index: [(value, f"{id}\n{code}") for (id, code), value in fit[column.index].items() if id in ids]
        for column in columns
    }
    chosen = {index: tuple(entry.split("\n")) for index, entry in best_assignment(options).items()}
    value = sum({entry: fit for fit, entry in options[i]}["\n".join(what)] for i, what in chosen.items())
    asked = set(chosen.values())
    owners = {index: what[0] for index, what in chosen.items()}
    again = {c.index: _again(c.index, options[c.index], owners) for c in columns if c.index not in chosen}
    chosen |= {index: tuple(entry.split("\n")) for index, entry in again.items() if entry}
    pooled = sum(map(bool, again.values()))
    unasked = sum(
        (instrument.id, question.code) not in asked for instrument in together for question in instrument.questions
    )
    unexplained = len(columns) - len(chosen)
    value += _POOLED * pooled - _UNASKED * unasked - _UNEXPLAINED * unexplained - _INSTRUMENT * len(together)
    taken = tuple(
        ColumnsOfOne(instrument, {index: code for index, (id, code) in sorted(chosen.items()) if id == instrument.id})
        for instrument in together
    )
    return _Reading(value, taken)


def _again(index: int, options: Sequence[tuple[float, str]], owners: Mapping[int, str]) -> str:
    """Return what a column asks once more, of an unsur that has its column already; ``""`` where it asks nothing.

    One that stands among the columns of another instrument is of that, whatever it asks. owners: the instrument by
    column of those that are the only ones for what they ask.
    """
    before = max((other for other in owners if other < index), default=None)
    behind = min((other for other in owners if other > index), default=None)
    beside = {owners[other] for other in (before, behind) if other is not None}
    fits = [(value, entry) for value, entry in options if entry.split("\n")[0] in beside]
    return max(fits)[1] if fits else ""


def _by_place(taken: ColumnsOfOne, columns: Sequence[SurveyColumn], reading: _Reading) -> ColumnsOfOne:
    """Return an instrument with the columns that stand where its missing questions do, in the instrument's order."""
    if not taken.instrument.order or taken.complete:
        return taken
    known = {index for of_one in reading.taken for index in of_one.questions}
    codes = [question.code for question in taken.instrument.questions]
    places = [codes.index(code) for _, code in sorted(taken.questions.items())]
    left = [column.index for column in columns if column.index not in known and number_of(column.asks) is None]
    missing = [code for code in codes if code not in taken.questions.values()]
    if len(left) != len(missing) or not all(a < b for a, b in pairwise(places)):
        return taken
    together = sorted([*taken.questions, *left])
    filled = {index: codes[at] for at, index in enumerate(together)} if len(together) == len(codes) else {}
    if any(filled.get(index) != code for index, code in taken.questions.items()):
        return taken
    return ColumnsOfOne(taken.instrument, filled, frozenset(left))
