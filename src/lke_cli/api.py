"""What a program calls: each function takes options and gives a result. The command line calls the same.

Every function raises LkeError, one Indonesian sentence, where it cannot do what it is asked; UndecidedError, a kind of
it, where something could be read in two ways.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from lke_cli.errors import BlankError, LkeError, UndecidedError

if TYPE_CHECKING:
    from lke_cli.evidence.folder import FolderEvidence, Progress
    from lke_cli.evidence.online import Answer
    from lke_cli.evidence.tree import MadeTree
    from lke_cli.findings import Finding, Rule
    from lke_cli.plan.work import Task
    from lke_cli.results.compare import Comparison
    from lke_cli.results.diff import DiffReport
    from lke_cli.results.evidence import EvidenceReport
    from lke_cli.results.inspect import Inspection
    from lke_cli.results.plan import PlanResult, PlansResult, SimulateResult, TrackResult
    from lke_cli.results.score import Blank, ScoredWorkbook, ScoreReport
    from lke_cli.results.survey import SampleReport, SurveyReport
    from lke_cli.rubric.model import Minimum, Rubric
    from lke_cli.scoring.diff import Version
    from lke_cli.workbook.find import Found
    from lke_cli.workbook.options import ReadOptions as Reading

T = TypeVar("T")

_MANY = 20  # workbooks under which they are scored before a bar is seen
DEFAULT_RUBRIC = "permenpanrb-90-2021"
"""The shipped rubric that is used where none is named."""

MAX_SECONDS = 30.0
"""Time to read one file in."""
SURVEY_SECONDS = 120.0
"""Time to read the data of one survey in: it may have a million rows."""
_SURVEY_MEMORY = 1_800_000_000
_SURVEY_AGAIN = "hapus kolom dan lembar yang bukan kuesioner, atau simpan lembar kuesionernya saja sebagai CSV"

Paths = str | Path | Iterable[str | Path]
"""A file, a folder with workbooks, a pattern such as ``*.xlsx``, or several of them."""


class Watch(Protocol):
    """Is told how long work gets on. Each gives what is to be called as it does."""

    def counted(self, things: int, doing: str, unit: str = "berkas") -> "AbstractContextManager[Callable[[], object]]":
        """Give what is called after each of so many things."""

    def files(self, doing: str) -> "AbstractContextManager[Progress]":
        """Give a progress over files and their bytes."""


class Unwatched:
    """Watches nothing."""

    @contextmanager
    def counted(self, things: int, doing: str, unit: str = "berkas") -> Iterator[Callable[[], object]]:
        """Give what may be called after each thing."""
        yield int

    @contextmanager
    def files(self, doing: str) -> Iterator["Progress"]:
        """Give a progress that nobody sees."""
        from lke_cli.evidence.folder import Silent

        yield Silent()


UNWATCHED = Unwatched()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How a workbook is read. rubric: a shipped one by its name, or a YAML file. sheets: found by content where none.

    columns: what some are, ``answer=K`` or ``label=G``. header_row: as the sheet counts, found by content where None.
    assessor: whose answers are read, ``unit``, ``tpi`` or as the sheet's header names them. max_seconds: for one file.
    """

    rubric: str = DEFAULT_RUBRIC
    sheets: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    header_row: int | None = None
    assessor: str = "unit"
    max_seconds: float = MAX_SECONDS


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOptions(ReadOptions):
    """What is read, and what it is held against.

    target: of the rubric, its first where None. minimums: more of them, ``total=76`` or ``A.1=60%``.
    """

    target: str | None = None
    minimums: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreOptions(HeldOptions):
    """Options of :func:`score`.

    blank: whether an unanswered question counts 0 or drops out of the mean. evidence: a folder, for the score that is
    left where only answers with evidence count. surveys: ``ipak=FILE``, data that the workbook's claims are held
    against. review: the chance of a random review that lowers each answer by a step, such as ``5%``.
    """

    blank: "Blank" = "zero"
    evidence: Path | None = None
    surveys: tuple[str, ...] = ()
    review: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareOptions(HeldOptions):
    """Options of :func:`compare`.

    sort: rank, unit, verdict, missed, unanswered, findings, or the code of a node. only: the units that are shown.
    before: workbooks of an earlier round. name_from: a CSV ``file;name``, or a regular expression with one group.
    """

    sort: str = "rank"
    only: Literal["failing", "passing", "unreadable", "undecided", "blank"] | None = None
    before: tuple[str | Path, ...] = ()
    name_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffOptions(ReadOptions):
    """Options of :func:`diff`. against: the second assessor, by default the next in one file, the same in two."""

    target: str | None = None
    against: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceOptions(HeldOptions):
    """Options of :func:`check_evidence`.

    workbook: an LKE whose answers and links are checked too. online: try the links. period: ``2025-01..2026-06`` or
    ``2026``. max_mb: the most that a file may have. cache: take what is known of files from the last run. leave_out:
    files of the folder that are no evidence.
    """

    workbook: Path | None = None
    online: bool = False
    period: str | None = None
    max_mb: float | None = None
    cache: bool = True
    leave_out: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOptions(HeldOptions):
    """Options of :func:`plan`.

    robust: answers that may fall a step, 0 for the cheapest way alone. budget: of effort. deadline: ``2026-03``, a step
    that takes longer is left out. only, lock: codes of questions or nodes that alone may change, or may not. costs: a
    YAML file with other efforts. survey_up: surveys may rise. evidence: a folder; answers without evidence count 0.
    review: the chance that each answer falls in a random review, None for no simulation. blank: as ``ScoreOptions``.
    """

    robust: int = 3
    budget: float | None = None
    deadline: str | None = None
    only: tuple[str, ...] = ()
    lock: tuple[str, ...] = ()
    costs: Path | None = None
    survey_up: bool = False
    evidence: Path | None = None
    review: str | None = "5%"
    blank: "Blank" = "zero"


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulateOptions(HeldOptions):
    """Options of :func:`simulate`.

    plan: a plan that was saved as JSON, all of whose steps are taken. answers: ``A.I.1.i.b=A``, after the plan's.
    blank: as ``ScoreOptions``.
    """

    plan: Path | None = None
    answers: tuple[str, ...] = ()
    blank: "Blank" = "zero"


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyOptions:
    """Options of :func:`survey`.

    kind: this survey alone, all that are told by their questions where None. population: users of the service, as a
    number or by service (``{"PPID": 100}``). by: the column that tells services apart. questions, reverse: columns, by
    letter or title. period: as ``EvidenceOptions.period``. points: of the answers' scale. words: answers from the worst
    to the best, each a text with commas. sheets: found by content where none. instruments: YAML files beside the
    shipped ones. max_seconds: to read the file in.
    """

    rubric: str = DEFAULT_RUBRIC
    target: str | None = None
    kind: str | None = None
    population: int | Mapping[str, int] | None = None
    by: str | None = None
    questions: str | None = None
    reverse: str | None = None
    period: str | None = None
    points: int | None = None
    words: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    max_seconds: float = SURVEY_SECONDS


def workbooks(paths: "Paths | Found") -> "Found":
    """Return the workbooks that files, folders and patterns name, and what may hold one beside them but is not read."""
    from lke_cli.workbook.find import Found, find_workbooks

    if isinstance(paths, Found):
        return paths
    named = [paths] if isinstance(paths, str | Path) else paths
    return find_workbooks([str(path) for path in named])


def target_of(rubric: "Rubric", name: str | None) -> str:
    """Return the key of a target, the rubric's first where none is named. Raises LkeError where it does not exist."""
    if name is None:
        return next(iter(rubric.targets))
    key = name.lower()
    if key not in rubric.targets:
        raise LkeError(f"Target '{name}' tidak ada dalam rubrik {rubric.id}; pilih {' atau '.join(rubric.targets)}.")
    return key


def _reading(options: ReadOptions) -> "Reading":
    """Return how workbooks are read. Raises LkeError where options contradict each other."""
    from lke_cli.workbook.options import ReadOptions as Reading
    from lke_cli.workbook.options import check_columns, parse_column

    columns = tuple(parse_column(text) for text in options.columns)
    check_columns(columns)
    header = None if options.header_row is None else options.header_row - 1
    return Reading(options.sheets, columns, header, options.assessor)


def _held(options: HeldOptions) -> "tuple[Rubric, str, tuple[Minimum, ...]]":
    """Return the rubric, the target and the minimums that options name."""
    from lke_cli.rubric.load import load_rubric
    from lke_cli.scoring.score import parse_minimum

    rubric = load_rubric(options.rubric)
    minimums = tuple(parse_minimum(text, rubric) for text in options.minimums)
    return rubric, target_of(rubric, options.target), minimums


def score(paths: "Paths | Found", options: ScoreOptions | None = None, *, watch: Watch = UNWATCHED) -> "ScoreReport":
    """Return the scores of workbooks. Of several, one that cannot be read is told with its problem; of one, raises.

    One that could be read in two ways, or is blank, has no scorecard, and its ``undecided`` or ``blank`` says so.
    """
    from lke_cli.results.score import ScoreReport
    from lke_cli.scored import score_all, score_workbook
    from lke_cli.workbook.read import Reader

    options = options or ScoreOptions()
    rubric, target, minimums = _held(options)
    found, reader = workbooks(paths), Reader(rubric)
    score_one = partial(
        score_workbook,
        reader,
        target=target,
        blank=options.blank,
        minimums=minimums,
        reading=_reading(options),
    )
    if len(found.workbooks) == 1:
        scored = [_score_one(score_one, found.workbooks[0], rubric, target, options, watch)]
    else:
        if options.evidence or options.surveys:
            name = "--evidence" if options.evidence else "--survey"
            raise LkeError(f"{name} untuk satu LKE saja; sebut satu berkas.")
        count = len(found.workbooks)
        with watch.counted(count if count >= _MANY else 0, "Menilai") as tick:
            scored = score_all(
                score_one, found.workbooks, assessor=options.assessor, seconds=options.max_seconds, tick=tick
            )
    if options.review is not None:
        scored = _reviewed(scored, options.review, rubric)
    return ScoreReport(tuple(scored), rubric.targets[target].label, found.passed_over)


def _reviewed(results: "list[ScoredWorkbook]", text: str, rubric: "Rubric") -> "list[ScoredWorkbook]":
    """Return results with the share of random reviews that each unit passes."""
    from lke_cli.plan.when import parse_chance
    from lke_cli.scoring.resilience import review_share

    chance = parse_chance(text)
    return [
        replace(scored, scorecard=replace(card, review=review_share(card, rubric, chance)))
        if (card := scored.scorecard) and card.met
        else scored
        for scored in results
    ]


def _score_one(
    score_one: "partial[ScoredWorkbook]",
    path: Path,
    rubric: "Rubric",
    target: str,
    options: ScoreOptions,
    watch: Watch,
) -> "ScoredWorkbook":
    """Return a workbook scored, with what its evidence leaves and its surveys say."""
    from lke_cli.bounded import call
    from lke_cli.scored import with_findings, without_score

    surveys = _surveys(options, rubric)
    codes: frozenset[str] | None = None
    uncounted: tuple[Finding, ...] = ()
    if options.evidence is not None:
        codes, uncounted = _evidenced(options.evidence, path, rubric, options.max_seconds, watch)
    try:
        scored = call(score_one, path, file=path, seconds=options.max_seconds, evidenced=codes)
    except (UndecidedError, BlankError) as error:
        return without_score(path, options.assessor, error)
    scored = with_findings(scored, uncounted)
    if surveys and scored.scorecard is not None:
        from lke_cli.survey.claim import read_surveys, survey_claims

        read = [
            result
            for kind, file in surveys
            for result in _of_survey(read_surveys, kind, file, rubric, target, file=file, seconds=options.max_seconds)
        ]
        claims, findings = survey_claims(scored.scorecard, rubric, read)
        scored = replace(with_findings(scored, findings), surveys=claims)
    return scored


def _of_survey(function: Callable[..., T], *arguments: object, file: Path, seconds: float, **options: object) -> T:
    """Return what a function makes of the data of a survey, which it reads within bounds."""
    from lke_cli.bounded import call

    return call(function, *arguments, file=file, seconds=seconds, memory=_SURVEY_MEMORY, again=_SURVEY_AGAIN, **options)


def _surveys(options: ScoreOptions, rubric: "Rubric") -> list[tuple[str | None, Path]]:
    if not options.surveys:
        return []
    from lke_cli.survey.claim import parse_survey

    return [parse_survey(text, rubric) for text in options.surveys]


def survey_files(options: ScoreOptions) -> list[Path]:
    """Return the files with data of surveys that options name."""
    from lke_cli.rubric.load import load_rubric

    return [path for _, path in _surveys(options, load_rubric(options.rubric))] if options.surveys else []


def _evidenced(
    folder: Path, workbook: Path, rubric: "Rubric", seconds: float, watch: Watch
) -> "tuple[frozenset[str], tuple[Finding, ...]]":
    """Return the questions that a folder has evidence for, and a finding where some of it does not count."""
    from lke_cli.evidence.cache import Cache, cache_path
    from lke_cli.evidence.check import evidence_by_question, evidenced_codes, uncounted
    from lke_cli.evidence.folder import check_folder

    with watch.files("Memeriksa bukti") as progress:
        checked = check_folder(
            folder, rubric, cache=Cache(cache_path()), leave_out=[workbook], progress=progress, seconds=seconds
        )
    finding = uncounted(checked)
    return evidenced_codes(evidence_by_question(rubric, checked).values()), (finding,) if finding else ()


def compare(paths: "Paths | Found", options: CompareOptions | None = None, *, watch: Watch = UNWATCHED) -> "Comparison":
    """Return many units in one comparison. What cannot be read is a unit with its problem.

    A Ctrl-C ends the reading; what was read by then is compared, and ``left`` says how much was not.
    """
    from lke_cli.compare.files import without_copies
    from lke_cli.compare.form import compared_nodes
    from lke_cli.compare.gather import Round, View, check_sort, compared_rounds
    from lke_cli.compare.naming import parse_naming
    from lke_cli.compare.rows import Rows
    from lke_cli.compare.run import Stop, fill
    from lke_cli.compare.work import Options

    options = options or CompareOptions()
    rubric, target, minimums = _held(options)
    naming = parse_naming(options.name_from)
    check_sort(options.sort, rubric)
    found = workbooks(paths)
    now = without_copies(found.workbooks, naming, passed_over=found.passed_over)
    earlier = without_copies(earlier_workbooks(options.before), naming, earlier=True)
    work = Options(
        rubric=options.rubric,
        target=target,
        reading=_reading(options),
        minimums=tuple((each.node, each.score or 0.0) for each in minimums),
    )
    rows, rows_before = (Rows(compared_nodes(rubric), tuple(rubric.questions)) for _ in range(2))
    with Stop() as stop, watch.counted(len(now.paths) + len(earlier.paths), "Membaca") as tick:
        left = fill(rows, now.paths, work, tick=tick, stop=stop, seconds=options.max_seconds)
        left_before = fill(rows_before, earlier.paths, work, tick=tick, stop=stop, seconds=options.max_seconds)
    return compared_rounds(
        Round(rows, now, left),
        rubric,
        target,
        view=View(options.sort, options.only),
        naming=naming,
        before=Round(rows_before, earlier, left_before) if options.before else None,
        minimums=minimums,
    )


def earlier_workbooks(names: Sequence[str | Path]) -> list[Path]:
    """Return the workbooks of an earlier round; a name that does not exist is an error, not a row of that round."""
    paths = list(workbooks(names).workbooks) if names else []
    for path in paths:
        if not path.exists():
            raise LkeError(f"--before '{path}' tidak ada; sebutkan folder atau berkas putaran lalu.")
    return paths


def diff(before: str | Path, after: str | Path | None = None, options: DiffOptions | None = None) -> "DiffReport":
    """Return what changed between two versions of a workbook; of one file, between two assessors."""
    from lke_cli.bounded import call
    from lke_cli.rubric.load import load_rubric
    from lke_cli.scored import version_of
    from lke_cli.scoring.diff import diff as changes
    from lke_cli.workbook.read import Reader

    options = options or DiffOptions()
    rubric = load_rubric(options.rubric)
    read = partial(version_of, Reader(rubric), target=target_of(rubric, options.target))
    first, second = Path(before), Path(after or before)
    reading = _reading(options)
    old, assessors = call(read, first, reading, file=first, seconds=options.max_seconds)
    others = [name for name in assessors if name != old.assessor]
    other = options.against or (options.assessor if after is not None else _next_assessor(old, others))
    if after is None and other == options.assessor:
        raise LkeError(_same_side(old, others))
    new, _ = call(read, second, replace(reading, assessor=other), file=second, seconds=options.max_seconds)
    return changes(rubric, old, new)


def _next_assessor(version: "Version", others: Sequence[str]) -> str:
    """Return whose answers stand beside those that were read; raises LkeError where there are none."""
    if not others:
        raise LkeError(
            f"'{Path(version.file).name}' hanya berisi jawaban {version.assessor}; "
            f"sebutkan berkas kedua untuk dibandingkan."
        )
    return others[0]


def _same_side(version: "Version", others: Sequence[str]) -> str:
    choose = f"pilih penilai lain dengan --against ({', '.join(others)})" if others else "sebutkan berkas kedua"
    return f"Kedua sisi sama: jawaban {version.assessor} di '{Path(version.file).name}'; {choose}."


def plan(
    paths: "Paths | Found", options: PlanOptions | None = None, *, watch: Watch = UNWATCHED
) -> "PlanResult | PlansResult":
    """Return what to do first: of one workbook its plan, of several a row each. Of several, one that cannot be read,
    decided or planned has its problem; of one, that raises (BlankError where nothing is answered).

    A Ctrl-C ends the planning of several; ``left`` says how many were not planned.
    """
    from lke_cli.compare.run import Stop
    from lke_cli.plan.work import Planner, plan_units

    options = options or PlanOptions()
    rubric, task = _task(options)
    found, planner = workbooks(paths), Planner(task, rubric)  # what is wrong with the options is said once, here
    if len(found.workbooks) == 1:
        path = found.workbooks[0]
        evidenced: frozenset[str] | None = None
        uncounted: tuple[Finding, ...] = ()
        if options.evidence is not None:
            evidenced, uncounted = _evidenced(options.evidence, path, rubric, options.max_seconds, watch)
        return planner.plan(path, evidenced=evidenced, notes=[finding.message for finding in uncounted])
    if options.evidence is not None or options.budget is not None:
        name = "--evidence" if options.evidence is not None else "--budget"
        raise LkeError(f"{name} untuk satu LKE saja; sebut satu berkas.")
    with Stop() as stop, watch.counted(len(found.workbooks), "Merencanakan") as tick:
        planned = plan_units(found.workbooks, task, rubric, tick=tick, stop=lambda: stop.asked)
    return replace(planned, passed_over=found.passed_over)


def _task(options: PlanOptions) -> "tuple[Rubric, Task]":
    """Return the rubric that options name, and how to plan under it."""
    from datetime import date

    from lke_cli.plan.when import days_until, parse_chance
    from lke_cli.plan.work import Task

    rubric, target, minimums = _held(options)
    task = Task(
        rubric=options.rubric,
        target=target,
        reading=_reading(options),
        minimums=tuple((each.node, each.score or 0.0) for each in minimums),
        blank=options.blank,
        falls=options.robust,
        locked=options.lock,
        only=options.only,
        survey_up=options.survey_up,
        days=days_until(options.deadline, date.today()) if options.deadline else None,
        budget=options.budget,
        review=parse_chance(options.review) if options.review else None,
        costs=options.costs,
        seconds=options.max_seconds,
    )
    return rubric, task


def track(path: str | Path, plan: str | Path, options: HeldOptions | None = None) -> "TrackResult":
    """Return what became of a plan that was handed out as a workbook, by a newer LKE of the unit."""
    from lke_cli.bounded import call
    from lke_cli.plan.track import read_plan
    from lke_cli.plan.track import track as tracked
    from lke_cli.scored import score_workbook
    from lke_cli.workbook.read import Reader

    options = options or HeldOptions()
    rubric, target, minimums = _held(options)
    file, handed_out, seconds = Path(path), Path(plan), options.max_seconds
    steps = call(read_plan, handed_out, file=handed_out, seconds=seconds)
    scored = call(
        score_workbook,
        Reader(rubric),
        file,
        file=file,
        seconds=seconds,
        target=target,
        minimums=minimums,
        reading=_reading(options),
    )
    return tracked(handed_out, steps, scored, rubric)


def simulate(path: str | Path, options: SimulateOptions) -> "SimulateResult":
    """Return what a workbook would score with other answers, beside what it scores; nothing is written."""
    from lke_cli.bounded import call
    from lke_cli.plan.simulate import moves_of_plan, parse_set
    from lke_cli.plan.simulate import simulate as simulated
    from lke_cli.plan.work import Held, read_answers
    from lke_cli.workbook.read import Reader

    if not options.answers and options.plan is None:
        raise LkeError("Sebut apa yang diubah, misalnya --set A.I.1.i.b=A, atau --from rencana.json.")
    rubric, target, minimums = _held(options)
    seconds, planned = options.max_seconds, options.plan
    moves = [
        *(call(moves_of_plan, planned, rubric, file=planned, seconds=seconds) if planned else ()),
        *(parse_set(text, rubric) for text in options.answers),
    ]
    file, held = Path(path), Held(target, minimums)
    read = call(read_answers, Reader(rubric), file, _reading(options), held, file=file, seconds=seconds)
    return simulated(
        rubric,
        read.answers,
        moves,
        file=str(file),
        sheet=read.sheet,
        target=target,
        minimums=minimums,
        blank=options.blank,
    )


def inspect(path: str | Path, options: ReadOptions | None = None, *, verified: bool = False) -> "Inspection":
    """Return how a workbook is understood: sheet, header, columns and why, rows matched, doubtful and unmatched.

    verified: a second reader reads it too, and ``differing`` holds the cells that it sees otherwise.
    """
    from lke_cli.bounded import call
    from lke_cli.rubric.load import load_rubric
    from lke_cli.workbook.inspection import inspect_workbook

    options = options or ReadOptions()
    file, rubric = Path(path), load_rubric(options.rubric)
    return call(
        inspect_workbook,
        rubric,
        file,
        _reading(options),
        verified=verified,
        file=file,
        seconds=options.max_seconds,
    )


def check_evidence(
    folder: str | Path | None = None, options: EvidenceOptions | None = None, *, watch: Watch = UNWATCHED
) -> "EvidenceReport":
    """Return which question has which evidence, and what is wrong with it.

    folder: by default the one where the program runs; with a workbook and no folder only its links are looked at, for
    where a person stands may be a whole disk.
    """
    from lke_cli.bounded import call
    from lke_cli.evidence.check import build_report
    from lke_cli.evidence.workbook import read_claimed

    options = options or EvidenceOptions()
    _check_evidence_options(folder, options)
    rubric, target, minimums = _held(options)
    read, workbook = None, options.workbook
    if workbook is not None:
        read = call(
            read_claimed,
            rubric,
            workbook,
            target=target,
            minimums=minimums,
            reading=_reading(options),
            file=workbook,
            seconds=options.max_seconds,
        )
    checked = None
    if folder is not None or workbook is None:
        checked = _check_folder(Path(folder or "."), rubric, options, watch)
    return build_report(
        rubric,
        checked,
        period=options.period,
        claimed=read.claimed if read else None,
        links=read.links if read else (),
        link_problems=read.findings if read else (),
        ask=(lambda urls: _asked(urls, watch)) if options.online else None,
    )


def _check_evidence_options(folder: str | Path | None, options: EvidenceOptions) -> None:
    if folder is not None and not str(folder).strip():
        raise LkeError("Nama folder bukti dukung kosong; sebut foldernya, atau '.' untuk folder sekarang.")
    if options.online and options.workbook is None:
        raise LkeError("--online mencoba tautan di LKE; sebut LKE-nya dengan --workbook.")
    if folder is None and options.workbook is not None and (options.period or options.max_mb):
        raise LkeError("--period dan --max-mb memeriksa berkas; sebut juga folder bukti dukungnya.")


def _check_folder(folder: Path, rubric: "Rubric", options: EvidenceOptions, watch: Watch) -> "FolderEvidence":
    from lke_cli.evidence.cache import Cache, cache_path
    from lke_cli.evidence.folder import check_folder
    from lke_cli.periods import parse_period

    period = parse_period(options.period) if options.period else None
    workbook = [options.workbook] if options.workbook is not None else []
    with watch.files("Memeriksa") as progress:
        return check_folder(
            folder,
            rubric,
            period=period,
            max_mb=options.max_mb,
            cache=Cache(cache_path() if options.cache else None),
            leave_out=[*workbook, *options.leave_out],
            progress=progress,
            seconds=options.max_seconds,
        )


def _asked(urls: Iterable[str], watch: Watch) -> "Iterator[tuple[str, Answer]]":
    from lke_cli.evidence.online import ask_all

    wanted = list(urls)
    with watch.counted(len(wanted), "Mencoba tautan", "tautan") as tick:
        for answer in ask_all(wanted):
            yield answer
            tick()


def evidence_folder(target: str | Path, *, rubric: str = DEFAULT_RUBRIC) -> "MadeTree":
    """Make the empty folders that evidence is put into, one a question; return what was made and what was there."""
    from lke_cli.evidence.tree import make_tree
    from lke_cli.rubric.load import load_rubric

    return make_tree(load_rubric(rubric), Path(target))


def survey(path: str | Path, options: SurveyOptions | None = None) -> "SurveyReport":
    """Return the indices of a file's surveys from their respondents' answers, how sure they are, and what is wrong with
    the data."""
    from lke_cli.periods import parse_period
    from lke_cli.rubric.load import load_rubric
    from lke_cli.survey.run import Options, survey_file
    from lke_cli.survey.scale import parse_scale, parse_words

    options = options or SurveyOptions()
    rubric = load_rubric(options.rubric)
    asked = Options(
        rubric=rubric,
        target=target_of(rubric, options.target),
        population=options.population,
        points=parse_scale(options.points),
        words=parse_words(options.words),
        by=options.by,
        questions=options.questions,
        reverse=options.reverse,
        period=parse_period(options.period) if options.period else None,
        sheets=options.sheets,
        instruments=options.instruments,
    )
    file = Path(path)
    return _of_survey(survey_file, file, asked, kind=options.kind, file=file, seconds=options.max_seconds)


def load(path: str | Path, max_seconds: float = MAX_SECONDS) -> object:
    """Return the result that ``--format json`` saved, read within bounds of memory and time."""
    from lke_cli.bounded import call
    from lke_cli.results.saved import load as saved

    again = "buat lagi hasilnya dengan --format json"
    return call(saved, path, file=Path(path), seconds=max_seconds, again=again)


def survey_plan(
    population: str | None = None, services: str | None = None, months: str | None = None
) -> "SampleReport":
    """Return how many respondents a survey needs, spread over services (``Loket=120,Daring=300``) or months."""
    from lke_cli.survey.plan import make_plan

    return make_plan(population, services, months)


def template(path: str | Path, *, rubric: str = DEFAULT_RUBRIC, fill: Literal["none", "example"] = "none") -> Path:
    """Write a workbook from a rubric, blank or filled in with an example; return its path. A file there is replaced."""
    from lke_cli.report.output import write_file
    from lke_cli.rubric.load import load_rubric
    from lke_cli.template.filling import EMPTY, example_filling
    from lke_cli.template.write import write_template

    loaded, made = load_rubric(rubric), Path(path)
    if made.suffix.lower() != ".xlsx":
        raise LkeError(f"Nama '{made}' harus berakhir dengan .xlsx; beri nama lain.")
    filling = example_filling(loaded) if fill == "example" else EMPTY
    write_file(made, lambda temporary: write_template(loaded, temporary, filling))
    return made


RULES_IN = (
    "lke_cli.workbook.rules",
    "lke_cli.scoring.rules",
    "lke_cli.survey.rules",
    "lke_cli.evidence.rules",
)
"""Modules that declare rules."""


def all_rules() -> "tuple[Rule, ...]":
    """Return every rule that findings are made from, in the order of their ids."""
    from importlib import import_module

    from lke_cli.findings import RULES

    for module in RULES_IN:
        import_module(module)
    return tuple(rule for _, rule in sorted(RULES.items()))


def rule_named(name: str) -> "Rule":
    """Return a rule by its id. Raises LkeError, with the ids nearest to it, where there is none."""
    from difflib import get_close_matches

    rules = {rule.id: rule for rule in all_rules()}
    wanted = name.strip().strip("[]").lower()
    if wanted not in rules:
        near = get_close_matches(wanted, rules, n=3) or [rule for rule in rules if wanted in rule][:3]
        hint = f"mungkin {', '.join(near)}" if near else "lihat semuanya dengan lke explain"
        raise LkeError(f"Aturan '{name}' tidak ada; {hint}.")
    return rules[wanted]
