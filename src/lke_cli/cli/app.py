"""The tree of commands. Each command lives in a file of its own and imports what it needs when it is called."""

from typing import Annotated

import typer

from lke_cli.cli.check_evidence import check_evidence
from lke_cli.cli.compare import compare
from lke_cli.cli.diff import diff
from lke_cli.cli.evidence_folder import evidence_folder
from lke_cli.cli.indonesian import Command, Group
from lke_cli.cli.inspect import inspect
from lke_cli.cli.rubric import rubric_app
from lke_cli.cli.score import score
from lke_cli.cli.survey import survey, survey_plan
from lke_cli.cli.template import template

HELP_OPTIONS = {"help_option_names": ["--help", "-h"]}


def build_app() -> typer.Typer:
    """Return the whole command line."""
    app = typer.Typer(
        name="lke",
        cls=Group,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings=HELP_OPTIONS,
    )
    app.callback()(_lke)
    app.command("score", cls=Command)(score)
    app.command("diff", cls=Command)(diff)
    app.command("compare", cls=Command)(compare)
    app.command("inspect", cls=Command)(inspect)
    app.command("template", cls=Command)(template)
    app.command("survey", cls=Command)(survey)
    app.command("survey plan", cls=Command)(survey_plan)
    app.add_typer(rubric_app(), name="rubric")
    app.command("check-evidence", cls=Command)(check_evidence)
    app.command("evidence-folder", cls=Command)(evidence_folder)
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
