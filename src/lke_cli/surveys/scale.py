"""Answers as people write them: ``4``, ``4. Sangat Baik``, ``Sangat Setuju``. A word's value comes from a known scale.

A word alone says little: ``Tidak Setuju`` is 1 where ``Kurang Setuju`` exists beside it and 2 where ``Sangat Tidak
Setuju`` does. So all words of a column are read together, and a word that fits two scales with two values has none.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from lke_cli.errors import LkeError
from lke_cli.instrument import WordScale, general_words
from lke_cli.untrusted import one_line

LONGEST = 10
"""The longest scale that is read; others than the instrument's own are converted where the user says so."""

_WORDS = general_words()
TOP = _WORDS.top
"""The best answer of the word scales that need no conversion; an instrument names its own."""
WORD_SCALES = _WORDS.scales
SCALES = tuple(sorted({scale.points for scale in WORD_SCALES}))
"""How many points a scale of words that is known may have."""
ADJECTIVES = frozenset(_WORDS.adjectives)
_WORSE = frozenset(_WORDS.worse)
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
_NO_ANSWER = frozenset(_WORDS.no_answer)
_SHORTEST = 3
"""Characters; shorter words before a number are a code (``S1``) and no answer."""
_LONG = 200
"""Characters; what is longer is no answer, and is not looked at further."""
_NEGATIVE = frozenset(("sangat tidak", "sangat kurang", "tidak", "kurang"))
_DOMINANT = 0.9
"""A column's scale is the one that has so many of its answers; the few others are answers that are not understood."""
_TELLING = frozenset(word for phrase in (*_MODIFIERS, *_PLAIN) for word in phrase.split()) | ADJECTIVES

_CODE = re.compile(r"[a-z]{1,3}\d{1,2}|s[ .\-]{1,2}\d")
"""An answer's code, as form tools export it: ``A4``. Only the user knows what it is worth. Or a degree: ``S-1``."""
_STARS = re.compile(r"(?:(\d{1,2}) ?(?:bintang|stars?|[★⭐])|(?:bintang|stars?) (\d{1,2}))", re.IGNORECASE)
_DRAWN_STARS = re.compile(r"((?:[★⭐]\ufe0f?){1,10})(?:☆\ufe0f?){0,10}")
_OPTION_LETTER = re.compile(r"^[a-f][.)]\s*(?=\S)")
_NUMBER_FIRST = re.compile(r"\(? ?([+-]?\d{1,20}(?:[.,]\d{1,20})?) ?([.)\-–—:=(/]{0,9}) ?(.*)", re.DOTALL)
_NUMBER_LAST = re.compile(r"(.{0,200}?[^\d.,]) ?[(=:\-–]{0,3} ?(\d) ?\)?", re.DOTALL)


class _Answer(NamedTuple):
    """What a cell says: a number, a known phrase, or both; ``blank`` for nothing, ``none`` for words that say that the
    question does not apply. None of them: not understood."""

    number: float | None = None
    phrase: str | None = None
    blank: bool = False
    none: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class ScaleWords:
    """Words of one survey beside those that are known. One per survey: it is only the same as itself.

    user_words: the user's own words with their value (1 worst). points: how many they are, None without them.
    adjectives: learned from texts that stand together as ``tidak X, kurang X, X, sangat X``. known: words that the
    question's instrument has for its answers. longest: the highest number that an answer can be.
    """

    user_words: Mapping[str, int] = field(default_factory=dict)
    points: int | None = None
    adjectives: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    longest: int = 6


KNOWN = ScaleWords()


def parse_words(texts: Sequence[str]) -> ScaleWords:
    """Return the words of ``Tidak Setuju,Kurang Setuju,Setuju,Sangat Setuju`` (worst first), several such lists.

    Raises LkeError where a list has not 2 to 10 different words, or lists are of different length.
    """
    values: dict[str, int] = {}
    points: int | None = None
    for text in texts:
        words = [spelled(word) for word in text.split(",")]
        if not 2 <= len(words) <= LONGEST or len(set(words)) < len(words) or "" in words:
            raise LkeError(
                f"--words '{one_line(text, 80)}' tidak terbaca; tulis 2 sampai {LONGEST} kata jawaban yang berbeda "
                "dari terburuk sampai terbaik, misalnya 'Tidak pernah,Jarang,Sering,Selalu'."
            )
        for value, word in enumerate(words, 1):
            if values.setdefault(word, value) != value or points not in (None, len(words)):
                raise LkeError(f"--words '{one_line(text, 80)}' bertentangan dengan --words lain; samakan keduanya.")
        points = len(words)
    return ScaleWords(values, points)


def parse_scale(points: int | None) -> int | None:
    """Return how many points the user says that the scale has. Raises LkeError where no scale has so many."""
    if points is not None and not 2 <= points <= LONGEST:
        raise LkeError(f"--scale {points} harus bilangan bulat 2 sampai {LONGEST}.")
    return points


def learn_adjectives(columns: Iterable[Iterable[str]]) -> frozenset[str]:
    """Return adjectives that are not known, but that a column's texts show to be graded: X, ``sangat X``, ``kurang X``.

    Adjectives of which more is worse are left out.
    """
    learned: set[str] = set()
    for texts in columns:
        phrases = {spelled(text) for text in texts}
        graded: dict[str, set[str]] = {}
        for phrase in phrases:
            modifier, adjective = _split(phrase)
            graded.setdefault(adjective, set()).add(modifier)
        for adjective, modifiers in graded.items():
            words = adjective.split()
            known = adjective in ADJECTIVES or adjective in _PLAIN
            upside_down = bool(_WORSE.intersection(words))
            graded_here = {"", "sangat"} <= modifiers and bool(modifiers & _NEGATIVE)
            if graded_here and not known and not upside_down and 0 < len(words) <= 3:
                learned.add(adjective)
    return frozenset(learned)


@lru_cache(maxsize=16_384, typed=True)
def read_scale_answer(value: object, vocabulary: ScaleWords = KNOWN) -> _Answer:
    """Return what a cell says. A number with words behind it is the number; units (``3 hari``) are not understood."""
    if isinstance(value, bool):
        return _Answer()
    if isinstance(value, int | float):
        return _Answer(number=float(value))
    if not isinstance(value, str):
        return _Answer()
    text = value.strip()
    if text.lower() in _BLANK:
        return _Answer(blank=True)
    if len(text) > _LONG:
        return _Answer()
    if spelled(text) in _NO_ANSWER:
        return _Answer(none=True)
    text = " ".join(text.split())
    if vocabulary.user_words and not text[0].isdigit() and spelled(text) in vocabulary.user_words:
        return _Answer(phrase=spelled(text))
    stars = _stars(text)
    return _number_and_words(text, vocabulary) if stars is None else _Answer(number=float(stars))


def _stars(text: str) -> int | None:
    """Return how many stars a text gives (``★★★★☆``, ``4 bintang``), None where it gives none."""
    drawn = _DRAWN_STARS.fullmatch(text)
    if drawn:
        return drawn[1].count("★") + drawn[1].count("⭐")
    named = _STARS.fullmatch(text)
    return int(named[1] or named[2]) if named else None


def _number_and_words(text: str, vocabulary: ScaleWords) -> _Answer:
    first = _NUMBER_FIRST.fullmatch(text)
    if first:
        number, mark, rest = first.groups()
        phrase = phrase_of(rest, vocabulary)
        if not rest.strip(" )") or phrase or (mark and not re.search(r"\d", rest)):
            return _Answer(float(number.replace(",", ".")), phrase)
        return _Answer()
    last = _NUMBER_LAST.fullmatch(text)
    if last and len(last[1].strip()) > _SHORTEST and (phrase := phrase_of(last[1], vocabulary)):
        return _Answer(float(last[2]), phrase)
    return _Answer(phrase=phrase_of(text, vocabulary))


def phrase_of(text: str, vocabulary: ScaleWords = KNOWN) -> str | None:
    """Return the known phrase that a text is, in one spelling (``sangat setuju``), or None."""
    phrase = spelled(text)
    if phrase in vocabulary.user_words or phrase in vocabulary.known or phrase in _PLAIN:
        return phrase
    adjective = _split(phrase)[1]
    return phrase if adjective in ADJECTIVES or adjective in vocabulary.adjectives else None


def spelled(text: str) -> str:
    """Return an answer's words in one spelling: ``Tdk Setuju.`` is ``tidak setuju``; letters alone stay."""
    text = _OPTION_LETTER.sub("", text.strip().lower()[:_LONG])
    if _CODE.fullmatch(text):
        return text
    words = [_SPELLINGS.get(word, word) for word in re.findall(r"[a-z]+", text.replace("&", " dan "))]
    if words[-1:] == ["sekali"]:
        words = ["sangat", *words[:-1]]
    phrase = " ".join(words)
    return _SHORT.get(phrase, phrase)


def speaks_of_a_scale(text: str) -> bool:
    """Return whether a text that is not understood is made of a scale's words, and so may be shown to the user."""
    words = re.findall(r"[a-z]+", text.lower())
    return len(text) <= 40 and bool(words) and all(_SPELLINGS.get(w, w) in _TELLING or w == "dan" for w in words)


def contradicts(number: float, phrase: str) -> bool:
    """Return whether a number stands on the wrong end for its words: ``1. Sangat Setuju``, ``4. Tidak Baik``."""
    modifier, adjective = _split(phrase)
    if adjective in ADJECTIVES or phrase not in _PLAIN:
        good, bad = modifier in ("", "sangat"), "tidak" in modifier or modifier == "sangat kurang"
    else:
        places = {s.words.index(phrase) / (s.points - 1) for s in WORD_SCALES if phrase in s.words}
        good, bad = min(places) > 0.6, max(places) < 0.3
    return (good and number <= 2) or (bad and number >= 4)


Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """What the phrases of a column are worth, on a scale of the reading's points.

    values: of those with one value. spans: of the others, the lowest and the highest value, on 1..4. strangers:
    phrases that do not belong to the scale of nearly all the others.
    """

    values: Mapping[str, int]
    spans: Mapping[str, Span]
    strangers: frozenset[str]


@dataclass(frozen=True, slots=True)
class ScaleReading:
    """The reading of each column. needs: more points than 4 that the words ask for, where the user has not said so.

    own: whether these are the points of the instrument's own words.
    scale_decides: whether the number of points is all that makes some word ambiguous (``Cukup``: 2 of 4, 3 of 5).
    """

    columns: tuple[ColumnReading, ...]
    needs: int | None
    scale_decides: bool
    own: bool


def read_columns(
    columns: Sequence[Mapping[str, int]],
    own: Sequence[Sequence[tuple[str, ...]]],
    points: int | None,
    user_words: Mapping[str, int] | None = None,
    special_words: Collection[str] = (),
    beside: Collection[str] = (),
) -> ScaleReading:
    """Return what the phrases of each column are worth.

    columns: how often each phrase is in it. own: lists of words, worst first, that the instrument has for its question;
    where several hold all of a column's words, a word with two places is ambiguous.
    points: what the user says the scale has; None: 4, unless the words ask for more.
    user_words: words with the value that the user gives them. special_words: words of instruments, which say nothing
    in a column whose own lists do not have them. beside: phrases of the form's other questions, which tell what the
    same adjective's scale is where these columns do not use all of it.
    """
    user_words = user_words or {}
    given = [{phrase: user_words[phrase] for phrase in counts if phrase in user_words} for counts in columns]
    kept = [_dominant({p: n for p, n in counts.items() if p not in user_words}) for counts in columns]
    holding = [[words for words in mine if seen and seen <= set(words)] for seen, mine in zip(kept, own, strict=True)]
    length = points or _own_length(holding)
    special = [[words for words in lists if len(words) == length] for lists in holding]
    shared = [seen for seen, taken in zip(kept, special, strict=True) if not taken]
    pool = {_split(phrase)[0] for seen in shared for phrase in seen if _is_graded(phrase)}
    forms = {_form(phrase) for seen in shared for phrase in seen}
    longer = points is None and length != TOP and any(special)
    needs = length if longer else None if points else _needs(kept, pool)
    points = length if longer else points
    read, scale_decides = [], False
    for counts, seen, taken, by_user in zip(columns, kept, special, given, strict=True):
        strangers = frozenset(counts) - seen - by_user.keys()
        if taken:
            places = {phrase: sorted({words.index(phrase) + 1 for words in taken}) for phrase in seen}
            sure = {phrase: at[0] for phrase, at in places.items() if at[0] == at[-1]}
            on_top = rescaler(length)
            spans = {p: (on_top(at[0]), on_top(at[-1])) for p, at in places.items() if p not in sure}
            read.append(ColumnReading(sure | by_user, spans, strangers))
            continue
        if any(phrase in special_words and not _is_general(phrase) for phrase in seen):
            read.append(ColumnReading(by_user, dict.fromkeys(seen, (1.0, float(TOP))), strangers))
            continue
        values, spans = _values(seen, pool, forms, points)
        wider = pool | _modifiers_beside(seen, beside)
        if spans and wider != pool and not _values(seen, wider, forms, points)[1]:
            values, spans = _values(seen, wider, forms, points)
        if spans and points is None:
            scale_decides = scale_decides or not _values(seen, pool, forms, TOP)[1]
        read.append(ColumnReading({**values, **by_user}, spans, strangers))
    return ScaleReading(tuple(read), needs, scale_decides, longer)


def _own_length(columns: Sequence[Sequence[tuple[str, ...]]]) -> int:
    """Return how many words the lists have that hold the answers of most columns: 4 where those do as well."""
    counts = Counter(length for lists in columns for length in {len(words) for words in lists})
    return max(counts, key=lambda length: (counts[length], length == TOP, -length), default=TOP)


def _dominant(counts: Mapping[str, int]) -> frozenset[str]:
    """Return the phrases of the scale that has nearly all of a column's answers; all phrases where none has."""
    seen = frozenset(counts)
    if any(_fitting(seen, points) for points in SCALES):
        return seen
    adjectives = sorted({_split(phrase)[1] for phrase in seen if _is_graded(phrase)}) or ["X"]
    covers = (seen.intersection(s.about(adjective).words) for s in WORD_SCALES for adjective in adjectives)
    best = max(covers, key=lambda cover: sum(counts[phrase] for phrase in cover), default=seen)
    enough = sum(counts[phrase] for phrase in best) >= _DOMINANT * sum(counts.values())
    return best if enough else seen


def _is_graded(phrase: str) -> bool:
    return phrase not in _PLAIN or _split(phrase)[1] in ADJECTIVES


def _is_general(phrase: str) -> bool:
    """Return whether a phrase is of a scale that any question may have."""
    return phrase in _PLAIN or _split(phrase)[1] in ADJECTIVES


def _form(phrase: str) -> str:
    """Return a phrase with its adjective as ``X``."""
    modifier, adjective = _split(phrase)
    return f"{modifier} X".strip() if adjective == "X" or _is_graded(phrase) else phrase


def _needs(columns: Sequence[frozenset[str]], pool: set[str]) -> int | None:
    for points in SCALES[1:]:
        if any(seen and not _fitting(seen, TOP) and _fitting(seen, points) for seen in columns):
            return points
        templates = [s for s in WORD_SCALES if any(re.search(r"\bX\b", word) for word in s.words)]
        four = any(s.points == TOP and pool <= _modifiers(s) for s in templates)
        if not four and any(s.points == points and pool <= _modifiers(s) for s in templates):
            return points
    return None


def _values(
    seen: frozenset[str], pool: set[str], forms: set[str], points: int | None
) -> tuple[dict[str, int], dict[str, Span]]:
    """Return the phrases with one value, and those with several: the lowest and the highest, on 1..4."""
    fits: Sequence[WordScale] = _fitting(seen, points or TOP)
    if not fits:
        return {}, {phrase: (1.0, float(TOP)) for phrase in seen}
    fits = [scale for scale in fits if pool <= _modifiers(scale)] or fits
    common = [scale for scale in fits if scale.common]
    if not common and points is None:
        # "Cukup" is 2 of 4 here and the middle of 5 there, unless all four words of a scale are in the form.
        whole = [scale for scale in fits if {_form(word) for word in scale.words} <= forms]
        longer = [scale for more in SCALES[1:] for scale in _fitting(seen, more)]
        if longer and not whole:
            return {}, {phrase: _span(phrase, [*fits, *longer]) for phrase in seen}
        fits = whole or fits
    fits = common or fits
    single: dict[str, int] = {}
    spans: dict[str, Span] = {}
    for phrase in seen:
        places = {scale.words.index(phrase) + 1 for scale in fits}
        if len(places) == 1:
            single[phrase] = places.pop()
        else:
            spans[phrase] = _span(phrase, fits)
    return single, spans


def _span(phrase: str, fits: Sequence[WordScale]) -> Span:
    values = [rescaler(scale.points)(scale.words.index(phrase) + 1) for scale in fits]
    return min(values), max(values)


@lru_cache(maxsize=4096)
def _fitting(seen: frozenset[str], points: int) -> tuple[WordScale, ...]:
    """Return the scales of so many points that have all these phrases."""
    adjectives = sorted({_split(phrase)[1] for phrase in seen if _is_graded(phrase)}) or ["X"]
    made: Iterable[WordScale] = (s.about(adjectives[0]) for s in WORD_SCALES if s.points == points)
    return tuple(dict.fromkeys(scale for scale in made if seen <= set(scale.words)))


def _split(phrase: str) -> tuple[str, str]:
    """Return a phrase's modifier and adjective: ``("sangat tidak", "setuju")``."""
    for modifier in _MODIFIERS:
        if phrase.startswith(modifier + " "):
            return modifier, phrase[len(modifier) + 1 :]
    return "", phrase


def _modifiers_beside(seen: Collection[str], beside: Collection[str]) -> set[str]:
    """Return what stands before the adjectives of these phrases in others."""
    adjectives = {_split(phrase)[1] for phrase in seen if _is_graded(phrase)}
    split = (_split(phrase) for phrase in beside if _is_graded(phrase))
    return {modifier for modifier, adjective in split if adjective in adjectives}


def _modifiers(scale: WordScale) -> set[str]:
    return {_split(word)[0] for word in scale.words}


def rescaler(points: int, top: int = TOP, formula: str = "rentang") -> Callable[[float], float]:
    """Return how an answer 1..points becomes 1..top.

    formula: ``rentang``: 1 + (x - 1)(top - 1)/(points - 1); ``bagian``: x / points x top.
    """
    if points == top:
        return float
    if formula == "bagian":
        return lambda answer: answer / points * top
    return lambda answer: 1 + (answer - 1) * (top - 1) / (points - 1)
