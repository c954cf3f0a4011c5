"""A saved result gives the same reports as one that was just made, byte for byte."""

import json
import os
from importlib.util import find_spec
from pathlib import Path

import jsonschema
import pytest

from lke_cli.errors import LkeError
from lke_cli.report.schemas import published
from lke_cli.report.show import reports_of
from lke_cli.results import KINDS, kind_of, load
from tests.conftest import ROOT, Run

SAMPLES = ROOT / "samples"
PASSING, FAILING, HALF = (next(SAMPLES.glob(pattern)) for pattern in ("*Teladan*", "*Contoh*.xlsx", "*Misal*"))

COMMANDS: dict[str, list[str | Path]] = {
    "score": ["score", FAILING, "--no-history"],
    "score-tpi": ["score", FAILING, "--no-history", "--target", "wbbm", "--min", "total=86"],
    "score-blank": ["score", HALF, "--no-history", "--blank", "skip"],
    "score-many": ["score", SAMPLES, "--no-history"],
    "score-evidence": ["score", PASSING, "--no-history", "--evidence", SAMPLES / "bukti-dukung-contoh"],
    "score-survey": ["score", PASSING, "--no-history", "--survey", f"ipak={SAMPLES / 'survei-ipak-contoh.csv'}"],
    "compare": ["compare", SAMPLES],
    "compare-before": ["compare", PASSING, "--before", HALF],
    "compare-only": ["compare", SAMPLES, "--only", "failing", "--sort", "missed"],
    "diff": ["diff", HALF, FAILING],
    "inspect": ["inspect", FAILING],
    "evidence": ["check-evidence", SAMPLES / "bukti-dukung-contoh", "--workbook", FAILING, "--period", "2026"],
    "evidence-links": ["check-evidence", "--workbook", FAILING],
    "survey": ["survey", SAMPLES / "survei-ipak-contoh.csv", "--kind", "ipak"],
    "check": [
        "check",
        FAILING,
        *("--evidence", SAMPLES / "bukti-dukung-contoh"),
        *("--survey", f"ipak={SAMPLES / 'survei-ipak-contoh.csv'}", "--population", "ipak=1000"),
    ],
    "plan": ["plan", FAILING],
    "plan-met": ["plan", PASSING, "--target", "wbbm", "--survey-up", "--min", "total=99"],
    "plan-budget": ["plan", FAILING, "--budget", "20", "--deadline", "2999-12"],
    "plan-bare": ["plan", HALF, "--robust", "0"],
    "plan-evidence": ["plan", PASSING, "--evidence", SAMPLES / "bukti-dukung-contoh"],
    "plans": ["plan", SAMPLES],
    "simulate": ["simulate", FAILING, "--set", "A.I.1.i.b=A"],
    "survey-plan": ["survey", "plan", "--services", "Loket=120,Daring=300", "--months", "2026-01..2026-03"],
}
WITHOUT_TABLE = ("diff", "inspect")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_report_from_json_is_the_one_made_directly(lke: Run, tmp_path: Path, name: str) -> None:
    words = COMMANDS[name]
    if any(isinstance(word, Path) and not word.exists() for word in words):
        pytest.skip("this sample is not here")
    saved = tmp_path / "hasil.json"
    assert lke(*words, "-o", saved)[0] in (0, 1), "the command itself must run"
    formats = ["text", "md", "json", "html", *([] if words[0] in WITHOUT_TABLE else ["csv"])]
    for format in formats:
        direct, again = lke(*words, "--format", format), lke("report", saved, "--format", format)
        assert again[1] == direct[1], format
        assert again[2] == direct[2], format
        assert again[0] == 0


def test_details_too(lke: Run, tmp_path: Path) -> None:
    saved = tmp_path / "hasil.json"
    lke("score", FAILING, "-o", saved)
    assert lke("report", saved, "--detail")[1] == lke("score", FAILING, "--detail")[1]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_file_from_json_is_the_one_made_directly(lke: Run, tmp_path: Path, name: str) -> None:
    words = COMMANDS[name]
    if any(isinstance(word, Path) and not word.exists() for word in words):
        pytest.skip("this sample is not here")
    saved = tmp_path / "hasil.json"
    lke(*words, "-o", saved)
    files = [suffix for suffix in reports_of(load(saved)).formats if suffix in ("xlsx", "parquet")]
    for suffix in files if find_spec("pyarrow") else set(files) - {"parquet"}:  # pyarrow is an extra
        direct, again = tmp_path / f"a.{suffix}", tmp_path / f"b.{suffix}"
        assert lke(*words, "-o", direct)[0] in (0, 1)
        assert lke("report", saved, "-o", again)[0] == 0
        assert direct.read_bytes() == again.read_bytes(), suffix


def test_a_width_changes_a_saved_report_as_it_does_a_new_one(
    lke: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = tmp_path / "hasil.json"
    lke("compare", SAMPLES, "-o", saved)
    for width in ("80", "160"):
        monkeypatch.setenv("COLUMNS", width)
        for detail in ((), ("--detail",)):
            assert lke("report", saved, *detail)[1] == lke("compare", *detail, SAMPLES)[1]


def test_a_plan_that_is_tracked_too(lke: Run, tmp_path: Path) -> None:
    handed_out, saved = tmp_path / "rencana.xlsx", tmp_path / "hasil.json"
    lke("plan", FAILING, "-o", handed_out)
    words = ["plan", FAILING, "--track", handed_out]
    assert lke(*words, "-o", saved)[0] == 1
    for format in ("text", "md", "json", "csv", "html"):
        assert lke("report", saved, "--format", format)[1] == lke(*words, "--format", format)[1]


@pytest.fixture
def saved(lke: Run, tmp_path: Path) -> Path:
    path = tmp_path / "hasil.json"
    lke("score", HALF, "-o", path)
    return path


def _changed(path: Path, **changes: object) -> Path:
    content = json.loads(path.read_text(encoding="utf-8")) | changes
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_a_newer_minor_version_is_read_without_what_it_added(saved: Path) -> None:
    plain = load(saved)
    assert load(_changed(saved, schema_version="1.99", weather="cerah")) == plain


def test_a_newer_major_version_is_refused_in_one_sentence(lke: Run, saved: Path) -> None:
    code, out, err = lke("report", _changed(saved, schema_version="2.0"))
    assert (code, out) == (2, "")
    assert "berbentuk versi 2.0, yang dibaca di sini 1; perbarui lke untuk membacanya." in err
    assert err.count("\n") == 1


def test_an_unknown_rule_is_shown_as_it_is(lke: Run, saved: Path) -> None:
    content = json.loads(saved.read_text(encoding="utf-8"))
    finding = {"rule": "aturan-baru", "severity": "warning", "node": None, "cell": None, "message": "Ada yang baru."}
    content["workbooks"][0]["scorecard"]["findings"] = [{**finding, "advice": "Lihat."}]
    _changed(saved, **content)
    assert "Ada yang baru. [aturan-baru]" in lke("report", saved, "--detail")[1]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("bukan json", "bukan hasil lke dalam bentuk JSON"),
        ("[1, 2]", "bukan hasil lke dalam bentuk JSON"),
        ('{"kind": "lke-cuaca", "schema_version": "1.0"}', "bukan hasil lke dalam bentuk JSON"),
        ('{"kind": "lke-score"}', "berbentuk versi , yang dibaca di sini 1; jalankan lagi"),
        ('{"kind": "lke-score", "schema_version": "1.0"}', "isian 'workbooks' tidak ada atau tidak sah"),
        (
            '{"kind": "lke-score", "schema_version": "1.0", "workbooks": 3}',
            "isian 'workbooks' tidak ada atau tidak sah",
        ),
        ("[" * 200_000, "bukan hasil lke dalam bentuk JSON"),
        ('{"kind": "lke-score", "kind": "lke-score"}', "bukan hasil lke dalam bentuk JSON"),
        ('{"kind": "lke-score", "a": NaN}', "bukan hasil lke dalam bentuk JSON"),
        ('{"kind": "lke-score", "a": 1e400}', "bukan hasil lke dalam bentuk JSON"),
        ('{"kind": "lke-score", "a": ' + "9" * 4_000 + "}", "bukan hasil lke dalam bentuk JSON"),
    ],
)
def test_what_is_no_result_is_said(lke: Run, tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(content, encoding="utf-8")
    code, _, err = lke("report", path)
    assert code == 2
    assert said in err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are POSIX's")
@pytest.mark.parametrize("words", [["report"], ["rubric", "check"], ["survey", "instruments", "check"]])
def test_a_pipe_is_refused_and_not_waited_for(lke: Run, tmp_path: Path, words: list[str]) -> None:
    os.mkfifo(tmp_path / "x.json")
    code, _, err = lke(*words, tmp_path / "x.json")
    assert (code, err.count("\n")) == (2, 1)


def test_a_file_that_is_not_there_and_a_folder(tmp_path: Path) -> None:
    cases = {
        tmp_path / "tidak ada.json": "tidak ada atau tidak dapat dibaca",
        tmp_path: "bukan hasil lke dalam bentuk JSON",
    }
    for path, why in cases.items():
        with pytest.raises(LkeError, match=why):
            load(path)


def test_a_format_that_a_result_does_not_have_is_said(lke: Run, saved: Path, tmp_path: Path) -> None:
    lke("diff", HALF, FAILING, "-o", saved, "--force")
    code, _, err = lke("report", saved, "-o", tmp_path / "x.docx")
    assert code == 2
    assert "Hasil ini tidak punya bentuk docx; pilih text, json, md, html, csv, xlsx." in err


@pytest.mark.parametrize("name", COMMANDS)
def test_what_is_saved_is_what_its_schema_says(lke: Run, tmp_path: Path, name: str) -> None:
    words = COMMANDS[name]
    if any(isinstance(word, Path) and not word.exists() for word in words):
        pytest.skip("this sample is not here")
    path = tmp_path / "hasil.json"
    lke(*words, "-o", path)
    kind = kind_of(load(path))
    schema = json.loads(published()[f"{kind.name}-{kind.version[0]}.json"])
    jsonschema.Draft202012Validator(schema).validate(json.loads(path.read_text(encoding="utf-8")))


def test_every_kind_has_a_schema() -> None:
    assert {name.rsplit("-", 1)[0] for name in published()} == set(KINDS)


def test_a_file_that_is_larger_than_any_result_is_said(lke: Run, tmp_path: Path) -> None:
    path = tmp_path / "besar.json"
    with path.open("wb") as file:
        file.truncate(100_000_001)
    code, out, err = lke("report", path)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "lebih besar daripada 100 MB" in err


def test_what_fills_the_memory_is_ended_in_its_own_process(lke: Run, tmp_path: Path) -> None:
    """Sixty million bytes of empty lists take over a gigabyte of memory as Python's own."""
    path = tmp_path / "sarang.json"
    path.write_text('{"kind": "lke-score", "x": [' + ",".join(["[]"] * 20_000_000) + "]}", encoding="utf-8")
    code, out, err = lke("report", path)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "'sarang.json' perlu lebih dari 850 MB memori" in err
