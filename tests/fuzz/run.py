"""Spoil and score workbooks for some minutes: ``python -m tests.fuzz.run [MINUTES] [SEED]``.

A new seed each time, which is printed: with it the same files come again. A file that fails is kept, and named.
"""

import secrets
import sys
import tempfile
import time
from pathlib import Path

from tests.fuzz.bounded import main as score_spoiled


def main(minutes: float = 60, seed: int | None = None) -> None:
    """Run for so many minutes under a seed, a new one where none is given."""
    seed = secrets.randbelow(1_000_000) if seed is None else seed
    print(f"Fuzz: {minutes:g} minutes, seed {seed}", flush=True)
    folder = Path(tempfile.mkdtemp(prefix=f"lke-fuzz-{seed}-"))
    count = score_spoiled(folder, seed, sys.maxsize, until=time.monotonic() + minutes * 60)
    print(f"{count} spoiled workbooks: each with a score in its range, or refused in one sentence")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 60, int(sys.argv[2]) if len(sys.argv) > 2 else None)
