"""What changed between two versions of a workbook, or between two assessors of one: answers, counts, scores, minimums.

What stands in the cells is compared, not only what it is worth: 10 of 10 is another answer than 9 of 9, and one invalid
entry is another than the next.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from lke_cli.answers import Answers, Given, read_answer
from lke_cli.numbers import EPSILON, format_number
from lke_cli.record import record
from lke_cli.results import (
    AnswerState,
    ChangedInput,
    ChangedMinimum,
    ChangedNode,
    ChangedQuestion,
    ChangedText,
    Corrected,
    DiffReport,
    QuestionScore,
    Reviewed,
    ReviewNote,
    Scorecard,
    Side,
    TextKind,
)
from lke_cli.rubric import Input, Question, Rubric
from lke_cli.scoring.layers import entered
from lke_cli.scoring.renewed import (
    documents_of,
    documents_renewed,
    links_of,
    links_renewed,
    narrative_renewed,
    plain,
)
from lke_cli.scoring.score import score_answers
from lke_cli.untrusted import one_line
from lke_cli.values import CellValue, as_text

_LONGEST = 200
_NOTHING = Given()
_EMPTY: tuple[AnswerState, ...] = ("unanswered", "not-found")


@record
class Version:
    """One of the two that are compared: whose answers in which file, and what they score.

    own: the assessor's answers by themselves, where ``answers`` lie over others. links: behind the words of evidence
    cells, by code. evidence_cells: the first of each question. heading: the rows above the table. alone: theirs are to
    count by themselves.
    """

    file: str
    sheet: str | None
    assessor: str
    answers: Answers
    card: Scorecard
    own: Answers = field(default_factory=dict)
    reviewed: Reviewed | None = None
    notes: tuple[ReviewNote, ...] = ()
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    evidence_cells: Mapping[str, str] = field(default_factory=dict)
    heading: Sequence[Sequence[CellValue]] = ()
    unit: str | None = None
    alone: bool = False


def diff_versions(rubric: Rubric, before: Version, after: Version) -> DiffReport:
    """Return what changed between two versions that were scored under one rubric and target."""
    return DiffReport(
        target=after.card.target,
        target_label=after.card.target_label,
        before=_side(before),
        after=_side(after),
        questions=tuple(_questions(rubric, before, after)),
        nodes=_nodes(before.card, after.card),
        minimums=_minimums(before.card, after.card),
        corrected=_corrected(rubric, before, after),
        overview=(*after.card.overview, after.card.total.code),
        texts=() if before.file == after.file else tuple(_texts(rubric, before, after)),
        notes=after.notes,
    )


def _texts(rubric: Rubric, before: Version, after: Version) -> Iterator[ChangedText]:
    """Yield what the unit tells or shows otherwise, by question; a change of signs or order is none."""
    for code in rubric.questions:
        for kind, old, new, cell in _told(rubric, code, before, after):
            if plain(old) != plain(new):
                yield ChangedText(code, rubric.label(code), kind, old, new, cell, _added(kind, old, new, rubric))


def _told(
    rubric: Rubric, code: str, before: Version, after: Version
) -> Iterator[tuple[TextKind, tuple[str, ...], tuple[str, ...], str | None]]:
    old, new = before.answers.get(code, _NOTHING), after.answers.get(code, _NOTHING)
    narratives = [(given.narrative,) if given.narrative else () for given in (old, new)]
    yield "narrative", narratives[0], narratives[1], new.narrative_cell or old.narrative_cell
    cell = after.evidence_cells.get(code)
    yield "documents", documents_of(old.evidence, rubric), documents_of(new.evidence, rubric), cell
    yield "links", shown_links(before, code), shown_links(after, code), cell


def shown_links(version: Version, code: str) -> tuple[str, ...]:
    """Return the links that a question shows, as text or behind it."""
    given = version.answers.get(code, _NOTHING)
    return links_of((*given.evidence, *version.links.get(code, ())))


def _added(kind: TextKind, old: tuple[str, ...], new: tuple[str, ...], rubric: Rubric) -> bool:
    if kind == "narrative":
        return narrative_renewed(" ".join(old), " ".join(new), rubric)
    return links_renewed(old, new) if kind == "links" else documents_renewed(old, new, rubric)


def _side(version: Version) -> Side:
    card, states = version.card, Counter(question.state for question in version.card.questions)
    return Side(
        version.file,
        version.sheet,
        version.assessor,
        card.total.score,
        card.met,
        states["unanswered"] + states["uncomputed"],
        states["invalid"],
        states["not-found"],
        version.unit,
        version.reviewed,
    )


def _questions(rubric: Rubric, before: Version, after: Version) -> Iterator[ChangedQuestion]:
    for old, new in zip(before.card.questions, after.card.questions, strict=True):
        question = rubric.questions[old.code]
        inputs = tuple(_inputs(question, rubric, before.answers, after.answers))
        written = _written(old.code, before.answers), _written(old.code, after.answers)
        filled = any(entered(rubric, version.answers, old.code) for version in (before, after))
        if not inputs and _same(old, new, written if filled else ("", "")):
            continue
        yield ChangedQuestion(
            code=old.code,
            label=old.label,
            before=old.answer,
            after=new.answer,
            state_before=old.state,
            state_after=new.state,
            written_before=written[0],
            written_after=written[1],
            cell_before=old.cell,
            cell_after=new.cell,
            change=new.points - old.points,
            inputs=inputs,
        )


def _same(old: QuestionScore, new: QuestionScore, written: tuple[str, str]) -> bool:
    """Return whether two answers say the same: ``a.`` and ``A`` do, and so do an empty cell and ``Blm Diisi``."""
    if (old.state, old.answer) != (new.state, new.answer):
        return False
    return old.state != "invalid" or written[0] == written[1]


def _written(code: str, answers: Answers) -> str:
    given = answers.get(code)
    return "" if given is None else one_line(as_text(given.answer), _LONGEST)


def _inputs(question: Question, rubric: Rubric, before: Answers, after: Answers) -> Iterator[ChangedInput]:
    if not question.inputs:
        return
    old, new = _counts(question, rubric, before), _counts(question, rubric, after)
    for count in question.inputs:
        if old[count.name] != new[count.name]:
            cells = [given.cell if (given := answers.get(count.code)) else None for answers in (before, after)]
            yield ChangedInput(count.code, count.label, old[count.name], new[count.name], *cells)


def _counts(question: Question, rubric: Rubric, answers: Answers) -> Mapping[str, str]:
    """Return every count under a question in its plain form; a sum is that of its parts where all of them are there."""
    counts: dict[str, float] = {}
    plain: dict[str, str] = {}
    for count in question.inputs:
        given = answers.get(count.code)
        plain[count.name] = ""
        if given is not None:
            reading = read_answer(given.answer, rubric.count_scale, rubric.unanswered_texts)
            plain[count.name] = _written(count.code, answers) if reading.state == "invalid" else reading.shown
            if reading.value is not None:
                counts[count.name] = reading.value
    return plain | {count.name: shown for count in question.inputs if (shown := _sum(count, counts)) is not None}


def _sum(count: Input, counts: Mapping[str, float]) -> str | None:
    expression = count.sum_expression or (None if count.name in counts else count.default_expression)
    if expression is None or not all(name in counts for name in expression.names):
        return None
    return format_number(expression.value(counts), 0)


def _nodes(before: Scorecard, after: Scorecard) -> tuple[ChangedNode, ...]:
    nodes = [
        ChangedNode(old.code, old.label, old.weight, old.score, new.score, _change(old.score, new.score))
        for old, new in zip(before.nodes, after.nodes, strict=True)
    ]
    return tuple(node for node in nodes if node.change is None or abs(node.change) > EPSILON)


def _minimums(before: Scorecard, after: Scorecard) -> tuple[ChangedMinimum, ...]:
    return tuple(
        ChangedMinimum(old.node, old.label, new.required, old.reached, new.reached, old.met, new.met)
        for old, new in zip(before.minimums, after.minimums, strict=True)
    )


def _change(before: float | None, after: float | None) -> float | None:
    if before is None or after is None:
        return None if before != after else 0.0
    return after - before


def _corrected(rubric: Rubric, before: Version, after: Version) -> Corrected | None:
    """Return what a reviewer who fills in only corrections means, where their file holds none of the unit's answers:
    every cell left empty keeps what stood in the first."""
    if before.assessor == after.assessor or after.alone or (after.reviewed and after.reviewed.over):
        return None
    kept: list[str] = []
    taken: dict[str, Given] = {}
    for old, new in zip(before.card.questions, after.card.questions, strict=True):
        if new.state not in _EMPTY:
            continue
        codes = (new.code, *(count.code for count in rubric.questions[new.code].inputs))
        empty = [code for code in codes if not entered(rubric, after.answers, code)]
        taken.update((code, before.answers[code]) for code in empty if entered(rubric, before.answers, code))
        if len(empty) == len(codes) and old.state not in _EMPTY:
            kept.append(new.code)
    if not taken:
        return None
    answers = {**after.answers, **taken}
    card = score_answers(rubric, answers, target=after.card.target)
    merged = Version(after.file, after.sheet, after.assessor, answers, card)
    return Corrected(
        total=card.total.score,
        met=card.met,
        kept=tuple(kept),
        questions=tuple(_questions(rubric, before, merged)),
        nodes=_nodes(before.card, card),
        minimums=_minimums(before.card, card),
    )
