"""``lke rubric``: which rubrics there are, what they hold, and whether one is right."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from lke_cli.cli.described import Commands, DescribedFormat, described_app, say_mistakes, show_described
from lke_cli.cli.options import FORMAT_HELP, ForceOption, OutputOption, check_output, pick_format
from lke_cli.cli.say import say
from lke_cli.constants import DEFAULT_RUBRIC


def rubric_app() -> typer.Typer:
    """Return the group of commands."""
    commands: Commands = {"list": list_rubrics, "show": show, "check": check, "schema": schema}
    return described_app(_rubric, commands)


def _rubric() -> None:
    """Lihat dan periksa rubrik: pertanyaan, bobot, dan nilai minimal."""


def list_rubrics() -> int:
    """Tampilkan rubrik bawaan.

    \b
    Contoh:
      lke rubric list
    """
    from lke_cli.report import rubrics_document, show_document
    from lke_cli.rubric import load_rubric, rubric_overview, shipped_rubrics

    overviews = {name: rubric_overview(load_rubric(name)) for name in shipped_rubrics()}
    show_document(rubrics_document(overviews), None)
    return 0


def show(
    name: Annotated[str, typer.Argument(metavar="NAMA|BERKAS", help="Rubrik bawaan atau berkas YAML.")] = (
        DEFAULT_RUBRIC
    ),
    format: Annotated[DescribedFormat | None, typer.Option("--format", help=FORMAT_HELP)] = None,
    output: OutputOption = None,
    force: ForceOption = False,
) -> int:
    """Tampilkan isi sebuah rubrik: susunan, bobot, skala, nilai minimal.

    Bentuk json sama dengan susunan berkas YAML-nya.

    \b
    Contoh:
      lke rubric show
      lke rubric show rubrik-saya.yaml --format md -o rubrik.md
    """
    from lke_cli.report import rubric_document
    from lke_cli.rubric import load_rubric, rubric_json, rubric_overview

    chosen = pick_format(DescribedFormat, format, output)
    check_output(output, [Path(name)], force=force)
    loaded = load_rubric(name)
    document = rubric_document(rubric_overview(loaded))
    return show_described(chosen, lambda: rubric_json(loaded), document, output)


def check(
    file: Annotated[Path, typer.Argument(metavar="BERKAS", help="Berkas YAML sebuah rubrik.")],
) -> int:
    """Periksa sebuah rubrik; setiap kesalahan disebut dengan barisnya.

    \b
    Contoh:
      lke rubric check rubrik-saya.yaml

    \b
    Kode keluar: 0 rubrik benar; 2 rubrik salah atau tidak terbaca.
    """
    from lke_cli.report import rubric_summary
    from lke_cli.rubric import RubricError, parse_rubric, rubric_overview, rubric_text

    text, path = rubric_text(str(file))
    try:
        rubric = parse_rubric(text, path)
    except RubricError as error:
        return say_mistakes(path, error.mistakes)
    say(f"{path}: rubrik benar. {rubric_summary(rubric_overview(rubric))}", sys.stdout)
    return 0


def schema(output: OutputOption = None, force: ForceOption = False) -> int:
    """Tampilkan JSON Schema rubrik, agar editor melengkapi dan memeriksa YAML.

    Taruh sebagai baris pertama berkas YAML:
    # yaml-language-server: $schema=rubric-1.json

    \b
    Contoh:
      lke rubric schema -o rubric-1.json
    """
    from lke_cli.report import show_json
    from lke_cli.rubric import rubric_schema

    check_output(output, [], force=force)
    show_json(rubric_schema(), output)
    return 0
