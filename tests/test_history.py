"""Since last time: what changed on the same file, and nothing where it cannot be known."""

import json
from dataclasses import replace
from pathlib import Path

import platformdirs
import pytest

from lke_cli.answers import Given
from lke_cli.history import KEPT, since_last
from lke_cli.results import ScoredWorkbook
from lke_cli.rubric import load_rubric
from lke_cli.scoring import score_answers
from tests.conftest import ROOT, Run

RUBRIC = load_rubric("permenpanrb-90-2021")


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return Path(platformdirs.user_state_dir("lke-cli", appauthor=False)) / "history"


def _scored(answer: str, sha256: str, *, target: str = "wbk", file: str = "LKE Ani.xlsx") -> ScoredWorkbook:
    answers = {code: Given(answer=answer if code == "B.I.b" else "", cell="LKE!K5") for code in RUBRIC.questions}
    card = score_answers(RUBRIC, answers, target=target)
    return ScoredWorkbook(file, "LKE", "unit", card, None, sha256=sha256)


def test_the_first_run_has_nothing_to_compare_and_the_second_has() -> None:
    """B.I.b is 5 points: from nothing to A the total rises by 5, its minimum is reached, and one finding goes."""
    assert since_last(_scored("", "1"), ()) is None
    since = since_last(_scored("A", "2"), ())
    assert since is not None
    assert since.total == pytest.approx(5)
    assert since.reached == ("B.I.b",)
    assert since.lost == ()


def test_looking_twice_at_the_same_file_keeps_what_was_before() -> None:
    since_last(_scored("", "1"), ())
    since_last(_scored("A", "2"), ())
    again = since_last(_scored("A", "2"), ())
    assert again is not None
    assert again.total == pytest.approx(0)
    assert (again.reached, again.new) == ((), 0)


@pytest.mark.parametrize("other", [{"target": "wbbm"}, {"file": "lain.xlsx"}])
def test_another_target_or_file_is_not_compared(other: dict[str, str]) -> None:
    since_last(_scored("", "1"), ())
    assert since_last(_scored("A", "2", **other), ()) is None


def test_other_options_are_not_compared() -> None:
    since_last(_scored("", "1"), ())
    assert since_last(_scored("A", "2"), ("--evidence",)) is None


def test_what_is_kept_are_numbers_alone(store: Path) -> None:
    since_last(_scored("", "1"), ())
    (kept,) = store.glob("*.json")
    assert "Ani" not in kept.name + kept.read_text(encoding="utf-8")
    assert set(json.loads(kept.read_text(encoding="utf-8"))) == {"at", "file", "total", "missed", "findings"}


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", '{"at": 1}', "9" * 200_000, '{"at":"x","file":"1","total":1,"missed":[],"findings":[]}']
)
def test_a_damaged_store_is_no_failure(damage: str, store: Path) -> None:
    since_last(_scored("", "1"), ())
    (kept,) = store.glob("*.json")
    kept.write_text(damage, encoding="utf-8")
    assert since_last(_scored("A", "2"), ()) is None
    assert since_last(_scored("A", "3"), ()) is not None


def test_a_store_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("bukan folder", encoding="utf-8")
    assert since_last(_scored("", "1"), ()) is None
    assert since_last(_scored("A", "2"), ()) is None


def test_the_store_stays_small(store: Path) -> None:
    store.mkdir(parents=True)
    for number in range(KEPT + 5):
        (store / f"{number:032}.json").write_text("{}", encoding="utf-8")
    since_last(_scored("", "1"), ())
    assert len([*store.iterdir()]) == KEPT


def test_without_a_score_nothing_is_kept(store: Path) -> None:
    assert since_last(replace(_scored("", "1"), scorecard=None), ()) is None
    assert not store.exists()


def test_the_screen_says_it_and_no_history_is_silent(lke: Run, tmp_path: Path) -> None:
    path = tmp_path / "LKE saya.xlsx"
    path.write_bytes((ROOT / "samples/LKE ZI KPU Kota Misal Barat.xlsx").read_bytes())
    assert "Sejak" not in lke("score", path)[1]
    path.write_bytes((ROOT / "samples/LKE ZI KPU Kab. Teladan Utara.xlsx").read_bytes())
    assert "Sejak" not in lke("score", path, "--no-history")[1]
    assert "Sejak" in lke("score", path)[1]
