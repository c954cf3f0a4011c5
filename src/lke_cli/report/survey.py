"""A survey, or the plan of one, as a document and as one flat table for csv."""

from collections.abc import Iterator, Sequence

from lke_cli.findings import Severity
from lke_cli.numbers import format_below, format_gap, format_number, format_percent, reaches
from lke_cli.report.document import Block, Column, Document, Table, Text, Value
from lke_cli.report.findings import advice_lines, findings_table, worst_first
from lke_cli.results.score import Agreement, SurveyClaim
from lke_cli.survey.claim import data_text, number_text
from lke_cli.survey.quality import QUALITY_LIMITS
from lke_cli.survey.result import LABELS, ColumnUse, PlanResult, SurveyResult
from lke_cli.survey.rules import TOO_FEW
from lke_cli.survey.sample import SamplePlan
from lke_cli.survey.scale import TOP

_ROLES = {
    "question": "pertanyaan",
    "time": "waktu",
    "contact": "disisihkan",
    "personal": "disisihkan",
    "aside": "disisihkan",
    "unreadable": "disisihkan",
}


def survey_document(result: SurveyResult, title: str) -> Document:
    """Return the report of a survey. title: the file and sheet."""
    blocks: list[Block] = [
        *_verdict(result),
        _unsur(result),
        *_pulling_down(result),
        *_groups(result),
        _columns(result),
        *_findings(result),
        *_method(result),
    ]
    return Document(f"Survei {LABELS[result.survey]}: {title}", tuple(blocks))


def interval_text(result: SurveyResult) -> str:
    """Return ``3,62 ± 0,09``: the index and its margin; the index alone without an interval."""
    index = _index(result)
    return index if result.interval is None else f"{index} ± {_margin(result.interval.margin)}"


def _index(result: SurveyResult) -> str:
    required = result.place.required if result.place else None
    return format_number(result.index) if required is None else format_below(result.index, required)


def _converted(value: float) -> str:
    """Return a value x 25 that does not read as if it reached a mutu that it does not."""
    limit = next((limit for limit in reversed(QUALITY_LIMITS) if not reaches(value, limit)), 0.0)
    return format_below(value, limit)


def _margin(margin: float) -> str:
    return format_number(margin, 2 if margin >= 0.005 or margin == 0 else 4)


def _verdict(result: SurveyResult) -> Iterator[Block]:
    place = result.place
    if result.readings is not None:
        yield from _undecided(result)
        return
    if place and place.required is not None:
        word = "MENCAPAI" if place.met else "BELUM MENCAPAI"
        gap = "" if place.met else f", kurang {format_gap(place.gap or 0.0)}"
        yield Text(
            f"{word} nilai minimal {place.target_label} untuk {place.question} {place.label}: "
            f"indeks {_index(result)} dari {format_number(place.maximum, 0)}, minimal {_exact(place.required)}{gap}.",
            "good" if place.met else "bad",
        )
    else:
        yield Text(f"Indeks {LABELS[result.survey]} {_index(result)} dari {TOP}.", "good")
        if place is None:
            yield Text(
                "Nilai minimal LKE tidak diperiksa: rubrik tidak memuat survei ini. Untuk survei yang dinilai di LKE "
                "sebutkan --kind ipak atau --kind ipkp.",
                "warn",
            )
    left_out = [column.letter for column in result.columns if column.role == "unreadable"]
    if left_out:
        yield Text(
            f"Tidak dihitung, padahal tampak seperti pertanyaan: kolom {', '.join(left_out)}; lihat temuan.", "warn"
        )
    if place:
        points = f"{format_number(place.points)} dari {format_number(place.weight)}"
        if place.required_points is not None:
            points = f"{format_below(place.points, place.required_points)} dari {format_number(place.weight)}"
            points += f" (minimal {_exact(place.required_points)})"
        yield Text(f"Nilai dalam LKE: {points}.")
    quality = f", mutu {result.quality.letter} ({result.quality.label})" if result.quality else ""
    yield Text(f"Indeks x 25 = {_converted(result.converted)}{quality}.")
    errors = [f for f in result.findings if f.severity is Severity.ERROR and f.rule != TOO_FEW.id]
    if errors:
        yield Text(f"Indeks ini belum dapat dipegang: ada {len(errors)} galat pada datanya; lihat temuan.", "bad")
    yield from _interval(result)
    yield from _respondents(result)


def _undecided(result: SurveyResult) -> Iterator[Block]:
    """Yield what can be said where words of answers can be read in several ways: no index, only where it may lie."""
    place, readings = result.place, result.readings
    assert readings is not None
    lowest, highest = format_number(readings.lowest), format_number(readings.highest)
    if place and place.required is not None:
        lowest, highest = (format_below(each, place.required) for each in (readings.lowest, readings.highest))
        word = "BELUM MENCAPAI" if place.met is False else "BELUM DAPAT DIPUTUSKAN apakah mencapai"
        yield Text(
            f"{word} nilai minimal {place.target_label} untuk {place.question} {place.label}: indeks {lowest} "
            f"bila kata yang bernilai ganda dibaca serendahnya, {highest} bila setingginya; minimal "
            f"{_exact(place.required)}.",
            "bad",
        )
    else:
        yield Text(
            f"Indeks {LABELS[result.survey]} BELUM DAPAT DIPUTUSKAN: {lowest} bila kata yang bernilai ganda dibaca "
            f"serendahnya, {highest} bila setingginya.",
            "bad",
        )
    yield Text("Sebutkan semua pilihan jawaban dari terburuk sampai terbaik dengan --words; lihat temuan.", "bad")
    yield from _respondents(result)


def _interval(result: SurveyResult) -> Iterator[Block]:
    interval, place = result.interval, result.place
    if interval is None:
        yield Text("Selang kepercayaan tidak dapat dihitung dari satu responden.", "warn")
        return
    span = f"Selang kepercayaan 95%: {interval_text(result)}"
    limits = f" ({format_number(interval.lower)} sampai {format_number(interval.upper)})"
    if place is None or place.required is None:
        yield Text(f"{span}{limits}.")
        return
    required = _exact(place.required)
    if place.safe:
        yield Text(f"{span}: aman di atas {required}{limits}.", "good")
    elif place.met:
        limits = f" ({format_below(interval.lower, place.required)} sampai {format_number(interval.upper)})"
        yield Text(f"{span}: belum aman di atas {required}{limits}.", "warn")
    else:
        inside = f", {required} masih di dalam selang" if reaches(interval.upper, place.required) else ""
        yield Text(f"{span}: di bawah {required}{inside}{limits}.", "bad")


def _respondents(result: SurveyResult) -> Iterator[Block]:
    dates = f", {_date(result.first_day)} sampai {_date(result.last_day)}" if result.first_day else ""
    left_out = f"; {result.no_answers} baris tanpa jawaban sah tidak dihitung" if result.no_answers else ""
    yield Text(
        f"Responden: {format_number(result.respondents, 0)}, {format_number(result.complete, 0)} di antaranya menjawab "
        f"semua pertanyaan{left_out}{dates}."
    )
    sample = result.sample
    short = sum(1 for group in result.groups if group.missing)
    if sample is None and any(group.needed is not None for group in result.groups):
        some = f"; {short} kelompok belum cukup" if short else ""
        yield Text(
            f"Kecukupan seluruh responden tidak diperiksa: tidak semua kelompok disebut di --population{some}.", "warn"
        )
    elif sample is None:
        yield Text(
            "Kecukupan responden tidak diperiksa; sebutkan jumlah pengguna layanan dengan --population.", "muted"
        )
    elif sample.missing:
        yield Text(
            f"Responden BELUM CUKUP: populasi {format_number(sample.population, 0)} memerlukan {sample.needed}, "
            f"kurang {sample.missing}.",
            "bad",
        )
    else:
        some = f" untuk semuanya, tetapi {short} kelompok belum" if short else ""
        yield Text(
            f"Responden cukup{some}: populasi {format_number(sample.population, 0)} memerlukan {sample.needed}.",
            "warn" if short else "good",
        )


def _unsur(result: SurveyResult) -> Table:
    skm = result.survey == "skm"
    columns = [
        Column("code", "Unsur" if skm else "Kolom"),
        Column("label", "Uraian", grow=True),
        Column("n", "n", "number", decimals=0),
        *(Column(f"count_{v}", str(v), "number", decimals=0) for v in range(1, result.points + 1)),
        Column("invalid", "Tak sah", "number", decimals=0),
        Column("missing", "Kosong", "number", decimals=0),
        Column("mean", "Rata-rata", "number"),
        Column("converted", "x 25", "number"),
    ]
    if skm:
        columns.append(Column("quality", "Mutu"))
    rows: list[tuple[Value, ...]] = []
    for u in result.unsur:
        converted = None if u.converted is None else Text(_converted(u.converted))
        row: list[Value] = [u.code, u.label, u.n, *u.counts, u.outside + u.unknown, u.missing, u.mean, converted]
        if skm:
            row.append(u.quality.letter if u.quality else "–")
        rows.append(tuple(row))
    title = "Nilai per unsur" if skm else "Nilai per pertanyaan"
    note = f"n: jawaban sah. 1 sampai {result.points}: banyaknya jawaban itu. Rata-rata pada skala 1 sampai {TOP}."
    if result.readings is not None:
        note += " Jawaban bernilai ganda (tak sah) tidak ikut dalam rata-rata itu."
    return Table("unsur", title, tuple(columns), tuple(rows), note=note)


def _pulling_down(result: SurveyResult) -> Iterator[Block]:
    if result.pulling_down and result.readings is None:
        each = "; ".join(f"{u.label} ({format_number(u.mean)})" for u in result.pulling_down)
        yield Text(f"Paling menarik turun: {each}.")


def _groups(result: SurveyResult) -> Iterator[Block]:
    if not result.groups:
        return
    with_sample = any(group.needed is not None for group in result.groups)
    columns = [
        Column("name", "Kelompok", grow=True),
        Column("respondents", "Responden", "number", decimals=0),
        Column("share", "Bagian", "percent"),
        Column("index", "Indeks", "number"),
    ]
    if with_sample:
        columns += [
            Column("needed", "Diperlukan", "number", decimals=0),
            Column("missing", "Kurang", "number", decimals=0),
        ]
    rows: list[tuple[Value, ...]] = []
    for group in result.groups:
        row: tuple[Value, ...] = (group.name, group.respondents, group.share, group.index)
        rows.append((*row, group.needed, group.missing) if with_sample else row)
    note = None
    if with_sample:
        note = "Diperlukan: Krejcie & Morgan atas populasi tiap kelompok sendiri."
    elif result.sample is not None:
        note = "Kecukupan tiap kelompok tidak diperiksa; sebutkan --population 'NAMA=N,NAMA=N' untuk itu."
    yield Table("groups", f"Per {result.by}", tuple(columns), tuple(rows), note=note)


def _columns(result: SurveyResult) -> Table:
    return Table(
        "columns",
        "Kolom di berkas",
        (
            Column("letter", "Kolom"),
            Column("header", "Judul", grow=True),
            Column("role", "Dipakai sebagai"),
            Column("unsur", "Unsur"),
            Column("reason", "Sebab"),
        ),
        tuple(_column(c, result.by) for c in result.columns),
    )


def _column(use: ColumnUse, by: str | None) -> tuple[Value, ...]:
    role = "kelompok" if by is not None and use.header == by else _ROLES[use.role]
    return use.letter, use.header, role, "" if use.unsur in (None, use.header) else use.unsur, use.reason


def _findings(result: SurveyResult) -> Iterator[Block]:
    found = worst_first(result.findings)
    yield findings_table(found, "Temuan")
    yield from advice_lines(found)


def _method(result: SurveyResult) -> Iterator[Block]:
    yield Text(
        "Cara hitung: rata-rata tiap unsur atas jawabannya sendiri, lalu rata-rata unsur dengan bobot sama.", "muted"
    )
    interval = result.interval
    if interval is None or result.readings is not None:
        return
    correction = (
        f", dikali koreksi populasi terbatas {format_number(interval.correction, 4)}" if interval.corrected else ""
    )
    yield Text(
        f"Selang: indeks ± t x galat baku = {format_number(interval.t, 3)} x "
        f"{format_number(interval.standard_error, 4)}{correction}; galat baku dari sumbangan setiap responden.",
        "muted",
    )


def _date(day: str | None) -> str:
    return "-".join(reversed((day or "").split("-")))


def _exact(value: float) -> str:
    return format_number(value, 2 if abs(value * 100 - round(value * 100)) < 1e-7 else 4)


_AGREEMENTS: dict[Agreement, Text] = {
    "equal": Text("sama", "good"),
    "rounded": Text("pembulatan", "good"),
    "higher": Text("LKE lebih tinggi", "bad"),
    "lower": Text("LKE lebih rendah", "warn"),
    "undecided": Text("belum dapat dicocokkan", "bad"),
    "no-claim": Text("belum diisi di LKE", "bad"),
}


def survey_claims_table(claims: Sequence[SurveyClaim]) -> Table:
    """Return what a workbook claims for its surveys beside what their data says."""
    return Table(
        "surveys",
        "Nilai survei di LKE dan datanya",
        (
            Column("code", "Kode"),
            Column("label", "Uraian", grow=True),
            Column("claimed", "Di LKE"),
            Column("data", "Data survei"),
            Column("required", "Minimal"),
            Column("respondents", "Responden", "number", decimals=0),
            Column("agreement", "Keterangan"),
        ),
        tuple(
            (
                claim.question,
                claim.label,
                "kosong" if claim.claimed is None else number_text(claim.claimed, claim.required),
                data_text(claim),
                "–" if claim.required is None else number_text(claim.required),
                claim.respondents,
                _agreement(claim),
            )
            for claim in claims
        ),
    )


def _agreement(claim: SurveyClaim) -> Text:
    said = _AGREEMENTS[claim.agreement]
    if claim.claim_met and claim.data_met is False:
        return Text(f"{said.text}; data di bawah minimal", "bad")
    return said


def survey_table(result: SurveyResult) -> Table:
    """Return one flat table: the index, every unsur and every group."""
    counts = [f"count_{value}" for value in range(1, result.points + 1)]
    keys = ("kind", "code", "label", "n", *counts, "outside", "unknown", "missing", "mean", "converted", "quality")
    more = ("lower", "upper", "required", "met", "points", "needed", "missing_respondents")
    place, interval, sample = result.place, result.interval, result.sample
    blank: tuple[Value, ...] = tuple(None for _ in counts)
    rows: list[tuple[Value, ...]] = [
        (
            "index",
            result.survey,
            LABELS[result.survey],
            result.respondents,
            *blank,
            *(None, None, None),
            result.index,
            result.converted,
            result.quality.letter if result.quality else None,
            interval.lower if interval else None,
            interval.upper if interval else None,
            place.required if place else None,
            None if place is None or place.met is None else "yes" if place.met else "no",
            place.points if place else None,
            sample.needed if sample else None,
            sample.missing if sample else None,
        )
    ]
    for u in result.unsur:
        quality = u.quality.letter if u.quality else None
        numbers = (u.n, *u.counts, u.outside, u.unknown, u.missing, u.mean, u.converted, quality)
        rows.append(("unsur", u.code, u.label, *numbers, *(None for _ in more)))
    for g in result.groups:
        converted = None if g.index is None else g.index * 25
        middle = (g.respondents, *blank, None, None, None, g.index, converted, None)
        rows.append(("group", None, g.name, *middle, *(None for _ in more[:-2]), g.needed, g.missing))
    return Table("survey", "survey", tuple(Column(key, key) for key in (*keys, *more)), tuple(rows))


_GAP = 2
"""Blanks between two columns of a table on a screen."""


def plan_document(result: PlanResult, width: int | None = None) -> Document:
    """Return the plan of a survey's sample. width: what a table may take; None: as wide as it is."""
    plan = result.plan
    share = format_percent(plan.sample / plan.population)
    blocks: list[Block] = [
        Text(
            f"Populasi {format_number(plan.population, 0)} memerlukan {plan.sample} responden ({share} dari populasi)."
        )
    ]
    months = [month.month for month in plan.months]
    if plan.services:
        names = [each.name for each in plan.services]
        own = max(map(len, [*names, "Layanan"])) + len("PopulasiRespondenBila disimpulkan sendiri") + 3 * _GAP
        beside = width is None or own + sum(len(month) + _GAP for month in months) <= width
        shown = months if beside else []
        columns = [
            Column("name", "Layanan", grow=True),
            Column("population", "Populasi", "number", decimals=0),
            Column("sample", "Responden", "number", decimals=0),
            *(Column(month, month, "number", decimals=0) for month in shown),
            Column("sample_alone", "Bila disimpulkan sendiri", "number", decimals=0),
        ]
        rows: list[tuple[Value, ...]] = [
            (each.name, each.population, each.sample, *(each.months if beside else ()), each.sample_alone)
            for each in plan.services
        ]
        population = sum(each.population for each in plan.services)
        by_month = [month.sample for month in plan.months] if beside else []
        totals: tuple[Value, ...] = ("Jumlah", population, plan.sample, *by_month, None)
        note = "Dibagi menurut populasi layanan. Kolom terakhir: sampel bila layanan itu disimpulkan sendiri."
        blocks.append(Table("services", "Per layanan", tuple(columns), (*rows, totals), note=note))
        if not beside:
            fits = width is None or sum(len(name) + _GAP for name in [*names, "2026-01", "Jumlah"]) <= width
            blocks.append(_months_of_services(plan) if fits else _months_one_by_one(plan))
    elif months:
        each_month: tuple[tuple[Value, ...], ...] = tuple((month.month, month.sample) for month in plan.months)
        blocks.append(
            Table(
                "months",
                "Per bulan",
                (Column("month", "Bulan"), Column("sample", "Responden", "number", decimals=0)),
                (*each_month, ("Jumlah", plan.sample)),
            )
        )
    blocks.append(
        Text(
            "Rumus Krejcie & Morgan: n = 3,841 N P(1-P) / (d² (N-1) + 3,841 P(1-P)), P = 0,5, d = 0,05, dibulatkan.",
            "muted",
        )
    )
    return Document("Rencana survei", tuple(blocks))


def _months_of_services(plan: SamplePlan) -> Table:
    """Return a month a row and a service a column."""
    columns = [
        Column("month", "Bulan"),
        *(Column(each.name, each.name, "number", decimals=0) for each in plan.services),
        Column("sample", "Jumlah", "number", decimals=0),
    ]
    rows: list[tuple[Value, ...]] = [
        (month.month, *(each.months[i] for each in plan.services), month.sample) for i, month in enumerate(plan.months)
    ]
    totals: tuple[Value, ...] = ("Jumlah", *(each.sample for each in plan.services), plan.sample)
    return Table("months", "Per bulan dan layanan", tuple(columns), (*rows, totals))


def _months_one_by_one(plan: SamplePlan) -> Table:
    """Return a row for every service in every month: what fits on any screen."""
    columns = (
        Column("month", "Bulan"),
        Column("name", "Layanan", grow=True),
        Column("sample", "Responden", "number", decimals=0),
    )
    rows = [(month.month, each.name, each.months[i]) for i, month in enumerate(plan.months) for each in plan.services]
    return Table("months", "Per bulan dan layanan", columns, tuple(rows))


def plan_table(result: PlanResult) -> Table:
    """Return one flat table: the whole, every service and every month."""
    plan = result.plan
    months = [month.month for month in plan.months]
    keys = ("kind", "name", "population", "sample", "sample_alone", *months)
    rows: list[tuple[Value, ...]] = [
        ("total", None, plan.population, plan.sample, None, *(month.sample for month in plan.months))
    ]
    rows += [("service", s.name, s.population, s.sample, s.sample_alone, *s.months) for s in plan.services]
    return Table("plan", "plan", tuple(Column(key, key) for key in keys), tuple(rows))
