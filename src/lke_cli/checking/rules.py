"""Findings about a submission as a whole: which parts there are, and what stands in the way of it."""

from lke_cli.findings import Severity, rule

_SOURCE = "tiga hal yang diperiksa provinsi sebelum LKE diajukan: isian, bukti dukung, nilai minimal"

NO_WORKBOOK = rule(
    "check-no-workbook",
    Severity.ERROR,
    "LKE tidak ditemukan di folder itu",
    'Sebut berkas LKE-nya: lke check "LKE.xlsx".',
    why="Tanpa LKE tidak ada nilai yang dapat diperiksa.",
    source="cara kerja lke check",
)
SEVERAL_WORKBOOKS = rule(
    "check-several-workbooks",
    Severity.ERROR,
    "Beberapa LKE untuk satu unit",
    "Sebut LKE yang akan diajukan, atau pindahkan yang lain ke luar folder itu.",
    why="Yang diperiksa harus yang diajukan; lke tidak menebak yang mana.",
    source="cara kerja lke check",
)
FOLDER_UNSEEN = rule(
    "check-folder-unseen",
    Severity.ERROR,
    "Ada folder yang tidak boleh dilihat isinya",
    "Periksa izin folder itu, atau sambungan ke jaringannya, lalu periksa lagi.",
    why="Di dalamnya mungkin ada LKE, bukti dukung, atau survei lain.",
    source="cara kerja lke check",
)
NOT_SCORED = rule(
    "check-not-scored",
    Severity.ERROR,
    "LKE belum dapat dinilai",
    "Lihat sebab dan penyelesaiannya dengan lke score atas berkas itu.",
    why="LKE yang belum dapat dinilai belum dapat dikatakan memenuhi nilai minimal.",
    source="cara kerja lke check",
)
MINIMUM_MISSED = rule(
    "check-minimum-missed",
    Severity.ERROR,
    "Nilai minimal belum tercapai",
    "Lihat jawaban mana yang menutup kekurangannya dengan lke score dan lke plan.",
    why="Satu nilai minimal yang tidak tercapai menggugurkan seluruh pengajuan.",
    source="rubrik, bagian targets",
)
WORKBOOK_ERRORS = rule(
    "check-workbook-errors",
    Severity.ERROR,
    "Isian LKE punya galat",
    "Betulkan sel yang disebut di LKE.",
    why="Isian yang salah dihitung 0 atau dipertanyakan penilai.",
    source="PermenPANRB 90/2021, Lampiran III",
)
ROWS_IN_DOUBT = rule(
    "check-rows-in-doubt",
    Severity.ERROR,
    "Ada baris LKE yang dibaca dengan ragu",
    "Samakan teks baris itu dengan formulir resmi; lke inspect menunjukkannya.",
    why="Nilai yang bertumpu pada baris yang meragukan belum pasti.",
    source="cara kerja lke check",
)
READERS_DIFFER = rule(
    "check-readers-differ",
    Severity.ERROR,
    "Pembaca kedua melihat isi LKE yang berbeda",
    "Buka LKE di Excel, simpan lagi sebagai .xlsx, lalu periksa lagi.",
    why="Bila dua pembaca tidak sepakat, nilainya belum dapat dipercaya.",
    source="cara kerja lke check",
)
NOT_READ_AGAIN = rule(
    "check-not-read-again",
    Severity.ERROR,
    "LKE tidak dapat dibaca oleh pembaca kedua",
    "Buka LKE di Excel, simpan lagi sebagai .xlsx, lalu periksa lagi.",
    why="Isi yang hanya dapat dibaca oleh satu pembaca belum tentu tampak sama di komputer penilai.",
    source="cara kerja lke check",
)
NO_EVIDENCE_FOLDER = rule(
    "check-no-evidence-folder",
    Severity.ERROR,
    "Folder bukti dukung tidak ditemukan",
    "Sebut foldernya dengan --evidence, atau taruh di sebelah LKE dengan nama yang memuat 'bukti dukung'.",
    why="Bukti dukung yang tidak diperiksa tidak dapat dinyatakan lengkap.",
    source=_SOURCE,
)
SEVERAL_EVIDENCE_FOLDERS = rule(
    "check-several-evidence-folders",
    Severity.ERROR,
    "Beberapa folder tampak seperti bukti dukung",
    "Sebut folder yang akan diajukan dengan --evidence.",
    why="Bukti dukung tahun lalu atau unit lain tidak boleh terhitung.",
    source="cara kerja lke check",
)
ANOTHER_UNITS = rule(
    "check-another-units",
    Severity.ERROR,
    "Di folder itu juga ada LKE unit lain",
    "Sebut bukti dukung unit ini dengan --evidence dan surveinya dengan --survey, atau beri tiap unit folder sendiri.",
    why="Bukti dukung dan survei di folder itu mungkin milik unit lain.",
    source="cara kerja lke check",
)
EVIDENCE_UNREAD = rule(
    "check-evidence-unread",
    Severity.ERROR,
    "Bukti dukung tidak dapat diperiksa",
    "Lihat sebabnya dengan lke check-evidence atas folder itu.",
    why="Tanpa pemeriksaan bukti, tidak dapat dikatakan bahwa berkas ini siap diajukan.",
    source="cara kerja lke check",
)
WITHOUT_EVIDENCE = rule(
    "check-without-evidence",
    Severity.ERROR,
    "Pertanyaan tanpa bukti dukung",
    "Taruh bukti dukungnya di folder pertanyaan itu; lke check-evidence menyebut semuanya.",
    source=_SOURCE,
    why="Jawaban tanpa bukti dapat diturunkan penilai.",
)
EVIDENCE_OUTSIDE = rule(
    "check-evidence-outside-period",
    Severity.ERROR,
    "Bukti dukung hanya dari luar periode penilaian",
    "Ganti atau tambah dokumen dari periode penilaian; bila dokumen lama masih berlaku, sertakan dasar berlakunya.",
    source=_SOURCE,
    why="Penilai menghitung bukti dari periode penilaian.",
)
MORE_THAN_USERS = rule(
    "check-more-respondents-than-users",
    Severity.ERROR,
    "Responden lebih banyak daripada pengguna layanan",
    "Betulkan jumlah pengguna layanan (--population), atau periksa responden yang terhitung dua kali.",
    source=_SOURCE,
    why="Keduanya tidak mungkin benar, jadi kecukupan responden tidak dapat diputuskan.",
)
EVIDENCE_IN_PART = rule(
    "check-evidence-in-part",
    Severity.ERROR,
    "Bukti dukung baru sebagian",
    "Lengkapi jenis bukti yang belum ada; lke check-evidence menyebut jenisnya.",
    source=_SOURCE,
    why="Penilai mencari setiap jenis bukti yang lazim untuk pertanyaan itu.",
)
LOST_WITHOUT_EVIDENCE = rule(
    "check-lost-without-evidence",
    Severity.ERROR,
    "Nilai minimal hilang bila hanya jawaban yang berbukti yang dihitung",
    "Dahulukan bukti dukung pertanyaan di bagian itu.",
    why="Jawaban tanpa bukti dapat diturunkan penilai.",
    source="kebiasaan reviu TPI",
)
EVIDENCE_ERRORS = rule(
    "check-evidence-errors",
    Severity.ERROR,
    "Bukti dukung punya galat",
    "Betulkan berkas atau tautan yang disebut; lke check-evidence menyebut semuanya.",
    why="Bukti yang tidak dapat dibuka sama dengan bukti yang tidak ada.",
    source="kebiasaan reviu TPI",
)
NO_SURVEY = rule(
    "check-no-survey",
    Severity.ERROR,
    "Data survei tidak ditemukan",
    "Sebut berkas jawaban respondennya dengan --survey, atau taruh di folder unit.",
    why="Nilai survei di LKE tanpa datanya tidak dapat dipertanggungjawabkan.",
    source=_SOURCE,
)
SEVERAL_SURVEYS = rule(
    "check-several-surveys",
    Severity.ERROR,
    "Beberapa berkas memuat survei yang sama",
    "Sebut berkas yang dipakai dengan --survey.",
    why="Dua berkas survei yang sama dapat memberi dua indeks; yang mana yang diajukan harus pasti.",
    source="cara kerja lke check",
)
SURVEY_UNREAD = rule(
    "check-survey-unread",
    Severity.ERROR,
    "Survei belum dapat dihitung",
    "Selesaikan dengan lke survey atas berkas itu, simpan hasilnya dengan -o, lalu sebut hasilnya dengan --survey.",
    why="Tanpa indeks dari datanya, nilai survei di LKE tidak dapat diperiksa.",
    source="instrumen survei yang dipakai",
)
SURVEY_BY_NAME = rule(
    "check-survey-by-name",
    Severity.ERROR,
    "Survei dikenali dari nama berkasnya saja",
    "Bila memang survei itu, sebut dengan --survey ipak=BERKAS.",
    why="Nama berkas bukan bukti bahwa pertanyaannya dari survei itu.",
    source="cara kerja lke check",
)
SURVEY_ERRORS = rule(
    "check-survey-errors",
    Severity.ERROR,
    "Data survei punya galat",
    "Lihat rinciannya dengan lke survey atas berkas itu.",
    why="Selama datanya punya galat, indeks survei belum dapat dipegang.",
    source="instrumen survei yang dipakai",
)
SURVEY_OUTSIDE = rule(
    "check-survey-outside-period",
    Severity.ERROR,
    "Responden survei di luar periode penilaian",
    "Hapus respondennya di salinan berkas; bila periodenya lain, betulkan --period, atau period di lke.toml.",
    why="Survei menilai pelayanan dalam periode penilaian; jawaban dari masa lain dapat ditolak.",
    source="pemeriksaan keabsahan data survei",
)
SURVEY_BELOW = rule(
    "check-survey-below",
    Severity.ERROR,
    "Data survei tidak mencapai nilai minimal",
    "Lihat unsur yang rendah dengan lke survey atas berkas itu.",
    why="Nilai survei di LKE harus sama dengan datanya; data di bawah nilai minimal menggugurkan pengajuan.",
    source="PermenPANRB 90/2021, Lampiran III",
)
TOO_FEW = rule(
    "check-too-few-respondents",
    Severity.ERROR,
    "Responden survei belum cukup",
    "Tambah responden sebelum survei ditutup; lke survey plan membagi jumlahnya.",
    source="Krejcie & Morgan (1970)",
    why="Indeks dari terlalu sedikit responden belum mewakili pengguna layanan.",
)
NO_POPULATION = rule(
    "check-no-population",
    Severity.ERROR,
    "Kecukupan responden tidak diperiksa: jumlah pengguna layanan tidak disebut",
    "Sebut jumlah pengguna layanan dalam periode survei dengan --population, atau di lke.toml.",
    why="Berapa responden yang cukup tergantung pada jumlah pengguna layanan.",
    source="Krejcie & Morgan (1970)",
)
