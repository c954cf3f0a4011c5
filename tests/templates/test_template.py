"""The written workbook as a person finds it: dropdowns, formulas, protection; and as the tool reads it back."""

import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from lke_cli.rubric import Rubric, Scale
from lke_cli.scored import score_workbook
from lke_cli.templates.filling import NO_FILLING, Filling, example_filling
from lke_cli.templates.formulas import choice_value
from lke_cli.workbook import Reader
from tests.conftest import ROOT, Run, Write


@pytest.mark.parametrize("which", ["rubric", "mini"])
def test_every_row_is_read_back(which: str, request: pytest.FixtureRequest, write: Write) -> None:
    rubric: Rubric = request.getfixturevalue(which)
    workbook = Reader(rubric).read(write(NO_FILLING, of=rubric))
    assert set(workbook.items) == {*rubric.nodes, *rubric.questions, *rubric.inputs, "total"}
    assert not workbook.findings
    assert not workbook.unmatched


def test_only_answers_and_texts_are_open_and_formulas_are_locked(rubric: Rubric, write: Write) -> None:
    sheet = openpyxl.load_workbook(write(NO_FILLING)).active
    assert sheet is not None
    assert sheet.protection.sheet
    formulas = unlocked_formulas = open_cells = 0
    for row in sheet.iter_rows():
        for cell in row:
            formula = isinstance(cell.value, str) and cell.value.startswith("=")
            formulas += formula
            unlocked_formulas += formula and not cell.protection.locked
            open_cells += not cell.protection.locked
    typed = [c for c, q in rubric.questions.items() if q.ratio is None]
    counts = [c for c, each in rubric.inputs.items() if each.sum is None]
    assert formulas > len(rubric.questions) + len(rubric.nodes)
    assert unlocked_formulas == 0
    assert not sheet["B1"].protection.locked, "the unit's name stands in the title"
    title = sum(not cell.protection.locked for cell in sheet[1])
    assert open_cells - title == len(typed) + len(counts) + 3 * len(rubric.questions)  # catatan, dokumen, tautan


def test_every_answer_has_a_dropdown_or_bounds(rubric: Rubric, write: Write) -> None:
    sheet = openpyxl.load_workbook(write(NO_FILLING)).active
    assert sheet is not None
    kinds = {"list": 0, "decimal": 0, "whole": 0}
    for validation in sheet.data_validations.dataValidation:
        kinds[validation.type] += sum(len(list(r.cells)) for r in validation.sqref.ranges)
    scales = [rubric.scales[q.scale].kind for q in rubric.questions.values()]
    assert kinds["list"] == scales.count("choice")
    assert kinds["decimal"] == scales.count("number") == 2
    assert kinds["whole"] == len(rubric.inputs) - 1  # the sum is a formula


def test_texts_that_look_like_formulas_stay_texts(write: Write) -> None:
    path = write(Filling("=1+1", {}, {"A.I.1.i.a": "=cmd|' /C calc'!A0"}, {"A.I.1.i.a": ["+62"]}))
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    risky = [c for row in sheet.iter_rows() for c in row if isinstance(c.value, str) and "cmd" in c.value]
    assert [cell.data_type for cell in risky] == ["s"]


def test_a_quotation_mark_in_an_option_does_not_break_its_formula() -> None:
    scale = Scale(kind="choice", form="x", options={'Ada "penuh"': 1.0, "Tidak": 0.0})
    assert choice_value(scale, "K1") == '=IF(K1="Ada ""penuh""",1.0,IF(K1="Tidak",0.0,"Blm Diisi"))'


def test_the_example_reaches_every_minimum(rubric: Rubric, reader: Reader, write: Write) -> None:
    card = score_workbook(reader, write(example_filling(rubric)), target="wbbm").scorecard
    assert card is not None
    assert card.met
    assert not card.findings


def test_the_samples_are_what_their_maker_writes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "samples/make.py", tmp_path], check=True)
    made = sorted(path.name for path in tmp_path.glob("*.xlsx"))
    assert len(made) >= 3
    for name in made:
        cells = [
            [[cell.value for cell in row] for row in openpyxl.load_workbook(folder / name).worksheets[0].iter_rows()]
            for folder in (tmp_path, ROOT / "samples")
        ]
        assert cells[0] == cells[1], name


class TestCommand:
    def test_writes_a_blank_and_an_example(self, lke: Run, tmp_path: Path) -> None:
        for fill, expected in (("none", 2), ("example", 0)):
            path = tmp_path / f"{fill}.xlsx"
            assert lke("template", "-o", path, "--fill", fill)[0] == 0
            assert lke("score", "--detail", path)[0] == expected

    def test_never_overwrites_unless_told(self, lke: Run, tmp_path: Path) -> None:
        path = tmp_path / "ada.xlsx"
        path.write_text("milik saya")
        code, _, err = lke("template", "-o", path)
        assert code == 2
        assert "sudah ada" in err
        assert path.read_text() == "milik saya"
        assert lke("template", "-o", path, "--force")[0] == 0

    @pytest.mark.parametrize("name", ["LKE.xls", "LKE", "tidak ada/LKE.xlsx"])
    def test_a_name_that_cannot_be_is_said(self, lke: Run, tmp_path: Path, name: str) -> None:
        code, out, err = lke("template", "-o", tmp_path / name)
        assert (code, out) == (2, "")
        assert err.startswith("Galat: ")
        assert err.count("\n") == 1
        assert not list(tmp_path.iterdir())
