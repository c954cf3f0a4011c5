"""Every mistake in a rubric is told with the line on which it stands."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lke_cli.errors import LkeError
from lke_cli.rubric.load import RubricError, parse_rubric, rubric_text
from lke_cli.rubric.model import Rubric
from lke_cli.rubric.text import YamlError, read_yaml

GOOD = """\
format: 1
id: contoh
title: Contoh
source: Rekaan
levels: [aspek, unsur]
scales:
  ada: {kind: choice, form: Ada/Tidak, options: {Ada: 1, Tidak: 0}, aliases: {Tidak: [nihil]}}
  rasio: {kind: ratio, form: Rasio}
  angka: {kind: number, form: Angka, maximum: 10}
  cacah: {kind: count, form: Cacah}
headers:
  answer: [Jawaban]
  score: [Nilai]
assessors:
  unit: {label: Unit, answer: [Jawaban]}
  tpi: {label: TPI, answer: [Jawaban TPI]}
evidence_kinds:
  sk: {label: SK, words: [sk]}
tags:
  pimpinan: Pimpinan
tree:
- code: A
  label: Satu
  weight: 6
  children:
  - code: A.1
    label: Satu satu
    weight: 2
    match: [satu]
    questions:
    - code: A.1.a
      label: Pertama
      scale: ada
      evidence: [sk]
      tags: [pimpinan]
  - code: A.2
    label: Satu dua
    weight: 4
    match: [dua]
    questions:
    - code: A.2.a
      label: Kedua
      scale: rasio
      ratio: {numerator: sudah, denominator: wajib, zero: {otherwise: 1}}
      inputs:
      - {code: A.2.a.1, name: wajib, label: Wajib}
      - {code: A.2.a.2, name: sudah, label: Sudah}
- code: B
  label: Dua
  weight: 4
  questions:
  - code: B.a
    label: Ketiga
    scale: angka
combined:
- {code: AB, label: Semua, parts: [A.1, B]}
overview: [A, AB]
targets:
  lulus:
    label: Lulus
    minimums:
    - {node: total, score: 6}
    - {node: AB, ratio: 0.5, warn_parts: true}
consistency:
- {id: lapor, must: A.2.a.2 <= A.2.a.1, message: Lebih banyak yang lapor daripada yang wajib}
"""


def parse(text: str) -> Rubric:
    return parse_rubric(text, "contoh.yaml")


def mistakes(text: str) -> list[tuple[int, str]]:
    with pytest.raises(RubricError) as told:
        parse(text)
    return told.value.mistakes


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_the_rubric_of_these_tests_is_right() -> None:
    assert parse(GOOD).weights["total"] == 10


# What is written instead of what, and a word of the sentence that tells it.
# The mistake stands on that line, or on the line that is added.
@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("weight: 6", "weight: 7", "jumlah bobot isinya 6,00"),
        ("weight: 2", "weight: -2", "lebih besar daripada 0"),
        ("code: A.2.a\n", "code: A.1.a\n", "'A.1.a' dipakai lebih dari sekali"),
        ("code: B\n", "code: total\n", "'total' dipakai lebih dari sekali"),
        ("code: B.a", "code: B a", "hanya boleh berisi huruf"),
        ("node: total", "node: C.9", "'C.9' tidak ada"),
        ("score: 6", "score: 11", "melebihi bobotnya 10,00"),
        ("score: 6", "score: 0", "lebih besar daripada 0"),
        ("score: 6", "score: 6, ratio: 0.5", "salah satu"),
        ("ratio: 0.5", "ratio: 1.5", "antara 0 dan 1"),
        ("{node: AB, ratio: 0.5, warn", "{node: A, ratio: 0.5, warn", "warn_parts hanya untuk"),
        ("{node: AB, ratio: 0.5, warn_parts: true}", "{node: total, score: 5}", "disebut lebih dari sekali"),
        ("parts: [A.1, B]", "parts: [A.1, C]", "'C' tidak ada"),
        ("parts: [A.1, B]", "parts: [B, B]", "disebut dua kali"),
        ("[A, AB]", "[A, AC]", "'AC' tidak ada"),
        ("ratio: {numerator: sudah", "ratio: {numerator: belum", "'belum' yang bukan masukan"),
        ("ratio: {numerator: sudah", "ratio: {numerator: sudah * 2", "bukan penjumlahan"),
        ("zero: {otherwise: 1}", "zero: {otherwise: 2}", "harus antara 0 dan 1"),
        ("name: sudah", "name: wajib", "dipakai lebih dari sekali"),
        ("name: sudah", "name: Sudah", "huruf kecil"),
        ("label: Sudah}", "label: Sudah, sum: wajib, default: wajib}", "tidak dapat dipakai bersama"),
        ("{otherwise: 1}}", "{otherwise: 1}, requires: [jauh]}", "'jauh' bukan masukan pertanyaan ini"),
        ("label: Sudah}", "label: Sudah, sum: wajib + jauh}", "'jauh' yang bukan masukan"),
        ("must: A.2.a.2", "must: A.2.a.9", "'A.2.a.9' bukan kode"),
        ("<= A.2.a.1", "= A.2.a.1", "bukan perbandingan"),
        ("scale: angka", "scale: bulat", "skala 'bulat' tidak ada"),
        ("scale: angka", "scale: cacah", "tidak bernilai"),
        ("scale: angka", "scale: rasio", "rumus (ratio) harus ada"),
        ("evidence: [sk]", "evidence: [sop]", "'sop' tidak didefinisikan"),
        ("evidence: [sk]", "evidence: [sk]\n      evidence_also: [sk]", "ada di evidence dan evidence_also"),
        ("tags: [pimpinan]", "tags: [pegawai]", "'pegawai' tidak didefinisikan"),
        ("tags: [pimpinan]", "survey: ipak", "hanya untuk skala bilangan"),
        ("match: [dua]", "match: [satu]", "tidak dapat dibedakan"),
        ("{Ada: 1, Tidak: 0}", "{Ada: 1, Tidak: 2}", "antara 0 dan 1"),
        ("{Ada: 1, Tidak: 0}", "{'Ada, lengkap': 1, Tidak: 0}", "berkoma"),
        ("{Ada: 1, Tidak: 0}", "{'Ada \"lengkap\"': 1, Tidak: 0}", "berkutip"),
        ("{Ada: 1, Tidak: 0}", f"{{{'A' * 260}: 1, Tidak: 0}}", "lebih dari 255 huruf"),
        ("{Tidak: [nihil]}", "{Nol: [nihil]}", "'Nol' yang tidak ada"),
        ("{Tidak: [nihil]}", "{Tidak: [ada]}", "berarti dua pilihan"),
        ("maximum: 10", "maximum: 0", "lebih kecil daripada maximum"),
        ("score: [Nilai]", "score: [jawaban]", "dipakai untuk 'answer' dan 'score'"),
        ("[Jawaban TPI]", "[Jawaban]", "dipakai untuk 'unit.answer' dan 'tpi.answer'"),
        ("words: [sk]", "words: []", "tidak boleh kosong"),
        ("id: contoh", "id: Contoh Saya", "huruf kecil"),
        ("scale: angka", "scale: angka\n    effort: lama", "upaya 'lama' tidak didefinisikan"),
        ("id: contoh", "id: contoh\nefforts: {surat: {label: Surat, cost: 1, days: 0}}", "days harus lebih besar"),
        ("id: contoh", "id: contoh\nusual_effort: surat", "upaya 'surat' tidak didefinisikan"),
    ],
)
def test_what_does_not_hold_together_is_told_on_its_line(right: str, wrong: str, told: str) -> None:
    text = GOOD.replace(right, wrong, 1)
    found = mistakes(text)
    expected = line_of(GOOD, right) + wrong.strip("\n").count("\n")
    assert [line for line, message in found if told in message] == [expected], found


@pytest.mark.parametrize(
    ("right", "edge"),
    [
        ("score: 6", "score: 10"),  # all that there is
        ("score: 6", "score: 0.001"),
        ("ratio: 0.5", "ratio: 1"),
        ("{Ada: 1, Tidak: 0}", f"{{{'A' * 249}: 1, Tidak: 0}}"),  # a list in a cell takes 255 letters, comma and all
        ("zero: {otherwise: 1}", "zero: {otherwise: 0}"),
        ("maximum: 10", "minimum: 0, maximum: 0.5"),
        ("id: contoh", "id: contoh\nefforts: {surat: {label: Surat, cost: 0.1, days: 1}}"),
    ],
)
def test_what_just_holds_together_is_right(right: str, edge: str) -> None:
    assert parse(GOOD.replace(right, edge, 1)).weights["total"] == 10


def test_a_list_of_options_takes_255_letters() -> None:
    assert "lebih dari 255" in mistakes(GOOD.replace("{Ada: 1, Tidak: 0}", f"{{{'A' * 250}: 1, Tidak: 0}}"))[0][1]


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("weight: 6", "weight: enam", "'weight' harus bilangan"),
        ("weight: 6", 'weight: ""', "'weight' harus bilangan"),
        ("weight: 6", "weight: .inf", "'weight' harus bilangan"),
        ("weight: 6", "wieght: 6", "'wieght' tidak dikenal"),
        ("title: Contoh", "title: 2021", "'title' harus teks"),
        ("tags: [pimpinan]", "tags: pimpinan", "'tags' harus daftar"),
        ("words: [sk]", "words: [sk, 90]", "'words' nomor 2 harus teks"),
        ("kind: number", "kind: angka", "'kind' harus salah satu dari"),
        ("warn_parts: true", "warn_parts: kadang", "'warn_parts' harus true atau false"),
        ("score: [Nilai]", "nilai: [Nilai]", "'nilai' harus salah satu dari"),
        ("{code: A.2.a.1, name: wajib, label: Wajib}", "wajib", "'inputs' nomor 1 harus pasangan"),
        ("format: 1", "format: 2", "'format' harus salah satu dari 1"),
    ],
)
def test_what_has_the_wrong_shape_is_told_on_its_line(right: str, wrong: str, told: str) -> None:
    text = GOOD.replace(right, wrong, 1)
    assert [line for line, message in mistakes(text) if told in message] == [line_of(GOOD, right)]


def test_a_rule_that_stands_twice_is_told_each_time() -> None:
    rule = "- {id: lapor, must: A.2.a.2 <= A.2.a.1, message: Lagi}\n"
    first = GOOD.count("\n")
    told = [(line, message) for line, message in mistakes(GOOD + rule) if "lebih dari sekali" in message]
    assert [line for line, _ in told] == [first, first + 1]


def test_what_is_missing_is_told_where_it_belongs() -> None:
    text = GOOD.replace("    label: Ketiga\n", "")
    assert mistakes(text) == [(line_of(text, "- code: B.a"), "isian 'label' wajib ada")]


def test_every_mistake_is_told_not_only_the_first() -> None:
    text = GOOD.replace("weight: 6", "weight: 7").replace("[A, AB]", "[A, AC]")
    assert len(mistakes(text)) == 2


def test_one_sentence_names_the_file_and_how_many_more_there_are() -> None:
    text = GOOD.replace("weight: 6", "weight: 7").replace("[A, AB]", "[A, AC]")
    with pytest.raises(RubricError, match=r"Rubrik 'contoh.yaml' salah pada baris 24: .+ \(dan 1 kesalahan lain\)"):
        parse(text)


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("title: Contoh", "title: Contoh: lagi", "titik dua"),
        ("levels: [aspek, unsur]", "levels: [aspek, unsur", "koma"),
        ("title: Contoh", "title: @contoh", "tanda kutip"),
        ("  score: [Nilai]", "\tscore: [Nilai]", "tab"),
        ("title: Contoh", "title: \x07", "karakter kendali"),
        ("title: Contoh", "title: !!python/name:os.system x", "tag"),
        ("title: Contoh", "title: *judul", "alias"),
        ("title: Contoh", "title: Contoh\ntitle: Lain", "'title' ditulis dua kali (lihat baris 3)"),
        ("label: Pertama", "label: Pertama\n      label: Kedua", "'label' ditulis dua kali"),
        ("answer: [Jawaban]", "answer: [Jawaban]\n  answer: [Isian]", "'answer' ditulis dua kali"),
        ("title: Contoh", "title: Contoh\n---", "dokumen kedua"),
        ("title: Contoh", "[a, b]: Contoh", "harus berupa teks"),
    ],
)
def test_what_is_no_yaml_of_a_rubric_is_told_on_its_line(right: str, wrong: str, told: str) -> None:
    text = GOOD.replace(right, wrong, 1)
    ((line, message),) = mistakes(text)
    assert told in message
    first = line_of(GOOD, right)
    assert first <= line <= first + 1


@pytest.mark.parametrize("text", ["", "# hanya komentar\n", "- a\n- b\n", "rubrik\n"])
def test_a_file_that_holds_no_rubric(text: str) -> None:
    assert mistakes(text) == [(1, "isi berkas harus pasangan nama dan isi")]


def test_aliases_that_would_blow_up_are_refused_before_they_do() -> None:
    layers = "".join(f"l{i}: &l{i} [{', '.join([f'*l{i - 1}'] * 9)}]\n" for i in range(1, 40))
    ((line, message),) = mistakes("l0: &l0 [a]\n" + layers)
    assert (line, "alias" in message) == (2, True)


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "{a: " * 900, "- " * 900 + "a", "\n".join(" " * i + "a:" for i in range(900))]
)
def test_a_text_nested_without_end_is_refused(text: str) -> None:
    ((_, message),) = mistakes(text)
    assert "terlalu dalam" in message


@pytest.mark.parametrize(("depth", "refused"), [(59, False), (60, True)])
def test_a_text_is_nested_up_to_sixty_times(depth: int, refused: bool) -> None:
    text = "[" * depth + "]" * depth
    if refused:
        with pytest.raises(YamlError) as told:
            read_yaml(text)
        assert told.value.mistakes == [(1, "susunannya terlalu dalam")]
    else:
        assert str(read_yaml(text).data) == text


def test_words_stay_words() -> None:
    # YAML 1.1 would read each of them as true, false, a date or a number of base 60.
    words = ["no", "yes", "off", "on", "y", "2021-01-01", "12:30", "0x1F", "1_000"]
    assert read_yaml("\n".join(f"- {word}" for word in words)).data == words


def test_numbers_truth_and_nothing() -> None:
    read = read_yaml("[0.67, 1, -2, .5, 1e3, true, false, null, ~, '1', \"true\"]").data
    assert read == [0.67, 1, -2, 0.5, 1000.0, True, False, None, None, "1", "true"]


def test_all_double_keys_are_told() -> None:
    with pytest.raises(YamlError) as told:
        read_yaml("a: 1\na: 2\nb: {c: 1,\n  c: 2}\n")
    assert [line for line, _ in told.value.mistakes] == [2, 4]


_LINES = GOOD.splitlines()
_CHANGES = st.lists(
    st.tuples(
        st.integers(0, len(_LINES) - 1),
        st.sampled_from(["drop", "double", "indent", "outdent", "value", "cut"]),
        st.sampled_from(["", "x", "1", "-3", "[]", "{}", "[[a]]", "{a: 1}", "null", "total", "1e308", '"', "*a", "\t"]),
    ),
    min_size=1,
    max_size=4,
)


@given(_CHANGES)
def test_whatever_is_done_to_a_rubric_it_is_read_or_its_mistakes_are_told(changes: list[tuple[int, str, str]]) -> None:
    lines = list(_LINES)
    for number, change, value in changes:
        i = number % len(lines)
        name = lines[i].rpartition(":")[0]
        lines[i : i + 1] = {
            "drop": [],
            "double": [lines[i], lines[i]],
            "indent": ["  " + lines[i]],
            "outdent": [lines[i][2:]],
            "value": [f"{name}: {value}"],
            "cut": [lines[i][: len(lines[i]) // 2]],
        }[change]
    with contextlib.suppress(RubricError):
        parse("\n".join(lines))


@pytest.mark.parametrize("key", ["sum", "default"])
def test_a_count_that_is_worked_out_is_worked_out_of_those_that_are_asked(key: str) -> None:
    # one that comes of another that comes of another would have to be worked out in some order
    inputs = "      - {code: A.2.a.1, name: wajib, label: Wajib}\n"
    chained = inputs + f"      - {{code: A.2.a.3, name: jumlah, label: Jumlah, {key}: wajib}}\n"
    assert parse(GOOD.replace(inputs, chained)).inputs["A.2.a.3"].name == "jumlah"
    text = GOOD.replace(inputs, chained).replace("label: Sudah}", "label: Sudah, sum: jumlah}")
    assert mistakes(text) == [
        (line_of(text, "sum: jumlah"), "'A.2.a': rumus memakai 'jumlah' yang bukan masukan pertanyaan ini")
    ]


def test_a_code_at_the_right_that_reads_as_a_number_is_told() -> None:
    text = GOOD.replace("A.2.a.1", "'2.1'").replace("must: A.2.a.2 <= '2.1'", "must: A.2.a.2 <= 2.1")
    ((line, message),) = mistakes(text)
    assert (line, message) == (
        line_of(text, "must:"),
        "'lapor': tulis kode '2.1' di sisi kiri, agar bukan angka",
    )


def test_a_rubric_may_have_two_million_bytes(tmp_path: Path) -> None:
    path = tmp_path / "rubrik.yaml"
    path.write_text(GOOD + "#" * (2_000_000 - len(GOOD)), encoding="utf-8")
    assert rubric_text(str(path))[0].startswith(GOOD)
    path.write_text(GOOD + "#" * (2_000_001 - len(GOOD)), encoding="utf-8")
    with pytest.raises(LkeError, match="terlalu besar untuk sebuah rubrik"):
        rubric_text(str(path))


def test_a_number_without_end_is_no_number() -> None:
    text = GOOD.replace("weight: 6", "weight: " + "9" * 200_000)
    with pytest.raises(RubricError, match="harus bilangan"):
        parse_rubric(text, "contoh.yaml")
