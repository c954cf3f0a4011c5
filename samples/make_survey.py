"""Write the sample survey (``python samples/make_survey.py [FOLDER]``): invented answers, the same at every run."""

import csv
import random
import sys
from pathlib import Path

NAME = "survei-ipak-contoh.csv"
QUESTIONS = (
    "Petugas tidak meminta imbalan di luar ketentuan",
    "Pelayanan diberikan tanpa diskriminasi",
    "Tidak ada percaloan atau perantara tidak resmi",
    "Tidak ada pungutan liar di luar biaya resmi",
    "Tidak ada kecurangan atau pelayanan di luar prosedur",
)
ANSWERS = ("Sangat Tidak Setuju", "Tidak Setuju", "Setuju", "Sangat Setuju")
SERVICES = ("Informasi pemilih", "Surat keterangan", "Helpdesk pencalonan")


def rows() -> list[list[str]]:
    """Return header and responses as a form exports them: names and addresses are plainly invented."""
    chance = random.Random(14)
    made = [["Cap waktu", "Nama", "Alamat email", "Jenis layanan", *QUESTIONS, "Saran"]]
    for number in range(1, 141):
        month, day = 1 + (number - 1) // 24, 1 + (number * 7) % 28
        time = f"{day:02d}/{month:02d}/2026 {8 + number % 8}:{(number * 13) % 60:02d}:{(number * 29) % 60:02d}"
        tendency = chance.choice((0.6, 0.78, 0.97))
        answers = [_answer(chance, tendency - 0.05 * i) for i in range(len(QUESTIONS))]
        if number in (37, 90):
            answers[4] = ""
        who = [f"Responden {number:03d}", f"responden{number:03d}@contoh.invalid"]
        remark = "Sudah baik." if number % 9 == 0 else ""
        made.append([time, *who, SERVICES[number % 3 if number % 5 else 0], *answers, remark])
    made[60][5] = ANSWERS[0]
    return made


def _answer(chance: random.Random, tendency: float) -> str:
    if chance.random() < tendency:
        return ANSWERS[3]
    return ANSWERS[1] if chance.random() < 0.1 else ANSWERS[2]


def main() -> None:
    """Write the sample into a folder (default: the one this file stands in)."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    with (folder / NAME).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows())


if __name__ == "__main__":
    main()
