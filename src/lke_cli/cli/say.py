"""One line to the person at the screen, beside the report."""

import os
import shutil
import sys
from typing import TextIO

from lke_cli.report import plain_ascii, speaks_utf
from lke_cli.untrusted import one_line


def say(sentence: str, to: TextIO | None = None) -> None:
    """Print a sentence on one line, to stderr unless said otherwise; names in it cannot break out of it.

    On a terminal it is broken into lines here: a name that the terminal broke would begin a line of its own. Where
    stderr cannot be written (a log on a full disk), nobody hears it: the exit code stays what it is to be.
    """
    stream = to or sys.stderr
    line = one_line(sentence)
    if stream.isatty():
        from lke_cli.report import wrapped

        line = "\n".join(wrapped(line, shutil.get_terminal_size().columns, hang=2))
    try:
        print(line if speaks_utf(stream) else plain_ascii(line), file=stream, flush=True)
    except OSError:
        if stream is not sys.stderr:
            raise
        drop(stream)


def drop(stream: TextIO) -> None:
    """Let what is left of an output go nowhere: at shutdown it would fail once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
