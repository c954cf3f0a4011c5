"""YAML text to plain data, with the line of every entry.

Of YAML only what a rubric needs is taken: no aliases (a few of them can blow up to gigabytes), no tags, no second
document, no key twice (PyYAML would keep the last and say nothing). Words such as ``no`` and ``off`` stay words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

# The C parser is 8 times faster; PyYAML is built without it on a few platforms.
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_DEEPEST = 60
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_SYNTAX = (
    ("tab character", "ada karakter tab; pakai spasi"),
    (
        "cannot start any token",
        "ada tab, @, atau ` di awal isi; pakai spasi atau tanda kutip",
    ),
    ("mapping values are not allowed", "titik dua tidak pada tempatnya; periksa indentasi, atau beri tanda kutip"),
    ("',' or ']'", "daftar [...] belum ditutup atau kurang koma"),
    ("',' or '}'", "kelompok {...} belum ditutup atau kurang koma"),
    ("end of stream", "tanda kutip, [ atau { belum ditutup"),
    ("expected ':'", "titik dua (:) setelah nama isian tidak ada"),
    ("'-' indicator", "indentasi daftar tidak rata"),
    ("expected key", "indentasi tidak rata, atau tanda kutip kurang"),
    ("block end", "indentasi tidak rata, atau tanda kutip kurang"),
    ("nesting depth", "susunannya terlalu dalam"),
)


class YamlError(Exception):
    """A text that is no YAML, or not of the kind that rubrics use; ``mistakes`` holds (line, Indonesian sentence)."""

    def __init__(self, mistakes: Sequence[tuple[int, str]]) -> None:
        super().__init__(mistakes)
        self.mistakes = mistakes


@dataclass(frozen=True)
class Document:
    """Plain data (dicts with text keys, lists, text, numbers, bool, None) and where its parts stand."""

    data: Any
    _lines: dict[int, dict[str | int, int]] = field(repr=False)

    def line(self, path: Sequence[str | int]) -> int:
        """Return the 1-based line of a path into the data, or of the nearest part of it that exists."""
        line, part = 1, self.data
        for step in path:
            lines = self._lines.get(id(part), {})
            if step not in lines:
                break
            line, part = lines[step], part[step]
        return line


def read_yaml(text: str) -> Document:
    """Return what a YAML text holds. Raises YamlError with the lines of all mistakes that can be told at once."""
    try:
        return _read(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else _line_of_bad_character(text, error)
        raise YamlError([(line, f"bukan YAML yang benar: {_problem(error)}")]) from error


def _read(text: str) -> Document:
    lines: dict[int, dict[str | int, int]] = {}
    mistakes: list[tuple[int, str]] = []
    root: list[Any] = []
    open_parts: list[Any] = [root]
    keys: list[str | None] = [None]  # per open part: the key that waits for its value
    events: Iterator[Any] = yaml.parse(text, Loader=_Loader)
    for event in events:
        kind = type(event)
        is_scalar = kind is yaml.ScalarEvent
        if is_scalar:
            value: Any = event.value
        elif kind is yaml.MappingStartEvent:
            value = {}
        elif kind is yaml.SequenceStartEvent:
            value = []
        elif kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
            open_parts.pop()
            keys.pop()
            continue
        elif kind is yaml.AliasEvent:
            raise YamlError(
                [(_line(event), f"alias (*{event.anchor}) tidak dipakai dalam rubrik; tulis isinya di sini")]
            )
        elif kind is yaml.DocumentStartEvent and root:
            raise YamlError([(_line(event), "ada dokumen kedua (---); satu berkas berisi satu rubrik")])
        else:
            continue
        part, line = open_parts[-1], _line(event)
        if event.tag is not None and event.tag != "!":
            mistakes.append((line, f"tag ({event.tag}) tidak dipakai dalam rubrik"))
        key = keys[-1]
        if key is None and isinstance(part, dict):
            if not is_scalar:
                raise YamlError([(line, "nama isian harus berupa teks")])
            if value in part:
                mistakes.append((line, f"isian '{value}' ditulis dua kali (lihat baris {lines[id(part)][value]})"))
            keys[-1] = value
            lines[id(part)][value] = line
            part[value] = None
            continue
        if is_scalar and not event.style:
            value = _plain(value)
        if key is not None:
            part[key], keys[-1] = value, None
        else:
            if part is not root:
                lines[id(part)][len(part)] = line
            part.append(value)
        if not is_scalar:
            lines[id(value)] = {}
            open_parts.append(value)
            keys.append(None)
            if len(open_parts) > _DEEPEST:
                raise YamlError([(line, "susunannya terlalu dalam")])
    if mistakes:
        raise YamlError(mistakes)
    return Document(root[0] if root else None, lines)


def _line(event: yaml.Event) -> int:
    return int(event.start_mark.line) + 1  # type: ignore[union-attr]


def _plain(text: str) -> str | int | float | bool | None:
    """Return what a scalar without quotes means (YAML 1.2 core, decimal numbers only)."""
    if text and text[0] in "0123456789+-." and _NUMBER.fullmatch(text):
        return int(text) if text.lstrip("+-").isdecimal() else float(text)
    return _WORDS.get(text, text)


def _problem(error: yaml.YAMLError) -> str:
    problem = str(getattr(error, "problem", None) or "")
    if isinstance(error, yaml.reader.ReaderError):
        return "ada karakter kendali yang tidak boleh dipakai"
    return next((told for known, told in _SYNTAX if known in problem), "susunannya tidak terbaca")


def _line_of_bad_character(text: str, error: yaml.YAMLError) -> int:
    position = getattr(error, "position", None)
    return text.count("\n", 0, position) + 1 if isinstance(position, int) else 1
