"""Where a report goes: the terminal, a pipe, or a file (``-o``)."""

import os
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from lke_cli.errors import LkeError
from lke_cli.report.document import Document, Table

T = TypeVar("T")


def show_document(document: Document, output: Path | None) -> None:
    """Print a document on the terminal, or as plain text to a pipe or a file."""
    if output is None and sys.stdout.isatty():
        from lke_cli.report.terminal import print_document

        print_document(document)
    else:
        from lke_cli.report.plain import to_text

        write_text(to_text(document, _width()), output)


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


def show_markdown(document: Document, output: Path | None) -> None:
    """Write a document as Markdown to a file or stdout."""
    from lke_cli.report.markdown import to_markdown

    write_text(to_markdown(document), output)


def show_csv(table: Table, output: Path | None) -> None:
    """Write a table as CSV to a file or stdout."""
    from lke_cli.report.delimited import to_csv

    write_text(to_csv(table), output)


def write_text(text: str, output: Path | None) -> None:
    """Write text to a file (UTF-8, line ends as given), or to stdout where there is none."""
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
    else:
        data = text.encode("utf-8", "replace")
        write_file(output, lambda path: path.write_bytes(data))


def write_chunks(chunks: Iterable[str], output: Path | None) -> None:
    """Write text as :func:`write_text` does, piece by piece: a long one is never whole in memory."""
    data = (chunk.encode("utf-8", "replace") for chunk in chunks)
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.writelines(data)
        sys.stdout.buffer.flush()
    else:

        def write(path: Path) -> None:
            with path.open("wb") as file:
                file.writelines(data)

        write_file(output, write)


def write_file(output: Path, write: Callable[[Path], T]) -> T:
    """Write a file whole or not at all: ``write`` gets a temporary path beside it, which then takes its name.

    Raises LkeError with what to do where the folder is missing or the file is open in Excel.
    """
    temporary = output.with_name(f".{output.name}.{os.getpid()}.tmp")
    try:
        result = write(temporary)
        os.replace(temporary, output)
    except OSError as error:
        raise LkeError(why_unwritable(output, error)) from error
    finally:
        temporary.unlink(missing_ok=True)
    return result


def why_unwritable(output: Path, error: OSError) -> str:
    """Return why a report cannot be written to a file, and what to do (Indonesian)."""
    if output.is_dir():
        return f"'{output}' adalah folder; beri nama berkas untuk hasilnya."
    if not output.parent.is_dir():
        return f"Folder '{output.parent}' tidak ada; buat dulu foldernya atau pilih tempat lain untuk hasil."
    if isinstance(error, PermissionError):
        return f"'{output}' tidak dapat ditulis; tutup berkas itu bila sedang dibuka di Excel, atau pilih nama lain."
    return f"'{output}' tidak dapat ditulis ({error.strerror or 'galat sistem'}); pilih tempat lain."
