"""``lke plan`` and ``lke simulate`` as a user runs them."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lke_cli.rubric import Rubric
from lke_cli.templates import Filling, example_filling
from tests.conftest import ROOT, Run, Write

MINI = ROOT / "tests/rubrics/sakip-mini.yaml"


def filling(rubric: Rubric, **answers: str | float) -> Filling:
    """Return the example with other answers: ``A_6_...`` is the code ``A.6....``."""
    example = example_filling(rubric)
    changed = {code.replace("_", "."): answer for code, answer in answers.items()}
    return Filling(example.unit, {**example.answers, **changed}, example.narratives, example.documents, example.links)


@pytest.fixture
def failing(write: Write, rubric: Rubric) -> Path:
    """A workbook that misses A.6, and whose IPAK is too low."""
    lowest = {
        code.replace(".", "_"): rubric.scales[question.scale].ranked[0][1]
        for code, question in rubric.questions.items()
        if code.startswith(("A.I.6", "A.II.6")) and rubric.scales[question.scale].kind == "choice"
    }
    return write(filling(rubric, **lowest, B_I_a=3.42))


def test_the_screen_says_what_to_do_next(lke: Run, failing: Path) -> None:
    code, out, err = lke("plan", "--detail", failing)
    assert (code, err) == (1, "")
    assert "BELUM MEMENUHI nilai minimal WBK" in out
    assert "(IPAK) 3,42: tidak dapat ditutup dari jawaban lain, perlu survei 3,60." in out
    assert "Rencana yang tahan 3 penurunan:" in out
    assert "Tanpa cadangan:" in out
    assert "Terbukti termurah" in out
    first = out[out.index("Mulai dari:") :]
    assert "  1. A." in first
    assert first.index("  1. ") < first.index("  2. ") < first.index("  3. ")
    assert "(sel " in first


def test_json_is_whole_and_a_simulation_of_it_keeps_the_promise(lke: Run, failing: Path, tmp_path: Path) -> None:
    saved = tmp_path / "rencana.json"
    assert lke("plan", failing, "-o", saved)[0] == 1
    plan = json.loads(saved.read_text(encoding="utf-8"))
    assert plan["kind"] == "lke-plan"
    assert plan["sturdy"]["cost"] > plan["cheapest"]["cost"] > 0
    code, out, _ = lke("simulate", failing, "--from", saved, "--format", "json")
    simulated = json.loads(out)
    assert code == 1  # the survey stays
    assert simulated["total_after"] == pytest.approx(plan["sturdy"]["total"], abs=1e-9)
    assert [m["node"] for m in simulated["minimums"] if not m["met_after"]] == ["B.I.a"]
    assert lke("simulate", failing, "--from", saved, "--set", "B.I.a=3,6")[0] == 0


def test_surveys_rise_only_where_that_is_asked_for(lke: Run, failing: Path) -> None:
    out = lke("plan", failing, "--survey-up", "--format", "json")[1]
    plan = json.loads(out)
    moved = {c["code"]: c["after"] for step in plan["sturdy"]["steps"] for c in step["changes"]}
    assert moved["B.I.a"] == "3,60"
    assert plan["sturdy"]["met"]


def test_two_runs_write_the_same_bytes(lke: Run, failing: Path, tmp_path: Path) -> None:
    for suffix in ("xlsx", "json", "csv", "md", "txt"):
        first, second = tmp_path / f"1.{suffix}", tmp_path / f"2.{suffix}"
        lke("plan", failing, "-o", first)
        lke("plan", failing, "-o", second)
        assert first.read_bytes() == second.read_bytes(), suffix


def test_a_plan_that_was_filled_in_is_read_back(lke: Run, failing: Path, tmp_path: Path, write: Write) -> None:
    handed_out = tmp_path / "rencana.xlsx"
    lke("plan", failing, "--robust", "0", "-o", handed_out)
    book = openpyxl.load_workbook(handed_out)
    sheet: Any = book["Rencana aksi"]
    titles = [cell.value for cell in sheet[1]]
    column = {title: number + 1 for number, title in enumerate(titles)}
    assert {"Kegiatan", "Dari", "Menjadi", "Penanggung jawab", "Tanggal target", "Status"} <= column.keys()
    planned = {row[column["Kode"] - 1].value: row[column["Menjadi"] - 1].value for row in sheet.iter_rows(min_row=2)}
    sheet.cell(2, column["Penanggung jawab"]).value = "Subbag umum"
    sheet.cell(2, column["Status"]).value = "Selesai"
    sheet.insert_rows(1)  # a title that the unit wrote above
    sheet["A1"] = "RENCANA AKSI KITA"
    book.save(handed_out)
    code = sheet.cell(3, column["Kode"]).value
    rubric = _rubric()
    lowest = {
        each.replace(".", "_"): rubric.scales[question.scale].ranked[0][1]
        for each, question in rubric.questions.items()
        if each.startswith(("A.I.6", "A.II.6")) and rubric.scales[question.scale].kind == "choice"
    }
    newer = write(filling(rubric, **{**lowest, code.replace(".", "_"): planned[code]}, B_I_a=3.42), "baru.xlsx")
    out = lke("plan", newer, "--track", handed_out, "--format", "json")[1]
    tracked = json.loads(out)
    states = {step["code"]: step["state"] for step in tracked["steps"]}
    assert states.pop(code) == "done"
    assert set(states.values()) == {"not-yet"}
    assert tracked["steps"][0]["person"] == "Subbag umum"
    assert tracked["total"] > tracked["total_then"]
    assert "B.I.a" in tracked["left"]
    text = lke("plan", "--detail", newer, "--track", handed_out)[1]
    assert f"Dari {len(planned)} langkah: 1 selesai, {len(planned) - 1} belum." in text


def _rubric() -> Rubric:
    from lke_cli.rubric import load_rubric

    return load_rubric("permenpanrb-90-2021")


def test_an_answer_that_sank_is_told(lke: Run, tmp_path: Path, mini: Rubric, write: Write) -> None:
    answers: dict[str, str | float] = {"1.a": "Belum", "1.b": "C", "1.c": "C", "2.1.x.a.1": 12, "2.1.x.a.2": 3}
    answers |= {"2.2.a": 80.0, "2.2.b": "D", "3.a": "Belum"}
    workbook = write(Filling("Unit", answers), "lama.xlsx", mini)
    handed_out = tmp_path / "rencana.xlsx"
    assert lke("plan", workbook, "--rubric", MINI, "-o", handed_out)[0] == 1
    steps = openpyxl.load_workbook(handed_out)["Rencana aksi"]
    codes = [row[1].value for row in steps.iter_rows(min_row=2)]
    assert "1.b" in codes
    newer = write(Filling("Unit", {**answers, "1.b": "E"}), "baru.xlsx", mini)
    tracked = json.loads(lke("plan", newer, "--rubric", MINI, "--track", handed_out, "--format", "json")[1])
    assert {step["code"]: step["state"] for step in tracked["steps"]}["1.b"] == "undone"


def test_what_is_no_plan_is_not_tracked(lke: Run, failing: Path) -> None:
    code, _, err = lke("plan", "--detail", failing, "--track", failing)
    assert code == 2
    assert "tidak memuat lembar 'Rencana aksi'" in err


def test_a_folder_gives_costs_and_what_many_need(lke: Run, failing: Path, write: Write, rubric: Rubric) -> None:
    write(filling(rubric, B_I_b="E"), "kedua.xlsx")
    (failing.parent / "rusak.xlsx").write_bytes(b"PK\x03\x04")
    code, out, _ = lke("plan", failing.parent, "--format", "json")
    plans = json.loads(out)
    assert code == 2
    assert [Path(unit["file"]).name for unit in plans["units"]] == ["LKE.xlsx", "kedua.xlsx", "rusak.xlsx"]
    first, second, broken = plans["units"]
    assert first["sturdy_cost"] > first["cheapest_cost"]
    assert len(first["first"]) == 3
    assert first["unreachable"] == ["B.I.a"]
    assert "B.I.b" in second["questions"]
    assert broken["problem"]
    assert plans["common"][0]["units"] >= 1
    assert "Pertanyaan yang ada di rencana paling banyak unit" in lke("plan", "--detail", failing.parent)[1]


def test_a_folder_can_be_planned_again_into_the_same_workbook(lke: Run, failing: Path) -> None:
    output = failing.parent / "rencana.xlsx"
    assert lke("plan", failing.parent, failing, "-o", output)[0] == 1
    code, _, err = lke("plan", failing.parent, "-o", output)
    assert code == 1
    assert "Ditulis ke" in err


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--lock", "A.9"], "--lock A.9: kode itu tidak ada"),
        (["--only", "Z"], "--only Z: kode itu tidak ada"),
        (["--deadline", "kapan"], "--deadline kapan: tulis sebagai TAHUN-BULAN"),
        (["--deadline", "2001-01"], "sudah lewat"),
        (["--review", "0"], "--review 0: tulis peluang antara 0 dan 100%"),
        (["--review", "100%"], "tulis peluang antara 0 dan 100%"),
        (["--cost", "tidak-ada.yaml"], "tidak dapat dibaca"),
    ],
)
def test_what_cannot_be_meant_is_refused(lke: Run, failing: Path, arguments: list[str], why: str) -> None:
    code, _, err = lke("plan", failing, *arguments)
    assert code == 2
    assert why in err


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("efforts: {suratt: 1}", "jenis upaya 'suratt' tidak ada di rubrik"),
        ("efforts: {surat: 0}", "'surat' harus bilangan lebih dari 0"),
        ("questions: {A.9: 1}", "pertanyaan 'A.9' tidak ada di rubrik"),
        ("questions: {A.I.1.i.a: lama}", "jenis upaya 'lama' untuk A.I.1.i.a tidak ada"),
        ("biaya: 3", "'biaya' tidak dikenal"),
        ("- 3", "harus pasangan nama dan biaya"),
    ],
)
def test_a_wrong_file_of_costs_is_refused_with_its_mistake(
    lke: Run, failing: Path, tmp_path: Path, text: str, why: str
) -> None:
    costs = tmp_path / "upaya.yaml"
    costs.write_text(text, encoding="utf-8")
    code, _, err = lke("plan", "--detail", failing, "--cost", costs)
    assert code == 2
    assert why in err


def test_other_costs_make_another_way_the_cheapest(lke: Run, failing: Path, tmp_path: Path) -> None:
    costs = tmp_path / "upaya.yaml"
    costs.write_text("efforts: {sistem: 0.1}\nquestions: {A.II.6.i.a: {cost: 500}}\n", encoding="utf-8")
    usual = json.loads(lke("plan", failing, "--robust", "0", "--format", "json")[1])["cheapest"]
    other = json.loads(lke("plan", failing, "--robust", "0", "--cost", costs, "--format", "json")[1])["cheapest"]
    assert other["cost"] < usual["cost"]
    assert "A.II.6.i.a" not in [step["question"] for step in other["steps"]]


def test_only_one_area_moves_where_only_that_is_asked_for(lke: Run, failing: Path) -> None:
    plan = json.loads(lke("plan", failing, "--only", "A.6", "--format", "json")[1])
    moved = [step["question"] for step in plan["sturdy"]["steps"]]
    assert moved
    assert all(code.startswith(("A.I.6", "A.II.6")) for code in moved)
    locked = json.loads(lke("plan", failing, "--lock", "A.6", "--format", "json")[1])
    assert {m["node"] for m in locked["minimums"] if not m["reachable"]} == {"A.6", "B.I.a"}


def test_a_blank_that_would_drop_out_is_refused_but_a_full_workbook_is_not(
    lke: Run, failing: Path, write: Write, rubric: Rubric
) -> None:
    example = example_filling(rubric)
    answers = {code: answer for code, answer in example.answers.items() if code != "A.I.1.i.a"}
    blank = write(Filling("X", answers), "kosong.xlsx")
    code, _, err = lke("plan", "--detail", blank, "--blank", "skip")
    assert code == 2
    assert "mengisi pertanyaan kosong (1, misalnya A.I.1.i.a)" in err
    assert lke("plan", "--detail", failing, "--blank", "skip")[0] == 1


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("A.I.1.i.b", "tulis sebagai KODE=JAWABAN"),
        ("A.I.1.i.b=Z", "'Z' bukan pilihannya"),
        ("Q=A", "kode 'Q' tidak ada"),
        ("A.II.1.i.a=80%", "dihitung dari jumlahnya; ubah A.II.1.i.a.1, A.II.1.i.a.2"),
        ("A.II.5.iii.a.a.1=4", "adalah penjumlahan"),
        ("B.I.a=5", "di luar 0–4"),
        ("A.II.1.i.a.2=1,5", "bukan jumlah"),
    ],
)
def test_an_answer_that_cannot_be_given_is_not_simulated(lke: Run, failing: Path, typed: str, why: str) -> None:
    code, _, err = lke("simulate", failing, "--set", typed)
    assert code == 2
    assert why in err


def test_a_simulation_writes_nothing_and_says_what_it_breaks(lke: Run, failing: Path) -> None:
    before = failing.read_bytes()
    out = lke("simulate", failing, "--set", "A.II.1.i.a.2=5", "--set", "A.I.6.i.a=A")[1]
    assert failing.read_bytes() == before
    assert "Jumlah perubahan yang dibuat berbeda di dua tempat" in out
    assert "E" in out


def test_a_score_says_how_many_falls_it_stands(lke: Run, write: Write, rubric: Rubric, failing: Path) -> None:
    # IPAK 3.76 gives 16.45, B.I.b at C 2.5: 18.95 of the 18.25 that B.I needs. B.I.b at D takes 1.25, too much.
    workbook = write(filling(rubric, B_I_b="C", A_II_5_ii_a_1=9), "garis.xlsx")
    code, out, _ = lke("score", "--detail", workbook)
    assert (
        "Ketahanan: gagal bila satu jawaban saja turun satu tingkat (B.I Birokrasi yang Bersih dan Akuntabel)"
        in " ".join(out.split())
    )
    card = json.loads(lke("score", workbook, "--format", "json", "--review", "5%")[1])["workbooks"][0]["scorecard"]
    assert card["resilience"]["falls"] == 1
    assert card["resilience"]["defend"][0]["code"] == "B.I.b"
    # One answer falls with a chance of 5 %: at most 95 of 100 reviews can be passed.
    assert 0.8 < card["review"]["share"] < 0.96
    assert json.loads(lke("score", failing, "--format", "json")[1])["workbooks"][0]["scorecard"]["resilience"] is None
    compared = json.loads(lke("compare", workbook, failing, "--format", "json")[1])
    assert {Path(u["file"]).name: u["resilience"] for u in compared["units"]} == {"garis.xlsx": 1, "LKE.xlsx": None}
    assert code in (0, 1)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_nothing_is_wider_than_the_page(lke: Run, failing: Path, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for line in lke("plan", "--detail", failing)[1].splitlines():
        assert len(line) <= width


def test_a_blank_form_has_no_plan_and_that_is_said(lke: Run, write: Write, failing: Path, tmp_path: Path) -> None:
    blank, handed_out = write(Filling("KPU Kota X", {}), "kosong.xlsx"), tmp_path / "rencana.xlsx"
    lke("plan", failing, "-o", handed_out)
    for words in (["plan", blank], ["simulate", blank, "--set", "A.I.1.i.b=A"], ["plan", blank, "--track", handed_out]):
        code, out, err = lke(*words)
        assert (code, out) == (2, "")
        assert err.startswith("FORMULIR MASIH KOSONG: 'kosong.xlsx' masih kosong")
    plans = json.loads(lke("plan", failing, blank, "--format", "json")[1])
    assert [unit["met"] for unit in plans["units"]] == [False, None]
    assert "masih kosong" in plans["units"][1]["problem"]


def test_what_limits_a_plan_is_said(lke: Run, failing: Path) -> None:
    out = " ".join(lke("plan", "--detail", failing, "--lock", "A.1", "--only", "A.6", "--survey-up")[1].split())
    assert "Rencana ini dibuat dengan batas: hanya A.6 boleh berubah; A.1 tidak boleh berubah; nilai survei" in out
    assert "dengan batas" not in lke("plan", "--detail", failing)[1]


def test_the_first_screen_holds_what_to_do_next(
    lke: Run, write: Write, rubric: Rubric, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a unit that misses all twelve minimums too: verdict, both plans and three steps on 24 lines of 80."""
    lowest: dict[str, str | float] = {
        code: rubric.scales[question.scale].ranked[0][1]
        for code, question in rubric.questions.items()
        if rubric.scales[question.scale].kind == "choice"
    }
    example = example_filling(rubric)
    worst = write(Filling("X", {**example.answers, **lowest, "B.I.a": 1, "B.II.a": 1}), "terendah.xlsx")
    monkeypatch.setenv("COLUMNS", "80")
    first = "\n".join(lke("plan", "--detail", worst)[1].splitlines()[:24])
    for said in ("BELUM MEMENUHI", "perlu survei 3,60", "tahan 3 penurunan:", "Tanpa cadangan", "  3. A."):
        assert said in first
    # The whole of B.I lacks less of the survey than B.I.a does: what closes that one closes both.
    assert "3,03" not in first


def test_a_text_that_a_spreadsheet_would_run_stays_a_text(lke: Run, tmp_path: Path, mini: Rubric, write: Write) -> None:
    """A rubric of others is as foreign as a workbook: its labels stand in the plan."""
    text = MINI.read_text(encoding="utf-8")
    label = next(question.label for question in mini.questions.values())
    rubric = tmp_path / "rubrik.yaml"
    rubric.write_text(text.replace(label, f"=HYPERLINK({label})"), encoding="utf-8")
    answers: dict[str, str | float] = {"1.a": "Belum", "1.b": "E", "1.c": "D", "2.1.x.a.1": 12, "2.1.x.a.2": 3}
    workbook = write(Filling("Unit", answers | {"2.2.a": 80.0, "2.2.b": "D", "3.a": "Belum"}), "lama.xlsx", mini)
    output = tmp_path / "rencana.xlsx"
    assert lke("plan", workbook, "--rubric", rubric, "--robust", "0", "--only", "1", "-o", output)[0] == 1
    cells = [cell.value for row in openpyxl.load_workbook(output)["Rencana aksi"] for cell in row]
    assert not [value for value in cells if str(value).startswith("=")]
