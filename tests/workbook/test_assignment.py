"""The assignment of rows to entries is the best one there is, checked against trying all."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from lke_cli.workbook.assignment import best_assignment

_FIT = st.integers(min_value=1, max_value=20)
_OPTIONS = st.lists(
    st.dictionaries(st.sampled_from("abcd"), _FIT, max_size=4).map(
        lambda choices: [(float(fit), entry) for entry, fit in choices.items()]
    ),
    max_size=4,
)


def _best_by_trying_all(options: list[list[tuple[float, str]]]) -> float:
    fits = [{entry: fit for fit, entry in choices} for choices in options]
    entries = [*"abcd", *(None for _ in options)]
    return max(
        (
            sum(fits[row].get(entry, -100) for row, entry in enumerate(pick) if entry)
            for pick in set(permutations(entries, len(options)))
        ),
        default=0,
    )


@given(_OPTIONS)
def test_the_total_fit_is_the_greatest_possible(options: list[list[tuple[float, str]]]) -> None:
    chosen = best_assignment(dict(enumerate(options)))
    assert len(set(chosen.values())) == len(chosen), "an entry was used twice"
    total = sum(next(fit for fit, entry in options[row] if entry == got) for row, got in chosen.items())
    assert total == _best_by_trying_all(options)
