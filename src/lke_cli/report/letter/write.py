"""Fills a letter's template. A placeholder that it does not know is told, and nothing is written."""

import io
import re
import zipfile
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Any

from lke_cli.errors import LkeError
from lke_cli.report.letter.fields import FIELDS, known, values_of
from lke_cli.results import ScoreReport
from lke_cli.untrusted import one_line

_QUOTED = re.compile(r"'([^']*)'")
_LARGEST = 20_000_000  # bytes of a template


def write_letter(report: ScoreReport, path: Path, template: Path | None = None) -> None:
    """Write the letter of a scored workbook. template: the shipped one where None.

    Raises LkeError where there is no score, or the template cannot be filled; OSError where it cannot be written.
    """
    if len(report.workbooks) != 1:
        raise LkeError("Laporan .docx untuk satu LKE saja; sebut satu berkas.")
    scored = report.workbooks[0]
    if scored.scorecard is None:
        raise LkeError(f"{scored.problem} Tanpa nilai tidak ada laporan .docx.")
    path.write_bytes(without_times(_filled(template, values_of(scored, scored.scorecard))))


def _filled(template: Path | None, values: dict[str, Any]) -> bytes:
    """Return a template filled in. Imports docxtpl, which is slow to load."""
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    name = "lhe.docx" if template is None else template.name
    # Autoescaped: all text in it is a text of the letter. In a sandbox: a template may come by mail.
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    content = _bytes_of(template)
    try:
        document = DocxTemplate(io.BytesIO(content))
        document.init_docx()
    except Exception as error:  # whatever the libraries stumble over in a file that is no document
        raise LkeError(f"Templat '{name}' bukan dokumen .docx yang utuh; buka di Word lalu simpan lagi.") from error
    try:
        named = document.get_undeclared_template_variables(environment)
        _check_names(name, named)
        document.render(values, environment)
    except LkeError:
        raise
    except Exception as error:  # what is written in a placeholder may be any expression
        raise LkeError(_wrong(name, error)) from error
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _bytes_of(template: Path | None) -> bytes:
    if template is None:
        return files("lke_cli.report.letter").joinpath("lhe.docx").read_bytes()
    try:
        if template.stat().st_size > _LARGEST:
            raise LkeError(f"Templat '{template.name}' terlalu besar; kecilkan gambarnya.")
        return template.read_bytes()
    except OSError as error:
        raise LkeError(f"Templat '{template}' tidak dapat dibaca; periksa nama dan foldernya.") from error


def _check_names(name: str, named: set[str]) -> None:
    """Raise LkeError where a template names what there is not, or nothing that there is: it would be filled with
    nothing, and be taken for the letter."""
    unknown = named - FIELDS.keys()
    if unknown:
        raise LkeError(_unknown(name, min(unknown)))
    if not named:
        raise LkeError(
            f"Templat '{name}' tidak memuat satu pun isian, misalnya {known(['unit'])}; tambahkan di Word, daftarnya "
            "ada di docs/laporan.md."
        )


def _wrong(name: str, error: Exception) -> str:
    """Return what is wrong with a placeholder of a template, by what its library raised."""
    from jinja2 import TemplateAssertionError, TemplateError, UndefinedError
    from jinja2.exceptions import SecurityError

    quoted_name = one_line((_QUOTED.findall(str(error)) or [""])[-1], 40)
    if isinstance(error, UndefinedError):
        return f"Templat '{name}' memakai isian yang tidak ada ('{quoted_name}'); daftar isian ada di docs/laporan.md."
    if isinstance(error, SecurityError):
        return f"Templat '{name}' memakai isian yang tidak diizinkan; pakai isian dari docs/laporan.md apa adanya."
    if isinstance(error, TemplateAssertionError):
        return f"Templat '{name}' memakai penyaring '{quoted_name}' yang tidak ada; hapus tanda '|' dan namanya."
    if isinstance(error, TemplateError):
        return (
            f"Tanda isian di templat '{name}' salah tulis, misalnya '}}}}' atau '{{% endfor %}}' yang kurang; betulkan "
            "di Word."
        )
    return (
        f"Isian di templat '{name}' tidak dapat diisikan ({type(error).__name__}); pakai isian dari docs/laporan.md "
        "apa adanya, tanpa hitungan di antara kurung kurawal."
    )


def _unknown(name: str, placeholder: str) -> str:
    near = get_close_matches(placeholder, FIELDS, n=1)
    hint = f"mungkin {known(near)}" if near else f"yang ada: {known(list(FIELDS))}"
    return f"Templat '{name}' memakai {known([one_line(placeholder, 40)])}, yang tidak dikenal; {hint}."


def without_times(document: bytes) -> bytes:
    """Return a document's zip file without the times of its members: one input gives one file, byte for byte."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()
