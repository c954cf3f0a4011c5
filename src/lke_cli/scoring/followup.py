"""What became of reviewers' notes between two versions of a unit's workbook."""

from collections import Counter
from collections.abc import Iterable, Iterator

from lke_cli.answers import Given
from lke_cli.results import DONE, AreaShare, FollowedNote, Outcome, ReviewNote, TextKind
from lke_cli.rubric import Rubric
from lke_cli.scoring.diff import Version, shown_links
from lke_cli.scoring.renewed import asks, documents_renewed, links_renewed, narrative_renewed, plain, takes_up

_NOTHING = Given()


def followed_notes(rubric: Rubric, before: Version, after: Version) -> tuple[FollowedNote, ...]:
    """Return each note of an earlier version with what became of it. Both are read with the unit's own answers."""
    there = Counter(_key(note) for note in after.notes)
    later = {(note.assessor, note.title, note.code): note for note in after.notes}
    answers = {question.code: (question.answer, question.cell) for question in after.card.questions}
    notes = []
    for note in before.notes:
        answer, cell = answers.get(note.code, ("", None))
        renewed = tuple(dict.fromkeys(kind for code in _questions(rubric, note.code) for kind in
                                      _renewed(rubric, code, before, after)))  # fmt: skip
        still = there[_key(note)] > 0
        again = later.get((note.assessor, note.title, note.code))
        outcome = _outcome(rubric, note, answer, renewed, still=still)
        only_narrative = outcome == "renewed" and renewed == ("narrative",)
        notes.append(
            FollowedNote(
                note=note,
                outcome=outcome,
                answer=answer,
                renewed=renewed,
                still_there=still,
                reply=again.reply if again else "",
                claimed=again.done if again else None,
                cell=cell,
                to_read=only_narrative and not _taken_up(rubric, note, before, after),
            )
        )
    return tuple(notes)


def area_shares(rubric: Rubric, notes: Iterable[FollowedNote]) -> tuple[AreaShare, ...]:
    """Return how many notes that ask something were followed, by area, in the order of the form."""
    asked: Counter[str] = Counter()
    done: Counter[str] = Counter()
    for note in notes:
        if note.outcome != "not-asked":
            area = area_of(rubric, note.note.code)
            asked[area] += 1
            done[area] += note.outcome in DONE
    order = [*rubric.combined_by_code, *(top.code for top in rubric.tree)]
    return tuple(AreaShare(code, rubric.label(code), asked[code], done[code]) for code in order if asked[code])


def area_of(rubric: Rubric, code: str) -> str:
    """Return the combined node that a question, count or node is of; its top node where there is none."""
    parts = {part: combined.code for combined in rubric.combined for part in combined.parts}
    above: str | None = code
    top = code
    while above is not None and above in {**rubric.parents, **parts}:
        if above in parts:
            return parts[above]
        top, above = above, rubric.parents.get(above)
    return top


def _outcome(rubric: Rubric, note: ReviewNote, answer: str, renewed: tuple[TextKind, ...], *, still: bool) -> Outcome:
    corrected = bool(note.answer) and note.answer != note.unit_answer
    if not corrected and not asks(note.text, rubric):
        return "not-asked"
    if corrected and answer == note.answer:
        return "answer"
    if renewed:
        return "renewed"
    if note.code in rubric.questions and answer != note.unit_answer:
        return "otherwise"
    return "nothing" if still else "removed"


def _taken_up(rubric: Rubric, note: ReviewNote, before: Version, after: Version) -> bool:
    """Return whether what is new in the narratives that a note is about takes up a word of it."""
    return any(
        takes_up(note.text, before.answers.get(code, _NOTHING).narrative, after.answers.get(code, _NOTHING).narrative)
        for code in _questions(rubric, note.code)
    )


def _key(note: ReviewNote) -> tuple[str, str, tuple[str, ...]]:
    return note.assessor, note.code, tuple(plain([note.text]))


def _questions(rubric: Rubric, code: str) -> list[str]:
    """Return the questions that a note is about: its own, that of its count, or all below a node."""
    if code in rubric.questions:
        return [code]
    if code in rubric.inputs:
        return [rubric.parents[code]]
    node = rubric.nodes.get(code)
    return [question.code for below in node.walk() for question in below.questions] if node else []


def _renewed(rubric: Rubric, code: str, before: Version, after: Version) -> Iterator[TextKind]:
    old, new = before.answers.get(code, _NOTHING), after.answers.get(code, _NOTHING)
    if narrative_renewed(old.narrative, new.narrative, rubric):
        yield "narrative"
    if documents_renewed(old.evidence, new.evidence, rubric):
        yield "documents"
    if links_renewed(shown_links(before, code), shown_links(after, code)):
        yield "links"
