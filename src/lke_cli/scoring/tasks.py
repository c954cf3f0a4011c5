"""What to do next about a scored workbook, in the order to do it; every task is true once it is done.

First what makes the number itself doubtful, then each missed minimum with the fewest answers that close it, then
evidence that is missing, then warnings to read.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import fsum

from lke_cli.answers import Answers, Given
from lke_cli.findings import Finding, Severity
from lke_cli.numbers import format_below, format_number, format_plain, reaches
from lke_cli.record import record
from lke_cli.results import MinimumResult, QuestionScore, Scorecard, Task, TaskItem
from lke_cli.rubric import Rubric
from lke_cli.scoring import rules
from lke_cli.scoring.closing import closing
from lke_cli.scoring.falls import shares
from lke_cli.scoring.moves import AnswerStep, Standing
from lke_cli.untrusted import one_line

SHOWN_GAINS = 5
"""Answers that are named where no answers close a minimum."""
FIRST = 3
"""Tasks, and cells of each, that are kept of a unit among many."""
_NOTHING = Given()
_LONGEST = 20  # characters of what is typed in a cell
_OWN_TASK = {rules.UNANSWERED.id, rules.NO_EVIDENCE.id, rules.EVIDENCE_UNUSED.id}


@record
class Commands:
    """What to type. plan: for answers that close a minimum. evidence, warnings: to see more of these."""

    plan: str | None = None
    evidence: str | None = None
    warnings: str | None = None


def tasks_of(
    card: Scorecard,
    rubric: Rubric,
    answers: Answers,
    commands: Commands = Commands(),  # noqa: B008 (a frozen value)
) -> tuple[Task, ...]:
    """Return what to do about a scorecard. answers: what it was made of; its findings are all that there are."""
    made = (
        *_doubts(card, rubric, answers),
        *minimum_tasks(card, rubric, command=commands.plan),
        *_evidence(card, rubric, commands.evidence),
        *_warnings(card.findings, commands.warnings),
    )
    sheets = {question.cell.rpartition("!")[0] for question in card.questions if question.cell}
    return made if len(sheets) > 1 else tuple(map(_on_one_sheet, made))


def tasks_with(
    made: Sequence[Task], findings: Sequence[Finding], known: Sequence[Finding], command: str | None
) -> tuple[Task, ...]:
    """Return tasks with what more findings ask for, those of a folder or a survey beside the workbook. known: the
    workbook's own."""
    errors: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.severity is Severity.ERROR:
            errors.setdefault(finding.rule, []).append(finding)
    doubts = [Task("doubt", rule=rule, count=len(of_rule)) for rule, of_rule in errors.items()]
    return with_warnings((*doubts, *made), (*findings, *known), command)


def with_warnings(made: Sequence[Task], findings: Sequence[Finding], command: str | None) -> tuple[Task, ...]:
    """Return tasks of which the one to read warnings is that of these findings, all that there are."""
    return (*(task for task in made if task.kind != "warning"), *_warnings(findings, command))


def _on_one_sheet(task: Task) -> Task:
    """Return a task whose cells are named without the sheet, since there is no other."""
    return replace(
        task, items=tuple(replace(item, cell=item.cell and item.cell.rpartition("!")[2]) for item in task.items)
    )


def first_tasks(tasks: Sequence[Task]) -> tuple[Task, ...]:
    """Return the first few of the tasks that there are, with the first few of their cells, for one unit of many."""
    return tuple(replace(task, items=task.items[:FIRST], command=None) for task in tasks[:FIRST])


def _doubts(card: Scorecard, rubric: Rubric, answers: Answers) -> Iterator[Task]:
    """Yield a task per kind of error, then one for all that is not answered."""
    errors: dict[str, list[Finding]] = {}
    for finding in card.findings:
        if finding.severity is Severity.ERROR:
            errors.setdefault(finding.rule, []).append(finding)
    for rule, findings in errors.items():
        items = tuple(_doubt(finding, card, rubric, answers) for finding in findings)
        yield Task("doubt", items=items, rule=rule, count=len(items))
    missing = [question for question in card.questions if question.state == "unanswered"]
    if missing:
        items = tuple(item for question in missing for item in _to_fill(question, card))
        yield Task("doubt", items=items, rule=rules.UNANSWERED.id, count=len(missing))


def _doubt(finding: Finding, card: Scorecard, rubric: Rubric, answers: Answers) -> TaskItem:
    """Return the cell of an error; of an invalid answer, what stands there and what may."""
    code = finding.node or ""
    question = rubric.questions.get(code)
    if question is not None and finding.rule == rules.INVALID_ANSWER.id:
        counts = [
            count for count in question.inputs if (given := answers.get(count.code)) and given.cell == finding.cell
        ]
        place = counts[0].code if counts and finding.cell else code
        scale = rubric.count_scale if counts and finding.cell else rubric.scales[question.scale]
        typed = _typed(answers.get(place, _NOTHING))
        options = tuple(scale.options) or (scale.form,)
        return TaskItem(place, rubric.label(place), finding.cell, typed, options=options)
    known = code in rubric.questions or code in rubric.nodes or code in rubric.inputs
    return TaskItem(code, rubric.label(code) if known else "", finding.cell)


def _typed(given: Given) -> str:
    answer = given.answer
    plain = isinstance(answer, int | float) and not isinstance(answer, bool)
    return format_plain(answer) if plain else one_line(str(answer), _LONGEST)  # type: ignore[arg-type]


def _to_fill(question: QuestionScore, card: Scorecard) -> Iterator[TaskItem]:
    """Yield the cells to fill in: those of the counts that a percentage lacks, else the answer's own."""
    lacking = [count for count in card.inputs if count.code in question.missing] if question.missing else []
    for count in lacking:
        yield TaskItem(count.code, count.label, count.cell)
    if not lacking:
        yield TaskItem(question.code, question.label, question.cell)


def minimum_tasks(card: Scorecard, rubric: Rubric, *, command: str | None = None) -> tuple[Task, ...]:
    """Return a task for each missed minimum, the smallest node first: each counts on those before it.

    Those that answers close come first, then those that only respondents do, then those that cannot be closed.
    """
    missed = card.missed
    if not missed:
        return ()
    inside = shares(rubric)
    minimums = _Minimums(card, rubric, Standing(card, rubric), command)
    made = [
        minimums.task(minimum, inside[minimum.node])
        for minimum in sorted(missed, key=lambda minimum_missed: len(inside[minimum_missed.node]))
    ]
    return tuple(sorted(made, key=lambda task: (not task.closes, task.kind != "survey")))


class _Minimums:
    """Makes the tasks of missed minimums, one after the other."""

    def __init__(self, card: Scorecard, rubric: Rubric, standing: Standing, command: str | None) -> None:
        self.rubric, self.standing, self.command = rubric, standing, command
        self.shown = {question.code: question for question in card.questions}
        self.cells = {question.code: question.cell for question in card.questions} | {
            count.code: count.cell for count in card.inputs
        }
        self.asked: dict[str, float] = {}

    def task(self, minimum: MinimumResult, inside: Mapping[str, int]) -> Task:
        """Return the task of a missed minimum; where answers close it, they are taken as given from now on."""
        standing = self.standing
        gap = minimum.required - standing.points(inside)
        task = Task("minimum", minimum.node, minimum.gap, command=self.command)
        blank = standing.needed.isdisjoint(inside) and standing.unreachable.isdisjoint(inside)
        if blank and reaches(0.0, gap):
            return replace(task, closes=True, command=None)
        answers = closing(standing, inside, gap)
        if not answers.closes:
            survey = self._survey(minimum, inside, gap)
            if survey is not None:
                return survey
            answers = answers._replace(moves=answers.moves[:SHOWN_GAINS])
        items = tuple(item for _, move in answers.moves for item in self._items(move))
        if answers.closes:
            for _, move in answers.moves:
                standing.take(move)
        return replace(task, items=items, closes=answers.closes, count=len(items))

    def _items(self, move: AnswerStep) -> Iterator[TaskItem]:
        """Yield what is typed, in the order of the form; each question's points stand with the first of its cells."""
        standing, owners_told = self.standing, set[str]()
        for code, what in move.typed:
            owner = code if code in standing.values else self.rubric.parents[code]
            gain = (
                standing.weights[owner] * (move.values[owner] - standing.values[owner])
                if owner not in owners_told
                else 0.0
            )
            owners_told.add(owner)
            now = standing.counts.get(code)
            yield TaskItem(
                code,
                self.rubric.label(code),
                self.cells.get(code),
                self._answer(code) if isinstance(what, str) else "" if now is None else _count(now),
                what if isinstance(what, str) else _count(what),
                gain,
            )

    def _answer(self, code: str) -> str:
        """Return the answer that a question has once the tasks before are done."""
        value = self.standing.values[code]
        if value == (self.shown[code].value or 0.0):
            return self.shown[code].answer
        scale = self.rubric.scales[self.rubric.questions[code].scale]
        return next(option for worth, option in scale.ranked if worth == value)

    def _survey(self, minimum: MinimumResult, inside: Mapping[str, int], gap: float) -> Task | None:
        """Return the task of a minimum that the index of a survey would close; None where none does."""
        standing = self.standing
        surveys = {code: inside[code] * standing.weights[code] for code in inside if self._is_survey(code)}
        gap -= fsum(
            worth * (self.asked[code] - standing.values[code]) for code, worth in surveys.items() if code in self.asked
        )
        task = Task("survey", minimum.node, minimum.gap)
        if surveys and reaches(0.0, gap):
            return task
        for code, worth in surveys.items():
            question = self.rubric.questions[code]
            highest = self.rubric.scales[question.scale].maximum
            now = self.asked.get(code, standing.values[code])
            if worth <= 0 or not reaches(1.0, now + gap / worth):
                continue
            index = _rounded_up((now + gap / worth) * highest)
            self.asked[code] = index / highest
            adds = standing.weights[code] * (index / highest - standing.values[code])
            typed = self.shown[code].answer
            if (value := self.shown[code].value) is not None:
                typed = format_below(value * highest, index)  # 3,599 must not read as the 3,60 that it does not reach
            item = TaskItem(code, question.label, self.cells[code], typed, format_number(index), adds)
            command = f"lke survey {question.survey}.csv" if question.survey else None
            return replace(task, items=(item,), command=command, count=1)
        return None

    def _is_survey(self, code: str) -> bool:
        scale = self.rubric.scales[self.rubric.questions[code].scale]
        return scale.kind == "number" and self.shown[code].state != "not-found"


def _rounded_up(index: float) -> float:
    return math.ceil(round(index * 100, 6)) / 100


def _count(number: float) -> str:
    return f"{number:.0f}"


def _evidence(card: Scorecard, rubric: Rubric, command: str | None) -> Iterator[Task]:
    """Yield the cells in which evidence is to be written, where answers score without it."""
    rules_seen = {finding.rule for finding in card.findings}
    codes = {finding.node for finding in card.findings if finding.rule == rules.NO_EVIDENCE.id}
    bare = [question for question in card.questions if question.code in codes]
    unused = rules.EVIDENCE_UNUSED.id in rules_seen
    count = len(bare)
    if unused:
        count = sum(
            question.points > 0 and bool(rubric.questions[question.code].evidence) for question in card.questions
        )
    if count:
        items = tuple(TaskItem(question.code, question.label, question.evidence_cell) for question in bare)
        rule = rules.EVIDENCE_UNUSED.id if unused else rules.NO_EVIDENCE.id
        yield Task("evidence", items=items, rule=rule, count=count, command=command)


def _warnings(findings: Sequence[Finding], command: str | None) -> Iterator[Task]:
    """Yield how many warnings are to be read; those that only follow from others go with them."""
    left_out = _OWN_TASK | {rules.WORKBOOK_DIFFERS_FOLLOWS.id}
    count = sum(finding.severity is Severity.WARNING and finding.rule not in left_out for finding in findings)
    if count:
        yield Task("warning", count=count, command=command)
