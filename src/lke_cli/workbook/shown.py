"""What the evidence cells of a row show, and what they only claim."""

from collections.abc import Iterable, Iterator, Sequence

from lke_cli.findings import Finding
from lke_cli.values import CellValue, as_text, is_error
from lke_cli.workbook import rules
from lke_cli.workbook.contents import is_nothing
from lke_cli.workbook.sheets import Sheet, merged_rows

PICTURE = "(gambar di dalam sel)"
"""What stands for a picture in a cell: it is evidence, and has no text."""


def evidence_texts(cells: Sequence[CellValue], columns: Iterable[int], nothing: frozenset[str]) -> tuple[str, ...]:
    """Return the texts that stand in the evidence columns of a row.

    Texts that say that there is none are left out, as are Excel's errors, and check boxes: one that is ticked claims
    evidence and shows none.
    """
    found = []
    for column in columns:
        value = cells[column]
        if value != "" and not isinstance(value, bool):
            text = as_text(value)
            if not is_nothing(text, nothing) and not is_error(text):
                found.append(text)
    return tuple(found)


def beside_texts(sheet: Sheet, columns: Sequence[int], nothing: frozenset[str]) -> dict[int, tuple[str, ...]]:
    """Return, by row, what the evidence columns show beside the row's own texts: pictures, and what a cell that is
    merged over several rows says in the first of them."""
    found: dict[int, tuple[str, ...]] = {}
    for row, column in sorted(sheet.pictures):
        if column in columns:
            found[row] = (*found.get(row, ()), PICTURE)
    for (row, column), (top, left) in merged_rows(sheet.merges).items():
        if row > top and column == left and column in columns and top < len(sheet.rows):
            shown = evidence_texts(sheet.rows[top], [column], nothing)
            shown += (PICTURE,) if (top, column) in sheet.pictures else ()
            found[row] = found.get(row, ()) + shown
    return found


def narrative_text(value: CellValue) -> str:
    """Return a narrative; a check box and an error of Excel tell nothing."""
    if isinstance(value, bool):
        return ""
    text = as_text(value)
    return "" if is_error(text) else text


def claims_only(sheet: Sheet, rows: Iterable[int], columns: Sequence[int]) -> Iterator[Finding]:
    """Yield a finding for the evidence cells of rows that are ticked, and one for those that hold Excel's errors."""
    ticked, broken = [], []
    for row in rows:
        cells = sheet.rows[row]
        for column in columns:
            value = cells[column] if column < len(cells) else ""
            if value is True:
                ticked.append(sheet.address(row, column))
            elif isinstance(value, str) and is_error(value) and (row, column) not in sheet.pictures:
                broken.append(sheet.address(row, column))
    if ticked:
        yield rules.EVIDENCE_TICKED.at(
            "{count} sel eviden hanya dicentang (TRUE): menyatakan ada, tetapi tidak menunjukkan apa pun.",
            cells=ticked,
            count=len(ticked),
        )
    if broken:
        yield rules.EVIDENCE_BROKEN.at(
            "{count} sel eviden atau catatan berisi galat Excel seperti {sample}; tidak dihitung sebagai eviden.",
            cells=broken,
            count=len(broken),
            sample="#REF!",
        )
