"""Fetches what ``lke.html`` is made of, each of a pinned version with a pinned SHA-256, and keeps it in a folder."""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import urllib.request
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[1]
WHEELS = Path(__file__).with_name("wheels.txt")

PYODIDE = "314.0.7"
"""Python 3.14 for browsers, as the npm package of the same name holds it."""
_TARBALL = f"https://registry.npmjs.org/pyodide/-/pyodide-{PYODIDE}.tgz"
_TARBALL_SHA256 = "66b7949e5a0cba2250b586d7e368bf12fb482800748d182c4618254b685ffaa0"

# What is read with "any" or with the browser's own ABI is taken as it is. rapidfuzz and MarkupSafe have no wheel for
# browsers: of Windows' wheels their binaries are dropped, and the Python beside them, which does the same, is left.
_PYTHON = ["--implementation", "cp", "--python-version", "3.14", "--abi", "cp314", "--abi", "none"]
_PLATFORMS = ["--platform", "pyemscripten_2026_0_wasm32", "--platform", "win_amd64", "--platform", "any"]


class PartsError(Exception):
    """A part that cannot be had, or is not the one that was pinned."""


def cache_folder() -> Path:
    """Return where parts are kept: ``LKE_WEB_CACHE``, else a folder in the user's cache."""
    from platformdirs import user_cache_dir

    return Path(os.environ.get("LKE_WEB_CACHE") or user_cache_dir("lke-cli-web", appauthor=False))


def pyodide_files(cache: Path) -> dict[str, bytes]:
    """Return the files of the npm package by name. Raises PartsError where it cannot be had."""
    tarball = cache / f"pyodide-{PYODIDE}.tgz"
    if not tarball.exists():
        cache.mkdir(parents=True, exist_ok=True)
        _download(_TARBALL, tarball)
    if hashlib.sha256(tarball.read_bytes()).hexdigest() != _TARBALL_SHA256:
        tarball.unlink()
        raise PartsError(f"{tarball.name} is not the file that was pinned; it was removed")
    with tarfile.open(tarball) as archive:
        read = {member.name: archive.extractfile(member) for member in archive.getmembers() if member.isfile()}
        return {name.removeprefix("package/"): file.read() for name, file in read.items() if file is not None}


def _download(url: str, target: Path) -> None:
    partial = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        with urllib.request.urlopen(url, timeout=120) as answer, partial.open("wb") as file:
            shutil.copyfileobj(answer, file)
        os.replace(partial, target)
    except OSError as error:
        raise PartsError(f"{url} cannot be had: {error}") from error
    finally:
        partial.unlink(missing_ok=True)


def library_wheels(cache: Path) -> list[Path]:
    """Return the wheels of the libraries, as ``wheels.txt`` pins them, in the order of their names.

    Raises PartsError where one cannot be had.
    """
    folder = cache / f"wheels-{hashlib.sha256(WHEELS.read_bytes()).hexdigest()[:12]}"
    if not folder.is_dir():
        made = folder.with_name(f"{folder.name}.{os.getpid()}")
        _pip("download", "--require-hashes", "--no-deps", "--only-binary=:all:", *_PYTHON, *_PLATFORMS,
             "-d", str(made), "-r", str(WHEELS))  # fmt: skip
        if not folder.is_dir():
            os.replace(made, folder)
    return sorted(folder.glob("*.whl"))


def own_wheel(folder: Path) -> Path:
    """Build the project's own wheel in a folder, and return it. Raises PartsError where it cannot be built."""
    _pip("wheel", "--no-deps", "-w", str(folder), str(ROOT))
    (wheel,) = folder.glob("lke_cli-*.whl")
    return wheel


def _pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip"] if find_spec("pip") else [shutil.which("pip") or "pip"]
    try:
        run = subprocess.run([*command, *arguments, "-q"], capture_output=True, text=True, check=False)
    except OSError as error:
        raise PartsError(f"pip does not run: {error}") from error
    if run.returncode:
        raise PartsError(f"pip {arguments[0]} failed: {run.stderr.strip()[-800:]}")
