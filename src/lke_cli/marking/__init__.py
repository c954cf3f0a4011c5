"""A unit's own workbook, marked: comments and colours at cells, a sheet in front, cells with one meaning written anew.

In come a workbook's path and what to say (``results.annotate``), out go the bytes of a copy in which all else is as it
was. The package's XML is changed in place: a library that loads a workbook and saves it again loses half of it.
"""

from typing import TYPE_CHECKING

from lke_cli.doors import opened

if TYPE_CHECKING:
    from lke_cli.marking.mark import Marked, fixed_copy, front_rows, marked_copy, readable, sheet_suffix
    from lke_cli.marking.read import ForMarking, read_for_marking, same_score

__all__ = [
    "ForMarking",
    "Marked",
    "fixed_copy",
    "front_rows",
    "marked_copy",
    "read_for_marking",
    "readable",
    "same_score",
    "sheet_suffix",
]

__getattr__ = opened(
    __name__,
    mark="Marked fixed_copy front_rows marked_copy readable sheet_suffix",
    read="ForMarking read_for_marking same_score",
)
