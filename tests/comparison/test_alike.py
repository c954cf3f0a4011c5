"""Which workbooks look copied, and which do not."""

from collections.abc import Mapping, Sequence
from random import Random

import pytest

from lke_cli.comparison.alike import PAIRS, Likeness, Own, likeness, sketch
from lke_cli.results import Copy, Unit

STOCK = [
    "Sudah dilaksanakan sesuai ketentuan yang berlaku",
    "Tim telah dibentuk dengan surat keputusan",
    "Ada dan lengkap, lihat lampiran dokumen pendukung",
    "Telah dilakukan monitoring dan evaluasi secara berkala setiap bulan",
]


def _texts(seed: int, of: str = "", count: int = 40) -> list[str]:
    """Narratives of a unit's own, each of which names the unit."""
    chance = Random(seed)
    return [
        f"{of} pada " + " ".join(f"kata{chance.randrange(2000)}" for _ in range(12)) + f" di {of}" for _ in range(count)
    ]


Said = tuple[Sequence[str], Sequence[str], Sequence[int]]


def _judge(units: Mapping[str, Said], twins: Sequence[Copy] = ()) -> Likeness:
    """Judge units by name: narratives, evidence, answers as numbers."""
    judged, sketches, answered = [], [], []
    for name, (narratives, evidence, answers) in units.items():
        unit = Unit(None, name, "file", f"{name}.xlsx", "LKE", "", "", "met", 80.0, {}, {}, (), 12, 0, 0, 0, None)
        judged.append(unit)
        answered.append(b"".join(number.to_bytes(2, "little") for number in answers))
        sketches.append(sketch(narratives, evidence, name))
    return likeness(judged, answered, Own(sketches), twins)


def _pairs(judged: Likeness) -> list[tuple[str, str]]:
    return [(pair.first, pair.second) for pair in judged.pairs]


SAME, OTHER = [1] * 100, [1] * 60 + [2] * 40


@pytest.mark.parametrize("copied", ["KPU Kota Dua Belas", "KPU Kabupaten Satu"])
def test_a_copy_is_told_whether_the_name_in_it_was_replaced_or_not(copied: str) -> None:
    judged = _judge(
        {
            "KPU Kabupaten Satu": (_texts(1, "KPU Kabupaten Satu"), [], SAME),
            "KPU Kota Dua Belas": (_texts(1, copied), [], SAME),
            "KPU Kota Tiga": (_texts(3, "KPU Kota Tiga"), [], SAME),
        }
    )
    assert _pairs(judged) == [("KPU Kabupaten Satu", "KPU Kota Dua Belas")]
    assert judged.pairs[0].narratives == pytest.approx(1, abs=0.1)


def test_a_copy_is_told_though_a_name_ends_as_others_begin() -> None:
    names = ("KPU Kabupaten Lima Puluh Kota", "KPU Kota Padang Panjang")
    # What stands behind the name is another word in every line.
    words = [f"kata{number}" for number in range(200)]
    judged = _judge(
        {name: ([f"{name} {' '.join(words[at : at + 4])}" for at in range(0, 200, 4)], [], SAME) for name in names}
    )
    # The 50 lines have 2 runs each, all of which are the same.
    assert [pair.narratives for pair in judged.pairs] == [1]


def test_a_copy_is_told_though_quotes_and_dashes_in_it_were_changed() -> None:
    """Word makes curly quotes and long dashes of what was typed: the words stay the same."""
    texts = [text.replace(" pada ", ' "pada" - ') for text in _texts(1)]
    curly = [text.replace('"pada"', "“pada”").replace(" - ", " – ") for text in texts]
    judged = _judge({"KPU Kota Satu": (texts, [], SAME), "KPU Kota Dua": (curly, [], SAME)})
    assert judged.pairs[0].narratives == 1


@pytest.mark.parametrize("copied", [0.0, 0.3, 0.6, 0.95])
def test_the_likeness_of_long_texts_is_the_share_that_was_copied(copied: float) -> None:
    """600 narratives of 12 words, of which a share are the same: that share of c in each is c / (2 - c) of both."""
    count = 600
    own, other = _texts(1, count=count), _texts(2, count=count)
    mixed = own[: round(copied * count)] + other[round(copied * count) :]
    rows = [sketch(texts, [], "KPU Kota Satu") for texts in (own, mixed)]
    first, second = ({*memoryview(each.runs).cast("I")} for each in rows)
    end = min(max(first), max(second))
    first, second = ({value for value in each if value <= end} for each in (first, second))
    assert len(first & second) / len(first | second) == pytest.approx(copied / (2 - copied), abs=0.1)


def test_a_copy_that_most_units_made_is_told_all_the_same() -> None:
    """Four of seven hand in one LKE: what most units have is no guide if it is all that they have, answers too."""
    text = _texts(1)
    copies: dict[str, Said] = {f"KPU Kota {name}": (text, [], SAME) for name in ("Satu", "Dua", "Tiga", "Empat")}
    own: dict[str, Said] = {f"KPU Kota {name}": (_texts(n), [], OTHER) for n, name in ((5, "Lima"), (6, "Enam"))}
    judged = _judge({**copies, **own})
    assert len(_pairs(judged)) == 6  # 4 x 3 / 2
    assert judged.unjudged == 0


def test_one_guide_that_all_hand_in_with_answers_of_their_own_is_no_copy() -> None:
    text = _texts(1)
    judged = _judge(
        {
            "KPU Kota Satu": (text, [], SAME),
            "KPU Kota Dua": (text, [], OTHER),
            **{f"KPU Kota {name}": (text, [], [n] * 100) for n, name in ((3, "Tiga"), (4, "Empat"), (5, "Lima"))},
        }
    )
    assert _pairs(judged) == []


@pytest.mark.parametrize("rewritten", [0.05, 0.12, 0.2, 0.3])
def test_a_copy_of_which_a_part_was_rewritten_is_told_with_what_is_left(rewritten: float) -> None:
    texts, other = _texts(1, count=100), _texts(2, count=100)
    part = round(rewritten * 100)
    judged = _judge({"KPU Kota Satu": (texts, [], SAME), "KPU Kota Dua": (other[:part] + texts[part:], [], SAME)})
    assert judged.pairs[0].narratives == pytest.approx(1 - rewritten, abs=0.06)


def test_no_run_goes_over_the_end_of_a_line() -> None:
    """Narratives of one word say nothing that could be the same: there is too little to judge."""
    chance = Random(3)
    units: dict[str, Said] = {
        f"KPU Kota {name}": ([chance.choice(["Terlampir", "Lengkap", "Ada"]) for _ in range(113)], [], SAME)
        for name in ("Satu", "Dua", "Tiga")
    }
    judged = _judge(units)
    assert (_pairs(judged), judged.unjudged) == ([], 3)
    assert sketch(["satu\ndua", "tiga – empat", "lima"], [], "KPU Kota Satu").runs == b""


def test_pairs_stand_in_one_order_whatever_that_of_the_files() -> None:
    text = _texts(1)
    units: dict[str, Said] = {f"KPU Kota {name}": (text, [], SAME) for name in ("Satu", "Dua", "Tiga")}
    units["KPU Kota Lain"] = (_texts(2), [], OTHER)
    backwards = dict(reversed(list(units.items())))
    assert _pairs(_judge(units)) == _pairs(_judge(backwards))


def test_a_verbatim_copy_with_moved_answers_is_told_by_its_narratives() -> None:
    judged = _judge({"Satu": (_texts(1), [], SAME), "Dua": (_texts(1), [], OTHER), "Tiga": (_texts(2), [], SAME)})
    assert _pairs(judged) == [("Dua", "Satu")]
    assert judged.pairs[0].answers == pytest.approx(0.6)


def test_the_same_links_are_told_without_any_text() -> None:
    links = [f"https://drive.example/{number}" for number in range(10)]
    mine = [f"https://drive.example/saya/{number}" for number in range(10)]
    judged = _judge(
        {"Satu": ([], links, SAME), "Dua": ([], [f"lihat {each}" for each in links], OTHER), "Tiga": ([], mine, SAME)}
    )
    assert _pairs(judged) == [("Dua", "Satu")]
    assert (judged.pairs[0].links, judged.pairs[0].narratives) == (1, None)


def test_nineteen_units_with_short_stock_answers_are_no_alarm() -> None:
    chance = Random(5)
    units: dict[str, Said] = {
        f"KPU Kab. {number:02}x": ([chance.choice(STOCK) for _ in range(100)], ["SK Tim.pdf", "Notulen.pdf"], SAME)
        for number in range(19)
    }
    judged = _judge(units)
    assert judged.pairs == ()
    assert judged.unjudged == 19


def test_text_of_a_common_guide_is_no_sign_and_hides_no_copy() -> None:
    guide = _texts(99, count=30)
    units: dict[str, Said] = {f"Unit {number:02}x": ([*guide, *_texts(number)], [], SAME) for number in range(12)}
    units["Peniru"] = ([*guide, *_texts(3)], [], SAME)
    assert _pairs(_judge(units)) == [("Peniru", "Unit 03x")]


def test_units_of_one_name_are_no_pair_and_equal_files_of_two_are() -> None:
    units: dict[str, Said] = {
        "KPU Kab. Satu": ([], [], SAME),
        "KPU Kabupaten Satu": ([], [], SAME),
        "KPU Kota Dua": ([], [], SAME),
    }
    twins = [Copy("KPU Kabupaten Satu.xlsx", "KPU Kab. Satu.xlsx"), Copy("KPU Kota Dua.xlsx", "KPU Kab. Satu.xlsx")]
    judged = _judge(units, twins)
    assert _pairs(judged) == [("KPU Kab. Satu", "KPU Kota Dua")]
    assert judged.pairs[0].identical


def test_many_pairs_are_counted_and_the_most_alike_kept() -> None:
    # Three crowds of 35 and 120 that copied nothing: 3 x 35 x 34 / 2 = 1785 pairs, of which 1000 are kept
    units: dict[str, Said] = {f"Unit {crowd}x{n}y": (_texts(crowd), [], SAME) for crowd in range(3) for n in range(35)}
    units |= {f"Unit z{n}y": (_texts(1000 + n), [], SAME) for n in range(120)}
    judged = _judge(units)
    assert (judged.count, len(judged.pairs)) == (1785, PAIRS)
