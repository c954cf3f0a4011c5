"""A package's parts, to be changed: whatever is not changed stays as it is in the file, packed bytes and all."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from lke_cli.marking.xml import Changes, Element, parsed, xml_quoted
from lke_cli.workbook import AmbiguousError, BrokenError, Member, Package, deflated, zipped

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "[Content_Types].xml"


class _Relation(NamedTuple):
    """What a part is related to: by its identity, of a kind (the last word of its type), a part or an address."""

    identity: str
    kind: str
    target: str
    external: bool


class Parts:
    """The parts of a package that was checked. Raises BrokenError, TooLargeError as ``Package`` does."""

    def __init__(self, data: bytes) -> None:
        self.package = Package(data)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [info.filename.replace("\\", "/").lstrip("/") for info in archive.infolist()]
        self._names = {name.lower(): name for name in names if not name.endswith("/")}
        self._changed: dict[str, bytes] = {}

    def has(self, name: str) -> bool:
        """Return whether there is a part of this name, a new one among them."""
        return name.lower() in self._names

    @property
    def names(self) -> list[str]:
        """The names of all parts, in lower case."""
        return list(self._names)

    def xml(self, name: str) -> bytes:
        """Return an XML part in UTF-8, as it was changed."""
        changed = self._changed.get(name.lower())
        return self.package.archive.xml(name) if changed is None else changed

    def tree(self, name: str) -> Element:
        """Return the root of an XML part."""
        return parsed(self.xml(name))

    def put(self, name: str, xml: bytes) -> None:
        """Give a part other content, or add it. What it has already is no change."""
        if not self.has(name) or xml != self.xml(name):
            self._names.setdefault(name.lower(), name)
            self._changed[name.lower()] = xml

    def free_name(self, pattern: str) -> str:
        """Return the first name of a part that is free: ``xl/comments{}.xml``."""
        return next(name for number in range(1, 100_000) if not self.has(name := pattern.format(number)))

    def zipped(self) -> bytes:
        """Return the package."""
        return zipped((name, *self._packed(key)) for key, name in self._names.items())

    def _packed(self, key: str) -> tuple[Member, bytes]:
        return deflated(self._changed[key]) if key in self._changed else self.package.archive.packed(key)

    # Relationships

    def relations(self, part: str) -> Iterator[_Relation]:
        """Yield what a part (``""``: the package) is related to."""
        folder, name = _relations_of(part)
        if not self.has(name):
            return
        for element in self.tree(name).each("Relationship"):
            attributes = element.attributes
            external = attributes.get("TargetMode") == "External"
            target = attributes.get("Target", "").replace("\\", "/")
            if not external:
                whole = target if target.startswith("/") else posixpath.join(folder, target)
                target = posixpath.normpath(whole).lstrip("/")
            yield _Relation(attributes.get("Id", ""), attributes.get("Type", "").rpartition("/")[2], target, external)

    def related(self, part: str, kind: str) -> _Relation | None:
        """Return the relation of a part to the one of a kind, None where it has none. Raises AmbiguousError."""
        relations = [relation for relation in self.relations(part) if relation.kind == kind and not relation.external]
        if len(relations) > 1:
            raise AmbiguousError("two parts of a kind")
        return relations[0] if relations else None

    def relate(self, part: str, kind: str, target: str) -> str:
        """Relate a part to another; return the identity of the relation."""
        folder, name = _relations_of(part)
        if not self.has(name):
            self.put(name, f'<Relationships xmlns="{_PACKAGE}/relationships"></Relationships>'.encode())
        taken = {relation.identity.lower() for relation in self.relations(part)}
        identity = next(wanted for number in range(1, 100_000) if (wanted := f"rId{number}").lower() not in taken)
        root, changes = self.tree(name), Changes(self.xml(name))
        there = xml_quoted(posixpath.relpath(target, folder or "."))
        new = f'<{root.tag("Relationship")} Id="{identity}" Type="{OFFICE}/{kind}" Target="{there}"/>'
        changes.append(root, new)
        self.put(name, changes.made())
        return identity

    # Types of content

    def declare(self, part: str, kind: str) -> None:
        """Say what a part's content is."""
        root, changes = self.tree(_TYPES), Changes(self.xml(_TYPES))
        if all(
            element.attributes.get("PartName", "").lower() != f"/{part}".lower() for element in root.each("Override")
        ):
            changes.append(root, f'<{root.tag("Override")} PartName="/{xml_quoted(part)}" ContentType="{kind}"/>')
            self.put(_TYPES, changes.made())

    def declare_extension(self, extension: str, kind: str) -> None:
        """Say what the content of all parts with an extension is, where nothing says so."""
        root, changes = self.tree(_TYPES), Changes(self.xml(_TYPES))
        if all(element.attributes.get("Extension", "").lower() != extension for element in root.each("Default")):
            new = f'<{root.tag("Default")} Extension="{extension}" ContentType="{kind}"/>'
            if root.head == root.end:
                raise BrokenError("no types of content")
            changes.insert(root.head, new)
            self.put(_TYPES, changes.made())

    def type_of(self, part: str) -> str:
        """Return what a part's content is said to be, ``""`` where only its extension says so."""
        root = self.tree(_TYPES)
        parts_there = (
            element
            for element in root.each("Override")
            if element.attributes.get("PartName", "").lower() == f"/{part}".lower()
        )
        return next((element.attributes.get("ContentType", "") for element in parts_there), "")


def _relations_of(part: str) -> tuple[str, str]:
    """Return the folder of a part, and the part that holds its relationships."""
    folder, _, name = part.rpartition("/")
    return folder, f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
