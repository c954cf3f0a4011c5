"""Narratives that describe another option than the one chosen: right far more often than not, and mostly found."""

import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from lke_cli.answers import Given, option_texts
from lke_cli.rubric import Rubric, Scale, load_rubric
from lke_cli.scoring import narrative_option, score_answers
from lke_cli.scoring.narratives import is_placeholder
from lke_cli.scoring.narratives import other_option as narrated
from lke_cli.scoring.states import HIGHER, LOWER
from lke_cli.scoring.wording import wording_of
from lke_cli.workbook import Reader
from tests.conftest import ROOT

SCALES = {
    "ABC": Scale(kind="choice", form="A/B/C", options={"A": 1, "B": 0.5, "C": 0}),
    "ABCD": Scale(kind="choice", form="A/B/C/D", options={"A": 1, "B": 0.67, "C": 0.33, "D": 0}),
    "ABCDE": Scale(kind="choice", form="A/B/C/D/E", options={"A": 1, "B": 0.75, "C": 0.5, "D": 0.25, "E": 0}),
    "YT": Scale(kind="choice", form="Ya/Tidak", options={"Ya": 1, "Tidak": 0}),
}


WORDS = wording_of(load_rubric("permenpanrb-90-2021"))


def other_option(narrative: str, chosen: str, options: str, scale: Scale) -> tuple[str, str] | None:
    """Return what is said of a narrative in the words of the shipped rubric."""
    return narrated(narrative, chosen, options, scale, WORDS)


OPTIONS = {
    "survey": (
        "\n".join(
            f"{letter}. Jajak pendapat layanan dilakukan minimal {times} kali dalam setahun"
            for letter, times in zip("abcd", (4, 3, 2, 1), strict=True)
        )
        + "\ne. Belum dilakukan jajak pendapat layanan",
        SCALES["ABCDE"],
    ),
    "monthly": (
        "a. Jika penilaian pegawai dilakukan secara bulanan\nb. Jika penilaian pegawai dilakukan secara triwulanan\n"
        "c. Jika penilaian pegawai dilakukan secara tahunan",
        SCALES["ABC"],
    ),
    "applied": (
        "a. Jika kantor telah menjalankan seluruh prosedur baku\n"
        "b. Jika kantor telah menjalankan sebagian prosedur baku\n"
        "c. Jika kantor belum menjalankan prosedur baku",
        SCALES["ABC"],
    ),
    "updated": (
        "a. Pembaruan dilakukan secara terus-menerus\nb. Pembaruan dilakukan tidak secara terus-menerus\n"
        "c. Belum dilakukan pembaruan",
        SCALES["ABC"],
    ),
}


class Case(NamedTuple):
    options: str
    scale: Scale
    chosen: str
    narrative: str
    described: str | None


def _cases(name: str) -> Iterator[Case]:
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    for group in yaml.safe_load(text):
        for chosen, narrative, described in group["narratives"]:
            yield Case(group["options"], SCALES[group["scale"]], chosen, narrative, described)


TUNED, HELD_OUT = list(_cases("narratives.yaml")), list(_cases("narratives_held_out.yaml"))
FORMS = sorted({(case.options, tuple(case.scale.options)) for case in TUNED + HELD_OUT})


def _right(found: str, described: str | None, chosen: str, best_first: Sequence[str]) -> bool:
    """Return whether what is said of a narrative is so: the very option; where none is named, that it is a lower one.
    A narrative that is labelled as lower may be any of those."""
    if described is None or described == found:
        return described == found
    if described == LOWER:
        return best_first.index(found) > best_first.index(chosen)
    if found == HIGHER:
        return best_first.index(described) < best_first.index(chosen) if described in best_first else False
    return found == LOWER and best_first.index(described) > best_first.index(chosen)


def _stated(name: str) -> tuple[int, float, float]:
    """Return what the guide says of a set: how many narratives, precision, recall."""
    guide = (ROOT / "docs/reviu.md").read_text(encoding="utf-8")
    match = re.search(rf"^\| {name} \| (\d+) \| (\d,\d+) \| (\d,\d+) \|$", guide, re.MULTILINE)
    assert match is not None
    return int(match[1]), float(match[2].replace(",", ".")), float(match[3].replace(",", "."))


@pytest.mark.parametrize(("name", "cases"), [("disetel", TUNED), ("disisihkan", HELD_OUT)])
def test_precision_and_recall_are_what_the_guide_states(name: str, cases: list[Case]) -> None:
    """Of what is said, nearly all is right; of what could be said, most is."""
    size, precision, recall = _stated(name)
    found = [other_option(case.narrative, case.chosen, case.options, case.scale) for case in cases]
    said = [(case, each[0]) for case, each in zip(cases, found, strict=True) if each]
    right = sum(_right(option, case.described, case.chosen, case.scale.best_first) for case, option in said)
    due = sum(case.described is not None for case in cases)
    assert len(cases) == size
    assert right / len(said) >= precision, [(case.narrative, option) for case, option in said]
    assert right / due >= recall
    assert precision >= 0.95


@pytest.mark.parametrize(("options", "names"), FORMS)
def test_an_options_own_text_is_never_held_against_it(options: str, names: tuple[str, ...]) -> None:
    scale = next(scale for scale in SCALES.values() if tuple(scale.options) == names)
    for letter, text in option_texts(options).items():
        for form in (text, text.removeprefix("Jika ").capitalize() + ".", text.upper()):
            found = other_option(form, letter.upper(), options, scale)
            assert found is None, f"{form}: {found}"


_TELLING = """
    belum tidak ada yang seluruh sebagian besar kecil semua 2 kali setiap bulan telah dan, tetapi . ; secara berkala
    prosedur baku dijalankan pemantauan pimpinan karena / % (dua) xx
"""


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from([*_TELLING.split(), "\n"]) | st.text(max_size=6),
        max_size=40,
    ),
    st.sampled_from(FORMS),
)
def test_any_text_gets_another_option_or_none(words: list[str], form: tuple[str, tuple[str, ...]]) -> None:
    options, names = form
    scale = next(scale for scale in SCALES.values() if tuple(scale.options) == names)
    for chosen in names:
        found = other_option(" ".join(words), chosen, options, scale)
        assert found is None or (found[0] in (*names, LOWER, HIGHER) and found[0] != chosen and found[1])


def test_a_text_that_fills_a_cell_is_read_in_no_time() -> None:
    long = "Belum semua prosedur baku dijalankan 2 kali setiap bulan, tetapi tidak secara berkala. " * 380
    started = time.process_time()
    for options, names in FORMS:
        scale = next(scale for scale in SCALES.values() if tuple(scale.options) == names)
        other_option(long[:32767], names[0], options, scale)
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("options", "chosen", "narrative"),
    [
        # What is counted is something else than what the options count.
        ("survey", "A", "Jumlah responden naik 2 kali lipat."),
        ("survey", "A", "Rapat pembahasan hasil jajak pendapat dilaksanakan 2 kali."),
        ("survey", "A", "Sekali lagi jajak pendapat menunjukkan hasil yang baik."),
        # Names of things and of times, not how often.
        ("monthly", "A", "Penilaian tahunan pegawai telah diunggah, bukti rapat evaluasi triwulan I terlampir."),
        # Denied is the trouble, not what the options grade.
        ("applied", "B", "Tidak terdapat kendala dalam menjalankan prosedur baku."),
        (
            "updated",
            "A",
            "Belum dilakukan pembaruan pada triwulan I, pembaruan dilakukan terus-menerus sejak triwulan II.",
        ),
    ],
)
def test_what_only_looks_like_another_option_is_left_alone(options: str, chosen: str, narrative: str) -> None:
    form, scale = OPTIONS[options]
    assert other_option(narrative, chosen, form, scale) is None


@pytest.mark.parametrize(
    ("options", "chosen", "narrative", "described"),
    [
        ("survey", "A", "Jajak pendapat dilaksanakan setiap semester.", "C"),  # twice a year
        ("survey", "A", "JPL dilaksanakan 2 kali dalam setahun.", "C"),  # jajak pendapat layanan
        ("applied", "A", "Prosedur baku belum seluruhnya dijalankan.", "B"),
        ("updated", "A", "Pembaruan dilakukan, tetapi tidak terus-menerus.", "B"),
    ],
)
def test_what_is_said_in_other_words_is_understood(options: str, chosen: str, narrative: str, described: str) -> None:
    form, scale = OPTIONS[options]
    found = other_option(narrative, chosen, form, scale)
    assert found is not None
    assert found[0] == described


def test_a_finding_says_both_options_why_and_where(rubric: Rubric) -> None:
    options = "a. Uji dilakukan minimal 4 kali\nb. Uji dilakukan minimal 2 kali\nc. Belum dilakukan uji"
    given = Given(answer="A", explanation=options, narrative="Uji dilakukan 2 kali tahun ini.", narrative_cell="LKE!O9")
    (finding,) = (
        f
        for f in score_answers(rubric, {"A.I.1.i.b": given}, target="wbk").findings
        if f.rule == "narrative-contradicts"
    )
    assert "dijawab A" in finding.message
    assert "2 kali" in finding.message
    assert finding.cell == "LKE!O9"


@pytest.mark.parametrize("narrative", ["xxx", "-", "ada", "Sesuai.", "OK", "aaaa", "....", "s/d", "Terlampir", "belum"])
def test_placeholders(narrative: str) -> None:
    assert is_placeholder(narrative, Given(text="Tim sudah dibentuk di kantor"))


@pytest.mark.parametrize(
    "narrative",
    [
        "Sudah sesuai",
        "Bukti terlampir",
        "lihat lampiran",
        "Ada, terlampir.",
        "Sudah dilaksanakan dengan baik",
        "Bukti dukung terlampir di link",
        "Lihat folder 3",
    ],
)
def test_placeholders_of_several_words(narrative: str) -> None:
    assert is_placeholder(narrative, Given(text="Tim sudah dibentuk di kantor"))


def test_a_long_narrative_is_a_placeholder_only_where_it_says_the_question_over_again() -> None:
    question = "Unit kerja telah membentuk tim untuk melakukan pembangunan zona integritas di lingkungannya"
    other = "Tim dibentuk pada bulan Januari dan dilantik pada upacara oleh kepala kantor dengan tujuh orang"
    assert is_placeholder(question.lower(), Given(text=question))
    assert not is_placeholder(other, Given(text=question))
    assert not is_placeholder(f"{question}. {other}. {other}", Given(text=question))


def test_the_question_over_again_is_a_placeholder() -> None:
    assert is_placeholder("tim sudah dibentuk di kantor", Given(text="Tim sudah dibentuk di kantor."))


@pytest.mark.parametrize(
    "narrative", ["Tim dibentuk bulan Mei.", "SK nomor 12", "Dilaksanakan 4 kali", "Belum ada", "Lihat SK Tim 12/2025"]
)
def test_real_narratives_are_no_placeholders(narrative: str) -> None:
    assert not is_placeholder(narrative, Given(text="Tim sudah dibentuk di kantor"))


class TestOfficialForm:
    def test_the_chosen_options_own_text_is_never_doubted(
        self, official_form: Path, rubric: Rubric, reader: Reader
    ) -> None:
        doubted = [case for case in _copies(official_form, rubric, reader) if case[1] == case[2] and case[3]]
        assert not doubted

    def test_what_units_write_is_mostly_understood(self, official_form: Path, rubric: Rubric, reader: Reader) -> None:
        answers = reader.read(official_form).answers(rubric)
        text = (Path(__file__).parent / "narratives_form.yaml").read_text(encoding="utf-8")
        cases = [(code, *case) for code, group in yaml.safe_load(text).items() for case in group]
        said = [
            (narrative, described, found[0], chosen, rubric.scales[rubric.questions[code].scale].best_first)
            for code, chosen, narrative, described in cases
            if (found := narrative_option(rubric, code, answers[code]._replace(answer=chosen, narrative=narrative)))
        ]
        wrong = [case[:3] for case in said if not _right(case[2], case[1], case[3], case[4])]
        due = sum(described is not None for *_, described in cases)
        size, precision, recall = _stated("formulir")
        assert len(cases) == size
        assert len(said) - len(wrong) >= precision * len(said), wrong
        assert len(said) - len(wrong) >= recall * due

    @pytest.mark.parametrize(
        ("file", "name"),
        [
            ("narratives_learned.yaml", "dipelajari"),
            ("narratives_kinds.yaml", "per jenis"),
            ("narratives_unseen.yaml", "belum dilihat"),
        ],
    )
    def test_what_others_write_is_found_as_the_guide_says(
        self, official_form: Path, rubric: Rubric, reader: Reader, file: str, name: str
    ) -> None:
        answers = reader.read(official_form).answers(rubric)
        text = (Path(__file__).parent / file).read_text(encoding="utf-8")
        cases = [(code, *case) for code, group in yaml.safe_load(text).items() for case in group]
        told = [
            contradicts
            for code, chosen, narrative, contradicts in cases
            if narrative_option(rubric, code, answers[code]._replace(answer=chosen, narrative=narrative))
        ]
        size, precision, recall = _stated(name)
        assert len(cases) == size
        assert sum(told) >= precision * len(told)
        assert sum(told) >= recall * sum(contradicts for *_, contradicts in cases)

    def test_another_options_text_is_mostly_found(self, official_form: Path, rubric: Rubric, reader: Reader) -> None:
        others = [case for case in _copies(official_form, rubric, reader) if case[1] != case[2]]
        found = sum(case[3] == case[2] for case in others)
        wrong = [case for case in others if case[3] not in (None, case[2])]
        assert found / len(others) >= 0.75
        assert len(wrong) / len(others) <= 0.02, wrong


def _copies(form: Path, rubric: Rubric, reader: Reader) -> Iterator[tuple[str, str, str, str | None]]:
    """Yield code, chosen option, option whose text the narrative copies, and the option that is said instead."""
    answers = reader.read(form).answers(rubric)
    for code, question in rubric.questions.items():
        scale = rubric.scales[question.scale]
        texts = option_texts(answers[code].explanation) if scale.kind == "choice" else {}
        for letter, text in texts.items():
            for chosen in scale.options:
                found = other_option(text, chosen, answers[code].explanation, scale)
                yield code, chosen, letter.upper(), found[0] if found else None
