"""Whether two sums agree, where each number is known, or known only within limits."""

import pytest

from lke_cli.rubric.expression import parse_expression, parse_relation

KNOWN = {"selesai": (3, 3), "proses": (2, 2), "semua": (5, 5), "lebih": (6, 6), "kurang": (4, 4)}
OPEN = {"sedikit": (0, 2), "tengah": (1, 3), "banyak": (3, 5), "lain": (2, 4), "dua": (2, 2)}


def test_a_sum_is_what_its_names_come_to() -> None:
    assert parse_expression("semua - selesai + lebih").value({"semua": 5, "selesai": 3, "lebih": 6}) == 8


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("selesai + proses <= semua", True),  # 3 + 2 <= 5
        ("selesai + proses <= lebih", True),
        ("selesai + proses <= kurang", False),
        ("selesai + proses >= semua", True),
        ("selesai + proses >= lebih", False),
        ("selesai + proses >= kurang", True),
        ("selesai + proses == semua", True),
        ("selesai + proses == lebih", False),
        ("selesai + proses == kurang", False),
        ("selesai + proses > semua", False),
        ("selesai + proses > kurang", True),
        ("selesai - proses == 1", True),  # 3 - 2
        ("selesai - proses > 1", False),
        ("selesai - proses >= 1.5", False),
        ("semua - selesai - proses == 0", True),
    ],
)
def test_of_numbers_that_are_known_a_relation_holds_or_not(text: str, holds: bool) -> None:
    assert parse_relation(text).holds(KNOWN) is holds


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("sedikit <= lain", True),  # at most 2, and at least 2
        ("tengah <= lain", None),  # 3 against 2 breaks it, 1 against 2 does not
        ("banyak <= sedikit", False),  # at least 3, and at most 2
        ("lain <= sedikit", None),  # 2 against 2 holds, 4 against 2 does not
        ("lain >= sedikit", True),
        ("sedikit >= lain", None),
        ("sedikit >= banyak", False),
        ("banyak > sedikit", True),  # 3 against 2
        ("lain > sedikit", None),  # 2 against 2 is not more
        ("sedikit > lain", False),  # 2 against 2 at most
        ("sedikit == banyak", False),  # 0..2 and 3..5 do not meet
        ("banyak == sedikit", False),
        ("sedikit == lain", None),  # both may be 2
        ("lain == sedikit", None),
        ("dua == tengah", None),  # tengah may be another number
        ("tengah == dua", None),
        ("sedikit == dua", None),
        ("banyak - sedikit >= 1", True),  # 3 - 2 at least
        ("banyak - sedikit <= 5", True),  # 5 - 0 at most
        ("banyak - sedikit <= 4", None),
    ],
)
def test_what_the_limits_leave_open_is_not_decided(text: str, holds: bool | None) -> None:
    assert parse_relation(text).holds(OPEN) is holds


def test_a_sum_has_the_limits_of_its_parts() -> None:
    assert parse_expression("banyak - sedikit + dua").limits(OPEN) == (3, 7)  # 3 - 2 + 2, 5 - 0 + 2
