"""A table as CSV that Excel in Indonesian opens with a double click: ``;`` between fields, decimal comma, BOM."""

import csv
import io

from lke_cli.report.document import Table, Text, Value
from lke_cli.untrusted import spreadsheet_text


def to_csv(table: Table) -> str:
    """Return a table as CSV with its columns' English keys as header. Numbers are not rounded; text cannot run."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.key for column in table.columns])
    writer.writerows([_field(value) for value in row] for row in table.rows)
    return "\ufeff" + buffer.getvalue()


def _field(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Text):
        return spreadsheet_text(value.text)
    if isinstance(value, float):
        return repr(round(value, 12)).replace(".", ",")
    if isinstance(value, int):
        return str(value)
    return spreadsheet_text(value)
