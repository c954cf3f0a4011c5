"""A worksheet's XML as programs write it, of one that is written in another way: what is told by patterns (hidden,
crossed out, not computed, formulas) is then told of every sheet.
"""

from lke_cli.workbook.addresses import column_letters
from lke_cli.workbook.cells import own_name, stated_place

IDS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)
"""The attribute by which an element names a part, as Excel writes it and as the strict form of the standard has it."""
_KEPT = {
    "worksheet", "cols", "col", "sheetData", "row", "c", "f", "v", "autoFilter", "filterColumn", "hyperlinks",
    "hyperlink", "tableParts", "tablePart",
}  # fmt: skip
_HOLD_TEXT = ("f", "v")


class UsualXml:
    """Takes the elements of a worksheet as they come, with their namespaces; ``made`` is what patterns can read.

    Every row and cell says where it stands; names have no prefix, attributes double quotes. Texts, and what else no
    pattern looks for, are left out. Raises BrokenError for what stands nowhere.
    """

    def __init__(self) -> None:
        self._out: list[str] = []
        self._row = self._column = 0
        self._text: list[str] | None = None

    @property
    def made(self) -> bytes:
        """The XML of all elements so far."""
        return "".join(self._out).encode("utf-8", "replace")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        name = own_name(name)
        if name not in _KEPT:
            return
        kept = {key: value for key, value in attributes.items() if " " not in key}
        identity = next((attributes[key] for key in IDS if key in attributes), None)
        if identity is not None:
            kept["r:id"] = identity
        if name == "row":
            place = stated_place(attributes)
            self._row = self._row if place is None else place[0]
            kept = {"r": str(self._row + 1), **{key: value for key, value in kept.items() if key != "r"}}
        elif name == "c":
            row, self._column = stated_place(attributes) or (self._row, self._column)
            address = f"{column_letters(self._column)}{row + 1}"
            kept = {"r": address, **{key: value for key, value in kept.items() if key != "r"}}
        elif name in _HOLD_TEXT:
            self._text = []
        pairs = [f' {key}="{_escaped(value)}"' for key, value in kept.items()]
        self._out.append(f"<{name}{''.join(pairs)}>")

    def text(self, data: str) -> None:
        """Take a text."""
        if self._text is not None:
            self._text.append(data)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        name = own_name(name)
        if name not in _KEPT:
            return
        if name == "row":
            self._row, self._column = self._row + 1, 0
        elif name == "c":
            self._column += 1
        elif name in _HOLD_TEXT and self._text is not None:
            self._out.append(_escaped("".join(self._text)))
            self._text = None
        self._out.append(f"</{name}>")


def _escaped(text: str) -> str:
    for sign, reference in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(sign, reference)
    return text
