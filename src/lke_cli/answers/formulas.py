"""What is known of the formulas in a sheet's score column: what the workbook hands to scoring beside the answers."""

from collections.abc import Mapping
from typing import NamedTuple


class Formulas(NamedTuple):
    """By code of question, node and total.

    present: the cell holds a formula. overwritten: it holds none, where most of its kind have one; an emptied cell too.
    missed: by node, the children whose rows its formula does not touch. plain: the formula is as the others are, or
    a plain sum or mean of just the children. elsewhere: the formula only takes this other cell, which holds none.
    """

    present: frozenset[str]
    overwritten: frozenset[str]
    missed: Mapping[str, tuple[str, ...]]
    plain: frozenset[str]
    elsewhere: Mapping[str, str]
