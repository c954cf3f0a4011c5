"""Many workbooks become one comparison: read in parallel, ranked, held against each other and an earlier round.

In come paths and options, out goes a Comparison.
"""

from typing import TYPE_CHECKING

from lke_cli.doors import opened

if TYPE_CHECKING:
    from lke_cli.comparison.files import apart, same_bytes, without_copies
    from lke_cli.comparison.followups import followed_up, read_round
    from lke_cli.comparison.form import compared_nodes
    from lke_cli.comparison.gather import Round, View, Whose, check_sort, compared_rounds
    from lke_cli.comparison.names import file_name, names_an_organisation, title_name, unit_key
    from lke_cli.comparison.naming import parse_naming
    from lke_cli.comparison.roster import read_roster
    from lke_cli.comparison.rows import Rows
    from lke_cli.comparison.run import Stop, fill
    from lke_cli.comparison.work import Options

__all__ = [
    "Options",
    "Round",
    "Rows",
    "Stop",
    "View",
    "Whose",
    "apart",
    "check_sort",
    "compared_nodes",
    "compared_rounds",
    "fill",
    "followed_up",
    "names_an_organisation",
    "parse_naming",
    "read_roster",
    "read_round",
    "same_bytes",
    "title_name",
    "unit_key",
    "without_copies",
]

__getattr__ = opened(
    __name__,
    files="apart same_bytes without_copies",
    form="compared_nodes",
    gather="Round View Whose check_sort compared_rounds",
    names="file_name title_name names_an_organisation unit_key",
    naming="parse_naming",
    rows="Rows",
    run="Stop fill",
    work="Options",
    roster="read_roster",
    followups="followed_up read_round",
)
