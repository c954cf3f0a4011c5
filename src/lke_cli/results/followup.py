"""What became of reviewers' notes between two versions of the same workbooks."""

from typing import Literal

from lke_cli.record import record
from lke_cli.results.diff import TextKind
from lke_cli.results.notes import ReviewNote

SCHEMA_VERSION = "1.1"

Outcome = Literal["answer", "renewed", "otherwise", "removed", "nothing", "not-asked"]
"""answer: the unit's answer is now the reviewer's. renewed: the narrative, documents or links say or show something
new. otherwise: the answer changed, but to another than the reviewer's. removed: nothing changed, and the note is gone.
not-asked: the note only approves."""
DONE: tuple[Outcome, ...] = ("answer", "renewed")


@record
class FollowedNote:
    """A note of the earlier version and what became of it. answer: the unit's, in the later one.

    renewed: what says or shows something new. still_there: the note stands in the later version too. claimed: what its
    box or word there says, None where it says nothing. cell: of the unit's answer in the later version. to_read: only
    the narrative is new, and what is new takes up no word of the note: a person must tell whether it answers it.
    """

    note: ReviewNote
    outcome: Outcome
    answer: str
    renewed: tuple[TextKind, ...]
    still_there: bool
    reply: str
    claimed: bool | None
    cell: str | None
    to_read: bool = False


@record
class AreaShare:
    """The notes of an area: how many ask something, and how many of these were followed."""

    node: str
    label: str
    asked: int
    done: int


@record
class UnitFollowup:
    """A unit's notes. before, after: its files, None where there is none. problem: why they were not compared."""

    unit: str
    before: str | None
    after: str | None
    notes: tuple[FollowedNote, ...] = ()
    areas: tuple[AreaShare, ...] = ()
    asked: int = 0
    done: int = 0
    same_file: bool = False
    problem: str | None = None


@record
class FollowupReport:
    """What ``lke followup`` yields: the units by name, and the areas of all of them. notes: what else must be said."""

    units: tuple[UnitFollowup, ...]
    areas: tuple[AreaShare, ...]
    asked: int
    done: int
    notes: tuple[str, ...] = ()
