"""One check before submission: which files of a folder are a unit's parts, and what stands in the way.

In come a folder, and what the other rooms say of its parts; out goes a UnitCheck.
"""

from typing import TYPE_CHECKING

from lke_cli.doors import opened

if TYPE_CHECKING:
    from lke_cli.checking.judge import Checked, judged
    from lke_cli.checking.parts import Chosen, Taken, choose_parts, unit_name
    from lke_cli.checking.reading import LkeAsked, LkeRead, read_lkes
    from lke_cli.checking.sort import Sorted, sort_workbooks
    from lke_cli.checking.surveys import SurveyAsked, read_survey_files, survey_data
    from lke_cli.checking.walk import FolderSeen, look, units_in

__all__ = [
    "Checked",
    "Chosen",
    "FolderSeen",
    "LkeAsked",
    "LkeRead",
    "Sorted",
    "SurveyAsked",
    "Taken",
    "choose_parts",
    "judged",
    "look",
    "read_lkes",
    "read_survey_files",
    "sort_workbooks",
    "survey_data",
    "unit_name",
    "units_in",
]

__getattr__ = opened(
    __name__,
    judge="Checked judged",
    parts="Chosen Taken choose_parts unit_name",
    reading="LkeAsked LkeRead read_lkes",
    sort="Sorted sort_workbooks",
    surveys="SurveyAsked read_survey_files survey_data",
    walk="FolderSeen look units_in",
)
