"""Find a rubric by name or path, read its YAML, and tell every mistake with its line."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lke_cli.errors import LkeError
from lke_cli.rubric.build import build_value
from lke_cli.rubric.model import Rubric

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_LARGEST = 2_000_000
"""Bytes; the rubric of a whole regulation takes 60 thousand."""

_SHAPES = {
    "missing": "{field} wajib ada",
    "unexpected_keyword_argument": "{field} tidak dikenal",
    "float_parsing": "{field} harus bilangan",
    "float_type": "{field} harus bilangan",
    "int_type": "{field} harus bilangan bulat",
    "int_from_float": "{field} harus bilangan bulat",
    "int_parsing": "{field} harus bilangan bulat",
    "finite_number": "{field} harus bilangan",
    "bool_parsing": "{field} harus true atau false",
    "bool_type": "{field} harus true atau false",
    "string_type": "{field} harus teks (beri tanda kutip)",
    "greater_than": "{field} harus lebih besar daripada 0",
    "greater_than_equal": "{field} harus antara 0 dan 1",
    "less_than_equal": "{field} harus antara 0 dan 1",
    "too_short": "{field} tidak boleh kosong",
    "tuple_type": "{field} harus daftar",
    "dict_type": "{field} harus pasangan nama dan isi",
    "dataclass_type": "{field} harus pasangan nama dan isi",
    "literal_error": "{field} harus salah satu dari {expected}",
}


class RubricError(LkeError):
    """A rubric that cannot be used; ``mistakes`` holds (line, Indonesian sentence) for each."""

    def __init__(self, path: str, mistakes: Sequence[tuple[int, str]]) -> None:
        self.mistakes = sorted(set(mistakes))
        line, first = self.mistakes[0]
        more = f" (dan {len(self.mistakes) - 1} kesalahan lain)" if len(self.mistakes) > 1 else ""
        super().__init__(f"Rubrik '{path}' salah pada baris {line}: {first}{more}; perbaiki lalu coba lagi.")


@cache
def shipped_rubrics() -> dict[str, Path]:
    """Return the rubrics that come with the tool, by name."""
    folder = Path(__file__).parents[1] / "rubrics"
    if not folder.is_dir():
        # A source checkout (editable install): the wheel's copy of the folder does not exist there.
        folder = Path(__file__).parents[3] / "rubrics"
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def load_rubric(name_or_path: str) -> Rubric:
    """Return a rubric by the name of a shipped one, or by the path of a YAML file.

    Raises LkeError where there is none, RubricError (a LkeError) where it is wrong.
    """
    text, path = rubric_text(name_or_path)
    if name_or_path in shipped_rubrics():
        # The tests validate every shipped rubric; doing it at each start would cost more than a whole score.
        from lke_cli.rubric.prepared import prepared_data

        data = prepared_data(shipped_rubrics()[name_or_path], text)
        return build_value(Rubric, _plain_data(text) if data is None else data)
    return parse_rubric(text, path)


def _plain_data(text: str) -> dict[str, Any]:
    from lke_cli.rubric.text import read_yaml

    data: dict[str, Any] = read_yaml(text).data
    return data


def rubric_text(name_or_path: str) -> tuple[str, str]:
    """Return the YAML of a rubric and its path. Raises LkeError where it cannot be read."""
    return named_text(name_or_path, shipped_rubrics(), "rubrik", _LARGEST)


def named_text(name_or_path: str, shipped: Mapping[str, Path], kind: str, largest: int) -> tuple[str, str]:
    """Return the YAML that a shipped name or a path stands for, and its path. Raises LkeError where it cannot be read.

    kind: what such a file is called (``rubrik``), for what is said. largest: bytes that it may have.
    """
    path = shipped.get(name_or_path, Path(name_or_path))
    try:
        if path.stat().st_size > largest:
            raise LkeError(f"'{path}' terlalu besar untuk sebuah {kind}; periksa nama berkasnya.")
        if not path.is_file():
            raise FileNotFoundError(path)  # a pipe gives nothing, and waits
        return path.read_text(encoding="utf-8-sig"), str(path)
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise LkeError(
            f"{kind.capitalize()} '{name_or_path}' tidak dapat dibaca; pakai nama {kind} bawaan ({', '.join(shipped)}) "
            "atau alamat berkas YAML (UTF-8)."
        ) from error


def parse_rubric(text: str, path: str) -> Rubric:
    """Return the rubric that a YAML text holds. Raises RubricError with every mistake and its line."""
    from pydantic import ValidationError

    from lke_cli.rubric.check import rubric_problems
    from lke_cli.rubric.text import YamlError, read_yaml

    try:
        document = read_yaml(text)
    except YamlError as error:
        raise RubricError(path, error.mistakes) from error
    try:
        rubric = _validator().validate_python(document.data)
    except ValidationError as error:
        mistakes = [
            (document.line(e["loc"]), shape_sentence(e["type"], e["loc"], e.get("ctx"))) for e in error.errors()
        ]
        raise RubricError(path, mistakes) from error
    problems = rubric_problems(rubric)
    if problems:
        raise RubricError(path, [(document.line(place), message) for place, message in problems])
    return rubric


@cache
def _validator() -> "TypeAdapter[Rubric]":
    from pydantic import TypeAdapter

    return TypeAdapter(Rubric)


def shape_sentence(kind: str, place: Sequence[str | int], context: dict[str, object] | None = None) -> str:
    """Return what is wrong with the shape of a YAML file's part, as pydantic's errors tell it, in Indonesian."""
    expected = str((context or {}).get("expected", "")).replace(" or ", " atau ")
    return _SHAPES.get(kind, "{field} tidak sah").format(field=_field(place), expected=expected)


def _field(place: Sequence[str | int]) -> str:
    """Return how a person finds a place: ``isian 'match'``, ``isian 'match' nomor 3``, or the whole file."""
    steps = [step for step in place if step != "[key]"]
    if not steps:
        return "isi berkas"
    last = steps[-1]
    if isinstance(last, int):
        name = next((step for step in reversed(steps) if isinstance(step, str)), "")
        return f"isian '{name}' nomor {last + 1}"
    return f"isian '{last}'"
