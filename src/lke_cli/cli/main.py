"""The entry of the ``lke`` command. Nothing is imported before it listens for Ctrl-C."""

import sys
from typing import NoReturn

EXIT_INTERRUPTED = 130


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run ``lke``; exits 0 (memenuhi), 1 (belum memenuhi or findings of severity error), 2 (could not run)."""
    try:
        from lke_cli.cli.run import run

        run(sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:
        print("Dihentikan.", file=sys.stderr)
        sys.exit(EXIT_INTERRUPTED)
