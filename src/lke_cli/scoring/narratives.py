"""Does the narrative beside an answer describe the option that was chosen? Judged by the form's own option texts.

Said only where it is clear: a narrative that repeats another option's text, or names another count, frequency or share
of the very thing that the options grade, or denies what the chosen option claims, or the other way round. Everything
else is silence: a finding that is wrong costs more than one that is missing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from lke_cli.answers import Answers, Given, Reading, option_texts
from lke_cli.findings import Finding
from lke_cli.rubric import Rubric, Scale
from lke_cli.scoring import rules
from lke_cli.scoring.clauses import (
    MADE,
    NEGATORS,
    WORD,
    Clause,
    Denial,
    Share,
    acronyms,
    clauses,
    frequency_times,
    sentences,
)
from lke_cli.untrusted import one_line

_SHORT = 12  # characters under which a narrative tells nothing
_COPIED, _LEAD = 0.8, 0.15
_LONGEST = 2000  # characters of a narrative that are read
_FEW_PAIRS = 4
_OVERLAP = 0.5  # of a clause's telling words that must be the form's
_COVERED = 0.75  # of an option's telling words that a narrative must name to stand for it
_LONGEST_PLACEHOLDER = 60

_PLACEHOLDER_WORDS = """
    ada sudah telah ok oke sesuai terlampir lampiran lamp idem sama ya tidak belum sda cukup baik lengkap done selesai
    test tes xxx nihil lihat diisi isi narasi keterangan catatan penjelasan tersedia terpenuhi sudahada bukti dukung
    data eviden evidence dokumen berkas link tautan folder drive di pada dalam dan dengan yang seperti sebagaimana
    dilaksanakan dilakukan terlaksana ketentuan
"""
_PLACEHOLDERS = frozenset(_PLACEHOLDER_WORDS.split())
_DENIALS = ("belum", "tidak", "tanpa")
_SHARES = ("bagian", "seluruh", "semua", "mayoritas", "segenap", "beberapa", "sepenuh")
_COUNTS = ("kali", "x ", "bulan", "wulan", "semester", "tahun")
_MANNERS = ("kala", "rutin", "terus", "periodik", "teratur", "lanjut")
_DONE = ("telah", "sudah")


class _Option(NamedTuple):
    """An option as its text describes it. rules_out: what a narrative that it fits cannot say."""

    name: str
    text: str
    pairs: frozenset[tuple[str, str]]
    stems: frozenset[str]
    denied: frozenset[str]
    rules_out: frozenset[str]
    shares: Mapping[str, Share]
    times: int | None
    frequency: str | None


class _Form(NamedTuple):
    """The options of a question, best first. signs: without one of them a narrative can only be a copy.

    words, fewest: the words of all options, and how many of them a copy has at least. at_least: counts are minimums.
    """

    options: Mapping[str, _Option]
    stems: frozenset[str]
    at_least: bool
    signs: tuple[str, ...]
    words: frozenset[str]
    fewest: float


_Found = tuple[str, str] | None


def narrative_findings(rubric: Rubric, answers: Answers, readings: Mapping[str, Reading]) -> Iterator[Finding]:
    """Yield what is wrong with the narratives: placeholders, and those that describe another option."""
    for code, question in rubric.questions.items():
        given, reading = answers.get(code), readings[code]
        if given is None or not given.narrative or reading.state != "answered":
            continue
        scale = rubric.scales[question.scale]
        if is_placeholder(given.narrative, given):
            yield rules.PLACEHOLDER_NARRATIVE.at(
                "{code} {label}: catatannya hanya {says}.",
                code=code,
                label=question.label,
                says=_what_it_says(given),
                node=code,
                cell=given.narrative_cell,
            )
        elif scale.kind == "choice":
            found = other_option(given.narrative, reading.shown, given.explanation, scale)
            if found:
                option, why = found
                yield rules.NARRATIVE_CONTRADICTS.at(
                    "{code} {label}: dijawab {shown}, tetapi catatannya menggambarkan {option}: {why}.",
                    code=code,
                    label=question.label,
                    shown=reading.shown,
                    option=option,
                    why=why,
                    node=code,
                    cell=given.narrative_cell,
                )


def _what_it_says(given: Given) -> str:
    plain = "".join(WORD.findall(given.narrative.lower()))
    again = len(plain) > _SHORT and (plain == _letters_of_form(given.text) or _repeats(given.narrative, given.text))
    return "mengulang pertanyaan" if again else f"'{one_line(given.narrative, 30)}'"


def is_placeholder(narrative: str, given: Given) -> bool:
    """Return whether a narrative says nothing: ``xxx``, ``-``, ``sudah sesuai``, or the question over again."""
    if len(narrative) > _LONGEST_PLACEHOLDER:
        longer = len(given.text) * 2 < len(narrative) or len(narrative) * 2 < len(given.text)
        return not longer and _repeats(narrative, given.text)
    words = WORD.findall(narrative.lower())
    plain = "".join(words)
    if len(plain) < 3 or plain.count(plain[0]) == len(plain):
        return True
    if len(plain) > _SHORT and plain == _letters_of_form(given.text):
        return True
    empty = all(word in _PLACEHOLDERS or len(word) == 1 or word.isdigit() for word in words)
    # 'belum ada' may be all that there is to say under the lowest option; a lone 'belum' is not.
    return empty and (len(words) == 1 or NEGATORS.isdisjoint(words))


def _repeats(narrative: str, text: str) -> bool:
    """Return whether a narrative is a text of the form over again; nearly all differ from it by their first word."""
    letters, first = _letters_of_form(text), WORD.search(narrative)
    return first is not None and letters.startswith(first.group().lower()) and letters == _letters(narrative)


def _letters(text: str) -> str:
    return "".join(WORD.findall(text.lower()))


_letters_of_form = lru_cache(maxsize=1024)(_letters)  # units that use one form share its texts


def other_option(narrative: str, chosen: str, explanation: str, scale: Scale) -> _Found:
    """Return the option that a narrative clearly describes where it is not the chosen one, and why; else None.

    explanation: the form's option texts (``a. ... b. ...``; ``Ya, jika ...``). chosen: an option of the scale.
    """
    if len(narrative) < _SHORT:
        return None
    form = _form(explanation, scale.best_first)
    option = form.options.get(chosen)
    if option is None:
        return None
    text = narrative[:_LONGEST].lower()
    if len(form.words.intersection(text.split())) >= form.fewest:
        found = _copied(text, option, form)
        if found:
            return found
    signs = form.signs + _DONE if option.denied else form.signs
    if not any(map(text.__contains__, signs)):
        return None
    text = "\n".join([" ".join(line.split()) for line in text.splitlines()])
    # Most sentences say nothing of the kind: only where one seems to is the whole read.
    likely = "\n".join([each for each in sentences(text) if any(map(each.__contains__, signs))])
    return _judged(likely, option, form) and _judged(text, option, form)


def _judged(text: str, chosen: _Option, form: _Form) -> _Found:
    said = clauses(text)
    bound = [clause for clause in said if _is_about(clause, form)]
    for judge in _JUDGES if bound else ():
        found = judge(said, bound, chosen, form)
        if found:
            return found
    return None


@lru_cache(maxsize=4096)
def _form(explanation: str, names: tuple[str, ...]) -> _Form:
    """Return the options that a form describes, in the order of ``names`` (best first)."""
    texts = option_texts(explanation)
    by_letter = {name.lower(): name for name in names}
    options = {by_letter[each]: _option(by_letter[each], text) for each, text in texts.items() if each in by_letter}
    if not options and len(names) == 2 and explanation:
        options = _yes_or_no(explanation, names)
    every = options.values()
    times = [option for option in every if option.times is not None]
    signs: tuple[str, ...] = ()
    if any(option.denied for option in every):
        signs += _DENIALS + _MANNERS
    if any(option.shares for option in every):
        signs += _SHARES
    if times or any(option.frequency for option in every):
        signs += _COUNTS
    counts = [len({word for pair in option.pairs for word in pair}) for option in every if option.pairs]
    return _Form(
        options={name: options[name] for name in names if name in options},
        stems=frozenset().union(*(option.stems for option in every), acronyms(explanation.lower())),
        at_least=any(_says_at_least(option.text) for option in times),
        signs=signs,
        words=frozenset(word for option in every for pair in option.pairs for word in pair),
        fewest=min(counts, default=1) * 0.6,
    )


def _says_at_least(text: str) -> bool:
    return any(words in text.lower() for words in ("minimal", "paling sedikit", "sekurang"))


def _option(name: str, text: str) -> _Option:
    plain = " ".join(text.lower().split())
    read = clauses(plain, every=True)
    times = [count for clause in read for count in clause.times]
    frequencies = [each for clause in read for each in clause.frequencies]
    denials = [each for clause in read for each in clause.denied]
    return _Option(
        name=name,
        text=one_line(text, 90),
        pairs=frozenset(pairwise(WORD.findall(plain))),
        stems=frozenset(each for clause in read for each in clause.telling),
        denied=frozenset(each for denial in denials for each in (denial.stem, denial.whose) if each),
        rules_out=frozenset(denial.stem for denial in denials),
        shares=_shares(read),
        times=times[0] if len(times) == 1 and times[0] else None,
        frequency=frequencies[0] if len(frequencies) == 1 else None,
    )


def _yes_or_no(explanation: str, names: tuple[str, ...]) -> dict[str, _Option]:
    """Return both options of a form that describes only the better one: the other denies any of it."""
    best, worst = names
    text = explanation.strip()
    if text.lower().startswith(best.lower()):
        text = text[len(best) :].lstrip(" ,.:;-–")
    yes = _option(best, text)
    denied = yes.stems.union(acronyms(text.lower()))
    no = yes._replace(name=worst, text="", pairs=frozenset(), denied=denied, rules_out=frozenset(), shares={})
    return {best: yes, worst: no}


def _shares(read: Iterable[Clause]) -> dict[str, Share]:
    """Return what each share is said of: ``{'sop': 'sebagian besar'}``. A noun with two shares is left out."""
    found: dict[str, Share] = {}
    twice = set()
    for clause in read:
        for share, noun in clause.quantities:
            if found.setdefault(noun, share) != share:
                twice.add(noun)
    return {noun: share for noun, share in found.items() if noun not in twice}


def _is_about(clause: Clause, form: _Form) -> bool:
    """Return whether a clause speaks of what the form asks about: its subject, what is done, most of its words."""
    if clause.planned or (clause.subject is not None and clause.subject not in form.stems):
        return False
    if not clause.verbs - {denial.stem for denial in clause.denied if denial.stem in MADE} <= form.stems:
        return False
    own = sum(word in form.stems for word in clause.telling)
    return own >= _OVERLAP * len(clause.telling)


def _copied(text: str, chosen: _Option, form: _Form) -> _Found:
    """It repeats another option's text, and the chosen one's less."""
    pairs = set(pairwise(WORD.findall(text)))
    shares = {
        name: len(option.pairs & pairs) / len(option.pairs) for name, option in form.options.items() if option.pairs
    }
    if chosen.name not in shares:
        return None
    best = max(shares, key=lambda name: (shares[name], len(form.options[name].pairs)))
    few = len(form.options[best].pairs)
    if few < _FEW_PAIRS and len(pairs) > 2 * few:
        return None  # a short text stands in many a sentence
    if best != chosen.name and shares[best] >= _COPIED and shares[best] - shares[chosen.name] >= _LEAD:
        return best, f"isinya mengulang pilihan {best} ('{form.options[best].text}')"
    return None


def _times(said: Sequence[Clause], bound: Sequence[Clause], chosen: _Option, form: _Form) -> _Found:
    """It names one count (``2 kali``, ``setiap semester``) that belongs to another option."""
    counted = {name: option.times for name, option in form.options.items() if option.times is not None}
    if len(counted) < 2 or len(set(counted.values())) != len(counted):
        return None
    of_all, of_bound = ([count for clause in each for count in clause.times] for each in (said, bound))
    named = ""
    if not of_all:
        names = [name for clause in said for name in clause.frequencies]
        of_all = [frequency_times(name) for name in names]
        of_bound = [frequency_times(name) for clause in bound for name in clause.frequencies]
        named = f" ({names[0]})" if names else ""
    if len(of_all) != 1 or of_bound != of_all or not of_all[0]:
        return None
    count = of_all[0]
    if form.at_least:
        reached = [name for name, times in counted.items() if times <= count]
        fits = max(reached, key=lambda name: counted[name], default=None)
    else:
        fits = next((name for name, times in counted.items() if times == count), None)
    if fits is None or fits == chosen.name:
        return None
    return fits, f"tertulis {count} kali{named}, pilihan {fits} menyebut {counted[fits]} kali"


def _frequency(said: Sequence[Clause], bound: Sequence[Clause], chosen: _Option, form: _Form) -> _Found:
    """It names one frequency (``setiap bulan``, ``per triwulan``) that belongs to another option."""
    known = {option.frequency: name for name, option in form.options.items() if option.frequency}
    of_all, of_bound = ([name for clause in each for name in clause.frequencies] for each in (said, bound))
    if len(known) < 2 or len(of_all) != 1 or of_bound != of_all or any(clause.times for clause in said):
        return None
    fits = known.get(of_all[0])
    return None if fits is None or fits == chosen.name else (fits, f"tertulis {of_all[0]}, seperti pilihan {fits}")


def _share(said: Sequence[Clause], bound: Sequence[Clause], chosen: _Option, form: _Form) -> _Found:
    """It says another share of the very thing that the options grade (``sebagian kecil SOP`` under ``seluruh SOP``)."""
    everywhere = _shares(said)
    for clause in bound:
        for share, noun in clause.quantities:
            if everywhere.get(noun) != share or not _says_more(clause, noun, form):
                continue
            graded = {name: graded for name, option in form.options.items() if (graded := _graded(option, noun))}
            own = graded.get(chosen.name)
            if own is None or own == share or len(set(graded.values())) < 2:
                continue
            fits = _fitting(share, own, graded, form)
            if fits:
                return fits, f"tertulis '{one_line(clause.text, 60)}', pilihan {chosen.name} berarti '{own}'"
    return None


def _says_more(clause: Clause, noun: str, form: _Form) -> bool:
    """Return whether a clause says what is the case with the noun, in words of the form or in none."""
    rest = [word for word in clause.telling if word != noun]
    return not rest or any(word in form.stems for word in rest)


def _graded(option: _Option, noun: str) -> Share | None:
    share = option.shares.get(noun)
    return "tidak ada" if share is None and option.denied and noun in option.stems else share


def _fitting(share: Share, own: Share, graded: Mapping[str, Share], form: _Form) -> str | None:
    """Return the option that a share means; one that is not exact means the next below the whole."""
    fits = [name for name, each in graded.items() if each == share]
    vague = share in ("sebagian", "belum seluruh")
    if not fits and (vague or share.startswith("sebagian")) and own == "seluruh":
        parts = [name for name, each in graded.items() if each not in ("seluruh", "tidak ada")]
        exact = [name for name in parts if graded[name] in ("sebagian", "belum seluruh")]
        fits = parts[:1] if vague else exact[:1]
    # Of two options with one share ('seluruh', and 'seluruh' with an innovation) the one that claims less.
    fits.sort(key=lambda name: len(form.options[name].stems))
    smallest = [form.options[name].stems for name in fits]
    if len(fits) == 1 or (fits and all(smallest[0] < each for each in smallest[1:])):
        return fits[0]
    return None


def _denied(said: Sequence[Clause], bound: Sequence[Clause], chosen: _Option, form: _Form) -> _Found:
    """It denies (``belum ...``, ``tidak ...``) what the chosen option claims, and another option denies too."""
    denies: dict[str, Clause] = {}
    for clause in bound:
        for denial in clause.denied:
            each = _denied_stem(denial, clause, form)
            elsewhere = any(each in other.said for other in said if other is not clause and not other.planned)
            if each and not elsewhere:
                denies[each] = clause
    new = frozenset(denies) - chosen.denied
    if not new:
        return None
    claimed = frozenset(each for clause in bound for each in clause.said) - frozenset(denies)
    asserted = frozenset(each for clause in bound for each in clause.asserted)
    able = [option for option in form.options.values() if claimed & chosen.stems <= option.stems]
    fits = [option for option in able if new <= option.denied and not option.rules_out & claimed]
    if not (new & chosen.stems or asserted & chosen.denied):
        # What the chosen option does not even mention: only the last option denies all that is asked for.
        fits = [option for option in fits if option is list(form.options.values())[-1]] if len(fits) == 1 else []
    elif not fits:
        fits = [option for option in able if option.stems < chosen.stems and not option.stems & new][:1]
    if not fits or fits[0] is chosen:
        return None
    text = next(clause.text for each, clause in denies.items() if each in new)
    return fits[0].name, f"tertulis '{one_line(text, 60)}', seperti pilihan {fits[0].name}"


def _denied_stem(denial: Denial, clause: Clause, form: _Form) -> str | None:
    """Return what is denied in the form's own words; None where it is something else."""
    beside = {each for each in (denial.beside, denial.whose) if each is not None}
    if not beside <= form.stems | form.words:
        return None
    if denial.stem in form.stems:
        return denial.stem
    return clause.subject if denial.stem in MADE and denial.beside is None else None


def _asserted(said: Sequence[Clause], bound: Sequence[Clause], chosen: _Option, form: _Form) -> _Found:
    """It asserts what the chosen option denies, and names nearly all that just one other option claims."""
    asserted = frozenset(each for clause in bound for each in clause.asserted)
    if not asserted & chosen.denied or any(clause.denied for clause in said):
        return None
    claimed = frozenset(each for clause in bound for each in clause.telling)
    fits = {
        option.name: clause
        for option in form.options.values()
        for clause in bound
        if not option.rules_out & asserted
        and asserted & form.stems <= option.stems
        and clause.asserted & chosen.denied
        and len(option.stems & claimed) >= _COVERED * len(option.stems)
        and option.name != chosen.name
        and not (option.denied and not option.rules_out)
    }
    if len(fits) != 1:
        return None
    ((name, clause),) = fits.items()
    return name, f"tertulis '{one_line(clause.text, 60)}', seperti pilihan {name}"


_Judge = Callable[[Sequence[Clause], Sequence[Clause], _Option, _Form], _Found]
_JUDGES: tuple[_Judge, ...] = (_times, _frequency, _share, _denied, _asserted)
