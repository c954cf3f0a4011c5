"""Which kinds of evidence a file is, by its name, the folders under its question, and its first page's heading."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from lke_cli.evidence.dates import in_capitals
from lke_cli.evidence.types import family_of
from lke_cli.rubric import Rubric

_WORD = re.compile(r"[A-Za-z]+|\d+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WHOLE = re.compile(r"(?i)\bse-(?=[a-z])")  # the prefix of "se-Sumatera Barat", no abbreviation
_NUMBER = "#"
_SUBJECT = re.compile(r"(?:hal|perihal)\s*:\s*(.*)", re.IGNORECASE)
_TYPING_ERROR = 91  # similarity (0..100): forgives "undagan", keeps "penerapan" (88.9) apart from "penetapan"
_LONG_ENOUGH = 6
_HEADING_LINES = 14

Phrase = tuple[str, ...]


class Kinds:
    """The words of a rubric's evidence kinds, ready to be looked for."""

    def __init__(self, rubric: Rubric) -> None:
        self._phrases: dict[Phrase, set[str]] = {}
        self._abbreviations: set[str] = set()
        for kind, evidence_kind in rubric.evidence_kinds.items():
            for words in evidence_kind.words:
                if words.isupper():
                    self._abbreviations.add(words.lower())
                phrase = tuple(re.findall(r"[a-z]+|#", words.lower()))
                for written in {phrase, ("".join(phrase),)}:
                    self._phrases.setdefault(written, set()).add(kind)
        self._longest = max((len(phrase) for phrase in self._phrases), default=0)
        self._files: dict[str, str] = {
            family: kind for kind, evidence_kind in rubric.evidence_kinds.items() for family in evidence_kind.files
        }
        self._wider = {
            kind: {other for other in rubric.evidence_kinds if kind.startswith(other + "-")}
            for kind in rubric.evidence_kinds
        }
        self._words = sorted({word for phrase in self._phrases for word in phrase if len(word) >= _LONG_ENOUGH})
        self._mended = lru_cache(maxsize=10_000)(self._mend)

    def of_name(self, folders: Iterable[str], name: str) -> frozenset[str]:
        """Return the kinds that a file's name tells, else the folders below its question, else its type."""
        stem = name.rpartition(".")[0] or name
        kinds = self.in_text(stem)
        for folder in reversed(list(folders)):
            kinds = kinds or self.in_text(folder)
        if not kinds and family_of(name) in self._files:
            return self._with_wider({self._files[family_of(name)]})
        return kinds

    def of_heading(self, heading: str) -> frozenset[str]:
        """Return the kinds that the heading of a document's first page tells.

        Titles stand in capitals, letters have a subject; a word in running text says nothing of the document.
        """
        kinds: frozenset[str] = frozenset()
        for line in _title_lines(heading):
            kinds |= self.in_text(line, shortest=3)
        return kinds

    def in_text(self, text: str, *, shortest: int = 1) -> frozenset[str]:
        """Return the kinds whose words stand in a text; words inside a longer phrase do not count by themselves."""
        kinds = self._in_words(self._words_of(text), shortest)
        split = _CAMEL.sub(" ", text)  # SKTimZI; but WhatsApp is one word
        if split != text:
            kinds |= self._in_words(self._words_of(split), shortest)
        return self._with_wider(kinds)

    def _words_of(self, text: str) -> list[str]:
        """Return the words of a text as they stand in phrases: mended, a number as ``#``.

        What a rubric writes in capitals (``SE``) is a word of its own in small letters, where a text has both.
        """
        words = _WORD.findall(_WHOLE.sub("", text))
        small = {word for word in words if word.islower() and word in self._abbreviations and not text.islower()}
        return [_NUMBER if word[0].isdigit() else "" if word in small else self._mended(word.lower()) for word in words]

    def _in_words(self, words: list[str], shortest: int) -> set[str]:
        kinds: set[str] = set()
        at = 0
        while at < len(words):
            for length in range(min(self._longest, len(words) - at), 0, -1):
                phrase = tuple(words[at : at + length])
                if phrase in self._phrases and len("".join(phrase)) >= shortest:
                    kinds |= self._phrases[phrase]
                    at += length - 1
                    break
            at += 1
        return kinds

    def only_kinds(self, text: str) -> bool:
        """Return whether a text is nothing but words of kinds, such as ``Daftar Hadir 2``."""
        words = [word for word in _WORD.findall(text.lower()) if not word[0].isdigit()]
        known = {word for phrase in self._phrases for word in phrase}
        return bool(words) and all(self._mended(word) in known for word in words)

    def _mend(self, word: str) -> str:
        if len(word) < _LONG_ENOUGH or word in self._words:
            return word
        from rapidfuzz import fuzz, process

        near = process.extractOne(word, self._words, scorer=fuzz.ratio, score_cutoff=_TYPING_ERROR)
        return near[0] if near else word

    def _with_wider(self, kinds: set[str]) -> frozenset[str]:
        return frozenset(kinds.union(*(self._wider[kind] for kind in kinds)))


def _title_lines(heading: str) -> Iterator[str]:
    lines = [line.strip() for line in heading.splitlines() if line.strip()]
    for line in lines[:_HEADING_LINES]:
        subject = _SUBJECT.match(line)
        if subject:
            yield subject.group(1)
        elif in_capitals(line):
            yield line
