"""Findings about a survey's data. They speak of rows and columns, never of what a respondent wrote about themselves."""

from lke_cli.findings import Severity, rule

UNSUR_COUNT = rule(
    "survey-unsur-count",
    Severity.WARNING,
    "Jumlah unsur SKM bukan sembilan",
    "Tambahkan pertanyaan yang kurang, atau hapus kolom yang bukan unsur SKM di salinan berkas.",
)
UNSUR_UNREADABLE = rule(
    "survey-unsur-unreadable",
    Severity.WARNING,
    "Kolom yang tampak seperti pertanyaan, tetapi tidak dihitung",
    "Bila kolom itu memang pertanyaan: beri judul bila kosong, sebutkan kata jawabannya dengan --words dari terburuk "
    "sampai terbaik, atau ubah isinya menjadi angka 1 sampai 4 di salinan berkas.",
)
SET_ASIDE = rule(
    "survey-set-aside",
    Severity.INFO,
    "Kolom berisi angka atau kata jawaban yang dianggap data responden atau komentar",
    "Bila kolom itu pertanyaan, sebutkan semua kolom pertanyaan dengan --questions, misalnya --questions E..I.",
)
DOUBTFUL_QUESTION = rule(
    "survey-doubtful-question",
    Severity.WARNING,
    "Kolom yang dihitung sebagai pertanyaan, tetapi mungkin data responden",
    "Bila kolom itu bukan pertanyaan, sebutkan kolom pertanyaan dengan --questions, misalnya --questions E..I.",
)
TWO_INSTRUMENTS = rule(
    "survey-two-instruments",
    Severity.ERROR,
    "Dua survei dalam satu berkas",
    "Hitung satu per satu: sebutkan kolom survei yang dihitung dengan --questions, misalnya --questions E..I.",
)
OTHER_INSTRUMENT = rule(
    "survey-other-instrument",
    Severity.ERROR,
    "Berkas menyebut survei lain daripada --kind",
    "Sebutkan --kind menurut isi berkas, atau pilih berkas yang benar.",
)
OPPOSITE = rule(
    "survey-opposite-answers",
    Severity.WARNING,
    "Pertanyaan yang jawabannya berlawanan dengan pertanyaan lain",
    "Bila pertanyaannya bernada negatif sehingga 1 terbaik, sebutkan kolomnya dengan --reverse.",
)
REVERSED = rule(
    "survey-reversed",
    Severity.INFO,
    "Nilai pertanyaan bernada negatif dibalik",
    "Sebutkan pembalikan ini dalam laporan survei.",
)
BESIDE = rule(
    "survey-importance-beside",
    Severity.INFO,
    "Kolom kepentingan atau harapan di samping jawaban",
    "Kolom itu menyatakan seberapa penting atau diharapkan, bukan seberapa baik; sebutkan --questions bila keliru.",
)
NOT_APPLICABLE = rule(
    "survey-not-applicable",
    Severity.INFO,
    "Jawaban 0 atau tidak berlaku",
    "Itu bukan jawaban dan tidak dihitung; bila skalanya mulai dari 0, ubah menjadi mulai dari 1 di salinan berkas.",
)
TEST_ROW = rule(
    "survey-test-row",
    Severity.WARNING,
    "Baris percobaan",
    "Hapus baris percobaan di salinan berkas; baris itu tetap dihitung.",
)
FILTERED_ROWS = rule(
    "survey-filtered-rows",
    Severity.WARNING,
    "Baris yang tersembunyi oleh saringan",
    "Semua baris dihitung, juga yang tidak tampak; hapus di salinan berkas bila memang tidak termasuk.",
)
HIDDEN_ROWS = rule(
    "survey-hidden-rows",
    Severity.WARNING,
    "Baris yang tersembunyi",
    "Semua baris dihitung, juga yang tidak tampak; hapus di salinan berkas bila memang tidak termasuk.",
)
STEERED = rule(
    "survey-steered",
    Severity.WARNING,
    "Responden menyatakan diarahkan menjawab baik",
    "Penilai memakai bagian ini untuk menguji keabsahan survei; cari tahu siapa yang mengarahkan.",
)
RECOGNISED_IN_PART = rule(
    "survey-recognised-in-part",
    Severity.WARNING,
    "Pertanyaan yang tidak semuanya dikenal dari instrumennya",
    "Periksa tabel kolom; bila ada yang bukan pertanyaan survei ini, sebutkan yang benar dengan --questions.",
)
BY_PLACE = rule(
    "survey-known-by-place",
    Severity.WARNING,
    "Unsur yang dikenal dari urutannya saja",
    "Periksa tabel kolom; beri judul yang menyebut unsurnya bila keliru.",
)
TURNED_TABLE = rule(
    "survey-turned-table",
    Severity.INFO,
    "Tabel yang tidak satu baris per responden",
    "Periksa banyaknya responden; bila keliru, susun satu baris per responden di salinan berkas.",
)
SHEETS_ADDED = rule(
    "survey-sheets-added",
    Severity.INFO,
    "Beberapa lembar dijumlahkan",
    "Pilih satu lembar dengan --sheet bila tidak semuanya termasuk.",
)
SHEET_LEFT_OUT = rule(
    "survey-sheet-left-out",
    Severity.INFO,
    "Lembar yang tidak dihitung",
    "Pilih lembar itu dengan --sheet bila memang datanya.",
)
OTHER_CONVERSION = rule(
    "survey-other-conversion",
    Severity.WARNING,
    "Skala yang dapat diubah dengan dua cara",
    "Sebutkan cara yang dipakai dalam laporan survei; ubah di instrumen bila ada ketentuannya.",
)
ROUNDED_WEIGHT = rule(
    "survey-rounded-weight",
    Severity.WARNING,
    "Mutu berbeda bila bobot unsur dibulatkan",
    "Sebutkan bobot yang dipakai dalam laporan survei.",
)
LEARNED_WORDS = rule(
    "survey-learned-words",
    Severity.WARNING,
    "Kata jawaban yang dibaca dari polanya",
    "Bila urutannya lain, sebutkan dengan --words dari terburuk sampai terbaik.",
)
UNSUR_EMPTY = rule(
    "survey-unsur-empty",
    Severity.ERROR,
    "Unsur tanpa satu pun jawaban sah",
    "Lengkapi jawabannya; unsur itu tidak ikut dalam indeks.",
)
OUT_OF_SCALE = rule(
    "survey-out-of-scale",
    Severity.WARNING,
    "Jawaban di luar skala",
    "Cocokkan dengan kuesioner aslinya lalu betulkan; jawaban itu tidak dihitung.",
)
UNKNOWN_ANSWER = rule(
    "survey-unknown-answer",
    Severity.WARNING,
    "Jawaban yang tidak dikenal",
    "Ganti dengan angka 1 (terburuk) sampai 4 (terbaik) di salinan berkas; jawaban itu tidak dihitung.",
)
AMBIGUOUS_ANSWER = rule(
    "survey-ambiguous-answer",
    Severity.ERROR,
    "Kata jawaban yang nilainya bisa lebih dari satu",
    "Sebutkan semua pilihan jawaban dari terburuk sampai terbaik dengan --words, misalnya "
    "--words 'Sangat Tidak Setuju,Tidak Setuju,Setuju,Sangat Setuju'.",
)
UNDECIDED = rule(
    "survey-undecided",
    Severity.ERROR,
    "Indeks belum dapat ditentukan karena ada kata jawaban yang bernilai ganda",
    "Sebutkan semua pilihan jawaban dari terburuk sampai terbaik dengan --words.",
)
MISSING_ANSWER = rule(
    "survey-missing-answer",
    Severity.WARNING,
    "Jawaban kosong",
    "Setiap unsur dirata-rata atas jawabannya sendiri; lengkapi bila kuesioner aslinya terisi.",
)
NO_ANSWERS = rule(
    "survey-no-answers",
    Severity.WARNING,
    "Baris tanpa satu pun jawaban sah",
    "Baris itu tidak dihitung sebagai responden; lengkapi atau hapus di salinan berkas.",
)
SUMMARY_ROW = rule(
    "survey-summary-row",
    Severity.INFO,
    "Baris ringkasan (jumlah, rata-rata, NRR)",
    "Baris itu bukan responden dan tidak dihitung.",
)
LIKE_SUMMARY = rule(
    "survey-like-summary",
    Severity.WARNING,
    "Baris yang bernama seperti ringkasan, tetapi dihitung sebagai responden",
    "Bila baris itu jumlah atau rata-rata, hapus di salinan berkas.",
)
HEADER_NOT_FOUND = rule(
    "survey-header-not-found",
    Severity.WARNING,
    "Baris judul kolom tidak ditemukan",
    "Tulis judul kolom di atas jawaban agar tampak unsur mana yang dinilai.",
)
RESCALED = rule(
    "survey-rescaled",
    Severity.INFO,
    "Jawaban diubah ke skala 1 sampai 4",
    "Sebutkan pengubahan ini dalam laporan survei.",
)
STRAIGHT_LINING = rule(
    "survey-straight-lining",
    Severity.WARNING,
    "Responden yang menjawab sama untuk semua pertanyaan",
    "Periksa apakah kuesioner diisi sungguh-sungguh dan oleh pengguna layanan sendiri.",
)
DUPLICATES = rule(
    "survey-duplicate-responses",
    Severity.WARNING,
    "Jawaban ganda",
    "Periksa baris yang disebut; hapus yang terkirim dua kali di salinan berkas.",
)
FILLED_TWICE = rule(
    "survey-filled-twice",
    Severity.WARNING,
    "Pengisi yang sama dengan jawaban yang sama",
    "Periksa apakah satu orang terkirim dua kali; hapus yang berlebih di salinan berkas.",
)
REPEATED_CONTACT = rule(
    "survey-repeated-contact",
    Severity.WARNING,
    "Kontak yang sama pada beberapa baris",
    "Periksa apakah satu orang mengisi berkali-kali untuk pelayanan yang sama.",
)
BURST = rule(
    "survey-burst",
    Severity.WARNING,
    "Banyak jawaban masuk pada menit yang sama",
    "Periksa apakah kuesioner diisi oleh petugas sekaligus; bila disalin dari kertas, simpan kertasnya sebagai bukti.",
)
OUTSIDE_PERIOD = rule(
    "survey-outside-period",
    Severity.WARNING,
    "Jawaban di luar periode survei",
    "Jawaban itu tetap dihitung; hapus di salinan berkas bila tidak termasuk periode yang dinilai.",
)
TIME_UNREADABLE = rule(
    "survey-time-unreadable",
    Severity.WARNING,
    "Waktu pengisian yang tidak terbaca",
    "Samakan bentuknya, misalnya 2026-01-31 08:15:00; tanpa itu periode dan waktu tidak terperiksa.",
)
DAY_OR_MONTH = rule(
    "survey-day-or-month",
    Severity.INFO,
    "Tanggal yang bisa dibaca dua cara",
    "Dibaca hari/bulan/tahun; ubah bentuk tanggalnya bila itu keliru.",
)
DAY_MONTH_EXCHANGED = rule(
    "survey-day-month-exchanged",
    Severity.WARNING,
    "Hari dan bulan rupanya tertukar saat berkas dibuka di Excel",
    "Ekspor ulang dari formulir lalu periksa tanpa dibuka di Excel; periode tidak dapat dipegang sebelum itu.",
)
NO_TIME = rule(
    "survey-no-time",
    Severity.WARNING,
    "Waktu pengisian tidak ada atau tidak terbaca",
    "Sertakan kolom waktu pengisian, misalnya 2026-01-31 08:15:00; tanpa itu periode tidak dapat diperiksa.",
)
TOO_FEW = rule(
    "survey-too-few",
    Severity.ERROR,
    "Responden belum cukup",
    "Tambah responden sampai jumlah menurut tabel Krejcie & Morgan.",
)
GROUP_TOO_FEW = rule(
    "survey-group-too-few",
    Severity.WARNING,
    "Responden suatu layanan belum cukup",
    "Tambah responden pada layanan itu.",
)
GROUP_WITHOUT_POPULATION = rule(
    "survey-group-without-population",
    Severity.WARNING,
    "Layanan yang jumlah penggunanya tidak disebut",
    "Tambahkan layanan itu ke --population, atau samakan penulisan namanya.",
)
MORE_THAN_POPULATION = rule(
    "survey-more-than-population",
    Severity.WARNING,
    "Responden melebihi populasi",
    "Periksa --population: jumlah pengguna layanan dalam periode survei.",
)
NOT_SAFE = rule(
    "survey-not-safe",
    Severity.WARNING,
    "Nilai minimal ada di dalam selang kepercayaan",
    "Tambah responden atau perbaiki unsur terendah; survei ulang bisa jatuh di bawah nilai minimal.",
)
OTHER_SHEET = rule(
    "survey-other-sheet",
    Severity.WARNING,
    "Lembar lain juga berisi jawaban",
    "Pilih lembar lain dengan --sheet bila bukan ini yang dimaksud.",
)
CLAIM_DIFFERS = rule(
    "survey-claim-differs",
    Severity.ERROR,
    "Nilai survei di LKE berbeda dengan data surveinya",
    "Tulis indeks menurut data survei di LKE, atau periksa apakah data surveinya lengkap.",
)
CLAIM_BELOW_MINIMUM = rule(
    "survey-claim-below-minimum",
    Severity.ERROR,
    "Nilai survei di LKE mencapai nilai minimal, tetapi data surveinya tidak",
    "Tulis indeks menurut data survei di LKE; nilai minimal dibandingkan sebelum dibulatkan.",
)
CLAIM_ROUNDED = rule(
    "survey-claim-rounded",
    Severity.INFO,
    "Nilai survei di LKE adalah pembulatan dari data surveinya",
    "Tulis dengan dua desimal atau lebih agar cocok dengan laporan survei.",
)
CLAIM_UNDECIDED = rule(
    "survey-claim-undecided",
    Severity.ERROR,
    "Nilai survei di LKE belum dapat dicocokkan dengan datanya",
    "Hitung dengan lke survey --words, simpan dengan -o hasil.json, lalu pakai --survey hasil.json.",
)
CLAIM_MISSING = rule(
    "survey-claim-missing",
    Severity.ERROR,
    "Nilai survei belum diisi di LKE, padahal datanya ada",
    "Isi indeks survei di LKE.",
)
CLAIM_DATA = rule(
    "survey-claim-data",
    Severity.ERROR,
    "Data survei yang mendasari nilai di LKE bermasalah",
    "Jalankan lke survey atas berkas itu dan betulkan galatnya.",
)
