"""Findings about answers and scores."""

from lke_cli.findings import Severity, rule

UNANSWERED = rule(
    "unanswered",
    Severity.WARNING,
    "Pertanyaan belum dijawab; dihitung 0",
    "Isi jawabannya, atau pastikan memang dibiarkan kosong.",
)
INVALID_ANSWER = rule(
    "invalid-answer",
    Severity.ERROR,
    "Jawaban tidak sah; dihitung 0",
    "Betulkan isian di sel itu menurut pilihan atau satuan yang diminta.",
)
UNCOMPUTED = rule(
    "uncomputed",
    Severity.ERROR,
    "Jawaban berupa rumus yang belum dihitung; dihitung 0",
    "Buka berkasnya di Excel, biarkan menghitung, simpan, lalu jalankan lagi; atau ketik jawabannya.",
)
NO_EVIDENCE = rule(
    "no-evidence",
    Severity.WARNING,
    "Jawaban bernilai, tetapi tidak ada eviden yang ditunjukkan di lembar",
    "Tuliskan dokumen atau tautan bukti dukungnya di kolom eviden.",
)
EVIDENCE_UNUSED = rule(
    "evidence-unused",
    Severity.WARNING,
    "Tidak satu pun eviden ditulis di lembar",
    "Tuliskan dokumen dan tautan bukti dukung di kolom sebelah kanan kolom catatan.",
)
ZERO_RULE = rule(
    "zero-rule",
    Severity.INFO,
    "Pembagi persentase nol; nilainya ditentukan aturan rubrik",
    "Instansi memakai aturan yang berbeda untuk 0/0; tanyakan kepada TPI bila ragu.",
)
RATIO_OUT_OF_RANGE = rule(
    "ratio-out-of-range",
    Severity.WARNING,
    "Persentase di luar 0–100%; dibatasi",
    "Periksa jumlah yang diisi.",
)
PERCENT_DIFFERS = rule(
    "percent-differs",
    Severity.WARNING,
    "Sel persentase berbeda dengan hasil hitung jumlahnya; jumlah yang dipakai",
    "Pastikan sel persentase berisi rumusnya, bukan ketikan, dan jumlahnya benar; lalu hitung ulang.",
)
PERCENT_TYPED = rule(
    "percent-typed",
    Severity.WARNING,
    "Persentase diketik tanpa jumlah yang lengkap",
    "Isi jumlah-jumlahnya supaya persentasenya dapat diperiksa.",
)
SUM_DIFFERS = rule(
    "sum-differs",
    Severity.ERROR,
    "Jumlah yang diketik bertentangan dengan bagian-bagiannya",
    "Kembalikan rumus penjumlahannya, atau betulkan bagiannya.",
)
SUM_TYPED = rule(
    "sum-typed",
    Severity.WARNING,
    "Jumlah diketik tanpa bagian yang lengkap",
    "Isi bagian-bagiannya supaya jumlahnya dapat diperiksa.",
)
SUM_FROM_PARTS = rule(
    "sum-from-parts",
    Severity.INFO,
    "Jumlah dikosongkan; penjumlahan bagiannya yang dipakai",
    "Isi jumlahnya, dan pastikan bagian-bagiannya lengkap.",
)
HALF_BELOW = rule(
    "half-below",
    Severity.WARNING,
    "Salah satu bagian area di bawah rasio minimal",
    "Sebagian instansi mensyaratkan setiap bagian masing-masing; tanyakan kepada TPI.",
)
WORKBOOK_DIFFERS = rule(
    "workbook-differs",
    Severity.WARNING,
    "Nilai yang tampak di berkas berbeda dengan hasil hitung",
    "Periksa rumus di sel itu dan hitung ulang berkas di Excel (Ctrl+Alt+F9), lalu simpan.",
)
WORKBOOK_DIFFERS_BLANK = rule(
    "workbook-differs-blank",
    Severity.WARNING,
    "Rumus berkas mengabaikan pertanyaan tanpa jawaban sah, atau menjadi galat karenanya",
    "Isi semua pertanyaan; sampai saat itu nilai menurut aturan adalah hitungan lke, bukan yang tampak di berkas.",
)
WORKBOOK_DIFFERS_FOLLOWS = rule(
    "workbook-differs-follows",
    Severity.WARNING,
    "Nilai di berkas berbeda karena ikut dari sel lain yang sudah disebut",
    "Betulkan sel yang disebut, lalu hitung ulang; selisihnya hilang dengan sendirinya.",
)
NOT_CALCULATED = rule(
    "not-calculated",
    Severity.INFO,
    "Berkas tidak memuat nilai hasil hitung",
    "Buka dan simpan berkas di Excel supaya nilai di dalamnya dapat dibandingkan.",
)
CHOICES_DIFFER = rule(
    "choices-differ",
    Severity.WARNING,
    "Pilihan Jawaban di lembar tidak sama dengan rubrik; rubrik yang dipakai",
    "Kembalikan isi kolom Pilihan Jawaban seperti di formulir resmi; rumus nilai bergantung padanya.",
)
INCONSISTENT = rule(
    "inconsistent",
    Severity.ERROR,
    "Isian di dua tempat bertentangan",
    "Periksa kedua sel dan betulkan yang keliru.",
)
NARRATIVE_CONTRADICTS = rule(
    "narrative-contradicts",
    Severity.WARNING,
    "Catatan menggambarkan pilihan lain daripada yang dijawab",
    "Samakan jawaban dan catatannya: betulkan yang keliru sebelum penilai menemukannya.",
)
PLACEHOLDER_NARRATIVE = rule(
    "placeholder-narrative",
    Severity.WARNING,
    "Catatan tidak menjelaskan apa pun",
    "Jelaskan dengan kalimat apa yang dilakukan, kapan, dan apa buktinya.",
)
WEIGHT_DIFFERS = rule(
    "weight-differs",
    Severity.WARNING,
    "Bobot di lembar tidak sama dengan rubrik; rubrik yang dipakai",
    "Kembalikan bobotnya seperti di formulir resmi; nilai di berkas dihitung darinya.",
)
FORMULA_OVERWRITTEN = rule(
    "formula-overwritten",
    Severity.WARNING,
    "Rumus nilai ditimpa atau dihapus",
    "Kembalikan rumusnya dari formulir resmi; angka ketikan tidak ikut berubah bila jawaban berubah.",
)
FORMULA_MISSES_ROW = rule(
    "formula-misses-row",
    Severity.WARNING,
    "Rumus nilai melewatkan baris",
    "Perbaiki rumusnya supaya memuat semua baris di bawahnya; nilai yang benar adalah hitungan lke.",
)
