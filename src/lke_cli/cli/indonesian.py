"""The words that Typer itself writes (usage, help headings, wrong usage), in Indonesian."""

import re
from ast import literal_eval
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from lke_cli.cli.names import joined
from lke_cli.cli.settings import settle

_HELP_LINES = {"Options:": "Opsi:", "Arguments:": "Argumen:", "Commands:": "Perintah:"}
_HELP_WORDS = (
    ("Usage: ", "Pemakaian: "),
    ("[OPTIONS]", "[OPSI]"),
    ("COMMAND [ARGS]...", "PERINTAH [ARGUMEN]..."),
    ("[default:", "[bawaan:"),
    ("[required]", "[wajib]"),
    ("; required]", "; wajib]"),
    (" <list[str]>", ""),
    ("Show this message and exit.", "Tampilkan bantuan ini lalu selesai."),
)
_QUOTED = r"""('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
"""A value as Typer shows it: as Python writes it, with each backslash of a Windows path doubled."""

_VALUE_PROBLEMS = (
    (rf"{_QUOTED} is not one of (.+)\.", "{0} bukan salah satu dari {1}."),
    (rf"{_QUOTED} is not a valid int(?:eger)?(?: range)?\.?", "{0} bukan bilangan bulat."),
    (rf"{_QUOTED} is not a valid float(?: range)?\.?", "{0} bukan bilangan; tulis pecahan dengan titik."),
    (rf"{_QUOTED} is not a valid boolean\..*", "{0} bukan ya atau tidak; tulis true atau false."),
    (rf"{_QUOTED} is not a valid UUID\.", "{0} bukan UUID."),
    (rf"{_QUOTED} does not match the formats? .+", "{0} bukan tanggal; tulis seperti 2026-11-25."),
    (r"(.+) is not in the range (.+)\.", "{0} di luar rentang {1}."),
    (rf"(?:File|Path|Directory) {_QUOTED} does not exist\.", "{0} tidak ada."),
    (rf"(?:File|Path|Directory) {_QUOTED} is a directory\.", "{0} adalah folder."),
    (rf"(?:File|Path|Directory) {_QUOTED} is a file\.", "{0} adalah berkas."),
    (rf"(?:File|Path|Directory) {_QUOTED} is not readable\.", "{0} tidak dapat dibaca."),
    (rf"(?:File|Path|Directory) {_QUOTED} is not writable\.", "{0} tidak dapat ditulisi."),
    (rf"{_QUOTED}: .+", "{0} tidak dapat dibuka."),
    (r"(?:Takes )?(\d+) values(?: are required,)? but (\d+) given\.", "perlu {0} nilai, yang ditulis {1}."),
    (r"(\d+) values are required, but (\d+) given\.", "perlu {0} nilai, yang ditulis {1}."),
    (r"Value must be an iterable\.", "perlu beberapa nilai."),
)
_PROBLEMS = (
    (rf"No such command {_QUOTED}\.(?: Did you mean (?P<like>.+)\?)?", "Perintah {0} tidak dikenal.{like}"),
    (
        rf"No such option:? {_QUOTED}\.?(?: (?:Did you mean|\(Possible options:) (?P<like>.+?)[?)])?",
        "Opsi {0} tidak dikenal.{like}",
    ),
    (
        r"No such option:? (\S+?)(?: (?:Did you mean|\(Possible options:) (?P<like>.+?)[?)])?",
        "Opsi '{0}' tidak dikenal.{like}",
    ),
    (r"Missing command\.", "Perintah belum disebut."),
    (rf"Missing argument {_QUOTED}.*", "Argumen {0} belum diisi."),
    (r"Missing argument ?([^.]*).*", "Argumen {0} belum diisi."),
    (r"Missing (?:option|parameter):? (.+?)\..*", "Opsi {0} wajib diisi."),
    (rf"Option {_QUOTED} requires an argument\.", "Opsi {0} perlu nilai."),
    (rf"Option {_QUOTED} requires (\d+) arguments\.", "Opsi {0} perlu {1} nilai."),
    (rf"Option {_QUOTED} does not take a value\.", "Opsi {0} tidak memakai nilai."),
    (rf"Argument {_QUOTED} takes (\d+) values\.", "Argumen {0} perlu {1} nilai."),
    (
        r"Got unexpected extra argument(?:s|\(s\))? \((.+)\)",
        "Terlalu banyak argumen: {0}; nama yang berspasi perlu tanda kutip.",
    ),
    (rf"Could not open file {_QUOTED}: .*", "{0} tidak dapat dibuka."),
)


def usage_message(error: typer.TyperException) -> str:
    """Return one Indonesian sentence for a wrong use of the command line, with where help is found."""
    message = indonesian(error.format_message())
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "lke"
    return f"Galat: {message} Lihat '{command} --help'."


def indonesian(message: str) -> str:
    """Return a message of Typer in Indonesian; of one that is not known, what can be said of any."""
    message = message.strip()
    value = re.fullmatch(r"Invalid value(?: for (.+?))?: (.+)", message, re.DOTALL)
    if value is None:
        return _first_match(_PROBLEMS, message) or "Perintahnya tidak dapat dipahami; periksa ejaan dan tanda kutipnya."
    where, problem = value.groups()
    advice = _first_match(_VALUE_PROBLEMS, problem) or "periksa penulisannya."
    return (
        f"Nilai untuk {where.replace(' / ', ' atau ')} tidak sah: {advice}" if where else f"Nilai tidak sah: {advice}"
    )


def _first_match(patterns: tuple[tuple[str, str], ...], message: str) -> str | None:
    for pattern, sentence in patterns:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match:
            like = match.groupdict().get("like")
            meant = f" Maksudnya {like.replace(', ', ' atau ')}?" if like else ""
            return sentence.format(*(_as_typed(group or "") for group in match.groups()), like=meant)
    return None


def _as_typed(text: str) -> str:
    """Return a value in quotes as the user wrote it."""
    if not re.fullmatch(_QUOTED, text, re.DOTALL):
        return text
    try:
        return f"'{literal_eval(text)}'"
    except (ValueError, SyntaxError):
        return text


def _translate(text: str) -> str:
    lines = [_HELP_LINES.get(line, line) for line in text.splitlines()]
    text = "\n".join(lines)
    for english, indonesian in _HELP_WORDS:
        text = text.replace(english, indonesian)
    return text


class Command(TyperCommand):
    """A command whose help is Indonesian throughout, and whose choices may be written in any case."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Parse the arguments; a name with blanks that was typed without quotes is taken where it exists, and what
        the user did not say may stand in an lke.toml beside the files."""
        for param in self.params:
            if hasattr(param.type, "case_sensitive"):
                param.type.case_sensitive = False
        rest = super().parse_args(ctx, joined(args))
        settle(ctx)
        return rest

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """Return the help text with Typer's own words translated."""
        return _translate(super().get_help(ctx))


class IndonesianGroup(TyperGroup):
    """A group of commands whose help is Indonesian throughout. A command's name may be of two words."""

    def resolve_command(  # type: ignore[override]
        self, ctx: typer.Context, args: list[str]
    ) -> tuple[str | None, Any, list[str]]:
        """Return the command that the first argument names, or the first two together (``survey plan``)."""
        both = " ".join(args[:2])
        return super().resolve_command(ctx, [both, *args[2:]] if both in self.commands else args)

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        """Run the command; a Ctrl-C leaves it as Abort, for Typer makes an exit code without a word of it."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise typer.Abort from None

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Show the help where no command is named: that is a question, not a mistake."""
        if not args and self.no_args_is_help and not ctx.resilient_parsing:
            typer.echo(self.get_help(ctx))
            raise typer.Exit(2)
        return super().parse_args(ctx, args)

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """Return the help text with Typer's own words translated."""
        return _translate(super().get_help(ctx))
