"""What a rubric and an instrument hold, as ``lke rubric show`` and ``lke survey instruments show`` tell it.

They are read again from their YAML, so no JSON of them is saved as a result.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RatioOverview:
    """How a percentage comes from counts. zero, all_zero: its value 0..1 where the denominator is 0, and where all
    counts are; all_zero: None where that makes no difference."""

    numerator: str
    denominator: str
    zero: float
    all_zero: float | None


@dataclass(frozen=True, slots=True)
class RubricLine:
    """A node, a question or an input, in the order of the form.

    depth: 0 for a top node. weight: None where it has none of its own. form: how it is answered, ``""`` for a node.
    name: that of an input in the formula of its ratio.
    """

    code: str
    label: str
    depth: int
    weight: float | None = None
    form: str = ""
    name: str = ""
    ratio: RatioOverview | None = None


@dataclass(frozen=True, slots=True)
class ScaleOverview:
    """A scale. kind: choice, number, ratio or count. options: with their values 0..1; highest: of a number."""

    name: str
    kind: str
    form: str
    options: Mapping[str, float]
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class MinimumOverview:
    """What a node must reach, in points."""

    node: str
    label: str
    weight: float
    score: float


@dataclass(frozen=True, slots=True)
class TargetOverview:
    """A predicate and its minimums. name: as ``--target`` takes it."""

    name: str
    label: str
    note: str | None
    minimums: tuple[MinimumOverview, ...]


@dataclass(frozen=True, slots=True)
class RubricOverview:
    """A whole rubric. levels: how many nodes each level has. inputs: counts that percentages are made of."""

    title: str
    source: str
    levels: Mapping[str, int]
    questions: int
    inputs: int
    weight: float
    lines: tuple[RubricLine, ...]
    scales: tuple[ScaleOverview, ...]
    targets: tuple[TargetOverview, ...]


@dataclass(frozen=True, slots=True)
class AskedOverview:
    """A question of an instrument. words: by which it is known."""

    code: str
    unsur: str
    label: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BandOverview:
    """A quality, from its lowest value (of the index in the scale of 100)."""

    letter: str
    label: str
    lowest: float


@dataclass(frozen=True, slots=True)
class InstrumentOverview:
    """A whole instrument. survey: whose index it gives, None where it is none of the known ones; over: the instruments
    that it is computed over, where it asks nothing itself. scales: points and formula of what it also takes. answers:
    lists of words, worst first. hundred: what an index is multiplied by."""

    title: str
    label: str
    survey: str | None
    over: tuple[str, ...]
    note: str | None
    unsur: int
    top: int
    hundred: float
    scales: tuple[tuple[int, str], ...]
    questions: tuple[AskedOverview, ...]
    answers: tuple[tuple[str, ...], ...]
    bands: tuple[BandOverview, ...]
