"""What a column is taken for, on both sides of what its header and its cells have to be."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from lke_cli.results import ColumnUse
from lke_cli.rubric import Rubric
from lke_cli.surveys.columns import SurveyColumn, columns_text, is_band, is_legend
from lke_cli.surveys.headers import is_identifier, is_like_profile, is_numbering, is_sentence
from lke_cli.surveys.roles import contact_key
from lke_cli.surveys.run import SurveySettings, survey_file
from lke_cli.values import CellValue

NINE = ["Persyaratan", "Prosedur", "Waktu", "Biaya", "Produk", "Kompetensi", "Perilaku", "Pengaduan", "Sarana"]
OWN = "Taman di depan loket tertata rapi"
"""A statement that no instrument makes."""
Column = Callable[[str, Sequence[object]], ColumnUse]


@pytest.fixture
def column(rubric: Rubric, tmp_path: Path) -> Column:
    """Return how a column of a header and cells is taken beside the nine unsur."""

    def take(header: str, cells: Sequence[object]) -> ColumnUse:
        path = tmp_path / "survei.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([[*NINE, header], *([*[3] * 9, cell] for cell in cells)])
        (result,) = survey_file(path, SurveySettings(rubric=rubric, target="wbk"), kind="skm").surveys
        return next(column for column in result.columns if column.header == header)

    return take


def some(share: int, one: object, others: Sequence[object]) -> list[object]:
    """Return ten cells, so many of them the one, the others different."""
    return [*[one] * share, *others[: 10 - share]]


REMARKS = ["lama sekali", "antre", "belum tahu", "panas", "jauh", "sempit", "ramai", "gelap", "licin", "bising"]


@pytest.mark.parametrize(
    ("header", "cells", "role", "reason"),
    [
        (OWN, [5.5, 6] * 5, "unreadable", "angkanya bukan bilangan bulat"),
        (OWN, [5.5, 7] * 5, "unreadable", "angka di luar skala 1 sampai 6"),
        ("Kerapian", [0.5, 10] * 5, "unreadable", "angka di luar skala 1 sampai 6"),
        ("Kerapian", [0.5, 11] * 5, "aside", "angka di luar skala 1 sampai 6"),
        ("Kerapian", [-0.5, 6.5] * 5, "aside", "angka di luar skala 1 sampai 6"),
        ("Usia", [5.5, 6] * 5, "aside", "angkanya bukan bilangan bulat; data responden atau penghitung"),
        ("Kerapian", some(6, 2.5, REMARKS), "unreadable", "angkanya bukan bilangan bulat"),
        ("Kerapian", some(5, 2.5, REMARKS), "aside", "isian bebas"),
        (OWN, [0, 1] * 5, "unreadable", "isinya hanya 0 dan 1"),
        ("Kerapian", [0, 1] * 5, "aside", "isinya hanya 0 dan 1"),
        (OWN, [1] * 10, "question", "isinya jawaban skala"),
        (OWN, [0, 1, 2, 2, 2] * 2, "question", "isinya jawaban skala"),
        # An age or a status that answers like a scale is data; half of it in words of a scale is none.
        ("Status pernikahan", some(6, 3, ["Baik"] * 4), "aside", "data responden atau penghitung"),
        ("Status pernikahan", some(5, 3, ["Baik"] * 5), "question", "isinya jawaban skala"),
        ("Saran", [3] * 10, "aside", "komentar menurut judulnya"),
        ("Saran", REMARKS, "aside", "komentar menurut judulnya"),
        (OWN, some(3, 3, REMARKS), "unreadable", "hanya sebagian isinya jawaban skala"),
        (OWN, some(2, 3, REMARKS), "aside", "isian bebas"),
        ("Usia", some(3, 3, REMARKS), "aside", "isian bebas"),
        ("Nama pengunjung", REMARKS, "personal", "data pribadi"),
        ("No HP", REMARKS, "contact", "kontak"),
        ("Tanggal lahir", ["2001-01-05"] * 10, "personal", "tanggal lahir"),
        ("Tanggal isi", ["2026-01-05"] * 10, "time", "waktu pengisian"),
        ("Tanggal isi", [46035] * 10, "time", "waktu pengisian"),
        ("Tanggal isi", some(6, "2026-01-05", ["lupa"] * 4), "time", "waktu pengisian"),
        ("Tanggal isi", some(5, "2026-01-05", ["lupa"] * 5), "aside", "waktu yang bentuknya tidak terbaca"),
        ("Keterangan lain", some(6, "081234567890", ["-x"] * 4), "contact", "kontak"),
    ],
)
def test_what_a_column_is_taken_for(
    column: Column, header: str, cells: Sequence[object], role: str, reason: str
) -> None:
    taken = column(header, cells)
    assert (taken.role, reason in taken.reason) == (role, True), taken.reason


@pytest.mark.parametrize(
    ("cells", "choice"),
    [
        (["setengah rapi", "rapi sebagian"] * 5, True),
        ((["setengah rapi", "rapi sebagian"] * 5)[:9], False),  # of fewer than ten rows nobody can tell
        (["setengah rapi"] * 10, False),  # one text is no choice
        ([f"rapi {letter}" for letter in "abcdef"] * 2, True),
        ([f"rapi {letter}" for letter in "abcdefg"] * 2, False),  # seven are remarks
        (["r" * 40, "rapi sebagian"] * 5, True),
        (["r" * 41, "rapi sebagian"] * 5, False),
        (["Ya", "Tidak"], True),
        (["Ya", "Ya"], False),
    ],
)
def test_words_of_no_scale_are_choices_where_few_stand_in_many_rows(
    column: Column, cells: Sequence[object], choice: bool
) -> None:
    taken = column(OWN, cells)
    assert (taken.role == "unreadable", "tidak dikenal sebagai skala" in taken.reason) == (choice, choice)


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("0812-3456-7890", "81234567890"),
        ("+62 812 3456 7890", "81234567890"),
        (81234567890, "81234567890"),
        ("0212345678", "0212345678"),
        ("1234567", None),
        ("12345678", "12345678"),
        ("11112222", None),
        ("11112223", "11112223"),
        ("Orang@Contoh.invalid", "orang@contoh.invalid"),
        ("0812345678x", None),
    ],
)
def test_a_contact_in_a_form_that_can_be_compared(cell: CellValue, key: str | None) -> None:
    assert contact_key(cell) == key


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("id", True),
        ("RespondentID", True),
        ("id kota layanan", True),
        ("id kota layanan daring", False),
        ("kota id layanan", False),
        ("", False),
    ],
)
def test_a_key_of_a_database_has_up_to_three_words_and_says_so_at_an_end(header: str, key: bool) -> None:
    assert is_identifier(header) is key


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        ("taman depan tertata rapi", True),
        ("taman tertata rapi", False),
        ("berapa kali anda datang", False),
        ("jenis kelamin responden anda", False),
    ],
)
def test_a_statement_has_four_words_and_asks_for_no_fact(header: str, sentence: bool) -> None:
    assert is_sentence(header) is sentence


@pytest.mark.parametrize(
    ("header", "like"),
    [
        ("kelompok usia yang terdaftar resmi", True),
        ("kelompok usia yang terdaftar resmi kini", False),
        ("usia 3", False),
    ],
)
def test_what_is_like_data_of_the_respondent_has_up_to_five_words(header: str, like: bool) -> None:
    assert is_like_profile(header) is like


@pytest.mark.parametrize(
    ("cells", "numbering"),
    [
        ([1, 2, 3, 4, 5], True),
        ([1, 2, 3, 4], False),
        ([1, 2, 3, 4, 6], False),
        ([1, 2, 3, 4, 5, *"vwxyz"], True),
        ([1, 2, 3, 4, 5, *"uvwxyz"], False),
    ],
)
def test_a_row_that_counts_its_columns(cells: Sequence[CellValue], numbering: bool) -> None:
    assert is_numbering(cells) is numbering


@pytest.mark.parametrize(
    ("row", "legend"),
    [
        (["U1", "Waktu"], True),
        (["", "U1", "", 3.2, "Waktu"], True),
        (["U10", "Waktu"], True),
        (["U1", 3.2, "Waktu"], True),
        (["U1", 3.2, 3, "Waktu"], False),
        (["U1", "ok"], False),
        (["U1", 3, 4], False),
        (["U1"], False),
        (["Unsur 1", "Waktu"], True),
        (["Unsur 1", 3.2], False),
        (["Waktu", "U1"], False),
        ([1, "U1"], False),
    ],
)
def test_a_row_that_explains_an_unsur(row: Sequence[CellValue], legend: bool) -> None:
    assert is_legend(row) is legend


@pytest.mark.parametrize(
    ("row", "band"),
    [
        (["A", "88,31 - 100"], True),
        ([4, "3,53 - 4,00", "88,31 s.d. 100", "A", "Sangat", "baik"], True),
        ([4, "3,53 - 4,00", "88,31 s.d. 100", "A", "Sangat", "baik", "sekali"], False),
        ([4, "88,31 - 100"], False),
        (["A", 88.31], False),
    ],
)
def test_a_row_with_the_bounds_of_a_mutu(row: Sequence[CellValue], band: bool) -> None:
    assert is_band(row) is band


@pytest.mark.parametrize(("letters", "text"), [("EFGK", "E..G,K"), ("E", "E"), ("EG", "E,G"), ("EF", "E..F"), ("", "")])
def test_columns_as_the_user_names_them(letters: str, text: str) -> None:
    columns = [SurveyColumn(ord(letter) - 65, letter, letter, "question", "") for letter in letters]
    assert columns_text(columns) == text


@pytest.mark.parametrize(("numbers", "counted"), [(4, False), (3, True)], ids=["1 of 5", "1 of 4"])
def test_words_among_numbers_are_a_remark_up_to_a_fifth_of_the_questions(
    rubric: Rubric, tmp_path: Path, numbers: int, counted: bool
) -> None:
    path = tmp_path / "survei.csv"
    header = ["Taman", "Papan", "Kantin", "Parkir"][:numbers]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[*header, "Seragam"], *[[*[3] * numbers, "Sangat Baik"]] * 10])
    (result,) = survey_file(path, SurveySettings(rubric=rubric, target="wbk"), kind="ipkp").surveys
    # The word is 4: (3 + 3 + 3 + 4) / 4.
    assert result.index == (3.25 if counted else 3)
