"""Options that several commands share."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lke_cli.errors import LkeError

if TYPE_CHECKING:
    from lke_cli.rubric.model import Rubric

DEFAULT_RUBRIC = "permenpanrb-90-2021"
"""The shipped rubric that is used where none is named."""


class Format(StrEnum):
    """Output formats of a report."""

    TEXT = "text"
    JSON = "json"
    MD = "md"
    CSV = "csv"


RubricOption = Annotated[
    str, typer.Option("--rubric", metavar="NAMA|BERKAS", help="Rubrik: nama bawaan atau berkas YAML.")
]
TargetOption = Annotated[
    str | None, typer.Option("--target", metavar="NAMA", help="Predikat yang dituju: wbk (bawaan) atau wbbm.")
]
AssessorOption = Annotated[
    str,
    typer.Option("--assessor", metavar="NAMA", help="Jawaban siapa yang dinilai: unit, tpi, atau nama penilai lain."),
]
FormatOption = Annotated[Format, typer.Option("--format", help="Bentuk keluaran.")]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="BERKAS", help="Tulis ke berkas, bukan ke layar.")
]


def pick_target(rubric: "Rubric", name: str | None) -> str:
    """Return the key of a target, the rubric's first where none is named. Raises LkeError where it does not exist."""
    if name is None:
        return next(iter(rubric.targets))
    key = name.lower()
    if key not in rubric.targets:
        raise LkeError(f"Target '{name}' tidak ada dalam rubrik {rubric.id}; pilih {' atau '.join(rubric.targets)}.")
    return key
