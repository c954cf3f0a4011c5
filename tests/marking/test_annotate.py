"""``lke annotate``: the unit's own workbook, marked, and what of it is written anew."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import pytest
import python_calamine

from lke_cli import AnnotateOptions, annotate, score
from lke_cli.marking.sheet import cell_address, place_in_sheet
from lke_cli.marking.stale import stale_cells
from lke_cli.marking.xml import parsed
from lke_cli.rubric import Rubric
from lke_cli.templates import Filling, example_filling, write_template
from lke_cli.workbook import Reader
from tests.conftest import Run
from tests.marking.packages import dress, members, read_book, rewritten
from tests.templates.recalculate import recalculate
from tests.workbook.files import write_ods, write_xls

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")  # openpyxl's, on reading

_SHEET = "xl/worksheets/sheet1.xml"
_PER_FILE = {"file", "sha256", "saved", "unit"}


@pytest.fixture
def lke_file(tmp_path: Path, rubric: Rubric) -> Path:
    path = tmp_path / "LKE.xlsx"
    write_template(rubric, path, example_filling(rubric))
    return path


def _spoiled(path: Path, to: Path, cells: Mapping[str, str]) -> Path:
    """Write a workbook again with some cells of its first sheet holding other XML (``{}``: the cell's style)."""

    def change(xml: bytes) -> bytes:
        text = xml.decode()
        for address, content in cells.items():
            found = re.search(rf'<c r="{address}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)', text)
            assert found, address
            text = f'{text[: found.start()]}<c r="{address}"{found[1] or ""}{content}</c>{text[found.end() :]}'
        return text.encode()

    return rewritten(path, to, {_SHEET: change})


def _text(text: str) -> str:
    return f' t="inlineStr"><is><t xml:space="preserve">{text}</t></is>'


def _score(lke: Run, path: Path) -> dict[str, object]:
    """Return a workbook's score as JSON, without what is the file's own."""
    _, out, _ = lke("score", path, "--format", "json")
    (scored,) = json.loads(out)["workbooks"]
    for task in scored["tasks"]:
        del task["command"]  # names the file
    return {key: value for key, value in scored.items() if key not in _PER_FILE}


def _cells(path: Path) -> dict[str, list[list[object]]]:
    book = python_calamine.CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}  # type: ignore[misc]


def _said(path: Path) -> str:
    """Return all that the sheet in front says, a row a line."""
    sheet = read_book(path)["Hasil lke"]
    return "\n".join(" | ".join(str(cell.value) for cell in row if cell.value) for row in sheet.iter_rows())


@pytest.fixture
def faulty(tmp_path: Path, rubric: Rubric, lke_file: Path) -> Path:
    """A workbook with an answer that is none, one left out, evidence left out, markup in a text."""
    book = Reader(rubric).read(lke_file)
    column = [book.cell(code, "answer") or "" for code in ("A.I.1.i.a", "A.I.1.i.b")]
    evidence = [(book.cell("A.I.1.ii.a", role) or "").rpartition("!")[2] for role in ("documents", "links")]
    cells = {column[0].rpartition("!")[2]: _text("&lt;b&gt;=mungkin"), column[1].rpartition("!")[2]: ">"}
    return _spoiled(lke_file, tmp_path / "salah.xlsx", cells | dict.fromkeys(evidence, ">"))


def test_cells_with_findings_get_a_comment_and_the_sheet_in_front_leads_to_them(
    faulty: Path, rubric: Rubric, lke: Run, tmp_path: Path
) -> None:
    before = faulty.read_bytes()
    code, out, err = lke("annotate", faulty, "-o", tmp_path / "tanda.xlsx")
    assert (code, err) == (0, "")
    assert "Salinan bertanda ditulis" in out
    assert faulty.read_bytes() == before
    read = Reader(rubric).read(faulty)
    book = read_book(tmp_path / "tanda.xlsx")
    where = (read.cell("A.I.1.i.a") or "").rpartition("!")[2]
    comment = book["LKE"][where].comment.text
    assert "<b>=mungkin" in comment
    assert "Galat: A.I.1.i.a" in comment
    assert "Saran: " in comment
    said = _said(tmp_path / "tanda.xlsx")
    assert "nilai minimal WBK" in said
    assert "60" not in said.split("\n")[0]
    links = {cell.hyperlink.location for row in book["Hasil lke"].iter_rows() for cell in row if cell.hyperlink}
    assert f"'LKE'!{where}" in links


def test_the_next_step_is_marked_at_the_cell_to_type_in(faulty: Path, rubric: Rubric, lke: Run, tmp_path: Path) -> None:
    lke("annotate", faulty, "-o", tmp_path / "tanda.xlsx")
    read = Reader(rubric).read(faulty)
    sheet = read_book(tmp_path / "tanda.xlsx")["LKE"]
    empty = (read.cell("A.I.1.ii.a", "documents") or "").rpartition("!")[2]
    assert "Langkah" in sheet[empty].comment.text, "the evidence cell that is empty"
    unanswered = (read.cell("A.I.1.i.b") or "").rpartition("!")[2]
    assert "Langkah" in sheet[unanswered].comment.text


def test_the_copy_scores_the_same(faulty: Path, lke: Run, tmp_path: Path) -> None:
    lke("annotate", faulty, "-o", tmp_path / "tanda.xlsx")
    assert _score(lke, tmp_path / "tanda.xlsx") == _score(lke, faulty)


def test_the_official_form_keeps_all_that_is_in_it(official_form: Path, lke: Run, tmp_path: Path) -> None:
    path = tmp_path / "resmi.xlsx"
    book = read_book(official_form)
    sheet = book.worksheets[0]
    for row in range(8, 60):
        if sheet[f"J{row}"].value in ("A/B/C", "A/B/C/D", "Ya/Tidak"):
            sheet[f"K{row}"] = {"Ya/Tidak": "Ya"}.get(sheet[f"J{row}"].value, "B")
    book.save(path)
    code, _, _ = lke("annotate", path, "-o", tmp_path / "tanda.xlsx")
    assert code == 0
    before, after = members(path), members(tmp_path / "tanda.xlsx")
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
    }
    assert {name: rows for name, rows in _cells(tmp_path / "tanda.xlsx").items() if name != "Hasil lke"} == _cells(path)
    assert _score(lke, tmp_path / "tanda.xlsx") == _score(lke, path)


@pytest.mark.parametrize("dressed", [False, True], ids=["XlsxWriter", "openpyxl"])
def test_the_copy_opens_in_libreoffice_with_every_cell(lke: Run, dressed: bool, faulty: Path, tmp_path: Path) -> None:
    if dressed:
        faulty = dress(faulty, tmp_path / "berhias.xlsx")
    lke("annotate", faulty, "-o", tmp_path / "tanda.xlsx")
    plain, copy = recalculate([faulty, tmp_path / "tanda.xlsx"], tmp_path / "lo")
    before, after = _cells(plain), _cells(copy)
    assert list(after) == ["Hasil lke", *before]
    for name, rows in before.items():
        assert after[name] == rows, name
    assert _score(lke, copy) == _score(lke, plain)
    # Saved by LibreOffice and marked again: still one sheet, and one mark a cell.
    code, _, _ = lke("annotate", copy, "-o", tmp_path / "lagi.xlsx")
    assert code == 0
    again = read_book(tmp_path / "lagi.xlsx")
    assert again.sheetnames == list(after)
    for sheet in again.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.comment is None or cell.comment.text.count("[lke]") <= 1


def test_marking_the_copy_again_changes_nothing_but_the_name(faulty: Path, lke: Run, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    lke("annotate", faulty, "-o", tmp_path / "a/salah.xlsx")
    lke("annotate", tmp_path / "a/salah.xlsx", "-o", tmp_path / "b/salah.xlsx")
    assert (tmp_path / "b/salah.xlsx").read_bytes() == (tmp_path / "a/salah.xlsx").read_bytes()


def test_the_same_input_gives_the_same_bytes(faulty: Path, tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        annotate(faulty, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


# What is refused before anything is written


def test_the_input_is_never_written_over(faulty: Path, lke: Run) -> None:
    before = faulty.read_bytes()
    code, _, err = lke("annotate", faulty, "-o", faulty, "--force")
    assert code == 2
    assert "menimpa berkas yang dibaca" in err
    assert faulty.read_bytes() == before


@pytest.mark.parametrize("name", ["tanda.xls", "tanda.xlsm", "tanda", "tanda.ods"])
def test_the_copy_is_named_as_what_it_is(faulty: Path, lke: Run, tmp_path: Path, name: str) -> None:
    code, _, err = lke("annotate", faulty, "-o", tmp_path / name)
    assert code == 2
    assert "harus berakhir dengan .xlsx" in err
    assert not (tmp_path / name).exists()


def test_old_formats_are_refused_with_the_way_out(lke: Run, tmp_path: Path) -> None:
    for path in (write_xls(tmp_path / "lama.xls", b""), write_ods(tmp_path / "lain.ods", "")):
        code, _, err = lke("annotate", path, "-o", tmp_path / "tanda.xlsx")
        assert code == 2
        assert "simpan salinannya sebagai .xlsx" in err
        assert not (tmp_path / "tanda.xlsx").exists()


def test_a_blank_form_is_not_marked(rubric: Rubric, lke: Run, tmp_path: Path) -> None:
    write_template(rubric, tmp_path / "kosong.xlsx", Filling())
    code, _, err = lke("annotate", tmp_path / "kosong.xlsx", "-o", tmp_path / "tanda.xlsx")
    assert code == 2
    assert "FORMULIR MASIH KOSONG" in err
    assert not (tmp_path / "tanda.xlsx").exists()


def test_a_locked_structure_stays_locked_and_is_told(faulty: Path, lke: Run, tmp_path: Path) -> None:
    def lock(xml: bytes) -> bytes:
        return xml.replace(b"<bookViews>", b'<workbookProtection lockStructure="1"/><bookViews>')

    path = rewritten(faulty, tmp_path / "kunci.xlsx", {"xl/workbook.xml": lock})
    _, out, _ = lke("annotate", path, "-o", tmp_path / "tanda.xlsx")
    assert "Struktur workbook ini dikunci" in out
    assert b'lockStructure="1"' in members(tmp_path / "tanda.xlsx")["xl/workbook.xml"]


# --fix safe


@pytest.fixture
def fixable(tmp_path: Path, rubric: Rubric, lke_file: Path) -> tuple[Path, dict[str, str]]:
    """A workbook with what has one meaning only, and the cells of that by what is wrong."""
    read = Reader(rubric).read(lke_file)

    def at(code: str, role: str = "answer") -> str:
        return (read.cell(code, role) or "").rpartition("!")[2]  # type: ignore[arg-type]

    where = {
        "alias": at("A.I.1.i.a"),  # Ya/Tidak
        "blanks": at("A.I.1.i.b"),  # A/B/C
        "comma": at("B.I.a"),  # 0 to 4
        "count": at("A.II.1.i.a.1"),
        "choices": at("A.I.1.ii.b", "choices"),
        "mean": at("A.I.1.i", "score"),
        "sum": at("A.I.1", "score"),
        "value": at("A.I.1.ii.b", "score"),
    }
    rows = {code: read.items[code].row + 1 for code in ("A.I.1.i", "A.I.1.i.a", "A.I.1.i.b")}
    letters = where["mean"].rstrip("0123456789")
    weight = at("A.I.1.i", "weight")
    cells = {
        where["alias"]: _text("iya"),
        where["blanks"]: _text(" b"),
        where["comma"]: _text("3,76"),
        where["count"]: _text("9"),
        where["choices"]: _text("A/BC"),
        where["mean"]: f"><f>AVERAGE({letters}{rows['A.I.1.i.a']})*{weight}</f><v>0.5</v>",
        where["sum"]: "><v>1.5</v>",
        where["value"]: "><v>0.25</v>",
    }
    return _spoiled(lke_file, tmp_path / "betul.xlsx", cells), where


def test_what_has_one_meaning_is_written_as_the_form_has_it(
    fixable: tuple[Path, dict[str, str]], lke_file: Path, tmp_path: Path
) -> None:
    path, where = fixable
    made = annotate(path, tmp_path / "tanda.xlsx", AnnotateOptions(fix="safe"))
    assert {fix.cell.rpartition("!")[2] for fix in made.fixes} == set(where.values())
    sheet, whole = (read_book(each)["LKE"] for each in (tmp_path / "tanda.xlsx", lke_file))
    assert sheet[where["alias"]].value == "Ya"
    assert sheet[where["blanks"]].value == "B"
    assert sheet[where["comma"]].value == 3.76
    assert sheet[where["count"]].value == 9
    assert sheet[where["choices"]].value == "A/B/C"
    # AVERAGE over all rows, and SUM of all parts, each as the form's own formula computes
    letters, first = re.fullmatch(r"([A-Z]+)(\d+)", where["mean"]).groups()  # type: ignore[union-attr]
    rows = f"{letters}{int(first) + 1}:{letters}{int(first) + 2}"
    assert sheet[where["mean"]].value == f"=AVERAGE({rows})*{whole[where['mean']].value.rpartition('*')[2]}"
    assert sheet[where["sum"]].value.startswith("=SUM(")
    assert sheet[where["value"]].value == whole[where["value"]].value


def test_the_list_has_before_and_after(fixable: tuple[Path, dict[str, str]], lke: Run, tmp_path: Path) -> None:
    path, where = fixable
    _, out, _ = lke("annotate", path, "-o", tmp_path / "tanda.xlsx", "--fix", "safe")
    assert f"Dibetulkan LKE!{where['alias']}: 'iya' menjadi 'Ya'" in out
    said = _said(tmp_path / "tanda.xlsx")
    assert f"LKE!{where['comma']} | teks '3,76' | angka 3,76" in said
    assert f"LKE!{where['choices']} | ''A/BC'" in said or f"LKE!{where['choices']} | 'A/BC' | 'A/B/C'" in said
    assert "Sudah dibetulkan di salinan ini: 8 sel" in said


def test_no_claim_changes(fixable: tuple[Path, dict[str, str]], lke: Run, tmp_path: Path) -> None:
    path, _ = fixable
    lke("annotate", path, "-o", tmp_path / "tanda.xlsx", "--fix", "safe")
    before, after = (_score(lke, each)["scorecard"] for each in (path, tmp_path / "tanda.xlsx"))
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    for key in ("questions", "nodes", "minimums", "met", "total"):
        assert after[key] == before[key]


def test_the_formulas_written_back_compute_our_scores(
    fixable: tuple[Path, dict[str, str]], lke: Run, tmp_path: Path
) -> None:
    path, _ = fixable
    lke("annotate", path, "-o", tmp_path / "tanda.xlsx", "--fix", "safe")
    (copy,) = recalculate([tmp_path / "tanda.xlsx"], tmp_path / "lo")
    card = _score(lke, copy)["scorecard"]
    assert isinstance(card, dict)
    wrong = [finding["rule"] for finding in card["findings"] if finding["rule"].startswith(("workbook-", "formula-"))]
    assert wrong == []
    for node in card["nodes"]:
        if node["code"] in card["shown"]:
            assert card["shown"][node["code"]] == pytest.approx(node["score"], abs=1e-9), node["code"]


def test_nothing_is_fixed_unasked(fixable: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    path, _ = fixable
    made = annotate(path, tmp_path / "tanda.xlsx")
    assert made.fixes == ()
    assert {k: v for k, v in _cells(tmp_path / "tanda.xlsx").items() if k != "Hasil lke"} == _cells(path)


@pytest.mark.parametrize(
    ("code", "role", "content", "why"),
    [
        ("A.I.1.ii.b", "choices", _text("A/B/C/D"), "may be another form's"),
        ("A.I.1.i.a", "answer", _text("Ya, sudah ada SK 12"), "more is said than the option"),
        ("A.I.1.i.a", "answer", _text("mungkin"), "no option"),
        ("A.I.1.i.b", "answer", ' t="str"><f>LOWER("A")</f><v>a</v>', "a formula"),
        ("B.I.a", "answer", _text("3.625"), "a point may stand for thousands"),
        ("A.I.1.i", "score", "><f>MAX(L5,L6)*I4</f><v>0.5</v>", "no sum that misses a row"),
    ],
)
def test_what_could_mean_two_things_is_left(
    code: str, role: str, content: str, why: str, lke_file: Path, rubric: Rubric, tmp_path: Path
) -> None:
    where = (Reader(rubric).read(lke_file).cell(code, role) or "").rpartition("!")[2]  # type: ignore[arg-type]
    path = _spoiled(lke_file, tmp_path / "ragu.xlsx", {where: content})
    assert annotate(path, tmp_path / "tanda.xlsx", AnnotateOptions(fix="safe")).fixes == (), why


def test_no_number_that_is_stored_is_wrong_after_a_fix(
    fixable: tuple[Path, dict[str, str]], lke_file: Path, rubric: Rubric, tmp_path: Path
) -> None:
    """All that leads up from a fixed cell to the total shows nothing until Excel computes it; what stands beside it
    keeps what it showed: here the whole of A.I.2, in which nothing is fixed."""
    path, _ = fixable
    annotate(path, tmp_path / "tanda.xlsx", AnnotateOptions(fix="safe"))
    shown = read_book(tmp_path / "tanda.xlsx", data_only=True)["LKE"]
    read = Reader(rubric).read(lke_file)

    def value(code: str) -> object:
        return shown[(read.cell(code, "score") or "").rpartition("!")[2]].value

    assert {code: value(code) for code in ("A.I.1.i", "A.I.1", "A.I", "A", "total")} == dict.fromkeys(
        ("A.I.1.i", "A.I.1", "A.I", "A", "total")
    )
    card = score(lke_file).workbooks[0].scorecard
    assert card is not None
    assert value("A.I.2") == pytest.approx(card.node("A.I.2").score)


def test_formulas_on_other_sheets_that_take_a_fixed_cell_show_nothing_old(
    fixable: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    """A recap's formulas: one takes a cell of the LKE, one that formula, one a name for it, one something else."""
    at = fixable[1]["comma"]
    root = parsed(b"<s xmlns='n'><sheetData><row r='1'><c r='A1'><f>LKE!%s*2</f><v>1</v></c>" % at.encode()
                  + b"<c r='B1'><f>SUM($A$1:A3)</f><v>1</v></c><c r='C1'><f>Indeks+1</f><v>1</v></c>"
                  b"<c r='D1'><f>LEN(\"LKE!A1\")</f><v>6</v></c><c r='E1'><f>INDIRECT(\"A1\")</f><v>6</v></c>"
                  b"<c r='A2'><f t='shared' si='0' ref='A2:C2'>A1</f><v>1</v></c><c r='D2'><f t='shared' si='0'/></c>"
                  b"<c r='F2'><f t='shared' si='0'/></c></row></sheetData></s>")  # fmt: skip
    written = {"LKE": {place_in_sheet(f"LKE!{at}")[1]: None}}  # type: ignore[index]
    stale = stale_cells({"Rekap": root}, {"indeks": f"LKE!${at}"}, written)
    assert {cell_address(place) for place in stale["Rekap"]} == {"A1", "B1", "C1", "E1", "A2"}


def test_what_was_fixed_is_no_finding_any_more_and_the_list_survives_marking_again(
    fixable: tuple[Path, dict[str, str]], lke: Run, tmp_path: Path
) -> None:
    path, where = fixable
    once, twice = tmp_path / "sekali.xlsx", tmp_path / "dua kali.xlsx"
    lke("annotate", path, "-o", once, "--fix", "safe")
    said = _said(once)
    found = said[said.index("Temuan lain") :]
    assert "pilihan jawaban" not in found.lower(), found
    assert where["sum"] not in found
    lke("annotate", once, "-o", twice)
    (fixed, again) = (text[text.index("Sudah dibetulkan") :].split("\n\n")[0] for text in (said, _said(twice)))
    rows = [line for line in fixed.splitlines() if line.startswith(("Jawaban |", "Rumus |", "Pilihan"))]
    assert len(rows) == 8
    assert all(row in again for row in rows)


def test_what_cannot_be_seen_is_said_in_words(lke_file: Path, rubric: Rubric, lke: Run, tmp_path: Path) -> None:
    where = (Reader(rubric).read(lke_file).cell("A.I.1.i.b", "answer") or "").rpartition("!")[2]
    path = _spoiled(lke_file, tmp_path / "tak tampak.xlsx", {where: _text("A\u00a0\u200b")})
    out = " ".join(lke("annotate", path, "-o", tmp_path / "tanda.xlsx", "--fix", "safe")[1].split())
    assert f"LKE!{where}: 'A[spasi tak putus][spasi tak tampak]' menjadi 'A'" in out


def test_a_formula_that_is_left_has_its_reason(lke_file: Path, rubric: Rubric, lke: Run, tmp_path: Path) -> None:
    read = Reader(rubric).read(lke_file)
    mean, weight = ((read.cell("A.I.1.i", role) or "").rpartition("!")[2] for role in ("score", "weight"))
    row = read.items["A.I.1.i.a"].row + 1
    letters = mean.rstrip("0123456789")
    path = _spoiled(lke_file, tmp_path / "maks.xlsx", {mean: f"><f>MAX({letters}{row})*{weight}</f><v>0.5</v>"})
    out = " ".join(lke("annotate", path, "-o", tmp_path / "tanda.xlsx", "--fix", "safe")[1].split())
    assert f"Tidak dibetulkan LKE!{mean}, rumus A.I.1.i: rumusnya lain jenis" in out
    assert "rumusnya lain jenis" in _said(tmp_path / "tanda.xlsx")


def test_a_workbook_that_is_open_is_said_to_be(lke_file: Path, lke: Run, tmp_path: Path) -> None:
    for name in ("~$LKE.xlsx", ".~lock.LKE.xlsx#"):
        lock = lke_file.with_name(name)
        lock.write_bytes(b"kunci")
        for words in (("score", lke_file), ("annotate", lke_file, "-o", tmp_path / f"{name}.xlsx")):
            assert "'LKE.xlsx' sedang terbuka di Excel" in lke(*words)[2]
        lock.unlink()
    assert "terbuka" not in lke("score", lke_file)[2]


def test_an_empty_cell_that_the_sheet_leaves_out_gets_its_comment_and_colour_too(
    lke_file: Path, rubric: Rubric, tmp_path: Path
) -> None:
    """Excel writes no element for an empty cell without a format: the answer that is missing is such a one."""
    where = (Reader(rubric).read(lke_file).cell("A.I.1.i.b", "answer") or "").rpartition("!")[2]

    def left_out(xml: bytes) -> bytes:
        return re.sub(rb'<c r="%s"[^>]*?(?:/>|>.*?</c>)' % where.encode(), b"", xml)

    path = rewritten(lke_file, tmp_path / "kosong.xlsx", {_SHEET: left_out})
    annotate(path, tmp_path / "tanda.xlsx")
    sheet = read_book(tmp_path / "tanda.xlsx")["LKE"]
    assert "Langkah 1" in sheet[where].comment.text
    assert any(where in str(each.sqref).split() for each in sheet.conditional_formatting)


@pytest.mark.parametrize("fix", [None, "safe"])
def test_merged_areas_of_millions_of_cells_are_not_spelt_out(
    faulty: Path, tmp_path: Path, fix: Literal["safe"] | None
) -> None:
    """80 million cells far right, in 16,000 areas of a row, and one area to the end of the sheet."""
    areas = [
        f"{first}{row}:{last}{row}" for first, last in (("BA", "GKZ"), ("GLA", "NWZ")) for row in range(300, 8_300)
    ]
    more = "".join(f'<mergeCell ref="{area}"/>' for area in [*areas, "BA9000:XFD1048576"]).encode()

    def merged(xml: bytes) -> bytes:
        return re.sub(rb"<mergeCells[^>]*>", lambda found: b"<mergeCells>" + more, xml)

    path = rewritten(faulty, tmp_path / "gabung.xlsx", {_SHEET: merged})
    made = annotate(path, tmp_path / "tanda.xlsx", AnnotateOptions(fix=fix, max_seconds=20))
    assert made.marked == annotate(faulty, tmp_path / "biasa.xlsx", AnnotateOptions(fix=fix)).marked > 0
