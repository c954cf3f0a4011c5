"""The page of a result that has no page of its own kind: what its report says, in the same order."""

from lke_cli.report.document import Document, Table
from lke_cli.report.html.building import page_of, said_first, sheet, verdict_of
from lke_cli.report.html.parts import Page, Part, Words


def page(result: object, document: Document) -> Page:
    """Return a page of a result's document."""
    verdict, lines = said_first(document)
    parts: list[Part] = [verdict_of(verdict, lines)]
    behind = document.blocks[1 + len(lines) :]
    parts += [sheet(block) for block in behind if isinstance(block, Table) and (block.rows or block.empty)]
    texts = tuple(block for block in behind if not isinstance(block, Table) and block.text)
    parts += [Words("lainnya", "Catatan", texts)] if texts else []
    return page_of("Laporan lke", document.title, (), parts)
