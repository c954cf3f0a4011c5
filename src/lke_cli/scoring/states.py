"""The state that a narrative reports of what a question asks for, where it is lower than what its answer claims.

A *cue* says that something is not there, planned, in the making, there for a part, or done otherwise. It counts where
its clause speaks of what the chosen option claims (``claims``), and where no *guard* holds (``said``): another time, a
double denial, the denial of something bad, a condition, a thing beyond what is asked.

Sentences are read in the rubric's words (``wording``): ``blm`` and ``masih dalam proses`` are ``belum`` too.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache

from lke_cli.patterns import later
from lke_cli.scoring.claims import OptionClaim, State
from lke_cli.scoring.compared import lapsed, past_due, worse_than_before
from lke_cli.scoring.cues import (
    AWAY,
    BAD,
    BEYOND,
    CONDITIONS,
    DONE_VERBS,
    FOREIGN,
    GENERIC,
    IN_TURN,
    LOW,
    MADE_NOW,
    MAKESHIFT,
    MAKING,
    MANUAL,
    NOT_DONE,
    NOT_OFTEN,
    PART,
    PASSED_ON,
    PAST,
    PLANS,
    RENEWAL,
    SOLVED,
    SOME,
    STILL_BY,
    STILL_MUCH,
    STILL_OLD,
    TALKED_OVER,
    TRIGGERS,
    WHOLE,
)
from lke_cli.scoring.denials import denied, subject_of
from lke_cli.scoring.parts import counted, counted_apart, names_lacking, part, percent
from lke_cli.scoring.said import Context, Narrative, Said, in_condition, is_done, is_past, is_solved, linked, own_stem
from lke_cli.scoring.wording import Wording
from lke_cli.scoring.words import MANNERS, NEGATORS, NUMBERS, WORD, base, is_count, is_filler, is_verb, stem

HIGHER = "pilihan yang lebih tinggi"
"""What is said where nothing is claimed to be there and a narrative tells that it is."""
LOWER = "pilihan yang lebih rendah"
"""What is said where a narrative is below its answer, and which option fits cannot be told."""

_COUNT = rf"(?:{'|'.join(NUMBERS)})\b"
_OF_NUMBER = later(
    rf"\b(?:dari|dr) (?:total |jumlah |seluruh )*(?:\d|{_COUNT})|\b\dx\b"
    rf"|\b(?:yang|yg) (?:(?:sudah|sdh|telah) )?[a-z]+ (?:\d|{_COUNT})"
    r"|\b(?:tercapai|kecapai|terlaksana|terealisasi|selesai|tuntas) \d"
    r"|\b\d+ \w+ (?:yang|yg) (?:sudah |sdh |telah )?(?:di|ter|me)"
)
_PLAIN = frozenset(["untuk", "saja", "triwulan", "semester", "banyak", "beberapa"])
_NOT_HIGH = (
    NEGATORS
    | LOW
    | PLANS
    | MAKING
    | CONDITIONS
    | PAST
    | {"sedang", "rencana", "usulan", "bukan", "terakhir", "pernah", "mendatang", "depan"}
)
_LAST_DONE, _GONE_BY = PAST | {"terakhir"}, frozenset(["kini", "sekarang", "sejak", "tetap"])
_ABANDONED = frozenset(["menggantikan", "pengganti", "mengganti", "diganti", "meninggalkan", "dibanding", "dari"])
_BY_NEW_MEANS = frozenset(["elektronik", "digital", "cadangan"])
_TERMS = frozenset(["triwulan", "semester"])
_KEPT = frozenset(["data", "nama", "identitas", "akun", "server"])
_SLOW = stem("lambat")
_LATE = later(
    rf"\bbaru \w+ (?:setelah|sesudah|dalam) (?:\w+ ){{0,3}}?(?:(?:[3-9]|\d\d|{'|'.join(list(NUMBERS)[2:])})"
    r"(?: hari| sampai| s )|\w*(?:minggu|pekan|bulan)\b)"
)
_LIMITED = stem("terbatas")
_NONE = frozenset(["tidak ada", "nihil", "0", "tdk ada", "tidak", "-"])
_SOLVED_ALL = later(r"semua|luruh|sepenuh|[a-z]anya|duanya|limanya|empatnya|100")
_GONE = frozenset(["kini", "sekarang", "sudah"])
_ONCE = later(
    r"\b(?:satu kali|1 kali|sekali|1x)\b"
    r"(?! (?:lagi|setiap|tiap|per|se(?=tahun|bulan|minggu|hari|semester)|dalam (?:setahun|1|satu)"
    r"|tahun(?! 20| ini| lalu| berjalan))\w*)"
)
_AT = "saat|ketika|menjelang|waktu|pas|sewaktu"
_WHEN_ASKED = later(
    rf"\b(?:jika|bila|apabila|kalau|ketika|hanya (?:pada saat|{_AT})) (?:hanya )?(?:ada|terdapat|terjadi|muncul"
    r"|diminta|diperlukan|perlu|sempat|dibutuhkan|tersedia)\b"
    rf"|\bhanya (?:\w+ ){{0,2}}(?:{_AT}|(?:pada|di) (?:awal|akhir|bulan|saat|tahun))\b|\bhanya (?:\w+ ){{0,4}}pertama\b"
    r"|\b(?:saat|ketika|kalau) sempat\b|\b(?:saat|waktu|ketika|pas) ada \w+(?: \w+)? saja\b"
    r"|\bterakhir (?:\w+ ){0,4}tahun 20\d\d\b"
    r"|\b(?:tidak|belum) (?:pernah )?(?:diulang|terulang|dilanjutkan|berlanjut)\b"
    r"|\bhanya pernah\b"
    r"|\bselain itu (?:tidak|belum) ada\b"
    r"|\b(?:setelah|sesudah|sejak)\b.*\b(?:tidak|belum) (?:ada|pernah)\b.*\b(?:lagi|lanjutan|berikutnya|susulan)\b"
    r"|\b(?:(?:setelah|sejak|sesudah) itu|di ?luar (?:\w+ )?itu|(?:setelah|sesudah)nya)\b.*\b(?:tidak|belum)\b"
)
_AT_ONCE = later(
    r"\b(?:(?:setiap|tiap|saat|bila|jika|apabila|begitu) (?:ada|terjadi|terdapat)|langsung|seketika|real ?time"
    r"|paling lambat|(?:setiap|tiap) (?:\w+ )?(?:perubahan|usulan|sk|kejadian))\b"
)
_ONE_TERM = later(r"\b(?:semester|triwulan) (?:[ivx]+|\d) saja\b|\b(?:hanya|baru) (?:\w+ ){0,2}(?:semester|triwulan) ")
_TO_SIGN = later(
    r"\b(?:disodorkan|diantar|dibawa|diserahkan|diajukan|dikirim\w*|disampaikan|sosialisasi)\b.*"
    r"\b(?:untuk|guna|agar) (?:di|me)?\w*tanda ?tangan\w*"
    r"|\bpimpinan (?:hanya |tinggal )?menerima (?:hasil|dokumen|laporan|draf|naskah|bahan)\b"
)
_TAKES_PART = stem("terlibat")
_ALWAYS = later(r"\b(?:setiap|tiap|per|rutin|berkala|bulanan|triwulanan|semesteran|mingguan)\b(?! tahun)")
_OFTEN = later(
    r"\b(?:setiap|tiap|per|rutin|bulanan|triwulanan|semesteran|mingguan|triwulan|semester)\b(?! tahun)"
    r"|(?<!tidak )berkala"
)


@lru_cache(maxsize=8)
def triggers_of(wording: Wording) -> frozenset[str]:
    """Return the words, as written, without one of which no narrative tells of a low state."""
    return wording.written(TRIGGERS)


@lru_cache(maxsize=4)  # a narrative is asked about twice in a row
def may_be_lower(text: str, triggers: frozenset[str]) -> bool:
    """Return whether a text (lower case) has any of the words without which none tells of a low state."""
    return not triggers.isdisjoint(WORD.findall(text)) or "%" in text or _OF_NUMBER.search(text) is not None


def lower_state(narrative: Narrative, claim: OptionClaim, triggers: frozenset[str]) -> State | None:
    """Return the first state that a narrative reports and that is lower than a claim."""
    for number, sentence in enumerate(narrative.sentences):
        following = narrative.sentences[number + 1].strip() if number + 1 < len(narrative.sentences) else ""
        if (
            _NONE.intersection((following, sentence.strip()))
            or following.isdigit()
            or not may_be_lower(sentence, triggers)
        ):
            continue  # 'usulan tanpa dasar: tidak ada'
        state = _of_sentence(narrative, number, claim)
        if state:
            return state
    return None


def is_of_the_past(narrative: Narrative) -> bool:
    """Return whether a narrative tells of what was last done, or done before, and not of now."""
    words = {word for _, clause in narrative.every() for word in clause.words}
    return not words.isdisjoint(_LAST_DONE) and words.isdisjoint(_GONE_BY)


def higher_state(narrative: Narrative, claim: OptionClaim) -> str | None:
    """Return the sentence by which what the best option claims is done; None where any word of a narrative is low,
    planned, past or on a condition."""
    words = {word for _, clause in narrative.every() for word in (*clause.words, *clause.reason)}
    if not (words & SOME <= _PLAIN and words.isdisjoint(_NOT_HIGH)):
        return None
    for _, clause in narrative.every():
        own = any(stem(word) in claim.lacking for word in clause.words)
        if own and is_done(clause, claim) and BAD.isdisjoint(clause.words[:1]):
            return clause.raw.strip()
    return None


def _of_sentence(narrative: Narrative, number: int, claim: OptionClaim) -> State | None:
    clauses = narrative.clauses(number)
    for at, clause in enumerate(clauses):
        context = Context(narrative, number, at, claim)
        for rule, cues in _RULES:
            state = rule(clause, context, claim) if not cues or not cues.isdisjoint(clause.words) else None
            if state and (rule in _OF_DATES or not _is_over(clauses, at, narrative, number)):
                stems_told = frozenset(map(stem, clause.words))
                done = context.done(state.of) or context.no_more()
                alone = not done and _is_alone(clauses)
                return state._replace(text=clause.raw.strip(), told=stems_told, alone=alone, done=done)
    state = counted(clauses, claim) or counted_apart(narrative, number, claim)
    if state is None or is_past(clauses, len(clauses) - 1, narrative.latest):
        return None
    return None if Context(narrative, number, len(clauses) - 1, claim).whole() else state


def _is_over(clauses: Sequence[Said], at: int, narrative: Narrative, number: int) -> bool:
    return is_past(clauses, at, narrative.latest) or is_solved(clauses, at) or _is_solved_behind(narrative, number)


def _is_solved_behind(narrative: Narrative, number: int) -> bool:
    """Return whether a later sentence says that all of it is solved: 'keempatnya telah diselesaikan'."""
    behind = range(number + 1, len(narrative.sentences))
    return any(
        not (WHOLE.isdisjoint(clause.words) or SOLVED.isdisjoint(clause.words)) and LOW.isdisjoint(clause.words)
        for later_one in behind
        if _SOLVED_ALL.search(narrative.sentences[later_one])
        for clause in narrative.clauses(later_one)
    )


def _is_alone(clauses: Sequence[Said]) -> bool:
    """Return whether neither a number nor a part is named."""
    words = {word for clause in clauses for word in clause.words}
    counted = any(map(is_count, words))
    return not counted and SOME.isdisjoint(words)


def _unmade(clause: Said, context: Context, claim: OptionClaim) -> State | None:
    """It is empty or came to nothing: 'formulirnya masih kosong', 'batal dilaksanakan'."""
    if claim.partial or NOT_DONE.isdisjoint(clause.words) or not NEGATORS.isdisjoint(clause.words):
        return None
    at = next(at for at, word in enumerate(clause.words) if word in NOT_DONE)
    if clause.words[max(0, at - 1)] == "yang" or not {"saat", "ketika"}.isdisjoint(clause.words[:at]):
        return None  # 'tidak ada pegawai maupun rekanan yang luput'
    of = own_stem(clause.words, claim)
    if of is None and claim.counted and not _TERMS.isdisjoint(clause.words):
        of = linked([], context.before, claim)  # 'triwulan IV ditiadakan'
    return State("none", of) if of and not context.whole() else None


def _planned(clause: Said, context: Context, claim: OptionClaim) -> State | None:
    """It is to come or in the making: 'akan disusun', 'masih berupa konsep', 'sedang dibahas'."""
    words = clause.words
    at = _plan_at(words)
    if at is None or claim.partial or not BEYOND.isdisjoint(words) or words[0] in BAD | RENEWAL:
        return None
    if in_condition(words, at) or not NEGATORS.isdisjoint(words[:at]) or "ke depan" in clause.plain:
        return None
    if not {"setiap", "tiap", "per"}.isdisjoint(words[at:]):
        return None  # 'dijadwalkan setiap triwulan'
    others = [*words[:at], *words[at + 1 :]]  # 'direncanakan' is no plan that is asked for
    lacking = next((stem(word) for word in others if stem(word) in claim.lacking & claim.stems), None)
    of = lacking or own_stem(others, claim)
    before = context.before
    if of is None and not subject_of(words, at) and (not before or NEGATORS.isdisjoint(before[-1].words)):
        of = linked([], before, claim)  # behind a denial it is that thing's plan, and the denial tells of it
    going_on = words[at] in IN_TURN | MAKING
    if of and claim.graded and going_on and context.at and is_done(before[-1], claim) and not context.whole():
        return State("part", of)  # 'prosedur gudang dijalankan, prosedur arsip masih disusun'
    return State("planned", of) if of and not (context.done(lacking) or context.whole()) else None


def _plan_at(words: Sequence[str]) -> int | None:
    for at, word in enumerate(words):
        as_planned = words[at - 1 : at] == ("yang",) and any(
            is_verb(other) or other in GENERIC for other in words[at + 1 :]
        )  # 'yang direncanakan Mei diadakan'
        if (word in PLANS or word in MAKING) and not as_planned:
            return at
        if word in IN_TURN and not MADE_NOW.isdisjoint(words[at + 1 : at + 4]):
            return at
        if word == "tahun" and words[at + 1 :] in (("depan",), ("mendatang",)):
            return at  # 'penerapannya tahun depan'
        if word == "masih" and not TALKED_OVER.isdisjoint(words[at + 1 : at + 4]):
            return at
    return None


def _seldom(clause: Said, context: Context, claim: OptionClaim) -> State | None:
    """It is done less often than again and again: 'satu kali', 'kalau ada permintaan', 'sejak itu terhenti'."""
    if claim.counted and _ONE_TERM.search(clause.plain) and linked([], [*context.before, clause], claim):
        return State("seldom", MANNERS["berkala"])
    if not claim.often or _OFTEN.search(clause.plain):
        return None
    stopped = not NOT_OFTEN.isdisjoint(clause.words) and NEGATORS.isdisjoint(clause.words)
    cue = _ONCE.search(clause.plain) or _WHEN_ASKED.search(clause.plain) or stopped
    said_of_it = own_stem(clause.words, claim) or linked([], context.before, claim)
    if not cue or not said_of_it:
        return None
    often = any(
        NEGATORS.isdisjoint(other.words) and _ALWAYS.search(other.plain) for _, other in context.narrative.every()
    )
    return None if often else State("seldom", MANNERS["berkala"])


def _only_at_times(clause: Said, context: Context, claim: OptionClaim) -> State | None:
    """It is done now and then where it is to be done at once: 'dimutakhirkan tiap triwulan'."""
    if not claim.at_once or not NEGATORS.isdisjoint(clause.words):
        return None
    if not (_OFTEN.search(clause.plain) or "kali" in clause.words or "setiap tahun" in clause.plain):
        return None
    at_once = any(_AT_ONCE.search(other.plain) for _, other in context.narrative.every())
    of = own_stem(clause.words, claim)
    return State("seldom", of) if of and not at_once else None


def _passed_on(clause: Said, context: Context, claim: OptionClaim) -> State | None:
    """Others do it in the leader's place: 'finalisasi diserahkan ke staf', 'disodorkan untuk ditandatangani'."""
    at = next((at for at, word in enumerate(clause.words) if word in PASSED_ON), len(clause.words))
    if not (claim.graded and _TAKES_PART in claim.stems) or not NEGATORS.isdisjoint(clause.words[:at]):
        return None
    passed = at < len(clause.words) and AWAY.isdisjoint(clause.reason)
    signed = _TO_SIGN.search(clause.plain) and not context.done(_TAKES_PART)
    return State("part", _TAKES_PART) if passed or signed else None


def _otherwise(clause: Said, context: Context, claim: OptionClaim) -> State | None:
    """It is done by other means than by information technology: 'masih dicatat di buku'."""
    if not claim.digital or not NEGATORS.isdisjoint(clause.words) or _is_foreign(clause.words, claim):
        return None
    if "hanya" in clause.words or not _BY_NEW_MEANS.isdisjoint(clause.words):
        return None
    means = len(MANUAL.intersection(clause.words))
    by_hand = (
        clause.words[-1] in ("manual", "konvensional")
        and clause.words[-2:-1] != ("buku",)
        and _ABANDONED.isdisjoint(clause.words)
    )
    return State("otherwise", "") if means > 1 or (means and "masih" in clause.words) or by_hand else None


def _is_foreign(words: Sequence[str], claim: OptionClaim) -> bool:
    """Return whether words name somebody else who does it: 'pemohon memilih datang langsung'."""
    return any(word in FOREIGN - _KEPT and stem(word) not in claim.stems for word in words)


def _only_offline(clause: Said, context: Context, claim: OptionClaim) -> State | None:
    """It is to be had at the place alone: 'hanya dipajang di lobi'."""
    if "offline" not in clause.words or not {"offline", "online"} <= claim.stems:
        return None
    online = any("online" in other.words for _, other in context.narrative.every())
    return None if online else State("otherwise", "online")


def _left(clause: Said, context: Context, claim: OptionClaim) -> State | None:
    """Something is left that a lower option names: 'masih ada yang menolak'."""
    words = clause.words
    at = next((at for at, word in enumerate(words) if word in ("masih", "tetap")), None)
    gone = not _GONE.isdisjoint(words[at or 0 :]) and "sampai" not in words
    if at is None or not NEGATORS.isdisjoint(words[:at]) or gone:
        return None
    where = words if not STILL_MUCH.isdisjoint(words[at + 1 : at + 4]) else words[at:]
    of = next((stem(word) for word in where if stem(word) in claim.left), None)
    return State("left", of) if of else None


def _still(clause: Said, context: Context, claim: OptionClaim) -> State | None:
    """It is still as it was: 'masih berorientasi kegiatan', 'masih mengacu pada format lama'."""
    words = clause.words
    at = words.index("masih")
    verb = words[at + 1] if at + 1 < len(words) else ""
    behind = [word for word in words[at + 2 :] if not is_filler(word)][:4]
    other = verb in STILL_BY and bool(behind) and stem(behind[0]) not in claim.stems and stem(verb) in claim.stems
    old = verb in STILL_OLD and "lama" in behind
    told = own_stem(words, claim) or (linked([], context.before, claim) if old else None)
    of = told if (other or old) and not claim.partial and NEGATORS.isdisjoint(words[:at]) else None
    return State("otherwise", of) if of else None


def _not_that(clause: Said, context: Context, claim: OptionClaim) -> State | None:
    """It is done by something else than what is claimed: 'berdasarkan masa kerja, bukan kompetensi'."""
    if clause.words[0] != "bukan" or claim.partial or any(map(is_verb, clause.words)):
        return None
    telling = (word for word in clause.words[1:] if not is_filler(word) and base(word) not in claim.absent)
    told = next((word for word in telling if word not in DONE_VERBS), "")
    if any(map(clause.raw.__contains__, ("meski", "walau"))):
        return None
    own = stem(told) in claim.own
    return State("none", stem(told)) if own and "hanya" not in clause.words else None


def _worse(clause: Said, context: Context, claim: OptionClaim) -> State | None:
    """It is done as a lower option says: 'direspon lambat', 'kanalnya terbatas'."""
    if not claim.worse:
        return None
    if _SLOW in claim.worse and "baru" in clause.words and _LATE.search(clause.plain):
        return State("otherwise", _SLOW)
    at = clause.words.index("hanya") if "hanya" in clause.words else 0
    only_by = "hanya" in clause.words and "yang" not in clause.words[at:]
    if _LIMITED in claim.worse and only_by and own_stem(clause.words, claim):
        return State("otherwise", _LIMITED) if NEGATORS.isdisjoint(clause.words) else None
    of = next((stem(word) for word in clause.words if stem(word) in claim.worse), None)
    return (
        State("otherwise", of) if of and NEGATORS.isdisjoint(clause.words) and own_stem(clause.words, claim) else None
    )


def _only_that(clause: Said, context: Context, claim: OptionClaim) -> State | None:
    """It is no more than what a lower option is limited to: 'tinggal tanda tangan'."""
    at = next((at for at, word in enumerate(clause.words) if word in ("hanya", "tinggal")), len(clause.words))
    of = next((stem(word) for word in clause.words[at + 1 : at + 4] if stem(word) in claim.only), None)
    if of is None or not NEGATORS.isdisjoint(clause.words):
        return None
    return None if any(map(context.done, claim.lacking)) else State("otherwise", of)


def _denied_in_reason(clause: Said, context: Context, claim: OptionClaim) -> State | None:
    """The reason of a makeshift denies what is claimed: 'harus diketik lagi karena tidak terhubung'; not that of what
    was done about it: 'dilatih karena belum paham'."""
    reason = clause.reason[1:]
    if (
        clause.reason[:1] not in (("karena",), ("sebab",))
        or NEGATORS.isdisjoint(reason)
        or not NEGATORS.isdisjoint(clause.words)
    ):
        return None
    if MAKESHIFT.isdisjoint(clause.words) or not (PAST | SOLVED | {"sudah"}).isdisjoint((*clause.words, *reason)):
        return None
    others = any(stem(word) not in claim.stems and word not in GENERIC and not is_filler(word) for word in reason)
    if others and context.done():
        return None  # 'tim arsip belum dibentuk' beside a team that is
    return denied(Said(" ".join(reason), reason, (), clause.raw), context, claim)


_Rule = Callable[[Said, Context, OptionClaim], State | None]
_RULES: tuple[tuple[_Rule, frozenset[str]], ...] = (
    (denied, NEGATORS),
    (_denied_in_reason, frozenset()),
    (part, PART | PLANS),
    (names_lacking, NEGATORS),
    (percent, frozenset()),
    (_planned, PLANS | MAKING | IN_TURN | {"tahun"}),
    (_unmade, NOT_DONE),
    (_seldom, frozenset()),
    (_only_at_times, frozenset(["setiap", "tiap", "per", "berkala", "kali", "triwulan", "semester"])),
    (_passed_on, PASSED_ON | {"untuk", "guna", "agar", "menerima"}),
    (_otherwise, MANUAL),
    (_only_offline, frozenset(["hanya", "baru", "saja"])),
    (_left, frozenset(["masih", "tetap"])),
    (_still, frozenset(["masih"])),
    (_not_that, frozenset(["bukan"])),
    (_worse, frozenset()),
    (_only_that, frozenset(["hanya", "tinggal"])),
    (past_due, frozenset()),
    (lapsed, frozenset(["terakhir"])),
    (worse_than_before, frozenset()),
)
"""Each with the words without which it tells nothing; none where it looks for itself."""
_OF_DATES = frozenset([past_due, lapsed])
"""Rules that compare dates themselves."""
