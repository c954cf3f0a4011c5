"""Checks an LKE (Lembar Kerja Evaluasi Zona Integritas) workbook against its rubric before it is submitted.

What a program calls stands in ``lke_cli.api`` and is reached from here; nothing is imported before it is used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lke_cli.api import (
        AnnotateOptions,
        CheckOptions,
        CompareOptions,
        DiffOptions,
        EvidenceOptions,
        FollowupOptions,
        HeldOptions,
        PlanOptions,
        ReadOptions,
        ScoreOptions,
        SimulateOptions,
        SurveyOptions,
        annotate,
        check,
        check_evidence,
        compare,
        diff,
        evidence_folder,
        followup,
        inspect,
        plan,
        score,
        simulate,
        survey,
        survey_plan,
        template,
        track,
    )
    from lke_cli.errors import LkeError, UndecidedError
    from lke_cli.results import load

__version__ = "0.1.0"

__all__ = [
    "AnnotateOptions",
    "CheckOptions",
    "CompareOptions",
    "DiffOptions",
    "EvidenceOptions",
    "FollowupOptions",
    "HeldOptions",
    "LkeError",
    "PlanOptions",
    "ReadOptions",
    "ScoreOptions",
    "SimulateOptions",
    "SurveyOptions",
    "UndecidedError",
    "annotate",
    "check",
    "check_evidence",
    "compare",
    "diff",
    "evidence_folder",
    "followup",
    "inspect",
    "load",
    "plan",
    "score",
    "simulate",
    "survey",
    "survey_plan",
    "template",
    "track",
]

_ELSEWHERE = {"LkeError": "lke_cli.errors", "UndecidedError": "lke_cli.errors", "load": "lke_cli.results.saved"}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_ELSEWHERE.get(name, "lke_cli.api")), name)
