"""How well the title of a folder or file fits the nodes and questions of a rubric, by the words that tell them apart.

A title is a label, the form's sentence, or a piece of one cut off by a path limit: words that it lacks cost little.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from lke_cli.rubric import Rubric
from lke_cli.workbook import words_of

_EXTRA, _LACKING = 0.5, 0.3
_FOREIGN = 0.5  # of the heaviest word: what a word that no entry has weighs
_TYPING_ERROR = 82
_LONG_ENOUGH = 4
_BRACKETS = re.compile(r"\(([^()]+)\)")
_SPLIT = re.compile(r"(?<=[a-z])(?=[A-Z])|_")


class Titles:
    """The words of a rubric's nodes and questions: of their labels, and of the form's text (``match``)."""

    def __init__(self, rubric: Rubric) -> None:
        self._profiles: dict[str, tuple[frozenset[str], ...]] = {}
        self._heads: dict[str, str] = {}
        for code in [*rubric.nodes, *rubric.questions]:
            part = rubric.part(code)
            profiles = (frozenset(words_of(part.label)), frozenset(words_of(" ".join(part.match))))
            self._profiles[code] = tuple(profile for profile in profiles if profile)
            self._heads[code] = next(iter(words_of(part.label)), "")
        distinct = {profile for profiles in self._profiles.values() for profile in profiles}
        frequency = Counter(word for profile in distinct for word in profile)
        self._weight = {word: math.log(1 + len(distinct) / count) for word, count in frequency.items()}
        for code in self._profiles:
            # What a label gives in brackets is its short name: Survei persepsi korupsi (IPAK).
            short = tuple(frozenset(words_of(name)) for name in _BRACKETS.findall(rubric.label(code)))
            self._profiles[code] += short
        self._foreign = _FOREIGN * math.log(1 + len(distinct))
        self._known = sorted(word for word in self._weight if len(word) >= _LONG_ENOUGH)
        self._mended = lru_cache(maxsize=20_000)(self._mend)

    def words(self, title: str) -> tuple[str, ...]:
        """Return the telling words of a title, misspelt and cut ones mended, each once."""
        raw = words_of(" ".join(_SPLIT.split(title)))
        raw = [word for word in raw if not word.isdecimal()]
        last = len(raw) - 1
        return tuple(dict.fromkeys(self._mended(word, i == last and i > 0) for i, word in enumerate(raw)))

    def fits(self, words: Sequence[str], codes: Iterable[str]) -> dict[str, float]:
        """Return how well words fit each of some codes, 0..1; codes that share no word are left out."""
        weights = {word: self._weight.get(word, self._foreign) for word in words}
        total = sum(weights.values())
        by_code = {}
        for code in codes:
            fit = max((self._fit(weights, total, profile) for profile in self._profiles[code]), default=0.0)
            if fit > 0:
                by_code[code] = fit
        return by_code

    def covers(self, words: Sequence[str], code: str) -> bool:
        """Return whether there are words and a part's label or text has all of them."""
        return bool(words) and any(profile.issuperset(words) for profile in self._profiles[code])

    def is_head(self, word: str, code: str) -> bool:
        """Return whether a part's label begins with a word: what it is about, where the rest only tells which."""
        return self._heads[code] == word

    def _fit(self, weights: dict[str, float], total: float, profile: frozenset[str]) -> float:
        shared = sum(weight for word, weight in weights.items() if word in profile)
        if not shared:
            return 0.0
        whole = sum(self._weight[word] for word in profile)
        return shared / (shared + _EXTRA * (total - shared) + _LACKING * (whole - shared))

    def _mend(self, word: str, cut: bool) -> str:
        if word in self._weight or len(word) < 3:
            return word
        if cut:
            # A path limit cuts the last word: "evalu".
            starting = [known for known in self._known if known.startswith(word)]
            if len(starting) == 1:
                return starting[0]
        if len(word) < _LONG_ENOUGH:
            return word
        from rapidfuzz import fuzz, process

        near = process.extractOne(word, self._known, scorer=fuzz.ratio, score_cutoff=_TYPING_ERROR)
        return near[0] if near else word
