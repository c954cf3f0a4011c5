"""The letter: what stands in it, in whose template, and that it prints."""

import zipfile
from pathlib import Path

import docx
import pytest

from lke_cli.report.letter.fields import FIELDS
from lke_cli.report.letter.make import make
from lke_cli.rubric import Rubric
from lke_cli.templates import Filling, example_filling
from tests.conftest import ROOT, Run, Write
from tests.report.printed import check_readable, printed
from tests.workbook.grid import read_grid, write_grid

SAMPLES = ROOT / "samples"
PASSING, FAILING = (next(SAMPLES.glob(pattern)) for pattern in ("*Teladan*", "*Contoh*.xlsx"))
SHIPPED = ROOT / "src/lke_cli/report/letter/lhe.docx"


def _text(path: Path) -> str:
    document = docx.Document(str(path))
    tables = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *tables])


def _template(path: Path, *paragraphs: str) -> Path:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(str(path))
    return path


def test_its_table_has_the_areas_and_hasil_with_weights_and_scores(lke: Run, tmp_path: Path) -> None:
    code, out, err = lke("score", FAILING, "-o", tmp_path / "lhe.docx")
    assert (code, out) == (1, "")
    assert err.startswith("BELUM MEMENUHI WBK: ")
    document = docx.Document(str(tmp_path / "lhe.docx"))
    table = next(t for t in document.tables if t.rows[0].cells[0].text == "Kode" and t.rows[0].cells[4].text == "TPI")
    rows = {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in table.rows[1:]}
    halves = [f"A.{half}.{area}" for half in ("I", "II") for area in range(1, 7)]
    assert set(halves) <= set(rows)
    assert rows["A.II.6"] == ["Peningkatan Kualitas Pelayanan Publik", "5,00", "0,28", "–"]
    assert rows["B"] == ["Hasil", "40,00", "36,41", "–"]
    assert rows[""] == ["Jumlah", "100,00", "86,47", "–"]


def test_it_says_what_to_do_and_concludes(lke: Run, tmp_path: Path) -> None:
    lke("score", FAILING, "-o", tmp_path / "lhe.docx")
    text = _text(tmp_path / "lhe.docx")
    assert "KPU Kabupaten Contoh Selatan belum memenuhi nilai minimal WBK; yang belum tercapai: A.6, B.I.a." in text
    assert "A.6 kurang 3,56" in text
    assert "{{" not in text
    assert "{%" not in text


def test_the_scores_of_tpi_stand_beside_the_units(write: Write, rubric: Rubric, lke: Run, tmp_path: Path) -> None:
    grid = read_grid(write(example_filling(rubric)))
    header = next(row for row in grid if "Jawaban" in row)
    answer = header.index("Jawaban")
    for row in grid:
        said = "Jawaban TPI" if row is header else row[answer]
        row.append("Tidak" if said == "Ya" else said)  # TPI says no wherever the unit says yes
    path = write_grid(tmp_path / "dua.xlsx", grid, "LKE")
    lke("score", path, "-o", tmp_path / "lhe.docx")
    document = docx.Document(str(tmp_path / "lhe.docx"))
    table = next(t for t in document.tables if t.rows[0].cells[-1].text == "TPI")
    total = [cell.text for cell in table.rows[-1].cells]
    unit, tpi = (float(text.replace(",", ".")) for text in total[3:])
    assert tpi < unit
    _, out, _ = lke("score", path, "--assessor", "tpi", "--message")
    assert f"total {total[4]} dari 100" in out


def test_it_prints_with_its_heads_and_numbers(lke: Run, tmp_path: Path) -> None:
    lke("score", FAILING, "-o", tmp_path / "lhe.docx")
    pages = printed(tmp_path / "lhe.docx", tmp_path / "pdf")
    check_readable(pages)
    assert 2 <= len(pages) <= 6
    whole = "\n".join(page.text for page in pages)
    for head in ("A. Dasar", "B. Gambaran unit", "C. Hasil evaluasi", "D. Nilai minimal WBK", "E. Catatan"):
        assert head in whole
    for head in ("F. Rekomendasi", "G. Kesimpulan", "H. Tim evaluasi"):
        assert head in whole
    assert "86,47" in whole
    assert f"halaman 1 dari {len(pages)}" in pages[0].text


def test_a_saved_result_gives_the_same_letter_byte_for_byte(lke: Run, tmp_path: Path) -> None:
    lke("score", PASSING, "-o", tmp_path / "hasil.json")
    lke("report", tmp_path / "hasil.json", "-o", tmp_path / "a.docx")
    lke("score", PASSING, "-o", tmp_path / "b.docx")
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_text_of_a_workbook_is_text_in_the_letter(write: Write, rubric: Rubric, lke: Run, tmp_path: Path) -> None:
    example = example_filling(rubric, "Unit {{ 7 * 7 }} <w:b/> & \u202eDinas")
    path = write(Filling(example.unit, {**example.answers, "A.I.1.i.a": "<b>{% for x in y %}"}))
    lke("score", path, "-o", tmp_path / "lhe.docx")
    text = _text(tmp_path / "lhe.docx")
    assert "Unit {{ 7 * 7 }} <w:b/> & Dinas" in text
    assert "<b>{% for x in y %}" in text


# The institution's own template


def test_every_placeholder_can_stand_in_a_template(lke: Run, tmp_path: Path) -> None:
    template = _template(tmp_path / "milik.docx", *(f"{name}: {{{{ {name} }}}}" for name in FIELDS))
    assert lke("score", PASSING, "-o", tmp_path / "lhe.docx", "--template", template)[0] == 0
    text = _text(tmp_path / "lhe.docx")
    assert "unit: KPU Kabupaten Teladan Utara" in text
    assert "total: 94,40" in text


def test_the_guide_lists_every_placeholder() -> None:
    guide = (ROOT / "docs/laporan.md").read_text(encoding="utf-8")
    for name, (meaning, _) in FIELDS.items():
        assert f"| `{name}` | {meaning} |" in guide


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ totl }}", "{{ totl }}, yang tidak dikenal; mungkin {{ total }}"),
        ("{{ zzz }}", "yang tidak dikenal; yang ada: {{ unit }}"),
        ("{% for n in nilai %}{{ n.kodee }}{% endfor %}", "isian yang tidak ada"),
        ("{{ unit", "salah tulis"),
        ("{{ unit.__class__.__mro__ }}", "tidak diizinkan"),
        ("{% for n in nilai %}", "salah tulis"),
        ("{{ unit|rupiah }}", "memakai penyaring 'rupiah' yang tidak ada"),
        ("{{ unit + 1 }}", "tidak dapat diisikan (TypeError)"),
        ("Laporan tanpa isian", "tidak memuat satu pun isian, misalnya {{ unit }}"),
    ],
)
def test_what_a_template_does_wrong_is_told_in_a_sentence(text: str, said: str, lke: Run, tmp_path: Path) -> None:
    template = _template(tmp_path / "milik.docx", text)
    code, _, err = lke("score", PASSING, "-o", tmp_path / "lhe.docx", "--template", template)
    assert code == 2
    assert said in err
    assert len(err.strip().splitlines()) == 1
    assert not (tmp_path / "lhe.docx").exists()


def test_a_template_that_is_no_document_is_told(lke: Run, tmp_path: Path) -> None:
    (tmp_path / "milik.docx").write_bytes(b"bukan docx")
    for name, said in (("milik.docx", "bukan dokumen .docx"), ("tidak ada.docx", "tidak dapat dibaca")):
        code, _, err = lke("score", PASSING, "-o", tmp_path / "lhe.docx", "--template", tmp_path / name)
        assert code == 2
        assert said in err


def test_several_workbooks_have_no_letter(lke: Run, tmp_path: Path) -> None:
    code, _, err = lke("score", PASSING, FAILING, "-o", tmp_path / "lhe.docx")
    assert code == 2
    assert "satu LKE saja" in err


def test_the_shipped_template_is_what_its_script_makes(tmp_path: Path) -> None:
    make(tmp_path / "lhe.docx")

    def parts(path: Path) -> dict[str, bytes]:
        with zipfile.ZipFile(path) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    assert parts(tmp_path / "lhe.docx")["word/document.xml"] == parts(SHIPPED)["word/document.xml"]


def test_a_template_for_what_is_no_letter_is_refused(lke: Run, tmp_path: Path) -> None:
    code, _, err = lke("score", FAILING, "--template", tmp_path / "surat.docx", "-o", tmp_path / "x.xlsx")
    assert code == 2
    assert "--template hanya untuk laporan .docx, bukan xlsx" in err
