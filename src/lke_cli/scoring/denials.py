"""A narrative denies what its answer claims: 'belum dibentuk', 'tidak ada wakil', 'prosedurnya belum ada'.

A denial counts where no *guard* holds (``_GUARDS``: it denies a denial, tells only which one is meant, gives a reason
that excuses it), what it denies is told by the first of ``_WAYS`` that knows its shape, and it is passed over where it
is of one particular among what is there.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from lke_cli.scoring.claims import OptionClaim, State
from lke_cli.scoring.clauses import MONTHS_NAMED
from lke_cli.scoring.cues import (
    AWAY,
    BAD,
    CONDITIONS,
    CONTRAST,
    DIGITAL,
    ELSEWHERE,
    EXEMPT,
    FOREIGN,
    GENERIC,
    HANDLED,
    HAVE,
    LEFT,
    MANUAL,
    NOT_DONE,
    NOT_SUBJECTS,
    OUTCOMES,
    PEOPLE,
    PLANS,
    PRONOUNS,
    QUALIFIERS,
    REASONS,
    RENEWAL,
    SECRET,
    TOPICS,
    TOTALS,
)
from lke_cli.scoring.said import Context, Said, in_condition, is_beyond, is_done, linked, own_stem
from lke_cli.scoring.words import (
    ACTORS,
    LEADING,
    MADE,
    NEGATORS,
    NO_DENIAL,
    PREPOSITIONS,
    WORD,
    base,
    is_acted,
    is_count,
    is_filler,
    is_verb,
    stem,
)

_WAITS = ("nunggu", "dalam proses", "masih proses", "masih berupa", "dalam tahap", "masih tahap")
GENERIC_STEMS = frozenset(map(stem, GENERIC))
_CONCEDED = ("walau", "meski", "kendati")
_EVALUATING = "evaluasi"
_YEAR_DIGITS = 4
_ONE = frozenset(["seorang", "seorangpun"])
_HOLDERS = frozenset(["satu", "satupun", "seksi", "unit", "bagian", "butir", "hal", "orang", "pegawai", "pun"])
_MONTHS = frozenset(MONTHS_NAMED.split("|"))
_AND = frozenset(["dan", "serta", "maupun", "ataupun"])
_NOW = frozenset(["sekarang", "kini"])
_ON = frozenset(["pada", "bulan", "di", "untuk", "selama", "awal", "akhir"])
_UNTIL = frozenset(["sampai", "hingga", "sejak"])
_AHEAD = frozenset(["depan", "kedepan"])
_TAKES_PART = stem("terlibat")
_FREQUENCIES = frozenset(["bulanan", "triwulanan", "semesteran"])
_ONLY_PLANNED = (
    "baru direncana",
    "baru dirancang",
    "baru usul",
    "baru wacana",
    "baru sebatas",
    "baru rencana",
    "baru akan",
)
_TOTALLING = frozenset(["dari", "sebanyak", "sejumlah", "berjumlah", "total", "jumlah"])
_GOOD = frozenset(["baik", "layak", "memadai", "relevan"])
_MADE_PUBLIC = stem("publikasi")
_PUBLIC = frozenset(map(stem, ["publikasi", "informasi"]))
_RULED = frozenset(["sk", "aturan", "ketetapan"])
_ANY = frozenset(["apa", "apapun"])
_FAR = 2  # clauses between a thing and its denial
_HEAD = 6  # words of a sentence that name what it is about
_FOLLOW_UP = stem("ditindaklanjuti")
_WITHIN = PREPOSITIONS - {"di", "ke", "melalui", "lewat"}
_MENDED = stem("perbaikan")
_CENTRAL = frozenset(["pusat", "terpusat", "kementerian", "nasional"])
_RENEWED = RENEWAL - {"reviu", "review"}
_WE = frozenset(["kantor", "unit", "kerja", "kita", "instansi"])
_NEW = stem("inovasi")
_WISHED = PLANS | {"mau", "ingin"}
_NEWER = frozenset(["baru", "tambahan"])
_PERIODS = frozenset(["tahun", "bulan", "kali", "minggu", "hari", "jam", "semester", "triwulan"])


class _Denial(NamedTuple):
    """A word that denies. at: its place in the clause. claim: what may be denied. subject: telling words before it."""

    clause: Said
    at: int
    context: Context
    claim: OptionClaim
    subject: list[str]

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words of its clause."""
        return self.clause.words

    @property
    def ahead(self) -> tuple[str, ...]:
        """Return the words before it."""
        return self.clause.words[: self.at]

    @property
    def behind(self) -> tuple[str, ...]:
        """Return the words behind it."""
        return self.clause.words[self.at + 1 :]


def denied(clause: Said, context: Context, claim: OptionClaim) -> State | None:
    """It denies what is claimed: 'belum dibentuk', 'tidak ada wakil', 'prosedurnya belum ada'."""
    if claim.beyond and not claim.lacking:
        return None  # no lower option denies anything: what is missing may be what only better ones claim
    for at, word in enumerate(clause.words):
        if word not in NEGATORS:
            continue
        deniable = _for_part(clause, claim) if claim.partial else claim
        denial = _Denial(clause, at, context, deniable, subject_of(clause.words, at))
        if any(guard(denial) for guard in _GUARDS):
            continue
        of = _denied_of(denial)
        if of and not (claim.beyond and of not in claim.lacking | claim.own) and not _is_particular(denial, of):
            some = claim.graded and clause.words[0] == "yang" and denial.behind[:1] != ("ada",)
            return State("part" if some else "none", of)
    return None


def _for_part(clause: Said, claim: OptionClaim) -> OptionClaim:
    """Return what may be denied beside an option that claims a part: what it says of that, and of all nothing."""
    total = not TOTALS.isdisjoint(WORD.findall(clause.raw)) and not _partly(clause.words)
    return claim._replace(stems=claim.stems | claim.lowest) if total else claim


def _denied_of(denial: _Denial) -> str | None:
    """Return the stem of what is claimed and denied."""
    for way in _WAYS:
        of = way(denial)
        if of is not None:
            return of or None
    return None


# --- guards: a denial that tells nothing of what is claimed ----------------------------------------------------------
def _on_condition(denial: _Denial) -> bool:
    """It stands behind a condition: 'jika pengaduan belum dijawab'."""
    return in_condition(denial.words, denial.at)


def _no_denial(denial: _Denial) -> bool:
    """It denies in form only, or less than that: 'tidak hanya', 'tidak perlu', 'tidak terlambat'."""
    behind = denial.behind[:1]
    return bool(behind) and (behind[0] in NO_DENIAL or behind[0] in EXEMPT - HAVE)


def _no_more(denial: _Denial) -> bool:
    """It says that something has ended: 'tidak dicatat di buku lagi', 'blanko kertas sudah tidak dipakai'."""
    old_means = denial.claim.digital and not MANUAL.isdisjoint(denial.subject) and DIGITAL.isdisjoint(denial.behind)
    return denial.words[denial.at] == "tidak" and (old_means or "lagi" in denial.behind[:4])


def _excused(denial: _Denial) -> bool:
    """It gives a reason why there need be none: 'karena tidak diwajibkan'; what is in force is evaluated even where
    nothing bad was reported."""
    reason = denial.clause.reason
    nothing = HAVE | BAD
    none_is = any(
        word in NEGATORS and not nothing.isdisjoint(reason[at + 1 : at + 3]) for at, word in enumerate(reason)
    )
    twice = sum(word in NEGATORS for word in reason) > 1
    nothing_bad = none_is and (twice or not BAD.isdisjoint(reason)) and _EVALUATING not in denial.behind[:2]
    meant = "memang" in reason and not {"dijadwalkan", "direncanakan"}.isdisjoint(reason)
    return meant or nothing_bad or not REASONS.isdisjoint(reason) or not SECRET.isdisjoint(denial.words)


def _of_which(denial: _Denial) -> bool:
    """Its clause tells which are meant: 'yang belum lengkap dikembalikan'; 'yang 4 belum' counts them, and 'yang
    tercapai belum ada' is of all of them."""
    counted = denial.claim.graded and any(map(is_count, denial.words[1:2]))
    none_at_all = denial.at > 1 and denial.behind[:1] == ("ada",) and set(denial.behind[1:]) <= _HOLDERS
    whole_clause = denial.claim.graded and denial.at > 1 and _is_verbal(denial)  # 'yang berbiaya belum dijawab'
    return denial.words[0] == "yang" and not (counted or none_at_all or whole_clause)


def _is_verbal(denial: _Denial) -> bool:
    """Return whether a verb of what is claimed ends its clause."""
    return len(denial.behind) == 1 and stem(denial.behind[0]) in denial.claim.lacking


def _relative(denial: _Denial) -> bool:
    """It only tells which one is meant: 'format yang (pada 2024) belum sesuai'."""
    if denial.words[0] == "yang" or "tinggal" in denial.ahead:
        return False  # 'tinggal kegiatannya yang belum'
    ahead = denial.ahead
    near = [place for place in range(max(0, len(ahead) - 4), len(ahead)) if ahead[place] == "yang"]
    only_told = bool(near) and all(is_filler(word) or word.isdigit() for word in ahead[near[-1] + 1 :])
    return only_told and not _some_are(ahead, denial.claim)


def _of_one_term(denial: _Denial) -> bool:
    """It is of one month or term of the year only, where nothing is graded."""
    everything = denial.claim.graded or denial.claim.counted or not _NOW.isdisjoint(denial.ahead)
    for at, word in enumerate(() if everything else denial.ahead):
        term = word in ("triwulan", "semester") and at + 1 < denial.at and len(denial.words[at + 1]) < 4
        month = word in _MONTHS and (not at or denial.words[at - 1] in _ON or denial.words[at - 1].isdigit())
        if (term or month) and _UNTIL.isdisjoint(denial.words[max(0, at - 3) : at]):
            return True
    return False


def _twice(denial: _Denial) -> bool:
    """It is denied itself: 'tidak ada ... yang tidak ...', 'tidak satu pun ... tanpa ...'."""
    words, at = denial.words, denial.at
    if ("yang", "tidak") in pairwise(denial.ahead):
        return True  # 'pemohon yang tidak membawa berkas tidak dilayani'
    if denial.ahead[-1:] in (("bukan",), ("bukannya",)) or _listed_without(denial):
        return True
    for other, word in enumerate(words):
        if other == at or (word not in NEGATORS and word not in ("kecuali", "selain")):
            continue
        first, second = min(at, other), max(at, other)
        if not CONDITIONS.isdisjoint(words[first:second]) or words[second - 1] in _AND:
            continue
        if words[first] in ("tidak", "belum") and words[first + 1 : first + 2] and words[first + 1] in HAVE:
            return True
        if words[second - 1] == "yang" or words[second] == "tanpa" or second == first + 1:
            return True
    return False


def _of_renewal(denial: _Denial) -> bool:
    """It is of a renewal of what is there: 'revisi rencana kerja sedang disusun dan belum ditetapkan'."""
    if _MENDED in denial.claim.stems:
        return False
    return any(
        clause.words[0] in _RENEWED and stem(clause.words[0]) not in denial.claim.stems
        for clause in _speaking_of(denial)
    )


def _corrected(denial: _Denial) -> bool:
    """It says what is done instead: 'tidak ditunjuk melainkan diseleksi'."""
    raw = denial.clause.raw
    return "melainkan" in raw and denial.context.at < len(denial.context.narrative.clauses(denial.context.number)) - 1


def _left_out(denial: _Denial) -> bool:
    """It says what is not meant: 'jabatan struktural tidak termasuk'; 'tidak termasuk yang dilatih' denies that."""
    away = not {"libur", "cuti"}.isdisjoint(denial.words)
    return away or (denial.behind[:1] == ("termasuk",) and denial.behind[1:2] != ("yang",))


def _of_better(denial: _Denial) -> bool:
    """It is of how often a better option says: 'tiap triwulan, bulanan belum'."""
    return not (denial.claim.beyond & _FREQUENCIES).isdisjoint(denial.ahead)


def _not_ours(denial: _Denial) -> bool:
    """It is for others to do: 'mutasi antardaerah bukan kewenangan kami dan tidak dilakukan'."""
    return "kewenangan" in denial.clause.raw and any(
        "kewenangan" in (*clause.words, *clause.reason) for clause in _speaking_of(denial)
    )


def _speaking_of(denial: _Denial) -> list[Said]:
    """Return its clause, and the one before in the sentence where that names what it is of."""
    clause, context = denial.clause, denial.context
    before = context.narrative.clauses(context.number)[context.at - 1 : context.at] if context.at else []
    return [clause, *before] if before and not denial.subject else [clause]


def _of_one_ground(denial: _Denial) -> bool:
    """It denies that it is done on some ground that nobody asks for: 'tidak ada mutasi atas dasar titipan', 'tidak
    seorang pun dipilih karena kedekatan'."""
    none_is = denial.words[denial.at] == "tidak" and denial.behind[:1] == ("ada",)
    if none_is and denial.clause.reason[:1] == ("karena",) and denial.context.done():
        return True
    grounds = [at for at, word in enumerate(denial.behind) if at and word in ("dasar", "atas")]
    at = grounds[-1] + 1 if grounds else 0
    ground = next((word for word in denial.behind[at:] if not is_filler(word)), "") if at else ""
    return bool(ground) and stem(ground) not in denial.claim.stems and denial.behind[0] in HAVE


def _listed_without(denial: _Denial) -> bool:
    """Return whether there is none, over a list, of which it is denied: 'tidak ada A, B maupun C yang luput'."""
    context = denial.context
    behind = context.narrative.clauses(context.number)[context.at + 1 :]
    without = NEGATORS | NOT_DONE
    return denial.behind[:1] == ("ada",) and any(
        ahead == "yang" and word in without for clause in behind for ahead, word in pairwise(clause.words)
    )


def _in_order(denial: _Denial) -> bool:
    """It is of those that are as they should be: 'prosedur yang dinyatakan layak tidak diubah'."""
    ahead = denial.ahead
    return "yang" in ahead and not _GOOD.isdisjoint(ahead[ahead.index("yang") :])


def _of_new(denial: _Denial) -> bool:
    """It may be of something new beside all that there is: 'layanan baru akan dibuka', which is read as 'belum'."""
    raw = denial.clause.raw
    if denial.words[denial.at] == "tidak" and denial.behind[1:] and denial.behind[-1] == "baru":
        return True  # 'tidak dibentuk unit baru'
    return "baru akan" in raw and NEGATORS.isdisjoint(WORD.findall(raw)) and denial.context.whole()


def _of_own_making(denial: _Denial) -> bool:
    """It is made by others and used: 'kami memakai aplikasi pusat, membuat sendiri tidak'."""
    at = denial.words.index("sendiri") if "sendiri" in denial.words[1:] else 0
    if not at or _NEW in denial.claim.stems or denial.words[at - 1] in ACTORS | PEOPLE | _WE:
        return False
    return any(not _CENTRAL.isdisjoint(clause.words) for clause in denial.context.before)


def _given_up(denial: _Denial) -> bool:
    """What it speaks of is there no more: 'sudah dihapus, jadi tidak ada standarnya'."""
    before = denial.context.before
    left = "yang" in denial.ahead and not LEFT.isdisjoint(denial.ahead)
    return left or (bool(before) and not {"dihapus", "ditutup"}.isdisjoint(before[-1].words))


def _invited(denial: _Denial) -> bool:
    """Who was asked did not come: 'tokoh masyarakat diundang tetapi tidak hadir'."""
    raw = denial.clause.raw
    return "diundang" in raw and "hadir" in raw[raw.find("diundang") :] and stem(_verb(denial)) == _TAKES_PART


def _of_what_is_wished(denial: _Denial) -> bool:
    """What it speaks of is wished for beyond what is there: 'ke depan mau dibuat versi ponsel, belum mulai'."""
    if "depan" not in denial.clause.raw or any(base(word) not in LEADING for word in denial.subject):
        return False
    before = denial.context.before[-1:] if denial.context.at else []
    return any(not (_WISHED.isdisjoint(clause.words) or _AHEAD.isdisjoint(clause.words)) for clause in before)


def _of_a_part(denial: _Denial) -> bool:
    """It is of a part of what need not be whole: '3 surat belum dijawab'."""
    context, ahead = denial.context, denial.ahead
    if not denial.subject and context.at and not NEGATORS.isdisjoint(context.before[-1].words):
        ahead = (*context.before[-1].words, *ahead)  # '3 calon tidak lolos dan tidak dimasukkan'
    left = any(stem(word) in denial.claim.left for word in denial.words)
    return _partly(ahead) and not left and not _may_be_part(ahead, context.claim)


_GUARDS: tuple[Callable[[_Denial], bool], ...] = (
    _on_condition,
    _no_denial,
    _no_more,
    _excused,
    _of_which,
    _relative,
    _of_one_term,
    _twice,
    _of_renewal,
    _left_out,
    _of_better,
    _corrected,
    _not_ours,
    _of_one_ground,
    _in_order,
    _of_new,
    _of_own_making,
    _given_up,
    _invited,
    _of_what_is_wished,
    _of_a_part,
)


# --- ways: what is denied; empty where that is nothing that is claimed, None where the shape is another ---------------
def _stands_last(denial: _Denial) -> str | None:
    """What stands before it: 'prosedurnya belum'."""
    planned = any(map(denial.clause.raw.__contains__, _ONLY_PLANNED))
    within = planned or (denial.behind[:1] and denial.behind[0] in _WITHIN)
    if (_verb(denial) and not within) or not HAVE.isdisjoint(denial.behind[:1]):
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


def _is_left(denial: _Denial) -> bool:
    """Return whether it tells of a time or a part beside one that is done: 'tahun ini belum', 'A sudah, B belum'."""
    if not denial.subject:
        return bool(denial.ahead) and denial.context.at > 0
    before = denial.context.before[-1:]
    if before and not denial.context.at and "yang" not in before[0].words:
        return False  # 'yang sudah ditetapkan loket satu. Loket arsip belum'
    known = (BAD | FOREIGN | AWAY) - {"laporan"}
    done = any(is_done(clause, denial.claim) or clause.words[-1] == "sudah" for clause in before)
    return denial.claim.graded and done and known.isdisjoint(denial.words)


def _had(denial: _Denial) -> str | None:
    """What there is none of: 'tidak memiliki wakil'."""
    if denial.behind[0] not in HAVE or _acts(denial.behind[1:2]):
        return None
    if denial.words[denial.at] == "tidak" and "hasil" in denial.subject and len(denial.behind) == 1:
        return ""  # 'di dua seksi hasil pemeriksaannya nihil'
    rest = denial.behind[1:]
    joint = next((at for at, word in enumerate(rest) if word in _AND), len(rest))
    for things in (rest, rest[joint + 1 :]):  # 'belum ada pengembangan ataupun inovasi'
        of = _lacking(things, denial.subject, denial.context.before, denial.claim) if things or things is rest else None
        if of:
            return of
    return ""


def _acts(words: Sequence[str]) -> bool:
    """Return whether words are of what is done: 'belum satu pun dikerjakan'."""
    return any(word == "penerapan" or (is_verb(word) and word in GENERIC) for word in words)


def _of_another(denial: _Denial) -> str | None:
    """Something bad, or what only better options claim: 'tidak terjadi pelanggaran'."""
    verb = _verb(denial)
    return "" if verb and (verb in BAD or stem(verb) in denial.claim.beyond) else None


def _unhandled(denial: _Denial) -> str | None:
    """Nothing is done about what is to be followed up: 'aduan di kotak saran belum dibuka'."""
    claim, context = denial.claim, denial.context
    if HANDLED.isdisjoint(_follow(denial)[:3]) or _FOLLOW_UP not in claim.lacking:
        return None
    words = denial.subject or [word for clause in context.before for word in clause.words]
    return _FOLLOW_UP if any(stem(word) in claim.stems or base(word) in OUTCOMES for word in words) else None


def _took_no_part(denial: _Denial) -> str | None:
    """Some had no part in what is for all: 'pelatihan diikuti pejabat, staf tidak ikut'."""
    claim = denial.claim
    nothing = denial.behind[:1] == ("ada",) and denial.behind[1:] == ("kegiatan",)
    no_part = stem(_verb(denial)) == _TAKES_PART and _TAKES_PART not in claim.stems
    if not claim.graded or not (nothing or no_part):
        return None
    behind = _follow(denial)
    some = (nothing or len(behind) == 1) and PEOPLE.intersection(denial.subject) and AWAY.isdisjoint(denial.words)
    return linked([], denial.context.before, claim) if some else None


def _own_verb(denial: _Denial) -> str | None:
    """What is claimed to be done: 'belum dievaluasi'; whether others do it tells nothing."""
    verb, subject, claim = _verb(denial), denial.subject, denial.claim
    if not verb or stem(verb) not in claim.stems or is_beyond(subject, claim):
        return None
    foreign = bool(subject) and subject[0] in FOREIGN and stem(subject[0]) not in claim.stems
    behind = _follow(denial)
    thing = behind[behind.index(verb) + 1 :][:1] if verb.startswith("me") and is_verb(verb) else []
    another = any(not (is_filler(word) or word in _AND) and stem(word) not in claim.stems for word in thing)
    return "" if foreign or another else stem(verb)


def _any_verb(denial: _Denial) -> str | None:
    """What a verb that tells nothing by itself is said of: 'belum dilakukan evaluasi', 'evaluasi belum dilakukan'."""
    verb, subject, claim = _verb(denial), denial.subject, denial.claim
    if not verb or stem(verb) not in GENERIC_STEMS:
        return None
    if stem(verb) == _MADE_PUBLIC and claim.stems.isdisjoint(_PUBLIC):
        return ""  # 'hasil survei belum diumumkan' beside a survey that is made
    following = _follow(denial)
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


def _other_verb(denial: _Denial) -> str | None:
    """What is claimed behind any other verb: '3 orang belum ikut pelatihan'."""
    verb = _verb(denial)
    if not (is_verb(verb) or is_acted(verb)):
        return None
    following = _follow(denial)
    thing = next((word for word in following[following.index(verb) + 1 :] if not is_filler(word)), "")
    return stem(thing) if stem(thing) in denial.claim.lacking | denial.claim.own and thing not in BAD else None


def _unknown_verb(denial: _Denial) -> str | None:
    """What any other verb is said of, where nothing else follows: 'capaiannya belum dilirik'."""
    verb, subject = _verb(denial), denial.subject
    if not subject or denial.words[denial.at] != "belum" or not is_verb(verb) or len(_follow(denial)) > 1:
        return None
    of = stem(subject[0])
    return of if of in denial.claim.lacking | denial.claim.nouns and subject[0] not in BAD else None


def _awaited(denial: _Denial) -> str | None:
    """What is waited for: 'prosedurnya menunggu pengesahan', which is read as 'belum pengesahan'."""
    if not _verb(denial) or not any(map(denial.clause.raw.__contains__, _WAITS)):
        return None
    return linked(denial.subject, [] if denial.subject else denial.context.before[-1:], denial.claim)


def _follow(denial: _Denial) -> list[str]:
    return [word for word in denial.behind if word not in NOT_SUBJECTS]


def _verb(denial: _Denial) -> str:
    """Return the first word behind it that tells something, or stands for any verb."""
    following = (word for word in _follow(denial) if not word.isdigit())
    return next((word for word in following if not is_filler(word) or word in GENERIC), "")


_WAYS: tuple[Callable[[_Denial], str | None], ...] = (
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


# --- particulars: what is denied is one thing among what is there ----------------------------------------------------
def _is_particular(denial: _Denial, of: str) -> bool:
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


def _may_be_part(words: Sequence[str], claim: OptionClaim) -> bool:
    """Return whether it is enough that what words are said of lacks it in part."""
    left = any(stem(word) in claim.left for word in words)
    return left or (claim.graded and _of_graded(words, claim))


def _of_graded(words: Sequence[str], claim: OptionClaim) -> bool:
    """Return whether the part that words are said of is one of what the options say shares of."""
    rest = not {"lain", "lainnya", "sisanya", "selebihnya", "pegawai"}.isdisjoint(words) or "yang" in words[:2]
    return rest or any(stem(word) in claim.nouns for word in words)


def _some_are(words: Sequence[str], claim: OptionClaim) -> bool:
    """Return whether words lead to a part: 'masih ada prosedur (yang belum)', 'ada 10 pegawai (yang belum)'."""
    some = not {"ada", "terdapat", "banyak", "masih"}.isdisjoint(words) and NEGATORS.isdisjoint(words)
    return claim.graded and (words[0] == "tinggal" or (some and _of_graded(words, claim)))


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
    generic = stem(verb) in GENERIC_STEMS
    held = [word for word in thing if word not in _HOLDERS]
    return linked([*subject, *held], before, claim) if generic else None


def _thing(rest: Sequence[str]) -> list[str]:
    """Return the telling words of a thing, past one that only leads to it: 'dokumen rencana kerja'."""
    thing: list[str] = []
    for word in rest:
        if word in PREPOSITIONS or word in NEGATORS or word in ("yang", "antar", "antara", *_AND):
            break
        if not is_filler(word):
            thing.append(word)
    return thing[1:] if len(thing) > 1 and thing[0] in LEADING and thing[0] not in BAD else thing


def subject_of(words: Sequence[str], at: int) -> list[str]:
    """Return the telling words before a place, without the time and without who acts ('oleh tim')."""
    ahead = words[:at]
    ahead = ahead[: ahead.index("oleh")] if "oleh" in ahead else ahead
    if ahead[:1] == ("sampai",) and "ini" in ahead:  # 'sampai dengan laporan ini disusun'
        ahead = ahead[ahead.index("ini") + 1 :]
    return [word for word in ahead if not is_filler(word) and not word.isdigit() and word not in NOT_SUBJECTS]


def _partly(words: Sequence[str]) -> bool:
    """Return whether what words are said of is only a part."""
    for at, word in enumerate(words):
        number = is_count(word) and words[max(0, at - 1)] not in _TOTALLING
        if number and not (at + 1 < len(words) and words[at + 1] in _PERIODS):
            return True
        if word in ("sebagian", "beberapa", "seorang", "lain", "lainnya", "sisanya", "selebihnya", "salah"):
            return True
    return False
