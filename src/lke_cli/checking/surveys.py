"""Which files of a unit hold the data of its surveys, and why one could not be read."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lke_cli.bounded import call_each
from lke_cli.checking.walk import SAVED
from lke_cli.errors import AbsentError, LkeError
from lke_cli.instrument import load_instruments
from lke_cli.periods import Period
from lke_cli.results import Aside, SurveyReport, SurveyResult, load
from lke_cli.rubric import Rubric, load_rubric
from lke_cli.surveys import read_surveys

_HEAD = 300  # bytes, in which a result names its kind
_MEMORY = 1_800_000_000  # bytes: the data may have a million rows
_AGAIN = "hapus kolom dan lembar yang bukan kuesioner, atau simpan lembar kuesionernya saja sebagai CSV"
_NO_SURVEY = "bukan survei yang dinilai di LKE"


@dataclass(slots=True)
class Data:
    """The data of one survey: every file that holds it with its result, and the files that should hold it but could not
    be read, with why. More than one file together means that it is not known which counts."""

    results: list[tuple[Path, SurveyResult]] = field(default_factory=list)
    unread: list[tuple[Path, str]] = field(default_factory=list)


@dataclass(slots=True)
class Surveys:
    """The data of every survey that a rubric asks for, by its kind, and the files that hold none such."""

    data: dict[str, Data]
    aside: list[Aside] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SurveyAsked:
    """A file that may hold surveys. kind: the one that the user says it is. rubric: by its name or file. named: whether
    the user named it: it should be a survey then. population: users of the service, by survey. period: of the
    assessment."""

    kind: str | None
    path: Path
    rubric: str
    target: str
    population: Mapping[str, int]
    period: Period | None
    named: bool


def read_survey_files(
    asked: Sequence[SurveyAsked], *, seconds: float, tick: Callable[[], object] = int
) -> "list[Sequence[SurveyResult] | LkeError]":
    """Return the surveys of each file, or why it has none; all of them read at once, as far as there are cores."""
    return call_each(_read, asked, file=_path, seconds=seconds, memory=_MEMORY, again=_AGAIN, tick=tick)


def _path(asked: SurveyAsked) -> Path:
    return asked.path


def survey_data(rubric: Rubric, read: Iterable[tuple[SurveyAsked, Sequence[SurveyResult] | LkeError]]) -> Surveys:
    """Return the data of every survey that a rubric asks for. read: what each file holds, or why nothing."""
    surveys = Surveys({question.survey: Data() for question in rubric.questions.values() if question.survey})
    for asked, results in read:
        if isinstance(results, LkeError):
            _note(surveys, asked.kind, asked.path, results, named=asked.named)
            continue
        for result in results:
            if result.survey in surveys.data:
                surveys.data[result.survey].results.append((asked.path, result))
    for data in surveys.data.values():
        surveys.aside += _settled(data)
    return surveys


def is_known_by_name_alone(result: SurveyResult) -> bool:
    """Return whether no question tells that a result is of its survey: it was not computed over the questionnaire that
    the survey is usually asked with (over the questions of SKM IPKP is computed only where the user says so)."""
    index = next((instrument for instrument in load_instruments() if instrument.survey == result.survey), None)
    usual = (index.id, *index.over[:1]) if index is not None else ()
    return result.instrument not in usual


def _is_saved_survey(path: Path) -> bool:
    """Return whether a file is a saved survey; by its head first, for other results may be large."""
    try:
        with path.open("rb") as file:
            if b'"lke-survey"' not in file.read(_HEAD):
                return False
    except OSError:
        return False
    try:
        return isinstance(load(path), SurveyReport)
    except LkeError:
        return False


def _read(asked: SurveyAsked) -> list[SurveyResult]:
    """Return the surveys of a file, each computed for its own population; none of a saved result that is no survey's
    and that nobody named."""
    saved = asked.path.suffix.lower() == SAVED
    if saved and not asked.named and not _is_saved_survey(asked.path):
        return []
    rubric, made = load_rubric(asked.rubric), []
    for result in read_surveys(asked.kind, asked.path, rubric, asked.target, period=asked.period):
        people = asked.population.get(result.survey)
        if people is not None and not saved:
            again = read_surveys(asked.kind, asked.path, rubric, asked.target, people, asked.period)
            result = next(other for other in again if other.survey == result.survey)
        made.append(result)
    return made


def _note(surveys: Surveys, kind: str | None, path: Path, error: LkeError, *, named: bool) -> None:
    """Note a file that could not be read with the surveys that it should hold: by what the user or its name says."""
    own = [survey for survey in surveys.data if survey == kind or _is_named(survey, path)]
    if isinstance(error, AbsentError) and not named:
        own = []
    for survey in own or (surveys.data if named else ()):
        surveys.data[survey].unread.append((path, str(error)))
    if not own and not named:
        why = _NO_SURVEY if isinstance(error, AbsentError) else f"tidak terbaca sebagai survei: {error}"
        surveys.aside.append(Aside(str(path), why))


def _is_named(kind: str, path: Path) -> bool:
    return re.search(rf"(?<![a-z]){kind}(?![a-z])", path.name.lower()) is not None


def _settled(data: Data) -> list[Aside]:
    """Take out what another file makes needless: a result that was saved of a file which was computed anew (it may be
    older), and a file that could not be computed alone, but of which a result was saved."""
    computed = {path.name for path, _ in data.results if path.suffix.lower() != SAVED}
    older = [path for path, result in data.results if path.suffix.lower() == SAVED and _of(result) in computed]
    data.results = [saved for saved in data.results if saved[0] not in older]
    stood_for = {_of(result) for path, result in data.results if path.suffix.lower() == SAVED}
    needless = [path for path, _ in data.unread if path.name in stood_for]
    data.unread = [unread for unread in data.unread if unread[0] not in needless]
    return [
        *(Aside(str(path), "hasil lke survey; datanya dihitung lagi") for path in older),
        *(Aside(str(path), "hasil lke survey yang disimpan darinya yang dipakai") for path in needless),
    ]


def _of(result: SurveyResult) -> str:
    """Return the name of the file that a result was computed from."""
    return result.file.replace("\\", "/").rpartition("/")[2]
