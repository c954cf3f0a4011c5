"""One check before submission: which files of a folder are a unit's parts, and what stands in the way.

In come a folder, and what the other rooms say of its parts; out goes a UnitCheck.
"""

from typing import TYPE_CHECKING

from lke_cli.doors import opened

if TYPE_CHECKING:
    from lke_cli.check.judge import Checked, judged
    from lke_cli.check.parts import Chosen, Taken, choose, unit_name
    from lke_cli.check.sort import Sorted, sort_workbooks
    from lke_cli.check.surveys import survey_data
    from lke_cli.check.walk import look, units_in

__all__ = [
    "Checked",
    "Chosen",
    "Sorted",
    "Taken",
    "choose",
    "judged",
    "look",
    "sort_workbooks",
    "survey_data",
    "unit_name",
    "units_in",
]

__getattr__ = opened(
    __name__,
    {
        "judge": ("judged", "Checked"),
        "walk": ("look", "units_in"),
        "parts": ("choose", "unit_name", "Chosen", "Taken"),
        "sort": ("sort_workbooks", "Sorted"),
        "surveys": ("survey_data",),
    },
)
