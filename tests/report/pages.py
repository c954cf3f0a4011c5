"""Reads an HTML page back: what stands in it, and what it would ask for."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"meta", "br", "hr", "img", "input", "link", "base", "source", "track", "area", "col", "embed", "wbr"}


@dataclass
class Element:
    """A tag, its attributes, and what stands in it."""

    tag: str
    attributes: dict[str, str]
    children: list["Element | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text in it on one line."""
        return " ".join(" ".join(c if isinstance(c, str) else c.text for c in self.children).split())

    @property
    def raw(self) -> str:
        """Its own text, as it stands."""
        return "".join(child for child in self.children if isinstance(child, str))

    def all(self, tag: str = "") -> Iterator["Element"]:
        """Yield the elements in it, of a tag where one is named."""
        for child in self.children:
            if isinstance(child, Element):
                if tag in ("", child.tag):
                    yield child
                yield from child.all(tag)

    def by_id(self, id: str) -> "Element":
        """Return the element of an id (an AssertionError where there is not exactly one)."""
        found = [element for element in self.all() if element.attributes.get("id") == id]
        assert len(found) == 1, f"{len(found)} elements are called {id}"
        return found[0]

    def rows(self) -> list[list[str]]:
        """Return the texts of the cells of each row of the tables in it, the heads' too."""
        return [[c.text for c in row.children if isinstance(c, Element)] for row in self.all("tr")]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Element("page", {})
        self._open = [self.page]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(made)
        if tag not in _VOID:
            self._open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open[-1].tag == tag, f"</{tag}> closes <{self._open[-1].tag}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def read_page(html: str) -> Element:
    """Return a page's elements; every tag must be closed where it was opened."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert [element.tag for element in reader._open] == ["page"], "a tag is not closed"
    return reader.page
