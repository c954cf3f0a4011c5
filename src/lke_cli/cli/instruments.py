"""``lke survey instruments``: which instruments of surveys there are, what they hold, and whether one is right."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from lke_cli.cli.described import Commands, DescribedFormat, described_app, say_mistakes, show_described
from lke_cli.cli.options import FORMAT_HELP, ForceOption, OutputOption, check_output, pick_format
from lke_cli.cli.say import say


def instruments_app() -> typer.Typer:
    """Return the group of commands."""
    commands: Commands = {"list": list_instruments, "show": show, "check": check, "schema": schema}
    return described_app(_instruments, commands)


def _instruments() -> None:
    """Lihat dan periksa instrumen survei: pertanyaan, kata jawaban, skala, mutu."""


def list_instruments() -> int:
    """Tampilkan instrumen survei bawaan.

    \b
    Contoh:
      lke survey instruments list
    """
    from lke_cli.instrument import instrument_overview, load_instrument, shipped_instruments
    from lke_cli.report import instruments_document, show_document

    overviews = {name: instrument_overview(load_instrument(name)) for name in shipped_instruments()}
    show_document(instruments_document(overviews), None)
    return 0


def show(
    name: Annotated[str, typer.Argument(metavar="NAMA|BERKAS", help="Instrumen bawaan atau berkas YAML.")],
    format: Annotated[DescribedFormat | None, typer.Option("--format", help=FORMAT_HELP)] = None,
    output: OutputOption = None,
    force: ForceOption = False,
) -> int:
    """Tampilkan isi sebuah instrumen: pertanyaan, kata yang mengenalinya, jawaban, mutu.

    Bentuk json sama dengan susunan berkas YAML-nya.

    \b
    Contoh:
      lke survey instruments show spak
      lke survey instruments show spak --format json -o spak.json
    """
    from lke_cli.instrument import instrument_json, instrument_overview, load_instrument
    from lke_cli.report import instrument_document

    chosen = pick_format(DescribedFormat, format, output)
    check_output(output, [Path(name)], force=force)
    loaded = load_instrument(name)
    document = instrument_document(instrument_overview(loaded))
    return show_described(chosen, lambda: instrument_json(loaded), document, output)


def check(file: Annotated[Path, typer.Argument(metavar="BERKAS", help="Berkas YAML sebuah instrumen.")]) -> int:
    """Periksa sebuah instrumen; setiap kesalahan disebut dengan barisnya.

    \b
    Contoh:
      lke survey instruments check survei-saya.yaml

    \b
    Kode keluar: 0 instrumen benar; 2 instrumen salah atau tidak terbaca.
    """
    from lke_cli.instrument import InstrumentError, instrument_overview, instrument_text, parse_instrument
    from lke_cli.report import instrument_summary

    text, path = instrument_text(str(file))
    try:
        instrument = parse_instrument(text, path)
    except InstrumentError as error:
        return say_mistakes(path, error.mistakes)
    say(f"{path}: instrumen benar. {instrument_summary(instrument_overview(instrument))}", sys.stdout)
    return 0


def schema(output: OutputOption = None, force: ForceOption = False) -> int:
    """Tampilkan JSON Schema instrumen, agar editor melengkapi dan memeriksa YAML.

    Taruh sebagai baris pertama berkas YAML:
    # yaml-language-server: $schema=instrument-1.json

    \b
    Contoh:
      lke survey instruments schema -o instrument-1.json
    """
    from lke_cli.instrument import instrument_schema
    from lke_cli.report import show_json

    check_output(output, [], force=force)
    show_json(instrument_schema(), output)
    return 0
