"""All that the option parser can say, in Indonesian: every message of the installed source has its sentence."""

import ast
from pathlib import Path

import pytest
import typer

from lke_cli.cli.indonesian import indonesian
from tests.conftest import ROOT, Run

SOURCE = Path(typer.__file__).parent
RAISING = {
    *("fail", "ClickException", "TyperException", "UsageError", "BadParameter", "MissingParameter", "NoSuchOption"),
    *("BadOptionUsage", "BadArgumentUsage", "NoArgsIsHelpError", "FileError"),
}
INSIDE = {
    "UsageError(message, self)": "what fail() makes of the messages below",
    "BadParameter(message, ctx=ctx, param=param)": "what fail() makes of the messages below",
    "fail(_escape_control_characters(value), param, ctx)": "types that are a function: no option of ours is one",
    "ClickException(f'Invalid autocompletion callback parameters: {show_params}')": "a mistake in our code",
    "ClickException('Too many CLI parameter callback function parameters')": "a mistake in our code",
    "NoArgsIsHelpError(ctx)": "Group.parse_args shows the help",
}
"""What no user meets as a message of its own."""
SAID = {
    "NoSuchOption(opt, possibilities=possibilities, ctx=self.ctx)": (
        "No such option: --formt (Possible options: --force, --format)",
        "Opsi '--formt' tidak dikenal. Maksudnya --force atau --format?",
    ),
    "NoSuchOption(opt, ctx=self.ctx)": ("No such option: -z", "Opsi '-z' tidak dikenal."),
    "BadOptionUsage(option_name, f'Option {option_name!r} requires {msg}')": (
        "Option '-o' requires an argument.",
        "Opsi '-o' perlu nilai.",
    ),
    "BadOptionUsage(opt, f'Option {opt!r} does not take a value.')": (
        "Option '--detail' does not take a value.",
        "Opsi '--detail' tidak memakai nilai.",
    ),
    "BadArgumentUsage(f'Argument {self.dest!r} takes {self.nargs} values.')": (
        "Argument 'dari' takes 2 values.",
        "Argumen 'dari' perlu 2 nilai.",
    ),
    "fail(f'Got unexpected extra argument(s) ({extra_args})')": (
        "Got unexpected extra argument(s) (dua tiga)",
        "Terlalu banyak argumen: dua tiga; nama yang berspasi perlu tanda kutip.",
    ),
    "MissingParameter(ctx=ctx, param=self)": ("Missing argument 'BERKAS...'.", "Argumen 'BERKAS...' belum diisi."),
    "BadParameter('Value must be an iterable.', ctx=ctx, param=self)": (
        "Invalid value for '--min': Value must be an iterable.",
        "Nilai untuk '--min' tidak sah: perlu beberapa nilai.",
    ),
    "BadParameter(f'Takes {self.nargs} values but {len(value)} given.', ctx=ctx, param=self)": (
        "Invalid value: Takes 2 values but 3 given.",
        "Nilai tidak sah: perlu 2 nilai, yang ditulis 3.",
    ),
    "fail(f'{value!r} does not match the formats {formats_str}.', param, ctx)": (
        "Invalid value for 'TGL': 'kemarin' does not match the formats '%Y-%m-%d', '%Y-%m-%dT%H:%M:%S'.",
        "Nilai untuk 'TGL' tidak sah: 'kemarin' bukan tanggal; tulis seperti 2026-11-25.",
    ),
    "fail(f'{rv} is not in the range {self._describe_range()}.', param, ctx)": (
        "Invalid value for '--n': 7 is not in the range 1<=x<=5.",
        "Nilai untuk '--n' tidak sah: 7 di luar rentang 1<=x<=5.",
    ),
    "fail(f'{value!r} is not a valid boolean. Recognized values: {states}', param, ctx)": (
        "Invalid value for '--ya': 'x' is not a valid boolean. Recognized values: , 0, 1",
        "Nilai untuk '--ya' tidak sah: 'x' bukan ya atau tidak; tulis true atau false.",
    ),
    "fail(f'{len_type} values are required, but {len_value} given.', param=param, ctx=ctx)": (
        "Invalid value for '--dua': 2 values are required, but 1 given.",
        "Nilai untuk '--dua' tidak sah: perlu 2 nilai, yang ditulis 1.",
    ),
    "fail(f'{value!r} is not a valid {self.name}.', param, ctx)": (
        "Invalid value for '--seconds': 'x' is not a valid int.",
        "Nilai untuk '--seconds' tidak sah: 'x' bukan bilangan bulat.",
    ),
    "fail(f'{value!r} is not a valid UUID.', param, ctx)": (
        "Invalid value: 'x' is not a valid UUID.",
        "Nilai tidak sah: 'x' bukan UUID.",
    ),
    "fail(f\"'{filename}': {e.strerror}\", param, ctx)": (
        "Invalid value for 'BERKAS': 'D:\\\\x.txt': No such file or directory",
        "Nilai untuk 'BERKAS' tidak sah: 'D:\\x.txt' tidak dapat dibuka.",
    ),
    "fail(_('Missing command.'))": ("Missing command.", "Perintah belum disebut."),
    "fail(_('No such command {name!r}.').format(name=original_cmd_name))": (
        "No such command 'LKE v1.2.xlsx'. Did you mean 'score', 'inspect'?",
        "Perintah 'LKE v1.2.xlsx' tidak dikenal. Maksudnya 'score' atau 'inspect'?",
    ),
    "fail(f'{name} {loc} is a file.', param, ctx)": (
        "Invalid value for 'FOLDER': Directory 'a' is a file.",
        "Nilai untuk 'FOLDER' tidak sah: 'a' adalah berkas.",
    ),
    "fail(f'{name} {loc} is a directory.', param, ctx)": (
        "Invalid value for 'BERKAS': File 'a' is a directory.",
        "Nilai untuk 'BERKAS' tidak sah: 'a' adalah folder.",
    ),
    "fail(f'{name} {loc} is not readable.', param, ctx)": (
        "Invalid value for 'BERKAS': Path 'a' is not readable.",
        "Nilai untuk 'BERKAS' tidak sah: 'a' tidak dapat dibaca.",
    ),
    "fail(f'{name} {loc} is not writable.', param, ctx)": (
        "Invalid value for '--output' / '-o': Path 'a' is not writable.",
        "Nilai untuk '--output' atau '-o' tidak sah: 'a' tidak dapat ditulisi.",
    ),
    "fail(f'{self.name.title()} {_click.utils.format_filename(value)!r} does not exist.', param, ctx)": (
        "Invalid value for 'BERKAS': File 'D:\\\\LKE \"baru\".xlsx' does not exist.",
        "Nilai untuk 'BERKAS' tidak sah: 'D:\\LKE \"baru\".xlsx' tidak ada.",
    ),
    "fail(self.get_invalid_choice_message(value=value, ctx=ctx), param=param, ctx=ctx)": (
        "Invalid value for '--format': 'pdf' is not one of 'text', 'json'.",
        "Nilai untuk '--format' tidak sah: 'pdf' bukan salah satu dari 'text', 'json'.",
    ),
    "FileError(self.name, hint=e.strerror)": ("Could not open file 'a': x", "'a' tidak dapat dibuka."),
}
"""How each message of the parser's source reads filled in, and what the user gets."""


def _raised() -> set[str]:
    """Return every call of the source that makes an error for a user, as it is written."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        if path.name in ("rich_utils.py", "cli.py", "testing.py"):  # not part of a command line of ours
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in RAISING:
                    found.add(f"{name}({', '.join(map(ast.unparse, [*node.args, *node.keywords]))})")
    return found


def test_every_message_of_the_installed_parser_is_known() -> None:
    """An upgrade that says something new, or says it in other words, breaks this: give it its sentence above."""
    assert _raised() == {*SAID, *INSIDE}


@pytest.mark.parametrize(("message", "expected"), SAID.values())
def test_every_message_has_its_indonesian_sentence(message: str, expected: str) -> None:
    assert indonesian(message) == expected


def test_a_message_that_nobody_knew_is_not_shown_in_english() -> None:
    assert "tidak dapat dipahami" in indonesian("Something new went wrong.")
    assert indonesian("Invalid value for '-o': something new") == "Nilai untuk '-o' tidak sah: periksa penulisannya."


SAMPLE = ROOT / "samples/LKE ZI KPU Kab. Teladan Utara.xlsx"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "LKE ZI - FINAL (2).xlsx").write_bytes(SAMPLE.read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
class TestNames:
    def test_a_name_with_blanks_and_no_quotes_is_taken_with_a_word_on_quotes(self, lke: Run) -> None:
        code, _, told = lke("score", "LKE", "ZI", "-", "FINAL", "(2).xlsx", "--format", "csv", "--csv", "machine")
        assert code == 0
        assert told.count("\n") == 1
        assert "dibaca sebagai satu nama" in told

    def test_words_that_name_nothing_together_stay_as_they_are(self, lke: Run) -> None:
        code, _, told = lke("inspect", "LKE", "XX.xlsx")
        assert code == 2
        assert "Terlalu banyak argumen: XX.xlsx" in told

    def test_a_misspelt_file_gets_the_one_that_is_there(self, lke: Run) -> None:
        assert "Maksudnya 'LKE ZI - FINAL (2).xlsx'?" in lke("score", "LKE ZI - FINALE (2).xlsx")[2]

    def test_a_name_that_is_like_no_other_gets_no_guess(self, lke: Run) -> None:
        assert "Maksudnya" not in lke("score", "rapat.xlsx")[2]

    @pytest.mark.parametrize("argument", ["LKE ZI.xlsx --target wbbm", 'D:\\LKE Provinsi" -o x.csv'])
    def test_quotes_that_were_not_closed_are_told(self, lke: Run, argument: str) -> None:
        assert "Tanda kutip belum ditutup" in lke("inspect", argument)[2]


@pytest.mark.parametrize("choice", ["CSV", "Csv", "csv"])
def test_a_choice_may_be_written_in_any_case(lke: Run, choice: str) -> None:
    code, out, _ = lke("score", SAMPLE, "--format", choice, "--blank", "Zero")
    assert code == 0
    assert out.startswith("\ufeffJenis;")
