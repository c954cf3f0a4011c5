"""Which unit a workbook is of: named by the user, by the workbook's title, or by the file's name."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lke_cli.compare.result import NameSource
from lke_cli.errors import LkeError
from lke_cli.untrusted import one_line
from lke_cli.values import CellValue, as_text

_LONGEST = 100
_LABEL = re.compile(
    r"\s*(?:nama\s+)?(?:unit(?:\s+(?:kerja|organisasi))?|satker|satuan\s+kerja|instansi)(?:\s*/\s*[\w ]{1,25})?"
    r"\s*:\s*(.*)",
    re.IGNORECASE,
)
_BARE_LABEL = re.compile(
    r"\s*nama\s+(?:unit(?:\s+(?:kerja|organisasi))?|satker|satuan\s+kerja|instansi)\s*:?\s*", re.IGNORECASE
)
_ORGANISATION = re.compile(
    r"\b(?:kpu|komisi|kab(?:upaten)?|kota|provinsi|dinas|badan|pengadilan|kejaksaan|kantor|balai|loka|rumah sakit|rsud|"
    r"rsup|polres|polda|lapas|rutan|satuan kerja|satker|sekretariat|universitas|politeknik|inspektorat|puskesmas)\b",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"\(\s*\d+\s*\)|\b(?:lembar kerja evaluasi|zona integritas|penilaian mandiri|menuju|lke|zi|wbk|wbbm|pmpzi|"
    r"final+|fix|rev(?:isi)?\s*\d*|v\d+|draf|draft|copy|salinan|baru|terbaru|isi|tahun|ta|tpi|"
    r"permenpanrb|permenpan-rb|(?:19|20)\d\d|\d{1,2}[-._ ]\d{1,2}[-._ ]\d{2,4}|(?:19|20)\d{6}|"
    r"\d{1,2} (?:jan|feb|mar|apr|mei|jun|jul|agu|agt|sep|okt|nov|des)[a-z]*)\b",
    re.IGNORECASE,
)
_COLUMN = re.compile(r"\s*(?:jawaban|nilai|catatan|bobot|daftar|tautan)\b", re.IGNORECASE)
_SAME = ((r"\bkabupaten\b", "kab"), (r"\bkomisi pemilihan umum\b", "kpu"), (r"\bprovinsi\b", "prov"))


@dataclass(frozen=True, slots=True)
class Naming:
    """What ``--name-from`` says: names by file name, or a pattern with one group; nothing by default."""

    by_file: Mapping[str, str] | None = None
    pattern: str | None = None


def parse_naming(text: str | None) -> Naming:
    """Return the naming that a path to a CSV map (``file;name``) or a regular expression with one group asks for.

    Raises LkeError where it is neither.
    """
    if text is None:
        return Naming()
    path = Path(text)
    if path.is_file() or path.suffix.lower() in (".csv", ".txt"):
        return Naming(by_file=_read_map(path))
    try:
        groups = re.compile(text).groups
    except re.error as error:
        raise LkeError(
            f"--name-from '{text}' bukan berkas CSV yang ada dan bukan pola yang sah ({error}); "
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
        data = path.read_bytes()
    except OSError as error:
        raise LkeError(f"Daftar nama '{path}' tidak dapat dibaca; periksa nama dan foldernya.") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    names: dict[str, str] = {}
    for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), 1):
        if not any(field.strip() for field in row):
            continue
        if len(row) < 2 or not row[0].strip() or not row[1].strip():
            raise LkeError(f"Daftar nama '{path}' baris {number}: tulis nama berkas dan nama unit, dipisah titik koma.")
        key, name = Path(row[0].strip()).name.lower(), one_line(row[1], _LONGEST)
        if names.get(key, name) != name:
            raise LkeError(f"Daftar nama '{path}' baris {number}: '{key}' disebut dua kali; hapus salah satu.")
        names[key] = name
    return names


def unit_name(path: Path, heading: Sequence[Sequence[CellValue]], title: str, naming: Naming) -> tuple[str, NameSource]:
    """Return a unit's name and where it was taken from. heading: the rows above the table; title: the rubric's."""
    if naming.by_file is not None:
        named = naming.by_file.get(path.name.lower())
        if named:
            return named, "map"
    elif naming.pattern is not None:
        match = re.search(naming.pattern, path.name)
        if match and (match.group(1) or "").strip():
            return one_line(match.group(1), _LONGEST), "pattern"
    name = _from_heading(heading, title)
    return (name, "workbook") if name else (_from_file(path), "file")


def unit_key(name: str) -> str:
    """Return what two spellings of one unit's name have in common: ``KPU Kab. Agam`` and ``KPU KABUPATEN AGAM``."""
    plain = " ".join(re.findall(r"\w+", name.lower()))
    for pattern, short in _SAME:
        plain = re.sub(pattern, short, plain)
    return plain


def _from_heading(heading: Sequence[Sequence[CellValue]], title: str) -> str:
    titles: list[str] = []
    for row in heading:
        cells = [as_text(value) for value in row if value != ""]
        for number, cell in enumerate(cells):
            lines = cell.splitlines()
            for line in lines:
                label = _LABEL.fullmatch(line)
                if label and label.group(1).strip():
                    return one_line(label.group(1), _LONGEST)
            following = cells[number + 1].lstrip(" :") if number + 1 < len(cells) else ""
            if (_BARE_LABEL.fullmatch(cell) or (_LABEL.fullmatch(cell))) and following:
                return one_line(following, _LONGEST)
            titles += [line for line in lines if line.strip() and line.strip() not in title]
    for line in titles:
        name = _tidy(line)
        found = _ORGANISATION.search(name)
        if found and not _COLUMN.match(line) and len(line) <= _LONGEST and len(name) > len(found.group()) + 1:
            return name
    return ""


def _from_file(path: Path) -> str:
    return _tidy(path.stem.replace("_", " ")) or one_line(path.stem, _LONGEST)


def _tidy(text: str) -> str:
    plain = " ".join(_NOISE.sub(" ", one_line(text)).split())
    return one_line(re.sub(r"^[\W_]+|[\s\-_,;:(\[]+$", "", plain), _LONGEST)
