"""Makes a folder for Windows that needs no installation: Python's embeddable package, this project, and ``lke.bat``.

``python packaging/windows/make_folder.py python-3.13.9-embed-amd64.zip -o dist/lke-windows``. The zip is python.org's;
needs pip and uv. Tried on Linux with a stand-in for that zip, and ``lke.bat`` under Wine; not yet on Windows.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
_NAME = re.compile(r"python-(3\.\d+)\.\d+-embed-amd64\.zip")
_SITE = "Lib\\site-packages"


def main() -> int:
    """Make the folder, and say where it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("embedded", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "dist/lke-windows")
    options = parser.parse_args()
    version = version_of(options.embedded)
    if version is None:
        print(f"{options.embedded.name}: not named as python.org names its embeddable package", file=sys.stderr)
        return 1
    make(options.embedded, version, options.output)
    print(options.output)
    return 0


def version_of(embedded: Path) -> str | None:
    """Return Python's version (``3.13``) of an embeddable package, by its name."""
    named = _NAME.fullmatch(embedded.name)
    return named[1] if named else None


def make(embedded: Path, version: str, folder: Path) -> None:
    """Make the folder. Raises CalledProcessError where pip or uv cannot get what is needed."""
    python = folder / "python"
    with zipfile.ZipFile(embedded) as archive:
        archive.extractall(python)
    with tempfile.TemporaryDirectory() as wheels:
        _run("pip", "wheel", "--no-deps", "-w", wheels, str(ROOT))
        (own,) = Path(wheels).glob("lke_cli-*.whl")
        site = str(python.joinpath(*_SITE.split("\\")))
        # uv, for it asks what Windows needs; pip asks what the system needs that it runs on, and leaves colorama out.
        windows = ["--python-platform", "x86_64-pc-windows-msvc", "--python-version", version]
        _run("uv", "pip", "install", *windows, "--only-binary", ":all:", "--target", site, str(own))
    (paths,) = python.glob("python*._pth")
    paths.write_bytes(with_site(paths.read_text("utf-8")).encode())
    batch = Path(__file__).with_name("lke.bat").read_text("utf-8")
    (folder / "lke.bat").write_bytes(batch.replace("\n", "\r\n").encode())  # cmd reads no other line ends for sure


def with_site(paths: str) -> str:
    """Return the list of places where the embedded Python looks for modules, with the one of libraries."""
    return "".join(f"{line}\r\n" for line in [*paths.splitlines(), _SITE])


def _run(module: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "-m", module, *arguments, "-q"], check=True)


if __name__ == "__main__":
    sys.exit(main())
