"""What checking a folder of evidence costs beside reading its bytes once: ``python benchmarks/bench_evidence.py``.

Documents, photos and scans of a plausible mix; the page cache is warm for all, so that the ratio shows the work itself.
On two cores of a shared, busy machine, 1,130 files (643 MB, 0.24 s to read): about 96 x where each file is opened and
its pictures and texts are decoded (20 ms a file), about 7 x where all is in the cache (1.4 ms a file).
"""

import os
import sys
import tempfile
from pathlib import Path

from measure import medians, show

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.evidence import files

from lke_cli.evidence import Cache, check_folder, folder_of
from lke_cli.rubric import Rubric, load_rubric

PER_QUESTION = {"--quick": 1, "": 10}


def fill(folder: Path, rubric: Rubric, each: int) -> None:
    """Write so many files per question: in turn a scan, a document with text, a photo, a letter in Word."""
    # A scan is one large picture; it is carried here as an attachment of no meaning to the reader, after the page.
    photo = files.image("JPEG", (2000, 1500))
    makers = (
        ("Scan", "pdf", lambda n: files.pdf() + b"%" + bytes([65 + n % 26]) * 700_000 + b"\n%%EOF\n"),
        ("SK", "pdf", lambda n: files.pdf("KEPUTUSAN", f"Nomor {n}")),
        ("Foto", "jpg", lambda n: photo + n.to_bytes(4, "big")),
        ("Undangan", "docx", lambda n: files.word("UNDANGAN", f"Nomor {n}")),
    )
    number = 0
    for code in rubric.questions:
        for _ in range(each):
            name, suffix, make = makers[number % len(makers)]
            files.put(folder, "/".join((*folder_of(rubric, code), f"{name} {number}.{suffix}")), make(number))
            number += 1


def read_once(folder: Path) -> None:
    """Read every byte, as a copy would."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                while file.read(1 << 20):
                    pass


def main() -> None:
    """Measure and print."""
    quick = "--quick" in sys.argv
    os.environ["PATH"] = ""  # Tesseract is not found: reading a scan takes seconds, and is measured in docs/eviden.md
    rubric = load_rubric("permenpanrb-90-2021")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "bukti"
        fill(folder, rubric, PER_QUESTION["--quick" if quick else ""])
        paths = [path for path in folder.rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in paths)
        cache = Cache(Path(name) / "cache.sqlite")
        check_folder(folder, rubric, cache=cache)
        seconds = medians(
            {
                "read every byte once": lambda: read_once(folder),
                "check-evidence, nothing known": lambda: check_folder(folder, rubric),
                "check-evidence, all in the cache": lambda: check_folder(folder, rubric, cache=cache),
            },
            rounds=1 if quick else 3,
        )
    show(f"{len(paths)} files, {size / 1e6:.0f} MB, {os.cpu_count()} cores", seconds)


if __name__ == "__main__":
    main()
