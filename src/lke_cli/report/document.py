"""What every report is made of: headings, sentences and tables, free of any output format."""

from typing import Literal

from lke_cli.record import record

Tone = Literal["plain", "good", "bad", "warn", "muted", "title"]


@record
class Text:
    """A sentence, with the tone it is shown in. Tone is never the only carrier of meaning: the words say it too.

    mark: what stands behind it in small, such as the id of a rule.
    """

    text: str
    tone: Tone = "plain"
    mark: str = ""


@record
class Column:
    """A table column. ``key`` is its English name in csv; ``kind`` decides how a value is shown.

    number: float with ``decimals``. percent: ratio 0..1 shown as ``62,5%``. bar: ratio 0..1 drawn. text: as it is.
    ``grow``: takes what width is left and wraps; other columns keep the width of their content.
    """

    key: str
    title: str
    kind: Literal["text", "number", "percent", "bar"] = "text"
    decimals: int = 2
    grow: bool = False


Value = str | int | float | Text | None


@record
class Table:
    """Rows of values under columns. ``key`` names it in files (English); ``empty`` is said where it has no rows.

    An empty table without ``empty`` is not shown at all. compact: in lines, it stands right below what is before it,
    without its title, a line under its heads, or heads that are empty; ``indent`` blanks are before it then.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    empty: str | None = None
    note: str | None = None
    compact: bool = False
    indent: int = 0


Block = Text | Table


@record
class Document:
    """A report: a title, then blocks in reading order."""

    title: str
    blocks: tuple[Block, ...]
