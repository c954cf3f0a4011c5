"""A result as JSON: its own fields, under English keys, with a version. The schema is published in ``schemas/``."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from lke_cli import __version__
from lke_cli.results import kind_of


def json_chunks(result: object) -> Iterator[str]:
    """Yield a result as JSON under a head that names its kind and version, piece by piece: long tuples of it go out
    thing by thing, so that thousands of units are never one text.

    A result is made of dataclasses, mappings, sequences and what JSON knows.
    """
    kind = kind_of(result)
    head = {"kind": kind.name, "schema_version": kind.version, "lke_version": __version__}
    yield json.dumps(head, ensure_ascii=False, indent=2).removesuffix("\n}")
    for name, value in _fields(result):
        yield f",\n  {json.dumps(name)}: "
        if isinstance(value, tuple) and value:
            for number, entry in enumerate(value):
                yield ("," if number else "[") + "\n    " + _indented(entry, "    ")
            yield "\n  ]"
        else:
            yield _indented(value, "  ")
    yield "\n}\n"


def _fields(value: object) -> Iterator[tuple[str, object]]:
    return ((field.name, getattr(value, field.name)) for field in fields(value))  # type: ignore[arg-type]


def _indented(value: object, space: str) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=_plain).replace("\n", "\n" + space)


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, Sequence) else dict(_fields(value))


def json_schema(kind: str, version: str, result_type: type) -> str:
    """Return the JSON Schema (2020-12) of what :func:`json_chunks` writes for a result of this type."""
    from pydantic import TypeAdapter

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
