"""Does the narrative beside an answer describe the option that was chosen? Judged by the form's own option texts.

Said only where it is clear: a narrative that repeats another option's text, or names another count, frequency or share
of the very thing that the options grade, or denies what the chosen option claims, or the other way round. Everything
else is silence: a finding that is wrong costs more than one that is missing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from lke_cli.answers import Answers, Given, Reading
from lke_cli.findings import Finding
from lke_cli.rubric import Question, Rubric, Scale
from lke_cli.scoring import rules
from lke_cli.scoring.clauses import clauses, sentences
from lke_cli.scoring.judges import Described, copied, described_option
from lke_cli.scoring.options import SIGNS, options_of, written_options
from lke_cli.scoring.questions import read_question
from lke_cli.scoring.wording import Wording, wording_of
from lke_cli.scoring.words import NEGATORS, WORD
from lke_cli.untrusted import one_line

_SHORT = 12  # characters under which a narrative tells nothing
_LONGEST = 2000  # characters of a narrative that are read
_LONGEST_PLACEHOLDER = 60

_PLACEHOLDER_WORDS = """
    ada sudah telah ok oke sesuai terlampir lampiran lamp idem sama ya tidak belum sda cukup baik lengkap done selesai
    test tes xxx nihil lihat diisi isi narasi keterangan catatan penjelasan tersedia terpenuhi sudahada bukti dukung
    data eviden evidence dokumen berkas link tautan folder drive di pada dalam dan dengan yang seperti sebagaimana
    dilaksanakan dilakukan terlaksana ketentuan
"""
_PLACEHOLDERS = frozenset(_PLACEHOLDER_WORDS.split())


def narrative_findings(rubric: Rubric, answers: Answers, readings: Mapping[str, Reading]) -> Iterator[Finding]:
    """Yield what is wrong with the narratives: placeholders, and those that describe another option."""
    for code, question in rubric.questions.items():
        given, reading = answers.get(code), readings[code]
        if given is None or not given.narrative or reading.state != "answered":
            continue
        if is_placeholder(given.narrative, given):
            yield rules.PLACEHOLDER_NARRATIVE.at(
                "{code} {label}: catatannya hanya {says}.",
                code=code,
                label=question.label,
                says=_what_it_says(given),
                node=code,
                cell=given.narrative_cell,
            )
            continue
        found = _described(rubric, question, given, reading)
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


def narrative_option(rubric: Rubric, code: str, given: Given) -> Described:
    """Return the option that the narrative beside an answer clearly describes instead of the one given, and why
    (Indonesian); None where it agrees, is silent, cannot be decided, or where the question has no options.

    given: with ``answer``, ``narrative`` and the form's ``explanation`` (its option texts).
    """
    question = rubric.questions[code]
    reading = read_question(question, rubric, {code: given}).reading
    if reading.state != "answered" or is_placeholder(given.narrative, given):
        return None
    return _described(rubric, question, given, reading)


def _described(rubric: Rubric, question: Question, given: Given, reading: Reading) -> Described:
    scale = rubric.scales[question.scale]
    if scale.kind != "choice":
        return None
    return other_option(
        given.narrative, reading.shown, given.explanation, scale, wording_of(rubric), f"{given.text}. {question.label}"
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


def other_option(
    narrative: str, chosen: str, explanation: str, scale: Scale, wording: Wording, question: str = ""
) -> Described:
    """Return the option that a narrative clearly describes where it is not the chosen one, and why; else None.

    explanation: the form's option texts (``a. ... b. ...``; ``Ya, jika ...``). chosen: an option of the scale.
    question: its text, whose words an answer may speak of too.
    """
    if len(narrative) < _SHORT:
        return None
    text = narrative[:_LONGEST].lower()
    texts = written_options(explanation, scale.best_first)
    if len(texts.words.intersection(text.split())) >= texts.fewest:
        found = copied(text, chosen, texts)
        if found:
            return found
    text = wording.undotted("\n".join([" ".join(line.split()) for line in text.splitlines()]))
    plain: Callable[[str], str] = lru_cache(maxsize=None)(wording.plain)
    best = chosen == scale.best_first[0]
    if best and not _with_a_sign(text, plain, SIGNS):
        return None  # most narratives: the form need not be read
    form = options_of(explanation, scale.best_first, wording, question)
    option = form.options.get(chosen)
    if option is None:
        return None
    if form.ranged:
        plain = wording.renamed
    # What an option denies, any sentence may assert.
    likely = text if option.denied else _with_a_sign(text, plain, form.signs)
    return described_option(clauses(likely, plain), option, form) and described_option(
        clauses(text, plain), option, form
    )


def _with_a_sign(text: str, plain: Callable[[str], str], signs: Iterable[str]) -> str:
    """Return the sentences of a text in which one of some words stands."""
    return "\n".join([each for each in sentences(text) if any(map(plain(each).__contains__, signs))])
