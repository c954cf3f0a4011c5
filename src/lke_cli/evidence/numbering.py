"""The numbering before a folder's or file's title, and the codes of a rubric that it can mean.

Roman and arabic numbers are the same number: ``A.1.1.1.a`` is ``A.I.1.i.a``; separators do not matter.
"""

import re
from collections.abc import Sequence

from lke_cli.rubric import Rubric

Tokens = tuple[str, ...]

_TOKEN = r"(?:[ivxIVX]{1,5}|[A-Za-z]|\d{1,2})"
_LEAD = re.compile(rf"[\s\[(]*+({_TOKEN})(?:\s*+[.)\]\-_–]++\s*+|$)")
_LAST = re.compile(rf"({_TOKEN})(?:\s+|$)")
_SPACED = re.compile(rf"[\s\[(]*+({_TOKEN})(?:[\s.)\]\-_–]++|$)")
_INSIDE = re.compile(rf"(?<![A-Za-z0-9])([A-Z](?:[.\-_]{_TOKEN}){{2,6}})(?![A-Za-z0-9])")
_DATE = re.compile(r"\d{1,2}[-_./]\d{1,2}[-_./]\d{2,4}|\d{4}[-_.]\d{1,2}(?:[-_.]\d{1,2})?")
_ROMAN = {"i": 1, "v": 5, "x": 10}


def canonical(token: str) -> str:
    """Return a token in the one form that all its spellings share: ``4`` for ``IV``, ``iv`` and ``04``."""
    token = token.lower()
    if token.isdecimal():
        return str(int(token))
    if set(token) <= _ROMAN.keys():
        values = [_ROMAN[c] for c in token]
        return str(sum(-v if v < max(values[i + 1 :], default=0) else v for i, v in enumerate(values)))
    return token


class Numbering:
    """The codes of a rubric as tokens. An input's code means its question."""

    def __init__(self, rubric: Rubric) -> None:
        self._codes: dict[Tokens, str] = {}
        self.tokens: dict[str, Tokens] = {}
        self._questions = frozenset(rubric.questions)
        for code in [*rubric.nodes, *rubric.questions]:
            tokens = tokens_of(code)
            self.tokens[code] = tokens
            self._codes[tokens] = code
        for question in rubric.questions.values():
            for count in question.inputs:
                self._codes.setdefault(tokens_of(count.code), question.code)

    def resolve(self, tokens: Sequence[str], above: str | None = None) -> tuple[str, int] | None:
        """Return the code that the most leading tokens mean, and how many they are; relative to ``above`` if given."""
        start = self.tokens[above] if above is not None else ()
        for length in range(len(tokens), 0, -1):
            code = self._codes.get((*start, *tokens[:length]))
            if code is not None:
                return code, length
        return None

    def ending_in(self, tokens: Sequence[str]) -> list[str]:
        """Return the questions whose codes end in these tokens, beginnings left out (``I.1.ii.a``)."""
        end = tuple(tokens)
        return [code for own, code in self._codes.items() if code in self._questions and own[-len(end) :] == end]


def tokens_of(code: str) -> Tokens:
    """Return a code's tokens in canonical form."""
    return tuple(canonical(token) for token in re.split(r"[.\-]", code))


def leading_numbers(name: str) -> list[tuple[str, int]]:
    """Return the numbering that leads a name: each canonical token with the place where the rest begins.

    A token counts where a separator follows it (``a. SK``) or it is the whole name; a date is no numbering.
    """
    numbers: list[tuple[str, int]] = []
    dated = _DATE.match(name.strip())
    if dated and len(re.split(r"[-_./]", dated.group())) > 2:
        return []
    at = 0
    while match := _LEAD.match(name, at):
        numbers.append((canonical(match.group(1)), match.end()))
        at = match.end()
    if not numbers:
        return _spaced(name)
    last = _LAST.match(name, at)
    if last and not name[at - 1].isspace():
        numbers.append((canonical(last.group(1)), last.end()))
    return numbers


def _spaced(name: str) -> list[tuple[str, int]]:
    """Return numbering written with blanks only, ``A I 1 i a SK``: it takes three tokens to be one."""
    numbers: list[tuple[str, int]] = []
    at = 0
    while match := _SPACED.match(name, at):
        numbers.append((canonical(match.group(1)), match.end()))
        at = match.end()
    return numbers if len(numbers) >= 3 else []


def codes_inside(name: str) -> list[Tokens]:
    """Return the codes that stand somewhere in a name, such as ``SK Tim (A.I.1.i.a)``."""
    return [tokens_of(re.sub("_", ".", match.group(1))) for match in _INSIDE.finditer(name)]


def lettered(token: str) -> str | None:
    """Return the letter that a number counts to: ``e`` for ``5``; None for what is no such number."""
    return chr(96 + int(token)) if token.isdecimal() and 1 <= int(token) <= 26 else None


def also_numbered(name: str, code: str) -> str | None:
    """Return the second mark of a name that is for two: ``b`` of ``A.I.1.i.a-b SK`` and ``A.I.1.i.a dan b SK``."""
    marks = r"[.\-_\s]+".join(re.escape(mark) for mark in code.split("."))
    pair = re.search(rf"(?i)(?<![a-z0-9]){marks}\s*(?:-|–|&|,|\+|/|dan\s|s\.?/?d\.?\s)\s*([a-z])(?![a-z0-9])", name)
    return pair.group(1).lower() if pair else None
