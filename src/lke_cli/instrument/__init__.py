"""Instruments of surveys: from YAML to values that say which question is what, and what its answers are worth.

In comes a name or a YAML file, out goes an Instrument.
"""

from typing import TYPE_CHECKING

from lke_cli.doors import opened

if TYPE_CHECKING:
    from lke_cli.instrument.ask import (
        asks_overall,
        asks_steering,
        asks_whether_it_happens,
        by_number,
        fits,
        is_named,
        may_number,
        number_of,
        numbered_unsur,
    )
    from lke_cli.instrument.load import (
        InstrumentError,
        instrument_json,
        instrument_schema,
        instrument_text,
        load_instrument,
        load_instruments,
        parse_instrument,
        shipped_instruments,
    )
    from lke_cli.instrument.model import Band, Instrument
    from lke_cli.instrument.overview import instrument_overview
    from lke_cli.instrument.words import WordScale, general_words

__all__ = [
    "Band",
    "Instrument",
    "InstrumentError",
    "WordScale",
    "asks_overall",
    "asks_steering",
    "asks_whether_it_happens",
    "by_number",
    "fits",
    "general_words",
    "instrument_json",
    "instrument_overview",
    "instrument_schema",
    "instrument_text",
    "is_named",
    "load_instrument",
    "load_instruments",
    "may_number",
    "number_of",
    "numbered_unsur",
    "parse_instrument",
    "shipped_instruments",
]

__getattr__ = opened(
    __name__,
    ask=(
        "asks_overall asks_steering asks_whether_it_happens by_number fits is_named may_number number_of numbered_unsur"
    ),
    load=(
        "InstrumentError instrument_json instrument_schema instrument_text load_instrument load_instruments "
        "parse_instrument shipped_instruments"
    ),
    model="Band Instrument",
    words="WordScale general_words",
    overview="instrument_overview",
)
