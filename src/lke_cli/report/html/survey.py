"""The page of the surveys in a file: each index with its interval and minimum, its questions, and what is wrong."""

from collections.abc import Iterator
from dataclasses import replace

from lke_cli.numbers import format_number
from lke_cli.report.document import Document, Text
from lke_cli.report.html.building import (
    facts,
    file_name,
    findings_part,
    others,
    page_of,
    said_first,
    sheet,
    tables_of,
    texts_of,
    verdict_of,
)
from lke_cli.report.html.parts import Bar, Bars, Figure, Figures, Page, Part, Range, Ranges, Sheet, Words
from lke_cli.report.survey import interval_text, survey_document
from lke_cli.results import SurveyReport, SurveyResult

_SHOWN_OTHERWISE = {"unsur", "groups", "months", "findings"}
"""Tables of the document that other parts of the page show."""


def page(report: SurveyReport, document: Document) -> Page:
    """Return the page: every survey by itself, then what is of the whole file."""
    tables = tables_of(document)
    parts: list[Part] = []
    for number, result in enumerate(report.surveys, 1):
        parts += _survey(report, result, number)
    parts.append(findings_part(dict.fromkeys(f for result in report.surveys for f in result.findings), "Temuan"))
    parts += [sheet(tables[key]) for key in ("profile",) if key in tables]
    parts += [sheet(tables[key], folded=True) for key in ("columns",) if key in tables]
    parts += others(document, {part.id for part in parts if isinstance(part, Sheet)} | _SHOWN_OTHERWISE)
    method = tuple(text for text in texts_of(document, after="findings") if not text.text.startswith("- "))
    parts += [Words("cara", "Cara menghitung", method, folded=True)] if method else []
    labels = ", ".join(result.label for result in report.surveys)
    first = report.surveys[0]
    page_facts = facts(
        ("Berkas", file_name(report.file)),
        ("Lembar", first.sheet or ""),
        ("Target", first.place.target_label if first.place else ""),
    )
    title = f"Survei {labels}"
    return page_of("Hasil survei", title, page_facts, parts, head=f"{title} | {file_name(report.file)}", lead=2)


def _survey(report: SurveyReport, result: SurveyResult, number: int) -> Iterator[Part]:
    alone = survey_document(SurveyReport(report.file, (result,)), "")
    verdict, lines = said_first(alone)
    tables = tables_of(alone)
    yield verdict_of(verdict, lines)
    yield _figures(result)
    yield from _interval(result, number)
    yield _questions(result, number)
    yield from _groups(result, number)
    for key in ("unsur", "groups", "months"):
        if key in tables:
            several = f" ({result.label})" if len(report.surveys) > 1 else ""
            table = replace(tables[key], key=f"{key}-{number}", title=tables[key].title + several)
            yield sheet(table, folded=key == "unsur")


def _figures(result: SurveyResult) -> Figures:
    items = []
    if result.readings is None:
        items.append(Figure(interval_text(result), f"indeks {result.label}"))
        items.append(Figure(format_number(result.converted), f"indeks x {result.hundred:g}"))
    if result.quality is not None and result.readings is None:
        items.append(Figure(result.quality.letter, f"mutu: {result.quality.label}"))
    items.append(Figure(format_number(result.respondents, 0), "responden"))
    sample = result.sample
    if sample is not None:
        items.append(
            Figure(str(sample.missing), f"responden kurang dari {sample.needed}", "bad" if sample.missing else "good")
        )
    return Figures(tuple(items))


def _interval(result: SurveyResult, number: int) -> Iterator[Ranges]:
    """Yield where the index may lie, against its minimum."""
    place, interval = result.place, result.interval
    share = place.maximum / result.top if place else 1.0
    top = place.maximum if place else float(result.top)
    if result.readings is not None:
        low, middle, high = result.readings.lowest, None, result.readings.highest
    elif interval is not None:
        low, middle, high = interval.lower, result.index, interval.upper
    else:
        return
    at = None if middle is None else middle * share
    texts = (format_number(low * share), format_number(at), format_number(high * share))
    required = place.required if place else None
    row = Range(
        result.survey.upper(),
        result.label,
        low * share / top,
        None if at is None else at / top,
        high * share / top,
        texts,
        None if required is None else required / top,
        "" if required is None else format_number(required),
    )
    heads = ("Bawah", "Indeks", "Atas", "")
    note = "Batang: selang kepercayaan 95%, atau dari mana sampai mana indeks dapat dibaca. Garis tegak: nilai minimal."
    yield Ranges(f"selang-{number}", f"Indeks {result.label} dan selangnya", (row,), note, heads)


def _questions(result: SurveyResult, number: int) -> Bars:
    low = {unsur.code for unsur in result.pulling_down} if result.readings is None else set()
    rows = tuple(
        Bar(
            unsur.code,
            unsur.label,
            format_number(unsur.mean),
            format_number(unsur.n, 0),
            None if unsur.mean is None else unsur.mean / result.top,
            "" if unsur.quality is None else unsur.quality.letter,
            state=Text("paling rendah", "warn") if unsur.code in low else None,
        )
        for unsur in result.unsur
    )
    what = "unsur" if result.bands else "pertanyaan"
    heads = ("n", f"Rata-rata pada skala sampai {result.top}", "Mutu" if result.bands else "")
    return Bars(f"isi-{number}", f"Rata-rata per {what} {result.label}", rows, "", heads)


def _groups(result: SurveyResult, number: int) -> Iterator[Bars]:
    rows = tuple(
        Bar(
            "",
            group.name,
            format_number(group.index),
            format_number(group.respondents, 0),
            None if group.index is None else group.index / result.top,
        )
        for group in result.groups
    )
    if rows:
        heads = ("Responden", f"Indeks pada skala sampai {result.top}", "")
        yield Bars(f"kelompok-{number}", f"Indeks {result.label} per {result.by}", rows, "", heads)
