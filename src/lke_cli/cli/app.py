"""The tree of commands. Each command lives in a file of its own and imports what it needs when it is called."""

from importlib import import_module
from typing import Annotated

import typer

from lke_cli.cli.indonesian import Command, IndonesianGroup

HELP_OPTIONS = {"help_option_names": ["--help", "-h"]}

COMMANDS = {
    "score": "score:score",
    "check": "check:check",
    "plan": "plan:plan",
    "simulate": "simulate:simulate",
    "diff": "diff:diff",
    "followup": "followup:followup",
    "compare": "compare:compare",
    "annotate": "annotate:annotate",
    "inspect": "inspect:inspect",
    "template": "template:template",
    "survey": "survey:survey",
    "survey plan": "survey:survey_plan",
    "survey instruments": "instruments:instruments_app",
    "rubric": "rubric:rubric_app",
    "check-evidence": "check_evidence:check_evidence",
    "evidence-folder": "evidence_folder:evidence_folder",
    "report": "report:report",
    "explain": "explain:explain",
    "watch": "watch:watch",
    "init": "init:init",
    "web": "web:web",
}
"""Where each command's function lives."""


def build_app(wanted: str | None = None) -> typer.Typer:
    """Return the command line: all of it, or only the commands that begin with the one that is wanted.

    Reading the options of every command would take longer than a score.
    """
    app = typer.Typer(
        name="lke",
        cls=IndonesianGroup,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings=HELP_OPTIONS,
    )
    app.callback()(_lke)
    for name, place in COMMANDS.items():
        if wanted in COMMANDS and name.split()[0] != wanted:
            continue
        module, _, function = place.partition(":")
        command = getattr(import_module(f"lke_cli.cli.{module}"), function)
        if name in ("rubric", "survey instruments"):
            app.add_typer(command(), name=name)
        else:
            app.command(name, cls=Command)(command)
    return app


def _version(wanted: bool) -> None:
    if wanted:
        from lke_cli import __version__

        typer.echo(f"lke {__version__}")
        raise typer.Exit


def _lke(
    version: Annotated[
        bool,
        typer.Option("--version", help="Tampilkan versi lalu selesai.", callback=_version, is_eager=True),
    ] = False,
) -> None:
    """Periksa LKE Zona Integritas sebelum diajukan."""
