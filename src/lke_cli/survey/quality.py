"""Mutu pelayanan: the bands of an index x 25 that PermenPANRB 14/2017 sets."""

from dataclasses import dataclass

from lke_cli.numbers import reaches


@dataclass(frozen=True, slots=True)
class Quality:
    """Mutu pelayanan: its letter and what it is called."""

    letter: str
    label: str


# The bands are written with two decimals; a value between two of them has not reached the upper.
_QUALITIES = (
    (88.31, Quality("A", "Sangat Baik")),
    (76.61, Quality("B", "Baik")),
    (65.00, Quality("C", "Kurang Baik")),
)
QUALITY_LIMITS = tuple(limit for limit, _ in _QUALITIES)
"""From where on each mutu above the lowest holds, highest first."""
_LOWEST = Quality("D", "Tidak Baik")


def quality_of(converted: float) -> Quality:
    """Return the mutu of a value 25..100."""
    return next((quality for limit, quality in _QUALITIES if reaches(converted, limit)), _LOWEST)
