"""The plan of a survey's sample, as a document and as one flat table for csv."""

from lke_cli.numbers import format_number, format_percent
from lke_cli.report.document import Block, Column, Document, Table, Text, Value
from lke_cli.results import SamplePlan, SampleReport

_GAP = 2
"""Blanks between two columns of a table on a screen."""


def sample_document(result: SampleReport, width: int | None = None) -> Document:
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
        names = [service.name for service in plan.services]
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
            (
                service.name,
                service.population,
                service.sample,
                *(service.months if beside else ()),
                service.sample_alone,
            )
            for service in plan.services
        ]
        population = sum(service.population for service in plan.services)
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
        *(Column(service.name, service.name, "number", decimals=0) for service in plan.services),
        Column("sample", "Jumlah", "number", decimals=0),
    ]
    rows: list[tuple[Value, ...]] = [
        (month.month, *(service.months[i] for service in plan.services), month.sample)
        for i, month in enumerate(plan.months)
    ]
    totals: tuple[Value, ...] = ("Jumlah", *(service.sample for service in plan.services), plan.sample)
    return Table("months", "Per bulan dan layanan", tuple(columns), (*rows, totals))


def _months_one_by_one(plan: SamplePlan) -> Table:
    """Return a row for every service in every month: what fits on any screen."""
    columns = (
        Column("month", "Bulan"),
        Column("name", "Layanan", grow=True),
        Column("sample", "Responden", "number", decimals=0),
    )
    rows = [
        (month.month, service.name, service.months[i])
        for i, month in enumerate(plan.months)
        for service in plan.services
    ]
    return Table("months", "Per bulan dan layanan", columns, tuple(rows))


def sample_table(result: SampleReport) -> Table:
    """Return one flat table: the whole, every service and every month."""
    plan = result.plan
    months = [month.month for month in plan.months]
    keys = ("kind", "name", "population", "sample", "sample_alone", *months)
    rows: list[tuple[Value, ...]] = [
        ("total", None, plan.population, plan.sample, None, *(month.sample for month in plan.months))
    ]
    rows += [("service", s.name, s.population, s.sample, s.sample_alone, *s.months) for s in plan.services]
    return Table("plan", "plan", tuple(Column(key, key) for key in keys), tuple(rows))
