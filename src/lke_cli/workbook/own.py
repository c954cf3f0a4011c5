"""Workbooks that this tool writes as reports, told from those that people fill in."""

import re
from datetime import UTC, datetime
from pathlib import Path

from lke_cli.errors import LkeError
from lke_cli.results import CHECKLIST, COMPARISON, DIFF, FOLLOWUP, PLAN, SCORE, SURVEY
from lke_cli.workbook.sheets import SpreadsheetFile

_MODIFIED = re.compile(
    rb"<(?:dcterms:modified|dc:date)[^>]*+>\s*+(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,12}+)?Z?\s*+<"
)
_KEYWORDS = re.compile(rb"<(?:\w++:)?+keywords?+>([^<]*+)<")


def report_of(properties: bytes) -> str | None:
    """Return which report a workbook with these properties (``docProps/core.xml``, ``meta.xml``) is, None for any
    other."""
    keywords_there = b" ".join(_KEYWORDS.findall(properties))
    keywords = keywords_there.decode("utf-8", "replace").replace(",", " ").split()
    kinds = (COMPARISON, CHECKLIST, SURVEY, PLAN, FOLLOWUP, DIFF, SCORE)
    return next((kind for kind in kinds if kind in keywords), None)


def saved_at(properties: bytes) -> datetime | None:
    """Return when a workbook with these properties was saved last, None where they do not say."""
    match = _MODIFIED.search(properties)
    try:
        return datetime.fromisoformat(match.group(1).decode()).replace(tzinfo=UTC) if match else None
    except ValueError:
        return None


def is_report(path: Path) -> bool:
    """Return whether a file is a report of ours."""
    try:
        return report_of(SpreadsheetFile(path).properties) is not None
    except LkeError:
        return False
