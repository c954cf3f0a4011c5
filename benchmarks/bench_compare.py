"""How fast many workbooks are compared, against bare reads of the same files, and in how much memory.

``python benchmarks/bench_compare.py [--quick] [--files N]``. Goals: >= 8 x as fast as an openpyxl read-only loop; per
core at most 2.5 x the time of a bare calamine loop; on 2 cores >= 150 workbooks/s; < 400 MB, whatever the number.
"""

import random
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import python_calamine

from lke_cli.compare.files import without_copies
from lke_cli.compare.gather import gather
from lke_cli.compare.run import Options, Spool, cores, fill
from lke_cli.rubric.load import load_rubric
from lke_cli.rubric.model import Rubric
from lke_cli.template.filling import Filling, example_filling
from lke_cli.template.write import write_template
from lke_cli.workbook.find import find_workbooks

RUBRIC = "permenpanrb-90-2021"
WRITTEN = 200  # different workbooks; more files than these are copies with other bytes at the end
LOOPED = 60  # files that the bare loops read


def main() -> None:
    quick = "--quick" in sys.argv
    files = int(sys.argv[sys.argv.index("--files") + 1]) if "--files" in sys.argv else (60 if quick else 400)
    rubric = load_rubric(RUBRIC)
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder), files, rubric)
        paths = sorted(Path(folder).glob("*.xlsx"))
        sample = paths[: min(LOOPED, files)]
        bare = seconds(lambda: [_calamine(path) for path in sample]) / len(sample)
        plain = seconds(lambda: [_openpyxl(path) for path in sample[:20]]) / len(sample[:20])
        start = time.perf_counter()
        with Spool() as spool:
            kept, copies = without_copies(find_workbooks([folder]))
            left = fill(spool, kept, Options(RUBRIC, "wbk"), workers=cores())
            read = time.perf_counter() - start
            comparison = gather(spool, rubric, "wbk", files=len(kept), left=left, copies=copies)
        whole = time.perf_counter() - start
        bare = (bare + seconds(lambda: [_calamine(path) for path in sample]) / len(sample)) / 2
        each = read / files
        own, most = (
            resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        print(f"{files} workbooks, {cores()} cores, {comparison.unreadable} unreadable")
        print(f"  read and scored              {read:8.2f} s  {files / read:7.1f} workbooks/s")
        print(f"  with gathering               {whole:8.2f} s  {files / whole:7.1f} workbooks/s")
        print(f"  openpyxl read-only loop      {plain * 1000:8.2f} ms each; compare is {plain / each:.1f} x as fast")
        print(
            f"  bare calamine loop           {bare * 1000:8.2f} ms each; "
            f"compare takes {each * cores() / bare:.2f} x per core"
        )
        print(f"  peak memory                  {own:8.0f} MB here, {most:.0f} MB in the largest process")


def make(folder: Path, files: int, rubric: Rubric) -> None:
    """Write invented workbooks, no two with the same bytes."""
    chance = random.Random(1)
    example = example_filling(rubric)
    for number in range(files):
        path = folder / f"LKE KPU Kab. Contoh {number:05}.xlsx"
        if number < WRITTEN:
            answers = dict(example.answers)
            for code in chance.sample(list(rubric.questions), 25):
                options = list(rubric.scales[rubric.questions[code].scale].options)
                if options:
                    answers[code] = chance.choice(options)
            words = [f"kata{chance.randrange(3000)}" for _ in range(12)]
            narratives = {code: " ".join(chance.sample(words, 8)) for code in example.narratives}
            unit = f"KPU Kabupaten Contoh {number:05}"
            write_template(rubric, path, Filling(unit, answers, narratives, example.documents, example.links))
        else:
            shutil.copyfile(folder / f"LKE KPU Kab. Contoh {number % WRITTEN:05}.xlsx", path)
            with path.open("rb+") as file:
                # The comment of a zip archive: its length stands in the last two bytes.
                file.seek(-2, 2)
                file.write((6).to_bytes(2, "little") + f"{number:06}".encode())


def seconds(thing: Callable[[], object]) -> float:
    start = time.perf_counter()
    thing()
    return time.perf_counter() - start


def _calamine(path: Path) -> object:
    return python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def _openpyxl(path: Path) -> object:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    book.close()
    return rows


if __name__ == "__main__":
    main()
