"""The words for what is found of an evidence file, the same wherever it is shown."""

from lke_cli.results import FileState, GenuineMark

FILE_LABELS: dict[FileState, str] = {
    "ok": "dapat dibuka",
    "misnamed": "ekstensi keliru",
    "unopened": "tidak dibuka",
    "empty": "kosong",
    "broken": "rusak",
    "password": "berkata sandi",
    "mislabelled": "ekstensi keliru",
    "unreadable": "tidak terbaca",
    "slow": "tidak selesai dibuka",
    "temporary": "berkas sementara",
    "shortcut": "pintasan",
    "archive": "arsip",
    "unknown": "bukan dokumen",
}
"""What became of opening a file."""
GENUINE_LABELS: dict[GenuineMark, str] = {
    "signed": "tanda tangan elektronik",
    "read-from-scan": "dari pindaian",
    "unread-scan": "hasil pindai, isinya tidak terbaca",
    "reused": "foto dipakai ulang",
    "outside": "di luar periode",
    "changed": "berubah setelah ditandatangani",
    "added": "ditambahi setelah ditandatangani",
    "edited": "diubah lama sesudah tanggalnya",
    "other-day": "waktu foto lain dari namanya",
}
"""What is known of a file being genuine and of the period."""
