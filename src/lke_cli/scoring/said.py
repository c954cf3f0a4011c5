"""Clauses of a narrative, and when they count: of which time, solved or not, on a condition, of what is claimed."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from lke_cli.patterns import later
from lke_cli.scoring.claims import OptionClaim
from lke_cli.scoring.cues import (
    BAD,
    CONDITIONS,
    CONTRAST,
    DONE_VERBS,
    LOW,
    MAKING,
    OUTCOMES,
    PAST,
    PLANS,
    SOLVED,
    WHOLE,
)
from lke_cli.scoring.words import MADE, NEGATORS, WORD, base, is_acted, is_count, is_filler, is_verb, stem

_CLAUSE = later(
    r"[,;](?!\d)|(?<!\d),|(?<=\w) - |\b(?:namun|(?:akan )?tetapi|tapi|sedangkan|sementara|melainkan|meskipun|walaupun"
    r"|walau|meski|sehingga|adapun|padahal|maka|makanya"
    r"|(?<!belum )(?<!tidak )(?<!bisa )(?<!dapat )(?<!mampu )(?<!layak )jadi)\b"
)
_AND_DENIED = later(r"\b(?:dan|serta)\b(?= (?:belum|tidak|masih)\b)")
_DENIED_TWICE = later(r"(\b(?:belum|tidak)\b.{3,120})\b(?:dan|serta)\b((?: \w+){1,5} (?:belum|tidak)\b)")
_CIRCUMSTANCE = later(r"(?<=\S )\b(?:karena|sebab|akibat|mengingat|sebagaimana)\b.*")
_NO_MORE_THERE = later(r"\byang (?:sudah )?(?:ada|tersedia|dimiliki|terbit|selesai|jadi) (?:baru|hanya)\b")
_QUOTED = later(r"\"[^\"]{0,200}+\"|(?<=\s)'[^']{1,80}+'")
_AND = later(r"\b(?:dan|serta|maupun)\b")
_LONGEST_LISTED = 4
_TELLING = NEGATORS | LOW | PLANS | MAKING | CONDITIONS | frozenset(["ada", "sudah", "baru", "hanya", "saja"])
_NOW = later(r"\b(?:sekarang|skrg|skr|kini)\b")
_FIRST = later(r"\bsebelum (?:tahun )?20\d\d\b|\b(?:draf|draft|konsep|rancangan|versi) (?:pertama|awal)\b")
_UNTIL_NOW = later(
    r"\b(?:sampai|hingga) (?:dengan )?(?:sekarang|kini|saat ini|hari ini|detik ini|(?:\w+ ){0,3}kemarin)\b"
)
_THEN = later(r"\b(?:waktu|saat|ketika) itu\b")
_LAST_YEAR = later(r"\b(?:tahun|thn|th) (?:lalu|sebelumnya|kemarin)\b")
_YEAR = later(r"\b20[0-3]\d\b")
_FOLLOW_UP = stem("ditindaklanjuti")
_COMPARED = frozenset(["dibanding", "dibandingkan", "ketimbang"])
_NO_MORE = frozenset(["baru", "hanya"])
_GOING_ON = frozenset(["masih", "sedang"])
_TIMES_AGO = frozenset(
    ["tahun", "bulan", "minggu", "pekan", "hari", "periode", "semester", "triwulan", "kali", "yang", "masa", "waktu"]
)
_NEAR = 5  # words between 'sejak' and the time since when
_SINCE = later(r"\b(?:setelah|sejak|sesudah) (?:saat )?itu\b")
_WAS = later(r"\bmemang (?:pernah|sempat)\b")
_LESS = later(r"\blebih rendah dari(?:pada)?\b")
_PROPOSED = frozenset(["diusulkan", "diajukan", "calon"])
_CONCEDED = ("meski", "walau", "padahal", "kendati")
_PASSED_ON = frozenset(["diserahkan", "diwakilkan", "didelegasikan"])


class Said(NamedTuple):
    """A clause. words: of it, its circumstances left out. reason: the words of those. raw: its sentence, as written."""

    plain: str
    words: tuple[str, ...]
    reason: tuple[str, ...]
    raw: str


class Narrative:
    """Sentences, as written, which are put into known words and read as clauses when they are first asked for.

    plain: puts a sentence into known words.
    """

    def __init__(self, sentences: Sequence[str], plain: Callable[[str], str]) -> None:
        self.sentences, self._plain = sentences, plain
        self._known: dict[int, str] = {}
        self._read: dict[int, list[Said]] = {}

    def plain(self, number: int) -> str:
        """Return a sentence in known words."""
        if number not in self._known:
            self._known[number] = self._plain(self.sentences[number])
        return self._known[number]

    def clauses(self, number: int) -> list[Said]:
        """Return the clauses of a sentence."""
        if number not in self._read:
            self._read[number] = list(clauses_in(self.sentences[number], self.plain(number)))
        return self._read[number]

    def told(self) -> list[tuple[str, str]]:
        """Return all sentences, as written and in known words."""
        return [(sentence, self.plain(number)) for number, sentence in enumerate(self.sentences)]

    def every(self) -> Iterator[tuple[tuple[int, int], Said]]:
        """Yield all clauses, each with its sentence and place."""
        for number in range(len(self.sentences)):
            for at, clause in enumerate(self.clauses(number)):
                yield (number, at), clause

    @cached_property
    def latest(self) -> int:
        """Return the year that is told of as now; 0 where none is named."""
        named = max([int(year) for sentence in self.sentences for year in _YEAR.findall(sentence)], default=0)
        # Beside 'tahun lalu' what is named by its year is neither that one nor this.
        return named + any(_LAST_YEAR.search(sentence) or _NOW.search(sentence) for sentence in self.sentences)


class Context(NamedTuple):
    """Where a clause stands in a narrative. number: of its sentence. at: its place in that. claim: that it is held
    against."""

    narrative: Narrative
    number: int
    at: int
    claim: OptionClaim

    @property
    def before(self) -> list[Said]:
        """Return the clauses before it, back into the sentence before."""
        passed = self.narrative.clauses(self.number - 1)[-4:] if self.number else []
        return [*passed, *self.narrative.clauses(self.number)[: self.at]]

    def done(self, of: str | None = None) -> bool:
        """Return whether the narrative says that what is claimed is done. of: that just this is."""
        return any(
            is_done(clause, self.claim) and (of is None or of in map(stem, clause.words))
            for _, clause in self.narrative.every()
        )

    def no_more(self) -> bool:
        """Return whether the narrative limits what is there: 'yang ada baru satu'."""
        return any(is_no_more(clause) for _, clause in self.narrative.every())

    def whole(self, of: str | None = None) -> bool:
        """Return whether the narrative says so of all of it: behind the clause, or before and not taken back. of: says
        just this."""
        here = self.number, self.at
        contrast = any(map(self.narrative.clauses(self.number)[self.at].raw.__contains__, CONTRAST))
        return any(
            (place > here or (place < here and not contrast))
            and is_whole(clause, self.claim)
            and (of is None or of in map(stem, clause.words))
            for place, clause in self.narrative.every()
        )


def clauses_in(raw: str, plain: str) -> Iterator[Said]:
    """Yield the clauses of a sentence, as written and in known words."""
    if '"' in plain or "'" in plain:
        plain = _QUOTED.sub(" ", plain)
    for part in _listed(_CLAUSE.split(plain)):
        for piece in _joined(part) if " dan " in part or " serta " in part else (part,):
            circumstance = _CIRCUMSTANCE.search(piece)
            main = piece[: circumstance.start()] if circumstance else piece
            words = tuple(WORD.findall(main))
            if words:
                yield Said(main, words, tuple(WORD.findall(circumstance.group())) if circumstance else (), raw)


def _listed(parts: Sequence[str]) -> Iterator[str]:
    """Yield parts, those of a list joined: 'perawat', 'bidan dan kontrak belum' are one clause on all of them."""
    listed: list[str] = []
    for part in parts:
        words = WORD.findall(part)
        if (
            words
            and len(words) <= _LONGEST_LISTED
            and not _TELLING.intersection(words)
            and not any(map(_tells_done, words))
        ):
            listed.append(part)
            continue
        if listed and _AND.search(part.split(" belum")[0].split(" tidak")[0]):
            yield " dan ".join([*listed, part])
        else:
            yield from [*listed, part]
        listed = []
    yield from listed


def _tells_done(word: str) -> bool:
    return is_verb(word) or word in DONE_VERBS or is_acted(word)


def _joined(part: str) -> list[str]:
    """Return the clauses that 'dan' joins: where both deny, each of its own subject."""
    return [
        piece
        for each_denied in _AND_DENIED.split(part)
        for piece in _DENIED_TWICE.sub(r"\1\n\2", each_denied).split("\n")
    ]


def is_past(clauses: Sequence[Said], at: int, latest: int) -> bool:
    """Return whether a clause tells of another time than now."""
    if (
        not _COMPARED.isdisjoint(clauses[at].words)
        or _SINCE.search(clauses[at].plain)
        or _LESS.search(clauses[at].plain)
    ):
        return False  # 'turun dibanding tahun lalu'
    for clause in reversed(clauses[: at + 1]):
        years = [int(word) for word in clause.words if len(word) == 4 and word[:2] == "20" and word.isdigit()]
        lasting = not {"sejak", "terakhir"}.isdisjoint(clause.words)
        now = _tells_now(clause)
        if (
            _WAS.search(clause.plain)
            or clause.words[0] == "sebelum"
            or _names_past(clause.words)
            or _THEN.search(clause.plain)
            or _FIRST.search(clause.plain)
        ) and not _UNTIL_NOW.search(clause.plain):
            return True
        if years and max(years) < latest and not (lasting or now):
            return True
        if now or latest in years:
            return False
    return False


def _names_past(words: Sequence[str]) -> bool:
    """Return whether words name the past."""
    return any(word in PAST and not _means_other(words, at) for at, word in enumerate(words))


def _means_other(words: Sequence[str], at: int) -> bool:
    """Return whether a word for the past tells of now: 'dulu' at the end and 'lalu' behind no time tell an order,
    'baru ... bulan lalu' is of late, 'seperti semula' is as before, and 'tidak ada yang sempat' or 'yang sempat baru
    5' tell what was managed."""
    word, ahead = words[at], words[:at]
    if "sejak" in ahead[-_NEAR:]:
        return True
    if word == "lalu":
        return _TIMES_AGO.isdisjoint(ahead[-1:]) or "baru" in ahead  # 'dihitung lalu dicetak' tells an order
    if word == "sempat":
        managed = ahead[-1:] == ("yang",) and not {"baru", "hanya", "dan", "saja"}.isdisjoint(words[at + 1 : at + 3])
        return managed or not NEGATORS.isdisjoint(ahead)
    return (word == "dulu" and at > 1) or ahead[-1:] == ("seperti",)


def _tells_now(clause: Said) -> bool:
    return (
        not {"kini", "sekarang", "akhirnya"}.isdisjoint(clause.words)
        or "saat ini" in clause.plain
        or "tahun ini" in clause.plain
    )


def is_solved(clauses: Sequence[Said], at: int) -> bool:
    """Return whether a later clause of the sentence says that it is so no more."""
    if any(map(clauses[at].raw.__contains__, _CONCEDED)):
        return False
    for following in clauses[at + 1 :]:
        words = following.words
        if NEGATORS.isdisjoint(words) and _GOING_ON.isdisjoint(words) and PLANS.isdisjoint(words):
            now = (_tells_now(following) and "kali" not in words) or (
                not {"akhirnya", "sejak"}.isdisjoint(words) and "tetap" not in words
            )
            if now or ("sudah" in words and not SOLVED.isdisjoint(words)):
                return True
    return False


def is_done(clause: Said, claim: OptionClaim) -> bool:
    """Return whether a clause says that what is claimed is done."""
    words = clause.words
    if is_no_more(clause):
        return False
    if not (LOW.isdisjoint(words) and PLANS.isdisjoint(words) and MAKING.isdisjoint(words) and "sedang" not in words):
        return False
    if not _PROPOSED.isdisjoint(words) or words[-2:] in (("tahun", "depan"), ("tahun", "mendatang")):
        return False
    linked = [word for word in words if stem(word) in claim.stems]
    verbs = [word for word in words if is_verb(word) or word in DONE_VERBS or is_acted(word)]
    if not verbs:  # 'mutasi internal 7 orang'
        return bool(linked) and ("sudah" in words or any(word.isdigit() for word in words))
    return bool(linked) and ("sudah" in words or any(word in DONE_VERBS or word in linked for word in verbs))


def is_no_more(clause: Said) -> bool:
    """Return whether a clause says that what is there is no more than this: 'yang tersedia baru satu'."""
    return "yang" in clause.words and _NO_MORE_THERE.search(clause.plain) is not None


def is_whole(clause: Said, claim: OptionClaim) -> bool:
    """Return whether a clause says of all of it that it is as claimed."""
    words = clause.words
    return (
        any(word in WHOLE and not _is_of_number(words, at) for at, word in enumerate(words))
        and NEGATORS.isdisjoint(words)
        and "sebagian" not in words
        and "masih" not in words
        and _PASSED_ON.isdisjoint(words)
        and any(stem(word) in claim.stems for word in words)
    )


def _is_of_number(words: Sequence[str], at: int) -> bool:
    """Return whether a word for all only leads to how many there are: 'dari seluruh 22', 'seluruhnya 41 buah'."""
    return words[max(0, at - 1)] == "dari" or (words[at].endswith("nya") and any(map(is_count, words[at + 1 : at + 2])))


def in_condition(words: Sequence[str], at: int) -> bool:
    """Return whether a word stands behind a condition."""
    return not CONDITIONS.isdisjoint(words[:at])


def linked(subject: Sequence[str], before: Sequence[Said], claim: OptionClaim) -> str | None:
    """Return the stem by which a subject is what is claimed; a subject left out is that of the clause before."""
    if subject:
        bad = subject[0] in BAD and (stem(subject[0]) not in claim.stems or base(subject[0]) in claim.absent)
        if bad or is_beyond(subject, claim):
            return None
        if base(subject[0]) == "sk" and not claim.stems.isdisjoint(MADE) and len(subject) == 1:
            return next(iter(claim.stems & MADE))  # 'SK belum terbit'
        if base(subject[0]) in OUTCOMES and _FOLLOW_UP in claim.lacking:
            return _FOLLOW_UP  # 'rekomendasinya belum dijalankan'
        return next((stem(word) for word in subject if stem(word) in claim.stems), None)
    for clause in reversed(before):
        if any(word in BAD and stem(word) not in claim.stems for word in clause.words):
            return None
        of = own_stem(clause.words, claim)
        if of:
            return of
    return None if before else next(iter(claim.stems), None)


def own_stem(words: Sequence[str], claim: OptionClaim) -> str | None:
    """Return the first stem of words that is claimed."""
    return next((stem(word) for word in words if not is_filler(word) and stem(word) in claim.stems), None)


def is_beyond(subject: Sequence[str], claim: OptionClaim) -> bool:
    """Return whether words name what only better options claim."""
    return any(stem(word) in claim.beyond for word in subject)
