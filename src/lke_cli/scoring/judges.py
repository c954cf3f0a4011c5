"""The judges of narratives: each looks for one way in which a narrative describes another option than the chosen one.

A judge says an option and why, or nothing. What it is given is read by ``clauses``: all of a narrative (``whole``), and
of that what speaks of what is asked (``bound``).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from lke_cli.numbers import format_number
from lke_cli.scoring.clauses import Clause, Denial, Share, frequency_named, frequency_times
from lke_cli.scoring.options import Option, OptionForm, WrittenOptions, shares_said
from lke_cli.scoring.words import HEADS, MADE, OUTCOME_STEMS, WORD, stem
from lke_cli.untrusted import one_line

Described = tuple[str, str] | None

_COPIED, _LEAD = 0.8, 0.15
_FEW_PAIRS = 4
_OVERLAP = 0.5  # of a clause's telling words that must be the form's
_COVERED = 0.75  # of an option's telling words that a narrative must name to stand for it
_ENTERED = frozenset(map(stem, ["diinput", "diisi", "dicatat"]))  # as good as done
_TWO, _HALF = 2, 0.5  # of two options one is what the other is not: less of its words tell


def described_option(whole: Sequence[Clause], chosen: Option, form: OptionForm, *, by_count: bool = False) -> Described:
    """Return the option that clauses describe where it is not the chosen one, and why; else None. by_count: only by a
    number, a frequency or a percentage."""
    bound = [clause for clause in whole if is_about(clause, form)]
    judges = _BY_COUNT if by_count else _JUDGES
    for judge in judges if bound else ():
        described = judge(whole, bound, chosen, form)
        if described:
            return described
    return None


def is_about(clause: Clause, form: OptionForm) -> bool:
    """Return whether a clause speaks of what the form asks about: its subject, what is done, most of its words."""
    if clause.planned or (clause.subject is not None and clause.subject not in form.stems | OUTCOME_STEMS):
        return False
    known = form.stems.union([denial.stem for denial in clause.denied if denial.stem in MADE], _ENTERED)
    if not clause.verbs <= known:
        return False
    own = sum(word in form.stems for word in clause.telling)
    return own >= _OVERLAP * len(clause.telling)


def copied(text: str, chosen: str, texts: WrittenOptions) -> Described:
    """It repeats another option's text, and the chosen one's less."""
    pairs = set(pairwise(WORD.findall(text)))
    shares = {name: len(own & pairs) / len(own) for name, own in texts.pairs.items()}
    if chosen not in shares:
        return None
    best = max(shares, key=lambda name: (shares[name], len(texts.pairs[name])))
    few = len(texts.pairs[best])
    if few < _FEW_PAIRS and len(pairs) > 2 * few:
        return None  # a short text stands in many a sentence
    if best != chosen and shares[best] >= _COPIED and shares[best] - shares[chosen] >= _LEAD:
        return best, f"isinya mengulang pilihan {best} ('{texts.said[best]}')"
    return None


def repeats(text: str, chosen: str, texts: WrittenOptions) -> bool:
    """Return whether a text repeats most of an option's own."""
    own = texts.pairs.get(chosen, frozenset())
    return len(own.intersection(pairwise(WORD.findall(text)))) > _OVERLAP * len(own)


def _times(whole: Sequence[Clause], bound: Sequence[Clause], chosen: Option, form: OptionForm) -> Described:
    """It names one count (``2 kali``, ``setiap semester``) that belongs to another option."""
    counted = {name: option.times for name, option in form.options.items() if option.times is not None}
    if len(counted) < 2 or len(set(counted.values())) != len(counted):
        return None
    of_all, of_bound = (set(_counts(clauses)) for clauses in (whole, bound))
    if len(of_all) != 1 or of_bound != of_all or 0 in of_all:
        return None
    (count,) = of_all
    names = [name for clause in whole for name in clause.frequencies if not any(clause.times for clause in whole)]
    named = f" ({names[0]})" if names else ""
    if any(frequency_times(name) == chosen.times for clause in whole for name in clause.frequencies):
        return None  # 'setiap triwulan. Dahulu hanya 2 kali'
    if form.at_least:
        reached = [name for name, times in counted.items() if times <= count]
        fits = max(reached, key=lambda name: counted[name], default=None)
    else:
        fits = next((name for name, times in counted.items() if times == count), None)
    if fits is None or fits == chosen.name:
        return None
    return fits, f"tertulis {count} kali{named}, pilihan {fits} menyebut {counted[fits]} kali"


def _counts(clauses: Sequence[Clause]) -> Iterator[int]:
    """Yield how often a year clauses tell: by numbers, and by frequencies."""
    for clause in clauses:
        yield from clause.times
        yield from map(frequency_times, clause.frequencies)


def _frequency(whole: Sequence[Clause], bound: Sequence[Clause], chosen: Option, form: OptionForm) -> Described:
    """It names one frequency (``setiap bulan``, ``dua kali setahun``) that belongs to another option."""
    known = {option.frequency: name for name, option in form.options.items() if option.frequency}
    if len(known) < _TWO:
        return None
    of_all, of_bound = ({name for clause in clauses for name in _named(clause)} for clauses in (whole, bound))
    if len(of_all) != 1 or of_bound != of_all:
        return None
    (named,) = of_all
    fits = known.get(named)
    return None if fits is None or fits == chosen.name else (fits, f"tertulis {named}, seperti pilihan {fits}")


def _named(clause: Clause) -> list[str]:
    counted = [frequency_named(times) for times in clause.times]
    return [*clause.frequencies, *counted] if not clause.frequencies or not counted else ["", "-"]


def _percent(whole: Sequence[Clause], bound: Sequence[Clause], chosen: Option, form: OptionForm) -> Described:
    """It names one percentage, which lies between the limits of another option and not between the chosen one's."""
    of_all, of_bound = ({percent for clause in clauses for percent in clause.percents} for clauses in (whole, bound))
    if (
        not form.ranged
        or not (chosen.limits or chosen.shares or chosen.denied)
        or len(of_all) != 1
        or of_bound != of_all
    ):
        return None
    (value,) = of_all
    limits = [(option.name, option.limits) for option in form.options.values() if option.limits]
    if any(value in limit for _, limit in limits):
        return None  # on a limit it may belong to either side
    fits = next((name for name, (low, high) in limits if low < value < high), None)
    if fits is None or fits == chosen.name:
        return None
    return fits, f"tertulis {format_number(value, 0)}%, seperti pilihan {fits}"


def _share(whole: Sequence[Clause], bound: Sequence[Clause], chosen: Option, form: OptionForm) -> Described:
    """It says another share of the very thing that the options grade (``sebagian kecil SOP`` under ``seluruh SOP``)."""
    everywhere = shares_said(whole)
    denied = frozenset(denial.stem for clause in whole for denial in clause.denied)
    for clause in bound:
        for share, noun in clause.quantities:
            if everywhere.get(noun) != share or not _says_more(clause, noun, form):
                continue
            graded = {name: graded for name, option in form.options.items() if (graded := _graded(option, noun))}
            own = graded.get(chosen.name)
            if own is None or own == share or len(set(graded.values())) < 2:
                continue
            fits = _sole(_fitting(share, own, graded), form, clause.said, denied)
            if fits:
                return fits, f"tertulis '{one_line(clause.text, 90)}', pilihan {chosen.name} berarti '{own}'"
    return None


def _says_more(clause: Clause, noun: str, form: OptionForm) -> bool:
    """Return whether a clause says what is the case with the noun, in words of the form or in none."""
    rest = [word for word in clause.telling if word != noun]
    return not rest or any(word in form.stems for word in rest)


def _graded(option: Option, noun: str) -> Share | None:
    share = option.shares.get(noun)
    return "tidak ada" if share is None and option.denied and noun in option.stems else share


def _fitting(share: Share, own: Share, graded: Mapping[str, Share]) -> list[str]:
    """Return the options that a share means; one that is not exact means the next below the whole."""
    fits = [name for name, graded_as in graded.items() if graded_as == share]
    vague = share in ("sebagian", "belum seluruh")
    if fits or own != "seluruh" or not (vague or share.startswith("sebagian")):
        return fits
    parts = [name for name, graded_as in graded.items() if graded_as not in ("seluruh", "tidak ada")]
    exact = [name for name in parts if graded[name] in ("sebagian", "belum seluruh")]
    return parts[:1] if vague else exact[:1]


def _sole(fits: Sequence[str], form: OptionForm, words: frozenset[str], denied: frozenset[str]) -> str | None:
    """Return the one of several options with the same share that agrees with what else is said and denied; of two
    ('seluruh', and 'seluruh' with an innovation) the one that claims less."""
    options = [form.options[name] for name in fits]
    if len(options) > 1:
        options = [option for option in options if not option.rules_out & words]
        options = [option for option in options if not denied & (option.stems - option.denied)] or options
        options = [option for option in options if not option.rules_out] or options
    options.sort(key=lambda option: len(option.stems))
    if options and all(options[0].stems < option.stems for option in options[1:]):
        return options[0].name
    return None


def _denied(whole: Sequence[Clause], bound: Sequence[Clause], chosen: Option, form: OptionForm) -> Described:
    """It denies (``belum ...``, ``tidak ...``) what the chosen option claims, and another option denies too."""
    denies = _denials(whole, bound, form)
    new = [ways for ways in denies if ways.isdisjoint(chosen.denied)]
    if not new:
        return None
    denied = frozenset().union(*denies)
    claimed = frozenset(word for clause in bound if not clause.denied for word in clause.said) - denied
    asserted = frozenset(word for clause in bound for word in clause.asserted)
    able = [option for option in form.options.values() if not option.rules_out & claimed]
    fits = _denying(new, able)
    if not (chosen.stems & frozenset().union(*new) or asserted & chosen.denied):
        # What the chosen option does not even mention: only an option that denies just this.
        fits = fits if len(fits) == 1 else []
    elif not fits:
        fits = [option for option in able if option.stems < chosen.stems and not option.stems & denied]
    if not fits or fits[0] is chosen:
        return None
    return fits[0].name, f"tertulis '{one_line(denies[new[0]].text, 90)}', seperti pilihan {fits[0].name}"


def _denials(whole: Sequence[Clause], bound: Sequence[Clause], form: OptionForm) -> dict[frozenset[str], Clause]:
    """Return what is denied, each in all words that say it, with its clause; but for what is said to be elsewhere."""
    by_ways = {}
    for clause in bound:
        for denial in clause.denied:
            thing = {word for word in (denial.stem, denial.beside) if word}
            elsewhere = any(thing <= other.said for other in whole if not (other.denied or other.planned))
            ways = frozenset[str]() if elsewhere else _denied_stems(denial, clause, form)
            if ways:
                by_ways[ways] = clause
    return by_ways


def _denying(new: Sequence[frozenset[str]], able: Sequence[Option]) -> list[Option]:
    """Return the options that deny all of it, else those behind whose denials all of it stands."""
    fits = [option for option in able if not any(ways.isdisjoint(option.denied) for ways in new)]
    return fits or [option for option in able if not any(ways.isdisjoint(option.scope) for ways in new)]


def _denied_stems(denial: Denial, clause: Clause, form: OptionForm) -> frozenset[str]:
    """Return what is denied in the form's own words, each of which says it: in ``belum ada SOP yang dievaluasi`` both
    the SOP and that they are. Empty where it is something else."""
    beside = {word for word in (denial.beside, denial.whose) if word is not None}
    if denial.there and denial.stem in form.absent:
        return frozenset()
    if not beside <= form.stems | form.words | (HEADS if denial.stem in MADE else frozenset()):
        return frozenset()
    ways = {denial.stem} if denial.stem in form.stems else set[str]()
    if denial.whose and ways:
        ways.add(denial.whose)
    if denial.stem in MADE and clause.subject:
        ways |= {clause.subject} | (clause.said & form.stems)
    return frozenset(ways)


def _asserted(whole: Sequence[Clause], bound: Sequence[Clause], chosen: Option, form: OptionForm) -> Described:
    """It asserts what the chosen option denies, and names nearly all that just one other option claims."""
    asserted = frozenset(word for clause in bound for word in clause.asserted)
    if not asserted & chosen.denied or any(clause.denied for clause in whole):
        return None
    claimed = asserted.union(*(clause.telling for clause in bound))
    fits = {
        option.name: clause
        for option in form.options.values()
        for clause in bound
        if not option.rules_out & asserted
        and asserted & form.stems <= option.stems
        and clause.asserted & chosen.denied
        and len(option.stems & claimed) >= (_COVERED if len(form.options) > _TWO else _HALF) * len(option.stems)
        and option.name != chosen.name
        and not (option.denied and not option.rules_out)
    }
    if len(fits) != 1:
        return None
    ((name, clause),) = fits.items()
    return name, f"tertulis '{one_line(clause.text, 90)}', seperti pilihan {name}"


_Judge = Callable[[Sequence[Clause], Sequence[Clause], Option, OptionForm], Described]
_BY_COUNT: tuple[_Judge, ...] = (_times, _frequency, _percent)
_JUDGES: tuple[_Judge, ...] = (_times, _frequency, _percent, _share, _denied, _asserted)
