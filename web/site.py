"""What Python finds in the page: wheels without binaries for other systems, as one archive; and their licences."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.parser import HeaderParser
from pathlib import Path

_TIME = (1980, 1, 1, 0, 0, 0)
_LEFT_OUT = re.compile(
    r"\.(pyd|pyi|dll|lib|pyx|pxd|hpp|h|c|a|typed)$|\.dist-info/(RECORD|WHEEL|METADATA|.*\.json)$"
    r"|/(__pyinstaller|tests|f2py)/|^dateutil/zoneinfo/.*gz$|^numpy/polynomial/"
)
"""Binaries of other systems, what is for compilers, and what of numpy and dateutil no survey is computed with."""
_NOT_IN_A_PAGE = re.compile(
    r"^(_pyrepl|multiprocessing|pydoc_data|xmlrpc|wsgiref|ensurepip|curses|dbm|sqlite3|tkinter|turtledemo|venv)/"
    r"|^(pdb|pydoc|doctest|mailbox|imaplib|smtplib|poplib|ftplib|turtle|cProfile|profile|pstats)\.py$"
)
"""Of Python's own library: what needs a terminal, a network or processes."""
_LICENCE = re.compile(r"\.dist-info/(?:licenses/(?:.*/)?)?(?:LICEN[CS]E|COPYING|NOTICE|AUTHORS)[^/]*$", re.IGNORECASE)


@dataclass(frozen=True)
class Notice:
    """What is embedded, and its licence, whole."""

    name: str
    version: str
    licence: str


def bundle(wheels: Iterable[Path], more: dict[str, bytes]) -> bytes:
    """Return the files of wheels, and more of them, as one archive, uncompressed: it is compressed as a whole."""
    files = dict(more)
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            names = [name for name in archive.namelist() if not name.endswith("/") and not _LEFT_OUT.search(name)]
            files.update({name: archive.read(name) for name in names})
    return _archive(files)


def library(archive: bytes) -> bytes:
    """Return the archive of Python's own library without what has no use in a page, uncompressed."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        names = [name for name in opened.namelist() if not name.endswith("/") and not _NOT_IN_A_PAGE.search(name)]
        return _archive({name: opened.read(name) for name in names})


def _archive(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _TIME), files[name])
    return out.getvalue()


def notices(wheels: Iterable[Path]) -> Iterator[Notice]:
    """Yield the licence of each wheel. Raises ValueError where one has none: it may not be handed on."""
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            names = archive.namelist()
            texts = [archive.read(name).decode("utf-8") for name in names if _LICENCE.search(name)]
            metadata = next(name for name in names if name.endswith(".dist-info/METADATA"))
            head = HeaderParser().parsestr(archive.read(metadata).decode("utf-8"))
        if not texts:
            raise ValueError(f"{wheel.name} has no licence")
        yield Notice(head["Name"], head["Version"], "\n\n".join(text.strip() for text in texts))
