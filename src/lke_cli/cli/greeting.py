"""What ``lke`` alone says: the order of work, and three examples."""

GREETING = """\
lke memeriksa LKE Zona Integritas sebelum diajukan. Berkas Anda hanya dibaca.

Urutan kerja
  1. Survei            lke survey plan --population 1200
                       lke survey ipak.csv
  2. LKE kosong        lke template -o "LKE kosong.xlsx"
  3. Nilai             lke score "LKE ZI KPU Kab. X.xlsx"
  4. Yang kurang       lke plan "LKE ZI KPU Kab. X.xlsx"
  5. Bukti dukung      lke evidence-folder "D:\\Bukti Dukung ZI"
                       lke check-evidence "D:\\Bukti Dukung ZI"
  6. Sebelum diajukan  lke check "D:\\ZI KPU Kab. X"

Contoh
  lke "LKE ZI KPU Kab. X.xlsx"   nilai satu LKE; boleh diseret ke program ini
  lke "D:\\ZI KPU Kab. X"         periksa LKE, bukti dukung, dan survei sekaligus
  lke compare "D:\\LKE Provinsi"  bandingkan LKE banyak unit

Semua perintah: lke --help    Satu perintah: lke score --help
"""
