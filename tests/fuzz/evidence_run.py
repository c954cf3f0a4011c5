"""Spoil evidence files for some minutes: ``python -m tests.fuzz.evidence_run [MINUTES] [SEED]``.

Every spoiled file is opened as ``lke check-evidence`` opens it. It may be found whole or not; the reader may not raise
what it does not know, go past its memory and time by more than the bounds, or print. The seed is printed: a run with
the same one spoils the same files in the same order. Exits 1 where a promise was broken, with the files kept.
"""

import io
import random
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from lke_cli.bounded import Lost, run
from lke_cli.evidence.closer import CLOSER_MEMORY
from lke_cli.evidence.content import Examination, examine
from tests.evidence import files
from tests.workbook.files import record, write_xls

SECONDS = 30.0
_BATCH = 200


def originals(folder: Path) -> dict[str, bytes]:
    """Return a whole file of every kind by its suffix."""
    odf = {"content.xml": b"<office:text xmlns:office='o'>" + b"<p>KEPUTUSAN</p>" * 300 + b"</office:text>"}
    odf_type = b"application/vnd.oasis.opendocument.text"
    xls = write_xls(folder / "asli.xls", record(0x204, b"\0" * 8 + b"\1\0\0a"), record(0xE0, b"\0" * 20))
    return {
        "docx": files.word("UNDANGAN", *(f"Baris {n}" for n in range(50))),
        "pdf": files.pdf("KEPUTUSAN", "Nomor 1", made="2025-01-02"),
        "jpg": files.image("JPEG"),
        "png": files.image("PNG", (64, 64)),
        "gif": files.image("GIF", (64, 64)),
        "tif": files.image("TIFF", (64, 64)),
        "webp": files.image("WEBP", (64, 64)),
        "bmp": files.image("BMP", (32, 32)),
        "xlsx": files.sheet("Daftar hadir", *(f"Baris {n}" for n in range(50))),
        "pptx": files.slides("Paparan"),
        "odt": files.archive(**{"mimetype": odf_type, **odf}),
        "zip": files.archive(satu=b"isi" * 500, dua=bytes(5_000)),
        "xls": xls.read_bytes(),
        "doc": xls.read_bytes().replace("Workbook".encode("utf-16-le"), "WordDocu".encode("utf-16-le")),
    }


def spoiled(rnd: random.Random, data: bytes) -> bytes:
    """Return a file with flipped bits, a stretch missing, doubled, zeroed or swapped, or numbers made large."""
    made = bytearray(data)
    for _ in range(rnd.choice((1, 1, 2, 3, 8))):
        start = rnd.randrange(len(made))
        length = min(rnd.choice((1, 4, 64, 512, 4096)), len(made) - start)
        other = rnd.randrange(max(1, len(made) - length))
        stretch = made[start : start + length]
        how = rnd.randrange(7)
        if how == 0:
            made[start] ^= 1 << rnd.randrange(8)
        elif how == 1 and start > 8:
            del made[start:]
        elif how == 2:
            made[start : start + length] = bytes(length)
        elif how == 3:
            made[start : start + 4] = rnd.choice((b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\0\0", b"9999"))
        elif how == 4:
            made[start : start + length], made[other : other + length] = made[other : other + length], stretch
        elif how == 5:
            made[start:start] = stretch * rnd.choice((1, 1, 50))
        elif len(made) > length + 8:
            del made[start : start + length]
    return bytes(made)


def spoiled_inside(rnd: random.Random, data: bytes) -> bytes:
    """Return an archive of which one part was spoiled; its checksums are right."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        chosen = rnd.choice([name for name in source.namelist() if source.getinfo(name).file_size])
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, spoiled(rnd, content) if name == chosen else content)
    return made.getvalue()


def _batch(rnd: random.Random, whole: dict[str, bytes], folder: Path, start: int) -> Iterator[Examination]:
    for number in range(start, start + _BATCH):
        suffix = rnd.choice(list(whole))
        inside = whole[suffix].startswith(b"PK") and rnd.random() < 0.5
        spoil: Callable[[random.Random, bytes], bytes] = spoiled_inside if inside else spoiled
        path = folder / f"SK {number}.{suffix}"
        path.write_bytes(spoil(rnd, whole[suffix]))
        yield Examination(str(path), path.stat().st_size)


def main(minutes: float, seed: int) -> int:
    """Spoil files until the time is over; return how many broke a promise."""
    print(f"seed {seed}", flush=True)
    rnd = random.Random(seed)
    states: Counter[str] = Counter()
    broken: list[str] = []
    slowest = 0.0
    folder = Path(tempfile.mkdtemp(prefix="lke-fuzz-"))
    whole = originals(folder)
    end = time.monotonic() + minutes * 60
    count = 0
    while time.monotonic() < end:
        tasks = list(_batch(rnd, whole, folder, count))
        count += len(tasks)
        before = time.monotonic()
        for task, outcome in run(examine, tasks, seconds=SECONDS, memory=CLOSER_MEMORY, jobs=2):
            slowest, before = max(slowest, time.monotonic() - before), time.monotonic()
            state = outcome.why if isinstance(outcome, Lost) else outcome.state
            states[state] += 1
            # The bytes were there: it is the file that is wrong, not the disk.
            if state == "unreadable" or (isinstance(outcome, Lost) and outcome.why != "memory"):
                broken.append(f"{task.path}: {outcome}")
            else:
                Path(task.path).unlink()
    print(f"{count} files, {slowest:.1f} s between two results at most; {dict(states.most_common())}")
    print("\n".join(broken))
    return len(broken)


if __name__ == "__main__":
    given = sys.argv[1:]
    failures = main(
        float(given[0]) if given else 1.0, int(given[1]) if len(given) > 1 else random.SystemRandom().getrandbits(32)
    )
    sys.exit(1 if failures else 0)
