"""Dates as people write them, and the assessed period."""

import pytest

from lke_cli.errors import LkeError
from lke_cli.evidence.dates import dates_in_name, dates_in_text, indonesian_date, parse_period


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
        ("Rapat 31 Februari 2025.pdf", ()),
        ("SK Nomor 120254.pdf", ()),
        ("SOP 1.pdf", ()),
    ],
)
def test_dates_in_names(name: str, dates: tuple[str, ...]) -> None:
    assert dates_in_name(name) == dates


def test_a_year_in_running_text_counts_only_as_tahun() -> None:
    assert dates_in_text("Laporan tahun 2025 dengan 2014 halaman") == ("2025",)
    assert dates_in_text("Peraturan Nomor 90 Tahun 2021 tentang zona") == ()


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
    ],
)
def test_a_period_holds_both_its_months(date: str, inside: bool) -> None:
    assert parse_period("2025-01..2026-06").overlaps(date) is inside


@pytest.mark.parametrize("text", ["2025", "2025-01", "01-2025..06-2026", "2026-06..2025-01", "2025-13..2026-01", ".."])
def test_a_period_that_is_none_is_said(text: str) -> None:
    with pytest.raises(LkeError, match="--period"):
        parse_period(text)


def test_a_date_as_people_say_it() -> None:
    assert [indonesian_date(d) for d in ("2025-03-12", "2025-03", "2025")] == ["12 Maret 2025", "Maret 2025", "2025"]
