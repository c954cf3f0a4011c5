"""Text from a workbook or a file name is untrusted: it is made safe for the place it goes to.

One filter per place: :func:`printable` (a cell that may hold several lines), :func:`unbroken` and :func:`one_line` (a
line on screen, an error message, a title, a file name in a message), :func:`quoted` (a file name in a command that
people type), :func:`spreadsheet_text` (a cell of a spreadsheet), :func:`csv_text` (a field of a csv file) and
:func:`json_for_screen` (JSON that a terminal shows).
"""

import re
import unicodedata
from collections.abc import Sequence

_SEQUENCE = re.compile(
    # What is not closed ends where the next control character stands: the search stays linear in the text's length.
    r"\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)"  # with a text, such as a window's title
    r"|\x1b\[[0-9:;<=>?]*[ -/]*[@-~]"
    r"|\x1b[ -/]*[0-~]"
)
_LINE_ENDS = frozenset(map(ord, "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"))
_FORMULA = "=+\\-@\uff1d\uff0b\uff0d\uff20"
"""What begins a formula in a spreadsheet; the wide forms do so in some languages of Excel."""
_PLAIN_NAME = re.compile(r"[\w./:\\][\w./:\\-]*+")
_ACTS = re.compile(r"[\"$`!%^]|\\$")
"""What a shell acts on within double quotes, and a last backslash, which would take the quote behind it."""
_RUNS = re.compile(rf"\A[\s\"]*+[{_FORMULA}]")
_RUNS_BEHIND = re.compile(rf"([,;])(?=[\s\"]*[{_FORMULA}])")


_MARKS_OF_CHATS = str.maketrans({"*": None, "~": None, "`": None, "_": " ", "|": None})
_ADDRESS = re.compile(r"://|\bwww\.", re.IGNORECASE)


class _Safe(dict[int, str | None]):
    """What each character becomes, decided once a character: None for those that a terminal or a reader may act on."""

    def __missing__(self, code: int) -> str | None:
        self[code] = _replacement(code)
        return self[code]


def _replacement(code: int) -> str | None:
    """Return what stands for a character: itself, nothing for a control, format or private one.

    Joiners of emoji and right-to-left marks go with the rest of Cf: a name written from right to left keeps its
    letters, and no text can make another one read differently.
    """
    if code in _LINE_ENDS:
        return "\n"
    if code == 0x09:
        return "\t"
    category = unicodedata.category(chr(code))
    if category == "Cs":
        return "?"  # half of a pair, or a byte of a file name that is no text
    if category in ("Cc", "Cf", "Co"):
        return None
    nothing = category == "Cn" and (0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE)  # not allowed in XML either
    return None if nothing else chr(code)


_SAFE = _Safe()


def printable(text: str) -> str:
    """Return text without escape sequences, control, format and private characters; tab and newline stay.

    Every other kind of line end becomes a newline.
    """
    if text.isprintable():
        return text
    return _SEQUENCE.sub("", text.replace("\r\n", "\n")).translate(_SAFE)


def unbroken(text: str) -> str:
    """Return printable text on one line, its blanks as they are."""
    return text if text.isprintable() else printable(text).replace("\n", " ").replace("\t", " ")


def one_line(text: str, limit: int = 0) -> str:
    """Return printable text on one line, cut to ``limit`` characters with ``…`` where a limit is given."""
    flat = " ".join(printable(text).split())
    return flat[: limit - 1].rstrip() + "…" if limit and len(flat) > limit else flat


def some_of(texts: Sequence[str], most: int = 5, limit: int = 0) -> str:
    """Return the first few of many texts in a sentence, and how many more there are. limit: as :func:`one_line`."""
    more = f", dan {len(texts) - most} lagi" if len(texts) > most else ""
    return ", ".join(one_line(text, limit) for text in texts[:most]) + more


def quoted(name: str) -> str:
    """Return a file name as it is typed in a command: in quotes where it must be, for cmd, PowerShell and sh alike.

    Signs that a shell would act on within double quotes are put in single ones, which cmd alone does not know; a name
    that holds both, or what no line can show, is named as ``BERKAS``.
    """
    if _PLAIN_NAME.fullmatch(name):
        return name
    if not name.isprintable() or not name:
        return "BERKAS"
    if not _ACTS.search(name):
        return f'"{name}"'
    return "BERKAS" if "'" in name else f"'{name}'"


def chat_text(text: str, limit: int = 0) -> str:
    """Return text on one line for a chat, without what it shows in bold or as code, and with no address that it would
    make a link of."""
    flat = one_line(text).translate(_MARKS_OF_CHATS)
    return one_line(_ADDRESS.sub(" ", flat), limit)


def spreadsheet_text(text: str) -> str:
    """Return text that a spreadsheet will not run: one that begins with ``= + - @``, also behind blanks or quotes and
    in their wide forms, gets an apostrophe before it."""
    text = printable(text)
    return "'" + text if len(text.strip()) > 1 and _RUNS.match(text) else text


def csv_text(text: str) -> str:
    """Return text on one line that no cell of a spreadsheet runs, whichever of ``;`` and ``,`` it is split at.

    Quotes around a field hold for the separator that the file was written with; split at the other one, a field may
    begin in the middle of a text. So what looks like a formula behind a separator gets an apostrophe too. Tabs and
    line ends become blanks: split at tabs, or read line by line, a row stays what it is. A sign alone gets one as well:
    split at another separator, it begins what follows it in the row.
    """
    text = unbroken(text)
    return _RUNS_BEHIND.sub(r"\1'", "'" + text if _RUNS.match(text) else text)


def json_for_screen(text: str) -> str:
    """Return JSON text with every character that a terminal could act on written as an escape; it means the same."""
    if text.isprintable():
        return text
    return "".join(letter if letter == "\n" or _SAFE[ord(letter)] == letter else _escaped(letter) for letter in text)


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def json_in_ascii(text: str) -> str:
    """Return JSON text in ASCII alone, for a reader that does not speak UTF-8; it means the same."""
    return text if text.isascii() else "".join(letter if letter.isascii() else _escaped(letter) for letter in text)
