"""What the evidence cells of a row show, and what they only claim."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lke_cli.findings import Finding
from lke_cli.rubric import Judge
from lke_cli.values import CellValue, as_text, is_error
from lke_cli.workbook import rules
from lke_cli.workbook.sheets import Sheet, merged_rows

PICTURE = "(gambar di dalam sel)"
"""What stands for a picture in a cell: it is evidence, and has no text."""


TICKED = "(hanya dicentang)"
LINKED = "(tautan di balik sel)"


class Shown(NamedTuple):
    """What evidence cells say. evidence: what they show; claims: what only says that there is some."""

    evidence: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()

    def and_(self, other: "Shown") -> "Shown":
        """Return what both say."""
        return Shown(self.evidence + other.evidence, self.claims + other.claims)


NOTHING = Shown()


def evidence_shown(cells: Sequence[CellValue], columns: Iterable[int], judge: Judge) -> Shown:
    """Return what stands in the evidence columns of a row.

    Texts that say that there is none are left out, as are Excel's errors. A check box that is ticked claims evidence
    and shows none.
    """
    evidence, claims = [], []
    for column in columns:
        value = cells[column]
        if value is True:
            claims.append(TICKED)
        elif value != "" and value is not False:
            text = as_text(value)
            kind = "none" if is_error(text) else judge(text)
            if kind == "shown":
                evidence.append(text)
            elif kind == "claimed":
                claims.append(text)
    return Shown(tuple(evidence), tuple(claims))


def beside_cells(sheet: Sheet, columns: Sequence[int], judge: Judge) -> dict[int, Shown]:
    """Return, by row, what the evidence columns show beside the row's own texts: pictures, addresses behind cells, and
    what a cell that is merged over several rows says in the first of them."""
    by_row: dict[int, Shown] = {}

    def add(row: int, shown: Shown) -> None:
        by_row[row] = by_row.get(row, NOTHING).and_(shown)

    def hidden(place: tuple[int, int]) -> Shown:
        kinds = {PICTURE: sheet.pictures, LINKED: sheet.linked}
        return Shown(tuple(text for text, places in kinds.items() if place in places))

    for place in sorted(sheet.pictures | sheet.linked):
        if place[1] in columns:
            add(place[0], hidden(place))
    for (row, column), (top, left) in merged_rows(sheet.merges).items():
        if row > top and column == left and column in columns and top < len(sheet.rows):
            add(row, evidence_shown(sheet.rows[top], [column], judge).and_(hidden((top, column))))
    return by_row


def narrative_text(value: CellValue) -> str:
    """Return a narrative; a check box and an error of Excel tell nothing."""
    if isinstance(value, bool):
        return ""
    text = as_text(value)
    return "" if text and is_error(text) else text


def broken_cells(sheet: Sheet, rows: Iterable[int], columns: Sequence[int]) -> Iterator[Finding]:
    """Yield a finding for the evidence cells of rows that hold Excel's errors."""
    broken = []
    for row in rows:
        cells = sheet.rows[row]
        for column in columns:
            value = cells[column] if column < len(cells) else ""
            if value and isinstance(value, str) and is_error(value) and (row, column) not in sheet.pictures:
                broken.append(sheet.address(row, column))
    if broken:
        yield rules.EVIDENCE_BROKEN.at(
            "{count} sel bukti dukung atau catatan berisi galat Excel seperti {sample}; tidak dihitung sebagai bukti.",
            cells=broken,
            count=len(broken),
            sample="#REF!",
        )
