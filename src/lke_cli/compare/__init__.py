"""Many workbooks become one comparison: read in parallel, ranked, held against each other and an earlier round.

In come paths and options, out goes a Comparison.
"""

from typing import TYPE_CHECKING

from lke_cli.doors import opened

if TYPE_CHECKING:
    from lke_cli.compare.files import apart, without_copies
    from lke_cli.compare.form import compared_nodes
    from lke_cli.compare.gather import Round, View, check_sort, compared_rounds
    from lke_cli.compare.naming import parse_naming
    from lke_cli.compare.roster import read_roster
    from lke_cli.compare.rows import Rows
    from lke_cli.compare.run import Stop, fill
    from lke_cli.compare.work import Options

__all__ = [
    "Options",
    "Round",
    "Rows",
    "Stop",
    "View",
    "apart",
    "check_sort",
    "compared_nodes",
    "compared_rounds",
    "fill",
    "parse_naming",
    "read_roster",
    "without_copies",
]

__getattr__ = opened(
    __name__,
    {
        "files": (
            "apart",
            "without_copies",
        ),
        "form": ("compared_nodes",),
        "gather": (
            "compared_rounds",
            "Round",
            "View",
            "check_sort",
        ),
        "naming": ("parse_naming",),
        "roster": ("read_roster",),
        "rows": ("Rows",),
        "run": (
            "fill",
            "Stop",
        ),
        "work": ("Options",),
    },
)
