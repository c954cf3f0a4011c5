"""The first screen of ``lke score``: is the unit safe, and what does it do first?"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from lke_cli.findings import Severity
from lke_cli.numbers import format_below, format_gap, format_number
from lke_cli.record import record
from lke_cli.report.document import Block, Column, Document, Table, Text, Tone, Value
from lke_cli.report.first.fit import cells_text, fitted, listed, rows_table, section
from lke_cli.report.next_step import nothing_left, with_detail
from lke_cli.report.resilience import resilience_text, review_sentence
from lke_cli.report.score import UNSCORED, VERDICT_WORDS, required_text, total_text, why_unscored
from lke_cli.report.tasks import change_text, is_worded, task_title, typed_text
from lke_cli.results import (
    MinimumResult,
    Scorecard,
    ScoredWorkbook,
    ScoreReport,
    SinceLast,
    Task,
    passed_over_sentence,
)
from lke_cli.untrusted import one_line, quoted

_UNIT, _SHEET, _LABEL = 46, 24, 60
"""Characters that a unit's name, a sheet's and a label have at most."""
_NAMED = 3
_SENTENCE = 200  # characters of a sentence beside the verdict
_CLAIM = "survey-claim"
"""How the rules begin that hold a survey's claim against its data."""
_CLAIM_TONES: dict[Severity, Tone] = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.INFO: "plain"}
_IN_DOUBT = 0.2  # of the questions not found, from which the verdict itself says so
_FILES = 12  # rows of several workbooks


@record
class Room:
    """How much is shown: missed minimums, doubts, tasks of minimums, cells of a task (0: in the task's line), sentences
    beside the verdict."""

    minimums: int
    doubts: int
    tasks: int
    cells: int
    beside: int = 9


_ROOMS = (
    Room(12, 6, 12, 8),
    Room(8, 5, 6, 5),
    Room(6, 4, 4, 4),
    Room(5, 4, 4, 3),
    Room(4, 4, 3, 2),
    Room(4, 3, 3, 1),
    Room(3, 3, 3, 0),
    Room(2, 2, 2, 0),
    Room(1, 1, 1, 0),
    Room(1, 1, 1, 0, 4),
    Room(0, 1, 1, 0, 3),
    Room(0, 1, 0, 0, 2),
)


def first_score(report: ScoreReport, width: int, since: SinceLast | None = None) -> Document:
    """Return the first screen of a score. since: what changed since the last run."""
    first = report.workbooks[0]
    if len(report.workbooks) > 1:
        return _several(report, width)
    if first.scorecard is None:
        return _unscored(first, report.target_label, width)
    card = first.scorecard
    return fitted(lambda room: _screen(report, first, card, room, width, since), _ROOMS, width)


def unit_line(scored: ScoredWorkbook, target: str, width: int) -> str:
    """Return whose workbook it is, what it is held against, and when it was saved: to the minute where that fits."""
    name = one_line(scored.unit or "", _UNIT)
    parts = [f"Unit: {name}" if name else f"Berkas: {one_line(Path(scored.file).name, _UNIT)}", f"target {target}"]
    if scored.sheet:
        parts.append(f"lembar {one_line(scored.sheet, _SHEET)}")
    if scored.assessor != "unit":
        parts.append(f"jawaban {one_line(scored.assessor, _SHEET)}")
    head = " | ".join(parts)
    if not scored.saved:
        return head
    day = f"{head} | disimpan {datetime.fromisoformat(scored.saved):%d-%m-%Y}"
    minute = f"{day} {datetime.fromisoformat(scored.saved):%H.%M}"
    return minute if len(minute) <= width else day


def _screen(
    report: ScoreReport, scored: ScoredWorkbook, card: Scorecard, room: Room, width: int, since: SinceLast | None
) -> Document:
    blocks: list[Block] = [_verdict(card)]
    if since is not None:
        blocks.append(Text(since_text(since)))
    blocks += list(_beside(scored, card))[: room.beside]
    if card.missed and room.minimums:
        blocks += [Text(""), _missed(card, room.minimums)]
    honest = "" if room.cells else " (jawaban baru hanya bila benar dan ada buktinya)"
    blocks += section(f"Kerjakan berurutan{honest}", list(_steps(scored, card, room)))
    if not scored.tasks:
        blocks += [Text(""), Text("Tidak ada yang harus diperbaiki di lembar ini.", "good")]
    blocks += [Text(""), _counts(card)]
    if report.passed_over:
        blocks.append(Text(one_line(passed_over_sentence(report.passed_over), 150), "warn"))
    blocks.append(Text(_last_line(report, scored, width)))
    return Document(unit_line(scored, card.target_label, width), tuple(blocks))


def since_text(since: SinceLast) -> str:
    """Return ``Sejak 24-11 16.10: total +1,20; A.6 selesai; 3 temuan baru.``"""
    parts = []
    if since.total is not None and abs(since.total) >= 0.005:
        parts.append(f"total {'+' if since.total > 0 else ''}{format_number(since.total)}")
    parts += [f"{listed(since.reached, 4)} selesai"] if since.reached else []
    parts += [f"{listed(since.lost, 4)} kini kurang"] if since.lost else []
    parts += [f"{since.new} temuan baru"] if since.new else []
    parts += [f"{since.gone} temuan selesai"] if since.gone else []
    return f"Sejak {datetime.fromisoformat(since.at):%d-%m %H.%M}: {'; '.join(parts) or 'tidak ada yang berubah'}."


def _verdict(card: Scorecard) -> Text:
    total = next((minimum for minimum in card.minimums if minimum.node == card.total.code), None)
    sentence = (
        f"Nilai total {total_text(card)}" if card.total.error is None else f"Nilai total galat {card.total.error}"
    )
    if card.met:
        return Text(
            f"MEMENUHI {card.target_label}: semua {len(card.minimums)} nilai minimal tercapai. {sentence}.", "good"
        )
    if total is not None and not total.met:
        sentence += f" (perlu {required_text(total.required)})"
    missed = [minimum for minimum in card.missed if minimum.node != card.total.code]
    named = "; ".join(map(_missed_text, missed[:_NAMED]))
    if len(card.missed) > _NAMED or not missed:
        named = f"{len(card.missed)} dari {len(card.minimums)} nilai minimal tidak tercapai"
    return Text(f"BELUM MEMENUHI {card.target_label}: {named}. {sentence}.", "bad")


def _missed_text(minimum: MinimumResult) -> str:
    if minimum.answer_required is not None and minimum.answer_reached is not None:
        reached = format_below(minimum.answer_reached, minimum.answer_required)
        return f"{minimum.node} survei {reached} (perlu {required_text(minimum.answer_required)})"
    return f"{minimum.node} {_gap_text(minimum)}"


def _gap_text(minimum: MinimumResult) -> str:
    return "tidak terhitung" if minimum.gap is None else f"kurang {format_gap(minimum.gap)}"


def _beside(scored: ScoredWorkbook, card: Scorecard) -> Iterator[Text]:
    """Yield what the verdict rests on."""
    if card.blank == "skip":
        yield Text("Pertanyaan kosong tidak ikut dirata-rata, seperti di Excel (--blank skip).", "warn")
    lost = sum(question.state == "not-found" for question in card.questions)
    if lost >= _IN_DOUBT * len(card.questions):
        yield Text(f"Pembacaannya meragukan: {lost} dari {len(card.questions)} pertanyaan tidak ditemukan.", "bad")
    if card.met and any(finding.severity is Severity.ERROR for finding in card.findings):
        yield Text("Masih ada galat yang harus dibetulkan sebelum diajukan.", "bad")
    if card.met and card.target_note:
        yield Text(card.target_note, "warn")
    if card.resilience is not None:
        yield Text(resilience_text(card.resilience))
    if card.review is not None:
        yield Text(review_sentence(card.review))
    claims = [finding for finding in card.findings if finding.rule.startswith(_CLAIM)]
    yield from (Text(one_line(finding.message, _SENTENCE), _CLAIM_TONES[finding.severity]) for finding in claims)
    if scored.evidenced is not None:
        from lke_cli.report.evidence import claims_text
        from lke_cli.results import claims_of

        yield from claims_text(claims_of(scored.file, scored.sheet or "", card, scored.evidenced, "files"))


def _missed(card: Scorecard, most: int) -> Table:
    missed = card.missed
    width = max(len(minimum.node) for minimum in missed)
    rows: list[tuple[Value, ...]] = []
    for minimum in missed[:most] if len(missed) > most + 1 else missed:
        asked = "" if minimum.standard is None else f" (rubrik: {required_text(minimum.standard)})"
        reached = "–" if minimum.reached is None else format_below(minimum.reached, minimum.required)
        gap = "–" if minimum.gap is None else format_gap(minimum.gap)
        name = f"  {minimum.node.ljust(width)}  {one_line(minimum.label, _LABEL)}{asked}"
        rows.append((name, Text(required_text(minimum.required)), Text(reached), Text(gap, "bad")))
    if len(rows) < len(missed):
        rows.append((f"  dan {len(missed) - len(rows)} nilai minimal lagi", None, None, None))
    columns = (
        Column("node", "Yang kurang", grow=True),
        Column("required", "Minimal", "number"),
        Column("reached", "Tercapai", "number"),
        Column("gap", "Kurang", "number"),
    )
    return rows_table("missed", [tuple("" if value is None else value for value in row) for row in rows], columns, 0)


def _steps(scored: ScoredWorkbook, card: Scorecard, room: Room) -> Iterator[Block]:
    for number, task in enumerate(_shown(scored.tasks, room), 1):
        if isinstance(task, str):
            yield Text(f"  {number}. {task}")
        else:
            yield from _step(number, task, card, room)


def _shown(tasks: Sequence[Task], room: Room) -> Iterator[Task | str]:
    """Yield the tasks that are shown; what there is no room for, and what comes by itself, in one line each."""
    doubts = [task for task in tasks if task.kind == "doubt"]
    minimums = [task for task in tasks if task.kind in ("minimum", "survey")]
    alone = [task for task in minimums if task.items and task.kind == "minimum"]
    surveys = [task for task in minimums if task.items and task.kind == "survey"]
    yield from doubts[: room.doubts]
    if len(doubts) > room.doubts:
        others = doubts[room.doubts :]
        yield f"Betulkan {sum(task.count for task in others)} galat lain; --detail menyebut semuanya"
    yield from alone[: room.tasks]
    yield from surveys[: min(_NAMED, room.tasks)]
    if left := [*alone[room.tasks :], *surveys[min(_NAMED, room.tasks) :]]:
        nodes = listed([str(task.node) for task in left], 8)
        yield f"Nilai minimal lain: {nodes}; langkahnya: --detail"
    led = [str(task.node) for task in minimums if not task.items]
    if led:
        yield f"{listed(led, 8)}: ikut tercapai sesudah langkah di atas"
    yield from (task for task in tasks if task.kind in ("evidence", "warning"))


def _step(number: int, task: Task, card: Scorecard, room: Room) -> Iterator[Block]:
    title = _titled(task, card)
    many = task.kind == "evidence" or task.rule == "unanswered"
    cells = [item.cell for item in task.items if item.cell]
    if task.kind == "warning":
        yield Text(f"  {number}. {title}{_shown_total(card)}")
    elif task.kind == "survey":
        yield Text(f"  {number}. {title}{f': {task.command}' if task.command else ''}")
    elif many or (room.cells == 0 and not any(item.then for item in task.items)):
        yield Text(f"  {number}. {title}{f': {cells_text(cells, 4)}' if cells else ''}")
    elif room.cells == 0:
        changes = listed([f"{item.cell or item.code} {change_text(item)}" for item in task.items], 3)
        yield Text(f"  {number}. {task.node} {_gap_of(task)}: {changes}")
    else:
        yield Text(f"  {number}. {title}:")
        yield _items(task, room.cells)


def _titled(task: Task, card: Scorecard) -> str:
    """Return what a task asks for; of a doubt without words of its own, what its findings are called."""
    named = next((finding.title for finding in card.findings if finding.rule == task.rule and finding.title), "")
    return task_title(task) if task.kind != "doubt" or is_worded(task) or not named else f"{named} ({task.count})"


def _gap_of(task: Task) -> str:
    return "tidak terhitung" if task.gap is None else f"kurang {format_gap(task.gap)}"


def _shown_total(card: Scorecard) -> str:
    """Return that the workbook itself shows another total, where it does."""
    shown, ours = card.shown_total, card.total.score
    if shown is None or ours is None or abs(shown - ours) < 0.005:
        return ""
    return f"; nilai total di berkas tampak {format_number(shown)}"


def _items(task: Task, most: int) -> Table:
    items = task.items if len(task.items) <= most + 1 else task.items[:most]
    rows: list[tuple[Value, ...]] = []
    for item in items:
        label = one_line(item.label or item.code, _LABEL)
        if item.options:
            label = f"{label}: {typed_text(item)}"
        adds = f"+{format_number(item.adds)}" if item.adds else ""
        rows.append((item.cell or "-", label, change_text(item) if item.then else "", adds))
    if len(items) < len(task.items):
        rows.append(("", f"dan {len(task.items) - len(items)} jawaban lagi; --detail menyebut semuanya", "", ""))
    columns = (Column("cell", ""), Column("label", "", grow=True), Column("change", ""), Column("adds", "", "number"))
    kept = [n for n in range(len(columns)) if any(row[n] for row in rows)]
    return rows_table("items", [tuple(row[n] for n in kept) for row in rows], [columns[n] for n in kept], 5)


def _counts(card: Scorecard) -> Text:
    met = len(card.minimums) - len(card.missed)
    states = {state: sum(q.state == state for q in card.questions) for state in ("unanswered", "invalid")}
    bare = sum(finding.rule == "no-evidence" for finding in card.findings)
    others = f"{met} nilai minimal lain tercapai. " if card.missed else ""
    return Text(f"{others}Belum dijawab {states['unanswered']}, tidak sah {states['invalid']}, tanpa bukti {bare}.")


def _last_line(report: ScoreReport, scored: ScoredWorkbook, width: int) -> str:
    line = with_detail(report)
    short = "--detail | -o laporan.html | " + ("lke check FOLDER" if nothing_left(scored) else "lalu jalankan lagi")
    return line if len(line) <= width else short


def _unscored(scored: ScoredWorkbook, target: str, width: int) -> Document:
    """Return the screen of a workbook without a score: why there is none, and what settles it."""
    why = why_unscored(scored)
    word = VERDICT_WORDS[why]
    blocks: list[Block] = [Text(f"{word}: {one_line(scored.problem or '', 700)}", "bad")]
    if scored.undecided is not None:
        cells = [cell for cell in scored.undecided.cells if cell]
        if cells:
            blocks.append(Text(f"Lihat dahulu: {listed(cells, 6)}."))
        if scored.undecided.command:
            command = f"lke score {quoted(scored.file)} {scored.undecided.command}"
            blocks += [Text(""), Text("Ketik, bila itu yang dimaksud:"), Text(f"  {command}", "warn")]
        blocks += [Text(""), Text(f"Cara berkas dibaca: lke inspect {quoted(scored.file)}")]
    elif scored.blank:
        blocks += [
            *section(
                "Kerjakan berurutan",
                [
                    Text("  1. Isi kolom jawaban dari baris pertama sampai terakhir, dan jumlah di pertanyaan persen"),
                    Text("  2. Tulis catatan dan bukti dukung di baris yang sama"),
                    Text("  3. Isi nilai survei IPAK dan IPKP dari datanya: lke survey BERKAS"),
                    Text("  4. Simpan, lalu jalankan lagi perintah ini"),
                ],
            )
        ]
    return Document(unit_line(scored, target, width) if target else f"Berkas: {Path(scored.file).name}", tuple(blocks))


def _several(report: ScoreReport, width: int) -> Document:
    """Return the screen of several workbooks: those that miss something first, a row each."""

    def made(most: int) -> Document:
        ordered = sorted(report.workbooks, key=_worst_first)
        passing = sum(workbook.scorecard is not None and workbook.scorecard.met for workbook in ordered)
        verdict = f"{passing} dari {len(ordered)} berkas memenuhi nilai minimal {report.target_label}."
        blocks: list[Block] = [
            Text(verdict, "good" if passing == len(ordered) else "bad"),
            Text(""),
            _files(ordered if len(ordered) <= most + 1 else ordered[:most], len(ordered)),
        ]
        if report.passed_over:
            blocks.append(Text(one_line(passed_over_sentence(report.passed_over), 150), "warn"))
        blocks += [Text(""), Text(with_detail(report))]
        return Document(f"Nilai {len(ordered)} berkas LKE | target {report.target_label}", tuple(blocks))

    return fitted(made, range(_FILES, 0, -1), width)


def _worst_first(scored: ScoredWorkbook) -> tuple[bool, bool]:
    """Return what puts workbooks without a score first, then those that miss something."""
    return scored.scorecard is not None, scored.scorecard is not None and scored.scorecard.met


def _files(shown: Sequence[ScoredWorkbook], count: int) -> Table:
    rows: list[tuple[Value, ...]] = []
    for scored in shown:
        card, name = scored.scorecard, one_line(Path(scored.file).name, _UNIT)
        if card is None:
            rows.append((name, "", Text(UNSCORED[why_unscored(scored)], "bad")))
        elif card.met:
            rows.append((name, total_text(card), Text("memenuhi", "good")))
        else:
            missed = listed([minimum.node for minimum in card.missed], 4)
            rows.append((name, total_text(card), Text(f"belum: {missed}", "bad")))
    if len(shown) < count:
        rows.append((f"dan {count - len(shown)} berkas lagi", "", ""))
    columns = (Column("file", "Berkas", grow=True), Column("total", "Total", "number"), Column("verdict", "Putusan"))
    return rows_table("workbooks", rows, columns, 0)
