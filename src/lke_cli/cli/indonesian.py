"""The words that Typer itself writes (usage, help headings, wrong usage), in Indonesian."""

import re
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

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
_VALUE_PROBLEMS = (
    (r"(.+) is not one of (.+)\.", r"\1 bukan salah satu dari \2."),
    (r"(.+) is not a valid int(?:eger)?(?: range)?\.?", r"\1 bukan bilangan bulat."),
    (r"(.+) is not a valid float(?: range)?\.?", r"\1 bukan bilangan."),
    (r"(.+) is not in the range (.+)\.", r"\1 di luar rentang \2."),
    (r"(?:File|Path|Directory) (.+) does not exist\.", r"\1 tidak ada."),
    (r"File (.+) is a directory\.", r"\1 adalah folder."),
    (r"Directory (.+) is a file\.", r"\1 adalah berkas."),
    (r"(?:File|Path|Directory) (.+) is not (?:readable|writable)\.", r"\1 tidak dapat dibuka."),
)
_PROBLEMS = (
    (r"No such command ['\"]?(.+?)['\"]?\.(.*)", r"Perintah '\1' tidak dikenal.\2"),
    (r"No such option:? (.+?)\.?( Did you mean .+| \(Possible .+)?", r"Opsi \1 tidak dikenal.\2"),
    (r"Missing command\.", "Perintah belum disebut."),
    (r"Missing argument '?([^'.]+).*", r"Argumen '\1' belum diisi."),
    (r"Missing (?:option|parameter) (.+?)\..*", r"Opsi \1 wajib diisi."),
    (r"Option (.+) requires an argument\.", r"Opsi \1 perlu nilai."),
    (r"Option (.+) requires \d+ arguments\.", r"Opsi \1 kurang nilainya."),
    (r"Option (.+) does not take a value\.", r"Opsi \1 tidak memakai nilai."),
    (
        r"Got unexpected extra arguments? \((.+)\)",
        r"Ada argumen berlebih (\1); nama berspasi perlu tanda kutip.",
    ),
)


def usage_message(error: typer.TyperException) -> str:
    """Return one Indonesian sentence for a wrong use of the command line, with where help is found."""
    message = error.format_message().strip()
    value = re.fullmatch(r"Invalid value(?: for (.+?))?: (.+)", message, re.DOTALL)
    if value:
        where, problem = value.groups()
        problem = _first_match(_VALUE_PROBLEMS, problem)
        message = f"Nilai untuk {where} tidak sah: {problem}" if where else problem
    else:
        message = _first_match(_PROBLEMS, message)
    message = message.replace("Did you mean", "Maksudnya").replace("Possible options:", "Mungkin:")
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "lke"
    return f"Galat: {message} Lihat '{command} --help'."


def _first_match(patterns: tuple[tuple[str, str], ...], message: str) -> str:
    for pattern, replacement in patterns:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match:
            return match.expand(replacement)
    return message


def _translate(text: str) -> str:
    lines = [_HELP_LINES.get(line, line) for line in text.splitlines()]
    text = "\n".join(lines)
    for english, indonesian in _HELP_WORDS:
        text = text.replace(english, indonesian)
    return text


class Command(TyperCommand):
    """A command whose help is Indonesian throughout."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """Return the help text with Typer's own words translated."""
        return _translate(super().get_help(ctx))


class Group(TyperGroup):
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
