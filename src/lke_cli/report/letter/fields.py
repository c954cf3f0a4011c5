"""What a letter's template may name: each placeholder, what it holds, and how it is made from a scored workbook."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from lke_cli.findings import Finding, Severity
from lke_cli.numbers import format_number
from lke_cli.periods import indonesian_date
from lke_cli.report.cells import file_name
from lke_cli.report.findings import place, sheet_of_answers, worst_first
from lke_cli.report.resilience import resilience_text
from lke_cli.report.score import SPREADS, minimum_texts, score_text, verdict_sentence
from lke_cli.report.tasks import item_line, task_title
from lke_cli.results import NodeScore, Scorecard, ScoredWorkbook
from lke_cli.untrusted import one_line

_Value = str | bool | list[str] | list[dict[str, str]]

_FEW = 2  # findings of one rule that are said one by one, where one cause spreads over many nodes
_MOST = 40  # remarks of a letter; the workbook's own sheet has them all
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-\d{2}")
_OWN_PLACE = {"unanswered", "no-evidence"}
"""Rules whose findings the recommendations list, cell by cell."""


def _unit(scored: ScoredWorkbook, _: Scorecard) -> str:
    return scored.unit or file_name(scored.file).rpartition(".")[0]


def _saved(scored: ScoredWorkbook, _: Scorecard) -> str:
    day = (scored.saved or "")[:10]
    return indonesian_date(day) if _DAY.fullmatch(day) else "–"


def _scores(scored: ScoredWorkbook, card: Scorecard) -> list[dict[str, str]]:
    """Return the components, their halves and areas, what has a weight of its own in Hasil, and the total."""
    shown = [node for node in card.nodes if node.code in card.overview and node.level != "combined"]
    return [_score(node, scored, card) for node in [*shown, card.total]]


def _score(node: NodeScore, scored: ScoredWorkbook, card: Scorecard) -> dict[str, str]:
    mine = node.error or score_text(node, card)
    others = {other.assessor: other.scores.get(node.code) for other in scored.others}
    by_unit, by_tpi = (mine, others.get("tpi")) if scored.assessor == "unit" else (others.get("unit"), mine)
    values = [value if isinstance(value, str) else format_number(value) for value in (by_unit, by_tpi)]
    label = "Jumlah" if node.code == card.total.code else node.label
    code = "" if node.code == card.total.code else node.code
    return {"kode": code, "uraian": label, "bobot": format_number(node.weight), "unit": values[0], "tpi": values[1]}


def _about_tpi(scored: ScoredWorkbook, _: Scorecard) -> str:
    assessors = {scored.assessor, *(other.assessor for other in scored.others)}
    if "tpi" in assessors:
        return "Kolom TPI menurut jawaban TPI di lembar kerja yang sama."
    return "Lembar kerja ini tidak memuat jawaban TPI; kolom TPI dikosongkan."


def _minimums(_: ScoredWorkbook, card: Scorecard) -> list[dict[str, str]]:
    rows = []
    for minimum in card.minimums:
        required, reached, state = minimum_texts(minimum)
        rows.append(
            {
                "kode": minimum.node,
                "uraian": minimum.label,
                "minimal": required,
                "tercapai": reached,
                "keterangan": state,
            }
        )
    return rows


def _resilience(_: ScoredWorkbook, card: Scorecard) -> str:
    return resilience_text(card.resilience) if card.resilience is not None else ""


def _remarks(_: ScoredWorkbook, card: Scorecard) -> list[str]:
    sheet = sheet_of_answers(card)
    findings = worst_first(finding for finding in card.findings if _is_told(finding))
    counts = Counter(finding.rule for finding in findings)
    remarks = [_together(rule, findings) for rule in SPREADS if counts[rule] > _FEW]
    remarks += [
        _remark(finding, sheet) for finding in findings if finding.rule not in SPREADS or counts[finding.rule] <= _FEW
    ]
    more = [f"Dan {len(remarks) - _MOST} catatan lain; lihat lke score."] if len(remarks) > _MOST else []
    return [*remarks[:_MOST], *more]


def _together(rule: str, findings: Sequence[Finding]) -> str:
    """Return findings that one cause spreads over many nodes as one remark."""
    spread = [finding for finding in findings if finding.rule == rule]
    codes = ", ".join(dict.fromkeys(finding.node or "" for finding in spread))
    return one_line(f"{spread[0].title or rule}, di {len(spread)} tempat: {codes}.")


def _is_told(finding: Finding) -> bool:
    return finding.severity is not Severity.INFO and finding.rule not in _OWN_PLACE


def _remark(finding: Finding, sheet: str) -> str:
    cell = place(finding.cell, sheet)
    where = f" (sel {cell})" if finding.cell and cell not in finding.message else ""
    return one_line(finding.message.removesuffix(".") + where + ".")


def _advice(scored: ScoredWorkbook, _: Scorecard) -> list[str]:
    sentences = []
    for task in scored.tasks:
        items = "; ".join(one_line(item_line(item)) for item in task.items[:_MOST])
        sentences.append(f"{task_title(task)}: {items}." if items else f"{task_title(task)}.")
    return sentences


def _conclusion(scored: ScoredWorkbook, card: Scorecard) -> str:
    unit, target = one_line(_unit(scored, card)), card.target_label
    errors = sum(finding.severity is Severity.ERROR for finding in card.findings)
    if not card.met:
        codes = ", ".join(minimum.node for minimum in card.missed)
        return f"{unit} belum memenuhi nilai minimal {target}; yang belum tercapai: {codes}."
    if errors:
        return f"{unit} memenuhi nilai minimal {target}, dengan {errors} galat isian yang harus dibetulkan dahulu."
    return f"{unit} memenuhi semua nilai minimal {target}."


FIELDS: Mapping[str, tuple[str, Callable[[ScoredWorkbook, Scorecard], _Value]]] = {
    "unit": ("nama unit, dari judul lembar atau nama berkas", _unit),
    "berkas": ("nama berkas LKE", lambda scored, _: file_name(scored.file)),
    "lembar": ("nama lembar yang dibaca", lambda scored, _: scored.sheet or "–"),
    "penilai": ("jawaban siapa yang dinilai: unit, tpi", lambda scored, _: scored.assessor),
    "target": ("predikat yang dituju: WBK, WBBM", lambda _, card: card.target_label),
    "rubrik": ("rubrik yang dipakai", lambda _, card: card.rubric),
    "disimpan": ("tanggal LKE terakhir disimpan", _saved),
    "sha256": ("sidik berkas LKE (SHA-256)", lambda scored, _: scored.sha256 or "–"),
    "memenuhi": ("benar bila semua nilai minimal tercapai; untuk {% if memenuhi %}", lambda _, card: card.met),
    "putusan": ("putusan dalam satu kalimat", lambda _, card: verdict_sentence(card)),
    "total": ("nilai total", lambda _, card: score_text(card.total, card)),
    "nilai": ("baris komponen, bagian, area, dan Hasil: kode, uraian, bobot, unit, tpi", _scores),
    "catatan_tpi": ("apakah LKE memuat jawaban TPI", _about_tpi),
    "minimal": ("baris nilai minimal: kode, uraian, minimal, tercapai, keterangan", _minimums),
    "ketahanan": ("berapa jawaban boleh turun sebelum gagal; kosong bila belum memenuhi", _resilience),
    "catatan": ("daftar temuan, yang terberat dahulu", _remarks),
    "rekomendasi": ("daftar yang harus dikerjakan, berurutan", _advice),
    "kesimpulan": ("kesimpulan dalam satu kalimat", _conclusion),
}
"""By placeholder: what it holds (Indonesian, for the guide) and how it is made."""


def values_of(scored: ScoredWorkbook, card: Scorecard) -> dict[str, _Value]:
    """Return what each placeholder holds, as safe text."""
    return {name: _safe(made(scored, card)) for name, (_, made) in FIELDS.items()}


def _safe(value: _Value) -> _Value:
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, bool):
        return value
    return [
        one_line(entry) if isinstance(entry, str) else {k: one_line(v) for k, v in entry.items()} for entry in value
    ]  # type: ignore[return-value]


def known(names: Sequence[str]) -> str:
    """Return names of placeholders as a template writes them."""
    return ", ".join(f"{{{{ {name} }}}}" for name in names)
