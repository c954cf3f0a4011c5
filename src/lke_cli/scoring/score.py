"""Score answers under a rubric: questions, nodes, combined areas, minimums, aspects (DOMAIN sections 3 to 5)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from lke_cli.answers import Answers
from lke_cli.errors import LkeError
from lke_cli.findings import Finding
from lke_cli.numbers import format_number, format_percent, parse_number, reaches
from lke_cli.rubric.model import TOTAL, Minimum, Node, Question, Rubric
from lke_cli.scoring import rules
from lke_cli.scoring.differences import differences, shown_number
from lke_cli.scoring.questions import read_question
from lke_cli.scoring.reading import Reading
from lke_cli.scoring.result import (
    AspectScore,
    Blank,
    MinimumResult,
    NodeScore,
    QuestionScore,
    Scorecard,
    Step,
)

EMPTY_MEAN, EMPTY_TERM = "#DIV/0!", "#VALUE!"
"""What the form shows for an indikator with nothing filled in, and for a blank question with a weight of its own."""


def score(
    rubric: Rubric,
    answers: Answers,
    *,
    target: str,
    blank: Blank = "zero",
    minimums: Sequence[Minimum] = (),
) -> Scorecard:
    """Return the scorecard of answers under a rubric.

    target: a key of ``rubric.targets``. blank: how unanswered and invalid questions count. minimums: more of them,
    beside the target's own; for a node that has one already the higher counts.
    """
    readings: dict[str, Reading] = {}
    findings: list[Finding] = []
    for code, question in rubric.questions.items():
        readings[code], found = read_question(question, rubric, answers)
        findings += found
    values = {code: reading.value for code, reading in readings.items()}
    nodes = node_scores(rubric, values, blank)
    aim = rubric.targets[target]
    results = tuple(_minimum(each, rubric, nodes, values) for each in _merged(aim.minimums, minimums, rubric))
    questions = tuple(_question(q, rubric, readings[code], answers) for code, q in rubric.questions.items())
    findings += _halves(_merged(aim.minimums, minimums, rubric), rubric, nodes)
    findings += _evidence(questions, rubric)
    findings += differences(rubric, answers, readings, nodes, node_scores(rubric, values, "skip"))
    shown = answers.get(TOTAL)
    return Scorecard(
        rubric=rubric.id,
        target=target,
        target_label=aim.label,
        target_note=aim.note,
        blank=blank,
        met=all(result.met for result in results),
        total=nodes[TOTAL],
        overview=rubric.overview or tuple(rubric.nodes),
        nodes=tuple(nodes.values()),
        questions=questions,
        minimums=results,
        aspects=tuple(_aspects(questions, rubric)),
        findings=tuple(findings),
        shown_total=shown_number(shown) if shown else None,
    )


def node_scores(rubric: Rubric, values: Mapping[str, float | None], blank: Blank) -> dict[str, NodeScore]:
    """Return the score of every node, weighted question, combined node and the total, by code.

    values: 0..1 per question, None where it has no valid answer. A node is the sum of its children; or the mean of
    its questions x its weight; or the sum of its questions' own weighted values (DOMAIN section 4).
    """
    scores: dict[str, NodeScore] = {}

    def weighted(question: Question, weight: float) -> NodeScore:
        value = values[question.code]
        if value is None and blank == "skip":
            return NodeScore(question.code, question.label, "question", weight, None, EMPTY_TERM)
        return NodeScore(question.code, question.label, "question", weight, (value or 0.0) * weight, None)

    def visit(node: Node) -> NodeScore:
        # Reserved first, so that a parent stands before its children.
        scores[node.code] = NodeScore(node.code, node.label, rubric.level(node.code), node.weight, 0.0, None)
        own = [(question, question.weight) for question in node.questions if question.weight is not None]
        if node.children:
            parts = [visit(child) for child in node.children]
            value, error = _sum(parts)
        elif own:
            parts = [weighted(question, weight) for question, weight in own]
            scores.update({part.code: part for part in parts})
            value, error = _sum(parts)
        else:
            value, error = _mean([values[question.code] for question in node.questions], node.weight, blank)
        scores[node.code] = replace(scores[node.code], score=value, error=error)
        return scores[node.code]

    value, error = _sum([visit(top) for top in rubric.tree])
    for each in rubric.combined:
        together, problem = _sum([scores[part] for part in each.parts])
        scores[each.code] = NodeScore(each.code, each.label, "combined", rubric.weights[each.code], together, problem)
    scores[TOTAL] = NodeScore(TOTAL, rubric.label(TOTAL), "total", rubric.weights[TOTAL], value, error)
    return scores


def _sum(parts: Sequence[NodeScore]) -> tuple[float | None, str | None]:
    error = next((part.error for part in parts if part.error), None)
    return (None, error) if error else (sum(part.score or 0.0 for part in parts), None)


def _mean(values: Sequence[float | None], weight: float, blank: Blank) -> tuple[float | None, str | None]:
    filled = [value for value in values if value is not None]
    if blank == "zero":
        return sum(filled) / len(values) * weight, None
    return (sum(filled) / len(filled) * weight, None) if filled else (None, EMPTY_MEAN)


def parse_minimum(text: str, rubric: Rubric) -> Minimum:
    """Return the minimum that ``NODE=VALUE`` names: ``total=76``, ``A.1=60%``, ``B.I=18,5``.

    Raises LkeError where the node does not exist or the value is not within its weight.
    """
    code, _, typed = text.partition("=")
    code, number = code.strip(), parse_number(typed)
    if code not in rubric.weights:
        raise LkeError(f"--min {text}: simpul '{code}' tidak ada; pakai kode seperti total, A, A.1, atau B.I.a.")
    if number is None:
        raise LkeError(f"--min {text}: tulis sebagai KODE=NILAI, misalnya total=76 atau A.1=60%.")
    value, percent = number
    score = value / 100 * rubric.weights[code] if percent else value
    if not 0 <= score <= rubric.weights[code]:
        raise LkeError(f"--min {text}: nilai '{code}' hanya dari 0 sampai {format_number(rubric.weights[code])}.")
    return Minimum(node=code, score=score)


def _required(minimum: Minimum, rubric: Rubric) -> float:
    if minimum.score is not None:
        return minimum.score
    return (minimum.ratio or 0.0) * rubric.weights[minimum.node]


def _merged(own: Sequence[Minimum], more: Sequence[Minimum], rubric: Rubric) -> list[Minimum]:
    merged = {each.node: each for each in own}
    for each in more:
        held = merged.get(each.node)
        if held is None or _required(each, rubric) > _required(held, rubric):
            merged[each.node] = each
    return list(merged.values())


def _minimum(
    minimum: Minimum, rubric: Rubric, nodes: Mapping[str, NodeScore], values: Mapping[str, float | None]
) -> MinimumResult:
    node = nodes[minimum.node]
    required = _required(minimum, rubric)
    met = node.score is not None and reaches(node.score, required)
    gap = None if node.score is None else 0.0 if met else required - node.score
    question = _sole_number(minimum.node, rubric)
    needed = reached = None
    if question is not None:
        maximum = rubric.scales[question.scale].maximum
        needed = required / node.weight * maximum
        value = values[question.code]
        reached = None if value is None else value * maximum
    return MinimumResult(node.code, node.label, node.weight, required, node.score, gap, met, needed, reached)


def _sole_number(code: str, rubric: Rubric) -> Question | None:
    """Return the question on a number scale (a survey) that alone makes a node's score, if there is one."""
    question = rubric.questions.get(code)
    if question is None and code in rubric.nodes:
        node = rubric.nodes[code]
        question = node.questions[0] if len(node.questions) == 1 else None
    return question if question is not None and rubric.scales[question.scale].kind == "number" else None


def _question(question: Question, rubric: Rubric, reading: Reading, answers: Answers) -> QuestionScore:
    parent = rubric.nodes[rubric.parents[question.code]]
    weight = question.weight if question.weight is not None else parent.weight / len(parent.questions)
    given = answers.get(question.code)
    return QuestionScore(
        code=question.code,
        label=question.label,
        parent=parent.code,
        scale=question.scale,
        state=reading.state,
        answer=reading.shown,
        value=reading.value,
        weight=weight,
        points=(reading.value or 0.0) * weight,
        steps=tuple(_steps(question, rubric, reading.value or 0.0, weight)),
        cell=given.cell if given else None,
        text=given.text if given else "",
        narrative=given.narrative if given else "",
        evidence=given.evidence if given else (),
    )


def _steps(question: Question, rubric: Rubric, value: float, weight: float) -> Iterator[Step]:
    scale = rubric.scales[question.scale]
    if scale.kind == "choice":
        better = sorted((worth, option) for option, worth in scale.options.items() if worth > value + 1e-12)
        yield from (Step(option, (worth - value) * weight) for worth, option in better)
    elif value < 1:
        best = format_number(scale.maximum) if scale.kind == "number" else format_percent(1, 0)
        yield Step(best, (1 - value) * weight)


def _halves(minimums: Sequence[Minimum], rubric: Rubric, nodes: Mapping[str, NodeScore]) -> Iterator[Finding]:
    for minimum in minimums:
        if not minimum.warn_parts or minimum.node not in rubric.combined_by_code:
            continue
        ratio = _required(minimum, rubric) / rubric.weights[minimum.node]
        for part in rubric.combined_by_code[minimum.node].parts:
            node = nodes[part]
            if node.score is not None and not reaches(node.score, ratio * node.weight):
                yield rules.HALF_BELOW.at(
                    f"{part} {node.label}: {format_number(node.score)} dari {format_number(node.weight)} "
                    f"({format_percent(node.ratio)}), di bawah {format_percent(ratio, 0)} bila dinilai sendiri.",
                    node=part,
                )


def _evidence(questions: Sequence[QuestionScore], rubric: Rubric) -> Iterator[Finding]:
    claims = [q for q in questions if q.points > 0 and rubric.questions[q.code].evidence]
    if claims and not any(q.evidence for q in questions):
        yield rules.EVIDENCE_UNUSED.at("Kolom eviden kosong untuk semua pertanyaan.")
        claims = [q for q in claims if not q.narrative]
    for q in claims:
        if not q.evidence:
            yield rules.NO_EVIDENCE.at(
                f"{q.code} {q.label}: dijawab {q.answer}, tetapi tidak ada eviden.", node=q.code, cell=q.cell
            )


def _aspects(questions: Sequence[QuestionScore], rubric: Rubric) -> Iterator[AspectScore]:
    for tag, label in rubric.tags.items():
        tagged = [q for q in questions if tag in rubric.questions[q.code].tags]
        if tagged:
            yield AspectScore(
                tag=tag,
                label=label,
                questions=len(tagged),
                answered=sum(q.state == "answered" for q in tagged),
                points=sum(q.points for q in tagged),
                weight=sum(q.weight for q in tagged),
            )
