"""Sums and differences of named counts, as a rubric writes them: ``lalu - ini``, ``selesai + diproses``."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

Limits = tuple[float, float]
"""The least and the most that something can be; the same twice where it is known."""

_TERM = re.compile(r"([+-]?+) ?+([A-Za-z0-9][\w.-]*+)")


@dataclass(frozen=True)
class Expression:
    """A sum of signed names."""

    terms: tuple[tuple[int, str], ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names in it, in order."""
        return tuple(name for _, name in self.terms)

    def value(self, values: Mapping[str, float]) -> float:
        """Return its value; every name must be in ``values`` (KeyError)."""
        return sum(sign * values[name] for sign, name in self.terms)

    def limits(self, ranges: Mapping[str, Limits]) -> Limits:
        """Return the least and the most that it can be, where each name lies within limits (KeyError as above)."""
        least = most = 0.0
        for sign, name in self.terms:
            low, high = ranges[name]
            least, most = (least + low, most + high) if sign > 0 else (least - high, most - low)
        return least, most

    def render(self, name_of: Callable[[str], str]) -> str:
        """Return it as text with each name replaced, such as by its cell: ``K155-K156``."""
        text = "".join(("+" if sign > 0 else "-") + name_of(name) for sign, name in self.terms)
        return text.removeprefix("+")


def parse_expression(text: str) -> Expression:
    """Parse a sum of signed names. Names are letters, digits, ``_`` and ``.``; a minus sign stands between spaces.

    Raises ValueError where the text is anything else.
    """
    terms: list[tuple[int, str]] = []
    for token in re.split(r" (?=[+-] )", " ".join(text.split())):
        match = _TERM.fullmatch(token)
        if match is None:
            raise ValueError(f"'{text}' bukan penjumlahan nama masukan, seperti 'lalu - ini'")
        terms.append((-1 if match.group(1) == "-" else 1, match.group(2)))
    return Expression(tuple(terms))


@dataclass(frozen=True)
class Relation:
    """A comparison of two sums of names: ``selesai + diproses <= harus``."""

    left: Expression
    sign: str
    right: Expression | None
    constant: float

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names in it, in order."""
        return self.left.names + (self.right.names if self.right else ())

    def holds(self, ranges: Mapping[str, Limits]) -> bool | None:
        """Return whether it is true, None where that is open: each name (KeyError) is known only within limits."""
        low, high = self.left.limits(ranges)
        least, most = self.right.limits(ranges) if self.right else (self.constant, self.constant)
        if self.sign == "==":
            return True if low == high == least == most else False if low > most or high < least else None
        if self.sign == ">=":
            return True if low >= most else False if high < least else None
        below = True if high <= least else False if low > most else None
        return below if self.sign == "<=" or below is None else not below


def parse_relation(text: str) -> Relation:
    """Parse a comparison (``<=``, ``>=``, ``==``, ``>``) of sums of names, or of such a sum and a number.

    Raises ValueError.
    """
    text = " ".join(text.split())
    parts = re.split(r" (<=|>=|==|>) ", text)
    if len(parts) != 3:
        raise ValueError(f"'{text}' bukan perbandingan seperti 'selesai + diproses <= harus'")
    left, sign, right = parts
    if re.fullmatch(r"\d+(\.\d+)?", right):
        return Relation(parse_expression(left), sign, None, float(right))
    return Relation(parse_expression(left), sign, parse_expression(right), 0.0)
