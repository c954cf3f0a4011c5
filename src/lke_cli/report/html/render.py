"""A page model becomes the text of a page: templates, one style sheet, one small script, and a policy that lets nothing
else run or load."""

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from lke_cli import __version__
from lke_cli.beside import address_from
from lke_cli.report.cells import cell_text
from lke_cli.report.document import Column, Table, Text, Tone, Value
from lke_cli.report.html.parts import Heat, Page, Sheet
from lke_cli.untrusted import printable, unbroken

if TYPE_CHECKING:
    from jinja2 import Environment

_BLANK_LINES = re.compile(r"\n\s*\n")  # gone from style and script too, before they are hashed
_NUMBER = re.compile(r"[+±]?-?[\d.]+(,\d+)?%?|–|")


def page_html(page: Page, folder: Path | None = None) -> str:
    """Return a page as the text of one HTML file. The same page gives the same text.

    folder: where the file will stand, if it is known: it leads to the documents in that folder and below.
    """
    from markupsafe import Markup

    style, script, paper = _file("style.css"), _file("script.js"), _paper(page)
    scripted = any(isinstance(part, Heat) or (isinstance(part, Sheet) and part.sortable) for part in page.parts)
    rendered = (
        _environment()
        .get_template("page.html")
        .render(
            page=page,
            policy=Markup(_policy((style, paper), (script,) if scripted else ())),
            style=Markup(style),
            paper=Markup(paper),
            script=Markup(script) if scripted else "",
            led_to=lambda path: address_from(folder, path) if folder else None,
            version=__version__,
        )
    )
    return _BLANK_LINES.sub("\n", rendered).lstrip()


def _policy(styles: Sequence[str], scripts: Sequence[str]) -> str:
    """Return a Content-Security-Policy that lets these styles and scripts be, and nothing else."""
    parts = ["default-src 'none'", f"style-src {' '.join(map(_hash, styles))}"]
    parts += [f"script-src {' '.join(map(_hash, scripts))}"] if scripts else []
    return "; ".join([*parts, "base-uri 'none'", "form-action 'none'"])


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _paper(page: Page) -> str:
    """Return the style of printed pages: what stands above and below each."""
    foot = f"{page.foot} | lke {__version__}" if page.foot else f"lke {__version__}"
    return (
        "@page{size:A4;margin:17mm 13mm 16mm;"
        f'@top-left{{content:"{_css_text(page.head)}";width:100%;{_SMALL}vertical-align:bottom;padding-bottom:3mm}}'
        f'@bottom-left{{content:"{_css_text(foot)}";{_SMALL}vertical-align:top;padding-top:3mm}}'
        f'@bottom-right{{content:"Halaman " counter(page) " dari " counter(pages);{_SMALL}vertical-align:top;'
        "padding-top:3mm;white-space:nowrap}}@page turned{size:A4 landscape}"
    )


_SMALL = "font:7.5pt system-ui,Arial,sans-serif;color:#444;"


def _css_text(text: str) -> str:
    """Return text that can stand in a string of a style sheet: all but letters and digits as escapes."""
    return "".join(
        sign if sign.isascii() and (sign.isalnum() or sign == " ") else f"\\{ord(sign):06x} " for sign in unbroken(text)
    )


@cache
def _file(name: str) -> str:
    return _BLANK_LINES.sub("\n", files(__package__).joinpath("templates", name).read_text("utf-8").strip())


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    from lke_cli.report.html.ready import ReadyTemplates

    made = Environment(
        loader=FunctionLoader(_file),
        bytecode_cache=ReadyTemplates(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    made.filters.update(share=_share, shown=cell_text, right_aligned=_right_aligned, stacked=_stacked)
    made.tests["has_tone"] = lambda value: isinstance(value, Text)
    return made


def _finalize(value: object) -> object:
    """Make every text that a template shows printable, whether a page's author thought of it or not."""
    return printable(value) if type(value) is str else value


def _share(ratio: float) -> str:
    """Return a share of 1 as a number of percent for a drawing."""
    return f"{min(100.0, max(0.0, ratio * 100)):.4g}"


def _right_aligned(table: Table) -> set[str]:
    """Return the keys of the columns that hold numbers alone."""
    return {
        column.key
        for at, column in enumerate(table.columns)
        if column.kind in ("number", "percent") or _all_numbers([row[at] for row in table.rows], column)
    }


def _all_numbers(values: Sequence[Value], column: Column) -> bool:
    texts = [cell_text(value, column) for value in values]
    return column.kind == "text" and any(texts) and all(_NUMBER.fullmatch(text) for text in texts)


def _stacked(numbers: Sequence[int], heads: Sequence[tuple[str, Tone]]) -> Iterator[tuple[str, str, Tone]]:
    """Yield where each number of a row is drawn: from where on, how wide, in which tone."""
    whole, before = sum(numbers) or 1, 0
    for number, (_, tone) in zip(numbers, heads, strict=True):
        yield f"{before / whole * 100:.4g}", f"{number / whole * 100:.4g}", tone
        before += number
