"""Put together what a folder and a workbook's links hold: per question its evidence, per node how complete it is,
and what the workbook claims beside what is evidenced."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from lke_cli.answers import Answers
from lke_cli.evidence import rules
from lke_cli.evidence.folder import FolderEvidence
from lke_cli.evidence.links import Link, is_usable, link_findings, same_link
from lke_cli.evidence.online import Answer
from lke_cli.evidence.quarters import by_quarter, quarter_findings
from lke_cli.findings import Finding, Rule, Severity
from lke_cli.numbers import EPSILON, format_number
from lke_cli.periods import Period
from lke_cli.results import (
    EvidenceReport,
    FileResult,
    LinkResult,
    LinkState,
    NodeEvidence,
    QuestionEvidence,
    Scorecard,
    Status,
    claims_of,
)
from lke_cli.rubric import Minimum, Rubric
from lke_cli.scoring import score_evidenced
from lke_cli.untrusted import one_line

Asker = Callable[[Iterable[str]], Iterable[tuple[str, Answer]]]

_NAMED = 10  # cells of links that a message names
_ANSWER_RULES: Mapping[str, Rule] = {
    "dead": rules.LINK_DEAD,
    "forbidden": rules.LINK_FORBIDDEN,
    "internal": rules.LINK_INTERNAL,
    "unsure": rules.LINK_UNSURE,
}


@dataclass(frozen=True, slots=True)
class Claimed:
    """A workbook read and scored: what the answers claim. minimums: those it was scored with beside the target's."""

    path: Path
    sheet: str
    answers: Answers
    card: Scorecard
    minimums: tuple[Minimum, ...] = ()


def evidence_by_question(rubric: Rubric, folder: FolderEvidence | None) -> dict[str, QuestionEvidence]:
    """Return every question of a rubric with the evidence that a folder holds for it."""
    placed: dict[str, list[FileResult]] = {}
    doubtful: dict[str, list[str]] = {}
    for file in folder.files if folder else ():
        if file.question is not None:
            placed.setdefault(file.question, []).append(file)
        elif file.usable:
            for code in _may_be_for(rubric, file):
                doubtful.setdefault(code, []).append(file.path)
    weights = _weights(rubric)
    evidence = {}
    for code, question in rubric.questions.items():
        files = placed.get(code, [])
        usable = [file for file in files if file.usable]
        kinds = {kind for file in usable for kind in file.kinds}
        missing = tuple(kind for kind in question.evidence if kind not in kinds)
        status: Status = "none" if not usable else "partial" if missing else "complete"
        evidence[code] = QuestionEvidence(
            code=code,
            label=question.label,
            expected=question.evidence,
            found=tuple(kind for kind in rubric.evidence_kinds if kind in kinds),
            missing=missing,
            status=status,
            files=tuple(file.path for file in usable),
            unrecognised=sum(not file.kinds for file in usable),
            unusable=tuple(file.path for file in files if not file.usable),
            doubtful=tuple(doubtful.get(code, ())),
            weight=weights[code],
            answer=None,
            points=None,
            links=0,
        )
    return evidence


def _may_be_for(rubric: Rubric, file: FileResult) -> Sequence[str]:
    """Return the questions that a file in doubt may be for: all of the indikator whose folder it lies in, and of its
    twin; else the closest, of each bagian where none is told."""
    nodes = (rubric.nodes.get(code) for code in (file.node, file.twin))
    questions = [question.code for node in nodes if node for question in node.questions]
    return tuple(dict.fromkeys((*questions, *(file.closest if file.twin else ())))) or file.closest[:1]


def _weights(rubric: Rubric) -> dict[str, float]:
    weights = {}
    for node in rubric.nodes.values():
        for question in node.questions:
            weights[question.code] = (
                question.weight if question.weight is not None else node.weight / len(node.questions)
            )
    return weights


def evidenced_codes(questions: Iterable[QuestionEvidence]) -> frozenset[str]:
    """Return the questions that have at least one usable file, or of which the rubric expects none."""
    return frozenset(question.code for question in questions if question.status != "none" or not question.expected)


def uncounted(folder: FolderEvidence) -> Finding | None:
    """Return how much of a folder does not count, where only the score that is left is shown."""
    files = [file for file in folder.files if file.state != "temporary"]
    unseen = [finding for finding in folder.findings if finding.rule == rules.FOLDER_UNREADABLE.id]
    counts = {
        "berkas tidak pasti letaknya": sum(file.question is None for file in files),
        "berkas rusak, tidak terbaca, arsip, atau bukan dokumen": sum(
            file.question is not None and not file.usable for file in files
        ),
        "folder atau berkas tidak dapat dilihat": len(unseen),
    }
    parts = [f"{count} {what}" for what, count in counts.items() if count]
    if any(finding.rule == rules.VANISHED.id for finding in folder.findings):
        parts.append("foldernya hilang saat diperiksa")
    if not parts:
        return None
    return rules.UNCOUNTED.at("Tidak dihitung sebagai bukti: {files}.", files="; ".join(parts), cell=str(folder.folder))


def build_report(
    rubric: Rubric,
    folder: FolderEvidence | None,
    *,
    period: str | None = None,
    claimed: Claimed | None = None,
    links: Sequence[Link] = (),
    link_problems: Sequence[Finding] = (),
    ask: Asker | None = None,
    quarters: Period | None = None,
) -> EvidenceReport:
    """Return the report on a folder, on a workbook's links, or on both.

    folder: None where none was checked. claimed: the workbook. link_problems: what is wrong with links that
    could not be read or placed. ask: asks links in the network; None where nothing may touch it. quarters: the period
    whose quarters are looked at, where they are asked for.
    """
    questions = evidence_by_question(rubric, folder)
    results = tuple(_links(links, ask))
    findings: list[Finding] = [*(folder.findings if folder else ()), *link_problems, *link_findings(links)]
    findings += _link_answers(results, asked=ask is not None)
    claims = None
    if claimed is not None:
        questions = _with_claims(questions, claimed.card, results)
        basis: Literal["files", "links"] = "files" if folder is not None else "links"
        evidenced = (
            evidenced_codes(questions.values())
            if basis == "files"
            else frozenset(q.code for q in questions.values() if q.links or not q.expected)
        )
        left = score_evidenced(
            rubric, claimed.answers, evidenced, target=claimed.card.target, minimums=claimed.minimums
        )
        possible = None
        # Files in doubt count here for all that they may be for.
        more = evidenced | {question.code for question in questions.values() if question.doubtful}
        if basis == "files" and more != evidenced:
            possible = score_evidenced(
                rubric, claimed.answers, more, target=claimed.card.target, minimums=claimed.minimums
            )
        claims = claims_of(str(claimed.path), claimed.sheet, claimed.card, left, basis, possible)
        findings += _claim_findings(rubric, questions.values(), claimed.card, basis)
    if folder is not None:
        findings += _gaps(questions.values(), rubric, claimed=claimed is not None)
    rows = by_quarter(rubric, folder.files, quarters) if folder and quarters else ()
    findings += quarter_findings(rows)
    return EvidenceReport(
        rubric=rubric.id,
        folder=str(folder.folder) if folder else None,
        file_count=len(folder.files) if folder else 0,
        byte_count=folder.byte_count if folder else 0,
        period=period,
        kinds={kind: evidence_kind.label for kind, evidence_kind in rubric.evidence_kinds.items()},
        nodes=tuple(_nodes(rubric, questions)) if folder else (),
        questions=tuple(questions.values()),
        files=tuple(_with_risk(file, questions) for file in folder.files) if folder else (),
        links=results,
        claims=claims,
        findings=tuple(findings),
        quarters=rows,
    )


def _with_risk(file: FileResult, questions: Mapping[str, QuestionEvidence]) -> FileResult:
    """Return a file with the points that hang on its question, where there is a doubt about it."""
    if not file.doubts or file.question is None or not file.usable:
        return file
    return replace(file, at_risk=questions[file.question].stake)


def _nodes(rubric: Rubric, questions: Mapping[str, QuestionEvidence]) -> Iterator[NodeEvidence]:
    for code in rubric.overview or tuple(rubric.nodes):
        inside = [questions[inner] for inner in _questions_of(rubric, code) if questions[inner].expected]
        counts = {status: sum(q.status == status for q in inside) for status in ("complete", "partial", "none")}
        yield NodeEvidence(code, rubric.label(code), len(inside), **counts)


def _questions_of(rubric: Rubric, code: str) -> list[str]:
    """Return the questions under a node, a combined node, or the question itself."""
    if code in rubric.questions:
        return [code]
    parts = rubric.combined_by_code[code].parts if code in rubric.combined_by_code else (code,)
    return [question.code for part in parts for node in rubric.nodes[part].walk() for question in node.questions]


def _links(links: Sequence[Link], ask: Asker | None) -> Iterator[LinkResult]:
    groups: dict[str, list[Link]] = {}
    for link in links:
        groups.setdefault(same_link(link.url), []).append(link)
    answers: dict[str, Answer] = {}
    if ask is not None:
        # What is not even an address, or says that it is internal, is not asked.
        good = [group[0].url for group in groups.values() if is_usable(group[0].flaw)]
        answers = _online(dict(ask(good)))
    for group in groups.values():
        url = group[0].url
        flaw = group[0].flaw
        answer = answers.get(url)
        state: LinkState = answer.state if answer else "unasked"
        yield LinkResult(
            url=url,
            questions=tuple(dict.fromkeys(link.question for link in group)),
            cells=tuple(link.cell for link in group),
            state=state,
            detail=answer.detail if answer else "",
            usable=is_usable(flaw) and state not in ("dead", "forbidden", "internal"),
        )


def _online(answers: dict[str, Answer]) -> dict[str, Answer]:
    """Return the answers; where not one site could be reached, it may be this computer that is not connected."""
    asked = [answer for answer in answers.values() if answer.state != "unasked"]
    if all(answer.reason in ("unresolved", "no-such-name", "unconnected") for answer in asked):
        offline = "; tidak satu pun tautan dapat dihubungi, mungkin komputer ini tidak tersambung ke internet"
        return {
            url: answer
            if answer.state == "unasked"
            else replace(answer, state="unsure", detail=answer.detail + offline)
            for url, answer in answers.items()
        }
    return answers


def _link_answers(links: Iterable[LinkResult], *, asked: bool) -> Iterator[Finding]:
    unasked = 0
    beyond: dict[str, list[LinkResult]] = {}
    for link in links:
        rule = _ANSWER_RULES.get(link.state)
        if rule is not None:
            yield rule.at(
                "{questions}: '{url}' {detail}.",
                questions=", ".join(link.questions),
                url=one_line(link.url, 90),
                detail=link.detail,
                node=link.questions[0],
                cell=link.cells[0],
            )
        unasked += link.state == "unasked" and link.usable
        if link.state == "unasked" and link.detail:
            beyond.setdefault(link.detail, []).append(link)
    for why, left in beyond.items():
        cells = [link.cells[0] for link in left]
        more = f" dan {len(cells) - _NAMED} lagi" if len(cells) > _NAMED else ""
        yield rules.LINKS_BEYOND.at(
            "{count} tautan tidak dicoba ({why}): {where}{more}.",
            cells=cells,
            count=len(cells),
            why=why,
            where=", ".join(cells[:_NAMED]),
            more=more,
        )
    if unasked and not asked:
        yield rules.LINKS_UNASKED.at("{unasked} tautan hanya diperiksa tulisannya, tidak dibuka.", unasked=unasked)


def _with_claims(
    questions: Mapping[str, QuestionEvidence], card: Scorecard, links: Iterable[LinkResult]
) -> dict[str, QuestionEvidence]:
    usable: dict[str, int] = {}
    for link in links:
        for code in link.questions if link.usable else ():
            usable[code] = usable.get(code, 0) + 1
    scored = {question.code: question for question in card.questions}
    return {
        code: replace(evidence, answer=scored[code].answer, points=scored[code].points, links=usable.get(code, 0))
        for code, evidence in questions.items()
    }


def _claim_findings(
    rubric: Rubric, questions: Iterable[QuestionEvidence], card: Scorecard, basis: str
) -> Iterator[Finding]:
    scored = {question.code: question for question in card.questions}
    for evidence in questions:
        question = scored[evidence.code]
        name, value = f"{evidence.code} {evidence.label}", question.value or 0.0
        has = evidence.status != "none" if basis == "files" else evidence.links > 0
        if value > 0 and not has and rubric.questions[evidence.code].evidence:
            only = [f"{evidence.links} tautan di lembar"] if basis == "files" and evidence.links else []
            only += [f"{len(evidence.unusable)} berkas yang tidak dihitung"] if evidence.unusable else []
            only += [f"{len(evidence.doubtful)} berkas yang meragukan"] if evidence.doubtful else []
            yield rules.CLAIM_WITHOUT.at(
                "{name}: dijawab {answer} ({points} poin), tetapi tidak ada bukti dukung{instead}.",
                name=name,
                answer=question.answer,
                points=format_number(question.points, 3),
                instead=f", hanya {' dan '.join(only)}" if only else "",
                node=evidence.code,
                cell=question.cell,
            )
        elif has and value <= 0:
            answer = f"dijawab {question.answer}" if question.answer else "belum dijawab"
            proof = f"{len(evidence.files)} berkas" if basis == "files" else f"{evidence.links} tautan"
            yield rules.WITHOUT_CLAIM.at(
                "{name}: {answer}, tetapi ada {proof} bukti dukung; sampai {weight} poin belum diambil.",
                name=name,
                answer=answer,
                proof=proof,
                weight=format_number(question.weight, 3),
                node=evidence.code,
                cell=question.cell,
            )
        elif basis == "files" and evidence.missing and len(rubric.scales[question.scale].options) > 2:
            # Between Ya and Tidak there is no lower answer that less evidence would hold up.
            share = 1 - len(evidence.missing) / len(evidence.expected)
            if value > share + EPSILON:
                yield rules.THIN.at(
                    "{name}: dijawab {answer}, tetapi baru {there} dari {expected} jenis bukti ditemukan.",
                    name=name,
                    answer=question.answer,
                    there=len(evidence.expected) - len(evidence.missing),
                    expected=len(evidence.expected),
                    node=evidence.code,
                    cell=question.cell,
                )


def _gaps(questions: Iterable[QuestionEvidence], rubric: Rubric, *, claimed: bool) -> Iterator[Finding]:
    for question in questions:
        name = f"{question.code} {question.label}"
        if question.status == "none" and question.expected:
            if claimed and (question.points or 0.0) > 0:
                continue  # said as a claim without evidence
            notes = [f"{len(question.doubtful)} berkas meragukan"] if question.doubtful else []
            notes += [f"{len(question.unusable)} berkas tidak dihitung"] if question.unusable else []
            doubt = f" ({', '.join(notes)})" if notes else ""
            # An answer of no value needs no evidence.
            severity = Severity.INFO if claimed else None
            yield rules.MISSING.at(
                "{name}: tidak ada bukti dukung{doubt}.", name=name, doubt=doubt, node=question.code, severity=severity
            )
        elif question.status == "partial":
            kinds = ", ".join(rubric.evidence_kinds[kind].label for kind in question.missing)
            unknown = f"; {question.unrecognised} berkas tidak dikenali jenisnya" if question.unrecognised else ""
            yield rules.PARTIAL.at(
                "{name}: belum ada {kinds}{unknown}.", name=name, kinds=kinds, unknown=unknown, node=question.code
            )
