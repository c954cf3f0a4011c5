"""Where workbooks and scoring meet: from the path of a workbook to its scorecard."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from lke_cli.answers import Answers, Formulas, Given, read_answer
from lke_cli.bounded import Lost, run, sentence
from lke_cli.errors import BlankError, LkeError, UndecidedError, UnreviewedError
from lke_cli.findings import Finding
from lke_cli.numbers import EPSILON
from lke_cli.results import (
    Blank,
    OtherScores,
    QuestionScore,
    Reviewed,
    ReviewNote,
    Scorecard,
    ScoredWorkbook,
    Undecided,
)
from lke_cli.rubric import Minimum, Rubric
from lke_cli.scoring import (
    NO_EVIDENCE,
    Commands,
    TypedOverError,
    assess,
    over,
    read_question,
    resilience_of,
    reviewed,
    score_answers,
    scores_of,
    tasks_of,
    tasks_with,
    with_warnings,
)
from lke_cli.unit_names import names_an_organisation, title_name, unit_in_file_name
from lke_cli.untrusted import one_line, quoted
from lke_cli.values import as_text
from lke_cli.workbook import (
    UNIT,
    Reader,
    ReadSettings,
    SpreadsheetFile,
    Workbook,
    is_doubt,
    remarks_of,
    report_of,
    saved_at,
    undecided_percent,
    undecided_rows,
)

if TYPE_CHECKING:
    from lke_cli.scoring import Version

_AHEAD = 4  # workbooks that a process has waiting

_RANGE = re.compile(
    r"(?<![\d.,])[01]\s{0,3}(?:-|–|—|s\.?/?d\.?|sampai|hingga)\s{0,3}(\d{1,3}(?:[.,]\d)?)(?![\d.,])", re.IGNORECASE
)
"""A scale that begins with 0 or 1, and its end."""


def score_workbook(
    reader: Reader,
    path: Path,
    *,
    target: str,
    blank: Blank = "zero",
    minimums: Sequence[Minimum] = (),
    reading: ReadSettings = ReadSettings(),  # noqa: B008 (a frozen value)
    evidenced: Collection[str] | None = None,
) -> ScoredWorkbook:
    """Return a workbook scored. Raises LkeError where it cannot be read, UndecidedError where it could be read in two
    ways, BlankError where nothing is answered.

    target: of the rubric. minimums: beside the target's own. evidenced: codes of questions that have evidence; a second
    scorecard then counts only these.
    """
    rubric = reader.rubric
    file = SpreadsheetFile(path)
    if report_of(file.properties) is not None:  # a list of questions with their answers looks like an LKE
        raise LkeError(f"'{path.name}' adalah laporan yang ditulis lke, bukan LKE; pilih LKE-nya.")
    workbook = reader.read_opened(file, reading)
    refuse_blank(workbook, rubric)
    answers = workbook_answers(workbook, rubric)
    card = scorecard(workbook, rubric, answers, target=target, blank=blank, minimums=minimums)
    left = None
    if evidenced is not None:
        from lke_cli.scoring import score_evidenced

        left = score_evidenced(rubric, answers, evidenced, target=target, minimums=minimums)
    saved = saved_at(workbook.file.properties)
    return ScoredWorkbook(
        str(path),
        workbook.sheets,
        workbook.assessor,
        card,
        None,
        left,
        tasks=tasks_of(card, rubric, answers, commands_for(path)),
        unit=title_name(workbook.heading, rubric.title) or _named_by(path),
        saved=saved.astimezone().isoformat() if saved else None,
        sha256=workbook.file.sha256,
        others=tuple(_others(reader, workbook, reading)),
        reviewed=reviewed_of(workbook, rubric),
        notes=notes_of(workbook, rubric),
    )


def _others(reader: Reader, workbook: Workbook, reading: ReadSettings) -> Iterator[OtherScores]:
    """Yield what the answers of the other assessors in a workbook give; one whose column is in doubt, or empty, has
    none."""
    for assessor in workbook.layout.answers:
        if assessor == workbook.assessor:
            continue
        try:
            other = reader.read_opened(workbook.file, replace(reading, assessor=assessor))
        except LkeError:
            continue
        if not other.is_blank(reader.rubric):
            yield OtherScores(assessor, scores_of(reader.rubric, workbook_answers(other, reader.rubric)))


def _named_by(path: Path) -> str | None:
    """Return the unit that a file's name names, None where its words may be any."""
    name = unit_in_file_name(path.stem)
    return name if names_an_organisation(name) else None


def workbook_answers(workbook: Workbook, rubric: Rubric) -> Answers:
    """Return the answers that count: the unit's, or an assessor's over those that lie beneath, unless theirs alone are
    asked for. Raises UndecidedError where it is not known whether a percentage of theirs was typed."""
    beneath = () if workbook.alone else workbook.beneath
    layers = (workbook, *beneath)
    answers: Answers = layers[-1].answers(rubric)
    for upper in reversed(layers[:-1]):
        from lke_cli.workbook import is_formula

        try:
            answers = over(rubric, upper.answers(rubric), answers, partial(is_formula, upper))
        except TypedOverError as error:
            raise undecided_percent(workbook.path, upper.cell(error.code) or "", error.code) from error
    return answers


def reviewed_of(workbook: Workbook, rubric: Rubric) -> Reviewed | None:
    """Return what an assessor entered, held against the unit's own answers; None where the answers are the unit's."""
    if workbook.assessor == UNIT:
        return None
    counts = workbook_answers(replace(workbook, alone=False), rubric)
    unit: Answers = next((review.answers(rubric) for review in workbook.beneath if review.assessor == UNIT), {})
    entered = entered_in(workbook, rubric)
    changes = [_value(rubric, code, counts) - _value(rubric, code, unit) for code in entered]
    return Reviewed(
        over=tuple(review.assessor for review in workbook.beneath),
        questions=len(rubric.questions),
        reviewed=len(entered),
        lowered=sum(change < -EPSILON for change in changes),
        raised=sum(change > EPSILON for change in changes),
        alone=workbook.alone,
    )


def entered_in(workbook: Workbook, rubric: Rubric) -> list[str]:
    """Return the codes of the questions that the assessor of a workbook entered something for."""
    from lke_cli.workbook import is_formula

    own, typed = workbook.answers(rubric), partial(is_formula, workbook)
    return [code for code, question in rubric.questions.items() if reviewed(rubric, own, question, typed)]


def _value(rubric: Rubric, code: str, answers: Answers) -> float:
    return read_question(rubric.questions[code], rubric, answers).reading.value or 0.0


def commands_for(path: Path) -> Commands:
    """Return what is typed to see more of a workbook."""
    named = quoted(str(path))
    return Commands(f"lke plan {named}", f"lke check-evidence --workbook {named}", f"lke score {named} --detail")


def scorecard(
    workbook: Workbook,
    rubric: Rubric,
    answers: Answers,
    *,
    target: str,
    blank: Blank = "zero",
    minimums: Sequence[Minimum] = (),
) -> Scorecard:
    """Return the scorecard of a workbook that was read, with the findings of its reading.

    answers: its own. Its formulas are looked at only where what it shows is not what they should give: that opens the
    file once more.
    """
    assessed = assess(rubric, answers, target=target, blank=blank, minimums=minimums)
    card = assessed.card(_formulas(workbook, rubric) if assessed.differs else None)
    refuse_doubted(workbook, rubric, answers, card, minimums)
    findings = dict.fromkeys(
        (*workbook.findings, *(finding for lower in workbook.beneath for finding in lower.findings))
    )
    return replace(
        card,
        findings=(*findings, *card.findings),
        resilience=resilience_of(card, rubric),
        questions=tuple(_with_evidence_cells(card, workbook)),
    )


def _formulas(workbook: Workbook, rubric: Rubric) -> Formulas | None:
    from lke_cli.workbook import read_formulas

    return read_formulas(workbook, rubric)


def _with_evidence_cells(card: Scorecard, workbook: Workbook) -> Iterator[QuestionScore]:
    """Yield the questions; those without evidence say in which cell it is to be written."""
    lacking = {finding.node for finding in card.findings if finding.rule == NO_EVIDENCE.id}
    for question in card.questions:
        yield (
            replace(question, evidence_cell=workbook.evidence_cell(question.code))
            if question.code in lacking
            else question
        )


def _refuse_other_scales(workbook: Workbook, rubric: Rubric, answers: Answers) -> None:
    """Raise UndecidedError where a form states another scale for a number than the rubric's: 3,76 of 6 is not of 4."""
    for code, question in rubric.questions.items():
        scale = rubric.scales[question.scale]
        given = answers.get(code)
        stated = _RANGE.search(given.choices) if given is not None and scale.kind == "number" else None
        if given is None or stated is None or given.answer == "":
            continue
        if float(stated[1].replace(",", ".")) != scale.maximum:
            raise UndecidedError(
                f"{code} {question.label} di '{workbook.path.name}': {given.choices_cell or given.cell} menyebut skala "
                f"'{one_line(given.choices, 40)}', sedangkan rubrik {scale.minimum:g} sampai "
                f"{scale.maximum:g}; tulis nilainya di {given.cell} menurut skala rubrik, kembalikan "
                "Pilihan Jawaban-nya, lalu jalankan lagi.",
                cells=tuple(cell for cell in (given.cell, given.choices_cell) if cell),
            )


def refuse_doubted(
    workbook: Workbook, rubric: Rubric, answers: Answers, card: Scorecard, minimums: Sequence[Minimum] = ()
) -> None:
    """Raise UndecidedError where a number may be of another scale, or where a unit passes only with rows of which it is
    in doubt which question they are."""
    _refuse_other_scales(workbook, rubric, answers)
    if not card.met:
        return
    doubts = [finding for finding in workbook.findings if is_doubt(finding) and finding.node is not None]
    codes = {
        (finding.node or "") if finding.node in rubric.questions else _asking(finding.node or "", rubric)
        for finding in doubts
    }
    codes &= {code for code in answers if code in rubric.questions}
    if not codes:
        return
    without = score_answers(
        rubric, _worst(rubric, answers, codes), target=card.target, blank=card.blank, minimums=minimums
    )
    if not without.met:
        missed = [minimum.label for minimum in without.missed]
        raise undecided_rows(workbook.path, doubts, card.target_label, missed)


def _asking(code: str, rubric: Rubric) -> str:
    """Return the question that a count belongs to, ``""`` where the code is none of a count."""
    return next(
        (code_asked for code_asked, question in rubric.questions.items() if code in {i.code for i in question.inputs}),
        "",
    )


def _worst(rubric: Rubric, answers: Answers, codes: Collection[str]) -> dict[str, Given]:
    """Return answers in which those of some questions are worth nothing."""
    worst = dict(answers)
    for code in codes:
        question = rubric.questions[code]
        scale = rubric.scales[question.scale]
        if question.ratio is not None:
            for part in (code, *(count.code for count in question.inputs)):
                worst.pop(part, None)
        else:
            worst[code] = answers[code]._replace(answer=scale.best_first[-1] if scale.kind == "choice" else 0)
    return worst


def score_all(
    score_one: Callable[[Path], ScoredWorkbook],
    paths: Sequence[Path],
    *,
    assessor: str,
    seconds: float,
    tick: Callable[[], object] = int,
) -> list[ScoredWorkbook]:
    """Return workbooks scored in processes, each within its time in seconds, in their order.

    score_one: a ``functools.partial`` of :func:`score_workbook`. assessor: whose answers it reads. A workbook that
    cannot be read, ends its process or goes past a bound has the reason in its place. tick: called after each.
    """
    scored: dict[Path, ScoredWorkbook] = {}
    for path, outcome in run(partial(_or_without, score_one, assessor), paths, seconds=seconds, ahead=_AHEAD):
        if isinstance(outcome, Lost):
            outcome = without_score(path, assessor, LkeError(sentence(outcome, path.name, seconds=seconds)))
        scored[path] = outcome
        tick()
    return [scored[path] for path in paths]


def _or_without(score_one: Callable[[Path], ScoredWorkbook], assessor: str, path: Path) -> ScoredWorkbook:
    """Return a workbook scored, or with the reason why it has no score: one bad file does not end a run."""
    try:
        return score_one(path)
    except LkeError as error:
        return without_score(path, assessor, error)


def without_score(path: Path, assessor: str, error: LkeError) -> ScoredWorkbook:
    """Return a workbook that has no score, and why: it cannot be read, is undecided, or blank."""
    undecided = Undecided(error.cells, error.command) if isinstance(error, UndecidedError) else None
    blank, unreviewed = isinstance(error, BlankError), isinstance(error, UnreviewedError)
    return ScoredWorkbook(
        str(path),
        None,
        assessor,
        None,
        str(error),
        undecided=undecided,
        blank=blank,
        unreviewed=unreviewed,
        unit=_named_by(path),
    )


def refuse_blank(workbook: Workbook, rubric: Rubric) -> None:
    """Raise BlankError where not one question of a workbook is answered; UnreviewedError where the column is that of
    an assessor who entered nothing yet."""
    if workbook.is_blank(rubric) and not _typed_percentages(workbook, rubric):
        column = workbook.layout.describe(workbook.layout.answers[workbook.assessor])
        if workbook.assessor != UNIT:
            raise UnreviewedError(
                f"'{workbook.path.name}' belum direviu {one_line(workbook.assessor, 40)}: kolomnya di lembar "
                f"'{workbook.sheets}' ({one_line(column, 40)}) belum diisi sama sekali."
            )
        raise BlankError(
            f"'{workbook.path.name}' masih kosong: tidak satu pun pertanyaan di lembar '{workbook.sheets}' dijawab "
            f"(kolom {one_line(column, 40)}); isi dahulu, lalu jalankan lagi."
        )


def _typed_percentages(workbook: Workbook, rubric: Rubric) -> bool:
    """Return whether an assessor typed a percentage, though none of its counts."""
    if workbook.assessor == UNIT:
        return False
    from lke_cli.workbook import is_formula

    own, typed = workbook.answers(rubric), partial(is_formula, workbook)
    asked = [question for question in rubric.questions.values() if question.ratio is not None]
    return any(reviewed(rubric, own, question, typed) for question in asked)


def notes_of(workbook: Workbook, rubric: Rubric) -> tuple[ReviewNote, ...]:
    """Return the notes that assessors wrote beside the answers of a workbook, in the order of the form."""
    remarks = [*remarks_of(workbook, rubric)]
    if not remarks:
        return ()
    order = {code: place for place, code in enumerate(_in_order(rubric))}
    answers = workbook_answers(workbook, rubric)
    notes = []
    for remark in sorted(remarks, key=lambda remark: order.get(remark.code, len(order))):
        given = answers.get(remark.code, Given())
        notes.append(
            ReviewNote(
                assessor=remark.assessor,
                title=remark.title,
                code=remark.code,
                label=rubric.label(remark.code),
                text=remark.text,
                cell=remark.cell,
                unit_answer=_plain_answer(workbook, rubric, remark.code, UNIT),
                answer=_plain_answer(workbook, rubric, remark.code, remark.assessor),
                narrative=given.narrative,
                evidence=given.evidence,
                reply=remark.reply,
                done=remark.done,
            )
        )
    return tuple(notes)


def _in_order(rubric: Rubric) -> Iterator[str]:
    for node in rubric.nodes.values():
        yield node.code
        for question in node.questions:
            yield question.code
            yield from (count.code for count in question.inputs)


def _plain_answer(workbook: Workbook, rubric: Rubric, code: str, assessor: str) -> str:
    """Return an answer in plain form, ``""`` where there is none or the row has no answer."""
    question, part = rubric.questions.get(code), workbook.part(code)
    column = part.layout.answers.get(assessor)
    if column is None or code not in part.items or (question is None and code not in rubric.inputs):
        return ""
    scale = rubric.count_scale if question is None else rubric.scales[question.scale]
    reading = read_answer(part.at(code, column), scale, rubric.unanswered_texts)
    return reading.shown if reading.state != "invalid" else one_line(as_text(part.at(code, column)), 40)


def with_findings(scored: ScoredWorkbook, findings: Sequence[Finding]) -> ScoredWorkbook:
    """Return a scored workbook with more findings, before its own."""
    card = scored.scorecard
    if card is None or not findings:
        return scored
    return replace(
        scored,
        scorecard=replace(card, findings=(*findings, *card.findings)),
        tasks=tasks_with(scored.tasks, findings, card.findings, commands_for(Path(scored.file)).warnings),
    )


def without_values_shown(scored: ScoredWorkbook, cells: Collection[str]) -> ScoredWorkbook:
    """Return a scored workbook without what was found because cells show no value: a fix took it away, and Excel
    computes it when the workbook is opened."""
    from lke_cli.scoring import WORKBOOK_DIFFERS, WORKBOOK_DIFFERS_FOLLOWS

    card = scored.scorecard
    if card is None:
        return scored
    rules = {WORKBOOK_DIFFERS.id, WORKBOOK_DIFFERS_FOLLOWS.id}
    left = tuple(finding for finding in card.findings if finding.rule not in rules or finding.cell not in cells)
    return replace(
        scored,
        scorecard=replace(card, findings=left),
        tasks=with_warnings(scored.tasks, left, commands_for(Path(scored.file)).warnings),
    )


def version_of(
    reader: Reader, path: Path, reading: ReadSettings, *, target: str, minimums: Sequence[Minimum] = ()
) -> "tuple[Version, tuple[str, ...]]":
    """Return a workbook as one of two versions that are compared, and all whose answers its sheet has: those who
    entered something, in the rubric's order, then the others."""
    from lke_cli.scoring import Version
    from lke_cli.workbook import links_behind

    rubric, workbook = reader.rubric, reader.read(path, reading)
    refuse_blank(workbook, rubric)
    answers = workbook_answers(workbook, rubric)
    card = score_answers(rubric, answers, target=target, minimums=minimums)
    refuse_doubted(workbook, rubric, answers, card, minimums)
    cells = {code: cell for code in rubric.questions if (cell := workbook.evidence_cell(code))}
    version = Version(
        str(workbook.path),
        workbook.sheets,
        workbook.assessor,
        answers,
        card,
        own=workbook.answers(rubric) if workbook.beneath else answers,
        reviewed=reviewed_of(workbook, rubric),
        notes=notes_of(workbook, rubric),
        links=links_behind(workbook, rubric.questions),
        evidence_cells=cells,
        heading=workbook.heading,
        alone=workbook.alone,
    )
    return version, _in_turn(workbook, rubric)


def _in_turn(workbook: Workbook, rubric: Rubric) -> tuple[str, ...]:
    order = [*rubric.assessors]
    rows = [item.row for code, item in workbook.items.items() if code in rubric.questions or code in rubric.inputs]

    def turn(assessor: str) -> tuple[bool, int]:
        column = workbook.layout.answers[assessor]
        blank = not any(as_text(workbook.rows[row][column]).strip() for row in rows if column < len(workbook.rows[row]))
        return blank, order.index(assessor) if assessor in order else len(order)

    return tuple(sorted(workbook.layout.answers, key=turn))
