"""Checks an LKE (Lembar Kerja Evaluasi Zona Integritas) workbook against its rubric before it is submitted.

What a program calls stands in ``lke_cli.api`` and is reached from here; nothing is imported before it is used.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lke_cli.api import (
        CheckOptions,
        CompareOptions,
        DiffOptions,
        EvidenceOptions,
        HeldOptions,
        PlanOptions,
        ReadOptions,
        ScoreOptions,
        SimulateOptions,
        SurveyOptions,
        check,
        check_evidence,
        compare,
        diff,
        evidence_folder,
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
    from lke_cli.results.saved import load

__version__ = "0.1.0"

__all__ = [
    "CheckOptions",
    "CompareOptions",
    "DiffOptions",
    "EvidenceOptions",
    "HeldOptions",
    "LkeError",
    "PlanOptions",
    "ReadOptions",
    "ScoreOptions",
    "SimulateOptions",
    "SurveyOptions",
    "UndecidedError",
    "check",
    "check_evidence",
    "compare",
    "diff",
    "evidence_folder",
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


class _Package(ModuleType):
    """Keeps its functions apart from the rooms that have the same names (``compare``, ``plan``, ``survey`` and so on).

    Importing a room would set it as an attribute here, and ``lke_cli.compare`` would be no function any more. The rooms
    are imported by ``from lke_cli.compare.gather import ...``, which does not ask for that attribute.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
