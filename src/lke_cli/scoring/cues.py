"""The words by which a narrative tells in what state a thing is, in the words that ``wording`` leaves."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TRIGGERS = _words(
    """
    menyerahkan mendelegasikan mewakilkan mempercayakan tenggatnya padahal ketika saat pending ditolak pernah
    seharusnya semestinya harusnya bukan selain diterima menerima keberatan depan diserahkan diwakili diwakilkan
    didelegasikan dipercayakan disodorkan berkala ditandatangani lanjutan rendah blangko kurang tinggal terakhir
    diantaranya antaranya belum tidak tiada tanpa separuh separo separuhnya sebagian sebagiannya hanya baru masih
    sisa sisanya selebihnya lainnya lain kecuali saja persen akan direncanakan rencananya merencanakan dijadwalkan
    diagendakan ditargetkan menunggu menyusul konsep konsepnya draf draft drafnya draftnya rancangan proses
    prosesnya tahap sedang manual kali sekali x terhenti berhenti insidentil insidental insidentiil kosong nihil
    setengah setengahnya mayoritas kebanyakan beberapa kalau jika bila apabila hampir banyak segelintir sedikit
    terbatas sulit parsial menolak penolakan resisten resistensi lambat terlewat lewat terlambat melewati melampaui
    melebihi telat lisan excel tersebar terpisah konvensional berencana bakal hendak segera nanti nantinya batal
    gagal tertunda ditunda vakum mandek terputus mangkrak jarang antrean antre sewaktu sewaktu2 situasional
    kondisional tengah difinalkan finalisasi dikonsep dirumuskan digodok dikoreksi coretan sendiri sendiri2 buku
    flashdisk kertas dimonev alpa absen bubar luput turun menurun merosot anjlok batas batasnya mati rusak diretas
    ditiadakan mundur molor bergeser digeser enggan ogah tenggat agendakan jadwalkan rencanakan targetkan
    """
)
"""Words, as written, without one of which no narrative tells of a low state (but for counts in digits)."""
RATES = _words("target naik turun meningkat menurun kenaikan penurunan nasional minimal nilai indeks skor menjadi")
"""Beside these a percentage is no share of a whole."""

# --- cues ---------------------------------------------------------------------------------------------------------
PLANS = _words(
    """
    akan direncanakan rencananya merencanakan dijadwalkan diagendakan ditargetkan menyusul menunggu nanti nantinya
    berencana hendak bakal segera
    """
)
MAKING = _words(
    "draf draft konsep rancangan finalisasi coretan dikonsep drafnya konsepnya dirumuskan digodok dikoreksi"
)
"""What is still in the making; 'sedang disusun' and 'masih disusun' too."""
IN_TURN = _words("sedang masih tengah")
TALKED_OVER = _words(
    """
    dikoordinasikan koordinasikan dikonsultasikan konsultasikan dibahas pembahasan didiskusikan diskusi pertimbangan
    """
)
"""Only behind 'masih': what is being talked over may be there."""
MADE_NOW = _words(
    """
    disusun dibuat diproses dibentuk disiapkan dipersiapkan dirancang diperbaiki direvisi dikerjakan menyusun
    membuat penyusunan proses dilengkapi dipikirkan dicari dikaji difinalkan diketik pembuatan pengumpulan
    digarap dicetak dilelang direkap diurus dipelajari dipesan ditelaah dijajaki dihimpun pembicaraan penjajakan
    """
)
REST = _words("sisanya selebihnya selainnya lainnya sisa")
PART = REST | _words(
    "kecuali menunggu menyusul ditunda tertunda batal masih sebagian sebagiannya belum tidak baru hanya saja lain"
)
"""Without these no clause tells of a part."""
LOW = _words(
    """
    belum tidak masih menunggu menyusul tertunda ditunda batal proses antrean antre direncanakan dijadwalkan
    diagendakan mundur molor bergeser digeser ditiadakan dialihkan akan tetap luar manual tanpa terlewat gagal nanti
    mandek mangkrak alpa absen luput
    """
)
MANUAL = _words(
    """
    tangan blangko manual konvensional excel kertas buku register blanko flashdisk lisan tulis tersebar terpisah parsial
    sendiri ditulis datang
    """
)
MAKESHIFT = _words("masih harus terpaksa hanya saja sedang bergantian sendirian")
"""Of how one makes do, behind which the reason tells what is missing."""
NOT_OFTEN = _words("jarang terhenti berhenti vakum terputus mandek insidental ditiadakan")
NOT_DONE = _words(
    """
    absen berhenti terhenti bubar alpa luput kosong gagal batal tertunda ditunda terlewat mangkrak mati rusak
    diretas ditiadakan
    """
)

# --- what a denial may be of ----------------------------------------------------------------------------------------
ADVERBS = _words(
    """
    pernah dapat bisa mampu juga sempat sama sekali lagi kunjung benar betul begitu cukup pun dan telah sudah ikut
    secara ada satu satupun pula terakhir memang
    """
)
NOT_SUBJECTS = ADVERBS | _words(
    """
    demikian tinggal selanjutnya berikutnya terus terang jujur sejujurnya nyatanya kenyataannya faktanya
    sayangnya sayang ironisnya praktiknya ii iii iv
    depan akhir awal tutup kemarin tanggal tgl form diisi pengisian pelaporan penghujung mungkin ya keduanya ketiganya
    keempatnya kelimanya keenamnya
    """
)
"""What stands before a denial and is not what it is of: the time, or all of what the clause before names."""
HAVE = _words("ada terdapat tersedia memiliki mempunyai punya adanya dimiliki mendapat memperoleh menerima")
GENERIC = _words(
    """
    tercapai publikasi dipublikasikan diurus mengurus urus punyai keluar dikeluarkan ada dilakukan melakukan
    dilaksanakan melaksanakan terlaksana berjalan jalan dijalankan menjalankan diterapkan menerapkan dibuat membuat
    disusun menyusun tersusun dibentuk membentuk terbentuk ditetapkan menetapkan diterbitkan terbit disahkan
    ditandatangani selesai dikerjakan mengerjakan diselesaikan tuntas dimulai mulai tersentuh menyentuh dipakai
    memakai digunakan menggunakan pakai punya tersedia terwujud ditunjukkan diadakan mengadakan diselenggarakan
    dimanfaatkan dijadikan dipenuhi terpenuhi memenuhi sesuai dihitung disentuh dibangun membangun terbangun dikenal
    diketahui diatur mengatur dicantumkan mencantumkan tercantum dituangkan diisi terisi dibuka aktif diberikan
    memberi memberikan kesampaian terealisasi direalisasikan efektif optimal lengkap digarap jadi dijamah diunggah
    diinput diimplementasikan implementasi mengimplementasikan terlihat tampak dirasakan terasa nampak kelihatan
    menjadi diundang diagendakan dijadwalkan direncanakan terjadwal penerapan pelaksanaan dipasang terpasang dimuat
    termuat ditayangkan dimasukkan mengundang membawa menghasilkan berdampak diproses dibenahi dibereskan beres
    diluncurkan lakukan buat susun berlaku masuk diaktifkan mengaktifkan rampung disiapkan dipikirkan dianggarkan
    dirumuskan dikembangkan mengembangkan difungsikan berfungsi
    """
)
DONE_VERBS = GENERIC | _words(
    """
    replikasi pemetaan penjabaran evaluasi sosialisasi publikasi penilaian terlibat tindaklanjut pelatihan
    ditindaklanjuti dasar
    """
) - _words("ada sesuai jalan pakai lengkap optimal efektif aktif jadi")

# --- guards -----------------------------------------------------------------------------------------------------------
PAST = _words("dulu dahulu semula sempat awalnya tadinya sebelumnya dulunya kemarin lalu lampau mulanya")
SOLVED = _words(
    """
    selesai diselesaikan diperbaiki dipenuhi dilengkapi ditindaklanjuti diubah diganti dikeluarkan direvisi dihapus
    disesuaikan dicabut
    """
)
CONDITIONS = _words("jika bila apabila kalau ketika agar supaya bilamana seandainya misal misalnya manakala")
REASONS = _words(
    """
    terkait tepat waktunya gratis diarahkan terpusat dibuka memadai relevan dihapus ditutup layak dikecualikan
    diwajibkan bukan mencukupi memenuhi sesuai
    """
)
EXEMPT = _words(
    """
    mewakilkan mendelegasikan menyerahkan menunggu perlu boleh ada lagi hanya sekadar terlambat lebih kurang lain
    saja waktunya jatuh sebanyak sebaik melebihi diwakilkan didelegasikan terkecuali jeda henti merasa
    """
)
HANDLED = _words("direspon dibuka dibalas diteruskan ditangani diproses diselesaikan dikerjakan")
"""What else is done about a complaint or an advice."""
FELL = _words("rendah turun menurun merosot anjlok")
COMPARED = _words("dibanding dibandingkan dari daripada tahun")
"""Behind a fall: with what it is compared."""
BEYOND = _words(
    """
    ditambah tambahan menambah dikembangkan pengembangan diperluas ditingkatkan peningkatan lanjutan lagi penyesuaian
    disesuaikan disempurnakan diperbarui menambahkan kedepan diganti dipertahankan ulang
    """
)
ELSEWHERE = _words("lain lainnya baru tambahan berupa selain kecuali khususnya eksternal luar lagi")
TOTALS = _words("pernah sekali satupun pun manapun apapun satu")
SOME = _words(
    "baru hanya saja lain lainnya sisanya selebihnya sebagian beberapa untuk kecuali banyak masih triwulan semester"
)
"""Where one of these stands, what is denied may be of some only."""
TURNED = _words("menjadi jadi tinggal")
WHOLE = _words("seluruh semua seluruhnya semuanya segenap ketiganya keduanya keempatnya kelimanya")
BAD = _words(
    """
    pengaduan keluhan pelanggaran gratifikasi temuan kendala hambatan laporan keberatan sanggahan benturan risiko
    resistensi kesenjangan penolakan pungli pungutan calo kejadian kasus klaim sanksi teguran hukuman penyimpangan
    kerugian kekurangan masalah permasalahan komplain protes gangguan penurunan keterlambatan antrean antrian denda
    lewat melewati melampaui terlambat telat terjadi sengketa sepihak perbedaan penyalahgunaan
    kecurangan diskriminasi konflik insiden aduan punishment ditegur dikenai dijatuhi
    permohonan kesulitan penundaan ketidaksesuaian kesalahan perkara persoalan halangan titipan percaloan
    penunjukan intervensi biaya korupsi kebocoran tunggakan
    """
)
DIGITAL = _words("teknologi aplikasi online database integrasi elektronik digital")
TOPICS = _words("mengenai terkait soal adapun perihal untuk")
PRONOUNS = _words("beliau bersangkutan mereka tersebut dimaksud ini itu sendiri")
OUTCOMES = _words("arahan hasil rekomendasi catatan temuan saran masukan")
"""What comes out of an evaluation: to do nothing about it is to leave it without follow-up."""
QUALIFIERS = _words("pengembangan khusus tertulis resmi baku formal tersendiri sendiri pun apapun sama")
"""Behind a thing that is not there these limit nothing."""
STILL_MUCH = _words("terasa ditemui dijumpai terlihat tampak tinggi banyak besar kuat ada terjadi dirasakan muncul")
STILL_BY = _words("berorientasi berupa berbentuk")
STILL_OLD = _words("pakai mengacu menggunakan memakai mengikuti berpedoman")
RENEWAL = _words("perubahan revisi pemutakhiran penyempurnaan reviu review addendum pengganti penggantinya")
"""At the head of a clause on what is to come, these say that it is there already."""
WORSE = _words("lambat terbatas sulit parsial")
"""What a lower option says of how a thing is done."""
FOREIGN = _words(
    """
    rincian rinciannya komentar wakapolres wakajari wakalapas kasubbag kasubag kasi kabag kabid sekdis responden
    nama identitas pemohon pelamar masyarakat pengguna tamu vendor rekanan akun perwakilan server undangan
    undangannya wartawan bappeda inspektorat kanwil dprd pemda narasumber pengusaha bupati wabup walikota gubernur
    menteri kapolda kakanwil sekretaris wakil bendahara
    """
)
"""Whose not doing something tells nothing of the unit."""
AWAY = _words("cuti sakit libur perjalanan izin berhalangan tugas lembur sabtu minggu")
"""Who or when is away: 'kecuali yang cuti'."""
CHOSEN = _words("dipilih mendaftar pendaftar calon pelamar lolos terpilih")
"""Of those among whom is chosen: who is not chosen lacks nothing."""
LEFT = _words("mengundurkan pensiun pindah meninggal dialihkan ditutup dihapus dicabut")
"""Who or what is there no more: 'pegawai yang pensiun tidak dihitung'."""
PASSED_ON = _words(
    "menyerahkan mendelegasikan mewakilkan mempercayakan diserahkan diwakili diwakilkan didelegasikan dipercayakan"
)
"""To others than those who are to do it."""
PEOPLE = _words(
    """
    dosen guru tendik perawat dokter bidan hakim jaksa personel honorer petugas pegawai staf tim operator pelaksana
    anggota seorang
    """
)
"""Whoever does not do it: 'SOP ada, petugas tidak memakainya'."""
SECRET = _words("dikecualikan rahasia pribadi diwajibkan")
CONTRAST = ("namun", "tetapi", "tapi", "sedangkan", "hanya saja", "sayangnya", "padahal", "sementara", "akan tetapi")
