"""Denials that tell nothing of what is claimed: of a denial, of a condition, of what need not be there, of a part.

Each guard is a rule with a name; a denial for which none holds counts.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

from lke_cli.scoring.claims import OptionClaim
from lke_cli.scoring.clauses import MONTHS_NAMED
from lke_cli.scoring.cues import (
    BAD,
    CONDITIONS,
    DIGITAL,
    EXEMPT,
    HAVE,
    LEFT,
    MANUAL,
    NOT_DONE,
    PEOPLE,
    PLANS,
    REASONS,
    RENEWAL,
    SECRET,
)
from lke_cli.scoring.denial import HOLDERS, JOINING, TAKES_PART, DenyingWord, is_partly
from lke_cli.scoring.said import Said, in_condition
from lke_cli.scoring.words import (
    ACTORS,
    LEADING,
    NEGATORS,
    NO_DENIAL,
    WORD,
    base,
    is_count,
    is_filler,
    stem,
)

_EVALUATING = "evaluasi"
_MONTHS = frozenset(MONTHS_NAMED.split("|"))
_NOW = frozenset(["sekarang", "kini"])
_ON = frozenset(["pada", "bulan", "di", "untuk", "selama", "awal", "akhir"])
_UNTIL = frozenset(["sampai", "hingga", "sejak"])
_AHEAD = frozenset(["depan", "kedepan"])
_FREQUENCIES = frozenset(["bulanan", "triwulanan", "semesteran"])
_GOOD = frozenset(["baik", "layak", "memadai", "relevan"])
_MENDED = stem("perbaikan")
_CENTRAL = frozenset(["pusat", "terpusat", "kementerian", "nasional"])
_RENEWED = RENEWAL - {"reviu", "review"}
_WE = frozenset(["kantor", "unit", "kerja", "kita", "instansi"])
_NEW = stem("inovasi")
_WISHED = PLANS | {"mau", "ingin"}


def tells_nothing(denial: DenyingWord) -> bool:
    """Return whether a denial tells nothing of what is claimed."""
    return any(guard(denial) for guard in _GUARDS)


def _on_condition(denial: DenyingWord) -> bool:
    """It stands behind a condition: 'jika pengaduan belum dijawab'."""
    return in_condition(denial.words, denial.at)


def _no_denial(denial: DenyingWord) -> bool:
    """It denies in form only, or less than that: 'tidak hanya', 'tidak perlu', 'tidak terlambat'."""
    behind = denial.behind[:1]
    return bool(behind) and (behind[0] in NO_DENIAL or behind[0] in EXEMPT - HAVE)


def _no_more(denial: DenyingWord) -> bool:
    """It says that something has ended: 'tidak dicatat di buku lagi', 'blanko kertas sudah tidak dipakai'."""
    old_means = denial.claim.digital and not MANUAL.isdisjoint(denial.subject) and DIGITAL.isdisjoint(denial.behind)
    return denial.words[denial.at] == "tidak" and (old_means or "lagi" in denial.behind[:4])


def _excused(denial: DenyingWord) -> bool:
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


def _of_which(denial: DenyingWord) -> bool:
    """Its clause tells which are meant: 'yang belum lengkap dikembalikan'; 'yang 4 belum' counts them, and 'yang
    tercapai belum ada' is of all of them."""
    counted = denial.claim.graded and any(map(is_count, denial.words[1:2]))
    none_at_all = denial.at > 1 and denial.behind[:1] == ("ada",) and set(denial.behind[1:]) <= HOLDERS
    whole_clause = denial.claim.graded and denial.at > 1 and _is_verbal(denial)  # 'yang berbiaya belum dijawab'
    return denial.words[0] == "yang" and not (counted or none_at_all or whole_clause)


def _is_verbal(denial: DenyingWord) -> bool:
    """Return whether a verb of what is claimed ends its clause."""
    return len(denial.behind) == 1 and stem(denial.behind[0]) in denial.claim.lacking


def _relative(denial: DenyingWord) -> bool:
    """It only tells which one is meant: 'format yang (pada 2024) belum sesuai'."""
    if denial.words[0] == "yang" or "tinggal" in denial.ahead:
        return False  # 'tinggal kegiatannya yang belum'
    ahead = denial.ahead
    near = [place for place in range(max(0, len(ahead) - 4), len(ahead)) if ahead[place] == "yang"]
    only_told = bool(near) and all(is_filler(word) or word.isdigit() for word in ahead[near[-1] + 1 :])
    return only_told and not _some_are(ahead, denial.claim)


def _of_one_term(denial: DenyingWord) -> bool:
    """It is of one month or term of the year only, where nothing is graded."""
    everything = denial.claim.graded or denial.claim.counted or not _NOW.isdisjoint(denial.ahead)
    for at, word in enumerate(() if everything else denial.ahead):
        term = word in ("triwulan", "semester") and at + 1 < denial.at and len(denial.words[at + 1]) < 4
        month = word in _MONTHS and (not at or denial.words[at - 1] in _ON or denial.words[at - 1].isdigit())
        if (term or month) and _UNTIL.isdisjoint(denial.words[max(0, at - 3) : at]):
            return True
    return False


def _twice(denial: DenyingWord) -> bool:
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
        if not CONDITIONS.isdisjoint(words[first:second]) or words[second - 1] in JOINING:
            continue
        if words[first] in ("tidak", "belum") and words[first + 1 : first + 2] and words[first + 1] in HAVE:
            return True
        if words[second - 1] == "yang" or words[second] == "tanpa" or second == first + 1:
            return True
    return False


def _of_renewal(denial: DenyingWord) -> bool:
    """It is of a renewal of what is there: 'revisi rencana kerja sedang disusun dan belum ditetapkan'."""
    if _MENDED in denial.claim.stems:
        return False
    return any(
        clause.words[0] in _RENEWED and stem(clause.words[0]) not in denial.claim.stems
        for clause in _speaking_of(denial)
    )


def _corrected(denial: DenyingWord) -> bool:
    """It says what is done instead: 'tidak ditunjuk melainkan diseleksi'."""
    raw = denial.clause.raw
    return "melainkan" in raw and denial.context.at < len(denial.context.narrative.clauses(denial.context.number)) - 1


def _left_out(denial: DenyingWord) -> bool:
    """It says what is not meant: 'jabatan struktural tidak termasuk'; 'tidak termasuk yang dilatih' denies that."""
    away = not {"libur", "cuti"}.isdisjoint(denial.words)
    return away or (denial.behind[:1] == ("termasuk",) and denial.behind[1:2] != ("yang",))


def _of_better(denial: DenyingWord) -> bool:
    """It is of how often a better option says: 'tiap triwulan, bulanan belum'."""
    return not (denial.claim.beyond & _FREQUENCIES).isdisjoint(denial.ahead)


def _not_ours(denial: DenyingWord) -> bool:
    """It is for others to do: 'mutasi antardaerah bukan kewenangan kami dan tidak dilakukan'."""
    return "kewenangan" in denial.clause.raw and any(
        "kewenangan" in (*clause.words, *clause.reason) for clause in _speaking_of(denial)
    )


def _speaking_of(denial: DenyingWord) -> list[Said]:
    """Return its clause, and the one before in the sentence where that names what it is of."""
    clause, context = denial.clause, denial.context
    before = context.narrative.clauses(context.number)[context.at - 1 : context.at] if context.at else []
    return [clause, *before] if before and not denial.subject else [clause]


def _of_one_ground(denial: DenyingWord) -> bool:
    """It denies that it is done on some ground that nobody asks for: 'tidak ada mutasi atas dasar titipan', 'tidak
    seorang pun dipilih karena kedekatan'."""
    none_is = denial.words[denial.at] == "tidak" and denial.behind[:1] == ("ada",)
    if none_is and denial.clause.reason[:1] == ("karena",) and denial.context.done():
        return True
    grounds = [at for at, word in enumerate(denial.behind) if at and word in ("dasar", "atas")]
    at = grounds[-1] + 1 if grounds else 0
    ground = next((word for word in denial.behind[at:] if not is_filler(word)), "") if at else ""
    return bool(ground) and stem(ground) not in denial.claim.stems and denial.behind[0] in HAVE


def _listed_without(denial: DenyingWord) -> bool:
    """Return whether there is none, over a list, of which it is denied: 'tidak ada A, B maupun C yang luput'."""
    context = denial.context
    behind = context.narrative.clauses(context.number)[context.at + 1 :]
    without = NEGATORS | NOT_DONE
    return denial.behind[:1] == ("ada",) and any(
        ahead == "yang" and word in without for clause in behind for ahead, word in pairwise(clause.words)
    )


def _in_order(denial: DenyingWord) -> bool:
    """It is of those that are as they should be: 'prosedur yang dinyatakan layak tidak diubah'."""
    ahead = denial.ahead
    return "yang" in ahead and not _GOOD.isdisjoint(ahead[ahead.index("yang") :])


def _of_new(denial: DenyingWord) -> bool:
    """It may be of something new beside all that there is: 'layanan baru akan dibuka', which is read as 'belum'."""
    raw = denial.clause.raw
    if denial.words[denial.at] == "tidak" and denial.behind[1:] and denial.behind[-1] == "baru":
        return True  # 'tidak dibentuk unit baru'
    return "baru akan" in raw and NEGATORS.isdisjoint(WORD.findall(raw)) and denial.context.whole()


def _of_own_making(denial: DenyingWord) -> bool:
    """It is made by others and used: 'kami memakai aplikasi pusat, membuat sendiri tidak'."""
    at = denial.words.index("sendiri") if "sendiri" in denial.words[1:] else 0
    if not at or _NEW in denial.claim.stems or denial.words[at - 1] in ACTORS | PEOPLE | _WE:
        return False
    return any(not _CENTRAL.isdisjoint(clause.words) for clause in denial.context.before)


def _given_up(denial: DenyingWord) -> bool:
    """What it speaks of is there no more: 'sudah dihapus, jadi tidak ada standarnya'."""
    before = denial.context.before
    left = "yang" in denial.ahead and not LEFT.isdisjoint(denial.ahead)
    return left or (bool(before) and not {"dihapus", "ditutup"}.isdisjoint(before[-1].words))


def _invited(denial: DenyingWord) -> bool:
    """Who was asked did not come: 'tokoh masyarakat diundang tetapi tidak hadir'."""
    raw = denial.clause.raw
    return "diundang" in raw and "hadir" in raw[raw.find("diundang") :] and stem(denial.verb) == TAKES_PART


def _of_what_is_wished(denial: DenyingWord) -> bool:
    """What it speaks of is wished for beyond what is there: 'ke depan mau dibuat versi ponsel, belum mulai'."""
    if "depan" not in denial.clause.raw or any(base(word) not in LEADING for word in denial.subject):
        return False
    before = denial.context.before[-1:] if denial.context.at else []
    return any(not (_WISHED.isdisjoint(clause.words) or _AHEAD.isdisjoint(clause.words)) for clause in before)


def _of_a_part(denial: DenyingWord) -> bool:
    """It is of a part of what need not be whole: '3 surat belum dijawab'."""
    context, ahead = denial.context, denial.ahead
    if not denial.subject and context.at and not NEGATORS.isdisjoint(context.before[-1].words):
        ahead = (*context.before[-1].words, *ahead)  # '3 calon tidak lolos dan tidak dimasukkan'
    left = any(stem(word) in denial.claim.left for word in denial.words)
    return is_partly(ahead) and not left and not _may_be_part(ahead, context.claim)


_GUARDS: tuple[Callable[[DenyingWord], bool], ...] = (
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
