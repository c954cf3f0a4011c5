"""A survey file to its results: open, find the columns, tell the instruments, compute, look for what is wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from lke_cli.errors import AbsentError, LkeError, UndecidedError
from lke_cli.findings import Finding, Severity
from lke_cli.instrument import Instrument, load_instruments
from lke_cli.numbers import reaches
from lke_cli.periods import Period
from lke_cli.results import (
    ColumnUse,
    Conversion,
    Group,
    InsidePeriod,
    Place,
    QualityBand,
    Readings,
    RoundedWeight,
    Sample,
    SurveyReport,
    SurveyResult,
    quality_of,
)
from lke_cli.rubric import Rubric
from lke_cli.surveys import rules
from lke_cli.surveys.answers import RespondentAnswers, answers_of
from lke_cli.surveys.choose import choose_columns, choose_group
from lke_cli.surveys.columns import SurveyColumn, SurveyLayout, full_name, with_questions
from lke_cli.surveys.groups import indices_by_month, indices_by_service, service_findings
from lke_cli.surveys.health import (
    Days,
    answer_findings,
    hidden_findings,
    layout_findings,
    steering_finding,
    time_findings,
)
from lke_cli.surveys.index_findings import (
    OUTSIDE_ADVICE,
    conversion_findings,
    no_time_finding,
    not_safe_findings,
    nothing_valid_text,
    rounded_finding,
    sample_findings,
    settling_advice,
    spread_finding,
    two_conversions_text,
    undecided_finding,
)
from lke_cli.surveys.inside import inside_period
from lke_cli.surveys.instruments import Asked, asked_in, index_of
from lke_cli.surveys.place import place_of
from lke_cli.surveys.profile import profiles, steering_of
from lke_cli.surveys.readings import decides, readings_of, spread_of, together
from lke_cli.surveys.roles import EMPTY_COLUMN
from lke_cli.surveys.rows import BLANK, Responses, read_rows
from lke_cli.surveys.sample import sample_size
from lke_cli.surveys.scale import KNOWN, LONGEST, SCALES, ScaleWords
from lke_cli.surveys.sources import Source, refuse_twins, sources_of
from lke_cli.surveys.statistics import Range, Statistics, statistics_of
from lke_cli.surveys.tables import read_grids
from lke_cli.surveys.unsettled import unsettled
from lke_cli.surveys.who import Who, who_answered

if TYPE_CHECKING:
    import pandas as pd

MOST_LISTED = 100_000
"""Respondents; the answers of more are not kept in a result, and cannot be laid out in a workbook."""
MOST_ASKED = 120
"""Questions; which instrument so many are of takes time that grows with their square, and none asks a tenth of them."""
_TABLE_SUMMARIES = 3
"""So many rows of sums below the answers make a table that of the regulation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveySettings:
    """What the user asks for.

    rubric, target: whose minimum an index must reach. population: for the sample and the finite population correction,
    of each service where ``by`` tells them apart. points: of the answers' scale, None to tell from the answers. words:
    what the user says of the answers' words. by: header or letter of the column with the service. questions, reverse:
    columns that are the questions, and of these whose best answer is 1. period: the days of the survey.
    sheets: names of sheets. instruments: files or names of instruments beside the shipped ones.
    """

    rubric: Rubric
    target: str
    population: int | Mapping[str, int] | None = None
    points: int | None = None
    words: ScaleWords = KNOWN
    by: str | None = None
    questions: str | None = None
    reverse: str | None = None
    period: Period | None = None
    sheets: Sequence[str] = ()
    instruments: Sequence[str] = ()


def survey_index(
    path: Path, kind: str, *, rubric: Rubric, target: str, sheet: str | None = None, **options: object
) -> SurveyResult:
    """Return one survey's index with all that belongs to it; options as in :class:`SurveySettings`.

    Raises LkeError where the file cannot be read, holds no answers, or its scale must be named.
    """
    made = SurveySettings(rubric=rubric, target=target, sheets=(sheet,) if sheet else (), **options)  # type: ignore[arg-type]
    return survey_file(path, made, kind=kind).surveys[0]


def survey_file(path: Path, options: SurveySettings, *, kind: str | None = None) -> SurveyReport:
    """Return every survey that a file holds; kind: that one alone. Raises LkeError as :func:`survey_index`."""
    _check(options)
    instruments = load_instruments(options.instruments)
    index_of(kind, instruments)
    words = replace(options.words, longest=max(SCALES[-1], options.points or 0, options.words.points or 0))
    grids = read_grids(path, options.sheets)
    sources = sources_of(
        grids, path, instruments, words, named=bool(options.sheets), chosen=options.questions is not None
    )
    del grids
    if not sources:
        raise AbsentError(_no_questions(path, options))
    results: dict[str, SurveyResult] = {}
    problems: list[tuple[Source, LkeError]] = []
    passed: list[Source] = []
    for source in sources:
        try:
            of_table = _surveys_of(source, path, options, kind, instruments)
        except UndecidedError:
            raise
        except LkeError as error:
            problems.append((source, error))
            continue
        for result in of_table:
            if result.survey in results:
                passed.append(source)
            else:
                results[result.survey] = result
    if not results:
        raise problems[0][1]
    unread = [
        rules.SHEET_LEFT_OUT.at(
            "Lembar '{sheet}' tidak dihitung: {error}",
            sheet=source.sheet or "",
            error=str(error),
            severity=Severity.WARNING,
        )
        for source, error in problems
    ]
    made = [_with_passed(result, passed, unread) for result in results.values()]
    return SurveyReport(str(path), tuple(made))


def _check(options: SurveySettings) -> None:
    points, words = options.points, options.words.points
    if points and words and points != words:
        raise LkeError(f"--scale {points} tidak cocok dengan --words yang berisi {words} kata; samakan keduanya.")
    if isinstance(options.population, Mapping) and options.by is None:
        raise LkeError("--population per layanan memerlukan --by KOLOM, kolom yang menyebut layanannya.")


def _with_passed(result: SurveyResult, passed: Sequence[Source], unread: Sequence[Finding]) -> SurveyResult:
    result = replace(result, findings=(*result.findings, *unread))
    others = [source.sheet for source in passed if source.sheet and source.sheet not in result.sheets]
    if not others:
        return result
    names = ", ".join(f"'{other}'" for other in dict.fromkeys(others))
    finding = rules.OTHER_SHEET.at(
        "Yang dihitung lembar '{sheet}'; jawaban juga ada di {names}.", sheet=result.sheet or "", names=names
    )
    return replace(result, findings=(*result.findings, finding))


def _no_questions(path: Path, options: SurveySettings) -> str:
    top = options.points or options.words.points or SCALES[0]
    return (
        f"'{path.name}' tidak berisi kolom jawaban survei (angka 1 sampai {top} atau "
        "kata seperti 'Sangat Baik'); pilih berkas ekspor kuesioner, satu baris per responden, atau sebutkan kata "
        "jawabannya dengan --words."
    )


def _surveys_of(
    source: Source, path: Path, options: SurveySettings, kind: str | None, instruments: Sequence[Instrument]
) -> list[SurveyResult]:
    """Return the surveys of one table."""
    layout = source.layout
    if options.questions:
        layout = with_questions(layout, choose_columns(layout, options.questions, path, "--questions"))
    refuse_twins(layout, path)
    group_column = choose_group(layout, options.by, path) if options.by else None
    turned = _reversed(layout, options, path)
    if not layout.questions:
        raise AbsentError(_no_questions(path, options))
    if len(layout.questions) > MOST_ASKED:
        raise LkeError(
            f"'{path.name}' punya {len(layout.questions)} kolom yang tampak seperti pertanyaan, paling banyak "
            f"{MOST_ASKED}; sebutkan yang mana dengan --questions, misalnya --questions E..M."
        )
    asked = asked_in(layout, kind, instruments, path, chosen=options.questions is not None)
    rows = read_rows(layout, source.frame)
    if not len(rows.frame):
        raise LkeError(nothing_valid_text(path, None, options.points, LONGEST))
    who = who_answered(layout, rows)
    table = _Table(source, layout, rows, who, group_column, turned, tuple(_uses(layout, asked)))
    return [_survey(survey, table, path, options) for survey in asked]


@dataclass(frozen=True, slots=True)
class _Table:
    """A table with all that does not depend on the instrument."""

    source: Source
    layout: SurveyLayout
    rows: Responses
    who: Who
    group_column: SurveyColumn | None
    turned: tuple[SurveyColumn, ...]
    columns: tuple[ColumnUse, ...]

    @property
    def body(self) -> "pd.DataFrame":
        """The rows below the header."""
        return self.source.frame.iloc[self.layout.first_row :]


def _reversed(layout: SurveyLayout, options: SurveySettings, path: Path) -> tuple[SurveyColumn, ...]:
    turned = choose_columns(layout, options.reverse, path, "--reverse") if options.reverse else ()
    for column in turned:
        if column.role != "question":
            raise LkeError(f"Kolom '{column.header}' untuk --reverse bukan pertanyaan; sebut kolom pertanyaan.")
    return turned


def _survey(asked: Asked, table: _Table, path: Path, options: SurveySettings) -> SurveyResult:
    """Return one survey of a table."""
    instrument, source, rows = asked.instrument, table.source, table.rows
    reverse = frozenset(column.index for column in table.turned)
    answers = answers_of(
        rows,
        asked.columns,
        table.layout.vocabulary,
        asked.scaled,
        wording=asked.wording,
        top=asked.top,
        points=options.points,
        reverse=reverse,
        linked=source.linked,
    )
    bands = tuple(QualityBand(band.letter, band.label, band.lowest) for band in asked.bands)
    groups = _groups(answers, table, options)
    people, whole = _people(options, groups)
    statistics = statistics_of(answers, population=people if whole else None, bands=bands, hundred=asked.hundred)
    if statistics is None:
        raise LkeError(nothing_valid_text(path, answers, options.points, answers.points))
    findings = _own_findings(asked, table, answers, statistics, options)
    days, of_times = _days(table, options)
    findings += of_times
    sample = _sample(people, whole, statistics)
    if sample:
        findings += sample_findings(sample, statistics.respondents)
    findings += service_findings(groups, by_service=isinstance(options.population, Mapping))
    conversion = _conversion(answers, asked, bands)
    inside, of_period = _inside(answers, table, options)
    findings += of_period
    is_open = _open(asked, table, answers, statistics, inside, bands, options)
    readings, place = _decided(asked, is_open, conversion, statistics, options)
    if readings is not None:
        findings.append(undecided_finding(statistics, readings, is_open.advice or (settling_advice(asked),)))
    if is_open.spread is not None:
        findings.append(spread_finding(asked, statistics, is_open.spread))
    findings += conversion_findings(conversion, statistics)
    findings += not_safe_findings(place, statistics, asked.top)
    quality = quality_of(bands, statistics.index * asked.hundred) if asked.has_quality and readings is None else None
    rounded = _rounded(asked, statistics, bands) if asked.has_quality else None
    if rounded and quality and rounded.quality != quality:
        findings.append(rounded_finding(rounded, statistics.index * asked.hundred, quality.letter))
    shown_rounded = rounded and (rounded.quality != quality or rows.summaries.count >= _TABLE_SUMMARIES)
    hidden = len(source.hidden_rows.intersection(rows.frame.index)) if source.hidden_rows else 0
    filtered = len(source.filtered_rows.intersection(rows.frame.index)) if source.filtered_rows else 0
    findings += hidden_findings(hidden, filtered, source.sheet)
    steering = steering_of(table.layout.columns, rows)
    if steering and (finding := steering_finding(steering)):
        findings.append(finding)
    read = len(rows.codes) + rows.no_answers.count if source.linked else statistics.respondents
    return SurveyResult(
        file=str(path),
        sheet=source.sheet,
        sheets=source.sheets,
        shape=source.shape,
        survey=asked.survey,
        label=asked.label,
        instrument=instrument.id if instrument else None,
        instrument_title=instrument.title if instrument else None,
        top=asked.top,
        hundred=asked.hundred,
        bands=bands,
        points=answers.points,
        conversion=conversion,
        rows=read,
        respondents=statistics.respondents,
        complete=statistics.complete,
        no_answers=read - statistics.respondents,
        hidden_rows=hidden,
        filtered_rows=filtered,
        first_day=days[0].isoformat() if days else None,
        last_day=days[1].isoformat() if days else None,
        index=statistics.index,
        converted=statistics.index * asked.hundred,
        quality=quality,
        rounded=rounded if shown_rounded else None,
        interval=statistics.interval,
        readings=readings,
        place=place,
        unsur=statistics.unsur if asked.has_quality else tuple(replace(u, quality=None) for u in statistics.unsur),
        sample=sample,
        by=table.group_column.header if table.group_column else None,
        groups=groups,
        months=indices_by_month(answers, rows, source, table.who.times),
        profile=profiles(table.layout.columns, rows) if source.linked else (),
        steering=steering,
        columns=table.columns,
        findings=tuple(findings),
        answers=_listed(answers),
        spread=is_open.spread,
        inside=inside,
    )


def _groups(answers: RespondentAnswers, table: _Table, options: SurveySettings) -> tuple[Group, ...]:
    if table.group_column is None:
        return ()
    populations = options.population if isinstance(options.population, Mapping) else {}
    return indices_by_service(answers, table.rows, table.group_column, table.body, populations)


def _people(options: SurveySettings, groups: Sequence[Group]) -> tuple[int | None, bool]:
    """Return the population, and whether it is the whole one.

    The sum of some services is not: it can only show that respondents are too few.
    """
    if not isinstance(options.population, Mapping):
        return options.population, True
    return sum(options.population.values()), all(group.needed is not None for group in groups)


@dataclass(frozen=True, slots=True)
class _Open:
    """What is open about an index. readings: None where nothing is; advice: what settles it. spread: another reading
    on which neither the verdict nor the mutu depends."""

    readings: Readings | None
    advice: tuple[str, ...]
    spread: Readings | None


def _open(
    asked: Asked,
    table: _Table,
    answers: RespondentAnswers,
    statistics: Statistics,
    inside: InsidePeriod | None,
    bands: tuple[QualityBand, ...],
    options: SurveySettings,
) -> _Open:
    """Return from where to where an index lies, and what settles it."""
    readings = readings_of(asked, answers, statistics)
    spread = spread_of(asked, table.rows, table.layout.vocabulary, answers, statistics)
    advice: list[str] = []
    if readings is not None:
        advice.append(rules.UNDECIDED.advice if statistics.readings is not None else settling_advice(asked))

    def matters(other: Readings) -> bool:
        return readings is not None or decides(other, asked, bands, lambda index: _place(asked, index, options))

    if spread and matters(spread):
        readings, spread = together(readings, spread), None
        advice.append(settling_advice(asked))
    layout = table.layout
    for reason in unsettled(
        asked, layout.columns, table.body, answers, statistics, turned=bool(options.reverse), chosen=layout.chosen
    ):
        if reason.always or matters(reason.readings):
            readings = together(readings, reason.readings)
            advice.append(reason.advice)
    without = _without_others(statistics, inside)
    if without and matters(without):
        readings = together(readings, without)
        advice.append(OUTSIDE_ADVICE)
    return _Open(readings, tuple(dict.fromkeys(advice)), spread)


def _decided(
    asked: Asked, is_open: _Open, conversion: Conversion | None, statistics: Statistics, options: SurveySettings
) -> tuple[Readings | None, Place | None]:
    """Return from where to where an index lies that is not decided, and where it stands in the rubric."""
    lower = statistics.interval.lower if statistics.interval else None
    place = _place(asked, statistics.index, options, lower, is_open.readings)
    if is_open.readings is not None or conversion is None or place is None:
        return is_open.readings, place
    readings = _other_conversion(conversion, statistics, asked, place)
    return readings, replace(place, met=None, gap=None, safe=None) if readings else place


def _other_conversion(conversion: Conversion, statistics: Statistics, asked: Asked, place: Place) -> Readings | None:
    """Return the index by either way of bringing the scale to 1..top, where only one of them reaches the minimum.

    Both are in use, so that a minimum that only one reaches is not reached.
    """
    if conversion.other_index is None or place.required is None:
        return None
    if reaches(conversion.other_index / asked.top * place.maximum, place.required) == place.met:
        return None
    ends = sorted((statistics.index, conversion.other_index))
    return Readings(ends[0], ends[1], two_conversions_text(conversion))


def _inside(
    answers: RespondentAnswers, table: _Table, options: SurveySettings
) -> tuple[InsidePeriod | None, list[Finding]]:
    """Return who answered inside the period that the user named, and that others did not."""
    times, period = table.who.times, options.period
    if times is None or period is None or not answers.linked:
        return None, []
    inside, finding = inside_period(answers, times, period)
    return inside, [finding] if finding else []


def _without_others(statistics: Statistics, inside: InsidePeriod | None) -> Readings | None:
    """Return the index with and without the respondents outside the period; None where it is the same."""
    if inside is None or inside.index is None or not inside.outside or inside.index == statistics.index:
        return None
    ends = sorted((inside.index, statistics.index))
    return Readings(ends[0], ends[1], "responden di luar periode dihitung atau tidak")


def _place(
    asked: Asked,
    index: float,
    options: SurveySettings,
    lower: float | None = None,
    readings: Readings | None = None,
) -> Place | None:
    """Return where an index stands in the rubric."""
    ends = Range(readings.lowest, readings.highest) if readings else None
    return place_of(asked.survey, index, lower, ends, asked.index, asked.top, options.rubric, options.target)


def _own_findings(
    asked: Asked, table: _Table, answers: RespondentAnswers, statistics: Statistics, options: SurveySettings
) -> list[Finding]:
    sheet = table.source.sheet
    findings = [*table.source.findings, *layout_findings(table.layout, sheet), *asked.findings]
    findings += answer_findings(answers, table.rows, table.who, statistics, sheet)
    if table.turned:
        own = [column.letter for column in table.turned if column in asked.columns or column.index in answers.codes]
        if own:
            findings.append(
                rules.REVERSED.at(
                    "Nilai kolom {own} dibalik: 1 terbaik, {points} terburuk.",
                    own=", ".join(own),
                    points=answers.points,
                )
            )
    return findings


def _days(table: _Table, options: SurveySettings) -> tuple[Days | None, list[Finding]]:
    if table.who.times is None:
        return None, [no_time_finding(table.layout, asked=options.period is not None)]
    findings, days = time_findings(table.who.times, table.rows.frame.index.tolist())
    return days, findings


def passes(result: SurveyResult) -> bool:
    """Return whether nothing is wrong enough for exit code 1: the minimum is reached and no finding is an error."""
    reached = result.place is None or result.place.required is None or bool(result.place.met)
    return reached and not any(finding.severity is Severity.ERROR for finding in result.findings)


def exit_code(report: SurveyReport) -> int:
    """Return 0 where every survey passes, 2 where one could not be decided, else 1."""
    if any(result.verdict == "undecided" for result in report.surveys):
        return 2
    return 0 if all(map(passes, report.surveys)) else 1


def _conversion(answers: RespondentAnswers, asked: Asked, bands: tuple[QualityBand, ...]) -> Conversion | None:
    if answers.points == answers.top:
        return None
    instrument = asked.scaled
    known = instrument is not None and any(scale.points == answers.points for scale in instrument.scales)
    if not known:
        return Conversion(answers.points, answers.formula, None, None)
    other = "bagian" if answers.formula == "rentang" else "rentang"
    by_other = statistics_of(replace(answers, formula=other))
    return Conversion(answers.points, answers.formula, other, by_other.index if by_other else None)


def _rounded(asked: Asked, statistics: Statistics, bands: tuple[QualityBand, ...]) -> RoundedWeight | None:
    instrument = asked.instrument
    means = [unsur.mean for unsur in statistics.unsur if unsur.mean is not None]
    if instrument is None or instrument.rounded_weight is None or len(means) != instrument.complete:
        return None
    converted = sum(means) * instrument.rounded_weight * asked.hundred
    return RoundedWeight(instrument.rounded_weight, converted, quality_of(bands, converted))


def _sample(people: int | None, whole: bool, statistics: Statistics) -> Sample | None:
    if people is None:
        return None
    needed = sample_size(people)
    missing = max(0, needed - statistics.respondents)
    return Sample(people, needed, missing) if whole or missing else None


def _uses(layout: SurveyLayout, asked: Sequence[Asked]) -> Iterator[ColumnUse]:
    """Yield how each column was taken."""
    counted = {column.index: (column, survey) for survey in asked for column in survey.columns}
    for column in layout.columns:
        if column.reason == EMPTY_COLUMN and column.header.startswith("Kolom ") and column.index not in counted:
            continue
        unsur = instrument = None
        reason = column.reason
        if column.index in counted:
            own, survey = counted[column.index]
            unsur = full_name(own.unsur, own.label)
            instrument = survey.instrument.id if survey.instrument else None
            reason = own.reason
        yield ColumnUse(column.letter, column.header, column.role, reason, unsur, instrument)


def _listed(answers: RespondentAnswers) -> tuple[str, ...]:
    """Return the answers as texts, a character per respondent; nothing where there are too many."""
    import numpy as np

    valid = answers.valid()
    kept = valid.any(axis=1).to_numpy()
    if not answers.linked or kept.sum() > MOST_LISTED:
        return ()
    marks = np.array([".", *map(str, range(1, 10)), "A"])
    values = answers.codes.where(valid, BLANK)
    return tuple("".join(marks[values[column.index].to_numpy()[kept]]) for column in answers.columns)
