"""The list of every rule that findings are made from, as a page of the guide."""

import importlib
import sys
from pathlib import Path

from lke_cli.findings import RULES, SEVERITY_LABELS

ROOMS = ("lke_cli.workbook.rules", "lke_cli.scoring.rules", "lke_cli.survey.rules", "lke_cli.evidence.rules")
"""Modules that declare rules."""

_HEAD = """# Daftar temuan

Setiap temuan yang dilaporkan `lke` dibuat dari salah satu aturan di bawah ini. Nama aturannya tetap, sehingga dapat
dipakai untuk menyaring keluaran JSON. Galat membuat kode keluar 1; peringatan perlu dilihat; catatan menjelaskan nilai.

Rumus di kolom nilai hanya dibaca bila ada nilai yang berbeda dengan hasil hitung. Sel yang ditimpa angka, atau rumus
yang melewatkan baris, tidak dilaporkan selama semua nilai di berkas masih sama dengan hasil hitung.

| aturan | jenis | arti | yang perlu dilakukan |
| --- | --- | --- | --- |
"""


def rules_page() -> str:
    """Return the page as Markdown, rules in the order of their ids."""
    for room in ROOMS:
        importlib.import_module(room)
    rows = (
        f"| `{rule.id}` | {SEVERITY_LABELS[rule.severity]} | {rule.title} | {rule.advice} |\n"
        for _, rule in sorted(RULES.items())
    )
    return _HEAD + "".join(rows)


def main() -> None:
    """Write the page anew: ``python -m lke_cli.report.rules docs/temuan.md``."""
    Path(sys.argv[1]).write_text(rules_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
