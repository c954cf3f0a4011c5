"""Names of files and folders as people type them: blanks without quotes, a letter wrong."""

import os
from collections.abc import Sequence
from pathlib import Path

_MOST = 2_000  # entries of a folder that are compared with a name
_LIKE = 75  # of 100; below that, another name is meant
_LONGEST = 40  # words of a name


def joined(arguments: Sequence[str]) -> list[str]:
    """Return arguments with those put together that name a file or folder only together, and say so on stderr.

    ``lke score LKE ZI KPU.xlsx`` without quotes comes as three arguments.
    """
    result: list[str] = []
    at = 0
    while at < len(arguments):
        words = _name_at(arguments, at)
        if words > 1:
            from lke_cli.cli.say import say

            name = " ".join(arguments[at : at + words])
            say(f"'{name}' dibaca sebagai satu nama; nama yang berspasi sebaiknya ditulis di antara tanda kutip.")
            result.append(name)
        else:
            result.append(arguments[at])
        at += words
    return result


def _name_at(arguments: Sequence[str], at: int) -> int:
    """Return how many arguments from here on name together what exists; 1 where the first one needs no other."""
    if arguments[at].startswith("-") or os.path.lexists(arguments[at]):
        return 1
    last = at
    while last + 1 < len(arguments) and last - at < _LONGEST and _is_word(arguments[last + 1]):
        last += 1
    return next((n for n in range(last - at + 1, 1, -1) if os.path.lexists(" ".join(arguments[at : at + n]))), 1)


def _is_word(argument: str) -> bool:
    return argument == "-" or not argument.startswith("-")


def hint(message: str, arguments: Sequence[str]) -> str:
    """Return what to add to a message about a name that does not exist: the nearest one that does, or a word on quotes.

    ``""`` where the message is about something else.
    """
    for argument in arguments:
        if len(argument) > 1 and argument in message and not argument.startswith("-") and not os.path.lexists(argument):
            return _swallowed(argument) or _nearest(argument)
    return ""


def _swallowed(argument: str) -> str:
    """Return a word on quotes where an option stands inside a name: the quotes were not closed before it."""
    inside = '"' in argument or " --" in argument or " -o " in argument
    return " Tanda kutip belum ditutup sebelum opsi berikutnya." if inside else ""


def _nearest(argument: str) -> str:
    path = Path(argument)
    try:
        with os.scandir(path.parent) as entries:
            names = [entry.name for entry, _ in zip(entries, range(_MOST), strict=False)]
    except (OSError, ValueError):
        return ""
    from rapidfuzz import fuzz, process

    nearest = process.extractOne(path.name, names, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=_LIKE)
    return f" Maksudnya '{path.with_name(nearest[0])}'?" if nearest and path.name else ""
