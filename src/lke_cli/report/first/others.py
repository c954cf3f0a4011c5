"""The first screens of surveys, plans and differences: their own sentences, the first rows, and what to type next."""

from collections.abc import Iterator
from itertools import takewhile

from lke_cli.findings import Severity
from lke_cli.report.diff import answer_text, diff_document, moved_text, reached_text, signed_text
from lke_cli.report.document import Block, Column, Document, Table, Text
from lke_cli.report.first.fit import ScreenPart, shortened
from lke_cli.report.next_step import with_detail
from lke_cli.report.plan import plan_document
from lke_cli.report.survey import survey_sentences, survey_title
from lke_cli.results import ChangedMinimum, ChangedQuestion, DiffReport, PlanResult, SurveyReport
from lke_cli.untrusted import one_line

_BESIDE = 44  # characters of a line that stand beside a label
_ANSWER = 12  # of an answer


def first_survey(report: SurveyReport, width: int) -> Document:
    """Return what the index is, whether it is enough and sure, and what is wrong with the data."""
    findings = dict.fromkeys(finding for result in report.surveys for finding in result.findings)
    wrong = [finding for finding in findings if finding.severity is Severity.ERROR]
    warned = sum(finding.severity is Severity.WARNING for finding in findings)
    rows = [(Text(one_line(finding.message, 160), "bad"),) for finding in wrong]
    rows += [(Text(f"Baca {warned} peringatan tentang datanya", "warn"),)] if warned else []
    to_do = Table("findings", "Kerjakan berurutan", (Column("message", "", grow=True),), tuple(rows))
    low = [unsur for result in report.surveys if result.readings is None for unsur in result.pulling_down]
    lowest = Table(
        "lowest",
        "Paling rendah",
        (Column("label", "", grow=True), Column("mean", "", "number")),
        tuple((one_line(unsur.label, 60), unsur.mean) for unsur in low),
    )
    parts: list[ScreenPart] = [(to_do, "hal"), (lowest, "unsur")]
    return shortened(survey_title(report), survey_sentences(report), parts, with_detail(report), width)


def first_plan(plan: PlanResult, width: int) -> Document:
    """Return how many steps it takes, and the first of them."""
    document = plan_document(plan, width)
    return shortened(document.title, _sentences(document), [], with_detail(plan), width)


def first_diff(report: DiffReport, width: int) -> Document:
    """Return where both stand, which minimums changed sides, and the answers that change most."""
    document = diff_document(report)
    changed = report.questions if report.corrected is None else report.corrected.questions
    minimums = report.minimums if report.corrected is None else report.corrected.minimums
    label = max(20, width - _BESIDE)
    moved = [minimum for minimum in minimums if minimum.met_before != minimum.met_after]
    sides = Table(
        "minimums",
        "Nilai minimal yang berganti",
        (Column("node", ""), Column("label", "", grow=True), Column("reached", ""), Column("state", "")),
        tuple(
            (minimum.node, one_line(minimum.label, label), _from_to(minimum), moved_text(minimum)) for minimum in moved
        ),
    )
    ranked = sorted(changed, key=lambda question: -abs(question.change))
    answers = Table(
        "questions",
        f"Jawaban yang berubah: {len(changed)}, yang paling berpengaruh dahulu",
        (Column("code", ""), Column("label", "", grow=True), Column("answers", ""), Column("change", "", "number")),
        tuple(
            (question.code, one_line(question.label, label), _answers(question), signed_text(question.change))
            for question in ranked
        ),
    )
    sentences = list(_sentences(document))
    if not changed:
        sentences.append(Text("Tidak ada jawaban yang berubah."))
    parts: list[ScreenPart] = [(sides, "nilai minimal"), (answers, "jawaban")]
    return shortened(document.title, sentences, parts, with_detail(report), width, kept=2)


def _from_to(minimum: ChangedMinimum) -> str:
    before, after = (reached_text(value, minimum.required) for value in (minimum.before, minimum.after))
    return f"{before} -> {after}"


def _answers(question: ChangedQuestion) -> str:
    before, after = (one_line(answer_text(question, after=after), _ANSWER) for after in (False, True))
    return f"{before} -> {after}"


def _sentences(document: Document) -> Iterator[Block]:
    """Yield what a report says before its first table."""
    return takewhile(lambda block: isinstance(block, Text), document.blocks)
