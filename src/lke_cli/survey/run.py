"""A survey file to its result: open, find the columns, gather the answers, compute, look for what is wrong."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path

from lke_cli.errors import LkeError
from lke_cli.findings import Finding, Severity
from lke_cli.numbers import format_below, format_number
from lke_cli.rubric.model import Rubric
from lke_cli.survey import rules
from lke_cli.survey.answers import Answers, LateColumnError, gather, group_key
from lke_cli.survey.choose import choose_columns, choose_group
from lke_cli.survey.columns import UNREADABLE_TIME, Column, Layout, find_layout, full_name, with_questions
from lke_cli.survey.health import Days, answer_findings, layout_findings, time_findings
from lke_cli.survey.index import Statistics, group_indices, statistics_of
from lke_cli.survey.place import place_of
from lke_cli.survey.read import Row, Table, tables
from lke_cli.survey.result import ColumnUse, Group, Kind, Place, Sample, SurveyResult
from lke_cli.survey.sample import sample_size
from lke_cli.survey.scale import KNOWN, SCALES, Vocabulary

MAX_COLUMNS = 1_000
_HEAD = 400
"""So many first rows tell what each column is."""


def survey_index(
    path: Path,
    kind: Kind,
    *,
    rubric: Rubric,
    target: str,
    population: int | Mapping[str, int] | None = None,
    points: int | None = None,
    words: Vocabulary = KNOWN,
    by: str | None = None,
    questions: str | None = None,
    reverse: str | None = None,
    period: Days | None = None,
    sheet: str | None = None,
) -> SurveyResult:
    """Return a survey's index (1..4) with all that belongs to it.

    rubric, target: whose minimum the index must reach. population: for the sample and the finite population
    correction, of each service where ``by`` tells them apart. points: of the answers' scale (4, 5, 6), None to tell
    from the answers. words: what the user says of the answers' words. by: header or letter of the column with the
    service. questions, reverse: columns that are the questions, and of these whose best answer is 1. period: first and
    last day of the survey. Raises LkeError where the file cannot be read, holds no answers, or its scale must be named.
    """
    skm = kind == "skm"
    people = population if population is None or isinstance(population, int) else sum(population.values())
    if points and words.points and points != words.points:
        raise LkeError(
            f"--scale {points} tidak cocok dengan --words yang berisi {words.points} kata; samakan keduanya."
        )
    if isinstance(population, Mapping) and by is None:
        raise LkeError("--population per layanan memerlukan --by KOLOM, kolom yang menyebut layanannya.")
    more: list[Row] = []
    seemed_empty: frozenset[int] | None = None
    while True:
        name, layout, rows, others = _open(
            path, sheet, skm=skm, more=more, words=words, questions=questions, points=points
        )
        group_column = choose_group(layout, by, path) if by else None
        turned = choose_columns(layout, reverse, path, "--reverse") if reverse else ()
        for column in turned:
            if column.role != "question":
                raise LkeError(f"Kolom '{column.header}' untuk --reverse bukan pertanyaan; sebut kolom pertanyaan.")
        # A column that seems as empty with the rows from further down as without them stays aside.
        surely_empty, seemed_empty = layout.empty == seemed_empty, layout.empty
        reversed_at = frozenset(column.index for column in turned)
        try:
            answers = gather(
                layout, rows, points=points, by=group_column, reverse=reversed_at, surely_empty=surely_empty
            )
            break
        except LateColumnError as late:
            more += late.rows
    groups = _groups(answers, population if isinstance(population, Mapping) else {}) if group_column else ()
    # The sum of some services is not the whole population: it can only show that respondents are too few.
    whole = not isinstance(population, Mapping) or all(group.needed is not None for group in groups)
    statistics = statistics_of(answers, population=people if whole else None, skm=skm)
    if statistics is None:
        raise LkeError(_nothing_valid(path, answers, points))
    findings = [*layout_findings(layout, name, kind), *answer_findings(answers, statistics, name)]
    if turned:
        letters = ", ".join(column.letter for column in turned)
        findings.append(rules.REVERSED.at(f"Nilai kolom {letters} dibalik: 1 terbaik, {answers.points} terburuk."))
    days: Days | None = None
    if answers.times is not None:
        of_times, days = time_findings(answers.times, answers.rows, period)
        findings += of_times
    else:
        findings.append(_no_time(layout, asked=period is not None))
    if others:
        names = ", ".join(f"'{other}'" for other in others)
        findings.append(rules.OTHER_SHEET.at(f"Yang dihitung lembar '{name}'; jawaban juga ada di {names}."))
    sample = None
    if people is not None:
        needed = sample_size(people)
        missing = max(0, needed - statistics.respondents)
        if whole or missing:
            sample = Sample(people, needed, missing)
            findings += _sample_findings(sample, statistics.respondents)
    findings += _group_findings(groups, told=isinstance(population, Mapping))
    place = place_of(kind, statistics, rubric, target)
    if statistics.readings is not None:
        findings.append(_undecided(statistics))
    if place and place.met and place.safe is False and statistics.interval and place.required is not None:
        lower = format_below(statistics.interval.lower, place.required)
        required = format_number(place.required)
        findings.append(
            rules.NOT_SAFE.at(
                f"Indeks mencapai nilai minimal {required}, tetapi selang kepercayaannya mulai dari {lower}.",
                node=place.question,
            )
        )
    return SurveyResult(
        file=str(path),
        sheet=name,
        survey=kind,
        points=answers.points,
        rows=len(answers.rows) + answers.no_answers.count,
        respondents=statistics.respondents,
        complete=statistics.complete,
        no_answers=len(answers.rows) + answers.no_answers.count - statistics.respondents,
        first_day=days[0].isoformat() if days else None,
        last_day=days[1].isoformat() if days else None,
        index=statistics.index,
        converted=statistics.converted,
        quality=statistics.quality,
        interval=statistics.interval,
        readings=statistics.readings,
        place=place,
        unsur=statistics.unsur,
        sample=sample,
        by=group_column.header if group_column else None,
        groups=groups,
        columns=tuple(_use(column) for column in layout.columns),
        findings=tuple(findings),
    )


def passes(result: SurveyResult) -> bool:
    """Return whether nothing is wrong enough for exit code 1: the minimum is reached and no finding is an error."""
    return _reached(result.place) and not any(f.severity is Severity.ERROR for f in result.findings)


def _reached(place: Place | None) -> bool:
    return place is None or place.required is None or bool(place.met)


def _open(
    path: Path,
    sheet: str | None,
    *,
    skm: bool,
    more: Sequence[Row],
    words: Vocabulary,
    questions: str | None,
    points: int | None,
) -> tuple[str | None, Layout, Iterator[Row], list[str]]:
    """Return the table with the most answers: its sheet, its layout, its responses; and other sheets with answers.

    more: rows from further down that also tell what the columns are. words, questions, points: as the user gives them.
    """
    best: tuple[Table, Layout, list[Row]] | None = None
    found: list[str] = []
    for table in tables(path, sheet):
        head = list(islice(table.rows, _HEAD))
        if max(map(len, head), default=0) > MAX_COLUMNS:
            raise LkeError(f"'{path.name}' punya lebih dari {MAX_COLUMNS} kolom; hapus kolom yang bukan kuesioner.")
        layout = find_layout([*head, *more], skm=skm, vocabulary=words)
        if not layout.questions and not (questions and any(column.doubt for column in layout.columns)):
            continue
        found.append(table.sheet or "")
        if best is None or layout.filled > best[1].filled:
            best = table, layout, head
    if best is None:
        top = points or words.points or SCALES[0]
        raise LkeError(
            f"'{path.name}' tidak berisi kolom jawaban survei (angka 1 sampai {top} atau "
            "kata seperti 'Sangat Baik'); pilih berkas ekspor kuesioner, satu baris per responden, atau sebutkan kata "
            "jawabannya dengan --words."
        )
    table, layout, head = best
    if questions:
        layout = with_questions(layout, choose_columns(layout, questions, path, "--questions"), skm=skm)
    rows = chain(head[layout.first_row :], table.rows)
    return table.sheet, layout, rows, [name for name in found if name != table.sheet and table.sheet is not None]


def _nothing_valid(path: Path, answers: Answers, points: int | None) -> str:
    words = ", ".join(dict.fromkeys(f"'{word}'" for each in answers.ambiguous for word in each))
    if words and points:
        return (
            f"Kata jawaban di '{path.name}' ({words}) tidak dapat dinilai pada skala 1 sampai {points}; ubah --scale, "
            "atau sebutkan --words dengan semua pilihan dari terburuk sampai terbaik."
        )
    if words:
        scale = f"--scale {SCALES[0]} atau --scale {SCALES[1]}, atau " if answers.scale_decides else ""
        return (
            f"Nilai kata jawaban di '{path.name}' ({words}) tidak dapat ditentukan: kata itu ada di beberapa skala; "
            f"sebutkan {scale}--words dengan semua pilihan dari terburuk sampai terbaik."
        )
    return (
        f"Tidak ada jawaban sah di '{path.name}'; jawaban harus angka 1 sampai {answers.points} atau kata skala "
        "(lihat --words)."
    )


def _no_time(layout: Layout, *, asked: bool) -> Finding:
    """Return that times were not looked at. asked: whether the user named a period."""
    unread = next((column for column in layout.columns if column.reason == UNREADABLE_TIME), None)
    why = (
        f"waktu di kolom {unread.letter} ({unread.header}) tidak terbaca"
        if unread
        else "tidak ada kolom waktu pengisian"
    )
    if asked:
        return rules.NO_TIME.at(f"--period tidak dapat diperiksa: {why}.")
    severity = Severity.WARNING if unread else Severity.INFO
    return rules.NO_TIME.at(f"Periode dan jawaban serentak tidak diperiksa: {why}.", severity=severity)


def _undecided(statistics: Statistics) -> Finding:
    assert statistics.readings is not None
    low, high = format_number(statistics.readings.lowest), format_number(statistics.readings.highest)
    return rules.UNDECIDED.at(
        f"Indeks {low} bila kata yang bernilai ganda dibaca serendahnya, {high} bila setingginya; tanpa jawaban itu "
        f"{format_number(statistics.index)}, tetapi itu bukan indeks survei ini."
    )


def _groups(answers: Answers, population: Mapping[str, int]) -> tuple[Group, ...]:
    found = group_indices(answers)
    total = sum(respondents for _, respondents, _ in found)
    people = {group_key(name): number for name, number in population.items()}
    groups = []
    for name, n, index in found:
        own = people.pop(group_key(name), None)
        needed = None if own is None else sample_size(own)
        groups.append(
            Group(name, n, n / total if total else 0.0, index, needed, None if needed is None else max(0, needed - n))
        )
    for name, own in population.items():
        if group_key(name) in people:
            groups.append(Group(name, 0, 0.0, None, sample_size(own), sample_size(own)))
    return tuple(groups)


def _sample_findings(sample: Sample, respondents: int) -> Iterator[Finding]:
    answered, people = format_number(respondents, 0), format_number(sample.population, 0)
    if sample.missing:
        yield rules.TOO_FEW.at(
            f"Responden {answered}, sedangkan populasi {people} memerlukan {sample.needed}: kurang {sample.missing}."
        )
    if respondents > sample.population:
        yield rules.MORE_THAN_POPULATION.at(
            f"Responden {answered} melebihi populasi {people}; koreksi populasi terbatas tidak dipakai."
        )


def _group_findings(groups: Sequence[Group], *, told: bool) -> Iterator[Finding]:
    for group in groups:
        if group.missing:
            yield rules.GROUP_TOO_FEW.at(
                f"Kelompok '{group.name}': responden {format_number(group.respondents, 0)} dari {group.needed} yang "
                f"diperlukan, kurang {group.missing}."
            )
        elif told and group.needed is None:
            yield rules.GROUP_WITHOUT_POPULATION.at(
                f"Kelompok '{group.name}' tidak disebut di --population, jadi kecukupannya tidak diperiksa."
            )


def _use(column: Column) -> ColumnUse:
    unsur = None
    if column.role == "question":
        unsur = full_name(column.unsur, column.label)
    return ColumnUse(column.letter, column.header, column.role, column.reason, unsur)
