"""What ``lke rubric`` and ``lke survey instruments`` share: a YAML file is shown, checked, and has a schema."""

import sys
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from lke_cli.cli.indonesian import Command, IndonesianGroup
from lke_cli.cli.say import say

if TYPE_CHECKING:
    from lke_cli.report import Document


Commands = dict[str, Callable[..., Any]]
"""Commands by the names that are typed."""


class DescribedFormat(StrEnum):
    """Output formats of what a YAML file describes."""

    TEXT = "text"
    MD = "md"
    JSON = "json"


def described_app(summary: Callable[[], None], commands: Commands) -> typer.Typer:
    """Return a group of commands by their names. summary: has the sentence of the group's help as its docstring."""
    app = typer.Typer(cls=IndonesianGroup, no_args_is_help=True, rich_markup_mode=None)
    app.callback()(summary)
    for name, command in commands.items():
        app.command(name, cls=Command)(command)
    return app


def show_described(chosen: DescribedFormat, json: Callable[[], str], document: "Document", output: Path | None) -> int:
    """Show what a YAML file describes in the format that was chosen."""
    from lke_cli.report import show_document, show_json, show_markdown

    if chosen is DescribedFormat.JSON:
        show_json(json(), output)
    elif chosen is DescribedFormat.MD:
        show_markdown(document, output)
    else:
        show_document(document, output)
    return 0


def say_mistakes(path: str, mistakes: Sequence[tuple[int, str]]) -> int:
    """Say each mistake of a YAML file with its line."""
    for line, message in mistakes:
        say(f"{path}:{line}: {message}", sys.stdout)
    return 2
