"""A document as GitHub-flavoured Markdown."""

import re

from lke_cli.report.cells import bar, cell_text
from lke_cli.report.document import Column, Document, Table, Text, Value
from lke_cli.untrusted import one_line

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~$]|&(?=#?\w+;))")
_BLOCK_START = re.compile(r"([-+=:]|(?<!\d)\d++(?=[.)]))")
"""What makes a list, a heading or a quotation of the line that it begins."""


def to_markdown(document: Document) -> str:
    """Return a document as Markdown; text from workbooks is escaped so that it cannot become markup."""
    parts = [f"# {_escape(document.title)}"]
    for block in document.blocks:
        if isinstance(block, Text):
            strong = block.tone in ("good", "bad")
            parts.append(f"**{_escape(block.text)}**" if strong else _paragraph(block.text))
        elif block.rows or block.empty:
            parts.append(f"## {_escape(block.title)}")
            parts.append(_table(block) if block.rows else _paragraph(block.empty or ""))
            if block.note:
                parts.append(_paragraph(block.note))
    return "\n\n".join(parts) + "\n"


def _table(table: Table) -> str:
    head = "| " + " | ".join(_escape(column.title) for column in table.columns) + " |"
    rule = "|" + "|".join("---:" if c.kind in ("number", "percent") else "---" for c in table.columns) + "|"
    body = [
        "| " + " | ".join(_cell(value, column) for value, column in zip(row, table.columns, strict=True)) + " |"
        for row in table.rows
    ]
    return "\n".join([head, rule, *body])


def _cell(value: Value, column: Column) -> str:
    if column.kind == "bar" and isinstance(value, int | float):
        return bar(value, 10, full="█", empty="░")
    return _escape(cell_text(value, column))


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", one_line(text))


def _paragraph(text: str) -> str:
    """Return escaped text that stands on a line of its own: how it begins makes no list or heading of it."""
    escaped = _escape(text)
    begins = _BLOCK_START.match(escaped)
    if begins is None:
        return escaped
    at = begins.end() if begins[1].isdigit() else 0  # a digit cannot be escaped, the sign behind it can
    return f"{escaped[:at]}\\{escaped[at:]}"
