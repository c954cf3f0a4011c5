"""The options of a question as their texts describe them: what a narrative is held against."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from lke_cli.answers import option_texts
from lke_cli.patterns import later
from lke_cli.scoring.clauses import MONTHS_NAMED, Clause, Share, acronyms, clauses
from lke_cli.scoring.wording import Wording
from lke_cli.scoring.words import WORD, stem, stems
from lke_cli.untrusted import one_line

_DENIALS = ("belum", "tidak", "tanpa")
_SHARES = ("bagian", "seluruh", "semua", "mayoritas", "segenap", "beberapa", "sepenuh")
_COUNTS = ("kali", "setiap", "tiap ", "per ", "secara ", "semester", "wulan", "tahunan", "bulanan")
_MANNERS = ("kala", "terus", "kelanjutan", "kali", "setiap", "tiap ")
_PERCENTS = ("%",)
_TIMES = (
    *("kali", "bulan", "wulan", "tw", "kuartal", "semester", "smt", "setahun", "tahunan", " tahun sekali", "x "),
    *("tiap tahun", "per tahun", "akhir tahun", "minggu", *MONTHS_NAMED.split("|")),
)

_Range = tuple[float, float]
_BETWEEN = later(r"(\d{1,3}) ?% ?- ?(\d{1,3}) ?%")
_BELOW = later(r"(?:<|\b(?:di ?bawah|kurang dari)\b) ?(\d{1,3}) ?%")
_ABOVE = later(r"(?:>|\b(?:di ?atas|lebih dari)\b) ?(\d{1,3}) ?%")
_LIMITED_TO = later(r"\((hanya [^)]{1,80})\)")  # in brackets, which are passed over
_BETTER = later(r"(?<!tidak )\blebih (?:baik|tinggi) dari\b.*\bsebelumnya\b")
_ALL = 100.0
_MOST_OF_THEM = 0.6


class WrittenOptions(NamedTuple):
    """The texts of options as they stand: by which a copy is told, before anything is read of them.

    said: shortened. pairs: of words that follow each other. words: all of them, and how many of them (``fewest``) a
    copy has at least.
    """

    said: Mapping[str, str]
    pairs: Mapping[str, frozenset[tuple[str, str]]]
    words: frozenset[str]
    fewest: float


class Option(NamedTuple):
    """An option as its text describes it.

    denied: what it denies, and of what. scope: all that stands behind its denials. rules_out: what a narrative that it
    fits cannot say. only: what it is limited to (``hanya ...``). still: what it says is left (``masih terdapat ...``).
    limits: of its percentage, if it has one. better: it is better than the year before.
    """

    name: str
    stems: frozenset[str]
    denied: frozenset[str]
    scope: frozenset[str]
    rules_out: frozenset[str]
    shares: Mapping[str, Share]
    times: int | None
    frequency: str | None
    only: frozenset[str]
    still: tuple[str, ...]
    limits: _Range | None
    better: bool


class OptionForm(NamedTuple):
    """The options of a question, best first.

    stems: of the options and of the question. absent: of things of which there need be none. at_least: counts are
    minimums. ranged: the options differ by percentages. counting: without one of these no text tells a count or a
    percentage by which they differ. signs: without one of them a sentence says nothing. words: of all options.
    """

    options: Mapping[str, Option]
    stems: frozenset[str]
    absent: frozenset[str]
    at_least: bool
    ranged: bool
    counting: tuple[str, ...]
    signs: tuple[str, ...]
    words: frozenset[str]


@lru_cache(maxsize=4096)
def written_options(explanation: str, names: tuple[str, ...]) -> WrittenOptions:
    """Return the texts that a form gives its options."""
    by_letter = {name.lower(): name for name in names}
    texts = {by_letter[letter]: text for letter, text in option_texts(explanation).items() if letter in by_letter}
    written = {name: WORD.findall(text.lower()) for name, text in texts.items()}
    pairs = {name: frozenset(pairwise(words)) for name, words in written.items() if len(words) > 1}
    fewest = min([len(set(words)) for words in written.values() if len(words) > 1], default=1)
    return WrittenOptions(
        said={name: one_line(text, 90) for name, text in texts.items()},
        pairs=pairs,
        words=frozenset(word for words in written.values() for word in words),
        fewest=fewest * _MOST_OF_THEM,
    )


@lru_cache(maxsize=4096)
def options_of(explanation: str, names: tuple[str, ...], wording: Wording, question: str) -> OptionForm:
    """Return the options that a form describes, in the order of ``names`` (best first). question: its text."""
    texts = option_texts(explanation)
    by_letter = {name.lower(): name for name in names}
    options = {
        by_letter[letter]: _option(by_letter[letter], text, wording)
        for letter, text in texts.items()
        if letter in by_letter
    }
    if not options and len(names) == 2 and explanation:
        options = _yes_or_no(explanation, names, wording)
    every = options.values()
    return OptionForm(
        options={name: options[name] for name in names if name in options},
        stems=frozenset(stems(WORD.findall(wording.renamed(question.lower())))).union(
            *(option.stems for option in every), acronyms(explanation.lower()), acronyms(question.lower())
        ),
        absent=frozenset(map(stem, wording.absent)),
        at_least=_says_at_least(explanation),
        ranged=len({option.limits for option in every if option.limits}) > 1,
        counting=_counting(every),
        signs=_signs(every),
        words=frozenset(WORD.findall(explanation.lower())),
    )


def _counting(every: Iterable[Option]) -> tuple[str, ...]:
    signs: tuple[str, ...] = ()
    if any(option.times is not None or option.frequency for option in every):
        signs += _TIMES
    if any(option.limits for option in every):
        signs += ("%", "persen", "prosen")
    return signs


def _signs(every: Iterable[Option]) -> tuple[str, ...]:
    signs: tuple[str, ...] = ()
    if any(option.denied for option in every):
        signs += _DENIALS + _MANNERS
    if any(option.shares for option in every):
        signs += _SHARES
    if any(option.times is not None or option.frequency for option in every):
        signs += _COUNTS
    if any(option.limits for option in every):
        signs += _PERCENTS
    return signs


def shares_said(read: Iterable[Clause]) -> dict[str, Share]:
    """Return what each share is said of: ``{'sop': 'sebagian besar'}``. A noun with two shares is left out."""
    shares: dict[str, Share] = {}
    twice = set()
    for clause in read:
        for share, noun in clause.quantities:
            if shares.setdefault(noun, share) != share:
                twice.add(noun)
    return {noun: share for noun, share in shares.items() if noun not in twice}


def _says_at_least(text: str) -> bool:
    return any(words in text.lower() for words in ("minimal", "paling sedikit", "sekurang"))


def _option(name: str, text: str, wording: Wording) -> Option:
    plain = wording.undotted(_LIMITED_TO.sub(r", \1", " ".join(text.lower().split())))
    read = clauses(plain, wording.renamed, every=True)
    times = [count for clause in read for count in clause.times]
    frequencies = [frequency for clause in read for frequency in clause.frequencies]
    denials = [denial for clause in read for denial in clause.denied]
    return Option(
        name=name,
        stems=frozenset(word for clause in read for word in clause.telling),
        denied=frozenset(thing for denial in denials for thing in (denial.stem, denial.whose) if thing),
        scope=frozenset(word for clause in read for word in clause.scope),
        rules_out=frozenset(denial.stem for denial in denials),
        shares=shares_said(read),
        times=times[0] if len(times) == 1 and times[0] else None,
        frequency=frequencies[0] if len(frequencies) == 1 else None,
        only=frozenset(word for clause in read for word in clause.only),
        still=tuple([word for clause in read for word in clause.still]),
        limits=_limits(plain),
        better=_BETTER.search(plain) is not None,
    )


def _limits(text: str) -> _Range | None:
    """Return between which percentages an option lies, both ends left out."""
    between = _BETWEEN.search(text)
    if between:
        return float(between[1]), float(between[2])
    below, above = _BELOW.search(text), _ABOVE.search(text)
    if below:
        return -1.0, float(below[1])
    return (float(above[1]), _ALL + 1) if above else None


def _yes_or_no(explanation: str, names: tuple[str, ...], wording: Wording) -> dict[str, Option]:
    """Return both options of a form that describes only the better one: the other denies any of it."""
    best, worst = names
    text = explanation.strip()
    if text.lower().startswith(best.lower()):
        text = text[len(best) :].lstrip(" ,.:;-–")
    yes = _option(best, text, wording)
    denied = yes.stems.union(acronyms(text.lower()))
    no = yes._replace(name=worst, denied=denied, rules_out=frozenset(), shares={})
    return {best: yes, worst: no}
