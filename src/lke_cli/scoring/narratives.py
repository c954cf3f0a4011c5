"""Does the narrative beside an answer describe the option that was chosen? Judged by the form's own option texts.

Said only where it is clear: a narrative that repeats another option's text, or names another count, frequency or share
of the very thing that the options grade, or denies what the chosen option claims, or the other way round. Everything
else is silence: a finding that is wrong costs more than one that is missing.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from lke_cli.answers import Answers, Given, Reading
from lke_cli.findings import Finding
from lke_cli.rubric import Question, Rubric, Scale
from lke_cli.scoring import rules
from lke_cli.scoring.claims import OptionClaim, State, fitting, may_be, option_claims
from lke_cli.scoring.clauses import read_clauses, sentences, without_asides
from lke_cli.scoring.cues import REST
from lke_cli.scoring.judges import Described, copied, described_option, repeats
from lke_cli.scoring.options import Option, OptionForm, options_of, written_options
from lke_cli.scoring.questions import read_question
from lke_cli.scoring.said import Narrative, is_done
from lke_cli.scoring.states import HIGHER, LOWER, higher_state, is_of_the_past, lower_state, may_be_lower, triggers_of
from lke_cli.scoring.to_be_read import sentence_to_read
from lke_cli.scoring.wording import Wording, shares_named, wording_of
from lke_cli.scoring.words import NEGATORS, WORD
from lke_cli.untrusted import one_line

_SHORT = 12  # characters under which a narrative tells nothing
_LONGEST = 2000  # characters of a narrative that are read
_LONGEST_PLACEHOLDER = 60
_LONGEST_SHOWN = 90
_SOME = REST | {"lain", "baru", "kecuali"}  # beside these what is denied is not all of it
_COUNTED = (" kali", "bulan", "wulan", "semester", "%")  # options with these may be told by a count

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
        described = _described(rubric, question, given, reading)
        if described:
            option, why = described
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
        elif sentence := _to_be_read(rubric, question, given, reading):
            yield rules.NARRATIVE_UNSETTLED.at(
                "{code} {label}: dijawab {shown}, dan catatannya menyebut '{text}'.",
                code=code,
                label=question.label,
                shown=reading.shown,
                text=one_line(sentence, _LONGEST_SHOWN),
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


def _to_be_read(rubric: Rubric, question: Question, given: Given, reading: Reading) -> str | None:
    """Return the sentence of a narrative that may say less than the best answer; beside a middle one lack is told
    anyway."""
    scale, text = rubric.scales[question.scale], given.narrative[:_LONGEST].lower()
    wording = wording_of(rubric)
    triggers = triggers_of(wording)
    if scale.kind != "choice" or reading.shown != scale.best_first[0] or not may_be_lower(text, triggers):
        return None
    return sentence_to_read(_told(text, wording), f"{given.text}. {question.label}", triggers)


@lru_cache(maxsize=2)  # what a narrative does not clearly describe is looked over for what is to be read
def _told(text: str, wording: Wording) -> Narrative:
    """Return what a narrative (lower case) tells."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return Narrative(sentences(wording.undotted(without_asides("\n".join(lines)))), wording.renamed)


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
        repeated = copied(text, chosen, texts)
        if repeated:
            return repeated
    best, triggers = chosen == scale.best_first[0], triggers_of(wording)
    if best and not (may_be_lower(text, triggers) or any(map(explanation.__contains__, _COUNTED))):
        return None  # most narratives: the form need not be read
    form = options_of(explanation, scale.best_first, wording, question)
    option = form.options.get(chosen)
    if option is None:
        return None
    reading = _told(text, wording)
    claims = option_claims(explanation, scale.best_first, wording, question)
    claim = claims.get(chosen)
    if option.denied and chosen == scale.best_first[-1] and scale.best_first[0] in claims:
        return _beside_the_last(reading, option, claims[scale.best_first[0]], form)
    state = lower_state(reading, claim, triggers) if claim and (best or not repeats(text, chosen, texts)) else None
    by_count = best and claim is not None and state is None
    if by_count and not _counts(text, form):
        return None
    if state and state.kind in ("none", "planned") and state.done and _only_the_last_is_below(form, chosen):
        return None
    if state is None:
        exactly = _exactly(reading.told(), option, form, by_count)
        return (
            None if exactly and claim and not best and _is_said_of_some(reading, claim, exactly[0], form) else exactly
        )
    heard = [sentence for sentence in reading.told() if not best or sentence[0].strip() == state.text]
    exactly = _exactly(heard, option, form, by_count)
    return exactly if exactly and may_be(exactly[0], form, state) else _lower(state, option, form)


def _only_the_last_is_below(form: OptionForm, chosen: str) -> bool:
    """Return whether below an option there is only that nothing is there: not so where something is said to be done."""
    names = list(form.options)
    return len(names) > 2 and names.index(chosen) == len(names) - 2


def _is_said_of_some(reading: Narrative, claim: OptionClaim, name: str, form: OptionForm) -> bool:
    """Return whether an option says that nothing is there, and a narrative that something is, or tells of a part."""
    names = list(form.options)
    return (
        len(names) > 2
        and name == names[-1]
        and any(is_done(clause, claim) or not _SOME.isdisjoint(clause.words) for _, clause in reading.every())
    )


def _counts(text: str, form: OptionForm) -> bool:
    """Return whether a text may tell a count, a frequency or a percentage by which the options differ."""
    return any(map(text.__contains__, form.counting))


def _exactly(sentences_read: Sequence[tuple[str, str]], option: Option, form: OptionForm, by_count: bool) -> Described:
    """Return the option that the judges hear of, where they do."""
    shared = sentences_read if form.ranged else [(sentence, shares_named(plain)) for sentence, plain in sentences_read]
    # What an option denies, any sentence may assert.
    likely = (
        shared if option.denied else [sentence for sentence in shared if any(map(sentence[1].__contains__, form.signs))]
    )
    return described_option(read_clauses(likely), option, form, by_count=by_count) and described_option(
        read_clauses(shared), option, form, by_count=by_count
    )


def _beside_the_last(reading: Narrative, last: Option, best: OptionClaim, form: OptionForm) -> Described:
    """Return the option that is described beside an answer that nothing is there: the one that the judges hear of, else
    a higher one where what the best claims is said to be done."""
    if is_of_the_past(reading):
        return None
    exactly = _exactly(reading.told(), last, form, by_count=False)
    text = higher_state(reading, best) if exactly is None else None
    name = next(iter(form.options)) if len(form.options) == 2 else HIGHER
    return (name, f"tertulis '{one_line(text, _LONGEST_SHOWN)}'") if text else exactly


def _lower(state: State, option: Option, form: OptionForm) -> tuple[str, str]:
    name = fitting(form, option.name, state)
    text = one_line(state.text, _LONGEST_SHOWN)
    return name or LOWER, f"tertulis '{text}'" + (f", seperti pilihan {name}" if name else "")
