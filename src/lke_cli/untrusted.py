"""Text from a workbook or a file name is untrusted: it is made safe for the place it goes to."""

import re

_CONTROL = re.compile(
    r"\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)"  # a command with a text, such as a window's title
    r"|\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b[@-_]"
    r"|[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_FORMULA = ("=", "+", "-", "@")


def printable(text: str) -> str:
    """Return text without escape sequences, control and direction-changing characters; tab and newline stay."""
    return _CONTROL.sub("", text.encode("utf-8", "replace").decode("utf-8"))


def one_line(text: str, limit: int = 0) -> str:
    """Return printable text on one line, cut to ``limit`` characters with ``…`` where a limit is given."""
    flat = " ".join(printable(text).split())
    return flat[: limit - 1].rstrip() + "…" if limit and len(flat) > limit else flat


def spreadsheet_text(text: str) -> str:
    """Return text that a spreadsheet will not run: one that begins with ``= + - @``, also behind blanks, gets an
    apostrophe before it."""
    text = printable(text)
    start = text.strip()
    return "'" + text if len(start) > 1 and start.startswith(_FORMULA) else text
