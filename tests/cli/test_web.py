"""``lke web``: the page that is installed beside the tool is written, or it is said where to get it."""

from pathlib import Path

import pytest

from tests.conftest import Run


def test_where_no_page_is_installed_it_is_said_where_to_get_it(lke: Run, tmp_path: Path) -> None:
    code, _, err = lke("web", "-o", tmp_path / "lke.html")
    assert code == 2
    assert "lke.html tidak ikut terpasang; ambil berkas lke.html" in err
    assert 'pip install "lke-cli[web]"' in err
    assert not (tmp_path / "lke.html").exists()


def test_the_page_that_is_installed_is_written_and_over_no_other_file(
    lke: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder = tmp_path / "site/lke_cli_web"
    holder.mkdir(parents=True)
    (holder / "__init__.py").touch()
    (holder / "lke.html").write_bytes(b"<!doctype html>")
    monkeypatch.syspath_prepend(tmp_path / "site")
    made = tmp_path / "halaman.html"
    code, _, err = lke("web", "-o", made)
    assert (code, made.read_bytes()) == (0, b"<!doctype html>")
    assert f"Ditulis ke '{made}'" in err
    other = tmp_path / "catatan.html"
    other.write_text("milik orang lain", encoding="utf-8")
    assert lke("web", "-o", other)[0] == 2
    assert other.read_text(encoding="utf-8") == "milik orang lain"
