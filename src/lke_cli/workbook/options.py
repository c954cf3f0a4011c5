"""What a user may settle about reading a workbook: the sheets, the columns, the header row, whose answers."""

import re
from collections.abc import Mapping
from dataclasses import field
from typing import get_args

from lke_cli.errors import LkeError
from lke_cli.record import record
from lke_cli.rubric import Role

UNIT = "unit"
"""The assessor who is the unit itself."""

_CHOICE = re.compile(r"\A\s*+([a-z]++)(?::([^=]++))?+\s*+=\s*+\$?([A-Za-z]{1,3}+)\s*+")
_ROLES: Mapping[str, str] = {**{role: role for role in get_args(Role)}, "evidence": "documents", "note": "note"}
_BY_ASSESSOR = ("answer", "score", "note")
_SEVERAL = ("label", "documents", "links")


@record
class ColumnChoice:
    """A column as the user says what it is: its role, its 0-based number, whose it is (answer, score, note)."""

    role: str
    column: int
    assessor: str = UNIT


@record
class ReadSettings:
    """How a workbook is read where the user has settled something; nothing is settled by default.

    sheets: names of those that are the LKE. columns: what they are. header_row: 0-based, the header of the block that
    is read. assessor: whose answers, by the rubric's name of them or as the sheet's header says. alone: these by
    themselves, not over what the unit and earlier assessors gave.
    """

    sheets: tuple[str, ...] = ()
    columns: tuple[ColumnChoice, ...] = field(default=())
    header_row: int | None = None
    assessor: str = UNIT
    alone: bool = False


def parse_column(text: str) -> ColumnChoice:
    """Return what ``--column`` says: ``answer=K``, ``answer:tpi=R``, ``label=G``. Raises LkeError for anything else."""
    match = _CHOICE.fullmatch(text)
    role = _ROLES.get(match.group(1)) if match else None
    if match is None or role is None:
        roles = ", ".join(_ROLES)
        raise LkeError(f"--column '{text}' tidak dikenali; tulis PERAN=HURUF, misalnya answer=K; perannya: {roles}.")
    who = (match.group(2) or UNIT).strip()
    if who != UNIT and role not in _BY_ASSESSOR:
        raise LkeError(f"--column '{text}': hanya answer, score, dan note yang dapat menyebut penilai.")
    return ColumnChoice(role, _number(match.group(3)), who.lower())


def check_columns(choices: tuple[ColumnChoice, ...]) -> None:
    """Raise LkeError where two choices say one role of two columns, or two roles of one column."""
    columns: dict[int, ColumnChoice] = {}
    roles: dict[tuple[str, str], ColumnChoice] = {}
    for choice in choices:
        if choice.column in columns or (choice.role not in _SEVERAL and (choice.role, choice.assessor) in roles):
            raise LkeError("--column menyebut satu kolom atau satu peran dua kali; sebut masing-masing sekali.")
        columns[choice.column] = roles[choice.role, choice.assessor] = choice


def _number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
