"""Rows on disk: what thousands of workbooks yield does not stay in memory."""

import pickle
import tempfile
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from operator import attrgetter
from struct import Struct
from typing import NamedTuple

from lke_cli.errors import LkeError
from lke_cli.findings import Finding
from lke_cli.results.compare import Points, Row, Sketch, Unit

_UNIT = tuple(field.name for field in fields(Unit))
_SCORES = _UNIT.index("scores")
_TOLD = attrgetter(*(field.name for field in fields(Finding)))
_SIZES = Struct("<II")
_NONE = float("nan")


class Packed(NamedTuple):
    """A row as bytes. Its findings, the largest part, stand apart: most readers of a row do not want them."""

    row: bytes
    findings: bytes


def pack(row: Row) -> Packed:
    """Return a row as bytes, ready to go to another process or to disk."""
    unit, answers, values, unsupported, sketch, findings, own_report = row
    told = [getattr(unit, name) for name in _UNIT]
    told[_SCORES] = array("d", [_NONE if points is None else points for points in unit.scores.values()]).tobytes()
    return Packed(
        pickle.dumps((told, answers, values, unsupported, tuple(sketch), own_report), -1),
        pickle.dumps([*map(_TOLD, findings)], -1),
    )


class Spool:
    """Rows in a temporary file, numbered as they came. A context manager: the file goes with it.

    nodes: the codes of every row's scores, in their order.
    """

    def __init__(self, nodes: Sequence[str]) -> None:
        self._places = {code: place for place, code in enumerate(nodes)}
        self._file = tempfile.TemporaryFile(prefix="lke-")  # noqa: SIM115  (closed by __exit__)
        self._starts = array("Q")
        self._end = 0

    def __len__(self) -> int:
        return len(self._starts)

    def add(self, packed: Packed) -> None:
        """Append a row. Raises LkeError where the disk is full."""
        try:
            self._file.seek(self._end)
            self._file.write(_SIZES.pack(len(packed.row), len(packed.findings)))
            self._file.writelines(packed)
        except OSError as error:
            raise LkeError("Disk untuk berkas sementara penuh atau tidak dapat ditulis; kosongkan dulu.") from error
        self._starts.append(self._end)
        self._end += _SIZES.size + len(packed.row) + len(packed.findings)

    def __iter__(self) -> Iterator[Row]:
        """Yield every row anew, without its findings."""
        for start in self._starts:
            yield self._row(start)[0]

    def of(self, units: Iterable[Unit]) -> Iterator[Row]:
        """Yield the row of each of these units, in their order, with its findings and the unit as it is given here."""
        starts = {row.unit.file: start for row, start in zip(self, self._starts, strict=True)}
        for unit in units:
            row, findings = self._row(starts[unit.file])
            told = pickle.loads(self._file.read(findings))
            yield row._replace(unit=unit, findings=tuple([Finding(*each) for each in told]))

    def _row(self, start: int) -> tuple[Row, int]:
        """Return a row and the size of its findings, which stand where the file then is."""
        self._file.seek(start)
        size, findings = _SIZES.unpack(self._file.read(_SIZES.size))
        told, answers, values, unsupported, sketch, own_report = pickle.loads(self._file.read(size))
        scores = array("d")
        scores.frombytes(told[_SCORES])
        told[_SCORES] = Points(self._places, scores) if scores else {}
        return Row(Unit(*told), answers, values, unsupported, Sketch(*sketch), (), own_report), findings

    def __enter__(self) -> "Spool":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
