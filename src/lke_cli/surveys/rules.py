"""Findings about a survey's data. They speak of rows and columns, never of what a respondent wrote about themselves."""

from lke_cli.findings import Severity, rule

UNSUR_COUNT = rule(
    "survey-unsur-count",
    Severity.WARNING,
    "Jumlah unsur SKM bukan sembilan",
    "Tambahkan pertanyaan yang kurang, atau hapus kolom yang bukan unsur SKM di salinan berkas.",
    why="Rata-rata atas unsur yang kurang atau lebih bukan indeks menurut peraturannya.",
    source="PermenPANRB 14/2017",
)
UNSUR_UNREADABLE = rule(
    "survey-unsur-unreadable",
    Severity.WARNING,
    "Kolom yang tampak seperti pertanyaan, tetapi tidak dihitung",
    "Bila kolom itu memang pertanyaan: beri judul bila kosong, sebutkan kata jawabannya dengan --words dari terburuk "
    "sampai terbaik, atau ubah isinya menjadi angka 1 sampai 4 di salinan berkas.",
    why="Bila kolom itu pertanyaan, jawabannya tidak ikut dalam indeks.",
    source="instrumen survei yang dipakai",
)
SET_ASIDE = rule(
    "survey-set-aside",
    Severity.INFO,
    "Kolom berisi angka atau kata jawaban yang dianggap data responden atau komentar",
    "Bila kolom itu pertanyaan, sebutkan semua kolom pertanyaan dengan --questions, misalnya --questions E..I.",
    why="Bila kolom itu pertanyaan, jawabannya tidak ikut dalam indeks.",
    source="instrumen survei yang dipakai",
)
DOUBTFUL_QUESTION = rule(
    "survey-doubtful-question",
    Severity.WARNING,
    "Kolom yang dihitung sebagai pertanyaan, tetapi mungkin data responden",
    "Bila kolom itu bukan pertanyaan, sebutkan kolom pertanyaan dengan --questions, misalnya --questions E..I.",
    why="Data responden yang ikut dirata-rata mengubah indeks.",
    source="instrumen survei yang dipakai",
)
TWO_INSTRUMENTS = rule(
    "survey-two-instruments",
    Severity.ERROR,
    "Dua survei dalam satu berkas",
    "Hitung satu per satu: sebutkan kolom survei yang dihitung dengan --questions, misalnya --questions E..I.",
    why="Setiap survei punya indeksnya sendiri; jawaban yang dicampur tidak menjadi indeks yang mana pun.",
    source="instrumen survei yang dipakai",
)
OTHER_INSTRUMENT = rule(
    "survey-other-instrument",
    Severity.ERROR,
    "Berkas menyebut survei lain daripada --kind",
    "Sebutkan --kind menurut isi berkas, atau pilih berkas yang benar.",
    why="Jawaban survei lain menghasilkan indeks yang bukan indeks yang diminta.",
    source="instrumen survei yang dipakai",
)
OPPOSITE = rule(
    "survey-opposite-answers",
    Severity.WARNING,
    "Pertanyaan yang jawabannya berlawanan dengan pertanyaan lain",
    "Bila pertanyaannya bernada negatif sehingga 1 terbaik, sebutkan kolomnya dengan --reverse.",
    why="Bila 1 berarti terbaik di pertanyaan itu, nilainya terhitung terbalik.",
    source="instrumen survei yang dipakai",
)
REVERSED = rule(
    "survey-reversed",
    Severity.INFO,
    "Nilai pertanyaan bernada negatif dibalik",
    "Sebutkan pembalikan ini dalam laporan survei.",
    why="Pada pertanyaan bernada negatif, jawaban terbaik adalah yang terendah.",
    source="instrumen survei yang dipakai",
)
BESIDE = rule(
    "survey-importance-beside",
    Severity.INFO,
    "Kolom kepentingan atau harapan di samping jawaban",
    "Kolom itu menyatakan seberapa penting atau diharapkan, bukan seberapa baik; sebutkan --questions bila keliru.",
    why="Indeks mengukur seberapa baik pelayanan, bukan seberapa penting unsurnya.",
    source="instrumen survei yang dipakai",
)
NOT_APPLICABLE = rule(
    "survey-not-applicable",
    Severity.INFO,
    "Jawaban 0 atau tidak berlaku",
    "Itu bukan jawaban dan tidak dihitung; bila skalanya mulai dari 0, ubah menjadi mulai dari 1 di salinan berkas.",
    why="Nol atau tidak berlaku bukan penilaian; bila ikut dirata-rata, indeksnya turun tanpa sebab.",
    source="instrumen survei yang dipakai",
)
TEST_ROW = rule(
    "survey-test-row",
    Severity.WARNING,
    "Baris percobaan",
    "Hapus baris percobaan di salinan berkas; baris itu tetap dihitung.",
    why="Isian percobaan bukan pendapat pengguna layanan, tetapi ikut menentukan indeks.",
    source="pemeriksaan keabsahan data survei",
)
FILTERED_ROWS = rule(
    "survey-filtered-rows",
    Severity.WARNING,
    "Baris yang tersembunyi oleh saringan",
    "Semua baris dihitung, juga yang tidak tampak; hapus di salinan berkas bila memang tidak termasuk.",
    why="Yang tampak di layar bukan semua yang dihitung; angkanya dapat berbeda dari rekap Anda.",
    source="cara lke membaca berkas",
)
HIDDEN_ROWS = rule(
    "survey-hidden-rows",
    Severity.WARNING,
    "Baris yang tersembunyi",
    "Semua baris dihitung, juga yang tidak tampak; hapus di salinan berkas bila memang tidak termasuk.",
    why="Yang tampak di layar bukan semua yang dihitung; angkanya dapat berbeda dari rekap Anda.",
    source="cara lke membaca berkas",
)
STEERED = rule(
    "survey-steered",
    Severity.WARNING,
    "Responden menyatakan diarahkan menjawab baik",
    "Penilai memakai bagian ini untuk menguji keabsahan survei; cari tahu siapa yang mengarahkan.",
    why="Jawaban yang diarahkan bukan pendapat responden sendiri.",
    source="pemeriksaan keabsahan data survei",
)
RECOGNISED_IN_PART = rule(
    "survey-recognised-in-part",
    Severity.WARNING,
    "Pertanyaan yang tidak semuanya dikenal dari instrumennya",
    "Periksa tabel kolom; bila ada yang bukan pertanyaan survei ini, sebutkan yang benar dengan --questions.",
    why="Pertanyaan yang tidak dikenal mungkin bukan bagian survei ini, atau unsurnya lain.",
    source="instrumen survei yang dipakai",
)
BY_PLACE = rule(
    "survey-known-by-place",
    Severity.WARNING,
    "Unsur yang dikenal dari urutannya saja",
    "Periksa tabel kolom; beri judul yang menyebut unsurnya bila keliru.",
    why="Bila urutan pertanyaannya lain, jawabannya masuk ke unsur yang salah.",
    source="instrumen survei yang dipakai",
)
TURNED_TABLE = rule(
    "survey-turned-table",
    Severity.INFO,
    "Tabel yang tidak satu baris per responden",
    "Periksa banyaknya responden; bila keliru, susun satu baris per responden di salinan berkas.",
    why="Bila susunannya keliru dikenali, banyaknya responden pun keliru.",
    source="cara lke membaca berkas",
)
SHEETS_ADDED = rule(
    "survey-sheets-added",
    Severity.INFO,
    "Beberapa lembar dijumlahkan",
    "Pilih satu lembar dengan --sheet bila tidak semuanya termasuk.",
    why="Bila salah satu lembar bukan data periode ini, indeksnya tercampur.",
    source="cara lke membaca berkas",
)
SHEET_LEFT_OUT = rule(
    "survey-sheet-left-out",
    Severity.INFO,
    "Lembar yang tidak dihitung",
    "Pilih lembar itu dengan --sheet bila memang datanya.",
    why="Rekap atau hasil olahan yang ikut dihitung menggandakan jawaban.",
    source="cara lke membaca berkas",
)
OTHER_CONVERSION = rule(
    "survey-other-conversion",
    Severity.WARNING,
    "Skala yang dapat diubah dengan dua cara",
    "Sebutkan cara yang dipakai dalam laporan survei; ubah di instrumen bila ada ketentuannya.",
    why="Kedua cara memberi indeks yang berbeda, dan belum ada ketentuan yang memilih salah satunya.",
    source="instrumen survei yang dipakai",
)
ROUNDED_WEIGHT = rule(
    "survey-rounded-weight",
    Severity.WARNING,
    "Mutu berbeda bila bobot unsur dibulatkan",
    "Sebutkan bobot yang dipakai dalam laporan survei.",
    why="Bobot 1/9 yang dibulatkan menjadi 0,11 menurunkan indeks 1 % dan dapat mengubah mutunya.",
    source="PermenPANRB 14/2017",
)
LEARNED_WORDS = rule(
    "survey-learned-words",
    Severity.WARNING,
    "Kata jawaban yang dibaca dari polanya",
    "Bila urutannya lain, sebutkan dengan --words dari terburuk sampai terbaik.",
    why="Urutan yang keliru membalik nilai jawabannya.",
    source="instrumen survei yang dipakai",
)
UNSUR_EMPTY = rule(
    "survey-unsur-empty",
    Severity.ERROR,
    "Unsur tanpa satu pun jawaban sah",
    "Lengkapi jawabannya; unsur itu tidak ikut dalam indeks.",
    why="Indeks tanpa unsur itu bukan indeks atas semua unsur.",
    source="PermenPANRB 14/2017",
)
OUT_OF_SCALE = rule(
    "survey-out-of-scale",
    Severity.WARNING,
    "Jawaban di luar skala",
    "Cocokkan dengan kuesioner aslinya lalu betulkan; jawaban itu tidak dihitung.",
    why="Jawaban di luar skala tidak punya nilai, dan biasanya salah ketik.",
    source="instrumen survei yang dipakai",
)
UNKNOWN_ANSWER = rule(
    "survey-unknown-answer",
    Severity.WARNING,
    "Jawaban yang tidak dikenal",
    "Ganti dengan angka 1 (terburuk) sampai 4 (terbaik) di salinan berkas; jawaban itu tidak dihitung.",
    why="Jawaban yang tidak dikenal tidak punya nilai dan tidak ikut dirata-rata.",
    source="instrumen survei yang dipakai",
)
AMBIGUOUS_ANSWER = rule(
    "survey-ambiguous-answer",
    Severity.ERROR,
    "Kata jawaban yang nilainya bisa lebih dari satu",
    "Sebutkan semua pilihan jawaban dari terburuk sampai terbaik dengan --words, misalnya "
    "--words 'Sangat Tidak Setuju,Tidak Setuju,Setuju,Sangat Setuju'.",
    why="Kata yang sama bernilai lain pada skala yang lain; menebaknya dapat mengubah indeks.",
    source="instrumen survei yang dipakai",
)
UNDECIDED = rule(
    "survey-undecided",
    Severity.ERROR,
    "Indeks belum dapat ditentukan karena kata jawaban atau kolomnya dapat dibaca dalam dua cara",
    "Sebutkan semua pilihan jawaban dari terburuk sampai terbaik dengan --words.",
    why="Dua cara membaca kata jawaban memberi dua indeks; menebaknya dapat mengubah putusan.",
    source="instrumen survei yang dipakai",
)
OTHER_READINGS = rule(
    "survey-other-readings",
    Severity.WARNING,
    "Indeks yang sedikit lain bila kolomnya dibaca lain, dengan putusan yang sama",
    "Sebutkan kolom pertanyaannya dengan --questions agar indeksnya pasti.",
    why="Indeks yang dilaporkan harus dapat ditunjukkan asalnya, juga bila putusannya tidak bergantung padanya.",
    source="instrumen survei yang dipakai",
)
MISSING_ANSWER = rule(
    "survey-missing-answer",
    Severity.WARNING,
    "Jawaban kosong",
    "Setiap unsur dirata-rata atas jawabannya sendiri; lengkapi bila kuesioner aslinya terisi.",
    why="Jawaban kosong tidak dihitung; banyak yang kosong membuat rata-rata unsurnya kurang mewakili.",
    source="instrumen survei yang dipakai",
)
NO_ANSWERS = rule(
    "survey-no-answers",
    Severity.WARNING,
    "Baris tanpa satu pun jawaban sah",
    "Baris itu tidak dihitung sebagai responden; lengkapi atau hapus di salinan berkas.",
    why="Baris seperti itu menambah banyaknya responden tanpa menambah jawaban.",
    source="instrumen survei yang dipakai",
)
SUMMARY_ROW = rule(
    "survey-summary-row",
    Severity.INFO,
    "Baris ringkasan (jumlah, rata-rata, NRR)",
    "Baris itu bukan responden dan tidak dihitung.",
    why="Baris itu hasil hitungan atas responden, bukan responden.",
    source="instrumen survei yang dipakai",
)
LIKE_SUMMARY = rule(
    "survey-like-summary",
    Severity.WARNING,
    "Baris yang bernama seperti ringkasan, tetapi dihitung sebagai responden",
    "Bila baris itu jumlah atau rata-rata, hapus di salinan berkas.",
    why="Baris jumlah atau rata-rata yang ikut dihitung mengubah indeks dan menambah responden.",
    source="instrumen survei yang dipakai",
)
HEADER_NOT_FOUND = rule(
    "survey-header-not-found",
    Severity.WARNING,
    "Baris judul kolom tidak ditemukan",
    "Tulis judul kolom di atas jawaban agar tampak unsur mana yang dinilai.",
    why="Tanpa judul, unsur yang dinilai setiap kolom hanya dapat diduga dari urutannya.",
    source="instrumen survei yang dipakai",
)
RESCALED = rule(
    "survey-rescaled",
    Severity.INFO,
    "Jawaban diubah ke skala 1 sampai 4",
    "Sebutkan pengubahan ini dalam laporan survei.",
    why="LKE memakai indeks 0 sampai 4; skala lain harus diubah, dan caranya harus disebut.",
    source="instrumen survei yang dipakai",
)
STRAIGHT_LINING = rule(
    "survey-straight-lining",
    Severity.WARNING,
    "Responden yang menjawab sama untuk semua pertanyaan",
    "Periksa apakah kuesioner diisi sungguh-sungguh dan oleh pengguna layanan sendiri.",
    why="Jawaban yang sama untuk semua pertanyaan sering berarti kuesioner tidak dibaca.",
    source="pemeriksaan keabsahan data survei",
)
DUPLICATES = rule(
    "survey-duplicate-responses",
    Severity.WARNING,
    "Jawaban ganda",
    "Periksa baris yang disebut; hapus yang terkirim dua kali di salinan berkas.",
    why="Kiriman ganda menghitung satu orang dua kali.",
    source="pemeriksaan keabsahan data survei",
)
FILLED_TWICE = rule(
    "survey-filled-twice",
    Severity.WARNING,
    "Pengisi yang sama dengan jawaban yang sama",
    "Periksa apakah satu orang terkirim dua kali; hapus yang berlebih di salinan berkas.",
    why="Satu orang yang terhitung dua kali menambah responden yang sebenarnya tidak ada.",
    source="pemeriksaan keabsahan data survei",
)
REPEATED_CONTACT = rule(
    "survey-repeated-contact",
    Severity.WARNING,
    "Kontak yang sama pada beberapa baris",
    "Periksa apakah satu orang mengisi berkali-kali untuk pelayanan yang sama.",
    why="Satu orang yang mengisi berkali-kali mengubah indeks menurut pendapatnya saja.",
    source="pemeriksaan keabsahan data survei",
)
BURST = rule(
    "survey-burst",
    Severity.WARNING,
    "Banyak jawaban masuk pada menit yang sama",
    "Periksa apakah kuesioner diisi oleh petugas sekaligus; bila disalin dari kertas, simpan kertasnya sebagai bukti.",
    why="Kuesioner yang masuk serentak mungkin diisi petugas, bukan oleh pengguna layanan.",
    source="pemeriksaan keabsahan data survei",
)
OUTSIDE_PERIOD = rule(
    "survey-outside-period",
    Severity.WARNING,
    "Jawaban di luar periode survei",
    "Jawaban itu tetap dihitung; hapus di salinan berkas bila tidak termasuk periode yang dinilai.",
    why="Survei menilai pelayanan dalam periode penilaian; jawaban dari masa lain dapat ditolak.",
    source="pemeriksaan keabsahan data survei",
)
TIME_UNREADABLE = rule(
    "survey-time-unreadable",
    Severity.WARNING,
    "Waktu pengisian yang tidak terbaca",
    "Samakan bentuknya, misalnya 2026-01-31 08:15:00; tanpa itu periode dan waktu tidak terperiksa.",
    why="Jawaban yang waktunya tidak terbaca tidak dapat diperiksa periodenya.",
    source="pemeriksaan keabsahan data survei",
)
DAY_OR_MONTH = rule(
    "survey-day-or-month",
    Severity.INFO,
    "Tanggal yang bisa dibaca dua cara",
    "Dibaca hari/bulan/tahun; ubah bentuk tanggalnya bila itu keliru.",
    why="Tanggal seperti 03/04 dapat berarti dua hari yang berbeda.",
    source="pemeriksaan keabsahan data survei",
)
DAY_MONTH_EXCHANGED = rule(
    "survey-day-month-exchanged",
    Severity.WARNING,
    "Hari dan bulan rupanya tertukar saat berkas dibuka di Excel",
    "Ekspor ulang dari formulir lalu periksa tanpa dibuka di Excel; periode tidak dapat dipegang sebelum itu.",
    why="Tanggal yang tertukar membuat jawaban tampak di luar atau di dalam periode padahal sebaliknya.",
    source="pemeriksaan keabsahan data survei",
)
NO_TIME = rule(
    "survey-no-time",
    Severity.WARNING,
    "Waktu pengisian tidak ada atau tidak terbaca",
    "Sertakan kolom waktu pengisian, misalnya 2026-01-31 08:15:00; tanpa itu periode tidak dapat diperiksa.",
    why="Tanpa waktu, tidak diketahui apakah jawabannya dari periode yang dinilai.",
    source="pemeriksaan keabsahan data survei",
)
TOO_FEW = rule(
    "survey-too-few",
    Severity.ERROR,
    "Responden belum cukup",
    "Tambah responden sampai jumlah menurut tabel Krejcie & Morgan.",
    why="Indeks dari terlalu sedikit responden belum mewakili pengguna layanan.",
    source="Krejcie & Morgan (1970)",
)
GROUP_TOO_FEW = rule(
    "survey-group-too-few",
    Severity.WARNING,
    "Responden suatu layanan belum cukup",
    "Tambah responden pada layanan itu.",
    why="Indeks layanan itu belum mewakili penggunanya.",
    source="Krejcie & Morgan (1970)",
)
GROUP_WITHOUT_POPULATION = rule(
    "survey-group-without-population",
    Severity.WARNING,
    "Layanan yang jumlah penggunanya tidak disebut",
    "Tambahkan layanan itu ke --population, atau samakan penulisan namanya.",
    why="Tanpa banyaknya pengguna, kecukupan responden layanan itu tidak dapat dihitung.",
    source="Krejcie & Morgan (1970)",
)
MORE_THAN_POPULATION = rule(
    "survey-more-than-population",
    Severity.WARNING,
    "Responden melebihi populasi",
    "Periksa --population: jumlah pengguna layanan dalam periode survei.",
    why="Responden tidak mungkin lebih banyak daripada pengguna layanannya; salah satu angkanya keliru.",
    source="Krejcie & Morgan (1970)",
)
NOT_SAFE = rule(
    "survey-not-safe",
    Severity.WARNING,
    "Nilai minimal ada di dalam selang kepercayaan",
    "Tambah responden atau perbaiki unsur terendah; survei ulang bisa jatuh di bawah nilai minimal.",
    why="Indeks dari sebagian pengguna punya kesalahan pengambilan contoh; nilai sebenarnya mungkin di bawah batas.",
    source="statistika: selang kepercayaan 95 %",
)
OTHER_SHEET = rule(
    "survey-other-sheet",
    Severity.WARNING,
    "Lembar lain juga berisi jawaban",
    "Pilih lembar lain dengan --sheet bila bukan ini yang dimaksud.",
    why="Jawaban di lembar lain tidak ikut dihitung.",
    source="cara lke membaca berkas",
)
CLAIM_DIFFERS = rule(
    "survey-claim-differs",
    Severity.ERROR,
    "Nilai survei di LKE berbeda dengan data surveinya",
    "Tulis indeks menurut data survei di LKE, atau periksa apakah data surveinya lengkap.",
    why="Penilai menghitung dari data surveinya; angka lain di LKE akan dipertanyakan.",
    source="pemeriksaan keabsahan data survei",
)
CLAIM_BELOW_MINIMUM = rule(
    "survey-claim-below-minimum",
    Severity.ERROR,
    "Nilai survei di LKE mencapai nilai minimal, tetapi data surveinya tidak",
    "Tulis indeks menurut data survei di LKE; nilai minimal dibandingkan sebelum dibulatkan.",
    why="Penilai menghitung dari data surveinya; nilai di LKE yang lebih tinggi tidak berlaku.",
    source="PermenPANRB 90/2021, Lampiran III",
)
CLAIM_ROUNDED = rule(
    "survey-claim-rounded",
    Severity.INFO,
    "Nilai survei di LKE adalah pembulatan dari data surveinya",
    "Tulis dengan dua desimal atau lebih agar cocok dengan laporan survei.",
    why="Nilai yang dibulatkan tampak mencapai batas yang menurut datanya belum tentu tercapai.",
    source="pemeriksaan keabsahan data survei",
)
CLAIM_UNDECIDED = rule(
    "survey-claim-undecided",
    Severity.ERROR,
    "Nilai survei di LKE belum dapat dicocokkan dengan datanya",
    "Hitung dengan lke survey --words atau --questions, simpan dengan -o hasil.json, lalu pakai --survey hasil.json.",
    why="Dua cara membaca kata jawaban atau kolom memberi dua indeks; yang mana yang benar harus ditentukan dulu.",
    source="instrumen survei yang dipakai",
)
CLAIM_OUTSIDE_PERIOD = rule(
    "survey-claim-outside-period",
    Severity.WARNING,
    "Responden survei di luar periode penilaian",
    "Hapus respondennya di salinan berkas, atau betulkan period di lke.toml bila periodenya lain.",
    why="Survei menilai pelayanan dalam periode penilaian; jawaban dari masa lain dapat ditolak.",
    source="pemeriksaan keabsahan data survei",
)
CLAIM_WITHOUT_DATES = rule(
    "survey-claim-without-dates",
    Severity.WARNING,
    "Data survei tanpa waktu pengisian",
    "Pakai ekspor formulir yang memuat waktu pengisian, agar periode penilaiannya dapat diperiksa.",
    why="Survei menilai pelayanan dalam periode penilaian; jawaban dari masa lain dapat ditolak.",
    source="pemeriksaan keabsahan data survei",
)
CLAIM_MISSING = rule(
    "survey-claim-missing",
    Severity.ERROR,
    "Nilai survei belum diisi di LKE, padahal datanya ada",
    "Isi indeks survei di LKE.",
    why="Survei yang tidak diisi dihitung 0.",
    source="PermenPANRB 90/2021, Lampiran III",
)
CLAIM_DATA = rule(
    "survey-claim-data",
    Severity.ERROR,
    "Data survei yang mendasari nilai di LKE bermasalah",
    "Jalankan lke survey atas berkas itu dan betulkan galatnya.",
    why="Selama datanya punya galat, nilai survei di LKE tidak dapat dibenarkan darinya.",
    source="instrumen survei yang dipakai",
)
