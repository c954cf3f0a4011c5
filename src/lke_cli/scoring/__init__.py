"""Answers and a rubric become scores, minimums and findings. Pure: no file, no console, no clock, and total.

In come a Rubric and Answers, out goes a Scorecard.
"""

from typing import TYPE_CHECKING

from lke_cli.doors import opened

if TYPE_CHECKING:
    from lke_cli.scoring.diff import Version
    from lke_cli.scoring.evidenced import score_evidenced
    from lke_cli.scoring.score import Assessed, assess, parse_minimum

__all__ = [
    "Assessed",
    "Version",
    "assess",
    "parse_minimum",
    "score_evidenced",
]

__getattr__ = opened(
    __name__,
    {
        "diff": ("Version",),
        "evidenced": ("score_evidenced",),
        "score": (
            "assess",
            "Assessed",
            "parse_minimum",
        ),
    },
)
