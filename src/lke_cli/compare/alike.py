"""Units whose workbooks look copied: the same answers, and narratives in the same words."""

import zlib
from collections.abc import Iterable, Iterator, Sequence

from lke_cli.compare.names import unit_key
from lke_cli.compare.result import Alike, Row

SAME_ANSWERS, SAME_NARRATIVES = 0.95, 0.80
"""Shares from which two units are told; both must be reached."""
_SKETCH = 96  # hashes kept of a workbook's narratives: the share they estimate is within about 0.1
_SHINGLE = 3  # words
_LEAST = 24  # shingles under which there is too little text to judge
_BANDS = 12  # hashes two sketches are brought together by: narratives that are 0.8 the same share one of them surely
_CROWD = 150  # sketches that share a hash and are still all compared with each other; in a larger crowd, neighbours
_NEIGHBOURS = 10

_words: dict[str, int] = {}


def sketch(narratives: Iterable[str]) -> tuple[int, ...]:
    """Return the smallest hashes of all runs of three words: a small stand-in for a text (bottom-k MinHash).

    The share of hashes that two sketches have in common estimates the share of runs that the texts have in common.
    """
    found: set[int] = set()
    for text in narratives:
        hashes = [_hash(word) for word in text.lower().split()]
        found.update(
            (a * 0x9E3779B1 ^ b * 0x85EBCA6B ^ c * 0xC2B2AE35) * 0x27D4EB2F >> 7 & 0xFFFFFFFF
            for a, b, c in zip(hashes, hashes[1:], hashes[2:], strict=False)
        )
    return tuple(sorted(found)[:_SKETCH]) if len(found) >= _LEAST else ()


def alike_pairs(rows: Sequence[Row]) -> list[Alike]:
    """Return the pairs of different units that look copied, most alike first."""
    found = []
    for i, j in _candidates([row.sketch for row in rows]):
        first, second = rows[i], rows[j]
        if unit_key(first.unit.unit) == unit_key(second.unit.unit):
            continue  # two versions of one unit's own LKE: told as a claim
        answers = _same_answers(first.answers, second.answers)
        if answers < SAME_ANSWERS:
            continue
        narratives = _similarity(first.sketch, second.sketch)
        if narratives >= SAME_NARRATIVES:
            a, b = sorted((first.unit, second.unit), key=lambda unit: (unit.unit, unit.file))
            found.append(Alike(a.unit, b.unit, a.file, b.file, answers, narratives))
    return sorted(found, key=lambda pair: (-pair.answers - pair.narratives, pair.first, pair.second, pair.second_file))


def _hash(word: str) -> int:
    # hash() differs between processes; a form's words recur, so each is hashed once
    if len(_words) > 100_000:
        _words.clear()
    found = _words.get(word)
    if found is None:
        found = _words[word] = zlib.crc32(word.encode("utf-8", "replace"))
    return found


def _candidates(sketches: Sequence[tuple[int, ...]]) -> Iterator[tuple[int, int]]:
    buckets: dict[int, list[int]] = {}
    for number, each in enumerate(sketches):
        for value in each[:_BANDS]:
            buckets.setdefault(value, []).append(number)
    seen: set[tuple[int, int]] = set()
    for members in buckets.values():
        if len(members) > _CROWD:
            # Sorted by sketch, copies stand beside each other.
            members = sorted(members, key=lambda number: sketches[number])
        reach = _NEIGHBOURS if len(members) > _CROWD else len(members)
        for position, i in enumerate(members):
            for j in members[position + 1 : position + 1 + reach]:
                pair = (i, j) if i < j else (j, i)
                if pair not in seen:
                    seen.add(pair)
                    yield pair


def _same_answers(first: Sequence[str], second: Sequence[str]) -> float:
    """Return the share of equal answers among the questions that either unit answered."""
    both = [(a, b) for a, b in zip(first, second, strict=True) if a or b]
    return sum(a == b for a, b in both) / len(both) if both else 0.0


def _similarity(first: tuple[int, ...], second: tuple[int, ...]) -> float:
    a, b = set(first), set(second)
    smallest = sorted(a | b)[:_SKETCH]
    return sum(value in a and value in b for value in smallest) / len(smallest) if smallest else 0.0
