"""Where workbooks and scoring meet: from the path of a workbook to its scorecard."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from lke_cli.answers import Answers, Given
from lke_cli.bounded import Lost, run, sentence
from lke_cli.errors import BlankError, LkeError, UndecidedError
from lke_cli.findings import Finding
from lke_cli.results import Blank, Scorecard, ScoredWorkbook, Undecided
from lke_cli.rubric import Minimum, Rubric
from lke_cli.scoring import Version, assess, resilience_of, score_answers, score_evidenced
from lke_cli.untrusted import one_line
from lke_cli.workbook import Reader, ReadOptions, Workbook, is_doubt, read_formulas, undecided_rows

_AHEAD = 4  # workbooks that a process has waiting


def score_workbook(
    reader: Reader,
    path: Path,
    *,
    target: str,
    blank: Blank = "zero",
    minimums: Sequence[Minimum] = (),
    reading: ReadOptions = ReadOptions(),  # noqa: B008 (a frozen value)
    evidenced: Collection[str] | None = None,
) -> ScoredWorkbook:
    """Return a workbook scored. Raises LkeError where it cannot be read, UndecidedError where it could be read in two
    ways, BlankError where nothing is answered.

    target: of the rubric. minimums: beside the target's own. evidenced: codes of questions that have evidence; a second
    scorecard then counts only these.
    """
    rubric = reader.rubric
    workbook = reader.read(path, reading)
    refuse_blank(workbook, rubric)
    card = scorecard(workbook, rubric, target=target, blank=blank, minimums=minimums)
    left = None
    if evidenced is not None:
        left = score_evidenced(rubric, workbook.answers(rubric), evidenced, target=target, minimums=minimums)
    return ScoredWorkbook(str(path), workbook.sheets, workbook.assessor, card, None, left)


def scorecard(
    workbook: Workbook, rubric: Rubric, *, target: str, blank: Blank = "zero", minimums: Sequence[Minimum] = ()
) -> Scorecard:
    """Return the scorecard of a workbook that was read, with the findings of its reading.

    Its formulas are looked at only where what it shows is not what they should give: that opens the file once more.
    """
    answers = workbook.answers(rubric)
    assessed = assess(rubric, answers, target=target, blank=blank, minimums=minimums)
    card = assessed.card(read_formulas(workbook, rubric) if assessed.differs else None)
    refuse_doubted(workbook, rubric, answers, card, minimums)
    return replace(card, findings=(*workbook.findings, *card.findings), resilience=resilience_of(card, rubric))


def refuse_doubted(
    workbook: Workbook, rubric: Rubric, answers: Answers, card: Scorecard, minimums: Sequence[Minimum] = ()
) -> None:
    """Raise UndecidedError where a unit passes only with rows of which it is in doubt which question they are."""
    if not card.met:
        return
    doubts = [each for each in workbook.findings if is_doubt(each) and each.node is not None]
    codes = {
        (each.node or "") if each.node in rubric.questions else _asking(each.node or "", rubric) for each in doubts
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
    return next((each for each, question in rubric.questions.items() if code in {i.code for i in question.inputs}), "")


def _worst(rubric: Rubric, answers: Answers, codes: Collection[str]) -> dict[str, Given]:
    """Return answers in which those of some questions are worth nothing."""
    worst = dict(answers)
    for code in codes:
        question = rubric.questions[code]
        scale = rubric.scales[question.scale]
        if question.ratio is not None:
            for each in (code, *(count.code for count in question.inputs)):
                worst.pop(each, None)
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
    blank = isinstance(error, BlankError)
    return ScoredWorkbook(str(path), None, assessor, None, str(error), undecided=undecided, blank=blank)


def refuse_blank(workbook: Workbook, rubric: Rubric) -> None:
    """Raise BlankError where not one question of a workbook is answered."""
    if workbook.is_blank(rubric):
        column = workbook.layout.describe(workbook.layout.answers[workbook.assessor])
        raise BlankError(
            f"'{workbook.path.name}' masih kosong: tidak satu pun pertanyaan di lembar '{workbook.sheets}' dijawab "
            f"(kolom {one_line(column, 40)}); isi dahulu, lalu jalankan lagi."
        )


def with_findings(scored: ScoredWorkbook, findings: Sequence[Finding]) -> ScoredWorkbook:
    """Return a scored workbook with more findings, before its own."""
    card = scored.scorecard
    if card is None or not findings:
        return scored
    return replace(scored, scorecard=replace(card, findings=(*findings, *card.findings)))


def version_of(reader: Reader, path: Path, reading: ReadOptions, *, target: str) -> tuple[Version, tuple[str, ...]]:
    """Return a workbook as one of two versions that are compared, and all whose answers its sheet has."""
    workbook = reader.read(path, reading)
    refuse_blank(workbook, reader.rubric)
    answers = workbook.answers(reader.rubric)
    card = score_answers(reader.rubric, answers, target=target)
    refuse_doubted(workbook, reader.rubric, answers, card)
    version = Version(str(workbook.path), workbook.sheets, workbook.assessor, answers, card)
    return version, tuple(workbook.layout.answers)
