"""An XML text as elements that know where they stand, and changes to it that leave every other byte as it is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

from lke_cli.untrusted import printable
from lke_cli.workbook import BrokenError

_HEAD = re.compile(rb"<[^<>\"']*+(?:\"[^\"]*+\"[^<>\"']*+|'[^']*+'[^<>\"']*+)*+>")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_DEEPEST = 100  # elements within one another; a sheet has ten


@dataclass(slots=True, eq=False)
class Element:
    """An element of an XML text. start, end: of all of it, in bytes; head, tail: where its start tag ends and its end
    tag begins (all the same place where it is written as ``<x/>``, and ``head`` is ``end``).

    name: without its namespace, which is ``space``. attributes: by their name, behind ``space `` where they have one.
    text: all characters in it, those of elements inside left out.
    """

    space: str
    name: str
    prefix: str
    attributes: dict[str, str]
    start: int
    head: int
    tail: int = 0
    end: int = 0
    children: "list[Element]" = field(default_factory=list)
    text: str = ""

    def child(self, name: str) -> "Element | None":
        """Return the first child of a name in the same namespace."""
        return next(self.each(name), None)

    def each(self, name: str) -> "Iterator[Element]":
        """Yield the children of a name in the same namespace."""
        return (child for child in self.children if child.name == name and child.space == self.space)

    def walk(self) -> "Iterator[Element]":
        """Yield it and all in it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()

    def tag(self, name: str) -> str:
        """Return the name of an element of the same namespace as it is written here."""
        return f"{self.prefix}:{name}" if self.prefix else name


def parsed(xml: bytes) -> Element:
    """Return the root of an XML text in UTF-8. Raises BrokenError where it is not well-formed."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.namespace_prefixes = True
    parser.buffer_text = True
    open_elements: list[Element] = []
    roots: list[Element] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        space, local, prefix = _names(name)
        at = parser.CurrentByteIndex
        head = _HEAD.match(xml, at)
        if head is None or len(open_elements) > _DEEPEST:
            raise BrokenError("an element that is written in an unknown way")
        plain = {" ".join(part for part in _names(key)[:2] if part): value for key, value in attributes.items()}
        element = Element(space, local, prefix, plain, at, head.end())
        (open_elements[-1].children if open_elements else roots).append(element)
        open_elements.append(element)

    def end(_: str) -> None:
        element = open_elements.pop()
        if xml.startswith(b"/>", element.head - 2):
            element.tail = element.end = element.head
            return
        element.tail = parser.CurrentByteIndex
        element.end = xml.index(b">", element.tail) + 1

    def text(data: str) -> None:
        open_elements[-1].text += data

    def no_doctype(*_: object) -> None:
        raise BrokenError("a document type")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = text, no_doctype
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise BrokenError(str(error)) from error
    return roots[0]


def _names(name: str) -> tuple[str, str, str]:
    """Return namespace, name and prefix of a name as the parser gives it: ``name``, ``space name [prefix]``."""
    parts = name.split(" ")
    if len(parts) == 1:
        return "", name, ""
    return parts[0], parts[1], parts[2] if len(parts) > 2 else ""


class Changes:
    """Changes to a text, given by the places of the text as it was; ``made`` gives the changed one.

    What is put at one place stands there in the order in which it was put.
    """

    def __init__(self, xml: bytes) -> None:
        self._xml = xml
        self._changes: list[tuple[int, int, bytes]] = []

    def replace(self, start: int, end: int, new: bytes | str) -> None:
        """Put something in the place of what stands there."""
        self._changes.append((start, end, new.encode() if isinstance(new, str) else new))

    def remove(self, element: Element) -> None:
        """Take an element out."""
        self.replace(element.start, element.end, b"")

    def insert(self, at: int, new: bytes | str) -> None:
        """Put something between."""
        self.replace(at, at, new)

    def append(self, parent: Element, new: bytes | str) -> None:
        """Put something behind the last child of an element."""
        if parent.head != parent.end:
            self.insert(parent.tail, new)
            return
        head = self._xml[parent.start : parent.head]
        tag = head[1:].split(b"/")[0].split()[0]
        content = new.encode() if isinstance(new, str) else new
        self.replace(parent.start, parent.end, b"%s>%s</%s>" % (head[:-2].rstrip(), content, tag))

    def set(self, element: Element, **attributes: str | None) -> None:
        """Give attributes of an element other values; None takes one away."""
        head = with_attributes(self._xml[element.start : element.head], **attributes)
        self.replace(element.start, element.head, head)

    def made(self) -> bytes:
        """Return the changed text."""
        pieces, at = [], 0
        for start, end, new in sorted(self._changes, key=lambda change: change[:2]):
            if start < at:
                raise BrokenError("two changes of one place")
            pieces += [self._xml[at:start], new]
            at = end
        return b"".join([*pieces, self._xml[at:]])


def with_attributes(head: bytes, **attributes: str | None) -> bytes:
    """Return a start tag with attributes (without a namespace) given other values; None takes one away."""
    for name, value in attributes.items():
        head = re.sub(rb"\s+" + name.encode() + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')", b"", head, count=1)
        if value is not None:
            end = -2 if head.endswith(b"/>") else -1
            head = b'%s %s="%s"%s' % (head[:end].rstrip(), name.encode(), xml_quoted(value).encode(), head[end:])
    return head


def xml_quoted(text: str) -> str:
    """Return untrusted text as it stands in an attribute, or between elements."""
    escaped = printable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return escaped.replace("\n", "&#10;")


def shown(text: str) -> str:
    """Return untrusted text as a cell or a comment holds it: what would be read as an escape of Excel's is escaped."""
    return _ESCAPE.sub("_x005F_", xml_quoted(text).replace("&#10;", "\n").replace("&quot;", '"'))


def insert_in_order(changes: Changes, parent: Element, order: Sequence[str], new: bytes | str, name: str) -> None:
    """Put a child where the order of its parent's children has its place: behind the last that stands before it."""
    before = order[: order.index(name)]
    there = [child for child in parent.children if child.space == parent.space and child.name in before]
    if there:
        changes.insert(there[-1].end, new)
    elif parent.head == parent.end:
        changes.append(parent, new)
    else:
        changes.insert(parent.head, new)
