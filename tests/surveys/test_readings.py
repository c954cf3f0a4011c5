"""From where to where an index may lie, by hand."""

from collections.abc import Sequence

import pytest

from lke_cli.results import Readings
from lke_cli.surveys.readings import _ends, together


@pytest.mark.parametrize(
    ("certain", "maybe", "lowest", "highest"),
    [
        ([3], [1, 4], 2, 3.5),
        # 1 lowers 3 to 7/3, which 2,5 would raise again; nothing raises it.
        ([2, 4], [2.5, 1], 7 / 3, 3),
        ([2, 4], [2.5, 2.6], (2 + 4 + 2.5 + 2.6) / 4, 3),  # 2,5 makes 2,83, which 2,6 lowers further
        ([2], [2], 2, 2),
        ([1, 1], [4, 3], 1, 2.25),
    ],
)
def test_the_ends_over_any_choice_of_what_may_count(
    certain: Sequence[float], maybe: Sequence[float], lowest: float, highest: float
) -> None:
    assert list(_ends(certain, maybe)) == pytest.approx([lowest, highest])


@pytest.mark.parametrize(("certain", "maybe"), [([], [3.0]), ([3.0], [])])
def test_where_nothing_is_certain_or_nothing_else_there_are_no_ends(
    certain: Sequence[float], maybe: Sequence[float]
) -> None:
    assert list(_ends(certain, maybe)) == []


def test_two_reasons_make_the_wider_range() -> None:
    one, other = Readings(2.9, 3.4, "ini"), Readings(3.1, 3.6, "itu")
    assert together(one, other) == Readings(2.9, 3.6, "ini, dan itu")
    assert together(other, one) == Readings(2.9, 3.6, "itu, dan ini")
    assert together(None, one) == one
