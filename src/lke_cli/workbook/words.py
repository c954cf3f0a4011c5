"""Text similarity: how well a row's text fits each entry of a rubric, by the words that tell entries apart."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import fsum
from typing import NamedTuple

from lke_cli.constants import TOTAL
from lke_cli.rubric import Rubric

# Words that every second question has; they tell nothing apart.
_STOP_WORDS = """
    yang dan di ke dari untuk pada dalam dengan atas telah sudah terhadap oleh atau bagi ini itu adalah sebagai
    serta agar akan dapat para
"""
_STOP = frozenset(_STOP_WORDS.split())
# Words without which a question stays the same: lacking one, or having one more, makes no other question.
_LIGHT_WORDS = """
    ada adanya terdapat tersedia dilakukan melakukan memiliki mempunyai diberikan memberikan kepada secara apakah
    bahwa hal serta tersebut melalui berbagai seluruh semua setiap masing antara tentang mengenai terkait berkaitan
    dimiliki upaya kegiatan bidang sebuah suatu sesuai berdasarkan guna agar juga lain lainnya nya mampu seperti
"""
_LIGHT = frozenset(_LIGHT_WORDS.split())
_NEGATION_WORDS = "tidak tak tdk tiada belum blm bukan tanpa jangan kecuali selain non nihil gagal"
_NEGATIONS = frozenset(_NEGATION_WORDS.split())
_STEM = re.compile(
    r"\A(?:(?:di|ter|ke|se)?(?:per|ber|pe[mn]?|meng|meny|mem|men|me|peng|peny)?|)(?=\w{3})(\w{3,}?)(?:kan|an|i|nya)?$"
)
_BRACKETS = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"[a-z0-9]+")
_MARKER = re.compile(r"^\s*(?:[-–•*]+|\(?(?:[a-zA-Z]|[ivxIVX]{1,5}|\d{1,2})[.)]|(?:[A-Z]\.)(?:[\w]{1,4}\.)+\w*)\s+")
_LEAST, _NEARLY = 0.35, 0.349  # similarity of what a text may be, and a bound that no rounding reaches
_EXTRA, _LACKING = 0.25, 0.75  # a word too many in the row costs less than a word of the question that it lacks
_TYPING_ERROR = 84  # similarity (0..100) from which an unknown word counts as a misspelt known one
_MUCH = 0.25  # of what an entry's words tell: lacking more, a text is no shorter way to say it
_TEXTS_KEPT = 1_000  # whose words are known: those of a form
_LETTERS = 2  # that a misspelt word may have more or less


class _Entry(NamedTuple):
    """What a row can be: a node, a question, an input or the total. ``order`` is its place in the form."""

    code: str
    kind: str  # node, question, input, total
    order: int
    marker: str


class Candidate(NamedTuple):
    """An entry that a text may be, with their similarity 0..1."""

    entry: _Entry
    similarity: float


_LONGEST = 1_000  # characters of a text that are looked at; the longest question has 400

SURE, LEAD = 0.8, 0.15
"""A text is sure to be an entry that it is so similar to, and so much more similar than to the next one."""


def _close(nearest: tuple[Candidate, ...]) -> bool:
    return len(nearest) > 1 and nearest[0].similarity - nearest[1].similarity < LEAD


def words_of(text: str) -> list[str]:
    """Return the telling words of a text, lower case, without numbering, each once."""
    return list(dict.fromkeys(word for word in _tokens(text) if word not in _STOP))


class Vocabulary:
    """The words of a rubric. An entry is known by its ``match`` words and by its label, whichever fits better.

    A rubric's synonyms are read as the first of them.
    """

    def __init__(self, rubric: Rubric) -> None:
        self.entries = _entries(rubric)
        self._synonyms = _Synonyms(rubric.synonyms)
        self.words = lru_cache(maxsize=_TEXTS_KEPT)(self._words)
        """Return the telling words of a text as the form writes them, each once."""
        self._own: dict[str, list[list[str]]] = defaultdict(list)
        # Repeated texts (areas in both bagian, inputs under two questions) must not make their words look common.
        texts: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for entry, wordings in enumerate(_texts(rubric, self.entries)):
            for entry_words in map(self.words, wordings):
                if entry_words:
                    self._own[self.entries[entry].code].append(entry_words)
                    texts[tuple(sorted(entry_words))].append(entry)
        frequency = Counter(word for words in texts for word in words)
        self._weight = {word: math.log(1 + len(texts) / count) for word, count in frequency.items()}
        self._profiles = [(tuple(numbers), fsum(self._weight[w] for w in words)) for words, numbers in texts.items()]
        self._postings: dict[str, list[int]] = defaultdict(list)
        for number, words in enumerate(texts):
            for word in words:
                self._postings[word].append(number)
        self._foreign = 0.3 * math.log(1 + len(texts))
        self._written = _words_written(rubric)
        self._spelling: dict[str, str | None] = {}
        self.candidates = lru_cache(maxsize=20_000)(self._candidates)

    def _words(self, text: str) -> list[str]:
        return self._synonyms.read(_tokens(text))

    def altered(self, text: str, code: str) -> bool:
        """Return whether a text that resembles an entry may well ask for something else.

        It denies what the entry affirms (or the reverse), or has other words in the place of some of the entry's own.
        Words added alone only explain, and words left out alone only shorten.
        """
        form, *others = self._own[code]
        whole = bare = self._mended(text)
        if "(" in text:
            bare = self._mended(_BRACKETS.sub(" ", text))
        if not _denies(whole, form) and (not self._differs(whole, form) or not _foreign(form, bare)):
            return False
        # A shorter wording fits as well, where the row says just that.
        return not any(
            {*words} >= {*other} and not _denies(whole, other) and not _foreign(words, (*form, *other))
            for other in others
            for words in (whole, bare)
        )

    def left_out(self, text: str, code: str) -> tuple[str, ...]:
        """Return the telling words of an entry that a text leaves out; none where it is one of the known wordings."""
        form, *others = self._own[code]
        words = self._mended(text)
        lacking = _foreign(form, words)
        return () if any({*words} >= {*other} for other in others) else tuple(lacking)

    def _differs(self, words: Sequence[str], own: Sequence[str]) -> bool:
        """Return whether words have others in the place of some of an entry's own, or lack much of what these say."""
        lacking = _foreign(own, words)
        if not lacking:
            return False
        own_weight = fsum(self._weight[word] for word in own)
        return bool(_foreign(words, own)) or fsum(self._weight[word] for word in lacking) > _MUCH * own_weight

    def _mended(self, text: str) -> list[str]:
        return [self._known(word) or word for word in self.words(text)]

    def _candidates(self, text: str) -> tuple[Candidate, ...]:
        """Return what a text may be, most similar first; at least 0.35 similar. Misspelt words are forgiven."""
        words = self.words(text)
        candidates = self._similar(words)
        if not candidates or candidates[0].similarity < SURE or _close(candidates):
            mended = [self._known(word) or word for word in words]
            if mended != words:
                candidates = self._similar(list(dict.fromkeys(mended)))
        return candidates

    def _similar(self, words: list[str]) -> tuple[Candidate, ...]:
        common: dict[int, float] = defaultdict(float)
        total, weights, postings, profiles = 0.0, self._weight, self._postings, self._profiles
        for word in words:
            weight = weights.get(word)
            if weight is None:
                total += self._foreign
                continue
            total += weight
            for number in postings[word]:
                common[number] += weight
        best: dict[int, float] = {}
        least = _NEARLY * _EXTRA * total
        for number, shared in common.items():
            entries, whole = profiles[number]
            if shared < least + _NEARLY * _LACKING * whole:
                continue  # most: since extra and lacking words cost 1 together, the rest is not worth a division
            similarity = shared / (shared + _EXTRA * (total - shared) + _LACKING * (whole - shared))
            if similarity >= _LEAST:
                for entry in entries:
                    if similarity > best.get(entry, 0.0):
                        best[entry] = similarity
        ranked = sorted(best.items(), key=lambda item: -item[1])[:8]
        return tuple(Candidate(self.entries[entry], similarity) for entry, similarity in ranked)

    def _known(self, word: str) -> str | None:
        if word in self._weight or word in self._written or len(word) < 4:
            return word
        if word not in self._spelling:
            from rapidfuzz import fuzz, process

            near = process.extractOne(word, self._weight.keys(), scorer=fuzz.ratio, score_cutoff=_TYPING_ERROR)
            self._spelling[word] = near[0] if near and abs(len(near[0]) - len(word)) <= _LETTERS else None
        return self._spelling[word]


def _words_written(rubric: Rubric) -> frozenset[str]:
    """Return words that a rubric writes itself beside its entries: none of them is another one misspelt."""
    phrases = [phrase for group in rubric.synonyms for phrase in group]
    phrases += [title for titles in rubric.titles.values() for title in titles]
    phrases += [word for kind in rubric.evidence_kinds.values() for word in kind.words]
    return frozenset(_WORD.findall(" ".join(phrases).lower()))


class _Synonyms:
    """Words and phrases that mean the same, read as the first of their group."""

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        self._same: dict[str, dict[tuple[str, ...], tuple[str, ...]]] = defaultdict(dict)
        for first, *others in groups:
            meant = tuple(_WORD.findall(first.lower()))
            for other in others:
                written = tuple(_WORD.findall(other.lower()))
                self._same[written[0]][written] = meant
        self._longest = {first: max(map(len, written)) for first, written in self._same.items()}

    def read(self, tokens: Sequence[str]) -> list[str]:
        """Return tokens without stop words, each once, every phrase of a group as the group's first."""
        if self._longest.keys().isdisjoint(tokens):
            return [token for token in dict.fromkeys(tokens) if token not in _STOP]
        kept: dict[str, None] = {}
        at = 0
        while at < len(tokens):
            length, meant = self._meant(tokens, at) if tokens[at] in self._longest else (1, (tokens[at],))
            for word in meant:
                if word not in _STOP:
                    kept[word] = None
            at += length
        return [*kept]

    def _meant(self, tokens: Sequence[str], at: int) -> tuple[int, tuple[str, ...]]:
        """Return how many tokens from a place on are a phrase of a group, and the words that it is read as."""
        first = tokens[at]
        for length in range(self._longest[first], 0, -1):
            same = self._same[first].get(tuple(tokens[at : at + length]))
            if same is not None:
                return length, tuple([word for token in same for word in self._word(token)])
        return 1, (first,)

    def _word(self, word: str) -> tuple[str, ...]:
        """Return how a word of a phrase is read by itself."""
        return self._same[word].get((word,), (word,)) if word in self._longest else (word,)


def _denies(words: Iterable[str], own: Iterable[str]) -> bool:
    """Return whether words deny what an entry's own affirm, or the reverse."""
    return not _NEGATIONS.isdisjoint({*words} ^ {*own})


def _foreign(words: Iterable[str], known: Iterable[str]) -> list[str]:
    """Return the words that are none of the known ones, whatever stands before and behind their stems."""
    stems = {_stem(word) for word in known}
    return [word for word in words if word not in _LIGHT and _stem(word) not in stems]


def _tokens(text: str) -> list[str]:
    return _WORD.findall(_MARKER.sub("", text[:_LONGEST], count=1).lower())


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    """Return what is left of a word without what Indonesian puts before and behind it: ``layan`` of ``pelayanan``."""
    match = _STEM.match(word)
    return match.group(1) if match else word


def _entries(rubric: Rubric) -> list[_Entry]:
    codes: list[tuple[str, str]] = []
    for node in rubric.nodes.values():
        codes.append((node.code, "node"))
        for question in node.questions:
            codes.append((question.code, "question"))
            codes += [(count.code, "input") for count in question.inputs]
    codes.append((TOTAL, "total"))
    return [_Entry(code, kind, i, code.rsplit(".", 1)[-1].lower()) for i, (code, kind) in enumerate(codes)]


def _texts(rubric: Rubric, entries: list[_Entry]) -> list[tuple[str, ...]]:
    """Return per entry its words in the form, our own label, and its other wordings."""
    texts: list[tuple[str, ...]] = []
    for entry in entries:
        if entry.kind == "total":
            texts.append((" ".join(rubric.total_match), "Nilai total evaluasi"))
            continue
        part = rubric.part(entry.code)
        texts.append((" ".join(part.match), part.label, *part.also))
    return texts
