"""What the coordinator needs first: gaps, minimums, who is one short, several rounds, copied questions."""

from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest

from lke_cli.comparison.alike import COPIED, COPIED_NODE, Own, likeness, sketch
from lke_cli.results import Unit
from lke_cli.rubric import Rubric
from lke_cli.scoring import area_of
from lke_cli.templates import Filling, example_filling
from tests.comparison.test_compare import _json
from tests.comparison.test_which_files import AGAM, SOLOK, LkeOf, lke_of
from tests.conftest import Run, Write

__all__ = ["lke_of"]


def _report(lke: Run, *arguments: object) -> Any:
    return _json(lke, *arguments)


class TestGaps:
    def test_every_minimum_has_its_column_and_its_share_in_the_heat_map(
        self, lke: Run, lke_of: LkeOf, tmp_path: Path
    ) -> None:
        path = lke_of("a.xlsx", AGAM)
        out = lke("compare", path, "--detail")[1]
        header = next(line for line in out.splitlines() if "B.I.b" in line and "A.6" in line)
        assert {"B.I", "B.I.b", "B.II", "IPAK", "IPKP"} <= {*header.split()}
        lke("compare", path, "-o", tmp_path / "rekap.xlsx")
        book = openpyxl.load_workbook(tmp_path / "rekap.xlsx")
        heat = {str(cell.value).split()[0]: cell.column or 0 for cell in book["Peta panas"][1]}
        assert {"A.1", "B.I", "B.I.a", "B.I.b", "B.II"} <= heat.keys()
        # IPAK 3.76 of 4
        assert book["Peta panas"].cell(2, heat["B.I.a"]).value == pytest.approx(0.94)

    def test_who_is_one_short_with_the_gap_and_the_first_step(self, lke: Run, lke_of: LkeOf) -> None:
        # An IPAK of 3.50 gives 15.3125 of 17.5: 0.4375 below 15.75, which an index of 3.60 reaches.
        path = lke_of("a.xlsx", AGAM, 3.5)
        near = _report(lke, path)["units"][0]["nearly"]
        assert (near["node"], near["code"], near["now"], near["then"]) == ("B.I.a", "B.I.a", "3,50", "3,60")
        assert near["gap"] == pytest.approx(0.4375)
        assert near["closes"]
        assert "Kurang satu nilai minimal saja: 1 unit" in lke("compare", path, "--detail")[1]

    def test_of_answers_the_smallest_step_that_is_enough_comes_first(self, lke: Run, lke_of: LkeOf) -> None:
        path = lke_of("a.xlsx", AGAM)
        total = _report(lke, path)["units"][0]["total"]
        # 0.05 above what there is: the smallest single step that adds as much.
        unit = _report(lke, path, "--min", f"total={total + 0.05:.4f}")["units"][0]
        near = unit["nearly"]
        assert near["closes"]
        assert near["adds"] >= 0.05 - 1e-6
        assert near["gap"] == pytest.approx(0.05, abs=1e-4)

    def test_who_misses_two_or_none_is_not_listed(self, lke: Run, lke_of: LkeOf) -> None:
        path = lke_of("a.xlsx", AGAM)
        assert _report(lke, path)["units"][0]["nearly"] is None
        assert _report(lke, path, "--min", "total=99", "--min", "A=60")["units"][0]["nearly"] is None


class TestMinimums:
    def test_those_used_are_stated_and_raised_ones_named(self, lke: Run, lke_of: LkeOf) -> None:
        out = " ".join(
            lke("compare", lke_of("a.xlsx", AGAM), "--min", "total=76", "--min", "A.I=20", "--detail")[1].split()
        )
        assert "total 76,00 (dinaikkan dari 75,00)" in out
        assert "A.I 20,00 (tambahan)" in out
        assert "indeks IPAK 3,60" in out

    def test_one_that_raises_nothing_is_told(self, lke: Run, lke_of: LkeOf) -> None:
        out = " ".join(lke("compare", lke_of("a.xlsx", AGAM), "--min", "total=60", "--detail")[1].split())
        assert "--min total=60,00 tidak menaikkan apa pun: nilai minimalnya sudah 75,00." in out

    @pytest.mark.parametrize(("text", "settled"), [("B.I.a=3,7", "ipak=3,70"), ("B.II=3,3", "ipkp=3,30")])
    def test_an_index_is_never_taken_for_points(self, lke: Run, lke_of: LkeOf, text: str, settled: str) -> None:
        code, _, err = lke("compare", lke_of("a.xlsx", AGAM), "--min", text)
        assert code == 2
        assert settled in err

    def test_an_index_that_is_called_one_is_points_of_its_node(self, lke: Run, lke_of: LkeOf) -> None:
        path = lke_of("a.xlsx", AGAM)
        required = _report(lke, path, "--min", "ipak=3,8", "--min", "ipkp=3,4")["required"]
        assert (required["B.I.a"], required["B.II"]) == (pytest.approx(3.8 / 4 * 17.5), pytest.approx(3.4 / 4 * 17.5))

    def test_wbbm_says_that_it_needs_an_earlier_wbk(self, lke: Run, lke_of: LkeOf, tmp_path: Path) -> None:
        path = lke_of("LKE/a.xlsx", AGAM)
        (tmp_path / "daftar.csv").write_text(f"nama;status\n{AGAM};\n{SOLOK};WBK 2024\n", encoding="utf-8")
        out = " ".join(
            lke("compare", path, "--target", "wbbm", "--units", tmp_path / "daftar.csv", "--detail")[1].split()
        )
        assert "predikat WBK" in out
        assert f"tidak menyebut predikat sebelumnya: {AGAM}." in out


class TestRounds:
    def test_several_rounds_make_a_trend(self, lke: Run, lke_of: LkeOf, tmp_path: Path) -> None:
        for name, ipak in (("Tahap 1", 3.0), ("Tahap 2", 3.4), ("Kini", 3.76)):
            lke_of(f"{name}/a.xlsx", AGAM, ipak)
            if name != "Tahap 1":
                lke_of(f"{name}/b.xlsx", SOLOK if name == "Kini" else f"{SOLOK} ", 3.6)  # other bytes
        rounds = ("--before", tmp_path / "Tahap 1", "--before", tmp_path / "Tahap 2")
        report = _report(lke, tmp_path / "Kini", *rounds)
        assert [(each["name"], each["counted"], each["passing"]) for each in report["rounds"]] == [
            ("Tahap 1", 1, 0),
            ("Tahap 2", 2, 1),
            ("putaran ini", 2, 2),
        ]
        trends = {each["unit"]: each for each in report["trends"]}
        first, second, third = trends[AGAM]["totals"]
        assert (second - first, third - second) == (
            pytest.approx(0.4 / 4 * 17.5),
            pytest.approx(0.36 / 4 * 17.5),
        )
        assert trends[SOLOK]["totals"][0] is None
        assert trends[AGAM]["points"]["B.I"][1] - trends[AGAM]["points"]["B.I"][0] == pytest.approx(0.4 / 4 * 17.5)
        assert (report["before"]["moves"][0]["unit"], report["before"]["moves"][1]["same"]) == (AGAM, "answers")
        out = " ".join(lke("compare", tmp_path / "Kini", *rounds, "--detail")[1].split())
        assert "Nilai total per putaran" in out
        assert f"1 unit semua jawabannya sama dengan putaran lalu: {SOLOK}." in out

    def test_the_very_same_file_is_told(self, lke: Run, lke_of: LkeOf, tmp_path: Path) -> None:
        old = lke_of("lalu/a.xlsx", AGAM)
        (tmp_path / "kini").mkdir()
        (tmp_path / "kini/a.xlsx").write_bytes(old.read_bytes())
        out = lke("compare", tmp_path / "kini", "--before", tmp_path / "lalu", "--detail")[1]
        assert f"1 unit berkasnya sama persis dengan putaran lalu: {AGAM}." in " ".join(out.split())


def _narratives(seed: int, count: int = 113) -> list[str]:
    chance = Random(seed)
    return [" ".join(f"kata{chance.randrange(4000)}" for _ in range(14)) for _ in range(count)]


def _judged(rubric: Rubric, *told: list[str], answers: "tuple[int, ...] | None" = None) -> Any:
    units, given, sketches = [], [], []
    for number, texts in enumerate(told):
        name = f"KPU Kota Unit{number:03}x"
        units.append(
            Unit(None, name, "file", f"{name}.xlsx", "LKE", "", "", "met", 80.0, {}, {}, (), 12, 0, 0, 0, None)
        )
        mark = number + 1 if answers is None else answers[number]
        given.append(b"".join(((place % 7) * 100 + mark).to_bytes(2, "little") for place in range(113)))
        sketches.append(sketch(texts, [], name, texts))
    areas = {code: area_of(rubric, code) for code in rubric.questions}
    return likeness(units, given, Own(sketches), (), areas)


class TestCopiedQuestions:
    def test_eighty_percent_of_a_file_is_told_with_its_codes(self, rubric: Rubric) -> None:
        own, other = _narratives(1), _narratives(2)
        (pair,) = _judged(rubric, own, own[:90] + other[90:]).pairs
        assert (len(pair.verbatim), pair.told) == (90, 113)
        assert pair.verbatim[0] == "A.I.1.i.a"

    def test_a_copied_area_is_told(self, rubric: Rubric) -> None:
        places = [n for n, code in enumerate(rubric.questions) if area_of(rubric, code) == "A.5"]
        own, other = _narratives(1), _narratives(2)
        mixed = [own[n] if n in places else other[n] for n in range(113)]
        (pair,) = _judged(rubric, own, mixed).pairs
        assert pair.nodes == ("A.5",)
        assert len(pair.verbatim) == len(places) >= COPIED_NODE

    @pytest.mark.parametrize(("same", "told"), [(COPIED, True), (COPIED - 1, False)])
    def test_both_sides_of_how_many_are_enough(self, rubric: Rubric, same: int, told: bool) -> None:
        """Of 40 that both tell, spread over the areas, 12 are told and 11 are not: a quarter would be 10."""
        own, other = _narratives(1), _narratives(2)
        kept = list(range(0, 113, 3))[:40]
        copied = kept[::3][:same] if same <= len(kept[::3]) else [*kept[::3], *kept[1::3]][:same]
        first = [own[n] if n in kept else "" for n in range(113)]
        second = [own[n] if n in copied else other[n] if n in kept else "" for n in range(113)]
        assert bool(_judged(rubric, first, second).pairs) is told

    @pytest.mark.parametrize(("same", "told"), [(29, True), (28, False)])
    def test_both_sides_of_a_quarter_of_what_both_tell(self, rubric: Rubric, same: int, told: bool) -> None:
        """A quarter of 113 is 28.25. One of every four questions, so that no area is copied whole."""
        own, other = _narratives(1), _narratives(2)
        copied = [*range(0, 113, 4)][:same]
        mixed = [own[n] if n in copied else other[n] for n in range(113)]
        judged = _judged(rubric, own, mixed)
        assert bool(judged.pairs) is told

    @pytest.mark.parametrize(("every", "told"), [(5, True), (2, False)])
    def test_a_copy_with_every_fifth_word_changed_where_answers_are_equal(
        self, rubric: Rubric, every: int, told: bool
    ) -> None:
        own = _narratives(1)
        changed = [
            " ".join(f"lain{n}x{place}" if n % every == 0 else word for n, word in enumerate(text.split(), 1))
            for place, text in enumerate(own)
        ]
        assert bool(_judged(rubric, own, changed, answers=(1, 1)).pairs) is told
        assert not _judged(rubric, own, changed).pairs  # other answers: two of five runs alone are no copy

    def test_552_units_of_their_own_words_make_no_pair(self, rubric: Rubric) -> None:
        """All with the same answers, each in words of its own, with some stock sentences that many use."""
        stock = ["Sudah dilaksanakan sesuai dengan ketentuan yang berlaku di lingkungan kantor ini"] * 20
        judged = _judged(rubric, *(stock + _narratives(n, 93) for n in range(552)), answers=(1,) * 552)
        assert judged.count == 0

    def test_names_that_go_on_are_asked_about_and_not_accused(self, lke: Run, rubric: Rubric, write: Write) -> None:
        example = example_filling(rubric)
        paths = [
            write(Filling(unit, example.answers, example.narratives), f"{unit}.xlsx")
            for unit in ("KPU Kab. Agam", "KPU Kab. Agam pleno")
        ]
        report = _report(lke, *paths)
        assert report["alike"] == []
        assert any("Versi satu unit, atau dua unit?" in note for note in report["notes"])
