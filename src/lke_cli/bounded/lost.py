"""What becomes of an item whose process is lost, and the bounds where none are named."""

from typing import Literal

from lke_cli.record import record

SECONDS = 30.0
"""Time for an item where none is named."""
MEMORY = 850_000_000
"""Bytes that a process may take for its items where none are named: with the command's own, below 1 GB."""


@record
class Lost:
    """An item without a result. slow: it took too long; memory: it wanted too much; crashed: it ended its process;
    error: the function raised what ``detail`` names."""

    why: Literal["slow", "memory", "crashed", "error"]
    detail: str = ""
