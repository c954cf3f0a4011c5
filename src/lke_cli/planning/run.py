"""From a scored workbook to its plan: what can be reached, the cheapest way, the one that survives a review."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lke_cli.constants import TOTAL
from lke_cli.errors import LkeError
from lke_cli.numbers import format_number, reaches
from lke_cli.planning.effort import Efforts
from lke_cli.planning.model import PROVIDED, AnswerMove, Freedom, GroupState, PlanProblem, QuestionGroup, build_problem
from lke_cli.planning.order import TakenGroup, ordered
from lke_cli.planning.robust import most, stands
from lke_cli.planning.solve import Ask, Solution, another, best_within, cheapest
from lke_cli.planning.swaps import exchanged
from lke_cli.planning.verify import Start, failing
from lke_cli.results import (
    BLANK_ANSWER,
    EVIDENCED,
    Change,
    EffortClass,
    MinimumResult,
    PlannedMinimum,
    PlanResult,
    PlanStep,
    Reached,
    ReviewShare,
    Scorecard,
    Way,
)
from lke_cli.rubric import Rubric
from lke_cli.scoring import losses, resilience_of, review_share, shares

ROBUST = 3
"""Falls that a plan stands where nothing else is asked: the trial behind it passed 94 to 100 of 100 random reviews."""
_ATTEMPTS = 6
_FIRST_MARGIN = 1e-8


@dataclass(frozen=True, slots=True)
class PlanSettings:
    """How to plan. falls: answers that may fall (``--robust``). review: chance that each falls in a random review, None
    for no simulation. others: find out whether ways of equal cost exist. both: the cheapest way beside the sturdy."""

    falls: int = ROBUST
    freedom: Freedom = field(default_factory=Freedom)
    budget: float | None = None
    review: float | None = None
    others: bool = True


@dataclass(frozen=True, slots=True)
class PlanSource:
    """Where the answers were read."""

    file: str
    sheet: str | None
    assessor: str


def refuse_skip(card: Scorecard) -> None:
    """Refuse the form's own arithmetic where it is not a sum (LkeError): filling in a blank may lower the mean."""
    blank = [question.code for question in card.questions if question.value is None]
    if card.blank == "skip" and blank:
        raise LkeError(
            f"--blank skip: dengan cara formulir, mengisi pertanyaan kosong ({len(blank)}, misalnya {blank[0]}) dapat "
            "menurunkan rata-rata, sehingga cara termurah tidak dapat dibuktikan; jalankan tanpa --blank skip."
        )


def make_plan(start: Start, efforts: Efforts, options: PlanSettings, source: PlanSource) -> PlanResult:
    """Return the plan of a workbook's answers. start: the answers, the target and its minimums."""
    claimed = Start(start.rubric, start.answers, start.target, start.minimums).after(())
    now = claimed if start.evidenced is None else start.after(())
    problem = build_problem(start.rubric, start.answers, claimed, efforts, options.freedom)
    planner = _Planner(start, efforts, options, problem, claimed)
    minimums = tuple(planner.minimum(minimum) for minimum in now.minimums)
    reachable = {minimum.node: minimum.stands for minimum in minimums if minimum.reachable}
    bare = planner.cheapest(dict.fromkeys(reachable, 0))
    sturdy = planner.sturdy(reachable) if options.falls else None
    budgeted = planner.budgeted(list(reachable), options.budget) if options.budget is not None else None
    return PlanResult(
        file=source.file,
        sheet=source.sheet,
        assessor=source.assessor,
        rubric=start.rubric.id,
        target=start.target,
        target_label=now.target_label,
        falls=options.falls,
        evidenced=start.evidenced is not None,
        met=now.met,
        total=now.total.score or 0.0,
        weight=now.total.weight,
        whole=all(minimum.reachable for minimum in minimums),
        minimums=minimums,
        resilience=resilience_of(now, start.rubric),
        review=planner.review(now),
        cheapest=bare,
        sturdy=sturdy,
        budget=options.budget,
        budgeted=budgeted,
        efforts=_classes(efforts, problem, evidence=start.evidenced is not None),
        coarse=tuple(dict.fromkeys(problem.coarse)),
        notes=(*_notes(problem, start.rubric), *planner.notes),
    )


def _classes(efforts: Efforts, problem: PlanProblem, *, evidence: bool) -> tuple[EffortClass, ...]:
    """Return the classes of effort of what may move, cheapest first."""
    used = {efforts.by_question[code] for g in problem.groups if len(g.states) > 1 for code in g.questions}
    if evidence:
        used.add(efforts.evidence)
    classes = {(effort.cost, effort.days, effort.label) for effort in used}
    return tuple(EffortClass(label, cost, days) for cost, days, label in sorted(classes))


def _notes(problem: PlanProblem, rubric: Rubric) -> Iterator[str]:
    for code, why in problem.stuck.items():
        yield f"{code} {rubric.label(code)} tidak direncanakan: {why}."
    if problem.coarse:
        yield (
            f"Jumlahnya besar, jadi direncanakan dalam lompatan, bukan satu per satu: "
            f"{', '.join(dict.fromkeys(problem.coarse))}."
        )


class _Planner:
    """Plans one workbook."""

    def __init__(
        self, start: Start, efforts: Efforts, options: PlanSettings, problem: PlanProblem, claimed: Scorecard
    ) -> None:
        self.start, self.efforts, self.options, self.problem = start, efforts, options, problem
        self.rubric = start.rubric
        self.scores = {question.code: question for question in claimed.questions}
        self.counts = {count.code: count for count in claimed.inputs}
        self.notes: list[str] = []

    def review(self, card: Scorecard) -> ReviewShare | None:
        chance = self.options.review
        return review_share(card, self.rubric, chance) if chance and card.met else None

    def minimum(self, now: MinimumResult) -> PlannedMinimum:
        """Return what can be reached of a minimum, and what a survey would have to give where that is not enough."""
        bound = next(other for other in self.problem.bounds if other.node == now.node)
        highest = most(self.problem, bound)
        reachable = reaches(highest, bound.required)
        survey, required = (
            self._survey(bound.node, bound.weights, bound.required - highest) if not reachable else (None, None)
        )
        score = self.scores[survey] if survey else None
        scale = self.rubric.scales[score.scale] if score else None
        return PlannedMinimum(
            node=now.node,
            label=now.label,
            required=now.required,
            reached=now.reached or 0.0,
            met=now.met,
            most=highest,
            reachable=reachable,
            stands=stands(self.problem, bound, self.options.falls) if reachable else 0,
            measured=all(self._is_measured(code) for code in bound.weights),
            survey=survey,
            survey_label=self.rubric.label(survey) if survey else None,
            survey_now=None if not score or not scale or score.value is None else score.value * scale.maximum,
            survey_required=required,
            survey_points=self._survey_points(bound.weights),
        )

    def _survey_points(self, weights: Mapping[str, float]) -> float:
        """Return the points that surveys which may not rise could still give."""
        if self.options.freedom.survey_up:
            return 0.0
        measured = [code for code in weights if self._is_measured(code)]
        return sum([weights[code] * (1 - (self.scores[code].value or 0.0)) for code in measured], 0.0)

    def _is_measured(self, code: str) -> bool:
        return self.rubric.scales[self.rubric.questions[code].scale].kind == "number"

    def _survey(self, node: str, weights: Mapping[str, float], lacks: float) -> tuple[str | None, float | None]:
        """Return the survey that could close what lacks, alone, and the figure that it must come to."""
        free = self.options.freedom
        surveys = [code for code in weights if self._is_measured(code)]
        if len(surveys) != 1 or free.survey_up or free.evidenced is not None:
            return None, None
        score = self.scores[surveys[0]]
        needed = (score.value or 0.0) + lacks / weights[surveys[0]]
        maximum = self.rubric.scales[score.scale].maximum
        return (surveys[0], needed * maximum) if needed <= 1 + 1e-9 else (None, None)

    def cheapest(self, falls: Mapping[str, int]) -> Way | None:
        """Return the cheapest way that meets minimums after so many falls; None where none was found."""
        solution, card, margins = self._checked(falls)
        return None if solution.chosen is None or card is None else self._way(solution, card, falls, margins, 0)

    def sturdy(self, stood: Mapping[str, int]) -> Way | None:
        """Return the cheapest way that stands the falls asked for, or as many as can be stood."""
        for falls in range(self.options.falls, 0, -1):
            wanted = {node: min(count, falls) for node, count in stood.items()}
            solution, card, margins = self._checked(wanted)
            if solution.chosen is not None and card is not None:
                if falls < self.options.falls:
                    self.notes.append(
                        f"Tidak ada rencana yang tahan {self.options.falls} penurunan di semua nilai minimal "
                        f"sekaligus; yang ditunjukkan tahan {falls}."
                    )
                return self._way(solution, card, wanted, margins, falls)
            if not solution.infeasible:
                self.notes.append(
                    "Rencana kokoh tidak selesai dihitung dalam waktunya; coba --robust yang lebih kecil."
                )
                return None
        return None

    def budgeted(self, nodes: Sequence[str], budget: float) -> Way | None:
        """Return the best way that a budget buys."""
        solution = best_within(self.problem, nodes, budget)
        if solution.chosen is None:
            return None
        card, missed = failing(self.start, self.problem, solution.chosen, dict.fromkeys(nodes, 0))
        return self._way(solution, card, {node: 0 for node in nodes if node not in missed}, {}, 0, others=False)

    def _checked(self, falls: Mapping[str, int]) -> tuple[Solution, Scorecard | None, dict[str, float]]:
        """Return a solution that the scorer confirms, and the margins above the minimums that this took.

        The bound stays that of the first solve: a margin may only make a way dearer, and that shows as a gap.
        """
        margins: dict[str, float] = {}
        bound: float | None = None
        for attempt in range(_ATTEMPTS):
            solution = cheapest(self.problem, Ask(falls, margins))
            bound = solution.bound if bound is None else bound
            if solution.chosen is None:
                return solution, None, margins
            card, missed = failing(self.start, self.problem, solution.chosen, falls)
            if not missed:
                cost = self.problem.cost(solution.chosen)
                optimal = solution.optimal and (not margins or cost <= bound + 1e-6)
                return Solution(solution.chosen, bound, optimal, False), card, margins
            margins.update(dict.fromkeys(missed, _FIRST_MARGIN * 10**attempt))
        return Solution(None, bound or 0.0, False, False), None, margins

    def _way(
        self,
        solution: Solution,
        card: Scorecard,
        falls: Mapping[str, int],
        margins: Mapping[str, float],
        planned_falls: int,
        *,
        others: bool = True,
    ) -> Way:
        assert solution.chosen is not None
        cost = self.problem.cost(solution.chosen)
        equal: bool | None = None
        if not any(solution.chosen):
            equal = False
        elif others and self.options.others and solution.optimal:
            equal = self._others(solution.chosen, cost, falls, margins)
        steps = tuple(self._steps(solution.chosen, falls))
        return Way(
            falls=planned_falls,
            cost=cost,
            bound=min(solution.bound, cost),
            optimal=solution.optimal,
            others=equal,
            days=max([step.days for step in steps], default=0),
            total=card.total.score or 0.0,
            met=card.met,
            steps=steps,
            reached=tuple(self._reached(card, falls)),
            resilience=resilience_of(card, self.rubric),
            review=self.review(card),
        )

    def _others(
        self, chosen: tuple[int, ...], cost: float, falls: Mapping[str, int], margins: Mapping[str, float]
    ) -> bool | None:
        """Return whether another way costs the same: near ones are tried, then the solver is asked without this one."""
        near = exchanged(self.problem, chosen, falls)
        if near is not None and not failing(self.start, self.problem, near, falls)[1]:
            return True
        solution = another(self.problem, Ask(falls, margins, cap=cost, without=(chosen,)))
        if solution.infeasible:
            return False
        if solution.chosen is None or failing(self.start, self.problem, solution.chosen, falls)[1]:
            return None
        return True

    def _reached(self, card: Scorecard, falls: Mapping[str, int]) -> Iterator[Reached]:
        lost, counted = losses(card, self.rubric), shares(self.rubric)
        for minimum in card.minimums:
            inside, asked = counted[minimum.node], falls.get(minimum.node, 0)
            worst = sorted((loss * inside[code] for code, loss in lost.items() if code in inside), reverse=True)
            left = (minimum.reached or 0.0) - sum(worst[:asked])
            stood = reaches(left, minimum.required)
            yield Reached(
                minimum.node, minimum.label, minimum.required, minimum.reached or 0.0, minimum.met, asked, left, stood
            )

    def _steps(self, chosen: Sequence[int], falls: Mapping[str, int]) -> Iterator[PlanStep]:
        total = next((b for b in self.problem.bounds if b.node == TOTAL), None)
        weights = total.weights if total else self._total_weights()
        points = sum(
            weights.get(code, 0.0) * value
            for group in self.problem.groups
            for code, value in zip(group.questions, group.states[0].values, strict=True)
        )
        spent = 0.0
        for number, taken in enumerate(ordered(self.problem, chosen, falls), 1):
            group = self.problem.groups[taken.group]
            state = group.states[chosen[taken.group]]
            pairs = zip(state.values, group.states[0].values, strict=True)
            adds = sum(weights.get(code, 0.0) * (t - n) for code, (t, n) in zip(group.questions, pairs, strict=True))
            points += adds
            spent += state.cost
            yield self._step(number, group, state, taken, adds, points, spent)

    def _total_weights(self) -> Mapping[str, float]:
        counted = shares(self.rubric)[TOTAL]
        return {code: self.scores[code].weight * times for code, times in counted.items()}

    def _step(
        self,
        number: int,
        group: QuestionGroup,
        state: GroupState,
        taken: TakenGroup,
        adds: float,
        total: float,
        spent: float,
    ) -> PlanStep:
        changes = tuple(self._change(move) for move in state.moves)
        gains = dict(zip(group.questions, zip(state.values, group.states[0].values, strict=True), strict=True))
        first = next(
            (c for c in dict.fromkeys(change.question for change in changes) if gains[c][0] > gains[c][1]),
            changes[0].question,
        )
        efforts = dict.fromkeys(
            (self.efforts.evidence if change.answer is None else self.efforts.by_question[change.question]).label
            for change in changes
        )
        kinds = dict.fromkeys(kind for change in changes for kind in self.rubric.questions[change.question].evidence)
        return PlanStep(
            number=number,
            question=first,
            label=self.rubric.label(first),
            changes=changes,
            adds=adds,
            total=total,
            cost=state.cost,
            cost_so_far=spent,
            effort="; ".join(efforts),
            days=state.days,
            evidence=tuple(self.rubric.evidence_kinds[kind].label for kind in kinds),
            closes=taken.closes,
            secures=taken.secures,
        )

    def _change(self, move: AnswerMove) -> Change:
        code, answer = move
        label = self.rubric.label(code)
        if answer == PROVIDED:
            score = self.scores[code]
            before = f"{score.answer or BLANK_ANSWER[score.state]}, tanpa bukti"
            return Change(code, code, label, score.cell, before, EVIDENCED, None)
        if code in self.counts:
            count = self.counts[code]
            before, after = format_number(count.count, 0), format_number(float(answer), 0)
            return Change(code, count.question, label, count.cell, before, after, answer)
        score = self.scores[code]
        shown = answer if isinstance(answer, str) else format_number(answer)
        return Change(code, code, label, score.cell, score.answer or BLANK_ANSWER[score.state], shown, answer)
