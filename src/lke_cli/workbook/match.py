"""Which row holds which entry of the rubric: each row at most one, each entry at most one row, best total fit.

The text decides. Where texts repeat (an area stands in both bagian, an input under two questions) the neighbours
decide; the letter only breaks ties.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lke_cli.answers import squeeze
from lke_cli.rubric import Rubric
from lke_cli.workbook import words
from lke_cli.workbook.assignment import best_assignment
from lke_cli.workbook.words import Candidate, Vocabulary

_SURE = 0.62
"""Similarity under which a match is doubtful."""
ACCEPT = 0.45
"""Similarity under which a text is no match at all."""
_CLOSE = 0.06
"""Two entries whose fit to a row differs by less than this cannot be told apart."""

_CLAIMS = 25  # rows that may compete for one entry; texts repeat twice in the form
_BETWEEN, _NEAR, _MARKER, _SHAPE = 0.30, 0.15, 0.03, 0.08


class TextRow(NamedTuple):
    """A row with a text: its 0-based number, the text, the numbering before it, what its other columns look like."""

    number: int
    text: str
    marker: str
    weight: float | None
    choices: str


class Match(NamedTuple):
    """A row that holds an entry: its 0-based number, its text, how well they fit.

    rival: another entry that would fit as well, where there is one. altered: some words say another thing than its.
    """

    code: str
    row: int
    text: str
    similarity: float
    rival: str | None
    altered: bool = False

    @property
    def doubtful(self) -> bool:
        """Whether a person should look at it."""
        return self.similarity < _SURE or self.rival is not None or self.altered


def match_rows(rows: Sequence[TextRow], rubric: Rubric, vocabulary: Vocabulary) -> list[Match]:
    """Return the matches in row order. Rows that fit nothing are not in it."""
    shapes = _Shapes(rubric)
    possible = _few_each([_possible(row, vocabulary, shapes) for row in rows])
    anchors = _anchors(possible)
    settled = {anchor.entry.code for anchor in anchors.values()}
    fits: dict[int, list[tuple[float, Candidate]]] = {}
    known, chosen = dict(anchors), dict[int, str]()
    # Twice: what the first round finds tells the second where the doubtful rows stand.
    for _ in range(2):
        befores, afters = _neighbours(len(rows), known)
        for number, row in enumerate(rows):
            if number in anchors or not possible[number]:
                continue
            before, after = befores[number], afters[number]
            ranked = [
                (c.similarity + _context(c, before, after, rubric) + _marker(row, c) + shapes.bonus(row, c), c)
                for c in possible[number]
                if c.entry.code not in settled
            ]
            fits[number] = sorted(ranked, key=lambda fit: -fit[0])
        previous = chosen
        chosen = best_assignment({n: [(fit, c.entry.code) for fit, c in options] for n, options in fits.items()})
        if chosen == previous:
            break
        known = anchors | {n: next(c for _, c in fits[n] if c.entry.code == code) for n, code in chosen.items()}
    taken = settled | set(chosen.values())
    matches = [
        Match(anchor.entry.code, rows[i].number, rows[i].text, anchor.similarity, None) for i, anchor in anchors.items()
    ]
    matches += [_match(rows[i], code, fits[i], taken) for i, code in chosen.items()]
    matches = [match._replace(altered=vocabulary.altered(match.text, match.code)) for match in matches]
    return sorted(matches, key=lambda match: match.row)


def _possible(row: TextRow, vocabulary: Vocabulary, shapes: "_Shapes") -> list[Candidate]:
    """Return what a row may be by its text. One that states options is a question: it heads no others."""
    asks = shapes.offers_options(row)
    return [
        c
        for c in vocabulary.candidates(row.text)
        if c.similarity >= ACCEPT and (not asks or c.entry.kind in ("question", "input"))
    ]


def _few_each(possible: list[list[Candidate]]) -> list[list[Candidate]]:
    """Keep, of the rows that could be one entry, the best few: a text repeated a thousand times must not take hours."""
    claims: dict[str, list[tuple[float, int]]] = {}
    for number, candidates in enumerate(possible):
        for c in candidates:
            claims.setdefault(c.entry.code, []).append((-c.similarity, number))
    many = {code: {n for _, n in sorted(rows)[:_CLAIMS]} for code, rows in claims.items() if len(rows) > _CLAIMS}
    if not many:
        return possible
    return [
        [c for c in candidates if c.entry.code not in many or number in many[c.entry.code]]
        for number, candidates in enumerate(possible)
    ]


def _marker(row: TextRow, candidate: Candidate) -> float:
    return _MARKER if row.marker and row.marker == candidate.entry.marker else 0.0


def _match(row: TextRow, code: str, fits: list[tuple[float, Candidate]], taken: set[str]) -> Match:
    fit, candidate = next((fit, c) for fit, c in fits if c.entry.code == code)
    # A rival that another row holds is settled by the whole; one that no row holds leaves a doubt.
    rival = next(
        (
            c.entry.code
            for other, c in fits
            if c.entry.code != code and other > fit - _CLOSE and c.entry.code not in taken
        ),
        None,
    )
    return Match(code, row.number, row.text, candidate.similarity, rival)


def _anchors(possible: list[list[Candidate]]) -> dict[int, Candidate]:
    """Return the rows whose entry is beyond doubt by text alone and claimed by no other row."""
    anchors: dict[int, Candidate] = {}
    claims: dict[str, int] = {}
    for candidates in possible:
        for c in candidates:
            if c.similarity >= words.SURE:
                claims[c.entry.code] = claims.get(c.entry.code, 0) + 1
    for number, candidates in enumerate(possible):
        if not candidates or candidates[0].similarity < words.SURE:
            continue
        second = candidates[1].similarity if len(candidates) > 1 else 0.0
        if candidates[0].similarity - second >= words.LEAD and claims[candidates[0].entry.code] == 1:
            anchors[number] = candidates[0]
    return anchors


def _neighbours(count: int, known: Mapping[int, Candidate]) -> tuple[list[Candidate | None], list[Candidate | None]]:
    """Return, per row, the nearest known row above and below it."""
    before: list[Candidate | None] = []
    last: Candidate | None = None
    for number in range(count):
        before.append(last)
        last = known.get(number, last)
    after: list[Candidate | None] = []
    last = None
    for number in reversed(range(count)):
        after.append(last)
        last = known.get(number, last)
    return before, after[::-1]


def _context(candidate: Candidate, before: Candidate | None, after: Candidate | None, rubric: Rubric) -> float:
    order = candidate.entry.order
    if (before is None or before.entry.order < order) and (after is None or order < after.entry.order):
        return _BETWEEN
    parent = rubric.parents.get(candidate.entry.code)
    for neighbour in (before, after):
        if neighbour is not None and parent in (neighbour.entry.code, rubric.parents.get(neighbour.entry.code)):
            return _NEAR
    return 0.0


class _Shapes:
    """What the other columns of a row say about its kind: a weight, a scale, a count."""

    def __init__(self, rubric: Rubric) -> None:
        self._weights = rubric.weights
        scales = {name: squeeze(scale.form) for name, scale in rubric.scales.items()}
        self._forms = {code: scales[question.scale] for code, question in rubric.questions.items()}
        self._options = {form for name, form in scales.items() if rubric.scales[name].kind in ("choice", "number")}
        self._counts = {form for name, form in scales.items() if rubric.scales[name].kind == "count"}

    def offers_options(self, row: TextRow) -> bool:
        """Return whether a row states the options of a scale: ``A/B/C``. A percentage heads its counts too."""
        return squeeze(row.choices) in self._options

    def bonus(self, row: TextRow, candidate: Candidate) -> float:
        code, kind = candidate.entry.code, candidate.entry.kind
        choices = squeeze(row.choices)
        bonus = 0.0
        if kind in ("question", "input") and choices:
            fits = choices in self._counts if kind == "input" else choices == self._forms[code]
            bonus += _SHAPE if fits else 0.0
        weight = self._weights.get(code)
        if weight is not None and row.weight is not None and abs(weight - row.weight) < 1e-9:
            bonus += _SHAPE
        elif kind == "question" and weight is None and row.weight is None and choices:
            bonus += _SHAPE / 2
        return bonus
