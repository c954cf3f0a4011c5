"""Words that any questionnaire may use, of answers and of titles: data beside the instruments, in one shipped YAML."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

from lke_cli.instrument.load import instruments_folder
from lke_cli.instrument.model import instrument_part
from lke_cli.rubric import build_value, shipped_data


@instrument_part
class WordScale:
    """Words from worst to best; ``X`` stands for an adjective."""

    words: tuple[str, ...]
    common: bool = True
    """Whether it goes before those that are not."""

    @property
    def points(self) -> int:
        """How many points it has."""
        return len(self.words)

    def about(self, adjective: str) -> "WordScale":
        """Return it with its ``X`` replaced."""
        return WordScale(words=tuple(re.sub(r"\bX\b", adjective, word) for word in self.words), common=self.common)


@instrument_part
class Trait:
    """Data of the respondent that are shown as shares."""

    name: str
    titles: tuple[str, ...]
    """Words of its title."""
    values: tuple[str, ...] = ()
    """All words that its values are made of, where they are few."""


@instrument_part
class GeneralWords:
    """What ``instruments/words/general.yaml`` holds; each entry is lower case, its words set apart by one space."""

    format: Literal[1]
    top: int
    """The best answer of the usual scale of words; the worst is 1."""
    scales: tuple[WordScale, ...]
    adjectives: tuple[str, ...]
    """More of them is better."""
    worse: tuple[str, ...]
    """More of them is worse."""
    no_answer: tuple[str, ...]
    """They say that a question does not apply."""
    choices: tuple[str, ...]
    """Answers that say something only once it is told what they are worth."""
    negations: tuple[str, ...]
    """Before a bad thing they say that it does not happen."""
    profile: tuple[str, ...]
    """Of titles of data of the respondent, counters and totals."""
    remark: tuple[str, ...]
    """Of titles that ask for a remark."""
    people: tuple[str, ...]
    """Of titles that ask for a person."""
    beside: tuple[str, ...]
    """What may stand beside the words of these three."""
    importance: tuple[str, ...]
    """Of titles that ask how important or expected something is."""
    performance: tuple[str, ...]
    """Of titles that ask how good it was."""
    traits: tuple[Trait, ...]
    """In the order in which they are shown."""
    tests: tuple[str, ...]
    """Texts of rows that somebody entered to try the form."""
    summary: tuple[str, ...]
    """What a sum or a mean below the answers is called."""
    recap: tuple[str, ...]
    """What stands in the name of a sheet that adds others up."""
    periods: tuple[str, ...]
    """Words of the names of sheets that hold a part of the year each."""
    numbering: tuple[str, ...]
    """What stands before an unsur's number in a title (``U3``)."""
    overall: tuple[str, ...]
    """Of titles that ask for the service as a whole: each entry is some words that all stand in the title, ``*`` for
    any letters."""
    scores: tuple[str, ...]
    """Of titles that form tools give to a column about another question (``[Score]``, ``Points - ...``)."""


def words_path() -> Path:
    """Return where the shipped file is."""
    return instruments_folder() / "words" / "general.yaml"


@cache
def general_words() -> GeneralWords:
    """Return the shipped words (the tests validate them)."""
    return build_value(GeneralWords, shipped_data(words_path()))


def words_problems(words: GeneralWords) -> Iterator[str]:
    """Yield what must hold between the parts of such a file and does not, in Indonesian."""
    for i, scale in enumerate(words.scales):
        if not 2 <= scale.points <= 10 or len(set(scale.words)) < scale.points:
            yield f"scales {i + 1}: daftar kata jawaban harus berisi 2 sampai 10 kata yang berbeda"
    if not any(scale.points == words.top for scale in words.scales):
        yield f"top: tidak satu pun skala berisi {words.top} kata"
    if both := set(words.adjectives) & set(words.worse):
        yield f"adjectives dan worse: {', '.join(sorted(both))} ada di keduanya"


def words_schema() -> str:
    """Return the JSON Schema (2020-12) of such a file, as published in ``schemas/survey-words-1.json``."""
    import json

    from pydantic import TypeAdapter

    around = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    body = {**around, **TypeAdapter(GeneralWords).json_schema(), "title": "Kata umum survei lke, format 1"}
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    print(words_schema(), end="")
