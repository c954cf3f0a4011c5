"""``--name-from``: names by file, from a CSV map, by a pattern, or by the folder that each lies in."""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from lke_cli.errors import LkeError
from lke_cli.results import NameSource
from lke_cli.untrusted import one_line

_LARGEST = 10_000_000  # bytes of a list of names; one of 600 units has 60,000
_LONGEST = 100
_HEADER = re.compile(r"(?:nama )?(?:berkas|file)(?:name| name)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Naming:
    """What ``--name-from`` says; nothing by default.

    by_file: names by file, written as it is found in the map: with or without folders and suffix, in lower case.
    pattern: a regular expression with one group. folder: the nearest folder that names a unit does.
    """

    by_file: Mapping[str, str] | None = None
    pattern: str | None = None
    folder: bool = False

    @property
    def asked(self) -> bool:
        """Whether the user gave names at all."""
        return self.folder or self.by_file is not None or self.pattern is not None

    def name(self, path: Path) -> tuple[str, NameSource] | None:
        """Return the name that the user gives a file, None where there is none."""
        if self.by_file is not None:
            entry = self.entry(path)
            return (self.by_file[entry], "map") if entry else None
        if self.pattern is not None:
            # The name alone first, so that a pattern such as (.+) does not take in the folders.
            for text in (path.stem, path.with_suffix("").as_posix()):
                match = re.search(self.pattern, text)
                if match and (match.group(1) or "").strip():
                    return one_line(match.group(1), _LONGEST), "pattern"
        return None

    def entry(self, path: Path) -> str | None:
        """Return the map's entry that names a file: of several the one that says most of its path."""
        parts = [part.lower() for part in path.parts]
        stem = path.stem.lower()
        for number in range(len(parts)):
            folders = parts[number:-1]
            for last in (parts[-1], stem):
                entry = "/".join([*folders, last])
                if self.by_file is not None and entry in self.by_file:
                    return entry
        return None

    def unused(self, paths: Iterable[Path]) -> list[str]:
        """Return the map's entries that name none of these files."""
        used = {self.entry(path) for path in paths}
        return [entry for entry in self.by_file or () if entry not in used]


def parse_naming(text: str | None) -> Naming:
    """Return the naming that a path to a CSV map (``file;name``), a regular expression with one group, or the word
    ``folder`` asks for.

    Raises LkeError where it is neither.
    """
    if text is None:
        return Naming()
    if text.strip().lower() == "folder":
        return Naming(folder=True)
    path = Path(text)
    if path.is_file() or path.suffix.lower() in (".csv", ".txt"):
        return Naming(by_file=_read_map(path))
    try:
        groups = re.compile(text).groups
    except re.error as error:
        raise LkeError(
            f"--name-from '{text}' bukan berkas CSV yang ada dan bukan pola yang sah; "
            "tulis nama berkas 'berkas;nama' atau pola dengan satu kelompok, misalnya 'KPU (.+) FINAL'."
        ) from error
    if groups != 1:
        raise LkeError(
            f"--name-from '{text}' punya {groups} kelompok; pola perlu tepat satu kelompok dalam kurung, "
            "misalnya 'KPU (.+) FINAL'."
        )
    return Naming(pattern=text)


def _read_map(path: Path) -> dict[str, str]:
    try:
        return _names(path, read_text(path, "Daftar nama"))
    except csv.Error as error:
        raise LkeError(f"Daftar nama '{path}' bukan tabel; simpan lagi sebagai CSV.") from error


def read_text(path: Path, what: str) -> str:
    """Return the text of a list that Excel or an editor wrote. what: it is called. Raises LkeError."""
    try:
        if not path.is_file():
            raise FileNotFoundError(path)  # a pipe gives nothing, and waits
        if path.stat().st_size > _LARGEST:
            raise LkeError(f"{what} '{path}' terlalu besar; periksa nama berkasnya.")
        return _decoded(path.read_bytes())
    except OSError as error:
        raise LkeError(f"{what} '{path}' tidak dapat dibaca; periksa nama dan foldernya.") from error


def _names(path: Path, text: str) -> dict[str, str]:
    first = text.partition("\n")[0]
    delimiter = next((mark for mark in "\t;" if mark in first), ",")
    names: dict[str, str] = {}
    for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1):
        if not any(field.strip() for field in row) or (number == 1 and _HEADER.fullmatch(row[0].strip())):
            continue
        if len(row) < 2 or not row[0].strip() or not row[1].strip():
            raise LkeError(f"Daftar nama '{path}' baris {number}: tulis nama berkas dan nama unit, dipisah titik koma.")
        key = PurePath(row[0].strip().replace("\\", "/")).as_posix().lower()
        name = one_line(row[1], _LONGEST)
        if names.get(key, name) != name:
            raise LkeError(f"Daftar nama '{path}' baris {number}: '{key}' disebut dua kali; hapus salah satu.")
        names[key] = name
    return names


def _decoded(data: bytes) -> str:
    """Return a text as Excel and editors write it: "Unicode Text" is UTF-16, an old "CSV" is of a code page."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
