"""The first screen of each result: what is decided and what to do about it, in at most 24 lines."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from lke_cli.report.document import Document
from lke_cli.results import SinceLast, kind_of

_SCREENS = {
    "lke-score": ("score", "first_score"),
    "lke-compare": ("compare", "first_compare"),
    "lke-evidence": ("evidence", "first_evidence"),
    "lke-survey": ("others", "first_survey"),
    "lke-plan": ("others", "first_plan"),
    "lke-diff": ("others", "first_diff"),
}
"""By kind of result, the module here and the function that makes its screen."""


def first_screen(result: object, width: int, since: SinceLast | None = None) -> Document | None:
    """Return the first screen of a result, None where its report is short anyhow. since: what changed since the last
    run."""
    place = _SCREENS.get(kind_of(result).name)
    if place is None:
        return None
    made: Callable[..., Any] = getattr(import_module(f"{__name__}.{place[0]}"), place[1])
    document: Document = made(result, width, since) if place[0] == "score" else made(result, width)
    return document
