"""A plan is promised only after the scorer has scored it: the same points, the same minimums, the same falls."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lke_cli.answers import Answers, Given
from lke_cli.numbers import reaches
from lke_cli.planning.model import PROVIDED, AnswerMove, PlanProblem
from lke_cli.results import Scorecard
from lke_cli.rubric import Minimum, Rubric
from lke_cli.scoring import losses, score_answers, score_evidenced, shares

_SAME = 1e-7
_NOTHING = Given()


@dataclass(frozen=True, slots=True)
class Start:
    """What a plan begins with. evidenced: questions whose answers count, None for all."""

    rubric: Rubric
    answers: Answers
    target: str
    minimums: tuple[Minimum, ...] = ()
    evidenced: frozenset[str] | None = None

    def after(self, moves: Iterable[AnswerMove]) -> Scorecard:
        """Return the scorecard after moves."""
        answers, provided = moved(self.answers, moves)
        if self.evidenced is None:
            return score_answers(self.rubric, answers, target=self.target, minimums=self.minimums)
        counted = self.evidenced | provided
        return score_evidenced(self.rubric, answers, counted, target=self.target, minimums=self.minimums)


def moved(answers: Answers, moves: Iterable[AnswerMove]) -> tuple[dict[str, Given], frozenset[str]]:
    """Return answers after moves, and the questions whose evidence is provided by them."""
    then, provided = dict(answers), set()
    for code, answer in moves:
        if answer == PROVIDED:
            provided.add(code)
        else:
            then[code] = then.get(code, _NOTHING)._replace(answer=answer)
    return then, frozenset(provided)


def moves_of(problem: PlanProblem, chosen: Sequence[int]) -> list[AnswerMove]:
    """Return all that moves under a choice."""
    return [move for group, number in zip(problem.groups, chosen, strict=True) for move in group.states[number].moves]


def failing(
    start: Start, problem: PlanProblem, chosen: Sequence[int], falls: Mapping[str, int]
) -> tuple[Scorecard, Collection[str]]:
    """Return the scorecard of a choice, and the nodes of ``falls`` that by it do not stand so many falls.

    The solver works with tolerances, the scorer compares exactly: what it rejects is asked for anew with a margin.
    Raises ValueError where the scorer gives other points than were promised: that would be a mistake in this code.
    """
    card = start.after(moves_of(problem, chosen))
    lost, counted = losses(card, start.rubric), shares(start.rubric)
    reached = {minimum.node: minimum.reached or 0.0 for minimum in card.minimums}
    missed = []
    for bound in problem.bounds:
        if abs(reached[bound.node] - problem.points(bound, chosen)) > _SAME:
            raise ValueError(f"{bound.node}: promised {problem.points(bound, chosen)}, scored {reached[bound.node]}")
        if bound.node in falls:
            inside = counted[bound.node]
            worst = sorted((loss * inside[code] for code, loss in lost.items() if code in inside), reverse=True)
            if not reaches(reached[bound.node] - sum(worst[: falls[bound.node]]), bound.required):
                missed.append(bound.node)
    return card, missed
