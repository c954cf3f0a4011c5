"""The page of a scored workbook, or of several."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from lke_cli.findings import SEVERITY_LABELS
from lke_cli.numbers import format_below, format_number
from lke_cli.report.document import Document, Table, Text, Tone
from lke_cli.report.findings import place, sheet_of_answers
from lke_cli.report.html.building import (
    clipped,
    facts,
    file_name,
    findings_part,
    moment,
    others,
    page_of,
    said_first,
    sheet,
    tables_of,
    verdict_of,
)
from lke_cli.report.html.parts import (
    Asked,
    AskedGroup,
    Bar,
    Bars,
    Beside,
    Fact,
    Figure,
    Figures,
    Item,
    Job,
    Jobs,
    Page,
    Part,
    Questions,
    Sheet,
    Shortfalls,
)
from lke_cli.report.score import STATES, gap_text, total_text
from lke_cli.report.tasks import item_line, task_title
from lke_cli.results import (
    MinimumResult,
    NodeScore,
    QuestionScore,
    Scorecard,
    ScoredWorkbook,
    ScoreReport,
    Task,
    TaskItem,
)

_TEXT, _NARRATIVE, _LINK, _LINKS = 500, 400, 120, 5
_ITEMS = 6  # cells of a task that the first screen names
_KICKER = "Hasil LKE"

_SHOWN_OTHERWISE = {"scores", "minimums", "findings", "questions"}
"""Tables of the document that other parts of the page show."""


def page(report: ScoreReport, document: Document) -> Page:
    """Return the page: of one workbook its score, of several a row each."""
    first = report.workbooks[0]
    if len(report.workbooks) > 1:
        return _several(report, document)
    if first.scorecard is None:
        return _unscored(report, first, document)
    return _scored(report, first, first.scorecard, document)


def _scored(report: ScoreReport, scored: ScoredWorkbook, card: Scorecard, document: Document) -> Page:
    tables = tables_of(document)
    verdict, lines = said_first(document)
    parts: list[Part] = [verdict_of(verdict, lines), _figures(scored, card)]
    parts += _first(scored, card)
    parts.append(minimum_bars(card))
    parts += [sheet(tables[key]) for key in ("surveys",) if key in tables]
    # The evidenced minimums bear the same key as the claimed ones, and come first.
    if scored.evidenced is not None:
        claims = next(b for b in document.blocks if isinstance(b, Table) and b.key == "minimums")
        parts.append(sheet(replace(claims, key="evidenced")))
    parts += [
        sheet(tables[key], folded=len(tables[key].rows) > 15)
        for key in ("unanswered", "invalid", "no-evidence")
        if key in tables and tables[key].rows
    ]
    parts.append(findings_part(card.findings, "Temuan", sheet_of_answers(card)))
    parts += [sheet(tables[key], folded=len(tables[key].rows) > 15) for key in ("notes",) if key in tables]
    parts += [sheet(tables[key], folded=True) for key in ("gains", "aspects", "nodes") if key in tables]
    parts += others(document, {part.id for part in parts if isinstance(part, Sheet)} | _SHOWN_OTHERWISE)
    parts.append(_questions(card))
    head, foot = _head(scored, card), score_foot(scored)
    return page_of(_kicker(card), _unit(scored), score_facts(scored, card), parts, head=head, foot=foot, lead=3)


def _kicker(card: Scorecard) -> str:
    return f"{_KICKER}, target {card.target_label}"


def _unit(scored: ScoredWorkbook) -> str:
    return scored.unit or file_name(scored.file)


def score_facts(scored: ScoredWorkbook, card: Scorecard) -> tuple[Fact, ...]:
    """Return the head of a scored workbook: what it was held against, and which file it is."""
    return (
        *read_facts(scored, card.target_label),
        *_raised(card),
        Fact(f"Nilai minimal {card.target_label}", "; ".join(map(_used, card.minimums)), paper=True),
        *_file(scored),
    )


def read_facts(scored: ScoredWorkbook, target: str) -> tuple[Fact, ...]:
    """Return what was read, and what it was held against."""
    return facts(
        ("Target", target),
        ("Jawaban", scored.assessor),
        ("Lembar", scored.sheet or ""),
        ("Disimpan", moment(scored.saved)),
    )


def _file(scored: ScoredWorkbook) -> Iterator[Fact]:
    """Yield by what the file itself is told from any other."""
    yield Fact("Berkas", file_name(scored.file), paper=True)
    if scored.sha256:
        yield Fact("SHA-256", scored.sha256, paper=True)


def _raised(card: Scorecard) -> Iterator[Fact]:
    """Yield the minimums that the user raised."""
    raised = "; ".join(_used(minimum) for minimum in card.minimums if minimum.standard is not None)
    if raised:
        yield Fact("Nilai minimal diubah", raised, mark=True)


def _used(minimum: MinimumResult) -> str:
    required = f"{minimum.node} {_exact(minimum.required)}"
    return required if minimum.standard is None else f"{required} (aturan {_exact(minimum.standard)})"


def _head(scored: ScoredWorkbook, card: Scorecard) -> str:
    raised = "; ".join(_used(minimum) for minimum in card.minimums if minimum.standard is not None)
    more = f" | nilai minimal diubah: {raised}" if raised else ""
    return f"{_unit(scored)} | target {card.target_label} | jawaban {scored.assessor}{more}"


def score_foot(scored: ScoredWorkbook) -> str:
    """Return what stands below each printed page: when the file was saved, and its sum."""
    saved = f"disimpan {moment(scored.saved)}" if scored.saved else ""
    return " | ".join(filter(None, (saved, f"SHA-256 {scored.sha256}" if scored.sha256 else "")))


def _figures(scored: ScoredWorkbook, card: Scorecard) -> Figures:
    states = {state: sum(q.state == state for q in card.questions) for state in STATES}
    blank = states["unanswered"] + states["uncomputed"] + states["not-found"]
    without = sum(finding.rule == "no-evidence" for finding in card.findings)
    met = sum(minimum.met for minimum in card.minimums)
    total = "–" if card.total.score is None else total_text(card)
    return Figures(
        (
            Figure(
                total, f"nilai total dari {format_number(card.total.weight, 0)}", _tone(_reached(card, card.total.code))
            ),
            Figure(f"{met} dari {len(card.minimums)}", "nilai minimal tercapai", _tone(card.met)),
            Figure(str(blank), f"belum dijawab dari {len(card.questions)} pertanyaan", _bad(blank)),
            Figure(str(states["invalid"]), "jawaban tidak sah", _bad(states["invalid"])),
            Figure(str(without), "bernilai tanpa bukti dukung di lembar", "warn" if without else "plain"),
            Figure(str(len(card.findings)), _by_severity(card), "plain"),
        )
    )


def _by_severity(card: Scorecard) -> str:
    counts = {severity: sum(f.severity is severity for f in card.findings) for severity in SEVERITY_LABELS}
    counted = ", ".join(f"{count} {SEVERITY_LABELS[severity]}" for severity, count in counts.items() if count)
    return f"temuan ({counted})" if counted else "temuan"


def _reached(card: Scorecard, code: str) -> bool:
    return all(minimum.met for minimum in card.minimums if minimum.node == code)


def _tone(met: bool) -> Tone:
    return "good" if met else "bad"


def _bad(count: int) -> Tone:
    return "bad" if count else "plain"


def _first(scored: ScoredWorkbook, card: Scorecard) -> Iterator[Part]:
    """Yield what is missed, and what to do in order."""
    nothing = "Tidak ada yang perlu dikerjakan." if card.met else "Lihat yang kurang dan temuan."
    jobs = Jobs("kerjakan", "Kerjakan berurutan", tuple(map(_job, scored.tasks)), nothing)
    yield Beside((shortfalls(card), jobs)) if card.missed else jobs


def shortfalls(card: Scorecard) -> Shortfalls:
    """Return the minimums that are missed."""
    rows = (_bar(card.node(minimum.node), minimum, label=minimum.label) for minimum in card.missed)
    return Shortfalls("kurang", "Yang kurang", tuple(rows))


def _job(task: Task) -> Job:
    items = tuple(Item(item.cell or "", _line(item)) for item in task.items[:_ITEMS])
    more = len(task.items) - len(items)
    return Job(task_title(task), items, f"… dan {more} sel lain, lihat di bawah." if more else "", task.command)


def _line(item: TaskItem) -> str:
    return item_line(replace(item, cell=None)).replace(" -> ", " → ")


def minimum_bars(card: Scorecard) -> Bars:
    """Return the nodes of the overview against their minimums."""
    minimums = {minimum.node: minimum for minimum in card.minimums}
    nodes = [card.total, *(card.node(code) for code in card.overview)]
    shown = {node.code for node in nodes}
    rows, combined = [], ""
    for node in nodes:
        label, depth = node.label, 0
        if node.level == "combined":
            combined = label
        elif label == combined and node.parent:  # a half of the one above
            label, depth = card.node(node.parent).label, 1
        rows.append(_bar(node, minimums.get(node.code), depth=depth, label=label))
    # A minimum may be asked for a node that the overview passes over.
    rows += [_bar(card.node(m.node), m, label=m.label) for m in card.minimums if m.node not in shown]
    note = "Garis tegak: nilai minimal. Bagian yang pucat sampai garis itu: yang masih kurang."
    return Bars("minimal", f"Nilai dan nilai minimal {card.target_label}", tuple(rows), note)


def _bar(node: NodeScore, minimum: MinimumResult | None, *, label: str, depth: int = 0) -> Bar:
    if minimum is None:
        value = node.error or format_number(node.score)
        return Bar(node.code, label, value, format_number(node.weight), node.ratio, depth=depth)
    value = "–" if minimum.reached is None else format_below(minimum.reached, minimum.required)
    state = gap_text(minimum)
    return Bar(
        node.code,
        label,
        value,
        format_number(node.weight),
        node.ratio,
        _exact(minimum.required),
        minimum.required / node.weight,
        replace(state, text=state.text + _survey_text(minimum)),
        depth,
    )


def _survey_text(minimum: MinimumResult) -> str:
    """Return the survey's figure beside the one it needs."""
    if minimum.answer_required is None:
        return ""
    needed = _exact(minimum.answer_required)
    if minimum.answer_reached is None:
        return f"; perlu survei {needed}"
    return f"; survei {format_below(minimum.answer_reached, minimum.answer_required)} (perlu {needed})"


def _exact(value: float) -> str:
    return format_number(value, 2 if abs(value * 100 - round(value * 100)) < 1e-7 else 4)


def _questions(card: Scorecard) -> Questions:
    """Return all questions, under the nodes of the overview that they belong to."""
    without, sheet = {f.node for f in card.findings if f.rule == "no-evidence"}, sheet_of_answers(card)
    groups: dict[str, list[QuestionScore]] = {}
    parents = {node.code: node.parent for node in card.nodes}
    for question in card.questions:
        groups.setdefault(_above(question, parents, set(card.overview)), []).append(question)
    return Questions(
        "pertanyaan",
        f"Semua pertanyaan: {len(card.questions)}",
        tuple(_asked_group(card, code, questions, without, sheet) for code, questions in groups.items()),
    )


def _above(question: QuestionScore, parents: Mapping[str, str | None], shown: set[str]) -> str:
    """Return the nearest node of the overview above a question, the highest one where there is none."""
    code = question.parent
    while code not in shown and (above := parents.get(code)) is not None:
        code = above
    return code


def _asked_group(
    card: Scorecard, code: str, questions: Sequence[QuestionScore], without: set[str | None], sheet: str
) -> AskedGroup:
    node = card.node(code)
    above = f", {card.node(node.parent).label}" if node.parent and node.parent != card.total.code else ""
    score = node.error or format_number(node.score)
    blank = sum(q.state != "answered" for q in questions)
    bare = sum(q.code in without for q in questions)
    notes = [Text(f"{blank} tanpa jawaban sah", "bad")] if blank else []
    notes += [Text(f"{bare} tanpa bukti dukung", "warn")] if bare else []
    score_line = f"{score} dari {format_number(node.weight)}; {len(questions)} pertanyaan"
    return AskedGroup(
        code, f"{node.label}{above}", score_line, tuple(notes), tuple(_asked(question, sheet) for question in questions)
    )


def _asked(question: QuestionScore, sheet: str) -> Asked:
    answered = question.state == "answered"
    links = tuple(clipped(link, _LINK) for link in question.evidence[:_LINKS])
    if len(question.evidence) > _LINKS:
        links = (*links, f"dan {len(question.evidence) - _LINKS} lagi")
    return Asked(
        question.code,
        clipped(question.text, _TEXT) or question.label,
        clipped(question.answer, 60) if answered else _unsaid(question),
        "plain" if answered else "bad",
        format_number(question.value),
        format_number(question.points, 3),
        format_number(question.weight, 3),
        place(question.cell, sheet),
        clipped(question.narrative, _NARRATIVE),
        links,
    )


def _unsaid(question: QuestionScore) -> str:
    written = clipped(question.answer, 40)
    return f"{written} ({STATES[question.state]})" if written else STATES[question.state]


def _unscored(report: ScoreReport, scored: ScoredWorkbook, document: Document) -> Page:
    """Return the page of a workbook without a score: the verdict is that there is none, and what settles it."""
    verdict, lines = said_first(document)
    command = None
    if scored.undecided is not None and scored.undecided.command:
        command = f'lke score "{scored.file}" {scored.undecided.command}'
        lines = lines[1:]
    parts: list[Part] = [verdict_of(replace(verdict, tone="warn"), lines, command=command)]
    target = report.target_label
    read_as = (*read_facts(scored, target), *_file(scored))
    kicker = f"{_KICKER}, target {target}" if target else _KICKER
    return page_of(kicker, _unit(scored), read_as, parts, foot=score_foot(scored))


def _several(report: ScoreReport, document: Document) -> Page:
    """Return the page of several workbooks: a row each, and what each misses."""
    table = tables_of(document)["workbooks"]
    passing = sum(s.scorecard is not None and s.scorecard.met for s in report.workbooks)
    lines = tuple(block for block in document.blocks if isinstance(block, Text))
    verdict = Text(table.title + ".", _tone(passing == len(report.workbooks)))
    title = f"{len(report.workbooks)} berkas LKE"
    missed = tuple(
        (file_name(s.file), "; ".join(f"{m.node} {gap_text(m).text}" for m in s.scorecard.missed))
        for s in report.workbooks
        if s.scorecard is not None and s.scorecard.missed
    )
    columns = table.columns[:1]
    from lke_cli.report.document import Column

    missing = Table("missed", "Yang kurang", (*columns, Column("nodes", "Nilai minimal", grow=True)), missed)
    parts: list[Part] = [verdict_of(verdict, lines), Sheet(table.key, replace(table, title="Nilai per berkas"))]
    parts += [Sheet(missing.key, missing)] if missed else []
    return page_of(f"{_KICKER}, target {report.target_label}", title, facts(("Target", report.target_label)), parts)
