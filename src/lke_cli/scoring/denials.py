"""A narrative denies what its answer claims: 'belum dibentuk', 'tidak ada wakil', 'prosedurnya belum ada'."""

from collections.abc import Sequence

from lke_cli.scoring.claims import OptionClaim, State
from lke_cli.scoring.clauses import MONTHS_NAMED
from lke_cli.scoring.cues import (
    ADVERBS,
    BAD,
    CONDITIONS,
    CONTRAST,
    ELSEWHERE,
    EXEMPT,
    FOREIGN,
    GENERIC,
    HAVE,
    PRONOUNS,
    QUALIFIERS,
    REASONS,
    SECRET,
    TOPICS,
    TOTALS,
)
from lke_cli.scoring.said import Context, Said, in_condition, is_beyond, is_done, linked, own_stem
from lke_cli.scoring.words import (
    LEADING,
    NEGATORS,
    NO_DENIAL,
    PREPOSITIONS,
    WORD,
    base,
    is_count,
    is_filler,
    is_verb,
    stem,
)

_WAITS = ("menunggu", "proses", "masih berupa", "tahap")
GENERIC_STEMS = frozenset(map(stem, GENERIC))
_CONCEDED = ("walau", "meski", "kendati")
_YEAR_DIGITS = 4
_HOLDERS = frozenset(["satu", "satupun", "seksi", "unit", "bagian", "butir", "hal", "orang", "pegawai", "pun"])
_MONTHS = frozenset(MONTHS_NAMED.split("|"))
_UNTIL = frozenset(["sampai", "hingga", "sejak"])
_NEWER = frozenset(["baru", "tambahan"])
_PERIODS = frozenset(["tahun", "bulan", "kali", "minggu", "hari", "jam", "semester", "triwulan"])


def denied(clause: Said, context: Context, claim: OptionClaim) -> State | None:
    """It denies what is claimed: 'belum dibentuk', 'tidak ada wakil', 'prosedurnya belum ada'."""
    if claim.beyond and not claim.lacking:
        return None  # no lower option denies anything: what is missing may be what only better ones claim
    for at, word in enumerate(clause.words):
        if word in NEGATORS and not in_condition(clause.words, at) and not _exempt(clause, at, context, claim):
            if _partly(clause.words[:at]) and not _may_be_part(clause.words[:at], claim):
                continue
            of = _denied_of(clause, at, context.before, _for_part(clause, claim) if claim.partial else claim)
            if of and not (claim.beyond and of not in claim.lacking) and not _is_particular(clause, at, of, context):
                return State("none", of)
    return None


def _is_particular(clause: Said, at: int, of: str, context: Context) -> bool:
    """Return whether a denial is of one thing among what is there: 'data terhubung; data pajak belum'."""
    claim = context.claim
    others = [
        word
        for word in subject_of(clause.words, at)
        if stem(word) not in claim.stems and word not in LEADING | GENERIC | PRONOUNS and not is_verb(word)
    ]
    conceded = any(map(clause.raw.__contains__, _CONCEDED))
    if _is_of_next_year(clause, of, context):
        return True
    if not (others or conceded) or any(map(clause.raw.__contains__, CONTRAST)):
        return False
    if of in claim.left:
        return False
    if claim.graded:
        return context.whole(of)
    head = others and others[0] == subject_of(clause.words, at)[0]
    return context.done() if head and of not in claim.lacking else context.done(of)


def _is_of_next_year(clause: Said, of: str, context: Context) -> bool:
    """Return whether it is told of a year behind one for which it is done: 'rencana 2026 ada; rencana 2027 belum'."""
    years = [word for word in clause.words if len(word) == _YEAR_DIGITS and word.isdigit()]
    return bool(years) and any(
        is_done(each, context.claim)
        and of in map(stem, each.words)
        and any(len(word) == _YEAR_DIGITS and word.isdigit() and word < min(years) for word in each.words)
        for _, each in context.narrative.every()
    )


def _may_be_part(words: Sequence[str], claim: OptionClaim) -> bool:
    """Return whether it is enough that what words are said of lacks it in part."""
    left = any(stem(word) in claim.left for word in words)
    return left or (claim.graded and _of_graded(words, claim))


def _of_graded(words: Sequence[str], claim: OptionClaim) -> bool:
    """Return whether the part that words are said of is one of what the options say shares of."""
    rest = not {"lain", "lainnya", "sisanya", "selebihnya", "pegawai"}.isdisjoint(words) or words[0] == "yang"
    return rest or any(stem(word) in claim.nouns for word in words)


def _for_part(clause: Said, claim: OptionClaim) -> OptionClaim:
    """Return what may be denied beside an option that claims a part: what it says of that, and of all nothing."""
    total = not TOTALS.isdisjoint(WORD.findall(clause.raw)) and not _partly(clause.words)
    return claim._replace(stems=claim.stems | claim.lowest) if total else claim


def _exempt(clause: Said, at: int, context: Context, claim: OptionClaim) -> bool:
    words = clause.words
    following = words[at + 1 : at + 5]
    return (
        bool(following and (following[0] in NO_DENIAL or following[0] in EXEMPT - HAVE))
        or (words[at] == "tidak" and "lagi" in following)
        or not REASONS.isdisjoint(clause.reason)
        or not SECRET.isdisjoint(words)
        or (words[0] == "yang" and not (claim.graded and _is_number(words[1:2])))
        or (at > 0 and words[at - 1] == "sudah")
        or (_is_relative(words, at) and not _some_are(words[:at], claim))
        or (not claim.graded and _of_one_term(words[:at]))
        or _twice(words, at)
        or _is_given_up(context)
    )


def _is_given_up(context: Context) -> bool:
    """Return whether what a clause speaks of is there no more: 'sudah dihapus, jadi tidak ada standarnya'."""
    before = context.before
    return bool(before) and not {"dihapus", "ditutup", "diundang"}.isdisjoint(before[-1].words)


def _is_number(words: Sequence[str]) -> bool:
    return any(map(is_count, words))


def _is_relative(words: Sequence[str], at: int) -> bool:
    """Return whether a denial only tells which one is meant: 'format yang (pada 2024) belum sesuai'."""
    if words[0] == "yang":
        return False
    near = [place for place in range(max(0, at - 4), at) if words[place] == "yang"]
    return bool(near) and all(is_filler(word) or word.isdigit() for word in words[near[-1] + 1 : at])


def _some_are(words: Sequence[str], claim: OptionClaim) -> bool:
    """Return whether words lead to a part: 'masih ada prosedur (yang belum)', 'ada 10 pegawai (yang belum)'."""
    some = not {"ada", "terdapat", "banyak", "masih"}.isdisjoint(words) and NEGATORS.isdisjoint(words)
    return claim.graded and some and _of_graded(words, claim)


def _of_one_term(words: Sequence[str]) -> bool:
    """Return whether words speak of one month or term of the year only."""
    for at, word in enumerate(words):
        term = word in ("triwulan", "semester") and at + 1 < len(words) and len(words[at + 1]) < 4
        if (term or word in _MONTHS) and _UNTIL.isdisjoint(words[max(0, at - 3) : at]):
            return True
    return False


def _denied_of(clause: Said, at: int, before: Sequence[Said], claim: OptionClaim) -> str | None:
    words, rest = clause.words, clause.words[at + 1 :]
    subject = subject_of(words, at)
    if not rest:
        return linked(subject, before, claim) if subject else None
    if rest[0] in HAVE:
        return _lacking(rest[1:], subject, before, claim)
    follow = [word for word in rest if word not in ADVERBS]
    verb = next((word for word in follow if not is_filler(word) or word in GENERIC), "")
    if not verb or verb in BAD or stem(verb) in claim.beyond:
        return None
    if stem(verb) in claim.stems and not is_beyond(subject, claim):
        foreign = bool(subject) and subject[0] in FOREIGN and stem(subject[0]) not in claim.stems
        return None if foreign else stem(verb)
    if stem(verb) in GENERIC_STEMS:
        behind = follow[follow.index(verb) + 1 :]
        told = [word for word in behind if not is_filler(word)][:3]
        if (told and told[0] in BAD) or is_beyond(told, claim):
            return None
        for word in told:
            if word not in BAD and stem(word) in claim.stems:
                return stem(word)
        if not subject and behind and behind[0] not in PREPOSITIONS and not is_filler(behind[0]):
            return None
        named = [word for word in subject if word not in BAD] if subject and len(subject) > 1 else subject
        return linked(named, before, claim)
    return linked(subject, [], claim) if subject and any(map(clause.raw.__contains__, _WAITS)) else None


def _lacking(rest: Sequence[str], subject: Sequence[str], before: Sequence[Said], claim: OptionClaim) -> str | None:
    """Return what there is none of: 'tidak memiliki wakil di dalam tim', '(prosedur) belum ada'."""
    if not (ELSEWHERE - (claim.words & _NEWER)).isdisjoint(rest[:4]):
        return None
    thing = _thing(rest)
    if "yang" in rest:
        return _lacking_such(thing, rest[rest.index("yang") + 1 :], subject, before, claim)
    if not (thing or subject or before):
        return None  # 'nihil' alone: of what, is not told
    if not thing and before and before[-1].words[0] in TOPICS:  # 'mengenai inovasi, kantor kami belum punya'
        return own_stem(before[-1].words, claim)
    if not thing:
        return None if subject and base(subject[0]) in claim.absent else linked(subject, before, claim)
    first, second = stem(thing[0]), stem(thing[1]) if len(thing) > 1 else ""
    if thing[0] in BAD or base(thing[0]) in claim.absent or first in claim.beyond or first not in claim.stems:
        return None
    return first if not second or second in claim.stems or thing[1] in QUALIFIERS else None


def _lacking_such(
    thing: Sequence[str], rest: Sequence[str], subject: Sequence[str], before: Sequence[Said], claim: OptionClaim
) -> str | None:
    """Return what there is none of that is so: 'belum ada satu pun yang dikerjakan'."""
    until = next((at for at, word in enumerate(rest) if word in ("sampai", "hingga")), len(rest))
    behind = [word for word in rest[:until] if not is_filler(word) or word in GENERIC]
    if not behind or not {"lebih", "melebihi", "kurang"}.isdisjoint(rest):
        return None
    if thing and stem(thing[0]) not in claim.stems and thing[0] not in _HOLDERS:
        return None
    verb, following = behind[0], behind[1] if len(behind) > 1 else ""
    if (
        verb in BAD
        or stem(verb) in claim.beyond
        or (following in BAD and stem(verb) not in claim.stems - GENERIC_STEMS)
    ):
        return None
    if thing and base(thing[0]) in claim.absent and stem(verb) not in claim.stems - GENERIC_STEMS:
        return None
    if stem(verb) in claim.stems:
        known = not following or is_verb(following) or stem(following) in claim.stems or following in GENERIC
        return stem(verb) if known else None
    generic = stem(verb) in GENERIC_STEMS and not claim.beyond
    return linked([*subject, *thing], before, claim) if generic else None


def _thing(rest: Sequence[str]) -> list[str]:
    """Return the telling words of a thing, past one that only leads to it: 'dokumen rencana kerja'."""
    thing: list[str] = []
    for at, word in enumerate(rest):
        if (word in PREPOSITIONS and at) or word in NEGATORS or word in ("yang", "antar", "antara"):
            break
        if not is_filler(word):
            thing.append(word)
    return thing[1:] if len(thing) > 1 and thing[0] in LEADING and thing[0] not in BAD else thing


def subject_of(words: Sequence[str], at: int) -> list[str]:
    """Return the telling words before a place."""
    return [word for word in words[:at] if not is_filler(word) and not word.isdigit() and word not in ADVERBS]


def _twice(words: Sequence[str], at: int) -> bool:
    """Return whether a denial is denied: 'tidak ada ... yang tidak ...', 'tidak satu pun ... tanpa ...'."""
    for other, word in enumerate(words):
        if other == at or (word not in NEGATORS and word not in ("kecuali", "selain")):
            continue
        if not CONDITIONS.isdisjoint(words[min(at, other) : max(at, other)]):
            continue
        first, second = min(at, other), max(at, other)
        if words[first] in ("tidak", "belum") and words[first + 1 : first + 2] and words[first + 1] in HAVE:
            return True
        if words[second - 1] == "yang" or words[second] == "tanpa" or second == first + 1:
            return True
    return False


def _partly(words: Sequence[str]) -> bool:
    """Return whether what words are said of is only a part."""
    for at, word in enumerate(words):
        number = is_count(word) and not (at and words[at - 1] == "dari")
        if number and not (at + 1 < len(words) and words[at + 1] in _PERIODS):
            return True
        if word in ("sebagian", "beberapa", "seorang", "lain", "lainnya", "sisanya", "selebihnya", "salah"):
            return True
    return False
