"""Does the narrative beside an answer describe the option that was chosen? Judged by the form's own option texts.

Said only where it is clear: a narrative that repeats another option's text, names another count or frequency than the
chosen option, another share of the same thing, or denies what the chosen option claims. Everything else is silence.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from lke_cli.answers.given import Answers, Given
from lke_cli.answers.reading import Reading, option_texts
from lke_cli.findings import Finding
from lke_cli.rubric.model import Rubric, Scale
from lke_cli.scoring import rules
from lke_cli.untrusted import one_line

_WORD = re.compile(r"[a-z0-9%]+")
_SHORT = 12  # characters under which a narrative tells nothing
_TELLING = 16  # different characters that no placeholder has
_COPIED, _LEAD = 0.8, 0.15
_NOUN_WINDOW = 3  # words after a quantifier in which its noun is looked for
_DENIED_SHARE = 0.6  # of a denial's telling words that must stand in the lowest option's text

_PLACEHOLDER_WORDS = """
    ada sudah ok oke sesuai terlampir lampiran idem sama ya tidak sda cukup baik lengkap done selesai test tes xxx nihil
    lihat diisi isi narasi keterangan catatan penjelasan tersedia terpenuhi sudahada
"""
_PLACEHOLDERS = frozenset(_PLACEHOLDER_WORDS.split())
_FILLER_WORDS = """
    jika yang telah sudah dan di ke dari untuk pada dalam dengan atas oleh atau bagi ini itu adalah sebagai serta agar
    akan dapat para terhadap unit kerja kami satuan dilakukan dilaksanakan terdapat ada belum tidak pernah
"""
_FILLER = frozenset(_FILLER_WORDS.split())
_NUMBERS = {
    "satu": 1, "sekali": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8,
    "sembilan": 9, "sepuluh": 10, "sebelas": 11, "dua belas": 12,
}  # fmt: skip
_TIMES = re.compile(rf"\b(\d{{1,3}}|{'|'.join(_NUMBERS)})\s*(?:\([^)]{{1,12}}\)\s*)?(?:kali|x)\b|\bsekali\b")
_FREQUENCIES = {
    "bulanan": re.compile(r"\b(?:bulanan|(?:setiap|tiap|per|sebulan sekali|setiap satu) ?bulan|sebulan sekali)\b"),
    "triwulanan": re.compile(r"\b(?:triwulan(?:an)?|tri wulan|tiga bulanan|(?:setiap|tiap) (?:3|tiga) bulan)\b"),
    "semesteran": re.compile(r"\b(?:semester(?:an)?|(?:setiap|tiap) (?:6|enam) bulan|enam bulanan)\b"),
    "tahunan": re.compile(r"\b(?:tahunan|setahun sekali|(?:setiap|tiap) tahun|(?:1|satu) tahun sekali)\b"),
}
_QUANTIFIERS = (
    ("sebagian besar", re.compile(r"\b(?:sebagian besar|mayoritas|hampir (?:semua|seluruh))\s+")),
    ("sebagian kecil", re.compile(r"\b(?:(?:hanya |baru )?sebagian kecil|hanya beberapa|baru beberapa)\s+")),
    ("sebagian", re.compile(r"\b(?:hanya |baru )?sebagian\s+(?!besar|kecil)")),
    ("seluruh", re.compile(r"(?<!belum )(?<!tidak )(?<!hampir )\b(?:seluruh|semua|segenap)\s+")),
)
_DENIAL = re.compile(r"^\W*(?:kami |unit kerja |satuan kerja )?(belum|tidak) (?:ada\b|terdapat\b|pernah\b|memiliki\b)?")

_TURN = re.compile(r"[.;,]|\b(?:namun|tetapi|tapi|karena|sehingga)\b")


class _Option(NamedTuple):
    text: str
    words: tuple[str, ...]
    pairs: frozenset[tuple[str, str]]
    times: int | None
    at_least: bool
    frequency: str | None
    shares: Mapping[str, str]
    denies: bool


def narrative_findings(rubric: Rubric, answers: Answers, readings: Mapping[str, Reading]) -> Iterator[Finding]:
    """Yield what is wrong with the narratives: placeholders, and those that describe another option."""
    for code, question in rubric.questions.items():
        given, reading = answers.get(code), readings[code]
        if given is None or not given.narrative or reading.state != "answered":
            continue
        scale = rubric.scales[question.scale]
        if is_placeholder(given.narrative, given):
            yield rules.PLACEHOLDER_NARRATIVE.at(
                f"{code} {question.label}: catatannya hanya '{one_line(given.narrative, 30)}'.",
                node=code,
                cell=given.narrative_cell,
            )
        elif scale.kind == "choice":
            found = other_option(given.narrative, reading.shown, given.explanation, scale)
            if found:
                option, why = found
                yield rules.NARRATIVE_CONTRADICTS.at(
                    f"{code} {question.label}: dijawab {reading.shown}, tetapi catatannya menggambarkan "
                    f"{option}: {why}.",
                    node=code,
                    cell=given.narrative_cell,
                )


def is_placeholder(narrative: str, given: Given) -> bool:
    """Return whether a narrative says nothing: ``xxx``, ``-``, ``ada``, ``sesuai``, or the question over again."""
    question = _letters_of_form(given.text)
    if len(set(narrative)) > _TELLING and not question.startswith(_letters(narrative[:_SHORT])):
        return False
    plain = _letters(narrative)
    if len(plain) < 3 or len(set(plain)) == 1 or plain in _PLACEHOLDERS:
        return True
    return len(plain) > _SHORT and plain == question


def _letters(text: str) -> str:
    return "".join(_WORD.findall(text.lower()))


_letters_of_form = lru_cache(maxsize=1024)(_letters)  # units that use one form share its texts


def other_option(narrative: str, chosen: str, explanation: str, scale: Scale) -> tuple[str, str] | None:
    """Return the option that a narrative clearly describes where it is not the chosen one, and why; else None.

    explanation: the form's option texts (``a. ... b. ...``; ``Ya, jika ...``). chosen: an option of the scale.
    """
    if len(narrative) < _SHORT or chosen not in scale.options:
        return None
    options = _options(explanation, tuple(scale.options))
    text = " ".join(narrative.lower().split())
    if chosen not in options:
        return _denied_yes(text, chosen, explanation, scale)
    words = _WORD.findall(text)
    for judge in (_copied, _times, _frequency, _share, _denied):
        found = judge(text, words, chosen, options)
        if found:
            return found
    return None


@lru_cache(maxsize=4096)
def _options(explanation: str, names: tuple[str, ...]) -> Mapping[str, _Option]:
    by_letter = {name.lower(): name for name in names}
    return {
        by_letter[letter]: _option(text) for letter, text in option_texts(explanation).items() if letter in by_letter
    }


def _option(text: str) -> _Option:
    plain = " ".join(text.lower().split())
    words = tuple(_WORD.findall(plain))
    times = _counts(plain)
    frequencies = [name for name, pattern in _FREQUENCIES.items() if pattern.search(plain)]
    return _Option(
        text=one_line(text, 90),
        words=words,
        pairs=frozenset(pairwise(words)),
        times=times[0] if len(times) == 1 else None,
        at_least="minimal" in words or "paling sedikit" in plain,
        frequency=frequencies[0] if len(frequencies) == 1 else None,
        shares=_shares(plain),
        denies=bool(re.match(r"(?:jika )?(?:\w+ ){0,3}(?:belum|tidak)\b", plain)),
    )


Options = Mapping[str, _Option]
Found = tuple[str, str] | None


def _copied(text: str, words: Sequence[str], chosen: str, options: Options) -> Found:
    """It repeats another option's text, and the chosen one's less."""
    pairs = set(pairwise(words))
    shares = {name: len(option.pairs & pairs) / len(option.pairs) for name, option in options.items() if option.pairs}
    if not shares or chosen not in shares:
        return None
    best = max(shares, key=lambda name: (shares[name], len(options[name].pairs)))
    if best != chosen and shares[best] >= _COPIED and shares[best] - shares[chosen] >= _LEAD:
        return best, f"isinya mengulang pilihan {best} ('{options[best].text}')"
    return None


def _counts(text: str) -> list[int]:
    found = {1 if m.group(1) is None else _NUMBERS.get(m.group(1)) or int(m.group(1)) for m in _TIMES.finditer(text)}
    return sorted(found)


def _times(text: str, words: Sequence[str], chosen: str, options: Options) -> Found:
    """It names one count (``2 kali``) that belongs to another option."""
    counted = {name: option.times for name, option in options.items() if option.times is not None}
    said = _counts(text)
    if len(counted) < 2 or len(set(counted.values())) != len(counted) or len(said) != 1:
        return None
    count = said[0]
    if any(options[name].at_least for name in counted):
        reached = [name for name, times in counted.items() if times is not None and times <= count]
        fits = max(reached, key=lambda name: counted[name] or 0, default=None)
    else:
        fits = next((name for name, times in counted.items() if times == count), None)
    if fits is None or fits == chosen or counted.get(chosen) == count:
        return None
    return fits, f"tertulis {count} kali, pilihan {fits} menyebut {counted[fits]} kali"


def _frequency(text: str, words: Sequence[str], chosen: str, options: Options) -> Found:
    """It names one frequency (``setiap bulan``, ``triwulan``) that belongs to another option."""
    known = {name: option.frequency for name, option in options.items() if option.frequency}
    if len(known) < 2 or len(set(known.values())) != len(known):
        return None
    said = [name for name, pattern in _FREQUENCIES.items() if pattern.search(text)]
    if len(said) != 1 or known.get(chosen) == said[0]:
        return None
    fits = next((name for name, frequency in known.items() if frequency == said[0]), None)
    return None if fits is None else (fits, f"tertulis {said[0]}, seperti pilihan {fits}")


def _shares(text: str) -> dict[str, str]:
    """Return what each share is said of: ``{'sop': 'sebagian besar'}``. A noun with two shares is left out."""
    found: dict[str, str] = {}
    twice = set()
    for share, pattern in _QUANTIFIERS:
        for match in pattern.finditer(text):
            following = [w for w in _WORD.findall(text[match.end() :])[:_NOUN_WINDOW] if w not in _FILLER]
            if following:
                noun = following[0]
                if noun in found and found[noun] != share:
                    twice.add(noun)
                found[noun] = share
    return {noun: share for noun, share in found.items() if noun not in twice}


def _share(text: str, words: Sequence[str], chosen: str, options: Options) -> Found:
    """It says another share of the very thing that the options grade (``sebagian kecil SOP`` under ``seluruh SOP``)."""
    said = _shares(text)
    for noun, share in said.items():
        graded = {name: option.shares[noun] for name, option in options.items() if noun in option.shares}
        if len(set(graded.values())) < 2 or chosen not in graded or graded[chosen] == share:
            continue
        fits = [name for name, each in graded.items() if each == share]
        if not fits and share != "seluruh" and "sebagian" in graded.values() and graded[chosen] == "seluruh":
            fits = [name for name, each in graded.items() if each == "sebagian"]
        if len(fits) == 1:
            return fits[0], f"tertulis '{share} {noun}', pilihan {chosen} berarti '{graded[chosen]} {noun}'"
    return None


def _denied(text: str, words: Sequence[str], chosen: str, options: Options) -> Found:
    """It begins by denying (``belum ada ...``) what only the lowest option denies."""
    lowest = list(options)[-1]
    if chosen == lowest or options[chosen].denies or not options[lowest].denies or not _DENIAL.match(text):
        return None
    clause, telling = _first_clause(text)
    if not telling:
        return None
    shared = sum(word in options[lowest].words for word in telling)
    if shared / len(telling) < _DENIED_SHARE or len(clause) < _SHORT:
        return None
    return lowest, f"tertulis '{one_line(clause, 60)}', seperti pilihan {lowest}"


def _first_clause(text: str) -> tuple[str, list[str]]:
    """Return what stands before the first stop or turn of a text, and its telling words."""
    clause = _TURN.split(text, maxsplit=1)[0]
    return clause, [word for word in _WORD.findall(clause) if word not in _FILLER]


def _denied_yes(text: str, chosen: str, explanation: str, scale: Scale) -> Found:
    """For a yes-or-no question: it begins by denying what the form asks for, and the answer is the best one."""
    ranked = scale.ranked
    if len(ranked) != 2 or chosen != ranked[-1][1] or not _DENIAL.match(text):
        return None
    clause, telling = _first_clause(text)
    asked = set(_WORD.findall(explanation.lower()))
    if not telling or sum(word in asked for word in telling) / len(telling) < _DENIED_SHARE:
        return None
    return ranked[0][1], f"tertulis '{one_line(clause, 60)}'"
