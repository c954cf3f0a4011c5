"""A comparison as a document, and as one flat table for csv and parquet."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from lke_cli.constants import TOTAL
from lke_cli.numbers import EPSILON, format_below, format_number, format_percent
from lke_cli.report.compare_files import expected_blocks, groups_table, not_counted
from lke_cli.report.compare_files import file_remarks as file_remarks
from lke_cli.report.compare_first import first_lines, minimums_used, nearly_table, rounds_blocks
from lke_cli.report.compare_review import notes_count, review_blocks
from lke_cli.report.document import Block, Column, Document, Table, Text, Value
from lke_cli.results import Alike, Claim, Comparison, Form, Since, Unit

_SHOWN = 10
"""Rows of the lists beside the ranking; json and xlsx hold all."""
_UNCHANGED = {"file": "berkasnya sama persis", "answers": "semua jawabannya sama"}
_FEW = 8  # codes that are named one by one
_LEFT_BLANK = 0.5  # of the units: then "most" do
VERDICTS = {
    "met": "memenuhi",
    "not-met": "belum",
    "unreadable": "tak terbaca",
    "undecided": "belum dapat dinilai",
    "blank": "formulir kosong",
    "unreviewed": "belum direviu",
}
_WIDE = 142
_RANK, _UNIT = Column("rank", "No"), Column("unit", "Unit", grow=True)


def compare_document(comparison: Comparison, width: int) -> Document:
    """Return the report of a comparison; with less than 142 characters of width the areas get a table of their own."""
    blocks: list[Block] = [*compare_sentences(comparison), *first_lines(comparison)]
    blocks += [*_ranking(comparison, wide=width >= _WIDE), nearly_table(comparison)]
    blocks += [*review_blocks(comparison, _SHOWN), notes_count(comparison)]
    blocks += _said(comparison)
    blocks += [not_counted(comparison, _SHOWN), *expected_blocks(comparison, 2 * _SHOWN), groups_table(comparison)]
    blocks += [
        _missed(comparison),
        _unreadable(comparison),
        _claims(comparison),
        _weakest(comparison),
        _areas(comparison),
    ]
    blocks += [_blank(comparison), _unsupported(comparison), *_alike(comparison), _outliers(comparison)]
    if comparison.before is not None:
        blocks += _since(comparison.before, comparison.form.covering)
    blocks += rounds_blocks(comparison)
    return Document(compare_title(comparison), tuple(blocks))


def len_text(comparison: Comparison) -> str:
    """Return how many workbooks were read."""
    without = comparison.unreadable + comparison.undecided + comparison.blank + comparison.unreviewed
    return f"{comparison.passing + comparison.failing + without} berkas LKE"


def named_apart(comparison: Comparison) -> dict[str, str]:
    """Return by file the unit's name as a row shows it: with its file beside it where several claim the unit."""
    claimed = {file for claim in comparison.claims for file in claim.files}
    short = Counter(Path(file).name for file in claimed)
    return {
        unit.file: f"{unit.unit} ({Path(unit.file).name if short[Path(unit.file).name] == 1 else unit.file})"
        if unit.file in claimed
        else unit.unit
        for unit in comparison.units
    }


def compare_title(comparison: Comparison) -> str:
    """Return what is compared, and what it is held against."""
    return f"Perbandingan {len_text(comparison)}, target {comparison.target_label}"


def compare_sentences(comparison: Comparison) -> Iterator[Block]:
    """Yield how many pass, and what makes that doubtful."""
    read = comparison.passing + comparison.failing
    tone = "good" if comparison.passing == read and read else "bad"
    what = "berkas" if comparison.claims else "unit"
    verdict = f"{comparison.passing} dari {read} {what} yang terbaca memenuhi nilai minimal {comparison.target_label}."
    yield Text(verdict if read else f"Belum ada {what} yang dapat dinilai.", tone)  # type: ignore[arg-type]
    if comparison.claims:
        files = sum(len(claim.files) for claim in comparison.claims)
        yield Text(f"{len(comparison.claims)} unit diaku lebih dari satu berkas, bersama {files} berkas.", "warn")
    errors = comparison.passing_with_errors
    if errors:
        yield Text(f"{errors} {what} memenuhi tetapi masih punya galat isian; periksa dengan lke score.", "warn")
    if comparison.unreadable:
        without = "" if comparison.assessor == "unit" else f", atau tidak memuat jawaban {comparison.assessor}"
        yield Text(f"{comparison.unreadable} berkas tidak terbaca{without}.", "bad")
    claimed = {file for claim in comparison.claims if claim.newest is None for file in claim.files}
    versions = sum(problem.file in claimed for problem in comparison.problems)
    if versions:
        yield Text(f"{versions} berkas belum dapat dinilai: waktunya tidak menunjukkan versi mana yang terbaru.", "bad")
    if comparison.undecided > versions:
        undecided = comparison.undecided - versions
        yield Text(f"{undecided} berkas belum dapat dinilai: dapat dibaca dengan dua cara.", "bad")
    if comparison.blank:
        yield Text(f"{comparison.blank} formulir masih kosong.", "bad")
    if comparison.unreviewed:
        yield Text(f"{comparison.unreviewed} unit belum direviu.", "warn")
    if comparison.left:
        yield Text(f"Dihentikan: {comparison.left} dari {comparison.files} berkas belum dibaca.", "bad")


def _ranking(comparison: Comparison, *, wide: bool) -> Iterator[Block]:
    form = comparison.form
    tops = [Column(top.code, top.label, "number") for top in form.tops]
    areas = [Column(node.code, node.code, "number") for node in (*form.combined, *form.held)]
    surveys = [Column(survey.code, survey.name.upper(), "number") for survey in form.surveys]
    total = Column("total", "Total", "number")
    rest = [
        Column("missed", "Kurang"),
        Column("resilience", "Tahan"),
        Column("unanswered", "Kosong"),
        Column("findings", "Temuan"),
        Column("verdict", "Putusan"),
    ]
    only = "" if len(comparison.units) == comparison.files - comparison.left else f": {len(comparison.units)} unit"
    legend = "; ".join(f"{node.code} {node.label}" for node in (*form.combined, *form.held))
    note = (
        "Kurang: nilai minimal yang tidak tercapai. Tahan: berapa jawaban yang turun satu tingkat sudah menggagalkan. "
        "Kosong: pertanyaan tanpa jawaban sah."
    )
    columns = [_RANK, _UNIT, total, *tops, *(areas + surveys if wide else ()), *rest]
    needed, names = _needed(comparison), named_apart(comparison)

    def row(unit: Unit, columns: Sequence[Column]) -> tuple[Value, ...]:
        return tuple(_value(unit, column.key, needed, names) for column in columns)

    yield Table(
        "ranking",
        f"Peringkat{only}",
        tuple(columns),
        tuple(row(unit, columns) for unit in comparison.units),
        empty="Tidak ada unit yang sesuai saringan."
        if comparison.files > comparison.left
        else "Belum ada yang dibaca.",
        note=f"{note} {legend}." if wide and legend else note,
    )
    if not wide and areas + surveys:
        columns = [_RANK, _UNIT, *areas, *surveys]
        yield Table(
            "areas",
            "Nilai per area dan survei",
            tuple(columns),
            tuple(row(unit, columns) for unit in comparison.units if unit.verdict in ("met", "not-met")),
            note=f"{legend}." if legend else None,
        )


def _needed(comparison: Comparison) -> dict[str, float | None]:
    """Return what each column of numbers must reach: points by node, of a survey its index."""
    return {**comparison.required, **{survey.code: survey.needed for survey in comparison.form.surveys}}


def _value(unit: Unit, key: str, needed: Mapping[str, float | None], names: Mapping[str, str]) -> Value:
    readable = unit.verdict in ("met", "not-met")
    if key == "rank":
        return str(unit.rank) if unit.rank is not None else "–"
    if key == "unit":
        return names[unit.file]
    if key == "verdict":
        return Text(VERDICTS[unit.verdict], "good" if unit.verdict == "met" else "bad")
    if key == "missed":
        return f"{len(unit.missed)}/{unit.minimums}" if readable else "–"
    if key == "resilience":
        return "–" if unit.resilience is None else str(unit.resilience)
    if key in ("unanswered", "findings"):
        return str(unit.unanswered if key == "unanswered" else unit.findings) if readable else "–"
    # Of a survey its index, not the points of the node that may have the same code.
    value, minimum = unit.surveys.get(key, unit.scores.get(key)), needed.get(key)
    # One below its minimum must not read as if it reached it.
    return value if value is None or minimum is None else Text(format_below(value, minimum))


def _missed(comparison: Comparison) -> Table:
    names = named_apart(comparison)
    return Table(
        "missed",
        "Nilai minimal yang tidak tercapai",
        (_UNIT, Column("nodes", "Kode", grow=True)),
        tuple((names[unit.file], ", ".join(unit.missed)) for unit in comparison.units if unit.missed),
    )


def _said(comparison: Comparison) -> Iterator[Block]:
    if comparison.notes:
        yield Text("")
    for note in comparison.notes:
        yield Text(note, "warn")


def comparison_beside_the_table(comparison: Comparison) -> Iterator[str]:
    """Yield in lines what a flat table does not hold."""
    shown = {unit.file for unit in comparison.units}
    hidden = [problem.problem for problem in comparison.problems if problem.file not in shown]
    yield from hidden[:_SHOWN]
    if len(hidden) > _SHOWN:
        yield f"... dan {len(hidden) - _SHOWN} berkas lain tanpa nilai."
    yield from comparison.notes
    counts = (
        (len(comparison.copies), "salinan dilewati"),
        (len(comparison.superseded), "versi lama tidak dihitung"),
        (
            sum(expected.state != "counted" for expected in comparison.expected),
            "unit di daftar belum ada atau belum dihitung",
        ),
        (len(comparison.claims), "unit diaku beberapa berkas"),
        (comparison.alike_pairs, "pasangan LKE sangat mirip"),
    )
    parts = [f"{count} {what}" for count, what in counts if count]
    if comparison.before is not None:
        parts.append("perbandingan dengan putaran lalu")
    if parts:
        yield f"Di luar tabel: {'; '.join(parts)}. Lihat tanpa --format, atau di xlsx."


def remarks(comparison: Comparison) -> Iterator[tuple[str, str]]:
    """Yield (kind, sentence) for all that must be said beside the tables."""
    if comparison.left:
        yield "dihentikan", f"{comparison.left} dari {comparison.files} berkas belum dibaca."
    for problem in comparison.problems:
        yield "tanpa nilai", f"{problem.file}: {problem.problem}"
    yield from file_remarks(comparison)
    for claim in comparison.claims:
        yield "unit sama", f"{claim.unit}: {'; '.join(claim.files)} (terbaru: {_newest(claim)})."
    for pair in comparison.alike:
        yield "mirip", f"{pair.first} ({pair.first_file}) dan {pair.second} ({pair.second_file}): {_same(pair)}."
    if comparison.alike_pairs > len(comparison.alike):
        yield "mirip", f"{comparison.alike_pairs - len(comparison.alike)} pasangan lain tidak dirinci."
    if comparison.alike_unjudged:
        yield "mirip", _unjudged(comparison)
    for outlier in comparison.outliers:
        score, median = format_number(outlier.score), format_number(outlier.median)
        yield "jauh", f"{outlier.unit}: {outlier.node} {score}; median {median}."
    if comparison.before is not None:
        yield from (("putaran lalu", text) for text in comparison.before.unmatched)
        yield from (
            ("putaran lalu", f"{name}: tidak ditemukan di putaran ini.") for name in comparison.before.only_before
        )
        yield from (
            ("putaran lalu", f"{name}: tidak ditemukan di putaran lalu.") for name in comparison.before.only_after
        )
        for move in comparison.before.moves:
            if move.same:
                yield "putaran lalu", f"{move.unit}: {_UNCHANGED[move.same]} dengan putaran lalu."
    yield "nilai minimal", minimums_used(comparison).text
    if comparison.target_note:
        yield "predikat", comparison.target_note
    yield from (("catatan", note) for note in comparison.notes)


def _unreadable(comparison: Comparison) -> Table:
    return Table(
        "unreadable",
        "Berkas tanpa nilai",
        (Column("file", "Berkas", grow=True), Column("problem", "Sebab", grow=True)),
        tuple((problem.file, Text(problem.problem, "bad")) for problem in comparison.problems),
    )


def _claims(comparison: Comparison) -> Table:
    return Table(
        "claims",
        "Unit yang diaku beberapa berkas (tidak digabung)",
        (_UNIT, Column("files", "Berkas", grow=True), Column("newest", "Terbaru", grow=True)),
        tuple((c.unit, "; ".join(c.files), _newest(c)) for c in comparison.claims),
    )


def _weakest(comparison: Comparison) -> Table:
    nodes = {node.code: node for node in comparison.nodes}
    shown = [nodes[code] for code in comparison.weakest[:_SHOWN]]
    shown = [node for node in shown if node.spread.mean < node.weight - EPSILON]
    return Table(
        "weakest",
        "Indikator terlemah (rata-rata semua unit)",
        (
            Column("code", "Kode"),
            Column("label", "Uraian", grow=True),
            Column("mean", "Rata-rata", "number"),
            Column("weight", "Dari", "number"),
            Column("ratio", "Persen", "percent"),
        ),
        tuple((n.code, n.label, n.spread.mean, n.weight, n.spread.mean / n.weight) for n in shown),
    )


def _areas(comparison: Comparison) -> Table:
    wanted = {TOTAL, *(node.code for node in comparison.form.areas)}
    return Table(
        "spread",
        "Sebaran nilai",
        (
            Column("code", "Kode"),
            Column("label", "Uraian", grow=True),
            Column("minimum", "Terendah", "number"),
            Column("median", "Median", "number"),
            Column("maximum", "Tertinggi", "number"),
            Column("deviation", "Simpangan", "number"),
        ),
        tuple(
            (n.code, n.label, n.spread.minimum, n.spread.median, n.spread.maximum, n.spread.deviation)
            for n in comparison.nodes
            if n.code in wanted
        ),
    )


def _most(comparison: Comparison, name: str) -> list[tuple[Value, ...]]:
    read = comparison.passing + comparison.failing
    shares = [(getattr(question, name), question) for question in comparison.questions]
    shares = sorted(
        (question_share for question_share in shares if question_share[0] > _LEFT_BLANK * read),
        key=lambda question_share: -question_share[0],
    )
    return [(q.code, q.label, f"{count} dari {read}") for count, q in shares]


def _blank(comparison: Comparison) -> Table:
    columns = (Column("code", "Kode"), Column("label", "Uraian", grow=True), Column("units", "Unit"))
    title = "Pertanyaan yang tidak dijawab dengan sah oleh kebanyakan unit"
    return Table("blank", title, columns, tuple(_most(comparison, "blank")))


def _unsupported(comparison: Comparison) -> Table:
    columns = (Column("code", "Kode"), Column("label", "Uraian", grow=True), Column("units", "Unit"))
    title = "Pertanyaan yang kebanyakan unit jawab tanpa bukti dukung"
    return Table("unsupported", title, columns, tuple(_most(comparison, "unsupported")))


def _newest(claim: Claim) -> str:
    if claim.newest is None:
        return "tidak dapat ditentukan dari waktunya"
    return f"{claim.newest}, menurut {'tanggal dokumen' if claim.clock == 'document' else 'waktu berkas'}"


def _same(pair: Alike) -> str:
    if pair.identical:
        return "isinya sama persis"
    same = [f"{format_percent(pair.answers)} jawaban"]
    same += [f"sekitar {format_percent(pair.narratives, 0)} catatan"] if pair.narratives is not None else []
    same += [f"{format_percent(pair.links, 0)} tautan"] if pair.links is not None else []
    if pair.verbatim:
        same.append(f"kata demi kata {verbatim(pair)}")
    return " dan ".join(filter(None, [", ".join(same[:-1]), same[-1]])) + " sama"


def verbatim(pair: Alike) -> str:
    """Return how many narratives are the same word for word: ``81 dari 113; A.I.5 seluruhnya``; codes where few are."""
    if not pair.verbatim:
        return "–"
    whole = f"; {', '.join(pair.nodes)} seluruhnya" if pair.nodes else ""
    codes = f" ({', '.join(pair.verbatim)})" if len(pair.verbatim) <= _FEW else ""
    return f"{len(pair.verbatim)} dari {pair.told}{whole}{codes}"


def _unjudged(comparison: Comparison) -> str:
    read = comparison.passing + comparison.failing
    return (
        f"Kemiripan {comparison.alike_unjudged} dari {read} LKE tidak dapat dinilai: catatan dan tautannya terlalu "
        "sedikit, atau sama dengan kebanyakan unit."
    )


def _alike(comparison: Comparison) -> Iterator[Block]:
    count = comparison.alike_pairs
    more = f"; {_SHOWN} teratas" if count > _SHOWN else ""
    table = Table(
        "alike",
        f"Pasangan LKE yang sangat mirip: {count}{more}",
        (
            Column("first", "Unit", grow=True),
            Column("second", "Unit", grow=True),
            Column("answers", "Jawaban sama", "percent"),
            Column("narratives", "Catatan sama", "percent"),
            Column("links", "Tautan sama", "percent"),
            Column("verbatim", "Kata demi kata", grow=True),
        ),
        tuple(
            (
                pair.first,
                pair.second,
                Text("sama persis", "bad") if pair.identical else pair.answers,
                pair.narratives,
                pair.links,
                verbatim(pair),
            )
            for pair in comparison.alike[:_SHOWN]
        ),
        note="Mirip bukan bukti menyalin; bandingkan kedua berkas. Kesamaan catatan dan tautan adalah taksiran.",
    )
    yield table
    if comparison.alike_unjudged and comparison.passing + comparison.failing > 1:
        yield Text("")
        yield Text(_unjudged(comparison), "muted")


def _outliers(comparison: Comparison) -> Table:
    count, most = len(comparison.outliers), 2 * _SHOWN
    labels = {node.code: node.label for node in comparison.nodes}
    more = f"; {most} terjauh" if count > most else ""
    return Table(
        "outliers",
        f"Nilai yang jauh dari unit lain: {count}{more}",
        (
            _UNIT,
            Column("node", "Bagian", grow=True),
            Column("score", "Nilai", "number"),
            Column("median", "Median", "number"),
        ),
        tuple((o.unit, f"{o.node} {labels[o.node]}", o.score, o.median) for o in comparison.outliers[:most]),
    )


def _since(since: Since, codes: Sequence[str]) -> Iterator[Block]:
    passed = [move.unit for move in since.moves if move.met_after and not move.met_before]
    fallen = [move.unit for move in since.moves if move.met_before and not move.met_after]
    yield Text("")
    yield Text("Dibanding putaran lalu", "plain")
    if since.moves:
        yield Text(f"Kini memenuhi: {_names(passed)}.", "good" if passed else "plain")
        yield Text(f"Tidak lagi memenuhi: {_names(fallen)}.", "bad" if fallen else "plain")
    if since.only_before:
        yield Text(f"Tidak ditemukan di putaran ini: {_names(since.only_before)}.", "warn")
    if since.only_after:
        yield Text(f"Tidak ditemukan di putaran lalu: {_names(since.only_after)}.", "warn")
    if not since.complete:
        yield Text("Belum semua berkas dibaca; unit yang hanya ada di satu putaran tidak disebut.", "warn")
    for text in since.unmatched:
        yield Text(f"Tidak dapat dibandingkan: {text}", "warn")
    yield Table(
        "moves",
        "Perubahan nilai",
        (
            _UNIT,
            Column("before", "Lalu", "number"),
            Column("after", "Kini", "number"),
            Column("change", "Selisih"),
            Column("areas", "Per area", grow=True),
        ),
        tuple(
            (
                move.unit,
                move.before,
                move.after,
                signed(move.after - move.before),
                "; ".join(f"{c}:{signed(move.changes[c])}" for c in codes if abs(move.changes.get(c, 0)) > EPSILON)
                or "tetap",
            )
            for move in since.moves
        ),
        empty="Tidak ada unit yang ada di kedua putaran."
        if since.complete
        else "Belum ada unit yang dapat dibandingkan, karena berkasnya belum semua dibaca.",
    )


def signed(change: float) -> str:
    """Return ``+1,25`` or ``-0,50``; ``0,00`` for no change."""
    return ("+" if change > EPSILON else "") + format_number(0.0 if abs(change) <= EPSILON else change)


def _names(names: Sequence[str]) -> str:
    return ", ".join(names) if names else "tidak ada"


def compare_table(comparison: Comparison) -> Table:
    """Return one flat table: a row per unit, as sorted and filtered; nodes and surveys under their codes."""
    nodes = [node.code for node in comparison.form.areas]
    surveys = comparison.form.surveys
    columns = (
        *(Column(key, key) for key in ("rank", "unit", "group", "total")),
        *(Column(code, code) for code in nodes),
        *(Column(survey.name.lower(), survey.name) for survey in surveys),
        *(Column(key, key) for key in ("missed", "missed_nodes", "unanswered", "errors", "findings")),
        *(Column(key, key) for key in ("resilience", "verdict")),
        *(Column(key, key) for key in ("file", "sheet", "name_source", "modified", "file_modified", "problem")),
    )
    rows = tuple(
        (
            unit.rank,
            unit.unit,
            unit.group,
            unit.total,
            *(unit.scores.get(code) for code in nodes),
            *(unit.surveys.get(survey.code) for survey in surveys),
            *_counts(unit),
            unit.verdict,
            unit.file,
            unit.sheet,
            unit.name_source,
            unit.modified,
            unit.file_modified,
            unit.problem,
        )
        for unit in comparison.units
    )
    return Table("units", "units", columns, rows + _cut_short(comparison, len(columns)))


_TITLES = {
    "rank": "No",
    "unit": "Unit",
    "group": "Kelompok",
    "total": "Total",
    "missed": "Minimal tak tercapai",
    "missed_nodes": "Yang tak tercapai",
    "unanswered": "Kosong",
    "errors": "Galat",
    "findings": "Temuan",
    "resilience": "Tahan",
    "verdict": "Putusan",
    "file": "Berkas",
    "sheet": "Lembar",
    "name_source": "Asal nama",
    "modified": "Waktu dokumen",
    "file_modified": "Waktu berkas",
    "problem": "Sebab",
}
_SOURCES = {
    "map": "--name-from",
    "pattern": "--name-from",
    "workbook": "judul",
    "file": "nama berkas",
    "folder": "folder",
}


def people_comparison(comparison: Comparison) -> Table:
    """Return the flat table as people read it: its titles and words in Indonesian."""
    table = compare_table(comparison)
    words = {"verdict": VERDICTS, "name_source": _SOURCES}
    texts = [words.get(column.key, {}) for column in table.columns]
    titles = [_TITLES.get(column.key, column.title) for column in table.columns]
    whole, real = whole_and_real(comparison.form)
    columns = tuple(
        Column(title, title, "number" if column.key in real - whole else "text")
        for title, column in zip(titles, table.columns, strict=True)
    )
    rows = tuple(
        tuple(
            known.get(value, value) if isinstance(value, str) else value
            for known, value in zip(texts, row, strict=True)
        )
        for row in table.rows
    )
    return Table(table.key, table.title, columns, rows)


def _cut_short(comparison: Comparison, columns: int) -> tuple[tuple[Value, ...], ...]:
    """Return the last row of a table that is not whole: who reads the file alone must see it."""
    before = comparison.before is not None and not comparison.before.complete
    if not comparison.left and not before:
        return ()
    unread = f"{comparison.left} dari {comparison.files} berkas" if comparison.left else "sebagian putaran lalu"
    return ((None, f"TERPUTUS: {unread} belum dibaca", *[None] * (columns - 2)),)


def _counts(unit: Unit) -> tuple[Value, ...]:
    if unit.verdict not in ("met", "not-met"):
        return (None,) * 6
    return len(unit.missed), " ".join(unit.missed), unit.unanswered, unit.errors, unit.findings, unit.resilience


def whole_and_real(form: Form) -> tuple[set[str], set[str]]:
    """Return which columns of :func:`compare_table` hold whole numbers, and which others; the rest holds text."""
    points = {"total", *(node.code for node in form.areas), *(survey.name.lower() for survey in form.surveys)}
    return {"rank", "missed", "unanswered", "errors", "findings", "resilience"}, points
