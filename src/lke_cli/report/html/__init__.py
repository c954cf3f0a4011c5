"""A result as one HTML page that needs nothing beside it: no file, no script, no network.

A result and its document come in; a module per kind of page (``score``, ``compare``, ...) turns them into a
:class:`~lke_cli.report.html.parts.Page`, which ``render`` writes through the templates; one text goes out. No file is
read but the package's own templates.
"""

from lke_cli.report.html.pages import html_page

__all__ = ["html_page"]
