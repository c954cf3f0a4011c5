"""What stands in the way of a submission, by what its parts' own checks say. Each function yields one kind of obstacle.

Nothing missing passes as checked: a part that is needed and was not looked at is an obstacle of its own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lke_cli.checking import rules
from lke_cli.checking.parts import Chosen, Taken
from lke_cli.checking.surveys import Data, is_known_by_name_alone
from lke_cli.checking.walk import SAVED
from lke_cli.findings import Finding, Rule, Severity
from lke_cli.numbers import format_below, format_gap, format_number
from lke_cli.periods import indonesian_date
from lke_cli.results import (
    Aside,
    EvidenceReport,
    InsidePeriod,
    Inspection,
    Obstacle,
    Origin,
    Part,
    PartKind,
    PartState,
    Scorecard,
    ScoredWorkbook,
    SurveyClaim,
    SurveyResult,
    Unchecked,
    UnitCheck,
    Why,
    data_text,
    number_text,
    state_of,
)
from lke_cli.rubric import Rubric
from lke_cli.surveys import sample_size, survey_claims
from lke_cli.untrusted import some_of
from lke_cli.workbook import is_doubt

_EVERYBODY = 1_000_000_000
"""A population so large that the sample it needs is enough for any."""
_TOLD = {"evidence-missing", "evidence-partial", "claim-without-evidence"}
"""Findings on evidence that are said by question."""
_UNSEEN = {"folder-unreadable", "folder-vanished", "file-unreadable"}
_SAMPLE = {"survey-too-few", "survey-undecided", "survey-ambiguous-answer"}
"""Findings on a survey that are said in their own words here."""
_NAMED_CELLS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A unit's parts, with what was found out of each.

    surveys: the data of each that the rubric asks for; surveys_from: where its files come from. population: users of
    the service, by survey. online: whether links were tried; limited: whether there is a limit to a file's size.
    period: whether the assessment's period is known.
    unread_again, unread_evidence: why the second reader, or the check of the evidence, failed.
    """

    rubric: Rubric
    chosen: Chosen
    scored: ScoredWorkbook | None
    inspection: Inspection | None
    evidence: EvidenceReport | None
    surveys: Mapping[str, Data]
    surveys_from: Origin
    population: Mapping[str, int]
    online: bool
    limited: bool
    period: bool = False
    unread_again: str | None = None
    unread_evidence: str | None = None
    aside: tuple[Aside, ...] = ()
    open_in_excel: bool = False


def judged(checked: Checked, unit: str, settings: tuple[str, ...]) -> UnitCheck:
    """Return a unit's check: its parts, and all that stands in its way."""
    in_the_way = [*checked.chosen.obstacles, *_workbook(checked), *_second_reader(checked), *_evidence(checked)]
    if not _expects_evidence(checked.rubric):
        in_the_way = [obstacle for obstacle in in_the_way if obstacle.part not in ("evidence", "links")]
    obstacles = [*in_the_way, *_surveys(checked)]
    card = checked.scored.scorecard if checked.scored else None
    return UnitCheck(
        folder=str(checked.chosen.folder),
        unit=unit,
        total=card.total.score if card else None,
        missed=tuple(minimum.node for minimum in card.missed) if card else (),
        parts=tuple(_parts(checked, obstacles)),
        obstacles=tuple(obstacles),
        unchecked=tuple(_unchecked(checked)),
        aside=(*checked.chosen.aside, *checked.aside),
        settings=settings,
        open_in_excel=checked.open_in_excel,
    )


def _workbook(checked: Checked) -> Iterator[Obstacle]:
    """Yield what is wrong with the LKE: no score, missed minimums, errors in what was filled in, rows read in doubt."""
    scored = checked.scored
    if scored is None:
        return
    show = f'lke score "{scored.file}"'
    card = scored.scorecard
    if card is None:
        command = f"{show} {scored.undecided.command}" if scored.undecided and scored.undecided.command else show
        yield Obstacle(
            "undecided", "workbook", None, rules.NOT_SCORED.at(scored.problem or "LKE tanpa nilai."), command
        )
        return
    yield from (Obstacle("wrong", "workbook", None, finding, show) for finding in _missed(card))
    errors = [finding for finding in card.findings if finding.severity is Severity.ERROR and not is_doubt(finding)]
    for group in _by_rule(errors):
        yield Obstacle("wrong", "workbook", None, _together(rules.WORKBOOK_ERRORS, group), show)
    doubts = [finding for finding in card.findings if is_doubt(finding)]
    if doubts:
        finding = rules.ROWS_IN_DOUBT.at(
            "{count} baris LKE dibaca dengan ragu: {cells_named}.",
            cells=_cells(doubts),
            count=len(doubts),
            cells_named=_cells_named(doubts),
        )
        yield Obstacle("undecided", "workbook", None, finding, f'lke inspect "{scored.file}"')


def _missed(card: Scorecard) -> Iterator[Finding]:
    for minimum in card.missed:
        name = f"{minimum.node} {minimum.label}" if minimum.node != card.total.code else minimum.label
        if minimum.reached is None or minimum.gap is None:
            yield rules.MINIMUM_MISSED.at("{name}: tidak terhitung.", name=name, node=minimum.node)
            continue
        survey = ""
        if minimum.answer_required is not None and minimum.answer_reached is not None:
            now = format_below(minimum.answer_reached, minimum.answer_required)
            survey = f"; survei {now}, perlu {number_text(minimum.answer_required)}"
        yield rules.MINIMUM_MISSED.at(
            "{name}: {reached} dari {required}, kurang {gap}{survey}.",
            node=minimum.node,
            name=name,
            reached=format_below(minimum.reached, minimum.required),
            required=number_text(minimum.required),
            gap=format_gap(minimum.gap),
            survey=survey,
        )


def _by_rule(findings: Iterable[Finding]) -> list[list[Finding]]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.rule, []).append(finding)
    return list(groups.values())


def _together(rule: Rule, group: Sequence[Finding]) -> Finding:
    """Return the findings of one rule as one: its message, or of several how many and where."""
    if len(group) == 1:
        first = group[0]
        return rule.at(first.message, node=first.node, cells=first.cells, advice=first.advice)
    return rule.at(
        "{title}: {count} ({cells_named}).",
        cells=_cells(group),
        advice=group[0].advice,
        title=group[0].title or group[0].rule,
        count=len(group),
        cells_named=_cells_named(group),
    )


def _cells(findings: Iterable[Finding]) -> list[str]:
    return [finding.cell for finding in findings if finding.cell]


def _cells_named(findings: Sequence[Finding]) -> str:
    cells = [finding.cell.rpartition("!")[2] if finding.cell else finding.node or "–" for finding in findings]
    return some_of(cells, _NAMED_CELLS)


def _second_reader(checked: Checked) -> Iterator[Obstacle]:
    """Yield that a second reader sees the LKE otherwise, or could not read it."""
    if checked.scored is None or checked.scored.scorecard is None:
        return
    show = f'lke inspect "{checked.scored.file}" --verify'
    differing = checked.inspection.differing if checked.inspection else None
    if differing is None:
        message = checked.unread_again or "LKE tidak dibaca oleh pembaca kedua."
        yield Obstacle("missing", "reader", None, rules.NOT_READ_AGAIN.at(message), show)
    elif differing:
        finding = rules.READERS_DIFFER.at(
            "Pembaca kedua melihat {count} sel berbeda: {cells_named}.",
            cells=_cells(differing),
            count=len(differing),
            cells_named=_cells_named(differing),
        )
        yield Obstacle("undecided", "reader", None, finding, show)


def _evidence(checked: Checked) -> Iterator[Obstacle]:
    """Yield what is wrong with the evidence: not to be looked into, missing, in part, or broken; and with links."""
    report = checked.evidence
    if checked.unread_evidence:
        yield Obstacle("undecided", "evidence", None, rules.EVIDENCE_UNREAD.at(checked.unread_evidence))
    if report is None:
        return
    show = _evidence_command(checked)
    errors = [
        finding for finding in report.findings if finding.severity is Severity.ERROR and finding.rule not in _TOLD
    ]
    for group in _by_rule(errors):
        why: Why = "undecided" if group[0].rule in _UNSEEN else "wrong"
        part: PartKind = "links" if group[0].rule.startswith("link-") else "evidence"
        yield Obstacle(why, part, None, _together(rules.EVIDENCE_ERRORS, group), show)
    if report.folder is not None:
        yield from (Obstacle("wrong", "evidence", None, finding, show) for finding in _incomplete(report))


def _evidence_command(checked: Checked) -> str:
    chosen = checked.chosen
    folder = f' "{chosen.evidence.path}"' if chosen.evidence else ""
    workbook = f' --workbook "{chosen.workbook.path}"' if chosen.workbook else ""
    return f"lke check-evidence{folder}{workbook}{' --online' if checked.online else ''}"


def _incomplete(report: EvidenceReport) -> Iterator[Finding]:
    lacking = sorted(
        (question for question in report.questions if question.needed and question.status != "complete"),
        key=lambda minimum: -(minimum.weight if minimum.points is None else minimum.points),
    )
    without = [question.code for question in lacking if question.status == "none"]
    if without:
        yield rules.WITHOUT_EVIDENCE.at(
            "{count} pertanyaan tanpa bukti dukung: {codes}.", count=len(without), codes=some_of(without)
        )
    dated_outside = {file.path for file in report.files if file.period == "outside"}
    outside = [
        question.code
        for question in report.questions
        if question.needed and question.files and dated_outside >= {*question.files}
    ]
    if outside:
        yield rules.EVIDENCE_OUTSIDE.at(
            "{count} pertanyaan hanya punya bukti dukung dari luar periode: {codes}.",
            count=len(outside),
            codes=some_of(outside),
        )
    in_part = [question.code for question in lacking if question.status == "partial"]
    if in_part:
        yield rules.EVIDENCE_IN_PART.at(
            "{count} pertanyaan baru sebagian bukti dukungnya: {codes}.", count=len(in_part), codes=some_of(in_part)
        )
    pairs = report.claims.minimums if report.claims else ()
    lost = [minimum.evidenced for minimum in pairs if minimum.claimed.met and not minimum.evidenced.met]
    if lost:
        yield rules.LOST_WITHOUT_EVIDENCE.at(
            "Bila hanya jawaban yang berbukti yang dihitung, {count} nilai minimal hilang: {codes}.",
            count=len(lost),
            codes=some_of([minimum.node for minimum in lost]),
        )


def _surveys(checked: Checked) -> Iterator[Obstacle]:
    """Yield what is wrong with the data behind each survey that the LKE is asked for."""
    for kind, data in checked.surveys.items():
        label = _survey_label(kind, data)
        files = [path for path, _ in data.results] + [path for path, _ in data.unread]
        if not files:
            finding = rules.NO_SURVEY.at("Data survei {label} tidak ditemukan.", label=label)
            yield Obstacle("missing", "survey", kind, finding, f"{checked.chosen.command} --survey {kind}=BERKAS")
        elif len(files) > 1:
            finding = rules.SEVERAL_SURVEYS.at(
                "{count} berkas memuat survei {label}: {names}.",
                count=len(files),
                label=label,
                names=some_of([path.name for path in files], limit=60),
            )
            yield Obstacle(
                "undecided", "survey", kind, finding, f'{checked.chosen.command} --survey {kind}="{files[0]}"'
            )
        elif data.unread:
            finding = rules.SURVEY_UNREAD.at(data.unread[0][1])
            yield Obstacle("undecided", "survey", kind, finding, f'lke survey "{files[0]}" --kind {kind}')
        else:
            for why, finding in _survey(checked, kind, label, *data.results[0]):
                yield Obstacle(why, "survey", kind, finding, _survey_command(checked, kind, finding, files[0]))


def _survey_command(checked: Checked, kind: str, finding: Finding, file: Path) -> str:
    if finding.rule == rules.NO_POPULATION.id:
        return f"{checked.chosen.command} --population {kind}=N"
    if finding.rule == rules.SURVEY_BY_NAME.id:
        return f'{checked.chosen.command} --survey {kind}="{file}"'
    return f'lke survey "{file}"' + ("" if file.suffix.lower() == ".json" else f" --kind {kind}")


def _survey_label(kind: str, data: Data) -> str:
    return data.results[0][1].label if data.results else kind.upper()


def _survey(checked: Checked, kind: str, label: str, path: Path, result: SurveyResult) -> Iterator[tuple[Why, Finding]]:
    if checked.surveys_from == "found" and path.suffix.lower() != SAVED and is_known_by_name_alone(result):
        yield (
            "undecided",
            rules.SURVEY_BY_NAME.at(
                "Pertanyaan di '{name}' tidak dikenali sebagai {label}; hanya namanya yang menyebutnya.",
                name=path.name,
                label=label,
            ),
        )
    errors = [
        finding for finding in result.findings if finding.severity is Severity.ERROR and finding.rule not in _SAMPLE
    ]
    for group in _by_rule(errors):
        finding = _together(rules.SURVEY_ERRORS, group)
        yield "wrong", finding
    if result.inside is not None and result.inside.outside:
        yield "wrong", _outside(label, result.respondents, result.inside)
    yield from _index(checked, label, result)
    yield from _respondents(checked, kind, label, result)


def _outside(label: str, respondents: int, inside: InsidePeriod) -> Finding:
    others = "tidak satu pun di dalamnya"
    if inside.index is not None:
        others = f"indeks {inside.respondents} responden di dalamnya {format_number(inside.index)}"
    return rules.SURVEY_OUTSIDE.at(
        "{outside} dari {respondents} responden {label} di luar periode {first} sampai {last}; {others}.",
        outside=inside.outside,
        respondents=respondents,
        label=label,
        first=indonesian_date(inside.first),
        last=indonesian_date(inside.last),
        others=others,
    )


def _index(checked: Checked, label: str, result: SurveyResult) -> Iterator[tuple[Why, Finding]]:
    """Yield what is wrong with the index of the data, and with what the LKE claims beside it."""
    card = checked.scored.scorecard if checked.scored else None
    if card is None:
        if result.verdict == "missed":
            yield "wrong", rules.SURVEY_BELOW.at("Data survei {label} tidak mencapai nilai minimal.", label=label)
        elif result.verdict == "undecided":
            yield "undecided", rules.SURVEY_UNREAD.at("Indeks {label} belum dapat ditentukan.", label=label)
        return
    claims, findings = survey_claims(card, checked.rubric, [result])
    for claim in claims:
        own = [finding for finding in findings if finding.node == claim.question and finding.severity is Severity.ERROR]
        yield from ((_why(finding), finding) for finding in own if finding.rule != "survey-claim-data")
        if claim.data_met is None and claim.required is not None and not own:
            yield "undecided", rules.SURVEY_UNREAD.at(_two_ways(claim, label))


def _why(finding: Finding) -> Why:
    return "undecided" if finding.rule == "survey-claim-undecided" else "wrong"


def _two_ways(claim: SurveyClaim, label: str) -> str:
    required = number_text(claim.required or 0.0)
    return f"Indeks {label} belum dapat ditentukan: {data_text(claim)}, nilai minimal {required}."


def _respondents(checked: Checked, kind: str, label: str, result: SurveyResult) -> Iterator[tuple[Why, Finding]]:
    """Yield that there are too few respondents, or that nobody said how many are enough."""
    needed = _needed(result, checked.population.get(kind))
    if needed is None:
        yield (
            "missing",
            rules.NO_POPULATION.at(
                "Kecukupan {respondents} responden {label} tidak diperiksa: jumlah pengguna layanan tidak disebut.",
                respondents=result.respondents,
                label=label,
            ),
        )
    elif (population := checked.population.get(kind)) is not None and result.respondents > population:
        yield (
            "undecided",
            rules.MORE_THAN_USERS.at(
                "Responden {label} {respondents}, tetapi pengguna layanan disebut hanya {population}.",
                label=label,
                respondents=result.respondents,
                population=population,
            ),
        )
    elif result.respondents < needed:
        yield (
            "wrong",
            rules.TOO_FEW.at(
                "Responden {label} {respondents}, perlu {needed}: kurang {missing}.",
                label=label,
                respondents=result.respondents,
                needed=needed,
                missing=needed - result.respondents,
            ),
        )


def _needed(result: SurveyResult, population: int | None) -> int | None:
    """Return how many respondents are enough; None where that hangs on a population that nobody named."""
    if result.sample is not None:
        return result.sample.needed
    if population is not None:
        return sample_size(population)
    most = sample_size(_EVERYBODY)
    return most if result.respondents >= most else None


def _unchecked(checked: Checked) -> Iterator[Unchecked]:
    report = checked.evidence
    surveys = [result for data in checked.surveys.values() for _, result in data.results]
    if surveys and not checked.period:
        yield Unchecked("survey-dates", "--period")
    elif any(result.inside is None for result in surveys):
        yield Unchecked("survey-dates", "lke survey")
    if report is None:
        return
    if report.links and not checked.online:
        yield Unchecked("links", "--online")
    if report.folder is not None and report.period is None:
        yield Unchecked("dates", "--period")
    if report.folder is not None and not checked.limited:
        yield Unchecked("sizes", "--max-mb")


def _parts(checked: Checked, obstacles: Sequence[Obstacle]) -> Iterator[Part]:
    chosen = checked.chosen

    def state(kind: PartKind, survey: str | None = None) -> PartState:
        return state_of({obstacle.why for obstacle in obstacles if (obstacle.part, obstacle.survey) == (kind, survey)})

    card = checked.scored.scorecard if checked.scored else None
    warnings = _warnings(card.findings) if card else 0
    workbook = chosen.workbook
    yield Part("workbook", "LKE", None, *_taken(workbook), state("workbook"), warnings=warnings)
    if card is not None:
        differing = checked.inspection.differing if checked.inspection else None
        count = None if differing is None else len(differing)
        yield Part("reader", "Pembaca kedua", None, None, None, state("reader"), count)
    report = checked.evidence
    if _expects_evidence(checked.rubric):
        files = report.file_count if report and report.folder else None
        own = [finding for finding in report.findings if not finding.rule.startswith("link")] if report else []
        yield Part("evidence", "Bukti dukung", None, *_taken(chosen.evidence), state("evidence"), files, _warnings(own))
    if report is not None and report.links:
        asked = state("links")
        links = "unchecked" if asked == "good" and not checked.online else asked
        own = [finding for finding in report.findings if finding.rule.startswith("link")]
        yield Part("links", "Tautan di LKE", None, None, None, links, len(report.links), _warnings(own))
    for kind, data in checked.surveys.items():
        one = data.results[0] if len(data.results) == 1 and not data.unread else None
        path, origin = (str(one[0]), checked.surveys_from) if one else (None, None)
        count = one[1].respondents if one else None
        warned = _warnings(one[1].findings) if one else 0
        yield Part("survey", _survey_label(kind, data), kind, path, origin, state("survey", kind), count, warned)


def _taken(taken: Taken | None) -> tuple[str | None, Origin | None]:
    return (None, None) if taken is None else (str(taken.path), taken.origin)


def _warnings(findings: Iterable[Finding]) -> int:
    return sum(
        finding.severity is Severity.WARNING and finding.rule not in _TOLD and not is_doubt(finding)
        for finding in findings
    )


def _expects_evidence(rubric: Rubric) -> bool:
    return any(question.evidence for question in rubric.questions.values())
