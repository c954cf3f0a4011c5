"""``lke diff``: two versions of a workbook, two assessors of one."""

import json
from pathlib import Path

import jsonschema
import pytest

from lke_cli.report.schemas import published
from lke_cli.rubric.model import Rubric
from lke_cli.template.filling import Filling, example_filling
from tests.conftest import Run, Write
from tests.workbook.grid import read_grid, write_grid


@pytest.fixture
def two_versions(rubric: Rubric, write: Write) -> tuple[Path, Path]:
    """An example, and the same with the IPAK survey down from 3.76 to 3.40 and one answer from Ya to Tidak."""
    filling = example_filling(rubric)
    old = write(filling, "lama.xlsx")
    changed = {**filling.answers, "B.I.a": 3.4, "A.I.1.i.a": "Tidak"}
    return old, write(Filling("", changed, filling.narratives, filling.documents, filling.links), "baru.xlsx")


def test_what_changed_and_what_it_does(lke: Run, two_versions: tuple[Path, Path]) -> None:
    code, out, _ = lke("diff", *two_versions, "--format", "json")
    assert code == 1  # the new one misses the survey's minimum
    report = json.loads(out)
    jsonschema.Draft202012Validator(json.loads(published()["lke-diff-1.json"])).validate(report)
    changes = {q["code"]: (q["before"], q["after"], q["change"]) for q in report["questions"]}
    assert changes == {
        "A.I.1.i.a": ("Ya", "Tidak", pytest.approx(-0.25)),  # one of two questions of an indikator of weight 0.5
        "B.I.a": ("3,76", "3,40", pytest.approx(-0.36 / 4 * 17.5)),
    }
    nodes = {n["code"]: n["change"] for n in report["nodes"]}
    assert nodes["total"] == pytest.approx(-0.25 - 1.575)
    assert nodes["A.1"] == pytest.approx(-0.25)
    assert "A.2" not in nodes
    (survey,) = (m for m in report["minimums"] if m["node"] == "B.I.a")
    assert (survey["met_before"], survey["met_after"]) == (True, False)


def test_the_screen_says_it_in_words(lke: Run, two_versions: tuple[Path, Path]) -> None:
    for format in ("text", "md"):
        out = lke("diff", *two_versions, "--format", format)[1]
        assert "Jawaban yang berubah: 2" in out
        assert "kini tidak tercapai" in out
        assert "-1,575" in out.replace("\\", "")


def test_the_same_file_twice_has_no_difference(lke: Run, two_versions: tuple[Path, Path]) -> None:
    code, out, _ = lke("diff", two_versions[0], two_versions[0])
    assert code == 0
    assert "Tidak ada jawaban yang berubah" in out


def test_two_assessors_of_one_workbook(lke: Run, two_versions: tuple[Path, Path], tmp_path: Path) -> None:
    grid = read_grid(two_versions[0])
    header = next(row for row in grid if "Jawaban" in row)
    column = header.index("Jawaban")
    for row in grid:
        row.append("Jawaban TPI" if row is header else row[column] if row[column] != "Jawaban" else "")
    place = next(row for row in grid if row[column] == "A")
    place[-1] = "B"
    path = write_grid(tmp_path / "reviu.xlsx", grid)
    code, out, _ = lke("diff", path)
    assert code == 0
    assert "Perbandingan unit dan tpi" in out
    assert "Jawaban yang berubah: 1" in out
    assert lke("diff", path, "--against", "tpi")[1] == out


def test_one_file_without_another_assessor_needs_a_second(lke: Run, two_versions: tuple[Path, Path]) -> None:
    code, out, err = lke("diff", two_versions[0])
    assert (code, out) == (2, "")
    assert "berkas kedua" in err
