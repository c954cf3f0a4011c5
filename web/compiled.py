"""Lets Python for browsers compile the modules of the page, in node."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from web.parts import PartsError

_HERE = Path(__file__).parent
_SCRIPTS = ("compile.mjs", "compile.py")


def compiled(pyodide: Mapping[str, bytes], archives: Mapping[str, bytes], samples: Iterable[Path]) -> dict[str, bytes]:
    """Return archives (``library``, ``site``, ``survey``) with the modules compiled that the page's work imports.

    pyodide: the files of its package. samples: workbooks and surveys on which that work is done. Raises PartsError
    where there is no node, or it fails.
    """
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        folder.joinpath("samples").mkdir()
        for path in samples:
            shutil.copy(path, folder / "samples")
        for name in _SCRIPTS:
            shutil.copy(_HERE / name, folder)
        for name, data in (*pyodide.items(), *((f"{name}.zip", data) for name, data in archives.items())):
            folder.joinpath(name).write_bytes(data)
        run = subprocess.run([_node(), folder / "compile.mjs", folder], capture_output=True, text=True, check=False)
        if run.returncode:
            raise PartsError(f"the modules of the page cannot be compiled: {run.stderr.strip()[-800:]}")
        return {name: folder.joinpath(f"{name}.out.zip").read_bytes() for name in archives}


def _node() -> str:
    """Return node: the system's own, else the one that comes with playwright."""
    found = shutil.which("node")
    if found:
        return found
    try:
        from playwright._impl._driver import compute_driver_executable
    except ImportError as error:
        raise PartsError("node is needed to compile the modules of the page; install node, or playwright") from error
    return str(compute_driver_executable()[0])
