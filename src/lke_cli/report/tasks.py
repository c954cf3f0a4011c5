"""A task in words: what is to be done as one line, and a line for each cell that it is done in."""

from collections.abc import Callable

from lke_cli.numbers import format_gap, format_number
from lke_cli.results import Task, TaskItem

_DOUBTS: dict[str, Callable[[int], str]] = {
    "invalid-answer": lambda count: f"Betulkan {count} jawaban tidak sah",
    "unanswered": lambda count: f"Jawab {count} pertanyaan yang kosong",
    "inconsistent": lambda count: f"Betulkan {count} isian yang bertentangan",
    "sum-differs": lambda count: f"Betulkan {count} jumlah yang bertentangan dengan bagiannya",
    "uncomputed": lambda count: f"Hitung dan simpan di Excel: {count} jawaban berupa rumus yang belum dihitung",
    "question-not-found": lambda count: f"Kembalikan baris {count} pertanyaan yang tidak ditemukan di lembar",
    "input-not-found": lambda count: f"Kembalikan baris {count} jumlah yang tidak ditemukan di lembar",
    "row-repeated": lambda count: f"Hapus {count} baris yang berulang dengan jawaban lain",
}
_FEW = ("tidak ada", "Satu jawaban", "Dua jawaban", "Tiga jawaban", "Empat jawaban", "Lima jawaban")


def task_title(task: Task) -> str:
    """Return what a task asks for, in one line without a full stop."""
    return _TITLES[task.kind](task)


def is_worded(task: Task) -> bool:
    """Return whether a doubt has words of its own."""
    return task.rule in _DOUBTS


def _doubt(task: Task) -> str:
    made = _DOUBTS.get(task.rule or "")
    return made(task.count) if made else f"Betulkan {task.count} galat ({task.rule})"


def _minimum(task: Task) -> str:
    if not task.closes:
        more = "; yang paling menambah" if task.items else ""
        return f"{_short(task)}. Tidak tertutup dengan jawaban saja{more}"
    if not task.items:
        return f"{_short(task)}: tercapai bersama langkah di atas"
    if len(task.items) == 1:
        return f"{_short(task)}. Satu jawaban ini cukup, bila benar dan ada buktinya"
    return f"{_short(task)}. {_answers(len(task.items))} ini cukup, bila benar dan ada buktinya"


def _short(task: Task) -> str:
    return f"{task.node} {'tidak terhitung' if task.gap is None else f'kurang {format_gap(task.gap)}'}"


def _answers(count: int) -> str:
    return _FEW[count] if count < len(_FEW) else f"{count} jawaban"


def _survey(task: Task) -> str:
    if not task.items:
        return f"{_short(task)}: tercapai bila survei di atas mencapai nilainya"
    item = task.items[0]
    now = f"cocokkan {item.now} ({item.cell}) dengan datanya" if item.now else f"isi {item.cell}"
    return f"{task.node}: {now}; perlu {item.then}"


def _evidence(task: Task) -> str:
    if task.rule == "evidence-unused":
        return f"Tulis bukti dukung di lembar: {task.count} jawaban bernilai, tidak satu pun menunjukkannya"
    return f"Tulis bukti dukung {task.count} pertanyaan yang kosong"


def _warning(task: Task) -> str:
    return f"Baca {task.count} peringatan"


_TITLES: dict[str, Callable[[Task], str]] = {
    "doubt": _doubt,
    "minimum": _minimum,
    "survey": _survey,
    "evidence": _evidence,
    "warning": _warning,
}


def item_line(item: TaskItem) -> str:
    """Return a cell with what stands there, what must, and what it adds: ``M195 Pengaduan ...: D -> A, +2,50``."""
    line = f"{item.cell} {item.label}" if item.cell else item.label or item.code
    if item.options:
        return f"{line}: {typed_text(item)}"
    if item.then:
        line += f": {change_text(item)}"
    return f"{line}, +{format_number(item.adds)}" if item.adds else line


def change_text(item: TaskItem) -> str:
    """Return what an answer is to become: ``D -> A``."""
    return f"{item.now or 'kosong'} -> {item.then}"


def typed_text(item: TaskItem) -> str:
    """Return what stands in a cell that is wrong, and what may: ``tertulis 'A/B'; isi A, B, atau C``."""
    *first, last = item.options
    options = f"{', '.join(first)}{',' if len(first) > 1 else ''} atau {last}" if first else last
    return f"tertulis '{item.now}'; isi {options}"
