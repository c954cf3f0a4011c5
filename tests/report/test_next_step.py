"""Every command ends with what to type next, and that holds for the state the workbook is in."""

from dataclasses import replace
from pathlib import Path

import pytest

from lke_cli.rubric import Rubric
from lke_cli.templates import example_filling
from tests.conftest import Run, Write


def _last(out: str) -> str:
    """Return the last paragraph of a screen on one line."""
    return " ".join(out.rstrip().rpartition("\n\n")[2].split())


@pytest.fixture
def filled(write: Write, rubric: Rubric) -> Path:
    return write(example_filling(rubric), "LKE KPU Kab. Contoh.xlsx")


def test_a_workbook_that_was_read_well_is_to_be_scored_next(lke: Run, filled: Path) -> None:
    assert _last(lke("inspect", filled)[1]) == (
        f'Dibaca lagi oleh pembaca kedua: --verify | Lalu: lke score "{filled}"'
    )
    assert _last(lke("inspect", filled, "--verify")[1]) == f'Lalu: lke score "{filled}"'


def test_a_blank_form_is_to_be_filled_in_next(lke: Run, tmp_path: Path) -> None:
    blank = tmp_path / "LKE kosong.xlsx"
    _, out, _ = lke("template", "-o", blank)
    assert out.splitlines()[-1] == f'Sesudah diisi dan disimpan: lke score "{blank}"'
    assert _last(lke("inspect", blank)[1]) == f'Sesudah diisi dan disimpan: lke score "{blank}"'


def test_a_simulation_that_passes_says_that_the_work_is_still_to_be_done(
    lke: Run, write: Write, rubric: Rubric
) -> None:
    example = example_filling(rubric)
    low = write(replace(example, answers={**example.answers, "B.I.a": 3.0}), "LKE.xlsx")
    assert "Coba jawaban lain: --set KODE=JAWABAN" in _last(lke("simulate", low, "--set", "B.I.a=3.1")[1])
    assert _last(lke("simulate", low, "--set", "B.I.a=3.8")[1]) == (
        f"Sesudah benar-benar dikerjakan dan diisi, dengan buktinya: lke score {low}"
    )


@pytest.mark.parametrize("command", ["score", "compare", "diff", "check-evidence"])
def test_all_in_detail_ends_with_it_too_and_does_not_name_the_detail_again(
    lke: Run, filled: Path, tmp_path: Path, command: str
) -> None:
    (tmp_path / "bukti").mkdir()
    named = {"diff": (filled, filled), "check-evidence": (tmp_path / "bukti",)}.get(command, (filled,))
    last = _last(lke(command, *named, "--detail")[1])
    assert "--detail" not in last
    assert "lke " in last or "jalankan lagi" in last


def test_a_workbook_without_a_score_is_not_told_the_same_twice(lke: Run, tmp_path: Path) -> None:
    blank = tmp_path / "LKE kosong.xlsx"
    lke("template", "-o", blank)
    assert _last(lke("score", blank, "--detail")[1]) == "Sesudah diisi dan disimpan: jalankan lagi"
