"""Names of files: those that are no documents, and those that will not survive Windows or a web address."""

import fnmatch
from pathlib import Path

from lke_cli.evidence.types import SHORTCUTS, suffix_of
from lke_cli.scan import Entry

SETTINGS_NAME = "lke.toml"
NOTE_NAME = "PETUNJUK.txt"
"""The note that ``lke evidence-folder`` puts in each folder; it is no evidence."""
NOTE_SAYS = f"{NOTE_NAME} ini tidak dihitung sebagai bukti."
"""By which that note is known: another file of its name is a file like any other."""
_LONGEST_NOTE = 20_000

LONGEST_PATH = 240
"""Characters of a path below the checked folder; Windows ends at 260, and the folder itself lies somewhere."""

_SYSTEM = ("thumbs.db", "desktop.ini", ".ds_store", "._*", "__macosx")
_TEMPORARY = (
    *("~$*", "*.tmp", "*~", ".~lock.*#", "*.asd", "*.wbk", "*.xlk", "*.bak", ".*.sw?", "*.swp"),
    *("*.crdownload", "*.opdownload", "*.part", "*.partial", "*.download", "*.!ut"),
)
_FORBIDDEN = '<>:"|?*\\'
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
_URL_BREAKING = "#%?"


def is_system(entry: Entry) -> bool:
    """Return whether a file was put there by the operating system."""
    return any(fnmatch.fnmatchcase(part.lower(), pattern) for part in entry.parts for pattern in _SYSTEM)


def is_note(entry: Entry) -> bool:
    """Return whether a file is ours and no evidence: settings at the top (lke.toml), or a note of ``lke
    evidence-folder``, if with words of the unit's own."""
    if entry.parts == (SETTINGS_NAME,):
        return True
    if entry.name != NOTE_NAME or entry.size > _LONGEST_NOTE:
        return False
    try:
        return NOTE_SAYS in Path(entry.path).read_text("utf-8-sig", "replace")
    except OSError:
        return False


def is_temporary(name: str) -> bool:
    """Return whether a name is that of a lock file, an unfinished download or a temporary file."""
    return any(fnmatch.fnmatchcase(name.lower(), pattern) for pattern in _TEMPORARY)


def is_shortcut(name: str) -> bool:
    """Return whether a file only points to a document elsewhere."""
    return suffix_of(name) in SHORTCUTS


def windows_problem(name: str) -> str | None:
    """Return why a name of a file or folder cannot exist on Windows (part of a sentence), or None."""
    bad = sorted({c for c in name if c in _FORBIDDEN})
    if bad:
        return f"memuat {' '.join(bad)}"
    if any(ord(c) < 32 for c in name):
        return "memuat karakter kendali"
    if any(0xD800 <= ord(c) < 0xE000 for c in name):
        return "memuat huruf yang bukan Unicode"
    if name.endswith((" ", ".")):
        return "berakhir dengan spasi atau titik"
    if name.partition(".")[0].strip().lower() in _RESERVED:
        return "memakai nama yang dipesan Windows"
    return None


def url_problem(name: str) -> str | None:
    """Return why a name breaks a web address that is made from it (part of a sentence), or None."""
    bad = sorted({c for c in name if c in _URL_BREAKING})
    return f"memuat {' '.join(bad)}" if bad else None
