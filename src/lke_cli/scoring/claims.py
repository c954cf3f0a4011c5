"""What an option claims: what a narrative beside it may be lower than."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from lke_cli.scoring.cues import DIGITAL, WORSE
from lke_cli.scoring.options import Option, OptionForm, options_of
from lke_cli.scoring.wording import Wording
from lke_cli.scoring.words import MANNERS, WORD, stem, stems

_OFTEN = frozenset(MANNERS.values())
_DIGITAL = frozenset(map(stem, DIGITAL))
_WORSE = frozenset(map(stem, WORSE))
_HALF, _TWO = 0.5, 2
_EVERY_TERM = 4  # times a year
_GAP = stem("kesenjangan")
_IN_TIME = frozenset([stem("tepat"), stem("waktu")])


class State(NamedTuple):
    """What a narrative reports. kind: none, planned, part, gap, seldom, otherwise or left. of: the stem it is said of.
    text: the sentence, as written. share: how much of it there is, where told. told: the stems of the clause.
    alone: nothing else is said to be done, nor that some of it is. done: something else is said to be."""

    kind: str
    of: str
    text: str = ""
    share: float | None = None
    told: frozenset[str] = frozenset()
    alone: bool = True
    done: bool = False


class OptionClaim(NamedTuple):
    """What a chosen option claims.

    stems: that a lower state may be said of. beyond: that only better options claim: to lack it is in order.
    graded: it says of how much. partial: it claims a part only: some may be missing. lowest: the stems that the
    last option denies. often: it says that it is done again and again. digital: by information technology. in_time:
    before a term. left: what a lower option says is left (``masih terdapat resistensi``). nouns: what the options
    say shares of. absent: words for what there need be none of. worse: what only lower options say of how it is
    done. words: of all options, as written. ranges: between which percentages it lies. gap: those are of who lacks
    something. lacking: the stems that lower options deny. most: it claims more than half. only: what lower options
    are limited to. at_once: it claims more than that it is done now and then. counted: it says that it is done each
    term of the year. better: than the year before. own: the stems of its own text that all better options have too.
    """

    stems: frozenset[str]
    beyond: frozenset[str]
    graded: bool
    partial: bool
    lowest: frozenset[str]
    often: bool
    digital: bool
    in_time: bool
    left: frozenset[str]
    nouns: frozenset[str]
    absent: frozenset[str]
    worse: frozenset[str]
    words: frozenset[str]
    ranges: tuple[float, float] | None
    gap: bool
    lacking: frozenset[str]
    most: bool
    only: frozenset[str]
    at_once: bool
    counted: bool
    better: bool
    own: frozenset[str]


@lru_cache(maxsize=4096)
def option_claims(
    explanation: str, names: tuple[str, ...], wording: Wording, question: str
) -> Mapping[str, OptionClaim]:
    """Return what each option of a form claims; none of those that claim nothing which may be missing."""
    form = options_of(explanation, names, wording, question)
    asked = frozenset(stems(WORD.findall(wording.renamed(question.lower()))))
    options = list(form.options.values())
    return {
        option.name: _claim(option, options[:at], options[at + 1 :], asked, form, wording)
        for at, option in enumerate(options)
        if at + 1 < len(options) and not (option.only or option.still)
    }


def _claim(
    chosen: Option,
    better: Sequence[Option],
    lower: Sequence[Option],
    asked: frozenset[str],
    form: OptionForm,
    wording: Wording,
) -> OptionClaim:
    shares = {share for option in (*better, chosen, *lower) for share in option.shares.values()}
    partial = bool(better) and any(share != "seluruh" for share in chosen.shares.values())
    beyond = frozenset().union(*(option.stems for option in better)) - chosen.stems
    beyond |= {option.frequency for option in better if option.frequency}
    denied = [option.denied for option in lower]
    lacking = frozenset().union(
        *(option.stems for option in lower if option.denied or "belum seluruh" in option.shares.values())
    )
    steps = frozenset[str]() if any(denied) else _steps(chosen, lower, better)
    own = frozenset().union(*denied[:-1]) if partial else chosen.stems | asked | lacking | steps
    return OptionClaim(
        stems=own - beyond - chosen.denied - chosen.scope,
        beyond=beyond | chosen.denied | chosen.scope,
        graded=not (partial or chosen.limits or any(share != "seluruh" for share in chosen.shares.values()))
        and any(share != "seluruh" for share in shares),
        partial=partial,
        lowest=denied[-1] - chosen.denied - chosen.scope if denied else frozenset(),
        often=bool((chosen.stems - chosen.denied) & _OFTEN) and any(option.denied & _OFTEN for option in lower),
        digital=not partial and not _DIGITAL.isdisjoint(own - beyond),
        in_time=len(lower) == 1 and chosen.stems >= _IN_TIME,
        left=frozenset([option.still[0] for option in lower if option.still]),
        nouns=frozenset(noun for option in (*better, chosen, *lower) for noun in option.shares),
        absent=wording.absent,
        words=form.words,
        ranges=chosen.limits,
        gap=_GAP in asked,
        lacking=(frozenset().union(*denied) - chosen.denied) or steps,
        most="sebagian besar" in chosen.shares.values(),
        only=frozenset().union(*(option.only for option in lower)) - chosen.stems - asked,
        at_once="berkala" not in chosen.stems and any("berkala" in option.stems - option.denied for option in lower),
        counted=(chosen.times or 0) >= _EVERY_TERM,
        better=chosen.better,
        own=(chosen.stems - chosen.denied).intersection(*(option.stems for option in better)),
        worse=_WORSE.intersection(*[frozenset().union(*(option.stems for option in lower))]) - chosen.stems - asked,
    )


def _steps(chosen: Option, lower: Sequence[Option], better: Sequence[Option]) -> frozenset[str]:
    """Return what a chosen option has before the last, where each holds all of the next ('kriteria c terpenuhi')."""
    if len(lower) < _TWO or any(option.shares for option in (chosen, *lower)):
        return frozenset()
    beyond = frozenset().union(*(option.stems for option in better)) - chosen.stems
    return frozenset().union(chosen.stems, *(option.stems for option in lower[:-1])) - lower[-1].stems - beyond


def fitting(form: OptionForm, chosen: str, state: State) -> str | None:
    """Return the one lower option that a state fits; None where it may be several."""
    names = list(form.options)
    lower = [form.options[name] for name in names[names.index(chosen) + 1 :]]
    if len(lower) == 1:
        return lower[0].name
    if state.kind == "part":
        fits = [option for option in lower if _has_share(option, state.share) and _is_of(option, state.of)]
    elif state.kind == "gap":
        fits = [option for option in lower if _lies_in(option, state.share or 0)]
    elif state.kind == "seldom":
        fits = [option for option in lower if option.denied & _OFTEN]
    else:
        fits = _denying(lower, state) or (lower[-1:] if state.kind == "planned" else [])
    return fits[0].name if len(fits) == 1 and may_be(fits[0].name, form, state) else None


def may_be(name: str, form: OptionForm, state: State) -> bool:
    """Return whether an option may be named for a state: not that nothing is there where something is said to be, and
    not how much of it where that is not said."""
    names = list(form.options)
    if len(names) <= _TWO:
        return True
    if name == names[-1]:
        return state.alone and state.kind != "part"
    parts = [option for option in form.options.values() if _is_part(option)]
    return not _is_part(form.options[name]) or (state.kind == "part" and (state.share is not None or len(parts) == 1))


def _lies_in(option: Option, value: float) -> bool:
    return option.limits is not None and option.limits[0] < value < option.limits[1]


def _is_part(option: Option) -> bool:
    return any(share != "seluruh" for share in option.shares.values())


def _denying(lower: Sequence[Option], state: State) -> list[Option]:
    """Return the options that deny what is denied, and nothing else that the narrative does not name."""
    denying = [option for option in lower if state.of in option.denied | option.scope]
    return denying if len(denying) > 1 or (denying and denying[0].rules_out <= state.told) else []


def _is_of(option: Option, of: str) -> bool:
    return of in option.shares


def _has_share(option: Option, share: float | None) -> bool:
    parts = {part for part in option.shares.values() if part != "seluruh"}
    if not parts:
        return False
    if share is None or not {"sebagian besar", "sebagian kecil"} & parts:
        return True
    return ("sebagian besar" if share > _HALF else "sebagian kecil") in parts
