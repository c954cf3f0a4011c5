"""Look closer at what opening a file showed: check the signatures of a PDF, read a scan. Each in a process that is lost
with a file that harms it; what was known of the file before stays."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from lke_cli.bounded import Lost, run
from lke_cli.evidence import scans, signatures
from lke_cli.evidence.cache import Cache
from lke_cli.evidence.content import Content, Examination, with_read
from lke_cli.evidence.heard import Progress
from lke_cli.evidence.types import family_of
from lke_cli.results import Signature

CLOSER_MEMORY = 210_000_000
"""Bytes that the only process may take: with the command's own below 300 MB."""
Closer = tuple[str, Content, bool]
"""A file's path, its content now, and whether it is worth keeping for another run."""


def look_closer(
    contents: Mapping[str, Content],
    tasks: Mapping[str, Examination],
    limit: Callable[[Examination], float],
    cache: Cache,
    progress: Progress,
) -> Iterator[Closer]:
    """Yield the files in which there is more to see. limit: seconds that a file may take."""
    if signatures.can_check():
        yield from _checked_signatures(contents, tasks, limit)
    if scans.can_read():
        yield from _read_scans(contents, tasks, limit, cache, progress)


def _checked_signatures(
    contents: Mapping[str, Content], tasks: Mapping[str, Examination], limit: Callable[[Examination], float]
) -> Iterator[Closer]:
    signed = [tasks[path] for path, content in contents.items() if _has_unchecked(content)]
    for task, outcome in run(_signatures, signed, seconds=limit, memory=CLOSER_MEMORY, jobs=1):
        content = contents[task.path]
        if isinstance(outcome, Lost):
            left = [replace(signature, state="unchecked", detail="tidak selesai") for signature in content.signatures]
            yield task.path, replace(content, signatures=tuple(left)), False
        else:
            yield task.path, replace(content, signatures=outcome), True


def _read_scans(
    contents: Mapping[str, Content],
    tasks: Mapping[str, Examination],
    limit: Callable[[Examination], float],
    cache: Cache,
    progress: Progress,
) -> Iterator[Closer]:
    """Yield the scans that can be read: those that were, in this folder or another, from the cache."""
    unread = {path: content for path, content in contents.items() if _is_unread_scan(path, content)}
    known = cache.texts(content.digest for content in unread.values() if content.digest)
    for path, content in unread.items():
        if content.digest in known:
            yield path, with_read(content, known[content.digest or ""]), True
    todo = [tasks[path] for path, content in unread.items() if content.digest not in known]
    if todo:
        progress.start(len(todo), sum(task.size for task in todo))
    for task, outcome in run(_text, todo, seconds=limit, memory=scans.SCAN_MEMORY, jobs=1):
        progress.advance(task.size)
        if not isinstance(outcome, Lost):
            content = contents[task.path]
            cache.keep_text(content.digest or "", outcome)
            yield task.path, with_read(content, outcome), True


def _is_unread_scan(path: str, content: Content) -> bool:
    return content.scan and not content.read and content.state == "ok" and family_of(path) == "pdf"


def _text(task: Examination) -> str:
    return scans.read_page(task.path)


def _has_unchecked(content: Content) -> bool:
    return any(signature.state == "present" for signature in content.signatures)


def _signatures(task: Examination) -> tuple[Signature, ...]:
    return signatures.checked(task.path)
