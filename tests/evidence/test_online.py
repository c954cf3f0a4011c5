"""Links asked for real, of a server on this machine."""

import functools
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from lke_cli.evidence import online
from lke_cli.evidence.online import AT_ONCE, Answer, ask, ask_all, is_public
from lke_cli.templates import Filling
from tests.conftest import Run, Write

HERE = frozenset({"127.0.0.1"})


class Site(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[str] = []
        self.open = 0
        self.most = 0
        self.lock = threading.Lock()
        self.release = threading.Event()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        site, path = self.server, self.path
        with site.lock:
            site.seen.append(f"{self.command} {path}")
            site.open += 1
            site.most = max(site.most, site.open)
        if path.startswith("/slow") or (path == "/head-hangs" and self.command == "HEAD"):
            site.release.wait(20)
        pages = {
            "/denied-page": "<html><title>Akses ditolak</title><body>Minta akses kepada pemiliknya.</body></html>",
            "/sign-in-page": "<title>Akun</title><form>Nama <input><input type='password'></form>",
            "/sign-in-words": "<title>Drive</title><body>Sign in to continue to Drive</body>",
            "/page-with-login": f"<p>{'Berita satuan kerja. ' * 60}</p><input type=password>",
            "/page": f"<title>Bukti</title><p>{'Cara minta akses informasi publik. ' * 40}</p>",
        }
        body = pages.get(path, "").encode()
        status = {"/walled": 403, "/forbidden": 403, "/gone": 404, "/broken": 503}.get(path, 200)
        if path == "/no-head" and self.command == "HEAD":
            status = 405
        places = {
            "/moved": "/ok",
            "/loop": "/loop",
            "/login": "https://accounts.google.com/ServiceLogin?continue=x",
            "/own-login": "/users/sign_in",
            "/inside": f"http://127.0.0.2:{site.server_port}/ok",
            "/inside-name": "http://localhost/ok",
            "/file": "file:///etc/passwd",
        }
        self.send_response(302 if path in places else status)
        if path in places:
            self.send_header("Location", places[path])
        if path == "/walled":
            self.send_header("cf-mitigated", "challenge")
        if path in pages:
            self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)
        with site.lock:
            site.open -= 1

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    server = Site()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.release.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "state", "detail"),
    [
        ("/ok", "reachable", "dapat dibuka"),
        ("/no-head", "reachable", "dapat dibuka"),
        ("/moved", "reachable", "dapat dibuka"),
        ("/forbidden", "forbidden", "tidak boleh dibuka (HTTP 403)"),
        # Who may sign in is not known, nor what a person would see.
        ("/login", "unsure", "dialihkan ke halaman masuk akun"),
        ("/own-login", "unsure", "dialihkan ke halaman masuk akun"),
        ("/walled", "unsure", "situsnya hanya menerima peramban (HTTP 403)"),
        ("/denied-page", "forbidden", "halamannya menyatakan aksesnya ditolak"),
        ("/sign-in-page", "unsure", "halamannya meminta masuk akun"),
        ("/sign-in-words", "unsure", "halamannya meminta masuk akun"),
        ("/page-with-login", "reachable", "dapat dibuka"),
        ("/page", "reachable", "dapat dibuka"),
        ("/gone", "dead", "tidak ada lagi (HTTP 404)"),
        ("/broken", "unsure", "situsnya menjawab HTTP 503"),
        ("/loop", "unsure", "dialihkan lebih dari 5 kali"),
        ("/inside", "internal", "alamatnya di jaringan dalam; tidak dicoba"),
        ("/inside-name", "internal", "alamatnya di jaringan dalam; tidak dicoba"),
        ("/file", "unsure", "dialihkan ke alamat file, bukan halaman web"),
    ],
)
def test_dead_forbidden_and_reachable_are_told_apart(site: Site, path: str, state: str, detail: str) -> None:
    assert ask(site.url(path), trusted=HERE) == Answer(state, detail)  # type: ignore[arg-type]


def test_a_server_that_never_answers_a_head_is_asked_as_a_browser_asks(site: Site) -> None:
    assert ask(site.url("/head-hangs"), trusted=HERE, seconds=1).state == "reachable"


@pytest.mark.parametrize(
    ("code", "state"), [(socket.EAI_NONAME, "dead"), (socket.EAI_AGAIN, "unsure"), (socket.EAI_FAIL, "unsure")]
)
def test_a_name_is_unknown_only_where_the_answer_says_so(
    monkeypatch: pytest.MonkeyPatch, code: int, state: str
) -> None:
    def resolve(*_: object, **__: object) -> None:
        raise socket.gaierror(code, "no name")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert ask("https://satker.go.id/sk").state == state


def test_from_a_workbook_over_the_command_line_to_a_site(
    lke: Run, write: Write, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The site stands at a public name; that this machine may answer for it is the only thing arranged."""
    resolve = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *a, **k: resolve("127.0.0.1" if host == "satker.go.id" else host, *a, **k)
    )
    monkeypatch.setattr(online, "ask_all", functools.partial(ask_all, trusted=HERE))
    paths = {"A.I.1.i.a": "/ok", "A.I.1.i.b": "/gone", "A.I.1.ii.a": "/forbidden", "A.I.1.ii.b": "/login"}
    links = {code: [f"http://satker.go.id:{site.server_port}{path}"] for code, path in paths.items()}
    links["A.I.1.ii.c"] = [f"http://127.0.0.1:{site.server_port}/inside"]
    site.seen.clear()
    answers = dict.fromkeys(links, "Ya") | {"A.I.1.i.b": "A", "A.I.1.ii.c": "A"}
    workbook = write(Filling("Satuan Kerja Contoh", answers, links=links))
    code, out, _ = lke("check-evidence", "--workbook", workbook, "--online", "--format", "json")
    report = json.loads(out)
    assert code == 1
    assert [link["state"] for link in report["links"]] == ["reachable", "dead", "forbidden", "unsure", "unasked"]
    assert not any("/inside" in seen for seen in site.seen)
    # Of the answers that give points, A.I.1.i.a alone has a link that others can open: one of two of 0.5 points.
    assert report["claims"]["evidenced_total"] == pytest.approx(0.25)


def test_redirects_are_bounded(site: Site) -> None:
    site.seen.clear()
    ask(site.url("/loop"), trusted=HERE)
    assert len(site.seen) == 6  # the link and five redirects


def test_the_own_network_is_never_asked(site: Site) -> None:
    site.seen.clear()
    for url in (site.url("/ok"), f"http://localhost:{site.server_port}/ok", f"http://[::1]:{site.server_port}/ok"):
        assert ask(url).state == "internal"
    assert site.seen == []


def test_a_server_that_never_answers_is_given_up(site: Site) -> None:
    answer = ask(site.url("/slow"), trusted=HERE, seconds=0.3)
    site.release.set()
    assert answer.state == "unsure"


def test_nobody_there_is_dead() -> None:
    assert ask("http://127.0.0.1:1/", trusted=HERE).state == "dead"
    assert ask("http://tidak-ada.invalid/", trusted=HERE).state == "dead"


def test_few_links_are_asked_at_once(site: Site) -> None:
    site.most = 0
    answers = dict(ask_all([site.url(f"/ok?{n}") for n in range(30)], trusted=HERE))
    assert {answer.state for answer in answers.values()} == {"reachable"}
    assert len(answers) == 30
    assert site.most <= AT_ONCE


def test_what_goes_beyond_a_bound_is_not_asked_and_said(site: Site) -> None:
    site.seen.clear()
    here, other = [site.url(f"/ok?{n}") for n in range(4)], "http://contoh.invalid/a"
    answers = dict(ask_all([*here, other], trusted=HERE, of_host=2))
    assert [answers[url].state for url in here] == ["reachable", "reachable", "unasked", "unasked"]
    assert answers[here[3]].detail == "lebih dari 2 tautan ke 127.0.0.1"
    assert answers[other].state == "dead"
    answers = dict(ask_all(here, trusted=HERE, most=3))
    assert [answers[url].detail for url in here] == ["dapat dibuka"] * 3 + ["lebih dari 3 tautan"]


def test_a_thousand_links_are_asked_and_500_of_one_host() -> None:
    """Of addresses in the own network, which are answered without asking anybody."""
    one, other = ([f"http://10.0.0.{host}/{number}" for number in range(500)] for host in (1, 2))
    answers = dict(ask_all([*one, "http://10.0.0.1/500", *other, "http://10.0.0.3/"]))
    assert {answers[url].state for url in (*one, *other)} == {"internal"}
    assert answers["http://10.0.0.1/500"].detail == "lebih dari 500 tautan ke 10.0.0.1"
    assert answers["http://10.0.0.3/"].detail == "lebih dari 1.000 tautan"


def test_the_time_for_all_links_is_bounded(site: Site) -> None:
    urls = [site.url(f"/slow?{n}") for n in range(12)]
    site.release.clear()
    start = time.monotonic()
    answers = dict(ask_all(urls, trusted=HERE, seconds=1.0))
    site.release.set()
    assert time.monotonic() - start < 5
    assert len(answers) == 12
    assert {answer.state for answer in answers.values()} == {"unsure", "unasked"}
    assert sum(answer.state == "unasked" for answer in answers.values()) >= 4


def test_a_name_that_nobody_finds_is_given_up_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's own search for a name knows no time."""
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(30))
    start = time.monotonic()
    assert ask("https://satker.go.id/sk", seconds=0.5).state == "unsure"
    assert time.monotonic() - start < 3


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGINT")
def test_ctrl_c_ends_the_asking_within_two_seconds(site: Site) -> None:
    code = (
        "from lke_cli.evidence.online import ask_all\n"
        f"list(ask_all(['{site.url('/slow?0')}', '{site.url('/slow?1')}'], trusted=frozenset(['127.0.0.1'])))"
    )
    site.release.clear()
    site.seen.clear()
    with subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE) as process:
        while not site.seen and process.poll() is None:
            time.sleep(0.02)
        start = time.monotonic()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=10)
    site.release.set()
    assert time.monotonic() - start < 2


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGINT")
def test_ctrl_c_ends_the_command_within_two_seconds(write: Write, site: Site) -> None:
    """The whole command, of a server that never answers; that this machine may answer for a site is all arranged."""
    links = {code: [f"http://satker.go.id:{site.server_port}/slow?{code}"] for code in ("A.I.1.i.a", "A.I.1.ii.a")}
    workbook = write(Filling("Satuan Kerja Contoh", dict.fromkeys(links, "Ya"), links=links))
    code = (
        "import functools, socket\n"
        "from lke_cli.evidence import online\n"
        "from lke_cli.cli.main import main\n"
        "resolve = socket.getaddrinfo\n"
        "if __name__ == '__main__':\n"
        "    socket.getaddrinfo = lambda host, *a, **k: resolve('127.0.0.1', *a, **k)\n"
        "    online.ask_all = functools.partial(online.ask_all, trusted=frozenset(['127.0.0.1']))\n"
        "    main()"
    )
    words = ["check-evidence", "--workbook", str(workbook), "--online"]
    site.release.clear()
    site.seen.clear()
    with subprocess.Popen(
        [sys.executable, "-c", code, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        while not site.seen and process.poll() is None:
            time.sleep(0.02)
        start = time.monotonic()
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does
        _, errors = process.communicate(timeout=20)
        lasted = time.monotonic() - start
    site.release.set()
    assert (process.returncode, b"Traceback" in errors) == (130, False)
    assert b"Dihentikan" in errors
    assert lasted < 2


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("10.0.0.1", False),
        ("172.16.5.5", False),
        ("192.168.1.1", False),
        ("127.0.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),  # IPv4 inside IPv6
        ("64:ff9b::7f00:1", False),  # NAT64 of 127.0.0.1
        ("2002:7f00:1::", False),  # 6to4 of 127.0.0.1
        ("fec0::1", False),
        ("192.0.0.8", False),
        ("192.0.0.170", False),
        ("192.88.99.1", False),
        ("3fff::1", False),
        ("3fff:fff::1", False),
        ("4000::1", False),  # not given out
        ("::7f00:1", False),  # "compatible" with 127.0.0.1
        ("::ffff:192.0.0.1", False),
        ("64:ff9b:1::1", False),  # NAT64 of one's own network
        ("2001::1", False),  # Teredo
        ("2001:db8::1", False),
        ("64:ff9b::808:808", True),  # NAT64 of 8.8.8.8
        ("2002:808:808::1", True),  # 6to4 of 8.8.8.8
        ("::ffff:8.8.8.8", True),
        ("192.0.1.1", True),  # beside 192.0.0.0/24
        ("192.88.100.1", True),
        ("4.4.4.4", True),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public
