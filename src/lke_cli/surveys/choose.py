"""Columns that the user names: by letter, by a range of letters, by header."""

import re
from collections.abc import Iterator
from pathlib import Path

from lke_cli.errors import LkeError
from lke_cli.surveys.columns import SurveyColumn, SurveyLayout
from lke_cli.surveys.headers import header_words, is_free_text
from lke_cli.untrusted import one_line


def choose_columns(layout: SurveyLayout, wanted: str, path: Path, option: str) -> tuple[SurveyColumn, ...]:
    """Return the columns of ``D,F``, ``E..I``, or headers (or parts of them), in the table's order.

    option: what the user calls it. Raises LkeError where one is not there, or a part fits several headers.
    """
    whole = _named(layout, wanted)
    columns = set(whole) if len(whole) == 1 else set(_listed(layout, wanted, path, option))
    for column in sorted(columns, key=lambda column: column.index):
        if column.role in ("contact", "personal", "time"):
            raise LkeError(f"Kolom '{column.header}' untuk {option} berisi {column.reason}; sebut kolom pertanyaan.")
    return tuple(sorted(columns, key=lambda column: column.index))


def choose_group(layout: SurveyLayout, wanted: str, path: Path) -> SurveyColumn:
    """Return the column that ``--by`` names. Raises LkeError where it is none, or holds answers, people or remarks."""
    columns = _named(layout, wanted)
    if len(columns) != 1:
        what = "tidak ada" if not columns else "lebih dari satu"
        names = (f"'{column.header}'" for column in layout.columns if _groups(column))
        raise LkeError(
            f"Kolom --by '{one_line(wanted, 60)}' {what} di '{path.name}'; yang dapat dipakai: "
            f"{', '.join(names) or 'tidak ada'}."
        )
    if not _groups(columns[0]):
        why = "pertanyaan" if columns[0].role in ("question", "unreadable") else columns[0].reason
        raise LkeError(f"Kolom '{columns[0].header}' berisi {why}, tidak untuk --by; pilih kolom layanan atau unit.")
    return columns[0]


def _groups(column: SurveyColumn) -> bool:
    return column.role == "aside" and not is_free_text(header_words(column.header))


def _listed(layout: SurveyLayout, wanted: str, path: Path, option: str) -> Iterator[SurveyColumn]:
    by_letter = {column.letter: column for column in layout.columns}
    for part in map(str.strip, wanted.split(",")):
        span = re.fullmatch(r"([a-z]{1,3})\s*(?:\.\.|-|:)\s*([a-z]{1,3})", part, re.IGNORECASE)
        ends = [by_letter.get(letter.upper()) for letter in span.groups()] if span else []
        if len(ends) == 2 and ends[0] and ends[1] and ends[0].index <= ends[1].index:
            yield from layout.columns[ends[0].index : ends[1].index + 1]
            continue
        columns = _named(layout, part) if part else []
        if len(columns) != 1:
            what = "tidak ada" if not columns else "cocok dengan beberapa kolom"
            raise LkeError(
                f"{option} '{one_line(part, 60)}' {what} di '{path.name}'; tulis huruf kolom, misalnya E..I, atau "
                "judulnya."
            )
        yield columns[0]


def _named(layout: SurveyLayout, wanted: str) -> list[SurveyColumn]:
    key = " ".join(wanted.split()).lower()
    columns = [column for column in layout.columns if column.header.lower() == key]
    columns = columns or [column for column in layout.columns if column.letter.lower() == key]
    return columns or [column for column in layout.columns if key in column.header.lower()]
