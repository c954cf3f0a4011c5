"""Results as pandas frames: flat tables of documented columns, with a type for each column that does not hang on the
data."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lke_cli.findings import Finding

if TYPE_CHECKING:
    from pandas import DataFrame

_Columns = Mapping[str, str]
"""The type of each column, in their order: ``string``, ``float64``, ``Int64`` or ``boolean``."""

FINDINGS: _Columns = {
    "file": "string",
    "unit": "string",
    "rule": "string",
    "severity": "string",
    "node": "string",
    "cell": "string",
    "message": "string",
    "advice": "string",
}


def frame(columns: _Columns, rows: Iterable[Sequence[Any]]) -> "DataFrame":
    """Return rows as a frame. A value that is not there is NaN in ``float64``, ``<NA>`` in every other type."""
    from pandas import DataFrame, Series

    kept = list(rows)
    return DataFrame(
        {name: Series([row[place] for row in kept], dtype=dtype) for place, (name, dtype) in enumerate(columns.items())}
    )


def finding_record(file: str, unit: str, finding: Finding) -> Sequence[str | None]:
    """Return the row of a finding under ``FINDINGS``."""
    cells = finding.rule, finding.severity.value, finding.node, finding.cell, finding.message, finding.advice
    return file, unit, *cells
