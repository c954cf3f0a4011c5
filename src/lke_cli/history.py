"""The last score of each workbook, kept in the user's state folder so that the next run can say what changed.

Kept are numbers alone: when, the total, codes of missed minimums, and sums of findings; no name, path or text. What a
run is held against (target, minimums, assessor ...) goes into its key: another is not compared. A store that is damaged
or cannot be written is no history, never an error.
"""

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import platformdirs

from lke_cli.findings import Severity
from lke_cli.results import Scorecard, ScoredWorkbook, SinceLast

KEPT = 500
"""Workbooks that are remembered; of more, those that were looked at longest ago are forgotten."""
_MOST_FINDINGS = 2_000
_LARGEST = 100_000  # bytes
_SUM = 8  # hexadecimal digits that tell findings apart


@dataclass(frozen=True, slots=True)
class _Run:
    """A run as it is kept. file: SHA-256 of the workbook."""

    at: str
    file: str
    total: float | None
    missed: list[str]
    findings: list[str]


def since_last(scored: ScoredWorkbook, held: Sequence[str]) -> SinceLast | None:
    """Return what changed since the last run on a workbook, and keep this one; None where there was none.

    held: what else the run is held against, such as options. A run on the very same file leaves the earlier one kept.
    """
    card = scored.scorecard
    if card is None or scored.sha256 is None:
        return None
    path = _place(scored, card, held)
    now = _Run(
        datetime.now().astimezone().isoformat(timespec="seconds"),
        scored.sha256,
        card.total.score,
        [minimum.node for minimum in card.missed],
        _sums(card),
    )
    before = _read(path)
    if before is None or before.file != now.file:
        _keep(path, now)
    return None if before is None else _since(before, now)


def _since(before: _Run, now: _Run) -> SinceLast:
    change = None if before.total is None or now.total is None else now.total - before.total
    return SinceLast(
        before.at,
        change,
        tuple(node for node in before.missed if node not in now.missed),
        tuple(node for node in now.missed if node not in before.missed),
        len({*now.findings} - {*before.findings}),
        len({*before.findings} - {*now.findings}),
    )


def _sums(card: Scorecard) -> list[str]:
    """Return what tells findings apart from one run to the next: their rule and place, not what they say."""
    places = [
        f"{finding.rule}|{finding.node}|{finding.cell}"
        for finding in card.findings
        if finding.severity is not Severity.INFO
    ]
    return [sha256(text.encode("utf-8", "replace")).hexdigest()[:_SUM] for text in places[:_MOST_FINDINGS]]


def _place(scored: ScoredWorkbook, card: Scorecard, held: Sequence[str]) -> Path:
    parts = [os.path.realpath(scored.file), str(scored.sheet), scored.assessor, card.rubric, card.target, card.blank]
    parts += [f"{minimum.node}={minimum.required!r}" for minimum in card.minimums]
    key = sha256("\0".join([*parts, *held]).encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return Path(platformdirs.user_state_dir("lke-cli", appauthor=False)) / "history" / f"{key}.json"


def _read(path: Path) -> _Run | None:
    try:
        with path.open("rb") as file:
            kept = json.loads(file.read(_LARGEST))
        run = _Run(**kept)
        datetime.fromisoformat(run.at)
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    texts = [run.at, run.file, *run.missed, *run.findings] if isinstance(run.missed, list) else [None]
    number = run.total is None or isinstance(run.total, float | int)
    return run if number and all(isinstance(text, str) for text in texts) else None


def _keep(path: Path, run: _Run) -> None:
    temporary = path.with_name(f".{os.urandom(8).hex()}.tmp")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            temporary.write_text(json.dumps(asdict(run)), encoding="ascii")
            os.replace(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)
        _forget_oldest(path.parent)


def _forget_oldest(folder: Path) -> None:
    kept = [entry for entry in os.scandir(folder) if entry.name.endswith(".json")]
    if len(kept) > KEPT:
        for entry in sorted(kept, key=lambda entry: entry.stat().st_mtime)[: len(kept) - KEPT]:
            os.unlink(entry.path)
