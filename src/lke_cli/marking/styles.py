"""Formats that are added to a workbook's styles; one that is there already, byte for byte, is used again."""

import re

from lke_cli.marking.xml import Changes, Element, insert_in_order, parsed

_ORDER = (
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
)
_START = re.compile(r"<(/?)(?=\w)")


class CellStyles:
    """A ``styles.xml`` that takes more formats."""

    def __init__(self, xml: bytes) -> None:
        self._xml = xml
        self._root = parsed(xml)
        self._added: dict[str, list[bytes]] = {}

    def index(self, kind: str, new: str) -> int:
        """Return the number of a format of a kind (``fonts``, ``dxfs``), added where it is not there yet."""
        written = self._written(new)
        parent = self._root.child(kind)
        there = [self._xml[child.start : child.end] for child in parent.children] if parent else []
        all_of_them = [*there, *self._added.get(kind, ())]
        if written in all_of_them:
            return all_of_them.index(written)
        self._added.setdefault(kind, []).append(written)
        return len(all_of_them)

    def _written(self, new: str) -> bytes:
        prefix = self._root.prefix
        return (_START.sub(rf"<\1{prefix}:", new) if prefix else new).encode()

    def made(self) -> bytes:
        """Return the ``styles.xml``."""
        changes = Changes(self._xml)
        for kind, added in self._added.items():
            parent = self._root.child(kind)
            if parent is None:
                tag = self._root.tag(kind)
                new = f'<{tag} count="{len(added)}">'.encode() + b"".join(added) + f"</{tag}>".encode()
                insert_in_order(changes, self._root, _ORDER, new, kind)
            else:
                self._extend(changes, parent, added)
        return changes.made()

    def _extend(self, changes: Changes, parent: Element, added: list[bytes]) -> None:
        count = len(parent.children) + len(added)
        if parent.head == parent.end:
            tag = self._root.tag(parent.name).encode()
            changes.replace(parent.start, parent.end, b'<%s count="%d">%s</%s>' % (tag, count, b"".join(added), tag))
            return
        changes.set(parent, count=str(count))
        changes.append(parent, b"".join(added))
