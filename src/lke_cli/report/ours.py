"""Which files this tool wrote, and nobody has changed since: only those does ``-o`` write over unasked.

A csv, a page or a text holds nothing that would tell who wrote it, and a checklist that was filled in by hand is no
longer ours. So the SHA-256 of each file written is kept in the user's state folder, no name and no content: a file is
ours where its own SHA-256 is among them. Where that is not known (another computer, a cleared folder), it is not ours.
"""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

_LINE = 65  # a sum and a line end
_MOST = 20_000  # sums; of more, the older half is forgotten


def remember(path: Path) -> None:
    """Keep that a file is ours as it is now. Where nothing can be kept, it will be asked for ``--force``."""
    with suppress(OSError):
        kept = _kept()
        kept.parent.mkdir(parents=True, exist_ok=True)
        line = _sum(path) + "\n"
        flags = os.O_CREAT | os.O_APPEND | os.O_WRONLY | getattr(os, "O_BINARY", 0)
        file = os.open(kept, flags, 0o600)
        try:
            os.write(file, line.encode("ascii"))  # one write: two runs at once do not mix their lines
            full = os.fstat(file).st_size > _MOST * _LINE
        finally:
            os.close(file)
        if full:
            _forget_older(kept)


def is_ours(path: Path) -> bool:
    """Return whether this tool wrote a file, and it is still as it was written."""
    try:
        return _sum(path).encode("ascii") in _kept().read_bytes().split()
    except OSError:
        return False


def _forget_older(kept: Path) -> None:
    newer = kept.with_name(f"{kept.name}.{os.getpid()}")
    try:
        newer.write_bytes(kept.read_bytes()[-(_MOST // 2) * _LINE :])
        os.replace(newer, kept)
    finally:
        newer.unlink(missing_ok=True)


def _kept() -> Path:
    import platformdirs

    return Path(platformdirs.user_state_dir("lke-cli", appauthor=False)) / "written.sha256"


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
