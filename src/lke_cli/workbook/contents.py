"""What a column without a known header holds, judged by its cells."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from lke_cli.rubric import Rubric, evidence_judge
from lke_cli.values import CellValue, as_text

_LOOKED_AT = 40  # filled cells of a column; what it holds shows long before
_LONGEST = 300  # characters of a cell
_MOST = 0.5  # of the cells that must say so
_ADDRESS = re.compile(r"https?:|www\.|\b(?:drive|docs)\.google|\w-*+\.(?:com|id|ly|org|net|app)/", re.IGNORECASE)
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|heic|zip|rar|mp4|mov)\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")


class Contents:
    """The words of a rubric that tell what a column holds."""

    def __init__(self, rubric: Rubric) -> None:
        kinds = [word.lower() for kind in rubric.evidence_kinds.values() for word in kind.words]
        shown = [*kinds, *(title.lower() for title in rubric.titles["documents"])]
        self._links = [title.lower() for title in rubric.titles["links"]]
        self._begins = tuple([f"{word} " for word in self._links])
        self._words = frozenset(word for word in shown if " " not in word)
        self._phrases = tuple(word for word in shown if " " in word)
        self._judge = evidence_judge(rubric.evidence_words, rubric.no_evidence_texts)

    def are_evidence(self, cells: Iterable[CellValue], *, titled: bool) -> bool:
        """Return whether a column's cells show evidence: links and files, and documents too where no title stands over
        them. A title that says nothing of evidence leaves its column to be something else: remarks name documents too.
        """
        texts = [text for cell in islice(_filled(cells), _LOOKED_AT) if (text := as_text(cell)[:_LONGEST])]
        texts = [text for text in texts if self._judge(text) != "none"]
        needed, left = _MOST * len(texts), len(texts)
        for text in texts:
            needed -= self._shows(text, documents=not titled)
            left -= 1
            if needed <= 0 or needed > left:
                return needed <= 0
        return False

    def _shows(self, text: str, *, documents: bool) -> bool:
        if ((":" in text or "." in text) and _ADDRESS.search(text)) or ("." in text and _FILE.search(text)):
            return True
        text = text.lower()
        if text.strip(" .:") in self._links or text.startswith(self._begins):
            return True
        if not documents:
            return False
        return not self._words.isdisjoint(_WORD.findall(text)) or any(phrase in text for phrase in self._phrases)


def column_cells(rows: Sequence[Sequence[CellValue]], column: int) -> Iterator[CellValue]:
    """Yield the cells of a column."""
    return (row[column] for row in rows if column < len(row))


def _filled(cells: Iterable[CellValue]) -> Iterator[CellValue]:
    return (cell for cell in cells if cell != "" and not (isinstance(cell, str) and not cell.strip()))
