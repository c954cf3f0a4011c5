"""Sums and differences of named counts, as a rubric writes them: ``lalu - ini``, ``selesai + diproses``."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

_TERM = re.compile(r"\s*([+-]?)\s*([A-Za-z][\w.-]*)\s*")


@dataclass(frozen=True, slots=True)
class Expression:
    """A sum of signed names."""

    terms: tuple[tuple[int, str], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names in it, in order."""
        return tuple(name for _, name in self.terms)

    def value(self, values: Mapping[str, float]) -> float:
        """Return its value; every name must be in ``values`` (KeyError)."""
        return sum(sign * values[name] for sign, name in self.terms)

    def render(self, name_of: Callable[[str], str]) -> str:
        """Return it as text with each name replaced, such as by its cell: ``K155-K156``."""
        text = "".join(("+" if sign > 0 else "-") + name_of(name) for sign, name in self.terms)
        return text.removeprefix("+")


def parse_expression(text: str) -> Expression:
    """Parse a sum of signed names. Names are letters, digits, ``_`` and ``.``; a minus sign stands between spaces.

    Raises ValueError where the text is anything else.
    """
    terms: list[tuple[int, str]] = []
    for token in re.split(r"\s+(?=[+-]\s)", text.strip()):
        match = _TERM.fullmatch(token)
        if match is None or (terms and not match.group(1)):
            raise ValueError(f"'{text}' bukan penjumlahan nama masukan, seperti 'lalu - ini'")
        terms.append((-1 if match.group(1) == "-" else 1, match.group(2)))
    return Expression(tuple(terms))
