"""Files as they come from forms and from Excel: what is read, what is left aside, what is refused."""

import datetime
import json
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from lke_cli.errors import LkeError, UndecidedError
from lke_cli.results import SurveyResult
from lke_cli.rubric import Rubric
from lke_cli.surveys.run import survey_index
from lke_cli.surveys.scale import parse_words
from tests.conftest import ROOT, Run

Survey = Callable[..., SurveyResult]

QUESTIONS = [
    "Bagaimana pendapat Saudara tentang kesesuaian persyaratan pelayanan dengan jenis pelayanannya?",
    "Bagaimana pemahaman Saudara tentang kemudahan prosedur pelayanan di unit ini?",
    "Bagaimana pendapat Saudara tentang kecepatan waktu dalam memberikan pelayanan?",
    "Bagaimana pendapat Saudara tentang kewajaran biaya/tarif dalam pelayanan?",
    "Bagaimana pendapat Saudara tentang kesesuaian produk pelayanan dengan hasil yang diberikan?",
    "Bagaimana pendapat Saudara tentang kompetensi/kemampuan petugas dalam pelayanan?",
    "Bagaimana pendapat Saudara tentang perilaku petugas terkait kesopanan dan keramahan?",
    "Bagaimana pendapat Saudara tentang kualitas sarana dan prasarana?",
    "Bagaimana pendapat Saudara tentang penanganan pengaduan pengguna layanan?",
]
WORDS = [
    ("Sesuai", "Sangat sesuai"),
    ("Mudah", "Sangat mudah"),
    ("Cepat", "Kurang cepat"),
    ("Gratis", "Murah"),
    ("Sesuai", "Sesuai"),
    ("Kompeten", "Sangat kompeten"),
    ("Sopan dan ramah", "Sangat sopan dan ramah"),
    ("Cukup", "Baik"),
    ("Dikelola dengan baik", "Berfungsi kurang maksimal"),
]
# 3+4, 3+4, 3+2, 4+3, 3+3, 3+4, 3+4, 2+3, 4+3 over two respondents each: 7, 7, 5, 7, 6, 7, 7, 5, 7 = 58 halves over 9.
WORDS_INDEX = 58 / 18


@pytest.fixture
def survey(rubric: Rubric) -> Survey:
    def run(path: Path, kind: str = "skm", **options: object) -> SurveyResult:
        return survey_index(path, kind, rubric=rubric, target="wbk", **options)  # type: ignore[arg-type]

    return run


def text(folder: Path, content: str | bytes, name: str = "survei.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def rules(result: SurveyResult) -> set[str]:
    return {finding.rule for finding in result.findings}


def message(result: SurveyResult, rule: str) -> str:
    return next(finding.message for finding in result.findings if finding.rule == rule)


def workbook(path: Path, sheets: dict[str, list[Any]], hidden: str = "") -> Path:
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy hh:mm:ss"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for i, row in enumerate(rows):
                sheet.write_row(i, 0, row)
            if name == hidden:
                sheet.hide()
    return path


def test_the_regulation_s_questionnaire_with_words(survey: Survey, tmp_path: Path) -> None:
    time = datetime.datetime(2026, 3, 2, 9, 15, 7)
    rows = [
        ["Survei Kepuasan Masyarakat KPU Kabupaten Teladan"],
        [],
        ["Cap waktu", "Nama", "Usia", "Jenis kelamin", *QUESTIONS, "Saran"],
        [time, "Responden Satu", 31, 1, *(a for a, _ in WORDS), "Pertahankan"],
        [time + datetime.timedelta(days=1), "Responden Dua", 45, 2, *(b for _, b in WORDS), ""],
    ]
    result = survey(workbook(tmp_path / "skm.xlsx", {"Form Responses 1": rows}))
    assert result.index == pytest.approx(WORDS_INDEX)
    # Words decide, not the order of the questionnaire: sarana is U9 and pengaduan U8 in the regulation.
    assert [unsur.code for unsur in result.unsur] == [f"U{n}" for n in range(1, 10)]
    assert {unsur.label: unsur.mean for unsur in result.unsur}["Sarana dan prasarana"] == 2.5
    assert (result.sheet, result.first_day, result.last_day) == ("Form Responses 1", "2026-03-02", "2026-03-03")
    assert not {"survey-unsur-count", "survey-unknown-answer", "survey-ambiguous-answer"} & rules(result)
    roles = {column.header: column.role for column in result.columns}
    assert [roles[each] for each in ("Cap waktu", "Nama", "Usia", "Jenis kelamin", "Saran")] == [
        "time", "personal", "aside", "aside", "aside",
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_of_every_delimiter_and_encoding(survey: Survey, tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [["Café, nama", "U1", "U2", "Kritik; saran"], ["x", "4", "3", "a; b"], ["y", "3", "3", 'c, "d"\nbaru']]
    content = "".join(
        delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n" for row in rows
    ).encode(encoding)
    result = survey(text(tmp_path, content))
    assert [unsur.mean for unsur in result.unsur] == [3.5, 3]
    assert result.columns[0].header == "Café, nama"


def test_the_separator_line_that_excel_writes(survey: Survey, tmp_path: Path) -> None:
    result = survey(text(tmp_path, "sep=;\r\nU1;U2\r\n4;9\r\n3;3\r\n3;3\r\n"))
    assert [unsur.n for unsur in result.unsur] == [3, 2]
    assert "baris 3" in message(result, "survey-out-of-scale")


def test_ods(survey: Survey, tmp_path: Path) -> None:
    def cells(row: Sequence[object]) -> str:
        return "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )

    rows = "".join(f"<table:table-row>{cells(row)}</table:table-row>" for row in [["U1", "U2"], ["4", "3"], ["3", "3"]])
    namespace = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f'<office:document-content xmlns:office="{namespace}office:1.0" xmlns:text="{namespace}text:1.0" '
        f'xmlns:table="{namespace}table:1.0"><office:body><office:spreadsheet><table:table table:name="Jawaban">{rows}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    path = tmp_path / "survei.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    result = survey(path)
    assert (result.sheet, result.index) == ("Jawaban", 3.25)


def test_two_sheets_with_the_same_questions_are_not_chosen_between(survey: Survey, tmp_path: Path) -> None:
    many = [["U1", "U2"], *[[4, 3]] * 20]
    few = [["U1", "U2"], *[[1, 1]] * 3]
    path = workbook(
        tmp_path / "a.xlsx", {"Rekap": [["Judul"]], "Lama": few, "Baru": many, "Sembunyi": many}, "Sembunyi"
    )
    with pytest.raises(UndecidedError, match="'Baru', 'Lama'"):
        survey(path)
    assert survey(path, sheet="Baru").respondents == 20
    assert survey(path, sheet="lama").index == 1
    both = survey(path, sheet="Lama, Baru")
    # 3 rows of 1 and 20 rows of 4 and 3: (83/23 + 63/23)/2
    assert both.respondents == 23
    assert both.index == pytest.approx((83 / 23 + 63 / 23) / 2)
    with pytest.raises(LkeError, match="'Tiga' tidak ada"):
        survey(path, sheet="Tiga")


def test_numbers_in_the_header_are_no_respondent(survey: Survey, tmp_path: Path) -> None:
    header = "No,1,2,3,4,5,6,7,8,9\n"
    result = survey(text(tmp_path, header + "1,4,4,4,4,4,4,4,4,4\n2,3,3,3,3,3,3,3,3,3\n"))
    assert (result.respondents, result.index, len(result.unsur)) == (2, 3.5, 9)
    # A number alone does not say which unsur it is.
    assert [unsur.label for unsur in result.unsur] == list("123456789")


def test_the_usual_recapitulation_sheet(survey: Survey, tmp_path: Path) -> None:
    """Title, merged two-row header, a row that numbers the columns, sums below, a signature."""
    rows: list[Any] = [
        ["PENGOLAHAN DATA SURVEI KEPUASAN MASYARAKAT"],
        [],
        ["NO. RES", "NILAI UNSUR PELAYANAN", *[""] * 8, "KET"],
        ["", *(f"U{n}" for n in range(1, 10))],
        list(range(1, 12)),
        *([n, *[3, 4, 3, 4, 3, 4, 3, 4, 3]] for n in range(1, 9)),
        ["Nilai/Unsur", *[24, 32] * 4, 24],
        ["NRR/Unsur", *[3, 4] * 4, 3, 31.0],
        ["IKM Unit pelayanan", *[""] * 8, 86.11],
        [],
        [*[""] * 7, "Padang, 3 Januari 2026"],
        [],
        [*[""] * 7, "Ketua Contoh Rahasia"],
    ]
    result = survey(workbook(tmp_path / "rekap.xlsx", {"SKM": rows}))
    assert (result.respondents, len(result.unsur)) == (8, 9)
    # (5 x 3 + 4 x 4) / 9
    assert result.index == pytest.approx(31 / 9)
    assert result.unsur[6].label == "Perilaku pelaksana"
    # Eighth and ninth have no words, and the regulation and its questionnaire number them differently.
    assert [unsur.label for unsur in result.unsur[7:]] == ["U8", "U9"]
    assert sum(unsur.missing + unsur.unknown + unsur.outside for unsur in result.unsur) == 0
    assert "Rahasia" not in repr(result)


def test_a_column_that_is_filled_in_only_beside_the_sums(survey: Survey, tmp_path: Path) -> None:
    result = survey(text(tmp_path, "U1,U2,Ket\n" + "4,3,\n" * 5 + "NRR,3,3.5\n"))
    assert result.respondents == 5


def test_without_a_header_nobody_s_row_becomes_one(survey: Survey, tmp_path: Path) -> None:
    result = survey(text(tmp_path, "rahasia@contoh.invalid,4,3\nlain@contoh.invalid,3,3\n"), "ipak")
    assert result.respondents == 2
    assert [column.header for column in result.columns] == ["Kolom A", "Kolom B", "Kolom C"]
    assert "survey-header-not-found" in rules(result)


def test_a_first_respondent_who_skipped_most_is_not_the_header(survey: Survey, tmp_path: Path) -> None:
    result = survey(text(tmp_path, "Nama,Satu,Dua,Tiga\nResponden A,,,2\nResponden B,4,4,4\n"), "ipak")
    assert (result.respondents, [unsur.n for unsur in result.unsur]) == (2, [1, 1, 2])


def test_rows_with_sums_below_the_answers_are_no_respondents(survey: Survey, tmp_path: Path) -> None:
    content = "No,U1,U2\n1,4,3\n2,3,3\nJumlah,7,6\nNRR,3.5,3\nNRR tertimbang,0.39,0.33\n"
    result = survey(text(tmp_path, content))
    assert (result.respondents, result.index) == (2, 3.25)
    assert "baris 4, 5, 6" in message(result, "survey-summary-row")


@pytest.mark.parametrize(("top", "said"), [(5, "--scale 5"), (6, "--scale 6")])
def test_longer_scales_are_refused_until_told(survey: Survey, tmp_path: Path, top: int, said: str) -> None:
    path = text(tmp_path, "A,B\n" + f"{top},4\n4,4\n3,4\n1,4\n")
    with pytest.raises(LkeError, match=said):
        survey(path, "ipak")
    result = survey(path, "ipak", points=top)
    # A: (top + 4 + 3 + 1)/4, B: 4; each brought to 1..4 by 1 + (x - 1) * 3 / (top - 1)
    means = [1 + (x - 1) * 3 / (top - 1) for x in ((top + 8) / 4, 4)]
    assert result.index == pytest.approx(sum(means) / 2)
    assert result.points == top
    assert f"3/{top - 1}" in message(result, "survey-rescaled")
    assert survey(path, "ipak", points=4).unsur[0].outside == 1


def test_a_scale_of_ten_is_not_taken_for_one_of_six(survey: Survey, tmp_path: Path) -> None:
    path = text(tmp_path, "A,B\n" + "".join(f"{n},{n}\n" for n in (1, 2, 3, 4, 5, 6, 7, 8, 6, 5)))
    with pytest.raises(LkeError, match="--scale 10"):
        survey(path, "ipak")


def test_a_slip_of_the_finger_is_no_longer_scale(survey: Survey, tmp_path: Path) -> None:
    result = survey(text(tmp_path, "A,B\n" + "4,3\n" * 99 + "5,3\n"), "ipak")
    assert (result.points, result.unsur[0].outside) == (4, 1)
    finding = next(f for f in result.findings if f.rule == "survey-out-of-scale")
    assert (finding.cell, finding.severity) == ("A101", "warning")


def test_zero_negative_and_broken_answers_are_counted_per_unsur(survey: Survey, tmp_path: Path) -> None:
    result = survey(text(tmp_path, "U1,U2\n" + "4,4\n" * 17 + "0,4\n-1,4\n2.5,4\n9,4\nLumayan cukup,4\n,4\n"))
    first = result.unsur[0]
    assert (first.n, first.outside, first.not_applicable, first.unknown, first.missing) == (17, 3, 1, 1, 1)
    assert first.mean == 4
    assert "baris 20, 21, 22" in message(result, "survey-out-of-scale")
    assert "bukan jawaban" in message(result, "survey-not-applicable")


def test_unknown_words_of_a_scale_are_said_others_are_not(survey: Survey, tmp_path: Path) -> None:
    content = "U1,U2\n" + "Baik,Baik\n" * 8 + "Agak cukup,Budi Contoh\n"
    result = survey(text(tmp_path, content))
    said = " ".join(finding.message for finding in result.findings)
    assert "Agak cukup" in said
    assert "Budi" not in said
    assert "baris 10" in said


def test_an_unsur_whose_answers_are_not_understood_is_said(survey: Survey, tmp_path: Path) -> None:
    content = "U1 Persyaratan,U3 Waktu\n" + "4,lama\n3,sebentar\n" * 6
    result = survey(text(tmp_path, content))
    assert [unsur.code for unsur in result.unsur] == ["U1"]
    assert "Kolom B (U3 Waktu)" in message(result, "survey-unsur-unreadable")


def test_ambiguous_words_leave_the_verdict_open(survey: Survey, lke: Run, tmp_path: Path) -> None:
    path = text(tmp_path, "A,B\n" + "Sangat Setuju,4\n" * 8 + "Tidak Setuju,4\n" * 2)
    result = survey(path, "ipak")
    finding = next(f for f in result.findings if f.rule == "survey-ambiguous-answer")
    assert (finding.severity, finding.cell) == ("error", "A10")
    assert "tidak setuju" in finding.message
    # Nobody chose the worst. "Tidak setuju" is 1 or 2: A (32 + 2)/10 = 3.4 or (32 + 4)/10 = 3.6; B 4: index 3.7 or 3.8.
    assert result.readings is not None
    assert [result.readings.lowest, result.readings.highest] == pytest.approx([3.7, 3.8])
    assert result.place is not None
    assert result.place.met is None
    code, out, _ = lke("survey", "--detail", path, "--kind", "ipak")
    assert code == 2
    assert "BELUM DAPAT DIPUTUSKAN" in out
    assert "MENCAPAI nilai" not in out
    assert "3,70" in out
    assert "3,80" in out
    told = survey(path, "ipak", words=parse_words(["Sangat Tidak Setuju,Tidak Setuju,Setuju,Sangat Setuju"]))
    assert told.index == pytest.approx(3.8)
    assert told.readings is None
    assert told.place is not None
    assert told.place.met


def test_ambiguous_words_that_cannot_reach_the_minimum_do_not(survey: Survey, tmp_path: Path) -> None:
    result = survey(text(tmp_path, "A,B\nSetuju,3\nTidak Setuju,4\nSetuju,3\n"), "ipak")
    assert result.place is not None
    assert result.place.met is False


def test_one_stray_word_does_not_take_its_column_with_it(survey: Survey, tmp_path: Path) -> None:
    words = ["Sangat Tidak Setuju", *["Tidak Setuju"] * 9, *["Setuju"] * 100, *["Sangat Setuju"] * 90]
    result = survey(text(tmp_path, "A,B\n" + "".join(f"{word},4\n" for word in words) + "Baik,4\n"), "ipak")
    # 1 + 9 x 2 + 100 x 3 + 90 x 4 = 679 over 200
    assert result.unsur[0].mean == pytest.approx(679 / 200)
    finding = next(f for f in result.findings if f.rule == "survey-unknown-answer")
    assert (finding.severity, finding.cell) == ("warning", "A202")
    assert "baik" in finding.message


@pytest.mark.parametrize(
    "words",
    [
        ["Tidak puas", "Cukup puas", "Puas", "Sangat puas"],
        ["Kurang", "Cukup", "Baik", "Sangat Baik"],
        ["Tidak Berintegritas", "Kurang Berintegritas", "Berintegritas", "Sangat Berintegritas"],
        ["Buruk", "Cukup", "Baik", "Sangat Baik"],
    ],
)
def test_four_words_that_stand_together_are_a_scale(survey: Survey, tmp_path: Path, words: list[str]) -> None:
    result = survey(text(tmp_path, "A,B\n" + "".join(f"{word},4\n" for word in words)), "ipak")
    assert result.unsur[0].mean == 2.5
    assert ("survey-learned-words" in rules(result)) == ("Berintegritas" in words)


@pytest.mark.parametrize("worse", ["mahal", "berbelit", "koruptif"])
def test_an_adjective_of_which_more_is_worse_is_not_learned(survey: Survey, tmp_path: Path, worse: str) -> None:
    words = [f"Tidak {worse}", f"Kurang {worse}", worse, f"Sangat {worse}"]
    result = survey(text(tmp_path, "Satu,Dua\n" + "".join(f"{word},4\n" for word in words)), "ipak")
    assert [unsur.label for unsur in result.unsur] == ["Dua"]


def test_the_user_s_own_words(survey: Survey, tmp_path: Path) -> None:
    question = "Petugas menjelaskan biaya sebelum melayani"
    path = text(tmp_path, f"{question},B\nSelalu,4\nSering,4\nJarang,4\nTidak pernah,4\n")
    with_words = survey(path, "ipak", words=parse_words(["Tidak pernah,Jarang,Sering,Selalu"]))
    assert [unsur.mean for unsur in with_words.unsur] == [2.5, 4]
    without = survey(path, "ipak")
    assert [unsur.mean for unsur in without.unsur] == [4]
    assert question in message(without, "survey-unsur-unreadable")


@pytest.mark.parametrize("words", ["Ya", "A,A,B,C", "A,B,C,D,E,F,G,H,I,J,K", ",,,"])
def test_words_that_make_no_scale_are_refused(words: str) -> None:
    with pytest.raises(LkeError, match="--words"):
        parse_words([words])


def test_numbers_that_contradict_their_words_are_refused(survey: Survey, tmp_path: Path) -> None:
    path = text(tmp_path, "A,B\n1. Sangat Setuju,3\n2. Setuju,4\n")
    with pytest.raises(LkeError, match=r"1\. Sangat Setuju"):
        survey(path, "ipak")


def test_a_column_that_is_filled_in_only_far_down_is_not_lost(survey: Survey, tmp_path: Path) -> None:
    content = "Satu,Dua,Tiga\n" + "4,,\n" * 3000 + "4,2,\n" * 10 + "4,2,1\n" * 10
    result = survey(text(tmp_path, content), "ipak")
    assert [(unsur.n, unsur.mean) for unsur in result.unsur] == [(3020, 4), (20, 2), (10, 1)]


def test_short_and_long_rows(survey: Survey, tmp_path: Path) -> None:
    result = survey(text(tmp_path, "U1,U2,U3\n4\n3,3,3\n2,2,2,2,2\n\n"))
    assert [unsur.n for unsur in result.unsur] == [3, 2, 2]


def test_profile_numbers_are_no_answers(survey: Survey, tmp_path: Path) -> None:
    header = "No,Usia,Jenis Kelamin,Pendidikan terakhir Anda,Jumlah kunjungan,U1,Total\n"
    result = survey(text(tmp_path, header + "1,2,1,3,2,4,4\n2,3,2,4,1,3,3\n"))
    assert [unsur.code for unsur in result.unsur] == ["U1"]


def test_comments_that_read_like_answers_are_no_question(survey: Survey, tmp_path: Path) -> None:
    content = "U1,Kritik dan saran,Kesan umum\n" + "4,Baik,Baik\n3,Sangat baik,Lumayan\n" * 5
    result = survey(text(tmp_path, content), "ipak")
    assert [unsur.label for unsur in result.unsur] == ["U1"]


def test_a_column_that_is_only_partly_answers_is_said(survey: Survey, tmp_path: Path) -> None:
    content = "Satu,Dua\n" + "4,4\n3,oke\n" * 5
    result = survey(text(tmp_path, content), "ipak")
    assert [unsur.label for unsur in result.unsur] == ["Satu"]
    assert "Kolom B (Dua)" in message(result, "survey-unsur-unreadable")


def test_skm_with_other_than_nine_unsur_is_said(survey: Survey, tmp_path: Path) -> None:
    result = survey(text(tmp_path, "Persyaratan,Prosedur\n4,3\n3,3\n"))
    assert "Ada 2 unsur" in message(result, "survey-unsur-count")
    assert "Waktu penyelesaian" in message(result, "survey-unsur-count")
    assert "survey-unsur-count" not in rules(survey(tmp_path / "survei.csv", "ipkp"))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("kosong.csv", b"", "kosong"),
        ("~$survei.xlsx", b"x", "berkas kunci"),
        ("teks.csv", b"Kepada Yth.\nBersama ini kami sampaikan\n", "tidak berisi kolom jawaban"),
        ("gambar.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\x01", "bukan tabel"),
        ("rusak.xlsx", b"PK\x03\x04 rusak", "rusak"),
        ("judul.csv", b"U1,U2\n", "tidak"),
        ("lebar.csv", b"," * 5000 + b"\n4,3\n", "kolom"),
        ("kutip.csv", b'U1,U2,Saran\n4,3,"tak tertutup\n4,3,x\n4,4,y\n', "Tanda kutip"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(lke: Run, tmp_path: Path, name: str, content: bytes, said: str) -> None:
    code, out, err = lke("survey", "--detail", text(tmp_path, content, name))
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_the_scale_that_was_named_is_the_one_that_is_said(lke: Run, tmp_path: Path) -> None:
    path = text(tmp_path, "A,B\nlumayan,oke\nbagus banget,sip\n")
    assert "angka 1 sampai 6" in lke("survey", "--detail", path, "--scale", "6")[2]


def test_without_a_kind_no_minimum_of_an_lke_is_said_to_be_checked(lke: Run, tmp_path: Path) -> None:
    nine = ",".join(f"U{n}" for n in range(1, 10))
    code, out, _ = lke("survey", "--detail", text(tmp_path, nine + "\n4,3,4,4,4,4,4,4,4\n3,3,3,3,3,3,3,3,3\n"))
    assert code == 0
    assert "Nilai minimal LKE tidak diperiksa" in out


def test_two_unsur_give_neither_a_mutu_nor_exit_code_0(lke: Run, tmp_path: Path) -> None:
    code, out, _ = lke("survey", "--detail", text(tmp_path, "U1,U2\n4,4\n4,4\n"))
    assert code == 2
    # Two of nine unsur at 4: the seven others may give (8 + 7)/9 or (8 + 28)/9.
    assert "Indeks SKM BELUM DAPAT DIPUTUSKAN: 1,67 sampai 4,00" in " ".join(out.split())
    assert "mutu A" not in out


def test_a_file_that_is_not_there_and_a_folder(lke: Run, tmp_path: Path) -> None:
    assert "tidak ada" in lke("survey", "--detail", tmp_path / "mana.csv")[2]
    code, _, err = lke("survey", "--detail", tmp_path)
    assert code == 2
    assert "folder" in err


def test_a_sheet_that_spans_too_many_cells_is_refused(lke: Run, tmp_path: Path) -> None:
    path = tmp_path / "jauh.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["U1", "U2"])
        sheet.write_row(1, 0, [4, 3])
        sheet.write(1_048_575, 16_383, "jauh")
    code, _, err = lke("survey", "--detail", path)
    assert code == 2
    assert "terlalu besar" in err


def test_a_sheet_whose_cells_hide_how_far_they_lie_is_refused(lke: Run, tmp_path: Path) -> None:
    plain, path = tmp_path / "survei.xlsx", tmp_path / "jauh.xlsx"
    with xlsxwriter.Workbook(plain) as book:
        book.add_worksheet().write_row(0, 0, ["U1", "U2"])
    far = b'<row r="2"><c r="ZZ2"><v>4</v></c></row><row r="1048576"><c><v>4</v></c></row></sheetData>'
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"</sheetData>", far))
    code, _, err = lke("survey", "--detail", path)
    assert code == 2
    assert "terlalu besar" in err


def test_a_password_is_said(lke: Run, tmp_path: Path) -> None:
    # The start of an encrypted workbook: an OLE container that names its encrypted package.
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
    code, _, err = lke("survey", "--detail", text(tmp_path, content, "terkunci.xlsx"))
    assert code == 2
    assert "kata sandi" in err


def test_a_file_named_plan_is_reached_by_its_path(lke: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text(tmp_path, "U1,U2,U3,U4,U5\n4,3,3,3,3\n3,3,3,3,3\n", "plan")
    monkeypatch.chdir(tmp_path)
    assert "Indeks SKM 3,10" in lke("survey", "--detail", "./plan")[1]


def test_exit_codes(lke: Run, tmp_path: Path) -> None:
    good = text(tmp_path, "A,B\n" + "4,4\n4,3\n" * 30, "baik.csv")
    bad = text(tmp_path, "A,B\n" + "3,3\n4,3\n" * 30, "kurang.csv")
    assert lke("survey", "--detail", good, "--kind", "ipak")[0] == 0
    assert lke("survey", "--detail", bad, "--kind", "ipak")[0] == 1
    assert lke("survey", "--detail", bad, "--kind", "ipkp")[0] == 0  # 3.25 reaches 3.20
    assert lke("survey", "--detail", bad, "--kind", "ipkp", "--target", "wbbm")[0] == 1
    assert lke("survey", "--detail", good, "--kind", "ipak", "--population", "5000")[0] == 1


def test_an_index_from_broken_data_is_not_sold_as_sure(lke: Run, tmp_path: Path) -> None:
    path = text(tmp_path, "A,B\n" + "Cukup Baik,4\nBaik,4\n" * 10)
    code, out, _ = lke("survey", "--detail", path, "--kind", "ipak")
    assert code == 1  # both readings miss 3,60
    # "Cukup baik" is 2 of 4 or 3 of 5 (2.5 of 4), "Baik" 3 of 4 or 4 of 5 (3.25).
    # Half of each: 2.5 or 2.875, with B 4 an index of (2.5 + 4)/2 or (2.875 + 4)/2.
    said = " ".join(out.split())
    assert "indeks 3,25 bila kata yang bernilai ganda dibaca serendahnya, 3,44 bila setingginya" in said
    assert "Selang" not in out
    assert "indeks 3,25 dari 4" in lke("survey", "--detail", path, "--kind", "ipak", "--scale", "4")[1]


def test_another_rubric_without_a_survey_gives_no_place(lke: Run, tmp_path: Path) -> None:
    path = text(tmp_path, "A,B\n3,3\n4,3\n")
    arguments = ("--kind", "ipak", "--rubric", ROOT / "tests/rubrics/sakip-mini.yaml", "--format", "json")
    code, out, _ = lke("survey", path, *arguments)
    assert code == 0
    assert json.loads(out)["surveys"][0]["place"] is None


def test_a_column_that_stays_empty_however_far_one_looks_does_not_hold_the_run_up(lke: Run, tmp_path: Path) -> None:
    path = tmp_path / "jumlah.csv"
    path.write_text('Persyaratan\n"\n",1.000,①,Sangat Setuju,Jumlah,Jumlah\nJumlah\n', encoding="utf-8")
    _, out, err = lke("survey", "--detail", path, "--kind", "skm")  # once, it never came back
    assert "Responden: 1, " in out
    assert not err


def test_groups_of_a_survey_without_a_valid_answer(lke: Run, tmp_path: Path) -> None:
    path = tmp_path / "kosong.csv"
    path.write_text("Layanan,Persyaratan,Prosedur\n" + "Loket,9,9\nDaring,8,8\n" * 6, encoding="utf-8")
    code, _, err = lke("survey", "--detail", path, "--by", "Layanan")
    assert code == 2
    assert "tak terduga" not in err
