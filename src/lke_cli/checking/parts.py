"""Which of a folder's files are the parts of one unit's submission. Where several could be, none is taken."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lke_cli.checking import rules
from lke_cli.checking.sort import Sorted
from lke_cli.checking.walk import FolderSeen
from lke_cli.results import Aside, Obstacle, Origin
from lke_cli.unit_names import names_an_organisation, unit_in_file_name, unit_key
from lke_cli.untrusted import one_line, some_of

"""Files that a sentence names."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A file or folder that is a part, and where it comes from."""

    path: Path
    origin: Origin


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was taken of a unit's folder, and why something was not. tables: files that may hold surveys."""

    folder: Path
    workbook: Taken | None
    evidence: Taken | None
    tables: tuple[Path, ...]
    obstacles: tuple[Obstacle, ...]
    aside: tuple[Aside, ...]

    @property
    def command(self) -> str:
        """What checks this unit again, for an option to be added."""
        named = self.workbook is not None and self.workbook.origin == "named"
        return command_of(self.folder, self.workbook.path if named and self.workbook else None)


def command_of(folder: Path, named: Path | None) -> str:
    """Return what checks a unit: by its LKE where the user named that, else by its folder."""
    return f'lke check "{named or folder}"'


def choose_parts(
    seen: FolderSeen, workbooks: Iterable[Sorted], *, named: Path | None, evidence: Taken | None, surveys_named: bool
) -> Chosen:
    """Return the parts of the unit whose folder was looked at. workbooks: those of it, and what they are.

    named: the LKE that the user named. evidence: the folder that the user or the settings name. surveys_named: whether
    the surveys are, so that none is looked for.
    """
    known = [book for book in workbooks if named is None or not _same(book.path, named)]
    candidates = _candidates(known)
    workbook = _workbook(candidates, named)
    folder = evidence or (Taken(seen.evidence[0], "found") if len(seen.evidence) == 1 else None)
    obstacles = [*_unseen(seen), *(_no_workbook(seen, candidates) if workbook is None else ())]
    if folder is None:
        obstacles.append(_no_evidence(seen, command_of(seen.root, named)))
    all_named = evidence is not None and surveys_named
    if named is not None and not all_named and any(_is_another_units(book, named) for book in known):
        obstacles.append(_another_units(seen))
    tables = [book.path for book in known if book.what == "table"] + list(seen.tables)
    aside = tuple(_aside(known, workbook)) if workbook is not None else ()
    return Chosen(seen.root, workbook, folder, tuple(sorted(tables)), tuple(obstacles), aside)


def _workbook(candidates: Sequence[Sorted], named: Path | None) -> Taken | None:
    if named is not None:
        return Taken(named, "named")
    return Taken(candidates[0].path, "found") if len(candidates) == 1 else None


def _aside(known: Sequence[Sorted], workbook: Taken) -> Iterator[Aside]:
    """Yield the workbooks beside the LKE that are no table, and what they are."""
    words = {"report": "laporan lke", "blank": "LKE kosong", "lke": "LKE lain"}
    for book in known:
        if book.what != "table" and book.path != workbook.path:
            yield Aside(str(book.path), book.why or words[book.what])


def _another_units(seen: FolderSeen) -> Obstacle:
    finding = rules.ANOTHER_UNITS.at(
        "Folder {folder} juga memuat LKE unit lain; bukti dukung dan survei di situ mungkin bukan milik unit ini.",
        folder=_name(seen.root),
    )
    return Obstacle("undecided", "workbook", None, finding)


def _candidates(known: Sequence[Sorted]) -> list[Sorted]:
    """Return the workbooks that may be the LKE: filled ones, those that cannot be read, else blank ones."""
    filled = [book for book in known if book.what in ("lke", "unread")]
    return filled or [book for book in known if book.what == "blank"]


def _no_workbook(seen: FolderSeen, candidates: Sequence[Sorted]) -> Iterator[Obstacle]:
    if len(candidates) > 1:
        names = [str(candidate.path.relative_to(seen.root)) for candidate in candidates]
        unread = [candidate for candidate in candidates if candidate.what == "unread"]
        why = f" ({len(unread)} tidak terbaca, jadi mungkin juga LKE)" if unread else ""
        yield Obstacle(
            "undecided",
            "workbook",
            None,
            rules.SEVERAL_WORKBOOKS.at(
                "Ada {count} LKE di folder ini{why}: {names}.",
                count=len(candidates),
                why=why,
                names=_some(names),
            ),
            f'lke check "{candidates[0].path}"',
        )
    elif not candidates:
        finding = rules.NO_WORKBOOK.at("LKE tidak ditemukan di {where}.", where=_name(seen.root))
        yield Obstacle("missing", "workbook", None, finding)


def _unseen(seen: FolderSeen) -> Iterator[Obstacle]:
    if seen.unseen:
        names = [f"{_below(path, seen.root)} ({why})" for path, why in seen.unseen]
        finding = rules.FOLDER_UNSEEN.at("Folder yang tidak dapat dilihat isinya: {names}.", names=_some(names))
        yield Obstacle("undecided", "workbook", None, finding)


def _no_evidence(seen: FolderSeen, command: str) -> Obstacle:
    if not seen.evidence:
        return Obstacle(
            "missing",
            "evidence",
            None,
            rules.NO_EVIDENCE_FOLDER.at("Folder bukti dukung tidak ditemukan di {where}.", where=_name(seen.root)),
            f"{command} --evidence FOLDER",
        )
    names = [_below(path, seen.root) for path in seen.evidence]
    return Obstacle(
        "undecided",
        "evidence",
        None,
        rules.SEVERAL_EVIDENCE_FOLDERS.at(
            "Ada {count} folder yang tampak seperti bukti dukung: {names}.",
            count=len(names),
            names=_some(names),
        ),
        f'{command} --evidence "{seen.evidence[-1]}"',
    )


def unit_name(folder: Path, workbook: Path | None) -> str:
    """Return what a unit is called: by the name of its LKE where that names one, else of its folder."""
    name = unit_in_file_name(workbook.stem) if workbook is not None else ""
    return name if names_an_organisation(name) else one_line(folder.resolve().name or str(folder), 100)


def _is_another_units(beside: Sorted, own: Path) -> bool:
    """Return whether a workbook is an LKE of another unit, as far as its name or a folder of its own says so."""
    names = [unit_in_file_name(path.stem) for path in (beside.path, own)]
    different = all(map(names_an_organisation, names)) and unit_key(names[0]) != unit_key(names[1])
    return beside.what == "lke" and (different or beside.path.parent != own.parent)


def _same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return path == other


def _name(folder: Path) -> str:
    return f"'{one_line(folder.resolve().name or str(folder))}'"


def _below(path: Path, root: Path) -> str:
    return str(path.relative_to(root)) if path != root else str(root)


def _some(names: Sequence[str]) -> str:
    return some_of(names, limit=60)
