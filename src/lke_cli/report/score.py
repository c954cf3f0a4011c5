"""A scorecard as a document, and as one flat table for csv."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from lke_cli.findings import Finding, Severity
from lke_cli.numbers import format_below, format_gap, format_number, format_percent
from lke_cli.report.document import Block, Column, Document, Table, Text, Value
from lke_cli.report.findings import advice_lines, findings_table, place, sheet_of_answers, worst_first
from lke_cli.report.notes import notes_table, reviewed_sentence
from lke_cli.report.resilience import resilience_text, review_sentence
from lke_cli.report.tasks import change_text, task_title
from lke_cli.results import (
    InputScore,
    MinimumResult,
    NodeScore,
    PassedOver,
    QuestionScore,
    Scorecard,
    ScoredWorkbook,
    ScoreReport,
    Task,
    passed_over_sentence,
)
from lke_cli.untrusted import one_line

GAINS_SHOWN = 10
_IN_DOUBT = 0.2  # of the questions not found, from which the verdict itself says so

_CODE = Column("code", "Kode")
_LABEL = Column("label", "Uraian", grow=True)
_CELL = Column("cell", "Sel")
STATES = {
    "answered": "dijawab",
    "unanswered": "belum dijawab",
    "invalid": "tidak sah",
    "uncomputed": "belum dihitung",
    "not-found": "tidak ditemukan",
}
_INVALID, _NO_EVIDENCE, _UNCOUNTED = "invalid-answer", "no-evidence", "evidence-uncounted"
# Findings that have a table of their own in the report, or are said beside the evidenced score.
_OWN_TABLE = {"unanswered", _INVALID, _NO_EVIDENCE, "question-not-found", _UNCOUNTED}
# Findings that one cause spreads over many nodes: together they are one row.
SPREADS = ("half-below", "workbook-differs-blank", "workbook-differs-follows")
_DOUBTED = {"doubtful-match", "row-by-elimination"}
VERDICT_WORDS = {
    "undecided": "BELUM DAPAT DINILAI",
    "blank": "FORMULIR MASIH KOSONG",
    "unreviewed": "BELUM DIREVIU",
    "unreadable": "TIDAK TERBACA",
}
"""What stands first where there is no score, by why there is none."""
UNSCORED = {
    "unreadable": "tidak terbaca",
    "undecided": "belum dapat dinilai",
    "blank": "masih kosong",
    "unreviewed": "belum direviu",
}
_NOTES = 20  # that are shown; --detail shows all
_COMPARED = {
    "workbook-differs",
    "workbook-differs-blank",
    "workbook-differs-follows",
    "formula-overwritten",
    "formula-misses-row",
}


def score_document(report: ScoreReport, *, detail: bool = False) -> Document:
    """Return the report of one workbook, or the short table of several. detail: of one, every question with its text.

    Raises IndexError where there is no workbook at all.
    """
    first = report.workbooks[0]
    if len(report.workbooks) == 1 and first.scorecard is not None:
        return _with_passed_over(_workbook(first, first.scorecard, detail=detail), report.passed_over)
    document = _unscored(first) if len(report.workbooks) == 1 else _summary(report)
    return _with_passed_over(document, report.passed_over)


def why_unscored(scored: ScoredWorkbook) -> str:
    """Return why a workbook has no scorecard: unreadable, undecided, blank, unreviewed."""
    if scored.unreviewed:
        return "unreviewed"
    return "undecided" if scored.undecided is not None else "blank" if scored.blank else "unreadable"


def _unscored(scored: ScoredWorkbook) -> Document:
    """Return the report of a workbook without a score: the verdict is that there is none, and what settles it."""
    why = why_unscored(scored)
    word = VERDICT_WORDS[why]
    blocks = [Text(f"{word}: {scored.problem}", "bad")]
    if scored.undecided is not None and scored.undecided.command:
        blocks.append(Text(f'Misalnya: lke score "{scored.file}" {scored.undecided.command}', "warn"))
    return Document(f"Berkas: {scored.file}", tuple(blocks))


def score_table(report: ScoreReport) -> Table:
    """Return one flat table for csv: of one workbook its nodes and questions, of several a row each."""
    first = report.workbooks[0]
    if len(report.workbooks) == 1 and first.scorecard is not None:
        return _card_table(first.scorecard, first.evidenced)
    return _summary_table(report.workbooks)


def score_beside_the_table(report: ScoreReport) -> Sequence[str]:
    """Return in sentences what a flat table does not hold."""
    return [passed_over_sentence(report.passed_over)] if report.passed_over else []


def _with_passed_over(document: Document, passed_over: Sequence[PassedOver]) -> Document:
    """Return a report that says at its end which files beside the workbooks were not read."""
    if not passed_over:
        return document
    return replace(document, blocks=(*document.blocks, Text(passed_over_sentence(passed_over), "warn")))


def _workbook(scored: ScoredWorkbook, card: Scorecard, *, detail: bool) -> Document:
    whose = "" if scored.assessor == "unit" else f", jawaban {scored.assessor}"
    title = f"Berkas: {Path(scored.file).name}, lembar {scored.sheet}{whose}"
    verdict, *sentences = _verdict(card)
    blocks: list[Block] = [verdict, *_reviewed(scored), *_evidenced(scored, card), *sentences, *_surveys(scored)]
    blocks += [_scores(card), _minimums(card)]
    blocks += _tasks(scored.tasks)
    blocks += _unanswered(card)
    blocks += _invalid(card)
    blocks += _without_evidence(card)
    blocks += [_gains(card), _aspects(card), *_findings(card, fold=not detail)]
    blocks.append(notes_table(scored.notes, None if detail else _NOTES))
    if detail:
        blocks += [_nodes(card), _detail(card)]
    return Document(title, tuple(blocks))


def _reviewed(scored: ScoredWorkbook) -> Iterator[Text]:
    """Yield what the assessor entered, where the answers are not the unit's own."""
    if scored.reviewed is not None:
        yield Text(reviewed_sentence(scored.assessor, scored.reviewed))


def _evidenced(scored: ScoredWorkbook, card: Scorecard) -> Iterator[Block]:
    """Yield the score that is left where only answers with evidence count, right behind the verdict."""
    if scored.evidenced is None:
        return
    from lke_cli.report.evidence import claims_table, claims_text
    from lke_cli.results import claims_of

    claims = claims_of(scored.file, scored.sheet or "", card, scored.evidenced, "files")
    yield from claims_text(claims)
    yield from (Text(finding.message, "warn") for finding in card.findings if finding.rule == _UNCOUNTED)
    yield Text(
        "Putusan dan kode keluar menurut jawaban; putusan menurut bukti diberikan lke check-evidence --workbook."
    )
    yield claims_table(claims)


def _surveys(scored: ScoredWorkbook) -> Iterator[Table]:
    """Yield the surveys' claims beside their data, where they were given."""
    if scored.surveys:
        from lke_cli.report.survey_claims import survey_claims_table

        yield survey_claims_table(scored.surveys)


def verdict_sentence(card: Scorecard) -> str:
    """Return the verdict: ``BELUM MEMENUHI nilai minimal WBK: total 71,20 dari 100; 3 dari 12 nilai minimal ...``."""
    word = "MEMENUHI" if card.met else "BELUM MEMENUHI"
    weight = format_number(card.total.weight, 0)
    total = (
        f"{total_text(card)} dari {weight}" if card.total.error is None else f"galat {card.total.error}, tak terhitung"
    )
    missed, count = len(card.missed), len(card.minimums)
    rest = (
        f"semua {count} nilai minimal tercapai" if card.met else f"{missed} dari {count} nilai minimal tidak tercapai"
    )
    lost = sum(question.state == "not-found" for question in card.questions)
    doubt = ""
    if lost >= _IN_DOUBT * len(card.questions):
        doubt = f" Pembacaannya meragukan: {lost} dari {len(card.questions)} pertanyaan tidak ditemukan di berkas."
    return f"{word} nilai minimal {card.target_label}: nilai total {total}; {rest}.{doubt}"


def score_text(node: NodeScore, card: Scorecard) -> str:
    """Return a node's score, with so many decimals that one below its minimum does not read as the minimum."""
    return _score_text(node, _required(card))


def total_text(card: Scorecard) -> str:
    """Return the total, with so many decimals that one below its minimum does not read as the minimum."""
    return _score_text(card.total, _required(card))


def _required(card: Scorecard) -> dict[str, float]:
    return {minimum.node: minimum.required for minimum in card.minimums}


def _score_text(node: NodeScore, required: Mapping[str, float]) -> str:
    if node.score is None or node.code not in required:
        return format_number(node.score)
    return format_below(node.score, required[node.code])


def _ratio_text(node: NodeScore, required: Mapping[str, float]) -> str:
    if node.ratio is None or node.code not in required:
        return format_percent(node.ratio)
    return format_below(node.ratio * 100, required[node.code] / node.weight * 100, 1) + "%"


def _verdict(card: Scorecard) -> Iterator[Block]:
    yield Text(verdict_sentence(card), "good" if card.met else "bad")
    if card.blank == "skip":
        yield Text("Dihitung dengan cara formulir: pertanyaan kosong tidak ikut dirata-rata (--blank skip).", "warn")
    if card.resilience is not None:
        yield Text(resilience_text(card.resilience))
    if card.review is not None:
        yield Text(review_sentence(card.review))
    if card.met and card.target_note:
        yield Text(card.target_note, "warn")
    uncomputed = len(_questions(card, "uncomputed"))
    if uncomputed:
        yield Text(
            f"{uncomputed} jawaban berupa rumus yang belum dihitung dan dihitung 0; hitung dan simpan dulu di Excel.",
            "bad",
        )
    doubted = len({finding.node for finding in card.findings if finding.rule in _DOUBTED})
    if doubted:
        yield Text(f"{doubted} baris dibaca dengan ragu; pastikan itu pertanyaannya, lihat di bawah.", "warn")
    errors = sum(finding.severity is Severity.ERROR for finding in card.findings)
    if card.met and errors:
        yield Text(f"Masih ada {errors} galat yang harus dibetulkan sebelum diajukan; lihat di bawah.", "bad")


def _scores(card: Scorecard) -> Table:
    rows: list[tuple[Value, ...]] = []
    required = _required(card)
    combined = ""
    for node in [*(card.node(code) for code in card.overview), card.total]:
        label = node.label
        if node.level == "combined":
            combined = label
        elif label == combined and node.parent:
            label = f"- {card.node(node.parent).label}"
        if node.level == "question":
            label += _survey(card, node.code)
        value = Text(node.error, "bad") if node.error else Text(_score_text(node, required))
        rows.append((node.code, label, node.weight, value, Text(_ratio_text(node, required)), node.ratio))
    return Table(
        "scores",
        f"Nilai per {_and(_levels(card))}",
        (
            _CODE,
            _LABEL,
            Column("weight", "Bobot", "number"),
            Column("score", "Nilai", "number"),
            Column("ratio", "Persen", "percent"),
            Column("bar", "", "bar"),
        ),
        tuple(rows),
    )


def _levels(card: Scorecard) -> list[str]:
    """Return what the overview's nodes are called, in the rubric's own words: komponen, bagian, area."""
    levels = (card.node(code).level for code in card.overview)
    return list(dict.fromkeys(level for level in levels if level not in ("combined", "question")))


def _and(words: Sequence[str]) -> str:
    return " dan ".join(words) if len(words) < 3 else f"{', '.join(words[:-1])}, dan {words[-1]}"


def _survey(card: Scorecard, code: str) -> str:
    question = next(question for question in card.questions if question.code == code)
    return f" [{_now(question)}]"


def _now(question: QuestionScore) -> str:
    """Return the answer as read, or why there is none."""
    return question.answer or ("kosong" if question.state == "unanswered" else STATES[question.state])


def _minimums(card: Scorecard) -> Table:
    return Table(
        "minimums",
        f"Nilai minimal {card.target_label}",
        (
            _CODE,
            _LABEL,
            Column("required", "Minimal"),
            Column("reached", "Tercapai"),
            Column("state", "Keterangan"),
        ),
        tuple(_minimum_row(minimum) for minimum in card.minimums),
    )


def minimum_texts(minimum: MinimumResult) -> tuple[str, str, str]:
    """Return what a minimum requires, what is reached, and what that means, as the table has them."""
    _, _, required, reached, state = _minimum_row(minimum)
    return str(required), str(reached), state.text if isinstance(state, Text) else str(state)


def _minimum_row(minimum: MinimumResult) -> tuple[Value, ...]:
    reached = "–" if minimum.reached is None else format_below(minimum.reached, minimum.required)
    state = gap_text(minimum)
    if minimum.answer_required is not None:
        required = required_text(minimum.answer_required)
        now = minimum.answer_reached
        survey = f"perlu survei {required}"
        if now is not None:
            survey = f"survei {format_below(now, minimum.answer_required)} (perlu {required})"
        state = Text(f"{state.text}; {survey}", state.tone)
    return minimum.node, minimum.label, required_text(minimum.required), reached, state


def required_text(value: float) -> str:
    """Return what is required, with as many decimals as it has."""
    return format_number(value, 2 if abs(value * 100 - round(value * 100)) < 1e-7 else 4)


def gap_text(minimum: MinimumResult) -> Text:
    """Return ``tercapai``, ``kurang 0,35``, or that it cannot be computed."""
    if minimum.met:
        return Text("tercapai", "good")
    if minimum.gap is None:
        return Text("tidak terhitung", "bad")
    return Text(f"kurang {format_gap(minimum.gap)}", "bad")


def _questions(card: Scorecard, state: str) -> list[QuestionScore]:
    return [question for question in card.questions if question.state == state]


def _by_component(card: Scorecard, questions: Sequence[QuestionScore]) -> str | None:
    """Return how many stand under each top node, ``Per komponen: Pengungkit 3; Hasil 1.``, or None where none do."""
    parents = {node.code: node.parent for node in card.nodes}
    tops = [node for node in card.nodes if node.parent == card.total.code]
    counts = Counter(_top_of(question.parent, parents, card.total.code) for question in questions)
    counted = "; ".join(f"{top.label} {counts[top.code]}" for top in tops if counts[top.code])
    return f"Per {tops[0].level}: {counted}." if counted else None


def _top_of(code: str, parents: Mapping[str, str | None], total: str) -> str:
    """Return the node right below the total that holds a node."""
    while (above := parents.get(code)) not in (None, total):
        code = str(above)
    return code


def _tasks(tasks: Sequence[Task]) -> Iterator[Table]:
    """Yield what to do, in order: a row a task with a row a cell below it, where a cell is to be typed in."""
    rows: list[tuple[Value, ...]] = []
    for number, task in enumerate(tasks, 1):
        rows.append((str(number), task_title(task), "", ""))
        answers = task.items if task.kind in ("minimum", "survey") else ()
        rows += [
            ("", f"{item.label}: {change_text(item)}", item.cell, f"+{format_number(item.adds)}") for item in answers
        ]
    yield Table(
        "tasks",
        "Kerjakan berurutan",
        (Column("number", "No"), Column("task", "Langkah", grow=True), _CELL, Column("adds", "Tambahan", "number")),
        tuple(rows),
    )


def _unanswered(card: Scorecard) -> Iterator[Block]:
    missing = [q for q in card.questions if q.state in ("unanswered", "uncomputed", "not-found")]
    inputs = {count.code: count for count in card.inputs}
    sheet = sheet_of_answers(card)
    yield Table(
        "unanswered",
        f"Belum dijawab: {len(missing)} dari {len(card.questions)} pertanyaan",
        (_CODE, _LABEL, Column("state", "Keadaan"), _CELL),
        tuple((q.code, _lacking_label(q, inputs), STATES[q.state], _lacking_cells(q, inputs, sheet)) for q in missing),
        empty="Semua pertanyaan dijawab.",
        note=_by_component(card, missing),
    )


def _lacking_label(question: QuestionScore, inputs: Mapping[str, InputScore]) -> str:
    """Return the label, with the counts that a percentage lacks where it has others."""
    lacking = ", ".join(inputs[code].label for code in question.missing)
    some = any(count.question == question.code and count.count is not None for count in inputs.values())
    return f"{question.label}: kurang {lacking}" if lacking and some else question.label


def _lacking_cells(question: QuestionScore, inputs: Mapping[str, InputScore], sheet: str) -> str:
    """Return the cells to fill in: those of the counts that a percentage lacks, else the answer's own."""
    lacking = [cell for code in question.missing if (cell := inputs[code].cell)]
    return " ".join(place(cell, sheet) for cell in lacking) or place(question.cell, sheet)


def _invalid(card: Scorecard) -> Iterator[Block]:
    findings = [finding for finding in card.findings if finding.rule == _INVALID]
    sheet = sheet_of_answers(card)
    yield Table(
        "invalid",
        f"Jawaban tidak sah ({'dihitung 0' if card.blank == 'zero' else 'tidak ikut dihitung'}): {len(findings)}",
        (_CODE, Column("message", "Keterangan", grow=True), _CELL),
        tuple((f.node, _without_code(f), place(f.cell, sheet)) for f in findings),
    )


def _without_evidence(card: Scorecard) -> Iterator[Block]:
    codes = {finding.node for finding in card.findings if finding.rule == _NO_EVIDENCE}
    questions = [q for q in card.questions if q.code in codes]
    sheet = sheet_of_answers(card)
    yield Table(
        "no-evidence",
        f"Dijawab bernilai tanpa bukti dukung di lembar: {len(questions)} pertanyaan",
        (_CODE, _LABEL, Column("answer", "Jawaban"), _CELL),
        tuple((q.code, q.label, q.answer, place(q.cell, sheet)) for q in questions),
        note=_by_component(card, questions),
    )


def _gains(card: Scorecard) -> Table:
    ranked = sorted((q for q in card.questions if q.steps), key=lambda q: -q.steps[-1].adds)[:GAINS_SHOWN]
    return Table(
        "gains",
        "Yang paling banyak menambah nilai",
        (
            _CODE,
            _LABEL,
            Column("answer", "Kini"),
            Column("steps", "Bila dijawab (tambahan nilai)", grow=True),
        ),
        tuple((q.code, q.label, _now(q), steps_text(q)) for q in ranked),
        empty="Semua pertanyaan sudah bernilai penuh.",
    )


def steps_text(question: QuestionScore) -> str:
    """Return what each better answer adds: ``B +0,06; A +0,13``."""
    return "; ".join(f"{step.answer} +{format_number(step.adds, 3)}" for step in question.steps)


def _aspects(card: Scorecard) -> Table:
    return Table(
        "aspects",
        "Aspek kunci",
        (
            Column("label", "Aspek", grow=True),
            Column("answered", "Dijawab"),
            Column("points", "Nilai", "number"),
            Column("weight", "Dari", "number"),
            Column("ratio", "Persen", "percent"),
            Column("bar", "", "bar"),
        ),
        tuple(
            (a.label, f"{a.answered} dari {a.questions}", a.points, a.weight, a.ratio, a.ratio or 0.0)
            for a in card.aspects
        ),
    )


def _findings(card: Scorecard, *, fold: bool) -> Iterator[Block]:
    """Yield the findings that have no table of their own, most severe first."""
    rest = [finding for finding in card.findings if finding.rule not in _OWN_TABLE]
    rows = worst_first(_folded(rest) if fold else rest)
    yield findings_table(rows, "Temuan lain", sheet=sheet_of_answers(card), count=len(rest))
    yield from advice_lines(rows)


def _folded(findings: Sequence[Finding]) -> list[Finding]:
    """Return findings with those that one cause spreads over many nodes in one, after the others of their kind."""
    folded = [finding for finding in findings if finding.rule not in SPREADS]
    for rule in SPREADS:
        spread = [finding for finding in findings if finding.rule == rule]
        if len(spread) > 2:
            codes = ", ".join(dict.fromkeys(finding.node or "" for finding in spread))
            title = spread[0].title or rule
            message = f"{title}, di {len(spread)} tempat: {codes}. Rinciannya: --detail."
            spread = [replace(spread[0], message=message, node=None, cell=None, cells=(), values={})]
        folded += spread
    return folded


def _nodes(card: Scorecard) -> Table:
    """Return every node with our score beside the one that the workbook shows."""
    reasons = {finding.node: finding for finding in card.findings if finding.rule in _COMPARED}
    sheet = sheet_of_answers(card)
    return Table(
        "nodes",
        "Semua komponen, bagian, area, dan indikator: hitungan dan yang tampak di berkas",
        (
            _CODE,
            _LABEL,
            Column("weight", "Bobot", "number"),
            Column("score", "Hitungan", "number", decimals=3),
            Column("shown", "Berkas", "number", decimals=3),
            Column("differs", "Beda"),
        ),
        tuple(
            (
                node.code,
                node.label,
                node.weight,
                Text(node.error, "bad") if node.error else node.score,
                _shown(card, node.code),
                place(reasons[node.code].cell, sheet) if node.code in reasons else "",
            )
            for node in card.nodes
            if node.level != "combined"
        ),
    )


def _shown(card: Scorecard, code: str) -> Value:
    shown = card.shown.get(code)
    return Text(shown) if isinstance(shown, str) else shown


def _detail(card: Scorecard) -> Table:
    sheet = sheet_of_answers(card)
    return Table(
        "questions",
        "Semua pertanyaan",
        (
            _CODE,
            Column("text", "Pertanyaan (teks di berkas)", grow=True),
            Column("answer", "Jawaban"),
            Column("value", "Nilai", "number"),
            Column("shown", "Berkas", "number"),
            Column("points", "Poin", "number", decimals=3),
            Column("weight", "Dari", "number", decimals=3),
            _CELL,
        ),
        tuple(
            (
                q.code,
                one_line(q.text) or q.label,
                q.answer or STATES[q.state],
                q.value,
                _shown(card, q.code),
                q.points,
                q.weight,
                place(q.cell, sheet),
            )
            for q in card.questions
        ),
    )


def _summary(report: ScoreReport) -> Document:
    """Return the short table of several workbooks: one row each, a bad file with its reason."""
    results = report.workbooks
    rows: list[tuple[Value, ...]] = []
    for result in results:
        card = result.scorecard
        if card is None:
            rows.append((result.file, None, None, None, Text(UNSCORED[why_unscored(result)], "bad")))
            continue
        blank = sum(q.state != "answered" for q in card.questions)
        verdict = Text("memenuhi", "good") if card.met else Text("belum memenuhi", "bad")
        missed = f"{len(card.missed)} dari {len(card.minimums)}"
        rows.append((result.file, Text(total_text(card)), missed, str(blank), verdict))
    passing = sum(result.scorecard is not None and result.scorecard.met for result in results)
    table = Table(
        "workbooks",
        f"{passing} dari {len(results)} berkas memenuhi nilai minimal {report.target_label}",
        (
            Column("file", "Berkas", grow=True),
            Column("total", "Total", "number"),
            Column("missed", "Minimal tak tercapai"),
            Column("unanswered", "Kosong/tidak sah"),
            Column("verdict", "Putusan"),
        ),
        tuple(rows),
    )
    problems = [Text(f"{result.file}: {result.problem}", "bad") for result in results if result.problem]
    return Document(f"Nilai {len(results)} berkas LKE", (table, *problems))


def _summary_table(results: Sequence[ScoredWorkbook]) -> Table:
    """Return the flat table of several workbooks: one row each, with the score of every node of the overview."""
    codes = next((result.scorecard.overview for result in results if result.scorecard), ())
    columns = ("file", "sheet", "verdict", "total", *codes, "missed", "unanswered", "problem")
    rows: list[tuple[Value, ...]] = []
    for result in results:
        card = result.scorecard
        if card is None:
            none = [None] * len(codes)
            rows.append((result.file, None, why_unscored(result), None, *none, None, None, result.problem))
            continue
        scores = (card.node(code).score for code in codes)
        blank = sum(q.state != "answered" for q in card.questions)
        verdict = "met" if card.met else "not-met"
        rows.append((result.file, result.sheet, verdict, card.total.score, *scores, len(card.missed), blank, None))
    return Table("workbooks", "workbooks", tuple(Column(key, key) for key in columns), tuple(rows))


def _card_table(card: Scorecard, evidenced: Scorecard | None = None) -> Table:
    """Return one flat table: every node and question with its weight, score, minimum and state.

    evidenced: the scorecard where only answers with evidence count; its scores stand beside the claimed ones.
    """
    minimums = {minimum.node: minimum for minimum in card.minimums}
    columns: tuple[str, ...] = (
        "kind",
        "code",
        "label",
        "weight",
        "score",
        "ratio",
        "answer",
        "state",
        "minimum",
        "gap",
        "met",
        "cell",
        "shown",
    )

    def held(code: str) -> tuple[Value, ...]:
        minimum = minimums.get(code)
        return (None, None, None) if minimum is None else (minimum.required, minimum.gap, _yes(minimum.met))

    # A question with a weight of its own is a node too: it gets its row as a question.
    rows: list[tuple[Value, ...]] = [
        (
            n.level,
            n.code,
            n.label,
            n.weight,
            n.score,
            n.ratio,
            None,
            n.error,
            *held(n.code),
            None,
            card.shown.get(n.code),
        )
        for n in card.nodes
        if n.level != "question"
    ]
    rows += [
        (
            "question",
            q.code,
            q.label,
            q.weight,
            q.points,
            q.value,
            q.answer,
            q.state,
            *held(q.code),
            q.cell,
            card.shown.get(q.code),
        )
        for q in card.questions
    ]
    if evidenced is not None:
        scores = {n.code: n.score for n in evidenced.nodes} | {q.code: q.points for q in evidenced.questions}
        met = {minimum.node: _yes(minimum.met) for minimum in evidenced.minimums}
        columns = (*columns, "evidenced_score", "evidenced_met")
        rows = [(*row, scores.get(code), met.get(code)) for row in rows if isinstance(code := row[1], str)]
    return Table("score", "score", tuple(Column(key, key) for key in columns), tuple(rows))


def _yes(met: bool) -> str:
    return "yes" if met else "no"


def _without_code(finding: Finding) -> str:
    return finding.message.removeprefix(f"{finding.node} ")
