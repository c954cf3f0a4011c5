"""Comments on cells: the part that holds their words, and the drawing (VML) that holds their boxes.

What is said by this tool stands between two marks in a comment, so that it is found again and renewed, whoever wrote
the rest of it. Threaded comments (Excel 365) have their words elsewhere and are left alone.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lke_cli.marking.parts import MAIN_NAMESPACE, Parts
from lke_cli.marking.shape import CellGrid, CellPlace, new_drawing, shape, shape_type
from lke_cli.marking.xml import Changes, Element, parsed, shown
from lke_cli.workbook import BrokenError, area, column_letters

_OPEN, _CLOSE = "[lke]", "[/lke]"
_OURS = re.compile(r"\n?\[lke\].*?\[/lke\]", re.DOTALL)
_AUTHOR = "lke"
_THREADED = "tc="  # how the author of a comment begins that stands for a threaded one
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_VML_SPACE, _EXCEL_SPACE = "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:excel"
_EMPTY = f'<comments xmlns="{MAIN_NAMESPACE}"><authors></authors><commentList></commentList></comments>'
_SHAPE = re.compile(rb"_x0000_s(\d{1,9}+)")
_TYPE = re.compile(rb"""["']_x0000_t202["']""")
_BREAK = re.compile(rb"<br>", re.IGNORECASE)
_FIRST_SHAPE = 1024

Notes = Mapping[CellPlace, Sequence[str]]
"""Lines by 0-based row and column."""


@dataclass(frozen=True, slots=True)
class Commented:
    """What became of a sheet's comments. drawing: the identity of a drawing that the sheet does not name yet.

    untouched: places whose threaded comments were left alone.
    """

    drawing: str | None = None
    untouched: tuple[CellPlace, ...] = ()


def write_comments(parts: Parts, sheet: str, root: Element, grid: CellGrid, notes: Notes) -> Commented:
    """Renew what is said in a sheet's comments. sheet: its part; root: of it. Raises BrokenError, where nothing is
    changed that is written."""
    related = parts.related(sheet, "comments")
    if related is None and not notes:
        return Commented()
    if related is None:
        part = parts.free_name("xl/comments{}.xml")
        parts.put(part, _EMPTY.encode())
        parts.declare(part, _COMMENTS)
        parts.relate(sheet, "comments", part)
    else:
        part = related.target
    comments = _Comments(parts.xml(part))
    gone = comments.without_ours()
    untouched = tuple([place for place, lines in notes.items() if not comments.say(place, lines)])
    parts.put(part, comments.made())
    drawing, identity = _drawing(parts, sheet, root)
    parts.put(drawing, _drawn(parts.xml(drawing), gone, comments.new, grid))
    return Commented(identity, untouched)


class _Comments:
    """The words of a sheet's comments. new: what was said where no comment was, by its place."""

    def __init__(self, xml: bytes) -> None:
        self._xml = xml
        self._root = parsed(xml)
        self._changes = Changes(xml)
        authors, listed = self._root.child("authors"), self._root.child("commentList")
        if authors is None or listed is None:
            raise BrokenError("comments without authors")
        self._authors_element, self._list = authors, listed
        self._authors = [element.text for element in authors.each("author")]
        self._there: dict[CellPlace, Element] = {}
        self._more: list[str] = []
        self.new: dict[CellPlace, Sequence[str]] = {}
        for comment in listed.each("comment"):
            place = area(comment.attributes.get("ref", ""))
            if place is None:
                raise BrokenError("a comment without a place")
            self._there[place[0]] = comment

    def _author(self, comment: Element) -> str:
        number = comment.attributes.get("authorId", "")
        return self._authors[int(number)] if number.isdigit() and int(number) < len(self._authors) else ""

    def without_ours(self) -> set[CellPlace]:
        """Take out what this tool said; return the places of the comments in which nothing else stood."""
        gone = set()
        for place, comment in list(self._there.items()):
            if self._author(comment).startswith(_THREADED):
                continue
            words = [element for element in comment.walk() if element.name == "t" and element.space == comment.space]
            whole = "".join(element.text for element in words)
            ours = [match.span() for match in _OURS.finditer(whole)]
            if not ours:
                continue
            if not _OURS.sub("", whole).strip():
                self._changes.remove(comment)
                gone.add(place)
                del self._there[place]
            else:
                self._cut(comment, words, ours)
        return gone

    def _cut(self, comment: Element, words: Sequence[Element], spans: Sequence[tuple[int, int]]) -> None:
        runs = {id(word): run for run in comment.walk() if run.name == "r" for word in run.each("t")}
        at = 0
        for word in words:
            kept = "".join(c for n, c in enumerate(word.text, at) if not any(a <= n < b for a, b in spans))
            at += len(word.text)
            if not kept and word.text:
                self._changes.remove(runs.get(id(word), word))
            elif kept != word.text:
                self._changes.replace(word.head, word.tail, shown(kept))

    def say(self, place: CellPlace, lines: Sequence[str]) -> bool:
        """Say something at a place; return whether it can be said there."""
        comment = self._there.get(place)
        if comment is None:
            self.new[place] = lines
            self._more.append(self._comment(place, lines))
            return True
        text = comment.child("text")
        if text is None or self._author(comment).startswith(_THREADED):
            return False
        tag = comment.tag("r")
        for plain in text.each("t"):  # a text without runs: it becomes the first of them
            self._changes.insert(plain.start, f"<{tag}>")
            self._changes.insert(plain.end, f"</{tag}>")
        before = [child.end for child in text.children if child.name in ("t", "r")]
        if text.head == text.end:
            self._changes.append(text, self._run(lines, ""))
        else:
            self._changes.insert(before[-1] if before else text.head, self._run(lines, "\n" if before else ""))
        return True

    def _run(self, lines: Sequence[str], before: str) -> str:
        words = "\n".join(line.replace(_OPEN, "(lke)").replace(_CLOSE, "(lke)") for line in lines)
        run, text = self._root.tag("r"), self._root.tag("t")
        shown_text = shown(f"{before}{_OPEN} {words} {_CLOSE}")
        return f'<{run}><{text} xml:space="preserve">{shown_text}</{text}></{run}>'

    def _comment(self, place: CellPlace, lines: Sequence[str]) -> str:
        if _AUTHOR not in self._authors:
            self._authors.append(_AUTHOR)
            author = self._root.tag("author")
            self._changes.append(self._authors_element, f"<{author}>{_AUTHOR}</{author}>")
        comment, text = self._root.tag("comment"), self._root.tag("text")
        where = f"{column_letters(place[1])}{place[0] + 1}"
        number = self._authors.index(_AUTHOR)
        run = self._run(lines, "")
        return f'<{comment} ref="{where}" authorId="{number}"><{text}>{run}</{text}></{comment}>'

    def made(self) -> bytes:
        """Return the part."""
        if self._more:
            self._changes.append(self._list, "".join(self._more))
        return self._changes.made()


def _drawing(parts: Parts, sheet: str, root: Element) -> tuple[str, str | None]:
    """Return the drawing that holds the boxes of a sheet's comments, and its identity where the sheet does not name
    it."""
    named = root.child("legacyDrawing")
    if named is not None:
        wanted = next((value for key, value in named.attributes.items() if key.endswith(" id")), "")
        relations = [
            relation
            for relation in parts.relations(sheet)
            if relation.identity == wanted and relation.kind == "vmlDrawing"
        ]
        if not relations or not parts.has(relations[0].target):
            raise BrokenError("a drawing that is not there")
        return relations[0].target, None
    part = parts.free_name("xl/drawings/vmlDrawing{}.vml")
    parts.put(part, new_drawing())
    parts.declare_extension("vml", _VML)
    return part, parts.relate(sheet, "vmlDrawing", part)


def _drawn(xml: bytes, gone: set[CellPlace], new: Notes, grid: CellGrid) -> bytes:
    """Return a drawing without the boxes of comments that are gone, and with those of new ones."""
    # Excel writes <br> without its end into the labels of buttons: as many letters stand for it while places are found.
    root, changes = parsed(_BREAK.sub(b"<b/>", xml)), Changes(xml)
    boxes = [
        (element, _box_of(element))
        for element in root.children
        if (element.space, element.name) == (_VML_SPACE, "shape")
    ]
    left = xml
    for box, place in boxes:
        if place in gone:
            changes.remove(box)
            left = left.replace(xml[box.start : box.end], b"", 1)
    number = max([_FIRST_SHAPE, *map(int, _SHAPE.findall(left))])
    has_type = _TYPE.search(xml) is not None
    declared = xml[root.start : root.head]
    made = [shape(number + n, place, lines, grid, declared) for n, (place, lines) in enumerate(new.items(), 1)]
    if made and not has_type:
        made.insert(0, shape_type(declared))
    if made:
        changes.append(root, "".join(made))
    return changes.made()


def _box_of(box: Element) -> CellPlace | None:
    """Return the place of the comment that a shape is the box of, None for any other shape."""
    data = next(
        (element for element in box.children if (element.space, element.name) == (_EXCEL_SPACE, "ClientData")), None
    )
    if data is None or data.attributes.get("ObjectType") != "Note":
        return None
    row, column = (next((element.text.strip() for element in data.each(name)), "") for name in ("Row", "Column"))
    return (int(row), int(column)) if row.isdigit() and column.isdigit() else None
