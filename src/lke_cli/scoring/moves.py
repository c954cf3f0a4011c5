"""Better answers: what may be typed, and the values that questions then have.

A choice is answered better; a percentage gets more of what was done, its obligations stay. Counts that must be the same
in several places move together, and no rule of the rubric may come to be contradicted. A survey is never moved: its
respondents answer.
"""

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import fsum
from typing import NamedTuple

from lke_cli.numbers import EPSILON
from lke_cli.results import Scorecard
from lke_cli.rubric import Question, Rubric
from lke_cli.scoring.falls import done_counts, ratio_value
from lke_cli.scoring.ties import KnownAnswers, Tie, contradicted, same_counts, ties_of

Typed = str | float
_MOST = 64  # combinations of what questions that are tied together may move to
_UNREAD = ("not-found", "uncomputed")


@lru_cache(maxsize=16)
def _told_apart(rubric: Rubric) -> tuple[Mapping[str, float], tuple[Tie, ...]]:
    """Return the questions that stand alone with the value of their best answer, and the ties of all others."""
    singles: dict[str, float] = {}
    tied = []
    for tie in ties_of(rubric):
        scale = rubric.scales[rubric.questions[tie.questions[0]].scale]
        if not tie.rules and scale.kind == "choice":
            singles[tie.questions[0]] = scale.ranked[-1][0]
        elif tie.rules or scale.kind == "ratio":
            tied.append(tie)
    return singles, tuple(tied)


class AnswerStep(NamedTuple):
    """What is typed together, by code of question or count, and the values 0..1 that questions then have."""

    typed: tuple[tuple[str, Typed], ...]
    values: Mapping[str, float]


class Standing:
    """Where the answers of a scorecard stand, and what better ones there are.

    values: 0..1 by question, 0 without an answer. counts: by input. weights: points that a value of 1 gives. needed:
    questions that must be answered before the nodes that hold them have a score at all (``--blank skip``).
    """

    def __init__(self, card: Scorecard, rubric: Rubric) -> None:
        self.rubric = rubric
        self.scores = {question.code: question for question in card.questions}
        self.values = {question.code: question.value or 0.0 for question in card.questions}
        self.weights = {question.code: question.weight for question in card.questions}
        self.counts = {count.code: count.count for count in card.inputs}
        self._answered = {question.code for question in card.questions if question.value is not None}
        self._wrong = {count.question for count in card.inputs if count.state in ("invalid", "uncomputed")}
        self.needed: set[str] = set()
        self.unreachable: set[str] = set()
        self._singles, self._tied = _told_apart(rubric)
        if card.blank == "skip":
            self._skipped()
        self._moves: dict[Tie, tuple[AnswerStep, ...]] = {}

    def _skipped(self) -> None:
        """Where nothing of a mean is filled in, one answer makes it; where a question has a weight of its own, its."""
        for node in self.rubric.nodes.values():
            blank = [question for question in node.questions if question.code not in self._answered]
            if not blank or (node.questions[0].weight is None and len(blank) < len(node.questions)):
                continue
            movable = [
                question.code for question in blank if question.code in self._singles and self._is_read(question.code)
            ]
            if node.questions[0].weight is not None:
                self.weights.update({question.code: question.weight or 0.0 for question in blank})
                self.needed.update(movable)
                self.unreachable.update(question.code for question in blank if question.code not in movable)
            elif movable:
                self.weights[movable[0]] = node.weight
                self.needed.add(movable[0])
            else:
                self.weights[blank[0].code] = node.weight
                self.unreachable.update(question.code for question in blank)

    def _is_choice(self, question: Question) -> bool:
        return self.rubric.scales[question.scale].kind == "choice"

    def _is_read(self, code: str) -> bool:
        return self.scores[code].state not in _UNREAD

    def points(self, inside: Mapping[str, int]) -> float:
        """Return the points of a node. inside: how often each of its questions counts in it."""
        values, weights = self.values, self.weights
        return fsum([times * weights[code] * values[code] for code, times in inside.items()])

    def singles(self, inside: Mapping[str, int]) -> list[tuple[float, str]]:
        """Return what the best answer to each question that stands alone adds to a node, largest first."""
        gains = []
        for code, best in self._singles.items():
            if code in inside and self._is_read(code):
                gain = inside[code] * self.weights[code] * (best - self.values[code])
                if gain > EPSILON:
                    gains.append((gain, code))
        return sorted(gains, key=lambda gain_of_one: -gain_of_one[0])

    def options(self, code: str) -> Sequence[tuple[float, str]]:
        """Return the better answers to a question on a scale of choices, as (value, option), the least first."""
        now = self.values[code]
        scale = self.rubric.scales[self.rubric.questions[code].scale]
        return [option for option in scale.ranked if option[0] > now + EPSILON]

    def tied(self, inside: Mapping[str, int]) -> Iterator[tuple[Tie, Sequence[AnswerStep]]]:
        """Yield the ties that reach into a node, with the moves that they allow."""
        for tie in self._tied:
            if any(code in inside for code in tie.questions):
                if tie not in self._moves:
                    self._moves[tie] = tuple(self._moves_of(tie))
                if moves := self._moves[tie]:
                    yield tie, moves

    def gain(self, move: AnswerStep, inside: Mapping[str, int]) -> float:
        """Return the points that a move adds to a node."""
        return fsum(
            [
                inside[code] * self.weights[code] * (value - self.values[code])
                for code, value in move.values.items()
                if code in inside
            ]
        )

    def take(self, move: AnswerStep) -> None:
        """Take a move as made."""
        self.values.update(move.values)
        self.counts.update({code: float(typed) for code, typed in move.typed if not isinstance(typed, str)})
        self.needed.difference_update(move.values)
        for tie in self._tied:
            if not move.values.keys().isdisjoint(tie.questions):
                self._moves.pop(tie, None)

    def answer(self, code: str, option: str) -> AnswerStep:
        """Return the move to one answer of a question that stands alone."""
        return AnswerStep(
            ((code, option),), {code: self.rubric.scales[self.rubric.questions[code].scale].options[option]}
        )

    def _moves_of(self, tie: Tie) -> Iterator[AnswerStep]:
        levels = [*self._levels(tie)]
        if math.prod(len(level) for level in levels) > _MOST:
            levels = [[level[0], level[-1]] for level in levels]
        if math.prod(len(level) for level in levels) > _MOST:
            return
        for picked in itertools.product(*levels):
            typed = tuple(typed_cell for part in picked for typed_cell in part)
            if typed and (move := self.tried(tie, typed)) is not None:
                yield move

    def _levels(self, tie: Tie) -> Iterator[list[tuple[tuple[str, Typed], ...]]]:
        """Yield what each question may have typed anew, nothing first, the best last."""
        grown = {code: full for full, _, same in self._full(tie, self.counts).values() for code in same}
        # Twice: what is to be done in one question may be what is done in another, and grow with it.
        fuller = self._full(tie, {**self.counts, **grown})
        for code in tie.questions:
            if self._is_choice(self.rubric.questions[code]) and self._is_read(code):
                yield [(), *(((code, option),) for _, option in self.options(code))]
        for first, (full, sign, same) in fuller.items():
            counts = {*self._allowed(tie, same, sign, grown[first]), grown[first], full} - {self.counts[first]}
            by_worth = sorted(counts, key=lambda count: sign * count)
            yield [(), *(tuple((name, count) for name in same) for count in by_worth)]

    def _full(self, tie: Tie, counts: KnownAnswers) -> dict[str, tuple[float, int, tuple[str, ...]]]:
        """Return, by the first count of those that must be the same, the count at which its percentage is full, the
        sign by which it gets there, and all of them. counts: that it is a share of."""
        best_by_code: dict[str, tuple[float, int, tuple[str, ...]]] = {}
        taken: set[str] = set()
        for code in tie.questions:
            question = self.rubric.questions[code]
            if question.ratio is None or not self._is_read(code) or not self._computable(question):
                continue
            named = {asked.name: count for asked in question.inputs if (count := counts[asked.code]) is not None}
            ratio = question.ratio
            missing = ratio.denominator_expression.value(named) - ratio.numerator_expression.value(named)
            room = max(0, math.ceil(missing - EPSILON))
            for sign, name in done_counts(question):
                same = same_counts(question.inputs_by_name[name].code, tie.rules, self.counts)
                if taken.isdisjoint(same):
                    taken.update(same)
                    best_by_code[same[0]] = (max(0.0, named[name] + sign * room), sign, same)
        return best_by_code

    def _allowed(self, tie: Tie, same: Sequence[str], sign: int, full: float) -> Iterator[float]:
        """Yield the most that a count may come to alone, where a rule does not let it be full."""
        now = self.counts[same[0]] or 0.0
        low, high = 0, abs(int(full - now))
        while low < high:
            middle = (low + high + 1) // 2
            if self.tried(tie, tuple((code, now + sign * middle) for code in same)) is None:
                high = middle - 1
            else:
                low = middle
        if low:
            yield now + sign * low

    def tried(self, tie: Tie, typed: tuple[tuple[str, Typed], ...]) -> AnswerStep | None:
        """Return what typing gives; None where it changes nothing, or contradicts a rule that it touches."""
        known: dict[str, float | None] = {}
        for code in tie.questions:
            known[code] = self.values[code] if code in self._answered else None
            known.update({asked.code: self.counts[asked.code] for asked in self.rubric.questions[code].inputs})
        before = contradicted(tie.rules, known, self.rubric)
        values: dict[str, float] = {}
        for code, what in typed:
            if isinstance(what, str):
                known[code] = values[code] = self.rubric.scales[self.rubric.questions[code].scale].options[what]
            else:
                known[code] = what
        touched = {code for code, _ in typed}
        for code in tie.questions:
            question = self.rubric.questions[code]
            if question.ratio is not None and touched & {asked.code for asked in question.inputs}:
                if not self._computable(question):
                    return None
                counts = {asked.name: count for asked in question.inputs if (count := known[asked.code]) is not None}
                known[code] = values[code] = ratio_value(question.ratio, counts)
        touched |= values.keys()
        broken = contradicted(tie.rules, known, self.rubric)
        if any(rule not in before or touched & set(rule.names) for rule in broken):
            return None
        return AnswerStep(typed, values) if any(values[code] != self.values[code] for code in values) else None

    def _computable(self, question: Question) -> bool:
        """Return whether a percentage follows from its counts."""
        return question.code not in self._wrong and self._named(question).keys() >= {*question.required_inputs}

    def _named(self, question: Question) -> dict[str, float]:
        return {asked.name: count for asked in question.inputs if (count := self.counts[asked.code]) is not None}
