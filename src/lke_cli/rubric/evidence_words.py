"""What the text of an evidence cell says: that there is evidence, that there is none, or only that there might be."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Literal

from lke_cli.patterns import later
from lke_cli.rubric.model import EvidenceWords, Words

Shows = Literal["shown", "claimed", "none"]
"""shown: names a document, a place, or an address. claimed: says that there is evidence and names none of it."""

_ADDRESS = re.compile(r"(?:https?|ftp)\s?:|\bwww\.|(?<![\w@./-])(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}(?::\d{1,5})?/\S")
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|heic|zip|rar|mp4|mov)\b")
_NUMBERED = re.compile(
    r"\b(?:no|nomor|nmr)\b\.?\s*:?\s*[\w.-]{0,20}\d|\b\d{1,5}\s?/\s?[a-z\d.-]{1,20}/|\b[a-z]{2,8}/[a-z.-]{1,12}/\d"
)
_NUMBER = re.compile(r"\b\d{1,5}\s?/\s?[a-z\d.-]{1,20}/")
_PLACE = re.compile(
    r"\b(?:folder|lampiran|map|bundel|odner|ordner|boks|box)\s+(?:[a-z]{3,}\s+)?(?:no\.?\s*)?[a-z]?[\d.]*\d|\b[a-z]:\\"
)
_UNDONE = re.compile(
    r"(?:di|ter)\w|sempat\b|pernah di(?:lakukan|laksanakan|buat|susun)\b|dapat\b|bisa\b|(?:dalam |dlm )?proses\b"
)
_LINES = re.compile(r"[\n;]+|(?<!\S)\(?\d{1,2}[.)]\s")
_WORD = re.compile(r"[^\W_]+(?:[./-][^\W_]+)*\.?|[√✓✔☑☒]")
_BARE_NUMBER = re.compile(r"\d+%?")
_VERB = r"(?:di|me|ber|ter|dalam|tahap|proses|segera|dapat|ada|kami|upload|menyusul)"
_CONTRAST = re.compile(r"(?:namun|tetapi|tapi|hanya|cuma|yang|dan|atau)\b")
_LONGEST = 400  # characters of a cell that are judged: what it is shows in its first lines

Judge = Callable[[str], Shows]


@lru_cache(maxsize=8)
def evidence_judge(words: EvidenceWords, nothing: frozenset[str]) -> Judge:
    """Return what judges the texts of evidence cells. nothing: texts that mean none, lower case.

    A cell of several lines shows evidence where one of them does.
    """
    judge = _Judge(words, nothing)
    return lru_cache(maxsize=8192)(judge.cell)


def name_denier(words: EvidenceWords, nothing: frozenset[str]) -> Callable[[str], bool]:
    """Return what tells whether a file's name, without its suffix, says that the document is not there yet:
    ``BELUM ADA SK``, ``DRAFT SK``.

    nothing: as for ``evidence_judge``. A first word such as proses or rencana may be that of a title.
    """
    drafts, judge = _any_of(words.drafts), evidence_judge(words, nothing)

    def denies(stem: str) -> bool:
        name = stem.replace("_", " ")
        return drafts.search(name.lower()) is not None or judge(f"file {name}") == "none"

    return denies


class _Judge:
    def __init__(self, words: EvidenceWords, nothing: frozenset[str]) -> None:
        self.nothing = nothing
        self.claims = frozenset(word.lower() for word in words.claims)
        self.denial = _any_of(words.denials)
        self.opening = _any_of(words.openings)
        self.promise = _pattern(rf"\b(?:{_joined(words.promises)})\s+(?={_VERB})", words.promises)
        self.harmless = _any_of(words.harmless)
        self.unfinished = _any_of(words.unfinished)
        self.paper = _any_of(words.papers)
        papers = (*words.papers, *words.documents)
        self.named = _any_of(tuple(word for word in papers if not self.claims.issuperset(word.lower().split())))
        self.own = frozenset(part for word in papers for part in _WORD.findall(word.lower())) | self.claims
        self.assertions = frozenset(word.lower() for word in words.assertions)
        denying = (*words.denials, *words.openings, *words.promises)
        self.denying = frozenset(part for word in denying for part in _WORD.findall(word.lower()))

    def cell(self, text: str) -> Shows:
        """Return what the text of a cell says."""
        text = text[:_LONGEST].strip(" -–—…_.,:;()\t\n\xa0").lower()
        if _ADDRESS.search(text) or _FILE.search(text):
            return "shown"
        words = _WORD.findall(text)
        if self.denying.isdisjoint(words) and text not in self.nothing:  # most cells: the rest need not be asked
            return "claimed" if self._only_claims(text, words) else "shown" if words else "none"
        shows = [self._line(line) for line in _LINES.split(text) if line.strip()]
        return next((kind for kind in _BEST_FIRST if kind in shows), "none")

    def _line(self, line: str) -> Shows:
        """Return what one line says. Where a part of it denies and names nothing of its own, it denies what stands
        before: ``SK Tim, menyusul``. Else ``SK Tim, foto menyusul`` shows one of two."""
        parts = [part.strip() for part in line.split(",") if part.strip(" .-")]
        kinds: list[Shows] = []
        for part in parts:
            kind = self._part(part)
            if kind == "none" and kinds and (_CONTRAST.match(part) or not self.paper.search(part)):
                kinds = ["claimed" if _NUMBERED.search(line) else "none"]
            else:
                kinds.append(kind)
        if "none" in kinds and not any(self.named.search(part) for part in parts):
            return "none"  # Belum ada, koordinasi dulu
        return next((kind for kind in _BEST_FIRST if kind in kinds), "none")

    def _part(self, part: str) -> Shows:
        words = _WORD.findall(part)
        if not words:
            return "claimed" if self._only_claims(part, words) else "none"
        if " ".join(part.split()) in self.nothing:
            return "none"
        if self._denies(self.harmless.sub("", part).strip()):
            return "claimed" if _NUMBERED.search(part) else "none"
        return "claimed" if self._only_claims(part, words) else "shown"

    def _only_claims(self, text: str, words: Sequence[str]) -> bool:
        """Return whether a text names nothing: claims alone, a sign of repetition, or a sentence that something is
        there or was done, without a document."""
        if not words:
            return '"' in text
        if all(map(self._claims, words)):
            return _PLACE.search(text) is None
        if self.named.search(text) or _NUMBER.search(text) or _PLACE.search(text):
            return False
        return not self.assertions.isdisjoint(words)

    def _claims(self, word: str) -> bool:
        return word in self.claims or word.rstrip(".") in self.claims or _BARE_NUMBER.fullmatch(word) is not None

    def _denies(self, part: str) -> bool:
        if self.opening.match(part):
            return True
        denials = (*self.promise.finditer(part), *self.denial.finditer(part))
        return any(self._is_of_the_paper(part, denial) for denial in denials)

    def _is_of_the_paper(self, part: str, denial: re.Match[str]) -> bool:
        """Return whether it is the evidence that is denied, and not what it is about: ``daftar pegawai yang belum
        lapor`` and ``laporan: tidak ada pengaduan`` are papers."""
        before, after = part[: denial.start()].rstrip(), part[denial.end() :].strip(" :.")
        if f" {before}".endswith((" yang", " yg")):
            return self.unfinished.match(after) is not None
        if _UNDONE.match(after) and self.own.issuperset(_WORD.findall(before)):
            return True  # SOP belum direviu
        if denial.group().endswith("ada") and after:
            return self.paper.search(before) is None or self.paper.match(after) is not None
        return not (after and self.named.search(before)) or self.unfinished.match(after) is not None


_BEST_FIRST: tuple[Shows, ...] = ("shown", "claimed", "none")


def _joined(words: Words) -> str:
    return "|".join(re.escape(word.lower()) for word in sorted(words, key=len, reverse=True))


def _pattern(pattern: str, words: Words) -> re.Pattern[str]:
    return later(pattern if words else r"(?!)")


def _any_of(words: Words) -> re.Pattern[str]:
    return _pattern(rf"\b(?:{_joined(words)})\b", words)
