"""What the worker of ``lke.html`` calls: files in, the same calls as the command line's, what they make out.

The files lie in the current folder. A request and its answer are JSON; :class:`Engine` keeps the last result, from
which every file to save is made.
"""

import json
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from lke_cli import api
from lke_cli.bounded import Lost, here
from lke_cli.errors import LkeError, sentence_of
from lke_cli.report import show_result, written_text
from lke_cli.untrusted import quoted

if TYPE_CHECKING:
    from lke_cli.evidence import Progress

Tell = Callable[..., object]
"""Is called with what the page should know: ``item`` and its seconds, ``count`` with how many are done of how many."""

_MADE = Path()  # beside what was read, as reports link to it; under names that no file of a user has
_OPTIONS = ("column", "sheet", "header-row", "assessor", "min", "target")
_SURVEYS = (".csv", ".tsv", ".json")


@dataclass(frozen=True)
class Request:
    """What is asked. paths: files or folders in the current folder. kind: what is made of them, by their number where
    ``auto``. lost: items, by their number, that an earlier try lost, and why."""

    paths: tuple[str, ...]
    kind: Literal["auto", "score", "diff", "compare"] = "auto"
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
        self._marked: tuple[str, api.AnnotateOptions] | None = None

    def answer(self, request_json: str) -> str:
        """Return the page of a request and what can be saved of it, or the sentence that says why there is none."""
        request = Request(**json.loads(request_json))
        here.attend = self._attending(request.lost or {})
        try:
            return json.dumps(self._answered(request))
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
        options = _options(request)
        self._marked = None
        kind, self._result = self._made_of(request, options)
        if kind == "score" and Path(request.paths[0]).suffix.lower() in (".xlsx", ".xlsm"):
            self._marked = (request.paths[0], api.AnnotateOptions(**options))
        return {
            "kind": kind,
            "html": self.file("html").decode(),
            "said": written_text(self._result, "html", Path("laporan.html")).split(" Ditulis ke")[0],
            "saved": [vars(each) for each in self._saved(kind, request)],
            "other": _other_kind(kind, request.paths),
            "note": _not_here(request.paths),
        }

    def _made_of(self, request: Request, options: dict[str, Any]) -> tuple[str, object]:
        workbooks = [name for name in request.paths if Path(name).suffix.lower() not in _SURVEYS] or request.paths
        kind: str = request.kind
        if kind == "auto":
            single = len(workbooks) == 1 and not Path(workbooks[0]).is_dir()
            kind = "score" if single else "diff or compare" if len(workbooks) == 2 else "compare"
        if kind == "score":
            return kind, api.score(workbooks, api.ScoreOptions(**options), watch=_Watch(self._tell))
        if kind.startswith("diff"):
            try:
                report = api.diff(workbooks[0], workbooks[1], api.DiffOptions(**options))
                if kind == "diff" or not report.other_unit:
                    return "diff", report
            except LkeError:
                if kind == "diff":
                    raise
        return "compare", api.compare(workbooks, api.CompareOptions(**options), watch=_Watch(self._tell))

    def _saved(self, kind: str, request: Request) -> Iterator[Saved]:
        yield Saved("html", "laporan.html", "Laporan")
        if kind == "compare":
            yield Saved("xlsx", "rekap.xlsx", "Rekap Excel")
        else:
            yield Saved("xlsx", "nilai.xlsx" if kind == "score" else "beda.xlsx", "Tabel Excel")
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
    words = _words(request.options)
    given: dict[str, list[str]] = {}
    while words:
        name, joined, value = words.pop(0).partition("=")
        if not name.startswith("--") or name[2:] not in _OPTIONS or not (joined or words):
            known = ", ".join(f"--{each}" for each in _OPTIONS)
            raise LkeError(f"Pilihan '{name}' tidak dikenal di sini; yang ada: {known}, masing-masing dengan isinya.")
        given.setdefault(name[2:], []).append(value if joined else words.pop(0))
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


def _not_here(paths: Sequence[str]) -> str:
    """Return what of the files is not looked at in a page, with the command that does it; ``""`` where all is."""
    surveys = [name for name in paths if Path(name).suffix.lower() in _SURVEYS]
    others = [name for name in paths if name not in surveys]
    if not surveys or not others:
        return ""
    command = f"lke score {quoted(others[0])} --survey {quoted(surveys[0])}"
    return f"Data survei ({', '.join(surveys)}) tidak dihitung di halaman ini; yang menghitungnya: {command}"
