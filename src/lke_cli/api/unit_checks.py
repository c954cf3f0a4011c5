"""The check of a unit's folder before it submits."""

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from lke_cli.api.evidence_checks import evidence_report_of
from lke_cli.api.held import MANY_WORKBOOKS, held_to, period_named, read_settings
from lke_cli.api.options import MAX_SECONDS, SURVEY_SECONDS, CheckOptions, EvidenceOptions, ReadOptions
from lke_cli.api.watching import UNWATCHED, Watch
from lke_cli.constants import DEFAULT_RUBRIC
from lke_cli.errors import LkeError

if TYPE_CHECKING:
    from lke_cli.checking import Checked, Chosen, FolderSeen, LkeRead, Sorted, SurveyAsked
    from lke_cli.evidence import ReadWorkbook
    from lke_cli.results import CheckReport, EvidenceReport, SurveyResult, UnitCheck


def check(
    path: str | Path = ".",
    options: CheckOptions | None = None,
    *,
    options_of: Callable[[Path], CheckOptions] | None = None,
    watch: Watch = UNWATCHED,
) -> "CheckReport":
    """Return whether a unit is safe to submit: its LKE and a second reading of it, its evidence, its surveys, together.

    path: an LKE, whose folder holds the rest; a unit's folder; or a folder of units' folders, each of which is checked.
    options_of: of several units, the options of one by its folder (its own settings). Raises LkeError where the path
    cannot be looked into.
    """
    from lke_cli.checking import look, sort_workbooks, units_in
    from lke_cli.results import CheckReport, ScoreReport

    options = options or CheckOptions()
    place = Path(path)
    named = place if place.is_file() else None
    if not place.exists():
        raise LkeError(f"'{place}' tidak ada; sebut folder unit, atau LKE-nya.")
    rubric, target, _ = held_to(options)
    label = rubric.targets[target].label
    seen = look(place.parent if named else place, rubric)
    with watch.counted(len(seen.workbooks) if len(seen.workbooks) >= MANY_WORKBOOKS else 0, "Mencari LKE") as tick:
        workbooks = sort_workbooks(seen.workbooks, rubric, seconds=options.max_seconds, tick=tick)
    lkes = [workbook.path for workbook in workbooks if workbook.what in ("lke", "blank", "unread")]
    folders = [seen.root] if named else units_in(seen, lkes)
    if len(folders) == 1:
        ((checked, unit),) = _checked([_chosen(seen, workbooks, options, named)], watch)
        return CheckReport(
            str(place),
            label,
            (unit,),
            ScoreReport((checked.scored,), label) if checked.scored else None,
            checked.inspection,
            checked.evidence,
            tuple(result for data in checked.surveys.values() for _, result in data.results),
        )
    _refuse_for_several(options)
    chosen = [
        _chosen(
            seen.inside(folder),
            [workbook for workbook in workbooks if folder in workbook.path.parents],
            options if options_of is None else options_of(folder),
        )
        for folder in folders
    ]
    checks = _checked(chosen, watch)
    units = [replace(unit, unit=folder.name) for folder, (_, unit) in zip(folders, checks, strict=True)]
    return CheckReport(str(place), label, tuple(units))


def holds_several(folder: str | Path, rubric: str = DEFAULT_RUBRIC) -> bool:
    """Return whether several LKEs lie in a folder or below it: to be compared, not checked as one unit's."""
    from lke_cli.checking import look, sort_workbooks
    from lke_cli.rubric import load_rubric

    loaded = load_rubric(rubric)
    paths = look(Path(folder), loaded).workbooks
    lkes = 0
    for start in range(0, len(paths), MANY_WORKBOOKS):  # of hundreds, a few tell
        some = sort_workbooks(paths[start : start + MANY_WORKBOOKS], loaded, seconds=MAX_SECONDS)
        lkes += sum(book.what == "lke" for book in some)
        if lkes > 1:
            return True
    return False


def _refuse_for_several(options: CheckOptions) -> None:
    given = {"--evidence": options.evidence, "--survey": options.surveys, "--population": options.population}
    for name, value in given.items():
        if value:
            raise LkeError(
                f"{name} untuk satu unit saja, sedangkan folder itu berisi beberapa; tulis di lke.toml tiap unit."
            )


class _Unit(NamedTuple):
    """A unit that is checked: its parts, and the options that it is checked with."""

    parts: "Chosen"
    options: CheckOptions
    root: Path

    @property
    def workbook(self) -> Path | None:
        return self.parts.workbook.path if self.parts.workbook else None

    @property
    def evidence(self) -> Path | None:
        return self.parts.evidence.path if self.parts.evidence else None


def _chosen(
    seen: "FolderSeen", workbooks: "Sequence[Sorted]", options: CheckOptions, named: Path | None = None
) -> _Unit:
    """Return the parts of the unit whose folder was looked at."""
    from lke_cli.checking import Taken, choose_parts

    evidence = None
    if options.evidence is not None:
        evidence = Taken(options.evidence, "settings" if "evidence" in options.settled else "named")
    parts = choose_parts(seen, workbooks, named=named, evidence=evidence, surveys_named=bool(options.surveys))
    return _Unit(parts, options, seen.root)


def _checked(units: Sequence[_Unit], watch: Watch) -> "list[tuple[Checked, UnitCheck]]":
    """Return what was found out of units' parts, and their checks. Their LKEs and surveys are read over all cores."""
    from lke_cli.checking import LkeAsked, read_lkes, read_survey_files

    seconds = units[0].options.max_seconds
    lkes = []
    for unit in units:
        if unit.workbook is not None:
            _, target, minimums = held_to(unit.options)
            lkes.append(LkeAsked(unit.workbook, unit.options.rubric, target, minimums, read_settings(unit.options)))
    several = len(units) > 1
    with watch.counted(3 * len(lkes) if several else 0, "Membaca LKE", "bacaan") as tick:
        read = read_lkes(lkes, seconds=seconds, tick=tick)
    asked = [_survey_files(unit) for unit in units]
    with watch.counted(sum(map(len, asked)) if several else 0, "Membaca survei") as tick:
        results = iter(
            read_survey_files(
                [survey_asked for files in asked for survey_asked in files], seconds=SURVEY_SECONDS, tick=tick
            )
        )
    checks = []
    with watch.counted(len(units) if several else 0, "Memeriksa", "unit") as tick:
        for unit, files in zip(units, asked, strict=True):
            own = None if unit.workbook is None else read[unit.workbook]
            surveys = [(survey_asked, next(results)) for survey_asked in files]
            checks.append(_check_unit(unit, own, surveys, UNWATCHED if several else watch))
            tick()
    return checks


def _survey_files(unit: _Unit) -> "list[SurveyAsked]":
    from lke_cli.checking import SurveyAsked
    from lke_cli.surveys import parse_survey

    options, named = unit.options, bool(unit.options.surveys)
    rubric, target, _ = held_to(options)
    files = [parse_survey(text, rubric) for text in options.surveys] or [(None, path) for path in unit.parts.tables]
    period = period_named(options.period)
    return [SurveyAsked(kind, path, options.rubric, target, options.population, period, named) for kind, path in files]


def _check_unit(
    unit: _Unit,
    read: "LkeRead | None",
    surveys: "Sequence[tuple[SurveyAsked, Sequence[SurveyResult] | LkeError]]",
    watch: Watch,
) -> "tuple[Checked, UnitCheck]":
    """Return what was found out of a unit's parts, and its check."""
    from lke_cli.checking import Checked, judged, survey_data, unit_name
    from lke_cli.scan import is_open

    parts, own = unit.parts, unit.workbook
    rubric, _, _ = held_to(unit.options)
    surveys_read = survey_data(rubric, surveys)
    options = replace(
        unit.options, leave_out=(*unit.options.leave_out, *parts.tables, *([own] if own is not None else []))
    )
    report, unread_evidence = _evidence_for_check(unit.evidence, read.claimed if read else None, options, watch)
    inspection = read.inspection if read else None
    checked = Checked(
        rubric=rubric,
        chosen=parts,
        scored=read.scored if read else None,
        inspection=None if isinstance(inspection, LkeError) else inspection,
        evidence=report,
        surveys=surveys_read.data,
        surveys_from="found" if not options.surveys else "settings" if "surveys" in options.settled else "named",
        population=options.population,
        online=options.online,
        limited=options.max_mb is not None,
        unread_again=str(inspection) if isinstance(inspection, LkeError) else None,
        period=options.period is not None,
        unread_evidence=unread_evidence,
        aside=tuple(surveys_read.aside),
        open_in_excel=own is not None and is_open(own),
    )
    return checked, judged(checked, unit_name(unit.root, own), tuple(map(str, options.settings)))


def _evidence_for_check(
    folder: Path | None, claimed: "ReadWorkbook | LkeError | None", options: CheckOptions, watch: Watch
) -> "tuple[EvidenceReport | None, str | None]":
    """Return the check of the evidence beside the LKE where that has a score; else alone; or why there is none."""
    if isinstance(claimed, LkeError):
        return None, str(claimed)
    if folder is None and claimed is None:
        return None, None
    wanted = _only(EvidenceOptions, options, online=options.online and claimed is not None)
    if folder is None:
        wanted = replace(wanted, period=None, max_mb=None)
    try:
        return evidence_report_of(folder, claimed, wanted, watch), None
    except LkeError as error:
        return None, str(error)


Wanted = TypeVar("Wanted", bound=ReadOptions)


def _only(kind: type[Wanted], options: ReadOptions, **others: object) -> Wanted:
    """Return options of another kind, with what both have in common. others: what is given otherwise."""
    names = {field.name for field in fields(kind)} & {field.name for field in fields(options)}
    return kind(**{name: getattr(options, name) for name in names} | others)
