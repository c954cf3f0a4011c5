"""Score many workbooks over the processor's cores. What a workbook yields is small, and goes to disk at once."""

import gc
import os
import pickle
import signal
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from lke_cli.compare.alike import sketch
from lke_cli.compare.names import Naming, unit_name
from lke_cli.compare.result import Row, Unit
from lke_cli.errors import LkeError
from lke_cli.findings import Severity
from lke_cli.rubric.load import load_rubric
from lke_cli.rubric.model import TOTAL, Minimum, Rubric
from lke_cli.scoring import rules
from lke_cli.scoring.result import Scorecard
from lke_cli.scoring.run import scorecard
from lke_cli.workbook.read import Reader

_FEW = 40
"""Workbooks under which starting other processes costs more than it saves."""
_CHUNK = 16
_AHEAD = 3  # chunks per process that wait or run


@dataclass(frozen=True, slots=True)
class Options:
    """How every workbook is read and scored. ``minimums``: (node, points) beside the target's own."""

    rubric: str
    target: str
    assessor: str = "unit"
    sheet: str | None = None
    minimums: tuple[tuple[str, float], ...] = ()
    naming: Naming = field(default_factory=Naming)


class Spool:
    """Rows on disk, in the order they came; iterated as often as needed. A context manager: the file goes with it."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="lke-")  # noqa: SIM115  (closed by __exit__)
        self._end = self.count = 0

    def add(self, row: Row) -> None:
        """Append a row. Raises LkeError where the disk is full."""
        unit = row.unit
        fields = tuple(getattr(unit, name) for name in Unit.__slots__)
        try:
            self._file.seek(self._end)
            pickle.dump((fields, row.answers, row.values, row.unsupported, row.sketch, row.findings), self._file, -1)
            self._end = self._file.tell()
        except OSError as error:
            raise LkeError("Disk untuk berkas sementara penuh atau tidak dapat ditulis; kosongkan dulu.") from error
        self.count += 1

    def __iter__(self) -> Iterator[Row]:
        """Yield every row anew."""
        self._file.seek(0)
        for _ in range(self.count):
            fields, *rest = pickle.load(self._file)
            yield Row(Unit(*fields), *rest)

    def __enter__(self) -> "Spool":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def fill(
    spool: Spool, paths: Sequence[Path], options: Options, workers: int | None = None, tick: Callable[[], object] = int
) -> int:
    """Score workbooks into a spool; return how many were left because the user stopped the run (Ctrl-C).

    tick: called after each workbook. workers: processes; by default one per core, none for few workbooks.
    """
    if workers is None:
        workers = cores() if len(paths) >= _FEW else 1
    start = spool.count
    rows = _rows_here(paths, options) if workers <= 1 else _rows_in_processes(paths, options, workers)
    try:
        for row in rows:
            spool.add(row)
            tick()
    except KeyboardInterrupt:
        rows.close()
    return len(paths) - (spool.count - start)


def _rows_here(paths: Sequence[Path], options: Options) -> Generator[Row, None, None]:
    work = _Work(options)
    for path in paths:
        yield work.row(path)


def _rows_in_processes(paths: Sequence[Path], options: Options, workers: int) -> Generator[Row, None, None]:
    chunks = iter([paths[i : i + _CHUNK] for i in range(0, len(paths), _CHUNK)])
    broken: list[Path] = []
    pool = _pool(options, workers)
    pending: dict[Future[list[Row]], Sequence[Path]] = {}
    try:
        while True:
            try:
                for chunk in islice(chunks, max(0, workers * _AHEAD - len(pending))):
                    pending[pool.submit(_chunk, chunk)] = chunk
            except BrokenProcessPool:
                broken += chunk
            if not pending:
                break
            done, _ = wait(pending, return_when=FIRST_COMPLETED)
            for future in done:
                chunk = pending.pop(future)
                try:
                    yield from future.result()
                except BrokenProcessPool:
                    broken += chunk
            if broken and not pending:
                pool.shutdown(wait=True)
                yield from _one_by_one(broken, options)
                broken = []
                pool = _pool(options, workers)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _one_by_one(paths: Sequence[Path], options: Options) -> Iterator[Row]:
    """Yield the rows of workbooks of which one ended its process: that one is told from the others."""
    pool = _pool(options, 1)
    for path in paths:
        try:
            yield pool.submit(_chunk, [path]).result()[0]
        except BrokenProcessPool:
            pool.shutdown(wait=True)
            pool = _pool(options, 1)
            yield _unreadable(path, options, f"'{path.name}' menghentikan pembacanya; periksa berkas itu sendiri.")
    pool.shutdown(wait=True)


def _pool(options: Options, workers: int) -> ProcessPoolExecutor:
    # spawn: the same on every system, and safe beside the thread that draws the progress bar
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_begin, initargs=(options,))


_work: "_Work | None" = None


def _begin(options: Options) -> None:
    global _work
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's; the chunk at hand is finished
    _work = _Work(options)
    gc.freeze()  # the rubric stays; a row makes hardly any garbage in cycles, and looking for it costs a tenth
    gc.set_threshold(50_000)


def _chunk(paths: Sequence[Path]) -> list[Row]:
    assert _work is not None
    return [_work.row(path) for path in paths]


class _Work:
    """What a process keeps: the rubric, and a reader that knows the forms it has seen."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.rubric = load_rubric(options.rubric)
        self.reader = Reader(self.rubric)
        self.minimums = [Minimum(node=node, score=points) for node, points in options.minimums]
        self.kept = compared_nodes(self.rubric)
        self.surveys = [code for code, question in self.rubric.questions.items() if question.survey]
        self.numbers = {code: number for number, code in enumerate(self.rubric.questions)}

    def row(self, path: Path) -> Row:
        """Return a workbook's row; whatever is wrong with it is in the row, never an exception."""
        try:
            return self._row(path)
        except LkeError as error:
            return _unreadable(path, self.options, str(error))
        except MemoryError:
            return _unreadable(path, self.options, f"'{path.name}' terlalu besar untuk memori komputer ini.")
        except Exception as error:
            problem = f"'{path.name}' tidak dapat dinilai (galat tak terduga {type(error).__name__}); coba lke score."
            return _unreadable(path, self.options, problem)

    def _row(self, path: Path) -> Row:
        options = self.options
        workbook = self.reader.read(path, sheet=options.sheet, assessor=options.assessor)
        card = scorecard(workbook, self.rubric, target=options.target, minimums=self.minimums)
        name, source = unit_name(path, workbook.heading, self.rubric.title, options.naming)
        told = tuple(finding for finding in card.findings if finding.severity is not Severity.INFO)
        scores = {node.code: node.score for node in card.nodes}
        unit = Unit(
            rank=None,
            unit=name,
            name_source=source,
            file=str(path),
            sheet=workbook.sheet,
            modified=_modified(path),
            verdict="met" if card.met else "not-met",
            total=card.total.score,
            scores={code: scores[code] for code in self.kept},
            surveys={code: self._index(card, code) for code in self.surveys},
            missed=tuple(minimum.node for minimum in card.missed),
            minimums=len(card.minimums),
            unanswered=sum(question.state != "answered" for question in card.questions),
            errors=sum(finding.severity is Severity.ERROR for finding in told),
            findings=len(told),
            problem=None,
        )
        return Row(
            unit,
            tuple(question.answer if question.state == "answered" else "" for question in card.questions),
            tuple(question.value for question in card.questions),
            _unsupported(card, self.numbers),
            sketch(question.narrative for question in card.questions if question.narrative),
            told,
        )

    def _index(self, card: Scorecard, code: str) -> float | None:
        value = card.questions[self.numbers[code]].value
        return None if value is None else value * self.rubric.scales[self.rubric.questions[code].scale].maximum


def compared_nodes(rubric: Rubric) -> tuple[str, ...]:
    """Return the codes of the nodes that are compared: the total, those of the overview, combined ones, and every
    node that holds questions."""
    inner = [code for code, node in rubric.nodes.items() if node.questions]
    tops = [top.code for top in rubric.tree]
    return tuple(dict.fromkeys((TOTAL, *tops, *rubric.combined_by_code, *rubric.overview, *inner)))


def _unsupported(card: Scorecard, numbers: dict[str, int]) -> tuple[int, ...]:
    told = {finding.node for finding in card.findings if finding.rule == rules.NO_EVIDENCE.id}
    return tuple(numbers[code] for code in told if code is not None)


def _unreadable(path: Path, options: Options, problem: str) -> Row:
    name, source = unit_name(path, (), "", options.naming)
    return Row(
        Unit(None, name, source, str(path), None, _modified(path), "unreadable", None, {}, {}, (), 0, 0, 0, 0, problem)
    )


def _modified(path: Path) -> str:
    """Return when a document was changed: as it says itself, else the file's time; ``""`` where neither is known."""
    try:
        return _own_time(path) or datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
    except (OSError, ValueError, OverflowError):
        return ""


def _own_time(path: Path) -> str:
    import re

    try:
        with zipfile.ZipFile(path) as archive:
            core = archive.open("docProps/core.xml").read(20_000)
    except (zipfile.BadZipFile, KeyError, OSError, NotImplementedError, RuntimeError, EOFError, ValueError, zlib.error):
        return ""
    found = re.search(rb"<dcterms:modified[^>]*>\s*(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)Z?\s*<", core)
    return found.group(1).decode() + "+00:00" if found else ""
