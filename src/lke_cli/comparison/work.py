"""One workbook becomes one row; whatever is wrong with the workbook is in its row."""

import zlib
from array import array
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from lke_cli.answers import Answers
from lke_cli.comparison.alike import sketch
from lke_cli.comparison.form import compared_nodes
from lke_cli.comparison.review import nearly, unit_review, without_review
from lke_cli.comparison.rows import UnitRow
from lke_cli.errors import BlankError, LkeError, UndecidedError, UnreviewedError
from lke_cli.findings import Severity
from lke_cli.results import Scorecard, Unit, UnitReview, Verdict
from lke_cli.rubric import Minimum, load_rubric
from lke_cli.scored import notes_of, refuse_blank, scorecard, workbook_answers
from lke_cli.scoring import NO_EVIDENCE, first_tasks, shares, tasks_of
from lke_cli.unit_names import names_an_organisation, title_name, unit_in_file_name
from lke_cli.workbook import Reader, ReadSettings, SpreadsheetFile, Workbook, report_of, saved_at


@dataclass(frozen=True, slots=True)
class CompareSettings:
    """How every workbook is read and scored. ``minimums``: (node, points) beside the target's own. against: the
    assessor whom the answers are held against."""

    rubric: str
    target: str
    reading: ReadSettings = ReadSettings()  # noqa: RUF009 (a frozen value)
    minimums: tuple[tuple[str, float], ...] = ()
    against: str | None = None


class Work:
    """What a process keeps: the rubric, and a reader that knows the forms it has seen."""

    def __init__(self, options: CompareSettings) -> None:
        self.options = options
        self.rubric = load_rubric(options.rubric)
        self.reader = Reader(self.rubric)
        self.minimums = [Minimum(node=node, score=points) for node, points in options.minimums]
        self.kept = compared_nodes(self.rubric)
        self.surveys = [code for code, question in self.rubric.questions.items() if question.survey]
        self.counted = shares(self.rubric)
        self.numbers = {code: number for number, code in enumerate(self.rubric.questions)}

    def row(self, path: Path) -> UnitRow:
        """Return a workbook's row; whatever is wrong with it is in the row, never an exception."""
        saved = None
        try:
            file = SpreadsheetFile(path)
            properties = file.properties
            if report_of(properties) is not None:
                return unreadable(path, "")._replace(own_report=True)
            saved = saved_at(properties)
            return self._row(file, saved)
        except UndecidedError as error:
            return unreadable(path, str(error), "undecided", saved)
        except BlankError as error:
            return unreadable(path, str(error), "blank", saved)
        except LkeError as error:
            return unreadable(path, str(error), saved=saved)
        except MemoryError:
            raise  # the process is replaced, and says how much it was
        except Exception as error:
            problem = f"'{path.name}' tidak dapat dinilai (galat tak terduga {type(error).__name__}); coba lke score."
            return unreadable(path, problem)

    def _row(self, file: SpreadsheetFile, saved: datetime | None) -> UnitRow:
        path = file.path
        workbook, review = self._read(file)
        name = title_name(workbook.heading, self.rubric.title)
        try:
            refuse_blank(workbook, self.rubric)
        except (BlankError, UnreviewedError) as error:
            row = unreadable(path, str(error), "blank" if isinstance(error, BlankError) else "unreviewed", saved)
            return row._replace(unit=replace(row.unit, unit=name, name_source="workbook"))
        answers = workbook_answers(workbook, self.rubric)
        card = self._scored(workbook, answers)
        details = tuple([finding for finding in card.findings if finding.severity is not Severity.INFO])
        scores = {node.code: node.score for node in card.nodes}
        file_modified = _file_time(path)
        unit = Unit(
            rank=None,
            unit=name,
            name_source="workbook",
            file=str(path),
            sheet=workbook.sheets,
            modified=saved.isoformat() if saved else file_modified,
            file_modified=file_modified,
            verdict="met" if card.met else "not-met",
            total=card.total.score,
            scores={code: scores[code] for code in self.kept},
            surveys={code: self._index(card, code) for code in self.surveys},
            missed=tuple([minimum.node for minimum in card.missed]),
            minimums=len(card.minimums),
            unanswered=sum([question.state != "answered" for question in card.questions]),
            errors=sum([finding.severity is Severity.ERROR for finding in details]),
            findings=len(details),
            problem=None,
            answers={question.code: question.answer for question in card.questions},
            values={question.code: question.value for question in card.questions},
            details=details,
            resilience=card.resilience.falls if card.resilience else None,
            nearly=nearly(card, self.rubric, self.counted),
            review=None if self.options.against is None else self._review(card, workbook, review),
            notes=notes_of(workbook, self.rubric),
            tasks=first_tasks(tasks_of(card, self.rubric, answers)),
            dated=saved is not None,
        )
        return UnitRow(
            unit,
            codes=array(
                "H", [_answer(question.answer) if question.state == "answered" else 0 for question in card.questions]
            ).tobytes(),
            unsupported=_unsupported(card, self.numbers),
            sketch=sketch(
                [question.narrative for question in card.questions if question.narrative],
                [text for question in card.questions for text in question.evidence],
                f"{name} {_file_name(path)}",
                [question.narrative for question in card.questions],
            ),
        )

    def _scored(self, workbook: Workbook, answers: Answers) -> Scorecard:
        return scorecard(workbook, self.rubric, answers, target=self.options.target, minimums=self.minimums)

    def _read(self, file: SpreadsheetFile) -> "tuple[Workbook, Workbook | LkeError | None]":
        """Return a workbook, and the same as of the assessor whom it is held against, or why it is not theirs."""
        options, against = self.options, self.options.against
        if against is None:
            return self.reader.read_opened(file, options.reading), None
        try:
            theirs = self.reader.read_opened(file, replace(options.reading, assessor=against))
        except LkeError as error:
            return self.reader.read_opened(file, options.reading), error
        beneath = next((workbook for workbook in theirs.beneath if workbook.assessor == options.reading.assessor), None)
        return beneath or self.reader.read_opened(file, options.reading), theirs

    def _review(self, own: Scorecard, workbook: Workbook, theirs: "Workbook | LkeError | None") -> UnitReview:
        assert self.options.against is not None
        if isinstance(theirs, Workbook):
            try:
                refuse_blank(theirs, self.rubric)
                return unit_review(
                    own, self._scored(theirs, workbook_answers(theirs, self.rubric)), theirs, self.rubric
                )
            except LkeError as error:
                return without_review(self.options.against, error, self.rubric)
        return without_review(self.options.against, theirs, self.rubric)

    def _index(self, card: Scorecard, code: str) -> float | None:
        value = card.questions[self.numbers[code]].value
        return None if value is None else value * self.rubric.scales[self.rubric.questions[code].scale].maximum


def unreadable(path: Path, problem: str, verdict: Verdict = "unreadable", saved: datetime | None = None) -> UnitRow:
    """Return the row of a file without a score, and why: it could not be read, is undecided, or blank. saved: when the
    document says that it was."""
    modified = _file_time(path)
    unit = Unit(
        rank=None,
        unit="",
        name_source="file",
        file=str(path),
        sheet=None,
        modified=saved.isoformat() if saved else modified,
        file_modified=modified,
        verdict=verdict,
        total=None,
        scores={},
        surveys={},
        missed=(),
        minimums=0,
        unanswered=0,
        errors=0,
        findings=0,
        problem=problem,
        dated=saved is not None,
    )
    return UnitRow(unit)


def _file_name(path: Path) -> str:
    """Return the unit that a file's name names, ``""`` where its words may be any: they are no part of a name."""
    name = unit_in_file_name(path.stem)
    return name if names_an_organisation(name) else ""


@lru_cache(maxsize=1024)
def _answer(text: str) -> int:
    """Return an answer as a number of two bytes that is the same in every process; never 0, which is no answer."""
    return zlib.crc32(text.encode("utf-8", "replace")) % 0xFFFF + 1


def _unsupported(card: Scorecard, numbers: dict[str, int]) -> tuple[int, ...]:
    unsupported = {finding.node for finding in card.findings if finding.rule == NO_EVIDENCE.id}
    return tuple([numbers[code] for code in unsupported if code is not None])


def _file_time(path: Path) -> str:
    """Return when a file was changed, ``""`` where that is not known."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
    except (OSError, ValueError, OverflowError):
        return ""
