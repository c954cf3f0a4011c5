"""Which unit each of many files is of: names that several files share, equal files, two rounds."""

import os
import shutil
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lke_cli.comparison.identity import identified
from lke_cli.comparison.naming import Naming
from lke_cli.comparison.rounds import since
from lke_cli.comparison.versions import claims
from lke_cli.results import Unit
from lke_cli.rubric import Rubric
from lke_cli.templates import Filling, example_filling, write_template
from tests.comparison.test_compare import PASSING, _json, _without_properties
from tests.conftest import Run

PROVINCE = "KPU PROVINSI CONTOH RAYA"


def _unit(file: str, title: str = "", total: float | None = 80.0, problem: str | None = None) -> Unit:
    scores = {} if total is None else {"total": total}
    met, times = "not-met" if total is not None else "unreadable", ("2026-01-01", "2026-01-01")
    return Unit(None, title, "workbook", file, "LKE", *times, met, total, scores, {}, (), 12, 0, 0, 0, problem)  # type: ignore[arg-type]


def _names(*files: tuple[str, str]) -> tuple[list[str], list[str]]:
    units, notes = identified([_unit(file, title) for file, title in files], Naming())
    return [unit.unit for unit in units], notes


def test_a_title_that_all_units_have_is_no_units_name() -> None:
    files = ["LKE KPU Kab. Satu.xlsx", "LKE KPU Kota Dua FINAL.xlsx", "LKE KPU Prov Contoh Raya.xlsx"]
    names, notes = _names(*((file, PROVINCE) for file in files))
    assert names == ["KPU Kab. Satu", "KPU Kota Dua", PROVINCE]
    assert PROVINCE in notes[0]
    assert "KPU Kab. Satu, KPU Kota Dua" in notes[0]


def test_many_shared_titles_are_counted() -> None:
    # 8 titles on 3 files each: 5 are told one by one, 3 in one sentence.
    files = [
        (f"LKE KPU Kota {word}{i}.xlsx", f"KPU PROVINSI RAYA {i}") for i in range(8) for word in ("Satu", "Dua", "Tiga")
    ]
    names, notes = _names(*files)
    assert names == [f"KPU Kota {word}{i}" for i in range(8) for word in ("Satu", "Dua", "Tiga")]
    assert len(notes) == 6
    assert "3 nama lain: KPU PROVINSI RAYA 5, KPU PROVINSI RAYA 6, KPU PROVINSI RAYA 7." in notes[5]


def test_a_folder_per_unit_names_files_that_are_all_called_alike() -> None:
    names, _ = _names(("LKE/KPU Kab. Satu/LKE ZI.xlsx", ""), ("LKE/KPU Kota Dua/ZI/LKE ZI FINAL.xlsx", ""))
    assert names == ["KPU Kab. Satu", "KPU Kota Dua"]
    names, notes = _names(
        ("LKE/Satu/LKE ZI.xlsx", PROVINCE), ("LKE/Dua/LKE.xlsx", PROVINCE), ("LKE/Tiga/a.xlsx", PROVINCE)
    )
    assert names == ["Satu", "Dua", "Tiga"]
    assert len(notes) == 1


@pytest.mark.parametrize(
    "files",
    [
        ("lama.xlsx", "baru.xlsx"),
        ("LKE KPU Kab. Satu.xlsx", "LKE KPU Kab. Satu rev 2.xlsx"),
        ("LKE Satu.xlsx", "hasil rapat.xlsx"),
        ("LKE Satu sebelum rapat.xlsx", "LKE Satu sesudah rapat.xlsx"),
        ("arsip/LKE.xlsx", "LKE.xlsx"),
    ],
)
def test_versions_of_one_units_file_stay_of_one_unit(files: tuple[str, ...]) -> None:
    names, notes = _names(*((file, "KPU Kab. Satu") for file in files))
    assert names == ["KPU Kab. Satu"] * 2
    assert notes == []


_STEMS = st.text(
    st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=30
) | st.sampled_from(["LKE ZI", "KPU Kab. Satu", "KPU Kota Dua", "LKE KPU Kab. Satu FINAL", "baru", "Satu"])
_TITLES = st.sampled_from(["", PROVINCE, "KPU Kab. Satu"])


@given(st.lists(st.tuples(_STEMS, _TITLES), max_size=8), st.randoms())
def test_every_file_has_a_name_that_does_not_hang_on_the_order_of_files(
    files: list[tuple[str, str]], chance: Random
) -> None:
    units = [_unit(f"LKE/{number}/{stem}.xlsx", title) for number, (stem, title) in enumerate(files)]
    named = {unit.file: unit.unit for unit in identified(units, Naming())[0]}
    mixed = chance.sample(units, len(units))
    assert named == {unit.file: unit.unit for unit in identified(mixed, Naming())[0]}
    assert all(named[unit.file] or not unit.file.isprintable() for unit in units)


def test_what_the_user_says_is_never_overruled() -> None:
    naming = Naming(by_file={"a.xlsx": "Satu", "b.xlsx": "Satu"})
    units, _ = identified([_unit("KPU Kab. X/a.xlsx", PROVINCE), _unit("KPU Kab. Y/b.xlsx", PROVINCE)], naming)
    assert [unit.unit for unit in units] == ["Satu", "Satu"]


def test_equal_files_of_two_units_are_two_rows_and_a_pair(lke: Run, tmp_path: Path) -> None:
    for name in ("LKE KPU Kab. Teladan Utara.xlsx", "LKE KPU Kab. Lain.xlsx", "LKE KPU Kab. Lain (2).xlsx"):
        shutil.copy(PASSING, tmp_path / name)
    report = _json(lke, tmp_path)
    assert {unit["unit"] for unit in report["units"]} == {"KPU Kabupaten Teladan Utara", "KPU Kab. Lain"}
    assert [Path(str(copy["file"])).name for copy in report["copies"]] == ["LKE KPU Kab. Lain (2).xlsx"]
    (pair,) = report["alike"]
    assert (pair["identical"], pair["answers"], pair["narratives"]) == (True, 1, 1)
    assert report["claims"] == []


def test_a_map_tells_equal_files_apart_and_what_it_names_in_vain(lke: Run, tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        shutil.copy(PASSING, tmp_path / folder / "LKE ZI.xlsx")
    names = tmp_path / "nama.csv"
    names.write_text("x/LKE ZI.xlsx;Kota X\ny\\lke zi;Kota Y\nz/LKE ZI.xlsx;Kota Z\n", encoding="utf-8")
    report = _json(lke, tmp_path, "--name-from", names)
    assert sorted(str(unit["unit"]) for unit in report["units"]) == ["Kota X", "Kota Y"]
    assert any("z/lke zi.xlsx" in str(note) for note in report["notes"])


def test_a_claimed_unit_shows_its_files_and_files_are_counted(lke: Run, rubric: Rubric, tmp_path: Path) -> None:
    example = example_filling(rubric)
    for number, name in enumerate(("lama", "baru")):
        answers = {**example.answers, "A.I.1.i.b": ("Ya", "Tidak")[number]}
        write_template(rubric, tmp_path / f"{name}.xlsx", Filling("KPU Kab. Satu", answers))
        os.utime(tmp_path / f"{name}.xlsx", (1_800_000_000 - number, 1_800_000_000 - number))
    out = " ".join(lke("compare", tmp_path, "--all-versions", "--detail")[1].split())
    assert "2 dari 2 berkas yang terbaca" in out
    assert "1 unit diaku lebih dari satu berkas, bersama 2 berkas" in out
    assert "KPU Kab. Satu (lama.xlsx)" in out
    # Our own writer stamps every document with the same date: the files' times tell.
    (claim,) = _json(lke, tmp_path, "--all-versions")["claims"]
    assert (claim["newest"], claim["clock"]) == (str(tmp_path / "lama.xlsx"), "file")


class TestNewest:
    OLD, NEW = "2026-03-01T00:00:00+00:00", "2026-04-01T00:00:00+00:00"

    def _newest(self, *times: tuple[str, str]) -> tuple[str | None, str | None]:
        units = [
            replace(_unit(f"{n}.xlsx"), unit="Satu", modified=said or of_file, file_modified=of_file, dated=bool(said))
            for n, (said, of_file) in enumerate(times)
        ]
        (claim,) = claims(units)
        return claim.newest, claim.clock

    def test_the_documents_dates_tell_where_all_have_one(self) -> None:
        assert self._newest((self.NEW, "2026-05-01"), (self.OLD, "2026-05-02")) == ("0.xlsx", "document")

    def test_the_files_times_tell_where_a_document_has_none(self) -> None:
        assert self._newest((self.NEW, "2026-05-01"), ("", "2026-05-02")) == ("1.xlsx", "file")

    def test_equal_times_tell_nothing(self) -> None:
        assert self._newest((self.NEW, "2026-05-01"), (self.NEW, "2026-05-01")) == (None, None)


class TestBefore:
    def _since(self, old: list[Unit], new: list[Unit]) -> tuple[tuple[str, ...], tuple[str, ...], str]:
        rounds = [identified(units, Naming())[0] for units in (old, new)]
        told = since(*rounds)
        return told.only_before, told.only_after, " ".join(told.unmatched)

    def test_a_broken_file_of_this_round_is_not_a_unit_that_is_gone(self) -> None:
        broken = _unit("LKE Satu.xlsx", "", None, "'LKE Satu.xlsx' rusak.")
        gone, new, said = self._since([_unit("a.xlsx", "KPU Kab. Satu")], [broken])
        assert (gone, new) == ((), ())
        assert "KPU Kab. Satu: berkasnya di putaran ini belum bernilai. 'LKE Satu.xlsx' rusak." in said

    def test_a_broken_file_of_the_earlier_round_is_not_a_new_unit(self) -> None:
        broken = _unit("LKE KPU Kabupaten Satu.xlsx", "", None, "rusak.")
        assert self._since([broken], [_unit("a.xlsx", "KPU Kab. Satu")])[:2] == ((), ())

    def test_a_file_of_no_name_is_told_and_is_no_unit(self) -> None:
        broken = _unit("._LKE.xlsx", "", None, "'._LKE.xlsx' rusak.")
        gone, new, said = self._since([_unit("a.xlsx", "KPU Kab. Satu")], [broken])
        assert (gone, new) == (("KPU Kab. Satu",), ())
        assert "tidak diketahui unitnya: '._LKE.xlsx' rusak." in said

    @pytest.mark.parametrize(
        ("old", "new", "said"), [(None, 80.0, "lalu"), (80.0, None, "ini"), (None, None, "lalu dan putaran ini")]
    )
    def test_in_which_round_it_is_broken_is_said(self, old: float | None, new: float | None, said: str) -> None:
        units = [_unit("KPU Kab. Satu.xlsx", "", total, None if total else "rusak.") for total in (old, new)]
        assert f"berkas di putaran {said} belum bernilai." in self._since(units[:1], units[1:])[2]

    def test_two_units_that_it_may_be_of_leave_it_open(self) -> None:
        broken = _unit("LKE Solo.xlsx", "", None, "rusak.")
        gone, _, _ = self._since([_unit("a.xlsx", "KPU Kab. Solo"), _unit("b.xlsx", "KPU Kota Solo")], [broken])
        assert gone == ("KPU Kab. Solo", "KPU Kota Solo")

    def test_a_copy_in_the_earlier_round_says_its_round(self, lke: Run, tmp_path: Path) -> None:
        for folder, names in (("kini", ["a"]), ("lalu", ["a", "salinan"])):
            (tmp_path / folder).mkdir()
            for name in names:
                shutil.copy(PASSING, tmp_path / folder / f"{name}.xlsx")
        out = lke("compare", tmp_path / "kini", "--before", tmp_path / "lalu", "--detail")[1]
        assert "di putaran lalu" in " ".join(out.split())
        assert "\n\nDibanding putaran lalu\n" in out


def test_files_without_properties_have_the_files_time(lke: Run, tmp_path: Path) -> None:
    path = tmp_path / "LKE.xlsx"
    shutil.copy(PASSING, path)
    _without_properties(path)
    os.utime(path, (1_700_000_000, 1_700_000_000))  # 2023-11-14 22:13:20 UTC
    (unit,) = _json(lke, path)["units"]
    assert unit["modified"] == unit["file_modified"] == "2023-11-14T22:13:20+00:00"


def test_names_that_only_lack_the_institution_are_told_and_not_taken_for_one(
    lke: Run, rubric: Rubric, tmp_path: Path
) -> None:
    example = example_filling(rubric)
    for folder, names in (
        ("lalu", ["Kota Dua", "KPU Kab. Tiga"]),
        ("kini", ["KPU Kota Dua", "Kab Satu", "KPU Kab. Satu"]),
    ):
        (tmp_path / folder).mkdir()
        for name in names:
            write_template(rubric, tmp_path / folder / f"{name}.xlsx", Filling(name, example.answers))
    report = _json(lke, tmp_path / "kini", "--before", tmp_path / "lalu")
    assert len(report["units"]) == 3
    (note,) = [str(note) for note in report["notes"] if "Mungkin unit yang sama" in str(note)]
    assert "'Kab Satu' dan 'KPU Kab. Satu'" in note
    assert "'Kota Dua' dan 'KPU Kota Dua'" in note
    assert "Tiga" not in note
