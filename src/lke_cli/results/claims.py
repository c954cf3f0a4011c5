"""How the numbers of a survey's claim are written, in a sentence and in a table alike."""

from lke_cli.numbers import format_below, format_number
from lke_cli.results.score import SurveyClaim

_DECIMALS = 4


def data_text(claim: SurveyClaim) -> str:
    """Return ``3,604 ± 0,07``: the data's index with its margin, or from where to where it may lie."""
    if claim.index is None:
        lowest, highest = (number_text(end, claim.required) for end in (claim.lowest, claim.highest))
        return f"{lowest} sampai {highest}"
    margin = "" if claim.margin is None else f" ± {format_number(claim.margin)}"
    return number_text(claim.index, claim.required) + margin


def number_text(value: float, required: float | None = None) -> str:
    """Return a number with two to four of its decimals, more where it would read as if it reached ``required``."""
    text = format_number(value, _DECIMALS) if required is None else format_below(value, required, _DECIMALS)
    whole, _, decimals = text.partition(",")
    return f"{whole},{decimals.rstrip('0').ljust(2, '0')}"
