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
DENIED = rule(
    "file-denies",
    Severity.WARNING,
    "Nama atau isi berkas menyatakan dokumennya belum ada; tidak dihitung",
    "Ganti dengan dokumen yang sudah jadi, atau betulkan nama berkasnya.",
    why="Rancangan, templat, dan catatan bahwa dokumen belum ada bukan bukti.",
    source="kebiasaan reviu TPI",
)
AT_INDICATOR = rule(
    "folder-at-indicator",
    Severity.WARNING,
    "Folder satu indikator: berkasnya belum dibagi per pertanyaan",
    "Pindahkan setiap berkas ke folder pertanyaannya, atau awali namanya dengan kode pertanyaannya (A.I.1.i.a).",
    why="Berkasnya mungkin bukti untuk pertanyaan mana pun di indikator itu; yang pasti hanya rentang nilainya.",
    source="kebiasaan reviu TPI",
)
EMPTY = rule(
    "file-empty",
    Severity.ERROR,
    "Berkas kosong: 0 byte, atau terbuka tanpa isi",
    "Salin atau simpan ulang berkasnya dari sumbernya, lalu buka sekali.",
    why="Berkas kosong tidak membuktikan apa pun; biasanya penyalinan atau pengunggahannya gagal.",
    source="kebiasaan reviu TPI",
)
BROKEN = rule(
    "file-broken",
    Severity.ERROR,
    "Berkas terpotong atau rusak",
    "Salin atau pindai ulang, lalu buka sekali untuk memastikan.",
    why="Berkas yang rusak tidak dapat dibuka penilai, sehingga sama dengan tidak ada.",
    source="kebiasaan reviu TPI",
)
PASSWORD = rule(
    "file-password",
    Severity.ERROR,
    "Berkas dilindungi kata sandi",
    "Simpan ulang tanpa kata sandi; penilai tidak dapat membukanya.",
    why="Berkas yang tidak dapat dibuka penilai sama dengan tidak ada.",
    source="kebiasaan reviu TPI",
)
MISLABELLED = rule(
    "file-mislabelled",
    Severity.ERROR,
    "Ekstensi berkas tidak sesuai isinya",
    "Ganti ekstensinya menurut isi berkas, atau simpan ulang dalam bentuk yang benar.",
    why="Program memilih cara membuka dari akhiran nama; yang salah membuat berkas tampak rusak.",
    source="kebiasaan reviu TPI",
)
UNREADABLE = rule(
    "file-unreadable",
    Severity.ERROR,
    "Berkas tidak dapat dibaca dari tempatnya",
    "Periksa izin berkas atau sambungan ke jaringan, lalu periksa lagi.",
    why="Berkas yang tidak dapat dibaca dari sini tidak diperiksa; apakah utuh belum diketahui.",
    source="cara lke check-evidence memeriksa",
)
SLOW = rule(
    "file-slow",
    Severity.ERROR,
    "Berkas tidak selesai dibuka",
    "Buka sendiri berkasnya dan simpan ulang; mungkin rusak.",
    why="Berkas yang tidak selesai dibuka di sini mungkin juga tidak terbuka di komputer penilai.",
    source="cara lke check-evidence memeriksa",
)
UNOPENED = rule(
    "file-unopened",
    Severity.INFO,
    "Berkas tidak dibuka: jenisnya tidak dapat diperiksa",
    "Buka sendiri untuk memastikan isinya.",
    why="Isi yang tidak diperiksa belum tentu utuh atau benar.",
    source="cara lke check-evidence memeriksa",
)
ARCHIVE = rule(
    "file-archive",
    Severity.WARNING,
    "Arsip: isinya tidak dipetakan ke pertanyaan dan tidak dihitung",
    "Ekstrak dulu ke folder pertanyaannya, lalu periksa lagi.",
    why="Isi arsip tidak tampak tanpa diekstrak; penilai belum tentu melakukannya.",
    source="kebiasaan reviu TPI",
)
UNKNOWN = rule(
    "file-unknown",
    Severity.WARNING,
    "Bukan jenis dokumen yang dikenal; tidak dihitung",
    "Simpan sebagai PDF, dokumen Office, gambar, atau video di folder pertanyaannya.",
    why="Jenis yang tidak dikenal belum tentu dapat dibuka penilai, jadi tidak dihitung sebagai bukti.",
    source="kebiasaan reviu TPI",
)
SCAN = rule(
    "file-scan",
    Severity.INFO,
    "PDF atau dokumen tanpa teks (hasil pindai): jenis dan tanggalnya hanya dari namanya",
    "Beri nama yang menyebut jenis dan tanggalnya, atau pasang pembacanya (pip install 'lke-cli[ocr]').",
    why="Tanpa teks, jenis dan tanggal dokumen tidak dapat diperiksa dari isinya.",
    source="cara lke check-evidence memeriksa",
)
TEMPORARY = rule(
    "file-temporary",
    Severity.WARNING,
    "Berkas sementara, kunci, atau unduhan yang belum selesai",
    "Tutup programnya atau unduh ulang, lalu hapus berkas itu.",
    why="Berkas itu belum selesai atau tertinggal dari program yang masih terbuka; isinya bukan dokumennya.",
    source="cara lke check-evidence memeriksa",
)
SYSTEM = rule(
    "file-system",
    Severity.INFO,
    "Berkas milik sistem operasi",
    "Boleh dihapus sebelum diunggah.",
    why="Berkas itu dibuat komputer dengan sendirinya dan bukan bukti; di folder ia hanya mengganggu.",
    source="cara lke check-evidence memeriksa",
)
SHORTCUT = rule(
    "file-shortcut",
    Severity.ERROR,
    "Pintasan, bukan dokumen",
    "Ganti dengan dokumennya sendiri; pintasan tidak dapat dibuka di komputer lain.",
    why="Pintasan hanya menunjuk ke komputer pembuatnya; dokumennya sendiri tidak ikut.",
    source="kebiasaan reviu TPI",
)
DUPLICATE = rule(
    "file-duplicate",
    Severity.WARNING,
    "Berkas yang sama dipakai untuk beberapa pertanyaan",
    "Pastikan dokumen itu memang menjawab semuanya.",
    why="Satu dokumen jarang membuktikan beberapa hal sekaligus; penilai akan menanyakannya.",
    source="kebiasaan reviu TPI",
)
OUTSIDE = rule(
    "file-outside-period",
    Severity.WARNING,
    "Tanggal dokumen di luar periode penilaian",
    "Ganti dengan dokumen dari periode penilaian, atau pastikan dokumen itu masih berlaku.",
    why="Yang dinilai adalah kegiatan dalam periode penilaian; dokumen dari masa lain dapat ditolak.",
    source="kebiasaan reviu TPI",
)
PERIOD_UNSURE = rule(
    "file-period-unsure",
    Severity.INFO,
    "Tanggal dokumen tidak seragam atau tidak terbaca",
    "Periksa sendiri tanggal dokumennya.",
    why="Tanggal yang tidak pasti tidak dapat dipakai untuk mengatakan bahwa dokumennya dalam periode.",
    source="kebiasaan reviu TPI",
)
PERIOD_UNCHECKED = rule(
    "period-unchecked",
    Severity.INFO,
    "Periode tidak diperiksa",
    "Sebut periode penilaian, misalnya --period 2025-01..2026-06.",
    why="Tanpa periode, dokumen dari masa lain tidak ketahuan.",
    source="kebiasaan reviu TPI",
)
PHOTO_REUSED = rule(
    "photo-reused",
    Severity.WARNING,
    "Foto atau hasil pindai yang sangat mirip dipakai di tempat atau waktu lain",
    "Buka keduanya; pakai foto dari kegiatan yang dimaksud.",
    why="Satu foto untuk beberapa kegiatan adalah hal pertama yang dicari penilai.",
    source="kebiasaan reviu TPI",
)
PHOTO_DATE = rule(
    "photo-date-differs",
    Severity.WARNING,
    "Foto diambil pada waktu yang lain dari tanggal di namanya",
    "Pastikan fotonya dari kegiatan itu; bila jam kameranya salah, siapkan keterangannya.",
    why="Tanggal yang dicatat kamera ikut terlihat oleh penilai.",
    source="kebiasaan reviu TPI",
)
EDITED_LATER = rule(
    "file-edited-later",
    Severity.WARNING,
    "Dokumen diubah lama sesudah tanggalnya",
    "Pakai berkas akhir yang disahkan (PDF bertanda tangan), bukan naskah yang masih diubah.",
    why="Dokumen yang masih diubah lama setelah tanggal yang tertulis dapat disangka dibuat mundur.",
    source="kebiasaan reviu TPI",
)
SAME_MAKER = rule(
    "files-same-maker",
    Severity.WARNING,
    "Banyak dokumen berbeda dari satu pembuat pada detik yang sama",
    "Pastikan isinya memang berbeda-beda dan menurut kegiatan masing-masing.",
    why="Dokumen yang disalin dari satu berkas atau satu templat membawa pembuat dan detik pembuatan yang sama.",
    source="kebiasaan reviu TPI",
)
SIGNATURE_CHANGED = rule(
    "signature-changed",
    Severity.ERROR,
    "Isi PDF bukan yang ditandatangani elektronik",
    "Minta lagi berkas aslinya; jangan simpan ulang, gabung, atau kompres yang sudah ditandatangani.",
    why="Tanda tangan elektronik mengunci isi; satu byte yang berubah membuatnya gugur di pemeriksaan siapa pun.",
    source="ISO 32000-1, 12.8",
)
SIGNATURE_ADDED = rule(
    "signature-added",
    Severity.WARNING,
    "PDF ditambahi setelah ditandatangani elektronik",
    "Pakai berkas seperti saat ditandatangani, atau jelaskan apa yang ditambahkan.",
    why="Yang ditambahkan sesudahnya tidak ikut ditandatangani, dan penilai dapat menanyakannya.",
    source="ISO 32000-1, 12.8",
)
SIGNATURE_UNCHECKED = rule(
    "signature-unchecked",
    Severity.INFO,
    "Tanda tangan elektronik tidak diperiksa",
    "Pasang pemeriksanya (pip install 'lke-cli[tte]'), atau periksa sendiri berkasnya di laman pemeriksa TTE.",
    why="Bahwa ada tanda tangan belum berarti isinya masih yang ditandatangani.",
    source="cara lke check-evidence memeriksa",
)
SIGNATURE_OUTSIDE = rule(
    "signature-outside-period",
    Severity.WARNING,
    "Ditandatangani elektronik di luar periode penilaian",
    "Pastikan dokumennya memang dari periode penilaian.",
    why="Dokumen yang bertanggal dalam periode tetapi baru ditandatangani sesudahnya dapat dianggap dibuat mundur.",
    source="kebiasaan reviu TPI",
)
QUARTER_EMPTY = rule(
    "quarter-without-evidence",
    Severity.WARNING,
    "Ada triwulan tanpa bukti untuk yang diminta berkala",
    "Lengkapi bukti triwulan itu, atau sebut bulan atau triwulannya di nama berkas.",
    why="Yang diminta berkala dinilai dari buktinya sepanjang periode; formulir tidak menyebut berapa kali.",
    source="rubrik, bagian every",
)
TOO_LARGE = rule(
    "file-too-large",
    Severity.ERROR,
    "Berkas melebihi batas unggah",
    "Kompres atau pecah berkasnya.",
    why="Berkas di atas batas ditolak sistem pengunggahan, sehingga tidak sampai ke penilai.",
    source="batas unggah yang disebut dengan --max-mb",
)
NAME_WINDOWS = rule(
    "file-name-windows",
    Severity.WARNING,
    "Nama tidak dapat dipakai di Windows",
    "Ganti nama berkas atau foldernya.",
    why="Berkas dengan nama itu tidak dapat disalin atau dibuka di komputer penilai yang memakai Windows.",
    source="aturan nama berkas Windows",
)
NAME_URL = rule(
    "file-name-url",
    Severity.WARNING,
    "Nama merusak tautan yang dibuat darinya",
    "Ganti nama berkas atau foldernya tanpa # % ?.",
    why="Tanda itu punya arti khusus dalam alamat web, sehingga tautan ke berkas itu putus.",
    source="RFC 3986, alamat web",
)
FOLDER_UNREADABLE = rule(
    "folder-unreadable",
    Severity.ERROR,
    "Folder atau berkas tidak dapat dilihat isinya",
    "Periksa izinnya, lalu periksa lagi; isinya belum ikut dihitung.",
    why="Bukti di tempat itu tidak terlihat, sehingga hasilnya belum lengkap.",
    source="cara lke check-evidence memeriksa",
)
FOLDER_LOOP = rule(
    "folder-loop",
    Severity.WARNING,
    "Tautan folder ke folder yang juga diperiksa di tempat lain; dilewati",
    "Ganti tautan folder itu dengan salinan berkasnya bila memang bukti pertanyaan itu.",
    why="Folder yang sama tidak dihitung dua kali; isinya diperiksa di tempatnya sendiri.",
    source="cara lke check-evidence memeriksa",
)
VANISHED = rule(
    "folder-vanished",
    Severity.ERROR,
    "Folder hilang saat diperiksa",
    "Sambungkan lagi jaringan atau cakramnya, lalu periksa ulang: hasil ini tidak lengkap.",
    why="Berkas yang belum sempat dibuka tidak diperiksa, sehingga hasilnya belum lengkap.",
    source="cara lke check-evidence memeriksa",
)
UNCOUNTED = rule(
    "evidence-uncounted",
    Severity.WARNING,
    "Ada berkas bukti dukung yang tidak dihitung",
    "Jalankan lke check-evidence dengan folder itu untuk melihat berkas mana dan sebabnya.",
    why="Bukti yang tidak dihitung di sini mungkin juga tidak ditemukan penilai.",
    source="kebiasaan reviu TPI",
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
    why="Pekerjaan yang ada buktinya tidak mendapat nilai bila jawabannya kosong atau 0.",
    source="kebiasaan reviu TPI",
)
THIN = rule(
    "evidence-thin",
    Severity.WARNING,
    "Bukti dukung tampaknya hanya menopang jawaban yang lebih rendah",
    "Lengkapi jenis bukti yang belum ada, atau turunkan jawabannya.",
    why="Penilai dapat menurunkan jawaban ke pilihan yang buktinya lengkap.",
    source="kebiasaan reviu TPI",
)
LINK_MALFORMED = rule(
    "link-malformed",
    Severity.ERROR,
    "Tautan salah tulis",
    "Salin ulang tautannya dari bilah alamat peramban.",
    why="Tautan yang salah tulis tidak dapat dibuka siapa pun.",
    source="kebiasaan reviu TPI",
)
LINK_PLACEHOLDER = rule(
    "link-placeholder",
    Severity.ERROR,
    "Tautan contoh yang belum diganti",
    "Isi dengan tautan bukti dukungnya.",
    why="Tautan contoh tidak membuka bukti.",
    source="kebiasaan reviu TPI",
)
LINK_LOCAL = rule(
    "link-local",
    Severity.ERROR,
    "Alamat di komputer sendiri, bukan tautan",
    "Unggah berkasnya, lalu tulis tautan berbaginya.",
    why="Alamat itu hanya ada di komputer pembuatnya.",
    source="kebiasaan reviu TPI",
)
LINK_EMAIL = rule(
    "link-email",
    Severity.WARNING,
    "Alamat surel, bukan tautan",
    "Ganti dengan tautan bukti dukungnya.",
    why="Alamat surel tidak membuka dokumen apa pun.",
    source="kebiasaan reviu TPI",
)
LINK_FORMULA = rule(
    "link-formula",
    Severity.WARNING,
    "Alamat tautan tidak terbaca (disusun rumus, atau hilang dari berkas); tidak dihitung",
    "Tulis alamatnya sendiri: salin alamat itu lalu tempel sebagai teks di selnya.",
    why="Alamat yang tidak tersimpan di sel tidak dapat diperiksa, dan dapat hilang di program lain.",
    source="cara lke membaca berkas",
)
LINK_UNPLACED = rule(
    "link-unplaced",
    Severity.WARNING,
    "Tautan di baris yang bukan pertanyaan; tidak dihitung",
    "Pindahkan tautannya ke baris pertanyaannya.",
    why="Tautan di luar baris pertanyaan tidak diketahui membuktikan jawaban yang mana.",
    source="cara lke membaca berkas",
)
LINK_PRIVATE_VIEW = rule(
    "link-private-view",
    Severity.WARNING,
    "Tautan ke halaman masuk atau tampilan sunting",
    "Pakai tautan berbagi untuk melihat saja.",
    why="Halaman itu meminta masuk atau izin menyunting; penilai tidak sampai ke dokumennya.",
    source="kebiasaan reviu TPI",
)
LINK_FOLDER = rule(
    "link-folder",
    Severity.WARNING,
    "Tautan folder, bukan berkas",
    "Tautkan berkasnya langsung, atau pastikan folder itu hanya untuk pertanyaan ini.",
    why="Isi folder dapat berubah, dan penilai harus mencari sendiri berkas yang dimaksud.",
    source="kebiasaan reviu TPI",
)
LINK_SHARED = rule(
    "link-shared",
    Severity.WARNING,
    "Tautan yang sama dipakai untuk banyak pertanyaan",
    "Tautkan bukti masing-masing pertanyaan.",
    why="Satu tautan untuk banyak pertanyaan jarang menunjukkan bukti masing-masing.",
    source="kebiasaan reviu TPI",
)
LINK_DEAD = rule(
    "link-dead",
    Severity.ERROR,
    "Tautan mati",
    "Perbaiki tautannya atau unggah ulang buktinya.",
    why="Penilai yang membuka tautan itu tidak menemukan bukti.",
    source="kebiasaan reviu TPI",
)
LINK_FORBIDDEN = rule(
    "link-forbidden",
    Severity.ERROR,
    "Tautan tidak boleh dibuka oleh orang lain",
    "Ubah izin berbaginya menjadi siapa saja yang memiliki tautan.",
    why="Penilai yang tidak diberi izin tidak dapat membuka buktinya.",
    source="kebiasaan reviu TPI",
)
LINK_UNSURE = rule(
    "link-unsure",
    Severity.WARNING,
    "Keadaan tautan tidak dapat dipastikan",
    "Buka sendiri tautannya di peramban.",
    why="Jawaban situsnya tidak mengatakan apakah buktinya ada.",
    source="cara lke check-evidence memeriksa",
)
LINK_INTERNAL = rule(
    "link-internal",
    Severity.ERROR,
    "Tautan ke jaringan dalam; tidak dicoba",
    "Pakai tautan yang dapat dibuka dari internet.",
    why="Penilai di luar jaringan itu tidak dapat membukanya; mencobanya dari sini pun tidak aman.",
    source="kebiasaan reviu TPI",
)
LINKS_UNASKED = rule(
    "links-unasked",
    Severity.INFO,
    "Tautan hanya diperiksa tulisannya",
    "Tambahkan --online untuk mencoba membukanya.",
    why="Tautan yang tertulis benar pun dapat mati atau terkunci; itu baru terlihat bila dibuka.",
    source="cara lke check-evidence memeriksa",
)
LINKS_BEYOND = rule(
    "links-beyond",
    Severity.WARNING,
    "Tautan tidak dicoba karena terlalu banyak",
    "Coba sendiri tautan itu, atau periksa LKE dengan tautan yang lebih sedikit.",
    why="Tautan yang tidak dicoba belum tentu terbuka.",
    source="cara lke check-evidence memeriksa",
)
LINKS_HIDDEN = rule(
    "links-hidden",
    Severity.WARNING,
    "Tautan di balik kata tidak terbaca",
    "Buka di Excel lalu simpan lagi sebagai .xlsx agar tautan di balik kata ikut diperiksa.",
    why="Bentuk berkas ini tidak menyimpan tautan di balik kata dengan cara yang dapat dibaca.",
    source="cara lke membaca berkas",
)
