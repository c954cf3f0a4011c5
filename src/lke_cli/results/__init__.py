"""Every result as a frozen, complete value, and its way back from JSON: all that ``report`` may see.

In comes what a room has found out; out goes a value that holds all that any report says of it.
"""

from lke_cli.results.kinds import KINDS, Kind, kind_of
from lke_cli.results.saved import load, parse

__all__ = ["KINDS", "Kind", "kind_of", "load", "parse"]
