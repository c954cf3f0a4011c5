"""The header words of a rubric: what a title says, of whom and of which year."""

import re
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise

from lke_cli.rubric import Rubric
from lke_cli.workbook.options import UNIT

Key = tuple[str, str]
"""What a title means: ("role", "weight"), ("answer" | "score" | "note" | "who", assessor), ("reply" | "done", "")."""

BY_ASSESSOR = ("answer", "score", "note")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WORD = re.compile(r"[a-z0-9%]+")
LONGEST_TITLE = 80
_TITLES_KEPT = 4096


class Headers:
    """The header words of a rubric, ready to be compared. What a text says is known after its first time."""

    def __init__(self, rubric: Rubric) -> None:
        self.rubric = rubric
        known = lru_cache(maxsize=_TITLES_KEPT)
        self.meaning: Callable[[str], Key | None] = known(self._meaning)
        """Return what a header cell means: the very words, an assessor's name beside a known title, else the longest
        known title that it begins with. ``("who", name)`` where it only names an assessor."""
        self.assessor: Callable[[str], str | None] = known(self._assessor)
        """Return the assessor whom a text names anywhere."""
        self.is_others: Callable[[str], bool] = known(self._is_others)
        """Return whether a title says that its answers are not those to score: an earlier year's, a reviewer's."""
        self.unknown: Callable[[str], frozenset[str]] = known(self._unknown)
        """Return the words of a title of answers of which it is not known whether they are the unit's."""

    @cached_property
    def known(self) -> dict[str, Key]:
        """What each normalised header means."""
        known: dict[str, Key] = {}
        for name, assessor in self.rubric.assessors.items():
            for kind, titles in (("answer", assessor.answer), ("score", assessor.score), ("note", assessor.note)):
                known.update({plain_title(title): (kind, name) for title in titles})
        for kind, who, titles in (
            ("note", UNIT, self.rubric.remarks),
            ("reply", "", self.rubric.replies),
            ("done", "", self.rubric.done),
        ):
            known.update({plain_title(title): (kind, who) for title in titles if plain_title(title) not in known})
        for role, titles in self.rubric.titles.items():
            for title in titles:
                key = (role, UNIT) if role in ("answer", "score") else ("role", role)
                known.setdefault(plain_title(title), key)
        return known

    @cached_property
    def names(self) -> dict[str, str]:
        """The assessor that each normalised name means, longest name first."""
        by_name = {
            plain_title(name): key
            for key, assessor in self.rubric.assessors.items()
            for name in (assessor.names or (assessor.label,))
        }
        return dict(sorted(by_name.items(), key=lambda item: -len(item[0])))

    @cached_property
    def options(self) -> dict[str, str]:
        """The option that a title over marks means, by its spelling in lower case."""
        scales = [scale for scale in self.rubric.scales.values() if scale.kind == "choice"]
        return {option.lower(): option for scale in scales for option in scale.options}

    def option(self, title: str) -> str | None:
        """Return the option that a title over marks means, ``Ya/A`` for one of several scales; None for other words."""
        parts = [self.options.get(part) for part in title.lower().replace("/", " ").split()]
        known = [part for part in parts if part is not None]
        scales = [scale.options for scale in self.rubric.scales.values() if scale.kind == "choice"]
        one_each = all(sum(part in options for part in known) <= 1 for options in scales)
        return "/".join(known) if known and len(known) == len(parts) and one_each else None

    @cached_property
    def _others(self) -> frozenset[str]:
        return frozenset(word for text in self.rubric.other_answers for word in plain_title(text).split())

    @cached_property
    def _own(self) -> frozenset[str]:
        own = [name for name, (kind, who) in self.known.items() if kind == "answer" and who == UNIT]
        own += [plain_title(text) for text in (*self.rubric.own_answers, *self.options)]
        own += [name for name, who in self.names.items() if who == UNIT]
        return frozenset(word for text in own for word in text.split()) | {"tahun"}

    @cached_property
    def _states(self) -> frozenset[str]:
        return frozenset(plain_title(text) for text in self.rubric.state_answers)

    def names_state(self, text: str) -> bool:
        """Return whether a title says of which state its answers are, such as the final ones."""
        return not self._states.isdisjoint(plain_title(text).split())

    def _meaning(self, text: str) -> Key | None:
        words = plain_title(text) if len(text) <= LONGEST_TITLE else ""
        return (self.known.get(words) or self._longer(words)) if words else None

    def _assessor(self, text: str) -> str | None:
        padded = f" {plain_title(text)} "
        return next((key for name, key in self.names.items() if f" {name} " in padded), None)

    def _is_others(self, text: str) -> bool:
        words = plain_title(text).split()
        # "Setelah Reviu" says when, not whose.
        return any(word in self._others and before not in self._states for before, word in pairwise(("", *words)))

    def _unknown(self, text: str) -> frozenset[str]:
        return frozenset(plain_title(YEAR.sub(" ", text)).split()) - self._own

    def is_exact(self, text: str) -> bool:
        """Return whether a title is, but for a year and an assessor's name, the very words of a known one."""
        words = plain_title(YEAR.sub(" ", text)).replace("tahun", " ")
        words = " ".join(words.split())
        if words in self.known or words in self.names:
            return True
        for name in self.names:
            if f" {name} " in f" {words} ":
                rest = " ".join(f" {words} ".replace(f" {name} ", " ", 1).split())
                return not rest or rest in self.known or rest in self.names
        return False

    def _longer(self, words: str) -> Key | None:
        """Return what a title means that holds a known one: ``Bobot Nilai (maks)`` is a weight, ``Jawaban Pembina``
        the answer of an assessor that the rubric does not name."""
        title = self._beginning(words)
        kind, name = self.known.get(title, ("", ""))
        if kind in BY_ASSESSOR and (name != UNIT or " " in title):
            return kind, name
        who = self.assessor(words)
        if who is not None:
            return self._named(words, who)
        if kind in ("answer", "score"):
            return kind, "-".join(words.removeprefix(title).split()[:4])
        return (kind, name) if kind else None

    def _beginning(self, words: str) -> str:
        """Return the longest known title that a text begins with, ``""`` where there is none."""
        starts = [title for title in self.known if len(title) > 4 and words.startswith(title + " ")]
        return max(starts, key=len, default="")

    def _named(self, words: str, who: str) -> Key | None:
        """Return what a title that names an assessor means: whose answers, scores or remarks it heads."""
        name = next(name for name in self.names if f" {name} " in f" {words} ")
        rest = " ".join(f" {words} ".replace(f" {name} ", " ", 1).split())
        if not rest or rest in self.names:
            return "who", who
        kind, role = self.known.get(rest) or self.known.get(self._beginning(rest), ("", ""))
        if kind in BY_ASSESSOR:
            return kind, who
        if role == "narrative":
            return ("role", role) if who == UNIT else ("note", who)
        if role == "label":
            return "who", who
        return (kind, role) if kind and who == UNIT else None


def years_in(texts: Sequence[str]) -> frozenset[str]:
    """Return the years that texts name."""
    return frozenset(year for text in texts for year in YEAR.findall(text))


def plain_title(text: str) -> str:
    """Return a title's words in lower case without punctuation."""
    return " ".join(_WORD.findall(text.lower()))
