"""How fast many workbooks are compared in steady state, against bare reads of the same files, and in how much memory.

``python benchmarks/bench_compare.py [--quick] [--files N]``. Per core, like is held against like: the calamine loop
runs in as many processes at once as compare does, over the same files, and the start of processes counts in neither.
The openpyxl loop is the plain one that somebody would write: one process.
"""

import io
import multiprocessing
import os
import random
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import NamedTuple, TypeVar

import openpyxl
import python_calamine

from lke_cli.bounded import cores
from lke_cli.bounded.system import resident
from lke_cli.comparison import CompareSettings, Round, UnitRows, compared_nodes, compared_rounds, fill, without_copies
from lke_cli.comparison.naming import Naming
from lke_cli.rubric import load_rubric
from lke_cli.templates import Filling, example_filling, write_template
from lke_cli.workbook import find_workbooks

T = TypeVar("T")

RUBRIC = "permenpanrb-90-2021"
WRITTEN = 100  # workbooks that are written; the others are these with another unit and other words
WORD = "xkata"  # how the words of narratives and links begin, and no word of the form
UNITS = 552  # of a whole institution: 514 kabupaten and kota, and 38 provinces
LOOPED = 200  # files that the calamine loop reads
SPAN = 32  # rows over which the time of steady state is taken
LOOKED = 20  # rows after which the memory of the workers is looked at
GOALS = "goals: >= 150 workbooks/s on 2 cores, >= 8 x openpyxl, <= 2.5 x calamine, < 400 MB in all"


class Compared(NamedTuple):
    """What comparing took: seconds a workbook and core in steady state, seconds until all were read, seconds until
    they were gathered; how many could not be read; megabytes here, in the largest worker, and in all with
    shared pages counted once; pairs that look copied."""

    each: float
    read: float
    whole: float
    unreadable: int
    own: float
    most: float
    in_all: float
    pairs: int


def main() -> None:
    quick = "--quick" in sys.argv
    files = int(sys.argv[sys.argv.index("--files") + 1]) if "--files" in sys.argv else (60 if quick else UNITS)
    with tempfile.TemporaryDirectory() as folder:
        apart(make, Path(folder), files)
        paths = sorted(Path(folder).glob("*.xlsx"))
        bare = at_once(_calamine, paths[:LOOPED], cores())
        plain = at_once(_openpyxl, paths[:20], 1)
        done = apart(compared, folder)
        bare = (bare + at_once(_calamine, paths[:LOOPED], cores())) / 2
    print(f"{files} workbooks, {cores()} cores, {done.unreadable} unreadable; {GOALS}")
    goal = f"{UNITS}: < 15 s and < 200 MB on 2 cores"
    print(f"  all of them compared         {done.whole:7.2f} s, {done.own:.0f} MB; {goal}")
    print(f"  pairs that look copied       {done.pairs:7d} among units of their own words; 0 is right")
    print(f"  read and scored, steady      {cores() / done.each:7.1f} workbooks/s")
    print(f"  with the start of processes  {files / done.read:7.1f} workbooks/s, {done.read:.2f} s")
    print(f"  with gathering               {files / done.whole:7.1f} workbooks/s, {done.whole:.2f} s")
    print(
        f"  openpyxl read-only loop      {plain * 1000:7.2f} ms each; "
        f"compare is {plain / done.each * cores():.1f} x as fast"
    )
    print(f"  bare calamine loop           {bare * 1000:7.2f} ms each; compare takes {done.each / bare:.2f} x per core")
    print(
        f"  peak memory                  {done.own + cores() * done.most:7.0f} MB in all: "
        f"{done.own:.0f} here, {done.most:.0f} each; pages that they share counted once: {done.in_all:.0f} MB"
    )


def compared(folder: str) -> Compared:
    """Compare the workbooks of a folder, and measure it."""
    rubric = load_rubric(RUBRIC)
    times: list[float] = []
    memory, together = [0], [0]

    def tick() -> None:
        times.append(time.perf_counter())
        if len(times) % LOOKED == 0:
            workers = [worker.pid or 0 for worker in multiprocessing.active_children()]
            memory.extend(map(resident, workers))
            together.append(sum(map(shared_once, [os.getpid(), *workers])))

    start = time.perf_counter()
    rows = UnitRows(compared_nodes(rubric), tuple(rubric.questions))
    found = without_copies(find_workbooks([folder]).workbooks, Naming())
    left = fill(rows, found.paths, CompareSettings(RUBRIC, "wbk"), cores(), tick=tick)
    read = time.perf_counter() - start
    comparison = compared_rounds(Round(rows, found, left), rubric, "wbk")
    whole = time.perf_counter() - start
    steady = times[len(times) // 5 :]
    spans = [(later - time) / SPAN for time, later in zip(steady, steady[SPAN:], strict=False)]
    each = quiet(spans) * cores()
    own, most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, max(memory) / 1e6
    in_all = max(together) / 1e6
    return Compared(each, read, whole, comparison.unreadable, own, most, in_all, comparison.alike_pairs)


def shared_once(pid: int) -> int:
    """Return the bytes of memory of a process, where of pages that several share each has its part; 0 where unknown."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def quiet(times: Sequence[float]) -> float:
    """Return what a fourth of the times lie below: what makes the others longer is mostly other work on the machine."""
    return sorted(times)[len(times) // 4]


def apart(thing: Callable[..., T], *arguments: object) -> T:
    """Return what a thing gives in a process of its own: its memory would count in all that is started here."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(thing, *arguments).result()


def make(folder: Path, files: int) -> None:
    """Write workbooks of invented units: each has its own name, answers and words."""
    rubric = load_rubric(RUBRIC)
    chance = random.Random(1)
    example = example_filling(rubric)
    for number in range(files):
        path = folder / f"LKE KPU Kab. Contoh {number:05}.xlsx"
        if number >= WRITTEN:
            path.write_bytes(_another(folder / f"LKE KPU Kab. Contoh {number % WRITTEN:05}.xlsx", number))
            continue
        answers = dict(example.answers)
        for code in chance.sample(list(rubric.questions), 25):
            options = list(rubric.scales[rubric.questions[code].scale].options)
            if options:
                answers[code] = chance.choice(options)
        words = [f"{WORD}{chance.randrange(3000)}" for _ in range(12)]
        narratives = {code: " ".join(chance.sample(words, 8)) for code in example.narratives}
        links = {code: [f"https://contoh.example/{WORD}{number}/{code}"] for code in example.links}
        unit = f"KPU Kabupaten Contoh {number:05}"
        write_template(rubric, path, Filling(unit, answers, narratives, example.documents, links))


def _another(path: Path, number: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in _parts(path):
            data = data.replace(path.stem[-5:].encode(), f"{number:05}".encode())
            archive.writestr(name, data.replace(WORD.encode(), b"x%da" % number))
    return made.getvalue()


@lru_cache(maxsize=WRITTEN)
def _parts(path: Path) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(path) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def at_once(read: Callable[[Path], object], paths: Sequence[Path], count: int) -> float:
    """Return the seconds that reading a file takes while so many processes do the same."""
    context = multiprocessing.get_context("spawn")
    ready, results = context.Barrier(count), context.Queue()
    processes = [
        context.Process(target=_loop, args=(read, paths[number::count], ready, results)) for number in range(count)
    ]
    for process in processes:
        process.start()
    spent: list[float] = [seconds for _ in processes for seconds in results.get()]
    for process in processes:
        process.join()
    return quiet(spent)


def _loop(read: Callable[[Path], object], paths: Sequence[Path], ready: Barrier, results: "Queue[list[float]]") -> None:
    read(paths[0])
    ready.wait()
    spent = []
    for path in paths:
        start = time.perf_counter()
        read(path)
        spent.append(time.perf_counter() - start)
    results.put(spent)


def _calamine(path: Path) -> object:
    return python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def _openpyxl(path: Path) -> object:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    book.close()
    return rows


if __name__ == "__main__":
    main()
