"""The published JSON Schemas: which result each kind of JSON output holds, and in which version."""

from lke_cli.report.json import json_schema
from lke_cli.results import KINDS


def published() -> dict[str, str]:
    """Return the text of every schema by its file name in ``schemas/``."""
    return {
        f"{kind.name}-{kind.version.split('.')[0]}.json": json_schema(kind.name, kind.version, kind.type)
        for kind in sorted(KINDS.values(), key=lambda kind: kind.name)
    }
