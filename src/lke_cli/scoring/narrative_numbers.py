"""Numbers in a narrative, held against the survey's index or the counts beside it.

Said only where there is one number of the thing that is asked for, and no number beside it is the same.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from lke_cli.answers import Answers, Reading
from lke_cli.findings import Finding
from lke_cli.numbers import format_number
from lke_cli.patterns import later
from lke_cli.rubric import Question, Rubric
from lke_cli.scoring import rules
from lke_cli.scoring.clauses import sentences
from lke_cli.scoring.wording import Wording, wording_of
from lke_cli.scoring.words import NUMBERS, WORD, is_filler, stem

_LONGEST = 2000  # characters of a narrative that are read
_SAME = 0.0101  # of an index: two numbers rounded to a hundredth, one of them brought to 100 and back
_LOWEST, _HIGHEST, _TO_HUNDRED = 1.0, 4.0, 25.0
_HUNDRED = 100.0

# Of another time or what was aimed at: not the number that is answered.
_ELSE = later(
    r"\b(?:target|minimal|minimum|ambang|batas|standar|sebelumnya|lalu|kemarin|semester|triwulan|naik|turun|meningkat|"
    r"menurun|selisih|rata-rata nasional|nasional|di ?antaranya)\b"
)
_INDEX = later(
    r"\b(?:indeks|ipak|ipkp|ikm|spak|spkp|skm|nilai|skor|hasil survei)\b(?:\s+[a-z()]+){0,6}?\s*"
    r"(?:=|:|adalah|sebesar)?\s*(?P<number>\d{1,3}(?:[.,]\d{1,4})?)(?![\d/])\s*(?P<percent>%|persen)?"
)
_COUNT = rf"(?<![\d.,/-])(?P<number>\d{{1,4}}|{'|'.join(NUMBERS)})\s+(?:\([\w ]{{1,20}}\)\s+)?(?:buah |kasus |jenis )?"
_SAYS_COUNT = later(rf"\d|nihil|\b(?:ada|{'|'.join(NUMBERS)})\b")
_NONE = r"\b(?:tidak ada|belum ada)\s+"
# What may follow 'tidak ada pengaduan' without limiting it.
_ALL_OF_IT = frozenset(
    WORD.findall(
        "masyarakat yang masuk diterima tercatat terjadi selama pada di sepanjang dalam tahun ini sampai dengan saat "
        "hingga periode penilaian sama sekali sekalipun"
    )
)
_YEARS = range(1900, 2101)


def number_findings(rubric: Rubric, answers: Answers, readings: Mapping[str, Reading]) -> Iterator[Finding]:
    """Yield where a narrative names another index or count than the cells beside it.

    readings: of questions and inputs, by code.
    """
    wording = wording_of(rubric)
    for code, question in rubric.questions.items():
        scale = rubric.scales[question.scale]
        if scale.kind != "number" and not question.inputs:
            continue
        for place in (code, *(count.code for count in question.inputs)):
            given = answers.get(place)
            if given is None or not given.narrative:
                continue
            text = given.narrative[:_LONGEST].lower()
            if scale.kind == "number":
                other = _other_index(text, readings[code], scale.maximum)
            else:
                other = _other_count(text, question, readings, wording)
            if other:
                yield rules.NARRATIVE_NUMBER.at(
                    "{code} {label}: catatannya menyebut {said}, sedangkan yang diisi {filled}.",
                    code=code,
                    label=question.label,
                    said=other[0],
                    filled=other[1],
                    node=code,
                    cell=given.narrative_cell,
                )


def _other_index(text: str, reading: Reading, highest: float) -> tuple[str, str] | None:
    """Return the one index that a text names, where it is another than the answer, and the answer."""
    if reading.value is None or highest != _HIGHEST:
        return None
    answered = reading.value * highest
    named: dict[float, str] = {}
    for match in _INDEX.finditer(text):
        sentence = text[max(text.rfind(". ", 0, match.start()), text.rfind("\n", 0, match.start()), 0) : match.end()]
        index = _index(match["number"], match["percent"] is not None)
        if index is not None and not _ELSE.search(sentence):
            named[index] = match["number"] + ("%" if match["percent"] else "")
    if not named or any(abs(index - answered) <= _SAME for index in named) or len(named) > 1:
        return None
    ((index, number),) = named.items()
    written = number.replace(".", ",")
    converted = f" (indeks {format_number(index)})" if index != _plain(written) else ""
    return f"{written}{converted}", format_number(answered)


def _index(number: str, percent: bool) -> float | None:
    """Return the index 1..4 that a number is, or that it is of 100; None where it is neither."""
    value = _plain(number)
    if not percent and _LOWEST <= value <= _HIGHEST and not number.isdigit():
        return value
    if _TO_HUNDRED <= value <= _HUNDRED and (percent or not number.isdigit()):
        return value / _TO_HUNDRED
    return None


def _plain(number: str) -> float:
    return float(number.rstrip("%").replace(",", "."))


def _other_count(
    text: str, question: Question, readings: Mapping[str, Reading], wording: Wording
) -> tuple[str, str] | None:
    """Return the one count of a thing that a text names, where none of the counts of that thing is the same."""
    things: dict[str, list[tuple[str, Reading]]] = {}
    if not _SAYS_COUNT.search(text):
        return None
    for count in question.inputs:
        noun = _noun(count.label, wording)
        if noun is not None:
            things.setdefault(noun, []).append((count.label, readings[count.code]))
    plain = [wording.renamed(sentence) for sentence in sentences(wording.undotted(text))]
    for noun, counted in things.items():
        counts = [reading.value for _, reading in counted if reading.value is not None]
        if len(counts) < len(counted):
            continue
        numbers = _counts_of(noun, plain)
        if len(numbers) == 1 and not _among(numbers[0], counts):
            stated = f"{numbers[0]} {noun}" if numbers[0] else f"tidak ada {noun}"
            return stated, "; ".join(f"{label} {format_number(reading.value, 0)}" for label, reading in counted)
    return None


@lru_cache(maxsize=1024)
def _noun(label: str, wording: Wording) -> str | None:
    """Return what is counted, by the label of the count."""
    return next((word for word in WORD.findall(wording.renamed(label.lower())) if not is_filler(word)), None)


def _among(number: int, counts: Sequence[float]) -> bool:
    return number == sum(counts) or (number > 0 and number in counts)


def _counts_of(noun: str, plain: Sequence[str]) -> list[int]:
    """Return each count of a thing that sentences name; 0 for 'tidak ada'."""
    numbers = []
    for sentence in plain:
        if noun not in sentence or _ELSE.search(sentence):
            continue
        for match in re.finditer(_COUNT + r"(?P<noun>\w+)", sentence):
            number = NUMBERS.get(match["number"]) or int(match["number"])
            if stem(match["noun"]) == stem(noun) and number not in _YEARS:
                numbers.append(number)
        none = re.search(_NONE + rf"{re.escape(noun)}\b(?P<rest>[^,;]*)", sentence)
        if none and all(word in _ALL_OF_IT or word.isdigit() for word in WORD.findall(none["rest"])):
            numbers.append(0)
    return numbers
