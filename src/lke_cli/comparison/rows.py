"""UnitRows: what a worker hands back of a workbook, as bytes between processes and kept small in memory."""

import pickle
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import NamedTuple, TypeVar, overload

from lke_cli.findings import Finding
from lke_cli.results import ReviewNote, Unit

_UNIT = tuple(field.name for field in fields(Unit))
_FINDING = attrgetter(*(field.name for field in fields(Finding)))
_NOTE = attrgetter(*(field.name for field in fields(ReviewNote)))
_NONE = float("nan")
T = TypeVar("T")


class Sketch(NamedTuple):
    """A small stand-in for what a workbook says; see ``compare.alike``."""

    runs: bytes = b""
    links: bytes = b""
    narratives: bytes = b""


class UnitRow(NamedTuple):
    """What a worker hands back of a workbook; the scorecard itself is not kept.

    unit: named by the workbook's title only, ``""`` where it has none. codes: two bytes per question of the rubric that
    are the same for equal answers, 0 for an unanswered one. unsupported: numbers of the questions whose answer scores
    without evidence. own_report: the file is a workbook that ``lke compare`` wrote, no unit's.
    """

    unit: Unit
    codes: bytes = b""
    unsupported: tuple[int, ...] = ()
    sketch: Sketch = Sketch()
    own_report: bool = False


class Places:
    """The codes that all units share: their numbers and texts are kept without them."""

    def __init__(self, nodes: Sequence[str], questions: Sequence[str]) -> None:
        self.nodes = {code: place for place, code in enumerate(nodes)}
        self.questions = {code: place for place, code in enumerate(questions)}
        self._texts: dict[str, str] = {}

    def shared(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return texts, each of which is kept once for all units."""
        return tuple([self._texts.setdefault(text, text) for text in texts])


class _Points(Mapping[str, float | None]):
    """Numbers by code, as bare numbers under codes that all units share; NaN stands for None."""

    __slots__ = ("_numbers", "_places")

    def __init__(self, places: Mapping[str, int], numbers: "array[float]") -> None:
        self._places, self._numbers = places, numbers

    def __getitem__(self, code: str) -> float | None:
        number = self._numbers[self._places[code]]
        return None if number != number else number

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._numbers)


class _Texts(Mapping[str, str]):
    """Texts by code, under codes that all units share."""

    __slots__ = ("_places", "_texts")

    def __init__(self, places: Mapping[str, int], texts: Sequence[str]) -> None:
        self._places, self._texts = places, texts

    def __getitem__(self, code: str) -> str:
        return self._texts[self._places[code]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._texts)


class _Kept(Sequence[T]):
    """Things as packed bytes, made anew where they are looked at: most are written out once or never."""

    __slots__ = ("_count", "_made", "_packed")

    def __init__(self, packed: bytes, count: int, made: Callable[..., T]) -> None:
        self._packed, self._count, self._made = packed, count, made

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[T]:
        return iter(self._unpacked())

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        return self._unpacked()[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(self._packed)

    def _unpacked(self) -> tuple[T, ...]:
        return tuple([self._made(*values) for values in pickle.loads(zlib.decompress(self._packed))])


class Packed(NamedTuple):
    """A row as bytes. Its findings and notes, the largest parts, stay so until they are looked at."""

    row: bytes
    findings: bytes
    notes: bytes


def pack(row: UnitRow) -> Packed:
    """Return a row as bytes, ready to go to another process."""
    unit = row.unit
    held = {name: getattr(unit, name) for name in _UNIT if name not in ("details", "notes")}
    for name in ("scores", "values"):
        held[name] = array("d", [_NONE if number is None else number for number in held[name].values()]).tobytes()
    held["answers"] = tuple(unit.answers.values())
    rest = row.codes, row.unsupported, tuple(row.sketch), row.own_report, len(unit.notes)
    return Packed(pickle.dumps((held, *rest), -1), _squeezed(unit.details, _FINDING), _squeezed(unit.notes, _NOTE))


def _squeezed(things: Sequence[T], values: Callable[[T], object]) -> bytes:
    return zlib.compress(pickle.dumps([*map(values, things)], -1), 1) if things else b""


def unpack(packed: Packed, places: Places) -> UnitRow:
    """Return a row as it was packed; its unit shares what all units have in common."""
    held, codes, unsupported, sketch, own_report, notes = pickle.loads(packed.row)
    scores, values = _numbers(held["scores"]), _numbers(held["values"])
    held["scores"] = _Points(places.nodes, scores) if scores else {}
    held["values"] = _Points(places.questions, values) if values else {}
    held["answers"] = _Texts(places.questions, places.shared(held["answers"])) if held["answers"] else {}
    held["details"] = _Kept(packed.findings, held["findings"], Finding) if packed.findings else ()
    held["notes"] = _Kept(packed.notes, notes, ReviewNote) if packed.notes else ()
    return UnitRow(Unit(**held), codes, unsupported, Sketch(*sketch), own_report)


def _numbers(packed: bytes) -> "array[float]":
    numbers = array("d")
    numbers.frombytes(packed)
    return numbers


class UnitRows(list[UnitRow]):
    """UnitRows of a round, in the order in which they came."""

    def __init__(self, nodes: Sequence[str], questions: Sequence[str]) -> None:
        super().__init__()
        self._places = Places(nodes, questions)

    def add(self, packed: Packed) -> None:
        """Append a row that came as bytes."""
        self.append(unpack(packed, self._places))
