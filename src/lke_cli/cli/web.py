"""``lke web``: the whole tool as one page for a browser."""

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from lke_cli.cli.options import ForceOption, check_output
from lke_cli.cli.say import say
from lke_cli.errors import LkeError

_HOLDER = "lke_cli_web"  # a package of its own, which the extra `web` installs


def web(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="BERKAS", help="Halaman yang ditulis.")] = Path(
        "lke.html"
    ),
    force: ForceOption = False,
) -> int:
    """Tulis lke.html: lke dalam satu halaman untuk peramban, tanpa memasang.

    Salin halaman itu ke komputer yang tidak boleh dipasangi program, lalu
    buka dengan klik dua kali. LKE dinilai di peramban itu sendiri, juga
    tanpa internet; tidak ada yang dikirim ke mana pun.

    \b
    Contoh:
      lke web -o lke.html

    \b
    Kode keluar: 0 halaman ditulis; 2 halamannya tidak ikut terpasang.
    """
    from lke_cli.report import write_file

    page = _page()
    check_output(output, [page], force=force)
    write_file(output, lambda path: path.write_bytes(page.read_bytes()))
    say(f"Ditulis ke '{output}': buka di peramban.")
    return 0


def _page() -> Path:
    """Return the page that is installed. Raises LkeError where none is."""
    holder = find_spec(_HOLDER)
    page = Path(holder.origin).with_name("lke.html") if holder is not None and holder.origin else None
    if page is None or not page.is_file():
        raise LkeError(
            "lke.html tidak ikut terpasang; ambil berkas lke.html dari tempat lke-cli dibagikan, atau pasang dengan "
            'pip install "lke-cli[web]".'
        )
    return page
