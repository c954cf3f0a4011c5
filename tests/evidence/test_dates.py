"""Dates as people write them, and the assessed period."""

import pytest

from lke_cli.errors import LkeError
from lke_cli.evidence.dates import dates_in_name, dates_in_text, dates_of_folder
from lke_cli.periods import indonesian_date, months_of, parse_period


@pytest.mark.parametrize(
    ("name", "dates"),
    [
        ("Undangan rapat 12 Maret 2025.pdf", ("2025-03-12",)),
        ("notulen_2025-03-12.docx", ("2025-03-12",)),
        ("12-03-2025 Undangan.pdf", ("2025-03-12",)),
        ("IMG-20250312-WA0001.jpg", ("2025-03-12",)),
        ("Laporan Nopember 2025.pdf", ("2025-11",)),
        ("SK Tim ZI 2025.pdf", ("2025",)),
        ("Lap. Jan-2026.pdf", ("2026-01",)),
        ("Undangan 12-03-25.pdf", ("2025-03-12",)),
        ("Notulen 12.03.25.pdf", ("2025-03-12",)),
        ("Foto 12 Maret 25.jpg", ("2025-03-12",)),
        ("Rapat 12 Maret 10.30 WIB.pdf", ()),
        ("A.1.2.25 SK.pdf", ()),
        ("25-03-12 SK.pdf", ()),  # not of 2012
        ("Roadmap 2024-2028.pdf", ("2024..2028",)),
        ("Renstra 2020 s.d. 2024.pdf", ("2020..2024",)),
        ("Rapat 31 Februari 2025.pdf", ()),
        ("SK Nomor 120254.pdf", ()),
        ("SOP 1.pdf", ()),
        # A time of day is no date.
        ("WhatsApp Image 2023-05-04 at 09.12.25.jpeg", ("2023-05-04",)),
        ("WhatsApp Image 2023-05-04 at 9.12.25 (1).jpeg", ("2023-05-04",)),
        ("20230504_091225.jpg", ("2023-05-04",)),
        ("Screenshot 2023-05-04 09.12.25.png", ("2023-05-04",)),
        ("Rapat pukul 10.30.25.pdf", ()),
        ("Rapat pukul 09.12.25.pdf", ()),
        ("Rapat 09.12.25.pdf", ("2025-12-09",)),
        ("Arsip 1989.pdf", ()),  # older than any evidence: a number
        ("Arsip 1990.pdf", ("1990",)),
    ],
)
def test_dates_in_names(name: str, dates: tuple[str, ...]) -> None:
    assert dates_in_name(name) == dates


@pytest.mark.parametrize(
    ("name", "dates"),
    [
        ("2025", ("2025",)),
        ("Tahun 2025", ("2025",)),
        ("03. Maret 2025", ("2025-03",)),
        ("TW I 2025", ("2025",)),
        ("ZI 2025", ()),  # names the round, not when what is in it was made
        ("SK Tim 2025", ()),
        ("Foto", ()),
    ],
)
def test_a_folder_dates_what_is_in_it_where_its_name_is_a_date(name: str, dates: tuple[str, ...]) -> None:
    assert dates_of_folder(name) == dates


@pytest.mark.parametrize(("lines", "dates"), [(13, ("2025",)), (14, ())])
def test_a_decrees_own_number_stands_in_the_first_14_lines_of_its_title(lines: int, dates: tuple[str, ...]) -> None:
    assert dates_in_text("PEMERINTAH CONTOH\n" * lines + "NOMOR 12 TAHUN 2025") == dates


def test_a_year_in_running_text_counts_only_as_tahun() -> None:
    assert dates_in_text("Laporan tahun 2025 dengan 2014 halaman") == ("2025",)
    assert dates_in_text("Peraturan Nomor 90 Tahun 2021 tentang zona") == ()


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("MONEV TRIWULAN II 2025", ("2025",)),
        ("Laporan Semester 1 Tahun 2025", ("2025",)),
        ("Survei periode 2025", ("2025",)),
        ("Pada hari ini Rabu tanggal dua belas bulan Maret tahun dua ribu dua puluh lima", ("2025-03-12",)),
        ("tanggal tiga puluh satu Desember tahun dua ribu dua puluh empat", ("2024-12-31",)),
        ("tanggal sepuluh bulan Juni tahun dua ribu sembilan belas", ("2019-06-10",)),
        ("tanggal tiga puluh satu bulan Juni tahun dua ribu dua puluh lima", ()),  # June has 30
    ],
)
def test_dates_as_reports_and_minutes_write_them(text: str, dates: tuple[str, ...]) -> None:
    assert dates_in_text(text) == dates


def test_what_a_decree_cites_does_not_date_it() -> None:
    decree = """KEPUTUSAN KEPALA SATUAN KERJA CONTOH
    NOMOR 12/HK.03.1-Kpt/2025 TAHUN 2025
    TENTANG
    PERUBAHAN ATAS KEPUTUSAN NOMOR 5 TAHUN 2023
    Menimbang : bahwa ...
    Mengingat : 1. Undang-Undang Nomor 7 Tahun 2017 (Lembaran Negara Republik
    Indonesia Tahun 2017 Nomor 182, Tambahan Lembaran Negara Nomor 6109);
    2. Peraturan Menteri Nomor 90 Tahun 2021 (Berita Negara Republik Indonesia Tahun 2021 Nomor 1569);
    3. Peraturan Daerah Tahun 2016 Nomor 4;"""
    assert dates_in_text(decree) == ("2025",)
    assert dates_in_text(decree.replace(" TAHUN 2025", "")) == ()
    assert dates_in_text("ROADMAP REFORMASI BIROKRASI 2020-2024") == ("2020..2024",)


@pytest.mark.parametrize(
    ("date", "inside"),
    [
        ("2024-12-31", False),
        ("2025-01-01", True),
        ("2026-06-30", True),
        ("2026-07-01", False),
        ("2026-06", True),
        ("2026-07", False),
        ("2026", True),  # it may be of January to June
        ("2024", False),
        ("2027", False),
        ("2024..2028", True),
        ("2020..2024", False),
    ],
)
def test_a_period_holds_both_its_months(date: str, inside: bool) -> None:
    assert parse_period("2025-01..2026-06").overlaps(date) is inside


@pytest.mark.parametrize("text", ["kemarin", "25", "01-2025..06-2026", "2026-06..2025-01", "2025-13..2026-01", ".."])
def test_a_period_that_is_none_is_said(text: str) -> None:
    with pytest.raises(LkeError, match="Periode"):
        parse_period(text)


def test_a_date_as_people_say_it() -> None:
    dates = ("2025-03-12", "2025-03", "2025", "2024..2028")
    assert [indonesian_date(d) for d in dates] == ["12 Maret 2025", "Maret 2025", "2025", "2024–2028"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2026", ("2026-01-01", "2026-12-31")),
        ("2026-02", ("2026-02-01", "2026-02-28")),
        ("2025-01..2026-06", ("2025-01-01", "2026-06-30")),
        ("2026-01-05..2026-02-10", ("2026-01-05", "2026-02-10")),
    ],
)
def test_a_period_is_a_year_a_month_or_from_one_to_another(text: str, days: tuple[str, str]) -> None:
    period = parse_period(text)
    assert (period.first.isoformat(), period.last.isoformat()) == days


def test_the_months_of_a_period() -> None:
    assert months_of("2025-11..2026-02") == ("2025-11", "2025-12", "2026-01", "2026-02")
    assert len(months_of("2016..2025")) == 120
    with pytest.raises(LkeError, match="lebih dari 10 tahun"):
        months_of("2016-01..2026-01")
