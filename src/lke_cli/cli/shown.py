"""A command's result goes out; what its format cannot hold is said beside it."""

from pathlib import Path

from lke_cli.cli.say import say


def show(result: object, format: str, output: Path | None, *, detail: bool = False) -> None:
    """Write a result to a file or the screen. Raises LkeError where it cannot be written."""
    from lke_cli.report.show import show as write

    for sentence in write(result, format, output, detail=detail):
        say(sentence)
