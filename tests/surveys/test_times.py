"""When a form was sent, as forms, Excel and people write it."""

import datetime
from collections.abc import Sequence

import numpy as np
import pytest

from lke_cli.surveys.times import NO_DAY, NO_TIME, Times, is_date, is_serial, times_of
from lke_cli.values import CellValue


def read(*cells: CellValue) -> Times:
    return times_of(cells, np.arange(len(cells)))


def days(times: Times) -> list[str]:
    return ["" if day == NO_DAY else datetime.date.fromordinal(day).isoformat() for day in times.days.tolist()]


@pytest.mark.parametrize(
    ("clock", "minute"),
    [
        ("00:00", 0),
        ("09:15", 9 * 60 + 15),
        ("09.15", 9 * 60 + 15),
        ("09:15:30", 9 * 60 + 15),
        ("23:59", 23 * 60 + 59),
        ("24:00", NO_TIME),
        ("10:59", 10 * 60 + 59),
        ("10:60", NO_TIME),
        ("12:05 AM", 5),
        ("11:59 AM", 11 * 60 + 59),
        ("12:05 PM", 12 * 60 + 5),
        ("1:00 pm", 13 * 60),
        ("09:15 WIB", 9 * 60 + 15),
        ("pagi", NO_TIME),
        ("", NO_TIME),
    ],
)
def test_the_minute_of_the_day(clock: str, minute: int) -> None:
    times = read(f"2026-01-05 {clock}".strip())
    assert (days(times), times.minutes.tolist()) == (["2026-01-05"], [minute])
    assert times.has_clock is (minute != NO_TIME)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("31/01/2026", "2026-01-31"),
        ("32/01/2026", ""),
        ("31/02/2026", ""),
        ("31/12/00", "2000-12-31"),
        ("31/12/99", "2099-12-31"),
        ("31/12/1999", "1999-12-31"),
        ("2026.1.5", "2026-01-05"),
        ("5-Jan-26", "2026-01-05"),
        ("5 Januari 1999", "1999-01-05"),
        ("5 Smarch 2026", ""),
        ("36525", ""),
        ("36526", "2000-01-01"),
        (36526, "2000-01-01"),
        ("73050", "2099-12-31"),
        ("73051", ""),
        ("36526,5", "2000-01-01"),
        ("2026-01-05T08:05:12", "2026-01-05"),
        ("4", ""),
        ("kapan-kapan", ""),
        ("", ""),
    ],
)
def test_the_day(cell: CellValue, day: str) -> None:
    assert days(read(cell)) == [day]


def test_a_serial_number_s_fraction_is_the_time() -> None:
    assert read("36526,5").minutes.tolist() == [12 * 60]


@pytest.mark.parametrize(
    ("cells", "first", "ambiguous"),
    [
        # Day first where one above 12 stands first, month first where one stands second.
        (["12/03/2026", "13/03/2026"], "2026-03-12", False),
        (["03/12/2026", "03/13/2026"], "2026-03-12", False),
        # Both above 12, so nothing is told: a file of two hands is read day first.
        (["13/03/2026", "03/13/2026"], "2026-03-13", False),
        # The order that never goes back: 3 Feb, 5 Mar (or 2 Mar, 3 May: neither goes back).
        (["03/02/2026", "05/03/2026"], "2026-02-03", True),
        # Neither: 5 Mar, 4 Feb (or 3 May, 2 Apr).
        (["05/03/2026", "04/02/2026"], "2026-03-05", True),
        # Month first alone: 2 Mar, 3 Mar, 1 Apr.
        (["03/02/2026", "03/03/2026", "04/01/2026"], "2026-03-02", False),
        # The same day twice goes not back; what is no date tells nothing.
        (["03/02/2026", "03/02/2026", "kapan", "04/01/2026"], "2026-03-02", False),
        # Exchanged, day and month are the same.
        (["03/03/2026", "04/04/2026"], "2026-03-03", False),
    ],
)
def test_day_or_month_first(cells: Sequence[str], first: str, ambiguous: bool) -> None:
    times = read(*cells)
    assert (days(times)[0], times.ambiguous) == (first, ambiguous)


@pytest.mark.parametrize(
    ("cells", "exchanged"),
    [
        (["2026-05-12", "13/01/2026"], True),
        (["2026-05-13", "13/01/2026"], False),
        (["2026-05-12", "12/01/2026"], False),
        (["2026-05-12", "13/01/2026", "12/01/2026"], False),
        (["2026-05-12"], False),
        (["13/01/2026"], False),
    ],
)
def test_real_dates_up_to_the_twelfth_beside_texts_above_it_were_exchanged(
    cells: Sequence[str], exchanged: bool
) -> None:
    assert read(*cells).exchanged is exchanged


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        (datetime.date(2026, 1, 5), True),
        ("2026-01-05", True),
        ("2026-01-05T08:05", True),
        (" 5 Januari 2026 pukul 09.15 ", True),
        ("13/01/2026, 09.15.11", True),
        (46035, False),
        ("46035", False),
        ("5 Januari", False),
        ("2026", False),
        (4, False),
    ],
)
def test_what_is_a_date(cell: CellValue, date: bool) -> None:
    assert is_date(cell) is date


@pytest.mark.parametrize(("cell", "serial"), [(46035, True), (" 46035,38 ", True), ("4603", False), ("460351", False)])
def test_what_may_be_a_date_as_excel_counts(cell: CellValue, serial: bool) -> None:
    assert is_serial(cell) is serial
