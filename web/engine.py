"""What the worker of ``lke.html`` calls: files in, the same calls as the command line's, what they make out.

The files lie in the current folder. A request and its answer are JSON; :class:`Engine` keeps the last result, from
which every file to save is made.
"""

import importlib
import json
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from lke_cli import api
from lke_cli.bounded import Lost, here
from lke_cli.constants import DEFAULT_RUBRIC
from lke_cli.errors import AbsentError, LkeError, sentence_of
from lke_cli.report import show_result, written_text
from lke_cli.untrusted import quoted

if TYPE_CHECKING:
    from lke_cli.evidence import Progress

Tell = Callable[..., object]
"""Is called with what the page should know: ``item`` and its seconds, ``count`` with how many are done of how many."""

_MADE = Path()  # beside what was read, as reports link to it; under names that no file of a user has
_OPTIONS = ("column", "sheet", "header-row", "assessor", "min", "target")
_SURVEY_OPTIONS = ("kind", "population", "by", "questions", "reverse", "period", "scale", "words", "sheet", "target")
_SURVEYS = (".csv", ".tsv")
_SAVED = ".json"
_TABLES = {"score": "nilai.xlsx", "survey": "survei.xlsx", "diff": "beda.xlsx"}
_FEW = 3
"""Workbooks of which each is looked at first: one may hold a survey's answers. Of more, all are taken for LKEs."""


class _NoSurveysError(Exception):
    """A survey is to be read, and what reads it is not here yet."""


@dataclass(frozen=True)
class Request:
    """What is asked. paths: files or folders in the current folder. kind: what is made of them, by their number where
    ``auto``. lost: items, by their number, that an earlier try lost, and why."""

    paths: tuple[str, ...]
    kind: Literal["auto", "score", "survey", "diff", "compare"] = "auto"
    target: str = ""
    minimums: str = ""
    options: str = ""
    lost: Mapping[str, Literal["slow", "crashed"]] | None = None


@dataclass(frozen=True)
class Saved:
    """A file that can be made of a result. what: as it is asked for."""

    what: str
    name: str
    label: str


class Engine:
    """Answers the page's requests, one after the other. tell: is told how the work goes on."""

    def __init__(self, tell: Tell, made: Path = _MADE) -> None:
        self._tell, self._made = tell, made
        self._result: object = None
        self._reads_surveys = False
        self._marked: tuple[str, api.AnnotateOptions] | None = None

    def surveys_are_here(self) -> None:
        """Say that what reads surveys was laid beside the rest."""
        importlib.invalidate_caches()
        self._reads_surveys = True

    def answer(self, request_json: str) -> str:
        """Return the page of a request and what can be saved of it, or the sentence that says why there is none.

        Where surveys are to be read and what reads them is not here yet, it says so: ``{"needs": "survey"}``.
        """
        request = Request(**json.loads(request_json))
        here.attend = self._attending(request.lost or {})
        try:
            return json.dumps(self._answered(request))
        except _NoSurveysError:
            return json.dumps({"needs": "survey"})
        except LkeError as error:
            return json.dumps({"sentence": sentence_of(error)})
        except MemoryError:
            return json.dumps(
                {"sentence": "Memori peramban tidak cukup; tutup tab lain, atau pilih lebih sedikit berkas."}
            )

    def file(self, what: str) -> bytes:
        """Return a file of the last result. Raises LkeError where it cannot be made."""
        here.attend = self._attending({})
        if what == "marked" and self._marked is not None:
            path, options = self._marked
            made = self._made / f".lke-bertanda{Path(path).suffix.lower()}"
            api.annotate(path, made, options)
        else:
            made = self._made / f".lke-hasil.{what}"
            show_result(self._result, what, made)
        data = made.read_bytes()
        made.unlink()
        return data

    def file_or_sentence(self, what: str) -> bytes | str:
        """Return a file of the last result, or the sentence that says why there is none."""
        try:
            return self.file(what)
        except LkeError as error:
            return sentence_of(error)

    def _answered(self, request: Request) -> dict[str, Any]:
        self._marked = None
        parts = self._parts(request)
        kind, self._result = self._made_of(request, parts)
        if kind == "score" and Path(parts.workbooks[0]).suffix.lower() in (".xlsx", ".xlsm"):
            self._marked = (parts.workbooks[0], api.AnnotateOptions(**_options(request)))
        return {
            "kind": kind,
            "html": self.file("html").decode(),
            "said": written_text(self._result, "html", Path("laporan.html"))
            .split(" Ditulis ke")[0]
            .split("Ditulis")[0],
            "saved": [vars(each) for each in self._saved(kind)],
            "other": _other_kind(kind, request.paths),
            "note": _not_here(kind, parts),
        }

    def _parts(self, request: Request) -> "_Parts":
        """Return which of the files are LKEs and which hold surveys."""
        surveys = [name for name in request.paths if Path(name).suffix.lower() in _SURVEYS]
        saved = [name for name in request.paths if Path(name).suffix.lower() == _SAVED]
        workbooks = [name for name in request.paths if name not in surveys and name not in saved]
        if request.kind == "auto" and 1 < len(workbooks) <= _FEW and not any(Path(name).is_dir() for name in workbooks):
            tables = _tables(workbooks)
            surveys += tables
            workbooks = [name for name in workbooks if name not in tables]
        return _Parts(tuple(workbooks), tuple(surveys), tuple(saved))

    def _made_of(self, request: Request, parts: "_Parts") -> tuple[str, object]:
        kind: str = request.kind if request.kind != "auto" else parts.kind
        if kind == "survey":
            return kind, self._survey(request, parts)
        workbooks, options = parts.workbooks or request.paths, _options(request)
        if kind == "score":
            return self._score(request, workbooks[0], parts.surveys, options)
        if kind.startswith("diff"):
            try:
                report = api.diff(workbooks[0], workbooks[1], api.DiffOptions(**options))
                if kind == "diff" or not report.other_unit:
                    return "diff", report
            except LkeError:
                if kind == "diff":
                    raise
        return "compare", api.compare(workbooks, api.CompareOptions(**options), watch=_Watch(self._tell))

    def _score(
        self, request: Request, workbook: str, surveys: tuple[str, ...], options: dict[str, Any]
    ) -> tuple[str, object]:
        """Return a workbook scored, with the surveys beside it; or the survey that it holds itself."""
        if surveys:
            self._need_surveys()
        try:
            return "score", api.score(
                [workbook], api.ScoreOptions(**options, surveys=surveys), watch=_Watch(self._tell)
            )
        except AbsentError:
            if request.kind != "auto" or surveys or _tables([workbook]) != [workbook]:
                raise
            self._need_surveys()
            try:
                return "survey", api.survey(workbook, _survey_options(request))
            except AbsentError:
                pass  # neither: that it is no LKE says more
            raise

    def _survey(self, request: Request, parts: "_Parts") -> object:
        if len(parts.surveys) != 1:
            names = ", ".join(quoted(name) for name in (*parts.surveys, *parts.saved))
            raise LkeError(f"{names}: pilih satu berkas data survei (csv atau Excel), atau bersama satu LKE.")
        self._need_surveys()
        return api.survey(parts.surveys[0], _survey_options(request))

    def _need_surveys(self) -> None:
        if not self._reads_surveys:
            raise _NoSurveysError

    def _saved(self, kind: str) -> Iterator[Saved]:
        yield Saved("html", "laporan.html", "Laporan")
        if kind == "compare":
            yield Saved("xlsx", "rekap.xlsx", "Rekap Excel")
        else:
            yield Saved("xlsx", _TABLES[kind], "Tabel Excel")
        if self._marked is not None:
            name = Path(self._marked[0])
            yield Saved("marked", f"{name.stem} bertanda{name.suffix}", "LKE bertanda")
        yield Saved("json", "hasil.json", "Data (JSON)")

    def _attending(self, lost: Mapping[str, Literal["slow", "crashed"]]) -> Callable[[float], Lost | None]:
        number = 0

        def attend(seconds: float) -> Lost | None:
            nonlocal number
            number += 1
            why = lost.get(str(number))
            if why is None:
                self._tell("item", number, seconds)
            return Lost(why) if why else None

        return attend


@dataclass(frozen=True)
class _Parts:
    """What the files are: LKEs or folders of them, data of surveys, results of ours that were saved."""

    workbooks: tuple[str, ...]
    surveys: tuple[str, ...]
    saved: tuple[str, ...]

    @property
    def kind(self) -> str:
        """What is made of them."""
        if not self.workbooks:
            return "survey" if self.surveys or self.saved else "compare"
        if len(self.workbooks) == 1 and not Path(self.workbooks[0]).is_dir():
            return "score"
        return "diff or compare" if len(self.workbooks) == 2 else "compare"


def _tables(workbooks: Sequence[str]) -> list[str]:
    """Return the workbooks that are no LKE, but some other table."""
    from lke_cli.checking import sort_workbooks
    from lke_cli.rubric import load_rubric

    seen = sort_workbooks([Path(name) for name in workbooks], load_rubric(DEFAULT_RUBRIC), seconds=api.MAX_SECONDS)
    return [name for name, each in zip(workbooks, seen, strict=True) if each.what == "table"]


class _Watch(api.Unwatched):
    """Tells the page how many things are done."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell

    @contextmanager
    def counted(self, things: int, doing: str, unit: str = "berkas") -> Iterator[Callable[[], object]]:
        """Give what is called after each thing."""
        done = 0

        def tick() -> None:
            nonlocal done
            done += 1
            self._tell("count", done, things)

        yield tick

    @contextmanager
    def files(self, doing: str) -> Iterator["Progress"]:
        """Evidence is not looked at in a page."""
        with super().files(doing) as progress:
            yield progress


def _options(request: Request) -> dict[str, Any]:
    """Return how workbooks are read and what they are held against. Raises LkeError for an option that is none."""
    given = _given(request, _OPTIONS)
    header = given.get("header-row", [None])[-1]
    if header is not None and not header.isdecimal():
        raise LkeError(f"--header-row {header}: bukan nomor baris; tulis misalnya --header-row 5.")
    return {
        "target": request.target or given.get("target", [None])[-1],
        "minimums": (*request.minimums.replace(";", " ").split(), *given.get("min", ())),
        "columns": tuple(given.get("column", ())),
        "sheets": tuple(given.get("sheet", ())),
        "assessor": given.get("assessor", ["unit"])[-1],
        "header_row": None if header is None else int(header),
    }


def _survey_options(request: Request) -> api.SurveyOptions:
    """Return how a survey is read. Raises LkeError for an option that is none."""
    from lke_cli.surveys import parse_population

    given = _given(request, _SURVEY_OPTIONS)
    last = {name: values[-1] for name, values in given.items()}
    scale = last.get("scale")
    if scale is not None and not scale.isdecimal():
        raise LkeError(f"--scale {scale}: bukan bilangan; tulis misalnya --scale 5.")
    return api.SurveyOptions(
        target=request.target or last.get("target"),
        kind=last.get("kind"),
        population=parse_population(last["population"]) if "population" in last else None,
        by=last.get("by"),
        questions=last.get("questions"),
        reverse=last.get("reverse"),
        period=last.get("period"),
        points=None if scale is None else int(scale),
        words=tuple(given.get("words", ())),
        sheets=tuple(given.get("sheet", ())),
    )


def _given(request: Request, known: Sequence[str]) -> dict[str, list[str]]:
    """Return what was typed as options, by its name. Raises LkeError for one that is not known."""
    words = _words(request.options)
    given: dict[str, list[str]] = {}
    while words:
        name, joined, value = words.pop(0).partition("=")
        if not name.startswith("--") or name[2:] not in known or not (joined or words):
            all_known = ", ".join(f"--{each}" for each in known)
            raise LkeError(
                f"Pilihan '{name}' tidak dikenal di sini; yang ada: {all_known}, masing-masing dengan isinya."
            )
        given.setdefault(name[2:], []).append(value if joined else words.pop(0))
    return given


def _words(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError as error:
        raise LkeError(f"Pilihan '{text}' tidak dapat dibaca: tanda kutipnya tidak berpasangan.") from error


def _other_kind(kind: str, paths: Sequence[str]) -> str | None:
    """Return what else may be made of two workbooks."""
    if len(paths) != 2 or kind == "score":
        return None
    return "compare" if kind == "diff" else "diff"


def _not_here(kind: str, parts: _Parts) -> str:
    """Return what of the files is not looked at in a page, with the command that does it; ``""`` where all is."""
    aside = (*parts.saved, *(() if kind in ("score", "survey") else parts.surveys))
    if not aside or not parts.workbooks:
        return ""
    names = ", ".join(aside)
    if parts.saved == aside:
        command = f"lke score {quoted(parts.workbooks[0])} --survey {quoted(aside[0])}"
        return f"Hasil survei yang tersimpan ({names}) tidak dibaca di halaman ini; yang membacanya: {command}"
    return f"Data survei ({names}) dihitung bersama satu LKE saja; pilih data itu dengan satu LKE."
