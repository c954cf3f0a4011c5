"""Builds ``dist/lke.html``: the project's own wheel, Python for browsers and a few libraries, in one page.

The same parts give the same bytes. ``python -m web.build [-o FILE]``.
"""

import argparse
import base64
import gzip
import hashlib
import json
import re
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from lke_cli import __version__
from lke_cli.constants import DEFAULT_RUBRIC
from lke_cli.rubric import load_rubric
from web.compiled import compiled
from web.parts import (
    PYODIDE,
    ROOT,
    PartsError,
    cache_folder,
    library_wheels,
    own_wheel,
    pyodide_files,
    survey_wheels,
)
from web.site import Notice, bundle, library, notices

_PAGE = Path(__file__).with_name("page")
OUTPUT = ROOT / "dist" / "lke.html"
_ENGINE = ("__init__.py", "engine.py")
_NO_CLASSIC = "globalThis.importScripts = undefined;\n"
"""Pyodide refuses to run in a worker that has it, though it needs nothing that such a worker lacks."""
_ENCODING = "windows-1252"
_SPECIAL = re.compile(rb"[\0\r<=]")
"""What HTML replaces, what ends a script, and the sign that says that one of them was meant."""
_PLACE = "@@"  # where a part stands, around its name
_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)


def main() -> int:
    """Build the page, and say where it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--output", type=Path, default=OUTPUT)
    output: Path = parser.parse_args().output
    try:
        page = build(cache_folder())
    except PartsError as error:
        print(error, file=sys.stderr)
        return 1
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_bytes(page)
    print(f"{output}: {len(page) / 1e6:.1f} MB, sha-256 {hashlib.sha256(page).hexdigest()}")
    return 0


def build(cache: Path) -> bytes:
    """Return the page. cache: a folder where its parts are kept. Raises PartsError where one cannot be had."""
    pyodide, libraries, of_surveys = pyodide_files(cache), library_wheels(cache), survey_wheels(cache)
    with tempfile.TemporaryDirectory() as folder:
        wheels = [*libraries, own_wheel(Path(folder))]
        site = bundle(wheels, {f"web/{name}": Path(__file__).with_name(name).read_bytes() for name in _ENGINE})
        licences = [*_of_python(libraries, pyodide["pyodide-lock.json"]), *notices([*wheels, *of_surveys])]
    archives = {"library": library(pyodide["python_stdlib.zip"]), "site": site, "survey": bundle(of_surveys, {})}
    parts = {
        "worker": _worker(pyodide).encode(),
        "wasm": pyodide["pyodide.asm.wasm"],
        **compiled(pyodide, archives, _samples()),
    }
    return _page(
        {name: gzip.compress(data, 9, mtime=0) for name, data in parts.items()}, pyodide["pyodide-lock.json"], licences
    )


def _samples() -> list[Path]:
    """Return workbooks and a survey on which the work of the page is done while it is built."""
    return [path for path in sorted((ROOT / "samples").iterdir()) if path.suffix in (".xlsx", ".csv")]


def _worker(pyodide: Mapping[str, bytes]) -> str:
    """Return one classic script of Pyodide's two modules and the page's own worker.

    A page that was opened from a disk can start no worker that is a module, and import none from beside it.
    """
    asm = _replaced(pyodide["pyodide.asm.mjs"].decode(), "export default _createPyodideModule;", "")
    asm = _replaced(asm, "import.meta.url", "self.location.href")
    loader = _replaced(pyodide["pyodide.mjs"].decode(), "export{dt as loadPyodide,U as version};", "return dt;")
    own = _PAGE.joinpath("worker.js").read_text("utf-8")
    return f"{_NO_CLASSIC}{asm}\nconst loadPyodide = (() => {{\n{_MAP.sub('', loader)}\n}})();\n{own}"


def _replaced(text: str, old: str, new: str) -> str:
    if old not in text:
        raise PartsError(f"Pyodide {PYODIDE} is not built as was known: no '{old}' in it")
    return text.replace(old, new)


def _lock(text: bytes) -> str:
    """Return Pyodide's own list of packages, empty: what is needed is in the page."""
    return json.dumps(json.loads(text) | {"packages": {}})


def _page(parts: Mapping[str, bytes], lock: bytes, licences: Iterable[Notice]) -> bytes:
    """Return the page in its own encoding, in which a byte of a part is a letter: a quarter smaller than base64."""
    report = files("lke_cli.report.html").joinpath("templates")
    style = _css(report.joinpath("style.css").read_text("utf-8") + _PAGE.joinpath("page.css").read_text("utf-8"))
    script = (
        _PAGE.joinpath("page.js")
        .read_text("utf-8")
        .replace("/* report */", report.joinpath("script.js").read_text("utf-8"))
    )
    if not script.encode(_ENCODING, "ignore").decode(_ENCODING) == script:
        raise PartsError(f"the page's script has a sign that {_ENCODING} lacks")
    rubric = load_rubric(DEFAULT_RUBRIC)
    environment = Environment(
        loader=FileSystemLoader(_PAGE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    text = environment.get_template("page.html").render(
        encoding=_ENCODING,
        policy=Markup(_policy(style, script)),
        style=Markup(style),
        script=Markup(script),
        lock=Markup(_lock(lock)),
        part=lambda name: Markup(f"{_PLACE}{name}{_PLACE}"),
        notices=licences,
        targets=[(key, target.label) for key, target in rubric.targets.items()],
        version=__version__,
    )
    page = re.split(f"{_PLACE}([a-z]+){_PLACE}".encode(), text.encode(_ENCODING, "xmlcharrefreplace"))
    page[1::2] = [_letters(parts[name.decode()]) for name in page[1::2]]
    return b"".join(page)


def _css(text: str) -> str:
    """Return a style sheet with the signs that the page's encoding lacks written as CSS writes them."""
    return "".join(sign if sign.encode(_ENCODING, "ignore") else f"\\{ord(sign):x} " for sign in text)


def _letters(data: bytes) -> bytes:
    """Return bytes as they can stand in a script of the page: those that a browser takes for another are two signs."""
    return _SPECIAL.sub(lambda found: b"=" + bytes([found[0][0] + 64]), data)


def _policy(style: str, script: str) -> str:
    """Return the Content-Security-Policy: own style, own script, own worker, WebAssembly; nothing from anywhere."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)} 'wasm-unsafe-eval'; "
        "worker-src blob:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _of_python(wheels: Iterable[Path], lock: bytes) -> Iterator[Notice]:
    """Yield the licences of what Pyodide's own package holds, which brings no texts of them."""
    yield Notice(
        "Pyodide",
        PYODIDE,
        "Mozilla Public License 2.0: https://mozilla.org/MPL/2.0/. Sumbernya: https://github.com/pyodide/pyodide. "
        "Di dalamnya CPython (teks lisensinya di bawah) dan pustaka bahasa C yang dipakainya: zlib, bzip2, libffi, "
        "Expat, mpdecimal, HACL*, musl, dengan lisensi masing-masing di sumber itu.",
    )
    (xml,) = [wheel for wheel in wheels if wheel.name.startswith("et_xmlfile-")]
    with zipfile.ZipFile(xml) as archive:  # it holds a copy of Python's licence, and no other part does
        (name,) = [each for each in archive.namelist() if each.endswith("LICENCE.python")]
        yield Notice("CPython", json.loads(lock)["info"]["python"], archive.read(name).decode("utf-8").strip())


if __name__ == "__main__":
    sys.exit(main())
