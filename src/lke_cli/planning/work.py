"""From the path of a workbook to its plan, and from many to what a province needs."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from lke_cli.answers import Answers
from lke_cli.bounded import Lost, call, run, sentence
from lke_cli.errors import LkeError
from lke_cli.planning.effort import Efforts, efforts_of
from lke_cli.planning.model import Freedom
from lke_cli.planning.run import PlanSettings, PlanSource, make_plan, refuse_skip
from lke_cli.planning.verify import Start
from lke_cli.results import Blank, Common, PlanResult, PlansResult, UnitPlan
from lke_cli.rubric import Minimum, Rubric, load_rubric
from lke_cli.scored import refuse_blank, scorecard, workbook_answers
from lke_cli.scoring import score_answers, shares
from lke_cli.unit_names import title_name, unit_in_file_name
from lke_cli.workbook import Reader, ReadSettings, SpreadsheetFile, Workbook, is_doubt, report_of

_FIRST = 3
"""Steps of each unit that a list of units shows."""
_SECONDS = 300.0
"""For one unit of many."""


@dataclass(frozen=True, slots=True)
class PlanWork:
    """How workbooks are read and planned; it goes to other processes whole.

    minimums: (node, points) beside the target's own. locked, only: codes of questions or nodes. costs: a YAML file.
    seconds: for reading a workbook.
    """

    rubric: str
    target: str
    reading: ReadSettings = ReadSettings()  # noqa: RUF009 (a frozen value)
    minimums: tuple[tuple[str, float], ...] = ()
    blank: Blank = "zero"
    falls: int = 3
    locked: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    survey_up: bool = False
    days: int | None = None
    budget: float | None = None
    review: float | None = None
    costs: Path | None = None
    seconds: float = 30.0


class Held(NamedTuple):
    """What answers are held against. minimums: beside the target's own."""

    target: str
    minimums: tuple[Minimum, ...] = ()


class AnswersRead(NamedTuple):
    """The answers of a workbook, and where they stood. doubted: rows read in doubt of which question they are."""

    answers: Answers
    sheet: str
    assessor: str
    doubted: int


def read_answers(reader: Reader, path: Path, reading: ReadSettings, held: Held) -> AnswersRead:
    """Return the answers of a workbook. Raises LkeError where it cannot be read, UndecidedError where it could be read
    in two ways, BlankError where nothing is answered."""
    return _answers_of(reader.read(path, reading), reader.rubric, held)


def _answers_of(workbook: Workbook, rubric: Rubric, held: Held) -> AnswersRead:
    refuse_blank(workbook, rubric)
    answers = workbook_answers(workbook, rubric)
    scorecard(workbook, rubric, answers, target=held.target, minimums=held.minimums)  # what has no verdict has no plan
    doubted = len({finding.node for finding in workbook.findings if is_doubt(finding)})
    return AnswersRead(answers, workbook.sheets, workbook.assessor, doubted)


def questions_of(rubric: Rubric, codes: Sequence[str], option: str) -> frozenset[str]:
    """Return the questions that codes of questions and nodes name. Raises LkeError for a code that does not exist."""
    codes_asked: set[str] = set()
    counted = shares(rubric)
    for code in codes:
        if code not in counted:
            raise LkeError(f"{option} {code}: kode itu tidak ada; pakai kode pertanyaan, indikator, atau area.")
        codes_asked |= counted[code].keys()
    return frozenset(codes_asked)


class Planner:
    """What a process keeps: the rubric, a reader that knows the forms it has seen, and the efforts."""

    def __init__(self, options: PlanWork, rubric: Rubric | None = None) -> None:
        self.options = options
        self.rubric = rubric or load_rubric(options.rubric)
        self.reader = Reader(self.rubric)
        self.efforts: Efforts = efforts_of(self.rubric, options.costs)
        self.held = Held(options.target, tuple(Minimum(node=node, score=points) for node, points in options.minimums))
        self.locked = questions_of(self.rubric, options.locked, "--lock")
        self.only = questions_of(self.rubric, options.only, "--only") if options.only else None

    def plan(self, path: Path, *, evidenced: Collection[str] | None = None, notes: Sequence[str] = ()) -> PlanResult:
        """Return the plan of a workbook, read within bounds. Raises LkeError where it cannot be read or decided.

        evidenced: questions that have evidence, None where that does not matter. notes: what else must be said.
        """
        read = call(
            read_answers,
            self.reader,
            path,
            self.options.reading,
            self.held,
            file=path,
            seconds=self.options.seconds,
        )
        planned = self._plan(path, read, evidenced=evidenced, many=False)
        return replace(planned, notes=(*planned.notes, *notes))

    def _plan(self, path: Path, read: AnswersRead, *, evidenced: Collection[str] | None, many: bool) -> PlanResult:
        """Return a plan. many: it is one of many units, of which less is asked."""
        options, answers = self.options, read.answers
        if options.blank == "skip":
            refuse_skip(score_answers(self.rubric, answers, target=options.target, blank="skip"))
        freedom = Freedom(self.only, self.locked, options.survey_up, options.days, evidenced)
        counted = None if evidenced is None else frozenset(evidenced)
        start = Start(self.rubric, answers, options.target, self.held.minimums, counted)
        how = PlanSettings(options.falls, freedom, options.budget, None if many else options.review, others=not many)
        made = make_plan(start, self.efforts, how, PlanSource(str(path), read.sheet, read.assessor))
        return replace(made, notes=(*made.notes, *_limits(options, read.doubted)))

    def unit(self, path: Path) -> UnitPlan | None:
        """Return a unit's plan as one row, with what is wrong with its workbook; None for a workbook of our own."""
        try:
            file = SpreadsheetFile(path)
            if report_of(file.properties) is not None:
                return None
            workbook = self.reader.read_opened(file, self.options.reading)
            name = title_name(workbook.heading, self.rubric.title) or unit_in_file_name(path.stem)
            read = _answers_of(workbook, self.rubric, self.held)
            return _row(name, self._plan(path, read, evidenced=None, many=True))
        except LkeError as error:
            return _failed(path, str(error))


def _limits(task: PlanWork, doubted: int) -> Iterator[str]:
    """Yield under which limits a plan holds, and on what doubt it rests."""
    limits = [f"hanya {', '.join(task.only)} boleh berubah"] if task.only else []
    if task.locked:
        limits.append(f"{', '.join(task.locked)} tidak boleh berubah")
    if task.days is not None:
        limits.append(f"hanya langkah yang selesai dalam {task.days} hari")
    if task.survey_up:
        limits.append("nilai survei boleh naik, padahal itu ditentukan responden")
    if limits:
        yield f"Rencana ini dibuat dengan batas: {'; '.join(limits)}."
    if doubted:
        yield f"{doubted} baris dibaca dengan ragu; pastikan dulu itu pertanyaannya, lihat lke score."


def _row(name: str, plan: PlanResult) -> UnitPlan:
    main = plan.main
    return UnitPlan(
        unit=name,
        file=plan.file,
        met=plan.met,
        total=plan.total,
        cheapest_cost=plan.cheapest.cost if plan.cheapest else None,
        sturdy_cost=plan.sturdy.cost if plan.sturdy else None,
        optimal=all(way.optimal for way in (plan.cheapest, plan.sturdy) if way),
        falls=plan.resilience.falls if plan.resilience else None,
        unreachable=tuple(minimum.node for minimum in plan.minimums if not minimum.reachable),
        questions=tuple(dict.fromkeys(step.question for step in main.steps)) if main else (),
        first=main.steps[:_FIRST] if main else (),
        problem=None,
    )


def _failed(path: Path, problem: str) -> UnitPlan:
    return UnitPlan(unit_in_file_name(path.stem), str(path), None, None, None, None, None, None, (), (), (), problem)


_planner: Planner | None = None


def _begin(options: PlanWork) -> None:
    global _planner
    _planner = Planner(options)


def _unit(path: Path) -> UnitPlan | None:
    assert _planner is not None
    return _planner.unit(path)


def plan_units(
    paths: Sequence[Path],
    options: PlanWork,
    rubric: Rubric,
    *,
    tick: Callable[[], object] = int,
    stop: Callable[[], bool] | None = None,
) -> PlansResult:
    """Return the plans of many workbooks, made in several processes, in the order of the paths.

    tick: called after each. stop: whether the user asked for the end; what is done by then is returned.
    """
    rows: dict[Path, UnitPlan | None] = {}
    for path, outcome in run(_unit, paths, seconds=_SECONDS, start=partial(_begin, options), stop=stop):
        if isinstance(outcome, Lost):
            outcome = _failed(path, sentence(outcome, path.name, seconds=_SECONDS))
        rows[path] = outcome
        tick()
    units = tuple(row for path in paths if (row := rows.get(path)) is not None)
    return PlansResult(
        rubric=rubric.id,
        target=options.target,
        target_label=rubric.targets[options.target].label,
        falls=options.falls,
        units=units,
        left=len(paths) - len(rows),
        planned=sum(bool(unit.questions) for unit in units),
        common=_common(units, {code: question.label for code, question in rubric.questions.items()}),
    )


def _common(units: Sequence[UnitPlan], labels: Mapping[str, str]) -> tuple[Common, ...]:
    counted = Counter(code for unit in units for code in unit.questions)
    order = list(labels)
    ranked = sorted(counted, key=lambda code: (-counted[code], order.index(code)))
    return tuple(Common(code, labels[code], counted[code]) for code in ranked)
