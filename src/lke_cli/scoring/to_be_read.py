"""Sentences of a narrative that may say less than its answer, where that cannot be told: a person is to read them.

What speaks of lack, of a rest or of what is to come, now and not of something bad, on a condition or beyond what is
asked; of what it says so, these few words do not tell.
"""

from collections.abc import Set

from lke_cli.scoring.cues import BAD, BEYOND, CONDITIONS, SECRET
from lke_cli.scoring.said import Narrative, Said, is_past, is_solved
from lke_cli.scoring.states import may_be_lower
from lke_cli.scoring.words import NEGATORS, WORD

_DENIED_TWICE = 2
_LESS = NEGATORS | {
    *("hanya", "baru", "masih", "saja", "sebagian", "separuh", "sisanya", "kecuali", "jarang"),
    *("menyusul", "menunggu", "ditunda", "tertunda", "batal"),
}
_ABOUT_ELSE = BAD | BEYOND | CONDITIONS | SECRET


def sentence_to_read(narrative: Narrative, asked: str, triggers: frozenset[str]) -> str | None:
    """Return the first sentence of a narrative (lower case) that is to be read, None where there is none.

    asked: the question, whose own words tell nothing: 'pegawai baru'. triggers: words without one of which nothing low
    is told.
    """
    less = _LESS - {*WORD.findall(asked.lower())}
    for number, sentence in enumerate(narrative.sentences):
        if not may_be_lower(sentence, triggers):
            continue
        clauses = narrative.clauses(number)
        for at, clause in enumerate(clauses):
            if _says(less, clause) and not is_past(clauses, at, narrative.latest) and not is_solved(clauses, at):
                return sentence.strip()
    return None


def _says(less: Set[str], clause: Said) -> bool:
    denials = sum(word in NEGATORS for word in clause.words)
    return not less.isdisjoint(clause.words) and _ABOUT_ELSE.isdisjoint(clause.words) and denials < _DENIED_TWICE
