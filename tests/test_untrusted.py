"""Texts that others wrote, at the place they go to: nothing that a terminal or a spreadsheet acts on is left."""

import csv
import io
import json
import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lke_cli.report import Document
from lke_cli.report.delimited import to_csv
from lke_cli.report.document import Column, Table, Text
from lke_cli.report.markdown import to_markdown
from lke_cli.report.plain import to_text
from lke_cli.untrusted import csv_text, json_for_screen, json_in_ascii, one_line, printable, spreadsheet_text, unbroken

ANY_TEXT = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("=+-@;,\"' \t\r\n\x0b\x0c\x1b\x85\u2028\u2029\u202e\u200b\x9b]|`*#<&[0123aM"),
    ),
    max_size=40,
)
ACTED_ON = ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")


def acted_on(text: str) -> list[str]:
    return [each for each in text if each not in "\n\t" and unicodedata.category(each) in ACTED_ON]


def test_every_character_that_a_terminal_may_act_on_goes() -> None:
    kept = printable("".join(map(chr, range(sys.maxunicode + 1))))
    assert acted_on(kept) == []


def test_letters_signs_and_emoji_stay() -> None:
    text = "Kab. Pasaman Barat – 3,5 × ≥ “é” ‘ñ’ 日本 Ελ\u00a0\t±½ 👍🏽"
    assert printable(text) == text
    assert printable("👨\u200d👩") == "👨👩"  # the joiner goes, the faces stay


@given(ANY_TEXT)
def test_a_line_stays_one_line(text: str) -> None:
    for safe in (unbroken(text), one_line(text)):
        assert len(safe.splitlines()) <= 1
        assert acted_on(safe) == []
        assert "\t" not in safe


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"])
def test_every_line_end_is_one_blank_on_a_line(end: str) -> None:
    assert unbroken(f"satu{end}dua") == "satu dua"
    assert printable(f"satu{end}dua") == "satu\ndua"


@pytest.mark.parametrize(
    "text", ["=1+1", " =1+1", "+62", "-1+1", "@a", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠a", '"=1']
)
def test_a_text_that_begins_like_a_formula_is_a_text(text: str) -> None:
    assert spreadsheet_text(text).startswith("'")


def document_of(text: str) -> Document:
    columns = (Column("a", "A"), Column("b", text), Column("n", "N", "number"))
    rows = ((text, Text(text), 1.5), ("x", text, None))
    return Document(text, (Text(text), Text(text, "bad"), Table("t", text, columns, rows, note=text)))


@given(ANY_TEXT)
@example("=")
@example('a,"=1')
def test_a_csv_has_the_columns_and_rows_of_its_table_and_no_formula_at_any_separator(text: str) -> None:
    table = document_of(text).blocks[2]
    assert isinstance(table, Table)
    written = to_csv(table).removeprefix("\ufeff")
    assert len(written.splitlines()) == 3
    assert [len(row) for row in csv.reader(io.StringIO(written, newline=""), delimiter=";")] == [3, 3, 3]
    for separator in ";,\t":
        for row in csv.reader(io.StringIO(written, newline=""), delimiter=separator):
            # a sign alone is no formula: Excel shows it as it is
            assert [
                field for field in row if len(field.strip(' "')) > 1 and field.strip(' "')[0] in "=+-@＝＋－＠"
            ] == []


def test_a_negative_number_of_ours_stays_a_number() -> None:
    table = Table("t", "T", (Column("a", "A", "number"), Column("b", "B", "number")), ((-0.5, -3),))
    assert to_csv(table).splitlines()[1] == "-0,5;-3"


@given(ANY_TEXT)
def test_a_page_has_the_rows_and_columns_of_its_table(text: str) -> None:
    page = to_markdown(document_of(text))
    assert acted_on(page) == []
    rows = [line for line in page.split("\n") if line.startswith("|")]
    assert len(rows) == 4
    assert {line.replace("\\\\", "").replace("\\|", "").count("|") for line in rows} == {4}


@given(ANY_TEXT)
def test_plain_text_has_no_more_lines_than_its_texts_take(text: str) -> None:
    shown = to_text(document_of(text), 10_000)
    assert acted_on(shown) == []
    # title, two texts, a blank, the table's title, head, rule, two rows, the note
    assert 9 <= len(shown.splitlines()) <= 10


@given(ANY_TEXT)
def test_json_on_a_screen_means_the_same(text: str) -> None:
    written = json.dumps({"a": [text]}, ensure_ascii=False, indent=2)
    assert acted_on(json_for_screen(written)) == []
    assert json.loads(json_for_screen(written)) == {"a": [text]}
    assert json_in_ascii(written).isascii()
    assert json.loads(json_in_ascii(written)) == {"a": [text]}


@given(ANY_TEXT)
def test_a_csv_text_is_the_text_but_for_apostrophes_and_blanks(text: str) -> None:
    assert csv_text(text).replace("'", "").split() == unbroken(text).replace("'", "").split()
