"""``lke watch``: the screen of ``lke score`` again at each save."""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from lke_cli.cli.options import (
    AssessorOption,
    ColumnOption,
    HeaderRowOption,
    MaxSecondsOption,
    MinimumOption,
    RubricOption,
    SheetOption,
    TargetOption,
)
from lke_cli.cli.say import say
from lke_cli.constants import DEFAULT_RUBRIC
from lke_cli.errors import BlankError, LkeError, UndecidedError

_PAUSE = 0.4  # seconds between two looks; a file that is the same at both is whole
_TRIES = 6  # looks at a file that cannot be read, until that is said: it may be half written
_GONE = 25  # looks at a file that is not there, until that is said: Excel takes it away for a moment

Signature = tuple[int, int, int]
"""What changes when a file is saved: time of change, size, identity."""


def watch(
    file: Annotated[Path, typer.Argument(metavar="BERKAS", help="Workbook LKE yang sedang dikerjakan.")],
    target: TargetOption = None,
    minimum: MinimumOption = None,
    sheet: SheetOption = None,
    column: ColumnOption = None,
    header_row: HeaderRowOption = None,
    assessor: AssessorOption = "unit",
    survey: Annotated[
        list[str] | None,
        typer.Option(
            "--survey", metavar="[ipak=|ipkp=]BERKAS", help="Data survei: cocokkan dengan nilai yang ditulis di LKE."
        ),
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(metavar="AWAL..AKHIR", help="Periode penilaian; responden --survey di luarnya disebut."),
    ] = None,
    max_seconds: MaxSecondsOption = 30,
    rubric: RubricOption = DEFAULT_RUBRIC,
) -> int:
    """Tampilkan lagi nilai LKE setiap kali berkasnya disimpan.

    Biarkan jendela ini terbuka di sebelah Excel. Berkas kunci Excel, simpanan
    yang belum selesai, dan nama yang berganti saat menyimpan dilewati.
    Ctrl-C mengakhirinya.

    \b
    Contoh:
      lke watch "LKE ZI KPU Kab. X.xlsx"
      lke watch LKE.xlsx --target wbbm --survey survei.csv

    \b
    Kode keluar: kode putusan yang terakhir tampil, seperti lke score;
    130 bila dihentikan sebelum ada putusan.
    """
    from lke_cli.cli.score import score

    def shown() -> int:
        return score(
            [str(file)],
            target=target,
            minimum=minimum,
            sheet=sheet,
            column=column,
            header_row=header_row,
            assessor=assessor,
            survey=survey,
            period=period,
            max_seconds=max_seconds,
            rubric=rubric,
        )

    if not file.is_file():
        what = "adalah folder; sebut satu LKE di dalamnya" if file.is_dir() else "tidak ada; periksa namanya"
        raise LkeError(f"'{file}' {what}.")
    code: int | None = None
    try:
        for _ in saves(file):
            _clear_screen()
            code = _verdict(shown, file)
            sys.stdout.flush()
            say(f"Pukul {time.strftime('%H.%M.%S')}. Menunggu simpanan berikutnya; Ctrl-C untuk selesai.")
    except (KeyboardInterrupt, typer.Abort):
        if code is None:
            raise
    return code or 0


def saves(path: Path, pause: float = _PAUSE) -> Iterator[Signature]:
    """Yield once for the file as it is, then once for each time that it was saved and is whole again."""
    shown = before = None
    gone = 0
    while True:
        now = _signature(path)
        gone = gone + 1 if now is None else 0
        if gone == _GONE:
            say(f"'{path}' tidak ada sekarang; menunggu sampai ada lagi.")
        if now is not None and now == before and now != shown:
            shown = now
            yield now
        before = now
        time.sleep(pause)


def _signature(path: Path) -> Signature | None:
    try:
        info = path.stat()
    except OSError:
        return None
    return info.st_mtime_ns, info.st_size, info.st_ino


def _verdict(shown: Callable[[], int], path: Path) -> int:
    """Show the file's score and return its exit code. What cannot be read is tried again for a while: a program may be
    writing it."""
    for tries in range(_TRIES):
        before = _signature(path)
        try:
            return shown()
        except (UndecidedError, BlankError) as error:
            return _said(error)
        except (LkeError, OSError) as error:
            if tries == _TRIES - 1 or before != _signature(path):
                return _said(error)
        time.sleep(_PAUSE)
    raise AssertionError("the last try returns")


def _said(error: Exception) -> int:
    from lke_cli.cli.run import sentence

    say(sentence(error, []))
    return 2


def _clear_screen() -> None:
    if sys.stdout.isatty():
        from rich.console import Console

        Console().clear()
