"""What is shipped as YAML, as JSON beside it: no start needs to read YAML, which takes longer than a score.

A test holds it against the YAML. One that is not of the very text of the YAML is passed over, and the YAML is read.
"""

import json
import zlib
from pathlib import Path
from typing import Any


def prepared_data(path: Path, text: str) -> Any | None:
    """Return the plain data that a shipped YAML file holds, None where it was not prepared from this text."""
    try:
        prepared = json.loads(path.with_suffix(".json").read_bytes())
        return prepared["data"] if prepared["of"] == _mark(text) else None
    except (OSError, ValueError, LookupError, TypeError):
        return None


def shipped_data(path: Path) -> Any:
    """Return the plain data of a shipped YAML file, which the tests validate."""
    text = path.read_text(encoding="utf-8-sig")
    data = prepared_data(path, text)
    if data is None:
        from lke_cli.rubric.text import read_yaml

        data = read_yaml(text).data
    return data


def prepared_text(path: Path) -> str:
    """Return what is shipped beside a YAML file: its plain data, and which text that is of."""
    from lke_cli.rubric.text import read_yaml

    text = path.read_text(encoding="utf-8-sig")
    prepared = {"of": _mark(text), "data": read_yaml(text).data}
    return json.dumps(prepared, ensure_ascii=False, separators=(",", ":")) + "\n"


def _mark(text: str) -> list[int]:
    data = text.encode()
    return [len(data), zlib.crc32(data)]
