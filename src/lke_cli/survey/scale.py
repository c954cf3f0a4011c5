"""Answers as people write them: ``4``, ``4. Sangat Baik``, ``Sangat Setuju``. A word's value comes from a known scale.

A word alone says little: ``Tidak Setuju`` is 1 where ``Kurang Setuju`` exists beside it and 2 where ``Sangat Tidak
Setuju`` does. So all words of a column are read together, and a word that fits two scales with two values has none.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

TOP = 4
"""The best answer of SKM, IPAK and IPKP; the worst is 1."""
SCALES = (4, 5, 6)
"""How many points a scale may have; 5 and 6 are brought to 1..4 where the user says so."""


@dataclass(frozen=True, slots=True)
class WordScale:
    """Words from worst to best; ``X`` stands for an adjective. A common scale goes before one that is not."""

    words: tuple[str, ...]
    common: bool = True

    @property
    def points(self) -> int:
        """How many points it has."""
        return len(self.words)

    def about(self, adjective: str) -> "WordScale":
        """Return it with its ``X`` replaced."""
        return WordScale(tuple(re.sub(r"\bX\b", adjective, word) for word in self.words), self.common)


def _scale(*words: str, common: bool = True) -> WordScale:
    return WordScale(words, common)


# Questionnaires of PermenPANRB 14/2017 and the scales of web forms.
WORD_SCALES = (
    _scale("tidak X", "kurang X", "X", "sangat X"),
    _scale("sangat tidak X", "tidak X", "X", "sangat X"),
    _scale("sangat tidak X", "kurang X", "X", "sangat X", common=False),
    _scale("tidak X", "cukup X", "X", "sangat X", common=False),
    _scale("kurang X", "cukup X", "X", "sangat X", common=False),
    _scale("sangat kurang X", "kurang X", "X", "sangat X"),
    _scale("sangat mahal", "cukup mahal", "murah", "gratis"),
    _scale("sangat mahal", "mahal", "murah", "sangat murah"),
    _scale("buruk", "cukup", "baik", "sangat baik", common=False),
    _scale("kurang", "cukup", "baik", "sangat baik", common=False),
    _scale("sangat buruk", "buruk", "baik", "sangat baik"),
    _scale("sangat kurang", "kurang", "baik", "sangat baik"),
    _scale("sangat lambat", "lambat", "cepat", "sangat cepat"),
    _scale("sangat sulit", "sulit", "mudah", "sangat mudah"),
    _scale("tidak ada", "ada tetapi tidak berfungsi", "berfungsi kurang maksimal", "dikelola dengan baik"),
    *(
        _scale("sangat tidak X", "tidak X", middle, "X", "sangat X")
        for middle in ("netral", "cukup X", "cukup", "kurang X", "ragu ragu", "biasa saja")
    ),
    _scale("tidak X", "kurang X", "cukup X", "X", "sangat X", common=False),
    _scale("sangat kurang X", "kurang X", "cukup X", "X", "sangat X", common=False),
    _scale("sangat kurang", "kurang", "cukup", "baik", "sangat baik"),
    _scale("sangat buruk", "buruk", "cukup", "baik", "sangat baik"),
    _scale("sangat tidak X", "tidak X", "agak tidak X", "agak X", "X", "sangat X"),
)
# More of it is better, always: "mahal" or "sulit" would turn the scale round.
_ADJECTIVE_TEXT = """
    setuju, baik, bagus, puas, memuaskan, mudah, cepat, sesuai, jelas, murah, wajar, terjangkau, kompeten, mampu,
    terampil, cakap, profesional, sopan, ramah, sopan dan ramah, ramah dan sopan, sopan ramah, bersih, nyaman, aman,
    lengkap, memadai, transparan, terbuka, adil, jujur, responsif, tanggap, tepat, tepat waktu, disiplin, berkualitas,
    yakin, percaya, optimal, maksimal, efektif, informatif, membantu, akurat
"""
ADJECTIVES = frozenset(" ".join(each.split()) for each in _ADJECTIVE_TEXT.split(","))
_MODIFIERS = ("sangat tidak", "sangat kurang", "agak tidak", "sangat", "tidak", "kurang", "cukup", "agak")
_PLAIN = frozenset(word for scale in WORD_SCALES for word in scale.words if not re.search(r"\bX\b", word))
_SHORT = {
    "ss": "sangat setuju",
    "s": "setuju",
    "ks": "kurang setuju",
    "ts": "tidak setuju",
    "sts": "sangat tidak setuju",
}
_SPELLINGS = {"tdk": "tidak", "tak": "tidak", "sgt": "sangat", "amat": "sangat", "krg": "kurang", "tapi": "tetapi"}
_BLANK = frozenset(("", "-", "–", "—", "n/a", "#n/a"))
_TELLING = frozenset(word for phrase in (*_MODIFIERS, *_PLAIN) for word in phrase.split()) | ADJECTIVES

_OPTION_LETTER = re.compile(r"^[a-f][.)]\s*(?=\S)")
_NUMBER_FIRST = re.compile(r"\(?\s*([+-]?\d+(?:[.,]\d+)?)\s*([.)\-–—:=(/]*)\s*(.*)", re.DOTALL)
_NUMBER_LAST = re.compile(r"(.*?[^\d.,])\s*[(=:\-–]*\s*(\d)\s*\)?", re.DOTALL)


class Answer(NamedTuple):
    """What a cell says: a number, a known phrase, or both; ``blank`` for nothing. None of them: not understood."""

    number: float | None = None
    phrase: str | None = None
    blank: bool = False


def read_answer(value: object) -> Answer:
    """Return what a cell says. A number with words behind it is the number; units (``3 hari``) are not understood."""
    if isinstance(value, bool):
        return Answer()
    if isinstance(value, int | float):
        return Answer(number=float(value))
    if not isinstance(value, str):
        return Answer()
    text = value.strip()
    if text.lower() in _BLANK:
        return Answer(blank=True)
    first = _NUMBER_FIRST.fullmatch(text)
    if first:
        number, mark, rest = first.groups()
        phrase = phrase_of(rest)
        if not rest.strip(" )") or phrase or (mark and not re.search(r"\d", rest)):
            return Answer(float(number.replace(",", ".")), phrase)
        return Answer()
    last = _NUMBER_LAST.fullmatch(text)
    if last and (phrase := phrase_of(last[1])):
        return Answer(float(last[2]), phrase)
    return Answer(phrase=phrase_of(text))


def phrase_of(text: str) -> str | None:
    """Return the known phrase that a text is, in one spelling (``sangat setuju``), or None."""
    text = _OPTION_LETTER.sub("", text.strip().lower())
    words = [_SPELLINGS.get(word, word) for word in re.findall(r"[a-z]+", text.replace("&", " dan "))]
    if words[-1:] == ["sekali"]:
        words = ["sangat", *words[:-1]]
    phrase = " ".join(words)
    phrase = _SHORT.get(phrase, phrase)
    return phrase if phrase in _PLAIN or _split(phrase)[1] in ADJECTIVES else None


def speaks_of_a_scale(text: str) -> bool:
    """Return whether a text that is not understood is made of a scale's words, and so may be shown to the user."""
    words = re.findall(r"[a-z]+", text.lower())
    return len(text) <= 40 and bool(words) and all(_SPELLINGS.get(w, w) in _TELLING or w == "dan" for w in words)


def contradicts(number: float, phrase: str) -> bool:
    """Return whether a number stands on the wrong end for its words: ``1. Sangat Setuju``, ``4. Tidak Baik``."""
    modifier, adjective = _split(phrase)
    if adjective in ADJECTIVES:
        good, bad = modifier in ("", "sangat"), "tidak" in modifier or modifier == "sangat kurang"
    else:
        places = {s.words.index(phrase) / (s.points - 1) for s in WORD_SCALES if phrase in s.words}
        good, bad = min(places) > 0.6, max(places) < 0.3
    return (good and number <= 2) or (bad and number >= 4)


@dataclass(frozen=True, slots=True)
class Reading:
    """The value of each phrase per column (a phrase that is not there is ambiguous), on a scale of ``points``.

    needs: more points than 4 that the words ask for, where the user has not said how many there are.
    """

    values: tuple[dict[str, int], ...]
    needs: int | None


def read_columns(
    columns: Sequence[frozenset[str]], own: Sequence[tuple[str, ...] | None], points: int | None
) -> Reading:
    """Return the values of the phrases that each column holds.

    own: the regulation's own words for a column's unsur, worst first, where they are special to it.
    points: what the user says the scale has; None: 4, unless the words ask for more.
    """
    four = points in (None, TOP)
    special = [bool(mine and seen <= set(mine) and four) for seen, mine in zip(columns, own, strict=True)]
    pool = {
        _split(phrase)[0]
        for seen, taken in zip(columns, special, strict=True)
        if not taken
        for phrase in seen
        if _split(phrase)[1] in ADJECTIVES
    }
    needs = None if points else _needs(columns, pool)
    values = []
    for seen, mine, taken in zip(columns, own, special, strict=True):
        if taken and mine:
            values.append({phrase: mine.index(phrase) + 1 for phrase in seen})
        else:
            values.append(_values(seen, pool, points))
    return Reading(tuple(values), needs)


def _needs(columns: Sequence[frozenset[str]], pool: set[str]) -> int | None:
    for points in SCALES[1:]:
        if any(seen and not _fitting(seen, TOP) and _fitting(seen, points) for seen in columns):
            return points
        templates = [s for s in WORD_SCALES if any(re.search(r"\bX\b", word) for word in s.words)]
        four = any(s.points == TOP and pool <= _modifiers(s) for s in templates)
        if not four and any(s.points == points and pool <= _modifiers(s) for s in templates):
            return points
    return None


def _values(seen: frozenset[str], pool: set[str], points: int | None) -> dict[str, int]:
    fits: Sequence[WordScale] = _fitting(seen, points or TOP)
    common = [scale for scale in fits if scale.common]
    if not common and points is None and any(_fitting(seen, more) for more in SCALES[1:]):
        return {}  # "Cukup" is 2 of 4 here and the middle of 5 there
    fits = common or fits
    fits = [scale for scale in fits if pool <= _modifiers(scale)] or fits
    found: dict[str, int] = {}
    for phrase in seen:
        places = {scale.words.index(phrase) + 1 for scale in fits}
        if len(places) == 1:
            found[phrase] = places.pop()
    return found


@lru_cache(maxsize=4096)
def _fitting(seen: frozenset[str], points: int) -> tuple[WordScale, ...]:
    """Return the scales of so many points that have all these phrases."""
    adjectives = sorted({_split(phrase)[1] for phrase in seen} & ADJECTIVES) or ["X"]
    made: Iterable[WordScale] = (s.about(adjectives[0]) for s in WORD_SCALES if s.points == points)
    return tuple(dict.fromkeys(scale for scale in made if seen <= set(scale.words)))


def _split(phrase: str) -> tuple[str, str]:
    """Return a phrase's modifier and adjective: ``("sangat tidak", "setuju")``."""
    for modifier in _MODIFIERS:
        if phrase.startswith(modifier + " "):
            return modifier, phrase[len(modifier) + 1 :]
    return "", phrase


def _modifiers(scale: WordScale) -> set[str]:
    return {_split(word)[0] for word in scale.words}


def rescaler(points: int) -> Callable[[int], float]:
    """Return how an answer 1..points becomes 1..4: ``1 + (x - 1) * 3 / (points - 1)``."""
    return lambda answer: 1 + (answer - 1) * (TOP - 1) / (points - 1)
