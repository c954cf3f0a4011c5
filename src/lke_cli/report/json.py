"""A result as JSON: its own fields, under English keys, with a version. The schema is published in ``schemas/``."""

import json
from typing import Any

from pydantic import TypeAdapter

from lke_cli import __version__


def to_json(kind: str, version: str, result: object) -> str:
    """Return a result (a frozen dataclass) as JSON text under a head that names its kind and version."""
    body = TypeAdapter[Any](type(result)).dump_python(result, mode="json")
    head = {"kind": kind, "schema_version": version, "lke_version": __version__}
    return json.dumps({**head, **body}, ensure_ascii=False, indent=2) + "\n"


def json_schema(kind: str, version: str, result_type: type) -> str:
    """Return the JSON Schema (2020-12) of what :func:`to_json` writes for a result of this type."""
    schema = TypeAdapter[Any](result_type).json_schema(mode="serialization")
    schema["title"] = f"{kind} {version}"
    head = {
        "kind": {"const": kind},
        "schema_version": {"type": "string", "pattern": "^" + version.split(".")[0] + r"\.\d+$"},
        "lke_version": {"type": "string"},
    }
    schema["properties"] = {**head, **schema["properties"]}
    schema["required"] = [*head, *schema.get("required", [])]
    head_line = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps({**head_line, **schema}, ensure_ascii=False, indent=2) + "\n"
