"""A narrative denies what its answer claims: 'belum dibentuk', 'tidak ada wakil', 'prosedurnya belum ada'.

A denial counts where no *guard* holds (``denial_guards``), what it denies is told by the first of ``_WAYS`` that knows
its shape, and it is passed over where it is of one particular among what is there.
"""

from collections.abc import Callable, Sequence

from lke_cli.scoring.claims import OptionClaim, State
from lke_cli.scoring.cues import (
    AWAY,
    BAD,
    CONTRAST,
    ELSEWHERE,
    FOREIGN,
    GENERIC,
    HANDLED,
    HAVE,
    OUTCOMES,
    PEOPLE,
    PRONOUNS,
    QUALIFIERS,
    TOPICS,
    TOTALS,
)
from lke_cli.scoring.denial import (
    GENERIC_STEMS,
    HOLDERS,
    JOINING,
    TAKES_PART,
    DenyingWord,
    is_partly,
    subject_of,
)
from lke_cli.scoring.denial_guards import tells_nothing
from lke_cli.scoring.said import Context, Said, is_beyond, is_done, linked, own_stem
from lke_cli.scoring.words import (
    LEADING,
    MADE,
    NEGATORS,
    PREPOSITIONS,
    WORD,
    base,
    is_acted,
    is_filler,
    is_verb,
    stem,
)

_WAITS = ("nunggu", "dalam proses", "masih proses", "masih berupa", "dalam tahap", "masih tahap")
_CONCEDED = ("walau", "meski", "kendati")
_YEAR_DIGITS = 4
_ONE = frozenset(["seorang", "seorangpun"])
_ONLY_PLANNED = (
    "baru direncana",
    "baru dirancang",
    "baru usul",
    "baru wacana",
    "baru sebatas",
    "baru rencana",
    "baru akan",
)
_MADE_PUBLIC = stem("publikasi")
_PUBLIC = frozenset(map(stem, ["publikasi", "informasi"]))
_RULED = frozenset(["sk", "aturan", "ketetapan"])
_ANY = frozenset(["apa", "apapun"])
_FAR = 2  # clauses between a thing and its denial
_HEAD = 6  # words of a sentence that name what it is about
_FOLLOW_UP = stem("ditindaklanjuti")
_WITHIN = PREPOSITIONS - {"di", "ke", "melalui", "lewat"}
_NEWER = frozenset(["baru", "tambahan"])


def denied(clause: Said, context: Context, claim: OptionClaim) -> State | None:
    """It denies what is claimed: 'belum dibentuk', 'tidak ada wakil', 'prosedurnya belum ada'."""
    if claim.beyond and not claim.lacking:
        return None  # no lower option denies anything: what is missing may be what only better ones claim
    for at, word in enumerate(clause.words):
        if word not in NEGATORS:
            continue
        deniable = _for_part(clause, claim) if claim.partial else claim
        denial = DenyingWord(clause, at, context, deniable, subject_of(clause.words, at))
        if tells_nothing(denial):
            continue
        of = _denied_of(denial)
        if of and not (claim.beyond and of not in claim.lacking | claim.own) and not _is_particular(denial, of):
            some = claim.graded and clause.words[0] == "yang" and denial.behind[:1] != ("ada",)
            return State("part" if some else "none", of)
    return None


def _for_part(clause: Said, claim: OptionClaim) -> OptionClaim:
    """Return what may be denied beside an option that claims a part: what it says of that, and of all nothing."""
    total = not TOTALS.isdisjoint(WORD.findall(clause.raw)) and not is_partly(clause.words)
    return claim._replace(stems=claim.stems | claim.lowest) if total else claim


def _denied_of(denial: DenyingWord) -> str | None:
    """Return the stem of what is claimed and denied."""
    for way in _WAYS:
        of = way(denial)
        if of is not None:
            return of or None
    return None


def _stands_last(denial: DenyingWord) -> str | None:
    """What stands before it: 'prosedurnya belum'."""
    planned = any(map(denial.clause.raw.__contains__, _ONLY_PLANNED))
    within = planned or (denial.behind[:1] and denial.behind[0] in _WITHIN)
    if (denial.verb and not within) or not HAVE.isdisjoint(denial.behind[:1]):
        return None
    before = denial.context.before
    if not denial.subject and before and before[-1].words[0] in TOPICS:
        return own_stem(before[-1].words, denial.claim) or ""  # 'untuk evaluasi mutasi, kami belum'
    if len(denial.words) == 1 and not denial.context.at:  # 'Belum, karena ...'; 'evaluasi mutasi: belum'
        of = linked([], before, denial.claim) if before else min(denial.claim.lacking, default="")
        return of or ""
    if not denial.behind and _is_left(denial):
        return linked([], before, denial.claim) or ""
    return (linked(denial.subject, before, denial.claim) or "") if denial.subject else ""


def _is_left(denial: DenyingWord) -> bool:
    """Return whether it tells of a time or a part beside one that is done: 'tahun ini belum', 'A sudah, B belum'."""
    if not denial.subject:
        return bool(denial.ahead) and denial.context.at > 0
    before = denial.context.before[-1:]
    if before and not denial.context.at and "yang" not in before[0].words:
        return False  # 'yang sudah ditetapkan loket satu. Loket arsip belum'
    known = (BAD | FOREIGN | AWAY) - {"laporan"}
    done = any(is_done(clause, denial.claim) or clause.words[-1] == "sudah" for clause in before)
    return denial.claim.graded and done and known.isdisjoint(denial.words)


def _had(denial: DenyingWord) -> str | None:
    """What there is none of: 'tidak memiliki wakil'."""
    if denial.behind[0] not in HAVE or _acts(denial.behind[1:2]):
        return None
    if denial.behind[0] == "dimiliki" and "lain" in denial.behind[1:3]:
        return ""  # 'tidak dimiliki kantor lain'
    if denial.words[denial.at] == "tidak" and "hasil" in denial.subject and len(denial.behind) == 1:
        return ""  # 'di dua seksi hasil pemeriksaannya nihil'
    rest = denial.behind[1:]
    joint = next((at for at, word in enumerate(rest) if word in JOINING), len(rest))
    bad = not BAD.isdisjoint(rest[:joint])  # 'tidak terdapat pelanggaran disiplin maupun kode etik'
    for things in (rest,) if bad else (rest, rest[joint + 1 :]):  # 'belum ada pengembangan ataupun inovasi'
        of = _lacking(things, denial.subject, denial.context.before, denial.claim) if things or things is rest else None
        if of:
            return of
    return ""


def _acts(words: Sequence[str]) -> bool:
    """Return whether words are of what is done: 'belum satu pun dikerjakan'."""
    return any(word == "penerapan" or (is_verb(word) and word in GENERIC) for word in words)


def _of_another(denial: DenyingWord) -> str | None:
    """Something bad, or what only better options claim: 'tidak terjadi pelanggaran'."""
    verb = denial.verb
    return "" if verb and (verb in BAD or stem(verb) in denial.claim.beyond) else None


def _unhandled(denial: DenyingWord) -> str | None:
    """Nothing is done about what is to be followed up: 'aduan di kotak saran belum dibuka'."""
    claim, context = denial.claim, denial.context
    if HANDLED.isdisjoint(denial.following[:3]) or _FOLLOW_UP not in claim.lacking:
        return None
    words = denial.subject or [word for clause in context.before for word in clause.words]
    return _FOLLOW_UP if any(stem(word) in claim.stems or base(word) in OUTCOMES for word in words) else None


def _took_no_part(denial: DenyingWord) -> str | None:
    """Some had no part in what is for all: 'pelatihan diikuti pejabat, staf tidak ikut'."""
    claim = denial.claim
    nothing = denial.behind[:1] == ("ada",) and denial.behind[1:] == ("kegiatan",)
    no_part = stem(denial.verb) == TAKES_PART and TAKES_PART not in claim.stems
    if not claim.graded or not (nothing or no_part):
        return None
    behind = denial.following
    some = (nothing or len(behind) == 1) and PEOPLE.intersection(denial.subject) and AWAY.isdisjoint(denial.words)
    return linked([], denial.context.before, claim) if some else None


def _own_verb(denial: DenyingWord) -> str | None:
    """What is claimed to be done: 'belum dievaluasi'; whether others do it tells nothing."""
    verb, subject, claim = denial.verb, denial.subject, denial.claim
    if not verb or stem(verb) not in claim.stems or is_beyond(subject, claim):
        return None
    foreign = bool(subject) and subject[0] in FOREIGN and stem(subject[0]) not in claim.stems
    behind = denial.following
    thing = behind[behind.index(verb) + 1 :][:1] if verb.startswith("me") and is_verb(verb) else []
    another = any(not (is_filler(word) or word in JOINING) and stem(word) not in claim.stems for word in thing)
    return "" if foreign or another else stem(verb)


def _any_verb(denial: DenyingWord) -> str | None:
    """What a verb that tells nothing by itself is said of: 'belum dilakukan evaluasi', 'evaluasi belum dilakukan'."""
    verb, subject, claim = denial.verb, denial.subject, denial.claim
    if not verb or stem(verb) not in GENERIC_STEMS:
        return None
    if stem(verb) == _MADE_PUBLIC and claim.stems.isdisjoint(_PUBLIC):
        return ""  # 'hasil survei belum diumumkan' beside a survey that is made
    following = denial.following
    behind = following[following.index(verb) + 1 :]
    thing = behind[: behind.index("sesuai")] if "sesuai" in behind[1:] else behind
    telling = [word for word in thing if not is_filler(word)][:3]
    if (telling and telling[0] in BAD and stem(telling[0]) not in claim.stems) or is_beyond(telling, claim):
        return ""
    own = next((stem(word) for word in telling if stem(word) in claim.stems), None)
    if own:
        return own
    anything = behind[:1] in (["kegiatan"], ["upaya"], ["tindakan"]) and not _ANY.isdisjoint(behind)
    if not (subject or anything) and behind and behind[0] not in PREPOSITIONS and not is_filler(behind[0]):
        return ""
    named = [word for word in subject if word not in BAD] if len(subject) > 1 else subject
    of = linked(named, denial.context.before, claim)
    if of is None and not subject and denial.context.at >= _FAR:
        of = own_stem(denial.context.narrative.clauses(denial.context.number)[0].words[:_HEAD], claim)
    if of is None and subject and PEOPLE.issuperset(subject) and verb not in HAVE:
        of = linked([], denial.context.before[-1:], claim)
    return of or ""


def _other_verb(denial: DenyingWord) -> str | None:
    """What is claimed behind any other verb: '3 orang belum ikut pelatihan'."""
    verb = denial.verb
    if not (is_verb(verb) or is_acted(verb)):
        return None
    following = denial.following
    thing = next((word for word in following[following.index(verb) + 1 :] if not is_filler(word)), "")
    return stem(thing) if stem(thing) in denial.claim.lacking | denial.claim.own and thing not in BAD else None


def _unknown_verb(denial: DenyingWord) -> str | None:
    """What any other verb is said of, where nothing else follows: 'capaiannya belum dilirik'."""
    verb, subject = denial.verb, denial.subject
    if not subject or denial.words[denial.at] != "belum" or not is_verb(verb) or len(denial.following) > 1:
        return None
    of = stem(subject[0])
    return of if of in denial.claim.lacking | denial.claim.nouns and subject[0] not in BAD else None


def _awaited(denial: DenyingWord) -> str | None:
    """What is waited for: 'prosedurnya menunggu pengesahan', which is read as 'belum pengesahan'."""
    if not denial.verb or not any(map(denial.clause.raw.__contains__, _WAITS)):
        return None
    return linked(denial.subject, [] if denial.subject else denial.context.before[-1:], denial.claim)


_WAYS: tuple[Callable[[DenyingWord], str | None], ...] = (
    _stands_last,
    _unhandled,
    _took_no_part,
    _had,
    _of_another,
    _own_verb,
    _any_verb,
    _other_verb,
    _unknown_verb,
    _awaited,
)


def _is_particular(denial: DenyingWord, of: str) -> bool:
    """Return whether a denial is of one thing among what is there: 'data terhubung; data pajak belum'."""
    clause, context, claim = denial.clause, denial.context, denial.context.claim
    behind = denial.behind[denial.behind.index("untuk") :] if "untuk" in denial.behind else ()
    others = [
        word
        for word in (*denial.subject, *subject_of(behind, len(behind)))
        if stem(word) not in claim.stems and word not in LEADING | GENERIC | PRONOUNS and not is_verb(word)
    ]
    if "yang" in denial.behind[1:] and denial.behind[0] not in HAVE:
        others.append("yang")  # 'kami tidak memasukkan target yang seremonial'
    conceded = any(map(clause.raw.__contains__, _CONCEDED))
    if _is_of_next_year(clause, of, context):
        return True
    if not (others or conceded) or any(map(clause.raw.__contains__, CONTRAST)):
        return False
    if of in claim.left:
        return False
    if claim.graded:
        return context.whole(of)
    head = others and others[:1] == denial.subject[:1]
    if head and of not in claim.lacking:
        return context.done()
    told = {stem(word) for word in denial.subject} & claim.stems
    return any(
        is_done(other, claim)
        and of in (stems_said := frozenset(map(stem, other.words)))
        and (not told or told & stems_said)
        for _, other in context.narrative.every()
    )


def _is_of_next_year(clause: Said, of: str, context: Context) -> bool:
    """Return whether it is told of a year behind one for which it is done: 'rencana 2026 ada; rencana 2027 belum'."""
    years = _years(clause.words) or _years(WORD.findall(clause.raw))
    return bool(years) and any(
        is_done(other, context.claim)
        and of in map(stem, other.words)
        and any(year < min(years) for year in _years(other.words))
        for _, other in context.narrative.every()
    )


def _years(words: Sequence[str]) -> list[str]:
    return [word for word in words if len(word) == _YEAR_DIGITS and word.isdigit()]


def _lacking(rest: Sequence[str], subject: Sequence[str], before: Sequence[Said], claim: OptionClaim) -> str | None:
    """Return what there is none of: 'tidak memiliki wakil di dalam tim', '(prosedur) belum ada'."""
    near = [word for at, word in enumerate(rest[:4]) if not (word == "baru" and at and rest[at - 1] in PEOPLE)]
    if not (ELSEWHERE - (claim.words & _NEWER)).isdisjoint(near):
        return None
    thing = _thing(rest)
    if thing and base(thing[0]) in _RULED and not claim.stems.isdisjoint(MADE):
        return linked([word for word in subject if word != "formal"], before, claim)  # 'indikatornya belum ada SK'
    if thing[:1] == ["laporan"] and thing[1:] and stem(thing[1]) in claim.lacking:
        thing = thing[1:]
    thing = [word for word in thing if word not in _ONE] if len(thing) > 1 else thing
    if subject and QUALIFIERS.issuperset(thing):
        thing = []  # 'rencananya belum dimiliki secara tertulis'
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
    passed = _ANY | {"sempat"}
    behind = [word for word in rest[:until] if (not is_filler(word) or word in GENERIC) and word not in passed]
    if not behind or not {"lebih", "melebihi", "kurang"}.isdisjoint(rest):
        return None
    if thing and stem(thing[0]) not in claim.stems and thing[0] not in HOLDERS:
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
    generic = stem(verb) in GENERIC_STEMS
    held = [word for word in thing if word not in HOLDERS]
    return linked([*subject, *held], before, claim) if generic else None


def _thing(rest: Sequence[str]) -> list[str]:
    """Return the telling words of a thing, past one that only leads to it: 'dokumen rencana kerja'."""
    thing: list[str] = []
    for word in rest:
        if word in PREPOSITIONS or word in NEGATORS or word in ("yang", "antar", "antara", *JOINING):
            break
        if not is_filler(word):
            thing.append(word)
    return thing[1:] if len(thing) > 1 and thing[0] in LEADING and thing[0] not in BAD else thing
