"""Who answered, by service and by trait: what is refused as people, and what is too few to be shown."""

import csv
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from lke_cli.errors import LkeError
from lke_cli.results import SurveyResult
from lke_cli.rubric import Rubric
from lke_cli.surveys.profile import shares_of
from lke_cli.surveys.run import SurveySettings, survey_file

NINE = ["Persyaratan", "Prosedur", "Waktu", "Biaya", "Produk", "Kompetensi", "Perilaku", "Pengaduan", "Sarana"]
Survey = Callable[..., SurveyResult]


@pytest.fixture
def survey(rubric: Rubric, tmp_path: Path) -> Survey:
    """Survey respondents of whom one more column is told; all answer 3."""

    def run(header: str, cells: Sequence[object], **options: object) -> SurveyResult:
        path = tmp_path / "survei.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([[header, *NINE], *([cell, *[3] * 9] for cell in cells)])
        settings = SurveySettings(rubric=rubric, target="wbk", **options)  # type: ignore[arg-type]
        return survey_file(path, settings, kind="skm").surveys[0]

    return run


def words(count: int) -> str:
    return " ".join("abcdefghijklmnop"[:count])


@pytest.mark.parametrize(
    ("names", "refused"),
    [
        ([f"Unit {n:03d}" for n in range(100)] * 3, ""),
        ([f"Unit {n:03d}" for n in range(101)] * 3, "lebih dari 100 nama"),
        (["L" * 60, "Loket"] * 3, ""),
        (["L" * 61, "Loket"] * 3, "isian bebas"),
        ([words(8), "Loket"] * 3, ""),
        ([words(9), "Loket"] * 3, "isian bebas"),
        # More than two names are people where more than half of the rows have their own.
        (["Loket", "Daring"], ""),
        (["Loket", "Daring", "PPID", *["Loket"] * 3], ""),
        (["Loket", "Daring", "PPID", *["Loket"] * 2], "data orang"),
        # Five that stand once may be small services; six of eleven are people.
        ([*"ABCDE", *["Loket"] * 9], ""),
        ([*"ABCDEF", *["Loket"] * 9], "data orang"),
        ([*"ABCDEF", *[f"Unit {n}" for n in range(6)] * 3], ""),
        # Titles of people at more than half of the names.
        (["Pak Satu", "Loket"] * 3, ""),
        (["Pak Satu", "Bu Dua", "Loket"] * 3, "data orang"),
        (["Loket", "a@contoh.invalid"] * 3, "data orang"),
    ],
)
def test_a_column_of_services_is_none_of_people(survey: Survey, names: Sequence[str], refused: str) -> None:
    if refused:
        with pytest.raises(LkeError, match=refused):
            survey("Layanan", names, by="Layanan")
        return
    groups = survey("Layanan", names, by="Layanan").groups
    assert {group.name: group.respondents for group in groups} == Counter(names)
    assert sum(group.share for group in groups) == pytest.approx(1)


@pytest.mark.parametrize(
    ("age", "range_told"),
    [
        (20, "sampai 20"),
        (21, "21–30"),
        (30, "21–30"),
        (31, "31–40"),
        (60, "51–60"),
        (61, "di atas 60"),
        ("41 tahun", "41–50"),
    ],
)
def test_ages_are_told_by_tens(survey: Survey, age: object, range_told: str) -> None:
    (profile,) = survey("Umur", [age] * 5).profile
    assert [(share.value, share.share) for share in profile.shares] == [(range_told, 1)]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("petani", "Petani"),
        ("p" * 60, "P" + "p" * 59),
        ("p" * 61, "lainnya"),
        ("Sopir Pak Lurah", "lainnya"),
        ("petani, a@contoh.invalid", "lainnya"),
    ],
)
def test_a_trait_that_may_tell_a_person_is_not_shown(survey: Survey, value: str, shown: str) -> None:
    (profile,) = survey("Pekerjaan", [value] * 10 + ["PNS"] * 10).profile
    assert {share.value: share.share for share in profile.shares} == {shown: 0.5, "PNS": 0.5}


@pytest.mark.parametrize(
    ("counts", "shares"),
    [
        ({"SMA": 15, "S1": 5}, {"SMA": 0.75, "S1": 0.25}),
        # Of four one could be told: they go with the next smallest.
        ({"SMA": 15, "S1": 5, "S2": 4}, {"SMA": 15 / 24, "lainnya": 9 / 24}),
        ({"SMA": 15, "S1": 4, "S2": 1}, {"SMA": 0.75, "lainnya": 0.25}),
        # Capitals tell no two values apart; the more frequent spelling stands.
        ({"SMA": 6, "sma": 4, "S1": 10}, {"SMA": 0.5, "S1": 0.5}),
        ({"lainnya": 10, "SMA": 10}, {"SMA": 0.5, "lainnya": 0.5}),
        # Twelve are shown, the rest together.
        ({f"P{n:02d}": 5 for n in range(12)}, {f"P{n:02d}": 1 / 12 for n in range(12)}),
        ({f"P{n:02d}": 5 for n in range(13)}, {**{f"P{n:02d}": 1 / 13 for n in range(12)}, "lainnya": 1 / 13}),
        ({"SMA": 4}, {}),
        ({"SMA": 5}, {"SMA": 1}),
        ({"SMA": 5, "S1": 1}, {}),
        ({"lainnya": 9}, {}),
        ({}, {}),
    ],
)
def test_shares_of_fewer_than_five_are_merged(counts: Mapping[str, int], shares: Mapping[str, float]) -> None:
    assert {share.value: share.share for share in shares_of(Counter(counts))} == pytest.approx(shares)


@pytest.mark.parametrize(
    ("population", "respondents", "needed", "missing"),
    # Krejcie & Morgan: 20 -> 19.
    [(20, 18, 19, 1), (20, 19, 19, 0), (20, 20, 19, 0), (20, 21, 19, 0)],
)
def test_enough_respondents_for_a_population(
    survey: Survey, population: int, respondents: int, needed: int, missing: int
) -> None:
    result = survey("Layanan", ["Loket"] * respondents, population=population)
    assert result.sample is not None
    assert (result.sample.needed, result.sample.missing) == (needed, missing)
    told = {finding.rule for finding in result.findings}
    assert ("survey-too-few" in told) is (missing > 0)
    assert ("survey-more-than-population" in told) is (respondents > population)


@pytest.mark.parametrize(
    ("answer", "yes", "answered"),
    [
        ("Ya", 1, 1),
        ("ya, oleh petugas", 1, 1),
        ("Pernah sekali", 1, 1),
        ("Tidak", 0, 1),
        ("tidak ada yang meminta", 0, 1),
        ("TDK", 0, 1),
        ("lupa", 0, 0),
    ],
)
def test_who_was_asked_for_good_answers(survey: Survey, answer: str, yes: int, answered: int) -> None:
    result = survey("Apakah Anda diarahkan petugas saat menjawab survei ini?", [answer, *["Tidak"] * 4])
    assert result.steering is not None
    assert (result.steering.yes, result.steering.answered) == (yes, 4 + answered)
