"""Findings about how a workbook was understood."""

from lke_cli.findings import Finding, Severity, rule

QUESTION_NOT_FOUND = rule(
    "question-not-found",
    Severity.ERROR,
    "Pertanyaan tidak ditemukan di lembar",
    "Kembalikan baris pertanyaan itu dari formulir resmi; tanpa baris itu nilainya dihitung 0.",
)
INPUT_NOT_FOUND = rule(
    "input-not-found",
    Severity.ERROR,
    "Baris jumlah untuk pertanyaan persentase tidak ditemukan",
    "Kembalikan baris jumlah itu dari formulir resmi.",
)
ROW_UNMATCHED = rule(
    "row-unmatched",
    Severity.WARNING,
    "Baris berisi jawaban atau pilihan jawaban, tetapi tidak cocok dengan pertanyaan mana pun",
    "Samakan teks pertanyaannya dengan formulir resmi, atau abaikan bila baris itu memang tambahan.",
)
ROW_REPEATED = rule(
    "row-repeated",
    Severity.WARNING,
    "Pertanyaan yang sama berdiri di dua baris; satu yang dibaca",
    "Hapus baris yang berlebih, atau pindahkan jawabannya ke baris yang dibaca.",
)
DOUBTFUL_MATCH = rule(
    "doubtful-match",
    Severity.WARNING,
    "Baris dicocokkan dengan sebuah pertanyaan, tetapi meragukan",
    "Periksa apakah baris itu memang pertanyaan yang disebut; bila bukan, samakan teksnya dengan formulir resmi.",
)
HEADER_NOT_FOUND = rule(
    "header-not-found",
    Severity.WARNING,
    "Baris judul kolom tidak ditemukan; kolom dikenali dari isinya",
    "Pulihkan baris judul kolom (Bobot, Pilihan Jawaban, Jawaban, Nilai) dari formulir resmi.",
)
ANSWERS_TWICE = rule(
    "answers-twice",
    Severity.WARNING,
    "Kolom lain juga berisi jawaban dan tidak dibaca",
    "Beri judul yang menyebut siapa penilainya, misalnya 'Jawaban Unit' dan 'Jawaban TPI'.",
)
HIDDEN_TWIN = rule(
    "hidden-twin",
    Severity.WARNING,
    "Ada lembar tersembunyi yang juga tampak seperti LKE",
    "Pastikan lembar yang terlihat yang benar; pilih yang lain dengan --sheet.",
)
COLUMN_NOT_FOUND = rule(
    "column-not-found",
    Severity.WARNING,
    "Kolom tidak ditemukan; apa yang ada di dalamnya tidak diperiksa",
    "Samakan judul kolomnya dengan formulir resmi; 'lke inspect' menunjukkan arti setiap kolom.",
)
QUESTIONS_ELSEWHERE = rule(
    "questions-elsewhere",
    Severity.ERROR,
    "Pertanyaan yang tidak ditemukan berada di lembar lain",
    "Tampilkan lembar itu, beri kolom jawabannya judul yang sama, lalu jalankan lagi; atau sebut kedua lembar dengan "
    "--sheet.",
)
SEVERAL_SHEETS = rule(
    "several-sheets",
    Severity.INFO,
    "LKE terbagi di beberapa lembar dan dibaca sebagai satu",
    "Pastikan semua lembar itu milik satu unit dan satu tahun; pilih yang lain dengan --sheet.",
)
SHEET_PASSED = rule(
    "sheet-passed",
    Severity.INFO,
    "Lembar lain memuat pertanyaan yang sama tanpa jawaban yang berbeda",
    "Tidak ada yang perlu dilakukan bila lembar itu petunjuk atau salinan; pilih yang lain dengan --sheet.",
)
HIDDEN_SHEET_UNREAD = rule(
    "hidden-sheet-unread",
    Severity.INFO,
    "Lembar tersembunyi rusak dan tidak dibaca",
    "Tidak ada yang perlu dilakukan: tidak satu pun jawaban diambil dari lembar itu. Bila lembar itu penting, "
    "tampilkan lalu simpan lagi di Excel.",
)
STYLES_MISSING = rule(
    "styles-missing",
    Severity.WARNING,
    "Gaya sel hilang dari berkas, sehingga tanggal terbaca sebagai angka",
    "Buka berkasnya di Excel, periksa sel yang seharusnya tanggal, lalu simpan lagi.",
)
SHEET_TOO_LARGE = rule(
    "sheet-too-large",
    Severity.WARNING,
    "Lembar lain terlalu besar untuk sebuah LKE dan tidak dibaca",
    "Tidak ada yang perlu dilakukan bila lembar itu bukan LKE; bila LKE berlanjut di sana, hapus baris dan kolom yang "
    "tidak dipakai lalu simpan.",
)
HIDDEN_COLUMN = rule(
    "hidden-column",
    Severity.WARNING,
    "Kolom jawaban tersembunyi",
    "Pastikan kolom yang terlihat yang benar; pilih yang lain dengan --column, atau hapus kolom yang lama.",
)
HIDDEN_ROWS = rule(
    "hidden-rows",
    Severity.WARNING,
    "Baris LKE tersembunyi",
    "Tampilkan semua baris dan hapus yang bukan bagian LKE.",
)
FORMULAS_UNREAD = rule(
    "formulas-unread",
    Severity.INFO,
    "Rumus tidak dapat diperiksa dalam format berkas ini",
    "Simpan sebagai .xlsx bila rumus nilainya perlu diperiksa.",
)
ANSWER_MERGED = rule(
    "answer-merged",
    Severity.WARNING,
    "Satu jawaban digabung (merge) pada beberapa baris; dipakai untuk semuanya",
    "Pisahkan selnya dan isi jawaban setiap pertanyaan sendiri-sendiri.",
)
EVIDENCE_TICKED = rule(
    "evidence-ticked",
    Severity.WARNING,
    "Sel eviden hanya dicentang, tanpa dokumen atau tautan",
    "Sebutkan dokumen atau tautannya; centang saja tidak menunjukkan bukti.",
)
EVIDENCE_BROKEN = rule(
    "evidence-broken",
    Severity.WARNING,
    "Sel eviden berisi galat Excel",
    "Isi lagi dokumen atau tautannya; yang tertulis di sel itu hilang.",
)
ROW_COMPUTED = rule(
    "row-computed",
    Severity.INFO,
    "Pertanyaan persentase tidak punya baris; nilainya dihitung dari jumlahnya",
    "Tidak perlu berbuat apa-apa bila jumlahnya benar.",
)
ROW_ELIMINATED = rule(
    "row-by-elimination",
    Severity.WARNING,
    "Baris dibaca sebagai pertanyaan yang tersisa di tempat itu, bukan karena teksnya",
    "Periksa apakah baris itu memang pertanyaan yang disebut; bila bukan, samakan teksnya dengan formulir resmi.",
)
WORKBOOK_MISNAMED = rule(
    "workbook-misnamed",
    Severity.INFO,
    "Nama berkas tidak sesuai isinya; isinya yang dibaca",
    "Ganti akhiran namanya menurut isinya, supaya program lain juga membukanya.",
)
READ_OTHERWISE = rule(
    "read-otherwise",
    Severity.ERROR,
    "Pembaca kedua melihat isi sel yang lain",
    "Buka berkas di Excel, periksa sel itu, simpan lagi sebagai .xlsx, lalu nilai ulang; laporkan bila tetap berbeda.",
)


def is_doubt(finding: Finding) -> bool:
    """Return whether a finding says that it is not sure which question a row is, or which of two rows counts."""
    if finding.rule == ROW_REPEATED.id:
        return finding.severity is Severity.ERROR
    return finding.rule in (DOUBTFUL_MATCH.id, ROW_ELIMINATED.id)
