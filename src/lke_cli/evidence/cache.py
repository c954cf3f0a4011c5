"""What opening a file showed, kept between runs in the user's cache directory, never in the user's folder."""

import json
import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path

from lke_cli.evidence.content import Content, Task

VERSION = 5
"""Raised whenever ``evidence.content`` would say something else about the same bytes."""

_SCHEMA = """
    create table if not exists seen (
        path blob primary key, size integer not null, mtime integer not null, content text not null
    ) without rowid
"""
_MOST = 200_000  # files; a cache beyond that starts anew


def cache_path() -> Path:
    """Return where the cache of this version lies."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("lke-cli", appauthor=False)) / f"evidence-{VERSION}.sqlite"


class Cache:
    """Contents by path, size and time of change. A cache that cannot be opened or written is no cache, not an error."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def load(self, files: Iterable[tuple[Task, int]]) -> dict[str, Content]:
        """Return what is known of files (with their times of change in ns), by path."""
        known = {}
        try:
            with closing(self._open()) as database:
                for task, mtime in files:
                    row = database.execute(
                        "select content from seen where path = ? and size = ? and mtime = ?",
                        (_key(task.path), task.size, mtime),
                    ).fetchone()
                    if row:
                        known[task.path] = _content(row[0])
        except (sqlite3.Error, OSError, ValueError, TypeError, KeyError):
            return {}
        return known

    def store(self, files: Iterable[tuple[Task, int, Content]]) -> None:
        """Keep what was found."""
        rows = [(_key(task.path), task.size, mtime, _text(content)) for task, mtime, content in files]
        if not rows:
            return
        try:
            with closing(self._open()) as database, database:
                if database.execute("select count(*) from seen").fetchone()[0] > _MOST:
                    database.execute("delete from seen")
                database.executemany("insert or replace into seen values (?, ?, ?, ?)", rows)
        except (sqlite3.Error, OSError):
            return

    def _open(self) -> sqlite3.Connection:
        if self._path is None:
            return sqlite3.connect(":memory:")
        self._path.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(self._path, timeout=2)
        database.execute(_SCHEMA)
        return database


def _key(path: str) -> bytes:
    # The same relative path is another file where a person stands in another folder.
    return os.fsencode(os.path.realpath(path))


def _text(content: Content) -> str:
    return json.dumps(asdict(content))


def _content(text: str) -> Content:
    fields = json.loads(text)
    return replace(Content(**fields), dates=tuple(fields["dates"]))
