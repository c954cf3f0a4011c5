"""One line to the person at the screen, beside the report."""

import sys
from typing import TextIO

from lke_cli.report.encoding import plain_ascii, speaks_utf
from lke_cli.untrusted import one_line


def say(sentence: str, to: TextIO | None = None) -> None:
    """Print a sentence on one line, to stderr unless said otherwise; names in it cannot break out of it."""
    stream = to or sys.stderr
    line = one_line(sentence)
    print(line if speaks_utf(stream) else plain_ascii(line), file=stream)
