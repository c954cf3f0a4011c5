"""What a program calls: each function takes options and gives a result. The command line calls the same.

In come paths and options, out goes a result. Every function raises LkeError, one Indonesian sentence, where it cannot
do what it is asked; UndecidedError, a kind of it, where something could be read in two ways.
"""

from typing import TYPE_CHECKING

from lke_cli.doors import opened

if TYPE_CHECKING:
    from lke_cli.api.comparisons import compare, diff, earlier_workbooks, followup
    from lke_cli.api.evidence_checks import check_evidence
    from lke_cli.api.held import check_held, idle_minimums, target_of, workbooks
    from lke_cli.api.inspections import inspect, load_bounded
    from lke_cli.api.options import (
        MAX_SECONDS,
        SURVEY_SECONDS,
        AnnotateOptions,
        CheckOptions,
        CompareOptions,
        DiffOptions,
        EvidenceOptions,
        FollowupOptions,
        HeldOptions,
        Paths,
        PlanOptions,
        ReadOptions,
        ScoreOptions,
        SimulateOptions,
        SurveyOptions,
    )
    from lke_cli.api.plans import plan, simulate, track
    from lke_cli.api.rules import RULES_IN, all_rules, rule_named
    from lke_cli.api.scores import score, survey_files
    from lke_cli.api.survey_reports import survey, survey_plan, survey_population
    from lke_cli.api.unit_checks import check, holds_several
    from lke_cli.api.watching import UNWATCHED, Unwatched, Watch
    from lke_cli.api.written import annotate, evidence_folder, template

__all__ = [
    "MAX_SECONDS",
    "RULES_IN",
    "SURVEY_SECONDS",
    "UNWATCHED",
    "AnnotateOptions",
    "CheckOptions",
    "CompareOptions",
    "DiffOptions",
    "EvidenceOptions",
    "FollowupOptions",
    "HeldOptions",
    "Paths",
    "PlanOptions",
    "ReadOptions",
    "ScoreOptions",
    "SimulateOptions",
    "SurveyOptions",
    "Unwatched",
    "Watch",
    "all_rules",
    "annotate",
    "check",
    "check_evidence",
    "check_held",
    "compare",
    "diff",
    "earlier_workbooks",
    "evidence_folder",
    "followup",
    "holds_several",
    "idle_minimums",
    "inspect",
    "load_bounded",
    "plan",
    "rule_named",
    "score",
    "simulate",
    "survey",
    "survey_files",
    "survey_plan",
    "survey_population",
    "target_of",
    "template",
    "track",
    "workbooks",
]

__getattr__ = opened(
    __name__,
    comparisons="compare diff earlier_workbooks followup",
    evidence_checks="check_evidence",
    held="check_held idle_minimums target_of workbooks",
    inspections="inspect load_bounded",
    options="AnnotateOptions CheckOptions CompareOptions DiffOptions EvidenceOptions FollowupOptions HeldOptions "
    "MAX_SECONDS Paths PlanOptions ReadOptions SURVEY_SECONDS ScoreOptions SimulateOptions SurveyOptions",
    plans="plan simulate track",
    rules="RULES_IN all_rules rule_named",
    scores="score survey_files",
    survey_reports="survey survey_plan survey_population",
    unit_checks="check holds_several",
    watching="UNWATCHED Unwatched Watch",
    written="annotate evidence_folder template",
)
