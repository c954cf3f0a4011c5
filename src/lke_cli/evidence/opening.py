"""Open every file of a folder in processes that a file may harm: from the cache where it is known, each closer where
there is more to see."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from lke_cli.bounded import Lost, cores, run
from lke_cli.evidence.cache import Cache
from lke_cli.evidence.closer import CLOSER_MEMORY, look_closer
from lke_cli.evidence.content import Content, Examination, examine
from lke_cli.evidence.heard import Progress
from lke_cli.evidence.names import is_shortcut, is_temporary
from lke_cli.scan import Entry, same_size

_BYTES_PER_SECOND = 2_000_000
"""How much longer a large file may take: hostile ones are given up, large ones on a slow network are not."""
_MOST_JOBS = 3
_MEMORY = 65_000_000
"""Bytes that each of so many processes may take: with what they begin with, all together stay below 300 MB. What cannot
be opened within the share is opened alone at the end."""
_FEW = 8  # files from which a second process pays for its start
_UNOPENED = ("unreadable", "slow")  # states of which another run may know better
_LOST: Mapping[str, Content] = {
    "slow": Content("slow"),
    "crashed": Content("slow", "pembacanya terhenti"),
    "memory": Content("slow", "perlu terlalu banyak memori"),
    "error": Content("broken", "susunannya rusak"),
}


def open_all(
    files: Sequence[Entry], cache: Cache, progress: Progress, jobs: int | None, seconds: float
) -> dict[str, Content]:
    """Return the content of every file by path: from the cache where it is known, else by opening it."""
    twins = same_size(list(files))
    mtimes = {entry.path: entry.mtime for entry in files}
    tasks = {e.path: Examination(e.path, e.size, open=_is_document(e.name), digest=e.path in twins) for e in files}
    known = cache.load((tasks[e.path], e.mtime) for e in files)
    contents: dict[str, Content] = {}
    todo: list[Examination] = []
    for path, task in tasks.items():
        content = known.get(path)
        if content is None:
            todo.append(task)
        elif task.digest and content.digest is None and content.state != "empty":
            todo.append(replace(task, open=False))
        else:
            contents[path] = content
    progress.start(len(todo), sum(task.size for task in todo))
    # Large files first: the last one must not keep one process busy while the others wait.
    todo.sort(key=lambda task: -task.size)
    for task, outcome in _opened(todo, 1 if len(todo) < _FEW else jobs, seconds):
        if not task.open and task.path in known and outcome.state not in _UNOPENED:
            outcome = replace(known[task.path], digest=outcome.digest)
        contents[task.path] = outcome
        progress.advance(task.size)
    fresh = {t.path: contents[t.path] for t in todo if contents[t.path].state not in _UNOPENED}
    for path, closer, lasting in look_closer(contents, tasks, partial(_limit, seconds), cache, progress):
        contents[path] = closer
        if lasting:
            fresh[path] = closer
    cache.store((tasks[path], mtimes[path], content) for path, content in fresh.items())
    return contents


def _limit(seconds: float, task: Examination) -> float:
    return seconds + task.size / _BYTES_PER_SECOND


def _is_document(name: str) -> bool:
    return not is_temporary(name) and not is_shortcut(name)


def _opened(todo: Sequence[Examination], jobs: int | None, seconds: float) -> Iterator[tuple[Examination, Content]]:
    """Yield every file with what it holds, in any order.

    A file that ended its process, wanted more than a process' share of the memory, or seems broken (some readers say
    so where memory is short) is tried once more, alone.
    """
    limit = partial(_limit, seconds)
    again: list[Examination] = []
    jobs = jobs or min(_MOST_JOBS, cores())
    for task, outcome in run(examine, todo, seconds=limit, memory=_MEMORY, jobs=jobs):
        if (outcome.why in ("memory", "crashed")) if isinstance(outcome, Lost) else outcome.state == "broken":
            again.append(task)
        else:
            yield task, _LOST[outcome.why] if isinstance(outcome, Lost) else outcome
    for task, outcome in run(examine, again, seconds=limit, memory=CLOSER_MEMORY, jobs=1):
        yield task, _LOST[outcome.why] if isinstance(outcome, Lost) else outcome
