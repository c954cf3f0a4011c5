"""Instruments of surveys: from YAML to values that say which question is what, and what its answers are worth."""

from lke_cli.instrument.load import InstrumentError, load_instrument, load_instruments, shipped_instruments
from lke_cli.instrument.model import Instrument

__all__ = ["Instrument", "InstrumentError", "load_instrument", "load_instruments", "shipped_instruments"]
