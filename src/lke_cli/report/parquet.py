"""A table as Parquet, for programs that analyse many units."""

from collections.abc import Collection
from pathlib import Path

from lke_cli.errors import LkeError
from lke_cli.report.document import Table, Text, Value
from lke_cli.untrusted import printable


def write_parquet(path: Path, table: Table, whole: Collection[str], real: Collection[str]) -> None:
    """Write a table with its columns' English keys. Raises LkeError where pyarrow, an extra, is not installed.

    whole, real: the columns of numbers; all others are of text. An empty column has its type too, so that the files of
    several runs fit together.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise LkeError(
            'Bentuk parquet perlu pyarrow; pasang dengan: pip install "lke-cli[parquet]", atau pakai --format csv.'
        ) from error
    rows = [[_plain(value) for value in row] for row in table.rows]
    columns = {column.key: [row[number] for row in rows] for number, column in enumerate(table.columns)}
    types = {
        key: pyarrow.int64() if key in whole else pyarrow.float64() if key in real else pyarrow.string()
        for key in columns
    }
    parquet.write_table(pyarrow.table(columns, schema=pyarrow.schema(list(types.items()))), str(path))


def _plain(value: Value) -> str | int | float | None:
    if isinstance(value, Text):
        value = value.text
    return printable(value) if isinstance(value, str) else value
