"""``lke.html`` in Debian's Chromium, opened from the disk with the network off: what it says is the command line's."""

import json
import os
from pathlib import Path

import pytest

from lke_cli.rubric import Rubric
from lke_cli.templates import write_template
from tests.conftest import ROOT, SHARED, Run
from tests.templates.filled import random_filling
from tests.web.page import Opened

SAMPLES = sorted((ROOT / "samples").glob("*.xlsx"))
RANDOM = int(os.environ.get("LKE_WEB_RANDOM", "100"))


def compare_with_command(page: Opened, path: Path, lke: Run, monkeypatch: pytest.MonkeyPatch) -> str | None:
    """Return where the page and ``lke score`` differ about a workbook, None where they do not."""
    said = page.choose(path)
    monkeypatch.chdir(path.parent)
    code, out, err = lke("score", path.name, "--format", "json")
    if not out:
        return None if said == err.strip() else f"{path.name}: page {said!r}, command {err!r}"
    if page.page.locator("#lke-state.bad").count():
        return f"{path.name}: page {said!r}, command a result (exit {code})"
    saved = page.saved("Data (JSON)").decode()
    return None if saved == out else f"{path.name}: {_first_difference(saved, out)}"


def _first_difference(ours: str, theirs: str) -> str:
    pairs = zip(ours.splitlines(), theirs.splitlines(), strict=False)
    return next((f"page {one!r}, command {other!r}" for one, other in pairs if one != other), "one is longer")


def differences(page: Opened, paths: list[Path], lke: Run, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    assert paths
    return [wrong for path in paths if (wrong := compare_with_command(page, path, lke, monkeypatch))]


def test_samples_and_the_official_form(
    page: Opened, lke: Run, official_form: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert differences(page, [*SAMPLES, official_form], lke, monkeypatch) == []


def test_workbooks_filled_at_random(
    page: Opened, lke: Run, rubric: Rubric, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [tmp_path / f"LKE {seed}.xlsx" for seed in range(RANDOM)]
    for seed, path in enumerate(paths):
        write_template(rubric, path, random_filling(rubric, seed))
    assert differences(page, paths, lke, monkeypatch) == []


def test_cases_that_were_read_wrongly(page: Opened, lke: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = SHARED / "cases/reading"
    if not folder.is_dir():
        pytest.skip("the cases (../shared/cases) are not here")
    locked = folder / "locked-with-excels-own-key.xlsx"
    paths = [path for path in sorted(folder.glob("*.xls*")) if path != locked]
    assert differences(page, paths, lke, monkeypatch) == []
    # What opens it is in no browser: no guess, and the command that does it.
    assert page.choose(locked).endswith(f"atau ketik: lke score {locked.name}.")


def test_the_page_asked_for_nothing(page: Opened) -> None:
    page.choose(SAMPLES[0])
    assert page.wrong == []
    assert json.loads(page.saved("Data (JSON)"))["kind"] == "lke-score"
    assert page.page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert page.page.evaluate("indexedDB.databases()") == []


def test_hostile_files(page: Opened, lke: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = SHARED / "cases/hostile"
    if not folder.is_dir():
        pytest.skip("the cases (../shared/cases) are not here")
    paths = sorted(path for path in folder.iterdir() if path.suffix in (".xlsx", ".xls", ".ods"))
    assert differences(page, paths, lke, monkeypatch) == []
