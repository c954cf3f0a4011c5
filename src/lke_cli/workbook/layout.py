"""Find the header row and what each column holds, by the words in the header."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lke_cli.rubric.model import Role, Rubric
from lke_cli.values import CellValue
from lke_cli.workbook.contents import Contents, column_cells
from lke_cli.workbook.sheets import column_letters

HEADER_ROWS = 60
"""How far down a header is looked for."""

_WORD = re.compile(r"[a-z0-9%]+")
_LONGEST_TITLE = 80
_TITLES_KEPT = 4096
_ENOUGH = 5  # known headers in a row that make it the header beyond doubt
UNIT = "unit"

_EVIDENCE = (("role", "documents"), ("role", "links"))
_BY_ASSESSOR = ("answer", "score", "note")
Key = tuple[str, str]  # ("role", "weight") or ("answer" | "score" | "note" | "who", assessor)
Rows = Sequence[Sequence[CellValue]]


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column holds what, 0-based. ``header_row`` is None where no header was found.

    columns: by role. answers, scores, notes: by assessor. labels: the columns that hold numbering and text.
    extra: columns without a known header whose cells show evidence. unused: all others that hold something.
    rivals: columns that could be the answers as well: where the cells alone decide, or of one title with those read.
    """

    header_row: int | None
    columns: Mapping[Role, int]
    answers: Mapping[str, int]
    scores: Mapping[str, int]
    notes: Mapping[str, int]
    labels: tuple[int, ...]
    extra: tuple[int, ...]
    titles: Mapping[int, str]
    unused: tuple[int, ...] = ()
    rivals: tuple[int, ...] = ()

    @property
    def evidence_columns(self) -> tuple[int, ...]:
        """The columns in which evidence is shown: documents, links, and those whose cells say so."""
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
    _found: dict[str, Key | None] = field(default_factory=dict)

    @cached_property
    def contents(self) -> Contents:
        """What tells the meaning of a column by its cells."""
        return Contents(self.rubric)

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

    @cached_property
    def names(self) -> dict[str, str]:
        """The assessor that each normalised name means, longest name first."""
        found = {
            _plain(name): key
            for key, assessor in self.rubric.assessors.items()
            for name in (assessor.names or (assessor.label,))
        }
        return dict(sorted(found.items(), key=lambda item: -len(item[0])))

    def meaning(self, text: str) -> Key | None:
        """Return what a header cell means: the very words, an assessor's name beside a known title, else the longest
        known title that it begins with. ``("who", name)`` where it only names an assessor."""
        if len(text) > _LONGEST_TITLE:
            return None
        if text not in self._found:
            if len(self._found) >= _TITLES_KEPT:
                self._found.clear()
            plain = _plain(text)
            self._found[text] = (self.known.get(plain) or self._longer(plain)) if plain else None
        return self._found[text]

    def assessor(self, text: str) -> str | None:
        """Return the assessor whom a text names anywhere."""
        plain = f" {_plain(text)} "
        return next((key for name, key in self.names.items() if f" {name} " in plain), None)

    def _longer(self, plain: str) -> Key | None:
        """Return what a title means that holds a known one: ``Bobot Nilai (maks)`` is a weight, ``Jawaban Pembina``
        the answer of an assessor that the rubric does not name."""
        title = self._beginning(plain)
        kind, name = self.known.get(title, ("", ""))
        if kind in _BY_ASSESSOR and (name != UNIT or " " in title):
            return kind, name
        who = self.assessor(plain)
        if who is not None:
            return self._named(plain, who)
        if kind in ("answer", "score"):
            return kind, "-".join(plain.removeprefix(title).split()[:4])
        return (kind, name) if kind else None

    def _beginning(self, plain: str) -> str:
        """Return the longest known title that a text begins with, ``""`` where there is none."""
        starts = [title for title in self.known if len(title) > 4 and plain.startswith(title + " ")]
        return max(starts, key=len, default="")

    def _named(self, plain: str, who: str) -> Key | None:
        """Return what a title that names an assessor means: whose answers, scores or remarks it heads."""
        name = next(name for name in self.names if f" {name} " in f" {plain} ")
        rest = " ".join(f" {plain} ".replace(f" {name} ", " ", 1).split())
        if not rest or rest in self.names:
            return "who", who
        kind, role = self.known.get(rest) or self.known.get(self._beginning(rest), ("", ""))
        if kind in _BY_ASSESSOR:
            return kind, who
        if role == "narrative":
            return ("role", role) if who == UNIT else ("note", who)
        if role == "label":
            return "who", who
        return (kind, role) if kind and who == UNIT else None


def find_layout(rows: list[list[CellValue]], headers: Headers) -> Layout | None:
    """Return the layout under the row that has most known headers, or None where no row names an answer column.

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
        has_answer = any(kind in ("answer", "who") for kind, _ in found.values())
        if has_answer and (best is None or score > best[0]):
            best = (score, number + depth - 1, found, number)
            if score >= _ENOUGH:
                break
    if best is None:
        return None
    _, last, found, first = best
    titles = {
        c: " ".join(value.split())
        for row in rows[first : last + 1]
        for c, value in enumerate(row)
        if isinstance(value, str) and value.strip()
    }
    return make_layout(_settled(found, rows[last + 1 :], headers), rows, len(rows[0]), last, titles, headers)


def _settled(found: Mapping[int, Key], rows: Rows, headers: Headers) -> dict[int, Key]:
    """Settle by its cells what a column holds whose header only names an assessor: answers, or remarks."""
    settled = {column: key for column, key in found.items() if key[0] != "who"}
    for column, (kind, name) in found.items():
        if kind == "who" and headers.contents.are_answers(column_cells(rows, column)):
            settled[column] = ("answer", name)
        elif kind == "who" and name != UNIT:
            settled[column] = ("note", name)
    return settled


def make_layout(
    found: Mapping[int, Key],
    rows: Rows,
    width: int,
    header_row: int | None,
    titles: Mapping[int, str],
    headers: Headers,
    labels: tuple[int, ...] = (),
    rivals: tuple[int, ...] = (),
) -> Layout:
    """Return the layout for columns whose meaning is known. The leftmost of several with one meaning counts.

    labels: the columns of the texts, where the cells say so and no header does.
    """
    groups: dict[str, dict[str, int]] = {"role": {}, "answer": {}, "score": {}, "note": {}}
    for column in sorted(found):
        group, name = found[column]
        groups[group].setdefault(name, column)
    below = rows[0 if header_row is None else header_row + 1 :]

    def holds_answers(column: int) -> bool:
        return headers.contents.hold_answers(column_cells(below, column))

    titled_twice = [c for c, (group, name) in found.items() if group == "answer" and groups["answer"][name] != c]
    rivals = (*rivals, *filter(holds_answers, titled_twice))
    _adopt_unit(groups, headers.rubric, lambda: any(holds_answers(c) for c in range(width) if c not in found))
    roles: dict[Role, int] = groups["role"]  # type: ignore[assignment]
    if not labels:
        start = roles.get("label", 0)
        labels = tuple(range(start, next((c for c in sorted(found) if c > start), start + 1)))
    used = {*labels, *(column for group in groups.values() for column in group.values())}
    extra, unused = [], []
    for column in range(labels[0], width):
        if column in used:
            continue
        cells = [*column_cells(below, column)]
        if found.get(column) in _EVIDENCE:
            extra.append(column)  # a second column of documents or links
        elif column in found:
            unused.append(column)
        elif headers.contents.are_evidence(cells, titled=column in titles):
            extra.append(column)
        elif column in titles or cells.count("") < len(cells):
            unused.append(column)
    return Layout(
        header_row,
        roles,
        groups["answer"],
        groups["score"],
        groups["note"],
        labels,
        tuple(extra),
        titles,
        tuple(unused),
        rivals,
    )


def _adopt_unit(groups: dict[str, dict[str, int]], rubric: Rubric, has_others: Callable[[], bool]) -> None:
    """Take the only answers there are for the unit's own, whatever their title adds (``Jawaban (diisi sendiri)``).

    Never those of an assessor whom the rubric names: a reviewer's answers are not the unit's. has_others: whether a
    column that no title explains holds answers too, so that it is not known which are the unit's.
    """
    if UNIT not in groups["answer"] and len(groups["answer"]) == 1:
        (name,) = groups["answer"]
        if name in rubric.assessors or has_others():
            return
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
    """Read two header rows as one: ``Jawaban`` over ``Unit | TPI`` is ``Jawaban Unit``, ``Jawaban TPI``.

    Where the lower row says what the column holds, the upper only names the assessor (``Penilaian TPI`` over
    ``Jawaban | Nilai``).
    """
    merged = dict(found)
    title = ""
    for column in range(max(len(upper), len(lower))):
        above = upper[column] if column < len(upper) else ""
        below = lower[column] if column < len(lower) else ""
        title = above if isinstance(above, str) and above.strip() else title
        if not isinstance(below, str) or not below.strip():
            continue
        key = _under(title, headers.meaning(below), headers) or (
            headers.meaning(f"{title} {below}") or headers.meaning(f"{below} {title}") or headers.meaning(below)
        )
        if key is not None:
            merged[column] = key
    return merged


def _under(title: str, key: Key | None, headers: Headers) -> Key | None:
    """Return what a column holds whose lower header says so and whose upper one names an assessor."""
    who = headers.assessor(title)
    if key is None or who is None:
        return None
    kind, name = key
    if kind in _BY_ASSESSOR:
        return kind, who if name == UNIT else name
    return ("note", who) if key == ("role", "narrative") and who != UNIT else None


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))
