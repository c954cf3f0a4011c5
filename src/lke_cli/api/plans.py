"""Plans, what became of one, and what other answers would give."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lke_cli.api.held import bare_minimums, held_to, read_settings, workbooks
from lke_cli.api.options import HeldOptions, Paths, PlanOptions, SimulateOptions
from lke_cli.api.scores import evidenced_questions
from lke_cli.api.watching import UNWATCHED, Watch
from lke_cli.errors import LkeError

if TYPE_CHECKING:
    from lke_cli.findings import Finding
    from lke_cli.planning import PlanWork
    from lke_cli.results import PlanResult, PlansResult, SimulateResult, TrackResult
    from lke_cli.rubric import Rubric
    from lke_cli.workbook import FoundWorkbooks


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
            evidenced, uncounted = evidenced_questions(options.evidence, path, rubric, options.max_seconds, watch)
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

    rubric, target, minimums = held_to(options)
    task = PlanWork(
        rubric=options.rubric,
        target=target,
        reading=read_settings(options),
        minimums=bare_minimums(minimums),
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
    rubric, target, minimums = held_to(options)
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
        reading=read_settings(options),
    )
    return track_plan(handed_out, steps, scored, rubric)


def simulate(path: str | Path, options: SimulateOptions) -> "SimulateResult":
    """Return what a workbook would score with other answers, beside what it scores; nothing is written."""
    from lke_cli.bounded import call
    from lke_cli.planning import Held, moves_of_plan, parse_set, read_answers, simulate_moves
    from lke_cli.workbook import Reader

    if not options.answers and options.plan is None:
        raise LkeError("Sebut apa yang diubah, misalnya --set A.I.1.i.b=A, atau --from rencana.json.")
    rubric, target, minimums = held_to(options)
    seconds, planned = options.max_seconds, options.plan
    moves = [
        *(call(moves_of_plan, planned, rubric, file=planned, seconds=seconds) if planned else ()),
        *(parse_set(text, rubric) for text in options.answers),
    ]
    file, held = Path(path), Held(target, minimums)
    read = call(read_answers, Reader(rubric), file, read_settings(options), held, file=file, seconds=seconds)
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
