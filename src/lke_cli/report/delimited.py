"""A table as CSV that Excel in Indonesian opens with a double click.

``;`` between fields and a decimal comma, as Windows set to Indonesian has them; a byte order mark, without which Excel
takes UTF-8 for the system's code page; ``\\r\\n`` at the end of a row, and nowhere else. A text with ``;``, ``,``, a
quote or blanks at its ends stands in quotes. A number does not: it has no sign but its digits, minus and comma.

No quotes help where the file is split at another separator than its own: for that,
:func:`lke_cli.untrusted.csv_text` leaves no part of a text that would be a formula.
"""

import re

from lke_cli.report.document import Table, Text, Value
from lke_cli.untrusted import csv_text

_NEEDS_QUOTES = re.compile(r'[;,"]|^\s|\s$')


def to_csv(table: Table) -> str:
    """Return a table as CSV with its columns' keys as header. Numbers are not rounded; text cannot run."""
    rows = [[_text(column.key) for column in table.columns]]
    rows += [[_field(value) for value in row] for row in table.rows]
    return "\ufeff" + "".join(";".join(row) + "\r\n" for row in rows)


def _text(text: str) -> str:
    safe = csv_text(text)
    return '"' + safe.replace('"', '""') + '"' if _NEEDS_QUOTES.search(safe) else safe


def _field(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Text):
        return _text(value.text)
    if isinstance(value, float):
        return repr(round(value, 12)).replace(".", ",")
    if isinstance(value, int):
        return str(value)
    return _text(value)
