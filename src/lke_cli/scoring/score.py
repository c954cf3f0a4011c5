"""Score answers under a rubric: questions, nodes, combined areas, minimums, aspects.

Rules: PermenPANRB 90/2021, Lampiran III (amended by PermenPANRB 5/2024).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from math import fsum

from lke_cli.answers import Answers, Formulas, Given, Reading
from lke_cli.constants import TOTAL
from lke_cli.errors import LkeError
from lke_cli.findings import Finding
from lke_cli.numbers import EPSILON, format_below, format_number, format_percent, format_plain, parse_number, reaches
from lke_cli.record import record
from lke_cli.results import AspectScore, Blank, InputScore, MinimumResult, NodeScore, QuestionScore, Scorecard, Step
from lke_cli.rubric import Minimum, Node, Question, Rubric, Scale
from lke_cli.scoring import rules
from lke_cli.scoring.consistency import contradictions
from lke_cli.scoring.differences import Differences, ShownSheet, changed_weights, differences, shown_scores
from lke_cli.scoring.narrative_numbers import number_findings
from lke_cli.scoring.narratives import narrative_findings
from lke_cli.scoring.nodes import node_scores
from lke_cli.scoring.questions import read_question
from lke_cli.scoring.reasons import difference_findings
from lke_cli.untrusted import one_line

_NOTHING = Given()
_SAMPLES = 3  # of what cells claim that a finding quotes
_COUNTS_DIFFER = {rules.PERCENT_DIFFERS.id, rules.SUM_DIFFERS.id}


def score_answers(
    rubric: Rubric,
    answers: Answers,
    *,
    target: str,
    blank: Blank = "zero",
    minimums: Sequence[Minimum] = (),
    formulas: Formulas | None = None,
) -> Scorecard:
    """Return the scorecard of answers under a rubric.

    target: a key of ``rubric.targets``. blank: how unanswered and invalid questions count. minimums: more of them,
    beside the target's own; for a node that has one already the higher counts. formulas: what is known of the sheet's
    formulas, which tells why the workbook shows other scores.
    """
    return assess(rubric, answers, target=target, blank=blank, minimums=minimums).card(formulas)


@record
class Assessed:
    """Answers that were scored. differs: the workbook shows other scores; then its formulas tell why."""

    _card: Scorecard
    _differences: Differences

    @property
    def differs(self) -> bool:
        """Whether the workbook shows other scores, so that it is worth while to look at its formulas."""
        return bool(self._differences)

    def card(self, formulas: Formulas | None = None) -> Scorecard:
        """Return the scorecard. formulas: what is known of the sheet's, None where nothing is."""
        more = difference_findings(self._differences, formulas)
        return replace(self._card, findings=(*self._card.findings, *more))


def assess(
    rubric: Rubric, answers: Answers, *, target: str, blank: Blank = "zero", minimums: Sequence[Minimum] = ()
) -> Assessed:
    """Return answers scored as :func:`score_answers` does, before it is told why the workbook shows other scores."""
    readings: dict[str, Reading] = {}
    counts: dict[str, Reading] = {}
    findings: list[Finding] = []
    for code, question in rubric.questions.items():
        readings[code], of_question, inputs = read_question(question, rubric, answers)
        findings += of_question
        counts.update(inputs)
    differing = {finding.node for finding in findings if finding.rule in _COUNTS_DIFFER}
    values = {code: reading.value for code, reading in readings.items()}
    nodes = node_scores(rubric, values, blank)
    aim = rubric.targets[target]
    needed = _merged(aim.minimums, minimums, rubric)
    own = {minimum.node: minimum for minimum in aim.minimums}
    results = tuple(_minimum(minimum, own.get(minimum.node), rubric, nodes, values) for minimum in needed)
    questions = tuple(
        [question for node in rubric.nodes.values() for question in _questions(node, rubric, readings, answers, blank)]
    )
    shown = shown_scores(rubric, answers)
    findings += _halves(needed, rubric, nodes)
    findings += _evidence(questions, rubric)
    findings += contradictions(rubric, answers, readings, counts)
    findings += narrative_findings(rubric, answers, readings)
    findings += number_findings(rubric, answers, {**readings, **counts})
    findings += changed_weights(rubric, answers)
    total = shown.get(TOTAL)
    card = Scorecard(
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
        shown_total=total if isinstance(total, float) else None,
        inputs=tuple([_input(code, rubric, counts[code], answers) for code in rubric.inputs]),
        shown=shown,
    )
    return Assessed(card, differences(ShownSheet(rubric, answers, readings, nodes, blank, shown, differing)))


def scores_of(rubric: Rubric, answers: Answers) -> dict[str, float | None]:
    """Return the scores alone that answers give, by node; unanswered questions count as 0."""
    values = {
        code: read_question(question, rubric, answers).reading.value for code, question in rubric.questions.items()
    }
    return {code: node.score for code, node in node_scores(rubric, values, "zero").items()}


def parse_minimum(text: str, rubric: Rubric) -> Minimum:
    """Return the minimum that ``NODE=VALUE`` names: ``total=76``, ``A.1=60%``, ``B.I=18,5``, ``ipak=3,6`` (an index).

    Raises LkeError where the node does not exist, the value is not within its weight, or it may be a survey's index.
    """
    code, _, typed = text.partition("=")
    code = code.strip()
    known = _some_codes(rubric)
    surveys = {question.survey: question for question in rubric.questions.values() if question.survey}
    if code.lower() in surveys:
        return _minimum_index(text, typed, surveys[code.lower()], rubric)
    if code not in rubric.weights:
        raise LkeError(f"--min {text}: kode '{code}' tidak ada; pakai kode seperti {', '.join(known)}.")
    number = parse_number(typed, 100 if typed.strip().endswith("%") else rubric.weights[code])
    if number is None:
        raise LkeError(f"--min {text}: tulis sebagai KODE=NILAI, misalnya {known[0]}=76 atau {known[-1]}=60%.")
    value, percent = number
    score = value / 100 * rubric.weights[code] if percent else value
    if not 0 <= score <= rubric.weights[code]:
        raise LkeError(f"--min {text}: nilai '{code}' hanya dari 0 sampai {format_number(rubric.weights[code])}.")
    survey = _sole_number(code, rubric)
    if survey is not None and survey.survey and not percent:
        _refuse_index(text, code, value, survey, rubric)
    return Minimum(node=code, score=score)


def raising_nothing(minimums: Iterable[Minimum], target: str, rubric: Rubric) -> Iterator[str]:
    """Yield a sentence per minimum of the user's that raises nothing: the target asks for as much already."""
    own = {minimum.node: rubric.required_points(minimum) for minimum in rubric.targets[target].minimums}
    for minimum in minimums:
        points, standard = rubric.required_points(minimum), own.get(minimum.node)
        if standard is not None and points <= standard + EPSILON:
            yield (
                f"--min {minimum.node}={format_plain(points)} tidak menaikkan apa pun: nilai minimalnya sudah "
                f"{format_plain(standard)}."
            )


def _refuse_index(text: str, code: str, value: float, question: Question, rubric: Rubric) -> None:
    """Raise LkeError where points of a survey's node may well be meant as its index."""
    maximum = rubric.scales[question.scale].maximum
    if value <= maximum < rubric.weights[code]:
        points = format_number(value / maximum * rubric.weights[code])
        raise LkeError(
            f"--min {text}: {format_number(value)} dapat berarti indeks survei atau poin; tulis indeksnya, "
            f"{question.survey}={format_number(value)}, atau poinnya, {code}={points}."
        )


def _minimum_index(text: str, typed: str, question: Question, rubric: Rubric) -> Minimum:
    """Return the minimum that a survey's index is: on the node that it alone makes, where a target has one there."""
    maximum = rubric.scales[question.scale].maximum
    number = parse_number(typed, maximum)
    if number is None or number[1] or not 0 <= number[0] <= maximum:
        raise LkeError(f"--min {text}: indeks {question.survey} hanya dari 0 sampai {format_number(maximum)}.")
    held = {minimum.node for target in rubric.targets.values() for minimum in target.minimums}
    parent = rubric.parents[question.code]
    node = question.code
    if node not in held and parent in held and _sole_number(parent, rubric) is question:
        node = parent
    if node not in rubric.weights:
        raise LkeError(
            f"--min {text}: {node} tidak berbobot sendiri, jadi tidak dapat diberi nilai minimal; beri untuk {parent}."
        )
    return Minimum(node=node, score=number[0] / maximum * rubric.weights[node])


def _some_codes(rubric: Rubric) -> list[str]:
    """Return a few codes that a minimum may name: the total, a top node, a combined one, one below."""
    tops = [top.code for top in rubric.tree[:1]]
    below = [code for top in rubric.tree for code in rubric.parts_of(top.code) if code in rubric.weights]
    return [TOTAL, *tops, *(combined.code for combined in rubric.combined[:1]), *below[-1:]]


def _merged(own: Sequence[Minimum], more: Sequence[Minimum], rubric: Rubric) -> list[Minimum]:
    merged = {minimum.node: minimum for minimum in own}
    for minimum in more:
        held = merged.get(minimum.node)
        if held is None or rubric.required_points(minimum) > rubric.required_points(held):
            merged[minimum.node] = minimum
    return list(merged.values())


def _minimum(
    minimum: Minimum,
    own: Minimum | None,
    rubric: Rubric,
    nodes: Mapping[str, NodeScore],
    values: Mapping[str, float | None],
) -> MinimumResult:
    """Return how far a minimum is reached. own: the target's own for the same node."""
    node = nodes[minimum.node]
    required = rubric.required_points(minimum)
    met = node.score is not None and reaches(node.score, required)
    gap = None if node.score is None else 0.0 if met else required - node.score
    question = _sole_number(minimum.node, rubric)
    needed = reached = None
    if question is not None:
        maximum = rubric.scales[question.scale].maximum
        needed = required / node.weight * maximum
        value = values[question.code]
        reached = None if value is None else value * maximum
    standard = None if own is None or own is minimum else rubric.required_points(own)
    return MinimumResult(node.code, node.label, node.weight, required, node.score, gap, met, needed, reached, standard)


def _sole_number(code: str, rubric: Rubric) -> Question | None:
    """Return the question on a number scale (a survey) that alone makes a node's score, if there is one."""
    question = rubric.questions.get(code)
    if question is None and code in rubric.nodes:
        node = rubric.nodes[code]
        question = node.questions[0] if len(node.questions) == 1 else None
    return question if question is not None and rubric.scales[question.scale].kind == "number" else None


def _questions(
    node: Node, rubric: Rubric, readings: Mapping[str, Reading], answers: Answers, blank: Blank
) -> Iterator[QuestionScore]:
    """Yield the questions of a node. A mean left out of (``skip``) is over fewer, and answering makes it over more:
    an answer below the mean then lowers it."""
    if not node.questions:
        return
    if node.questions[0].weight is not None:
        for question in node.questions:
            weight = question.weight or 0.0
            reading = readings[question.code]
            steps = _steps(rubric.scales[question.scale], reading.value or 0.0, weight)
            yield _question(question, node, reading, answers, weight, steps)
        return
    values = [readings[question.code].value for question in node.questions]
    filled = [value for value in values if value is not None]
    count = len(values) if blank == "zero" else len(filled)
    mean = fsum(filled) / count if count else 0.0
    share = node.weight / (count or 1)
    for question, value in zip(node.questions, values, strict=True):
        scale = rubric.scales[question.scale]
        if value is None and blank == "skip":
            steps, weight = _steps(scale, mean, node.weight / (count + 1)), 0.0
        else:
            steps, weight = _steps(scale, value or 0.0, share), share
        yield _question(question, node, readings[question.code], answers, weight, steps)


def _question(
    question: Question, node: Node, reading: Reading, answers: Answers, weight: float, steps: tuple[Step, ...]
) -> QuestionScore:
    code, given = question.code, answers.get(question.code, _NOTHING)
    state, value, shown, _, _, missing, _ = reading
    cell = given.cell
    if missing:
        cell = next((answers[part].cell for part in missing if part in answers), cell)
    return QuestionScore(
        code, question.label, node.code, question.scale, state, shown, value, weight, (value or 0.0) * weight, steps,
        cell, given.text, given.narrative, given.evidence, missing, given.claims,
    )  # fmt: skip


def _input(code: str, rubric: Rubric, reading: Reading, answers: Answers) -> InputScore:
    given = answers.get(code)
    cell = given.cell if given else None
    return InputScore(code, rubric.inputs[code].label, rubric.parents[code], reading.state, reading.value, cell)


@lru_cache(maxsize=1024)
def _steps(scale: Scale, value: float, weight: float) -> tuple[Step, ...]:
    """Return the answers on a scale that are better than a value, smallest first, and the points that each adds."""
    if scale.kind == "choice":
        return tuple(
            [Step(option, (worth - value) * weight) for worth, option in scale.ranked if worth > value + EPSILON]
        )
    best = format_number(scale.maximum) if scale.kind == "number" else format_percent(1, 0)
    return (Step(best, (1 - value) * weight),) if value < 1 else ()


def _halves(minimums: Sequence[Minimum], rubric: Rubric, nodes: Mapping[str, NodeScore]) -> Iterator[Finding]:
    for minimum in minimums:
        if not minimum.warn_parts or minimum.node not in rubric.combined_by_code:
            continue
        ratio = rubric.required_points(minimum) / rubric.weights[minimum.node]
        for part in rubric.combined_by_code[minimum.node].parts:
            node = nodes[part]
            if node.score is not None and not reaches(node.score, ratio * node.weight):
                yield rules.HALF_BELOW.at(
                    "{part} {label}: {score} dari {weight} ({percent}%), di bawah {ratio} bila dinilai sendiri.",
                    part=part,
                    label=node.label,
                    score=format_below(node.score, ratio * node.weight),
                    weight=format_number(node.weight),
                    percent=format_below(node.score / node.weight * 100, ratio * 100, 1),
                    ratio=format_percent(ratio, 0),
                    node=part,
                )


def _evidence(questions: Sequence[QuestionScore], rubric: Rubric) -> Iterator[Finding]:
    valued = [q for q in questions if q.points > 0 and rubric.questions[q.code].evidence and not q.evidence]
    claimed = [q for q in valued if q.claims]
    without = [q for q in valued if not q.claims]
    if valued and not any(q.evidence or q.claims for q in questions):
        bare = [q for q in valued if not q.narrative]
        listed = f"yang disebut satu per satu hanya {len(bare)} yang catatannya kosong pula"
        listed = listed if bare else "semuanya punya catatan"
        yield rules.EVIDENCE_UNUSED.at(
            "Tidak satu pun pertanyaan menunjukkan bukti dukung di lembar, padahal {count} dijawab bernilai; {listed}.",
            count=len(valued),
            listed=listed,
        )
        without = bare
    for q in without:
        yield rules.NO_EVIDENCE.at(
            "{code} {label}: dijawab {answer}, tetapi tidak ada bukti dukungnya di lembar.",
            code=q.code,
            label=q.label,
            answer=q.answer,
            node=q.code,
            cell=q.cell,
        )
    if claimed:
        yield rules.EVIDENCE_CLAIMED.at(
            "{count} pertanyaan hanya menyatakan ada bukti dukung tanpa menyebutnya ({samples}): dari {points} poin, "
            "yang bertahan saat reviu antara 0 dan {points} poin.",
            cells=[q.cell for q in claimed if q.cell is not None],
            count=len(claimed),
            samples=", ".join(f"'{one_line(text, 40)}'" for text in _different(claimed)),
            points=format_number(fsum(q.points for q in claimed)),
        )


def _different(claimed: Iterable[QuestionScore]) -> list[str]:
    return list(dict.fromkeys(q.claims[0] for q in claimed))[:_SAMPLES]


def _aspects(questions: Sequence[QuestionScore], rubric: Rubric) -> Iterator[AspectScore]:
    for tag, label in rubric.tags.items():
        tagged = [q for q in questions if tag in rubric.questions[q.code].tags]
        if tagged:
            yield AspectScore(
                tag=tag,
                label=label,
                questions=len(tagged),
                answered=sum(q.state == "answered" for q in tagged),
                points=fsum(q.points for q in tagged),
                weight=fsum(q.weight for q in tagged),
            )
