"""Find a rubric by name or path, read its YAML, and tell every mistake with its line."""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from lke_cli.errors import LkeError
from lke_cli.rubric.build import build
from lke_cli.rubric.model import Rubric

# The C loader is 8 times faster; PyYAML is built without it on a few platforms.
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_SHAPES = {
    "missing": "isian '{field}' wajib ada",
    "unexpected_keyword_argument": "isian '{field}' tidak dikenal",
    "float_parsing": "isian '{field}' harus bilangan",
    "float_type": "isian '{field}' harus bilangan",
    "string_type": "isian '{field}' harus teks (beri tanda kutip)",
    "tuple_type": "isian '{field}' harus daftar",
    "dict_type": "isian '{field}' harus pasangan nama dan isi",
    "dataclass_type": "isian '{field}' harus pasangan nama dan isi",
    "literal_error": "isian '{field}' harus salah satu dari {expected}",
}


class RubricError(LkeError):
    """A rubric that cannot be used; ``mistakes`` holds (line, Indonesian sentence) for each."""

    def __init__(self, path: str, mistakes: Sequence[tuple[int, str]]) -> None:
        self.mistakes = sorted(set(mistakes))
        line, first = self.mistakes[0]
        more = f" (dan {len(self.mistakes) - 1} kesalahan lain)" if len(self.mistakes) > 1 else ""
        super().__init__(f"Rubrik '{path}' salah pada baris {line}: {first}{more}; perbaiki lalu coba lagi.")


def shipped_rubrics() -> dict[str, Path]:
    """Return the rubrics that come with the tool, by name."""
    folder = Path(str(files("lke_cli"))) / "rubrics"
    if not folder.is_dir():
        # A source checkout (editable install): the wheel's copy of the folder does not exist there.
        folder = Path(__file__).parents[3] / "rubrics"
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def load_rubric(name_or_path: str) -> Rubric:
    """Return a rubric by the name of a shipped one, or by the path of a YAML file.

    Raises LkeError where there is none, RubricError (a LkeError) where it is wrong.
    """
    shipped = shipped_rubrics()
    known = shipped.get(name_or_path)
    path = known or Path(name_or_path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise LkeError(
            f"Rubrik '{name_or_path}' tidak dapat dibaca; pakai nama rubrik bawaan ({', '.join(shipped)}) "
            "atau alamat berkas YAML (UTF-8)."
        ) from error
    if known:
        # The tests validate every shipped rubric; doing it at each start would cost more than a whole score.
        return build(Rubric, yaml.load(text, Loader=_Loader))
    return parse_rubric(text, str(path))


def parse_rubric(text: str, path: str) -> Rubric:
    """Return the rubric that a YAML text holds. Raises RubricError with every mistake and its line."""
    from pydantic import TypeAdapter, ValidationError

    from lke_cli.rubric.check import problems

    try:
        data: Any = yaml.load(text, Loader=_Loader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "isi tidak terbaca"
        raise RubricError(path, [(mark.line + 1 if mark else 1, f"bukan YAML yang benar ({problem})")]) from error
    try:
        rubric = TypeAdapter(Rubric).validate_python(data)
    except ValidationError as error:
        mistakes = [(_line(text, e["loc"]), _shape(e["type"], e["loc"], e.get("ctx", {}))) for e in error.errors()]
        raise RubricError(path, mistakes) from error
    found = problems(rubric)
    if found:
        raise RubricError(path, [(_line(text, place), message) for place, message in found])
    return rubric


def _shape(kind: str, place: Sequence[str | int], context: dict[str, object]) -> str:
    field = ".".join(str(step) for step in place[-1:]) or "(seluruh berkas)"
    return _SHAPES.get(kind, "isian '{field}' tidak sah").format(field=field, **context)


def _line(text: str, place: Sequence[str | int]) -> int:
    """Return the 1-based line of a path into a YAML text, or of the nearest part of it that exists."""
    node = yaml.compose(text, Loader=_Loader)
    line = 1
    for step in place:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == str(step)), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        else:
            break
    return line
