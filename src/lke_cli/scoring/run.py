"""From the path of a workbook to its scorecard."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from lke_cli.bounded import Lost, run, sentence
from lke_cli.errors import BlankError, LkeError, UndecidedError
from lke_cli.results.score import Blank, Scorecard, ScoredWorkbook, Undecided
from lke_cli.rubric.model import Minimum, Rubric
from lke_cli.scoring.evidenced import score_evidenced
from lke_cli.scoring.resilience import resilience
from lke_cli.scoring.score import score
from lke_cli.untrusted import one_line
from lke_cli.workbook.formulas import read_formulas
from lke_cli.workbook.options import UNIT, ReadOptions
from lke_cli.workbook.read import Reader, Workbook

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

    evidenced: codes of questions that have evidence; a second scorecard then counts only these.
    """
    workbook = reader.read(path, reading)
    refuse_blank(workbook, reader.rubric)
    card = scorecard(workbook, reader.rubric, target=target, blank=blank, minimums=minimums)
    left = None
    if evidenced is not None:
        answers = workbook.answers(reader.rubric)
        left = score_evidenced(reader.rubric, answers, evidenced, target=target, minimums=minimums)
    return ScoredWorkbook(str(path), workbook.sheets, workbook.assessor, card, None, left)


def scorecard(
    workbook: Workbook, rubric: Rubric, *, target: str, blank: Blank = "zero", minimums: Sequence[Minimum] = ()
) -> Scorecard:
    """Return the scorecard of a workbook that was read, with the findings of its reading."""
    card = score(
        rubric,
        workbook.answers(rubric),
        target=target,
        blank=blank,
        minimums=minimums,
        formulas=lambda: read_formulas(workbook, rubric),
    )
    return replace(card, findings=(*workbook.findings, *card.findings), resilience=resilience(card, rubric))


def score_all(
    reader: Reader, paths: Sequence[Path], *, seconds: float, tick: Callable[[], object] = int, **options: object
) -> list[ScoredWorkbook]:
    """Return workbooks scored in processes, each within its time in seconds, in their order.

    A workbook that cannot be read, ends its process or goes past a bound has the reason in its place. tick: called
    after each.
    """
    found: dict[Path, ScoredWorkbook] = {}
    score_one: Callable[[Path], ScoredWorkbook] = partial(score_or_problem, reader, **options)  # type: ignore[arg-type]
    for path, outcome in run(score_one, paths, seconds=seconds, ahead=_AHEAD):
        found[path] = (
            without_score(path, _whose(options), LkeError(sentence(outcome, path.name, seconds=seconds)))
            if isinstance(outcome, Lost)
            else outcome
        )
        tick()
    return [found[path] for path in paths]


def score_or_problem(reader: Reader, path: Path, **options: object) -> ScoredWorkbook:
    """Return a workbook scored, or with the reason why it could not be read: one bad file does not end a run."""
    try:
        return score_workbook(reader, path, **options)  # type: ignore[arg-type]
    except LkeError as error:
        return without_score(path, _whose(options), error)


def _whose(options: Mapping[str, object]) -> str:
    reading = options.get("reading")
    return reading.assessor if isinstance(reading, ReadOptions) else UNIT


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
