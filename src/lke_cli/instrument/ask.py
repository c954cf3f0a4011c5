"""Which of an instrument's questions a header asks, by its words alone."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from lke_cli.instrument.model import Instrument, InstrumentQuestion
from lke_cli.instrument.words import general_words

_MORE_WORDS = 0.1
"""What each further word of an entry that fits adds: ``pengaduan layanan`` tells more than ``pengaduan``."""


@lru_cache(maxsize=4096)
def words_in(text: str) -> frozenset[str]:
    """Return the words of a text, lower case, without marks."""
    return frozenset(re.findall(r"[a-z0-9]+", text.lower()[:1000]))


def holds(entry: str, words: frozenset[str]) -> bool:
    """Return whether a text holds all words of an entry; ``*`` at an end of a word stands for any letters."""
    return all(_is_in(word, words) for word in entry.split())


def _is_in(pattern: str, words: frozenset[str]) -> bool:
    if "*" not in pattern:
        return pattern in words
    core = pattern.strip("*")
    if pattern.startswith("*") and pattern.endswith("*"):
        return any(core in word for word in words)
    if pattern.startswith("*"):
        return any(word.endswith(core) for word in words)
    return any(word.startswith(core) for word in words)


def fit(text: str, question: InstrumentQuestion) -> float:
    """Return how well a text asks a question: 0 where it does not, 1 or more where it does."""
    words = words_in(text)
    if any(holds(entry, words) for entry in question.unless):
        return 0.0
    lengths = [len(entry.split()) for entry in question.ask if holds(entry, words)]
    return 1 + _MORE_WORDS * (max(lengths) - 1) if lengths else 0.0


@lru_cache(maxsize=65_536)
def fits(text: str, instrument: Instrument) -> Mapping[str, float]:
    """Return the questions that a text asks, by their codes, each with how well."""
    if not re.search(r"[a-zA-Z]{3}", text[:1000]):
        return {}
    matches = {question.code: fit(text, question) for question in instrument.questions}
    return {code: value for code, value in matches.items() if value}


def number_of(header: str) -> int | None:
    """Return 3 for a header that begins with an unsur's number (``U3``, ``Unsur 3``), else None."""
    match = _numbering().match(header)
    return int(match[1]) if match else None


@lru_cache(maxsize=1)
def _numbering() -> re.Pattern[str]:
    words = "|".join(map(re.escape, general_words().numbering))
    return re.compile(rf"\W{{0,9}}(?:{words})[\s.\-_]{{0,5}}([1-9]\d?)\b(?!\d)", re.IGNORECASE)


def numbered_unsur(header: str, instrument: Instrument) -> str | None:
    """Return the unsur that a header names by its number, of an instrument that goes by their order."""
    number = number_of(header)
    if number is None or not instrument.order or number > len(instrument.unsur):
        return None
    return instrument.unsur[number - 1].code


def by_number(header: str, instrument: Instrument) -> str | None:
    """Return the question that a header names by its unsur's number, where the number tells one."""
    code = numbered_unsur(header, instrument)
    if code is None or code in instrument.unordered:
        return None
    return next((question.code for question in instrument.questions if question.unsur == code), None)


def may_number(header: str, question: InstrumentQuestion, instrument: Instrument) -> bool:
    """Return whether a header's number may be that of a question's unsur (``U8`` is one of two)."""
    code = numbered_unsur(header, instrument)
    alike = instrument.unordered if code in instrument.unordered else (code,)
    return instrument.order and question.unsur in alike


def is_named(text: str, instrument: Instrument) -> bool:
    """Return whether a text names an instrument itself (``SPAK``, ``Survei Persepsi Anti Korupsi``)."""
    plain = " " + " ".join(re.findall(r"[a-z0-9]+", text.lower()[:1000])) + " "
    return any(f" {name} " in plain for name in instrument.names)


def asks_steering(text: str, instruments: Iterable[Instrument]) -> bool:
    """Return whether a header asks if somebody wanted good answers from the respondent."""
    words = words_in(text)
    return any(holds(entry, words) for instrument in instruments for entry in instrument.steering)


def asks_whether_it_happens(text: str, instrument: Instrument) -> bool | None:
    """Return whether a question asks if the bad thing happens (``Petugas meminta imbalan``).

    False where it states that it does not (``Tidak ada pungutan``, ``tanpa membedakan``); None where neither is told.
    """
    words = words_in(text)
    if not any(holds(entry, words) for entry in instrument.happens):
        return None
    return words.isdisjoint(general_words().negations)


def asks_overall(text: str) -> bool:
    """Return whether a header asks what somebody thinks of the service as a whole, which is no unsur."""
    words = words_in(text)
    return any(holds(entry, words) for entry in general_words().overall)
