"""Whatever is in a file or a cell: no traceback, no hang; exit 2 with one sentence, or a true score.

Short by default; LKE_FUZZ_EXAMPLES=5000 goes longer.
"""

import io
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lke_cli.answers import Given
from lke_cli.errors import LkeError
from lke_cli.rubric import load_rubric
from lke_cli.scored import score_workbook
from lke_cli.scoring import score_answers
from lke_cli.templates import example_filling, write_template
from lke_cli.values import CellValue
from lke_cli.workbook import Reader
from tests.workbook.grid import Grid, read_grid, write_grid

EXAMPLES = int(os.environ.get("LKE_FUZZ_EXAMPLES", "120"))
SETTINGS = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
RUBRIC = load_rubric("permenpanrb-90-2021")
READER = Reader(RUBRIC)
FOLDER = Path(tempfile.mkdtemp(prefix="lke-fuzz-"))


def _workbook() -> bytes:
    path = FOLDER / "asli.xlsx"
    write_template(RUBRIC, path, example_filling(RUBRIC))
    return path.read_bytes()


ORIGINAL = _workbook()
GRID: Grid = read_grid(FOLDER / "asli.xlsx")
ANSWER = GRID[1].index("Jawaban")


def _read(data: bytes) -> None:
    """Score a file of these bytes: a scorecard within bounds, or one sentence."""
    path = FOLDER / "berkas.xlsx"
    path.write_bytes(data)
    refusal, card = "", None
    try:
        card = score_workbook(READER, path, target="wbk").scorecard
    except LkeError as error:
        refusal = str(error)
    if card is None:
        assert refusal
        assert "\n" not in refusal
    else:
        assert card.total.score is not None
        assert -1e-9 <= card.total.score <= card.total.weight + 1e-9
    assert path.read_bytes() == data, "a user's file was changed"


@SETTINGS
@given(st.data())
def test_flipped_and_cut_bytes(data: st.DataObject) -> None:
    raw = bytearray(ORIGINAL)
    for place in data.draw(st.lists(st.integers(0, len(raw) - 1), max_size=12)):
        raw[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.one_of(st.just(len(raw)), st.integers(0, len(raw))))
    _read(bytes(raw[:cut]))


@SETTINGS
@given(
    st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x05\x06"])
)
def test_any_bytes(content: bytes, start: bytes) -> None:
    _read(start + content)


_SNIPPETS = (
    b"<c r=\"A1\" t=\"s\"><v>99999999</v></c>", b"<c r=\"ZZ9999\"><v>1</v></c>", b"</row>", b"<!DOCTYPE x>", b"&lol;",
    b"<f t=\"shared\" si=\"7\"/>", b"<v>1e999</v>", b"\x00", b"\xff\xfe", b"<row r=\"4294967295\">", b"<v></v>",
)  # fmt: skip


@SETTINGS
@given(
    st.sampled_from(["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"]),
    st.lists(st.tuples(st.integers(0, 10_000_000), st.sampled_from(_SNIPPETS)), min_size=1, max_size=5),
)
def test_spoiled_parts(part: str, splices: list[tuple[int, bytes]]) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ORIGINAL)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                for place, snippet in splices:
                    place %= len(content)
                    content = content[:place] + snippet + content[place:]
            target.writestr(name, content)
    _read(out.getvalue())


_CELL: st.SearchStrategy[CellValue] = st.one_of(
    st.sampled_from(["A", "b.", "Ya", "3,6", "85 %", "#REF!", "=1+1", "Blm Diisi", "x" * 30_000, "\x1b[31m", "-"]),
    st.integers(-(10**6), 10**6),
    st.floats(-1e9, 1e9),
    st.booleans(),
    st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=40),
)


@SETTINGS
@given(st.lists(st.tuples(st.integers(2, 202), st.integers(0, 20), _CELL), min_size=1, max_size=40))
def test_any_value_in_any_cell(changes: list[tuple[int, int, CellValue]]) -> None:
    grid = [[*row, *[""] * (21 - len(row))] for row in GRID]
    for row, column, value in changes:
        grid[row][column] = value
    path = write_grid(FOLDER / "sel.xlsx", grid)
    _read(path.read_bytes())


@SETTINGS
@given(st.dictionaries(st.sampled_from(sorted(RUBRIC.questions)), _CELL, min_size=1, max_size=30))
def test_any_answers_score_as_they_do_without_a_workbook(answers: dict[str, CellValue]) -> None:
    """Through a file or straight: the same answers, the same score."""
    workbook = READER.read(FOLDER / "asli.xlsx")
    grid = [list(row) for row in GRID]
    for code, value in answers.items():
        grid[workbook.items[code].row][ANSWER] = value
    path = write_grid(FOLDER / "jawaban.xlsx", grid)
    through_file = score_workbook(READER, path, target="wbk").scorecard
    given_answers = {code: Given(answer=grid[item.row][ANSWER]) for code, item in workbook.items.items()}
    straight = score_answers(RUBRIC, given_answers, target="wbk")
    assert through_file is not None
    for one, other in zip(through_file.nodes, straight.nodes, strict=True):
        assert one.score == pytest.approx(other.score, abs=1e-9), one.code


@pytest.mark.skipif(sys.platform == "win32", reason="memory is bounded by the system elsewhere only")
def test_spoiled_files_of_every_kind_end_within_bounds(tmp_path: Path) -> None:
    """No file may end the process, fill its memory, take long, or make a reader complain on the screen."""
    command = [sys.executable, "-m", "tests.fuzz.bounded", str(tmp_path), "1", str(EXAMPLES)]
    done = subprocess.run(
        command, capture_output=True, check=False, timeout=60 + EXAMPLES, cwd=Path(__file__).parents[2]
    )
    assert (done.returncode, done.stderr.decode("utf-8", "replace")) == (0, "")
