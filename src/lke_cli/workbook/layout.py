"""What each column of a sheet holds."""

from collections.abc import Mapping
from dataclasses import field

from lke_cli.record import record
from lke_cli.rubric import Role
from lke_cli.workbook.options import UNIT
from lke_cli.workbook.sheets import column_letters

__all__ = ["UNIT", "Doubt", "Layout"]


@record
class Doubt:
    """Why it is not known which column holds somebody's answers.

    kind: columns (several could be), elsewhere (only columns that may be others'), printed (the form's options stand
    printed in the answer cells), stacked (nearly every question stands twice), moved (a header further down heads the
    column otherwise), beside (other questions stand in the same rows: parts of the form side by side). columns: those
    that could be meant, likeliest first. row: the first in which they differ, None where they do not. other: the row
    that says something else in the same column (stacked, moved). headers: header rows of the blocks, where they have
    their own.
    """

    kind: str
    columns: tuple[int, ...]
    row: int | None = None
    other: int | None = None
    headers: tuple[int, ...] = ()


@record
class Layout:
    """Which column holds what, 0-based. ``header_row`` is None where no header was found.

    columns: by role. answers, scores, notes: by assessor. doubts: by assessor whose answers could be several columns'.
    remarks: all columns of notes, each with the assessor whose they are. replies, done: columns that say what the unit
    did about notes, and whether it did.
    labels: the columns that hold numbering and text. texts: those of them in which the rubric's entries are found, the
    one with most questions first. extra: columns without a known header whose cells show evidence. unused: all others
    that hold something. rivals: columns that hold answers as well and are not read; again: those
    of them that may be the unit's for some questions. marks: by assessor, the option
    columns in which a mark is the answer. skipped: rows that are no part of the form that is read: repeated headers,
    hidden twins, other blocks. hidden: columns that were passed over since they are hidden. first_row: the first below
    the header. twins: hidden rows that were passed over.
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
    texts: tuple[int, ...] = ()
    doubts: Mapping[str, Doubt] = field(default_factory=dict)
    marks: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    first_row: int = 0
    skipped: frozenset[int] = frozenset()
    hidden: tuple[int, ...] = ()
    twins: tuple[int, ...] = ()
    remarks: tuple[tuple[int, str], ...] = ()
    replies: tuple[int, ...] = ()
    done: tuple[int, ...] = ()
    again: tuple[int, ...] = ()

    @property
    def evidence_columns(self) -> tuple[int, ...]:
        """The columns in which evidence is shown: documents, links, and those whose cells say so."""
        named = [self.columns[role] for role in ("documents", "links") if role in self.columns]
        return tuple(sorted({*named, *self.extra}))

    def describe(self, column: int) -> str:
        """Return a column as a person finds it: ``K (Jawaban)``."""
        title = self.titles.get(column)
        return f"{column_letters(column)} ({title})" if title else column_letters(column)
