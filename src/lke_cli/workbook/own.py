"""Workbooks that this tool writes as reports, told from those that people fill in."""

import re
from pathlib import Path

from lke_cli.errors import LkeError
from lke_cli.results.marks import CHECKLIST, COMPARISON
from lke_cli.workbook.sheets import SpreadsheetFile

_KEYWORDS = re.compile(rb"<(?:\w+:)?keywords>[^<]*(lke-[a-z-]+)")


def report_of(properties: bytes) -> str | None:
    """Return which report a workbook with these properties (``docProps/core.xml``) is, None for any other."""
    found = _KEYWORDS.search(properties)
    kind = found.group(1).decode() if found else None
    return kind if kind in (COMPARISON, CHECKLIST) else None


def is_report(path: Path) -> bool:
    """Return whether a file is a report of ours."""
    try:
        return report_of(SpreadsheetFile(path).properties) is not None
    except LkeError:
        return False
