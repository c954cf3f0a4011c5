"""A survey, or the plan of one, as a document and as one flat table for csv."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from lke_cli.findings import Finding, Severity
from lke_cli.numbers import format_apart, format_below, format_gap, format_number, format_percent, reaches
from lke_cli.report.document import Block, Column, Document, Table, Text, Value
from lke_cli.report.findings import advice_lines, findings_table, worst_first
from lke_cli.results import ColumnUse, SurveyReport, SurveyResult

_ROLES = {
    "question": "pertanyaan",
    "time": "waktu",
    "contact": "disisihkan",
    "personal": "disisihkan",
    "aside": "disisihkan",
    "unreadable": "disisihkan",
    "beside": "disisihkan",
    "steering": "arahan",
}
_SHAPES = {
    "row-per-answer": "satu baris per jawaban",
    "column-per-respondent": "satu kolom per responden",
    "counts-per-answer": "banyaknya tiap jawaban",
    "sheet-per-month": "satu lembar per bulan",
}
_TOO_FEW = "survey-too-few"
_BESIDE_INDEX = (
    "survey-filtered-rows",
    "survey-hidden-rows",
    "survey-test-row",
    "survey-filled-twice",
    "survey-duplicate-responses",
    "survey-not-applicable",
    "survey-importance-beside",
    "survey-other-conversion",
    "survey-other-readings",
    "survey-known-by-place",
    "survey-recognised-in-part",
    "survey-unsur-count",
    "survey-other-instrument",
    "survey-sheets-added",
    "survey-sheet-left-out",
)
"""What is unusual about the data that the index rests on: said beside it."""


def survey_document(report: SurveyReport, title: str) -> Document:
    """Return the report of every survey in a file. title: the file and sheet."""
    results = report.surveys
    several = len(results) > 1
    blocks: list[Block] = []
    for result in results:
        if several:
            blocks.append(Text(f"{result.label}: {result.instrument_title or 'pertanyaan menurut pengguna'}."))
        blocks += [*_verdict(result), _unsur(result, several), *_pulling_down(result), *_groups(result, several)]
        blocks += _months(result, several)
    first = results[0]
    blocks += _profile(first)
    blocks.append(_columns(first))
    findings = list(dict.fromkeys(f for result in results for f in result.findings))
    blocks += _findings(findings)
    for result in results:
        blocks += _method(result)
    labels = ", ".join(result.label for result in results)
    return Document(f"Survei {labels}: {title}", tuple(blocks))


def survey_title(report: SurveyReport) -> str:
    """Return which surveys stand in which file and sheet."""
    name, sheet = Path(report.file).name, report.surveys[0].sheet
    labels = ", ".join(result.label for result in report.surveys)
    return f"Survei {labels}: {name if sheet is None else f'{name}, lembar {sheet}'}"


def survey_sentences(report: SurveyReport) -> Iterator[Block]:
    """Yield what is said of each survey before all tables."""
    for result in report.surveys:
        yield from _verdict(result)


def interval_text(result: SurveyResult) -> str:
    """Return ``3,62 ± 0,09``: the index and its margin; the index alone without an interval."""
    index = _index(result)
    return index if result.interval is None else f"{index} ± {_margin(result.interval.margin * _share(result))}"


def _share(result: SurveyResult) -> float:
    """Return what an index is multiplied by to be an answer of the LKE: 1 but where that goes to 100."""
    return result.place.maximum / result.top if result.place else 1.0


def _index(result: SurveyResult) -> str:
    required = result.place.required if result.place else None
    value = result.index * _share(result)
    return format_number(value) if required is None else format_below(value, required)


def _converted(result: SurveyResult, value: float) -> str:
    """Return a value out of 100 that does not read as if it reached a mutu that it does not."""
    limits = [band.lowest for band in result.bands]
    limit = next((limit for limit in reversed(limits) if not reaches(value, limit)), 0.0)
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
        gap = "" if place.met else f"; kurang {format_gap(place.gap or 0.0)}"
        yield Text(
            f"{word} nilai minimal {place.target_label} untuk {place.question} {place.label}: "
            f"indeks {_index(result)} dari {format_number(place.maximum, 0)}; minimal {_exact(place.required)}{gap}.",
            "good" if place.met else "bad",
        )
    else:
        yield Text(f"Indeks {result.label} {_index(result)} dari {place.maximum if place else result.top:g}.", "good")
        if place is None:
            yield Text(
                "Nilai minimal LKE tidak diperiksa: rubrik tidak memuat survei ini. Untuk survei yang dinilai di LKE "
                "sebutkan --kind, misalnya --kind ipak.",
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
    yield Text(f"Indeks x {result.hundred:g} = {_converted(result, result.converted)}{quality}.")
    yield from _unusual(result)
    yield from _interval(result)
    yield from _respondents(result)


def _unusual(result: SurveyResult) -> Iterator[Block]:
    """Yield what stands in the way of trusting the index, right beside it."""
    rounded = result.rounded
    if rounded is not None:
        mutu = f", mutu {rounded.quality.letter}" if rounded.quality and result.quality != rounded.quality else ""
        yield Text(
            f"Bila bobot dibulatkan {format_number(rounded.weight)} seperti di tabel pengolahan: "
            f"{_converted(result, rounded.converted)}{mutu}.",
            "warn" if mutu else "muted",
        )
    errors = [f for f in result.findings if f.severity is Severity.ERROR and f.rule != _TOO_FEW]
    if errors:
        yield Text(f"Indeks ini belum dapat dipegang: ada {len(errors)} galat pada datanya; lihat temuan.", "bad")
    for finding in result.findings:
        if finding.rule in _BESIDE_INDEX:
            yield Text(finding.message, "muted" if finding.severity is Severity.INFO else "warn")
    steering = result.steering
    if steering is not None:
        yield Text(
            f"Diarahkan menjawab baik: {format_number(steering.yes, 0)} dari {format_number(steering.answered, 0)} "
            f"responden ({format_percent(steering.yes / steering.answered)}).",
            "warn" if steering.yes else "good",
        )


def _undecided(result: SurveyResult) -> Iterator[Block]:
    """Yield what can be said where words of answers can be read in several ways: no index, only where it may lie."""
    place, readings = result.place, result.readings
    assert readings is not None
    share = _share(result)
    ends = (readings.lowest * share, readings.highest * share)
    lowest, highest = format_apart(*ends)
    words = readings.why == _WORDS
    how = (
        "bila kata yang bernilai ganda dibaca serendahnya, {} bila setingginya"
        if words
        else f"sampai {{}} menurut {readings.why}"
    )
    if place and place.required is not None:
        shown = (format_below(end, place.required) for end in ends)
        lowest, highest = (max(text, apart, key=len) for text, apart in zip(shown, (lowest, highest), strict=True))
        word = "BELUM MENCAPAI" if place.met is False else "BELUM DAPAT DIPUTUSKAN apakah mencapai"
        if place.met:
            word = "MENCAPAI"
        yield Text(
            f"{word} nilai minimal {place.target_label} untuk {place.question} {place.label}: indeks {lowest} "
            f"{how.format(highest)}; minimal {_exact(place.required)}.",
            "good" if place.met else "bad",
        )
    else:
        yield Text(f"Indeks {result.label} BELUM DAPAT DIPUTUSKAN: {lowest} {how.format(highest)}.", "bad")
    settle = (
        "Sebutkan semua pilihan jawaban dari terburuk sampai terbaik dengan --words; lihat temuan."
        if words
        else next((f.advice for f in result.findings if f.rule == "survey-undecided"), "")
    )
    yield Text(settle, "bad")
    yield from _unusual(result)
    yield from _respondents(result)


_WORDS = "kata yang bernilai ganda"


def _interval(result: SurveyResult) -> Iterator[Block]:
    interval, place = result.interval, result.place
    if interval is None:
        why = "satu responden" if result.respondents < 2 else "banyaknya tiap jawaban, tanpa jawaban tiap responden"
        yield Text(f"Selang kepercayaan tidak dapat dihitung dari {why}.", "warn")
        return
    span = f"Selang kepercayaan 95%: {interval_text(result)}"
    share = _share(result)
    low, high = interval.lower * share, interval.upper * share
    limits = f" ({format_number(low)} sampai {format_number(high)})"
    if place is None or place.required is None:
        yield Text(f"{span}{limits}.")
        return
    required = _exact(place.required)
    if place.safe:
        yield Text(f"{span}: aman di atas {required}{limits}.", "good")
    elif place.met:
        limits = f" ({format_below(low, place.required)} sampai {format_number(high)})"
        yield Text(f"{span}: belum aman di atas {required}{limits}.", "warn")
    else:
        inside = f", {required} masih di dalam selang" if reaches(high, place.required) else ""
        yield Text(f"{span}: di bawah {required}{inside}{limits}.", "bad")


def _respondents(result: SurveyResult) -> Iterator[Block]:
    dates = f", {_date(result.first_day)} sampai {_date(result.last_day)}" if result.first_day else ""
    sheets = f", {len(result.sheets)} lembar ({', '.join(result.sheets)})" if len(result.sheets) > 1 else ""
    shape = f"; tabel: {_SHAPES[result.shape]}{sheets}" if result.shape in _SHAPES else ""
    left_out = f"; {result.no_answers} baris tanpa jawaban sah tidak dihitung" if result.no_answers else ""
    yield Text(
        f"Responden: {format_number(result.respondents, 0)}, {format_number(result.complete, 0)} di antaranya menjawab "
        f"semua pertanyaan{left_out}{dates}{shape}."
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


def _unsur(result: SurveyResult, several: bool) -> Table:
    skm = bool(result.bands)
    none = _some_none(result)
    columns = [
        Column("code", "Unsur" if skm else "Kolom"),
        Column("label", "Uraian", grow=True),
        Column("n", "n", "number", decimals=0),
        *(Column(f"count_{v}", str(v), "number", decimals=0) for v in range(1, result.points + 1)),
        Column("invalid", "Tak sah", "number", decimals=0),
        *([Column("not_applicable", "Tak berlaku", "number", decimals=0)] if none else []),
        Column("missing", "Kosong", "number", decimals=0),
        Column("mean", "Rata-rata", "number"),
        Column("converted", f"x {result.hundred:g}", "number"),
    ]
    if skm:
        columns.append(Column("quality", "Mutu"))
    rows: list[tuple[Value, ...]] = []
    for u in result.unsur:
        converted = None if u.converted is None else Text(_converted(result, u.converted))
        row: list[Value] = [u.code, u.label, u.n, *u.counts, u.outside + u.unknown]
        row += [u.not_applicable] if none else []
        row += [u.missing, u.mean, converted]
        if skm:
            row.append(u.quality.letter if u.quality else "–")
        rows.append(tuple(row))
    title = "Nilai per unsur" if skm else "Nilai per pertanyaan"
    title += f" {result.label}" if several else ""
    note = (
        f"n: jawaban sah. 1 sampai {result.points}: banyaknya jawaban itu. Rata-rata pada skala 1 sampai {result.top}."
    )
    if result.readings is not None:
        note += " Jawaban bernilai ganda (tak sah) tidak ikut dalam rata-rata itu."
    return Table("unsur", title, tuple(columns), tuple(rows), note=note)


def _some_none(result: SurveyResult) -> bool:
    return any(unsur.not_applicable for unsur in result.unsur)


def _pulling_down(result: SurveyResult) -> Iterator[Block]:
    if result.pulling_down and result.readings is None:
        lowest_ones = "; ".join(f"{u.label} ({format_number(u.mean)})" for u in result.pulling_down)
        yield Text(f"Paling rendah: {lowest_ones}.")


def _groups(result: SurveyResult, several: bool) -> Iterator[Block]:
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
    title = f"Per {result.by}" + (f" ({result.label})" if several else "")
    yield Table("groups", title, tuple(columns), tuple(rows), note=note)


def _months(result: SurveyResult, several: bool) -> Iterator[Block]:
    if not result.months:
        return
    yield Table(
        "months",
        "Per bulan" + (f" ({result.label})" if several else ""),
        (
            Column("month", "Bulan"),
            Column("respondents", "Responden", "number", decimals=0),
            Column("index", "Indeks", "number"),
        ),
        tuple((month.month, month.respondents, month.index) for month in result.months),
        note="Indeks bulan dengan kurang dari 5 responden tidak ditampilkan."
        if any(month.index is None for month in result.months)
        else None,
    )


def _profile(result: SurveyResult) -> Iterator[Block]:
    if not result.profile:
        return
    yield Table(
        "profile",
        "Profil responden",
        (Column("trait", "Ciri"), Column("value", "Nilai", grow=True), Column("share", "Bagian", "percent")),
        tuple((profile.trait, answer.value, answer.share) for profile in result.profile for answer in profile.shares),
        note="Hanya bagian; kelompok di bawah 5 orang digabung ke lainnya.",
    )


def _columns(result: SurveyResult) -> Table:
    return Table(
        "columns",
        "Kolom di berkas",
        (
            Column("letter", "Kolom"),
            Column("header", "Judul", grow=True),
            Column("role", "Dipakai sebagai"),
            Column("unsur", "Unsur"),
            Column("instrument", "Instrumen"),
            Column("reason", "Sebab"),
        ),
        tuple(_column(c, result.by) for c in result.columns),
    )


def _column(use: ColumnUse, by: str | None) -> tuple[Value, ...]:
    role = "kelompok" if by is not None and use.header == by else _ROLES[use.role]
    unsur = "" if use.unsur in (None, use.header) else use.unsur
    return use.letter, use.header, role, unsur, use.instrument, use.reason


def _findings(findings: Sequence[Finding]) -> Iterator[Block]:
    ordered = worst_first(findings)
    yield findings_table(ordered, "Temuan")
    yield from advice_lines(ordered)


def _method(result: SurveyResult) -> Iterator[Block]:
    yield Text(
        f"Cara hitung {result.label}: rata-rata tiap unsur atas jawabannya sendiri, lalu rata-rata unsur dengan bobot "
        "sama.",
        "muted",
    )
    conversion = result.conversion
    if conversion is not None:
        other = (
            ""
            if conversion.other_index is None
            else f"; dengan cara {conversion.other} indeksnya {format_number(conversion.other_index, 4)}"
        )
        yield Text(
            f"Skala 1 sampai {conversion.points} dijadikan 1 sampai {result.top} dengan cara "
            f"{conversion.formula}{other}.",
            "muted",
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


def survey_table(report: SurveyReport) -> Table:
    """Return one flat table: each survey's index, every unsur, group, month and share of the respondents."""
    points = max(result.points for result in report.surveys)
    counts = [f"count_{value}" for value in range(1, points + 1)]
    keys = (
        *("survey", "kind", "code", "label", "n", *counts, "outside", "unknown", "not_applicable", "missing"),
        *("mean", "converted", "quality", "lower", "upper", "required", "met", "points", "needed"),
        *("missing_respondents", "share"),
    )
    rows = [tuple(row.get(key) for key in keys) for result in report.surveys for row in _flat(result)]
    return Table("survey", "survey", tuple(Column(key, key) for key in keys), tuple(rows))


def _flat(result: SurveyResult) -> Iterator[dict[str, Value]]:
    place, interval, sample = result.place, result.interval, result.sample
    readings = result.readings
    yield {
        "survey": result.survey,
        "kind": "index",
        "code": result.survey,
        "label": result.label,
        "n": result.respondents,
        "mean": None if readings else result.index,
        "converted": None if readings else result.converted,
        "quality": result.quality.letter if result.quality else None,
        "lower": readings.lowest if readings else interval.lower if interval else None,
        "upper": readings.highest if readings else interval.upper if interval else None,
        "required": place.required if place else None,
        "met": None if place is None or place.met is None else "yes" if place.met else "no",
        "points": None if place is None or readings else place.points,
        "needed": sample.needed if sample else None,
        "missing_respondents": sample.missing if sample else None,
    }
    for u in result.unsur:
        yield {
            "survey": result.survey,
            "kind": "unsur",
            "code": u.code,
            "label": u.label,
            "n": u.n,
            **{f"count_{value}": number for value, number in enumerate(u.counts, 1)},
            "outside": u.outside,
            "unknown": u.unknown,
            "not_applicable": u.not_applicable,
            "missing": u.missing,
            "mean": u.mean,
            "converted": u.converted,
            "quality": u.quality.letter if u.quality else None,
        }
    for g in result.groups:
        converted = None if g.index is None else g.index * result.hundred
        yield {
            "survey": result.survey,
            "kind": "group",
            "label": g.name,
            "n": g.respondents,
            "mean": g.index,
            "converted": converted,
            "needed": g.needed,
            "missing_respondents": g.missing,
            "share": g.share,
        }
    for m in result.months:
        yield {"survey": result.survey, "kind": "month", "label": m.month, "n": m.respondents, "mean": m.index}
    for profile in result.profile:
        for answer in profile.shares:
            yield {
                "survey": result.survey,
                "kind": "profile",
                "code": profile.trait,
                "label": answer.value,
                "share": answer.share,
            }
    if result.steering:
        yield {
            "survey": result.survey,
            "kind": "steered",
            "n": result.steering.answered,
            "share": result.steering.yes / result.steering.answered,
        }
