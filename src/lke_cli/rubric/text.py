"""YAML text to plain data, with the line of every entry.

Of YAML only what a rubric needs is taken: no aliases (a few of them can blow up to gigabytes), no tags, no second
document, no key twice (PyYAML would keep the last and say nothing). Words such as ``no`` and ``off`` stay words.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

# The C parser is 8 times faster; PyYAML is built without it on a few platforms.
_LONGEST_NUMBER = 30  # characters; what is longer is a text, and said to be no number where one belongs
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_DEEPEST = 60
_NUMBERS_BEGIN = frozenset("0123456789+-.")
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
class _Document:
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


def read_yaml(text: str) -> _Document:
    """Return what a YAML text holds. Raises YamlError with the lines of all mistakes that can be told at once."""
    try:
        return _read(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else _line_of_bad_character(text, error)
        raise YamlError([(line, f"bukan YAML yang benar: {_problem(error)}")]) from error


def _read(text: str) -> _Document:
    tree = _Tree()
    take: dict[type, Callable[[Any], None]] = {
        yaml.ScalarEvent: tree.add_scalar,
        yaml.MappingStartEvent: tree.open,
        yaml.SequenceStartEvent: tree.open,
        yaml.MappingEndEvent: tree.close,
        yaml.SequenceEndEvent: tree.close,
        yaml.AliasEvent: _refuse_alias,
        yaml.DocumentStartEvent: tree.begin,
    }
    loader: Any = _Loader(text)
    try:
        while (event := loader.get_event()) is not None:
            taken = take.get(type(event))
            if taken is not None:
                taken(event)
    finally:
        loader.dispose()
    if tree.mistakes:
        raise YamlError(tree.mistakes)
    return _Document(tree.root[0] if tree.root else None, tree.lines)


def _refuse_alias(event: yaml.AliasEvent) -> None:
    raise YamlError([(_line(event), f"alias (*{event.anchor}) tidak dipakai dalam rubrik; tulis isinya di sini")])


class _Tree:
    """The data that events make, as it grows. lines: by part, where what is in it stands."""

    def __init__(self) -> None:
        self.root: list[Any] = []
        self.lines: dict[int, dict[str | int, int]] = {id(self.root): {}}
        self.mistakes: list[tuple[int, str]] = []
        self._part: Any = self.root  # the innermost that is open
        self._key: str | None = None  # that waits for its value there
        self._here = self.lines[id(self.root)]
        self._around: list[tuple[Any, dict[str | int, int]]] = []

    def begin(self, event: yaml.DocumentStartEvent) -> None:
        """Begin a document. Raises YamlError for a second one."""
        if self.root:
            raise YamlError([(_line(event), "ada dokumen kedua (---); satu berkas berisi satu rubrik")])

    def add_scalar(self, event: yaml.ScalarEvent) -> None:
        """Add a key, or a value without parts."""
        if event.tag is not None:
            self._tell_tag(event)
        line = _line(event)
        if self._wants_key():
            self._add_key(event.value, line)
        else:
            self._put(event.value if event.style else _plain(event.value), line)

    def open(self, event: yaml.CollectionStartEvent) -> None:
        """Add a value whose parts come next. Raises YamlError where it may not stand here."""
        self._tell_tag(event)
        if self._wants_key():
            raise YamlError([(_line(event), "nama isian harus berupa teks")])
        part: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._put(part, _line(event))
        self._around.append((self._part, self._here))
        self._part, self._here = part, {}
        self.lines[id(part)] = self._here
        if len(self._around) >= _DEEPEST:
            raise YamlError([(_line(event), "susunannya terlalu dalam")])

    def close(self, _: yaml.CollectionEndEvent) -> None:
        """End the innermost value that has parts."""
        self._part, self._here = self._around.pop()

    def _wants_key(self) -> bool:
        return self._key is None and isinstance(self._part, dict)

    def _add_key(self, key: str, line: int) -> None:
        if key in self._part:
            self.mistakes.append((line, f"isian '{key}' ditulis dua kali (lihat baris {self._here[key]})"))
        self._key = key
        self._here[key] = line
        self._part[key] = None

    def _put(self, value: Any, line: int) -> None:
        if self._key is not None:
            self._part[self._key], self._key = value, None
            return
        self._here[len(self._part)] = line
        self._part.append(value)

    def _tell_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag is not None and event.tag != "!":
            self.mistakes.append((_line(event), f"tag ({event.tag}) tidak dipakai dalam rubrik"))


def _line(event: yaml.Event) -> int:
    return int(event.start_mark.line) + 1  # type: ignore[union-attr]


def _plain(text: str) -> str | int | float | bool | None:
    """Return what a scalar without quotes means (YAML 1.2 core, decimal numbers only)."""
    if text[:1] in _NUMBERS_BEGIN and len(text) <= _LONGEST_NUMBER and _NUMBER.fullmatch(text):
        return int(text) if text.lstrip("+-").isdecimal() else float(text)
    return _WORDS.get(text, text)


def _problem(error: yaml.YAMLError) -> str:
    problem = str(getattr(error, "problem", None) or "")
    if isinstance(error, yaml.reader.ReaderError):
        return "ada karakter kendali yang tidak boleh dipakai"
    return next((sentence for known, sentence in _SYNTAX if known in problem), "susunannya tidak terbaca")


def _line_of_bad_character(text: str, error: yaml.YAMLError) -> int:
    position = getattr(error, "position", None)
    return text.count("\n", 0, position) + 1 if isinstance(position, int) else 1
