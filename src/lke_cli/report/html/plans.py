"""The page of many units' plans."""

from lke_cli.report.document import Document, Table, Text
from lke_cli.report.html.building import facts, page_of, said_first, sheet, tables_of, texts_of, verdict_of
from lke_cli.report.html.parts import Figure, Figures, Page, Part, Sheet, Words
from lke_cli.results import PlansResult


def page(plans: PlansResult, document: Document) -> Page:
    """Return the page."""
    verdict, lines = said_first(document)
    tables = tables_of(document)
    units = [unit for unit in plans.units if not unit.problem]
    met = sum(unit.met is True for unit in units)
    closed = sum(bool(unit.unreachable) for unit in units)
    figures = Figures(
        (
            Figure(
                f"{met} dari {len(units)}",
                f"unit memenuhi {plans.target_label}",
                "good" if met == len(units) else "bad",
            ),
            Figure(str(plans.planned), "punya langkah yang perlu dikerjakan"),
            Figure(str(closed), "punya nilai minimal yang tidak dapat ditutup", "bad" if closed else "plain"),
        )
    )
    parts: list[Part] = [verdict_of(Text(verdict.text, "plain"), lines), figures]
    states = tuple("memenuhi" if unit.met else "belum" for unit in units)
    parts += [_units(tables["units"], states)] if "units" in tables else []
    parts += [sheet(tables["common"])] if "common" in tables else []
    notes = texts_of(document, after="common") or texts_of(document, after="units")
    parts += [Words("catatan", "Catatan", notes)] if notes else []
    return page_of(
        f"Rencana menuju {plans.target_label}", document.title, facts(("Target", plans.target_label)), parts, lead=2
    )


def _units(table: Table, states: tuple[str, ...]) -> Sheet:
    return Sheet(table.key, table, sortable=True, states=states if len(states) == len(table.rows) else ())
