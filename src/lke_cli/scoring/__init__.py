"""Answers and a rubric become scores, minimums and findings. Pure: no file, no console, no clock, and total.

In come a Rubric and Answers, out goes a Scorecard.
"""

from typing import TYPE_CHECKING

from lke_cli.doors import opened

if TYPE_CHECKING:
    from lke_cli.scoring.diff import Version, diff_versions, shown_links
    from lke_cli.scoring.evidenced import score_evidenced
    from lke_cli.scoring.falls import choice_fall, done_counts, ratio_fall, ratio_value, shares
    from lke_cli.scoring.followup import area_of, area_shares, followed_notes
    from lke_cli.scoring.layers import TypedOverError, over, reviewed
    from lke_cli.scoring.narratives import narrative_option
    from lke_cli.scoring.nodes import node_scores
    from lke_cli.scoring.questions import read_question
    from lke_cli.scoring.renewed import asks
    from lke_cli.scoring.resilience import losses, resilience_of, review_share
    from lke_cli.scoring.rules import NO_EVIDENCE, WORKBOOK_DIFFERS, WORKBOOK_DIFFERS_FOLLOWS
    from lke_cli.scoring.score import assess, parse_minimum, raising_nothing, score_answers, scores_of
    from lke_cli.scoring.tasks import Commands, first_tasks, tasks_of, tasks_with, with_warnings
    from lke_cli.scoring.ties import contradicted, same_counts, ties_of

__all__ = [
    "NO_EVIDENCE",
    "WORKBOOK_DIFFERS",
    "WORKBOOK_DIFFERS_FOLLOWS",
    "Commands",
    "TypedOverError",
    "Version",
    "area_of",
    "area_shares",
    "asks",
    "assess",
    "choice_fall",
    "contradicted",
    "diff_versions",
    "done_counts",
    "first_tasks",
    "followed_notes",
    "losses",
    "narrative_option",
    "node_scores",
    "over",
    "parse_minimum",
    "raising_nothing",
    "ratio_fall",
    "ratio_value",
    "read_question",
    "resilience_of",
    "review_share",
    "reviewed",
    "same_counts",
    "score_answers",
    "score_evidenced",
    "scores_of",
    "shares",
    "shown_links",
    "tasks_of",
    "tasks_with",
    "ties_of",
    "with_warnings",
]

__getattr__ = opened(
    __name__,
    diff="Version diff_versions shown_links",
    evidenced="score_evidenced",
    falls="choice_fall done_counts ratio_fall ratio_value shares",
    followup="area_of area_shares followed_notes",
    layers="TypedOverError over reviewed",
    narratives="narrative_option",
    nodes="node_scores",
    questions="read_question",
    renewed="asks",
    resilience="losses resilience_of review_share",
    rules="NO_EVIDENCE WORKBOOK_DIFFERS WORKBOOK_DIFFERS_FOLLOWS",
    score="assess parse_minimum raising_nothing score_answers scores_of",
    tasks="Commands first_tasks tasks_of tasks_with with_warnings",
    ties="contradicted same_counts ties_of",
)
