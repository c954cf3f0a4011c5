"""Both sides of every number that the guide promises of a comparison."""

from collections.abc import Sequence

import pytest

from lke_cli.comparison.alike import _Copied, _pair
from lke_cli.comparison.spreads import node_spreads, outliers
from lke_cli.results import Unit
from lke_cli.rubric import Rubric


def _unit(name: str, total: float = 0.0, codes: Sequence[str] = ("total",)) -> Unit:
    return Unit(
        rank=None,
        unit=name,
        name_source="file",
        file=f"{name}.xlsx",
        sheet=None,
        modified="",
        file_modified="",
        verdict="met",
        total=total,
        scores=dict.fromkeys(codes, total),
        surveys={},
        missed=(),
        minimums=0,
        unanswered=0,
        errors=0,
        findings=0,
        problem=None,
    )


@pytest.mark.parametrize(
    ("answers", "narratives", "links", "told"),
    [
        (0.95, (0.60, 50), None, True),
        (0.9499, (0.60, 50), None, False),
        (0.95, (0.5999, 50), None, False),
        (0.0, (0.90, 100), None, True),  # long narratives of which 90 % are the same, whatever the answers
        (0.0, (0.8999, 100), None, False),
        (0.0, (0.90, 99), None, False),
        (1.0, (0.28, 100), None, True),  # every answer the same, and more of the words than two offices write by chance
        (1.0, (0.2799, 100), None, False),
        (1.0, (0.28, 99), None, False),
        (0.9999, (0.28, 100), None, False),
        (0.0, None, (0.80, 10), True),
        (0.0, None, (0.7999, 10), False),
    ],
)
def test_from_which_share_two_units_are_told_as_alike(
    answers: float, narratives: tuple[float, int] | None, links: tuple[float, int] | None, told: bool
) -> None:
    pair = _pair(_unit("Kota A"), _unit("Kota B"), answers, narratives, links, identical=False)
    assert (pair is not None) is told


@pytest.mark.parametrize(
    ("same", "told_of", "largest", "told"),
    [
        (12, 48, 0, True),  # twelve narratives word for word, a fourth of what both tell
        (12, 49, 0, False),
        (11, 11, 0, False),
        (0, 48, 6, True),  # or all of an area of six questions
        (0, 48, 5, False),
    ],
)
def test_from_how_many_narratives_word_for_word_two_units_are_told_as_alike(
    same: int, told_of: int, largest: int, told: bool
) -> None:
    copied = _Copied(tuple(f"A.{number}" for number in range(same)), told_of, ("A",) if largest else (), largest)
    pair = _pair(_unit("Kota A"), _unit("Kota B"), 0.0, None, None, copied, identical=False)
    assert (pair is not None) is told


def _far(rubric: Rubric, totals: Sequence[float]) -> list[str]:
    codes = [*rubric.weights]
    units = [_unit(f"Kota {i}", total, codes) for i, total in enumerate(totals)]
    spreads = [spread for spread in node_spreads(units, rubric) if spread.code == "total"]
    return [outlier.unit for outlier in outliers(units, spreads, rubric)]


@pytest.mark.parametrize(("lowest", "far"), [(13.75, []), (13.7, ["Kota 0"])])
def test_how_far_from_the_quartiles_a_total_is_told(rubric: Rubric, lowest: float, far: list[str]) -> None:
    # Quartiles of these eight (inclusive): 40 + 0.75 x 10 = 47.5 and 70; 47.5 - 1.5 x 22.5 = 13.75
    assert _far(rubric, [lowest, 40, 50, 60, 60, 70, 70, 80]) == far


@pytest.mark.parametrize(("lowest", "far"), [(50.0, []), (49.9, ["Kota 0"])])
def test_less_than_a_tenth_of_the_weight_is_never_far(rubric: Rubric, lowest: float, far: list[str]) -> None:
    assert _far(rubric, [lowest, *[60.0] * 7]) == far


def test_seven_units_are_too_few_to_tell_who_is_far(rubric: Rubric) -> None:
    assert _far(rubric, [0.0, *[60.0] * 6]) == []
    assert _far(rubric, [0.0, *[60.0] * 7]) == ["Kota 0"]
