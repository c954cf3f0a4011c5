"""What a unit would score with other answers; nothing is written."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lke_cli.answers import Answers, read_answer
from lke_cli.errors import LkeError
from lke_cli.numbers import format_number
from lke_cli.planning.model import AnswerMove
from lke_cli.planning.verify import moved
from lke_cli.results import BLANK_ANSWER, Blank, Change, Scorecard, SimulatedMinimum, SimulateResult
from lke_cli.rubric import Minimum, Rubric
from lke_cli.scoring import resilience_of, score_answers

_LARGEST = 50_000_000


def parse_set(text: str, rubric: Rubric) -> AnswerMove:
    """Return the move that ``KODE=JAWABAN`` names: a question's answer, or an input's count. Raises LkeError."""
    code, equals, typed = text.partition("=")
    code, typed = code.strip(), typed.strip()
    if not equals or not typed:
        raise LkeError(f"--set {text}: tulis sebagai KODE=JAWABAN, misalnya {next(iter(rubric.questions))}=A.")
    return _move(code, typed, rubric, f"--set {text}")


def _move(code: str, typed: str | float, rubric: Rubric, where: str) -> AnswerMove:
    if code in rubric.inputs:
        if rubric.inputs[code].sum is not None:
            raise LkeError(f"{where}: {code} adalah penjumlahan; ubah bagian-bagiannya.")
        scale = rubric.count_scale
    elif code in rubric.questions:
        scale = rubric.scales[rubric.questions[code].scale]
        if scale.kind == "ratio":
            codes = ", ".join(count.code for count in rubric.questions[code].inputs)
            raise LkeError(f"{where}: {code} dihitung dari jumlahnya; ubah {codes}.")
    else:
        raise LkeError(
            f"{where}: kode '{code}' tidak ada; pakai kode pertanyaan atau masukan (lihat lke score --detail)."
        )
    reading = read_answer(typed, scale, rubric.unanswered_texts)
    if reading.state != "answered" or reading.value is None:
        raise LkeError(f"{where}: {reading.problem or 'jawabannya kosong'}; betulkan jawabannya.")
    if scale.kind == "choice":
        return code, reading.shown
    return code, reading.value if scale.kind == "count" else reading.value * scale.maximum


def moves_of_plan(path: Path, rubric: Rubric) -> list[AnswerMove]:
    """Return the moves of a plan that was saved as JSON. Raises LkeError where it is none, or of another rubric."""
    import json

    try:
        if path.stat().st_size > _LARGEST:
            raise LkeError(f"--from '{path}' terlalu besar untuk sebuah rencana; periksa nama berkasnya.")
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise LkeError(f"--from '{path}' tidak dapat dibaca; beri hasil lke plan --format json.") from error
    if not isinstance(data, dict) or data.get("kind") != "lke-plan":
        raise LkeError(f"--from '{path}' bukan rencana; beri hasil lke plan --format json.")
    if data.get("rubric") != rubric.id:
        raise LkeError(f"--from '{path}' dibuat dengan rubrik '{data.get('rubric')}', bukan {rubric.id}.")
    way = data.get("budgeted") or data.get("sturdy") or data.get("cheapest")
    try:
        return [
            _move(change["code"], change["answer"], rubric, f"--from '{path}'")
            for change in _changes(way)
            if change["answer"] is not None
        ]
    except (KeyError, TypeError) as error:
        raise LkeError(f"--from '{path}' tidak utuh; buat ulang dengan lke plan --format json.") from error


def _changes(way: Any) -> list[Mapping[str, Any]]:
    return [change for step in (way["steps"] if way else []) for change in step["changes"]]


def simulate_moves(
    rubric: Rubric,
    answers: Answers,
    moves: Sequence[AnswerMove],
    *,
    file: str,
    sheet: str | None,
    target: str,
    minimums: Sequence[Minimum] = (),
    blank: Blank = "zero",
) -> SimulateResult:
    """Return the score after moves beside the one before them."""
    before = score_answers(rubric, answers, target=target, minimums=minimums, blank=blank)
    then, _ = moved(answers, moves)
    after = score_answers(rubric, then, target=target, minimums=minimums, blank=blank)
    new = {minimum.node: minimum for minimum in after.minimums}
    messages = {finding.message for finding in before.findings}
    return SimulateResult(
        file=file,
        sheet=sheet,
        target_label=before.target_label,
        changes=tuple(_change(code, answer, before, rubric) for code, answer in dict(moves).items()),
        total_before=before.total.score,
        total_after=after.total.score,
        weight=before.total.weight,
        met_before=before.met,
        met_after=after.met,
        minimums=tuple(
            SimulatedMinimum(m.node, m.label, m.required, m.reached, new[m.node].reached, m.met, new[m.node].met)
            for m in before.minimums
        ),
        resilience_before=resilience_of(before, rubric),
        resilience_after=resilience_of(after, rubric),
        notes=tuple(f.message for f in after.findings if f.rule == "inconsistent" and f.message not in messages),
    )


def _change(code: str, answer: str | float, before: Scorecard, rubric: Rubric) -> Change:
    shown = answer if isinstance(answer, str) else format_number(answer, 0 if code in rubric.inputs else 2)
    if code in rubric.inputs:
        count = next(other for other in before.inputs if other.code == code)
        return Change(code, count.question, count.label, count.cell, format_number(count.count, 0), shown, answer)
    question = next(other for other in before.questions if other.code == code)
    return Change(
        code, code, question.label, question.cell, question.answer or BLANK_ANSWER[question.state], shown, answer
    )
