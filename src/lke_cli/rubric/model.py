"""The tree of a rubric: komponen, bagian, area, indikator, pertanyaan, masukan, minimums.

Frozen dataclasses that pydantic validates (``rubric.load``) without being imported here: its start-up costs more than
a whole score. Shapes are declared here; what must hold between parts (weights, codes, names) is in ``rubric.check``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from math import fsum
from typing import Annotated, Literal, TypeVar, dataclass_transform

from lke_cli.constants import TOTAL
from lke_cli.rubric.bounds import NumberBounds
from lke_cli.rubric.expression import Expression, Relation, parse_expression, parse_relation

Code = str
_Share = Annotated[float, NumberBounds(ge=0, le=1)]
_Points = Annotated[float, NumberBounds(gt=0)]
T = TypeVar("T")
Many = Annotated[T, NumberBounds(min_length=1)]
"""A tuple or mapping that is not empty."""
Words = tuple[str, ...]
Role = Literal[
    "label",
    "weight",
    "explanation",
    "choices",
    "answer",
    "score",
    "percent",
    "narrative",
    "documents",
    "links",
]
"""What a column of the workbook holds."""

USUAL_TITLES: dict[Role, Words] = {
    "label": ("Penilaian",),
    "weight": ("Bobot",),
    "explanation": ("Penjelasan",),
    "choices": ("Pilihan Jawaban",),
    "answer": ("Jawaban",),
    "score": ("Nilai",),
    "percent": ("%",),
    "narrative": ("Catatan",),
    "documents": ("Daftar Bukti Dukung",),
    "links": ("Tautan Bukti Dukung",),
}
"""The official form's titles, for columns that a rubric names no header of."""


_CONFIG = {"extra": "forbid", "allow_inf_nan": False, "use_attribute_docstrings": True}


@dataclass_transform(frozen_default=True, kw_only_default=True)
def _part(cls: type[T]) -> type[T]:
    """Make a class a dataclass that pydantic, where it is asked, validates without unknown fields.

    Parts of a rubric are compared by identity: made once, never copied, and so usable as keys. That they are frozen is
    the type checker's to see: what would watch over it at run time costs every start some milliseconds.
    """
    cls.__pydantic_config__ = _CONFIG  # type: ignore[attr-defined]
    return dataclass(kw_only=True, eq=False, repr=False)(cls)


@_part
class Scale:
    """How an answer becomes a value 0..1.

    choice: one of ``options``. number: ``minimum``..``maximum``, divided by the maximum. ratio: computed from the
    question's inputs by its ``ratio``. count: a whole number that is not scored itself.
    """

    kind: Literal["choice", "number", "ratio", "count"]
    form: str
    """As the form writes it in its column of allowed answers, such as A/B/C."""
    options: dict[str, _Share] = field(default_factory=dict)
    """Value of each option, best first (choice only)."""
    aliases: dict[str, Words] = field(default_factory=dict)
    """Other ways in which people write an option, per option."""
    minimum: float = 0
    maximum: float = 1

    @cached_property
    def ranked(self) -> tuple[tuple[float, str], ...]:
        """The options as (value, option), worst first."""
        return tuple(sorted((value, option) for option, value in self.options.items()))

    @cached_property
    def best_first(self) -> tuple[str, ...]:
        """The options, best first."""
        return tuple([option for _, option in reversed(self.ranked)])

    @cached_property
    def spellings(self) -> dict[str, str]:
        """Every way to write an option, lower case, with the option it means."""
        written = {option.lower(): option for option in self.options}
        for option, others in self.aliases.items():
            written.update({other.lower(): option for other in others})
        return written


@_part
class Input:
    """A count that a ratio is computed from (masukan)."""

    code: Code
    name: str
    """Its name in formulas"""
    label: str
    match: Words = ()
    """Words of the form's text that tell this row from others."""
    also: Words = ()
    """Other wordings of the row, each as the words that tell it."""
    sum: str | None = None
    """It is the sum of other inputs, such as 'kepala + pejabat'."""
    default: str | None = None
    """The sum of other inputs that counts where it is left blank; unlike ``sum`` it is typed in the form."""

    @cached_property
    def sum_expression(self) -> Expression | None:
        """``sum``, parsed."""
        return None if self.sum is None else parse_expression(self.sum)

    @cached_property
    def default_expression(self) -> Expression | None:
        """``default``, parsed."""
        return None if self.default is None else parse_expression(self.default)


@_part
class Zero:
    """The value of a ratio whose denominator is 0."""

    otherwise: _Share
    all_zero: _Share | None = None
    """The value where every input of the ratio is 0; 'otherwise' where absent."""


@_part
class Ratio:
    """numerator / denominator, held to 0..1."""

    numerator: str
    denominator: str
    zero: Zero
    requires: Words = ()
    """Inputs that must be filled in as well before the ratio counts, as in the form."""

    @cached_property
    def numerator_expression(self) -> Expression:
        """``numerator``, parsed."""
        return parse_expression(self.numerator)

    @cached_property
    def denominator_expression(self) -> Expression:
        """``denominator``, parsed."""
        return parse_expression(self.denominator)


@_part
class Question:
    """What is answered (pertanyaan): its value 0..1 counts in the mean of its node, or by a weight of its own."""

    code: Code
    label: str
    scale: str
    weight: _Points | None = None
    """Points of its own; without it the node's mean x weight counts."""
    match: Words = ()
    """Words of the form's text that tell this row from others."""
    also: Words = ()
    """Other wordings of the row, each as the words that tell it."""
    evidence: Words = ()
    """Kinds of evidence expected."""
    evidence_also: Words = ()
    """Kinds that are welcome but not missed."""
    tags: Words = ()
    """Aspects it belongs to."""
    every: Literal["month", "quarter"] | None = None
    """It asks for something that is done over and over: evidence of each month or quarter is looked for."""
    survey: str | None = None
    """The survey whose index is the answer: ipak, ipkp."""
    effort: str | None = None
    """The class of effort that one step up takes; the rubric's usual one where absent."""
    inputs: tuple[Input, ...] = ()
    ratio: Ratio | None = None

    @cached_property
    def inputs_by_name(self) -> dict[str, Input]:
        """The inputs by their names in formulas."""
        return {count.name: count for count in self.inputs}

    @cached_property
    def required_inputs(self) -> tuple[str, ...]:
        """The names of the inputs that must be filled in before the ratio has a value."""
        if self.ratio is None:
            return ()
        named = (*self.ratio.numerator_expression.names, *self.ratio.denominator_expression.names)
        return tuple(dict.fromkeys((*named, *self.ratio.requires)))


@_part
class Node:
    """A komponen, bagian, area or indikator: the sum of its children, or what its questions give."""

    code: Code
    label: str
    weight: _Points
    match: Words = ()
    also: Words = ()
    """Other wordings of the row, each as the words that tell it."""
    children: tuple["Node", ...] = ()
    questions: tuple[Question, ...] = ()

    def walk(self) -> Iterator["Node"]:
        """Yield this node and all below it, parents first, in the order of the form."""
        yield self
        for child in self.children:
            yield from child.walk()


@_part
class Combined:
    """A node that is not in the form: several nodes seen together, such as an area's Pemenuhan and Reform."""

    code: Code
    label: str
    parts: Many[tuple[Code, ...]]


@_part
class Minimum:
    """A score that a node must reach: ``score`` in points, or ``ratio`` of its weight."""

    node: Code
    score: _Points | None = None
    ratio: _Share | None = None
    warn_parts: bool = False
    """Warn where a part of a combined node misses the ratio by itself."""


@_part
class Target:
    """A predicate that a unit aims for, with every minimum that must hold."""

    label: str
    note: str | None = None
    """What else the predicate needs that no score shows (Indonesian)."""
    minimums: Many[tuple[Minimum, ...]]


@_part
class EvidenceKind:
    """A kind of document, and the words that tell it in a file name or on a first page."""

    label: str
    words: Words
    """``#`` stands for a number. A word in capitals (``SE``) is none in small letters where a name has both."""
    files: tuple[Literal["pdf", "word", "sheet", "slides", "image", "video", "archive"], ...] = ()
    """Families of files that are of this kind where no word tells, such as image for photos."""


@_part
class EvidenceWords:
    """Words by which an evidence cell says that there is no evidence, or only claims that there is some."""

    denials: Words = ()
    """Words and phrases that promise, wait, or deny wherever they stand: belum, menunggu, tidak ada."""
    openings: Words = ()
    """Words that do so only as the first of a text: proses (pengesahan), where proses bisnis is a thing."""
    promises: Words = ()
    """Words that do so only before a verb: akan (dilengkapi), sedang (disusun)."""
    harmless: Words = ()
    """Phrases with such a word that deny nothing: masih berlaku."""
    unfinished: Words = ()
    """What is not yet done to a document that does not exist yet: (SOP yang belum) disahkan."""
    papers: Words = ()
    """Words for evidence itself: a report that says there were no complaints is one, no report is none."""
    documents: Words = ()
    """Names of documents: a sentence with one shows what it speaks of."""
    claims: Words = ()
    """Words of which nothing but a claim is made: ada, sudah lengkap, lihat folder."""
    drafts: Words = ()
    """Words by which a file's name says that it is not the document itself: draft, template."""
    assertions: Words = ()
    """Words of a sentence that there is something, or that it was done; without a document it only claims: sudah,
    tersimpan, dapat dilihat."""


@_part
class NarrativeWords:
    """How narratives are worded: by these words a narrative and the texts of options are read alike."""

    spelling: tuple[Words, ...] = ()
    """Chat spelling: the first word is read for each of the others (belum: blm, blum), before anything else is."""
    same: tuple[Words, ...] = ()
    """Ways of writing one thing: the first is read for all others. Words and phrases for a thing, for a share
    (mayoritas), for a denial (masih menunggu), for how often (tiap tw)."""
    absent: Words = ()
    """Things of which it is no fault that there are none, such as pengaduan: it does not deny that they are handled."""
    dotted: Words = ()
    """Abbreviations whose dot ends no sentence: tgl, no."""


@_part
class Effort:
    """A class of effort: what one better answer, or one more count, takes of a unit."""

    label: str
    """What is done (Indonesian), such as 'menerbitkan surat atau SK'."""
    cost: _Points
    """Beside the other classes: a plan is the cheapest by these."""
    days: int
    """Rough time from decision to evidence."""


@_part
class Consistency:
    """Two places of the workbook that must agree. Names are codes of inputs and questions.

    An input stands for its count, a question for its value 0..1. It is checked where all that it names is filled in.
    """

    id: str
    must: str
    """What must hold, such as 'A.1.a.3 + A.1.a.2 <= A.1.a.1'."""
    when: str | None = None
    """Only where this holds, such as 'A.1.a.1 == 0'."""
    message: str
    """What is wrong where it does not hold (Indonesian, no full stop)."""
    severity: Literal["error", "warning"] = "error"

    @cached_property
    def must_relation(self) -> Relation:
        """``must``, parsed."""
        return parse_relation(self.must)

    @cached_property
    def when_relation(self) -> Relation | None:
        """``when``, parsed."""
        return None if self.when is None else parse_relation(self.when)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The codes in it, in order."""
        condition = self.when_relation
        return tuple(dict.fromkeys((*self.must_relation.names, *(condition.names if condition else ()))))


@_part
class Assessor:
    """Somebody whose answers stand in columns of their own; ``unit`` is the unit itself."""

    label: str
    names: Words = ()
    """How a header over several columns names it, such as Penilaian Mandiri; the label where none is given."""
    answer: Words
    """Headers of the column with the answers."""
    score: Words = ()
    """Headers of the column with the scores."""
    note: Words = ()
    """Headers of the column with the remarks."""


@_part
class Rubric:
    """A whole rubric."""

    format: Literal[1]
    """Version of this file format."""
    id: str
    title: str
    source: str
    """The regulation it is taken from."""
    levels: Many[Words]
    """What the levels of the tree are called, from the top."""
    total_match: Words = ()
    """Words of the form's row with the total."""
    synonyms: tuple[Words, ...] = ()
    """Words and phrases that forms write for the same thing, the form's own first."""
    scales: dict[str, Scale]
    headers: dict[Role, Words]
    """Headers that each column is known by."""
    assessors: dict[str, Assessor] = field(default_factory=dict)
    unanswered: Words = ()
    """Texts that mean 'not filled in yet', such as Blm Diisi."""
    other_answers: Words = ()
    """Words in a title by which its answers are not the unit's present ones: an earlier version's, a reviewer's."""
    own_answers: Words = ()
    """Words that a title of answers may add and still head the unit's own: of any other it is not known whose."""
    state_answers: Words = ()
    """Words of own_answers that name a state, such as final: beside other answers it is not known whose they are."""
    remarks: Words = ()
    """Titles of columns with a reviewer's remarks that name no reviewer, such as Rekomendasi."""
    replies: Words = ()
    """Titles of columns in which a unit says what it did about a remark."""
    done: Words = ()
    """Titles of columns in which a box or a word says whether a remark was followed."""
    done_words: dict[Literal["yes", "no"], Words] = field(default_factory=dict)
    """Words in such a column, lower case."""
    approving: Words = ()
    """Words of a reviewer's remark that asks nothing, such as sesuai."""
    neutral: Words = ()
    """Words of a remark that neither ask nor approve."""
    no_fault: Words = ()
    """Phrases of a remark that deny a fault, such as tidak ada masalah."""
    no_remark: Words = ()
    """Texts in a column of remarks that are none, such as nihil."""
    no_evidence: Words = ()
    """Texts in an evidence column that mean 'none', such as belum ada."""
    evidence_words: EvidenceWords = field(default_factory=EvidenceWords)
    narrative_words: NarrativeWords = field(default_factory=NarrativeWords)
    evidence_kinds: dict[str, EvidenceKind] = field(default_factory=dict)
    signature_issuers: dict[str, Words] = field(default_factory=dict)
    """Issuers of electronic signatures that assessors know, each with words of its name in a certificate."""
    tags: dict[str, str] = field(default_factory=dict)
    """Key aspects: tag and its label."""
    tree: Many[tuple[Node, ...]]
    combined: tuple[Combined, ...] = ()
    overview: tuple[Code, ...] = ()
    """Nodes that the first table shows, in order."""
    targets: Many[dict[str, Target]]
    consistency: tuple[Consistency, ...] = ()
    efforts: dict[str, Effort] = field(default_factory=dict)
    """Classes of effort, by which plans are costed."""
    usual_effort: str | None = None
    """The class of questions that name none; a step costs 1 where absent."""
    evidence_effort: str | None = None
    """The class of providing evidence that is missing."""

    @cached_property
    def nodes(self) -> dict[str, Node]:
        """Every node by its code, in the order of the form."""
        return {node.code: node for top in self.tree for node in top.walk()}

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question by its code, in the order of the form."""
        return {question.code: question for node in self.nodes.values() for question in node.questions}

    @cached_property
    def inputs(self) -> dict[str, Input]:
        """Every input by its code, in the order of the form."""
        return {count.code: count for question in self.questions.values() for count in question.inputs}

    @cached_property
    def titles(self) -> dict[Role, Words]:
        """The headers of every column: the rubric's own, else the usual ones."""
        return {**USUAL_TITLES, **{role: titles for role, titles in self.headers.items() if titles}}

    @cached_property
    def unanswered_texts(self) -> frozenset[str]:
        """``unanswered``, lower case."""
        return frozenset(text.lower() for text in self.unanswered)

    @cached_property
    def no_remark_texts(self) -> frozenset[str]:
        """``no_remark``, lower case."""
        return frozenset(text.lower() for text in self.no_remark)

    @cached_property
    def no_evidence_texts(self) -> frozenset[str]:
        """``no_evidence``, lower case."""
        return frozenset(text.lower() for text in self.no_evidence)

    @cached_property
    def count_scale(self) -> Scale:
        """The scale of inputs."""
        return next((s for s in self.scales.values() if s.kind == "count"), Scale(kind="count", form=""))

    @cached_property
    def parents(self) -> dict[str, str]:
        """The code of the node that holds each node, question and input (an input's is its question); tops: total."""
        parents = {top.code: TOTAL for top in self.tree}
        for node in self.nodes.values():
            parents.update({child.code: node.code for child in node.children})
            for question in node.questions:
                parents[question.code] = node.code
                parents.update({count.code: question.code for count in question.inputs})
        return parents

    @cached_property
    def combined_by_code(self) -> dict[str, Combined]:
        """The combined nodes by their codes."""
        return {combined.code: combined for combined in self.combined}

    @cached_property
    def weights(self) -> dict[str, float]:
        """The weight of every node, combined node and the total."""
        weights: dict[str, float] = {}
        for node in self.nodes.values():
            weights[node.code] = node.weight
            weights |= {q.code: q.weight for q in node.questions if q.weight is not None}
        weights |= {combined.code: fsum(weights[part] for part in combined.parts) for combined in self.combined}
        weights[TOTAL] = fsum(top.weight for top in self.tree)
        return weights

    @cached_property
    def scored(self) -> tuple[Code, ...]:
        """The codes of all that has a score in the form: questions, nodes and the total."""
        return (*self.questions, *self.nodes, TOTAL)

    def parts_of(self, code: str) -> tuple[str, ...]:
        """Return the codes that a node, or the total, is made of: its children, else its questions."""
        if code == TOTAL:
            return tuple([top.code for top in self.tree])
        node = self.nodes[code]
        return tuple([part.code for part in (node.children or node.questions)])

    def is_mean(self, code: str) -> bool:
        """Return whether a node, or the total, is the mean of what it is made of x its weight, not the sum."""
        questions = self.nodes[code].questions if code != TOTAL else ()
        return bool(questions) and questions[0].weight is None

    def required_points(self, minimum: Minimum) -> float:
        """Return the points that a node must reach by a minimum."""
        if minimum.score is not None:
            return minimum.score
        return (minimum.ratio or 0.0) * self.weights[minimum.node]

    def label(self, code: str) -> str:
        """Return the short label of any node, combined node, question, input or the total."""
        if code == TOTAL:
            return "Nilai total"
        if code in self.combined_by_code:
            return self.combined_by_code[code].label
        return self.part(code).label

    def part(self, code: str) -> Node | Question | Input:
        """Return the node, question or input of this code (KeyError where there is none)."""
        return self.nodes.get(code) or self.questions.get(code) or self.inputs[code]

    @cached_property
    def levels_by_code(self) -> dict[str, str]:
        """What each node is called, by the rubric's own levels: komponen, bagian, area, indikator."""

        def below(nodes: tuple[Node, ...], depth: int) -> Iterator[tuple[str, str]]:
            for node in nodes:
                yield node.code, self.levels[min(depth, len(self.levels) - 1)]
                yield from below(node.children, depth + 1)

        return dict(below(self.tree, 0))
