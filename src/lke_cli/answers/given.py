"""What a unit gave: per code the answer cell and what stands beside it. The input of scoring."""

from collections.abc import Mapping
from typing import NamedTuple

from lke_cli.values import CellValue


class Given(NamedTuple):
    """One row. ``shown`` is the score that the sheet shows, ``weight`` its weight; ``""`` where there is none.

    Cells are None where the sheet has no such column; ``choices_cell`` also where it lists no choices at all.
    claims: what evidence cells only say that there is, beside what they show.
    uncomputed: the answer is a formula whose value the file does not hold.
    """

    answer: CellValue = ""
    cell: str | None = None
    text: str = ""
    choices: str = ""
    explanation: str = ""
    narrative: str = ""
    narrative_cell: str | None = None
    weight: CellValue = ""
    weight_cell: str | None = None
    evidence: tuple[str, ...] = ()
    shown: CellValue = ""
    shown_cell: str | None = None
    choices_cell: str | None = None
    uncomputed: bool = False
    claims: tuple[str, ...] = ()


Answers = Mapping[str, Given]
"""By code of question, input and node. A code that is not there was not found in the workbook."""
