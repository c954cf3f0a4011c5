"""Who the respondents are, as shares only: no group so small that it could be a person."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from lke_cli.instrument import general_words
from lke_cli.results import Profile, ProfileShare, Steering
from lke_cli.surveys.columns import SurveyColumn
from lke_cli.surveys.headers import header_words, holds_contact, is_free_text
from lke_cli.surveys.roles import contact_key
from lke_cli.surveys.rows import Responses
from lke_cli.untrusted import one_line
from lke_cli.values import CellValue, as_text

if TYPE_CHECKING:
    import pandas as pd

SMALLEST_GROUP = 5
"""A group of fewer respondents is merged with others."""
_MOST_VALUES = 12
_LONGEST = 60
_OWN_WORDS = {trait.name: frozenset(trait.values) for trait in general_words().traits if trait.values}
_TITLES = frozenset(["pak", "bapak", "bpk", "sdr", "sdri", "tn", "ny", "an"])
_AGE_ENDS = (20, 30, 40, 50, 60)
_OTHERS = "lainnya"
_YES = frozenset(["ya", "iya", "yes", "y", "pernah", "ada", "benar", "betul"])
_NO = frozenset(("tidak", "no", "t", "tidak pernah", "tidak ada", "belum pernah", "tdk", "tak pernah"))


def profiles(columns: Sequence[SurveyColumn], rows: Responses) -> tuple[Profile, ...]:
    """Return the respondents' traits, in the order of the shipped words, one column each."""
    shown = []
    for trait in general_words().traits:
        words = frozenset(trait.titles)
        column = next((column for column in columns if column.role == "aside" and _is_of(column, words)), None)
        shares = _shares(rows, column, trait.name) if column else ()
        if column and shares:
            shown.append(Profile(trait.name, column.letter, shares))
    return tuple(shown)


def _is_of(column: SurveyColumn, words: frozenset[str]) -> bool:
    plain = header_words(column.header)
    return not words.isdisjoint(plain.split()) and len(plain.split()) <= 10 and not is_free_text(plain)


def _shares(rows: Responses, column: SurveyColumn, trait: str) -> tuple[ProfileShare, ...]:
    counts: Counter[str] = Counter()
    values = rows.frame[column.index]
    for cell, number in _counted(values):
        name = _value(cell, trait)
        if name:
            counts[name] += int(number)
    return shares_of(counts)


def _counted(values: "pd.Series[str]") -> list[tuple[CellValue, int]]:
    """Return the different cells of a column with how often each stands there."""
    counts = values.cat.codes.value_counts()
    return [(values.cat.categories.tolist()[int(c)], int(n)) for c, n in zip(counts.index, counts, strict=True)]


def _value(cell: CellValue, trait: str) -> str:
    text = one_line(as_text(cell))
    if not text or contact_key(text) is not None:
        return ""
    age = re.match(r"\s*(\d{1,3})\s*(tahun|thn|th)?\s*$", text)
    if trait == "umur" and age:
        return _age(int(age[1]))
    return _OTHERS if _may_tell_a_person(text, trait) else text[:1].upper() + text[1:]


def _may_tell_a_person(text: str, trait: str) -> bool:
    """Return whether a value says more than the trait: a contact, a person's title, words that no age or sex has."""
    words = header_words(text).split()
    own = _OWN_WORDS.get(trait)
    if own is not None and any(word not in own and not word.isdigit() for word in words):
        return True
    return len(text) > _LONGEST or holds_contact(text) or not _TITLES.isdisjoint(words)


def _age(years: int) -> str:
    if years <= _AGE_ENDS[0]:
        return f"sampai {_AGE_ENDS[0]}"
    for low, high in pairwise(_AGE_ENDS):
        if years <= high:
            return f"{low + 1}–{high}"
    return f"di atas {_AGE_ENDS[-1]}"


def shares_of(counts: Counter[str]) -> tuple[ProfileShare, ...]:
    """Return the shares of values, those of fewer than ``SMALLEST_GROUP`` merged; nothing where too few are left."""
    merged: Counter[str] = Counter()
    spelling: dict[str, str] = {}
    for name, number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        merged[spelling.setdefault(name.casefold(), name)] += number
    ordered = sorted(merged.items(), key=lambda item: (-item[1], item[0]))
    kept = [(name, number) for name, number in ordered if number >= SMALLEST_GROUP and name != _OTHERS][:_MOST_VALUES]
    rest = sum(merged.values()) - sum(number for _, number in kept)
    while 0 < rest < SMALLEST_GROUP and kept:
        rest += kept.pop()[1]
    total = rest + sum(number for _, number in kept)
    if total < SMALLEST_GROUP or not kept:
        return ()
    shares = [ProfileShare(name, number / total) for name, number in kept]
    return (*shares, ProfileShare(_OTHERS, rest / total)) if rest else tuple(shares)


def steering_of(columns: Sequence[SurveyColumn], rows: Responses) -> Steering | None:
    """Return how many respondents say that somebody asked them for good answers; None where it was not asked."""
    column = next((column for column in columns if column.role == "steering"), None)
    if column is None:
        return None
    yes = no = 0
    values = rows.frame[column.index]
    for cell, number in _counted(values):
        text = header_words(as_text(cell))
        yes += int(number) if text in _YES or text.split()[:1] in (["ya"], ["pernah"]) else 0
        no += int(number) if text in _NO or text.split()[:1] == ["tidak"] else 0
    return Steering(column.letter, yes + no, yes) if yes + no else None
