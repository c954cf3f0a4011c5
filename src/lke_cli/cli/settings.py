"""``lke.toml``: what an office writes once beside its files, so that nobody has to type it. Options win over it."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

import typer

from lke_cli.errors import LkeError
from lke_cli.record import record
from lke_cli.scan import reason
from lke_cli.untrusted import one_line

NAME = "lke.toml"
_LARGEST = 100_000  # bytes
_LINE = re.compile(r"at line (\d+)")
_TYPED, _USED = "lke.typed", "lke.settings"

Values = dict[str, Any]


@record
class Settings:
    """What a file of settings says: values by its keys, as the options of the same names take them."""

    path: Path
    values: Mapping[str, Any]


@record
class Used:
    """What settings gave to a command: the files, and values by the names of the command's parameters."""

    paths: tuple[Path, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)


def settings_for(start: Path) -> list[Path]:
    """Return the settings of a folder: beside its files and above them, the nearest first.

    Above the user's own folder nothing is looked for, nor at the very top: what lies there is everybody's.
    """
    here = start.absolute()
    home = Path.home()
    paths = []
    for folder in (here, *here.parents):
        if folder != here and folder == Path(folder.anchor):
            break
        if (folder / NAME).is_file():
            paths.append((start if folder == here else folder) / NAME)
        if folder == home:
            break
    return paths


def read_settings(path: Path) -> Settings:
    """Return what a file of settings says. Raises LkeError, with the line where it is known, where it says what nobody
    understands."""
    import tomllib

    text = _text(path)
    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise LkeError(_no_toml(path, str(error))) from error
    values: Values = {}
    for key, value in content.items():
        if key not in _KEYS:
            raise LkeError(f"{_where(path, text, key)}: '{one_line(key, 40)}' tidak dikenal; pakai {', '.join(_KEYS)}.")
        read, wanted = _KEYS[key]
        try:
            values[key] = read(value, path.parent)
        except _EntryError as error:
            raise LkeError(
                f"{_where(path, text, key, error.entry)}: {key} {error.entry} harus {error.wanted}."
            ) from None
        except (TypeError, ValueError):
            raise LkeError(f"{_where(path, text, key)}: {key} harus {wanted}.") from None
    return Settings(path, values)


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
        if len(data) > _LARGEST:
            raise LkeError(f"'{path}' terlalu besar untuk setelan lke; buat yang baru dengan lke init.")
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise LkeError(f"'{path}' {reason(error)}; periksa izinnya, atau hapus bila tidak dipakai.") from error
    except UnicodeDecodeError as error:
        raise LkeError(f"'{path}' bukan teks UTF-8; simpan lagi di Notepad dengan Encoding UTF-8.") from error


def _no_toml(path: Path, problem: str) -> str:
    line = _LINE.search(problem)
    where = f" baris {line.group(1)}" if line else ""
    todo = 'teks ditulis di antara tanda kutip, misalnya target = "wbk"'
    if "\\" in problem or "escape" in problem.lower():
        todo = "tanda \\ hanya boleh di antara tanda kutip tunggal, misalnya evidence = 'D:\\Bukti'"
    elif "overwrite" in problem.lower() or "namespace" in problem.lower() or "twice" in problem.lower():
        todo = 'satu isian ditulis dua kali; kode bertitik ditulis di antara tanda kutip, misalnya "A.1" = 5'
    return f"'{path}'{where} tidak terbaca sebagai setelan: {todo}."


class _EntryError(TypeError):
    """An entry of a table that is none; wanted: what it must be."""

    def __init__(self, entry: str, wanted: str) -> None:
        self.entry, self.wanted = entry, wanted


def _where(path: Path, text: str, key: str, entry: str = "") -> str:
    """Return the file, and the line where a key stands first, of a table the one of an entry, where it has its own."""
    pattern = re.compile(rf"""\s*\[?\s*["']?{re.escape(key)}["']?\s*[\].=]""")
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines, 1) if pattern.match(line)), None)
    if first is None:
        return f"'{path}'"
    own = re.compile(rf"""\s*(?:["']?{re.escape(key)}["']?\s*\.\s*)?["']?{re.escape(entry)}["']?\s*=""")
    below = (number for number, line in enumerate(lines[first - 1 :], first) if entry and own.match(line))
    return f"'{path}' baris {next(below, first)}"


def _word(value: object, _: Path) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError
    return value


def _number(value: object) -> str:
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float | str)
        or (not isinstance(value, str) and value < 0)
    ):
        raise TypeError
    return value if isinstance(value, str) else repr(value)


def _table(value: object) -> dict[str, object]:
    """Return a table by its dotted keys: ``A.1 = 5`` is the table 1 in the table A."""
    if not isinstance(value, dict):
        raise TypeError
    by_dotted_key: dict[str, object] = {}
    for key, below in value.items():
        if isinstance(below, dict):
            by_dotted_key |= {f"{key}.{rest}": below_value for rest, below_value in _table(below).items()}
        else:
            by_dotted_key[key] = below
    return by_dotted_key


def _entries(value: object, read: Callable[[object], str], wanted: str) -> list[str]:
    """Return ``key=value`` of a table's entries. Raises _EntryError, with what it must be, for one that is none."""
    entries = []
    for entry, below in _table(value).items():
        try:
            entries.append(f"{entry}={read(below)}")
        except (TypeError, ValueError):
            raise _EntryError(entry, wanted) from None
    return entries


def _minimums(value: object, _: Path) -> list[str]:
    return _entries(value, _number, "bilangan 0 atau lebih, misalnya 76")


def _columns(value: object, folder: Path) -> list[str]:
    return _entries(value, lambda letter: _word(letter, folder), 'huruf kolom di antara tanda kutip, misalnya "K"')


def _period(value: object, folder: Path) -> str:
    return str(value) if type(value) is int else _word(value, folder)


def _megabytes(value: object, _: Path) -> str:
    return _number(value)


def _folder(value: object, folder: Path) -> str:
    return str(folder / _word(value, folder))


def _rubric(value: object, folder: Path) -> str:
    """Return the name of a shipped rubric, or the path of a file beside the settings."""
    name = _word(value, folder)
    return str(folder / name) if (folder / name).is_file() or name.lower().endswith((".yaml", ".yml")) else name


def _surveys(value: object, folder: Path) -> list[str]:
    if not isinstance(value, list):
        raise TypeError
    return [_survey(_word(entry, folder), folder) for entry in value]


def _survey(text: str, folder: Path) -> str:
    """Return ``FILE`` or ``ipak=FILE``, the file beside the settings."""
    kind, equals, name = text.partition("=")
    if equals and kind.strip().isalpha() and not (folder / text).exists():
        return f"{kind.strip()}={folder / name.strip()}"
    return str(folder / text)


def _population(value: object, _: Path) -> str:
    if isinstance(value, dict):
        return ",".join(_entries(value, _people, "bilangan bulat 1 atau lebih, misalnya 1200"))
    return _people(value)


def _people(value: object) -> str:
    if type(value) is not int or value < 1:
        raise TypeError
    return str(value)


_KEYS: dict[str, tuple[Callable[[Any, Path], Any], str]] = {
    "target": (_word, 'sebuah nama, misalnya "wbk"'),
    "minimum": (_minimums, "tabel kode dan nilai: [minimum] lalu total = 76"),
    "rubric": (_rubric, "nama rubrik atau berkas YAML di antara tanda kutip"),
    "period": (_period, 'seperti "2025-01..2026-06", atau 2026'),
    "max-mb": (_megabytes, "sebuah bilangan, misalnya 10"),
    "evidence": (_folder, "nama folder di antara tanda kutip"),
    "surveys": (_surveys, 'daftar berkas, misalnya ["ipak.csv", "ipkp.csv"]'),
    "population": (_population, "bilangan bulat, atau tabel: [population] lalu ipak = 1200"),
    "columns": (_columns, '[columns] lalu answer = "K"'),
}
"""What may stand in a file of settings, how it is read, and what it must be."""

_KEYS_OF = {"max_mb": "max-mb", "survey": "surveys", "column": "columns"}
"""What settings call a parameter that commands call otherwise."""
_COMMANDS = {
    "score": {"target", "minimum", "rubric", "columns", "surveys", "period"},
    "watch": {"target", "minimum", "rubric", "columns", "surveys", "period"},
    "check": set(_KEYS),
    "check-evidence": {"target", "minimum", "rubric", "columns", "period", "max-mb"},
    "plan": {"target", "minimum", "rubric", "columns"},
    "simulate": {"target", "minimum", "rubric", "columns"},
    "compare": {"target", "minimum", "rubric", "columns"},
    "inspect": {"rubric", "columns"},
    "diff": {"target", "minimum", "rubric", "columns"},
    "annotate": {"target", "minimum", "rubric", "columns"},
    "followup": {"rubric", "columns"},
    "survey": {"target", "rubric"},
}
"""What each command takes of the settings. A survey's own period and population are other things."""
_PLACES = ("path", "files", "file", "before", "folder", "workbook")
"""Parameters that name what a command reads: the settings are beside it."""


def settle(ctx: typer.Context) -> None:
    """Give a command what settings beside its files say and the user did not, and say so in one line.

    Raises LkeError where the settings cannot be read.
    """
    if ctx.command.name not in _COMMANDS:
        return
    ctx.meta[_TYPED] = dict(ctx.params)
    ctx.meta[_USED] = used = settled(ctx, _place(ctx))
    if used.values:
        from lke_cli.cli.say import say

        paths = " dan ".join(f"'{path}'" for path in used.paths)
        say(f"Setelan dari {paths}: {', '.join(_told(used.values))}.")
    ctx.params.update(used.values)
    _say_idle(ctx)


def _say_idle(ctx: typer.Context) -> None:
    """Say which minimums raise nothing; a comparison says it itself, for it is handed on."""
    minimums = ctx.params.get("minimum")
    if not minimums or ctx.command.name == "compare":
        return
    from lke_cli import api
    from lke_cli.cli.say import say

    for sentence in api.idle_minimums(ctx.params["rubric"], ctx.params["target"], minimums):
        say(sentence)


def used_by(ctx: typer.Context) -> Used:
    """Return what settings gave to a command."""
    used: Used = ctx.meta[_USED]
    return used


def typed(ctx: typer.Context) -> Mapping[str, Any]:
    """Return the command's parameters without what settings gave."""
    params: Mapping[str, Any] = ctx.meta[_TYPED]
    return params


def settled(ctx: typer.Context, folder: Path) -> Used:
    """Return what the settings of a folder give a command: by parameter, those that the user did not name.

    Of several files the nearest counts for each key; minimums are taken together: to drop one would be to pass more.
    """
    taken = _COMMANDS[ctx.command.name or ""] - ({"surveys"} if not _is_one_file(ctx) else set())
    taken_values: Values = {}
    paths = []
    for path in settings_for(folder):
        given = {key: value for key, value in read_settings(path).values.items() if key in taken}
        new = {key: value for key, value in given.items() if key not in taken_values}
        if "minimum" in given:
            new["minimum"] = _minimums_of(taken_values.get("minimum", ()), given["minimum"])
        paths += [path] if new else []
        taken_values |= new
    values: Values = {}
    for param in ctx.command.params:
        key = _KEYS_OF.get(param.name or "", param.name or "")
        if key not in taken_values:
            continue
        if key == "minimum":
            taken_values[key] = _minimums_of(typed(ctx)["minimum"] or (), taken_values[key])
        elif _is_typed(ctx, param.name or ""):
            continue
        values[param.name or ""] = param.type_cast_value(ctx, taken_values[key])
    return Used(tuple(paths) if values else (), values)


def _is_typed(ctx: typer.Context, name: str) -> bool:
    source = ctx.get_parameter_source(name)
    return source is not None and not source.name.startswith("DEFAULT")


def _minimums_of(first: Iterable[str], others: Iterable[str]) -> list[str]:
    """Return minimums, and of the others those on nodes that the first do not name."""
    own = list(first)
    named = {text.partition("=")[0].strip() for text in own}
    return [*own, *(text for text in others if text.partition("=")[0].strip() not in named)]


def _place(ctx: typer.Context) -> Path:
    named = next((value for name in _PLACES if (value := ctx.params.get(name))), ".")
    first = Path(named if isinstance(named, str | Path) else next(iter(named)))
    return first if first.is_dir() else first.parent


def _is_one_file(ctx: typer.Context) -> bool:
    """Return whether a command that takes several files was given one: surveys are of one unit."""
    files = ctx.params.get("files")
    return files is None or (len(files) == 1 and Path(files[0]).is_file())


def _told(values: Mapping[str, Any]) -> Iterable[str]:
    for name, value in values.items():
        shown = ", ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)
        yield f"{_KEYS_OF.get(name, name)} {one_line(shown, 60)}"
