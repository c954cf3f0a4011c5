"""Where a report goes: the terminal, a pipe, or a file (``-o``)."""

import errno
import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from lke_cli.errors import LkeError
from lke_cli.report.document import Block, Document, Table, Text, Value

T = TypeVar("T")

_TEMPORARY = re.compile(r"\.lke-[0-9a-f]{16}\.tmp")
_LEFT_BEHIND = 3_600  # seconds; a report is written in a few


def show_document(document: Document, output: Path | None) -> None:
    """Print a document on the terminal, or as plain text to a pipe or a file."""
    if output is None and not _screen_speaks_utf():
        document = _in_ascii(document)  # before it is laid out: columns stay aligned
    if output is None and sys.stdout.isatty():
        from lke_cli.report.terminal import print_document

        print_document(document)
    else:
        from lke_cli.report.plain import to_text

        _write_words(to_text(document, _width()), output)


def width_of(output: Path | None) -> int:
    """Return the width that a document will be shown in: the terminal's, or that of plain text."""
    if output is None and sys.stdout.isatty():
        return shutil.get_terminal_size().columns
    return _width()


def _width() -> int:
    """Return the width of plain text: ``COLUMNS`` where it is set and sane, else 100."""
    from lke_cli.report.plain import WIDTH

    columns = os.environ.get("COLUMNS", "")
    return int(columns) if columns.isdecimal() and 40 <= int(columns) <= 500 else WIDTH


def _screen_speaks_utf() -> bool:
    from lke_cli.report.encoding import speaks_utf

    return speaks_utf(sys.stdout)


def _in_ascii(document: Document) -> Document:
    from lke_cli.report.encoding import plain_ascii

    def value(cell: Value) -> Value:
        if isinstance(cell, Text):
            return replace(cell, text=plain_ascii(cell.text))
        return plain_ascii(cell) if isinstance(cell, str) else cell

    def block(part: Block) -> Block:
        if isinstance(part, Text):
            return replace(part, text=plain_ascii(part.text))
        return replace(
            part,
            title=plain_ascii(part.title),
            columns=tuple(replace(column, title=plain_ascii(column.title)) for column in part.columns),
            rows=tuple(tuple(map(value, row)) for row in part.rows),
            empty=part.empty and plain_ascii(part.empty),
            note=part.note and plain_ascii(part.note),
        )

    return Document(plain_ascii(document.title), tuple(map(block, document.blocks)))


def show_markdown(document: Document, output: Path | None) -> None:
    """Write a document as Markdown to a file or stdout."""
    from lke_cli.report.markdown import to_markdown

    _write_words(to_markdown(document), output)


def _write_words(text: str, output: Path | None) -> None:
    """Write what people read: UTF-8 to a file, the terminal's or the pipe's own encoding to stdout."""
    if output is not None:
        write_text(text, output)
        return
    from lke_cli.report.encoding import encoded_for

    _to_stdout([encoded_for(sys.stdout, text)])


def show_text(text: str, output: Path | None) -> None:
    """Write what people read to a file or stdout, as it is."""
    _write_words(text, output)


def show_csv(table: Table, output: Path | None) -> None:
    """Write a table as CSV to a file or stdout."""
    from lke_cli.report.delimited import to_csv

    write_text(to_csv(table), output)


def show_json(chunks: str | Iterable[str], output: Path | None) -> None:
    """Write JSON, whole or piece by piece.

    On a terminal, what it could act on is written as escapes, which mean the same; where stdout is not UTF-8, all that
    is not ASCII is.
    """
    pieces = [chunks] if isinstance(chunks, str) else chunks
    write_chunks(pieces if output is not None else map(_json_filter(), pieces), output)


def _json_filter() -> Callable[[str], str]:
    from lke_cli.untrusted import json_for_screen, json_in_ascii

    if not _screen_speaks_utf():
        return json_in_ascii
    return json_for_screen if sys.stdout.isatty() else str


def write_text(text: str, output: Path | None) -> None:
    """Write text to a file (UTF-8, line ends as given), or to stdout where there is none."""
    write_chunks([text], output)


def write_chunks(chunks: Iterable[str], output: Path | None) -> None:
    """Write text as :func:`write_text` does, piece by piece: a long one is never whole in memory."""
    data = (chunk.encode("utf-8", "replace") for chunk in chunks)
    if output is None:
        _to_stdout(data)
    else:

        def write(path: Path) -> None:
            with path.open("wb") as file:
                file.writelines(data)

        write_file(output, write)


def _to_stdout(data: Iterable[bytes]) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.writelines(data)
    sys.stdout.buffer.flush()


def write_file(output: Path, write: Callable[[Path], T]) -> T:
    """Write a file whole or not at all: ``write`` gets a new, empty file beside it, which then takes its name.

    A link is written through: the file that it leads to is replaced, the link stays. The file that is replaced hands on
    its permissions. Raises LkeError with what to do where it cannot be written.
    """
    from lke_cli.report.ours import remember

    place = _destination(output)
    temporary = None
    try:
        temporary = new_beside(place)
        result = write(temporary)
        _settle(temporary, place)
        os.replace(temporary, place)
    except OSError as error:
        raise LkeError(why_unwritable(output, error)) from error
    finally:
        if temporary is not None:
            _remove(temporary)
    _sweep(place.parent)
    remember(place)
    return result


def _destination(output: Path) -> Path:
    return Path(os.path.realpath(output)) if output.is_symlink() else output


def new_beside(path: Path) -> Path:
    """Make an empty file in the folder of ``path``, under a name that nobody can foresee. Raises OSError.

    It is opened exclusively and through no link, and has the permissions that the user's new files have.
    """
    temporary = path.with_name(f".lke-{os.urandom(8).hex()}.tmp")
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)
    os.close(os.open(temporary, flags, 0o666))
    return temporary


def _sweep(folder: Path) -> None:
    """Remove from a folder the temporary files of runs that were killed an hour ago or longer."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if (
                _TEMPORARY.fullmatch(entry.name)
                and entry.is_file(follow_symlinks=False)
                and time.time() - entry.stat().st_mtime > _LEFT_BEHIND
            ):
                _remove(Path(entry.path))


def _remove(temporary: Path) -> None:
    """Remove a temporary file; once more where it fails, as while a virus scanner looks at what is new."""
    for _ in range(3):
        with suppress(OSError):
            temporary.unlink()
        if not os.path.lexists(temporary):
            return


def _settle(temporary: Path, place: Path) -> None:
    """Give a written file the permissions of the one it replaces, and wait until the disk holds it."""
    with suppress(OSError):  # there is none yet, or this file system knows no permissions
        temporary.chmod(place.stat().st_mode & 0o7777)
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())


_FULL = {errno.ENOSPC, errno.EFBIG, *(getattr(errno, name) for name in ("EDQUOT",) if hasattr(errno, name))}
_TOO_LONG, _BAD_NAME, _IN_USE, _WRITE_PROTECTED = 206, 123, {32, 33}, 19
"""Windows' own numbers, which are finer than errno."""

_Reason = tuple[Callable[[Path, OSError], bool], str]
_REASONS: tuple[_Reason, ...] = (
    (lambda path, _: path.is_dir(), "'{path}' adalah folder; beri nama berkas untuk hasilnya."),
    (
        lambda path, _: path.is_symlink() and not path.exists(),
        "'{path}' adalah tautan ke berkas yang tidak ada; beri nama lain untuk hasilnya.",
    ),
    (
        lambda path, error: error.errno == errno.ENAMETOOLONG or _windows(error) == _TOO_LONG,
        "Nama '{path}' terlalu panjang untuk komputer ini; pilih nama yang lebih pendek.",
    ),
    (
        lambda path, _: path.parent.exists() and not path.parent.is_dir(),
        "'{folder}' adalah berkas, bukan folder; pilih tempat lain untuk hasil.",
    ),
    (
        lambda path, _: not path.parent.is_dir(),
        "Folder '{folder}' tidak ada atau tidak dapat dibuka; buat dulu foldernya atau pilih tempat lain untuk hasil.",
    ),
    (
        # What stands in a folder that was removed has no place, though the folder itself still answers.
        lambda _, error: error.errno == errno.ENOENT,
        "Folder '{folder}' sudah dihapus atau dipindahkan; pindah ke folder lain, atau sebut folder hasilnya pada -o.",
    ),
    (
        lambda _, error: error.errno in _FULL,
        "Disk penuh, '{path}' tidak ditulis; kosongkan dulu atau pilih tempat lain.",
    ),
    (
        lambda _, error: error.errno == errno.EROFS or _windows(error) == _WRITE_PROTECTED,
        "'{folder}' hanya dapat dibaca, tidak dapat ditulisi; pilih tempat lain untuk hasil.",
    ),
    (
        lambda _, error: error.errno in (errno.EBUSY, errno.ETXTBSY) or _windows(error) in _IN_USE,
        "'{path}' sedang dibuka program lain, misalnya Excel; tutup dulu berkas itu, atau pilih nama lain.",
    ),
    (
        lambda _, error: error.errno == errno.EINVAL or _windows(error) == _BAD_NAME,
        "'{path}' tidak boleh menjadi nama berkas di komputer ini; pilih nama lain.",
    ),
    (
        lambda path, error: isinstance(error, PermissionError) and not (path.exists() and _may_write_into(path.parent)),
        "Folder '{folder}' tidak boleh ditulisi; pilih folder lain untuk hasil.",
    ),
    (
        lambda _, error: isinstance(error, PermissionError),
        "'{path}' tidak boleh diubah; tutup berkas itu bila sedang dibuka di program lain, atau pilih nama lain.",
    ),
)


def _windows(error: OSError) -> int | None:
    return getattr(error, "winerror", None)


def _may_write_into(folder: Path) -> bool:
    """Return whether files can be made in a folder: on Windows only a try shows it."""
    try:
        _remove(new_beside(folder / "x"))
    except OSError:
        return False
    return True


def why_unwritable(output: Path, error: OSError) -> str:
    """Return why a report cannot be written to a file, and what to do (Indonesian)."""
    for applies, sentence in _REASONS:
        with suppress(OSError):  # what cannot even be looked at is no reason for this one
            if applies(output, error):
                return sentence.format(path=output, folder=output.parent)
    sign = errno.errorcode.get(error.errno or 0, "galat sistem")
    return f"'{output}' tidak dapat ditulis ({sign}); pilih tempat lain."


def check_writable(output: Path) -> bool:
    """Return whether a file stands there that a report would be written over; an empty file is made and removed to see
    that one can be. Raises LkeError, with what to do, where none can."""
    try:
        there = output.exists()
    except OSError as error:  # a name that is too long, a folder that cannot be looked into
        raise LkeError(why_unwritable(output, error)) from error
    if there and not output.is_file() and not output.is_dir():
        raise LkeError(f"-o '{output}' bukan berkas biasa; beri nama berkas untuk hasilnya.")
    try:
        if there:
            output.open("r+b").close()
        elif output.is_symlink():
            raise FileNotFoundError
        _remove(new_beside(_destination(output)))
    except OSError as error:
        raise LkeError(why_unwritable(output, error)) from error
    return there


def partial_name(output: Path) -> Iterator[Path]:
    """Yield names for a report that was cut short, the simplest first: it stands beside a whole one, never for it."""
    yield output.with_name(f"{output.stem} (terputus){output.suffix}")
    for number in range(2, 1000):
        yield output.with_name(f"{output.stem} (terputus {number}){output.suffix}")
