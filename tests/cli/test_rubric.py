"""``lke rubric`` as its user sees it."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from lke_cli.rubric import Rubric, load_rubric, prepared_text, read_yaml, rubric_schema, shipped_rubrics
from lke_cli.rubric.prepared import prepared_data
from tests.conftest import ROOT, Run

MINI = ROOT / "tests/rubrics/sakip-mini.yaml"
SCHEMA = ROOT / "schemas/rubric-1.json"


def test_list_names_the_shipped_rubrics_and_their_targets(lke: Run) -> None:
    code, out, err = lke("rubric", "list")
    assert (code, err) == (0, "")
    (line,) = [line for line in out.splitlines() if line.startswith("permenpanrb-90-2021")]
    assert "113" in line
    assert "wbk, wbbm" in line


def test_show_has_the_tree_the_scales_and_the_minimums(lke: Run) -> None:
    code, out, _ = lke("rubric", "show")
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert code == 0
    assert "A.I.1 Manajemen Perubahan 4,00" in lines
    assert "abcd A/B/C/D A = 1; B = 0,67; C = 0,33; D = 0" in lines
    # WBK asks 60 % of each area: 0.6 x 15 = 9 for Penguatan Pengawasan.
    assert "A.5 Penguatan Pengawasan 15,00 9,00 60,0%" in lines
    assert "B.II Pelayanan Publik yang Prima 17,50 14,00 80,0%" in lines


def test_show_of_a_rubric_of_ones_own(lke: Run) -> None:
    code, out, _ = lke("rubric", "show", MINI, "--format", "md")
    assert code == 0
    assert out.startswith("# Evaluasi Akuntabilitas Contoh\n")
    assert "| 2.2.b | Hasil pengukuran dipakai pimpinan | 10,00 | AA-E |" in out
    assert "3 aspek, 2 unsur, 1 subunsur, 7 pertanyaan, 2 masukan" in out


@pytest.mark.parametrize("name", ["permenpanrb-90-2021", str(MINI)])
def test_show_as_json_is_a_rubric_again(lke: Run, tmp_path: Path, name: str) -> None:
    path = tmp_path / "salinan.json"
    code, out, _ = lke("rubric", "show", name, "--format", "json", "-o", path)
    assert (code, out) == (0, "")
    jsonschema.validate(json.loads(path.read_text(encoding="utf-8")), json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert _content(load_rubric(str(path))) == _content(load_rubric(name))


def test_check_of_a_right_rubric_says_what_it_holds(lke: Run) -> None:
    code, out, err = lke("rubric", "check", MINI)
    assert (code, err) == (0, "")
    assert out.startswith(f"{MINI}: rubrik benar. ")
    assert "7 pertanyaan" in out


def test_check_tells_every_mistake_on_its_line(lke: Run, tmp_path: Path) -> None:
    lines = MINI.read_text(encoding="utf-8").replace("weight: 45", "weight: 44").replace("score: 85", "skor: 85")
    path = tmp_path / "rubrik.yaml"
    path.write_text(lines, encoding="utf-8")
    numbers = [i + 1 for i, line in enumerate(lines.splitlines()) if "skor: 85" in line]
    code, out, err = lke("rubric", "check", path)
    assert (code, err) == (2, "")
    assert out == f"{path}:{numbers[0]}: isian 'skor' tidak dikenal\n"
    # The shape comes first; what holds between parts is told once it is right.
    path.write_text(lines.replace("skor: 85", "score: 85"), encoding="utf-8")
    numbers = [i + 1 for i, line in enumerate(lines.splitlines()) if "weight: 44" in line]
    code, out, _ = lke("rubric", "check", path)
    assert code == 2
    assert out == f"{path}:{numbers[0]}: bobot '2' 44,00 tidak sama dengan jumlah bobot isinya 45,00\n"


def test_check_does_not_pass_control_characters_on(lke: Run, tmp_path: Path) -> None:
    path = tmp_path / "rubrik.yaml"
    path.write_text('"\\e[31mformat": 1\n', encoding="utf-8")
    code, out, _ = lke("rubric", "check", path)
    assert code == 2
    assert "\x1b" not in out


@pytest.mark.parametrize("command", ["check", "show"])
@pytest.mark.parametrize("content", [None, b"PK\x03\x04\xff\xfe", b" " * 2_000_001], ids=["missing", "binary", "huge"])
def test_what_is_no_rubric_file_is_refused_in_one_sentence(
    lke: Run, tmp_path: Path, command: str, content: bytes | None
) -> None:
    path = tmp_path / "rubrik.yaml"
    if content is not None:
        path.write_bytes(content)
    code, out, err = lke("rubric", command, path)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert str(path) in err


def test_a_wrong_rubric_is_refused_by_other_commands_with_its_line(lke: Run, tmp_path: Path) -> None:
    path = tmp_path / "rubrik.yaml"
    path.write_text(MINI.read_text(encoding="utf-8").replace("weight: 45", "weight: 44"), encoding="utf-8")
    code, out, err = lke("rubric", "show", path)
    assert (code, out) == (2, "")
    assert f"Rubrik '{path}' salah pada baris " in err


def test_the_schema_is_shown_as_published(lke: Run) -> None:
    code, out, _ = lke("rubric", "schema")
    assert code == 0
    assert json.loads(out) == json.loads(SCHEMA.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", [*shipped_rubrics().values(), MINI], ids=lambda path: path.stem)
def test_rubrics_fit_the_schema_and_name_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    jsonschema.Draft202012Validator(json.loads(rubric_schema())).validate(yaml.safe_load(text))
    first = text.splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema=")
    assert (path.parent / first.partition("=")[2]).resolve() == SCHEMA


@pytest.mark.parametrize("path", shipped_rubrics().values(), ids=lambda path: path.stem)
def test_what_is_prepared_of_a_shipped_rubric_is_its_yaml(path: Path) -> None:
    text = path.read_text(encoding="utf-8-sig")
    assert prepared_data(path, text) == read_yaml(text).data
    assert prepared_data(path, text.replace("weight: 4", "weight: 5", 1)) is None


def test_without_what_was_prepared_the_yaml_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a: 1\n", encoding="utf-8")
    for prepared in ("", "[]", '{"of": 1}', '{"data": {}}'):
        (tmp_path / "a.json").write_text(prepared, encoding="utf-8")
        assert prepared_data(tmp_path / "a.yaml", "a: 1\n") is None
    (tmp_path / "a.json").write_text(prepared_text(tmp_path / "a.yaml"), encoding="utf-8")
    assert prepared_data(tmp_path / "a.yaml", "a: 1\n") == {"a": 1}


def test_the_schema_knows_a_wrong_field() -> None:
    data = yaml.safe_load(MINI.read_text(encoding="utf-8"))
    data["tree"][0]["wieght"] = 30
    with pytest.raises(jsonschema.ValidationError, match="wieght"):
        jsonschema.Draft202012Validator(json.loads(rubric_schema())).validate(data)


def test_without_a_command_the_help_is_shown(lke: Run) -> None:
    code, out, err = lke("rubric")
    assert (code, err) == (2, "")
    assert out.startswith("Pemakaian: lke rubric")


def _content(rubric: Rubric) -> object:
    from pydantic import TypeAdapter

    return TypeAdapter(Rubric).dump_python(rubric)
