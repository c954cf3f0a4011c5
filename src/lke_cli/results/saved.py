"""A result read back from the JSON that ``--format json`` wrote."""

import json
import math
from pathlib import Path
from stat import S_ISREG
from typing import Any

from lke_cli.errors import LkeError
from lke_cli.results.kinds import KINDS, Kind
from lke_cli.untrusted import one_line

_MAX_FILE = 100_000_000
"""Bytes of the largest result that is read; a comparison of 600 units takes a fifth."""
_DIGITS = 15  # of an integer; what is counted or weighed has fewer


def load(path: Path | str) -> Any:
    """Return the result that a JSON file holds: a ScoreReport, Comparison, DiffReport and so on.

    Raises LkeError where the file cannot be read, holds no result, or one of a newer form than this version knows. A
    key that is not known, as a newer minor version adds it, is passed over.
    """
    try:
        status = Path(path).stat()
        if not S_ISREG(status.st_mode):
            raise LkeError(_no_result(path))
        if status.st_size > _MAX_FILE:
            raise LkeError(
                f"'{path}' lebih besar daripada {_MAX_FILE // 1_000_000} MB, yang terbesar yang dibaca; bandingkan "
                "lebih sedikit LKE sekaligus, atau periksa apakah ini hasil lke."
            )
        text = Path(path).read_bytes().decode("utf-8-sig")
    except (OSError, ValueError) as error:
        if isinstance(error, UnicodeDecodeError):
            raise LkeError(_no_result(path)) from error
        raise LkeError(f"'{path}' tidak ada atau tidak dapat dibaca; sebut berkas JSON hasil lke.") from error
    return parse_result(text, str(path))


def parse_result(text: str, name: str) -> Any:
    """Return the result that JSON text holds, as :func:`load` does. name: of the file, for what is said."""
    from pydantic import TypeAdapter, ValidationError

    try:
        content = json.loads(
            text, object_pairs_hook=_once, parse_float=_finite, parse_int=_short, parse_constant=_no_number
        )
    except (ValueError, RecursionError) as error:
        raise LkeError(_no_result(name)) from error
    if not isinstance(content, dict):
        raise LkeError(_no_result(name))
    kind = _kind(content, name)
    try:
        return TypeAdapter(kind.type).validate_json(text, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise LkeError(
            f"'{name}' tidak utuh atau dibuat lke versi lain: isian '{one_line(where, 60)}' tidak ada atau tidak sah; "
            "jalankan lagi perintahnya dengan --format json."
        ) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    entries = dict(pairs)
    if len(entries) < len(pairs):
        raise ValueError("a key stands twice")
    return entries


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _no_number(text)


def _short(text: str) -> int:
    return int(text) if len(text) <= _DIGITS else int(_no_number(text))


def _no_number(text: str) -> float:
    raise ValueError(f"{text[:20]} is no number of a result")


def _kind(content: dict[str, Any], name: str) -> Kind:
    """Return the kind of a result. Raises LkeError where this version cannot read it."""
    kind = KINDS.get(str(content.get("kind")))
    if kind is None:
        raise LkeError(_no_result(name))
    version = str(content.get("schema_version", ""))
    written, known = version.partition(".")[0], kind.version.partition(".")[0]
    if written != known:
        newer = written.isdecimal() and int(written) > int(known)
        todo = "perbarui lke untuk membacanya" if newer else "jalankan lagi perintahnya dengan --format json"
        raise LkeError(f"'{name}' berbentuk versi {one_line(version, 20)}, yang dibaca di sini {known}; {todo}.")
    return kind


def _no_result(name: Path | str) -> str:
    return (
        f"'{name}' bukan hasil lke dalam bentuk JSON; buat dengan --format json, misalnya lke score LKE.xlsx -o a.json."
    )
