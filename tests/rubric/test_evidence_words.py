"""What evidence cells say, on sets that were written before the rule was run on them."""

from collections import Counter
from pathlib import Path

import pytest

from lke_cli.rubric.evidence_words import Judge, evidence_judge
from lke_cli.rubric.model import EvidenceWords, Rubric

HERE = Path(__file__).parent
NAMES = {"shown": "shown", "vague": "claimed", "none": "none"}


@pytest.fixture(scope="module")
def judge(rubric: Rubric) -> Judge:
    return evidence_judge(rubric.evidence_words, rubric.no_evidence_texts)


def _set(name: str) -> list[tuple[str, str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    cells = (line.partition(";") for line in lines)
    return [(NAMES[kind], text) for kind, _, text in cells if not text.startswith("#") and text != "FALSE"]


@pytest.mark.parametrize("kind", ["shown", "claimed", "none"])
def test_precision_and_recall_stay_what_the_guide_states(judge: Judge, kind: str) -> None:
    cells = _set("evidence_cells.csv")
    counts = Counter((judge(text) == kind, right == kind) for right, text in cells)
    assert counts[True, True] >= 0.97 * (counts[True, True] + counts[True, False]), "precision"
    assert counts[True, True] >= 0.97 * (counts[True, True] + counts[False, True]), "recall"


@pytest.mark.parametrize(
    ("text", "shows"),
    [
        ("SK Tim, foto menyusul", "shown"),
        ("SK Tim, menyusul", "none"),
        ("SK Tim sudah ada, namun belum ditandatangani", "none"),
        ("SK Nomor 12/2025 belum ditandatangani", "claimed"),
        ("https://contoh.go.id/zi belum lengkap", "shown"),
        ("contoh.go.id/zi", "shown"),
        ("SK Tim\nfoto menyusul", "shown"),
        ("laporan.pdf menyusul", "shown"),
        ("Pada tahun ini tidak ada pengaduan", "none"),
        ("Peta proses bisnis", "shown"),
        ("proses pengesahan", "none"),
        ("Tidak masih menunggu", "none"),
        ("", "none"),
        ("---", "none"),
    ],
)
def test_cells_that_could_be_taken_for_another_kind(judge: Judge, text: str, shows: str) -> None:
    assert judge(text) == shows


def test_a_rubric_without_words_takes_every_text_for_evidence() -> None:
    assert evidence_judge(EvidenceWords(), frozenset())("belum ada") == "shown"
