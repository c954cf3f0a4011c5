"""A flat table as people read it in a spreadsheet: titles and words in Indonesian; ``--csv machine`` leaves it be."""

from lke_cli.report.document import Column, Table, Value

_TITLES = {
    "kind": "Jenis", "record": "Jenis", "code": "Kode", "node": "Kode", "label": "Uraian", "name": "Nama",
    "weight": "Bobot", "score": "Nilai", "ratio": "Bagian", "answer": "Jawaban", "state": "Keadaan",
    "minimum": "Nilai minimal", "required": "Nilai minimal", "gap": "Kurang", "met": "Tercapai", "cell": "Sel",
    "shown": "Tampak di berkas", "evidenced_score": "Nilai berbukti", "evidenced_met": "Tercapai berbukti",
    "file": "Berkas", "path": "Berkas", "sheet": "Lembar", "verdict": "Putusan", "total": "Total",
    "missed": "Minimal tak tercapai", "unanswered": "Kosong", "problem": "Sebab", "status": "Status",
    "expected": "Bukti yang diharapkan", "found": "Bukti yang ada", "missing": "Belum ada", "files": "Banyak berkas",
    "points": "Poin", "severity": "Tingkat", "rule": "Aturan", "message": "Keterangan", "advice": "Saran",
    "survey": "Survei", "n": "Jawaban sah", "outside": "Di luar skala", "unknown": "Tidak dikenal",
    "not_applicable": "Tidak berlaku", "mean": "Rata-rata", "converted": "Nilai konversi", "quality": "Mutu",
    "lower": "Batas bawah", "upper": "Batas atas", "needed": "Responden diperlukan",
    "missing_respondents": "Responden kurang", "share": "Bagian", "unit": "Unit", "part": "Hal", "origin": "Asal",
    "count": "Banyaknya", "warnings": "Peringatan", "command": "Perintah", "way": "Rencana", "step": "Langkah",
    "question": "Pertanyaan", "before": "Sebelum", "after": "Sesudah", "now": "Kini", "adds": "Tambahan",
    "cost": "Upaya", "cost_so_far": "Upaya terpakai", "effort": "Jenis upaya", "days": "Hari", "evidence": "Bukti",
    "closes": "Menutup", "secures": "Mengamankan", "cheapest_cost": "Upaya termurah",
    "sturdy_cost": "Upaya yang tahan", "optimal": "Terbukti termurah", "resilience": "Tahan",
    "unreachable": "Tidak dapat ditutup", "first": "Langkah pertama", "questions": "Pertanyaan",
    "met_before": "Tercapai sebelum", "met_after": "Tercapai sesudah", "population": "Populasi",
    "sample": "Sampel", "sample_alone": "Sampel bila sendiri", "month": "Bulan", "person": "Pelaksana",
    "date": "Tanggal",
}  # fmt: skip
_WORDS = {
    "yes": "ya", "no": "tidak", "met": "memenuhi", "not-met": "belum memenuhi", "unreadable": "tidak terbaca",
    "undecided": "belum dapat dinilai", "blank": "kosong", "answered": "dijawab", "unanswered": "belum dijawab",
    "invalid": "tidak sah", "uncomputed": "belum dihitung", "not-found": "tidak ditemukan", "complete": "lengkap",
    "partial": "sebagian", "none": "tidak ada", "error": "galat", "warning": "peringatan", "info": "keterangan",
    "question": "pertanyaan", "file": "berkas", "link": "tautan", "finding": "temuan", "index": "indeks",
    "group": "kelompok", "month": "bulan", "profile": "profil", "done": "selesai", "ok": "dapat dibuka",
    "combined": "gabungan",
}  # fmt: skip
_DECIMALS = 4
_WORDED = {"kind", "record", "state", "status", "severity", "verdict", "met", "evidenced_met", "optimal",
           "met_before", "met_after"}  # fmt: skip
"""Columns whose words are ours; in others stands what a workbook says."""


def people_table(table: Table) -> Table:
    """Return a flat table with its titles and its own words in Indonesian."""
    columns = tuple(Column(title, title, column.kind) for column in table.columns for title in [_title(column.key)])
    worded = [column.key in _WORDED for column in table.columns]
    rows = tuple(
        tuple(_word(value) if ours else _rounded(value) for value, ours in zip(row, worded, strict=True))
        for row in table.rows
    )
    return Table(table.key, table.title, columns, rows)


def _title(key: str) -> str:
    if key.startswith("count_"):
        return f"Jawaban {key.removeprefix('count_')}"
    return _TITLES.get(key, key)


def _word(value: Value) -> Value:
    return _WORDS.get(value, value) if isinstance(value, str) else value


def _rounded(value: Value) -> Value:
    return round(value, _DECIMALS) if isinstance(value, float) else value
