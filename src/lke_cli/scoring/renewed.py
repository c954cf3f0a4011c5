"""Whether a note asks something of a unit, and whether a narrative or evidence was renewed between two versions.

Rules of words, which can be wrong: tests/scoring/followup.yaml holds a set that was written before they were run on it,
docs/reviu.md what they reach on it.
"""

import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urlsplit

from lke_cli.rubric import Rubric, evidence_judge

_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_LIST_NUMBER = re.compile(r"\d{1,2}")
_LONG = 5  # letters from which a word may have a prefix or an ending
_BEGINNINGS = re.compile(r"^(?:di|ke|se|ber|ter|pe[mnr]?(?:g|y)?|me[mnr]?(?:g|y)?)(?=\w{4})")
_ENDINGS = re.compile(r"(?:kan|an|nya|i|lah)$")
_JOINING = frozenset(
    _WORD.findall(
        """
        ada adalah agar akan atau bagi bahwa baik banyak belum benar berupa beserta bisa cukup dalam dan dapat dari
        dengan di diharapkan guna hanya harap harus hingga ini itu jelas jika juga kami karena ke kepada kurang lagi
        lain lebih lengkap lengkapi maka masih mohon namun oleh pada para per perbaiki perlu pun saat saja sama sampai
        sangat satu sebagai sebaiknya sebelum secara sehingga seluruh semua serta sesuai setiap sesuaikan sudah supaya
        tambah tambahkan telah tentang terkait tersebut tetapi tiap tidak tolong unggah untuk upload yaitu yang
        """
    )
)
"""Words that say nothing of what a note is about."""
_SHORT = 100  # characters of a narrative that says one thing
_TRACKING = frozenset({"usp", "ts", "pli", "authuser", "rtpof", "sd", "ouid", "resourcekey"})
"""Parts of an address that say how it was shared, not what it leads to."""


def asks(text: str, rubric: Rubric) -> bool:
    """Return whether a note asks something: it holds more than words that approve."""
    plain = " ".join(_WORD.findall(text.lower()))
    for phrase in rubric.no_fault:
        plain = plain.replace(phrase, rubric.approving[0] if rubric.approving else "")
    words = set(plain.split())
    return not words & {*rubric.approving} or not words <= {*rubric.approving, *rubric.neutral}


def narrative_renewed(before: str, after: str, rubric: Rubric) -> bool:
    """Return whether a narrative says something that it did not say before."""
    if after.strip(" .").lower() in {"", *rubric.no_remark_texts, *rubric.no_evidence_texts}:
        return False
    if len(after) <= _SHORT and evidence_judge(rubric.evidence_words, rubric.no_evidence_texts)(after) == "none":
        return False  # Belum ditindaklanjuti: a promise renews nothing
    new = Counter(_WORD.findall(after.lower())) - Counter(_WORD.findall(before.lower()))
    return any(len(word) > 1 for word in new)


def takes_up(note: str, before: str, after: str) -> bool:
    """Return whether the sentences of a narrative that are new take up a word of a note, in any of its forms; where the
    note has no word of its own (``Lengkapi``), that cannot be told, and counts as taken up."""
    asked = _own_words(note)
    old = set(_sentences(before))
    new = {word for sentence in _sentences(after) if sentence not in old for word in _own_words(sentence)}
    return not asked or bool(asked & new)


def _sentences(text: str) -> list[str]:
    return [" ".join(_WORD.findall(part.lower())) for part in re.split(r"[.;!?\n]+", text) if _WORD.search(part)]


def _own_words(text: str) -> set[str]:
    """Return what a text is about: the stems of its words, without those that only ask, join or deny."""
    stems = set()
    for word in _WORD.findall(text.lower()):
        stem = _ENDINGS.sub("", _BEGINNINGS.sub("", word)) if len(word) > _LONG else word
        if word not in _JOINING and stem not in _JOINING and len(stem) > 1 and not stem.isdigit():
            stems.add(stem)
    return stems


def links_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the addresses in texts, each once, in their order, as they are written."""
    return tuple(dict.fromkeys(link.rstrip(".,;)") for text in texts for link in _LINK.findall(text)))


def documents_of(texts: Iterable[str], rubric: Rubric) -> tuple[str, ...]:
    """Return texts without the addresses in them; those that say that there is none are left out."""
    bare = (" ".join(_LINK.sub(" ", text).split()) for text in texts)
    return tuple([text for text in bare if text.strip(" .").lower() not in {"", *rubric.no_evidence_texts}])


def links_renewed(before: Iterable[str], after: Iterable[str]) -> bool:
    """Return whether texts hold an address that leads to something else than those before."""
    return not {*map(_target, links_of(after))} <= {*map(_target, links_of(before))}


def documents_renewed(before: Iterable[str], after: Iterable[str], rubric: Rubric) -> bool:
    """Return whether texts name a document that those before did not."""
    old, new = (
        Counter(word for text in documents_of(texts, rubric) for word in _WORD.findall(text.lower()))
        for texts in (before, after)
    )
    return any(not _LIST_NUMBER.fullmatch(word) for word in new - old)


def plain(texts: Iterable[str]) -> list[str]:
    """Return the words of texts, and what links lead to: the same where only signs or the order changed."""
    whole = " ".join(texts)
    return sorted([*_WORD.findall(_LINK.sub(" ", whole).lower()), *map(_target, links_of([whole]))])


def _target(link: str) -> str:
    """Return what a link leads to: without how it was shared, and where in the document."""
    try:
        parts = urlsplit(link if "://" in link else f"https://{link}")
    except ValueError:
        return link
    query = urlencode([(key, value) for key, value in parse_qsl(parts.query) if key not in _TRACKING])
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}?{query}"
