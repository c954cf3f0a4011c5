"""What assessors wrote beside the answers, and what stands there of what the unit did about it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lke_cli.rubric import Rubric
from lke_cli.untrusted import one_line
from lke_cli.values import CellValue, as_text, is_error
from lke_cli.workbook.book import Workbook

_LONGEST = 5_000  # characters of a note


class Remark(NamedTuple):
    """A note in the row of an entry. title: of its column. reply: what the unit says it did; done: whether it did, None
    where nothing says so."""

    assessor: str
    title: str
    code: str
    text: str
    cell: str
    reply: str
    done: bool | None


def remarks_of(workbook: Workbook, rubric: Rubric) -> Iterator[Remark]:
    """Yield the notes of a workbook, row by row in the order of the form."""
    for part in workbook.parts:
        for column, assessor in part.layout.remarks:
            reply = _beside(column, part.layout.replies)
            done = _beside(column, part.layout.done)
            title = one_line(part.layout.titles.get(column, ""), 80)
            for code, item in part.items.items():
                text = _text(part.at(code, column))
                if text and text.lower().strip(" .") not in {"", *rubric.no_remark_texts}:
                    yield Remark(
                        assessor,
                        title,
                        code,
                        text,
                        part.file_address(item.row, column),
                        "" if reply is None else _text(part.at(code, reply)),
                        None if done is None else _done(part.at(code, done), rubric),
                    )


def links_behind(workbook: Workbook, codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return, by code of question, the addresses behind the words of its evidence cells; none where they cannot be
    read."""
    behind = {id(part): part.file.hyperlinks(part.sheet) or {} for part in workbook.parts}
    remarks = {}
    for code in codes:
        part = workbook.part(code)
        item = part.items.get(code)
        if item is not None:
            cells = [behind[id(part)].get((item.row, column), ()) for column in part.layout.evidence_columns]
            if links := tuple(dict.fromkeys(link for cell in cells for link in cell if link)):
                remarks[code] = links
    return remarks


def _text(value: CellValue) -> str:
    text = "" if isinstance(value, bool) else as_text(value).strip()[:_LONGEST]
    return "" if is_error(text) else text


def _done(value: CellValue, rubric: Rubric) -> bool | None:
    """Return what a box or a word says of whether a note was followed; None for none, or one that is not known."""
    if isinstance(value, bool):
        return value
    remark = as_text(value).strip(" .!").lower()
    if not remark:
        return None
    if remark in rubric.done_words.get("yes", ()):
        return True
    return False if remark in rubric.done_words.get("no", ()) else None


def _beside(column: int, columns: Sequence[int]) -> int | None:
    """Return which of some columns belongs to one of notes: the next on its right, else the next on its left."""
    right = [at_right for at_right in columns if at_right > column]
    return min(right) if right else max(columns, default=None)
