"""Runs the app and turns every way of failing into one Indonesian sentence and an exit code."""

import errno
import sys
from typing import NoReturn

import typer

from lke_cli.cli.app import COMMANDS, build_app
from lke_cli.cli.indonesian import usage_message
from lke_cli.cli.meant import meant
from lke_cli.cli.names import hint
from lke_cli.cli.say import drop, say
from lke_cli.errors import BlankError, LkeError, UndecidedError, UnreviewedError, sentence_of
from lke_cli.report import ENCODING_ERRORS

EXIT_OK, EXIT_CANNOT_RUN = 0, 2


def run_lke(arguments: list[str]) -> NoReturn:
    """Run ``lke`` and exit with its code. Raises KeyboardInterrupt for a Ctrl-C that no command hears."""
    debug = "--debug" in arguments
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A console or pipe of an old code page must not turn a report into a traceback or broken signs.
            stream.reconfigure(errors=ENCODING_ERRORS)
    try:
        sys.exit(_run([a for a in arguments if a != "--debug"]))
    except typer.Abort:
        raise KeyboardInterrupt from None
    except BrokenPipeError:
        drop(sys.stdout)  # the reader of the pipe (head, more) has what it wanted
        sys.exit(EXIT_OK)
    except Exception as error:
        if _is_ctrl_c(error):
            raise KeyboardInterrupt from None
        if debug and not isinstance(error, MemoryError):
            raise
        if isinstance(error, OSError) and _SYSTEM.get(error.errno or 0) == _FULL:
            drop(sys.stdout)
        _fail(sentence(error, arguments), EXIT_CANNOT_RUN)


def _is_ctrl_c(error: Exception) -> bool:
    """Return whether an error was a Ctrl-C: Python 3.11 raises another error of one while a class is made."""
    return isinstance(error.__cause__, KeyboardInterrupt)


def sentence(error: Exception, arguments: list[str]) -> str:
    """Return what is said of an error to the person at the screen."""
    if isinstance(error, BlankError | UnreviewedError | UndecidedError):
        return sentence_of(error)
    if isinstance(error, LkeError):
        return f"{sentence_of(error)}{hint(str(error), arguments)}"
    if isinstance(error, typer.TyperException):
        return usage_message(error)
    if isinstance(error, MemoryError):
        return "Galat: memori komputer tidak cukup; tutup program lain atau periksa berkas satu per satu."
    if isinstance(error, OSError):
        return f"Galat: {_of_the_system(error)}"
    return (
        f"Galat tak terduga ({type(error).__name__}); ulangi perintah dengan --debug "
        "dan kirim keluarannya ke pengembang."
    )


_FULL = "disk penuh, hasilnya tidak utuh; kosongkan dulu atau pilih tempat lain."
_SYSTEM = {
    errno.ENOSPC: _FULL,
    errno.EFBIG: _FULL,
    errno.EMFILE: "terlalu banyak berkas terbuka di komputer ini; tutup program lain lalu ulangi.",
    errno.ENOENT: "{name} tidak ada lagi; periksa apakah dipindahkan atau dihapus, lalu ulangi.",
    errno.EACCES: "{name} tidak boleh dibuka; periksa izinnya, atau tutup program lain yang membukanya.",
    errno.EPERM: "{name} tidak boleh dibuka; periksa izinnya, atau tutup program lain yang membukanya.",
    errno.EBUSY: "{name} sedang dipakai program lain; tutup program itu, lalu ulangi.",
    errno.EROFS: "{name} berada di tempat yang hanya dapat dibaca; pilih tempat lain.",
}


def _of_the_system(error: OSError) -> str:
    """Return what a failure that no command foresaw means: the system refused a file or a folder."""
    name = f"'{error.filename}'" if error.filename else "berkas atau folder yang diperlukan"
    sign = errno.errorcode.get(error.errno or 0, type(error).__name__)
    return _SYSTEM.get(error.errno or 0, "{name} tidak dapat dibaca atau ditulis ({sign}); ulangi.").format(
        name=name, sign=sign
    )


def _run(arguments: list[str]) -> int:
    arguments = meant(arguments, COMMANDS)
    if not arguments:
        _greet()
        return EXIT_OK
    app = build_app(arguments[0])
    result = app(arguments, standalone_mode=False, prog_name="lke")
    return result if isinstance(result, int) else EXIT_OK


def _greet() -> None:
    from lke_cli.cli.greeting import GREETING

    print(GREETING, end="")


def _fail(message: str, code: int) -> NoReturn:
    say(message)
    sys.exit(code)
