"""A text in the words that the judges of narratives know: abbreviations written out, one word for one thing, a fraction
or a percentage as the share that it is.

The words are the rubric's (``narrative_words``, ``synonyms``). The text of an option and a narrative pass through the
same, so what they become need not be good Indonesian.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from lke_cli.patterns import later
from lke_cli.rubric import Rubric, Words
from lke_cli.scoring.clauses import MONTHS_NAMED
from lke_cli.scoring.words import NEGATORS, NUMBERS, WORD, base, is_filler

_HALF = 0.5
_LONGEST_NOUN = 6  # words between 'dari 24' and '18'
_YEARS = range(1900, 2101)
_BETWEEN = (" ", "-", "/", ". ")  # what may stand between the words of a phrase

_NUMBER = rf"(?:\d{{1,4}}|{'|'.join(NUMBERS)})"
_OF_ALL = r"(?:(?:total|jumlah|seluruh|keseluruhan|sebanyak|target) )*"
_ONLY = r"(?:(?:terdapat|ada|sebanyak|sejumlah|baru|hanya|cuma|sudah|telah|sekitar|kurang lebih) )*"
_COUNTED = r"(?: (?:di ?antaranya|orang|buah|dokumen|jenis|unit|item|butir))?"
# 'dari 24 kegiatan dalam rencana, 18 (di antaranya) terlaksana'; 'baru 5 (kegiatan) dari 24 kegiatan'.
_DARI = later(
    rf"\bdari {_OF_ALL}(?P<all>{_NUMBER}) (?P<noun>\w+(?: \w+){{0,{_LONGEST_NOUN}}}?),? (?:yang ada,? )?"
    rf"{_ONLY}(?P<verb>(?:di|ter)\w+ )?{_ONLY}(?P<some>{_NUMBER})\b(?! ?%){_COUNTED}(?! dari\b)"
)
_OF = later(
    rf"\b{_ONLY}(?P<some>{_NUMBER})(?: (?P<noun>[a-z]\w*))? dari {_OF_ALL}(?P<all>{_NUMBER})\b(?! ?%){_COUNTED}"
    r"(?P<verb>)"
)
_PERCENT = later(
    rf"\b{_ONLY}(?P<percent>\d{{1,3}}(?:[.,]\d{{1,2}})?) ?(?:%|persen\b)"
    r"(?P<of> dari (?:(?:total|jumlah|seluruh|keseluruhan) )+)?(?= ?(?P<next>\w*))"
)
# What only says that a thing is there: 'SOP yang telah ditetapkan'.
_THAT = later(r"\b(?:kegiatan|hal|survei|evaluasi|pelaksanaan(?:nya)?) (?:tersebut|dimaksud) ")
_THERE = later(
    r" yang (?:sudah |telah )?(?:ada|tersedia|dimiliki|berlaku|ditetapkan|disusun|dibuat|direncanakan|dijadwalkan"
    r"|ditargetkan|masuk|diterima)\b"
)
# When it was done, each a time: 'dilaksanakan pada bulan Maret, Juli, dan November'; 'dilakukan semester I dan II'.
_DATED = later(
    rf"(?<=\bdi)(?P<verb>lakukan|laksanakan|adakan|selenggarakan|gelar)(?P<on>(?: (?:pada|di|setiap|tiap|yaitu|yakni))?"
    rf"(?: (?:bulan|periode|tahap))?) "
    rf"(?P<list>(?:(?:awal |akhir )?(?:{MONTHS_NAMED})|(?:triwulan|semester) (?:[ivx]+|\d)\b)(?:(?:, dan|,| dan| serta)"
    rf"(?: bulan| triwulan| semester| awal| akhir)? (?:{MONTHS_NAMED}|[ivx]+\b|\d\b(?! kali)))+)"
)
_DIGITS = "|".join(list(NUMBERS)[:9])
_TENS = later(rf"\b({_DIGITS}) (puluh|belas)(?: ({_DIGITS}))?\b")  # tiga puluh satu
_CROSSED = later(r"\b(\d{1,2}) ?x\b")  # 2x
_TWICE = later(r"\b([a-z]{4,})2\b")  # masing2
# 'kami jadwalkan' is 'dijadwalkan'.
_WE = later(
    r"\b(?:kami|kita) (?!me|di|bahkan|berdasarkan)"
    r"(?=(?:[a-z]{3,}kan|susun|buat|rancang|lengkapi|perbaiki|pelajari|kaji|bahas|proses|miliki|bentuk|buka|tulis|isi|kirim"
    r"|undang|urus|cetak|jawab|pasang|hitung|nilai|ukur|pakai|pantau|tangani|layani|punya)\b)"
)
_NOT_WE = later(
    r"(?:(?<=belum )|(?<=belum pernah )|(?<=belum sempat )|(?<=satu pun )|(?<=satupun ))(?:kami|kita) "
    r"(?!me|di|ber|ter|ada\b|pernah|sempat|bisa|dapat|mampu|punya|tahu|paham|lagi)(?=[a-z]{4})"
)
_LISTED = later(r", dan|,| dan| serta")
_ONLY_WHEN = later(r"\bhanya (?:(?:di|ter)\w+ )?(jika|bila|apabila|kalau|ketika|saat)\b")
_UNMET = later(r"\A (?:yang )?(?:masih )?(?:belum|tidak|dalam proses|masih proses|tertunda)\b(?: selesai\b)?")
_NONE_LEFT = later(r"\btidak ada (?:satu pun |satupun )?(?:dari )?(?P<noun>\w+(?: \w+){0,3}?) yang (?:belum|tidak)\b")
# 'beberapa SOP (yang) belum diterapkan', '10 pegawai belum ikut': not all of them. 'sebagian belum berorientasi hasil'.
_SOME_NOT = later(
    rf"(?<!dari )(?<![\d.,/])\b(?:beberapa|sejumlah|sebagian(?! besar| kecil)|{_NUMBER}(?: orang| buah)?) "
    r"(?P<noun>(?!masih|belum)[a-z]\w*(?: \w+){0,3}?) (?:yang )?(?:masih )?belum\b"
)
_PART_NOT = later(r"\b(?:beberapa|sejumlah|sebagian) (?:masih )?belum\b")
_NOT_BEHIND = later(r"\A(?P<noun>(?: \w+){1,3}?) (?:yang )?(?:masih )?(?:belum|tidak)\b")
_SOME_LEFT = later(r"\bmasih (?:ada|terdapat|banyak) (?P<noun>\w+(?: \w+){0,4}?) yang belum\b")


class _Node:
    """A word of phrases. name: what a phrase that ends here is called. more: the words that go on from here."""

    __slots__ = ("more", "name")

    def __init__(self) -> None:
        self.name: str | None = None
        self.more: dict[str, _Node] = {}


class Wording:
    """The words of a rubric by which narratives are read."""

    def __init__(
        self,
        groups: Iterable[Words],
        dotted: Iterable[str] = (),
        absent: Iterable[str] = (),
        spelling: Iterable[Words] = (),
    ) -> None:
        self.absent = frozenset(absent)
        self._spelling = {written.lower(): word.lower() for word, *others in spelling for written in others}
        self._phrases: dict[str, _Node] = {}
        known: set[tuple[str, ...]] = set()
        for first, *others in groups:
            known.add(tuple(WORD.findall(first.lower())))
            for other in others:
                words = tuple(WORD.findall(other.lower()))
                if words and words not in known:
                    known.add(words)
                    self._add(words, first.lower())
        names = "|".join(re.escape(word.lower()) for word in dotted)
        self._dotted = later(rf"\b({names})\.(?=\s|\d|$)" if names else r"(?!)")

    def _add(self, words: Sequence[str], name: str) -> None:
        node = self._phrases.setdefault(words[0], _Node())
        for word in words[1:]:
            node = node.more.setdefault(word, _Node())
        node.name = name

    def written(self, words: Iterable[str]) -> frozenset[str]:
        """Return words as they may be written: as in a chat too, and words that are read as denials."""
        wanted = frozenset(words)
        denials = [word for word, node in self._phrases.items() if not NEGATORS.isdisjoint((node.name or "").split())]
        return wanted.union(denials, (written for written, word in self._spelling.items() if word in wanted))

    def undotted(self, text: str) -> str:
        """Return a text without the dots of abbreviations, which end no sentence: ``tgl. 5``."""
        return self._dotted.sub(r"\1", text)

    def renamed(self, text: str) -> str:
        """Return a text, lower case, with one word for each thing."""
        text = _CROSSED.sub(r"\1 kali", text)
        if "puluh" in text or "belas" in text:
            text = _TENS.sub(_in_figures, text)
        if "kami " in text or "kita " in text:
            text = _NOT_WE.sub("di", _WE.sub("di", text))
        plain = WORD.findall(text)
        if not self._spelling.keys().isdisjoint(plain) or (_TWICE.search(text) if "2" in text else None):
            text = WORD.sub(lambda word: self._spelled(word.group()), text)
            plain = WORD.findall(text)
        if self._phrases.keys().isdisjoint(map(base, plain)) and self._phrases.keys().isdisjoint(plain):
            return text
        words = list(WORD.finditer(text))
        pieces: list[str] = []
        done = at = 0
        while at < len(words):
            node = self._phrases.get(plain[at]) or self._phrases.get(base(plain[at]))
            name, end = (None, at) if node is None else _longest(node, words, at, text)
            if name is None:
                at += 1
                continue
            pieces += [text[done : words[at].start()], name]
            done = words[end].end()
            at = end + 1
        return "".join([*pieces, text[done:]]) if pieces else text

    def _spelled(self, word: str) -> str:
        twice = _TWICE.fullmatch(word)
        return f"{twice[1]} {twice[1]}" if twice else self._spelling.get(word, word)


def _in_figures(match: re.Match[str]) -> str:
    units, tens = NUMBERS[match[1]], match[2] == "puluh"
    return str(units * 10 + NUMBERS.get(match[3] or "", 0)) if tens else f"{10 + units} {match[3] or ''}".rstrip()


def _longest(node: _Node, words: Sequence[re.Match[str]], at: int, text: str) -> tuple[str | None, int]:
    """Return what the longest phrase from a word on is called, and its last word; None where none is known."""
    name, end = node.name, at
    for following in range(at + 1, len(words)):
        within = node.more.get(words[following].group())
        if within is None or text[words[following - 1].end() : words[following].start()] not in _BETWEEN:
            break
        node = within
        if node.name is not None:
            name, end = node.name, following
    return name, end


@lru_cache(maxsize=8)
def wording_of(rubric: Rubric) -> Wording:
    """Return the words of a rubric. Its synonyms of rows count too, but for those of words that tell nothing here."""
    rows = [tuple(word for word in group if not is_filler(word)) for group in rubric.synonyms]
    words = rubric.narrative_words
    groups = [*words.same, *(group for group in rows if len(group) > 1)]
    return Wording(groups, words.dotted, words.absent, words.spelling)


def shares_named(text: str) -> str:
    """Return a sentence with a share for each fraction and percentage: ``18 dari 24 SOP`` is ``sebagian besar SOP``."""
    if " yang " in text:
        text = _THERE.sub("", text)
    if "tersebut" in text or "dimaksud" in text:
        text = _THAT.sub("", text)
    if "dan " in text:
        text = _DATED.sub(_dated, text)
    if "hanya " in text:
        text = _ONLY_WHEN.sub(r"tidak berkala \1", text)
    if "masih " in text:
        text = _SOME_LEFT.sub(r"belum seluruh \g<noun>", text)
    if "tidak ada " in text:
        text = _NONE_LEFT.sub(r"seluruh \g<noun>", text)
    if "belum" in text:
        text = _PART_NOT.sub("belum seluruhnya", _SOME_NOT.sub(r"belum seluruh \g<noun>", text))
    if "dari " in text:
        text = _fractions(_fractions(text, _OF), _DARI)
    if "%" in text or "persen" in text:
        text = _PERCENT.sub(_percent, text)
    return text


def _dated(match: re.Match[str]) -> str:
    return f"{match['verb']} {len(_LISTED.findall(match['list'])) + 1} kali"


def _fractions(text: str, pattern: re.Pattern[str]) -> str:
    match = pattern.search(text)
    if match is None:
        return text
    some, whole = (_value(match.group(name)) for name in ("some", "all"))
    if whole < 2 or some > whole or whole in _YEARS:
        return text
    rest = text[match.end() :]
    unmet = _UNMET.match(rest) or _NOT_BEHIND.match(rest)
    if unmet:
        some, rest = whole - some, unmet.groupdict().get("noun", "") + rest[unmet.end() :]
    noun, done = match.group("noun"), f" {match.group('verb') or ''}".rstrip()
    return f"{text[: match.start()]}{_share(some / whole)}{f' {noun}' if noun else ''}{done}{rest}"


def _percent(match: re.Match[str]) -> str:
    value = float(match.group("percent").replace(",", ".")) / 100
    if value > 1:
        return match.group()
    named = match["of"] or (match["next"] and match["next"] not in ("dari", "dan", "dengan", "pada"))
    return _share(value) + (" " if match["of"] else "" if named else "nya")


def _share(value: float) -> str:
    if value in (0, 1):
        return "seluruh" if value else "tidak ada"
    return "sebagian" if value == _HALF else "sebagian besar" if value > _HALF else "sebagian kecil"


def _value(number: str) -> int:
    return NUMBERS.get(number) or int(number)
