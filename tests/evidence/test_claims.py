"""What a workbook claims beside its evidence."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from lke_cli.evidence.check import build_report
from lke_cli.evidence.folder import check_folder
from lke_cli.evidence.online import Answer
from lke_cli.evidence.workbook import read_claimed
from lke_cli.report.mend import to_mend
from lke_cli.results import EvidenceReport
from lke_cli.rubric import Rubric
from lke_cli.templates import Filling
from lke_cli.workbook import Reader
from tests.conftest import Write
from tests.evidence import files

ANSWERS: dict[str, str | float] = {
    "A.I.1.i.a": "Ya",  # one of two questions of weight 0.5: 0.25 points
    "A.I.1.i.b": "A",  # 0.25 points
    "A.I.1.ii.a": "Tidak",  # no points, but there is evidence
    "A.II.5.iii.a.a.2": 1,  # LHKPN: 4 of 4 have reported: 1 point
    "A.II.5.iii.a.a.3": 3,
    "A.II.5.iii.a.a.4": 0,
    "A.II.5.iii.a.a.5": 4,
    "B.I.a": 3.6,  # 3.6 / 4 x 17.5 = 15.75 points
}
LINKS = {
    "A.I.1.i.b": ["https://s.id/notulensi"],
    "B.I.a": ["https://s.id/ipak", "C:\\ZI\\ipak.pdf"],
}


@pytest.fixture
def workbook(write: Write) -> Path:
    return write(Filling("Satuan Kerja Contoh", ANSWERS, links=LINKS))


@pytest.fixture
def report(workbook: Path, tmp_path: Path, rubric: Rubric) -> EvidenceReport:
    folder = tmp_path / "bukti"
    for path in ("A.I.1.i.a/SK Tim.pdf", "A.I.1.ii.a/Rencana aksi.pdf", "A.II.5.iii.a.a/Bukti lapor.pdf"):
        files.put(folder, path, files.pdf(path))
    read = read_claimed(Reader(rubric), workbook, target="wbk")
    return build_report(rubric, check_folder(folder, rubric), claimed=read.claimed, links=read.links)


def messages(report: EvidenceReport, rule: str) -> list[str]:
    return [finding.message for finding in report.findings if finding.rule == rule]


def test_the_score_that_is_left_is_that_of_evidenced_answers(report: EvidenceReport) -> None:
    assert report.claims is not None
    # Claimed: 0.25 + 0.25 + 1 + 15.75; left without A.I.1.i.b and B.I.a: 0.25 + 1.
    assert report.claims.claimed_total == pytest.approx(17.25)
    assert report.claims.evidenced_total == pytest.approx(1.25)
    ipak = next(each for each in report.claims.minimums if each.claimed.node == "B.I.a")
    assert ipak.claimed.met
    assert not ipak.evidenced.met
    assert ipak.evidenced.gap == pytest.approx(15.75)


def test_claims_without_evidence_and_evidence_without_claims(report: EvidenceReport) -> None:
    without = messages(report, "claim-without-evidence")
    assert [message.split(" ")[0] for message in without] == ["A.I.1.i.b", "B.I.a"]
    assert "tidak ada bukti dukung, hanya 1 tautan di lembar" in without[0]
    (lying,) = messages(report, "evidence-without-claim")
    assert lying.startswith("A.I.1.ii.a ")
    assert "dijawab Tidak, tetapi ada 1 berkas" in lying


def test_an_answer_of_no_value_needs_no_evidence(report: EvidenceReport) -> None:
    severities = {finding.severity for finding in report.findings if finding.rule == "evidence-missing"}
    assert severities == {"info"}


def test_a_full_answer_on_half_its_kinds_is_thin(workbook: Path, tmp_path: Path, rubric: Rubric) -> None:
    folder = tmp_path / "bukti"
    files.put(folder, "A.I.1.i.b/Notulensi.pdf", files.pdf("NOTULENSI"))
    read = read_claimed(Reader(rubric), workbook, target="wbk")
    report = build_report(rubric, check_folder(folder, rubric), claimed=read.claimed)
    expected = len(rubric.questions["A.I.1.i.b"].evidence)
    assert expected > 1
    (thin,) = messages(report, "evidence-thin")
    assert f"dijawab A, tetapi baru 1 dari {expected} jenis bukti ditemukan" in thin


def test_without_a_folder_the_links_are_the_evidence(workbook: Path, rubric: Rubric) -> None:
    read = read_claimed(Reader(rubric), workbook, target="wbk")
    report = build_report(rubric, None, claimed=read.claimed, links=read.links)
    assert report.claims is not None
    # A.I.1.i.b 0.25 and B.I.a 15.75 have a link.
    assert report.claims.evidenced_total == pytest.approx(16)
    assert messages(report, "link-local") == ["B.I.a: 'C:\\ZI\\ipak.pdf' menunjuk ke komputer sendiri."]
    assert messages(report, "links-unasked") == ["2 tautan hanya diperiksa tulisannya, tidak dibuka."]


def test_a_dead_link_is_no_evidence(workbook: Path, rubric: Rubric) -> None:
    read = read_claimed(Reader(rubric), workbook, target="wbk")
    asked: list[str] = []

    def site(urls: Iterable[str]) -> list[tuple[str, Answer]]:
        asked.extend(urls)
        states = {"https://s.id/ipak": Answer("dead", "tidak ada lagi (HTTP 404)")}
        return [(url, states.get(url, Answer("reachable", "dapat dibuka"))) for url in asked]

    report = build_report(rubric, None, claimed=read.claimed, links=read.links, ask=site)
    assert sorted(asked) == ["https://s.id/ipak", "https://s.id/notulensi"]
    assert report.claims is not None
    assert report.claims.evidenced_total == pytest.approx(0.25)
    assert messages(report, "link-dead") == ["B.I.a: 'https://s.id/ipak' tidak ada lagi (HTTP 404)."]


def test_where_no_site_answers_it_is_this_computer(workbook: Path, rubric: Rubric) -> None:
    read = read_claimed(Reader(rubric), workbook, target="wbk")
    unknown = Answer("dead", "nama situsnya tidak dikenal", "no-such-name")
    report = build_report(
        rubric, None, claimed=read.claimed, links=read.links, ask=lambda urls: [(url, unknown) for url in urls]
    )
    assert messages(report, "link-dead") == []
    assert len(messages(report, "link-unsure")) == 2
    assert all("mungkin komputer ini tidak tersambung" in message for message in messages(report, "link-unsure"))


def test_a_folder_of_an_indikator_is_one_line_and_makes_the_score_a_range(
    workbook: Path, tmp_path: Path, rubric: Rubric
) -> None:
    """A.I.1.i holds two questions of 0.25 points each, both claimed; its folder does not say whose the files are."""
    folder = tmp_path / "bukti"
    for name in ("SK Tim.pdf", "Notulensi.pdf", "Foto.pdf"):
        files.put(folder, f"A/I/1/i. Tim Kerja/{name}", files.pdf(name))
    read = read_claimed(Reader(rubric), workbook, target="wbk")
    report = build_report(rubric, check_folder(folder, rubric), claimed=read.claimed, links=read.links)
    assert report.claims is not None
    assert report.claims.evidenced_total == pytest.approx(0)
    assert report.claims.possible_total == pytest.approx(0.25 + 0.25)
    (said,) = messages(report, "folder-at-indicator")
    assert "3 berkas" in said
    assert not messages(report, "file-doubtful")
    by_code = {question.code: question for question in report.questions}
    assert {by_code[code].status for code in ("A.I.1.i.a", "A.I.1.i.b")} == {"none"}
    assert [len(by_code[code].doubtful) for code in ("A.I.1.i.a", "A.I.1.i.b")] == [3, 3]


def test_a_folder_without_its_bagian_counts_for_either_and_is_told_with_both(
    write: Write, tmp_path: Path, rubric: Rubric
) -> None:
    """A.I.3.v.a gives 0.75 points; A.II.3.iii.a 2, with 2 offences last year and none this year."""
    answers: dict[str, str | float] = {"A.I.3.v.a": "A", "A.II.3.iii.a.1": 2, "A.II.3.iii.a.2": 0, "A.II.3.iii.a.3": 0}
    folder = tmp_path / "bukti"
    files.put(folder, "AREA 3 SDM/Disiplin/Rekap.pdf", files.pdf("REKAP"))
    read = read_claimed(Reader(rubric), write(Filling("Satuan Kerja Contoh", answers)), target="wbk")
    report = build_report(rubric, check_folder(folder, rubric), claimed=read.claimed)
    assert report.claims is not None
    assert report.claims.evidenced_total == pytest.approx(0)
    assert report.claims.possible_total == pytest.approx(0.75 + 2)
    (said,) = messages(report, "folder-at-indicator")
    assert "A.II.3.iii" in said
    assert "A.I.3.v" in said
    (mend,) = to_mend(report)
    assert {mend.code, mend.label.split(":")[0]} == {"A.II.3.iii", "atau A.I.3.v"}


def test_an_area_is_not_called_an_indikator(tmp_path: Path, rubric: Rubric) -> None:
    folder = tmp_path / "bukti"
    files.put(folder, "PENGUNGKIT/PEMENUHAN/3. SDM/Lain/Rekap.pdf", files.pdf("REKAP"))
    (mend,) = to_mend(build_report(rubric, check_folder(folder, rubric)))
    assert (mend.code, mend.label) == ("A.I.3", rubric.label("A.I.3"))
