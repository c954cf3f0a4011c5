"""Units whose workbooks look copied: the same narratives, or the same links, whoever's name stands in them."""

import heapq
import re
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, combinations, filterfalse, groupby
from types import MappingProxyType
from typing import NamedTuple

from lke_cli.comparison.rows import Sketch
from lke_cli.results import Alike, Copy, Unit
from lke_cli.unit_names import COMMON_WORDS, PLACE_WORDS, unit_key

SAME_ANSWERS, SAME_NARRATIVES = 0.95, 0.60
"""Shares from which two units are told, where both are reached. What is the same of two texts that differ in length is
a share of their mean length."""
VERBATIM = 0.90
"""Share of the narratives from which two units are told whatever their answers, where the narratives are long."""
SAME_WORDS = 0.28
"""Share of the narratives from which two units are told whose answers are all the same: of a copy in which every fifth
word was changed, two runs of three words in five are left, and a sketch tells that share within some hundredths."""
COPIED = 12
"""Narratives that are the same word for word from which two units are told, where these are a good part of what both
tell; all of a node with as many questions as ``COPIED_NODE`` are enough."""
COPIED_SHARE, COPIED_NODE = 0.25, 6
SAME_LINKS = 0.80
"""Share of the links from which two units are told: a link leads to one unit's own document."""
PAIRS = 1_000
"""The most alike pairs that are kept; the others are counted."""

_RUNS, _LINKS = 192, 64  # smallest hashes that a sketch keeps, of runs of three words and of links
_LEAST_RUNS, _LONG, _LEAST_LINKS = 20, 100, 5  # own runs and links under which there is too little to judge
_MOST, _FEWEST = 0.5, 4  # a run that more than half of the units have, and four at least, is of a guide, not a unit's
_SAMPLED = 400  # units that it is counted over
_BANDS = 8  # hashes that bring two sketches together: if half the same, they share one of them nearly surely
_END = 0xFFFFFFFF
_CROWD, _NEIGHBOURS = 40, 4  # sketches that share a hash and are all compared; in a larger crowd, so many neighbours

_TELLING = 6  # own words that a narrative must have, to be its unit's: "sudah sesuai" is anybody's
_SHORT = 200  # characters of a text that may recur
_LINE_END = "\0"  # a word of its own, over which no run goes
_WORD = re.compile(rf"\w+|{_LINE_END}")
_SPACED = str.maketrans({char: " " for char in map(chr, range(1, 128)) if not _WORD.match(char)})
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


_MOST_WORDS = 12_000  # that are kept with their hash: some 2 MB, and of one institution more words hardly recur


class _Hashes(dict[str, int]):
    """Words with a hash that is the same in every process, as ``hash()`` of a text is not; they recur."""

    def __missing__(self, word: str) -> int:
        self[word] = number = zlib.crc32(word.encode("utf-8", "replace"))
        return number


_hashes = _Hashes()
_hash = _hashes.__getitem__
_BREAK = _hash(_LINE_END)
_COMMON = frozenset(map(_hash, COMMON_WORDS))
_PLACES = frozenset(map(_hash, PLACE_WORDS))


def sketch(narratives: Iterable[str], evidence: Iterable[str], name: str, by_question: Iterable[str] = ()) -> Sketch:
    """Return the smallest hashes of all runs of three words, and of all links (bottom-k MinHash).

    The share of hashes that two sketches have in common estimates the share that the texts have in common. name: the
    words of the unit's own name; they, words such as ``Kabupaten``, and what follows these are left out of the runs: a
    copy in which only the name was changed, or forgotten, says the same. by_question: the narrative of each question.
    """
    if len(_hashes) > _MOST_WORDS:
        _hashes.clear()
    told_of = [*by_question]
    hashed = {text: [*map(_hash, _words([text]))] for text in told_of if text}
    links: set[str] = set()
    texts = [text for text in narratives if text not in hashed]
    for text in evidence:
        if text.startswith(("http://", "https://")) and len(text.split()) == 1:
            links.add(text)
        elif "/" in text and (addresses := _LINK.findall(text)):
            links.update(addresses)
        elif len(text) > _SHORT or _has_runs(text):
            texts.append(text)
    names = _words([name.replace("_", " ")])
    skipped = _COMMON.union([_hash(word) for word in names if word != _LINE_END and not word.isdigit()])
    own = skipped - _COMMON
    without = skipped | {_BREAK}
    words = [*map(_hash, _words(texts)), *chain.from_iterable(hashed.values())]
    if _PLACES.isdisjoint(words):
        kept = [*filterfalse(skipped.__contains__, words)]
    else:
        kept = [
            word
            for first, before, word in zip([0, 0, *words], [0, *words], words, strict=False)
            # What follows "Lima Puluh Kota" is not the name of a kota.
            if word not in skipped and (before not in _PLACES or first in own)
        ]
    return Sketch(
        _smallest_runs(kept),
        _smallest({zlib.crc32(link.rstrip("/.,;)").encode("utf-8", "replace")) for link in links}, _LINKS),
        array("I", [_said(hashed[text], without) if text else 0 for text in told_of]).tobytes(),
    )


def _said(text: Sequence[int], skipped: frozenset[int]) -> int:
    """Return a number that is the same for narratives that are the same word for word, but for the unit's own name and
    what makes a place; 0 for one that says too little to be anybody's own. text: the hashes of its words."""
    words = [*filterfalse(skipped.__contains__, text)]
    if not _PLACES.isdisjoint(text):
        plain = [word for word in text if word != _BREAK]
        words = [
            word
            for before, word in zip([0, *plain], plain, strict=False)
            if word not in skipped and before not in _PLACES
        ]
    if len(words) < _TELLING:
        return 0
    return zlib.crc32(array("I", words).tobytes()) or 1


def _smallest_runs(words: Sequence[int]) -> bytes:
    """Return the smallest hashes of the runs of words."""
    runs: set[int] = set()
    # Of a long text most hashes are too large to be kept: it is looked among the small ones first.
    for limit in sorted({_END * 2 * _RUNS // max(len(words), 2 * _RUNS), _END}):
        if len(runs) < _RUNS:
            # The hash of a tuple of numbers is the same in every process, and quick.
            runs = {
                number
                for run in zip(words, words[1:], words[2:], strict=False)
                if (number := hash(run) & _END) <= limit and _BREAK not in run
            }
    return _smallest(runs, _RUNS)


@lru_cache(maxsize=4096)
def _has_runs(text: str) -> bool:
    """Return whether a line of a text has three words. The names of documents recur, and most are shorter."""
    words = _words([text])
    return any(_LINE_END not in run for run in zip(words, words[1:], words[2:], strict=False))


def _words(texts: Iterable[str]) -> list[str]:
    """Return the words of texts in lower case, with a mark behind each line; the texts in no certain order."""
    plain: list[str] = []
    other: list[str] = []
    for text in texts:
        (plain if text.isascii() else other).append(text)
    words = _joined(plain).translate(_SPACED).split()  # the same words, six times as fast
    return words + _WORD.findall(_joined(other)) if other else words


def _joined(texts: Sequence[str]) -> str:
    return "\n".join([*texts, ""]).lower().replace("\n", f" {_LINE_END} ")


@dataclass(frozen=True, slots=True)
class Likeness:
    """pairs: the most alike first. count: of all pairs. unjudged: units with too little of their own to be judged.

    versions: names of which one goes on from the other, and whose workbooks are as alike: they may be one unit's.
    """

    pairs: tuple[Alike, ...]
    count: int
    unjudged: int
    versions: tuple[tuple[str, str], ...] = ()


def likeness(
    units: Sequence[Unit],
    answers: Sequence[bytes],
    own: "Own",
    twins: Sequence[Copy],
    questions: Mapping[str, str] = MappingProxyType({}),
) -> Likeness:
    """Return the pairs of different units that look copied.

    answers, own: of each unit. twins: files of two units that are the same byte for byte. questions: the area of each,
    in the order of the form. Two versions of one unit's own LKE are no pair: they are told as a claim.
    """
    places = {unit.file: number for number, unit in enumerate(units)}
    same = {tuple(sorted((places[t.file], places[t.same_as]))) for t in twins if {t.file, t.same_as} <= places.keys()}
    best: list[tuple[float, int, int, Alike]] = []
    versions: list[tuple[str, str]] = []
    count = 0
    for i, j in _candidates(own, same, answers):
        first, second = units[i], units[j]
        if unit_key(first.unit) == unit_key(second.unit):
            continue
        identical = (i, j) in same
        equal = 1.0 if identical else _same_answers(answers[i], answers[j])
        runs = own.run_sets.share(i, j) or own.same_text(i, j)
        copied = _copied(own, i, j, questions)
        pair = _pair(first, second, equal, runs, own.link_sets.share(i, j), copied, identical=identical)
        if pair is not None and _goes_on(first.unit, second.unit):
            versions.append(tuple(sorted((first.unit, second.unit), key=len)))  # type: ignore[arg-type]
        elif pair is not None:
            count += 1
            entry = (2 * pair.identical + pair.answers + max(pair.narratives or 0, pair.links or 0), -i, -j, pair)
            (heapq.heappushpop if len(best) >= PAIRS else heapq.heappush)(best, entry)
    best.sort(key=lambda entry: (-entry[0], entry[-1].first, entry[-1].second, entry[-1].first_file))
    pairs = tuple(entry[-1] for entry in best)
    judged = sum(own.judged(number) for number in range(len(units)))
    return Likeness(pairs, count, len(units) - judged, tuple(sorted(versions)))


def _goes_on(one: str, other: str) -> bool:
    """Return whether a name begins with another: what follows may be a word that people add to a version's name."""
    short, long = sorted((unit_key(one), unit_key(other)), key=len)
    return long.startswith(f"{short} ")


class _Copied(NamedTuple):
    """The questions that two units tell the same of, word for word. told_of: of which both tell something of their own,
    or the same. nodes: the areas of which they do so throughout; largest: the questions of the largest of these."""

    codes: tuple[str, ...] = ()
    told_of: int = 0
    nodes: tuple[str, ...] = ()
    largest: int = 0

    @property
    def is_told(self) -> bool:
        """Whether they are so many that two units hardly write them by chance."""
        many = len(self.codes) >= COPIED and len(self.codes) >= COPIED_SHARE * self.told_of
        return many or self.largest >= COPIED_NODE


_NOTHING_COPIED = _Copied()


def _pair(
    first: Unit,
    second: Unit,
    answers: float,
    narratives: tuple[float, int] | None,
    shared_links: tuple[float, int] | None,
    copied: _Copied = _NOTHING_COPIED,
    *,
    identical: bool,
) -> Alike | None:
    text, length = narratives or (None, 0)
    links = shared_links[0] if shared_links else None
    if identical:
        text = 1.0
    is_alike = (
        identical
        or (text is not None and text >= SAME_NARRATIVES and answers >= SAME_ANSWERS)
        or (text is not None and text >= VERBATIM and length >= _LONG)
        or (text is not None and text >= SAME_WORDS and answers >= 1 and length >= _LONG)
        or copied.is_told
        or (links is not None and links >= SAME_LINKS)
    )
    if not is_alike:
        return None
    a, b = sorted((first, second), key=lambda unit: (unit.unit, unit.file))
    return Alike(
        a.unit, b.unit, a.file, b.file, answers, text, links, identical, copied.codes, copied.told_of, copied.nodes
    )


def _copied(own: "Own", i: int, j: int, questions: Mapping[str, str]) -> _Copied:
    if not questions:
        return _Copied()
    same = {*own.verbatim(i, j)}
    both = [place for place, (a, b) in enumerate(zip(own.narratives[i], own.narratives[j], strict=False)) if a and b]
    codes, areas = [*questions], [*questions.values()]
    of_area = Counter(areas[place] for place in both)
    copied = Counter(areas[place] for place in same)
    whole = [area for area, count in copied.items() if count == of_area[area]]
    return _Copied(
        tuple([codes[place] for place in sorted(same)]),
        len(both),
        tuple([area for area in dict.fromkeys(areas) if area in whole and copied[area] >= COPIED_NODE]),
        max((copied[area] for area in whole), default=0),
    )


class Own:
    """Of every unit's sketch, what is its own: without what most units have. texts: a number for each long text that
    several units have from end to end, be they most of them; 0 for any other.

    sketches: of all units. The list is emptied: there may be thousands, which are not kept twice.
    """

    def __init__(self, sketches: list[Sketch]) -> None:
        runs, links = [sketched.runs for sketched in sketches], [sketched.links for sketched in sketches]
        self.narratives = _without_common([_numbers(sketched.narratives) for sketched in sketches])
        sketches.clear()
        texts = Counter(map(hash, runs))
        self.texts = [hash(run) if len(run) >= 4 * _LONG and texts[hash(run)] > 1 else 0 for run in runs]
        self.run_sets = _OwnSets(runs, _RUNS, _LEAST_RUNS)
        self.link_sets = _OwnSets(links, _LINKS, _LEAST_LINKS)

    def judged(self, number: int) -> bool:
        """Return whether a unit has enough of its own to be held against others, or the same long text as one."""
        return self.run_sets.enough(number) or self.link_sets.enough(number) or self.texts[number] != 0

    def same_text(self, i: int, j: int) -> tuple[float, int] | None:
        """Return that all of two long texts is the same, of which nothing is their own; None where it is not."""
        return (1.0, 0) if self.texts[i] and self.texts[i] == self.texts[j] else None

    def verbatim(self, i: int, j: int) -> tuple[int, ...]:
        """Return the places of the questions that two units tell the same of, word for word."""
        return tuple(
            [
                place
                for place, (a, b) in enumerate(zip(self.narratives[i], self.narratives[j], strict=False))
                if a == b != 0
            ]
        )


def _without_common(narratives: "list[array[int]]") -> "list[array[int]]":
    """Return what each unit tells of each question without what most units do: that is a guide's."""
    sampled = narratives[:: max(1, len(narratives) // _SAMPLED)]
    most = max(_MOST * len(sampled), _FEWEST - 1)
    counts = Counter((place, value) for row in sampled for place, value in enumerate(row) if value)
    common = {key for key, count in counts.items() if count > most}
    if not common:
        return narratives
    return [
        array("I", [0 if (place, value) in common else value for place, value in enumerate(row)]) for row in narratives
    ]


class _OwnSets:
    """Sketches of one kind without what is common. size: of a full sketch. least: hashes that are enough to judge."""

    def __init__(self, sketches: list[bytes], size: int, least: int) -> None:
        self.least = least
        # Beyond the last hash of a sketch that is full, nothing is known of what it stands for.
        self._ends = array(
            "I", [_numbers(sketch_bytes)[-1] if len(sketch_bytes) >= 4 * size else _END for sketch_bytes in sketches]
        )
        common = _common(sketches)
        self.own: list[array[int]] = []
        for place, sketch_bytes in enumerate(sketches):
            self.own.append(array("I", [value for value in _numbers(sketch_bytes) if value not in common]))
            sketches[place] = b""

    def enough(self, number: int) -> bool:
        """Return whether there is enough to judge a unit."""
        return len(self.own[number]) >= self.least

    def share(self, i: int, j: int) -> tuple[float, int] | None:
        """Return the share of their hashes that two units have in common, and of how many; None where there are too
        few."""
        if not self.enough(i) or not self.enough(j):
            return None
        a, b = self.own[i], self.own[j]
        if a == b:
            return 1.0, len(a)
        end = min(self._ends[i], self._ends[j])
        first, second = ({value for value in hashes if value <= end} for hashes in (a, b))
        either = len(first | second)
        return (2 * len(first & second) / (len(first) + len(second)), either) if either >= self.least else None


def _common(sketches: Sequence[bytes]) -> set[int]:
    """Return the hashes that most units have."""
    sampled = sketches[:: max(1, len(sketches) // _SAMPLED)]
    counts = Counter(value for sketch_bytes in sampled for value in _numbers(sketch_bytes))
    most = max(_MOST * len(sampled), _FEWEST - 1)
    return {value for value, count in counts.items() if count > most}


def _candidates(own: Own, same: Iterable[tuple[int, ...]], answers: Sequence[bytes]) -> Iterator[tuple[int, int]]:
    seen: set[tuple[int, int]] = set()
    for i, j in same:
        seen.add((i, j))
        yield i, j
    for members in chain(_groups(own), _same_said(own), _same_given(answers)):
        reach = len(members) if len(members) <= _CROWD else _NEIGHBOURS
        for position, a in enumerate(members):
            for b in members[position + 1 : position + 1 + reach]:
                pair = (a, b) if a < b else (b, a)
                if pair not in seen:
                    seen.add(pair)
                    yield pair


def _same_said(own: Own) -> Iterator[list[int]]:
    """Yield units that tell the same of a question, word for word, pair by pair of those that do so of several."""
    groups: dict[tuple[int, int], list[int]] = {}
    for number, row in enumerate(own.narratives):
        for place, value in enumerate(row):
            if value:
                groups.setdefault((place, value), []).append(number)
    pairs: Counter[tuple[int, int]] = Counter()
    for members in groups.values():
        if 1 < len(members) <= _CROWD:
            pairs.update(combinations(members, 2))
    least = min(COPIED, COPIED_NODE)
    yield from ([*pair] for pair, count in pairs.items() if count >= least)
    yield from (members for members in groups.values() if len(members) > _CROWD)


def _same_given(answers: Sequence[bytes]) -> Iterator[list[int]]:
    """Yield units all of whose answers are the same."""
    groups: dict[bytes, list[int]] = {}
    for number, given in enumerate(answers):
        groups.setdefault(given, []).append(number)
    return (members for members in groups.values() if len(members) > 1)


def _groups(own: Own) -> Iterator[list[int]]:
    """Yield units that may be alike; in a large group copies stand beside each other."""
    texts: dict[int, list[int]] = {}
    for number, text in enumerate(own.texts):
        if text:
            texts.setdefault(text, []).append(number)
    yield from texts.values()
    for sets in (own.run_sets, own.link_sets):
        sketches = sets.own
        # The hash and the unit in one number each: the list is as long as all bands of all units.
        entries = sorted(
            value << 32 | number
            for number, sketch_bytes in enumerate(sketches)
            if sets.enough(number)
            for value in sketch_bytes[:_BANDS]
        )
        for _, group in groupby(entries, key=lambda entry: entry >> 32):
            members = [entry & _END for entry in group]
            if len(members) > _CROWD:
                members.sort(key=lambda number: sketches[number])
            yield members


def _same_answers(first: bytes, second: bytes) -> float:
    """Return the share of equal answers among the questions that either unit answered."""
    both = [(a, b) for a, b in zip(memoryview(first).cast("H"), memoryview(second).cast("H"), strict=True) if a or b]
    return sum([a == b for a, b in both]) / len(both) if both else 0.0


def _smallest(values: set[int], count: int) -> bytes:
    return array("I", sorted(values)[:count]).tobytes()


def _numbers(data: bytes) -> "array[int]":
    numbers = array("I")
    numbers.frombytes(data)
    return numbers
