"""Runs in Python for browsers while the page is built: compiles the modules that the page's work imports.

What a page does is done here once, on samples. A module that was imported for it is handed on compiled, so that no
browser compiles it at each start; all others stay source, which takes half the room.
"""

import importlib.util
import json
import marshal
import os
import sys
import warnings
import zipfile
from pathlib import Path

WORK = Path("/work")
LIBRARY, SITE = "/lib/python314.zip/", "/lke/"
TEMPLATES = "/lke/lke_cli/report/html/templates"
OPTIMIZE = {"library": 0, "site": 0, "survey": 2}  # a third of pandas and numpy is docstrings
_HEAD = importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + bytes(8)
"""Of a compiled module that is not held against its source (PEP 552)."""


def main() -> None:
    """Write ``NAME.out.zip`` beside each archive."""
    warnings.simplefilter("ignore")
    for name in ("site", "survey"):
        with zipfile.ZipFile(WORK / f"{name}.zip") as archive:
            archive.extractall(SITE)
    sys.path.insert(0, SITE)
    keep_templates()
    work_once()
    files = {str(getattr(module, "__file__", None)) for module in list(sys.modules.values())}
    for name, root in (("library", LIBRARY), ("site", SITE), ("survey", SITE)):
        rewrite(name, {file.removeprefix(root) for file in files if file.startswith(root)})


def keep_templates() -> None:
    """Let each template that is compiled be kept beside its text, where the page's own work looks for it."""
    from jinja2.bccache import FileSystemBytecodeCache

    from lke_cli.report.html.ready import ReadyTemplates

    kept = FileSystemBytecodeCache(TEMPLATES, "%s.cache")
    ReadyTemplates.dump_bytecode = lambda self, bucket: kept.dump_bytecode(bucket)  # type: ignore[method-assign]


def work_once() -> None:
    """Do each thing that the page can do, on the samples."""
    from web.engine import Engine

    os.chdir(WORK / "samples")
    engine = Engine(lambda *values: None, Path("/tmp"))
    engine.surveys_are_here()
    books = sorted(path.name for path in Path().glob("*.xlsx"))
    surveys = sorted(path.name for path in Path().glob("*.csv"))
    for paths, kind in (
        (books[:1], "auto"),
        (books[:2], "diff"),
        (books, "compare"),
        (books[:1] + surveys, "auto"),
        (surveys[:1], "auto"),
    ):
        answer = json.loads(engine.answer(json.dumps({"paths": paths, "kind": kind})))
        if "sentence" in answer:
            raise SystemExit(answer["sentence"])
        for saved in answer["saved"]:
            engine.file(saved["what"])


def rewrite(name: str, hot: set[str]) -> None:
    """Write an archive anew, with the modules named compiled. Nothing is compressed: it is as a whole."""
    with zipfile.ZipFile(WORK / f"{name}.zip") as archive:
        files = {entry: archive.read(entry) for entry in archive.namelist()}
    if name == "site":
        files |= {path.relative_to(SITE).as_posix(): path.read_bytes() for path in Path(TEMPLATES).glob("*.cache")}
    with zipfile.ZipFile(WORK / f"{name}.out.zip", "w") as written:
        for entry, data in sorted(files.items()):
            if entry in hot and entry.endswith(".py"):
                code = compile(data, entry, "exec", dont_inherit=True, optimize=OPTIMIZE[name])
                entry, data = f"{entry}c", _HEAD + marshal.dumps(code)
            written.writestr(zipfile.ZipInfo(entry, (1980, 1, 1, 0, 0, 0)), data)


if __name__ == "__main__":
    main()
