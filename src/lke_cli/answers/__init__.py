"""What a unit gave in its workbook, and how an answer cell is read: what the workbook hands to scoring.

In comes what stands in a cell and its scale, out goes a Reading.
"""

from typing import TYPE_CHECKING

from lke_cli.doors import opened

if TYPE_CHECKING:
    from lke_cli.answers.formulas import Formulas
    from lke_cli.answers.given import Answers, Given
    from lke_cli.answers.reading import UNCOMPUTED, Reading, option_texts, read_answer, spelt, squeeze

__all__ = ["UNCOMPUTED", "Answers", "Formulas", "Given", "Reading", "option_texts", "read_answer", "spelt", "squeeze"]

__getattr__ = opened(
    __name__,
    formulas="Formulas",
    given="Answers Given",
    reading="Reading UNCOMPUTED option_texts read_answer spelt squeeze",
)
