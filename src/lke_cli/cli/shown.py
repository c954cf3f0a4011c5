"""A command's result goes out; what its format cannot hold is said beside it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from lke_cli.cli.say import say

if TYPE_CHECKING:
    from lke_cli.results import Comparison, ScoreReport, SinceLast

INTERRUPTED = 130
"""The exit code of a run that Ctrl-C ended."""


def show_outcome(
    result: object,
    format: str,
    output: Path | None,
    *,
    detail: bool = False,
    since: "SinceLast | None" = None,
    template: Path | None = None,
    csv: str = "people",
) -> None:
    """Write a result to a file or the screen; of a file say what it decides, where it is and what to do with it.

    since: what changed since the last run, for the screen. template: of a letter. csv: for whom, ``people`` or
    ``machine``. Raises LkeError where it cannot be written.
    """
    from lke_cli.report import show_result, written_text

    for sentence in show_result(
        result, format, output, detail=detail, since=since, template=template, machine=csv == "machine"
    ):
        say(sentence)
    if output is not None:
        say(written_text(result, format, output))


def say_open(file: Path) -> None:
    """Say that a workbook is open in a spreadsheet program: what counts is what was saved last."""
    from lke_cli.scan import is_open

    if is_open(file):
        say(f"'{file.name}' sedang terbuka di Excel: yang dibaca adalah isi yang terakhir disimpan.")


def show_messages(result: "ScoreReport | Comparison", output: Path | None, deadline: str | None) -> None:
    """Write a message a unit to a file or the screen."""
    from lke_cli.report import message_text, messages_of, show_text

    show_text(message_text(messages_of(result, deadline)), output)


def write_message_files(comparison: "Comparison", folder: Path, deadline: str | None, *, force: bool) -> None:
    """Write a message a unit to a folder, and say how many. Raises LkeError where one would take the place of a file
    that is not ours."""
    from lke_cli.report import messages_of, write_messages

    written = write_messages(messages_of(comparison, deadline), folder, force=force)
    say(f"{len(written)} pesan ditulis ke folder '{folder}'.")


def show_cut_short(
    result: object, format: str, output: Path | None, left: int, *, detail: bool = False, csv: str = "people"
) -> int:
    """Write what there is of a run that Ctrl-C ended, say how many files were not read, and return the exit code."""
    shown_in = None if output is None else _beside(output)
    show_outcome(result, format, shown_in, detail=detail, csv=csv)
    where = f" Yang sudah dibaca ditulis ke '{shown_in}', bukan ke '{output}'." if output is not None else ""
    say(f"Dihentikan: {left} berkas belum dibaca.{where}")
    return INTERRUPTED


def _beside(output: Path) -> Path:
    """Return where a report that was cut short goes: beside the one that was asked for, over none but its like."""
    from lke_cli.report import is_ours, partial_name

    return next(path for path in partial_name(output) if not os.path.lexists(path) or is_ours(path))


@contextmanager
def whole_or_none(output: Path | None) -> Iterator[None]:
    """Say, where a Ctrl-C ends what is done within, whether the report was written: it is there whole or not at all."""
    before = _stamp(output)
    try:
        yield
    except KeyboardInterrupt:
        if output is not None:
            written = _stamp(output) != before
            say(f"'{output}' {'sudah ditulis, utuh' if written else 'tidak ditulis'}.")
        raise


def _stamp(path: Path | None) -> tuple[int, int] | None:
    """Return what tells a file from the one that takes its place, None where there is none."""
    try:
        status = path.stat() if path is not None else None
    except OSError:
        return None
    return (status.st_ino, status.st_mtime_ns) if status is not None else None


def is_own_report(path: Path, output: Path | None) -> bool:
    """Return whether a file is this command's own report of an earlier run, which the new one may take the place of."""
    from lke_cli.workbook import is_report

    return output is not None and output.exists() and path.exists() and output.samefile(path) and is_report(path)
