"""What opening a file showed, kept between runs in the user's cache directory, never in the user's folder."""

import json
import os
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import MISSING, asdict, fields
from pathlib import Path
from typing import Any, get_args

from lke_cli.evidence.content import Content, Examination
from lke_cli.evidence.zips import place_in_zip
from lke_cli.results import ContentState, Signature

VERSION = 11
"""Raised whenever ``evidence.content`` would say something else about the same bytes."""

_SCHEMA = """
    create table if not exists seen (
        path blob primary key, size integer not null, mtime text not null, content text not null
    ) without rowid
"""
_TEXTS = "create table if not exists read (digest text primary key, text text not null) without rowid"
_NOT_DAMAGED = tuple(f"SQLITE_{name}" for name in ("BUSY", "LOCKED", "READONLY", "CANTOPEN", "FULL", "PERM", "IOERR"))
_MOST = 200_000  # files; a cache beyond that starts anew


def cache_path() -> Path:
    """Return where the cache of this version lies."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("lke-cli", appauthor=False)) / f"evidence-{VERSION}.sqlite"


class Cache:
    """Contents by path, size and time of change. A cache that cannot be opened or written is no cache, not an error."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def load(self, files: Iterable[tuple[Examination, int]]) -> dict[str, Content]:
        """Return what is known of files (with their times of change in ns), by path."""
        known = {}
        try:
            with closing(self._open()) as database:
                for task, mtime in files:
                    row = database.execute(
                        "select content from seen where path = ? and size = ? and mtime = ?",
                        (_key(task.path), task.size, str(mtime)),
                    ).fetchone()
                    if row and (content := _content(row[0])) is not None:
                        known[task.path] = content
        except sqlite3.Error as error:
            self._renew(error)
            return {}
        except OSError:
            return {}
        return known

    def store(self, files: Iterable[tuple[Examination, int, Content]]) -> None:
        """Keep what was found."""
        try:
            rows = [(_key(task.path), task.size, str(mtime), _text(content)) for task, mtime, content in files]
            if not rows:
                return
            with closing(self._open()) as database, database:
                if database.execute("select count(*) from seen").fetchone()[0] > _MOST:
                    database.execute("delete from seen")
                database.executemany("insert or replace into seen values (?, ?, ?, ?)", rows)
        except sqlite3.Error as error:
            self._renew(error)
        except OSError:
            return

    def texts(self, digests: Iterable[str]) -> dict[str, str]:
        """Return what scans were read to say, by the digest of their bytes."""
        known = {}
        try:
            with closing(self._open()) as database:
                for digest in digests:
                    row = database.execute("select text from read where digest = ?", (digest,)).fetchone()
                    if row and isinstance(row[0], str):
                        known[digest] = row[0]
        except (sqlite3.Error, OSError):
            return {}
        return known

    def keep_text(self, digest: str, text: str) -> None:
        """Keep what a scan was read to say: at once, for it took seconds."""
        with suppress(sqlite3.Error, OSError), closing(self._open()) as database, database:
            database.execute("insert or replace into read values (?, ?)", (digest, text))

    def _renew(self, error: sqlite3.Error) -> None:
        """Remove a cache that is damaged, so that the next run begins a new one; one that is only in use stays."""
        if self._path is None or getattr(error, "sqlite_errorname", "").startswith(_NOT_DAMAGED):
            return
        for beside in ("", "-journal", "-wal", "-shm"):
            with suppress(OSError):
                self._path.with_name(self._path.name + beside).unlink()

    def _open(self) -> sqlite3.Connection:
        if self._path is None:
            return sqlite3.connect(":memory:")
        self._path.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(self._path, timeout=2)
        database.execute(_SCHEMA)
        database.execute(_TEXTS)
        return database


def _key(path: str) -> bytes:
    # The same relative path is another file where a person stands in another folder.
    outer, inside = place_in_zip(path)
    return os.fsencode(os.path.realpath(outer)) + (b"\0" + os.fsencode(inside) if inside else b"")


def _text(content: Content) -> str:
    return json.dumps(asdict(content))


def _content(text: str) -> Content | None:
    """Return what a row holds, None where it is not what was once written."""
    try:
        row = json.loads(text)
        read = {"dates": tuple(row["dates"]), "signatures": _signatures(row["signatures"])}
        content = Content(**{**row, **read, "photos": tuple((name, look) for name, look in row["photos"])})
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return content if content.state in get_args(ContentState) and _is_of_its_types(content) else None


def _signatures(rows: Iterable[Mapping[str, Any]]) -> tuple[Signature, ...]:
    return tuple(Signature(**{**row, "chain": tuple(row["chain"])}) for row in rows)


def _is_of_its_types(content: Content) -> bool:
    """Return whether the fields of a content, and of its signatures, hold what they are declared to."""
    texts = [*content.dates, *(text for photo in content.photos for text in photo)]
    for signature in content.signatures:
        named = [getattr(signature, field.name) for field in fields(Signature) if field.name != "chain"]
        texts += [*signature.chain, *named]
    own = all(isinstance(getattr(content, field.name), _types(field.default)) for field in fields(Content))
    return own and all(isinstance(text, str) for text in texts)


def _types(default: object) -> tuple[type, ...]:
    """Return the types that a field may hold by its default: a text where it has none."""
    return (str, type(None)) if default is None else (str,) if default is MISSING else (type(default),)
