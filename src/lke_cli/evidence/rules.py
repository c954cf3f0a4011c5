"""Findings about evidence: the folder, its files, the workbook's links, and what the answers claim."""

from lke_cli.findings import Severity, rule

MISSING = rule(
    "evidence-missing",
    Severity.ERROR,
    "Pertanyaan tanpa bukti dukung",
    "Taruh bukti dukungnya di folder pertanyaan itu.",
    why="Jawaban tanpa bukti dapat diturunkan penilai.",
    source="kebiasaan reviu TPI",
)
PARTIAL = rule(
    "evidence-partial",
    Severity.WARNING,
    "Bukti dukung belum lengkap",
    "Lengkapi jenis bukti yang belum ada, atau beri nama berkas yang menyebut jenisnya (SK, Undangan, Notulensi).",
    why="Penilai mencari setiap jenis bukti yang lazim untuk pertanyaan itu.",
    source="rubrik, bagian evidence",
)
UNMATCHED = rule(
    "file-unmatched",
    Severity.WARNING,
    "Berkas tidak cocok dengan pertanyaan mana pun; tidak dihitung",
    "Pindahkan ke folder pertanyaannya, atau awali namanya dengan kode pertanyaan.",
    why="Berkas di tempat yang tidak jelas tidak dihitung sebagai bukti oleh siapa pun.",
    source="kebiasaan reviu TPI",
)
DOUBTFUL = rule(
    "file-doubtful",
    Severity.WARNING,
    "Letak berkas meragukan; tidak dihitung",
    "Pindahkan ke folder pertanyaannya, atau awali namanya dengan kode pertanyaan.",
    why="Dugaan tidak dihitung sebagai bukti: letaknya harus pasti.",
    source="kebiasaan reviu TPI",
)
AT_INDICATOR = rule(
    "folder-at-indicator",
    Severity.WARNING,
    "Folder satu indikator: berkasnya belum dibagi per pertanyaan",
    "Pindahkan setiap berkas ke folder pertanyaannya, atau awali namanya dengan huruf pertanyaannya.",
    why="Berkasnya mungkin bukti untuk pertanyaan mana pun di indikator itu; yang pasti hanya rentang nilainya.",
    source="kebiasaan reviu TPI",
)
EMPTY = rule("file-empty", Severity.ERROR, "Berkas kosong (0 byte)", "Salin ulang berkasnya dari sumbernya.")
BROKEN = rule(
    "file-broken",
    Severity.ERROR,
    "Berkas terpotong atau rusak",
    "Salin atau pindai ulang, lalu buka sekali untuk memastikan.",
)
PASSWORD = rule(
    "file-password",
    Severity.ERROR,
    "Berkas dilindungi kata sandi",
    "Simpan ulang tanpa kata sandi; penilai tidak dapat membukanya.",
)
MISLABELLED = rule(
    "file-mislabelled",
    Severity.ERROR,
    "Ekstensi berkas tidak sesuai isinya",
    "Ganti ekstensinya menurut isi berkas, atau simpan ulang dalam bentuk yang benar.",
)
UNREADABLE = rule(
    "file-unreadable",
    Severity.ERROR,
    "Berkas tidak dapat dibaca dari tempatnya",
    "Periksa izin berkas atau sambungan ke jaringan, lalu periksa lagi.",
)
SLOW = rule(
    "file-slow",
    Severity.ERROR,
    "Berkas tidak selesai dibuka",
    "Buka sendiri berkasnya dan simpan ulang; mungkin rusak.",
)
UNOPENED = rule(
    "file-unopened",
    Severity.INFO,
    "Berkas tidak dibuka: jenisnya tidak dapat diperiksa",
    "Buka sendiri untuk memastikan isinya.",
)
ARCHIVE = rule(
    "file-archive",
    Severity.WARNING,
    "Arsip: isinya tidak dipetakan ke pertanyaan dan tidak dihitung",
    "Ekstrak dulu ke folder pertanyaannya, lalu periksa lagi.",
)
UNKNOWN = rule(
    "file-unknown",
    Severity.WARNING,
    "Bukan jenis dokumen yang dikenal; tidak dihitung",
    "Simpan sebagai PDF, dokumen Office, gambar, atau video di folder pertanyaannya.",
)
SCAN = rule(
    "file-scan",
    Severity.INFO,
    "PDF atau dokumen tanpa teks (hasil pindai): jenis dan tanggalnya hanya dari namanya",
    "Beri nama yang menyebut jenis dan tanggalnya.",
)
TEMPORARY = rule(
    "file-temporary",
    Severity.WARNING,
    "Berkas sementara, kunci, atau unduhan yang belum selesai",
    "Tutup programnya atau unduh ulang, lalu hapus berkas itu.",
)
SYSTEM = rule("file-system", Severity.INFO, "Berkas milik sistem operasi", "Boleh dihapus sebelum diunggah.")
SHORTCUT = rule(
    "file-shortcut",
    Severity.ERROR,
    "Pintasan, bukan dokumen",
    "Ganti dengan dokumennya sendiri; pintasan tidak dapat dibuka di komputer lain.",
)
DUPLICATE = rule(
    "file-duplicate",
    Severity.WARNING,
    "Berkas yang sama dipakai untuk beberapa pertanyaan",
    "Pastikan dokumen itu memang menjawab semuanya.",
)
OUTSIDE = rule(
    "file-outside-period",
    Severity.WARNING,
    "Tanggal dokumen di luar periode penilaian",
    "Ganti dengan dokumen dari periode penilaian, atau pastikan dokumen itu masih berlaku.",
)
PERIOD_UNSURE = rule(
    "file-period-unsure",
    Severity.INFO,
    "Tanggal dokumen tidak seragam atau tidak terbaca",
    "Periksa sendiri tanggal dokumennya.",
)
PERIOD_UNCHECKED = rule(
    "period-unchecked",
    Severity.INFO,
    "Periode tidak diperiksa",
    "Sebut periode penilaian, misalnya --period 2025-01..2026-06.",
)
TOO_LARGE = rule(
    "file-too-large",
    Severity.ERROR,
    "Berkas melebihi batas unggah",
    "Kompres atau pecah berkasnya.",
)
NAME_WINDOWS = rule(
    "file-name-windows",
    Severity.WARNING,
    "Nama tidak dapat dipakai di Windows",
    "Ganti nama berkas atau foldernya.",
)
NAME_URL = rule(
    "file-name-url",
    Severity.WARNING,
    "Nama merusak tautan yang dibuat darinya",
    "Ganti nama berkas atau foldernya tanpa # % ?.",
)
FOLDER_UNREADABLE = rule(
    "folder-unreadable",
    Severity.ERROR,
    "Folder atau berkas tidak dapat dilihat isinya",
    "Periksa izinnya, lalu periksa lagi; isinya belum ikut dihitung.",
)
FOLDER_LOOP = rule(
    "folder-loop",
    Severity.WARNING,
    "Tautan folder ke folder yang juga diperiksa di tempat lain; dilewati",
    "Ganti tautan folder itu dengan salinan berkasnya bila memang bukti pertanyaan itu.",
)
VANISHED = rule(
    "folder-vanished",
    Severity.ERROR,
    "Folder hilang saat diperiksa",
    "Sambungkan lagi jaringan atau cakramnya, lalu periksa ulang: hasil ini tidak lengkap.",
)
UNCOUNTED = rule(
    "evidence-uncounted",
    Severity.WARNING,
    "Ada berkas bukti dukung yang tidak dihitung",
    "Jalankan lke check-evidence dengan folder itu untuk melihat berkas mana dan sebabnya.",
)
CLAIM_WITHOUT = rule(
    "claim-without-evidence",
    Severity.ERROR,
    "Dijawab bernilai, tetapi tidak ada bukti dukung",
    "Lengkapi buktinya, atau turunkan jawabannya.",
    why="Nilai jawaban ini hilang bila penilai hanya menghitung yang berbukti.",
    source="kebiasaan reviu TPI",
)
WITHOUT_CLAIM = rule(
    "evidence-without-claim",
    Severity.WARNING,
    "Ada bukti dukung, tetapi jawabannya kosong atau bernilai 0",
    "Periksa apakah jawabannya dapat dinaikkan; nilainya belum diambil.",
)
THIN = rule(
    "evidence-thin",
    Severity.WARNING,
    "Bukti dukung tampaknya hanya menopang jawaban yang lebih rendah",
    "Lengkapi jenis bukti yang belum ada, atau turunkan jawabannya.",
)
LINK_MALFORMED = rule(
    "link-malformed", Severity.ERROR, "Tautan salah tulis", "Salin ulang tautannya dari bilah alamat peramban."
)
LINK_PLACEHOLDER = rule(
    "link-placeholder", Severity.ERROR, "Tautan contoh yang belum diganti", "Isi dengan tautan bukti dukungnya."
)
LINK_LOCAL = rule(
    "link-local",
    Severity.ERROR,
    "Alamat di komputer sendiri, bukan tautan",
    "Unggah berkasnya, lalu tulis tautan berbaginya.",
)
LINK_EMAIL = rule("link-email", Severity.WARNING, "Alamat surel, bukan tautan", "Ganti dengan tautan bukti dukungnya.")
LINK_FORMULA = rule(
    "link-formula",
    Severity.WARNING,
    "Alamat tautan tidak terbaca (disusun rumus, atau hilang dari berkas); tidak dihitung",
    "Tulis alamatnya sendiri: salin alamat itu lalu tempel sebagai teks di selnya.",
)
LINK_UNPLACED = rule(
    "link-unplaced",
    Severity.WARNING,
    "Tautan di baris yang bukan pertanyaan; tidak dihitung",
    "Pindahkan tautannya ke baris pertanyaannya.",
)
LINK_PRIVATE_VIEW = rule(
    "link-private-view",
    Severity.WARNING,
    "Tautan ke halaman masuk atau tampilan sunting",
    "Pakai tautan berbagi untuk melihat saja.",
)
LINK_FOLDER = rule(
    "link-folder",
    Severity.WARNING,
    "Tautan folder, bukan berkas",
    "Tautkan berkasnya langsung, atau pastikan folder itu hanya untuk pertanyaan ini.",
)
LINK_SHARED = rule(
    "link-shared",
    Severity.WARNING,
    "Tautan yang sama dipakai untuk banyak pertanyaan",
    "Tautkan bukti masing-masing pertanyaan.",
)
LINK_DEAD = rule("link-dead", Severity.ERROR, "Tautan mati", "Perbaiki tautannya atau unggah ulang buktinya.")
LINK_FORBIDDEN = rule(
    "link-forbidden",
    Severity.ERROR,
    "Tautan tidak boleh dibuka oleh orang lain",
    "Ubah izin berbaginya menjadi siapa saja yang memiliki tautan.",
)
LINK_UNSURE = rule(
    "link-unsure", Severity.WARNING, "Keadaan tautan tidak dapat dipastikan", "Buka sendiri tautannya di peramban."
)
LINK_INTERNAL = rule(
    "link-internal",
    Severity.ERROR,
    "Tautan ke jaringan dalam; tidak dicoba",
    "Pakai tautan yang dapat dibuka dari internet.",
)
LINKS_UNASKED = rule(
    "links-unasked",
    Severity.INFO,
    "Tautan hanya diperiksa tulisannya",
    "Tambahkan --online untuk mencoba membukanya.",
)
LINKS_BEYOND = rule(
    "links-beyond",
    Severity.WARNING,
    "Tautan tidak dicoba karena terlalu banyak",
    "Coba sendiri tautan itu, atau periksa LKE dengan tautan yang lebih sedikit.",
)
LINKS_HIDDEN = rule(
    "links-hidden",
    Severity.WARNING,
    "Tautan di balik kata tidak terbaca",
    "Buka di Excel lalu simpan lagi sebagai .xlsx agar tautan di balik kata ikut diperiksa.",
)
