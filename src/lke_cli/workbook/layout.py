"""Find the header row and what each column holds, by the words in the header."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lke_cli.rubric.model import Role, Rubric
from lke_cli.values import CellValue
from lke_cli.workbook.sheets import column_letters

HEADER_ROWS = 60
"""How far down a header is looked for."""

_WORD = re.compile(r"[a-z0-9%]+")
_LONGEST_TITLE = 80
_ENOUGH = 5  # known headers in a row that make it the header beyond doubt
UNIT = "unit"

Key = tuple[str, str]  # ("role", "weight") or ("answer" | "score" | "note", assessor)


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column holds what, 0-based. ``header_row`` is None where no header was found.

    columns: by role. answers, scores, notes: by assessor. labels: the columns that hold numbering and text.
    extra: columns right of the narrative without a known header, where documents and links stand.
    """

    header_row: int | None
    columns: Mapping[Role, int]
    answers: Mapping[str, int]
    scores: Mapping[str, int]
    notes: Mapping[str, int]
    labels: tuple[int, ...]
    extra: tuple[int, ...]
    titles: Mapping[int, str]

    @property
    def evidence_columns(self) -> tuple[int, ...]:
        """The columns in which evidence is shown: documents, links, those right of the narrative without a header."""
        named = [self.columns[role] for role in ("documents", "links") if role in self.columns]
        return tuple(sorted({*named, *self.extra}))

    def describe(self, column: int) -> str:
        """Return a column as a person finds it: ``K (Jawaban)``."""
        title = self.titles.get(column)
        return f"{column_letters(column)} ({title})" if title else column_letters(column)


@dataclass(frozen=True)
class Headers:
    """The header words of a rubric, ready to be compared."""

    rubric: Rubric
    _found: dict[str, Key] = field(default_factory=dict)

    @cached_property
    def known(self) -> dict[str, Key]:
        """What each normalised header means."""
        known: dict[str, Key] = {}
        for name, assessor in self.rubric.assessors.items():
            for kind, titles in (("answer", assessor.answer), ("score", assessor.score), ("note", assessor.note)):
                known.update({_plain(title): (kind, name) for title in titles})
        for role, titles in self.rubric.titles.items():
            for title in titles:
                key = (role, UNIT) if role in ("answer", "score") else ("role", role)
                known.setdefault(_plain(title), key)
        return known

    def meaning(self, text: str) -> Key | None:
        """Return what a header cell means: the very words, else the longest known title that it begins with."""
        if len(text) > _LONGEST_TITLE:
            return None
        plain = _plain(text)
        if not plain:
            return None
        if plain not in self._found:
            self._found[plain] = self.known.get(plain) or self._longer(plain) or ("", "")
        found = self._found[plain]
        return found if found[0] else None

    def _longer(self, plain: str) -> Key | None:
        """Return what a title means that begins with a known one: ``Bobot Nilai`` is a weight, ``Jawaban Itjen``
        the answer of an assessor that the rubric does not name."""
        starts = [title for title in self.known if len(title) > 4 and plain.startswith(title + " ")]
        if not starts:
            return None
        title = max(starts, key=len)
        kind, name = self.known[title]
        if kind in ("answer", "score") and name == UNIT and " " not in title:
            return kind, "-".join(plain.removeprefix(title).split()[:4])
        return kind, name


def find_layout(rows: list[list[CellValue]], headers: Headers) -> Layout | None:
    """Return the layout under the row that has most known headers, or None where no row has an answer column.

    A header may take two rows (a merged title over sub-titles): the lower row's words count with the upper's.
    """
    best: tuple[int, int, dict[int, Key], int] | None = None
    for number, row in enumerate(rows[:HEADER_ROWS]):
        found = _keys(row, headers)
        if len(found) < 2:
            continue
        depth = 1
        if number + 1 < len(rows):
            double = _two_rows(row, rows[number + 1], found, headers)
            if len(set(double.values())) > len(set(found.values())):
                found, depth = double, 2
        score = len(set(found.values()))
        has_answer = any(kind == "answer" for kind, _ in found.values())
        if has_answer and (best is None or score > best[0]):
            best = (score, number + depth - 1, found, number)
            if score >= _ENOUGH:
                break
    if best is None:
        return None
    _, last, found, first = best
    width = max((len(row) for row in rows), default=0)
    titles = {
        c: " ".join(str(rows[r][c]).split())
        for r in range(first, last + 1)
        for c in range(len(rows[r]))
        if isinstance(rows[r][c], str) and str(rows[r][c]).strip()
    }
    return make_layout(found, width, last, titles)


def make_layout(found: Mapping[int, Key], width: int, header_row: int | None, titles: Mapping[int, str]) -> Layout:
    """Return the layout for columns whose meaning is known. The leftmost of several with one meaning counts."""
    groups: dict[str, dict[str, int]] = {"role": {}, "answer": {}, "score": {}, "note": {}}
    for column in sorted(found):
        group, name = found[column]
        groups[group].setdefault(name, column)
    _adopt_unit(groups)
    roles: dict[Role, int] = groups["role"]  # type: ignore[assignment]
    start = roles.get("label", 0)
    known = sorted(found)
    after = [c for c in known if c > start]
    labels = tuple(range(start, after[0] if after else start + 1))
    right = max((c for c in (roles.get("narrative"), *groups["score"].values()) if c is not None), default=width)
    extra = tuple(c for c in range(right + 1, width) if c not in found)
    return Layout(header_row, roles, groups["answer"], groups["score"], groups["note"], labels, extra, titles)


def _adopt_unit(groups: dict[str, dict[str, int]]) -> None:
    """Take the only answers there are for the unit's own, whatever their title adds (``Jawaban (diisi satker)``)."""
    if UNIT not in groups["answer"] and len(groups["answer"]) == 1:
        (name,) = groups["answer"]
        for kind in ("answer", "score"):
            if name in groups[kind]:
                groups[kind].setdefault(UNIT, groups[kind].pop(name))


def _keys(row: list[CellValue], headers: Headers) -> dict[int, Key]:
    return dict(_meanings(((c, value) for c, value in enumerate(row) if isinstance(value, str)), headers))


def _meanings(cells: Iterator[tuple[int, str]], headers: Headers) -> Iterator[tuple[int, Key]]:
    for column, text in cells:
        key = headers.meaning(text)
        if key is not None:
            yield column, key


def _two_rows(
    upper: list[CellValue], lower: list[CellValue], found: dict[int, Key], headers: Headers
) -> dict[int, Key]:
    """Read two header rows as one: ``Jawaban`` over ``Unit | TPI`` is ``Jawaban Unit``, ``Jawaban TPI``."""
    merged = dict(found)
    title = ""
    for column in range(max(len(upper), len(lower))):
        above = upper[column] if column < len(upper) else ""
        below = lower[column] if column < len(lower) else ""
        title = above if isinstance(above, str) and above.strip() else title
        if not isinstance(below, str) or not below.strip():
            continue
        key = headers.meaning(f"{title} {below}") or headers.meaning(f"{below} {title}") or headers.meaning(below)
        if key is not None:
            merged[column] = key
    return merged


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))
