"""Look closer at what opening a file showed: check the signatures of a PDF. Each in one process of its own, which is
lost with a file that harms it; what was known of the file before stays."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from lke_cli.bounded import Lost, run
from lke_cli.evidence import signatures
from lke_cli.evidence.content import Content, Examination
from lke_cli.results import Signature

CLOSER_MEMORY = 210_000_000
"""Bytes that the only process may take: with the command's own below 300 MB."""
Closer = tuple[str, Content, bool]
"""A file's path, its content now, and whether it is worth keeping for another run."""


def look_closer(
    contents: Mapping[str, Content], tasks: Mapping[str, Examination], limit: Callable[[Examination], float]
) -> Iterator[Closer]:
    """Yield the files in which there is more to see. limit: seconds that a file may take."""
    if signatures.can_check():
        signed = [tasks[path] for path, content in contents.items() if _has_unchecked(content)]
        for task, outcome in run(_signatures, signed, seconds=limit, memory=CLOSER_MEMORY, jobs=1):
            content = contents[task.path]
            if isinstance(outcome, Lost):
                left = [replace(each, state="unchecked", detail="tidak selesai") for each in content.signatures]
                yield task.path, replace(content, signatures=tuple(left)), False
            else:
                yield task.path, replace(content, signatures=outcome), True


def _has_unchecked(content: Content) -> bool:
    return any(each.state == "present" for each in content.signatures)


def _signatures(task: Examination) -> tuple[Signature, ...]:
    return signatures.checked(task.path)
