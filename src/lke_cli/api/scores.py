"""Scores of workbooks, with what their evidence leaves and their surveys say."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lke_cli.api.held import MANY_WORKBOOKS, call_on_survey, held_to, period_named, read_settings, workbooks
from lke_cli.api.options import Paths, ScoreOptions
from lke_cli.api.watching import UNWATCHED, Watch
from lke_cli.errors import BlankError, LkeError, UndecidedError, UnreviewedError

if TYPE_CHECKING:
    from lke_cli.findings import Finding
    from lke_cli.results import ScoredWorkbook, ScoreReport
    from lke_cli.rubric import Rubric
    from lke_cli.workbook import FoundWorkbooks


def score(
    paths: "Paths | FoundWorkbooks", options: ScoreOptions | None = None, *, watch: Watch = UNWATCHED
) -> "ScoreReport":
    """Return the scores of workbooks. Of several, one that cannot be read is told with its problem; of one, raises.

    One that could be read in two ways, or is blank, has no scorecard, and its ``undecided`` or ``blank`` says so.
    """
    from lke_cli.results import ScoreReport

    options = options or ScoreOptions()
    rubric, target, minimums = held_to(options)
    lkes = workbooks(paths)
    settings: dict[str, Any] = {
        "target": target,
        "blank": options.blank,
        "minimums": minimums,
        "reading": read_settings(options),
    }
    if len(lkes.workbooks) == 1:
        score_one = partial(_scored, rubric, **settings)
        scored = [_score_one(score_one, lkes.workbooks[0], rubric, target, options, watch)]
    else:
        from lke_cli.scored import score_all, score_workbook
        from lke_cli.workbook import Reader

        if options.evidence or options.surveys:
            name = "--evidence" if options.evidence else "--survey"
            raise LkeError(f"{name} untuk satu LKE saja; sebut satu berkas.")
        count = len(lkes.workbooks)
        with watch.counted(count if count >= MANY_WORKBOOKS else 0, "Menilai") as tick:
            scored = score_all(
                partial(score_workbook, Reader(rubric), **settings),
                lkes.workbooks,
                assessor=options.assessor,
                seconds=options.max_seconds,
                tick=tick,
            )
    if options.review is not None:
        scored = _reviewed(scored, options.review, rubric)
    return ScoreReport(tuple(scored), rubric.targets[target].label, lkes.passed_over)


def _scored(rubric: "Rubric", path: Path, **settings: Any) -> "ScoredWorkbook":
    """Return a workbook scored. What that takes is imported here: in the process that reads, beside what waits."""
    from lke_cli.scored import score_workbook
    from lke_cli.workbook import Reader

    return score_workbook(Reader(rubric), path, **settings)


def _reviewed(results: "list[ScoredWorkbook]", text: str, rubric: "Rubric") -> "list[ScoredWorkbook]":
    """Return results with the share of random reviews that each unit passes."""
    from lke_cli.planning import parse_chance
    from lke_cli.scoring import review_share

    chance = parse_chance(text)
    return [
        replace(scored, scorecard=replace(card, review=review_share(card, rubric, chance)))
        if (card := scored.scorecard) and card.met
        else scored
        for scored in results
    ]


def _score_one(
    score_one: "partial[ScoredWorkbook]",
    path: Path,
    rubric: "Rubric",
    target: str,
    options: ScoreOptions,
    watch: Watch,
) -> "ScoredWorkbook":
    """Return a workbook scored, with what its evidence leaves and its surveys say."""
    from lke_cli.bounded import call

    surveys = _surveys(options, rubric)
    codes: frozenset[str] | None = None
    uncounted: tuple[Finding, ...] = ()
    if options.evidence is not None:
        codes, uncounted = evidenced_questions(options.evidence, path, rubric, options.max_seconds, watch)
    try:
        scored = call(score_one, path, file=path, seconds=options.max_seconds, meanwhile=watch.waiting, evidenced=codes)
    except (UndecidedError, BlankError, UnreviewedError) as error:
        from lke_cli.scored import without_score

        return without_score(path, options.assessor, error)
    if uncounted or surveys:
        scored = _with_the_rest(scored, uncounted, surveys, rubric, target, options)
    return scored


def _with_the_rest(
    scored: "ScoredWorkbook",
    uncounted: "tuple[Finding, ...]",
    surveys: list[tuple[str | None, Path]],
    rubric: "Rubric",
    target: str,
    options: ScoreOptions,
) -> "ScoredWorkbook":
    """Return a scored workbook with what of its evidence does not count, and what its surveys say."""
    from lke_cli.scored import with_findings

    scored = with_findings(scored, uncounted)
    if surveys and scored.scorecard is not None:
        from lke_cli.surveys import read_surveys, survey_claims

        read = partial(read_surveys, rubric=rubric, target=target, period=period_named(options.period))
        results = [
            result
            for kind, file in surveys
            for result in call_on_survey(read, kind, file, file=file, seconds=options.max_seconds)
        ]
        claims, findings = survey_claims(scored.scorecard, rubric, results)
        scored = replace(with_findings(scored, findings), surveys=claims)
    return scored


def _surveys(options: ScoreOptions, rubric: "Rubric") -> list[tuple[str | None, Path]]:
    if not options.surveys:
        return []
    from lke_cli.surveys import parse_survey

    return [parse_survey(text, rubric) for text in options.surveys]


def survey_files(options: ScoreOptions) -> list[Path]:
    """Return the files with data of surveys that options name."""
    from lke_cli.rubric import load_rubric

    return [path for _, path in _surveys(options, load_rubric(options.rubric))] if options.surveys else []


def evidenced_questions(
    folder: Path, workbook: Path, rubric: "Rubric", seconds: float, watch: Watch
) -> "tuple[frozenset[str], tuple[Finding, ...]]":
    """Return the questions that a folder has evidence for, and a finding where some of it does not count."""
    from lke_cli.evidence import Cache, cache_path, check_folder, evidence_by_question, evidenced_codes, uncounted

    with watch.files("Memeriksa bukti") as progress:
        checked = check_folder(
            folder, rubric, cache=Cache(cache_path()), leave_out=[workbook], progress=progress, seconds=seconds
        )
    finding = uncounted(checked)
    return evidenced_codes(evidence_by_question(rubric, checked).values()), (finding,) if finding else ()
