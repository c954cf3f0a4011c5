"""How a document is laid out in lines: no word broken, nothing wider than the screen, on screen and in a pipe alike."""

import io
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from lke_cli.cli.main import main
from lke_cli.report.document import Column, Document, Table, Text, Value
from lke_cli.report.layout import LONGEST_WHOLE, display_width, lay_out, wrapped
from lke_cli.report.plain import to_text
from lke_cli.report.show import View, reports_of
from lke_cli.report.terminal import print_document
from lke_cli.results import load
from lke_cli.rubric import Rubric
from lke_cli.templates import Filling, example_filling, write_template
from lke_cli.workbook import Reader
from tests.conftest import ROOT, Run
from tests.workbook.grid import read_grid, write_grid

SAMPLES = ROOT / "samples"
FAILING, HALF = (next(SAMPLES.glob(pattern)) for pattern in ("*Contoh*.xlsx", "*Misal*"))
RESULTS: dict[str, list[str | Path]] = {
    "score": ["score", FAILING],
    "score-many": ["score", SAMPLES],
    "compare": ["compare", SAMPLES, "--before", HALF],
    "diff": ["diff", HALF, FAILING],
    "inspect": ["inspect", FAILING],
    "evidence": ["check-evidence", SAMPLES / "bukti-dukung-contoh", "--workbook", FAILING],
    "survey": ["survey", SAMPLES / "survei-ipak-contoh.csv", "--kind", "ipak", "--by", "Jenis layanan"],
    "survey-plan": ["survey", "plan", "--services", "Loket=120,Daring=300", "--months", "2026-01..2026-12"],
    "check": ["check", FAILING],
    "plan": ["plan", FAILING],
    "plan-many": ["plan", SAMPLES, "--robust", "0"],
    "simulate": ["simulate", FAILING, "--set", "B.I.a=3.7", "--set", "A.I.1.i.a=Tidak"],
    "followup": ["followup", "dinilai.xlsx", "aneh.xlsx"],
    "plan-track": ["plan", FAILING, "--track", "rencana.xlsx"],
    "score-odd": ["score", "aneh.xlsx"],
    "compare-odd": ["compare", "aneh.xlsx", FAILING, HALF],
    "diff-odd": ["diff", "aneh.xlsx", FAILING],
}
LONG_NAME = "KPU Kabupaten Kepulauan Pertanggungjawabannya Sebelah Tenggara Yang Namanya Tidak Kunjung Selesai"
LINK = "https://contoh.example/" + "x" * 200


def _words(document: Document) -> set[str]:
    """Return the words of a document that may not be broken: those of up to 24 characters."""
    texts = [document.title]
    for block in document.blocks:
        if isinstance(block, Text):
            texts.append(block.text)
        elif block.rows:  # one without rows is not shown, or says only that
            shown = (c.title for c, *cells in zip(block.columns, *block.rows, strict=True) if any(map(_text, cells)))
            texts += [block.title, block.note or "", *shown]
            texts += [text for row in block.rows for value in row if (text := _text(value))]
    return {word for text in texts for word in text.split() if len(word) <= LONGEST_WHOLE}


def _text(value: Value) -> str:
    return value.text if isinstance(value, Text) else value if isinstance(value, str) else ""


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory, rubric: Rubric) -> Path:
    """Return a folder for results, with an LKE of a long name, a number of 40 digits and an unbreakable link in it."""
    folder = tmp_path_factory.mktemp("hasil")
    example = example_filling(rubric)
    answers = {**example.answers, "A.II.4.i.a.1": "1" * 40, "A.I.1.i.a": LINK}
    odd = Filling(LONG_NAME, answers, {"A.I.1.i.a": LINK}, example.documents, {"A.I.1.i.a": (LINK,)})
    write_template(rubric, folder / "aneh.xlsx", odd)
    grid = read_grid(folder / "aneh.xlsx")
    for row in grid:
        row.append("Catatan TPI" if "Jawaban" in row else "")
    grid[Reader(rubric).read(folder / "aneh.xlsx").items["A.I.1.i.a"].row][-1] = f"Perbaiki {LINK}"
    write_grid(folder / "dinilai.xlsx", grid)
    with pytest.raises(SystemExit):
        main(["plan", str(FAILING), "--robust", "0", "-o", str(folder / "rencana.xlsx")])
    return folder


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("name", RESULTS)
def test_every_report_fits_and_breaks_no_word(lke: Run, saved: Path, name: str, width: int) -> None:
    path = saved / f"{name}.json"
    if not path.exists():
        lke(*(saved / word if (saved / word).is_file() else word for word in RESULTS[name]), "-o", path)
    result = load(path)
    for detail in (False, True):
        document = reports_of(result).document(result, View(width, detail))
        text = to_text(document, width)
        assert max(map(display_width, text.splitlines())) <= width
        missing = _words(document) - set(text.split())
        assert not missing, f"broken: {sorted(missing)[:5]}"


@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_screen_shows_what_a_pipe_does(lke: Run, saved: Path, width: int) -> None:
    path = saved / "score.json"
    lke(*RESULTS["score"], "-o", path)
    document = reports_of(load(path)).document(load(path), View(width))
    stream = io.StringIO()
    print_document(document, Console(file=stream, width=width, highlight=False, markup=False, emoji=False))
    plain = str.maketrans("█░─", "#.-")
    shown = "".join(line.rstrip().translate(plain) + "\n" for line in stream.getvalue().splitlines())
    assert shown == to_text(document, width)


def _coloured(document: Document, **options: object) -> str:
    stream = io.StringIO()
    print_document(document, Console(file=stream, width=80, **options))  # type: ignore[arg-type]
    return stream.getvalue()


def test_a_terminal_shows_tones_in_colour_and_a_rule_small() -> None:
    document = Document("Judul", (Text("baik", "good"), Text("buruk", "bad"), Text("awas", "warn")))
    shown = _coloured(document, force_terminal=True, color_system="standard")
    assert "\x1b[1mJudul\x1b[0m" in shown
    assert "\x1b[1;32mbaik\x1b[0m" in shown
    assert "\x1b[1;31mburuk\x1b[0m" in shown
    assert "\x1b[33mawas\x1b[0m" in shown
    table = Table("t", "T", (Column("a", "A"),), ((Text("isi", mark="half-below"),),))
    assert "isi \x1b[2m[half-below]\x1b[0m" in _coloured(
        Document("J", (table,)), force_terminal=True, color_system="standard"
    )


def test_no_color_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    document = Document("Judul", (Text("buruk", "bad"), Text("awas", "warn")))
    assert not re.search(r"\x1b\[[0-9;]*3\d", _coloured(document, force_terminal=True))


def test_a_table_too_wide_for_the_screen_is_shown_row_by_row() -> None:
    columns = tuple(Column(f"c{i}", f"Judul-ke-{i:02}-panjang") for i in range(6))
    rows = (tuple(f"isi-{i}-satu" for i in range(6)), tuple(f"isi-{i}-dua" for i in range(6)))
    text = to_text(Document("D", (Table("t", "T", columns, rows),)), 60)
    assert text.splitlines()[3:5] == ["Judul-ke-00-panjang  isi-0-satu", "Judul-ke-01-panjang  isi-1-satu"]
    assert max(map(len, text.splitlines())) <= 60


def test_bars_go_before_a_table_is_shown_row_by_row() -> None:
    columns = (Column("a", "A" * 24), Column("b", "B" * 24), Column("bar", "", "bar"))
    text = to_text(Document("D", (Table("t", "T", columns, (("x", "y", 0.5),)),)), 60)
    assert "#" not in text
    assert text.splitlines()[3] == "A" * 24 + "  " + "B" * 24


def test_a_link_is_broken_behind_a_separator() -> None:
    link = "https://drive.example.id/berkas/laporan-tahunan/2026/bukti.pdf"
    lines = wrapped(link, 30)
    assert "".join(lines) == link
    assert all(len(line) <= 30 for line in lines)
    assert all(line[-1] in "/-." for line in lines[:-1])


def test_wide_letters_and_marks_are_counted_as_a_screen_shows_them() -> None:
    assert display_width("漢字") == 4
    assert display_width("e\u0301") == 1
    assert wrapped("漢字漢字", 4) == ["漢字", "漢字"]


def test_indentation_is_kept_where_a_text_is_wrapped() -> None:
    assert wrapped("  satu dua tiga", 10) == ["  satu dua", "  tiga"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(*(st.text(st.characters(codec="utf-8"), max_size=60) for _ in range(3))), max_size=4),
    st.integers(40, 130),
)
def test_nothing_is_wider_than_asked_whatever_stands_in_it(rows: list[tuple[str, ...]], width: int) -> None:
    columns = (Column("a", "Kode"), Column("b", "Uraian panjang", grow=True), Column("c", "Sel"))
    document = Document("Judul", (Table("t", "Tabel", columns, tuple(rows), empty="kosong"),))
    for line in lay_out(document, width):
        assert sum(display_width(piece.text) for piece in line) <= width
