"""The rules that findings are made from: a page for each, and the list of all as a page of the guide."""

from collections.abc import Iterable

from lke_cli.findings import SEVERITY_LABELS, Rule, Severity
from lke_cli.report.document import Column, Document, Table, Text
from lke_cli.report.findings import TONES

_HEAD = """# Daftar temuan

Setiap temuan yang dilaporkan `lke` dibuat dari salah satu aturan di bawah ini. Nama aturannya tetap, sehingga dapat
dipakai untuk menyaring keluaran JSON; di layar nama itu ada di belakang temuannya, dan `lke explain NAMA`
menjelaskannya. Galat membuat kode keluar 1; peringatan perlu dilihat; catatan menjelaskan nilai.

Rumus di kolom nilai hanya dibaca bila ada nilai yang berbeda dengan hasil hitung. Sel yang ditimpa angka, atau rumus
yang melewatkan baris, tidak dilaporkan selama semua nilai di berkas masih sama dengan hasil hitung.

| aturan | jenis | arti | yang perlu dilakukan |
| --- | --- | --- | --- |
"""

SEVERITY_MEANINGS = {
    Severity.ERROR: "Galat: harus dibetulkan; selama ada, kode keluarnya 1.",
    Severity.WARNING: "Peringatan: perlu dilihat orang; kode keluar tidak berubah karenanya.",
    Severity.INFO: "Catatan: menjelaskan sebuah nilai atau menyebut yang perlu dibaca; belum tentu ada yang salah.",
}


def rule_document(rule: Rule) -> Document:
    """Return a rule's page: what it means, how bad it is and why, what to do, and where it comes from."""
    parts = [
        Text(SEVERITY_MEANINGS[rule.severity], TONES[rule.severity]),
        Text(f"Arti: {rule.title}."),
        *([Text(f"Mengapa: {rule.why}")] if rule.why else []),
        Text(f"Yang perlu dilakukan: {rule.advice}"),
        *([Text(f"Sumber: {rule.source}")] if rule.source else []),
    ]
    return Document(rule.id, tuple(parts))


def rules_document(rules: Iterable[Rule]) -> Document:
    """Return the list of all rules."""
    columns = (Column("rule", "Aturan"), Column("severity", "Jenis"), Column("title", "Arti", grow=True))
    rows = tuple((rule.id, Text(SEVERITY_LABELS[rule.severity], TONES[rule.severity]), rule.title) for rule in rules)
    note = "Penjelasan sebuah aturan: lke explain ATURAN."
    return Document("Aturan temuan", (Table("rules", f"Aturan: {len(rows)}", columns, rows, note=note),))


def rules_page(rules: Iterable[Rule]) -> str:
    """Return the page of the guide as Markdown, rules in the order they come in."""
    rows = (f"| `{rule.id}` | {SEVERITY_LABELS[rule.severity]} | {rule.title} | {rule.advice} |\n" for rule in rules)
    return _HEAD + "".join(rows)
