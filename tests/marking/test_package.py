"""A marked copy's package: what changes in it, and that nothing else does."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from lke_cli.errors import LkeError
from lke_cli.marking import fixed_copy, marked_copy, readable, sheet_suffix
from lke_cli.marking.sheet import OURS, Written
from lke_cli.results import FRONT_MARK, Front, FrontCell, Note
from lke_cli.rubric import Rubric
from lke_cli.templates import example_filling, write_template
from lke_cli.workbook import column_number
from tests.marking.packages import dress, members, packed, prefixed, read_book, rewritten, with_everything
from tests.workbook.files import write_ods, write_xls

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")  # openpyxl's, on reading

_FRONT = Front(
    (20.0, 40.0, 16.0),
    (
        (FrontCell(FRONT_MARK, "title", span=3),),
        (FrontCell("Langkah", "head"), FrontCell("isi <b> & \u202e"), FrontCell("B4", "link", "LKE!B4")),
        (FrontCell('=HYPERLINK("x")'),),
    ),
)
_NOTES = (
    Note("LKE!B4", "error", ("Galat: salah", "Saran: betulkan")),
    Note("LKE!A2", "warning", ("Peringatan: lihat",)),
    Note("LKE!G2", "step", ("Langkah 1: isi",)),
    Note("LKE!Z40", "step", ("Langkah 2: kosong",)),
)
_ORDER = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
]


@pytest.fixture
def everything(tmp_path: Path) -> Path:
    return with_everything(tmp_path / "asal.xlsx")


@pytest.fixture
def dressed(tmp_path: Path, rubric: Rubric) -> Path:
    write_template(rubric, tmp_path / "polos.xlsx", example_filling(rubric))
    return dress(tmp_path / "polos.xlsx", tmp_path / "asal.xlsx")


def _marked(path: Path, notes: tuple[Note, ...] = _NOTES, **more: object) -> Path:
    to = path.with_name(f"bertanda-{path.name}")
    if "written" in more:
        to.write_bytes(fixed_copy(path, more["written"]).data)  # type: ignore[arg-type]
        path = to
    to.write_bytes(marked_copy(path, notes, _FRONT).data)
    return to


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _order_of(xml: bytes) -> list[int]:
    names = [_name(each) for each in ElementTree.fromstring(xml)]
    return [_ORDER.index(name) for name in names if name in _ORDER]


def test_members_that_need_no_change_stay_byte_for_byte(everything: Path) -> None:
    copy = _marked(everything)
    before, after = members(everything), members(copy)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
    }
    assert set(after) - set(before) == {"xl/worksheets/sheet3.xml"}
    for name in set(before) - changed:
        assert packed(copy, name) == packed(everything, name), name


def test_elements_of_a_worksheet_stand_in_the_order_of_the_standard(everything: Path) -> None:
    before, after = (members(path)["xl/worksheets/sheet1.xml"] for path in (everything, _marked(everything)))
    assert _order_of(before) == sorted(_order_of(before)), "the sheet that the test starts from"
    order = _order_of(after)
    assert order == sorted(order)
    assert _ORDER.index("conditionalFormatting") in order


def test_a_sheet_without_comments_gets_them_in_the_right_place(tmp_path: Path, rubric: Rubric) -> None:
    path = tmp_path / "LKE.xlsx"
    write_template(rubric, path, example_filling(rubric))
    sheet = members(_marked(path))["xl/worksheets/sheet1.xml"]
    assert _order_of(sheet) == sorted(_order_of(sheet))
    assert sheet.count(b"legacyDrawing") == 1


def test_priorities_are_shared_by_no_two_rules_and_ours_win(everything: Path) -> None:
    root = ElementTree.fromstring(members(_marked(everything))["xl/worksheets/sheet1.xml"])
    rules = [each for each in root.iter() if _name(each) == "cfRule" and "priority" in each.attrib]
    found = sorted((int(rule.attrib["priority"]), rule[0].text == OURS) for rule in rules)
    assert found == [(1, True), (2, True), (3, True), (4, False), (5, False)]  # error, warning, step, then the form's


def test_comments_that_are_there_are_kept_and_added_to(everything: Path) -> None:
    sheet = read_book(_marked(everything))["LKE"]
    assert sheet["A2"].comment.text == "komentar lama\n[lke] Peringatan: lihat [/lke]"
    assert sheet["A2"].comment.author == "TPI"
    assert sheet["B4"].comment.text == "[lke] Galat: salah\nSaran: betulkan [/lke]"
    assert sheet["Z40"].comment.text == "[lke] Langkah 2: kosong [/lke]"


def test_what_is_said_of_a_merged_cell_stands_at_its_first_cell(everything: Path) -> None:
    sheet = read_book(_marked(everything))["LKE"]
    assert sheet["F1"].comment.text == "[lke] Langkah 1: isi [/lke]"
    coloured = {str(each.sqref) for each in sheet.conditional_formatting if each.rules[0].formula == [OURS]}
    assert coloured == {"B4", "A2", "F1 Z40"}


def test_threaded_comments_are_left_alone_and_told(everything: Path, tmp_path: Path) -> None:
    def threaded(xml: bytes) -> bytes:
        return xml.replace(b"<author>TPI</author>", b"<author>tc={0A1B}</author>")

    path = rewritten(everything, tmp_path / "utas.xlsx", {"xl/comments1.xml": threaded})
    made = marked_copy(path, _NOTES, _FRONT)
    assert made.untouched == ("LKE!A2",)
    (tmp_path / "x.xlsx").write_bytes(made.data)
    assert b"komentar lama</t></r></text>" in members(tmp_path / "x.xlsx")["xl/comments1.xml"]


def test_marking_twice_gives_the_same_bytes(everything: Path, dressed: Path) -> None:
    for path in (everything, dressed):
        once = _marked(path)
        assert _marked(once).read_bytes() == once.read_bytes()


def test_marks_go_away_with_what_they_said(everything: Path) -> None:
    copy = members(_marked(_marked(everything), notes=()))
    before = members(everything)
    assert b"lke annotate" not in copy["xl/worksheets/sheet1.xml"]
    assert copy["xl/comments1.xml"].count(b"<comment ") == 1
    assert b"[lke]" not in copy["xl/comments1.xml"]
    assert b"komentar lama" in copy["xl/comments1.xml"]
    shapes = b'ObjectType="Note"'
    assert copy["xl/drawings/vmlDrawing1.vml"].count(shapes) == before["xl/drawings/vmlDrawing1.vml"].count(shapes) == 1


def test_what_a_person_wrote_into_our_comment_stays(everything: Path, tmp_path: Path) -> None:
    once = _marked(everything)
    path = rewritten(
        once,
        tmp_path / "lanjut.xlsx",
        {"xl/comments1.xml": lambda xml: xml.replace(b"betulkan [/lke]", b"betulkan [/lke] sudah saya tanya")},
    )
    sheet = read_book(_marked(path, (Note("LKE!B4", "info", ("baru",)),)))["LKE"]
    assert sheet["B4"].comment.text == " sudah saya tanya\n[lke] baru [/lke]"
    assert read_book(_marked(path, ()))["LKE"]["B4"].comment.text == " sudah saya tanya"


def test_names_on_sheets_hold_on_the_same_sheets(dressed: Path) -> None:
    before, after = read_book(dressed), read_book(_marked(dressed))
    assert after.sheetnames == ["Hasil lke", *before.sheetnames]
    for sheet in before:
        other = after[sheet.title]
        assert other.print_area == sheet.print_area
        assert other.print_title_rows == sheet.print_title_rows
        assert other.sheet_state == sheet.sheet_state
        assert other.protection.sheet == sheet.protection.sheet
        assert other.merged_cells.ranges == sheet.merged_cells.ranges
    assert after.defined_names["kurs"].attr_text == "'Data ''unit'' & isi'!$A$1"
    assert after.active.title == "Hasil lke"
    assert [sheet.title for sheet in after if sheet.sheet_view.tabSelected] == ["Hasil lke"]


def test_links_lead_to_sheets_with_quotes_in_their_names(dressed: Path) -> None:
    front = Front((10.0,), ((FrontCell(FRONT_MARK, "title"),), (FrontCell("ke sana", "link", "Data 'unit' & isi!A3"),)))
    copy = dressed.with_name("tautan.xlsx")
    copy.write_bytes(marked_copy(dressed, (), front).data)
    assert read_book(copy)["Hasil lke"]["A2"].hyperlink.location == "'Data ''unit'' & isi'!A3"


def test_a_text_in_front_is_never_run_nor_markup(everything: Path) -> None:
    sheet = read_book(_marked(everything))["Hasil lke"]
    assert sheet["B2"].value == "isi <b> & "
    assert sheet["A3"].value == '\'=HYPERLINK("x")'
    assert sheet["A3"].data_type == "s"


def test_sheets_whose_elements_have_a_prefix(everything: Path, tmp_path: Path) -> None:
    path = rewritten(
        everything,
        tmp_path / "awalan.xlsx",
        dict.fromkeys(("xl/comments1.xml", "xl/styles.xml", "xl/workbook.xml"), prefixed),
    )
    copy = _marked(path)
    sheet = read_book(copy)["LKE"]
    assert sheet["B4"].comment.text == "[lke] Galat: salah\nSaran: betulkan [/lke]"
    assert _marked(copy).read_bytes() == copy.read_bytes()


def test_a_worksheet_under_a_prefix(tmp_path: Path, rubric: Rubric) -> None:
    write_template(rubric, tmp_path / "polos.xlsx", example_filling(rubric))
    path = rewritten(tmp_path / "polos.xlsx", tmp_path / "awalan.xlsx", {"xl/worksheets/sheet1.xml": prefixed})
    copy = _marked(path)
    xml = members(copy)["xl/worksheets/sheet1.xml"]
    assert b"<x:conditionalFormatting" in xml
    assert _order_of(xml) == sorted(_order_of(xml))
    assert read_book(copy)["LKE"]["B4"].comment is not None


def test_a_workbook_without_styles(tmp_path: Path, everything: Path) -> None:
    def drop(pattern: bytes) -> Callable[[bytes], bytes]:
        return lambda xml: re.sub(pattern, b"", xml)

    path = rewritten(
        everything,
        tmp_path / "tanpa.xlsx",
        {
            "xl/_rels/workbook.xml.rels": drop(rb"<Relationship [^>]*styles[^>]*>"),
            "[Content_Types].xml": drop(rb"<Override [^>]*styles[^>]*>"),
            "xl/styles.xml": lambda _: b"",
            "xl/worksheets/sheet1.xml": drop(rb' (?:s|dxfId)="\d+"|<conditionalFormatting.*</conditionalFormatting>'),
        },
    )
    with pytest.warns(UserWarning, match="no default style"):  # openpyxl wants a named style
        assert read_book(_marked(path)).sheetnames == ["Hasil lke", "LKE", "Lain"]


def test_cells_are_written_and_nothing_else_of_them_changes(everything: Path) -> None:
    written = {
        "LKE": {
            (0, 0): Written(text="A & <b>"),
            (0, 1): Written(number=3.5),
            (0, 3): Written(formula="SUM(B1:B2)", number=1),
        }
    }
    copy = _marked(everything, (), written=written)
    before, after = (read_book(path)["LKE"] for path in (everything, copy))
    assert after["A1"].value == "A & <b>"
    assert after["B1"].value == 3.5
    assert after["D1"].value == "=SUM(B1:B2)"
    assert after["D1"].has_style == before["D1"].has_style
    for row in before.iter_rows():
        for cell in row:
            if cell.coordinate not in ("A1", "B1", "D1"):
                assert after[cell.coordinate].value == cell.value
    workbook = members(copy)["xl/workbook.xml"]
    assert b'fullCalcOnLoad="1"' in workbook


def test_cells_that_the_sheet_leaves_out_are_added_in_their_order(everything: Path) -> None:
    """An empty cell has no element, nor has a row of them: Excel takes a sheet whose cells are out of order for
    damaged."""
    places = {(99, 99): "CV100", (99, 2): "C100", (0, 50): "AY1"}
    copy = _marked(everything, (), written={"LKE": {place: Written(text=name) for place, name in places.items()}})
    sheet = read_book(copy)["LKE"]
    assert [sheet[name].value for name in places.values()] == [*places.values()]
    xml = ElementTree.fromstring(members(copy)["xl/worksheets/sheet1.xml"])
    rows = [each for each in xml.iter() if _name(each) == "row"]
    numbers = [int(row.get("r", "")) for row in rows]
    assert numbers == sorted(numbers)
    for row in rows:
        columns = [column_number(re.sub(r"\d", "", cell.get("r", ""))) for cell in row]
        assert columns == sorted(columns)


def test_macros_stay_and_the_copy_is_named_so(tmp_path: Path) -> None:
    import xlsxwriter

    (tmp_path / "vba.bin").write_bytes(b"bukan makro sungguhan" * 50)
    book = xlsxwriter.Workbook(str(tmp_path / "makro.xlsm"))
    book.add_vba_project(str(tmp_path / "vba.bin"))
    book.add_worksheet("LKE").write("B4", 1)
    book.close()
    assert sheet_suffix(tmp_path / "makro.xlsm") == ".xlsm"
    copy = _marked(tmp_path / "makro.xlsm")
    assert packed(copy, "xl/vbaProject.bin") == packed(tmp_path / "makro.xlsm", "xl/vbaProject.bin")


# What is refused


def _signed(everything: Path, to: Path) -> Path:
    return rewritten(everything, to, {}, {"_xmlsignatures/sig1.xml": b"<Signature/>"})


def _strict(everything: Path, to: Path) -> Path:
    def change(xml: bytes) -> bytes:
        return xml.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        )

    return rewritten(everything, to, {"xl/workbook.xml": change})


def _shared(everything: Path, to: Path) -> Path:
    return rewritten(everything, to, {}, {"xl/revisions/revisionHeaders.xml": b"<headers/>"})


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda _, to: write_xls(to, b""), "berformat .xls atau terkunci"),
        (lambda _, to: write_ods(to, ""), "berformat .ods"),
        (_signed, "bertanda tangan digital"),
        (_strict, "Strict Open XML"),
        (_shared, "buku kerja bersama"),
    ],
)
def test_what_cannot_be_marked_is_refused_with_the_way_out(
    make: Callable[[Path, Path], Path], said: str, everything: Path, tmp_path: Path
) -> None:
    path = make(everything, tmp_path / "tolak.xlsx")
    with pytest.raises(LkeError, match=said) as refused:
        readable(path)
    assert "simpan salinannya sebagai .xlsx" in str(refused.value)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda xml: xml.replace(b"</xml>", b""),
        lambda _: b"",
    ],
)
def test_a_drawing_that_cannot_be_read_is_refused(
    spoil: Callable[[bytes], bytes], everything: Path, tmp_path: Path
) -> None:
    path = rewritten(everything, tmp_path / "rusak.xlsx", {"xl/drawings/vmlDrawing1.vml": spoil})
    with pytest.raises(LkeError, match="bersusunan tidak biasa"):
        marked_copy(path, _NOTES, _FRONT)


def test_a_label_with_a_break_as_excel_writes_it_is_no_hindrance(everything: Path, tmp_path: Path) -> None:
    def broken(xml: bytes) -> bytes:
        return xml.replace(b"Tombol", b"Tombol<br>lebar")

    path = rewritten(everything, tmp_path / "tombol.xlsx", {"xl/drawings/vmlDrawing1.vml": broken})
    drawing = members(_marked(path))["xl/drawings/vmlDrawing1.vml"]
    assert b"Tombol<br>lebar" in drawing
    assert drawing.count(b'ObjectType="Note"') == 4  # the old one, and three at cells that had none


def test_a_package_that_could_be_read_in_two_ways_is_refused(everything: Path) -> None:
    with zipfile.ZipFile(everything, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/workbook.xml", b"<workbook/>")
    with pytest.raises(LkeError, match="bersusunan ganda"):
        readable(everything)
