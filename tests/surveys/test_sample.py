"""Enough respondents, and how to spread them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lke_cli.surveys.sample import plan_sample, sample_size, spread_by_share
from tests.conftest import Run

# Krejcie & Morgan (1970), table 1, whole.
PUBLISHED = """
10 10  15 14  20 19  25 24  30 28  35 32  40 36  45 40  50 44  55 48  60 52  65 56  70 59  75 63  80 66  85 70  90 73
95 76  100 80  110 86  120 92  130 97  140 103  150 108  160 113  170 118  180 123  190 127  200 132  210 136  220 140
230 144  240 148  250 152  260 155  270 159  280 162  290 165  300 169  320 175  340 181  360 186  380 191  400 196
420 201  440 205  460 210  480 214  500 217  550 226  600 234  650 242  700 248  750 254  800 260  850 265  900 269
950 274  1000 278  1100 285  1200 291  1300 297  1400 302  1500 306  1600 310  1700 313  1800 317  1900 320  2000 322
2200 327  2400 331  2600 335  2800 338  3000 341  3500 346  4000 351  4500 354  5000 357  6000 361  7000 364  8000 367
9000 368  10000 370  15000 375  20000 377  30000 379  40000 380  50000 381  75000 382  1000000 384
"""
_NUMBERS = list(map(int, PUBLISHED.split()))


@pytest.mark.parametrize(("population", "sample"), list(zip(_NUMBERS[::2], _NUMBERS[1::2], strict=True)))
def test_the_published_table(population: int, sample: int) -> None:
    assert sample_size(population) == sample


@given(st.integers(1, 10**7))
def test_a_sample_is_never_larger_than_its_population_and_grows_with_it(population: int) -> None:
    assert 1 <= sample_size(population) <= min(population, 384)
    assert sample_size(population) <= sample_size(population + 1)


@given(st.integers(0, 1000), st.lists(st.integers(1, 10**6), min_size=1, max_size=12))
def test_a_spread_adds_up_and_no_part_is_a_whole_one_off(total: int, shares: list[int]) -> None:
    named = {str(i): share for i, share in enumerate(shares)}
    parts = spread_by_share(total, named)
    assert sum(parts.values()) == total
    for name, share in named.items():
        assert abs(parts[name] - total * share / sum(shares)) < 1 + 1e-6


@given(
    st.dictionaries(st.sampled_from("ABCDEFG"), st.integers(1, 5000), min_size=1),
    st.integers(1, 12),
)
def test_services_over_months_add_up_both_ways(services: dict[str, int], count: int) -> None:
    months = [f"2026-{month:02d}" for month in range(1, count + 1)]
    plan = plan_sample(sum(services.values()), services, months)
    assert sum(service.sample for service in plan.services) == plan.sample
    for number, month in enumerate(plan.months):
        assert sum(service.months[number] for service in plan.services) == month.sample
    totals = [month.sample for month in plan.months]
    assert max(totals) - min(totals) <= 1
    assert all(service.sample <= service.population for service in plan.services)


def test_largest_remainder_by_hand() -> None:
    # 10 over 1 : 1 : 1 is 3.33 each: 9 are given, the tenth goes to the first.
    assert spread_by_share(10, {"a": 1, "b": 1, "c": 1}) == {"a": 4, "b": 3, "c": 3}
    # 201 over 120 : 300 of 420 is 57.43 and 143.57: the larger remainder gets the one left.
    assert spread_by_share(201, {"Loket": 120, "Daring": 300}) == {"Loket": 57, "Daring": 144}


def test_plan_on_the_command_line(lke: Run) -> None:
    code, out, _ = lke("survey", "plan", "--services", "Loket=120,Daring=300", "--months", "2026-01..2026-03")
    assert code == 0
    assert "Populasi 420 memerlukan 201 responden" in out
    # 57 over three months is 19 each; 144 is 48 each; together 67 a month.
    assert out.split("Jumlah")[1].join(["Jumlah", ""]).split()[:6] == ["Jumlah", "420", "201", "67", "67", "67"]


@pytest.mark.parametrize(
    "services", ["Loket=1.200,Daring=300", ",".join(f"Layanan nomor {i}={i + 5}" for i in range(9))]
)
def test_a_plan_of_many_months_fits_the_screen(lke: Run, monkeypatch: pytest.MonkeyPatch, services: str) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    code, out, _ = lke("survey", "plan", "--services", services, "--months", "2026-01..2026-12")
    assert code == 0
    assert max(map(len, out.splitlines())) <= 80
    for month in range(1, 13):
        assert f"2026-{month:02d}" in out


def test_a_plan_with_a_thousand_dot(lke: Run) -> None:
    # 1,500 need 306: 1,200 of them 244.8, 300 of them 61.2.
    _, out, _ = lke("survey", "plan", "--services", "Loket=1.200,Daring=300")
    assert "Populasi 1.500 memerlukan 306 responden" in out
    assert "Populasi 1.200 memerlukan 291 responden" in lke("survey", "plan", "--population", "1.200")[1]
    assert lke("survey", "plan", "--population", "A=2")[0] == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "--population"),
        (("--services", "Loket"), "tidak terbaca"),
        (("--services", "A=1,A=2"), "tidak terbaca"),
        (("--population", "10", "--services", "A=20"), "tidak sama"),
        (("--population", "100", "--months", "2026-07..2026-01"), "terbalik"),
        (("--population", "100", "--months", "Januari"), "tidak terbaca"),
        (("--population", "100", "--months", "2026-13"), "tidak terbaca"),
    ],
)
def test_a_plan_that_cannot_be_made_says_why(lke: Run, arguments: tuple[str, ...], said: str) -> None:
    code, out, err = lke("survey", "plan", *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1
