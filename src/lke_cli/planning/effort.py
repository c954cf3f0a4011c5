"""What a step costs: the rubric's classes of effort, and what a file of the user says instead."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lke_cli.errors import LkeError
from lke_cli.rubric import Effort, Rubric, YamlError, read_yaml

USUAL = Effort(label="satu langkah", cost=1.0, days=30)
"""Of a question whose rubric says nothing."""
EVIDENCE = Effort(label="mengumpulkan bukti", cost=1.0, days=7)
"""Of providing evidence that is missing, where the rubric says nothing."""
_LARGEST_COST = 1e6


@dataclass(frozen=True, slots=True)
class Efforts:
    """The effort of a step, by question, and of providing a question's evidence."""

    by_question: Mapping[str, Effort]
    evidence: Effort


def efforts_of(rubric: Rubric, costs: Path | None = None) -> Efforts:
    """Return the efforts of a rubric. costs: a YAML file with other ones. Raises LkeError where that is wrong."""
    classes, own = dict(rubric.efforts), dict[str, Any]()
    if costs is not None:
        data = _read(costs)
        for name, value in _mapping(data.get("efforts", {}), costs, "efforts").items():
            if name not in classes:
                raise LkeError(f"--cost '{costs}': jenis upaya '{name}' tidak ada di rubrik; pakai {_named(rubric)}.")
            classes[name] = _effort(value, classes[name], costs, name)
        own = _mapping(data.get("questions", {}), costs, "questions")
        for code in own:
            if code not in rubric.questions:
                raise LkeError(f"--cost '{costs}': pertanyaan '{code}' tidak ada di rubrik; periksa kodenya.")
    by_question = {}
    for code, question in rubric.questions.items():
        usual = classes.get(question.effort or rubric.usual_effort or "", USUAL)
        by_question[code] = _own(own[code], classes, usual, costs, code) if code in own else usual
    return Efforts(by_question, classes.get(rubric.evidence_effort or "", EVIDENCE))


def _own(value: object, classes: Mapping[str, Effort], usual: Effort, costs: Path | None, code: str) -> Effort:
    if isinstance(value, str):
        if value not in classes:
            raise LkeError(
                f"--cost '{costs}': jenis upaya '{value}' untuk {code} tidak ada di rubrik; periksa namanya."
            )
        return classes[value]
    return _effort(value, usual, costs, code)


def _named(rubric: Rubric) -> str:
    return ", ".join(rubric.efforts) or "bagian questions saja, karena rubrik ini tidak punya jenis upaya"


def _read(path: Path) -> Mapping[str, Any]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LkeError(f"--cost '{path}' tidak dapat dibaca; beri berkas YAML (UTF-8).") from error
    try:
        data = _mapping(read_yaml(text).data, path, "berkas")
    except YamlError as error:
        line, sentence = min(error.mistakes)
        raise LkeError(f"--cost '{path}' salah pada baris {line}: {sentence}.") from error
    unknown = data.keys() - {"efforts", "questions"}
    if unknown:
        raise LkeError(f"--cost '{path}': '{min(unknown)}' tidak dikenal; hanya efforts dan questions.")
    return data


def _mapping(value: object, path: Path, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise LkeError(f"--cost '{path}': isi {name} harus pasangan nama dan biaya, misalnya 'rapat: 3'.")
    return value


def _effort(value: object, usual: Effort, path: Path | None, name: str) -> Effort:
    """Return an effort from ``3`` or ``{cost: 3, days: 14}``; what is not said stays as usual."""
    given: dict[str, Any] = value if isinstance(value, dict) else {"cost": value}
    cost, days = given.get("cost", usual.cost), given.get("days", usual.days)
    sound = given.keys() <= {"cost", "days"} and all(
        isinstance(amount, int | float) and not isinstance(amount, bool) and 0 < amount <= _LARGEST_COST
        for amount in (cost, days)
    )
    if not sound:
        raise LkeError(
            f"--cost '{path}': '{name}' harus bilangan lebih dari 0, atau {{cost: 3, days: 14}}; betulkan isinya."
        )
    return Effort(label=usual.label, cost=float(cost), days=int(days))
