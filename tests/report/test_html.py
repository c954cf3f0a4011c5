"""The HTML page of each result: it says what the result says, asks for nothing, and takes no text for markup."""

import base64
import hashlib
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from lke_cli.numbers import format_number
from lke_cli.report import show_result
from lke_cli.results import Comparison, ScoreReport, load
from lke_cli.rubric import Rubric
from lke_cli.templates import Filling, example_filling
from tests.conftest import Run, Write
from tests.report.pages import Element, read_page
from tests.report.test_saved import COMMANDS, FAILING, PASSING, SAMPLES

KB = 1024
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><style>*{display:none}</style>",
    "{{ 7 * 7 }}{% raw %}",
    "<!-- ",
    "\u202egnp.kcab\u202c",
    "&lt;b&gt; &amp;",
    "javascript:alert(1)",
    "a\x00b\x1b[31mc",
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The page of every command, made of its saved result."""
    from lke_cli.cli.main import main

    folder, made = tmp_path_factory.mktemp("pages"), {}
    for name, words in COMMANDS.items():
        if any(isinstance(word, Path) and not word.exists() for word in words):
            continue
        saved = folder / f"{name}.json"
        with pytest.raises(SystemExit):
            main([*map(str, words), "-o", str(saved)])
        show_result(load(saved), "html", saved.with_suffix(".html"))
        made[name] = saved.with_suffix(".html").read_text("utf-8")
    return made


def page_of(result: object, folder: Path) -> str:
    show_result(result, "html", folder / "x.html")
    return (folder / "x.html").read_text("utf-8")


@pytest.fixture
def scored(lke: Run, tmp_path: Path) -> ScoreReport:
    lke("score", FAILING, "-o", tmp_path / "a.json")
    result = load(tmp_path / "a.json")
    assert isinstance(result, ScoreReport)
    return result


@pytest.fixture
def comparison(lke: Run, write: Write, rubric: Rubric, tmp_path: Path) -> Comparison:
    """The samples, and an earlier round in which one of them still had every answer right."""
    earlier = write(example_filling(rubric, "KPU Kabupaten Contoh Selatan"), FAILING.name)
    lke("compare", SAMPLES, "--before", earlier, "-o", tmp_path / "a.json")
    result = load(tmp_path / "a.json")
    assert isinstance(result, Comparison)
    return result


def number(text: str) -> float:
    return float(text.removesuffix("kurang").strip().replace(".", "").replace(",", "."))


def test_every_result_has_a_whole_page(pages: dict[str, str]) -> None:
    assert len(pages) >= 20
    for name, html in pages.items():
        page = read_page(html)
        assert next(h.text for h in page.all("h1")), name
        ids = [element.attributes["id"] for element in page.all() if "id" in element.attributes]
        assert len(ids) == len(set(ids)), f"{name}: an id stands twice"
        linked = {a.attributes["href"].removeprefix("#") for a in page.all("a")}
        assert linked <= set(ids), f"{name}: a link leads nowhere"


def test_no_page_asks_for_anything(pages: dict[str, str]) -> None:
    for name, html in pages.items():
        page = read_page(html)
        for element in page.all():
            for attribute in ("src", "srcset", "href", "xlink:href", "data", "action", "poster", "background"):
                assert element.attributes.get(attribute, "#").startswith("#"), (name, element.tag, attribute)
            assert not [key for key in element.attributes if key.startswith("on") or key == "style"], (name, element)
        tags = {element.tag for element in page.all()}
        assert not tags & {"link", "img", "iframe", "object", "embed", "form", "base", "use", "image", "video", "audio"}
        for style in page.all("style"):
            assert not re.search(r"url\(|@import|@font-face|expression", style.raw), name


def test_the_policy_lets_only_what_stands_there_run(pages: dict[str, str]) -> None:
    for name, html in pages.items():
        page = read_page(html)
        [policy] = [m.attributes["content"] for m in page.all("meta") if "http-equiv" in m.attributes]
        rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
        assert rules.pop("default-src") == "'none'"
        for kind in ("style", "script"):
            inside = [element.raw for element in page.all(kind)]
            hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(x.encode()).digest()).decode()}'" for x in inside]
            assert rules.pop(f"{kind}-src", "").split() == hashes, (name, kind)
        assert rules == {"base-uri": "'none'", "form-action": "'none'"}


def test_a_page_is_small(pages: dict[str, str]) -> None:
    for name, html in pages.items():
        assert len(html.encode()) < 300 * KB, name


def test_six_hundred_units_are_three_megabytes_at_most(comparison: Comparison, tmp_path: Path) -> None:
    first = [unit for unit in comparison.units if unit.missed] * 600
    units = tuple(replace(unit, unit=f"{unit.unit} {n}", file=f"{n}.xlsx") for n, unit in enumerate(first[:600]))
    moves = comparison.before.moves * 600 if comparison.before else ()
    before = replace(comparison.before, moves=moves[:600]) if comparison.before else None
    many = replace(comparison, units=units, before=before, alike=comparison.alike * 300)
    html = page_of(many, tmp_path)
    assert len(read_page(html).by_id("peta").rows()) == 601
    assert len(html.encode()) < 3 * KB * KB


def test_a_scores_minimums_are_the_results(scored: ScoreReport, tmp_path: Path) -> None:
    # The sample misses area 6 (2.44 of 6) and the IPAK survey (3.42 / 4 x 17.5 = 14.9625 of 15.75).
    page = read_page(page_of(scored, tmp_path))
    card = scored.workbooks[0].scorecard
    assert card is not None
    shown = {row[0]: row for row in page.by_id("minimal").rows()[1:]}
    for minimum in card.minimums:
        row = shown[minimum.node]
        assert number(row[5]) == minimum.required
        assert minimum.reached is not None
        assert number(row[2]) == pytest.approx(minimum.reached, abs=0.005)
        assert row[6].startswith("tercapai" if minimum.met else "kurang ")
    assert shown["A.6"][6] == "kurang 3,56"
    assert shown["B.I.a"][6] == "kurang 0,79; survei 3,42 (perlu 3,60)"
    [word] = [element.text for element in page.all("h2")][:1]
    assert word == "BELUM MEMENUHI nilai minimal WBK"


def test_a_scores_bars_are_as_long_as_its_shares(scored: ScoreReport, tmp_path: Path) -> None:
    page = read_page(page_of(scored, tmp_path))
    [row] = [row for row in page.by_id("minimal").all("tr") if row.text.startswith("A.6 ")]
    track, value, lack = row.all("rect")
    # 2.4443 of 10 points (2.1667 and 0.2776): 24.44 %; up to the minimum of 60 % it lacks 35.56 %.
    assert track.attributes["width"] == "100"
    assert float(value.attributes["width"]) == pytest.approx(24.44, abs=0.006)
    assert float(lack.attributes["width"]) == pytest.approx(35.56, abs=0.006)
    [tick] = row.all("path")
    assert tick.attributes["d"] == "M60 0V10"


def test_all_questions_and_findings_stand_in_the_page(scored: ScoreReport, tmp_path: Path) -> None:
    page = read_page(page_of(scored, tmp_path))
    card = scored.workbooks[0].scorecard
    assert card is not None
    rows = [row for row in page.by_id("pertanyaan").rows() if row[0] != "Kode"]
    assert [row[0] for row in rows] == [question.code for question in card.questions]
    assert [number(row[4]) for row in rows] == pytest.approx([q.points for q in card.questions], abs=0.0006)
    found = page.by_id("temuan").text
    for finding in card.findings:
        assert " ".join(finding.message.split()) in found
        assert finding.cell is None or finding.cell.rsplit("!", 1)[-1] in found


def test_a_heat_map_has_every_unit_and_minimum(comparison: Comparison, tmp_path: Path) -> None:
    page = read_page(page_of(comparison, tmp_path))
    rows = page.by_id("peta").rows()
    assert {"B.I", "B.I.a", "B.I.b", "B.II"} <= {head.split(" ")[0] for head in rows[0]}
    scored = [unit for unit in comparison.units if unit.total is not None]
    assert [row[1] for row in rows[1:]] == [unit.unit for unit in scored]
    for row, unit in zip(rows[1:], scored, strict=True):
        for text, node in zip(row[2:], comparison.required, strict=True):
            score = unit.scores[node]
            assert score is not None
            assert number(text) == pytest.approx(score, abs=0.005)
            assert text.endswith("kurang") == (node in unit.missed)


def test_a_color_of_a_heat_map_never_says_what_its_number_does_not(comparison: Comparison, tmp_path: Path) -> None:
    # 75 is the minimum of the total: 74.9999 is missed, whatever it is rounded to, 75 is reached.
    one = next(unit for unit in comparison.units if unit.verdict == "met")
    near = [
        replace(one, scores={**one.scores, "total": total}, missed=missed, file=f"{total}.xlsx")
        for total, missed in ((74.9999, ("total",)), (75.0, ()))
    ]
    page = read_page(page_of(replace(comparison, units=tuple(near)), tmp_path))
    rows = list(page.by_id("peta").all("tr"))[1:]
    below, reached = ([c for c in row.children if isinstance(c, Element)][2] for row in rows)
    assert (below.text, below.attributes["class"]) == ("74,9999 kurang", "n h-1")
    assert (reached.text, reached.attributes["class"]) == ("75,00", "n h0")


def test_who_is_one_minimum_short_stands_before_the_map(lke: Run, write: Write, rubric: Rubric, tmp_path: Path) -> None:
    # 3.50 / 4 x 17.5 = 15.3125 of 15.75: 0.4375 are lacking, and nothing else.
    filled = example_filling(rubric, "KPU Kabupaten Kurang Satu")
    write(replace(filled, answers={**filled.answers, "B.I.a": 3.5}), "LKE kurang satu.xlsx")
    write(example_filling(rubric, "KPU Kabupaten Cukup"), "LKE cukup.xlsx")
    lke("compare", tmp_path, "-o", tmp_path / "x.html")
    html = (tmp_path / "x.html").read_text("utf-8")
    [row] = read_page(html).by_id("nearly").rows()[1:]
    assert row[:3] == ["KPU Kabupaten Kurang Satu", "B.I.a Survei persepsi korupsi (IPAK)", "0,44"]
    assert html.index('id="nearly"') < html.index('id="peta"')


def test_what_moved_is_told(comparison: Comparison, tmp_path: Path) -> None:
    page = read_page(page_of(comparison, tmp_path))
    assert comparison.before is not None
    rows = {row[0]: row for row in page.by_id("moves").rows()[1:]}
    assert [move.unit for move in comparison.before.moves] == ["KPU Kabupaten Contoh Selatan"]
    for move in comparison.before.moves:
        assert rows[move.unit][1:3] == [format_number(move.before), format_number(move.after)]


@pytest.fixture
def hostile(lke: Run, write: Write, rubric: Rubric, tmp_path: Path) -> list[str]:
    """Pages of workbooks whose every text is markup, script, or turned around."""
    filled = example_filling(rubric, HOSTILE[0] + HOSTILE[5])
    texts = {code: HOSTILE[n % len(HOSTILE)] for n, code in enumerate(filled.narratives)}
    everywhere = {code: [text, HOSTILE[1]] for code, text in texts.items()}
    wrong = {**filled.answers, "A.I.1.i.a": HOSTILE[0], "A.I.1.ii.a": HOSTILE[1], "A.I.2.i.a": HOSTILE[2]}
    bad = write(Filling(HOSTILE[1], wrong, texts, everywhere, {}), "LKE <b>' & {{x}} \u202e.xlsx")
    other = write(Filling(HOSTILE[0], filled.answers, texts, everywhere, {}), "LKE lain.xlsx")
    commands = (["score", bad], ["compare", bad, other], ["diff", bad, other], ["check-evidence", "--workbook", bad])
    made = []
    for number, words in enumerate((*commands, ["plan", other], ["plan", bad, other])):
        lke(*words, "-o", tmp_path / f"{number}.json")
        made.append(page_of(load(tmp_path / f"{number}.json"), tmp_path))
    return made


def test_no_text_of_a_workbook_becomes_markup(hostile: list[str]) -> None:
    ours = {
        *(
            "html",
            "head",
            "meta",
            "title",
            "style",
            "script",
            "body",
            "a",
            "header",
            "main",
            "section",
            "nav",
            "footer",
        ),
        *("p", "h1", "h2", "h3", "dl", "div", "dt", "dd", "ul", "ol", "li", "b", "i", "strong", "span", "small"),
        *("code", "details", "summary", "table", "thead", "tbody", "tr", "th", "td", "abbr", "svg", "rect", "path"),
    }
    for html in hostile:
        page = read_page(html)
        assert {element.tag for element in page.all()} <= ours
        assert len(list(page.all("style"))) == 2
        assert len(list(page.all("script"))) <= 1
        assert not [c for c in html if unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs") and c not in "\n\t"]
        assert "alert(1)" not in "".join(element.raw for kind in ("style", "script") for element in page.all(kind))


def test_markup_of_a_workbook_is_read_as_it_was_written(hostile: list[str]) -> None:
    said = read_page(hostile[0]).text
    for text in (HOSTILE[0], HOSTILE[1], HOSTILE[2], HOSTILE[3], HOSTILE[6], "gnp.kcab", "abc"):
        assert text in said


def test_what_is_printed_above_and_below_pages_is_no_style(hostile: list[str]) -> None:
    for html in hostile:
        paper = list(read_page(html).all("style"))[1].raw
        strings = re.findall(r'content:"([^"]*)"', paper)
        assert strings
        assert all(re.fullmatch(r"(?:[A-Za-z0-9 ]|\\[0-9a-f]{6})*", text) for text in strings), strings


def test_what_is_long_is_cut_and_says_so(lke: Run, write: Write, rubric: Rubric, tmp_path: Path) -> None:
    filled = example_filling(rubric)
    long = dict.fromkeys(filled.narratives, "kata " * 6_000)
    book = write(replace(filled, narratives=long))
    lke("score", book, "-o", tmp_path / "x.html")
    html = (tmp_path / "x.html").read_text("utf-8")
    assert len(html.encode()) < 300 * KB
    assert html.count("… (dipotong)") >= 100


def test_a_blank_form_and_an_undecided_one_have_a_page(lke: Run, write: Write, tmp_path: Path) -> None:
    assert lke("score", write(Filling()), "-o", tmp_path / "x.html")[0] == 2
    page = read_page((tmp_path / "x.html").read_text("utf-8"))
    assert [h.text for h in page.all("h2")] == ["FORMULIR MASIH KOSONG"]


def test_a_raised_minimum_is_marked(lke: Run, tmp_path: Path) -> None:
    lke("score", PASSING, "--min", "total=76", "-o", tmp_path / "x.html")
    page = read_page((tmp_path / "x.html").read_text("utf-8"))
    head = next(page.all("header")).text
    assert "total 76,00 (aturan 75,00)" in head
    lke("score", PASSING, "-o", tmp_path / "y.html")
    plain = next(read_page((tmp_path / "y.html").read_text("utf-8")).all("header")).text
    assert "total 75,00" in plain
    assert "(aturan" not in plain


def test_what_to_do_stands_in_order_with_its_cells(scored: ScoreReport, tmp_path: Path) -> None:
    # The sample: one invalid answer in M33; area 6 lacks 3.56, which two answers D -> A close (2.50 and 1.25 points);
    # a survey below its figure; eight answers without evidence, whose empty cells are R66 to S73; warnings to read.
    page = read_page(page_of(scored, tmp_path))
    jobs = [job.text for job in page.by_id("kerjakan").all("li") if any(True for _ in job.all("h3"))]
    assert len(jobs) == len(scored.workbooks[0].tasks) == 5
    assert "M33" in jobs[0]
    assert "A.6 kurang 3,56" in jobs[1]
    assert re.search(r"M195 .*D → A, \+2,50.* M190 .*D → A, \+1,25", jobs[1])
    assert jobs[2].startswith("B.I.a")
    assert "R66" in jobs[3]
    assert "peringatan" in jobs[4]


def test_a_page_says_of_which_file_it_is(scored: ScoreReport, tmp_path: Path) -> None:
    page = read_page(page_of(scored, tmp_path))
    assert next(page.all("h1")).text == "KPU Kabupaten Contoh Selatan"
    assert hashlib.sha256(FAILING.read_bytes()).hexdigest() in next(page.all("header")).text
