"""Text similarity: how well a row's text fits each entry of a rubric, by the words that tell entries apart."""

import math
import re
from collections import Counter, defaultdict
from functools import lru_cache
from typing import NamedTuple

from lke_cli.rubric.model import TOTAL, Rubric

# Words that every second question has; they tell nothing apart.
_STOP_WORDS = """
    yang dan di ke dari untuk pada dalam dengan atas telah sudah terhadap oleh atau bagi ini itu adalah sebagai
    serta agar akan dapat para
"""
_STOP = frozenset(_STOP_WORDS.split())
_WORD = re.compile(r"[a-z0-9]+")
_MARKER = re.compile(r"^\s*(?:[-–•*]+|\(?(?:[a-zA-Z]|[ivxIVX]{1,5}|\d{1,2})[.)]|(?:[A-Z]\.)(?:[\w]{1,4}\.)+\w*)\s+")
_EXTRA, _LACKING = 0.25, 0.75  # a word too many in the row costs less than a word of the question that it lacks
_TYPING_ERROR = 84  # similarity (0..100) from which an unknown word counts as a misspelt known one


class Entry(NamedTuple):
    """What a row can be: a node, a question, an input or the total. ``order`` is its place in the form."""

    code: str
    kind: str  # node, question, input, total
    order: int
    marker: str


class Candidate(NamedTuple):
    """An entry that a text may be, with their similarity 0..1."""

    entry: Entry
    similarity: float


_LONGEST = 1_000  # characters of a text that are looked at; the longest question has 400

SURE, LEAD = 0.8, 0.15
"""A text is sure to be an entry that it is so similar to, and so much more similar than to the next one."""


def _close(found: tuple[Candidate, ...]) -> bool:
    return len(found) > 1 and found[0].similarity - found[1].similarity < LEAD


def words_of(text: str) -> list[str]:
    """Return the telling words of a text, lower case, without numbering, each once."""
    text = _MARKER.sub("", text[:_LONGEST], count=1).lower()
    return list(dict.fromkeys(word for word in _WORD.findall(text) if word not in _STOP))


class Vocabulary:
    """The words of a rubric. An entry is known by its ``match`` words and by its label, whichever fits better."""

    def __init__(self, rubric: Rubric) -> None:
        self.entries = _entries(rubric)
        # Repeated texts (areas in both bagian, inputs under two questions) must not make their words look common.
        texts: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for entry, both in enumerate(_texts(rubric, self.entries)):
            for each in both:
                if each:
                    texts[tuple(sorted(each))].append(entry)
        frequency = Counter(word for words in texts for word in words)
        self._weight = {word: math.log(1 + len(texts) / count) for word, count in frequency.items()}
        self._profiles = [(tuple(numbers), sum(self._weight[w] for w in words)) for words, numbers in texts.items()]
        self._postings: dict[str, list[int]] = defaultdict(list)
        for number, words in enumerate(texts):
            for word in words:
                self._postings[word].append(number)
        self._foreign = 0.3 * math.log(1 + len(texts))
        self._spelling: dict[str, str | None] = {}
        self.candidates = lru_cache(maxsize=20_000)(self._candidates)

    def _candidates(self, text: str) -> tuple[Candidate, ...]:
        """Return what a text may be, most similar first; at least 0.35 similar. Misspelt words are forgiven."""
        words = words_of(text)
        found = self._similar(words)
        if not found or found[0].similarity < SURE or _close(found):
            mended = [self._known(word) or word for word in words]
            if mended != words:
                found = self._similar(list(dict.fromkeys(mended)))
        return found

    def _similar(self, words: list[str]) -> tuple[Candidate, ...]:
        common: dict[int, float] = defaultdict(float)
        total = 0.0
        for word in words:
            weight = self._weight.get(word)
            if weight is None:
                total += self._foreign
                continue
            total += weight
            for number in self._postings[word]:
                common[number] += weight
        best: dict[int, float] = {}
        for number, shared in common.items():
            entries, whole = self._profiles[number]
            similarity = shared / (shared + _EXTRA * (total - shared) + _LACKING * (whole - shared))
            if similarity >= 0.35:
                for entry in entries:
                    if similarity > best.get(entry, 0.0):
                        best[entry] = similarity
        ranked = sorted(best.items(), key=lambda item: -item[1])[:8]
        return tuple(Candidate(self.entries[entry], similarity) for entry, similarity in ranked)

    def _known(self, word: str) -> str | None:
        if word in self._weight or len(word) < 4:
            return word
        if word not in self._spelling:
            from rapidfuzz import fuzz, process

            near = process.extractOne(word, self._weight.keys(), scorer=fuzz.ratio, score_cutoff=_TYPING_ERROR)
            self._spelling[word] = near[0] if near else None
        return self._spelling[word]


def _entries(rubric: Rubric) -> list[Entry]:
    codes: list[tuple[str, str]] = []
    for node in rubric.nodes.values():
        codes.append((node.code, "node"))
        for question in node.questions:
            codes.append((question.code, "question"))
            codes += [(each.code, "input") for each in question.inputs]
    codes.append((TOTAL, "total"))
    return [Entry(code, kind, i, code.rsplit(".", 1)[-1].lower()) for i, (code, kind) in enumerate(codes)]


def _texts(rubric: Rubric, entries: list[Entry]) -> list[tuple[list[str], list[str]]]:
    texts = []
    for entry in entries:
        if entry.kind == "total":
            texts.append((words_of(" ".join(rubric.total_match)), words_of("Nilai total evaluasi")))
            continue
        part = rubric.part(entry.code)
        texts.append((words_of(" ".join(part.match)), words_of(part.label)))
    return texts
