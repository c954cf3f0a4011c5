"""Ways to write a workbook anew that leave it what it is: other zips, other XML, other places for texts.

``python -m tests.fuzz.rewrites_run`` holds them against LibreOffice, ``tests/workbook/test_rewrites.py`` tries them.
"""

import html
import io
import re
import struct
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

Part = tuple[str, bytes]
Rewrite = Callable[[list[Part]], list[Part]]
Packing = Callable[[Sequence[Part]], bytes]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_MAIN, _STRICT_OFFICE = (
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_SHEETS, _SHARED, _BOOK = "xl/worksheets/sheet", "xl/sharedStrings.xml", "xl/workbook.xml"
_RELATIONS, _STYLES, _TYPES = "xl/_rels/workbook.xml.rels", "xl/styles.xml", "[Content_Types].xml"
_ELEMENT = re.compile(rb"<(/?)(?![?!])([A-Za-z])")
_TAG = re.compile(rb"<[A-Za-z][^<>]*>")
_INLINE = re.compile(rb't="inlineStr"([^>]*)><is><t( xml:space="preserve")?>([^<]*)</t></is>')
_TEXT = re.compile(rb"(<t(?: [^>]*)?>)([^<]+)(</t>)")
_WHOLE_TEXT = re.compile(rb"<(is|si)><t( xml:space=\"preserve\")?>([^<]+)</t></(?:is|si)>")
_NUMBER = re.compile(rb'(<c r="[A-Z]+\d+"(?: s="(\d+)")?)(?: t="n")?( ?)><v>(-?[\d.]+)</v></c>')
_ROW = re.compile(rb"<row ([^>]*?)(?:/>|>(.*?)</row>)", re.DOTALL)
_CELL = re.compile(rb'<c r="([A-Z]+)\d+"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
_EMPTY = re.compile(rb"<c (r=\"[A-Z]+\d+\"(?: s=\"\d+\")?) ?/>")


def in_sheets(change: Callable[[bytes], bytes]) -> Rewrite:
    """Return what changes the XML of every sheet."""
    return lambda parts: [(n, change(c) if n.startswith(_SHEETS) else c) for n, c in parts]


def in_texts(change: Callable[[bytes], bytes]) -> Rewrite:
    """Return what changes the XML of every sheet, and of the texts that cells share."""
    return lambda parts: [(n, change(c) if n.startswith(_SHEETS) or n == _SHARED else c) for n, c in parts]


def in_part(part: str, change: Callable[[bytes], bytes]) -> Rewrite:
    """Return what changes one part."""
    return lambda parts: [(n, change(c) if n == part else c) for n, c in parts]


def everywhere(change: Callable[[bytes], bytes]) -> Rewrite:
    """Return what changes all XML but that of relations."""
    return lambda parts: [(n, change(c) if n.endswith(".xml") else c) for n, c in parts]


def in_all(change: Callable[[bytes], bytes]) -> Rewrite:
    """Return what changes all XML, relations too."""
    return lambda parts: [(n, change(c) if n.endswith((".xml", ".rels")) else c) for n, c in parts]


def one_after_another(*rewrites: Rewrite) -> Rewrite:
    """Return what applies several."""

    def all_of_them(parts: list[Part]) -> list[Part]:
        for rewrite in rewrites:
            parts = rewrite(parts)
        return parts

    return all_of_them


# Texts


def shared_strings(parts: list[Part]) -> list[Part]:
    """Move the texts that stand in cells to a part of their own, as Excel does."""
    if any(name == _SHARED for name, _ in parts):
        return parts
    texts: list[bytes] = []

    def put(found: "re.Match[bytes]") -> bytes:
        texts.append(found[3])
        return b't="s"%s><v>%d</v>' % (found[1], len(texts) - 1)

    made = in_sheets(lambda xml: _INLINE.sub(put, xml))(parts)
    items = b"".join(b'<si><t xml:space="preserve">%s</t></si>' % text for text in texts)
    sst = b'<sst xmlns="%s">%s</sst>' % (_MAIN.encode(), items)
    return [*_related(made, "sharedStrings", "sharedStrings.xml"), (_SHARED, sst)]


def _related(parts: list[Part], kind: str, target: str) -> list[Part]:
    """Return a package whose workbook is related to one part more."""
    relation = f'<Relationship Id="rIdBaru" Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'
    listed = (
        f'<Override PartName="/xl/{target}" ContentType="application/vnd.openxmlformats-officedocument.'
        f'spreadsheetml.{kind}+xml"/></Types>'
    )
    parts = in_part(_RELATIONS, lambda xml: xml.replace(b"</Relationships>", relation.encode()))(parts)
    return in_part(_TYPES, lambda xml: xml.replace(b"</Types>", listed.encode()))(parts)


def inline_strings(parts: list[Part]) -> list[Part]:
    """Move shared texts into the cells."""
    sst = dict(parts).get(_SHARED)
    if sst is None:
        return parts
    texts = re.findall(rb"<si>(.*?)</si>", sst, re.DOTALL)
    cell = re.compile(rb't="s"([^>]*)><v>(\d+)</v>')
    return in_sheets(lambda c: cell.sub(lambda m: b't="inlineStr"%s><is>%s</is>' % (m[1], texts[int(m[2])]), c))(parts)


def in_runs(xml: bytes) -> bytes:
    """Write a text as two runs, the first one bold."""

    def runs(found: "re.Match[bytes]") -> bytes:
        first, blank, rest = found[3].partition(b" ")
        run = b'<t xml:space="preserve">%s</t></r>'
        bold = b"<r><rPr><b/></rPr>" + run % (first + blank)
        return b"<%s>%s%s</%s>" % (found[1], bold, b"<r>" + run % rest if rest else b"", found[1])

    return _WHOLE_TEXT.sub(runs, xml)


def with_phonetics(xml: bytes) -> bytes:
    """Add how a text is pronounced, which is no part of it."""
    told = b'<rPh sb="0" eb="1"><t>bunyi</t></rPh><phoneticPr fontId="0"/>'
    return re.sub(rb"</t></(is|si)>", lambda found: b"</t>%s</%s>" % (told, found[1]), xml)


def as_references(xml: bytes) -> bytes:
    """Write letters of a text as references to their numbers."""
    change = {b"A": b"&#65;", b"Y": b"&#x59;", b"a": b"&#097;"}
    return _TEXT.sub(lambda m: m[1] + re.sub(rb"(?<![&#\w])[AYa]", lambda letter: change[letter[0]], m[2]) + m[3], xml)


def as_character_data(xml: bytes) -> bytes:
    """Write texts as CDATA."""
    return _TEXT.sub(lambda m: m[1] + b"<![CDATA[" + html.unescape(m[2].decode()).encode() + b"]]>" + m[3], xml)


def escaped(xml: bytes) -> bytes:
    """Write a letter as Excel writes control characters."""
    return _TEXT.sub(lambda m: m[1] + re.sub(rb"(?<![&#\w])A", b"_x0041_", m[2]) + m[3], xml)


def in_ascii(xml: bytes) -> bytes:
    """Write XML in ASCII, all other characters as references."""
    text = re.sub(r"^<\?xml[^>]*\?>\s*", "", xml.decode("utf-8-sig"))
    return b'<?xml version="1.0" encoding="US-ASCII"?>' + text.encode("ascii", "xmlcharrefreplace")


def in_latin(xml: bytes) -> bytes:
    """Write XML in windows-1252, all other characters as references."""
    text = re.sub(r"^<\?xml[^>]*\?>\s*", "", xml.decode("utf-8-sig"))
    return b'<?xml version="1.0" encoding="ISO-8859-1"?>' + text.encode("latin-1", "xmlcharrefreplace")


def utf_16(xml: bytes) -> bytes:
    """Write XML in UTF-16 with its mark."""
    text = re.sub(r"^<\?xml[^>]*\?>\s*", "", xml.decode("utf-8-sig"))
    return ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16")


# XML


def with_prefix(xml: bytes) -> bytes:
    """Write a sheet's elements under a prefix, as some libraries do."""
    head, mark, body = xml.partition(b"<worksheet")
    body = _ELEMENT.sub(rb"<\1x:\2", body).replace(b'xmlns="', b'xmlns:x="', 1)
    return head + b"<x:worksheet" + body if mark else xml


def single_quotes(xml: bytes) -> bytes:
    """Write attributes in single quotes."""
    return _TAG.sub(lambda tag: re.sub(rb'([\w:]+)="([^"\'<>]*)"', rb"\1='\2'", tag[0]), xml)


def spaced(xml: bytes) -> bytes:
    """Write blanks and line ends around the equal signs of attributes."""
    return _TAG.sub(lambda tag: re.sub(rb'(\s[\w:]+)=(")', rb"\1 =\n\2", tag[0]), xml)


def attributes_turned(xml: bytes) -> bytes:
    """Write the attributes of each element in the other order."""
    return re.sub(
        rb'<([\w:]+)((?: [\w:]+="[^"]*")+)( ?/?)>',
        lambda m: b"<" + m[1] + b"".join(re.findall(rb' [\w:]+="[^"]*"', m[2])[::-1]) + m[3] + b">",
        xml,
    )


def attributes_as_references(xml: bytes) -> bytes:
    """Write the first character of what rows, columns, cells and merges say of themselves as a reference."""
    element = re.compile(rb"<(?:row|col|c|mergeCell|hyperlink) [^>]*>")
    value = re.compile(rb'(\s(?:r|s|t|ref|hidden|min|max|ht|width))="([^"&])')
    return element.sub(lambda m: value.sub(lambda a: b'%s="&#%d;' % (a[1], a[2][0]), m[0]), xml)


def full_rows(xml: bytes) -> bytes:
    """Write every row up to the last one, and in each every cell up to the last one."""
    made: list[bytes] = []

    def filled(found: "re.Match[bytes]") -> bytes:
        told = re.search(rb'\br="(\d+)"', found[1])
        number = int(told[1]) if told else 0
        gaps = b"".join(b'<row r="%d"></row>' % missing for missing in range(len(made) + 1, number))
        made.extend([b""] * (number - len(made)))
        cells = {cell[1]: cell[0] for cell in _CELL.finditer(found[2] or b"")}
        last = max((openpyxl.utils.column_index_from_string(each.decode()) for each in cells), default=0)
        letters = [get_column_letter(column).encode() for column in range(1, last + 1)]
        inside = b"".join(cells.get(letter, b'<c r="%s%d"/>' % (letter, number)) for letter in letters)
        return b"%s<row %s>%s</row>" % (gaps, found[1].rstrip(b" /"), inside)

    return _ROW.sub(filled, xml)


def without_row_numbers(xml: bytes) -> bytes:
    """Leave out the numbers of rows, which then count on."""
    return re.sub(rb'(<row\b[^>]*?)\s\br="\d+"', rb"\1", full_rows(xml))


def without_addresses(xml: bytes) -> bytes:
    """Leave out where rows and cells stand."""
    return re.sub(rb'(<c\b[^>]*?)\s\br="[A-Z]+\d+"', rb"\1", without_row_numbers(xml))


def turned(xml: bytes, element: "re.Pattern[bytes]") -> bytes:
    """Write elements that stand side by side in the other order."""
    return element.sub(b"\0", xml).replace(b"\0", b"%s") % tuple([m[0] for m in element.finditer(xml)][::-1])


def cells_turned(xml: bytes) -> bytes:
    """Write the cells of each row from right to left; each still says where it stands."""
    return _ROW.sub(
        lambda m: m[0].replace(m[2], b"".join([c[0] for c in _CELL.finditer(m[2])][::-1])) if m[2] else m[0], xml
    )


def rows_turned(xml: bytes) -> bytes:
    """Write the rows from the last to the first; each still says which it is."""
    start, end = xml.find(b"<sheetData>") + 11, xml.find(b"</sheetData>")
    rows = [m[0] for m in _ROW.finditer(xml, start, end)]
    return xml[:start] + b"".join(rows[::-1]) + xml[end:]


def with_foreign(xml: bytes) -> bytes:
    """Add what other programs keep for themselves, called as cells are but in a namespace of its own."""
    theirs = (
        b'<extLst><ext uri="{00000000-0000-0000-0000-000000000001}" xmlns:q="urn:lain"><q:row r="4">'
        b'<q:c r="A4" t="str"><q:v>lain</q:v></q:c></q:row></ext></extLst></worksheet>'
    )
    return xml.replace(b"</worksheet>", theirs)


def as_excel(xml: bytes) -> bytes:
    """Write of each row what Excel writes: which columns it spans, and where its text stands."""
    root = b' xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" xmlns:mc='
    root += b'"http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac"><'
    xml = re.sub(rb"(<worksheet [^>]*)><", lambda m: m[1] + root, xml, count=1)
    return re.sub(rb'(<row r="\d+")(?: spans="[^"]*")?', rb'\1 spans="1:26" x14ac:dyDescent="0.25"', xml)


def with_empty_rows(xml: bytes) -> bytes:
    """Add rows far below that hold nothing but a style."""
    cell = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (row, row) for row in (9_000, 20_000, 60_000))
    return xml.replace(b"</sheetData>", cell + b"</sheetData>")


def empty_in_other_ways(xml: bytes) -> bytes:
    """Write empty cells in all the ways there are."""
    ways = [b"<c %s></c>", b'<c %s t="str"><v></v></c>', b'<c %s t="inlineStr"><is><t></t></is></c>', b"<c %s><v/></c>"]
    turn = iter(range(10**9))
    return _EMPTY.sub(lambda m: ways[next(turn) % len(ways)] % m[1], xml)


# Values


def numbers_as_formulas(xml: bytes) -> bytes:
    """Write numbers as formulas with a stored value."""
    return _NUMBER.sub(lambda m: b"%s%s><f>%s+0</f><v>%s</v></c>" % (m[1], m[3], m[4], m[4]), xml)


def numbers_in_other_notation(xml: bytes) -> bytes:
    """Write whole numbers with an exponent."""
    return _NUMBER.sub(lambda m: m[0] if b"." in m[4] else m[0].replace(b">%s<" % m[4], b">%sE+0<" % m[4]), xml)


def numbers_as_texts(xml: bytes) -> bytes:
    """Write numbers as texts, as forms that people typed into with an apostrophe have them."""
    return _NUMBER.sub(lambda m: b'%s t="inlineStr"%s><is><t>%s</t></is></c>' % (m[1], m[3], m[4]), xml)


def since_1904(parts: list[Part]) -> list[Part]:
    """Count days since 1904."""
    styles = dict(parts)[_STYLES]
    own = dict(re.findall(rb'<numFmt numFmtId="(\d+)" formatCode="([^"]*)"', styles))
    used = re.findall(rb'<xf [^>]*?numFmtId="(\d+)"', styles.partition(b"<cellXfs")[2].partition(b"</cellXfs>")[0])
    dates = {b"%d" % n for n, kind in enumerate(used) if kind in (b"14", b"22") or b"yy" in own.get(kind, b"").lower()}
    moved = in_sheets(
        lambda xml: _NUMBER.sub(
            lambda m: m[0].replace(b">%s<" % m[4], b">%r<" % (float(m[4]) - 1462)) if m[2] in dates else m[0], xml
        )
    )(parts)
    if moved == parts:
        return parts
    return in_part(_BOOK, lambda xml: re.sub(rb"<workbookPr\b", b'<workbookPr date1904="1"', xml))(moved)


# Parts


def moved(old: str, new: str) -> Rewrite:
    """Return what calls a part otherwise, in the zip and wherever it is named."""
    folder, _, name = old.rpartition("/")
    new_name = new.rpartition("/")[2]

    def change(parts: list[Part]) -> list[Part]:
        made = []
        for part, content in parts:
            if part.endswith(".rels") or part == _TYPES:
                content = content.replace(name.encode(), new_name.encode())
            relations = f"{folder}/_rels/{name}.rels", f"{folder}/_rels/{new_name}.rels"
            made.append(({old: new, relations[0]: relations[1]}.get(part, part), content))
        return made

    return change


def other_names(parts: list[Part]) -> list[Part]:
    """Call the sheets' parts otherwise, in a folder of their own."""
    new = {n: n.replace("worksheets/sheet", "lembar/isi") for n, _ in parts if n.startswith(_SHEETS)}
    made = []
    for name, content in parts:
        if name.endswith(".rels") or name == _TYPES:
            content = content.replace(b"worksheets/sheet", b"lembar/isi")
        made.append((new.get(name, name).replace("worksheets/_rels/sheet", "lembar/_rels/isi"), content))
    return made


def targets(start: bytes) -> Rewrite:
    """Return what begins the addresses of the workbook's parts so."""
    return in_part(_RELATIONS, lambda xml: re.sub(rb'Target="(?:/xl/)?(?!/)([^"]*)"', b'Target="%s\\1"' % start, xml))


def without(part: str, element: bytes) -> Rewrite:
    """Return what leaves out an empty element of a part."""
    return in_part(part, lambda xml: re.sub(rb"<%s\b[^>]*/>" % element, b"", xml))


def without_part(kind: str) -> Rewrite:
    """Return what leaves out a part, and all that names it."""
    pattern = rb'<(?:Relationship|Override)\b[^>]*\b%s\.xml"[^>]*/>' % kind.encode()
    return lambda parts: [
        (name, re.sub(pattern, b"", content) if name in (_RELATIONS, _TYPES) else content)
        for name, content in parts
        if name != f"xl/{kind}.xml" and not (kind == "theme1" and "theme" in name)
    ]


def no_styles(parts: list[Part]) -> list[Part]:
    """Leave out all styles, where they only adorn."""
    if b"<strike" in dict(parts)[_STYLES]:
        return parts
    parts = in_sheets(lambda xml: re.sub(rb'(<c r="[A-Z]+\d+") s="\d+"', rb"\1", xml))(parts)
    return without_part("styles")(parts)


def other_identities(parts: list[Part]) -> list[Part]:
    """Name relations, and the prefix of their names, otherwise."""
    parts = in_part(_RELATIONS, lambda xml: re.sub(rb'\bId="', b'Id="lain-', xml))(parts)
    book = in_part(_BOOK, lambda xml: xml.replace(b"xmlns:r=", b"xmlns:rel=").replace(b' r:id="', b' rel:id="lain-'))
    return book(parts)


def strict(parts: list[Part]) -> list[Part]:
    """Write the strict form of the standard."""
    change = [(_MAIN, _STRICT_MAIN), (_OFFICE, _STRICT_OFFICE)]

    def changed(content: bytes) -> bytes:
        for old, new in change:
            content = content.replace(old.encode(), new.encode())
        return content

    return in_all(changed)(parts)


def with_more(parts: list[Part]) -> list[Part]:
    """Add parts that nothing names."""
    return [*parts, ("customXml/item1.xml", b"<a/>"), ("xl/media/gambar1.png", b"\x89PNG\r\n"), ("xl/worksheets/", b"")]


# Zips


def zipped(how: int = zipfile.ZIP_DEFLATED, **more: bool) -> Packing:
    """Return what packs parts as Python does."""

    def pack(parts: Sequence[Part]) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", how) as archive:
            for name, content in parts:
                with archive.open(zipfile.ZipInfo(name), "w", force_zip64=more.get("zip64", False)) as member:
                    member.write(content)
        return out.getvalue()

    return pack


def with_info(change: Callable[[zipfile.ZipInfo], None]) -> Packing:
    """Return what packs parts whose entries in the zip are changed first."""

    def pack(parts: Sequence[Part]) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, content in parts:
                info = zipfile.ZipInfo(name, (2025, 1, 2, 3, 4, 6))
                info.compress_type = zipfile.ZIP_DEFLATED
                change(info)
                archive.writestr(info, content)
        return out.getvalue()

    return pack


class _Pipe(io.RawIOBase):
    """A file that cannot be gone back in: what is written to it states sizes behind each member."""

    def __init__(self) -> None:
        self.written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.written += data
        return len(data)


def sizes_behind(parts: Sequence[Part]) -> bytes:
    """Pack parts as a program does that writes into a pipe."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return bytes(pipe.written)


def with_comment(parts: Sequence[Part]) -> bytes:
    """Pack parts with a remark at the end of the zip."""
    out = io.BytesIO(zipped()(parts))
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = b"disimpan dari peramban"
    return out.getvalue()


def _extra(info: zipfile.ZipInfo) -> None:
    info.extra = struct.pack("<HHBL", 0x5455, 5, 1, 1_700_000_000)  # when it was changed, as zip on Linux has it


def _upper(info: zipfile.ZipInfo) -> None:
    info.filename = info.orig_filename = info.filename.upper()


def _back(info: zipfile.ZipInfo) -> None:
    info.filename = info.orig_filename = info.filename.replace("/", "\\")


def _slash(info: zipfile.ZipInfo) -> None:
    info.filename = info.orig_filename = "/" + info.filename


def _dos(info: zipfile.ZipInfo) -> None:
    info.create_system, info.external_attr, info.flag_bits = 0, 0x20, info.flag_bits | 0x6


_C_IN_C = re.compile(rb"</c><c ")

REWRITES: dict[str, Rewrite] = {
    "as it is": lambda parts: parts,
    "other order in the zip": lambda parts: parts[::-1],
    "sheets first": lambda parts: sorted(parts, key=lambda part: not part[0].startswith("xl/worksheets")),
    "shared strings": shared_strings,
    "inline strings": inline_strings,
    "texts in runs": in_texts(in_runs),
    "texts with how they sound": in_texts(with_phonetics),
    "letters as references": in_texts(as_references),
    "texts as character data": in_texts(as_character_data),
    "letters escaped as Excel does": in_texts(escaped),
    "a comment in texts and values": in_texts(lambda xml: re.sub(rb"(<[tv](?: [^>]*)?>\w)", rb"\1<!-- c -->", xml)),
    "every text keeps its blanks": in_texts(lambda xml: xml.replace(b"<t>", b'<t xml:space="preserve">')),
    "single quotes": in_all(single_quotes),
    "blanks around equal signs": in_all(spaced),
    "attributes in another order": in_all(attributes_turned),
    "attributes as references": in_sheets(attributes_as_references),
    "a prefix of the namespace": in_sheets(with_prefix),
    "no row numbers": in_sheets(without_row_numbers),
    "no addresses": in_sheets(without_addresses),
    "all rows and cells": in_sheets(full_rows),
    "cells from right to left": in_sheets(cells_turned),
    "rows from below": in_sheets(rows_turned),
    "utf-16": in_sheets(utf_16),
    "utf-16 everywhere": in_all(utf_16),
    "ascii": in_all(in_ascii),
    "latin-1": in_all(in_latin),
    "a mark of the byte order": in_all(lambda xml: b"\xef\xbb\xbf" + xml),
    "no declaration": in_all(lambda xml: re.sub(rb"^\s*<\?xml[^>]*\?>", b"", xml)),
    "comments and instructions": in_sheets(lambda xml: xml.replace(b"<sheetData>", b"<!-- c --><?p i?><sheetData>")),
    "line ends between elements": in_sheets(lambda xml: _C_IN_C.sub(b"</c>\r\n  <c ", xml)),
    "line ends of Windows": in_all(lambda xml: re.sub(rb"\r?\n", b"\r\n", xml).replace(b"><", b">\r\n<", 3)),
    "whole end tags": in_sheets(lambda xml: re.sub(rb"<c ([^<>]*?) ?/>", rb"<c \1></c>", xml)),
    "empty cells in other ways": in_sheets(empty_in_other_ways),
    "empty rows far below": in_sheets(with_empty_rows),
    "rows as Excel writes them": in_sheets(as_excel),
    "what other programs keep": in_sheets(with_foreign),
    "no dimension": in_sheets(lambda xml: re.sub(rb"<dimension [^>]*/>", b"", xml)),
    "a wrong dimension": in_sheets(lambda xml: re.sub(rb"<dimension [^>]*/>", b'<dimension ref="A1"/>', xml)),
    "numbers as formulas": in_sheets(numbers_as_formulas),
    "numbers with an exponent": in_sheets(numbers_in_other_notation),
    "numbers as texts": in_sheets(numbers_as_texts),
    "days since 1904": since_1904,
    "absolute targets": targets(b"/xl/"),
    "relative targets": targets(b"../xl/"),
    "targets from the same folder": targets(b"./"),
    "other names of parts": other_names,
    "another name of the workbook": moved(_BOOK, "xl/workbook2.xml"),
    "names of sheets as references": in_part(_BOOK, lambda xml: re.sub(rb'(<sheet [^>]*?name=")L', rb"\1&#76;", xml)),
    "other identities": other_identities,
    "the strict form": strict,
    "no styles": no_styles,
    "no theme": without_part("theme1"),
    "shared texts that are not there": lambda parts: (
        parts if _SHARED in dict(parts) else _related(parts, "sharedStrings", "sharedStrings.xml")
    ),
    "parts that nobody needs": with_more,
}
"""Ways to write the parts of a workbook."""

PACKINGS: dict[str, Packing] = {
    "stored": zipped(zipfile.ZIP_STORED),
    "zip64": zipped(zip64=True),
    "sizes behind members": sizes_behind,
    "extra fields": with_info(_extra),
    "a zip from DOS": with_info(_dos),
    "a comment of the zip": with_comment,
    "upper-case names": with_info(_upper),
    "backslashes in names": with_info(_back),
    "names from the root": with_info(_slash),
    "in front another program": lambda parts: b"#!/bin/sh\nexit\n" + zipped()(parts),
    "something behind": lambda parts: zipped()(parts) + b"\0" * 16,
    "packed with bzip2": with_info(lambda info: setattr(info, "compress_type", zipfile.ZIP_BZIP2)),
}
"""Ways to pack them."""
