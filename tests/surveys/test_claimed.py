"""A workbook's claim beside a survey's index: equal, rounded, higher, lower, or open; on both sides of each."""

import pytest

from lke_cli.surveys.claim import _agreement, _met


@pytest.mark.parametrize(
    ("claimed", "lowest", "highest", "agreement"),
    [
        (None, 3.5, 3.5, "no-claim"),
        (3.5, 3.5, 3.5, "equal"),
        (3.5 + 1e-10, 3.5, 3.5, "equal"),
        # Half of the last decimal that is typed; of a whole number half a tenth.
        (3.63, 3.625, 3.625, "rounded"),
        (3.62, 3.625, 3.625, "rounded"),
        (3.63, 3.6249, 3.6249, "higher"),
        (3.62, 3.6251, 3.6251, "lower"),
        (3.6, 3.55, 3.55, "rounded"),
        (3.6, 3.549, 3.549, "higher"),
        (4.0, 3.95, 3.95, "rounded"),
        (4.0, 3.94, 3.94, "higher"),
        (3.0, 3.05, 3.05, "rounded"),
        (3.0, 3.06, 3.06, "lower"),
        # Between the ends, by half of the last decimal.
        (3.5, 3.4, 3.6, "undecided"),
        (3.4, 3.44, 3.6, "undecided"),
        (3.4, 3.46, 3.6, "lower"),
        (3.6, 3.4, 3.56, "undecided"),
        (3.6, 3.4, 3.54, "higher"),
    ],
)
def test_how_a_claim_stands_to_the_data(claimed: float | None, lowest: float, highest: float, agreement: str) -> None:
    assert _agreement(claimed, lowest, highest) == agreement


@pytest.mark.parametrize(
    ("lowest", "highest", "met"),
    [(3.6, 3.7, True), (3.5, 3.6, None), (3.5, 3.59, False), (3.6, 3.6, True), (3.59, 3.59, False)],
)
def test_a_minimum_is_reached_where_the_lowest_reading_reaches_it(
    lowest: float, highest: float, met: bool | None
) -> None:
    assert _met(lowest, highest, 3.6) is met
