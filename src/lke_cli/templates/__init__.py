"""Workbooks written from a rubric: numbering, weights, dropdowns, formulas that live, protection.

In come a Rubric and a Filling, out comes an xlsx file.
"""

from typing import TYPE_CHECKING

from lke_cli.doors import opened

if TYPE_CHECKING:
    from lke_cli.templates.filling import NO_FILLING, Filling, example_filling
    from lke_cli.templates.write import write_template

__all__ = ["NO_FILLING", "Filling", "example_filling", "write_template"]

__getattr__ = opened(
    __name__,
    filling="Filling NO_FILLING example_filling",
    write="write_template",
)
