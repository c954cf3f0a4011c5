"""A survey file to its result: open, find the columns, gather the answers, compute, look for what is wrong."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from lke_cli.errors import LkeError
from lke_cli.findings import Finding, Severity
from lke_cli.numbers import format_below, format_number
from lke_cli.rubric.model import Rubric
from lke_cli.survey import rules
from lke_cli.survey.answers import Answers, LateColumnError, gather
from lke_cli.survey.columns import Column, Layout, find_layout, full_name
from lke_cli.survey.health import Days, answer_findings, layout_findings, time_findings
from lke_cli.survey.index import group_indices, statistics_of
from lke_cli.survey.place import place_of
from lke_cli.survey.read import Row, Table, tables
from lke_cli.survey.result import ColumnUse, Group, Kind, Place, Sample, SurveyResult
from lke_cli.survey.sample import sample_size, spread_by_share

MAX_COLUMNS = 1_000
_HEAD = 400
"""So many first rows tell what each column is."""


def survey_index(
    path: Path,
    kind: Kind,
    *,
    rubric: Rubric,
    target: str,
    population: int | None = None,
    points: int | None = None,
    by: str | None = None,
    period: Days | None = None,
    sheet: str | None = None,
) -> SurveyResult:
    """Return a survey's index (1..4) with all that belongs to it.

    rubric, target: whose minimum the index must reach. population: for the sample and the finite population
    correction. points: of the answers' scale (4, 5, 6), None to tell from the answers. by: header or letter of the
    column with the service. period: first and last day of the survey. Raises LkeError where the file cannot be read,
    holds no answers, or its scale must be named.
    """
    skm = kind == "skm"
    more: list[Row] = []
    while True:
        name, layout, rows, others = _open(path, sheet, skm=skm, more=more)
        group_column = _find_column(layout, by, path) if by else None
        try:
            answers = gather(layout, rows, points=points, by=group_column)
            break
        except LateColumnError as late:
            more += late.rows
    statistics = statistics_of(answers, population=population, skm=skm)
    if statistics is None:
        raise LkeError(f"Tidak ada jawaban sah di '{path.name}'; jawaban harus angka 1 sampai 4 atau kata skala.")
    findings = [*layout_findings(layout, name, skm=skm), *answer_findings(answers, statistics, name)]
    days: Days | None = None
    if answers.times is not None:
        of_times, days = time_findings(answers.times, answers.rows, period)
        findings += of_times
    elif period:
        findings.append(rules.NO_TIME.at("--period tidak dapat diperiksa: tidak ada kolom waktu pengisian."))
    if others:
        names = ", ".join(f"'{other}'" for other in others)
        findings.append(rules.OTHER_SHEET.at(f"Yang dihitung lembar '{name}'; jawaban juga ada di {names}."))
    sample = None
    if population is not None:
        needed = sample_size(population)
        sample = Sample(population, needed, max(0, needed - statistics.respondents))
        findings += _sample_findings(sample, statistics.respondents)
    groups = _groups(answers, sample) if group_column else ()
    findings += _group_findings(groups)
    place = place_of(kind, statistics.index, statistics.interval, rubric, target)
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
    return place is None or place.met is not False


def _open(
    path: Path, sheet: str | None, *, skm: bool, more: Sequence[Row]
) -> tuple[str | None, Layout, Iterator[Row], list[str]]:
    """Return the table with the most answers: its sheet, its layout, its responses; and other sheets with answers.

    more: rows from further down that also tell what the columns are.
    """
    best: tuple[Table, Layout, list[Row]] | None = None
    found: list[str] = []
    for table in tables(path, sheet):
        head = list(islice(table.rows, _HEAD))
        if max(map(len, head), default=0) > MAX_COLUMNS:
            raise LkeError(f"'{path.name}' punya lebih dari {MAX_COLUMNS} kolom; hapus kolom yang bukan kuesioner.")
        layout = find_layout([*head, *more], skm=skm)
        if not layout.questions:
            continue
        found.append(table.sheet or "")
        if best is None or layout.filled > best[1].filled:
            best = table, layout, head
    if best is None:
        raise LkeError(
            f"'{path.name}' tidak berisi kolom jawaban survei (angka 1 sampai 4 atau kata seperti 'Sangat Baik'); "
            "pilih berkas ekspor kuesioner, satu baris per responden."
        )
    table, layout, head = best
    rows = chain(head[layout.first_row :], table.rows)
    return table.sheet, layout, rows, [name for name in found if name != table.sheet and table.sheet is not None]


def _find_column(layout: Layout, wanted: str, path: Path) -> Column:
    """Return the column that ``--by`` names: by header, by letter, or by the one header that holds the words."""
    key = wanted.strip().lower()
    found = [column for column in layout.columns if column.header.lower() == key]
    found = found or [column for column in layout.columns if column.letter.lower() == key]
    found = found or [column for column in layout.columns if key in column.header.lower()]
    if len(found) != 1:
        what = "tidak ada" if not found else "lebih dari satu"
        usable = ", ".join(f"'{column.header}'" for column in layout.columns if column.role == "aside")
        raise LkeError(f"Kolom --by '{wanted}' {what} di '{path.name}'; yang dapat dipakai: {usable or 'tidak ada'}.")
    if found[0].role != "aside":
        why = "pertanyaan" if found[0].role in ("question", "unreadable") else found[0].reason
        raise LkeError(f"Kolom '{found[0].header}' berisi {why}, tidak untuk --by; pilih kolom layanan atau unit.")
    return found[0]


def _groups(answers: Answers, sample: Sample | None) -> tuple[Group, ...]:
    found = [each for each in group_indices(answers) if each[1]]
    total = sum(respondents for _, respondents, _ in found)
    needed = spread_by_share(sample.needed, {name: n for name, n, _ in found}) if sample else {}
    return tuple(
        Group(name, n, n / total, index, needed.get(name), max(0, needed[name] - n) if needed else None)
        for name, n, index in found
    )


def _sample_findings(sample: Sample, respondents: int) -> Iterator[Finding]:
    if sample.missing:
        yield rules.TOO_FEW.at(
            f"Responden {respondents}, sedangkan populasi {format_number(sample.population, 0)} memerlukan "
            f"{sample.needed}: kurang {sample.missing}."
        )
    if respondents > sample.population:
        yield rules.MORE_THAN_POPULATION.at(
            f"Responden {respondents} melebihi populasi {format_number(sample.population, 0)}; "
            "koreksi populasi terbatas tidak dipakai."
        )


def _group_findings(groups: Sequence[Group]) -> Iterator[Finding]:
    for group in groups:
        if group.missing:
            yield rules.GROUP_TOO_FEW.at(
                f"Kelompok '{group.name}': responden {group.respondents} dari {group.needed} yang diperlukan, "
                f"kurang {group.missing}."
            )


def _use(column: Column) -> ColumnUse:
    unsur = None
    if column.role == "question":
        unsur = full_name(column.unsur, column.label)
    return ColumnUse(column.letter, column.header, column.role, column.reason, unsur)
