"""Score many spoiled files in one process of bounded memory: ``python -m tests.fuzz.bounded FOLDER SEED COUNT``.

A reader that allocates what a file states ends the process, which no test in it could tell.
"""

import html
import io
import math
import random
import re
import resource
import struct
import sys
import time
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

from lke_cli.errors import LkeError
from lke_cli.rubric import load_rubric
from lke_cli.scored import score_workbook
from lke_cli.templates import example_filling, write_template
from lke_cli.workbook import Reader
from tests.workbook.files import record, write_ods, write_xls
from tests.workbook.grid import Grid, read_grid

MEMORY, SECONDS = 1_000_000_000, 30

_XLSX = (
    '<c r="XFD1048576"></is><v>2</v></c>', '<c r ="XFD1048576"><v>2</v></c>', '<row r="1048576">', "<c><v>1</v></c>",
    '<c r="ZZ9999"><v>1</v></c>', '<c r="A1" t="s"><v>99999999</v></c>', '<c r="A1" ' * 2_000, "<c " * 2_000, "</row>",
    "<!DOCTYPE x>", "&lol;", "<v>1e999</v>", "\0", '<row r="4294967295">', 't="e"', "<x:c r='XFD1'><x:v>1</x:v></x:c>",
    '<c r="A1" t="e"><f>', "'s'", "</sheetData>", '<dimension ref="A1:XFD1048576"/>', "<c r='XFD1'",
)  # fmt: skip
_ODS = (
    " table:number-rows-repeated='1048576'", " table:number-columns-repeated='16384'", "<text:s text:c='2000000000'/>",
    "<table:table-row table:number-rows-repeated='9999'>", "</table:table-row>", "<table:table>", "</table:table>", "<",
    " office:value='nan'", " office:value-type='date' office:date-value='x'", "<!DOCTYPE x>", "<office:annotation>",
)  # fmt: skip


def _splice(rnd: random.Random, text: str, snippets: tuple[str, ...]) -> str:
    for _ in range(rnd.randint(1, 4)):
        snippet = rnd.choice(snippets)
        place = rnd.randrange(len(text))
        if rnd.random() < 0.8:  # where it fits: an attribute in an element, anything else between two
            place = text.find(" ", place) if snippet.startswith(" ") else text.find(">", place) + 1
        text = text[:place] + snippet * rnd.choice((1, 1, 1, 500)) + text[place:]
    return text


def _xlsx(rnd: random.Random, original: Path, to: Path) -> None:
    part = rnd.choice(["xl/worksheets/sheet1.xml"] * 4 + ["xl/workbook.xml", "xl/sharedStrings.xml"])
    with zipfile.ZipFile(original) as source, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, _splice(rnd, content.decode(), _XLSX).encode() if name == part else content)


_STRUCTURE = (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07")


def _package(rnd: random.Random, original: Path, to: Path) -> None:
    """Write a package whose zip, names or relationships are spoiled, not only what its parts say."""
    with zipfile.ZipFile(original) as source:
        parts = [(name, source.read(name)) for name in source.namelist()]
    for _ in range(rnd.randint(0, 2)):
        _spoil_parts(rnd, parts)
    out = io.BytesIO()
    packing = rnd.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
    with zipfile.ZipFile(out, "w", packing) as target, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name that stands twice
        for name, content in parts:
            target.writestr(name, content)
    data = bytearray(out.getvalue())
    for _ in range(rnd.randint(0, 3)):
        _spoil_zip(rnd, data)
    to.write_bytes(data)


def _spoil_parts(rnd: random.Random, parts: list[tuple[str, bytes]]) -> None:
    number = rnd.randrange(len(parts))
    name, content = parts[number]
    kind = rnd.randrange(8)
    if kind == 0:
        parts[number] = name.swapcase(), content
    elif kind == 1:
        parts[number] = name.replace("/", "\\"), content
    elif kind == 2:
        parts.append((name, parts[rnd.randrange(len(parts))][1]))
    elif kind == 3:
        other = rnd.randrange(len(parts))
        parts[number], parts[other] = (name, parts[other][1]), (parts[other][0], content)
    elif kind == 4:
        del parts[number]
    elif kind == 5:
        parts[number] = name, content[: rnd.randrange(len(content) + 1)]
    elif kind == 6:
        parts[number] = (
            name,
            content.decode("utf-8", "replace").encode(rnd.choice(("utf-16", "utf-16-le", "latin-1")), "replace"),
        )
    else:
        attribute = rnd.choice(
            (b' r:id="rId1"', b' r="A1"', b' Target="x"', b' xmlns="urn:x"', b' state="hidden"', b" t='s'")
        )
        at = content.find(b" ", rnd.randrange(len(content) + 1))
        parts[number] = name, content[:at] + attribute + content[at:]


def _spoil_zip(rnd: random.Random, data: bytearray) -> None:
    kind = rnd.randrange(6)
    if kind == 0:
        del data[rnd.randrange(len(data)) :]
    elif kind == 1:
        data[:0] = bytes(rnd.randrange(256) for _ in range(rnd.randint(1, 40)))
    elif kind == 2:
        data += rnd.choice((b"\0", b"\n", bytes(data[-22:]), bytes(data)))
    elif data:
        # A number in one of the zip's own records.
        mark = rnd.choice(_STRUCTURE)
        places = [at.start() for at in re.finditer(re.escape(mark), data)]
        at = rnd.choice(places) + rnd.randrange(4, 46) if places else rnd.randrange(len(data))
        if at < len(data):
            data[at] = rnd.choice((0, 1, 8, 255, rnd.randrange(256)))


def _ods(rnd: random.Random, grid: Grid, to: Path) -> None:
    cell = "<table:table-cell office:value-type='string'><text:p>{}</text:p></table:table-cell>".format
    rows = ("".join(cell(html.escape(str(value))) for value in row) for row in grid)
    write_ods(to, _splice(rnd, "".join(f"<table:table-row>{row}</table:table-row>" for row in rows), _ODS))


def _xls(rnd: random.Random, grid: Grid, to: Path) -> None:
    records = bytearray()
    for number, row in enumerate(grid):
        for column, value in enumerate(row):
            place = struct.pack("<HHH", number, column, 0)
            if isinstance(value, str) and value:
                records += record(0x204, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
            elif value != "":
                records += record(0x203, place + struct.pack("<d", float(str(value))))
    for _ in range(rnd.randint(0, 6)):
        records[rnd.randrange(len(records))] = rnd.choice((0, 255, rnd.randrange(256)))
    data = bytearray(write_xls(to, bytes(records), record(0xE0, b"\0" * 20)).read_bytes())
    for _ in range(rnd.randint(0, 4)):
        data[rnd.randrange(1_024 if rnd.random() < 0.5 else len(data))] = rnd.choice((0, 1, 255))
    to.write_bytes(data)


def _outcome(reader: Reader, path: Path) -> str:
    """Return the sentence of a file that is refused, ``""`` for one with a score in its range."""
    try:
        card = score_workbook(reader, path, target="wbk").scorecard
    except LkeError as error:
        return str(error) or "\n"
    if card is not None:
        for node in (card.total, *card.nodes):
            assert node.score is None or -1e-9 <= node.score <= node.weight + 1e-9, (path, node.code)
    return ""


def main(folder: Path, seed: int, count: int, until: float = math.inf) -> int:
    """Write spoiled files and score each: a scorecard or one sentence, soon and in bounded memory.

    until: the time (of ``time.monotonic``) at which to end early. Returns how many files were scored or refused. A file
    that fails stays in the folder.
    """
    rubric = load_rubric("permenpanrb-90-2021")
    reader = Reader(rubric)
    original = folder / "asli.xlsx"
    write_template(rubric, original, example_filling(rubric))
    grid = read_grid(original)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    makers: list[tuple[str, Callable[[random.Random, Path], None]]] = [
        ("xlsx", lambda rnd, to: _xlsx(rnd, original, to)),
        ("xlsx", lambda rnd, to: _package(rnd, original, to)),
        ("ods", lambda rnd, to: _ods(rnd, grid, to)),
        ("xls", lambda rnd, to: _xls(rnd, grid, to)),
    ]
    for number in range(count):
        if time.monotonic() > until:
            return number
        suffix, make = makers[number % len(makers)]
        path = folder / f"berkas-{seed}-{number}.{suffix}"
        make(random.Random(seed * 1_000_000 + number), path)
        started = time.process_time()
        refusal = _outcome(reader, path)
        assert "\n" not in refusal, path
        assert time.process_time() - started < SECONDS, path
        path.unlink()
    return count


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
