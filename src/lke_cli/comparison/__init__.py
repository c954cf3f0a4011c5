"""Many workbooks become one comparison: read in parallel, ranked, held against each other and an earlier round.

In come paths and options, out goes a Comparison.
"""

from typing import TYPE_CHECKING

from lke_cli.doors import opened

if TYPE_CHECKING:
    from lke_cli.comparison.files import apart, same_bytes, without_copies
    from lke_cli.comparison.followups import followed_up, read_round
    from lke_cli.comparison.form import compared_nodes
    from lke_cli.comparison.gather import ComparisonView, Round, Whose, compared_rounds
    from lke_cli.comparison.naming import parse_naming
    from lke_cli.comparison.order import check_sort
    from lke_cli.comparison.roster import read_roster
    from lke_cli.comparison.rows import UnitRows
    from lke_cli.comparison.run import Stop, fill
    from lke_cli.comparison.work import CompareSettings

__all__ = [
    "CompareSettings",
    "ComparisonView",
    "Round",
    "Stop",
    "UnitRows",
    "Whose",
    "apart",
    "check_sort",
    "compared_nodes",
    "compared_rounds",
    "fill",
    "followed_up",
    "parse_naming",
    "read_roster",
    "read_round",
    "same_bytes",
    "without_copies",
]

__getattr__ = opened(
    __name__,
    files="apart same_bytes without_copies",
    followups="followed_up read_round",
    form="compared_nodes",
    gather="ComparisonView Round Whose compared_rounds",
    naming="parse_naming",
    order="check_sort",
    roster="read_roster",
    rows="UnitRows",
    run="Stop fill",
    work="CompareSettings",
)
