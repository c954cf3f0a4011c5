"""Which question a file is evidence for, by the names of its folders and its own (DOMAIN section 7).

Names are read from the top. Each folder moves to a part of the rubric below the part reached so far, or stays where it
is (``2025``, ``Foto``). The text decides; numbering decides where there is no text or where texts are alike. Several
readings are followed at once, so that ``MANAJEMEN PERUBAHAN`` without its bagian is settled by what stands below it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from lke_cli.constants import TOTAL
from lke_cli.evidence.kinds import Kinds
from lke_cli.evidence.numbering import Numbering, also_numbered, codes_inside, leading_numbers, lettered
from lke_cli.evidence.titles import Titles
from lke_cli.rubric import Node, Rubric

FIT = 0.45
"""How well a title must fit (0..1) to be taken for a part of the rubric."""
_SURE = 0.6
"""From here on a title alone is beyond doubt, where no other fits nearly as well."""
CERTAIN = 0.8
"""How well a title must fit to be beyond doubt wherever it stands."""
_CLOSE = 0.32
"""Two readings whose worth differs by less cannot be told apart."""
EXACT, NEAR_TWINS = 0.9, 0.04
"""Questions that differ by a word or two are told apart where the title fits one of them all but perfectly."""

_NUMBER = 0.5  # worth of numbering that names the part, beside a title's 0..1
_CODE = 1.0  # worth of a code of three tokens or more
_CLEARLY = 0.3  # by how much a title must fit another part better than the numbered one to overrule the number
_WHOLE = 0.97  # how well a title fits that is another part's in so many words: it overrules the number too
_SENTENCE = (
    5  # telling words of a title that is no short name: another part that it fits better makes its number doubtful
)
_SKIP = 0.08  # cost of each level passed over
_AGAINST = 0.25  # cost of numbering that names another part than the title
_READINGS = 8
_CLOSEST = 3
_SHORTEST_BELOW = 2  # tokens of numbering below a named part: Pemenuhan 5.i.a
_SHORTEST_COUNTED = 4  # numbers of a code without its komponen, the letter counted: 6_1_4_1
_LEVEL_NAMES = {"pokja": "area"}  # a working group for each
_HEAD = re.compile(r"\A\s*+([^\W\d_]{3,})[\s._\-–]+(.*)")  # Pemenuhan 5.i.a, Pemenuhan_5.i.a
_SHORTEST_END = 3  # tokens of a code without its beginning: I.1.ii.a


@dataclass(frozen=True, slots=True)
class FilePlace:
    """Where a file belongs.

    question: its code where that is beyond doubt, else None. closest: the likeliest questions, best first.
    node: the part of the rubric that was reached; by folders alone where the question is in doubt.
    below: the folders under the one that names the question. twin: the part of another bagian that its folders name as
    well, where none says which bagian.
    """

    question: str | None
    closest: tuple[str, ...]
    node: str
    below: tuple[str, ...]
    why: str = ""
    twin: str = ""


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a path so far. depth: folders up to the one that reached ``code``.

    assumed: a part above ``code`` that no name told, where another has a part of the same name: the bagian of an area.
    """

    code: str
    worth: float
    sure: bool
    depth: int
    why: str = ""
    fit: float = 0.0
    assumed: bool = False


class Mapper:
    """Maps paths under one rubric."""

    def __init__(self, rubric: Rubric) -> None:
        self.rubric = rubric
        self._titles = Titles(rubric)
        self._numbering = Numbering(rubric)
        self._kinds = Kinds(rubric)
        self._below = {TOTAL: (*rubric.nodes, *rubric.questions)}
        self._below |= {code: _descendants(node) for code, node in rubric.nodes.items()}
        self._level_words = {word.lower() for word in rubric.levels} | {"area", "pertanyaan", "poin", "pokja"}
        self._depths = {code: self._depth(code) for code in self._below[TOTAL]} | {TOTAL: 0}
        self._fits = lru_cache(maxsize=20_000)(self._fit_all)
        self._folders: dict[tuple[str, ...], tuple[_Reading, ...]] = {}
        self._twins = _twins(rubric)
        self._numbered_levels = _numbered_levels(rubric, self._numbering)

    def place(self, parts: Sequence[str]) -> FilePlace:
        """Return where a file belongs; ``parts``: its folders from the top, then its own name."""
        folders, name = tuple(parts[:-1]), parts[-1]
        readings = self._read_folders(folders)
        stem = name.rpartition(".")[0] or name
        if self._judge(readings, folders, "").question is not None:
            readings = readings[:1]  # folders that settle the question decide; a name may add a doubt
        reached = readings[0]
        place = self._judge(self._step(readings, stem, len(parts), file=True), folders, stem)
        if place.question is not None:
            return place
        return self._with_twin(replace(place, node=reached.code), readings, folders, stem)

    def _with_twin(
        self, place: FilePlace, readings: Sequence[_Reading], folders: tuple[str, ...], stem: str
    ) -> FilePlace:
        """Return a place in doubt with the part of another bagian, where its folders name no bagian."""
        reached = readings[0]
        if not reached.assumed:
            return place
        same = [reading.code for reading in readings[1:] if reading.worth > reached.worth - _CLOSE]
        numbered = next((code for code in same if code in self._counterparts(reached.code)), None)
        twin = numbered or self._twin(reached, folders, "")
        if twin is None:
            return place
        theirs = self._closest([replace(reached, code=twin)], folders, stem)
        closest = tuple(dict.fromkeys((*place.closest[: _CLOSEST - 1], *theirs)))[:_CLOSEST]
        return replace(place, closest=closest, why=f"bagiannya tidak disebut; cocok juga dengan {twin}", twin=twin)

    def _counterparts(self, code: str) -> list[str]:
        """Return the parts of the same number in the areas of the other bagian."""
        area = next((above for above in self._above(code) if above in self._twins), code)
        return [f"{twin}{code[len(area) :]}" for twin in self._twins.get(area, ())]

    def context(self, folders: Sequence[str]) -> tuple[str, ...]:
        """Return those of the folders above the checked one whose titles name parts of the rubric.

        A person may check ``.../A. PENGUNGKIT/I. PEMENUHAN``: what is above says where it is. Numbers alone do not.
        """
        naming = []
        for folder in folders:
            numbers = leading_numbers(folder)
            fits = self._fits(folder[numbers[-1][1] :] if numbers else folder, TOTAL)
            if max(fits.values(), default=0.0) >= CERTAIN or self._codes(folder):
                naming.append(folder)
        return tuple(naming)

    def _read_folders(self, folders: tuple[str, ...]) -> tuple[_Reading, ...]:
        if not folders:
            return (_Reading(TOTAL, 0.0, True, 0),)
        if folders not in self._folders:
            above = self._read_folders(folders[:-1])
            self._folders[folders] = self._step(above, folders[-1], len(folders), file=False)
        return self._folders[folders]

    def _step(self, readings: Sequence[_Reading], name: str, depth: int, *, file: bool) -> tuple[_Reading, ...]:
        best: dict[str, _Reading] = {}
        for reading in readings:
            for following in self._moves(reading, name, depth, file=file):
                held = best.get(following.code)
                if held is None or following.worth > held.worth:
                    best[following.code] = following
        ranked = sorted(best.values(), key=lambda reading: -reading.worth)
        return tuple(ranked[:_READINGS])

    def _moves(self, reading: _Reading, name: str, depth: int, *, file: bool) -> list[_Reading]:
        """Return the ways in which a name can be read after what was read above it; staying is one of them."""
        levelled = self._levelled(reading, name, depth)
        name = self._without_level(name)
        moves = [reading if file else self._confirmed(reading, name), *levelled, *self._headed(reading, name, depth)]
        if levelled:
            moves[0] = replace(moves[0], worth=moves[0].worth - _AGAINST)
        for code, leads in self._codes(name) or (self._area_first(name) if reading.code == TOTAL else []):
            if self._within(reading.code, code):
                # It says no more than the folder does: A.I.1 on a file in the folder of A.I.1.i.a.
                moves[0] = replace(moves[0], worth=reading.worth + _CODE + 2 * _NUMBER)
                continue
            if file and not leads and reading.code != TOTAL and code not in self.rubric.questions:
                continue  # Lampiran A-1-2
            # A whole code says where it belongs wherever it stands.
            sure = reading.code == TOTAL or self._within(code, reading.code)
            why = "" if sure else f"kode di namanya {code}, foldernya {reading.code}"
            also = also_numbered(name, code)
            if sure and f"{code.rpartition('.')[0]}.{also}" in self.rubric.questions:
                sure, why = False, f"namanya menyebut {code} dan {also}"
            moves.append(_Reading(code, reading.worth + _CODE + 2 * _NUMBER, reading.sure and sure, depth, why))
        if reading.code in self.rubric.questions:
            return moves
        numbers = leading_numbers(name)
        tokens = [token for token, _ in numbers]
        named = self._numbering.resolve(tokens, None if reading.code == TOTAL else reading.code)
        title = name[numbers[named[1] - 1][1] :] if named else name[numbers[-1][1] :] if numbers else name
        fits = self._fits(title, reading.code)
        if named:
            # Who numbers a folder means something by it: to pass over the number costs.
            numbered = self._numbered(reading, named, fits, title, depth, file=file)
            if numbered:
                moves[0] = replace(moves[0], worth=moves[0].worth - _AGAINST)
            moves += numbered
        for code, fit in fits.items():
            if fit < FIT or (named and code == named[0]):
                continue
            against = named is not None and not self._within(code, named[0])
            worth = fit - _SKIP * self._skipped(reading.code, code) - _AGAINST * against
            sure = self._titled(reading.code, code, fit, title, file=file) or self._only_question(reading.code) == code
            why = f"judul '{title.strip()}' kurang cocok dengan {code}" if not sure else ""
            counted = lettered(tokens[0]) if len(tokens) == 1 else None
            if sure and fit < EXACT and counted and f"{reading.code}.{counted}" in self.rubric.questions:
                # The fifth folder of an indikator is e for most who number them so.
                sure = code.rpartition(".")[2] == counted
                why = "" if sure else f"nomornya menunjuk {reading.code}.{counted}, judulnya {code}"
            above = reading.sure or (fit >= CERTAIN and code in self.rubric.questions)
            moves.append(self._reached(reading, code, worth, above and sure, depth, why, fit))
        return moves

    def _reached(
        self, reading: _Reading, code: str, worth: float, sure: bool, depth: int, why: str, fit: float = 0.0
    ) -> _Reading:
        """Return a reading that went on to a part. A bagian that was passed over is assumed, not named."""
        passed = self._passes_over_twins(reading.code, code)
        assumed = reading.assumed or passed
        return _Reading(code, reading.worth + worth, sure, depth, why or reading.why, fit, assumed)

    def _passes_over_twins(self, above: str, code: str) -> bool:
        """Return whether going on from one part to another passes over the one that tells an area from its twin."""
        while code != above and code in self.rubric.parents:
            if code in self._twins and self.rubric.parents[code] != above:
                return True
            code = self.rubric.parents[code]
        return False

    def _levelled(self, reading: _Reading, name: str, depth: int) -> list[_Reading]:
        """Return what a number names with its level's word, such as ``AREA 3 SDM``: an area of each bagian."""
        codes, title = self._areas(name)
        below = [code for code in codes if self._skipped(reading.code, code) > 0 and self._within(code, reading.code)]
        fits = self._fits(title, reading.code) if below else {}
        worths = {code: fits[code] if fits.get(code, 0.0) >= FIT else 0.0 for code in below}
        return [
            self._reached(reading, code, _NUMBER - _SKIP + worth, reading.sure, depth, "")
            for code, worth in worths.items()
        ]

    def _areas(self, name: str) -> tuple[Sequence[str], str]:
        """Return the areas that a number names with the word for their level, or with words of their title alone
        (``3. SDM``), and the title behind it."""
        word, rest = _first_word(name)
        rest = rest.replace(" ", ". ", 1)
        numbers = leading_numbers(rest)
        codes = self._numbered_levels.get((_LEVEL_NAMES.get(word, word), numbers[0][0]), ()) if numbers else ()
        if codes:
            return codes, rest[numbers[-1][1] :]
        numbers = leading_numbers(name)
        if len(numbers) != 1:
            return (), ""
        number, end = numbers[0]
        words = self._titles.words(name[end:])
        numbered = (code for code in self._twins if self._numbering.tokens[code][-1] == number)
        return [code for code in numbered if self._titles.covers(words, code)], name[end:]

    def _confirmed(self, reading: _Reading, name: str) -> _Reading:
        """Return a reading that stays where it is, worth more where the name fits a part above it.

        Some put the area above the bagian: ``1. MANAJEMEN PERUBAHAN / REFORM``.
        """
        above = []
        code = reading.code
        while code != TOTAL:
            code = self.rubric.parents[code]
            above.append(code)
        numbers = leading_numbers(name)
        words = self._titles.words(name[numbers[-1][1] :] if numbers else name)
        fit = max(self._titles.fits(words, above[:-1]).values(), default=0.0)
        if fit < _SURE:
            return reading
        named = self._titles.fits(words, [code for code in above[:-1] if code not in self._twins])
        bagian_unnamed = reading.assumed and max(named.values(), default=0.0) < _SURE
        return replace(reading, worth=reading.worth + fit, assumed=bagian_unnamed)

    def _titled(self, above: str, code: str, fit: float, title: str, *, file: bool) -> bool:
        """Return whether a title alone is beyond doubt: the more levels it jumps, the better it must fit."""
        skipped = self._skipped(above, code)
        if file and (skipped or self._kinds.only_kinds(title)):
            return False
        if fit >= CERTAIN:
            return True
        words = self._titles.words(title)
        if len(words) == 1 and code in self.rubric.questions and not self._titles.is_head(words[0], code):
            return False  # Penerapan is no name for Evaluasi penerapan
        return fit >= _SURE + _SKIP * skipped or (not file and self._is_the_only_one(above, code, words))

    def _is_the_only_one(self, above: str, code: str, words: Sequence[str]) -> bool:
        """Return whether a part of few questions holds one that has all words of a title, where no other has any."""
        questions = self._questions_of(above)
        if not 0 < len(questions) <= _CLOSEST or code not in questions:
            return False
        return self._titles.covers(words, code) and set(self._titles.fits(words, questions)) == {code}

    def _numbered(
        self,
        reading: _Reading,
        named: tuple[str, int],
        fits: Mapping[str, float],
        title: str,
        depth: int,
        *,
        file: bool,
    ) -> list[_Reading]:
        code, count = named
        if file and count < 3 and reading.code == TOTAL:
            return []  # a.pdf, 1. SK.pdf: files are numbered for many reasons
        fit = fits.get(code, 0.0)
        words = self._titles.words(title)
        worth = _NUMBER + (fit if fit >= FIT else 0.0) + (_CODE if count >= 3 else 0.0)
        rival = max((other for other_code, other in fits.items() if not self._within(other_code, code)), default=0.0)
        clearly = rival - fit >= _CLEARLY or (rival >= _WHOLE > fit)
        contradicted = count < 3 and rival >= EXACT and clearly
        if contradicted:
            worth = _NUMBER - _AGAINST  # the text decides: institutions swap the texts of two letters
        worth -= _SKIP * max(0, self._skipped(reading.code, code) - (count - 1))
        # Numbering alone may count documents (a. SK, b. Undangan), not questions.
        counted = file or self._kinds.only_kinds(title)
        outdone = count < 3 and len(words) >= _SENTENCE and rival - fit >= NEAR_TWINS
        agrees = fit >= FIT or (code in self.rubric.nodes and self._titles.covers(words, code))
        sure = not (contradicted or outdone) and (count >= 3 or agrees or not words or not counted)
        why = "" if sure else f"hanya nomornya yang menunjuk {code}"
        sure = reading.sure and sure
        return [_Reading(code, reading.worth + worth, sure, depth, why or reading.why, assumed=reading.assumed)]

    def _headed(self, reading: _Reading, name: str, depth: int) -> list[_Reading]:
        """Return what a part's name and the numbering below it name, such as ``Pemenuhan 5.i.a``."""
        head = _HEAD.match(name)
        first, rest = head.groups() if head else ("", "")
        tokens = [token for token, _ in leading_numbers(rest)]
        if len(tokens) < _SHORTEST_BELOW or reading.code in self.rubric.questions:
            return []
        heads = [code for code, fit in self._fits(first, reading.code).items() if fit >= CERTAIN]
        codes = [named for head in heads if (named := self._numbering.resolve(tokens, head)) is not None]
        worth = reading.worth + _CODE + _NUMBER
        return [_Reading(code, worth, reading.sure, depth) for code, count in codes if count >= _SHORTEST_BELOW]

    def _codes(self, name: str) -> list[tuple[str, bool]]:
        """Return the codes in a name, and whether they lead it."""
        codes: dict[str, bool] = {}
        lead = tuple(token for token, _ in leading_numbers(name))
        for tokens, leads in ((lead, True), *((tokens, False) for tokens in codes_inside(name))):
            resolved = self._numbering.resolve(tokens) if len(tokens) >= 3 else None
            if resolved and resolved[1] >= 3:
                codes.setdefault(resolved[0], leads)
            elif len(tokens) >= _SHORTEST_END and not resolved:
                ends = self._numbering.ending_in(tokens)
                if len(ends) == 1:
                    codes.setdefault(ends[0], leads)
        return list(codes.items())

    def _area_first(self, name: str) -> list[tuple[str, bool]]:
        """Return the questions that four numbers and nothing else name, such as ``6_1_4_1``: some put the area before
        the bagian and count the letters. Two where either order names one."""
        tokens = [token for token, _ in leading_numbers(name)]
        letter = lettered(tokens[-1]) if len(tokens) == _SHORTEST_COUNTED else None
        if letter is None:
            return []
        first, second, third, _ = tokens
        orders = {(first, second, third, letter), (second, first, third, letter)}
        return sorted({(code, True) for order in orders for code in self._numbering.ending_in(order)})

    def _fit_all(self, title: str, above: str) -> dict[str, float]:
        return self._titles.fits(self._titles.words(title), self._below[above])

    def _judge(self, readings: Sequence[_Reading], folders: tuple[str, ...], stem: str) -> FilePlace:
        top = readings[0]
        question = self._only_question(top.code)
        below = folders[top.depth :]
        close = NEAR_TWINS if top.fit >= EXACT else _CLOSE
        rivals = [reading for reading in readings[1:] if reading.worth > top.worth - close and reading.code != top.code]
        rivals = [reading for reading in rivals if not self._within(top.code, reading.code)]
        rivals = [reading for reading in rivals if question is None or self._only_question(reading.code) != question]
        twin = self._twin(top, folders, stem) if question is not None and top.assumed else None
        if question is not None and top.sure and not rivals and twin is None:
            return FilePlace(question, (), top.code, below)
        why = top.why
        if question is not None and twin is not None:
            why = f"bagiannya tidak disebut; cocok juga dengan {twin}"
            return FilePlace(
                None, tuple(dict.fromkeys((question, *self._questions_of(twin))))[:_CLOSEST], top.code, below, why
            )
        if question is not None and rivals:
            why = f"cocok juga dengan {rivals[0].code}"
        elif question is None and top.code != TOTAL:
            why = f"tidak sampai ke pertanyaan, hanya ke {top.code}"
        return FilePlace(None, self._closest(readings, folders, stem), top.code, below, why)

    def _closest(self, readings: Sequence[_Reading], folders: tuple[str, ...], stem: str) -> tuple[str, ...]:
        """Return the likeliest questions: those read, and those under a part read whose words or kinds fit."""
        likeliest: list[str] = []
        words = self._titles.words(" ".join([*folders[-2:], stem]))
        kinds = self._kinds.in_text(stem)
        for reading in readings:
            if reading.code in self.rubric.questions:
                likeliest.append(reading.code)
                continue
            inside = [code for code in self._below[reading.code] if code in self.rubric.questions]
            fits = self._titles.fits(words, inside)
            expected = {code: len(kinds & set(self.rubric.questions[code].evidence)) for code in inside}
            ranked = sorted(
                (code for code in inside if fits.get(code) or expected[code] or reading.code != TOTAL),
                key=lambda code: -(fits.get(code, 0.0) + 0.2 * expected[code]),
            )
            likeliest += ranked[:_CLOSEST]
        return tuple(dict.fromkeys(likeliest))[:_CLOSEST]

    def _twin(self, top: _Reading, folders: tuple[str, ...], stem: str) -> str | None:
        """Return the part of the twin area that the names below the area fit as well; None where none does."""
        area = next((code for code in self._above(top.code) if code in self._twins), TOTAL)
        best, best_code = FIT, None
        for name in (*folders, stem)[: top.depth]:
            numbers = leading_numbers(name)
            title = name[numbers[-1][1] :] if numbers else name
            if max(self._fits(title, area).values(), default=0.0) < FIT:
                continue  # a word that told nothing here tells nothing there
            for other in self._twins.get(area, ()):
                for code, fit in self._fits(title, other).items():
                    if fit >= best:
                        best, best_code = fit, code
        return best_code

    def _above(self, code: str) -> Iterator[str]:
        while code != TOTAL:
            yield code
            code = self.rubric.parents[code]

    def _questions_of(self, code: str) -> list[str]:
        return [inner for inner in (code, *self._below.get(code, ())) if inner in self.rubric.questions]

    def _only_question(self, code: str) -> str | None:
        """Return the question that a part is, or the only one that it holds."""
        if code in self.rubric.questions:
            return code
        inside = [inner for inner in self._below.get(code, ()) if inner in self.rubric.questions]
        return inside[0] if len(inside) == 1 and code != TOTAL else None

    def _within(self, code: str, above: str) -> bool:
        return code == above or code in self._below.get(above, ())

    def _skipped(self, above: str, code: str) -> int:
        return self._depths[code] - self._depths[above] - 1

    def _depth(self, code: str) -> int:
        depth = 0
        while code != TOTAL:
            code = self.rubric.parents[code]
            depth += 1
        return depth

    def _without_level(self, name: str) -> str:
        """Return a name without the word for its level before its number: ``Area 1. ...``, ``Indikator ii``."""
        word, rest = _first_word(name)
        if word in self._level_words and leading_numbers(rest.replace(" ", ". ", 1)):
            return rest.replace(" ", ". ", 1) if not leading_numbers(rest) else rest
        return name


def _first_word(name: str) -> tuple[str, str]:
    """Return a name's first word, bare and in lower case, and the rest."""
    first, _, rest = name.strip().partition(" ")
    return first.lower().strip(".:-_"), rest


def _twins(rubric: Rubric) -> dict[str, tuple[str, ...]]:
    """Return the parts that bear one label under different parts: the areas of Pemenuhan and of Reform."""
    same: dict[tuple[str, str], list[str]] = {}
    for code, node in rubric.nodes.items():
        same.setdefault((node.label.lower(), code.rpartition(".")[2]), []).append(code)
    groups = [codes for codes in same.values() if len(codes) > 1]
    return {code: tuple(other for other in codes if other != code) for codes in groups for code in codes}


def _numbered_levels(rubric: Rubric, numbering: Numbering) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the parts that the word for their level and a number name: ``area`` and ``3``."""
    by_level: dict[tuple[str, str], list[str]] = {}
    for code in rubric.nodes:
        level = len(numbering.tokens[code]) - 1
        if level < len(rubric.levels):
            by_level.setdefault((rubric.levels[level].lower(), numbering.tokens[code][-1]), []).append(code)
    return {named: tuple(codes) for named, codes in by_level.items() if len(codes) > 1}


def _descendants(node: Node) -> tuple[str, ...]:
    return tuple(code for part in node.walk() for code in (part.code, *(q.code for q in part.questions)))[1:]
