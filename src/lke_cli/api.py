"""What a program calls: each function takes options and gives a result. The command line calls the same.

Every function raises LkeError, one Indonesian sentence, where it cannot do what it is asked; UndecidedError, a kind of
it, where something could be read in two ways.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import field, fields, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, TypeVar

from lke_cli.constants import DEFAULT_RUBRIC
from lke_cli.errors import BlankError, LkeError, UndecidedError, UnreviewedError
from lke_cli.record import named_record

if TYPE_CHECKING:
    from lke_cli.checking import Checked, Chosen, FolderSeen, LkeRead, Sorted, SurveyAsked
    from lke_cli.evidence import Answer, FolderEvidence, MadeTree, Progress, ReadWorkbook
    from lke_cli.findings import Finding, Rule
    from lke_cli.marking import ForMarking, Marked
    from lke_cli.periods import Period
    from lke_cli.planning import PlanWork
    from lke_cli.results import (
        Annotation,
        Blank,
        CheckReport,
        Comparison,
        DiffReport,
        EvidenceReport,
        FollowupReport,
        Inspection,
        PlanResult,
        PlansResult,
        SampleReport,
        ScoredWorkbook,
        ScoreReport,
        SimulateResult,
        SurveyReport,
        SurveyResult,
        TrackResult,
        UnitCheck,
    )
    from lke_cli.rubric import Minimum, Rubric
    from lke_cli.scoring import Version
    from lke_cli.workbook import FoundWorkbooks, ReadSettings

T = TypeVar("T")

_MANY = 20  # workbooks under which they are scored before a bar is seen

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

    def waiting(self) -> None:
        """Is told that another process works: what will be needed then may be made ready."""


class Unwatched:
    """Watches nothing."""

    @contextmanager
    def counted(self, things: int, doing: str, unit: str = "berkas") -> Iterator[Callable[[], object]]:
        """Give what may be called after each thing."""
        yield int

    @contextmanager
    def files(self, doing: str) -> Iterator["Progress"]:
        """Give a progress that nobody sees."""
        from lke_cli.evidence import Silent

        yield Silent()

    def waiting(self) -> None:
        """Import what reads a workbook, so that the next process has it from its start."""
        import lke_cli.scored  # noqa: F401


UNWATCHED = Unwatched()


@named_record
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


@named_record
class HeldOptions(ReadOptions):
    """What is read, and what it is held against.

    target: of the rubric, its first where None. minimums: more of them, ``total=76`` or ``A.1=60%``. alone: an
    assessor's answers count by themselves, not over what the unit and earlier assessors gave.
    """

    target: str | None = None
    minimums: tuple[str, ...] = ()
    alone: bool = False


@named_record
class ScoreOptions(HeldOptions):
    """Options of :func:`score`.

    blank: whether an unanswered question counts 0 or drops out of the mean. evidence: a folder, for the score that is
    left where only answers with evidence count. surveys: ``ipak=FILE``, data that the workbook's claims are held
    against. period: of the assessment, outside which respondents are told. review: the chance of a random review that
    lowers each answer by a step, such as ``5%``.
    """

    blank: "Blank" = "zero"
    evidence: Path | None = None
    surveys: tuple[str, ...] = ()
    period: str | None = None
    review: str | None = None


@named_record
class CompareOptions(HeldOptions):
    """Options of :func:`compare`.

    sort: rank, unit, verdict, missed, unanswered, findings, units (as in the list), or the code of a node; None for the
    list's order where there is one, else rank. only: the units that are shown. before: earlier rounds, the oldest
    first, each a file, folder or pattern. name_from: a CSV ``file;name``, a regular expression with one group, or
    ``folder``. all_versions: older versions of a unit's workbook count too. units: a list of who is expected. against:
    the assessor whose result stands beside the unit's own.
    """

    sort: str | None = None
    only: Literal["failing", "passing", "unreadable", "undecided", "blank", "unreviewed"] | None = None
    before: tuple[str | Path, ...] = ()
    name_from: str | None = None
    all_versions: bool = False
    units: Path | None = None
    against: str | None = None


@named_record
class DiffOptions(HeldOptions):
    """Options of :func:`diff`. against: the second assessor, by default the next in one file, the same in two."""

    against: str | None = None


@named_record
class FollowupOptions(HeldOptions):
    """Options of :func:`followup`. name_from: as :class:`CompareOptions`."""

    name_from: str | None = None


@named_record
class EvidenceOptions(HeldOptions):
    """Options of :func:`check_evidence`.

    workbook: an LKE whose answers and links are checked too. online: try the links. period: ``2025-01..2026-06`` or
    ``2026``. max_mb: the most that a file may have. cache: take what is known of files from the last run. leave_out:
    files of the folder that are no evidence. quarters: what is asked for over and over, by the quarters of the period.
    """

    workbook: Path | None = None
    online: bool = False
    period: str | None = None
    max_mb: float | None = None
    cache: bool = True
    leave_out: tuple[Path, ...] = ()
    quarters: bool = False


@named_record
class CheckOptions(HeldOptions):
    """Options of :func:`check`.

    evidence: the folder, found where None. surveys: ``ipak=FILE`` or ``FILE``, found where none. population: users of
    the service in the survey's period, by survey (``{"ipak": 1200}``). online: try the links. period,
    max_mb, cache, leave_out: as ``EvidenceOptions``. settings: files (lke.toml) that gave some of these, for the
    report; settled: which (``evidence``, ``surveys``).
    """

    evidence: Path | None = None
    surveys: tuple[str, ...] = ()
    population: Mapping[str, int] = field(default_factory=dict)
    online: bool = False
    period: str | None = None
    max_mb: float | None = None
    cache: bool = True
    leave_out: tuple[Path, ...] = ()
    settings: tuple[Path, ...] = ()
    settled: tuple[str, ...] = ()


@named_record
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


@named_record
class AnnotateOptions(HeldOptions):
    """Options of :func:`annotate`.

    fix: ``safe`` writes anew, in the copy, what has one meaning only; None changes no cell.
    """

    fix: Literal["safe"] | None = None


@named_record
class SimulateOptions(HeldOptions):
    """Options of :func:`simulate`.

    plan: a plan that was saved as JSON, all of whose steps are taken. answers: ``A.I.1.i.b=A``, after the plan's.
    blank: as ``ScoreOptions``.
    """

    plan: Path | None = None
    answers: tuple[str, ...] = ()
    blank: "Blank" = "zero"


@named_record
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


def workbooks(paths: "Paths | FoundWorkbooks") -> "FoundWorkbooks":
    """Return the workbooks that files, folders and patterns name, and what may hold one beside them but is not read."""
    from lke_cli.workbook import FoundWorkbooks, find_workbooks

    if isinstance(paths, FoundWorkbooks):
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


def _reading(options: ReadOptions) -> "ReadSettings":
    """Return how workbooks are read. Raises LkeError where options contradict each other."""
    from lke_cli.workbook import ReadSettings, check_columns, parse_column

    columns = tuple(parse_column(text) for text in options.columns)
    check_columns(columns)
    header = None if options.header_row is None else options.header_row - 1
    alone = isinstance(options, HeldOptions) and options.alone
    return ReadSettings(options.sheets, columns, header, options.assessor, alone)


def _held(options: HeldOptions) -> "tuple[Rubric, str, tuple[Minimum, ...]]":
    """Return the rubric, the target and the minimums that options name."""
    from lke_cli.rubric import load_rubric
    from lke_cli.scoring import parse_minimum

    rubric = load_rubric(options.rubric)
    minimums = tuple(parse_minimum(text, rubric) for text in options.minimums)
    return rubric, target_of(rubric, options.target), minimums


def check_held(
    rubric: str, *, target: str | None = None, minimums: Sequence[str] = (), columns: Sequence[str] = ()
) -> None:
    """Raise LkeError where a rubric does not load, or a target, a minimum or a column says nothing under it."""
    options = HeldOptions(rubric=rubric, target=target, minimums=tuple(minimums), columns=tuple(columns))
    _held(options)
    _reading(options)


def idle_minimums(rubric: str, target: str | None, minimums: Sequence[str]) -> list[str]:
    """Return a sentence for each minimum that raises nothing, because the target asks for as much already."""
    from lke_cli.scoring import raising_nothing

    loaded, name, parsed = _held(HeldOptions(rubric=rubric, target=target, minimums=tuple(minimums)))
    return [*raising_nothing(parsed, name, loaded)]


def score(
    paths: "Paths | FoundWorkbooks", options: ScoreOptions | None = None, *, watch: Watch = UNWATCHED
) -> "ScoreReport":
    """Return the scores of workbooks. Of several, one that cannot be read is told with its problem; of one, raises.

    One that could be read in two ways, or is blank, has no scorecard, and its ``undecided`` or ``blank`` says so.
    """
    from lke_cli.results import ScoreReport

    options = options or ScoreOptions()
    rubric, target, minimums = _held(options)
    lkes = workbooks(paths)
    settled = partial(partial, target=target, blank=options.blank, minimums=minimums, reading=_reading(options))
    if len(lkes.workbooks) == 1:
        score_one = settled(_scored, rubric)
        scored = [_score_one(score_one, lkes.workbooks[0], rubric, target, options, watch)]
    else:
        from lke_cli.scored import score_all, score_workbook
        from lke_cli.workbook import Reader

        if options.evidence or options.surveys:
            name = "--evidence" if options.evidence else "--survey"
            raise LkeError(f"{name} untuk satu LKE saja; sebut satu berkas.")
        count = len(lkes.workbooks)
        with watch.counted(count if count >= _MANY else 0, "Menilai") as tick:
            scored = score_all(
                settled(score_workbook, Reader(rubric)),
                lkes.workbooks,
                assessor=options.assessor,
                seconds=options.max_seconds,
                tick=tick,
            )
    if options.review is not None:
        scored = _reviewed(scored, options.review, rubric)
    return ScoreReport(tuple(scored), rubric.targets[target].label, lkes.passed_over)


def _scored(rubric: "Rubric", path: Path, **settings: Any) -> "ScoredWorkbook":
    """Return a workbook scored. What that takes is imported here: in the process that reads, beside what waits."""
    from lke_cli.scored import score_workbook
    from lke_cli.workbook import Reader

    return score_workbook(Reader(rubric), path, **settings)


def _reviewed(results: "list[ScoredWorkbook]", text: str, rubric: "Rubric") -> "list[ScoredWorkbook]":
    """Return results with the share of random reviews that each unit passes."""
    from lke_cli.planning import parse_chance
    from lke_cli.scoring import review_share

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

    surveys = _surveys(options, rubric)
    codes: frozenset[str] | None = None
    uncounted: tuple[Finding, ...] = ()
    if options.evidence is not None:
        codes, uncounted = _evidenced(options.evidence, path, rubric, options.max_seconds, watch)
    try:
        scored = call(score_one, path, file=path, seconds=options.max_seconds, meanwhile=watch.waiting, evidenced=codes)
    except (UndecidedError, BlankError, UnreviewedError) as error:
        from lke_cli.scored import without_score

        return without_score(path, options.assessor, error)
    if uncounted or surveys:
        scored = _with_the_rest(scored, uncounted, surveys, rubric, target, options)
    return scored


def _with_the_rest(
    scored: "ScoredWorkbook",
    uncounted: "tuple[Finding, ...]",
    surveys: list[tuple[str | None, Path]],
    rubric: "Rubric",
    target: str,
    options: ScoreOptions,
) -> "ScoredWorkbook":
    """Return a scored workbook with what of its evidence does not count, and what its surveys say."""
    from lke_cli.scored import with_findings

    scored = with_findings(scored, uncounted)
    if surveys and scored.scorecard is not None:
        from lke_cli.surveys import read_surveys, survey_claims

        read = partial(read_surveys, rubric=rubric, target=target, period=_period(options.period))
        results = [
            result
            for kind, file in surveys
            for result in _of_survey(read, kind, file, file=file, seconds=options.max_seconds)
        ]
        claims, findings = survey_claims(scored.scorecard, rubric, results)
        scored = replace(with_findings(scored, findings), surveys=claims)
    return scored


def _period(text: str | None) -> "Period | None":
    from lke_cli.periods import parse_period

    return parse_period(text) if text else None


def _of_survey(function: Callable[..., T], *arguments: object, file: Path, seconds: float, **options: Any) -> T:
    """Return what a function makes of the data of a survey, which it reads within bounds."""
    from lke_cli.bounded import call

    return call(function, *arguments, file=file, seconds=seconds, memory=_SURVEY_MEMORY, again=_SURVEY_AGAIN, **options)


def _surveys(options: ScoreOptions, rubric: "Rubric") -> list[tuple[str | None, Path]]:
    if not options.surveys:
        return []
    from lke_cli.surveys import parse_survey

    return [parse_survey(text, rubric) for text in options.surveys]


def survey_files(options: ScoreOptions) -> list[Path]:
    """Return the files with data of surveys that options name."""
    from lke_cli.rubric import load_rubric

    return [path for _, path in _surveys(options, load_rubric(options.rubric))] if options.surveys else []


def _evidenced(
    folder: Path, workbook: Path, rubric: "Rubric", seconds: float, watch: Watch
) -> "tuple[frozenset[str], tuple[Finding, ...]]":
    """Return the questions that a folder has evidence for, and a finding where some of it does not count."""
    from lke_cli.evidence import Cache, cache_path, check_folder, evidence_by_question, evidenced_codes, uncounted

    with watch.files("Memeriksa bukti") as progress:
        checked = check_folder(
            folder, rubric, cache=Cache(cache_path()), leave_out=[workbook], progress=progress, seconds=seconds
        )
    finding = uncounted(checked)
    return evidenced_codes(evidence_by_question(rubric, checked).values()), (finding,) if finding else ()


def compare(
    paths: "Paths | FoundWorkbooks", options: CompareOptions | None = None, *, watch: Watch = UNWATCHED
) -> "Comparison":
    """Return many units in one comparison. What cannot be read is a unit with its problem.

    A Ctrl-C ends the reading; what was read by then is compared, and ``left`` says how much was not.
    """
    from lke_cli.comparison import (
        CompareSettings,
        ComparisonView,
        Round,
        Stop,
        UnitRows,
        Whose,
        apart,
        check_sort,
        compared_nodes,
        compared_rounds,
        fill,
        parse_naming,
        read_roster,
        without_copies,
    )

    options = options or CompareOptions()
    rubric, target, minimums = _held(options)
    naming = parse_naming(options.name_from)
    roster = read_roster(options.units)
    sort = check_sort(options.sort or ("units" if roster.units else "rank"), rubric)
    sent = workbooks(paths)
    workbooks_now, rounds, left_out = apart(sent.workbooks, earlier_workbooks(options.before))
    now = without_copies(workbooks_now, naming, passed_over=sent.passed_over, left_out=left_out)
    earlier = [without_copies(round_files, naming, earlier=True) for round_files in rounds]
    work = CompareSettings(
        rubric=options.rubric,
        target=target,
        reading=_reading(options),
        minimums=tuple((minimum.node, minimum.score or 0.0) for minimum in minimums),
        against=options.against,
    )
    if options.against is not None and options.assessor != "unit":
        raise LkeError("--against menyandingkan jawaban unit dengan penilai; jangan sebut --assessor.")
    read: list[Round] = []
    with (
        Stop() as stop,
        watch.counted(len(now.paths) + sum(len(files_before.paths) for files_before in earlier), "Membaca") as tick,
    ):
        for files, name in zip([now, *earlier], ["putaran ini", *map(_round_name, options.before)], strict=True):
            rows = UnitRows(compared_nodes(rubric), tuple(rubric.questions))
            left = fill(rows, files.paths, work, tick=tick, stop=stop, seconds=options.max_seconds)
            read.append(Round(rows, files, left, name))
    return compared_rounds(
        read[0],
        rubric,
        target,
        view=ComparisonView(sort, options.only, options.all_versions),
        naming=naming,
        before=read[1:],
        minimums=minimums,
        roster=roster,
        whose=Whose(options.assessor, options.alone, options.against),
    )


def _round_name(name: str | Path) -> str:
    return Path(name).name or str(name)


def earlier_workbooks(names: Sequence[str | Path]) -> list[list[Path]]:
    """Return the workbooks of each earlier round; a name that does not exist is an error, not a row of that round."""
    rounds = [list(workbooks(name).workbooks) for name in names]
    for path in (path for paths in rounds for path in paths):
        if not path.exists():
            raise LkeError(f"--before '{path}' tidak ada; sebutkan folder atau berkas putaran lalu.")
    seen: dict[frozenset[Path], str | Path] = {}
    for name, round_files in zip(names, rounds, strict=True):
        files = frozenset(path.resolve() for path in round_files)
        if files in seen:
            raise LkeError(
                f"--before '{name}' berisi berkas yang sama dengan --before '{seen[files]}'; sebut tiap putaran sekali."
            )
        seen[files] = name
    return rounds


def diff(before: str | Path, after: str | Path | None = None, options: DiffOptions | None = None) -> "DiffReport":
    """Return what changed between two versions of a workbook; of one file, between two assessors."""
    from lke_cli.bounded import call
    from lke_cli.comparison import same_bytes
    from lke_cli.scored import version_of
    from lke_cli.scoring import diff_versions
    from lke_cli.workbook import Reader

    options = options or DiffOptions()
    rubric, target, minimums = _held(options)
    read = partial(version_of, Reader(rubric), target=target, minimums=minimums)
    first, second = Path(before), Path(after or before)
    reading = _reading(options)
    old, assessors = call(read, first, reading, file=first, seconds=options.max_seconds)
    others = [name for name in assessors if name != old.assessor]
    other = options.against or (options.assessor if after is not None else _next_assessor(old, others))
    if after is None and other == options.assessor:
        raise LkeError(_same_side(old, others))
    new, _ = call(read, second, replace(reading, assessor=other), file=second, seconds=options.max_seconds)
    old, new = (replace(version, unit=_unit_of(version, rubric)) for version in (old, new))
    report = diff_versions(rubric, old, new)
    return replace(
        report,
        same_file=after is not None and same_bytes(first, second),
        other_unit=after is not None and _are_two_units(old.unit, new.unit),
    )


def _are_two_units(first: str | None, second: str | None) -> bool:
    from lke_cli.unit_names import names_an_organisation, unit_key

    named = [name for name in (first, second) if name and names_an_organisation(name)]
    return len({unit_key(name) for name in named}) > 1


def _unit_of(version: "Version", rubric: "Rubric") -> str | None:
    """Return the unit that a workbook names in its title, else that its file's name does."""
    from lke_cli.unit_names import title_name, unit_in_file_name

    return title_name(version.heading, rubric.title) or unit_in_file_name(Path(version.file).stem) or None


def followup(
    before: Paths, after: Paths, options: "FollowupOptions | None" = None, *, watch: Watch = UNWATCHED
) -> "FollowupReport":
    """Return what became of the notes in workbooks of an earlier round by those of a later one: files, or folders of
    them, that are paired by the units' names."""
    from lke_cli.comparison import followed_up, parse_naming, read_round
    from lke_cli.workbook import is_report

    options = options or FollowupOptions()
    rubric, target, _ = _held(options)
    naming = parse_naming(options.name_from)
    rounds = [[path for path in workbooks(place).workbooks if not is_report(path)] for place in (before, after)]
    with watch.counted(sum(map(len, rounds)), "Membaca") as tick:
        old, new = (
            read_round(rubric, paths, _reading(options), target=target, seconds=options.max_seconds, tick=tick)
            for paths in rounds
        )
    return followed_up(rubric, old, new, naming)


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
    paths: "Paths | FoundWorkbooks", options: PlanOptions | None = None, *, watch: Watch = UNWATCHED
) -> "PlanResult | PlansResult":
    """Return what to do first: of one workbook its plan, of several a row each. Of several, one that cannot be read,
    decided or planned has its problem; of one, that raises (BlankError where nothing is answered).

    A Ctrl-C ends the planning of several; ``left`` says how many were not planned.
    """
    from lke_cli.comparison import Stop
    from lke_cli.planning import Planner, plan_units

    options = options or PlanOptions()
    rubric, task = _task(options)
    lkes, planner = workbooks(paths), Planner(task, rubric)  # what is wrong with the options is said once, here
    if len(lkes.workbooks) == 1:
        path = lkes.workbooks[0]
        evidenced: frozenset[str] | None = None
        uncounted: tuple[Finding, ...] = ()
        if options.evidence is not None:
            evidenced, uncounted = _evidenced(options.evidence, path, rubric, options.max_seconds, watch)
        return planner.plan(path, evidenced=evidenced, notes=[finding.message for finding in uncounted])
    if options.evidence is not None or options.budget is not None:
        name = "--evidence" if options.evidence is not None else "--budget"
        raise LkeError(f"{name} untuk satu LKE saja; sebut satu berkas.")
    with Stop() as stop, watch.counted(len(lkes.workbooks), "Merencanakan") as tick:
        planned = plan_units(lkes.workbooks, task, rubric, tick=tick, stop=lambda: stop.asked)
    return replace(planned, passed_over=lkes.passed_over)


def _task(options: PlanOptions) -> "tuple[Rubric, PlanWork]":
    """Return the rubric that options name, and how to plan under it."""
    from datetime import date

    from lke_cli.planning import PlanWork, days_until, parse_chance

    rubric, target, minimums = _held(options)
    task = PlanWork(
        rubric=options.rubric,
        target=target,
        reading=_reading(options),
        minimums=tuple((minimum.node, minimum.score or 0.0) for minimum in minimums),
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
    from lke_cli.planning import read_plan, track_plan
    from lke_cli.scored import score_workbook
    from lke_cli.workbook import Reader

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
    return track_plan(handed_out, steps, scored, rubric)


def simulate(path: str | Path, options: SimulateOptions) -> "SimulateResult":
    """Return what a workbook would score with other answers, beside what it scores; nothing is written."""
    from lke_cli.bounded import call
    from lke_cli.planning import Held, moves_of_plan, parse_set, read_answers, simulate_moves
    from lke_cli.workbook import Reader

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
    return simulate_moves(
        rubric,
        read.answers,
        moves,
        file=str(file),
        sheet=read.sheet,
        target=target,
        minimums=minimums,
        blank=options.blank,
    )


def annotate(path: str | Path, output: str | Path, options: AnnotateOptions | None = None) -> "Annotation":
    """Write a copy of a workbook in which cells are marked, with what to do on a sheet in front; return what was done.

    A file that stands at ``output`` is replaced. Raises LkeError, and writes nothing, where the workbook cannot be
    scored or marked, or the copy would not score as the workbook does.
    """
    from lke_cli.bounded import call
    from lke_cli.marking import fixed_copy, front_rows, marked_copy, read_for_marking, same_score, sheet_suffix
    from lke_cli.report import fixes_in_front, front_page, notes_at_cells, write_file
    from lke_cli.results import Annotation
    from lke_cli.scored import without_values_shown
    from lke_cli.workbook import Reader

    options = options or AnnotateOptions()
    rubric, target, minimums = _held(options)
    file, made, seconds = Path(path), Path(output), options.max_seconds
    suffix = call(sheet_suffix, file, file=file, seconds=seconds)
    if made.suffix.lower() != suffix:
        raise LkeError(
            f"Nama salinan '{made}' harus berakhir dengan {suffix}, seperti isi '{file.name}'; beri nama lain."
        )
    read_one = partial(
        call,
        read_for_marking,
        Reader(rubric),
        target=target,
        minimums=minimums,
        reading=_reading(options),
        seconds=seconds,
    )
    read = read_one(file, file=file, fix=options.fix is not None)
    earlier = fixes_in_front(call(front_rows, file, file=file, seconds=seconds))
    fixes = (*(fix for fix in earlier if fix not in read.fixes), *read.fixes)
    copies: list[Marked] = []

    def score_again(copy: Path) -> "ScoredWorkbook":
        again: ForMarking = read_one(copy, file=file)
        if not same_score(read.scored, again.scored):
            raise LkeError(
                f"Salinan '{file.name}' tidak ternilai sama dengan aslinya, sehingga tidak ditulis; buka di Excel, "
                "simpan salinannya sebagai .xlsx, lalu tandai salinan itu."
            )
        return replace(again.scored, file=str(file))

    def write(temporary: Path) -> None:
        scored, source = read.scored, file
        if read.written:
            fixed = call(fixed_copy, file, read.written, file=file, seconds=seconds)
            temporary.write_bytes(fixed.data)
            source = temporary  # in which what was fixed is no finding any more
            scored = without_values_shown(score_again(temporary), fixed.stale)
        notes, front = notes_at_cells(scored, fixes), front_page(scored, fixes, read.unfixed)
        copies.append(call(marked_copy, source, notes, front, file=file, seconds=seconds))
        temporary.write_bytes(copies[0].data)
        score_again(temporary)

    write_file(made, write)
    copy = copies[0]
    return Annotation(
        str(file), str(made), read.scored, copy.cells, read.fixes, copy.untouched, copy.locked, read.unfixed
    )


def inspect(path: str | Path, options: ReadOptions | None = None, *, verified: bool = False) -> "Inspection":
    """Return how a workbook is understood: sheet, header, columns and why, rows matched, doubtful and unmatched.

    verified: a second reader reads it too, and ``differing`` holds the cells that it sees otherwise.
    """
    from lke_cli.bounded import call
    from lke_cli.rubric import load_rubric
    from lke_cli.workbook import Reader, inspect_workbook

    options = options or ReadOptions()
    file, rubric = Path(path), load_rubric(options.rubric)
    return call(
        inspect_workbook,
        Reader(rubric),
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
    from lke_cli.evidence import read_claimed
    from lke_cli.workbook import Reader

    options = options or EvidenceOptions()
    _check_evidence_options(folder, options)
    rubric, target, minimums = _held(options)
    read, workbook = None, options.workbook
    if workbook is not None:
        read = call(
            read_claimed,
            Reader(rubric),
            workbook,
            target=target,
            minimums=minimums,
            reading=_reading(options),
            file=workbook,
            seconds=options.max_seconds,
        )
    elif folder is None:
        folder = "."
    return _evidence_report(folder, read, options, watch)


def _evidence_report(
    folder: str | Path | None, read: "ReadWorkbook | None", options: EvidenceOptions, watch: Watch
) -> "EvidenceReport":
    """Return the check of a folder, of what a workbook claims and links to, or of both."""
    from lke_cli.evidence import build_report

    rubric, _, _ = _held(options)
    checked = None if folder is None else _check_folder(Path(folder), rubric, options, watch)
    return build_report(
        rubric,
        checked,
        period=options.period,
        claimed=read.claimed if read else None,
        links=read.links if read else (),
        link_problems=read.findings if read else (),
        ask=(lambda urls: _asked(urls, watch)) if options.online else None,
        quarters=_quarters(options.period) if options.quarters and options.period else None,
    )


def _quarters(period: str) -> "Period":
    """Return a period of which a table of quarters can be shown."""
    from lke_cli.periods import months_of, parse_period

    months_of(period)
    return parse_period(period)


def _check_evidence_options(folder: str | Path | None, options: EvidenceOptions) -> None:
    if folder is not None and not str(folder).strip():
        raise LkeError("Nama folder bukti dukung kosong; sebut foldernya, atau '.' untuk folder sekarang.")
    if options.online and options.workbook is None:
        raise LkeError("--online mencoba tautan di LKE; sebut LKE-nya dengan --workbook.")
    if folder is None and options.workbook is not None and (options.period or options.max_mb):
        raise LkeError("--period dan --max-mb memeriksa berkas; sebut juga folder bukti dukungnya.")
    if options.quarters and not options.period:
        raise LkeError(
            "--quarters memeriksa setiap triwulan dalam periode; sebut juga --period, misalnya --period 2025."
        )


def _check_folder(folder: Path, rubric: "Rubric", options: EvidenceOptions, watch: Watch) -> "FolderEvidence":
    from lke_cli.evidence import Cache, cache_path, check_folder

    period = _period(options.period)
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
    from lke_cli.evidence import ask_all

    wanted = list(urls)
    with watch.counted(len(wanted), "Mencoba tautan", "tautan") as tick:
        for answer in ask_all(wanted):
            yield answer
            tick()


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
    rubric, target, _ = _held(options)
    label = rubric.targets[target].label
    seen = look(place.parent if named else place, rubric)
    with watch.counted(len(seen.workbooks) if len(seen.workbooks) >= _MANY else 0, "Mencari LKE") as tick:
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
    for start in range(0, len(paths), _MANY):  # of hundreds, a few tell
        some = sort_workbooks(paths[start : start + _MANY], loaded, seconds=MAX_SECONDS)
        lkes += sum(book.what == "lke" for book in some)
        if lkes > 1:
            return True
    return False


def survey_population(text: str, rubric: str) -> dict[str, int]:
    """Return the users of the service by survey, of ``1200`` (for all that the rubric asks for) or ``ipak=1200``."""
    from lke_cli.rubric import load_rubric
    from lke_cli.surveys import parse_population

    kinds = dict.fromkeys(question.survey for question in load_rubric(rubric).questions.values() if question.survey)
    people = parse_population(text)
    if isinstance(people, int):
        return dict.fromkeys(kinds, people)
    by_kind = {name.strip().lower(): number for name, number in people.items()}
    for name in by_kind:
        if name not in kinds:
            raise LkeError(f"--population {name}: bukan survei yang dinilai di LKE; pilih {' atau '.join(kinds)}.")
    return by_kind


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
            _, target, minimums = _held(unit.options)
            lkes.append(LkeAsked(unit.workbook, unit.options.rubric, target, minimums, _reading(unit.options)))
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
    rubric, target, _ = _held(options)
    files = [parse_survey(text, rubric) for text in options.surveys] or [(None, path) for path in unit.parts.tables]
    period = _period(options.period)
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
    rubric, _, _ = _held(unit.options)
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
        return _evidence_report(folder, claimed, wanted, watch), None
    except LkeError as error:
        return None, str(error)


Wanted = TypeVar("Wanted", bound=ReadOptions)


def _only(kind: type[Wanted], options: ReadOptions, **others: object) -> Wanted:
    """Return options of another kind, with what both have in common. others: what is given otherwise."""
    names = {field.name for field in fields(kind)} & {field.name for field in fields(options)}
    return kind(**{name: getattr(options, name) for name in names} | others)


def evidence_folder(target: str | Path, *, rubric: str = DEFAULT_RUBRIC) -> "MadeTree":
    """Make the empty folders that evidence is put into, one a question; return what was made and what was there."""
    from lke_cli.evidence import make_tree
    from lke_cli.rubric import load_rubric

    return make_tree(load_rubric(rubric), Path(target))


def survey(path: str | Path, options: SurveyOptions | None = None) -> "SurveyReport":
    """Return the indices of a file's surveys from their respondents' answers, how sure they are, and what is wrong with
    the data."""
    from lke_cli.rubric import load_rubric
    from lke_cli.surveys import SurveySettings, parse_scale, parse_words, survey_file

    options = options or SurveyOptions()
    rubric = load_rubric(options.rubric)
    asked = SurveySettings(
        rubric=rubric,
        target=target_of(rubric, options.target),
        population=options.population,
        points=parse_scale(options.points),
        words=parse_words(options.words),
        by=options.by,
        questions=options.questions,
        reverse=options.reverse,
        period=_period(options.period),
        sheets=options.sheets,
        instruments=options.instruments,
    )
    file = Path(path)
    return _of_survey(survey_file, file, asked, kind=options.kind, file=file, seconds=options.max_seconds)


def load_bounded(path: str | Path, max_seconds: float = MAX_SECONDS) -> object:
    """Return the result that ``--format json`` saved, read within bounds of memory and time."""
    from lke_cli.bounded import call
    from lke_cli.results import load

    again = "buat lagi hasilnya dengan --format json"
    return call(load, path, file=Path(path), seconds=max_seconds, again=again)


def survey_plan(
    population: str | None = None, services: str | None = None, months: str | None = None
) -> "SampleReport":
    """Return how many respondents a survey needs, spread over services (``Loket=120,Daring=300``) or months."""
    from lke_cli.surveys import sample_report

    return sample_report(population, services, months)


def template(path: str | Path, *, rubric: str = DEFAULT_RUBRIC, fill: Literal["none", "example"] = "none") -> Path:
    """Write a workbook from a rubric, blank or filled in with an example; return its path. A file there is replaced."""
    from lke_cli.report import write_file
    from lke_cli.rubric import load_rubric
    from lke_cli.templates import NO_FILLING, example_filling, write_template

    loaded, made = load_rubric(rubric), Path(path)
    if made.suffix.lower() != ".xlsx":
        raise LkeError(f"Nama '{made}' harus berakhir dengan .xlsx; beri nama lain.")
    filling = example_filling(loaded) if fill == "example" else NO_FILLING
    write_file(made, lambda temporary: write_template(loaded, temporary, filling))
    return made


RULES_IN = (
    "lke_cli.checking.rules",
    "lke_cli.workbook.rules",
    "lke_cli.scoring.rules",
    "lke_cli.surveys.rules",
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
