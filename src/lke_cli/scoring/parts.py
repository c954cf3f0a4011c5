"""A narrative says that what its answer claims of all holds for a part: in words, by a count or by a percentage."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from lke_cli.patterns import later
from lke_cli.scoring.claims import OptionClaim, State
from lke_cli.scoring.clauses import MONTHS_NAMED
from lke_cli.scoring.cues import (
    AWAY,
    BAD,
    BEYOND,
    CHOSEN,
    DONE_VERBS,
    FOREIGN,
    GENERIC,
    LEFT,
    LOW,
    OUTCOMES,
    PEOPLE,
    PLANS,
    RATES,
    REST,
    SECRET,
    SOLVED,
    TURNED,
    WHOLE,
)
from lke_cli.scoring.said import Context, Narrative, Said, in_condition, is_done, is_past, linked, own_stem
from lke_cli.scoring.words import (
    LEADING,
    LIGHT,
    NEGATORS,
    NUMBERS,
    PREPOSITIONS,
    WORD,
    is_acted,
    is_count,
    is_filler,
    is_verb,
    stem,
)

_NUMBER = rf"(?:\d{{1,4}}|{'|'.join(NUMBERS)})"
_ALL_OF = rf"\bdari (?:(?:total|jumlah|seluruh|keseluruhan) )*(?P<all>{_NUMBER})\b(?![.,]?\d| ?%)"
_OF = later(rf"(?<![\d.,/])\b(?P<some>{_NUMBER})\b(?: (?:orang|buah))?(?: [a-z]\w*){{0,3}} {_ALL_OF}")
_FROM = later(rf"{_ALL_OF}(?P<between>[^.;]{{1,160}}?)(?<![\d.,/])\b(?P<some>{_NUMBER})\b(?! ?%|/|[.,]\d)")
_TO = later(rf"\bke {_NUMBER}\b")
_SHARE = later(
    r"\b(?:baru|mencapai|hanya|sebesar|sebanyak|masih|sekitar|berkisar|realisasi|terealisasi)"
    r"(?: (?:mencapai|sebesar|sekitar|sebanyak|berkisar|di angka))? (?P<percent>\d{1,3})(?:[.,]\d{1,2})? ?%"
)
_SHARE_OF = later(
    r"(?<![\d.,])(?P<percent>\d{1,3})(?:[.,]\d{1,2})? ?% (?:dari )?(?:total |seluruh )?(?P<noun>[a-z]\w+)"
)
_LAST_PERCENT = later(r"(?<![\d.,])(?P<percent>\d{1,3})(?:[.,]\d{1,2})? ?%\s*$")
_ANY_PERCENT = later(r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,2})?) ?%")
_AMONG = later(
    rf"(?P<all>{_NUMBER})\b(?P<noun>(?: [a-z]\w*){{1,4}}),? +(?P<some>{_NUMBER})\b (?:di ?antaranya) "
    r"(?P<lacks>(?:belum|tidak) )?(?P<verb>\w+)"
)
_IN_ORDER = later(r"\b(?:masih|tetap|sudah) (?:sesuai|memadai|relevan|layak|berlaku)\b")
_THAT_LACK = later(
    r"\byang (?:masih )?(?:belum|tidak) \w+(?: \w+){0,4}? (?:adalah|yaitu|yakni|ialah|antara lain|meliputi|tinggal"
    r"|masih ada|masih banyak)\b"
    r"(?! (?:tidak|belum|nol|0)\b)"
)
_FOLLOW_UP = stem("ditindaklanjuti")
_GAP = stem("kesenjangan")
_MOST, _HALF, _FEW, _TWO = 0.75, 0.5, 0.25, 2
_WAITING = frozenset(["menunggu", "menyusul", "ditunda", "tertunda", "batal"])
_YEARS = range(1900, 2101)
_NEAR = 4  # words before a count that heads a clause
_HEADS = frozenset(["yang", "untuk", "tinggal", "sisanya", "dan", "sedangkan", "masih", "ada", "tapi"])
_NO_MORE = frozenset(["baru", "hanya"])
_BEHIND_NO_MORE = PREPOSITIONS | {"sampai"}
_REACHES = frozenset(["mencakup", "meliputi", "menjangkau", "menyentuh", "sampai"])
_OF_LATE = frozenset(["terbit", "diterima", "keluar", "dibuka", "bergabung", "diangkat", "dilantik"])
_REMAINING = frozenset(["lain", "masih", "tetap", "luar"])
_PERIODS = frozenset(MONTHS_NAMED.split("|")) | {"tahun", "bulan", "hari", "minggu", "kali", "jam", "menit", "semester"}


def part(clause: Said, context: Context, claim: OptionClaim) -> State | None:
    """It holds for a part: 'baru sebagian', 'belum seluruhnya', 'hanya di loket', 'sisanya menunggu'."""
    words = clause.words
    if not claim.graded or "tidak ada" in clause.plain or "bukan" in words or words[0] in BAD:
        return None
    if not SECRET.isdisjoint(words) or ("yang" in words and not LEFT.isdisjoint(words)):
        return None
    reaches = next((at for at, word in enumerate(words) if word in _REACHES and words[at - 1] in NEGATORS), 0)
    if reaches and (of := own_stem(words[:reaches], claim)):
        return State("part", of)  # 'sosialisasi belum menjangkau loket'
    if "hanya" in words and _FOLLOW_UP in claim.lacking and not OUTCOMES.isdisjoint(words[words.index("hanya") :]):
        return None  # 'hanya memuat satu saran'
    if words[:2] == ("yang", "belum") and any(map(is_count, words[2:5])):
        of = linked([], context.before, claim)  # 'yang ikut 17 orang, yang belum 23 orang'
        return State("part", of) if of else None
    if words[0] in NEGATORS and words[1:2] and words[1] in PREPOSITIONS and context.at:
        of = linked([], context.before, claim)  # 'kepada pegawai pagi, belum kepada pegawai malam'
        done = is_done(context.before[-1], claim)
        return State("part", of) if of and done and not context.whole() else None
    if "menyusul" in words and context.before and "dulu" in context.before[-1].words:
        of = linked([], context.before, claim)  # 'di loket satu dulu, loket lain menyusul'
        return State("part", of) if of else None
    if words[0] in FOREIGN and stem(words[0]) not in claim.stems:
        return None
    excepted = _excepted(words, claim)
    if excepted:
        return State("part", excepted)
    to_follow = _to_follow(clause, context, claim)
    state = State("part", to_follow) if to_follow else _part_told(clause, context, claim)
    return None if state is None or context.whole() else state


def _to_follow(clause: Said, context: Context, claim: OptionClaim) -> str | None:
    """Return what else is to come, beside what is done: 'loket satu dilayani; layanan arsip akan menyusul'."""
    words = clause.words
    at = next((at for at, word in enumerate(words) if word in PLANS), 0)
    named = next((stem(word) for word in words[:at] if not is_filler(word)), None)
    so_told = "menyusul" in words or any(stem(word) in claim.stems - claim.nouns for word in words[at:])
    open_still = so_told and BEYOND.isdisjoint(words) and NEGATORS.isdisjoint(words) and not in_condition(words, at)
    return named if named in claim.nouns and open_still and context.done() else None


def _excepted(words: Sequence[str], claim: OptionClaim) -> str | None:
    """Return what is left out: 'seluruh prosedur, kecuali prosedur arsip'."""
    at = words.index("kecuali") if "kecuali" in words else 0
    if (not at and words[0] != "kecuali") or not NEGATORS.isdisjoint(words[:at]) or not AWAY.isdisjoint(words):
        return None
    if any(map(is_count, words[at + 1 : at + 2])) and (of := own_stem(words[:at], claim)):
        return of  # 'kecuali tiga orang yang dititipkan'
    thing = [stem(word) for word in words[at + 1 : at + 5] if not is_filler(word) and not word.isdigit()]
    return thing[0] if thing and (thing[0] in claim.nouns or not NEGATORS.isdisjoint(words[at:])) else None


def _part_told(clause: Said, context: Context, claim: OptionClaim) -> State | None:
    words, of = clause.words, own_stem(clause.words, claim)
    noun = _part_of(words)
    if of is None and noun == "":  # 'dijalankan, namun belum seluruhnya'
        of = linked([], context.before, claim)
    if of and noun is not None and _says_of_it(words, noun, claim):
        share = _MOST if "sebagian besar" in clause.plain else _FEW if "sebagian kecil" in clause.plain else None
        return State("part", stem(noun) if noun else of, share=share)
    if (_rest_is_low(words) and not _IN_ORDER.search(clause.plain)) or _some_wait(words, claim):
        before = context.before
        return State("part", of or linked([], before, claim) or "") if of or before else None
    only_these = words[0] == "baru" and any(is_verb(word) and word in GENERIC for word in words)
    if of is None and BAD.isdisjoint(words) and (only_these or _only_so_many(words)):
        of = linked([], context.before, claim) if context.before else None
    return State("part", of) if of and _only_some(words, claim.nouns) else None


def _only_so_many(words: Sequence[str]) -> bool:
    """Return whether words say that a number is all: 'baru 1 yang pernah ikut'."""
    return any(
        word in ("baru", "hanya") and (following.isdigit() or following in NUMBERS)
        for word, following in pairwise(words)
    )


def _says_of_it(words: Sequence[str], noun: str, claim: OptionClaim) -> bool:
    """Return whether words say of a part what is claimed of all: in the claim's words, or in none."""
    rest = [
        word for word in words if stem(word) != stem(noun) and not is_filler(word) and not word.startswith("sebagian")
    ]
    verbs = [at for at, word in enumerate(rest) if is_verb(word) or is_acted(word)]
    predicate = rest[verbs[0] :] if verbs else rest
    return not predicate or any(stem(word) in claim.stems or word in GENERIC for word in predicate)


def _part_of(words: Sequence[str]) -> str | None:
    """Return what is said to be only a part: the word behind 'sebagian' or 'belum seluruh'; None where nothing is."""
    for at, word in enumerate(words):
        following = words[at + 1] if at + 1 < len(words) else ""
        part = word.startswith("sebagian") and (at == 0 or words[at - 1] != "dari")
        if part or (word in ("belum", "tidak") and following in WHOLE):
            return next((behind for behind in words[at + 1 :] if not is_filler(behind)), "")
    return None


def _rest_is_low(words: Sequence[str]) -> bool:
    for at, word in enumerate(words):
        rest = word in REST or (word == "lain" and at and words[at - 1] != "antara")
        rest = rest or (word == "lagi" and at and words[at - 1].startswith("sebagian"))
        low = [i for i in range(at + 1, len(words)) if words[i] in LOW]
        if rest and low and words[low[0] + 1 : low[0] + 2] not in (("perlu",), ("ada",)):
            return True
    return False


def _some_wait(words: Sequence[str], claim: OptionClaim) -> bool:
    """Return whether a number of them waits: '5 prosedur menunggu pengesahan'; in a list '4 belum selesai'."""
    number = next((at for at, word in enumerate(words) if is_count(word)), None)
    if number is None:
        return False
    behind = words[number + 1 :]
    named = any(stem(word) in claim.nouns for word in words)
    if number == 0 and "lagi" in behind[:2] and not LOW.isdisjoint(behind):
        return True  # '6 jenis terbit, 3 jenis lagi masih dibahas'
    waits = not _WAITING.isdisjoint(behind) and named and NEGATORS.isdisjoint(words)
    return waits or (number == 0 and behind[:1] in (("belum",), ("masih",)) and len(behind) < 4)


def _only_some(words: Sequence[str], nouns: frozenset[str]) -> bool:
    for at, word in enumerate(words):
        following = words[at + 1] if at + 1 < len(words) else ""
        if word in _NO_MORE and words[:1] == ("dari",) and "yang" in words[at:] and any(map(is_count, words[1:at])):
            return True  # 'dari lima langkah baru pendaftaran yang memakai aplikasi'
        new_people = at > 0 and words[at - 1] in PEOPLE and not is_count(following)
        of_late = following in _OF_LATE and any(
            map(str.isdigit, words[at + 2 :])
        )  # 'catatan itu baru terbit 2 Oktober'
        if word == "baru" and (at == 0 or _acts(following)) and not (new_people or of_late):
            return True
        if (
            word == "baru"
            and "yang" in words[:at]
            and (stem(following) in nouns or any(map(_is_done_word, words[:at])))
        ):
            return True  # 'yang dijalankan baru prosedur terima'
        if word == "hanya" and (at == 0 or NEGATORS.isdisjoint(words[:at])):
            return True
        if word == "saja" and at > 1:
            return True
    return False


def _acts(word: str) -> bool:
    return _is_done_word(word) or word in _BEHIND_NO_MORE | LIGHT or word.isdigit() or word in NUMBERS


def percent(clause: Said, context: Context, claim: OptionClaim) -> State | None:
    """It names the percentage that is reached: 'baru 40%'."""
    if "%" not in clause.plain:
        return None
    if claim.ranges and claim.gap:
        return _gap_named(clause, claim)
    graded = claim.graded or claim.most
    match = (_SHARE.search(clause.plain) or _share_of(clause, claim) or _share_last(clause)) if graded else None
    if match is None or clause.plain.count("%") > 1 or not RATES.isdisjoint(clause.words):
        return None
    of = next((stem(word) for word in clause.words if stem(word) in claim.nouns), None)
    if of is None and not {"yang", *_NO_MORE}.isdisjoint(clause.words):
        of = own_stem(clause.words, claim)
    share = int(match["percent"]) / 100
    low = share < (_HALF if claim.most else 1)
    return State("part", of, share=share) if of and low and not context.whole() else None


def _share_last(clause: Said) -> re.Match[str] | None:
    """Return a percentage at the end: 'kepatuhan terhadap prosedur 78%'."""
    return None if "anggaran" in clause.words else _LAST_PERCENT.search(clause.plain)


def _share_of(clause: Said, claim: OptionClaim) -> re.Match[str] | None:
    """Return a percentage of what is claimed: '85% indikator telah terukur'."""
    match = _SHARE_OF.search(clause.plain)
    if match is None or stem(match["noun"]) not in claim.nouns:
        return None
    behind = WORD.findall(clause.plain[match.end() :])
    return match if any(stem(word) in claim.stems or word in GENERIC for word in behind) else None


def _gap_named(clause: Said, claim: OptionClaim) -> State | None:
    """Return a gap that is named and lies outside what is claimed."""
    named = _ANY_PERCENT.findall(clause.plain)
    if claim.ranges is None or len(named) != 1 or not {"naik", "turun", "menjadi"}.isdisjoint(clause.words):
        return None
    value = float(named[0].replace(",", "."))
    lacking = "belum memenuhi" in clause.plain or "tidak memenuhi" in clause.plain
    if not lacking and "memenuhi" in clause.words:
        value = 100 - value
    outside = value < claim.ranges[0] or value > claim.ranges[1]
    own = "memenuhi" in clause.words or _GAP in map(stem, clause.words)
    return State("gap", _GAP, share=value) if outside and own else None


def names_lacking(clause: Said, context: Context, claim: OptionClaim) -> State | None:
    """It names those that lack it: 'target yang tidak tercapai adalah ...'."""
    named = _THAT_LACK.search(clause.plain) if claim.graded or claim.left else None
    ahead = WORD.findall(clause.plain[: named.start()]) if named else []
    if named is None and clause.words[-2:] == ("yang", "belum"):
        ahead = list(clause.words[:-2])  # 'unsur yang belum: ...'
    if not (ahead and (AWAY | SECRET | BAD | CHOSEN).isdisjoint(ahead)) or context.whole():
        return None
    of = own_stem(ahead, claim)
    if of is None and ahead and ahead[-1] in LEADING:
        of = linked([], context.before, claim)
    return State("part", of) if of else None


def counted(clauses: Sequence[Said], claim: OptionClaim) -> State | None:
    """A sentence counts fewer than all: '41 dari 52 pegawai', 'dari 10 pegawai, 8 ditempatkan sesuai formasi'."""
    text = " ".join([clause.plain.strip() for clause in clauses])
    if not (claim.graded or claim.ranges or claim.most):
        return None
    among = _AMONG.search(text) if "antaranya" in text else None
    if among and stem(among["verb"]) not in claim.stems:
        return None
    match = among or (_OF.search(text) or _FROM.search(text) if " dari " in f" {text}" else None)
    words = WORD.findall(text)
    if "tidak ada" in text and "yang belum" in text:
        return None  # 'tidak ada satu pun dari 24 yang belum'
    if (
        not match
        or not (WHOLE | TURNED).isdisjoint(words)
        or _TO.search(text)
        or "tidak perlu" in text
        or _IN_ORDER.search(text)
    ):
        return None
    some, whole = _value(match["some"]), _value(match["all"])
    if _adds_up(words, whole):
        return None
    of = _counted_thing(WORD.findall(text[match.end("all") :]), words, claim)
    if whole < 2 or some >= whole or whole in _YEARS or some in _YEARS or of is None:
        return None
    raw, share = clauses[0].raw.strip(), some / whole
    if claim.ranges and claim.gap:
        return _gap(words, share, of, raw, claim)
    share = 1 - share if _is_of_those_without(match, text) else share
    if claim.ranges:
        return State("part", of, raw, share) if share * 100 < claim.ranges[0] else None
    return None if claim.most and share > _HALF else State("part", of, raw, share)


def _adds_up(words: Sequence[str], whole: int) -> bool:
    """Return whether the parts that are counted make the whole, all solved: '7 selesai Mei, 2 selesai Juli'."""
    parts = [_value(word) for word in words if is_count(word)]
    if whole not in parts:
        return False
    parts.remove(whole)
    solved = sum(word in SOLVED for word in words)
    return sum(parts) == whole and solved >= len(parts) and LOW.isdisjoint(words)


def _is_of_those_without(match: re.Match[str], text: str) -> bool:
    """Return whether what is counted lacks it: '2 dari 20 target belum tercapai', 'yang belum tercapai hanya 2'."""
    behind = WORD.findall(text[match.start("some") :])[:7]
    lacks = match.groupdict().get("lacks") or "yang belum" in text[: match.start()]
    return bool(lacks) or not {"belum", "tidak"}.isdisjoint(behind)


def _counted_thing(behind: Sequence[str], words: Sequence[str], claim: OptionClaim) -> str | None:
    """Return the stem of what is counted, where that is what is claimed."""
    for word in behind[:3] if behind[:1] not in (["orang"], ["pegawai"], ["petugas"]) else []:
        if word == "yang":
            break  # 'dari 24 kegiatan yang direncanakan'
        if not is_filler(word) and not word.isdigit() and (word not in LEADING or stem(word) in claim.stems):
            return stem(word) if stem(word) in claim.stems else None
    if behind[:1] and behind[0] in LEADING:  # 'dari 8 unsur'
        own = next((stem(word) for word in words if stem(word) in claim.lacking), None)
        if own:
            return own
    named = [stem(word) for word in words if stem(word) in claim.stems]
    return next(
        (noun for noun in map(stem, words) if noun in claim.nouns), named[0] if len(set(named)) > _TWO else None
    )


def _gap(words: Sequence[str], share: float, of: str, raw: str, claim: OptionClaim) -> State | None:
    """Return a gap that lies outside what is claimed: so many do not have what is asked of them."""
    if claim.ranges is None or "memenuhi" not in words or not claim.gap:
        return None
    lacking = words[words.index("memenuhi") - 1] in NEGATORS
    value = (share if lacking else 1 - share) * 100
    low, high = claim.ranges
    return None if low <= value <= high else State("gap", of, raw, value)


def _value(number: str) -> int:
    return NUMBERS.get(number) or int(number)


def counted_apart(narrative: Narrative, number: int, claim: OptionClaim) -> State | None:
    """It counts a part, and the whole elsewhere: 'ada 6 butir. 2 selesai, yang 4 menyusul', 'total 45 orang, yang 41
    belum'."""
    above = claim.ranges[0] / 100 if claim.ranges and not claim.gap else 0.0
    if not (claim.graded or claim.left or claim.most or above):
        return None
    here = narrative.clauses(number)
    passed = [clause for earlier in (number - 2, number - 1) if earlier >= 0 for clause in narrative.clauses(earlier)]
    for at, clause in enumerate(here):
        before = [*passed, *here[: at + 1]]
        counted_low = None if _IN_ORDER.search(clause.plain) else _some_told(clause.words, claim)
        if counted_low is None and at + 1 < len(here):
            counted_low = _done_before_rest(clause, here[at + 1 :], claim)
        whole = _whole_of(*counted_low, before, claim) if counted_low else 0
        if counted_low and whole and not is_past(here, at, narrative.latest):
            done = counted_low[1] in _NO_MORE and not _is_rest(clause.words)
            some = counted_low[0] if done else whole - counted_low[0]
            enough = some >= above * whole if above else claim.most and some > _HALF * whole
            if not enough and not Context(narrative, number, at, claim).whole():
                return State("part", next(iter(claim.nouns), ""), clause.raw.strip(), some / whole)
    return None


def _some_told(words: Sequence[str], claim: OptionClaim) -> tuple[int, str] | None:
    """Return a count at the head of words, and the word by which it is low: '(yang) 4 menyusul' is 4, menyusul; also
    'baru 5' anywhere."""
    if not CHOSEN.isdisjoint(words):
        return None
    for at, word in enumerate(words):
        if at and is_count(word) and words[at - 1] in _NO_MORE and NEGATORS.isdisjoint(words[:at]):
            return _value(word), words[at - 1]
        if is_count(word) and _is_done_of(words, at, claim):
            return _value(word), "hanya"  # 'tercapai 9 target', '6 target yang tercapai'
        if at > 1 and is_count(word) and _are_those_done(words, at):
            return _value(word), "hanya"  # 'ada 7 butir, yang (sudah) tuntas 3 butir'
    among = words.index("antaranya") - 2 if "antaranya" in words else 0
    counts = [place for place, word in enumerate(words) if is_count(word) and (place < _NEAR or place == among)]
    first = next(iter(counts), None)
    if (
        first is None
        or not (first == among or _HEADS.issuperset(words[:first]))
        or not (BAD | AWAY | SECRET | LEFT).isdisjoint(words)
    ):
        return None
    behind = [word for word in words[first + 1 :] if word in LOW or word == "hanya"]
    if words[-2:] == ("tahun", "depan"):
        behind.append("menyusul")
    elsewhere = [word for word in words[first + 3 :] if word in _REMAINING]  # '7 orang ditempatkan di unit lain'
    low = next(iter([*behind, *elsewhere]), None)
    return (_value(words[first]), low) if low else None


def _done_before_rest(clause: Said, following: Sequence[Said], claim: OptionClaim) -> tuple[int, str] | None:
    """Return a count of what is done, where the clause behind tells of the rest: '5 sudah, mesin menunggu'."""
    number, low = clause.words[0], any(not LOW.isdisjoint(other.words) for other in following)
    done = is_count(number) and is_done(clause, claim) and NEGATORS.isdisjoint(following[0].words[:1])
    return (_value(number), "baru") if done and low and not is_past(following, 0, 0) else None


def _is_done_of(words: Sequence[str], at: int, claim: OptionClaim) -> bool:
    """Return whether a count is of what is done as claimed, and of no more."""
    own = claim.stems | claim.lacking
    if at and stem(words[at - 1]) in own and _is_done_word(words[at - 1]):
        return True
    return words[-2:-1] == ("yang",) and at >= len(words) - 5 and stem(words[-1]) in own and _is_done_word(words[-1])


def _are_those_done(words: Sequence[str], at: int) -> bool:
    """Return whether before a count there are such as are done: 'yang (sudah) dievaluasi', 'yang mengacu ke peta'."""
    last = words[0] == "yang" and at >= len(words) - 2
    ahead = words[:at] if last else words[max(0, at - _NEAR) : at]
    if "yang" not in ahead or not NEGATORS.isdisjoint(ahead):
        return False
    behind = ahead[ahead.index("yang") + 1 :]
    return any(_is_done_word(word) and word != "ada" for word in behind) and (last or PREPOSITIONS.isdisjoint(behind))


def _is_rest(words: Sequence[str]) -> bool:
    return not {"lagi", *REST}.isdisjoint(words)


def _is_done_word(word: str) -> bool:
    return is_verb(word) or is_acted(word) or word in DONE_VERBS


def _whole_of(some: int, low: str, before: Sequence[Said], claim: OptionClaim) -> int:
    """Return the number before of which some are a part: the one to which two parts add up, else the nearest; 0 where
    there is none. 'lain' and 'masih' may be said of anything but where the parts add up."""
    numbers = [_value(word) for clause in before for word in clause.words if is_count(word)]
    wholes = list(_wholes(some, before, claim))
    exact = [whole for whole in wholes if numbers.count(whole - some) > (whole - some == some)]
    near = [] if low in _REMAINING else wholes
    rest = [some + number for number in numbers[-2:-1]] if _is_rest(before[-1].words) and low in NEGATORS else []
    return next(iter([*exact, *near, *rest]), 0)


def _wholes(some: int, before: Sequence[Said], claim: OptionClaim) -> Iterator[int]:
    """Yield the numbers of what is claimed that are larger than some, the nearest first."""
    for clause in reversed(before):
        for at, word in enumerate(clause.words):
            dated = clause.words[at - 1 : at] in (("tanggal",), ("tgl",)) or not _PERIODS.isdisjoint(
                clause.words[at + 1 : at + 2]
            )
            own = own_stem(clause.words, claim) or not claim.nouns.isdisjoint(map(stem, clause.words))
            if is_count(word) and _value(word) > max(some, 1) and not dated and own:
                yield _value(word)
