"""Runs the app and turns every way of failing into one Indonesian sentence and an exit code."""

import errno
import gc
import os
import sys
from typing import NoReturn

import typer

from lke_cli.cli.app import build_app
from lke_cli.cli.indonesian import usage_message
from lke_cli.errors import LkeError

EXIT_OK, EXIT_CANNOT_RUN = 0, 2


def run(arguments: list[str]) -> NoReturn:
    """Run ``lke`` and exit with its code. Raises KeyboardInterrupt for a Ctrl-C that no command hears."""
    gc.set_threshold(50_000)  # a short run makes little garbage; looking for it costs a tenth of the time
    debug = "--debug" in arguments
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A Windows console of an old code page must not turn a report into a traceback.
            stream.reconfigure(errors="replace", **({} if stream.isatty() else {"encoding": "utf-8"}))
    try:
        sys.exit(_run([a for a in arguments if a != "--debug"]))
    except LkeError as error:
        if debug:
            raise
        _fail(f"Galat: {error}", EXIT_CANNOT_RUN)
    except typer.TyperException as error:
        if debug:
            raise
        _fail(usage_message(error), EXIT_CANNOT_RUN)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except BrokenPipeError:
        _drop_output()  # the reader of the pipe (head, more) has what it wanted
        sys.exit(EXIT_OK)
    except MemoryError:
        _fail(
            "Galat: memori komputer tidak cukup; tutup program lain atau periksa berkas satu per satu.",
            EXIT_CANNOT_RUN,
        )
    except Exception as error:
        if debug:
            raise
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            _drop_output()
            _fail("Galat: disk penuh, hasilnya tidak utuh; kosongkan dulu atau pilih tempat lain.", EXIT_CANNOT_RUN)
        _fail(
            f"Galat tak terduga ({type(error).__name__}); ulangi perintah dengan --debug "
            "dan kirim keluarannya ke pengembang.",
            EXIT_CANNOT_RUN,
        )


def _drop_output() -> None:
    """Let what is left of the output go nowhere: at shutdown it would fail once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(arguments: list[str]) -> int:
    app = build_app(arguments[0] if arguments else None)
    result = app(arguments, standalone_mode=False, prog_name="lke")
    return result if isinstance(result, int) else EXIT_OK


def _fail(message: str, code: int) -> NoReturn:
    print(message, file=sys.stderr)
    sys.exit(code)
