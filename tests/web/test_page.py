"""What a person does in ``lke.html``: choose, read, set a target, save; by mouse and keys, on a telephone, on paper."""

import io
import json
import os
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lke_cli.rubric import Rubric
from lke_cli.templates import example_filling, write_template
from tests.conftest import ROOT, Run
from tests.report.browser import axe_script
from tests.templates.filled import random_filling
from tests.web.page import Opened, open_in

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLES = ROOT / "samples"
FAILING = SAMPLES / "LKE ZI KPU Kab. Contoh Selatan.xlsx"
PASSING = SAMPLES / "LKE ZI KPU Kab. Teladan Utara.xlsx"


def _json_of(page: Opened) -> str:
    return page.saved("Data (JSON)").decode()


def _command(lke: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, *arguments: object) -> str:
    monkeypatch.chdir(folder)
    return lke(*arguments, "--format", "json")[1]


def _content(data: bytes) -> object:
    """Return what a file holds: of a workbook its parts, which each system's zlib packs in its own way."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(info.filename, info.date_time, archive.read(info)) for info in archive.infolist()]


@pytest.fixture
def two_versions(tmp_path: Path, rubric: Rubric) -> tuple[Path, Path]:
    """Two workbooks of one unit; the one that is named first was changed last."""
    newer, older = tmp_path / "LKE a.xlsx", tmp_path / "LKE b.xlsx"
    filling = example_filling(rubric, "KPU Kabupaten Contoh Timur")
    write_template(rubric, newer, filling)
    write_template(rubric, older, type(filling)(filling.unit, {**filling.answers, "A.I.1.i.b": "C"}))
    os.utime(older, (1_700_000_000, 1_700_000_000))
    return newer, older


def test_two_workbooks_of_one_unit_give_what_changed_from_the_older_to_the_newer(
    page: Opened, two_versions: tuple[Path, Path], lke: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer, older = two_versions
    page.choose(newer, older)
    assert _json_of(page) == _command(lke, newer.parent, monkeypatch, "diff", older.name, newer.name)
    before = page.shown()
    page.page.get_by_role("button", name="Tukar urutan").click()
    page.waited(before)
    assert _json_of(page) == _command(lke, newer.parent, monkeypatch, "diff", newer.name, older.name)


def test_two_units_are_compared_and_can_be_held_against_each_other(
    page: Opened, lke: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.choose(FAILING, PASSING)
    assert json.loads(_json_of(page))["kind"] == "lke-compare"
    before = page.shown()
    page.page.get_by_role("button", name="Tampilkan perubahannya").click()
    page.waited(before)
    assert json.loads(_json_of(page))["kind"] == "lke-diff"


def test_sixty_workbooks_in_a_folder_are_compared_and_the_page_never_freezes(
    page: Opened, tmp_path: Path, rubric: Rubric, lke: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "LKE 2026"
    for number in range(60):
        place = folder / ("" if number % 3 else "kirim ulang")
        place.mkdir(parents=True, exist_ok=True)
        filling = random_filling(rubric, number, shares=(0.0,))
        write_template(rubric, place / f"LKE ZI KPU Kab. Nomor {number}.xlsx", filling)
    (folder / "catatan.pdf").write_bytes(b"%PDF-1.4\n" + b"x" * 100_000)
    (folder / "gambar.png").write_bytes(b"x" * 100_000)
    page.page.evaluate(
        "window.longest = 0; let last = performance.now(); window.beat = setInterval(() => {"
        " const now = performance.now(); window.longest = Math.max(window.longest, now - last); last = now }, 20)"
    )
    said = page.choose_folder(folder)
    longest = page.page.evaluate("clearInterval(window.beat), window.longest")
    assert "60" in said or json.loads(_json_of(page))["units"]
    assert longest < 3_000  # of a minute's work on a busy machine; what is shown at the end is one long piece
    assert _json_of(page) == _command(lke, tmp_path, monkeypatch, "compare", folder.name)
    assert page.page.locator("table.units tbody tr").count() >= 60
    page.page.get_by_label("Saring unit").fill("Nomor 59")
    assert page.page.get_by_role("status").filter(has_text="dari 60 unit").inner_text() == "1 dari 60 unit"


def test_target_and_minimums_are_those_of_the_command(page: Opened, lke: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    page.choose(PASSING)
    try:
        page.set(target="wbbm")
        page.set(minimums="total=95,5 A.1=60%")
        wanted = ("score", PASSING.name, "--target", "wbbm", "--min", "total=95,5", "--min", "A.1=60%")
        assert _json_of(page) == _command(lke, SAMPLES, monkeypatch, *wanted)
        assert page.set(minimums="entah=3").startswith("Galat:")
    finally:
        page.set(target="wbk")
        page.set(minimums="")


def test_what_settles_a_doubt_can_be_typed_as_the_command_line_says_it(
    page: Opened, lke: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.choose(PASSING)
    try:
        page.set(options='--sheet "LKE" --header-row 4')
        code, out, err = 0, "", ""
        monkeypatch.chdir(SAMPLES)
        code, out, err = lke("score", PASSING.name, "--sheet", "LKE", "--header-row", "4", "--format", "json")
        if out:
            assert _json_of(page) == out
        else:
            assert code == 2
            assert page.state() == err.strip()
        assert page.set(options="--entah apa").startswith("Galat: Pilihan '--entah' tidak dikenal")
    finally:
        page.set(options="")


def test_what_is_saved_is_what_the_command_line_writes(
    page: Opened, tmp_path: Path, lke: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(FAILING, tmp_path)
    monkeypatch.chdir(tmp_path)
    page.choose(tmp_path / FAILING.name)
    for label, arguments in {
        "Laporan": ("score", FAILING.name, "-o", "laporan.html"),
        "Tabel Excel": ("score", FAILING.name, "-o", "nilai.xlsx"),
        "LKE bertanda": ("annotate", FAILING.name, "-o", "bertanda.xlsx"),
    }.items():
        lke(*arguments)
        assert _content(page.saved(label)) == _content((tmp_path / str(arguments[-1])).read_bytes()), label


def test_a_file_that_is_no_workbook_gives_the_sentence_of_the_command_line_and_the_next_is_read(
    page: Opened, tmp_path: Path, lke: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = tmp_path / "LKE.xlsx"
    bad.write_bytes(b"bukan workbook")
    said = page.choose(bad)
    monkeypatch.chdir(tmp_path)
    assert said == lke("score", bad.name)[2].strip()
    assert not page.page.locator("#lke-save").is_visible()
    assert page.choose(PASSING).startswith("MEMENUHI")


def test_a_workbook_is_dropped_on_the_page(page: Opened) -> None:
    assert page.drop(PASSING).startswith("MEMENUHI")
    assert json.loads(_json_of(page))["workbooks"][0]["file"] == PASSING.name


def test_a_folder_and_a_workbook_beside_it_are_dropped_together(
    page: Opened, tmp_path: Path, rubric: Rubric, lke: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, place in enumerate(("LKE 2026", "LKE 2026/kirim ulang")):
        tmp_path.joinpath(place).mkdir()
        name = f"LKE ZI KPU Kab. Nomor {number}.xlsx"
        write_template(rubric, tmp_path / place / name, random_filling(rubric, number, shares=(0.0,)))
    shutil.copy(PASSING, tmp_path)
    page.drop(tmp_path / "LKE 2026")
    assert _json_of(page) == _command(lke, tmp_path, monkeypatch, "compare", "LKE 2026")
    page.drop(tmp_path / "LKE 2026", tmp_path / PASSING.name)
    assert _json_of(page) == _command(lke, tmp_path, monkeypatch, "compare", "LKE 2026", PASSING.name)


def test_a_folder_without_a_workbook_gives_the_sentence_of_the_command_line(
    page: Opened, tmp_path: Path, lke: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.joinpath("kosong").mkdir()
    tmp_path.joinpath("kosong/catatan.pdf").write_bytes(b"%PDF-1.4")
    said = page.drop(tmp_path / "kosong")
    monkeypatch.chdir(tmp_path)
    assert said == lke("compare", "kosong")[2].strip()


def test_an_empty_folder_is_said_to_be_empty(page: Opened, tmp_path: Path) -> None:
    tmp_path.joinpath("kosong").mkdir()
    assert page.drop(tmp_path / "kosong") == "Galat: tidak ada berkas di dalamnya; pilih LKE atau folder berisi LKE."


def test_the_engine_is_given_no_more_than_its_memory(page: Opened) -> None:
    page.choose(PASSING)
    grown = "pages => { try { new WebAssembly.Memory({initial: 1}).grow(pages); return true } catch { return false } }"
    # 1 GiB has 16,384 pages of 64 KiB.
    assert [page.page.workers[0].evaluate(grown, pages) for pages in (100, 16_383, 16_384)] == [True, True, False]


def test_an_engine_that_was_lost_begins_anew(page: Opened) -> None:
    page.choose(PASSING)
    page.page.workers[0].evaluate("setTimeout(() => { throw new Error('hilang') })")
    page.page.wait_for_function(
        "() => document.getElementById('lke-state').textContent.startsWith('Siap')", timeout=60_000
    )
    assert page.choose(PASSING).startswith("MEMENUHI")


@pytest.fixture(scope="module", params=[("light", 1280), ("dark", 1280), ("light", 360), ("dark", 360)], ids=str)
def looked_at(built: Path, page: Opened, request: pytest.FixtureRequest) -> "Iterator[Opened]":
    scheme, width = request.param
    options = {"color_scheme": scheme, "viewport": {"width": width, "height": 760}, "reduced_motion": "reduce"}
    assert page.page.context.browser is not None
    context = page.page.context.browser.new_context(offline=True, bypass_csp=True, **options)
    yield open_in(context.new_page(), built)
    context.close()


def _violations(page: Opened, *impacts: str) -> list[tuple[str, str]]:
    page.page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    page.page.evaluate(axe_script())
    found = page.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    wrong = [each for each in found["violations"] if each["impact"] in impacts]
    return [(each["id"], node["html"][:200]) for each in wrong for node in each["nodes"][:3]]


def test_it_can_be_read_by_all_and_fits(looked_at: Opened) -> None:
    width = looked_at.page.viewport_size["width"] if looked_at.page.viewport_size else 0
    assert _violations(looked_at, "minor", "moderate", "serious", "critical") == []
    assert looked_at.page.evaluate("document.documentElement.scrollWidth") <= width
    looked_at.choose(FAILING)
    assert _violations(looked_at, "serious", "critical") == []  # as of the report by itself
    assert looked_at.page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_button_and_field_is_reached_by_the_keyboard(page: Opened) -> None:
    page.choose(PASSING)
    page.page.locator("#lke-files").focus()
    seen = set()
    for _ in range(14):
        seen.add(page.page.evaluate("document.activeElement.id || document.activeElement.textContent"))
        page.page.keyboard.press("Tab")
    wanted = {"lke-files", "lke-folder", "lke-target", "lke-minimums", "lke-options", "Simpan Laporan", "Cetak"}
    assert wanted <= seen
    page.page.on("filechooser", lambda chooser: None)  # told of choosers from before the key, not while it is pressed
    page.page.wait_for_timeout(1_000)
    page.page.locator("#lke-files").focus()
    with page.page.expect_file_chooser() as chooser:
        page.page.keyboard.press("Enter")
    assert chooser.value.is_multiple()


def test_paper_has_the_report_alone(page: Opened, tmp_path: Path) -> None:
    import pypdf

    page.choose(FAILING)
    page.page.pdf(path=tmp_path / "a.pdf", prefer_css_page_size=True)
    sheets = [" ".join(sheet.extract_text().split()) for sheet in pypdf.PdfReader(tmp_path / "a.pdf").pages]
    assert "Pilih LKE" not in " ".join(sheets)
    assert "Lisensi" not in " ".join(sheets)
    assert all(f"Halaman {number} dari {len(sheets)}" in text for number, text in enumerate(sheets, 1))
    assert "BELUM MEMENUHI" in sheets[0]


def test_a_text_in_a_workbook_is_only_text(page: Opened, tmp_path: Path, rubric: Rubric) -> None:
    markup = "<img src=x onerror=alert(1)><script>alert(1)</script>"
    filling = example_filling(rubric, f"KPU {markup}")
    path = tmp_path / "LKE.xlsx"
    write_template(rubric, path, type(filling)(filling.unit, filling.answers, dict.fromkeys(rubric.questions, markup)))
    page.choose(path)
    assert markup in (page.page.locator("main").text_content() or "")
    assert page.page.locator("#lke-result img, #lke-result script").count() == 0


def test_nothing_was_asked_for_and_nothing_complained(page: Opened) -> None:
    page.choose(PASSING)
    assert page.wrong == []


def test_two_builds_are_the_same(built: Path) -> None:
    from web.build import build
    from web.parts import cache_folder

    assert build(cache_folder()) == built.read_bytes()
    assert built.stat().st_size < 16_000_000


def test_the_licences_of_all_that_is_inside_are_shown(page: Opened) -> None:
    from web.parts import WHEELS

    text = page.page.locator("footer").text_content() or ""
    names = [line.split("==")[0] for line in WHEELS.read_text("utf-8").splitlines() if "==" in line]
    assert len(names) == 9
    headings = " ".join(page.page.locator("footer h2").all_text_contents()).lower().replace("_", "-")
    beside = ("lke-cli", "pyodide", "cpython", "numpy", "pandas", "python-dateutil", "six")
    assert [name for name in [*names, *beside] if name not in headings] == []
    assert "PYTHON SOFTWARE FOUNDATION LICENSE" in text
    assert "Mozilla Public License" in text
