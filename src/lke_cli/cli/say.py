"""One line to the person at the screen, beside the report."""

import shutil
import sys
from typing import TextIO

from lke_cli.report import plain_ascii, speaks_utf
from lke_cli.untrusted import one_line


def say(sentence: str, to: TextIO | None = None) -> None:
    """Print a sentence on one line, to stderr unless said otherwise; names in it cannot break out of it.

    On a terminal it is broken into lines here: a name that the terminal broke would begin a line of its own.
    """
    stream = to or sys.stderr
    line = one_line(sentence)
    if stream.isatty():
        from lke_cli.report import wrapped

        line = "\n".join(wrapped(line, shutil.get_terminal_size().columns, hang=2))
    print(line if speaks_utf(stream) else plain_ascii(line), file=stream)
