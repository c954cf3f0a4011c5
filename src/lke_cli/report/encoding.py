"""Plain letters for a screen or a pipe that does not speak UTF-8: no broken sign in our own words.

On Windows a pipe to ``more`` is told to be cp1252 and shown as cp850, so that even signs that both have come out as
others: outside UTF-8, every sign of ours becomes ASCII.
"""

import codecs
import unicodedata
from typing import TextIO

_ASCII = {
    "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "…": "...", "≥": ">=", "≤": "<=", "≠": "tidak sama dengan",
    "×": "x", "·": "-", "•": "*", "±": "+/-", "²": "2", "³": "3", "½": "1/2", "´": "'", "‘": "'", "’": "'", "“": '"',
    "”": '"', "«": '"', "»": '"', "→": "->", "←": "<-", "█": "#", "░": ".", "▒": ":", "▓": "#", "✓": "v", "✗": "x",
    "─": "-", "━": "-", "│": "|", "┃": "|", "═": "=", "║": "|", "╸": "-", "╺": "-", "┼": "+", "├": "+", "┤": "+",
    "┬": "+", "┴": "+", "┌": "+", "┐": "+", "└": "+", "┘": "+", "\xa0": " ",
}  # fmt: skip
_TABLE = str.maketrans(_ASCII)
ENCODING_ERRORS = "lke-ascii"
"""The name of the handler of what an encoding does not have, for ``reconfigure(errors=...)``."""


def speaks_utf(stream: TextIO) -> bool:
    """Return whether a stream takes every character."""
    return (getattr(stream, "encoding", None) or "utf-8").lower().replace("_", "-").startswith("utf")


def plain_ascii(text: str) -> str:
    """Return text with the signs of our own words in ASCII; letters of names stay as they are."""
    return text if text.isascii() else text.translate(_TABLE)


def encoded_for(stream: TextIO, text: str) -> bytes:
    """Return text as bytes for a stream: UTF-8, or the stream's encoding with the nearest plain letters."""
    if speaks_utf(stream):
        return text.encode("utf-8", "replace")
    return plain_ascii(text).encode(stream.encoding, ENCODING_ERRORS)


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return "".join(_letter(letter) for letter in wrong), error.end


def _letter(character: str) -> str:
    bare = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode("ascii")
    return _ASCII.get(character) or bare or "?"


codecs.register_error(ENCODING_ERRORS, _nearest)
