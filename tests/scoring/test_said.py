"""What a finding or a task says of blanks: which count lacks, what a contradiction knows, how much lacks evidence."""

from lke_cli.answers import Given
from lke_cli.rubric import Rubric
from lke_cli.scoring import score_answers, tasks_of
from tests.planning.small import small_rubric
from tests.scoring.test_score import _best

_INPUTS = [
    {"code": "A.a.1", "name": "harus", "label": "Harus"},
    {"code": "A.a.2", "name": "selesai", "label": "Selesai"},
    {"code": "A.a.3", "name": "proses", "label": "Diproses"},
]
_RATIO = {"numerator": "selesai", "denominator": "harus", "zero": {"otherwise": 1}, "requires": ["proses"]}
HANDLED = small_rubric(
    [
        {
            "code": "A", "label": "Satu", "weight": 10,
            "questions": [{"code": "A.a", "label": "Aduan", "scale": "persen", "inputs": _INPUTS, "ratio": _RATIO}],
        }
    ],
    [{"node": "A", "score": 5}],
    consistency=[{"id": "semua", "must": "A.a.2 + A.a.3 <= A.a.1", "message": "Lebih banyak daripada yang harus"}],
)  # fmt: skip


def _messages(rubric: Rubric, answers: dict[str, Given], rule: str) -> list[str]:
    return [f.message for f in score_answers(rubric, answers, target="lulus").findings if f.rule == rule]


def test_of_a_percentage_only_the_counts_that_lack_are_named() -> None:
    answers = {
        "A.a": Given(cell="LKE!K5"),
        "A.a.1": Given(answer=40, cell="LKE!K6"),
        "A.a.2": Given(answer=8, cell="LKE!K7"),
        "A.a.3": Given(cell="LKE!K8"),
    }
    assert _messages(HANDLED, answers, "unanswered") == ["A.a Aduan: belum dijawab: Diproses (K8) kosong."]


def test_a_contradiction_says_of_a_blank_count_that_it_is_blank() -> None:
    answers = {
        "A.a": Given(cell="LKE!K5"),
        "A.a.1": Given(answer=1400, cell="LKE!K6"),
        "A.a.2": Given(answer=1500, cell="LKE!K7"),
        "A.a.3": Given(cell="LKE!K8"),
    }
    (message,) = _messages(HANDLED, answers, "inconsistent")
    assert "Selesai 1.500 (A.a.2, K7)" in message
    assert "Harus 1.400 (A.a.1, K6)" in message
    assert "Diproses kosong (A.a.3, K8)" in message


def test_answers_without_evidence_are_counted_where_others_show_some(rubric: Rubric) -> None:
    shown = {code: Given(answer=answer, evidence=("sk.pdf",)) for code, answer in _best(rubric).items()}
    bare = {code: shown[code]._replace(evidence=()) for code in ("A.I.1.i.a", "A.I.1.i.b")}
    answers = {**shown, **bare}
    card = score_answers(rubric, answers, target="wbk")
    listed = [f.node for f in card.findings if f.rule == "no-evidence"]
    (task,) = [task for task in tasks_of(card, rubric, answers) if task.kind == "evidence"]
    assert set(bare) <= set(listed)
    assert (task.rule, task.count) == ("no-evidence", len(listed))


def test_where_no_answer_shows_evidence_all_that_score_are_counted(rubric: Rubric) -> None:
    answers = {code: Given(answer=answer, narrative="Ada.") for code, answer in _best(rubric).items()}
    card = score_answers(rubric, answers, target="wbk")
    expecting = [q for q in card.questions if q.points > 0 and rubric.questions[q.code].evidence]
    (task,) = [task for task in tasks_of(card, rubric, answers) if task.kind == "evidence"]
    assert (task.rule, task.count) == ("evidence-unused", len(expecting))
