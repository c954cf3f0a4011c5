"""A table as Parquet, for programs that analyse many units."""

from pathlib import Path

from lke_cli.errors import LkeError
from lke_cli.report.document import Table, Text


def write_parquet(path: Path, table: Table) -> None:
    """Write a table with its columns' English keys. Raises LkeError where pyarrow, an extra, is not installed."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise LkeError(
            'Bentuk parquet perlu pyarrow; pasang dengan: pip install "lke-cli[parquet]", atau pakai --format csv.'
        ) from error
    rows = [[value.text if isinstance(value, Text) else value for value in row] for row in table.rows]
    columns = {column.key: [row[number] for row in rows] for number, column in enumerate(table.columns)}
    parquet.write_table(pyarrow.table(columns), str(path))
