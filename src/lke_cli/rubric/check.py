"""What must hold between the parts of a rubric: weights add up, codes are unique, every name exists."""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from math import fsum

from lke_cli.constants import TOTAL
from lke_cli.numbers import EPSILON, format_number
from lke_cli.rubric.expression import parse_expression, parse_relation
from lke_cli.rubric.model import Minimum, Node, Question, Rubric, Scale, Target

_Path = tuple[str | int, ...]

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.\-]*")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_LONGEST_LIST = 255  # of a dropdown's choices in Excel, which separates them by commas
_ID = re.compile(r"[a-z0-9][a-z0-9\-]*")


def rubric_problems(rubric: Rubric) -> list[tuple[_Path, str]]:
    """Return every mistake as (path into the YAML, Indonesian sentence); empty for a rubric that holds together."""
    return [
        *_head(rubric),
        *_scales(rubric),
        *_titles(rubric),
        *_codes(rubric),
        *(problem for i, top in enumerate(rubric.tree) for problem in _node(rubric, top, ("tree", i))),
        *_combined(rubric),
        *_targets(rubric),
        *_consistency(rubric),
        *_efforts(rubric),
    ]


def _scales(rubric: Rubric) -> Iterator[tuple[_Path, str]]:
    for name, scale in rubric.scales.items():
        yield from _scale(name, scale, ("scales", name))
        yield from _options(name, scale, ("scales", name, "options"))
        yield from _spellings(name, scale, ("scales", name))
    for i, text in enumerate(rubric.unanswered):
        for name, scale in rubric.scales.items():
            if text.lower() in scale.spellings:
                yield ("unanswered", i), f"'{text}' berarti belum dijawab, tetapi juga pilihan pada skala '{name}'"


def _scale(name: str, scale: Scale, path: _Path) -> Iterator[tuple[_Path, str]]:
    if (scale.kind == "choice") != bool(scale.options):
        yield path, f"skala '{name}': pilihan (options) harus ada untuk 'choice', dan hanya untuk itu"
    if not 0 <= scale.minimum < scale.maximum:
        yield path, f"skala '{name}': minimum harus paling sedikit 0 dan lebih kecil daripada maximum"


def _options(name: str, scale: Scale, path: _Path) -> Iterator[tuple[_Path, str]]:
    if len(",".join(scale.options)) > _LONGEST_LIST:
        yield path, f"skala '{name}': pilihan seluruhnya lebih dari {_LONGEST_LIST} huruf, batas Excel"
    for option in scale.options:
        if not option.strip() or set(option) & set(',"\n'):
            message = f"skala '{name}': pilihan '{option}' tidak boleh kosong, berkoma, atau berkutip"
            yield (*path, option), message


def _spellings(name: str, scale: Scale, path: _Path) -> Iterator[tuple[_Path, str]]:
    """Yield aliases of no option, and texts that mean two."""
    for option in scale.aliases:
        if option not in scale.options:
            yield (*path, "aliases", option), f"skala '{name}': alias untuk pilihan '{option}' yang tidak ada"
    written = [(text, option) for option, others in scale.aliases.items() for text in others]
    seen: dict[str, str] = {}
    for text, option in [(option, option) for option in scale.options] + written:
        if seen.setdefault(text.lower(), option) != option:
            yield path, f"skala '{name}': '{text}' berarti dua pilihan, '{seen[text.lower()]}' dan '{option}'"


def _head(rubric: Rubric) -> Iterator[tuple[_Path, str]]:
    if not _ID.fullmatch(rubric.id):
        yield ("id",), f"id '{rubric.id}' hanya boleh huruf kecil, angka, dan tanda hubung"
    if "answer" not in rubric.headers:
        yield ("headers",), "kolom 'answer' belum disebut judulnya"


def _titles(rubric: Rubric) -> Iterator[tuple[_Path, str]]:
    """Find headers that would name two columns. The unit's own stand in ``headers`` and under its assessor."""
    places: list[tuple[str, str, _Path]] = [
        (title, role, ("headers", role)) for role, titles in rubric.headers.items() for title in titles
    ]
    yield from _told_apart(places)
    places = []
    for name, assessor in rubric.assessors.items():
        if not assessor.answer:
            yield ("assessors", name), f"penilai '{name}': judul kolom jawabannya (answer) belum disebut"
        for kind in ("answer", "score", "note"):
            places += [(t, f"{name}.{kind}", ("assessors", name, kind)) for t in getattr(assessor, kind)]
    yield from _told_apart(places)
    for name, evidence in rubric.evidence_kinds.items():
        if not evidence.words:
            yield ("evidence_kinds", name), f"jenis eviden '{name}': words tidak boleh kosong"


def _told_apart(places: list[tuple[str, str, _Path]]) -> Iterator[tuple[_Path, str]]:
    seen: dict[str, str] = {}
    for title, owner, path in places:
        if seen.setdefault(" ".join(title.lower().split()), owner) != owner:
            yield path, f"judul kolom '{title}' dipakai untuk '{seen[' '.join(title.lower().split())]}' dan '{owner}'"


def _codes(rubric: Rubric) -> Iterator[tuple[_Path, str]]:
    codes = [code for code, _ in _all_codes(rubric)]
    repeated = {code for code, count in Counter([TOTAL, *codes]).items() if count > 1}
    for code, path in _all_codes(rubric):
        if not _CODE.fullmatch(code):
            yield path, f"kode '{code}' hanya boleh berisi huruf, angka, titik, dan tanda hubung"
        if code in repeated:
            yield path, f"kode '{code}' dipakai lebih dari sekali"
            repeated.discard(code)


def _all_codes(rubric: Rubric) -> Iterator[tuple[str, _Path]]:
    def below(node: Node, path: _Path) -> Iterator[tuple[str, _Path]]:
        yield node.code, (*path, "code")
        for i, question in enumerate(node.questions):
            yield question.code, (*path, "questions", i, "code")
            for j, count in enumerate(question.inputs):
                yield count.code, (*path, "questions", i, "inputs", j, "code")
        for i, child in enumerate(node.children):
            yield from below(child, (*path, "children", i))

    # Later places first: the finding should stand at the repetition, not at the first use.
    places = [place for i, top in enumerate(rubric.tree) for place in below(top, ("tree", i))]
    places += [(combined_node.code, ("combined", i, "code")) for i, combined_node in enumerate(rubric.combined)]
    return reversed(places)


def _node(rubric: Rubric, node: Node, path: _Path) -> Iterator[tuple[_Path, str]]:
    if bool(node.children) == bool(node.questions):
        yield path, f"'{node.code}' harus berisi children atau questions, salah satu"
    if node.children:
        yield from _adds_up(node, [child.weight for child in node.children], path)
    yield from _look_alikes([(child.code, child.match) for child in node.children], (*path, "children"))
    yield from _look_alikes([(question.code, question.match) for question in node.questions], (*path, "questions"))
    own = [question.weight for question in node.questions if question.weight is not None]
    if own:
        if len(own) != len(node.questions):
            yield path, f"'{node.code}': semua pertanyaan berbobot sendiri, atau tidak satu pun"
        yield from _adds_up(node, own, path)
    for i, question in enumerate(node.questions):
        yield from _question(rubric, question, (*path, "questions", i))
    for i, child in enumerate(node.children):
        yield from _node(rubric, child, (*path, "children", i))


def _look_alikes(siblings: list[tuple[str, tuple[str, ...]]], path: _Path) -> Iterator[tuple[_Path, str]]:
    """Find siblings with the same words: nothing around them could tell their rows apart either."""
    seen: dict[frozenset[str], str] = {}
    for i, (code, words) in enumerate(siblings):
        other = seen.setdefault(frozenset(words), code) if words else code
        if other != code:
            yield (*path, i, "match"), f"kata (match) '{code}' sama dengan '{other}'; barisnya tidak dapat dibedakan"


def _adds_up(node: Node, weights: list[float], path: _Path) -> Iterator[tuple[_Path, str]]:
    if not math.isclose(fsum(weights), node.weight, abs_tol=1e-9):
        yield (
            (*path, "weight"),
            f"bobot '{node.code}' {format_number(node.weight)} tidak sama dengan jumlah bobot isinya "
            f"{format_number(fsum(weights))}",
        )


def _question(rubric: Rubric, question: Question, path: _Path) -> Iterator[tuple[_Path, str]]:
    scale = rubric.scales.get(question.scale)
    if scale is None or scale.kind == "count":
        yield (*path, "scale"), f"'{question.code}': skala '{question.scale}' tidak ada atau tidak bernilai"
    elif (scale.kind == "ratio") != (question.ratio is not None):
        yield (*path, "scale"), f"'{question.code}': rumus (ratio) harus ada untuk skala rasio, dan hanya untuk itu"
    elif question.inputs and question.ratio is None:
        yield (*path, "inputs"), f"'{question.code}': masukan (inputs) hanya untuk skala rasio"
    elif question.survey is not None and scale.kind != "number":
        yield (*path, "survey"), f"'{question.code}': survey hanya untuk skala bilangan (number)"
    for kind in set(question.evidence) & set(question.evidence_also):
        yield (
            (*path, "evidence_also"),
            f"'{question.code}': jenis bukti dukung '{kind}' ada di evidence dan evidence_also",
        )
    for key in ("evidence", "evidence_also"):
        for kind in getattr(question, key):
            if kind not in rubric.evidence_kinds:
                yield (*path, key), f"'{question.code}': jenis bukti '{kind}' tidak didefinisikan"
    if question.effort is not None and question.effort not in rubric.efforts:
        yield (*path, "effort"), f"'{question.code}': upaya '{question.effort}' tidak didefinisikan di efforts"
    for tag in question.tags:
        if tag not in rubric.tags:
            yield (*path, "tags"), f"'{question.code}': tanda '{tag}' tidak didefinisikan"
    yield from _formulas(question, path)
    yield from _look_alikes([(count.code, count.match) for count in question.inputs], (*path, "inputs"))


def _formulas(question: Question, path: _Path) -> Iterator[tuple[_Path, str]]:
    names = [count.name for count in question.inputs]
    for i, name in enumerate(names):
        if name in names[:i]:
            yield (*path, "inputs", i, "name"), f"'{question.code}': nama masukan '{name}' dipakai lebih dari sekali"
    sums = {count.name for count in question.inputs if count.sum is not None or count.default is not None}
    for i, name in enumerate(question.ratio.requires if question.ratio else ()):
        if name not in names:
            yield (*path, "ratio", "requires", i), f"'{question.code}': '{name}' bukan masukan pertanyaan ini"
    for i, asked in enumerate(question.inputs):
        if not _NAME.fullmatch(asked.name):
            yield (*path, "inputs", i, "name"), f"nama masukan '{asked.name}' hanya boleh huruf kecil, angka, dan _"
        for key, formula in (("sum", asked.sum), ("default", asked.default)):
            if formula is not None:
                yield from _expression(question, (*path, "inputs", i, key), formula, set(names) - sums)
        if asked.sum is not None and asked.default is not None:
            yield (*path, "inputs", i, "default"), f"'{asked.code}': 'sum' dan 'default' tidak dapat dipakai bersama"
    if question.ratio is not None:
        for key in ("numerator", "denominator"):
            yield from _expression(question, (*path, "ratio", key), getattr(question.ratio, key), set(names))


def _expression(question: Question, path: _Path, text: str, allowed: set[str]) -> Iterator[tuple[_Path, str]]:
    try:
        expression = parse_expression(text)
    except ValueError as error:
        yield path, f"'{question.code}': {error}"
        return
    for name in expression.names:
        if name not in allowed:
            yield path, f"'{question.code}': rumus memakai '{name}' yang bukan masukan pertanyaan ini"


def _combined(rubric: Rubric) -> Iterator[tuple[_Path, str]]:
    for i, combined in enumerate(rubric.combined):
        for part, count in Counter(combined.parts).items():
            if part not in rubric.nodes:
                yield ("combined", i, "parts"), f"'{combined.code}': bagian '{part}' tidak ada"
            elif count > 1:
                yield ("combined", i, "parts"), f"'{combined.code}': bagian '{part}' disebut dua kali"


def _targets(rubric: Rubric) -> Iterator[tuple[_Path, str]]:
    weighted = {q.code: q.weight for q in rubric.questions.values() if q.weight is not None}
    weights = {code: node.weight for code, node in rubric.nodes.items()} | weighted
    for sum_of in rubric.combined:
        weights[sum_of.code] = fsum(weights.get(part, 0) for part in sum_of.parts)
    weights[TOTAL] = fsum(top.weight for top in rubric.tree)
    combined = {combined_node.code for combined_node in rubric.combined}
    for i, code in enumerate(rubric.overview):
        if code not in weights:
            yield ("overview", i), f"overview: '{code}' tidak ada"
    for name, target in rubric.targets.items():
        yield from _repeated(name, target)
        for i, minimum in enumerate(target.minimums):
            yield from _minimum(minimum, ("targets", name, "minimums", i), weights, combined)


def _repeated(name: str, target: Target) -> Iterator[tuple[_Path, str]]:
    """Yield the nodes that have several minimums, at the last of them."""
    last = {minimum.node: i for i, minimum in enumerate(target.minimums)}
    for node, count in Counter(minimum.node for minimum in target.minimums).items():
        if count > 1:
            path: _Path = ("targets", name, "minimums", last[node], "node")
            yield path, f"nilai minimal '{name}': '{node}' disebut lebih dari sekali"


def _minimum(
    minimum: Minimum, path: _Path, weights: Mapping[str, float], combined: Collection[str]
) -> Iterator[tuple[_Path, str]]:
    what = f"nilai minimal '{minimum.node}'"
    if minimum.warn_parts and (minimum.ratio is None or minimum.node not in combined):
        yield path, f"{what}: warn_parts hanya untuk ratio sebuah gabungan"
    if minimum.node not in weights:
        yield (*path, "node"), f"{what} tidak ada"
    elif (minimum.score is None) == (minimum.ratio is None):
        yield path, f"{what}: isi score atau ratio, salah satu"
    elif minimum.score is not None and minimum.score > weights[minimum.node] + EPSILON:
        weight = format_number(weights[minimum.node])
        yield (*path, "score"), f"{what} {format_number(minimum.score)} melebihi bobotnya {weight}"


def _consistency(rubric: Rubric) -> Iterator[tuple[_Path, str]]:
    ids = Counter(consistency.id for consistency in rubric.consistency)
    known = rubric.inputs.keys() | rubric.questions.keys()
    for i, rule in enumerate(rubric.consistency):
        if ids[rule.id] > 1:
            yield ("consistency", i, "id"), f"consistency: id '{rule.id}' dipakai lebih dari sekali"
        for key, text in (("must", rule.must), ("when", rule.when)):
            if text is None:
                continue
            try:
                relation = parse_relation(text)
            except ValueError as error:
                yield ("consistency", i, key), f"'{rule.id}': {error}"
                continue
            if relation.right is None and text.split()[-1] in known:
                yield (
                    ("consistency", i, key),
                    f"'{rule.id}': tulis kode '{text.split()[-1]}' di sisi kiri, agar bukan angka",
                )
            for name in relation.names:
                if name not in known:
                    yield ("consistency", i, key), f"'{rule.id}': '{name}' bukan kode masukan atau pertanyaan"


def _efforts(rubric: Rubric) -> Iterator[tuple[_Path, str]]:
    for name, effort in rubric.efforts.items():
        for key in ("cost", "days"):
            if getattr(effort, key) <= 0:
                yield ("efforts", name, key), f"upaya '{name}': {key} harus lebih besar daripada 0"
    for key in ("usual_effort", "evidence_effort"):
        named = getattr(rubric, key)
        if named is not None and named not in rubric.efforts:
            yield (key,), f"{key}: upaya '{named}' tidak didefinisikan di efforts"
