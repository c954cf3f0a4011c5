"""Find an instrument by name or path, read its YAML, and tell every mistake with its line."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from lke_cli.errors import LkeError
from lke_cli.instrument.model import Instrument
from lke_cli.rubric import build_value, named_text, shape_sentence, shipped_data

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_LARGEST = 500_000
"""Bytes; the longest shipped one takes 5 thousand."""


class InstrumentError(LkeError):
    """An instrument that cannot be used; ``mistakes`` holds (line, Indonesian sentence) for each."""

    def __init__(self, path: str, mistakes: Sequence[tuple[int, str]]) -> None:
        self.mistakes = sorted(set(mistakes))
        line, first = self.mistakes[0]
        more = f" (dan {len(self.mistakes) - 1} kesalahan lain)" if len(self.mistakes) > 1 else ""
        super().__init__(f"Instrumen '{path}' salah pada baris {line}: {first}{more}; perbaiki lalu coba lagi.")


def instruments_folder() -> Path:
    """Return the folder with what comes with the tool."""
    folder = Path(__file__).parents[1] / "instruments"
    # In a source checkout (editable install) the wheel's copy of the folder does not exist.
    return folder if folder.is_dir() else Path(__file__).parents[3] / "instruments"


@cache
def shipped_instruments() -> dict[str, Path]:
    """Return the instruments that come with the tool, by name."""
    return {path.stem: path for path in sorted(instruments_folder().glob("*.yaml"))}


@cache
def _shipped(name: str) -> Instrument:
    # The tests validate every shipped instrument.
    return build_value(Instrument, shipped_data(shipped_instruments()[name]))


def load_instrument(name_or_path: str) -> Instrument:
    """Return an instrument by the name of a shipped one, or by the path of a YAML file.

    Raises LkeError where there is none, InstrumentError (a LkeError) where it is wrong.
    """
    if name_or_path in shipped_instruments():
        return _shipped(name_or_path)
    return parse_instrument(*instrument_text(name_or_path))


def load_instruments(more: Sequence[str] = ()) -> tuple[Instrument, ...]:
    """Return all shipped instruments, and those of the files named; one with the id of a shipped one replaces it."""
    by_name = {name: _shipped(name) for name in shipped_instruments()}
    for path in more:
        made = load_instrument(path)
        by_name[made.id] = made
    return tuple(by_name.values())


def instrument_text(name_or_path: str) -> tuple[str, str]:
    """Return the YAML of an instrument and its path. Raises LkeError where it cannot be read."""
    return named_text(name_or_path, shipped_instruments(), "instrumen", _LARGEST)


def parse_instrument(text: str, path: str) -> Instrument:
    """Return the instrument that a YAML text holds. Raises InstrumentError with every mistake and its line."""
    from pydantic import ValidationError

    from lke_cli.instrument.check import instrument_problems
    from lke_cli.rubric import YamlError, read_yaml

    try:
        document = read_yaml(text)
    except YamlError as error:
        raise InstrumentError(path, error.mistakes) from error
    try:
        instrument = _validator().validate_python(document.data)
    except ValidationError as error:
        mistakes = [
            (document.line(e["loc"]), shape_sentence(e["type"], e["loc"], e.get("ctx"))) for e in error.errors()
        ]
        raise InstrumentError(path, mistakes) from error
    known = {name for name in shipped_instruments() if name != instrument.id}
    problems = instrument_problems(instrument, known)
    if problems:
        raise InstrumentError(path, [(document.line(place), message) for place, message in problems])
    return instrument


@cache
def _validator() -> "TypeAdapter[Instrument]":
    from pydantic import TypeAdapter

    return TypeAdapter(Instrument)


def instrument_json(instrument: Instrument) -> str:
    """Return an instrument as JSON text. It has the shape of the YAML file, and may be used as one."""
    import json

    data = _validator().dump_python(instrument, mode="json", exclude_defaults=True)
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def instrument_schema() -> str:
    """Return the JSON Schema (2020-12) of an instrument's YAML, as published in ``schemas/instrument-1.json``."""
    import json

    around = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    body = {**around, **_validator().json_schema(), "title": "Instrumen survei lke, format 1"}
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"
