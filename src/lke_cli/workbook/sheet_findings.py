"""What is to be said of the sheets that were read: what is hidden, missing, doubtful, or left over."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from lke_cli.answers import read_answer, spelt, squeeze
from lke_cli.findings import Finding, Severity
from lke_cli.rubric import Rubric, Scale
from lke_cli.untrusted import one_line
from lke_cli.values import CellValue, as_text
from lke_cli.workbook import rules
from lke_cli.workbook.book import Workbook, is_unanswered
from lke_cli.workbook.cells import area_around
from lke_cli.workbook.form import SheetForm
from lke_cli.workbook.layout import UNIT, Layout
from lke_cli.workbook.match import Match
from lke_cli.workbook.sheets import Sheet, SpreadsheetFile, column_letters
from lke_cli.workbook.words import SURE, Vocabulary

_NAMED = 5  # columns that a message names


def header_findings(sheet: Sheet, layout: Layout) -> list[Finding]:
    """Return what is to be said of the header: columns that hold answers too, or that it has no known title."""
    if layout.header_row is not None:
        return [
            rules.ANSWERS_TWICE.at(
                "Kolom {describe} juga berisi jawaban, tetapi tidak dibaca; yang dibaca: {values}.",
                describe=one_line(layout.describe(column), 40),
                values=", ".join(layout.describe(answer) for answer in layout.answers.values()),
                cell=sheet.address(layout.header_row, column),
            )
            for column in layout.rivals
        ]
    columns = [
        *((f"jawaban {who}", column) for who, column in layout.answers.items()),
        *((f"nilai {who}", column) for who, column in layout.scores.items()),
    ]
    named = ", ".join(f"{name} di kolom {column_letters(column)}" for name, column in columns)
    if layout.rivals:
        others = " dan ".join(column_letters(column) for column in layout.rivals)
        named += f"; kolom {others} juga tampak berisi jawaban, tetapi tidak dibaca"
    return [
        rules.HEADER_NOT_FOUND.at(
            "Lembar '{name}' tidak punya baris judul yang dikenal; dari isinya: {columns}.",
            name=sheet.name,
            columns=named,
            cell=f"{sheet.name}!A1",
        )
    ]


def hidden_places(sheet: Sheet, layout: Layout, form: SheetForm, assessor: str) -> Iterator[Finding]:
    """Yield what is to be said of hidden columns and rows: those that were passed over, and those that count."""
    for column in layout.hidden:
        yield rules.HIDDEN_COLUMN.at(
            "Kolom {column} tersembunyi dan berisi jawaban; tidak dibaca. Yang dibaca: {read}.",
            cell=sheet.address(layout.first_row, column),
            column=one_line(layout.describe(column), 40),
            read=one_line(layout.describe(layout.answers[assessor]), 40),
        )
    if layout.answers[assessor] in sheet.hidden_columns:
        yield rules.HIDDEN_COLUMN.at(
            "Kolom jawaban yang dibaca, {column}, tersembunyi; tidak ada kolom jawaban lain.",
            cell=sheet.address(layout.first_row, layout.answers[assessor]),
            column=one_line(layout.describe(layout.answers[assessor]), 40),
        )
    if layout.twins:
        yield rules.HIDDEN_ROWS.at(
            "{count} baris tersembunyi memuat pertanyaan yang juga ada di baris yang terlihat; tidak dibaca.",
            cells=[sheet.address(row, layout.texts[0]) for row in layout.twins],
            count=len(layout.twins),
        )
    if not sheet.hidden_rows:
        return
    rows = {item.row for code, item in form.items.items() if "." in code} & sheet.hidden_rows
    for hidden, kind, severity in (
        (rows - sheet.filtered_rows, "tersembunyi", None),
        (rows & sheet.filtered_rows, "disembunyikan saringan (filter)", Severity.INFO),
    ):
        if hidden:
            yield rules.HIDDEN_ROWS.at(
                "{count} baris LKE {kind}; tetap dihitung.",
                cells=[sheet.address(row, layout.texts[0]) for row in sorted(hidden)],
                severity=severity,
                count=len(hidden),
                kind=kind,
            )


def columns_not_found(sheet: Sheet, layout: Layout, rubric: Rubric, assessor: str) -> Iterator[Finding]:
    """Yield a finding per column of the rubric's form that is not there, and what is not looked at without it."""
    lost: list[str] = []
    if assessor not in layout.scores and "score" in rubric.headers:
        whose = "" if assessor == UNIT else f" {assessor}"
        lost.append(f"Kolom nilai{whose} tidak dikenali; nilai yang tampak di berkas tidak dibandingkan")
    if "choices" not in layout.columns and "choices" in rubric.headers:
        lost.append("Kolom pilihan jawaban tidak dikenali; isinya tidak diperiksa")
    if "weight" not in layout.columns and "weight" in rubric.headers:
        lost.append("Kolom bobot tidak dikenali; bobot di berkas tidak diperiksa")
    if not layout.evidence_columns and layout.unused:
        names = ", ".join(one_line(layout.describe(column), 40) for column in layout.unused[:_NAMED])
        more = f", dan {len(layout.unused) - _NAMED} lainnya" if len(layout.unused) > _NAMED else ""
        lost.append(
            f"Kolom bukti dukung tidak dikenali, dari judul maupun isinya; kolom yang tidak dipakai: {names}{more}"
        )
    for message in lost:
        yield rules.COLUMN_NOT_FOUND.at(
            "{sentence}.",
            sentence=message,
            cell=f"{sheet.name}!A{(layout.header_row or 0) + 1}",
            severity=None if assessor == UNIT else Severity.INFO,
        )


def doubtful_rows(sheet: Sheet, layout: Layout, matches: Iterable[Match], rubric: Rubric) -> Iterator[Finding]:
    """Yield a finding per row that a person should look at."""
    for match in matches:
        rival = f", tetapi mirip juga {match.rival} {rubric.label(match.rival)}" if match.rival else ""
        yield rules.DOUBTFUL_MATCH.at(
            "'{text}' dibaca sebagai {code} {label}{rival}.",
            text=one_line(match.text, 80),
            code=match.code,
            label=rubric.label(match.code),
            rival=rival,
            node=match.code,
            cell=sheet.address(match.row, layout.texts[0]),
        )


def shortened_texts(sheet: Sheet, layout: Layout, items: Mapping[str, Match]) -> Iterator[Finding]:
    """Yield a finding for the questions whose texts are without some of the form's telling words."""
    shorter = [match for match in items.values() if match.left_out and not match.doubtful]
    if shorter:
        texts = [f"{match.code} tanpa '{' '.join(match.left_out)}'" for match in shorter[:_NAMED]]
        more = f", dan {len(shorter) - _NAMED} lainnya" if len(shorter) > _NAMED else ""
        yield rules.TEXT_SHORTENED.at(
            "{count} pertanyaan ditulis tanpa sebagian kata formulirnya, tetapi dibaca sebagai itu: {said}.",
            cells=[sheet.address(match.row, layout.texts[0]) for match in shorter],
            count=len(shorter),
            said=", ".join(texts) + more,
        )


def left_over(
    sheet: Sheet, layout: Layout, form: SheetForm, assessor: str, rubric: Rubric, vocabulary: Vocabulary
) -> Iterator[Finding]:
    """Yield a finding per row that holds no entry, but an answer or allowed answers."""
    answer = layout.answers[assessor]
    for row in form.unmatched:
        cells = sheet.rows[row.number]
        given = as_text(cells[answer]) if answer < len(cells) else ""
        if not row.choices.strip() and not given:
            continue
        text, cell = one_line(row.text, 80), sheet.address(row.number, layout.texts[0])
        lost = f"; jawabannya '{one_line(given, 30)}' tidak dihitung" if given else ""
        likely = vocabulary.candidates(row.text)
        if likely and likely[0].similarity >= SURE and likely[0].entry.code in form.items:
            code = likely[0].entry.code
            read = sheet.rows[form.items[code].row][answer]
            differs = not is_unanswered(given, rubric) and squeeze(given) != squeeze(as_text(read))
            yield rules.ROW_REPEATED.at(
                "'{text}' sama dengan {code} {label}, yang dibaca di baris {row}{lost}.",
                node=code,
                cell=cell,
                severity=Severity.ERROR if differs else None,
                text=text,
                code=code,
                label=rubric.label(code),
                row=form.items[code].row + 1,
                lost=f"{lost}, padahal di sana '{one_line(as_text(read), 30)}'" if differs else lost,
            )
        else:
            yield rules.ROW_UNMATCHED.at(
                "'{text}' tidak cocok dengan pertanyaan mana pun{lost}.", text=text, lost=lost, cell=cell
            )


def struck_answers(
    sheet: Sheet, form: SheetForm, answer: int, places: Mapping[str, int], rubric: Rubric
) -> Iterator[Finding]:
    """Yield a finding per answer that is, or may be, crossed out, or that its cell does not show. places: their
    columns, where they are marked in several."""
    for code, item in form.items.items() if sheet.struck or sheet.unseen or sheet.perhaps_struck else ():
        column = places.get(code, answer)
        value = sheet.rows[item.row][column]
        asked = code in rubric.questions or code in rubric.inputs
        how = _withdrawn(sheet, (item.row, column)) if asked and not is_unanswered(value, rubric) else ""
        if how:
            yield rules.ANSWER_STRUCK.at(
                "{code} {label}: jawabannya '{answer}' {how}, tetapi masih tertulis; dihitung seperti tertulis.",
                how=how,
                node=code,
                cell=sheet.address(item.row, column),
                code=code,
                label=rubric.label(code),
                answer=one_line(as_text(value), 30),
            )


def answered_again(
    sheet: Sheet, layout: Layout, form: SheetForm, answer: int, rows: Sequence[Sequence[CellValue]], rubric: Rubric
) -> Iterator[Finding]:
    """Yield a finding per question that is answered otherwise in a second place: in a column that is not read, or in a
    row without a text below its own. rows: the sheet's, with merged answers in each of their rows."""
    texts = {item.row for item in form.items.values()} | {row.number for row in form.unmatched} | layout.skipped
    for code, item in form.items.items():
        scale = _scale(code, rubric) if layout.again or item.row + 1 not in texts else None
        if scale is None:
            continue
        own = item.row, answer
        places = [(item.row, column) for column in layout.again]
        if scale.kind == "choice":
            below = takewhile(lambda row: row not in texts, range(item.row + 1, len(rows)))
            places += [(row, answer) for row in below if row not in sheet.hidden_rows]
        other = next(
            ((place, shown) for place in places if (shown := _other_answer(rows, own, place, scale, rubric))), None
        )
        if other is not None:
            place, shown = other
            yield rules.ANSWER_AGAIN.at(
                "{code} {label}: di {first} tertulis '{read}', di {second} '{other}'; yang dihitung yang pertama.",
                node=code,
                cell=sheet.address(*own),
                code=code,
                label=rubric.label(code),
                first=sheet.address(*own).rpartition("!")[2],
                read=one_line(as_text(rows[item.row][answer]), 30),
                second=sheet.address(*place).rpartition("!")[2],
                other=shown,
            )


def _scale(code: str, rubric: Rubric) -> Scale | None:
    """Return the scale of what has one answer in one cell: a question that is no ratio, or a count."""
    if code in rubric.inputs:
        return rubric.count_scale
    question = rubric.questions.get(code)
    scale = rubric.scales[question.scale] if question is not None else None
    return None if scale is None or scale.kind == "ratio" else scale


def _other_answer(
    rows: Sequence[Sequence[CellValue]], own: tuple[int, int], place: tuple[int, int], scale: Scale, rubric: Rubric
) -> str | None:
    """Return what a second place answers, where that is an answer and not the one in the question's own place."""
    value, read = (rows[row][column] for row, column in (place, own))
    if not _may_answer(value, scale):
        return None
    other = read_answer(value, scale, rubric.unanswered_texts)
    same = other.shown == read_answer(read, scale, rubric.unanswered_texts).shown
    return None if other.value is None or same else other.shown


def _may_answer(value: CellValue, scale: Scale) -> bool:
    """Return whether a cell beside or below an answer may be a second one: an option alone, or a number."""
    return value != "" and (scale.kind != "choice" or spelt(as_text(value), scale) is not None)


def _withdrawn(sheet: Sheet, place: tuple[int, int]) -> str:
    """Return how a cell looks as if what stands in it did not count, ``""`` where it does not."""
    if place in sheet.struck:
        return "dicoret"
    if place in sheet.unseen:
        return "tidak tampak (format sel ;;;)"
    if area_around(place, sheet.perhaps_struck) is not None:
        return "mungkin dicoret (format bersyarat)"
    return ""


def hidden_twin(sheet: str, read: str) -> Finding:
    """Return what is said of a hidden sheet that looks like the one that is read."""
    return rules.HIDDEN_TWIN.at(
        "Lembar tersembunyi '{sheet}' juga tampak seperti LKE; yang dinilai '{read}'.",
        cell=f"{sheet}!A1",
        sheet=sheet,
        read=read,
    )


def sheets_too_large(file: SpreadsheetFile, workbook: Workbook) -> Iterator[Finding]:
    """Yield a finding per sheet that was passed over as too large."""
    for name in file.too_large:
        yield rules.SHEET_TOO_LARGE.at(
            "Lembar '{sheet}' terlalu besar untuk sebuah LKE dan tidak dibaca; yang dinilai '{read}'.",
            cell=f"{name}!A1",
            sheet=name,
            read=workbook.sheets,
        )


def file_findings(file: SpreadsheetFile) -> list[Finding]:
    """Return what is to be said of a file whatever its sheets hold."""
    path, findings = file.path, []
    if not file.shows_formulas:
        findings.append(
            rules.FORMULAS_UNREAD.at(
                "Rumus di '{file}' ({suffix}) tidak dapat dibaca, jadi keutuhannya tidak diperiksa.",
                file=path.name,
                suffix=path.suffix.lower(),
            )
        )
    if file.lacks_styles:
        findings.append(
            rules.STYLES_MISSING.at(
                "Bagian gaya (styles.xml) di '{file}' hilang: tanggal terbaca sebagai angka.", file=path.name
            )
        )
    fitting = (".xlsx", ".xlsm") if file.shows_formulas else (".xls", ".ods")
    if path.suffix.lower() not in fitting:
        findings.append(
            rules.WORKBOOK_MISNAMED.at(
                "'{file}' berisi workbook {fitting} walau namanya berakhiran lain; isinya yang dibaca.",
                file=path.name,
                fitting=" atau ".join(fitting),
            )
        )
    return findings
