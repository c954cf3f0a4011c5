"""The pages as a browser shows, prints and reads them out; they ask it for nothing."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdf
import pytest

from lke_cli.report import show_result
from lke_cli.results import ScoreReport, load
from tests.report.browser import axe_script, opened
from tests.report.test_html import HOSTILE
from tests.report.test_saved import COMMANDS, FAILING, HALF, PASSING, SAMPLES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGES: dict[str, list[str | Path]] = {
    "score": ["score", FAILING],
    "score-many": ["score", SAMPLES],
    "check": COMMANDS["check"],
    "compare": ["compare", SAMPLES],
    "compare-before": ["compare", PASSING, FAILING, "--before", HALF],
    "diff": ["diff", HALF, FAILING],
    "evidence": ["check-evidence", SAMPLES / "bukti-dukung-contoh", "--workbook", FAILING, "--period", "2026"],
    "plan": ["plan", FAILING],
    "plans": ["plan", SAMPLES],
    "survey": ["survey", SAMPLES / "survei-ipak-contoh.csv", "--kind", "ipak"],
    "simulate": ["simulate", FAILING, "--set", "A.I.1.i.b=A"],
}


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    with opened() as one:
        yield one


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of each kind, and one of a workbook whose every text is markup."""
    from lke_cli.cli.main import main

    place = tmp_path_factory.mktemp("pages")
    for name, words in PAGES.items():
        with pytest.raises(SystemExit):
            main([*map(str, words), "-o", str(place / f"{name}.json")])
        show_result(load(place / f"{name}.json"), "html", place / f"{name}.html")
    result = load(place / "score.json")
    assert isinstance(result, ScoreReport)
    scored = result.workbooks[0]
    assert scored.scorecard is not None
    questions = tuple(
        replace(q, text=HOSTILE[n % len(HOSTILE)], narrative=HOSTILE[(n + 1) % len(HOSTILE)], evidence=HOSTILE[:3])
        for n, q in enumerate(scored.scorecard.questions)
    )
    spoiled = replace(scored, file=f"{HOSTILE[1]}.xlsx", scorecard=replace(scored.scorecard, questions=questions))
    show_result(replace(result, workbooks=(spoiled,)), "html", place / "hostile.html")
    return place


def open_page(browser: "Browser", path: Path, **options: Any) -> tuple["Page", list[str]]:
    """Open a page with all that is folded shut; return it and what it complained of or asked for."""
    wrong: list[str] = []
    page = browser.new_page(**options)
    page.on("console", lambda message: wrong.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("dialog", lambda dialog: wrong.append(f"dialog: {dialog.message}"))
    page.on(
        "request", lambda request: wrong.append(f"asks for {request.url}") if request.url != path.as_uri() else None
    )
    page.goto(path.as_uri())
    return page, wrong


ALL = [*PAGES, "hostile"]
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 360, "height": 740}


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_page_asks_for_nothing_and_fits(browser: "Browser", folder: Path, name: str, size: dict[str, int]) -> None:
    page, wrong = open_page(browser, folder / f"{name}.html", viewport=size)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    page.wait_for_timeout(50)
    assert wrong == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.close()


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser: "Browser", folder: Path, name: str, scheme: str) -> None:
    page, _ = open_page(
        browser, folder / f"{name}.html", viewport=WIDE, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce"
    )
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    page.evaluate(axe_script())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert found["testEngine"]["name"] == "axe-core"
    serious = [
        (each["id"], each["impact"], node["html"][:200], node.get("failureSummary", "")[:200])
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"][:3]
    ]
    assert serious == []
    page.close()


def test_axe_would_find_what_cannot_be_read(browser: "Browser", tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    path.write_text("<html lang=id><title>x</title><p style='color:#ccc;background:#fff'>pucat</p>", encoding="utf-8")
    page, _ = open_page(browser, path)
    page.evaluate(axe_script())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert "color-contrast" in {each["id"] for each in found["violations"]}
    page.close()


@pytest.mark.parametrize("name", ["score", "compare", "plan"])
def test_every_link_and_fold_is_reached_by_the_keyboard(browser: "Browser", folder: Path, name: str) -> None:
    page, _ = open_page(browser, folder / f"{name}.html", viewport=WIDE)
    wanted = page.evaluate(
        "[...document.querySelectorAll('a, summary, button, input, select')].filter(e => e.checkVisibility()).length"
    )
    reached = set()
    for _ in range(wanted + 60):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "(() => { const all = [...document.querySelectorAll('a, summary, button, input, select')];"
                " return all.indexOf(document.activeElement) })()"
            )
        )
    assert len(reached - {-1}) == wanted
    page.locator("summary").first.focus()
    before = page.evaluate("document.querySelector('summary').parentNode.open")
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector('summary').parentNode.open") is not before
    page.close()


def test_a_table_of_units_is_filtered_and_sorted(browser: "Browser", folder: Path) -> None:
    page, wrong = open_page(browser, folder / "compare.html", viewport=WIDE)
    shown = "[...document.querySelectorAll('#peta tbody tr')].filter(r => !r.hidden).map(r => r.cells[1].textContent)"
    everyone = page.evaluate(shown)
    assert len(everyone) == 3
    page.get_by_role("combobox", name="Putusan").select_option("memenuhi")
    assert page.evaluate(shown) == ["KPU Kabupaten Teladan Utara"]
    page.get_by_role("combobox", name="Putusan").select_option("")
    page.get_by_label("Saring unit").fill("misal")
    assert page.evaluate(shown) == ["KPU Kota Misal Barat"]
    assert page.get_by_role("status").inner_text() == "1 dari 3 unit"
    page.get_by_label("Saring unit").fill("")
    # Totals 94,40, 86,47 and 60,76: the ranking begins with the highest, a click turns it round, another turns it back.
    total = page.locator("#peta thead button").nth(2)
    total.click()
    assert page.evaluate(shown) == everyone[::-1]
    total.click()
    assert page.evaluate(shown) == everyone
    assert wrong == []
    page.close()


def test_a_page_is_whole_without_its_script(browser: "Browser", folder: Path) -> None:
    page, wrong = open_page(browser, folder / "compare.html", viewport=WIDE, java_script_enabled=False)
    with_script, _ = open_page(browser, folder / "compare.html", viewport=WIDE)
    assert page.locator("#peta tbody tr").count() == with_script.locator("#peta tbody tr").count() == 3
    assert page.locator("input, select, button").count() == 0
    assert wrong == []
    page.close()
    with_script.close()


@pytest.fixture(scope="module")
def printed(browser: "Browser", folder: Path) -> dict[str, list[str]]:
    """The text of each printed page, blanks made one."""
    made = {}
    for name in ("score", "compare"):
        page, _ = open_page(browser, folder / f"{name}.html")
        page.pdf(path=folder / f"{name}.pdf", prefer_css_page_size=True)
        page.close()
        sheets = pypdf.PdfReader(folder / f"{name}.pdf").pages
        made[name] = [" ".join(sheet.extract_text().split()) for sheet in sheets]
        first = sheets[0].mediabox
        assert (round(first.width), round(first.height)) == (595, 842)  # A4, in points
    return made


def test_each_printed_page_has_its_number_and_says_what_it_is_of(printed: dict[str, list[str]]) -> None:
    for name, head in (("score", "target WBK"), ("compare", "target WBK")):
        sheets = printed[name]
        assert len(sheets) > 1
        for number, text in enumerate(sheets, 1):
            assert f"Halaman {number} dari {len(sheets)}" in text, name
            assert head in text, (name, number)


def test_the_first_printed_page_names_the_minimums_used(printed: dict[str, list[str]]) -> None:
    assert "total 75,00; A 40,00; A.1 4,80" in printed["score"][0]
    assert "B.I.a 15,75" in printed["score"][0]


def test_what_is_folded_is_printed(printed: dict[str, list[str]]) -> None:
    whole = " ".join(printed["score"])
    assert whole.count("A.II.6.ii.a") >= 2  # in the list of what adds most, and among the questions


def test_a_table_that_is_broken_has_its_head_again(printed: dict[str, list[str]]) -> None:
    heads = [len(re.findall("Kode Uraian|Kode Pertanyaan", text)) for text in printed["score"]]
    assert sum(heads[:-1]) >= len(heads) - 1
    assert all(heads[1:-1]), "a page of rows without a head"
