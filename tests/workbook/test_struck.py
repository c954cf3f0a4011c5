"""An answer that is crossed out may be withdrawn: it is told, and no minimum is reached by it alone."""

import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font

from lke_cli.errors import UndecidedError
from lke_cli.results import ScoredWorkbook
from lke_cli.scored import score_workbook
from lke_cli.workbook import Reader
from tests.conftest import ROOT
from tests.templates.recalculate import recalculate

PASSING = next((ROOT / "samples").glob("*Teladan*.xlsx"))
FAILING = next((ROOT / "samples").glob("*Selatan*.xlsx"))


def _struck(source: Path, to: Path, reader: Reader, codes: list[str], *, strike: bool = True) -> Path:
    """Write a sample again with the answers of these questions crossed out."""
    book = openpyxl.load_workbook(source)
    workbook = reader.read(source)
    for code in codes:
        sheet, _, address = (workbook.cell(code) or "").rpartition("!")
        book[sheet][address].font = Font(strike=strike)
    book.save(to)
    return to


def _told(scored: ScoredWorkbook) -> list[tuple[str | None, str | None]]:
    card = scored.scorecard
    assert card is not None
    return [(finding.node, finding.cell) for finding in card.findings if finding.rule == "answer-struck"]


def _of(reader: Reader, area: str) -> list[str]:
    """Return the codes of the questions of an area that are answered by a letter or a word."""
    return [code for code, question in reader.rubric.questions.items() if code.startswith(area) and not question.inputs]


def test_a_crossed_out_answer_is_told_with_its_cell(reader: Reader, tmp_path: Path) -> None:
    (code, *_) = _of(reader, "A.")
    path = _struck(FAILING, tmp_path / "LKE.xlsx", reader, [code])
    assert _told(score_workbook(reader, path, target="wbk")) == [(code, reader.read(FAILING).cell(code))]


def test_a_font_that_says_it_does_not_strike_is_none(reader: Reader, tmp_path: Path) -> None:
    path = _struck(PASSING, tmp_path / "LKE.xlsx", reader, _of(reader, "A."), strike=False)
    assert _told(score_workbook(reader, path, target="wbk")) == []


@pytest.mark.parametrize("suffix", [".xlsx", ".ods", ".xls"])
def test_minimums_that_are_reached_with_crossed_out_answers_alone_are_undecided(
    reader: Reader, tmp_path: Path, suffix: str
) -> None:
    codes = _of(reader, "A.I.1.")
    path = _struck(PASSING, tmp_path / "LKE.xlsx", reader, codes)
    if suffix != ".xlsx":
        (path,) = recalculate([path], tmp_path / "lain", suffix[1:])
    with pytest.raises(UndecidedError) as caught:
        score_workbook(reader, path, target="wbk")
    assert f"hanya bila {len(codes)} isian yang dibaca dengan ragu memang berlaku" in str(caught.value)
    assert "Hapus coretan pada jawaban yang berlaku" in str(caught.value)
    assert set(caught.value.cells) == {reader.read(PASSING).cell(code) for code in codes}


def test_minimums_that_are_reached_without_it_leave_the_verdict(reader: Reader, tmp_path: Path) -> None:
    (code, *_) = _of(reader, "A.I.1.")
    path = _struck(PASSING, tmp_path / "LKE.xlsx", reader, [code])
    scored = score_workbook(reader, path, target="wbk")
    assert scored.scorecard is not None
    assert scored.scorecard.met
    assert [node for node, _ in _told(scored)] == [code]


_STRUCK, _PLAIN = "<r><rPr><strike/></rPr><t>{}</t></r>", "<r><t>{}</t></r>"


@pytest.mark.parametrize(("second", "told"), [(_STRUCK, True), (_PLAIN, False)])
def test_a_text_that_is_crossed_out_as_it_was_typed_is_told_as_well(
    reader: Reader, tmp_path: Path, second: str, told: bool
) -> None:
    typed = f"<si>{_STRUCK.format('Y')}{second.format('a')}</si>".encode()
    path = tmp_path / "LKE.xlsx"
    with zipfile.ZipFile(FAILING) as source, zipfile.ZipFile(path, "w") as copy:
        for name in source.namelist():
            copy.writestr(name, source.read(name).replace(b"<si><t>Ya</t></si>", typed))
    workbook = reader.read(path)
    answered = [code for code in _of(reader, "A.") if workbook.text(code, "answer") == "Ya"]
    assert answered
    assert [node for node, _ in _told(score_workbook(reader, path, target="wbk"))] == (answered if told else [])


def _conditional(source: Path, to: Path, reader: Reader, codes: list[str], font: Font) -> Path:
    """Write a sample again with a conditional format over the answers of these questions."""
    book = openpyxl.load_workbook(source)
    workbook = reader.read(source)
    for code in codes:
        sheet, _, address = (workbook.cell(code) or "").rpartition("!")
        book[sheet].conditional_formatting.add(address, FormulaRule(formula=["1"], font=font))  # type: ignore[no-untyped-call]
    book.save(to)
    return to


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_an_answer_that_a_conditional_format_crosses_out_may_be_withdrawn(
    reader: Reader, tmp_path: Path, suffix: str
) -> None:
    codes = _of(reader, "A.I.1.")
    path = _conditional(PASSING, tmp_path / "LKE.xlsx", reader, codes, Font(strike=True))
    if suffix != ".xlsx":
        (path,) = recalculate([path], tmp_path / "lain", suffix[1:])
    with pytest.raises(UndecidedError, match="mungkin dicoret") as caught:
        score_workbook(reader, path, target="wbk")
    assert set(caught.value.cells) == {reader.read(PASSING).cell(code) for code in codes}


def test_a_conditional_format_that_only_colours_is_none(reader: Reader, tmp_path: Path) -> None:
    codes = _of(reader, "A.I.1.")
    path = _conditional(PASSING, tmp_path / "LKE.xlsx", reader, codes, Font(color="FFFF0000"))
    assert _told(score_workbook(reader, path, target="wbk")) == []


@pytest.mark.parametrize(("font", "told"), [("<strike/>", True), ('<strike val="0"/>', False), ("<b/>", False)])
def test_a_rule_of_excels_own_extension_is_read_as_well(reader: Reader, tmp_path: Path, font: str, told: bool) -> None:
    (code, *_) = _of(reader, "A.I.1.")
    cell = reader.read(FAILING).cell(code)
    rule = (
        '<extLst><ext xmlns:x14="urn:x14" uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"><x14:conditionalFormattings>'
        '<x14:conditionalFormatting xmlns:xm="urn:xm"><x14:cfRule type="expression" priority="1" id="{1}">'
        f"<xm:f>Acuan!$A$1</xm:f><x14:dxf><font>{font}</font></x14:dxf></x14:cfRule>"
        f"<xm:sqref>{(cell or '').rpartition('!')[2]}</xm:sqref></x14:conditionalFormatting>"
        "</x14:conditionalFormattings></ext></extLst></worksheet>"
    )
    path = tmp_path / "LKE.xlsx"
    with zipfile.ZipFile(FAILING) as source, zipfile.ZipFile(path, "w") as copy:
        for name in source.namelist():
            content = source.read(name)
            sheet = name.startswith("xl/worksheets/") and b"<extLst" not in content
            copy.writestr(name, content.replace(b"</worksheet>", rule.encode()) if sheet else content)
    assert _told(score_workbook(reader, path, target="wbk")) == ([(code, cell)] if told else [])


@pytest.mark.parametrize(("shown", "told"), [(";;;", True), (";;;@", False), ("General;;", False)])
@pytest.mark.parametrize("suffix", [".xlsx", ".ods", ".xls"])
def test_an_answer_that_its_cell_does_not_show_is_told(
    reader: Reader, tmp_path: Path, suffix: str, shown: str, told: bool
) -> None:
    (code, *_) = _of(reader, "A.")
    path = tmp_path / "LKE.xlsx"
    book = openpyxl.load_workbook(FAILING)
    sheet, _, address = (reader.read(FAILING).cell(code) or "").rpartition("!")
    book[sheet][address].number_format = shown
    book.save(path)
    if suffix != ".xlsx":
        (path,) = recalculate([path], tmp_path / "lain", suffix[1:])
    cell = reader.read(FAILING).cell(code)
    assert _told(score_workbook(reader, path, target="wbk")) == ([(code, cell)] if told else [])
