"""Findings about answers and scores."""

from lke_cli.findings import Severity, rule

UNANSWERED = rule(
    "unanswered",
    Severity.WARNING,
    "Pertanyaan belum dijawab; dihitung 0",
    "Isi jawabannya, atau pastikan memang dibiarkan kosong.",
    why="Dihitung 0. Rumus formulir sendiri mengabaikannya, sehingga nilai di Excel tampak lebih tinggi.",
    source="PermenPANRB 90/2021, Lampiran III",
)
INVALID_ANSWER = rule(
    "invalid-answer",
    Severity.ERROR,
    "Jawaban tidak sah; dihitung 0",
    "Betulkan isian di sel itu menurut pilihan atau satuan yang diminta.",
    why="Isian yang tidak dikenali tidak dapat dinilai; penilai pun tidak akan menghitungnya.",
    source="PermenPANRB 90/2021, Lampiran III",
)
UNCOMPUTED = rule(
    "uncomputed",
    Severity.ERROR,
    "Jawaban berupa rumus yang belum dihitung; dihitung 0",
    "Buka berkasnya di Excel, biarkan menghitung, simpan, lalu jalankan lagi; atau ketik jawabannya.",
    why="Rumus tanpa hasil tersimpan belum punya nilai; apa hasilnya tidak dapat ditebak.",
    source="cara lke membaca berkas",
)
NO_EVIDENCE = rule(
    "no-evidence",
    Severity.WARNING,
    "Jawaban bernilai, tetapi tidak ada bukti dukung yang ditunjukkan di lembar",
    "Tuliskan dokumen atau tautan bukti dukungnya di kolom bukti dukung.",
    why="Jawaban tanpa bukti dapat diturunkan penilai menjadi nilai terendah.",
    source="kebiasaan reviu TPI",
)
EVIDENCE_CLAIMED = rule(
    "evidence-claimed",
    Severity.WARNING,
    "Sel bukti dukung hanya menyatakan ada",
    "Sebutkan dokumen, nomor, atau tautannya; 'ada', 'ok', 'terlampir', dan centang tidak menunjukkan bukti.",
    why="Penilai tidak dapat memeriksa bukti yang tidak disebut; jawabannya dapat diturunkan.",
    source="rubrik, bagian evidence_words",
)
EVIDENCE_UNUSED = rule(
    "evidence-unused",
    Severity.WARNING,
    "Tidak satu pun bukti dukung ditulis di lembar",
    "Tuliskan dokumen dan tautan bukti dukung di kolom sebelah kanan kolom catatan.",
    why="Tanpa bukti dukung di lembar, penilai harus mencari sendiri buktinya, atau menganggapnya tidak ada.",
    source="kebiasaan reviu TPI",
)
ZERO_RULE = rule(
    "zero-rule",
    Severity.INFO,
    "Pembagi persentase nol; nilainya ditentukan aturan rubrik",
    "Instansi memakai aturan yang berbeda untuk 0/0; tanyakan kepada TPI bila ragu.",
    why="Formulir menampilkan galat bila pembaginya 0; rubrik menyebut nilai yang berlaku untuk pertanyaan itu.",
    source="rubrik",
)
RATIO_OUT_OF_RANGE = rule(
    "ratio-out-of-range",
    Severity.WARNING,
    "Persentase di luar 0–100%; dibatasi",
    "Periksa jumlah yang diisi.",
    why="Persentase di luar batas berarti salah satu jumlahnya keliru.",
    source="PermenPANRB 90/2021, Lampiran III",
)
PERCENT_DIFFERS = rule(
    "percent-differs",
    Severity.WARNING,
    "Sel persentase berbeda dengan hasil hitung jumlahnya; jumlah yang dipakai",
    "Pastikan sel persentase berisi rumusnya, bukan ketikan, dan jumlahnya benar; lalu hitung ulang.",
    why="Penilai menghitung dari jumlahnya; persentase yang lain akan dipertanyakan.",
    source="PermenPANRB 90/2021, Lampiran III",
)
PERCENT_TYPED = rule(
    "percent-typed",
    Severity.WARNING,
    "Persentase diketik tanpa jumlah yang lengkap",
    "Isi jumlah-jumlahnya supaya persentasenya dapat diperiksa.",
    why="Persentase tanpa jumlah tidak dapat diperiksa siapa pun.",
    source="PermenPANRB 90/2021, Lampiran III",
)
SUM_DIFFERS = rule(
    "sum-differs",
    Severity.ERROR,
    "Jumlah yang diketik bertentangan dengan bagian-bagiannya",
    "Kembalikan rumus penjumlahannya, atau betulkan bagiannya.",
    why="Dua angka untuk hal yang sama tidak mungkin keduanya benar.",
    source="PermenPANRB 90/2021, Lampiran III",
)
SUM_TYPED = rule(
    "sum-typed",
    Severity.WARNING,
    "Jumlah diketik tanpa bagian yang lengkap",
    "Isi bagian-bagiannya supaya jumlahnya dapat diperiksa.",
    why="Jumlah tanpa bagian tidak dapat diperiksa.",
    source="PermenPANRB 90/2021, Lampiran III",
)
SUM_FROM_PARTS = rule(
    "sum-from-parts",
    Severity.INFO,
    "Jumlah dikosongkan; penjumlahan bagiannya yang dipakai",
    "Isi jumlahnya, dan pastikan bagian-bagiannya lengkap.",
    why="Jumlah yang kosong dapat dihitung pasti bila bagian-bagiannya terisi.",
    source="PermenPANRB 90/2021, Lampiran III",
)
HALF_BELOW = rule(
    "half-below",
    Severity.WARNING,
    "Salah satu bagian area di bawah rasio minimal",
    "Sebagian instansi mensyaratkan setiap bagian masing-masing; tanyakan kepada TPI.",
    why="Sebagian instansi mensyaratkan rasio minimal di Pemenuhan dan di Reform masing-masing, bukan digabung.",
    source="kebiasaan instansi",
)
WORKBOOK_DIFFERS = rule(
    "workbook-differs",
    Severity.WARNING,
    "Nilai yang tampak di berkas berbeda dengan hasil hitung",
    "Periksa rumus di sel itu dan hitung ulang berkas di Excel (Ctrl+Alt+F9), lalu simpan.",
    why="Yang dinilai orang adalah angka yang tampak di berkas; bila keliru, putusannya ikut keliru.",
    source="rumus formulir, dihitung ulang",
)
WORKBOOK_DIFFERS_BLANK = rule(
    "workbook-differs-blank",
    Severity.WARNING,
    "Rumus berkas mengabaikan pertanyaan tanpa jawaban sah, atau menjadi galat karenanya",
    "Isi semua pertanyaan; sampai saat itu nilai menurut aturan adalah hitungan lke, bukan yang tampak di berkas.",
    why="Rata-rata Excel melewatkan teks dan sel kosong, sehingga pertanyaan kosong menaikkan nilai.",
    source="rumus formulir, dihitung ulang",
)
WORKBOOK_DIFFERS_FOLLOWS = rule(
    "workbook-differs-follows",
    Severity.WARNING,
    "Nilai di berkas berbeda karena dihitung dari sel lain yang sudah disebut",
    "Betulkan sel yang disebut, lalu hitung ulang; selisihnya hilang dengan sendirinya.",
    why="Satu sel yang keliru mengubah semua nilai di atasnya.",
    source="rumus formulir, dihitung ulang",
)
NOT_CALCULATED = rule(
    "not-calculated",
    Severity.INFO,
    "Berkas tidak memuat nilai hasil hitung",
    "Buka dan simpan berkas di Excel supaya nilai di dalamnya dapat dibandingkan.",
    why="Tanpa nilai tersimpan, rumus yang rusak di berkas tidak ketahuan.",
    source="rumus formulir, dihitung ulang",
)
CHOICES_DIFFER = rule(
    "choices-differ",
    Severity.WARNING,
    "Pilihan Jawaban di lembar tidak sama dengan rubrik; rubrik yang dipakai",
    "Kembalikan isi kolom Pilihan Jawaban seperti di formulir resmi; rumus nilai bergantung padanya.",
    why="Rumus nilai formulir memilih menurut teks di kolom itu; teks lain membuat pertanyaannya tidak dihitung.",
    source="rumus formulir, dihitung ulang",
)
INCONSISTENT = rule(
    "inconsistent",
    Severity.ERROR,
    "Isian di dua tempat bertentangan",
    "Periksa kedua sel dan betulkan yang keliru.",
    why="Penilai membandingkan kedua isian itu; yang bertentangan menggugurkan kepercayaan pada keduanya.",
    source="rubrik, bagian consistency",
)
NARRATIVE_CONTRADICTS = rule(
    "narrative-contradicts",
    Severity.WARNING,
    "Catatan menggambarkan pilihan lain daripada yang dijawab",
    "Samakan jawaban dan catatannya: betulkan yang keliru sebelum penilai menemukannya.",
    why="Penilai membaca catatan lebih dulu; jawaban yang lebih tinggi daripada catatannya diturunkan.",
    source="kebiasaan reviu TPI",
)
NARRATIVE_UNSETTLED = rule(
    "narrative-unsettled",
    Severity.INFO,
    "Catatan menyebut sesuatu yang belum, tidak, atau hanya sebagian; apakah itu mengurangi jawabannya tidak terbaca",
    "Baca kalimatnya; bila menggambarkan pilihan yang lebih rendah, samakan jawaban dan catatannya.",
    why="Penilai membaca catatan lebih dulu; yang tidak dapat diputuskan dengan aturan kata perlu dibaca orang.",
    source="kebiasaan reviu TPI",
)
NARRATIVE_NUMBER = rule(
    "narrative-number",
    Severity.WARNING,
    "Catatan menyebut angka lain daripada yang diisi",
    "Samakan angka di catatan dan di selnya: betulkan yang keliru.",
    why="Penilai membandingkan angka di catatan, di sel, dan di buktinya.",
    source="kebiasaan reviu TPI",
)
PLACEHOLDER_NARRATIVE = rule(
    "placeholder-narrative",
    Severity.WARNING,
    "Catatan tidak menjelaskan apa pun",
    "Jelaskan dengan kalimat apa yang dilakukan, kapan, dan apa buktinya.",
    why="Catatan yang tidak mengatakan apa pun tidak mendukung jawabannya.",
    source="kebiasaan reviu TPI",
)
WEIGHT_DIFFERS = rule(
    "weight-differs",
    Severity.WARNING,
    "Bobot di lembar tidak sama dengan rubrik; rubrik yang dipakai",
    "Kembalikan bobotnya seperti di formulir resmi; nilai di berkas dihitung darinya.",
    why="Bobot ditetapkan peraturan; bobot lain mengubah nilai di berkas.",
    source="PermenPANRB 90/2021, Lampiran III",
)
FORMULA_OVERWRITTEN = rule(
    "formula-overwritten",
    Severity.WARNING,
    "Rumus nilai ditimpa atau dihapus",
    "Kembalikan rumusnya dari formulir resmi; angka ketikan tidak ikut berubah bila jawaban berubah.",
    why="Angka yang diketik tidak berubah lagi ketika jawabannya berubah.",
    source="rumus formulir, dihitung ulang",
)
FORMULA_MISSES_ROW = rule(
    "formula-misses-row",
    Severity.WARNING,
    "Rumus nilai melewatkan baris",
    "Perbaiki rumusnya supaya memuat semua baris di bawahnya; nilai yang benar adalah hitungan lke.",
    why="Jawaban pada baris itu tidak pernah masuk nilai di berkas.",
    source="rumus formulir, dihitung ulang",
)
