"""``lke init``: writes an lke.toml, of what options say and of what the person at the screen answers."""

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated

import typer

from lke_cli.cli.options import megabytes
from lke_cli.cli.say import say
from lke_cli.cli.settings import NAME
from lke_cli.constants import DEFAULT_RUBRIC
from lke_cli.errors import LkeError

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_PLAIN = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?")


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="[FOLDER]", help="Folder unit atau provinsi; bawaan: folder sekarang.")
    ] = Path(),
    target: Annotated[str | None, typer.Option(metavar="NAMA", help="Predikat yang dituju: wbk atau wbbm.")] = None,
    minimum: Annotated[
        list[str] | None, typer.Option("--min", metavar="KODE=NILAI", help="Nilai minimal sendiri, misalnya total=76.")
    ] = None,
    rubric: Annotated[str | None, typer.Option(metavar="NAMA|BERKAS", help="Rubrik, bila bukan yang bawaan.")] = None,
    period: Annotated[
        str | None, typer.Option(metavar="AWAL..AKHIR", help="Periode penilaian, misalnya 2025-01..2026-06.")
    ] = None,
    max_mb: Annotated[str | None, typer.Option("--max-mb", metavar="MB", help="Batas unggah per berkas.")] = None,
    evidence: Annotated[str | None, typer.Option(metavar="FOLDER", help="Folder bukti dukung.")] = None,
    survey: Annotated[
        list[str] | None, typer.Option("--survey", metavar="[ipak=|ipkp=]BERKAS", help="Data survei; boleh diulang.")
    ] = None,
    population: Annotated[
        str | None, typer.Option(metavar="N|ipak=N,...", help="Jumlah pengguna layanan, atau per survei.")
    ] = None,
    column: Annotated[
        list[str] | None, typer.Option("--column", metavar="PERAN=HURUF", help="Arti sebuah kolom; boleh diulang.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Timpa lke.toml yang sudah ada.")] = False,
) -> int:
    """Tulis lke.toml: setelan yang dipakai setiap perintah di folder itu.

    Menanyakan setelannya satu per satu; yang disebut dengan opsi tidak
    ditanyakan. Tanpa layar, hanya opsi yang dipakai. Setelan berlaku untuk
    berkas di folder itu dan di bawahnya; opsi yang ditulis tetap menang.

    \b
    Contoh:
      lke init
      lke init "D:\\LKE Provinsi" --target wbk --min total=76
      lke init --evidence "BUKTI DUKUNG ZI 2026" --population ipak=1200
    """
    path = folder / NAME
    if not folder.is_dir():
        raise LkeError(f"Folder '{folder}' tidak ada; sebut folder yang berisi LKE.")
    if path.exists() and not force:
        raise LkeError(f"'{path}' sudah ada; ubah di Notepad, atau tulis baru dengan --force.")
    given: dict[str, str] = {
        "rubric": _beside(folder, rubric or ""),
        "target": target or "",
        "minimum": ",".join(minimum or ()),
        "period": period or "",
        "max-mb": max_mb or "",
        "evidence": _beside(folder, evidence or ""),
        "surveys": ";".join(_survey_beside(folder, file) for file in survey or ()),
        "population": population or "",
        "columns": ",".join(column or ()),
    }
    for key, value in given.items():
        if value:
            _check(key, value, given, folder)
    if sys.stdin.isatty():
        _ask(given, folder)
    from lke_cli.report import write_file

    write_file(path, lambda temporary: temporary.write_text(settings_text(given), encoding="utf-8"))
    say(f"Setelan ditulis ke '{path}'. Periksa dengan: lke check \"{folder}\"", sys.stdout)
    return 0


def _beside(folder: Path, name: str) -> str:
    """Return a file's or folder's name as it is counted from the folder of the settings: the user counts from here."""
    if not name or (folder / name).exists() or not Path(name).exists():
        return name
    try:
        return os.path.relpath(name, folder)
    except ValueError:  # on another drive
        return os.path.abspath(name)


def _survey_beside(folder: Path, text: str) -> str:
    kind, equals, name = text.partition("=")
    return f"{kind}={_beside(folder, name)}" if equals and not Path(text).exists() else _beside(folder, text)


_QUESTIONS = {
    "target": "Predikat yang dituju (wbk atau wbbm)",
    "minimum": "Nilai minimal sendiri, misalnya total=76",
    "period": "Periode penilaian, misalnya 2025-01..2026-06",
    "max-mb": "Batas unggah per berkas dalam MB",
    "evidence": "Folder bukti dukung",
    "surveys": "Berkas data survei; beberapa dipisahkan ;",
    "population": "Jumlah pengguna layanan, misalnya 1200 atau ipak=1200,ipkp=900",
}
"""What is asked. The rubric and columns are options: who needs them knows."""


def _ask(given: dict[str, str], folder: Path) -> None:
    """Ask for what options left open, each again until it is understood; an empty answer leaves it open."""
    say("Tekan Enter untuk melewati sebuah pertanyaan.", sys.stdout)
    for key, question in _QUESTIONS.items():
        while not given[key]:
            try:
                answer = input(f"{question}: ").strip().strip('"')
            except EOFError:
                return
            if not answer:
                break
            try:
                _check(key, answer, given, folder)
            except LkeError as error:
                say(str(error), sys.stdout)
            else:
                given[key] = answer


def _check(key: str, value: str, given: Mapping[str, str], folder: Path) -> None:
    """Raise LkeError where a setting says nothing that a command understands."""
    from lke_cli import api
    from lke_cli.periods import parse_period

    named = given["rubric"] or DEFAULT_RUBRIC
    rubric = str(folder / named) if (folder / named).is_file() else named
    checks: dict[str, Callable[[], object]] = {
        "rubric": lambda: api.check_held(rubric),
        "target": lambda: api.check_held(rubric, target=value),
        "minimum": lambda: api.check_held(rubric, minimums=value.split(",")),
        "columns": lambda: api.check_held(rubric, columns=value.split(",")),
        "period": lambda: parse_period(value),
        "max-mb": lambda: megabytes(value),
        "population": lambda: api.survey_population(value, rubric),
    }
    if key in checks:
        checks[key]()


def settings_text(given: Mapping[str, str]) -> str:
    """Return the text of an lke.toml: what is given, and what else there is, as remarks."""
    return "".join(f"{line}\n" for line in _lines(given))


def _lines(given: Mapping[str, str]) -> Iterator[str]:
    yield "# Setelan lke untuk berkas di folder ini dan di bawahnya. Opsi yang ditulis di perintah tetap menang."
    yield "# Baris yang diawali # tidak dipakai. Nama berkas dan folder dihitung dari folder ini."
    yield ""
    yield from _line("target", given, '"wbk"', "Predikat yang dituju")
    yield from _line("rubric", given, f'"{DEFAULT_RUBRIC}"', "Rubrik")
    yield from _line(
        "period", given, '"2025-01..2026-06"', "Periode penilaian; tanggal bukti dukung diperiksa terhadapnya"
    )
    yield from _line("max-mb", given, "10", "Batas unggah per berkas bukti dukung")
    yield from _line("evidence", given, "'BUKTI DUKUNG ZI 2026'", "Folder bukti dukung, untuk lke check")
    surveys = given["surveys"] and f"[{', '.join(map(_quoted, _split(given['surveys'], ';')))}]"
    yield "# Data survei, untuk lke check dan lke score"
    yield f"surveys = {surveys}" if surveys else "# surveys = ['ipak.csv', 'ipkp.csv']"
    people = given["population"]
    if people and "=" not in people:
        yield "# Jumlah pengguna layanan dalam periode survei"
        yield f"population = {_people(people)}"
    yield ""
    yield "# Nilai minimal sendiri, di samping nilai minimal rubrik"
    yield from _table("minimum", given["minimum"], _number, "total = 76")
    if not people or "=" in people:
        yield ""
        yield "# Jumlah pengguna layanan dalam periode survei"
        yield from _table("population", people, _people, "ipak = 1200")
    yield ""
    yield "# Arti kolom, bila tidak dikenali sendiri"
    yield from _table("columns", given["columns"], _quoted, 'answer = "K"')


def _line(key: str, given: Mapping[str, str], example: str, remark: str) -> Iterator[str]:
    value = given[key]
    yield f"# {remark}"
    shown = _number(value.replace(",", ".")) if key == "max-mb" else _quoted(value)
    yield f"{key} = {shown}" if value else f"# {key} = {example}"


def _table(name: str, text: str, value: Callable[[str], str], example: str) -> Iterator[str]:
    entries = [entry.partition("=") for entry in _split(text, ",")]
    yield f"[{name}]" if entries else f"# [{name}]"
    for key, _, number in entries:
        yield f"{key.strip() if _BARE.fullmatch(key.strip()) else _quoted(key.strip())} = {value(number.strip())}"
    if not entries:
        yield f"# {example}"


def _split(text: str, separator: str) -> list[str]:
    return [part.strip() for part in text.split(separator) if part.strip()]


def _number(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else _quoted(text)


def _people(text: str) -> str:
    return text.replace(".", "")


def _quoted(text: str) -> str:
    """Return a text as TOML writes it: in single quotes as it stands, so that a Windows path needs no second look."""
    import json

    return f"'{text}'" if text.isprintable() and "'" not in text else json.dumps(text, ensure_ascii=False)
