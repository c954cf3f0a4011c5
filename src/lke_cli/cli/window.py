"""A window that closes with this program, as Windows opens it for a double click or a dropped file.

Written after the documentation of GetConsoleProcessList; not yet tried on Windows. Where a call fails, nothing waits.
"""

import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import PureWindowsPath

_OURS = {"lke", "py", "python", "pythonw"}
"""Programs that start each other on the way here: the launcher of pipx or pip, and the interpreter of a venv."""


def keep_open() -> None:
    """Wait for Enter where the window would close at once, so that what it shows can be read."""
    if sys.platform == "win32" and opened_for_us(_in_this_console()):
        with suppress(EOFError, OSError, KeyboardInterrupt):
            input("\nTekan Enter untuk menutup jendela ini.")


def opened_for_us(programs: Iterable[str]) -> bool:
    """Return whether a console was opened for this program. programs: the paths of all that share it.

    Started from Command Prompt or PowerShell, it shares theirs, and its window stays.
    """
    names = [PureWindowsPath(program).stem.lower() for program in programs]
    return bool(names) and all(name in _OURS for name in names)


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _MOST = 64  # processes of a console; more are not only ours
    _QUERY = 0x1000  # PROCESS_QUERY_LIMITED_INFORMATION

    def _in_this_console() -> list[str]:
        """Return the programs that share this console, ``""`` for one that may not be asked."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        numbers = (wintypes.DWORD * _MOST)()
        count = kernel.GetConsoleProcessList(numbers, _MOST)
        return [_program(kernel, number) for number in numbers[:count]] if 0 < count <= _MOST else []

    def _program(kernel: "ctypes.WinDLL", number: int) -> str:
        kernel.OpenProcess.restype = wintypes.HANDLE
        process = wintypes.HANDLE(kernel.OpenProcess(_QUERY, False, number))
        if not process:
            return ""
        path, size = ctypes.create_unicode_buffer(32_768), wintypes.DWORD(32_768)
        known = kernel.QueryFullProcessImageNameW(process, 0, path, ctypes.byref(size))
        kernel.CloseHandle(process)
        return path.value if known else ""
