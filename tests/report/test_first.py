"""The first screen is short for whatever stands in a workbook, and says what is missed and what to do."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lke_cli.answers import Given
from lke_cli.errors import UndecidedError
from lke_cli.report.document import Document
from lke_cli.report.first import first_screen
from lke_cli.report.first.fit import cells_text, listed
from lke_cli.report.plain import to_text
from lke_cli.results import Blank, ScoredWorkbook, ScoreReport, SinceLast
from lke_cli.rubric import load_rubric
from lke_cli.scored import without_score
from lke_cli.scoring import Commands, score_answers, tasks_of
from lke_cli.values import CellValue
from tests.conftest import ROOT, Run

RUBRIC = load_rubric("permenpanrb-90-2021")
WIDTHS = (60, 80, 120)
LINES = 24
LONG = "Kantor Pelayanan Perizinan Terpadu Satu Pintu Kabupaten Contoh Selatan Bagian Barat Daya"


def report_of(
    filled: Mapping[str, CellValue], *, target: str = "wbk", blank: Blank = "zero", unit: str | None = LONG
) -> ScoreReport:
    answers = {
        code: Given(answer=value, cell=f"LKE ZI 2026!K{row}", evidence=("SK.pdf",))
        for row, (code, value) in enumerate(filled.items(), 5)
    }
    card = score_answers(RUBRIC, answers, target=target, blank=blank)
    tasks = tasks_of(card, RUBRIC, answers, Commands("lke plan x"))
    scored = ScoredWorkbook("map/LKE ZI.xlsx", "LKE ZI 2026", "unit", card, None, tasks=tasks, unit=unit)
    return ScoreReport((replace(scored, saved="2026-11-25T12:57:00+07:00"),), card.target_label)


def screen(report: ScoreReport, width: int, since: SinceLast | None = None) -> str:
    document = first_screen(report, width, since)
    assert document is not None
    return to_text(document, width)


def check_short(document: Document | None, width: int) -> str:
    assert document is not None
    text = to_text(document, width)
    assert len(text.splitlines()) <= LINES, text
    assert max(map(len, text.splitlines())) <= width
    return text


_ANSWERS = {
    code: st.sampled_from([*RUBRIC.scales[q.scale].options, "", "A/B"])
    if RUBRIC.scales[q.scale].options
    else st.sampled_from(["", "85%", 3.2, 3.42, 3.6, "x"])
    for code, q in RUBRIC.questions.items()
}
_FILLED = st.fixed_dictionaries({**_ANSWERS, **dict.fromkeys(RUBRIC.inputs, st.sampled_from([0, 2, 7, 40, "", "x"]))})


@settings(max_examples=25, deadline=None)
@given(_FILLED, st.sampled_from(["wbk", "wbbm"]), st.sampled_from(["zero", "skip"]), st.sampled_from(WIDTHS))
def test_a_score_is_a_screen(filled: dict[str, CellValue], target: str, blank: Blank, width: int) -> None:
    since = SinceLast("2026-11-24T16:10:00+07:00", 1.2, ("A.6", "A.5"), ("B.I",), 3, 12)
    text = check_short(first_screen(report_of(filled, target=target, blank=blank), width, since), width)
    assert "MEMENUHI" in text
    assert "Sejak 24-11 16.10: total +1,20; A.6, A.5 selesai; B.I kini kurang; 3 temuan baru" in " ".join(text.split())


def _best(**changed: CellValue) -> dict[str, CellValue]:
    """Return the best answers there are, with some others."""
    best: dict[str, CellValue] = {
        code: (RUBRIC.scales[q.scale].best_first or ("",))[0] for code, q in RUBRIC.questions.items()
    }
    best |= {code: 4 for code, q in RUBRIC.questions.items() if RUBRIC.scales[q.scale].kind == "number"}
    best |= {code: "100%" for code, q in RUBRIC.questions.items() if RUBRIC.scales[q.scale].kind == "ratio"}
    return {**best, **changed}


@pytest.mark.parametrize("width", WIDTHS)
def test_one_that_passes_says_so_and_what_comes_next(width: int) -> None:
    text = check_short(first_screen(report_of(_best()), width), width)
    assert "MEMENUHI WBK: semua 12 nilai minimal tercapai." in text
    assert "Yang kurang" not in text
    assert "lke check FOLDER" in " ".join(text.split())


def test_a_missed_minimum_comes_with_the_answers_that_close_it() -> None:
    """B.I.b (5 points) at C gives 2,5 and wants 2,5: met; at nothing it lacks 2,5, which C gives: 17,5 + 2,5 is 20."""
    text = screen(report_of({**_best(), "B.I.b": ""}), 80)
    assert "BELUM MEMENUHI WBK: B.I kurang 0,75; B.I.b kurang 2,50." in " ".join(text.split())
    assert "kosong -> C  +2,50" in text
    assert "B.I: ikut tercapai sesudah langkah di atas" in text


def test_numbers_with_commas_are_never_listed_behind_commas() -> None:
    text = " ".join(screen(report_of({**_best(), "B.I.a": 3.42}), 80).split())
    assert "B.I.a survei 3,42 (perlu 3,60)" in text


@pytest.mark.parametrize("width", WIDTHS)
def test_one_that_cannot_be_judged_says_what_settles_it(width: int) -> None:
    error = UndecidedError(
        "Di lembar 'LKE ZI' jawaban unit dapat berarti kolom L (2025) atau J (2024); isinya berbeda mulai baris 8.",
        cells=("LKE ZI!L8", "LKE ZI!J8"),
        command="--column answer=L",
    )
    report = ScoreReport((without_score(Path("map ini/LKE ZI.xlsx"), "unit", error),), "WBK")
    text = " ".join(check_short(first_screen(report, width), width).split())
    assert "BELUM DAPAT DINILAI: " in text
    assert "LKE ZI!L8, LKE ZI!J8" in text
    assert 'lke score "map ini/LKE ZI.xlsx" --column answer=L' in text


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("count", [2, 5, 200])
def test_many_workbooks_are_a_screen_too(count: int, width: int) -> None:
    (one,) = report_of(dict.fromkeys(RUBRIC.questions, "A")).workbooks
    report = ScoreReport(tuple(replace(one, file=f"map/LKE {LONG} {n}.xlsx") for n in range(count)), "WBK")
    text = check_short(first_screen(report, width), width)
    assert f"0 dari {count} berkas memenuhi" in text


def test_cells_that_follow_each_other_are_named_by_their_ends() -> None:
    assert cells_text(["R66", "R67", "R68", "R70", "R71"], 4) == "R66 sampai R68, R70, R71"
    assert cells_text(["A!R6", "A!R7", "A!R8", "B!R9"], 4) == "A!R6 sampai A!R8, B!R9"
    assert cells_text(["K1", "K3", "K5", "K7"], 2) == "K1, K3, dan 2 sel lagi"


def test_what_is_left_out_is_counted() -> None:
    assert listed(["a", "b", "c"], 2) == "a, b, c"  # as short as to say that one is left out
    assert listed(["a", "b", "c", "d"], 2) == "a, b, dan 2 lagi"


SELATAN = ROOT / "samples/LKE ZI KPU Kab. Contoh Selatan.xlsx"
COMMANDS = [
    ("score", SELATAN),
    ("score", ROOT / "samples"),
    ("check-evidence", ROOT / "samples/bukti-dukung-contoh"),
    ("check-evidence", ROOT / "samples/bukti-dukung-contoh", "--workbook", SELATAN),
    ("check-evidence", "--workbook", SELATAN),
    ("compare", ROOT / "samples"),
    ("survey", ROOT / "samples/survei-ipak-contoh.csv"),
    ("diff", SELATAN, ROOT / "samples/LKE ZI KPU Kab. Teladan Utara.xlsx"),
    ("plan", SELATAN),
]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: f"{command[0]}-{len(command)}")
def test_every_command_begins_with_a_screen(
    command: tuple[object, ...], width: int, lke: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    _, said, _ = lke(*command)
    assert 3 <= len(said.splitlines()) <= LINES
    assert max(map(len, said.splitlines())) <= width
    assert "--detail" in said


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: f"{command[0]}-{len(command)}")
def test_a_file_holds_all_that_detail_shows_or_more(command: tuple[object, ...], lke: Run, tmp_path: Path) -> None:
    lke(*command, "-o", tmp_path / "a.txt")
    _, said, _ = lke(*command, "--detail")
    whole = (tmp_path / "a.txt").read_text(encoding="utf-8")
    assert len(said) >= len(whole) - 10
    assert len(whole.splitlines()) >= LINES or command[:1] in (("score",), ("compare",), ("survey",), ("diff",))


def test_the_time_of_saving_is_shown_as_it_was_where_it_was_saved() -> None:
    assert datetime.fromisoformat("2026-11-25T12:57:00+07:00").hour == 12
    assert "disimpan 25-11-2026 12.57" in screen(report_of(_best(), unit="KPU Kab. Contoh"), 120)
