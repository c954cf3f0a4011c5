"""Findings as a table, worst first, each advice once below it: the same in every report."""

from collections.abc import Iterable, Iterator, Sequence

from lke_cli.findings import SEVERITY_LABELS, Finding, Severity
from lke_cli.report.document import Column, Table, Text, Tone, Value
from lke_cli.results import Scorecard
from lke_cli.untrusted import one_line

TONES: dict[Severity, Tone] = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.INFO: "muted"}
_COLUMNS = (
    Column("severity", "Jenis"),
    Column("message", "Keterangan", grow=True),
    Column("cell", "Sel"),
)


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by severity, those of one in the order in which they came."""
    order = list(SEVERITY_LABELS)
    return sorted(findings, key=lambda finding: order.index(finding.severity))


def place(cell: str | None, sheet: str) -> str:
    """Return a cell, without its sheet where that is the one that the report is of; a dash for none."""
    name, _, address = (cell or "–").rpartition("!")
    return address if name == sheet else cell or address


def sheet_of(cells: Iterable[str | None]) -> str:
    """Return the one sheet that cells stand on, ``""`` where they stand on several or on none."""
    sheets = {cell.rpartition("!")[0] for cell in cells if cell}
    return sheets.pop() if len(sheets) == 1 else ""


def sheet_of_answers(card: Scorecard) -> str:
    """Return the one sheet that the answers of a scorecard stand on, as ``sheet_of`` does."""
    return sheet_of(question.cell for question in card.questions)


def finding_row(finding: Finding, where: str | None) -> tuple[Value, ...]:
    """Return the row of a finding. where: the place as the report shows it."""
    kind = Text(SEVERITY_LABELS[finding.severity], TONES[finding.severity])
    return kind, Text(one_line(finding.message), mark=finding.rule), where


def table_of(rows: Iterable[tuple[Value, ...]], title: str, count: int) -> Table:
    """Return rows of findings as a table. count: how many findings they stand for."""
    return Table("findings", f"{title}: {count}", _COLUMNS, tuple(rows))


def findings_table(findings: Sequence[Finding], title: str, *, sheet: str = "", count: int | None = None) -> Table:
    """Return findings as a table: how bad, what, where, and by which rule. sheet: the one that the report is of; cells
    of others are shown with theirs. count: where some stand for several."""
    rows = (finding_row(finding, place(finding.cell, sheet)) for finding in findings)
    return table_of(rows, title, len(findings) if count is None else count)


def advice_lines(findings: Iterable[Finding]) -> Iterator[Text]:
    """Yield each advice once, in the order of its first finding."""
    for advice in dict.fromkeys(finding.advice for finding in findings):
        yield Text(f"- {advice}", "muted")
