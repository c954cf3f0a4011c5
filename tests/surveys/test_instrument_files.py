"""Instruments as data: every shipped one is right, a wrong one is told line by line, one's own is used."""

import dataclasses
import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from pydantic import TypeAdapter

from lke_cli.instrument import (
    InstrumentError,
    WordScale,
    general_words,
    instrument_json,
    instrument_schema,
    instrument_text,
    load_instrument,
    parse_instrument,
    shipped_instruments,
)
from lke_cli.instrument.words import GeneralWords, words_path, words_problems, words_schema
from lke_cli.rubric import read_yaml
from lke_cli.rubric.prepared import prepared_data
from tests.conftest import ROOT, Run

OWN = """\
format: 1
id: kantin
label: SKK
title: Survei kantin
survey: skk
maxima: [100]
top: 4
unsur:
  - {code: K1, label: Rasa}
  - {code: K2, label: Harga}
questions:
  - {code: "1", unsur: K1, ask: [rasa]}
  - {code: "2", unsur: K2, ask: ["harga*"], answers: [[mahal betul, mahal, murah, murah betul]]}
"""


@pytest.mark.parametrize("name", shipped_instruments())
def test_every_shipped_instrument_is_right_and_as_its_schema_says(name: str) -> None:
    text, path = instrument_text(name)
    parse_instrument(text, path)
    jsonschema.Draft202012Validator(json.loads(instrument_schema())).validate(yaml.safe_load(text))
    assert parse_instrument(instrument_json(load_instrument(name)), "x.json").id == name


def test_the_published_schema_is_current() -> None:
    published = (ROOT / "schemas/instrument-1.json").read_text(encoding="utf-8")
    assert published == instrument_schema(), "lke survey instruments schema -o schemas/instrument-1.json"


def test_the_first_of_several_mistakes_is_told_with_how_many_others_there_are() -> None:
    one = OWN.replace("top: 4", "top: empat")
    with pytest.raises(InstrumentError, match=r"baris 7: .* harus bilangan bulat; perbaiki"):
        parse_instrument(one, "x.yaml")
    with pytest.raises(InstrumentError, match=r"baris 1: .*'label' wajib ada \(dan 2 kesalahan lain\); perbaiki"):
        parse_instrument(one.replace("label: SKK", "lable: SKK"), "x.yaml")


@pytest.mark.parametrize(
    ("wrong", "right", "line", "said"),
    [
        ("{code: K2, label: Harga}", "{code: K1, label: Harga}", 9, "unsur 'K1' ditulis lebih dari sekali"),
        ("unsur: K2, ask", "unsur: K3, ask", 13, "unsur 'K3' tidak ada"),
        ("ask: [rasa]", "ask: [Rasa!]", 12, "harus kata huruf kecil"),
        ("top: 4", "top: empat", 7, "harus bilangan bulat"),
        ("label: SKK", "lable: SKK", 3, "'lable' tidak dikenal"),
        ("mahal, murah, murah", "murah, murah, murah", 13, "kata yang berbeda"),
        ("survey: skk", "survey: skk\nover: [spak]", 6, "salah satu"),
    ],
)
def test_a_mistake_is_told_with_its_line(
    lke: Run, tmp_path: Path, wrong: str, right: str, line: int, said: str
) -> None:
    path = tmp_path / "kantin.yaml"
    path.write_text(OWN.replace(wrong, right), encoding="utf-8")
    code, out, _ = lke("survey", "instruments", "check", path)
    assert code == 2
    assert f":{line}: " in out
    assert said in out


@pytest.mark.parametrize(
    ("line", "wrong", "right", "said"),
    [
        ("rounded_weight: {}", "0", "0.11", "bobot yang dibulatkan harus di antara 0 dan 1"),
        ("rounded_weight: {}", "1.01", "1", "bobot yang dibulatkan harus di antara 0 dan 1"),
        ("hundred: {}", "0", "0.5", "pengali"),
        ("scales: [{{points: {}, formula: rentang}}]", "1", "2", "skala 1 harus 2 sampai 10"),
        ("scales: [{{points: {}, formula: rentang}}]", "4", "5", "bukan top"),
        ("scales: [{{points: {}, formula: rentang}}]", "11", "10", "skala 11 harus 2 sampai 10"),
        ("answers: [[{}]]", "a", "a, b", "2 sampai 10 kata"),
        ("answers: [[{}]]", "a, b, c, d, e, f, g, h, i, j, k", "a, b, c, d, e, f, g, h, i, j", "2 sampai 10 kata"),
        ("bands: [{{letter: A, label: A, lowest: 80}}, {{letter: B, label: B, lowest: {}}}]", "80", "79", "menurun"),
    ],
)
def test_numbers_of_an_instrument_have_bounds(line: str, wrong: str, right: str, said: str) -> None:
    assert parse_instrument(OWN + line.format(right) + "\n", "kantin.yaml").id == "kantin"
    with pytest.raises(InstrumentError, match=said):
        parse_instrument(OWN + line.format(wrong) + "\n", "kantin.yaml")


def test_one_s_own_instrument_is_used(lke: Run, tmp_path: Path) -> None:
    path, data = tmp_path / "kantin.yaml", tmp_path / "kantin.csv"
    path.write_text(OWN, encoding="utf-8")
    data.write_text("Rasa masakan,Harga makanan\n" + "4,Murah\n3,Mahal betul\n" * 3, encoding="utf-8")
    assert "instrumen benar. 2 pertanyaan, 2 unsur" in lke("survey", "instruments", "check", path)[1]
    code, out, _ = lke("survey", "--detail", data, "--instrument", path)
    assert code == 0
    # (3.5 + (3 + 1)/2)/2
    assert "Indeks SKK 2,75 dari 4" in out


def test_the_lists_and_one_of_them(lke: Run) -> None:
    out = lke("survey", "instruments", "list")[1]
    assert all(name in out for name in ("skm-14-2017", "skm-online", "spkp", "spak", "ipak", "ipkp"))
    assert "tidak ada" in lke("survey", "instruments", "show", "spak")[1]
    assert lke("survey", "instruments", "show", "tiada")[0] == 2
    code, _, err = lke("survey", "--detail", ROOT / "samples/survei-ipak-contoh.csv", "--kind", "ipka")
    assert code == 2
    assert "pilih ipak, ipkp, skm" in err


def test_the_shipped_words_are_right_and_as_their_schema_says() -> None:
    text = words_path().read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    jsonschema.Draft202012Validator(json.loads(words_schema())).validate(data)
    TypeAdapter(GeneralWords).validate_python(data)
    assert list(words_problems(general_words())) == []
    published = (ROOT / "schemas/survey-words-1.json").read_text(encoding="utf-8")
    assert published == words_schema(), "python -m lke_cli.instrument.words > schemas/survey-words-1.json"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"top": 9}, "tidak satu pun skala berisi 9 kata"),
        ({"worse": ("mahal", "baik")}, "baik ada di keduanya"),
        ({"scales": (*general_words().scales, WordScale(words=("baik", "baik")))}, "kata yang berbeda"),
    ],
)
def test_words_that_contradict_each_other_are_told(change: dict[str, object], said: str) -> None:
    (problem,) = words_problems(dataclasses.replace(general_words(), **change))  # type: ignore[arg-type]
    assert said in problem


def test_an_instrument_without_a_multiplier_has_that_of_its_top() -> None:
    """Of six, 100 / 6: no 25 is assumed."""
    made = parse_instrument(OWN.replace("top: 4", "top: 6"), "kantin.yaml")
    assert made.to_hundred == pytest.approx(100 / 6)
    with pytest.raises(InstrumentError, match="top"):
        parse_instrument(OWN.replace("top: 4\n", ""), "kantin.yaml")


@pytest.mark.parametrize("path", [*shipped_instruments().values(), words_path()], ids=lambda path: path.stem)
def test_what_is_prepared_of_a_shipped_file_is_its_yaml(path: Path) -> None:
    text = path.read_text(encoding="utf-8-sig")
    assert prepared_data(path, text) == read_yaml(text).data, "python -m lke_cli.instrument.prepared"
