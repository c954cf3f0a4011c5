"""A note that an assessor wrote beside an answer, with all that stands with it."""

from lke_cli.record import record


@record
class ReviewNote:
    """A note of an assessor.

    title: of the column that it stands in. text: as written. cell: where. code, label: of the question (or the count)
    in whose row it stands. unit_answer, answer: the unit's and the assessor's, in plain form, ``""`` where there is
    none; narrative, evidence: of the unit, beside it. reply: what the unit wrote
    that it did; done: the check box or word beside it, None where it has none.
    """

    assessor: str
    title: str
    code: str
    label: str
    text: str
    cell: str | None
    unit_answer: str
    answer: str
    narrative: str
    evidence: tuple[str, ...]
    reply: str = ""
    done: bool | None = None
