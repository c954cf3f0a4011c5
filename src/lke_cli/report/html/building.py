"""What several pages are built with: parts of the report's document, findings by rule, facts of the head."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from lke_cli.findings import SEVERITY_LABELS, Finding
from lke_cli.report.cells import file_name as file_name
from lke_cli.report.document import Document, Table, Text
from lke_cli.report.findings import TONES, place, worst_first
from lke_cli.report.html.parts import Beside, Fact, Figures, FindingGroup, Findings, Page, Part, Sheet, Spot, Verdict
from lke_cli.untrusted import one_line

LISTED = 200
"""Rows of a table, and findings of one rule, that a page lists; json holds all."""
ALL_ROWS = 10_000
"""As many rows as a table of units can have: none is left out."""
_LONG = 600  # characters of a message


def said_first(document: Document) -> tuple[Text, tuple[Text, ...]]:
    """Return a document's verdict, and what it says with it before its first table."""
    texts: list[Text] = []
    for block in document.blocks:
        if isinstance(block, Table):
            break
        if block.text.strip():
            texts.append(block)
    return (texts[0], tuple(texts[1:])) if texts else (Text(""), ())


def verdict_of(text: Text, lines: Sequence[Text] = (), *, command: str | None = None) -> Verdict:
    """Return a verdict from its sentence, whose part before a colon, begun in capitals, is the verdict itself."""
    word, colon, rest = text.text.partition(": ")
    if not colon or not word.split(" ")[0].isupper():
        return Verdict(text.tone, capital(text.text), "", tuple(lines), command)
    return Verdict(text.tone, word, capital(rest), tuple(lines), command)


def tables_of(document: Document) -> dict[str, Table]:
    """Return a document's tables that have something to show, by key."""
    return {b.key: b for b in document.blocks if isinstance(b, Table) and (b.rows or b.empty)}


def said_before_tables(document: Document) -> tuple[Text, ...]:
    """Return all that a document says before its first table."""
    first, lines = said_first(document)
    return (first, *lines) if first.text else ()


def texts_of(document: Document, *, after: str) -> tuple[Text, ...]:
    """Return what a document says after the last table of a key."""
    at = max((n for n, b in enumerate(document.blocks) if isinstance(b, Table) and b.key == after), default=None)
    if at is None:
        return ()
    return tuple(b for b in document.blocks[at:] if isinstance(b, Text) and b.text)


def texts_before(document: Document, key: str) -> tuple[Text, ...]:
    """Return the sentences that stand right before a table; none where it is not there."""
    texts: list[Text] = []
    for block in document.blocks:
        if not isinstance(block, Table):
            texts.append(block)
        elif block.key == key:
            return tuple(text for text in texts if text.text)
        elif block.rows or block.empty:
            texts = []
    return ()


def sheet(
    table: Table,
    *,
    folded: bool = False,
    lines: Iterable[Text] = (),
    most: int = LISTED,
    rest: str = "semuanya ada di bentuk json",
) -> Sheet:
    """Return a table as a part of a page: at most so many of its rows, and how many more there are, and where."""
    more = len(table.rows) - most
    texts = tuple(lines)
    if more > 0:
        table = replace(table, rows=table.rows[:most])
        texts = (*texts, Text(f"… dan {more} lagi; {rest}.", "muted"))
    return Sheet(table.key, table, folded=folded, lines=texts)


def others(document: Document, shown: Iterable[str]) -> Iterator[Sheet]:
    """Yield, folded, the tables of a document that a page does not show in another way: nothing said is lost."""
    known = set(shown)
    for table in tables_of(document).values():
        if table.key not in known and table.rows:
            yield sheet(table, folded=True, most=ALL_ROWS)


def findings_part(findings: Iterable[Finding], title: str, sheet: str = "") -> Findings:
    """Return findings by rule, worst first, each advice once. sheet: the one that the report is of."""
    grouped: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in worst_first(findings):
        grouped.setdefault((finding.severity.value, finding.rule, finding.advice), []).append(finding)
    groups = tuple(_group(group, sheet) for group in grouped.values())
    count = sum(map(len, grouped.values()))
    return Findings("temuan", f"{title}: {count}", groups, "Tidak ada temuan.")


def _group(findings: Sequence[Finding], sheet: str) -> FindingGroup:
    first = findings[0]
    return FindingGroup(
        TONES[first.severity],
        SEVERITY_LABELS[first.severity],
        first.rule,
        first.title or first.rule,
        first.advice,
        tuple(Spot(cells_in_words(f, sheet), clipped(f.message, _LONG)) for f in findings[:LISTED]),
        max(0, len(findings) - LISTED),
    )


def cells_in_words(finding: Finding, sheet: str) -> str:
    """Return the cells that a finding speaks of, without their sheet where that is the report's; a path only where its
    message lacks it."""
    cells = finding.cells or ((finding.cell,) if finding.cell else ())
    shown = [one_line(place(cell, sheet), 80) for cell in cells if cell not in finding.message]
    more = f" +{len(shown) - 4}" if len(shown) > 4 else ""
    return ", ".join(shown[:4]) + more


def clipped(text: str, limit: int) -> str:
    """Return text on one line that says where it was cut."""
    flat = one_line(text)
    return flat if len(flat) <= limit else f"{flat[: limit - 12].rstrip()}… (dipotong)"


def capital(sentence: str) -> str:
    """Return a sentence with a capital first letter."""
    return sentence[:1].upper() + sentence[1:]


def moment(saved: str | None) -> str:
    """Return ``25-11-2026 12.57`` for an ISO time, as it stands there; ``""`` where there is none."""
    try:
        return datetime.fromisoformat(saved).strftime("%d-%m-%Y %H.%M") if saved else ""
    except ValueError:
        return one_line(saved or "", 40)


def facts(*pairs: tuple[str, str]) -> tuple[Fact, ...]:
    """Return the facts that have a value."""
    return tuple(Fact(name, value) for name, value in pairs if value)


def contents(parts: Iterable[Part]) -> tuple[tuple[str, str], ...]:
    """Return where each part that has a title stands."""
    return tuple(_titled(parts))


def _titled(parts: Iterable[Part]) -> Iterator[tuple[str, str]]:
    for part in parts:
        if isinstance(part, Beside):
            yield from _titled(part.parts)
        elif not isinstance(part, Verdict | Figures):
            yield part.id, part.title.split(":")[0]


def page_of(
    kicker: str,
    title: str,
    page_facts: Sequence[Fact],
    parts: Sequence[Part],
    *,
    head: str = "",
    foot: str = "",
    lead: int = 1,
) -> Page:
    """Return a page whose contents are listed behind the first ``lead`` parts, where they are more than a few."""
    listed = contents(parts[lead:])
    return Page(
        kicker,
        title,
        tuple(page_facts),
        tuple(parts),
        head or f"{title} – {kicker}",
        foot,
        listed if len(listed) > 3 else (),
        lead,
    )
