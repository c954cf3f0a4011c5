"""Which command is meant where none is named: a file or a folder that was typed alone, or dropped on the program."""

import os
from collections.abc import Container
from pathlib import Path

from lke_cli.cli.names import joined

_FILES = {".xlsx", ".xlsm", ".xls", ".ods", ".xlsb", ".csv", ".pdf", ".doc", ".docx", ".json", ".zip"}
"""How a name ends that is no command's: it is a file's, even one that does not exist."""


def meant(arguments: list[str], commands: Container[str]) -> list[str]:
    """Return arguments that begin with a command: those given, where they do, or where nothing else can be meant.

    A command goes before a file of the same name (``./plan`` is the file). A file means ``score``, a folder ``check``,
    or ``compare`` where several LKEs lie in it.
    """
    if not arguments or arguments[0].startswith("-") or arguments[0] in commands:
        return arguments
    words = joined(arguments)
    name = words[0]
    if os.path.isdir(name):
        return [_of_folder(Path(name)), *words]
    if os.path.lexists(name) or _is_a_files(name):
        return ["score", *words]
    return arguments


def _is_a_files(name: str) -> bool:
    return Path(name).suffix.lower() in _FILES or "/" in name or os.sep in name or "*" in name


def _of_folder(folder: Path) -> str:
    from lke_cli.api import holds_several
    from lke_cli.cli.say import say

    command = "compare" if holds_several(folder) else "check"
    what = "berisi beberapa LKE dan dibandingkan" if command == "compare" else "diperiksa"
    say(f"'{folder}' {what} (lke {command}).")
    return command
