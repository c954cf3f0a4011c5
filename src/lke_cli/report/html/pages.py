"""Which module makes the page of which kind of result."""

from importlib import import_module
from pathlib import Path

from lke_cli.report.document import Document
from lke_cli.report.html.render import page_html
from lke_cli.results import kind_of

PAGES = {
    "lke-score": "score",
    "lke-check": "check",
    "lke-compare": "compare",
    "lke-diff": "diff",
    "lke-evidence": "evidence",
    "lke-plan": "plan",
    "lke-plans": "plans",
    "lke-survey": "survey",
}
"""By kind of result, the module whose ``page`` makes its page; the rest get their document as a page."""


def html_page(result: object, document: Document, folder: Path | None = None) -> str:
    """Return the page of a result as one HTML text. document: the same result for people, with all its details.
    folder: where the page will stand, None where it goes to nobody knows where."""
    module = import_module(f"{__package__}.{PAGES.get(kind_of(result).name, 'plain')}")
    return page_html(module.page(result, document), folder)
