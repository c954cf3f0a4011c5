"""What a unit may decide: per question the better answers that it can get, what each costs and gives.

Questions whose counts or answers a consistency rule of the rubric ties together are decided together (a group): its
states are all combinations that the rules allow. Everything a state holds is a number, so that a score is a sum over
groups and a plan is one state per group.
"""

import itertools
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lke_cli.answers import Answers
from lke_cli.numbers import EPSILON, reaches
from lke_cli.planning.effort import Efforts
from lke_cli.results import Scorecard
from lke_cli.rubric import Consistency, Question, Rubric
from lke_cli.scoring import (
    choice_fall,
    contradicted,
    done_counts,
    ratio_fall,
    ratio_value,
    same_counts,
    shares,
    ties_of,
)

SURVEY_STEPS = 400
"""Steps of a survey's scale: 0,01 of 4."""
MOST_LEVELS = 200
"""Of a count; one with more moves in larger steps, about ``_COARSE_LEVELS`` of them."""
MOST_STATES = 2_000
"""Of a group that hangs together, before its rules; with more, its counts move in larger steps."""
_COARSE_LEVELS, _COARSE_STATES = 50, 500  # with 200 and 2,000 it takes seven times as long for a plan 0.2 % cheaper
_FEWEST_LEVELS = 6
"""Of a count that is thinned."""

AnswerMove = tuple[str, str | float]
"""The code of a question or input, and its new answer; ``PROVIDED`` where only its evidence is provided."""
PROVIDED = "\0evidence"
_UNREAD = {
    "not-found": "barisnya tidak ditemukan di lembar; perbaiki dulu lembarnya",
    "uncomputed": "rumus jawabannya belum dihitung; buka dan simpan dulu berkasnya di Excel",
}


@dataclass(frozen=True, slots=True)
class GroupState:
    """What a group may come to: moves from now on, their cost and days; per question its value 0..1 and what that
    loses by falling one step."""

    moves: tuple[AnswerMove, ...]
    cost: float
    days: int
    values: tuple[float, ...]
    falls: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions that are decided together. states: the first is how things are now."""

    questions: tuple[str, ...]
    states: tuple[GroupState, ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """A minimum: points required of a node, and the points that a value of 1 gives in it, by question."""

    node: str
    label: str
    required: float
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class PlanProblem:
    """All that can be decided, and what must be reached. stuck: by question, why its percentage cannot be planned."""

    groups: tuple[QuestionGroup, ...]
    bounds: tuple[Bound, ...]
    stuck: Mapping[str, str] = field(default_factory=dict)
    coarse: tuple[str, ...] = ()

    def points(self, bound: Bound, chosen: Sequence[int]) -> float:
        """Return the points of a minimum's node. chosen: the number of each group's state."""
        return sum(
            bound.weights.get(code, 0.0) * group.states[number].values[place]
            for group, number in zip(self.groups, chosen, strict=True)
            for place, code in enumerate(group.questions)
        )

    def lost(self, bound: Bound, chosen: Sequence[int], falls: int) -> float:
        """Return what the worst falls of so many answers take from a minimum's node."""
        losses = [
            bound.weights.get(code, 0.0) * group.states[number].falls[place]
            for group, number in zip(self.groups, chosen, strict=True)
            for place, code in enumerate(group.questions)
        ]
        return sum(sorted(losses, reverse=True)[:falls]) if falls else 0.0

    def cost(self, chosen: Sequence[int]) -> float:
        """Return what a choice costs."""
        return sum([group.states[number].cost for group, number in zip(self.groups, chosen, strict=True)], 0.0)


@dataclass(frozen=True, slots=True)
class Freedom:
    """What may move. only: codes of questions, None for all. locked: questions that stay. survey_up: surveys may rise.
    days: within which a step must be done, None for any. evidenced: questions that have evidence, None where that does
    not matter."""

    only: Collection[str] | None = None
    locked: Collection[str] = ()
    survey_up: bool = False
    days: int | None = None
    evidenced: Collection[str] | None = None

    def moves(self, code: str) -> bool:
        """Return whether a question may move."""
        return code not in self.locked and (self.only is None or code in self.only)


def build_problem(
    rubric: Rubric, answers: Answers, card: Scorecard, efforts: Efforts, freedom: Freedom = Freedom()
) -> PlanProblem:
    """Return what can be decided about a scored workbook (``--blank zero``).

    card: of all answers, with or without evidence; ``freedom.evidenced`` says which of them count now.
    """
    builder = _Builder(rubric, answers, card, efforts, freedom)
    counted = shares(rubric)
    weights = {question.code: question.weight for question in card.questions}
    bounds = tuple(
        Bound(m.node, m.label, m.required, {code: weights[code] * times for code, times in counted[m.node].items()})
        for m in card.minimums
    )
    groups = tuple(builder.group(tie.questions, tie.rules) for tie in ties_of(rubric))
    return PlanProblem(groups, bounds, builder.stuck, tuple(builder.coarse))


@dataclass(frozen=True, slots=True)
class _Choice:
    """One thing that may move: an answer, a count (in all cells that must hold the same), or missing evidence.

    levels: (answer or count, cost, days), the first as it is now.
    """

    codes: tuple[str, ...]
    question: str
    levels: tuple[tuple[str | float | None, float, int], ...]
    kind: str


class _Builder:
    def __init__(self, rubric: Rubric, answers: Answers, card: Scorecard, efforts: Efforts, freedom: Freedom) -> None:
        self.rubric, self.answers, self.efforts, self.freedom = rubric, answers, efforts, freedom
        self.scores = {question.code: question for question in card.questions}
        self.counts = {count.code: count.count for count in card.inputs}
        self.states = {count.code: count.state for count in card.inputs}
        self.stuck: dict[str, str] = {}
        self.coarse: list[str] = []

    def group(self, codes: tuple[str, ...], rules: tuple[Consistency, ...]) -> QuestionGroup:
        choices = self._choices(codes, rules)
        wanted = MOST_STATES if math.prod(len(choice.levels) for choice in choices) <= MOST_STATES else _COARSE_STATES
        while math.prod(len(choice.levels) for choice in choices) > wanted:
            counts = [choice for choice in choices if choice.kind == "count" and len(choice.levels) > _FEWEST_LEVELS]
            if not counts:
                break
            longest = max(counts, key=lambda choice: len(choice.levels))
            choices[choices.index(longest)] = self._thinned(longest)
        states = list(self._states(codes, rules, choices))
        return QuestionGroup(codes, tuple(states))

    def _choices(self, codes: tuple[str, ...], rules: tuple[Consistency, ...]) -> list[_Choice]:
        # Twice: what is to be done in one question may be what is done in another, and grow with it.
        highest = self._highest(self._pass(codes, rules, {}))
        return self._pass(codes, rules, highest)

    def _highest(self, choices: Sequence[_Choice]) -> dict[str, float]:
        """Return the most that each count may come to."""
        return {
            code: max(float(level[0]) for level in choice.levels if isinstance(level[0], float | int))
            for choice in choices
            if choice.kind == "count"
            for code in choice.codes
        }

    def _pass(
        self, codes: tuple[str, ...], rules: tuple[Consistency, ...], highest: Mapping[str, float]
    ) -> list[_Choice]:
        choices: list[_Choice] = []
        for code in codes:
            question = self.rubric.questions[code]
            free = self.freedom.moves(code) and not self._unread(code)
            if self._lacks_evidence(question):
                choices.append(self._evidence_choice(code, free=free))
            if free and question.ratio is not None:
                choices += self._count_choices(question, rules, choices, highest)
            elif free:
                choices += self._answer_choices(question)
        return choices

    def _unread(self, code: str) -> bool:
        """Return whether nobody knows what stands there now, and say so: from that no plan can begin."""
        why = _UNREAD.get(self.scores[code].state)
        if why is not None:
            self.stuck[code] = why
        return why is not None

    def _evidence_choice(self, code: str, *, free: bool) -> _Choice:
        effort = self.efforts.evidence
        now: tuple[str | float | None, float, int] = (None, 0.0, 0)
        levels = (now, (PROVIDED, effort.cost, effort.days)) if free and self._in_time(effort.days) else (now,)
        return _Choice((code,), code, levels, "evidence")

    def _answer_choices(self, question: Question) -> Iterator[_Choice]:
        scale, score = self.rubric.scales[question.scale], self.scores[question.code]
        effort = self.efforts.by_question[question.code]
        value = score.value or 0.0
        levels: list[tuple[str | float | None, float, int]] = [(None, 0.0, 0)]
        if scale.kind == "choice":
            worths = sorted({worth for worth, _ in scale.ranked})
            for worth, option in scale.ranked:
                if worth > value + EPSILON:
                    steps = sum(value + EPSILON < worth_before <= worth for worth_before in worths)
                    levels.append((option, steps * effort.cost, effort.days))
        elif scale.kind == "number" and self.freedom.survey_up:
            step = scale.maximum / SURVEY_STEPS
            now = max(value * scale.maximum, scale.minimum)
            first = math.floor(now / step + EPSILON) + 1
            levels += [
                (round(number * step, 9), (number - first + 1) * effort.cost, effort.days)
                for number in range(first, SURVEY_STEPS + 1)
            ]
        levels = [levels[0], *(level for level in levels[1:] if self._in_time(level[2]))]
        if len(levels) > 1:
            yield _Choice((question.code,), question.code, tuple(levels), "answer")

    def _count_choices(
        self,
        question: Question,
        rules: tuple[Consistency, ...],
        so_far: Sequence[_Choice],
        highest: Mapping[str, float],
    ) -> Iterator[_Choice]:
        """Yield the counts of what was done: obligations stay, what was done may grow until the ratio is full."""
        assert question.ratio is not None
        counts = self._named_counts(question)
        if not self._computable(question):
            self._unplannable(question, counts)
            return
        to_do = question.ratio.denominator_expression.value(self._grown(question, counts, highest))
        if to_do <= 0:
            return
        effort = self.efforts.by_question[question.code]
        if not self._in_time(effort.days):
            return
        taken = {code for choice in so_far for code in choice.codes}
        by_name = question.inputs_by_name
        for sign, name in done_counts(question):
            code = by_name[name].code
            same = same_counts(code, rules, self.counts)
            if code in taken:
                continue
            if len({self.counts[name] for name in same}) > 1:
                self.stuck[question.code] = f"jumlah yang sama ditulis berbeda ({', '.join(same)}); betulkan dulu"
                continue
            now = counts[name]
            numbers = self._levels(question, counts, sign, name, to_do)
            levels = [(None, 0.0, 0), *((n, abs(n - now) * effort.cost, effort.days) for n in numbers)]
            if len(levels) > 1:
                yield _Choice(same, question.code, tuple(levels), "count")

    def _unplannable(self, question: Question, counts: Mapping[str, float]) -> None:
        """Say why a percentage cannot move: nobody knows of what it would be a share."""
        if self._wrong(question):
            self.stuck[question.code] = "ada jumlahnya yang tidak sah; betulkan dulu"
            return
        typed = self.scores[question.code].value is not None and not counts
        why = "persentasenya diketik tanpa jumlah" if typed else "jumlahnya belum lengkap"
        self.stuck[question.code] = f"{why}; isi dulu jumlahnya"

    def _wrong(self, question: Question) -> bool:
        """Return whether a count cannot be read: the scorer then takes none of them."""
        return any(
            self.states[count.code] in ("invalid", "uncomputed") for count in question.inputs if count.sum is None
        )

    def _computable(self, question: Question) -> bool:
        """Return whether a percentage follows from its counts."""
        known = self._named_counts(question).keys() >= {*question.required_inputs}
        return known and not self._wrong(question)

    def _grown(self, question: Question, counts: Mapping[str, float], highest: Mapping[str, float]) -> dict[str, float]:
        """Return the counts that a percentage divides by where they are as many as they may come to."""
        return {
            count.name: highest.get(count.code, counts[count.name]) for count in question.inputs if count.name in counts
        }

    def _levels(
        self, question: Question, counts: Mapping[str, float], sign: int, name: str, to_do: float
    ) -> list[float]:
        """Return the whole counts that a count may come to, best last: up to where its ratio is full."""
        assert question.ratio is not None
        above = question.ratio.numerator_expression.value(counts)
        room = math.ceil(to_do - above - EPSILON)
        if sign < 0:
            room = min(room, int(counts[name]))
        if room <= 0:
            return []
        stride = 1 if room <= MOST_LEVELS else math.ceil(room / _COARSE_LEVELS)
        if stride > 1:
            self.coarse.append(question.code)
        moved = sorted({*range(stride, room, stride), room})
        return [counts[name] + sign * change for change in moved]

    def _thinned(self, choice: _Choice) -> _Choice:
        self.coarse.append(choice.question)
        kept = [level for number, level in enumerate(choice.levels) if number % 2 == 0]
        if kept[-1] != choice.levels[-1]:
            kept.append(choice.levels[-1])
        return _Choice(choice.codes, choice.question, tuple(kept), choice.kind)

    def _in_time(self, days: int) -> bool:
        return self.freedom.days is None or days <= self.freedom.days

    def _lacks_evidence(self, question: Question) -> bool:
        evidenced = self.freedom.evidenced
        return evidenced is not None and bool(question.evidence) and question.code not in evidenced

    def _named_counts(self, question: Question) -> dict[str, float]:
        return {
            count_asked.name: count
            for count_asked in question.inputs
            if (count := self.counts.get(count_asked.code)) is not None
        }

    def _now(self, codes: tuple[str, ...]) -> dict[str, float | None]:
        """Return what rules may name of these questions: values and counts, None where unknown."""
        now: dict[str, float | None] = {code: self.scores[code].value for code in codes}
        for code in codes:
            now.update({count.code: self.counts.get(count.code) for count in self.rubric.questions[code].inputs})
        return now

    def _states(
        self, codes: tuple[str, ...], rules: tuple[Consistency, ...], choices: Sequence[_Choice]
    ) -> Iterator[GroupState]:
        now = self._now(codes)
        before = contradicted(rules, now, self.rubric)
        for levels in itertools.product(*(choice.levels for choice in choices)):
            moved = [(choice, level) for choice, level in zip(choices, levels, strict=True) if level[0] is not None]
            if self._useless(moved, choices):
                continue
            then = dict(now)
            for choice, (answer, _, _) in moved:
                then.update(self._result(choice, answer))
            touched = {code for choice, _ in moved for code in choice.codes}
            # What contradicts itself already may stay so, but not be built upon.
            if any(rule not in before or touched & set(rule.names) for rule in contradicted(rules, then, self.rubric)):
                continue
            yield self._state(codes, moved, then)

    def _useless(self, moved: Sequence[tuple[_Choice, tuple[object, float, int]]], choices: Sequence[_Choice]) -> bool:
        """Return whether an answer is raised that has no evidence, while providing it is left out."""
        lacking = {choice.question for choice in choices if choice.kind == "evidence"}
        provided = {choice.question for choice, _ in moved if choice.kind == "evidence"}
        return any(choice.question in lacking - provided for choice, _ in moved)

    def _result(self, choice: _Choice, answer: str | float | None) -> dict[str, float | None]:
        if choice.kind == "evidence":
            return {}
        if choice.kind == "count":
            assert isinstance(answer, float | int)
            return dict.fromkeys(choice.codes, float(answer))
        scale = self.rubric.scales[self.rubric.questions[choice.question].scale]
        value = scale.options[answer] if isinstance(answer, str) else (answer or 0.0) / scale.maximum
        return {choice.question: value}

    def _state(
        self,
        codes: tuple[str, ...],
        moved: Sequence[tuple[_Choice, tuple[str | float | None, float, int]]],
        then: Mapping[str, float | None],
    ) -> GroupState:
        provided = {choice.question for choice, _ in moved if choice.kind == "evidence"}
        touched = {code for choice, _ in moved for code in choice.codes}
        values, falls = [], []
        for code in codes:
            question = self.rubric.questions[code]
            if self._lacks_evidence(question) and code not in provided:
                values.append(0.0)
                falls.append(0.0)
                continue
            value, fall = self._worth(question, then, touched)
            values.append(value)
            falls.append(fall)
        moves = tuple(
            (code, PROVIDED if choice.kind == "evidence" else answer)
            for choice, (answer, _, _) in moved
            for code in choice.codes
            if answer is not None
        )
        return GroupState(
            moves,
            sum(level[1] for _, level in moved),
            max([level[2] for _, level in moved], default=0),
            tuple(values),
            tuple(falls),
        )

    def _worth(self, question: Question, then: Mapping[str, float | None], touched: set[str]) -> tuple[float, float]:
        """Return a question's value and what it loses by a fall."""
        value = then[question.code] or 0.0
        scale = self.rubric.scales[question.scale]
        if scale.kind == "choice":
            return value, choice_fall(scale, value)
        if question.ratio is None:
            return value, 0.0
        if not self._computable(question):
            return value, 0.0
        counts = {count.name: n for count in question.inputs if (n := then[count.code]) is not None}
        if touched & {count.code for count in question.inputs}:
            value = ratio_value(question.ratio, counts)
        return value, ratio_fall(question, counts) if value > 0 else 0.0


def is_met(problem: PlanProblem, chosen: Sequence[int], falls: Mapping[str, int]) -> bool:
    """Return whether each minimum in ``falls`` is met after the worst falls of so many answers."""
    return all(
        reaches(problem.points(bound, chosen) - problem.lost(bound, chosen, falls[bound.node]), bound.required)
        for bound in problem.bounds
        if bound.node in falls
    )
