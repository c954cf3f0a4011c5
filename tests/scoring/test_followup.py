"""What became of a reviewer's note between two versions, and how many were followed by area."""

from collections.abc import Mapping, Sequence

import pytest

from lke_cli.answers import Given
from lke_cli.results import ReviewNote
from lke_cli.rubric import load_rubric
from lke_cli.scoring import Version, area_shares, followed_notes, score_answers
from lke_cli.scoring.followup import area_of
from lke_cli.scoring.renewed import documents_renewed, links_renewed, plain, takes_up

RUBRIC = load_rubric("permenpanrb-90-2021")
CODE = "A.I.1.i.a"


def version(answers: Mapping[str, Given], notes: Sequence[ReviewNote] = ()) -> Version:
    filled = {code: answers.get(code, Given(cell=f"LKE!K{n}")) for n, code in enumerate(RUBRIC.questions, 5)}
    return Version("LKE.xlsx", "LKE", "unit", filled, score_answers(RUBRIC, filled, target="wbk"), notes=tuple(notes))


def note(text: str = "Lengkapi SK tim", answer: str = "", code: str = CODE, unit: str = "Ya") -> ReviewNote:
    return ReviewNote("tpi", "Catatan TPI", code, "Tim", text, "LKE!N5", unit, answer, "", ())


@pytest.mark.parametrize(
    ("written", "after", "there", "outcome"),
    [
        (note(answer="Tidak"), Given("Tidak"), True, "answer"),
        (note(answer="Tidak"), Given("Ya", evidence=("SK Tim 12/2026",)), True, "renewed"),
        (note(), Given("Ya", evidence=("SK Tim 12/2026",)), True, "renewed"),
        (note(), Given("Tidak"), True, "otherwise"),
        (note(), Given("Ya"), True, "nothing"),
        (note(), Given("Ya"), False, "removed"),
        (note("Sesuai"), Given("Ya"), True, "not-asked"),
        # An answer that was corrected asks something, whatever the words are.
        (note("Sesuai", answer="Tidak"), Given("Tidak"), True, "answer"),
        (note("Sesuai", answer="Ya"), Given("Tidak"), True, "not-asked"),
    ],
)
def test_what_became_of_a_note(written: ReviewNote, after: Given, there: bool, outcome: str) -> None:
    before = version({CODE: Given("Ya")}, [written])
    (followed,) = followed_notes(RUBRIC, before, version({CODE: after}, [written] if there else []))
    assert (followed.outcome, followed.still_there, followed.answer) == (outcome, there, after.answer)


@pytest.mark.parametrize(
    ("narrative", "evidence", "renewed", "to_read"),
    [
        ("SK tim sudah ditetapkan", (), ("narrative",), False),
        ("Rapat kerja sudah diadakan", (), ("narrative",), True),
        ("Rapat kerja sudah diadakan", ("SK Tim 12/2026",), ("narrative", "documents"), False),
        ("", ("https://contoh.invalid/sk",), ("links",), False),
        ("", (), (), False),
    ],
)
def test_a_narrative_that_takes_up_no_word_of_the_note_is_to_be_read(
    narrative: str, evidence: tuple[str, ...], renewed: tuple[str, ...], to_read: bool
) -> None:
    before = version({CODE: Given("Ya")}, [note()])
    after = version({CODE: Given("Ya", narrative=narrative, evidence=evidence)}, [note()])
    (followed,) = followed_notes(RUBRIC, before, after)
    assert (followed.renewed, followed.to_read) == (renewed, to_read)


def test_a_note_beside_a_count_or_a_node_is_about_its_questions() -> None:
    """The percentage of agents, and the whole indikator of the team."""
    notes = [note(code="A.II.1.i.a.1", unit="4"), note(code="A.I.1.i", unit="")]
    after = {"A.II.1.i.a": Given(evidence=("Laporan agen",)), "A.I.1.i.b": Given(evidence=("SK Tim 12/2026",))}
    followed = followed_notes(RUBRIC, version({}, notes), version(after, notes))
    assert [one.outcome for one in followed] == ["renewed", "renewed"]
    assert [one.outcome for one in followed_notes(RUBRIC, version({}, notes), version({}, notes))] == ["nothing"] * 2


def test_shares_by_area_count_what_asks_something() -> None:
    written = [note(answer="Tidak"), note("Lengkapi notulen"), note("Sesuai"), note(code="B.I.b", unit="A")]
    before = version({CODE: Given("Ya"), "B.I.b": Given("A")}, written)
    after = version({CODE: Given("Tidak"), "B.I.b": Given("A")}, written)
    followed = followed_notes(RUBRIC, before, after)
    # "Sesuai" asks nothing; the second is about the same question, whose answer became another one.
    assert [one.outcome for one in followed] == ["answer", "otherwise", "not-asked", "nothing"]
    assert [(area.node, area.asked, area.done) for area in area_shares(RUBRIC, followed)] == [
        ("A.1", 2, 1),
        ("B", 1, 0),
    ]


@pytest.mark.parametrize(
    ("code", "area"),
    [(CODE, "A.1"), ("A.II.1.i.a.1", "A.1"), ("A.II.5", "A.5"), ("B.I.a", "B"), ("A", "A"), ("X", "X")],
)
def test_the_area_of_a_code(code: str, area: str) -> None:
    assert area_of(RUBRIC, code) == area


@pytest.mark.parametrize(
    ("before", "after", "renewed"),
    [
        ((), ("https://contoh.invalid/a",), True),
        (("https://contoh.invalid/a",), ("www.contoh.invalid/a", "x"), True),
        (("https://contoh.invalid/a",), ("https://CONTOH.invalid/a/",), False),
        (("https://contoh.invalid/a?usp=sharing",), ("https://contoh.invalid/a?usp=drive_link",), False),
        (("https://contoh.invalid/a?id=1",), ("https://contoh.invalid/a?id=2",), True),
        (("https://contoh.invalid/a https://contoh.invalid/b",), ("https://contoh.invalid/b",), False),
        (("https://contoh.invalid/a",), ("https://contoh.invalid/a.",), False),
    ],
)
def test_a_link_that_leads_elsewhere_is_new(before: tuple[str, ...], after: tuple[str, ...], renewed: bool) -> None:
    assert links_renewed(before, after) is renewed


@pytest.mark.parametrize(
    ("before", "after", "renewed"),
    [
        (("SK Tim",), ("SK Tim", "Notulen"), True),
        (("SK Tim", "Notulen"), ("1. Notulen", "2. SK Tim"), False),
        (("SK Tim",), ("SK Tim 2026",), True),
        (("SK Tim",), ("-",), False),
        (("SK Tim",), ("SK Tim https://contoh.invalid/sk",), False),
    ],
)
def test_a_document_that_was_not_named_is_new(before: tuple[str, ...], after: tuple[str, ...], renewed: bool) -> None:
    assert documents_renewed(before, after, RUBRIC) is renewed


@pytest.mark.parametrize(
    ("asked", "before", "after", "taken"),
    [
        ("Lengkapi SK tim", "", "SK tim ada", True),
        ("Lengkapi", "", "Rapat diadakan", True),  # of which nothing can be told
        ("Notulennya belum ada", "", "Telah dibuat notulen", True),
        ("Lengkapi notulen", "Notulen ada.", "Notulen ada. Rapat diadakan.", False),  # what is new does not
        ("Tahun 2026 kosong", "", "Tahun 2027 diisi", True),
        ("Halaman 12 kosong", "", "Bab 12 diisi", False),  # a number is no word of its own
    ],
)
def test_what_is_new_takes_up_a_word_of_the_note(asked: str, before: str, after: str, taken: bool) -> None:
    assert takes_up(asked, before, after) is taken


def test_signs_and_order_make_no_difference() -> None:
    assert plain(["SK Tim, Notulen https://contoh.invalid/a"]) == plain(
        ["notulen; sk tim", "https://contoh.invalid/a/"]
    )
    assert plain(["SK Tim"]) != plain(["SK Tim", "https://contoh.invalid/a"])
