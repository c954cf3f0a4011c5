"""What must hold between the parts of an instrument, each said in a sentence with its place."""

import re
from collections import Counter
from collections.abc import Collection, Iterator

from lke_cli.instrument.model import Instrument

_Path = tuple[str | int, ...]
_PATTERN = re.compile(r"\*?[a-z0-9]+\*?( \*?[a-z0-9]+\*?)*")
_LONGEST = 10


def instrument_problems(instrument: Instrument, known: Collection[str] = ()) -> list[tuple[_Path, str]]:
    """Return every mistake with its place. known: ids of the questionnaires that an index may be made of."""
    problems = [*_kind(instrument, known), *_unsur(instrument), *_questions(instrument), *_answers(instrument)]
    return [*problems, *_bands(instrument)]


def _kind(instrument: Instrument, known: Collection[str]) -> Iterator[tuple[_Path, str]]:
    if bool(instrument.over) == bool(instrument.questions):
        yield ("over",), "isi questions (kuesioner) atau over (indeks atas kuesioner), salah satu"
    for i, other in enumerate(instrument.over):
        if other not in known:
            yield ("over", i), f"kuesioner '{other}' tidak ada"
    if instrument.over and not instrument.survey:
        yield ("survey",), "indeks (over) harus menyebut survey"
    for i, maximum in enumerate(instrument.maxima):
        if maximum <= 0:
            yield ("maxima", i), "nilai tertinggi harus lebih besar daripada 0"
    if instrument.top < 2:
        yield ("top",), "jawaban terbaik (top) sedikitnya 2"
    if instrument.hundred is not None and instrument.hundred <= 0:
        yield ("hundred",), "pengali (hundred) harus lebih besar daripada 0"
    if instrument.rounded_weight is not None and not 0 < instrument.rounded_weight <= 1:
        yield ("rounded_weight",), "bobot yang dibulatkan harus di antara 0 dan 1"


def _unsur(instrument: Instrument) -> Iterator[tuple[_Path, str]]:
    codes = Counter(unsur.code for unsur in instrument.unsur)
    used = {question.unsur for question in instrument.questions}
    for i, member in enumerate(instrument.unsur):
        if codes[member.code] > 1:
            yield ("unsur", i, "code"), f"unsur '{member.code}' ditulis lebih dari sekali"
        if member.code not in used:
            yield ("unsur", i, "code"), f"unsur '{member.code}' tidak ditanyakan satu pertanyaan pun"


def _questions(instrument: Instrument) -> Iterator[tuple[_Path, str]]:
    codes = Counter(question.code for question in instrument.questions)
    unsur = {member.code for member in instrument.unsur}
    for i, asked in enumerate(instrument.questions):
        path: _Path = ("questions", i)
        if codes[asked.code] > 1:
            yield (*path, "code"), f"pertanyaan '{asked.code}' ditulis lebih dari sekali"
        if asked.unsur not in unsur:
            yield (*path, "unsur"), f"pertanyaan '{asked.code}': unsur '{asked.unsur}' tidak ada"
        if not asked.ask:
            yield (*path, "ask"), f"pertanyaan '{asked.code}': ask tidak boleh kosong"
        for key in ("ask", "unless"):
            yield from _patterns(getattr(asked, key), (*path, key))
        for n, words in enumerate(asked.answers):
            yield from _list(words, (*path, "answers", n))
    yield from _patterns(instrument.steering, ("steering",))
    yield from _patterns(instrument.happens, ("happens",))


def _patterns(entries: tuple[str, ...], path: _Path) -> Iterator[tuple[_Path, str]]:
    for i, entry in enumerate(entries):
        if not _PATTERN.fullmatch(entry):
            yield (*path, i), f"'{entry}' harus kata huruf kecil yang dipisah satu spasi, * hanya di ujung kata"


def _answers(instrument: Instrument) -> Iterator[tuple[_Path, str]]:
    for i, words in enumerate(instrument.answers):
        yield from _list(words, ("answers", i))
    for i, occurrence in enumerate(instrument.occurrence):
        yield from _list(occurrence.words, ("occurrence", i, "words"))
    seen: set[int] = set()
    for i, scale in enumerate(instrument.scales):
        if not 2 <= scale.points <= _LONGEST or scale.points == instrument.top or scale.points in seen:
            yield ("scales", i, "points"), f"skala {scale.points} harus 2 sampai {_LONGEST}, bukan top, dan sekali saja"
        seen.add(scale.points)


def _list(words: tuple[str, ...], path: _Path) -> Iterator[tuple[_Path, str]]:
    if not 2 <= len(words) <= _LONGEST or len(set(words)) < len(words):
        yield path, f"daftar kata jawaban harus berisi 2 sampai {_LONGEST} kata yang berbeda"


def _bands(instrument: Instrument) -> Iterator[tuple[_Path, str]]:
    limits = [band.lowest for band in instrument.bands]
    if limits != sorted(limits, reverse=True) or len(set(limits)) < len(limits):
        yield ("bands",), "mutu harus berurut dari yang terbaik, batasnya menurun"
