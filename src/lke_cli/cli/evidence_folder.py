"""``lke evidence-folder``: the empty folders that evidence is put into."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from lke_cli.cli.options import RubricOption
from lke_cli.cli.say import say
from lke_cli.constants import DEFAULT_RUBRIC


def evidence_folder(
    target: Annotated[Path, typer.Argument(metavar="FOLDER", help="Tempat folder-folder itu dibuat.")],
    rubric: RubricOption = DEFAULT_RUBRIC,
) -> int:
    """Buat folder kosong untuk bukti dukung, satu per pertanyaan.

    Setiap folder berisi PETUNJUK.txt tentang bukti yang diharapkan. Yang
    sudah ada tidak diubah.

    \b
    Contoh:
      lke evidence-folder "BUKTI DUKUNG ZI 2026"
      lke evidence-folder D:\\ZI
    """
    from lke_cli import api

    made = api.evidence_folder(target, rubric=rubric)
    kept = f" ({made.kept} sudah ada, tidak diubah)" if made.kept else ""
    say(f"{made.questions} folder pertanyaan siap di '{made.target}'{kept}.", sys.stdout)
    say(f'Sesudah diisi, periksa dengan: lke check-evidence "{made.target}"', sys.stdout)
    return 0
