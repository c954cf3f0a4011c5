"""The entry of the ``lke`` command. Nothing is imported before it listens for Ctrl-C."""

import gc
import os
import signal
import sys
from typing import NoReturn

EXIT_INTERRUPTED = 130


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run ``lke``; exits 0 (memenuhi), 1 (belum memenuhi or findings of severity error), 2 (could not run)."""
    gc.set_threshold(50_000)  # a short run makes little garbage; looking for it costs a tenth of the time
    _fill_streams()
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _end)
    try:
        _run(sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:
        print("Dihentikan.", file=sys.stderr)
        sys.exit(EXIT_INTERRUPTED)


def _run(arguments: list[str]) -> NoReturn:
    try:
        from lke_cli.cli.run import run_lke

        run_lke(arguments)
    except SystemExit as end:
        if end.code == EXIT_INTERRUPTED:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        elif sys.platform == "win32":
            from lke_cli.cli.window import keep_open

            keep_open()
        raise


def _end(*_: object) -> NoReturn:
    """End the run at a Ctrl-C, and pass over any further one: while what is open is closed and the interpreter clears
    up, it would end the process as if it had crashed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt


def _fill_streams() -> None:
    """Let what was closed before the start (``>&-``) lead nowhere: the next opened file would take its place."""
    if sys.stdin is not None and sys.stdout is not None and sys.stderr is not None:
        return
    while (place := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(place)
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115  (open to the end)
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
