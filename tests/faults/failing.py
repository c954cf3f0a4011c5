"""A file system whose n-th operation fails: what Python does with files is counted, and one of it refused."""

import builtins
import errno
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

OPERATIONS = (
    *("open", "stat", "lstat", "scandir", "listdir", "mkdir", "replace", "rename", "unlink", "remove", "rmdir"),
    *("chmod", "readlink", "truncate", "utime", "access"),
)
"""Functions of ``os`` whose first argument is a path."""
ON_DESCRIPTORS = ("write", "fsync")


@dataclass
class Faults:
    """Which operation fails, and with what. done: how many were asked for. at: what failed, if any has."""

    number: int
    error: int
    folder: Path
    done: int = 0
    at: str = ""
    descriptors: set[int] = field(default_factory=set)

    def ask(self, name: str, place: object) -> None:
        """Count an operation; raises OSError where it is the one that fails."""
        self.done += 1
        if self.done == self.number:
            self.at = f"{name} {place}"
            raise OSError(self.error, os.strerror(self.error), place)

    def concerns(self, place: object) -> bool:
        """Return whether a path is one that the tool deals with: not Python's own files, not a device."""
        if not isinstance(place, str | bytes | os.PathLike):
            return False
        text = os.path.abspath(os.fsdecode(place))
        return text.startswith(str(self.folder))


@contextmanager
def failing(number: int, error: int, folder: Path) -> Iterator[Faults]:
    """Let the operation of this number fail, counted from 1; 0 only counts."""
    faults = Faults(number, error, folder)
    kept = {name: getattr(os, name) for name in (*OPERATIONS, *ON_DESCRIPTORS)}
    kept_open = builtins.open
    try:
        for name in OPERATIONS:
            setattr(os, name, _on_path(faults, name, kept[name]))
        for name in ON_DESCRIPTORS:
            setattr(os, name, _on_descriptor(faults, name, kept[name]))
        io.open = builtins.open = _opening(faults, kept_open)
        yield faults
    finally:
        for name, function in kept.items():
            setattr(os, name, function)
        io.open = builtins.open = kept_open


def _on_path(faults: Faults, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    def asked(*arguments: Any, **named: Any) -> Any:
        if arguments and faults.concerns(arguments[0]):
            faults.ask(name, arguments[0])
            result = function(*arguments, **named)
            if name == "open":
                faults.descriptors.add(result)
            return result
        return function(*arguments, **named)

    return asked


def _on_descriptor(faults: Faults, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    def asked(descriptor: int, *rest: Any) -> Any:
        # what runs the tests writes too, to descriptors of its own
        if name != "write" or descriptor in faults.descriptors:
            faults.ask(name, None)
        return function(descriptor, *rest)

    return asked


class _Raw(io.FileIO):
    """A file each of whose writes is counted."""

    faults: Faults

    def write(self, data: Any) -> Any:
        self.faults.ask("write", self.name)
        return super().write(data)


def _opening(faults: Faults, function: Callable[..., Any]) -> Callable[..., Any]:
    def opened(file: Any, mode: str = "r", *rest: Any, **named: Any) -> Any:
        if not faults.concerns(file):
            return function(file, mode, *rest, **named)
        faults.ask("open", file)
        if mode not in ("wb", "xb"):
            return function(file, mode, *rest, **named)
        raw = _Raw(file, mode)
        raw.faults = faults
        return io.BufferedWriter(raw)

    return opened


ERRORS = (errno.ENOSPC, errno.EACCES, errno.ENOENT, errno.EBUSY)
"""Disk full, no permission, vanished, in use by another program."""
