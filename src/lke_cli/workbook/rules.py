"""Findings about how a workbook was understood."""

from lke_cli.findings import Finding, Severity, rule

QUESTION_NOT_FOUND = rule(
    "question-not-found",
    Severity.ERROR,
    "Pertanyaan tidak ditemukan di lembar",
    "Kembalikan baris pertanyaan itu dari formulir resmi; tanpa baris itu nilainya dihitung 0.",
    why="Pertanyaan tanpa baris tidak dapat dijawab dan dihitung 0.",
    source="PermenPANRB 90/2021, Lampiran III",
)
INPUT_NOT_FOUND = rule(
    "input-not-found",
    Severity.ERROR,
    "Baris jumlah untuk pertanyaan persentase tidak ditemukan",
    "Kembalikan baris jumlah itu dari formulir resmi.",
    why="Tanpa jumlahnya, persentase pertanyaan itu tidak dapat dihitung.",
    source="PermenPANRB 90/2021, Lampiran III",
)
ROW_UNMATCHED = rule(
    "row-unmatched",
    Severity.WARNING,
    "Baris berisi jawaban atau pilihan jawaban, tetapi tidak cocok dengan pertanyaan mana pun",
    "Samakan teks pertanyaannya dengan formulir resmi, atau abaikan bila baris itu memang tambahan.",
    why="Jawaban pada baris itu tidak masuk nilai pertanyaan mana pun.",
    source="cara lke membaca berkas",
)
ROW_REPEATED = rule(
    "row-repeated",
    Severity.WARNING,
    "Pertanyaan yang sama berdiri di dua baris; satu yang dibaca",
    "Hapus baris yang berlebih, atau pindahkan jawabannya ke baris yang dibaca.",
    why="Hanya satu jawaban yang dihitung; bila kedua barisnya berbeda, yang lain tidak ikut.",
    source="cara lke membaca berkas",
)
DOUBTFUL_MATCH = rule(
    "doubtful-match",
    Severity.WARNING,
    "Baris dicocokkan dengan sebuah pertanyaan, tetapi meragukan",
    "Periksa apakah baris itu memang pertanyaan yang disebut; bila bukan, samakan teksnya dengan formulir resmi.",
    why="Jawaban pada baris yang keliru dicocokkan menjadi jawaban pertanyaan lain.",
    source="cara lke membaca berkas",
)
TEXT_SHORTENED = rule(
    "text-shortened",
    Severity.WARNING,
    "Teks pertanyaan tidak memuat sebagian kata dari formulir resmi",
    "Bandingkan dengan formulir resmi; bila yang ditanyakan lain, samakan teksnya.",
    why="Kata yang hilang dapat mengubah yang ditanyakan, dan jawabannya dihitung untuk pertanyaan resmi.",
    source="cara lke membaca berkas",
)
HEADER_NOT_FOUND = rule(
    "header-not-found",
    Severity.WARNING,
    "Baris judul kolom tidak ditemukan; kolom dikenali dari isinya",
    "Pulihkan baris judul kolom (Bobot, Pilihan Jawaban, Jawaban, Nilai) dari formulir resmi.",
    why="Tanpa judul, arti kolom hanya dapat dikenali dari isinya.",
    source="cara lke membaca berkas",
)
ANSWERS_TWICE = rule(
    "answers-twice",
    Severity.WARNING,
    "Kolom lain juga berisi jawaban dan tidak dibaca",
    "Beri judul yang menyebut siapa penilainya, misalnya 'Jawaban Unit' dan 'Jawaban TPI'.",
    why="Hanya satu kolom yang dinilai; bila jawaban unit ada di kolom lain, nilainya bukan nilai unit.",
    source="cara lke membaca berkas",
)
HIDDEN_TWIN = rule(
    "hidden-twin",
    Severity.WARNING,
    "Ada lembar tersembunyi yang juga tampak seperti LKE",
    "Pastikan lembar yang terlihat yang benar; pilih yang lain dengan --sheet.",
    why="Lembar tersembunyi sering berisi LKE tahun lalu atau salinan; yang dinilai adalah yang terlihat.",
    source="cara lke membaca berkas",
)
COLUMN_NOT_FOUND = rule(
    "column-not-found",
    Severity.WARNING,
    "Kolom tidak ditemukan; apa yang ada di dalamnya tidak diperiksa",
    "Samakan judul kolomnya dengan formulir resmi; 'lke inspect' menunjukkan arti setiap kolom.",
    why="Jawaban, catatan, atau bukti di kolom yang tidak dikenal tidak ikut diperiksa.",
    source="cara lke membaca berkas",
)
QUESTIONS_ELSEWHERE = rule(
    "questions-elsewhere",
    Severity.ERROR,
    "Pertanyaan yang tidak ditemukan berada di lembar lain",
    "Tampilkan lembar itu, beri kolom jawabannya judul yang sama, lalu jalankan lagi; atau sebut kedua lembar dengan "
    "--sheet.",
    why="Yang di lembar lain tidak ikut dinilai selama tidak jelas bahwa lembar itu bagian LKE ini.",
    source="cara lke membaca berkas",
)
SEVERAL_SHEETS = rule(
    "several-sheets",
    Severity.INFO,
    "LKE terbagi di beberapa lembar dan dibaca sebagai satu",
    "Pastikan semua lembar itu milik satu unit dan satu tahun; pilih yang lain dengan --sheet.",
    why="Bila salah satu lembar milik unit atau tahun lain, nilainya tercampur.",
    source="cara lke membaca berkas",
)
SHEET_PASSED = rule(
    "sheet-passed",
    Severity.INFO,
    "Lembar lain memuat pertanyaan yang sama tanpa jawaban yang berbeda",
    "Tidak ada yang perlu dilakukan bila lembar itu petunjuk atau salinan; pilih yang lain dengan --sheet.",
    why="Isinya tidak mengubah jawaban, jadi tidak memengaruhi nilai.",
    source="cara lke membaca berkas",
)
SHEET_DIFFERS = rule(
    "sheet-differs",
    Severity.WARNING,
    "Lembar lain berisi jawaban lain, dan dilewati karena namanya (draf, contoh, salinan, milik pihak lain)",
    "Pastikan lembar yang dinilai memang yang berlaku; bila bukan, pilih yang lain dengan --sheet.",
    why="Dua lembar dengan jawaban berbeda hanya dibedakan oleh namanya; bila namanya keliru, nilainya pun keliru.",
    source="cara lke membaca berkas",
)
HIDDEN_SHEET_UNREAD = rule(
    "hidden-sheet-unread",
    Severity.INFO,
    "Lembar tersembunyi rusak dan tidak dibaca",
    "Tidak ada yang perlu dilakukan: tidak satu pun jawaban diambil dari lembar itu. Bila lembar itu penting, "
    "tampilkan lalu simpan lagi di Excel.",
    why="Jawaban hanya diambil dari lembar yang terlihat, jadi nilainya tidak terpengaruh.",
    source="cara lke membaca berkas",
)
STYLES_MISSING = rule(
    "styles-missing",
    Severity.WARNING,
    "Gaya sel hilang dari berkas, sehingga tanggal terbaca sebagai angka",
    "Buka berkasnya di Excel, periksa sel yang seharusnya tanggal, lalu simpan lagi.",
    why="Tanpa gaya sel, tanggal dan angka tidak dapat dibedakan; isian yang seharusnya tanggal terbaca keliru.",
    source="cara lke membaca berkas",
)
SHEET_TOO_LARGE = rule(
    "sheet-too-large",
    Severity.WARNING,
    "Lembar lain terlalu besar untuk sebuah LKE dan tidak dibaca",
    "Tidak ada yang perlu dilakukan bila lembar itu bukan LKE; bila LKE berlanjut di sana, hapus baris dan kolom yang "
    "tidak dipakai lalu simpan.",
    why="Lembar sebesar itu bukan LKE; membacanya hanya menghabiskan waktu dan memori.",
    source="cara lke membaca berkas",
)
HIDDEN_COLUMN = rule(
    "hidden-column",
    Severity.WARNING,
    "Kolom jawaban tersembunyi",
    "Pastikan kolom yang terlihat yang benar; pilih yang lain dengan --column, atau hapus kolom yang lama.",
    why="Kolom tersembunyi sering berisi jawaban tahun lalu atau jawaban orang lain.",
    source="cara lke membaca berkas",
)
HIDDEN_ROWS = rule(
    "hidden-rows",
    Severity.WARNING,
    "Baris LKE tersembunyi",
    "Tampilkan semua baris dan hapus yang bukan bagian LKE.",
    why="Baris yang tidak terlihat tetap ikut dihitung, sehingga nilainya tidak cocok dengan yang tampak.",
    source="cara lke membaca berkas",
)
FORMULAS_UNREAD = rule(
    "formulas-unread",
    Severity.INFO,
    "Rumus tidak dapat diperiksa dalam format berkas ini",
    "Simpan sebagai .xlsx bila rumus nilainya perlu diperiksa.",
    why="Rumus yang rusak tidak terlihat di bentuk berkas ini; nilai hasil hitung lke tidak terpengaruh.",
    source="cara lke membaca berkas",
)
ANSWER_MERGED = rule(
    "answer-merged",
    Severity.WARNING,
    "Satu jawaban digabung (merge) pada beberapa baris; dipakai untuk semuanya",
    "Pisahkan selnya dan isi jawaban setiap pertanyaan sendiri-sendiri.",
    why="Sel yang digabung hanya menyimpan satu jawaban; apakah itu berlaku untuk semua barisnya, hanya "
    "pengisi yang tahu.",
    source="cara lke membaca berkas",
)
ANSWER_STRUCK = rule(
    "answer-struck",
    Severity.WARNING,
    "Jawaban dicoret atau tidak tampak, tetapi masih tertulis",
    "Hapus coretannya atau format selnya bila jawaban itu berlaku, atau kosongkan selnya bila tidak.",
    why="Coretan, juga dari format bersyarat yang syaratnya tidak dihitung, dapat berarti jawaban itu dibatalkan; sel "
    "yang tidak menampakkan isinya mungkin terlewat. Selnya sendiri masih berisi, dan dihitung seperti tertulis.",
    source="cara lke membaca berkas",
)
ANSWER_AGAIN = rule(
    "answer-again",
    Severity.WARNING,
    "Pertanyaan dijawab lain di tempat kedua, di kolom lain atau di baris tanpa teks di bawahnya",
    "Kosongkan jawaban yang tidak berlaku, atau beri judul yang menyebut milik siapa kolomnya.",
    why="Jawaban yang diperbaiki, tahun lain, atau penilai lain sering ditulis di samping atau di bawah yang pertama; "
    "mana yang berlaku hanya dapat ditebak.",
    source="cara lke membaca berkas",
)
EVIDENCE_BROKEN = rule(
    "evidence-broken",
    Severity.WARNING,
    "Sel bukti dukung berisi galat Excel",
    "Isi lagi dokumen atau tautannya; yang tertulis di sel itu hilang.",
    why="Galat Excel bukan bukti; dokumen atau tautan yang tadinya tertulis tidak lagi terbaca.",
    source="kebiasaan reviu TPI",
)
ROW_COMPUTED = rule(
    "row-computed",
    Severity.INFO,
    "Pertanyaan persentase tidak punya baris; nilainya dihitung dari jumlahnya",
    "Tidak perlu berbuat apa-apa bila jumlahnya benar.",
    why="Persentasenya tetap pasti karena dihitung dari jumlah-jumlah yang diisi.",
    source="PermenPANRB 90/2021, Lampiran III",
)
ROW_ELIMINATED = rule(
    "row-by-elimination",
    Severity.WARNING,
    "Baris dibaca sebagai pertanyaan yang tersisa di tempat itu, bukan karena teksnya",
    "Periksa apakah baris itu memang pertanyaan yang disebut; bila bukan, samakan teksnya dengan formulir resmi.",
    why="Teksnya tidak dikenal; yang menentukan hanya bahwa tempat itu tinggal untuk satu pertanyaan.",
    source="cara lke membaca berkas",
)
WORKBOOK_MISNAMED = rule(
    "workbook-misnamed",
    Severity.INFO,
    "Nama berkas tidak sesuai isinya; isinya yang dibaca",
    "Ganti akhiran namanya menurut isinya, supaya program lain juga membukanya.",
    why="Program lain memilih cara membuka dari akhiran nama, dan mungkin menolak berkas ini.",
    source="cara lke membaca berkas",
)
READ_OTHERWISE = rule(
    "read-otherwise",
    Severity.ERROR,
    "Pembaca kedua melihat isi sel yang lain",
    "Buka berkas di Excel, periksa sel itu, simpan lagi sebagai .xlsx, lalu nilai ulang; laporkan bila tetap berbeda.",
    why="Dua pembaca yang tidak sependapat berarti satu di antaranya keliru; nilainya belum dapat dipegang.",
    source="cara lke membaca berkas",
)


def is_doubt(finding: Finding) -> bool:
    """Return whether a finding says that it is not sure which question a row is, which of two rows counts, or whether
    an answer does."""
    if finding.rule == ROW_REPEATED.id:
        return finding.severity is Severity.ERROR
    return finding.rule in (DOUBTFUL_MATCH.id, ROW_ELIMINATED.id, ANSWER_STRUCK.id, ANSWER_AGAIN.id)
