"""A rubric: the tree of questions, weights, scales and minimums, and how it is found, loaded and checked.

In comes a name or a YAML file, out goes a Rubric.
"""

from typing import TYPE_CHECKING

from lke_cli.doors import opened

if TYPE_CHECKING:
    from lke_cli.rubric.load import RubricError, load_rubric, parse_rubric, shipped_rubrics
    from lke_cli.rubric.model import TOTAL, Minimum, Rubric

__all__ = [
    "TOTAL",
    "Minimum",
    "Rubric",
    "RubricError",
    "load_rubric",
    "parse_rubric",
    "shipped_rubrics",
]

__getattr__ = opened(
    __name__,
    {
        "load": (
            "load_rubric",
            "shipped_rubrics",
            "parse_rubric",
            "RubricError",
        ),
        "model": (
            "Rubric",
            "Minimum",
            "TOTAL",
        ),
    },
)
