"""A rubric as JSON, and the JSON Schema of its YAML, by which an editor completes and checks it."""

import json

from pydantic import TypeAdapter

from lke_cli.rubric.model import Rubric


def rubric_json(rubric: Rubric) -> str:
    """Return a rubric as JSON text. It has the shape of the YAML file, and may be used as one."""
    data = TypeAdapter(Rubric).dump_python(rubric, mode="json", exclude_defaults=True)
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def rubric_schema() -> str:
    """Return the JSON Schema (2020-12) of a rubric's YAML, as published in ``schemas/rubric-1.json``."""
    schema = TypeAdapter(Rubric).json_schema()
    around = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps({**around, **schema, "title": "Rubrik lke, format 1"}, ensure_ascii=False, indent=2) + "\n"
