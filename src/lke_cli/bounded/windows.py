"""A job object of Windows: bounds a process's memory, and ends it with the last handle on the job, so with its parent.

Written after the documentation (winnt.h, JOBOBJECT_EXTENDED_LIMIT_INFORMATION); not yet tried on Windows. Where a call
fails, the process runs without the bound, as it would without this module.
"""

import sys

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _EXTENDED = 9  # JobObjectExtendedLimitInformation
    _PROCESS_MEMORY, _KILL_ON_CLOSE, _DIE_SILENTLY = 0x100, 0x2000, 0x400
    _SET_QUOTA, _TERMINATE = 0x0100, 0x0001

    class _Basic(ctypes.Structure):
        _fields_ = [
            ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
            ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        ]

    class _Extended(ctypes.Structure):
        _fields_ = [
            ("BasicLimitInformation", _Basic),
            ("IoInfo", ctypes.c_ulonglong * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        ]

    class Job:
        """A job object; it is closed, and its process ended, with this value."""

        def __init__(self, handle: int) -> None:
            self._handle = handle

        def __del__(self) -> None:
            _kernel().CloseHandle(wintypes.HANDLE(self._handle))

    def _kernel() -> ctypes.WinDLL:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.OpenProcess.restype = wintypes.HANDLE
        kernel.OpenProcess.argtypes = [wintypes.DWORD, wintypes.BOOL, wintypes.DWORD]
        kernel.SetInformationJobObject.argtypes = [wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD]
        kernel.AssignProcessToJobObject.argtypes = [wintypes.HANDLE, wintypes.HANDLE]
        return kernel

    def job(pid: int, memory: int) -> Job | None:
        """Put a process into a job of its own with so many bytes; None where the system would not."""
        kernel = _kernel()
        handle = kernel.CreateJobObjectW(None, None)
        if not handle:
            return None
        made = Job(handle)
        limits = _Extended()
        limits.BasicLimitInformation.LimitFlags = _PROCESS_MEMORY | _KILL_ON_CLOSE | _DIE_SILENTLY
        limits.ProcessMemoryLimit = memory
        process = kernel.OpenProcess(_SET_QUOTA | _TERMINATE, False, pid)
        try:
            put = kernel.SetInformationJobObject(
                handle, _EXTENDED, ctypes.byref(limits), ctypes.sizeof(limits)
            ) and kernel.AssignProcessToJobObject(handle, process)
        finally:
            if process:
                kernel.CloseHandle(wintypes.HANDLE(process))
        return made if put else None
