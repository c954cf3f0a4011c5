"""A text for a chat: verdict, what is missed, the first steps, by when. Short, without a sign that a chat acts on."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from lke_cli.constants import TOTAL
from lke_cli.errors import LkeError
from lke_cli.numbers import format_below, format_gap, format_number
from lke_cli.periods import indonesian_date
from lke_cli.report.cells import file_name
from lke_cli.report.score import VERDICT_WORDS, total_text, why_unscored
from lke_cli.report.tasks import item_line, task_title
from lke_cli.results import Comparison, ScoredWorkbook, ScoreReport, Task, Unit
from lke_cli.untrusted import chat_text

LONGEST_MESSAGE = 899
"""Characters of a message."""
_NAME, _LINE, _PROBLEM = 80, 260, 400  # characters
_STEP_LIMITS = (200, 150, 100, 60)  # characters of a step, the first with which a message is short enough
_STEPS, _CELLS = 3, 3
_MISSED = 6
_UNSAFE = re.compile(r"[^\w .,()&-]+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)  # names of Windows' own
_LONGEST_FILE = 80


class Message(NamedTuple):
    """A unit's name and what it is told."""

    unit: str
    text: str


def messages_of(result: ScoreReport | Comparison, deadline: str | None = None) -> list[Message]:
    """Return a message a workbook. deadline: ``2026-03-31`` or ``2026-03``."""
    when = "" if deadline is None else f"Paling lambat {indonesian_date(deadline)}."
    if isinstance(result, Comparison):
        return [Message(unit.unit, _of_unit(unit, result, when)) for unit in result.units]
    return [Message(_name_of(scored), _of_scored(scored, result.target_label, when)) for scored in result.workbooks]


def _name_of(scored: ScoredWorkbook) -> str:
    return scored.unit or file_name(scored.file)


def _of_scored(scored: ScoredWorkbook, target: str, when: str) -> str:
    card = scored.scorecard
    if card is None:
        return _without_score(_name_of(scored), why_unscored(scored), scored.problem)
    missed = [(minimum.node, minimum.label, minimum.gap) for minimum in card.missed]
    errors = sum(finding.severity == "error" for finding in card.findings)
    verdict = _verdict(
        target, total_text(card), format_number(card.total.weight, 0), missed, len(card.minimums), errors
    )
    return _put_together(_name_of(scored), verdict, _missed(missed), scored.tasks, when)


def _of_unit(unit: Unit, comparison: Comparison, when: str) -> str:
    if unit.verdict not in ("met", "not-met"):
        return _without_score(unit.unit, unit.verdict, unit.problem)
    labels = {node.code: node.label for node in comparison.nodes}
    labels |= {survey.code: survey.name.upper() for survey in comparison.form.surveys}
    missed = [(code, labels.get(code, ""), _gap(code, unit, comparison.required)) for code in unit.missed]
    required = comparison.required.get(TOTAL)
    total = format_number(unit.total)
    if unit.total is not None and required is not None:
        total = format_below(unit.total, required)
    most = format_number(sum(node.weight for node in comparison.form.tops), 0)
    verdict = _verdict(comparison.target_label, total, most, missed, unit.minimums, unit.errors)
    return _put_together(unit.unit, verdict, _missed(missed), unit.tasks, when)


def _gap(code: str, unit: Unit, required: Mapping[str, float]) -> float | None:
    reached = unit.total if code == TOTAL else unit.scores.get(code)
    return None if reached is None or code not in required else max(0.0, required[code] - reached)


def _without_score(name: str, why: str, problem: str | None) -> str:
    word = VERDICT_WORDS[why]
    return f"{chat_text(name, _NAME)}\n{word}: {chat_text(problem or '', _PROBLEM)}"


Missed = Sequence[tuple[str, str, float | None]]


def _verdict(target: str, total: str, most: str, missed: Missed, minimums: int, errors: int) -> str:
    word = "BELUM MEMENUHI" if missed else "MEMENUHI"
    rest = f"{len(missed)} dari {minimums} nilai minimal belum tercapai" if missed else "semua nilai minimal tercapai"
    more = f" Masih ada {errors} galat isian." if errors and not missed else ""
    return f"{word} nilai minimal {target}: total {total} dari {most}, {rest}.{more}"


def _missed(missed: Missed) -> str:
    if not missed:
        return ""
    parts = [f"{_title(code, label)} {_short(gap)}" for code, label, gap in missed[:_MISSED]]
    more = [f"dan {len(missed) - _MISSED} lagi"] if len(missed) > _MISSED else []
    return f"Kurang: {'; '.join([*parts, *more])}."


def _title(code: str, label: str) -> str:
    return code if code == TOTAL or not label else f"{code} {label}"


def _short(gap: float | None) -> str:
    return "tak terhitung" if gap is None else format_gap(gap)


def _put_together(name: str, verdict: str, missed: str, tasks: Sequence[Task], when: str) -> str:
    """Return a message that is short enough: the steps are cut as far as they must be."""
    steps = list(_first_steps(tasks))
    before = [chat_text(name, _NAME), chat_text(verdict, _LINE), chat_text(missed, _LINE)]
    for limit in _STEP_LIMITS:
        listed = [f"{number}. {chat_text(step, limit)}" for number, step in enumerate(steps, 1)]
        lines = [*before, *(["Langkah pertama:"] if steps else []), *listed, chat_text(when)]
        text = "\n".join(line for line in lines if line)
        if len(text) <= LONGEST_MESSAGE:
            break
    return text


def _first_steps(tasks: Sequence[Task]) -> Iterator[str]:
    """Yield the first three things to do, each with its first cells."""
    for task in tasks[:_STEPS]:
        cells = [item_line(item) for item in task.items[:_CELLS]]
        yield f"{task_title(task)}: {'; '.join(cells)}" if cells else task_title(task)


def message_text(messages: Sequence[Message]) -> str:
    """Return messages one below the other."""
    return "\n\n".join(message.text for message in messages) + "\n"


def message_files(messages: Sequence[Message]) -> dict[str, str]:
    """Return what stands in which file: named after its unit, so that every system takes the name, each once."""
    made: dict[str, str] = {}
    taken: set[str] = set()
    for message in messages:
        plain = safe_name(message.unit)
        names = (f"{plain} ({number})" if number > 1 else plain for number in range(1, len(messages) + 2))
        name = next(free for free in names if free.lower() not in taken)
        taken.add(name.lower())
        made[f"{name}.txt"] = message.text + "\n"
    return made


def safe_name(unit: str) -> str:
    """Return a unit's name as the name of a file that every system takes."""
    plain = " ".join(_UNSAFE.sub(" ", chat_text(unit)).split())[:_LONGEST_FILE].strip(". ")
    return f"Unit {plain}".strip() if not plain or _RESERVED.match(plain) else plain


def write_messages(messages: Sequence[Message], folder: Path, *, force: bool = False) -> list[Path]:
    """Write a file a message; return the files. Raises LkeError, before any is written, where one stands there that is
    not ours (unless forced), or the folder cannot be made."""
    from lke_cli.report.ours import is_ours
    from lke_cli.report.output import check_writable, write_text

    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise LkeError(f"Folder '{folder}' tidak dapat dibuat; buat dulu, atau pilih tempat lain.") from error
    files = {folder / name: text for name, text in message_files(messages).items()}
    for path in files:
        if check_writable(path) and not is_ours(path) and not force:
            raise LkeError(
                f"'{path}' sudah ada dan bukan hasil lke yang masih utuh; pindahkan, pilih folder lain, atau timpa "
                "dengan --force."
            )
    for path, text in files.items():
        write_text(text, path)
    return list(files)
